/** Days as Vietnamese pages write them: day before month, with or without the year. */
import type { Line } from './noise.ts'
import { type Piece, words } from './seek.ts'

export type DayFound = { day: number; month: number; year: number | null; from: number; to: number }

const two = (n: number): string => String(n).padStart(2, '0')
export const dayText = (year: number, month: number, day: number): string => `${year}-${two(month)}-${two(day)}`
const leap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (leap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

const FORMS: { re: ReturnType<typeof words>; day: number; month: number; year: number }[] = [
  // hai ngày 5 và 6/3, từ ngày 5 đến ngày 7/3, ngày 5-7/3
  {
    re: words(
      '‹(?:ngày|từ|sáng|chiều|tối) (\\d{1,2})(?:\\s?(?:,|và|đến|tới|-|&)(?: hết)?(?: ngày)? ?\\d{1,2}){1,4}\\s?[/.]\\s?(\\d{1,2})(?:\\s?[/.-]\\s?(\\d{4})|,? năm (\\d{4}))?(?!\\d)',
    ),
    day: 1,
    month: 2,
    year: 3,
  },
  // 05/03/2020, 5.3.2020, 5-3-20, ngày 5/3 năm 2020
  {
    re: words('(?<![\\d/.,])(\\d{1,2})\\s?[/.-]\\s?(\\d{1,2})(?:\\s?[/.-]\\s?|,? năm )(\\d{4}|\\d{2})(?![\\d/%]|[.,]\\d)'),
    day: 1,
    month: 2,
    year: 3,
  },
  // ngày 05 (và 06, đến 07) tháng 3 (năm 2020)
  {
    re: words(
      '‹(\\d{1,2})(?:\\s?(?:,|và|đến|tới|-|&)(?: ngày)? ?\\d{1,2}){0,3} tháng (\\d{1,2})(?:\\s?[/-]\\s?(\\d{4})|,? năm (\\d{4}))?(?!\\d)',
    ),
    day: 1,
    month: 2,
    year: 3,
  },
  // ngày 5/3, sáng 5-3, chiều nay (5/3)
  {
    re: words(
      '(?:‹(?:ngày|sáng|chiều|tối|trưa|đêm|hôm|nay|qua|từ|mai)|[(,])[\\s,(:]{0,3}(?:ngày |nay,? ?\\(?(?:ngày )?)?(\\d{1,2})\\s?[/-]\\s?(\\d{1,2})(?:,? năm (\\d{4}))?(?![\\d/%]|\\s?[/.-]\\s?\\d)',
    ),
    day: 1,
    month: 2,
    year: 3,
  },
  { re: words('‹(?:ngày|sáng|chiều|tối) (?:ngày )?(\\d{1,2})\\.(\\d{1,2})(?![\\d/%]|[.,]\\d)'), day: 1, month: 2, year: 3 },
]
const ISO = /(?<!\d)((?:19|20)\d{2})-(\d{2})(?:-(\d{2}))?(?!\d)/

const PAIR = words('\\d\\s?[/.-]\\s?\\d|\\d tháng')
/** The days of a piece, in the order in which they stand. */
const KNOWN = new WeakMap<Piece, DayFound[]>()
export function daysIn(piece: Piece): DayFound[] {
  const known = KNOWN.get(piece)
  if (known) return known
  const found = /\d/.test(piece.text) ? lookForDays(piece) : []
  KNOWN.set(piece, found)
  return found
}

function lookForDays(piece: Piece): DayFound[] {
  const found: DayFound[] = []
  // "15-3", "5 tháng 3": without such a pair of numbers there is no day
  if (!PAIR.in(piece)) return found
  for (const form of FORMS) {
    for (const m of form.re.all(piece)) {
      const day = Number(m[form.day])
      const month = Number(m[form.month])
      const raw = m[form.year] ?? m[form.year + 1]
      const from = m.index
      const to = from + m[0].length
      if (day < 1 || day > 31 || month < 1 || month > 12 || found.some(f => from < f.to && to > f.from)) continue
      const year = raw === undefined ? null : raw.length === 2 ? 2000 + Number(raw) : Number(raw)
      if (year !== null && (year < 1900 || year > 2100 || day > daysInMonth(year, month))) continue
      found.push({ day, month, year, from, to })
    }
  }
  return found.sort((a, b) => a.from - b.from)
}

export type PageDate = { year: number; month: number; day: number | null }

function pageDateOf(piece: Piece): PageDate | null {
  const full = daysIn(piece).find(d => d.year !== null)
  if (full?.year) return { year: full.year, month: full.month, day: full.day }
  const iso = ISO.exec(piece.text)
  if (iso && Number(iso[2]) >= 1 && Number(iso[2]) <= 12)
    return { year: Number(iso[1]), month: Number(iso[2]), day: iso[3] ? Number(iso[3]) : null }
  return null
}

const EXPLICIT = words('‹(?:ngày đăng|đăng (?:ngày|lúc)|cập nhật|ngày cập nhật|xuất bản)›')
const INLINE = words(
  '^[-\\s]*(?:(?:date|ngày đăng|cập nhật|đăng ngày)[\\s:]+(?:lúc )?[\\d/:.\\s-]{7,30}|\\((?:ngày )?\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{4}\\))',
)
/** The words with which a paragraph gives the page's date, before its text begins. */
export const inlineDate = (piece: Piece): number => INLINE.first(piece)?.[0].length ?? 0

/** The page's own date: of its date lines the first; one inside a box of other news only when it says whose it is. */
export function pageDate(lines: readonly Line[]): PageDate | null {
  for (const l of lines) {
    if (l.kind !== 'date') continue
    const d = pageDateOf(l.piece)
    if (d) return d
  }
  for (const l of lines) {
    const m = INLINE.first(l.piece)
    const d = m && pageDateOf(l.piece.cut(0, m[0].length))
    if (d) return d
  }
  for (const l of lines) {
    if (l.kind === 'body' || l.kind === 'title' || l.words > 25 || !EXPLICIT.in(l.piece)) continue
    const d = pageDateOf(l.piece)
    if (d) return d
  }
  return null
}

/** A day without a year is the last such day on or before the page's date. */
export function yearFromPage(day: number, month: number, page: PageDate): number {
  const before = month < page.month || (month === page.month && (page.day === null || day <= page.day))
  return before ? page.year : page.year - 1
}

/** The day before. */
export function dayBefore(page: { year: number; month: number; day: number }): string {
  if (page.day > 1) return dayText(page.year, page.month, page.day - 1)
  const [y, m] = page.month > 1 ? [page.year, page.month - 1] : [page.year - 1, 12]
  return dayText(y, m, daysInMonth(y, m))
}
