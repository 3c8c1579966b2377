// A unit's own report as a paper: of the draft, of each edition as it was handed in, and for nobody who may not see that report.
import assert from 'node:assert/strict'
import test from 'node:test'
import { type Browsing, inHouse, type TestHouse } from '../../../../test/house.ts'
import { acceptIt, confirm, FILLED, handIn, hidden, openWindow, returnIt, sheetOf } from '../../../../test/reports/steps.ts'
import { all, type ReadWord, readWord, textIn } from '../../documents/read-back.ts'
import type { Figure } from '../figures.ts'
import { noteOfOwn } from './noted.ts'

const paper = async (who: Browsing, sheet: string, query = ''): Promise<ReadWord> => {
  const shown = await who.get(`${sheet}/van-ban.docx${query}`)
  assert.equal(shown.status, 200, shown.text.slice(0, 300))
  return readWord(new Uint8Array(shown.response.rawPayload))
}
const wordsOf = (word: ReadWord): string => word.paragraphs.map(one => one.text).join('\n')
const isDraft = (word: ReadWord): boolean => word.paragraphs.some(one => one.element === 'draft')
/** What the table of figures says of a line: the figure and the remark. */
function lineOf(word: ReadWord, label: string): readonly [string, string] {
  const cells = all(word.body, 'w:tr').map(row => all(row, 'w:tc').map(textIn))
  const found = cells.find(row => row.length === 9 && row[1] === label) ?? assert.fail(`no line ${label}`)
  return [found[5] ?? '', found[8] ?? '']
}
const saved = async (who: Browsing, sheet: string, fields: Record<string, string>): Promise<void> => {
  const { text } = await who.get(sheet)
  const kept = await who.post(`${sheet}/luu`, {
    after: hidden(text, 'after'),
    version: hidden(text, 'version'),
    page: hidden(text, 'page'),
    ...fields,
  })
  assert.equal(kept.status, 303)
}
const again = async (house: TestHouse, fields: Record<string, string>): Promise<void> => {
  const an = await house.as('an')
  const answer = await an.post(`${sheetOf(house, 'KT')}/nop`, await confirm(an, sheetOf(house, 'KT'), { ...FILLED, ...fields }))
  assert.equal(answer.status, 303)
}

test(
  'the paper of a draft says that it is one, shows what is written so far and which cells have no figure, and calls no figure that is not there',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const { 'o-HG01': _empty, ...most } = { ...FILLED } as Record<string, string>
    await saved(an, sheet, { ...most, 's-TD02': 'estimated', 'l-TD02': 'theo sổ của thôn', 'p-1': 'Đã tiếp {TD02} lượt, còn {XX99}.' })
    const word = await paper(an, sheet)
    assert.ok(isDraft(word), 'a draft is marked')
    assert.deepEqual(lineOf(word, 'Vụ việc hòa giải ở cơ sở'), ['chưa có số', ''])
    assert.deepEqual(lineOf(word, 'Kiến nghị của Ban Thanh tra nhân dân')[0], '0')
    assert.deepEqual(lineOf(word, 'Vụ việc phức tạp, đông người'), ['không phát sinh', 'Đã rà'])
    assert.deepEqual(lineOf(word, 'Cuộc gặp gỡ chức sắc, chức việc tôn giáo'), ['không áp dụng', 'Xã không có cơ sở tôn giáo'])
    assert.deepEqual(lineOf(word, 'Lượt người được tiếp'), ['31(1)', 'Cách ước: theo sổ của thôn'])
    assert.match(wordsOf(word), /Đã tiếp 31 lượt, còn \[XX99: biểu không có số này\]\./u)
    assert.match(wordsOf(word), /Bản thảo lưu lúc 09:42:00 ngày 21\/11\/2026, chưa nộp\./u)
    assert.match((await an.get(sheet)).text, /van-ban\.docx">Dự thảo Word/u)
  }),
)

