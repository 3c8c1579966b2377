/** Numbers printed in digits, with their words of magnitude; and the numbers that are no figures. */
import { daysIn } from './dates.ts'
import { stretchesIn } from './periods.ts'
import { type Piece, words } from './seek.ts'

export type NumberFound = {
  value: number
  /** Before any word of magnitude. */
  digits: string
  from: number
  /** After the digits and their words of magnitude. */
  to: number
  /** gần, trên, hơn, … */
  about: string | null
  /** "8/12 xã": the whole of which the value is a part. */
  outOf: number | null
  percent: boolean
  /** A word of magnitude stood with it: "1,2 tỷ". */
  scaled: boolean
}

const DIGITS = /(?<![\d.,/])(?<!\p{L}-?)(\d{1,3}(?:[. ]\d{3})+(?!\d)|\d+)(?:([,.])(\d{1,3})(?!\d))?/gu
const SCALE = words('^ ?(nghìn|ngàn|triệu|tỷ|tỉ)›')
const SCALES: Record<string, number> = {
  nghìn: 1e3,
  ngàn: 1e3,
  triệu: 1e6,
  tỷ: 1e9,
  tỉ: 1e9,
  nghin: 1e3,
  ngan: 1e3,
  trieu: 1e6,
  ty: 1e9,
  ti: 1e9,
}
const AFTER_SCALE = words(
  '^ ?(\\d{1,3}(?:\\.\\d{3})*)( trăm)?(?: (nghìn|ngàn|triệu))?(?= ?(?:đồng|đ›|vnđ|nghìn|ngàn|triệu|\\d{1,3} (?:nghìn|ngàn)))',
)
const ABOUT = words('‹(gần|trên|hơn|khoảng|ít nhất|tối thiểu|trung bình|bình quân|dưới|chừng|tổng số|xấp xỉ)(?: (?:được|là|có|tổng))? ?$')

/** Before a number: it is the number of something, not a count. */
const NAMED_BEFORE = words(
  '(?:‹(?:số|quận|phường|khu phố|kp|khu|tổ|ấp|thôn|xóm|khóm|bản|đội|tiểu đoàn|trung đoàn|sư đoàn|lữ đoàn|quân khu|quân đoàn|đại đội|đoàn|vùng|hải đội|binh đoàn|lần(?: thứ)?|thứ|khóa|kỳ họp|kỳ họp thứ|covid\\s?-?|khoản|điều|điểm|chương|mục|tiêu chí(?: số)?|quốc lộ|ql|tỉnh lộ|đường|đt|huyện lộ|km|hạng|top|bài|cụm|lớp|chi bộ|tdp|tổ dân phố|phiên|nhóm|f|g|mục tiêu|phần|phụ lục|mẫu|loại|đt|tel|fax|điện thoại|hotline|zalo|kênh|tầng|phòng|chi đội|ca|vòng|đợt|chương trình|đề án|dự án|tháng|năm|ngày|lúc|(?<!thu )hồi|tuổi|cấp độ|mức|quý|hội nghị|đại hội|nghị quyết|chỉ thị|kết luận|luật|nghị định|giai đoạn|nhiệm kỳ|ngõ|hẻm|kiệt|số nhà|bệnh viện|trường|xã|đảng bộ|ban chỉ đạo|bcđ|chốt|trạm|đồn|chi đoàn|từ năm|đến năm|tc|thcs|thpt|4g|5g|công ty)(?: số)? ?)$',
)
/** After a number: it is a stretch of time, an age, a clock, an anniversary, a name. */
const NAMED_AFTER = words(
  "^(?:\\s?\\(?khóa (?:[ivx]+|\\d+)›|\\s?(?:h|g|giờ)(?:\\s?\\d{0,2})?(?: ?(?:phút|'|ngày|sáng|chiều|tối))?›|\\s?phút›|(?: -| đến \\d+)? ?(?:tháng(?! công)|năm(?! trăm)|tuổi|tuần|ngày(?! công| lao động)|quý|thế kỷ|giây|tiếng|đêm)›|\\s?-\\s?(?:xã hội)|\\s?[x×]\\s?\\d)",
)
/** "4 không", "3 sạch", "5K": a number inside a slogan. */
const SLOGAN = words(
  '^\\s?(?:không|sạch|tốt|có|rõ|cùng|chung|bám|nhất|trọng|gương|xây|chống|hơn|biết|dám|vững|an|giảm|tại chỗ|trong 1|k›|trước|khó|dễ|đúng|thật|cần|nên|bước|cấp|miền|châu)›(?= ?["\',;]| và|\\s?$)',
)
const QUOTED_NAME = /"[^"\n]{0,40}$/u
const PHONE = /(?<!\d)0\d{2,3}[.\s]?\d{3}[.\s]?\d{3,4}(?!\d)/gu

