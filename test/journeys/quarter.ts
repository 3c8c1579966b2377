// A quarter from its opening to its last correction: handed in, returned and answered, added up with its gaps, signed by another person,
// published as a paper; a late unit as an amendment with its delta, a unit's own correction as the next edition.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { all, readWord, textIn } from '../../src/rooms/documents/read-back.ts'
import { countedFigure, fillMissing } from './filling.ts'
import type { Province, Walk } from './province.ts'
import { signWaiting } from './signing.ts'

const QUARTER = 'Q2026-4'
const REASONS = {
  TD02: 'Số này khác biên bản họp; đề nghị kiểm tra lại sổ.',
  HV01: 'Thấp hơn hẳn quý trước; đã đủ năm tổ chức chưa?',
} as const
const ANSWER = 'Đã đủ năm tổ chức: bốn chi hội vừa nhập về phường khác.'
/** Who hands in plainly. Hạ Lang and others never do; Tân Ước comes late; Mỹ Đông is sent back; Khe Trầm corrects. */
const PLAIN = ['bensen', 'caumay', 'namgiong', 'suoilua'] as const

/** The window: the days of the regime that was chosen, and who will owe, before it is opened. */
async function openQuarter(binh: Walk): Promise<void> {
  await binh.go('/bao-cao')
  await binh.follow('Mở kỳ báo cáo')
  await binh.look('Mở kỳ báo cáo')
  await binh.page.getByLabel('Chế độ báo cáo').selectOption({ label: 'Báo cáo công tác dân vận quý' })
  await binh.press('Xem đơn vị nào phải nộp')
  assert.equal(await binh.page.getByLabel('Tên kỳ').inputValue(), 'quý IV/2026', 'the days are those of the regime chosen')
  await binh.look('Mở kỳ, vừa đổi chế độ')
  await binh.fill('Hạn nộp', '31/11/2026')
  await binh.press('Xem đơn vị nào phải nộp')
  await binh.amiss(1, 'a day that no calendar has is said')
  assert.equal(await binh.page.getByLabel('Hạn nộp').inputValue(), '31/11/2026')
  await binh.look('Mở kỳ với ngày không có')
  await binh.fill('Hạn nộp', '05/01/2027')
  await binh.press('Xem đơn vị nào phải nộp')
  assert.match(await binh.text(), /1[12] đơn vị phải nộp/u)
  assert.equal(await binh.page.getByLabel('Hạn nộp').inputValue(), '05/01/2027', 'days come back as they are written here')
  await binh.look('Mở kỳ, xem ai phải nộp')
  await binh.press(/^Mở kỳ quý IV/u)
  assert.match(await binh.heading(), /đã nộp 0 trên 1[12] đơn vị/u)
  await binh.look('Theo dõi kỳ vừa mở')
}

/** Every cell and the first words, as the officer of a commune types them. */
async function fillQuarter(walk: Walk): Promise<void> {
  await fillMissing(walk)
  await walk.page.getByLabel(/^I\. Tình hình/u).fill('Nhân dân yên tâm sản xuất, các thôn giữ nền nếp sinh hoạt.')
}

async function handIn(walk: Walk): Promise<void> {
  await walk.press(/^(?:Xem lại và n|N)ộp/u)
  await walk.press(/^Nộp báo cáo/u)
  await walk.page.waitForURL(/bien-nhan/u)
}

const sheetOf = (province: Province, unit: string): string => `/bao-cao/${QUARTER}/${province.unit(unit)}`

/** Communes hand in: one is looked at step by step, the plain ones as quickly as a browser goes. */
async function communesHandIn(province: Province): Promise<void> {
  const an = await province.as('an')
  assert.match(await an.text(), /Báo cáo công tác dân vận quý IV\/2026/u)
  await an.go(sheetOf(province, 'KT'))
  assert.ok((await countedFigure(an, 'DVK01')).value > 0, 'records of the quarter are counted')
  await an.look('Biểu quý chưa ghi')
  await fillQuarter(an)
  await an.press('Xem lại và nộp')
  assert.match(await an.heading(), /^Nộp báo cáo quý IV\/2026 cho tỉnh Mẫu\?$/u)
  await an.look('Xem lại báo cáo quý')
  await an.press(/^Nộp báo cáo/u)
  await an.page.waitForURL(/bien-nhan/u)
  assert.equal(await an.heading(), 'Đã nộp báo cáo quý IV/2026')
  await an.look('Biên nhận báo cáo quý')
  await an.leave()
  for (const login of [...PLAIN, 'mydong']) {
    const walk = await province.as(login, { script: false })
    await walk.page.locator(`a[href*="/${QUARTER}/"]`).first().click()
    await fillQuarter(walk)
    await handIn(walk)
    await walk.leave()
  }
}

