// The only SQL on units. Rooms receive an OrgTree; what changes the organisation goes through the functions here.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { addDays, type Day } from '../ground/day.ts'
import type { Tx } from '../ground/db.ts'
import { Fault } from '../ground/faults.ts'
import { tidy } from '../ground/vietnamese.ts'
import { History, type Law, type Level, type Line, type OrgRows, type Succession, type Version } from './history.ts'
import { OrgTree } from './tree.ts'

const HISTORIES_KEPT = 3
/** Keyed by the mark of org_edition, which no two states of any database share: a change that is rolled back leaves nothing here. */
const trees = new Map<string, OrgTree>()

/** The mark of what is known of the organisation now, for a statement that asks something else as well. */
export const orgMark = sql<string>`(select mark from org_edition)`

/** The organisation as it stood on that day. One short query when nothing has changed since it was last loaded. */
export async function loadTree(tx: Tx, day: Day): Promise<OrgTree> {
  const { rows } = await sql<{ mark: string }>`select ${orgMark} as mark`.execute(tx)
  return treeAt(tx, rows[0]?.mark ?? '', day)
}

/** The same when the mark was just read in this transaction: no query while it is known. */
export async function treeAt(tx: Tx, seen: string, day: Day): Promise<OrgTree> {
  const known = trees.get(seen)
  if (known) return known.on(day)
  const { mark, history } = await readHistory(tx)
  const tree = new OrgTree(history, day)
  trees.set(mark, tree)
  for (const oldest of [...trees.keys()].slice(0, -HISTORIES_KEPT)) trees.delete(oldest)
  return tree
}

/** All days at once, for what asks no single one: the history that the trees of now are made of. */
export async function loadHistory(tx: Tx): Promise<History> {
  const { rows } = await sql<{ mark: string }>`select ${orgMark} as mark`.execute(tx)
  const seen = rows[0]?.mark ?? ''
  return (trees.get(seen) ?? (await treeAt(tx, seen, '9999-12-31' as Day))).history
}

type VersionRow = [
  string,
  Day | null,
  Day | null,
  Line,
  Level,
  string,
  string,
  string | null,
  string | null,
  string | null,
  string | null,
  string | null,
]
type SuccessionRow = [string, string, Day, Succession['kind'], number | null, boolean, string | null]

/** All rows of all days, in one statement and so of one moment, with the mark of that moment. */
export async function readHistory(tx: Tx): Promise<{ mark: string; history: History }> {
  const { rows } = await sql<{
    mark: string
    versions: VersionRow[] | null
    successions: SuccessionRow[] | null
    laws: Law[] | null
    added: string[] | null
    demo: string[] | null
  }>`
    select mark,
      (select json_agg(json_build_array(unit_id, lower(valid), upper(valid) - 1, line, level, kind, name, code, parent_id, area_id, law_id, end_law_id))
         from unit_version) versions,
      (select json_agg(json_build_array(from_id, to_id, on_day, kind, share, heir, law_id)) from unit_succession) successions,
      (select json_agg(json_build_object('id', id, 'title', title, 'issuedOn', issued_on, 'effectiveOn', effective_on, 'note', note)) from law) laws,
      (select json_agg(id) from unit where added_by_officer) added,
      (select json_agg(id) from unit where demo) demo
    from org_edition`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error('org_edition is empty')
  const kept: OrgRows = {
    versions: (row.versions ?? []).map(toVersion),
    successions: (row.successions ?? []).map(([fromId, toId, onDay, kind, share, heir, lawId]) => ({
      fromId,
      toId,
      onDay,
      kind,
      share,
      heir,
      lawId,
    })),
    laws: row.laws ?? [],
    addedByOfficer: row.added ?? [],
    demo: row.demo ?? [],
  }
  return { mark: row.mark, history: new History(kept) }
}

const toVersion = ([unitId, from, until, line, level, kind, name, code, parentId, areaId, lawId, endLawId]: VersionRow): Version => ({
  unitId,
  from,
  until,
  line,
  level,
  kind,
  name,
  code,
  parentId,
  areaId,
  lawId,
  endLawId,
})

// ── Writing ─────────────────────────────────────────────────────────────────────────────────────

