// What a change of the organisation would do to running reports, told before it is applied.
import type { Ask } from '../../access/ask.ts'
import { capital, formatDay, formatNumber } from '../../ground/vietnamese.ts'
import type { Reform, ReformEffect } from '../../web/room.ts'
import { type OpenAt, openOf } from './store-rearranged.ts'

const EXAMPLES = 5

/** Windows that run over the change, by what becomes of each obligation; only of units within the asker's reach. */
export async function underReform(ask: Ask, { ending, after, on }: Reform): Promise<readonly ReformEffect[]> {
  const open = await openOf(
    ask,
    [...ending].filter(id => ask.grant.units.has(id)),
    ask.today,
  )
  const owed = open.filter(one => ending.has(one.unitId) && !one.sent)
  const stays = owed.filter(one => one.until < on)
  const follows = owed.filter(one => one.until >= on)
  const sent = open.filter(one => ending.has(one.unitId) && one.sent)
  const received = [...new Map(open.filter(one => ending.has(one.receiverId)).map(one => [`${one.code} ${one.receiverId}`, one])).values()]
  const keeper = (id: string): string => after.unit(after.keeper(id) ?? '')?.fullName ?? 'đơn vị tiếp nhận hồ sơ'
  const drafts = (all: readonly OpenAt[]): string => {
    const n = all.filter(one => one.drafted).length
    return n === 0 ? '' : ` ${formatNumber(n)} bản nháp đang soạn còn nguyên.`
  }
  const told = (heading: string, all: readonly OpenAt[], say: string, whose: (one: OpenAt) => string, to: boolean): ReformEffect[] =>
    all.length === 0
      ? []
      : [
          {
            heading,
            count: all.length,
            say,
            examples: all.slice(0, EXAMPLES).map(one => ({
              label: `${capital(ask.tree.label(whose(one)))}, báo cáo ${one.label} (hạn ${formatDay(one.due)})${to ? `: ${keeper(whose(one))}` : ''}`,
              href: `/bao-cao/${one.code}/${one.unitId}`,
            })),
          },
        ]
  return [
    ...told(
      'Báo cáo còn phải nộp, chốt số liệu trước ngày thay đổi',
      stays,
      `Nghĩa vụ giữ theo cơ cấu ngày chốt: đơn vị tiếp nhận hồ sơ soạn và nộp thay.${drafts(stays)}`,
      one => one.unitId,
      true,
    ),
    ...told(
      'Báo cáo còn phải nộp, chốt số liệu từ ngày thay đổi',
      follows,
      `Các đơn vị này thôi phải nộp; đơn vị của cơ cấu mới nộp, sau khi nơi mở kỳ cập nhật danh sách.${drafts(follows)}`,
      one => one.unitId,
      true,
    ),
    ...told(
      'Báo cáo đã nộp, kỳ chưa công bố',
      sent,
      'Giữ nguyên và vẫn được tổng hợp; trả lại thì đơn vị tiếp nhận hồ sơ sửa.',
      one => one.unitId,
      false,
    ),
    ...told(
      'Kỳ báo cáo gửi về nơi nhận kết thúc hoạt động',
      received,
      'Đơn vị tiếp nhận hồ sơ của nơi nhận xem xét và tổng hợp tiếp.',
      one => one.receiverId,
      true,
    ),
  ]
}
