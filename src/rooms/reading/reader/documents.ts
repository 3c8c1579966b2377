/** Documents that the text cites: their symbol as printed, or completed from the kind and the issuer said in words. */
import { type Copy, proof } from './clean.ts'
import { daysIn, dayText } from './dates.ts'
import { centralCity, ISSUERS, KIND_WORDS, kindOfWord } from './document-kinds.ts'
import type { Spoken } from './event.ts'
import { type Piece, words } from './seek.ts'
import type { DocumentFact } from './types.ts'

export type DocumentFound = DocumentFact & { from: number; to: number }

const KIND = '[A-ZĐ][A-Za-zĐđ]{0,5}'
const ISSUER = '[A-ZĐƯ][A-Za-zĐđƯưƠ0-9]*(?:[-.&+][A-ZĐƯ][A-Za-zĐđƯưƠ0-9]*)*'
// 25-NQ/TW · 15 - KH/HU · 13 NQ/TW
const PARTY = new RegExp(`(?<![\\p{L}\\d/.,-])(\\d{1,4})\\s?[-–]?\\s?(?<=[\\d\\s-])(${KIND})\\s?/\\s?(${ISSUER})(?![\\p{L}\\d])`, 'gu')
// 58/KH-UBND · 123/2021/NĐ-CP · 120/UBND-VX · 10/2022/QH15
const STATE = new RegExp(
  `(?<![\\p{L}\\d/.,-])(\\d{1,4})\\s?/\\s?(?:(\\d{4})\\s?/\\s?)?(${ISSUER.replace('[-.&+]', '\\s?-\\s?')})(?![\\p{L}\\d])`,
  'gu',
)
const KINDS = new Set([
  'NQ',
  'CT',
  'QĐ',
  'QD',
  'QĐi',
  'QyĐ',
  'QyĐi',
  'KL',
  'HD',
  'KH',
  'CTr',
  'CTR',
  'TB',
  'TT',
  'TTr',
  'TTLT',
  'BC',
  'CV',
  'ĐA',
  'DA',
  'NĐ',
  'ND',
  'QC',
  'PL',
  'L',
  'NQLT',
  'CTPH',
  'CTrPH',
  'CTHĐ',
  'CTrHĐ',
  'GM',
  'ĐK',
  'QyC',
  'BB',
  'KHLT',
  'KHPH',
  'QCPH',
  'HDLN',
  'HDLT',
  'TTLN',
  'CĐ',
  'TL',
  'KHHĐ',
  'TBKL',
])
const YEARED_LAW = /^QH\d{1,2}$/

const MORE_NUMBERS = /(?:số:?\s?)?(\d{1,4})\s*(?:,|;|và|&)\s*(?:số:?\s?)?$/iu
const NUMBER_WORD = words(
  `‹(${KIND_WORDS})\\s*(?:số|só)?\\s*:?\\s*(\\d{1,4})(?:\\s?/\\s?(\\d{4}))?(?![\\d/%]|\\s?-\\s?[a-zđ]{1,5}\\s?/|\\s?-\\s?\\d|[.,]\\d)((?:\\s*(?:,|và|;)\\s*(?:số\\s*)\\d{1,4}(?![\\d/%.,]|\\s?-\\s?[a-zđ]))*)`,
)
const SAID_NUMBER = words('(?:số|só)\\s*:?\\s*\\d')
const OF = words(
  `^(?:\\s*\\([^)]{1,30}\\))?(?:[\\s,(]*(?:ký |ban hành )?ngày [\\d/.\\s-]{5,14}(?:tháng \\d{1,2} năm \\d{4})?\\)?)?[\\s,]*(?:khóa [\\p{L}\\d]+ )?(?:của|do) (?:ban thường vụ |ban chấp hành (?:đảng bộ )?|bch |btv |thường trực |ban thường trực |chủ tịch )?(${ISSUERS.map(i => i.words).join('|')})›`,
)
const SHORT_END = words('^(?:[\\s]*(?:$|[,.;):"]|(?:của|về|ngày|và|khóa|do|nêu|trên|gắn|cũng|đã|được|năm|tại)›))')
const DAY_AFTER = words('^[\\s,(]*(?:(?:ký|ban hành|ra) )?(?:ngày|ký ngày) ?')
const TITLE = words(
  '^[\\s,)]*(?:\\([^)]{1,40}\\)[\\s,]*)?(?:của [^.;:"]{3,90}? )?(?:(?:khóa [\\p{L}\\d]+|năm \\d{4}),? ?)?(?:về việc ban hành|về ban hành|về việc|về|v/v|ban hành)\\s*:?\\s*',
)
const TITLE_STOP = words(
  '(?:[;,]| và)\\s*(?:các |‹)?(?:' +
    KIND_WORDS +
    ')›[^,;]{0,6}\\d|[,;] (?:các (?:cấp|địa|đơn|cơ quan|chi|xã)|đã›|trong (?:năm|thời|đó|những|quý|6)|gắn (?:với|việc)|góp phần|đồng thời|toàn (?:huyện|tỉnh|xã)|ban (?:dân|tuyên|thường)|ubnd|huyện ủy|tỉnh ủy|đảng ủy|khối|hệ thống|mttq|mặt trận|công tác|đến nay|qua (?:đó|5|10|\\d)|hội nghị|từ (?:năm|đó)|nhằm|ông|đồng chí|(?:sáng|chiều|tối|ngày|hôm|vừa qua|mới đây)›|\\d|tiếp tục|tăng cường|nâng cao|đẩy mạnh|thực hiện|phong trào|tại|đảng bộ|nhiều)',
)

