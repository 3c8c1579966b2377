// Adding cells up in the database, set by set. Which editions are in a sum is settled first; editions never change, so what follows may be
// asked in several statements, each of which PostgreSQL may share among its workers.
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../ground/db.ts'
import type { Sums } from './rollup.ts'

/** Who owes whom in a window, and who of them writes a report of its own. */
export const owing = (windowId: string) => sql`
  owing as materialized (select unit_id, receiver_id from report_owing where window_id = ${windowId}::uuid),
  leaf as materialized (select unit_id, receiver_id from owing where unit_id not in (select receiver_id from owing))`

/** The codes of the window's form, in the order in which roll-ups hold them. */
export const codesOf = async (tx: Tx, windowId: string): Promise<readonly string[]> =>
  (
    await sql<{
      lines: string[]
    }>`select f.lines from report_window w join report_form f on f.regime_id = w.regime_id and f.valid @> w.until_on
      where w.id = ${windowId}::uuid`.execute(tx)
  ).rows[0]?.lines ?? []

/** One edition in the sum of one receiver; `isPlaced` when its figures stand in the order of the form. */
interface Members {
  readonly top: string
  readonly owing: number
  readonly mark: string
  readonly placed: readonly string[]
  readonly others: readonly string[]
}

/** For each of these receivers: all units below it, at whatever depth, that write their own report, and the accepted editions among theirs. */
export const membersQuery = (
  windowId: string,
  receivers: readonly string[],
  codes: readonly string[],
  depth: 'all' | 'direct',
) => sql<Members>`
  with recursive ${owing(windowId)},
  under (top, unit_id) as (
    select r, r from unnest(${[...receivers]}::uuid[]) as r
    union select u.top, o.unit_id from under u join owing o on o.receiver_id = u.unit_id ${depth === 'direct' ? sql`where u.unit_id = u.top` : sql``}),
  good as (
    select u.top, e.id, e.is_placed
      from under u join leaf l on l.unit_id = u.unit_id
      left join lateral (
        select a.id, a.is_placed
          from (select e.id, e.figure_codes = ${[...codes]}::text[] as is_placed from report_edition e
                 where e.window_id = ${windowId}::uuid and e.unit_id = u.unit_id order by e.number desc limit 1) a
          join lateral (select v.kind from report_verdict v where v.edition_id = a.id order by v.number desc limit 1) v on v.kind = 'accepted') e on true)
  select top, count(*)::int as owing, coalesce(sum(hashtextextended(id::text, 0)::numeric), 0)::text as mark,
         coalesce(array_agg(id) filter (where is_placed), '{}') as placed, coalesce(array_agg(id) filter (where not is_placed), '{}') as others
    from good group by top`

interface CellRow {
  readonly top: string
  readonly place: number
  readonly side: 'value' | 'ratio' | 'counted' | 'none' | 'not_applicable' | 'estimated' | 'records'
  readonly a: number
  readonly b: number
}

interface Member {
  readonly tops: readonly string[]
  readonly ids: readonly string[]
}

const taken = ({ tops, ids }: Member) =>
  sql`unnest(${[...tops]}::uuid[], ${[...ids]}::uuid[]) as g (top, id) join report_edition e on e.id = g.id`

/** Sums and numbers of figures. Unnesting beside the subscripts, in the list of what is selected, is twice as fast as in FROM: nothing is stored between. */
export const valuesQuery = (placed: Member) => sql<CellRow>`
  select top, place, 'value' as side, sum(v) as a, count(v)::int as b
    from (select g.top, generate_subscripts(e.figure_values, 1) as place, unnest(e.figure_values) as v from ${taken(placed)}) c group by top, place`

const ratiosQuery = (placed: Member) => sql<CellRow>`
  select top, place, 'ratio' as side, sum(n) as a, sum(d) as b
    from (select g.top, generate_subscripts(e.figure_denominators, 1) as place, unnest(e.figure_numerators) as n, unnest(e.figure_denominators) as d
            from ${taken(placed)} where e.figure_denominators <> '{}') c
   where d is not null group by top, place`

const countedQuery = (placed: Member) => sql<CellRow>`
  select top, place, 'counted' as side, sum(v) as a, 0 as b
    from (select g.top, generate_subscripts(e.figure_counted, 1) as place, unnest(e.figure_counted) as v from ${taken(placed)} where e.figure_counted <> '{}') c
   where v is not null group by top, place`

const statesQuery = (placed: Member) => sql<CellRow>`
  select top, place, state as side, count(*)::int as a, 0 as b
    from (select g.top, s.state, unnest(array_positions(e.figure_states, s.state)) as place
            from ${taken(placed)} cross join unnest(array['none', 'not_applicable', 'estimated']) as s (state)) c
   group by top, state, place`

/** Editions whose figures stand in another order than the form's, or are not all there. */
const othersQuery = (others: Member, codes: readonly string[]) => sql<CellRow>`
  with cells as (
    select g.top, l.place::int, f.state, f.value, f.counted, f.numerator, f.denominator
      from ${taken(others)} join report_figure f on f.edition_id = e.id join unnest(${[...codes]}::text[]) with ordinality as l (code, place) on l.code = f.indicator)
  select top, place, 'value' as side, sum(value) as a, count(value)::int as b from cells group by top, place
  union all select top, place, 'ratio', sum(numerator), sum(denominator) from cells where denominator is not null group by top, place
  union all select top, place, 'counted', sum(counted), 0 from cells where counted is not null group by top, place
  union all select top, place, state, count(*), 0 from cells where state in ('none', 'not_applicable', 'estimated') group by top, place, state`

