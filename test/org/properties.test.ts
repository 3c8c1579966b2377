// What holds for every history of the organisation, told at random with a fixed seed.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { addDays, type Day } from '../../src/ground/day.ts'
import { troublesOf } from '../../src/org/doctor.ts'
import { History } from '../../src/org/history.ts'
import { OrgTree } from '../../src/org/tree.ts'
import { histories, holding, type RandomHistory } from './histories.ts'

const SEED = 20_250_701
const any = histories({ late: true, named: true })
const unnamed = histories({ late: true, named: false })

const holds = (
  name: string,
  of: fc.Arbitrary<RandomHistory>,
  check: (history: RandomHistory, tree: OrgTree) => void,
  numRuns = 120,
): void => {
  test(name, () =>
    fc.assert(
      fc.property(of, history => {
        const last = history.days.at(-1)!
        check(history, OrgTree.of(history.rows, last))
      }),
      { seed: SEED, numRuns },
    ),
  )
}

const everyDay = (history: RandomHistory, tree: OrgTree, check: (tree: OrgTree, day: Day) => void): void => {
  for (const day of history.days) check(tree.on(day), day)
}
const size = <T>(sets: readonly ReadonlySet<T>[]): [number, number] => [
  sets.reduce((sum, set) => sum + set.size, 0),
  new Set(sets.flatMap(set => [...set])).size,
]
const bases = (tree: OrgTree): string[] =>
  tree
    .units('area')
    .filter(({ id, level }) => level !== 'hamlet' && tree.children(id).every(child => child.level === 'hamlet'))
    .map(({ id }) => id)

holds('every unit past and present has one keeper, which stands', any, (history, last) =>
  everyDay(history, last, tree => {
    for (const id of tree.everything()) {
      const keeper = tree.keeper(id)
      assert.ok(keeper !== undefined && tree.unit(keeper), `${id} on ${tree.day}: ${keeper}`)
      if (tree.unit(id)) assert.equal(keeper, id)
      else if (tree.heir(id)) assert.equal(tree.successors(id).has(tree.heir(id)!), true)
    }
  }),
)

holds('whoever has one whole successor on the day it ended is kept by it', unnamed, (history, last) =>
  everyDay(history, last, tree => {
    for (const id of tree.everything()) {
      if (tree.unit(id)) continue
      const steps = tree.history.stepsAfter(id, tree.day, tree.day)
      const above = tree.history.lastOn(id, tree.day)!
      if (steps.length === 1) assert.equal(tree.keeper(id), tree.keeper(steps[0]!.toId))
      else assert.equal(tree.keeper(id), tree.keeper((above.parentId ?? above.areaId)!))
    }
  }),
)

holds('the papers of two units beside each other are never in both their hands', any, (history, last) =>
  everyDay(history, last, tree => {
    for (const unit of [...tree.units('area'), ...tree.units('party')]) {
      const children = tree.children(unit.id).map(child => tree.inCare(child.id))
      const [all, apart] = size(children)
      assert.equal(all, apart, unit.id)
      for (const child of children) for (const id of child) assert.equal(tree.inCare(unit.id).has(id), true)
    }
  }),
)

holds('every unit is in the care of the root, and every past one has its keeper there', any, (history, last) =>
  everyDay(history, last, tree => {
    const root = tree.units('area', 'centre')[0]!
    assert.deepEqual([...tree.inCare(root.id)].sort(), [...tree.everything()].sort())
  }),
)

holds('land goes where the slow telling says, and has an heir only where it stayed whole', unnamed, (history, last) => {
  for (const from of history.days) {
    const before = last.on(from)
    const communes = bases(before)
    const holders = holding(history, communes, from, last.day)
    for (const id of communes) {
      const expected = [...holders.get(id)!].sort()
      assert.deepEqual([...last.successors(id, from)].sort(), expected, `${id} from ${from}`)
      const heir = last.heir(id, from)
      if (heir !== undefined) assert.deepEqual([heir], expected)
      else assert.ok(expected.length !== 1 || history.passed.some(one => one.to.length === 0), `${id} has no heir`)
    }
  }
})

holds('each unit that stands, but the centre and its bodies, is counted under exactly one province', any, (history, last) =>
  everyDay(history, last, tree => {
    const provinces = tree.units('area', 'province').map(({ id }) => tree.countedUnder(id))
    const [all, apart] = size(provinces)
    assert.equal(all, apart)
    for (const unit of tree.everything()) {
      if (!tree.unit(unit) || tree.path(tree.areaOf(unit)!).length < 2) continue
      assert.equal(provinces.filter(counted => counted.has(unit)).length, 1, unit)
    }
  }),
)

holds('what one figure adds to the total of the country is the same on every tree, old and new', any, (history, last) => {
  const facts = new Map([...new Set(history.rows.versions.map(version => version.unitId))].map((id, i) => [id, 2 ** (i % 20) + i]))
  const whole = [...facts.values()].reduce((sum, value) => sum + value, 0)
  everyDay(history, last, tree => {
    const root = tree.units('area', 'centre')[0]!.id
    const total = (ids: Iterable<string>) => [...ids].reduce((sum, id) => sum + (facts.get(id) ?? 0), 0)
    assert.equal(total(tree.countedUnder(root)), whole, `on ${tree.day}`)
    const provinces = tree.children(root).map(({ id }) => tree.countedUnder(id))
    const allotted = total(provinces.flatMap(set => [...set]))
    const divided = [...facts.keys()].filter(id => provinces.every(set => !set.has(id)))
    assert.equal(allotted + total(divided), whole)
  })
})

