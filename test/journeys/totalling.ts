// What a province officer does with totals: what came after a publication, an own part, the words, and why a figure differs.
import assert from 'node:assert/strict'
import type { Province, Walk } from './province.ts'

const OPEN = 'T2026-11'

/** A unit came late for a published month: its delta is looked at and put off. */
async function cameLate(binh: Walk): Promise<void> {
  await binh.go('/')
  assert.match(await binh.text(), /Số đến sau công bố[\s\S]*Yên Trạch/u)
  await binh.follow(/^Xem thay đổi/u)
  assert.match(await binh.heading(), /Sau bản công bố số 1: \d+ số thay đổi/u)
  assert.match(await binh.text(), /Đơn vị đến sau\s+xã Yên Trạch/u)
  await binh.look('Số đến sau công bố')
  await binh.press('Hoãn, chưa nhận')
  await binh.amiss(1, 'putting off needs its reason')
  await binh.look('Hoãn mà chưa có lý do')
  await binh.fill('Lý do hoãn', 'Chờ hết đợt rà sáu tháng rồi đính chính một lần.')
  await binh.press('Hoãn, chưa nhận')
  assert.match(await binh.text(), /Chờ hết đợt rà sáu tháng/u)
  await binh.look('Số đến sau công bố, đã hoãn')
  await binh.page.locator('#tt-TD02 a').first().click()
  assert.match(await binh.heading(), /^Tăng \d+ so với bản công bố số 1/u)
  assert.match(await binh.text(), /Lần trước thiếu, lần này có: xã Yên Trạch/u)
  await binh.look('Vì sao khác bản đã công bố')
}

/** The own part of the province: refused when it would not fit, then recorded, then undone. */
async function ownPart(binh: Walk): Promise<void> {
  await binh.go(`/bao-cao/${OPEN}/tong-hop`)
  await binh.follow(/^Điều chỉnh/u)
  assert.match(await binh.text(), /chưa có điều chỉnh nào/u)
  await binh.look('Điều chỉnh tổng số')
  await binh.page.getByLabel(/^Trừ phần trùng/u).check()
  await binh.fill('Lý do', 'Hai xã cùng báo một buổi tiếp công dân lưu động.')
  await binh.page.locator('[name="d-TD01"]').fill('9999')
  await binh.press('Ghi điều chỉnh')
  assert.match(await binh.text(), /không trừ được 9\.999/u)
  assert.equal(await binh.page.locator('[name="d-TD01"]').inputValue(), '9999')
  await binh.look('Điều chỉnh quá tổng')
  await binh.page.locator('[name="d-TD01"]').fill('1')
  await binh.press('Ghi điều chỉnh')
  assert.match(await binh.text(), /Trừ phần trùng[\s\S]*−1/u)
  await binh.look('Điều chỉnh vừa ghi')
  await binh.page.locator('summary', { hasText: 'Hủy số 1' }).click()
  await binh.fill('Lý do hủy', 'Hai buổi khác nhau.')
  await binh.press(/^Hủy điều chỉnh/u)
  assert.match(await binh.text(), /đã hủy bằng số 2/u)
  await binh.look('Điều chỉnh đã hủy')
}

/** The narrative begins with the words of the units. */
async function ownWords(binh: Walk): Promise<void> {
  await binh.go(`/bao-cao/${OPEN}/phan-loi`)
  const first = binh.page.locator('[name="p-1"]')
  assert.match(await first.inputValue(), /^Phường Bến Sen: /u)
  await binh.look('Phần lời ghép từ các đơn vị')
  await first.fill('Nhân dân trong tỉnh yên tâm sản xuất.')
  await binh.press('Lưu phần lời')
  assert.equal(await first.inputValue(), 'Nhân dân trong tỉnh yên tâm sản xuất.')
  await binh.page.locator('summary', { hasText: 'Bản ghép từ' }).first().click()
  await binh.look('Phần lời đã lưu, bản ghép ở dưới')
  await binh.press(/^Chèn bản ghép/u)
  assert.match(await first.inputValue(), /^Nhân dân trong tỉnh yên tâm sản xuất\.\nPhường Bến Sen: /u)
}

/** From a figure of before to what makes it differ: of the province, of a unit; and the own part in the lineage. */
async function whyDifferent(binh: Walk, province: Province): Promise<void> {
  await binh.go(`/bao-cao/${OPEN}/tong-hop`)
  await binh.page.locator('#ct-TD02 a').first().click()
  assert.match(await binh.heading(), /so với tháng 10\/2026/u)
  assert.match(await binh.text(), /Cộng: đúng bằng chênh lệch/u)
  await binh.look('Vì sao khác kỳ trước')
  await binh.go(`/bao-cao/${OPEN}/vi-sao/HG03?so-voi=cung-ky`)
  await binh.look('Vì sao một tỷ lệ khác cùng kỳ')
  await binh.go(`/bao-cao/${OPEN}/tong-hop`)
  await binh.page.locator('#ct-TD02 a[href*="/nguon/"]').click()
  assert.match(await binh.heading(), /từ đâu ra/u)
  await binh.look('Số của bản tổng hợp đang lập từ đâu ra')
  await binh.go('/bao-cao')
  await binh.go(await published(binh))
  await binh.page.locator('#ct-TD02 a').first().click()
  assert.match(await binh.text(), /Điều chỉnh của nơi tổng hợp: lần trước không có, lần này \+17/u)
  await binh.look('Vì sao báo cáo đã công bố khác kỳ trước')
  await binh.page.goBack()
  await binh.page.locator('#ct-TD02 a[href*="/nguon/"]').click()
  assert.match(await binh.text(), /Điều chỉnh số 1: Phần của chính cơ quan/u)
  await binh.look('Số đã công bố có điều chỉnh')
  const an = await province.as('an')
  await an.go(`/bao-cao/T2026-10/${province.unit('KT')}`)
  await an.page.locator('#ct-DVK09 a[href*="/vi-sao/"]').first().click()
  assert.match(await an.text(), /Hồ sơ lần này mới tính/u)
  await an.look('Vì sao số của xã khác kỳ trước')
  await an.leave()
}

/** The page of the month that the demo adjusted. */
async function published(binh: Walk): Promise<string> {
  await binh.go('/bao-cao/T2026-09/tong-hop')
  return (await binh.page.locator('a[href^="/bao-cao/cong-bo/"]').first().getAttribute('href')) ?? ''
}

export async function totalling(province: Province): Promise<void> {
  const binh = await province.as('binh')
  await cameLate(binh)
  await ownPart(binh)
  await ownWords(binh)
  await whyDifferent(binh, province)
  await binh.leave()
}
