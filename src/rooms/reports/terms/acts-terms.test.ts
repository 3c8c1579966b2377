// Asking for more days, giving, refusing, waiving: over HTTP, on a database of their own.
import assert from 'node:assert/strict'
import test from 'node:test'
import { programOf } from '../../../../test/api/program.ts'
import { type Browsing, type Fields, inHouse, type Shown, type TestHouse } from '../../../../test/house.ts'
import {
  acceptIt,
  CODE,
  confirm,
  handIn,
  OFFICERS,
  openWindow,
  publishIt,
  returnIt,
  sheetOf,
  summaryOf,
} from '../../../../test/reports/steps.ts'
import { sql } from '../../../ground/db.ts'

const LOCKED = { due: '25/11/2026', locks: '30/11/2026' }
const terms = (house: TestHouse, code: string): string => `${sheetOf(house, code)}/gia-han`
const board = (filter = ''): string => `/bao-cao/${CODE}/theo-doi${filter ? `?loc=${filter}` : ''}`
const askFor = (who: Browsing, house: TestHouse, code: string, more: Fields = {}): Promise<Shown> =>
  who.post(terms(house, code), { seen: '0', den: '28/11/2026', 'ly-do': 'Mất điện ba ngày vì bão.', ...more })
const answer = (who: Browsing, house: TestHouse, code: string, more: Fields = {}): Promise<Shown> =>
  who.post(`${terms(house, code)}/tra-loi`, { seen: '1', y: 'co', den: '28/11/2026', 'ly-do': '', ...more })
const several = (who: Browsing, house: TestHouse, what: 'gia-han' | 'mien', codes: readonly string[], more: Fields = {}): Promise<Shown> =>
  who.post(`/bao-cao/${CODE}/${what}`, {
    'noi-nhan': house.unit('MAU'),
    chon: codes.map(code => `${house.unit(code)}:0`),
    'ly-do': 'Bão số 9, xã bị cô lập.',
    ...more,
  })
const done = (shown: Shown): void => assert.equal(shown.status, 303, summaryOf(shown))
/** Refused by a rule or, before it, by what was typed: then 400. */
const refused = (shown: Shown, says: RegExp, status = 422): void => {
  assert.equal(shown.status, status, summaryOf(shown))
  assert.ok(says.test(shown.text), summaryOf(shown))
}

test(
  'a unit asks, sees it wait, takes it back, asks again and is given the days; both sides and the log know',
  inHouse(async house => {
    const binh = await openWindow(house)
    const an = await house.as('an')
    assert.match((await an.get(sheetOf(house, 'KT'))).text, /Xin gia hạn/u)
    done(await askFor(an, house, 'KT'))
    assert.match((await an.get(terms(house, 'KT'))).text, /Đã đề nghị gia hạn đến hết ngày 28\/11\/2026[\s\S]*đang chờ/u)
    refused(await askFor(an, house, 'KT', { seen: '1' }), /Đề nghị trước đang chờ trả lời/u)
    done(await an.post(`${terms(house, 'KT')}/rut`, { seen: '1' }))
    refused(await answer(binh, house, 'KT', { seen: '2', y: 'khong', 'ly-do': 'muộn' }), /đã được rút/u)
    done(await askFor(an, house, 'KT', { seen: '2' }))
    assert.match((await binh.get('/')).text, /xã Khe Trầm xin gia hạn[\s\S]*28\/11\/2026: Mất điện ba ngày vì bão/u)
    assert.match((await binh.get(board('xin-gia-han'))).text, /Gia hạn, miễn \(1 đề nghị\)[\s\S]*xin gia hạn đến 28\/11\/2026/u)
    done(await answer(binh, house, 'KT', { seen: '3' }))
    assert.match((await an.get('/')).text, /Gia hạn đến 28\/11\/2026/u)
    assert.match((await an.get(sheetOf(house, 'KT'))).text, /Được gia hạn đến hết ngày 28\/11\/2026: Mất điện ba ngày vì bão/u)
    assert.match((await an.get('/bao-cao')).text, /28\/11\/2026[\s\S]*gia hạn đến 28\/11\/2026/u)
    house.setClock('2026-11-27T08:00:00+07:00')
    const later = await house.as('binh')
    const all = (await later.get(board())).text
    assert.match(all, /Quá hạn 11/u)
    assert.match((await later.get(board('gia-han'))).text, /Khe Trầm/u)
    const log = await house.inTx(tx =>
      sql<{ act: string }>`select act from act_log where act like 'reports.%time' or act like '%asking' order by at`.execute(tx),
    )
    assert.deepEqual(
      log.rows.map(row => row.act),
      ['reports.ask-time', 'reports.withdraw-asking', 'reports.ask-time', 'reports.give-time'],
    )
  }),
)

