import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readSheet as readBySomeoneElse } from 'read-excel-file/node'
import { asSavedElsewhere, cellXml, edited, HIDDEN, rowOf, typed } from '../../../../test/reports/workbooks.ts'
import { day } from '../../../ground/day.ts'
import { tidy } from '../../../ground/vietnamese.ts'
import type { Indicator } from '../figures.ts'
import { indicator as example } from '../indicator.examples.ts'
import { readSheet, type TypedCell, type TypedState } from '../sheet.ts'
import { type CellVerdict, judgeCells, judgeTexts, overlaid } from './incoming.ts'
import type { ForWorkbook } from './workbook.ts'
import { readWorkbook } from './workbook-back.ts'
import { readCells } from './workbook-cells.ts'
import { openParts } from './workbook-parts.ts'
import { workbookFile } from './workbook-write.ts'

const indicator = (code: string, more: Partial<Indicator> = {}) => example(code, { label: `Chỉ tiêu ${code}`, ...more })

interface Given {
  readonly indicators?: readonly Indicator[]
  readonly counted?: ReadonlyMap<string, number>
  readonly cells?: readonly TypedCell[]
  readonly narrative?: ForWorkbook['narrative']
  readonly more?: Partial<ForWorkbook>
}

const INDICATORS = [
  indicator('K1', { counter: 'c', label: 'Mô hình đăng ký mới', measure: 'mô hình' }),
  indicator('T1', { label: 'Buổi tiếp công dân' }),
  indicator('T2', { label: 'Lượt người được tiếp' }),
  indicator('D1', { label: 'Quỹ vận động được', decimals: 1 }),
  indicator('R1', { label: 'Tỷ lệ trả lời', kind: 'ratio', measure: '%', decimals: 1 }),
  indicator('C1', { label: 'Tổng', formula: { opening: false, plus: ['T1', 'T2'], minus: [] } }),
]

function made({ indicators = INDICATORS, counted = new Map([['K1', 5]]), cells = [], narrative = [], more = {} }: Given = {}): ForWorkbook {
  const asked = { indicators, counted, opening: new Map(), returned: new Map() }
  return {
    window: { code: 'T2026-11', label: 'tháng 11/2026', from: day('2026-10-22'), until: day('2026-11-21'), due: day('2026-11-25') },
    unit: { id: '11111111-1111-4111-8111-111111111111', name: 'xã Khe Trầm' },
    receiver: 'tỉnh Mẫu',
    formVersion: 1,
    asked,
    cells,
    figures: readSheet(asked, cells).figures,
    narrative,
    words: new Map(),
    isOpen: true,
    ...more,
  }
}

const back = (bytes: Uint8Array, now: ForWorkbook, name = 'bieu.xlsx') => {
  const read = readWorkbook(readCells(openParts(name, bytes)), now, () => undefined)
  return { ...read, verdicts: judgeCells(now.asked, now.cells, read.cells), words: judgeTexts(now.narrative, read.texts) }
}
const cell = (code: string, value: string, state: TypedState = '', reason = ''): TypedCell => ({ code, value, state, reason })
const of = (verdicts: readonly CellVerdict[], code: string): CellVerdict => {
  const found = verdicts.find(one => one.code === code)
  assert.ok(found, `no verdict of ${code}`)
  return found
}
const refusedWith = (code: string) => (error: unknown) => {
  assert.equal((error as { code?: string }).code, `reports.file-${code}`, String(error))
  return true
}

// ── The file exported is the file imported ─────────────────────────────────────────────────────

const words = fc
  .oneof(
    fc.constantFrom(
      '',
      'Đã rà các thôn, kỳ này không có.',
      'hai buổi\nngoài trời',
      '=1+1',
      '_x0041_ thôn',
      '<b>&amp;"\'',
      '007',
      '  ',
      'e\u0301 tổ hợp',
      '😀 vui',
    ),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  )
  .map(one => tidy(one.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\p{Cs}]/gu, '')))
