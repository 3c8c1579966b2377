-- The check of an edition's figures, run with each submission: that no code stands twice is seen by one sorting in C, not by a query of its own.
create or replace function report_figures_are_sound(codes text[], states text[], vals numeric[], counted numeric[], numerators numeric[],
  denominators numeric[], reasons text[], notes text[]) returns boolean language plpgsql immutable parallel safe as $$
declare
  n constant int := cardinality(codes);
begin
  if cardinality(states) <> n or n < greatest(cardinality(vals), cardinality(counted), cardinality(numerators), cardinality(denominators),
    cardinality(reasons), cardinality(notes)) then return false; end if;
  -- A text vector holds each word once, and takes neither null nor the empty word.
  if array_position(codes, null) is not null or '' = any (codes) or length(array_to_tsvector(codes)) <> n then return false; end if;
  -- A report of figures alone, which most are, is settled by whole arrays: none silent, none null, and zero where zero is said.
  if cardinality(vals) = n and states <@ '{reported,zero,estimated}' and array_position(vals, null) is null
    and array_positions(states, 'zero') = array_positions(vals, 0) then null;
  elsif exists (
    select from unnest(states, vals) as f (state, value)
     where case state when 'reported' then value is null when 'estimated' then value is null when 'zero' then value is distinct from 0
             when 'none' then value is not null when 'not_applicable' then value is not null else true end) then return false; end if;
  if reasons <> '{}' and exists (select from unnest(reasons) as reason where reason = '' or reason is not nfc normalized) then return false; end if;
  return notes = '{}' or not exists (select from unnest(notes) as note where note = '' or note is not nfc normalized);
end $$;
