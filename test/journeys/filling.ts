// A commune's month: a model registered, the sheet filled, the report handed in, once and for all.
import assert from 'node:assert/strict'
import { readWord } from '../../src/rooms/documents/read-back.ts'
import type { Walk } from './province.ts'

const WINDOW = 'T2026-11'

/** The figure of a counted line, and how many records its link says it counts. */
export async function countedFigure(walk: Walk, code: string): Promise<{ value: number; says: string }> {
  const row = walk.page.locator(`#ct-${code}`)
  return { value: Number(await row.locator('.cell b').innerText()), says: (await row.locator('.src a').innerText()).trim() }
}

/** Writes a figure in every cell that is still to be filled: parts stay within their wholes. */
export async function fillMissing(walk: Walk): Promise<number> {
  // By name: a cell that is filled is missing no more.
  const names = await walk.page.locator('.cell.miss input').evaluateAll(inputs => inputs.map(input => input.getAttribute('name') ?? ''))
  for (const name of names) await walk.page.locator(`[name="${name}"]`).fill(/-(?:HG02|YK02)$/u.test(name) ? '3' : '4')
  return names.length
}

const TITLE = 'Tổ liên gia giữ sạch ngõ xóm'
const NEEDED = {
  '2. Thực trạng': 'Rác ở ngõ xóm để lâu ngày, nhiều hộ phản ánh.',
  '3. Mục tiêu': 'Cuối năm mọi ngõ có lịch thu gom.',
  '4. Nội dung': 'Mỗi tổ liên gia trực một tuần, ghi sổ công khai.',
}

export async function registerModel(walk: Walk, title: string): Promise<void> {
  await walk.page.getByLabel('Tập thể').check()
  await walk.page.getByLabel('Lĩnh vực').selectOption({ index: 2 })
  await walk.fill('1. Tên mô hình', title)
  for (const [label, words] of Object.entries(NEEDED)) await walk.fill(new RegExp(`^${label}`, 'u'), words)
}

/** From the start page to a model registered today. */
async function register(walk: Walk): Promise<void> {
  await walk.follow('Dân vận khéo')
  await walk.look('Dân vận khéo của xã')
  await walk.follow('Đăng ký mô hình')
  assert.equal(await walk.page.getByLabel('Ngày đăng ký').inputValue(), '21/11/2026', 'the default day is today')
  await walk.look('Phiếu đăng ký')
  await walk.fill('1. Tên mô hình', TITLE)
  await walk.press('Đăng ký mô hình')
  assert.match(await walk.text(), /Chưa đăng ký được: còn \d chỗ cần sửa/u)
  assert.equal(await walk.page.getByLabel('1. Tên mô hình').inputValue(), TITLE, 'what was typed comes back')
  await walk.look('Phiếu đăng ký còn thiếu')
  await registerModel(walk, TITLE)
  await walk.press('Đăng ký mô hình')
  assert.match(await walk.text(), /Đã đăng ký mô hình\./u)
  await walk.look('Mô hình vừa đăng ký')
}

/** Counted figures: one more after the registration, opened to exactly the records they count, overridden with a reason. */
async function countAndOverride(walk: Walk, sheet: string, before: number): Promise<void> {
  await walk.go('/bao-cao')
  await walk.look('Báo cáo của xã')
  await walk.follow(/^Soạn tiếp/u)
  const { value, says } = await countedFigure(walk, 'DVK01')
  assert.equal(value, before + 1, 'the figure rose by one')
  assert.equal(says, `đếm từ ${value} mô hình`)
  assert.equal((await countedFigure(walk, 'DVK02')).value >= 1, true, 'it is a collective one')
  await walk.page.locator('#ct-DVK01 .src a').click()
  assert.equal(await walk.heading(), `Số ${value} từ đâu ra?`)
  assert.equal(await walk.page.locator('main tbody tr').count(), value, 'as many records as the figure says')
  assert.match(await walk.text(), new RegExp(TITLE, 'u'))
  await walk.look('Số đếm mở ra hồ sơ')
  await walk.follow('Về biểu số liệu')
  await walk.page
    .locator('#ct-DVK07')
    .getByRole('button', { name: /^ghi khác/u })
    .click()
  await walk.page.waitForURL(/khac=DVK07/u)
  await walk.page.locator('[name="o-DVK07"]').fill('9')
  if (walk.script) await downTheColumn(walk)
  await walk.look('Ô đang ghi khác số đếm')
  await walk.press('Xem lại và nộp')
  const text = await walk.text()
  assert.match(text, /Ghi khác số đếm cần một lý do/u)
  assert.match(text, /chưa nhập/u)
  assert.match(await walk.page.title(), /^Lỗi: /u)
  await walk.look('Biểu còn ô phải sửa')
  await walk.page.locator('.errs a').first().click()
  assert.match(new URL(walk.page.url()).hash, /^#[ols]-/u, 'a line of the summary leads to its cell')
  assert.equal(await walk.page.locator('[name="o-DVK07"]').inputValue(), '9', 'what was typed comes back')
  await walk.page.locator('[name="l-DVK07"]').fill('Hai quyết định khen ký ngày cuối kỳ còn ở văn thư.')
  assert.ok(sheet.includes(WINDOW), 'the sheet of the open window')
}

/** As in a spreadsheet: from number to number without leaving the keyboard, and nothing is sent by it. */
async function downTheColumn({ page }: Walk): Promise<void> {
  const where = () => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name)
  const there = page.url()
  await page.locator('[name="o-TD01"]').focus()
  for (const key of ['Enter', 'ArrowDown', 'Shift+Enter']) await page.keyboard.press(key)
  assert.equal(await where(), 'o-TD02')
  await page.keyboard.press('ArrowUp')
  assert.equal(await where(), 'o-TD01')
  assert.equal(page.url(), there)
}