holds('a unit counts a divided one exactly when all that came of it lies there', unnamed, (history, last) =>
  everyDay(history, last, tree => {
    for (const { id } of [...tree.units('area', 'province'), ...tree.units('area', 'district'), ...tree.units('area', 'commune')])
      for (const past of tree.everything()) {
        const successors = tree.successors(past)
        if (tree.unit(past) || successors.size < 2) continue
        const inside = [...successors].every(unit => tree.below(id).has(unit))
        if (!inside || tree.anchors(past).size === successors.size)
          assert.equal(tree.countedUnder(id).has(past), inside, `${past} under ${id}`)
      }
  }),
)

holds('comparable areas divide both days into the smallest groups whose land is the same', unnamed, (history, last) => {
  for (const from of history.days) {
    const before = last.on(from)
    const areas = last.comparableAreas(from)
    assert.deepEqual(areas.flatMap(area => area.before).sort(), bases(before).sort())
    assert.deepEqual(areas.flatMap(area => area.after).sort(), bases(last).sort())
    // The slow telling knows nothing of hamlets; where one moved by itself, groups may only be larger.
    const groups = joinedBy(holding(history, bases(before), from, last.day))
    for (const group of groups) {
      const area = areas.find(one => one.before.includes(group.before[0]!))!
      assert.deepEqual([...area.before].sort(), group.before.sort())
      assert.deepEqual(area.after.filter(id => group.after.includes(id)).sort(), group.after.filter(id => bases(last).includes(id)).sort())
    }
  }
})

function joinedBy(holders: ReadonlyMap<string, ReadonlySet<string>>): { before: string[]; after: string[] }[] {
  const groups: { before: string[]; after: string[] }[] = []
  for (const [old, news] of holders) {
    const touching = groups.filter(group => group.after.some(id => news.has(id)))
    for (const group of touching) groups.splice(groups.indexOf(group), 1)
    groups.push({
      before: [old, ...touching.flatMap(group => group.before)],
      after: [...new Set([...news, ...touching.flatMap(group => group.after)])],
    })
  }
  return groups
}

holds('figures are set side by side only when the land of then is wholly and only the land of now', unnamed, (history, last) => {
  for (const from of history.days) {
    const before = last.on(from)
    const holders = holding(history, bases(before), from, last.day)
    for (const { id } of last.units('area').filter(unit => unit.level !== 'hamlet')) {
      const now = new Set(bases(last).filter(base => last.below(id).has(base)))
      const answer = last.comparable(id, from)
      const touching = [...holders].filter(([, news]) => [...news].some(unit => now.has(unit)))
      if (!answer.same) {
        assert.match(answer.say, /địa bàn/u)
        continue
      }
      const then = answer.units.flatMap(unit => bases(before).filter(base => before.below(unit).has(base)))
      assert.equal(new Set(then).size, then.length, 'no land twice')
      for (const [old, news] of touching) {
        assert.ok(then.includes(old), `${old} belongs to ${id}`)
        assert.ok(
          [...news].every(unit => now.has(unit)),
          `${old} lies wholly in ${id}`,
        )
      }
      for (const old of then)
        assert.ok(
          [...holders.get(old)!].every(unit => last.below(id).has(unit)),
          `${old} is land of ${id}`,
        )
    }
  }
})

holds('the order in which rows are read changes nothing', any, (history, last) => {
  const turned = OrgTree.of(
    { versions: [...history.rows.versions].reverse(), successions: [...history.rows.successions].reverse() },
    last.day,
  )
  for (const id of last.everything()) {
    assert.equal(turned.keeper(id), last.keeper(id))
    assert.equal(turned.heir(id), last.heir(id))
    assert.deepEqual(turned.label(id), last.label(id))
    assert.deepEqual([...turned.countedUnder(id)].sort(), [...last.countedUnder(id)].sort())
  }
})

holds('the doctor finds nothing in a history whose bodies follow their areas', histories({ late: false, named: true }), history => {
  const told = troublesOf(new History(history.rows)).filter(say => !/không có thông tin từ/u.test(say))
  assert.deepEqual(told, [])
})

holds('a tree of a day does not change with what happens later', any, (history, last) => {
  const middle = history.days[Math.floor(history.days.length / 2)]!
  const known = (day: Day | null) => day === null || day <= middle
  const rows = {
    versions: history.rows.versions
      .filter(version => known(version.from))
      .map(version => (version.until !== null && addDays(version.until, 1) > middle ? { ...version, until: null } : version)),
    successions: history.rows.successions.filter(step => known(step.onDay)),
  }
  const [then, now] = [OrgTree.of(rows, middle), last.on(middle)]
  assert.deepEqual([...then.everything()].sort(), [...now.everything()].sort())
  for (const id of then.everything()) {
    assert.equal(then.keeper(id), now.keeper(id))
    assert.equal(then.heir(id), now.heir(id))
    assert.deepEqual([...then.below(id)].sort(), [...now.below(id)].sort())
    assert.equal(then.label(id), now.label(id))
  }
})
