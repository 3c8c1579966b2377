// A province's month: who handed in, what goes back and why, the total with its gaps, the paper that no longer changes.
import assert from 'node:assert/strict'
import { countedFigure, fillMissing } from './filling.ts'
import type { Province, Walk } from './province.ts'
import { signMonth, signWaiting } from './signing.ts'

const OPEN = 'T2026-11'
const LAST = 'T2026-10'
const REASON = 'Số này khác biên bản họp; đề nghị kiểm tra lại sổ.'

/** The board: who is late in the last window, who waits in this one. */
async function boards(binh: Walk): Promise<void> {
  await binh.go('/')
  assert.match(await binh.text(), /1 đơn vị quá hạn[\s\S]*Hạ Lang/u)
  await binh.look('Hôm nay của tỉnh')
  await binh.follow('Báo cáo')
  await binh.look('Báo cáo của tỉnh')
  await binh.go(`/bao-cao/${LAST}/theo-doi`)
  assert.match(await binh.heading(), /đã nộp 11 trên 12 đơn vị/u)
  await binh.follow(/^Quá hạn/u)
  assert.equal(await binh.page.locator('main tbody tr').count(), 1)
  assert.match(await binh.text(), /Hạ Lang[\s\S]*Quá hạn \d+ ngày/u)
  await binh.look('Theo dõi, đơn vị quá hạn')
  await binh.go(`/bao-cao/${OPEN}/theo-doi?loc=qua-han`)
  await binh.look('Theo dõi, không có đơn vị nào như vậy')
  await binh.go(`/bao-cao/${OPEN}/theo-doi`)
  await binh.look('Theo dõi kỳ đang mở')
}

const statusOf = async (walk: Walk, unit: string): Promise<string> =>
  (await walk.page.locator('main tbody tr', { hasText: unit }).locator('.st').first().innerText()).trim()

/** The queue: the oddest first with what was found, given to a person and taken back, and what is found stands in the report too. */
async function queue(binh: Walk): Promise<void> {
  await binh.follow(/^Hàng chờ xem xét/u)
  assert.match(await binh.heading(), /\d chờ xem, \d có điểm cần xem/u)
  const odd = binh.page.locator('main tbody tr[id]', { hasText: 'Nam Giồng' })
  assert.equal(await odd.count(), 1)
  assert.match(await binh.text(), /có “trên địa bàn thành phố” trong báo cáo của xã Nam Giồng/u)
  await binh.look('Hàng chờ xem xét')
  await binh.press(/^Giao$/u)
  await binh.amiss(1, 'nobody is chosen')
  await binh.look('Giao mà chưa chọn')
  await odd.locator('.pick input').check()
  await binh.page.locator('[name="nguoi-xem"]').selectOption({ label: 'Đinh Văn Bình, chuyên viên' })
  await binh.press(/^Giao$/u)
  await binh.follow(/^Của tôi 1/u)
  assert.equal(await binh.page.locator('main tbody tr[id]').count(), 1)
  await binh.look('Hàng chờ xem xét, của tôi')
  await binh.follow(/Xem xét báo cáo của xã Nam Giồng/u)
  assert.match(await binh.page.locator('#ct-TT02 + tr').innerText(), /Cần xem|Cách ước/u)
  await binh.look('Xem xét một báo cáo có điểm cần xem')
  await binh.go(`/bao-cao/${OPEN}/theo-doi`)
}

/** One report goes back with a cell and a reason; without them it does not. */
async function returnOne(binh: Walk): Promise<void> {
  await binh.follow(/Xem xét báo cáo của xã Mỹ Đông/u)
  await binh.look('Xem xét một báo cáo')
  await binh.press(/^Trả lại xã Mỹ Đông/u)
  await binh.amiss(1, 'nothing goes back without a cell')
  await binh.look('Trả lại mà chưa đánh dấu ô nào')
  await binh.page.locator('#ct-TD02').getByRole('checkbox').check()
  await binh.press(/^Trả lại xã Mỹ Đông/u)
  assert.match(await binh.text(), /lý do/u)
  assert.ok(await binh.page.locator('#ct-TD02').getByRole('checkbox').isChecked(), 'the cell stays ticked')
  await binh.look('Trả lại mà chưa có lý do')
  await binh.page.locator('[name="ly-do"]').fill(REASON)
  await binh.page.locator('[name="loi-nhan"]').fill('Xin gửi lại trong ngày.')
  await binh.press(/^Trả lại xã Mỹ Đông/u)
  await binh.page.waitForURL(/theo-doi/u)
  assert.equal(await statusOf(binh, 'Mỹ Đông'), 'Đã trả lại')
}

/** The others are accepted at once; nothing picked is said. */
async function acceptOthers(binh: Walk): Promise<void> {
  await binh.press('Tiếp nhận các báo cáo đã chọn')
  assert.match(await binh.text(), /Chưa chọn đơn vị nào\. Đánh dấu các đơn vị cần tiếp nhận/u)
  await binh.look('Tiếp nhận mà chưa chọn đơn vị nào')
  for (const box of await binh.page.locator('.pick input').all()) await box.check()
  if (binh.script) assert.match(await binh.page.locator('[data-picked]').innerText(), /^Đã chọn \d đơn vị: .*xã Nam Giồng, xã Suối Lúa\.$/u)
  await binh.press('Tiếp nhận các báo cáo đã chọn')
  for (const unit of ['Nam Giồng', 'Suối Lúa']) assert.equal(await statusOf(binh, unit), 'Đã tiếp nhận')
}

