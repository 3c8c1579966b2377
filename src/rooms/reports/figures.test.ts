import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { day } from '../../ground/day.ts'
import { isRefusal } from '../../ground/faults.ts'
import {
  accumulate,
  before,
  bind,
  boundCodes,
  consolidate,
  daysBetweenWindows,
  type Figure,
  figureOfTotal,
  type Indicator,
  isFarFrom,
  type Part,
  percent,
  readState,
  type Total,
} from './figures.ts'
import { indicator } from './indicator.examples.ts'

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
const part = (
  unitId: string,
  figures: readonly Figure[],
  records: Readonly<Record<string, readonly string[]>> = {},
  gaps: Readonly<Record<string, readonly string[]>> = {},
): Part => ({
  unitId,
  editionId: `e-${unitId}`,
  figures: new Map(figures.map(one => [one.code, one])),
  records: new Map(Object.entries(records).map(([code, ids]) => [code, new Set(ids)])),
  gaps: new Map(Object.entries(gaps)),
})
const one = (totals: readonly Total[]): Total => totals[0] ?? assert.fail('no total')
const T = indicator('T')
const D = indicator('D', { counter: 'c' })
const R = indicator('R', { kind: 'ratio' })

test('a total names the units that are not in it: the one that did not report, and the one without this figure', () => {
  const total = one(consolidate([T], [part('a', [figure('T', 4)]), part('b', [])], ['a', 'b', 'c']))
  assert.equal(total.value, 4)
  assert.deepEqual([...total.missing].sort(), ['b', 'c'])
})

test('what was not reported is not zero', () => {
  assert.deepEqual([one(consolidate([T], [], ['a'])).state, one(consolidate([T], [], ['a'])).value], ['missing', null])
  assert.equal(one(consolidate([T], [part('a', [figure('T', 0)])], ['a'])).state, 'zero')
})

test('none occurring everywhere is not zero, and not missing', () => {
  assert.equal(one(consolidate([T], [part('a', [figure('T', null)])], ['a'])).state, 'none')
  assert.equal(one(consolidate([T], [part('a', [figure('T', null, { state: 'not_applicable' })])], ['a'])).state, 'not_applicable')
})

test('where all who handed in said that nothing occurred, that is what is read, and who is missing stays named', () => {
  const total = one(consolidate([T], [part('a', [figure('T', null)])], ['a', 'b']))
  assert.deepEqual([total.state, readState(total), total.missing], ['missing', 'none', ['b']])
  assert.equal(readState(one(consolidate([T], [], ['a']))), 'missing')
  assert.equal(readState(one(consolidate([T], [part('a', [figure('T', 0)])], ['a', 'b']))), 'zero')
})

test('one estimate makes the total an estimate, and says whose', () => {
  const total = one(consolidate([T], [part('a', [figure('T', 3)]), part('b', [figure('T', 5, { state: 'estimated' })])], ['a', 'b']))
  assert.deepEqual([total.state, total.value, total.estimated], ['estimated', 8, ['b']])
})

test('a record that two units counted is counted once above them', () => {
  const a = part('a', [figure('D', 3, { counted: 3 })], { D: ['x', 'y', 'z'] })
  const b = part('b', [figure('D', 2, { counted: 2 })], { D: ['z', 'w'] })
  const total = one(consolidate([D], [a, b], ['a', 'b']))
  assert.deepEqual([total.value, total.counted], [4, 4])
  assert.deepEqual(
    total.contributions.map(each => [each.unitId, each.value]),
    [
      ['a', 3],
      ['b', 2],
      [null, -1],
    ],
  )
})

test('47 distinct of 91 when one model is praised at two levels: the second praise adds nothing', () => {
  const models = Array.from({ length: 47 }, (_, i) => `m${i}`)
  const a = part('a', [figure('D', 47, { counted: 47 })], { D: models })
  const b = part('b', [figure('D', 1, { counted: 1 })], { D: ['m7'] })
  assert.equal(one(consolidate([D], [a, b], ['a', 'b'])).value, 47)
})