/** The figures' numbers of a sentence; `skip` are absolute stretches of cited documents. */
export function numbersIn(piece: Piece, skip: readonly { from: number; to: number }[]): NumberFound[] {
  if (!/\d/.test(piece.text)) return []
  const masked: { from: number; to: number }[] = [
    ...daysIn(piece),
    ...stretchesIn(piece).filter(s => /\d/.test(piece.text.slice(s.from, s.to))),
  ]
  for (const m of piece.text.matchAll(PHONE)) masked.push({ from: m.index, to: m.index + m[0].length })
  for (const s of skip) if (s.to > piece.from && s.from < piece.to) masked.push({ from: s.from - piece.from, to: s.to - piece.from })
  const out: NumberFound[] = []
  DIGITS.lastIndex = 0
  for (let m = DIGITS.exec(piece.text); m; m = DIGITS.exec(piece.text)) {
    const from = m.index
    let digits = m[0]
    let to = from + digits.length
    if (masked.some(x => from < x.to && to > x.from)) continue
    let value = parsed(m)
    // "12,5" is a decimal; "12, 5 giải" and "3,450 người" are not
    const after = piece.cut(to, Math.min(piece.text.length, to + 40))
    let outOf: number | null = null
    const ratio = /^\s?\/\s?(\d{1,3}(?:\.\d{3})*|\d+)(?![\d/]|\s?[/-]\s?\d)/u.exec(after.text)
    if (ratio?.[1]) {
      const whole = Number(ratio[1].replaceAll('.', ''))
      const unit = /^\s?(?:\p{L}|%|\(|,|\.|;|$)/u.test(after.text.slice(ratio[0].length))
      if (!unit || whole < value) {
        if (Number(m[1]) <= 31 && whole <= 12) continue
      }
      outOf = whole
      to += ratio[0].length
    } else if (/^\s?\/\s?\p{Lu}/u.test(after.text)) continue
    const before = piece.cut(Math.max(0, from - 22), from)
    if (outOf === null && NAMED_BEFORE.in(before) && !AMOUNT_AFTER_NAME.in(before) && !(UNIT_BEFORE.in(before) && COUNTED_AFTER.in(after)))
      continue
    const about = ABOUT.first(before)
    const tail = piece.cut(to, Math.min(piece.text.length, to + 40))
    if (NAMED_AFTER.in(tail) || (/^\d$/.test(digits) && SLOGAN.in(tail))) continue
    if (/^-\d|^-\p{L}/u.test(tail.text) && !/^-\s/u.test(tail.text)) continue
    if (
      QUOTED_NAME.test(piece.text.slice(Math.max(0, from - 40), from)) &&
      /^[^"\n]{0,40}"/u.test(tail.text) &&
      oddQuotes(piece.text, from)
    )
      continue
    if (/^\s*(?:[.)]\s|\)$|\/\s)/u.test(tail.text) && /^\s*[(]?$/u.test(piece.text.slice(0, from))) continue
    if (/\($/.test(before.text.trimEnd()) && /^\s*\)/u.test(tail.text) && out.length > 0) continue
    if (
      /^[12]\d{3}$/u.test(digits) &&
      /^(?:19|20)\d\d$/u.test(digits) &&
      !/^ (?:mô hình|hộ|lượt|người|đơn|hội viên|đoàn viên|ngày công|m|suất|ý kiến|cuộc|buổi|căn|nhà|lao động|đại biểu|học|cán bộ|cá nhân|tập thể|đảng viên|trường hợp|công|cây|chiến|nhân|phần)/u.test(
        tail.seek,
      )
    )
      continue
    const scaled = scale(piece, to)
    if (scaled) {
      value = round(value * scaled.by + scaled.plus)
      to = scaled.to
    }
    DIGITS.lastIndex = Math.max(DIGITS.lastIndex, to)
    digits = piece.text.slice(from, from + m[0].length)
    const percent = /^\s?(?:%|phần trăm|phan tram)/u.test(piece.seek.slice(to))
    out.push({ value, digits, from, to, about: about?.[1] ?? null, outOf, percent, scaled: scaled !== null })
  }
  return out
}

/** "tổng số 45 …", "số tiền 5 triệu": these nouns end in a word that otherwise names a number. */
const AMOUNT_AFTER_NAME = words(
  '‹(?:tổng số|số lượng|một số|tổng|có số|số tiền|số hộ|trong năm|cả năm|đạt mức|từ mức|của các chi bộ|toàn xã|các xã|mỗi xã|mỗi năm|hằng năm|hàng năm|hàng tháng|trong tháng|trong ngày|trong đợt|mỗi tháng|trong quý|cấp (?:xã|huyện|tỉnh|cơ sở|phường|thành phố|thị xã|quận|trường)|các tổ|các đội|các ấp|các thôn|toàn khóa|các công ty|các trường|xây dựng đường|tuyến đường|làm đường|m đường|km đường|hội nghị|mỗi [\\p{L}]+) ?$',
)

/** "cấp xã 929 mô hình": after the name of a kind of unit a number counts what follows it. */
const UNIT_BEFORE = words(
  '‹(?:xã|phường|thị trấn|huyện|tỉnh|thôn|ấp|bản|tổ|đội|cụm|khu|đảng bộ|trường|đoàn|chi đoàn|chi bộ|nhóm|quận|vùng|mức|đợt|lớp) ?$',
)
const COUNTED_AFTER = words(
  '^\\s?(?:mô hình|tập thể|cá nhân|hộ|cuộc|buổi|lượt|đơn(?! vị)|đồng›(?! chí)|triệu|tỷ|%|km|m2|người|ngày công|ý kiến|hội viên|đoàn viên|căn|nhà|suất|kỳ)',
)

function oddQuotes(text: string, at: number): boolean {
  let n = 0
  for (let i = 0; i < at; i++) if (text.charCodeAt(i) === 34) n++
  return n % 2 === 1
}

/** A dot or space before three digits groups thousands, a comma is the decimal mark; "2.5" can only be a decimal. */
function parsed(m: RegExpExecArray): number {
  const whole = Number((m[1] ?? '').replace(/[. ]/g, ''))
  if (m[3] === undefined) return whole
  return Number(`${whole}.${m[3]}`)
}

function scale(piece: Piece, at: number): { by: number; plus: number; to: number } | null {
  const m = SCALE.first(piece.cut(at, Math.min(piece.text.length, at + 12)))
  if (!m?.[1]) return null
  let by = SCALES[m[1]] ?? 1
  let to = at + m[0].length
  // nghìn tỷ, triệu tỷ
  const second = SCALE.first(piece.cut(to, Math.min(piece.text.length, to + 12)))
  if (second?.[1] && by < 1e9) {
    by *= SCALES[second[1]] ?? 1
    to += second[0].length
  }
  let plus = 0
  // 5 triệu 200 ngàn đồng, 1 tỷ 250 triệu đồng
  for (let guard = 0; guard < 2; guard++) {
    const more = AFTER_SCALE.first(piece.cut(to, Math.min(piece.text.length, to + 30)))
    if (!more?.[1] || (!more[3] && !/\.\d{3}/.test(more[1]))) break
    plus += Number(more[1].replaceAll('.', '')) * (more[2] ? 100 : 1) * (more[3] ? (SCALES[more[3]] ?? 1) : 1)
    to += more[0].length
  }
  return { by, plus, to }
}

const round = (n: number): number => Number(n.toPrecision(14))
