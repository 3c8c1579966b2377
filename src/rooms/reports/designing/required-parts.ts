// The parts in words: which a form may not do without, and which figures they may call. Pure.
import { type Refusal, refuse } from '../../../ground/faults.ts'
import { tidy } from '../../../ground/vietnamese.ts'
import { boundCodes, type Indicator } from '../figures.ts'
import type { Section } from '../sheet.ts'

/** A required section left empty keeps a report from being handed in. @returns the refusals: `reports.part-unwritten` */
export const unwritten = (form: { readonly required: readonly string[] }, narrative: readonly Section[]): Refusal[] =>
  narrative.flatMap(({ heading, text }, i) =>
    form.required.includes(heading) && tidy(text) === ''
      ? [refuse('reports.part-unwritten', `Phần lời, mục “${heading}”: chưa viết. Biểu này bắt buộc có mục ấy.`, `p-${i + 1}`)]
      : [],
  )

/** What stands in braces calls a figure of this sheet: a name it does not know would be read as it is typed. @returns the refusals: `reports.bound-unknown` */
export const unbound = ({ indicators }: { readonly indicators: readonly Indicator[] }, narrative: readonly Section[]): Refusal[] =>
  narrative.flatMap(({ heading, text }, i) =>
    [...text.matchAll(/\{[^{}\n]{0,60}\}/gu)].flatMap(([called]) => {
      const [code] = boundCodes(called)
      if (indicators.some(one => one.code === code)) return []
      const say = `Phần lời, mục “${heading}”: “${called}” không gọi được số nào của biểu. Lấy mã trong “Mã của từng số”, hoặc bỏ dấu ngoặc nhọn.`
      return [refuse('reports.bound-unknown', say, `p-${i + 1}`)]
    }),
  )

/** All that keeps the words of a report from being handed in. */
export const wordsAmiss = (
  form: Parameters<typeof unwritten>[0] & Parameters<typeof unbound>[0],
  narrative: readonly Section[],
): Refusal[] => [...unwritten(form, narrative), ...unbound(form, narrative)]