const statusOf = async (walk: Walk, unit: string): Promise<string> =>
  (await walk.page.locator('main tbody tr', { hasText: unit }).locator('.st').first().innerText()).trim()

/** One report goes back with two cells, each with its own reason; without them it does not. */
async function returnOne(binh: Walk): Promise<void> {
  await binh.go(`/bao-cao/${QUARTER}/theo-doi`)
  assert.match(await binh.heading(), /đã nộp 6 trên 1[12] đơn vị/u)
  await binh.look('Theo dõi quý')
  await binh.follow(/Xem xét báo cáo của xã Mỹ Đông/u)
  await binh.look('Xem xét một báo cáo')
  await binh.press(/^Trả lại xã Mỹ Đông/u)
  await binh.amiss(1, 'nothing goes back without a cell')
  await binh.look('Trả lại mà chưa đánh dấu ô nào')
  for (const code of Object.keys(REASONS)) await binh.page.locator(`#ct-${code}`).getByRole('checkbox').check()
  await binh.press(/^Trả lại xã Mỹ Đông/u)
  await binh.amiss(2, 'each cell needs its reason')
  assert.ok(await binh.page.locator('#ct-TD02').getByRole('checkbox').isChecked(), 'the cell stays ticked')
  await binh.look('Trả lại mà chưa có lý do')
  for (const [code, reason] of Object.entries(REASONS)) await binh.page.locator(`[name="l-${code}"]`).fill(reason)
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
  if (binh.script) assert.match(await binh.page.locator('[data-picked]').innerText(), /^Đã chọn 5 đơn vị: .*xã Nam Giồng, xã Suối Lúa\.$/u)
  await binh.press('Tiếp nhận các báo cáo đã chọn')
  for (const unit of ['Khe Trầm', 'Nam Giồng', 'Suối Lúa']) assert.equal(await statusOf(binh, unit), 'Đã tiếp nhận')
}

/** The unit answers in the named cells: one is mended, one is kept and explained. */
async function answer(walk: Walk): Promise<void> {
  assert.match(await walk.text(), /Đã trả lại[\s\S]*2 ô cần sửa/u)
  await walk.look('Hôm nay, có báo cáo bị trả lại')
  await walk.follow(/^Sửa và nộp lại/u)
  const text = await walk.text()
  assert.match(text, /Xin gửi lại trong ngày/u)
  for (const reason of Object.values(REASONS)) assert.ok(text.includes(reason), 'the reviewer’s words stand on the sheet')
  await walk.look('Biểu bị trả lại')
  await walk.press(/^(?:Xem lại và n|N)ộp lại/u)
  assert.match(await walk.text(), /Chưa nộp (?:lại )?được/u, 'a returned cell is mended or answered')
  await walk.look('Nộp lại mà chưa sửa ô bị trả lại')
  await walk.page.locator('[name="o-TD02"]').fill('21')
  await walk.page.locator('[name="l-TD02"]').fill('Đã đối chiếu sổ tiếp dân.')
  await walk.page.locator('[name="l-HV01"]').fill(ANSWER)
  await handIn(walk)
  assert.match(await walk.text(), /Bản 2/u)
}

async function acceptAnswered(binh: Walk): Promise<void> {
  await binh.go(`/bao-cao/${QUARTER}/theo-doi?loc=cho-xem`)
  await binh.follow(/Xem xét báo cáo của xã Mỹ Đông/u)
  const text = await binh.text()
  assert.ok(text.includes('Đã đối chiếu sổ tiếp dân') && text.includes(ANSWER), 'the answers stand beside the figures')
  await binh.look('Xem xét bản nộp lại')
  await binh.press('Tiếp nhận báo cáo')
  await binh.page.waitForURL(/theo-doi/u)
  assert.equal(await statusOf(binh, 'Mỹ Đông'), 'Đã tiếp nhận')
}

interface Published {
  readonly path: string
  readonly word: Buffer
  /** The words of the paper. */
  readonly says: string
  /** Each line as the page shows it. */
  readonly figures: ReadonlyMap<string, string>
}

async function download(walk: Walk): Promise<Buffer> {
  const [saved] = await Promise.all([walk.page.waitForEvent('download'), walk.follow('Tải văn bản Word')])
  return readFile((await saved.path()) ?? '')
}

/** A figure alone: the page writes "27 trên 36 75,0%", the annex "75" beside "%". */
const bare = (text: string): string =>
  (text.split('\n')[0] ?? '')
    .replace(/^.* trên \S+ /u, '')
    .replace(/%$/u, '')
    .replace(/,0$/u, '')
    .trim()

