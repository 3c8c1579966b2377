// What an act receives: a transaction, a proof, a day and the tree of that day. And the one place that writes what was done.
import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../ground/day.ts'
import type { Tx } from '../ground/db.ts'
import { Fault } from '../ground/faults.ts'
import type { FileStore } from '../ground/files.ts'
import type { OrgTree } from '../org/tree.ts'
import { type Action, delegationFor, type Grant, grantFor, type Person } from './grants.ts'

export interface Ask<A extends Action = Action> {
  readonly tx: Tx
  readonly grant: Grant<A>
  readonly person: Person
  /** Today in Việt Nam; every rule takes it from here. */
  readonly today: Day
  /** The instant of the act. */
  readonly at: Date
  /** The organisation as it stands today. */
  readonly tree: OrgTree
  readonly files: FileStore
}

/** An ask for another action of the same person, or undefined when the table says no: for buttons, start pages and side views. */
export type AskFor = <A extends Action>(action: A) => Ask<A> | undefined

export const askForOthers =
  (ask: Ask): AskFor =>
  action => {
    const grant = grantFor(ask.person, action, ask.tree)
    return grant ? { ...ask, grant } : undefined
  }

/** The seat a person acts for: the one named, or the only one they have. @throws forbidden · invalid when several fit and none is named */
export function seatFor(grant: Grant, named?: string): string {
  if (named !== undefined) {
    if (grant.seats.has(named)) return named
    throw new Fault('forbidden', 'seat.not-yours', 'Ông/bà không giữ chức vụ ở đơn vị này.')
  }
  const [only, ...more] = grant.seats
  if (only !== undefined && more.length === 0) return only
  throw new Fault('invalid', 'seat.unnamed', 'Ông/bà giữ chức vụ ở nhiều đơn vị. Chọn đơn vị mà ông/bà làm thay.', [
    { field: 'seat', say: 'Chọn đơn vị.' },
  ])
}

// The reach of the nation is thirteen thousand ids, and a page asks with it many times: written as PostgreSQL reads them once for each tree.
const written = new WeakMap<ReadonlySet<string>, string>()

function idsOf({ units }: Grant): string {
  const known = written.get(units) ?? `{${[...units].join(',')}}`
  written.set(units, known)
  return known
}

/** Where records in reach lie: the permission check and the list filter, as one expression. */
export const inReach = (ask: Ask, column: string) => sql<boolean>`${sql.ref(column)} = any(${idsOf(ask.grant)}::uuid[])`

/** The same of one unit, where a statement writes: what is out of reach is not written. */
export const isInReach = (ask: Ask, unitId: string) => sql<boolean>`${unitId}::uuid = any(${idsOf(ask.grant)}::uuid[])`

/** Refuses a unit out of reach as if it were not there, so that nothing leaks. @throws missing */
export function within(ask: Ask, unitId: string): string {
  if (ask.grant.units.has(unitId)) return unitId
  throw new Fault('missing', 'unit.out-of-reach', 'Không tìm thấy đơn vị này.')
}

export interface Deed {
  /** The unit in whose chain the deed is written. */
  readonly unit: string
  /** What it was done to: an id, or a short text key. */
  readonly subject: string
  /** From what to what; no name of a citizen, no secret. */
  readonly detail?: Readonly<Record<string, unknown>>
  /** When one action covers several deeds: which. */
  readonly act?: string
}

/** Writes who did what, when and to what, in the same transaction, as the next link of the unit's chain. */
export async function record(ask: Ask, deed: Deed): Promise<void> {
  await sql`with ${recording(ask, deed)} select`.execute(ask.tx)
}

/**
 * The same as two parts of a statement that does the deed itself: `with done as (insert … returning id), ${recording(ask, deed, from done)}
 * select …`. Where `done` has no row nothing was done, and nothing is recorded.
 */
export function recording(ask: Ask, deed: Deed, fromDone = sql``): RawBuilder<unknown> {
  const { unit, subject, act = ask.grant.action } = deed
  const detail = ask.person.token === undefined ? (deed.detail ?? {}) : { ...deed.detail, token: ask.person.token }
  const at = ask.at.toISOString()
  const delegation = delegationFor(ask.person, ask.grant.action, unit, ask.tree)
  const entry = JSON.stringify({ at, person: ask.person.id, act, subject, detail, delegation })
  return sql`
  link as (
    insert into act_chain as chain (unit_id, length, head) select ${unit}::uuid, 1, sha256(convert_to(${entry}::text, 'UTF8')) ${fromDone}
    on conflict (unit_id) do update set length = chain.length + 1, head = sha256(chain.head || convert_to(${entry}::text, 'UTF8'))
    returning length, head),
  logged as (
    insert into act_log (unit_id, seq, at, person_id, act, subject, entry, hash)
    select ${unit}::uuid, length, ${at}::timestamptz, ${ask.person.id}::uuid, ${act}, ${subject}, ${entry}, head from link)`
}

/** The first link of a unit's chain that does not fit the one before it, or undefined when the chain is whole. */
export async function brokenLink(tx: Tx, unit: string): Promise<number | undefined> {
  const { rows } = await sql<{ seq: number }>`
    with linked as (
      select seq, hash, entry, lag(hash) over (order by seq) as before, row_number() over (order by seq) as place
        from act_log where unit_id = ${unit}::uuid)
    select seq from linked
     where hash <> sha256(coalesce(before, ''::bytea) || convert_to(entry, 'UTF8')) or seq <> place
    union all
    select c.length from act_chain c
      left join lateral (select l.seq, l.hash from act_log l where l.unit_id = c.unit_id order by l.seq desc limit 1) last on true
     where c.unit_id = ${unit}::uuid and (c.length is distinct from last.seq or c.head is distinct from last.hash)
    order by 1 limit 1`.execute(tx)
  return rows[0]?.seq
}
