// The figures of a window one by one, for programs that read them into a table: those that stand, within reach.
import { sql } from 'kysely'
import { type Ask, inReach } from '../../access/ask.ts'
import type { Figure } from './figures.ts'

export interface FigureFilter {
  readonly unit?: string | undefined
  readonly indicator?: string | undefined
  readonly accepted: boolean
}

export interface StandingFigure extends Figure {
  readonly editionId: string
  readonly unitId: string
  readonly number: number
  readonly accepted: boolean
}

/** The figures of the last editions that were not sent back, by unit and indicator: one page, from a mark on. */
export const standingFigures = async (
  ask: Ask,
  windowId: string,
  filter: FigureFilter,
  limit: number,
  after?: { unitId: string; code: string },
): Promise<readonly StandingFigure[]> =>
  (
    await sql<StandingFigure>`
      with standing as (
        select e.id, e.unit_id, e.number, v.kind is not null as accepted
          from report_edition e
          left join lateral (select v.kind from report_verdict v where v.edition_id = e.id order by v.number desc limit 1) v on true
         where e.window_id = ${windowId}::uuid and ${inReach(ask, 'e.unit_id')}
           ${filter.unit === undefined ? sql`` : sql`and e.unit_id = ${filter.unit}::uuid`}
           ${after ? sql`and e.unit_id >= ${after.unitId}::uuid` : sql``}
           and not exists (select from report_edition n where n.window_id = e.window_id and n.unit_id = e.unit_id and n.number > e.number)
           and v.kind is distinct from 'returned' ${filter.accepted ? sql`and v.kind = 'accepted'` : sql``})
      select s.id as "editionId", s.unit_id as "unitId", s.number, s.accepted, f.indicator as code, f.state, f.value, f.counted, f.numerator,
             f.denominator, f.reason, f.note
        from standing s join report_figure f on f.edition_id = s.id
       where true ${filter.indicator === undefined ? sql`` : sql`and f.indicator = ${filter.indicator}`}
         ${after ? sql`and (s.unit_id, f.indicator collate "C") > (${after.unitId}::uuid, ${after.code} collate "C")` : sql``}
       order by s.unit_id, f.indicator collate "C" limit ${limit}`.execute(ask.tx)
  ).rows
