// An indicator as the tests of this room write it: only what a test is about is named.
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
