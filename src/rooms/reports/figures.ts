// What figures are, and what may be done with them: added up over units and over time, set beside those of before. Pure.
import { addDays, type Day } from '../../ground/day.ts'
import { type Refusal, refuse } from '../../ground/faults.ts'
import { formatDay, formatNumber } from '../../ground/vietnamese.ts'
import type { Comparison } from '../../org/tree.ts'

/** A flow adds up over time, the last stock stands, a ratio is its numerator by its denominator and is never added or averaged. */
export type Kind = 'flow' | 'stock' | 'ratio'

export interface Formula {
  /** Begins with the figure at the end of the window before. */
  readonly opening: boolean
  readonly plus: readonly string[]
  readonly minus: readonly string[]
}

/** One definition of an indicator, as it holds on the window's last day. */
export interface Indicator {
  /** Of the definition: another id under the same code is another definition. */
  readonly id: string
  readonly code: string
  readonly from: Day | null
  readonly label: string
  readonly measure: string
  readonly group: string
  readonly depth: number
  readonly kind: Kind
  readonly counter: string | null
  readonly numerator: string | null
  readonly denominator: string | null
  readonly formula: Formula | null
  readonly subsetOf: string | null
  readonly addsUp: boolean
  readonly decimals: number
  readonly breakNote: string
}

/** none: không phát sinh · not_applicable: không áp dụng. What was not reported has no figure at all: it is not zero. */
export type FigureState = 'reported' | 'zero' | 'none' | 'not_applicable' | 'estimated'

export interface Figure {
  readonly code: string
  readonly state: FigureState
  readonly value: number | null
  /** How many records there are; kept also when the value differs from it. */
  readonly counted: number | null
  readonly numerator: number | null
  readonly denominator: number | null
  readonly reason: string | null
  readonly note: string | null
}

export type Figures = ReadonlyMap<string, Figure>

/** The whole of decimals as people mean it: 0.1 + 0.2 is 0.3. */
export const exact = (value: number): number => Math.round(value * 10_000) / 10_000

const sum = (values: readonly number[]): number => exact(values.reduce((total, one) => total + one, 0))

export const percent = (numerator: number, denominator: number): number => exact((numerator / denominator) * 100)

/** The edition of one unit, as a part of a total. */
export interface Part {
  readonly unitId: string
  readonly editionId: string
  readonly figures: Figures
  /** The records behind each counted figure, by identity. */
  readonly records: ReadonlyMap<string, ReadonlySet<string>>
  /** Units that were already missing from this part, by indicator. */
  readonly gaps: ReadonlyMap<string, readonly string[]>
}

export interface Contribution {
  /** Null: what several editions counted twice, taken off. */
  readonly editionId: string | null
  readonly unitId: string | null
  /** A part that the receiver added or took off itself. */
  readonly adjustmentId?: string | null
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
}

/** A total never travels without the list of who is not in it. */
export interface Total {
  readonly code: string
  readonly state: FigureState | 'missing'
  readonly value: number | null
  /** How many different records the parts counted; null when nothing was counted. */
  readonly counted: number | null
  readonly numerator: number | null
  readonly denominator: number | null
  readonly missing: readonly string[]
  readonly none: readonly string[]
  readonly notApplicable: readonly string[]
  readonly estimated: readonly string[]
  readonly contributions: readonly Contribution[]
}

/**
 * Adds the parts up, for each indicator. Figures that count records count each record once, however many units counted it; what a
 * unit wrote beyond its own count is added as it wrote it. A ratio is the sum of numerators by the sum of denominators.
 * `owed` are the units that should be in it: those without a part, or without this figure, are named as missing.
 */
export function consolidate(indicators: readonly Indicator[], parts: readonly Part[], owed: readonly string[]): Total[] {
  const here = new Set(parts.map(part => part.unitId))
  const absent = owed.filter(unit => !here.has(unit))
  return indicators.map(indicator => totalOf(indicator, parts, absent))
}

