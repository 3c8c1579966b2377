-- The units room: plans of a reform between preview and apply, the body that plays the dân vận focal role in a unit, whether a
-- body follows its area, and hand-over records of dissolved bodies.
-- Personal data: who wrote a row (an official, by id), and the names and posts of the officials who signed a hand-over.
-- Purpose: who answers for it. Place: here and in act_log. Retention: as long as the organisation it tells of, for ever.
-- No column holds the name of a citizen; the forms say so.

-- What an administrator brought or typed, kept until it is applied or put away: nothing typed is lost. input: the lines of the
-- files as read, or the measures of a resolution. What it does is worked out anew each time it is shown, on the organisation of
-- that moment; it is applied only to the organisation that was shown (org_edition.mark).
create table unit_plan (
  id uuid primary key,
  -- The seat of who made it: whoever may reform there may go on with it.
  unit_id uuid not null references unit,
  way text not null check (way in ('list', 'files', 'resolution')),
  title text not null check (title <> '' and title = normalize(title, NFC)),
  effective_on date not null,
  -- Of a correction: the change that it sets right.
  corrects uuid references org_change,
  -- number and symbol of the decision; without it nothing is applied
  law_id text check (law_id <> '' and law_id = normalize(law_id, NFC)),
  law_title text not null default '' check (law_title = normalize(law_title, NFC)),
  law_issued_on date,
  source_name text not null default '' check (source_name = normalize(source_name, NFC)),
  source_sha256 text not null check (source_sha256 ~ '^[0-9a-f]{64}$'),
  input jsonb not null,
  version int not null default 1 check (version >= 1),
  created_by uuid not null references person,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  -- The change it became. Once there, the plan is never touched again.
  change_id uuid unique references org_change
);
create index unit_plan_by_unit on unit_plan (unit_id, changed_at desc);

create function unit_plan_kept() returns trigger language plpgsql as $$
begin
  if old.change_id is not null then
    raise exception 'a plan that was applied stays as it was' using errcode = 'integrity_constraint_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger unit_plan_kept before update or delete on unit_plan for each row execute function unit_plan_kept();

-- Which body plays the focal role differs from place to place and changed on 1 July 2025: data, never code. One body a day.
create table unit_focal (
  unit_id uuid not null references unit,
  body_id uuid not null references unit check (body_id <> unit_id),
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  decision text not null default '' check (decision = normalize(decision, NFC)),
  created_by uuid not null references person,
  created_at timestamptz not null,
  primary key (unit_id, valid),
  constraint unit_focal_one_a_day exclude using gist (unit_id with =, valid with &&)
);
create index unit_focal_by_body on unit_focal (body_id);

-- Whether a body merges or ends together with the area it serves. Without a row nothing is known and the body stands until a
-- decision of its own: the system dissolves no body by itself.
create table unit_following (
  body_id uuid not null references unit,
  follows boolean not null,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  decision text not null default '' check (decision = normalize(decision, NFC)),
  created_by uuid not null references person,
  created_at timestamptz not null,
  primary key (body_id, valid),
  constraint unit_following_one_a_day exclude using gist (body_id with =, valid with &&)
);

-- What was recorded of a day stays; only its last day is written when the next begins.
create function unit_days_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or not upper_inf(old.valid) or upper_inf(new.valid)
    or (to_jsonb(new) - 'valid', lower(new.valid)) is distinct from (to_jsonb(old) - 'valid', lower(old.valid))
  then
    raise exception 'a record with days can only be closed' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger unit_focal_kept before update or delete on unit_focal for each row execute function unit_days_kept();
create trigger unit_following_kept before update or delete on unit_following for each row execute function unit_days_kept();
revoke delete, truncate on unit_focal, unit_following from danvan_app;

-- What a dissolved body handed to whom, on what day, by whose decision.
create table unit_hand_over (
  id uuid primary key,
  from_id uuid not null references unit,
  to_id uuid not null references unit check (to_id <> from_id),
  on_day date not null check (on_day >= '1990-01-01'),
  decision text not null check (decision <> '' and decision = normalize(decision, NFC)),
  place text not null default '' check (place = normalize(place, NFC)),
  note text not null default '' check (note = normalize(note, NFC)),
  -- A mistaken record is set right by a new one that names it, once.
  corrects uuid unique references unit_hand_over check (corrects <> id),
  created_by uuid not null references person,
  created_at timestamptz not null
);
create index unit_hand_over_by_from on unit_hand_over (from_id);
create index unit_hand_over_by_to on unit_hand_over (to_id);
comment on table unit_hand_over is 'append-only: what was handed over stays on paper; a mistake is set right by a new record that names it';

create table unit_hand_over_line (
  hand_over_id uuid not null references unit_hand_over,
  place int not null check (place >= 1),
  kind text not null check (kind in ('papers', 'models', 'reports', 'matters', 'property', 'money', 'staff', 'other')),
  what text not null check (what <> '' and what = normalize(what, NFC)),
  amount numeric check (amount >= 0),
  measure text not null default '' check (measure = normalize(measure, NFC)),
  note text not null default '' check (note = normalize(note, NFC)),
  primary key (hand_over_id, place)
);
comment on table unit_hand_over_line is 'append-only: a part of unit_hand_over';

-- Names and posts of officials who signed. Purpose: who answers for the hand-over. Place: here. Retention: for ever.
create table unit_hand_over_signatory (
  hand_over_id uuid not null references unit_hand_over,
  place int not null check (place >= 1),
  side text not null check (side in ('from', 'to', 'witness')),
  name text not null check (name <> '' and name = normalize(name, NFC)),
  title text not null check (title <> '' and title = normalize(title, NFC)),
  primary key (hand_over_id, place)
);
comment on table unit_hand_over_signatory is 'append-only: a part of unit_hand_over';

-- What was shown before is applied only to what was shown: until the end of the transaction nobody else changes the organisation.
-- The application may not write org_edition, so it may not hold its row either; this is the one door.
create function hold_org() returns uuid language sql volatile security definer set search_path = public, pg_temp as $$
  select mark from org_edition for update
$$;
revoke execute on function hold_org from public;
grant execute on function hold_org to danvan_app;
