// Filling and handing in, as people of Tỉnh Mẫu do it, over HTTP, on a database of their own.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { inHouse } from '../../../test/house.ts'
import { CODE, confirm, FILLED, handIn, hidden, opened, openWindow, review, sheetOf } from '../../../test/reports/steps.ts'
import { sql } from '../../ground/db.ts'

test(
  'a province opens a window: twelve communes owe, and none has handed in',
  inHouse(async house => {
    const binh = await openWindow(house)
    const board = await binh.get(`/bao-cao/${CODE}/theo-doi`)
    assert.match(board.text, /Báo cáo tháng 11\/2026: đã nộp 0 trên 12 đơn vị/u)
  }),
)

test(
  'before it is opened the page says who will owe',
  inHouse(async house => {
    const binh = await house.as('binh')
    const { id: _id, ...asked } = opened()
    const query = new URLSearchParams({ xem: '1', seat: house.unit('MAU'), ...(asked as Record<string, string>) })
    const preview = await binh.get(`/bao-cao/mo-ky?${query}`)
    assert.match(preview.text, /12 đơn vị phải nộp/u)
    assert.match(preview.text, /Hạ Lang/u)
  }),
)

test(
  'a window of June 2025 is owed through districts, one of July by communes directly',
  inHouse(async house => {
    const binh = await openWindow(house, {
      ma: 'T2025-06',
      ten: 'tháng 6/2025',
      from: '01/06/2025',
      until: '30/06/2025',
      due: '05/07/2025',
    })
    assert.match((await binh.get('/bao-cao/T2025-06/theo-doi')).text, /đã nộp 0 trên 2 đơn vị/u)
    await openWindow(house, { ma: 'T2025-07', ten: 'tháng 7/2025', from: '01/07/2025', until: '31/07/2025', due: '05/08/2025' })
    assert.match((await binh.get('/bao-cao/T2025-07/theo-doi')).text, /đã nộp 0 trên 12 đơn vị/u)
  }),
)

test(
  'a window whose days are turned round or shared with another is refused, and what was typed is still there',
  inHouse(async house => {
    const binh = await openWindow(house)
    const again = await binh.post('/bao-cao/mo-ky', {
      seat: house.unit('MAU'),
      ...opened({ ma: 'T2026-12', from: '20/11/2026', until: '20/12/2026', due: '25/12/2026' }),
    })
    assert.equal(again.status, 422)
    assert.match(again.text, /trùng ngày với tháng 11\/2026/u)
    assert.match(again.text, /value="T2026-12"/u)
  }),
)

test(
  'a commune opens no window, and neither does an inspector',
  inHouse(async house => {
    const an = await house.as('an')
    assert.equal((await an.post('/bao-cao/mo-ky', { seat: house.unit('MAU'), ...opened() })).status, 403)
    const khoa = await house.as('khoa')
    assert.equal((await khoa.get('/bao-cao/mo-ky')).status, 403)
  }),
)

test(
  'an officer fills the sheet, hands it in and gets a receipt',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const shown = await an.get(sheet)
    assert.match(shown.text, /đã rà, không có hồ sơ nào/u)
    assert.match(shown.text, /Chưa nhập/u)
    const answer = await an.post(`${sheet}/nop`, await confirm(an, sheet))
    assert.equal(answer.status, 303)
    const receipt = await an.get(answer.location ?? '')
    assert.match(receipt.text, /BN-2611-\d{5}/u)
    assert.match((await an.get(sheet)).text, /Đã nộp, chờ xem/u)
    assert.match((await an.get('/bao-cao')).text, /Đã nộp, chờ xem/u)
  }),
)

test(
  'a sheet with an empty cell, 4 of 3 and an estimate without a reason comes back with a sentence for each, and all that was typed',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const typed = { ...FILLED, 'o-DC02': '', 'o-YK01': '3', 'o-YK02': '4', 's-TT02': 'estimated', 'o-HV01': '6.7x8' }
    const answer = await an.post(`${sheet}/xem-lai`, { after: '0', version: '0', page: randomUUID(), ...typed })
    assert.equal(answer.status, 422)
    assert.match(answer.text, /Chưa nộp được: còn 4 ô cần sửa/u)
    assert.match(answer.text, /chưa nhập\. Nếu không có, ghi 0/u)
    assert.match(answer.text, /ghi 4, nhiều hơn ô \d+ là 3/u)
    assert.match(answer.text, /số ước tính cần ghi cách ước/u)
    assert.match(answer.text, /“6\.7x8” không phải là số/u)
    assert.match(answer.text, /value="6\.7x8"/u)
    assert.match(answer.text, /href="#o-DC02"/u)
    assert.match(answer.text, /<title>Lỗi: /u)
  }),
)

