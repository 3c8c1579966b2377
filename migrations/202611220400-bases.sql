-- A change of structure inside a window that is still open: who owes follows the structure of the cut-off. What was asked when the
-- window was opened stays in report_obligation; each rearrangement is a row here, and the last row of a unit holds.
-- No personal data but the official who did it, by reference. Retention: for ever, with the window.
create table report_rearranged (
  window_id uuid not null,
  unit_id uuid not null,
  number smallint not null check (number > 0),
  -- Null: the unit owes no report in this window any more.
  receiver_id uuid references unit on delete cascade check (receiver_id <> unit_id),
  at timestamptz not null,
  by_person uuid not null references person,
  primary key (window_id, unit_id, number),
  foreign key (window_id, unit_id) references report_obligation on delete cascade
);
create index report_rearranged_by_receiver on report_rearranged (receiver_id, window_id);
comment on table report_rearranged is 'append-only: a rearrangement is undone by the next one';

-- Who owes whom now.
create view report_owing as
select o.window_id, o.unit_id, case when r.number is null then o.receiver_id else r.receiver_id end as receiver_id
  from report_obligation o
  left join report_rearranged r on r.window_id = o.window_id and r.unit_id = o.unit_id
   and not exists (select from report_rearranged n where n.window_id = r.window_id and n.unit_id = r.unit_id and n.number > r.number)
 where r.number is null or r.receiver_id is not null;

-- A change of structure still to come may be taken back, and the units it would have made go with it. What they would have owed goes
-- too; a draft or an edition of theirs still holds the change, for nobody's work is lost.
alter table report_obligation
  drop constraint report_obligation_unit_id_fkey,
  drop constraint report_obligation_receiver_id_fkey,
  add constraint report_obligation_unit_id_fkey foreign key (unit_id) references unit on delete cascade,
  add constraint report_obligation_receiver_id_fkey foreign key (receiver_id) references unit on delete cascade;