test('what a unit wrote beyond its count is added as it wrote it', () => {
  const a = part('a', [figure('D', 37, { counted: 34, reason: 'sổ giấy' })], { D: Array.from({ length: 34 }, (_, i) => `r${i}`) })
  const b = part('b', [figure('D', 1, { counted: 1 })], { D: ['r0'] })
  assert.equal(one(consolidate([D], [a, b], ['a', 'b'])).value, 34 + 3)
})

test('a ratio is the sum of numerators by the sum of denominators, never the mean of percentages', () => {
  const of = (unit: string, n: number, d: number) => part(unit, [figure('R', percent(n, d), { numerator: n, denominator: d })])
  const total = one(consolidate([R], [of('a', 1, 1), of('b', 1, 99)], ['a', 'b']))
  assert.deepEqual([total.value, total.numerator, total.denominator], [2, 2, 100])
})

test('a gap of a part is a gap of the whole', () => {
  const district = part('d1', [figure('T', 9)], {}, { T: ['c3'] })
  assert.deepEqual(one(consolidate([T], [district], ['d1'])).missing, ['c3'])
})

// ── Roll-up, for all trees ──
const unitFigures = fc.record({
  typed: fc.option(fc.nat(500)),
  state: fc.constantFrom<'none' | 'not_applicable' | 'estimated' | 'reported'>('none', 'not_applicable', 'estimated', 'reported'),
  records: fc.uniqueArray(fc.nat(30), { maxLength: 12 }),
  over: fc.integer({ min: 0, max: 5 }),
  numerator: fc.nat(40),
  more: fc.nat(40),
  district: fc.integer({ min: 0, max: 3 }),
})
type Drawn = typeof unitFigures extends fc.Arbitrary<infer X> ? X : never

const drawn = (one: Drawn, i: number): Part => {
  const denominator = one.numerator + one.more
  const quiet = one.state === 'none' || one.state === 'not_applicable'
  return part(
    `u${i}`,
    [
      ...(one.typed === null
        ? []
        : [
            figure('T', quiet ? null : one.typed, {
              state: quiet ? one.state : one.state === 'estimated' ? 'estimated' : one.typed === 0 ? 'zero' : 'reported',
            }),
          ]),
      figure('D', one.records.length + one.over, { counted: one.records.length }),
      denominator === 0 ? figure('R', null) : figure('R', percent(one.numerator, denominator), { numerator: one.numerator, denominator }),
    ],
    { D: one.records.map(id => `r${id}`) },
  )
}
const INDICATORS = [T, D, R]
const said = (totals: readonly Total[]) =>
  totals.map(({ code, state, value, counted, numerator, denominator, missing }) => ({
    code,
    state,
    value,
    counted,
    numerator,
    denominator,
    missing: [...missing].sort(),
  }))

/** A total handed up as a part, as a district hands its own in. */
const handedUp = (unitId: string, parts: readonly Part[], owed: readonly string[]): Part => {
  const totals = consolidate(INDICATORS, parts, owed)
  return part(
    unitId,
    totals.flatMap(total => figureOfTotal(total) ?? []),
    { D: [...new Set(parts.flatMap(each => [...(each.records.get('D') ?? [])]))] },
    Object.fromEntries(totals.filter(total => total.missing.length > 0).map(total => [total.code, total.missing])),
  )
}

test('the order in which reports arrive changes no total', () => {
  fc.assert(
    fc.property(fc.array(unitFigures, { maxLength: 12 }), fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (units, keys) => {
      const parts = units.map(drawn)
      const shuffled = parts
        .map((each, i) => [keys[i] ?? 0, each] as const)
        .sort((a, b) => a[0] - b[0])
        .map(([, each]) => each)
      const owed = parts.map(each => each.unitId)
      assert.deepEqual(said(consolidate(INDICATORS, shuffled, owed)), said(consolidate(INDICATORS, parts, owed)))
    }),
    { seed: 2026, numRuns: 300 },
  )
})

