// What holds for every history told as sets of changes, at random with a fixed seed: one truth a day, four questions, codes by day, totals.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { addDays } from '../../src/ground/day.ts'
import { type AreaLine, planImport } from '../../src/org/area-lists.ts'
import { checkChange, effectOf, endedBy, followers } from '../../src/org/change-set.ts'
import type { History, Version } from '../../src/org/history.ts'
import { OrgTree } from '../../src/org/tree.ts'
import { changeHistories, type ToldChanges } from './change-histories.ts'
import { holding } from './histories.ts'

const SEED = 20_251_101
const any = changeHistories({ heirs: true })
const unnamed = changeHistories({ heirs: false })

const holds = (name: string, of: fc.Arbitrary<ToldChanges>, check: (told: ToldChanges, last: OrgTree) => void, numRuns = 100): void => {
  test(name, () =>
    fc.assert(
      fc.property(of, told => check(told, new OrgTree(told.histories.at(-1) ?? told.start, told.days.at(-1)!))),
      { seed: SEED, numRuns },
    ),
  )
}

const eachSet = (told: ToldChanges, check: (at: { before: History; after: History; set: ToldChanges['sets'][number] }) => void): void => {
  for (const [i, set] of told.sets.entries()) check({ before: told.histories[i - 1] ?? told.start, after: told.histories[i]!, set })
}

const overlaps = (one: Version, other: Version): boolean =>
  (one.from ?? '') <= (other.until ?? '9999') && (other.from ?? '') <= (one.until ?? '9999')

holds('a set that moves what stands under the ending is never refused, and leaves neither orphan nor circle nor lost papers', any, told =>
  eachSet(told, ({ before, set }) => {
    const tree = new OrgTree(before, set.effectiveOn)
    assert.deepEqual(checkChange(tree, set), [])
    const effect = effectOf(tree, set)
    assert.deepEqual(
      effect.troubles
        .filter(say => /đơn vị cấp trên|gặp chính nó|giữ hồ sơ|hệ thống tổ chức/u.test(say))
        .filter(say => !say.startsWith('thôn')),
      [],
    )
    for (const { id, keeper } of effect.ended) assert.equal(effect.after.unit(keeper ?? '')?.id, effect.after.keeper(id))
  }),
)

holds('one truth for each unit and day, and one unit for each code and day', any, (_told, last) => {
  const versions = [...last.history.ids()].flatMap(id => [...last.history.versions(id)])
  const pairs = (key: (version: Version) => string | null) => {
    const groups = new Map<string, Version[]>()
    for (const version of versions) {
      const at = key(version)
      if (at !== null) groups.set(at, [...(groups.get(at) ?? []), version])
    }
    return [...groups.values()].flatMap(group => group.flatMap((one, i) => group.slice(i + 1).map(other => [one, other] as const)))
  }
  for (const [one, other] of pairs(version => version.unitId)) assert.ok(!overlaps(one, other), one.unitId)
  for (const [one, other] of pairs(version => (version.code === null ? null : `${version.line} ${version.code}`)))
    assert.equal(overlaps(one, other), false, `${one.code}`)
})

holds('every past unit has one keeper that stands, and no papers are in the hands of two', any, (told, last) => {
  for (const day of told.days) {
    const tree = last.on(day)
    for (const id of tree.everything()) assert.ok(tree.unit(tree.keeper(id) ?? ''), `${id} on ${day}`)
    for (const line of ['area', 'party'] as const)
      for (const { id } of tree.units(line)) {
        const care = tree.children(id).map(child => tree.inCare(child.id))
        assert.equal(
          care.reduce((sum, one) => sum + one.size, 0),
          new Set(care.flatMap(one => [...one])).size,
        )
      }
  }
})

holds('a divided unit has no heir, unless the set named one', any, told =>
  eachSet(told, ({ before, after, set }) => {
    const tree = new OrgTree(after, set.effectiveOn)
    const named = new Map(set.steps.flatMap(step => (step.step === 'pass' && step.heir ? [[step.from, step.to] as const] : [])))
    for (const id of effectOf(new OrgTree(before, set.effectiveOn), set).divided)
      if (endedBy(set).has(id)) assert.equal(tree.heir(id, addDays(set.effectiveOn, -1)), named.get(id))
  }),
)

