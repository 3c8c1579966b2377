// What is told of an edition that came in: as much as stands in the notice, for on the day it is due thousands are told of.
import { sql } from 'kysely'
import { type Ask, inReach } from '../../../access/ask.ts'
import { civilOf } from '../../../ground/db.ts'
import { missing } from '../../../ground/faults.ts'
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

type Row = OpenedWindow & { regime: Regime } & Omit<CameIn, 'window' | 'regime' | 'at'> & { at: string }

/** The edition with this id in the window of this code. @throws missing, also when out of reach */
export async function cameIn(ask: Ask, code: string, id: string): Promise<CameIn> {
  const { rows } = await sql<Row>`
    select ${windowColumns}, json_build_object('id', r.id, 'code', r.code, 'name', r.name, 'rhythm', r.rhythm) as regime,
           o.unit_id as "unitId", o.receiver_id as "receiverId", e.number, e.receipt,
           ${civilOf('e.at')} as at,
           (select v.person_id from report_reviewer v where v.window_id = o.window_id and v.unit_id = o.unit_id order by v.number desc limit 1) as reviewer
      from report_edition e join report_owing o on o.window_id = e.window_id and o.unit_id = e.unit_id
      join report_window w on w.id = e.window_id join report_regime r on r.id = w.regime_id
     where e.id = ${id}::uuid and w.code = ${code} and ${inReach(ask, 'e.unit_id')}`.execute(ask.tx)
  const row = rows[0]
  if (!row) throw missing('bản báo cáo này')
  const { regime, unitId, receiverId, reviewer, number, receipt, at, ...window } = row
  return { window, regime, unitId, receiverId, reviewer, number, receipt, at: whenOf(at) }
}
