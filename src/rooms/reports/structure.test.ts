// A change of structure while a window is open, and figures by three structures, as people of Tỉnh Mẫu see them over HTTP.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { inHouse, type TestHouse } from '../../../test/house.ts'
import { country } from '../../../test/org/small-country.ts'
import { bodiesOf, change, hamletsOf, merge } from '../../../test/reports/changes.ts'
import { acceptIt, CODE, confirm, FILLED, handIn, hidden, openWindow, sheetOf, summaryOf } from '../../../test/reports/steps.ts'
import { day } from '../../ground/day.ts'
import { sql } from '../../ground/db.ts'
import type { Step } from '../../org/change-set.ts'
import { takeBack } from '../../org/change-store.ts'
import { OrgTree } from '../../org/tree.ts'
import { obligations, rearrange } from './rules.ts'
import { markOfOwing, owingIn, owingMarks } from './store-rearranged.ts'

const typed = { after: '0', version: '0', 'o-DT01': '7', 'p-1': 'Bản nháp của xã Suối Lúa.' }
const draft = async (house: TestHouse, login: string, code: string): Promise<void> => {
  const who = await house.as(login)
  const kept = await who.post(`${sheetOf(house, code)}/nhap`, { ...typed, page: randomUUID() })
  assert.equal(kept.status, 200, summaryOf(kept))
}

test(
  'a commune merged between cut-off and due day still owes; its keeper goes on with the draft and hands it in',
  inHouse(async house => {
    await openWindow(house)
    await draft(house, 'suoilua', 'SL')
    await merge(house, '2026-11-23')
    house.setClock('2026-11-24T09:00:00+07:00')
    const binh = await house.as('binh')
    assert.match((await binh.get(`/bao-cao/${CODE}/theo-doi`)).text, /đã nộp 0 trên 12 đơn vị/u)
    assert.doesNotMatch((await binh.get(`/bao-cao/${CODE}/theo-doi`)).text, /Cơ cấu tổ chức đã thay đổi/u)
    const keeper = await house.as('mydong')
    const start = await keeper.get('/')
    assert.match(start.text, /Xã Suối Lúa \(nay thuộc xã Mỹ Đông\) không còn hoạt động; đơn vị ông\/bà tiếp nhận hồ sơ nên nộp thay/u)
    assert.match((await keeper.get('/bao-cao')).text, /Đơn vị ông\/bà tiếp nhận hồ sơ nên soạn và nộp thay/u)
    const sheet = sheetOf(house, 'SL')
    const shown = await keeper.get(sheet)
    assert.equal(shown.status, 200)
    assert.match(shown.text, /nay thuộc xã Mỹ Đông/u)
    assert.match(shown.text, /Bản nháp của xã Suối Lúa/u)
    const answer = await keeper.post(`${sheet}/nop`, await confirm(keeper, sheet))
    assert.equal(answer.status, 303, summaryOf(answer))
    assert.match((await binh.get(`/bao-cao/${CODE}/theo-doi`)).text, /đã nộp 1 trên 12 đơn vị/u)
    const other = await house.as('an')
    assert.equal((await other.get(sheet)).status, 404)
  }),
)

