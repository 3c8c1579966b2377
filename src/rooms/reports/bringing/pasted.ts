// A block copied from a spreadsheet: which of its lines are which indicators, which column is this window, what each cell says. Pure.
import { Fault } from '../../../ground/faults.ts'
import { searchKey, tidy } from '../../../ground/vietnamese.ts'
import type { Indicator } from '../figures.ts'
import { numbering, plainLabel, type TypedCell } from '../sheet.ts'
import { type IncomingCell, typable } from './incoming.ts'
import { isNamed, type Named, type Names, namedBy, namesOf } from './pasted-names.ts'
import { type Marks, marksOf, readWritten, settleWritten, type Written } from './written.ts'

export const MOST_LINES = 300
export const MOST_COLUMNS = 120

const tooLarge = (lines: number, columns: number): Fault => {
  const say = `Khối có ${lines} dòng, ${columns} cột; nhiều nhất ${MOST_LINES} dòng, ${MOST_COLUMNS} cột. Chép riêng vùng có số của biểu này.`
  return new Fault('invalid', 'reports.block-large', say, [{ field: 'khoi', say }])
}

/** A block as it lies on the clipboard: cells between tabs, lines between line ends, quotes around a cell that holds either. @throws invalid */
export function tableOf(block: string): string[][] {
  const text = block.replace(/\r\n?/gu, '\n').replace(/\n+$/u, '')
  const rows: string[][] = [[]]
  let at = 0
  while (at <= text.length) {
    let cell = ''
    const quoted = text[at] === '"' ? quotedFrom(text, at) : undefined
    if (quoted) [cell, at] = quoted
    else {
      const end = text.slice(at).search(/[\t\n]/u)
      cell = end < 0 ? text.slice(at) : text.slice(at, at + end)
      at = end < 0 ? text.length : at + end
    }
    rows.at(-1)?.push(typable(cell.replaceAll('\t', ' ')))
    if (at >= text.length) break
    if (text[at] === '\n') rows.push([])
    at += 1
  }
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0)
  if (rows.length > MOST_LINES || width > MOST_COLUMNS) throw tooLarge(rows.length, width)
  return rows.map(row => [...row, ...Array<string>(width - row.length).fill('')])
}

/** A quotation that ends before a tab, a line end or the end of all; else the mark is a letter of the cell. */
function quotedFrom(text: string, from: number): [string, number] | undefined {
  const found = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/u.exec(text.slice(from))
  return found ? [(found[1] ?? '').replaceAll('""', '"'), from + found[0].length] : undefined
}

/** What a person said about the block when it could not be understood by itself. */
export interface PasteChoice {
  readonly marks?: Marks | undefined
  /** The column whose figures are meant, from 1. */
  readonly column?: number | undefined
  /** The indicator that the first line is for, when the lines do not name theirs. */
  readonly start?: string | undefined
}

export interface Pasted {
  readonly cells: readonly IncomingCell[]
  /** Lines with figures that belong to no indicator. */
  readonly strays: readonly { readonly at: string; readonly came: string; readonly say: string }[]
  readonly asks: {
    readonly marks: boolean
    readonly start: boolean
    readonly columns: readonly { readonly column: number; readonly label: string }[]
  }
  /** By which rule it was read. */
  readonly notes: readonly string[]
}

export interface PasteInto {
  readonly indicators: readonly Indicator[]
  readonly kept: readonly TypedCell[]
  /** How the head of a column names this window or this unit: "tháng 11/2026", "Khe Trầm". */
  readonly names: readonly string[]
}

// ── Which column ─────────────────────────────────────────────────────────────────────────────

