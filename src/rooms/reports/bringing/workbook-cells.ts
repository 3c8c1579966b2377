// A workbook as cells: what each holds, whether a formula made it, which rows and columns are hidden. Nothing is computed.
import { Parser } from 'saxen'
import { Fault } from '../../../ground/faults.ts'
import { type Parts, refusedFile } from './workbook-parts.ts'

/** What a cell holds. A number carries how it is shown: a day and a share of a hundred are numbers too. */
export type Held =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'number'; readonly number: number; readonly shown: 'plain' | 'day' | 'percent' }
  | { readonly is: 'wrong'; readonly text: string }

export interface SheetCell {
  readonly held: Held
  readonly formula: boolean
}

export interface SheetCells {
  /** By address, "F12"; what is empty is not there. */
  readonly cells: ReadonlyMap<string, SheetCell>
  readonly hiddenRows: ReadonlySet<number>
  readonly hiddenColumns: ReadonlySet<string>
  /** Rows that a merged cell of more than one row or column touches, by row. */
  readonly merged: ReadonlyMap<number, string>
  readonly lastRow: number
}

export interface Workbook {
  sheet(name: string): SheetCells | undefined
  readonly names: readonly string[]
  /** Days are counted from 1904. */
  readonly from1904: boolean
}

const MOST_ROWS = 5000
const MOST_CELLS = 60_000
/** Merged places and styled columns: each costs a turn for every row or column it touches. */
const MOST_PLACES = 1000

const notOurs = (): Fault =>
  refusedFile('broken', 'Tệp không phải bảng tính .xlsx đọc được. Mở bằng Excel, lưu lại thành .xlsx rồi nạp lại.')
const tooMany = (): Fault =>
  refusedFile('many-rows', 'Tệp có quá nhiều dòng, trong khi biểu chỉ có vài chục dòng. Xóa các dòng thừa, hoặc chép số sang biểu mới tải.')

const bare = (name: string): string => name.slice(name.indexOf(':') + 1)

/** `&#x1F600;` beyond the first plane must not be cut in two. */
const decoded = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/giu, (all, ten, sixteen, named) => {
        if (named) return { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[String(named).toLowerCase()] ?? all
        const point = ten ? Number(ten) : Number.parseInt(sixteen, 16)
        return point <= 0x10ffff ? String.fromCodePoint(point) : ''
      })
    : text
/** Letters that XML cannot hold stand in a cell as _x0009_. */
const unescaped = (text: string): string =>
  text.replace(/_x([0-9a-f]{4})_/giu, (_all, code) => String.fromCharCode(Number.parseInt(code, 16)))

interface Handlers {
  open?(name: string, attribute: (name: string) => string | undefined): void
  text?(text: string): void
  close?(name: string): void
}

function walk(xml: string, { open, text, close }: Handlers): void {
  const parser = new Parser()
  if (open)
    parser.on('openTag', (name, attributes) => {
      let known: Record<string, string> | undefined
      open(bare(name), wanted => {
        known ??= attributes()
        // The prefix of an attribute is each program's own.
        const value =
          known[wanted] ?? (wanted.startsWith(':') ? known[Object.keys(known).find(one => one.endsWith(wanted)) ?? ''] : undefined)
        return value === undefined ? undefined : decoded(value)
      })
    })
  if (text) {
    parser.on('text', one => text(decoded(one).replace(/\r\n?/gu, '\n')))
    parser.on('cdata', one => text(one))
  }
  if (close) parser.on('closeTag', name => close(bare(name)))
  // A document type may define entities of its own: no workbook has one.
  parser.on('attention', () => {
    throw notOurs()
  })
  parser.parse(xml)
}

/** Markup that cannot be read is a file that cannot be read. */
function sound<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof Fault ? error : notOurs()
  }
}

/** Reads a workbook's parts. @throws invalid `reports.file-…`, also when a sheet is asked for */
export const readCells = (parts: Parts): Workbook => sound(() => workbookOf(parts))

