// The same figures by three structures: as they were reported, by today's, by that of any day. Values are never rewritten: a figure
// is placed in the structure asked for, and what nobody can place stays where it surely belongs, named "chưa phân bổ".
import type { Day } from '../ground/day.ts'
import { MOST_LEVELS, Placing, type Spread } from './placing.ts'
import type { OrgTree } from './tree.ts'

/** What a unit reported, with the day whose structure it was reported by: the cut-off of its window. */
export interface UnitFigure {
  readonly unitId: string
  readonly day: Day
  /** Null for a ratio, which is its numerator by its denominator and is never added. */
  readonly value: number | null
  readonly numerator?: number | null
  readonly denominator?: number | null
}

/** 'reported': each figure by the structure of its own day. 'standing': all by the structure of one day, today or any other. */
export type Basis = 'reported' | 'standing'

export interface Sum {
  readonly value: number
  readonly numerator: number
  readonly denominator: number
}

/** A figure that no unit below `at` can be given, or only by the shares of a decision. */
export interface Unplaced {
  readonly figure: UnitFigure
  /** The first unit above all its parts; null where nothing stands above them all. */
  readonly at: string | null
  /** The units of the structure among which it lies. */
  readonly among: readonly string[]
  readonly sum: Sum
}

export interface UnitTotal extends Sum {
  /** Its part that lies with no single unit below it. */
  readonly unallocated: Sum | undefined
}

export interface OnBasis {
  readonly units: ReadonlyMap<string, UnitTotal>
  /** Everything, placed or not: the same on every basis, to the unit. */
  readonly total: Sum
  readonly unplaced: readonly Unplaced[]
  /** Figures given to units by the shares of a decision, rounded so that they add up to what was reported. */
  readonly shared: readonly Unplaced[]
  /** The units whose own figure is not certain, each with the figures that may partly be theirs. */
  readonly uncertain: ReadonlyMap<string, readonly UnitFigure[]>
}

/**
 * Places figures in the structure of the tree's day, or leaves each in that of its own day, and adds up for every unit. A unit
 * divided without heir or shares stays unallocated at the first unit above all its parts. `decimals` is how finely the indicator is
 * counted: parts by share are whole in that measure and add up to what was reported (largest remainder).
 */
export function onBasis(figures: readonly UnitFigure[], basis: Basis, tree: OrgTree, decimals = 0): OnBasis {
  const placing = basis === 'reported' ? undefined : new Placing(tree)
  const structures = new Map<Day, Structure>()
  const structureOf = (day: Day): Structure => {
    const on = placing ? tree.day : day
    const made = structures.get(on) ?? new Structure(tree.on(on))
    structures.set(on, made)
    return made
  }
  const total = nothing()
  const [unplaced, shared]: [Unplaced[], Unplaced[]] = [[], []]
  const uncertain = new Map<string, UnitFigure[]>()
  const doubt = (figure: UnitFigure, among: Iterable<string>, at: string | null, structure: Structure): void => {
    for (const id of among)
      for (let above: string | undefined = id; above !== undefined && above !== at; above = structure.above(above)) {
        const known = uncertain.get(above)
        if (!known) uncertain.set(above, [figure])
        else if (known.at(-1) !== figure) known.push(figure)
      }
  }
  for (const figure of figures) {
    const { unitId, day } = figure
    const structure = structureOf(day)
    const whole = sumOf(figure)
    add(total, whole)
    const single = placing ? placing.single(unitId, day) : structure.stands(unitId) ? unitId : undefined
    if (single !== undefined) {
      structure.add(single, whole)
      continue
    }
    const spread = (placing ?? new Placing(tree.on(day))).of(unitId, day)
    const targets = [...spread.sure.keys()]
    const [only] = targets
    if (only !== undefined && targets.length === 1 && spread.open.length === 0) {
      structure.add(only, whole)
      continue
    }
    const { sure, open } = spread
    const parts = divide(whole, [...[...sure.values()], ...open.map(one => one.share)], decimals)
    for (const [i, id] of targets.entries()) structure.add(id, parts[i] ?? nothing())
    for (const [i, { among }] of open.entries()) {
      const sum = parts[targets.length + i] ?? nothing()
      const at = structure.aboveAll([...among])
      if (at !== undefined) structure.leave(at, sum)
      unplaced.push({ figure, at: at ?? null, among: [...among], sum })
      doubt(figure, among, at ?? null, structure)
    }
    if (targets.length > 1) {
      const at = structure.aboveAll(targets) ?? null
      shared.push({ figure, at, among: targets, sum: whole })
      doubt(figure, targets, at, structure)
    }
  }
  const units = new Map<string, Totalling>()
  for (const structure of structures.values()) structure.addUpInto(units)
  return { units, total, unplaced, shared, uncertain }
}