test(
  'a commune merged before the cut-off of an open window owes no more once the receiver has seen it; its draft stays with its keeper',
  inHouse(async house => {
    const binh = await openWindow(house)
    await draft(house, 'suoilua', 'SL')
    await merge(house, '2026-11-21')
    const board = await binh.get(`/bao-cao/${CODE}/theo-doi`)
    assert.match(board.text, /Cơ cấu tổ chức đã thay đổi trước ngày chốt/u)
    assert.match((await binh.get('/')).text, /cập nhật đơn vị phải nộp/u)
    const plan = await binh.get(`/bao-cao/${CODE}/co-cau`)
    assert.match(plan.text, /Thôi phải nộp/u)
    assert.match(plan.text, /xã Mỹ Đông xem được/u)
    const stale = await binh.post(`/bao-cao/${CODE}/co-cau`, { seen: 'x' })
    assert.equal(stale.status, 409)
    const seen = hidden(plan.text, 'seen')
    assert.equal((await binh.post(`/bao-cao/${CODE}/co-cau`, { seen })).status, 303)
    assert.match((await binh.get(`/bao-cao/${CODE}/theo-doi`)).text, /đã nộp 0 trên 11 đơn vị/u)
    assert.equal((await binh.post(`/bao-cao/${CODE}/co-cau`, { seen })).status, 422)
    const keeper = await house.as('mydong')
    assert.match((await keeper.get('/bao-cao')).text, /Bản nháp của đơn vị cũ/u)
    const kept = await keeper.get(`${sheetOf(house, 'SL')}/nhap-cu`)
    assert.equal(kept.status, 200)
    assert.match(kept.text, /Bản nháp của xã Suối Lúa\./u)
    assert.equal((await keeper.get(sheetOf(house, 'SL'))).status, 404)
    assert.equal((await (await house.as('an')).get(`${sheetOf(house, 'SL')}/nhap-cu`)).status, 404)
    assert.equal((await (await house.as('an')).post(`/bao-cao/${CODE}/co-cau`, { seen })).status, 403)
  }),
)

test(
  'once a report for the land is in, the window keeps the structure it was in by: no land is reported twice',
  inHouse(async house => {
    const binh = await openWindow(house)
    await handIn(house, 'suoilua', 'SL')
    await merge(house, '2026-11-21')
    const plan = await binh.get(`/bao-cao/${CODE}/co-cau`)
    assert.match(plan.text, /Giữ nguyên/u)
    assert.doesNotMatch(plan.text, /Thôi phải nộp/u)
    assert.match((await binh.get(`/bao-cao/${CODE}/theo-doi`)).text, /đã nộp 1 trên 12 đơn vị/u)
  }),
)

test(
  'a commune that becomes one new commune hands its draft over whole, and a future change that is taken back takes its obligations along',
  inHouse(async house => {
    const binh = await openWindow(house, { until: '30/11/2026', due: '05/12/2026' })
    await draft(house, 'suoilua', 'SL')
    const born = randomUUID()
    const bodies = await bodiesOf(house, 'SL')
    const id = await change(house, '2026-11-28', [
      { step: 'create', unit: { id: born, line: 'area', level: 'commune', kind: 'phường', name: 'Suối Mới', parentId: house.unit('MAU') } },
      ...(await hamletsOf(house, 'SL', born)),
      ...bodies.map((body): Step => ({ step: 'end', id: body })),
      { step: 'pass', from: house.unit('SL'), to: born, kind: 'merged' },
    ])
    const plan = await binh.get(`/bao-cao/${CODE}/co-cau`)
    assert.match(plan.text, /Suối Mới/u)
    assert.equal((await binh.post(`/bao-cao/${CODE}/co-cau`, { seen: hidden(plan.text, 'seen') })).status, 303)
    const drafts = await house.inTx(
      async tx =>
        (await sql<{ cells: { code: string; value: string }[] }>`select cells from report_draft where unit_id = ${born}::uuid`.execute(tx))
          .rows,
    )
    assert.equal(drafts[0]?.cells.find(one => one.code === 'DT01')?.value, '7')
    const officer = await house.as('suoilua')
    assert.match((await officer.get('/bao-cao')).text, /Bản nháp của đơn vị cũ/u)

    // Work on the new commune holds the change; without it the obligation goes with the unit that never came to be.
    const by = { personId: null, at: new Date() }
    await assert.rejects(
      house.inTx(tx => takeBack(tx, id, by, house.today())),
      /không rút lại được/u,
    )
    await house.inTx(tx => sql`delete from report_draft where unit_id = ${born}::uuid`.execute(tx))
    await house.inTx(tx => takeBack(tx, id, by, house.today()))
    const back = await binh.get(`/bao-cao/${CODE}/co-cau`)
    assert.match(back.text, /Thêm vào danh sách/u)
    assert.match(back.text, /Suối Lúa/u)
    assert.equal((await binh.post(`/bao-cao/${CODE}/co-cau`, { seen: hidden(back.text, 'seen') })).status, 303)
    assert.match((await binh.get(`/bao-cao/${CODE}/theo-doi`)).text, /đã nộp 0 trên 12 đơn vị/u)
    assert.match((await officer.get(sheetOf(house, 'SL'))).text, /Bản nháp của xã Suối Lúa\./u)
  }),
)

