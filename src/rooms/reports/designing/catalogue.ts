// The catalogue: what each indicator means and where it comes from; and the one that comes with the system, from data/*.json.
import indicatorData from '../../../../data/indicators.json' with { type: 'json' }
import regimeData from '../../../../data/regimes.json' with { type: 'json' }
import type { Day } from '../../../ground/day.ts'
import { searchKey } from '../../../ground/vietnamese.ts'
import type { Formula, Indicator, Kind } from '../figures.ts'
import type { Rhythm } from '../rules.ts'

/** observed: a source prints the figure or asks for it · law · mentioned: named without a figure · proposed: ours. */
export type Basis = 'observed' | 'law' | 'mentioned' | 'proposed'
export const BASES: readonly Basis[] = ['law', 'observed', 'mentioned', 'proposed']
export const RHYTHMS: readonly Rhythm[] = ['month', 'quarter', 'half', 'nine', 'year', 'phase']

/** One definition with all that explains it. */
export interface Definition extends Indicator {
  readonly until: Day | null
  readonly position: number
  readonly means: string
  /** What stands above and below the line of a ratio that is typed as "41/48". */
  readonly numeratorMeans: string
  readonly denominatorMeans: string
  readonly dimensions: readonly string[]
  readonly rhythms: readonly Rhythm[]
  readonly source: string
  readonly sourceUrl: string
  readonly basis: Basis
  /** The trust mark: to be confirmed by someone who knows. */
  readonly toCheck: boolean
  /** The body that made it; null: it came with the system. */
  readonly madeFor: string | null
}

export interface StarterIndicator {
  readonly code: string
  /** Codes of the survey whose facts this line carries over. */
  readonly carries?: readonly string[]
  /** Stood in the first edition of the system: only explanations and source are added. */
  readonly kept?: boolean
  readonly group?: string
  readonly label?: string
  readonly measure?: string
  readonly kind?: Kind
  readonly depth?: number
  readonly subsetOf?: string
  readonly addsUp?: boolean
  readonly numerator?: string
  readonly denominator?: string
  readonly numeratorMeans?: string
  readonly denominatorMeans?: string
  readonly formula?: Formula
  readonly decimals?: number
  readonly means?: string
  readonly dimensions?: readonly string[]
  readonly rhythms: readonly Rhythm[]
  readonly source: string
  readonly sourceUrl?: string
  readonly basis: Basis
  readonly toCheck?: boolean
}

export type ReporterLevel = 'province' | 'district' | 'commune'
/** From who hands in first to who hands in last. */
export const LEVELS: readonly ReporterLevel[] = ['commune', 'district', 'province']

/** The days of a window from the last day of its period, by the level of who hands in. */
export interface WindowRule {
  readonly level: ReporterLevel
  readonly untilDays: number
  readonly dueDays: number
  readonly locksDays: number | null
  /** Where the days come from, when they were not set by a body here. */
  readonly source?: string
  readonly toCheck?: boolean
}

export interface StarterRegime {
  readonly code: string
  readonly name: string
  readonly rhythm: Rhythm
  readonly kept?: boolean
  readonly lawText: string
  readonly receiver: string
  readonly source: string
  readonly basis: Basis
  readonly note: string
  readonly toCheck?: boolean
  readonly lines?: readonly string[]
  readonly sections?: readonly string[]
  readonly required?: readonly string[]
  readonly rules: readonly Omit<WindowRule, 'locksDays'>[]
}

export const STARTER_INDICATORS = indicatorData.indicators as unknown as readonly StarterIndicator[]
export const STARTER_REGIMES = regimeData.regimes as unknown as readonly StarterRegime[]

type Named = Pick<Definition, 'label' | 'subsetOf' | 'depth'>

/** The name of a line on its own: "trong đó: tập thể" says nothing without its whole. */
export function nameAlone(one: Named, all: ReadonlyMap<string, Named>): string {
  let whole: Named | undefined = one
  for (let up = 0; whole && whole.depth > 0 && up < 9; up += 1) whole = whole.subsetOf === null ? undefined : all.get(whole.subsetOf)
  return one.depth > 0 && whole ? `${whole.label}, ${one.label}` : one.label
}

/** Those whose code, name, group or explanation has every word typed, without tones or marks. */
export function seek<T extends Definition>(all: readonly T[], typed: string): readonly T[] {
  const words = searchKey(typed)
    .split(' ')
    .filter(word => word !== '')
  if (words.length === 0) return all
  const byCode = new Map(all.map(one => [one.code, one]))
  return all.filter(one => {
    const key = searchKey([one.code, nameAlone(one, byCode), one.group, one.measure, one.means].join(' '))
    return words.every(word => key.includes(word))
  })
}
