// More days and no report: a commune asks, takes back, is answered; the province gives several days at once, waives and ends a waiver.
import assert from 'node:assert/strict'
import type { Province, Walk } from './province.ts'

const OPEN = 'T2026-11'

/** The commune asks from its sheet, is told what is amiss, waits, takes back and asks again. */
async function asks(dung: Walk, sheet: string): Promise<void> {
  await dung.go(`${sheet}/gia-han`)
  await dung.look('Đề nghị gia hạn đang chờ trả lời')
  await dung.press('Rút đề nghị gia hạn')
  assert.match(await dung.text(), /Rút đề nghị/u)
  await dung.go(sheet)
  await dung.follow('Xin gia hạn')
  await dung.look('Xin gia hạn')
  await dung.fill('Xin nộp đến hết ngày', '20/11/2026')
  await dung.press('Gửi đề nghị')
  assert.match(await dung.text(), /Ngày 20\/11\/2026 đã qua[\s\S]*Ghi lý do xin gia hạn/u)
  assert.equal(await dung.page.locator('#den').inputValue(), '20/11/2026')
  await dung.look('Xin gia hạn sai ngày, thiếu lý do')
  await dung.fill('Xin nộp đến hết ngày', '29/11/2026')
  await dung.fill('Lý do', 'Còn chờ số liệu hòa giải của ba thôn.')
  await dung.press('Gửi đề nghị')
  assert.match(await dung.text(), /Đã đề nghị gia hạn đến hết ngày 29\/11\/2026/u)
  await dung.go('/')
  await dung.look('Hôm nay, đang xin gia hạn')
}

/** The province finds the asking on its start page and board, refuses without a reason in vain, and gives fewer days. */
async function answers(binh: Walk): Promise<void> {
  await binh.go('/')
  await binh.look('Hôm nay của tỉnh, có đề nghị gia hạn')
  await binh.follow(/^Trả lời đề nghị/u)
  assert.match(await binh.heading(), /xã Hạ Lang/u)
  await binh.look('Trả lời đề nghị gia hạn')
  await binh.press(/^Không gia hạn$/u)
  assert.match(await binh.text(), /Ghi lý do không gia hạn/u)
  await binh.fill('Gia hạn đến hết ngày', '28/11/2026')
  await binh.press(/^Gia hạn$/u)
  assert.match(await binh.text(), /Được gia hạn đến hết ngày 28\/11\/2026: Còn chờ số liệu hòa giải của ba thôn\./u)
  await binh.look('Đã gia hạn cho một đơn vị')
}

/** Several at once from the receiver's page; a waiver is ended and given again. */
async function toSeveral(binh: Walk, province: Province): Promise<void> {
  await binh.go(`/bao-cao/${OPEN}/theo-doi`)
  await binh.follow(/^Được miễn 1/u)
  await binh.look('Theo dõi, đơn vị được miễn')
  await binh.follow(/^Gia hạn, miễn/u)
  await binh.look('Gia hạn, miễn của kỳ')
  await binh.press('Miễn cho đơn vị đã chọn')
  assert.match(await binh.text(), /Chưa chọn đơn vị nào/u)
  await binh.look('Miễn mà chưa chọn đơn vị nào')
  await binh.page.locator(`[name="chon"][value^="${province.unit('KT')}"]`).check()
  await binh.fill('Gia hạn đến hết ngày', '27/11/2026')
  await binh.fill('Lý do', 'Chờ kết luận hội nghị giao ban.')
  await binh.press('Gia hạn cho đơn vị đã chọn')
  assert.match(await binh.page.locator(`#dv-${province.unit('KT')}`).innerText(), /gia hạn đến 27\/11\/2026/u)
  await binh.go(`/bao-cao/${OPEN}/${province.unit('YT')}/gia-han`)
  await binh.look('Gia hạn, miễn của đơn vị được miễn')
  await binh.fill('Lý do chấm dứt miễn', 'Đường đã thông.')
  await binh.press(/^Chấm dứt miễn/u)
  await binh.follow(/^Gia hạn hoặc miễn/u)
  await binh.fill('Lý do', 'Lũ quét lần hai.')
  await binh.press('Miễn cho đơn vị đã chọn')
  await binh.go(`/bao-cao/${OPEN}/theo-doi?loc=gia-han`)
  assert.match(await binh.text(), /Hạ Lang[\s\S]*gia hạn đến 28\/11\/2026/u)
  await binh.look('Theo dõi, đơn vị được gia hạn')
}

export async function askAndGive(province: Province): Promise<void> {
  const dung = await province.as('dung')
  await asks(dung, `/bao-cao/${OPEN}/${province.unit('HL')}`)
  const binh = await province.as('binh')
  await answers(binh)
  await dung.go(`/bao-cao/${OPEN}/${province.unit('HL')}`)
  await dung.look('Biểu của đơn vị được gia hạn')
  await dung.leave()
  await toSeveral(binh, province)
  await binh.leave()
}