/** The paper opened: the lines of its annex with their figures, and all its words. */
function opened(word: Buffer): { readonly lines: readonly (readonly string[])[]; readonly says: string } {
  const { body, paragraphs } = readWord(word)
  const rows = all(body, 'w:tr').map(row => row.children.filter(one => one.name === 'w:tc').map(textIn))
  return {
    lines: rows.filter(row => row.length === 9 && /^\d/u.test(row[0] ?? '')).map(([, label = '', , , , now = '']) => [label, bare(now)]),
    says: paragraphs.map(one => one.text).join('\n'),
  }
}

/** What was published, as its page says it and as its paper does: line by line the same. */
async function published(walk: Walk, says: RegExp): Promise<Published> {
  const rows = await walk.page
    .locator('main tbody tr[id^="ct-"]')
    .evaluateAll(all => all.map(row => [row.id.slice(3), ...[...row.children].map(cell => (cell as HTMLElement).innerText.trim())]))
  assert.ok(rows.length > 20, 'every indicator has its line')
  const word = await download(walk)
  const paper = opened(word)
  assert.deepEqual(
    paper.lines,
    rows.map(([, label = '', , , now = '']) => [label.replace(/ \([^()]*\)$/u, ''), bare(now)]),
    'the paper has the figures of the page',
  )
  assert.match(paper.says, says)
  return {
    path: new URL(walk.page.url()).pathname,
    word,
    says: paper.says,
    figures: new Map(rows.map(([code = '', , , , now = '']) => [code, bare(now)])),
  }
}

/** Presented by the officer, signed by the leader: another person. The officer stands before what was published. */
async function presentAndSign(province: Province, binh: Walk, says: RegExp): Promise<void> {
  await binh.press('Xem lại trước khi trình ký')
  assert.match(await binh.text(), says)
  await binh.look('Xem lại quý trước khi trình ký')
  await binh.press(/^Trình ký báo cáo/u)
  await binh.page.waitForURL(/trinh-ky/u)
  assert.equal(await binh.page.getByRole('button', { name: /^Ký ban hành/u }).count(), 0, 'the author does not sign')
  const chi = await province.as('chi')
  await signWaiting(chi, new URL(binh.page.url()).pathname)
  await binh.go(new URL(chi.page.url()).pathname)
  await chi.leave()
}

/** The total with its gaps beside every line, signed and published. */
async function publishFirst(province: Province, binh: Walk): Promise<Published> {
  await binh.go(`/bao-cao/${QUARTER}/theo-doi?loc=qua-han`)
  assert.match(await binh.text(), /Hạ Lang[\s\S]*Quá hạn 1 ngày[\s\S]*Tân Ước/u)
  await binh.go(`/bao-cao/${QUARTER}/tong-hop`)
  assert.match(await binh.heading(), /6 trên 1[12] đơn vị/u)
  for (const line of await binh.page.locator('main tbody tr[id]').all())
    assert.match((await line.textContent()) ?? '', /6\/1[12][\s\S]*(?:Hạ Lang|thiếu \d)/u, 'every total says who is not in it')
  await binh.look('Tổng hợp quý còn thiếu')
  await binh.page.getByLabel(/^I\. Tình hình/u).fill('Trong quý có {figure:DVK01} mô hình đăng ký mới.')
  await presentAndSign(province, binh, /6 trên 1[12] đơn vị[\s\S]*Hạ Lang[\s\S]*Tân Ước/u)
  assert.match(await binh.text(), /6\/1[12] đơn vị đã nộp; thiếu[^.]*xã Hạ Lang[^.]*xã Tân Ước/u)
  await binh.look('Báo cáo quý đã công bố')
  const first = await published(binh, /Đã nộp: 6\/1[12] đơn vị; chưa nộp: [^.]*xã Hạ Lang[^.]*xã Tân Ước/u)
  assert.match(first.says, /Danh mục mô hình đăng ký mới quý IV\/2026[\s\S]*Gồm \d+ /iu, 'the models are an annex')
  assert.match(first.says, new RegExp(`Trong quý có ${first.figures.get('DVK01')} mô hình đăng ký mới`, 'u'))
  return first
}

/** The late unit hands in after the publication. */
async function comesLate(province: Province): Promise<void> {
  const tanuoc = await province.as('tanuoc')
  assert.match(await tanuoc.text(), /Quá hạn[\s\S]*quý IV\/2026/u)
  await tanuoc.look('Hôm nay của xã quá hạn')
  await tanuoc.page.locator(`a[href*="/${QUARTER}/"]`).first().click()
  await fillQuarter(tanuoc)
  await handIn(tanuoc)
  assert.match(await tanuoc.text(), /muộn 3 ngày/u)
  await tanuoc.look('Biên nhận nộp muộn')
  await tanuoc.leave()
}

