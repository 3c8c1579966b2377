// What asks for a second look, as pure rules.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Figure, Indicator } from './figures.ts'
import {
  amountOf,
  cellFindings,
  farness,
  heaviestFirst,
  type InOwnTime,
  type InQueue,
  inCell,
  LEAST_UNITS,
  LEAST_WINDOWS,
  type OwnTime,
  peersOf,
  queueOrder,
  SIGNS,
  type Sign,
  scoreOf,
  spreadOf,
} from './oddity.ts'
import { alike, Library, oldNamesIn, otherPlaces, type Place, wordFindings } from './oddity-words.ts'

const SEED = { seed: 20261122, numRuns: 300 }

const indicator = (more: Partial<Indicator> = {}): Indicator => ({
  id: 'i',
  code: 'A1',
  from: null,
  label: 'việc',
  measure: 'việc',
  group: 'I',
  depth: 0,
  kind: 'flow',
  counter: null,
  numerator: null,
  denominator: null,
  formula: null,
  subsetOf: null,
  addsUp: false,
  decimals: 0,
  breakNote: '',
  ...more,
})
const figure = (value: number | null, more: Partial<Figure> = {}): Figure => ({
  code: 'A1',
  state: value === null ? 'none' : value === 0 ? 'zero' : 'reported',
  value,
  counted: null,
  numerator: null,
  denominator: null,
  reason: null,
  note: null,
  ...more,
})
const A1 = indicator()
const said = (one: Figure) => new Map([['A1', one]])
const window = (label: string, amount: number | null): InOwnTime => ({ label, amount: () => amount })
const own = (amounts: readonly (number | null)[], more: Partial<OwnTime> = {}): OwnTime => ({
  windows: amounts.map((amount, i) => window(`tháng ${i + 1}`, amount)),
  previous: undefined,
  lastYear: undefined,
  ...more,
})
const NOBODY = new Map<string, never>()
const signs = (one: Figure, of: OwnTime, peers: ReturnType<typeof peersOf> = NOBODY): Sign[] =>
  cellFindings([A1], said(one), of, peers).map(found => found.sign)
const peersWith = (amounts: readonly number[]) =>
  peersOf(
    [A1],
    amounts.map(one => said(figure(one))),
  )

const STEADY = [20, 24, 22, 25, 21, 23, 24, 22]

test('a figure far from the usual level of the unit is said with the windows it was set beside', () => {
  const [found] = cellFindings([A1], said(figure(240)), own(STEADY), NOBODY)
  assert.equal(found?.sign, 'very-far')
  assert.match(found?.say ?? '', /^ghi 240; 8 kỳ của chính đơn vị \(tháng 1 đến tháng 8\) mức giữa 22,5, thường từ \d+/u)
  assert.deepEqual(signs(figure(24), own(STEADY)), [])
  assert.deepEqual(signs(figure(21), own([20, 20, 20, 20, 20, 20])), [])
})

test('fewer windows or units than needed have no usual level', () => {
  assert.equal(spreadOf(STEADY.slice(0, LEAST_WINDOWS - 1), LEAST_WINDOWS), undefined)
  assert.ok(spreadOf(STEADY.slice(0, LEAST_WINDOWS), LEAST_WINDOWS))
  assert.deepEqual(signs(figure(240), own(STEADY.slice(0, LEAST_WINDOWS - 1))), [])
  assert.deepEqual(signs(figure(240), own([]), peersWith(STEADY.slice(0, LEAST_UNITS - 1))), [])
  assert.deepEqual(signs(figure(240), own([]), peersWith(STEADY.slice(0, LEAST_UNITS))), ['very-far-peers'])
})

test('one wrong figure of before does not widen the usual level', () => {
  assert.deepEqual(signs(figure(240), own([...STEADY, 9000])), ['very-far'])
})

test('with few windows a figure far from the last and from the same of last year breaks with them, far from one of two does not', () => {
  const previous = window('tháng 10/2026', 20)
  assert.deepEqual(signs(figure(90), own([20], { previous, lastYear: window('tháng 11/2025', 25) })), ['break'])
  assert.deepEqual(signs(figure(90), own([20], { previous, lastYear: window('tháng 11/2025', 85) })), [])
  assert.deepEqual(signs(figure(90), own([20], { previous })), ['break'])
  const [found] = cellFindings([A1], said(figure(90)), own([20], { previous, lastYear: window('tháng 11/2025', 25) }), NOBODY)
  assert.equal(found?.say, 'ghi 90; tháng 10/2026 ghi 20, tháng 11/2025 ghi 25')
})

test('what is not comparable has no amount in a window, and is not held against the unit', () => {
  const gone: InOwnTime = { label: 'tháng 6/2025', amount: () => undefined }
  assert.deepEqual(signs(figure(900), { windows: STEADY.map(() => gone), previous: gone, lastYear: gone }), [])
})

