-- Official documents as composed and frozen, and what each unit prints around them.

-- Kept by the unit, copied into each document when it is composed. Valid from a day, so that a body renamed on another day keeps
-- the head of its old papers.
create table document_letterhead (
  unit_id uuid not null references unit,
  valid daterange not null check (not isempty(valid)),
  issuer_kind text not null check (issuer_kind in ('party', 'state', 'front')),
  superior text check (superior = normalize(superior, NFC)),
  issuer text not null check (issuer = normalize(issuer, NFC) and issuer <> ''),
  issuer_in_text text not null check (issuer_in_text = normalize(issuer_in_text, NFC) and issuer_in_text <> ''),
  symbol text not null check (symbol = normalize(symbol, NFC) and symbol <> ''),
  place text not null check (place = normalize(place, NFC) and place <> ''),
  on_behalf text check (on_behalf = normalize(on_behalf, NFC)),
  instead text check (instead = normalize(instead, NFC)),
  by_order text check (by_order = normalize(by_order, NFC)),
  signer_title text not null check (signer_title = normalize(signer_title, NFC)),
  signer_name text not null default '' check (signer_name = normalize(signer_name, NFC)),
  recipients text[] not null default '{}',
  addressees text[] not null default '{}',
  grounds text[] not null default '{}',
  exclude using gist (unit_id with =, valid with &&)
);

-- A composed document never changes: its bytes are kept by their SHA-256, and what they were made from stands beside them.
create table document (
  id uuid primary key,
  unit_id uuid not null references unit,
  publication_id uuid not null unique,
  window_code text not null,
  title text not null check (title = normalize(title, NFC)),
  dated_on date not null,
  composed_at timestamptz not null,
  composed_by uuid not null references person,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes int not null check (size_bytes > 0),
  content jsonb not null
);
create index document_by_unit on document (unit_id, dated_on desc, id);
create index document_by_window on document (window_code, unit_id, composed_at desc);
comment on table document is 'append-only: a composed document never changes; a correction is another document';
