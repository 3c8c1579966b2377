// The accepted figures of one indicator at the units that typed or counted them: what every structure is added up from.
import { sql } from 'kysely'
import { type Ask, inReach } from '../../access/ask.ts'
import type { FigureState } from './figures.ts'
import type { OpenedWindow } from './rules.ts'
import { windowColumns } from './store-asked.ts'

export interface Leaf {
  readonly unitId: string
  /** Its last report was accepted; without that it is missing from every total. */
  readonly accepted: boolean
  /** Null where the accepted report has no such figure. */
  readonly state: FigureState | null
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
}

const isAccepted = sql`(select v.kind from report_verdict v where v.edition_id = e.id order by v.number desc limit 1) = 'accepted'`

type Told = Pick<Leaf, 'state' | 'value' | 'numerator' | 'denominator'>
const NOTHING: Told = { state: null, value: null, numerator: null, denominator: null }

const KEPT = 40
/** One figure of the editions of a window, by their ids, for the windows and indicators asked last: an edition never changes. */
const toldIn = new Map<string, Map<string, Told>>()

/** One figure of each of these editions; only those that were not asked before are read. Null alone where an edition has no such figure. */
async function toldBy(ask: Ask, windowId: string, code: string, editions: readonly string[]): Promise<ReadonlyMap<string, Told>> {
  const key = `${windowId} ${code}`
  const told = toldIn.get(key) ?? new Map<string, Told>()
  toldIn.delete(key)
  toldIn.set(key, told)
  for (const oldest of [...toldIn.keys()].slice(0, -KEPT)) toldIn.delete(oldest)
  const asked = editions.filter(id => !told.has(id))
  if (asked.length === 0) return told
  const { rows } = await sql<{ figures: [string, FigureState | null, number | null, number | null, number | null][] | null }>`
    select json_agg(json_build_array(e.id, e.figure_states[place], e.figure_values[place], e.figure_numerators[place], e.figure_denominators[place])) as figures
      from report_edition e, array_position(e.figure_codes, ${code}::text) as place where e.id = any(${asked}::uuid[])`.execute(ask.tx)
  for (const [id, state, value, numerator, denominator] of rows[0]?.figures ?? []) told.set(id, { state, value, numerator, denominator })
  return told
}

/** What each unit in reach that owes and receives nothing from others reported; the sums of those above it are made of these. */
export async function leavesOf(ask: Ask, windowId: string, code: string): Promise<Leaf[]> {
  // The nation has ten thousand of them: one value to read, not ten thousand rows.
  const { rows } = await sql<{ leaves: [string, string | null][] | null }>`
    select json_agg(json_build_array(o.unit_id, e.id)) as leaves
      from report_owing o left join lateral (
        select e.id from (select * from report_edition e where e.window_id = ${windowId}::uuid and e.unit_id = o.unit_id order by e.number desc limit 1) e
         where ${isAccepted}) e on true
     where o.window_id = ${windowId}::uuid and ${inReach(ask, 'o.unit_id')}
       and o.unit_id not in (select b.receiver_id from report_owing b where b.window_id = ${windowId}::uuid)`.execute(ask.tx)
  const leaves = rows[0]?.leaves ?? []
  const told = await toldBy(
    ask,
    windowId,
    code,
    leaves.flatMap(([, edition]) => edition ?? []),
  )
  return leaves.map(([unitId, edition]) => ({ unitId, accepted: edition !== null, ...(told.get(edition ?? '') ?? NOTHING) }))
}

/** How often records were counted by a second unit: a total counts each once. */
export async function countedTwice(ask: Ask, windowId: string, code: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(count(*) - count(distinct s.record_id), 0)::int as n
      from report_owing o
      join lateral (select e.id from report_edition e where e.window_id = o.window_id and e.unit_id = o.unit_id order by e.number desc limit 1) e on true
      join lateral (select v.kind from report_verdict v where v.edition_id = e.id order by v.number desc limit 1) v on v.kind = 'accepted'
      join report_source s on s.edition_id = e.id and s.indicator = ${code}
     where o.window_id = ${windowId}::uuid and ${inReach(ask, 'o.unit_id')}
       and o.unit_id not in (select b.receiver_id from report_owing b where b.window_id = ${windowId}::uuid)`.execute(ask.tx)
  return rows[0]?.n ?? 0
}

/** Every window of a regime that was opened for a unit in reach or in which one owes, the latest first. */
export const windowsOfRegime = async (ask: Ask, regimeId: string): Promise<readonly OpenedWindow[]> =>
  (
    await sql<OpenedWindow>`select ${windowColumns} from report_window w
     where w.regime_id = ${regimeId}::uuid
       and (${inReach(ask, 'w.opened_for')} or exists (select from report_owing o where o.window_id = w.id and ${inReach(ask, 'o.unit_id')}))
     order by w.until_on desc`.execute(ask.tx)
  ).rows