function workbookOf(parts: Parts): Workbook {
  const at = relations(parts, '_rels/.rels', '').get('officeDocument') ?? 'xl/workbook.xml'
  const xml = parts.text(at)
  if (xml === undefined) throw notOurs()
  const folder = at.includes('/') ? at.slice(0, at.lastIndexOf('/') + 1) : ''
  const targets = relations(parts, `${folder}_rels/${at.slice(folder.length)}.rels`, folder)
  const sheets = new Map<string, string>()
  let from1904 = false
  walk(xml, {
    open(name, attribute) {
      if (name === 'workbookPr') from1904 = /^(1|true)$/u.test(attribute('date1904') ?? '')
      if (name !== 'sheet') return
      const target = targets.get(attribute(':id') ?? '')
      if (target) sheets.set((attribute('name') ?? '').normalize('NFC'), target)
    },
  })
  if (sheets.size === 0) throw notOurs()
  const shown = formats(parts.text(targets.get('styles') ?? ''))
  const strings = sharedStrings(parts.text(targets.get('sharedStrings') ?? ''))
  const room = { cells: MOST_CELLS }
  return {
    names: [...sheets.keys()],
    from1904,
    sheet(name) {
      const text = parts.text(sheets.get(name) ?? '')
      return text === undefined ? undefined : sound(() => sheetCells(text, shown, strings, room))
    },
  }
}

/** Targets by id, and by the last word of their kind ("styles"). */
function relations(parts: Parts, path: string, folder: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>()
  const xml = parts.text(path)
  if (xml === undefined) return targets
  walk(xml, {
    open(name, attribute) {
      if (name !== 'Relationship' || attribute('TargetMode') === 'External') return
      const target = attribute('Target') ?? ''
      const whole = target.startsWith('/') ? target.slice(1) : new URL(target, `file:///${folder}`).pathname.slice(1)
      targets.set(attribute('Id') ?? '', decodeURIComponent(whole))
      targets.set(attribute('Type')?.split('/').at(-1) ?? '', decodeURIComponent(whole))
    },
  })
  return targets
}

type ShownAs = 'plain' | 'day' | 'percent'

/** How a number is shown under each style, by the place of the style. */
function formats(xml: string | undefined): readonly ShownAs[] {
  if (xml === undefined) return []
  const own = new Map<number, ShownAs>()
  const styles: ShownAs[] = []
  let isCell = false
  walk(xml, {
    open(name, attribute) {
      if (name === 'numFmt') own.set(Number(attribute('numFmtId')), shownBy((attribute('formatCode') ?? '').slice(0, 200)))
      else if (name === 'cellXfs') isCell = true
      else if (name === 'xf' && isCell) {
        const id = Number(attribute('numFmtId') ?? 0)
        styles.push(
          own.get(id) ??
            (id === 9 || id === 10
              ? 'percent'
              : (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58)
                ? 'day'
                : 'plain'),
        )
      }
    },
    close(name) {
      if (name === 'cellXfs') isCell = false
    },
  })
  return styles
}

function shownBy(code: string): ShownAs {
  const letters = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]/giu, '')
  return letters.includes('%') ? 'percent' : /[dmyhs]/iu.test(letters) && !/^general$/iu.test(letters) ? 'day' : 'plain'
}

function sharedStrings(xml: string | undefined): readonly string[] {
  if (xml === undefined) return []
  const strings: string[] = []
  let [inText, phonetic, now] = [false, false, '']
  walk(xml, {
    open(name) {
      if (name === 'si') now = ''
      else if (name === 'rPh') phonetic = true
      else if (name === 't') inText = !phonetic
    },
    text(text) {
      if (inText) now += text
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'si') strings.push(unescaped(now))
    },
  })
  return strings
}

