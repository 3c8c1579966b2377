// The SQL of hand-over records: written once, read by who has either side in reach.
import { sql } from 'kysely'
import { type Ask, inReach } from '../../access/ask.ts'
import type { Day } from '../../ground/day.ts'
import { missing } from '../../ground/faults.ts'

export const LINE_KINDS = ['papers', 'models', 'reports', 'matters', 'property', 'money', 'staff', 'other'] as const
export type LineKind = (typeof LINE_KINDS)[number]
export const SIDES = ['from', 'to', 'witness'] as const
export type Side = (typeof SIDES)[number]

export interface HandedLine {
  readonly kind: LineKind
  readonly what: string
  readonly amount: number | null
  readonly measure: string
  readonly note: string
}

export interface Signatory {
  readonly side: Side
  readonly name: string
  readonly title: string
}

export interface HandOver {
  readonly id: string
  readonly fromId: string
  readonly toId: string
  readonly onDay: Day
  readonly decision: string
  readonly place: string
  readonly note: string
  readonly corrects: string | null
  readonly lines: readonly HandedLine[]
  readonly signatories: readonly Signatory[]
}

export interface HandOverRow extends Omit<HandOver, 'lines' | 'signatories'> {
  readonly createdBy: string
  readonly createdAt: Date
  /** The later record that sets it right. */
  readonly correctedBy: string | null
}

const columns = sql`h.id, h.from_id "fromId", h.to_id "toId", h.on_day "onDay", h.decision, h.place, h.note, h.corrects,
  h.created_by "createdBy", h.created_at "createdAt", (select c.id from unit_hand_over c where c.corrects = h.id) "correctedBy"`
const reached = (ask: Ask) => sql`(${inReach(ask, 'h.from_id')} or ${inReach(ask, 'h.to_id')})`

type Reading = Ask<'units.hand-over-read'>

/** The records in which a unit handed over or received, the newest first. */
export async function handOversAbout(ask: Reading, unitId: string): Promise<readonly HandOverRow[]> {
  const { rows } = await sql<HandOverRow>`select ${columns} from unit_hand_over h
    where (h.from_id = ${unitId}::uuid or h.to_id = ${unitId}::uuid) and ${reached(ask)} order by h.on_day desc, h.id limit 100`.execute(
    ask.tx,
  )
  return rows
}

/** All records in reach, the newest first, after the last one seen. */
export async function handOvers(ask: Reading, limit: number, after?: { day: Day; id: string }): Promise<readonly HandOverRow[]> {
  const { rows } = await sql<HandOverRow>`select ${columns} from unit_hand_over h
    where ${reached(ask)} and (${after?.day ?? null}::date is null or (h.on_day, h.id) < (${after?.day ?? null}::date, ${after?.id ?? null}::uuid))
    order by h.on_day desc, h.id desc limit ${limit}`.execute(ask.tx)
  return rows
}

/** A record with its lines and signatories. @throws missing when neither side is in reach */
export async function findHandOver(ask: Ask, id: string): Promise<HandOver & HandOverRow> {
  const { rows } = await sql<HandOverRow>`select ${columns} from unit_hand_over h where h.id = ${id}::uuid and ${reached(ask)}`.execute(
    ask.tx,
  )
  const row = rows[0]
  if (!row) throw missing('biên bản bàn giao này')
  const lines = await sql<HandedLine>`select kind, what, amount, measure, note from unit_hand_over_line
    where hand_over_id = ${id}::uuid order by place`.execute(ask.tx)
  const signatories = await sql<Signatory>`select side, name, title from unit_hand_over_signatory
    where hand_over_id = ${id}::uuid order by place`.execute(ask.tx)
  return { ...row, lines: lines.rows, signatories: signatories.rows }
}

/** Of these units, those that have handed over: a record names them. */
export async function handedOver(ask: Ask, units: readonly string[]): Promise<ReadonlySet<string>> {
  if (units.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`select distinct from_id id from unit_hand_over where from_id = any(${units}::uuid[])`.execute(
    ask.tx,
  )
  return new Set(rows.map(row => row.id))
}

export async function isThere(ask: Ask, id: string): Promise<boolean> {
  const { rows } = await sql`select from unit_hand_over where id = ${id}::uuid`.execute(ask.tx)
  return rows.length > 0
}

/** Writes the record with all its lines and signatories: three statements, however many. */
export async function addHandOver(ask: Ask<'units.hand-over'>, one: HandOver): Promise<void> {
  await sql`insert into unit_hand_over (id, from_id, to_id, on_day, decision, place, note, corrects, created_by, created_at)
    values (${one.id}::uuid, ${one.fromId}::uuid, ${one.toId}::uuid, ${one.onDay}::date, ${one.decision}, ${one.place}, ${one.note},
            ${one.corrects}::uuid, ${ask.person.id}::uuid, ${ask.at.toISOString()}::timestamptz)`.execute(ask.tx)
  await sql`insert into unit_hand_over_line (hand_over_id, place, kind, what, amount, measure, note)
    select ${one.id}::uuid, place, kind, what, amount, measure, note
      from rows from (jsonb_to_recordset(${JSON.stringify(one.lines)}::jsonb) as (kind text, what text, amount numeric, measure text, note text))
           with ordinality as l (kind, what, amount, measure, note, place)`.execute(ask.tx)
  await sql`insert into unit_hand_over_signatory (hand_over_id, place, side, name, title)
    select ${one.id}::uuid, place, side, name, title
      from rows from (jsonb_to_recordset(${JSON.stringify(one.signatories)}::jsonb) as (side text, name text, title text))
           with ordinality as s (side, name, title, place)`.execute(ask.tx)
}
