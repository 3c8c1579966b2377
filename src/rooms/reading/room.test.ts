// The room over HTTP, as people of Tỉnh Mẫu: bringing texts, deciding, undoing, and what the unit's page then shows.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { sql } from 'kysely'
import { type Browsing, inHouse, type TestHouse } from '../../../test/house.ts'
import { csrfOf } from '../../access/sessions.ts'
import { cookieName } from '../../web/cookie.ts'
import { upload } from './acts.ts'
import { showReading } from './demo.ts'

const bytes = (words: string): Uint8Array => new TextEncoder().encode(words)
const file = (name: string, content: string | Uint8Array) => ({ field: 'files', name, bytes: typeof content === 'string' ? bytes(content) : content })

const PHASE = `Hội nghị tổng kết công tác Dân vận năm 2020

Sáng ngày 15/01/2021, Ban Dân vận Huyện ủy Khe Sơn tổ chức hội nghị tổng kết công tác dân vận năm 2020. Đồng chí Nông Văn Thuận, Phó Bí thư Thường trực Huyện ủy phát biểu chỉ đạo hội nghị.

Giai đoạn 2016-2020, toàn huyện đã đăng ký xây dựng 46 mô hình “Dân vận khéo”; nâng tổng số mô hình “Dân vận khéo” của huyện lên 158 mô hình.

Tại hội nghị, có 16 tập thể, 21 cá nhân được nhận giấy khen của Huyện ủy Khe Sơn.
`

/** Brings a text and answers its address. */
async function bring(person: Browsing, words: string, name = 'bai.txt'): Promise<string> {
  const sent = await person.upload('/doc-van-ban', { id: randomUUID() }, [file(name, words)])
  assert.equal(sent.status, 303, sent.text.slice(0, 2000))
  assert.match(sent.location ?? '', /^\/doc-van-ban\/[0-9a-f-]{36}$/u)
  return sent.location ?? ''
}

interface Card {
  readonly n: number
  readonly title: string
  readonly seen: string | undefined
  readonly whole: string
}

/** The cards of the page: number, title, and the value its buttons send. */
function cards(page: string): readonly Card[] {
  return [...page.matchAll(/<div class="fact[^"]*" id="d(\d+)"[\s\S]*?(?=<div class="fact|<\/section>)/gu)].map(found => ({
    n: Number(found[1]),
    title: plain(/<strong>([\s\S]*?)<\/strong>/u.exec(found[0])?.[1] ?? '').replace(/^\d+\. /u, ''),
    seen: /name="(?:accept|undo)" value="([^"]+)"/u.exec(found[0])?.[1],
    whole: plain(found[0]),
  }))
}

const plain = (html: string): string =>
  html.replace(/<[^>]+>/gu, '').replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').replace(/\s+/gu, ' ').trim()

async function card(person: Browsing, at: string, title: RegExp): Promise<Card> {
  const page = await person.get(at)
  const found = cards(page.text).find(one => title.test(one.title))
  assert.ok(found, `no card ${title} among ${cards(page.text).map(one => one.title).join(' | ')}`)
  return found
}

const decide = (person: Browsing, at: string, field: string, value: string) => person.post(`${at}/quyet-dinh`, { [field]: value })

/** Takes everything that a text proposes. */
async function takeAll(person: Browsing, at: string): Promise<void> {
  for (const one of cards((await person.get(at)).text)) {
    const sent = await decide(person, at, 'accept', `${one.n}:0`)
    assert.equal(sent.status, 303, `${one.title}: ${plain(sent.text).slice(0, 600)}`)
  }
}

const frame = (more: Record<string, string> = {}): Record<string, string> => ({ version: '1', unit: '', type: 'annual_summary', happened: '', periods: '', ...more })

const count = async (house: TestHouse, table: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(house.db)
  return rows[0]?.n ?? -1
}

