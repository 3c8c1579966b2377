// What people do with models, over HTTP, in Tỉnh Mẫu.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { type Browsing, inHouse, type Shown, type TestHouse } from '../../../test/house.ts'
import { day } from '../../ground/day.ts'
import { sql } from '../../ground/db.ts'
import { counters } from './counters.ts'

const filled = (unit: string, more: Readonly<Record<string, string>> = {}) => ({
  id: randomUUID(),
  unit,
  kind: 'collective',
  field: 'KINH_TE',
  title: 'Vườn rau chung của xóm Thượng',
  on: '20/11/2026',
  situation: 'Đất bỏ trống, rau phải mua.',
  aims: 'Nhà nào cũng có rau sạch.',
  content: 'Chia luống, góp giống.',
  scope: 'Cả xóm',
  forces: 'Chi bộ chủ trì',
  resources: 'Ngày công, cả năm',
  outputs: 'Mười hai luống rau',
  upkeep: 'Chi hội giữ tiếp',
  ...more,
})

/** Registers a model and answers its id; the form must have been taken. */
async function registered(by: Browsing, unit: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const form = filled(unit, more)
  const sent = await by.post('/kheo/dang-ky', form)
  assert.equal(sent.status, 303, sent.text)
  return form.id
}

const deed = (version: number, more: Readonly<Record<string, string>> = {}) => ({
  version: String(version),
  deed: randomUUID(),
  on: '20/11/2026',
  ...more,
})

const figure = (house: TestHouse, name: string, units: readonly string[], from = '2026-11-01', until = '2026-11-30'): Promise<number> =>
  house.inTx(async tx => {
    const records = counters[name]?.records({ units, from: day(from), until: day(until) })
    assert.ok(records)
    const { rows } = await sql<{ n: number }>`select count(distinct record_id) as n from (${records}) counted`.execute(tx)
    return rows[0]?.n ?? 0
  })

const rowsOf = (house: TestHouse, table: string): Promise<number> =>
  house.inTx(async tx => (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(tx)).rows[0]?.n ?? 0)

const heading = (shown: Shown): string => /<h1>(.*?)<\/h1>/su.exec(shown.text)?.[1] ?? ''

test(
  'an officer registers a model: the figure rises by one, and the model is found without marks',
  inHouse(async house => {
    const [an, kt] = [await house.as('an'), house.unit('KT')]
    assert.match((await an.get('/kheo')).text, /Chưa có mô hình nào/u)
    const form = await an.get('/kheo/dang-ky')
    assert.match(form.text, /value="21\/11\/2026"/u, 'the day of registration is today unless told')
    const before = await figure(house, 'kheo.registered', [kt])
    const id = await registered(an, kt)
    assert.equal(await figure(house, 'kheo.registered', [kt]), before + 1)
    assert.match(
      (await an.get(`/kheo/${id}?da-ghi=dang-ky`)).text,
      /<h1>Vườn rau chung của xóm Thượng<\/h1>[\s\S]*role="status"><p>Đã đăng ký mô hình/u,
    )
    const found = await an.get('/kheo?tim=VUON%20RAU%20chung')
    assert.match(found.text, new RegExp(`/kheo/${id}`, 'u'))
    assert.match((await an.get('/kheo?tim=100%25_')).text, /Không có mô hình nào theo điều kiện lọc này/u)
  }),
)

test(
  'the same form sent twice is one model; with other content it is a conflict, and what was typed comes back',
  inHouse(async house => {
    const an = await house.as('an')
    const form = filled(house.unit('KT'))
    assert.equal((await an.post('/kheo/dang-ky', form)).status, 303)
    assert.equal((await an.post('/kheo/dang-ky', form)).status, 303)
    assert.equal(await rowsOf(house, 'kheo_model'), 1)
    const other = await an.post('/kheo/dang-ky', { ...form, title: 'Một tên khác hẳn' })
    assert.equal(other.status, 409)
    assert.match(other.text, /Một tên khác hẳn/u)
    assert.equal(await rowsOf(house, 'kheo_model'), 1)
  }),
)

