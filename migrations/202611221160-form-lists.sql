-- A form says of which lines the records stand as a list with the report and as an annex of its paper. null: a form of before, whose
-- reports show the list of each counted line of its own, as they did, and whose papers have none.
-- Personal data: the title of a record may name a person. Purpose: the annex that the report is asked to have. Place: the snapshot of what
-- was presented or published, and its paper. Retention: for ever, as papers.
alter table report_form
  add lists text[],
  add constraint report_form_lists_its_lines check (lists <@ lines);

create or replace function report_form_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (new.regime_id, new.version, new.lines, new.sections, new.required, new.lists)
    is distinct from (old.regime_id, old.version, old.lines, old.sections, old.required, old.lists)
    or (new.valid <> old.valid and not (upper_inf(old.valid) and not upper_inf(new.valid)
      and daterange(lower(new.valid), null) = daterange(lower(old.valid), null))) then
    raise exception 'a form in force is closed by the next version, never rewritten'
      using errcode = 'check_violation', constraint = 'report_form_kept';
  end if;
  return new;
end $$;
