import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { consolidate, type Figure, type Part, percent, type Total } from '../figures.ts'
import { indicator } from '../indicator.examples.ts'
import { type Adjustment, type Amount, adjust, adjustBefore, mayUndo, opposite, readAdjustment, standingOnes } from './adjusting.ts'

const FLOW = indicator('A')
const PART = indicator('A1', { subsetOf: 'A', addsUp: true, depth: 1 })
const OTHER = indicator('A2', { subsetOf: 'A', addsUp: true, depth: 1 })
const ASKED = indicator('Q')
const ANSWERED = indicator('Q1', { subsetOf: 'Q', depth: 1 })
const RATE = indicator('QR', { kind: 'ratio', numerator: 'Q1', denominator: 'Q', decimals: 1 })
const TYPED = indicator('TR', { kind: 'ratio', decimals: 1 })
const ALL = [FLOW, PART, OTHER, ASKED, ANSWERED, RATE, TYPED]

const figure = (code: string, value: number | null, more: Partial<Figure> = {}): Figure => ({
  code,
  value,
  state: value === null ? 'none' : value === 0 ? 'zero' : 'reported',
  counted: null,
  numerator: null,
  denominator: null,
  reason: null,
  note: null,
  ...more,
})
const ratio = (code: string, numerator: number, denominator: number): Figure =>
  denominator === 0 ? figure(code, null) : figure(code, percent(numerator, denominator), { numerator, denominator })
const unit = (unitId: string, [a1, a2, q, q1, n, d]: readonly number[]): Part => ({
  unitId,
  editionId: `e-${unitId}`,
  figures: new Map(
    [
      figure('A', (a1 ?? 0) + (a2 ?? 0)),
      figure('A1', a1 ?? 0),
      figure('A2', a2 ?? 0),
      figure('Q', q ?? 0),
      figure('Q1', q1 ?? 0),
      ratio('QR', q1 ?? 0, q ?? 0),
      ratio('TR', n ?? 0, d ?? 0),
    ].map(one => [one.code, one]),
  ),
  records: new Map(),
  gaps: new Map(),
})
const totalsOf = (...units: readonly (readonly number[])[]): Total[] =>
  consolidate(
    ALL,
    units.map((one, i) => unit(`u${i}`, one)),
    units.map((_, i) => `u${i}`),
  )
const by = (totals: readonly Total[], code: string): Total => totals.find(one => one.code === code) ?? assert.fail(code)
const amount = (value: number): Amount => ({ value, numerator: null, denominator: null })
const adjustment = (number: number, lines: Readonly<Record<string, Amount>>, more: Partial<Adjustment> = {}): Adjustment => ({
  id: `a${number}`,
  number,
  kind: 'own',
  reason: 'lý do',
  undoes: null,
  lines: new Map(Object.entries(lines)),
  ...more,
})
const read = (totals: readonly Total[], kind: 'own' | 'twice', typed: Readonly<Record<string, string>>) =>
  readAdjustment(ALL, totals, { kind, reason: 'lý do', typed })
const refused = (outcome: ReturnType<typeof read>): string[] => (Array.isArray(outcome) ? outcome.map(one => one.refused) : [])

test('an own part is added as a contribution of its own, and the computed ratio follows it', () => {
  const totals = totalsOf([1, 2, 10, 8, 1, 2])
  const { totals: made, unfit } = adjust(ALL, totals, [adjustment(1, { Q: amount(4), Q1: amount(1) })])
  assert.deepEqual(unfit, [])
  assert.equal(by(made, 'Q').value, 14)
  assert.deepEqual([by(made, 'QR').numerator, by(made, 'QR').denominator, by(made, 'QR').value], [9, 14, percent(9, 14)])
  assert.deepEqual(by(made, 'Q').contributions.at(-1), { editionId: null, unitId: null, adjustmentId: 'a1', ...amount(4) })
  assert.equal(by(made, 'A'), by(totals, 'A'), 'what is not adjusted is left as it is')
})

test('where no unit reported, the own part is the total, and who is missing stays named', () => {
  const bare = consolidate([FLOW], [], ['u0'])
  const { totals } = adjust([FLOW], bare, [adjustment(1, { A: amount(3) })])
  assert.deepEqual([by(totals, 'A').state, by(totals, 'A').value, by(totals, 'A').missing], ['reported', 3, ['u0']])
})

