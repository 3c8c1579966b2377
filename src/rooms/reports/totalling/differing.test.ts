import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { type Contribution, exact, percent } from '../figures.ts'
import { type Difference, differ, type Moved, type Side, shortened } from './differing.ts'
import { differOfUnit } from './unit-differing.ts'
import { conclusion, whyWords } from './why-words.ts'

const brought = (unitId: string | null, value: number, more: Partial<Contribution> = {}): Contribution => ({
  editionId: unitId === null ? null : `e-${unitId}`,
  unitId,
  value,
  numerator: null,
  denominator: null,
  ...more,
})
const sumSide = (parts: readonly Contribution[], reported?: readonly string[], released: readonly string[] = []): Side => ({
  value: exact(parts.reduce((all, one) => all + (one.value ?? 0), 0)),
  numerator: null,
  denominator: null,
  parts,
  reported: new Set(reported ?? parts.flatMap(one => one.unitId ?? [])),
  released: new Set(released),
})
const ratioSide = (parts: readonly Contribution[]): Side => {
  const numerator = parts.reduce((all, one) => all + (one.numerator ?? 0), 0)
  const denominator = parts.reduce((all, one) => all + (one.denominator ?? 0), 0)
  return {
    value: denominator === 0 ? null : percent(numerator, denominator),
    numerator,
    denominator,
    parts: denominator === 0 ? [] : parts,
    reported: new Set(parts.flatMap(one => one.unitId ?? [])),
    released: new Set(),
  }
}
const itself = (unit: string): readonly string[] => [unit]
const find = (difference: Difference, unit: string): Moved =>
  difference.moved.find(one => one.now.includes(unit) || one.past.includes(unit)) ?? assert.fail(unit)
const total = (moved: readonly Moved[]): number => exact(moved.reduce((all, one) => all + one.by, 0))

test('the difference is broken down by unit, by what was counted twice and by what was adjusted', () => {
  const past = sumSide([brought('a', 4), brought('b', 6), brought(null, -1)])
  const now = sumSide([brought('a', 9), brought('b', 5), brought(null, -3), brought(null, 2, { adjustmentId: 'x' })])
  const difference = differ('flow', past, now, ['a', 'b'], itself)
  assert.equal(difference.by, 4)
  assert.deepEqual(
    difference.moved.map(one => [one.what, one.by]),
    [
      ['units', 5],
      ['units', -1],
      ['adjusted', 2],
      ['twice', -2],
    ],
  )
})

test('who was missing then and who is missing now are named, and a unit where nothing occurred is not missing', () => {
  const past = sumSide([brought('a', 4), brought('b', 6)], ['a', 'b', 'd'])
  const now = sumSide([brought('a', 4), brought('c', 3), brought('d', 1)])
  const difference = differ('flow', past, now, ['a', 'b', 'c', 'd'], itself)
  assert.deepEqual([find(difference, 'b').missing, find(difference, 'b').by], ['now', -6])
  assert.deepEqual([find(difference, 'c').missing, find(difference, 'c').by], ['past', 3])
  assert.equal(find(difference, 'd').missing, null)
})

test('a unit that was released is not missing: it has a line of its own, and a land with one that owed is not released', () => {
  const past = sumSide([brought('a', 4), brought('b', 6), brought('c', 2)], undefined, ['d'])
  const now = sumSide([brought('a', 5), brought('d', 3)], undefined, ['b'])
  const difference = differ('flow', past, now, ['a', 'b', 'c', 'd'], itself)
  const of = (unit: string) => [find(difference, unit).missing, find(difference, unit).released, find(difference, unit).by]
  assert.deepEqual(
    [of('a'), of('b'), of('c'), of('d')],
    [
      [null, false, 1],
      ['now', true, -6],
      ['now', false, -2],
      ['past', true, 3],
    ],
  )
  assert.equal(total(difference.moved), difference.by)
  const says = whyWords(
    difference,
    { kind: 'flow' },
    id => `xã ${id}`,
    () => undefined,
  )
  assert.deepEqual(says.slice(2), [
    'Lần trước có, lần này thiếu: xã c −2. Số của đơn vị thiếu không được ước tính thay.',
    'Lần trước được miễn, lần này có: xã d +3.',
    'Lần trước có, lần này được miễn: xã b −6. Số của đơn vị được miễn không được ước tính thay.',
  ])
  const merged = differ('flow', sumSide([], ['x'], ['b']), sumSide([brought('w', 1)]), ['w'], () => ['b', 'c'])
  assert.deepEqual([find(merged, 'w').missing, find(merged, 'w').released], ['past', false])
})

