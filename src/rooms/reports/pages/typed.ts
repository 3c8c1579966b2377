// The form of the sheet: lines are data, so its fields are named after the codes of its lines.
import { missing } from '../../../ground/faults.ts'
import { each, form, optional, type Typed, text, uuid, whole } from '../../../web/input.ts'
import type { TypedCell, TypedState } from '../sheet.ts'

export const TYPED_STATES: ReadonlySet<string> = new Set(['', 'estimated', 'none', 'not_applicable'])

export const sheetFields = {
  window: text('Kỳ báo cáo', 40),
  unit: uuid('Đơn vị'),
  after: whole('Bản trước'),
  o: each('Ô số liệu', 40),
  s: each('Cách ghi', 20),
  l: each('Lý do', 500),
  p: each('Phần lời', 8000),
} as const

export const savingForm = form({
  ...sheetFields,
  version: whole('Bản nháp'),
  page: uuid('Trang'),
  khac: optional(text('Ô', 12)),
  /** The leaf that is on the page, where the sheet has several, and the one to go to. */
  nhom: optional(text('Phần', 8)),
  sang: optional(text('Phần', 8)),
  /** What the page began with; baseText wrote it. */
  goc: optional(text('Gốc', 20_000)),
  /** Which of two values stays, and which ones were shown. */
  c: each('Cách ghi được giữ', 20),
  d: each('Các cách ghi', 400),
})
export const sendingForm = form({
  ...sheetFields,
  id: uuid('Bản báo cáo'),
  seen: optional(text('Số đã xem', 64)),
  version: optional(whole('Bản nháp')),
  tep: optional(text('Tệp đính kèm', 16)),
})

export interface TypedSheet {
  readonly o: Readonly<Record<string, string>>
  readonly s: Readonly<Record<string, string>>
  readonly l: Readonly<Record<string, string>>
  readonly p: Readonly<Record<string, string>>
}

export function cellsOf({ o, s, l }: TypedSheet): TypedCell[] {
  const codes = new Set([...Object.keys(o), ...Object.keys(s), ...Object.keys(l)])
  return [...codes].map(code => {
    const state = s[code] ?? ''
    return { code, state: (TYPED_STATES.has(state) ? state : '') as TypedState, value: o[code] ?? '', reason: l[code] ?? '' }
  })
}

/** A body as it came, when it could not be read: the same sheet, so that nothing typed is lost. */
export function sheetAsTyped(typed: Typed): TypedSheet {
  const all = (name: string) =>
    Object.fromEntries(
      Object.entries(typed).flatMap(([field, value]) =>
        field.startsWith(`${name}-`)
          ? [[field.slice(name.length + 1), String(Array.isArray(value) ? (value[0] ?? '') : (value ?? ''))]]
          : [],
      ),
    )
  return { o: all('o'), s: all('s'), l: all('l'), p: all('p') }
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u

/** The id in a body that was refused, for showing its form again. @throws missing when it is no id: there is nothing to show */
export function idOf(typed: Typed, name: string): string {
  const id = String([typed[name]].flat()[0] ?? '')
  if (!ID.test(id)) throw missing('trang này')
  return id
}
