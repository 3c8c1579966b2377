// The test house: the real application on a real database of its own, a clock that the test sets, and people who sign in.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { Ask } from '../src/access/ask.ts'
import type { Action } from '../src/access/grants.ts'
import { csrfOf } from '../src/access/sessions.ts'
import { demoWorld } from '../src/demo/load.ts'
import { DEMO_PASSWORD } from '../src/demo/names.ts'
import { unitId } from '../src/demo/province.ts'
import { civil, type Day } from '../src/ground/day.ts'
import { type Database, openDatabase, type Tx, transact } from '../src/ground/db.ts'
import { type FileStore, fileStore } from '../src/ground/files.ts'
import { cookieName } from '../src/web/cookie.ts'
import type { DemoWorld } from '../src/web/room.ts'
import { freshDatabase, type TestDatabase } from './database.ts'

/** Thursday morning in November 2026, unless the test says otherwise. */
export const MORNING = '2026-11-21T09:42:00+07:00'

export interface Shown {
  readonly status: number
  readonly text: string
  readonly location: string | undefined
  readonly response: LightMyRequestResponse
}

export type Fields = Readonly<Record<string, string | readonly string[]>>

export interface UploadedFile {
  readonly field: string
  readonly name: string
  readonly bytes: Uint8Array
}

/** A person at a browser: cookie kept, CSRF field added, redirects not followed. */
export interface Browsing {
  readonly login: string
  readonly token: string
  get(path: string): Promise<Shown>
  post(path: string, fields?: Fields): Promise<Shown>
  upload(path: string, fields: Fields, files: readonly UploadedFile[]): Promise<Shown>
}

export interface TestHouse {
  readonly app: FastifyInstance
  readonly db: Database
  readonly database: TestDatabase
  readonly files: FileStore
  /** Sets the clock of the house. */
  setClock(instant: string): void
  readonly today: () => Day
  as(login: string): Promise<Browsing>
  /** At the door, not signed in. */
  readonly stranger: Omit<Browsing, 'login' | 'token'>
  /** Does something as this person without HTTP, in a transaction of its own that commits. */
  doing<A extends Action, T>(login: string, action: A, act: (ask: Ask<A>) => Promise<T>, on?: Day): Promise<T>
  readonly unit: (code: string) => string
  inTx<T>(work: (tx: Tx, world: DemoWorld) => Promise<T>): Promise<T>
}

const shown = (response: LightMyRequestResponse): Shown => ({
  status: response.statusCode,
  text: response.payload,
  location: response.headers.location,
  response,
})

const encoded = (fields: Fields): string => {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
  return body.toString()
}

const BOUNDARY = 'ranh-gioi-cua-bai-thu'
function multipart(fields: Fields, files: readonly UploadedFile[]): Buffer {
  const parts: Buffer[] = []
  for (const [name, value] of Object.entries(fields))
    for (const one of Array.isArray(value) ? value : [value])
      parts.push(Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${one}\r\n`))
  for (const file of files)
    parts.push(
      Buffer.from(
        `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${file.field}"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      Buffer.from(file.bytes),
      Buffer.from('\r\n'),
    )
  return Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)])
}

/** Opens a house, runs the test in it, and takes it down whatever happened. */
export async function withHouse(work: (house: TestHouse) => Promise<void>, options: { now?: string; demo?: boolean } = {}): Promise<void> {
  const { buildHouse } = await import('../src/house.ts')
  const database = await freshDatabase('world')
  const dataDir = await mkdtemp(join(tmpdir(), 'danvan-test-'))
  const { db, close } = openDatabase(database.appUrl, { size: 6 })
  const files = fileStore(dataDir)
  let now = new Date(options.now ?? MORNING)
  const app = await buildHouse({ db, files, now: () => now, demo: options.demo ?? true })
  const send = async (
    method: 'GET' | 'POST',
    path: string,
    cookie: string | undefined,
    payload?: string | Buffer,
    type?: string,
  ): Promise<Shown> =>
    shown(
      await app.inject({
        method,
        url: path,
        headers: {
          ...(cookie === undefined ? {} : { cookie: `${cookieName}=${cookie}` }),
          ...(type === undefined ? {} : { 'content-type': type }),
        },
        ...(payload === undefined ? {} : { payload }),
      }),
    )
  const FORM = 'application/x-www-form-urlencoded'
  const browsing = (login: string, token: string): Browsing => ({
    login,
    token,
    get: path => send('GET', path, token),
    post: (path, fields = {}) => send('POST', path, token, encoded({ _csrf: csrfOf(token), ...fields }), FORM),
    upload: (path, fields, uploads) =>
      send('POST', path, token, multipart({ _csrf: csrfOf(token), ...fields }, uploads), `multipart/form-data; boundary=${BOUNDARY}`),
  })
  const house: TestHouse = {
    app,
    db,
    database,
    files,
    setClock: instant => {
      now = new Date(instant)
    },
    today: () => civil(now).day,
    async as(login) {
      const answer = await send('POST', '/dang-nhap', undefined, encoded({ login, password: DEMO_PASSWORD }), FORM)
      const token = answer.response.cookies.find(cookie => cookie.name === cookieName)?.value
      assert.ok(token, `${login} could not sign in: ${answer.status} ${answer.text.slice(0, 300)}`)
      return browsing(login, token)
    },
    stranger: {
      get: path => send('GET', path, undefined),
      post: (path, fields = {}) => send('POST', path, undefined, encoded(fields), FORM),
      upload: (path, fields, uploads) =>
        send('POST', path, undefined, multipart(fields, uploads), `multipart/form-data; boundary=${BOUNDARY}`),
    },
    doing: (login, action, act, on) =>
      transact(db, async tx => {
        const world = demoWorld(tx, civil(now).day, files)
        return act({ ...(await world.as(login, action, on)), at: now })
      }),
    unit: unitId,
    inTx: work => transact(db, tx => work(tx, demoWorld(tx, civil(now).day, files))),
  }
  try {
    await work(house)
  } finally {
    await app.close()
    await close()
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** For node:test: `test('…', inHouse(async house => { … }))`. */
export const inHouse =
  (work: (house: TestHouse) => Promise<void>, options: { now?: string; demo?: boolean } = {}): (() => Promise<void>) =>
  () =>
    withHouse(work, options)
