// An official document as a value. Its figures stand in one table; text and annex only refer to them, so they cannot disagree.
import type { Day } from '../../ground/day.ts'
import { isRefusal, type Refusal, refuse } from '../../ground/faults.ts'
import { formatNumber } from '../../ground/vietnamese.ts'
import { type ColumnRole, formatOn, type IssuerKind } from './format-rules.ts'

export type FigureState = 'reported' | 'zero' | 'none' | 'not_applicable' | 'estimated' | 'missing'

/** A number the document may print, with what it says about itself: unit, state, who is not in it, numerator and denominator of a ratio. */
export interface Figure {
  readonly label: string
  readonly unit: string | null
  readonly value: number | null
  readonly state: FigureState
  /** What is printed, everywhere the figure is printed. */
  readonly text: string
  /** Printed with its sign, as in a column of comparisons. */
  readonly signed?: true
  readonly numerator?: string
  readonly denominator?: string
  readonly coverage?: Coverage
  readonly footnotes?: readonly string[]
}

/** How many units are in a figure, of how many, and which are not. */
export interface Coverage {
  readonly have: number
  readonly of: number
  readonly missing: readonly string[]
}

/** Bound words that may hold digits without being a figure: a day, a window, an ordinal, a footnote mark, or a name or reason quoted from the report. */
export interface Fixed {
  readonly fixed: 'day' | 'window' | 'order' | 'mark' | 'quoted'
  readonly text: string
}
/** A piece of a line: words, a bound figure, or bound words. */
export type Run = string | { readonly figure: string } | Fixed

export interface Paragraph {
  readonly runs: readonly Run[]
  /** Written by the composer: every digit in it is bound. What an officer wrote may name a directive or a year. */
  readonly generated: boolean
}

export interface Section {
  readonly level: 1 | 2 | 3
  readonly title: string
  readonly paragraphs: readonly Paragraph[]
}

export interface Column {
  readonly title: string
  /** Columns next to each other with the same group stand under one heading. */
  readonly group?: string
  /** What stands in it; the format gives each role its width and its side. */
  readonly role: ColumnRole
}

export interface Row {
  readonly kind: 'group' | 'row'
  readonly level: number
  readonly cells: readonly (readonly Run[])[]
}

export interface Annex {
  readonly title: string
  readonly captions: readonly (readonly Run[])[]
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly notes: readonly (readonly Run[])[]
}

/** Who signs and by what right; the marks (TM., T/M …) are the format's. */
export interface Signer {
  readonly onBehalf: string | null
  readonly instead: string | null
  readonly byOrder: string | null
  /** Signed by delegation (TUQ.): the post for which the signer acts. */
  readonly delegated?: string
  /** Holds the post until it is filled (Q.). */
  readonly acting?: true
  readonly title: string
  readonly name: string
}

export interface OfficialDocument {
  readonly issuerKind: IssuerKind
  readonly superior: string | null
  readonly issuer: string
  /** The issuer's name as running text writes it. */
  readonly issuerInText: string
  /** Null until the document is numbered: the place stays blank. */
  readonly number: number | null
  /** What follows the number: "BC-UBND" for the state, "BC/BTGDVTU" for the Party. */
  readonly symbol: string
  readonly place: string
  readonly date: Day
  /** Signed later: day and month stay blank. The day above only says which format holds. */
  readonly undated?: true
  /** Every page says so. */
  readonly isDraft?: true
  readonly kindName: string
  readonly abstract: string
  readonly addressees: readonly string[]
  readonly grounds: readonly string[]
  readonly opening: readonly Paragraph[]
  readonly sections: readonly Section[]
  readonly ending: readonly Paragraph[]
  readonly figures: Readonly<Record<string, Figure>>
  readonly annexes: readonly Annex[]
  readonly signer: Signer
  readonly recipients: readonly string[]
}

const STATE_WORDS: Readonly<Record<FigureState, string | null>> = {
  reported: null,
  zero: null,
  estimated: null,
  none: 'không phát sinh',
  not_applicable: 'không áp dụng',
  missing: 'chưa có số',
}
/** Percentages and quotients are printed with at most two decimals. */
export const DECIMALS = 2
export const rounded = (value: number, decimals = 4): number => Number(value.toFixed(decimals)) + 0

/** How a value is printed: the number in Vietnamese form, or the words of its state. What was not reported is never a zero. */
export function printed(value: number | null, state: FigureState, signed = false): string {
  const words = STATE_WORDS[state]
  if (words !== null) return words
  if (value === null) return STATE_WORDS.missing ?? ''
  return signed && value > 0 ? `+${formatNumber(value)}` : formatNumber(value)
}

/** A figure whose print follows from its value and state. */
export function figure(of: Omit<Figure, 'text'>): Figure {
  return { ...of, text: printed(of.value, of.state, of.signed) }
}

export const figureOf = (document: OfficialDocument, id: string): Figure | undefined =>
  Object.hasOwn(document.figures, id) ? document.figures[id] : undefined

/** The text of some runs, figures printed. @throws on a reference that `refusalsOf` refuses */
export function textOf(document: OfficialDocument, runs: readonly Run[]): string {
  return runs.map(run => textOfRun(document, run)).join('')
}

export function textOfRun(document: OfficialDocument, run: Run): string {
  if (typeof run === 'string') return run
  if ('fixed' in run) return run.text
  const found = figureOf(document, run.figure)
  if (!found) throw new Error(`no figure ${run.figure}`)
  return found.text
}

