// What lines, levels and steps of the organisation are called on this room's pages, and where a unit's page is.
import type { Day } from '../../ground/day.ts'
import { capital, formatDay, formatNumber } from '../../ground/vietnamese.ts'
import type { Level, Line, OrgTree, Succession } from '../../org/tree.ts'

export const LINES: readonly (readonly [Line, string])[] = [
  ['area', 'Địa bàn hành chính'],
  ['party', 'Đảng'],
  ['front', 'Mặt trận Tổ quốc'],
  ['trade_union', 'Công đoàn'],
  ['farmers', 'Hội Nông dân'],
  ['youth', 'Đoàn Thanh niên'],
  ['women', 'Hội Phụ nữ'],
  ['veterans', 'Hội Cựu chiến binh'],
  ['force', 'Lực lượng vũ trang'],
]
export const lineWords = LINES.map(([line]) => line)
export const lineName = (line: Line): string => LINES.find(([one]) => one === line)?.[1] ?? line

export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  centre: 'trung ương',
  province: 'tỉnh, thành phố',
  district: 'huyện, quận, thị xã',
  commune: 'xã, phường, đặc khu',
  hamlet: 'thôn, tổ dân phố',
  body: 'tổ chức',
}

/** Kinds of area that an administrator may give a unit, with the level they belong to. */
export const AREA_KINDS = [
  'tỉnh',
  'thành phố',
  'xã',
  'phường',
  'đặc khu',
  'thôn',
  'bản',
  'ấp',
  'buôn',
  'làng',
  'tổ dân phố',
  'khu phố',
] as const

export const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u

export const hrefOf = (id: string, day: Day, today: Day): string => (day === today ? `/don-vi/${id}` : `/don-vi/${id}?ngay=${day}`)

/** What a unit was called on a day, with its kind. */
export const nameAt = (tree: OrgTree, id: string, day: Day): string => tree.nameOn(id, day) ?? 'đơn vị chưa xác định'

export const title = (tree: OrgTree, id: string, day: Day): string => capital(nameAt(tree, id, day))

/** "từ 01/7/2025 đến hết 30/6/2026", "đến nay" left out; "chưa rõ ngày" when neither end is known. */
export const daysOf = (from: Day | null, until: Day | null): string =>
  [from === null ? '' : `từ ${formatDay(from)}`, until === null ? '' : `đến hết ${formatDay(until)}`].filter(Boolean).join(' ') ||
  'chưa rõ từ ngày nào'

export const PASSED: Readonly<Record<Succession['kind'], string>> = {
  merged: 'nhập vào',
  split: 'chia về',
  transferred: 'chuyển một phần về',
  renamed: 'đổi thành',
  abolished: 'giải thể, chuyển về',
}

export const sharePart = (step: Pick<Succession, 'kind' | 'share'>): string =>
  step.share !== null
    ? `${formatNumber(Math.round(step.share * 10_000) / 100)}%`
    : step.kind === 'split' || step.kind === 'transferred'
      ? 'một phần, chưa rõ tỷ lệ'
      : 'toàn bộ'
