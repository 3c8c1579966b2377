import assert from 'node:assert/strict'
import test from 'node:test'
import { day } from '../../ground/day.ts'
import type { SnapshotRow } from '../../web/room.ts'
import { figure, type OfficialDocument, printed, ratio, refusalsOf, typedNumbers } from './composing.ts'
import { compare, figuresOf } from './figures.ts'
import { evenLines, nameLines, widthMm } from './measuring.ts'
import { provinceSnapshot, samples } from './samples.ts'

const { party } = samples()
const codes = (document: OfficialDocument): string[] => refusalsOf(document).map(one => one.refused)
const withFigure = (id: string, change: object): OfficialDocument => {
  const found = party.figures[id]
  assert.ok(found, 'found')
  return { ...party, figures: { ...party.figures, [id]: { ...found, ...change } } }
}

test('a sound document is not refused', () => {
  for (const document of Object.values(samples())) assert.deepEqual(refusalsOf(document), [])
})

test('a figure whose print differs from its value is refused', () => {
  assert.deepEqual(codes(withFigure('KHEO_MOI', { text: '53' })), ['documents.figure-text'])
})

test('a ratio that its numerator and denominator do not give is refused', () => {
  assert.deepEqual(codes(withFigure('KHEO_CONG_NHAN', { value: 91, text: '91' })), ['documents.ratio'])
})

test('a coverage that does not add up is refused', () => {
  assert.deepEqual(codes(withFigure('KHEO_MOI', { coverage: { have: 10, of: 12, missing: ['xã Khe Trầm'] } })), ['documents.coverage'])
})

test('a generated sentence with a number of its own is refused; an officer may write one', () => {
  const paragraph = (generated: boolean) => ({ ...party, opening: [{ runs: ['Có 52 mô hình.'], generated }] })
  assert.deepEqual(codes(paragraph(true)), ['documents.unbound-number'])
  assert.deepEqual(codes(paragraph(false)), [])
  assert.deepEqual(typedNumbers(paragraph(false)).slice(0, 1), ['52'])
})

test('a reference to no figure is refused, even to the names every object has', () => {
  const referring = (id: string): OfficialDocument => ({ ...party, opening: [{ runs: [{ figure: id }], generated: true }] })
  assert.deepEqual(codes(referring('KHONG_CO')), ['documents.unknown-figure'])
  assert.deepEqual(codes(referring('constructor')), ['documents.unknown-figure'])
})

test('a document without symbol, with an impossible number, or older than every rule is refused', () => {
  assert.deepEqual(codes({ ...party, symbol: ' ', number: 0 }), ['documents.no-symbol', 'documents.number'])
  assert.deepEqual(codes({ ...party, date: day('2004-05-28') }), ['documents.no-format'])
})

test('zero, none, not applicable and not submitted are printed apart', () => {
  assert.equal(printed(0, 'zero'), '0')
  assert.equal(printed(null, 'none'), 'không phát sinh')
  assert.equal(printed(null, 'not_applicable'), 'không áp dụng')
  assert.equal(printed(null, 'missing'), 'chưa có số')
  assert.equal(printed(null, 'reported'), 'chưa có số')
  assert.equal(printed(1234.5, 'estimated'), '1.234,5')
  assert.equal(printed(3, 'reported', true), '+3')
  assert.equal(printed(-3, 'reported', true), '−3')
})

test('a ratio is divided from its parts, to two decimals, in its unit', () => {
  assert.equal(ratio(47, 52, '%'), 90.38)
  assert.equal(ratio(1, 3, '‰'), 333.33)
  assert.equal(ratio(7, 2, 'lượt/buổi'), 3.5)
})

test('a comparison is more, less, the same, refused with its reason, or absent', () => {
  const rows = new Map(provinceSnapshot.rows.map(row => [row.code, row]))
  const row = (code: string): SnapshotRow => {
    const found = rows.get(code)
    assert.ok(found, 'found')
    return found
  }
  assert.deepEqual(compare(row('KHEO_MOI'), 'previous'), { kind: 'more', change: 3, percent: 6.1 })
  assert.deepEqual(compare(row('DT_BUOI'), 'lastYear'), { kind: 'same' })
  assert.deepEqual(compare(row('KHEO_CONG_NHAN'), 'previous'), { kind: 'more', change: 2.62, percent: null })
  assert.equal(compare(row('DT_LUOT'), 'previous').kind, 'not')
  assert.deepEqual(compare(row('DIEM_NONG'), 'previous'), { kind: 'absent' })
  assert.deepEqual(compare({ ...row('KHEO_MOI'), previous: 0 }, 'previous'), { kind: 'more', change: 52, percent: null })
})

test('a percentage that came without numerator and denominator says so; one over nothing is not calculated', () => {
  const [first] = provinceSnapshot.rows
  assert.ok(first, 'a row')
  const bare = { ...first, kind: 'ratio' as const, unit: '%', value: 100 }
  const figures = (row: SnapshotRow) => figuresOf({ ...provinceSnapshot, rows: [row] })[row.code]
  assert.deepEqual(figures(bare)?.footnotes, ['Tỷ lệ không kèm tử số, mẫu số, chưa kiểm tra được.'])
  assert.equal(figures({ ...bare, numerator: 0, denominator: 0 })?.text, 'không áp dụng')
})

test('a figure knows its own print', () => {
  assert.equal(figure({ label: 'Lượt', unit: 'lượt', value: 1239, state: 'reported' }).text, '1.239')
})

test('Quốc hiệu in 13 pt bold is 95,7 mm wide, which a column of 61 % of the text holds', () => {
  const width = widthMm('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 13, true)
  assert.ok(width > 95 && width < 96.5 && width < 165 * 0.61, `${width} mm`)
})

test('names break evenly, before the name of the place where that fits, and where the officer said', () => {
  const lines = evenLines('Kết quả công tác dân vận của hệ thống chính trị', 60, 14, true)
  assert.ok(lines.length === 2 && Math.abs(widthMm(lines[0] ?? '', 14, true) - widthMm(lines[1] ?? '', 14, true)) < 12, lines.join(' / '))
  assert.deepEqual(nameLines('ỦY BAN MTTQ VIỆT NAM TỈNH TỈNH MẪU', 64, 13, false), ['ỦY BAN MTTQ VIỆT NAM', 'TỈNH TỈNH MẪU'])
  assert.deepEqual(nameLines('ỦY BAN NHÂN DÂN\nXÃ BÌNH ĐIỀN', 64, 13, true), ['ỦY BAN NHÂN DÂN', 'XÃ BÌNH ĐIỀN'])
  assert.deepEqual(evenLines('siêudàikhôngcắtđược', 10, 14, true), ['siêudàikhôngcắtđược'])
})
