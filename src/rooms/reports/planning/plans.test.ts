// Plans given, answered and set beside figures, and units compared, as people of Tỉnh Mẫu do over HTTP.
import assert from 'node:assert/strict'
import test from 'node:test'
import { type Browsing, type Fields, inHouse, type TestHouse } from '../../../../test/house.ts'
import { acceptIt, CODE, confirm, FILLED, handIn, hidden, openWindow, sheetOf, summaryOf } from '../../../../test/reports/steps.ts'
import { sql } from '../../../ground/db.ts'

const HERE = '/bao-cao/ke-hoach'
const matrix = (house: TestHouse, unit: string, codes = ['DT01', 'HG03']): string =>
  `${HERE}?nam=2026&noi-nhan=${house.unit(unit)}&che-do=DV-THANG&${codes.map(one => `chi-tieu=${one}`).join('&')}`

async function give(house: TestHouse, who: Browsing, top: string, cells: Fields, more: Fields = {}) {
  const shown = await who.get(matrix(house, top))
  return who.post(HERE, {
    nam: '2026',
    'noi-nhan': house.unit(top),
    'che-do': 'DV-THANG',
    cot: 'DT01 HG03',
    seen: /name="seen" value="([^"]*)"/u.exec(shown.text)?.[1] ?? 'x',
    'so-qd': '15-KH/BTGDVTU',
    'ngay-qd': '15/01/2026',
    ...cells,
    ...more,
  })
}
const cell = (house: TestHouse, unit: string, code: string): string => `k-${house.unit(unit)}_${code}`

test(
  'the province gives plans with the decision; the commune sees them, may not change them, and sets its own where none is given',
  inHouse(async house => {
    const binh = await house.as('binh')
    const given = await give(house, binh, 'MAU', { [cell(house, 'SL', 'DT01')]: '12', [cell(house, 'MD', 'HG03')]: '41/48' })
    assert.equal(given.status, 303, summaryOf(given))
    assert.match((await binh.get(given.location ?? '')).text, /Đã lưu 2 ô kế hoạch/u)
    const suoilua = await house.as('suoilua')
    const own = await suoilua.get(matrix(house, 'SL'))
    assert.match(own.text, /tỉnh Mẫu giao/u)
    assert.doesNotMatch(own.text, new RegExp(cell(house, 'SL', 'DT01'), 'u'), 'no box for what was given from above')
    const changed = await give(house, suoilua, 'SL', { [cell(house, 'SL', 'DT01')]: '1' })
    assert.equal(changed.status, 422)
    assert.match(changed.text, /do cấp trên giao/u)
    assert.equal((await give(house, suoilua, 'SL', { [cell(house, 'SL', 'HG03')]: '90%' }, { 'so-qd': '', 'ngay-qd': '' })).status, 303)
    assert.equal((await suoilua.get(matrix(house, 'MD'))).status, 404, 'another commune is not there')
    assert.equal(
      (await suoilua.post(HERE, { nam: '2026', 'noi-nhan': house.unit('MAU'), 'che-do': 'DV-THANG', cot: 'DT01', seen: 'x' })).status,
      404,
    )
    const again = await give(house, binh, 'MAU', { [cell(house, 'SL', 'HG03')]: '' })
    assert.equal(again.status, 303, 'what a commune set for itself may be taken back from above')
    const rows = await house.inTx(
      async tx =>
        (
          await sql<{
            number: number
            kind: string
          }>`select number, kind from report_plan where unit_id = ${house.unit('SL')}::uuid and indicator = 'HG03' order by number`.execute(
            tx,
          )
        ).rows,
    )
    assert.deepEqual(rows, [
      { number: 1, kind: 'target' },
      { number: 2, kind: 'withdrawn' },
    ])
  }),
)

