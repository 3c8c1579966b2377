// What in a report asks for a second look, and how much: findings in words with the figures they rest on. Nothing here is refused;
// what cannot be (a part above its whole, a ratio above 100) never gets this far. Pure.
import { alphabetical, formatNumber } from '../../ground/vietnamese.ts'
import { exact, type Figure, type Figures, type Indicator, isFarFrom } from './figures.ts'

/** How much each sign weighs in the order of the queue, and why. The page shows this table as it is. */
export const SIGNS = {
  'very-far': { weight: 5, name: 'rất xa mức thường của đơn vị', because: 'thường là thừa một chữ số hoặc ghi nhầm hàng' },
  copied: { weight: 4, name: 'phần lời giống đơn vị khác', because: 'một trong hai báo cáo không nói về địa bàn của mình' },
  'other-place': { weight: 4, name: 'từ chỉ địa bàn không hợp', because: 'dấu hiệu chép từ báo cáo của nơi khác' },
  far: { weight: 3, name: 'xa mức thường của đơn vị', because: 'so với chính đơn vị, trên cùng địa bàn' },
  break: { weight: 3, name: 'khác hẳn kỳ trước và cùng kỳ', because: 'gấp ba hoặc còn một phần ba, khi chưa đủ kỳ để biết mức thường' },
  'very-far-peers': { weight: 3, name: 'rất xa các đơn vị khác', because: 'đơn vị lớn nhỏ khác nhau, nên nhẹ hơn so với chính mình' },
  'far-peers': { weight: 2, name: 'xa các đơn vị khác', because: 'đơn vị lớn nhỏ khác nhau, nên nhẹ hơn so với chính mình' },
  silent: { weight: 2, name: 'không có trong khi nhiều nơi có', because: 'có thể quên ghi' },
  differs: { weight: 2, name: 'ghi khác số đếm', because: 'đã có lý do, nơi nhận xem lý do có đứng được không' },
  repeated: { weight: 2, name: 'phần lời giống bản trước', because: 'tình hình một kỳ hiếm khi y như kỳ khác' },
  estimated: { weight: 1, name: 'số ước tính', because: 'đã nói rõ là ước, chỉ cần biết cách ước' },
  'old-name': { weight: 1, name: 'dùng tên cũ', because: 'nhắc để sửa, không làm sai số liệu' },
} as const satisfies Record<string, { weight: number; name: string; because: string }>

export type Sign = keyof typeof SIGNS

/** In a cell, or in a section of the words: exactly one of `code` and `heading`. */
export interface Finding {
  readonly sign: Sign
  readonly code: string | null
  readonly heading: string | null
  /** For the reviewer: what was written and what it was set beside. */
  readonly say: string
}

export const inCell = (sign: Sign, code: string, say: string): Finding => ({ sign, code, heading: null, say })
export const inWords = (sign: Sign, heading: string, say: string): Finding => ({ sign, code: null, heading, say })

export const weightOf = (finding: Finding): number => SIGNS[finding.sign].weight
/** Where a report stands in the queue: the sum of what was found, so that every point of it can be named. */
export const scoreOf = (findings: readonly Finding[]): number => findings.reduce((sum, one) => sum + weightOf(one), 0)

/** The heaviest first; of equal weight in the order in which they stand in the report. */
export const heaviestFirst = (findings: readonly Finding[]): Finding[] => [...findings].sort((a, b) => weightOf(b) - weightOf(a))

/** Fewer windows or units than this have no usual level. */
export const LEAST_WINDOWS = 6
export const LEAST_UNITS = 8
/** As many windows back are looked at. */
export const WINDOWS_BACK = 12

// Iglewicz and Hoaglin: 3.5 deviations from the median, the deviation taken from the median of distances.
const REACH = 3.5
const CONSISTENT = 1.4826
const TWICE = 2
// Most units have it and the middle one has at least so many: then nothing at all is remarkable.
const MOST = 0.75
const MANY = 5

/** The usual level of a figure: from `low` to `high` around the middle. */
export interface Spread {
  readonly n: number
  readonly median: number
  readonly reach: number
  readonly low: number
  readonly high: number
}

