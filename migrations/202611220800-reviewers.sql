-- Who of the receiver's people looks at which report: the last row of a unit in a window holds.
-- No personal data but officials acting in their posts, by reference. Purpose: sharing the work of review. Retention: for ever, with the window.
create table report_reviewer (
  window_id uuid not null,
  unit_id uuid not null,
  number smallint not null check (number > 0),
  -- Null: nobody in particular any more.
  person_id uuid references person,
  at timestamptz not null,
  by_person uuid not null references person,
  primary key (window_id, unit_id, number),
  foreign key (window_id, unit_id) references report_obligation on delete cascade
);
comment on table report_reviewer is 'append-only: another reviewer is the next row';