test(
  'each edition has its own paper for ever: its figures and words, its receipt, and whether another took its place',
  inHouse(async house => {
    const binh = await openWindow(house)
    const edition = await handIn(house, 'an', 'KT', { ...FILLED, 'p-1': 'Đã tiếp {TD02} lượt người.' })
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    assert.match((await an.get(`${sheet}/bien-nhan/${edition}`)).text, /van-ban\.docx\?ban=1">Tải văn bản Word/u)
    const first = await paper(an, sheet)
    assert.ok(!isDraft(first), 'what was handed in is no draft')
    assert.match(wordsOf(first), /Đã tiếp 31 lượt người\./u)
    assert.match(wordsOf(first), /Lập từ bản 1 đã nộp lúc 09:42 ngày 21\/11\/2026, biên nhận BN-\d{4}-\d+\./u)
    assert.equal((await returnIt(binh, edition)).status, 303)
    assert.match(wordsOf(await paper(an, sheet)), /biên nhận BN-[\d-]+; nơi nhận đã trả lại để sửa\./u)
    await again(house, { 'o-DT01': '3', 'p-1': 'Đã rà lại, {DT01} cuộc đối thoại.' })
    const [now, then] = [await paper(an, sheet), await paper(an, sheet, '?ban=1')]
    assert.deepEqual(
      [lineOf(now, 'Cuộc đối thoại trực tiếp với Nhân dân')[0], lineOf(then, 'Cuộc đối thoại trực tiếp với Nhân dân')[0]],
      ['3', '1'],
    )
    assert.match(wordsOf(now), /Đã rà lại, 3 cuộc đối thoại\./u)
    assert.match(wordsOf(then), /Lập từ bản 1 [^\n]*; đã có bản 2 nộp lúc/u)
    assert.equal((await an.get(`${sheet}/van-ban.docx?ban=3`)).status, 404)
    assert.match((await binh.get(`/bao-cao/T2026-11/xem/${edition}`)).text, /van-ban\.docx\?ban=1">\s*Tải văn bản Word/u)
    assert.equal((await acceptIt(binh, edition, 1)).status >= 400, true)
  }),
)

test(
  'a paper is for those who may see the report of that unit, and for nobody else',
  inHouse(async house => {
    await openWindow(house)
    await handIn(house, 'an', 'KT')
    const at = async (login: string, query = ''): Promise<number> =>
      (await (await house.as(login)).get(`${sheetOf(house, 'KT')}/van-ban.docx${query}`)).status
    for (const query of ['', '?ban=1']) {
      assert.deepEqual(
        [await at('an', query), await at('giang', query), await at('binh', query), await at('khoa', query)],
        [200, 200, 200, 200],
        'the unit, its head, the receiver, who inspects it',
      )
      assert.deepEqual([await at('dongsay', query), await at('phunu', query)], [404, 404], 'a neighbour does not learn that it is there')
      assert.equal(await at('quan', query), 403, 'who keeps accounts reads no reports')
    }
    const door = await house.stranger.get(`${sheetOf(house, 'KT')}/van-ban.docx`)
    assert.notEqual(door.status, 200)
  }),
)

test('a figure that needs words has them: why it is silent, how it was estimated, what the system counted', () => {
  const of = (more: Partial<Figure>): Figure => ({
    ...{ code: 'A', state: 'reported', value: 3, counted: null, numerator: null, denominator: null, reason: null, note: null },
    ...more,
  })
  assert.deepEqual(
    [
      noteOfOwn(undefined),
      noteOfOwn(of({})),
      noteOfOwn(of({ state: 'none', value: null, reason: 'đã rà.' })),
      noteOfOwn(of({ state: 'estimated', reason: 'theo sổ' })),
      noteOfOwn(of({ counted: 1234, reason: 'còn ở văn thư' })),
      noteOfOwn(of({ counted: 3, note: 'Đã điều chỉnh +2' })),
    ],
    [null, null, 'Đã rà', 'Cách ước: theo sổ', 'Hệ thống đếm được 1.234. Còn ở văn thư', 'Đã điều chỉnh +2'],
  )
})
