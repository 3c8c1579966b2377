// Pieces of a Word file, each with the look that the format gives its element. No size, margin or weight is written here.
import * as docx from 'docx'
import type { OfficialDocument, Run } from './composing.ts'
import { figureOf, textOfRun } from './composing.ts'
import { type Format, type LineElement, lineOf, lookOf, type TextElement, type TextLook } from './format-rules.ts'
import { widthMm } from './measuring.ts'

const TWIPS_PER_POINT = 20
const TWIPS_PER_MM = 1440 / 25.4
const HALF_POINTS = 2
const EIGHTHS = 8
const SINGLE_LINE = 240
/** Word's longest name of a content control. */
const LONGEST_ALIAS = 64

export const twips = (mm: number): number => Math.round(mm * TWIPS_PER_MM)
export const twipsOfPt = (pt: number): number => Math.round(pt * TWIPS_PER_POINT)
export const eighthsOfPt = (pt: number): number => Math.round(pt * EIGHTHS)

const ALIGN = {
  left: docx.AlignmentType.LEFT,
  center: docx.AlignmentType.CENTER,
  right: docx.AlignmentType.RIGHT,
  justify: docx.AlignmentType.BOTH,
} as const

/** What the pieces of one document share: its value, its format, and the next number of a content control. */
export class Desk {
  readonly document: OfficialDocument
  readonly format: Format
  #controls = 0

  constructor(document: OfficialDocument, format: Format) {
    this.document = document
    this.format = format
  }

  nextControl(): number {
    this.#controls += 1
    return this.#controls
  }

  get bodyWidthMm(): number {
    const { widthMm: wide, leftMm, rightMm } = this.format.page
    return wide - leftMm.chosen - rightMm.chosen
  }

  get bodyHeightMm(): number {
    const { heightMm: high, leftMm, rightMm } = this.format.page
    return high - leftMm.chosen - rightMm.chosen
  }
}

const everyScript = (font: string) => ({ ascii: font, hAnsi: font, eastAsia: font, cs: font })

export const runLook = (format: Format, look: TextLook): docx.IRunOptions => ({
  font: everyScript(format.page.font),
  size: look.sizePt.chosen * HALF_POINTS,
  ...(look.bold ? { bold: true } : {}),
  ...(look.italic ? { italics: true } : {}),
  ...(look.underline ? { underline: { type: docx.UnderlineType.SINGLE } } : {}),
})

export const paragraphLook = (look: TextLook): docx.IParagraphOptions => ({
  alignment: ALIGN[look.align],
  spacing: {
    before: twipsOfPt(look.beforePt?.chosen ?? 0),
    after: twipsOfPt(look.afterPt?.chosen ?? 0),
    ...(look.exactPt
      ? { line: twipsOfPt(look.exactPt.chosen), lineRule: docx.LineRuleType.EXACT }
      : { line: Math.round((look.lines?.chosen ?? 1) * SINGLE_LINE), lineRule: docx.LineRuleType.AUTO }),
  },
  ...(look.firstLineMm ? { indent: { firstLine: twips(look.firstLineMm.chosen) } } : {}),
})

/** Text that XML can hold: composed letters, no control characters, no half of a pair. */
export const printable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '')
    .replace(/\s*\n\s*/gu, ' ')

const plain = (desk: Desk, look: TextLook, text: string, over: docx.IRunOptions = {}): docx.TextRun =>
  new docx.TextRun({ ...runLook(desk.format, look), ...over, text: printable(look.caps ? text.toLocaleUpperCase('vi') : text) })

const element = (name: string, attributes: Record<string, string>, children: docx.XmlComponent[] = []): docx.XmlComponent =>
  new docx.BuilderElement({
    name,
    attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, { key: `w:${key}`, value }])),
    children,
  })

/**
 * Words inside a content control: its tag says what is printed ("figure:CODE", "day" …), so each number can be found again in the
 * file and set beside its figure. The content is locked: who wants another figure corrects the report, not the paper.
 */
