// Tables as files: CSV for programs, a workbook for people. No text of ours becomes a formula in either.
import { strToU8, zipSync } from 'fflate'
import type { FileCell, FileTable } from './tables.ts'

/** What a spreadsheet would take for a formula or a command is marked as text. */
export const harmless = (text: string): string => (/^[=+\-@\t\r]/u.test(text) ? `'${text}` : text)

const quoted = (text: string): string => (/[",\n\r]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
/** Numbers as programs read them: a point before decimals, nothing between thousands. */
const csvCell = (cell: FileCell): string => (cell === null ? '' : typeof cell === 'number' ? String(cell) : quoted(harmless(cell)))
const csvLine = (cells: readonly FileCell[]): string => cells.map(csvCell).join(',')

/** All tables one after the other, with what stands above each; begins with the mark by which spreadsheets know UTF-8. */
export function csvOf(tables: readonly FileTable[]): Uint8Array {
  const lines = tables.flatMap((table, i) => [
    ...(i > 0 ? [''] : []),
    ...table.above.map(one => csvLine([one])),
    csvLine(table.heads),
    ...table.rows.map(csvLine),
  ])
  return strToU8(`\ufeff${lines.join('\r\n')}\r\n`)
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
// The characters that XML cannot hold are nothing a person typed.
const marked = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/gu, '').replace(/[&<>"]/gu, one => MARKUP[one] ?? one)

/** A, B … Z, AA, AB … */
export function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26))
  return at < 26 ? letter : `${columnName(Math.floor(at / 26) - 1)}${letter}`
}

const [PLAIN, TITLE, COLUMN, NUMBER] = [0, 1, 2, 3]

function xmlCell(cell: FileCell, at: string, style: number): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return `<c r="${at}" s="${NUMBER}"><v>${cell}</v></c>`
  // Text in a cell of its own kind is never a formula; the mark of before would only be seen.
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${marked(cell)}</t></is></c>`
}

function sheetXml({ above, heads, rows }: FileTable): string {
  const line = (cells: readonly FileCell[], n: number, style: number): string =>
    `<row r="${n}">${cells.map((cell, i) => xmlCell(cell, `${columnName(i)}${n}`, style)).join('')}</row>`
  const head = above.length + 1
  const lines = [
    ...above.map((one, i) => line([one], i + 1, i === 0 ? TITLE : PLAIN)),
    line(heads, head, COLUMN),
    ...rows.map((row, i) => line(row, head + 1 + i, PLAIN)),
  ]
  const widths = heads.map(
    (one, i) => `<col min="${i + 1}" max="${i + 1}" width="${one === 'Đơn vị' ? 30 : one === 'Ghi chú' ? 46 : 14}" customWidth="1"/>`,
  )
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="${head}" topLeftCell="A${head + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="16"/><cols>${widths.join('')}</cols><sheetData>${lines.join('')}</sheetData><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`
}

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="#,##0.####"/></numFmts><fonts count="3"><font><sz val="12"/><name val="Times New Roman"/></font><font><b/><sz val="14"/><name val="Times New Roman"/></font><font><b/><sz val="12"/><name val="Times New Roman"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf><xf numFmtId="170" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`

/** The tables as an .xlsx file, a sheet for each. The same tables give the same bytes. */
export function workbookOf(tables: readonly FileTable[]): Uint8Array {
  const type = (path: string, kind: string) =>
    `<Override PartName="/xl/${path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`
  const relation = (id: number, kind: string, target: string) => `<Relationship Id="rId${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`
  const relations = (inside: string) => `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${inside}</Relationships>`
  const each = (make: (n: number, table: FileTable) => string): string => tables.map((table, i) => make(i + 1, table)).join('')
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('workbook.xml', 'sheet.main')}${each(n => type(`worksheets/sheet${n}.xml`, 'worksheet'))}${type('styles.xml', 'styles')}</Types>`,
    '_rels/.rels': relations(relation(1, 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((n, { name }) => `<sheet name="${marked(name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      `${each(n => relation(n, 'worksheet', `worksheets/sheet${n}.xml`))}${relation(tables.length + 1, 'styles', 'styles.xml')}`,
    ),
    'xl/styles.xml': STYLES,
    ...Object.fromEntries(tables.map((table, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(table)])),
  }
  // A file's hour is not part of what it says: the least that the archive can hold.
  return zipSync(Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)])), {
    mtime: '1980-01-01T12:00:00',
    level: 6,
  })
}