const aboutUnit = async (person: Browsing, unit: string): Promise<string> => plain((await person.get(`/don-vi/${unit}`)).text)

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
    const files = [file('tot.txt', PHASE), file('anh.txt', png), file('rong.txt', ''), file('bang.xlsx', 'x'), file('nul.txt', 'Xin\u0000 chào\u0000')]
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
    assert.doesNotMatch((await (await house.as('an')).get(sent.location ?? '')).text, /Đã nhận 1 trên 5/u)
  }),
)

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
      assert.deepEqual(receipt.files.map(one => one.outcome), ['refused', 'read'])
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
        half.write(`--x\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${csrfOf(binh.token)}\r\n--x\r\ncontent-disposition: form-data; name="files"; filename="nua.txt"\r\n\r\nnửa bài`, () => half.destroy())
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
  'a fact is taken, undone, turned away and undone again, and the log says who',
  inHouse(async house => {
    const an = await house.as('an')
    const at = await bring(an, PHASE)
    const fact = await card(an, at, /đăng ký: 46/u)
    assert.equal((await decide(an, at, 'accept', fact.seen ?? '')).status, 303)
    assert.match((await card(an, at, /đăng ký: 46/u)).whole, /Đã nhận.*Lương Thị An quyết định lúc 09:42/u)
    assert.equal(await count(house, 'stated_figure'), 1)
    assert.equal((await decide(an, at, 'undo', `${fact.n}:1`)).status, 303)
    assert.equal(await count(house, 'stated_figure'), 0)
    assert.equal((await decide(an, at, 'reject', `${fact.n}:2`)).status, 303)
    assert.match((await card(an, at, /đăng ký: 46/u)).whole, /Đã loại/u)
    assert.equal((await decide(an, at, 'undo', `${fact.n}:3`)).status, 303)
    assert.match((await card(an, at, /đăng ký: 46/u)).seen ?? '', /:4$/u)
    const { rows } = await sql<{ n: number }>`select count(*) as n from act_log where act = 'reading.decide' and subject = ${at.split('/').at(-1)}`.execute(house.db)
    assert.equal(rows[0]?.n, 4)
    assert.equal(await count(house, 'reading_decision'), 4)
  }),
)

test(
  'decided twice from two tabs: the same decision is one, another is told what happened meanwhile',
  inHouse(async house => {
    const [an, again] = [await house.as('an'), await house.as('an')]
    const at = await bring(an, PHASE)
    const { n } = await card(an, at, /đăng ký: 46/u)
    const both = await Promise.all([decide(an, at, 'accept', `${n}:0`), decide(again, at, 'accept', `${n}:0`)])
    assert.deepEqual(both.map(one => one.status), [303, 303])
    assert.equal(await count(house, 'stated_figure'), 1)
    const late = await decide(again, at, 'reject', `${n}:0`)
    assert.equal(late.status, 409)
    assert.match(plain(late.text), new RegExp(`Dữ kiện ${n} vừa được người khác nhận`, 'u'))
    assert.match(late.text, /<title>Lỗi: /u)
    assert.equal((await decide(again, at, 'accept', `${n}:1`)).status, 422)
    assert.equal(await count(house, 'reading_decision'), 1)
    assert.equal((await an.post(`${at}/quyet-dinh`, {})).status, 400)
    assert.equal((await decide(an, at, 'accept', 'x')).status, 404)
    assert.equal((await decide(an, at, 'accept', '99:0')).status, 404)
  }),
)

test(
  'all clear facts are taken in one go, as many as were seen',
  inHouse(async house => {
    const an = await house.as('an')
    const at = await bring(an, PHASE)
    const clear = Number(/name="acceptClear" value="(\d+)"/u.exec((await an.get(at)).text)?.[1])
    assert.ok(clear > 2)
    assert.equal((await decide(an, at, 'acceptClear', String(clear + 1))).status, 409)
    assert.equal((await decide(an, at, 'acceptClear', String(clear))).status, 303)
    assert.match((await an.get(at)).text, new RegExp(`${clear} đã nhận`, 'u'))
    assert.equal(await count(house, 'reading_decision'), clear)
  }),
)