test('a unit made whole of others is set beside their sum; what cannot be set beside anything stands together', () => {
  const past = sumSide([brought('old1', 2), brought('old2', 3), brought('divided', 7)])
  const now = sumSide([brought('whole', 9), brought('left', 1), brought('right', 2)])
  const difference = differ('flow', past, now, ['whole', 'left', 'right'], unit => (unit === 'whole' ? ['old1', 'old2'] : undefined))
  assert.deepEqual([find(difference, 'whole').was, find(difference, 'whole').is, find(difference, 'whole').by], [5, 9, 4])
  const odd = find(difference, 'divided')
  assert.deepEqual([odd.what, odd.past, odd.now, odd.by], ['not-comparable', ['divided'], ['left', 'right'], -4])
})

test('a ratio moves by what each unit brings beyond the common rate: a unit that stayed as the whole moves nothing', () => {
  const of = (unit: string, numerator: number, denominator: number) => brought(unit, 0, { value: null, numerator, denominator })
  const past = ratioSide([of('a', 50, 100), of('b', 50, 100)])
  const now = ratioSide([of('a', 50, 100), of('b', 70, 100)])
  const difference = differ('ratio', past, now, ['a', 'b'], itself)
  assert.equal(difference.by, 10)
  assert.deepEqual([find(difference, 'a').by, find(difference, 'b').by], [0, 10])
})

test('where one of the two has no value there is no difference', () => {
  assert.deepEqual(
    differ('ratio', ratioSide([]), ratioSide([brought('a', 0, { value: null, numerator: 1, denominator: 2 })]), ['a'], itself),
    {
      by: null,
      moved: [],
    },
  )
})

const UNITS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const cents = fc.integer({ min: 0, max: 5000 }).map(n => n / 10)
const sides = fc.record({
  values: fc.dictionary(fc.constantFrom(...UNITS), cents),
  twice: fc.option(fc.integer({ min: 1, max: 9 })),
  adjusted: fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 2 }),
  released: fc.uniqueArray(fc.constantFrom(...UNITS)),
})
type Drawn = typeof sides extends fc.Arbitrary<infer X> ? X : never
const drawnSide = ({ values, twice, adjusted, released }: Drawn): Side =>
  sumSide(
    [
      ...Object.entries(values).map(([unit, value]) => brought(unit, value)),
      ...(twice === null ? [] : [brought(null, -twice)]),
      ...adjusted.map((value, i) => brought(null, value, { adjustmentId: `x${i}` })),
    ],
    undefined,
    released.filter(unit => !(unit in values)),
  )
const lands = fc.dictionary(fc.constantFrom(...UNITS), fc.option(fc.uniqueArray(fc.constantFrom(...UNITS), { maxLength: 3 })))

test('whatever moved, merged, was divided, missing or adjusted: Σ parts is the difference, shortened or not', () => {
  fc.assert(
    fc.property(sides, sides, fc.uniqueArray(fc.constantFrom(...UNITS)), lands, fc.nat(4), (before, after, owing, land, most) => {
      const [past, now] = [drawnSide(before), drawnSide(after)]
      const difference = differ('flow', past, now, owing, unit => (unit in land ? (land[unit] ?? undefined) : [unit]))
      assert.equal(difference.by, exact((now.value ?? 0) - (past.value ?? 0)))
      assert.equal(total(difference.moved), difference.by)
      assert.equal(total(shortened(difference.moved, most)), difference.by)
      const short = shortened(difference.moved, most).filter(one => one.released)
      assert.deepEqual(
        short,
        difference.moved.filter(one => one.released && one.by !== 0),
        'a release is never in the rest',
      )
      const shown = difference.moved.flatMap(one => one.past)
      assert.equal(new Set(shown).size, shown.length, 'no unit of past is set beside two')
    }),
    { seed: 922, numRuns: 500 },
  )
})

