// The roll-ups: computed from the cells of accepted reports or from the roll-ups below, kept, marked and read. The only SQL on report_rollup.
import { type RawBuilder, sql } from 'kysely'
import { type Ask, inReach } from '../../../access/ask.ts'
import type { Tx } from '../../../ground/db.ts'
import type { Rollup, Sums } from './rollup.ts'

/** Who owes whom in a window, and who of them writes a report of its own. */
const owing = (windowId: string) => sql`
  owing as materialized (select unit_id, receiver_id from report_owing where window_id = ${windowId}::uuid),
  leaf as materialized (select unit_id, receiver_id from owing where unit_id not in (select receiver_id from owing))`

/** The last edition of each of these units, where its last verdict accepts it: only such an edition is added up. */
const good = (windowId: string, members: RawBuilder<unknown>) => sql`
  good as materialized (
    select m.top, e.*
      from (${members}) m
      join lateral (
        select e.id, e.figure_codes as codes, e.figure_states as states, e.figure_values as vals, e.figure_counted as counted,
               e.figure_numerators as numerators, e.figure_denominators as denominators
          from report_edition e where e.window_id = ${windowId}::uuid and e.unit_id = m.unit_id order by e.number desc limit 1) e on true
      join lateral (select v.kind from report_verdict v where v.edition_id = e.id order by v.number desc limit 1) v on v.kind = 'accepted')`

const lines = (windowId: string) => sql`
  lines as materialized (
    select l.code, l.place::int from report_window w join report_form f on f.regime_id = w.regime_id and f.valid @> w.until_on,
           unnest(f.lines) with ordinality as l (code, place) where w.id = ${windowId}::uuid)`

const columns = sql`b.receiver_id as "receiverId", b.n_owing as "owing", b.n_accepted as "accepted", b.source_mark::text as "sourceMark",
  b.totals, b.numerators, b.denominators, b.counted, b.records, b.n_values as "values", b.n_none as "none", b.n_not_applicable as "notApplicable", b.n_estimated as "estimated"`

/**
 * From the cells themselves, for each of these receivers: of all units below it that write their own report, at whatever depth. This is
 * what is true; the roll-ups are compared with it.
 */
const fromCells = (windowId: string, receivers: readonly string[]) => sql`
  with recursive ${owing(windowId)}, ${lines(windowId)},
  under (top, unit_id) as (
    select r, r from unnest(${[...receivers]}::uuid[]) as r
    union select u.top, o.unit_id from under u join owing o on o.receiver_id = u.unit_id),
  members as materialized (select u.top, u.unit_id from under u join leaf l on l.unit_id = u.unit_id),
  ${good(windowId, sql`select top, unit_id from members`)},
  cells as (
    select g.top, l.place, sum(f.value) as total, sum(f.numerator) as numerator, sum(f.denominator) as denominator, sum(f.counted) as counted,
           count(f.value) as n_values, count(*) filter (where f.state = 'none') as n_none, count(*) filter (where f.state = 'not_applicable') as n_not_applicable,
           count(*) filter (where f.state = 'estimated') as n_estimated
      from good g, unnest(g.codes, g.states, g.vals, g.counted, g.numerators, g.denominators) as f (code, state, value, counted, numerator, denominator)
      join lines l on l.code = f.code group by 1, 2),
  different as (
    select g.top, l.place, count(distinct s.record_id) as records
      from good g join report_source s on s.edition_id = g.id join lines l on l.code = s.indicator group by 1, 2)
  select ${columns} from (${gathered(sql`select top as receiver_id, count(*) as n_owing, (select count(*) from good g where g.top = m.top) as n_accepted,
      coalesce((select sum(hashtextextended(g.id::text, 0)::numeric) from good g where g.top = m.top), 0) as source_mark from members m group by top`)}) b`

