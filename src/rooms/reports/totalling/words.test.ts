// The receiver's narrative: begun with the words of its units, kept as it is typed, never written over.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { type Browsing, type Fields, inHouse, type TestHouse } from '../../../../test/house.ts'
import { acceptIt, CODE, FILLED, handIn, hidden, openWindow, publishIt } from '../../../../test/reports/steps.ts'
import { boundCodes } from '../figures.ts'
import { assemble, inserted, isMarked, type UnitWords } from './assembling.ts'

const LONG =
  'Nhân dân trong xã yên tâm sản xuất vụ mùa, chấp hành tốt chủ trương của Đảng, chính sách của Nhà nước, các thôn giữ nền nếp sinh hoạt và giúp nhau khi mưa lũ về.'
const unit = (unitId: string, texts: Readonly<Record<string, string>>, figures: Readonly<Record<string, string>> = {}): UnitWords => ({
  unitId,
  name: `xã ${unitId}`,
  narrative: Object.entries(texts).map(([heading, text]) => ({ heading, text })),
  says: code => figures[code],
})

test('each paragraph bears the name of its unit, and its bound figures are the unit’s own', () => {
  const [one, two] = assemble(
    ['I', 'II'],
    [
      unit('An', { I: 'Tiếp {figure:TD02} lượt người.\n\nĐã trả lời {figure:XX9} ý kiến.' }, { TD02: '31' }),
      unit('Bình', { I: ' ', II: 'Còn {figure:TD02} việc.' }, { TD02: 'không phát sinh' }),
    ],
  )
  assert.equal(one?.text, 'Xã An: Tiếp 31 lượt người.\nXã An: Đã trả lời chưa có số ý kiến.')
  assert.deepEqual([one?.units, one?.repeated], [1, 0])
  assert.equal(two?.text, 'Xã Bình: Còn không phát sinh việc.')
})

test('words that several units wrote alike stand once under their names, nearly the same are marked with whose they are', () => {
  const [section] = assemble(
    ['I'],
    [
      unit('An', { I: LONG }),
      unit('Bình', { I: 'Ổn định.' }),
      unit('Cam', { I: `${LONG} Riêng thôn Một còn khó.` }),
      unit('Dâu', { I: 'ổn  định.' }),
    ],
  )
  assert.match(section?.text ?? '', /^Xã An: /u)
  assert.match(section?.text ?? '', /Xã Cam \(trùng lời xã An\): /u)
  assert.match(section?.text ?? '', /^Xã Bình, xã Dâu: Ổn định\.$/mu)
  assert.deepEqual([isMarked(section?.text ?? ''), isMarked('Xã An: Ổn định.')], [true, false])
  assert.equal(section?.repeated, 2)
})

test('nothing written is lost when the units’ words are put in', () => {
  assert.equal(inserted('Lời của tỉnh.', 'Xã An: ổn định.'), 'Lời của tỉnh.\nXã An: ổn định.')
  assert.equal(inserted('', 'Xã An: ổn định.'), 'Xã An: ổn định.')
  assert.equal(inserted('Lời của tỉnh.', ''), 'Lời của tỉnh.')
})

test('whatever units write, no code of theirs is left to be bound to the receiver’s figures, and every line has its unit', () => {
  const words = fc.array(
    fc.constantFrom('Tiếp', '{figure:TD02}', '{figure:DT01}', '{figure:ZZ99}', '{figure:', 'TD02}', 'lượt', '\n', '{{figure:TD02}}'),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(fc.array(words, { maxLength: 5 }), all => {
      const units = all.map((one, i) => unit(`U${i}`, { I: one.join(' ') }, { TD02: '7' }))
      const [section] = assemble(['I'], units)
      const text = section?.text ?? ''
      assert.deepEqual(boundCodes(text), [])
      for (const line of text === '' ? [] : text.split('\n')) assert.match(line, /^Xã U\d/u)
      for (const one of units)
        assert.equal(
          new RegExp(`xã ${one.unitId}(?!\\d)`, 'iu').test(text),
          (one.narrative[0]?.text ?? '').trim() !== '',
          'who wrote is there, who did not is left out',
        )
    }),
    { seed: 922 },
  )
})

