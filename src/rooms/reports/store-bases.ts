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

type LeafRow = [string, boolean, FigureState | null, number | null, number | null, number | null]

/** What each unit in reach that owes and receives nothing from others reported; the sums of those above it are made of these. */
export async function leavesOf(ask: Ask, windowId: string, code: string): Promise<Leaf[]> {
  // The nation has ten thousand of them: one value to read, not ten thousand rows.
  const { rows } = await sql<{ leaves: LeafRow[] | null }>`
    with last as (
      select distinct on (e.unit_id) e.unit_id, e.id, e.figure_states[e.place] as state, e.figure_values[e.place] as value,
             e.figure_numerators[e.place] as numerator, e.figure_denominators[e.place] as denominator
        from (select *, array_position(figure_codes, ${code}::text) as place from report_edition where window_id = ${windowId}::uuid) e
       order by e.unit_id, e.number desc)
    select json_agg(json_build_array(o.unit_id, v.kind is not null, case when v.kind is not null then e.state end,
             case when v.kind is not null then e.value end, case when v.kind is not null then e.numerator end,
             case when v.kind is not null then e.denominator end)) as leaves
      from report_owing o
      left join last e on e.unit_id = o.unit_id
      left join report_verdict v on v.edition_id = e.id and v.kind = 'accepted'
       and not exists (select from report_verdict n where n.edition_id = v.edition_id and n.number > v.number)
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
