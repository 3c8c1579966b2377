// One indicator for several units and windows on one base: what stands, what is missing, what may not be set beside what. Pure.
import { addDays, addMonths, type Day, daysBetween } from '../../../ground/day.ts'
import { formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { type Basis, type OnBasis, onBasis, reaching, type Sum, type UnitFigure } from '../../../org/bases.ts'
import type { History } from '../../../org/history.ts'
import type { OrgTree } from '../../../org/tree.ts'
import { figureOf, figuresOf, type Known, landThen, NOTHING, namesOf, plus, type Structure } from '../by-structure.ts'
import { exact, type Indicator, percent } from '../figures.ts'
import type { OpenedWindow } from '../rules.ts'
import type { Leaf } from '../store-bases.ts'

/** A stretch of time with the windows of it: one, or those of the receivers that became one since. */
export interface Stretch {
  readonly label: string
  readonly from: Day
  readonly until: Day
  readonly windows: readonly OpenedWindow[]
}

/** The windows of the series of one window, by their days, the latest first. */
export function stretchesOf(window: OpenedWindow, all: readonly OpenedWindow[], tree: OrgTree): Stretch[] {
  const stretches = new Map<string, OpenedWindow[]>()
  for (const one of all)
    if (one.openedFor === window.openedFor || tree.keeper(one.openedFor) === tree.keeper(window.openedFor)) {
      const key = `${one.until} ${one.from}`
      stretches.set(key, [...(stretches.get(key) ?? []), one])
    }
  return [...stretches]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .flatMap(([, windows]) => windows.slice(0, 1).map(({ label, from, until }) => ({ label, from, until, windows })))
}

const WEEK = 7
/** Whether one stretch is the same part of the year as another, `years` before. */
export const isYearsBefore = (then: Stretch, now: Stretch, years: number): boolean =>
  Math.abs(daysBetween(addMonths(now.from, -12 * years), then.from)) <= WEEK &&
  Math.abs(daysBetween(addMonths(now.until, -12 * years), then.until)) <= WEEK

export type Along = 'lien' | 'nam'

/** So many stretches up to this one, oldest first: one after the other, or the same part of each year. */
export function chainOf(now: Stretch, all: readonly Stretch[], along: Along, count: number): Stretch[] {
  const before = all.filter(one => one.until <= now.until)
  if (along === 'lien') return before.slice(0, count).reverse()
  return Array.from({ length: count }, (_, years) => before.find(one => isYearsBefore(one, now, years)))
    .flatMap(one => one ?? [])
    .reverse()
}

/**
 * value: a figure. none, not_applicable: said so by everyone asked. missing: nobody has handed in. absent: nobody was asked.
 * incomparable: there are figures, of another land or by another definition.
 */
export type PointState = 'value' | 'none' | 'not_applicable' | 'missing' | 'absent' | 'incomparable'

export interface Point {
  readonly state: PointState
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
  /** How many of the reports it is made of are in. */
  readonly have: number
  readonly all: number
  /** Why there is no figure, or what is not certain about it. */
  readonly why: string | null
}

const empty = (state: PointState, why: string | null = null, have = 0, all = 0): Point => ({
  state,
  value: null,
  numerator: null,
  denominator: null,
  have,
  all,
  why,
})

/** A figure of everyone, sure to the unit: only such figures are ranked and set beside each other. */
export const isWhole = (point: Point): boolean => point.state === 'value' && point.have === point.all && point.why === null

/** A figure that is there, whole or not. */
export const isThere = (point: Point): boolean => point.state === 'value'

/** One stretch placed in a structure. */
export interface Placed {
  readonly stretch: Stretch
  readonly indicator: Indicator | undefined
  readonly tree: OrgTree
  readonly on: OnBasis
  readonly reached: ReadonlyMap<string, readonly UnitFigure[]>
  readonly leaves: ReadonlyMap<string, Leaf>
  readonly twice: number
}

export const basisOf = (structure: Structure): Basis => (structure.as === 'reported' ? 'reported' : 'standing')

/** Places what is known of a stretch: as reported by the structure of its own cut-off, else by that of the day asked for. */
export function place(stretch: Stretch, known: readonly Known[], structure: Structure, today: OrgTree): Placed {
  const basis = basisOf(structure)
  const tree = today.on(structure.as === 'reported' ? stretch.until : structure.day)
  const indicator = known.find(one => one.indicator)?.indicator
  const every = known.flatMap(({ window, leaves }) => leaves.map(({ unitId }) => ({ unitId, day: window.until, value: null })))
  return {
    stretch,
    indicator,
    tree,
    on: onBasis(figuresOf(known), basis, tree, indicator?.decimals ?? 0),
    reached: reaching(every, basis, tree),
    leaves: new Map(known.flatMap(one => one.leaves.map(leaf => [leaf.unitId, leaf] as const))),
    twice: known.reduce((all, one) => all + one.twice, 0),
  }
}

/** The figure of units that together are one land, in the structure of the stretch. */
export function pointOf(units: readonly string[], placed: Placed, indicator: Indicator, today: OrgTree): Point {
  const figures = [...new Map(units.flatMap(unit => placed.reached.get(unit) ?? []).map(one => [one.unitId, one])).values()]
  const all = figures.length
  if (all === 0) return empty('absent', 'không phải báo cáo kỳ này')
  const there = figures.flatMap(({ unitId }) => {
    const leaf = placed.leaves.get(unitId)
    return leaf?.accepted && leaf.state !== null ? [leaf.state] : []
  })
  const have = there.length
  if (have === 0) return empty('missing', null, 0, all)
  if (there.every(state => state === 'none' || state === 'not_applicable'))
    return empty(there.includes('none') ? 'none' : 'not_applicable', null, have, all)
  const sum = units.flatMap(unit => placed.on.units.get(unit) ?? []).reduce<Sum>(plus, NOTHING)
  const value = figureOf(sum, indicator)
  if (value === undefined) return empty('none', 'mẫu số bằng 0', have, all)
  const doubt = units.flatMap(unit => placed.on.uncertain.get(unit) ?? [])
  const isRatio = indicator.kind === 'ratio'
  return {
    state: 'value',
    value,
    numerator: isRatio ? sum.numerator : null,
    denominator: isRatio ? sum.denominator : null,
    have,
    all,
    why: doubt.length > 0 ? `chưa tách được số của ${namesOf(today, doubt)}` : null,
  }
}

const changeDays = new WeakMap<History, readonly Day[]>()

/** Whether any unit began, ended or changed after one day and up to another: if none did, every land is what it was. */
export function isUnchanged(history: History, after: Day, upTo: Day): boolean {
  let days = changeDays.get(history)
  if (!days) {
    const found = new Set<Day>()
    for (const id of history.ids())
      for (const { from, until } of history.versions(id)) {
        if (from !== null) found.add(from)
        if (until !== null) found.add(addDays(until, 1))
      }
    days = [...found].sort()
    changeDays.set(history, days)
  }
  return !days.some(day => day > after && day <= upTo)
}

/** landThen, without setting the nation's areas of two days beside each other where nothing happened between them. */
function landOf(unitId: string, now: Placed, then: Day, basis: Basis): readonly string[] | string {
  const upTo = basis === 'reported' || now.tree.day < now.stretch.until ? now.stretch.until : now.tree.day
  if (now.tree.unit(unitId) && isUnchanged(now.tree.history, then < now.tree.day ? then : now.tree.day, upTo)) return [unitId]
  return landThen(now.tree, basis, unitId, then, now.stretch.until)
}

/** The figure of a unit of now in an earlier stretch: only on the same land and by the same definition. */
export function earlierPoint(unitId: string, now: Placed & { indicator: Indicator }, then: Placed, basis: Basis, today: OrgTree): Point {
  const { indicator } = now
  if (!then.indicator) return empty('incomparable', 'kỳ đó chưa có chỉ tiêu này')
  if (then.indicator.id !== indicator.id)
    return empty('incomparable', indicator.breakNote || `cách tính đổi từ ${indicator.from ? formatDay(indicator.from) : 'kỳ này'}`)
  const units = landOf(unitId, now, then.stretch.until, basis)
  if (typeof units === 'string') return empty('incomparable', units)
  const point = pointOf(units, then, indicator, today)
  return point.state === 'value' && point.why !== null ? empty('incomparable', point.why, point.have, point.all) : point
}

export interface Difference {
  readonly by: number
  /** In percent of then; null for a ratio (its own points are the difference) and where then was zero. */
  readonly percent: number | null
}

/** How far a figure moved, when both are whole; else why that cannot be said. */
export function differenceOf(now: Point, then: Point | undefined, isRatio: boolean): Difference | string {
  if (!then) return 'không có kỳ để so'
  if (then.state === 'incomparable') return then.why ?? 'khác địa bàn'
  if (!isThere(now) || !isThere(then)) return !isThere(now) ? 'kỳ này chưa có số để so' : 'kỳ đó không có số để so'
  if (now.why !== null) return now.why
  if (now.have < now.all) return `kỳ này còn thiếu ${formatNumber(now.all - now.have)} đơn vị`
  if (then.have < then.all) return `kỳ đó thiếu ${formatNumber(then.all - then.have)} đơn vị`
  const by = exact((now.value ?? 0) - (then.value ?? 0))
  return { by, percent: isRatio || !then.value ? null : exact((by / then.value) * 100) }
}

/** A part of the total, in percent of it; the total stands beside it wherever it is shown. */
export const shareOf = (point: Point, total: Point): number | null =>
  point.value === null || !total.value ? null : percent(point.value, total.value)

export interface CompareRow {
  readonly unitId: string
  readonly name: string
  /** Beside the stretches of the chain, oldest first; the last is now. */
  readonly points: readonly Point[]
  readonly now: Point
  readonly earlier: Point | undefined
  readonly difference: Difference | string
}

/** One row for a unit: now, then, and along the chain. */
export function rowOf(
  unitId: string,
  name: string,
  around: {
    readonly now: Placed & { indicator: Indicator }
    readonly chain: readonly Placed[]
    readonly earlier: Placed | undefined
    readonly basis: Basis
    readonly today: OrgTree
  },
): CompareRow {
  const { now, chain, earlier, basis, today } = around
  const own = pointOf([unitId], now, now.indicator, today)
  const past = (one: Placed): Point => (one === now ? own : earlierPoint(unitId, now, one, basis, today))
  const before = earlier && past(earlier)
  return {
    unitId,
    name,
    points: chain.map(past),
    now: own,
    earlier: before,
    difference: differenceOf(own, before, now.indicator.kind === 'ratio'),
  }
}

export type Order = 'giam' | 'tang' | 'ten'

/** Rows in the order asked for, those apart that may not be ranked. */
export interface Ordered {
  readonly ranked: readonly CompareRow[]
  /** Figures that lack a unit or are not certain: shown, never ranked. */
  readonly partial: readonly CompareRow[]
  readonly silent: readonly CompareRow[]
  readonly missing: readonly CompareRow[]
}

/** Nothing is ranked that was not reported, nor what is not whole. The same figure keeps the order of names. */
export function ordered(rows: readonly CompareRow[], order: Order, byName: (a: string, b: string) => number): Ordered {
  const named = [...rows].sort((a, b) => byName(a.name, b.name))
  const sign = order === 'tang' ? 1 : -1
  const byValue = (some: readonly CompareRow[]): CompareRow[] =>
    order === 'ten' ? [...some] : [...some].sort((a, b) => sign * ((a.now.value ?? 0) - (b.now.value ?? 0)))
  return {
    ranked: byValue(named.filter(one => isWhole(one.now))),
    partial: byValue(named.filter(one => isThere(one.now) && !isWhole(one.now))),
    silent: named.filter(one => one.now.state === 'none' || one.now.state === 'not_applicable'),
    missing: named.filter(one => one.now.state === 'missing' || one.now.state === 'absent'),
  }
}

/** Places in the order of figures, the largest first; equal figures share a place. */
export function ranks(rows: readonly CompareRow[]): ReadonlyMap<string, number> {
  const values = rows.map(one => one.now.value ?? 0)
  return new Map(rows.map((one, i) => [one.unitId, 1 + values.filter(value => value > (values[i] ?? 0)).length]))
}