const page = (house: TestHouse): string => `/bao-cao/${CODE}/phan-loi?noi-nhan=${house.unit('MAU')}`
const save = async (house: TestHouse, who: Browsing, fields: Fields) => {
  const text = (await who.get(page(house))).text
  return who.post(`/bao-cao/${CODE}/phan-loi/luu`, {
    'noi-nhan': house.unit('MAU'),
    version: hidden(text, 'version'),
    page: hidden(text, 'page'),
    ...fields,
  })
}
const area = (text: string, place: number): string => new RegExp(`<textarea[^>]*name="p-${place}"[^>]*>([^<]*)<`, 'u').exec(text)?.[1] ?? ''

test(
  'the officer begins with the units’ words, and what was saved is not written over but added to',
  inHouse(async house => {
    const binh = await openWindow(house)
    for (const [login, code] of [
      ['an', 'KT'],
      ['dung', 'HL'],
    ] as const)
      assert.equal((await acceptIt(binh, await handIn(house, login, code, { ...FILLED, 'p-1': 'Tiếp {figure:TD02} lượt.' }))).status, 303)
    const first = (await binh.get(page(house))).text
    assert.equal(area(first, 1), 'Xã Hạ Lang, xã Khe Trầm: Tiếp 31 lượt.')
    assert.equal(area((await binh.get(`/bao-cao/${CODE}/tong-hop`)).text, 1), area(first, 1), 'the publishing form begins with it too')
    assert.equal((await save(house, binh, { 'p-1': 'Lời của tỉnh: tiếp {figure:TD02} lượt.' })).status, 303)
    const second = (await binh.get(page(house))).text
    assert.equal(area(second, 1), 'Lời của tỉnh: tiếp {figure:TD02} lượt.')
    assert.equal(area(second, 2), '', 'a section saved empty stays empty')
    assert.match(second, /Chèn bản ghép xuống cuối/u)
    assert.equal((await save(house, binh, { 'p-1': 'Lời sửa thêm.', chen: '1' })).status, 303)
    assert.match(area((await binh.get(page(house))).text, 1), /^Lời sửa thêm\.\nXã Hạ Lang, xã Khe Trầm: /u)
    const published = await publishIt(house, binh, { 'p-1': area((await binh.get(page(house))).text, 1), 'p-2': '' })
    assert.match((await binh.get(published.location ?? '')).text, /Xã Hạ Lang, xã Khe Trầm: Tiếp 31 lượt/u)
  }),
)

test(
  'two officers write at once: the second sees the words of the first beside the own, and loses none',
  inHouse(async house => {
    const binh = await openWindow(house)
    assert.equal((await acceptIt(binh, await handIn(house, 'an', 'KT'))).status, 303)
    const chi = await house.as('chi')
    const opened = (await chi.get(page(house))).text
    assert.equal((await save(house, binh, { 'p-1': 'Lời của anh Bình.' })).status, 303)
    const stale = await chi.post(`/bao-cao/${CODE}/phan-loi/luu`, {
      'noi-nhan': house.unit('MAU'),
      version: hidden(opened, 'version'),
      page: hidden(opened, 'page'),
      'p-1': 'Lời của chị Chi.',
    })
    assert.equal(stale.status, 409)
    assert.equal(area(stale.text, 1), 'Lời của chị Chi.')
    assert.match(stale.text, /Bản Đinh Văn Bình đã lưu[\s\S]*Lời của anh Bình\./u)
    const kept = await chi.post(`/bao-cao/${CODE}/phan-loi/luu`, {
      'noi-nhan': house.unit('MAU'),
      version: hidden(stale.text, 'version'),
      page: hidden(stale.text, 'page'),
      'p-1': 'Lời của chị Chi, đã xem lời anh Bình.',
    })
    assert.equal(kept.status, 303)
    // A page follows itself: its second saving needs no version.
    const typing = { 'noi-nhan': house.unit('MAU'), version: '2', page: randomUUID(), 'p-1': 'Gõ tiếp.' }
    for (let i = 0; i < 2; i++) assert.equal((await chi.post(`/bao-cao/${CODE}/phan-loi/nhap`, typing)).status, 200)
    const long = await save(house, binh, { 'p-1': 'a'.repeat(20_001) })
    assert.equal(long.status, 400)
    const an = await house.as('an')
    assert.equal((await an.get(page(house))).status, 404)
    assert.equal((await (await house.as('khoa')).post(`/bao-cao/${CODE}/phan-loi/luu`, {})).status, 403)
  }),
)
