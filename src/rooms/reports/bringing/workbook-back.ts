// What was said in a workbook that came back: of which report it is, and what each of its cells means. Pure.
import { addDays, day } from '../../../ground/day.ts'
import { formatDay, searchKey } from '../../../ground/vietnamese.ts'
import type { Indicator } from '../figures.ts'
import { originOf, type TypedCell, type TypedState } from '../sheet.ts'
import { type IncomingCell, type IncomingText, markOfText, typable } from './incoming.ts'
import {
  AT,
  FIGURES,
  type ForWorkbook,
  figureMark,
  HEAD_ROW,
  IDENTITY,
  isWholeRatio,
  LAYOUT,
  oneLine,
  reasonMark,
  type Slot,
  TEXTS,
  templateMark,
  WAYS,
} from './workbook.ts'
import type { SheetCell, SheetCells, Workbook } from './workbook-cells.ts'
import { refusedFile } from './workbook-parts.ts'
import { marksOf, numberText, readWritten, settleWritten, type Written } from './written.ts'

interface Identity {
  readonly of: ReadonlyMap<string, readonly string[]>
  get(key: string): string
}

function identityIn(book: Workbook): Identity {
  const sheet = book.sheet(IDENTITY)
  if (!sheet || !book.names.includes(FIGURES))
    throw refusedFile(
      'foreign',
      'Tệp này không phải biểu tải từ trang này (không có phần định danh). Tải biểu ở đây rồi ghi vào; số ở tệp khác thì chép và dùng trang Dán từ Excel.',
    )
  const of = new Map<string, readonly string[]>()
  for (let row = 1; row <= sheet.lastRow; row++) {
    const text = (column: string): string => textOf(sheet.cells.get(`${column}${row}`)) ?? ''
    if (text('A') !== '') of.set(text('A'), [text('B'), text('C'), text('D')])
  }
  return { of, get: key => of.get(key)?.[0] ?? '' }
}

const textOf = (cell: SheetCell | undefined): string | undefined =>
  cell === undefined ? undefined : cell.held.is === 'number' ? String(cell.held.number) : cell.held.text

/** Refuses a workbook of another window, unit or form. `nameOf` names a unit. @throws invalid `reports.file-…` */
function mustBeOf(identity: Identity, made: ForWorkbook, nameOf: (unitId: string) => string | undefined): void {
  const { window, unit } = made
  if (identity.get('unit') !== unit.id) {
    const other = nameOf(identity.get('unit'))
    throw refusedFile(
      'other-unit',
      `Tệp này là biểu của ${other ?? 'một đơn vị khác'}, trang này của ${unit.name}. Mở đúng đơn vị rồi nạp, hoặc chọn lại tệp.`,
    )
  }
  if (identity.get('window') !== window.code)
    throw refusedFile(
      'other-window',
      `Tệp này là biểu của kỳ ${identity.get('window').slice(0, 40)}, trang này của kỳ ${window.code} (${window.label}). Mở đúng kỳ rồi nạp, hoặc chọn lại tệp.`,
    )
  if (
    identity.get('layout') !== LAYOUT ||
    identity.get('form') !== String(made.formVersion) ||
    identity.get('template') !== templateMark(made)
  )
    throw refusedFile(
      'other-form',
      'Biểu đã được sửa từ khi ông/bà tải tệp này, nên các ô không còn khớp. Tải biểu mới rồi chép số sang, hoặc dùng trang Dán từ Excel.',
    )
}

export interface FromWorkbook {
  readonly cells: readonly IncomingCell[]
  readonly texts: readonly IncomingText[]
  readonly notes: readonly string[]
}

/** What a workbook that came back says. @throws invalid `reports.file-…` when it is not the workbook of this report */
export function readWorkbook(book: Workbook, made: ForWorkbook, nameOf: (unitId: string) => string | undefined): FromWorkbook {
  const identity = identityIn(book)
  mustBeOf(identity, made, nameOf)
  const sheet = book.sheet(FIGURES)
  if (!sheet) throw refusedFile('foreign', `Tệp không còn trang “${FIGURES}”. Tải biểu mới rồi ghi lại.`)
  const rows = rowsOf(sheet, made)
  const indicators = new Map(made.asked.indicators.map(one => [one.code, one]))
  const block = rows.flatMap(({ code, slots }) => {
    const indicator = indicators.get(code)
    return indicator && typeof slots.value === 'string' ? [{ text: slots.value, written: readWritten(slots.value, indicator) }] : []
  })
  const found = marksOf(block, undefined)
  const kept = new Map(made.cells.map(one => [one.code, one]))
  const reading: Reading = { sheet, book, made, identity, marks: found.marks, kept }
  const cells = rows.map(row => incomingOf(reading, row, indicators.get(row.code)))
  const absent = made.asked.indicators.length - new Set(rows.filter(one => indicators.has(one.code)).map(one => one.code)).size
  return {
    cells,
    texts: textsOf(book, made, identity),
    notes: [
      ...(found.say ? [found.say] : []),
      ...(absent > 0 ? [`${absent} chỉ tiêu không còn trong tệp: giữ như đang có trên hệ thống.`] : []),
    ],
  }
}

