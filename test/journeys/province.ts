// A whole demo province, served to a browser: every state visited is looked at by axe, at 1280 and 320 px, and may be pictured.
//   DANVAN_PICTURES=folder keeps a picture of every state.
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { loadDemo } from '../../src/demo/load.ts'
import { DEMO_PASSWORD } from '../../src/demo/names.ts'
import { unitId } from '../../src/demo/province.ts'
import { civil, type Day } from '../../src/ground/day.ts'
import { type Database, openDatabase } from '../../src/ground/db.ts'
import { fileStore } from '../../src/ground/files.ts'
import { buildHouse, ROOMS } from '../../src/house.ts'
import { openBrowser } from '../browser.ts'
import { freshDatabase } from '../database.ts'

export interface Province {
  readonly address: string
  readonly today: Day
  readonly db: Database
  readonly dataDir: string
  readonly appUrl: string
  readonly unit: (code: string) => string
  /** Patterns of the GET routes that answered a page or a file. */
  readonly visited: ReadonlySet<string>
  readonly routes: readonly string[]
  /** Time goes on to this moment: sessions of before end after their hours. */
  goOnTo(moment: string): void
  /** A person at a browser of their own, signed in. */
  as(login: string, more?: { script?: boolean }): Promise<Walk>
  /** Someone at the door, not signed in. */
  stranger(more?: { script?: boolean }): Promise<Walk>
  close(): Promise<void>
}

const WIDTHS = [1280, 320] as const

/** States that axe has looked at: without JavaScript the same page need not be looked at again. */
const examined = new Set<string>()

/** What was wrong with the states looked at; a journey goes on to its end, the last test reads this. */
export const findings: string[] = []

/** What is shown once and kept nowhere (a link, a code), and the door itself; every other deed leads to a page with an address. */
const ANSWER_PAGES: ReadonlySet<string> = new Set([
  ...['/can-bo/them', '/can-bo/:id/moi', '/tai-khoan/ma-truy-cap', '/tai-khoan/xac-thuc/xac-nhan', '/tai-khoan/xac-thuc/ma-moi'],
  ...['/thong-bao/gui-di/them', '/thong-bao/gui-di/:id/doi-khoa', '/dang-nhap', '/dang-nhap/ma', '/loi-moi/:token'],
])

const PATIENCE = 20_000
const plain = (text: string): string => text.replace(/[\u00a0\u2002\u2003]/gu, ' ')
let pictured = 0

/** A person walking through pages. */
export class Walk {
  readonly page: Page
  readonly #context: BrowserContext
  readonly #name: string
  readonly #script: boolean
  readonly #refused: string[] = []

  constructor(page: Page, context: BrowserContext, name: string, script: boolean) {
    this.page = page
    this.#context = context
    this.#name = name
    this.#script = script
    page.on('console', said => {
      if (said.type() === 'error' && /Content Security Policy/u.test(said.text())) this.#refused.push(said.text())
    })
  }

  /** Whether the pages' own scripts run. */
  get script(): boolean {
    return this.#script
  }

  async go(path: string): Promise<void> {
    await this.page.goto(path)
  }

