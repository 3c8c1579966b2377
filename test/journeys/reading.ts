// Texts of the past: brought, read beside their facts, settled for a unit of that time, decided one by one.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Province, Walk } from './province.ts'

// Invented, in the manner of a newspaper: two times reviewed, a percentage without its base, people with their posts.
const VAN_TRA = `Vân Trà tổng kết phong trào thi đua “Dân vận khéo” giai đoạn 2016-2020

Cập nhật lúc 15:20 ngày 22/01/2021

Sáng ngày 20/01/2021, Ban Dân vận Huyện ủy Vân Trà tổ chức hội nghị tổng kết công tác dân vận năm 2020 và tổng kết phong trào thi đua “Dân vận khéo” giai đoạn 2016-2020. Đồng chí Lò Văn Sơn, Phó Bí thư Thường trực Huyện ủy dự và phát biểu chỉ đạo hội nghị.

Giai đoạn 2016-2020, toàn huyện đã đăng ký xây dựng 37 mô hình “Dân vận khéo”, nâng tổng số mô hình “Dân vận khéo” của huyện lên 124 mô hình. Năm 2020, cấp ủy, chính quyền các xã đã tổ chức 19 cuộc đối thoại với Nhân dân; 97% số hộ đồng thuận hiến đất làm đường.

Thực hiện Kế hoạch số 35-KH/HU ngày 12/3/2020 của Huyện ủy Vân Trà về đẩy mạnh phong trào thi đua “Dân vận khéo”, Mặt trận Tổ quốc và các đoàn thể đã tổ chức 11 cuộc giám sát.

Tại hội nghị, có 12 tập thể, 17 cá nhân được nhận giấy khen của Huyện ủy Vân Trà vì có thành tích xuất sắc trong phong trào thi đua “Dân vận khéo” giai đoạn 2016-2020./.
`

const PNG = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6360000002000154a24f5d0000000049454e44ae426082',
  'hex',
)
// "Đảng ủy xã họp" in Windows-1258.
const OLD_CODE = Buffer.from([
  0xd0, 0x61, 0xd2, 0x6e, 0x67, 0x20, 0xfc, 0xd2, 0x79, 0x20, 0x78, 0x61, 0xde, 0x20, 0x68, 0x6f, 0xf2, 0x70, 0x2e, 0x0a,
])

const text = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/plain', buffer })

/** Files good and bad at once: each bad one gets its sentence, the good ones are read. */
async function bring(walk: Walk): Promise<void> {
  await walk.go('/doc-van-ban')
  await walk.look('Đọc văn bản')
  await walk.press('Đọc các tệp')
  assert.match(await walk.text(), /Chưa chọn tệp nào/u)
  await walk.look('Đọc văn bản, chưa chọn tệp')
  const files = walk.page.locator('[name="files"]')
  await files.setInputFiles([text('anh.txt', PNG), text('rong.txt', Buffer.alloc(0))])
  await walk.press('Đọc các tệp')
  assert.match(await walk.text(), /Không đọc được tệp nào|2 chỗ cần sửa/u)
  await walk.look('Không tệp nào đọc được')
  const own = await Promise.all(
    ['f01-tong-ket-portal.txt', 'c02-giao-ban-thang.txt'].map(async name =>
      text(name, await readFile(new URL(`../reading/${name}`, import.meta.url))),
    ),
  )
  await walk.page
    .locator('[name="files"]')
    .setInputFiles([
      text('van-tra.txt', Buffer.from(VAN_TRA)),
      text('anh.txt', PNG),
      text('rong.txt', Buffer.alloc(0)),
      text('ma-cu.txt', OLD_CODE),
      text('qua-lon.txt', Buffer.alloc(3_000_000, 'a b ')),
      ...own,
    ])
  await walk.press('Đọc các tệp')
  const said = await walk.page.locator('.note').first().innerText()
  for (const [name, why] of [
    ['anh.txt', /ảnh|không phải (?:là )?văn bản|không phải chữ/iu],
    ['rong.txt', /Tệp rỗng/u],
    ['qua-lon.txt', /lớn hơn 2 MB/u],
  ] as const) {
    const line = said.split('\n').find(one => one.includes(name)) ?? ''
    assert.match(line, /Không đọc được/u, `${name}: ${said}`)
    assert.match(line, why)
  }
  assert.match(said.split('\n').find(one => one.includes('ma-cu.txt')) ?? '', /Windows-1258|bảng mã|Unicode|Đã đọc/u)
  for (const name of ['van-tra.txt', 'f01-tong-ket-portal.txt', 'c02-giao-ban-thang.txt'])
    assert.match(said.split('\n').find(one => one.includes(name)) ?? '', /Đã đọc: \d+ dữ kiện/u, 'the good ones go on')
  await walk.look('Kết quả đưa tệp vào')
}

const fact = (walk: Walk, words: RegExp) => walk.page.locator('.fact', { hasText: words }).first()

/** Each fact is marked in the text beside it, with links both ways. */
async function beside(walk: Walk): Promise<void> {
  await walk.follow('van-tra.txt')
  assert.ok((await walk.page.locator('.doc mark').count()) >= 8, 'facts are marked in the text')
  const first = fact(walk, /124/u)
  const n = /\d+/u.exec((await first.getAttribute('id')) ?? '')?.[0]
  assert.match((await walk.page.locator(`#b${n}`).textContent()) ?? '', /124/u, 'the mark holds the words of the fact')
  if (walk.script) {
    await first.hover()
    assert.match((await walk.page.locator(`#b${n}`).getAttribute('class')) ?? '', /\bon\b/u)
  }
  await first.locator('a').first().click()
  assert.equal(new URL(walk.page.url()).hash, `#b${n}`)
  await walk.look('Văn bản cạnh dữ kiện')
}

