import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Figure, Indicator } from './figures.ts'
import { indicator as example } from './indicator.examples.ts'
import { type Asked, cellOf, numbering, originOf, readSheet, type TypedCell } from './sheet.ts'

const indicator = (code: string, more: Partial<Indicator> = {}) => example(code, { label: code.toLowerCase(), ...more })
const asked = (indicators: readonly Indicator[], more: Partial<Asked> = {}): Asked => ({
  indicators,
  counted: new Map(),
  opening: new Map(),
  returned: new Map(),
  ...more,
})
const cell = (code: string, value: string, state: TypedCell['state'] = '', reason = ''): TypedCell => ({ code, value, state, reason })
const codes = (of: Asked, ...cells: TypedCell[]) => readSheet(of, cells).refusals.map(one => one.refused)
const figures = (of: Asked, ...cells: TypedCell[]) =>
  Object.fromEntries([...readSheet(of, cells).figures].map(([code, one]) => [code, [one.state, one.value]]))
const A = indicator('A1')

test('an empty cell is refused and never read as zero', () => {
  assert.deepEqual(codes(asked([A]), cell('A1', '')), ['reports.cell-empty'])
  assert.deepEqual(codes(asked([A])), ['reports.cell-empty'])
  assert.deepEqual(figures(asked([A]), cell('A1', '')), {})
})

test('zero is zero only when 0 was typed', () => assert.deepEqual(figures(asked([A]), cell('A1', '0')), { A1: ['zero', 0] }))

test('numbers are read the Vietnamese way', () => assert.deepEqual(figures(asked([A]), cell('A1', '1.460')), { A1: ['reported', 1460] }))

test('words, negatives, halves of wholes and figures beyond sense are refused', () => {
  assert.deepEqual(codes(asked([A]), cell('A1', 'mười')), ['reports.cell-not-a-number'])
  assert.deepEqual(codes(asked([A]), cell('A1', '-3')), ['reports.cell-negative'])
  assert.deepEqual(codes(asked([A]), cell('A1', '1,5')), ['reports.cell-decimals'])
  assert.deepEqual(codes(asked([A]), cell('A1', '99999999999999')), ['reports.cell-too-large'])
  assert.deepEqual(codes(asked([indicator('A1', { decimals: 1 })]), cell('A1', '1,5')), [])
})

test('an estimate says how it was estimated', () => {
  assert.deepEqual(codes(asked([A]), cell('A1', '300', 'estimated')), ['reports.cell-estimate-reason'])
  assert.deepEqual(figures(asked([A]), cell('A1', '300', 'estimated', 'hai buổi ngoài trời')), { A1: ['estimated', 300] })
})

test('none and not applicable each need a reason, and no figure beside them', () => {
  for (const state of ['none', 'not_applicable'] as const) {
    assert.deepEqual(codes(asked([A]), cell('A1', '', state)), ['reports.cell-silent-reason'])
    assert.deepEqual(codes(asked([A]), cell('A1', '5', state, 'không có')), ['reports.cell-both'])
    assert.deepEqual(figures(asked([A]), cell('A1', '', state, 'không có')), { A1: [state, null] })
  }
})

const counted = (n: number) => asked([indicator('A1', { counter: 'c' })], { counted: new Map([['A1', n]]) })

test('a counted cell needs no typing, and no records is zero', () => {
  assert.deepEqual(figures(counted(5)), { A1: ['reported', 5] })
  assert.deepEqual(figures(counted(0)), { A1: ['zero', 0] })
})

test('another figure than the count needs a reason, and both are kept', () => {
  assert.deepEqual(codes(counted(34), cell('A1', '37')), ['reports.cell-override-reason'])
  const sheet = readSheet(counted(34), [cell('A1', '37', '', 'ba lượt còn trong sổ giấy')])
  assert.deepEqual(
    [sheet.figures.get('A1')?.value, sheet.figures.get('A1')?.counted, sheet.figures.get('A1')?.reason],
    [37, 34, 'ba lượt còn trong sổ giấy'],
  )
})

