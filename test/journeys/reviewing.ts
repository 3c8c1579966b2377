// A province's month: who handed in, what asks for a second look, the total with its gaps, the paper that no longer changes.
import assert from 'node:assert/strict'
import type { Province, Walk } from './province.ts'
import { signMonth } from './signing.ts'

const OPEN = 'T2026-11'
const LAST = 'T2026-10'

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

/** Steps 3 and 4 of a newcomer: the month of a province officer. What comes after a publication is the quarter's (quarter.ts). */
export async function provinceMonth(province: Province): Promise<void> {
  const binh = await province.as('binh')
  const an = await province.as('an')
  await boards(binh)
  await queue(binh)
  const paper = await publish(province, binh)
  await lineage(binh, paper)
  await changeARecord(an, binh, paper, province.unit('KT'))
  for (const walk of [binh, an]) await walk.leave()
}
