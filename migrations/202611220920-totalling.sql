-- What a receiver does with its totals: rows of its own beside those of the units, what it put off taking in, the words it writes.
-- No personal data but officials acting in their posts, by reference, and what they write in free text. Purpose: lineage of published
-- figures and the report's own words. Place: this database. Retention: for ever, with the window.

-- 'own': what the receiver's own body did, which no unit reports. 'twice': taken off, for several units reported the same thing.
create table report_adjustment (
  id uuid primary key,
  window_id uuid not null references report_window,
  unit_id uuid not null references unit,
  number smallint not null check (number > 0),
  kind text not null check (kind in ('own', 'twice')),
  reason text not null check (reason <> '' and reason = normalize(reason, NFC)),
  undoes uuid unique references report_adjustment check (undoes <> id),
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  at timestamptz not null,
  by_person uuid not null references person,
  unique (window_id, unit_id, number)
);
comment on table report_adjustment is 'append-only: an adjustment is undone by another one that names it';

-- Of a ratio the numerator and the denominator are adjusted, never the percentage.
create table report_adjustment_line (
  adjustment_id uuid not null references report_adjustment,
  indicator text not null,
  value numeric,
  numerator numeric,
  denominator numeric,
  primary key (adjustment_id, indicator),
  check (num_nonnulls(numerator, denominator) in (0, 2) and (value is null) = (numerator is not null)),
  check (value is distinct from 0 and (denominator is null or (numerator, denominator) <> (0, 0)))
);
comment on table report_adjustment_line is 'append-only: what was added to a total, or taken off it';

-- An adjustment is written whole: no line is added to one that a total has taken in.
create function report_adjustment_whole() returns trigger language plpgsql as $$
begin
  if not exists (select from report_adjustment where id = new.adjustment_id and xmin = pg_current_xact_id()::xid) then
    raise exception 'nothing is added to an adjustment' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger report_adjustment_whole before insert on report_adjustment_line for each row execute function report_adjustment_whole();

-- Which adjustments stand in an added-up edition or a publication.
create table report_adjustment_taken (
  adjustment_id uuid not null references report_adjustment,
  parent_edition uuid references report_edition,
  publication_id uuid references report_publication,
  check (num_nonnulls(parent_edition, publication_id) = 1),
  unique nulls not distinct (adjustment_id, parent_edition, publication_id)
);
create index report_adjustment_taken_by_edition on report_adjustment_taken (parent_edition);
create index report_adjustment_taken_by_publication on report_adjustment_taken (publication_id);
comment on table report_adjustment_taken is 'append-only: what a total was made of';

-- In a published figure an adjustment is a part of its own, so that the parts still add up; the trigger of the figure checks it.
alter table report_contribution
  add column adjustment_id uuid references report_adjustment,
  add constraint report_contribution_of_one check (num_nonnulls(edition_id, adjustment_id) <= 1),
  drop constraint report_contribution_publication_id_indicator_edition_id_key,
  add constraint report_contribution_once unique nulls not distinct (publication_id, indicator, edition_id, adjustment_id);

-- What arrived after a publication and was put off, with the reason. It holds for exactly what was there then (mark): anything newer
-- makes it lapse, and so does the next publication.
create table report_deferral (
  id uuid primary key,
  publication_id uuid not null references report_publication,
  number smallint not null check (number > 0),
  mark text not null check (mark ~ '^[0-9a-f]{32}$'),
  reason text not null check (reason <> '' and reason = normalize(reason, NFC)),
  at timestamptz not null,
  by_person uuid not null references person,
  unique (publication_id, number)
);
comment on table report_deferral is 'append-only: a deferral lapses, it is not taken back';

-- The receiver's own words in the making; saved_from names the open page that wrote last, as with report_draft.
create table report_total_text (
  window_id uuid not null references report_window,
  unit_id uuid not null references unit,
  version int not null check (version > 0),
  saved_from uuid not null,
  narrative jsonb not null check (jsonb_typeof(narrative) = 'array'),
  saved_at timestamptz not null,
  saved_by uuid not null references person,
  primary key (window_id, unit_id)
);
