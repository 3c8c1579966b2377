// A number in the words of a report is a figure of its sheet, called by its code: words and table cannot disagree.
import assert from 'node:assert/strict'
import test from 'node:test'
import { inHouse } from '../../../test/house.ts'
import { acceptIt, CODE, confirm, FILLED, handIn, openWindow, returnIt, review, sheetOf } from '../../../test/reports/steps.ts'
import { wordsAmiss } from './designing/required-parts.ts'
import { bind, boundCodes } from './figures.ts'
import { indicator } from './indicator.examples.ts'

test('a code is called in braces, in small letters too, and as it was written before', () => {
  assert.deepEqual(boundCodes('Tiếp {TD02}, { td02 } và {figure:KT09.CTTT} lượt'), ['TD02', 'TD02', 'KT09.CTTT'])
  assert.equal(
    bind('Tiếp {td02} lượt, {ZZ99}, {}', code => (code === 'TD02' ? '31' : undefined)),
    'Tiếp 31 lượt, {ZZ99}, {}',
  )
})

test('what stands in braces and calls nothing keeps the words from being handed in', () => {
  const form = { indicators: [indicator('TD02')], required: [] }
  const amiss = (text: string) => wordsAmiss(form, [{ heading: 'I. Kết quả', text }]).map(one => [one.refused, one.field])
  assert.deepEqual(amiss('Tiếp {TD02} lượt, {figure:td02}'), [])
  for (const wrong of ['{ZZ99}', '{TD 02}', '{}', '{figure:}']) assert.deepEqual(amiss(`Có ${wrong}`), [['reports.bound-unknown', 'p-1']])
})

test(
  'the words of a commune read with the figures of its sheet wherever they are read, and change with them',
  inHouse(async house => {
    const binh = await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const open = (await an.get(sheet)).text
    assert.match(open, /<code data-code="\{TD02\}">\{TD02\}<\/code> 7 Lượt người được tiếp/u, 'the sheet says which code calls what')
    const words = { 'p-1': 'Tiếp {TD02} lượt người; {TG02} vụ phức tạp; đạt {YK03}.' }
    const wrong = await an.post(`${sheet}/xem-lai`, {
      after: '0',
      version: '0',
      page: crypto.randomUUID(),
      ...FILLED,
      'p-1': 'Tiếp {TD99}.',
    })
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /“\{TD99\}” không gọi được số nào của biểu[\s\S]*Tiếp \{TD99\}\./u, 'the words come back as they were typed')
    const read = /Tiếp 31 lượt người; không phát sinh vụ phức tạp; đạt 85,4%\./u
    await confirm(an, sheet, { ...FILLED, ...words })
    const before = await an.get(sheet)
    assert.match(before.text, /Tiếp \{TD02\} lượt người/u, 'in the sheet itself the code stays')
    const edition = await handIn(house, 'an', 'KT', { ...FILLED, ...words })
    for (const path of [`${sheet}/bien-nhan/${edition}`, sheet]) assert.match((await an.get(path)).text, read, path)
    assert.match((await binh.get(review(edition))).text, read)
    assert.equal((await returnIt(binh, edition, { 't-DT01': '', 't-TD02': '1', 'l-TD02': 'Xem lại.' })).status, 303)
    const next = await handIn(house, 'an', 'KT', { ...FILLED, ...words, 'o-TD02': '33' })
    assert.match((await binh.get(review(next))).text, /Tiếp 33 lượt người/u)
    assert.equal((await acceptIt(binh, next)).status, 303)
    const receiver = await binh.get(`/bao-cao/${CODE}/phan-loi?noi-nhan=${house.unit('MAU')}`)
    assert.match(receiver.text, /Khe Trầm: Tiếp 33 lượt người/u, 'in the receiver’s words it is a value of the unit')
  }),
)