function totalOf({ code, kind }: Indicator, parts: readonly Part[], absent: readonly string[]): Total {
  const missing = new Set(absent)
  const [none, notApplicable, estimated]: [string[], string[], string[]] = [[], [], []]
  const contributions: Contribution[] = []
  const records = new Set<string>()
  let counted = 0
  let counts = false
  for (const { unitId, editionId, figures, records: own, gaps } of parts) {
    for (const gap of gaps.get(code) ?? []) missing.add(gap)
    const figure = figures.get(code)
    if (!figure) missing.add(unitId)
    else if (figure.state === 'none') none.push(unitId)
    else if (figure.state === 'not_applicable') notApplicable.push(unitId)
    if (figure?.state === 'estimated') estimated.push(unitId)
    if (!figure || figure.value === null) continue
    const value = kind === 'ratio' ? null : figure.value
    contributions.push({ editionId, unitId, value, numerator: figure.numerator, denominator: figure.denominator })
    if (figure.counted === null) continue
    counts = true
    counted += figure.counted
    for (const record of own.get(code) ?? []) records.add(record)
  }
  const twice = counted - records.size
  const parted = [...contributions]
  if (counts && twice !== 0) parted.push({ editionId: null, unitId: null, value: -twice, numerator: null, denominator: null })
  const numerator = kind === 'ratio' ? sum(contributions.map(part => part.numerator ?? 0)) : null
  const denominator = kind === 'ratio' ? sum(contributions.map(part => part.denominator ?? 0)) : null
  const value =
    contributions.length === 0
      ? null
      : kind !== 'ratio'
        ? sum(parted.map(part => part.value ?? 0))
        : denominator
          ? percent(numerator ?? 0, denominator)
          : null
  const silent: Total['state'] = missing.size > 0 ? 'missing' : none.length > 0 || notApplicable.length === 0 ? 'none' : 'not_applicable'
  const state: Total['state'] = value === null ? silent : estimated.length > 0 ? 'estimated' : value === 0 ? 'zero' : 'reported'
  return {
    code,
    state,
    value,
    counted: counts ? records.size : null,
    numerator: value === null ? null : numerator,
    denominator: value === null ? null : denominator,
    missing: [...missing],
    none,
    notApplicable,
    estimated,
    contributions: value === null ? [] : parted,
  }
}

/** As it is read: where all who handed in said that nothing occurred, that is what is known, beside who is missing. */
export const readState = ({ state, none }: Pick<Total, 'state' | 'none'>): Total['state'] =>
  state === 'missing' && none.length > 0 ? 'none' : state

/** A total as the figure of the unit that added it up; undefined where nothing was there to add. */
export function figureOfTotal(total: Total): Figure | undefined {
  const { code, state, value, counted, numerator, denominator } = total
  if (state === 'missing') return undefined
  const silent = state === 'none' || state === 'not_applicable'
  return { code, state, value, counted: silent ? null : counted, numerator, denominator, reason: null, note: null }
}

export interface Stretch {
  readonly regimeId: string
  readonly label: string
  readonly from: Day
  readonly until: Day
}

/** The figure of one window, for adding up over time; undefined where it was not reported. */
export interface InTime extends Stretch {
  readonly figure: Figure | undefined
}

export interface OverTime {
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
  /** The windows whose part is not in the value. */
  readonly missing: readonly string[]
}

/**
 * The figure over a chain of windows: flows are added, of stocks the last stands, ratios are Σ numerators by Σ denominators.
 * @returns or why not: `reports.other-regime` · `reports.overlapping`
 */
export function accumulate(kind: Kind, chain: readonly InTime[]): OverTime | Refusal {
  const order = [...chain].sort((a, b) => (a.from < b.from ? -1 : 1))
  for (const [i, one] of order.entries()) {
    const next = order[i + 1]
    if (!next) break
    if (next.regimeId !== one.regimeId)
      return refuse('reports.other-regime', `${one.label} và ${next.label} thuộc hai chế độ báo cáo, không cộng với nhau.`)
    if (next.from <= one.until)
      return refuse('reports.overlapping', `${one.label} và ${next.label} trùng ngày ${formatDay(next.from)}, không cộng với nhau.`)
  }
  const missing = order.filter(one => !one.figure).map(one => one.label)
  const there = order.flatMap(one => (one.figure && one.figure.value !== null ? [one.figure] : []))
  if (kind === 'stock') {
    const last = order.at(-1)
    return { value: last?.figure?.value ?? null, numerator: null, denominator: null, missing: last && !last.figure ? [last.label] : [] }
  }
  if (there.length === 0) return { value: null, numerator: null, denominator: null, missing }
  if (kind === 'flow') return { value: sum(there.map(one => one.value ?? 0)), numerator: null, denominator: null, missing }
  const numerator = sum(there.map(one => one.numerator ?? 0))
  const denominator = sum(there.map(one => one.denominator ?? 0))
  return { value: denominator === 0 ? null : percent(numerator, denominator), numerator, denominator, missing }
}

/** Days between windows of a chain that belong to none of them: nothing counts them. */
export function daysBetweenWindows(chain: readonly Stretch[]): readonly { readonly from: Day; readonly until: Day }[] {
  const order = [...chain].sort((a, b) => (a.from < b.from ? -1 : 1))
  return order.flatMap((one, i) => {
    const next = order[i + 1]
    return next && addDays(one.until, 1) < next.from ? [{ from: addDays(one.until, 1), until: addDays(next.from, -1) }] : []
  })
}

