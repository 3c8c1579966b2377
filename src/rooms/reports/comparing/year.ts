// A unit's year so far, along the windows of the year: what is missing from it is named, days of no window as well. Pure.
import { addDays, type Day, day, yearOf } from '../../../ground/day.ts'
import { isRefusal } from '../../../ground/faults.ts'
import { formatDay } from '../../../ground/vietnamese.ts'
import type { Basis } from '../../../org/bases.ts'
import type { OrgTree } from '../../../org/tree.ts'
import { accumulate, daysBetweenWindows, type Figure, type Indicator, type InTime, type OverTime } from '../figures.ts'
import { earlierPoint, type Placed, type Point, pointOf, type Stretch } from './compare.ts'

/** The stretches of the year of this one up to it, oldest first: the year of a stretch is that of its last day. */
export const yearStretches = (now: Stretch, all: readonly Stretch[]): Stretch[] =>
  all.filter(one => yearOf(one.until) === yearOf(now.until) && one.until <= now.until).reverse()

/** A point as a figure for adding up over time; undefined where nobody reported, or only some. */
function figureOf(point: Point, { code, kind }: Indicator): Figure | undefined {
  const { state, value, numerator, denominator } = point
  const rest = { code, counted: null, reason: null, note: null }
  if (state === 'none' || state === 'not_applicable') return { ...rest, state, value: null, numerator: null, denominator: null }
  if (state !== 'value') return undefined
  return {
    ...rest,
    state: 'reported',
    value,
    numerator: kind === 'ratio' ? numerator : null,
    denominator: kind === 'ratio' ? denominator : null,
  }
}

/** How far a unit is in the year; windows that are not whole are in it and named. Undefined where windows overlap. */
export function doneInYear(
  unitId: string,
  around: { readonly now: Placed & { indicator: Indicator }; readonly basis: Basis; readonly today: OrgTree },
  year: readonly Placed[],
): OverTime | undefined {
  const { now, basis, today } = around
  const partly: string[] = []
  const chain = year.map((one): InTime => {
    const point = one === now ? pointOf([unitId], now, now.indicator, today) : earlierPoint(unitId, now, one, basis, today)
    if (point.state === 'value' && point.have < point.all) partly.push(`${one.stretch.label} (mới ${point.have}/${point.all} đơn vị)`)
    const { label, from, until } = one.stretch
    return { regimeId: one.stretch.windows[0]?.regimeId ?? '', label, from, until, figure: figureOf(point, now.indicator) }
  })
  const total = accumulate(now.indicator.kind, chain)
  return isRefusal(total) ? undefined : { ...total, missing: [...total.missing, ...partly] }
}

const A_WEEK = 7

/** Days of the year up to a window that no window covers: a total of the year does not hold them. A year that begins a week askew is whole. */
export function gapsOfYear(
  chain: readonly { readonly regimeId: string; readonly label: string; readonly from: Day; readonly until: Day }[],
): string[] {
  const [first] = [...chain].sort((a, b) => (a.from < b.from ? -1 : 1))
  const last = chain
    .map(one => one.until)
    .sort()
    .at(-1)
  if (!first || !last) return []
  const start = day(`${yearOf(last)}-01-01`)
  const gaps = [
    ...(addDays(start, A_WEEK) < first.from ? [{ from: start, until: addDays(first.from, -1) }] : []),
    ...daysBetweenWindows(chain),
  ]
  return gaps.map(gap => `${formatDay(gap.from)}–${formatDay(gap.until)} (không có kỳ báo cáo)`)
}