export function readDocuments(copy: Copy, told: readonly Spoken[]): DocumentFound[] {
  const found: DocumentFound[] = []
  for (const { piece } of told) {
    if (!/\d/.test(piece.text) && !/Luật|Nghị quyết|Pháp lệnh/iu.test(piece.text)) continue
    const taken: { from: number; to: number }[] = []
    for (const d of [...inParty(copy, piece, taken), ...inState(copy, piece, taken), ...inWords(copy, piece, taken)]) found.push(d)
    for (const d of unnumbered(copy, piece, taken)) found.push(d)
  }
  return once(found)
}

const one = (t: string): string =>
  t
    .replace(/\s+/g, ' ')
    .replace(/^[\s,(]+|[\s,;:.]+$/gu, '')
    .replace(/^"([^"]*)"$/u, '$1')
    .replace(/^([^(]*)\)$/u, '$1')
    .trim()
const free = (taken: readonly { from: number; to: number }[], from: number, to: number): boolean =>
  !taken.some(t => from < t.to && to > t.from)

function* inParty(copy: Copy, piece: Piece, taken: { from: number; to: number }[]): Generator<DocumentFound> {
  if (!piece.text.includes('/')) return
  PARTY.lastIndex = 0
  for (const m of piece.text.matchAll(PARTY)) {
    const [all, number = '', kind = '', issuer = ''] = m
    const spaced = !/\d\s?-/.test(all)
    // "13 NQ/TW" lost its dash; without a kind we know, a number before letters and a slash is something else
    if (spaced && !KINDS.has(kind)) continue
    if (!KINDS.has(kind) && !/^[A-ZĐ]{1,3}[a-zđ]?[A-ZĐ]?$/u.test(kind)) continue
    const to = m.index + all.length
    for (const n of [...earlier(piece, m.index), number])
      yield full(copy, piece, taken, `${n}-${kind}/${issuer}`, kind, n, issuer, m.index, to)
  }
}