/** One row for each receiver: its cells side by side by the places of the form. */
const gathered = (heads: RawBuilder<unknown>) => sql`
  select h.*, a.* from (${heads}) h join lateral (
    select array_agg(coalesce(c.total, 0) order by l.place) as totals, array_agg(coalesce(c.numerator, 0) order by l.place) as numerators,
           array_agg(coalesce(c.denominator, 0) order by l.place) as denominators, array_agg(c.counted::int order by l.place) as counted,
           array_agg(case when c.counted is not null then coalesce(d.records, 0)::int end order by l.place) as records,
           array_agg(coalesce(c.n_values, 0)::int order by l.place) as n_values, array_agg(coalesce(c.n_none, 0)::int order by l.place) as n_none,
           array_agg(coalesce(c.n_not_applicable, 0)::int order by l.place) as n_not_applicable,
           array_agg(coalesce(c.n_estimated, 0)::int order by l.place) as n_estimated
      from lines l left join cells c on c.top = h.receiver_id and c.place = l.place
      left join different d on d.top = h.receiver_id and d.place = l.place) a on true`

/** The figures of these receivers, from the cells as they are now. */
export const computeFromCells = async (tx: Tx, windowId: string, receivers: readonly string[]): Promise<Sums[]> =>
  receivers.length === 0 ? [] : (await sql<Sums>`${fromCells(windowId, receivers)}`.execute(tx)).rows

/**
 * From the roll-ups of the receivers below and the cells of those who owe it directly. Records counted in two provinces are found by looking
 * at all of them: what is different here is not the sum of what is different there.
 */
const fromBelow = (windowId: string, receiver: string) => sql`
  with recursive ${owing(windowId)}, ${lines(windowId)},
  below as materialized (
    select r.* from report_rollup r join owing o on o.unit_id = r.receiver_id
     where r.window_id = ${windowId}::uuid and o.receiver_id = ${receiver}::uuid),
  ${good(windowId, sql`select receiver_id as top, unit_id from leaf where receiver_id = ${receiver}::uuid`)},
  cells as (
    select ${receiver}::uuid as top, place, sum(total) as total, sum(numerator) as numerator, sum(denominator) as denominator, sum(counted) as counted,
           sum(n_values) as n_values, sum(n_none) as n_none, sum(n_not_applicable) as n_not_applicable, sum(n_estimated) as n_estimated
      from (
        select l.place, f.value as total, f.numerator, f.denominator, f.counted, (f.value is not null)::int as n_values, (f.state = 'none')::int as n_none,
               (f.state = 'not_applicable')::int as n_not_applicable, (f.state = 'estimated')::int as n_estimated
          from good g, unnest(g.codes, g.states, g.vals, g.counted, g.numerators, g.denominators) as f (code, state, value, counted, numerator, denominator)
          join lines l on l.code = f.code
        union all
        select f.place::int, f.total, f.numerator, f.denominator, f.counted, f.n_values, f.n_none, f.n_not_applicable, f.n_estimated
          from below b, unnest(b.totals, b.numerators, b.denominators, b.counted, b.n_values, b.n_none, b.n_not_applicable, b.n_estimated)
               with ordinality as f (total, numerator, denominator, counted, n_values, n_none, n_not_applicable, n_estimated, place)) c
     group by place),
  under (unit_id) as (select ${receiver}::uuid union select o.unit_id from under u join owing o on o.receiver_id = u.unit_id),
  every as materialized (select l.unit_id from leaf l join under u on u.unit_id = l.unit_id),
  different as (
    select ${receiver}::uuid as top, l.place, count(distinct s.record_id) as records
      from every m
      join lateral (select e.id from report_edition e where e.window_id = ${windowId}::uuid and e.unit_id = m.unit_id order by e.number desc limit 1) e on true
      join lateral (select v.kind from report_verdict v where v.edition_id = e.id order by v.number desc limit 1) v on v.kind = 'accepted'
      join report_source s on s.edition_id = e.id join lines l on l.code = s.indicator group by 2)
  select ${columns} from (${gathered(sql`select ${receiver}::uuid as receiver_id, (select count(*) from every) as n_owing,
      (select count(*) from good) + (select coalesce(sum(n_accepted), 0) from below) as n_accepted,
      (select coalesce(sum(hashtextextended(id::text, 0)::numeric), 0) from good) + (select coalesce(sum(source_mark), 0) from below) as source_mark`)}) b
   where b.n_owing > 0`

