// What the check says of an indicator and of a regime before they go live, and what the rules make of the days of a window.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { addDays, day } from '../../../ground/day.ts'
import type { OrgTree } from '../../../org/tree.ts'
import { definition } from '../indicator.examples.ts'
import type { Definition } from './catalogue.ts'
import { EMPTY_INDICATOR, EMPTY_REGIME, type IndicatorDesign, type RegimeDesign } from './design.ts'
import { checkIndicator, checkRegime } from './design-rules.ts'
import { added, arranged, moved } from './form-lines.ts'
import { unwritten } from './required-parts.ts'
import { daysBelow, daysBy, endOfMonth, periodEnd, ruleFor } from './window-days.ts'

const defined = (code: string, more: Partial<Definition> = {}): Definition =>
  definition(code, { label: `Việc ${code}`, group: 'Nhóm một', ...more })

const CATALOGUE = [
  defined('AA01'),
  defined('AA02', { label: 'trong đó: phần', subsetOf: 'AA01', depth: 1 }),
  defined('AA03', { kind: 'ratio', numerator: 'AA02', denominator: 'AA01', measure: '%' }),
  defined('AA04', { kind: 'stock', formula: { opening: true, plus: ['AA01'], minus: ['AA05'] } }),
  defined('AA05'),
  defined('AA06', { counter: 'kheo.registered' }),
  defined('AA07', { counter: 'kheo.registered', label: 'Đếm lần nữa' }),
  defined('AA08', { kind: 'ratio', measure: '%' }),
  defined('BB01', { group: 'Nhóm hai' }),
]
const KNOWN = new Map(CATALOGUE.map(one => [one.code, one]))

const GOOD: IndicatorDesign = { ...EMPTY_INDICATOR, code: 'CC01', label: 'Việc mới', measure: 'việc', group: 'Nhóm một' }
const around = {
  known: KNOWN,
  codes: new Set(KNOWN.keys()),
  of: undefined,
  counters: new Set(['kheo.registered', 'kheo.stopped']),
  last: undefined,
}
const refusals = (more: Partial<IndicatorDesign>, of: Partial<typeof around> = {}) =>
  checkIndicator({ ...GOOD, ...more }, { ...around, ...of }).map(one => one.refused.replace('reports.design-', ''))

test('an indicator that is whole passes', () => {
  assert.deepEqual(refusals({}), [])
  assert.deepEqual(refusals({ kind: 'ratio', numeratorMeans: 'hộ hài lòng', denominatorMeans: 'hộ được hỏi' }), [])
  assert.deepEqual(refusals({ kind: 'ratio', numerator: 'AA02', denominator: 'AA01' }), [])
  assert.deepEqual(refusals({ kind: 'stock', opening: true, plus: 'AA01', minus: 'AA05' }), [])
  assert.deepEqual(refusals({ subsetOf: 'AA01', addsUp: true }), [])
  assert.deepEqual(refusals({ counter: 'kheo.stopped' }), [])
})

for (const [name, more, expected] of [
  ['a code of another shape', { code: 'cc-1' }, 'code-shape'],
  ['a code that is taken', { code: 'AA01' }, 'code-taken'],
  ['no measure', { measure: '' }, 'empty'],
  ['the name of another indicator', { label: 'VIEC aa05' }, 'twice'],
  ['five decimals', { decimals: '5' }, 'decimals'],
  ['a ratio without parts', { kind: 'ratio' }, 'ratio-parts'],
  ['a ratio with one part in words', { kind: 'ratio', numeratorMeans: 'hộ' }, 'ratio-parts'],
  ['a ratio with one part by code', { kind: 'ratio', numerator: 'AA01' }, 'ratio-parts'],
  ['a ratio of what is absent', { kind: 'ratio', numerator: 'ZZ01', denominator: 'AA01' }, 'absent'],
  ['a ratio of a ratio', { kind: 'ratio', numerator: 'AA03', denominator: 'AA01' }, 'ratio-of-ratio'],
  ['a ratio by itself', { kind: 'ratio', numerator: 'AA01', denominator: 'AA01' }, 'ratio-same'],
  ['a ratio that is counted', { kind: 'ratio', numeratorMeans: 'a', denominatorMeans: 'b', counter: 'kheo.stopped' }, 'ratio-counted'],
  ['parts of a ratio on what is none', { numerator: 'AA01' }, 'ratio-not'],
  ['a formula that names an absent indicator', { plus: 'AA01, ZZ09' }, 'absent'],
  ['a formula that names itself', { plus: 'CC01' }, 'circle'],
  ['a formula of a formula', { plus: 'AA04' }, 'formula-deep'],
  ['a formula that adds a ratio', { plus: 'AA03' }, 'formula-ratio'],
  ['a formula that names one twice', { plus: 'AA01', minus: 'AA01' }, 'line-twice'],
  ['an opening figure of a flow', { opening: true, plus: 'AA01' }, 'opening'],
  ['a part of what is absent', { subsetOf: 'ZZ09' }, 'absent'],
  ['a part of itself', { subsetOf: 'CC01' }, 'circle'],
  ['a part of a ratio', { subsetOf: 'AA03' }, 'part-ratio'],
  ['a flow as part of a stock', { subsetOf: 'AA04' }, 'part-kind'],
  ['parts that add up to nothing', { addsUp: true }, 'adds-up'],
  ['records that are counted already', { counter: 'kheo.registered' }, 'counted-twice'],
  ['a counter that is not there', { counter: 'kheo.nothing' }, 'counter'],
  ['a law without its name', { basis: 'law' }, 'source'],
  ['an address that is none', { sourceUrl: 'trang báo' }, 'url'],
] as const)
  test(`an indicator is refused: ${name}`, () => {
    assert.ok(refusals(more as Partial<IndicatorDesign>).includes(expected), refusals(more as Partial<IndicatorDesign>).join(' '))
  })

