// Sharing the work of review among the receiver's people, and accepting at once what nothing was found in.
import { type Ask, record } from '../../access/ask.ts'
import { type Holder, holdersAt } from '../../access/held-posts.ts'
import { Fault, missing } from '../../ground/faults.ts'
import { acceptSeveral, type NotAccepted } from './acts.ts'
import { actsFor, findBoard } from './adding-up.ts'
import { lookOver } from './reviewing.ts'
import { putReviewer } from './store-reviewing.ts'

/** Who may be asked to look at the reports of a receiver: its officers and heads of today, and those of the unit that keeps its papers. */
export async function reviewersOf(ask: Ask, receiverId: string): Promise<readonly Holder[]> {
  const holders = await holdersAt(ask.tx, [...new Set([receiverId, ask.tree.keeper(receiverId) ?? receiverId])], ask.today)
  const own = holders.filter(one => one.role === 'officer' || one.role === 'head')
  return [...new Map(own.map(one => [one.personId, one])).values()]
}

/**
 * The receiver gives the reports of these units to one of its people, or (null) to nobody in particular. Given twice is given once.
 * @throws missing · forbidden · refused 'reports.nothing-picked' 'reports.reviewer-elsewhere'
 */
export async function assign(
  ask: Ask<'reports.review'>,
  giving: { code: string; receiverId: string; units: readonly string[]; personId: string | null },
): Promise<void> {
  const board = await findBoard(ask, giving.code, giving.receiverId)
  if (!actsFor(ask, board.receiverId)) throw new Fault('forbidden', 'reports.not-receiver', 'Chỉ nơi nhận báo cáo được giao người xem.')
  if (giving.units.length === 0)
    throw new Fault('refused', 'reports.nothing-picked', 'Chưa chọn đơn vị nào. Đánh dấu các đơn vị cần giao người xem.')
  const owing = new Set(board.rows.map(row => row.owed.unitId))
  if (giving.units.some(unit => !owing.has(unit))) throw missing('đơn vị này trong kỳ báo cáo')
  const { personId } = giving
  if (personId !== null && !(await reviewersOf(ask, board.receiverId)).some(one => one.personId === personId))
    throw new Fault('refused', 'reports.reviewer-elsewhere', 'Người này không làm việc ở nơi nhận báo cáo. Chọn người khác.', [
      { field: 'nguoi-xem', say: 'Người này không làm việc ở nơi nhận báo cáo. Chọn người khác.' },
    ])
  const given = await putReviewer(ask, board.window.id, [...new Set(giving.units)], personId)
  if (given.length === 0) return
  await record(ask, {
    unit: board.receiverId,
    subject: board.window.id,
    act: 'reports.assign',
    detail: { window: board.window.code, reviewer: personId, units: given },
  })
}

/**
 * Accepts the reports in which nothing asks for a second look. What is found since the page was shown (another unit has handed in the same
 * words) holds all of them back, with each named. @throws missing · forbidden · stale
 */
export async function acceptPlain(
  ask: Ask<'reports.review'>,
  several: {
    code: string
    receiverId: string
    picked: readonly { unitId: string; editionId: string | undefined }[]
    newId: () => string
  },
): Promise<readonly NotAccepted[]> {
  const { window, receiverId } = await findBoard(ask, several.code, several.receiverId)
  const looked = await lookOver(ask, window, receiverId, new Set(several.picked.map(one => one.unitId)))
  const odd = looked.filter(one => one.findings.length > 0)
  if (odd.length > 0) return odd.map(({ unitId }) => ({ unitId, why: 'nay có điểm cần xem, mở ra xem trước.' }))
  return await acceptSeveral(ask, { windowId: window.id, receiverId, picked: several.picked, newId: several.newId })
}