test(
  'a form with faults comes back whole, each fault a sentence that leads to its field, and nothing is written',
  inHouse(async house => {
    const an = await house.as('an')
    const late = await an.post('/kheo/dang-ky', filled(house.unit('KT'), { on: '31/11/2026', title: '<b>Tên</b> & "ngoặc"' }))
    assert.equal(late.status, 400)
    assert.match(late.text, /ngày 31\/11\/2026 không có trong lịch/u)
    assert.match(late.text, /&lt;b>Tên&lt;\/b> &amp; &quot;ngoặc&quot;/u)
    const bare = await an.post('/kheo/dang-ky', filled(house.unit('KT'), { on: '22/11/2026', situation: '', aims: ' ', upkeep: '' }))
    assert.equal(bare.status, 422)
    assert.match(bare.text, /<title>Lỗi: /u)
    for (const field of ['on', 'situation', 'aims']) assert.match(bare.text, new RegExp(`href="#${field}"`, 'u'))
    assert.doesNotMatch(bare.text, /href="#upkeep"/u, 'the rest of the form may wait until the appraisal')
    assert.match(bare.text, /Mười hai luống rau/u)
    assert.equal(await rowsOf(house, 'kheo_model'), 0)
  }),
)

test(
  'a title that reads like a running one of the unit comes back with a link to it, and passes as another model',
  inHouse(async house => {
    const an = await house.as('an')
    const first = await registered(an, house.unit('KT'))
    const again = filled(house.unit('KT'), { title: 'Vườn rau chung  của xóm THUONG' })
    const asked = await an.post('/kheo/dang-ky', again)
    assert.equal(asked.status, 422)
    assert.match(asked.text, new RegExp(`Có thể trùng với[\\s\\S]*/kheo/${first}[\\s\\S]*Đây là mô hình khác`, 'u'))
    assert.equal((await an.post('/kheo/dang-ky', { ...again, another: '1' })).status, 303)
    assert.equal(
      (await an.post('/kheo/dang-ky', filled(house.unit('KT.01'.replace('KT', 'KT0')), {}))).status,
      303,
      'the same title in another unit is no doubt',
    )
  }),
)

test(
  'who may register, and where: own unit and its hamlets, never below, never elsewhere',
  inHouse(async house => {
    const post = async (login: string, unit: string) =>
      (await (await house.as(login)).post('/kheo/dang-ky', filled(house.unit(unit), { title: `Tên ${randomUUID()}` }))).status
    assert.deepEqual(
      await Promise.all([post('an', 'KT'), post('an', 'KT0.01'), post('binh', 'MAU'), post('phunu', 'PN.KT')]),
      [303, 303, 303, 303],
    )
    assert.deepEqual(await Promise.all([post('an', 'HL'), post('an', 'MAU'), post('binh', 'KT'), post('dung', 'KT')]), [404, 404, 404, 404])
    assert.deepEqual(
      await Promise.all([post('chi', 'MAU'), post('giang', 'KT'), post('khoa', 'KT'), post('quan', 'MAU')]),
      [403, 403, 403, 403],
    )
    assert.equal(await rowsOf(house, 'kheo_model'), 4)
    const past = filled(house.unit('KN0'), { on: '01/7/2025' })
    const refused = await (await house.as('an')).post('/kheo/dang-ky', past)
    assert.match(refused.text, /Ngày 01\/7\/2025 đơn vị này chưa có hoặc đã thôi hoạt động/u)
    assert.equal((await (await house.as('an')).post('/kheo/dang-ky', { ...past, on: '30/6/2025' })).status, 303)
  }),
)

test(
  'who sees a model: its own unit, those above it, nobody elsewhere',
  inHouse(async house => {
    const id = await registered(await house.as('an'), house.unit('KT'))
    for (const login of ['an', 'giang', 'binh', 'chi', 'khoa'])
      assert.equal((await (await house.as(login)).get(`/kheo/${id}`)).status, 200, login)
    const dung = await house.as('dung')
    assert.equal((await dung.get(`/kheo/${id}`)).status, 404)
    assert.doesNotMatch((await dung.get('/kheo')).text, /Vườn rau chung/u)
    assert.equal((await (await house.as('quan')).get('/kheo')).status, 403)
    assert.equal((await (await house.as('an')).get(`/kheo/${randomUUID()}`)).status, 404)
    assert.equal((await house.stranger.get(`/kheo/${id}`)).status, 401)
  }),
)

