// Deciding over HTTP: taking, correcting, undoing, the frame of a text, what follows, and what the page of the unit then shows.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { sql } from 'kysely'
import { inHouse } from '../../../test/house.ts'
import { aboutUnit, bring, card, count, decide, frame, PHASE, plain, takeAll } from './desk.examples.ts'

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
    const { rows } = await sql<{
      n: number
    }>`select count(*) as n from act_log where act = 'reading.decide' and subject = ${at.split('/').at(-1)}`.execute(house.db)
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
    assert.deepEqual(
      both.map(one => one.status),
      [303, 303],
    )
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
    const typed = {
      n: String(n),
      seen: '0',
      measure: 'models_registered_total',
      value: '-4',
      unitWord: 'mô hình',
      scope: 'cả huyện Khe Sơn',
      own: '',
    }
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
  "a citizen's name is dropped: the part stays, and no table of facts or proposals holds the name",
  inHouse(async house => {
    const an = await house.as('an')
    const at = await bring(an, PHASE)
    const { n } = await card(an, at, /Nông Văn Thuận/u)
    assert.equal((await decide(an, at, 'acceptNameless', `${n}:0`)).status, 303)
    const { rows } = await sql<{
      name: string | null
      part: string
      quote: string | null
    }>`select name, part, quote from stated_person`.execute(house.db)
    assert.deepEqual(rows, [{ name: null, part: 'speaker', quote: null }])
    const { rows: left } = await sql<{ held: string }>`
      select payload::text as held from reading_proposal where n = ${n} union all select payload::text from reading_decision union all select entry from act_log`.execute(
      house.db,
    )
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
      select happened_precision "precision", happened_from "from", (select count(*) from stated_event_period) periods from stated_event`.execute(
      house.db,
    )
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
    const { rows } = await sql<{
      id: string
      added: boolean
    }>`select u.id, u.added_by_officer as added from unit u join unit_version v on v.unit_id = u.id where v.name = 'Ba Sao'`.execute(
      house.db,
    )
    assert.deepEqual(
      rows.map(row => row.added),
      [true],
    )
    const { rows: logged } = await sql<{ subject: string }>`select subject from act_log where act = 'units.add-past'`.execute(house.db)
    assert.deepEqual(
      logged.map(row => row.subject),
      [rows[0]?.id],
    )
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
  "without a unit a text counts nowhere; with it the unit's page shows each figure with its sentence",
  inHouse(async house => {
    const binh = await house.as('binh')
    const at = await bring(binh, PHASE)
    await takeAll(binh, at)
    assert.doesNotMatch(await aboutUnit(binh, house.unit('D1')), /46 mô hình/u)
    await binh.post(`${at}/chung`, frame({ unit: house.unit('D1'), happened: '2021', periods: 'năm 2020; 2016–2020' }))
    const about = await aboutUnit(binh, house.unit('D1'))
    for (const said of [
      '46 mô hình',
      '158 mô hình',
      '16 tập thể',
      '21 cá nhân',
      'cấp quyết định: Huyện ủy Khe Sơn',
      'năm 2021, nói đến 2016–2020; năm 2020|năm 2021, nói đến năm 2020; 2016–2020',
    ])
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
    const cite = (words: string): string =>
      `Ngày 05/3/2020, Ban Dân vận Huyện ủy họp sơ kết theo ${words} về quy chế đối thoại với Nhân dân.\n`
    const texts = [
      'Quyết định số 61-QĐ/TU ngày 05/4/2017 của Tỉnh ủy Mẫu',
      'Quyết định 61-QĐ/TU, ngày 5/4/2017 của Tỉnh ủy Mẫu',
      'Quyết định số 61-QĐ/TU ngày 05/4/2017 của Tỉnh ủy Giả Sơn',
      'Quyết định số 61-QĐ/TU',
    ]
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
