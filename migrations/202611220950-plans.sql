-- Plan figures (chỉ tiêu, kế hoạch giao): what a unit is to reach in a year, by indicator; the last row of a unit, year and indicator holds.
-- A figure stays with the unit it was given to: after a reform it is summed on the land of now only when every part is there.
-- No personal data but officials acting in their posts, by reference. Purpose: setting what was done beside what was planned. Retention: for ever, with the figures.
create table report_plan (
  unit_id uuid not null references unit,
  year smallint not null check (year between 2000 and 2100),
  indicator text not null check (indicator ~ '^[A-Z][A-Z0-9]{1,9}$'),
  number smallint not null check (number > 0),
  -- count: value. parts: numerator by denominator of a ratio. target: a percentage without its parts. withdrawn: no plan any more.
  kind text not null check (kind in ('count', 'parts', 'target', 'withdrawn')),
  value numeric check (value >= 0),
  numerator numeric check (numerator >= 0),
  denominator numeric check (denominator > 0),
  -- The unit that gave it: one above, or the unit itself where none above did.
  given_by uuid not null references unit,
  decision text not null default '' check (decision = normalize(decision, NFC) and length(decision) <= 200),
  decided_on date,
  at timestamptz not null,
  by_person uuid not null references person,
  primary key (unit_id, year, indicator, number),
  check ((kind in ('count', 'target')) = (value is not null)),
  check ((kind = 'parts') = (numerator is not null) and (kind = 'parts') = (denominator is not null)),
  check (kind <> 'target' or value <= 100),
  check (kind <> 'parts' or numerator <= denominator),
  -- What is given from above names the decision; a unit's own plan may have none yet.
  check (given_by = unit_id or kind = 'withdrawn' or (decision <> '' and decided_on is not null))
);
create index report_plan_of_year on report_plan (year, indicator);
comment on table report_plan is 'append-only: another plan is the next row; so is taking one back';
