// A program in the tests: a token made on the page by its person, and JSON over HTTP without a cookie.
import assert from 'node:assert/strict'
import { DEMO_PASSWORD } from '../../src/demo/names.ts'
import type { Fields, TestHouse } from '../house.ts'

export interface Answered {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: what came is looked at by the test
  readonly json: any
  readonly headers: Readonly<Record<string, unknown>>
}

export interface Program {
  readonly token: string
  get(path: string): Promise<Answered>
  put(path: string, body: unknown): Promise<Answered>
  patch(path: string, body: unknown): Promise<Answered>
  post(path: string, body: unknown): Promise<Answered>
  send(method: 'GET' | 'PUT' | 'PATCH' | 'POST', path: string, payload?: string, headers?: Record<string, string>): Promise<Answered>
}

/** The token that a person of the test makes on their account page. */
export async function tokenOf(house: TestHouse, login: string, more: Fields = {}): Promise<string> {
  const who = await house.as(login)
  const page = await who.post('/tai-khoan/ma-truy-cap', { name: 'thử', scope: 'write', days: '30', password: DEMO_PASSWORD, ...more })
  const token = /<code id="ma">([^<]+)</u.exec(page.text)?.[1]
  assert.ok(token, `${login} got no token: ${page.status}`)
  return token
}

export function programWith(house: TestHouse, token: string): Program {
  const send: Program['send'] = async (method, path, payload, headers = {}) => {
    const response = await house.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    })
    const type = String(response.headers['content-type'])
    assert.match(type, /^application\/json/u, `${method} ${path} answered ${response.statusCode} as ${type}`)
    return { status: response.statusCode, json: response.json(), headers: response.headers }
  }
  return {
    token,
    send,
    get: path => send('GET', path),
    put: (path, body) => send('PUT', path, JSON.stringify(body)),
    patch: (path, body) => send('PATCH', path, JSON.stringify(body)),
    post: (path, body) => send('POST', path, JSON.stringify(body)),
  }
}

export const programOf = async (house: TestHouse, login: string, more: Fields = {}): Promise<Program> =>
  programWith(house, await tokenOf(house, login, more))

/** What FILLED types on the page, as a program sends it. */
export const FILLED_BODY = {
  values: {
    TD01: 2,
    TD02: 31,
    YK01: '48',
    YK02: 41,
    DT01: 1,
    DC01: 2,
    DC02: 3,
    DC03: 0,
    DC04: 15,
    HG01: 5,
    HG02: 4,
    TT01: 9,
    TT02: '1.240',
    HV01: 6798,
    AS01: 12.5,
  },
  states: { TG01: 'not_applicable', TG02: 'none' },
  reasons: { TG01: 'xã không có cơ sở tôn giáo', TG02: 'đã rà' },
  sections: { '1': 'Tình hình ổn định.' },
} as const