const line = words.map(one => one.replaceAll('\n', ' ').trim())
const value = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '1.234',
    '1,5',
    '1.234,5',
    '1234',
    '1 234',
    '41/48',
    '0/7',
    '12,34/5',
    'mười hai',
    '-3',
    '−3',
    '85%',
    '3/12/2026',
    'không có',
    '999999999999999',
  ),
  fc.integer({ min: 0, max: 1e12 }).map(String),
  fc.integer({ min: 0, max: 1e7 }).map(n => String(n / 1000).replace('.', ',')),
  line.map(one => one.slice(0, 40)),
)

const sheets = fc
  .array(
    fc.record({
      kind: fc.constantFrom('flow' as const, 'stock' as const, 'ratio' as const),
      how: fc.constantFrom('typed', 'typed', 'counted', 'computed', 'divided'),
      decimals: fc.integer({ min: 0, max: 4 }),
      depth: fc.integer({ min: 0, max: 1 }),
      label: line,
      group: fc.constantFrom('Nhóm một', 'Nhóm “hai”', 'Nhóm <ba>'),
      count: fc.integer({ min: 0, max: 40 }),
      cell: fc.record({
        value,
        state: fc.constantFrom('' as const, 'estimated' as const, 'none' as const, 'not_applicable' as const),
        reason: line,
      }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .chain(rows =>
    fc.array(words, { maxLength: 4 }).map(texts => {
      const indicators = rows.map((row, i) =>
        indicator(`A${i}`, {
          ...row,
          kind: row.how === 'divided' ? 'ratio' : row.kind,
          counter: row.how === 'counted' ? 'c' : null,
          formula: row.how === 'computed' ? { opening: false, plus: ['A0'], minus: [] } : null,
          numerator: row.how === 'divided' ? 'A0' : null,
          denominator: row.how === 'divided' ? 'A1' : null,
        }),
      )
      const counted = new Map(rows.flatMap((row, i) => (row.how === 'counted' ? [[`A${i}`, row.count] as const] : [])))
      const cells = rows.map((row, i) => ({ code: `A${i}`, ...row.cell }))
      return made({ indicators, counted, cells, narrative: texts.map((text, i) => ({ heading: `${i + 1}. Mục <${i}>`, text })) })
    }),
  )

test('the workbook of a sheet, brought back as it is, changes nothing: 500 sheets, and as another program saves them', () => {
  fc.assert(
    fc.property(sheets, sheet => {
      const bytes = workbookFile(sheet)
      for (const file of [bytes, edited(bytes, asSavedElsewhere)]) {
        const { verdicts, words: texts } = back(file, sheet)
        assert.equal(verdicts.length, sheet.asked.indicators.length)
        assert.deepEqual([...new Set(verdicts.map(one => one.outcome))], ['same'])
        assert.ok(texts.length === sheet.narrative.length && texts.every(one => one.outcome === 'same'))
        assert.deepEqual(
          overlaid(
            sheet.cells,
            verdicts.map(one => one.cell),
          ),
          sheet.cells,
        )
      }
    }),
    { seed: 20261122, numRuns: 500 },
  )
})

test('the same workbook brought into an empty draft gives every cell that can be typed, as it was', () => {
  fc.assert(
    fc.property(sheets, sheet => {
      const empty = { ...sheet, cells: [], narrative: sheet.narrative.map(one => ({ ...one, text: '' })) }
      const blank = workbookFile({ ...empty, figures: readSheet(sheet.asked, []).figures })
      // What an officer would have typed into the blank one: the filled sheet under the identity of the blank.
      const typedIn = edited(workbookFile(sheet), parts => {
        edited(blank, from => {
          parts[HIDDEN] = from[HIDDEN] ?? ''
        })
      })
      const { verdicts, words: texts } = back(typedIn, empty)
      const byCode = new Map(sheet.cells.map(one => [one.code, one]))
      for (const one of verdicts.filter(each => each.outcome === 'created' || each.outcome === 'changed')) {
        const then = byCode.get(one.code)
        const [mine, theirs] = [one.cell, then].map(each => readSheet(sheet.asked, each ? [each] : []).figures.get(one.code))
        // "không có" typed where a number belongs is no figure yet; brought in, it says that nothing happened.
        if (theirs) assert.deepEqual(mine, theirs, one.code)
      }
      for (const one of texts) assert.equal(one.text, sheet.narrative[one.place - 1]?.text)
    }),
    { seed: 20261122, numRuns: 200 },
  )
})

test('another reader finds numbers as numbers, and zero apart from what is empty', async () => {
  const sheet = made({ cells: [cell('T1', '0'), cell('T2', '1.240'), cell('D1', '12,5'), cell('R1', '41/48')] })
  const rows = await readBySomeoneElse(Buffer.from(workbookFile(sheet)), 'Biểu số liệu')
  const row = (code: string) => rows.find(one => one[0] === code)
  assert.deepEqual([row('T1')?.[5], row('T2')?.[5], row('D1')?.[5], row('K1')?.[5]], [0, 1240, 12.5, 5])
  assert.deepEqual(row('R1')?.slice(5, 8), [null, 41, 48])
  assert.deepEqual([row('C1')?.[5], row('C1')?.[9]], [1240, 'hệ thống tính, không ghi'])
  assert.match(String(row('K1')?.[9]), /^hệ thống đếm: 5/u)
  assert.deepEqual(rows[5]?.slice(0, 3), ['Mã', 'TT', 'Chỉ tiêu'])
})

// ── Filled offline ─────────────────────────────────────────────────────────────────────────────

test('each cell has its verdict: new, changed, as before, not taken', () => {
  const sheet = made({ cells: [cell('T2', '30')], narrative: [{ heading: 'I. Tình hình', text: '' }] })
  const bytes = workbookFile(sheet)
  const at = (code: string, column = 'F') => `${column}${rowOf(bytes, code)}`
  const filled = edited(bytes, parts => {
    typed({ [at('T1')]: 12, [at('T2')]: 31, [at('D1')]: '12,5', [at('R1', 'G')]: 41, [at('R1', 'H')]: 48, [at('C1')]: 99 })(parts)
    typed({ B2: 'Bà con phấn khởi.\nĐời sống ổn định.' }, 'xl/worksheets/sheet2.xml')(parts)
  })
  const { verdicts, words: texts } = back(filled, sheet)
  assert.deepEqual(
    verdicts.map(one => [one.code, one.outcome, one.cell.value]),
    [
      ['K1', 'same', ''],
      ['T1', 'created', '12'],
      ['T2', 'changed', '31'],
      ['D1', 'created', '12,5'],
      ['R1', 'created', '41/48'],
      ['C1', 'rejected', ''],
    ],
  )
  assert.equal(of(verdicts, 'T1').at, at('T1'))
  assert.match(of(verdicts, 'C1').say, /hệ thống tính/u)
  assert.deepEqual(
    texts.map(one => [one.outcome, one.text]),
    [['created', 'Bà con phấn khởi.\nĐời sống ổn định.']],
  )
})

test('a counted cell left alone follows the count; another figure wants a reason; the count typed again is the count', () => {
  const sheet = made()
  const bytes = workbookFile(sheet)
  const at = `F${rowOf(bytes, 'K1')}`
  const later = made({ counted: new Map([['K1', 8]]) })
  assert.equal(of(back(bytes, later).verdicts, 'K1').outcome, 'same')
  const other = of(back(edited(bytes, typed({ [at]: 7 })), sheet).verdicts, 'K1')
  assert.deepEqual([other.outcome, other.cell.value], ['changed', '7'])
  assert.match(other.say, /Trước khi nộp: Ghi 7, đếm được 5/u)
  assert.equal(of(back(edited(bytes, typed({ [at]: 8 })), later).verdicts, 'K1').outcome, 'same')
})

test('states, estimates and what people write for nothing', () => {
  const sheet = made()
  const bytes = workbookFile(sheet)
  const at = (code: string, column = 'F') => `${column}${rowOf(bytes, code)}`
  const filled = edited(
    bytes,
    typed({
      [at('T1')]: 'không có',
      [at('T2', 'E')]: 'Ước tính',
      [at('T2')]: 300,
      [at('T2', 'I')]: 'hai buổi',
      [at('D1', 'E')]: 'Không áp dụng',
      [at('R1', 'E')]: 'chịu',
    }),
  )
  const { verdicts } = back(filled, sheet)
  assert.deepEqual([of(verdicts, 'T1').cell.state, of(verdicts, 'T1').outcome], ['none', 'created'])
  assert.match(of(verdicts, 'T1').say, /Trước khi nộp: .*lý do/u)
  assert.deepEqual(of(verdicts, 'T2').cell, cell('T2', '300', 'estimated', 'hai buổi'))
  assert.equal(of(verdicts, 'D1').cell.state, 'not_applicable')
  assert.match(of(verdicts, 'R1').say, /không phải một cách ghi/u)
})

test('a cell that a colleague wrote meanwhile is shown with both; what the officer left alone stays the colleague’s', () => {
  const then = made({ cells: [cell('T1', '10'), cell('T2', '20')] })
  const bytes = workbookFile(then)
  const now = made({ cells: [cell('T1', '11'), cell('T2', '21')] })
  const { verdicts } = back(edited(bytes, typed({ [`F${rowOf(bytes, 'T1')}`]: 12 })), now)
  assert.deepEqual([of(verdicts, 'T1').outcome, of(verdicts, 'T1').kept.value, of(verdicts, 'T1').cell.value], ['clash', '11', '12'])
  assert.deepEqual([of(verdicts, 'T2').outcome, of(verdicts, 'T2').cell.value], ['same', '21'])
  const agreed = back(edited(bytes, typed({ [`F${rowOf(bytes, 'T1')}`]: 11 })), now)
  assert.equal(of(agreed.verdicts, 'T1').outcome, 'same')
})

test('formulas, days, percents, hidden and merged places, errors are each told with the cell and what to do', () => {
  const sheet = made()
  const bytes = workbookFile(sheet)
  const row = rowOf(bytes, 'T1')
  const at = `F${row}`
  const day14 = edited(bytes, parts => {
    parts['xl/styles.xml'] = (parts['xl/styles.xml'] ?? '').replace('formatCode="#,##0"', 'formatCode="dd/mm/yyyy"')
    cellXml(at, `<c r="${at}" s="10"><v>46359</v></c>`)(parts)
  })
  const percent = edited(bytes, parts => {
    parts['xl/styles.xml'] = (parts['xl/styles.xml'] ?? '').replace('formatCode="#,##0"', 'formatCode="0.0%"')
    cellXml(at, `<c r="${at}" s="10"><v>0.854</v></c>`)(parts)
  })
  const says = (file: Uint8Array) => {
    const verdict = of(back(file, sheet).verdicts, 'T1')
    assert.equal(verdict.outcome, 'rejected')
    return verdict.say
  }
  assert.match(
    says(edited(bytes, cellXml(at, `<c r="${at}" s="10"><f>SUM(A1:A3)</f><v>41</v></c>`))),
    /Ô F\d+ có công thức, đang cho ra 41.*dán giá trị/u,
  )
  assert.match(says(edited(bytes, cellXml(at, `<c r="${at}" s="10"><f>1/0</f></c>`))), /có công thức/u)
  assert.match(says(edited(bytes, cellXml(at, `<c r="${at}" t="e"><v>#REF!</v></c>`))), /“#REF!”, không phải là số/u)
  assert.match(says(edited(bytes, cellXml(at, `<c r="${at}" t="b"><v>1</v></c>`))), /“TRUE”/u)
  assert.match(says(day14), /F\d+ là ngày 03\/12\/2026, không phải số/u)
  assert.match(says(percent), /là 85,4%\. Ô này cần số lượng/u)
  const filled = edited(bytes, typed({ [at]: 12 }))
  const change = (from: string | RegExp, to: string) =>
    edited(filled, parts => {
      parts['xl/worksheets/sheet1.xml'] = (parts['xl/worksheets/sheet1.xml'] ?? '').replace(from, to)
    })
  assert.match(says(change(`<row r="${row}"`, `<row r="${row}" hidden="1"`)), /Dòng \d+ đang ẩn/u)
  assert.match(says(change('<col min="6" max="6"', '<col min="6" max="6" hidden="1"')), /Cột F đang ẩn/u)
  assert.match(
    says(change('<pageMargins', `<mergeCells count="1"><mergeCell ref="F${row}:F${row + 1}"/></mergeCells><pageMargins`)),
    /đang gộp/u,
  )
  assert.match(says(edited(bytes, typed({ [at]: 1.234 }))), /Nếu ý ông\/bà là 1\.234.*gõ lại 1234/u)
  assert.match(says(edited(bytes, typed({ [at]: -4 }))), /Không được nhỏ hơn 0/u)
  assert.match(says(edited(bytes, typed({ [at]: '85%' }))), /phần trăm/u)
  assert.match(says(edited(bytes, typed({ [`G${row}`]: 3 }))), /không phải tỷ lệ/u)
})

test('a line that was added, taken out, doubled or sorted', () => {
  const sheet = made()
  const bytes = workbookFile(sheet)
  const [t1, t2] = [rowOf(bytes, 'T1'), rowOf(bytes, 'T2')]
  const added = back(edited(bytes, typed({ [`A${t1}`]: 'ZZ9', [`F${t1}`]: 3 })), sheet)
  assert.match(of(added.verdicts, 'ZZ9').say, /Không có chỉ tiêu này/u)
  assert.deepEqual(added.notes, ['1 chỉ tiêu không còn trong tệp: giữ như đang có trên hệ thống.'])
  const doubled = back(edited(bytes, typed({ [`A${t2}`]: 'T1', [`F${t2}`]: 3 })), sheet)
  assert.match(doubled.verdicts.filter(one => one.code === 'T1')[1]?.say ?? '', /đã có ở F\d+/u)
  const sorted = back(edited(bytes, typed({ [`A${t1}`]: 'T2', [`F${t1}`]: 7, [`A${t2}`]: 'T1', [`F${t2}`]: 6 })), sheet)
  assert.deepEqual([of(sorted.verdicts, 'T1').cell.value, of(sorted.verdicts, 'T2').cell.value], ['6', '7'])
})

test('a workbook of another window, unit or form is told apart', () => {
  const sheet = made()
  const bytes = workbookFile(sheet)
  const now = (more: Partial<ForWorkbook>) => () => back(bytes, made({ more }))
  assert.throws(now({ window: { ...sheet.window, code: 'T2026-10' } }), refusedWith('other-window'))
  assert.throws(now({ unit: { ...sheet.unit, id: '22222222-2222-4222-8222-222222222222' } }), refusedWith('other-unit'))
  assert.throws(now({ formVersion: 2 }), refusedWith('other-form'))
  assert.throws(() => back(bytes, made({ indicators: INDICATORS.slice(1) })), refusedWith('other-form'))
  assert.throws(() => back(bytes, made({ narrative: [{ heading: 'Mục mới', text: '' }] })), refusedWith('other-form'))
  const nameless = edited(bytes, parts => {
    parts['xl/workbook.xml'] = (parts['xl/workbook.xml'] ?? '').replace(/<sheet name="Định danh".*?\/>/u, '')
  })
  assert.throws(() => back(nameless, sheet), refusedWith('foreign'))
})
