// Two colleagues on one sheet, each at a browser of their own, and the files that go with the report.
import assert from 'node:assert/strict'
import type { Province, Walk } from './province.ts'

const box = (walk: Walk, name: string) => walk.page.locator(`[name="${name}"]`)

/** Cells and words of both come together; where both wrote, one of them says which stays. */
async function twoColleagues(an: Walk, giang: Walk, sheet: string): Promise<void> {
  await giang.go(sheet)
  await an.go(sheet)
  await box(an, 'o-DC03').fill('3')
  await box(an, 'o-TD01').fill('5')
  await an.page.getByLabel(/^III\. Hạn chế/u).fill('Hai thôn họp dân còn chậm.')
  await an.press('Lưu bản nháp')
  await an.page.waitForURL(new RegExp(`${sheet}$`, 'u'))
  await box(giang, 'o-DC04').fill('15')
  await box(giang, 'o-TD01').fill('8')
  if (giang.script) {
    await giang.page.locator('#ct-DC03 [data-by]', { hasText: 'Lương Thị An vừa ghi' }).waitFor()
    assert.equal(await box(giang, 'o-DC03').inputValue(), '3', 'the open page has the colleague’s cell')
    assert.equal(await box(giang, 'o-TD01').inputValue(), '8', 'and still what was typed here')
    await giang.look('Đồng nghiệp vừa ghi vào cùng biểu')
  }
  await giang.press('Lưu bản nháp')
  const text = await giang.text()
  if (!giang.script) assert.match(text, /Đã nhập thêm 1 ô và 1 phần lời của Lương Thị An/u)
  assert.match(text, /1 ô có hai cách ghi: chọn một/u)
  assert.deepEqual(await Promise.all(['o-DC03', 'o-DC04', 'o-TD01'].map(name => box(giang, name).inputValue())), ['3', '15', '5'])
  await giang.look('Hai người ghi khác nhau một ô')
  await an.go(sheet)
  assert.match(await an.text(), /1 ô có hai cách ghi: chọn một[\s\S]*Vũ Văn Giang ghi/u, 'both are shown both')
  await an.page.getByLabel(/^8\s*Vũ Văn Giang ghi/u).check()
  await an.press('Lưu bản nháp')
  assert.equal(await box(an, 'o-TD01').inputValue(), '8')
}

/** What the server would say is said while one types, without asking it; computed cells follow. */
async function rulesAsTyped(walk: Walk, sheet: string): Promise<void> {
  await walk.go(sheet)
  await walk.page.context().setOffline(true)
  await box(walk, 'o-HG01').fill('12')
  await box(walk, 'o-HG02').fill('14')
  await walk.page.locator('#ct-HG02', { hasText: 'Ghi 14, nhiều hơn ô 16 là 12.' }).waitFor()
  await box(walk, 'o-HG02').fill('9')
  assert.doesNotMatch(await walk.page.locator('#ct-HG02').innerText(), /nhiều hơn|Chưa nhập/u)
  assert.match(await walk.page.locator('#ct-HG03').innerText(), /9 trên 12\s*75,0/u)
  await box(walk, 's-DC02').selectOption('none')
  await walk.page.getByText('Chọn “không phát sinh” thì ghi lý do.').waitFor()
  await box(walk, 'o-TT02').fill('77200')
  await walk.page.locator('#ct-TT02', { hasText: 'Khác xa kỳ trước' }).waitFor()
  // Who is told to say why finds the place to say it in.
  await box(walk, 'l-TT02').waitFor()
  await walk.look('Quy tắc hiện khi đang gõ')
  await walk.page.context().setOffline(false)
  await box(walk, 'l-DC02').fill('Kỳ này chưa có công trình mới.')
  for (const name of ['o-HG01', 'o-HG02', 'o-TT02']) await box(walk, name).fill('')
  await walk.press('Lưu bản nháp')
  assert.equal(await box(walk, 'l-DC02').inputValue(), 'Kỳ này chưa có công trình mới.')
  // The journey after this one still finds cells to fill.
  await box(walk, 's-DC02').selectOption('')
  await box(walk, 'l-DC02').fill('')
  await walk.press('Lưu bản nháp')
}

const PDF = Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n')

/** A signed scan goes with the report: put with it, refused when it is something else, opened from the sheet. */
async function withFiles(walk: Walk, sheet: string): Promise<void> {
  await walk.go(sheet)
  await walk.follow('Kèm tệp')
  await walk.look('Trang tệp đính kèm')
  const choose = (name: string, buffer: Buffer) =>
    walk.page.locator('[name="tep"][type="file"]').setInputFiles({ name, mimeType: 'application/pdf', buffer })
  await choose('Báo cáo có chữ ký.pdf', Buffer.from('MZ, một chương trình'))
  await walk.press('Kèm tệp')
  assert.match(await walk.text(), /Chỉ nhận PDF, Word/u)
  await walk.look('Tệp không nhận')
  await choose('Báo cáo có chữ ký.pdf', PDF)
  await walk.press('Kèm tệp')
  assert.match(await walk.text(), /Đang kèm 1 trên 10 tệp/u)
  await walk.look('Tệp đã kèm')
  await walk.follow('Về biểu số liệu')
  assert.match(await walk.text(), /Tệp đính kèm \(1\)/u)
  await walk.look('Biểu có tệp đính kèm')
  const [saved] = await Promise.all([walk.page.waitForEvent('download'), walk.follow('Báo cáo có chữ ký.pdf')])
  assert.equal(saved.suggestedFilename(), 'Báo cáo có chữ ký.pdf')
  await walk.follow('Thêm, bỏ tệp')
  await walk.press('Bỏ')
  assert.match(await walk.text(), /Chưa có tệp nào/u)
}

/** A sheet that nobody has handed in, filled by two, with what goes with it. */
export async function workTogether(province: Province): Promise<void> {
  const [an, giang] = [await province.as('an'), await province.as('giang')]
  const sheet = `/bao-cao/T2026-11/${province.unit('KT')}`
  await twoColleagues(an, giang, sheet)
  if (an.script) await rulesAsTyped(an, sheet)
  await withFiles(an, sheet)
  await Promise.all([an.leave(), giang.leave()])
}
