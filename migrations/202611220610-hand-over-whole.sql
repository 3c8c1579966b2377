-- A hand-over record is written whole: lines and signatories come in the transaction that makes it, and none is added to what was signed.
create function hand_over_whole() returns trigger language plpgsql as $$
begin
  if not exists (select from unit_hand_over where id = new.hand_over_id and xmin = pg_current_xact_id()::xid) then
    raise exception 'nothing is added to a hand-over record' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger hand_over_whole before insert on unit_hand_over_line for each row execute function hand_over_whole();
create trigger hand_over_whole before insert on unit_hand_over_signatory for each row execute function hand_over_whole();
