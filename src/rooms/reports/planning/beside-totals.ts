// Plans beside what was done: of one unit's report, and of a receiver's total over the year.
import type { Ask } from '../../../access/ask.ts'
import { type Day, yearOf } from '../../../ground/day.ts'
import { place, pointOf, type Stretch, stretchesOf } from '../comparing/compare.ts'
import { knownIn } from '../comparing/known.ts'
import { doneInYear, yearStretches } from '../comparing/year.ts'
import type { Indicator, OverTime } from '../figures.ts'
import type { OpenedWindow } from '../rules.ts'
import { markNow } from '../store-asked.ts'
import { windowsOfRegime } from '../store-bases.ts'
import { type PlanOnLand, planOfAll, planOn } from './plan-rules.ts'
import { plansOf } from './store-plans.ts'

/** The plans of a unit in the year of a cut-off, on its land of that day, by indicator. */
export async function plansOfUnit(ask: Ask, unitId: string, until: Day): Promise<ReadonlyMap<string, PlanOnLand>> {
  const year = yearOf(until)
  const tree = ask.tree.on(until)
  return new Map([...(await plansOf(ask, year))].map(([code, plans]) => [code, planOn(unitId, plans, year, tree)]))
}

export interface YearPlan {
  readonly indicator: Indicator
  readonly plan: PlanOnLand
  /** Of accepted reports up to this window. */
  readonly done: OverTime | undefined
  readonly have: number
  readonly all: number
}

/** What a receiver is to reach in the year of a window and how far its units are; only indicators that have a plan. */
export async function plansOfTotal(
  ask: Ask,
  of: {
    readonly window: OpenedWindow
    readonly receiverId: string
    readonly below: readonly string[]
    readonly indicators: readonly Indicator[]
  },
): Promise<readonly YearPlan[]> {
  const { window, receiverId, below, indicators } = of
  const year = yearOf(window.until)
  const plans = await plansOf(ask, year)
  const planned = indicators.filter(one => plans.has(one.code))
  if (planned.length === 0) return []
  const tree = ask.tree.on(window.until)
  const mark = await markNow(ask)
  const stretches = stretchesOf(window, await windowsOfRegime(ask, window.regimeId), ask.tree)
  const now = stretches.find(one => one.windows.some(each => each.id === window.id))
  if (!now) return []
  const made: YearPlan[] = []
  for (const indicator of planned) {
    const plan = planOfAll(receiverId, below, plans.get(indicator.code) ?? new Map(), year, tree)
    if (!plan.figure && !plan.why) continue
    const placed = async (stretch: Stretch) =>
      place(stretch, await knownIn(ask, stretch, indicator.code, mark), { as: 'reported' }, ask.tree)
    const atNow = { ...(await placed(now)), indicator }
    const ofYear = []
    for (const stretch of yearStretches(now, stretches)) ofYear.push(stretch === now ? atNow : await placed(stretch))
    const { have, all } = pointOf([receiverId], atNow, indicator, ask.tree)
    made.push({ indicator, plan, done: doneInYear(receiverId, { now: atNow, basis: 'reported', today: ask.tree }, ofYear), have, all })
  }
  return made
}