/** Two tabs write on one sheet: where both wrote, both values are shown and one is chosen; the rest is joined. */
async function twoTabs(walk: Walk, sheet: string): Promise<void> {
  const other = await walk.tab(sheet)
  await other.page.locator('[name="o-TT01"]').fill('77')
  await walk.page.locator('[name="o-TT01"]').fill('6')
  await walk.press('Lưu bản nháp')
  await walk.page.waitForURL(new RegExp(`${sheet}$`, 'u'))
  if (walk.script) await other.page.locator('[data-save-state]', { hasText: '1 ô có hai cách ghi, bấm Lưu bản nháp để chọn' }).waitFor()
  await other.press('Lưu bản nháp')
  assert.match(await other.text(), /1 ô có hai cách ghi: chọn một[\s\S]*Ông\/bà ghi, đang ở trong biểu/u)
  assert.equal(await other.page.locator('[name="o-TT01"]').inputValue(), '6', 'what was saved first stands')
  await other.look('Hai thẻ cùng sửa một biểu')
  await other.page.getByLabel(/^77/u).check()
  await other.press('Lưu bản nháp')
  assert.equal(await other.page.locator('[name="o-TT01"]').inputValue(), '77', 'what was typed second was not lost')
  assert.doesNotMatch(await other.text(), /hai cách ghi/u)
  await other.page.locator('[name="o-TT01"]').fill('6')
  await other.press('Lưu bản nháp')
}

/** Fills what is missing: figures, states that are no figures, words; the draft is on the server. */
async function fillAll(walk: Walk): Promise<void> {
  const silent = walk.page.locator('.cell.miss select').first()
  const name = (await silent.getAttribute('name')) ?? ''
  await silent.selectOption('none')
  await walk.press('Lưu bản nháp')
  await walk.page.locator(`[name="${name.replace(/^s/u, 'l')}"]`).fill('Đã rà các thôn, kỳ này không có.')
  await walk.page.locator('[name="s-TT01"]').selectOption('estimated')
  await walk.press('Lưu bản nháp')
  await walk.page.locator('[name="l-TT01"]').fill('Ước theo sổ trực của nhà văn hóa.')
  assert.ok((await fillMissing(walk)) > 0, 'cells were missing')
  await walk.page.getByLabel(/^II\. Kết quả/u).fill('Trong kỳ đã họp dân ở sáu thôn.')
  if (walk.script) {
    // Nothing is pressed: typing alone saves.
    await walk.page.locator('[data-save-state]', { hasText: /^Đã lưu trên máy chủ lúc \d\d:\d\d:\d\d$/u }).waitFor()
    await walk.look('Biểu tự lưu')
    await walk.go(new URL(walk.page.url()).pathname)
  } else await walk.press('Lưu bản nháp')
  assert.match(await walk.text(), /Đã lưu trên máy chủ lúc/u)
  assert.equal(await walk.page.locator('.cell.miss').count(), 0, 'no cell is missing any more')
  assert.equal(await walk.page.getByLabel(/^II\. Kết quả/u).inputValue(), 'Trong kỳ đã họp dân ở sáu thôn.')
  if (!walk.script) await walk.look('Biểu đã ghi đủ')
}

/** The words of the paper that this link gives. */
async function paperOf(walk: Walk, link: string | RegExp): Promise<string> {
  const href = (await walk.page.getByRole('link', { name: link }).first().getAttribute('href')) ?? ''
  const { paragraphs } = readWord(await (await walk.page.request.get(href)).body())
  return paragraphs.map(one => one.text).join('\n')
}