function sheetCells(xml: string, shown: readonly ShownAs[], strings: readonly string[], room: { cells: number }): SheetCells {
  const cells = new Map<string, SheetCell>()
  const [hiddenRows, hiddenColumns, merged] = [new Set<number>(), new Set<string>(), new Map<number, string>()]
  let [row, rows, column] = [0, 0, 0]
  let now: { at: string; kind: string; style: number; value: string; formula: boolean } | undefined
  let into: 'value' | 'inline' | undefined
  let phonetic = false
  let places = 0
  walk(xml, {
    open(name, attribute) {
      if ((name === 'col' || name === 'mergeCell') && ++places > MOST_PLACES) throw tooMany()
      if (name === 'row') {
        row = Number(attribute('r') ?? row + 1)
        column = 0
        if (++rows > MOST_ROWS) throw tooMany()
        if (/^(1|true)$/u.test(attribute('hidden') ?? '') || attribute('ht') === '0') hiddenRows.add(row)
      } else if (name === 'c') {
        column += 1
        const at = attribute('r') ?? `${letters(column)}${row}`
        column = numberOf(at)
        // Rows need not say their number where their cells do.
        row = Number(at.replace(/\D/gu, '')) || row
        now = { at, kind: attribute('t') ?? 'n', style: Number(attribute('s') ?? 0), value: '', formula: false }
      } else if (name === 'f' && now) now.formula = true
      else if (name === 'v') into = 'value'
      else if (name === 'rPh') phonetic = true
      else if (name === 't' && now && !phonetic) into = 'inline'
      else if (name === 'col' && /^(1|true)$/u.test(attribute('hidden') ?? '')) {
        const last = Math.min(Number(attribute('max')), 50)
        for (let i = Number(attribute('min')); i <= last; i++) hiddenColumns.add(letters(i))
      } else if (name === 'mergeCell') {
        const ref = attribute('ref') ?? ''
        const [from, to] = ref.split(':').map(one => Number(one.replace(/\D/gu, '')))
        for (let i = from ?? 0; i <= Math.min(to ?? 0, MOST_ROWS); i++) merged.set(i, ref)
      }
    },
    text(text) {
      if (into && now) now.value += text
    },
    close(name) {
      if (name === 'v' || name === 't') into = undefined
      else if (name === 'rPh') phonetic = false
      else if (name === 'c' && now) {
        const held = heldBy(now, shown, strings)
        if (held || now.formula) {
          if (--room.cells < 0) throw tooMany()
          cells.set(now.at, { held: held ?? { is: 'text', text: '' }, formula: now.formula })
        }
        now = undefined
      }
    },
  })
  return { cells, hiddenRows, hiddenColumns, merged, lastRow: row }
}

function heldBy(
  { kind, style, value, formula }: { kind: string; style: number; value: string; formula: boolean },
  shown: readonly ShownAs[],
  strings: readonly string[],
): Held | undefined {
  if (value === '' && !formula) return undefined
  switch (kind) {
    case 's': {
      const text = strings[Number(value)] ?? ''
      return text === '' ? undefined : { is: 'text', text }
    }
    case 'str':
    case 'inlineStr':
      return { is: 'text', text: unescaped(value) }
    case 'b':
      return { is: 'wrong', text: value === '1' ? 'TRUE' : 'FALSE' }
    case 'e':
      return { is: 'wrong', text: value }
    case 'd':
      return { is: 'wrong', text: value }
    default: {
      const number = Number(value)
      if (value.trim() === '' || !Number.isFinite(number))
        return value.trim() === '' ? undefined : { is: 'wrong', text: value.slice(0, 40) }
      return { is: 'number', number, shown: shown[style] ?? 'plain' }
    }
  }
}

/** 1 → "A", 27 → "AA". */
export const letters = (column: number): string =>
  column > 26
    ? `${letters(Math.floor((column - 1) / 26))}${letters(((column - 1) % 26) + 1)}`
    : String.fromCharCode(64 + Math.max(column, 1))
const numberOf = (at: string): number => [...(/^[A-Z]+/u.exec(at)?.[0] ?? '')].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0)
