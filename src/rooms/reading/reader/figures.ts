/** The figures of a text: every count printed in digits that fits a measure, once. */
import { type Copy, proof } from './clean.ts'
import type { Spoken } from './event.ts'
import { type Context, contexts, continues, type Verdict } from './figure-context.ts'
import { commendedVerdict, modelVerdict } from './figure-models.ts'
import { figureDoubt, scopeOf } from './figure-notes.ts'
import { MONEY_NEAR, MONEY_NOT, MONEY_UNIT, PRESENT, PRESENT_NEAR, PRESENT_NOT, ROWS } from './measures.ts'
import { type NumberFound, numbersIn } from './numbers.ts'
import { OTHERS } from './other-counts.ts'
import { periodOf, stretchesIn } from './periods.ts'
import { type Piece, words } from './seek.ts'
import type { FigureFact, Period } from './types.ts'
import { MEASURES } from './wording.ts'

export type FigureSetting = {
  /** Absolute stretches that hold no figures: cited documents, directions for the next period. */
  skip: readonly { from: number; to: number }[]
  tasks: readonly { from: number; to: number }[]
  period: Period | null
  year: number | null
  scope: string | null
}

type Carried = (Verdict & { to: number }) | null

const STOCK = new Set(['models_cumulative', 'members_total', 'attendance', 'voter_turnout_pct'])
const PLAN = words(
  '‹(?:phấn đấu|dự kiến|sẽ|mục tiêu|chỉ tiêu(?! giao| đề ra| nghị quyết)|theo kế hoạch|kế hoạch (?:xây|vận|tổ|hỗ|đề)|đặt ra|tiến tới|đến cuối năm|cam kết)›',
)
const EVENT_TELLING = words(
  '‹(?:hội nghị|buổi lễ|lễ|hội thi|lớp|buổi|cuộc thi|hội diễn|tọa đàm|hội thảo|chương trình|đợt|hành quân|tham dự|dự có|về dự|ra quân|khóa|giao lưu|đối thoại|ngày hội|chuyến|gặp mặt|về phía|cùng dự|vòng|sơ khảo|chung kết)›',
)
const LIST_VERB = words('‹(đăng ký|công nhận)')

export function readFigures(copy: Copy, told: readonly Spoken[], setting: FigureSetting): FigureFact[] {
  const out: FigureFact[] = []
  const seen = new Set<string>()
  let previous: Carried = null
  let earlier: Piece | null = null
  let count = 0
  let inherited: Period | null | undefined
  for (const { piece, kind } of told) {
    count++
    const numbers = numbersIn(piece, setting.skip)
    const goesOn = continues(piece)
    let carried: Carried = goesOn ? previous : null
    const own = ownPeriod(piece, setting)
    if (own !== undefined) inherited = own
    else if (kind !== 'body') inherited = undefined
    for (const base of contexts(piece, numbers)) {
      const at = piece.from + base.n.from
      if (setting.tasks.some(t => at >= t.from && at < t.to)) continue
      const c: Context = {
        ...base,
        previous: carried,
        earlier: goesOn ? earlier : endsOpen(earlier) ? earlier : null,
        lead: count <= 12 || kind !== 'body',
        opening: count <= 5,
      }
      const verdict = judge(c)
      if (!verdict) continue
      carried = { ...verdict, to: base.n.to }
      const value = verdict.value ?? base.n.value
      const key = `${verdict.measure} ${value}`
      if (seen.has(key)) continue
      seen.add(key)
      out.push(toFact(copy, c, verdict, value, setting, inherited))
    }
    previous = carried ?? (numbers.length > 0 ? null : previous)
    earlier = piece
  }
  const doubts = figureDoubt(out)
  return out.map((f, i) => (doubts[i] ? { ...f, doubt: doubts[i] } : f))
}

const endsOpen = (piece: Piece | null): boolean => piece !== null && /:\s*$/.test(piece.text)

/** The time a sentence names for its counts; undefined when it names none. */
function ownPeriod(piece: Piece, setting: FigureSetting): Period | null | undefined {
  const s = stretchesIn(piece).find(x => x.of)
  return s ? periodOf(s, setting.year) : undefined
}

function judge(c: Context): Verdict | null {
  if (c.n.percent) return percent(c)
  const money = moneyVerdict(c)
  if (money) return money
  const model = modelVerdict(c)
  if (model) return model
  const award = commendedVerdict(c)
  if (award && award.family !== 'body-none') return award
  const row = byTable(c)
  const present = presentVerdict(c)
  if (row && !(present && c.opening && CROWD.has(row.measure) && !/^\s?(?:lượt|luot)/u.test(c.right.seek))) return row
  if (present) return present
  if (award) return award
  return elided(c) ?? other(c)
}

