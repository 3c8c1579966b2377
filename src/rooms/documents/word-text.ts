// The text of an official document and its annexes.
import * as docx from 'docx'
import type { Annex, Column, Paragraph, Row, Run, Section } from './composing.ts'
import { type Format, lookOf } from './format-rules.ts'
import { evenLines } from './measuring.ts'
import { roman } from './report-table.ts'
import { dateLine, listed, numberLine } from './word-frame.ts'
import { type Desk, eighthsOfPt, line, twips } from './word-parts.ts'

type Numerals = Format['annexForm']['numerals']
const LETTERS = 'abcdđeghiklmnopqrstuvxy'
const numeral = (kind: Numerals, at: number): string =>
  kind === 'roman' ? roman(at) : kind === 'arabic' ? String(at) : (LETTERS[(at - 1) % LETTERS.length] ?? '')

export function addressees(desk: Desk): docx.Paragraph[] {
  const { addresseeForm: form } = desk.format
  const [first, ...more] = desk.document.addressees
  if (first === undefined) return []
  if (more.length === 0) return [line(desk, 'addressee', [`${form.label}${first}`])]
  const indent = { indent: { left: twips(lookOf(desk.format, 'addressee').indentMm ?? 0) }, alignment: docx.AlignmentType.LEFT }
  return [
    line(desk, 'addressee', [form.label.trim()], indent),
    ...listed(desk.document.addressees, form).map(text => line(desk, 'addressee', [text], indent)),
  ]
}

export const grounds = (desk: Desk): docx.Paragraph[] =>
  listed(desk.document.grounds, desk.format.groundForm).map(text => line(desk, 'ground', [text]))

const OUTLINE = { 1: 0, 2: 1, 3: 2 } as const

/** Headings numbered in their order, each with its paragraphs; the mark that closes the text stands at its very end. */
export function body(desk: Desk): docx.Paragraph[] {
  const { document, format } = desk
  const counts = [0, 0, 0]
  const heading = ({ level, title }: Section): docx.Paragraph => {
    counts[level - 1] = (counts[level - 1] ?? 0) + 1
    counts.fill(0, level)
    const mark = format.headingForm.marks[level - 1]
    const ordinal = mark ? `${numeral(mark.numerals, counts[level - 1] ?? 1)}${mark.after}` : ''
    return line(desk, `heading${level}`, [`${ordinal}${title}`], { outlineLevel: OUTLINE[level], keepNext: true })
  }
  const text = (paragraphs: readonly Paragraph[]): docx.Paragraph[] => paragraphs.map(one => line(desk, 'body', one.runs))
  return [
    ...text(document.opening),
    ...document.sections.flatMap(section => [heading(section), ...text(section.paragraphs)]),
    // Kept with what follows: a signature never stands alone on a page.
    ...document.ending.map((one, i) =>
      line(desk, 'body', (i === document.ending.length - 1 ? closed(one, format.closing.mark) : one).runs, { keepNext: true }),
    ),
  ]
}

const closed = (paragraph: Paragraph, mark: string): Paragraph => {
  const last = paragraph.runs.at(-1)
  const kept = typeof last === 'string' ? [...paragraph.runs.slice(0, -1), last.replace(/[./\s]+$/u, '')] : paragraph.runs
  return { ...paragraph, runs: [...kept, mark] }
}

export const isWide = (desk: Desk, annex: Annex): boolean => annex.columns.length > desk.format.table.landscapeOverColumns

