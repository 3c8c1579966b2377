// A commune ends inside an open window: the province brings its list of who owes up to date, the draft begun there is not lost; and
// figures of before the reform stand on three bases.
import assert from 'node:assert/strict'
import type { Province, Walk } from './province.ts'

async function endsToday(quan: Walk, province: Province): Promise<void> {
  await quan.go('/don-vi/sap-xep/nghi-quyet')
  await quan.fill('Tên của lần thay đổi', 'Nhập xã Yên Trạch vào xã Hạ Lang')
  await quan.fill('Ngày có hiệu lực', '21/11/2026')
  await quan.fill('Căn cứ: số, ký hiệu', '77/NQ-MAU')
  await quan.fill('Căn cứ: cơ quan ban hành và trích yếu', 'Nghị quyết minh họa')
  await quan.press('Lập bản dự kiến')
  await quan.follow('Nhập nhiều đơn vị thành một')
  for (const [typed, unit] of [
    ['yen trach', 'YT'],
    ['ha lang', 'HL'],
  ] as const) {
    await quan.page.locator('[name="from-tim"]').fill(typed)
    await quan.page.locator('button[name="_find"][value="from"]').click()
    await quan.page.locator(`[name="from"][value="${province.unit(unit)}"]`).check()
  }
  await quan.page.locator('button[name="_find"][value="into"]').click()
  await quan.page.locator(`[name="into"][value="${province.unit('HL')}"]`).check()
  await quan.press('Thêm việc này')
  await quan.follow('Xem tác động và áp dụng')
  assert.match(await quan.text(), /áp dụng rồi thì không rút lại được/u)
  await quan.look('Tác động có hiệu lực ngay')
  await quan.press(/^Áp dụng từ/u)
  assert.match(await quan.text(), /77\/NQ-MAU/u)
}

export async function rearrange(province: Province): Promise<void> {
  const binh = await province.as('binh')
  await binh.go('/bao-cao/T2025-06/theo-co-cau?chi-tieu=TD02&cach=hom-nay')
  assert.match(await binh.text(), /[Cc]hưa phân bổ/u, 'the land of a divided commune is said to be in no total')
  await binh.look('Tháng 6/2025 theo cơ cấu hôm nay')
  await binh.go('/bao-cao/T2026-09/theo-co-cau?chi-tieu=HG03&cach=ngay&ngay=30/06/2025')
  await binh.look('Một tỷ lệ theo cơ cấu cũ')
  await binh.go('/bao-cao/T2025-06/theo-co-cau?chi-tieu=TD02&cach=ngay&ngay=31/02/2025')
  await binh.look('Cơ cấu của một ngày không có')
  const yentrach = await province.as('yentrach')
  await yentrach.go(`/bao-cao/T2026-11/${province.unit('YT')}`)
  await yentrach.page.locator('[name="o-TD01"]').fill('7')
  await yentrach.press('Lưu bản nháp')
  await yentrach.leave()
  const quan = await province.as('quan')
  await endsToday(quan, province)
  await quan.leave()
  await binh.go('/bao-cao/T2026-11/theo-doi')
  await binh.follow('Xem và cập nhật danh sách đơn vị phải nộp')
  assert.match(await binh.text(), /Thôi phải nộp/u)
  await binh.look('Đơn vị phải nộp thay đổi')
  await binh.press('Cập nhật danh sách')
  await binh.go('/bao-cao/T2026-11/co-cau')
  assert.match(await binh.heading(), /đã đúng cơ cấu/u)
  await binh.look('Danh sách đã đúng cơ cấu')
  await binh.leave()
  const dung = await province.as('dung')
  await dung.go('/bao-cao')
  assert.match(await dung.text(), /Bản nháp của đơn vị cũ/u)
  await dung.go(`/bao-cao/T2026-11/${province.unit('YT')}/nhap-cu`)
  assert.match(await dung.text(), /Yên Trạch/u)
  await dung.look('Bản nháp của đơn vị cũ')
  await dung.leave()
}
