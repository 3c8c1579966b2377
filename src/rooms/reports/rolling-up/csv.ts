// The CSV of a window: a line for each unit, a column for each indicator. Pure.
import type { Indicator } from '../figures.ts'
import type { ExportedRow } from './store-export.ts'

const STATE: Readonly<Record<string, string>> = { none: 'không phát sinh', not_applicable: 'không áp dụng' }

/** A cell that a spreadsheet reads as text, never as a formula. */
export const quoted = (text: string): string => {
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text
  return /[",\n\r]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The elements of an array as PostgreSQL writes one that holds numbers or plain words. */
const elements = (text: string | null): readonly string[] => (text === null || text === '{}' ? [] : text.slice(1, -1).split(','))

export const HEADS = ['Mã đơn vị', 'Đơn vị', 'Nơi nhận', 'Trạng thái', 'Bản', 'Biên nhận', 'Nộp lúc', 'Ô ước tính'] as const

/** What stands in the first line. */
export const headLine = (indicators: readonly Indicator[], label: (one: Indicator) => string): string =>
  `\uFEFF${[...HEADS, ...indicators.map(one => `${one.code} ${label(one)} (${one.measure})`)].map(quoted).join(',')}\r\n`

const standing = ({ number, verdict }: ExportedRow): string =>
  number === null ? 'chưa nộp' : verdict === 'accepted' ? 'đã tiếp nhận' : verdict === 'returned' ? 'đã trả lại' : 'chờ xem'

/**
 * One unit. Zero is 0, silence is in words, what was not reported is empty, a ratio is its two numbers; which cells are estimates stands
 * in a column of its own, so that numbers stay numbers. `places` are those of the form that are asked, with their indicators.
 */
export function line(
  row: ExportedRow,
  of: { code: string; name: string; receiver: string },
  asked: readonly { place: number; indicator: Indicator }[],
): string {
  const [values, numerators, denominators] = [elements(row.values), elements(row.numerators), elements(row.denominators)]
  const isQuiet = row.states === null || !/estimated|none|not_applicable/u.test(row.states)
  const states = isQuiet ? [] : elements(row.states)
  const estimated =
    isQuiet || !row.states?.includes('estimated')
      ? ''
      : asked.flatMap(({ place, indicator }) => (states[place] === 'estimated' ? [indicator.code] : [])).join(' ')
  let text = `${quoted(of.code)},${quoted(of.name)},${quoted(of.receiver)},${standing(row)},${row.number ?? ''},${row.receipt ?? ''},${row.at ?? ''},${estimated}`
  for (const { place, indicator } of asked) {
    const value = values[place]
    text += ','
    if (value === undefined || value === 'NULL') text += STATE[states[place] ?? ''] ?? ''
    else if (indicator.kind === 'ratio') text += `${numerators[place]}/${denominators[place]}`
    else text += value
  }
  return `${text}\r\n`
}
