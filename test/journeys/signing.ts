// From the officer's text to the leader's signature: sent back once, presented again, signed on a telephone.
import assert from 'node:assert/strict'
import type { Province, Walk } from './province.ts'

const PHONE = { width: 320, height: 640 } as const
const LIGHT = 65_000
const REASON = 'Bổ sung phần phương hướng, nêu rõ việc của Hạ Lang.'

/** What the page and all it loads weigh, as the browser read them. */
const weight = (walk: Walk): Promise<number> =>
  walk.page.evaluate(() =>
    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce(
      (all, one) => all + (one as PerformanceResourceTiming).decodedBodySize,
      0,
    ),
  )

/** The leader's own page: what waits, who is late by name, what moved and why; light enough for a weak line. */
async function leadersPage(chi: Walk): Promise<void> {
  await chi.go('/')
  assert.match(await chi.text(), /Chờ ký[\s\S]*tháng 10\/2026[\s\S]*Đọc và ký/u)
  await chi.page.setViewportSize(PHONE)
  await chi.follow('Lãnh đạo')
  assert.match(await chi.heading(), /^1 văn bản chờ ông\/bà ký, 1 đơn vị quá hạn/u)
  const text = await chi.text()
  assert.match(text, /Đinh Văn Bình trình lúc/u)
  assert.match(text, /Tình hình các tầng lớp nhân dân trong tỉnh ổn định/u, 'the first lines of the text stand there')
  assert.match(text, /Quá hạn 1 đơn vị\s+xã Hạ Lang/u, 'who is late is named')
  assert.match(text, /5 số đổi nhiều nhất/u)
  assert.ok((await weight(chi)) <= LIGHT, `the page weighs ${await weight(chi)} bytes`)
  await chi.look('Trang của lãnh đạo')
}

/** Sent back: not without a reason, and the officer finds it on the start page. */
async function sendBack(chi: Walk): Promise<void> {
  await chi.page.setViewportSize(PHONE)
  await chi.follow(/^Đọc và ký/u)
  assert.match(await chi.heading(), /tháng 10\/2026: chờ ông\/bà ký/u)
  await chi.look('Đọc bản trình ký')
  await chi.page.setViewportSize(PHONE)
  const bar = chi.page.locator('.bar.thumb .btn').first()
  assert.ok(((await bar.boundingBox())?.height ?? 0) >= 44, 'a thumb hits the button')
  await chi.follow('Trả lại')
  await chi.press('Trả lại người soạn')
  await chi.amiss(1, 'nothing goes back without a reason')
  await chi.look('Trả lại bản trình ký thiếu lý do')
  await chi.page.setViewportSize(PHONE)
  await chi.fill('Lý do trả lại', REASON)
  await chi.press('Trả lại người soạn')
  await chi.page.waitForURL(/lanh-dao/u)
  assert.match(await chi.text(), /người soạn chưa trình lại/u)
}

/** The leader reads what waits and signs it with a thumb; the page of the publication follows. */
export async function signWaiting(chi: Walk, presented = '/bao-cao/trinh-ky/'): Promise<void> {
  await chi.page.setViewportSize(PHONE)
  await chi.go('/lanh-dao')
  await chi.page.locator(`a[href*="${presented}"]`, { hasText: 'Đọc và ký' }).first().click()
  await chi.follow('Đến chỗ ký')
  await chi.press('Ký ban hành báo cáo')
  await chi.page.waitForURL(/cong-bo\/[0-9a-f-]{36}$/u)
}

/** The officer's part: the totals with what came back, the text mended, presented to be signed. */
async function presentAgain(binh: Walk): Promise<void> {
  await binh.go('/')
  assert.match(await binh.text(), /Lãnh đạo trả lại[\s\S]*nêu rõ việc của Hạ Lang/u)
  await binh.follow(/^Sửa và trình lại/u)
  assert.match(await binh.heading(), /11 trên 12 đơn vị/u)
  assert.match(await binh.text(), /Hoàng Thị Chi trả lại bản trình ký/u)
  await binh.page.getByLabel(/^I\. Tình hình/u).fill('Trong kỳ có {figure:DVK01} mô hình đăng ký mới.')
  await binh.look('Tổng hợp, bản trình ký bị trả lại')
  await binh.press('Xem lại trước khi trình ký')
  const confirmation = await binh.text()
  assert.match(confirmation, /11 trên 12 đơn vị[\s\S]*Hạ Lang/u)
  assert.match(confirmation, /Trong kỳ có \d+ mô hình đăng ký mới/u, 'figures are bound in the words')
  assert.match(confirmation, /Trình Hoàng Thị Chi ký, chức danh trên văn bản: Trưởng ban/u)
  await binh.look('Xem lại trước khi trình ký')
  await binh.press(/^Trình ký báo cáo/u)
  await binh.page.waitForURL(/trinh-ky/u)
  assert.match(await binh.heading(), /đang chờ ký/u)
  await binh.look('Bản trình ký, người soạn xem')
  await binh.back(/Bản đang chờ ký được rút, thay bằng bản này/u)
}

/** A commune's head sees the own unit's reports on the same page. */
async function communeHead(province: Province): Promise<void> {
  const giang = await province.as('giang')
  await giang.go('/lanh-dao')
  assert.match(await giang.text(), /Báo cáo của đơn vị[\s\S]*tháng 11\/2026/u)
  await giang.look('Trang của lãnh đạo xã')
  await giang.leave()
}

/** The month that waits is sent back, mended, presented again and signed; its publication says who did what. */
export async function signMonth(province: Province, binh: Walk): Promise<void> {
  const chi = await province.as('chi')
  await leadersPage(chi)
  await sendBack(chi)
  await presentAgain(binh)
  await signWaiting(chi)
  const text = await chi.text()
  assert.match(text, /11\/12 đơn vị đã nộp; thiếu xã Hạ Lang/u)
  assert.match(text, /Đinh Văn Bình, trình lúc[\s\S]*Hoàng Thị Chi, Trưởng ban, ký lúc[\s\S]*Nguyên vẹn/u)
  await chi.look('Báo cáo đã ký và công bố')
  await binh.go(new URL(chi.page.url()).pathname)
  await chi.leave()
  await communeHead(province)
}
