// What a person typed, read by the route's schema: one schema, one set of Vietnamese sentences, for pages now and the API later.
import Type, { type Static, type TObject, type TSchema } from 'typebox'
import Value from 'typebox/value'
import { type Day, lookForDay } from '../ground/day.ts'
import { Fault, type FieldError, type Refusal } from '../ground/faults.ts'
import { readNumber, tidy } from '../ground/vietnamese.ts'

/** A form as the browser sent it: names to one or several texts. */
export type Typed = Readonly<Record<string, string | readonly string[] | undefined>>

const label = (title: string, more: object) => ({ title, ...more })

/** One line of text, 1 to `max` characters. */
export const text = (title: string, max = 300) => Type.String(label(title, { kind: 'text', minLength: 1, maxLength: max }))
/** Several lines of text. */
export const longText = (title: string, max = 20_000) => Type.String(label(title, { kind: 'long', minLength: 1, maxLength: max }))
/** A block as it was copied: tabs, spaces and line ends stay. */
export const block = (title: string, max: number) => Type.String(label(title, { kind: 'block', minLength: 1, maxLength: max }))
/** A day of the calendar, typed as 21/11/2026. */
export const aDay = (title: string) => Type.Unsafe<Day>(Type.String(label(title, { kind: 'day' })))
/** A whole number, zero or more unless `minimum` says otherwise; 1.234 is 1234. */
export const whole = (title: string, minimum = 0, maximum = 999_999_999_999) =>
  Type.Integer(label(title, { kind: 'number', minimum, maximum }))
/** A number, with a decimal comma. */
export const decimal = (title: string, minimum = 0) => Type.Number(label(title, { kind: 'number', minimum, maximum: 1e15 }))
/** One of the words given. */
export const choice = <const T extends readonly string[]>(title: string, words: T) =>
  Type.Unsafe<T[number]>(Type.String(label(title, { kind: 'choice', enum: [...words] })))
/** Some of the words given; none is an empty list. */
export const choices = <const T extends readonly string[]>(title: string, words: T) =>
  Type.Array(Type.Unsafe<T[number]>(Type.String({ enum: [...words] })), label(title, { kind: 'list' }))
export const uuid = (title: string) =>
  Type.String(label(title, { kind: 'id', pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' }))
/** Some lines of text, as ticked boxes send them; none is an empty list. */
export const texts = (title: string, max = 300) => Type.Array(text(title, max), label(title, { kind: 'list' }))
export const uuids = (title: string) => Type.Array(uuid(title), label(title, { kind: 'list' }))
/** The fields NAME-key of a form whose lines are data, by key: `each('Ô')` under the name `o` reads `o-DVK01`, `o-DVK02`. */
export const each = (title: string, max = 2000) =>
  Type.Unsafe<Readonly<Record<string, string>>>(Type.Object({}, label(title, { kind: 'each', maxLength: max })))
/** A field that may be left empty; then it is not there. */
export const optional = <T extends TSchema>(schema: T) => Type.Optional(schema)
export const form = Type.Object

interface Described extends TSchema {
  title?: string
  kind?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  enum?: string[]
  items?: Described
}

const first = (value: Typed[string]): string => (Array.isArray(value) ? String(value[0] ?? '') : String(value ?? ''))
const all = (value: Typed[string]): string[] => (value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)])

function sentenceFor(name: string, schema: Described, raw: string): FieldError {
  const title = schema.title ?? name
  const say = (what: string): FieldError => ({ field: name, say: what })
  if (raw.trim() === '')
    return say(
      schema.kind === 'choice' || schema.kind === 'id' ? `${title}: chưa chọn. Chọn một mục.` : `${title}: chưa nhập. Ghi vào ô này.`,
    )
  switch (schema.kind) {
    case 'day':
      return /^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}$/u.test(raw.trim())
        ? say(`${title}: ngày ${raw.trim()} không có trong lịch. Kiểm tra lại ngày.`)
        : say(`${title}: ghi theo dạng ngày/tháng/năm, ví dụ 21/11/2026.`)
    case 'number': {
      const value = readNumber(raw)
      if (value === undefined) return say(`${title}: “${raw.slice(0, 40)}” không phải là số. Ghi bằng chữ số, ví dụ 1.234.`)
      if (schema.minimum !== undefined && value < schema.minimum)
        return say(schema.minimum === 0 ? `${title}: không được nhỏ hơn 0.` : `${title}: không được nhỏ hơn ${schema.minimum}.`)
      if (schema.maximum !== undefined && value > schema.maximum) return say(`${title}: số quá lớn. Kiểm tra lại số.`)
      return say(`${title}: ghi số nguyên, không có phần thập phân.`)
    }
    case 'text':
    case 'long':
    case 'block':
      return say(`${title}: dài ${[...raw].length} ký tự, nhiều nhất ${schema.maxLength}. Rút ngắn lại.`)
    default:
      return say(`${title}: lựa chọn không hợp lệ. Chọn lại.`)
  }
}