test(
  'a draft is kept as it was typed, wrong or not',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const kept = await an.post(`${sheet}/nhap`, { after: '0', version: '0', page: randomUUID(), 'o-DT01': 'mười hai' })
    assert.match(kept.text, /"at":"09:42:00"/u)
    assert.match((await an.get(sheet)).text, /value="mười hai"/u)
  }),
)

test(
  'the page that saved may save again and again; a page opened before another saved is stopped and shown both',
  inHouse(async house => {
    await openWindow(house)
    const [an, giang] = [await house.as('an'), await house.as('giang')]
    const sheet = sheetOf(house, 'KT')
    const page = randomUUID()
    for (const value of ['1', '2', '3'])
      assert.equal((await an.post(`${sheet}/nhap`, { after: '0', version: '0', page, 'o-DT01': value })).status, 200)
    const stale = await giang.post(`${sheet}/luu`, { after: '0', version: '0', page: randomUUID(), 'o-DT01': '9' })
    assert.equal(stale.status, 409)
    assert.match(stale.text, /vừa được người khác lưu/u)
    assert.match(stale.text, /Lương Thị An/u)
    assert.match(stale.text, /<td[^>]*>3<\/td>/u)
    assert.match(stale.text, /value="9"/u)
    const mine = await giang.post(`${sheet}/luu`, { after: '0', version: hidden(stale.text, 'version'), page: randomUUID(), 'o-DT01': '9' })
    assert.equal(mine.status, 303)
  }),
)

test(
  'five identical submissions at once are one edition with one receipt',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const fields = await confirm(an, sheet)
    const answers = await Promise.all(Array.from({ length: 5 }, () => an.post(`${sheet}/nop`, fields)))
    assert.deepEqual([...new Set(answers.map(one => one.status))], [303])
    assert.equal(new Set(answers.map(one => one.location)).size, 1)
    const { rows } = await sql<{
      editions: number
      figures: number
      deeds: number
    }>`select (select count(*) from report_edition)::int editions,
    (select count(*) from report_figure)::int figures, (select count(*) from act_log where act = 'reports.submit')::int deeds`.execute(
      house.db,
    )
    assert.deepEqual(rows[0], { editions: 1, figures: 28, deeds: 1 })
  }),
)

test(
  'the same id with other content is a conflict, and the first stays',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const fields = await confirm(an, sheet)
    assert.equal((await an.post(`${sheet}/nop`, fields)).status, 303)
    const other = await an.post(`${sheet}/nop`, { ...fields, 'o-DT01': '4' })
    assert.equal(other.status, 409)
    assert.match(other.text, /đã nộp với nội dung khác, biên nhận BN-/u)
    const { rows } = await sql<{ value: number }>`select value from report_figure where indicator = 'DT01'`.execute(house.db)
    assert.deepEqual(
      rows.map(row => row.value),
      [1],
    )
  }),
)

test(
  'handed in from one tab, the other tab is told so and changes nothing',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const [one, two] = [await confirm(an, sheet), await confirm(an, sheet, { ...FILLED, 'o-DT01': '2' })]
    assert.equal((await an.post(`${sheet}/nop`, two)).status, 303)
    const second = await an.post(`${sheet}/nop`, one)
    assert.ok(second.status === 409 || second.status === 422, String(second.status))
    assert.match(second.text, /Báo cáo đã nộp/u)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from report_edition`.execute(house.db)
    assert.equal(rows[0]?.n, 1)
  }),
)

test(
  'two tabs racing with different content leave one edition',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const tabs = [await confirm(an, sheet), await confirm(an, sheet, { ...FILLED, 'o-DT01': '2' })]
    const answers = await Promise.all(tabs.map(fields => an.post(`${sheet}/nop`, fields)))
    assert.equal(answers.filter(one => one.status === 303).length, 1)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from report_edition`.execute(house.db)
    assert.equal(rows[0]?.n, 1)
  }),
)

test(
  'the report of another unit is not found, to read or to write',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const other = sheetOf(house, 'HL')
    assert.equal((await an.get(other)).status, 404)
    assert.equal((await an.get(`${other}/nguon/DVK01`)).status, 404)
    for (const path of ['luu', 'nhap', 'xem-lai'])
      assert.equal((await an.post(`${other}/${path}`, { after: '0', version: '0', page: randomUUID(), ...FILLED })).status, 404, path)
    assert.equal((await an.post(`${other}/nop`, { id: randomUUID(), after: '0', ...FILLED })).status, 404)
    const edition = await handIn(house, 'dung', 'HL')
    assert.equal((await an.get(review(edition))).status, 404)
    assert.equal((await an.get(`${other}/bien-nhan/${edition}`)).status, 404)
    assert.equal((await an.get(`${sheetOf(house, 'KT')}/bien-nhan/${edition}`)).status, 404)
  }),
)
