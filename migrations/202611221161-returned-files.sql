-- The files that a report was returned for: a wrong scan, a page that nobody can read. Each with its reason, as its cells have.
-- No personal data but what the reviewer writes of a file. Retention: for ever, with the verdict.
create table report_verdict_file (
  verdict_id uuid not null references report_verdict,
  edition_id uuid not null,
  file_id uuid not null,
  reason text not null check (reason <> '' and reason = normalize(reason, NFC)),
  primary key (verdict_id, file_id),
  foreign key (edition_id, file_id) references report_edition_enclosure (edition_id, id)
);
comment on table report_verdict_file is 'append-only: the files a report was returned for';
