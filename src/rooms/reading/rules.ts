// What may be kept as stated, and in which form. Pure: values in, a value or a refusal out.
import { lookForDay } from '../../ground/day.ts'
import { type Refusal, refuse } from '../../ground/faults.ts'
import { formatNumber, readNumber, tidy } from '../../ground/vietnamese.ts'
import { clean } from './proposals.ts'
import type { Period } from './reader/types.ts'
import { MEASURES, type Measure, PARTS, type Part } from './reader/wording.ts'
import type { DocumentSaid, Fact, FactOf, FigureSaid, PersonSaid, TaskSaid, Verdict } from './said.ts'
import { isPercent, isStock, waits } from './said.ts'
import { type Fields, noDay, noPeriod, readPeriod, tooLong, typed, writePeriod } from './typed.ts'

// ── Deciding ────────────────────────────────────────────────────────────────────────────────────

/**
 * Whether this decision may be written over what the person saw (the number of decisions then).
 * @returns 'write' · 'already' when the same person sent the same decision twice · 'stale' when someone decided meanwhile · or a
 * refusal: `reading.decided` (undo first) · `reading.not-decided` (nothing to undo)
 */
export function mayDecide(fact: Fact, verdict: Verdict, seen: number, personId: string): 'write' | 'already' | 'stale' | Refusal {
  if (fact.seq === seen + 1 && fact.verdict === verdict && fact.decidedBy === personId) return 'already'
  if (fact.seq !== seen) return 'stale'
  if (verdict === 'undo')
    return waits(fact) ? refuse('reading.not-decided', `Dữ kiện ${fact.n} chưa được quyết định, không có gì để hoàn tác.`) : 'write'
  return waits(fact) ? 'write' : refuse('reading.decided', `Dữ kiện ${fact.n} đã được quyết định. Hoàn tác trước khi quyết định lại.`)
}

/** What a figure says now: as decided, else as proposed; undefined once it was rejected. */
export const figureNow = (fact: FactOf<'figure'>): FigureSaid | undefined =>
  fact.verdict === 'reject' ? undefined : (fact.decided ?? fact.payload)

const KINDS = /_(collective|individual)$/u

/**
 * A part is not larger than its whole, and collectives and individuals together are not more than their total.
 * @returns nothing, or `reading.part-over` · `reading.parts-over` · `reading.part-loop`, each at the field to mend
 */
export function partRefusals(n: number, said: FigureSaid, figures: readonly FactOf<'figure'>[]): readonly Refusal[] {
  const others = figures
    .filter(fact => fact.n !== n)
    .flatMap(fact => {
      const now = figureNow(fact)
      return now ? [{ n: fact.n, ...now }] : []
    })
  const refusals: Refusal[] = []
  const whole = said.partOf === null ? undefined : others.find(other => other.n === said.partOf)
  if (said.partOf !== null && (said.partOf === n || whole?.partOf === n))
    refusals.push(refuse('reading.part-loop', 'Là một phần của: một số không thể là phần của chính nó. Chọn dữ kiện khác.', 'partOf'))
  if (whole && said.value > whole.value)
    refusals.push(
      refuse(
        'reading.part-over',
        `Giá trị: phần ${formatNumber(said.value)} lớn hơn tổng ${formatNumber(whole.value)} của dữ kiện ${whole.n}. Sửa số, hoặc bỏ mục “Là một phần của”.`,
        'value',
      ),
    )
  const larger = others.find(other => other.partOf === n && other.value > said.value)
  if (larger)
    refusals.push(
      refuse(
        'reading.part-over',
        `Giá trị: tổng ${formatNumber(said.value)} nhỏ hơn phần ${formatNumber(larger.value)} của dữ kiện ${larger.n}. Kiểm tra lại hai số.`,
        'value',
      ),
    )
  const total = whole ?? { n, ...said }
  const kinds = [{ n, ...said }, ...others].filter(one => one.partOf === total.n && KINDS.test(one.measure))
  const sum = kinds.reduce((so, one) => so + one.value, 0)
  if (
    total.measure.endsWith('_total') &&
    new Set(kinds.map(one => one.measure)).size === kinds.length &&
    kinds.length === 2 &&
    sum > total.value
  )
    refusals.push(
      refuse(
        'reading.parts-over',
        `Giá trị: ${kinds.map(one => formatNumber(one.value)).join(' + ')} = ${formatNumber(sum)}, lớn hơn tổng ${formatNumber(total.value)}. Sửa một số, hoặc bỏ mục “Là một phần của”.`,
        'value',
      ),
    )
  return refusals
}

// ── Correcting ──────────────────────────────────────────────────────────────────────────────────

