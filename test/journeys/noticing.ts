// A report is sent back: its officer is told, opens the notice and stands where to go on; how one is told is chosen, and who else is.
import assert from 'node:assert/strict'
import { fileStore } from '../../src/ground/files.ts'
import { buildOutbox } from '../../src/house.ts'
import { openPostOffice } from '../notices/post-office.ts'
import type { Province, Walk } from './province.ts'

/** The province sends back a report that it had accepted. */
async function sentBack(binh: Walk, province: Province): Promise<void> {
  const { id } = await province.db
    .selectFrom('report_edition as e')
    .innerJoin('report_window as w', 'w.id', 'e.window_id')
    .select('e.id')
    .where('w.code', '=', 'T2026-11')
    .where('e.unit_id', '=', province.unit('DS'))
    .orderBy('e.number', 'desc')
    .executeTakeFirstOrThrow()
  await binh.go(`/bao-cao/T2026-11/xem/${id}`)
  await binh.page.locator('#ct-TD01').getByRole('checkbox').check()
  await binh.page.locator('[name="ly-do"]').fill('Đề nghị xem lại số buổi tiếp dân.')
  await binh.press(/^Trả lại xã Đồng Sậy/u)
  await binh.page.waitForURL(/theo-doi/u)
}

export async function noticing(province: Province): Promise<void> {
  const office = await openPostOffice()
  const worker = buildOutbox({
    db: province.db,
    files: fileStore(province.dataDir),
    // Later than whatever the pages' own clock has come to.
    now: () => new Date(`${province.today}T18:00:00+07:00`),
    mail: { url: office.url, from: 'danvan@tinh.example', publicUrl: province.address },
  })
  try {
    const binh = await province.as('binh')
    await sentBack(binh, province)
    await binh.leave()
    await worker.round()

    const officer = await province.as('dongsay')
    await officer.follow(/thông báo mới/u)
    assert.match(await officer.heading(), /thông báo chưa đọc/u)
    assert.match(await officer.text(), /tháng 11\/2026 bị trả lại, 1 ô cần sửa/u)
    await officer.look('Thông báo chưa đọc')
    await officer.press(/Mở.*bị trả lại/u)
    assert.match(officer.page.url(), new RegExp(`/bao-cao/T2026-11/${province.unit('DS')}$`, 'u'))
    assert.match(await officer.text(), /Đề nghị xem lại số buổi tiếp dân/u)
    await officer.go('/thong-bao')
    await officer.press('Đánh dấu đã đọc tất cả')
    assert.match(await officer.heading(), /Không có thông báo nào chưa đọc/u)
    await officer.look('Thông báo đã đọc')

    await officer.follow('Chọn cách nhận')
    await officer.look('Cách nhận thông báo')
    await officer.fill('Địa chỉ thư công vụ của ông/bà', 'dongsay')
    await officer.press('Gửi mã xác nhận')
    assert.match(await officer.text(), /ghi theo dạng/u)
    await officer.fill('Địa chỉ thư công vụ của ông/bà', 'dongsay@xa.example')
    await officer.press('Gửi mã xác nhận')
    await worker.round()
    await officer.look('Địa chỉ chờ xác nhận')
    await officer.fill(/Mã 6 số/u, /là (\d{6})\./u.exec(office.letters.at(-1)?.text ?? '')?.[1] ?? '')
    await officer.press('Xác nhận địa chỉ')
    assert.match(await officer.heading(), /Thư gửi tới dongsay@xa\.example/u)
    await officer.page.getByLabel('Báo cáo của đơn vị được tiếp nhận').selectOption('digest')
    await officer.press('Ghi lựa chọn')
    await officer.leave()

    const quan = await province.as('quan')
    await quan.go('/thong-bao/gui-di')
    await quan.look('Tin gửi đi, chưa hệ thống nào')
    await quan.follow('Thêm địa chỉ nhận tin')
    await quan.look('Thêm địa chỉ nhận tin')
    await quan.fill('Tên hệ thống nhận tin', 'Trung tâm điều hành thông minh')
    await quan.fill('Địa chỉ', 'https://10.0.0.8/nhan-tin')
    await quan.page.getByLabel('trả lại báo cáo').check()
    await quan.press('Thêm địa chỉ nhận tin')
    assert.match(await quan.text(), /địa chỉ nội bộ/u)
    await quan.look('Địa chỉ nội bộ bị từ chối')
    await quan.fill('Địa chỉ', 'https://nhan-tin.invalid/dan-van')
    await quan.press('Thêm địa chỉ nhận tin')
    await quan.look('Khóa ký')
    await quan.follow('Đã chép khóa')
    await quan.press('Gửi tin thử')
    await worker.round()
    await quan.go(quan.page.url())
    assert.match(await quan.text(), /sẽ gửi lại/u)
    await quan.look('Một hệ thống nhận tin')
    await quan.follow('Đổi khóa ký')
    await quan.look('Đổi khóa ký')
    await quan.follow('Trở lại')
    await quan.follow('Dừng nhận tin')
    await quan.press('Dừng gửi tin')
    assert.match(await quan.heading(), /đã dừng nhận tin/u)
    await quan.look('Đã dừng nhận tin')
    await quan.go('/thong-bao/gui-di')
    await quan.look('Tin gửi đi')
    await quan.leave()
  } finally {
    await worker.stop()
    await office.close()
  }
}
