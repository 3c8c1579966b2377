// The user's page on making a regime, walked at a person's pace: `node --import tsx tools/pace.ts [ADDRESS] [FOLDER]` follows
// docs/su-dung/tao-che-do-bao-cao.md on a running demo (http://127.0.0.1:8080) and prints the minutes and the number of steps.
//   A key takes 200 ms, moving to a field or a button 1.35 s (KLM: point, home, think); what is read goes at 4 words a second, a new page
//   at least 5 s: the line of the guide before each step, then of each new page the part that the step needs. FOLDER keeps pictures.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Locator, Page } from '@playwright/test'
import { DEMO_PASSWORD } from '../src/demo/names.ts'
import { civil } from '../src/ground/day.ts'
import { formatDay } from '../src/ground/vietnamese.ts'
import { openBrowser } from '../test/browser.ts'

const [address = 'http://127.0.0.1:8080', folder] = process.argv.slice(2)
const KEY = 200
const MOVE = 1350
const WORDS_A_SECOND = 4
const NEW_PAGE = 5000
const words = (text: string): number => text.trim().split(/\s+/u).filter(Boolean).length

const guide = readFileSync(new URL('../docs/su-dung/tao-che-do-bao-cao.md', import.meta.url), 'utf8')
/** What each numbered step of the guide says. */
const lines = [...guide.matchAll(/^(\d+)\. (.+(?:\n {3,}.+)*)/gmu)].map(([, , text = '']) => text)

const browser = await openBrowser()
const context = await browser.newContext({ baseURL: address, viewport: { width: 1280, height: 900 }, locale: 'vi-VN' })
const page: Page = await context.newPage()
const began = Date.now()
let shown = 0

/** Reads the part of the page that the step needs: what the eye sees, not what is said to a screen reader or waits in a closed list. */
async function read(part = 'main'): Promise<void> {
  await page.waitForLoadState()
  if (folder) await page.screenshot({ path: join(folder, `${String(++shown).padStart(2, '0')}.png`), fullPage: true })
  const count = await page.locator(part).evaluateAll(parts => {
    let all = 0
    for (const one of parts) {
      const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT)
      for (let text = texts.nextNode(); text; text = texts.nextNode())
        if (text.parentElement?.checkVisibility() && !text.parentElement.closest('.vh, option'))
          all += (text.textContent ?? '').split(/\s+/u).filter(Boolean).length
    }
    return all
  })
  await pause(Math.max(NEW_PAGE, (count / WORDS_A_SECOND) * 1000))
}

async function type(field: Locator, text: string): Promise<void> {
  await pause(MOVE)
  await field.click()
  await field.press('Control+a')
  await field.pressSequentially(text, { delay: KEY })
}
async function click(what: Locator): Promise<void> {
  await pause(MOVE)
  await what.click()
}
const labelled = (label: string | RegExp): Locator => page.getByLabel(label).and(page.locator('input, textarea')).first()
const named = (name: string): Locator => page.locator(`[name="${name}"]`)
/** Presses what leads to another page, and waits for that page. */
const open = async (what: Locator): Promise<void> => {
  await pause(MOVE)
  await Promise.all([page.waitForEvent('load'), what.click()])
}
const press = (name: string | RegExp): Promise<void> => open(page.getByRole('button', { name }).and(page.locator(':not(.vh)')).first())
const follow = (name: string | RegExp): Promise<void> => open(page.getByRole('link', { name }).first())

async function signIn(login: string): Promise<void> {
  await page.goto('/dang-nhap')
  await read()
  await type(labelled('Tên đăng nhập'), login)
  await type(labelled('Mật khẩu'), DEMO_PASSWORD)
  await press('Đăng nhập')
  await read(HEAD)
}