const HEAD_OF = {
  value: [
    'so ky nay',
    'ky nay',
    'so lieu ky nay',
    'so lieu',
    'thuc hien',
    'thuc hien trong ky',
    'ket qua',
    'so luong',
    'gia tri',
    'trong ky',
    'phat sinh trong ky',
  ],
  reason: ['ly do', 'giai trinh', 'ly do giai trinh'],
  other: [
    'tt',
    'stt',
    'so tt',
    'ma',
    'ma so',
    'don vi tinh',
    'dvt',
    'don vi',
    'ky truoc',
    'cung ky',
    'luy ke',
    'luy ke tu dau nam',
    'ke hoach',
    'ghi chu',
    'ghi chu cua he thong',
    'cach ghi',
    'tu so',
    'mau so',
    'chi tieu',
    'noi dung',
    'nguon',
  ],
} as const
const headKey = (text: string): string =>
  searchKey(text)
    .replace(/[^a-z0-9]+/gu, ' ')
    .trim()

type HeadKind = keyof typeof HEAD_OF | 'named' | undefined

function headKind(heads: readonly string[], names: readonly string[]): HeadKind {
  const keys = heads.map(headKey).filter(Boolean)
  const own = names.map(headKey).filter(Boolean)
  if (keys.some(key => own.includes(key))) return 'named'
  for (const kind of ['value', 'reason', 'other'] as const)
    if (keys.some(key => (HEAD_OF[kind] as readonly string[]).includes(key))) return kind
  return undefined
}

// ── Reading ──────────────────────────────────────────────────────────────────────────────────

interface Laid {
  readonly rows: readonly (readonly string[])[]
  /** Indicators stand in columns: the block was turned. */
  readonly turned: boolean
}

const turnedRound = (rows: readonly (readonly string[])[]): string[][] => (rows[0] ?? []).map((_, i) => rows.map(row => row[i] ?? ''))
const most = (counts: readonly number[]): number => Math.max(0, ...counts)

/** Lines of indicators down, whichever way they ran: a sheet of all communes has them across. */
function laidDown(rows: readonly (readonly string[])[], names: Names): Laid | undefined {
  const across = turnedRound(rows)
  const inColumn = most(across.map(column => column.filter(cell => isNamed(names, cell)).length))
  const inRow = most(rows.map(row => row.filter(cell => isNamed(names, cell)).length))
  if (inColumn === 0 && inRow === 0) return undefined
  const isDown = inColumn > inRow || (inColumn === inRow && (rows[0]?.length ?? 0) > 1)
  return isDown ? { rows, turned: false } : { rows: across, turned: true }
}

/** Reads a block for a sheet, with what a person said of it. Nothing is guessed where two readings stand: then it asks. */
export function readPasted(block: string, into: PasteInto, choice: PasteChoice = {}): Pasted {
  const table = tableOf(block)
  const names = namesOf(into.indicators)
  const laid = laidDown(table, names)
  return laid ? readNamed(laid, names, into, choice) : readByPlace(table, into, choice)
}

interface Line {
  readonly row: number
  readonly cells: readonly string[]
  readonly named: Named
}

const placeOf = (row: number, column: number, turned: boolean): string =>
  turned ? `dòng ${column + 1}, cột ${row + 1}` : `dòng ${row + 1}, cột ${column + 1}`

/** A merged head holds its words in its first cell only: they reach over the empty ones after it, while a lower head goes on. */
const spread = (row: readonly string[]): string[] => {
  let last = ''
  return row.map(cell => {
    last = cell.trim() || last
    return last
  })
}

