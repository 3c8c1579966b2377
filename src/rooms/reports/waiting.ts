// What awaits a person today: reports to write, to mend, to review, to add up.

import type { Ask, AskFor } from '../../access/ask.ts'
import { addDays, daysBetween } from '../../ground/day.ts'
import { alphabetical, capital, formatDay, listed } from '../../ground/vietnamese.ts'
import type { Awaiting } from '../../web/room.ts'
import { windowsToRearrange } from './acts-rearranging.ts'
import { beingSigned, toSignToday } from './approving/waiting-to-sign.ts'
import { type Received, received } from './boards.ts'
import { returnedFor } from './enclosing/returned.ts'
import { isReleased, standingOf } from './filling.ts'
import { reportName, writtenWhen } from './naming.ts'
import { daysLate, isHandedIn } from './rules.ts'
import { type Owed, owedBy } from './store-editions.ts'
import { askingsToAnswer, termsToTell } from './terms/waiting-terms.ts'
import { afterPublication } from './totalling/waiting-totals.ts'

const SINCE = 400
const SOON = 7
/** The latest windows that a receiver is told of. */
const BOARDS = 30

export async function today(asking: AskFor): Promise<readonly Awaiting[]> {
  const filling = asking('reports.fill')
  const reviewing = asking('reports.review')
  const opening = asking('reports.open')
  const giving = asking('reports.give-time')
  const adding = asking('reports.consolidate')
  return [
    // Of what has no due day, what only this person may do stands first.
    ...(await toSignToday(asking)),
    ...(filling ? await toWrite(filling) : []),
    ...(giving ? await askingsToAnswer(giving) : []),
    ...(reviewing ? await toReview(reviewing) : []),
    ...(adding ? await afterPublication(adding) : []),
    ...(opening ? await toRearrange(opening) : []),
  ]
}

async function toWrite(ask: Ask): Promise<Awaiting[]> {
  const owed = await owedBy(ask, [...ask.grant.units], addDays(ask.today, -SINCE), addDays(ask.today, 40))
  return owed.flatMap(one => writing(ask, one) ?? [])
}

/** What a unit still has to write, as its start page says it; undefined when nothing. Reminders ask here too. */
export function writing(ask: Ask, owed: Owed): Awaiting | undefined {
  const { window, regime, unitId, draft } = owed
  const at = standingOf(owed)
  if (isHandedIn(at) || isReleased(owed) || ask.today < window.from) return undefined
  const late = daysLate(window, ask.today)
  const left = daysBetween(ask.today, window.due)
  if (at === 'not-begun' && left > SOON && ask.today < window.until) return undefined
  const receiver = ask.tree.label(owed.receiverId, window.until)
  // The papers of a unit that is no more are in the hands of its keeper, and so is the report it still owes.
  const inherited = `${termsToTell(owed, ask.today)}${
    ask.grant.seats.has(unitId) || ask.tree.unit(unitId)
      ? ''
      : `${capital(ask.tree.label(unitId, window.until))} không còn hoạt động; đơn vị ông/bà tiếp nhận hồ sơ nên nộp thay. `
  }`
  const common = {
    title: ask.grant.seats.has(unitId)
      ? reportName(regime, window)
      : `${reportName(regime, window)} của ${ask.tree.label(unitId, window.until)}`,
    due: window.due,
    href: owed.receives ? `/bao-cao/${window.code}/tong-hop?noi-nhan=${unitId}` : `/bao-cao/${window.code}/${unitId}`,
  }
  const asked = owed.law === '' ? '' : ` Theo ${owed.law}.`
  const act = owed.receives ? 'Tổng hợp và nộp' : draft ? 'Soạn tiếp' : 'Bắt đầu ghi'
  if (at === 'returned') {
    const verdict = owed.editions.at(-1)?.verdicts.at(-1)
    return {
      ...common,
      status: 'back',
      word: 'Đã trả lại',
      why: `${inherited}Trả lại lúc ${verdict ? `${writtenWhen(verdict.at)}, ${returnedFor(verdict)} cần sửa: ${[...verdict.cells, ...verdict.files][0]?.reason ?? ''}` : ''}`,
      act: 'Sửa và nộp lại',
    }
  }
  if (late > 0)
    return {
      ...common,
      status: 'late',
      word: `Quá hạn ${late} ngày`,
      why: `${inherited}Chưa nộp cho ${receiver}. Nộp muộn vẫn được nhận và ghi là muộn.${asked}`,
      act,
    }
  const why = draft
    ? `${inherited}Bản nháp lưu lúc ${writtenWhen(draft.savedAt)}, đã ghi ${draft.filled} ô.${asked}`
    : `${inherited}Số liệu chốt hết ngày ${formatDay(window.until)}; nộp cho ${receiver}.${asked}`
  return {
    ...common,
    status: left <= 1 ? 'soon' : 'draft',
    word: left <= 1 ? 'Sắp đến hạn' : draft ? 'Đang soạn' : 'Chưa làm',
    why,
    act,
  }
}