  /** Another tab of the same browser, in the same session. */
  async tab(path: string): Promise<Walk> {
    const page = await this.#context.newPage()
    page.setDefaultTimeout(PATIENCE)
    await page.goto(path)
    return new Walk(page, this.#context, this.#name, this.#script)
  }

  /** Looks at the state reached: nothing wider than the window, nothing axe objects to, nothing the policy refused. */
  async look(state: string): Promise<void> {
    await this.page.waitForLoadState()
    for (const width of WIDTHS) {
      await this.page.setViewportSize({ width, height: 900 })
      const wide = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (wide > 0) findings.push(`${state}: ${wide} px wider than ${width}`)
      await this.#picture(`${state}-${width}`)
    }
    await this.page.setViewportSize({ width: WIDTHS[0], height: 900 })
    if (this.#script && !examined.has(state)) {
      examined.add(state)
      const { violations } = await new AxeBuilder({ page: this.page })
        .setLegacyMode(true)
        .options({ resultTypes: ['violations'] })
        .analyze()
      for (const one of violations) findings.push(`${state}: ${one.id}: ${one.nodes.map(node => node.html.slice(0, 160)).join(' | ')}`)
    }
    findings.push(...this.#refused.splice(0).map(said => `${state}: ${said}`))
  }

  async #picture(name: string): Promise<void> {
    const folder = process.env['DANVAN_PICTURES']
    if (!folder) return
    await mkdir(folder, { recursive: true })
    pictured += 1
    const file = `${String(pictured).padStart(3, '0')}-${this.#name}-${this.#script ? 'js' : 'nojs'}-${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`
    await this.page.screenshot({ path: join(folder, file), fullPage: true })
  }

  async signIn(login: string, password = DEMO_PASSWORD): Promise<void> {
    await this.page.getByLabel('Tên đăng nhập').fill(login)
    await this.page.getByLabel('Mật khẩu').fill(password)
    await this.press('Đăng nhập')
  }

  async press(name: string | RegExp): Promise<void> {
    // Not the button that only catches Enter in a box.
    await this.page.getByRole('button', { name }).and(this.page.locator(':not(.vh)')).first().click()
  }

  /** Waits until so many things to mend are named; a press is answered when the next page is there, not when it is sent. */
  async amiss(atLeast: number, why: string): Promise<void> {
    const named = atLeast > 1 ? this.page.locator('.errs li').nth(atLeast - 1) : this.page.locator('.errs')
    await named.waitFor().catch(() => assert.fail(why))
  }

  /** Back, as the browser does it: to a page with this text, not to one that asks to send a form again; and forth. */
  async back(says: RegExp): Promise<void> {
    await this.page.goBack()
    assert.match(await this.text(), says)
    await this.page.goForward()
  }

  async follow(name: string | RegExp): Promise<void> {
    await this.page.getByRole('link', { name }).first().click()
  }

  /** Fills the field of this label. */
  async fill(label: string | RegExp, value: string): Promise<void> {
    await this.page.getByLabel(label).and(this.page.locator('input, textarea')).first().fill(value)
  }

  /** What the page concludes in its heading. */
  async heading(): Promise<string> {
    return plain(await this.page.locator('h1').innerText())
  }

  /** The text of the page's main part. */
  async text(): Promise<string> {
    return plain(await this.page.locator('main').innerText())
  }

  async leave(): Promise<void> {
    await this.#context.close()
  }
}

/** Opens the demo of a day, freshly loaded; its people's browsers run scripts unless told. */
export async function openProvince(now: string, script = true): Promise<Province> {
  const database = await freshDatabase('bare')
  const dataDir = await mkdtemp(join(tmpdir(), 'danvan-journey-'))
  const clock = { set: new Date(now).getTime(), began: Date.now() }
  const today = civil(new Date(now)).day
  await loadDemo({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, today, dataDir })
  const { db, close } = openDatabase(database.appUrl, { size: 6 })
  clock.began = Date.now()
  const app = await buildHouse({ db, files: fileStore(dataDir), now: () => new Date(clock.set + Date.now() - clock.began), demo: true })
  const visited = new Set<string>()
  // The routes of the floors themselves, then those of the rooms.
  const routes: string[] = ['/', '/_parts', '/huong-dan', '/healthz']
  app.addHook('onResponse', async (request, reply) => {
    const { url = '' } = request.routeOptions
    const isPage = String(reply.getHeader('content-type')).startsWith('text/html')
    const isSearch = (request.body as { _find?: unknown } | undefined)?._find !== undefined
    if (request.method === 'POST' && reply.statusCode === 200 && isPage && !isSearch && !ANSWER_PAGES.has(url))
      findings.push(`POST ${url} answers a page: going back to it asks to send the form again`)
    if (request.method === 'GET' && reply.statusCode < 400 && request.routeOptions.url) visited.add(request.routeOptions.url)
  })
  for (const room of ROOMS) for (const one of room.routes) if (one.method === 'GET') routes.push(one.path)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const browser: Browser = await openBrowser()
  const open = async (name: string, javaScriptEnabled: boolean): Promise<Walk> => {
    const context = await browser.newContext({
      baseURL: address,
      viewport: { width: 1280, height: 900 },
      javaScriptEnabled,
      locale: 'vi-VN',
    })
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE)
    return new Walk(page, context, name, javaScriptEnabled)
  }
  return {
    address,
    today,
    db,
    dataDir,
    appUrl: database.appUrl,
    unit: unitId,
    visited,
    routes,
    goOnTo: moment => Object.assign(clock, { set: new Date(moment).getTime(), began: Date.now() }),
    async as(login, more = {}) {
      const walk = await open(login, more.script ?? script)
      await walk.go('/dang-nhap')
      await walk.signIn(login)
      await walk.page.waitForURL(`${address}/`)
      return walk
    },
    stranger: (more = {}) => open('khach', more.script ?? script),
    async close() {
      await browser.close()
      await app.close()
      await close()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
