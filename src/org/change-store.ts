// The only SQL on sets of changes: applied whole or not at all, taken back while still to come, listed.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Day, day } from '../ground/day.ts'
import type { Tx } from '../ground/db.ts'
import { Fault, type FieldError, missing } from '../ground/faults.ts'
import { formatDay, tidy } from '../ground/vietnamese.ts'
import { checkChange } from './change-check.ts'
import { type ChangeCounts, countsOf, unitChanges } from './change-effect.ts'
import { type ChangeKind, type ChangeSet, type Deeds, deedsOf, historyAfter, type Step } from './change-set.ts'
import { oneChangeAtATime } from './hold.ts'
import { addLaw, loadTree } from './store.ts'

/** Who does it and when; a command on the server has no person. */
export interface By {
  readonly personId: string | null
  readonly at: Date
}

/** One number for the same steps, for a set that was put together by hand and comes from no file. */
export const digestOf = (steps: readonly Step[]): string => createHash('sha256').update(JSON.stringify(steps)).digest('hex')

/**
 * Applies a set: all of it or nothing, in the caller's transaction and in a handful of statements. Two at once come one after the
 * other, and the second is judged on what the first left.
 * @throws refused with every reason of checkChange · refused 'org.corrects' when what it corrects is unknown, taken back or not before it
 */
export async function applyChange(tx: Tx, set: ChangeSet, by: By): Promise<void> {
  await oneChangeAtATime(tx)
  const tree = await loadTree(tx, set.effectiveOn)
  const refusals = checkChange(tree, set)
  const [first] = refusals
  if (first) {
    const fields: FieldError[] = refusals.map(one => ({ field: one.field ?? '', say: one.say }))
    throw new Fault('refused', first.refused, refusals.length === 1 ? first.say : `Cần sửa ${refusals.length} chỗ.`, fields)
  }
  if (set.corrects !== undefined) await correctsAnother(tx, set.corrects, set.effectiveOn)
  if (set.law) await addLaw(tx, set.law)
  await sql`insert into org_change (id, kind, title, law_id, effective_on, corrects, source_name, source_sha256, counts, person_id, at)
    values (${set.id}::uuid, ${set.kind}, ${tidy(set.title)}, ${set.law?.id ?? null}, ${set.effectiveOn}::date, ${set.corrects ?? null}::uuid,
      ${tidy(set.sourceName)}, ${set.sourceSha256}, ${JSON.stringify(countsOf(unitChanges(historyAfter(tree.history, set), set)))}::jsonb, ${by.personId}::uuid, ${by.at.toISOString()}::timestamptz)`.execute(
    tx,
  )
  await write(tx, set, deedsOf(tree.history, set))
}

async function correctsAnother(tx: Tx, id: string, on: Day): Promise<void> {
  const other = await findChange(tx, id)
  if (!other || other.takenBackOn !== null || other.effectiveOn >= on)
    throw new Fault('refused', 'org.corrects', 'Thay đổi được đính chính phải đã áp dụng và có hiệu lực trước ngày của đính chính.', [
      { field: 'corrects', say: 'Chọn một thay đổi có hiệu lực trước ngày này.' },
    ])
}

async function write(tx: Tx, set: ChangeSet, deeds: Deeds): Promise<void> {
  const [on, lawId] = [set.effectiveOn, set.law?.id ?? null]
  if (deeds.units.length > 0) {
    const units = JSON.stringify(deeds.units.map(({ id, addedByOfficer = false, note = '' }) => [id, addedByOfficer, tidy(note)]))
    await sql`insert into unit (id, added_by_officer, note, demo, change_id)
      select (r ->> 0)::uuid, (r ->> 1)::boolean, r ->> 2, ${set.demo ?? false}::boolean, ${set.id}::uuid
        from jsonb_array_elements(${units}::jsonb) r`.execute(tx)
  }
  if (deeds.closed.length > 0)
    await sql`update unit_version v set valid = daterange(lower(valid), ${on}::date), end_law_id = ${lawId}, end_change_id = ${set.id}::uuid
       from unnest(${deeds.closed}::uuid[]) c (id)
      where v.unit_id = c.id and upper_inf(valid) and (lower_inf(valid) or lower(valid) < ${on}::date)`.execute(tx)
  if (deeds.begun.length > 0) {
    const begun = JSON.stringify(
      deeds.begun.map(one => [
        one.unitId,
        one.from,
        one.until === null ? null : on,
        one.line,
        one.level,
        one.kind,
        one.name,
        one.code,
        one.parentId,
        one.areaId,
        one.lawId,
        one.endLawId,
      ]),
    )
    await sql`insert into unit_version (unit_id, valid, line, level, kind, name, code, parent_id, area_id, law_id, end_law_id, change_id, end_change_id)
      select (r ->> 0)::uuid, daterange((r ->> 1)::date, (r ->> 2)::date), r ->> 3, r ->> 4, r ->> 5, r ->> 6, r ->> 7, (r ->> 8)::uuid,
             (r ->> 9)::uuid, r ->> 10, r ->> 11, ${set.id}::uuid, case when r ->> 2 is not null then ${set.id}::uuid end
        from jsonb_array_elements(${begun}::jsonb) r`.execute(tx)
  }
  if (deeds.passed.length > 0) {
    const passed = JSON.stringify(deeds.passed.map(one => [one.fromId, one.toId, one.onDay, one.kind, one.share, one.heir, one.lawId]))
    await sql`insert into unit_succession (from_id, to_id, on_day, kind, share, heir, law_id, change_id)
      select (r ->> 0)::uuid, (r ->> 1)::uuid, (r ->> 2)::date, r ->> 3, (r ->> 4)::numeric, (r ->> 5)::boolean, r ->> 6, ${set.id}::uuid
        from jsonb_array_elements(${passed}::jsonb) r`.execute(tx)
  }
}

