// What is said of a sheet while it is typed: the sentences of the server, how grave each is, and the cells that are computed. Pure, and
// runs in the browser too: nothing here may need Node.
import { capital, formatNumber } from '../../../ground/vietnamese.ts'
import type { Figure, Figures, Indicator } from '../figures.ts'
import { amountOf, broken, type InOwnTime } from '../oddity.ts'
import { type Asked, fieldOf, originOf, readSheet, type TypedCell } from '../sheet.ts'

/** stop: never handed in so · explain: handed in once a reason stands beside it · notice: handed in, and looked at twice. */
export type Severity = 'stop' | 'explain' | 'notice'

const EXPLAINED: ReadonlySet<string> = new Set([
  'reports.cell-silent-reason',
  'reports.cell-estimate-reason',
  'reports.cell-override-reason',
  'reports.cell-unanswered',
  'reports.cell-beyond',
])
const NOTICED: ReadonlySet<string> = new Set(['reports.cell-far'])

export const severityOf = (code: string): Severity => (EXPLAINED.has(code) ? 'explain' : NOTICED.has(code) ? 'notice' : 'stop')

export interface Remark {
  readonly field: string
  readonly code: string
  readonly severity: Severity
  readonly say: string
}

/** What the unit said in the window before and in the same of last year, for notices. */
export interface Before {
  readonly previous: InOwnTime | undefined
  readonly lastYear: InOwnTime | undefined
}

/** A cell that nobody types, as it stands with what is typed now. */
export interface ComputedNow {
  readonly code: string
  /** Absent while it has no figure. */
  readonly value?: string
  /** In place of a figure. */
  readonly words?: string
  readonly how: string
}

export interface Judgement {
  readonly remarks: readonly Remark[]
  readonly computed: readonly ComputedNow[]
  readonly filled: number
}

/** In the row of a cell only what to do is said: the row itself names the cell. */
export const sayInItsCell = (say: string): string => capital(say.replace(/^Ô [\d.]+, [^:]*: /u, ''))

/** Figures far from what the unit said in the window before and a year ago: nothing stops them, and the officer looks twice. */
export function farFigures(indicators: readonly Indicator[], figures: Figures, before: Before): Remark[] {
  return indicators.flatMap(indicator => {
    const figure = figures.get(indicator.code)
    const amount = figure ? amountOf(figure, indicator.kind) : null
    if (!figure || amount === null || indicator.formula) return []
    return broken(indicator, figure, amount, { windows: [], ...before }).map(one => ({
      field: fieldOf(indicator.code),
      code: 'reports.cell-far',
      severity: 'notice' as const,
      say: `Khác xa kỳ trước: ${one.say}. ${figure.reason ? `Đã ghi: ${figure.reason}` : 'Xem lại số; đúng thì nên ghi vì sao.'}`,
    }))
  })
}

/** All that is said of the sheet as it is typed now. What the server would refuse it with is among it, word by word. */
export function judge(asked: Asked, before: Before, typed: readonly TypedCell[]): Judgement {
  const { figures, refusals } = readSheet(asked, typed)
  const computed = asked.indicators.flatMap(one => {
    const origin = originOf(one, asked.counted)
    return origin === 'computed' || origin === 'ratio' ? [computedNow(one, figures, asked.opening)] : []
  })
  const refused = refusals.map(({ refused: code, say, field = '' }) => ({ field, code, severity: severityOf(code), say }))
  const wrong = new Set(refused.map(one => one.field))
  const far = farFigures(asked.indicators, figures, before).filter(one => !wrong.has(one.field))
  return { remarks: [...refused, ...far], computed, filled: figures.size }
}

export const WAITS = 'chờ các ô cần để tính'

function computedNow(indicator: Indicator, figures: Figures, opening: ReadonlyMap<string, number>): ComputedNow {
  const { code, decimals } = indicator
  const figure = figures.get(code)
  if (!figure) return { code, words: WAITS, how: '' }
  if (figure.state === 'not_applicable') return { code, words: `không áp dụng: ${figure.reason ?? ''}`, how: '' }
  if (figure.value === null) return { code, words: 'không phát sinh', how: figure.reason ?? '' }
  return { code, value: formatNumber(figure.value, decimals), how: howComputed(indicator, figure, figures, opening) }
}

/** "27 trên 30", "61 + 5 − 0": what a computed figure is made of. */
export function howComputed({ formula, code }: Indicator, figure: Figure, figures: Figures, opening: ReadonlyMap<string, number>): string {
  if (figure.denominator !== null) return `${formatNumber(figure.numerator ?? 0)} trên ${formatNumber(figure.denominator)}`
  if (!formula) return ''
  const value = (one: string): string => formatNumber(figures.get(one)?.value ?? 0)
  const start = formula.opening ? [formatNumber(opening.get(code) ?? 0)] : []
  return [...start, ...formula.plus.map(one => `+ ${value(one)}`), ...formula.minus.map(one => `− ${value(one)}`)]
    .join(' ')
    .replace(/^\+ /u, '')
}