test('a unit that is as it always was is not asked why it is not as others', () => {
  const small = peersWith(STEADY)
  assert.deepEqual(signs(figure(240), own([240, 238, 241, 239, 240, 242]), small), [])
  assert.deepEqual(signs(figure(240), own([]), small), ['very-far-peers'])
  assert.deepEqual(signs(figure(null, { state: 'not_applicable' }), own([null, null, null, null, null, null]), small), [])
})

test('nothing where most others have many is said, once', () => {
  const others = peersWith(STEADY)
  assert.deepEqual(signs(figure(null), own([]), others), ['silent'])
  assert.deepEqual(signs(figure(0), own([]), others), ['silent'])
  assert.deepEqual(signs(figure(0), own([]), peersWith([0, 0, 0, 9, 9, 9, 9, 9])), [])
  const [found] = cellFindings([A1], said(figure(null)), own([]), others)
  assert.match(found?.say ?? '', /^chọn “không phát sinh”; 8 trên 8 đơn vị kỳ này có, mức giữa 22,5/u)
})

test('a figure other than the count and an estimate are said with their reasons', () => {
  const found = cellFindings([A1], said(figure(12, { counted: 9, state: 'estimated', reason: 'còn ba việc ở sổ' })), own([]), NOBODY)
  assert.deepEqual(
    found.map(one => [one.sign, one.say]),
    [
      ['differs', 'ghi 12, đếm được 9 hồ sơ; đơn vị nêu: còn ba việc ở sổ'],
      ['estimated', 'số ước tính: còn ba việc ở sổ'],
    ],
  )
})

test('what is added up from other cells is looked at where it comes from', () => {
  const computed = indicator({ formula: { opening: false, plus: ['B1'], minus: [] } })
  assert.deepEqual(cellFindings([computed], said(figure(240)), own(STEADY), NOBODY), [])
})

test('a constant history and its own figure are never remarkable', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 14 }), (value, n) => {
      const then = Array.from({ length: n }, () => value)
      const last = window('kỳ trước', value)
      const one = figure(value)
      assert.deepEqual(signs(one, own(then, { previous: last, lastYear: last }), peersWith(Array.from({ length: 12 }, () => value))), [])
    }),
    SEED,
  )
})

test('the further a figure is from the middle, the more it weighs', () => {
  const level = fc.array(fc.nat(500), { minLength: LEAST_WINDOWS, maxLength: 14 })
  fc.assert(
    fc.property(level, fc.nat(5000), fc.nat(5000), fc.boolean(), (then, a, b, isPeers) => {
      const spread = spreadOf(then, 1)
      assert.ok(spread)
      const [near, far] = [Math.min(a, b), Math.max(a, b)].map(step => Math.ceil(spread.median) + step)
      const weight = (value: number): number => {
        const others = isPeers ? peersWith([...then, ...then]) : NOBODY
        return scoreOf(cellFindings([A1], said(figure(value)), isPeers ? own([]) : own(then), others))
      }
      assert.ok(weight(near ?? 0) <= weight(far ?? 0))
      assert.ok(farness(near ?? 0, spread) <= farness(far ?? 0, spread))
    }),
    SEED,
  )
})

test('more findings never weigh less, and the weight is the sum of what each is said to weigh', () => {
  const some = fc.array(fc.constantFrom(...(Object.keys(SIGNS) as Sign[])), { maxLength: 12 })
  fc.assert(
    fc.property(some, some, (a, b) => {
      const found = (of: readonly Sign[]) => of.map(sign => inCell(sign, 'A1', ''))
      assert.ok(scoreOf(found([...a, ...b])) >= scoreOf(found(a)))
      assert.equal(
        scoreOf(found(a)),
        a.reduce((sum, sign) => sum + SIGNS[sign].weight, 0),
      )
      assert.equal(scoreOf(heaviestFirst(found(a))), scoreOf(found(a)))
    }),
    SEED,
  )
})

test('the queue has one order, whatever the order it is made from', () => {
  const one = fc.record({ score: fc.nat(4), name: fc.constantFrom('xã A', 'xã Ă', 'xã Đ', 'xã D'), unitId: fc.uuid() })
  fc.assert(
    fc.property(fc.uniqueArray(one, { selector: each => each.unitId, maxLength: 20 }), fc.nat(), (all, turn) => {
      const sorted = [...all].sort(queueOrder)
      const cut = all.length === 0 ? 0 : turn % all.length
      assert.deepEqual([...all.slice(cut), ...all.slice(0, cut)].reverse().sort(queueOrder), sorted)
      // Each mark splits the list just behind itself, so that paging shows every report once.
      const mark: InQueue | undefined = sorted[cut]
      if (mark)
        assert.deepEqual(
          sorted.filter(each => queueOrder(mark, each) < 0),
          sorted.slice(cut + 1),
        )
    }),
    SEED,
  )
})

test('what did not occur is an amount of nothing, what does not apply is none', () => {
  assert.equal(amountOf(figure(null), 'flow'), 0)
  assert.equal(amountOf(figure(null), 'stock'), null)
  assert.equal(amountOf(figure(null, { state: 'not_applicable' }), 'flow'), null)
})

