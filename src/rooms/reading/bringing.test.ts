// Bringing texts over HTTP, as people of Tỉnh Mẫu: files good and bad, who may see them, lists, the demo.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import test from 'node:test'
import { sql } from 'kysely'
import { inHouse } from '../../../test/house.ts'
import { csrfOf } from '../../access/sessions.ts'
import { cookieName } from '../../web/cookie.ts'
import { upload } from './acts.ts'
import { showReading } from './demo.ts'
import { aboutUnit, bring, bytes, cards, count, file, frame, PHASE, plain } from './desk.examples.ts'

test(
  'a text is read once, its facts wait beside it, and the same bytes are the same text',
  inHouse(async house => {
    const binh = await house.as('binh')
    const at = await bring(binh, PHASE)
    const page = await binh.get(at)
    assert.equal(page.status, 200)
    assert.match(page.text, /<title>Đọc lại: /u)
    const found = cards(page.text)
    assert.ok(found.some(one => /đăng ký: 46 mô hình/u.test(one.title)))
    for (const one of found) assert.match(page.text, new RegExp(`<mark[^>]* id="b${one.n}"`, 'u'), one.title)
    assert.equal(await bring(binh, PHASE, 'ten-khac.txt'), at)
    assert.equal(await count(house, 'reading_text'), 1)
    assert.match((await binh.get('/doc-van-ban')).text, /1 văn bản còn dữ kiện chờ quyết định/u)
    assert.match((await binh.get('/')).text, /văn bản đã đọc còn \d+ dữ kiện chờ/u)
    const original = await binh.get(`${at}/tep-goc`)
    assert.equal(original.response.rawPayload.toString('utf8'), PHASE)
    assert.match(String(original.response.headers['content-disposition']), /attachment/u)
  }),
)

test(
  'of several files each gets its sentence and the good ones go on',
  inHouse(async house => {
    const binh = await house.as('binh')
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 1, 0, 1])
    const id = randomUUID()
    const files = [
      file('tot.txt', PHASE),
      file('anh.txt', png),
      file('rong.txt', ''),
      file('bang.xlsx', 'x'),
      file('nul.txt', 'Xin\u0000 chào\u0000'),
    ]
    const sent = await binh.upload('/doc-van-ban', { id }, files)
    assert.equal(sent.location, `/doc-van-ban?lan=${id}`)
    const page = await binh.get(sent.location ?? '')
    const said = plain(page.text)
    assert.match(said, /Đã nhận 1 trên 5 tệp/u)
    assert.match(said, /Không đọc được anh\.txt: /u)
    assert.match(said, /Không đọc được rong\.txt: Tệp rỗng/u)
    assert.match(said, /Không đọc được bang\.xlsx: Chỉ đọc được tệp \.txt và \.html/u)
    assert.match(said, /nul\.txt: /u)
    assert.equal(await count(house, 'reading_text'), 1)
    const again = await binh.upload('/doc-van-ban', { id }, files)
    assert.equal(again.location, sent.location)
    assert.equal((await binh.upload('/doc-van-ban', { id }, [file('khac.txt', PHASE)])).status, 409)
    const twice = randomUUID()
    const both = await Promise.all([0, 1].map(() => binh.upload('/doc-van-ban', { id: twice }, [file('hai-tab.txt', `${PHASE}hai tab`)])))
    assert.deepEqual(
      both.map(one => one.status),
      [303, 303],
    )
    assert.equal(both[0]?.location, both[1]?.location)
    assert.equal(await count(house, 'reading_text'), 2)
    assert.doesNotMatch((await (await house.as('an')).get(sent.location ?? '')).text, /Đã nhận 1 trên 5/u)
  }),
)

test(
  'a text may come in Windows-1258, with a byte order mark, or decomposed: the facts are the same and the words are kept as they came',
  inHouse(async house => {
    const binh = await house.as('binh')
    const line =
      'Ngày 15/01/2021, Ban Dân vận Huyện ủy tổng kết năm 2020. Năm 2020, toàn huyện đã đăng ký xây dựng 46 mô hình dân vận khéo.\n'
    const old = Uint8Array.from([...line].flatMap(letter => oldCode(letter)))
    const shapes = [old, new TextEncoder().encode(`\ufeff${line} `), new TextEncoder().encode(line.normalize('NFD'))]
    for (const [i, content] of shapes.entries()) {
      const at = await bring(binh, content, `bai-${i}.txt`)
      const found = cards((await binh.get(at)).text).find(one => /đăng ký: 46 mô hình/u.test(one.title))
      assert.ok(found, `shape ${i}`)
      assert.match((await binh.get(at)).text, new RegExp(`<mark[^>]* id="b${found.n}"`, 'u'))
      assert.deepEqual(new Uint8Array((await binh.get(`${at}/tep-goc`)).response.rawPayload), content)
    }
  }),
)

