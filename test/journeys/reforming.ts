// A reform from the resolution in hand to the page of what it did, taken back again; the dated records of units; a hand-over.
import assert from 'node:assert/strict'
import type { Province, Walk } from './province.ts'

const CHOSEN = 'main .units'

async function search(quan: Walk, field: string, typed: string): Promise<void> {
  await quan.page.locator(`[name="${field}-tim"]`).fill(typed)
  await quan.page.locator(`button[name="_find"][value="${field}"]`).click()
}

/** Two communes merge and a third is divided, as a resolution says it. */
async function typedReform(quan: Walk): Promise<string> {
  await quan.go('/don-vi/sap-xep')
  await quan.look('Sắp xếp đơn vị')
  await quan.follow('Sắp xếp theo nghị quyết')
  await quan.press('Lập bản dự kiến')
  await quan.look('Bản dự kiến còn trống')
  await quan.fill('Tên của lần thay đổi', 'Sắp xếp ba xã')
  await quan.fill('Ngày có hiệu lực', '01/01/2027')
  await quan.press('Lập bản dự kiến')
  await quan.look('Bản dự kiến chưa có việc')
  const plan = new URL(quan.page.url()).pathname
  await quan.follow('Nhập nhiều đơn vị thành một')
  for (const [typed, name] of [
    ['ha lang', /^Xã Hạ Lang/u],
    ['suoi lua', /^Xã Suối Lúa/u],
  ] as const) {
    await search(quan, 'from', typed)
    await quan.page.locator(CHOSEN).first().getByLabel(name).check()
  }
  await quan.fill('Tên đơn vị mới', 'xã Lang Lúa')
  await quan.look('Nhập hai xã')
  await quan.press('Thêm việc này')
  await quan.follow('Chia một đơn vị')
  await search(quan, 'from', 'my dong')
  await quan.page.getByLabel(/^Xã Mỹ Đông/u).check()
  await quan.page.locator('[name="part-1"]').fill('xã Nam Giồng')
  await quan.page.locator('[name="part-2"]').fill('xã Đông Mới')
  await quan.page.locator('[name="share-1"]').fill('70')
  await quan.page.locator('[name="share-2"]').fill('40')
  await quan.press('Thêm việc này')
  assert.match(await quan.text(), /cộng lại được 110%/u)
  assert.equal(await quan.page.locator('[name="part-2"]').inputValue(), 'xã Đông Mới', 'nothing typed is lost')
  await quan.look('Chia một xã, còn chỗ sửa')
  await quan.page.locator('[name="share-2"]').fill('30')
  for (const hamlet of await quan.page.locator('select[name^="h-"]').all()) await hamlet.selectOption('2')
  await quan.press('Thêm việc này')
  assert.match(await quan.heading(), /Sắp xếp ba xã: 2 đơn vị mới, 10 chuyển cấp trên, 3 kết thúc, 1 bị chia/u)
  await quan.look('Bản dự kiến hai việc')
  return plan
}

async function applied(quan: Walk, plan: string): Promise<void> {
  await quan.go(`${plan}/tac-dong`)
  assert.match(await quan.text(), /chưa ghi số, ký hiệu/u, 'without its law nothing is applied')
  await quan.look('Tác động, thiếu căn cứ')
  await quan.go(plan)
  await quan.fill('Căn cứ: số, ký hiệu', '99/NQ-MAU')
  await quan.fill('Căn cứ: cơ quan ban hành và trích yếu', 'Nghị quyết minh họa về sắp xếp ba xã')
  await quan.fill('Căn cứ: ngày ban hành', '15/11/2026')
  await quan.press('Lưu thông tin chung')
  await quan.follow('Xem tác động và áp dụng')
  assert.match(await quan.text(), /Chức vụ/u, 'what the other rooms hold is said')
  await quan.look('Tác động')
  await quan.press(/^Áp dụng từ/u)
  assert.match(await quan.text(), /Chưa đến ngày hiệu lực/u)
  await quan.look('Một lần thay đổi')
  const change = new URL(quan.page.url()).pathname
  await quan.go(plan)
  await quan.look('Bản dự kiến đã áp dụng')
  await quan.go('/don-vi?tim=ha lang')
  await quan.page.locator('main tbody a', { hasText: 'Xã Hạ Lang' }).first().click()
  assert.match(await quan.text(), /Sắp tới/u)
  await quan.look('Đơn vị sắp kết thúc')
  await quan.go('/don-vi/thay-doi')
  await quan.look('Các lần thay đổi')
  await quan.go(change)
  await quan.press('Rút lại lần thay đổi này')
  assert.match(await quan.text(), /đã được rút lại/u)
  await quan.look('Lần thay đổi đã rút lại')
}

/** Lists that cannot be read come back with what to do. */
async function files(quan: Walk): Promise<void> {
  await quan.go('/don-vi/sap-xep/danh-sach')
  await quan.fill('Tên của lần thay đổi', 'Danh mục thử')
  await quan.fill('Ngày có hiệu lực', '01/12/2026')
  await quan.page.locator('[name="file"]').setInputFiles({ name: 'danh-muc.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2') })
  await quan.press('Đọc tệp và xem trước')
  assert.match(await quan.text(), /thiếu cột/u)
  await quan.look('Danh mục không đọc được')
  await quan.go('/don-vi/sap-xep/hai-tep')
  await quan.look('Sắp xếp theo hai tệp')
}

async function records(quan: Walk, province: Province): Promise<void> {
  await quan.go(`/don-vi/${province.unit('KT')}`)
  await quan.look('Đơn vị với các ghi chép')
  await quan.follow('Ghi cơ quan làm đầu mối')
  await quan.look('Cơ quan làm đầu mối')
  await quan.page.locator('[name="body"]').selectOption({ label: 'Ủy ban MTTQ Việt Nam xã Khe Trầm' })
  await quan.press('Ghi cơ quan làm đầu mối')
  assert.match(await quan.text(), /Ủy ban MTTQ Việt Nam xã Khe Trầm/u)
  await quan.go(`/don-vi/${province.unit('DU.KT')}/di-theo`)
  await quan.look('Đi theo địa bàn')
  await quan.go('/don-vi/ban-giao')
  assert.match(await quan.heading(), /đơn vị đã kết thúc chưa lập/u)
  await quan.look('Biên bản bàn giao')
  await quan.page
    .locator('main tbody')
    .getByRole('link', { name: /^Lập biên bản/u })
    .first()
    .click()
  await quan.press('Thêm dòng')
  await quan.press('Lập biên bản')
  await quan.amiss(3, 'each thing to mend is named')
  await quan.look('Lập biên bản còn trống')
  await quan.go(`/don-vi/ban-giao/${province.unit('ban-giao:DU.D1')}`)
  assert.match(await quan.heading(), /Biên bản bàn giao giữa Huyện ủy Khe Sơn và Tỉnh ủy Mẫu/u)
  await quan.look('Một biên bản bàn giao')
}

export async function reformUnits(province: Province): Promise<void> {
  const quan = await province.as('quan')
  const plan = await typedReform(quan)
  await applied(quan, plan)
  await files(quan)
  await records(quan, province)
  await quan.leave()
}