const LONG =
  'Nhân dân yên tâm sản xuất, chấp hành chủ trương của Đảng, pháp luật của Nhà nước; một số hộ còn băn khoăn về giá vật tư và đường liên thôn xuống cấp sau mưa lũ tháng mười, đề nghị sớm sửa.'
const HEADING = 'I. Tình hình'
const KHE: Place = {
  name: 'xã Khe Trầm',
  kinds: new Set(['xã', 'tỉnh']),
  oldNames: [{ name: 'xã Khe Ngoài', now: 'xã Khe Trầm' }],
}
const report = (unitId: string, text: string) => ({ unitId, narrative: [{ heading: HEADING, text }] })

test('the same words, also with other marks, spaces and a changed word, are found; short ones and others are not', () => {
  assert.equal(alike(LONG, LONG.toUpperCase().replaceAll(',', ' ;')), 1)
  assert.ok(alike(LONG, LONG.replace('mười', 'chín')) >= 0.8)
  assert.equal(alike('Tiếp tục thực hiện kế hoạch năm.', 'Tiếp tục thực hiện kế hoạch năm.'), 0)
  assert.ok(alike(LONG, [...LONG.split(' ')].reverse().join(' ')) < 0.2)
})

test('words of another unit in the same window and of the unit’s own last window are named', () => {
  const a = report('a', LONG)
  const library = new Library([a, report('b', LONG.replace('mười', 'chín')), report('c', 'Không có.')])
  const found = wordFindings(a, KHE, [{ label: 'tháng 10/2026', narrative: a.narrative }], library, id => `xã ${id}`)
  assert.deepEqual(
    found.map(one => one.sign),
    ['copied', 'repeated'],
  )
  assert.match(found[0]?.say ?? '', /^giống 8\d% phần này của xã b trong cùng kỳ$/u)
  assert.equal(found[1]?.say, 'giống 100% phần này của chính đơn vị ở báo cáo tháng 10/2026')
  assert.deepEqual(wordFindings(report('c', 'Không có.'), KHE, [], library, String), [])
})

test('the library finds what comparing each with each finds', () => {
  const words = fc.array(fc.constantFrom('dân', 'vận', 'khéo', 'thôn'), { minLength: 25, maxLength: 32 }).map(list => list.join(' '))
  fc.assert(
    fc.property(fc.array(words, { minLength: 2, maxLength: 6 }), texts => {
      const all = texts.map((text, i) => report(String(i), text))
      const likest = new Library(all).likest('0', { heading: HEADING, text: texts[0] ?? '' })
      const best = Math.max(...texts.slice(1).map(text => alike(texts[0] ?? '', text)))
      if (best >= 0.8) assert.equal(likest?.share, best)
      else assert.equal(likest, undefined)
    }),
    SEED,
  )
})

test('a word for an area that is not the unit’s is found where the report speaks of itself only', () => {
  assert.deepEqual(otherPlaces('Trên địa bàn thành phố, toàn thành phố có 12 mô hình.', KHE), ['trên địa bàn thành phố', 'toàn thành phố'])
  assert.deepEqual(otherPlaces('Huy động toàn xã hội; trên địa bàn xã có 3 mô hình; toàn tỉnh phát động.', KHE), [])
  const benSen: Place = { name: 'phường Bến Sen', kinds: new Set(['phường', 'tỉnh']), oldNames: [] }
  assert.deepEqual(otherPlaces('Huy động toàn xã hội; bảo đảm an toàn xã, phường; trên địa bàn xã có 3 mô hình.', benSen), [
    'trên địa bàn xã',
  ])
  assert.deepEqual(otherPlaces('Đón đoàn của thành phố Đà Nẵng đến thăm.', KHE), [])
  assert.deepEqual(otherPlaces('Cả hệ thống chính trị từ thành phố đến cơ sở vào cuộc; từ tỉnh đến cơ sở.', KHE), [
    'từ thành phố đến cơ sở',
  ])
  assert.deepEqual(otherPlaces('Đường từ thành phố đến tỉnh lỵ.', KHE), [])
  assert.deepEqual(otherPlaces('Đảng bộ huyện đã chỉ đạo.', KHE), ['đảng bộ huyện'])
})

test('an old name is a notice, and not found inside a longer one', () => {
  const old = (text: string) => oldNamesIn(text, KHE).map(one => one.name)
  assert.deepEqual(old('Nhân dân xã Khe Ngoài cũ.'), ['xã Khe Ngoài'])
  assert.deepEqual(old('Xã Khe Ngoài.'), ['xã Khe Ngoài'])
  assert.deepEqual(old('Nhân dân xã Khe Ngoài Thượng.'), [])
  const [found] = wordFindings(report('a', 'Về xã Khe Ngoài.'), KHE, [], new Library([]), String)
  assert.equal(found?.say, 'nêu tên cũ “xã Khe Ngoài”, nay là xã Khe Trầm')
  assert.equal(SIGNS[found?.sign ?? 'far'].weight, 1)
})
