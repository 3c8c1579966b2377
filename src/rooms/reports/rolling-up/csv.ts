// The CSV of a window: a line for each unit, a column for each indicator. Pure.
import type { Indicator } from '../figures.ts'
import type { ExportedRow } from './store-export.ts'

const STATE: Readonly<Record<string, string>> = { none: 'không phát sinh', not_applicable: 'không áp dụng' }

/** A cell that a spreadsheet reads as text, never as a formula. */
export const quoted = (text: string): string => {
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text
  return /[",\n\r]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The elements of an array as PostgreSQL writes one that holds numbers. */
const elements = (text: string | null): string[] => (text === null || text === '{}' ? [] : text.slice(1, -1).split(','))

export const HEADS = ['Mã đơn vị', 'Đơn vị', 'Nơi nhận', 'Trạng thái', 'Bản', 'Biên nhận', 'Nộp lúc', 'Ô ước tính'] as const

/** What stands in the first line. */
export const headLine = (indicators: readonly Indicator[], label: (one: Indicator) => string): string =>
  `\uFEFF${[...HEADS, ...indicators.map(one => `${one.code} ${label(one)} (${one.measure})`)].map(quoted).join(',')}\r\n`

const standing = ({ number, verdict }: ExportedRow): string =>
  number === null ? 'chưa nộp' : verdict === 'accepted' ? 'đã tiếp nhận' : verdict === 'returned' ? 'đã trả lại' : 'chờ xem'

/** Which places of the form are asked, with their indicators; settled once for a file. */
export class Columns {
  readonly asked: readonly { readonly place: number; readonly indicator: Indicator }[]
  readonly codeAt: ReadonlyMap<number, string>
  readonly ratios: readonly number[]
  /** Every place is asked, in its order. */
  readonly isWhole: boolean

  constructor(asked: Columns['asked'], places: number) {
    this.asked = asked
    this.codeAt = new Map(asked.map(one => [one.place, one.indicator.code]))
    this.ratios = asked.flatMap(one => (one.indicator.kind === 'ratio' ? [one.place] : []))
    this.isWhole = asked.length === places && asked.every((one, i) => one.place === i)
  }
}

const UNKNOWN = 'không rõ tử số và mẫu số'

/**
 * One unit. Zero is 0, silence is in words, a ratio is its two numbers, what was not reported is empty; which cells are estimates stands
 * in a column of its own, so that numbers stay numbers.
 */
export function line(row: ExportedRow, of: { code: string; name: string; receiver: string }, columns: Columns): string {
  const cells = row.values === null ? columns.asked.map(() => '') : elements(row.values)
  const [numerators, denominators] = [elements(row.numerators), elements(row.denominators)]
  const withValue = columns.ratios.filter(place => cells[place] !== undefined && cells[place] !== 'NULL' && cells[place] !== '')
  const isKnown = withValue.length === numerators.length && withValue.length === denominators.length
  for (const [i, place] of withValue.entries()) cells[place] = isKnown ? `${numerators[i]}/${denominators[i]}` : UNKNOWN
  for (const place of elements(row.none)) cells[Number(place) - 1] = STATE['none'] ?? ''
  for (const place of elements(row.notApplicable)) cells[Number(place) - 1] = STATE['not_applicable'] ?? ''
  const estimated = elements(row.estimated).flatMap(place => columns.codeAt.get(Number(place) - 1) ?? [])
  const shown = columns.isWhole ? cells : columns.asked.map(one => cells[one.place] ?? '')
  const head = `${quoted(of.code)},${quoted(of.name)},${quoted(of.receiver)},${standing(row)},${row.number ?? ''},${row.receipt ?? ''},${row.at ?? ''},${estimated.join(' ')}`
  return `${head},${shown.join(',').replaceAll('NULL', '')}\r\n`
}
