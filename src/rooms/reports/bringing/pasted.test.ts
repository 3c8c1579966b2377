import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Indicator } from '../figures.ts'
import { indicator as example } from '../indicator.examples.ts'
import type { TypedCell } from '../sheet.ts'
import { judgeCells } from './incoming.ts'
import { type PasteChoice, type PasteInto, readPasted, tableOf } from './pasted.ts'
import { marksOf, numberText, readWritten, settleWritten } from './written.ts'

const indicator = (code: string, label: string, more: Partial<Indicator> = {}) => example(code, { label, ...more })

const SHEET = [
  indicator('DVK01', 'Mô hình đăng ký mới', { measure: 'mô hình' }),
  indicator('DVK02', 'trong đó: tập thể', { depth: 1, measure: 'mô hình', subsetOf: 'DVK01', addsUp: true }),
  indicator('DVK03', 'trong đó: cá nhân', { depth: 1, measure: 'mô hình', subsetOf: 'DVK01', addsUp: true }),
  indicator('KT01', 'Được khen thưởng', { measure: 'mô hình' }),
  indicator('KT02', 'trong đó: tập thể', { depth: 1, measure: 'mô hình', subsetOf: 'KT01' }),
  indicator('TD02', 'Lượt người được tiếp', { measure: 'lượt người' }),
  indicator('AS01', 'Quỹ “Vì người nghèo” vận động được', { measure: 'triệu đồng', decimals: 1 }),
  indicator('YK03', 'Tỷ lệ trả lời đúng hạn', { kind: 'ratio', decimals: 1, measure: '%' }),
]

const into = (kept: readonly TypedCell[] = []): PasteInto => ({
  indicators: SHEET,
  kept,
  names: ['tháng 11/2026', 'tháng 11', 'T2026-11', 'xã Khe Trầm', 'Khe Trầm'],
})
const lines = (...rows: (readonly (string | number)[])[]): string => rows.map(row => row.join('\t')).join('\n')
const read = (block: string, choice: PasteChoice = {}, kept: readonly TypedCell[] = []) => readPasted(block, into(kept), choice)
const values = (block: string, choice: PasteChoice = {}) =>
  Object.fromEntries(
    read(block, choice).cells.map(({ code, cell }) => [code, 'say' in cell ? `× ${cell.say}` : `${cell.state}${cell.value}`]),
  )
const asked = { indicators: SHEET, counted: new Map<string, number>(), opening: new Map<string, number>(), returned: new Map() }
const verdicts = (block: string, choice: PasteChoice = {}, kept: readonly TypedCell[] = []) =>
  judgeCells(asked, kept, read(block, choice, kept).cells).map(one => [one.code, one.outcome, one.cell.value])

test('a quoted cell holds tabs, line ends and quotes; a mark inside a word is a letter', () => {
  assert.deepEqual(tableOf('a\t"b\n""c"" \td"\t5" ống\r\n\t"x\r\n'), [
    ['a', 'b\n"c" d', '5" ống'],
    ['', '"x', ''],
  ])
  assert.deepEqual(tableOf(''), [['']])
})

test('every table comes back from the clipboard as it was copied', () => {
  const cell = fc.constantFrom('', 'a', 'tab\tx', 'hai\ndòng', 'nói "vậy"', '1.234', '"')
  const quote = (text: string): string => (/[\t\n"]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }), fc.infiniteStream(cell), (width, height, cells) => {
      const next = () => cells.next().value as string
      const rows = Array.from({ length: height }, () => Array.from({ length: width }, next))
      // The last line must say something: empty lines at the end are nobody's.
      rows.at(-1)?.splice(0, 1, 'cuối')
      assert.deepEqual(
        tableOf(rows.map(row => row.map(quote).join('\t')).join('\n')),
        rows.map(row => row.map(one => one.replaceAll('\t', ' '))),
      )
    }),
    { seed: 20261122, numRuns: 300 },
  )
})

