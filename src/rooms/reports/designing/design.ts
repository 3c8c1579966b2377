// A regime or an indicator in the making: exactly what was typed, right or wrong.

import type { Kind } from '../figures.ts'
import type { Rhythm } from '../rules.ts'
import type { Basis, Definition, ReporterLevel, WindowRule } from './catalogue.ts'

export interface TypedRule {
  readonly level: ReporterLevel
  /** How many days before the end of the period; the others count from it. */
  readonly until: string
  readonly due: string
  readonly locks: string
}

export interface RegimeDesign {
  readonly code: string
  readonly name: string
  readonly lawText: string
  readonly receiver: string
  readonly rhythm: Rhythm
  readonly note: string
  /** First day of this version; empty for a new regime: from the beginning. */
  readonly from: string
  readonly lines: readonly string[]
  /** Lines whose records are listed with the report; nothing said: what a form of before lists. */
  readonly lists?: readonly string[] | null
  readonly sections: readonly { readonly heading: string; readonly required: boolean }[]
  readonly rules: readonly TypedRule[]
}

export const EMPTY_REGIME: RegimeDesign = {
  code: '',
  name: '',
  lawText: '',
  receiver: '',
  rhythm: 'month',
  note: '',
  from: '',
  lines: [],
  lists: [],
  sections: [],
  rules: [],
}

export interface IndicatorDesign {
  readonly code: string
  readonly label: string
  readonly measure: string
  readonly group: string
  readonly kind: Kind
  readonly subsetOf: string
  readonly addsUp: boolean
  readonly counter: string
  readonly numerator: string
  readonly denominator: string
  readonly numeratorMeans: string
  readonly denominatorMeans: string
  readonly opening: boolean
  readonly plus: string
  readonly minus: string
  readonly decimals: string
  readonly means: string
  readonly dimensions: string
  readonly rhythms: readonly Rhythm[]
  readonly source: string
  readonly sourceUrl: string
  readonly basis: Basis
  readonly toCheck: boolean
  readonly breakNote: string
  readonly from: string
  /** It changes a live indicator of the same code. */
  readonly isNewVersion: boolean
}

export const EMPTY_INDICATOR: IndicatorDesign = {
  code: '',
  label: '',
  measure: '',
  group: '',
  kind: 'flow',
  subsetOf: '',
  addsUp: false,
  counter: '',
  numerator: '',
  denominator: '',
  numeratorMeans: '',
  denominatorMeans: '',
  opening: false,
  plus: '',
  minus: '',
  decimals: '0',
  means: '',
  dimensions: '',
  rhythms: [],
  source: '',
  sourceUrl: '',
  basis: 'proposed',
  toCheck: false,
  breakNote: '',
  from: '',
  isNewVersion: false,
}

/** A live indicator as the beginning of its next version. */
export const asDesign = (one: Definition): IndicatorDesign => ({
  code: one.code,
  label: one.label,
  measure: one.measure,
  group: one.group,
  kind: one.kind,
  subsetOf: one.subsetOf ?? '',
  addsUp: one.addsUp,
  counter: one.counter ?? '',
  numerator: one.numerator ?? '',
  denominator: one.denominator ?? '',
  numeratorMeans: one.numeratorMeans,
  denominatorMeans: one.denominatorMeans,
  opening: one.formula?.opening ?? false,
  plus: (one.formula?.plus ?? []).join(', '),
  minus: (one.formula?.minus ?? []).join(', '),
  decimals: String(one.decimals),
  means: one.means,
  dimensions: one.dimensions.join('\n'),
  rhythms: one.rhythms,
  source: one.source,
  sourceUrl: one.sourceUrl,
  basis: one.basis,
  toCheck: one.toCheck,
  breakNote: '',
  from: '',
  isNewVersion: true,
})

export const asTyped = (rule: WindowRule): TypedRule => ({
  level: rule.level,
  until: String(0 - rule.untilDays),
  due: String(rule.dueDays),
  locks: rule.locksDays === null ? '' : String(rule.locksDays),
})
