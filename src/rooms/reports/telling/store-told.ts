// What is told of an edition that came in: as much as stands in the notice, for on the day it is due thousands are told of.
import { sql } from 'kysely'
import { type Ask, inReach } from '../../../access/ask.ts'
import { civilOf } from '../../../ground/db.ts'
import type { OpenedWindow, Regime } from '../rules.ts'
import { windowColumns } from '../store-asked.ts'
import { type When, whenOf } from '../store-editions.ts'

export interface CameIn {
  readonly window: OpenedWindow
  readonly regime: Regime
  readonly unitId: string
  readonly receiverId: string
  /** Who was given it to look at. */
  readonly reviewer: string | null
  readonly number: number
  readonly receipt: string
  readonly at: When
}

type Row = OpenedWindow & { edition: string } & { regime: Regime } & Omit<CameIn, 'window' | 'regime' | 'at'> & { at: string }

/** The editions with these ids that are within reach, in one statement: for a batch of deeds. */
export async function whatCameIn(ask: Ask, ids: readonly string[]): Promise<ReadonlyMap<string, CameIn>> {
  const { rows } = await sql<Row>`
    select e.id as edition, ${windowColumns}, json_build_object('id', r.id, 'code', r.code, 'name', r.name, 'rhythm', r.rhythm) as regime,
           o.unit_id as "unitId", o.receiver_id as "receiverId", e.number, e.receipt,
           ${civilOf('e.at')} as at,
           (select v.person_id from report_reviewer v where v.window_id = o.window_id and v.unit_id = o.unit_id order by v.number desc limit 1) as reviewer
      from report_edition e join report_owing o on o.window_id = e.window_id and o.unit_id = e.unit_id
      join report_window w on w.id = e.window_id join report_regime r on r.id = w.regime_id
     where e.id = any(${[...ids]}::uuid[]) and ${inReach(ask, 'e.unit_id')}`.execute(ask.tx)
  return new Map(
    rows.map(({ edition, regime, unitId, receiverId, reviewer, number, receipt, at, ...window }) => [
      edition,
      { window, regime, unitId, receiverId, reviewer, number, receipt, at: whenOf(at) },
    ]),
  )
}
