-- Extensions and waivers of one unit's report in one window: what was asked, answered, given and ended, one after another. Where a unit
-- stands is a fold over its rows; the next number settles who was first when two people answer the same asking.
-- No personal data but officials acting in their posts, by reference; a reason is about the work of a unit. Purpose: to know until when a
-- report may be handed in, and why one is not expected. Place: the unit that owes the report. Retention: for ever, with the window.
create table report_term (
  window_id uuid not null,
  unit_id uuid not null,
  number smallint not null check (number > 0),
  kind text not null check (kind in ('asked', 'withdrawn', 'refused', 'extended', 'waived', 'waiver-ended')),
  -- The last day of an extension, wanted or given: it is inside.
  until_on date,
  -- Empty where the act speaks for itself: taken back, or given for the reason that the unit wrote.
  reason text not null default '' check (reason = normalize(reason, NFC) and length(reason) <= 1000),
  at timestamptz not null,
  by_person uuid not null references person,
  primary key (window_id, unit_id, number),
  foreign key (window_id, unit_id) references report_obligation on delete cascade,
  constraint report_term_has_its_day check ((until_on is not null) = (kind in ('asked', 'extended'))),
  constraint report_term_has_its_reason check (reason <> '' or kind in ('withdrawn', 'extended'))
);
comment on table report_term is 'append-only: an extension or a waiver is changed by the next row';
-- For the start page of a receiver: few askings are open at any time.
create index report_term_asked on report_term (window_id, unit_id) where kind = 'asked';
