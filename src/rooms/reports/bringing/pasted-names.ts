// Which indicator a line of a pasted block names. Pure.
import { searchKey } from '../../../ground/vietnamese.ts'
import type { Indicator } from '../figures.ts'
import { plainLabel } from '../sheet.ts'

/** What two ways of writing a label share: no marks, no numbering, no "trong đó", no measure in brackets. */
const labelKey = (text: string): string =>
  searchKey(text.slice(0, 300))
    .replace(/^[\s\-–+•*]+/u, '')
    .replace(/^(?:[ivx]+|\d+(?:\.\d+)*|[a-zđ])[.)]\s*|^\d+(?:\.\d+)+\s+/u, '')
    .replace(/^(?:trong do|gom|bao gom)\s*[:,]?\s*/u, '')
    .replace(/\s*\([^)]*\)\s*$/u, '')
    .replace(/[^a-z0-9]+/gu, ' ')
    .trim()

const WHOLE = new Set(['tong', 'tong so', 'tong cong', 'cong', 'chung'])

export interface Names {
  readonly byCode: ReadonlyMap<string, Indicator>
  readonly byLabel: ReadonlyMap<string, readonly Indicator[]>
  readonly wholeOf: (one: Indicator) => Indicator | undefined
}

export function namesOf(indicators: readonly Indicator[]): Names {
  const byLabel = new Map<string, Indicator[]>()
  const whole = new Map<string, Indicator>()
  let last: Indicator | undefined
  for (const one of indicators) {
    if (one.depth === 0 || !last) last = one
    else whole.set(one.code, last)
    for (const key of new Set([labelKey(one.label), labelKey(plainLabel(one))]))
      if (key) byLabel.set(key, [...(byLabel.get(key) ?? []), one])
  }
  return { byCode: new Map(indicators.map(one => [one.code.toLowerCase(), one])), byLabel, wholeOf: one => whole.get(one.code) }
}

export type Named = { readonly is: 'one'; readonly indicator: Indicator } | { readonly is: 'several' } | undefined

/** The indicators of a label; "11 Công trình …" is how the sheet itself numbers its lines, and "5 tổ chức" how a label may begin. */
const labelled = (names: Names, cell: string): readonly Indicator[] | undefined => {
  const key = labelKey(cell)
  return names.byLabel.get(key) ?? names.byLabel.get(labelKey(key.replace(/^\d{1,3} /u, '')))
}

export const isNamed = (names: Names, cell: string): boolean =>
  names.byCode.has(cell.trim().toLowerCase()) || labelled(names, cell) !== undefined

/** Which indicator a line names: by its code, else by its label, among the parts of the whole above it when several bear the label. */
export function namedBy(names: Names, heads: readonly string[], above: Indicator | undefined): Named {
  const byCode = heads.map(cell => names.byCode.get(cell.trim().toLowerCase())).find(Boolean)
  if (byCode) return { is: 'one', indicator: byCode }
  let within = above
  let found: Named
  for (const cell of heads) {
    const key = labelKey(cell)
    if (key === '') continue
    if (WHOLE.has(key) && found?.is === 'one') continue
    const candidates = labelled(names, cell)
    if (!candidates) continue
    const [only, ...more] = candidates
    const inside = candidates.filter(one => within && names.wholeOf(one)?.code === within.code)
    if (only && more.length === 0) found = { is: 'one', indicator: only }
    else if (inside.length === 1 && inside[0]) found = { is: 'one', indicator: inside[0] }
    else found = { is: 'several' }
    if (found.is === 'one') within = names.wholeOf(found.indicator) ?? found.indicator
  }
  return found
}