/** A number of zero or more, typed the Vietnamese way; or null when left empty; or why not. */
function countTyped(fields: Fields, name: string, label: string): number | null | Refusal {
  const words = typed(fields, name)
  if (words === null) return null
  const value = readNumber(words)
  if (value === undefined)
    return refuse(
      'reading.not-a-number',
      `${label}: “${words.slice(0, 40)}” không phải là số. Ghi bằng chữ số, ví dụ 1.234 hoặc 98,6.`,
      name,
    )
  if (value < 0) return refuse('reading.negative', `${label}: không được nhỏ hơn 0.`, name)
  return value > 1e15 ? refuse('reading.too-large', `${label}: số quá lớn. Kiểm tra lại số.`, name) : value
}

/** A percentage lies within 100 for voters, and with a base it is what the two numbers give. */
function percentRefusals(measure: Measure, value: number, numerator: number | null, denominator: number | null): Refusal[] {
  if (measure === 'voter_turnout_pct' && value > 100)
    return [refuse('reading.percent-over', `Giá trị: tỷ lệ ${formatNumber(value)}% quá 100%. Kiểm tra lại số.`, 'value')]
  if ((numerator === null) !== (denominator === null))
    return [
      numerator === null
        ? refuse('reading.base-half', 'Tử số: chưa nhập. Có mẫu số thì phải có tử số.', 'numerator')
        : refuse('reading.base-half', 'Mẫu số: chưa nhập. Có tử số thì phải có mẫu số.', 'denominator'),
    ]
  if (numerator === null || denominator === null) return []
  if (denominator === 0) return [refuse('reading.base-zero', 'Mẫu số: phải lớn hơn 0.', 'denominator')]
  if (measure === 'voter_turnout_pct' && numerator > denominator)
    return [
      refuse(
        'reading.base-over',
        `Tử số: ${formatNumber(numerator)} lớn hơn mẫu số ${formatNumber(denominator)}. Kiểm tra lại hai số.`,
        'numerator',
      ),
    ]
  const given = (100 * numerator) / denominator
  return Math.abs(given - value) < 0.51
    ? []
    : [
        refuse(
          'reading.base-differs',
          `Tử số, mẫu số: ${formatNumber(numerator)} trên ${formatNumber(denominator)} là ${formatNumber(given, 1)}%, không phải ${formatNumber(value)}%.`,
          'numerator',
        ),
      ]
}

/** The figure as an officer corrected it. Refuses what cannot be: no number, below zero, beyond its whole, a percentage against its base. */
export function correctFigure(
  fields: Fields,
  fact: FactOf<'figure'>,
  figures: readonly FactOf<'figure'>[],
): FigureSaid | readonly Refusal[] {
  const refusals: Refusal[] = []
  const keep = <T>(got: T | Refusal | null): T | null => {
    if (got !== null && typeof got === 'object' && 'refused' in got) {
      refusals.push(got)
      return null
    }
    return got
  }
  const measure = Object.hasOwn(MEASURES, fields['measure'] ?? '') ? (fields['measure'] as Measure) : undefined
  if (!measure) refusals.push(refuse('reading.no-measure', 'Số liệu về: chưa chọn. Chọn một mục.', 'measure'))
  const value = keep(countTyped(fields, 'value', 'Giá trị'))
  if (value === null && !refusals.some(one => one.field === 'value'))
    refusals.push(refuse('reading.no-value', 'Giá trị: chưa nhập. Ghi vào ô này.', 'value'))
  const unit = typed(fields, 'unitWord') ?? ''
  const percent = isPercent({ unit })
  const numerator = percent ? keep(countTyped(fields, 'numerator', 'Tử số')) : null
  const denominator = percent ? keep(countTyped(fields, 'denominator', 'Mẫu số')) : null
  const periodText = typed(fields, 'period')
  const period = periodText === null ? null : readPeriod(periodText)
  if (period === undefined) refusals.push(noPeriod('Thời kỳ', periodText ?? '', 'period'))
  const partOf = typed(fields, 'partOf') === null ? null : Number(fields['partOf'])
  const whole = partOf === null ? undefined : figures.find(one => one.n === partOf && one.verdict !== 'reject')
  if (partOf !== null && !whole) refusals.push(refuse('reading.no-whole', 'Là một phần của: dữ kiện này không còn. Chọn lại.', 'partOf'))
  refusals.push(
    ...['scope', 'qualifier', 'decidedBy', 'presentedBy'].flatMap(name => tooLong(fields, FIELD_LABEL[name] ?? name, name, 500)),
    ...tooLong(fields, 'Đơn vị tính', 'unitWord', 60),
  )
  if (refusals.length > 0 || !measure || value === null) return refusals
  const said: FigureSaid = {
    measure,
    name: measure === 'other' ? fact.payload.name : null,
    value,
    unit,
    scope: typed(fields, 'scope'),
    period: period ?? null,
    qualifier: typed(fields, 'qualifier'),
    partOf,
    relation: partOf === null ? null : (fact.payload.relation ?? 'trong đó của'),
    numerator,
    denominator,
    decidedBy: typed(fields, 'decidedBy'),
    presentedBy: typed(fields, 'presentedBy'),
    unitId: fields['own'] || null,
  }
  const later = [...percentRefusals(measure, value, numerator, denominator), ...partRefusals(fact.n, said, figures)]
  return later.length > 0 ? later : said
}

