// What changed between two publications of a window, or between the last one and now, figure by figure. Pure.
import type { Contribution, Kind, Total } from '../figures.ts'
import { differ, type Moved, type Side } from './differing.ts'

/** A figure of one of the two, with its parts. */
export interface Stand extends Side {
  readonly state: Total['state']
}

export interface Changed {
  readonly code: string
  readonly was: Stand
  readonly is: Stand
  /** Null where one of the two has no value, or for a ratio that came or went. */
  readonly by: number | null
  readonly moved: readonly Moved[]
}

// A release changes no edition: whoever is out of a total here was returned.
const NOBODY: ReadonlySet<string> = new Set()

export const NO_STAND: Stand = {
  ...{ state: 'missing', value: null, numerator: null, denominator: null, parts: [] },
  ...{ reported: NOBODY, released: NOBODY },
}

/** Stands by code, from the figures and their parts wherever these were kept. */
export function standsOf(
  figures: readonly Pick<Total, 'code' | 'state' | 'value' | 'numerator' | 'denominator'>[],
  parts: readonly (Contribution & { readonly code: string })[],
  reported: readonly string[],
): ReadonlyMap<string, Stand> {
  const byCode = new Map<string, Contribution[]>()
  for (const part of parts) byCode.set(part.code, [...(byCode.get(part.code) ?? []), part])
  const units = new Set(reported)
  return new Map(
    figures.map(({ code, state, value, numerator, denominator }) => [
      code,
      { state, value, numerator, denominator, parts: byCode.get(code) ?? [], reported: units, released: NOBODY },
    ]),
  )
}

/** The figures that changed in value or in state, and those whose parts changed but made up for each other. */
export function changedFigures(
  indicators: readonly { readonly code: string; readonly kind: Kind }[],
  before: ReadonlyMap<string, Stand>,
  now: ReadonlyMap<string, Stand>,
): readonly Changed[] {
  return indicators.flatMap(({ code, kind }): Changed[] => {
    const [was, is] = [before.get(code) ?? NO_STAND, now.get(code) ?? NO_STAND]
    // A sum that came or went moved from or to nothing; a ratio has no nothing to move from.
    const whole = (stand: Stand): Stand => (kind === 'ratio' || stand.value !== null ? stand : { ...stand, value: 0 })
    const { by, moved } = differ(kind, whole(was), whole(is), [...was.reported, ...is.reported], unit => [unit])
    const same = was.value === is.value && was.numerator === is.numerator && was.denominator === is.denominator && was.state === is.state
    const moving = moved.filter(one => one.by !== 0)
    if (same && moving.length === 0) return []
    return [{ code, was, is, by: was.value === null || is.value === null ? null : by, moved: moving }]
  })
}

/** Whose editions came, were replaced by another, or are out. */
export interface Arrivals {
  readonly came: readonly string[]
  readonly corrected: readonly string[]
  readonly out: readonly string[]
}

export function arrivals(before: readonly EditionOf[], now: readonly EditionOf[]): Arrivals {
  const [then, standing] = [new Map(before.map(one => [one.unitId, one.editionId])), new Map(now.map(one => [one.unitId, one.editionId]))]
  return {
    came: [...standing.keys()].filter(unit => !then.has(unit)),
    corrected: [...standing].filter(([unit, edition]) => then.has(unit) && then.get(unit) !== edition).map(([unit]) => unit),
    out: [...then.keys()].filter(unit => !standing.has(unit)),
  }
}

interface EditionOf {
  readonly unitId: string
  readonly editionId: string
}

/** A deferral holds for exactly what was there when it was made. */
export const isDeferred = <T extends { readonly mark: string }>(deferrals: readonly T[], mark: string): T | undefined =>
  deferrals.findLast(one => one.mark === mark)
