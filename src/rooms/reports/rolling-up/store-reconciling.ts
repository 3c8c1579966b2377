// What came of comparing the roll-ups with the cells.
import { sql } from 'kysely'
import type { Tx } from '../../../ground/db.ts'
import type { Difference } from './rollup.ts'

/** A roll-up that was not the sum of its parts though nobody had marked it. */
export interface Wrong {
  readonly window: string
  readonly receiver: string
  /** How many of its numbers were wrong; the first of them are told. */
  readonly n: number
  readonly differing: readonly Difference[]
}

export interface Reconciliation {
  readonly id: string
  readonly at: Date
  readonly windows: number
  readonly rollups: number
  readonly figures: number
  readonly wrong: readonly Wrong[]
}

export const putReconciliation = async (tx: Tx, done: Reconciliation): Promise<void> => {
  await sql`insert into report_reconciliation (id, at, windows, rollups, figures, wrong)
    values (${done.id}::uuid, ${done.at.toISOString()}::timestamptz, ${done.windows}, ${done.rollups}, ${done.figures}, ${JSON.stringify(done.wrong)}::jsonb)`.execute(
    tx,
  )
}

/** When the roll-ups were last compared; undefined when they never were. */
export const lastReconciled = async (tx: Tx): Promise<Date | undefined> =>
  (await sql<{ at: Date | null }>`select max(at) as at from report_reconciliation`.execute(tx)).rows[0]?.at ?? undefined
