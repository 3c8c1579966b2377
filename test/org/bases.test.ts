// The same figures by three structures: over random histories nothing is lost or doubled, and where land surely went is where it goes.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { addDays, type Day, day } from '../../src/ground/day.ts'
import { byShares, onBasis, type UnitFigure } from '../../src/org/bases.ts'
import type { Succession } from '../../src/org/history.ts'
import { OrgTree } from '../../src/org/tree.ts'
import { histories, holding, type RandomHistory } from './histories.ts'
import { became, stood } from './small-country.ts'

const BEFORE = day('2025-06-30')
const AFTER = day('2025-07-01')
const figure = (unitId: string, value: number, on: Day = BEFORE): UnitFigure => ({ unitId, day: on, value })

/** One commune divided in two by these shares, in a province with a district that ends. */
const divided = (shares: readonly (number | null)[], more: Partial<Succession> = {}) =>
  OrgTree.of(
    {
      versions: [
        stood('Nước', { level: 'centre', kind: 'nước' }),
        stood('Tỉnh', { level: 'province', kind: 'tỉnh', parentId: 'Nước' }),
        stood('Huyện', { level: 'district', kind: 'huyện', parentId: 'Tỉnh', until: '2025-06-30' }),
        stood('Cũ', { parentId: 'Huyện', until: '2025-06-30' }),
        ...shares.map((_, i) => stood(`Mới ${i + 1}`, { parentId: 'Tỉnh', from: '2025-07-01' })),
      ],
      successions: shares.map((share, i) => ({ ...became('Cũ', `Mới ${i + 1}`, '2025-07-01', 'split'), share, ...(i === 0 ? more : {}) })),
    },
    AFTER,
  )

test('a divided commune without shares stays unallocated at the first unit above all its parts', () => {
  const tree = divided([null, null])
  const now = onBasis([figure('Cũ', 7)], 'standing', tree)
  assert.equal(now.units.get('Tỉnh')?.value, 7)
  assert.equal(now.units.get('Tỉnh')?.unallocated?.value, 7)
  assert.equal(now.units.get('Mới 1'), undefined)
  assert.deepEqual(
    now.unplaced.map(one => [one.at, one.among]),
    [['Tỉnh', ['Mới 1', 'Mới 2']]],
  )
  assert.ok(now.uncertain.has('Mới 1') && !now.uncertain.has('Tỉnh'))
})

test('shares divide a figure into whole parts that add up to it, and a ratio by its numerator and denominator', () => {
  const tree = divided([0.5, 0.25, 0.25])
  const now = onBasis([{ ...figure('Cũ', 7), numerator: 3, denominator: 5 }], 'standing', tree)
  const parts = ['Mới 1', 'Mới 2', 'Mới 3'].map(id => now.units.get(id))
  assert.deepEqual(
    parts.map(one => one?.value),
    [3, 2, 2],
  )
  assert.equal(
    parts.reduce((sum, one) => sum + (one?.numerator ?? 0), 0),
    3,
  )
  assert.equal(
    parts.reduce((sum, one) => sum + (one?.denominator ?? 0), 0),
    5,
  )
  assert.equal(now.shared.length, 1)
  assert.equal(now.unplaced.length, 0)
})

test('one share left out is the rest; two left out lie among those two only', () => {
  assert.deepEqual(
    [...onBasis([figure('Cũ', 10)], 'standing', divided([0.3, null])).units]
      .filter(([id]) => id.startsWith('Mới'))
      .map(([id, one]) => [id, one.value]),
    [
      ['Mới 1', 3],
      ['Mới 2', 7],
    ],
  )
  const now = onBasis([figure('Cũ', 10)], 'standing', divided([0.3, null, null]))
  assert.equal(now.units.get('Mới 1')?.value, 3)
  assert.deepEqual(
    now.unplaced.map(one => [one.sum.value, one.among]),
    [[7, ['Mới 2', 'Mới 3']]],
  )
})

test('shares of more than the whole are no shares', () => {
  const now = onBasis([figure('Cũ', 10)], 'standing', divided([0.7, 0.7]))
  assert.equal(now.units.get('Tỉnh')?.unallocated?.value, 10)
})