/** The unit sees the reviewer's own words beside the cell, mends it and hands in again. */
async function mend(walk: Walk): Promise<void> {
  await walk.go('/')
  assert.match(await walk.text(), /Đã trả lại[\s\S]*Số này khác biên bản họp/u)
  await walk.look('Hôm nay, có báo cáo bị trả lại')
  await walk.follow(/^Sửa và nộp lại/u)
  const text = await walk.text()
  assert.match(text, /Xin gửi lại trong ngày/u)
  assert.ok(text.includes(REASON), 'the reviewer’s words stand on the sheet')
  await walk.look('Biểu bị trả lại')
  await walk.press(/^(?:Xem lại và n|N)ộp lại/u)
  assert.match(await walk.text(), /Chưa nộp (?:lại )?được/u, 'a returned cell is mended or answered')
  await walk.look('Nộp lại mà chưa sửa ô bị trả lại')
  await walk.page.locator('[name="o-TD02"]').fill('21')
  await walk.page.locator('[name="l-TD02"]').fill('Đã đối chiếu sổ tiếp dân.')
  await walk.press(/^(?:Xem lại và n|N)ộp lại/u)
  await walk.press(/^Nộp báo cáo/u)
  await walk.page.waitForURL(/bien-nhan/u)
  assert.match(await walk.text(), /Bản 2/u)
}

async function acceptMended(binh: Walk): Promise<void> {
  await binh.go(`/bao-cao/${OPEN}/theo-doi?loc=cho-xem`)
  await binh.follow(/Xem xét báo cáo của xã Mỹ Đông/u)
  assert.match(await binh.text(), /Đã đối chiếu sổ tiếp dân/u, 'the answer stands beside the figure')
  await binh.look('Xem xét bản nộp lại')
  await binh.press('Tiếp nhận báo cáo')
  await binh.page.waitForURL(/theo-doi/u)
  assert.equal(await statusOf(binh, 'Mỹ Đông'), 'Đã tiếp nhận')
}

interface Paper {
  readonly page: string
  readonly bytes: Buffer
}

async function download(walk: Walk): Promise<Buffer> {
  const link = walk.page.getByRole('link', { name: 'Tải văn bản Word' })
  const answer = await walk.page.request.get((await link.getAttribute('href')) ?? '')
  assert.equal(answer.status(), 200, 'the paper is there')
  return answer.body()
}

/** The total with its gap beside it, signed, published and frozen as a paper. */
async function publish(province: Province, binh: Walk): Promise<Paper> {
  await binh.go(`/bao-cao/${LAST}/tong-hop`)
  assert.match(await binh.heading(), /11 trên 12 đơn vị/u)
  const lines = await binh.page.locator('main tbody tr[id]').all()
  assert.ok(lines.length > 20, 'every indicator has its line')
  for (const line of lines)
    assert.match((await line.textContent()) ?? '', /11\/12[\s\S]*(?:Hạ Lang|thiếu 1)/u, 'every total says who is not in it')
  assert.match(await binh.text(), /đang chờ Hoàng Thị Chi ký/u)
  await binh.look('Tổng hợp')
  await signMonth(province, binh)
  const bytes = await download(binh)
  assert.equal(bytes.subarray(0, 2).toString(), 'PK', 'a Word document is a zip')
  return { page: binh.page.url(), bytes }
}

/** From the published figure to the units, the edition, the records. */
async function lineage(binh: Walk, paper: Paper): Promise<void> {
  await binh.go(paper.page)
  const link = binh.page.locator('#ct-DVK01 a[href*="/nguon/"]')
  const value = Number(/\d+/u.exec(await link.innerText())?.[0])
  await link.click()
  assert.equal(await binh.heading(), `Số ${value} từ đâu ra?`)
  await binh.look('Số đã công bố từ đâu ra')
  await binh.page.locator('a[href*="?mo="]').last().click()
  assert.ok((await binh.page.locator('tr.open tbody tr').count()) > 0, 'the records of a unit are open')
  await binh.look('Số đã công bố, mở hồ sơ của một đơn vị')
  await binh.page.locator('tr.open a[href^="/kheo/"]').first().click()
  assert.match(binh.page.url(), /\/kheo\/[0-9a-f-]{36}$/u)
  await binh.look('Mô hình mở từ số đã công bố')
  await binh.page.goBack()
  await binh.page.locator('a[href*="/xem/"]').first().click()
  assert.match(await binh.heading(), /bản 1$/u)
  await binh.look('Bản báo cáo đã vào bản công bố')
}

