// The parts in a real browser: nothing wider than a small phone, nothing axe objects to, and the small script doing its few things.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import test, { after, before } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import type { VNode } from 'preact'
import { Bar, Picked, SaveState } from '../../src/web/parts/bar.tsx'
import { Button } from '../../src/web/parts/button.tsx'
import { Field } from '../../src/web/parts/field.tsx'
import { Form } from '../../src/web/parts/form.tsx'
import { gallery } from '../../src/web/parts/gallery.tsx'
import { MOCKUPS } from '../../src/web/parts/mockups/mockups.ts'
import { rendered } from '../../src/web/parts/render.tsx'
import { Pick } from '../../src/web/parts/table.tsx'
import { openBrowser } from '../browser.ts'

const SITE = 'http://parts.test'
const client = new URL('../../src/web/client/', import.meta.url)
// The same policy as the server's, so that a style attribute or an inline script would fail here too.
const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'"
const TYPES: Record<string, string> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' }

let browser: Browser
before(async () => {
  browser = await openBrowser()
})
after(() => browser.close())

interface Served {
  readonly page: Page
  readonly context: BrowserContext
  readonly posts: string[]
  readonly refused: string[]
}

/** A page of parts at an address of its own; `draft` answers what is posted to /nhap. */
async function open(
  view: VNode,
  more: { width?: number; draft?: () => { status: number; body: string } | 'lost'; script?: boolean } = {},
): Promise<Served> {
  const context = await browser.newContext({ viewport: { width: more.width ?? 1280, height: 900 }, javaScriptEnabled: more.script ?? true })
  const page = await context.newPage()
  const posts: string[] = []
  const refused: string[] = []
  page.on('console', said => {
    if (said.type() === 'error' && /Content Security Policy/.test(said.text())) refused.push(said.text())
  })
  await context.route(`${SITE}/**`, async route => {
    const { pathname } = new URL(route.request().url())
    if (route.request().method() === 'POST') {
      posts.push(`${pathname}?${route.request().postData() ?? ''}`)
      const answer = pathname === '/nhap' ? more.draft?.() : undefined
      if (answer === 'lost') return route.abort('internetdisconnected')
      if (answer) return route.fulfill({ status: answer.status, contentType: 'application/json', body: answer.body })
      await new Promise(resolve => setTimeout(resolve, 300))
      return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>xong</title>' })
    }
    const name = pathname.slice(1)
    const type = TYPES[name.split('.').at(-1) ?? '']
    if (type) return route.fulfill({ contentType: type, body: await readFile(new URL(name, client)) })
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': POLICY },
      body: rendered(view, asset => `/${asset}`),
    })
  })
  await page.goto(`${SITE}/`)
  return { page, context, posts, refused }
}

const views: Record<string, () => VNode> = { gallery, ...MOCKUPS }

