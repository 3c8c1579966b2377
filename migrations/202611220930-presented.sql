-- Signing: an officer presents what is to be published, a leader of the unit signs it, sends it back, or it is withdrawn.
-- No personal data but officials acting in their posts, by reference, and the name and title under which one signs. Purpose: to know who
-- prepared and who signed what. Place: here and in act_log. Retention: for ever, with the publication.
create table report_presented (
  -- Also the id of the publication that its signature makes: one presented report is published at most once.
  id uuid primary key,
  window_id uuid not null references report_window,
  unit_id uuid not null references unit,
  number smallint not null check (number > 0),
  -- The one before must have ended: of one unit's window one report waits at a time, whatever two browsers do.
  after_number smallint generated always as (nullif(number - 1, 0)) stored,
  at timestamptz not null,
  by_person uuid not null references person,
  -- Who is asked to sign, in which post, and by which delegation when the post is another's.
  signer uuid not null references person,
  signer_post uuid not null references post,
  signer_delegation uuid references post_delegation,
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  -- The editions taken in, by which a later acceptance or return is told.
  taken uuid[] not null check (cardinality(taken) > 0),
  snapshot jsonb not null,
  snapshot_sha256 text not null check (snapshot_sha256 ~ '^[0-9a-f]{64}$'),
  unique (window_id, unit_id, number),
  unique (id, window_id, unit_id, number, by_person, signer),
  constraint report_presented_to_another check (signer <> by_person)
);
create index report_presented_by_unit on report_presented (unit_id, window_id);
create index report_presented_by_signer on report_presented (signer);
comment on table report_presented is 'append-only: what was put before a leader; another text is the next number';

-- How a presented report ended. Without a row it waits.
create table report_presented_end (
  presented_id uuid primary key,
  window_id uuid not null,
  unit_id uuid not null,
  number smallint not null,
  author uuid not null,
  signer uuid not null,
  kind text not null check (kind in ('signed', 'returned', 'withdrawn')),
  at timestamptz not null,
  by_person uuid not null references person,
  reason text not null check (reason = normalize(reason, NFC) and (reason <> '') = (kind = 'returned')),
  -- The seal of what was signed: that of the publication, and nothing else.
  signed_sha256 text check (signed_sha256 ~ '^[0-9a-f]{64}$'),
  published uuid generated always as (case when kind = 'signed' then presented_id end) stored
    references report_publication deferrable initially deferred,
  unique (window_id, unit_id, number),
  foreign key (presented_id, window_id, unit_id, number, author, signer)
    references report_presented (id, window_id, unit_id, number, by_person, signer),
  check ((signed_sha256 is not null) = (kind = 'signed')),
  constraint report_signed_by_another check (kind <> 'signed' or by_person <> author),
  constraint report_signed_by_the_one_asked check (kind = 'withdrawn' or by_person = signer)
);
comment on table report_presented_end is 'append-only: signed, sent back or withdrawn, once';
alter table report_presented add foreign key (window_id, unit_id, after_number) references report_presented_end (window_id, unit_id, number);

-- From now on nothing is published that was not signed, and what is published is what was signed: the day of signing is all that the
-- signature adds. What was published before this stays as it is.
create function report_publication_is_signed() returns trigger language plpgsql as $$
begin
  if not exists (
    select from report_presented r join report_presented_end e on e.presented_id = r.id and e.kind = 'signed'
     where r.id = new.id and r.window_id = new.window_id and r.unit_id = new.unit_id and e.by_person = new.by_person
       and e.signed_sha256 = new.snapshot_sha256
       and r.snapshot - 'publishedOn' = new.snapshot - 'publishedOn'
       and new.snapshot ->> 'publishedOn' = to_char(e.at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD')) then
    raise exception 'publication % is not what was signed', new.id
      using errcode = 'check_violation', constraint = 'report_publication_is_signed';
  end if;
  return null;
end $$;
create constraint trigger report_publication_is_signed after insert on report_publication
  deferrable initially deferred for each row execute function report_publication_is_signed();