test('codes, and labels with and without marks, numbers, brackets and “trong đó”', () => {
  assert.deepEqual(values(lines(['DVK01', 12], ['dvk02', 7])), { DVK01: '12', DVK02: '7' })
  assert.deepEqual(
    values(
      lines(
        ['STT', 'Chỉ tiêu', 'ĐVT', 'Số kỳ này'],
        ['1', 'MÔ HÌNH ĐĂNG KÝ MỚI', 'mô hình', 12],
        ['1.1', '- Trong đó: Tập thể', 'mô hình', 7],
        ['1.2', 'ca nhan (mô hình)', 'mô hình', 5],
        ['2', '2. Duoc khen thuong', 'mô hình', 3],
        ['', '+ tập thể', 'mô hình', 2],
        ['3', 'Quy Vi nguoi ngheo van dong duoc', 'triệu đồng', '12,5'],
      ),
    ),
    { DVK01: '12', DVK02: '7', DVK03: '5', KT01: '3', KT02: '2', AS01: '12,5' },
  )
})

test('a label that several indicators bear is asked for its code when nothing above it tells', () => {
  const { cells, strays } = read(lines(['Chỉ tiêu', 'Số liệu'], ['tập thể', 4], ['Lượt người được tiếp', 9]))
  assert.deepEqual(
    cells.map(one => one.code),
    ['TD02'],
  )
  assert.match(strays[0]?.say ?? '', /tên của nhiều chỉ tiêu/u)
})

test('merged heads: a whole over its parts, down and across', () => {
  assert.deepEqual(
    values(
      lines(
        ['Nội dung', '', 'Kỳ này'],
        ['Mô hình đăng ký mới', 'Tổng số', 12],
        ['', 'Tập thể', 7],
        ['', 'Cá nhân', 5],
        ['Được khen thưởng', 'Tổng số', 3],
        ['', 'Tập thể', 2],
      ),
    ),
    { DVK01: '12', DVK02: '7', DVK03: '5', KT01: '3', KT02: '2' },
  )
  const across = lines(
    ['Đơn vị', 'Mô hình đăng ký mới', '', '', 'Được khen thưởng', ''],
    ['', 'Tổng số', 'Tập thể', 'Cá nhân', 'Tổng số', 'Tập thể'],
    ['Bình Điền', 9, 5, 4, 1, 1],
    ['Khe Trầm', 12, 7, 5, 3, 2],
  )
  assert.deepEqual(values(across), { DVK01: '12', DVK02: '7', DVK03: '5', KT01: '3', KT02: '2' })
  assert.match(read(across).notes.join(' '), /Chỉ tiêu nằm ngang/u)
})

test('a block of 40 lines and 60 columns: this unit’s column is found by its name, else it is asked for', () => {
  const many = Array.from({ length: 40 }, (_, i) => indicator(`M${String(i).padStart(2, '0')}`, `Nội dung theo dõi số ${i}`))
  const head = (own: string) => ['Chỉ tiêu', ...Array.from({ length: 59 }, (_, i) => (i === 41 ? own : `Đơn vị ${i}`))]
  const block = (own: string) =>
    lines(['BIỂU TỔNG HỢP'], head(own), ...many.map((one, i) => [one.label, ...Array.from({ length: 59 }, (_, j) => i * 100 + j)]))
  const wide = { ...into(), indicators: many }
  const found = readPasted(block('Xã Khe Trầm'), wide)
  assert.deepEqual(found.cells.length, 40)
  assert.deepEqual(found.cells[3]?.cell, { code: 'M03', state: '', value: '341', reason: '' })
  const asking = readPasted(block('Đơn vị 41'), wide)
  assert.deepEqual([asking.cells.length, asking.asks.columns.length], [0, 59])
  assert.match(asking.asks.columns[41]?.label ?? '', /^Đơn vị 41 · 41 · 141$/u)
  const told = readPasted(block('Đơn vị 41'), wide, { column: 43 })
  assert.deepEqual(told.cells[3]?.cell, { code: 'M03', state: '', value: '341', reason: '' })
})

test('columns of other windows, of measures and of notes are not this window’s figure; reasons come along', () => {
  const block = lines(
    ['Mã', 'Chỉ tiêu', 'Đơn vị tính', 'Kỳ trước', 'Cùng kỳ', 'Kỳ này', 'Lũy kế', 'Lý do'],
    ['TD02', 'Lượt người được tiếp', 'lượt người', 20, 18, 'không có', 20, 'lãnh đạo đi học'],
    ['DVK01', 'Mô hình đăng ký mới', 'mô hình', 3, 4, 5, 12, ''],
  )
  assert.deepEqual(
    read(block).cells.map(one => one.cell),
    [
      { code: 'TD02', state: 'none', value: '', reason: 'lãnh đạo đi học' },
      { code: 'DVK01', state: '', value: '5', reason: '' },
    ],
  )
})

