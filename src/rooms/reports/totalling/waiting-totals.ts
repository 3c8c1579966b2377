// What awaits the receiver after a publication: figures that arrived and were neither taken in nor put off.

import { type Ask, askForOthers } from '../../../access/ask.ts'
import { addDays } from '../../../ground/day.ts'
import { listed } from '../../../ground/vietnamese.ts'
import type { Awaiting } from '../../../web/room.ts'
import { latestPublications } from '../store-totals.ts'
import { isDeferred } from './changed.ts'
import { pendingHref } from './pending.tsx'
import { deferralsOf, wouldTake } from './store-pending.ts'
import { markOf } from './taken.ts'

const LOOKED_AT = 36
const SINCE = 400

/** Windows published by this person's units in which something newer waits. */
export async function afterPublication(ask: Ask<'reports.consolidate'>): Promise<Awaiting[]> {
  const reading = askForOthers(ask)('reports.read')
  if (!reading) return []
  const found: Awaiting[] = []
  for (const unitId of ask.grant.seats) {
    const all = (await latestPublications(ask, [unitId], LOOKED_AT)).filter(one => one.at.day >= addDays(ask.today, -SINCE))
    const last = new Map<string, (typeof all)[number]>()
    for (const one of all) if ((last.get(one.windowId)?.number ?? 0) < one.number) last.set(one.windowId, one)
    const now = await wouldTake(reading, [...last.keys()], unitId)
    const deferrals = await deferralsOf(
      ask,
      [...last.values()].map(one => one.id),
    )
    for (const one of last.values()) {
      const standing = now.get(one.windowId)
      const ids = [...(standing?.editions.map(each => each.editionId) ?? []), ...(standing?.adjustments ?? [])]
      const known = new Set([...one.editions, ...one.adjustments])
      const fresh = ids.filter(id => !known.has(id)).length
      const mark = markOf(ids)
      if (fresh === 0 || isDeferred(deferrals.get(one.id) ?? [], mark)) continue
      const units = standing?.editions.filter(each => !known.has(each.editionId)).map(each => ask.tree.label(each.unitId)) ?? []
      found.push({
        status: 'soon',
        word: 'Số đến sau công bố',
        title: `Báo cáo ${one.label}: bản công bố số ${one.number} chưa có số mới`,
        why:
          units.length > 0
            ? `${listed(units)} được tiếp nhận sau khi công bố. Nhận vào bản đính chính, hoặc hoãn và ghi lý do.`
            : 'Có điều chỉnh sau khi công bố. Nhận vào bản đính chính, hoặc hoãn và ghi lý do.',
        href: pendingHref(one.windowCode, unitId),
        act: 'Xem thay đổi',
      })
    }
  }
  return found
}
