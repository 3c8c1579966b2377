// The lists of a report as annexes of its paper: the records behind a figure, and how many they are beside what the figure says.
import { capital, formatDay } from '../../ground/vietnamese.ts'
import type { ReportSnapshot, SnapshotList, SnapshotRow } from '../../web/room.ts'
import type { Annex, Column, Run } from './composing.ts'
import { apartFrom, quoted } from './figures.ts'
import { inSentence } from './narrative.ts'

const COLUMNS: readonly Column[] = [
  { title: 'TT', role: 'order' },
  { title: 'Tên', role: 'label' },
  { title: 'Nơi', role: 'note' },
  { title: 'Ngày tính', role: 'unit' },
]

interface Listed {
  readonly list: SnapshotList
  readonly row: SnapshotRow
}
const listsOf = ({ lists, rows }: ReportSnapshot): Listed[] =>
  (lists ?? []).flatMap(list => {
    const row = rows.find(one => one.code === list.code)
    return row ? [{ list, row }] : []
  })

/** One annex for each list that has records and is not too long for a paper. `when`: whose report it is, and of which days. */
export const listAnnexes = (snapshot: ReportSnapshot, when: readonly Run[]): Annex[] =>
  listsOf(snapshot)
    .filter(({ list }) => list.records.length > 0)
    .map(({ list, row }) => ({
      title: `Danh mục ${inSentence(row.label)} ${snapshot.window.label}`,
      captions: [when, counted(snapshot, row, list)],
      columns: COLUMNS,
      rows: list.records.map((one, i) => ({
        kind: 'row',
        level: 0,
        cells: [
          [{ fixed: 'order', text: String(i + 1) }],
          [quoted(one.title)],
          [quoted(capital(one.place))],
          [{ fixed: 'day', text: formatDay(one.on) }],
        ],
      })),
      notes: [],
    }))

/** The figure of the table beside the list: the same number, or by how many and why they differ. */
function counted(snapshot: ReportSnapshot, row: SnapshotRow, list: SnapshotList): Run[] {
  const apart = apartFrom(row, list)
  if (apart === 0)
    return ['Gồm ', { figure: row.code }, ' ', quoted(row.unit), ', đúng bằng số ở dòng “', quoted(row.label), '” của Biểu số liệu.']
  const lead: Run[] = [
    'Gồm ',
    { figure: `${row.code}/listed` },
    ' hồ sơ; dòng “',
    quoted(row.label),
    '” của Biểu số liệu ghi ',
    { figure: row.code },
  ]
  if (apart === null) return [...lead, '.']
  return [
    ...lead,
    apart > 0 ? ', hơn ' : ', kém ',
    { figure: `${row.code}/listed/apart` },
    snapshot.coverage.owed <= 1
      ? ': đơn vị ghi khác số đếm, lý do ở cột Ghi chú.'
      : ': có đơn vị ghi khác số đếm, hoặc nơi tổng hợp điều chỉnh.',
  ]
}

/** What stands under the figures for a list that is no annex: too long for a paper, or without a record where a figure stands. */
export const listNotes = (snapshot: ReportSnapshot): Run[][] =>
  listsOf(snapshot).flatMap(({ list, row }): Run[][] => {
    if (list.records.length > 0) return []
    if (list.count > 0)
      return [['Danh mục “', quoted(row.label), '” có ', { figure: `${row.code}/listed` }, ' hồ sơ, lưu trong hệ thống, không in kèm.']]
    return row.value ? [['Danh mục “', quoted(row.label), '”: hệ thống không có hồ sơ nào của kỳ này.']] : []
  })
