-- Every change of the organisation is a set of steps that came into force on one day, by one decision or one list: who brought it in,
-- from which file, and what it did. Rows of before keep no set (change_id is null).
-- Personal data: person_id and taken_back_by say which official did it; purpose: who answers for the official list; read by whoever may
-- read changes of the organisation; retention: for ever, as act_log.

create table org_change (
  id uuid primary key,
  kind text not null check (kind in ('import', 'reform', 'correction')),
  title text not null check (title <> '' and title = normalize(title, NFC)),
  law_id text references law,
  -- The first day of the new state.
  effective_on date not null,
  -- A past set is never undone: a later one says that it corrects it.
  corrects uuid references org_change check (corrects <> id),
  source_name text not null check (source_name <> '' and source_name = normalize(source_name, NFC)),
  source_sha256 text not null check (source_sha256 ~ '^[0-9a-f]{64}$'),
  counts jsonb not null check (jsonb_typeof(counts) = 'object'),
  -- Null when it was done by the command on the server.
  person_id uuid references person,
  at timestamptz not null,
  taken_back_on date,
  taken_back_by uuid references person,
  check ((kind = 'correction') = (corrects is not null)),
  -- Taken back before its day, or never; and not before it was made.
  check (taken_back_on < effective_on),
  check (taken_back_on >= (at at time zone 'Asia/Ho_Chi_Minh')::date),
  check (taken_back_by is null or taken_back_on is not null)
);
create index org_change_newest on org_change (at desc, id desc);
comment on table org_change is 'append-only: a set still to come is taken back by take_back_change() alone, a past one corrected by another';

alter table unit add change_id uuid references org_change;
alter table unit_version
  add change_id uuid references org_change,
  -- The set that closed it.
  add end_change_id uuid references org_change,
  add constraint unit_version_closed_by check (end_change_id is null or not upper_inf(valid));
alter table unit_succession add change_id uuid references org_change;

create function is_taken_back(change uuid) returns boolean language sql stable as $$
  select exists (select from org_change where id = change and taken_back_on is not null)
$$;

create or replace function unit_version_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if is_taken_back(old.change_id) then return old; end if;
  elsif (new.unit_id, new.line, new.level, new.kind, new.name, new.code, new.parent_id, new.area_id, new.law_id, new.change_id, lower(new.valid))
      is not distinct from
        (old.unit_id, old.line, old.level, old.kind, old.name, old.code, old.parent_id, old.area_id, old.law_id, old.change_id, lower(old.valid))
  then
    if upper_inf(old.valid) and not upper_inf(new.valid) then return new; end if;
    if upper_inf(new.valid) and new.end_law_id is null and new.end_change_id is null and is_taken_back(old.end_change_id) then return new; end if;
  end if;
  raise exception 'a version of a unit can only be closed' using errcode = 'integrity_constraint_violation';
end $$;

create or replace function unit_succession_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and is_taken_back(old.change_id) then return old; end if;
  raise exception 'a succession is never changed' using errcode = 'integrity_constraint_violation';
end $$;

create function unit_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if is_taken_back(old.change_id) then return old; end if;
  elsif new.id = old.id and new.change_id is not distinct from old.change_id then return new;
  end if;
  raise exception 'a unit that was is never taken away' using errcode = 'integrity_constraint_violation';
end $$;
create trigger unit_kept before update or delete on unit for each row execute function unit_kept();

create function org_change_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.taken_back_on is null and new.taken_back_on is not null
    and to_jsonb(new) - array['taken_back_on', 'taken_back_by'] = to_jsonb(old) - array['taken_back_on', 'taken_back_by']
  then
    return new;
  end if;
  raise exception 'a change of the organisation is never rewritten' using errcode = 'integrity_constraint_violation';
end $$;
create trigger org_change_kept before update or delete on org_change for each row execute function org_change_kept();

-- The application may delete no unit; this is the one door, and it opens only for what is still to come.
create function take_back_change(change uuid, today date, person uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update org_change set taken_back_on = today, taken_back_by = person
   where id = change and taken_back_on is null and effective_on > today;
  if not found then
    raise exception 'only a change still to come is taken back' using errcode = 'integrity_constraint_violation', constraint = 'org_change_past';
  end if;
  if exists (select from unit_version where change_id = change and end_change_id is distinct from change and not upper_inf(valid)) then
    raise exception 'another change stands on it' using errcode = 'integrity_constraint_violation', constraint = 'org_change_built_on';
  end if;
  delete from unit_succession where change_id = change;
  delete from unit_version where change_id = change;
  update unit_version set valid = daterange(lower(valid), null), end_law_id = null, end_change_id = null where end_change_id = change;
  delete from unit where change_id = change;
end $$;
revoke execute on function take_back_change from public;
grant execute on function take_back_change to danvan_app;