interface Reading {
  readonly sheet: SheetCells
  readonly book: Workbook
  readonly made: ForWorkbook
  readonly identity: Identity
  readonly marks: ReturnType<typeof marksOf>['marks']
  readonly kept: ReadonlyMap<string, TypedCell>
}

interface RowRead {
  readonly row: number
  readonly code: string
  readonly slots: { readonly way: string; readonly value: Slot; readonly over: Slot; readonly under: Slot; readonly reason: string }
}

function rowsOf(sheet: SheetCells, made: ForWorkbook): RowRead[] {
  const rows: RowRead[] = []
  const known = new Set(made.asked.indicators.map(one => one.code))
  for (let row = 1; row <= sheet.lastRow; row++) {
    const cell = (column: string): SheetCell | undefined => sheet.cells.get(`${column}${row}`)
    const code = typable(textOf(cell(AT.code)) ?? '')
    const slot = (column: string): Slot => {
      const held = cell(column)?.held
      return held === undefined ? null : held.is === 'number' ? Number(held.number.toPrecision(15)) : typable(held.text) || null
    }
    const text = (column: string): string => String(slot(column) ?? '')
    const slots = { way: text(AT.state), value: slot(AT.value), over: slot(AT.over), under: slot(AT.under), reason: text(AT.reason) }
    // A line that somebody added has figures and no code of ours: it is said, not passed over.
    const isStray = row > HEAD_ROW && !known.has(code) && (slots.value !== null || slots.over !== null || code !== '')
    if (known.has(code) || isStray) rows.push({ row, code, slots })
  }
  return rows
}

function incomingOf(reading: Reading, { row, code, slots }: RowRead, indicator: Indicator | undefined): IncomingCell {
  const at = `${AT.value}${row}`
  const came = cameOf(slots)
  const [base, figureThen, reasonThen] = reading.identity.of.get(`o:${code}`) ?? []
  if (!indicator || figureThen === undefined)
    return {
      code,
      at,
      came,
      cell: { say: `Dòng ${row}: mã “${code.slice(0, 20)}” không có trong biểu. Không thêm dòng vào biểu; cột Mã để nguyên.` },
    }
  const kept = reading.kept.get(code) ?? { code, state: '', value: '', reason: '' }
  const isFigure = figureMark(slots.way, slots.value, slots.over, slots.under) !== figureThen
  const isReason = reasonMark(slots.reason) !== reasonThen
  // A formula that gives the very number that was there is a formula still: the next opening may give another.
  if (!isFigure && !isReason && !hasFormula(reading, row)) return { code, at, came, cell: kept, base }
  const strange = strangeIn(reading, row, indicator)
  if (strange) return { code, at, came, cell: { say: strange }, base }
  const reason = isReason ? oneLine(slots.reason) : kept.reason
  if (!isFigure) return { code, at: `${AT.reason}${row}`, came: slots.reason, cell: { ...kept, reason }, base }
  const figure = figureSaid(reading, indicator, row, slots)
  return { code, at, came, cell: 'say' in figure ? figure : { code, ...figure, reason }, base }
}

const cameOf = ({ way, value, over, under }: RowRead['slots']): string => {
  const shown = (slot: Slot): string => (typeof slot === 'number' ? numberText(slot) : (slot ?? ''))
  const figure = value !== null ? shown(value) : over !== null || under !== null ? `${shown(over)}/${shown(under)}` : ''
  return [figure, searchKey(way) === searchKey(WAYS['']) ? '' : way].filter(Boolean).join(', ')
}

const FILLED = [AT.state, AT.value, AT.over, AT.under, AT.reason] as const
const hasFormula = ({ sheet }: Reading, row: number): boolean => FILLED.some(column => sheet.cells.get(`${column}${row}`)?.formula)

/** What keeps a row from being read, however sound its figure: a formula, a hidden or merged place, a day where a number should be. */
function strangeIn({ sheet, book }: Reading, row: number, indicator: Indicator): string | undefined {
  if (sheet.hiddenRows.has(row)) return `Dòng ${row} đang ẩn nên không lấy. Bỏ ẩn dòng, xem lại số rồi nạp lại.`
  const hidden = FILLED.find(column => sheet.hiddenColumns.has(column))
  if (hidden) return `Cột ${hidden} đang ẩn nên không lấy. Bỏ ẩn cột, xem lại số rồi nạp lại.`
  const merged = sheet.merged.get(row)
  if (merged) return `Các ô ${merged} đang gộp nên không rõ số của dòng nào. Bỏ gộp ô rồi nạp lại.`
  for (const column of FILLED) {
    const cell = sheet.cells.get(`${column}${row}`)
    if (!cell) continue
    const address = `${column}${row}`
    const { held } = cell
    if (cell.formula)
      return `Ô ${address} có công thức, đang cho ra ${held.is === 'number' ? numberText(held.number) : `“${held.text.slice(0, 40)}”`}. Chép ô rồi dán giá trị (Paste Values), nạp lại.`
    if (held.is === 'wrong') return `Ô ${address} đang ghi “${held.text.slice(0, 40)}”, không phải là số. Ghi lại bằng chữ số.`
    if (held.is !== 'number') continue
    if (held.shown === 'day')
      return `Ô ${address} là ngày ${dayOf(held.number, book.from1904)}, không phải số.${indicator.kind === 'ratio' ? ' Tỷ lệ ghi tử và mẫu vào hai cột G, H.' : ''} Đổi định dạng ô sang Số rồi ghi lại.`
    if (held.shown === 'percent')
      return `Ô ${address} là ${numberText(Number((held.number * 100).toPrecision(12)))}%. ${indicator.kind === 'ratio' ? 'Tỷ lệ ghi tử và mẫu vào hai cột G, H.' : 'Ô này cần số lượng, không phải phần trăm.'}`
  }
  return undefined
}