function bound(desk: Desk, tag: string, alias: string, content: docx.TextRun): docx.ParagraphChild {
  const control = element('w:sdt', {}, [
    element('w:sdtPr', {}, [
      element('w:alias', { val: printable(alias).slice(0, LONGEST_ALIAS) }),
      element('w:tag', { val: tag }),
      element('w:id', { val: String(desk.nextControl()) }),
      element('w:lock', { val: 'contentLocked' }),
    ]),
    element('w:sdtContent', {}, [content]),
  ])
  // docx lists no content control among a paragraph's children, yet writes whatever component it is given.
  return control as unknown as docx.ParagraphChild
}

/** The runs of a line, figures and fixed words bound. */
export function runsIn(desk: Desk, look: TextLook, runs: readonly Run[]): docx.ParagraphChild[] {
  return runs.map(run => {
    const text = textOfRun(desk.document, run)
    if (typeof run === 'string') return plain(desk, look, text)
    if ('figure' in run)
      return bound(desk, `figure:${run.figure}`, figureOf(desk.document, run.figure)?.label ?? '', plain(desk, look, text))
    return bound(desk, run.fixed, FIXED[run.fixed], plain(desk, look, text, run.fixed === 'mark' ? { superScript: true } : {}))
  })
}
const FIXED = { day: 'Ngày', window: 'Kỳ báo cáo', order: 'Số thứ tự', mark: 'Dấu chú thích', quoted: 'Nguyên văn của báo cáo' } as const

/** A paragraph of an element; its style bears the element's name, so an officer finds it in Word and a test finds it in the file. */
export function line(
  desk: Desk,
  name: TextElement,
  runs: readonly Run[],
  over: docx.IParagraphOptions = {},
  look = lookOf(desk.format, name),
): docx.Paragraph {
  return new docx.Paragraph({ style: name, ...paragraphLook(look), ...over, children: runsIn(desk, look, runs) })
}

/** The mark under an element: a rule of a share of the text above, centred in the room; or signs such as * and -----. */
export function under(desk: Desk, name: LineElement, above: readonly string[], textLook: TextLook, roomMm: number): docx.Paragraph {
  const look = lineOf(desk.format, name)
  const after = twipsOfPt(look.afterPt ?? 0)
  const font = { font: everyScript(desk.format.page.font) }
  if (look.mark === 'text') {
    return new docx.Paragraph({
      style: name,
      alignment: ALIGN.center,
      spacing: { before: 0, after },
      children: [new docx.TextRun({ ...font, size: look.sizePt.chosen * HALF_POINTS, text: look.text })],
    })
  }
  const longest = Math.max(...above.map(text => widthMm(text, textLook.sizePt.chosen, textLook.bold)))
  const aside = twips((roomMm - Math.min(longest * look.share.chosen, roomMm)) / 2)
  return new docx.Paragraph({
    style: name,
    indent: { left: aside, right: aside },
    spacing: { before: twipsOfPt(look.beforePt), after, line: twipsOfPt(look.beforePt), lineRule: docx.LineRuleType.EXACT },
    border: { top: { style: docx.BorderStyle.SINGLE, size: eighthsOfPt(look.weightPt), color: 'auto', space: 0 } },
    run: { ...font, size: look.beforePt * HALF_POINTS },
    children: [],
  })
}

const NONE = { style: docx.BorderStyle.NONE, size: 0, color: 'auto' } as const
const NO_BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE }
const NO_MARGINS = { top: 0, bottom: 0, left: 0, right: 0, marginUnitType: docx.WidthType.DXA } as const

/** Two columns side by side without lines: the letterhead and the signature block. */
export function twoColumns(desk: Desk, leftShare: number, rows: readonly (readonly [docx.Paragraph[], docx.Paragraph[]])[]): docx.Table {
  const whole = twips(desk.bodyWidthMm)
  const widths = [Math.round(whole * leftShare), whole - Math.round(whole * leftShare)]
  const cell = (children: docx.Paragraph[], width: number | undefined): docx.TableCell =>
    new docx.TableCell({ children, width: { size: width ?? 0, type: docx.WidthType.DXA }, margins: NO_MARGINS })
  return new docx.Table({
    width: { size: whole, type: docx.WidthType.DXA },
    columnWidths: widths,
    layout: docx.TableLayoutType.FIXED,
    borders: NO_BORDERS,
    margins: NO_MARGINS,
    rows: rows.map(([left, right]) => new docx.TableRow({ cantSplit: true, children: [cell(left, widths[0]), cell(right, widths[1])] })),
  })
}
