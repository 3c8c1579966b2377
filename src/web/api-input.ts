// The body and the query of a program, read by the same schemas and in the same sentences as a form.
import type { Static, TObject } from 'typebox'
import { Fault, type FieldError } from '../ground/faults.ts'
import { type Grouped, read, type Typed } from './input.ts'

type Json = Readonly<Record<string, unknown>>

interface Kinds {
  readonly kind?: string
  readonly title?: string
}

const kindsOf = (schema: TObject) => Object.entries(schema.properties as Record<string, Kinds>)

/** A number as an officer would type it: a decimal comma. */
const typedNumber = (value: number): string => (Number.isInteger(value) ? String(value) : String(value).replace('.', ','))

const scalar = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? typedNumber(value) : undefined

/** What was sent by key, as text; a sentence when it is of another kind than the description says. A sheet has many hundred keys. */
function groupOf(title: string, value: unknown): Readonly<Record<string, string>> | string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${title}: ghi thành một đối tượng, mỗi mã một giá trị.`
  const group: Record<string, string> = {}
  for (const [key, one] of Object.entries(value)) {
    const found = scalar(one)
    if (found === undefined) return `${title}, mã ${key.slice(0, 40)}: ghi một chuỗi hoặc một số.`
    group[key] = found
  }
  return group
}

/** One value of the body as the fields of a form; a sentence when it is of another kind than the description says. */
function fieldsOf(name: string, { kind, title = name }: Kinds, value: unknown): [string, string | string[]][] | string {
  if (value === null || value === undefined) return []
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
  const grouped: Record<string, Grouped[string]> = {}
  const known = new Map(kindsOf(schema))
  const around = { ...sent.query, ...sent.params }
  const twice = Object.keys((body ?? {}) as Json).find(name => Object.hasOwn(around, name))
  if (twice !== undefined)
    throw new Fault('invalid', 'api.twice', `${twice}: đã có ở địa chỉ, không gửi lại trong nội dung.`, [
      { field: twice, say: 'Đã có ở địa chỉ, không gửi lại trong nội dung.' },
    ])
  for (const [name, value] of Object.entries((body ?? {}) as Json)) {
    const kind = known.get(name)
    if (kind?.kind === 'each' && value !== null) {
      const group = groupOf(kind.title ?? name, value)
      if (typeof group === 'string') errors.push({ field: name, say: group })
      else grouped[name] = group
      continue
    }
    const fields = kind ? fieldsOf(name, kind, value) : `${name}: không có trường này.`
    if (typeof fields === 'string') errors.push({ field: name, say: fields })
    else for (const [field, one] of fields) typed[field] = one
  }
  for (const [name, value] of Object.entries(around))
    if (!known.has(name)) errors.push({ field: name, say: `${name}: không có tham số này.` })
    else if (typeof value === 'string') typed[name] = value
    else errors.push({ field: name, say: `${name}: chỉ gửi một lần.` })
  if (errors.length > 0) throw refused(errors)
  return read(schema, typed, grouped)
}
