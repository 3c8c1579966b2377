// The parts in words that a form may not do without. Pure.
import { type Refusal, refuse } from '../../../ground/faults.ts'
import { tidy } from '../../../ground/vietnamese.ts'
import type { Section } from '../sheet.ts'

/** A required section left empty keeps a report from being handed in. @returns the refusals: `reports.part-unwritten` */
export const unwritten = (form: { readonly required: readonly string[] }, narrative: readonly Section[]): Refusal[] =>
  narrative.flatMap(({ heading, text }, i) =>
    form.required.includes(heading) && tidy(text) === ''
      ? [refuse('reports.part-unwritten', `Phần lời, mục “${heading}”: chưa viết. Biểu này bắt buộc có mục ấy.`, `p-${i + 1}`)]
      : [],
  )
