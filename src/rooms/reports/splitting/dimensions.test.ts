// Parts of a line by a dimension: what they are, that they add up each by themselves, and that nothing else has to know.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Definition } from '../designing/catalogue.ts'
import { added } from '../designing/form-lines.ts'
import { consolidate, type Part } from '../figures.ts'
import { definition } from '../indicator.examples.ts'
import { readSheet } from '../sheet.ts'
import { type Dimension, groupIn, isDescribed, maySplit, partsBy, readDimension, without, withParts } from './dimensions.ts'

const WHO: Dimension = {
  code: 'CT',
  version: 1,
  name: 'chủ thể',
  madeFor: null,
  members: [
    { code: 'TT', name: 'tập thể' },
    { code: 'CN', name: 'cá nhân' },
  ],
}
const FIELD: Dimension = {
  code: 'LV',
  version: 1,
  name: 'lĩnh vực',
  madeFor: null,
  members: [
    { code: 'KT', name: 'kinh tế' },
    { code: 'VH', name: 'văn hóa – xã hội' },
    { code: 'QP', name: 'quốc phòng – an ninh' },
  ],
}

const asked = (lines: readonly Definition[]) => ({
  indicators: lines,
  counted: new Map<string, number>(),
  opening: new Map(),
  returned: new Map(),
})
const typed = (values: Readonly<Record<string, number>>) =>
  Object.entries(values).map(([code, value]) => ({ code, state: '' as const, value: String(value), reason: '' }))
const whole = definition('KT09')
const both = [whole, ...partsBy(whole, WHO), ...partsBy(whole, FIELD)]

test('a part stands under its line, is typed, and bears the dimension in its code', () => {
  assert.deepEqual(
    partsBy(definition('DVK01', { counter: 'kheo.registered', dimensions: ['chủ thể'] }), WHO).map(
      ({ code, label, depth, subsetOf, addsUp, counter }) => [code, label, depth, subsetOf, addsUp, counter],
    ),
    [
      ['DVK01.CTTT', 'trong đó: tập thể', 1, 'DVK01', true, null],
      ['DVK01.CTCN', 'trong đó: cá nhân', 1, 'DVK01', true, null],
    ],
  )
})

test('a line split by two dimensions: each adds up to it by itself, and the sentence names the group that does not', () => {
  const right = { KT09: 9, 'KT09.CTTT': 4, 'KT09.CTCN': 5, 'KT09.LVKT': 1, 'KT09.LVVH': 0, 'KT09.LVQP': 8 }
  assert.deepEqual(readSheet(asked(both), typed(right)).refusals, [])
  const wrong = readSheet(asked(both), typed({ ...right, 'KT09.LVQP': 7 })).refusals
  assert.deepEqual(
    wrong.map(one => [one.refused, one.field]),
    [['reports.cell-parts-differ', 'o-KT09.LVKT']],
  )
  assert.match(wrong[0]?.say ?? '', /phải cộng bằng 9 ở ô 1; đang là 8/u)
  const above = readSheet(asked(both), typed({ ...right, 'KT09.CTTT': 10 })).refusals
  assert.ok(above.some(one => one.refused === 'reports.cell-part-above'))
})

test('parts of a dimension stand beside parts that the line already has, and are not added to them', () => {
  const own = [
    definition('DVK02', { subsetOf: 'KT09', addsUp: true, depth: 1 }),
    definition('DVK03', { subsetOf: 'KT09', addsUp: true, depth: 1 }),
  ]
  const figures = { KT09: 9, DVK02: 6, DVK03: 3, 'KT09.CTTT': 4, 'KT09.CTCN': 5 }
  assert.deepEqual(readSheet(asked([whole, ...own, ...partsBy(whole, WHO)]), typed(figures)).refusals, [])
})

