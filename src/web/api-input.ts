// The body and the query of a program, read by the same schemas and in the same sentences as a form.
import type { Static, TObject } from 'typebox'
import { Fault, type FieldError } from '../ground/faults.ts'
import { read, type Typed } from './input.ts'

type Json = Readonly<Record<string, unknown>>

interface Kinds {
  readonly kind?: string
  readonly title?: string
}

const kindsOf = (schema: TObject) => Object.entries(schema.properties as Record<string, Kinds>)

/** A number as an officer would type it: a decimal comma. */
const typedNumber = (value: number): string => String(value).replace('.', ',')

const scalar = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? typedNumber(value) : undefined

/** One value of the body as the fields of a form; a sentence when it is of another kind than the description says. */
function fieldsOf(name: string, { kind, title = name }: Kinds, value: unknown): [string, string | string[]][] | string {
  if (value === null || value === undefined) return []
  if (kind === 'each') {
    if (typeof value !== 'object' || Array.isArray(value)) return `${title}: ghi thành một đối tượng, mỗi mã một giá trị.`
    const pairs = Object.entries(value)
    const wrong = pairs.find(([, one]) => scalar(one) === undefined)
    return wrong ? `${title}, mã ${wrong[0]}: ghi một chuỗi hoặc một số.` : pairs.map(([key, one]) => [`${name}-${key}`, scalar(one) ?? ''])
  }
  if (kind === 'list')
    return Array.isArray(value) && value.every(one => typeof one === 'string') ? [[name, value]] : `${title}: ghi thành một mảng chuỗi.`
  if (kind === 'number')
    return typeof value === 'number' ? [[name, typedNumber(value)]] : `${title}: ghi thành số, không để trong dấu nháy.`
  return typeof value === 'string' ? [[name, value]] : `${title}: ghi thành một chuỗi.`
}

const refused = (errors: readonly FieldError[]): Fault =>
  new Fault('invalid', 'input.invalid', errors.length === 1 ? (errors[0]?.say ?? '') : `Cần sửa ${errors.length} chỗ.`, errors)

/** What a program sent as values of the schema. A field that the description does not name is refused: it was meant for something. @throws invalid */
export function readAsked<T extends TObject>(schema: T, sent: { body?: unknown; query: Json; params: Json }): Static<T> {
  const { body } = sent
  if (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body)))
    throw new Fault('invalid', 'api.body', 'Nội dung gửi lên phải là một đối tượng JSON.')
  const errors: FieldError[] = []
  const typed: Record<string, Typed[string]> = {}
  const known = new Map(kindsOf(schema))
  const around = { ...sent.query, ...sent.params }
  const twice = Object.keys((body ?? {}) as Json).find(name => Object.hasOwn(around, name))
  if (twice !== undefined)
    throw new Fault('invalid', 'api.twice', `${twice}: đã có ở địa chỉ, không gửi lại trong nội dung.`, [
      { field: twice, say: 'Đã có ở địa chỉ, không gửi lại trong nội dung.' },
    ])
  for (const [name, value] of Object.entries((body ?? {}) as Json)) {
    const kind = known.get(name)
    const fields = kind ? fieldsOf(name, kind, value) : `${name}: không có trường này.`
    if (typeof fields === 'string') errors.push({ field: name, say: fields })
    else for (const [field, one] of fields) typed[field] = one
  }
  for (const [name, value] of Object.entries(around))
    if (!known.has(name)) errors.push({ field: name, say: `${name}: không có tham số này.` })
    else if (typeof value === 'string') typed[name] = value
    else errors.push({ field: name, say: `${name}: chỉ gửi một lần.` })
  if (errors.length > 0) throw refused(errors)
  try {
    return read(schema, typed)
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== 'invalid') throw error
    // `values-TD01` of a form is `values.TD01` of a body.
    const each = kindsOf(schema).flatMap(([name, { kind }]) => (kind === 'each' ? [name] : []))
    throw new Fault(
      'invalid',
      error.code,
      error.message,
      error.fields.map(one => ({
        ...one,
        field: each.some(name => one.field.startsWith(`${name}-`)) ? one.field.replace('-', '.') : one.field,
      })),
    )
  }
}