const FIELD_LABEL: Readonly<Record<string, string>> = {
  scope: 'Của ai, ở đâu',
  qualifier: 'Nói rõ thêm',
  decidedBy: 'Cấp quyết định',
  presentedBy: 'Người trao',
}

/** The person as corrected; with the name dropped only the part stays, for posts lead back to a name. */
export function correctPerson(fields: Fields): PersonSaid | readonly Refusal[] {
  const part = Object.hasOwn(PARTS, fields['part'] ?? '') ? (fields['part'] as Part) : undefined
  if (!part) return [refuse('reading.no-part', 'Việc đã làm: chưa chọn. Chọn một mục.', 'part')]
  if (fields['drop'] !== undefined) return withoutName({ name: null, roles: [], part })
  const name = typed(fields, 'name')
  if (name === null) return [refuse('reading.no-name', 'Họ và tên: chưa nhập. Ghi tên, hoặc đánh dấu “Bỏ tên”.', 'name')]
  const long = [...tooLong(fields, 'Họ và tên', 'name', 100), ...tooLong(fields, 'Chức vụ lúc đó', 'roles', 1000)]
  if (long.length > 0) return long
  const roles = (fields['roles'] ?? '')
    .split(/[;\n]/u)
    .map(role => clean(tidy(role)))
    .filter(role => role !== '')
  return { name, roles, part }
}

export const withoutName = (person: PersonSaid): PersonSaid => ({ name: null, roles: [], part: person.part })

/** The cited document as corrected. @returns `reading.no-such-day` · `reading.no-symbol` */
export function correctDocument(fields: Fields): DocumentSaid | readonly Refusal[] {
  const dateText = typed(fields, 'date')
  const date = dateText === null ? null : lookForDay(dateText)
  if (date === undefined) return [noDay('Ngày ban hành', dateText ?? '', 'date')]
  const [symbol, title] = [typed(fields, 'symbol'), typed(fields, 'title')]
  if (symbol === null && title === null)
    return [refuse('reading.no-symbol', 'Số, ký hiệu: chưa nhập. Ghi số, ký hiệu hoặc tên văn bản.', 'symbol')]
  const long = [
    ...tooLong(fields, 'Số, ký hiệu', 'symbol', 60),
    ...tooLong(fields, 'Cơ quan ban hành', 'issuer', 200),
    ...tooLong(fields, 'Trích yếu', 'title', 1000),
  ]
  if (long.length > 0) return long
  return { symbol, kind: typed(fields, 'kind') ?? 'VB', issuer: typed(fields, 'issuer'), date, title }
}

export function correctTask(fields: Fields): TaskSaid | readonly Refusal[] {
  const text = typed(fields, 'text')
  if (text === null) return [refuse('reading.no-text', 'Nhiệm vụ: chưa nhập. Ghi vào ô này.', 'text')]
  const long = tooLong(fields, 'Nhiệm vụ', 'text', 2000)
  return long.length > 0 ? long : { text }
}

// ── Stated figures ──────────────────────────────────────────────────────────────────────────────

/** A stated figure as the rules look at it. */
export interface Stated {
  readonly id: string
  readonly unitId: string | null
  readonly measure: string
  readonly value: number
  readonly period: Period | null
  readonly partOf: string | null
  readonly inferred: boolean
}

export interface Opening {
  readonly closingId: string
  readonly addedId: string
  readonly value: number
  readonly sum: string
  readonly assumption: string
  readonly qualifier: string
}

export const ASSUMPTION = 'giả định không có mô hình dừng'

/**
 * The stock before a phase, where a text states the models standing and those registered in the phase, for one known unit:
 * opening = standing − registered, if none stopped. It is offered, never kept by itself.
 */
export function openings(figures: readonly Stated[]): readonly Opening[] {
  const whole = figures.filter(one => !one.inferred && one.partOf === null && one.unitId !== null)
  const added = whole.filter(one => one.measure === 'models_registered_total' && one.period !== null)
  return whole
    .filter(one => one.measure === 'models_cumulative')
    .flatMap(closing => {
      const registered = added.filter(one => one.unitId === closing.unitId)
      const [only, ...more] = registered
      if (!only?.period || more.length > 0 || only.value > closing.value) return []
      return [
        {
          closingId: closing.id,
          addedId: only.id,
          value: closing.value - only.value,
          sum: `${formatNumber(closing.value)} − ${formatNumber(only.value)}`,
          assumption: ASSUMPTION,
          qualifier: `trước ${writePeriod(only.period)}`,
        },
      ]
    })
}

/** The time a figure counts: its own, else the one settled for the figures of its text; a stock counts no stretch of time. */
export const periodOf = (measure: string, own: Period | null, ofText: Period | null): Period | null =>
  own ?? (isStock(measure as Measure) ? null : ofText)
