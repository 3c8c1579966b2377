// One call of a hook: signed, to an address that was looked at, with little time and nothing read of the answer but its status.
import { createHmac } from 'node:crypto'
import { lookup } from 'node:dns'
import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isAddress, isPublic } from './addresses.ts'

export interface Call {
  /** The same each time this call is tried. */
  readonly id: string
  readonly url: string
  readonly secret: Uint8Array
  readonly body: string
  readonly at: Date
  /** Addresses inside the house of the body are let through: for systems that stand beside ours. */
  readonly mayBePrivate: boolean
  readonly signal?: AbortSignal
  readonly patience?: number
}

/** later: tried again; never: it can never succeed. */
export type Called = { readonly is: 'done' | 'later' | 'never'; readonly answer: string }

const PATIENCE = 10_000
const PRIVATE = 'địa chỉ nội bộ, không được phép'

/** HMAC-SHA256 in hex over "timestamp.body": with the timestamp inside, an old call cannot be sent again as a new one. */
export const signatureOf = (secret: Uint8Array, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')

class ClosedAddress extends Error {}

// The name is asked for once, and the connection goes to the very address that was looked at: a name that answers otherwise the second
// time leads nowhere.
const lookedAt: LookupFunction = (host, options, answer) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    const all = Array.isArray(found) ? found : []
    if (error) return answer(error, '', 4)
    const [first] = all
    if (!first || all.some(one => !isPublic(one.address))) return answer(new ClosedAddress(PRIVATE), '', 4)
    if (options.all) (answer as unknown as (e: null, all: typeof found) => void)(null, all)
    else answer(null, first.address, first.family)
  })
}

/** What a broken line is called by its code; the rest as the system says it. */
const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'không tìm thấy tên miền này',
  EAI_AGAIN: 'máy chủ tên miền không trả lời',
  ECONNREFUSED: 'máy chủ ở địa chỉ ấy từ chối kết nối',
  ECONNRESET: 'máy chủ ở địa chỉ ấy ngắt kết nối',
  EHOSTUNREACH: 'không có đường tới máy chủ ấy',
  ENETUNREACH: 'không có đường tới máy chủ ấy',
  CERT_HAS_EXPIRED: 'chứng chỉ HTTPS đã hết hạn',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'chứng chỉ HTTPS tự ký, không được tin cậy',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'chứng chỉ HTTPS thiếu chứng chỉ trung gian',
  ERR_TLS_CERT_ALTNAME_INVALID: 'chứng chỉ HTTPS là của tên miền khác',
}
const reasonOf = (error: NodeJS.ErrnoException): string => REASONS[error.code ?? ''] ?? error.message

/** Calls a hook once. Anything but a 2xx is not done; a redirect is not followed. */
export function call({ id, url, secret, body, at, mayBePrivate, signal, patience = PATIENCE }: Call): Promise<Called> {
  const to = URL.canParse(url) ? new URL(url) : undefined
  if (!to || (to.protocol !== 'https:' && !(mayBePrivate && to.protocol === 'http:')))
    return Promise.resolve({ is: 'never', answer: 'địa chỉ phải bắt đầu bằng https://' })
  if (!mayBePrivate && isAddress(to.hostname) && !isPublic(to.hostname)) return Promise.resolve({ is: 'never', answer: PRIVATE })
  const timestamp = String(Math.floor(at.getTime() / 1000))
  return new Promise(resolve => {
    const sending = (to.protocol === 'https:' ? overHttps : overHttp)(to, {
      method: 'POST',
      agent: false,
      signal: AbortSignal.any([AbortSignal.timeout(patience), ...(signal ? [signal] : [])]),
      ...(mayBePrivate ? {} : { lookup: lookedAt }),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'DanVan-Hook/1',
        'x-danvan-delivery': id,
        'x-danvan-timestamp': timestamp,
        'x-danvan-signature': `v1=${signatureOf(secret, timestamp, body)}`,
      },
    })
    sending.on('response', response => {
      const status = response.statusCode ?? 0
      // Nothing of the answer is read, so it cannot be too long.
      response.destroy()
      resolve({ is: status >= 200 && status < 300 ? 'done' : 'later', answer: `HTTP ${status}` })
    })
    sending.on('error', error => {
      const tooSlow = error.name === 'AbortError' || error.name === 'TimeoutError'
      const answer = tooSlow ? `không trả lời trong ${Math.round(patience / 1000)} giây` : reasonOf(error)
      resolve({ is: error instanceof ClosedAddress ? 'never' : 'later', answer })
    })
    sending.end(body)
  })
}