test('a report returned and handed in again, corrected or not, leaves the totals as if it had come once', () => {
  fc.assert(
    fc.property(fc.array(unitFigures, { minLength: 1, maxLength: 8 }), unitFigures, fc.nat(7), (units, again, at) => {
      const parts = units.map(drawn)
      const i = at % parts.length
      const owed = parts.map(each => each.unitId)
      const corrected = { ...drawn(again, i), editionId: 'e2' }
      const fresh = parts.map((each, k) => (k === i ? corrected : each))
      const without = parts.filter((_, k) => k !== i)
      assert.deepEqual(said(consolidate(INDICATORS, [...without, corrected], owed)), said(consolidate(INDICATORS, fresh, owed)))
    }),
    { seed: 2026, numRuns: 200 },
  )
})

test('the province total is the same through districts and straight from communes', () => {
  fc.assert(
    fc.property(fc.array(unitFigures, { minLength: 1, maxLength: 14 }), fc.nat(), (units, late) => {
      const all = units.map(drawn)
      const owed = all.map(each => each.unitId)
      // One commune may be late: then it is missing on both ways.
      const parts = late % 2 === 0 ? all : all.slice(1)
      const districts = [...new Set(units.map(each => each.district))]
      const under = (district: number) => owed.filter((_, i) => units[i]?.district === district)
      const handed = districts.map(district =>
        handedUp(
          `d${district}`,
          parts.filter(each => under(district).includes(each.unitId)),
          under(district),
        ),
      )
      const through = said(
        consolidate(
          INDICATORS,
          handed,
          districts.map(district => `d${district}`),
        ),
      )
      const straight = said(consolidate(INDICATORS, parts, owed))
      const figures = (totals: ReturnType<typeof said>) =>
        totals.map(({ missing: _missing, state, ...rest }) => ({
          ...rest,
          state: state === 'missing' || state === 'not_applicable' ? 'none' : state,
        }))
      assert.deepEqual(figures(through), figures(straight))
      for (const [i, total] of straight.entries())
        for (const unit of total.missing)
          if (total.value !== null) assert.ok(through[i]?.missing.includes(unit) || through[i]?.missing.some(each => each.startsWith('d')))
    }),
    { seed: 2026, numRuns: 300 },
  )
})

test('the parts of a total always add up to it', () => {
  fc.assert(
    fc.property(fc.array(unitFigures, { maxLength: 14 }), units => {
      for (const total of consolidate(
        INDICATORS,
        units.map(drawn),
        units.map((_, i) => `u${i}`),
      )) {
        const sum = (pick: (each: Total['contributions'][number]) => number | null) =>
          total.contributions.reduce((all, each) => all + (pick(each) ?? 0), 0)
        if (total.code === 'R')
          assert.deepEqual([sum(each => each.numerator), sum(each => each.denominator)], [total.numerator ?? 0, total.denominator ?? 0])
        else
          assert.equal(
            sum(each => each.value),
            total.value ?? 0,
          )
      }
    }),
    { seed: 2026, numRuns: 300 },
  )
})

// ── Over time ──
const stretch = (label: string, from: string, until: string, value: number | undefined, more: Partial<Figure> = {}) => ({
  regimeId: 'r',
  label,
  from: day(from),
  until: day(until),
  figure: value === undefined ? undefined : figure('T', value, more),
})

test('flows add over a chain of windows, of stocks the last stands, and a window without a figure is named', () => {
  const chain = [
    stretch('tháng 1', '2026-01-01', '2026-01-31', 4),
    stretch('tháng 2', '2026-02-01', '2026-02-28', undefined),
    stretch('tháng 3', '2026-03-01', '2026-03-31', 5),
  ]
  assert.deepEqual(accumulate('flow', chain), { value: 9, numerator: null, denominator: null, missing: ['tháng 2'] })
  assert.deepEqual(accumulate('stock', chain), { value: 5, numerator: null, denominator: null, missing: [] })
})

