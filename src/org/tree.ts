// The organisation of one day, as an immutable value. It answers four different questions, and mixing them up is the classic
// mistake of such systems: the structure of the day (below), who keeps the papers of the past (keeper, inCare), where a figure
// passes to (heir, countedUnder), and what may be set beside an earlier day (comparable).
import { addDays, type Day } from '../ground/day.ts'
import { alphabetical } from '../ground/vietnamese.ts'
import { areasBetween, type ComparableArea, type Comparison, comparison } from './comparable.ts'
import { DEPTH, fullName, History, type Level, type Life, type Line, type OrgRows, type Version } from './history.ts'

export type { ComparableArea, Comparison } from './comparable.ts'
export type { Law, Level, Life, Line, OrgRows, Succession, Version } from './history.ts'

/** A unit as it stands on the day of the tree. */
export interface Unit extends Version {
  readonly id: string
  /** "xã Khe Trầm": how it is called in a sentence. */
  readonly fullName: string
  /** A past unit that an officer named: "do cán bộ bổ sung". */
  readonly addedByOfficer: boolean
}

/** Where the land or the business of a unit went: the living units with the day it reached them, and the units in which it ended. */
interface Passing {
  readonly living: Map<string, Day | undefined>
  readonly lost: Set<string>
}

const TREES_KEPT = 40 // More than the windows that a sheet sets beside its own: fewer, and each page would make them all anew.
const nobody: ReadonlySet<string> = new Set()

export class OrgTree {
  readonly day: Day
  readonly history: History
  readonly #trees: Map<Day, OrgTree>
  readonly #standing = new Map<string, Version>()
  readonly #ended: string[] = []
  readonly #future: string[] = []
  readonly #units = new Map<string, Unit>()
  readonly #keepers = new Map<string, string | undefined>()
  readonly #anchors = new Map<string, ReadonlySet<string>>()
  readonly #below = new Map<string, ReadonlySet<string>>()
  readonly #inCare = new Map<string, ReadonlySet<string>>()
  readonly #counted = new Map<string, ReadonlySet<string>>()
  readonly #children = new Map<string, readonly Unit[]>()
  #childIds: Map<string, string[]> | undefined
  #bodies: Map<string, string[]> | undefined
  #kept: Map<string, string[]> | undefined
  #anchored: Map<string, string[]> | undefined
  #everything: ReadonlySet<string> | undefined
  #byCode: Map<string, string> | undefined

  constructor(history: History, day: Day, trees: Map<Day, OrgTree> = new Map()) {
    this.day = day
    this.history = history
    this.#trees = trees
    trees.set(day, this)
    for (const id of history.ids()) {
      const version = history.on(id, day)
      if (version) this.#standing.set(id, version)
      else if (history.lastOn(id, day)) this.#ended.push(id)
      else this.#future.push(id)
    }
  }

  static of(rows: OrgRows, day: Day): OrgTree {
    return new OrgTree(new History(rows), day)
  }