test(
  'an asking is refused with why; the same button twice is one act; who comes second is told',
  inHouse(async house => {
    const binh = await openWindow(house)
    const chi = await house.as('chi')
    const an = await house.as('an')
    done(await askFor(an, house, 'KT'))
    done(await askFor(an, house, 'KT'))
    refused(await answer(binh, house, 'KT', { y: 'khong' }), /Ghi lý do không gia hạn/u)
    refused(await answer(binh, house, 'KT', { den: '' }), /Ghi ngày mà đơn vị được nộp/u)
    const both = await Promise.all([
      answer(binh, house, 'KT', { y: 'khong', 'ly-do': 'Kỳ trước đã gia hạn.' }),
      answer(chi, house, 'KT', { den: '27/11/2026' }),
    ])
    assert.deepEqual(both.map(one => one.status).sort(), [303, 409])
    assert.match(both.find(one => one.status === 409)?.text ?? '', /vừa được người khác xử lý/u)
    const count = await house.inTx(tx => sql<{ n: number }>`select count(*)::int as n from report_term`.execute(tx))
    assert.equal(count.rows[0]?.n, 2)
  }),
)

test(
  'a refused asking is read on the sheet and the start page, and another may be sent',
  inHouse(async house => {
    const binh = await openWindow(house)
    const an = await house.as('an')
    done(await askFor(an, house, 'KT'))
    done(await answer(binh, house, 'KT', { y: 'khong', 'ly-do': 'Kỳ trước đã gia hạn.' }))
    assert.match((await an.get('/')).text, /Đề nghị gia hạn không được chấp nhận: Kỳ trước đã gia hạn\./u)
    assert.match((await an.get(sheetOf(house, 'KT'))).text, /28\/11\/2026 không được chấp nhận: Kỳ trước đã gia hạn/u)
    done(await askFor(an, house, 'KT', { seen: '2', den: '26/11/2026' }))
  }),
)

test(
  'who hands in after all needs no more days: the asking ends with the report, and the receiver reviews it',
  inHouse(async house => {
    const binh = await openWindow(house)
    const an = await house.as('an')
    done(await askFor(an, house, 'KT'))
    await handIn(house, 'an', 'KT')
    assert.match((await an.get(terms(house, 'KT'))).text, /Rút đề nghị[\s\S]*Đã nộp báo cáo\./u)
    const shown = (await binh.get(board())).text
    assert.match(shown, /Xem xét\s*<span class="vh"> ?báo cáo của xã Khe Trầm/u)
    assert.doesNotMatch(shown, /đề nghị gia hạn/u)
    assert.doesNotMatch((await binh.get('/')).text, /xã Khe Trầm xin gia hạn/u)
  }),
)