test('“part of” that goes in a circle is refused and the way named', () => {
  const known = new Map([...KNOWN, ['AA01', defined('AA01', { subsetOf: 'AA05' })], ['AA05', defined('AA05', { subsetOf: 'CC01' })]])
  const [found] = checkIndicator({ ...GOOD, subsetOf: 'AA01', isNewVersion: true }, { ...around, known }).filter(
    one => one.refused === 'reports.design-circle',
  )
  assert.match(found?.say ?? '', /CC01 → AA01 → AA05 → CC01/u)
})

test('a new version says what changed, from a day after the windows that are open', () => {
  const version = { of: defined('AA01', { from: day('2026-01-01') }), last: { label: 'tháng 11/2026', until: day('2026-11-30') } }
  const of = (more: Partial<IndicatorDesign>) =>
    checkIndicator({ ...GOOD, code: 'AA01', label: 'Việc AA01 mới', ...more }, { ...around, ...version }).map(one => one.refused)
  assert.deepEqual(of({}), ['reports.design-break', 'reports.design-from'])
  assert.deepEqual(of({ breakNote: 'tính khác', from: '30/11/2026' }), ['reports.design-window-open'])
  assert.deepEqual(of({ breakNote: 'tính khác', from: '01/01/2026' }), ['reports.design-from'])
  assert.deepEqual(of({ breakNote: 'tính khác', from: '01/12/2026' }), [])
})

const REGIME: RegimeDesign = {
  ...EMPTY_REGIME,
  code: 'CD-THANG',
  name: 'Báo cáo chuyên đề',
  receiver: 'Tỉnh ủy',
  lines: ['AA01', 'AA02', 'AA03'],
  rules: [{ level: 'commune', until: '0', due: '5', locks: '' }],
}
const ofRegime = (more: Partial<RegimeDesign>) =>
  checkRegime({ ...REGIME, ...more }, { known: KNOWN, codes: new Set(['CU-THANG']), isLive: false, begun: null, last: undefined }).map(
    one => `${one.step} ${one.refused.replace('reports.design-', '')}`,
  )

test('a regime that is whole passes', () => assert.deepEqual(ofRegime({}), []))

const rule = (level: 'commune' | 'province', due: string, until = '0', locks = '') => ({ level, due, until, locks })
for (const [name, more, expected] of [
  ['a code that is taken', { code: 'CU-THANG' }, 'chung code-taken'],
  ['nobody to receive it', { receiver: '' }, 'chung empty'],
  ['a day that is none', { from: '31/02/2027' }, 'chung from'],
  ['no indicator', { lines: [] }, 'chi-tieu no-line'],
  ['a line twice', { lines: ['AA01', 'AA05', 'AA01'] }, 'chi-tieu line-twice'],
  ['records counted twice', { lines: ['AA06', 'AA07'] }, 'chi-tieu counted-twice'],
  ['an indicator that is not there', { lines: ['ZZ01'] }, 'chi-tieu absent'],
  ['a ratio without its parts in the form', { lines: ['AA01', 'AA03'] }, 'chi-tieu absent'],
  ['a ratio that names no parts', { lines: ['AA08'] }, 'chi-tieu ratio-parts'],
  ['a formula whose indicator is absent', { lines: ['AA01', 'AA04'] }, 'chi-tieu absent'],
  ['a part without its whole', { lines: ['AA02'] }, 'chi-tieu whole-absent'],
  ['a part above its whole', { lines: ['AA02', 'AA01'] }, 'chi-tieu whole-after'],
  [
    'a part in words twice',
    {
      sections: [
        { heading: 'I. Kết quả', required: false },
        { heading: 'i. kết quả', required: false },
      ],
    },
    'phan-loi section-twice',
  ],
  ['a required part without a name', { sections: [{ heading: '', required: true }] }, 'phan-loi section-empty'],
  ['no days', { rules: [] }, 'thoi-han no-rule'],
  ['due before the cut-off', { rules: [rule('commune', '-5', '2')] }, 'thoi-han due-early'],
  ['a cut-off after the period', { rules: [rule('commune', '5', '-2')] }, 'thoi-han until'],
  ['locked before due', { rules: [rule('commune', '5', '0', '3')] }, 'thoi-han locks-early'],
  ['words for days', { rules: [rule('commune', 'năm')] }, 'thoi-han due'],
  ['communes due after the province', { rules: [rule('commune', '9'), rule('province', '5')] }, 'thoi-han levels'],
] as const)
  test(`a regime is refused: ${name}`, () => {
    assert.ok(ofRegime(more as Partial<RegimeDesign>).includes(expected), ofRegime(more as Partial<RegimeDesign>).join(', '))
  })

