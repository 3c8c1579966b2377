// What surrounds the text of an official document: the letterhead above it, signature and recipients below it.
import type * as docx from 'docx'
import { yearOf } from '../../ground/day.ts'
import { dayInWords } from '../../ground/vietnamese.ts'
import type { OfficialDocument } from './composing.ts'
import { type Format, lookOf, type TextElement, type TextLook } from './format-rules.ts'
import { evenLines, nameLines } from './measuring.ts'
import { type Desk, line, twipsOfPt, twoColumns, under } from './word-parts.ts'

/** "Số: 05/BC-UBND", "Số 12-BC/BTGDVTU"; blank between label and symbol until the document is numbered. */
export function numberLine({ numberForm }: Format, { number, symbol }: OfficialDocument): string {
  const written = number === null ? numberForm.blank : String(number).padStart(numberForm.digits, '0')
  return `${numberForm.label}${written}${numberForm.joint}${symbol}`
}

/** "ngày 05 tháng 7 năm 2026"; blank but for the year until the document is signed. */
export const dateLine = ({ date, undated }: OfficialDocument): string =>
  undated ? `ngày${BLANK}tháng${BLANK}năm ${yearOf(date)}` : dayInWords(date)
// No-break spaces, so that no blank ends a line.
const BLANK = '\u00a0'.repeat(7)

/** Issuer on the left; Quốc hiệu and Tiêu ngữ, or the name of the Party, on the right; number and date on one line below. */
export function letterhead(desk: Desk): docx.Table {
  const { document, format } = desk
  const share = format.letterhead.leftShare.chosen
  const [leftMm, rightMm] = [desk.bodyWidthMm * share, desk.bodyWidthMm * (1 - share)]
  const names = fitted(desk, leftMm)
  const issuer = names.filter(({ element }) => element === 'issuer')
  const left = [
    ...names.map(({ element, text, look }) => line(desk, element, [text], {}, look)),
    under(
      desk,
      'issuerLine',
      issuer.map(({ text }) => text),
      issuer[0]?.look ?? lookOf(format, 'issuer'),
      leftMm,
    ),
  ]
  const fixed = (element: TextElement): string => lookOf(format, element).text ?? ''
  const headed = (element: TextElement): docx.Paragraph => line(desk, element, [fixed(element)])
  const right =
    format.letterhead.header === 'nation'
      ? [headed('nationalName'), headed('motto'), under(desk, 'mottoLine', [fixed('motto')], lookOf(format, 'motto'), rightMm)]
      : [headed('partyName'), under(desk, 'partyNameLine', [fixed('partyName')], lookOf(format, 'partyName'), rightMm)]
  return twoColumns(desk, share, [
    [left, right],
    [
      [line(desk, 'number', [numberLine(format, document)]), ...(document.isDraft ? [line(desk, 'draft', [fixed('draft')])] : [])],
      [line(desk, 'placeDate', [`${document.place}, ${dateLine(document)}`])],
    ],
  ])
}

interface NameLine {
  readonly element: 'superior' | 'issuer'
  readonly text: string
  readonly look: TextLook
}

/** The names of the superior and the issuer, as large as the format wishes; smaller, within its range, where that saves a line. */
function fitted({ document, format }: Desk, roomMm: number): NameLine[] {
  const at = (less: number): NameLine[] =>
    (['superior', 'issuer'] as const).flatMap(element => {
      const rule = lookOf(format, element)
      const look = { ...rule, sizePt: { ...rule.sizePt, chosen: Math.max(rule.sizePt.min, rule.sizePt.chosen - less) } }
      const name = document[element] ?? ''
      const lines = nameLines(look.caps ? name.toLocaleUpperCase('vi') : name, roomMm, look.sizePt.chosen, look.bold)
      return lines.map(text => ({ element, text, look }))
    })
  const [wished, half, whole] = [at(0), at(HALF_A_POINT), at(2 * HALF_A_POINT)]
  return [wished, half, whole].reduce((best, one) => (one.length < best.length ? one : best))
}
const HALF_A_POINT = 0.5

/** Tên loại, trích yếu and the mark under it. */
export function title(desk: Desk): docx.Paragraph[] {
  const look = lookOf(desk.format, 'abstract')
  const lines = evenLines(desk.document.abstract, desk.bodyWidthMm, look.sizePt.chosen, look.bold)
  return [
    line(desk, 'kindName', [desk.document.kindName]),
    ...lines.map(text => line(desk, 'abstract', [text])),
    under(desk, 'abstractLine', lines, look, desk.bodyWidthMm),
  ]
}

interface ListForm {
  readonly bullet: string
  readonly separator: string
  readonly last: string
}
/** One item a line, each ended as the format says; the officer's own bullet and stop give way to the format's. */
export const listed = (items: readonly string[], form: ListForm): string[] =>
  items.map(
    (item, i) =>
      `${form.bullet}${item.replace(/^[-–+]\s*/u, '').replace(/[;,.\s]+$/u, '')}${i === items.length - 1 ? form.last : form.separator}`,
  )

/** The lines of the signature, top down: by what right, in whose stead, the post. */
export function authorityLines({ authorityForm }: Format, { signer }: OfficialDocument): string[] {
  const lines = [
    signer.onBehalf === null ? null : `${authorityForm.onBehalf}${signer.onBehalf}`,
    signer.instead === null ? null : `${authorityForm.instead}${signer.instead}`,
    signer.byOrder === null ? null : `${authorityForm.byOrder}${signer.byOrder}`,
    signer.delegated === undefined ? null : `${authorityForm.delegated}${signer.delegated}`,
    signer.acting ? `${authorityForm.acting}${signer.title}` : signer.title,
  ]
  return lines.filter(one => one !== null)
}

/** Recipients on the left, the signature on the right, with room to sign and seal between post and name. */
export function signature(desk: Desk): docx.Table {
  const { document, format } = desk
  const { recipientForm, signature: block } = format
  const top = { spacing: { before: twipsOfPt(block.beforePt) } }
  const authorities = authorityLines(format, document)
  const left = [
    // A cell is never empty in Word: without recipients the label's line stays, blank.
    line(desk, 'recipientsLabel', [document.recipients.length > 0 ? recipientForm.label : ''], top),
    ...listed(document.recipients, recipientForm).map(text => line(desk, 'recipients', [text])),
  ]
  const right = [
    // A head who signs alone has no line of authority: the post is then the first line and bears its look.
    ...authorities.map((text, i) => line(desk, i === 0 ? 'authority' : 'signerTitle', [text], i === 0 ? top : {})),
    line(desk, 'signerName', [document.signer.name], { spacing: { before: twipsOfPt(block.roomPt) } }),
  ]
  return twoColumns(desk, block.leftShare.chosen, [[left, right]])
}
