// Signing as a fold: whatever people try in whatever order, nobody signs their own, and one text waits at a time.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Before, Figure, Indicator } from '../figures.ts'
import { firstLines } from './leader-page.tsx'
import { movedMost } from './moved.ts'
import { capacityOf, courseOf, type Happening, mayPresent, maySendBack, maySign, mayWithdraw, signerOf } from './presented.ts'

const PEOPLE = ['an', 'binh', 'chi', 'giang'] as const
const person = fc.constantFrom(...PEOPLE)
const attempt = fc.oneof(
  fc.record({ try: fc.constant('present' as const), by: person, signer: person }),
  fc.record({ try: fc.constant('sign' as const), by: person }),
  fc.record({ try: fc.constant('send-back' as const), by: person, reason: fc.constantFrom('', 'Bổ sung số của xã Hạ Lang.') }),
  fc.record({ try: fc.constant('withdraw' as const), by: person, stranded: fc.boolean() }),
)
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never

/** What was done when the rules let it be done; undefined when they refused. */
function done(happened: readonly Happening[], one: Attempt): Happening | undefined {
  const now = courseOf(happened)
  if (one.try === 'present')
    return mayPresent(now, one.by, one.signer) === true
      ? { what: 'presented', id: `p${now.number + 1}`, author: one.by, signer: one.signer }
      : undefined
  if (one.try === 'sign') return maySign(now, one.by) === true ? { what: 'signed', by: one.by } : undefined
  if (one.try === 'send-back')
    return maySendBack(now, one.by, one.reason) === true ? { what: 'returned', by: one.by, reason: one.reason } : undefined
  return mayWithdraw(now, one.by, one.stranded) === true ? { what: 'withdrawn', by: one.by } : undefined
}

test('whatever is tried in whatever order, one waits at a time, each ends once, and nobody signs what they wrote', () => {
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 60 }), attempts => {
      const happened: Happening[] = []
      for (const one of attempts) {
        const next = done(happened, one)
        if (next) happened.push(next)
      }
      let open: Extract<Happening, { what: 'presented' }> | undefined
      const signed: string[] = []
      for (const one of happened) {
        if (one.what === 'presented') {
          assert.equal(open, undefined, 'the one before has ended')
          assert.notEqual(one.author, one.signer)
          open = one
          continue
        }
        assert.ok(open, 'only what waits ends')
        if (one.what !== 'withdrawn') assert.equal(one.by, open.signer, 'the one asked decides')
        if (one.what === 'signed') {
          assert.notEqual(one.by, open.author)
          signed.push(open.id)
        }
        if (one.what === 'returned') assert.notEqual(one.reason, '')
        open = undefined
      }
      const now = courseOf(happened)
      assert.equal(now.waiting?.id, open?.id)
      assert.deepEqual(now.signed, signed)
      assert.equal(now.number, happened.filter(one => one.what === 'presented').length)
    }),
    { seed: 20261122, numRuns: 500 },
  )
})

test('a fold is the same however it is cut: the course of all is that of the first part and then the rest', () => {
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 30 }), fc.nat(), (attempts, cut) => {
      const happened: Happening[] = []
      for (const one of attempts) {
        const next = done(happened, one)
        if (next) happened.push(next)
      }
      const at = happened.length === 0 ? 0 : cut % happened.length
      const whole = courseOf(happened)
      const first = courseOf(happened.slice(0, at))
      assert.ok(first.number <= whole.number)
      assert.deepEqual(whole.signed.slice(0, first.signed.length), first.signed, 'what was signed stays signed')
    }),
    { seed: 20261122, numRuns: 300 },
  )
})

test('a name stands under a paper with the post it is signed in: one’s own, until it is filled, or by delegation', () => {
  const own = signerOf({ name: 'Hoàng Thị Chi', title: 'Trưởng ban', delegation: null, ownTitle: null })
  assert.deepEqual(own, { name: 'Hoàng Thị Chi', title: 'Trưởng ban' })
  assert.equal(capacityOf(own), 'Trưởng ban')
  assert.equal(capacityOf(signerOf({ name: 'A', title: 'quyền Trưởng ban', delegation: null, ownTitle: null })), 'Quyền Trưởng ban')
  const lent = signerOf({ name: 'B', title: 'Trưởng ban', delegation: 'd', ownTitle: 'chánh văn phòng' })
  assert.deepEqual(lent, { name: 'B', title: 'Chánh văn phòng', delegated: 'Trưởng ban' })
  assert.equal(capacityOf(lent), 'Thừa ủy quyền Trưởng ban')
})

