// Units and years set side by side, taken away as files; and the plans they are set beside, given, pasted and answered.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Province, Walk } from './province.ts'

async function compared(binh: Walk): Promise<void> {
  await binh.go('/bao-cao')
  await binh.follow('So sánh')
  assert.match(await binh.text(), /cơ cấu ngày chốt/u)
  await binh.page.locator('#chi-tieu').selectOption('TD02')
  await binh.press('Xem')
  assert.match(await binh.heading(), /^Lượt người được tiếp, tháng 10\/2026: /u)
  assert.match(await binh.text(), /Chưa có số liệu: 1 đơn vị/u, 'a unit that has not reported is not ranked')
  assert.match(await binh.text(), /% kế hoạch năm \([\d.]+ trên [\d.]+\)/u)
  await binh.look('So sánh đơn vị')
  await binh.go('/bao-cao/so-sanh?chi-tieu=HG03&chi-tieu=TG02&cach-ky=nam&so-ky=3&cach=hom-nay&so-voi=cung-ky&den=T2026-09')
  await binh.look('So sánh cùng kỳ các năm, một tỷ lệ')
  await binh.go('/bao-cao/so-sanh?chi-tieu=nonsense&so-ky=-1&cach=ngay&ngay=31/02/2025&don-vi=x&xep=<b>')
  assert.match(await binh.text(), /Ngày khác: ghi theo dạng/u)
  await binh.look('So sánh với địa chỉ hỏng')
  await binh.go('/bao-cao/so-sanh?chi-tieu=TD02')
  for (const [name, begins] of [
    ['Tải Excel', 'PK'],
    ['Tải CSV', '\ufeff'],
  ] as const) {
    const [saved] = await Promise.all([binh.page.waitForEvent('download'), binh.follow(name)])
    assert.ok(readFileSync(await saved.path(), 'utf8').startsWith(begins), name)
  }
}

async function planned(binh: Walk, an: Walk, province: Province): Promise<void> {
  await binh.follow('Kế hoạch giao')
  await binh.look('Kế hoạch giao của tỉnh')
  await binh.page.locator('summary', { hasText: 'Dán cả bảng' }).click()
  await binh.page.getByLabel('Khối đã chép từ bảng tính').fill('1\tBến Sen\t9\t390\nxã Không Có\t5\t5')
  await binh.press('Điền vào bảng')
  assert.match(await binh.text(), /Không rõ đơn vị nên bỏ qua: xã Không Có/u)
  await binh.press('Lưu kế hoạch')
  assert.match(await binh.text(), /Kế hoạch giao cho cấp dưới cần văn bản/u)
  await binh.look('Kế hoạch chưa có văn bản giao')
  await binh.fill('Số, ký hiệu văn bản giao', '50-CV/BTGDVTU')
  await binh.fill('Ngày văn bản giao', '20/11/2026')
  await binh.press('Lưu kế hoạch')
  assert.match(await binh.text(), /Đã lưu 2 ô kế hoạch/u)
  await binh.page.locator('summary', { hasText: 'Chọn năm, kỳ và chỉ tiêu' }).click()
  await binh.page.getByLabel('Kế hoạch của', { exact: true }).selectOption({ label: 'Quý IV' })
  await binh.press('Xem')
  assert.match(await binh.heading(), /^Kế hoạch quý IV năm 2026, tỉnh Mẫu$/u)
  assert.match(await binh.text(), /61-KH\/BTGDVTU/u)
  await binh.look('Kế hoạch của một quý')
  await an.go('/bao-cao/ke-hoach')
  assert.match(await an.text(), /tỉnh Mẫu giao/u)
  await an.look('Kế hoạch của xã')
  await an.go(`/bao-cao/T2026-11/${province.unit('KT')}`)
  assert.match(await an.text(), /kế hoạch 380, đạt/u)
  await an.look('Biểu có kế hoạch')
}

export async function compareAndPlan(province: Province): Promise<void> {
  const binh = await province.as('binh')
  const an = await province.as('an')
  await compared(binh)
  await planned(binh, an, province)
  await binh.leave()
  await an.leave()
}
