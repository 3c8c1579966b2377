// HTTP for every room: a request is one transaction with one outcome. Success commits and then answers; any refusal rolls back.

import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import cookies from '@fastify/cookie'
import forms from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Ask } from '../access/ask.ts'
import { deviceWords } from '../access/device.ts'
import { type Action, grantFor, type Person } from '../access/grants.ts'
import { csrfOf, personOf, stayIn } from '../access/sessions.ts'
import { civil, type Day } from '../ground/day.ts'
import { type Database, faultOfDatabase, snapshot, type Tx, transact } from '../ground/db.ts'
import { Fault } from '../ground/faults.ts'
import type { FileStore } from '../ground/files.ts'
import { loadTree, treeAt } from '../org/store.ts'
import type { OrgTree } from '../org/tree.ts'
import { API } from './api.ts'
import { forPrograms, sendFault, serveApi } from './api-door.ts'
import { type Assets, serveAssets } from './assets.ts'
import { closedTo, leadsTo } from './closed-door.ts'
import { clearedCookie, cookieName, sessionCookie } from './cookie.ts'
import { faultPage } from './fault-page.tsx'
import { readable, type Typed, unreadable } from './input.ts'
import { renderPage } from './page.ts'
import type { PageContext } from './page-context.ts'
import type { Room } from './room.ts'
import type { Answer, Page, Route, SessionToken, Visit } from './route.ts'
import { formFrom, originOf, sameOrigin } from './sent.ts'
import { signInPage } from './sign-in-page.tsx'

export interface WebHouse {
  readonly db: Database
  readonly files: FileStore
  readonly rooms: readonly Room[]
  /** Routes of the floors themselves: start page, guide, parts. */
  readonly routes: readonly Route[]
  readonly now: () => Date
  /** Demo data is loaded: every page says so. */
  readonly demo: boolean
  readonly log?: boolean
  /** Behind HTTPS: the cookie is never sent in clear. */
  readonly secure?: boolean
  /** How long a request may take to arrive, in milliseconds. */
  readonly patience?: number
}

/** The longest a body of some megabytes takes on a bad line. */
const PATIENCE = 60_000
type Poured = Extract<Answer, { readonly pieces: AsyncIterable<string> }>

interface Rendered {
  readonly html: string
  readonly status: number
  readonly token?: SessionToken
}

interface Known {
  readonly tx: Tx
  readonly person: Person | undefined
  readonly tree: OrgTree
}

/** The request as this floor sees it. */
interface Sent {
  readonly request: FastifyRequest
  readonly token: string | undefined
  readonly at: Date
  readonly today: Day
  readonly wantsJson: boolean
}

export async function webServer(house: WebHouse): Promise<FastifyInstance> {
  const { patience = PATIENCE } = house
  const app = Fastify({
    logger: house.log ? { level: 'warn', redact: ['req.headers', 'req.url'] } : false,
    bodyLimit: 1_048_576,
    // A client that sends a byte a second must not hold a place for ever: its head has a third of the time, and Node looks often enough.
    requestTimeout: patience,
    connectionTimeout: patience * 1.5,
    http: { headersTimeout: patience / 3, connectionsCheckingInterval: Math.min(5_000, patience / 6) },
    routerOptions: { maxParamLength: 200 },
  })
  await app.register(cookies)
  await app.register(forms, { bodyLimit: 1_048_576 })
  await app.register(multipart, { limits: { fields: 40, parts: 80 }, throwFileSizeLimit: false })
  await app.register(rateLimit, { global: false })
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: house.secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
  })
  const assets = serveAssets(app)
  const door = new Door(house, assets)
  app.get('/healthz', async (_request, reply) => {
    await house.db.selectNoFrom(eb => eb.lit(1).as('one')).execute()
    return reply.header('cache-control', 'no-store').send({ ok: true })
  })
  for (const one of [...house.routes, ...house.rooms.flatMap(room => room.routes)]) {
    app.route({
      method: one.method,
      url: one.path,
      ...(one.uploads ? { bodyLimit: one.uploads.maxBytes * one.uploads.maxFiles + 65_536 } : {}),
      ...(one.perMinute === undefined
        ? {}
        : {
            config: {
              rateLimit: { max: one.perMinute, timeWindow: '1 minute', hook: 'preHandler' as const, keyGenerator: addressAndLogin },
            },
          }),
      handler: (request, reply) => door.answer(one, request, reply),
    })
  }
  serveApi(
    app,
    house,
    house.rooms.flatMap(room => room.api ?? []),
    (error, request) => door.asFault(error, request),
  )
  app.setNotFoundHandler((request, reply) => door.fault(request, reply, noSuchPage()))
  app.setErrorHandler((error, request, reply) => door.fault(request, reply, error))
  return app
}

