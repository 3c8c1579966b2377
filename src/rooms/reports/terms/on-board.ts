// How a receiver sorts the reports of a window: each stands in one group, and some bear a mark besides. Pure.
import type { Day } from '../../../ground/day.ts'
import type { Tone } from '../../../web/parts/status.tsx'
import { daysLate, isAccepted, type Standing, type Window } from '../rules.ts'
import { isExcused, type Terms } from './terms.ts'

export const GROUPS = ['qua-han', 'tra-lai', 'chua-lam', 'dang-soan', 'cho-xem', 'tiep-nhan', 'mien'] as const
export type Group = (typeof GROUPS)[number]

export const GROUP: Readonly<Record<Group, { readonly label: string; readonly tone: Tone; readonly next: string }>> = {
  'qua-han': { label: 'Quá hạn', tone: 'late', next: 'Chờ nộp' },
  'tra-lai': { label: 'Trả lại', tone: 'back', next: 'Chờ nộp lại' },
  'chua-lam': { label: 'Chưa làm', tone: 'none', next: 'Chờ nộp' },
  'dang-soan': { label: 'Đang soạn', tone: 'draft', next: 'Chờ nộp' },
  'cho-xem': { label: 'Chờ xem', tone: 'sent', next: 'Nơi nhận xem xét' },
  'tiep-nhan': { label: 'Đã tiếp nhận', tone: 'ok', next: 'Không còn việc' },
  mien: { label: 'Được miễn', tone: 'none', next: 'Không phải nộp' },
}

/** Marks go across the groups: a unit that asks may be late, one that was given days may have handed in. */
export const MARKS = ['xin-gia-han', 'gia-han'] as const
export type Mark = (typeof MARKS)[number]
export const MARK: Readonly<Record<Mark, string>> = { 'xin-gia-han': 'Xin gia hạn', 'gia-han': 'Được gia hạn' }

/** One report as the board sorts it; the due day is the unit's own. */
export interface Sorted {
  readonly at: Standing
  readonly owed: { readonly window: Pick<Window, 'due'>; readonly terms: Terms }
}

/** The one group of a report: released before all, late before begun or not. */
export function groupOf({ at, owed }: Sorted, today: Day): Group {
  if (isExcused(owed.terms, at)) return 'mien'
  if (isAccepted(at)) return 'tiep-nhan'
  if (at === 'submitted') return 'cho-xem'
  if (at === 'returned') return 'tra-lai'
  if (daysLate(owed.window, today) > 0) return 'qua-han'
  return at === 'drafting' ? 'dang-soan' : 'chua-lam'
}

export const hasMark = ({ at, owed: { terms } }: Sorted, mark: Mark): boolean =>
  mark === 'xin-gia-han' ? terms.asking !== undefined : terms.extension !== undefined && !isExcused(terms, at)

/** What a filter of the board keeps; a name that is no filter keeps all. */
export function keeps(filter: string | undefined, today: Day): (row: Sorted) => boolean {
  const group = GROUPS.find(one => one === filter)
  if (group) return row => groupOf(row, today) === group
  const mark = MARKS.find(one => one === filter)
  return mark ? row => hasMark(row, mark) : () => true
}