test(
  'a correction is kept beside what the machine proposed, and a bad one comes back with everything typed',
  inHouse(async house => {
    const an = await house.as('an')
    const at = await bring(an, PHASE)
    const { n } = await card(an, at, /đăng ký: 46/u)
    const open = await an.get(`${at}?sua=${n}`)
    assert.match(open.text, /Lưu và nhận/u)
    const typed = { n: String(n), seen: '0', measure: 'models_registered_total', value: '-4', unitWord: 'mô hình', scope: 'cả huyện Khe Sơn', own: '' }
    const bad = await an.post(`${at}/sua`, typed)
    assert.equal(bad.status, 422)
    assert.match(bad.text, /Giá trị: không được nhỏ hơn 0/u)
    assert.match(bad.text, /value="cả huyện Khe Sơn"/u)
    assert.match(bad.text, /value="-4"/u)
    assert.equal((await an.post(`${at}/sua`, { ...typed, value: '47' })).status, 303)
    const after = await card(an, at, /đăng ký: 47/u)
    assert.match(after.whole, /Máy đề xuất: [^.]*46/u)
    const stale = await an.post(`${at}/sua`, { ...typed, value: '48' })
    assert.equal(stale.status, 409)
    const { rows } = await sql<{ was: { value: number }; is: { value: number } }>`
      select payload as was, decided as is from reading_fact where n = ${n}`.execute(house.db)
    assert.deepEqual([rows[0]?.was.value, rows[0]?.is.value], [46, 47])
  }),
)

test(
  'a figure of another unit is searched for and counts there, not with the text',
  inHouse(async house => {
    const binh = await house.as('binh')
    const at = await bring(binh, PHASE)
    await binh.post(`${at}/chung`, frame({ unit: house.unit('D1') }))
    const { n } = await card(binh, at, /đăng ký: 46/u)
    const typed = { n: String(n), seen: '0', measure: 'models_registered_total', value: '46', unitWord: 'mô hình' }
    const searched = await binh.post(`${at}/sua`, { ...typed, value: '45', 'own-tim': 'giong tram', _find: 'own' })
    assert.equal(searched.status, 200)
    assert.match(searched.text, new RegExp(`value="${house.unit('D2')}"`, 'u'))
    assert.match(searched.text, /value="45"/u)
    assert.equal((await binh.post(`${at}/sua`, { ...typed, own: randomUUID() })).status, 400)
    assert.equal((await binh.post(`${at}/sua`, { ...typed, own: house.unit('D2') })).status, 303)
    assert.match(await aboutUnit(binh, house.unit('D2')), /46 mô hình/u)
    assert.doesNotMatch(await aboutUnit(binh, house.unit('D1')), /46 mô hình/u)
  }),
)

test(
  'a citizen\'s name is dropped: the part stays, and no table of facts or proposals holds the name',
  inHouse(async house => {
    const an = await house.as('an')
    const at = await bring(an, PHASE)
    const { n } = await card(an, at, /Nông Văn Thuận/u)
    assert.equal((await decide(an, at, 'acceptNameless', `${n}:0`)).status, 303)
    const { rows } = await sql<{ name: string | null; part: string; quote: string | null }>`select name, part, quote from stated_person`.execute(house.db)
    assert.deepEqual(rows, [{ name: null, part: 'speaker', quote: null }])
    const { rows: left } = await sql<{ held: string }>`
      select payload::text as held from reading_proposal where n = ${n} union all select payload::text from reading_decision union all select entry from act_log`.execute(house.db)
    for (const { held } of left) assert.doesNotMatch(held, /Nông Văn Thuận|Phó Bí thư/u)
    assert.match((await card(an, at, /đã bỏ tên/u)).whole, /Một người/u)
  }),
)

