// What an officer writes in a cell of a spreadsheet: numbers of both kinds of marks, a ratio, "không có", an estimate. Pure.
import { formatNumber, searchKey, tidy } from '../../../ground/vietnamese.ts'
import type { Indicator } from '../figures.ts'
import type { TypedState } from '../sheet.ts'

/** vi: 1.234,5 · en: 1,234.5 */
export type Marks = 'vi' | 'en'

export type Written =
  | { readonly is: 'nothing' }
  | { readonly is: 'number'; readonly value: number; readonly estimated: boolean; readonly shows?: Marks | undefined }
  /** One mark and three digits after it: two numbers, and the form may allow one of them only. */
  | { readonly is: 'either'; readonly vi: number; readonly en: number; readonly estimated: boolean; readonly fits: Marks | undefined }
  | { readonly is: 'ratio'; readonly over: number; readonly under: number }
  | { readonly is: 'silent'; readonly state: 'none' | 'not_applicable' }
  | { readonly is: 'unclear'; readonly say: string; readonly isWords: boolean }

const NONE = new Set(['khong', 'khong co', 'khong phat sinh', 'ko', 'ko co', 'kps', 'k co', 'khong co so lieu phat sinh'])
const INAPPLICABLE = new Set(['khong ap dung', 'kad', 'n/a'])
const DAY =
  /^(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{2}|\d{4})|\d{4}-\d{1,2}-\d{1,2}.*|\d{1,2}[- ](?:thg|thang|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]?\d*(?:[- ]\d{2,4})?|(?:thg|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]\d{1,4}|ngay \d.*)$/u

const PLAIN = /^-?(?:\d+|\d{1,3}(?: \d{3})+)$/u
const VI = /^-?(?:\d+|\d{1,3}([. ])\d{3}(?:\1\d{3})*)(?:,\d+)?$/u
const EN = /^-?(?:\d+|\d{1,3}([, ])\d{3}(?:\1\d{3})*)(?:\.\d+)?$/u
const asVi = (text: string): number => Number(text.replace(/[. ]/gu, '').replace(',', '.'))
const asEn = (text: string): number => Number(text.replace(/[, ]/gu, ''))

const unclear = (say: string, isWords = false): Written => ({ is: 'unclear', say, isWords })

/** Reads one cell as it is written, before it is known which marks the block uses. */
export function readWritten(cell: string, indicator: Pick<Indicator, 'kind' | 'numerator' | 'measure' | 'decimals'>): Written {
  const text = tidy(cell.replace(/[\u00a0\u2009\u202f]/gu, ' ')).replace(/\n/gu, ' ')
  if (text === '') return { is: 'nothing' }
  // No figure is as long as that, and the patterns below need not be tried on a page of text.
  if (text.length > 200) return unclear(`“${text.slice(0, 40)}…” không phải là số. Ghi bằng chữ số, ví dụ 1.234.`, true)
  const key = searchKey(text)
  if (/^[-–—−]+$/u.test(text) || NONE.has(key)) return { is: 'silent', state: 'none' }
  if (INAPPLICABLE.has(key)) return { is: 'silent', state: 'not_applicable' }
  if (text.startsWith('#'))
    return unclear(`“${text.slice(0, 20)}” là lỗi của bảng tính (công thức sai hoặc cột quá hẹp). Sửa ở bảng tính rồi dán lại.`)
  if (/^-?[\d.,]+ ?%$/u.test(text))
    return unclear(
      indicator.kind === 'ratio'
        ? `“${text}”: tỷ lệ phải có cả tử và mẫu, ví dụ 41/48; chỉ có phần trăm thì không cộng được.`
        : `“${text}” là phần trăm, ô này cần số lượng.`,
    )
  if (DAY.test(key))
    return unclear(
      `“${text.slice(0, 30)}” là ngày tháng, không phải số. Bảng tính hay tự đổi 3/12 thành ngày: đặt định dạng ô là Văn bản, ghi lại rồi dán.`,
    )
  if (text.includes('/') || / trên /u.test(text)) return ratioIn(text, indicator)
  const estimate = /^(?:khoảng|khoang|ước(?: tính)?|uoc(?: tinh)?|chừng|~|≈)\s*(?=\d)/iu.exec(text)
  const rest = (estimate ? text.slice(estimate[0].length) : text).replace(/^[−–]/u, '-')
  const [, figure = '', words = ''] = /^(-?[\d.,][\d., ]*?)(?:\s*(\p{L}.*))?$/u.exec(rest) ?? []
  if (figure === '') return unclear(`“${text.slice(0, 40)}” không phải là số. Ghi bằng chữ số, ví dụ 1.234.`, true)
  if (words !== '' && searchKey(words) !== searchKey(indicator.measure))
    return unclear(`“${text.slice(0, 40)}” có cả chữ “${words.slice(0, 20)}”. Chỉ ghi số.`, true)
  return numberIn(figure.trim(), indicator.decimals, estimate !== null)
}

