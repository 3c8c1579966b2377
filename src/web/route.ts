// One door for every request: who · may · input · run · answer.

import type { VNode } from 'preact'
import type { Static, TObject } from 'typebox'
import type { Ask } from '../access/ask.ts'
import type { Action } from '../access/grants.ts'
import type { Day } from '../ground/day.ts'
import type { Tx } from '../ground/db.ts'
import type { Fault, Refusal } from '../ground/faults.ts'
import type { FileStore } from '../ground/files.ts'
import type { Typed } from './input.ts'

export interface Page {
  /** The window's title; the page's own heading states its conclusion. */
  readonly title: string
  readonly page: VNode
  readonly status?: number
  /** The page is the first of a new session: it carries the cookie, and its forms belong to it. */
  readonly token?: SessionToken
}

export interface SessionToken {
  readonly value: string
  readonly expires: Date
}

export type Answer =
  | Page
  /** After a deed: go there, with GET. `token` signs in, null signs out. */
  | { readonly seeOther: string; readonly token?: SessionToken | null }
  | { readonly json: unknown; readonly status?: number }
  | { readonly file: Uint8Array; readonly name: string; readonly type: string }
  /** A file too long to be held whole: read while it is sent, within the transaction of the request. */
  | { readonly pieces: AsyncIterable<string>; readonly name: string; readonly type: string }

export interface Upload {
  readonly field: string
  readonly name: string
  readonly bytes: Uint8Array
}

/** What a route without a grant receives: someone is at the door, nothing more is known. */
export interface Visit {
  readonly tx: Tx
  readonly today: Day
  readonly at: Date
  /** The token of the session, when the browser sent one. */
  readonly token: string | undefined
  readonly demo: boolean
  readonly files: FileStore
  /** What the browser says it is, in words: "Firefox trên Windows". */
  readonly device: string
}

type Asked<A extends Action | 'anyone'> = A extends Action ? Ask<A> : Visit

export interface Coming<I> {
  readonly input: I
  readonly uploads: readonly Upload[]
}

export interface RouteSpec<A extends Action | 'anyone', I extends TObject> {
  readonly at: `${'GET' | 'POST'} /${string}`
  /** The action it needs; there is no other way to make a route. 'anyone' is for the door itself. */
  readonly may: A
  readonly input?: I
  /** Accepts files (multipart), at most so many bytes each. */
  readonly uploads?: { readonly maxBytes: number; readonly maxFiles: number }
  /** At most so many requests a minute from one address for one login: the sign-in. */
  readonly perMinute?: number
  run(ask: Asked<A>, input: Static<I>, uploads: readonly Upload[]): Promise<Answer>
  /** What the rules say of the fields that could be read while others could not: a form is told all that is amiss at once. */
  amiss?(ask: Asked<A>, input: Partial<Static<I>>): Promise<readonly Refusal[]>
  /** The form again, with what was typed and what to mend; without it a fault has a page of its own. */
  again?(ask: Asked<A>, typed: Typed, fault: Fault): Promise<Page>
  /** A button "Tìm" inside the form was pressed (`_find` names which): the form again with what was found; nothing is written. */
  find?(ask: Asked<A>, typed: Typed): Promise<Page>
}

export interface Route {
  readonly at: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly may: Action | 'anyone'
  readonly input: TObject | undefined
  readonly uploads: { readonly maxBytes: number; readonly maxFiles: number } | undefined
  readonly perMinute: number | undefined
  run(ask: Ask | Visit, input: unknown, uploads: readonly Upload[]): Promise<Answer>
  amiss: ((ask: Ask | Visit, input: object) => Promise<readonly Refusal[]>) | undefined
  again: ((ask: Ask | Visit, typed: Typed, fault: Fault) => Promise<Page>) | undefined
  find: ((ask: Ask | Visit, typed: Typed) => Promise<Page>) | undefined
}

export function route<A extends Action | 'anyone', I extends TObject>(spec: RouteSpec<A, I>): Route {
  const [method, path] = spec.at.split(' ') as ['GET' | 'POST', string]
  const erased = spec as unknown as Pick<Route, 'run' | 'amiss' | 'again' | 'find'>
  return {
    at: spec.at,
    method,
    path,
    may: spec.may,
    input: spec.input,
    uploads: spec.uploads,
    perMinute: spec.perMinute,
    run: (ask, input, uploads) => erased.run(ask, input, uploads),
    amiss: erased.amiss?.bind(spec),
    again: erased.again?.bind(spec),
    find: erased.find?.bind(spec),
  }
}
