// Why a figure differs from another of its own: the difference broken down into who brought which part of it. Pure.
import { type Contribution, exact, type Kind } from '../figures.ts'

/** A figure with the parts it was made of: Σ parts is the figure. */
export interface Side {
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
  readonly parts: readonly Contribution[]
  /** Units that had a report in it, whatever it said. */
  readonly reported: ReadonlySet<string>
  /** Units that were released from it: nobody waited for them. */
  readonly released: ReadonlySet<string>
}

export type Cause = 'units' | 'twice' | 'adjusted' | 'not-comparable' | 'rest'

export interface Moved {
  readonly what: Cause
  /** The units of now, and those that were the same land then. */
  readonly now: readonly string[]
  readonly past: readonly string[]
  /** Their parts; null where they had none. Of a ratio the percentage. */
  readonly was: number | null
  readonly is: number | null
  /** Its part of the difference: Σ over all is the difference, to the last decimal. */
  readonly by: number
  /** Of units: no report then, or none now. */
  readonly missing: 'past' | 'now' | null
  /** Not missing there but released from the report. */
  readonly released: boolean
  /** Of units: another edition of the same unit. */
  readonly corrected: boolean
  /** Of a rest: how many units it stands for. */
  readonly many: number
}

export interface Difference {
  /** Null where one of the two has no value. */
  readonly by: number | null
  readonly moved: readonly Moved[]
}

interface Group {
  readonly what: Cause
  readonly now: readonly string[]
  readonly past: readonly string[]
}

const BOTTOM: Readonly<Record<Cause, number>> = { units: 0, 'not-comparable': 1, adjusted: 2, twice: 3, rest: 4 }

/**
 * Breaks the difference of two figures down. `owing` are the units of now; `same` says which units were one's land then, undefined
 * where that cannot be said. Every part of either side is in exactly one group, so the groups' differences add up to the whole's.
 */
export function differ(
  kind: Kind,
  past: Side,
  now: Side,
  owing: readonly string[],
  same: (unitId: string) => readonly string[] | undefined,
): Difference {
  if (past.value === null || now.value === null) return { by: null, moved: [] }
  const by = exact(now.value - past.value)
  const groups = grouped(past, now, owing, same)
  const share = kind === 'ratio' ? shareOfRatio(past, now) : shareOfSum
  const parts = groups.flatMap(group => {
    const before = past.parts.filter(part => belongs(part, group, 'past'))
    const after = now.parts.filter(part => belongs(part, group, 'now'))
    if (before.length === 0 && after.length === 0) return []
    return [movedOf(group, before, after, kind, share(before, after), past, now)]
  })
  // Shares of a ratio are rounded; what rounding leaves belongs to nobody.
  const left = exact(by - parts.reduce((all, one) => all + one.by, 0))
  const moved = left === 0 ? parts : [...parts, rest([], left)]
  return { by, moved: moved.toSorted((a, b) => BOTTOM[a.what] - BOTTOM[b.what] || Math.abs(b.by) - Math.abs(a.by)) }
}

const rest = (of: readonly Moved[], by: number): Moved => ({
  what: 'rest',
  now: of.flatMap(one => one.now),
  past: of.flatMap(one => one.past),
  was: null,
  is: null,
  by,
  missing: null,
  released: false,
  corrected: false,
  many: of.length,
})

function grouped(past: Side, now: Side, owing: readonly string[], same: (unitId: string) => readonly string[] | undefined): Group[] {
  const unitsOf = (side: Side): string[] => side.parts.flatMap(part => part.unitId ?? [])
  const taken = new Set<string>()
  const groups: Group[] = []
  const odd = { now: [] as string[], past: [] as string[] }
  for (const unit of new Set([...owing, ...unitsOf(now)])) {
    const land = same(unit)?.filter(one => !taken.has(one))
    if (land === undefined || land.length === 0) odd.now.push(unit)
    else {
      for (const one of land) taken.add(one)
      groups.push({ what: 'units', now: [unit], past: land })
    }
  }
  odd.past.push(...new Set(unitsOf(past).filter(one => !taken.has(one))))
  return [...groups, { what: 'not-comparable', ...odd }, { what: 'adjusted', now: [], past: [] }, { what: 'twice', now: [], past: [] }]
}

