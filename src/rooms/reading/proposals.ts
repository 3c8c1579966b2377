// From what the reader found to what an officer is asked: relations between figures, who decided an award, and the doubts. Pure.
import { lookForDay } from '../../ground/day.ts'
import { formatNumber, searchKey, tidy } from '../../ground/vietnamese.ts'
import type { DocumentFact, FigureFact, Period, PersonFact, Reading } from './reader/types.ts'
import { PARTS } from './reader/wording.ts'
import { type FigureSaid, isPercent, type Proposed, type Said } from './said.ts'

/** Text of a value: no control letters, none that turn the reading direction, none that a database cannot hold. */
export const clean = (text: string): string =>
  tidy(text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu, '')).replaceAll('\n', ' ')
const cleanOr = (text: string | null | undefined): string | null => (text ? clean(text) || null : null)

type Draft = Said & { readonly start: number; readonly quote: string; readonly doubts: string[]; readonly part?: Part }
interface Part {
  readonly of: number
  readonly relation: string
}

/** The proposals of a text, numbered: 0 the event, then those in doubt, then the clear ones, each in the order of the text. */
export function proposalsOf(reading: Reading, content: string): readonly Proposed[] {
  const figures = [...reading.figures].sort((a, b) => placeOf(a) - placeOf(b))
  const parts = partsOf(figures, content)
  const presented = presentedBy(reading.people, content)
  const drafts: Draft[] = [
    ...figures.map((figure, i) => figureDraft(figure, presented, figures, parts, i)),
    ...reading.people.map(personDraft),
    ...reading.documents.map(documentDraft),
    ...reading.tasks.map(
      (task): Draft => ({
        kind: 'task',
        payload: { text: clean(task.text) || clean(task.quote) || '…' },
        start: task.start,
        quote: task.quote,
        doubts: doubtOf(task),
      }),
    ),
  ]
  const order = drafts
    .map((_, i) => i)
    .sort((a, b) => rank(drafts[a]) - rank(drafts[b]) || (drafts[a]?.start ?? 0) - (drafts[b]?.start ?? 0) || a - b)
  const numberOf = new Map(order.map((index, i) => [index, i + 1]))
  const numbered = order.map((index): Proposed => {
    const { doubts, part, ...draft } = drafts[index] as Draft
    const said =
      draft.kind === 'figure' && part
        ? { ...draft, payload: { ...draft.payload, partOf: numberOf.get(part.of) ?? null, relation: part.relation } }
        : draft
    return { ...said, n: numberOf.get(index) ?? 0, doubt: doubts.join(' ') || null }
  })
  return [eventProposed(reading), ...numbered]
}

const rank = (draft: Draft | undefined): number => (draft && draft.doubts.length > 0 ? 0 : 1)
const doubtOf = (proof: { doubt?: string }): string[] => (proof.doubt ? [sentence(proof.doubt)] : [])
const sentence = (text: string): string => {
  const words = clean(text)
  const first = words.charAt(0).toUpperCase() + words.slice(1)
  return /[.!?…]$/u.test(first) ? first : `${first}.`
}

/** A period that a calendar can hold, or null. */
const soundPeriod = (period: Period | null): Period | null =>
  period && lookForDay(period.from) && (period.to === null || (lookForDay(period.to) && period.from <= period.to)) ? period : null

function eventProposed({ event }: Reading): Proposed {
  const doubts = doubtOf(event)
  const sound = event.date === null || (/^\d{4}(-\d{2})?$/u.test(event.date) ? true : lookForDay(event.date) !== undefined)
  if (!sound) doubts.push(`Ngày ${event.date} không có trong lịch.`)
  return {
    kind: 'event',
    n: 0,
    start: event.start,
    quote: event.quote,
    doubt: doubts.join(' ') || null,
    payload: {
      type: event.type,
      date: sound ? event.date : null,
      period: soundPeriod(event.period),
      host: cleanOr(event.host),
      place: cleanOr(event.place),
    },
  }
}

function personDraft(person: PersonFact): Draft {
  const doubts = doubtOf(person)
  if (person.part === 'other' && person.roles.length === 0) doubts.push('Không nêu chức vụ. Nếu là người dân được nêu làm ví dụ, bỏ tên.')
  const roles = person.roles.map(clean).filter(role => role !== '')
  return {
    kind: 'person',
    payload: { name: cleanOr(person.name), roles, part: person.part in PARTS ? person.part : 'other' },
    start: person.start,
    quote: person.quote,
    doubts,
  }
}

function documentDraft(found: DocumentFact): Draft {
  const doubts = doubtOf(found)
  const date = found.date !== null && lookForDay(found.date) ? found.date : null
  if (found.date !== null && date === null) doubts.push(`Ngày ${found.date} không có trong lịch.`)
  return {
    kind: 'document',
    payload: {
      symbol: cleanOr(found.symbol),
      kind: clean(found.kind) || 'VB',
      issuer: issuerIn(found.quote),
      date,
      title: cleanOr(found.title),
    },
    start: found.start,
    quote: found.quote,
    doubts,
  }
}

