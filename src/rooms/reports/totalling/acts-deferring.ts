// Putting off what arrived after a publication, with a reason.
import { type Ask, record } from '../../../access/ask.ts'
import { Fault, settle, stale } from '../../../ground/faults.ts'
import { tidy } from '../../../ground/vietnamese.ts'
import { mayPublish } from '../rules.ts'
import { holdWindow } from '../store-totals.ts'
import { addUpOwn } from './acts-adjusting.ts'
import { isDeferred } from './changed.ts'
import { deferralsOf, putDeferral } from './store-pending.ts'
import { markOf, takenNow, takenThen } from './taken.ts'

export interface Deferring {
  readonly id: string
  readonly code: string
  readonly receiverId: string
  readonly publicationId: string
  /** The mark of what was seen: what arrives later is not put off unseen. */
  readonly seen: string
  readonly reason: string
}

/**
 * Puts off what arrived after the last publication. It holds for exactly what was seen and lapses when anything newer arrives.
 * @throws missing · forbidden · stale · refused (`reports.not-published` · `reports.nothing-new` · `reports.deferred-already`)
 */
export async function defer(ask: Ask<'reports.consolidate'>, deferring: Deferring): Promise<void> {
  await holdWindow(ask, deferring.code)
  const added = await addUpOwn(ask, deferring.code, deferring.receiverId)
  const last = added.publications.at(-1)
  if (!last) throw new Fault('refused', 'reports.not-published', 'Kỳ này chưa công bố bản nào nên chưa có gì để hoãn.')
  const before = (await deferralsOf(ask, [last.id])).get(last.id) ?? []
  if (before.some(one => one.id === deferring.id)) return
  if (last.id !== deferring.publicationId) throw stale('Vừa có bản công bố mới. Xem lại rồi làm tiếp.')
  settle(mayPublish(takenNow(added), takenThen(last)))
  const mark = markOf(takenNow(added))
  if (mark !== deferring.seen) throw stale('Vừa có thêm báo cáo hoặc điều chỉnh. Xem số mới dưới đây rồi làm tiếp.')
  const held = isDeferred(before, mark)
  if (held) throw new Fault('refused', 'reports.deferred-already', `Đã hoãn rồi, lý do: ${held.reason}`)
  const number = (before.at(-1)?.number ?? 0) + 1
  if (!(await putDeferral(ask, { id: deferring.id, publicationId: last.id, number, mark, reason: tidy(deferring.reason) }))) throw stale()
  await record(ask, {
    unit: added.receiverId,
    subject: last.id,
    act: 'reports.defer',
    detail: { window: added.window.code, publication: last.number, number },
  })
}
