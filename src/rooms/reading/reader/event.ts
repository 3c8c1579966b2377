/** The event of a text: its kind, its day, the time it reviews, who held it and where. */
import { type Copy, proof } from './clean.ts'
import { type DayFound, dayBefore, daysIn, dayText, inlineDate, type PageDate, yearFromPage } from './dates.ts'
import type { DocumentFound } from './documents.ts'
import { firstNamed, type Named, NEXT_PERIOD } from './event-types.ts'
import { hostAndPlace } from './host.ts'
import { periodOf, type Stretch, stretchesIn } from './periods.ts'
import { type Piece, words } from './seek.ts'
import type { EventFact, Period } from './types.ts'
import type { EventType } from './wording.ts'

export type Spoken = { piece: Piece; kind: 'title' | 'body' | 'caption' }
type Clause = { spoken: Spoken; readonly named: Named | null; readonly stretch: Stretch | undefined }

const HAPPENS = words(
  '‹(?:tổ chức|diễn ra|khai mạc|bế mạc|phát động|ra quân|ký kết|ban hành|có buổi|tiến hành|phối hợp|đã đến|làm việc|chủ trì|khai giảng|tham dự|đối thoại|giám sát|kiểm tra|khảo sát|tiếp xúc|tiếp công dân|trao|triển khai|họp|sơ kết|tổng kết|giao ban|hành quân|gặp mặt|thăm|ra mắt|khởi công|khánh thành|mở|dự)›',
)
const HOLDS = words('‹(?:tổ chức|diễn ra|khai mạc|bế mạc|tiến hành|có buổi|long trọng)›[^,;]{0,12}')
/** "vừa ban hành Kế hoạch … tổ chức Hội thi": what is issued comes first. */
const ISSUES = words('‹(?:đã |vừa |mới )?(?:ban hành|ký ban hành|ký kết|phát động)›')
const GATHERING = words('‹(?:hội nghị|buổi lễ|lễ|hội thi|buổi|lớp|cuộc thi|hội diễn|tọa đàm|hội thảo|cuộc họp|chương trình|chuyến)›')
const MEETS = words(
  '‹(?:(?:dự|tham dự|chủ trì|chỉ đạo|kết luận|khai mạc|tại|phát biểu(?: tại| khai mạc| chỉ đạo| kết luận)?) (?:và chỉ đạo )?(?:hội nghị|buổi|lễ|hội thi|cuộc họp)|quang cảnh|toàn cảnh)',
)
const REPORT_HEAD = words('^\\s*(?:báo cáo|kết quả (?:công tác|thực hiện|hoạt động))›')
const LEAD_IN = words(
  '(?:^|["\'(,-])\\s*(?:[^,.;]{2,25}\\s?[-:(]\\s?)?(?:vừa qua,? |mới đây,? |trong |hôm nay,? |hôm qua,? |vào |được biết,? )?(?:ngày|sáng|chiều|tối|trưa|hai ngày|từ ngày|các ngày|2 ngày|3 ngày|ba ngày|đêm|hôm|trong)›',
)
const NOT_EVENT_DAY = words(
  '(?:‹(?:kỷ niệm|thành lập|truyền thống|ngày dân vận|ngày hội|trước|đến hết|tính đến|kể từ|hạn chót|chậm nhất|có hiệu lực|sinh|ký|số|thời gian|thời hạn|nhận bài|nộp|gửi|nghị định|luật|ban hành|quyết định|chỉ thị|nghị quyết|kết luận|kế hoạch|hướng dẫn|công văn|thông báo|thông tri|quy định|quyết|đến)[^.;]{0,40}|‹từ \\d{4}[^.;]{0,10}|\\()$',
)
const ANNIVERSARY = words('‹kỷ niệm [^.;]{0,120}?\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{4}\\s?-\\s?\\d{1,2}[/.-]\\d{1,2}[/.-](\\d{4})')
const TODAY = words('‹(?:sáng|chiều|trưa|tối|hôm) nay›')
const YESTERDAY = words('‹(?:(?:sáng|chiều|tối|trưa) )?(?:ngày )?hôm qua›')
const CAMPAIGN_YEAR = words('‹năm (20\\d{2})(?!\\d|\\s?-\\s?20)')
const IN_MONTH = words('‹(?:trong |vào |đầu |cuối |giữa )?tháng (\\d{1,2})(?:\\s?[/-]\\s?|,? năm )(20\\d{2})(?!\\d)')
const TERM = words('‹(?:nhiệm kỳ|giai đoạn|khóa|đại hội|nghị quyết|kế hoạch|luật|chỉ thị|đề án)[^,.;]{0,30}$')