test('the heir a decision names takes the whole figure', () => {
  const now = onBasis([figure('Cũ', 7)], 'standing', divided([0.1, null], { heir: true }))
  assert.equal(now.units.get('Mới 1')?.value, 7)
  assert.equal(now.units.get('Mới 2'), undefined)
})

test('a district that ended without successor leaves its own figure with its province, and as reported it stays where it was', () => {
  const tree = divided([null, null])
  const figures = [figure('Huyện', 4), figure('Cũ', 7)]
  const now = onBasis(figures, 'standing', tree)
  assert.deepEqual(
    now.unplaced.map(one => one.at),
    ['Tỉnh', 'Tỉnh'],
  )
  const then = onBasis(figures, 'reported', tree)
  assert.equal(then.units.get('Huyện')?.value, 11)
  assert.equal(then.units.get('Cũ')?.value, 7)
  assert.equal(then.unplaced.length, 0)
})

test('by the structure of an earlier day a figure goes to the unit it came from, and that of merged ones to nobody alone', () => {
  const tree = OrgTree.of(
    {
      versions: [
        stood('Tỉnh', { level: 'province', kind: 'tỉnh' }),
        stood('Một', { parentId: 'Tỉnh', until: '2025-06-30' }),
        stood('Hai', { parentId: 'Tỉnh', until: '2025-06-30' }),
        stood('Ba', { parentId: 'Tỉnh', until: '2025-06-30' }),
        stood('Gộp', { parentId: 'Tỉnh', from: '2025-07-01' }),
        stood('Nửa A', { parentId: 'Tỉnh', from: '2025-07-01' }),
        stood('Nửa B', { parentId: 'Tỉnh', from: '2025-07-01' }),
      ],
      successions: [
        became('Một', 'Gộp', '2025-07-01'),
        became('Hai', 'Gộp', '2025-07-01'),
        became('Ba', 'Nửa A', '2025-07-01', 'split'),
        became('Ba', 'Nửa B', '2025-07-01', 'split'),
      ],
    },
    BEFORE,
  )
  const then = onBasis([figure('Gộp', 9, AFTER), figure('Nửa A', 2, AFTER), figure('Nửa B', 3, AFTER)], 'standing', tree)
  assert.equal(then.units.get('Ba')?.value, 5)
  assert.deepEqual(
    then.unplaced.map(one => [one.at, one.among.toSorted(), one.sum.value]),
    [['Tỉnh', ['Hai', 'Một'], 9]],
  )
  assert.equal(then.units.get('Tỉnh')?.value, 14)
})

test('parts by shares are whole and add up, whatever the shares and the figure', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: -1000, max: 1_000_000_000 }),
      fc.integer({ min: 0, max: 4 }),
      (weights, units, decimals) => {
        const all = weights.reduce((sum, one) => sum + one, 0)
        const shares = weights.map(one => one / all)
        const scale = 10 ** decimals
        const parts = byShares(units / scale, shares, decimals)
        assert.equal(Math.round(parts.reduce((sum, one) => sum + one, 0) * scale), units)
        for (const [i, part] of parts.entries()) {
          assert.ok(Math.abs(part * scale - Math.round(part * scale)) < 1e-3)
          assert.ok(Math.abs(part * scale - units * (shares[i] ?? 0)) < 1.001)
        }
      },
    ),
    { seed: 20261122, numRuns: 400 },
  )
})

const reporting = (history: RandomHistory, on: Day, seed: number): UnitFigure[] => {
  const tree = OrgTree.of(history.rows, on)
  return tree
    .units('area', 'commune')
    .map((unit, i) => ({ unitId: unit.id, day: on, value: (seed * 31 + i * 17) % 101, numerator: (i * 7 + seed) % 13, denominator: 13 }))
}

/** Gives some of the successions shares, of one giver and day never more than the whole. */
const withShares = (history: RandomHistory, seeds: readonly number[]): RandomHistory => {
  const groups = new Map<string, number>()
  const successions = history.rows.successions.map((step, i): Succession => {
    const key = `${step.fromId} ${step.onDay}`
    const left = groups.get(key) ?? 1
    const roll = seeds[i % seeds.length] ?? 0
    if (roll % 4 === 0) return step
    const share = (left * ((roll % 7) + 1)) / 8
    groups.set(key, left - share)
    return { ...step, share }
  })
  return { ...history, rows: { ...history.rows, successions } }
}