function* inState(copy: Copy, piece: Piece, taken: { from: number; to: number }[]): Generator<DocumentFound> {
  if (!piece.text.includes('/')) return
  STATE.lastIndex = 0
  for (const m of piece.text.matchAll(STATE)) {
    const [all, n = '', year, rest = ''] = m
    const to = m.index + all.length
    if (!free(taken, m.index, to)) continue
    const code = rest.replace(/\s+/g, '')
    const dash = code.indexOf('-')
    const head = dash > 0 ? code.slice(0, dash) : code
    const number = year ? `${n}/${year}` : n
    if (year && YEARED_LAW.test(code))
      yield full(
        copy,
        piece,
        taken,
        `${number}/${code}`,
        /‹?pháp lệnh|phap lenh/u.test(piece.seek.slice(Math.max(0, m.index - 40), m.index))
          ? 'PL'
          : /nghị quyết|nghi quyet/u.test(piece.seek.slice(Math.max(0, m.index - 30), m.index))
            ? 'NQ'
            : 'Luật',
        number,
        code,
        m.index,
        to,
      )
    else if (dash > 0 && KINDS.has(head)) {
      for (const k of [...earlier(piece, m.index), number])
        yield full(copy, piece, taken, `${k}/${code}`, head, k, code.slice(dash + 1), m.index, to)
    } else if (
      dash > 0 &&
      /^[A-ZĐ][A-Za-zĐđ]{1,}$/u.test(head) &&
      (head.length >= 3 || SAID_NUMBER.in(piece.cut(Math.max(0, m.index - 5), m.index + 1)))
    ) {
      yield full(copy, piece, taken, `${number}/${code}`, 'CV', number, code, m.index, to)
    }
  }
}

/** "Quyết định 217, 218-QĐ/TW": the numbers before share the suffix. */
function earlier(piece: Piece, at: number): string[] {
  const out: string[] = []
  let end = at
  for (let guard = 0; guard < 6; guard++) {
    const before = piece.text.slice(Math.max(0, end - 24), end).replace(/số:?\s?$/iu, '')
    const m = MORE_NUMBERS.exec(before)
    if (!m?.[1]) break
    const start = Math.max(0, end - 24) + m.index
    // a number that is the year or day of the document before, or counts something, is no number of a document
    const left = piece.seek.slice(Math.max(0, start - 14), start)
    if (/[\d/.-]$/.test(left) || /(?:năm|tháng|ngày|nam|thang|ngay)\s*$/u.test(left)) break
    if (
      !/(?:số:?|quyết định|kế hoạch|nghị quyết|chỉ thị|kết luận|hướng dẫn|quy định|thông tri|công văn|báo cáo|chương trình|thông báo|\d\s*,|,|và|so|quyet dinh|ke hoach|nghi quyet|chi thi|va)\s*$/u.test(
        left,
      ) &&
      !/^số/iu.test(m[0])
    )
      break
    out.push(m[1])
    end = start
  }
  return out.reverse()
}

function full(
  copy: Copy,
  piece: Piece,
  taken: { from: number; to: number }[],
  symbol: string,
  kind: string,
  number: string,
  issuer: string | null,
  from: number,
  to: number,
): DocumentFound {
  const begin = citationStart(piece, from)
  const { date, title, to: end } = tail(piece, to)
  taken.push({ from: begin, to: Math.max(end, to) })
  return {
    symbol,
    kind,
    number,
    issuer_code: issuer,
    date,
    title,
    ...proof(copy, piece.from + begin, piece.from + end),
    from: piece.from + begin,
    to: piece.from + end,
  }
}

const LEAD = words(
  `‹(?:${KIND_WORDS})(?: liên tịch| phối hợp)?[\\s:]*(?:(?:số|só)\\s*:?\\s*)?(?:\\d{1,4}(?:\\s*(?:,|;|và|&)\\s*(?:số\\s?)?))*$|(?:số|só)\\s*:?\\s*$`,
)
function citationStart(piece: Piece, at: number): number {
  const base = Math.max(0, at - 70)
  const m = LEAD.first(piece.cut(base, at))
  return m ? base + m.index : at
}