test(
  'a plan without its decision, no change, a stale page and figures that are none are refused, and nothing is written',
  inHouse(async house => {
    const binh = await house.as('binh')
    const bare = await give(house, binh, 'MAU', { [cell(house, 'SL', 'DT01')]: '12' }, { 'so-qd': '', 'ngay-qd': '' })
    assert.equal(bare.status, 422)
    assert.match(bare.text, /cần văn bản/u)
    assert.match(bare.text, /value="12"/u, 'what was typed is still there')
    const odd = await give(house, binh, 'MAU', { [cell(house, 'SL', 'DT01')]: 'mười', [cell(house, 'SL', 'HG03')]: '9/0' })
    assert.match(odd.text, /không phải là số/u)
    assert.match(odd.text, /mẫu số lớn hơn 0/u)
    assert.equal((await give(house, binh, 'MAU', {})).status, 422)
    const seen = hidden((await binh.get(matrix(house, 'MAU'))).text, 'seen')
    assert.equal((await give(house, binh, 'MAU', { [cell(house, 'SL', 'DT01')]: '12' })).status, 303)
    const late = await give(house, binh, 'MAU', { [cell(house, 'SL', 'DT01')]: '13' }, { seen })
    assert.equal(late.status, 409)
    assert.match(late.text, /value="13"/u)
    const { rows } = await house.inTx(tx => sql<{ n: number }>`select count(*)::int as n from report_plan`.execute(tx))
    assert.equal(rows[0]?.n, 1)
    await assert.rejects(
      house.inTx(tx => sql`update report_plan set value = 1`.execute(tx)),
      /permission denied/u,
    )
  }),
)

test(
  'a plan stands beside the sheet, the total and the comparison, with what it is a percentage of',
  inHouse(async house => {
    const binh = await openWindow(house)
    await give(house, binh, 'MAU', { [cell(house, 'SL', 'DT01')]: '12' })
    const edition = await handIn(house, 'suoilua', 'SL', { ...FILLED, 'o-DT01': '3' })
    assert.equal((await acceptIt(binh, edition)).status, 303)
    const sheet = await (await house.as('suoilua')).get(sheetOf(house, 'SL'))
    assert.match(sheet.text, /kế hoạch 12, đạt 25%/u)
    assert.match(
      sheet.text,
      /01\/01\/2026–21\/10\/2026 \(không có kỳ báo cáo\)/u,
      'days of no window are named beside the cumulative figure',
    )
    assert.match((await binh.get(`/bao-cao/${CODE}/tong-hop`)).text, /mới 1 trên 12 đơn vị có kế hoạch/u)
    const page = await binh.get(`/bao-cao/so-sanh?den=${CODE}&chi-tieu=DT01`)
    assert.equal(page.status, 200)
    assert.match(page.text, /25% kế hoạch năm \(3 trên 12\)/u)
    assert.match(page.text, /Chưa có số liệu: 11 đơn vị/u)
    assert.match(page.text, /<title id="bd-ct-1-r-t">/u)
  }),
)

