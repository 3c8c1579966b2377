// The workbook as bytes: the parts of SpreadsheetML that a form needs, and no more. Written by hand because the small writers know no
// locked cells, lists of choices and hidden sheets, and the large one is 23 MB (docs/decisions/2026-11-22-workbook.md).
import { strToU8, zipSync } from 'fflate'
import { formatDay } from '../../../ground/vietnamese.ts'
import { byGroup } from '../pages/words.tsx'
import { typable } from './incoming.ts'
import {
  AT,
  FIGURES,
  type ForWorkbook,
  HEAD_ROW,
  HEADS,
  IDENTITY,
  identityRows,
  linesOf,
  type SheetLine,
  type Slot,
  TEXTS,
  textLines,
  WAYS,
} from './workbook.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const marked = (text: string): string => text.replace(/[&<>"]/gu, one => MARKUP[one] ?? one)
/** What looks like the escape of a letter is escaped itself, or it would come back as that letter. */
const celled = (text: string): string => marked(text.replace(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_'))

// The places of the styles below in cellXfs.
const TITLE = 1
const SOFT = 2
const COLUMN = 3
const GROUP = 4
const LOCKED = 5
const CENTRED = 6
const OPEN = 7
const OPEN_WAY = 8
const HEADING = 9
const MOST_DECIMALS = 4
const openNumber = (decimals: number): number => 10 + Math.min(decimals, MOST_DECIMALS)
const lockedNumber = (decimals: number): number => 15 + Math.min(decimals, MOST_DECIMALS)

const format = (decimals: number): string => `#,##0${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}`
const decimalsUpTo = Array.from({ length: MOST_DECIMALS + 1 }, (_, i) => i)

function styles(): string {
  const border =
    '<border><left style="thin"><color rgb="FFBFB7A6"/></left><right style="thin"><color rgb="FFBFB7A6"/></right><top style="thin"><color rgb="FFBFB7A6"/></top><bottom style="thin"><color rgb="FFBFB7A6"/></bottom><diagonal/></border>'
  const fill = (rgb: string) => `<fill><patternFill patternType="solid"><fgColor rgb="${rgb}"/><bgColor indexed="64"/></patternFill></fill>`
  const font = (size: number, more = '') => `<font>${more}<sz val="${size}"/><name val="Times New Roman"/><family val="1"/></font>`
  const xf = (of: { font?: number; fill?: number; border?: number; format?: number; align?: string; open?: boolean }) =>
    `<xf numFmtId="${of.format ?? 0}" fontId="${of.font ?? 0}" fillId="${of.fill ?? 0}" borderId="${of.border ?? 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment vertical="top" ${of.align ?? ''}/><protection locked="${of.open ? 0 : 1}"/></xf>`
  const cells = [
    xf({}),
    xf({ font: 1 }),
    xf({ font: 2 }),
    xf({ font: 3, fill: 2, border: 1, align: 'horizontal="center" wrapText="1"' }),
    xf({ font: 3, fill: 3, border: 1 }),
    xf({ fill: 3, border: 1, align: 'wrapText="1"' }),
    xf({ fill: 3, border: 1, align: 'horizontal="center"' }),
    xf({ border: 1, align: 'wrapText="1"', format: 49, open: true }),
    xf({ border: 1, align: 'horizontal="center"', open: true }),
    xf({ font: 3, fill: 3, border: 1, align: 'wrapText="1"' }),
    ...decimalsUpTo.map(n => xf({ font: 3, border: 1, align: 'horizontal="right"', format: 170 + n, open: true })),
    ...decimalsUpTo.map(n => xf({ fill: 3, border: 1, align: 'horizontal="right"', format: 170 + n })),
  ]
  return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="${decimalsUpTo.length}">${decimalsUpTo.map(n => `<numFmt numFmtId="${170 + n}" formatCode="${format(n)}"/>`).join('')}</numFmts><fonts count="4">${font(12)}${font(15, '<b/>')}${font(11, '<i/>')}${font(12, '<b/>')}</fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill('FFD9E2EC')}${fill('FFF2EFE8')}</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>${border}</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length}">${cells.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

const textCell = (at: string, text: string, style: number): string =>
  text === ''
    ? `<c r="${at}" s="${style}"/>`
    : `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${celled(text)}</t></is></c>`
const slotCell = (at: string, slot: Slot, style: number): string =>
  typeof slot === 'number' ? `<c r="${at}" s="${style}"><v>${slot}</v></c>` : textCell(at, slot ?? '', style)
const row = (n: number, cells: string, height?: number): string =>
  `<row r="${n}"${height ? ` ht="${height}" customHeight="1"` : ''}>${cells}</row>`

interface SheetXml {
  readonly widths: readonly number[]
  readonly rows: readonly string[]
  readonly frozen?: number
  readonly after?: string
}

/** The order of the parts of a sheet is the standard's; a program stops reading at the first out of place. */
function sheet({ widths, rows, frozen, after = '' }: SheetXml): string {
  const pane = frozen ? `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>` : ''
  const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="16"/><cols>${columns}</cols><sheetData>${rows.join('')}</sheetData><sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>${after}<pageMargins left="0.5" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`
}

function figuresSheet(made: ForWorkbook): string {
  const { window, unit, receiver } = made
  const lines = new Map(linesOf(made).map(line => [line.indicator.code, line]))
  const above = [
    [`Biểu số liệu, báo cáo ${window.label}`, TITLE],
    [`Đơn vị: ${unit.name}. Nơi nhận: ${receiver}.`, 0],
    [`Số liệu từ ${formatDay(window.from)} đến hết ${formatDay(window.until)}. Hạn nộp ${formatDay(window.due)}.`, 0],
    [
      made.isOpen
        ? 'Ghi vào các ô nền trắng, lưu lại rồi nạp lên trang “Biểu Excel” của báo cáo. Ô trống là chưa nhập; có rà mà bằng không thì ghi 0.'
        : 'Báo cáo đã khóa: tệp này để xem, nạp lên không có tác dụng.',
      SOFT,
    ],
  ] as const
  const rows = above.map(([text, style], i) => row(i + 1, textCell(`A${i + 1}`, typable(text), style), i === 0 ? 22 : undefined))
  rows.push(row(HEAD_ROW, HEADS.map((head, i) => textCell(`${'ABCDEFGHIJ'[i]}${HEAD_ROW}`, head, COLUMN)).join('')))
  const choices: string[] = []
  let at = HEAD_ROW
  for (const { group, lines: indicators } of byGroup(made.asked.indicators)) {
    at += 1
    rows.push(row(at, [...'ABCDEFGHIJ'].map(column => textCell(`${column}${at}`, column === 'C' ? typable(group) : '', GROUP)).join('')))
    for (const { code } of indicators) {
      const line = lines.get(code)
      if (!line) continue
      at += 1
      if (line.mayWrite.way) choices.push(`${AT.state}${at}`)
      rows.push(row(at, lineCells(line, at)))
    }
  }
  const list =
    choices.length === 0
      ? ''
      : `<dataValidations count="1"><dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="Cách ghi" error="Chọn một trong các cách ghi có sẵn." sqref="${choices.join(' ')}"><formula1>"${Object.values(WAYS).join(',')}"</formula1></dataValidation></dataValidations>`
  return sheet({ widths: [9, 6, 48, 13, 17, 14, 10, 10, 38, 44], rows, frozen: HEAD_ROW, after: list })
}

function lineCells({ indicator, name, way, value, over, under, reason, note, mayWrite }: SheetLine, at: number): string {
  const { decimals, depth, kind } = indicator
  const places = kind === 'ratio' ? Math.max(decimals, 1) : decimals
  const number = (slot: Slot, isOpen: boolean, of: number): number =>
    typeof slot === 'string' ? (isOpen ? OPEN : LOCKED) : isOpen ? openNumber(of) : lockedNumber(of)
  return [
    textCell(`A${at}`, indicator.code, LOCKED),
    textCell(`B${at}`, name, CENTRED),
    textCell(`C${at}`, `${depth > 0 ? '  ' : ''}${typable(indicator.label)}`, LOCKED),
    textCell(`D${at}`, typable(indicator.measure), LOCKED),
    textCell(`E${at}`, way, mayWrite.way ? OPEN_WAY : LOCKED),
    slotCell(`F${at}`, value, number(value, mayWrite.value, places)),
    slotCell(`G${at}`, over, number(over, mayWrite.parts, 0)),
    slotCell(`H${at}`, under, number(under, mayWrite.parts, 0)),
    textCell(`I${at}`, reason, mayWrite.reason ? OPEN : LOCKED),
    textCell(`J${at}`, typable(note), LOCKED),
  ].join('')
}

function textsSheet(made: ForWorkbook): string {
  const rows = [
    row(1, textCell('A1', 'Mục', COLUMN) + textCell('B1', 'Nội dung', COLUMN)),
    ...textLines(made).map(({ heading, text }, i) =>
      row(i + 2, textCell(`A${i + 2}`, typable(heading), HEADING) + textCell(`B${i + 2}`, text, made.isOpen ? OPEN : LOCKED), 96),
    ),
  ]
  return sheet({ widths: [36, 110], rows, frozen: 1 })
}

const identitySheet = (made: ForWorkbook): string =>
  sheet({
    widths: [16, 40, 20, 20],
    rows: identityRows(made).map((cells, i) => row(i + 1, cells.map((text, j) => textCell(`${'ABCD'[j]}${i + 1}`, text, 0)).join(''))),
  })

/** The report's sheet as an .xlsx file. The same report gives the same bytes. */
export function workbookFile(made: ForWorkbook): Uint8Array {
  const sheets = [
    { name: FIGURES, xml: figuresSheet(made), state: '' },
    { name: TEXTS, xml: textsSheet(made), state: '' },
    { name: IDENTITY, xml: identitySheet(made), state: ' state="veryHidden"' },
  ]
  const relation = (id: number, kind: string, target: string) => `<Relationship Id="rId${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`
  const relations = (inside: string) => `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${inside}</Relationships>`
  const type = (path: string, kind: string) =>
    `<Override PartName="/xl/${path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('workbook.xml', 'sheet.main')}${sheets.map((_, i) => type(`worksheets/sheet${i + 1}.xml`, 'worksheet')).join('')}${type('styles.xml', 'styles')}</Types>`,
    '_rels/.rels': relations(relation(1, 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.map(({ name, state }, i) => `<sheet name="${name}" sheetId="${i + 1}"${state} r:id="rId${i + 1}"/>`).join('')}</sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${FIGURES}'!$${HEAD_ROW}:$${HEAD_ROW}</definedName></definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      sheets.map((_, i) => relation(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('') +
        relation(sheets.length + 1, 'styles', 'styles.xml'),
    ),
    'xl/styles.xml': styles(),
    ...Object.fromEntries(sheets.map(({ xml }, i) => [`xl/worksheets/sheet${i + 1}.xml`, xml])),
  }
  // A file's hour is not part of what it says: the least that the archive can hold.
  return zipSync(Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)])), {
    mtime: '1980-01-01T12:00:00',
    level: 6,
  })
}
