// What a change of the organisation means for posts: who holds one at a unit that ends.
import { type Ask, askForOthers } from '../../access/ask.ts'
import { holdersAt } from '../../access/held-posts.ts'
import { addDays } from '../../ground/day.ts'
import { formatDay } from '../../ground/vietnamese.ts'
import type { Reform, ReformEffect } from '../../web/room.ts'

const EXAMPLES = 50

/** Posts that stand on the last day of the units that end; of those in reach, the holders by name. */
export async function postsUnderReform(ask: Ask, of: Reform): Promise<readonly ReformEffect[]> {
  const reading = askForOthers(ask)('accounts.read')
  if (!reading) return []
  const lastDay = addDays(of.on, -1)
  const held = await holdersAt(
    ask.tx,
    [...of.ending].filter(unit => reading.grant.units.has(unit)),
    lastDay,
  )
  if (held.length === 0) return []
  const isOpen = held.filter(one => one.until === null || one.until > lastDay).length
  return [
    {
      heading: 'Chức vụ ở đơn vị kết thúc',
      count: held.length,
      say:
        isOpen === 0
          ? `Mọi chức vụ này đã có ngày cuối, chậm nhất ${formatDay(lastDay)}.`
          : `${isOpen} chức vụ chưa có ngày cuối: kết thúc chức vụ vào ${formatDay(lastDay)} và giao chức vụ ở đơn vị mới từ ${formatDay(of.on)}. Chưa giao thì từ ngày ấy người giữ không còn xem được gì.`,
      examples: held.slice(0, EXAMPLES).map(one => ({
        label: `${one.name}, ${[one.title, one.body].filter(Boolean).join(', ')}, ${ask.tree.label(one.unitId)}`,
        href: `/can-bo/${one.personId}`,
      })),
    },
  ]
}
