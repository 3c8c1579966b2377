// SQL on texts, proposals, decisions and receipts. What texts are kept to state is in stated.ts.
import { sql } from 'kysely'
import { type Ask, inReach } from '../../access/ask.ts'
import { missing } from '../../ground/faults.ts'
import type { Fact, Proposed, Verdict } from './said.ts'

const jsonb = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`

export interface NewText {
  readonly id: string
  readonly unitId: string
  readonly sha256: string
  readonly bytes: number
  readonly name: string
  readonly content: string
}

/** Keeps a text; the same bytes of the same seat are the text that is already there. */
export async function keepText(ask: Ask, text: NewText): Promise<{ id: string; fresh: boolean }> {
  const { rows } = await sql<{ id: string; fresh: boolean }>`
    with put as (
      insert into reading_text (id, unit_id, sha256, bytes, name, content, uploaded_by, uploaded_at)
      values (${text.id}, ${text.unitId}, ${text.sha256}, ${text.bytes}, ${text.name}, ${text.content}, ${ask.person.id}, ${ask.at})
      on conflict (unit_id, sha256) do nothing returning id)
    select id, true as fresh from put
    union all
    select id, false from reading_text where unit_id = ${text.unitId}::uuid and sha256 = ${text.sha256}
    limit 1`.execute(ask.tx)
  if (rows[0]) return rows[0]
  // Another upload of the same bytes committed between the two halves of the statement.
  const again = await sql<{ id: string }>`
    select id from reading_text where unit_id = ${text.unitId}::uuid and sha256 = ${text.sha256}`.execute(ask.tx)
  return { id: again.rows[0]?.id ?? text.id, fresh: false }
}

/** Keeps what the machine proposes from a text, once. */
export const keepProposals = async (ask: Ask, textId: string, proposals: readonly Proposed[]): Promise<void> => {
  const rows = JSON.stringify(proposals.map(({ kind, n, start, quote, payload, doubt }) => ({ kind, n, start, quote, payload, doubt })))
  await sql`insert into reading_proposal (id, text_id, kind, n, start, quote, payload, doubt)
    select gen_random_uuid(), ${textId}::uuid, kind, n, start, quote, payload, doubt
      from jsonb_to_recordset(${rows}::jsonb) as r (kind text, n int, start int, quote text, payload jsonb, doubt text)`.execute(ask.tx)
}

export interface TextRow {
  readonly id: string
  readonly unitId: string
  readonly name: string
  readonly sha256: string
  readonly bytes: number
  readonly content: string
  readonly uploadedBy: string
  readonly uploadedAt: Date
}

/** A text in reach. @throws missing */
export async function findText(ask: Ask, id: string): Promise<TextRow> {
  const { rows } = await sql<TextRow>`
    select id, unit_id "unitId", name, sha256, bytes, content, uploaded_by "uploadedBy", uploaded_at "uploadedAt"
      from reading_text where id = ${id}::uuid and ${inReach(ask, 'unit_id')}`.execute(ask.tx)
  if (!rows[0]) throw missing('văn bản này')
  return rows[0]
}

/** The facts of a text that was found, each with its last decision, by number. */
export async function factsOf(ask: Ask, text: TextRow): Promise<readonly Fact[]> {
  const { rows } = await sql<Fact>`
    select id, text_id "textId", kind, n, start, quote, payload, doubt, seq, verdict, decided, decided_by "decidedBy", decided_at "decidedAt"
      from reading_fact where text_id = ${text.id}::uuid order by n`.execute(ask.tx)
  return rows
}

export interface NewDecision {
  readonly fact: Fact
  readonly verdict: Verdict
  /** The fact as accepted or corrected. */
  readonly payload?: unknown
}

/** Writes decisions over what was seen; answers how many could be written: fewer than given means someone was faster. */
export async function addDecisions(ask: Ask, decisions: readonly NewDecision[]): Promise<number> {
  const rows = JSON.stringify(
    decisions.map(({ fact, verdict, payload }) => ({ id: fact.id, seq: fact.seq + 1, verdict, payload: payload ?? null })),
  )
  const { rows: put } = await sql`
    insert into reading_decision (proposal_id, seq, verdict, payload, decided_by, decided_at)
    select id, seq, verdict, nullif(payload, 'null'::jsonb), ${ask.person.id}::uuid, ${ask.at}::timestamptz
      from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, seq int, verdict text, payload jsonb)
    on conflict (proposal_id, seq) do nothing returning 1`.execute(ask.tx)
  return put.length
}

/** Takes the name of a citizen out of what the machine proposed; the part stays. */
export const forgetName = async (ask: Ask, factId: string): Promise<void> => {
  await sql`update reading_proposal set payload = payload || '{"name": null, "roles": []}' where id = ${factId}::uuid and kind = 'person'`.execute(
    ask.tx,
  )
}

// ── Lists ───────────────────────────────────────────────────────────────────────────────────────

export interface ListedText {
  readonly id: string
  readonly unitId: string
  readonly name: string
  readonly uploadedBy: string
  readonly uploadedAt: Date
  readonly type: string | null
  readonly aboutUnitId: string | null
  readonly happenedFrom: string | null
  readonly precision: 'day' | 'month' | 'year' | 'unknown'
  readonly doubtful: number
  readonly clear: number
  readonly taken: number
  readonly rejected: number
}

/** past: brought by units that are no more, now in the care of the one that asks. */
export type Which = 'all' | 'waiting' | 'done' | 'past'

// What is said of the whole text (fact 0) is its frame, not a fact to be counted.
const waiting = sql<boolean>`exists (select from reading_fact f where f.text_id = t.id and f.n > 0 and f.verdict = 'undo')`
const pastUnits = (ask: Ask): string[] => [...ask.grant.units].filter(id => ask.tree.unit(id) === undefined)
const ofThePast = (ask: Ask) => sql<boolean>`t.unit_id = any(${pastUnits(ask)}::uuid[])`
const only = (ask: Ask, which: Which) =>
  which === 'all' ? sql`true` : which === 'waiting' ? waiting : which === 'past' ? ofThePast(ask) : sql`not ${waiting}`

/** Where a list goes on: the last row seen. */
export interface After {
  /** ISO instant. */
  readonly at: string
  readonly id: string
}

/** Texts in reach, the newest first, with how many of their facts wait. */
export async function listTexts(ask: Ask, which: Which, after: After | undefined, limit: number): Promise<readonly ListedText[]> {
  const from = after ? sql`(t.uploaded_at, t.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`
  const { rows } = await sql<ListedText>`
    select t.id, t.unit_id "unitId", t.name, t.uploaded_by "uploadedBy", t.uploaded_at "uploadedAt", e.type, e.unit_id "aboutUnitId",
           e.happened_from "happenedFrom", coalesce(e.happened_precision, 'unknown') "precision", c.doubtful, c.clear, c.taken, c.rejected
      from (select * from reading_text t where ${inReach(ask, 't.unit_id')} and ${only(ask, which)} and ${from}
             order by t.uploaded_at desc, t.id desc limit ${limit}) t
      left join stated_event e on e.text_id = t.id
      cross join lateral (
        select count(*) filter (where verdict = 'undo' and doubt is not null) as doubtful,
               count(*) filter (where verdict = 'undo' and doubt is null) as clear,
               count(*) filter (where verdict in ('accept', 'correct')) as taken,
               count(*) filter (where verdict = 'reject') as rejected
          from reading_fact f where f.text_id = t.id and f.n > 0) c
     order by t.uploaded_at desc, t.id desc`.execute(ask.tx)
  return rows
}

export interface Counts {
  readonly all: number
  readonly waiting: number
  readonly past: number
}

export async function countTexts(ask: Ask): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select count(*) as all, count(*) filter (where ${waiting}) as waiting, count(*) filter (where ${ofThePast(ask)}) as past
      from reading_text t where ${inReach(ask, 't.unit_id')}`.execute(ask.tx)
  return rows[0] ?? { all: 0, waiting: 0, past: 0 }
}

