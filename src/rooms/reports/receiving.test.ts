// Returning, accepting, adding up and publishing, over HTTP, on a database of their own.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { inHouse } from '../../../test/house.ts'
import {
  acceptIt,
  CODE,
  confirm,
  confirmed,
  FILLED,
  handIn,
  hidden,
  lookOverTotal,
  OFFICERS,
  openWindow,
  postAt,
  publishIt,
  returnIt,
  review,
  sheetOf,
  summaryOf,
} from '../../../test/reports/steps.ts'
import { day } from '../../ground/day.ts'
import { sql } from '../../ground/db.ts'

test(
  'a commune does not judge, not even itself',
  inHouse(async house => {
    await openWindow(house)
    const edition = await handIn(house, 'an', 'KT')
    const giang = await house.as('giang')
    assert.equal((await acceptIt(giang, edition)).status, 403)
    assert.equal((await returnIt(giang, edition)).status, 403)
    const khoa = await house.as('khoa')
    assert.equal((await khoa.get(review(edition))).status, 200)
    assert.equal((await acceptIt(khoa, edition)).status, 403)
  }),
)

test(
  'a returned report shows the reviewer’s words in its cell, is not sent unchanged, and comes again as edition 2',
  inHouse(async house => {
    const binh = await openWindow(house)
    const first = await handIn(house, 'an', 'KT', { ...FILLED, 'o-DT01': '12' })
    assert.equal((await returnIt(binh, first)).status, 303)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const shown = await an.get(sheet)
    assert.match(shown.text, /Bị trả lại/u)
    assert.match(shown.text, /Đề nghị xem lại số cuộc đối thoại/u)
    assert.match(shown.text, /Đinh Văn Bình/u)
    assert.match((await an.get('/')).text, /Đã trả lại/u)
    const same = await an.post(`${sheet}/xem-lai`, {
      after: '1',
      version: hidden(shown.text, 'version'),
      page: randomUUID(),
      ...FILLED,
      'o-DT01': '12',
    })
    assert.equal(same.status, 422)
    assert.match(same.text, /số 12 chưa thay đổi so với bản bị trả lại/u)
    const second = await handIn(house, 'an', 'KT')
    assert.notEqual(second, first)
    assert.match((await binh.get(review(first))).text, /Đây là bản cũ/u)
    assert.match((await binh.get(review(second))).text, /So với bản 1: 1 ô[\s\S]*>12<[\s\S]*Đề nghị xem lại số cuộc đối thoại/u)
    const stale = await acceptIt(binh, first, 1)
    assert.equal(stale.status, 409)
    assert.equal((await acceptIt(binh, second)).status, 303)
    assert.match((await an.get(sheet)).text, /Đã tiếp nhận/u)
  }),
)

test(
  'a report is not returned without a cell, nor a cell without a reason',
  inHouse(async house => {
    const binh = await openWindow(house)
    const edition = await handIn(house, 'an', 'KT')
    const none = await returnIt(binh, edition, { 't-DT01': '' })
    assert.equal(none.status, 422)
    assert.match(none.text, /Chưa chọn ô nào/u)
    const silent = await returnIt(binh, edition, { 'l-DT01': '' })
    assert.equal(silent.status, 422)
    assert.match(silent.text, /<a href="#l-DT01">Ô 9, Cuộc đối thoại trực tiếp với Nhân dân: đã đánh dấu thì cần một lý do\./u)
    assert.match(silent.text, /id="l-DT01"/u)
    assert.match(silent.text, /name="t-DT01" value="1" checked/u)
  }),
)

test(
  'two reviewers at once: the first decides, the second is told',
  inHouse(async house => {
    const binh = await openWindow(house)
    const chi = await house.as('chi')
    const edition = await handIn(house, 'an', 'KT')
    const answers = await Promise.all([acceptIt(binh, edition), returnIt(chi, edition)])
    const said = answers.map(one => one.status).sort()
    assert.equal(said[0], 303)
    assert.ok(said[1] === 409 || said[1] === 422)
  }),
)

test(
  'several reports are accepted together, or none and each reason',
  inHouse(async house => {
    const binh = await openWindow(house)
    const editions = { KT: await handIn(house, 'an', 'KT'), HL: await handIn(house, 'dung', 'HL') }
    const pick = (code: keyof typeof editions) => `${house.unit(code)}:${editions[code]}`
    assert.equal((await returnIt(binh, editions.HL)).status, 303)
    const mixed = await binh.post(`/bao-cao/${CODE}/tiep-nhan`, { 'noi-nhan': house.unit('MAU'), chon: [pick('KT'), pick('HL')] })
    assert.equal(mixed.status, 422)
    assert.match(mixed.text, /Chưa tiếp nhận báo cáo nào: 1 trên 2 đơn vị chưa được/u)
    assert.match(mixed.text, /Hạ Lang: đã trả lại, chưa nộp bản mới/u)
    assert.match(mixed.text, /đã nộp 1 trên 12/u)
    const alone = await binh.post(`/bao-cao/${CODE}/tiep-nhan`, { 'noi-nhan': house.unit('MAU'), chon: pick('KT') })
    assert.equal(alone.status, 303)
    assert.match((await binh.get(`/bao-cao/${CODE}/theo-doi?loc=tiep-nhan`)).text, /Khe Trầm/u)
  }),
)