test('an adjustment and the one that undoes it leave no trace in a total', () => {
  const bare = consolidate([FLOW], [], ['u0'])
  const one = adjustment(1, { A: amount(3) })
  const undoing = adjustment(2, Object.fromEntries(opposite(one.lines)), { undoes: 'a1' })
  assert.deepEqual(standingOnes([one, undoing]), [])
  assert.deepEqual(adjust([FLOW], bare, [one, undoing]).totals, bare)
})

test('a count never falls below zero: such a total stands without adjustments and is named', () => {
  const totals = totalsOf([1, 1, 0, 0, 0, 0])
  const { totals: made, unfit } = adjust(ALL, totals, [adjustment(1, { A: amount(-3) })])
  assert.deepEqual(unfit, ['A'])
  assert.equal(by(made, 'A').value, 2)
  assert.deepEqual(refused(read(totals, 'twice', { A: '3', A1: '2', A2: '1' })), ['reports.adjust-below-zero', 'reports.adjust-below-zero'])
})

test('lines that make up their whole move with it', () => {
  const totals = totalsOf([5, 5, 9, 3, 0, 0])
  assert.deepEqual(refused(read(totals, 'own', { A: '2' })), ['reports.adjust-parts-differ'])
  assert.deepEqual(refused(read(totals, 'own', { A: '2', A1: '1' })), ['reports.adjust-parts-differ'])
  assert.equal((read(totals, 'own', { A: '2', A1: '1', A2: '1' }) as ReadonlyMap<string, Amount>).size, 3)
})

test('a part does not rise above its whole', () => {
  const totals = totalsOf([0, 0, 9, 8, 0, 0])
  assert.ok(refused(read(totals, 'own', { Q1: '2' })).includes('reports.adjust-part-above'))
  assert.ok(refused(read(totals, 'twice', { Q: '2' })).includes('reports.adjust-part-above'))
  assert.deepEqual(refused(read(totals, 'own', { Q: '2', Q1: '2' })), [])
})

test('a ratio is adjusted by numerator and denominator, and a computed one only through its lines', () => {
  const totals = totalsOf([0, 0, 9, 8, 3, 4])
  assert.deepEqual(refused(read(totals, 'own', { TR: '50' })), ['reports.adjust-ratio-alone'])
  assert.deepEqual(refused(read(totals, 'own', { TR: '5/4' })), ['reports.adjust-ratio'])
  assert.deepEqual(refused(read(totals, 'own', { QR: '1/2' })), ['reports.adjust-follows'])
  assert.deepEqual((read(totals, 'twice', { TR: '1/2' }) as ReadonlyMap<string, Amount>).get('TR'), {
    value: null,
    numerator: -1,
    denominator: -2,
  })
  assert.deepEqual(refused(read(totals, 'twice', { TR: '1/4' })), ['reports.adjust-below-zero'], '2 of 0')
})

test('what cannot be read is said for each line', () => {
  const totals = totalsOf([5, 5, 9, 3, 1, 2])
  for (const [typed, code] of [
    ['ba', 'reports.adjust-not-a-number'],
    ['-3', 'reports.adjust-sign'],
    ['0', 'reports.adjust-sign'],
    ['1,5', 'reports.adjust-decimals'],
    ['99999999999999', 'reports.adjust-too-large'],
  ] as const)
    assert.deepEqual(refused(read(totals, 'own', { Q: typed })), [code], typed)
  assert.deepEqual(refused(read(totals, 'own', { Q: ' ' })), ['reports.adjust-nothing'])
  assert.deepEqual(refused(read(totals, 'own', { ZZZ: '1' })), ['reports.adjust-nothing'], 'a line that the form does not have')
})

