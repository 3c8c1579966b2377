-- What the reports of every receiver add up to from below, kept ready so that a page of the whole country does not add eighteen million
-- cells. Derived from report_edition, report_verdict, report_source and report_owing: it may be thrown away and made anew at any time
-- (./danvan rebuild), and is compared with what it was made from every night and by ./danvan reconcile.
-- No personal data. Retention: for as long as the window, being made of it.

-- One row for each unit that receives in a window. The arrays stand by the places of the form (report_form.lines).
create table report_rollup (
  window_id uuid not null references report_window,
  receiver_id uuid not null references unit on delete cascade,
  -- Units below, at whatever depth, that write their own report; and how many of these were accepted.
  n_owing int not null check (n_owing > 0),
  n_accepted int not null check (n_accepted between 0 and n_owing),
  -- Sums of what the units wrote. For a ratio the sum of percentages means nothing and nobody reads it.
  totals numeric[] not null,
  numerators numeric[] not null,
  denominators numeric[] not null,
  -- What the units counted, and how many different records that is: the difference is taken off. Null where nothing counts records.
  counted int[] not null,
  records int[] not null,
  -- How many units have a number, wrote none, wrote not applicable, estimated.
  n_values int[] not null,
  n_none int[] not null,
  n_not_applicable int[] not null,
  n_estimated int[] not null,
  -- The version of what it was made from: a sum over the ids of the editions that are in it, in whatever order they came.
  source_mark numeric not null,
  computed_at timestamptz not null,
  primary key (window_id, receiver_id)
);
create index report_rollup_by_receiver on report_rollup (receiver_id, window_id);

-- Says that a roll-up is no longer what it was made from. Rows are only added by those who judge, and never wait for one another; whoever
-- makes the roll-up anew takes all the rows of it at once. No reference to other tables: a check of one would lock the window against
-- the person who publishes it.
create table report_rollup_mark (
  id bigint generated always as identity primary key,
  window_id uuid not null,
  receiver_id uuid not null,
  at timestamptz not null default clock_timestamp()
);
create index report_rollup_mark_by_receiver on report_rollup_mark (window_id, receiver_id);

-- Whoever writes a verdict, an obligation or a rearrangement marks, in the same transaction, by whatever way it comes.
create function report_rollup_marks() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'report_verdict' then
    -- One look into each key: as joins the planner might read all the editions there are.
    insert into report_rollup_mark (window_id, receiver_id)
    select distinct o.window_id, o.receiver_id
      from put v
     cross join lateral (select e.window_id, e.unit_id from report_edition e where e.id = v.edition_id and not e.consolidated offset 0) e
     cross join lateral (select w.window_id, w.receiver_id from report_owing w where w.window_id = e.window_id and w.unit_id = e.unit_id offset 0) o;
  elsif tg_table_name = 'report_obligation' then
    insert into report_rollup_mark (window_id, receiver_id) select distinct window_id, receiver_id from put;
  else
    -- A receiver may have lost what it had: everyone who ever received in the window looks again.
    insert into report_rollup_mark (window_id, receiver_id)
    select window_id, receiver_id from report_obligation where window_id in (select window_id from put)
    union select window_id, receiver_id from report_rearranged where window_id in (select window_id from put) and receiver_id is not null;
  end if;
  return null;
end $$;
create trigger report_rollup_marks after insert on report_verdict referencing new table as put for each statement execute function report_rollup_marks();
create trigger report_rollup_marks after insert on report_obligation referencing new table as put for each statement execute function report_rollup_marks();
-- Units of a change that was taken back go, with what they would have owed.
create trigger report_rollup_marks_gone after delete on report_obligation referencing old table as put for each statement execute function report_rollup_marks();
create trigger report_rollup_marks after insert on report_rearranged referencing new table as put for each statement execute function report_rollup_marks();

insert into report_rollup_mark (window_id, receiver_id) select distinct window_id, receiver_id from report_obligation;

-- What came of comparing the roll-ups with what they were made from.
create table report_reconciliation (
  id uuid primary key,
  at timestamptz not null,
  windows int not null check (windows >= 0),
  rollups int not null check (rollups >= 0),
  figures bigint not null check (figures >= 0),
  -- Roll-ups that nobody marked and that were not the sum of their parts: [{"window", "receiver", "place", …}].
  wrong jsonb not null default '[]' check (jsonb_typeof(wrong) = 'array')
);
comment on table report_reconciliation is 'append-only: what was found wrong stays found';
