// The sheet taken home as a workbook and brought back, and blocks pasted from a spreadsheet, in a browser.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { edited, rowOf, typed } from '../reports/workbooks.ts'
import type { Walk } from './province.ts'

const BLOCK = [
  'TT\tChỉ tiêu\tTháng 10\tTháng 11',
  '1\tLuot nguoi duoc tiep\t20\t1.031',
  '2\tQuỹ "Vì người nghèo" vận động được\t9,5\t12,5',
  '3\tVụ việc phức tạp, đông người\t1\tkhông có',
  '4\tCuộc đối thoại trực tiếp với Nhân dân\t1\t03/12/2026',
  '5\tViệc khác\t1\t8',
].join('\n')

/** Takes the sheet home, fills three cells and brings it back. */
async function byWorkbook(walk: Walk, sheet: string): Promise<void> {
  await walk.follow('Biểu Excel')
  assert.match(await walk.heading(), /^Biểu Excel, báo cáo/u)
  await walk.look('Biểu Excel')
  const [saved] = await Promise.all([walk.page.waitForEvent('download'), walk.follow('Tải biểu Excel')])
  const bytes = new Uint8Array(readFileSync(await saved.path()))
  const at = (code: string): string => `F${rowOf(bytes, code)}`
  const filled = edited(bytes, typed({ [at('TD01')]: 2, [at('TT01')]: 9, [at('HV01')]: '6.798', [at('AS01')]: '85%' }))
  await walk.page
    .getByLabel('Tệp biểu đã ghi')
    .setInputFiles({ name: 'anh-chup.xlsx', mimeType: 'image/png', buffer: Buffer.from('\x89PNG….', 'latin1') })
  await walk.press('Xem từng ô')
  assert.match(await walk.text(), /Tệp là ảnh PNG, không phải bảng tính/u)
  await walk.look('Biểu Excel bị từ chối')
  await walk.page
    .getByLabel('Tệp biểu đã ghi')
    .setInputFiles({ name: 'bieu.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(filled) })
  await walk.press('Xem từng ô')
  assert.match(await walk.heading(), /^Tệp bieu\.xlsx: \d ô .*1 ô không nhận$/u)
  await walk.look('Kết quả từng ô của biểu Excel')
  await walk.press(/^Áp dụng \d ô vào bản nháp$/u)
  assert.match(await walk.text(), /Đã ghi \d ô vào bản nháp/u)
  assert.ok(walk.page.url().includes(sheet))
  assert.equal(await walk.page.locator('[name="o-HV01"]').inputValue(), '6.798')
}

/** Pastes on the page made for it; the questions it asks are answered there. */
async function byBlock(walk: Walk, sheet: string): Promise<void> {
  await walk.go(sheet)
  await walk.follow('Dán từ Excel')
  await walk.look('Dán từ Excel')
  await walk.page.getByLabel('Khối đã chép từ bảng tính').fill('5\n4')
  await walk.press('Xem từng ô')
  assert.match(await walk.text(), /Cần ông\/bà nói thêm/u)
  await walk.look('Dán từ Excel, cần nói thêm')
  await walk.page.getByLabel('Khối đã chép từ bảng tính').fill(BLOCK)
  await walk.press('Xem từng ô')
  assert.match(await walk.heading(), /^Khối đã dán: .*2 ô không nhận$/u)
  await walk.look('Kết quả từng ô của khối dán')
  await walk.press(/^Áp dụng \d ô vào bản nháp$/u)
  assert.equal(await walk.page.locator('[name="o-TD02"]').inputValue(), '1.031')
  await walk.back(/Như cũ, không ghi lại/u)
}

/** A cell of a report that was sent back for others: it is opened first. */
async function opened(walk: Walk, code: string) {
  await walk.page.locator(`[name="khac"][value="${code}"]`).click()
  return walk.page.locator(`[name="o-${code}"]`)
}

/** A block pasted into a cell of the grid: what was typed before is kept, and the block is read from that cell on. */
async function intoTheGrid(walk: Walk, sheet: string): Promise<void> {
  await walk.go(sheet)
  await (await opened(walk, 'TD01')).fill('77')
  await walk.page.locator('[name="o-HG01"]').evaluate(box => {
    const data = new DataTransfer()
    data.setData('text/plain', '15\n14\n')
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await walk.page.waitForURL(/\/nap\//u)
  assert.match(await walk.text(), /Khối không có tên chỉ tiêu: ghi lần lượt từ ô/u)
  await walk.press(/^Áp dụng 2 ô vào bản nháp$/u)
  assert.deepEqual(await Promise.all(['TD01', 'HG01', 'HG02'].map(code => walk.page.locator(`[name="o-${code}"]`).inputValue())), [
    '77',
    '15',
    '14',
  ])
}

/** A colleague writes in the same cell between looking and applying: both are shown, and the officer says which stays. */
async function twoMinds(walk: Walk, sheet: string): Promise<void> {
  await walk.go(`${sheet}/dan-excel`)
  await walk.page.getByLabel('Khối đã chép từ bảng tính').fill('TT02\t100')
  await walk.press('Xem từng ô')
  const other = await walk.tab(sheet)
  await (await opened(other, 'TT02')).fill('99')
  await other.press('Lưu bản nháp')
  await walk.press(/^Áp dụng/u)
  assert.match(await walk.text(), /Hai bên cùng sửa: 1 ô[\s\S]*99[\s\S]*100/u)
  await walk.look('Hai bên cùng sửa một ô')
  await walk.page.locator('[name="lay-TT02"]').check()
  await walk.press('Áp dụng các ô đã đánh dấu')
  assert.equal(await walk.page.locator('[name="o-TT02"]').inputValue(), '100')
}

/** The whole of it for an officer whose report is open. */
export async function bringSheet(walk: Walk, sheet: string): Promise<void> {
  await walk.go(sheet)
  await walk.look('Biểu có hai lối từ Excel')
  await byWorkbook(walk, sheet)
  await byBlock(walk, sheet)
  if (walk.script) await intoTheGrid(walk, sheet)
  await twoMinds(walk, sheet)
}