test(
  'what cannot be asked comes back with what was typed and a sentence at its field',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    refused(await askFor(an, house, 'KT', { den: '20/11/2026' }), /Ngày 20\/11\/2026 đã qua/u)
    refused(await askFor(an, house, 'KT', { den: '25/11/2026' }), /Hạn nộp đang là 25\/11\/2026\. Chọn ngày sau ngày đó/u)
    refused(await askFor(an, house, 'KT', { den: '28/11/2027' }), /quá xa hạn nộp[\s\S]*kiểm tra lại năm/u)
    refused(await askFor(an, house, 'KT', { 'ly-do': '  ' }), /Ghi lý do xin gia hạn/u)
    const long = await askFor(an, house, 'KT', { 'ly-do': 'bão '.repeat(1250) })
    refused(long, /Lý do: dài \d+ ký tự, nhiều nhất 1000\. Rút ngắn lại/u, 400)
    assert.match(long.text, /value="28\/11\/2026"/u)
    refused(await askFor(an, house, 'KT', { den: '31/11/2026' }), /ngày 31\/11\/2026 không có trong lịch/u, 400)
    refused(await askFor(an, house, 'KT', { den: '' }), /chưa nhập/u, 400)
  }),
)

test(
  'the lock holds at midnight; an extension opens the window for that unit alone, to the end of its own day',
  inHouse(async house => {
    const binh = await openWindow(house, LOCKED)
    house.setClock('2026-11-30T23:59:59+07:00')
    let an = await house.as('an')
    assert.match((await an.get(sheetOf(house, 'KT'))).text, /Lưu bản nháp/u)
    house.setClock('2026-12-01T00:00:00+07:00')
    an = await house.as('an')
    assert.match((await an.get(sheetOf(house, 'KT'))).text, /Kỳ này đã khóa từ hết ngày 30\/11\/2026\. Xin gia hạn/u)
    done(await askFor(an, house, 'KT', { den: '03/12/2026' }))
    assert.equal((await binh.get('/')).status, 401, 'the night ends a session')
    done(await answer(await house.as('binh'), house, 'KT', { den: '03/12/2026' }))
    assert.match((await an.get(sheetOf(house, 'KT'))).text, /Lưu bản nháp/u)
    const dung = await house.as('dung')
    assert.match((await dung.get(sheetOf(house, 'HL'))).text, /đã khóa/u, 'others stay locked')
    house.setClock('2026-12-03T23:59:59+07:00')
    await handIn(house, 'an', 'KT')
    const now = await house.as('binh')
    const text = (await now.get(board())).text
    assert.match(text, /theo hạn ban đầu[\s\S]*0\/12[\s\S]*theo hạn đã gia hạn[\s\S]*1\/12 \(8,3%\)/u)
    assert.doesNotMatch(text, /muộn \d+ ngày/u)
    house.setClock('2026-12-04T00:00:00+07:00')
    const after = await house.as('binh')
    refused(await answer(after, house, 'KT', { seen: '2', den: '10/12/2026' }), /đã nộp và đang chờ xem xét/u)
  }),
)

test(
  'an extension that is over leaves the window locked again, from midnight',
  inHouse(async house => {
    const binh = await openWindow(house, LOCKED)
    house.setClock('2026-12-01T09:00:00+07:00')
    const now = await house.as('binh')
    assert.notEqual(now.token, binh.token)
    done(await several(now, house, 'gia-han', ['KT'], { den: '02/12/2026' }))
    house.setClock('2026-12-02T23:59:59+07:00')
    assert.match((await (await house.as('an')).get(sheetOf(house, 'KT'))).text, /Lưu bản nháp/u)
    house.setClock('2026-12-03T00:00:00+07:00')
    const shut = (await (await house.as('an')).get(sheetOf(house, 'KT'))).text
    assert.match(shut, /đã khóa từ hết ngày 02\/12\/2026/u)
    assert.match(shut, /Gia hạn đến hết ngày 02\/12\/2026 đã hết/u)
  }),
)