export interface NewUnit {
  readonly id?: string
  readonly line: Line
  readonly level: Level
  readonly kind: string
  readonly name: string
  readonly code?: string
  readonly parentId?: string
  /** For a body: the area it serves. */
  readonly areaId?: string
  /** First day; left out when it is not known since when. */
  readonly from?: Day
  /** Last day, inside; left out while it stands. */
  readonly until?: Day
  readonly lawId?: string
  readonly endLawId?: string
  readonly addedByOfficer?: boolean
  readonly demo?: boolean
  readonly note?: string
}

/** Adds a unit with its first version and answers its id. @throws invalid when its parent is of another line or the days are turned round */
export async function addUnit(tx: Tx, unit: NewUnit): Promise<string> {
  const [id] = await addUnits(tx, [unit])
  return id!
}

/** Adds units in two statements, however many; parents may be among them. Answers their ids in the same order. */
export async function addUnits(tx: Tx, units: readonly NewUnit[]): Promise<string[]> {
  const made = units.map(unit => ({
    ...unit,
    id: unit.id ?? randomUUID(),
    kind: tidy(unit.kind).toLowerCase(),
    name: tidy(unit.name),
    note: tidy(unit.note ?? ''),
    end: unit.until === undefined ? undefined : addDays(unit.until, 1),
  }))
  for (const unit of made) daysInOrder(unit.from, unit.end)
  const rows = JSON.stringify(made)
  await sql`insert into unit (id, added_by_officer, demo, note)
    select id, coalesce("addedByOfficer", false), coalesce(demo, false), note
      from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, "addedByOfficer" boolean, demo boolean, note text)`.execute(tx)
  await sql`insert into unit_version (unit_id, valid, line, level, kind, name, code, parent_id, area_id, law_id, end_law_id)
    select id, daterange("from", "end"), line, level, kind, name, code, "parentId", "areaId", "lawId", "endLawId"
      from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, "from" date, "end" date, line text, level text, kind text, name text,
        code text, "parentId" uuid, "areaId" uuid, "lawId" text, "endLawId" text)`.execute(tx)
  await parentsOfOneLine(
    tx,
    made.map(unit => unit.id),
  )
  return made.map(unit => unit.id)
}

export interface PastUnit extends Omit<NewUnit, 'addedByOfficer' | 'parentId'> {
  /** Who is above it, as far as is known: after it, this unit's keeper keeps its papers and its total counts its figures. */
  readonly parentId: string
}

/** Adds a past unit that an officer names, marked "do cán bộ bổ sung". Its last day, when not known, is taken to be yesterday. */
export const addPastUnit = (tx: Tx, today: Day, unit: PastUnit): Promise<string> =>
  addUnit(tx, { ...unit, until: unit.until ?? addDays(today, -1), addedByOfficer: true })

export interface Change {
  readonly name?: string
  readonly kind?: string
  readonly level?: Level
  readonly code?: string
  readonly parentId?: string
  readonly areaId?: string
  readonly lawId?: string
}

/** Renames, moves or re-ranks a unit from a day on (that day is the first of the new state); the version before is closed, never rewritten. */
export async function addVersion(tx: Tx, id: string, on: Day, change: Change): Promise<void> {
  const kind = change.kind === undefined ? null : tidy(change.kind).toLowerCase()
  const name = change.name === undefined ? null : tidy(change.name)
  await close(tx, id, on, change.lawId)
  await sql`insert into unit_version (unit_id, valid, line, level, kind, name, code, parent_id, area_id, law_id)
    select unit_id, daterange(${on}::date, null), line, coalesce(${change.level ?? null}, level), coalesce(${kind}, kind), coalesce(${name}, name),
           coalesce(${change.code ?? null}, code), coalesce(${change.parentId ?? null}::uuid, parent_id),
           coalesce(${change.areaId ?? null}::uuid, area_id), ${change.lawId ?? null}
      from unit_version where unit_id = ${id}::uuid and upper(valid) = ${on}::date`.execute(tx)
  await parentsOfOneLine(tx, [id])
}

/** The unit bears another name from that day on. */
export const rename = (tx: Tx, id: string, on: Day, name: string, lawId?: string): Promise<void> =>
  addVersion(tx, id, on, lawId === undefined ? { name } : { name, lawId })

