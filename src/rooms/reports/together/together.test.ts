// A sheet that several people fill at once, over HTTP on a real database.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { type Browsing, inHouse } from '../../../../test/house.ts'
import { CODE, confirm, confirmed, FILLED, hidden, landed, openWindow, sheetOf, summaryOf } from '../../../../test/reports/steps.ts'
import { sql } from '../../../ground/db.ts'

/** The sheet opened in a browser: what it began with travels with each save. */
async function opened(who: Browsing, sheet: string) {
  const { text } = await who.get(sheet)
  const page = { after: hidden(text, 'after'), version: hidden(text, 'version'), page: hidden(text, 'page'), goc: hidden(text, 'goc') }
  return {
    text,
    save: (fields: Record<string, string>) => who.post(`${sheet}/luu`, { ...page, ...fields }),
    look: async (fields: Record<string, string>) => await landed(who, await who.post(`${sheet}/xem-lai`, { ...page, ...fields })),
    async keep(fields: Record<string, string>) {
      const answer = await who.post(`${sheet}/nhap`, { ...page, ...fields })
      assert.equal(answer.status, 200, summaryOf(answer))
      const told = JSON.parse(answer.text)
      Object.assign(page, told.hidden)
      return told
    },
  }
}

const shownIn = (text: string, code: string): string => new RegExp(`name="o-${code}" value="([^"]*)"`, 'u').exec(text)?.[1] ?? ''
const note = (text: string): string => (/Đã nhập thêm [\s\S]*?<\/div>/u.exec(text)?.[0] ?? '').replace(/<[^>]*>/gu, '')

test(
  'a colleague’s cells and words come in beside one’s own, and the page says whose they are',
  inHouse(async house => {
    await openWindow(house)
    const [an, giang] = [await house.as('an'), await house.as('giang')]
    const sheet = sheetOf(house, 'KT')
    const [hers, his] = [await opened(an, sheet), await opened(giang, sheet)]
    assert.equal((await hers.save({ 'o-TD01': '2', 'o-TD02': '31', 'o-DT01': '', 'p-1': 'Tình hình ổn định.' })).status, 303)
    const saved = await his.save({ 'o-TD01': '', 'o-TD02': '', 'o-DT01': '4', 'p-1': '' })
    assert.match(saved.location ?? '', /\?gop=TD01_TD02_p-1$/u)
    const { text } = await giang.get(saved.location ?? '')
    assert.match(note(text), /^Đã nhập thêm 2 ô và 1 phần lời của Lương Thị An: ô 6, ô 7, I\. Tình hình Nhân dân\./u)
    assert.deepEqual(
      ['TD01', 'TD02', 'DT01'].map(code => shownIn(text, code)),
      ['2', '31', '4'],
    )
    assert.match(text, /Tình hình ổn định\.<\/textarea>/u)
  }),
)

test(
  'an open page learns of a colleague’s cells at its next autosave, and may go on',
  inHouse(async house => {
    await openWindow(house)
    const [an, giang] = [await house.as('an'), await house.as('giang')]
    const sheet = sheetOf(house, 'KT')
    const [hers, his] = [await opened(an, sheet), await opened(giang, sheet)]
    await hers.keep({ 'o-TD01': '2' })
    const told = await his.keep({ 'o-TD01': '', 'o-DT01': '4' })
    assert.deepEqual(told.theirs, [
      { place: 'TD01', name: 'Ô 6, Buổi tiếp công dân của người đứng đầu cấp ủy', by: 'Lương Thị An', state: '', value: '2', reason: '' },
    ])
    assert.equal(told.says, 'đã nhập thêm 1 ô của Lương Thị An')
    assert.deepEqual((await his.keep({ 'o-TD01': '3', 'o-DT01': '4' })).theirs, [], 'it has them now, and may change them')
    assert.equal(shownIn((await an.get(sheet)).text, 'TD01'), '3')
  }),
)