test('bare figures go line by line from the cell that was named, and the rest is told', () => {
  const asking = read('12\n7\n5')
  assert.deepEqual([asking.asks.start, asking.cells.length], [true, 0])
  assert.deepEqual(values('12\n\n5', { start: 'DVK01' }), { DVK01: '12', DVK03: '5' })
  assert.deepEqual(values('Kỳ này\n12\n7', { start: 'DVK01' }), { DVK01: '12', DVK02: '7' })
  const long = read('1\n2\n3', { start: 'AS01' })
  assert.match(long.strays[0]?.say ?? '', /Không còn ô nào/u)
  assert.deepEqual(
    read('1\t2\n3\t4', { start: 'DVK01' }).asks.columns.map(one => one.label),
    ['cột 1 · 1 · 3', 'cột 2 · 2 · 4'],
  )
})

test('thousands of both kinds: the block shows which, and says so', () => {
  assert.deepEqual(values(lines(['TD02', '1.234'], ['AS01', '12,5'])), { TD02: '1.234', AS01: '12,5' })
  assert.deepEqual(values(lines(['TD02', '1,234'], ['AS01', '12.5'])), { TD02: '1.234', AS01: '12,5' })
  assert.deepEqual(values(lines(['TD02', '1,234,567'], ['AS01', '1,500'])), { TD02: '1.234.567', AS01: '1.500' })
  assert.match(read(lines(['TD02', '1,234'], ['AS01', '12.5'])).notes.join(' '), /dấu phẩy ngăn hàng nghìn.*vì trong khối có “1,234”/u)
  assert.deepEqual(values(lines(['TD02', '1 234 567'])), { TD02: '1.234.567' })
})

test('1.500 where a decimal may stand is asked, and so is a block of two kinds; a person’s word settles it', () => {
  const alone = read(lines(['AS01', '1.500']))
  assert.equal(alone.asks.marks, true)
  assert.match(values(lines(['AS01', '1.500']))['AS01'] ?? '', /^× không rõ là 1\.500 hay 1,5/u)
  assert.deepEqual(values(lines(['AS01', '1.500']), { marks: 'vi' }), { AS01: '1.500' })
  assert.deepEqual(values(lines(['AS01', '1.500']), { marks: 'en' }), { AS01: '1,5' })
  const mixed = read(lines(['TD02', '1,234'], ['DVK01', '1.234']))
  assert.equal(mixed.asks.marks, true)
  assert.match(mixed.notes.join(' '), /cả “1\.234” và “1,234”|cả “1,234” và “1\.234”/u)
})

test('what people write for nothing, and what is never a number', () => {
  for (const word of ['không có', 'Không', '-', '–', 'không phát sinh', 'KPS'])
    assert.deepEqual(values(lines(['TD02', word])), { TD02: 'none' }, word)
  assert.deepEqual(values(lines(['TD02', 'không áp dụng'])), { TD02: 'not_applicable' })
  assert.deepEqual(values(lines(['TD02', '0'])), { TD02: '0' })
  assert.deepEqual(values(lines(['TD02', 'khoảng 300'])), { TD02: 'estimated300' })
  assert.deepEqual(values(lines(['TD02', '31 lượt người'])), { TD02: '31' })
  assert.deepEqual(values(lines(['YK03', '41/48 (85,4%)'])), { YK03: '41/48' })
  const never: [string, string, RegExp][] = [
    ['TD02', '85%', /phần trăm, ô này cần số lượng/u],
    ['YK03', '85,4%', /cả tử và mẫu/u],
    ['TD02', '03/12/2026', /ngày tháng/u],
    ['TD02', '2026-12-03', /ngày tháng/u],
    ['YK03', '12-Mar', /ngày tháng/u],
    ['YK03', '03-Thg12', /ngày tháng/u],
    ['TD02', '3/12', /giống ngày hoặc tỷ lệ/u],
    ['TD02', '#REF!', /lỗi của bảng tính/u],
    ['TD02', '######', /cột quá hẹp/u],
    ['TD02', '1.23.4', /đặt không đều/u],
    ['TD02', 'mười hai', /không phải là số/u],
    ['TD02', '12 người', /có cả chữ “người”/u],
  ]
  // The other line shows which column has the figures.
  for (const [code, text, say] of never) assert.match(values(lines(['DVK01', 4], [code, text]))[code] ?? '', say, text)
})