/** Open windows in which others should owe than do, for who opened them. */
const toRearrange = async (ask: Ask<'reports.open'>): Promise<Awaiting[]> =>
  (await windowsToRearrange(ask)).map(({ window, plan }) => ({
    status: 'soon',
    word: 'Cơ cấu thay đổi',
    title: `Kỳ báo cáo ${window.label}: cập nhật đơn vị phải nộp`,
    why: `Cơ cấu tổ chức thay đổi trước ngày chốt ${formatDay(window.until)}: ${plan.asked.length} đơn vị thêm vào, ${plan.relieved.length} thôi phải nộp, ${plan.moved.length} đổi nơi nhận.`,
    due: window.due,
    href: `/bao-cao/${window.code}/co-cau`,
    act: 'Xem và cập nhật',
  }))

async function toReview(ask: Ask): Promise<Awaiting[]> {
  const { boards } = await received(ask, { receivers: [...ask.grant.seats], since: addDays(ask.today, -SINCE), limit: BOARDS })
  const signing = await beingSigned(ask)
  return boards.flatMap(one => reviewing(ask, one, signing.has(`${one.window.id} ${one.receiverId}`)))
}

function reviewing(ask: Ask, one: Received, isBeingSigned: boolean): Awaiting[] {
  const { window, receiverId, waiting, late, accepted } = one
  const named = (ids: readonly string[]): string[] => ids.map(id => ask.tree.label(id, window.until)).sort(alphabetical)
  const board = `/bao-cao/${window.code}/theo-doi?noi-nhan=${receiverId}`
  const found: Awaiting[] = []
  if (waiting.length > 0)
    found.push({
      status: 'sent',
      word: 'Chờ xem',
      title: `${waiting.length} báo cáo ${window.label} chờ xem xét`,
      why: `${listed(named(waiting))} đã nộp.`,
      due: window.due,
      href: `/bao-cao/${window.code}/xem-xet?noi-nhan=${receiverId}`,
      act: 'Xem xét',
    })
  if (late.length > 0)
    found.push({
      status: 'late',
      word: `${late.length} đơn vị quá hạn`,
      title: `Báo cáo ${window.label}: còn ${late.length} đơn vị chưa nộp`,
      why: `${listed(named(late))}. Đơn vị muộn không chặn việc tổng hợp.`,
      due: window.due,
      href: `${board}&loc=qua-han`,
      act: 'Xem đơn vị muộn',
    })
  if (!one.published && !isBeingSigned && accepted > 0 && waiting.length === 0 && ask.today > window.due)
    found.push({
      status: 'soon',
      word: 'Đến lúc tổng hợp',
      title: `Tổng hợp báo cáo ${window.label}`,
      why: `Đã tiếp nhận ${accepted} trên ${one.owing} đơn vị; ${capital(ask.tree.label(receiverId, window.until))} chưa tổng hợp kỳ này.`,
      href: `/bao-cao/${window.code}/tong-hop?noi-nhan=${receiverId}`,
      act: `Tổng hợp với ${accepted} đơn vị`,
    })
  return found
}
