// What was published: frozen reports, the parts of each figure, and where they came from.

import { sql } from 'kysely'
import { type Ask, inReach, isInReach } from '../../access/ask.ts'
import { civilOf } from '../../ground/db.ts'
import { missing } from '../../ground/faults.ts'
import type { ReportSnapshot } from '../../web/room.ts'
import type { Contribution, Total } from './figures.ts'
import { type When, whenOf } from './store-editions.ts'

export interface Publication {
  readonly id: string
  readonly windowId: string
  readonly windowCode: string
  readonly unitId: string
  readonly number: number
  readonly corrects: string | null
  readonly at: When
  readonly by: string
  readonly snapshotSha256: string
  readonly documentId: string | null
  readonly editions: readonly string[]
  readonly adjustments: readonly string[]
}

const columns = sql`p.id, p.window_id as "windowId", w.code as "windowCode", p.unit_id as "unitId", p.number, p.corrects,
  ${civilOf('p.at')} as at, p.by_person as by,
  p.snapshot_sha256 as "snapshotSha256", p.document_id as "documentId",
  (select coalesce(array_agg(t.adjustment_id::text order by t.adjustment_id), '{}') from report_adjustment_taken t where t.publication_id = p.id) as adjustments,
  (select coalesce(array_agg(i.child_id::text order by i.child_id), '{}') from report_inclusion i where i.publication_id = p.id) as editions`

type Row = Omit<Publication, 'at'> & { at: string }
const publicationOf = (row: Row): Publication => ({ ...row, at: whenOf(row.at) })

/** The publications of these windows by this unit, oldest first. */
export const publicationsOf = async (ask: Ask, windows: readonly string[], unitId: string): Promise<readonly Publication[]> =>
  windows.length === 0
    ? []
    : (
        await sql<Row>`select ${columns} from report_publication p join report_window w on w.id = p.window_id
        where p.window_id = any(${[...windows]}::uuid[]) and p.unit_id = ${unitId}::uuid and ${inReach(ask, 'p.unit_id')} order by w.until_on, p.number`.execute(
          ask.tx,
        )
      ).rows.map(publicationOf)

/** The latest publications of these units, by cut-off. */
export const latestPublications = async (
  ask: Ask,
  units: readonly string[],
  limit: number,
): Promise<readonly (Publication & { label: string })[]> =>
  (
    await sql<Row & { label: string }>`select ${columns}, w.label from report_publication p join report_window w on w.id = p.window_id
    where p.unit_id = any(${[...units]}::uuid[]) order by w.until_on desc, p.number desc limit ${limit}`.execute(ask.tx)
  ).rows.map(row => ({ ...publicationOf(row), label: row.label }))

/** Publications that a unit within reach owed a part of, the latest first. */
export const publicationsForOwing = async (ask: Ask, limit: number): Promise<readonly (Publication & { label: string })[]> =>
  (
    await sql<Row & { label: string }>`select ${columns}, w.label from report_publication p join report_window w on w.id = p.window_id
    where ${inReach(ask, 'p.unit_id')} or exists (select from report_obligation o where o.window_id = p.window_id and ${inReach(ask, 'o.unit_id')})
    order by w.until_on desc, p.number desc limit ${limit}`.execute(ask.tx)
  ).rows.map(row => ({ ...publicationOf(row), label: row.label }))

/**
 * A publication with its frozen snapshot. `whose`: 'ours' is within reach itself; 'owing' also when a unit within reach owed a part
 * of it. @throws missing
 */
export async function findPublication(ask: Ask, id: string, whose: 'ours' | 'owing'): Promise<Publication & { snapshot: ReportSnapshot }> {
  const owing =
    whose === 'owing'
      ? sql`or exists (select from report_obligation o where o.window_id = p.window_id and ${inReach(ask, 'o.unit_id')})`
      : sql``
  const { rows } = await sql<Row & { snapshot: ReportSnapshot }>`
    select ${columns}, p.snapshot from report_publication p join report_window w on w.id = p.window_id
     where p.id = ${id}::uuid and (${inReach(ask, 'p.unit_id')} ${owing})`.execute(ask.tx)
  const row = rows[0]
  if (!row) throw missing('báo cáo đã công bố này')
  return { ...publicationOf(row), snapshot: row.snapshot }
}

/** Lets one person at a time publish a window: a second press waits, and then finds what the first one made. */
export const holdWindow = async (ask: Ask, code: string): Promise<void> => {
  await sql`select id from report_window where code = ${code} for update`.execute(ask.tx)
}