/** The next text that waits, after this one in the list and then from its top; with how many wait beside this one. */
export async function nextWaiting(ask: Ask, text: TextRow): Promise<{ id: string; others: number } | undefined> {
  const { rows } = await sql<{ id: string; others: number }>`
    select t.id, count(*) over () as others from reading_text t
     where ${inReach(ask, 't.unit_id')} and t.id <> ${text.id}::uuid and ${waiting}
     order by (t.uploaded_at, t.id) < (${text.uploadedAt}::timestamptz, ${text.id}::uuid) desc, t.uploaded_at desc, t.id desc
     limit 1`.execute(ask.tx)
  return rows[0]
}

/** What waits in the texts of these seats: for the start page. */
export async function waitingFacts(ask: Ask): Promise<{ texts: number; facts: number; doubtful: number; last: string | null }> {
  const { rows } = await sql<{ texts: number; facts: number; doubtful: number; last: string | null }>`
    select count(distinct t.id) as texts, count(*) as facts, count(*) filter (where f.doubt is not null) as doubtful,
           (array_agg(t.id order by t.uploaded_at desc, t.id desc))[1] as last
      from reading_text t join reading_fact f on f.text_id = t.id and f.n > 0 and f.verdict = 'undo'
     where ${inReach(ask, 't.unit_id')}`.execute(ask.tx)
  return rows[0] ?? { texts: 0, facts: 0, doubtful: 0, last: null }
}

// ── Receipts ────────────────────────────────────────────────────────────────────────────────────

/** What became of one file: read, read before, or not, with the sentence that says so. */
export interface Received {
  readonly name: string
  readonly sha256: string
  readonly outcome: 'read' | 'known' | 'refused'
  readonly textId: string | null
  readonly say: string
}

export interface Receipt {
  readonly id: string
  readonly at: Date
  readonly files: readonly Received[]
}

/** The receipt of an upload that was sent before under this id, of this person. */
export async function findReceipt(ask: Ask, id: string): Promise<Receipt | undefined> {
  const { rows } = await sql<Receipt>`
    select id, received_at "at", files from reading_receipt
     where id = ${id}::uuid and received_by = ${ask.person.id}::uuid`.execute(ask.tx)
  return rows[0]
}

/** Keeps the answer to an upload; false when this id was answered before. */
export async function keepReceipt(ask: Ask, id: string, unitId: string, files: readonly Received[]): Promise<boolean> {
  const { rows } = await sql`insert into reading_receipt (id, unit_id, received_by, received_at, files)
    values (${id}::uuid, ${unitId}::uuid, ${ask.person.id}::uuid, ${ask.at}, ${jsonb(files)}) on conflict (id) do nothing returning 1`.execute(
    ask.tx,
  )
  return rows.length === 1
}
