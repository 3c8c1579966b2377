// The SQL of two records with days: which body plays the focal role in a unit, and whether a body follows its area.
import { sql } from 'kysely'
import type { Ask } from '../../access/ask.ts'
import type { Day } from '../../ground/day.ts'
import type { Tx } from '../../ground/db.ts'

export interface Focal {
  readonly bodyId: string
  readonly from: Day
  /** The last day, inside; null while it holds. */
  readonly until: Day | null
  readonly decision: string
}

/** The bodies that played or play the focal role in a unit, the newest first. */
export async function focalsOf(tx: Tx, unitId: string): Promise<readonly Focal[]> {
  const { rows } = await sql<Focal>`
    select body_id "bodyId", lower(valid) "from", upper(valid) - 1 "until", decision
      from unit_focal where unit_id = ${unitId}::uuid order by lower(valid) desc limit 100`.execute(tx)
  return rows
}

export interface DatedRecord {
  readonly from: Day
  readonly decision: string
}

/** Writes who plays the role from that day on; the one before ends the day before. */
export async function addFocal(ask: Ask<'units.keep'>, unitId: string, focal: DatedRecord & { bodyId: string }): Promise<void> {
  await sql`update unit_focal set valid = daterange(lower(valid), ${focal.from}::date)
    where unit_id = ${unitId}::uuid and upper_inf(valid) and lower(valid) < ${focal.from}::date`.execute(ask.tx)
  await sql`insert into unit_focal (unit_id, body_id, valid, decision, created_by, created_at)
    values (${unitId}::uuid, ${focal.bodyId}::uuid, daterange(${focal.from}::date, null), ${focal.decision}, ${ask.person.id}::uuid,
            ${ask.at.toISOString()}::timestamptz)`.execute(ask.tx)
}

export interface Following {
  readonly follows: boolean
  readonly from: Day
  readonly until: Day | null
  readonly decision: string
}

export async function followingOf(tx: Tx, bodyId: string): Promise<readonly Following[]> {
  const { rows } = await sql<Following>`
    select follows, lower(valid) "from", upper(valid) - 1 "until", decision
      from unit_following where body_id = ${bodyId}::uuid order by lower(valid) desc limit 100`.execute(tx)
  return rows
}

export async function addFollowing(ask: Ask<'units.keep'>, bodyId: string, following: DatedRecord & { follows: boolean }): Promise<void> {
  await sql`update unit_following set valid = daterange(lower(valid), ${following.from}::date)
    where body_id = ${bodyId}::uuid and upper_inf(valid) and lower(valid) < ${following.from}::date`.execute(ask.tx)
  await sql`insert into unit_following (body_id, follows, valid, decision, created_by, created_at)
    values (${bodyId}::uuid, ${following.follows}, daterange(${following.from}::date, null), ${following.decision}, ${ask.person.id}::uuid,
            ${ask.at.toISOString()}::timestamptz)`.execute(ask.tx)
}

/** Of these bodies, what is recorded on that day: true, it follows its area; false, it does not. Without a record it is absent. */
export async function followsOn(tx: Tx, bodies: readonly string[], day: Day): Promise<ReadonlyMap<string, boolean>> {
  if (bodies.length === 0) return new Map()
  const { rows } = await sql<{ id: string; follows: boolean }>`
    select body_id id, follows from unit_following where body_id = any(${bodies}::uuid[]) and valid @> ${day}::date`.execute(tx)
  return new Map(rows.map(row => [row.id, row.follows]))
}

/** Every body recorded as following its area on that day. */
export async function followersOn(tx: Tx, day: Day): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select body_id id from unit_following where follows and valid @> ${day}::date`.execute(tx)
  return new Set(rows.map(row => row.id))
}
