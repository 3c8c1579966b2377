// What arrived after a publication, and what was put off.

import { sql } from 'kysely'
import { type Ask, inReach } from '../../../access/ask.ts'
import { civilOf } from '../../../ground/db.ts'
import { type When, whenOf } from '../store-editions.ts'

export interface Deferral {
  readonly id: string
  readonly number: number
  readonly mark: string
  readonly reason: string
  readonly at: When
  readonly by: string
}

/** What was put off after these publications, in the order it was done. */
export async function deferralsOf(ask: Ask, publications: readonly string[]): Promise<ReadonlyMap<string, readonly Deferral[]>> {
  if (publications.length === 0) return new Map()
  const { rows } = await sql<Omit<Deferral, 'at'> & { at: string; publication: string }>`
    select d.publication_id as publication, d.id, d.number, d.mark, d.reason, d.by_person as by,
           ${civilOf('d.at')} as at
      from report_deferral d join report_publication p on p.id = d.publication_id
     where d.publication_id = any(${[...publications]}::uuid[]) and ${inReach(ask, 'p.unit_id')} order by d.publication_id, d.number`.execute(
    ask.tx,
  )
  const all = new Map<string, Deferral[]>()
  for (const { publication, at, ...row } of rows) all.set(publication, [...(all.get(publication) ?? []), { ...row, at: whenOf(at) }])
  return all
}

/** Puts off what arrived. False, and nothing written, when someone did so meanwhile. */
export const putDeferral = async (
  ask: Ask,
  one: { id: string; publicationId: string; number: number; mark: string; reason: string },
): Promise<boolean> =>
  (
    await sql`
    insert into report_deferral (id, publication_id, number, mark, reason, at, by_person)
    select ${one.id}::uuid, p.id, ${one.number}, ${one.mark}, ${one.reason}, ${ask.at.toISOString()}::timestamptz, ${ask.person.id}::uuid
      from report_publication p where p.id = ${one.publicationId}::uuid and ${inReach(ask, 'p.unit_id')}
    on conflict do nothing returning id`.execute(ask.tx)
  ).rows.length > 0

export interface WouldTake {
  readonly editions: readonly { readonly unitId: string; readonly editionId: string }[]
  readonly adjustments: readonly string[]
}

/** What a total of this receiver would take in now, by window: the same as adding up finds, without reading the figures. */
export async function wouldTake(ask: Ask, windows: readonly string[], receiverId: string): Promise<ReadonlyMap<string, WouldTake>> {
  if (windows.length === 0) return new Map()
  const { rows } = await sql<{ window: string; editions: WouldTake['editions'] | null; adjustments: string[] | null }>`
    select w.id as window,
      (select json_agg(json_build_object('unitId', o.unit_id, 'editionId', e.id))
         from report_owing o
         join lateral (select id from report_edition where window_id = o.window_id and unit_id = o.unit_id order by number desc limit 1) e on true
         join lateral (select kind from report_verdict where edition_id = e.id order by number desc limit 1) v on v.kind = 'accepted'
        where o.window_id = w.id and o.receiver_id = ${receiverId}::uuid and ${inReach(ask, 'o.unit_id')}) as editions,
      (select json_agg(a.id) from report_adjustment a
        where a.window_id = w.id and a.unit_id = ${receiverId}::uuid and a.undoes is null
          and not exists (select from report_adjustment u where u.undoes = a.id) and ${inReach(ask, 'a.unit_id')}) as adjustments
      from report_window w where w.id = any(${[...windows]}::uuid[])`.execute(ask.tx)
  return new Map(rows.map(row => [row.window, { editions: row.editions ?? [], adjustments: row.adjustments ?? [] }]))
}
