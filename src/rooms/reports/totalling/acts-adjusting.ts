// Adjusting a total, and undoing what was adjusted.
import { type Ask, askForOthers, record } from '../../../access/ask.ts'
import { Fault, type Refusal, settle, stale } from '../../../ground/faults.ts'
import { sha256 } from '../../../ground/files.ts'
import { tidy } from '../../../ground/vietnamese.ts'
import { type AddedUp, actsFor, addUp } from '../adding-up.ts'
import { standingOf } from '../filling.ts'
import * as rules from '../rules.ts'
import { holdWindow } from '../store-totals.ts'
import { type Amount, mayUndo, opposite, readAdjustment, type TypedAdjustment } from './adjusting.ts'
import { lookForAdjustment, putAdjustment } from './store-adjustments.ts'

export interface Adjusting extends TypedAdjustment {
  readonly id: string
  readonly code: string
  readonly receiverId: string
  /** How many adjustments the page showed: another one since then is shown first. */
  readonly seen: number
}

/** What is added up is read as a reader of those below; the act itself reaches only the person's own unit. @throws forbidden · missing */
export async function addUpOwn(ask: Ask, code: string, receiverId: string): Promise<AddedUp> {
  const reading = askForOthers(ask)('reports.read')
  if (!reading) throw new Fault('forbidden', 'reports.not-reader', 'Ông/bà không có quyền xem báo cáo của các đơn vị.')
  const added = await addUp(reading, code, receiverId)
  if (!actsFor(ask, added.receiverId))
    throw new Fault('forbidden', 'reports.not-receiver', 'Chỉ nơi nhận báo cáo được điều chỉnh tổng số của mình.')
  return added
}

/** While the total may still change: at the top always, below it until it is handed in or after it is returned. */
function openTotal(ask: Ask, { window, own }: AddedUp): void {
  if (own) settle(rules.mayEdit(own.window, standingOf(own), ask.today))
  else if (ask.today < window.from) settle(rules.mayEdit(window, 'not-begun', ask.today))
}

const MEANWHILE = 'Vừa có điều chỉnh khác ở kỳ này. Xem các dòng mới dưới đây rồi ghi lại.'

/** Two people at once: the second waits, and then sees what the first did. */
async function held(ask: Ask, code: string, receiverId: string): Promise<AddedUp> {
  await holdWindow(ask, code)
  const added = await addUpOwn(ask, code, receiverId)
  openTotal(ask, added)
  return added
}

/** The same sending again is the same adjustment; the same id with another content is a conflict. */
async function sentBefore(ask: Ask, id: string, hash: string): Promise<boolean> {
  const before = await lookForAdjustment(ask, id)
  if (before && before.contentSha256 !== hash)
    throw new Fault(
      'conflict',
      'reports.other-content',
      `Điều chỉnh này đã được ghi là số ${before.number} với nội dung khác. Mở lại trang.`,
    )
  return before !== undefined
}

/**
 * Records an adjustment of the receiver's own total; the same sending again is the same adjustment.
 * @throws missing · forbidden · conflict · stale · refused (see readAdjustment)
 */
export async function adjustTotal(ask: Ask<'reports.consolidate'>, adjusting: Adjusting): Promise<void> {
  const { id, kind } = adjusting
  const added = await held(ask, adjusting.code, adjusting.receiverId)
  const { form, totals, window, receiverId, adjustments } = added
  const reason = tidy(adjusting.reason)
  const contentSha256 = sha256(
    JSON.stringify([
      window.code,
      receiverId,
      kind,
      reason,
      Object.entries(adjusting.typed)
        .filter(([, one]) => one !== '')
        .sort(),
    ]),
  )
  if (await sentBefore(ask, id, contentSha256)) return
  if (adjusting.seen !== adjustments.length) throw stale(MEANWHILE)
  const lines = settle(readAdjustment(form.indicators, totals, adjusting)) as ReadonlyMap<string, Amount>
  const number = (adjustments.at(-1)?.number ?? 0) + 1
  if (
    !(await putAdjustment(ask, { id, windowId: window.id, unitId: receiverId, number, kind, reason, undoes: null, contentSha256, lines }))
  )
    throw stale(MEANWHILE)
  await record(ask, {
    unit: receiverId,
    subject: id,
    act: 'reports.adjust',
    detail: { window: window.code, number, kind, lines: Object.fromEntries(lines) },
  })
}

/** What is amiss with the lines of an adjustment, whatever else of it could not be read. @throws missing · forbidden */
export async function judgeAdjusting(
  ask: Ask<'reports.consolidate'>,
  { code, receiverId, kind = 'own', typed }: Pick<Adjusting, 'code' | 'receiverId' | 'typed'> & { kind?: Adjusting['kind'] | undefined },
): Promise<readonly Refusal[]> {
  const { form, totals } = await addUpOwn(ask, code, receiverId)
  const read = readAdjustment(form.indicators, totals, { kind, reason: '', typed })
  return Array.isArray(read) ? read : []
}

export interface Undoing {
  readonly id: string
  readonly code: string
  readonly receiverId: string
  readonly undoes: string
  readonly reason: string
}

/** Undoes an adjustment by another that names it; both stay to be seen. @throws missing · forbidden · conflict · stale · refused */
export async function undoAdjustment(ask: Ask<'reports.consolidate'>, undoing: Undoing): Promise<void> {
  const { id, undoes } = undoing
  const { form, bare, window, receiverId, adjustments } = await held(ask, undoing.code, undoing.receiverId)
  const contentSha256 = sha256(JSON.stringify([window.code, receiverId, undoes, undoing.reason]))
  if (await sentBefore(ask, id, contentSha256)) return
  settle(mayUndo(form.indicators, bare, adjustments, undoes))
  const undone = adjustments.find(one => one.id === undoes)
  if (!undone) throw stale()
  const number = (adjustments.at(-1)?.number ?? 0) + 1
  const lines = opposite(undone.lines)
  const one = {
    id,
    windowId: window.id,
    unitId: receiverId,
    number,
    kind: undone.kind,
    reason: tidy(undoing.reason),
    undoes,
    contentSha256,
    lines,
  }
  if (!(await putAdjustment(ask, one))) throw stale(MEANWHILE)
  await record(ask, {
    unit: receiverId,
    subject: id,
    act: 'reports.adjust-undo',
    detail: { window: window.code, number, undoes: undone.number },
  })
}