function middle(sorted: readonly number[]): number {
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2
}

const ascending = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b)

/** The usual level by median and MAD, which a single wrong figure does not move; undefined with fewer than `least` values. */
export function spreadOf(values: readonly number[], least: number): Spread | undefined {
  if (values.length < least) return undefined
  const median = middle(ascending(values))
  const mad = middle(ascending(values.map(one => Math.abs(one - median))))
  // Where most values are equal they have no distance at all: one more or less, or a tenth, is never far.
  const reach = REACH * Math.max(CONSISTENT * mad, Math.abs(median) / 10, 1)
  return { n: values.length, median, reach, low: Math.max(0, median - reach), high: median + reach }
}

/** 0 inside the usual level, 1 outside it, 2 twice as far out. */
export function farness(value: number, { median, reach }: Spread): 0 | 1 | 2 {
  const distance = Math.abs(value - median)
  return distance > TWICE * reach ? 2 : distance > reach ? 1 : 0
}

/** A figure as an amount: what did not occur is none of it; what does not apply is no amount. */
export const amountOf = (figure: Pick<Figure, 'state' | 'value'>, kind: Indicator['kind']): number | null =>
  figure.value ?? (figure.state === 'none' && kind === 'flow' ? 0 : null)

/** What a unit said in one window of before, on the land and by the definitions of now. */
export interface InOwnTime {
  readonly label: string
  /** null: it did not apply; undefined: it was not said, or cannot be set beside what is said now. */
  readonly amount: (code: string, kind: Indicator['kind']) => number | null | undefined
}

export interface OwnTime {
  /** The windows before this one that may be compared, oldest first. */
  readonly windows: readonly InOwnTime[]
  readonly previous: InOwnTime | undefined
  readonly lastYear: InOwnTime | undefined
}

/** What the units of one receiver said in this window, by indicator. */
export interface AmongPeers {
  readonly spread: Spread | undefined
  readonly units: number
  readonly having: number
}

/** The level of every indicator over the units that handed in; each unit is set beside all of them, itself among them. */
export function peersOf(indicators: readonly Indicator[], reports: readonly Figures[]): ReadonlyMap<string, AmongPeers> {
  return new Map(
    indicators.map(({ code, kind }): [string, AmongPeers] => {
      const amounts = reports.flatMap(report => {
        const figure = report.get(code)
        const amount = figure && amountOf(figure, kind)
        return amount == null ? [] : [amount]
      })
      return [code, { spread: spreadOf(amounts, LEAST_UNITS), units: amounts.length, having: amounts.filter(one => one > 0).length }]
    }),
  )
}

const amountSaid = (value: number, { decimals, kind }: Indicator): string =>
  `${formatNumber(value, decimals)}${kind === 'ratio' ? '%' : ''}`

/** The bounds as a figure may stand on them: what is written as inside is inside. */
function levelSaid({ median, low, high }: Spread, indicator: Indicator): string {
  const unit = 10 ** indicator.decimals
  const [from, to] = [Math.ceil(low * unit) / unit, Math.floor(high * unit) / unit]
  return `mức giữa ${indicator.kind === 'ratio' ? amountSaid(median, indicator) : formatNumber(exact(median))}, thường từ ${amountSaid(from, indicator)} đến ${amountSaid(to, indicator)}`
}

const writtenAs = (figure: Figure, indicator: Indicator): string =>
  figure.value !== null
    ? `ghi ${amountSaid(figure.value, indicator)}`
    : figure.state === 'none'
      ? 'chọn “không phát sinh”'
      : 'chọn “không áp dụng”'

/** What in the cells of one report asks for a second look, in the order of the form. */
export function cellFindings(
  indicators: readonly Indicator[],
  figures: Figures,
  own: OwnTime,
  peers: ReadonlyMap<string, AmongPeers>,
): Finding[] {
  return indicators.flatMap(indicator => {
    const figure = figures.get(indicator.code)
    if (!figure) return []
    // What is added up from other cells is odd where they are.
    const beside = indicator.formula ? [] : besideOthers(indicator, figure, own, peers.get(indicator.code))
    return [...beside, ...ofItself(indicator, figure)]
  })
}

