import assert from 'node:assert/strict'
import test from 'node:test'
import { openBrowser } from '../browser.ts'

test('a browser starts, shows Vietnamese letters in a page and runs with and without JavaScript', async () => {
  const browser = await openBrowser()
  try {
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ javaScriptEnabled, locale: 'vi-VN' })
      const page = await context.newPage()
      await page.setContent('<h1>Dân vận khéo</h1><script>document.querySelector("h1").textContent += " ở cơ sở"</script>')
      assert.equal(await page.locator('h1').textContent(), javaScriptEnabled ? 'Dân vận khéo ở cơ sở' : 'Dân vận khéo')
      await context.close()
    }
  } finally {
    await browser.close()
  }
})