/** How many different records: of two units that counted the same one, one. */
const recordsQuery = (every: Member, codes: readonly string[]) => sql<CellRow>`
  select g.top, array_position(${[...codes]}::text[], s.indicator) as place, 'records' as side, count(distinct s.record_id)::int as a, 0 as b
    from unnest(${[...every.tops]}::uuid[], ${[...every.ids]}::uuid[]) as g (top, id) join report_source s on s.edition_id = g.id
   where s.indicator = any(${[...codes]}::text[]) group by 1, 2`

const member = (all: readonly Members[], pick: (one: Members) => readonly string[]): Member => ({
  tops: all.flatMap(one => pick(one).map(() => one.top)),
  ids: all.flatMap(one => [...pick(one)]),
})

type Open = { -readonly [K in keyof Sums]: Sums[K] extends readonly (infer T)[] ? T[] : Sums[K] }

const blank = (receiverId: string, owed: number, n: number): Open => {
  const zeros = (): number[] => Array.from({ length: n }, () => 0)
  return {
    receiverId,
    owing: owed,
    accepted: 0,
    sourceMark: '0',
    totals: zeros(),
    numerators: zeros(),
    denominators: zeros(),
    counted: Array.from({ length: n }, () => null),
    records: Array.from({ length: n }, () => null),
    values: zeros(),
    none: zeros(),
    notApplicable: zeros(),
    estimated: zeros(),
  }
}

const SIDE = { none: 'none', not_applicable: 'notApplicable', estimated: 'estimated' } as const
const four = (value: number): number => Math.round(value * 10_000) / 10_000

function put(sums: Open, { place, side, a, b }: CellRow): void {
  const at = place - 1
  const add = (all: number[], value: number): void => {
    all[at] = four((all[at] ?? 0) + value)
  }
  if (side === 'value') {
    add(sums.totals, a ?? 0)
    add(sums.values, b)
  } else if (side === 'ratio') {
    add(sums.numerators, a ?? 0)
    add(sums.denominators, b)
  } else if (side === 'counted') {
    sums.counted[at] = (sums.counted[at] ?? 0) + a
    sums.records[at] ??= 0
  } else if (side === 'records') {
    if (sums.counted[at] !== null) sums.records[at] = a
  } else add(sums[SIDE[side]], a)
}

async function sumsOf(tx: Tx, windowId: string, receivers: readonly string[], depth: 'all' | 'direct'): Promise<Open[]> {
  const codes = await codesOf(tx, windowId)
  const { rows: members } = await membersQuery(windowId, receivers, codes, depth).execute(tx)
  const all = new Map(members.map(one => [one.top, blank(one.top, one.owing, codes.length)]))
  for (const one of members) {
    const sums = all.get(one.top)
    if (sums) [sums.accepted, sums.sourceMark] = [one.placed.length + one.others.length, one.mark]
  }
  const [placed, others] = [member(members, one => one.placed), member(members, one => one.others)]
  const every = { tops: [...placed.tops, ...others.tops], ids: [...placed.ids, ...others.ids] }
  const queries: RawBuilder<CellRow>[] = [
    ...(placed.ids.length > 0 ? [valuesQuery, ratiosQuery, countedQuery, statesQuery].map(query => query(placed)) : []),
    ...(others.ids.length > 0 ? [othersQuery(others, codes)] : []),
    ...(every.ids.length > 0 ? [recordsQuery(every, codes)] : []),
  ]
  for (const query of queries)
    for (const row of (await query.execute(tx)).rows) {
      const sums = all.get(row.top)
      if (sums) put(sums, row)
    }
  return [...all.values()]
}

/**
 * The sums of these receivers from the cells themselves: of all units below that write their own report, at whatever depth. This is what is
 * true; what is kept is compared with it.
 */
export const computeFromCells = (tx: Tx, windowId: string, receivers: readonly string[]): Promise<Sums[]> =>
  receivers.length === 0 ? Promise.resolve([]) : sumsOf(tx, windowId, receivers, 'all')

/**
 * The sums of a receiver from those kept below it and the cells of the units that owe it directly. Only which records are different is
 * asked of all of them again: what is different in the nation is not the sum of what is different in its provinces.
 */
export async function computeFromBelow(tx: Tx, windowId: string, receiver: string, below: readonly Sums[]): Promise<Sums | undefined> {
  const codes = await codesOf(tx, windowId)
  const [direct] = await sumsOf(tx, windowId, [receiver], 'direct')
  const sums = direct ?? blank(receiver, 0, codes.length)
  let mark = BigInt(sums.sourceMark)
  for (const one of below) {
    sums.owing += one.owing
    sums.accepted += one.accepted
    mark += BigInt(one.sourceMark)
    for (const side of ['totals', 'numerators', 'denominators', 'values', 'none', 'notApplicable', 'estimated'] as const)
      for (const [place, value] of one[side].entries()) sums[side][place] = four((sums[side][place] ?? 0) + value)
    for (const [place, value] of one.counted.entries()) if (value !== null) sums.counted[place] = (sums.counted[place] ?? 0) + value
  }
  sums.sourceMark = mark.toString()
  const { rows: members } = await membersQuery(windowId, [receiver], codes, 'all').execute(tx)
  sums.records = sums.counted.map(one => (one === null ? null : 0))
  if (sums.records.some(one => one !== null)) {
    const { rows } = await recordsQuery(
      member(members, one => [...one.placed, ...one.others]),
      codes,
    ).execute(tx)
    for (const row of rows) put(sums, row)
  }
  return sums.owing > 0 ? sums : undefined
}