/** Day 1 of a spreadsheet is 1 January 1900, and it believes in a 29 February of that year. */
function dayOf(serial: number, from1904: boolean): string {
  const days = Math.trunc(serial) + (from1904 ? 1462 : 0)
  return days < 61 || days > 2_958_465 ? `số thứ tự ${Math.trunc(serial)}` : formatDay(addDays(day('1899-12-30'), days))
}

function figureSaid(
  reading: Reading,
  indicator: Indicator,
  row: number,
  slots: RowRead['slots'],
): Omit<TypedCell, 'code' | 'reason'> | { say: string } {
  const origin = originOf(indicator, reading.made.asked.counted)
  if (origin === 'computed' || origin === 'ratio') return { say: 'Ô này hệ thống tính. Sửa các ô mà nó được tính từ đó.' }
  const way = wayOf(slots.way)
  if (way === undefined)
    return { say: `Ô ${AT.state}${row}: “${slots.way.slice(0, 30)}” không phải một cách ghi. Chọn ${Object.values(WAYS).join(', ')}.` }
  const { value, over, under } = slots
  if (over !== null || under !== null) {
    if (!isWholeRatio(indicator, origin)) return { say: `Chỉ tiêu này không phải tỷ lệ. Xóa tử và mẫu, ghi số vào ô ${AT.value}${row}.` }
    if (over === null || under === null) return { say: `Tỷ lệ ghi cả tử (ô ${AT.over}${row}) và mẫu (ô ${AT.under}${row}).` }
    return { state: way, value: [over, under].map(one => (typeof one === 'number' ? numberText(one) : one)).join('/') }
  }
  if (value === null) return { state: way, value: '' }
  if (typeof value === 'number') {
    if (origin === 'counted' && way === '' && value === reading.made.asked.counted.get(indicator.code)) return { state: '', value: '' }
    const isThousand = indicator.decimals === 0 && !Number.isInteger(value) && Number.isInteger(Number((value * 1000).toPrecision(12)))
    if (isThousand)
      return {
        say: `Ghi số nguyên. Nếu ý ông/bà là ${numberText(Math.round(value * 1000))}, bảng tính đang hiểu dấu ngăn nghìn là phần thập phân: gõ lại ${Math.round(value * 1000)}, không có dấu.`,
      }
    return { state: way, value: numberText(value) }
  }
  const written: Written = readWritten(value, indicator)
  if (written.is === 'nothing') return { state: way, value: '' }
  const said = settleWritten(written, reading.marks)
  if ('say' in said) return said
  return { state: said.state === '' ? way : said.state, value: said.value }
}

function wayOf(text: string): TypedState | undefined {
  const key = searchKey(text)
  if (key === '') return ''
  return (Object.entries(WAYS) as [TypedState, string][]).find(([, word]) => searchKey(word) === key)?.[0]
}

function textsOf(book: Workbook, made: ForWorkbook, identity: Identity): IncomingText[] {
  const sheet = book.sheet(TEXTS)
  if (!sheet) return []
  const places = new Map(made.narrative.map((one, i) => [typable(one.heading), i + 1]))
  const texts: IncomingText[] = []
  for (let row = 2; row <= sheet.lastRow; row++) {
    const place = places.get(typable(textOf(sheet.cells.get(`A${row}`)) ?? ''))
    if (place === undefined) continue
    const cell = sheet.cells.get(`B${row}`)
    const text = typable(textOf(cell) ?? '')
    const [base] = identity.of.get(`p:${place}`) ?? []
    const strange = cell?.formula
      ? `Ô B${row} có công thức. Chép ô rồi dán giá trị (Paste Values), nạp lại.`
      : sheet.hiddenRows.has(row)
        ? `Dòng ${row} đang ẩn nên không lấy. Bỏ ẩn dòng rồi nạp lại.`
        : undefined
    const isSaid = base !== markOfText(text) || cell?.formula === true
    const kept = made.narrative[place - 1]?.text ?? ''
    texts.push({ place, at: `B${row}, trang ${TEXTS}`, came: text, text: !isSaid ? kept : strange ? { say: strange } : text, base })
  }
  return texts
}