test(
  'the day it is due lasts until midnight in Việt Nam: then the unit is late, and may still hand in',
  inHouse(async house => {
    const binh = await openWindow(house)
    house.setClock('2026-11-25T23:59:59+07:00')
    assert.doesNotMatch((await binh.get(`/bao-cao/${CODE}/theo-doi`)).text, /Quá hạn/u)
    house.setClock('2026-11-26T00:00:00+07:00')
    // The night's sleep ends the session; she signs in again.
    const late = await (await house.as('binh')).get(`/bao-cao/${CODE}/theo-doi`)
    assert.match(late.text, /Quá hạn 1 ngày/u)
    const edition = await handIn(house, 'an', 'KT')
    assert.match((await (await house.as('binh')).get(review(edition))).text, /muộn 1 ngày/u)
  }),
)

test(
  'before the cut-off a draft is kept but not handed in',
  inHouse(async house => {
    await openWindow(house)
    house.setClock('2026-11-20T09:00:00+07:00')
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    assert.equal((await an.post(`${sheet}/luu`, { after: '0', version: '0', page: randomUUID(), ...FILLED })).status, 303)
    const answer = await an.post(`${sheet}/nop`, { id: randomUUID(), after: '0', ...FILLED })
    assert.equal(answer.status, 422)
    assert.match(answer.text, /Số liệu chốt hết ngày 21\/11\/2026/u)
    await sql`update report_regime set law_text = 'Quy định 23-QĐ/TW' where code = 'DV-THANG'`.execute(house.db)
    assert.match((await an.get('/')).text, /đã ghi 17 ô\. Theo Quy định 23-QĐ\/TW\./u, 'what asks for it')
    assert.match(answer.text, /value="1\.240"/u)
  }),
)

test(
  'after the lock nothing is handed in, and the page says since when',
  inHouse(async house => {
    await openWindow(house, { locks: '30/11/2026' })
    house.setClock('2026-12-01T00:00:01+07:00')
    const an = await house.as('an')
    const answer = await an.post(`${sheetOf(house, 'KT')}/nop`, { id: randomUUID(), after: '0', ...FILLED })
    assert.equal(answer.status, 422)
    assert.match((await an.get(sheetOf(house, 'KT'))).text, /Kỳ này đã khóa từ hết ngày 30\/11\/2026/u)
  }),
)