test('an own part is not undone while something was taken off it', () => {
  const bare = totalsOf([0, 0, 1, 0, 0, 0])
  const all = [adjustment(1, { Q: amount(5) }), adjustment(2, { Q: amount(-4) }, { kind: 'twice' })]
  const first = mayUndo(ALL, bare, all, 'a1')
  assert.ok(first !== true && first.refused === 'reports.adjust-undo-below')
  assert.equal(mayUndo(ALL, bare, all, 'a2'), true)
  const apart = [adjustment(1, { A: amount(2) }), adjustment(2, { A1: amount(2) })]
  const whole = mayUndo([FLOW, PART], totalsOf([0, 0, 0, 0, 0, 0]), apart, 'a1')
  assert.ok(whole !== true && whole.refused === 'reports.adjust-undo-below', 'a part would rise above its whole')
  const undone = [...all, adjustment(3, { Q: amount(4) }, { undoes: 'a2' })]
  const twice = mayUndo(ALL, bare, undone, 'a2')
  assert.ok(twice !== true && twice.refused === 'reports.adjust-undone')
  const undoing = mayUndo(ALL, bare, undone, 'a3')
  assert.ok(undoing !== true && undoing.refused === 'reports.adjust-is-undoing')
})

test('figures of before that were added up from units get what was adjusted then', () => {
  const before = new Map([
    ['Q', { figure: figure('Q', 7), notComparable: null }],
    ['A', { figure: undefined, notComparable: 'địa bàn khác' }],
  ])
  const made = adjustBefore(ALL, before, [adjustment(1, { Q: amount(2), A: amount(1) })])
  assert.equal(made.get('Q')?.figure?.value, 9)
  assert.equal(made.get('A')?.figure, undefined, 'what is not comparable stays so')
})

const small = fc.nat(9)
const units = fc.array(fc.tuple(small, small, small, small, small, small), { minLength: 1, maxLength: 6 })
const drawn = fc.array(
  fc.record({
    kind: fc.constantFrom<'own' | 'twice'>('own', 'twice'),
    a1: small,
    a2: small,
    q: small,
    q1: small,
    n: small,
    d: small,
    undo: fc.boolean(),
  }),
  { maxLength: 8 },
)

test('whatever is adjusted and undone: Σ contributions is the value, nothing is below zero, parts stay within their whole', () => {
  fc.assert(
    fc.property(units, drawn, (reported, acts) => {
      const bare = totalsOf(
        ...reported.map(([a1, a2, q, q1, n, d]) => [a1, a2, Math.max(q, q1), Math.min(q, q1), Math.min(n, d), Math.max(n, d)]),
      )
      let all: Adjustment[] = []
      for (const act of acts) {
        const number = all.length + 1
        const target = standingOnes(all)[0]
        if (act.undo && target) {
          if (mayUndo(ALL, bare, all, target.id) === true)
            all = [...all, adjustment(number, Object.fromEntries(opposite(target.lines)), { undoes: target.id })]
          continue
        }
        const text = (n: number): string => (n === 0 ? '' : String(n))
        const lines = readAdjustment(ALL, adjust(ALL, bare, all).totals, {
          kind: act.kind,
          reason: 'lý do',
          typed: {
            A: text(act.a1 + act.a2),
            A1: text(act.a1),
            A2: text(act.a2),
            Q: text(act.q),
            Q1: text(act.q1),
            TR: act.d > 0 ? `${Math.min(act.n, act.d)}/${act.d}` : '',
          },
        })
        if (!Array.isArray(lines))
          all = [...all, { ...adjustment(number, {}), kind: act.kind, lines: lines as ReadonlyMap<string, Amount> }]
      }
      const { totals, unfit } = adjust(ALL, bare, all)
      assert.deepEqual(unfit, [])
      for (const total of totals) {
        const sum = (of: (one: Total['contributions'][number]) => number | null): number =>
          total.contributions.reduce((n, one) => n + (of(one) ?? 0), 0)
        if (total.denominator === null)
          assert.equal(
            sum(one => one.value),
            total.value ?? 0,
          )
        else assert.deepEqual([sum(one => one.numerator), sum(one => one.denominator)], [total.numerator, total.denominator])
        assert.ok((total.value ?? 0) >= 0 && (total.denominator === null || (total.value ?? 0) <= 100))
      }
      assert.equal(by(totals, 'A').value, (by(totals, 'A1').value ?? 0) + (by(totals, 'A2').value ?? 0))
      assert.ok((by(totals, 'Q1').value ?? 0) <= (by(totals, 'Q').value ?? 0))
      // The computed ratio is still that of its two lines, wherever it has one.
      const rate = by(totals, 'QR')
      if (rate.denominator !== null) assert.deepEqual([rate.numerator, rate.denominator], [by(totals, 'Q1').value, by(totals, 'Q').value])
    }),
    { seed: 922, numRuns: 300 },
  )
})
