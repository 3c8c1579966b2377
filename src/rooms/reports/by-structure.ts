// The figures of one indicator in one window by three structures, and beside them those of a year before where the land is the same. Pure.
import { addMonths, type Day, daysBetween } from '../../ground/day.ts'
import { formatDay, listed } from '../../ground/vietnamese.ts'
import { type Basis, type OnBasis, onBasis, reaching, type Sum, type UnitFigure } from '../../org/bases.ts'
import type { OrgTree } from '../../org/tree.ts'
import { exact, type Indicator, percent } from './figures.ts'
import type { OpenedWindow } from './rules.ts'
import type { Leaf } from './store-bases.ts'

/** As reported: the structure of the window's cut-off. Else that of one day, today or any other. */
export type Structure = { readonly as: 'reported' } | { readonly as: 'today' | 'day'; readonly day: Day }

/** What is known of one window: its figures, who is missing, and what was counted twice. */
export interface Known {
  readonly window: OpenedWindow
  readonly indicator: Indicator | undefined
  readonly leaves: readonly Leaf[]
  readonly twice: number
  /** What receivers adjusted, each where it was adjusted. */
  readonly adjusted?: readonly UnitFigure[]
}

const WEEK = 7
const isNear = (now: Day, then: Day): boolean => Math.abs(daysBetween(addMonths(now, -12), then)) <= WEEK

/** The windows of the same stretch a year before, of the series and of those that this one's receiver took over. */
export const windowsLastYear = (window: OpenedWindow, all: readonly OpenedWindow[], tree: OrgTree): OpenedWindow[] =>
  all.filter(
    one =>
      isNear(window.from, one.from) &&
      isNear(window.until, one.until) &&
      (one.openedFor === window.openedFor || tree.keeper(one.openedFor) === tree.keeper(window.openedFor)),
  )

/** What was reported, with what was counted twice taken off where it was added up, and what was adjusted. */
export const figuresOf = (all: readonly Known[]): UnitFigure[] =>
  all.flatMap(({ window, leaves, twice, adjusted = [] }) => [
    ...leaves.flatMap(({ unitId, accepted, state, value, numerator, denominator }) =>
      accepted && state !== null ? [{ unitId, day: window.until, value, numerator, denominator }] : [],
    ),
    ...(twice === 0 ? [] : [{ unitId: window.openedFor, day: window.until, value: -twice }]),
    ...adjusted,
  ])

const absentFrom = (all: readonly Known[]): UnitFigure[] =>
  all.flatMap(({ window, leaves }) =>
    leaves.filter(one => !one.accepted || one.state === null).map(({ unitId }) => ({ unitId, day: window.until, value: null })),
  )

/** The figure of a sum: a ratio is Σ numerators by Σ denominators, and nothing where there is no denominator. */
export const figureOf = (sum: Sum | undefined, { kind }: Pick<Indicator, 'kind'>): number | undefined =>
  sum === undefined ? undefined : kind !== 'ratio' ? sum.value : sum.denominator === 0 ? undefined : percent(sum.numerator, sum.denominator)

export interface Beside {
  readonly value: number | undefined
  /** Why no figure of before stands here. */
  readonly notComparable: string | null
}

export interface ByStructure {
  readonly structure: Structure
  /** Of the structure: the cut-off where it is as reported. */
  readonly day: Day
  readonly tree: OrgTree
  readonly now: OnBasis
  /** The first unit above everything that was reported; undefined where there is none. */
  readonly top: string | undefined
  readonly missing: readonly UnitFigure[]
  readonly accepted: number
  readonly before: OpenedWindow | undefined
  /** The same unit a year before, on the same structure. */
  beside(unitId: string): Beside
  /** Of a unit on this structure, the missing reports that would be its own in whole or in part. */
  missingUnder(unitId: string): readonly UnitFigure[]
}

/** The figures of one window placed in a structure, and nothing beside them. */
export function placedBy(now: Known & { indicator: Indicator }, structure: Structure, today: OrgTree): OnBasis {
  const tree = today.on(structure.as === 'reported' ? now.window.until : structure.day)
  return onBasis(figuresOf([now]), structure.as === 'reported' ? 'reported' : 'standing', tree, now.indicator.decimals)
}

