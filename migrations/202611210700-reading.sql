-- Reading: texts as they came, what the machine proposes from them, what officers decided, and what the texts are then kept to state.
-- Stated facts are never counted figures: no counter of this room looks at them.

-- Personal data. Purpose: to keep the proof of a fact beside the fact. Place: here, and the same bytes in the file store. A text is
-- a published article or an office's own report and may name people. Retention: as long as one of its facts is kept; a text of
-- which nothing was kept goes two years after it was brought (docs/van-hanh).
create table reading_text (
  id uuid primary key,
  -- The seat of the officer who brought it: who may see it follows from here, not from what it speaks of.
  unit_id uuid not null references unit,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes int not null check (bytes > 0),
  name text not null check (name <> '' and name = normalize(name, NFC)),
  -- As decoded, letter for letter: quotes are cut from it, so its composition (NFC or NFD) is left as it came.
  content text not null check (content <> ''),
  uploaded_by uuid not null references person,
  uploaded_at timestamptz not null,
  -- The same bytes twice are the same text, for each seat: whether another office has it is none of ours to tell.
  unique (unit_id, sha256)
);
create index reading_text_by_time on reading_text (unit_id, uploaded_at desc, id desc);
comment on table reading_text is 'append-only: what was read is what is kept';

-- What became of each file of one upload: the answer that a form sent twice receives again.
create table reading_receipt (
  id uuid primary key,
  unit_id uuid not null references unit,
  received_by uuid not null references person,
  received_at timestamptz not null,
  files jsonb not null check (jsonb_typeof(files) = 'array')
);
comment on table reading_receipt is 'append-only: what was answered';

-- Personal data: names of people as the machine read them. Purpose: to be decided upon. Retention: that of the text; the name of
-- a citizen is taken out when an officer drops it, and that is the only change.
create table reading_proposal (
  id uuid primary key,
  text_id uuid not null references reading_text,
  kind text not null check (kind in ('event', 'person', 'figure', 'document', 'task')),
  -- Its number beside the text and in it; 0 is the event.
  n int not null check (n >= 0 and (n = 0) = (kind = 'event')),
  -- Where its words stand in content, counted as JavaScript counts (UTF-16).
  start int not null check (start >= 0),
  -- Cut from content, so not normalised either.
  quote text not null,
  payload jsonb not null check (jsonb_typeof(payload) = 'object'),
  doubt text check (doubt <> '' and doubt = normalize(doubt, NFC)),
  unique (text_id, n)
);
revoke update, delete on reading_proposal from danvan_app;
grant update (payload) on reading_proposal to danvan_app;

-- The last decision holds. Undoing is a decision too. payload: the fact as it was accepted or corrected.
create table reading_decision (
  proposal_id uuid not null references reading_proposal,
  -- Two tabs that saw the same state write the same seq, and only one of them can.
  seq int not null check (seq > 0),
  verdict text not null check (verdict in ('accept', 'correct', 'reject', 'undo')),
  payload jsonb check ((payload is not null) = (verdict in ('accept', 'correct'))),
  decided_by uuid not null references person,
  decided_at timestamptz not null,
  primary key (proposal_id, seq)
);
comment on table reading_decision is 'append-only: who decided what, and what was decided before';

create view reading_fact as
select p.id, p.text_id, p.kind, p.n, p.start, p.quote, p.payload, p.doubt,
       coalesce(d.seq, 0) as seq, coalesce(d.verdict, 'undo') as verdict, d.payload as decided, d.decided_by, d.decided_at
  from reading_proposal p
  left join lateral (select * from reading_decision where proposal_id = p.id order by seq desc limit 1) d on true;

-- ── Stated facts: what a text is kept to state ──────────────────────────────────────────────────

-- One per text: the frame that holds for all its facts. Without a unit it counts nowhere.
create table stated_event (
  id uuid primary key,
  text_id uuid not null unique references reading_text,
  proposal_id uuid not null unique references reading_proposal,
  version int not null default 1,
  -- null until an officer takes the event itself.
  type text check (type in ('month_review', 'quarter_review', 'half_year_review', 'nine_month_review', 'annual_summary', 'multi_year_review',
    'contest', 'award', 'launch', 'training', 'dialogue', 'supervision', 'exchange', 'other')),
  unit_id uuid references unit,
  -- The first day of the day, month or year that is known.
  happened_from date,
  happened_precision text not null default 'unknown' check (happened_precision in ('day', 'month', 'year', 'unknown')),
  host text check (host <> '' and host = normalize(host, NFC)),
  place text check (place <> '' and place = normalize(place, NFC)),
  -- For figures that count a time but name none, where that is not the time reviewed.
  figures_first_day date,
  figures_last_day date check (figures_last_day >= figures_first_day),
  confirmed_by uuid references person,
  confirmed_at timestamptz,
  check ((happened_from is null) = (happened_precision = 'unknown')),
  check (figures_first_day is not null or figures_last_day is null),
  check ((confirmed_by is null) = (confirmed_at is null))
);
create index stated_event_by_unit on stated_event (unit_id);

