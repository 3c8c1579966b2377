// Adjusting over HTTP, on a database of its own: in the total, the lineage, the frozen report, and never twice.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { type Browsing, type Fields, inHouse, type Shown, type TestHouse } from '../../../../test/house.ts'
import {
  acceptIt,
  CODE,
  FILLED,
  handIn,
  hidden,
  openWindow,
  presentIt,
  publishIt,
  returnIt,
  summaryOf,
} from '../../../../test/reports/steps.ts'
import { sql } from '../../../ground/db.ts'

const page = (house: TestHouse): string => `/bao-cao/${CODE}/dieu-chinh?noi-nhan=${house.unit('MAU')}`

async function adjust(house: TestHouse, who: Browsing, fields: Fields): Promise<Shown> {
  const seen = hidden((await who.get(page(house))).text, 'seen')
  return who.post(`/bao-cao/${CODE}/dieu-chinh`, {
    id: randomUUID(),
    'noi-nhan': house.unit('MAU'),
    seen,
    loai: 'own',
    'ly-do': 'Bí thư Tỉnh ủy tiếp công dân định kỳ.',
    ...fields,
  })
}

const undo = (house: TestHouse, who: Browsing, undoes: string, more: Fields = {}) =>
  who.post(`/bao-cao/${CODE}/dieu-chinh/huy`, {
    id: randomUUID(),
    'noi-nhan': house.unit('MAU'),
    undoes,
    'ly-do-huy': 'Ghi nhầm kỳ.',
    ...more,
  })

async function oneAccepted(house: TestHouse): Promise<{ binh: Browsing; edition: string }> {
  const binh = await openWindow(house)
  const edition = await handIn(house, 'an', 'KT')
  assert.equal((await acceptIt(binh, edition)).status, 303)
  return { binh, edition }
}

const idOf = async (house: TestHouse, number: number): Promise<string> =>
  (await sql<{ id: string }>`select id from report_adjustment where number = ${number}`.execute(house.db)).rows[0]?.id ?? ''

test(
  'the own part of the province stands in its total, in the lineage and in the frozen report, with its reason',
  inHouse(async house => {
    const { binh } = await oneAccepted(house)
    assert.match((await binh.get(page(house))).text, /chưa có điều chỉnh nào/u)
    const done = await adjust(house, binh, { 'd-TD01': '2', 'd-TD02': '14' })
    assert.equal(done.status, 303, summaryOf(done))
    const shown = await binh.get(page(house))
    assert.match(shown.text, /Bí thư Tỉnh ủy tiếp công dân định kỳ/u)
    assert.match(shown.text, /Đinh Văn Bình/u)
    assert.match((await binh.get(`/bao-cao/${CODE}/tong-hop`)).text, /Đã điều chỉnh \+14/u)
    const published = await publishIt(house, binh)
    assert.equal(published.status, 303, summaryOf(published))
    assert.match((await binh.get(published.location ?? '')).text, /Tiếp 45 lượt người\./u)
    const lineage = await binh.get(`${published.location}/nguon/TD02`)
    assert.match(lineage.text, /Số 45 từ đâu ra\?/u)
    assert.match(lineage.text, /Điều chỉnh số 1: Phần của chính cơ quan[\s\S]*\+14[\s\S]*Bí thư Tỉnh ủy/u)
    const { rows } = await sql<{ value: number; adjusted: boolean }>`
      select value, adjustment_id is not null as adjusted from report_contribution where indicator = 'TD02' order by value desc`.execute(
      house.db,
    )
    assert.deepEqual(rows, [
      { value: 31, adjusted: false },
      { value: 14, adjusted: true },
    ])
    // By structure the total is the same.
    assert.match((await binh.get(`/bao-cao/${CODE}/theo-co-cau?chi-tieu=TD02`)).text, /45/u)
  }),
)

test(
  'an adjustment alone is reason enough for the next publication, and undone again there is nothing new',
  inHouse(async house => {
    const { binh } = await oneAccepted(house)
    assert.equal((await publishIt(house, binh)).status, 303)
    assert.equal((await publishIt(house, binh)).status, 422)
    assert.equal((await adjust(house, binh, { 'd-TD01': '1' })).status, 303)
    assert.equal((await undo(house, binh, await idOf(house, 1))).status, 303)
    assert.match((await publishIt(house, binh)).text, /đã có đúng các báo cáo này/u)
    assert.equal((await adjust(house, binh, { 'd-TD01': '1' })).status, 303)
    assert.equal((await publishIt(house, binh)).status, 303)
    const shown = (await binh.get(page(house))).text
    assert.match(shown, /đã hủy bằng số 2/u)
    assert.match(shown, /Hủy số 1/u)
    assert.match((await undo(house, binh, await idOf(house, 1))).text, /đã được hủy rồi/u)
  }),
)

