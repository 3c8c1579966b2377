// The files that go with a draft, and those that went with an edition.

import { sql } from 'kysely'
import { type Ask, inReach, isInReach } from '../../../access/ask.ts'
import { civilOf } from '../../../ground/db.ts'
import type { Counted } from '../../../web/room.ts'
import { type When, whenOf } from '../store-editions.ts'
import { type FileKind, MOST_FILES } from './kinds.ts'

export interface Enclosure {
  readonly id: string
  readonly name: string
  readonly kind: FileKind
  readonly bytes: number
  readonly sha256: string
  readonly at: When
  readonly by: string
  /** Why it stays though it was sent back: of a draft the answer to `keptFor`, the edition that was returned for it. */
  readonly keptReason: string | null
  readonly keptFor: string | null
}

type Row = Omit<Enclosure, 'at'> & { at: string }
const fromRow = (row: Row): Enclosure => ({ ...row, at: whenOf(row.at) })
const columns = sql`f.id, f.name, f.kind, f.bytes, f.sha256, ${civilOf('f.at')} as at, f.by_person as "by", f.kept_reason as "keptReason"`

/** The files of the draft, in the order they came. */
export async function enclosuresOf(ask: Ask, of: { windowId: string; unitId: string }): Promise<readonly Enclosure[]> {
  const { rows } = await sql<Row>`
    select ${columns}, f.kept_for as "keptFor" from report_enclosure f
     where f.window_id = ${of.windowId}::uuid and f.unit_id = ${of.unitId}::uuid and ${inReach(ask, 'f.unit_id')} order by f.at, f.name, f.id`.execute(
    ask.tx,
  )
  return rows.map(fromRow)
}

/** The files that went with this edition. */
export async function enclosedIn(ask: Ask, editionId: string): Promise<readonly Enclosure[]> {
  const { rows } = await sql<Row>`
    select ${columns}, null as "keptFor" from report_edition_enclosure f join report_edition e on e.id = f.edition_id
     where f.edition_id = ${editionId}::uuid and ${inReach(ask, 'e.unit_id')} order by f.place`.execute(ask.tx)
  return rows.map(fromRow)
}

/** One file of this unit's report, of its draft or of any of its editions; undefined also when out of reach. */
export async function lookForEnclosure(ask: Ask, code: string, unitId: string, id: string): Promise<Enclosure | undefined> {
  const { rows } = await sql<Row>`
    select ${columns}, f.kept_for as "keptFor" from (
        select id, name, kind, bytes, sha256, at, by_person, kept_reason, kept_for, window_id, unit_id from report_enclosure
        union all
        select g.id, g.name, g.kind, g.bytes, g.sha256, g.at, g.by_person, g.kept_reason, null::uuid, e.window_id, e.unit_id
          from report_edition_enclosure g join report_edition e on e.id = g.edition_id) f
      join report_window w on w.id = f.window_id
     where f.id = ${id}::uuid and w.code = ${code} and f.unit_id = ${unitId}::uuid and ${inReach(ask, 'f.unit_id')} limit 1`.execute(ask.tx)
  return rows[0] && fromRow(rows[0])
}

/** Holds the report's files still until the end of the act, so that their number can be trusted. */
export const holdEnclosures = (ask: Ask, of: { windowId: string; unitId: string }): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`enclosures ${of.windowId} ${of.unitId}`}, 0))`.execute(ask.tx)

/** Puts a file with the draft. False when the same file is there already. */
export async function putEnclosure(
  ask: Ask,
  of: { windowId: string; unitId: string },
  file: Pick<Enclosure, 'id' | 'name' | 'kind' | 'bytes' | 'sha256'>,
): Promise<boolean> {
  const { rows } = await sql`
    insert into report_enclosure (id, window_id, unit_id, name, kind, bytes, sha256, at, by_person)
    select ${file.id}::uuid, ${of.windowId}::uuid, ${of.unitId}::uuid, ${file.name}, ${file.kind}, ${file.bytes}, ${file.sha256},
           ${ask.at.toISOString()}::timestamptz, ${ask.person.id}::uuid where ${isInReach(ask, of.unitId)}
    on conflict (window_id, unit_id, sha256) do nothing returning id`.execute(ask.tx)
  return rows.length > 0
}

/** Takes a file off the draft; editions that it went with keep it. False when it is not there any more. */
export async function dropEnclosure(ask: Ask, of: { windowId: string; unitId: string }, id: string): Promise<boolean> {
  const { rows } = await sql`
    delete from report_enclosure f where f.id = ${id}::uuid and f.window_id = ${of.windowId}::uuid and f.unit_id = ${of.unitId}::uuid
       and ${inReach(ask, 'f.unit_id')} returning id`.execute(ask.tx)
  return rows.length > 0
}

/** Says why a file of the draft stays though this edition was returned for it. False when it is not there any more. */
export async function keepEnclosure(
  ask: Ask,
  of: { windowId: string; unitId: string },
  kept: { id: string; reason: string; editionId: string },
): Promise<boolean> {
  const { rows } = await sql`
    update report_enclosure f set kept_reason = ${kept.reason}, kept_for = ${kept.editionId}::uuid
     where f.id = ${kept.id}::uuid and f.window_id = ${of.windowId}::uuid and f.unit_id = ${of.unitId}::uuid
       and ${inReach(ask, 'f.unit_id')} returning id`.execute(ask.tx)
  return rows.length > 0
}

/** What goes with the draft now goes with this edition for ever, with what was said of the return before it. */
export const freezeEnclosures = (ask: Ask, editionId: string, files: readonly Enclosure[]): Promise<unknown> =>
  files.length === 0
    ? Promise.resolve()
    : sql`
    insert into report_edition_enclosure (edition_id, id, place, name, kind, bytes, sha256, at, by_person, kept_reason)
    select ${editionId}::uuid, f.id, row_number() over (order by f.at, f.name, f.id), f.name, f.kind, f.bytes, f.sha256, f.at, f.by_person,
           case when f.kept_for = p.id then f.kept_reason end
      from report_enclosure f join report_edition e on e.id = ${editionId}::uuid and e.window_id = f.window_id and e.unit_id = f.unit_id
      left join report_edition p on p.window_id = e.window_id and p.unit_id = e.unit_id and p.number = e.number - 1
     where f.id = any(${files.map(one => one.id)}::uuid[]) and ${inReach(ask, 'f.unit_id')} limit ${MOST_FILES}`.execute(ask.tx)

/** The records that were handed in behind these lines with these editions, each once for a line however many editions counted it: the first of each line, with how many there are. */
export async function recordsIn(
  ask: Ask,
  editions: readonly string[],
  codes: readonly string[],
  most: number,
): Promise<readonly (Counted & { readonly code: string; readonly all: number })[]> {
  if (editions.length === 0 || codes.length === 0) return []
  const { rows } = await sql<Counted & { code: string; all: number }>`
    select code, record_id, unit_id, on_day, title, href, "all" from (
      select e.*, count(*) over (partition by code)::int as "all", row_number() over (partition by code order by on_day, title, record_id) as at from (
        select distinct on (s.indicator, s.record_id) s.indicator as code, s.record_id, s.unit_id, s.on_day, s.title, s.href
          from report_source s join report_edition e on e.id = s.edition_id
         where s.edition_id = any(${[...editions]}::uuid[]) and s.indicator = any(${[...codes]}::text[]) and ${inReach(ask, 'e.unit_id')}
         order by s.indicator, s.record_id, s.on_day) as e) as every
     where at <= ${most} order by code, at`.execute(ask.tx)
  return rows
}
