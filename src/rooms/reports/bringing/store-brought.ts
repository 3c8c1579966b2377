// What came in a workbook or a block, kept for a day for the person who is looking at it.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Ask, inReach, isInReach } from '../../../access/ask.ts'
import { missing } from '../../../ground/faults.ts'
import type { Owed } from '../store-editions.ts'
import type { IncomingCell, IncomingText } from './incoming.ts'

export type Brought =
  | {
      readonly is: 'workbook'
      readonly name: string
      readonly cells: readonly IncomingCell[]
      readonly texts: readonly IncomingText[]
      readonly notes: readonly string[]
    }
  /** The block and the answers to what it left open, as the form sent them. */
  | { readonly is: 'block'; readonly typed: Readonly<Record<string, string>> }
  | { readonly is: 'plans'; readonly block: string }

interface Place {
  readonly unitId: string
  readonly windowId: string | null
}

export const placeOf = ({ owed: { unitId, window } }: { owed: Owed }): Place => ({ unitId, windowId: window.id })

/** A jsonb holds neither NUL nor half of a letter, and a workbook may hold both. */
const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\u0000', '').replace(/\p{Cs}/gu, '\ufffd') : value

/** Keeps what came; what was looked at yesterday goes. @returns by which id it is found */
export async function putBrought(ask: Ask, { unitId, windowId }: Place, said: Brought): Promise<string> {
  const id = randomUUID()
  await sql`delete from report_brought where at < ${ask.at.toISOString()}::timestamptz - interval '1 day'`.execute(ask.tx)
  const { numAffectedRows } = await sql`
    insert into report_brought (id, unit_id, window_id, said, at, by_person)
    select ${id}::uuid, ${unitId}::uuid, ${windowId}::uuid, ${JSON.stringify(said, storable)}::jsonb, ${ask.at.toISOString()}::timestamptz,
           ${ask.person.id}::uuid
     where ${isInReach(ask, unitId)}`.execute(ask.tx)
  if (numAffectedRows !== 1n) throw missing('đơn vị này')
  return id
}

/** What this person brought to this place. @throws missing when it is another's, of elsewhere, or no longer kept */
export async function findBrought<K extends Brought['is']>(
  ask: Ask,
  id: string,
  { unitId, windowId }: Place,
  kinds: readonly K[],
): Promise<Extract<Brought, { is: K }>> {
  const { rows } = await sql<{ said: Extract<Brought, { is: K }> }>`
    select said from report_brought
     where id = ${id}::uuid and unit_id = ${unitId}::uuid and window_id is not distinct from ${windowId}::uuid
       and by_person = ${ask.person.id}::uuid and ${inReach(ask, 'unit_id')}`.execute(ask.tx)
  const said = rows[0]?.said
  if (!said || !kinds.includes(said.is)) throw missing('tệp hay khối đã đưa lên này; sau một ngày thì đưa lên lại')
  return said
}