test(
  'who presented a total is told on its page that it changed since, before the leader has to send it back',
  inHouse(async house => {
    const { binh } = await oneAccepted(house)
    assert.equal((await presentIt(house, binh)).status, 303)
    const told = async (): Promise<boolean> => /Số liệu đã đổi sau khi trình/u.test((await binh.get(`/bao-cao/${CODE}/tong-hop`)).text)
    assert.equal(await told(), false)
    assert.equal((await adjust(house, binh, { 'd-TD01': '1' })).status, 303)
    assert.equal(await told(), true, 'a figure moved')
    assert.equal((await undo(house, binh, await idOf(house, 1))).status, 303)
    assert.equal(await told(), false)
    assert.equal((await acceptIt(binh, await handIn(house, 'bensen', 'BS'))).status, 303)
    assert.equal(await told(), true, 'another report is in it')
  }),
)

test(
  'the same sending again is one adjustment; the same id with another content is a conflict',
  inHouse(async house => {
    const { binh } = await oneAccepted(house)
    const id = randomUUID()
    for (let i = 0; i < 2; i++) assert.equal((await adjust(house, binh, { id, seen: '0', 'd-TD01': '2' })).status, 303)
    assert.equal((await adjust(house, binh, { id, seen: '0', 'd-TD01': '3' })).status, 409)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from report_adjustment`.execute(house.db)
    assert.equal(rows[0]?.n, 1)
  }),
)

test(
  'two officers at once: one adjusts, the other sees it first and loses nothing typed',
  inHouse(async house => {
    const { binh } = await oneAccepted(house)
    const chi = await house.as('chi')
    // Each takes off all but one: together that would be below zero.
    const fields = { seen: '0', loai: 'twice', 'ly-do': 'Hai xã cùng báo một buổi.', 'd-TT01': '8' }
    const answers = await Promise.all([adjust(house, binh, fields), adjust(house, chi, fields)])
    assert.deepEqual(answers.map(one => one.status).sort(), [303, 409])
    const told = answers.find(one => one.status === 409)
    assert.match(told?.text ?? '', /Vừa có điều chỉnh khác/u)
    assert.match(told?.text ?? '', /name="d-TT01"[^>]*value="8"/u)
    assert.match(told?.text ?? '', /name="seen" value="1"/u)
    const again = await adjust(house, chi, { ...fields, seen: '1' })
    assert.equal(again.status, 422)
    assert.match(again.text, /tổng đang là 1, không trừ được 8/u)
  }),
)

test(
  'a total that no longer bears an adjustment is not published until that one is undone',
  inHouse(async house => {
    const { binh, edition } = await oneAccepted(house)
    assert.equal((await adjust(house, binh, { loai: 'twice', 'd-TT01': '8' })).status, 303)
    assert.equal((await returnIt(binh, edition, { 't-DT01': '', 't-TT01': '1', 'l-TT01': 'Xem lại.' }, 1)).status, 303)
    const mended = await handIn(house, 'an', 'KT', { ...FILLED, 'o-TT01': '3' })
    assert.equal((await acceptIt(binh, mended)).status, 303)
    assert.match((await binh.get(`/bao-cao/${CODE}/tong-hop`)).text, /điều chỉnh không còn khớp: Buổi tuyên truyền, vận động/u)
    assert.equal((await presentIt(house, binh)).status, 422)
    assert.equal((await undo(house, binh, await idOf(house, 1))).status, 303)
    assert.equal((await publishIt(house, binh)).status, 303)
  }),
)

test(
  'what is wrong with an adjustment is said beside its line, and nothing is written',
  inHouse(async house => {
    const { binh } = await oneAccepted(house)
    for (const [fields, say] of [
      [{ 'd-TD01': '2', 'ly-do': '' }, /Lý do: chưa nhập/u],
      [{ 'd-TD01': '2', loai: 'khac' }, /Loại điều chỉnh/u],
      [{ 'd-TD01': 'hai' }, /không phải là số/u],
      [{ 'd-YK03': '1/2' }, /tính theo hai dòng khác/u],
      [{ loai: 'twice', 'd-TD01': '3' }, /không trừ được 3/u],
      [{}, /Chưa ghi số ở dòng nào/u],
    ] as const)
      assert.match((await adjust(house, binh, fields)).text, say)
    assert.equal((await adjust(house, binh, { 'noi-nhan': house.unit('HL'), 'd-TD01': '2' })).status, 404)
    const an = await house.as('an')
    assert.equal((await an.get(page(house))).status, 404)
    const khoa = await house.as('khoa')
    assert.equal((await khoa.get(page(house))).status, 200)
    assert.equal((await khoa.post(`/bao-cao/${CODE}/dieu-chinh`, {})).status, 403)
    assert.equal((await undo(house, binh, randomUUID())).status, 422)
    assert.equal((await sql`select from report_adjustment`.execute(house.db)).rows.length, 0)
  }),
)

test(
  'the database keeps an adjustment as it was written',
  inHouse(async house => {
    const { binh } = await oneAccepted(house)
    assert.equal((await adjust(house, binh, { 'd-TD01': '2' })).status, 303)
    const id = await idOf(house, 1)
    await assert.rejects(sql`update report_adjustment set reason = 'khác'`.execute(house.db), /permission denied/u)
    await assert.rejects(sql`delete from report_adjustment_line`.execute(house.db), /permission denied/u)
    await assert.rejects(
      sql`insert into report_adjustment_line (adjustment_id, indicator, value) values (${id}::uuid, 'TD02', 1)`.execute(house.db),
      /nothing is added to an adjustment/u,
    )
  }),
)
