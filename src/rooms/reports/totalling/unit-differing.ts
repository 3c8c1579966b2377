// Why one unit's own figure differs: new records, records no longer counted, and what was written beyond them. Pure.
import { exact } from '../figures.ts'

export interface ToldByUnit {
  readonly value: number
  /** The records it counted, by identity; none where it was typed. */
  readonly records: ReadonlySet<string>
}

export interface UnitDifference {
  readonly by: number
  readonly fresh: readonly string[]
  readonly gone: readonly string[]
  /** What stands in the figure beside its records. */
  readonly beyond: { readonly was: number; readonly is: number }
}

/** The difference is new records less those gone, and what was written beyond: nothing is left over. */
export function differOfUnit(past: ToldByUnit, now: ToldByUnit): UnitDifference {
  return {
    by: exact(now.value - past.value),
    fresh: [...now.records].filter(id => !past.records.has(id)),
    gone: [...past.records].filter(id => !now.records.has(id)),
    beyond: { was: exact(past.value - past.records.size), is: exact(now.value - now.records.size) },
  }
}