export interface NewPublication {
  readonly id: string
  readonly windowId: string
  readonly unitId: string
  readonly number: number
  readonly corrects: string | null
  readonly contentSha256: string
  readonly snapshot: ReportSnapshot
  readonly snapshotSha256: string
  readonly documentId: string | null
  readonly totals: readonly Total[]
  readonly editions: readonly string[]
}

/** Freezes a report with its figures, the parts of each and the editions taken in. False when it or its number was there already. */
export async function putPublication(ask: Ask, publication: NewPublication): Promise<boolean> {
  const { totals } = publication
  const parts: (Contribution & { code: string })[] = totals.flatMap(total =>
    total.contributions.map(part => ({ ...part, code: total.code })),
  )
  const { rows } = await sql`
    with put as (
      insert into report_publication (id, window_id, unit_id, number, corrects, at, by_person, content_sha256, snapshot, snapshot_sha256, document_id)
      select ${publication.id}::uuid, ${publication.windowId}::uuid, ${publication.unitId}::uuid, ${publication.number}, ${publication.corrects}::uuid,
             ${ask.at.toISOString()}::timestamptz, ${ask.person.id}::uuid, ${publication.contentSha256}, ${JSON.stringify(publication.snapshot)}::jsonb,
             ${publication.snapshotSha256}, ${publication.documentId}::uuid
       where ${isInReach(ask, publication.unitId)}
      on conflict do nothing returning id),
    figures as (
      insert into report_published_figure (publication_id, indicator, state, value, numerator, denominator)
      select put.id, f.* from put, unnest(${totals.map(one => one.code)}::text[], ${totals.map(one => one.state)}::text[], ${totals.map(one => one.value)}::numeric[],
        ${totals.map(one => one.numerator)}::numeric[], ${totals.map(one => one.denominator)}::numeric[]) as f),
    parts as (
      insert into report_contribution (publication_id, indicator, edition_id, adjustment_id, value, numerator, denominator)
      select put.id, c.* from put, unnest(${parts.map(one => one.code)}::text[], ${parts.map(one => one.editionId)}::uuid[], ${parts.map(one => one.adjustmentId ?? null)}::uuid[], ${parts.map(one => one.value)}::numeric[],
        ${parts.map(one => one.numerator)}::numeric[], ${parts.map(one => one.denominator)}::numeric[]) as c),
    taken as (
      insert into report_inclusion (child_id, publication_id) select c, put.id from put, unnest(${[...publication.editions]}::uuid[]) as c)
    select id from put`.execute(ask.tx)
  return rows.length > 0
}

export interface Taken {
  readonly editionId: string
  readonly unitId: string
  readonly number: number
  readonly receipt: string
  readonly at: When
  readonly by: string
  readonly acceptedBy: string | null
  /** The edition that took it in, when it is not the publication itself. */
  readonly through: string | null
}

/** The editions a publication took in, and those that its added-up editions took in. */
export const takenInto = async (ask: Ask, publicationId: string): Promise<readonly Taken[]> =>
  (
    await sql<Omit<Taken, 'at'> & { at: string }>`
    with direct as (select child_id, null::uuid as through from report_inclusion where publication_id = ${publicationId}::uuid),
    every as (select * from direct union all select i.child_id, d.child_id from direct d join report_inclusion i on i.parent_edition = d.child_id)
    select e.id as "editionId", e.unit_id as "unitId", e.number, e.receipt, ${civilOf('e.at')} as at,
           e.by_person as by, every.through,
           (select v.by_person from report_verdict v where v.edition_id = e.id and v.kind = 'accepted' order by v.number desc limit 1) as "acceptedBy"
      from every join report_edition e on e.id = every.child_id where ${inReach(ask, 'e.unit_id')}`.execute(ask.tx)
  ).rows.map(row => ({ ...row, at: whenOf(row.at) }))

/** The frozen parts of one published figure. */
export const partsOfPublished = async (ask: Ask, publicationId: string, code: string): Promise<readonly Omit<Contribution, 'unitId'>[]> =>
  (
    await sql<Omit<Contribution, 'unitId'>>`
    select c.edition_id as "editionId", c.adjustment_id as "adjustmentId", c.value, c.numerator, c.denominator from report_contribution c join report_publication p on p.id = c.publication_id
     where c.publication_id = ${publicationId}::uuid and c.indicator = ${code} and ${inReach(ask, 'p.unit_id')}`.execute(ask.tx)
  ).rows
