// Reading what was done.
import { sql } from 'kysely'
import type { Ask } from './ask.ts'
import { inReach } from './ask.ts'

export interface Entry {
  readonly unitId: string
  readonly seq: number
  readonly at: Date
  readonly personId: string
  readonly act: string
  readonly subject: string
  /** The delegation by which it was done, when not by a post of one's own. */
  readonly delegation: string | null
}

/** Where a page of the log ends. Time alone is not enough: many deeds are of one instant. */
export interface Place {
  readonly at: Date
  readonly unitId: string
  readonly seq: number
}

async function page(ask: Ask, of: ReturnType<typeof sql>, limit: number, after: Place | undefined): Promise<readonly Entry[]> {
  const { rows } = await sql<Entry>`
    select unit_id as "unitId", seq, at, person_id as "personId", act, subject, entry::json ->> 'delegation' as delegation
      from act_log where ${of}
       and ${after ? sql`(at, unit_id, seq) < (${after.at.toISOString()}::timestamptz, ${after.unitId}::uuid, ${after.seq}::bigint)` : sql`true`}
     order by at desc, unit_id desc, seq desc limit ${limit}`.execute(ask.tx)
  return rows
}

/** The person's own deeds, the newest first. */
export const ownEntries = (ask: Ask<'self' | 'self.log'>, limit: number, after?: Place): Promise<readonly Entry[]> =>
  page(ask, sql`person_id = ${ask.person.id}::uuid`, limit, after)

/** Deeds in the chains of the units in reach, the newest first. */
export const entriesInReach = (ask: Ask<'act-log.read'>, limit: number, after?: Place): Promise<readonly Entry[]> =>
  page(ask, inReach(ask, 'unit_id'), limit, after)
