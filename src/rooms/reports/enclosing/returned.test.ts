// A report that is sent back for one of its files: named with its reason, and answered by another file alone.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { programOf } from '../../../../test/api/program.ts'
import { type Browsing, type Fields, inHouse, type Shown } from '../../../../test/house.ts'
import { CODE, confirm, FILLED, handIn, hidden, landed, openWindow, review, sheetOf, summaryOf } from '../../../../test/reports/steps.ts'
import { returnedFor, stillThere, unansweredFiles } from './returned.ts'

const page = (words: string): Buffer => Buffer.from(`%PDF-1.7\n% ${words}\n%%EOF\n`)
const put = (who: Browsing, sheet: string, name: string, fields: Fields = {}) =>
  who.upload(`${sheet}/tep-dinh-kem`, fields, [{ field: 'tep', name, bytes: page(name) }]).then(answer => landed(who, answer))
const back = (binh: Browsing, edition: string, more: Fields): Promise<Shown> =>
  binh.post(`${review(edition)}/tra-lai`, { id: randomUUID(), seen: '0', ...more })
const idsIn = (text: string): string[] => [...text.matchAll(/\/tep\/([0-9a-f-]{36})"/gu)].map(one => one[1] ?? '')

test('a file that was sent back is answered by its bytes: taken off or replaced, not put again', () => {
  const returned = [{ id: 'a', name: 'ban-quet.pdf', sha256: '1', reason: 'mờ, không đọc được.' }]
  const draft = (sha256: string, keptFor: string | null = null) => ({ sha256, keptFor })
  assert.deepEqual(unansweredFiles(returned, [draft('2')], 'e1'), [])
  assert.deepEqual(unansweredFiles(returned, [draft('1', 'e1')], 'e1'), [], 'kept, with words for this return')
  assert.equal(unansweredFiles(returned, [draft('1', 'e0')], 'e1').length, 1, 'words for an earlier return answer nothing')
  assert.deepEqual(
    unansweredFiles(returned, [draft('2'), draft('1')], 'e1').map(one => [one.refused, one.field, one.say]),
    [['reports.file-unanswered', 'tep-a', 'Tệp “ban-quet.pdf” bị trả lại: mờ, không đọc được. Thay, bỏ tệp này, hoặc giữ và giải trình.']],
  )
  assert.deepEqual(stillThere([{ sha256: '1' }, { sha256: '3' }], returned), [{ sha256: '1' }])
  assert.deepEqual(
    [returnedFor({ cells: [1, 2], files: [1] }), returnedFor({ cells: [], files: [1] }), returnedFor({ cells: [1], files: [] })],
    ['2 ô và 1 tệp', '1 tệp', '1 ô'],
  )
})

test(
  'a report is sent back for one file with its reason, no cell named; the officer changes that file only and hands in again',
  inHouse(async house => {
    const binh = await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    await put(an, sheet, 'mo.pdf')
    await put(an, sheet, 'phu-luc.pdf')
    const edition = await handIn(house, 'an', 'KT')
    const shown = await binh.get(review(edition))
    const [scan = '', annex = ''] = idsIn(shown.text)
    assert.match(shown.text, /Trả lại tệp “mo\.pdf”[\s\S]*Trả lại tệp “phu-luc\.pdf”/u)
    assert.equal((await back(binh, edition, {})).status, 422, 'something is named')
    const silent = await back(binh, edition, { [`f-${scan}`]: '1' })
    assert.equal(silent.status, 422)
    assert.match(silent.text, /Tệp đã đánh dấu cần một lý do/u)
    assert.match(silent.text, new RegExp(`name="f-${scan}"[^>]*checked|checked[^>]*name="f-${scan}"`, 'u'), 'the pick stays')
    assert.equal((await back(binh, edition, { [`f-${randomUUID()}`]: '1', 'ly-do': 'mờ' })).status, 422, 'a file of another report')
    assert.equal((await back(binh, edition, { [`f-${scan}`]: '1', 'ly-do': 'Bản quét mờ, không đọc được.' })).status, 303)

    assert.match((await an.get('/')).text, /1 tệp cần sửa: Bản quét mờ/u, 'the start page says what for')
    assert.match((await binh.get(`/bao-cao/${CODE}/theo-doi`)).text, /trả lại 1 tệp/u)
    const told = (await an.get(sheet)).text
    assert.match(told, /Tệp cần thay hoặc giải trình: <a[^>]*>mo\.pdf<\/a>\. Lý do: Bản quét mờ, không đọc được\./u)
    assert.doesNotMatch(told, /Ô cần sửa/u)
    const kept = await an.post(`${sheet}/xem-lai`, {
      ...{ after: '1', version: hidden(told, 'version'), page: hidden(told, 'page') },
      ...FILLED,
    })
    assert.equal(kept.status, 422, 'the same file does not answer')
    assert.match(kept.text, /còn 1 chỗ cần sửa[\s\S]*Thay, bỏ tệp này, hoặc giữ và giải trình/u)

    const files = await an.get(`${sheet}/tep-dinh-kem`)
    assert.match(files.text, /mo\.pdf[\s\S]*?Bị trả lại[\s\S]*?Bản quét mờ/u)
    assert.match(
      files.text,
      new RegExp(`value="${scan}"[^>]*checked|checked[^>]*value="${scan}"`, 'u'),
      'one file: that is the one replaced',
    )
    const again = await put(an, sheet, 'mo.pdf', { thay: scan })
    assert.match(again.text, /Đã có tệp này/u)
    assert.match((await an.get(`${sheet}/tep-dinh-kem`)).text, /Bị trả lại/u, 'nothing new came, so nothing is taken off')
    const replaced = await put(an, sheet, 'ro.pdf', { thay: scan })
    assert.equal(replaced.status, 200, summaryOf(replaced))
    assert.deepEqual(idsIn(replaced.text).includes(scan), false)
    assert.equal(idsIn(replaced.text).includes(annex), true, 'the other file stays')
    const sent = await an.post(`${sheet}/nop`, await confirm(an, sheet))
    assert.equal(sent.status, 303, summaryOf(sent))
    assert.match((await binh.get(review(edition))).text, /Tệp “mo\.pdf”: Bản quét mờ/u, 'why it was sent back stays with the edition')
    assert.match((await an.get(sent.location ?? '')).text, /ro\.pdf/u)
  }),
)

test(
  'a file that was sent back may stay with words for the receiver, which answer this return alone',
  inHouse(async house => {
    const binh = await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    await put(an, sheet, 'dung.pdf')
    const first = await handIn(house, 'an', 'KT')
    const [scan = ''] = idsIn((await binh.get(review(first))).text)
    const keep = (words: string, who = an): Promise<Shown> => who.post(`${sheet}/tep-dinh-kem/giu`, { tep: scan, [`gt-${scan}`]: words })
    assert.equal((await keep('Bản này đúng.')).status, 422, 'handed in: nothing is written on it')
    assert.equal((await back(binh, first, { [`f-${scan}`]: '1', 'ly-do': 'Thiếu chữ ký.' })).status, 303)

    const silent = await keep('  ')
    assert.equal(silent.status, 422)
    assert.match(silent.text, /Giải trình: chưa ghi/u)
    assert.equal((await keep('Chữ ký ở trang 3.', await house.as('dung'))).status, 404, 'only who may fill the report')
    await put(an, sheet, 'khac.pdf')
    const other = idsIn((await an.get(`${sheet}/tep-dinh-kem`)).text).find(id => id !== scan) ?? ''
    assert.equal(
      (await an.post(`${sheet}/tep-dinh-kem/giu`, { tep: other, [`gt-${other}`]: 'x' })).status,
      422,
      'that one was not sent back',
    )
    assert.equal((await an.post(`${sheet}/nop`, { ...FILLED, after: '1', id: randomUUID() })).status, 422, 'not answered yet')
    assert.equal((await keep('Chữ ký ở trang 3.')).status, 303)
    assert.equal((await keep('Chữ ký ở trang 3, mặt sau.')).status, 303)
    assert.match((await an.get(`${sheet}/tep-dinh-kem`)).text, /Giữ tệp, giải trình:<\/strong> Chữ ký ở trang 3, mặt sau\./u)

    const second = await handIn(house, 'an', 'KT')
    const read = (await binh.get(review(second))).text
    const whole = `/windows/${CODE}/reports/${house.unit('KT')}/editions/${second}`
    const told = (await (await programOf(house, 'binh')).get(whole)).json.files.find((one: { id: string }) => one.id === scan)
    assert.equal(told.kept, 'Chữ ký ở trang 3, mặt sau.')
    assert.match(read, /dung\.pdf[\s\S]{0,300}Đơn vị giải trình:<\/strong> Chữ ký ở trang 3, mặt sau\./u, 'its reviewer reads why it stays')
    assert.doesNotMatch((await binh.get(review(first))).text, /Chữ ký ở trang 3/u, 'of the edition before nothing changes')
    assert.equal((await back(binh, second, { [`f-${scan}`]: '1', 'ly-do': 'Trang 3 trắng.' })).status, 303)
    const unsaid = await an.post(`${sheet}/nop`, { ...FILLED, after: '2', id: randomUUID() })
    assert.equal(unsaid.status, 422)
    assert.match(
      unsaid.text,
      /Trang 3 trắng\. Thay, bỏ tệp này, hoặc giữ và giải trình/u,
      'the words of before answered the return of before',
    )
  }),
)

test(
  'a program names a file by its id in the edition, and reads what a report was returned for',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    await put(an, sheetOf(house, 'KT'), 'mo.pdf')
    const edition = await handIn(house, 'an', 'KT')
    const [commune, province] = [await programOf(house, 'an'), await programOf(house, 'binh')]
    const at = `/windows/${CODE}/reports/${house.unit('KT')}/editions/${edition}`
    const [file] = (await province.get(at)).json.files
    assert.equal(file.name, 'mo.pdf')
    const returning = (files: object) => ({ id: randomUUID(), seen: 0, reasons: {}, files })
    const silent = await province.post(`${at}/return`, returning({ [file.id]: '' }))
    assert.deepEqual([silent.status, silent.json.fields[0].field], [422, `files.${file.id}`])
    assert.equal((await province.post(`${at}/return`, returning({ 'khong-phai': 'mờ' }))).json.code, 'reports.file-unknown')
    assert.equal((await province.post(`${at}/return`, returning({ [file.id]: 'mờ' }))).status, 200)
    const read = (await commune.get(`/windows/${CODE}/reports/${house.unit('KT')}`)).json
    assert.deepEqual(read.editions[0].verdicts[0].files, [{ id: file.id, name: 'mo.pdf', reason: 'mờ' }])
  }),
)