-- The times reviewed; a conference may look back on a year and on a phase. last_day null: "đến nay".
create table stated_event_period (
  event_id uuid not null references stated_event on delete cascade,
  first_day date not null,
  last_day date check (last_day >= first_day),
  unique nulls not distinct (event_id, first_day, last_day)
);

create table stated_figure (
  id uuid primary key,
  event_id uuid not null references stated_event,
  proposal_id uuid unique references reading_proposal,
  -- Of another unit than the event's.
  unit_id uuid references unit,
  measure text not null check (measure ~ '^[a-z0-9_]+$'),
  -- What is counted, for measure 'other'.
  name text check (name ~ '^[a-z0-9_]+$'),
  value numeric not null check (value >= 0),
  unit text not null check (unit = normalize(unit, NFC)),
  scope text check (scope = normalize(scope, NFC)),
  first_day date,
  last_day date check (last_day >= first_day),
  qualifier text check (qualifier = normalize(qualifier, NFC)),
  -- The whole of which it is a part, by its proposal: it stays true when the whole is undone and taken again.
  part_of uuid references reading_proposal check (part_of <> proposal_id),
  relation text check (relation = normalize(relation, NFC)),
  numerator numeric check (numerator >= 0),
  denominator numeric check (denominator > 0),
  -- Who decided an award stands apart from who handed it over.
  decided_by_body text check (decided_by_body = normalize(decided_by_body, NFC)),
  presented_by text check (presented_by = normalize(presented_by, NFC)),
  inferred boolean not null default false,
  assumption text check (assumption = normalize(assumption, NFC)),
  -- What an inferred figure stands on; when one of them is undone, it falls.
  closing_id uuid references stated_figure on delete cascade,
  added_id uuid references stated_figure on delete cascade,
  quote text,
  start int check (start >= 0),
  confirmed_by uuid not null references person,
  confirmed_at timestamptz not null,
  check ((name is null) or measure = 'other'),
  check ((numerator is null) = (denominator is null)),
  check ((part_of is null) = (relation is null)),
  check (first_day is not null or last_day is null),
  -- An inferred figure has no words of its own and says what it assumes; a stated one has its words and assumes nothing.
  check (inferred = (proposal_id is null) and inferred = (assumption is not null) and inferred = (closing_id is not null)
    and inferred = (added_id is not null) and inferred = (quote is null) and inferred = (start is null)),
  constraint stated_figure_inferred_once unique (closing_id, added_id)
);
create index stated_figure_by_event on stated_figure (event_id);
create index stated_figure_by_unit on stated_figure (unit_id) where unit_id is not null;
create index stated_figure_by_added on stated_figure (added_id) where added_id is not null;

-- Personal data: officials who took part in an event, with the posts they held then. Purpose: to show who led, spoke at or attended
-- it. Place: here only. Retention: that of the event. The name of a citizen is dropped (null) and only the part is kept. No page
-- and no query of the house groups events by person.
create table stated_person (
  id uuid primary key,
  event_id uuid not null references stated_event,
  proposal_id uuid not null unique references reading_proposal,
  name text check (name <> '' and name = normalize(name, NFC)),
  part text not null check (part in ('chair', 'speaker', 'award_presenter', 'presenter', 'attend_direct', 'other')),
  roles text[] not null check (name is not null or roles = '{}'),
  quote text,
  start int check (start >= 0),
  confirmed_by uuid not null references person,
  confirmed_at timestamptz not null,
  -- The words that prove a dropped name would give it back.
  check ((name is null) = (quote is null) and (name is null) = (start is null))
);
create index stated_person_by_event on stated_person (event_id);

-- A symbol is no identity: every Tỉnh ủy has a 12-QĐ/TU. Documents are one only when symbol, issuing body and day agree; without the
-- body each citation has a document of its own.
create table stated_document (
  id uuid primary key,
  symbol text check (symbol <> '' and symbol = normalize(symbol, NFC)),
  symbol_key text generated always as (vn_key(replace(symbol, ' ', ''))) stored,
  issuer_body text check (issuer_body <> '' and issuer_body = normalize(issuer_body, NFC)),
  issuer_key text generated always as (vn_key(issuer_body)) stored,
  issued_on date,
  kind text not null check (kind <> '' and kind = normalize(kind, NFC)),
  title text check (title = normalize(title, NFC))
);
create unique index stated_document_one on stated_document (symbol_key, issuer_key, issued_on) nulls not distinct
  where symbol is not null and issuer_body is not null;

create table stated_citation (
  id uuid primary key,
  event_id uuid not null references stated_event,
  proposal_id uuid not null unique references reading_proposal,
  document_id uuid not null references stated_document,
  quote text not null,
  start int not null check (start >= 0),
  confirmed_by uuid not null references person,
  confirmed_at timestamptz not null
);
create index stated_citation_by_event on stated_citation (event_id);
create index stated_citation_by_document on stated_citation (document_id);

create table stated_task (
  id uuid primary key,
  event_id uuid not null references stated_event,
  proposal_id uuid not null unique references reading_proposal,
  text text not null check (text <> '' and text = normalize(text, NFC)),
  quote text not null,
  start int not null check (start >= 0),
  confirmed_by uuid not null references person,
  confirmed_at timestamptz not null
);
create index stated_task_by_event on stated_task (event_id);