/** Puts what was computed in the place of what stood there; a receiver to whom nobody owes any more has no roll-up. */
export async function replaceRollups(tx: Tx, windowId: string, receivers: readonly string[], from: 'cells' | 'below'): Promise<number> {
  const computed = from === 'cells' ? fromCells(windowId, receivers) : fromBelow(windowId, receivers[0] ?? '')
  const { rows } = await sql<{ n: number }>`
    with computed as materialized (${computed}),
    put as (
      insert into report_rollup (window_id, receiver_id, n_owing, n_accepted, totals, numerators, denominators, counted, records,
        n_values, n_none, n_not_applicable, n_estimated, source_mark, computed_at)
      select ${windowId}::uuid, "receiverId", owing, accepted, totals, numerators, denominators, counted, records,
             "values", "none", "notApplicable", estimated, "sourceMark"::numeric, clock_timestamp() from computed
      on conflict (window_id, receiver_id) do update set n_owing = excluded.n_owing, n_accepted = excluded.n_accepted, totals = excluded.totals,
        numerators = excluded.numerators, denominators = excluded.denominators, counted = excluded.counted, records = excluded.records,
        n_values = excluded.n_values, n_none = excluded.n_none, n_not_applicable = excluded.n_not_applicable, n_estimated = excluded.n_estimated,
        source_mark = excluded.source_mark, computed_at = excluded.computed_at
      returning receiver_id, cardinality(totals) * n_accepted as n),
    gone as (
      delete from report_rollup where window_id = ${windowId}::uuid and receiver_id = any(${[...receivers]}::uuid[])
         and receiver_id not in (select "receiverId" from computed))
    select coalesce(sum(n), 0)::bigint as n from put`.execute(tx)
  return rows[0]?.n ?? 0
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
    receivers as (select distinct receiver_id as id from owing)
    select r.id, (select o.receiver_id from owing o where o.unit_id = r.id) as above,
           exists (select from owing o where o.receiver_id = r.id and o.unit_id in (select id from receivers)) as "isUpper" from receivers r
    union all
    select receiver_id, null, false from report_rollup where window_id = ${windowId}::uuid and receiver_id not in (select id from receivers)`.execute(
      tx,
    )
  ).rows

export const windowsRolledUp = async (tx: Tx): Promise<readonly { id: string; code: string }[]> =>
  (await sql<{ id: string; code: string }>`select id, code from report_window order by until_on desc, id`.execute(tx)).rows

/** The next roll-up that is marked and whose mark nobody holds: it is ours until the transaction ends. */
export async function takeMarked(tx: Tx): Promise<{ windowId: string; receiverId: string } | undefined> {
  const { rows } = await sql<{ windowId: string; receiverId: string }>`
    with next as (select id, window_id, receiver_id from report_rollup_mark order by id limit 1 for update skip locked)
    select window_id as "windowId", receiver_id as "receiverId" from next`.execute(tx)
  return rows[0]
}

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

const kept = sql`b.window_id as "windowId", ${columns}, to_char(b.computed_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI:SS') as "computedAt",
  b.receiver_id in (select id from stale) as "isMarked"`

/** The kept roll-ups of these receivers in a window, within reach. */
export const rollupsOf = async (ask: Ask, windowId: string, receivers: readonly string[]): Promise<readonly Rollup[]> =>
  (
    await sql<Rollup>`with recursive ${stale(windowId)} select ${kept} from report_rollup b
     where b.window_id = ${windowId}::uuid and b.receiver_id = any(${[...receivers]}::uuid[]) and ${inReach(ask, 'b.receiver_id')}`.execute(
      ask.tx,
    )
  ).rows

/** Every kept roll-up of a window that must be right: nothing below it is marked. */
export const unmarkedOf = async (tx: Tx, windowId: string): Promise<readonly Rollup[]> =>
  (
    await sql<Rollup>`with recursive ${stale(windowId)} select ${kept} from report_rollup b
     where b.window_id = ${windowId}::uuid and b.receiver_id not in (select id from stale)`.execute(tx)
  ).rows

/** The codes of the window's form, in the order in which roll-ups hold them. */
export const codesOf = async (tx: Tx, windowId: string): Promise<readonly string[]> =>
  (
    await sql<{
      lines: string[]
    }>`select f.lines from report_window w join report_form f on f.regime_id = w.regime_id and f.valid @> w.until_on
      where w.id = ${windowId}::uuid`.execute(tx)
  ).rows[0]?.lines ?? []
