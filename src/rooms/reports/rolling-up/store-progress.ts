// How far the reports below a receiver have come, by those who receive them: counted now, for it changes with every report handed in.
import { sql } from 'kysely'
import { type Ask, inReach } from '../../../access/ask.ts'

export interface Progress {
  readonly receiverId: string
  /** Units that write their own report. */
  readonly owing: number
  readonly accepted: number
  readonly waiting: number
  readonly returned: number
}

export const progressQuery = (ask: Ask, windowId: string) => sql<Progress>`
    with owing as materialized (select unit_id, receiver_id from report_owing where window_id = ${windowId}::uuid),
    last as materialized (
      select distinct on (e.unit_id) e.unit_id, e.id from report_edition e where e.window_id = ${windowId}::uuid order by e.unit_id, e.number desc)
    select o.receiver_id as "receiverId", count(*)::int as owing, count(*) filter (where v.kind = 'accepted')::int as accepted,
           count(*) filter (where e.id is not null and v.kind is null)::int as waiting, count(*) filter (where v.kind = 'returned')::int as returned
      from owing o left join last e on e.unit_id = o.unit_id
      left join lateral (select v.kind from report_verdict v where v.edition_id = e.id order by v.number desc limit 1) v on true
     where o.unit_id not in (select receiver_id from owing) and ${inReach(ask, 'o.receiver_id')} group by 1`

/** Of every unit within reach that receives from units which write their own report. */
export const progressIn = async (ask: Ask, windowId: string): Promise<readonly Progress[]> =>
  (await progressQuery(ask, windowId).execute(ask.tx)).rows
