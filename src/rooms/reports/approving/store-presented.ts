// What was presented for signing, and how each ended.

import { sql } from 'kysely'
import { type Ask, inReach, isInReach } from '../../../access/ask.ts'
import { civilOf } from '../../../ground/db.ts'
import { missing } from '../../../ground/faults.ts'
import type { ReportSnapshot } from '../../../web/room.ts'
import { type When, whenOf } from '../store-editions.ts'
import type { Course, Ending, Happening } from './presented.ts'
import { courseOf } from './presented.ts'

export interface End {
  readonly kind: Ending
  readonly at: When
  readonly by: string
  readonly reason: string
  readonly signedSha256: string | null
}

export interface Presented {
  readonly id: string
  readonly windowId: string
  readonly windowCode: string
  readonly label: string
  readonly unitId: string
  readonly number: number
  readonly at: When
  readonly by: string
  readonly signer: string
  readonly signerPost: string
  readonly signerDelegation: string | null
  readonly contentSha256: string
  readonly taken: readonly string[]
  readonly snapshotSha256: string
  readonly end: End | null
}

export type WholePresented = Presented & { readonly snapshot: ReportSnapshot }

const columns = sql`r.id, r.window_id as "windowId", w.code as "windowCode", w.label, r.unit_id as "unitId", r.number, ${civilOf('r.at')} as at, r.by_person as by,
  r.signer, r.signer_post as "signerPost", r.signer_delegation as "signerDelegation", r.content_sha256 as "contentSha256", r.taken::text[] as taken,
  r.snapshot_sha256 as "snapshotSha256",
  case when e.kind is not null then json_build_object('kind', e.kind, 'at', ${civilOf('e.at')}, 'by', e.by_person, 'reason', e.reason,
    'signedSha256', e.signed_sha256) end as "end"`
const from = sql`report_presented r join report_window w on w.id = r.window_id left join report_presented_end e on e.presented_id = r.id`

type Row = Omit<Presented, 'at' | 'end'> & { at: string; end: (Omit<End, 'at'> & { at: string }) | null }
const presentedOf = <R extends Row>(row: R): Omit<R, 'at' | 'end'> & Presented => ({
  ...row,
  at: whenOf(row.at),
  end: row.end && { ...row.end, at: whenOf(row.end.at) },
})

/** What was presented of this window by this unit, the first first. */
export const presentedIn = async (ask: Ask, windowId: string, unitId: string): Promise<readonly Presented[]> =>
  (
    await sql<Row>`select ${columns} from ${from} where r.window_id = ${windowId}::uuid and r.unit_id = ${unitId}::uuid and ${inReach(ask, 'r.unit_id')}
      order by r.number`.execute(ask.tx)
  ).rows.map(presentedOf)

/** A presented report with what is frozen in it. @throws missing, also when out of reach */
export async function findPresented(ask: Ask, id: string): Promise<WholePresented> {
  const { rows } = await sql<Row & { snapshot: ReportSnapshot }>`
    select ${columns}, r.snapshot from ${from} where r.id = ${id}::uuid and ${inReach(ask, 'r.unit_id')}`.execute(ask.tx)
  const row = rows[0]
  if (!row) throw missing('báo cáo trình ký này')
  return presentedOf(row)
}

/** What was presented under this id, for a sending that comes again; undefined when nothing was, or out of reach. */
export const lookForPresented = async (ask: Ask, id: string): Promise<Presented | undefined> =>
  (await sql<Row>`select ${columns} from ${from} where r.id = ${id}::uuid and ${inReach(ask, 'r.unit_id')}`.execute(ask.tx)).rows.map(
    presentedOf,
  )[0]

/** What waits to be signed by this person, the oldest first. */
export const waitingFor = async (ask: Ask, person: string): Promise<readonly WholePresented[]> =>
  (
    await sql<Row & { snapshot: ReportSnapshot }>`select ${columns}, r.snapshot from ${from}
     where r.signer = ${person}::uuid and e.kind is null and ${inReach(ask, 'r.unit_id')} order by r.at, r.id`.execute(ask.tx)
  ).rows.map(presentedOf)

