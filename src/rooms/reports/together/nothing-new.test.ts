// Saving what is there already: no row, no version, no line of the log, and the person is told so. By the page, by itself, by XLSX, by a program.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { programOf } from '../../../../test/api/program.ts'
import { inHouse, type TestHouse } from '../../../../test/house.ts'
import { CODE, FILLED, hidden, landed, openWindow, sheetOf, summaryOf } from '../../../../test/reports/steps.ts'
import { sql } from '../../../ground/db.ts'

/** The row itself, by the transaction that wrote it, and how long the log is. */
const kept = async (house: TestHouse) =>
  (
    await sql<{ row: string | null; log: number }>`
      select (select string_agg(xmin::text || ' ' || version || ' ' || saved_at, ';') from report_draft) as row, (select count(*)::int from act_log) as log`.execute(
      house.db,
    )
  ).rows[0]

const LATER = '2026-11-21T10:00:00+07:00'

test(
  'a page saved again as it stands writes nothing, says since when it stands, and the hour does not move',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const page = async () => {
      const { text } = await an.get(sheet)
      return { after: hidden(text, 'after'), version: hidden(text, 'version'), page: hidden(text, 'page'), goc: hidden(text, 'goc') }
    }
    const empty = await an.post(`${sheet}/luu`, { ...(await page()), 'o-TD01': '', 'p-1': '' })
    assert.match((await an.get(empty.location ?? '')).text, /Không có gì mới để lưu: biểu vẫn như lúc chưa ghi gì\./u)
    assert.equal((await kept(house))?.row, null, 'an empty sheet is no draft')
    assert.equal((await an.post(`${sheet}/luu`, { ...(await page()), ...FILLED })).location, sheet)
    const before = await kept(house)
    house.setClock(LATER)
    const again = await an.post(`${sheet}/luu`, { ...(await page()), ...FILLED })
    const shown = await an.get(again.location ?? '')
    assert.match(shown.text, /Không có gì mới để lưu: biểu vẫn như lần lưu lúc 09:42:00 ngày 21\/11\/2026\./u, summaryOf(shown))
    const byItself = JSON.parse((await an.post(`${sheet}/nhap`, { ...(await page()), ...FILLED })).text)
    assert.deepEqual([byItself.at, byItself.hidden.version], ['09:42:00', '1'])
    const blind = await an.post(`${sheet}/luu`, { after: '0', version: '0', page: randomUUID(), ...FILLED })
    assert.equal(blind.status, 303, 'who says nothing of what it began with, but the same as stands, is refused nothing')
    assert.deepEqual(await kept(house), before)
    assert.equal((await an.post(`${sheet}/luu`, { ...(await page()), ...FILLED, 'o-TD01': '3' })).location, sheet)
    assert.notDeepEqual(await kept(house), before)
  }),
)

test(
  'cells brought from a spreadsheet that are there by now are not written again, and the page says so',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const judged = await landed(an, await an.post(`${sheet}/dan-excel`, { khoi: '2\t\n31', 'bat-dau': 'TD01' }))
    const fields = Object.fromEntries(
      [...judged.text.matchAll(/<input type="hidden" name="([nop]-[^"]*|page)" value="([^"]*)"/gu)].map(one => [
        one[1] ?? '',
        one[2] ?? '',
      ]),
    )
    assert.ok('n-TD01' in fields, summaryOf(judged))
    const first = await an.post(`${sheet}/ap-dung-excel`, fields)
    assert.match((await an.get(first.location ?? '')).text, /Đã ghi \d ô vào bản nháp/u)
    const before = await kept(house)
    house.setClock(LATER)
    const again = await an.post(`${sheet}/ap-dung-excel`, { ...fields, page: randomUUID() })
    assert.match((await an.get(again.location ?? '')).text, /Không có gì mới để ghi: bản nháp đã có đúng những ô này\./u)
    assert.deepEqual(await kept(house), before)
  }),
)

test(
  'a program that sends the same draft again, with whatever version, writes nothing and is told so',
  inHouse(async house => {
    await openWindow(house)
    const program = await programOf(house, 'an')
    const draft = `/windows/${CODE}/reports/${house.unit('KT')}/draft`
    assert.deepEqual((await program.put(draft, { after: 0, version: 0 })).json, { version: 0, changed: false })
    const body = {
      after: 0,
      values: { TD01: 2, TD02: '31' },
      states: { TG02: 'none' },
      reasons: { TG02: 'đã rà' },
      sections: { 1: 'Ổn định.' },
    }
    assert.deepEqual((await program.put(draft, { ...body, version: 0 })).json, { version: 1, changed: true })
    const before = await kept(house)
    house.setClock(LATER)
    for (const version of [1, 0, 7]) assert.deepEqual((await program.put(draft, { ...body, version })).json, { version: 1, changed: false })
    assert.deepEqual(await kept(house), before)
    const more = { ...body, values: { ...body.values, DT01: 1 } }
    assert.deepEqual((await program.put(draft, { ...more, version: 0 })).json.code, 'stale')
    assert.deepEqual((await program.put(draft, { ...more, version: 1 })).json, { version: 2, changed: true })
  }),
)
