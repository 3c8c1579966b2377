// The roll-ups as they are kept: put in place, marked, read. The only SQL on report_rollup and its marks.

import { sql } from 'kysely'
import type { Ask } from '../../../access/ask.ts'
import type { Tx } from '../../../ground/db.ts'
import { civilOf } from '../../../ground/db.ts'
import type { Rollup, Sums } from './rollup.ts'

const columns = sql`b.receiver_id as "receiverId", b.n_owing as "owing", b.n_accepted as "accepted", b.source_mark::text as "sourceMark",
  b.totals, b.numerators, b.denominators, b.counted, b.records, b.n_values as "values", b.n_none as "none", b.n_not_applicable as "notApplicable", b.n_estimated as "estimated"`

const array = (all: readonly (number | null)[]): string => `{${all.map(one => one ?? 'null').join(',')}}`

/** Puts sums in the place of what stood there for these receivers; one to whom nobody owes any more has no roll-up. */
export async function replaceRollups(tx: Tx, windowId: string, receivers: readonly string[], made: readonly Sums[]): Promise<void> {
  const rows = JSON.stringify(
    made.map(one => ({
      receiver_id: one.receiverId,
      n_owing: one.owing,
      n_accepted: one.accepted,
      totals: array(one.totals),
      numerators: array(one.numerators),
      denominators: array(one.denominators),
      counted: array(one.counted),
      records: array(one.records),
      n_values: array(one.values),
      n_none: array(one.none),
      n_not_applicable: array(one.notApplicable),
      n_estimated: array(one.estimated),
      source_mark: one.sourceMark,
    })),
  )
  await sql`
    with put as (
      insert into report_rollup (window_id, receiver_id, n_owing, n_accepted, totals, numerators, denominators, counted, records,
        n_values, n_none, n_not_applicable, n_estimated, source_mark, computed_at)
      select ${windowId}::uuid, receiver_id, n_owing, n_accepted, totals::numeric[], numerators::numeric[], denominators::numeric[], counted::int[], records::int[],
             n_values::int[], n_none::int[], n_not_applicable::int[], n_estimated::int[], source_mark::numeric, clock_timestamp()
        from jsonb_to_recordset(${rows}::jsonb) as r (receiver_id uuid, n_owing int, n_accepted int, totals text, numerators text, denominators text, counted text, records text,
          n_values text, n_none text, n_not_applicable text, n_estimated text, source_mark text)
      on conflict (window_id, receiver_id) do update set n_owing = excluded.n_owing, n_accepted = excluded.n_accepted, totals = excluded.totals,
        numerators = excluded.numerators, denominators = excluded.denominators, counted = excluded.counted, records = excluded.records,
        n_values = excluded.n_values, n_none = excluded.n_none, n_not_applicable = excluded.n_not_applicable, n_estimated = excluded.n_estimated,
        source_mark = excluded.source_mark, computed_at = excluded.computed_at)
    delete from report_rollup where window_id = ${windowId}::uuid and receiver_id = any(${[...receivers]}::uuid[])
       and receiver_id <> all(${made.map(one => one.receiverId)}::uuid[])`.execute(tx)
}

export interface Receiver {
  readonly id: string
  /** Whom it owes itself; null at the top. */
  readonly above: string | null
  /** Some of those who owe it receive themselves. */
  readonly isUpper: boolean
}

/** Everyone who receives in a window, and those who did once and have a roll-up still. */
export const receiversOf = async (tx: Tx, windowId: string): Promise<readonly Receiver[]> =>
  (
    await sql<Receiver>`
    with owing as materialized (select unit_id, receiver_id from report_owing where window_id = ${windowId}::uuid),
    receivers as materialized (select distinct receiver_id as id from owing),
    links as materialized (select o.unit_id, o.receiver_id from owing o where o.unit_id in (select id from receivers))
    select r.id, (select l.receiver_id from links l where l.unit_id = r.id) as above, r.id in (select receiver_id from links) as "isUpper" from receivers r
    union all
    select receiver_id, null, false from report_rollup where window_id = ${windowId}::uuid and receiver_id not in (select id from receivers)`.execute(
      tx,
    )
  ).rows

export const windowsRolledUp = async (tx: Tx): Promise<readonly { id: string; code: string }[]> =>
  (await sql<{ id: string; code: string }>`select id, code from report_window order by until_on desc, id`.execute(tx)).rows

