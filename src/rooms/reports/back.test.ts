// What is looked at before a deed has an address of its own: going back to it is a reading, seen by those who may, and writes nothing.
import assert from 'node:assert/strict'
import test from 'node:test'
import { type Browsing, inHouse, type Shown, type TestHouse } from '../../../test/house.ts'
import { acceptIt, CODE, FILLED, handIn, hidden, lookOverTotal, openWindow, postAt, review, sheetOf } from '../../../test/reports/steps.ts'
import { sql } from '../../ground/db.ts'

const count = async (house: TestHouse, table: string): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(house.db)).rows[0]?.n ?? -1

async function looksOver(who: Browsing, sheet: string): Promise<Shown> {
  const { text } = await who.get(sheet)
  const page = { after: hidden(text, 'after'), version: hidden(text, 'version'), page: hidden(text, 'page') }
  return await who.post(`${sheet}/xem-lai`, { ...page, ...FILLED })
}

test(
  'looking over a sheet leads to an address; once it is handed in that address leads to the sheet, and nobody else has it',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const there = await looksOver(an, sheet)
    assert.deepEqual([there.status, there.location], [303, `${sheet}/xem-lai`])
    const shown = await an.get(`${sheet}/xem-lai`)
    assert.match(shown.text, /Nộp báo cáo tháng 11\/2026 cho/u)
    assert.match(shown.text, /name="o-TT02" value="1\.240"/u, 'what was typed is in it')
    assert.equal((await (await house.as('dung')).get(`${sheet}/xem-lai`)).status, 404, 'another commune')
    assert.equal((await (await house.as('binh')).get(`${sheet}/xem-lai`)).status, 404, 'the receiver hands nothing in')
    const edition = await handIn(house, 'an', 'KT')
    const back = await an.get(`${sheet}/xem-lai`)
    assert.deepEqual([back.status, back.location], [303, sheet])
    assert.equal((await an.get(`${sheet}/bien-nhan/${edition}`)).status, 200, 'the receipt stands at its own address')
  }),
)

test(
  'a sheet that cannot be handed in says what is amiss at that address too',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const empty = await an.get(`${sheetOf(house, 'KT')}/xem-lai`)
    assert.equal(empty.status, 422)
    assert.match(empty.text, /Chưa nộp được/u)
  }),
)

