-- People who work with the system, the posts they hold over time, their sessions, and the log of what they did.

-- Personal data. Purpose: to know which official acts, and for whom. Place: here only. Retention: a person stays as long as
-- an entry of act_log or a record names them as its author (public duty); login and password go when the last post has
-- ended for five years (docs/van-hanh).
create table person (
  id uuid primary key,
  name text not null check (name = normalize(name, NFC) and name <> ''),
  name_key text generated always as (vn_key(name)) stored
);
create index person_by_name on person using gin (name_key gin_trgm_ops);

create table account (
  person_id uuid primary key references person,
  login text not null unique check (login ~ '^[a-z0-9][a-z0-9.-]{1,39}$'),
  password_hash text not null,
  demo boolean not null default false,
  closed_on date
);

-- A post gives its holder a role at a unit for certain days; several at once are normal. `valid` includes both ends in words
-- ("from … until …"), and is half-open in the column.
create table post (
  id uuid primary key,
  person_id uuid not null references person,
  unit_id uuid not null references unit,
  role text not null check (role in ('officer', 'head', 'inspector', 'administrator')),
  title text not null check (title = normalize(title, NFC) and title <> ''),
  body text not null default '' check (body = normalize(body, NFC)),
  valid daterange not null check (not isempty(valid)),
  exclude using gist (person_id with =, unit_id with =, role with =, title with =, valid with &&)
);
create index post_by_person on post (person_id);
create index post_by_unit on post (unit_id);

-- Retention: thirty days after the end; the token itself is never kept, only its SHA-256.
create table session (
  token_sha256 text primary key,
  person_id uuid not null references person,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_by_person on session (person_id);

-- What officials did: who, when, what, on what. Chained per unit, so that an entry taken out or changed is seen.
-- `entry` is the exact text that was hashed: hash = sha256(previous hash || entry).
create table act_chain (
  unit_id uuid primary key references unit,
  length bigint not null,
  head bytea not null
);
create table act_log (
  unit_id uuid not null references unit,
  seq bigint not null,
  at timestamptz not null,
  person_id uuid not null references person,
  act text not null,
  subject text not null,
  entry text not null,
  hash bytea not null,
  primary key (unit_id, seq)
);
create index act_log_by_person on act_log (person_id, at desc);
create index act_log_by_subject on act_log (subject);
comment on table act_log is 'append-only: what officials did, chained per unit';