/** The unit stands under another parent from that day on. */
export const move = (tx: Tx, id: string, on: Day, parentId: string, lawId?: string): Promise<void> =>
  addVersion(tx, id, on, lawId === undefined ? { parentId } : { parentId, lawId })

/** The unit no longer stands from that day on; the day before is its last. @throws stale when it does not stand then */
export async function close(tx: Tx, id: string, on: Day, lawId?: string): Promise<void> {
  const { numAffectedRows } = await sql`update unit_version set valid = daterange(lower(valid), ${on}::date), end_law_id = ${lawId ?? null}
    where unit_id = ${id}::uuid and upper_inf(valid) and (lower_inf(valid) or lower(valid) < ${on}::date)`.execute(tx)
  if (numAffectedRows !== 1n) throw new Fault('stale', 'org.not-standing', 'Đơn vị không hoạt động đến ngày này nên không thể thay đổi.')
}

export interface NewSuccession {
  readonly from: string
  readonly to: string
  /** First day of the new state. */
  readonly on: Day
  readonly kind: Succession['kind']
  /** The part that passed, 0 < share ≤ 1; left out when it is not known. */
  readonly share?: number
  /** A decision names this successor the one that takes over papers and figures. */
  readonly heir?: boolean
  readonly lawId?: string
}

/**
 * Writes what became of units. Those that end by it are closed on that day; a unit that only gives a part away (`transferred`)
 * stands on. Successions are only ever added.
 */
export async function succeed(tx: Tx, steps: readonly NewSuccession[]): Promise<void> {
  const rows = JSON.stringify(steps)
  await sql`insert into unit_succession (from_id, to_id, on_day, kind, share, heir, law_id)
    select "from", "to", "on", kind, share, coalesce(heir, false), "lawId"
      from jsonb_to_recordset(${rows}::jsonb)
        as r ("from" uuid, "to" uuid, "on" date, kind text, share numeric, heir boolean, "lawId" text)`.execute(tx)
  await sql`update unit_version v set valid = daterange(lower(valid), r."on"), end_law_id = r."lawId"
      from (select "from", "on", min("lawId") "lawId"
              from jsonb_to_recordset(${rows}::jsonb) as s ("from" uuid, "on" date, kind text, "lawId" text)
             where kind <> 'transferred' group by 1, 2) r
     where v.unit_id = r."from" and upper_inf(valid) and (lower_inf(valid) or lower(valid) < r."on")`.execute(tx)
}

/** Keeps a legal text that units and successions cite. The same id twice changes nothing. */
export async function addLaw(tx: Tx, law: { id: string; title: string; issuedOn?: Day; effectiveOn?: Day; note?: string }): Promise<void> {
  await sql`insert into law (id, title, issued_on, effective_on, note)
    values (${law.id}, ${tidy(law.title)}, ${law.issuedOn ?? null}::date, ${law.effectiveOn ?? null}::date, ${tidy(law.note ?? '')})
    on conflict (id) do nothing`.execute(tx)
}

export async function lawById(tx: Tx, id: string): Promise<Law | undefined> {
  const { rows } =
    await sql<Law>`select id, title, issued_on "issuedOn", effective_on "effectiveOn", note from law where id = ${id}`.execute(tx)
  return rows[0]
}

function daysInOrder(from: Day | undefined, end: Day | undefined): void {
  if (from !== undefined && end !== undefined && end <= from)
    throw new Fault('invalid', 'org.days-turned', 'Ngày kết thúc trước ngày bắt đầu.', [
      { field: 'until', say: 'Ngày kết thúc trước ngày bắt đầu.' },
    ])
}

async function parentsOfOneLine(tx: Tx, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select v.name from unit_version v
     where v.unit_id = any(${ids}::uuid[])
       and (v.parent_id is not null and not exists (select from unit_version p where p.unit_id = v.parent_id and p.line = v.line)
         or v.area_id is not null and not exists (select from unit_version a where a.unit_id = v.area_id and a.line = 'area'))
     limit 1`.execute(tx)
  if (rows[0])
    throw new Fault(
      'invalid',
      'org.other-line',
      `${rows[0].name}: đơn vị cấp trên phải cùng hệ thống tổ chức; địa bàn phải là đơn vị hành chính.`,
      [{ field: 'parent', say: 'Chọn đơn vị cấp trên cùng hệ thống tổ chức.' }],
    )
}
