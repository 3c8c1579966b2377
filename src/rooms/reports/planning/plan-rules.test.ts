// Plans: what may be typed, who may give, what adds up on the land of now, and what stands beside it.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { country } from '../../../../test/org/small-country.ts'
import { day } from '../../../ground/day.ts'
import { isRefusal } from '../../../ground/faults.ts'
import { OrgTree } from '../../../org/tree.ts'
import { pastedPlans } from './acts-plans.ts'
import {
  mayGive,
  type Plan,
  type PlanFigure,
  partName,
  partOfWindow,
  planOfAll,
  planOn,
  planTyped,
  reached,
  readPlan,
  sumOfPlans,
} from './plan-rules.ts'

const flow = { kind: 'flow', decimals: 0 } as const
const ratio = { kind: 'ratio', decimals: 1 } as const
const refused = (value: unknown): string => (isRefusal(value) ? value.refused : `not refused: ${JSON.stringify(value)}`)
const seed = { seed: 20261122, numRuns: 300 }

test('a plan is typed as a number, a ratio by its parts, or a percentage that says it is one', () => {
  assert.deepEqual(readPlan('1.200', flow, 'k'), { kind: 'count', value: 1200 })
  assert.deepEqual(readPlan('41/48', ratio, 'k'), { kind: 'parts', numerator: 41, denominator: 48 })
  assert.deepEqual(readPlan('92,5%', ratio, 'k'), { kind: 'target', value: 92.5 })
  assert.equal(readPlan(' ', flow, 'k'), undefined)
  assert.equal(refused(readPlan('khoảng 5', flow, 'k')), 'reports.plan-not-a-number')
  assert.equal(refused(readPlan('90%', flow, 'k')), 'reports.plan-not-a-number')
  assert.equal(refused(readPlan('-5', flow, 'k')), 'reports.plan-negative')
  assert.equal(refused(readPlan('1,5', flow, 'k')), 'reports.plan-decimals')
  assert.equal(refused(readPlan('90', ratio, 'k')), 'reports.plan-ratio')
  assert.equal(refused(readPlan('48/41', ratio, 'k')), 'reports.plan-parts')
  assert.equal(refused(readPlan('5/0', ratio, 'k')), 'reports.plan-parts')
  assert.equal(refused(readPlan('101%', ratio, 'k')), 'reports.plan-percent')
})

test('what is typed is read again as the same plan', () => {
  const figure: fc.Arbitrary<PlanFigure> = fc.oneof(
    fc.record({ kind: fc.constant('count' as const), value: fc.nat(999_999_999) }),
    fc.record({ kind: fc.constant('target' as const), value: fc.integer({ min: 0, max: 1000 }).map(n => n / 10) }),
    fc.nat(9999).chain(n =>
      fc.record({
        kind: fc.constant('parts' as const),
        numerator: fc.constant(n),
        denominator: fc.integer({ min: Math.max(1, n), max: 99_999 }),
      }),
    ),
  )
  fc.assert(
    fc.property(figure, one => {
      assert.deepEqual(readPlan(planTyped(one), one.kind === 'count' ? flow : ratio, 'k'), { ...one })
    }),
    seed,
  )
})

const today = OrgTree.of(country, day('2026-11-21'))
const planned = (unitId: string, figure: PlanFigure, on = '2025-01-15', givenBy = 'Tỉnh Mẫu'): Plan => ({
  unitId,
  code: 'DT01',
  number: 1,
  figure,
  givenBy,
  decision: '1-KH',
  decidedOn: day(on),
  on: day(on),
})
const count = (value: number): PlanFigure => ({ kind: 'count', value })
const byUnit = (...plans: Plan[]) => new Map(plans.map(one => [one.unitId, one]))

test('a unit above gives; the unit itself only while none above has given; nobody else', () => {
  const [unit] = today.children('Tỉnh Mẫu')
  assert.ok(unit)
  assert.equal(mayGive('Tỉnh Mẫu', unit.id, undefined, today), true)
  assert.equal(mayGive('Nước', unit.id, { givenBy: 'Tỉnh Mẫu' }, today), true)
  assert.equal(mayGive(unit.id, unit.id, undefined, today), true)
  assert.equal(mayGive(unit.id, unit.id, { givenBy: unit.id }, today), true)
  assert.equal(refused(mayGive(unit.id, unit.id, { givenBy: 'Tỉnh Mẫu' }, today)), 'reports.plan-given')
  assert.equal(refused(mayGive(unit.id, 'Tỉnh Mẫu', undefined, today)), 'reports.plan-not-above')
})

test('after a reform the plans of the units that were this land are added, and only when every one of them has one', () => {
  const then = today.on(day('2025-06-30'))
  const whole = today.children('Tỉnh Mẫu').flatMap(unit => {
    const comparison = today.comparable(unit.id, then.day)
    return comparison.same && comparison.units.length > 1 ? [{ unit, parts: comparison.units }] : []
  })[0]
  assert.ok(whole, 'the small country has a commune made of whole others')
  const plans = whole.parts.map((id, i) => planned(id, count(10 + i)))
  const sum = planOn(whole.unit.id, byUnit(...plans), 2025, today)
  assert.deepEqual(sum.figure, count(whole.parts.reduce((all, _, i) => all + 10 + i, 0)))
  assert.equal(sum.of.length, whole.parts.length)
  const lacking = planOn(whole.unit.id, byUnit(...plans.slice(1)), 2025, today)
  assert.equal(lacking.figure, undefined)
  assert.match(lacking.why ?? '', /không có kế hoạch/u)
  assert.deepEqual(planOn(whole.unit.id, byUnit(), 2025, today), { figure: undefined, of: [], why: null })
  const targets = whole.parts.map(id => planned(id, { kind: 'target', value: 90 }))
  assert.match(planOn(whole.unit.id, byUnit(...targets), 2025, today).why ?? '', /không cộng với nhau/u)
})