for (const [name, view] of Object.entries(views)) {
  test(`${name}: axe finds nothing, the content policy refuses nothing, nothing is wider than the window`, async () => {
    for (const width of [1280, 320]) {
      const { page, context, refused } = await open(view(), { width })
      const found = await new AxeBuilder({ page }).analyze()
      assert.deepEqual(
        found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html.slice(0, 160)).join(' | ')}`),
        [],
        `${name} at ${width}`,
      )
      assert.deepEqual(refused, [])
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      assert.ok(wide <= 0, `${name} is ${wide} px wider than ${width}`)
      await context.close()
    }
  })
}

const typedForm = (autosave?: string) => (
  <Form action="/luu" save autosave={autosave} label="Biểu">
    <Field name="o1" label="Ô 1" />
    <Bar actions={<Button kind="main">Nộp</Button>}>
      <SaveState at="09:00:00" />
    </Bar>
  </Form>
)

test('typing is saved by the draft action and said with the server hour; losing the network is said too', async () => {
  let answer: { status: number; body: string } | 'lost' = { status: 200, body: '{"at":"09:42:15"}' }
  const { page, context, posts } = await open(typedForm('/nhap'), { draft: () => answer })
  const state = page.locator('[data-save-state]')
  assert.equal(await state.textContent(), 'Đã lưu trên máy chủ lúc 09:00:00')
  await page.fill('#o1', '37')
  assert.equal(await state.textContent(), 'Chưa lưu')
  await page.waitForFunction(() => document.querySelector('[data-save-state]')?.textContent === 'Đã lưu trên máy chủ lúc 09:42:15')
  assert.deepEqual(posts, ['/nhap?_csrf=mau-csrf&o1=37'])
  answer = 'lost'
  await page.fill('#o1', '38')
  await page.waitForFunction(() => /^Mất mạng từ \d\d:\d\d\./.test(document.querySelector('[data-save-state]')?.textContent ?? ''))
  answer = { status: 200, body: '{"at":"09:50:00"}' }
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await page.waitForFunction(() => document.querySelector('[data-save-state]')?.textContent === 'Đã lưu trên máy chủ lúc 09:50:00')
  answer = { status: 401, body: '{}' }
  await page.fill('#o1', '39')
  await page.waitForFunction(() => document.querySelector('[data-save-state]')?.textContent?.startsWith('Phiên làm việc đã hết'))
  await context.close()
})

test('leaving with unsaved changes asks first; submitting them does not', async () => {
  const { page, context, posts } = await open(typedForm())
  const asked: string[] = []
  page.on('dialog', dialog => {
    asked.push(dialog.type())
    return dialog.dismiss()
  })
  await page.locator('#o1').pressSequentially('37')
  await page.evaluate(() => {
    location.href = '/noi-khac'
  })
  await page.waitForTimeout(300)
  assert.deepEqual(asked, ['beforeunload'])
  await page.click('button:has-text("Nộp")')
  await page.waitForFunction(() => document.title === 'xong')
  assert.deepEqual(asked, ['beforeunload'])
  assert.deepEqual(posts, ['/luu?_csrf=mau-csrf&o1=37'])
  await context.close()
})

test('pressing twice submits once', async () => {
  const { page, context, posts } = await open(typedForm())
  await page.evaluate(() => {
    const button = document.querySelector<HTMLButtonElement>('.bar button')
    button?.click()
    button?.click()
  })
  await page.waitForFunction(() => document.title === 'xong')
  assert.equal(posts.length, 1)
  await context.close()
})

test('the bar names what is picked now', async () => {
  const form = (
    <Form action="/luu">
      <Pick name="dv" value="1" of="Cầu Mây" />
      <Pick name="dv" value="2" of="Mỹ Đông" />
      <Bar actions={<Button>Nhắc</Button>}>
        <Picked names={[]} />
      </Bar>
    </Form>
  )
  const { page, context } = await open(form)
  const line = page.locator('[data-picked]')
  assert.equal(await line.textContent(), 'Chưa chọn đơn vị nào.')
  for (const box of await page.locator('.pick input').all()) await box.check()
  assert.equal(await line.textContent(), 'Đã chọn 2 đơn vị: Cầu Mây, Mỹ Đông.')
  await page.locator('.pick input').first().uncheck()
  assert.equal(await line.textContent(), 'Đã chọn 1 đơn vị: Mỹ Đông.')
  await context.close()
})

test('a fact lights its place in the text and the text lights its fact, with links both ways even without JavaScript', async () => {
  const { page, context } = await open(MOCKUPS['doc-van-ban']())
  await page.hover('#d3')
  assert.match((await page.locator('#b3').getAttribute('class')) ?? '', /\bon\b/)
  await page.hover('#b4')
  assert.match((await page.locator('#d4').getAttribute('class')) ?? '', /\bon\b/)
  assert.doesNotMatch((await page.locator('#b3').getAttribute('class')) ?? '', /\bon\b/)
  await context.close()
  const plain = await open(MOCKUPS['doc-van-ban'](), { script: false })
  await plain.page.click('#d3 a')
  assert.equal(new URL(plain.page.url()).hash, '#b3')
  await plain.page.click('#b4 a')
  assert.equal(new URL(plain.page.url()).hash, '#d4')
  await plain.context.close()
})

test('a refused form opens at its errors, with and without JavaScript, and each line leads to its field', async () => {
  for (const script of [true, false]) {
    const { page, context } = await open(MOCKUPS['bieu-so-lieu'](), { script })
    assert.equal(await page.locator('.errs:focus').count(), 1)
    await page.click('.errs a >> nth=1')
    assert.equal(await page.locator('#o10:focus').count(), 1)
    const [bar, field] = [await page.locator('.bar').boundingBox(), await page.locator('#o10').boundingBox()]
    assert.ok(bar && field && field.y + field.height <= bar.y, 'the bar covers the field')
    await context.close()
  }
})
