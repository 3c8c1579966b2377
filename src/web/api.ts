// One address of /api/v1: the same acts as the pages, asked for by a program. A room offers its own in its manifest.
import Type, { type Static, type TObject, type TSchema } from 'typebox'
import type { Ask } from '../access/ask.ts'
import type { Action } from '../access/grants.ts'
import { Fault } from '../ground/faults.ts'
import { optional, text, whole } from './input.ts'

export const API = '/api/v1'

export interface ApiSpec<A extends Action, I extends TObject, O extends TSchema> {
  /** Under /api/v1, with its parameters as {name}. Looking is GET; everything else needs a token of scope write. */
  readonly at: `${'GET' | 'PUT' | 'PATCH' | 'POST'} /${string}`
  /** What programs made from the description call it: "reports.submit". */
  readonly id: string
  readonly may: A
  /** One sentence, for the description. */
  readonly says: string
  readonly input?: I
  readonly answers: O
  /** A body that the description shows, and that a test sends. */
  readonly example?: Readonly<Record<string, unknown>>
  /** How a field of the act is called here, where a page calls it otherwise. */
  field?(name: string): string
  run(ask: Ask<A>, input: Static<I>): Promise<Static<O>>
}

export interface ApiRoute {
  readonly at: string
  readonly id: string
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'POST'
  readonly path: string
  readonly may: Action
  readonly says: string
  readonly input: TObject | undefined
  readonly answers: TSchema
  readonly example: Readonly<Record<string, unknown>> | undefined
  readonly field: ((name: string) => string) | undefined
  run(ask: Ask, input: unknown): Promise<unknown>
}

export function api<A extends Action, I extends TObject, O extends TSchema>(spec: ApiSpec<A, I, O>): ApiRoute {
  const [method, path] = spec.at.split(' ') as [ApiRoute['method'], string]
  const erased = spec as unknown as Pick<ApiRoute, 'run'>
  const { at, id, may, says, input, answers, example } = spec
  return { at, id, method, path, may, says, input, answers, example, field: spec.field, run: (ask, given) => erased.run(ask, given) }
}

// What is answered. The titles are read by whoever programs against it.
export const answer = Type.Object
export const many = Type.Array
export const orNone = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const words = (title?: string) => Type.String(title === undefined ? {} : { title })
export const dayOut = (title?: string) => Type.String({ format: 'date', ...(title === undefined ? {} : { title }) })
export const instantOut = (title?: string) => Type.String({ format: 'date-time', ...(title === undefined ? {} : { title }) })
export const idOut = (title?: string) => Type.String({ format: 'uuid', ...(title === undefined ? {} : { title }) })
export const numberOut = (title?: string) => Type.Number(title === undefined ? {} : { title })
export const wholeOut = (title?: string) => Type.Integer(title === undefined ? {} : { title })
export const yesNo = (title?: string) => Type.Boolean(title === undefined ? {} : { title })
export const oneOf = <const T extends readonly string[]>(list: T) => Type.Unsafe<T[number]>(Type.String({ enum: [...list] }))
export const unitOut = () => answer({ id: idOut(), name: words('Tên, và nay thuộc đâu khi đã khác') })

/** A page of a list: `next` is what `after` asks for, null on the last page. */
export const pageOf = <T extends TSchema>(item: T) => answer({ items: many(item), next: orNone(words('Gửi lại ở after để lấy trang sau')) })

const USUAL = 50
const MOST = 200

export const paging = {
  after: optional(text('Trang sau: giá trị next của trang trước', 100)),
  limit: optional(whole('Số mục một trang', 1, MOST)),
} as const

/** How many to read, one more than is shown so that it is known whether a page follows; and the page made of them. */
export const limitOf = (input: { limit?: number }): number => input.limit ?? USUAL

export function paged<T, U>(
  found: readonly T[],
  limit: number,
  shown: (one: T) => U,
  mark: (one: T) => string,
): { items: U[]; next: string | null } {
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items: items.map(shown), next: found.length > limit && last !== undefined ? mark(last) : null }
}

/** A mark that no page gave. */
export const badMark = (): Fault =>
  new Fault('invalid', 'api.after', 'Giá trị after không đọc được. Dùng đúng giá trị next của trang trước.', [
    { field: 'after', say: 'Dùng đúng giá trị next của trang trước.' },
  ])