/** The unit of that time is not there yet: it is added on the spot, and the day, and two times reviewed. */
async function settle(walk: Walk): Promise<void> {
  await walk.page.locator('[name="unit-tim"]').fill('van tra')
  await walk.page.locator('button[name="_find"][value="unit"]').click()
  assert.match(await walk.text(), /Không có đơn vị nào|Đơn vị cũ chưa có trong danh sách/u)
  await walk.look('Tìm đơn vị của văn bản')
  await walk.page.getByLabel(/^Đơn vị cũ chưa có trong danh sách/u).check()
  await walk.fill('Ngày diễn ra', '31/02/2021')
  await walk.press('Lưu cho cả văn bản')
  assert.match(await walk.text(), /không có trong lịch/u)
  assert.equal(await walk.page.getByLabel('Ngày diễn ra').first().inputValue(), '31/02/2021', 'what was typed comes back')
  await walk.look('Khung văn bản có ngày không có')
  await walk.fill('Ngày diễn ra', '01/2021')
  await walk.press('Lưu cho cả văn bản')
  assert.match(await walk.text(), /Tên đơn vị cũ: chưa nhập/u)
  await walk.look('Khung văn bản thiếu tên đơn vị')
  await walk.fill('Tên đơn vị cũ', 'Vân Trà')
  await walk.page.getByLabel('Loại đơn vị').selectOption('huyện')
  await walk.fill('Thời kỳ nói đến', 'năm 2020; 2016–2020')
  await walk.press('Lưu cho cả văn bản')
  assert.match(await walk.page.locator('main .head').innerText(), /huyện Vân Trà/u)
  assert.equal(await walk.page.getByLabel('Ngày diễn ra').first().inputValue(), '01/2021', 'a month is a day known to the month')
  assert.match(await walk.page.getByLabel('Thời kỳ nói đến').first().inputValue(), /2020;.*2016–2020/u)
}

/** One accepted, one corrected, one rejected, one taken back; the clear ones at once. */
async function decide(walk: Walk): Promise<void> {
  await fact(walk, /97%/u).getByRole('link', { name: /^Sửa/u }).click()
  await walk.look('Sửa một dữ kiện')
  await walk.fill('Mẫu số', '0')
  await walk.press('Lưu và nhận')
  await walk.amiss(1, 'a base of zero is refused')
  await walk.look('Sửa dữ kiện bị từ chối')
  await walk.fill('Tử số', '582')
  await walk.fill('Mẫu số', '600')
  await walk.press('Lưu và nhận')
  assert.match(await walk.text(), /Đã sửa và nhận/u)
  const rejected = fact(walk, /11 cuộc|giám sát: 11/u)
  await rejected.getByRole('button', { name: /^Loại/u }).click()
  assert.match(await walk.text(), /Đã loại/u)
  await walk.page
    .locator('.fact', { hasText: 'Đã loại' })
    .getByRole('button', { name: /^Hoàn tác/u })
    .click()
  assert.doesNotMatch(await walk.page.locator('main').innerText(), /Đã loại/u)
  await fact(walk, /124/u).getByRole('button', { name: /^Nhận/u }).first().click()
  assert.match(await walk.text(), /Đã nhận/u)
  await walk.look('Văn bản, đang quyết định')
  await walk.press(/^Nhận cả \d+/u)
  for (let left = await waiting(walk); left > 0; left = await waiting(walk))
    await walk.page.locator('.fact button[name="accept"]').first().click()
  assert.match(await walk.heading(), /^Đã đọc xong/u)
  const inferred = walk.page.locator('button[name="infer"]')
  if ((await inferred.count()) > 0) await inferred.first().click()
  assert.match(await walk.text(), /suy ra/iu, 'what follows from two figures says so')
  await walk.look('Văn bản đã đọc xong')
}

const waiting = (walk: Walk): Promise<number> => walk.page.locator('.fact button[name="accept"]').count()

/** The page of the unit shows the figures as stated, each with its sentence. */
async function onTheUnit(walk: Walk): Promise<void> {
  await walk.page.locator('main .head a[href^="/don-vi/"]').first().click()
  const said = await walk.text()
  assert.match(said, /Do cán bộ bổ sung/u)
  assert.match(said, /Theo văn bản nêu/u)
  for (const figure of ['37', '124', '19', '12', '17']) assert.match(said, new RegExp(`\\b${figure}\\b`, 'u'))
  assert.match(said, /582 trên 600/u, 'the percentage has its base')
  assert.match(said, /suy ra/u)
  await walk.look('Đơn vị có số theo văn bản')
  await walk.follow(/^“.*124 mô hình/u)
  assert.match(new URL(walk.page.url()).hash, /^#b\d+$/u, 'each figure leads to its sentence')
}

/** Step 5 of a newcomer. */
export async function readTexts(province: Province): Promise<void> {
  const binh = await province.as('binh')
  await bring(binh)
  await beside(binh)
  await settle(binh)
  await decide(binh)
  const page = new URL(binh.page.url()).pathname
  const original = await binh.page.request.get(`${page}/tep-goc`)
  assert.ok((await original.body()).equals(Buffer.from(VAN_TRA)), 'the file as it came')
  await onTheUnit(binh)
  await binh.go('/doc-van-ban')
  await binh.fill('Nội dung bài', VAN_TRA)
  await binh.press('Đọc bài này')
  assert.match(await binh.heading(), /dữ kiện|đọc/iu, 'a pasted text opens, or the same one read before')
  await binh.go('/doc-van-ban?xem=con-cho')
  await binh.look('Văn bản còn chờ')
  await binh.leave()
}