/** Where a page says what it is and what can be done. */
const HEAD = 'main .head'
const FOUND = '[aria-labelledby="h-them"] table'
/** Eighteen names as they lie in somebody's document; two more are looked for. */
const LIST = `Cuộc giám sát do Mặt trận Tổ quốc chủ trì
Cuộc giám sát do tổ chức chính trị - xã hội chủ trì
Đơn vị có kế hoạch giám sát trong năm
Kiến nghị sau giám sát
Trong đó: được trả lời, thực hiện
Dự thảo văn bản được phản biện
Hội nghị phản biện xã hội
Ý kiến phản biện được tiếp thu
Ý kiến phản biện được giải trình
Ý kiến góp ý xây dựng Đảng, chính quyền
Hội nghị đối thoại định kỳ
Hội nghị đối thoại đột xuất
Lượt người dự đối thoại
Ý kiến, kiến nghị tại đối thoại
Người có uy tín trong đồng bào dân tộc thiểu số
Tổ hòa giải
Hòa giải viên
Tập thể được khen thưởng`
/** Ticks the first of what was found that is not in the form yet. */
async function tick(most: number): Promise<void> {
  const boxes = named('ma')
  const count = Math.min(most, await boxes.count())
  for (let i = 0; i < count; i += 1) await click(boxes.nth(i))
}
async function chooseGroup(label: string): Promise<void> {
  // Opened and chosen: two movements.
  await pause(MOVE)
  await click(page.locator('#nhom'))
  await page.keyboard.press('Escape')
  await page.locator('#nhom').selectOption(label)
}

const STEPS: readonly (() => Promise<void>)[] = [
  async () => {
    await follow('Báo cáo')
    await read(HEAD)
    await follow('Chế độ báo cáo')
    await read(HEAD)
  },
  async () => {
    await press('Tạo chế độ báo cáo')
    await read()
  },
  async () => {
    await type(labelled('Tên chế độ báo cáo'), 'Báo cáo chuyên đề giám sát, phản biện')
    await type(labelled('Mã'), 'GSPB-THANG')
    await type(labelled(/^Nơi nhận/u), 'Ban Tuyên giáo và Dân vận Tỉnh ủy')
    await press('Lưu, sang chỉ tiêu')
    await read()
  },
  async () => {
    // Copied in the document where the list lies: found, marked, copied.
    await pause(3 * MOVE)
    await click(labelled('Danh sách chỉ tiêu'))
    await page.keyboard.insertText(LIST)
    await press('Thêm các dòng đã dán')
    await read('main table')
  },
  async () => {
    await chooseGroup('Thi đua, khen thưởng')
    await press('Tìm')
    await read(FOUND)
  },
  async () => {
    await tick(2)
    await press('Thêm các chỉ tiêu đã chọn')
    await read(HEAD)
  },
  async () => {
    await follow('Sang phần lời')
    await read()
    await type(named('muc-1'), 'I. Kết quả giám sát')
    await click(named('bb-1'))
    await type(named('muc-2'), 'II. Kiến nghị')
  },
  async () => {
    await press('Lưu, sang thời hạn')
    await read()
  },
  async () => {
    await type(named('due-commune'), '5')
    await type(named('due-province'), '10')
    await press('Lưu, sang kiểm tra')
    await read('main .head, main .note, main .effects')
  },
  async () => {
    await press(/^Áp dụng/u)
    await read('main .head, main .note')
  },
  async () => {
    await follow('Mở kỳ báo cáo')
    await read()
    await type(labelled('Chốt hết ngày'), formatDay(civil(new Date()).day))
  },
  async () => {
    await press('Xem đơn vị nào phải nộp')
    await read()
  },
  async () => {
    await press(/^Mở kỳ/u)
    await read(HEAD)
  },
  async () => {
    await press('Thoát')
    await signIn('an')
    await open(page.locator('a[href*="GSPB-THANG"]').first())
    await read()
  },
  async () => {
    for (const box of await page.locator('.cell input[name^="o-"]').all()) await type(box, '12')
    await type(labelled(/^I\. Kết quả/u), 'Đã giám sát hai cuộc, phản biện một văn bản.')
    await press('Xem lại và nộp')
    await read()
  },
  async () => {
    await press(/^Nộp báo cáo/u)
    await read()
  },
]

try {
  if (folder) mkdirSync(folder, { recursive: true })
  if (lines.length !== STEPS.length) throw new Error(`the guide has ${lines.length} steps, this walk ${STEPS.length}`)
  await signIn('binh')
  for (const [i, step] of STEPS.entries()) {
    const at = Date.now()
    await pause((words(lines[i] ?? '') / WORDS_A_SECOND) * 1000)
    await step()
    console.log(
      `${String(i + 1).padStart(2)}  ${((Date.now() - at) / 1000).toFixed(0).padStart(4)} s  ${(await page.locator('h1').innerText()).trim()}`,
    )
  }
  console.log(`${STEPS.length} steps, ${((Date.now() - began) / 60_000).toFixed(1)} minutes`)
} catch (error) {
  if (folder) await page.screenshot({ path: join(folder, 'stuck.png'), fullPage: true }).catch(() => {})
  throw error
} finally {
  await browser.close()
}
