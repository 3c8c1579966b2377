// Cells that come from a workbook or a pasted block, set beside what is kept: a verdict for each before anything is written. Pure.
import { sha256 } from '../../../ground/files.ts'
import { readNumber, tidy } from '../../../ground/vietnamese.ts'
import { type Asked, fieldOf, type Origin, originOf, readSheet, reasonFieldOf, type Section, type TypedCell } from '../sheet.ts'
import { sayInItsCell as inItsLine } from '../together/as-typed.ts'

/** Where it stood, as a person finds it again: "F12", "dòng 3". */
export interface Came {
  readonly at: string
  /** As it was written. */
  readonly came: string
}

export interface IncomingCell extends Came {
  readonly code: string
  /** The cell as if typed, or why it is not taken. */
  readonly cell: TypedCell | { readonly say: string }
  /** markOf the cell that was kept when the workbook was made. */
  readonly base?: string | undefined
}

export interface IncomingText extends Came {
  /** The place of its section in the form, from 1. */
  readonly place: number
  readonly text: string | { readonly say: string }
  readonly base?: string | undefined
}

/** clash: someone else wrote in the cell since the workbook was made; the officer says which of the two stays. */
export type Outcome = 'created' | 'changed' | 'same' | 'clash' | 'rejected'

export interface CellVerdict extends Came {
  readonly code: string
  readonly outcome: Outcome
  readonly kept: TypedCell
  /** What would be written. */
  readonly cell: TypedCell
  /** Why not, or what is still to be done before handing in. */
  readonly say: string
}

export interface TextVerdict extends Came {
  readonly place: number
  readonly outcome: Outcome
  readonly kept: string
  readonly text: string
  readonly say: string
}

export const MOST_REASON = 500
export const MOST_VALUE = 40
export const MOST_TEXT = 8000

const emptyCell = (code: string): TypedCell => ({ code, state: '', value: '', reason: '' })
const isEmpty = ({ state, value, reason }: TypedCell): boolean => state === '' && value.trim() === '' && reason === ''

/** A value by what it means: "1460" and "1.460" are one. */
function meant(value: string): string {
  const text = tidy(value)
  const numbers = text.split('/').map(readNumber)
  return numbers.every(one => one !== undefined) ? numbers.map(one => `#${one}`).join('/') : text
}

const shortMark = (what: unknown): string => sha256(JSON.stringify(what)).slice(0, 16)
/** What a cell says, as a mark: two spellings of one number have one. */
export const markOf = ({ state, value, reason }: Omit<TypedCell, 'code'>): string => shortMark([state, meant(value), tidy(reason)])
export const markOfText = (text: string): string => shortMark(tidy(text))

/** What a figure of the sheet cannot be, whoever writes it: such a cell is not taken at all. */
const NEVER = new Set([
  'reports.cell-not-a-number',
  'reports.cell-negative',
  'reports.cell-too-large',
  'reports.cell-decimals',
  'reports.cell-ratio-alone',
  'reports.cell-ratio-zero',
  'reports.cell-ratio-above',
  'reports.cell-records-exist',
])

/** Only letters that a person can have typed. */
export const typable = (text: string): string =>
  tidy(text.replace(/\r\n?/gu, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\p{Cs}]/gu, ''))

const ofSystem = (origin: Origin): boolean => origin === 'computed' || origin === 'ratio'

/**
 * A verdict for each cell that came. One that two people wrote since the workbook was made is shown with both; one that no rule would
 * ever take is refused with what to do. Rules that ask for a reason, or that look at several cells, are said and do not hold the cell
 * back: a draft is kept right or wrong.
 */