/** Reads the event. `skip` are the stretches of the copy that belong to cited documents: their days are not the event's. */
export function readEvent(copy: Copy, told: readonly Spoken[], page: PageDate | null, documents: readonly DocumentFound[]): EventFact {
  const skip = documents
  const clauses = told.slice(0, 15).map(spoken => clauseOf(spoken))
  const main = mainClause(clauses, told)
  const type = typeOf(main, clauses, told)
  const raw = eventDay(told, skip) ?? issuedOn(type, main, documents, told)
  const stretch = reviewed(type, main, clauses)
  const { date, year, doubt } = dated(type, raw, page, stretch, main, told)
  const period = periodFor(type, stretch, main, year, page, raw, told)
  const shown = main ?? clauses[0]
  const lead = leadOf(main, raw, told)
  const place = hostAndPlace(lead?.piece ?? shown?.spoken.piece ?? null, main?.spoken.piece ?? null)
  const quoted = lead ?? shown?.spoken
  const cut = quoted ? proof(copy, quoted.piece.from, quoteEnd(quoted.piece)) : proof(copy, 0, Math.min(copy.text.length, 120))
  return { type, date, period, ...place, ...cut, ...(doubt ? { doubt } : {}) }
}

/** A clause says what it names when it is asked: of fifteen sentences few are. */
function clauseOf(spoken: Spoken): Clause {
  let known: Pick<Clause, 'named' | 'stretch'> | undefined
  const ask = () => {
    known ??= namedIn(spoken)
    return known
  }
  return {
    spoken,
    get named() {
      return ask().named
    },
    get stretch() {
      return ask().stretch
    },
  }
}

/** Looked at up to where the next period is announced: "triển khai nhiệm vụ năm …" is not the time reviewed. */
function namedIn(spoken: Spoken): Pick<Clause, 'named' | 'stretch'> {
  const { piece } = spoken
  const holds = spoken.kind === 'title' ? null : HOLDS.first(piece)
  const after = holds ? piece.cut(holds.index) : piece
  const issued = holds ? ISSUES.first(piece) : null
  let named = issued && holds && issued.index < holds.index ? null : firstNamed(after)
  let base = holds ? holds.index : 0
  if (!named && holds) {
    named = firstNamed(piece)
    base = 0
  }
  if (!named) return { named: null, stretch: undefined }
  const at = { ...named, from: named.from + base, to: named.to + base }
  return { named: at, stretch: stretchAt(piece, at) }
}

function stretchAt(piece: Piece, named: Named): Stretch | undefined {
  const next = NEXT_PERIOD.first(piece, named.to)
  const end = next ? next.index : piece.text.length
  const all = stretchesIn(piece).filter(s => !s.term)
  const own = all.find(s => s.from >= named.from - 2 && s.from < end && s.from - named.to < 260)
  const found = own ?? all.find(s => s.to <= named.from + 1 && !TERM.in(piece.cut(0, s.from)))
  // "tổng kết 5 năm thực hiện … giai đoạn 2015-2020": the years are named further on
  if (found && !found.of) return all.find(s => s.of && s.type === found.type && s.from > found.from && s.from < end) ?? found
  // "6 tháng đầu năm … 6 tháng cuối năm 2021": the year stands with the period that follows
  if (found && found.year === null && found.of) {
    const later = all.find(s => s.from > found.from && s.year !== null)
    if (later) {
      const sameYear = later.type !== 'annual_summary' || found.type !== 'annual_summary'
      return {
        ...found,
        year:
          sameYear && later.type === 'annual_summary' && found.type === 'quarter_review' && found.of(2000).from.slice(5) === '10-01'
            ? (later.year ?? 0) - 1
            : later.year,
      }
    }
  }
  return found
}