test('adding and moving lines keeps each line once and each group in one stretch, whatever is done', () => {
  const codes = CATALOGUE.map(one => one.code)
  const deed = fc.oneof(
    fc.record({ do: fc.constant('add' as const), codes: fc.array(fc.constantFrom(...codes), { maxLength: 4 }) }),
    fc.record({ do: fc.constantFrom('up' as const, 'down' as const), codes: fc.tuple(fc.constantFrom(...codes)) }),
  )
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 12 }), deeds => {
      let lines: readonly string[] = []
      for (const one of deeds) {
        const before = lines
        lines = one.do === 'add' ? added(lines, one.codes, KNOWN) : moved(lines, one.codes[0], one.do === 'up' ? -1 : 1, KNOWN)
        if (one.do !== 'add') assert.deepEqual([...lines].sort(), [...before].sort())
      }
      assert.equal(new Set(lines).size, lines.length)
      assert.deepEqual(arranged(lines, KNOWN), lines)
    }),
    { seed: 20261122, numRuns: 300 },
  )
})

test('the days of a window lead back to the end of the period they were counted from, for every month and every rule', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 240 }),
      fc.integer({ min: -20, max: 0 }),
      fc.integer({ min: 0, max: 40 }),
      (month, untilDays, more) => {
        const end = endOfMonth(addDays(day('2015-01-31'), month * 30))
        const days = daysBy({ level: 'commune', untilDays, dueDays: untilDays + more, locksDays: null }, end)
        assert.equal(periodEnd(days.until, { untilDays }), end)
        assert.ok(days.until <= days.due)
      },
    ),
    { seed: 20261122, numRuns: 300 },
  )
})

test('communes owe before the district does, and never before the cut-off or after the window', () => {
  const levels: Readonly<Record<string, string>> = { D1: 'district', X1: 'commune', X2: 'commune' }
  const tree = { unit: (id: string) => (levels[id] ? { level: levels[id] } : undefined) } as unknown as OrgTree
  const owing = [
    { unitId: 'D1', receiverId: 'T' },
    { unitId: 'X1', receiverId: 'D1' },
    { unitId: 'X2', receiverId: 'D1' },
  ]
  const rules = [
    { level: 'commune' as const, untilDays: 0, dueDays: 5, locksDays: 20 },
    { level: 'district' as const, untilDays: 0, dueDays: 8, locksDays: null },
  ]
  assert.equal(ruleFor(rules, tree, owing, 'T')?.level, 'district')
  const window = { until: day('2025-05-31'), due: day('2025-06-08'), locks: null }
  assert.deepEqual(daysBelow(window, { rules, tree, owing, top: 'T' }), [{ receiverId: 'D1', due: '2025-06-05', locks: '2025-06-20' }])
  const short = { until: day('2025-05-31'), due: day('2025-06-02'), locks: day('2025-06-04') }
  assert.deepEqual(daysBelow(short, { rules, tree, owing, top: 'T' }), [{ receiverId: 'D1', due: '2025-06-02', locks: '2025-06-04' }])
})

test('a required part that holds only spaces is not written', () => {
  const form = { required: ['I. Kết quả'] }
  assert.equal(unwritten(form, [{ heading: 'I. Kết quả', text: ' \n ' }])[0]?.field, 'p-1')
  assert.deepEqual(
    unwritten(form, [
      { heading: 'I. Kết quả', text: 'Đã làm.' },
      { heading: 'II. Khác', text: '' },
    ]),
    [],
  )
})