test('what adds up in each report adds up in every total', () => {
  const group = fc.array(fc.nat(500), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(group, { minLength: 1, maxLength: 12 }), units => {
      const parts = units.map((fields, i): Part => {
        const all = fields.reduce((sum, one) => sum + one, 0)
        const first = all >> 1
        const values = [all, first, all - first, ...fields]
        const sheet = readSheet(asked(both), typed(Object.fromEntries(both.map((one, at) => [one.code, values[at] ?? 0]))))
        assert.deepEqual(sheet.refusals, [])
        return { unitId: `u${i}`, editionId: `e${i}`, figures: sheet.figures, records: new Map(), gaps: new Map() }
      })
      const totals = new Map(
        consolidate(
          both,
          parts,
          parts.map(one => one.unitId),
        ).map(one => [one.code, one.value ?? 0]),
      )
      for (const dimension of [WHO, FIELD])
        assert.equal(
          partsBy(whole, dimension).reduce((sum, one) => sum + (totals.get(one.code) ?? 0), 0),
          totals.get('KT09'),
        )
    }),
    { seed: 20_261_122, numRuns: 60 },
  )
})

test('parts are put under their line, the second group after the first; taking one out takes its group, taking the line takes all', () => {
  const known = new Map([...both, definition('AS01')].map(one => [one.code, one]))
  const first = added(
    ['KT09', 'AS01'],
    partsBy(whole, WHO).map(one => one.code),
    known,
  )
  const second = added(
    first,
    partsBy(whole, FIELD).map(one => one.code),
    known,
  )
  assert.deepEqual(second, ['KT09', 'KT09.CTTT', 'KT09.CTCN', 'KT09.LVKT', 'KT09.LVVH', 'KT09.LVQP', 'AS01'])
  assert.deepEqual(groupIn(second, 'KT09', 'LV').length, 3)
  assert.deepEqual(without(second, 'KT09.LVVH'), first)
  assert.deepEqual(without(second, 'KT09'), ['AS01'])
  assert.deepEqual(without(second, 'AS01'), second.slice(0, -1))
})

test('a ratio, a part and a line already split so are not split', () => {
  const ratio = definition('TL01', { kind: 'ratio', numerator: 'A', denominator: 'B' })
  const part = partsBy(whole, WHO)[0]
  const lines = ['KT09', 'TL01', 'KT09.CTTT', 'KT09.CTCN']
  const code = (one: Definition | undefined, by: Dimension | undefined) => maySplit(one, by, lines)?.refused
  assert.deepEqual(
    [code(whole, FIELD), code(whole, WHO), code(ratio, WHO), code(part, FIELD), code(definition('XX01'), WHO), code(whole, undefined)],
    [undefined, 'reports.split-again', 'reports.split-ratio', 'reports.split-part', 'reports.split-no-line', 'reports.split-no-dimension'],
  )
})

test('parts that only a form in the making names are known to it', () => {
  const known = withParts(new Map([['KT09', whole]]), ['KT09', 'KT09.CTTT', 'KT09.ZZAB'], [WHO])
  assert.deepEqual([...known.keys()], ['KT09', 'KT09.CTTT'])
})

test('what the catalogue describes leads to the dimension with these members, or of that name', () => {
  assert.equal(isDescribed(['chủ thể: tập thể, cá nhân'], WHO), true)
  assert.equal(isDescribed(['nhóm ý kiến', 'lĩnh vực'], FIELD), true)
  assert.equal(isDescribed(['đối tượng: người dân, cán bộ'], WHO), false)
})

test('a dimension is read as typed: its faults are said, and a code never gets another name', () => {
  const read = (members: string, before: readonly Dimension[] = []) => readDimension({ code: 'CT', name: 'chủ thể', members }, before)
  const codes = (found: ReturnType<typeof read>) => found.map(one => ('refused' in one ? one.refused : one.code))
  assert.deepEqual(codes(read('TT tập thể\n\nCN cá nhân')), ['TT', 'CN'])
  assert.deepEqual(codes(read('tập thể\nCN cá nhân')), ['reports.dimension-member'])
  assert.deepEqual(codes(read('TT tập thể')), ['reports.dimension-few'])
  assert.deepEqual(codes(read('TT tập thể\nTT cá nhân')), ['reports.dimension-twice'])
  assert.deepEqual(codes(read('TT nhóm\nCN cá nhân\nHO hộ', [WHO])), ['reports.dimension-renamed'])
  assert.deepEqual(codes(read('HO hộ\nTT tập thể', [WHO])), ['HO', 'TT'])
})