test(
  'a block is kept for who pasted it, for a day, and read anew each time it is looked at',
  inHouse(async house => {
    await openWindow(house)
    const [an, giang] = [await house.as('an'), await house.as('giang')]
    const sheet = sheetOf(house, 'KT')
    const brought = await an.post(`${sheet}/dan-excel`, { khoi: 'TD02\t5' })
    assert.equal(brought.status, 303)
    const at = brought.location ?? ''
    for (const _again of [1, 2]) assert.match((await an.get(at)).text, /Khối đã dán: 1 ô mới/u)
    assert.equal((await giang.get(at)).status, 404, 'a colleague did not paste it')
    assert.equal(
      (await an.get(at.replace(/\/nap\//u, '/nap/').replace(CODE, 'T2026-10'))).status >= 400,
      true,
      'nor is it of another window',
    )
    house.setClock('2026-11-23T09:00:00+07:00')
    const later = await house.as('an')
    assert.equal((await later.post(`${sheet}/dan-excel`, { khoi: 'TD02\t6' })).status, 303)
    assert.equal(await count(house, 'report_brought'), 1, 'what was looked at the day before yesterday is gone')
    const plans = { nam: '2026', 'noi-nhan': house.unit('MAU'), 'che-do': 'DV-THANG', cot: 'DT01' }
    const binh = await house.as('binh')
    const pasted = await binh.post('/bao-cao/ke-hoach/dan', { ...plans, khoi: 'Khe Trầm\t9' })
    assert.equal(pasted.status, 303)
    assert.match((await binh.get(pasted.location ?? '')).text, /1 ô được điền vào bảng/u)
  }),
)

test(
  'looking over a total keeps its words once, and leads back to the total when there is nothing to present',
  inHouse(async house => {
    const binh = await openWindow(house)
    const asked = { 'noi-nhan': house.unit('MAU'), ky: await postAt(house, 'chi') }
    const at = `/bao-cao/${CODE}/tong-hop/xem-lai?noi-nhan=${asked['noi-nhan']}&ky=${asked.ky}`
    assert.equal((await binh.get(at)).location, `/bao-cao/${CODE}/tong-hop?noi-nhan=${asked['noi-nhan']}`, 'nothing is accepted yet')
    assert.equal((await acceptIt(binh, await handIn(house, 'an', 'KT'))).status, 303)
    const begun = Object.fromEntries(
      [...(await binh.get(`/bao-cao/${CODE}/tong-hop`)).text.matchAll(/<textarea[^>]*name="(p-\d+)"[^>]*>([^<]*)<\/textarea>/gu)].map(
        one => [one[1] ?? '', one[2] ?? ''],
      ),
    )
    assert.match((await lookOverTotal(binh, { ...asked, ...begun })).text, /Trình ký báo cáo tháng 11\/2026 của/u)
    assert.equal(await count(house, 'report_total_text'), 0, 'words that stood there are not written again')
    assert.match((await lookOverTotal(binh, { ...asked, ...begun, 'p-1': 'Lời của tỉnh.' })).text, /Lời của tỉnh\./u)
    assert.match((await binh.get(at)).text, /Lời của tỉnh\./u, 'and again, as often as one likes')
    assert.equal((await (await house.as('an')).get(at)).status, 404, 'a commune has no total')
  }),
)

test(
  'a reviewer reads figures, words and files above the decision, and the lines that differ from the window before alone',
  inHouse(async house => {
    const binh = await openWindow(house, {
      ten: 'tháng 10/2026',
      ma: 'T2026-10',
      from: '22/09/2026',
      until: '21/10/2026',
      due: '25/10/2026',
    })
    const an = await house.as('an')
    const before = `/bao-cao/T2026-10/${house.unit('KT')}`
    assert.equal((await looksOver(an, before)).status, 303)
    const confirm = (await an.get(`${before}/xem-lai`)).text
    const fields = Object.fromEntries(
      [...confirm.matchAll(/<input type="hidden" name="([^"_][^"]*)" value="([^"]*)"/gu)].map(one => [one[1] ?? '', one[2] ?? '']),
    )
    const first = (await an.post(`${before}/nop`, fields)).location?.split('/').at(-1) ?? ''
    assert.equal((await binh.post(`${review(first, 'T2026-10')}/tiep-nhan`, { id: crypto.randomUUID(), seen: '0' })).status, 303)
    await openWindow(house)
    const edition = await handIn(house, 'an', 'KT', { ...FILLED, 'o-TD02': '33' })
    const { text } = await binh.get(review(edition))
    const at = ['id="h-loi"', 'id="h-quyet-dinh"', 'id="h-tra-lai"'].map(one => text.indexOf(one))
    assert.ok((at[0] ?? -1) > 0, 'the words are there')
    assert.deepEqual(
      at,
      at.toSorted((a, b) => a - b),
    )
    const form = /<form[^>]*\/tra-lai"[\s\S]*?<\/form>/u.exec(text)?.[0] ?? ''
    assert.doesNotMatch(
      /<button[^>]*type="submit"[^>]*>/u.exec(form)?.[0] ?? 'formaction',
      /formaction/u,
      'Enter in a reason never accepts',
    )
    assert.match((await binh.get(`/bao-cao/${CODE}/xem-xet`)).text, new RegExp(`/xem/${edition}\\?so=ky-truoc`, 'u'))
    const moved = (await binh.get(`${review(edition)}?so=ky-truoc`)).text
    assert.match(moved, /id="ct-TD02"/u)
    assert.doesNotMatch(moved, /id="ct-TD01"/u, 'the same as in the window before')
    assert.match(moved, new RegExp(`/${house.unit('KT')}/vi-sao/TD02\\?so-voi=ky-truoc`, 'u'), 'and what makes the two differ')
  }),
)