export function judgeCells(asked: Asked, kept: readonly TypedCell[], incoming: readonly IncomingCell[]): CellVerdict[] {
  const byCode = new Map(kept.map(one => [one.code, one]))
  const indicators = new Map(asked.indicators.map(one => [one.code, one]))
  const seen = new Map<string, Came>()
  const verdicts = incoming.map((one): CellVerdict => {
    const { code, at, came, cell } = one
    const now = byCode.get(code) ?? emptyCell(code)
    const indicator = indicators.get(code)
    const verdict = (outcome: Outcome, say = '', written = now): CellVerdict => ({ code, at, came, outcome, kept: now, cell: written, say })
    if (!indicator) return verdict('rejected', 'Không có chỉ tiêu này trong biểu.')
    const first = seen.get(code)
    if (first) return verdict('rejected', `Chỉ tiêu này đã có ở ${first.at}. Giữ một trong hai.`)
    seen.set(code, one)
    if ('say' in cell) return verdict('rejected', inItsLine(cell.say))
    if (markOf(cell) === markOf(now)) return verdict('same')
    const origin = originOf(indicator, asked.counted)
    if (ofSystem(origin) && (cell.state !== '' || cell.value !== ''))
      return verdict('rejected', 'Ô này hệ thống tính. Sửa các ô mà nó được tính từ đó.')
    if (cell.value.length > MOST_VALUE) return verdict('rejected', 'Số dài quá 40 ký tự. Ghi lại.')
    if ([...cell.reason].length > MOST_REASON)
      return verdict('rejected', `Lý do dài ${[...cell.reason].length} ký tự, nhiều nhất ${MOST_REASON}. Rút ngắn lại.`)
    const alone = readSheet(asked, [cell]).refusals.find(each => NEVER.has(each.refused) && each.field === fieldOf(code))
    if (alone && cell.value !== now.value) return verdict('rejected', inItsLine(alone.say))
    if (one.base !== undefined && one.base !== markOf(now))
      return verdict('clash', 'Ô này vừa được sửa trên hệ thống. Chọn lấy số nào.', cell)
    return verdict(isEmpty(now) && origin !== 'counted' ? 'created' : 'changed', '', cell)
  })
  return remarked(asked, kept, verdicts)
}

/** What the sheet would still lack with the cells that are taken, said in the line of each. */
function remarked(asked: Asked, kept: readonly TypedCell[], verdicts: readonly CellVerdict[]): CellVerdict[] {
  const taken = verdicts.filter(one => one.outcome === 'created' || one.outcome === 'changed')
  if (taken.length === 0) return [...verdicts]
  const { refusals } = readSheet(
    asked,
    overlaid(
      kept,
      taken.map(one => one.cell),
    ),
  )
  return verdicts.map(one => {
    if (one.say !== '' || !taken.includes(one)) return one
    const found = refusals.find(
      each => each.refused !== 'reports.cell-empty' && (each.field === fieldOf(one.code) || each.field === reasonFieldOf(one.code)),
    )
    return found ? { ...one, say: `Trước khi nộp: ${inItsLine(found.say)}` } : one
  })
}

export function judgeTexts(kept: readonly Section[], incoming: readonly IncomingText[]): TextVerdict[] {
  return incoming.map(({ place, at, came, text, base }): TextVerdict => {
    const now = kept[place - 1]?.text ?? ''
    const verdict = (outcome: Outcome, say = '', written = now): TextVerdict => ({
      place,
      at,
      came,
      outcome,
      kept: now,
      text: written,
      say,
    })
    if (typeof text !== 'string') return verdict('rejected', text.say)
    if (markOfText(text) === markOfText(now)) return verdict('same')
    const length = [...text].length
    if (length > MOST_TEXT) return verdict('rejected', `Phần lời dài ${length} ký tự, nhiều nhất ${MOST_TEXT}. Rút ngắn lại.`)
    if (base !== undefined && base !== markOfText(now))
      return verdict('clash', 'Phần này vừa được sửa trên hệ thống. Chọn lấy bản nào.', text)
    return verdict(now === '' ? 'created' : 'changed', '', text)
  })
}

/** The kept cells with others in their place. */
export function overlaid(kept: readonly TypedCell[], cells: readonly TypedCell[]): TypedCell[] {
  const byCode = new Map(kept.map(one => [one.code, one]))
  for (const one of cells) byCode.set(one.code, one)
  return [...byCode.values()]
}