function percent(c: Context): Verdict {
  const row = ROWS.find(r => r.measure === 'voter_turnout_pct')
  // a share with a noun of its own ("98% hộ") is not that of the voters named before it
  const bare = /^\s?(?:%|phần trăm|phan tram)?\s?(?:[,;.)]|$)/u.test(c.right.seek)
  const near = c.sentence.cut(Math.max(0, bare ? 0 : c.left.from - c.sentence.from, c.n.from - 160), c.n.to + c.right.text.length)
  if (row?.near?.in(near) && !row.not?.in(near)) return { measure: 'voter_turnout_pct', unit: '%' }
  return { measure: 'other', unit: '%', name: 'percentage' }
}

function moneyVerdict(c: Context): Verdict | null {
  const unit = MONEY_UNIT.here(c.right)
  const said =
    unit !== null ||
    (c.n.scaled && /^\s?(?:[,;.)]|$|\/|tiền|để|và|từ|cho|va\b)/u.test(c.right.seek) && c.n.value >= 1e6 && MONEY_NEAR.in(c.clause))
  if (!said) return null
  const near = clauseAround(c, c.sentence.cut(Math.max(0, c.n.from - 110), Math.min(c.sentence.text.length, c.n.to + 50)))
  const own = clauseAround(c, c.sentence.cut(Math.max(0, c.n.from - 45), Math.min(c.sentence.text.length, c.n.to + 30)))
  // a loan or a budget line beside the amount; further away only when nothing given stands nearer
  const out = MONEY_NOT.in(own) || (MONEY_NOT.in(near) && !MONEY_NEAR.in(own))
  if (out || !MONEY_NEAR.in(c.sentence)) return { measure: 'other', unit: 'đồng', name: out ? 'money_loan_or_budget' : 'money_other' }
  return { measure: 'money_raised_vnd', unit: 'đồng' }
}

function byTable(c: Context): Verdict | null {
  const near = c.sentence.cut(Math.max(0, c.n.from - 200), Math.min(c.sentence.text.length, c.n.to + 110))
  const scope = clauseAround(c, near)
  for (const r of ROWS) {
    if (r.measure === 'voter_turnout_pct' || !r.noun.here(c.right)) continue
    if (r.left && !r.left.in(c.left.cut(Math.max(0, c.left.text.length - 90)))) continue
    if (r.notLeft?.in(c.left)) continue
    if (r.near && !r.near.in(scope)) continue
    if (r.not?.in(scope)) continue
    if (r.after && !r.after.in(c.before)) continue
    if (r.notRight?.in(c.right)) continue
    const value = convert(r.measure, c)
    return { measure: r.measure, unit: r.unit, value, family: r.measure }
  }
  return null
}

/** The near words, but not past a semicolon on either side. */
function clauseAround(c: Context, near: Piece): Piece {
  const from = Math.max(near.from, c.clause.from)
  const to = Math.min(near.to, c.clause.to)
  return c.sentence.cut(from - c.sentence.from, Math.max(from, to) - c.sentence.from)
}

function convert(measure: string, c: Context): number {
  const unit = c.right.seek.trimStart()
  let value = c.n.value
  if (measure === 'land_donated_m2' && /^(?:ha|hecta|héc|hec)/u.test(unit)) value *= 10_000
  if (measure === 'road_km' && /^(?:m|mét|met)(?![\p{L}])/u.test(unit)) value /= 1000
  // "3,450 người": a comma before three digits can only group thousands when people are counted
  if (!['land_donated_m2', 'road_km', 'voter_turnout_pct'].includes(measure) && !Number.isInteger(value) && /,\d{3}$/u.test(c.n.digits))
    value = Number(c.n.digits.replace(/[.,]/g, ''))
  return Number(value.toPrecision(12))
}