/** The clause that says what is held: the lead with its day, else a gathering, else the title. */
function mainClause(clauses: readonly Clause[], told: readonly Spoken[]): Clause | undefined {
  const body = clauses.filter(c => c.spoken.kind !== 'title')
  const held = (c: Clause): boolean => HAPPENS.in(c.spoken.piece)
  const dated = body.slice(0, 12).find(c => daysIn(c.spoken.piece).length > 0 && startsWithDay(c.spoken.piece) && held(c) && c.named)
  const title = clauses.filter(c => c.spoken.kind === 'title' && c.named).at(-1)
  const gathering = body
    .slice(0, 4)
    .find(
      c =>
        HOLDS.in(c.spoken.piece) && GATHERING.in(c.spoken.piece) && c.named && !/\d+ (?:buổi|lớp|cuộc|hội nghị)/u.test(c.spoken.piece.seek),
    )
  const first = body[0]
  if (dated && title && title.named?.type !== 'review' && dated.named?.type === 'other' && title.named?.type !== 'other') return title
  if (dated) return dated
  if (gathering) return gathering
  if (
    title &&
    (title.named?.type === 'review' ||
      told.some(s => s.kind === 'body' && MEETS.in(s.piece)) ||
      told.some(s => s.kind !== 'title' && startsWithDay(s.piece)) ||
      title.named?.type === 'launch' ||
      title.named?.type === 'contest')
  )
    return title
  if (first?.named && (first.named.type === 'review' ? first.stretch : HOLDS.in(first.spoken.piece))) return first
  return undefined
}

