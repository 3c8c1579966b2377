// Figures that count themselves: the counters other rooms offer, asked for one unit and one window. The figure and its list are one SELECT.
import { sql } from 'kysely'
import type { Ask } from '../../access/ask.ts'
import { addDays, type Day } from '../../ground/day.ts'
import type { Composer, Counted, Counter } from '../../web/room.ts'
import type { Indicator } from './figures.ts'

/** What the house hands this room: counters by name, and who composes papers. */
export interface Wiring {
  readonly counters: Readonly<Record<string, Counter>>
  readonly composer: Composer
}

export interface Of {
  readonly units: readonly string[]
  readonly from: Day
  readonly until: Day
}

/** The counter of an indicator; undefined where the house has none, and the cell is typed. */
export const counterOf = (wiring: Wiring, indicator: Indicator): Counter | undefined =>
  indicator.counter === null ? undefined : wiring.counters[indicator.counter]

/** Whose records a unit's figures count: by the tree of the window's last day, with the past units that passed to it whole. */
export const countedFor = (ask: Ask, unitId: string, until: Day): readonly string[] => [...ask.tree.on(until).countedUnder(unitId)]

const counting = (wiring: Wiring, indicators: readonly Indicator[]) =>
  indicators
    .filter(indicator => indicator.counter !== null)
    .flatMap(indicator => {
      const counter = counterOf(wiring, indicator)
      return counter ? [{ code: indicator.code, counter }] : []
    })

/** How many different records each counted indicator has; all in one query, none when nothing is counted. */
export async function count(ask: Ask, wiring: Wiring, indicators: readonly Indicator[], of: Of): Promise<ReadonlyMap<string, number>> {
  const asked = counting(wiring, indicators)
  if (asked.length === 0) return new Map()
  const each = asked.map(
    ({ code, counter }) => sql`select ${code}::text as code, count(distinct record_id)::int as n from (${counter.records(of)}) as r`,
  )
  const { rows } = await sql<{ code: string; n: number }>`${sql.join(each, sql` union all `)}`.execute(ask.tx)
  return new Map(rows.map(row => [row.code, row.n]))
}

/** The count at the end of the day before the window, for stocks that show opening + new − stopped. */
export const countOpening = (ask: Ask, wiring: Wiring, indicators: readonly Indicator[], of: Of): Promise<ReadonlyMap<string, number>> =>
  count(
    ask,
    wiring,
    indicators.filter(one => one.formula?.opening),
    { ...of, until: addDays(of.from, -1) },
  )

/** The records that each counted indicator counts, every record once. */
export async function records(
  ask: Ask,
  wiring: Wiring,
  indicators: readonly Indicator[],
  of: Of,
): Promise<readonly (Counted & { code: string })[]> {
  const asked = counting(wiring, indicators)
  if (asked.length === 0) return []
  const each = asked.map(
    ({ code, counter }) =>
      sql`(select distinct on (record_id) ${code}::text as code, record_id, unit_id, on_day, title, href from (${counter.records(of)}) as r order by record_id, on_day)`,
  )
  const { rows } = await sql<
    Counted & { code: string }
  >`select * from (${sql.join(each, sql` union all `)}) as every order by code, on_day, title, record_id`.execute(ask.tx)
  return rows
}