/** What follows a symbol: its day, who issued it, what it is about. */
function tail(piece: Piece, at: number): { date: string | null; title: string | null; to: number } {
  let to = at
  let date: string | null = null
  const after = piece.cut(at, Math.min(piece.text.length, at + 700))
  const lead = DAY_AFTER.first(after)
  if (lead) {
    const d = daysIn(after.cut(0, Math.min(after.text.length, lead[0].length + 36)))[0]
    if (d?.year && d.from <= lead[0].length + 2) {
      date = dayText(d.year, d.month, d.day)
      to = at + d.to + (after.text.charAt(d.to) === ')' ? 1 : 0)
    }
  }
  const rest = piece.cut(to, Math.min(piece.text.length, to + 700))
  const by = /^[\s,]*(?:của|cua) ([^,.;:"()]{3,70}?)(?=[,.;:"()]|\s(?:về|ve|ban hành|đã|và|là|được|gắn|cho|trong|đến)\s|$)/u.exec(rest.seek)
  const t = TITLE.first(rest)
  const title = t && titleFrom(rest.cut(t[0].length))
  if (t && title) {
    const end = rest.text.indexOf(title, t[0].length) + title.length
    return { date, title: one(title), to: to + end + (/^["')]/.test(rest.text.slice(end)) ? 1 : 0) }
  }
  // "… của Ban Bí thư khóa XII “về giám sát …”"
  const open =
    /^(?:[\s,]*(?:của|cua) (?:(?!đã |xây dựng|tổ chức|thực hiện|mô hình|phong trào)[^",.;:()]){3,60}(?:, khóa [\p{L}\d]+)?)?[\s,:]*(?:\([^()"]{1,40}\)[\s,:]*)?(?=")/u.exec(
      rest.text,
    )?.[0].length
  const close = open === undefined ? -1 : closing(rest.text, open)
  if (open !== undefined && close - open > 4) {
    const said = rest.text.slice(open + 1, close)
    return { date, title: one(said.replace(/^(?:về việc|về|ban hành|v\/v)\s+/iu, '')), to: to + close + 1 }
  }
  return { date, title: null, to: by ? to + by[0].length : to }
}

/** Where the quotation opened at this place closes: one mark opens after a space, another closes after a letter; a title may hold a quoted name. */
function closing(text: string, at: number): number {
  let depth = 0
  let last = -1
  for (let i = at; i < text.length && i < at + 500; i++) {
    const c = text.charAt(i)
    if (c === '\n') break
    if (c !== '"') continue
    const opens = i === at || (/[\s("]/.test(text.charAt(i - 1)) && /[\p{L}\d"]/u.test(text.charAt(i + 1)) && i > at + 1)
    depth += opens ? 1 : -1
    if (!opens) last = i
    if (depth === 0) return i
  }
  return last
}

/** The last place at which every quotation mark before it is closed. */
const oddMarks = (t: string): boolean => (t.match(/"/g) ?? []).length % 2 === 1

function titleFrom(rest: Piece): string | null {
  const close = rest.text.startsWith('"') ? closing(rest.text, 0) : -1
  let end: number
  let begin = 0
  if (close > 4) {
    begin = 1
    end = close
  } else {
    const stop = TITLE_STOP.first(rest)
    // "… về trách nhiệm của người đứng đầu, Thường trực Thị ủy đã tổ chức": after a comma a body begins its own sentence
    const body =
      /[,;] (?=\p{Lu}[^,;.:"]{3,90}? (?:đã|vừa|sẽ|luôn|tổ chức|phối hợp|triển khai|ban hành|tiến hành|chỉ đạo|lãnh đạo)(?!\p{L}))/u.exec(
        rest.text,
      )
    const dot = /[.…](?:\s|$)|\n|\.\//.exec(rest.text)
    end = Math.min(stop?.index ?? rest.text.length, body?.index ?? rest.text.length, dot?.index ?? rest.text.length, 420)
  }
  let raw = rest.text.slice(begin, end).replace(/[\s,;]+$/u, '')
  // a mark that closes what was opened before the title ends it; one opened in it is kept only with its pair
  if (begin === 0 && oddMarks(raw)) raw = rest.text.charAt(raw.length) === '"' ? `${raw}"` : raw.slice(0, raw.lastIndexOf('"')).trimEnd()
  return raw.length < 4 ? null : raw
}

function* inWords(copy: Copy, piece: Piece, taken: { from: number; to: number }[]): Generator<DocumentFound> {
  if (!/\d/.test(piece.text)) return
  for (const m of NUMBER_WORD.all(piece)) {
    const from = m.index
    const to = from + m[0].length
    if (!free(taken, from, to)) continue
    const kind = kindOfWord(m[1] ?? '')
    if (!kind) continue
    const numbers = [m[2] ?? '', ...(m[4] ?? '').matchAll(/\d{1,4}/g)].map(x => (typeof x === 'string' ? x : x[0]))
    const year = m[3]
    const after = piece.cut(to, Math.min(piece.text.length, to + 140))
    const of = OF.first(after)
    const said = SAID_NUMBER.in(piece.cut(from, to))
    if (!of && !said && !(['NQ', 'CT', 'KL', 'NĐ', 'QĐ', 'QĐi', 'PL', 'TT'].includes(kind) && SHORT_END.in(after))) continue
    if (!of && !said && Number(m[2]) > 400 && /^(?:19|20)\d\d$/.test(m[2] ?? '')) continue
    const issuer = of
      ? ISSUERS.find(
          i =>
            new RegExp(`^(?:${i.words})$`, 'u').test(of[1] ?? '') ||
            words(`^(?:${i.words})$`).in(after.cut(of.index + of[0].length - (of[1] ?? '').length, of.index + of[0].length)),
        )
      : undefined
    const code = issuer ? (issuer.code === 'ThU' && centralCity(after.text.slice(of?.[0].length ?? 0)) ? 'TU' : issuer.code) : null
    for (const n of numbers) {
      const number = year ? `${n}/${year}` : n
      const symbol = !code
        ? year
          ? `${number}/${kind}`
          : `${n}-${kind}`
        : issuer?.state
          ? `${number}/${kind}-${code}`
          : `${number}-${kind}/${code}`
      yield full(copy, piece, taken, symbol, kind, number, code, from, to)
    }
  }
}

const LAW =
  /(?<!\p{L})(?:Bộ luật|Luật) (?!sư|gia|pháp|số|này|định)(\p{Lu}[\p{L}]*(?:(?:,? (?:và )?)[\p{L}]+){0,9}?)(?=[,;.()"\n]|\s(?:năm|số|được|và các|ngày|về|có|của|cho|trong|đã|là|tại|đến|theo|gắn|;)|$)/gu
const CONGRESS = /(?<!\p{L})Nghị quyết (?:Đại hội|đại hội|năm \d{4}|Trung ương \d|chuyên đề)[^,;.:"\n]{3,90}/gu
function* unnumbered(copy: Copy, piece: Piece, taken: { from: number; to: number }[]): Generator<DocumentFound> {
  for (const [re, kind] of [
    [LAW, 'Luật'],
    [CONGRESS, 'NQ'],
  ] as const) {
    re.lastIndex = 0
    for (const m of piece.text.matchAll(re)) {
      const to = m.index + m[0].length
      if (!free(taken, m.index, to)) continue
      taken.push({ from: m.index, to })
      yield {
        symbol: null,
        kind,
        number: null,
        issuer_code: null,
        date: null,
        title: one(m[0]),
        ...proof(copy, piece.from + m.index, piece.from + to),
        from: piece.from + m.index,
        to: piece.from + to,
      }
    }
  }
}

/** A document comes once; a short form ("Nghị quyết số 25") yields to the full one, wherever it stands. */
function once(found: readonly DocumentFound[]): DocumentFound[] {
  const out: DocumentFound[] = []
  const bare = (n: string | null): string => (n ?? '').replace(/^0+(?=\d)/, '').replace(/\/\d{4}$/, '')
  const key = (d: DocumentFound): string => (d.symbol ?? `${d.kind} ${d.title}`).toUpperCase().replace(/(?<![\d/])0+(?=\d)/g, '')
  const full = new Set(found.filter(o => o.issuer_code).map(o => `${o.kind.toUpperCase()} ${bare(o.number)}`))
  const byKey = new Map<string, DocumentFound>()
  for (const d of found) {
    const same = byKey.get(key(d))
    if (same) {
      if (!same.date && d.date) same.date = d.date
      continue
    }
    if (d.symbol && !d.issuer_code && full.has(`${d.kind.toUpperCase()} ${bare(d.number)}`)) continue
    const kept = { ...d }
    byKey.set(key(d), kept)
    out.push(kept)
  }
  return out
}
