// Random histories of a small country on two lines, and a second, slower telling of where its land went to check the tree against.
import fc from 'fast-check'
import { addDays, type Day, day } from '../../src/ground/day.ts'
import type { Level, Line, OrgRows, Succession, Version } from '../../src/org/history.ts'

/** One thing that happened to the land: `from` passed to `to`, and stands on or not. */
interface Passed {
  readonly on: Day
  readonly from: string
  readonly to: readonly string[]
  readonly standsOn: boolean
}

export interface RandomHistory {
  readonly rows: OrgRows
  readonly days: readonly Day[]
  readonly passed: readonly Passed[]
  readonly named: boolean
  readonly [fc.toStringMethod]: () => string
}

const DEEDS = [
  'merge',
  'absorb',
  'split',
  'give',
  'rename',
  'move',
  'abolish',
  'recreate',
  'revive',
  'province',
  'district',
  'name-heir',
] as const
type Deed = (typeof DEEDS)[number]

const START = day('2000-01-01')

type Draft = { -readonly [K in keyof Version]: Version[K] }

class Country {
  readonly versions: Draft[] = []
  readonly successions: Succession[] = []
  readonly passed: Passed[] = []
  readonly ended: string[] = []
  today = START
  #made = 0
  named = false

  add(line: Line, level: Level, parentId: string | null, areaId: string | null = null, id = `${line}-${level}-${++this.#made}`): string {
    const kind = { centre: 'nước', province: 'tỉnh', district: 'huyện', commune: 'xã', hamlet: 'thôn', body: 'ban' }[level]
    const [from, name] = [this.today === START ? null : this.today, `${kind[0]?.toUpperCase()}${kind.slice(1)} ${id}`]
    this.versions.push({
      unitId: id,
      from,
      until: null,
      line,
      level,
      kind,
      name,
      code: null,
      parentId,
      areaId,
      lawId: null,
      endLawId: null,
    })
    return id
  }

  living(level: Level, line: Line = 'area'): Draft[] {
    return this.versions.filter(version => version.until === null && version.level === level && version.line === line)
  }

  now(id: string): Draft {
    const version = this.versions.find(one => one.unitId === id && one.until === null)
    if (!version) throw new Error(`${id} does not stand`)
    return version
  }

  end(id: string): void {
    const version = this.now(id)
    // A unit of this very day has no day to end on.
    if (version.from === this.today) this.versions.splice(this.versions.indexOf(version), 1)
    else version.until = addDays(this.today, -1)
    this.ended.push(id)
  }

  change(id: string, change: Partial<Draft>): void {
    const version = this.now(id)
    if (version.from === this.today) Object.assign(version, change)
    else {
      version.until = addDays(this.today, -1)
      this.versions.push({ ...version, from: this.today, until: null, ...change })
    }
  }

  pass(from: string, to: readonly string[], kind: Succession['kind'], heir?: string): void {
    for (const toId of to)
      this.successions.push({ fromId: from, toId, onDay: this.today, kind, share: null, heir: toId === heir, lawId: null })
    this.passed.push({ on: this.today, from, to, standsOn: kind === 'transferred' })
    if (kind !== 'transferred') this.end(from)
  }

  under(id: string): Draft[] {
    return this.versions.filter(version => version.until === null && version.parentId === id)
  }

  serving(area: string): Draft[] {
    return this.versions.filter(version => version.until === null && version.areaId === area)
  }

  /** The hamlets and the Party bodies follow where the land of a commune went: to the one named, or one after another. */
  follow(commune: string, to: readonly string[], late: boolean): void {
    this.under(commune).forEach((hamlet, i) => {
      const next = to[i % Math.max(to.length, 1)]
      if (next) this.change(hamlet.unitId, { parentId: next })
      else this.end(hamlet.unitId)
    })
    for (const body of this.serving(commune)) {
      if (late) continue
      const heirs = to.flatMap(area => this.serving(area).filter(one => one.line === body.line && one.unitId !== body.unitId))
      if (heirs.length > 0) this.pass(body.unitId, [...new Set(heirs.map(one => one.unitId))], heirs.length > 1 ? 'split' : 'merged')
      else this.end(body.unitId)
    }
  }

  commune(parent: string): string {
    const id = this.add('area', 'commune', parent)
    const province = this.provinceOf(id)
    const top = this.serving(province).find(body => body.level === 'province')
    this.add('party', 'commune', top?.unitId ?? null, id)
    return id
  }

  provinceOf(id: string): string {
    const version = this.now(id)
    return version.level === 'province' || version.parentId === null ? id : this.provinceOf(version.parentId)
  }

  /** The Party body of a commune stands under that of its province. */
  settleBodies(commune: string): void {
    const top = this.serving(this.provinceOf(commune)).find(body => body.level === 'province')
    for (const body of this.serving(commune)) if (top && body.parentId !== top.unitId) this.change(body.unitId, { parentId: top.unitId })
  }
}