test('what has records cannot be said not to occur', () =>
  assert.deepEqual(codes(counted(2), cell('A1', '', 'none', 'không có')), ['reports.cell-records-exist']))

test('a cell whose counter the house does not have is typed', () => {
  const one = indicator('A1', { counter: 'c' })
  assert.equal(originOf(one, new Map()), 'typed')
  assert.deepEqual(codes(asked([one]), cell('A1', '')), ['reports.cell-empty'])
})

const WHOLE = [
  indicator('W1'),
  indicator('P1', { subsetOf: 'W1', addsUp: true, depth: 1 }),
  indicator('P2', { subsetOf: 'W1', addsUp: true, depth: 1 }),
]

test('4 + 4 of 3 is refused: each part is more than its whole, and the parts do not add up', () => {
  assert.deepEqual(codes(asked(WHOLE), cell('W1', '3'), cell('P1', '4'), cell('P2', '4')), [
    'reports.cell-part-above',
    'reports.cell-parts-differ',
    'reports.cell-part-above',
  ])
})

test('what is amiss is said from the top of the sheet down, whatever rule found it', () => {
  const { refusals } = readSheet(asked(WHOLE), [cell('W1', '3'), cell('P1', '4'), cell('P2', 'x')])
  assert.deepEqual(
    refusals.map(one => one.field),
    ['o-P1', 'o-P2'],
  )
})

test('parts that are said not to occur do not make a whole', () => {
  assert.deepEqual(codes(asked(WHOLE), cell('W1', '3'), cell('P1', '', 'none', 'không có'), cell('P2', '', 'none', 'không có')), [
    'reports.cell-parts-differ',
  ])
})

test('collective and individual add up to the models registered', () => {
  assert.deepEqual(codes(asked(WHOLE), cell('W1', '73'), cell('P1', '61'), cell('P2', '12')), [])
  const refused = readSheet(asked(WHOLE), [cell('W1', '5'), cell('P1', '4'), cell('P2', '2')]).refusals
  assert.equal(refused[0]?.say, 'P1 4 và p2 2 phải cộng bằng 5 ở ô 1; đang là 6.')
})

test('61 + 12 of which 4 + 4 went up: a part of a part is never added to the whole', () => {
  const form = [...WHOLE, indicator('U1', { subsetOf: 'P1', depth: 1 }), indicator('U2', { subsetOf: 'P2', depth: 1 })]
  assert.deepEqual(codes(asked(form), cell('W1', '73'), cell('P1', '61'), cell('P2', '12'), cell('U1', '4'), cell('U2', '4')), [])
  assert.deepEqual(codes(asked(form), cell('W1', '73'), cell('P1', '61'), cell('P2', '12'), cell('U1', '4'), cell('U2', '13')), [
    'reports.cell-part-above',
  ])
})

const RATIO = [
  indicator('Y1'),
  indicator('Y2', { subsetOf: 'Y1', depth: 1 }),
  indicator('Y3', { kind: 'ratio', numerator: 'Y2', denominator: 'Y1', depth: 1 }),
]

test('a ratio is computed from the cells it divides', () => {
  const sheet = readSheet(asked(RATIO), [cell('Y1', '48'), cell('Y2', '41')])
  const ratio = sheet.figures.get('Y3')
  assert.deepEqual([ratio?.value, ratio?.numerator, ratio?.denominator], [85.4167, 41, 48])
  assert.deepEqual(readSheet(asked(RATIO), [cell('Y1', '0'), cell('Y2', '0')]).figures.get('Y3')?.state, 'none')
})

test('a typed ratio shows what it divides: a percentage alone is refused', () => {
  const of = asked([indicator('R1', { kind: 'ratio' })])
  assert.deepEqual(codes(of, cell('R1', '100')), ['reports.cell-ratio-alone'])
  assert.deepEqual(codes(of, cell('R1', '100%')), ['reports.cell-ratio-alone'])
  assert.deepEqual(codes(of, cell('R1', '5/0')), ['reports.cell-ratio-zero'])
  assert.deepEqual(codes(of, cell('R1', '49/48')), ['reports.cell-ratio-above'])
  assert.deepEqual(figures(of, cell('R1', '41/48')), { R1: ['reported', 85.4167] })
})