/** The lead itself may begin with those who came: "hơn 450 cán bộ, chiến sĩ … đã hành quân". */
const DOES = words('‹(?:đã|tham gia|ra quân|hành quân|tham dự|dự|về|đến|có mặt)›')
/** In the sentences that tell of the event, those counted are those present. */
const CROWD = new Set(['people_reached', 'dialogue_participants', 'members_total'])
const TREATED = words('‹(?:khám|cấp thuốc|cấp phát thuốc|tư vấn sức khỏe)›')
const WORK = words(
  '‹(?:trong (?:năm|\\d+ (?:năm|tháng)|quý|tháng)|đã (?:tổ chức|vận động|tuyên truyền)|qua \\d|từ đầu năm)|^[^,]{0,12}(?:tháng|năm|quý)(?: \\d{4}| qua| nay)?,|‹\\d+ (?:đợt|buổi|cuộc|lớp|hội nghị|lần)›',
)
/** "22 học viên đạt loại giỏi" are some of those present, told for what they reached. */
const GRADED = words('‹(?:đạt (?:loại|giải|danh hiệu|điểm|yêu cầu|kết quả|khá|giỏi)|xếp loại|đoạt|được cấp|được xếp)')
function presentVerdict(c: Context): Verdict | null {
  if (!c.lead || !PRESENT.here(c.right)) return null
  const left = c.sentence.cut(Math.max(0, c.n.from - 90), c.n.from)
  const far = c.sentence.cut(Math.max(0, c.n.from - 260), c.n.from)
  const right = c.right
  const joined = c.previous?.measure === 'attendance'
  const near = PRESENT_NEAR.in(far) || /(?:tham dự|tham gia|dự |về dự|tham du|tham gia|du )/u.test(right.seek)
  const opening = c.opening && DOES.in(c.after.cut(0, Math.min(c.after.text.length, 90)))
  if (
    !(near || joined || opening) ||
    !EVENT_TELLING.in(c.sentence) ||
    PRESENT_NOT.in(left) ||
    TREATED.in(c.after.cut(0, Math.min(c.after.text.length, 70))) ||
    WORK.in(c.before) ||
    GRADED.in(right)
  )
    return null
  return { measure: 'attendance', unit: (PRESENT.here(right)?.[0] ?? 'người').trim(), family: 'attendance' }
}

/** "nhận 45 đơn, đã giải quyết 40": the noun is that of the count before. */
function elided(c: Context): Verdict | null {
  if (!/^\s?(?:[,;.)]|$|\/)/u.test(c.right.seek) || !c.previous) return null
  if (
    /(?:giải quyết|xử lí|trả lời|giai quyet|xu li|tra loi)[^,;.]{0,20}$/u.test(c.left.seek) &&
    ['petitions_received', 'complaints', 'denunciations'].includes(c.previous.family ?? '')
  )
    return { measure: 'petitions_resolved', unit: 'đơn', family: 'petitions_resolved' }
  if (c.previous.family === 'new_members' && /(?:lên|tổng số|len|tong so)[^,;.]{0,12}$/u.test(c.left.seek))
    return { measure: 'members_total', unit: 'người', family: 'members_total' }
  return null
}

function other(c: Context): Verdict | null {
  for (const o of OTHERS) {
    const m = o.noun.here(c.right)
    if (m?.[1]) return { measure: 'other', unit: m[1].replace(/\s+/g, ' '), name: o.name, family: `other-${o.name}` }
  }
  if (LIST_VERB.in(c.left) && c.previous) return null
  return null
}

const GOVERNING_SPACE = 110
function toFact(
  copy: Copy,
  c: Context,
  v: Verdict,
  value: number,
  setting: FigureSetting,
  inherited: Period | null | undefined,
): FigureFact {
  const { from, to } = quoteSpan(c)
  const plan = PLAN.in(c.sentence.cut(Math.max(0, c.n.from - 80), c.n.from))
  const qualifier =
    [v.qualifier ?? null, c.n.about, c.n.outOf === null ? null : `trên ${c.n.outOf}`, plan ? 'kế hoạch' : null]
      .filter(Boolean)
      .join(', ') || null
  const period = STOCK.has(v.measure) ? null : inherited !== undefined ? inherited : v.measure === 'other' || plan ? null : setting.period
  return {
    measure: v.measure,
    value,
    unit: v.unit || MEASURES[v.measure].unit,
    scope: scopeOf(c, v) ?? setting.scope,
    period,
    qualifier,
    ...(v.measure === 'other' ? { name: v.name ?? 'count' } : {}),
    ...proof(copy, c.sentence.from + from, c.sentence.from + to),
  }
}

/** The number with its noun and its verb: from the last mark before, to the next mark after; never more than 300 characters. */
function quoteSpan(c: Context): { from: number; to: number } {
  const t = c.sentence.text
  let from = c.n.from
  while (from > 0 && c.n.from - from < GOVERNING_SPACE) {
    const ch = t.charAt(from - 1)
    if (';:\n'.includes(ch) || (ch === ',' && !/\d/.test(t.charAt(from)) && c.n.from - from > 12) || (ch === '(' && c.n.from - from > 4))
      break
    from--
  }
  if (from > 0 && /[\p{L}\p{N}]/u.test(t.charAt(from - 1)) && /[\p{L}\p{N}]/u.test(t.charAt(from))) {
    const space = t.indexOf(' ', from)
    from = space >= 0 && space < c.n.from ? space + 1 : c.n.from
  }
  let to = Math.max(c.n.to, c.right.to - c.sentence.from)
  if (to - c.n.to > 150) to = t.lastIndexOf(' ', c.n.to + 150)
  if (to <= c.n.to) to = c.n.to
  return { from, to }
}

export type { NumberFound }