test(
  'two values for one cell are shown to both, stop handing in and are settled by a choice',
  inHouse(async house => {
    await openWindow(house)
    const [an, giang] = [await house.as('an'), await house.as('giang')]
    const sheet = sheetOf(house, 'KT')
    const filled = FILLED as Record<string, string>
    const [hers, his] = [await opened(an, sheet), await opened(giang, sheet)]
    await hers.keep({ ...filled, 'o-TT01': '6' })
    const told = await his.keep({ 'o-TT01': '9' })
    assert.match(told.both[0].says, /Lương Thị An ghi 6; ông\/bà ghi 9/u)
    for (const who of [an, giang]) {
      const { text } = await who.get(sheet)
      assert.match(text, /1 ô có hai cách ghi: chọn một/u)
      assert.equal(shownIn(text, 'TT01'), '6')
      assert.match(text, /type="radio"[^>]*name="c-TT01"/u)
    }
    const again = await opened(an, sheet)
    const refused = await again.look({ ...filled, 'o-TT01': '6' })
    assert.equal(refused.status, 422)
    assert.match(refused.text, /Ô 17, Buổi tuyên truyền, vận động: có hai cách ghi\. Chọn cách được giữ\./u)
    const [, nine] = [...refused.text.matchAll(/type="radio"[^>]*value="([0-9a-f]{12})"/gu)].map(one => one[1] ?? '')
    const chosen = await (await opened(an, sheet)).look({
      ...filled,
      'o-TT01': '6',
      'c-TT01': nine ?? '',
      'd-TT01': hidden(refused.text, 'd-TT01'),
    })
    assert.equal(chosen.status, 200, summaryOf(chosen))
    assert.equal(confirmed(chosen.text)['o-TT01'], '9')
  }),
)

test(
  'what a colleague saved after one looked it over is not left out of what is handed in',
  inHouse(async house => {
    await openWindow(house)
    const [an, giang] = [await house.as('an'), await house.as('giang')]
    const sheet = sheetOf(house, 'KT')
    const sending = await confirm(an, sheet)
    const his = await opened(giang, sheet)
    assert.equal((await his.save({ 'o-TT01': '10' })).status, 303)
    const held = await an.post(`${sheet}/nop`, sending)
    assert.equal(held.status, 409)
    assert.match(held.text, /Đồng nghiệp vừa ghi thêm vào biểu/u)
    assert.equal(shownIn(held.text, 'TT01'), '10')
    const sent = await an.post(`${sheet}/nop`, await confirm(an, sheet, { ...FILLED, 'o-TT01': '10' }))
    assert.equal(sent.status, 303)
    const late = await his.save({ 'o-TT01': '11' })
    assert.equal(late.status, 422)
    assert.match(late.text, /đã nộp và đang chờ xem xét[\s\S]*11/u, 'what was typed too late is still to be read')
  }),
)

for (const savers of [2, 5])
  test(
    `${savers} people saving at the same moment lose nothing`,
    inHouse(async house => {
      await openWindow(house)
      const sheet = sheetOf(house, 'KT')
      const codes = ['TD01', 'TD02', 'DT01', 'DC01', 'DC04'].slice(0, savers)
      const pages = await Promise.all(codes.map(async (_, i) => opened(await house.as(i % 2 === 0 ? 'an' : 'giang'), sheet)))
      const answers = await Promise.all(pages.map((page, i) => page.save({ [`o-${codes[i]}`]: String(i + 1), 'o-TT01': String(50 + i) })))
      assert.deepEqual([...new Set(answers.map(one => one.status))], [303])
      const { rows } = await sql<{ version: number; cells: { code: string; value: string }[]; asides: { value: string }[] }>`
        select version, cells, asides from report_draft`.execute(house.db)
      const kept = rows[0]
      assert.equal(kept?.version, savers)
      assert.deepEqual(
        codes.map(code => kept?.cells.find(one => one.code === code)?.value),
        codes.map((_, i) => String(i + 1)),
      )
      const stood = [kept?.cells.find(one => one.code === 'TT01')?.value, ...(kept?.asides ?? []).map(one => one.value)]
      assert.deepEqual(
        stood.sort(),
        codes.map((_, i) => String(50 + i)),
      )
    }),
  )

test(
  'two tabs of one person are joined as two people are',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const [one, two] = [await opened(an, sheet), await opened(an, sheet)]
    await one.keep({ 'o-TD01': '2' })
    const saved = await two.save({ 'o-TD01': '', 'o-DT01': '4' })
    assert.match(note((await an.get(saved.location ?? '')).text), /của ông\/bà ở trang khác/u)
    await one.keep({ 'o-TD01': '5' })
    await two.keep({ 'o-TD01': '7' })
    assert.match((await an.get(sheet)).text, /1 ô có hai cách ghi/u)
  }),
)

test(
  'a form that says nothing readable of what it began with replaces only the draft it saw',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    await (await opened(an, sheet)).keep({ 'o-TD01': '2' })
    const stale = await an.post(`${sheet}/luu`, { after: '0', version: '0', page: randomUUID(), goc: 'khác', 'o-DT01': '9', 'o-TD01': '3' })
    assert.equal(stale.status, 409)
    assert.match(stale.text, /Những ô hai bản ghi khác nhau/u)
    assert.equal((await sql<{ w: string }>`select window_id as w from report_draft where version = 1`.execute(house.db)).rows.length, 1)
    assert.equal(CODE, 'T2026-11')
  }),
)
