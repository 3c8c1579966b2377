// Vietnamese text: one composition (NFC), one search key, and numbers and days in the words of official papers.
import { type Day, dateOf, monthOf, weekdayOf, yearOf } from './day.ts'

// Figures and codes, most of what is sent, are tidy as they come.
const TIDY = /^[!-~]*$/u

/** Text as we keep it: NFC, ordinary single spaces, no invisible characters, trimmed. */
export const tidy = (text: string): string =>
  TIDY.test(text)
    ? text
    : text
        .normalize('NFC')
        .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/gu, '')
        .replace(/[^\S\n]+/gu, ' ')
        .replace(/ ?\n ?/gu, '\n')
        .trim()

/** What two spellings of one word share: no tone, no mark, đ as d, lower case. The same as vn_key() in the database. */
export const searchKey = (text: string): string =>
  text.normalize('NFC').toLowerCase().replace(/[đð]/gu, 'd').normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/gu, ' ').trim()

const TONES = '\u0300\u0301\u0303\u0309\u0323'
const NEW_PLACE = new RegExp(`([oO])([${TONES}])([aeAE])(?![\\p{L}\\p{M}])|([uU])([${TONES}])([yY])(?![\\p{L}\\p{M}])`, 'gu')

/** One placing of the tone mark, the newer one: hòa and hoà, thủy and thuỷ become equal without losing their accents. */
export const tonePlaced = (text: string): string =>
  text
    .normalize('NFD')
    .replace(NEW_PLACE, (_all, o, t1, a, u, t2, y) => (o ? `${o}${a}${t1}` : `${u}${y}${t2}`))
    .normalize('NFC')

/** "xã Khe Trầm" → "Xã Khe Trầm", for the head of a sentence. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)

const byLetters = new Intl.Collator('vi')
/** Vietnamese order of names of people: by given name, then family name, then the middle. */
export function nameOrder(a: string, b: string): number {
  const turned = (name: string): [string, string] => {
    const words = name.trim().split(/\s+/u)
    return [words.at(-1) ?? '', words.slice(0, -1).join(' ')]
  }
  const [givenA, restA] = turned(a)
  const [givenB, restB] = turned(b)
  return byLetters.compare(givenA, givenB) || byLetters.compare(restA, restB)
}

export const alphabetical = (a: string, b: string): number => byLetters.compare(a, b)

const formatters = new Map<string, Intl.NumberFormat>()
// Making one costs a hundred times what using it does, and a form uses sixty.
function formatter(least: number, most: number): Intl.NumberFormat {
  const key = `${least} ${most}`
  const known = formatters.get(key) ?? new Intl.NumberFormat('vi-VN', { minimumFractionDigits: least, maximumFractionDigits: most })
  formatters.set(key, known)
  return known
}

/** 1234.5 → "1.234,5"; a true minus sign; at most four decimals. */
export function formatNumber(value: number, decimals?: number): string {
  const shown = formatter(decimals ?? 0, decimals ?? 4).format(Math.abs(value))
  return value < 0 && /[1-9]/u.test(shown) ? `−${shown}` : shown
}

/** "xã A, xã B và 3 đơn vị khác": a list in a sentence, at most so many names. */
export function listed(names: readonly string[], most = 3): string {
  if (names.length <= most + 1) return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} và ${names.at(-1)}`
  return `${names.slice(0, most).join(', ')} và ${formatNumber(names.length - most)} đơn vị khác`
}

/** A number as an officer types it: "1.234,5", "1234,5", "1 234"; undefined when it cannot be read only one way. */
export function readNumber(typed: string): number | undefined {
  if (/^\d{1,15}$/u.test(typed)) return Number(typed)
  const text = typed
    .normalize('NFC')
    .replace(/[\u00a0\u2009\u202f]/gu, ' ')
    .replace(/^[−–]/u, '-')
    .trim()
  if (!/^-?(\d+|\d{1,3}([. ])\d{3}(\2\d{3})*)(,\d+)?$/u.test(text)) return undefined
  const value = Number(text.replace(/[. ]/gu, '').replace(',', '.'))
  return Number.isSafeInteger(Math.trunc(value)) ? value : undefined
}

const two = (n: number): string => String(n).padStart(2, '0')
// Decree 30/2020 annex I: days below 10 and months 1 and 2 take a leading zero.
const monthWritten = (month: number): string => (month < 3 ? two(month) : String(month))

/** "21/11/2026", "01/7/2025". */
export const formatDay = (at: Day): string => `${two(dateOf(at))}/${monthWritten(monthOf(at))}/${yearOf(at)}`
/** "21/11": for narrow columns inside the current year. */
export const formatShortDay = (at: Day): string => `${two(dateOf(at))}/${monthWritten(monthOf(at))}`
/** "ngày 05 tháng 01 năm 2026", as papers date themselves. */
export const dayInWords = (at: Day): string => `ngày ${two(dateOf(at))} tháng ${monthWritten(monthOf(at))} năm ${yearOf(at)}`

const WEEKDAYS = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy']
export const weekday = (at: Day): string => WEEKDAYS[weekdayOf(at)] ?? ''
/** "thứ Sáu 20/11/2026". */
export const formatWeekday = (at: Day): string => `${weekday(at)} ${formatDay(at)}`

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']
function below1000(n: number, full: boolean): string {
  const hundreds = Math.trunc(n / 100)
  const tens = Math.trunc((n % 100) / 10)
  const ones = n % 10
  const words: string[] = []
  if (hundreds > 0 || full) words.push(`${DIGITS[hundreds]} trăm`)
  if (tens > 1) words.push(`${DIGITS[tens]} mươi`)
  else if (tens === 1) words.push('mười')
  else if (ones > 0 && words.length > 0) words.push('linh')
  if (ones === 1 && tens > 1) words.push('mốt')
  else if (ones === 5 && tens > 0) words.push('lăm')
  else if (ones > 0) words.push(DIGITS[ones] ?? '')
  return words.join(' ')
}

/** 239 → "hai trăm ba mươi chín". Whole numbers below 10^15. */
export function numberInWords(value: number): string {
  if (!Number.isSafeInteger(value)) throw new Error(`cannot write ${value} in words`)
  if (value === 0) return 'không'
  const groups: number[] = []
  for (let rest = Math.abs(value); rest > 0; rest = Math.trunc(rest / 1000)) groups.unshift(rest % 1000)
  const scale = ['', 'nghìn', 'triệu', 'tỷ', 'nghìn tỷ']
  const words = groups.flatMap((group, i) =>
    group === 0 ? [] : [`${below1000(group, i > 0)} ${scale[groups.length - 1 - i] ?? ''}`.trim()],
  )
  return `${value < 0 ? 'âm ' : ''}${words.join(' ')}`
}
