// The lists of a report on its paper: their count beside the figure they are behind.
import assert from 'node:assert/strict'
import test from 'node:test'
import { day } from '../../ground/day.ts'
import type { ReportSnapshot, SnapshotList } from '../../web/room.ts'
import { type Annex, type OfficialDocument, textOf } from './composing.ts'
import { fromSnapshot, isComposed } from './from-snapshot.ts'
import { provinceLetterhead, provinceSnapshot } from './samples.ts'

const list = (count: number, of: Partial<SnapshotList> = {}): SnapshotList => ({
  code: 'KHEO_MOI',
  count,
  records: Array.from({ length: count }, (_, i) => ({ title: `Mô hình số ${i + 1}`, place: 'xã Khe Trầm', on: day('2026-03-02') })),
  ...of,
})
const composed = (value: number | null, lists: readonly SnapshotList[]): OfficialDocument => {
  const rows = provinceSnapshot.rows.map(row =>
    row.code === 'KHEO_MOI' ? { ...row, value, state: value === null ? ('none' as const) : row.state } : row,
  )
  const document = fromSnapshot({ ...provinceSnapshot, rows, lists, sections: [] } satisfies ReportSnapshot, provinceLetterhead)
  assert.ok(isComposed(document), JSON.stringify(document))
  return document
}
const captionOf = (document: OfficialDocument): string => textOf(document, document.annexes[1]?.captions[1] ?? [])
const notesOf = (document: OfficialDocument): string => (document.annexes[0] as Annex).notes.map(one => textOf(document, one)).join(' ')

test('a list is an annex of its own, and its count is the figure or says by how many they differ', () => {
  const same = composed(2, [list(2)])
  assert.equal(same.annexes[1]?.title, 'Danh mục mô hình đăng ký mới 6 tháng đầu năm 2026')
  assert.equal(captionOf(same), 'Gồm 2 mô hình, đúng bằng số ở dòng “Mô hình đăng ký mới” của Biểu số liệu.')
  assert.deepEqual(
    same.annexes[1]?.rows.map(row => row.cells.map(cell => textOf(same, cell)).join(' | ')),
    ['1 | Mô hình số 1 | Xã Khe Trầm | 02/3/2026', '2 | Mô hình số 2 | Xã Khe Trầm | 02/3/2026'],
  )
  assert.match(captionOf(composed(7, [list(2)])), /^Gồm 2 hồ sơ; dòng “[^”]+” của Biểu số liệu ghi 7, hơn 5: có đơn vị ghi khác số đếm/u)
  assert.match(captionOf(composed(1, [list(2)])), /ghi 1, kém 1: /u)
  assert.match(captionOf(composed(null, [list(2)])), /^Gồm 2 hồ sơ; dòng “[^”]+” của Biểu số liệu ghi không phát sinh\.$/u)
})

test('a list too long for a paper, or without a record where a figure stands, is said under the figures and is no annex', () => {
  const long = composed(1200, [list(1200, { records: [] })])
  assert.equal(long.annexes.length, 1)
  assert.match(notesOf(long), /Danh mục “Mô hình đăng ký mới” có 1\.200 hồ sơ, lưu trong hệ thống, không in kèm\./u)
  assert.match(notesOf(composed(3, [list(0)])), /hệ thống không có hồ sơ nào của kỳ này/u)
  assert.doesNotMatch(notesOf(composed(null, [list(0)])), /Danh mục/u)
})

test('a list of no line of the report, or that does not count its own rows, is not composed', () => {
  const refused = (lists: readonly SnapshotList[]) => {
    const outcome = fromSnapshot({ ...provinceSnapshot, lists }, provinceLetterhead)
    return isComposed(outcome) ? [] : outcome.map(one => one.refused)
  }
  assert.deepEqual(refused([list(2, { code: 'KHAC' })]), ['documents.list-line'])
  assert.deepEqual(refused([list(2), list(2)]), ['documents.list-line', 'documents.list-line'])
  assert.deepEqual(refused([list(2, { count: 3 })]), ['documents.list-count'])
})

test('where some units are not in it, the table says that what stood before is of those who are; a whole report has nothing to say', () => {
  const says = /Kỳ trước và cùng kỳ năm trước: cộng số của các đơn vị có báo cáo kỳ này/u
  const notes = (more: Partial<ReportSnapshot>): string => {
    const document = fromSnapshot({ ...provinceSnapshot, ...more }, provinceLetterhead)
    assert.ok(isComposed(document), JSON.stringify(document))
    return notesOf(document)
  }
  assert.match(notes({}), says)
  const rows = provinceSnapshot.rows.map(row => ({ ...row, missing: [] }))
  const whole = { accepted: 12, owed: 12, missing: [] }
  assert.doesNotMatch(notes({ rows, coverage: whole }), says)
  assert.match(notes({ rows, coverage: { ...whole, waived: ['xã Khe Trầm'] } }), says)
})

test('a corrected paper is told from the one before by its title', () => {
  const document = fromSnapshot({ ...provinceSnapshot, corrects: { number: 1, publishedOn: day('2026-07-05') } }, provinceLetterhead)
  assert.ok(isComposed(document), JSON.stringify(document))
  assert.equal(document.abstract, 'Kết quả công tác dân vận 6 tháng đầu năm 2026 (đính chính lần 1)')
})
