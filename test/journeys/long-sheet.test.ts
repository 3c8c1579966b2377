// A sheet of 120 lines at a browser, with and without JavaScript: from leaf to leaf nothing typed is lost, and what is amiss is found.
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import test from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { DEMO_PASSWORD } from '../../src/demo/names.ts'
import { openBrowser } from '../browser.ts'
import { inHouse } from '../house.ts'
import { FIRST, openLong, SECOND, THIRD } from '../reports/long-form.ts'
import { sheetOf } from '../reports/steps.ts'

/** Nothing wider than its window, nothing axe objects to. */
async function look(page: Page, state: string): Promise<void> {
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    assert.ok(wide <= 0, `${state}: ${wide} px wider than ${width}`)
  }
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze()
  assert.deepEqual(
    violations.map(one => `${state}: ${one.id}`),
    [],
  )
}

for (const script of [true, false])
  test(
    `a long sheet is filled leaf by leaf at a browser ${script ? 'with' : 'without'} JavaScript`,
    { timeout: 120_000 },
    inHouse(async house => {
      await openLong(house)
      await house.app.listen({ host: '127.0.0.1', port: 0 })
      const baseURL = `http://127.0.0.1:${(house.app.server.address() as AddressInfo).port}`
      const browser = await openBrowser()
      try {
        const page = await (await browser.newContext({ baseURL, javaScriptEnabled: script, locale: 'vi-VN' })).newPage()
        page.setDefaultTimeout(20_000)
        const box = (code: string | undefined) => page.locator(`[name="o-${code}"]`)
        const sheet = sheetOf(house, 'KT')
        await page.goto('/dang-nhap')
        await page.getByLabel('Tên đăng nhập').fill('an')
        await page.getByLabel('Mật khẩu').fill(DEMO_PASSWORD)
        await page.getByRole('button', { name: 'Đăng nhập' }).click()
        await page.waitForURL(`${baseURL}/`)
        await page.goto(sheet)
        if (script) await look(page, 'the first leaf')
        await box(FIRST[0]).fill('3')
        if (script) {
          await page.locator('[data-save-state]', { hasText: 'Đã lưu' }).waitFor()
          assert.match(await page.locator('.bar').innerText(), /1 trên 120 ô có số/u, 'the whole sheet is counted')
        }
        await box(FIRST[1]).fill('4')
        await page.getByRole('button', { name: 'Lưu, sang phần sau' }).click()
        await page.waitForURL(/nhom=2/u)
        await box(SECOND[0]).fill('x')
        if (script) await page.locator(`#ct-${SECOND[0]} .error`).waitFor()
        await page.locator('.leaves summary').click()
        await page.getByRole('button', { name: /^I\. / }).click()
        await page.waitForURL(/nhom=1/u)
        assert.deepEqual([await box(FIRST[0]).inputValue(), await box(FIRST[1]).inputValue()], ['3', '4'])
        await page.getByRole('button', { name: 'Xem lại và nộp' }).click()
        await page.locator('.errs').waitFor()
        if (script) await look(page, 'what is amiss')
        assert.match(await page.locator('.errs').innerText(), /III\. Nhóm 2: 30 ô chưa nhập/u)
        await page.locator('.errs a', { hasText: 'không phải là số' }).click()
        await page.waitForURL(/chi-tieu=/u)
        assert.equal(await box(SECOND[0]).inputValue(), 'x', 'saved by going to another leaf')
        assert.match(await page.locator(`#ct-${SECOND[0]}`).innerText(), /không phải là số/u)
        if (!script) return
        await box(THIRD[0]).waitFor({ state: 'detached' })
        await box(SECOND[0]).focus()
        const block = Array.from({ length: 60 }, (_, i) => String(100 + i)).join('\n')
        await page.evaluate(text => {
          const clipboardData = new DataTransfer()
          clipboardData.setData('text/plain', text)
          document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
        }, block)
        await page.waitForURL(/\/nap\//u)
        await page
          .getByRole('button', { name: /^Ghi|^Áp dụng/u })
          .first()
          .click()
        await page.waitForURL(/nhan=60/u)
        await page.goto(`${sheet}?nhom=3`)
        assert.equal(await box(THIRD[14]).inputValue(), '159', 'a block goes over the leaves')
      } finally {
        await browser.close()
      }
    }),
  )
