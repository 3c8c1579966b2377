// The sheet of a report as a workbook: what stands in which cell when it is made, and what was said in it when it comes back. Pure.
import type { Day } from '../../../ground/day.ts'
import { sha256 } from '../../../ground/files.ts'
import { readNumber, searchKey, tidy } from '../../../ground/vietnamese.ts'
import type { Figure, Figures, Indicator } from '../figures.ts'
import { type Asked, numbering, type Origin, originOf, type Section, type TypedCell, type TypedState } from '../sheet.ts'
import { markOf, markOfText, typable } from './incoming.ts'
import { numberText } from './written.ts'

export const FIGURES = 'Biểu số liệu'
export const TEXTS = 'Phần lời'
export const IDENTITY = 'Định danh'
/** Changes whenever a workbook made before could be read wrongly. */
export const LAYOUT = '1'
export const HEAD_ROW = 6
export const HEADS = [
  'Mã',
  'TT',
  'Chỉ tiêu',
  'Đơn vị tính',
  'Cách ghi',
  'Số kỳ này',
  'Tử số',
  'Mẫu số',
  'Lý do, giải trình',
  'Ghi chú của hệ thống',
] as const
export const AT = { code: 'A', state: 'E', value: 'F', over: 'G', under: 'H', reason: 'I' } as const

export const WAYS: Readonly<Record<TypedState, string>> = {
  '': 'có số',
  estimated: 'ước tính',
  none: 'không phát sinh',
  not_applicable: 'không áp dụng',
}

/** What a workbook is made of. */
export interface ForWorkbook {
  readonly window: { readonly code: string; readonly label: string; readonly from: Day; readonly until: Day; readonly due: Day }
  readonly unit: { readonly id: string; readonly name: string }
  readonly receiver: string
  readonly formVersion: number
  readonly asked: Asked
  readonly cells: readonly TypedCell[]
  readonly figures: Figures
  readonly narrative: readonly Section[]
  /** What the reviewer wrote in a returned cell. */
  readonly words: ReadonlyMap<string, string>
  /** May be filled; else every cell is locked. */
  readonly isOpen: boolean
}

export type Slot = number | string | null

export interface SheetLine {
  readonly indicator: Indicator
  readonly name: string
  readonly way: string
  readonly value: Slot
  readonly over: Slot
  readonly under: Slot
  readonly reason: string
  readonly note: string
  readonly mayWrite: { readonly way: boolean; readonly value: boolean; readonly parts: boolean; readonly reason: boolean }
}

/** The lines of the first sheet, in the order of the form. */
export function linesOf(made: ForWorkbook): SheetLine[] {
  const { asked } = made
  const cells = new Map(made.cells.map(one => [one.code, one]))
  const names = numbering(asked.indicators)
  return asked.indicators.map(indicator => {
    const { code } = indicator
    const cell = cells.get(code) ?? { code, state: '', value: '', reason: '' }
    const origin = originOf(indicator, asked.counted)
    const isSystem = origin === 'computed' || origin === 'ratio'
    const isRatio = indicator.kind === 'ratio'
    const shown = shownFigure(indicator, origin, cell, made.figures.get(code), asked.counted.get(code))
    return {
      indicator,
      name: names.get(code) ?? '',
      way: isSystem ? '' : WAYS[cell.state],
      ...shown,
      reason: typable(cell.reason),
      note: noteOf(origin, asked.counted.get(code), isRatio, made.words.get(code)),
      mayWrite: {
        way: made.isOpen && !isSystem,
        value: made.isOpen && !isSystem,
        parts: made.isOpen && !isSystem && isRatio,
        reason: made.isOpen,
      },
    }
  })
}

export const isWholeRatio = (indicator: Indicator, origin: Origin): boolean => origin === 'typed' && indicator.kind === 'ratio'

function shownFigure(indicator: Indicator, origin: Origin, cell: TypedCell, figure: Figure | undefined, counted: number | undefined) {
  const none = { value: null, over: null, under: null } as const
  if (origin === 'computed' || origin === 'ratio')
    return figure ? { value: figure.value, over: figure.numerator, under: figure.denominator } : none
  const text = typable(cell.value)
  if (text === '') return origin === 'counted' && cell.state === '' ? { ...none, value: counted ?? null } : none
  if (isWholeRatio(indicator, origin)) {
    const [over, under, ...more] = text.split('/').map(readNumber)
    return over !== undefined && under !== undefined && more.length === 0 ? { value: null, over, under } : { ...none, value: text }
  }
  return { ...none, value: readNumber(text) ?? text }
}

function noteOf(origin: Origin, counted: number | undefined, isRatio: boolean, words: string | undefined): string {
  const how =
    origin === 'counted'
      ? `hệ thống đếm: ${numberText(counted ?? 0)}; ghi khác thì nêu lý do`
      : origin === 'computed' || origin === 'ratio'
        ? 'hệ thống tính, không ghi'
        : isRatio
          ? 'ghi tử số và mẫu số'
          : ''
  return [words && `Bị trả lại: ${words}`, how].filter(Boolean).join('. ')
}

export interface TextLine {
  readonly heading: string
  readonly text: string
}
export const textLines = (made: ForWorkbook): TextLine[] => made.narrative.map(one => ({ heading: one.heading, text: typable(one.text) }))

// ── Identity: what the workbook was made for, and what stood in it then ─────────────────────────

const mark = (what: unknown): string => sha256(JSON.stringify(what)).slice(0, 16)
const meantBy = (slot: Slot): string => (slot === null ? '' : typeof slot === 'number' ? `#${slot}` : tidy(slot))
export const figureMark = (way: string, value: Slot, over: Slot, under: Slot): string =>
  mark([searchKey(way), meantBy(value), meantBy(over), meantBy(under)])
export const reasonMark = (reason: string): string => mark(oneLine(reason))
export const oneLine = (text: string): string => typable(text).replace(/\s*\n\s*/gu, ' ')

/** Of what is asked: another definition, another order or another heading is another template. */
export const templateMark = ({ asked, narrative }: Pick<ForWorkbook, 'asked' | 'narrative'>): string =>
  mark([
    asked.indicators.map(one => [one.code, one.id, one.label, one.measure, one.kind, originOf(one, asked.counted)]),
    narrative.map(one => one.heading),
  ])

/** The rows of the hidden sheet. */
export function identityRows(made: ForWorkbook): string[][] {
  const cells = new Map(made.cells.map(one => [one.code, one]))
  return [
    ['layout', LAYOUT],
    ['window', made.window.code],
    ['unit', made.unit.id],
    ['form', String(made.formVersion)],
    ['template', templateMark(made)],
    ...linesOf(made).map(line => {
      const { code } = line.indicator
      const cell = cells.get(code) ?? { code, state: '', value: '', reason: '' }
      return [`o:${code}`, markOf(cell), figureMark(line.way, line.value, line.over, line.under), reasonMark(line.reason)]
    }),
    ...textLines(made).map((one, i) => [`p:${i + 1}`, markOfText(one.text)]),
  ]
}
