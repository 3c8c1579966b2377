-- Files that go with a report: signed scans, photographs, annexes. Their bytes lie beside the database, under their SHA-256.
-- Personal data: a scan or a photograph may show persons. Purpose: the proof of what is reported. Place: these two tables and the
-- files. Retention: of a draft until it is taken off; of what was handed in for ever, with its edition.
create table report_enclosure (
  id uuid primary key,
  window_id uuid not null,
  unit_id uuid not null,
  name text not null check (name <> '' and char_length(name) <= 120 and name = normalize(name, NFC) and name !~ '[/\\[:cntrl:]]'),
  kind text not null check (kind in ('pdf', 'docx', 'xlsx', 'jpg', 'png')),
  bytes int not null check (bytes between 1 and 20000000),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  at timestamptz not null,
  by_person uuid not null references person,
  -- The same file sent twice is there once.
  unique (window_id, unit_id, sha256),
  foreign key (window_id, unit_id) references report_obligation on delete cascade
);

-- What went with an edition, as it was then.
create table report_edition_enclosure (
  edition_id uuid not null references report_edition,
  id uuid not null,
  place smallint not null check (place between 1 and 10),
  name text not null check (name <> '' and char_length(name) <= 120 and name = normalize(name, NFC) and name !~ '[/\\[:cntrl:]]'),
  kind text not null check (kind in ('pdf', 'docx', 'xlsx', 'jpg', 'png')),
  bytes int not null check (bytes between 1 and 20000000),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  at timestamptz not null,
  by_person uuid not null references person,
  primary key (edition_id, place),
  unique (edition_id, id)
);
create index report_edition_enclosure_by_id on report_edition_enclosure (id);
comment on table report_edition_enclosure is 'append-only: what was handed in with an edition stays with it';