test(
  'the figures of a window stand by three structures with one total; what is divided is not allocated, and nothing is compared that is not the same land',
  inHouse(async house => {
    const opener = await openWindow(house)
    for (const [login, code] of [
      ['suoilua', 'SL'],
      ['mydong', 'MD'],
      ['an', 'KT'],
    ] as const)
      await acceptIt(opener, await handIn(house, login, code, { ...FILLED, 'o-DT01': code === 'KT' ? '5' : '1' }))
    await merge(house, '2026-11-23')
    const [one, two] = [randomUUID(), randomUUID()]
    const hamlets = await hamletsOf(house, 'KT', one)
    const bodies = await bodiesOf(house, 'KT')
    await change(house, '2026-11-23', [
      ...[one, two].map(
        (id, i): Step => ({
          step: 'create',
          unit: { id, line: 'area', level: 'commune', kind: 'xã', name: `Khe ${i + 1}`, parentId: house.unit('MAU') },
        }),
      ),
      ...hamlets,
      ...bodies.map((id): Step => ({ step: 'end', id })),
      ...[one, two].map((id): Step => ({ step: 'pass', from: house.unit('KT'), to: id, kind: 'split' })),
    ])
    house.setClock('2026-11-24T09:00:00+07:00')
    const binh = await house.as('binh')
    const page = `/bao-cao/${CODE}/theo-co-cau?chi-tieu=DT01`
    const reported = await binh.get(page)
    assert.match(
      reported.text,
      /<h1[^>]*>Cuộc đối thoại trực tiếp với Nhân dân tháng 11\/2026: 7, như đã báo cáo \(cơ cấu ngày chốt 21\/11\/2026\)/u,
    )
    assert.match(reported.text, /Xã Suối Lúa/u)
    assert.match(reported.text, /<strong class="num">3\/12<\/strong>/u)
    const today = await binh.get(`${page}&cach=hom-nay`)
    assert.match(today.text, /: 7, theo cơ cấu hôm nay \(24\/11\/2026\)/u)
    assert.match(today.text, /<caption[^>]*>[^<]*theo cơ cấu hôm nay \(24\/11\/2026\)<\/caption>/u)
    assert.match(today.text, /Chưa phân bổ, theo cơ cấu hôm nay \(24\/11\/2026\): số của 1 đơn vị/u)
    assert.match(today.text, /địa bàn nằm ở xã Khe 1 và xã Khe 2, chưa có tỷ lệ chia; để ở tỉnh Mẫu/u)
    assert.match(today.text, /không so sánh được với cùng kỳ/u)
    const then = await binh.get(`${page}&cach=ngay&ngay=30/06/2025`)
    assert.match(then.text, /: 7, theo cơ cấu ngày 30\/6\/2025/u)
    assert.match((await binh.get(`${page}&cach=ngay&ngay=h%C3%B4m`)).text, /Ngày khác: ghi theo dạng ngày/u)
    assert.match((await (await house.as('mydong')).get(page)).text, /tháng 11\/2026: 2, như đã báo cáo/u)
    assert.equal((await (await house.as('quan')).get(page)).status, 403)
  }),
)

