// Days and stretches of time as officers type them, and as the room writes them back.
import { addDays, addMonths, type Day, dateOf, day, lookForDay, monthOf, yearOf } from '../../ground/day.ts'
import { type Refusal, refuse } from '../../ground/faults.ts'
import { formatDay, tidy } from '../../ground/vietnamese.ts'
import { clean } from './proposals.ts'
import type { Period } from './reader/types.ts'
import type { Precision } from './said.ts'

const two = (n: number): string => String(n).padStart(2, '0')
const isYear = (year: number): boolean => year >= 1930 && year <= 2100
const firstOf = (year: number, month: number): Day => day(`${year}-${two(month)}-01`)
const lastOf = (year: number, month: number): Day => addDays(addMonths(firstOf(year, month), 1), -1)
const months = (year: number, from: number, to: number): Period => ({ from: firstOf(year, from), to: lastOf(year, to) })

export interface Happened {
  readonly from: Day | null
  readonly precision: Precision
}

/** The day, the month or the year that was typed; nothing typed is not known; undefined when the calendar has no such day. */
export function readHappened(typed: string): Happened | undefined {
  const text = typed.trim().replace(/^(ngày|tháng|năm)\s+/iu, '')
  if (text === '' || /^(không rõ|chưa rõ|chưa xác định)$/iu.test(text)) return { from: null, precision: 'unknown' }
  const whole = lookForDay(text)
  if (whole) return isYear(yearOf(whole)) ? { from: whole, precision: 'day' } : undefined
  const month = /^(\d{1,2})\s*[/.-]\s*(\d{4})$/u.exec(text) ?? /^(\d{1,2})\s+năm\s+(\d{4})$/iu.exec(text)
  if (month) {
    const [m, year] = [Number(month[1]), Number(month[2])]
    return m >= 1 && m <= 12 && isYear(year) ? { from: firstOf(year, m), precision: 'month' } : undefined
  }
  const year = /^\d{4}$/u.test(text) ? Number(text) : 0
  return isYear(year) ? { from: firstOf(year, 1), precision: 'year' } : undefined
}

/** A day, month or year as the reader gives it: 'YYYY-MM-DD', 'YYYY-MM', 'YYYY'. */
export function happenedOf(date: string | null): Happened | undefined {
  if (date === null) return { from: null, precision: 'unknown' }
  if (/^\d{4}-\d{2}$/u.test(date)) return readHappened(`${date.slice(5)}/${date.slice(0, 4)}`)
  return readHappened(date)
}

/** "20/01/2021", "01/2021", "2021", or nothing when it is not known. */
export function writeHappened(happened: { readonly happenedFrom: string | null; readonly precision: Precision }): string {
  const from = happened.happenedFrom === null ? undefined : lookForDay(happened.happenedFrom)
  if (!from) return ''
  if (happened.precision === 'day') return formatDay(from)
  return happened.precision === 'month' ? `${two(monthOf(from))}/${yearOf(from)}` : String(yearOf(from))
}

const QUARTERS = ['I', 'II', 'III', 'IV']
const quarterOf = (text: string): number => {
  const roman = QUARTERS.indexOf(text.toUpperCase())
  return roman >= 0 ? roman + 1 : Number(text)
}

