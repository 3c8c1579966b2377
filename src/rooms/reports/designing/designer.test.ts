// Designing a regime and an indicator, as an officer of the province does it over the pages, from nothing to the first report handed in.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { type Browsing, type Fields, inHouse, type Shown, type TestHouse } from '../../../../test/house.ts'
import { hidden, summaryOf } from '../../../../test/reports/steps.ts'
import { sql } from '../../../ground/db.ts'
import { DAYS, GENERAL, LIST } from './design.examples.ts'
import { loadCatalogue } from './store-catalogue.ts'

const version = (page: Shown): string => hidden(page.text, 'version')
const done = (answer: Shown): string => {
  assert.equal(answer.status, 303, summaryOf(answer))
  return (answer.location ?? '').replace(/#.*/u, '')
}

async function begun(who: Browsing): Promise<string> {
  const answer = await who.post(`${LIST}/tao`, { id: randomUUID() })
  return done(answer)
}

/** A whole design saved and live; answers the address of the regime. */
async function live(who: Browsing, more: { general?: Fields; codes?: readonly string[] } = {}): Promise<string> {
  const design = await begun(who)
  done(await who.post(design, { version: '1', ...GENERAL, ...more.general }))
  done(await who.post(`${design}/chi-tieu/them`, { version: '2', ma: more.codes ?? ['GS01', 'GS02'] }))
  done(await who.post(`${design}/phan-loi`, { version: '3', 'muc-1': 'I. Kết quả', 'bb-1': '1', 'muc-2': 'II. Kiến nghị' }))
  done(await who.post(`${design}/thoi-han`, { version: '4', ...DAYS }))
  const check = await who.get(`${design}/kiem-tra`)
  return done(await who.post(`${design}/ap-dung`, { version: version(check), regime: hidden(check.text, 'regime') }))
}

const codesOf = (house: TestHouse, code: string) =>
  house.inTx(
    async tx =>
      (
        await sql<{ version: number; lines: string[]; from: string | null; until: string | null }>`
          select f.version, f.lines, lower(f.valid) as "from", upper(f.valid) as until from report_form f join report_regime r on r.id = f.regime_id
           where r.code = ${code} order by f.version`.execute(tx)
      ).rows,
  )

test(
  'an unfinished design is kept as typed, and the check says in sentences what is missing and where',
  inHouse(async house => {
    await house.inTx(loadCatalogue)
    const binh = await house.as('binh')
    const design = await begun(binh)
    done(await binh.post(design, { version: '1', name: 'Nửa vời', code: 'DV-THANG', rhythm: 'month' }))
    done(await binh.post(`${design}/chi-tieu/them`, { version: '2', ma: ['HV20A', 'HG03', 'AS02'] }))
    done(await binh.post(`${design}/thoi-han`, { version: '3', 'due-commune': '15', 'due-province': '5', 'until-commune': '-3' }))
    const check = await binh.get(`${design}/kiem-tra`)
    for (const say of [
      /Mã DV-THANG đã dùng/u,
      /Nơi nhận: chưa ghi/u,
      /Dòng HV20A .*biểu không có HV20\. Thêm HV20/u,
      /Tỷ lệ HG03 .*chia từ HG02/u,
      /Tỷ lệ AS02 .*chia từ AS02K/u,
      /Ngày chốt của cấp xã/u,
      /Hạn của cấp xã \(15 ngày\) sau hạn của cấp tỉnh|Cần sửa/u,
    ])
      assert.match(check.text, say)
    assert.doesNotMatch(check.text, /ap-dung/u)
    const forced = await binh.post(`${design}/ap-dung`, { version: '4', regime: randomUUID() })
    assert.equal(forced.status, 422)
    done(await binh.post(design, { version: '4', name: 'Nửa vời', code: 'NV-THANG', rhythm: 'month' }))
    assert.equal((await binh.post(`${design}/ap-dung`, { version: '5', regime: randomUUID() })).status, 422)
    assert.match((await binh.get(LIST)).text, /Nửa vời/u)
    done(await binh.post(`${design}/bo`, { version: '5' }))
    assert.doesNotMatch((await binh.get(LIST)).text, /Nửa vời/u)
  }),
)

test(
  'lines are moved, groups move whole at their edge, and a line is taken out',
  inHouse(async house => {
    await house.inTx(loadCatalogue)
    const binh = await house.as('binh')
    const design = await begun(binh)
    done(await binh.post(`${design}/chi-tieu/them`, { version: '1', ma: ['GS01', 'KT01', 'GS02', 'GS04', 'GS04A'] }))
    const order = async () => [...(await binh.get(`${design}/chi-tieu`)).text.matchAll(/id="dong-([A-Z0-9]+)"/gu)].map(one => one[1])
    assert.deepEqual(await order(), ['GS01', 'GS02', 'GS04', 'GS04A', 'KT01'])
    done(await binh.post(`${design}/chi-tieu/xep`, { version: '2', len: 'GS02' }))
    assert.deepEqual(await order(), ['GS02', 'GS01', 'GS04', 'GS04A', 'KT01'])
    done(await binh.post(`${design}/chi-tieu/xep`, { version: '3', len: 'KT01' }))
    assert.deepEqual(await order(), ['KT01', 'GS02', 'GS01', 'GS04', 'GS04A'])
    done(await binh.post(`${design}/chi-tieu/xep`, { version: '4', bo: 'GS01' }))
    assert.deepEqual(await order(), ['KT01', 'GS02', 'GS04', 'GS04A'])
  }),
)

test(
  'a design saved from another page meanwhile is stale, and what was typed is shown again',
  inHouse(async house => {
    await house.inTx(loadCatalogue)
    const binh = await house.as('binh')
    const design = await begun(binh)
    done(await binh.post(design, { version: '1', ...GENERAL }))
    const late = await binh.post(design, { version: '1', ...GENERAL, name: 'Tên gõ ở trang cũ' })
    assert.equal(late.status, 409)
    assert.match(late.text, /vừa được lưu từ trang khác/u)
    assert.match(late.text, /Tên gõ ở trang cũ/u)
  }),
)

test(
  'a live regime changes only by a new version after the windows that are open, which keep their form',
  inHouse(async house => {
    await house.inTx(loadCatalogue)
    const binh = await house.as('binh')
    const regime = /che-do\/([0-9a-f-]+)/u.exec(await live(binh))?.[1] ?? ''
    const window = {
      id: randomUUID(),
      seat: house.unit('MAU'),
      'che-do': regime,
      ten: 'tháng 11/2026',
      ma: 'GSDT-1',
      from: '01/11/2026',
      until: '30/11/2026',
      due: '05/12/2026',
    }
    done(await binh.post('/bao-cao/mo-ky', window))
    const design = done(await binh.post(`${LIST}/${regime}/ban-moi`, { id: randomUUID() }))
    const page = await binh.get(design)
    assert.match(page.text, /Bản mới của Báo cáo chuyên đề/u)
    const { code: _code, rhythm: _rhythm, ...general } = GENERAL
    done(await binh.post(design, { version: '1', ...general, from: '15/11/2026' }))
    done(await binh.post(`${design}/chi-tieu/them`, { version: '2', ma: ['GS03'] }))
    assert.match(
      (await binh.get(`${design}/kiem-tra`)).text,
      /Kỳ tháng 11\/2026 đã mở và chốt ngày 30\/11\/2026.*Chọn từ ngày 01\/12\/2026/u,
    )
    assert.equal((await binh.post(`${design}/ap-dung`, { version: '3', regime: randomUUID() })).status, 422)
    done(await binh.post(design, { version: '3', ...general, from: '01/12/2026' }))
    done(await binh.post(`${design}/ap-dung`, { version: '4', regime: randomUUID() }))
    assert.deepEqual(await codesOf(house, 'GSDT-THANG'), [
      { version: 1, lines: ['GS01', 'GS02'], from: null, until: '2026-12-01' },
      { version: 2, lines: ['GS01', 'GS02', 'GS03'], from: '2026-12-01', until: null },
    ])
    const an = await house.as('an')
    const sheet = await an.get(`/bao-cao/GSDT-1/${house.unit('KT')}`)
    assert.doesNotMatch(sheet.text, /o-GS03/u)
    await assert.rejects(
      house.inTx(
        async tx =>
          void (await sql`with closed as (update report_form set valid = daterange(lower(valid), '2026-11-20') where false)
            insert into report_form (regime_id, version, valid, lines) select ${regime}::uuid, 3, daterange('2026-11-20', '2026-11-21'), '{GS01}'`.execute(
            tx,
          )),
      ),
      (error: { constraint?: string }) => error.constraint === 'report_open_windows_keep',
    )
  }),
)

test(
  'a window may not end before its regime begins',
  inHouse(async house => {
    await house.inTx(loadCatalogue)
    const binh = await house.as('binh')
    const regime = /che-do\/([0-9a-f-]+)/u.exec(await live(binh, { general: { from: '01/01/2027' } }))?.[1] ?? ''
    const window = {
      id: randomUUID(),
      seat: house.unit('MAU'),
      'che-do': regime,
      ten: 'tháng 11/2026',
      ma: 'GSDT-1',
      from: '01/11/2026',
      until: '30/11/2026',
      due: '05/12/2026',
    }
    const answer = await binh.post('/bao-cao/mo-ky', window)
    assert.equal(answer.status, 422)
    assert.match(answer.text, /chưa áp dụng vào ngày chốt/u)
  }),
)

test(
  'where a district stands between, communes hand in before it does, and each sees its own due day',
  inHouse(
    async house => {
      await house.inTx(loadCatalogue)
      const binh = await house.as('binh')
      const regime = '0d000000-0000-4000-8000-000000000001'
      const window = {
        seat: house.unit('MAU'),
        'che-do': regime,
        ten: 'tháng 5/2025',
        ma: 'T2025-05',
        from: '01/5/2025',
        until: '31/5/2025',
        due: '07/6/2025',
      }
      const plan = await binh.get(`/bao-cao/mo-ky?${new URLSearchParams({ ...window, xem: '1' })}`)
      assert.match(plan.text, /05\/6\/2025/u)
      done(await binh.post('/bao-cao/mo-ky', { ...window, id: randomUUID() }))
      const board = (receiver: string) => binh.get(`/bao-cao/T2025-05/theo-doi?noi-nhan=${house.unit(receiver)}`)
      assert.match((await board('D1')).text, /Quá hạn 1 ngày/u)
      assert.doesNotMatch((await board('MAU')).text, /Quá hạn 1 ngày/u)
    },
    { now: '2025-06-06T09:00:00+07:00' },
  ),
)

const INDICATOR: Fields = {
  code: 'DT20',
  label: 'Cuộc đối thoại với công nhân khu công nghiệp',
  measure: 'cuộc',
  group: 'Đối thoại, tiếp xúc',
  kind: 'flow',
  decimals: '0',
  basis: 'proposed',
  means: 'Người đứng đầu cấp ủy chủ trì.',
}

test(
  'an indicator is made, checked, put in the catalogue, and its next version begins on a later day',
  inHouse(async house => {
    await house.inTx(loadCatalogue)
    const binh = await house.as('binh')
    const form = done(await binh.post('/bao-cao/danh-muc/tao', { id: randomUUID() }))
    done(await binh.post(form, { version: '1', ...INDICATOR, code: 'DT02' }))
    assert.match((await binh.get(form)).text, /Mã DT02 đã dùng cho “Hội nghị đối thoại đột xuất”/u)
    done(await binh.post(form, { version: '2', ...INDICATOR }))
    const ready = await binh.get(form)
    assert.match(ready.text, /đưa vào danh mục được/u)
    const at = done(await binh.post(`${form}/ap-dung`, { version: '3', row: hidden(ready.text, 'row') }))
    assert.match((await binh.get(at)).text, /Người đứng đầu cấp ủy chủ trì/u)
    assert.equal((await binh.get(form)).status, 404, 'a design that is done is not opened again')
    const next = done(await binh.post('/bao-cao/danh-muc/tao', { id: randomUUID(), cua: 'DT20' }))
    done(await binh.post(next, { version: '1', ...INDICATOR, code: 'KHAC', label: 'Cuộc đối thoại với công nhân', from: '01/01/2027' }))
    assert.match((await binh.get(next)).text, /Điều gì đổi so với bản trước: ghi một câu/u)
    done(
      await binh.post(next, {
        version: '2',
        ...INDICATOR,
        label: 'Cuộc đối thoại với công nhân',
        from: '01/01/2027',
        breakNote: 'tính cả ngoài khu công nghiệp',
      }),
    )
    done(await binh.post(`${next}/ap-dung`, { version: '3', row: randomUUID() }))
    const page = await binh.get('/bao-cao/danh-muc/DT20')
    assert.match(page.text, /tính cả ngoài khu công nghiệp/u)
    assert.match(page.text, /<h1>Cuộc đối thoại với công nhân khu công nghiệp/u)
  }),
)

test(
  'a commune officer sees regimes and catalogue but designs nothing, and another body’s regime is not theirs to change',
  inHouse(async house => {
    await house.inTx(loadCatalogue)
    const an = await house.as('an')
    const list = await an.get(LIST)
    assert.equal(list.status, 200)
    assert.doesNotMatch(list.text, /Tạo chế độ báo cáo/u)
    assert.equal((await an.get('/bao-cao/danh-muc?tim=hoa+giai')).status, 200)
    assert.equal((await an.post(`${LIST}/tao`, { id: randomUUID() })).status, 403)
    assert.equal((await an.post('/bao-cao/danh-muc/tao', { id: randomUUID() })).status, 403)
    const binh = await house.as('binh')
    const design = await begun(binh)
    assert.equal((await an.get(design)).status, 403)
    const regime = /che-do\/([0-9a-f-]+)/u.exec(await live(binh))?.[1] ?? ''
    await house.inTx(
      async tx => void (await sql`update report_regime set made_for = ${house.unit('KT')}::uuid where id = ${regime}::uuid`.execute(tx)),
    )
    assert.equal((await binh.post(`${LIST}/${regime}/ban-moi`, { id: randomUUID() })).status, 404)
    assert.equal((await an.get(`${LIST}/${regime}`)).status, 200)
    assert.equal(
      (await (await house.as('dung')).get(`${LIST}/${regime}`)).status,
      404,
      'the regime of a body is seen by those under it and above',
    )
    await house.inTx(
      async tx =>
        void (await sql`insert into report_indicator (id, code, valid, label, measure, group_name, position, kind, made_for, made_by, made_at)
          select gen_random_uuid(), 'XA01', daterange(null, null), 'Việc riêng của xã', 'việc', 'Riêng', 900, 'flow', ${house.unit('KT')}::uuid, id, now()
            from person limit 1`.execute(tx)),
    )
    assert.equal((await binh.get('/bao-cao/danh-muc/XA01')).status, 200)
    assert.equal((await binh.post('/bao-cao/danh-muc/tao', { id: randomUUID(), cua: 'XA01' })).status, 403)
  }),
)

test(
  'what goes live stands in the act log',
  inHouse(async house => {
    await house.inTx(loadCatalogue)
    await live(await house.as('binh'))
    const { rows } = await house.inTx(tx =>
      sql<{ act: string }>`select act from act_log where act like 'reports.design%' order by seq`.execute(tx),
    )
    assert.deepEqual(
      rows.map(row => row.act),
      ['reports.design-begin', 'reports.design'],
    )
  }),
)