test('a verdict for each cell, and sound rules that ask for more do not hold it back', () => {
  const kept = [
    { code: 'TD02', state: '', value: '1240', reason: '' },
    { code: 'DVK01', state: '', value: '3', reason: '' },
  ] as const
  const block = lines(['TD02', '1.240'], ['DVK01', 4], ['DVK02', 9], ['AS01', '12,55'], ['KT01', -3])
  assert.deepEqual(verdicts(block, {}, kept), [
    ['TD02', 'same', '1240'],
    ['DVK01', 'changed', '4'],
    ['DVK02', 'created', '9'],
    ['AS01', 'rejected', ''],
    ['KT01', 'rejected', ''],
  ])
  const said = judgeCells(asked, kept, read(block, {}, kept).cells)
  assert.match(said[2]?.say ?? '', /Trước khi nộp: Ghi 9, nhiều hơn ô 1 là 4/u)
  assert.match(said[3]?.say ?? '', /Nhiều nhất 1 chữ số sau dấu phẩy/u)
})

test('lines that are nobody’s are told when they have a figure, and passed over when they are only words', () => {
  const { strays, cells } = read(
    lines(['PHONG TRÀO THI ĐUA', ''], ['DVK01', 4], ['Tổng cộng các mục', 99], ['Người lập biểu', 'Trần Văn An']),
  )
  assert.deepEqual([cells.length, strays.map(one => one.at)], [1, ['dòng 3, cột 2']])
  assert.match(strays[0]?.say ?? '', /Không thấy chỉ tiêu “Tổng cộng các mục”/u)
})

test('a block without figures, too wide or too long says so', () => {
  assert.match(read('DVK01').notes.join(' '), /không thấy số nào/u)
  assert.match(read('xin chào').notes.join(' '), /không có số nào/u)
  assert.throws(() => read('\t'.repeat(500)), /nhiều nhất 300 dòng, 120 cột/u)
  assert.throws(() => read('1\n'.repeat(100_000)), /nhiều nhất 300 dòng/u)
})

test('a number written in either way is the number, whenever its block shows the way', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 9 }), (whole, tenth) => {
      const one = SHEET[6] as Indicator
      const en = `${whole.toLocaleString('en-US')}.${tenth}`
      const vi = en.replaceAll(',', '#').replace('.', ',').replaceAll('#', '.')
      for (const text of [en, vi]) {
        const written = readWritten(text, one)
        assert.ok(written.is === 'number' || written.is === 'either')
        const said = settleWritten(written, marksOf([{ text, written }], text === en ? 'en' : 'vi').marks)
        assert.deepEqual(said, { state: '', value: numberText(whole + tenth / 10) })
      }
    }),
    { seed: 20261122, numRuns: 500 },
  )
})

test('lines numbered as the sheet numbers them are known, and a line above the first known one is never dropped unsaid', () => {
  const block = lines(
    ['Chỉ tiêu', 'Kỳ này'],
    ['1 Mô hình đăng ký mới (mô hình)', 12],
    ['1.1 trong đó: tập thể (mô hình)', 7],
    ['2 Được khen thưởng', 3],
  )
  assert.deepEqual(values(block), { DVK01: '12', DVK02: '7', KT01: '3' })
  const unknown = read(lines(['Chỉ tiêu', 'Kỳ này'], ['Việc không có trong biểu', 5], ['DVK01', 12]))
  assert.deepEqual(
    unknown.strays.map(one => [one.at, one.came]),
    [['dòng 2, cột 2', '5']],
  )
  assert.deepEqual(
    read(lines(['Biểu tháng 11', ''], ['Nội dung', 2026], ['(1)', '(2)'], ['DVK01', 12])).strays,
    [],
    'heads of the table are no lines',
  )
})