const indicator = (code: string, more: Partial<Indicator> = {}): Indicator => ({
  id: code,
  code,
  label: `chỉ tiêu ${code}`,
  measure: 'cuộc',
  group: 'Nhóm',
  depth: 0,
  kind: 'flow',
  counter: null,
  numerator: null,
  denominator: null,
  formula: null,
  subsetOf: null,
  addsUp: false,
  decimals: 0,
  from: null,
  breakNote: '',
  ...more,
})
const figure = (code: string, value: number, more: Partial<Figure> = {}): Figure => ({
  code,
  state: 'reported',
  value,
  counted: null,
  numerator: null,
  denominator: null,
  reason: null,
  note: null,
  ...more,
})
const figures = (values: Readonly<Record<string, number>>) =>
  new Map(Object.entries(values).map(([code, value]) => [code, figure(code, value)]))
const was = (values: Readonly<Record<string, number>>): Map<string, Before> =>
  new Map<string, Before>(Object.entries(values).map(([code, value]) => [code, { figure: figure(code, value), notComparable: null }]))

test('the figures that moved most come first, each with where it moved; what cannot be compared is left out', () => {
  const moved = movedMost(
    {
      indicators: ['A1', 'B1', 'C1', 'D1'].map(code => indicator(code)),
      now: figures({ A1: 47, B1: 1010, C1: 5, D1: 9 }),
      previous: was({ A1: 35, B1: 1000, C1: 5 }).set('D1', { figure: undefined, notComparable: 'địa bàn khác' }),
      lastYear: was({ A1: 41 }),
      parts: [
        { name: 'xã Nam Giồng', now: figures({ A1: 12 }), before: figures({ A1: 3 }) },
        { name: 'xã Bến Sen', now: figures({ A1: 8 }), before: figures({ A1: 5 }) },
        { name: 'xã Hạ Lang', now: figures({ A1: 1 }), before: figures({ A1: 4 }) },
      ],
    },
    5,
  )
  assert.deepEqual(
    moved.map(one => one.code),
    ['A1'],
    'ten more where there were a thousand is no news',
  )
  assert.deepEqual([moved[0]?.before, moved[0]?.now, moved[0]?.change], ['35', '47', '+12'])
  assert.equal(moved[0]?.why, 'Phần lớn ở xã Nam Giồng (+9); cùng kỳ năm trước 41.')
})

test('a ratio says its parts, an own report its reason, and a step that several made names two', () => {
  const ratio = movedMost(
    {
      indicators: [indicator('R1', { kind: 'ratio', measure: '%', decimals: 1 })],
      now: new Map([['R1', figure('R1', 60, { numerator: 30, denominator: 50 })]]),
      previous: new Map([['R1', { figure: figure('R1', 80, { numerator: 40, denominator: 50 }), notComparable: null }]]),
      lastYear: undefined,
      parts: [],
    },
    5,
  )
  assert.match(ratio[0]?.why ?? '', /^30 trên 50, kỳ trước 40 trên 50\.$/u)
  assert.equal(ratio[0]?.change, '−20,0 điểm %')
  const own = movedMost(
    {
      indicators: [indicator('A1')],
      now: new Map([['A1', figure('A1', 9, { reason: 'thêm ba cuộc ở thôn', state: 'estimated' })]]),
      previous: was({ A1: 2 }),
      lastYear: undefined,
      parts: [],
    },
    5,
  )
  assert.equal(own[0]?.why, 'Đơn vị ghi: “thêm ba cuộc ở thôn”; có số ước tính.')
  const several = movedMost(
    {
      indicators: [indicator('A1')],
      now: figures({ A1: 19 }),
      previous: was({ A1: 10 }),
      lastYear: undefined,
      parts: ['một', 'hai', 'ba'].map((name, i) => ({ name: `xã ${name}`, now: figures({ A1: 4 + i }), before: figures({ A1: 2 }) })),
    },
    5,
  )
  assert.equal(several[0]?.why, 'Tăng ở 3 đơn vị, nhiều nhất xã ba (+4) và xã hai (+3).')
})

test('the first lines of a text end at a word', () => {
  assert.equal(firstLines('Tình hình ổn định.'), 'Tình hình ổn định.')
  const cut = firstLines('Trong kỳ, các đơn vị đăng ký mới nhiều mô hình.', 20)
  assert.equal(cut, 'Trong kỳ, các đơn vị…'.slice(0, cut.length - 1).trimEnd() + '…')
  assert.ok(cut.length <= 21 && !/\s…$/u.test(cut))
})
