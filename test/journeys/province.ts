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
  /** A person at a browser of their own, signed in. */
  as(login: string, more?: { script?: boolean }): Promise<Walk>
  close(): Promise<void>
}

const WIDTHS = [1280, 320] as const

/** A person walking through pages. */
export class Walk {
  readonly page: Page
  readonly #context: BrowserContext
  readonly #name: string
  readonly #script: boolean
  readonly #refused: string[] = []
  #states = 0

  constructor(page: Page, context: BrowserContext, name: string, script: boolean) {
    this.page = page
    this.#context = context
    this.#name = name
    this.#script = script
    page.on('console', said => {
      if (said.type() === 'error' && /Content Security Policy/u.test(said.text())) this.#refused.push(said.text())
    })
  }

  async go(path: string): Promise<void> {
    await this.page.goto(path)
  }

  /** Looks at the state reached: nothing wider than the window, nothing axe objects to, nothing the policy refused. */
  async look(state: string): Promise<void> {
    this.#states++
    for (const width of WIDTHS) {
      await this.page.setViewportSize({ width, height: 900 })
      const wide = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      assert.ok(wide <= 0, `${state}: ${wide} px wider than ${width}`)
      await this.#picture(`${state}-${width}`)
    }
    await this.page.setViewportSize({ width: WIDTHS[0], height: 900 })
    if (this.#script) {
      const { violations } = await new AxeBuilder({ page: this.page }).analyze()
      assert.deepEqual(
        violations.map(one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 160)).join(' | ')}`),
        [],
        `axe on ${state}`,
      )
    }
    assert.deepEqual(this.#refused, [])
  }

  async #picture(name: string): Promise<void> {
    const folder = process.env['DANVAN_PICTURES']
    if (!folder) return
    await mkdir(folder, { recursive: true })
    await this.page.screenshot({
      path: join(folder, `${this.#name}-${this.#script ? 'js' : 'nojs'}-${String(this.#states).padStart(2, '0')}-${name}.png`),
      fullPage: true,
    })
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).first().click()
  }

  async follow(name: string | RegExp): Promise<void> {
    await this.page.getByRole('link', { name }).first().click()
  }

  /** The text of the page's main part. */
  async text(): Promise<string> {
    return (await this.page.locator('main').innerText()).replace(/[\u00a0\u2002\u2003]/gu, ' ')
  }

  async leave(): Promise<void> {
    await this.#context.close()
  }
}

/** Opens the demo of a day, freshly loaded. */
export async function openProvince(now: string): Promise<Province> {
  const database = await freshDatabase('bare')
  const dataDir = await mkdtemp(join(tmpdir(), 'danvan-journey-'))
  const clock = new Date(now)
  await loadDemo({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, today: civil(clock).day, dataDir })
  const { db, close } = openDatabase(database.appUrl, { size: 6 })
  const began = Date.now()
  const app = await buildHouse({ db, files: fileStore(dataDir), now: () => new Date(clock.getTime() + Date.now() - began), demo: true })
  const visited = new Set<string>()
  const routes: string[] = []
  app.addHook('onResponse', async (request, reply) => {
    if (request.method === 'GET' && reply.statusCode < 400 && request.routeOptions.url) visited.add(request.routeOptions.url)
  })
  for (const room of ROOMS) for (const one of room.routes) if (one.method === 'GET') routes.push(one.path)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const browser: Browser = await openBrowser()
  return {
    address,
    today: civil(clock).day,
    db,
    dataDir,
    appUrl: database.appUrl,
    unit: unitId,
    visited,
    routes,
    async as(login, more = {}) {
      const script = more.script ?? true
      const context = await browser.newContext({
        baseURL: address,
        viewport: { width: 1280, height: 900 },
        javaScriptEnabled: script,
        locale: 'vi-VN',
      })
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      await page.goto('/dang-nhap')
      await page.getByLabel('Tên đăng nhập').fill(login)
      await page.getByLabel('Mật khẩu').fill(DEMO_PASSWORD)
      await page.getByRole('button', { name: 'Đăng nhập' }).click()
      await page.waitForURL(`${address}/`)
      return new Walk(page, context, login, script)
    },
    async close() {
      await browser.close()
      await app.close()
      await close()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
