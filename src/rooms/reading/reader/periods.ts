/** Stretches of time under review: which words name them, how long they are, and which year they take when none stands beside them. */
import { daysIn, daysInMonth, dayText } from './dates.ts'
import { type Piece, words } from './seek.ts'
import type { Period } from './types.ts'
import type { EventType } from './wording.ts'

export type Stretch = {
  /** A term of office: only the time reviewed when the event sums it up. */
  term?: true
  type: Extract<EventType, `${string}_review` | 'annual_summary'> | 'other'
  year: number | null
  /** null: years are counted but not named ("10 năm thực hiện"). */
  of: ((year: number) => Period) | null
  from: number
  to: number
}

const YEAR = '(?:,? ?(?:của )?năm (\\d{4})|\\s?[/-]\\s?(\\d{4})|,? (20\\d{2}))?(?!\\d)'
const months =
  (a: number, b: number) =>
  (y: number): Period => ({ from: dayText(y, a, 1), to: dayText(y, b, daysInMonth(y, b)) })
const years = (a: number, b: number) => (): Period => ({ from: `${a}-01-01`, to: `${b}-12-31` })
const ROMAN: Record<string, number> = {
  i: 1,
  ii: 2,
  iii: 3,
  iv: 4,
  '1': 1,
  '2': 2,
  '3': 3,
  '4': 4,
  một: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  mot: 1,
  bon: 4,
  '01': 1,
  '02': 2,
  '03': 3,
  '04': 4,
}
const COUNTED: Record<string, number> = {
  ba: 3,
  sáu: 6,
  sau: 6,
  chín: 9,
  chin: 9,
  bốn: 4,
  bon: 4,
  tám: 8,
  tam: 8,
  mười: 10,
  muoi: 10,
  bảy: 7,
  bay: 7,
}

const COUNT_WORD = '(?:\\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười lăm|hai mươi)'
const isYear = (y: number): boolean => y >= 1930 && y <= 2100

/** `hint`: letters without which the pattern cannot match; looked for first. */
type Rule = {
  hint: ReturnType<typeof words>
  re: ReturnType<typeof words>
  read: (m: RegExpExecArray) => Omit<Stretch, 'from' | 'to'> | null
}
const yearOf = (m: RegExpExecArray, first: number): number | null => {
  const raw = m[first] ?? m[first + 1] ?? m[first + 2]
  return raw && isYear(Number(raw)) ? Number(raw) : null
}

const RULES: Rule[] = [
  {
    hint: words('năm học'),
    re: words('‹năm học (\\d{4})\\s?-\\s?(\\d{4})'),
    read: m => ({ type: 'annual_summary', year: Number(m[1]), of: () => ({ from: `${m[1]}-09-01`, to: `${m[2]}-05-31` }) }),
  },
  {
    // giai đoạn 2016 - 2020; 5 năm (2016-2020); từ năm 2016 đến năm 2020; 2 năm 2021-2022
    hint: words('\\d{4}'),
    re: words(
      `‹(?:giai đoạn|thời kỳ|${COUNT_WORD} năm|từ năm|trong các năm|các năm)?[\\s,:(]*(?:từ )?(?:năm )?((?:19|20)\\d{2})\\s?(?:-|đến|tới)\\s?(?:năm |hết năm )?((?:19|20)\\d{2})(?!\\d)`,
    ),
    read: m => {
      const [a, b] = [Number(m[1]), Number(m[2])]
      return b > a && b - a < 60 ? { type: 'multi_year_review', year: b, of: years(a, b) } : null
    },
  },
  {
    // từ năm 2018 đến nay: an open stretch
    hint: words('nay'),
    re: words('‹từ (?:đầu )?(?:năm )?((?:19|20)\\d{2}) (?:đến|tới) nay›'),
    read: m => ({ type: 'multi_year_review', year: Number(m[1]), of: () => ({ from: `${m[1]}-01-01`, to: null }) }),
  },
  {
    hint: words('tháng'),
    re: words('‹(\\d{1,2}|ba|sáu|chín|bốn|tám|mười) tháng(?: đầu| cuối)(?: năm| của năm)?' + YEAR),
    read: m => {
      const n = COUNTED[m[1] ?? ''] ?? Number(m[1])
      const last = /cuối|cuoi/u.test(m[0])
      const type = n === 3 ? 'quarter_review' : n === 6 ? 'half_year_review' : n === 9 ? 'nine_month_review' : 'other'
      return n >= 1 && n <= 11 ? { type, year: yearOf(m, 2), of: last ? months(13 - n, 12) : months(1, n) } : null
    },
  },
  {
    hint: words('tháng'),
    re: words('‹(06|0?9|6|sáu|chín) tháng(?:,? (?:của )?năm (20\\d{2})|\\s?/\\s?(20\\d{2})|, (20\\d{2}))?(?!\\d)(?! qua| tuổi| tới| \\d)'),
    read: m => {
      const nine = /9|chin|chín/u.test(m[1] ?? '')
      return { type: nine ? 'nine_month_review' : 'half_year_review', year: yearOf(m, 2), of: months(1, nine ? 9 : 6) }
    },
  },
  {
    hint: words('nửa'),
    re: words('‹nửa đầu (?:của )?năm' + YEAR),
    read: m => ({ type: 'half_year_review', year: yearOf(m, 1), of: months(1, 6) }),
  },
  {
    hint: words('quý'),
    re: words('‹quý (iv|iii|ii|i|0?[1-4]|một|hai|ba|bốn)›' + YEAR),
    read: m => {
      const q = ROMAN[m[1] ?? ''] ?? 0
      return q ? { type: 'quarter_review', year: yearOf(m, 2), of: months(q * 3 - 2, q * 3) } : null
    },
  },
  {
    hint: words('tháng'),
    re: words('‹(?<!\\d )tháng (\\d{1,2})(?!\\d)' + YEAR),
    read: m => {
      const n = Number(m[1])
      return n >= 1 && n <= 12 ? { type: 'month_review', year: yearOf(m, 2), of: months(n, n) } : null
    },
  },
  {
    hint: words('năm'),
    re: words(
      `‹(?:qua |sau |tổng kết |sơ kết |đánh giá )?${COUNT_WORD} năm (?:thực hiện|triển khai|xây dựng|thi hành|hoạt động|phối hợp|tổ chức|thành lập|đầu|\\(?qua)`,
    ),
    read: () => ({ type: 'multi_year_review', year: null, of: null }),
  },
  {
    hint: words('nhiệm kỳ'),
    re: words('‹(?:giữa nhiệm kỳ|nửa nhiệm kỳ|nhiệm kỳ qua)'),
    read: () => ({ type: 'multi_year_review', year: null, of: null }),
  },
  {
    hint: words('năm'),
    re: words('‹năm ((?:19|20)\\d{2})(?!\\d)'),
    read: m => ({ type: 'annual_summary', year: Number(m[1]), of: months(1, 12) }),
  },
]

