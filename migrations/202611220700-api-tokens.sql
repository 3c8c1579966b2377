-- Tokens with which a program acts for a person over /api/v1. Only the SHA-256 of what it carries is kept.
-- Personal data. Purpose: to know for whom a program acts, and to end it. Place: here only. Retention: with the account, since
-- entries of act_log name the token by which a deed was done.
create table account_token (
  id uuid primary key,
  person_id uuid not null references person,
  name text not null check (name = normalize(name, NFC) and name <> '' and char_length(name) <= 80),
  -- write holds read in it.
  scope text not null check (scope in ('read', 'write')),
  token_sha256 text not null unique,
  made_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > made_at and expires_at <= made_at + interval '366 days'),
  used_at timestamptz,
  revoked_at timestamptz
);
create index account_token_by_person on account_token (person_id, made_at desc);
