// An indicator as the tests of this room write it: only what a test is about is named.
import type { Definition } from './designing/catalogue.ts'
import type { Indicator } from './figures.ts'

export const indicator = (code: string, more: Partial<Indicator> = {}): Indicator => ({
  id: code,
  code,
  from: null,
  label: code,
  measure: 'việc',
  group: 'Nhóm',
  depth: 0,
  kind: 'flow',
  counter: null,
  numerator: null,
  denominator: null,
  formula: null,
  subsetOf: null,
  addsUp: false,
  decimals: 0,
  breakNote: '',
  ...more,
})

/** The same as it stands in the catalogue. */
export const definition = (code: string, more: Partial<Definition> = {}): Definition => ({
  ...indicator(code),
  until: null,
  position: 1,
  means: '',
  numeratorMeans: '',
  denominatorMeans: '',
  dimensions: [],
  rhythms: [],
  source: '',
  sourceUrl: '',
  basis: 'proposed',
  toCheck: false,
  madeFor: null,
  ...more,
})