/** Hands in, and again: by pressing twice, by sending the same page once more, from a page left open. */
async function handIn(walk: Walk, sheet: string): Promise<void> {
  const stale = await walk.tab(sheet)
  assert.match(await paperOf(walk, 'Dự thảo Word'), /DỰ THẢO[\s\S]*Trong kỳ đã họp dân ở sáu thôn\./u)
  await walk.press('Xem lại và nộp')
  assert.match(await walk.heading(), /^Nộp báo cáo tháng 11\/2026 cho tỉnh Mẫu\?$/u)
  const text = await walk.text()
  assert.match(text, /ghi 9, đếm được \d+, lý do: Hai quyết định khen/u)
  assert.match(text, /không phát sinh, lý do: Đã rà các thôn, kỳ này không có/u)
  assert.match(text, /ước tính 6/u)
  await walk.look('Xem lại trước khi nộp')
  const form = walk.page.locator('form', { has: walk.page.locator('[name="seen"]') })
  const fields = await form
    .locator('input')
    .evaluateAll(inputs => inputs.map(one => [one.getAttribute('name') ?? '', (one as HTMLInputElement).value]))
  const action = (await form.getAttribute('action')) ?? ''
  const sending = walk.page.getByRole('button', { name: /^Nộp báo cáo/u })
  // Without a script the second press breaks off the first answer: what is sent twice is tried below, by sending it.
  if (walk.script) await sending.dblclick()
  else await sending.click()
  await walk.page.waitForURL(/bien-nhan/u)
  assert.equal(await walk.heading(), 'Đã nộp báo cáo tháng 11/2026')
  const receipt = /Mã biên nhận\s+(\S+)/u.exec(await walk.text())?.[1]
  assert.match(receipt ?? '', /^BN-\d{4}-\d+$/u)
  await walk.look('Biên nhận')
  const paper = await paperOf(walk, /^Tải văn bản Word/u)
  assert.ok(paper.includes(`biên nhận ${receipt}`) && !paper.includes('DỰ THẢO'), 'the paper of what was handed in')
  const again = await walk.page.request.post(action, { form: Object.fromEntries(fields) })
  assert.equal(again.url(), walk.page.url(), 'the same submission has the same receipt')
  const other = await walk.page.request.post(action, { form: { ...Object.fromEntries(fields), 'o-TT02': '1' } })
  assert.equal(other.status(), 409, 'the same id with other figures is a conflict')
  await walk.back(/Biên nhận BN-/u)
  await stale.page.locator('[name="o-TT02"]').fill('555')
  await stale.press('Lưu bản nháp')
  assert.match(
    await stale.text(),
    /đã nộp và đang chờ xem xét[\s\S]*Lượt người dự tuyên truyền[\s\S]*555/u,
    'what was typed is still to be read',
  )
  await stale.look('Trang mở từ trước khi nộp')
  await walk.follow('Xem biểu đã nộp')
  assert.equal(await walk.page.locator('.cell input').count(), 0, 'what was handed in is locked')
  await walk.look('Biểu đã nộp')
}

/** Steps 1 and 2 of a newcomer: the whole month of a commune officer. */
export async function communeMonth(walk: Walk): Promise<void> {
  await walk.go('/')
  assert.match(await walk.text(), /Báo cáo công tác dân vận tháng 11\/2026/u)
  await walk.look('Hôm nay của xã')
  await walk.follow(/^Soạn tiếp/u)
  const sheet = new URL(walk.page.url()).pathname
  await walk.look('Biểu số liệu đang soạn')
  const before = await countedFigure(walk, 'DVK01')
  await register(walk)
  await countAndOverride(walk, sheet, before.value)
  await walk.press('Lưu bản nháp')
  await twoTabs(walk, sheet)
  await walk.go(sheet)
  await fillAll(walk)
  await handIn(walk, sheet)
}

/** The session ends while a form is being typed: signing in again, the form is sent with one press. */
export async function sessionEnds(walk: Walk, login: string): Promise<void> {
  await walk.go('/kheo/dang-ky')
  await registerModel(walk, 'Nhóm zalo nhắc lịch tiêm cho trẻ')
  const other = await walk.tab('/tai-khoan')
  await other.press('Thoát')
  await other.page.waitForURL(/dang-nhap/u)
  await walk.press('Đăng ký mô hình')
  assert.match(await walk.text(), /những gì ông\/bà đã gõ vẫn còn/u)
  await walk.look('Phiên hết khi đang gõ')
  await walk.signIn(login, 'sai-mat-khau')
  assert.match(await walk.text(), /vẫn còn/u, 'a wrong password loses nothing')
  await walk.signIn(login)
  assert.match(await walk.heading(), /Đã đăng nhập lại, còn một việc chưa gửi/u)
  await walk.look('Gửi lại sau khi đăng nhập')
  await walk.press('Gửi lại')
  assert.match(await walk.text(), /Đã đăng ký mô hình\./u)
}