test(
  'who may do what to a model of Khe Trầm, deed by deed and person by person',
  inHouse(async house => {
    const id = await registered(await house.as('an'), house.unit('KT'))
    const kt = house.unit('KT')
    const deeds: readonly [string, Readonly<Record<string, string>>, Readonly<Record<string, number>>][] = [
      ['dang-ky-cap-tren', { body: house.unit('MAU') }, { giang: 403, chi: 403, khoa: 403, quan: 403, dung: 404, binh: 404, an: 303 }],
      ['tham-dinh', { seat: kt }, { giang: 403, chi: 403, khoa: 403, dung: 404, binh: 403, an: 303 }],
      ['cong-nhan', { seat: kt }, { an: 403, binh: 403, khoa: 403, dung: 403, chi: 403, giang: 303 }],
      ['thu-hoi', { seat: kt, note: 'Sai' }, { an: 403, binh: 403, khoa: 403, chi: 403, giang: 303 }],
      ['khen', { seat: kt }, { an: 403, binh: 403, khoa: 403, chi: 403, giang: 303 }],
      ['dung', { note: 'Đã xong' }, { giang: 403, chi: 403, khoa: 403, binh: 404, dung: 404, an: 303 }],
    ]
    let version = 1
    for (const [name, fields, people] of deeds)
      for (const [login, status] of Object.entries(people)) {
        const sent = await (await house.as(login)).post(`/kheo/${id}/${name}`, deed(version, fields))
        assert.equal(sent.status, status, `${login} ${name}: ${sent.text.slice(0, 2000)}`)
        if (sent.status === 303) version++
      }
    assert.equal(version, 7)
  }),
)

test(
  'the province appraises and recognises what was registered with it; the head of two bodies names the one she acts for',
  inHouse(async house => {
    const [an, binh, chi] = [await house.as('an'), await house.as('binh'), await house.as('chi')]
    const mau = house.unit('MAU')
    const id = await registered(an, house.unit('KT'))
    assert.match((await binh.post(`/kheo/${id}/tham-dinh`, deed(1))).text, /chưa đăng ký với đơn vị của ông\/bà/u)
    assert.equal(await figure(house, 'kheo.registered-up', [house.unit('KT')]), 0)
    assert.equal((await an.post(`/kheo/${id}/dang-ky-cap-tren`, deed(1, { body: mau }))).status, 303)
    assert.equal(await figure(house, 'kheo.registered-up', [house.unit('KT')]), 1)
    assert.match((await binh.get('/')).text, /1 mô hình “Dân vận khéo” đơn vị cấp dưới đã đăng ký lên/u)
    assert.match(heading(await binh.get('/kheo?cho=tham-dinh')), /^1 mô hình chờ/u)
    assert.equal((await binh.post(`/kheo/${id}/tham-dinh`, deed(2))).status, 303)
    assert.match(heading(await binh.get('/kheo?cho=tham-dinh')), /^0 mô hình chờ/u)
    assert.match((await chi.get('/')).text, /1 mô hình “Dân vận khéo” đã thẩm định/u)
    assert.equal((await chi.post(`/kheo/${id}/cong-nhan`, deed(3))).status, 400, 'she holds two seats and named none')
    assert.equal((await chi.post(`/kheo/${id}/cong-nhan`, deed(3, { seat: house.unit('KT') }))).status, 403)
    assert.equal((await chi.post(`/kheo/${id}/cong-nhan`, deed(3, { seat: house.unit('MT.MAU') }))).status, 422)
    assert.equal((await chi.post(`/kheo/${id}/cong-nhan`, deed(3, { seat: mau, decision: '15-QĐ/TU' }))).status, 303)
    const page = await an.get(`/kheo/${id}`)
    assert.match(page.text, /Công nhận: tỉnh Mẫu, 15-QĐ\/TU/u)
    assert.equal(await figure(house, 'kheo.recognised', [house.unit('KT')]), 1)
    assert.equal((await chi.post(`/kheo/${id}/khen`, deed(4, { seat: mau }))).status, 303)
    assert.equal((await (await house.as('giang')).post(`/kheo/${id}/khen`, deed(5))).status, 303)
    assert.equal(await figure(house, 'kheo.praised', [house.unit('KT')]), 1, 'commended at two levels it is one model')
  }),
)