test(
  'days are given to several at once or to none, each that stands in the way is named',
  inHouse(async house => {
    const binh = await openWindow(house)
    const edition = await handIn(house, 'an', 'KT')
    refused(await several(binh, house, 'gia-han', [], { den: '28/11/2026' }), /Chưa chọn đơn vị nào/u)
    refused(await several(binh, house, 'gia-han', ['HL', 'YT']), /Gia hạn đến hết ngày: chưa nhập/u, 400)
    const mixed = await several(binh, house, 'gia-han', ['KT', 'HL'], { den: '28/11/2026' })
    refused(mixed, /xã Khe Trầm: Báo cáo đã nộp/u)
    assert.match(mixed.text, /Lỗi: Chưa ghi gì: 1 trên 2 đơn vị chưa được/u)
    const past = await several(binh, house, 'gia-han', ['HL', 'YT'], { den: '20/11/2026' })
    refused(past, /Ngày 20\/11\/2026 đã qua/u)
    assert.equal(past.text.match(/<li><a href="#den">/gu)?.length, 1, 'what was typed wrong is said once')
    done(await several(binh, house, 'gia-han', ['HL', 'YT'], { den: '28/11/2026' }))
    done(await several(binh, house, 'gia-han', ['HL', 'YT'], { den: '28/11/2026' }))
    refused(await several(await house.as('chi'), house, 'gia-han', ['HL'], { den: '30/11/2026' }), /vừa được người khác xử lý/u, 409)
    assert.equal((await returnIt(binh, edition)).status, 303)
    done(await several(binh, house, 'gia-han', ['KT'], { den: '29/11/2026' }))
    const an = await house.as('an')
    assert.equal((await several(an, house, 'gia-han', ['KT'], { den: '29/11/2026' })).status, 403, 'a commune gives nobody days')
  }),
)

test(
  'a released unit leaves the denominator, is named apart in total and paper, and comes back when it hands in all the same',
  inHouse(async house => {
    const binh = await openWindow(house)
    done(await several(binh, house, 'mien', ['YT', 'HL']))
    const dung = await house.as('dung')
    assert.match((await dung.get(sheetOf(house, 'HL'))).text, /Được miễn báo cáo kỳ này: Bão số 9, xã bị cô lập\./u)
    assert.doesNotMatch((await dung.get('/')).text, /Báo cáo công tác dân vận tháng 11/u)
    refused(await askFor(dung, house, 'HL', { seen: '1' }), /được miễn báo cáo kỳ này nên không cần xin gia hạn/u)
    for (const [code, login] of Object.entries(OFFICERS))
      if (!['YT', 'HL'].includes(code)) assert.equal((await acceptIt(binh, await handIn(house, login, code))).status, 303)
    const full = (await binh.get(board())).text
    assert.match(full, /đã nộp 10 trên 10 đơn vị/u)
    assert.match(full, /Được miễn 2/u)
    assert.match(full, /10\/10 \(100,0%\)/u)
    const total = (await binh.get(`/bao-cao/${CODE}/tong-hop`)).text
    assert.match(total, /10 trên 10 đơn vị/u)
    assert.match(total, /2 đơn vị được miễn kỳ này, không tính là thiếu: xã Hạ Lang, xã Yên Trạch\./u)
    const published = await publishIt(house, binh)
    done(published)
    const page = (await binh.get(published.location ?? '')).text
    assert.match(page, /10\/10<\/strong> đơn vị đã nộp; được miễn: xã Hạ Lang, xã Yên Trạch\./u)
    await handIn(house, 'dung', 'HL')
    assert.match((await binh.get(board())).text, /đã nộp 11 trên 11 đơn vị/u)
    assert.match((await binh.get(board('cho-xem'))).text, /được miễn nhưng đã nộp/u)
    const again = (await binh.get(`/bao-cao/${CODE}/tong-hop`)).text
    assert.match(again, /10 trên 11 đơn vị/u, 'what is not accepted yet is missing')
    refused(await several(binh, house, 'mien', ['MD']), /đã được tiếp nhận/u)
    const yt = `/bao-cao/${CODE}/${house.unit('YT')}`
    refused(await binh.post(`${yt}/mien/het`, { seen: '1', 'ly-do': '' }), /Ghi lý do chấm dứt miễn/u)
    done(await binh.post(`${yt}/mien/het`, { seen: '1', 'ly-do': 'Đường đã thông.' }))
    assert.match((await binh.get(board())).text, /đã nộp 11 trên 12 đơn vị/u)
    assert.match((await binh.get(`${yt}/gia-han`)).text, /Chấm dứt miễn[\s\S]*Đường đã thông\./u)
  }),
)