function ratioIn(text: string, { kind, numerator }: Pick<Indicator, 'kind' | 'numerator'>): Written {
  const plain = text.replace(/\s*\([^)]*%\s*\)$/u, '')
  const [over = '', under = '', ...more] = plain.split(/\/|trên/u).map(one => one.trim())
  if (kind !== 'ratio' || numerator !== null) return unclear(`“${text.slice(0, 30)}” giống ngày hoặc tỷ lệ; ô này cần một số.`)
  if (more.length > 0 || !PLAIN.test(over) || !PLAIN.test(under))
    return unclear(`“${text.slice(0, 30)}”: tỷ lệ ghi dạng tử/mẫu, ví dụ 41/48.`)
  return { is: 'ratio', over: asVi(over), under: asVi(under) }
}

function numberIn(figure: string, decimals: number, estimated: boolean): Written {
  if (figure.replace(/\D/gu, '').length > 15) return unclear(`“${figure.slice(0, 40)}”: số quá dài. Kiểm tra lại số.`)
  if (PLAIN.test(figure)) return { is: 'number', value: asVi(figure), estimated }
  const [vi, en] = [VI.test(figure), EN.test(figure)]
  if (vi && !en) return { is: 'number', value: asVi(figure), estimated, shows: 'vi' }
  if (en && !vi) return { is: 'number', value: asEn(figure), estimated, shows: 'en' }
  if (!vi && !en)
    return unclear(`“${figure.slice(0, 40)}”: dấu chấm, dấu phẩy đặt không đều nên không rõ là số nào. Ghi lại, ví dụ 1.234 hoặc 1.234,5.`)
  const grouped: Marks = figure.includes('.') ? 'vi' : 'en'
  const fraction = figure.split(/[.,]/u).at(-1)?.replace(/0+$/u, '').length ?? 0
  // A whole number is not written with three decimals, so its mark stands between thousands.
  const fits = decimals === 0 || fraction > decimals ? grouped : undefined
  return { is: 'either', vi: asVi(figure), en: asEn(figure), estimated, fits }
}

export interface MarksFound {
  readonly marks: Marks | undefined
  /** In a sentence, when it mattered. */
  readonly say: string | undefined
  /** Some numbers cannot be read before a person says which marks these are. */
  readonly asks: boolean
}

const KIND = {
  vi: 'dấu chấm ngăn hàng nghìn, dấu phẩy trước phần thập phân (1.234,5)',
  en: 'dấu phẩy ngăn hàng nghìn, dấu chấm trước phần thập phân (1,234.5)',
} as const

/** Which marks a block of cells uses: as a person said, else as its own numbers show when they all show the same. */
export function marksOf(block: readonly { readonly text: string; readonly written: Written }[], said: Marks | undefined): MarksFound {
  const either = block.filter(one => one.written.is === 'either')
  if (said) return { marks: said, say: `Số được đọc với ${KIND[said]}, theo lựa chọn của ông/bà.`, asks: false }
  const shown = block.flatMap(({ text, written }) => {
    const marks = written.is === 'number' ? written.shows : written.is === 'either' ? written.fits : undefined
    return marks ? [{ text, marks }] : []
  })
  const [vi, en] = [shown.find(one => one.marks === 'vi'), shown.find(one => one.marks === 'en')]
  if (vi && en)
    return {
      marks: undefined,
      say: `Trong khối có cả “${tidy(vi.text)}” và “${tidy(en.text)}”: hai cách ngăn hàng nghìn khác nhau.`,
      asks: either.length > 0,
    }
  const found = vi ?? en
  if (!found) return { marks: undefined, say: undefined, asks: either.length > 0 }
  return { marks: found.marks, say: `Số được đọc với ${KIND[found.marks]}, vì trong khối có “${tidy(found.text)}”.`, asks: false }
}

/** A number as we keep it in a draft: "1.234,5". */
export const numberText = (value: number): string => {
  const shown = formatNumber(value)
  return Math.round(value * 10_000) === value * 10_000 ? shown : String(value).replace('.', ',')
}

/** What a cell says, with the marks of its block: a state and a value as if typed, or why it is not taken. */
export function settleWritten(
  written: Exclude<Written, { is: 'nothing' }>,
  marks: Marks | undefined,
): { readonly state: TypedState; readonly value: string } | { readonly say: string } {
  switch (written.is) {
    case 'silent':
      return { state: written.state, value: '' }
    case 'ratio':
      return { state: '', value: `${numberText(written.over)}/${numberText(written.under)}` }
    case 'number':
      return { state: written.estimated ? 'estimated' : '', value: numberText(written.value) }
    case 'either': {
      if (marks === undefined)
        return {
          say: `không rõ là ${numberText(written.vi)} hay ${numberText(written.en)}. Chọn cách đọc dấu ở trên, hoặc ghi lại không có dấu ngăn.`,
        }
      return { state: written.estimated ? 'estimated' : '', value: numberText(written[marks]) }
    }
    default:
      return { say: written.say }
  }
}
