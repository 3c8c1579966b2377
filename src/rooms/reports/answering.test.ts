// A returned report is answered in the cells it was returned for.
import assert from 'node:assert/strict'
import test from 'node:test'
import { inHouse } from '../../../test/house.ts'
import { confirm, FILLED, handIn, hidden, openWindow, returnIt, review, sheetOf } from '../../../test/reports/steps.ts'
import type { Figure } from './figures.ts'
import { indicator } from './indicator.examples.ts'
import { type Asked, readSheet, reopened } from './sheet.ts'
import { judge } from './together/as-typed.ts'
import { pack, unpack } from './together/on-page.ts'

const said = (code: string, value: number): [string, Figure] => [
  code,
  { code, state: 'reported', value, counted: null, numerator: null, denominator: null, reason: null, note: null },
]
const LINES = [
  indicator('AA01'),
  indicator('AA02', { depth: 1, subsetOf: 'AA01' }),
  indicator('BB01'),
  indicator('CC01', { kind: 'ratio', numerator: 'AA02', denominator: 'AA01' }),
  indicator('DD01', { counter: 'kheo.registered' }),
]
const asked = (returned: string): Asked => ({
  indicators: LINES,
  counted: new Map([['DD01', 4]]),
  opening: new Map(),
  returned: new Map([[returned, undefined]]),
  kept: new Map([said('AA01', 9), said('AA02', 5), said('BB01', 7), said('DD01', 3)]),
})
const typed = (values: Record<string, string>, reasons: Record<string, string> = {}) =>
  ['AA01', 'AA02', 'BB01', 'DD01'].map(code => ({ code, state: '' as const, value: values[code] ?? '', reason: reasons[code] ?? '' }))
const amiss = (returned: string, values: Record<string, string>, reasons: Record<string, string> = {}) =>
  readSheet(asked(returned), typed({ AA01: '9', AA02: '5', BB01: '7', ...values }, reasons)).refusals.map(one => [one.refused, one.field])

test('a cell that was not returned stays, or says why it does not; what is counted changes by itself', () => {
  assert.deepEqual(amiss('BB01', {}), [])
  assert.deepEqual(amiss('BB01', { BB01: '8' }), [])
  assert.deepEqual(amiss('BB01', { AA01: '10' }), [['reports.cell-beyond', 'l-AA01']])
  assert.deepEqual(amiss('BB01', { AA01: '10' }, { AA01: 'đếm sót một vụ' }), [])
})

test('cells bound to a returned one by a rule of the sheet open with it', () => {
  assert.deepEqual(amiss('AA02', { AA01: '10', AA02: '6' }), [])
  assert.deepEqual(amiss('CC01', { AA01: '10', AA02: '6' }), [])
  assert.deepEqual(LINES.map(one => one.code).filter(reopened(asked('CC01'))), ['AA01', 'AA02', 'CC01'])
})

test('the page carries the rule: a browser says it while one types', () => {
  const { asked: there, before } = unpack(pack(asked('BB01'), { previous: undefined, lastYear: undefined }))
  const remark = judge(there, before, typed({ AA01: '10', AA02: '5', BB01: '8' })).remarks.find(one => one.code === 'reports.cell-beyond')
  assert.equal(remark?.severity, 'explain')
})

test(
  'the sheet of a returned report shows the other cells closed; one opens when asked, and its reason reaches the reviewer',
  inHouse(async house => {
    const binh = await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const edition = await handIn(house, 'an', 'KT')
    assert.equal((await returnIt(binh, edition)).status, 303)
    const { text } = await an.get(sheet)
    assert.match(text, /<input type="hidden" name="o-TT02" value="1\.240"\/>/u, 'closed, and still sent')
    assert.match(text, /name="khac" value="TT02"[^>]*>sửa thêm/u)
    assert.doesNotMatch(text, /type="hidden" name="o-DT01"/u, 'the returned cell is open')
    assert.doesNotMatch((await an.get(`${sheet}?khac=TT02`)).text, /type="hidden" name="o-TT02"/u)
    const changed = { ...FILLED, 'o-DT01': '2', 'o-TT02': '1.250' }
    const fields = { after: hidden(text, 'after'), version: hidden(text, 'version'), page: crypto.randomUUID(), ...changed }
    const refused = await an.post(`${sheet}/xem-lai`, fields)
    assert.equal(refused.status, 422)
    assert.match(refused.text, /bản bị trả lại ghi 1\.240, và ô này không bị trả lại\. Để như cũ, hoặc ghi vì sao đổi\./u)
    assert.match(refused.text, /name="l-TT02"/u, 'there is a place to say why')
    const why = { ...changed, 'l-TT02': 'Buổi ở thôn Chợ đếm sót.' }
    await confirm(an, sheet, why)
    const next = await handIn(house, 'an', 'KT', why)
    assert.match((await binh.get(review(next))).text, /Đơn vị giải trình:[\s\S]{0,40}Buổi ở thôn Chợ đếm sót\./u)
  }),
)
