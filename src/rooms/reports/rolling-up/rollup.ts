// What a roll-up is, how a figure is read from it, and in which figures two of them differ. Pure.
import { exact, type FigureState, type Indicator, percent } from '../figures.ts'

/**
 * What the reports below a receiver add up to, by the places of the form. Below are the units that write their own report, at whatever
 * depth; of these only accepted reports are in it.
 */
export interface Rollup {
  readonly windowId: string
  readonly receiverId: string
  /** How many units below write their own report, and how many of these were accepted. */
  readonly owing: number
  readonly accepted: number
  readonly totals: readonly number[]
  readonly numerators: readonly number[]
  readonly denominators: readonly number[]
  /** What the units counted, and how many different records that is; null where nothing counts records. */
  readonly counted: readonly (number | null)[]
  readonly records: readonly (number | null)[]
  readonly values: readonly number[]
  readonly none: readonly number[]
  readonly notApplicable: readonly number[]
  readonly estimated: readonly number[]
  /** The version of what it was made from. */
  readonly sourceMark: string
  readonly computedAt: string
  /** Something below was accepted, returned or rearranged since. */
  readonly isMarked: boolean
}

/** The sums alone, of whichever moment. */
export type Sums = Omit<Rollup, 'windowId' | 'computedAt' | 'isMarked'>

export interface RolledUp {
  readonly state: FigureState | 'missing'
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
  readonly counted: number | null
  /** Units with this figure in whatever state, of all that should have it. */
  readonly reported: number
  readonly owing: number
}

/** One figure of a roll-up: each record once, a ratio as its sums, and never without how many units are in it. In step with figures.consolidate. */
export function figureAt(rollup: Sums, { kind }: Pick<Indicator, 'kind'>, place: number): RolledUp {
  const at = (all: readonly number[]): number => all[place] ?? 0
  const [values, none, notApplicable] = [at(rollup.values), at(rollup.none), at(rollup.notApplicable)]
  const reported = values + none + notApplicable
  const [counted, records] = [rollup.counted[place] ?? null, rollup.records[place] ?? null]
  const [numerator, denominator] = [exact(at(rollup.numerators)), exact(at(rollup.denominators))]
  const isRatio = kind === 'ratio'
  const sum = exact(at(rollup.totals) - (counted === null ? 0 : counted - (records ?? 0)))
  const value = values === 0 ? null : !isRatio ? sum : denominator === 0 ? null : percent(numerator, denominator)
  const silent: RolledUp['state'] = reported < rollup.owing ? 'missing' : none > 0 || notApplicable === 0 ? 'none' : 'not_applicable'
  return {
    state: value === null ? silent : at(rollup.estimated) > 0 ? 'estimated' : value === 0 ? 'zero' : 'reported',
    value,
    numerator: isRatio && value !== null ? numerator : null,
    denominator: isRatio && value !== null ? denominator : null,
    counted: records,
    reported,
    owing: rollup.owing,
  }
}

const SIDES = ['totals', 'numerators', 'denominators', 'counted', 'records', 'values', 'none', 'notApplicable', 'estimated'] as const

/** Where a kept roll-up is not what the cells add up to, to the unit; `place` counts from 0, and is null for the roll-up as a whole. */
export interface Difference {
  readonly place: number | null
  readonly side: string
  readonly kept: number | string | null
  readonly made: number | string | null
}

/** Every number of `kept` that is not the one of `made`. */
export function differences(kept: Sums, made: Sums): Difference[] {
  const found: Difference[] = []
  for (const side of ['owing', 'accepted', 'sourceMark'] as const)
    if (kept[side] !== made[side]) found.push({ place: null, side, kept: kept[side], made: made[side] })
  for (const side of SIDES) {
    const length = Math.max(kept[side].length, made[side].length)
    for (let place = 0; place < length; place++) {
      const [a, b] = [kept[side][place] ?? null, made[side][place] ?? null]
      if (a !== b) found.push({ place, side, kept: a, made: b })
    }
  }
  return found
}
