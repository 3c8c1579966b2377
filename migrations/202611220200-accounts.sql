-- Accounts that follow posts: acting posts, delegations, invitations, a second factor, and sessions that can be seen and ended.

-- quyền: named to the post until it is filled; phụ trách: in charge without the title. Either gives what the post gives.
alter table post add acting text check (acting in ('acting', 'in-charge'));

-- A holder lets another person act for the post on certain days. Gives nothing on a day on which the giver's post does not stand.
-- Personal data. Purpose: to know for whom an act was done. Place: here only. Retention: as long as an entry of act_log names it.
create table post_delegation (
  id uuid primary key,
  post_id uuid not null references post,
  to_person uuid not null references person,
  valid daterange not null,
  -- Number and day of the written delegation, where there is one.
  paper text not null default '' check (paper = normalize(paper, NFC)),
  given_at timestamptz not null,
  taken_back_at timestamptz,
  check (not isempty(valid) and not lower_inf(valid) and not upper_inf(valid) and upper(valid) - lower(valid) <= 90),
  exclude using gist (post_id with =, to_person with =, valid with &&) where (taken_back_at is null)
);
create index post_delegation_by_person on post_delegation (to_person);

-- Until an invitation is taken there is a login and no password.
alter table account alter password_hash drop not null;

-- A link that lets its bearer set the password of one account, once. Only the SHA-256 of what the link carries is kept.
-- Personal data. Purpose: to hand an account to its person without a password passing through another's hands. Place: here only.
-- Retention: with the account.
create table account_invitation (
  id uuid primary key,
  person_id uuid not null references person,
  token_sha256 text not null unique,
  -- first: the account is new; password: the person has lost the password.
  purpose text not null check (purpose in ('first', 'password')),
  made_by uuid not null references person,
  made_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > made_at and expires_at <= made_at + interval '72 hours'),
  used_at timestamptz,
  withdrawn_at timestamptz,
  check (used_at is null or withdrawn_at is null)
);
create unique index account_invitation_one_open on account_invitation (person_id) where used_at is null and withdrawn_at is null;

-- The second factor. `secret` is sealed (AES-256-GCM) with a key that lies in DATA_DIR/keys and in no backup of the database.
-- Personal data. Purpose: to let in the person and not whoever knows the password. Place: here only, sealed. Retention: until it is
-- set up anew, turned off or reset, and never longer than the account.
create table account_totp (
  person_id uuid primary key references account,
  secret bytea not null,
  -- Null while it is being set up: it asks for nothing yet.
  confirmed_at timestamptz,
  -- The step of the last code taken: no code is taken twice.
  last_step bigint not null default 0,
  wrong int not null default 0 check (wrong >= 0),
  wait_until timestamptz
);

-- Ten ways in for whoever lost the telephone, each good once. Only their SHA-256 is kept. Purpose, place and retention as account_totp.
create table account_recovery (
  code_sha256 text primary key,
  person_id uuid not null references account,
  used_at timestamptz
);
create index account_recovery_by_person on account_recovery (person_id);

-- Which roles must have a second factor. Accounts of the demo never must.
create table account_rule (
  role text primary key check (role in ('officer', 'head', 'inspector', 'administrator')),
  totp boolean not null
);
insert into account_rule values ('officer', false), ('head', false), ('inspector', false), ('administrator', true);

-- A handle that pages may carry; the device in words made from the browser's family, nothing finer is kept.
alter table session add id uuid not null default gen_random_uuid() unique;
alter table session add device text not null default '';
-- The password was right and the code of the second factor is still to come: opens nothing but the page that asks for it.
alter table session add awaits_code boolean not null default false;

-- The log is read in pages by (at, unit, seq): a hundred entries of one instant must not hide the hundred and first.
drop index act_log_by_time;
create index act_log_by_time on act_log (at desc, unit_id desc, seq desc);
drop index act_log_by_person;
create index act_log_by_person on act_log (person_id, at desc, unit_id desc, seq desc);