/** The next roll-up that is marked and whose mark nobody holds: it is ours until the transaction ends. */
export const takeMarked = async (tx: Tx): Promise<{ windowId: string; receiverId: string } | undefined> =>
  (
    await sql<{ windowId: string; receiverId: string }>`
    with next as (select id, window_id, receiver_id from report_rollup_mark order by id limit 1 for update skip locked)
    select window_id as "windowId", receiver_id as "receiverId" from next`.execute(tx)
  ).rows[0]

/**
 * Begins to make these roll-ups anew. Whoever makes one of them now must have written it before we look at the cells, for an older sum must
 * never replace a newer one; then their marks go. A mark that another transaction is still adding stays, and is seen to afterwards.
 */
export async function beginAnew(tx: Tx, windowId: string, receivers: readonly string[]): Promise<void> {
  const keys = [...receivers].sort().map(one => `${windowId} ${one}`)
  await sql`select pg_advisory_xact_lock(hashtextextended(key, 20261122)) from unnest(${keys}::text[]) with ordinality as k (key, n) order by n`.execute(
    tx,
  )
  await sql`delete from report_rollup_mark where id in (
    select id from report_rollup_mark where window_id = ${windowId}::uuid and receiver_id = any(${[...receivers]}::uuid[]) for update skip locked)`.execute(
    tx,
  )
}

export const mark = async (tx: Tx, windowId: string, receivers: readonly string[]): Promise<void> => {
  await sql`insert into report_rollup_mark (window_id, receiver_id) select ${windowId}::uuid, r from unnest(${[...receivers]}::uuid[]) as r`.execute(
    tx,
  )
}

/** The receivers of a window that are marked, and all above them: what they hold may be older than the reports. */
const stale = (windowId: string) => sql`
  stale (id) as (
    select receiver_id from report_rollup_mark where window_id = ${windowId}::uuid
    union select o.receiver_id from stale s join report_owing o on o.window_id = ${windowId}::uuid and o.unit_id = s.id)`

const kept = sql`b.window_id as "windowId", ${columns}, ${civilOf('b.computed_at')} as "computedAt",
  b.receiver_id in (select id from stale) as "isMarked"`

/** The kept roll-ups of these receivers in a window, within reach: asked here and not in SQL, where the nation's reach is thirteen thousand ids to read. */
export const rollupsOf = async (ask: Ask, windowId: string, receivers: readonly string[]): Promise<readonly Rollup[]> => {
  const own = receivers.filter(one => ask.grant.units.has(one))
  return (
    await sql<Rollup>`with recursive ${stale(windowId)} select ${kept} from report_rollup b
     where b.window_id = ${windowId}::uuid and b.receiver_id = any(${own}::uuid[])`.execute(ask.tx)
  ).rows
}

/** One place of the kept roll-ups of these receivers, within reach, as roll-ups of one line: the rest of them is not read. */
export const placeOf = async (ask: Ask, windowId: string, receivers: readonly string[], place: number): Promise<readonly Sums[]> => {
  const own = receivers.filter(one => ask.grant.units.has(one))
  const one = (name: string) => sql`array[${sql.ref(`b.${name}`)}[${place + 1}::int]]`
  return (
    await sql<Sums>`select b.receiver_id as "receiverId", b.n_owing as "owing", b.n_accepted as "accepted", b.source_mark::text as "sourceMark",
        ${one('totals')} as totals, ${one('numerators')} as numerators, ${one('denominators')} as denominators, ${one('counted')} as counted, ${one('records')} as records,
        ${one('n_values')} as "values", ${one('n_none')} as "none", ${one('n_not_applicable')} as "notApplicable", ${one('n_estimated')} as estimated
      from report_rollup b where b.window_id = ${windowId}::uuid and b.receiver_id = any(${own}::uuid[])`.execute(ask.tx)
  ).rows
}

/** Every kept roll-up of a window that must be right: nothing below it is marked. */
export const unmarkedOf = async (tx: Tx, windowId: string): Promise<readonly Rollup[]> =>
  (
    await sql<Rollup>`with recursive ${stale(windowId)} select ${kept} from report_rollup b
     where b.window_id = ${windowId}::uuid and b.receiver_id not in (select id from stale)`.execute(tx)
  ).rows

/** What is kept of those who owe a receiver and receive themselves, whoever asks: for making its own. */
export const keptBelow = async (tx: Tx, windowId: string, receiver: string): Promise<readonly Sums[]> =>
  (
    await sql<Sums>`select ${columns} from report_rollup b join report_owing o on o.window_id = b.window_id and o.unit_id = b.receiver_id
      where b.window_id = ${windowId}::uuid and o.receiver_id = ${receiver}::uuid`.execute(tx)
  ).rows
