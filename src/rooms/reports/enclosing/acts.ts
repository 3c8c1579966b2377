// Files put with a report and taken off it, while it is a draft.
import { randomUUID } from 'node:crypto'
import { type Ask, record, within } from '../../../access/ask.ts'
import { Fault, missing, settle } from '../../../ground/faults.ts'
import { sha256 } from '../../../ground/files.ts'
import { tidy } from '../../../ground/vietnamese.ts'
import type { Upload } from '../../../web/route.ts'
import { typedSheet } from '../acts.ts'
import { findReport, type Report, returnedFiles } from '../filling.ts'
import { mayEdit } from '../rules.ts'
import { kindOf, MOST_FILES, shownName, TYPES } from './kinds.ts'
import { keepingRefusal } from './returned.ts'
import { dropEnclosure, enclosuresOf, holdEnclosures, keepEnclosure, lookForEnclosure, putEnclosure } from './store.ts'

/** What became of one file that was sent. */
export interface Outcome {
  readonly name: string
  readonly taken: boolean
  readonly isNew: boolean
  readonly say: string
}

/** The report whose files may be changed now. @throws missing · refused (see rules.mayEdit) */
export async function openForFiles(ask: Ask<'reports.fill'>, code: string, unitId: string): Promise<Report> {
  const report = await findReport(ask, code, within(ask, unitId))
  typedSheet(report)
  settle(mayEdit(report.owed.window, report.at, ask.today))
  return report
}

const placeOf = ({ owed }: Report) => ({ windowId: owed.window.id, unitId: owed.unitId })

/**
 * Puts files with the draft, each for itself: one that cannot be taken is said and holds up no other. The same file sent again is there
 * once. What they replace is taken off when all of them are in and something new came. @throws missing · refused · unavailable when the disk takes no more: then none of them is there
 */
export async function enclose(
  ask: Ask<'reports.fill'>,
  code: string,
  unitId: string,
  files: readonly Upload[],
  replacing: readonly string[] = [],
): Promise<readonly Outcome[]> {
  const report = await openForFiles(ask, code, unitId)
  if (files.length === 0)
    throw new Fault('invalid', 'reports.no-file', 'Chưa chọn tệp nào. Chọn tệp rồi bấm lại.', [{ field: 'tep', say: 'Chưa chọn tệp nào.' }])
  const place = placeOf(report)
  await holdEnclosures(ask, place)
  let there = (await enclosuresOf(ask, place)).length
  let came = 0
  const outcomes: Outcome[] = []
  for (const file of files) {
    const kind = kindOf(file.bytes)
    const given = shownName(file.name, 'pdf').replace(/\.pdf$/u, '')
    if (typeof kind !== 'string') {
      outcomes.push({ name: given, taken: false, isNew: false, say: kind.say })
      continue
    }
    const name = shownName(file.name, kind)
    if (there >= MOST_FILES) {
      outcomes.push({ name, taken: false, isNew: false, say: `Báo cáo đã có ${MOST_FILES} tệp. Bỏ bớt một tệp rồi gửi lại.` })
      continue
    }
    const hash = sha256(file.bytes)
    const isNew = await putEnclosure(ask, place, { id: randomUUID(), name, kind, bytes: file.bytes.length, sha256: hash })
    if (!isNew) {
      outcomes.push({ name, taken: true, isNew: false, say: 'Đã có tệp này, không thêm lần nữa.' })
      continue
    }
    // After the row: when the disk takes no more, the row goes with the transaction and nothing points to a file that is not there.
    await ask.files.put(file.bytes)
    there += 1
    came += 1
    outcomes.push({ name, taken: true, isNew: true, say: 'Đã kèm.' })
    await record(ask, { unit: unitId, subject: report.owed.window.id, act: 'reports.enclose', detail: { window: code, sha256: hash } })
  }
  if (came > 0 && outcomes.every(one => one.taken)) for (const id of replacing) await takeOff(ask, report, id)
  return outcomes
}

/** Takes a file off the draft. Taking it off twice is taking it off. @throws missing · refused */
export async function unenclose(ask: Ask<'reports.fill'>, code: string, unitId: string, id: string): Promise<void> {
  await takeOff(ask, await openForFiles(ask, code, unitId), id)
}

async function takeOff(ask: Ask<'reports.fill'>, report: Report, id: string): Promise<void> {
  const { window, unitId } = report.owed
  if (await dropEnclosure(ask, placeOf(report), id))
    await record(ask, { unit: unitId, subject: window.id, act: 'reports.unenclose', detail: { window: window.code, file: id } })
}

/**
 * Keeps a file that was sent back, with words for the receiver; said again, the later words stand.
 * @throws missing · refused (see keepingRefusal)
 */
export async function keepWithReason(
  ask: Ask<'reports.fill'>,
  code: string,
  unitId: string,
  keeping: { readonly id: string; readonly reason: string },
): Promise<void> {
  const report = await openForFiles(ask, code, unitId)
  const place = placeOf(report)
  const file = (await enclosuresOf(ask, place)).find(one => one.id === keeping.id)
  const editionId = report.owed.editions.at(-1)?.id
  if (!file || editionId === undefined) throw missing('tệp này')
  const reason = tidy(keeping.reason)
  settle(keepingRefusal(returnedFiles(report), file, reason) ?? true)
  if (file.keptReason === reason && file.keptFor === editionId) return
  if (!(await keepEnclosure(ask, place, { id: file.id, reason, editionId }))) throw missing('tệp này')
  await record(ask, { unit: unitId, subject: report.owed.window.id, act: 'reports.keep-file', detail: { window: code, file: file.id } })
}

/** One file of a report, with its bytes. @throws missing, also when out of reach */
export async function openEnclosure(
  ask: Ask<'reports.read'>,
  code: string,
  unitId: string,
  id: string,
): Promise<{ readonly file: Uint8Array; readonly name: string; readonly type: string }> {
  const found = await lookForEnclosure(ask, code, unitId, id)
  if (!found) throw missing('tệp này')
  return { file: await ask.files.get(found.sha256), name: found.name, type: TYPES[found.kind] }
}
