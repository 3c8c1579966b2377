// Plans beside what was done: of one unit's report, and of a receiver's total over the year.
import type { Ask } from '../../../access/ask.ts'
import { type Day, yearOf } from '../../../ground/day.ts'
import { place, pointOf, type Stretch, stretchesOf } from '../comparing/compare.ts'
import { knownIn } from '../comparing/known.ts'
import { doneInYear, yearStretches } from '../comparing/year.ts'
import type { Indicator, OverTime } from '../figures.ts'
import type { OpenedWindow, Rhythm } from '../rules.ts'
import { markNow } from '../store-asked.ts'
import { windowsOfRegime } from '../store-bases.ts'
import { type PlanOnLand, type PlanPart, partOfWindow, planOfAll, planOn } from './plan-rules.ts'
import { plansOf } from './store-plans.ts'

/** A plan with the part of the year it is of. */
export interface PlanOfPart extends PlanOnLand {
  readonly part: PlanPart
}

const isThere = ({ figure, why }: PlanOnLand): boolean => figure !== undefined || why !== null

/** The plans of a unit for the window with this cut-off, on its land of that day, by indicator: of the window's part of the year, else of the year. */
export async function plansOfUnit(ask: Ask, unitId: string, rhythm: Rhythm, until: Day): Promise<ReadonlyMap<string, PlanOfPart>> {
  const year = yearOf(until)
  const tree = ask.tree.on(until)
  const found = new Map<string, PlanOfPart>()
  for (const part of new Set<PlanPart>(['year', partOfWindow(rhythm, until)]))
    for (const [code, plans] of await plansOf(ask, year, part)) {
      const plan = planOn(unitId, plans, year, tree)
      if (isThere(plan)) found.set(code, { ...plan, part })
    }
  return found
}

export interface YearPlan {
  readonly indicator: Indicator
  readonly plan: PlanOfPart
  /** Of accepted reports up to this window, or of this window where the plan is of its part of the year. */
  readonly done: OverTime | undefined
  readonly have: number
  readonly all: number
}

/** What a receiver is to reach in the year of a window and how far its units are; only indicators that have a plan. */
export async function plansOfTotal(
  ask: Ask,
  of: {
    readonly window: OpenedWindow
    readonly rhythm: Rhythm
    readonly receiverId: string
    readonly below: readonly string[]
    readonly indicators: readonly Indicator[]
  },
): Promise<readonly YearPlan[]> {
  const { window, rhythm, receiverId, below, indicators } = of
  const year = yearOf(window.until)
  const part = partOfWindow(rhythm, window.until)
  const [ofYear, ofPart] = [await plansOf(ask, year, 'year'), part === 'year' ? new Map() : await plansOf(ask, year, part)]
  const planned = indicators.filter(one => ofYear.has(one.code) || ofPart.has(one.code))
  if (planned.length === 0) return []
  const tree = ask.tree.on(window.until)
  const mark = await markNow(ask)
  const stretches = stretchesOf(window, await windowsOfRegime(ask, window.regimeId), ask.tree)
  const now = stretches.find(one => one.windows.some(each => each.id === window.id))
  if (!now) return []
  const all: YearPlan[] = []
  for (const indicator of planned) {
    const made = (part: PlanPart, plans: typeof ofYear): PlanOfPart => ({
      ...planOfAll(receiverId, below, plans.get(indicator.code) ?? new Map(), year, tree),
      part,
    })
    const own = made(part, ofPart)
    const plan = isThere(own) ? own : made('year', ofYear)
    if (!isThere(plan)) continue
    const placed = async (stretch: Stretch) =>
      place(stretch, await knownIn(ask, stretch, indicator.code, mark), { as: 'reported' }, ask.tree)
    const atNow = { ...(await placed(now)), indicator }
    const chain = []
    for (const stretch of plan.part === 'year' ? yearStretches(now, stretches) : [now])
      chain.push(stretch === now ? atNow : await placed(stretch))
    const { have, all: owing } = pointOf([receiverId], atNow, indicator, ask.tree)
    const done = doneInYear(receiverId, { now: atNow, basis: 'reported', today: ask.tree }, chain)
    all.push({ indicator, plan, done, have, all: owing })
  }
  return all
}
