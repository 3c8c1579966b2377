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

/** A sheet that nobody has handed in, filled by two, with what goes with it. */
export async function workTogether(province: Province): Promise<void> {
  const [an, giang] = [await province.as('an'), await province.as('giang')]
  const sheet = `/bao-cao/T2026-11/${province.unit('KT')}`
  await twoColleagues(an, giang, sheet)
  await Promise.all([an.leave(), giang.leave()])
}
