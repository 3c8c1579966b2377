// Adding cells up. PostgreSQL says which editions are in a sum and hands over their arrays as they stand; they are added up here, place by
// place, which takes a fraction of unnesting, grouping and adding them one by one there (docs/decisions/2026-11-22-added-up-in-the-process.md).
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../ground/db.ts'
import type { FigureState } from '../figures.ts'
import type { Sums } from './rollup.ts'

/** Who owes whom in a window, and who of them writes a report of its own. */
export const owing = (windowId: string) => sql`
  owing as materialized (select unit_id, receiver_id from report_owing where window_id = ${windowId}::uuid),
  leaf as materialized (select unit_id, receiver_id from owing where unit_id not in (select receiver_id from owing))`

interface Order {
  readonly codes: readonly string[]
  /** The places of ratios and of lines that count records, from 0. */
  readonly ratios: readonly number[]
  readonly counting: readonly number[]
}

/** The order of the window's form, in which editions and roll-ups hold their numbers. */
const orderOf = async (tx: Tx, windowId: string): Promise<Order> =>
  (
    await sql<Order>`select f.lines as codes, coalesce(i.ratios, '{}') as ratios, coalesce(i.counting, '{}') as counting
      from report_window w join report_form f on f.regime_id = w.regime_id and f.valid @> w.until_on
      cross join lateral (
        select array_agg(l.place::int - 1 order by l.place) filter (where i.kind = 'ratio') as ratios, array_agg(l.place::int - 1 order by l.place) filter (where i.counter is not null) as counting
          from unnest(f.lines) with ordinality as l (code, place) join report_indicator i on i.code = l.code and i.valid @> w.until_on) i
     where w.id = ${windowId}::uuid`.execute(tx)
  ).rows[0] ?? { codes: [], ratios: [], counting: [] }

export const codesOf = async (tx: Tx, windowId: string): Promise<readonly string[]> =>
  (
    await sql<Order>`select f.lines as codes from report_window w join report_form f on f.regime_id = w.regime_id and f.valid @> w.until_on
      where w.id = ${windowId}::uuid`.execute(tx)
  ).rows[0]?.codes ?? []

type Depth = 'all' | 'direct'

/** The units below each of these receivers, at whatever depth, that write their own report, each with this of its accepted edition `e` (null without one). */
const acceptedBelow = (windowId: string, receivers: readonly string[], depth: Depth, told: RawBuilder<unknown>) => sql`
  with recursive ${owing(windowId)},
  under (top, unit_id) as (
    select r, r from unnest(${[...receivers]}::uuid[]) as r
    union select u.top, o.unit_id from under u join owing o on o.receiver_id = u.unit_id ${depth === 'direct' ? sql`where u.unit_id = u.top` : sql``})
  select u.top, e.*
    from under u join leaf l on l.unit_id = u.unit_id
    left join lateral (
      select ${told}
        from (select * from report_edition e where e.window_id = ${windowId}::uuid and e.unit_id = u.unit_id order by e.number desc limit 1) e
        join lateral (select v.kind from report_verdict v where v.edition_id = e.id order by v.number desc limit 1) v on v.kind = 'accepted') e on true`

/** An accepted edition as it is added up, or a unit without one. Null alone is silence; what numbers only some lines have stands close together. */
interface Cells {
  readonly top: string
  readonly id: string | null
  readonly mark: string
  /** Its figures stand in the order of the form. Compared byte by byte: to read six hundred codes takes longer than to add up their figures. */
  readonly isPlaced: boolean
  readonly values: readonly (number | null)[]
  readonly notApplicable: readonly number[]
  readonly estimated: readonly number[]
  readonly numerators: readonly number[]
  readonly denominators: readonly number[]
  readonly counted: readonly number[]
}

const dense = (name: string) => sql`to_json(array_remove(${sql.ref(`e.${name}`)}, null))`
const placesIn = (state: FigureState) => sql`to_json(array_positions(e.figure_states, ${state}::text))`

/** Every cell below these receivers. As JSON they take a third of the time that PostgreSQL needs to add them up one by one. */
export const cellsQuery = (windowId: string, receivers: readonly string[], codes: readonly string[], depth: Depth) => sql<Cells>`
  ${acceptedBelow(
    windowId,
    receivers,
    depth,
    sql`e.id, hashtextextended(e.id::text, 0)::text as mark, record_image_eq(row(e.figure_codes), row(${[...codes]}::text[])) as "isPlaced",
             to_json(e.figure_values) as "values", ${placesIn('not_applicable')} as "notApplicable", ${placesIn('estimated')} as estimated,
             ${dense('figure_numerators')} as numerators, ${dense('figure_denominators')} as denominators, ${dense('figure_counted')} as counted`,
  )}`

interface CellRow {
  readonly top: string
  readonly place: number
  readonly side: 'value' | 'ratio' | 'counted' | 'none' | 'not_applicable' | 'estimated'
  readonly a: number
  readonly b: number
}

/** Editions, each for the receiver in whose sum it is. */
interface Members {
  readonly tops: string[]
  readonly ids: string[]
}

/** Editions whose figures stand in another order than the form's, or are not all there. */
const othersQuery = ({ tops, ids }: Members, codes: readonly string[]) => sql<CellRow>`
  with cells as (
    select g.top, l.place::int, f.state, f.value, f.counted, f.numerator, f.denominator
      from unnest(${tops}::uuid[], ${ids}::uuid[]) as g (top, id) join report_figure f on f.edition_id = g.id
      join unnest(${[...codes]}::text[]) with ordinality as l (code, place) on l.code = f.indicator)
  select top, place, 'value' as side, sum(value) as a, count(value)::int as b from cells group by top, place
  union all select top, place, 'ratio', sum(numerator), sum(denominator) from cells where denominator is not null group by top, place
  union all select top, place, 'counted', sum(counted), 0 from cells where counted is not null group by top, place
  union all select top, place, state, count(*), 0 from cells where state in ('none', 'not_applicable', 'estimated') group by top, place, state`