test('52 new models raise the standing ones from 187 to 239: stocks are never added', () => {
  const chain = [stretch('năm 2019', '2019-01-01', '2019-12-31', 187), stretch('năm 2020', '2020-01-01', '2020-12-31', 239)]
  assert.equal((accumulate('stock', chain) as { value: number }).value, 239)
})

test('ratios over time divide sums', () => {
  const chain = [
    stretch('a', '2026-01-01', '2026-01-31', 100, { numerator: 1, denominator: 1 }),
    stretch('b', '2026-02-01', '2026-02-28', 1, { numerator: 1, denominator: 99 }),
  ]
  assert.equal((accumulate('ratio', chain) as { value: number }).value, 2)
})

test('overlapping windows are never summed, nor those of two regimes', () => {
  const overlap = accumulate('flow', [stretch('6 tháng', '2026-01-01', '2026-06-30', 4), stretch('tháng 6', '2026-06-01', '2026-06-30', 1)])
  assert.equal(isRefusal(overlap) && overlap.refused, 'reports.overlapping')
  const other = accumulate('flow', [
    stretch('tháng 1', '2026-01-01', '2026-01-31', 4),
    { ...stretch('tháng 2', '2026-02-01', '2026-02-28', 1), regimeId: 'q' },
  ])
  assert.equal(isRefusal(other) && other.refused, 'reports.other-regime')
})

test('days that no window covers are found', () => {
  assert.deepEqual(daysBetweenWindows([stretch('a', '2026-01-01', '2026-01-15', 1), stretch('b', '2026-01-18', '2026-02-15', 1)]), [
    { from: '2026-01-16', until: '2026-01-17' },
  ])
})

// ── Beside those of before ──
const earlier = (units: readonly string[], parts: readonly Part[], indicators: readonly Indicator[] = [T]) => ({
  comparison: { same: true as const, units },
  indicators,
  parts: new Map(parts.map(each => [each.unitId, each])),
  label: (id: string) => `xã ${id}`,
})

test('the figures of a merged commune are set beside the sum of those it came from', () => {
  const past = before([T], earlier(['a', 'b'], [part('a', [figure('T', 4)]), part('b', [figure('T', 6)])]))
  assert.equal(past.get('T')?.figure?.value, 10)
})

test('where the land moved nothing is compared, and the reason is said', () => {
  const past = before([T], { ...earlier([], []), comparison: { same: false, say: 'địa bàn khác' } })
  assert.deepEqual(past.get('T'), { figure: undefined, notComparable: 'địa bàn khác' })
})

test('where the definition changed nothing is compared, and the break is said', () => {
  const now = indicator('T', { id: 'T2', breakNote: 'từ 01/2026 tính cả hội thi' })
  assert.equal(before([now], earlier(['a'], [part('a', [figure('T', 4)])])).get('T')?.notComparable, 'từ 01/2026 tính cả hội thi')
})

test('where one of those it came from did not report nothing is compared, and it is named', () => {
  assert.equal(before([T], earlier(['a', 'b'], [part('a', [figure('T', 4)])])).get('T')?.notComparable, 'chưa có báo cáo của xã b')
})

test('a figure published with units missing is not set beside a whole one', () => {
  assert.equal(before([T], earlier(['a'], [part('a', [figure('T', 4)], {}, { T: ['c'] })])).get('T')?.notComparable, 'kỳ đó thiếu xã c')
})

test('far is three times as much and by more than a handful', () => {
  assert.equal(isFarFrom(figure('T', 12), figure('T', 1)), true)
  assert.equal(isFarFrom(figure('T', 3), figure('T', 1)), false)
  assert.equal(isFarFrom(figure('T', 110), figure('T', 100)), false)
})

test('a figure bound in the text is written from the table, and an unknown code stays to be seen', () => {
  assert.deepEqual(boundCodes('đăng ký {figure:DVK01} mô hình, {figure:TD02} lượt'), ['DVK01', 'TD02'])
  assert.equal(
    bind('đăng ký {figure:DVK01}, {figure:XX99}', code => (code === 'DVK01' ? '52' : undefined)),
    'đăng ký 52, {figure:XX99}',
  )
})