test('obligations are rearranged once, and rearranging again changes nothing', () => {
  const after = OrgTree.of(country, day('2025-07-31'))
  const before = OrgTree.of(country, day('2025-06-30'))
  const owing = obligations(before, 'Tỉnh Mẫu').map(one => ({ ...one, sent: false }))
  const plan = rearrange(owing, after, 'Tỉnh Mẫu')
  assert.deepEqual(plan.relieved.toSorted(), ['Huyện Thượng', 'Xã Ba', 'Xã Hai', 'Xã Một'])
  assert.deepEqual(plan.moved, [{ unitId: 'Xã Bốn', receiverId: 'Tỉnh Mẫu' }])
  const now = [
    ...owing
      .filter(one => !plan.relieved.includes(one.unitId))
      .map(one => ({ ...one, ...plan.moved.find(moved => moved.unitId === one.unitId) })),
    ...plan.asked.map(one => ({ ...one, sent: false })),
  ]
  assert.deepEqual(
    now.map(({ unitId, receiverId }) => ({ unitId, receiverId })).toSorted((a, b) => (a.unitId < b.unitId ? -1 : 1)),
    obligations(after, 'Tỉnh Mẫu').toSorted((a, b) => (a.unitId < b.unitId ? -1 : 1)),
  )
  assert.deepEqual(rearrange(now, after, 'Tỉnh Mẫu'), { asked: [], moved: [], relieved: [], kept: [] })
})

test('what a district has sent up holds its communes with it; what it has not sent goes straight up', () => {
  const after = OrgTree.of(country, day('2025-07-31'))
  const owing = obligations(OrgTree.of(country, day('2025-06-30')), 'Tỉnh Mẫu')
  const sent = (...ids: string[]) =>
    rearrange(
      owing.map(one => ({ ...one, sent: ids.includes(one.unitId) })),
      after,
      'Tỉnh Mẫu',
    )
  assert.ok(sent('Huyện Thượng').kept.includes('Huyện Thượng'))
  assert.deepEqual(sent('Huyện Thượng').moved, [])
  const one = sent('Xã Một')
  assert.deepEqual(one.kept.toSorted(), ['Xã Hai', 'Xã Một'])
  assert.ok(!one.asked.some(each => each.unitId === 'Xã Mới'))
  assert.deepEqual(
    one.moved.filter(each => each.unitId === 'Xã Một'),
    [{ unitId: 'Xã Một', receiverId: 'Tỉnh Mẫu' }],
  )
})

test(
  'the mark of who owes is that of the structure right after opening, and another once a unit or a receiver differs',
  inHouse(async house => {
    await openWindow(house)
    const [one] = (await sql<{ id: string }>`select id from report_window where code = ${CODE}`.execute(house.db)).rows
    const id = one?.id ?? assert.fail('no window')
    const asked = await house.doing('binh', 'reports.open', async ask => ({
      should: obligations(ask.tree.on(day('2026-11-21')), house.unit('MAU')),
      mark: (await owingMarks(ask, [id])).get(id),
      owing: (await owingIn(ask, [id])).get(id) ?? [],
    }))
    assert.equal(asked.mark, markOfOwing(asked.should), 'so a window that follows its structure is not read line by line')
    assert.equal(markOfOwing([...asked.owing].reverse()), asked.mark, 'whatever the order')
    const [first, ...others] = asked.owing
    assert.ok(first, 'somebody owes')
    assert.notEqual(markOfOwing(others), asked.mark)
    const elsewhere = { ...first, receiverId: others[0]?.unitId ?? '' }
    assert.notEqual(markOfOwing([elsewhere, ...others]), asked.mark)
    await sql`insert into report_rearranged (window_id, unit_id, number, receiver_id, at, by_person)
      select ${id}::uuid, ${first.unitId}::uuid, 1, ${elsewhere.receiverId}::uuid, now(), opened_by from report_window where id = ${id}::uuid`.execute(
      house.db,
    )
    const after = await house.doing('binh', 'reports.open', async ask => (await owingMarks(ask, [id])).get(id))
    assert.equal(after, markOfOwing([elsewhere, ...others]))
    assert.match((await (await house.as('binh')).get('/')).text, /cập nhật đơn vị phải nộp/u)
  }),
)