const startsWithDay = (piece: Piece): boolean => {
  // the day of a cited document is not the event's
  const d = daysIn(piece).find(x => !/\/\p{Lu}\S*,? (?:ngày )?\(?$/u.test(piece.text.slice(Math.max(0, x.from - 30), x.from)))
  return d !== undefined && (d.from < 60 || LEAD_IN.in(piece.cut(Math.max(0, d.from - 30), d.to)))
}

const ODD_STRETCH = words(
  '‹(?:tổng kết|sơ kết|giao ban) (?:đợt|chiến dịch|tháng (?:cao điểm|hành động|thanh niên|ba|công nhân)|hành quân|dã ngoại|mùa|lớp|khóa)›',
)

function typeOf(main: Clause | undefined, clauses: readonly Clause[], told: readonly Spoken[]): EventType {
  const named = main?.named
  if (named && named.type !== 'review') return named.type
  if (named) {
    if (ODD_STRETCH.in(main.spoken.piece)) return 'other'
    const own = main.stretch ?? clauses.find(c => c.named?.type === 'review' && c.stretch)?.stretch ?? resultStretch(told)
    if (own) return own.type
    if (YEAR_END.in(main.spoken.piece)) return 'annual_summary'
    return 'other'
  }
  const report = told.slice(0, 6).find(s => s.kind === 'title' && REPORT_HEAD.in(s.piece))
  const head = report && stretchesIn(report.piece)[0]
  if (head) return head.type
  // no clause names the kind, but a meeting is held and results of a stated time are told
  if (told.some(s => s.kind === 'body' && MEETS.in(s.piece))) return resultStretch(told)?.type ?? 'other'
  return 'other'
}

const YEAR_END = words('‹(?:(?:tổng kết|sơ kết|giao ban)(?: công tác)?(?: dân vận)?(?: cuối)? năm|cuối năm)›')
const RESULT_START = words('^\\s*(?:thực hiện [^;.]{5,160}, )?(?:trong |qua |sau |từ )?')

/** "Trong năm 2020, công tác dân vận …": the time with which the telling of results begins. */
function resultStretch(told: readonly Spoken[]): Stretch | undefined {
  for (const s of told) {
    if (s.kind !== 'body') continue
    const open = RESULT_START.here(s.piece)?.[0].length ?? 0
    const found = stretchesIn(s.piece.cut(0, open + 60)).find(x => x.of && !x.term)
    if (found && found.from <= open + (found.type === 'multi_year_review' ? 24 : 2)) return found
  }
  return undefined
}

function reviewed(type: EventType, main: Clause | undefined, clauses: readonly Clause[]): Stretch | undefined {
  const ofType = (c: Clause | undefined): c is Clause => c?.stretch?.type === type || (type === 'other' && c?.stretch !== undefined)
  const own = ofType(main) ? main.stretch : undefined
  if (own && (own.year !== null || !own.of)) return own
  const named = clauses.find(c => c.named?.type === 'review' && ofType(c) && c.stretch?.year !== null)?.stretch
  return named ?? own
}

/** The first day of the body that can be the event's. */
function eventDay(
  told: readonly Spoken[],
  skip: readonly { from: number; to: number }[],
): (DayFound & { at: number; spoken: Spoken }) | null {
  const seen: (DayFound & { at: number; spoken: Spoken; lead: boolean })[] = []
  for (const spoken of told) {
    const head = inlineDate(spoken.piece)
    for (const d of daysIn(spoken.piece)) {
      const at = spoken.piece.from + d.from
      if (d.from < head) continue
      if (skip.some(s => at >= s.from && at < s.to)) continue
      const before = spoken.piece.cut(Math.max(0, d.from - 60), d.from)
      const opening = LEAD_IN.in(spoken.piece.cut(Math.max(0, d.from - 24), d.to)) || d.from < 12
      const nearNay = /(?:nay|qua|sáng|chiều|tối|nay,|ngày)\s?\(?$/u.test(before.seek)
      if (NOT_EVENT_DAY.in(before) && !(nearNay && !/(?:kỷ niệm|truyền thống|thành lập|ky niem)/u.test(before.seek.slice(-30)) && opening))
        continue
      seen.push({ ...d, at, spoken, lead: opening && HAPPENS.in(spoken.piece) })
    }
    if (seen.some(s => s.lead && s.spoken.kind === 'body')) break
  }
  return (
    seen.find(s => s.lead && s.spoken.kind === 'body') ??
    seen.find(s => s.lead) ??
    seen.find(s => s.spoken.kind !== 'caption' && (s.year !== null || s.from < 60)) ??
    seen.find(s => s.spoken.kind === 'body' && HAPPENS.in(s.spoken.piece) && told.indexOf(s.spoken) < 6) ??
    null
  )
}

/** The issue of a plan or directive is of the day of that document. */
function issuedOn(
  type: EventType,
  main: Clause | undefined,
  documents: readonly DocumentFound[],
  told: readonly Spoken[],
): (DayFound & { at: number; spoken: Spoken }) | null {
  if (type !== 'launch' || !main || !ISSUES.in(main.spoken.piece)) return null
  const near = told
    .slice(0, 4)
    .map(s => ({ s, d: documents.find(x => x.date && x.from >= s.piece.from && x.from < s.piece.to) }))
    .find(x => x.d && ISSUES.in(x.s.piece))
  const [year = 0, month = 0, day = 0] = (near?.d?.date ?? '').split('-').map(Number)
  return near && year ? { day, month, year, from: 0, to: 0, at: near.s.piece.from, spoken: near.s } : null
}

type Dated = { date: string | null; year: number | null; doubt?: string }

function dated(
  type: EventType,
  raw: DayFound | null,
  page: PageDate | null,
  stretch: Stretch | undefined,
  main: Clause | undefined,
  told: readonly Spoken[],
): Dated {
  if (raw?.year) return { date: dayText(raw.year, raw.month, raw.day), year: raw.year }
  if (raw) {
    const year = page ? yearFromPage(raw.day, raw.month, page) : yearFromWords(type, raw, stretch, main, told)
    if (year !== null) return { date: dayText(year, raw.month, raw.day), year }
    return { date: null, year: null, doubt: `chưa rõ năm của ngày ${raw.day}/${raw.month}` }
  }
  if (page) {
    const lead = told.slice(0, 6)
    if (page.day !== null && lead.some(s => YESTERDAY.in(s.piece))) return { date: dayBefore({ ...page, day: page.day }), year: page.year }
    return {
      date: page.day === null ? `${page.year}-${String(page.month).padStart(2, '0')}` : dayText(page.year, page.month, page.day),
      year: page.year,
    }
  }
  const today = told.slice(0, 6).some(s => TODAY.in(s.piece) || YESTERDAY.in(s.piece))
  const doubt = today ? 'chưa rõ ngày: văn bản chỉ nói "hôm nay" hoặc "hôm qua"' : 'chưa rõ ngày diễn ra'
  if (isReview(type)) return { date: null, year: null, doubt }
  for (const s of told.slice(0, 3)) {
    const m = IN_MONTH.first(s.piece)
    if (m && m.index < 50 && HAPPENS.in(s.piece))
      return { date: `${m[2]}-${String(m[1]).padStart(2, '0')}`, year: Number(m[2]), doubt: 'chỉ rõ tháng diễn ra' }
  }
  const year = type === 'other' ? null : campaignYear(main)
  return year === null ? { date: null, year: null, doubt } : { date: String(year), year, doubt: 'chỉ rõ năm diễn ra' }
}

export const isReview = (type: EventType): boolean => type.endsWith('_review') || type === 'annual_summary'

function campaignYear(main: Clause | undefined): number | null {
  if (!main) return null
  const m = CAMPAIGN_YEAR.all(main.spoken.piece).find(x => !TERM.in(main.spoken.piece.cut(0, x.index)))
  return m ? Number(m[1]) : null
}

/** A conference on a year, or on its last quarter, held in January to March is of the next year; any other is of that year. */
function yearFromWords(
  type: EventType,
  raw: DayFound,
  stretch: Stretch | undefined,
  main: Clause | undefined,
  told: readonly Spoken[],
): number | null {
  if (stretch && stretch.year !== null && stretch.of) {
    const end = stretch.of(stretch.year).to ?? ''
    return raw.month <= 3 && end.slice(5, 7) === '12'
      ? stretch.year + 1
      : end.startsWith(String(stretch.year)) || end === ''
        ? stretch.year
        : Number(end.slice(0, 4))
  }
  const campaign = campaignYear(main)
  if (campaign !== null) return campaign
  const feast = told
    .slice(0, 8)
    .map(s => ANNIVERSARY.first(s.piece))
    .find(m => m)
  if (feast) return Number(feast[1])
  if (isReview(type)) return null
  const near = told
    .slice(0, 4)
    .map(s => CAMPAIGN_YEAR.all(s.piece).find(x => !TERM.in(s.piece.cut(0, x.index))))
    .find(m => m)
  return near ? Number(near[1]) : null
}

function periodFor(
  type: EventType,
  stretch: Stretch | undefined,
  main: Clause | undefined,
  year: number | null,
  page: PageDate | null,
  raw: DayFound | null,
  told: readonly Spoken[],
): Period | null {
  if (isReview(type)) {
    const own = stretch ?? resultStretch(told)
    if (own && !own.of) {
      const told_ = resultStretch(told)
      return told_?.type === own.type && told_.of && told_.year !== null && told_.of(told_.year).to !== null ? told_.of(told_.year) : null
    }
    if (!own?.of) return null
    if (own.year !== null) return own.of(own.year)
    const spokenYear =
      told
        .slice(0, 12)
        .flatMap(s => stretchesIn(s.piece))
        .find(s => s.year !== null && (s.type === own.type || s.type === 'annual_summary'))?.year ?? null
    const base = year ?? spokenYear ?? page?.year ?? null
    if (base === null) return null
    // the year that ended before a meeting held early in the next
    const month = raw?.month ?? page?.month ?? 12
    const late = (own.of(base).to ?? '').slice(5, 7) === '12'
    return own.of(year !== null || spokenYear === null ? (late && month <= 3 ? base - 1 : base) : base)
  }
  if (type === 'award' && main?.stretch?.of) return periodOf(main.stretch, year)
  if (type === 'other' || type === 'supervision' || type === 'dialogue' || type === 'launch') {
    const told_ = type === 'other' && main?.stretch?.of && main.named?.type === 'review' ? main.stretch : resultStretchWithFigures(told)
    return told_ ? periodOf(told_, year) : null
  }
  return null
}

function resultStretchWithFigures(told: readonly Spoken[]): Stretch | undefined {
  for (const s of told) {
    if (s.kind !== 'body') continue
    const found = resultStretch([s])
    if (
      found &&
      /\d/.test(s.piece.text.slice(found.to)) &&
      !(found.type !== 'multi_year_review' && /^[\s,]*(?:thực hiện|thuc hien)/u.test(s.piece.seek.slice(found.to))) &&
      !/^[\s,]*(?:khi|[^,;]{0,60}(?:phấn đấu|sẽ|tiếp tục|tập trung|phan dau|se |tiep tuc|tap trung))/u.test(s.piece.seek.slice(found.to))
    )
      return found
  }
  return undefined
}

/** The sentence shown as proof: the one with the day, when it also says what is held. */
function leadOf(main: Clause | undefined, raw: { spoken: Spoken } | null, told: readonly Spoken[]): Spoken | undefined {
  if (raw && raw.spoken.kind !== 'caption' && (!main || main.spoken.kind === 'title' || raw.spoken === main.spoken)) return raw.spoken
  if (main) return main.spoken
  return told.find(s => s.kind === 'body' && resultStretch([s])) ?? told[0]
}

const QUOTE_MAX = 420
function quoteEnd(piece: Piece): number {
  const t = piece.text.replace(/[.…;\s/]+$/u, '')
  return piece.from + (t.length <= QUOTE_MAX ? t.length : Math.max(t.lastIndexOf(',', QUOTE_MAX), 200))
}