/**
 * Takes back a set that is still to come: everything stands as before it, to the row.
 * @throws missing · refused 'org.change-past' when its day has come or it was taken back · refused 'org.change-built-on' when later
 * changes or records stand on what it makes
 */
export async function takeBack(tx: Tx, id: string, by: By, today: Day): Promise<void> {
  await oneChangeAtATime(tx)
  const change = await findChange(tx, id)
  if (!change) throw missing('thay đổi này')
  if (change.takenBackOn !== null)
    throw new Fault('refused', 'org.change-past', `Thay đổi này đã được rút lại ngày ${formatDay(change.takenBackOn)}.`)
  if (change.effectiveOn <= today)
    throw new Fault(
      'refused',
      'org.change-past',
      `Thay đổi này có hiệu lực từ ${formatDay(change.effectiveOn)}, không rút lại được nữa. Lập một thay đổi đính chính nêu rõ thay đổi này.`,
    )
  await sql`select take_back_change(${id}::uuid, ${today}::date, ${by.personId}::uuid)`.execute(tx).catch((error: unknown) => {
    throw builtOn(error) ?? error
  })
}

/** 23503: another table names a unit it makes; 23P01: a later version or code stands where the old one would again. */
function builtOn(error: unknown): Fault | undefined {
  const { code, table, constraint } = error as { code?: string; table?: string; constraint?: string }
  if (code === '23503' && !/^unit_/u.test(table ?? ''))
    return new Fault(
      'refused',
      'org.change-built-on',
      'Đã có hồ sơ, chức vụ hoặc báo cáo ghi cho đơn vị mới của thay đổi này nên không rút lại được. Chuyển các hồ sơ ấy trước.',
    )
  if (code === '23503' || code === '23P01' || constraint === 'org_change_built_on')
    return new Fault(
      'refused',
      'org.change-built-on',
      'Đã có thay đổi khác dựa trên thay đổi này. Rút lại thay đổi sau trước, rồi rút lại thay đổi này.',
    )
  return undefined
}

export interface ChangeRow {
  readonly id: string
  readonly kind: ChangeKind
  readonly title: string
  readonly lawId: string | null
  readonly lawTitle: string | null
  readonly effectiveOn: Day
  readonly corrects: string | null
  /** Sets that say they correct this one, taken back ones left out. */
  readonly correctedBy: readonly string[]
  readonly sourceName: string
  readonly sourceSha256: string
  readonly counts: ChangeCounts
  readonly personId: string | null
  readonly at: Date
  readonly takenBackOn: Day | null
  readonly takenBackBy: string | null
}

const columns = sql`c.id, c.kind, c.title, c.law_id "lawId", l.title "lawTitle", c.effective_on "effectiveOn", c.corrects, c.source_name "sourceName",
  c.source_sha256 "sourceSha256", c.counts, c.person_id "personId", c.at, c.taken_back_on "takenBackOn", c.taken_back_by "takenBackBy",
  array(select o.id from org_change o where o.corrects = c.id and o.taken_back_on is null order by o.at, o.id) "correctedBy"`

/** Sets by the time they were brought in, the newest first; `before` is the last one seen. */
export async function changesOf(tx: Tx, of: { limit: number; before?: Pick<ChangeRow, 'at' | 'id'> | undefined }): Promise<ChangeRow[]> {
  const after = of.before ? sql`where (c.at, c.id) < (${of.before.at.toISOString()}::timestamptz, ${of.before.id}::uuid)` : sql``
  const { rows } = await sql<ChangeRow>`
    select ${columns} from org_change c left join law l on l.id = c.law_id ${after} order by c.at desc, c.id desc limit ${of.limit}`.execute(
    tx,
  )
  return rows
}

export async function findChange(tx: Tx, id: string): Promise<ChangeRow | undefined> {
  const { rows } = await sql<ChangeRow>`
    select ${columns} from org_change c left join law l on l.id = c.law_id where c.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** The units that a set touched: those it made or changed, and those it closed. Empty once it was taken back. */
export async function unitsOfChange(
  tx: Tx,
  id: string,
): Promise<{ readonly created: string[]; readonly changed: string[]; readonly ended: string[] }> {
  const { rows } = await sql<{ created: string[]; changed: string[]; ended: string[] }>`
    select array(select u.id from unit u where u.change_id = ${id}::uuid order by 1) created,
           array(select v.unit_id from unit_version v join unit u on u.id = v.unit_id
                  where v.change_id = ${id}::uuid and u.change_id is distinct from ${id}::uuid order by 1) changed,
           array(select v.unit_id from unit_version v where v.end_change_id = ${id}::uuid
                    and not exists (select from unit_version n where n.unit_id = v.unit_id and n.change_id = ${id}::uuid and n.valid >> v.valid) order by 1) ended`.execute(
    tx,
  )
  return rows[0] ?? { created: [], changed: [], ended: [] }
}

/** Whether this very file was applied for this day and not taken back: said before anybody waits for a preview. */
export async function appliedBefore(tx: Tx, sourceSha256: string, effectiveOn: Day): Promise<ChangeRow | undefined> {
  const { rows } = await sql<ChangeRow>`
    select ${columns} from org_change c left join law l on l.id = c.law_id
     where c.source_sha256 = ${sourceSha256} and c.effective_on = ${day(effectiveOn)}::date and c.taken_back_on is null
     order by c.at desc limit 1`.execute(tx)
  return rows[0]
}