/** The body that issued a document, when the words that cite it name one: "của Ban Thường vụ Tỉnh ủy …". */
export function issuerIn(quote: string): string | null {
  const found =
    /\scủa\s+(\p{Lu}[^,;:(“”"\n]*?)(?=\s+(?:về|ngày|năm|tháng|ban hành|quy định|khóa|khoá)(?:\s|$)|\s*[,;:(“”"\n./]|\s*$)/u.exec(
      clean(quote),
    )
  return found?.[1] ? clean(found[1]) || null : null
}

const AWARDED = /^commended_/u
const AUTHORITY = /(?:ủy|uỷ|ubnd|ủy ban|chủ tịch|thủ tướng|chính phủ|bộ |ban |hội |đoàn |mặt trận|mttq|nhà nước)/iu

function figureDraft(
  figure: FigureFact,
  presented: string | null,
  figures: readonly FigureFact[],
  parts: readonly (Part | undefined)[],
  i: number,
): Draft {
  const base = baseIn(figure)
  const scope = cleanOr(figure.scope)
  const isAward = AWARDED.test(figure.measure) || figure.name === 'models_commended'
  const payload: FigureSaid = {
    measure: figure.measure,
    name:
      figure.measure === 'other'
        ? (figure.name ?? '')
            .toLowerCase()
            .replace(/[^a-z0-9_]/gu, '')
            .slice(0, 60) || null
        : null,
    value: figure.value,
    unit: clean(figure.unit),
    scope,
    period: soundPeriod(figure.period),
    qualifier: cleanOr(figure.qualifier),
    partOf: null,
    relation: null,
    numerator: base?.[0] ?? null,
    denominator: base?.[1] ?? null,
    decidedBy: isAward && scope !== null && AUTHORITY.test(scope) ? scope : null,
    presentedBy: AWARDED.test(figure.measure) ? presented : null,
    unitId: null,
  }
  const part = parts[i]
  const sums = sumDoubts(figures, parts, i)
  // The reader doubts sums and percentages too, in fewer words: ours say the difference, and what follows.
  const doubts = [
    ...doubtOf(figure).filter(
      doubt => !(sums.length > 0 && /không khớp/iu.test(doubt)) && !(isPercent(payload) && /tử số|quá 100/iu.test(doubt)),
    ),
    ...figureDoubts(payload),
    ...sums,
  ]
  return {
    kind: 'figure',
    payload,
    start: figure.start,
    quote: figure.quote,
    doubts: [...new Set(doubts)],
    ...(part && !exceeds(figures, part, i) ? { part } : {}),
  }
}

/** What must be looked at in a figure by itself. */
export function figureDoubts(figure: Pick<FigureSaid, 'measure' | 'value' | 'unit' | 'numerator' | 'denominator'>): string[] {
  const doubts: string[] = []
  if (figure.value < 0) doubts.push('Số nhỏ hơn 0.')
  if (isPercent(figure)) {
    if (figure.value > 100) doubts.push('Tỷ lệ quá 100%.')
    if (figure.denominator === null) doubts.push('Thiếu tử số, mẫu số: nếu nhận sẽ không cộng và không so sánh được.')
  }
  return doubts
}

/** "1.240/1.252 cử tri": the two numbers that give the percentage, when its own words hold them. */
function baseIn(figure: FigureFact): [number, number] | undefined {
  if (!isPercent(figure)) return undefined
  for (const found of clean(figure.quote).matchAll(/(\d[\d.]*)\s*(?:\/|trên(?: tổng số)?)\s*(\d[\d.]*)/gu)) {
    const [part, whole] = [numberOf(found[1] ?? ''), numberOf(found[2] ?? '')]
    if (whole > 0 && Math.abs((100 * part) / whole - figure.value) < 0.06) return [part, whole]
  }
  return undefined
}

const numberOf = (text: string): number =>
  Number(
    text
      .replace(/\.(?=\d{3}(?:\D|$))/gu, '')
      .replace(',', '.')
      .replace(/[.,]$/u, ''),
  )

/** Where the figure's own number stands; several figures may share one quote. */
function placeOf(figure: FigureFact): number {
  for (const found of figure.quote.matchAll(/\d[\d.,]*/gu)) if (numberOf(found[0]) === figure.value) return figure.start + found.index
  return figure.start
}

const COLLECTIVE = /_collective$/u
const INDIVIDUAL = /_individual$/u
const familyOf = (measure: string): string => measure.replace(/_(total|collective|individual)$/u, '')

/** Whether the first can hold the second: the same count, a total and its kinds, or models of which something more is said. */
function canHold(whole: FigureFact, part: FigureFact): boolean {
  if (isPercent(whole) || isPercent(part)) return false
  if (whole.measure === 'other' && part.measure === 'other') return whole.unit === part.unit
  if (whole.measure === part.measure) return true
  if (familyOf(whole.measure) === familyOf(part.measure)) return whole.measure.endsWith('_total')
  if (part.measure === 'other') return clean(part.unit) === 'mô hình' && whole.measure.startsWith('models_')
  return whole.measure === 'petitions_received' && ['complaints', 'denunciations', 'petitions_resolved'].includes(part.measure)
}

/** For each figure the one before it of which it is said to be a part: "trong đó", "gồm", or inside brackets that stand open. */
function partsOf(figures: readonly FigureFact[], content: string): (Part | undefined)[] {
  return figures.map((part, i) => {
    const wholes = figures
      .map((whole, index) => ({
        whole,
        index,
        relation: index < i && canHold(whole, part) ? relationIn(content, placeOf(whole), placeOf(part)) : undefined,
      }))
      .filter(found => found.relation !== undefined)
      .sort(
        (a, b) =>
          Number(b.whole.measure === part.measure) - Number(a.whole.measure === part.measure) || placeOf(b.whole) - placeOf(a.whole),
      )
    // Of two that stand beside each other after one "trong đó", neither is a part of the other.
    const best = wholes[0]
    return best?.relation === undefined ? undefined : { of: best.index, relation: best.relation }
  })
}

const FARTHEST = 400

function relationIn(content: string, from: number, to: number): string | undefined {
  if (to <= from || to - from > FARTHEST) return undefined
  const between = content.slice(from, to).normalize('NFC')
  if (/[.!?…]\s+\p{Lu}|\n\s*\n/u.test(between)) return undefined
  const words = ` ${searchKey(between)} `
  if (/\btrong (?:do|so do)\b/u.test(words)) return 'trong đó của'
  if (/\b(?:bao gom|gom|chia ra)\b/u.test(words)) return 'phần của'
  return words.lastIndexOf('(') > words.lastIndexOf(')') ? 'phần của' : undefined
}

const exceeds = (figures: readonly FigureFact[], part: Part, i: number): boolean =>
  (figures[i]?.value ?? 0) > (figures[part.of]?.value ?? 0)

/** Parts against their whole: one larger than it, or collectives and individuals that do not make it up. */
function sumDoubts(figures: readonly FigureFact[], parts: readonly (Part | undefined)[], i: number): string[] {
  const doubts: string[] = []
  const own = parts[i]
  const say = (value: number | undefined): string => formatNumber(value ?? 0)
  if (own && exceeds(figures, own, i))
    doubts.push(`Số không khớp: phần ${say(figures[i]?.value)} lớn hơn tổng ${say(figures[own.of]?.value)}.`)
  const under = (whole: number): number[] => parts.flatMap((part, index) => (part?.of === whole ? [index] : []))
  for (const index of under(i))
    if (exceeds(figures, { of: i, relation: '' }, index))
      doubts.push(`Số không khớp: phần ${say(figures[index]?.value)} lớn hơn tổng ${say(figures[i]?.value)}.`)
  const whole = own && figures[own.of]?.measure.endsWith('_total') && figures[i]?.measure !== figures[own.of]?.measure ? own.of : i
  const kinds = under(whole)
  const collective = kinds.map(k => figures[k]).find(f => f && COLLECTIVE.test(f.measure))
  const individual = kinds.map(k => figures[k]).find(f => f && INDIVIDUAL.test(f.measure))
  const total = figures[whole]?.value ?? 0
  if (collective && individual && figures[whole]?.measure.endsWith('_total') && collective.value + individual.value !== total) {
    const sum = collective.value + individual.value
    const difference = sum < total ? `thiếu ${say(total - sum)}` : `thừa ${say(sum - total)}`
    doubts.push(
      `Số không khớp: tổng ${say(total)}, nhưng ${say(collective.value)} tập thể + ${say(individual.value)} cá nhân = ${say(sum)}, ${difference}.`,
    )
  }
  return doubts
}

const HANDING =
  /(?<!được\s)((?:Lãnh đạo|Đại diện|Thường trực|Ban Thường vụ|Ban Chấp hành|Chủ tịch|Bí thư)\s[^.,;:\n()]{2,80}?)\s+(?:đã\s+)?trao(?:\s+tặng)?\s+(?:giấy khen|bằng khen|phần thưởng|khen thưởng|kỷ niệm chương)/iu

/** Who handed the awards over: the people who do so in the text, else the leaders that a caption shows doing it. */
export function presentedBy(people: readonly Pick<PersonFact, 'name' | 'roles' | 'part'>[], content: string): string | null {
  const named = people
    .filter(person => person.part === 'award_presenter')
    .map(person => [clean(person.name), ...person.roles.slice(0, 1).map(clean)].join(', '))
  if (named.length > 0) return named.slice(0, 5).join('; ')
  const found = HANDING.exec(content.slice(0, 200_000).normalize('NFC'))
  return found?.[1] ? clean(found[1]) || null : null
}
