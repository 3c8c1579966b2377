// Reading what was done.
import type { Ask } from './ask.ts'
import { inReach } from './ask.ts'

export interface Entry {
  readonly unitId: string
  readonly seq: number
  readonly at: Date
  readonly personId: string
  readonly act: string
  readonly subject: string
}

const entries = (ask: Ask) =>
  ask.tx.selectFrom('act_log').select(['unit_id as unitId', 'seq', 'at', 'person_id as personId', 'act', 'subject'])

/** The person's own last deeds, the newest first. */
export const ownEntries = async (ask: Ask<'self'>, limit: number): Promise<readonly Entry[]> =>
  (await entries(ask).where('person_id', '=', ask.person.id).orderBy('at', 'desc').orderBy('seq', 'desc').limit(limit).execute()) as Entry[]

/** Deeds in the chains of the units in reach, the newest first, before the instant of the last one seen. */
export async function entriesInReach(ask: Ask<'act-log.read'>, limit: number, before?: Date): Promise<readonly Entry[]> {
  let query = entries(ask).where(inReach(ask, 'unit_id')).orderBy('at', 'desc').orderBy('seq', 'desc').limit(limit)
  if (before) query = query.where('at', '<', before)
  return (await query.execute()) as Entry[]
}