/** Adds one indicator up by a structure. `then` are the windows a year before; `today` is the tree of today. */
export function byStructure(
  now: Known & { indicator: Indicator },
  then: readonly Known[],
  structure: Structure,
  today: OrgTree,
): ByStructure {
  const { window, indicator } = now
  const day = structure.as === 'reported' ? window.until : structure.day
  const tree = today.on(day)
  const basis = structure.as === 'reported' ? 'reported' : 'standing'
  const placed = placedBy(now, structure, today)
  const missing = absentFrom([now])
  const gaps = reaching(missing, basis, tree)
  const past = onBasis(figuresOf(then), basis, tree, indicator.decimals)
  const pastGaps = reaching(absentFrom(then), basis, tree)
  const names = (figures: readonly UnitFigure[]): string => namesOf(today, figures)
  const before = then[0]
  const beside = (unitId: string): Beside => {
    const no = (notComparable: string): Beside => ({ value: undefined, notComparable })
    if (!before) return no('chưa có kỳ cùng kỳ năm trước')
    if (before.indicator === undefined) return no('kỳ đó chưa có chỉ tiêu này')
    if (before.indicator.id !== indicator.id)
      return no(indicator.breakNote || `cách tính đổi từ ${indicator.from ? formatDay(indicator.from) : 'kỳ này'}`)
    const units = landThen(tree, basis, unitId, before.window.until, window.until)
    if (typeof units === 'string') return no(units)
    const doubt = placed.uncertain.get(unitId) ?? units.flatMap(unit => past.uncertain.get(unit) ?? [])
    if (doubt.length > 0) return no(`chưa tách được số của ${names(doubt)}`)
    const absent = gaps.get(unitId) ?? []
    if (absent.length > 0) return no(`kỳ này chưa có số của ${names(absent)}`)
    const absentThen = units.flatMap(unit => pastGaps.get(unit) ?? [])
    if (absentThen.length > 0) return no(`cùng kỳ chưa có số của ${names(absentThen)}`)
    const sums = units.flatMap(unit => past.units.get(unit) ?? [])
    if (sums.length === 0) return no('cùng kỳ không có số')
    return { value: figureOf(sums.reduce<Sum>(plus, NOTHING), indicator), notComparable: null }
  }
  return {
    structure,
    day,
    tree,
    now: placed,
    top: topOf(placed, tree),
    missing,
    accepted: now.leaves.length - missing.length,
    before: before?.window,
    beside,
    missingUnder: unitId => gaps.get(unitId) ?? [],
  }
}

/** The units that were this land then, on that basis; or why none were. `tree` is that of the structure asked for. */
export function landThen(tree: OrgTree, basis: Basis, unitId: string, thenUntil: Day, nowUntil: Day): readonly string[] | string {
  if (basis === 'standing') {
    for (const day of new Set([thenUntil, nowUntil])) {
      const comparison = day <= tree.day ? tree.comparable(unitId, day) : undefined
      if (comparison?.same === false) return comparison.say
    }
    return [unitId]
  }
  const comparison = tree.comparable(unitId, thenUntil)
  return comparison.same ? comparison.units : comparison.say
}

export const NOTHING: Sum = { value: 0, numerator: 0, denominator: 0 }
export const plus = (a: Sum, b: Sum): Sum => ({
  value: exact(a.value + b.value),
  numerator: exact(a.numerator + b.numerator),
  denominator: exact(a.denominator + b.denominator),
})

/** "xã Một, xã Hai và 4 đơn vị khác", each with what became of it. */
export const namesOf = (today: OrgTree, figures: readonly UnitFigure[]): string =>
  listed([...new Set(figures.map(one => today.label(one.unitId, one.day)))])

/** From the only root down, as long as one unit has everything below it. */
function topOf({ units, total, unplaced }: OnBasis, tree: OrgTree): string | undefined {
  const [root, ...more] = [...units.keys()].filter(id => tree.parent(id) === undefined)
  if (root === undefined || more.length > 0 || unplaced.some(one => one.at === null)) return undefined
  let top = root
  for (;;) {
    const below = tree.children(top).filter(child => units.has(child.id))
    const [only] = below
    const sum = only && units.get(only.id)
    if (!only || below.length > 1 || units.get(top)?.unallocated || sum?.value !== total.value || sum.denominator !== total.denominator)
      return top
    if (only.level === 'hamlet') return top
    top = only.id
  }
}
