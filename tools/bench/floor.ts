// The floor of the pages: the same SQL in the same kind of transaction and the same markup, by node:http alone. Who asks, what they may
// do and what surrounds the page were settled once; no session is looked up, no grant made, no field of a form read, nothing logged.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import type { Ask } from '../../src/access/ask.ts'
import { grantFor } from '../../src/access/grants.ts'
import { personByLogin } from '../../src/access/people.ts'
import { csrfOf } from '../../src/access/sessions.ts'
import { civil } from '../../src/ground/day.ts'
import { openDatabase, snapshot } from '../../src/ground/db.ts'
import { fileStore } from '../../src/ground/files.ts'
import { ROOMS } from '../../src/house.ts'
import { loadTree } from '../../src/org/store.ts'
import { serveAssets } from '../../src/web/assets.ts'
import { read } from '../../src/web/input.ts'
import { renderPage } from '../../src/web/page.ts'
import type { PageContext } from '../../src/web/page-context.ts'

export interface FloorPage {
  /** The route: "GET /bao-cao/:window/:unit". */
  readonly at: string
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly login: string
  readonly token: string
}

export interface FloorTask {
  readonly appUrl: string
  readonly dataDir: string
  readonly pages: readonly FloorPage[]
}

export type FloorAnswer = { readonly address: string } | { readonly failed: string }

async function serve(task: FloorTask): Promise<string> {
  const { db } = openDatabase(task.appUrl)
  const files = fileStore(task.dataDir)
  const assets = await serveAssets(Fastify())
  const at = new Date()
  const { day: today, time } = civil(at)
  const answers = new Map<string, () => Promise<string>>()
  for (const page of task.pages) {
    const one = ROOMS.flatMap(room => room.routes).find(route => route.at === page.at)
    if (!one || one.may === 'anyone') throw new Error(`no route ${page.at}`)
    const { may } = one
    const asking = await snapshot(db, async (tx): Promise<Omit<Ask, 'tx'>> => {
      const person = await personByLogin(tx, page.login, today)
      const tree = await loadTree(tx, today)
      const grant = person && grantFor(person, may, tree)
      if (!grant) throw new Error(`${page.login} may not ${may}`)
      return { grant, person, today, at, tree, files }
    })
    const { person, tree } = asking
    const post = person.posts[0]
    const items = ROOMS.flatMap(room => room.menu ?? []).filter(item => grantFor(person, item.may, tree))
    const context: PageContext = {
      csrf: csrfOf(page.token),
      path: page.path,
      person: {
        name: person.name,
        title: post?.title ?? '',
        seat: [post?.body, post && tree.label(post.unitId)].filter(Boolean).join(', '),
      },
      menu: [{ label: 'Hôm nay', href: '/' }, ...items.sort((a, b) => a.order - b.order)].map(({ label, href }) => ({
        label,
        href,
        current: page.path.startsWith(`${href}/`),
      })),
      demo: true,
      now: { day: today.split('-').reverse().join('/'), time },
      assets: assets.url,
    }
    const input = one.input ? read(one.input, page.params) : undefined
    answers.set(page.path, async () => {
      const shown = await snapshot(db, tx => one.run({ ...asking, tx }, input, []))
      if (!('page' in shown)) throw new Error(`${page.at} is no page`)
      return renderPage(shown, context)
    })
  }
  const server = createServer((asked, answer) => {
    const make = answers.get(asked.url ?? '')
    if (!make) return answer.writeHead(404).end()
    make().then(
      html => answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': Buffer.byteLength(html) }).end(html),
      error => answer.writeHead(500).end(String(error)),
    )
    return undefined
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

process.on('message', async (task: FloorTask) => {
  const answer = await serve(task).then(
    (address): FloorAnswer => ({ address }),
    (error: unknown): FloorAnswer => ({ failed: error instanceof Error ? (error.stack ?? '') : String(error) }),
  )
  process.send?.(answer)
})