test(
  'the frame: unit found without marks, day as far as known, several times; a stale or impossible one is refused and kept',
  inHouse(async house => {
    const binh = await house.as('binh')
    const at = await bring(binh, PHASE)
    const searched = await binh.post(`${at}/chung`, frame({ 'unit-tim': 'khe son', _find: 'unit', happened: '01/2021' }))
    assert.equal(searched.status, 200)
    assert.match(searched.text, new RegExp(`value="${house.unit('D1')}"`, 'u'))
    assert.match(searched.text, /value="01\/2021"/u)
    const bad = await binh.post(`${at}/chung`, frame({ unit: house.unit('D1'), happened: '31/11/2020', periods: 'năm 2020; hồi ấy' }))
    assert.equal(bad.status, 422)
    assert.match(plain(bad.text), /Ngày diễn ra: “31\/11\/2020” không có trong lịch/u)
    assert.match(plain(bad.text), /chưa đọc được “hồi ấy”/u)
    assert.match(bad.text, /value="năm 2020; hồi ấy"/u)
    assert.equal(await count(house, 'stated_event'), 0)
    const good = frame({ unit: house.unit('D1'), happened: '01/2021', periods: 'năm 2020; 2016–2020', figurePeriod: 'năm 2020' })
    assert.equal((await binh.post(`${at}/chung`, good)).status, 303)
    assert.match(plain((await binh.get(at)).text), /Đã lưu Đơn vị: huyện Khe Sơn/u)
    assert.equal((await binh.post(`${at}/chung`, good)).status, 409)
    assert.equal((await binh.post(`${at}/chung`, { ...good, version: '2', unit: randomUUID() })).status, 400)
    const { rows } = await sql<{ precision: string; from: string; periods: number }>`
      select happened_precision "precision", happened_from "from", (select count(*) from stated_event_period) periods from stated_event`.execute(house.db)
    assert.deepEqual(rows, [{ precision: 'month', from: '2021-01-01', periods: 2 }])
    const event = /name="undo" value="(0:\d+)"/u.exec((await binh.get(at)).text)?.[1]
    assert.equal((await decide(binh, at, 'undo', event ?? '')).status, 303)
    assert.match((await binh.get(at)).text, /Đơn vị chưa xác định/u)
  }),
)

test(
  'a past unit is added on the spot, marked as added by an officer, and only when it has ended',
  inHouse(async house => {
    const binh = await house.as('binh')
    const at = await bring(binh, PHASE)
    const past = frame({ unit: 'new', pastName: 'Thị trấn Ba Sao', pastKind: 'thị trấn', pastUntil: '30/6/2025', pastParent: 'khe son' })
    const standing = await binh.post(`${at}/chung`, { ...past, pastUntil: '01/01/2030' })
    assert.equal(standing.status, 422)
    assert.match(plain(standing.text), /đơn vị phải kết thúc trước hôm nay/u)
    assert.match(standing.text, /value="Thị trấn Ba Sao"/u)
    const nowhere = await binh.post(`${at}/chung`, { ...past, pastParent: 'nơi không có' })
    assert.match(plain(nowhere.text), /Thuộc đơn vị: không có đơn vị nào/u)
    assert.equal((await binh.post(`${at}/chung`, past)).status, 303)
    assert.match(plain((await binh.get(at)).text), /thị trấn Ba Sao/u)
    const { rows } = await sql<{ id: string; added: boolean }>`select u.id, u.added_by_officer as added from unit u join unit_version v on v.unit_id = u.id where v.name = 'Ba Sao'`.execute(house.db)
    assert.deepEqual(rows.map(row => row.added), [true])
    const { rows: logged } = await sql<{ subject: string }>`select subject from act_log where act = 'units.add-past'`.execute(house.db)
    assert.deepEqual(logged.map(row => row.subject), [rows[0]?.id])
  }),
)