/** An annex: label, title, reference to its document, captions, table and notes. */
export function annex(desk: Desk, one: Annex, at: number): (docx.Paragraph | docx.Table)[] {
  const { document, format } = desk
  const { annexForm: form } = format
  const room = isWide(desk, one) ? desk.bodyHeightMm : desk.bodyWidthMm
  const look = lookOf(format, 'annexTitle')
  const label = document.annexes.length > 1 ? `${form.label} ${numeral(form.numerals, at + 1)}` : form.label
  const number = numberLine(format, document).slice(format.numberForm.label.length)
  const reference = `${form.open}${document.kindName} ${form.number} ${number}${form.beforeDate}${dateLine(document)} của ${document.issuerInText}${form.close}`
  return [
    line(desk, 'annexLabel', [label]),
    ...evenLines(one.title.toLocaleUpperCase('vi'), room, look.sizePt.chosen, look.bold).map(text => line(desk, 'annexTitle', [text])),
    line(desk, 'annexReference', [reference]),
    ...one.captions.map(runs => line(desk, 'tableCaption', runs)),
    table(desk, one, room),
    ...one.notes.map(runs => line(desk, 'tableNote', runs)),
  ]
}

function table(desk: Desk, one: Annex, roomMm: number): docx.Table {
  const { columns: looks, borderPt, cellSideMm, cellTopMm, levelIndentMm } = desk.format.table
  const whole = one.columns.reduce((sum, column) => sum + looks[column.role].weight, 0)
  const widths = one.columns.map(column => Math.round((twips(roomMm) * looks[column.role].weight) / whole))
  const side = { style: docx.BorderStyle.SINGLE, size: eighthsOfPt(borderPt), color: 'auto' } as const
  const margins = {
    top: twips(cellTopMm),
    bottom: twips(cellTopMm),
    left: twips(cellSideMm),
    right: twips(cellSideMm),
    marginUnitType: docx.WidthType.DXA,
  }
  const cell = (children: docx.Paragraph[], over: Partial<docx.ITableCellOptions> = {}): docx.TableCell =>
    new docx.TableCell({ children, margins, verticalAlign: docx.VerticalAlign.CENTER, ...over })
  const head = (text: string): docx.Paragraph[] => [line(desk, 'tableHead', [text])]
  const grouped = one.columns.some(column => column.group !== undefined)
  const groups = spans(one.columns)
  const upper = groups.map(({ title, count, at }) =>
    cell(head(title), count > 1 || one.columns[at]?.group !== undefined ? { columnSpan: count } : { rowSpan: grouped ? 2 : 1 }),
  )
  const lower = one.columns.filter(column => column.group !== undefined).map(column => cell(head(column.title)))
  const align = (column: Column | undefined) => docx.AlignmentType[column ? SIDES[looks[column.role].align] : 'LEFT']
  const row = ({ kind, level, cells }: Row): docx.TableRow => {
    const across = kind === 'group' ? one.columns.length - cells.length + 1 : 1
    return new docx.TableRow({
      cantSplit: true,
      children: cells.map((runs, i) => {
        const column = one.columns[i]
        const indent = column?.role === 'label' ? { indent: { left: twips(level * levelIndentMm) } } : {}
        const text = line(desk, kind === 'group' ? 'tableGroup' : 'tableBody', runs as readonly Run[], {
          alignment: align(column),
          // A group's name is never the last line of a page.
          ...(kind === 'group' ? { keepNext: true } : {}),
          ...indent,
        })
        return cell([text], i === cells.length - 1 && across > 1 ? { columnSpan: across } : {})
      }),
    })
  }
  return new docx.Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: docx.WidthType.DXA },
    columnWidths: widths,
    layout: docx.TableLayoutType.FIXED,
    borders: { top: side, bottom: side, left: side, right: side, insideHorizontal: side, insideVertical: side },
    rows: [
      new docx.TableRow({ tableHeader: true, cantSplit: true, children: upper }),
      ...(grouped ? [new docx.TableRow({ tableHeader: true, cantSplit: true, children: lower })] : []),
      ...one.rows.map(row),
    ],
  })
}

const SIDES = { left: 'LEFT', center: 'CENTER', right: 'RIGHT', justify: 'BOTH' } as const

const spans = (columns: readonly Column[]): { title: string; count: number; at: number }[] => {
  const found: { title: string; count: number; at: number }[] = []
  columns.forEach((column, at) => {
    const last = found.at(-1)
    const before = columns[at - 1]
    if (last && column.group !== undefined && before?.group === column.group) last.count += 1
    else found.push({ title: column.group ?? column.title, count: 1, at })
  })
  return found
}