test(
  'a deed sent twice is one; a deed from a page that is no longer the newest is refused, and what was typed comes back',
  inHouse(async house => {
    const an = await house.as('an')
    const id = await registered(an, house.unit('KT'))
    const appraisal = deed(1, { note: 'Đủ hồ sơ' })
    assert.equal((await an.post(`/kheo/${id}/tham-dinh`, appraisal)).status, 303)
    assert.equal((await an.post(`/kheo/${id}/tham-dinh`, appraisal)).status, 303)
    assert.equal(await rowsOf(house, 'kheo_step'), 1)
    assert.equal((await an.post(`/kheo/${id}/tham-dinh`, { ...appraisal, note: 'Khác' })).status, 409)
    const stale = await (await house.as('giang')).post(`/kheo/${id}/cong-nhan`, deed(1, { note: 'Ghi chú đã gõ' }))
    assert.equal(stale.status, 409)
    assert.match(stale.text, /Ghi chú đã gõ/u)
    assert.equal(await rowsOf(house, 'kheo_step'), 1)
  }),
)

test(
  'two heads who recognise at the same moment write one recognition',
  inHouse(async house => {
    const [an, giang] = [await house.as('an'), await house.as('giang')]
    const id = await registered(an, house.unit('KT'))
    await an.post(`/kheo/${id}/tham-dinh`, deed(1))
    const both = await Promise.all([1, 2].map(() => giang.post(`/kheo/${id}/cong-nhan`, deed(2))))
    assert.deepEqual(both.map(one => one.status === 303).sort(), [false, true])
    assert.equal(await rowsOf(house, 'kheo_step'), 2)
  }),
)

test(
  'a registration is mended until its appraisal, and the log keeps from what to what',
  inHouse(async house => {
    const an = await house.as('an')
    const id = await registered(an, house.unit('KT'))
    assert.match((await an.get(`/kheo/${id}/sua`)).text, /Vườn rau chung của xóm Thượng/u)
    const { unit: _, ...form } = filled('', { id, title: 'Vườn rau chung hai xóm', version: '1', on: '19/11/2026' })
    assert.equal((await an.post(`/kheo/${id}/sua`, form)).status, 303)
    const stale = await an.post(`/kheo/${id}/sua`, { ...form, title: 'Tên gõ ở trang cũ' })
    assert.equal(stale.status, 409)
    assert.match(stale.text, /Vườn rau chung hai xóm[\s\S]*Tên gõ ở trang cũ/u)
    const log = await house.inTx(
      async tx => (await sql<{ entry: string }>`select entry from act_log where act = 'kheo.edit'`.execute(tx)).rows,
    )
    assert.match(log[0]?.entry ?? '', /"title":\["Vườn rau chung của xóm Thượng","Vườn rau chung hai xóm"\]/u)
    assert.equal((await (await house.as('dung')).post(`/kheo/${id}/sua`, { ...form, version: '2' })).status, 404)
    await an.post(`/kheo/${id}/tham-dinh`, deed(2))
    assert.match((await an.post(`/kheo/${id}/sua`, { ...form, version: '3' })).text, /đã được thẩm định ngày 20\/11\/2026/u)
  }),
)

