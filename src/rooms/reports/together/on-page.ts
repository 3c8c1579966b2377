// What the rules of a sheet need, carried in its page: written by the server, read by the browser. Pure, and needs nothing of Node.
import type { Figure, Indicator, Kind } from '../figures.ts'
import type { InOwnTime } from '../oddity.ts'
import { type Asked, numberedAs, numbering, type TypedCell } from '../sheet.ts'
import type { Before } from './as-typed.ts'

/** A definition without what only the server needs. */
type Line = Pick<Indicator, 'code' | 'label' | 'depth' | 'kind' | 'decimals'> &
  Partial<Pick<Indicator, 'numerator' | 'denominator' | 'formula' | 'subsetOf' | 'addsUp'>>

interface OfThen {
  readonly label: string
  readonly amounts: readonly (readonly [string, number | null])[]
}

export interface OnPage {
  readonly lines: readonly Line[]
  readonly counted: readonly (readonly [string, number])[]
  readonly opening: readonly (readonly [string, number])[]
  readonly returned: readonly (readonly [string, Figure | null])[]
  /** Only of a report that was returned. */
  readonly kept?: readonly (readonly [string, Figure])[]
  readonly previous?: OfThen | undefined
  readonly lastYear?: OfThen | undefined
  /** Only of a leaf: the rules of its lines need no more of the sheet than this. */
  readonly leaf?: OfSheet | undefined
}

interface OfSheet {
  readonly names: readonly (readonly [string, string])[]
  /** Cells of other leaves that its rules read. */
  readonly elsewhere: readonly TypedCell[]
  /** The lines that are not here at all, and how many of them have a figure. */
  readonly others: { readonly lines: number; readonly filled: number }
}

/** What a page shows of a sheet. */
export interface Shown {
  readonly lines: readonly Indicator[]
  readonly cells: readonly TypedCell[]
  readonly filled: ReadonlyMap<string, unknown>
}

function lineOf({ code, label, depth, kind, decimals, numerator, denominator, formula, subsetOf, addsUp }: Indicator): Line {
  return {
    ...{ code, label, depth, kind, decimals },
    ...(numerator === null ? {} : { numerator }),
    ...(denominator === null ? {} : { denominator }),
    ...(formula ? { formula } : {}),
    ...(subsetOf === null ? {} : { subsetOf, addsUp }),
  }
}

function thenOf(indicators: readonly Indicator[], then: InOwnTime | undefined): OfThen | undefined {
  if (!then) return undefined
  const amounts = indicators.flatMap(({ code, kind }) => {
    const amount = then.amount(code, kind)
    return amount === undefined ? [] : [[code, amount] as const]
  })
  return { label: then.label, amounts }
}

/** These lines, and those whose figures a rule reads together with theirs: parts and wholes, what is added, taken off and divided. */
function bound(indicators: readonly Indicator[], lines: readonly Indicator[]): readonly Indicator[] {
  const found = new Set(lines.map(one => one.code))
  const readBy = ({ formula, numerator, denominator, subsetOf }: Indicator) =>
    [...(formula?.plus ?? []), ...(formula?.minus ?? []), numerator, denominator, subsetOf].filter(one => one !== null)
  for (let size = 0; size !== found.size; ) {
    size = found.size
    for (const one of indicators)
      if (found.has(one.code)) for (const code of readBy(one)) found.add(code)
      else if (one.subsetOf !== null && found.has(one.subsetOf)) found.add(one.code)
  }
  return indicators.filter(one => found.has(one.code))
}

const within = <T>(all: Iterable<readonly [string, T]>, codes: ReadonlySet<string>) => [...all].filter(([code]) => codes.has(code))

function leafOf(all: readonly Indicator[], packed: readonly Indicator[], shown: Shown): OfSheet {
  const [codes, here] = [new Set(packed.map(one => one.code)), new Set(shown.lines.map(one => one.code))]
  return {
    names: within(numbering(all), codes),
    elsewhere: shown.cells.filter(one => codes.has(one.code) && !here.has(one.code)),
    others: { lines: all.length - packed.length, filled: shown.filled.size - packed.filter(one => shown.filled.has(one.code)).length },
  }
}

const allOf = ({ indicators }: Asked): Shown => ({ lines: indicators, cells: [], filled: new Map() })

export function pack(asked: Asked, { previous, lastYear }: Before, shown = allOf(asked)): OnPage {
  const isLeaf = shown.lines.length < asked.indicators.length
  const packed = isLeaf ? bound(asked.indicators, shown.lines) : asked.indicators
  const codes = new Set(packed.map(one => one.code))
  return {
    lines: packed.map(lineOf),
    counted: within(asked.counted, codes),
    opening: within(asked.opening, codes),
    returned: within(asked.returned, codes).map(([code, figure]) => [code, figure ?? null]),
    ...(asked.kept ? { kept: within(asked.kept, codes) } : {}),
    previous: thenOf(packed, previous),
    lastYear: thenOf(packed, lastYear),
    ...(isLeaf ? { leaf: leafOf(asked.indicators, packed, shown) } : {}),
  }
}

const unpackThen = (then: OfThen | undefined): InOwnTime | undefined => {
  if (!then) return undefined
  const amounts = new Map(then.amounts)
  return { label: then.label, amount: (code: string, _kind: Kind) => amounts.get(code) }
}

export function unpack(page: OnPage): { readonly asked: Asked; readonly before: Before } {
  const indicators = page.lines.map(
    (line): Indicator => ({
      ...{ id: '', from: null, measure: '', group: '', counter: null, numerator: null, denominator: null, formula: null },
      ...{ subsetOf: null, addsUp: false, breakNote: '' },
      ...line,
    }),
  )
  if (page.leaf) numberedAs(indicators, new Map(page.leaf.names))
  return {
    asked: {
      indicators,
      counted: new Map(page.counted),
      opening: new Map(page.opening),
      returned: new Map(page.returned.map(([code, figure]) => [code, figure ?? undefined])),
      kept: page.kept && new Map(page.kept),
    },
    before: { previous: unpackThen(page.previous), lastYear: unpackThen(page.lastYear) },
  }
}