const paragraphsOf = (document: OfficialDocument): Paragraph[] => [
  ...document.opening,
  ...document.sections.flatMap(section => section.paragraphs),
  ...document.ending,
]

const annexRuns = (annex: Annex): Run[] => [...annex.captions.flat(), ...annex.rows.flatMap(row => row.cells.flat()), ...annex.notes.flat()]

/** Every run of the document, in the order it is printed. */
export const runsOf = (document: OfficialDocument): Run[] => [
  ...paragraphsOf(document).flatMap(paragraph => paragraph.runs),
  ...document.annexes.flatMap(annexRuns),
]

const DIGIT = /\p{Nd}/u
// Word keeps at most 64 characters of a content control's tag; "figure:" takes seven.
const LONGEST_ID = 57

/** Why the document may not be composed; none when it may. */
export function refusalsOf(document: OfficialDocument): Refusal[] {
  const format = formatOn(document.issuerKind, document.date)
  const refusals: Refusal[] = isRefusal(format) ? [format] : []
  const referred = new Set(runsOf(document).flatMap(run => (typeof run === 'object' && 'figure' in run ? [run.figure] : [])))
  for (const id of referred) {
    if (!figureOf(document, id))
      refusals.push(
        refuse('documents.unknown-figure', `Văn bản dẫn số liệu “${id}” nhưng báo cáo không có chỉ tiêu này. Sửa lại mã chỉ tiêu.`),
      )
  }
  for (const [id, one] of Object.entries(document.figures)) refusals.push(...refusalsOfFigure(document, id, one))
  const loose = paragraphsOf(document).filter(one => one.generated && one.runs.some(run => typeof run === 'string' && DIGIT.test(run)))
  for (const one of loose)
    refusals.push(refuse('documents.unbound-number', `Câu “${toldText(document, one.runs)}” có số không gắn với chỉ tiêu.`))
  for (const annex of document.annexes) {
    if (annex.rows.some(row => row.kind === 'row' && row.cells.length !== annex.columns.length)) {
      refusals.push(refuse('documents.row-width', `Bảng “${annex.title}” có hàng không đủ ô.`))
    }
  }
  if (document.symbol.trim() === '') refusals.push(refuse('documents.no-symbol', 'Nhập ký hiệu của văn bản.', 'symbol'))
  if (document.issuer.trim() === '') refusals.push(refuse('documents.no-issuer', 'Nhập tên cơ quan ban hành.', 'issuer'))
  if (document.number !== null && !(Number.isInteger(document.number) && document.number > 0)) {
    refusals.push(refuse('documents.number', 'Số của văn bản phải là số nguyên từ 1 trở lên.', 'number'))
  }
  return refusals
}

const toldText = (document: OfficialDocument, runs: readonly Run[]): string =>
  runs
    .map(run =>
      typeof run === 'object' && 'figure' in run ? (figureOf(document, run.figure)?.text ?? `{${run.figure}}`) : textOfRun(document, run),
    )
    .join('')

function refusalsOfFigure(document: OfficialDocument, id: string, one: Figure): Refusal[] {
  const refusals: Refusal[] = []
  if (id.length > LONGEST_ID) refusals.push(refuse('documents.figure-id', `Mã chỉ tiêu “${id}” dài quá ${LONGEST_ID} ký tự.`))
  if (one.text !== printed(one.value, one.state, one.signed)) {
    refusals.push(refuse('documents.figure-text', `Chỉ tiêu “${one.label}” in “${one.text}”, khác giá trị ${one.value ?? 'trống'} của nó.`))
  }
  if (one.value !== null && !Number.isFinite(one.value))
    refusals.push(refuse('documents.figure-value', `Chỉ tiêu “${one.label}” không có giá trị in được.`))
  if (one.coverage && one.coverage.have + one.coverage.missing.length !== one.coverage.of) {
    refusals.push(refuse('documents.coverage', `Chỉ tiêu “${one.label}”: số đơn vị đã nộp và chưa nộp không khớp tổng số đơn vị.`))
  }
  if (one.numerator !== undefined && one.denominator !== undefined && !ratioHolds(document, one)) {
    refusals.push(refuse('documents.ratio', `Chỉ tiêu “${one.label}” không bằng tử số chia mẫu số.`))
  }
  return refusals
}

/** What a ratio of two figures is in its unit: percent is per hundred, per mille per thousand. */
export const ratio = (numerator: number, denominator: number, unit: string | null): number =>
  rounded((numerator / denominator) * (unit === '%' ? 100 : unit === '‰' ? 1000 : 1), DECIMALS)

function ratioHolds(document: OfficialDocument, one: Figure): boolean {
  const numerator = figureOf(document, one.numerator ?? '')?.value
  const denominator = figureOf(document, one.denominator ?? '')?.value
  if (numerator === undefined || numerator === null || !denominator) return one.value === null
  return one.value === ratio(numerator, denominator, one.unit)
}

/** Numbers an officer typed into the narrative, which no figure stands behind: shown before publication, never refused. */
export function typedNumbers(document: OfficialDocument): string[] {
  const typed = paragraphsOf(document).filter(one => !one.generated)
  return typed.flatMap(one => one.runs.flatMap(run => (typeof run === 'string' ? (run.match(/\p{Nd}[\p{Nd}.,/-]*/gu) ?? []) : [])))
}
