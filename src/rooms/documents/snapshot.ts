// A published report as the documents room reads it: its rows in groups, its sections in the parts of the outline.
import { type Refusal, refuse } from '../../ground/faults.ts'
import { searchKey } from '../../ground/vietnamese.ts'
import type { ReportSnapshot, SnapshotRow } from '../../web/room.ts'

/** A code names content controls in the file, so it is short and plain. */
const CODE = /^[\p{L}\p{Nd}_.-]{1,40}$/u

/** Why a snapshot cannot be composed; none when it can. */
export function refusalsOfSnapshot(snapshot: ReportSnapshot): Refusal[] {
  const refusals: Refusal[] = []
  const seen = new Set<string>()
  for (const { code } of snapshot.rows) {
    if (!CODE.test(code)) refusals.push(refuse('documents.snapshot-code', `Mã chỉ tiêu “${code}” không dùng được trong văn bản.`))
    if (seen.has(code)) refusals.push(refuse('documents.snapshot-twice', `Chỉ tiêu “${code}” xuất hiện hai lần trong báo cáo.`))
    seen.add(code)
  }
  const listed = (snapshot.lists ?? []).map(one => one.code)
  for (const { code, count, records } of snapshot.lists ?? []) {
    if (!seen.has(code) || listed.indexOf(code) !== listed.lastIndexOf(code))
      refusals.push(refuse('documents.list-line', `Danh mục “${code}” không thuộc một dòng nào của báo cáo.`))
    if (records.length > 0 && records.length !== count)
      refusals.push(refuse('documents.list-count', `Danh mục “${code}” có ${records.length} dòng nhưng ghi là ${count} hồ sơ.`))
  }
  const { accepted, owed, missing } = snapshot.coverage
  if (accepted + missing.length !== owed) {
    refusals.push(refuse('documents.snapshot-coverage', 'Số đơn vị đã nộp và chưa nộp không khớp tổng số đơn vị phải nộp.'))
  }
  return refusals
}

export interface RowGroup {
  readonly title: string
  readonly rows: readonly SnapshotRow[]
}

/** Rows that follow one another in the same group. */
export function groupsOf(rows: readonly SnapshotRow[]): RowGroup[] {
  const groups: { title: string; rows: SnapshotRow[] }[] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last && last.title === row.group) last.rows.push(row)
    else groups.push({ title: row.group, rows: [row] })
  }
  return groups
}

/** A line of its own with the lines under it ("trong đó"). */
export interface Line {
  readonly row: SnapshotRow
  readonly under: readonly SnapshotRow[]
}

export function linesOf(rows: readonly SnapshotRow[]): Line[] {
  const lines: { row: SnapshotRow; under: SnapshotRow[] }[] = []
  for (const row of rows) {
    const last = lines.at(-1)
    if (row.depth > 0 && last) last.under.push(row)
    else lines.push({ row, under: [] })
  }
  return lines
}

export type Part = 'situation' | 'results' | 'assessment' | 'next'
type Written = ReportSnapshot['sections'][number]

const SIGNS: readonly (readonly [Part, RegExp])[] = [
  ['next', /phuong huong|nhiem vu|trong tam|kien nghi|de xuat/u],
  ['assessment', /danh gia|ton tai|han che|uu diem|kinh nghiem|nguyen nhan/u],
  ['results', /ket qua|cong tac|phong trao|thuc hien/u],
  ['situation', /tinh hinh|dac diem|boi canh|khai quat/u],
]

/** The part of a periodic report that a section belongs to, read from its heading; what names none reports results. */
export function partOf(section: Written): Part {
  const key = searchKey(section.heading)
  if (/^tinh hinh|^khai quat|^dac diem/u.test(key)) return 'situation'
  return SIGNS.find(([, sign]) => sign.test(key))?.[0] ?? 'results'
}