test(
  'the province adds up what it accepted, names who is missing beside every total, and publishes it frozen',
  inHouse(async house => {
    const binh = await openWindow(house)
    const editions: string[] = []
    for (const code of ['KT', 'HL', 'BS']) editions.push(await handIn(house, OFFICERS[code] ?? '', code))
    for (const edition of editions) assert.equal((await acceptIt(binh, edition)).status, 303)
    const totals = await binh.get(`/bao-cao/${CODE}/tong-hop`)
    assert.match(totals.text, /Tổng hợp tháng 11\/2026: 3 trên 12 đơn vị/u)
    assert.equal((totals.text.match(/3\/12/gu) ?? []).length, 29, 'beside every total and once for all')
    assert.match(totals.text, /123 trên 144/u)
    const origin = /href="([^"]*\/nguon\/TD02[^"]*)"/u.exec(totals.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const parts = await binh.get(origin)
    assert.match(parts.text, /Số 93 từ đâu ra\?/u)
    assert.match(parts.text, /Bản tổng hợp đang lập, tính lúc này/u)
    assert.match(parts.text, /3 đơn vị góp vào/u)
    assert.equal((await (await house.as('an')).get(origin)).status, 404, 'a commune does not receive')
    assert.equal((await binh.get(origin.replace('TD02', 'KHONG'))).status, 404)
    const answer = await publishIt(house, binh)
    assert.equal(answer.status, 303, summaryOf(answer))
    const page = await binh.get(answer.location ?? '')
    assert.match(page.text, /Báo cáo tháng 11\/2026 đã công bố/u)
    assert.match(page.text, /Tiếp 93 lượt người\./u)
    assert.match(page.text, /Số kỳ trước, cùng kỳ lấy đúng địa bàn của các đơn vị đã có trong bản này/u)
    assert.match(page.text, /\/van-ban\/[0-9a-f-]{36}\/tai-ve/u)
    const lineage = await binh.get(`${answer.location}/nguon/TD02`)
    assert.match(lineage.text, /Số 93 từ đâu ra\?/u)
    assert.match(lineage.text, /3 đơn vị góp vào/u)
    const again = await publishIt(house, binh)
    assert.equal(again.status, 422)
    assert.match(again.text, /Bản công bố số 1 đã có đúng các báo cáo này/u)
    const an = await house.as('an')
    assert.equal((await an.get(answer.location ?? '')).status, 200)
    assert.equal((await an.get(`${answer.location}/nguon/TD02`)).status, 404)
    assert.equal(
      (
        await an.post(`/bao-cao/${CODE}/trinh-ky`, {
          id: randomUUID(),
          seen: 'x',
          'noi-nhan': house.unit('MAU'),
          ky: randomUUID(),
        })
      ).status,
      404,
    )
  }),
)

test(
  'a late unit and a corrected one come in by a second publication; the first stays as it was',
  inHouse(async house => {
    const binh = await openWindow(house)
    const kt = await handIn(house, 'an', 'KT')
    assert.equal((await acceptIt(binh, kt)).status, 303)
    const first = (await publishIt(house, binh)).location ?? ''
    const before = (await sql<{ all: string }>`select snapshot::text || snapshot_sha256 as all from report_publication`.execute(house.db))
      .rows[0]?.all
    assert.equal((await returnIt(binh, kt, {}, 1)).status, 303)
    const corrected = await handIn(house, 'an', 'KT', { ...FILLED, 'o-DT01': '3' })
    const hl = await handIn(house, 'dung', 'HL')
    for (const edition of [corrected, hl]) assert.equal((await acceptIt(binh, edition)).status, 303)
    const second = await publishIt(house, binh)
    assert.equal(second.status, 303, summaryOf(second))
    assert.match((await binh.get(second.location ?? '')).text, /đính chính lần 1/u)
    assert.match((await binh.get(first)).text, /Bản này đã có bản đính chính/u)
    const after = (
      await sql<{ all: string }>`select snapshot::text || snapshot_sha256 as all from report_publication where number = 1`.execute(house.db)
    ).rows[0]?.all
    assert.equal(after, before)
    const { rows } = await sql<{
      n: number
      value: number
    }>`select p.number as n, f.value from report_publication p join report_published_figure f on f.publication_id = p.id where f.indicator = 'DT01' order by 1`.execute(
      house.db,
    )
    assert.deepEqual(rows, [
      { n: 1, value: 1 },
      { n: 2, value: 4 },
    ])
  }),
)

test(
  'presented twice with one press it is one; a report accepted meanwhile is seen before it goes to be signed',
  inHouse(async house => {
    const binh = await openWindow(house)
    assert.equal((await acceptIt(binh, await handIn(house, 'an', 'KT'))).status, 303)
    const asked = { 'noi-nhan': house.unit('MAU'), ky: await postAt(house, 'chi') }
    const fields = confirmed((await lookOverTotal(binh, asked)).text)
    assert.equal((await acceptIt(binh, await handIn(house, 'dung', 'HL'))).status, 303)
    const stale = await binh.post(`/bao-cao/${CODE}/trinh-ky`, fields)
    assert.equal(stale.status, 409)
    const fresh = confirmed((await lookOverTotal(binh, asked)).text)
    const answers = await Promise.all([1, 2, 3].map(() => binh.post(`/bao-cao/${CODE}/trinh-ky`, fresh)))
    assert.deepEqual([...new Set(answers.map(one => `${one.status} ${one.location}`))].length, 1)
    assert.equal(answers[0]?.status, 303)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from report_presented`.execute(house.db)
    assert.equal(rows[0]?.n, 1)
  }),
)

test(
  'a text that binds a figure the report does not have is not presented',
  inHouse(async house => {
    const binh = await openWindow(house)
    assert.equal((await acceptIt(binh, await handIn(house, 'an', 'KT'))).status, 303)
    const answer = await publishIt(house, binh, { 'p-2': 'Có {figure:XX99} việc.' })
    assert.equal(answer.status, 422)
    assert.match(answer.text, /gọi chỉ tiêu XX99, biểu này không có/u)
  }),
)

test(
  'what is published cannot be changed by the application, whatever it tries',
  inHouse(async house => {
    const binh = await openWindow(house)
    assert.equal((await acceptIt(binh, await handIn(house, 'an', 'KT'))).status, 303)
    assert.equal((await publishIt(house, binh)).status, 303)
    for (const table of [
      'report_publication',
      'report_presented',
      'report_presented_end',
      'report_published_figure',
      'report_contribution',
      'report_edition',
      'report_source',
      'report_verdict',
      'report_inclusion',
    ]) {
      await assert.rejects(sql.raw(`delete from ${table}`).execute(house.db), /permission denied/u, table)
      await assert.rejects(
        sql
          .raw(
            `update ${table} set ${table === 'report_edition' ? 'number = number' : table === 'report_verdict' ? 'body = body' : table.startsWith('report_p') && table !== 'report_published_figure' ? 'number = number' : table === 'report_inclusion' ? 'child_id = child_id' : 'indicator = indicator'}`,
          )
          .execute(house.db),
        /permission denied/u,
        table,
      )
    }
  }),
)

test(
  'a published figure that is not the sum of its parts is refused by the database itself',
  inHouse(async house => {
    const binh = await openWindow(house)
    assert.equal((await acceptIt(binh, await handIn(house, 'an', 'KT'))).status, 303)
    assert.equal((await publishIt(house, binh)).status, 303)
    const wrong = house.inTx(async tx => {
      await sql`insert into report_published_figure (publication_id, indicator, state, value) select id, 'ZZ01', 'reported', 5 from report_publication`.execute(
        tx,
      )
    })
    await assert.rejects(wrong, /not the sum of its parts/u)
  }),
)

test(
  'everything a person did here is in the chain of the unit, in order',
  inHouse(async house => {
    const binh = await openWindow(house)
    const edition = await handIn(house, 'an', 'KT')
    await acceptIt(binh, edition)
    const { rows } = await sql<{ act: string }>`select act from act_log where unit_id = ${house.unit('KT')}::uuid order by seq`.execute(
      house.db,
    )
    assert.deepEqual(
      rows.map(row => row.act),
      ['reports.submit', 'reports.accept'],
    )
  }),
)

test(
  'a form in the name of another day: an edition keeps the tree and the form of its window',
  inHouse(async house => {
    await openWindow(house)
    await handIn(house, 'an', 'KT')
    const { rows } = await sql<{ tree: string; form: number }>`select tree_on as tree, form_version as form from report_edition`.execute(
      house.db,
    )
    assert.deepEqual(rows, [{ tree: day('2026-11-21'), form: 1 }])
  }),
)

test(
  'what was owed in June 2025 goes up through the district that was: its keeper adds up, is told who is missing, and the gap goes with it',
  inHouse(async house => {
    const window = 'T2025-06'
    const binh = await openWindow(house, { ma: window, ten: 'tháng 6/2025', from: '01/06/2025', until: '30/06/2025', due: '05/07/2025' })
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT0', window)
    const sent = await an.post(`${sheet}/nop`, await confirm(an, sheet))
    assert.equal(sent.status, 303, summaryOf(sent))
    const kt = sent.location?.split('/').at(-1) ?? ''
    assert.equal((await binh.post(`${review(kt, window)}/tiep-nhan`, { id: randomUUID(), seen: '0' })).status, 303)
    const district = house.unit('D1')
    const totals = await binh.get(`/bao-cao/${window}/tong-hop?noi-nhan=${district}`)
    assert.match(totals.text, /1 trên 10 đơn vị/u)
    assert.match(totals.text, /Nộp bản tổng hợp cho tỉnh Mẫu/u)
    const asked = (await lookOverTotal(binh, { 'noi-nhan': district }, window)).text
    for (const effect of [
      /Nộp bản tổng hợp tháng 6\/2025 của [^<]+ cho tỉnh Mẫu\?/u,
      /báo cáo chính thức của đơn vị, bản 1\./u,
      /bản tổng hợp được khóa/u,
    ])
      assert.match(asked, effect)
    assert.match(asked, /Hạn nộp là 05\/7\/2025: bản này được ghi là muộn 504 ngày\./u)
    const fields = confirmed(asked)
    const up = await binh.post(`/bao-cao/${window}/gui-len`, fields)
    assert.equal(up.status, 303, summaryOf(up))
    assert.equal((await binh.post(`/bao-cao/${window}/gui-len`, fields)).location, up.location)
    const d1 = up.location?.split('/').at(-1) ?? ''
    assert.equal((await binh.post(`${review(d1, window)}/tiep-nhan`, { id: randomUUID(), seen: '0' })).status, 303)
    const province = await binh.get(`/bao-cao/${window}/tong-hop?noi-nhan=${house.unit('MAU')}`)
    assert.match(province.text, /1 trên 2 đơn vị/u)
    // The district that is silent and the nine communes that the other lacked: each is named, none is counted as zero.
    assert.match(province.text, /1\/11<\/strong>/u)
    assert.match((await an.get(sheet)).text, /Đã vào bản tổng hợp/u)
  }),
)
