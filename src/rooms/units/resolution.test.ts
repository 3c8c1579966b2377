// Measures of a resolution on any small country: what they make of it holds together, or is refused with a sentence.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { stood } from '../../../test/org/small-country.ts'
import { day } from '../../ground/day.ts'
import { OrgTree } from '../../org/tree.ts'
import { followed, renamedFor } from './following.ts'
import { measureIn, typedOf } from './measure-form.ts'
import { type Plan, workOut } from './plan.ts'
import { checkMeasure, checkTogether, gathered, type KeptMeasure, type Measure, type Part, stepsOf } from './resolution.ts'

const ON = day('2027-01-01')
const COMMUNES = ['A', 'B', 'C', 'D', 'E'] as const
const LINES = [
  ['party', 'đảng bộ', 'Đảng ủy'],
  ['front', 'mttq', 'Ủy ban Mặt trận'],
] as const

const ROWS = {
  versions: [
    stood('P', { level: 'province', kind: 'tỉnh', name: 'Mẫu' }),
    ...LINES.map(([line, kind, name]) => stood(`${line} P`, { line, level: 'body', kind, name: `${name} tỉnh Mẫu`, areaId: 'P' })),
    ...COMMUNES.flatMap(one => [
      stood(one, { name: `Xứ ${one}`, parentId: 'P', code: `c${one}` }),
      ...[1, 2].map(n => stood(`${one}${n}`, { level: 'hamlet', kind: 'thôn', name: `${one} ${n}`, parentId: one })),
      ...LINES.map(([line, kind, name]) =>
        stood(`${line} ${one}`, { line, level: 'body', kind, name: `${name} xã Xứ ${one}`, areaId: one, parentId: `${line} P` }),
      ),
    ]),
  ],
  successions: [],
}
const tree = OrgTree.of(ROWS, ON)
const EVERYONE = tree.everything()

const plan = (measures: readonly Measure[]): Plan => ({
  id: '00000000-0000-4000-8000-000000000001',
  unitId: 'P',
  way: 'resolution',
  title: 'Thử',
  effectiveOn: ON,
  corrects: null,
  law: { id: '1/NQ', title: 'Thử', issuedOn: null },
  sourceName: '',
  sourceSha256: '0'.repeat(64),
  input: { measures: measures.map((measure, i): KeptMeasure => ({ id: `00000000-0000-4000-8000-0000000001${i}0`, measure })) },
  version: 1,
  changeId: null,
})

const commune = fc.constantFrom(...COMMUNES)
const naming = fc.constantFrom('Mới', 'Đông', 'Tây')
const target = fc.oneof(
  commune.map(id => ({ is: 'unit' as const, id })),
  naming.map(name => ({ is: 'new' as const, kind: 'phường', name })),
)
const part: fc.Arbitrary<Part> = fc
  .tuple(target, fc.option(fc.constantFrom(0.25, 0.5, 0.75)), fc.boolean())
  .map(([to, share, heir]) => ({ ...to, ...(share === null ? {} : { share }), ...(heir ? { heir } : {}) }))
const measure: fc.Arbitrary<Measure> = fc.oneof(
  fc.record({ do: fc.constant('merge' as const), from: fc.uniqueArray(commune, { minLength: 1, maxLength: 3 }), into: target }),
  fc
    .tuple(
      commune,
      fc.boolean(),
      fc.array(part, { minLength: 1, maxLength: 3 }),
      fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 2, maxLength: 2 }),
    )
    .map(([from, stays, parts, places]) => ({
      do: 'split' as const,
      from,
      stays,
      parts,
      hamlets: Object.fromEntries(places.map((place, i) => [`${from}${i + 1}`, place])),
    })),
  fc.record({ do: fc.constant('rename' as const), unit: commune, kind: fc.constant('phường'), name: naming }),
  fc.record({ do: fc.constant('move' as const), unit: fc.constantFrom('A1', 'B2', 'C1'), parent: commune }),
  fc.record({ do: fc.constant('abolish' as const), unit: commune }),
)
const follows = fc.subarray(COMMUNES.flatMap(one => LINES.map(([line]) => `${line} ${one}`))).map(bodies => new Set(bodies))

test('a measure that is accepted by itself is accepted by the organisation, with the bodies that follow', () => {
  fc.assert(
    fc.property(measure, follows, (one, bodies) => {
      const found = workOut(plan([one]), tree, bodies, EVERYONE)
      const accepted = checkMeasure(tree, one).length === 0
      assert.equal(found.refusals.length === 0, accepted, found.refusals.map(refusal => refusal.say).join(' '))
    }),
    { seed: 20261122, numRuns: 400 },
  )
})

