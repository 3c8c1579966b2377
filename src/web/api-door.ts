// The door of /api/v1: who the token is, what it may, what was asked, one transaction, one answer in JSON. No cookie opens it.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { personOfToken, TOKEN_SHAPE, tokenHash, tokenSeen } from '../access/api-tokens.ts'
import type { Ask } from '../access/ask.ts'
import { grantFor } from '../access/grants.ts'
import { civil } from '../ground/day.ts'
import { type Database, snapshot, transact } from '../ground/db.ts'
import { Fault } from '../ground/faults.ts'
import type { FileStore } from '../ground/files.ts'
import { treeAt } from '../org/store.ts'
import { API, type ApiRoute } from './api.ts'
import { readAsked } from './api-input.ts'
import { closedTo } from './closed-door.ts'
import { openApi } from './openapi.ts'

/** A program may ask so often in a minute with one token; and so often with what is no token, from one address. */
export const ASKED_A_MINUTE = 240
export const WRONG_A_MINUTE = 30
const MINUTE = 60_000
const KEYS_KEPT = 10_000

interface ApiHouse {
  readonly db: Database
  readonly files: FileStore
  readonly now: () => Date
}

/** Counts what was asked by each key within the minute that its first asking began. */
class Limits {
  readonly #counted = new Map<string, { since: number; times: number }>()

  /** Seconds to wait, or 0. */
  wait(key: string, most: number, at: Date, adding = 1): number {
    const now = at.getTime()
    const known = this.#counted.get(key)
    const one = known && now - known.since < MINUTE && now >= known.since ? known : { since: now, times: 0 }
    one.times += adding
    this.#counted.delete(key)
    this.#counted.set(key, one)
    if (this.#counted.size > KEYS_KEPT) for (const oldest of [...this.#counted.keys()].slice(0, KEYS_KEPT / 2)) this.#counted.delete(oldest)
    return one.times > most ? Math.max(1, Math.ceil((one.since + MINUTE - now) / 1000)) : 0
  }
}

class TooOften extends Fault {
  readonly seconds: number

  constructor(seconds: number) {
    super('too-many', 'api.too-many', `Gọi quá dày. Đợi ${seconds} giây rồi gọi tiếp.`)
    this.seconds = seconds
  }
}

const noToken = (): Fault =>
  new Fault(
    'signed-out',
    'api.token',
    'Mã truy cập không có, sai, đã hết hạn hoặc đã thu hồi. Gửi mã còn hiệu lực trong đầu mục Authorization: Bearer.',
  )

function bearerOf(request: FastifyRequest): string {
  const token = /^Bearer ([^\s]+)$/iu.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined || !TOKEN_SHAPE.test(token)) throw noToken()
  return token
}

export function serveApi(
  app: FastifyInstance,
  house: ApiHouse,
  routes: readonly ApiRoute[],
  asFault: (error: unknown, request: FastifyRequest) => Fault,
): void {
  const limits = new Limits()
  // Tokens that have opened something: one program of an office that errs must not shut the others of its address out.
  const good = new Set<string>()
  const description = JSON.stringify(openApi(routes))
  app.get(`${API}/openapi.json`, (_request, reply) => reply.type('application/json; charset=utf-8').send(description))

  const answer = async (one: ApiRoute, request: FastifyRequest): Promise<unknown> => {
    const at = house.now()
    const token = bearerOf(request)
    const hash = tokenHash(token)
    const waits = good.has(hash)
      ? limits.wait(`of ${hash}`, ASKED_A_MINUTE, at)
      : limits.wait(`from ${request.ip}`, WRONG_A_MINUTE - 1, at, 0)
    if (waits > 0) throw new TooOften(waits)
    const inOne = one.method === 'GET' ? snapshot : transact
    return await inOne(house.db, async tx => {
      const today = civil(at).day
      const found = await personOfToken(tx, token, today, at)
      if (!found) {
        limits.wait(`from ${request.ip}`, WRONG_A_MINUTE, at)
        throw noToken()
      }
      if (good.size >= KEYS_KEPT) good.clear()
      good.add(hash)
      const { person } = found
      if (person.token !== undefined && (found.seenAt === null || at.getTime() - found.seenAt.getTime() > MINUTE))
        void tokenSeen(house.db, person.token, at).catch(() => {})
      if (one.method !== 'GET' && found.scope !== 'write')
        throw new Fault('forbidden', 'api.scope', 'Mã truy cập này chỉ để xem. Tạo mã có phạm vi ghi để làm việc này.')
      const tree = await treeAt(tx, found.mark, today)
      const grant = grantFor(person, one.may, tree)
      if (!grant) throw closedTo(person)
      const ask: Ask = { tx, grant, person, today, at, tree, files: house.files }
      return await one.run(ask, one.input ? readAsked(one.input, partsOf(one, request)) : undefined)
    })
  }

  for (const one of routes)
    app.route({
      method: one.method,
      url: API + one.path.replace(/\{(\w+)\}/gu, ':$1'),
      handler: async (request, reply) => {
        try {
          return await reply.header('cache-control', 'no-store').send(await answer(one, request))
        } catch (error) {
          const fault = inPath(asFault(error, request), request)
          return sendFault(reply, one.field ? renamed(fault, one.field) : fault)
        }
      },
    })
}

function partsOf(one: ApiRoute, request: FastifyRequest): Parameters<typeof readAsked>[1] {
  const around = { query: request.query as Record<string, unknown>, params: request.params as Record<string, unknown> }
  if (one.method === 'GET') return around
  if (!/^application\/json\s*(;|$)/iu.test(request.headers['content-type'] ?? ''))
    throw new Fault('invalid', 'api.not-json', 'Gửi nội dung JSON, với đầu mục Content-Type: application/json.')
  return { ...around, body: request.body }
}

/** What was refused before a route ran, in words for a program: a page speaks of pages. */
export const forPrograms = (fault: Fault): Fault => {
  if (fault.code === 'request.invalid') return new Fault('invalid', 'api.json', 'Nội dung gửi lên không phải JSON đúng cách viết.')
  return fault.code === 'page.missing' ? new Fault('missing', 'api.missing', 'API không có địa chỉ hoặc phương thức này.') : fault
}

/** Every refusal under /api, whoever makes it. */
export function sendFault(reply: FastifyReply, fault: Fault): FastifyReply {
  if (fault.kind === 'signed-out') reply.header('www-authenticate', 'Bearer')
  if (fault instanceof TooOften) reply.header('retry-after', String(fault.seconds))
  return reply.code(fault.status).header('cache-control', 'no-store').send({ code: fault.code, say: fault.message, fields: fault.fields })
}

const renamed = (fault: Fault, field: (name: string) => string): Fault =>
  ['invalid', 'refused', 'conflict', 'stale'].includes(fault.kind)
    ? new Fault(
        fault.kind,
        fault.code,
        fault.message,
        fault.fields.map(one => ({ ...one, field: field(one.field) })),
      )
    : fault

/** An address whose own part cannot be read names nothing. */
function inPath(fault: Fault, request: FastifyRequest): Fault {
  const params = request.params as Record<string, unknown> | undefined
  const isThere = fault.code === 'input.invalid' && fault.fields.some(one => params !== undefined && Object.hasOwn(params, one.field))
  return isThere ? new Fault('missing', 'missing', 'Không có gì ở địa chỉ này.') : fault
}
