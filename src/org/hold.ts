// Holding the organisation still while it is changed, or judged by what was shown of it.
import { sql } from 'kysely'
import type { Tx } from '../ground/db.ts'

const LOCK = 20_261_124

/** One change at a time, until the end of the transaction: what is read after it is what the one before left. */
export const oneChangeAtATime = (tx: Tx): Promise<unknown> => sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)

/** Whoever else would change the organisation waits until this transaction ends; answers the mark of what is known of it now. */
export async function holdOrg(tx: Tx): Promise<string> {
  await oneChangeAtATime(tx)
  const { rows } = await sql<{ mark: string }>`select hold_org() as mark`.execute(tx)
  return rows[0]?.mark ?? ''
}