test('whatever measures are accepted together, every hamlet has a parent, every past unit a keeper, and who follows stands on no past area', () => {
  let accepted = 0
  fc.assert(
    fc.property(fc.array(measure, { minLength: 1, maxLength: 4 }), follows, (measures, bodies) => {
      const found = workOut(plan(measures), tree, bodies, EVERYONE)
      if (!found.effect) {
        assert.ok(found.refusals.every(refusal => refusal.say.length > 10))
        return
      }
      accepted += 1
      const { after, ended } = found.effect
      for (const hamlet of after.units('area', 'hamlet')) assert.ok(after.parent(hamlet.id), `${hamlet.fullName} hangs in the air`)
      for (const one of ended) assert.ok(one.keeper, `${one.id} has no keeper`)
      const past = new Set(ended.map(one => one.id))
      for (const body of bodies) if (past.has(tree.unit(body)?.areaId ?? '')) assert.ok(past.has(body), `${body} stands on a past area`)
      for (const body of found.staying) assert.ok(after.unit(body) && after.areaOf(body), `${body} serves nothing`)
      for (const [line] of LINES) for (const body of after.units(line)) assert.ok(after.areaOf(body.id), `${body.name} serves nothing`)
      assert.deepEqual(workOut(plan(measures), tree, bodies, EVERYONE).set, found.set, 'worked out twice it is the same')
    }),
    { seed: 20261122, numRuns: 600 },
  )
  assert.ok(accepted > 100, `only ${accepted} were accepted`)
})

test('what a form says of a measure is what its measure shows in the form', () => {
  fc.assert(
    fc.property(measure, one => {
      if (checkMeasure(tree, one).length > 0) return
      const again = measureIn(tree, one.do, typedOf(tree, one))
      // A new unit named as a sister is that sister: the form cannot say otherwise, and the rules refuse it.
      assert.deepEqual(checkMeasure(tree, again), [])
      assert.deepEqual(gathered(stepsOf(tree, { id: 'x', measure: again })), gathered(stepsOf(tree, { id: 'x', measure: one })))
    }),
    { seed: 20261122, numRuns: 300 },
  )
})

test('two measures that end one unit are told apart by their places', () => {
  const measures: KeptMeasure[] = [
    { id: '1', measure: { do: 'abolish', unit: 'A' } },
    { id: '2', measure: { do: 'merge', from: ['A', 'B'], into: { is: 'new', kind: 'xã', name: 'Mới' } } },
    { id: '3', measure: { do: 'rename', unit: 'B', kind: 'xã', name: 'Khác' } },
  ]
  const says = checkTogether(tree, measures).map(one => one.say)
  assert.deepEqual(
    says.map(say => say.slice(0, 6)),
    ['Việc 2', 'Việc 3'],
  )
})

test('a reach that lacks one of the units refuses the whole, by name', () => {
  const reach = new Set([...EVERYONE].filter(id => id !== 'B'))
  const merging: Measure = { do: 'merge', from: ['A', 'B'], into: { is: 'unit', id: 'A' } }
  const found = workOut(plan([merging]), tree, new Set(), reach)
  assert.deepEqual(
    found.refusals.map(one => one.refused),
    ['unit.reform-outside'],
  )
  assert.match(found.refusals[0]?.say ?? '', /xã Xứ B/)
  assert.equal(workOut(plan([merging]), tree, new Set(), EVERYONE).refusals.length, 0)
})

test('a body is named for its new area, whichever way the old name stands in it', () => {
  const [before, after] = [
    { line: 'area', kind: 'xã', name: 'Khe Ngoài' },
    { line: 'area', kind: 'phường', name: 'Khe Trầm' },
  ] as const
  assert.equal(renamedFor('Đảng ủy xã Khe Ngoài', before, after), 'Đảng ủy phường Khe Trầm')
  assert.equal(renamedFor('Hội Nông dân Khe Ngoài', before, after), 'Hội Nông dân Khe Trầm')
  assert.equal(renamedFor('Chi bộ Ba', before, after), 'Chi bộ Ba')
})

test('bodies without a record of following are left as they are and told', () => {
  const steps = stepsOf(tree, { id: 'x', measure: { do: 'abolish', unit: 'A' } })
  const found = followed('x', tree, steps, new Set(['party A']))
  assert.deepEqual(found.going, ['party A'])
  assert.deepEqual(found.staying, ['front A'])
  assert.deepEqual(found.steps, [{ step: 'end', id: 'party A' }])
})