/** A unit asks to mend a published report: the receiver sends it back, the unit hands in the next edition. */
async function mends(province: Province, binh: Walk): Promise<void> {
  await binh.go(`/bao-cao/${QUARTER}/theo-doi`)
  await binh.page.locator('main tbody tr', { hasText: 'Khe Trầm' }).getByRole('link').first().click()
  await binh.page.locator('#ct-TD02').getByRole('checkbox').check()
  await binh.page.locator('[name="ly-do"]').fill('Xã đề nghị sửa: đếm sót hai lượt.')
  await binh.look('Trả lại báo cáo đã công bố')
  await binh.press(/^Trả lại xã Khe Trầm/u)
  await binh.page.waitForURL(/theo-doi/u)
  const an = await province.as('an')
  await an.page.locator(`a[href*="/${QUARTER}/"]`).first().click()
  await an.page.locator('[name="o-TD02"]').fill('6')
  await an.page.locator('[name="l-TD02"]').fill('Đã cộng lại theo sổ.')
  await handIn(an)
  assert.match(await an.text(), /Bản 2/u)
  await an.leave()
}

/** What came is accepted; its delta stands beside what was published, and the next edition is made of it. */
async function nextEdition(province: Province, binh: Walk, before: Published, came: RegExp, delta: number): Promise<Published> {
  await binh.go(`/bao-cao/${QUARTER}/theo-doi?loc=cho-xem`)
  await binh.page.locator('.pick input').first().check()
  await binh.press('Tiếp nhận các báo cáo đã chọn')
  await binh.go('/')
  await binh.page.locator(`a[href*="/${QUARTER}/sau-cong-bo"]`).first().click()
  assert.match(await binh.text(), came)
  const row = await binh.page.locator('#tt-TD02').innerText()
  const was = Number(before.figures.get('TD02'))
  assert.match(row, new RegExp(`${was}[\\s\\S]*${was + delta}[\\s\\S]*\\+${delta}`, 'u'), 'as published, as it is now, the difference')
  await binh.look(`Đến sau công bố, ${delta}`)
  await binh.follow(/^Lập bản \d/u)
  const number = Number(/bản đính chính cho bản (\d)/u.exec(await binh.text())?.[1])
  await presentAndSign(province, binh, new RegExp(`đính chính cho bản ${number}`, 'u'))
  assert.match(await binh.heading(), new RegExp(`đính chính lần ${number}$`, 'u'))
  assert.match(await binh.text(), new RegExp(`Thay đổi so với bản ${number}`, 'u'))
  await binh.look(`Quý, bản đính chính ${number}`)
  assert.match(await binh.text(), /Trong quý có \d+ mô hình đăng ký mới/u, 'the words of the edition before are where this one began')
  const next = await published(binh, new RegExp(`Báo cáo đính chính lần ${number}, thay cho bản ${number} ban hành ngày`, 'u'))
  assert.equal(Number(next.figures.get('TD02')), was + delta)
  await binh.go(before.path)
  assert.match(await binh.text(), /Bản này đã có bản đính chính/u)
  assert.ok((await download(binh)).equals(before.word), 'the paper of before stays as it was')
  return next
}

/** The whole of it, for an officer of the province, its leader and seven communes. */
export async function quarterCycle(province: Province): Promise<void> {
  const binh = await province.as('binh')
  await openQuarter(binh)
  await binh.leave()
  province.goOnTo('2027-01-04T08:10:00+07:00')
  await communesHandIn(province)
  const monday = await province.as('binh')
  await returnOne(monday)
  await acceptOthers(monday)
  const mydong = await province.as('mydong')
  await answer(mydong)
  await mydong.leave()
  await acceptAnswered(monday)
  await monday.leave()
  province.goOnTo('2027-01-06T08:05:00+07:00')
  const wednesday = await province.as('binh')
  const first = await publishFirst(province, wednesday)
  await wednesday.leave()
  province.goOnTo('2027-01-08T08:05:00+07:00')
  await comesLate(province)
  const friday = await province.as('binh')
  const second = await nextEdition(province, friday, first, /Đơn vị đến sau\s+xã Tân Ước/u, 4)
  await mends(province, friday)
  await nextEdition(province, friday, second, /Đơn vị sửa báo cáo\s+xã Khe Trầm/u, 2)
  await friday.leave()
}