/** The last presented of each window of these units: what waits, and what came back and was not presented again. */
export const lastPresented = async (ask: Ask, units: readonly string[]): Promise<readonly Presented[]> =>
  (
    await sql<Row>`select ${columns} from ${from}
     where r.unit_id = any(${[...units]}::uuid[]) and ${inReach(ask, 'r.unit_id')} and coalesce(e.kind, 'returned') = 'returned'
       and not exists (select from report_presented later where (later.window_id, later.unit_id) = (r.window_id, r.unit_id) and later.number > r.number)
     order by r.at, r.id`.execute(ask.tx)
  ).rows.map(presentedOf)

/** By which signature this was published; undefined for what was published before there were signatures. Its reader has found it already. */
export const findSigned = async (ask: Ask, publication: string): Promise<Presented | undefined> =>
  (await sql<Row>`select ${columns} from ${from} where r.id = ${publication}::uuid and e.kind = 'signed'`.execute(ask.tx)).rows.map(
    presentedOf,
  )[0]

/** The units of these editions, whatever became of them. */
export const unitsOfEditions = async (ask: Ask, editions: readonly string[]): Promise<readonly string[]> =>
  (
    await sql<{
      unit: string
    }>`select distinct unit_id as unit from report_edition where id = any(${[...editions]}::uuid[]) order by 1`.execute(ask.tx)
  ).rows.map(row => row.unit)

/** How it goes with the report of a window: what happened to all that was presented of it. */
export const course = (all: readonly Presented[]): Course =>
  courseOf(
    all.flatMap(({ id, by, signer, end }): Happening[] => [
      { what: 'presented', id, author: by, signer },
      ...(end ? [{ what: end.kind, by: end.by, reason: end.reason }] : []),
    ]),
  )

export interface NewPresented {
  readonly id: string
  readonly windowId: string
  readonly unitId: string
  readonly number: number
  readonly signer: { readonly personId: string; readonly postId: string; readonly delegation: string | null }
  readonly contentSha256: string
  readonly taken: readonly string[]
  readonly snapshot: ReportSnapshot
  readonly snapshotSha256: string
}

/** Puts a report before a leader. False when it or its number was there already. */
export async function putPresented(ask: Ask, one: NewPresented): Promise<boolean> {
  const { rows } = await sql`
    insert into report_presented (id, window_id, unit_id, number, at, by_person, signer, signer_post, signer_delegation, content_sha256, taken, snapshot, snapshot_sha256)
    select ${one.id}::uuid, ${one.windowId}::uuid, ${one.unitId}::uuid, ${one.number}, ${ask.at.toISOString()}::timestamptz, ${ask.person.id}::uuid,
           ${one.signer.personId}::uuid, ${one.signer.postId}::uuid, ${one.signer.delegation}::uuid, ${one.contentSha256}, ${[...one.taken]}::uuid[],
           ${JSON.stringify(one.snapshot)}::jsonb, ${one.snapshotSha256}
     where ${isInReach(ask, one.unitId)}
    on conflict do nothing returning id`.execute(ask.tx)
  return rows.length > 0
}

/** Ends a presented report, once. False when it had ended. */
export async function putEnd(
  ask: Ask,
  presented: Presented,
  end: { readonly kind: Ending; readonly reason?: string; readonly signedSha256?: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into report_presented_end (presented_id, window_id, unit_id, number, author, signer, kind, at, by_person, reason, signed_sha256)
    select ${presented.id}::uuid, ${presented.windowId}::uuid, ${presented.unitId}::uuid, ${presented.number}, ${presented.by}::uuid, ${presented.signer}::uuid,
           ${end.kind}, ${ask.at.toISOString()}::timestamptz, ${ask.person.id}::uuid, ${end.reason ?? ''}, ${end.signedSha256 ?? null}
     where ${isInReach(ask, presented.unitId)}
    on conflict do nothing returning presented_id`.execute(ask.tx)
  return rows.length > 0
}
