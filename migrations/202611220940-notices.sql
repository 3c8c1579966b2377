-- The outbox: what was done is told after it is committed. act_log is written in the transaction of every act, so it is the outbox:
-- a deed is there if and only if its change is. Nothing is written here in the transaction of an act.

-- How far each unit's chain has been told. The links of a chain are committed in their order (act_chain is locked until the act
-- ends), so everything up to `seq` has been seen, however late other transactions commit.
create table act_told (
  unit_id uuid primary key references unit,
  seq bigint not null check (seq >= 0)
);
-- What was done before there were notices is not told.
insert into act_told select unit_id, length from act_chain;

-- A notice to one person. Its id follows from the deed, the kind and the person: told twice it is one.
-- Personal data. Purpose: to tell an official what concerns the post. Place: here, and in mail to the address that the person gave.
-- Retention: 180 days after it was read, two years where it never was. Names units and counts, never a citizen.
create table notice (
  id uuid primary key,
  person_id uuid not null references person,
  kind text not null,
  -- Of the deed, not of the telling.
  at timestamptz not null,
  title text not null check (title = normalize(title, NFC) and title <> ''),
  why text not null check (why = normalize(why, NFC)),
  href text not null check (href ~ '^/([^/\\]|$)'),
  -- Deeds that say the same are one notice while it is unread: how many.
  fold text not null default '',
  times int not null default 1 check (times > 0),
  -- Waits for the next digest.
  digest boolean not null default false,
  read_at timestamptz
);
create index notice_by_person on notice (person_id, (read_at is null) desc, at desc, id desc);
create index notice_unread on notice (person_id) where read_at is null;
create index notice_for_digest on notice (person_id) where digest;

-- How a person wants a kind of notice by mail; without a row as the kind's room proposes. On the page it always stands.
create table notice_choice (
  person_id uuid not null references person,
  kind text not null,
  mail text not null check (mail in ('now', 'digest', 'none')),
  primary key (person_id, kind)
);

-- Where mail goes. Nothing is sent to it, but the code that proves it, before it is confirmed.
-- Personal data. Purpose: to send notices to whoever asked for them. Place: here and the mail server. Retention: until the person
-- takes it away, and never longer than the account.
create table notice_address (
  person_id uuid primary key references account,
  address text not null check (char_length(address) <= 254 and address ~ '^[^[:space:]@<>,;:"()\[\]\\]+@[^[:space:]@<>,;:"()\[\]\\]+$'),
  code_sha256 text,
  code_until timestamptz,
  wrong int not null default 0 check (wrong >= 0),
  confirmed_at timestamptz,
  check ((code_sha256 is null) = (code_until is null))
);

-- When a report that is not handed in is spoken of, counted from its due day, and to whom. A body changes these rows as it likes.
create table notice_ladder (
  days int not null check (days between -60 and 60),
  tells text not null check (tells in ('officers', 'head', 'receiver')),
  primary key (days, tells)
);
insert into notice_ladder values (-7, 'officers'), (-2, 'officers'), (0, 'officers'), (2, 'head'), (5, 'receiver');

-- The mornings on which reminders and digests were made.
create table notice_morning (
  day date primary key,
  at timestamptz not null
);

-- What the worker that sends says of itself: pages know no settings.
create table notice_worker (
  only_one boolean primary key default true check (only_one),
  -- Null: no mail is sent, for no mail server is set.
  mail_host text,
  digest_hour int not null check (digest_hour between 0 and 23),
  at timestamptz not null
);

-- Deeds that could not be told because of a fault of ours: seen and retried by command, and in nobody's way.
create table notice_untold (
  unit_id uuid not null,
  seq bigint not null,
  act text not null,
  error text not null,
  at timestamptz not null,
  primary key (unit_id, seq)
);

-- An address of another system that is told of deeds of a unit and those below it. The secret is sealed with a key of DATA_DIR/keys.
create table notice_hook (
  id uuid primary key,
  unit_id uuid not null references unit,
  name text not null check (name = normalize(name, NFC) and name <> '' and char_length(name) <= 80),
  url text not null check (url ~ '^https?://' and char_length(url) <= 500),
  acts text[] not null check (cardinality(acts) > 0),
  secret bytea not null,
  made_by uuid not null references person,
  made_at timestamptz not null,
  stopped_at timestamptz
);
create index notice_hook_by_unit on notice_hook (unit_id);

-- What leaves the house: a mail to a person or a body to a hook. Taken by one worker at a time (for update skip locked, and a lease in
-- due_at), sent, then marked: at least once, always under the same id.
-- Personal data: the address stays in notice_address; the text names units and counts. Retention: thirty days after it was sent or
-- given up.
create table notice_delivery (
  id uuid primary key,
  person_id uuid references person,
  hook_id uuid references notice_hook,
  body jsonb not null,
  made_at timestamptz not null,
  due_at timestamptz not null,
  attempts int not null default 0 check (attempts >= 0),
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dead')),
  -- What the other side answered last: a status, or why there was none.
  answer text not null default '',
  ended_at timestamptz,
  check ((person_id is null) <> (hook_id is null)),
  check ((state = 'waiting') = (ended_at is null))
);
create index notice_delivery_waiting on notice_delivery (due_at) where state = 'waiting';
create index notice_delivery_dead on notice_delivery (made_at) where state = 'dead';
create index notice_delivery_by_hook on notice_delivery (hook_id, made_at desc, id desc) where hook_id is not null;