test(
  'a plan of a quarter stands beside that quarter alone; where none is given the plan of the year does, beside the year so far',
  inHouse(async house => {
    const { rows } = await sql<{ id: string }>`select id from report_regime where code = 'DV-QUY'`.execute(house.db)
    const quarter = { 'che-do': rows[0]?.id ?? '', ten: 'quý IV/2026', ma: 'Q2026-4', from: '01/10/2026', due: '05/12/2026' }
    await openWindow(house, { ...quarter, ten: 'quý III/2026', ma: 'Q2026-3', from: '01/07/2026', until: '30/09/2026', due: '05/10/2026' })
    const suoilua = await house.as('suoilua')
    const third = sheetOf(house, 'SL', 'Q2026-3')
    assert.equal((await suoilua.post(`${third}/nop`, await confirm(suoilua, third, { ...FILLED, 'o-DT01': '5' }))).status, 303)
    const binh = await openWindow(house, quarter)
    const [sl, md] = [cell(house, 'SL', 'DT01'), cell(house, 'MD', 'DT01')]
    assert.equal((await give(house, binh, 'MAU', { [sl]: '12', [md]: '12' })).status, 303)
    const shown = await binh.get(`${matrix(house, 'MAU')}&ky=Q4`)
    assert.match(shown.text, /Kế hoạch quý IV năm 2026/u)
    assert.doesNotMatch(shown.text, new RegExp(`name="${sl}"[^>]*value="12"`, 'u'), 'the plan of the year is not that of its quarter')
    const given = await give(house, binh, 'MAU', { [sl]: '4' }, { ky: 'Q4', seen: hidden(shown.text, 'seen'), 'so-qd': '61-KH/BTGDVTU' })
    assert.equal(given.status, 303, summaryOf(given))
    const after = await binh.get(given.location ?? '')
    assert.match(after.text, /Kế hoạch quý IV năm 2026/u, 'one stays at the quarter')
    assert.match(after.text, /quý IV[\s\S]*61-KH\/BTGDVTU/u)
    assert.match((await binh.get(matrix(house, 'MAU'))).text, new RegExp(`name="${sl}"[^>]*value="12"`, 'u'), 'the plan of the year stays')
    for (const [login, unit] of [
      ['suoilua', 'SL'],
      ['mydong', 'MD'],
    ] as const) {
      const who = await house.as(login)
      const sheet = sheetOf(house, unit, 'Q2026-4')
      const sent = await who.post(`${sheet}/nop`, await confirm(who, sheet, { ...FILLED, 'o-DT01': '3' }))
      assert.equal((await acceptIt(binh, sent.location?.split('/').at(-1) ?? '', 0, 'Q2026-4')).status, 303, summaryOf(sent))
      assert.match((await who.get(sheet)).text, unit === 'SL' ? /kế hoạch quý IV 4, đạt 75%/u : /kế hoạch 12, đạt 25%/u)
    }
    assert.match((await binh.get('/bao-cao/Q2026-4/tong-hop')).text, /mới 1 trên 12 đơn vị có kế hoạch/u)
    const page = await binh.get('/bao-cao/so-sanh?che-do=DV-QUY&den=Q2026-4&chi-tieu=DT01')
    assert.match(page.text, /Kế hoạch quý IV năm 2026/u)
    const csv = await binh.get('/bao-cao/so-sanh.csv?che-do=DV-QUY&den=Q2026-4&chi-tieu=DT01')
    assert.match(csv.text, /Kế hoạch quý IV năm 2026,Đã làm trong kỳ,% kế hoạch/u)
    assert.equal((await binh.get(`${matrix(house, 'MAU')}&ky=Q5`)).status, 400)
  }),
)

test(
  'a comparison answers whatever the address says, only to those who may see, and its files hold what the page shows',
  inHouse(async house => {
    const binh = await openWindow(house)
    assert.equal((await acceptIt(binh, await handIn(house, 'suoilua', 'SL', { ...FILLED, 'o-TD02': '31' }))).status, 303)
    for (const query of [
      '?so-ky=99999&cach-ky=x',
      '?chi-tieu=%00&chi-tieu=',
      '?don-vi=1&don-vi=2&noi-nhan=x',
      '?cach=ngay&ngay=31/02/2025',
      '?den=%27%3B--&che-do=%F0%9F%98%80',
      '?xep=%3Cscript%3E',
    ])
      assert.equal((await binh.get(`/bao-cao/so-sanh${query}`)).status, 200, query)
    assert.doesNotMatch((await binh.get('/bao-cao/so-sanh?xep=%3Cscript%3E')).text, /<script>/u)
    const suoilua = await house.as('suoilua')
    assert.equal((await suoilua.get(`/bao-cao/so-sanh?noi-nhan=${house.unit('MD')}`)).status, 404)
    assert.equal((await (await house.as('quan')).get('/bao-cao/so-sanh')).status, 403)
    const csv = await binh.get(`/bao-cao/so-sanh.csv?den=${CODE}&chi-tieu=TD02`)
    assert.match(csv.text, /Xã Suối Lúa,31,/u)
    assert.match(csv.text, /Cơ sở so sánh: như đã báo cáo/u)
    assert.match(csv.text, /,Xã Mỹ Đông,,/u, 'nothing is written where nothing was reported')
    assert.equal((await binh.get(`/bao-cao/so-sanh.xlsx?den=${CODE}&chi-tieu=TD02`)).status, 200)
  }),
)
