// What the rules of a sheet need, carried in its page: written by the server, read by the browser. Pure, and needs nothing of Node.
import type { Figure, Indicator, Kind } from '../figures.ts'
import type { InOwnTime } from '../oddity.ts'
import type { Asked } from '../sheet.ts'
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

export const pack = (asked: Asked, { previous, lastYear }: Before): OnPage => ({
  lines: asked.indicators.map(lineOf),
  counted: [...asked.counted],
  opening: [...asked.opening],
  returned: [...asked.returned].map(([code, figure]) => [code, figure ?? null]),
  ...(asked.kept ? { kept: [...asked.kept] } : {}),
  previous: thenOf(asked.indicators, previous),
  lastYear: thenOf(asked.indicators, lastYear),
})

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
