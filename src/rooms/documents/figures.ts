// The figures of a report, bound: every number that the document will print gets a name, so that it can be found again in the file.

import type { ReportSnapshot, SnapshotList, SnapshotRow } from '../../web/room.ts'
import { type Coverage, DECIMALS, type Figure, type Fixed, figure, type Run, ratio, rounded } from './composing.ts'

export type Against = 'previous' | 'lastYear'

/** How a figure stands against an earlier one. `absent`: there is nothing to compare with and nobody said why. */
export type Comparison =
  | { readonly kind: 'more' | 'less'; readonly change: number; readonly percent: number | null }
  | { readonly kind: 'same' }
  | { readonly kind: 'not'; readonly reason: string }
  | { readonly kind: 'absent' }

const NUMERIC = new Set(['reported', 'zero', 'estimated'])
const PERCENT_DECIMALS = 1

export const earlier = (row: SnapshotRow, against: Against): number | null => (against === 'previous' ? row.previous : row.sameLastYear)

/** Compares a row with the window before or the same window of last year; a stated reason wins over the numbers. */
export function compare(row: SnapshotRow, against: Against): Comparison {
  const before = earlier(row, against)
  if (row.notComparable !== null) return { kind: 'not', reason: row.notComparable }
  if (before === null || row.value === null || !NUMERIC.has(row.state)) return { kind: 'absent' }
  // Both sides as printed: a reader who subtracts the two columns finds this number.
  const change = row.kind === 'ratio' ? rounded(standing(row) - rounded(before, DECIMALS), DECIMALS) : rounded(standing(row) - before)
  if (change === 0) return { kind: 'same' }
  const percent = row.kind !== 'ratio' && before > 0 ? rounded((Math.abs(change) / before) * 100, PERCENT_DECIMALS) : null
  // "tăng 2 (0%)" would say that nothing moved.
  return { kind: change > 0 ? 'more' : 'less', change, percent: percent || null }
}

/** A ratio is divided here, last, from its numerator and denominator; only a ratio that came without them keeps the value it came with. */
function standing(row: SnapshotRow): number {
  if (row.kind === 'ratio' && row.numerator !== null && row.denominator) return ratio(row.numerator, row.denominator, row.unit)
  return row.kind === 'ratio' ? rounded(row.value ?? 0, DECIMALS) : (row.value ?? 0)
}

const coverageOf = (snapshot: ReportSnapshot, row: SnapshotRow): Coverage => ({
  have: snapshot.coverage.owed - row.missing.length,
  of: snapshot.coverage.owed,
  missing: row.missing,
})

export const COVERAGE = 'coverage'

/** Every figure that text and annex of this report may print, by name: CODE, CODE/previous, CODE/lastYear, CODE/change … */
export function figuresOf(snapshot: ReportSnapshot): Record<string, Figure> {
  const figures: Record<string, Figure> = {}
  const count = (id: string, label: string, value: number, unit: string | null = 'đơn vị'): void => {
    figures[id] = figure({ label, unit, value, state: value === 0 ? 'zero' : 'reported' })
  }
  count(`${COVERAGE}/have`, 'Số đơn vị đã nộp', snapshot.coverage.accepted)
  count(`${COVERAGE}/of`, 'Số đơn vị phải nộp', snapshot.coverage.owed)
  for (const row of snapshot.rows) {
    Object.assign(figures, figuresOfRow(snapshot, row))
    const list = snapshot.lists?.find(one => one.code === row.code)
    if (!list || list.count === 0) continue
    count(`${row.code}/listed`, `${row.label} (số hồ sơ trong danh mục)`, list.count, 'hồ sơ')
    const apart = apartFrom(row, list)
    if (apart) count(`${row.code}/listed/apart`, `${row.label} (chênh giữa biểu và danh mục)`, Math.abs(apart), row.unit)
  }
  return figures
}

/** By how many a figure is above the records that are listed behind it; null when no number stands there. */
export const apartFrom = (row: SnapshotRow, { count }: SnapshotList): number | null =>
  row.value === null ? null : rounded(row.value - count)

function figuresOfRow(snapshot: ReportSnapshot, row: SnapshotRow): Record<string, Figure> {
  const { code, label } = row
  const unit = row.unit === '' ? null : row.unit
  const figures: Record<string, Figure> = {}
  const put = (part: string, words: string, value: number, of: { unit?: string | null; signed?: true } = {}): void => {
    figures[`${code}/${part}`] = figure({ label: `${label} (${words})`, unit, state: value === 0 ? 'zero' : 'reported', value, ...of })
  }
  const divided = row.kind === 'ratio' && row.numerator !== null && row.denominator !== null
  if (divided) {
    put('numerator', 'tử số', row.numerator ?? 0, { unit: null })
    put('denominator', 'mẫu số', row.denominator ?? 0, { unit: null })
  }
  const undivided = row.kind === 'ratio' && row.value !== null && row.denominator === 0
  figures[code] = figure({
    label,
    unit,
    state: undivided ? 'not_applicable' : row.state,
    value: undivided || row.value === null ? null : standing(row),
    ...(divided ? { numerator: `${code}/numerator`, denominator: `${code}/denominator` } : {}),
    coverage: coverageOf(snapshot, row),
    footnotes: footnotesOf(row),
  })
  if (row.missing.length > 0) {
    put('have', 'số đơn vị đã nộp', snapshot.coverage.owed - row.missing.length, { unit: 'đơn vị' })
    put('of', 'số đơn vị phải nộp', snapshot.coverage.owed, { unit: 'đơn vị' })
  }
  for (const against of ['previous', 'lastYear'] as const) {
    const words = AGAINST[against]
    const before = earlier(row, against)
    if (before !== null) put(against, words, row.kind === 'ratio' ? rounded(before, DECIMALS) : before)
    const found = compare(row, against)
    if (found.kind === 'same') put(`${against}/change`, `so với ${words}`, 0, { signed: true })
    if (found.kind !== 'more' && found.kind !== 'less') continue
    put(`${against}/change`, `so với ${words}`, found.change, { signed: true })
    put(`${against}/size`, `${found.kind === 'more' ? 'tăng' : 'giảm'} so với ${words}`, Math.abs(found.change))
    if (found.percent !== null)
      put(`${against}/percent`, `${found.kind === 'more' ? 'tăng' : 'giảm'} phần trăm so với ${words}`, found.percent, { unit: '%' })
  }
  return figures
}

export const AGAINST: Readonly<Record<Against, string>> = { previous: 'kỳ trước', lastYear: 'cùng kỳ năm trước' }

/** What must be said beside the figure wherever it is printed in a table. */
export function footnotesOf(row: SnapshotRow): string[] {
  const notes: string[] = []
  if (row.state === 'estimated') notes.push('Số ước tính, chưa phải số chính thức.')
  if (row.kind === 'ratio' && row.value !== null && (row.numerator === null || row.denominator === null)) {
    notes.push('Tỷ lệ không kèm tử số, mẫu số, chưa kiểm tra được.')
  }
  if (row.kind === 'ratio' && row.denominator === 0) notes.push('Mẫu số bằng không, không tính tỷ lệ.')
  return notes
}

/** Words from the report as a piece of a generated line: bound when they hold digits, so that no digit stands loose. */
export const quoted = (text: string): Run => (/\p{Nd}/u.test(text) ? ({ fixed: 'quoted', text } satisfies Fixed) : text)