const STOCK = [
  indicator('N1'),
  indicator('S1'),
  indicator('C1', { kind: 'stock', formula: { opening: true, plus: ['N1'], minus: ['S1'] } }),
]

test('187 + 52 − 0 = 239', () => {
  const of = asked(STOCK, { opening: new Map([['C1', 187]]) })
  assert.deepEqual(figures(of, cell('N1', '52'), cell('S1', '0'))['C1'], ['reported', 239])
})

test('a computed figure below zero is refused, and one that waits for a cell is not there', () => {
  const of = asked(STOCK, { opening: new Map([['C1', 1]]) })
  assert.deepEqual(codes(of, cell('N1', '0'), cell('S1', '5')), ['reports.cell-negative'])
  assert.equal(figures(of, cell('N1', '0'))['C1'], undefined)
})

test('a returned cell is changed or the reviewer is answered', () => {
  const then: Figure = {
    code: 'A1',
    state: 'reported',
    value: 12,
    counted: null,
    numerator: null,
    denominator: null,
    reason: null,
    note: null,
  }
  const of = asked([A], { returned: new Map([['A1', then]]) })
  assert.deepEqual(codes(of, cell('A1', '12')), ['reports.cell-unanswered'])
  assert.deepEqual(codes(of, cell('A1', '1')), [])
  assert.deepEqual(codes(of, cell('A1', '12', '', 'đã đối chiếu với biên bản')), [])
})

test('lines are numbered as the form has them', () => assert.deepEqual([...numbering(WHOLE).values()], ['1', '1.1', '1.2']))

test('every figure read from a sheet can be typed again and is the same figure', () => {
  const form = [indicator('A1'), indicator('B1', { counter: 'c' }), indicator('R1', { kind: 'ratio' })]
  const of = asked(form, { counted: new Map([['B1', 7]]) })
  fc.assert(
    fc.property(
      fc.nat(100_000),
      fc.nat(20),
      fc.integer({ min: 1, max: 50 }),
      fc.nat(50),
      fc.constantFrom<TypedCell['state']>('', 'estimated'),
      (a, b, d, n, state) => {
        const typed = [
          cell('A1', String(a), state, 'cách ước'),
          cell('B1', String(b), state, 'lý do'),
          cell('R1', `${Math.min(n, d)}/${d}`, state, 'cách ước'),
        ]
        const first = readSheet(of, typed)
        assert.deepEqual(first.refusals, [])
        const again = readSheet(
          of,
          form.flatMap(one => {
            const figure = first.figures.get(one.code)
            return figure ? [cellOf(figure, originOf(one, of.counted))] : []
          }),
        )
        assert.deepEqual([...again.figures], [...first.figures])
      },
    ),
    { seed: 2026, numRuns: 300 },
  )
})

test('whatever is typed, what passes has no negative figure, no part above its whole and no silent cell with a value', () => {
  const text = fc.oneof(fc.nat(3).map(String), fc.constant(''), fc.constantFrom('-1', '1,5', 'x', '3/4'))
  const state = fc.constantFrom<TypedCell['state']>('', 'estimated', 'none', 'not_applicable')
  const typed = fc.tuple(
    ...WHOLE.map(one => fc.record({ code: fc.constant(one.code), value: text, state, reason: fc.constantFrom('', 'lý do', 'lý do khác') })),
  )
  fc.assert(
    fc.property(typed, cells => {
      const { figures: all, refusals } = readSheet(asked(WHOLE), cells)
      if (refusals.length > 0) return
      const value = (code: string) => all.get(code)?.value ?? 0
      for (const figure of all.values())
        assert.ok(figure.value === null ? figure.state === 'none' || figure.state === 'not_applicable' : figure.value >= 0)
      if (all.get('W1')?.value != null) assert.equal(value('P1') + value('P2'), value('W1'))
      assert.equal(all.size, WHOLE.length)
    }),
    { seed: 2026, numRuns: 1000 },
  )
})
