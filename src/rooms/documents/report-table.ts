// The annex of a report: one row for each figure, beside the window before and the same window of last year, with what must be said about it.

import { formatDay } from '../../ground/vietnamese.ts'
import type { ReportSnapshot, SnapshotRow } from '../../web/room.ts'
import type { Annex, Column, Row, Run } from './composing.ts'
import { type Against, COVERAGE, compare, earlier, footnotesOf, quoted } from './figures.ts'
import { listNotes } from './list-annexes.ts'
import { names, released } from './narrative.ts'
import { groupsOf } from './snapshot.ts'

// No-break spaces keep the two signs beside their words.
const COMPARED = 'So sánh (tăng\u00a0+, giảm\u00a0−)'
const COLUMNS: readonly Column[] = [
  { title: 'TT', role: 'order' },
  { title: 'Chỉ tiêu', role: 'label' },
  { title: 'ĐVT', role: 'unit' },
  { title: 'Kỳ trước', role: 'number' },
  { title: 'Cùng kỳ năm trước', role: 'number' },
  { title: 'Kỳ này', role: 'number' },
  { title: 'với kỳ trước', role: 'number', group: COMPARED },
  { title: 'với cùng kỳ', role: 'number', group: COMPARED },
  { title: 'Ghi chú', role: 'note' },
]
const NOTHING = '…'
// Else a reader who lays the last paper beside this one finds two figures for one window.
const SAME_LAND =
  'Kỳ trước và cùng kỳ năm trước: cộng số của các đơn vị có báo cáo kỳ này để so cùng phạm vi, nên có thể khác số đã báo cáo khi đó.'
const isPartOf = ({ coverage, rows }: ReportSnapshot): boolean =>
  coverage.missing.length + (coverage.waived?.length ?? 0) > 0 && rows.some(row => row.previous !== null || row.sameLastYear !== null)

/** The notes of one table, numbered in the order they are first needed. */
class Notes {
  readonly texts: string[] = []
  mark(text: string): Run {
    if (!this.texts.includes(text)) this.texts.push(text)
    return { fixed: 'mark', text: `(${this.texts.indexOf(text) + 1})` }
  }
}

/** The table of a report's figures, with the coverage line above it and the footnotes below. */
export function reportAnnex(snapshot: ReportSnapshot): Annex {
  const notes = new Notes()
  const rows: Row[] = []
  groupsOf(snapshot.rows).forEach((group, g) => {
    rows.push({ kind: 'group', level: 0, cells: [[{ fixed: 'order', text: roman(g + 1) }], [quoted(group.title)]] })
    let [line, under] = [0, 0]
    for (const row of group.rows) {
      ;[line, under] = row.depth === 0 ? [line + 1, 0] : [line, under + 1]
      rows.push({ kind: 'row', level: row.depth, cells: cells(snapshot, row, under === 0 ? `${line}` : `${line}.${under}`, notes) })
    }
  })
  const blank = rows.some(row => row.cells.some(cell => cell.includes(NOTHING)))
  return {
    title: `Biểu số liệu ${snapshot.window.label}`,
    captions: captions(snapshot),
    columns: COLUMNS,
    rows,
    notes: [
      ...notes.texts.map((text, i): Run[] => [{ fixed: 'mark', text: `(${i + 1})` }, ' ', quoted(text)]),
      ...listNotes(snapshot),
      ...(isPartOf(snapshot) ? [[SAME_LAND]] : []),
      ...(blank ? [[`Dấu “${NOTHING}”: không có số liệu để ghi hoặc để so sánh.`]] : []),
    ],
  }
}

/** Whose report it is, and of which days. */
export const captionOf = ({ unit, window }: ReportSnapshot): Run[] => [
  'Đơn vị báo cáo: ',
  quoted(unit.name),
  '. Số liệu từ ngày ',
  { fixed: 'day', text: formatDay(window.from) },
  ' đến ngày ',
  { fixed: 'day', text: formatDay(window.until) },
  '.',
]

function captions(snapshot: ReportSnapshot): Run[][] {
  const { coverage } = snapshot
  const when = captionOf(snapshot)
  if (coverage.owed + (coverage.waived?.length ?? 0) <= 1) return [when]
  const who: Run[] = ['Đã nộp: ', { figure: `${COVERAGE}/have` }, '/', { figure: `${COVERAGE}/of` }, ' đơn vị']
  return [when, [...who, ...(coverage.missing.length > 0 ? ['; chưa nộp: ', ...names(coverage.missing)] : []), ...released(snapshot), '.']]
}

const cells = (snapshot: ReportSnapshot, row: SnapshotRow, order: string, notes: Notes): Run[][] => [
  [{ fixed: 'order', text: order }],
  [quoted(row.label)],
  [quoted(row.unit)],
  before(row, 'previous'),
  before(row, 'lastYear'),
  [{ figure: row.code }, ...footnotesOf(row).map(note => notes.mark(note))],
  change(row, 'previous', notes),
  change(row, 'lastYear', notes),
  remarks(snapshot, row),
]

const before = (row: SnapshotRow, against: Against): Run[] =>
  earlier(row, against) === null ? [NOTHING] : [{ figure: `${row.code}/${against}` }]

const change = (row: SnapshotRow, against: Against, notes: Notes): Run[] => {
  const found = compare(row, against)
  if (found.kind === 'not') return ['không so sánh được', notes.mark(`Không so sánh được: ${found.reason}`)]
  return found.kind === 'absent' ? [NOTHING] : [{ figure: `${row.code}/${against}/change` }]
}

/** What stands beside the figure: numerator and denominator, who is not in it, and the officer's note. */
function remarks(snapshot: ReportSnapshot, row: SnapshotRow): Run[] {
  const { code, numerator, denominator, missing } = row
  const divided = row.kind === 'ratio' && numerator !== null && denominator !== null
  const parts: Run[][] = [
    divided ? [{ figure: `${code}/numerator` }, '/', { figure: `${code}/denominator` }] : [],
    missing.length > 0 && snapshot.coverage.owed > 1
      ? [{ figure: `${code}/have` }, '/', { figure: `${code}/of` }, ' đơn vị', ...lacking(snapshot, row)]
      : [],
    row.note ? [quoted(row.note)] : [],
  ]
  return parts.filter(part => part.length > 0).flatMap((part, i) => (i === 0 ? part : ['. ', ...part]))
}

/** The caption above the table names who has not submitted; a row names its own only where they differ. */
const lacking = (snapshot: ReportSnapshot, row: SnapshotRow): Run[] => {
  const known = snapshot.coverage.missing
  return row.missing.length === known.length && row.missing.every(unit => known.includes(unit))
    ? []
    : ['; chưa có: ', ...names(row.missing)]
}

const ROMAN: readonly (readonly [number, string])[] = [
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]
/** 4 → "IV". */
export function roman(value: number): string {
  const found = ROMAN.find(([worth]) => worth <= value)
  return found ? `${found[1]}${roman(value - found[0])}` : ''
}