function readNamed({ rows, turned }: Laid, names: Names, into: PasteInto, choice: PasteChoice): Pasted {
  const width = rows[0]?.length ?? 0
  const labelled = Array.from({ length: width }, (_, i) => rows.some(row => isNamed(names, row[i] ?? '')))
  const lastLabel = labelled.lastIndexOf(true)
  const first = rows.findIndex(row => row.some(cell => isNamed(names, cell)))
  // A title above the table is no head of its columns.
  const headRows = rows.slice(0, first).filter(row => row.filter(Boolean).length > 1 || row.findIndex(Boolean) > lastLabel)
  const lines = linesOf(rows.slice(first), first, names, lastLabel)
  const above = rows.slice(0, first).map((cells, row): Line => ({ row, cells, named: undefined }))
  const heads = Array.from({ length: width }, (_, column) =>
    headRows.map((row, i) => (i < headRows.length - 1 ? spread(row) : row)[column] ?? '').filter(Boolean),
  )
  const kinds = heads.map(own => headKind(own, into.names))
  const candidates = Array.from({ length: width }, (_, i) => i).filter(
    i => i > lastLabel && kinds[i] !== 'other' && kinds[i] !== 'reason' && lines.some(line => isFigure(line, i)),
  )
  const column = chosen(candidates, kinds, choice.column)
  const label = (i: number): string =>
    [
      heads[i]?.join(', ') || `cột ${i + 1}`,
      ...lines
        .slice(0, 3)
        .map(line => line.cells[i] ?? '')
        .filter(Boolean)
        .slice(0, 2),
    ].join(' · ')
  if (column === undefined)
    return {
      ...NOTHING,
      notes: candidates.length === 0 ? ['Thấy tên chỉ tiêu nhưng không thấy số nào. Chép cả cột số rồi dán lại.'] : [],
      asks: { marks: false, start: false, columns: candidates.map(i => ({ column: i + 1, label: label(i) })) },
    }
  const reasons = kinds.indexOf('reason')
  const notes = [
    ...(turned ? ['Chỉ tiêu nằm ngang ở các cột: khối được đọc theo cột.'] : []),
    ...(candidates.length > 1 || choice.column !== undefined
      ? [`Lấy số ở ${turned ? 'dòng' : 'cột'} ${column + 1}${heads[column]?.length ? ` (${heads[column]?.join(', ')})` : ''}.`]
      : []),
  ]
  // A line with words and a figure above the first that is known is no head: it is told like any other that is not known.
  const unknown = above.filter(
    ({ cells }) =>
      cells.slice(0, lastLabel + 1).some(cell => /\p{L}/u.test(cell) && headKind([cell], []) === undefined) && isClear(cells[column] ?? ''),
  )
  const found = [...unknown, ...lines].map(line => ({
    ...line,
    at: placeOf(line.row, column, turned),
    text: line.cells[column] ?? '',
    reason: reasons < 0 ? '' : (line.cells[reasons] ?? ''),
  }))
  return settled(found, into, choice, notes)
}

/** A line says a figure there, or something that stands for one; its own measure does not count. */
const isFigure = ({ cells, named }: Line, column: number): boolean => {
  const text = cells[column] ?? ''
  if (text === '') return false
  const indicator = named?.is === 'one' ? named.indicator : undefined
  if (indicator && searchKey(text) === searchKey(indicator.measure)) return false
  const written = readWritten(text, indicator ?? PLAIN)
  return !(written.is === 'nothing' || (written.is === 'unclear' && written.isWords))
}
/** A figure and nothing else: the number of a year or of a column stands under no words of its own. */
const isClear = (text: string): boolean => /^[\d.,\s]+$/u.test(text) && readWritten(text, PLAIN).is !== 'nothing'
const PLAIN = { kind: 'flow', numerator: null, measure: '', decimals: 4 } as const

function chosen(candidates: readonly number[], kinds: readonly HeadKind[], said: number | undefined): number | undefined {
  if (said !== undefined) return said - 1
  for (const kind of ['named', 'value'] as const) {
    const fit = candidates.filter(i => kinds[i] === kind)
    if (fit.length === 1) return fit[0]
  }
  return candidates.length === 1 ? candidates[0] : undefined
}

function linesOf(rows: readonly (readonly string[])[], first: number, names: Names, lastLabel: number): Line[] {
  let above: Indicator | undefined
  let heads: string[] = []
  return rows.map((cells, i) => {
    const own = cells.slice(0, lastLabel + 1)
    // The words of a merged cell stand in its first line: the lines under it are its parts.
    const filled = own.map((cell, j) => cell || (own.slice(j + 1).some(Boolean) ? (heads[j] ?? '') : ''))
    if (own.some(Boolean)) heads = filled
    const named = namedBy(names, filled, above)
    if (named?.is === 'one') above = names.wholeOf(named.indicator) ?? named.indicator
    return { row: first + i, cells, named }
  })
}

