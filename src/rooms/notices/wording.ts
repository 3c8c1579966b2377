// How reminders are worded. Pure.
import { daysBetween } from '../../ground/day.ts'
import { capital, formatDay } from '../../ground/vietnamese.ts'
import type { OrgTree } from '../../org/tree.ts'
import type { Addressed, NotYetIn } from '../../web/room.ts'

/** What a reminder says today, to the unit itself or to the receiver; to the receiver those of one occasion in one. */
export function reminderWords(
  one: NotYetIn,
  tree: OrgTree,
  isToReceiver: boolean,
): Pick<Addressed, 'title' | 'why' | 'href'> & { readonly fold?: NonNullable<Addressed['fold']> } {
  const left = daysBetween(tree.day, one.due)
  const due = formatDay(one.due)
  const when = left > 0 ? `còn ${left} ngày đến hạn` : left === 0 ? 'hết hạn hôm nay' : `quá hạn ${-left} ngày`
  const missing = one.isBack ? 'bị trả lại, chưa nộp bản mới' : 'chưa nộp'
  if (!isToReceiver)
    return {
      title: `${one.title} ${when}`,
      why: `Hạn nộp ${due}; báo cáo của ${tree.label(one.unitId)} ${missing}.`,
      href: one.href,
    }
  return {
    title: `${capital(tree.label(one.unitId))} ${missing}: ${one.title}, ${when}`,
    why: `Hạn nộp ${due}. Đơn vị muộn không chặn việc tổng hợp.`,
    href: one.receiverHref,
    fold: { key: `late ${one.group} ${-left}`, many: `{n} đơn vị ${missing}: ${one.title}, ${when}` },
  }
}
