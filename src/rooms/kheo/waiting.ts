// What waits for a person: the lists, their counts and their places on the start page all ask the same question.
import type { Ask, AskFor } from '../../access/ask.ts'
import { yearOf } from '../../ground/day.ts'
import { formatDay } from '../../ground/vietnamese.ts'
import type { OrgTree } from '../../org/tree.ts'
import type { Awaiting } from '../../web/room.ts'
import { standsFor } from './rules.ts'
import { countWaiting, rhythm, toConfirm, type Waiting } from './store-lists.ts'

export const WAITS = ['tham-dinh', 'cong-nhan', 'xac-nhan'] as const
export type Wait = (typeof WAITS)[number]

/** The bodies that these seats stand for: themselves and the past ones that they took over. */
const bodiesOf = (tree: OrgTree, seats: Iterable<string>): string[] => [
  ...new Set([...seats].flatMap(seat => [seat, ...[...tree.ownCare(seat)].filter(body => standsFor(tree, seat, body))])),
]

/** What of this kind waits for the person, or undefined when it is not theirs to do. */
export function waitingFor(asking: AskFor, wait: Wait): { ask: Ask; waiting: Waiting } | undefined {
  if (wait === 'xac-nhan') {
    const ask = asking('kheo.confirm')
    return ask && { ask, waiting: { for: 'confirmation', year: yearOf(ask.today), units: [...ask.grant.units] } }
  }
  const ask = wait === 'tham-dinh' ? asking('kheo.appraise') : asking('kheo.recognise')
  return ask && { ask, waiting: { for: wait === 'tham-dinh' ? 'appraisal' : 'recognition', bodies: bodiesOf(ask.tree, ask.grant.seats) } }
}

/** What awaits this person today: the year's confirmation in its season, models that units below sent up, appraised ones to decide. */
export async function today(asking: AskFor): Promise<readonly Awaiting[]> {
  return [...(await confirmation(asking)), ...(await toAppraise(asking)), ...(await toRecognise(asking))]
}

async function confirmation(asking: AskFor): Promise<Awaiting[]> {
  const ask = asking('kheo.confirm')
  if (!ask) return []
  const { from, due } = await rhythm(ask.tx, ask.today)
  if (ask.today < from) return []
  const year = yearOf(ask.today)
  const models = await toConfirm(ask, year)
  const left = models.filter(model => model.rating === null).length
  if (left === 0) return []
  const late = ask.today > due
  return [
    {
      status: late ? 'late' : 'soon',
      word: late ? 'Quá hạn' : 'Cần xác nhận',
      title: `Xác nhận các mô hình “Dân vận khéo” còn duy trì năm ${year}`,
      why: `${models.length - left} trên ${models.length} mô hình đã xác nhận; còn ${left}. Việc mỗi năm một lần, trước khi chốt số liệu báo cáo năm.`,
      due,
      href: '/kheo/xac-nhan',
      act: `Xác nhận ${left} mô hình`,
    },
  ]
}

async function toAppraise(asking: AskFor): Promise<Awaiting[]> {
  const found = waitingFor(asking, 'tham-dinh')
  const n = found ? await countWaiting(found.ask, found.waiting) : 0
  if (!found || n === 0) return []
  return [
    {
      status: 'sent',
      word: 'Chờ thẩm định',
      title: `${n} mô hình “Dân vận khéo” đơn vị cấp dưới đã đăng ký lên`,
      why: 'Thẩm định từ bản đăng ký, trước khi xét công nhận.',
      href: '/kheo?cho=tham-dinh',
      act: 'Xem và thẩm định',
    },
  ]
}

async function toRecognise(asking: AskFor): Promise<Awaiting[]> {
  const found = waitingFor(asking, 'cong-nhan')
  const n = found ? await countWaiting(found.ask, found.waiting) : 0
  if (!found || n === 0) return []
  return [
    {
      status: 'sent',
      word: 'Chờ công nhận',
      title: `${n} mô hình “Dân vận khéo” đã thẩm định`,
      why: `Công nhận, hoặc chưa công nhận và nêu lý do. Tính đến ${formatDay(found.ask.today)}.`,
      href: '/kheo?cho=cong-nhan',
      act: 'Xem và quyết định',
    },
  ]
}