/** Windows-1258 keeps circumflex, breve and horn with the letter, and the five tones apart, after it. */
function oldCode(letter: string): number[] {
  const tones: Readonly<Record<string, number>> = { '\u0300': 0xcc, '\u0301': 0xec, '\u0303': 0xde, '\u0309': 0xd2, '\u0323': 0xf2 }
  const marked: Readonly<Record<string, number>> = { ă: 0xe3, ơ: 0xf5, ư: 0xfd, đ: 0xf0, Đ: 0xd0 }
  const apart = [...letter.normalize('NFD')]
  const bare = apart
    .filter(one => !(one in tones))
    .join('')
    .normalize('NFC')
  return [marked[bare] ?? bare.charCodeAt(0), ...apart.flatMap(one => tones[one] ?? [])]
}

test(
  'no file, only bad files, or one beyond the limit is refused in a sentence and nothing stays',
  inHouse(async house => {
    const binh = await house.as('binh')
    const none = await binh.upload('/doc-van-ban', { id: randomUUID() }, [])
    assert.equal(none.status, 422)
    assert.match(none.text, /Chưa chọn tệp nào/u)
    const bad = await binh.upload('/doc-van-ban', { id: randomUUID() }, [file('a.pdf', '%PDF'), file('b.txt', '   \n ')])
    assert.equal(bad.status, 422)
    assert.match(plain(bad.text), /a\.pdf: Chỉ đọc được tệp/u)
    assert.match(plain(bad.text), /b\.txt: Tệp không có chữ nào/u)
    const huge = await binh.upload('/doc-van-ban', { id: randomUUID() }, [file('lon.txt', new Uint8Array(50_000_000).fill(97))])
    assert.ok([413, 422].includes(huge.status), String(huge.status))
    assert.match(plain(huge.text), /lớn hơn 2 MB|quá lớn/u)
    assert.equal(await count(house, 'reading_text'), 0)
    assert.equal(await count(house, 'reading_receipt'), 0)
    await house.doing('binh', 'reading.upload', async ask => {
      const receipt = await upload(ask, { id: randomUUID() }, [
        { name: 'lon.txt', bytes: new Uint8Array(2_000_001).fill(97) },
        { name: 'tot.txt', bytes: bytes(PHASE) },
      ])
      assert.deepEqual(
        receipt.files.map(one => one.outcome),
        ['refused', 'read'],
      )
      assert.match(receipt.files[0]?.say ?? '', /lớn hơn 2 MB/u)
    })
  }),
)

test(
  'uploads that stop half way, a hundred of them, leave nothing and the house goes on',
  inHouse(async house => {
    const binh = await house.as('binh')
    await house.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = house.app.server.address() as AddressInfo
    const stopped = (): Promise<void> =>
      new Promise(done => {
        const half = request({
          port,
          host: '127.0.0.1',
          method: 'POST',
          path: '/doc-van-ban',
          headers: { cookie: `${cookieName}=${binh.token}`, 'content-type': 'multipart/form-data; boundary=x', 'content-length': '100000' },
        })
        half.on('error', () => done())
        half.on('close', () => done())
        half.write(
          `--x\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${csrfOf(binh.token)}\r\n--x\r\ncontent-disposition: form-data; name="files"; filename="nua.txt"\r\n\r\nnửa bài`,
          () => half.destroy(),
        )
      })
    for (let i = 0; i < 10; i++) await Promise.all(Array.from({ length: 10 }, stopped))
    assert.equal((await binh.get('/doc-van-ban')).status, 200)
    assert.equal(await count(house, 'reading_text'), 0)
    await bring(binh, PHASE)
  }),
)

test(
  'a pasted text is read like a file, and comes back with the form when it is empty',
  inHouse(async house => {
    const binh = await house.as('binh')
    const sent = await binh.post('/doc-van-ban/dan', { id: randomUUID(), title: 'Bản tin Khe Sơn', body: PHASE })
    assert.equal(sent.status, 303)
    assert.match((await binh.get(sent.location ?? '')).text, /Bản tin Khe Sơn\.txt/u)
    const id = randomUUID()
    const first = await binh.post('/doc-van-ban/dan', { id, title: 'Tin', body: 'Bài thứ nhất.' })
    assert.equal((await binh.post('/doc-van-ban/dan', { id, title: 'Tin', body: 'Bài thứ nhất.' })).location, first.location)
    const other = await binh.post('/doc-van-ban/dan', { id, title: 'Tin', body: 'Bài thứ hai.' })
    assert.equal(other.status, 409)
    assert.match(other.text, /Bài thứ hai\./u)
    assert.doesNotMatch(other.text, new RegExp(id, 'u'))
    const empty = await binh.post('/doc-van-ban/dan', { id: randomUUID(), title: 'Bản tin trống', body: ' ' })
    assert.equal(empty.status, 400)
    assert.match(empty.text, /Nội dung bài: chưa nhập/u)
    assert.match(empty.text, /value="Bản tin trống"/u)
  }),
)