const TERM = words(
  '‹(?<!(?:tổng kết|sơ kết|đánh giá|kiểm điểm)[^,;.]{0,30})(?:nhiệm kỳ|khóa|đại hội|chiến lược|kế hoạch|chương trình|đề án|nghị quyết|kinh tế - xã hội)[^,;.)]{0,34}$',
)

/** The stretches named in a piece, in order; of two readings of the same words the first rule wins. */
const KNOWN = new WeakMap<Piece, Stretch[]>()
const NAMES_TIME = words('\\d|quý|tháng|nhiệm kỳ|năm')
export function stretchesIn(piece: Piece): Stretch[] {
  const known = KNOWN.get(piece)
  if (known) return known
  const found = NAMES_TIME.in(piece) ? lookForStretches(piece) : []
  KNOWN.set(piece, found)
  return found
}

function lookForStretches(piece: Piece): Stretch[] {
  const found: Stretch[] = []
  const days = daysIn(piece)
  const range = daysRange(piece)
  if (range) found.push(range)
  for (const rule of RULES) {
    if (!rule.hint.in(piece)) continue
    for (const m of rule.re.all(piece)) {
      const from = m.index
      const to = from + m[0].length
      if (found.some(f => from < f.to && to > f.from)) continue
      // "ngày 5 tháng 3 năm 2020" is a day, not the work of a month
      if (days.some(d => from < d.to && to > d.from)) continue
      const s = rule.read(m)
      if (s) found.push(TERM.in(piece.cut(Math.max(0, from - 60), from)) ? { ...s, from, to, term: true } : { ...s, from, to })
    }
  }
  return found.sort((a, b) => a.from - b.from)
}

const FROM_TO = words('‹từ (?:ngày )?[^,;.]{0,4}\\d[^,;]{3,30}? (?:đến|tới) (?:hết )?(?:ngày )?\\d[\\d/.\\s-]+')
/** "từ ngày 15/12/2021 đến ngày 14/6/2022": stated days, both with their year. */
function daysRange(piece: Piece): Stretch | null {
  const m = FROM_TO.first(piece)
  if (!m) return null
  const [a, b] = daysIn(piece.cut(m.index, m.index + m[0].length)).filter(d => d.year !== null)
  if (!a || !b || a.year === null || b.year === null) return null
  const period = { from: dayText(a.year, a.month, a.day), to: dayText(b.year, b.month, b.day) }
  return period.from < period.to ? { type: 'other', year: b.year, of: () => period, from: m.index, to: m.index + m[0].length } : null
}

/** The period a piece names by itself or with the year that is understood; null when neither is enough. */
export function periodOf(stretch: Stretch | undefined, understood: number | null): Period | null {
  if (!stretch?.of) return null
  const year = stretch.year ?? understood
  return year === null ? null : stretch.of(year)
}