test(
  'an opening stock is offered, kept only when taken, always said to be inferred, and falls with what it stands on',
  inHouse(async house => {
    const binh = await house.as('binh')
    const at = await bring(binh, PHASE)
    await takeAll(binh, at)
    assert.doesNotMatch((await binh.get(at)).text, /name="infer"/u)
    await binh.post(`${at}/chung`, frame({ unit: house.unit('D1'), happened: '15/01/2021', periods: 'năm 2020; 2016–2020' }))
    const page = await binh.get(at)
    assert.match(plain(page.text), /158 − 46, giả định không có mô hình dừng/u)
    assert.doesNotMatch(await aboutUnit(binh, house.unit('D1')), /112/u)
    const offer = /name="infer" value="([^"]+)"/u.exec(page.text)?.[1] ?? ''
    assert.equal((await decide(binh, at, 'infer', offer)).status, 303)
    assert.equal((await decide(binh, at, 'infer', offer)).status, 303)
    assert.equal(await count(house, 'stated_figure'), 5)
    const about = await aboutUnit(binh, house.unit('D1'))
    assert.match(about, /suy ra, giả định không có mô hình dừng[^)]*\)112 mô hình/u)
    assert.match(about, /theo văn bản nêu/u)
    const closing = await card(binh, at, /lũy kế\): 158/u)
    assert.equal((await decide(binh, at, 'undo', closing.seen ?? '')).status, 303)
    assert.doesNotMatch(await aboutUnit(binh, house.unit('D1')), /112|158/u)
    assert.equal((await decide(binh, at, 'infer', offer)).status, 422)
  }),
)

test(
  'without a unit a text counts nowhere; with it the unit\'s page shows each figure with its sentence',
  inHouse(async house => {
    const binh = await house.as('binh')
    const at = await bring(binh, PHASE)
    await takeAll(binh, at)
    assert.doesNotMatch(await aboutUnit(binh, house.unit('D1')), /46 mô hình/u)
    await binh.post(`${at}/chung`, frame({ unit: house.unit('D1'), happened: '2021', periods: 'năm 2020; 2016–2020' }))
    const about = await aboutUnit(binh, house.unit('D1'))
    for (const said of ['46 mô hình', '158 mô hình', '16 tập thể', '21 cá nhân', 'cấp quyết định: Huyện ủy Khe Sơn', 'năm 2021, nói đến 2016–2020; năm 2020|năm 2021, nói đến năm 2020; 2016–2020'])
      assert.match(about, new RegExp(said, 'u'))
    const page = (await binh.get(`/don-vi/${house.unit('D1')}`)).text
    assert.match(page, new RegExp(`href="${at}#b\\d+"`, 'u'))
    // Whoever may not see the text does not see what it states.
    assert.doesNotMatch(await aboutUnit(await house.as('an'), house.unit('D1')), /46 mô hình/u)
  }),
)

test(
  'documents are one only when symbol, issuing body and day agree',
  inHouse(async house => {
    const binh = await house.as('binh')
    const cite = (words: string): string => `Ngày 05/3/2020, Ban Dân vận Huyện ủy họp sơ kết theo ${words} về quy chế đối thoại với Nhân dân.\n`
    const texts = ['Quyết định số 61-QĐ/TU ngày 05/4/2017 của Tỉnh ủy Mẫu', 'Quyết định 61-QĐ/TU, ngày 5/4/2017 của Tỉnh ủy Mẫu', 'Quyết định số 61-QĐ/TU ngày 05/4/2017 của Tỉnh ủy Giả Sơn', 'Quyết định số 61-QĐ/TU']
    const places: string[] = []
    for (const [i, words] of texts.entries()) {
      const at = await bring(binh, cite(words), `bai-${i}.txt`)
      places.push(at)
      await decide(binh, at, 'accept', `${(await card(binh, at, /61-QĐ\/TU/u)).n}:0`)
    }
    assert.equal(await count(house, 'stated_citation'), 4)
    assert.equal(await count(house, 'stated_document'), 3)
    const first = await card(binh, places[0] ?? '', /61-QĐ\/TU/u)
    await decide(binh, places[0] ?? '', 'undo', first.seen ?? '')
    assert.equal(await count(house, 'stated_document'), 3)
    const second = await card(binh, places[1] ?? '', /61-QĐ\/TU/u)
    await decide(binh, places[1] ?? '', 'undo', second.seen ?? '')
    assert.equal(await count(house, 'stated_document'), 2)
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
    assert.equal(names((await binh.get('/doc-van-ban?xem=da-xong')).text).length, 0)
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