test(
  'scripts, turned letters and a line without end are shown as words',
  inHouse(async house => {
    const binh = await house.as('binh')
    const at = await bring(binh, `<script>alert("xin chào")</script> ${PHASE}\u202eđảo chữ\u0007 ${'dài'.repeat(40_000)}`)
    const page = await binh.get(at)
    assert.equal(page.status, 200)
    assert.doesNotMatch(page.text, /<script>alert/u)
    assert.match(page.text, /&lt;script>alert|&lt;script&gt;alert/u)
    assert.doesNotMatch(page.text, /[\u202e\u0007]/u)
    const named = await binh.upload('/doc-van-ban', { id: randomUUID() }, [file('<img src=x>\u202e.txt', `${PHASE} `)])
    assert.doesNotMatch((await binh.get(named.location ?? '')).text, /<img/u)
  }),
)

test(
  'a text of another seat is not there, to read or to decide upon; the seat above reads but does not decide',
  inHouse(async house => {
    const [an, dung, binh, khoa] = [await house.as('an'), await house.as('dung'), await house.as('binh'), await house.as('khoa')]
    const at = await bring(an, PHASE)
    assert.equal((await dung.get(at)).status, 404)
    assert.equal((await dung.get(`${at}/tep-goc`)).status, 404)
    assert.equal((await dung.post(`${at}/quyet-dinh`, { accept: '1:0' })).status, 404)
    assert.equal((await dung.post(`${at}/chung`, frame())).status, 404)
    assert.equal((await dung.post(`${at}/sua`, { n: '1', seen: '0', value: '1' })).status, 404)
    assert.doesNotMatch((await dung.get('/doc-van-ban')).text, new RegExp(at, 'u'))
    const above = await binh.get(at)
    assert.equal(above.status, 200)
    assert.doesNotMatch(above.text, /name="accept"/u)
    assert.equal((await binh.post(`${at}/quyet-dinh`, { accept: '1:0' })).status, 404)
    assert.equal((await khoa.get(at)).status, 200)
    assert.equal((await khoa.post(`${at}/quyet-dinh`, { accept: '1:0' })).status, 403)
    assert.equal((await khoa.upload('/doc-van-ban', { id: randomUUID() }, [file('a.txt', PHASE)])).status, 403)
    assert.equal((await an.get(`/doc-van-ban/${randomUUID()}`)).status, 404)
    assert.equal((await an.get('/doc-van-ban/khong-phai-ma')).status, 404)
    // The same bytes brought by another seat are a text of its own.
    assert.notEqual(await bring(dung, PHASE), at)
  }),
)

test(
  'the list goes on by the last row seen, and filters what waits from what is done',
  inHouse(async house => {
    const binh = await house.as('binh')
    for (let i = 0; i < 32; i++) {
      house.setClock(new Date(Date.parse('2026-11-21T09:42:00+07:00') + i * 1000).toISOString())
      await bring(binh, `Tổ dân phố ${i} họp bàn chuyện vệ sinh ngõ xóm.\n`, `bai-${String(i).padStart(2, '0')}.txt`)
    }
    const names = (page: string): string[] => [...page.matchAll(/bai-\d\d\.txt/gu)].map(found => found[0])
    const first = await binh.get('/doc-van-ban')
    const next = /rel="next" href="([^"]+)"/u.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const second = await binh.get(next)
    assert.deepEqual([names(first.text).length, names(second.text).length], [30, 2])
    assert.equal(new Set([...names(first.text), ...names(second.text)]).size, 32)
    assert.equal((await binh.get('/doc-van-ban?xem=con-cho&sau=rac')).status, 200)
    // Nothing was found in them, so nothing waits.
    assert.equal(names((await binh.get('/doc-van-ban?xem=con-cho')).text).length, 0)
    const done = (await binh.get('/doc-van-ban?xem=da-xong')).text
    assert.equal(names(done).length, 30)
    assert.match(done, /Không có dữ kiện/u)
  }),
)

test(
  'the database itself refuses to change what was read, decided or answered',
  inHouse(async house => {
    await bring(await house.as('binh'), PHASE)
    for (const statement of [
      sql`update reading_text set content = 'x'`,
      sql`delete from reading_proposal`,
      sql`update reading_proposal set quote = 'x'`,
      sql`update reading_decision set verdict = 'undo'`,
      sql`delete from reading_receipt`,
    ])
      await assert.rejects(statement.execute(house.db), /permission denied/u)
  }),
)

test(
  'the demo has one paper decided upon and two that wait',
  inHouse(async house => {
    await house.inTx((_tx, world) => showReading(world))
    const binh = await house.as('binh')
    const page = plain((await binh.get('/doc-van-ban')).text)
    assert.match(page, /2 văn bản còn dữ kiện chờ quyết định/u)
    assert.match(page, /Đã quyết định hết/u)
    assert.match(page, /cần xem kỹ/u)
    const about = await aboutUnit(binh, house.unit('D1'))
    assert.match(about, /46 mô hình/u)
    assert.match(about, /112 mô hình/u)
  }),
)