/** A record that the paper counts is changed; the paper is not. */
async function changeARecord(an: Walk, binh: Walk, paper: Paper, unit: string): Promise<void> {
  await an.go(`/bao-cao/${LAST}/${unit}/nguon/DVK09?ban=1`)
  assert.match(await an.text(), /Như đã nộp ở bản 1/u)
  await an.page.locator('main tbody a').first().click()
  await an.page.locator('summary', { hasText: 'Dừng mô hình' }).click()
  await an.press('Dừng mô hình')
  assert.match(await an.text(), /Chưa dừng mô hình được/u, 'a stop needs its reason')
  await an.look('Dừng mô hình thiếu lý do')
  await an.page.locator('#dung-note').fill('Hết việc cần làm, thôn chuyển sang mô hình khác.')
  await an.press('Dừng mô hình')
  assert.match(await an.text(), /Đã dừng mô hình/u)
  await an.look('Mô hình đã dừng')
  await binh.go(paper.page)
  assert.ok((await download(binh)).equals(paper.bytes), 'the same bytes after a record changed')
  await binh.go('/van-ban')
  assert.match(await binh.text(), /Báo cáo .*tháng 10\/2026/u)
  await binh.look('Văn bản đã lập')
}

/** The late unit hands in after all: the total is published again as a correction, the first stays to be seen. */
async function correct(province: Province, dung: Walk, binh: Walk, paper: Paper): Promise<void> {
  await dung.go('/')
  assert.match(await dung.text(), /Quá hạn/u)
  await dung.look('Hôm nay của xã quá hạn')
  await dung.page.locator(`a[href*="/${LAST}/"]`).first().click()
  assert.ok((await countedFigure(dung, 'DVK09')).value >= 0, 'counted cells are there before anything is typed')
  await fillMissing(dung)
  await dung.press('Xem lại và nộp')
  await dung.press(/^Nộp báo cáo/u)
  await dung.page.waitForURL(/bien-nhan/u)
  assert.match(await dung.text(), /muộn \d+ ngày/u)
  await dung.look('Biên nhận nộp muộn')
  await binh.go(`/bao-cao/${LAST}/theo-doi?loc=cho-xem`)
  await binh.page.locator('.pick input').first().check()
  await binh.press('Tiếp nhận các báo cáo đã chọn')
  await binh.go(`/bao-cao/${LAST}/tong-hop`)
  assert.match(await binh.heading(), /12 trên 12 đơn vị/u)
  await binh.look('Tổng hợp đủ đơn vị, để đính chính')
  await binh.press('Xem lại trước khi trình ký')
  assert.match(await binh.text(), /đính chính cho bản 1/u)
  await binh.press(/^Trình ký báo cáo/u)
  await binh.page.waitForURL(/trinh-ky/u)
  const chi = await province.as('chi')
  await signWaiting(chi)
  await binh.go(new URL(chi.page.url()).pathname)
  await chi.leave()
  assert.match(await binh.heading(), /đính chính lần 1/u)
  await binh.look('Bản đính chính')
  await binh.go(paper.page)
  assert.match(await binh.text(), /Bản này đã có bản đính chính/u)
  await binh.look('Bản đã được đính chính')
  assert.ok((await download(binh)).equals(paper.bytes), 'the first paper stays as it was')
}

/** The next window: who will owe is shown before it is opened. */
async function openNext(binh: Walk): Promise<void> {
  await binh.go('/bao-cao')
  await binh.follow('Mở kỳ báo cáo')
  await binh.look('Mở kỳ báo cáo')
  await binh.fill('Hạn nộp', '31/11/2026')
  await binh.press('Xem đơn vị nào phải nộp')
  await binh.amiss(1, 'a day that no calendar has is said')
  assert.equal(await binh.page.getByLabel('Hạn nộp').inputValue(), '31/11/2026')
  await binh.look('Mở kỳ với ngày không có')
  await binh.fill('Hạn nộp', '26/12/2026')
  await binh.press('Xem đơn vị nào phải nộp')
  assert.match(await binh.text(), /12 đơn vị phải nộp/u)
  assert.equal(await binh.page.getByLabel('Hạn nộp').inputValue(), '26/12/2026', 'days come back as they are written here')
  await binh.look('Mở kỳ, xem ai phải nộp')
  await binh.press(/^Mở kỳ tháng 12/u)
  assert.match(await binh.heading(), /đã nộp 0 trên 12 đơn vị/u)
  await binh.look('Theo dõi kỳ vừa mở')
}

/** Steps 3 and 4 of a newcomer: the whole month of a province officer. */
export async function provinceMonth(province: Province): Promise<void> {
  const binh = await province.as('binh')
  const mydong = await province.as('mydong')
  const an = await province.as('an')
  const dung = await province.as('dung')
  await boards(binh)
  await queue(binh)
  await returnOne(binh)
  await acceptOthers(binh)
  await mend(mydong)
  await acceptMended(binh)
  const paper = await publish(province, binh)
  await lineage(binh, paper)
  await changeARecord(an, binh, paper, province.unit('KT'))
  await correct(province, dung, binh, paper)
  await openNext(binh)
  for (const walk of [binh, mydong, an, dung]) await walk.leave()
}