function ofItself(indicator: Indicator, figure: Figure): Finding[] {
  const { code, value, counted, reason } = figure
  const found: Finding[] = []
  if (counted !== null && value !== null && value !== counted)
    found.push(
      inCell(
        'differs',
        code,
        `${writtenAs(figure, indicator)}, đếm được ${formatNumber(counted)} hồ sơ${reason ? `; đơn vị nêu: ${reason}` : ''}`,
      ),
    )
  if (figure.state === 'estimated' && !indicator.formula) found.push(inCell('estimated', code, `số ước tính${reason ? `: ${reason}` : ''}`))
  return found
}

function besideOthers(indicator: Indicator, figure: Figure, own: OwnTime, peers: AmongPeers | undefined): Finding[] {
  const { code } = figure
  const amount = amountOf(figure, indicator.kind)
  let said = 0
  let isAlwaysSilent = true
  const windows: { label: string; then: number }[] = []
  for (const window of own.windows) {
    const then = window.amount(code, indicator.kind)
    if (then === undefined) continue
    said++
    if (then) isAlwaysSilent = false
    if (then !== null) windows.push({ label: window.label, then })
  }
  const usual = spreadOf(
    windows.map(one => one.then),
    LEAST_WINDOWS,
  )
  const found: Finding[] = []
  const mine = usual && amount !== null ? farness(amount, usual) : undefined
  if (usual && mine)
    found.push(
      inCell(
        mine === 2 ? 'very-far' : 'far',
        code,
        `${writtenAs(figure, indicator)}; ${usual.n} kỳ của chính đơn vị (${windows[0]?.label} đến ${windows.at(-1)?.label}) ${levelSaid(usual, indicator)}`,
      ),
    )
  else if (!usual && amount !== null) found.push(...broken(indicator, figure, amount, own))
  // Always nothing, or always so much: a unit that is as it was is not asked again why it is not as others.
  const isUsual = mine === 0
  if (!peers?.spread || isUsual) return found
  if (!amount) {
    if (!(isAlwaysSilent && said >= LEAST_WINDOWS) && peers.having >= MOST * peers.units && peers.spread.median >= MANY)
      found.push(
        inCell(
          'silent',
          code,
          `${writtenAs(figure, indicator)}; ${peers.having} trên ${peers.units} đơn vị kỳ này có, ${levelSaid(peers.spread, indicator)}`,
        ),
      )
    return found
  }
  const theirs = farness(amount, peers.spread)
  if (theirs > 0)
    found.push(
      inCell(
        theirs === 2 ? 'very-far-peers' : 'far-peers',
        code,
        `${writtenAs(figure, indicator)}; ${peers.units} đơn vị kỳ này ${levelSaid(peers.spread, indicator)}`,
      ),
    )
  return found
}

/** Too few windows for a usual level: far from the last and from the same of last year, from as many of them as may be compared. */
export function broken(indicator: Indicator, figure: Figure, amount: number, { previous, lastYear }: OwnTime): Finding[] {
  const past = [previous, lastYear].flatMap(window => {
    const then = window?.amount(indicator.code, indicator.kind)
    return window && then != null ? [{ label: window.label, then }] : []
  })
  if (past.length === 0 || !past.every(({ then }) => isFarFrom({ ...figure, value: amount }, { ...figure, value: then }))) return []
  const beside = past.map(({ label, then }) => `${label} ghi ${amountSaid(then, indicator)}`).join(', ')
  return [inCell('break', indicator.code, `${writtenAs(figure, indicator)}; ${beside}`)]
}

/** Where a list of reports was left: the next page begins after it. */
export interface InQueue {
  readonly score: number
  readonly name: string
  readonly unitId: string
}

/** The oddest first, then by name; the same reports always stand in the same order. */
export const queueOrder = (a: InQueue, b: InQueue): number =>
  b.score - a.score || alphabetical(a.name, b.name) || (a.unitId < b.unitId ? -1 : a.unitId > b.unitId ? 1 : 0)
