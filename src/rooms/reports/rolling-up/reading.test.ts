// The page and the file over HTTP: what they hold, and that they open to nobody out of reach; the lines of the file as such.
import assert from 'node:assert/strict'
import test from 'node:test'
import { inHouse } from '../../../../test/house.ts'
import { acceptIt, CODE, handIn, openWindow, returnIt, summaryOf } from '../../../../test/reports/steps.ts'
import { indicator } from '../indicator.examples.ts'
import { Columns, headLine, line, quoted } from './csv.ts'
import type { ExportedRow } from './store-export.ts'

test(
  'the page adds up what was accepted and nothing else, and says of which moment it is',
  inHouse(async house => {
    const binh = await openWindow(house)
    await acceptIt(binh, await handIn(house, 'an', 'KT'))
    const second = await handIn(house, 'dung', 'HL')
    const page = `/bao-cao/${CODE}/tu-co-so`
    const before = await binh.get(page)
    assert.equal(before.status, 200, summaryOf(before))
    assert.match(before.text, /1 trên 12 đơn vị đã được tiếp nhận/u)
    assert.match(before.text, /ct-TD02[\s\S]{0,900}>31<[\s\S]{0,200}1\/12/u)
    await acceptIt(binh, second)
    assert.match((await binh.get(page)).text, /ct-TD02[\s\S]{0,900}>62<[\s\S]{0,200}2\/12/u)
    assert.match((await binh.get(`${page}?chi-tieu=TD02`)).text, /Xã Khe Trầm[\s\S]*Cộng/u)
    assert.equal((await binh.get(`${page}?chi-tieu=KHONG`)).status, 404)
    await returnIt(binh, second, {}, 1)
    assert.match((await binh.get(page)).text, /ct-TD02[\s\S]{0,900}>31</u)
  }),
)

test(
  'the file holds every unit that owes, with what it reported and where it stands',
  inHouse(async house => {
    const binh = await openWindow(house)
    await acceptIt(binh, await handIn(house, 'an', 'KT'))
    await returnIt(binh, await handIn(house, 'dung', 'HL'))
    const file = await binh.get(`/bao-cao/${CODE}/so-lieu.csv`)
    assert.equal(file.status, 200)
    assert.match(String(file.response.headers['content-type']), /text\/csv/u)
    assert.match(String(file.response.headers['content-disposition']), /so-lieu-T2026-11\.csv/u)
    const lines = file.text.trimEnd().split('\r\n')
    assert.equal(lines.length, 13)
    const own = lines.find(one => one.includes('Xã Khe Trầm'))
    assert.match(own ?? '', /,đã tiếp nhận,1,BN-\d{4}-\d{5},2026-11-2\d \d\d:\d\d:\d\d,/u)
    assert.match(own ?? '', /,41\/48,/u)
    assert.match(own ?? '', /,không phát sinh,/u)
    assert.match(own ?? '', /,12\.5$/u)
    assert.match(lines.find(one => one.includes('Xã Hạ Lang')) ?? '', /,đã trả lại,/u)
    assert.equal(lines.filter(one => one.includes(',chưa nộp,')).length, 10)
  }),
)

test(
  'a commune sees neither the sums of its province nor the reports of its neighbours',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    for (const path of ['tu-co-so', 'so-lieu.csv', `tu-co-so?noi-nhan=${house.unit('MAU')}`, `so-lieu.csv?noi-nhan=${house.unit('MAU')}`])
      assert.equal((await an.get(`/bao-cao/${CODE}/${path}`)).status, 404, path)
    assert.equal((await house.stranger.get(`/bao-cao/${CODE}/so-lieu.csv`)).status, 401)
  }),
)

const row = (more: Partial<ExportedRow>): ExportedRow => ({
  unitId: 'a',
  receiverId: 'b',
  number: 1,
  receipt: 'BN-2611-00001',
  at: '2026-11-21 09:00:00',
  verdict: null,
  values: null,
  none: null,
  notApplicable: null,
  estimated: null,
  numerators: null,
  denominators: null,
  ...more,
})

test('zero is 0, silence is in words, a ratio is two numbers, an estimate is named, and what was not reported is empty', () => {
  const indicators = [
    indicator('A1'),
    indicator('A2'),
    indicator('A3'),
    indicator('A4', { kind: 'ratio' }),
    indicator('A5'),
    indicator('A6'),
  ]
  const asked = indicators.map((one, place) => ({ place, indicator: one }))
  const columns = new Columns(asked, 6)
  const cells = {
    values: '{0,NULL,NULL,85.4167,7,NULL}',
    none: '{2}',
    notApplicable: '{3}',
    estimated: '{5}',
    numerators: '{41}',
    denominators: '{48}',
  }
  const of = { code: '10001', name: 'Xã "Một", phường Hai', receiver: 'Tỉnh Mẫu' }
  assert.equal(
    line(row(cells), of, columns),
    '10001,"Xã ""Một"", phường Hai",Tỉnh Mẫu,chờ xem,1,BN-2611-00001,2026-11-21 09:00:00,A5,0,không phát sinh,không áp dụng,41/48,7,\r\n',
  )
  assert.match(line(row({ ...cells, numerators: '{}' }), of, columns), /,không rõ tử số và mẫu số,7,/u)
  assert.match(line(row(cells), of, new Columns(asked.slice(4, 5), 6)), /A5,7\r\n$/u)
  assert.match(line(row({ number: null, receipt: null, at: null }), of, columns), /,chưa nộp,{10}\r\n$/u)
  assert.match(
    headLine([indicator('A1', { measure: 'cuộc' })], () => 'Đối thoại, tiếp xúc'),
    /"A1 Đối thoại, tiếp xúc \(cuộc\)"\r\n$/u,
  )
})

test('no cell of the file is a formula', () => {
  for (const word of ['=1+1', '+84', '-2', '@x']) assert.equal(quoted(word), `'${word}`)
})
