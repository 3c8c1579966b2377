// What a program names must stand in the form: a value under a code that nobody asks for would be lost without a word. Pure.
import { Fault } from '../../../ground/faults.ts'
import type { Form } from '../store-asked.ts'

const SECTION = /^sections\.([1-9]\d{0,2})$/u
/** An answer names so many and no more, however many were sent. */
const MOST_NAMED = 50

/** Fields as they were sent, "values.TD01", "sections.1", "marks.sections.1": each names a line or a section of the form. @throws refused */
export function mustBeOfForm({ indicators, sections }: Pick<Form, 'indicators' | 'sections'>, fields: readonly string[]): void {
  if (fields.length === 0) return
  const codes = new Set(indicators.map(one => one.code))
  const named = (field: string): string => (field.startsWith('sections.') ? field : field.slice(field.indexOf('.') + 1))
  const isThere = (name: string): boolean => {
    const section = SECTION.exec(name)?.[1]
    return section === undefined ? codes.has(name) : Number(section) <= sections.length
  }
  const strange = fields.filter(field => !isThere(named(field)))
  if (strange.length === 0) return
  const says = strange.slice(0, MOST_NAMED).map(field => {
    const name = named(field)
    const what = name.startsWith('sections.') ? `Mục ${name.slice(9, 29)}` : `Mã “${name.slice(0, 30)}”`
    return { field, say: `${what} không có trong biểu của kỳ này. Chưa ghi gì; xem mã ở biểu rồi gửi lại.` }
  })
  throw new Fault(
    'refused',
    'reports.not-in-form',
    strange.length === 1 ? (says[0]?.say ?? '') : `${strange.length} mã không có trong biểu của kỳ này. Chưa ghi gì.`,
    says,
  )
}
