// The accepted figures of one indicator at the units that typed or counted them: what every structure is added up from.
import { type RawBuilder, sql } from 'kysely'
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

/**
 * The last edition of a unit in a window when it was accepted, with one of its figures: asked unit by unit, for whoever reads a few units
 * must not pay for the nation. Where the code stands is looked up once for each edition, since an edition may have an order of its own.
 */
export const acceptedFigure = (windowId: string, unit: RawBuilder<unknown>, code: string) => sql`(
  select e.id, e.figure_states[place] as state, e.figure_values[place] as value, e.figure_numerators[place] as numerator, e.figure_denominators[place] as denominator
    from (select * from report_edition e where e.window_id = ${windowId}::uuid and e.unit_id = ${unit} order by e.number desc limit 1) e,
         array_position(e.figure_codes, ${code}::text) as place
   where (select v.kind from report_verdict v where v.edition_id = e.id order by v.number desc limit 1) = 'accepted')`

type LeafRow = [string, boolean, FigureState | null, number | null, number | null, number | null]

/** What each unit in reach that owes and receives nothing from others reported; the sums of those above it are made of these. */
export async function leavesOf(ask: Ask, windowId: string, code: string): Promise<Leaf[]> {
  // The nation has ten thousand of them: one value to read, not ten thousand rows.
  const { rows } = await sql<{ leaves: LeafRow[] | null }>`
    select json_agg(json_build_array(o.unit_id, e.id is not null, e.state, e.value, e.numerator, e.denominator)) as leaves
      from report_owing o left join lateral ${acceptedFigure(windowId, sql`o.unit_id`, code)} e on true
     where o.window_id = ${windowId}::uuid and ${inReach(ask, 'o.unit_id')}
       and o.unit_id not in (select b.receiver_id from report_owing b where b.window_id = ${windowId}::uuid)`.execute(ask.tx)
  return (rows[0]?.leaves ?? []).map(([unitId, accepted, state, value, numerator, denominator]) => ({
    unitId,
    accepted,
    state,
    value,
    numerator,
    denominator,
  }))
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
