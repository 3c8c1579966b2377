// Reads what a comparison shows: the windows of a regime, the units under a receiver, each indicator placed and set side by side.
import type { Ask } from '../../../access/ask.ts'
import { type Day, yearOf } from '../../../ground/day.ts'
import { missing } from '../../../ground/faults.ts'
import { alphabetical, capital } from '../../../ground/vietnamese.ts'
import type { Unit } from '../../../org/tree.ts'
import type { Structure } from '../by-structure.ts'
import type { Indicator, OverTime } from '../figures.ts'
import { type Plan, type PlanOnLand, type PlanPart, partOfWindow, planOfAll, planOn } from '../planning/plan-rules.ts'
import { plansOf } from '../planning/store-plans.ts'
import type { OpenedWindow, Regime } from '../rules.ts'
import { formOn, markNow, regimes } from '../store-asked.ts'
import { windowsOfRegime } from '../store-bases.ts'
import { type AskedComparison, structureAsked } from './asked.ts'
import {
  basisOf,
  type CompareRow,
  chainOf,
  isYearsBefore,
  type Ordered,
  ordered,
  type Placed,
  place,
  rowOf,
  type Stretch,
  stretchesOf,
} from './compare.ts'
import { knownIn } from './known.ts'
import { doneInYear, yearStretches } from './year.ts'

/** What a unit is to reach this year and how far it is. */
export interface BesidePlan {
  readonly plan: PlanOnLand
  readonly done: OverTime | undefined
}

/** One indicator, compared. */
export interface Comparison {
  readonly indicator: Indicator
  readonly total: CompareRow
  readonly rows: Ordered
  readonly plans: ReadonlyMap<string, BesidePlan>
  /** Of which part of the year they are. */
  readonly planPart: PlanPart
  /** Records that two units counted; the total counts each once. */
  readonly twice: number
  readonly unplaced: number
}

export interface Compared {
  readonly asked: AskedComparison
  readonly told: readonly string[]
  readonly regimes: readonly Regime[]
  readonly regime: Regime
  readonly windows: readonly OpenedWindow[]
  readonly now: Stretch
  readonly chain: readonly Stretch[]
  readonly earlier: Stretch | undefined
  readonly structure: Structure
  /** Of the structure: the cut-off where it is as reported. */
  readonly day: Day
  readonly top: Unit
  /** The units under it that may be picked, and those shown. */
  readonly below: readonly Unit[]
  readonly shown: readonly Unit[]
  readonly indicators: readonly Indicator[]
  readonly comparisons: readonly Comparison[]
  readonly year: number
}

/** What may be chosen from when there is nothing to compare yet. */
export type NothingYet = { readonly regimes: readonly Regime[]; readonly nothing: string }

const usual = (windows: readonly OpenedWindow[], today: Day): OpenedWindow | undefined =>
  windows.find(one => one.due < today) ?? windows.find(one => one.until <= today) ?? windows[0]

function topOf(ask: Ask, asked: AskedComparison, day: Day): Unit {
  const tree = ask.tree.on(day)
  if (asked.unit !== undefined) {
    const unit = ask.grant.units.has(asked.unit) ? tree.unit(asked.unit) : undefined
    if (!unit) throw missing('đơn vị này trong cơ cấu đang xem')
    return unit
  }
  const seats = [...ask.grant.seats].flatMap(id => tree.unit(id) ?? ask.tree.unit(id) ?? [])
  const area = seats.find(one => one.line === 'area') ?? seats.flatMap(one => tree.unit(tree.areaOf(one.id) ?? '') ?? [])[0]
  if (!area) throw missing('đơn vị của ông/bà trong cơ cấu đang xem')
  return area
}