test('a plan given for land that was divided since is nobody’s', () => {
  const divided = today.children('Tỉnh Mẫu').find(unit => !today.comparable(unit.id, day('2025-06-30')).same)
  assert.ok(divided, 'the small country has a divided commune')
  const own = planOn(divided.id, byUnit(planned(divided.id, count(5), '2025-02-01')), 2025, today)
  assert.equal(own.figure, undefined)
  assert.ok(own.why)
})

test('sums: over any partition the sum of sums is the sum, parts add to parts, percentages never add', () => {
  const counts = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(counts, fc.infiniteStream(fc.nat(3)), (values, stream) => {
      const groups = new Map<number, PlanFigure[]>()
      for (const value of values) {
        const at = stream.next().value as number
        groups.set(at, [...(groups.get(at) ?? []), count(value)])
      }
      const sums = [...groups.values()].flatMap(one => sumOfPlans(one) ?? [])
      assert.deepEqual(sumOfPlans(sums), sumOfPlans(values.map(count)))
    }),
    seed,
  )
  const [a, b] = [
    { kind: 'parts', numerator: 8, denominator: 10 },
    { kind: 'parts', numerator: 1, denominator: 40 },
  ] as const
  assert.deepEqual(sumOfPlans([a, b]), { kind: 'parts', numerator: 9, denominator: 50 })
  assert.equal(sumOfPlans([a, { kind: 'target', value: 90 }]), undefined)
  assert.equal(sumOfPlans([count(5), a]), undefined)
})

test('a receiver’s plan is what was given to it, else the sum of all below, never of some', () => {
  const below = today.children('Tỉnh Mẫu').map(one => one.id)
  const all = below.map(id => planned(id, count(10), '2026-01-15'))
  assert.deepEqual(planOfAll('Tỉnh Mẫu', below, byUnit(...all), 2026, today).figure, count(10 * below.length))
  const some = planOfAll('Tỉnh Mẫu', below, byUnit(...all.slice(1)), 2026, today)
  assert.equal(some.figure, undefined)
  assert.match(some.why ?? '', /mới \d+ trên \d+ đơn vị có kế hoạch/u)
  const own = planOfAll('Tỉnh Mẫu', below, byUnit(planned('Tỉnh Mẫu', count(7), '2026-01-15', 'Nước')), 2026, today)
  assert.deepEqual(own.figure, count(7))
})

test('a percentage of the plan never stands without the plan and the figure', () => {
  assert.equal(reached(count(60), { value: 27 }).says, '45% kế hoạch năm (27 trên 60)')
  assert.equal(reached(count(60), { value: 27 }).brief, 'kế hoạch 60, đạt 45%')
  assert.equal(reached(count(60), { value: null }).says, 'kế hoạch năm 60')
  assert.equal(reached(count(0), { value: 4 }).says, 'kế hoạch năm 0, đã có 4')
  assert.equal(reached({ kind: 'target', value: 90 }, { value: 85 }).says, 'kế hoạch năm 90%, mức phấn đấu')
  assert.equal(reached({ kind: 'parts', numerator: 45, denominator: 50 }, undefined).says, 'kế hoạch năm 90% (45 trên 50)')
})

test('a pasted block finds units by name with or without marks, and names the lines it does not know', () => {
  const rows = [
    { id: 'a', name: 'Bến Sen', fullName: 'phường Bến Sen' },
    { id: 'b', name: 'Khe Trầm', fullName: 'xã Khe Trầm' },
  ]
  const indicators = [{ code: 'DT01' }, { code: 'HG03' }]
  const pasted = pastedPlans(
    { rows, indicators } as unknown as Parameters<typeof pastedPlans>[0],
    'TT\tĐơn vị\tĐối thoại\n1\tphuong ben sen\t8\t41/48\n2\tKhe Trầm\t\t90%\nXã Lạ\t4\t5',
  )
  assert.deepEqual(pasted.cells, { a_DT01: '8', a_HG03: '41/48', b_HG03: '90%' })
  assert.deepEqual(pasted.unknown, ['Xã Lạ'])
})

test('a quarter, six and nine months have plans of their own; a month and a phase are steps of the year', () => {
  assert.deepEqual(
    (['03-14', '06-30', '09-14', '12-21'] as const).map(until => partOfWindow('quarter', day(`2026-${until}`))),
    ['Q1', 'Q2', 'Q3', 'Q4'],
  )
  assert.deepEqual(
    (['half', 'nine', 'year', 'month', 'phase'] as const).map(rhythm => partOfWindow(rhythm, day('2026-06-30'))),
    ['H1', 'N9', 'year', 'year', 'year'],
  )
  assert.deepEqual(
    [partName('year', 2026), partName('Q4', 2026), partName('H1', 2026)],
    ['năm 2026', 'quý IV năm 2026', '6 tháng đầu năm 2026'],
  )
  assert.equal(reached(count(60), { value: 27 }, 'Q4').says, '45% kế hoạch quý IV (27 trên 60)')
  assert.equal(reached(count(60), { value: 27 }, 'H1').brief, 'kế hoạch 6 tháng đầu năm 60, đạt 45%')
})