/** The form as values; when some of it cannot be read, the rules judge the rest before all of it is said. @throws invalid */
async function whatCame(one: Route, ask: Ask | Visit, typed: Typed): Promise<unknown> {
  if (!one.input) return undefined
  const { value, errors } = readable(one.input, typed)
  if (errors.length > 0) throw unreadable(errors, await one.amiss?.(ask, value))
  return value
}

/** One address may try many logins from an office; one login may not be tried without end. */
function addressAndLogin(request: FastifyRequest): string {
  const login = (request.body as { login?: unknown } | undefined)?.login
  return `${request.ip} ${typeof login === 'string' ? login.trim().toLowerCase().slice(0, 60) : ''}`
}

class Door {
  readonly #house: WebHouse
  readonly #assets: Assets

  constructor(house: WebHouse, assets: Assets) {
    this.#house = house
    this.#assets = assets
  }

  async answer(one: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const sent = this.#sent(request)
    let typed: Typed = {}
    try {
      // The body is read whole before a connection is taken: an upload that stops half way holds nothing.
      const came = await formFrom(request, one)
      typed = came.typed
      if (one.method === 'POST') this.#mustBeOurForm(one, sent, typed)
      const answer = await this.#within(one, sent, async (ask, known) => {
        const find = typed['_find'] === undefined ? undefined : one.find
        const done = find ? await find(ask, typed) : await one.run(ask, await whatCame(one, ask, typed), came.uploads)
        if ('pieces' in done) return await this.#pour(done, reply)
        return 'page' in done ? await this.#rendered(done, sent, known) : done
      })
      return 'poured' in answer ? reply : await this.#reply(sent, answer, reply)
    } catch (error) {
      // Nobody is there any more to be shown a page: a hundred broken lines must not ask the database for a hundred of them.
      if (request.raw.socket.destroyed) return reply.code(400).send()
      return await this.#refused(one, sent, typed, error, reply)
    }
  }

  /** Answers what went wrong before or outside a route. */
  async fault(request: FastifyRequest, reply: FastifyReply, error: unknown): Promise<FastifyReply> {
    const fault = this.asFault(error, request)
    if (request.url.startsWith(`${API}/`)) return sendFault(reply, forPrograms(fault))
    return await this.#faultAnswer(this.#sent(request), fault, reply)
  }

  #sent(request: FastifyRequest): Sent {
    const at = this.#house.now()
    const token = request.cookies?.[cookieName]
    return { request, token, at, today: civil(at).day, wantsJson: request.headers.accept === 'application/json' }
  }

  /** A form sent by another site, or by a page of an older session, is not ours. */
  #mustBeOurForm(one: Route, sent: Sent, typed: Typed): void {
    if (!sameOrigin(sent.request))
      throw new Fault('forbidden', 'form.foreign', 'Biểu mẫu này được gửi từ một trang khác. Mở lại trang trong hệ thống rồi gửi.')
    if (one.may === 'anyone' && sent.token === undefined) return
    if (sent.token !== undefined && typed['_csrf'] === csrfOf(sent.token)) return
    if (one.may === 'anyone') return
    throw new Fault('signed-out', 'form.session', 'Phiên làm việc đã hết.')
  }

  /** Runs in one transaction with what is known of the person; a reading sees one moment, a deed commits whole. */
  #within<T>(one: Route, sent: Sent, run: (ask: Ask | Visit, known: Known) => Promise<T>): Promise<T> {
    const inOne = one.method === 'POST' ? transact : snapshot
    return inOne(this.#house.db, async tx => {
      const known = await this.#know(tx, sent)
      if (one.may === 'anyone') return run(this.#visit(tx, sent), known)
      if (!known.person)
        throw new Fault('signed-out', 'session.none', 'Phiên làm việc đã hết. Đăng nhập lại, những gì ông/bà đã gõ vẫn còn.')
      return run(this.#ask(one.may, sent, known, known.person), known)
    })
  }

  #visit(tx: Tx, sent: Sent): Visit {
    const { demo, files } = this.#house
    return { tx, today: sent.today, at: sent.at, token: sent.token, demo, files, device: deviceWords(sent.request.headers['user-agent']) }
  }

  #ask(action: Action, sent: Sent, known: Known, person: Person): Ask {
    const grant = grantFor(person, action, known.tree)
    if (!grant) throw closedTo(person)
    return { tx: known.tx, grant, person, today: sent.today, at: sent.at, tree: known.tree, files: this.#house.files }
  }

  async #know(tx: Tx, sent: Sent): Promise<Known> {
    const found = sent.token === undefined ? undefined : await personOf(tx, sent.token, sent.today, sent.at)
    const tree = found ? await treeAt(tx, found.mark, sent.today) : await loadTree(tx, sent.today)
    if (found?.seenAt && sent.token !== undefined && sent.at.getTime() - found.seenAt.getTime() > 60_000)
      void stayIn(this.#house.db, sent.token, sent.at).catch(() => {})
    return { tx, person: found?.person, tree }
  }

  async #rendered(page: Page, sent: Sent, known: Known): Promise<Rendered> {
    if (!page.token) return { html: renderPage(page, await this.#belled(sent, known)), status: page.status ?? 200 }
    const first = { ...sent, token: page.token.value }
    return { html: renderPage(page, await this.#belled(first, await this.#know(known.tx, first))), status: 200, token: page.token }
  }

  /** The page around the page, with how many notices wait: one short query by an index of the unread alone. */
  async #belled(sent: Sent, known: Known): Promise<PageContext> {
    const bell = this.#house.rooms.find(room => room.bell)?.bell
    const { person, tx } = known
    if (!bell || !person || person.owesTotp || person.posts.length === 0) return this.#context(sent, known)
    return { ...this.#context(sent, known), bell: { href: bell.href, unread: await bell.unread(tx, person.id) } }
  }

  #context(sent: Sent, known: Known): PageContext {
    const { person, tree } = known
    const path = sent.request.url.split('?')[0] ?? '/'
    const items = person
      ? this.#house.rooms
          .flatMap(room => room.menu ?? [])
          .filter(item => grantFor(person, item.may, tree) !== undefined)
          .sort((a, b) => a.order - b.order)
      : []
    const menu = person ? [{ label: 'Hôm nay', href: '/' }, ...items.map(({ label, href }) => ({ label, href }))] : []
    const post = person?.posts[0]
    const clock = civil(sent.at)
    return {
      csrf: sent.token === undefined ? '' : csrfOf(sent.token),
      path,
      person: person
        ? {
            name: person.name,
            title: post?.title ?? 'không giữ chức vụ',
            seat: [post?.body, post ? tree.label(post.unitId) : ''].filter(Boolean).join(', '),
          }
        : null,
      menu: menu.map(item => ({
        ...item,
        current: item.href === '/' ? path === '/' : path === item.href || path.startsWith(`${item.href}/`),
      })),
      demo: this.#house.demo,
      now: { day: clock.day.split('-').reverse().join('/'), time: clock.time },
      assets: this.#assets.url,
      origin: originOf(sent.request, this.#house.secure ?? false),
    }
  }

  async #reply(sent: Sent, answer: Exclude<Answer, Page | Poured> | Rendered, reply: FastifyReply): Promise<FastifyReply> {
    reply.header('cache-control', 'no-store')
    if ('token' in answer && answer.token !== undefined)
      reply.header(
        'set-cookie',
        answer.token ? sessionCookie(answer.token, this.#house.secure ?? false) : clearedCookie(this.#house.secure ?? false),
      )
    if ('html' in answer) return reply.code(answer.status).type('text/html; charset=utf-8').send(answer.html)
    if ('seeOther' in answer) {
      if (sent.wantsJson) return reply.send({ at: civil(sent.at).time, to: answer.seeOther })
      return reply.redirect(answer.seeOther, 303)
    }
    if ('json' in answer) return reply.code(answer.status ?? 200).send(answer.json)
    return reply.type(answer.type).header('content-disposition', attached(answer.name)).send(Buffer.from(answer.file))
  }

  /** Sends what is read piece by piece, and keeps the transaction until the last piece was taken or the reader left. */
  async #pour({ pieces, name, type }: Poured, reply: FastifyReply): Promise<{ poured: true }> {
    const readable = Readable.from(pieces)
    reply.header('cache-control', 'no-store').type(type).header('content-disposition', attached(name)).send(readable)
    // A reader that left is no fault of ours, and after the first piece there is nobody left to be told of one.
    await finished(readable).catch(() => {})
    return { poured: true }
  }

  /** A refusal: the form comes back with what was typed; without a form, the fault has its own page. */
  async #refused(one: Route, sent: Sent, typed: Typed, error: unknown, reply: FastifyReply): Promise<FastifyReply> {
    const fault = nothingThere(this.asFault(error, sent.request), sent.request)
    const mendable = ['invalid', 'refused', 'stale', 'conflict', 'too-large'].includes(fault.kind)
    if (sent.wantsJson || !mendable || !one.again)
      return await this.#faultAnswer(sent, fault, reply, one.method === 'POST' ? typed : undefined)
    const again = one.again
    try {
      const page = await this.#within(one, sent, async (ask, known) => this.#rendered(await again(ask, typed, fault), sent, known))
      return await this.#reply(sent, { ...page, status: fault.status }, reply)
    } catch (second) {
      // The thing itself is out of reach: the form cannot be shown around it.
      return await this.#faultAnswer(sent, this.asFault(second, sent.request), reply)
    }
  }

  async #faultAnswer(sent: Sent, fault: Fault, reply: FastifyReply, typed?: Typed): Promise<FastifyReply> {
    const elsewhere = sent.request.method === 'GET' && !sent.wantsJson ? leadsTo(fault, sent.request.url) : undefined
    if (elsewhere) return reply.header('cache-control', 'no-store').redirect(elsewhere, 303)
    reply.code(fault.status).header('cache-control', 'no-store')
    if (sent.wantsJson) return reply.send({ code: fault.code, say: fault.message, fields: fault.fields })
    const known = await snapshot(this.#house.db, tx => this.#know(tx, sent)).catch(() => undefined)
    const signedOut = fault.kind === 'signed-out'
    // What was typed is kept only when our own page sent it: another site must not be able to plant a form here.
    const kept = typed && sameOrigin(sent.request) ? { action: sent.request.url, typed } : undefined
    const back = sent.request.method === 'GET' ? sent.request.url : undefined
    const page =
      signedOut && !known?.person
        ? signInPage({ demo: this.#house.demo, ...(kept ? { kept } : {}), ...(back ? { back } : {}) })
        : faultPage(fault, kept)
    const context = known ?? { tx: undefined as never, person: undefined, tree: undefined as never }
    return reply.type('text/html; charset=utf-8').send(renderPage(page, this.#context(sent, context)))
  }

  asFault(error: unknown, request: FastifyRequest): Fault {
    if (error instanceof Fault) return error
    const known = faultOfDatabase(error) ?? faultOfRequest(error)
    if (known) return known
    const reference = randomUUID().slice(0, 8)
    // The pattern of the route, never its URL: an address may name a matter.
    process.stderr.write(
      `${JSON.stringify({ at: this.#house.now().toISOString(), bug: reference, route: request.routeOptions?.url, error: error instanceof Error ? error.stack : String(error) })}\n`,
    )
    return new Fault('unavailable', 'bug', `Có lỗi của phần mềm, việc này chưa được ghi. Báo quản trị viên mã ${reference}.`)
  }
}

const noSuchPage = (): Fault =>
  new Fault('missing', 'page.missing', 'Không tìm thấy trang này. Kiểm tra lại đường dẫn, hoặc trở về trang Hôm nay.')

/** An address whose own part cannot be read names nothing: that is a page that is not there, not a form to mend. */
function nothingThere(fault: Fault, request: FastifyRequest): Fault {
  const params = request.params as Record<string, unknown> | undefined
  const inPath = fault.kind === 'invalid' && fault.fields.some(one => params !== undefined && Object.hasOwn(params, one.field))
  return inPath ? noSuchPage() : fault
}

const attached = (name: string): string =>
  `attachment; filename="${name.replace(/[^\w.-]/gu, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`

/** What Fastify itself refuses before a route runs. */
function faultOfRequest(error: unknown): Fault | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status === 413 || code.includes('TOO_LARGE'))
    return new Fault('too-large', 'request.too-large', 'Tệp hoặc nội dung gửi lên quá lớn. Chia nhỏ rồi gửi lại.')
  if (status === 429) return new Fault('too-many', 'request.too-many', 'Ông/bà đã thử quá nhiều lần. Đợi một phút rồi thử lại.')
  if (status >= 400 && status < 500) return new Fault('invalid', 'request.invalid', 'Yêu cầu không đọc được. Mở lại trang rồi làm lại.')
  return undefined
}