/** The figure of before that may be set beside the one of now, or why there is none. */
export interface Before {
  readonly figure: Figure | undefined
  readonly notComparable: string | null
}

export interface Earlier {
  /** Whose figures of then make up the same land, or why none do. */
  readonly comparison: Comparison
  readonly indicators: readonly Indicator[]
  /** The editions that stood then, by unit. */
  readonly parts: ReadonlyMap<string, Part>
  readonly label: (unitId: string) => string
}

/** Why nothing stands there: the series has no earlier window. */
export const NO_WINDOW = 'chưa có kỳ để so'

/**
 * The figures of an earlier window on the land of now: of a unit that grew out of whole others, the sum of theirs. Where the land
 * or the definition changed there is no figure, and the reason is said.
 */
export function before(indicators: readonly Indicator[], earlier: Earlier | undefined): ReadonlyMap<string, Before> {
  const all = (notComparable: string): ReadonlyMap<string, Before> =>
    new Map(indicators.map(one => [one.code, { figure: undefined, notComparable }]))
  if (!earlier) return all(NO_WINDOW)
  const { comparison, parts } = earlier
  if (!comparison.same) return all(comparison.say)
  const silent = comparison.units.find(unit => !parts.has(unit))
  if (silent !== undefined) return all(`chưa có báo cáo của ${earlier.label(silent)}`)
  const there = comparison.units.flatMap(unit => parts.get(unit) ?? [])
  const only = there.length === 1 ? there[0] : undefined
  const totals = only ? [] : consolidate(indicators, there, comparison.units)
  const then = new Map(earlier.indicators.map(one => [one.code, one]))
  return new Map(
    indicators.map((now, i): [string, Before] => {
      const past = then.get(now.code)
      if (!past) return [now.code, { figure: undefined, notComparable: 'kỳ đó chưa có chỉ tiêu này' }]
      if (past.id !== now.id)
        return [
          now.code,
          { figure: undefined, notComparable: now.breakNote || `cách tính đổi từ ${now.from ? formatDay(now.from) : 'kỳ này'}` },
        ]
      const total = totals[i]
      const figure = only ? only.figures.get(now.code) : total && figureOfTotal(total)
      const gaps = only ? only.gaps.get(now.code) : total?.missing
      if (!figure) return [now.code, { figure: undefined, notComparable: 'kỳ đó không có số' }]
      if (gaps && gaps.length > 0)
        return [now.code, { figure: undefined, notComparable: `kỳ đó thiếu ${gaps.map(earlier.label).join(', ')}` }]
      return [now.code, { figure, notComparable: null }]
    }),
  )
}

/** How far the figure moved, when both are figures. */
export function change(now: Figure | undefined, then: Figure | undefined): number | undefined {
  return now?.value == null || then?.value == null ? undefined : exact(now.value - then.value)
}

/** Far from what the unit has reported before: three times as much or a third, and by more than a handful. */
export function isFarFrom(now: Figure | undefined, then: Figure | undefined): boolean {
  if (now?.value == null || then?.value == null) return false
  const [low, high] = [Math.min(now.value, then.value), Math.max(now.value, then.value)]
  return high - low > 5 && high >= 3 * low
}

export const written = (figure: { readonly value: number | null }, indicator: { readonly decimals: number }): string =>
  figure.value === null ? '' : formatNumber(figure.value, indicator.decimals)

// People write {DVK01}, as they type it; {figure:DVK01} is how it was written before, and stands in what was handed in.
const NAMED = /\{\s*(?:figure:)?([A-Z][A-Z0-9]{1,9}(?:\.[A-Z0-9]{3,6})?)\s*\}/giu

/** The codes that a text binds, as {DVK01}: the papers of the documents room bind the same way. */
export const boundCodes = (text: string): string[] => [...text.matchAll(NAMED)].flatMap(found => found[1]?.toUpperCase() ?? [])

/** The text with each {DVK01} replaced by its figure, so that text and table cannot disagree. A silent figure says so in words. */
export const bind = (text: string, says: (code: string) => string | undefined): string =>
  text.replace(NAMED, (whole, code: string) => says(code.toUpperCase()) ?? whole)

export const SILENT: Readonly<Record<'none' | 'not_applicable' | 'missing', string>> = {
  none: 'không phát sinh',
  not_applicable: 'không áp dụng',
  missing: 'chưa có số',
}
