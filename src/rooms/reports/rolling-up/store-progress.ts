// How far the reports below a receiver have come, and one figure of each unit: asked now, for it changes with every report handed in.
import { sql } from 'kysely'
import type { Ask } from '../../../access/ask.ts'
import type { FigureState } from '../figures.ts'

export interface Progress {
  readonly receiverId: string
  /** Units that write their own report. */
  readonly owing: number
  readonly accepted: number
  readonly waiting: number
  readonly returned: number
}

export const progressQuery = (windowId: string) => sql<Progress>`
    with owing as materialized (select unit_id, receiver_id from report_owing where window_id = ${windowId}::uuid),
    last as materialized (
      select distinct on (e.unit_id) e.unit_id, e.id from report_edition e where e.window_id = ${windowId}::uuid order by e.unit_id, e.number desc)
    select o.receiver_id as "receiverId", count(*)::int as owing, count(*) filter (where v.kind = 'accepted')::int as accepted,
           count(*) filter (where e.id is not null and v.kind is null)::int as waiting, count(*) filter (where v.kind = 'returned')::int as returned
      from owing o left join last e on e.unit_id = o.unit_id
      left join lateral (select v.kind from report_verdict v where v.edition_id = e.id order by v.number desc limit 1) v on true
     where o.unit_id not in (select receiver_id from owing) group by 1`

/** Of every unit within reach that receives from units which write their own report. */
export const progressIn = async (ask: Ask, windowId: string): Promise<readonly Progress[]> =>
  (await progressQuery(windowId).execute(ask.tx)).rows.filter(one => ask.grant.units.has(one.receiverId))

export interface LeafFigure {
  readonly unitId: string
  /** The accepted edition it stands in; null where none was accepted. */
  readonly editionId: string | null
  readonly state: FigureState | null
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
}

/** One figure of each unit within reach that owes this receiver and writes its own report. */
export const leafFigures = async (ask: Ask, windowId: string, receiverId: string, code: string): Promise<readonly LeafFigure[]> =>
  (
    await sql<LeafFigure>`
    with owing as materialized (select unit_id, receiver_id from report_owing where window_id = ${windowId}::uuid)
    select o.unit_id as "unitId", f.id as "editionId", f.state, f.value, f.numerator, f.denominator
      from owing o
      left join lateral (
        select e.id, e.figure_states[place] as state, e.figure_values[place] as value, e.figure_numerators[place] as numerator, e.figure_denominators[place] as denominator
          from (select * from report_edition e where e.window_id = ${windowId}::uuid and e.unit_id = o.unit_id order by e.number desc limit 1) e,
               array_position(e.figure_codes, ${code}::text) as place
         where (select v.kind from report_verdict v where v.edition_id = e.id order by v.number desc limit 1) = 'accepted') f on true
     where o.receiver_id = ${receiverId}::uuid and o.unit_id not in (select receiver_id from owing)`.execute(ask.tx)
  ).rows.filter(one => ask.grant.units.has(one.unitId))