function readOne(schema: Described, raw: Typed[string]): unknown {
  if (schema.kind === 'list') return all(raw).map(one => one.normalize('NFC'))
  if (schema.kind === 'block') return first(raw).trim() === '' ? undefined : first(raw).replaceAll('\u0000', '')
  // Text that a machine cannot have typed into a form is refused by what follows, not stored.
  const typed = tidy(first(raw)).replaceAll('\u0000', '')
  if (typed === '') return undefined
  if (schema.kind === 'day') return lookForDay(typed)
  if (schema.kind === 'number') return readNumber(typed)
  return typed
}

/** By name and key, as a program sends what a form spreads over fields NAME-key. */
export type Grouped = Readonly<Record<string, Readonly<Record<string, string>>>>

const MOST_FIELDS = 20_000
const parted = new Map<string, readonly [name: string, key: string]>()

/** "o-TD01" as its name and its key. The fields of a form come again with every sheet: they are taken apart once. */
function partsOf(field: string): readonly [name: string, key: string] {
  const known = parted.get(field)
  if (known) return known
  const at = field.indexOf('-')
  const parts = at < 0 ? (['', ''] as const) : ([field.slice(0, at), field.slice(at + 1)] as const)
  // What anyone may send is not kept without end.
  if (parted.size >= MOST_FIELDS) parted.clear()
  if (field.length <= 40) parted.set(field, parts)
  return parts
}

/** The fields NAME-key, for each such name of the form: looked through once, for a sheet has many hundred. */
function readEach(
  names: ReadonlyMap<string, Described>,
  typed: Typed,
  grouped: Grouped,
  errors: FieldError[],
): Record<string, Record<string, string>> {
  const found: Record<string, Record<string, string>> = {}
  const keep = (name: string, key: string, schema: Described, raw: string, joint: string): void => {
    const text = tidy(raw).replaceAll('\u0000', '')
    const most = schema.maxLength ?? 0
    if (text.length > most && [...text].length > most) errors.push(sentenceFor(name + joint + key, { ...schema, kind: 'long' }, text))
    const group = found[name]
    if (group) group[key] = text
  }
  for (const name of names.keys()) found[name] = Object.create(null)
  if (names.size === 0) return found
  for (const field in typed) {
    const [name, key] = partsOf(field)
    const schema = names.get(name)
    if (schema) keep(name, key, schema, first(typed[field]), '-')
  }
  for (const [name, schema] of names) for (const key in grouped[name]) keep(name, key, schema, grouped[name]?.[key] ?? '', '.')
  return found
}

/** What could be read of a form, and a sentence for each field that could not. */
export interface Readable<T extends TObject> {
  readonly value: Partial<Static<T>>
  readonly errors: readonly FieldError[]
}

export function readable<T extends TObject>(schema: T, typed: Typed, grouped: Grouped = {}): Readable<T> {
  const errors: FieldError[] = []
  const properties = Object.entries(schema.properties as Record<string, Described>)
  const value: Record<string, unknown> = readEach(
    new Map(properties.filter(([, property]) => property.kind === 'each')),
    typed,
    grouped,
    errors,
  )
  for (const [name, property] of properties) {
    if (property.kind === 'each') continue
    const raw = first(typed[name])
    const got = readOne(property, typed[name])
    if (got === undefined) {
      const left = raw.trim() === ''
      const mayBeLeft = !(schema as unknown as { required?: string[] }).required?.includes(name)
      if (!(left && mayBeLeft)) errors.push(sentenceFor(name, property, raw))
      continue
    }
    const known: TSchema = property.kind === 'day' ? Type.String() : property
    if (Value.Check(known, got)) value[name] = got
    else errors.push(sentenceFor(name, property, raw))
  }
  return { value: value as Partial<Static<T>>, errors }
}

/** Everything to mend, each at its field: said once where the reading and a rule speak of the same one. */
export function unreadable(errors: readonly FieldError[], refusals: readonly Refusal[] = []): Fault {
  const said = new Set(errors.map(one => one.field))
  const more = refusals.filter(one => one.field === undefined || !said.has(one.field))
  const all = [...errors, ...more.map(({ field = '', say }) => ({ field, say }))]
  return new Fault('invalid', 'input.invalid', all.length === 1 ? (all[0]?.say ?? '') : `Cần sửa ${all.length} chỗ.`, all)
}

/** The typed form as values of the schema. @throws invalid, with one sentence for each field to mend */
export function read<T extends TObject>(schema: T, typed: Typed, grouped: Grouped = {}): Static<T> {
  const { value, errors } = readable(schema, typed, grouped)
  if (errors.length > 0) throw unreadable(errors)
  return value as Static<T>
}