test(
  'the receiver of a window that follows a reform answers the askings of who owes to it now',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    done(await askFor(an, house, 'KT'))
    // The commune is relieved by a change of structure: nobody waits for its asking, and its row stays.
    await house.inTx(tx =>
      sql`insert into report_rearranged (window_id, unit_id, number, receiver_id, at, by_person)
        select w.id, ${house.unit('KT')}::uuid, 1, null, now(), w.opened_by from report_window w where w.code = ${CODE}`.execute(tx),
    )
    const binh = await house.as('binh')
    assert.doesNotMatch((await binh.get('/')).text, /xin gia hạn/u)
    assert.match((await binh.get(board())).text, /đã nộp 0 trên 11 đơn vị/u)
    assert.equal((await an.get(terms(house, 'KT'))).status, 404)
    await house.inTx(tx =>
      sql`insert into report_rearranged (window_id, unit_id, number, receiver_id, at, by_person)
        select w.id, ${house.unit('KT')}::uuid, 2, ${house.unit('MAU')}::uuid, now(), w.opened_by from report_window w where w.code = ${CODE}`.execute(
        tx,
      ),
    )
    assert.match((await binh.get('/')).text, /xã Khe Trầm xin gia hạn/u)
    done(await answer(binh, house, 'KT'))
  }),
)

/** All but these communes are relieved of a window, so that few reports make it whole. */
const onlyThese = (house: TestHouse, window: string, codes: readonly string[]): Promise<unknown> =>
  house.inTx(tx =>
    sql`insert into report_rearranged (window_id, unit_id, number, receiver_id, at, by_person)
      select w.id, o.unit_id, 1, null, now(), w.opened_by from report_window w join report_obligation o on o.window_id = w.id
       where w.code = ${window} and o.unit_id <> all(${codes.map(house.unit)}::uuid[])`.execute(tx),
  )