/** Everything the page and its files show. @throws missing when a named unit is out of reach or did not stand on that day */
export async function compareUnits(ask: Ask, asked: AskedComparison): Promise<Compared | NothingYet> {
  const told: string[] = []
  const every = await regimes(ask)
  const found = every.find(one => one.code === asked.regime)
  if (asked.regime && !found) told.push('Không có chế độ báo cáo này; đang xem chế độ khác.')
  let regime = found
  let windows: readonly OpenedWindow[] = []
  for (const one of found ? [found] : every) {
    windows = (await windowsOfRegime(ask, one.id)).filter(each => each.from <= ask.today)
    regime = one
    if (windows.length > 0) break
  }
  const named = windows.find(one => one.code === asked.until)
  if (asked.until && !named) told.push('Không có kỳ này; đang xem kỳ gần nhất đã hết hạn nộp.')
  const window = named ?? usual(windows, ask.today)
  if (!regime || !window) return { regimes: every, nothing: `${capital(regime?.name ?? 'Báo cáo')} chưa có kỳ nào để so sánh.` }
  const stretches = stretchesOf(window, windows, ask.tree)
  const now = stretches.find(one => one.windows.some(each => each.id === window.id)) ?? stretches[0]
  if (!now) return { regimes: every, nothing: 'Chưa có kỳ nào để so sánh.' }
  const { structure, told: ofDay } = structureAsked(asked, ask.today)
  if (ofDay) told.push(ofDay)
  const day = structure.as === 'reported' ? now.until : structure.day
  const top = topOf(ask, asked, day)
  const tree = ask.tree.on(day)
  const children = tree.children(top.id).filter(one => one.level !== 'hamlet' && ask.grant.units.has(one.id))
  const below = children.length > 0 ? children : [top]
  const picked = below.filter(one => asked.picked.includes(one.id))
  const shown = picked.length > 0 ? picked : below
  const chain = chainOf(now, stretches, asked.along, asked.count)
  const earlier =
    asked.against === 'cung-ky' ? stretches.find(one => isYearsBefore(one, now, 1)) : stretches.find(one => one.until < now.from)
  const { indicators } = await formOn(ask, regime.id, now.until)
  const chosen = asked.codes.flatMap(code => indicators.find(one => one.code === code) ?? [])
  if (chosen.length < asked.codes.length) told.push('Có chỉ tiêu không thuộc biểu của kỳ này nên không hiện.')
  const [first] = indicators
  const shownIndicators = chosen.length > 0 ? chosen : first ? [first] : []
  const year = yearOf(now.until)
  const part = partOfWindow(regime.rhythm, now.until)
  const codes = shownIndicators.map(one => one.code)
  const plans = await plansOf(ask, year, 'year', codes)
  const partPlans = part === 'year' ? plans : await plansOf(ask, year, part, codes)
  const mark = await markNow(ask)
  const comparisons: Comparison[] = []
  for (const indicator of shownIndicators) {
    // One part of the year for all units of a table: their plans add up.
    const ofPart = partPlans.get(indicator.code)
    const planPart: PlanPart = ofPart ? part : 'year'
    const ofCode = ofPart ?? plans.get(indicator.code) ?? new Map<string, Plan>()
    const ofYear = ofCode.size === 0 ? [] : planPart === 'year' ? yearStretches(now, stretches) : [now]
    const placed = new Map<Stretch, Placed>()
    for (const stretch of new Set([...chain, now, ...(earlier ? [earlier] : []), ...ofYear])) {
      placed.set(stretch, place(stretch, await knownIn(ask, stretch, indicator.code, mark), structure, ask.tree))
    }
    const placedNow = placed.get(now)
    if (!placedNow) continue
    const atNow = { ...placedNow, indicator }
    placed.set(now, atNow)
    const places = (some: readonly Stretch[]): Placed[] => some.flatMap(one => placed.get(one) ?? [])
    const around = { now: atNow, chain: places(chain), earlier: earlier && placed.get(earlier), basis: basisOf(structure), today: ask.tree }
    const planFor = (unit: Unit): PlanOnLand =>
      unit.id === top.id && children.length > 0
        ? planOfAll(
            unit.id,
            below.map(one => one.id),
            ofCode,
            year,
            tree,
          )
        : planOn(unit.id, ofCode, year, tree)
    const beside = new Map<string, BesidePlan>()
    if (ofCode.size > 0)
      for (const unit of new Set([top, ...shown])) {
        const plan = planFor(unit)
        if (plan.figure || plan.why) beside.set(unit.id, { plan, done: doneInYear(unit.id, around, places(ofYear)) })
      }
    comparisons.push({
      indicator,
      total: rowOf(top.id, top.fullName, around),
      rows: ordered(
        shown.map(unit => rowOf(unit.id, unit.fullName, around)),
        asked.order,
        alphabetical,
      ),
      plans: beside,
      planPart,
      twice: placedNow.twice,
      unplaced: placedNow.on.unplaced.length,
    })
  }
  return {
    asked: {
      ...asked,
      regime: regime.code,
      until: window.code,
      unit: top.id,
      codes: shownIndicators.map(one => one.code),
      picked: picked.map(one => one.id),
    },
    told,
    regimes: every,
    regime,
    windows,
    now,
    chain,
    earlier,
    structure,
    day,
    top,
    below,
    shown,
    indicators,
    comparisons,
    year,
  }
}