  /** The same organisation on another day. */
  on(day: Day): OrgTree {
    if (day === this.day) return this
    const tree = this.#trees.get(day) ?? new OrgTree(this.history, day, this.#trees)
    this.#trees.delete(day)
    this.#trees.set(day, tree)
    for (const oldest of [...this.#trees.keys()].slice(0, -TREES_KEPT)) this.#trees.delete(oldest)
    return tree
  }

  /** The unit as the law has it on this day; undefined when it does not stand. */
  unit(id: string): Unit | undefined {
    const made = this.#units.get(id)
    const version = made ? undefined : this.#standing.get(id)
    if (!version) return made
    const unit = {
      ...version,
      id,
      fullName: fullName(version),
      parentId: this.#parentOf(id) ?? null,
      addedByOfficer: this.history.addedByOfficer.has(id),
    }
    this.#units.set(id, unit)
    return unit
  }

  /** Whether the unit stands on this day or stood before it. */
  known(id: string): boolean {
    return this.history.lastOn(id, this.day) !== undefined
  }

  /** The units that stand, the highest level first, then by name. */
  units(line: Line, level?: Level): Unit[] {
    return this.#inOrder([...this.#standing].flatMap(([id, one]) => (one.line === line && (!level || one.level === level) ? [id] : [])))
  }

  /** The unit that bears the code on this day: a code is no identity and passes to other units. */
  byCode(code: string, line: Line = 'area'): Unit | undefined {
    if (!this.#byCode) {
      this.#byCode = new Map()
      for (const [id, version] of this.#standing) if (version.code !== null) this.#byCode.set(`${version.line} ${version.code}`, id)
    }
    return this.unit(this.#byCode.get(`${line} ${code}`) ?? '')
  }

  parent(id: string): Unit | undefined {
    return this.unit(this.#parentOf(id) ?? '')
  }

  /** From the top of its line down to the unit itself; empty when it does not stand. */
  path(id: string): Unit[] {
    const path: Unit[] = []
    const passed = new Set<string>()
    for (let at: string | undefined = id; at !== undefined && !passed.has(at); at = this.#parentOf(at)) {
      const unit = this.unit(at)
      if (!unit) break
      passed.add(at)
      path.unshift(unit)
    }
    return path
  }

  /** The units right under it on its own line; with another line named, the highest bodies of that line that serve this area. */
  children(id: string, line?: Line): readonly Unit[] {
    const own = this.#standing.get(id)?.line
    if (!own) return []
    const key = `${id} ${line ?? own}`
    const made = this.#children.get(key)
    if (made) return made
    const ids =
      line === undefined || line === own
        ? this.#childrenOf(id)
        : this.#bodiesOf(id).filter(body => {
            const parent = this.#parentOf(body)
            return this.#standing.get(body)?.line === line && (parent === undefined || this.areaOf(parent) !== id)
          })
    const children = this.#inOrder(ids)
    this.#children.set(key, children)
    return children
  }

  /** The area a unit serves: an area serves itself, a body its own area or that of the body above it. */
  areaOf(id: string): string | undefined {
    const passed = new Set<string>()
    for (let at: string | undefined = id; at !== undefined && !passed.has(at); at = this.#parentOf(at)) {
      passed.add(at)
      const version = this.#standing.get(at)
      if (version?.line === 'area') return at
      // The area may have merged before the body did: then the body serves what the area became.
      if (version?.areaId) return this.keeper(version.areaId)
    }
    return undefined
  }

  /** Itself and all under it on its own line; under an area also the bodies that serve the areas in it. */
  below(id: string): ReadonlySet<string> {
    const made = this.#below.get(id)
    if (made) return made
    const line = this.#standing.get(id)?.line
    if (!line) return nobody
    const below = new Set([id])
    for (const at of below) for (const child of this.#childrenOf(at)) below.add(child)
    if (line === 'area') for (const area of [...below]) for (const body of this.#bodiesOf(area)) below.add(body)
    this.#below.set(id, below)
    return below
  }

  /** Every unit that stands or has stood. */
  everything(): ReadonlySet<string> {
    this.#everything ??= new Set([...this.#standing.keys(), ...this.#ended])
    return this.#everything
  }

  /**
   * The one living unit that keeps its papers: itself; else what it merged into or the heir a decision names; else, divided or
   * abolished, the keeper of its last parent (of its area, for a body without parent). Total over past and present units of a
   * sound history; undefined for a unit not known on this day.
   */
  keeper(id: string): string | undefined {
    if (this.#standing.has(id)) return id
    if (this.#keepers.has(id)) return this.#keepers.get(id)
    this.#keepers.set(id, undefined)
    const last = this.history.lastOn(id, this.day)
    if (!last) return undefined
    const steps = this.history.stepsAfter(id, this.day, this.day)
    const named = steps.find(step => step.heir)
    const targets = new Set(named ? [named.toId] : steps.map(step => step.toId))
    const [only] = targets
    const above = last.parentId ?? last.areaId
    const keeper = (targets.size === 1 && only ? this.keeper(only) : undefined) ?? (above ? this.keeper(above) : undefined)
    this.#keepers.set(id, keeper)
    return keeper
  }

  /** All whose papers are in its hands: what stands below it, and the past units kept there. */
  inCare(id: string): ReadonlySet<string> {
    return this.#withPast(this.#inCare, id, this.below(id))
  }

  /** The unit with its hamlets and, for a body, the bodies under it within the same area; and the past units that they keep. */
  ownCare(id: string): ReadonlySet<string> {
    const own = new Set(this.#standing.has(id) ? [id] : [])
    for (const at of own)
      for (const child of this.#childrenOf(at)) {
        const version = this.#standing.get(child)
        if (version?.level === 'hamlet' || (version?.line !== 'area' && this.areaOf(child) === this.areaOf(id))) own.add(child)
      }
    return this.#withPast(new Map(), id, own)
  }

  /** The living units that its land or business of that day came to; that day is today for a unit that stands, else its last. */
  successors(id: string, from?: Day): ReadonlySet<string> {
    return new Set(this.reached(id, from).keys())
  }

  /** The successors with the day on which it reached each; undefined where it never left. */
  reached(id: string, from?: Day): ReadonlyMap<string, Day | undefined> {
    return this.#pass(id, from, false).living
  }

  /** The single unit its figures of that day pass to whole; undefined once it was divided, unless a decision names one heir. */
  heir(id: string, from?: Day): string | undefined {
    const { living, lost } = this.#pass(id, from, true)
    return living.size === 1 && lost.size === 0 ? living.keys().next().value : undefined
  }

  /**
   * Every unit whose figures belong to this one's total: what stands below it, each past unit all of whose final successors
   * lie there (a province counts a commune divided among its own communes, none of these does), and past units that left no
   * successor through their last parent. Units of later days count where they came from.
   */
  countedUnder(id: string): ReadonlySet<string> {
    const made = this.#counted.get(id)
    if (made) return made
    const below = this.below(id)
    if (!this.#anchored) {
      this.#anchored = new Map()
      for (const past of [...this.#ended, ...this.#future]) for (const anchor of this.anchors(past)) push(this.#anchored, anchor, past)
    }
    const counted = new Set(below)
    for (const unit of below)
      for (const past of this.#anchored.get(unit) ?? []) if (!counted.has(past) && isWithin(this.anchors(past), below)) counted.add(past)
    this.#counted.set(id, counted)
    return counted
  }

  /** The living units among which the figures of a unit are to be found: those that must all lie under a total for it to count. */
  anchors(id: string): ReadonlySet<string> {
    if (this.#standing.has(id)) return new Set([id])
    const made = this.#anchors.get(id)
    if (made) return made
    this.#anchors.set(id, nobody)
    const anchors = new Set<string>()
    const add = (at: string | null | undefined) => {
      if (at) for (const anchor of this.anchors(at)) anchors.add(anchor)
    }
    const first = this.history.versions(id)[0]
    if (this.known(id)) {
      const { living, lost } = this.#pass(id, undefined, true)
      for (const unit of living.keys()) anchors.add(unit)
      for (const end of lost) {
        const last = this.history.lastOn(end, this.day)
        add(last?.parentId ?? last?.areaId)
      }
    } else if (first) {
      const founders = this.history.arriving(id).filter(step => step.onDay <= (first.from ?? step.onDay))
      for (const step of founders) add(step.fromId)
      if (founders.length === 0) add(first.parentId ?? first.areaId)
    }
    this.#anchors.set(id, anchors)
    return anchors
  }

  /** The smallest groups of areas whose outline did not move between an earlier day and this one. */
  comparableAreas(before: Day): readonly ComparableArea[] {
    return areasBetween(this.on(before), this).list
  }

  /** Whether a unit's figures of an earlier day may be set beside those of a later one, and whose figures of then make them up. */
  comparable(id: string, from: Day, to: Day = this.day): Comparison {
    return comparison(id, this.on(from), this.on(to))
  }

  /** How it was called on that day, "xã Khe Trầm"; its last name when it had ended, its first when it was still to come. */
  nameOn(id: string, day: Day): string | undefined {
    const version = this.history.lastOn(id, day) ?? this.history.versions(id)[0]
    return version && fullName(version)
  }

  /** "huyện X (nay thuộc tỉnh Y)": the name as it was on that day, or last, and what it belongs to now where that differs. */
  label(id: string, on: Day = this.day): string {
    const name = this.nameOn(id, on < this.day ? on : this.day)
    if (name === undefined) return 'đơn vị chưa xác định'
    const standing = this.unit(id)
    if (standing) return standing.fullName === name ? name : `${name} (nay là ${standing.fullName})`
    const keeper = this.unit(this.keeper(id) ?? '')
    return keeper ? `${name}${keeper.fullName === name ? ' cũ' : ''} (nay thuộc ${keeper.fullName})` : `${name} (không còn)`
  }

  /** All that befell it, before and after this day. */
  life(id: string): Life | undefined {
    return this.history.life(id)
  }

  #pass(id: string, from: Day | undefined, byDecision: boolean): Passing {
    const passing: Passing = { living: new Map(), lost: new Set() }
    const seen = new Set<string>()
    const visit = (at: string, since: Day, reached: Day | undefined): void => {
      if (seen.has(`${at} ${since}`)) return
      seen.add(`${at} ${since}`)
      let steps = this.history.stepsAfter(at, since, this.day)
      while (steps[0]) {
        const on = steps[0].onDay
        const together = steps.filter(step => step.onDay === on)
        const named = byDecision ? together.filter(step => step.heir) : []
        for (const { toId } of named.length > 0 ? named : together) visit(toId, this.history.on(toId, on) ? on : addDays(on, -1), on)
        if (!this.history.on(at, on)) return
        steps = steps.slice(together.length)
      }
      const end = this.history.spell(at, since)?.until
      if (end !== undefined && (end === null || end >= this.day)) passing.living.set(at, reached)
      else passing.lost.add(at)
    }
    if (from === undefined && this.#standing.has(id)) passing.living.set(id, undefined)
    else if (this.known(id)) visit(id, from ?? this.day, undefined)
    return passing
  }

  /** A parent that has ended is stood in for by its keeper, so that no living unit falls out of the tree. */
  #parentOf(id: string): string | undefined {
    let above = this.#standing.get(id)?.parentId
    for (let steps = 0; above && steps < 32; steps++) {
      const keeper = this.keeper(above)
      if (keeper === undefined || keeper !== id) return keeper
      above = this.history.lastOn(above, this.day)?.parentId
    }
    return undefined
  }

  #childrenOf(id: string): readonly string[] {
    if (!this.#childIds) {
      this.#childIds = new Map()
      for (const [child, version] of this.#standing) {
        const parent = this.#parentOf(child)
        if (parent !== undefined && this.#standing.get(parent)?.line === version.line) push(this.#childIds, parent, child)
      }
    }
    return this.#childIds.get(id) ?? []
  }

  #bodiesOf(area: string): readonly string[] {
    if (!this.#bodies) {
      this.#bodies = new Map()
      for (const [id, version] of this.#standing) {
        const serves = version.line === 'area' ? undefined : this.areaOf(id)
        if (serves !== undefined) push(this.#bodies, serves, id)
      }
    }
    return this.#bodies.get(area) ?? []
  }

  #withPast(made: Map<string, ReadonlySet<string>>, id: string, living: ReadonlySet<string>): ReadonlySet<string> {
    const known = made.get(id)
    if (known) return known
    if (!this.#kept) {
      this.#kept = new Map()
      for (const past of this.#ended) {
        const keeper = this.keeper(past)
        if (keeper !== undefined) push(this.#kept, keeper, past)
      }
    }
    const care = new Set(living)
    for (const unit of living) for (const past of this.#kept.get(unit) ?? []) care.add(past)
    made.set(id, care)
    return care
  }

  #inOrder(ids: readonly string[]): Unit[] {
    const units = ids.flatMap(id => this.unit(id) ?? [])
    return units.sort((a, b) => DEPTH[a.level] - DEPTH[b.level] || alphabetical(a.name, b.name))
  }
}

const isWithin = (ids: ReadonlySet<string>, whole: ReadonlySet<string>): boolean => {
  for (const id of ids) if (!whole.has(id)) return false
  return ids.size > 0
}

function push(groups: Map<string, string[]>, key: string, value: string): void {
  const group = groups.get(key)
  if (group) group.push(value)
  else groups.set(key, [value])
}