/** What is above each unit and how many levels: asked again for every indicator, so kept with its tree. */
class Levels {
  readonly #tree: OrgTree
  readonly #above = new Map<string, string | undefined>()
  readonly #depths = new Map<string, number>()

  constructor(tree: OrgTree) {
    this.#tree = tree
  }

  above(id: string): string | undefined {
    const known = this.#above.get(id)
    if (known !== undefined || this.#above.has(id)) return known
    const above = this.#tree.unit(id)?.parentId ?? undefined
    this.#above.set(id, above)
    return above
  }

  depth(id: string, guard = MOST_LEVELS): number {
    const known = this.#depths.get(id)
    if (known !== undefined) return known
    const above = guard > 0 ? this.above(id) : undefined
    const depth = above === undefined ? 0 : this.depth(above, guard - 1) + 1
    this.#depths.set(id, depth)
    return depth
  }
}

const levelsOf = new WeakMap<OrgTree, Levels>()

/** The structure of one day while figures are added up in it. */
class Structure {
  readonly #tree: OrgTree
  readonly #levels: Levels
  readonly #own = new Map<string, Totalling>()

  constructor(tree: OrgTree) {
    this.#tree = tree
    this.#levels = levelsOf.get(tree) ?? new Levels(tree)
    levelsOf.set(tree, this.#levels)
  }

  stands(id: string): boolean {
    return this.#tree.unit(id) !== undefined
  }

  above(id: string): string | undefined {
    return this.#levels.above(id)
  }

  add(id: string, sum: Sum): void {
    add(totalling(this.#own, id), sum)
  }

  /** A part that lies with nobody below this unit. */
  leave(id: string, sum: Sum): void {
    this.add(id, sum)
    add((totalling(this.#own, id).unallocated ??= nothing()), sum)
  }

  aboveAll(ids: readonly string[]): string | undefined {
    const paths = ids.map(id => {
      const path: string[] = []
      for (let at: string | undefined = id; at !== undefined && path.length < MOST_LEVELS; at = this.above(at)) path.push(at)
      return path.reverse()
    })
    return commonPath(paths).at(-1)
  }

  /** From the lowest units up, each into the one above it. */
  addUpInto(units: Map<string, Totalling>): void {
    const levels: Set<string>[] = []
    for (const id of this.#own.keys())
      for (let at: string | undefined = id; at !== undefined; at = this.above(at)) {
        const level = (levels[this.#levels.depth(at)] ??= new Set())
        if (level.has(at)) break
        level.add(at)
      }
    const sums = new Map<string, Adding>()
    for (const level of levels.reverse())
      for (const id of level) {
        const [own, below] = [this.#own.get(id), sums.get(id)]
        const sum = nothing()
        if (own) add(sum, own)
        if (below) add(sum, below)
        const total = totalling(units, id)
        add(total, sum)
        if (own?.unallocated) add((total.unallocated ??= nothing()), own.unallocated)
        const above = this.above(id)
        const up = above === undefined ? undefined : sums.get(above)
        if (up) add(up, sum)
        else if (above !== undefined) sums.set(above, sum)
      }
  }
}

/** For every unit the figures that are its own or may be, wholly or in part: also of those who are missing from its total. */
export function reaching(figures: readonly UnitFigure[], basis: Basis, tree: OrgTree): ReadonlyMap<string, readonly UnitFigure[]> {
  const placing = basis === 'reported' ? undefined : new Placing(tree)
  const reached = new Map<string, UnitFigure[]>()
  for (const figure of figures) {
    const on = placing ? tree : tree.on(figure.day)
    const { sure, open } = placing ? placing.of(figure.unitId, figure.day) : stay(figure.unitId, on)
    const units = new Set([...sure.keys(), ...open.flatMap(one => [...one.among])])
    for (const { id } of [...units].flatMap(unit => on.path(unit))) {
      const known = reached.get(id)
      if (!known) reached.set(id, [figure])
      else if (known.at(-1) !== figure) known.push(figure)
    }
  }
  return reached
}

type Totalling = { -readonly [K in keyof Sum]: Sum[K] } & { unallocated: { -readonly [K in keyof Sum]: Sum[K] } | undefined }
type Adding = { -readonly [K in keyof Sum]: Sum[K] }

const nothing = (): Adding => ({ value: 0, numerator: 0, denominator: 0 })
const sumOf = ({ value, numerator, denominator }: UnitFigure): Sum => ({
  value: value ?? 0,
  numerator: numerator ?? 0,
  denominator: denominator ?? 0,
})

// 0.1 + 0.2 is 0.3: no indicator is counted finer than four decimals.
const plus = (a: number, b: number): number => (Number.isInteger(a) && Number.isInteger(b) ? a + b : Math.round((a + b) * 10_000) / 10_000)

function add(to: Adding, part: Sum): void {
  if (part.value !== 0) to.value = plus(to.value, part.value)
  if (part.numerator !== 0) to.numerator = plus(to.numerator, part.numerator)
  if (part.denominator !== 0) to.denominator = plus(to.denominator, part.denominator)
}

function totalling(units: Map<string, Totalling>, id: string): Totalling {
  const known = units.get(id)
  if (known) return known
  const made: Totalling = { value: 0, numerator: 0, denominator: 0, unallocated: undefined }
  units.set(id, made)
  return made
}

const stay = (id: string, tree: OrgTree): Spread =>
  tree.unit(id) ? { sure: new Map([[id, 1]]), open: [] } : new Placing(tree).of(id, tree.day)

function commonPath(paths: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = paths
  let length = first.length
  for (const path of others) {
    let same = 0
    while (same < length && path[same] === first[same]) same += 1
    length = same
  }
  return first.slice(0, length)
}

function divide(whole: Sum, shares: readonly number[], decimals: number): Sum[] {
  if (shares.length === 1) return [whole]
  const [value, numerator, denominator] = [whole.value, whole.numerator, whole.denominator].map(one => byShares(one, shares, decimals))
  return shares.map((_, i) => ({ value: value?.[i] ?? 0, numerator: numerator?.[i] ?? 0, denominator: denominator?.[i] ?? 0 }))
}

/** Parts of a figure by shares that add up to one: whole in the measure of the indicator, and together exactly the figure (largest remainder). */
export function byShares(whole: number, shares: readonly number[], decimals = 0): number[] {
  let scale = 10 ** decimals
  // A figure typed finer than its indicator asks is divided as finely as it was typed.
  while (scale < 10_000 && Math.abs(whole * scale - Math.round(whole * scale)) > 0.01) scale *= 10
  const sign = whole < 0 ? -1 : 1
  const units = Math.round(Math.abs(whole) * scale)
  const exact = shares.map(share => units * share)
  const parts = exact.map(one => Math.floor(one + 1e-6))
  const order = exact.map((one, i) => ({ i, left: one - (parts[i] ?? 0) })).sort((a, b) => b.left - a.left || a.i - b.i)
  let left = units - parts.reduce((sum, one) => sum + one, 0)
  for (let turn = 0; left !== 0 && order.length > 0; turn++) {
    const at = (left > 0 ? order[turn % order.length] : order[order.length - 1 - (turn % order.length)])?.i ?? 0
    if (left < 0 && (parts[at] ?? 0) === 0) continue
    parts[at] = (parts[at] ?? 0) + Math.sign(left)
    left -= Math.sign(left)
  }
  return parts.map(one => (sign * one) / scale)
}