/** How many different records: of two units that counted the same one, one. */
async function putRecords(tx: Tx, { tops, ids }: Members, codes: readonly string[], all: ReadonlyMap<string, Open>): Promise<void> {
  const { rows } = await sql<{ top: string; indicator: string; n: number }>`
    select top, indicator, count(*)::int as n
      from (select distinct g.top, s.indicator, s.record_id from unnest(${tops}::uuid[], ${ids}::uuid[]) as g (top, id) join report_source s on s.edition_id = g.id) r
     group by 1, 2`.execute(tx)
  for (const { top, indicator, n } of rows) {
    const [sums, at] = [all.get(top), codes.indexOf(indicator)]
    if (sums && at >= 0 && sums.counted[at] !== null) sums.records[at] = n
  }
}

type Open = { -readonly [K in keyof Sums]: Sums[K] extends readonly (infer T)[] ? T[] : Sums[K] }

const blank = (receiverId: string, n: number): Open => {
  const zeros = (): number[] => Array.from({ length: n }, () => 0)
  return {
    receiverId,
    owing: 0,
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

const add = (all: number[], at: number, value: number): void => {
  const sum = (all[at] ?? 0) + value
  all[at] = Number.isInteger(sum) ? sum : four(sum)
}

function addCounted(sums: Open, at: number, n: number): void {
  sums.counted[at] = (sums.counted[at] ?? 0) + n
  sums.records[at] ??= 0
}

/**
 * Adds one edition whose figures stand in the order of the form. The sheet gives two numbers to each ratio that has a value and a count to
 * each line that counts, and to no other; false, and nothing added, where their number says otherwise.
 */
function addPlaced(sums: Open, cells: Cells, { codes, ratios, counting }: Order): boolean {
  const { values, numerators, denominators, counted } = cells
  const divided = ratios.filter(at => (values[at] ?? null) !== null)
  if (divided.length !== numerators.length || divided.length !== denominators.length) return false
  if (counted.length > 0 && counted.length !== counting.length) return false
  for (let at = 0; at < codes.length; at++) {
    const value = values[at] ?? null
    if (value === null) add(sums.none, at, 1)
    else {
      add(sums.totals, at, value)
      add(sums.values, at, 1)
    }
  }
  for (const place of cells.notApplicable) {
    add(sums.none, place - 1, -1)
    add(sums.notApplicable, place - 1, 1)
  }
  for (const place of cells.estimated) add(sums.estimated, place - 1, 1)
  for (const [i, at] of divided.entries()) {
    add(sums.numerators, at, numerators[i] ?? 0)
    add(sums.denominators, at, denominators[i] ?? 0)
  }
  for (const [i, n] of counted.entries()) addCounted(sums, counting[i] ?? -1, n)
  return true
}

function addOther(sums: Open, { place, side, a, b }: CellRow): void {
  const at = place - 1
  if (side === 'value') {
    add(sums.totals, at, a ?? 0)
    add(sums.values, at, b)
  } else if (side === 'ratio') {
    add(sums.numerators, at, a ?? 0)
    add(sums.denominators, at, b)
  } else if (side === 'counted') addCounted(sums, at, a)
  else add(sums[SIDE[side]], at, a)
}

async function sumsOf(tx: Tx, windowId: string, receivers: readonly string[], depth: Depth): Promise<Open[]> {
  const order = await orderOf(tx, windowId)
  const all = new Map<string, Open>()
  const every: Members = { tops: [], ids: [] }
  const others: Members = { tops: [], ids: [] }
  for (const cells of (await cellsQuery(windowId, receivers, order.codes, depth).execute(tx)).rows) {
    const { top, id, mark } = cells
    const sums = all.get(top) ?? blank(top, order.codes.length)
    all.set(top, sums)
    sums.owing += 1
    if (id === null) continue
    sums.accepted += 1
    sums.sourceMark = (BigInt(sums.sourceMark) + BigInt(mark)).toString()
    for (const to of cells.isPlaced && addPlaced(sums, cells, order) ? [every] : [every, others]) {
      to.tops.push(top)
      to.ids.push(id)
    }
  }
  if (others.ids.length > 0)
    for (const row of (await othersQuery(others, order.codes).execute(tx)).rows) {
      const sums = all.get(row.top)
      if (sums) addOther(sums, row)
    }
  await putRecords(tx, every, order.codes, all)
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
  const sums = direct ?? blank(receiver, codes.length)
  let mark = BigInt(sums.sourceMark)
  for (const one of below) {
    sums.owing += one.owing
    sums.accepted += one.accepted
    mark += BigInt(one.sourceMark)
    for (const side of ['totals', 'numerators', 'denominators', 'values', 'none', 'notApplicable', 'estimated'] as const)
      for (const [place, value] of one[side].entries()) add(sums[side], place, value)
    for (const [place, value] of one.counted.entries()) if (value !== null) sums.counted[place] = (sums.counted[place] ?? 0) + value
  }
  sums.sourceMark = mark.toString()
  sums.records = sums.counted.map(one => (one === null ? null : 0))
  if (sums.records.some(one => one !== null)) {
    const { rows } = await sql<{ id: string | null }>`${acceptedBelow(windowId, [receiver], 'all', sql`e.id`)}`.execute(tx)
    const ids = rows.flatMap(one => one.id ?? [])
    await putRecords(tx, { tops: ids.map(() => receiver), ids }, codes, new Map([[receiver, sums]]))
  }
  return sums.owing > 0 ? sums : undefined
}
