// An official document as a Word file. The same value gives the same bytes, on any machine and any day.
import * as docx from 'docx'
import { unzipSync, zipSync } from 'fflate'
import type { Day } from '../../ground/day.ts'
import { settle } from '../../ground/faults.ts'
import { type OfficialDocument, refusalsOf } from './composing.ts'
import { type Format, formatOn, lookOf } from './format-rules.ts'
import { letterhead, signature, title } from './word-frame.ts'
import { Desk, paragraphLook, printable, runLook, twips } from './word-parts.ts'
import { addressees, annex, body, grounds, isWide } from './word-text.ts'

/** Composes the document in the format of its issuer on its day. @throws refused, with every reason of `refusalsOf` */
export async function composeWord(document: OfficialDocument): Promise<Uint8Array> {
  const refusals = refusalsOf(document)
  if (refusals.length > 0) settle(refusals)
  const format = settle(formatOn(document.issuerKind, document.date))
  const desk = new Desk(document, format)
  const file = new docx.Document({
    title: printable(`${document.kindName} ${document.abstract}`),
    creator: printable(document.issuerInText),
    lastModifiedBy: printable(document.issuerInText),
    styles: {
      default: { document: { run: { ...runLook(format, lookOf(format, 'body')), language: { value: format.page.language } } } },
      paragraphStyles: styles(format),
    },
    theme: { fonts: { headings: format.page.font, body: format.page.font } },
    sections: [
      {
        ...section(desk, false, false),
        children: [letterhead(desk), ...title(desk), ...addressees(desk), ...grounds(desk), ...body(desk), signature(desk), tail()],
      },
      ...document.annexes.map((one, at) => ({
        ...section(desk, isWide(desk, one), format.pageNumber.annexAfresh),
        children: [...annex(desk, one, at), tail()],
      })),
    ],
  })
  return settled(new Uint8Array(await docx.Packer.toBuffer(file)), document.date)
}

/** Word wants a paragraph after a table that ends a section; this one takes no room. */
const tail = (): docx.Paragraph => new docx.Paragraph({ spacing: { before: 0, after: 0, line: 1, lineRule: docx.LineRuleType.EXACT } })

const NAMES: Readonly<Record<string, string>> = {
  nationalName: 'Quốc hiệu',
  motto: 'Tiêu ngữ',
  partyName: 'Tiêu đề Đảng',
  superior: 'Cơ quan cấp trên',
  issuer: 'Cơ quan ban hành',
  number: 'Số, ký hiệu',
  placeDate: 'Địa danh, ngày tháng',
  draft: 'Dấu dự thảo',
  kindName: 'Tên loại văn bản',
  abstract: 'Trích yếu',
  addressee: 'Kính gửi',
  ground: 'Căn cứ',
  heading1: 'Mục lớn',
  heading2: 'Khoản',
  heading3: 'Điểm',
  body: 'Nội dung',
  authority: 'Quyền hạn ký',
  signerTitle: 'Chức vụ người ký',
  signerName: 'Họ tên người ký',
  recipientsLabel: 'Nơi nhận',
  recipients: 'Danh sách nơi nhận',
  annexLabel: 'Phụ lục',
  annexTitle: 'Tiêu đề phụ lục',
  annexReference: 'Dòng tham chiếu',
  tableCaption: 'Dòng trên bảng',
  tableHead: 'Tiêu đề cột',
  tableGroup: 'Nhóm chỉ tiêu',
  tableBody: 'Ô số liệu',
  tableNote: 'Ghi chú bảng',
  pageNumber: 'Số trang',
  issuerLine: 'Dấu dưới cơ quan ban hành',
  abstractLine: 'Dấu dưới trích yếu',
  mottoLine: 'Kẻ dưới Tiêu ngữ',
  partyNameLine: 'Kẻ dưới Tiêu đề Đảng',
}

const styles = (format: Format): docx.IParagraphStyleOptions[] => [
  ...Object.entries(format.text).map(([id, look]) => ({
    id,
    name: NAMES[id] ?? id,
    quickFormat: true,
    run: runLook(format, look),
    paragraph: paragraphLook(look),
  })),
  ...['pageNumber', ...Object.keys(format.line)].map(id => ({ id, name: NAMES[id] ?? id })),
]

/** Page, margins and page number of a section; the first page bears no number where the format says so. */
function section({ document, format }: Desk, wide: boolean, afresh: boolean): Omit<docx.ISectionOptions, 'children'> {
  const { page, pageNumber } = format
  const look = { ...lookOf(format, 'body'), sizePt: pageNumber.sizePt, align: pageNumber.align }
  const { alignment } = paragraphLook(look)
  const numbered = new docx.Paragraph({
    style: 'pageNumber',
    ...(alignment ? { alignment } : {}),
    children: [new docx.TextRun({ ...runLook(format, look), children: [docx.PageNumber.CURRENT] })],
  })
  const blank = new docx.Paragraph({ style: 'pageNumber', children: [] })
  const mark = lookOf(format, 'draft')
  // On every page: the pages of a draft get apart.
  const drafted = (): docx.Footer =>
    new docx.Footer({
      children: [
        new docx.Paragraph({
          style: 'pageNumber',
          alignment: docx.AlignmentType.RIGHT,
          children: [new docx.TextRun({ ...runLook(format, mark), text: mark.text ?? '' })],
        }),
      ],
    })
  return {
    properties: {
      titlePage: !pageNumber.onFirstPage,
      page: {
        size: {
          width: twips(page.widthMm),
          height: twips(page.heightMm),
          orientation: wide ? docx.PageOrientation.LANDSCAPE : docx.PageOrientation.PORTRAIT,
        },
        margin: {
          top: twips(page.topMm.chosen),
          bottom: twips(page.bottomMm.chosen),
          left: twips(page.leftMm.chosen),
          right: twips(page.rightMm.chosen),
          header: twips(pageNumber.fromTopMm),
          footer: twips(pageNumber.fromTopMm),
          gutter: 0,
        },
        ...(afresh ? { pageNumbers: { start: 1 } } : {}),
      },
    },
    headers: { default: new docx.Header({ children: [numbered] }), first: new docx.Header({ children: [blank] }) },
    ...(document.isDraft ? { footers: { default: drafted(), first: drafted() } } : {}),
  }
}

const CORE = 'docProps/core.xml'
const FIRST = '[Content_Types].xml'
const THEME = 'word/theme/theme1.xml'
/**
 * The same file with the document's own day in place of the clock's, in its properties and on every entry of the archive, and without
 * the theme's fonts for scripts that no official document uses: the file names one font.
 * @note the archive writes local time: a day without a zone gives the same bytes in every zone
 */
function settled(bytes: Uint8Array, date: Day): Uint8Array {
  const parts = unzipSync(bytes)
  const names = Object.keys(parts).sort((a, b) => Number(b === FIRST) - Number(a === FIRST) || (a < b ? -1 : 1))
  const entries = names.map(name => [name, MENDED[name]?.(parts[name], date) ?? parts[name] ?? new Uint8Array()] as const)
  return zipSync(Object.fromEntries(entries), { level: 6, mtime: `${date}T12:00:00` })
}

type Mend = (part: Uint8Array | undefined, date: Day) => Uint8Array
const mend =
  (words: (xml: string, date: Day) => string): Mend =>
  (part, date) =>
    new TextEncoder().encode(words(new TextDecoder().decode(part), date))
const MENDED: Readonly<Record<string, Mend>> = {
  [CORE]: mend((xml, date) => xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/gu, `$1${date}T00:00:00Z`)),
  [THEME]: mend(xml => xml.replace(/<a:font [^>]*\/>/gu, '')),
}