test(
  'a total without the released is set beside the same land of before, and is itself no whole to be compared with later',
  inHouse(async house => {
    let binh = await openWindow(house)
    await onlyThese(house, CODE, ['KT', 'HL'])
    assert.equal((await acceptIt(binh, await handIn(house, 'an', 'KT'))).status, 303)
    done(await several(binh, house, 'mien', ['HL']))
    assert.match(
      (await binh.get(`/bao-cao/${CODE}/theo-co-cau?chi-tieu=TD02`)).text,
      /1\/1<\/strong> đơn vị đã có số[\s\S]*1 đơn vị được miễn kỳ này/u,
    )
    done(await publishIt(house, binh))
    house.setClock('2026-12-21T09:00:00+07:00')
    const NEXT = 'T2026-12'
    const open = async (ma: string, ten: string, from: string, until: string, due: string): Promise<void> => {
      binh = await openWindow(house, { ma, ten, from, until, due })
      await onlyThese(house, ma, ['KT', 'HL'])
    }
    const waive = async (window: string): Promise<void> =>
      done(
        await binh.post(`/bao-cao/${window}/mien`, {
          'noi-nhan': house.unit('MAU'),
          chon: `${house.unit('HL')}:0`,
          'ly-do': 'Xã bị cô lập.',
        }),
      )
    const why = async (window: string): Promise<string> => (await binh.get(`/bao-cao/${window}/vi-sao/TD02`)).text
    await open(NEXT, 'tháng 12/2026', '22/11/2026', '21/12/2026', '25/12/2026')
    const cellOf = async (): Promise<string> =>
      /id="ct-TD02"[\s\S]*?<\/tr>/u.exec((await binh.get(`/bao-cao/${NEXT}/tong-hop`)).text)?.[0].replace(/<[^>]+>/gu, ' ') ?? ''
    const send = async (login: string, code: string, window = NEXT): Promise<void> => {
      const who = await house.as(login)
      const sheet = sheetOf(house, code, window)
      const sent = await who.post(`${sheet}/nop`, await confirm(who, sheet))
      done(sent)
      assert.equal((await acceptIt(binh, sent.location?.split('/').at(-1) ?? '', 0, window)).status, 303)
    }
    await send('an', 'KT')
    await waive(NEXT)
    assert.match(await cellOf(), /31\s+[\s\S]*31[\s\S]*1\/1/u, 'Khe Trầm beside Khe Trầm')
    await send('dung', 'HL')
    assert.match(await cellOf(), /không so sánh được[\s\S]*62[\s\S]*2\/2/u, 'two units are not set beside one')
    assert.match((await binh.get(`/bao-cao/${NEXT}/tong-hop`)).text, /kỳ đó thiếu xã Hạ Lang/iu)
    const came = await why(NEXT)
    assert.match(came, /Lần trước được miễn, lần này có: xã Hạ Lang \+31\./u, 'by the names that the publication keeps')
    assert.match(came, /Xã Hạ Lang[\s\S]*?được miễn lần trước/u)
    assert.doesNotMatch(came, /thiếu/u)
    house.setClock('2027-01-21T09:00:00+07:00')
    await open('T2027-01', 'tháng 01/2027', '22/12/2026', '21/01/2027', '25/01/2027')
    await send('an', 'KT', 'T2027-01')
    assert.match(await why('T2027-01'), /Lần trước có, lần này thiếu: xã Hạ Lang −31\./u)
    await waive('T2027-01')
    const gone = await why('T2027-01')
    assert.match(gone, /Lần trước có, lần này được miễn: xã Hạ Lang −31\. Số của đơn vị được miễn không được ước tính thay\./u)
    assert.match(gone, /được miễn lần này/u)
  }),
)

test(
  'a program reads the days of each report: those of before, the extension, the waiver, and whether it is expected',
  inHouse(async house => {
    const binh = await openWindow(house, LOCKED)
    done(await askFor(await house.as('an'), house, 'KT'))
    done(await several(binh, house, 'gia-han', ['HL'], { den: '02/12/2026' }))
    done(await several(binh, house, 'mien', ['YT']))
    const program = await programOf(house, 'binh')
    const { items } = (await program.get(`/windows/${CODE}/reports`)).json
    const of = (code: string) => items.find((one: { unit: { id: string } }) => one.unit.id === house.unit(code))
    assert.deepEqual(
      ['KT', 'HL', 'YT', 'MD'].map(code => [of(code).terms.expected, of(code).window.due, of(code).window.locks, of(code).terms.firstDue]),
      [
        [true, '2026-11-25', '2026-11-30', '2026-11-25'],
        [true, '2026-12-02', '2026-12-02', '2026-11-25'],
        [false, '2026-11-25', '2026-11-30', '2026-11-25'],
        [true, '2026-11-25', '2026-11-30', '2026-11-25'],
      ],
    )
    assert.deepEqual(of('KT').terms.asked, { until: '2026-11-28', at: '2026-11-21T09:42:00+07:00', say: 'Mất điện ba ngày vì bão.' })
    assert.equal(of('HL').terms.extended.until, '2026-12-02')
    assert.equal(of('YT').terms.waived.say, 'Bão số 9, xã bị cô lập.')
    const sheet = await program.get(`/windows/${CODE}/reports/${house.unit('HL')}`)
    assert.deepEqual(sheet.json.edit, { allowed: true, until: '2026-12-02', say: null })
  }),
)
