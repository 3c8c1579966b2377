-- The organisation through time: units are identities, what the law says about them has days.
-- No personal data in these tables. Retention: for ever; every record points at its unit of the day it happened on.

create table law (
  id text primary key check (id <> ''),
  title text not null check (title <> '' and title = normalize(title, NFC)),
  issued_on date,
  effective_on date,
  note text not null default '' check (note = normalize(note, NFC))
);

create table unit (
  id uuid primary key,
  -- 'do cán bộ bổ sung': a past unit that an officer named while reading a paper.
  added_by_officer boolean not null default false,
  -- Units of the demo never count among the real ones.
  demo boolean not null default false,
  note text not null default '' check (note = normalize(note, NFC))
);

-- "xã Khe Trầm": how an area is called in a sentence; a body's name is whole already. In step with fullName() of src/org/history.ts.
create function unit_full_name(line text, kind text, name text) returns text
  language sql immutable strict parallel safe
  return case
    when line <> 'area' then name
    when vn_key(left(name, 1)) = vn_key(left(kind, 1)) and substr(name || ' ', 2, length(kind)) = substr(kind, 2) || ' '
      then kind || substr(name, length(kind) + 1)
    else kind || ' ' || name
  end;

-- valid is half-open, a lower bound of null means "since when is not known". A code is no identity: after a reform most
-- codes name another unit, so the code stands with the days it was used and no two units of a line share it on one day.
create table unit_version (
  unit_id uuid not null references unit,
  valid daterange not null check (not isempty(valid)),
  line text not null check (line in ('area', 'party', 'front', 'trade_union', 'farmers', 'youth', 'women', 'veterans', 'force')),
  level text not null check (level in ('centre', 'province', 'district', 'commune', 'hamlet', 'body')),
  kind text not null check (kind <> '' and kind = normalize(kind, NFC)),
  -- Of an area without its kind: 'Khe Trầm', not 'Xã Khe Trầm', which is understood all the same.
  name text not null check (name <> '' and name = btrim(name) and name = normalize(name, NFC)),
  name_key text not null generated always as (vn_key(unit_full_name(line, kind, name))) stored,
  code text check (code <> ''),
  parent_id uuid references unit check (parent_id <> unit_id),
  -- The area a body serves; an area serves itself.
  area_id uuid references unit check (line <> 'area' or area_id is null),
  law_id text references law,
  -- The law that ended this version, named when it is closed.
  end_law_id text references law,
  primary key (unit_id, valid),
  check (line <> 'area' or level <> 'body'),
  constraint unit_version_one_truth_a_day exclude using gist (unit_id with =, valid with &&),
  constraint unit_version_one_unit_a_code exclude using gist (line with =, code with =, valid with &&)
);
create index unit_version_by_parent on unit_version (parent_id);
create index unit_version_by_area on unit_version (area_id);
create index unit_version_by_key on unit_version using gin (name_key gin_trgm_ops);

-- on_day is the first day of the new state. A null share is not known. heir: a decision names this successor the one that
-- takes over the papers and the figures, though the land was divided.
create table unit_succession (
  from_id uuid not null references unit,
  to_id uuid not null references unit check (to_id <> from_id),
  on_day date not null,
  kind text not null check (kind in ('merged', 'split', 'transferred', 'renamed', 'abolished')),
  share numeric check (share > 0 and share <= 1),
  heir boolean not null default false,
  law_id text references law,
  primary key (from_id, to_id, on_day)
);
create index unit_succession_by_to on unit_succession (to_id);
create unique index unit_succession_one_heir on unit_succession (from_id, on_day) where heir;
comment on table unit_succession is 'append-only: a mistaken reform is corrected by a new one that says so';

-- Written by the triggers below alone. The mark is drawn anew at each change, so a change that is rolled back and another
-- that follows it never share one, and neither do two databases.
create table org_edition (
  one boolean primary key default true check (one),
  edition bigint not null,
  mark uuid not null
);
insert into org_edition (edition, mark) values (1, gen_random_uuid());

create function org_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update org_edition set edition = edition + 1, mark = gen_random_uuid();
  return null;
end $$;
create trigger org_changed after insert or update or delete or truncate on law for each statement execute function org_changed();
create trigger org_changed after insert or update or delete or truncate on unit for each statement execute function org_changed();
create trigger org_changed after insert or update or delete or truncate on unit_version for each statement execute function org_changed();
create trigger org_changed after insert or update or delete or truncate on unit_succession for each statement execute function org_changed();

create function unit_version_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or not upper_inf(old.valid) or upper_inf(new.valid)
    or (new.unit_id, new.line, new.level, new.kind, new.name, new.code, new.parent_id, new.area_id, new.law_id, lower(new.valid))
      is distinct from (old.unit_id, old.line, old.level, old.kind, old.name, old.code, old.parent_id, old.area_id, old.law_id, lower(old.valid))
  then
    raise exception 'a version of a unit can only be closed' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger unit_version_kept before update or delete on unit_version for each row execute function unit_version_kept();

create function unit_succession_kept() returns trigger language plpgsql as $$
begin
  raise exception 'a succession is never changed' using errcode = 'integrity_constraint_violation';
end $$;
create trigger unit_succession_kept before update or delete on unit_succession for each row execute function unit_succession_kept();

revoke insert, update, delete on org_edition from danvan_app;
revoke delete on unit, unit_version, law from danvan_app;