const step = fc.record({
  deed: fc.constantFrom<Deed>(...DEEDS),
  a: fc.nat(1000),
  b: fc.nat(1000),
  parts: fc.integer({ min: 2, max: 3 }),
  after: fc.integer({ min: 1, max: 400 }),
  late: fc.boolean(),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Communes that merge, divide, move and end; provinces and districts that do; bodies that follow on the day, or do not (`late`). */
export const histories = (options: { late: boolean; named: boolean }): fc.Arbitrary<RandomHistory> =>
  fc
    .tuple(fc.integer({ min: 2, max: 3 }), fc.array(step, { minLength: 1, maxLength: 14 }))
    .map(([provinces, steps]) => tell(provinces, steps, options))

function tell(provinces: number, steps: readonly Step[], options: { late: boolean; named: boolean }): RandomHistory {
  const country = new Country()
  const root = country.add('area', 'centre', null)
  const party = country.add('party', 'centre', null, root)
  for (let p = 0; p < provinces; p++) {
    const province = country.add('area', 'province', root)
    country.add('party', 'province', party, province)
    for (let d = 0; d < 2; d++) {
      const district = country.add('area', 'district', province)
      for (let c = 0; c < 2; c++) {
        const commune = country.commune(district)
        for (let h = 0; h < 2; h++) country.add('area', 'hamlet', commune)
      }
    }
  }
  const days = [addDays(START, 1)]
  for (const one of steps) {
    country.today = addDays(country.today, one.after)
    act(country, one, one.late && options.late, options.named, root)
    days.push(country.today)
  }
  const { versions, successions, passed, named } = country
  const told = `${provinces} provinces; ${steps.map(one => `${one.deed} ${one.a} ${one.b} /${one.parts} +${one.after}${one.late ? ' late' : ''}`).join(', ')}`
  return { rows: { versions, successions }, days, passed, named, [fc.toStringMethod]: () => told }
}

function act(country: Country, { deed, a, b, parts }: Step, late: boolean, mayName: boolean, root: string): void {
  const communes = country.living('commune')
  const one = communes[a % communes.length]
  const other = communes[b % communes.length]
  if (!one?.parentId || !other?.parentId) return
  const twins = one.unitId !== other.unitId
  const into = (from: Draft, to: readonly string[], kind: Succession['kind'], heir?: string) => {
    country.follow(from.unitId, to, late)
    country.pass(from.unitId, to, kind, heir)
  }
  if (deed === 'merge' && twins) {
    const made = country.commune(one.parentId)
    into(one, [made], 'merged')
    into(other, [made], 'merged')
  } else if (deed === 'absorb' && twins) into(one, [other.unitId], 'merged')
  else if (deed === 'split' || (deed === 'name-heir' && mayName)) {
    const made = Array.from({ length: parts }, (_, i) =>
      country.commune(i === 0 ? one.parentId! : other.unitId === one.unitId ? one.parentId! : other.parentId!),
    )
    if (deed === 'name-heir') country.named = true
    into(one, made, 'split', deed === 'name-heir' ? made[0] : undefined)
  } else if (deed === 'give' && twins) country.pass(one.unitId, [other.unitId], 'transferred')
  else if (deed === 'rename') country.change(one.unitId, { name: `${one.name} mới` })
  else if (deed === 'move') {
    const parents = [...country.living('district'), ...country.living('province')]
    const parent = parents[b % parents.length]
    if (parent) country.change(one.unitId, { parentId: parent.unitId })
    country.settleBodies(one.unitId)
  } else if (deed === 'abolish' && communes.length > 3) {
    country.follow(one.unitId, [], late)
    country.end(one.unitId)
    country.passed.push({ on: country.today, from: one.unitId, to: [], standsOn: false })
  } else if (deed === 'recreate') country.pass(one.unitId, [country.commune(one.parentId)], 'transferred')
  else if (deed === 'revive') {
    // The same unit stands again after years, on land that another gives back.
    const gone = country.ended.filter(
      id => id.startsWith('area-commune') && !country.versions.some(version => version.unitId === id && version.until === null),
    )
    const again = gone[b % Math.max(gone.length, 1)]
    const last = country.versions.findLast(version => version.unitId === again)
    if (!again || !last?.until || addDays(last.until, 1) >= country.today) return
    country.add('area', 'commune', one.parentId, null, again)
    country.pass(one.unitId, [again], 'transferred')
  } else if (deed === 'province') {
    const living = country.living('province')
    const [first, second] = [living[a % living.length], living[b % living.length]]
    if (!first || !second || first === second) return
    const made = country.add('area', 'province', root)
    const top = country.add('party', 'province', country.living('centre', 'party')[0]?.unitId ?? null, made)
    for (const old of [first, second]) {
      for (const child of country.under(old.unitId)) country.change(child.unitId, { parentId: made })
      for (const body of country.serving(old.unitId).filter(version => version.level === 'province')) {
        for (const child of country.under(body.unitId)) country.change(child.unitId, { parentId: top })
        country.pass(body.unitId, [top], 'merged')
      }
      country.pass(old.unitId, [made], 'merged')
    }
  } else if (deed === 'district') {
    const living = country.living('district')
    const district = living[a % Math.max(living.length, 1)]
    if (!district?.parentId) return
    for (const child of country.under(district.unitId)) country.change(child.unitId, { parentId: district.parentId })
    country.end(district.unitId)
    country.passed.push({ on: country.today, from: district.unitId, to: [], standsOn: false })
  }
}

/** The slow telling: which units hold land of each commune of the first day, when the last day has come. */
export function holding(history: RandomHistory, communes: readonly string[], from: Day, to: Day): Map<string, Set<string>> {
  const holders = new Map(communes.map(id => [id, new Set([id])]))
  for (const { on, from: giver, to: takers, standsOn } of history.passed) {
    if (on <= from || on > to) continue
    for (const units of holders.values()) {
      if (!units.has(giver)) continue
      if (!standsOn) units.delete(giver)
      for (const taker of takers) units.add(taker)
    }
  }
  return holders
}
