// A browser with a cookie of its own, a telephone with an authenticator of its own, and what they need of a page.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { csrfOf } from '../../src/access/sessions.ts'
import { DEMO_PASSWORD } from '../../src/demo/names.ts'
import { cookieName } from '../../src/web/cookie.ts'
import type { Fields, Shown, TestHouse } from '../house.ts'

export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
export const COC_COC =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/120.0 Chrome/130.0.0.0 Safari/537.36'

/** Follows the cookie as a browser does: a new one takes the place of the old. */
export class Someone {
  token: string | undefined
  readonly #house: TestHouse
  readonly #agent: string

  constructor(house: TestHouse, agent: string = FIREFOX) {
    this.#house = house
    this.#agent = agent
  }

  async #send(method: 'GET' | 'POST', url: string, payload?: string): Promise<Shown> {
    const response = await this.#house.app.inject({
      method,
      url,
      headers: {
        'user-agent': this.#agent,
        host: 'danvan.example',
        ...(this.token === undefined ? {} : { cookie: `${cookieName}=${this.token}` }),
        ...(payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(payload === undefined ? {} : { payload }),
    })
    const set = response.cookies.find(cookie => cookie.name === cookieName)
    if (set) this.token = set.value === '' ? undefined : set.value
    return { status: response.statusCode, text: response.payload, location: response.headers.location, response }
  }

  get(path: string): Promise<Shown> {
    return this.#send('GET', path)
  }

  post(path: string, fields: Fields = {}): Promise<Shown> {
    const body = new URLSearchParams(this.token === undefined ? {} : { _csrf: csrfOf(this.token) })
    for (const [name, value] of Object.entries(fields)) for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
    return this.#send('POST', path, body.toString())
  }

  signIn(login: string, password: string = DEMO_PASSWORD, more: Fields = {}): Promise<Shown> {
    return this.post('/dang-nhap', { login, password, ...more })
  }
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 6238 by hand: the six digits of a secret at an instant, so that the library is not its own witness. */
export function digitsAt(base32: string, instant: string): string {
  const bits = [...base32.replace(/\s/gu, '')].map(letter => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from((bits.match(/.{8}/gu) ?? []).map(byte => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.parse(instant) / 30_000)))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const at = (mac[19] ?? 0) & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** The secret as the page writes it beside the picture. */
export const secretOn = (page: string): string => /id="khoa">([A-Z2-7 ]+)<\/strong>/u.exec(page)?.[1] ?? assert.fail('no secret')

export const codesOn = (page: string): string[] =>
  [...page.matchAll(/<strong class="num">([a-z0-9]{5}-[a-z0-9]{5})<\/strong>/gu)].map(one => one[1] ?? '')

export const linkOn = (page: string): string =>
  /value="http:\/\/danvan\.example(\/loi-moi\/[\w-]+)"/u.exec(page)?.[1] ?? assert.fail('no link')

/** Turns the second factor on for someone signed in, at this instant of the house's clock. */
export async function setUp(
  someone: Someone,
  instant: string,
  password: string = DEMO_PASSWORD,
): Promise<{ secret: string; codes: string[] }> {
  const begun = await someone.post('/tai-khoan/xac-thuc/bat-dau', { password })
  assert.equal(begun.status, 303, begun.text.slice(0, 500))
  const secret = secretOn((await someone.get('/tai-khoan/xac-thuc')).text)
  const done = await someone.post('/tai-khoan/xac-thuc/xac-nhan', { code: digitsAt(secret, instant) })
  assert.equal(done.status, 200, done.text.slice(0, 500))
  return { secret, codes: codesOn(done.text) }
}