const valuesOf = (of: { value: number; numerator: number; denominator: number } | undefined) => [
  of?.value ?? 0,
  of?.numerator ?? 0,
  of?.denominator ?? 0,
]
const added = (all: readonly (readonly number[])[]) =>
  all.reduce<readonly number[]>((sum, one) => sum.map((n, i) => n + (one[i] ?? 0)), [0, 0, 0])

test('the national total is the same on all bases, to the unit, and every unit is the sum of what is under it', () => {
  fc.assert(
    fc.property(
      histories({ late: true, named: true }),
      fc.array(fc.nat(1000), { minLength: 1, maxLength: 9 }),
      fc.nat(99),
      (told, seeds, seed) => {
        const history = withShares(told, seeds)
        const figures = [history.days[0], history.days[Math.floor(history.days.length / 2)], history.days.at(-1)].flatMap((on, i) =>
          on ? reporting(history, on, seed + i) : [],
        )
        const expected = added(figures.map(one => [one.value ?? 0, one.numerator ?? 0, one.denominator ?? 0]))
        for (const on of history.days) {
          const tree = OrgTree.of(history.rows, on)
          for (const basis of ['reported', 'standing'] as const) {
            const of = onBasis(figures, basis, tree)
            assert.deepEqual(valuesOf(of.total), expected)
            for (const { value } of of.units.values()) assert.ok(Number.isInteger(value), 'parts of whole figures are whole')
            if (basis === 'reported') {
              assert.equal(of.unplaced.length, 0)
              continue
            }
            const roots = [...of.units.keys()].filter(id => tree.parent(id) === undefined)
            const nowhere = of.unplaced.filter(one => one.at === null).map(one => valuesOf(one.sum))
            assert.deepEqual(added([...roots.map(id => valuesOf(of.units.get(id))), ...nowhere]), expected)
            for (const [id, total] of of.units) {
              const below = tree.children(id).map(child => valuesOf(of.units.get(child.id)))
              if (tree.unit(id)?.level === 'commune' || below.length === 0) continue
              assert.deepEqual(added([...below, valuesOf(total.unallocated)]), valuesOf(total))
            }
          }
        }
      },
    ),
    { seed: 20261122, numRuns: 120 },
  )
})

test('a figure goes to one unit where the slow telling finds all its land there, and to none where it finds it in several', () => {
  fc.assert(
    fc.property(histories({ late: false, named: false }), history => {
      const [first, last] = [history.days[0], history.days.at(-1)]
      if (!first || !last) return
      const [before, after] = [OrgTree.of(history.rows, first), OrgTree.of(history.rows, last)]
      const communes = before.units('area', 'commune').map(unit => unit.id)
      const holders = holding(history, communes, first, last)
      for (const [id, units] of holders) {
        const { unplaced, units: totals } = onBasis([figure(id, 1, first)], 'standing', after)
        // A part that came to a unit abolished since has no successor: then nobody has the whole.
        const lost = history.passed.some(
          ({ on, from, to }) => to.length === 0 && holding(history, [id], first, addDays(on, -1)).get(id)?.has(from),
        )
        if (units.size === 1 && !lost) {
          assert.equal(unplaced.length, 0, id)
          assert.equal(totals.get([...units][0] ?? '')?.value, 1)
        } else {
          assert.equal(unplaced.length, 1)
          if (units.size > 1) for (const unit of units) assert.ok(unplaced[0]?.among.includes(unit))
        }
      }
      for (const { id } of after.units('area', 'commune')) {
        const origins = communes.filter(commune => holders.get(commune)?.has(id))
        const { unplaced, units: totals } = onBasis([figure(id, 1, last)], 'standing', before)
        if (origins.length === 1) assert.equal(totals.get(origins[0] ?? '')?.value, 1)
        else {
          assert.equal(unplaced.length, 1)
          for (const origin of origins) assert.ok(unplaced[0]?.among.includes(origin))
        }
      }
    }),
    { seed: 20261122, numRuns: 300 },
  )
})