test('for a ratio too: Σ parts is the difference to the last decimal', () => {
  const rates = fc.array(fc.tuple(fc.constantFrom(...UNITS), fc.nat(400), fc.nat(400)), { maxLength: 8 })
  const side = (of: readonly (readonly [string, number, number])[]): Side =>
    ratioSide(
      [...new Map(of.map(one => [one[0], one])).values()].map(([unit, n, more]) =>
        brought(unit, 0, { value: null, numerator: n, denominator: n + more }),
      ),
    )
  fc.assert(
    fc.property(rates, rates, fc.nat(3), (before, after, most) => {
      const [past, now] = [side(before), side(after)]
      const difference = differ('ratio', past, now, UNITS, itself)
      if (past.value === null || now.value === null) return
      assert.equal(total(difference.moved), difference.by)
      assert.equal(total(shortened(difference.moved, most)), difference.by)
      assert.equal(difference.by, exact(now.value - past.value))
    }),
    { seed: 922, numRuns: 500 },
  )
})

test('a unit’s own figure moves by new records, by those no longer counted, and by what is written beyond them', () => {
  const records = fc.uniqueArray(
    fc.nat(12).map(n => `r${n}`),
    { maxLength: 9 },
  )
  fc.assert(
    fc.property(records, records, fc.nat(5), fc.nat(5), fc.boolean(), fc.boolean(), (was, is, more, less, countedThen, countedNow) => {
      const told = (ids: readonly string[], beyond: number, counted: boolean) => ({
        value: (counted ? ids.length : 0) + beyond,
        records: new Set(counted ? ids : []),
      })
      const difference = differOfUnit(told(was, more, countedThen), told(is, less, countedNow))
      assert.equal(difference.by, difference.fresh.length - difference.gone.length + difference.beyond.is - difference.beyond.was)
    }),
    { seed: 922 },
  )
})

test('the causes are said in short sentences', () => {
  const past = sumSide([brought('a', 4), brought('b', 6), brought('gone', 2)])
  const now = sumSide([brought('a', 9), brought('b', 5), brought('new', 3), brought(null, 2, { adjustmentId: 'x' })])
  const difference = differ('flow', past, now, ['a', 'b', 'gone', 'new'], itself)
  const says = whyWords(
    difference,
    { kind: 'flow' },
    id => `xã ${id}`,
    () => undefined,
  )
  assert.deepEqual(says, [
    'Có đơn vị chỉ có số ở một lần, làm lệch +1. Tính riêng các đơn vị có số cả hai lần: +4.',
    'Tăng: xã a +5.',
    'Giảm: xã b −1.',
    'Lần trước thiếu, lần này có: xã new +3.',
    'Lần trước có, lần này thiếu: xã gone −2. Số của đơn vị thiếu không được ước tính thay.',
    'Điều chỉnh của nơi tổng hợp: lần trước không có, lần này +2, thay đổi +2.',
  ])
  assert.equal(conclusion(7, { kind: 'flow' }, 'tháng 10/2026'), 'Tăng 7 so với tháng 10/2026')
  assert.equal(conclusion(-0.5, { kind: 'ratio' }, 'tháng 10/2026'), 'Giảm 0,5 điểm % so với tháng 10/2026')
  assert.equal(conclusion(0, { kind: 'flow' }, 'tháng 10/2026'), 'Bằng tháng 10/2026')
  assert.equal(conclusion(null, { kind: 'flow' }, 'tháng 10/2026'), 'Chưa so được với tháng 10/2026')
})
