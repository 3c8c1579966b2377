// Which figures moved most since the window before, and the sentence that says why. Pure.
import { capital, formatNumber } from '../../../ground/vietnamese.ts'
import type { Before, Figure, Indicator } from '../figures.ts'
import { plainLabel } from '../sheet.ts'

export interface Moved {
  readonly code: string
  readonly label: string
  readonly measure: string
  readonly now: string
  readonly before: string
  readonly change: string
  readonly isUp: boolean
  /** One sentence. */
  readonly why: string
}

/** The figures of one part of the whole, now and before: a unit of a province, or none for a unit by itself. */
export interface PartOf {
  readonly name: string
  readonly now: ReadonlyMap<string, Figure>
  readonly before: ReadonlyMap<string, Figure>
}

export interface Moving {
  readonly indicators: readonly Indicator[]
  readonly now: ReadonlyMap<string, Figure>
  readonly previous: ReadonlyMap<string, Before>
  readonly lastYear: ReadonlyMap<string, Before> | undefined
  readonly parts: readonly PartOf[]
}

interface Step {
  readonly indicator: Indicator
  readonly now: Figure & { readonly value: number }
  readonly before: number
  readonly by: number
  readonly weight: number
}

const isValued = (figure: Figure | undefined): figure is Figure & { readonly value: number } => figure?.value != null

/** A step of the same size says more where there was little: weighed by the root of what stood there, as counts vary. */
function stepOf(of: Moving, indicator: Indicator): Step | undefined {
  const [now, before] = [of.now.get(indicator.code), of.previous.get(indicator.code)?.figure?.value]
  if (!isValued(now) || before == null || now.value === before) return undefined
  const by = Math.round((now.value - before) * 10_000) / 10_000
  return { indicator, now, before, by, weight: Math.abs(by) / Math.sqrt(Math.max(Math.abs(before), 1)) }
}

const LEAST = 0.5

/** The figures that moved most against the window before, on the same land and by the same definition; the heaviest first. */
export function movedMost(of: Moving, limit: number): Moved[] {
  // A line that is part of another moves with it, and explains nothing more.
  return of.indicators
    .filter(one => one.depth === 0)
    .flatMap(indicator => stepOf(of, indicator) ?? [])
    .filter(step => step.weight >= LEAST)
    .sort((a, b) => b.weight - a.weight || (a.indicator.code < b.indicator.code ? -1 : 1))
    .slice(0, limit)
    .map(step => told(of, step))
}

function told(of: Moving, step: Step): Moved {
  const { indicator, now, before, by } = step
  const said = (value: number): string => `${formatNumber(value, indicator.decimals)}${indicator.kind === 'ratio' ? '%' : ''}`
  return {
    code: indicator.code,
    label: capital(plainLabel(indicator)),
    measure: indicator.measure,
    now: said(now.value),
    before: said(before),
    change: signed(by, indicator),
    isUp: by > 0,
    why: whyOf(of, step),
  }
}

const signed = (by: number, indicator: Indicator): string =>
  `${by > 0 ? '+' : '−'}${formatNumber(Math.abs(by), indicator.decimals)}${indicator.kind === 'ratio' ? ' điểm %' : ''}`

/** Where the step was made, what its maker wrote, and how it stood a year ago. */
function whyOf(of: Moving, step: Step): string {
  const { indicator, now } = step
  const lastYear = of.lastYear?.get(indicator.code)?.figure?.value
  const clauses = [
    indicator.kind === 'ratio' ? ratioWhy(step, of) : partsWhy(step, of.parts),
    of.parts.length === 0 && now.counted !== null && now.counted > 0 ? `đếm từ ${formatNumber(now.counted)} hồ sơ` : undefined,
    of.parts.length === 0 && now.reason ? `đơn vị ghi: “${now.reason}”` : undefined,
    now.state === 'estimated' ? 'có số ước tính' : undefined,
    lastYear == null
      ? undefined
      : `cùng kỳ năm trước ${formatNumber(lastYear, indicator.decimals)}${indicator.kind === 'ratio' ? '%' : ''}`,
  ].filter(one => one !== undefined)
  return clauses.length === 0 ? 'Chưa có ghi chú nào của người báo cáo.' : `${capital(clauses.join('; '))}.`
}

function ratioWhy({ indicator, now }: Step, of: Moving): string | undefined {
  const before = of.previous.get(indicator.code)?.figure
  if (now.denominator === null || !before || before.denominator === null) return undefined
  return `${formatNumber(now.numerator ?? 0)} trên ${formatNumber(now.denominator)}, kỳ trước ${formatNumber(before.numerator ?? 0)} trên ${formatNumber(before.denominator)}`
}

const HALF = 0.5

/** One unit made most of the step, or several did: those that went the same way, the largest first. */
function partsWhy({ indicator, by }: Step, parts: readonly PartOf[]): string | undefined {
  const steps = parts
    .flatMap(({ name, now, before }) => {
      const [here, there] = [now.get(indicator.code)?.value, before.get(indicator.code)?.value]
      const step = here == null || there == null ? 0 : here - there
      return step !== 0 && step > 0 === by > 0 ? [{ name, step, figure: now.get(indicator.code) }] : []
    })
    .sort((a, b) => Math.abs(b.step) - Math.abs(a.step) || (a.name < b.name ? -1 : 1))
  const [first, second] = steps
  if (!first) return undefined
  const reason = first.figure?.reason ? `, ghi: “${first.figure.reason}”` : ''
  if (!second || Math.abs(first.step) > HALF * Math.abs(by)) return `phần lớn ở ${first.name} (${signed(first.step, indicator)}${reason})`
  return `${by > 0 ? 'tăng' : 'giảm'} ở ${steps.length} đơn vị, nhiều nhất ${first.name} (${signed(first.step, indicator)}) và ${second.name} (${signed(second.step, indicator)})`
}