const FORMS: readonly { readonly form: RegExp; readonly read: (found: RegExpExecArray) => Period | undefined }[] = [
  {
    form: /^(?:giai đoạn |các năm |từ năm |từ )?(\d{4})\s*(?:[-–—]|đến(?: năm)?)\s*(\d{4})$/u,
    read: ([, from, to]) => (Number(from) <= Number(to) ? { from: firstOf(Number(from), 1), to: lastOf(Number(to), 12) } : undefined),
  },
  { form: /^(?:năm )?(\d{4})$/u, read: ([, year]) => months(Number(year), 1, 12) },
  {
    form: /^(\d{1,2}) tháng (đầu|cuối)(?: của)? năm (\d{4})$/u,
    read: ([, count, side, year]) => {
      const n = Number(count)
      if (n < 1 || n > 11) return undefined
      return side === 'đầu' ? months(Number(year), 1, n) : months(Number(year), 13 - n, 12)
    },
  },
  {
    form: /^qu[ýí] (iv|i{1,3}|[1-4])\s*(?:[/,-]|năm|)\s*(?:năm )?(\d{4})$/u,
    read: ([, quarter, year]) => {
      const q = quarterOf(quarter ?? '')
      return months(Number(year), 3 * q - 2, 3 * q)
    },
  },
  {
    form: /^(?:tháng )?(\d{1,2})\s*(?:[/-]|năm)\s*(\d{4})$/u,
    read: ([, month, year]) => (Number(month) >= 1 && Number(month) <= 12 ? months(Number(year), Number(month), Number(month)) : undefined),
  },
  {
    form: /^(?:từ )?(?:ngày )?(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\s*(?:[-–—]|đến(?: ngày| hết)?)\s*(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})$/u,
    read: ([, from, to]) => {
      const [first, last] = [lookForDay(from ?? ''), lookForDay(to ?? '')]
      return first && last && first <= last ? { from: first, to: last } : undefined
    },
  },
  {
    form: /^(?:từ )?(?:ngày )?(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\s*(?:[-–—]|đến)\s*nay$/u,
    read: ([, from]) => {
      const first = lookForDay(from ?? '')
      return first && { from: first, to: null }
    },
  },
  { form: /^(?:từ )?(?:năm )?(\d{4})\s*(?:[-–—]|đến)\s*nay$/u, read: ([, year]) => ({ from: firstOf(Number(year), 1), to: null }) },
]

/** "năm 2020", "2016–2020", "6 tháng đầu năm 2021", "quý II/2022", "tháng 5/2020", "01/3/2020–15/4/2020"; undefined when it is none of these. */
export function readPeriod(typed: string): Period | undefined {
  const text = typed.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim()
  for (const { form, read } of FORMS) {
    const found = form.exec(text)
    if (!found) continue
    if ((text.match(/\d{4}/gu) ?? []).some(year => !isYear(Number(year)))) return undefined
    return read(found)
  }
  return undefined
}

const isFirstDay = (at: Day): boolean => dateOf(at) === 1
const isLastDay = (at: Day): boolean => dateOf(addDays(at, 1)) === 1

/** The stretch in the shortest words that say it; readPeriod reads them back. */
export function writePeriod(period: Period): string {
  const from = lookForDay(period.from)
  const to = period.to === null ? null : lookForDay(period.to)
  if (!from || to === undefined) return ''
  if (to === null) return monthOf(from) === 1 && isFirstDay(from) ? `từ năm ${yearOf(from)} đến nay` : `từ ${formatDay(from)} đến nay`
  const year = yearOf(from)
  if (!isFirstDay(from) || !isLastDay(to)) return `${formatDay(from)}–${formatDay(to)}`
  if (yearOf(to) !== year)
    return monthOf(from) === 1 && monthOf(to) === 12 ? `${year}–${yearOf(to)}` : `${formatDay(from)}–${formatDay(to)}`
  const [first, last] = [monthOf(from), monthOf(to)]
  if (first === 1 && last === 12) return `năm ${year}`
  if (first === last) return `tháng ${first}/${year}`
  if (last - first === 2 && last % 3 === 0) return `quý ${QUARTERS[last / 3 - 1]}/${year}`
  if (first === 1) return `${last} tháng đầu năm ${year}`
  return last === 12 ? `${13 - first} tháng cuối năm ${year}` : `${formatDay(from)}–${formatDay(to)}`
}

/** Several stretches, a semicolon between them; the first that cannot be read is answered as it was typed. */
export function readPeriods(typed: string): readonly Period[] | { readonly unread: string } {
  const parts = typed
    .split(/[;\n]/u)
    .map(part => part.trim())
    .filter(part => part !== '')
  const periods: Period[] = []
  for (const part of parts) {
    const period = readPeriod(part)
    if (!period) return { unread: part }
    if (!periods.some(other => other.from === period.from && other.to === period.to)) periods.push(period)
  }
  return periods
}

export const writePeriods = (periods: readonly Period[]): string => periods.map(writePeriod).join('; ')

// ── Fields of a form ────────────────────────────────────────────────────────────────────────────

/** A form as typed: every field a text, absent when left empty. */
export type Fields = Readonly<Record<string, string | undefined>>

/** The words of a field, clean; null when it was left empty. */
export const typed = (fields: Fields, name: string): string | null => {
  const words = fields[name] === undefined ? '' : clean(tidy(fields[name]))
  return words === '' ? null : words
}

/** One refusal when a field is longer than it may be. */
export const tooLong = (fields: Fields, label: string, name: string, max: number): Refusal[] =>
  [...(fields[name] ?? '')].length > max ? [refuse('reading.too-long', `${label}: nhiều nhất ${max} ký tự. Rút ngắn lại.`, name)] : []

export const noDay = (label: string, words: string, field: string): Refusal =>
  refuse('reading.no-such-day', `${label}: “${words.slice(0, 40)}” không có trong lịch. Ghi ngày/tháng/năm, tháng/năm hoặc năm.`, field)
export const noPeriod = (label: string, words: string, field: string): Refusal =>
  refuse(
    'reading.no-such-period',
    `${label}: chưa đọc được “${words.slice(0, 60)}”. Ghi như: năm 2020; 2016–2020; 6 tháng đầu năm 2021; 01/3/2020–15/4/2020.`,
    field,
  )
