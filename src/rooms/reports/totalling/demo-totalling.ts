// What the demo's province adjusted, and the unit whose report came after a publication.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../../ground/db.ts'
import { sha256 } from '../../../ground/files.ts'
import type { Amount } from './adjusting.ts'

/** So many months back: the own part of the province stands in its total; a unit came too late for another. */
const ADJUSTED = 2
const LATE = { k: 4, code: 'YT' } as const

/** Handed in and accepted after its month was published. */
export const comesLate = (k: number, code: string): boolean => k === LATE.k && code === LATE.code

export interface DemoAdjustment {
  readonly id: string
  readonly windowId: string
  readonly unitId: string
  readonly number: number
  readonly kind: 'own'
  readonly reason: string
  readonly undoes: null
  readonly lines: ReadonlyMap<string, Amount>
  readonly at: string
  readonly by: string
}

const amount = (value: number): Amount => ({ value, numerator: null, denominator: null })

/** What the province itself did in that month, which no commune reports. */
export const adjustedIn = (k: number, of: Pick<DemoAdjustment, 'windowId' | 'unitId' | 'at' | 'by'>): DemoAdjustment[] =>
  k === ADJUSTED
    ? [
        {
          id: randomUUID(),
          ...of,
          number: 1,
          kind: 'own',
          reason: 'Bí thư Tỉnh ủy tiếp công dân định kỳ hai buổi tại Trụ sở tiếp công dân của tỉnh.',
          undoes: null,
          lines: new Map([
            ['TD01', amount(2)],
            ['TD02', amount(17)],
          ]),
        },
      ]
    : []

/** Written before the publications that they stand in. */
export async function addAdjustments(tx: Tx, all: readonly DemoAdjustment[]): Promise<void> {
  const lines = all.flatMap(one => [...one.lines].map(([code, { value }]) => ({ id: one.id, code, value })))
  await sql`
    insert into report_adjustment (id, window_id, unit_id, number, kind, reason, undoes, content_sha256, at, by_person)
    select a.id, a."windowId", a."unitId", a.number, a.kind, a.reason, null, a.sha256, a.at, a.by
      from jsonb_to_recordset(${JSON.stringify(all.map(({ lines: _lines, ...one }) => ({ ...one, sha256: sha256(one.id) })))}::jsonb)
        as a (id uuid, "windowId" uuid, "unitId" uuid, number smallint, kind text, reason text, sha256 text, at timestamptz, by uuid)`.execute(
    tx,
  )
  await sql`
    insert into report_adjustment_line (adjustment_id, indicator, value)
    select l.* from unnest(${lines.map(one => one.id)}::uuid[], ${lines.map(one => one.code)}::text[], ${lines.map(one => one.value)}::numeric[]) as l`.execute(
    tx,
  )
}

/** Written after them. */
export const addTaken = async (tx: Tx, all: readonly DemoAdjustment[]): Promise<void> => {
  await sql`
    insert into report_adjustment_taken (adjustment_id, publication_id)
    select a.id, p.id from report_adjustment a join report_publication p on p.window_id = a.window_id and p.unit_id = a.unit_id
     where a.id = any(${all.map(one => one.id)}::uuid[])`.execute(tx)
}
