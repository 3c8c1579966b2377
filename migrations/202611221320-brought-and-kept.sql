-- What a workbook or a pasted block said, kept while its officer looks at it cell by cell: the page of verdicts has an address of its
-- own, so going back to it asks for nothing to be sent again.
-- Personal data: none is asked for; a text of the workbook may name persons, as the report it is made for may. Purpose: showing what
-- would be written before it is. Place: here alone, seen by who brought it. Retention: a day.
create table report_brought (
  id uuid primary key,
  unit_id uuid not null references unit,
  -- Null where it belongs to no report: plans of a year.
  window_id uuid references report_window,
  said jsonb not null check (jsonb_typeof(said) = 'object'),
  at timestamptz not null,
  by_person uuid not null references person
);
create index report_brought_at on report_brought (at);

-- A file that was sent back may stay when its unit says why: the words answer one return alone, and go for ever with the edition that is
-- handed in after it. No personal data is asked for. Retention: with the file.
alter table report_enclosure
  add column kept_reason text check (kept_reason <> '' and char_length(kept_reason) <= 500 and kept_reason = normalize(kept_reason, NFC)),
  add column kept_for uuid references report_edition,
  add constraint report_enclosure_kept check ((kept_reason is null) = (kept_for is null));
alter table report_edition_enclosure
  add column kept_reason text check (kept_reason <> '' and char_length(kept_reason) <= 500 and kept_reason = normalize(kept_reason, NFC));