holds('land goes where the slow telling says, and comparable areas are the groups it makes', unnamed, (told, last) => {
  const bases = (tree: OrgTree): string[] =>
    tree
      .units('area')
      .flatMap(({ id, level }) => (level !== 'hamlet' && tree.children(id).every(child => child.level === 'hamlet') ? [id] : []))
  for (const from of told.days) {
    const before = last.on(from)
    const old = bases(before)
    const holders = holding({ ...told, rows: { versions: [], successions: [] }, named: false } as never, old, from, last.day)
    for (const id of old) assert.deepEqual([...last.successors(id, from)].sort(), [...holders.get(id)!].sort(), `${id} from ${from}`)
    const areas = last.comparableAreas(from)
    assert.deepEqual(areas.flatMap(area => area.before).sort(), old.sort())
    assert.deepEqual(areas.flatMap(area => area.after).sort(), bases(last).sort())
    for (const id of old) {
      const area = areas.find(one => one.before.includes(id))!
      for (const now of holders.get(id)!) if (bases(last).includes(now)) assert.ok(area.after.includes(now))
    }
  }
})

holds('a code names on each day the unit that bore it then, and passing to another is no renaming', any, (told, last) => {
  for (const id of last.history.ids())
    for (const version of last.history.versions(id))
      if (version.code !== null)
        for (const day of [version.from, version.until]) if (day) assert.equal(last.on(day).byCode(version.code, version.line)?.id, id)
  eachSet(told, ({ before, set }) => {
    const renaming = new Set(set.steps.flatMap(step => (step.step === 'version' && step.change.name !== undefined ? [step.id] : [])))
    for (const { id } of effectOf(new OrgTree(before, set.effectiveOn), set).renamed) assert.ok(renaming.has(id))
  })
})

holds('the list of the day after a reform, laid over the organisation of before, shows no code as a renaming', any, told =>
  eachSet(told, ({ before, after, set }) => {
    const now = new OrgTree(after, set.effectiveOn)
    const lines = linesOf(now)
    const plan = planImport(new OrgTree(before, set.effectiveOn), lines, set.effectiveOn, {
      id: set.id,
      sourceName: 'x',
      sourceSha256: set.sourceSha256,
    })
    for (const step of plan.set.steps) assert.ok(step.step !== 'version' || step.change.name === undefined, JSON.stringify(step))
    const again = planImport(now, lines, set.effectiveOn, { id: set.id, sourceName: 'x', sourceSha256: set.sourceSha256 })
    assert.deepEqual([again.fresh, again.changed, again.rejected, again.set.steps], [[], [], [], []], 'its own list tells it nothing')
  }),
)

function linesOf(tree: OrgTree): AreaLine[] {
  return (
    tree
      .units('area', 'commune')
      .filter(unit => unit.code !== null)
      .flatMap((unit, i): AreaLine[] => {
        const path = tree.path(unit.id)
        const [province, district] = [path.find(up => up.level === 'province'), path.find(up => up.level === 'district')]
        const area = ({ kind, name, code }: { kind: string; name: string; code: string | null }) => ({ kind, name, code: code ?? '' })
        return province
          ? [{ line: i + 2, province: area(province), ...(district ? { district: area(district) } : {}), commune: area(unit) }]
          : []
      })
      // A province with districts and with communes of its own beside them is no structure that a list can show.
      .filter(
        line =>
          line.district !== undefined || !tree.children(tree.byCode(line.province.code)?.id ?? '').some(unit => unit.level === 'district'),
      )
  )
}

holds('what one figure adds to the total of the country is the same on every day’s tree', any, (told, last) => {
  const figure = new Map([...last.history.ids()].map((id, i) => [id, i * i + 1]))
  const whole = [...figure.values()].reduce((sum, one) => sum + one, 0)
  for (const day of told.days) {
    const tree = last.on(day)
    const total = [...tree.countedUnder(tree.units('area', 'centre')[0]!.id)].reduce((sum, id) => sum + figure.get(id)!, 0)
    assert.equal(total, whole, day)
  }
})

holds('without those who follow, whatever stood under the ending is named', any, told =>
  eachSet(told, ({ before, set }) => {
    const tree = new OrgTree(before, set.effectiveOn)
    const moved = new Set(
      followers(tree, { ...set, steps: set.steps.filter(step => step.step !== 'version') }).map(step => (step as { id: string }).id),
    )
    const bare = { ...set, steps: set.steps.filter(step => step.step !== 'version' || !moved.has(step.id)) }
    if (bare.steps.length === 0 || bare.steps.length === set.steps.length || checkChange(tree, bare).length > 0) return
    const { troubles } = effectOf(tree, bare)
    for (const id of moved)
      if (endedBy(bare).has(tree.history.on(id, addDays(set.effectiveOn, -1))?.parentId ?? '')) assert.ok(troubles.length > 0)
  }),
)