function belongs(part: Contribution, group: Group, side: 'past' | 'now'): boolean {
  if (part.adjustmentId) return group.what === 'adjusted'
  if (part.unitId === null) return group.what === 'twice'
  return group[side].includes(part.unitId)
}

const sum = (parts: readonly Contribution[], of: (part: Contribution) => number | null): number =>
  exact(parts.reduce((all, part) => all + (of(part) ?? 0), 0))

const shareOfSum = (before: readonly Contribution[], after: readonly Contribution[]): number =>
  exact(sum(after, part => part.value) - sum(before, part => part.value))

/**
 * What a part moves a ratio: its numerator beyond what the mean of the two ratios would give its denominator, by the whole's
 * denominator, now less then. Over all parts this is the difference of the two ratios, and a unit that stayed as the whole is moves nothing.
 */
function shareOfRatio(past: Side, now: Side) {
  const mean = ((past.value ?? 0) + (now.value ?? 0)) / 200
  const beyond = (parts: readonly Contribution[], whole: Side): number =>
    ((sum(parts, part => part.numerator) - mean * sum(parts, part => part.denominator)) / (whole.denominator ?? 1)) * 100
  return (before: readonly Contribution[], after: readonly Contribution[]): number => exact(beyond(after, now) - beyond(before, past))
}

function movedOf(
  { what, now: units, past: land }: Group,
  before: readonly Contribution[],
  after: readonly Contribution[],
  kind: Kind,
  by: number,
  past: Side,
  now: Side,
): Moved {
  const figure = (parts: readonly Contribution[]): number | null => {
    if (parts.length === 0) return null
    if (kind !== 'ratio') return sum(parts, part => part.value)
    const under = sum(parts, part => part.denominator)
    return under > 0 ? exact((sum(parts, part => part.numerator) / under) * 100) : null
  }
  const none = (side: Side, of: readonly string[]): boolean => of.every(unit => !side.reported.has(unit))
  const missing = what !== 'units' ? null : none(past, land) ? 'past' : none(now, units) ? 'now' : null
  const absent = missing === 'past' ? land.map(unit => past.released.has(unit)) : units.map(unit => now.released.has(unit))
  const [old, fresh] = [before[0], after[0]]
  return {
    what,
    now: units,
    past: land,
    was: figure(before),
    is: figure(after),
    by,
    missing,
    // Where one of several was only late, the land is missing: a release is never said of who owed.
    released: missing !== null && absent.every(one => one),
    corrected: what === 'units' && missing === null && old?.unitId === fresh?.unitId && old?.editionId !== fresh?.editionId,
    many: 0,
  }
}

/** The largest parts, and the rest as one: the sum stays. What is missing, not comparable or the receiver's own is never in the rest. */
export function shortened(moved: readonly Moved[], most: number): readonly Moved[] {
  const plain = moved.filter(one => one.what === 'units' && one.missing === null && one.by !== 0)
  const small = new Set(plain.slice(most))
  const kept = moved.filter(one => !small.has(one) && (one.by !== 0 || one.what === 'not-comparable'))
  return small.size < 2 ? moved.filter(one => one.by !== 0) : withRest(kept, [...small])
}

function withRest(kept: readonly Moved[], small: readonly Moved[]): readonly Moved[] {
  const rounding = kept.filter(one => one.what === 'rest')
  const by = exact([...small, ...rounding].reduce((all, one) => all + one.by, 0))
  return [...kept.filter(one => one.what !== 'rest'), rest(small, by)]
}