test(
  'the yearly sheet confirms many models at once, stops those that no longer run, and shows the identity',
  inHouse(async house => {
    const an = await house.as('an')
    const ids: string[] = []
    for (const [i, on] of ['05/02/2025', '06/02/2026', '07/02/2026'].entries())
      ids.push(await registered(an, house.unit(i === 0 ? 'KT0' : 'KT'), { on, title: `Tên riêng số ${'abc'[i]} ${randomUUID()}` }))
    const [a = '', b = '', c = ''] = ids
    assert.match((await an.get('/')).text, /0 trên 3 mô hình đã xác nhận; còn 3/u)
    const opened = await an.get('/kheo/xac-nhan')
    assert.match(heading(opened), /đã xong 0 trên 3 mô hình/u)
    assert.match(opened.text, /Đầu năm 1 \+ đăng ký mới 2 − dừng 0 = 3 đến hết 21\/11\/2026/u)
    const sheet = { year: '2026', on: '21/11/2026', m1: a, m2: b, m3: c }
    const bad = await an.post('/kheo/xac-nhan', { ...sheet, s1: 'effective', s2: 'stopped', r2: '', s3: 'ordinary', r3: 'lý do lạc chỗ' })
    assert.equal(bad.status, 400)
    assert.match(bad.text, /lý do lạc chỗ/u)
    const unsaid = await an.post('/kheo/xac-nhan', { ...sheet, s1: 'effective', s2: 'stopped' })
    assert.equal(unsaid.status, 422)
    assert.match(unsaid.text, /href="#r2"[^<]*>[^<]*Ghi lý do/u)
    assert.equal(await rowsOf(house, 'kheo_confirmation'), 0, 'all of the sheet or nothing of it')
    const done = await an.post('/kheo/xac-nhan', { ...sheet, s1: 'effective', s2: 'stopped', r2: 'Hết vụ' })
    assert.equal(done.location, '/kheo/xac-nhan?nam=2026&da-ghi=2')
    const after = await an.get('/kheo/xac-nhan?nam=2026&da-ghi=2')
    assert.match(heading(after), /đã xong 1 trên 2 mô hình/u)
    assert.match(after.text, /Đầu năm 1 \+ đăng ký mới 2 − dừng 1 = 2 đến hết 21\/11\/2026/u)
    assert.equal(await figure(house, 'kheo.stopped', [house.unit('KT')]), 1)
    assert.equal(
      (await an.post('/kheo/xac-nhan', { ...sheet, s1: 'effective' })).location,
      '/kheo/xac-nhan?nam=2026&da-ghi=0',
      'the same answer again is not news',
    )
    const gone = await an.post('/kheo/xac-nhan', { ...sheet, s2: 'effective' })
    assert.match(gone.text, /Mô hình đã dừng ngày 21\/11\/2026/u)
    const dung = await (await house.as('dung')).post('/kheo/xac-nhan', { ...sheet, s3: 'ordinary' })
    assert.equal(dung.status, 422)
    assert.match(dung.text, /không tìm thấy mô hình này/u)
    assert.equal(await rowsOf(house, 'kheo_confirmation'), 2)
  }),
)

test(
  'a model of a merged commune is in the care of the new one, keeps its old name, and goes on there',
  inHouse(async house => {
    const an = await house.as('an')
    const id = await registered(an, house.unit('KN0'), { on: '05/02/2025' })
    const page = await an.get(`/kheo/${id}`)
    assert.match(page.text, /Xã Khe Ngoài \(nay thuộc xã Khe Trầm\)/u)
    assert.match(page.text, /01\/7\/2025[\s\S]*Sắp xếp đơn vị/u)
    assert.equal((await an.post(`/kheo/${id}/tham-dinh`, deed(1, { on: '20/8/2025' }))).status, 303)
    assert.equal((await (await house.as('giang')).post(`/kheo/${id}/cong-nhan`, deed(2, { on: '20/9/2025' }))).status, 303)
    const counted = await house.inTx((_tx, world) => world.treeOn(world.today).then(tree => [...tree.countedUnder(world.unit('KT'))]))
    assert.equal(await figure(house, 'kheo.recognised', counted, '2025-01-01', '2025-12-31'), 1)
    assert.equal((await (await house.as('dung')).get(`/kheo/${id}`)).status, 404)
  }),
)

test(
  'what a body decided and a stop are never rewritten: the application has no right to',
  inHouse(async house => {
    const an = await house.as('an')
    const id = await registered(an, house.unit('KT'))
    await an.post(`/kheo/${id}/tham-dinh`, deed(1))
    await an.post(`/kheo/${id}/dung`, deed(2, { note: 'Đã xong' }))
    for (const table of ['kheo_step', 'kheo_stop'])
      for (const wrong of [
        sql`update ${sql.table(table)} set on_day = on_day`,
        sql`delete from ${sql.table(table)}`,
        sql`truncate ${sql.table(table)}`,
      ])
        await assert.rejects(
          house.inTx(tx => wrong.execute(tx)),
          /permission denied/u,
        )
    assert.doesNotMatch((await an.get(`/kheo/${id}`)).text, /Việc ông\/bà làm được/u)
  }),
)
