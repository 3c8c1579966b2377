// Holding the organisation still while it is judged by what was shown of it.
import { sql } from 'kysely'
import type { Tx } from '../ground/db.ts'

/** In step with change-store.ts: taken first, so that two who change the organisation wait for each other in the same order. */
const LOCK = 20_261_124

/** Whoever else would change the organisation waits until this transaction ends; answers the mark of what is known of it now. */
export async function holdOrg(tx: Tx): Promise<string> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)
  const { rows } = await sql<{ mark: string }>`select hold_org() as mark`.execute(tx)
  return rows[0]?.mark ?? ''
}