/** A block of bare figures: line by line from the cell that a person named, in the order of the sheet. */
function readByPlace(table: readonly (readonly string[])[], into: PasteInto, choice: PasteChoice): Pasted {
  const from = into.indicators.findIndex(one => one.code === choice.start)
  const width = table[0]?.length ?? 0
  const lines: Line[] = table.map((cells, row) => ({ row, cells, named: undefined }))
  const candidates = Array.from({ length: width }, (_, i) => i).filter(i => lines.some(line => isFigure(line, i)))
  if (candidates.length === 0) return { ...NOTHING, notes: ['Khối này không có số nào. Chép vùng có số rồi dán lại.'] }
  const column = chosen(candidates, [], choice.column)
  const columns =
    column === undefined
      ? candidates.map(i => ({
          column: i + 1,
          label: [
            `cột ${i + 1}`,
            ...table
              .map(row => row[i] ?? '')
              .filter(Boolean)
              .slice(0, 3),
          ].join(' · '),
        }))
      : []
  if (from < 0 || column === undefined) return { ...NOTHING, asks: { marks: false, start: from < 0, columns } }
  const hasHead = (readWritten(table[0]?.[column] ?? '', PLAIN) as { isWords?: boolean }).isWords === true
  const names = numbering(into.indicators)
  const start = into.indicators[from]
  const notes = [`Khối không có tên chỉ tiêu: ghi lần lượt từ ô ${names.get(start?.code ?? '')}, ${start ? plainLabel(start) : ''}.`]
  const found = lines.slice(hasHead ? 1 : 0).map((line, i): Found => {
    const indicator = into.indicators[from + i]
    return {
      ...line,
      named: indicator && { is: 'one', indicator },
      at: placeOf(line.row, column, false),
      text: line.cells[column] ?? '',
      reason: '',
    }
  })
  return settled(found, into, choice, notes)
}

interface Found extends Line {
  readonly at: string
  readonly text: string
  readonly reason: string
}

const NOTHING: Pasted = { cells: [], strays: [], asks: { marks: false, start: false, columns: [] }, notes: [] }

function settled(found: readonly Found[], into: PasteInto, choice: PasteChoice, notes: readonly string[]): Pasted {
  const kept = new Map(into.kept.map(one => [one.code, one]))
  const read = found.flatMap(line => {
    if (tidy(line.text) === '') return []
    const written: Written = readWritten(line.text, line.named?.is === 'one' ? line.named.indicator : PLAIN)
    return [{ ...line, written }]
  })
  const marks = marksOf(
    read.filter(one => one.named?.is === 'one').map(({ text, written }) => ({ text, written })),
    choice.marks,
  )
  const cells: IncomingCell[] = []
  const strays: { at: string; came: string; say: string }[] = []
  for (const { at, text, written, named, reason, cells: line } of read) {
    if (named?.is === 'one' && written.is !== 'nothing') {
      const { code } = named.indicator
      const now = kept.get(code)
      const said = settleWritten(written, marks.marks)
      const why = typable(reason).replaceAll('\n', ' ') || (now?.reason ?? '')
      cells.push({ code, at, came: text, cell: 'say' in said ? said : { code, ...said, reason: why } })
    } else if (written.is !== 'unclear' || !written.isWords) {
      const name = line.find(cell => /\p{L}/u.test(cell)) ?? ''
      const say =
        named?.is === 'several'
          ? `“${name.slice(0, 60)}” là tên của nhiều chỉ tiêu. Thêm cột mã rồi dán lại.`
          : name === ''
            ? 'Không còn ô nào của biểu cho dòng này.'
            : `Không thấy chỉ tiêu “${name.slice(0, 60)}” trong biểu. Sửa tên cho giống, hoặc thêm cột mã.`
      strays.push({ at, came: text, say })
    }
  }
  return { cells, strays, asks: { marks: marks.asks, start: false, columns: [] }, notes: [...notes, ...(marks.say ? [marks.say] : [])] }
}
