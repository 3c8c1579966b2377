// One indicator by three structures and beside the year before, told on a small country.
import assert from 'node:assert/strict'
import test from 'node:test'
import { country } from '../../../test/org/small-country.ts'
import { type Day, day } from '../../ground/day.ts'
import { OrgTree } from '../../org/tree.ts'
import { byStructure, figureOf, type Known, windowsLastYear } from './by-structure.ts'
import type { Indicator } from './figures.ts'
import { indicator as example } from './indicator.examples.ts'
import type { OpenedWindow } from './rules.ts'
import type { Leaf } from './store-bases.ts'

const TODAY = OrgTree.of(country, day('2026-07-15'))

const indicator = (more: Partial<Indicator> = {}) =>
  example('DT01', { id: 'DT01 bản 1', label: 'Cuộc đối thoại', measure: 'cuộc', ...more })

const window = (from: string, until: string, openedFor = 'Tỉnh Mẫu'): OpenedWindow => ({
  id: from,
  regimeId: 'tháng',
  code: from,
  label: `tháng ${from.slice(5, 7)}/${from.slice(0, 4)}`,
  from: day(from),
  until: day(until),
  due: day(until),
  locks: null,
  openedFor,
})

const JUNE_25 = window('2025-06-01', '2025-06-30')
const JUNE_26 = window('2026-06-01', '2026-06-30')

const leaf = (unitId: string, value: number | null, more: Partial<Leaf> = {}): Leaf => ({
  unitId,
  accepted: value !== null,
  state: value === null ? null : 'reported',
  value,
  numerator: null,
  denominator: null,
  ...more,
})

const known = (of: OpenedWindow, leaves: readonly Leaf[], more: Partial<Indicator> = {}, twice = 0): Known & { indicator: Indicator } => ({
  window: of,
  indicator: indicator(more),
  leaves,
  twice,
})

const then = [leaf('Xã Một', 1), leaf('Xã Hai', 2), leaf('Xã Ba', 4), leaf('Xã Bốn', 8)]
const now = [leaf('Xã Mới', 10), leaf('Phường Ba', 20), leaf('Phường Tư', 30), leaf('Xã Bốn', 40)]
const today = { as: 'today', day: TODAY.day } as const
const ofDay = (at: string) => ({ as: 'day', day: day(at) as Day }) as const

test('a unit that grew out of whole others stands beside their sum on every structure; parts of a divided one beside nothing', () => {
  for (const structure of [{ as: 'reported' } as const, today]) {
    const shown = byStructure(known(JUNE_26, now), [known(JUNE_25, then)], structure, TODAY)
    assert.equal(shown.beside('Xã Mới').value, 3)
    assert.equal(shown.beside('Xã Bốn').value, 8)
    assert.match(shown.beside('Phường Ba').notComparable ?? '', /một phần xã Ba nay thuộc phường Tư/u)
    assert.deepEqual(shown.beside('Tỉnh Mẫu'), { value: 15, notComparable: null })
    assert.equal(shown.top, 'Tỉnh Mẫu')
  }
})

test('by an earlier structure a merged unit’s figure lies among those it was merged from, and they stand beside nothing', () => {
  const shown = byStructure(known(JUNE_26, now), [known(JUNE_25, then)], ofDay('2025-06-30'), TODAY)
  assert.match(shown.beside('Xã Một').notComparable ?? '', /chưa tách được số của xã Mới/u)
  assert.equal(shown.beside('Xã Ba').value, 4)
  assert.equal(shown.now.units.get('Xã Ba')?.value, 50)
  assert.equal(shown.now.units.get('Huyện Thượng')?.unallocated?.value, 10)
})

test('who is missing now or was missing then is named, and nothing is set beside the rest of the land', () => {
  const lacking = byStructure(known(JUNE_26, [leaf('Xã Mới', null), ...now.slice(1)]), [known(JUNE_25, then)], today, TODAY)
  assert.match(lacking.beside('Xã Mới').notComparable ?? '', /kỳ này chưa có số của xã Mới/u)
  assert.match(lacking.beside('Tỉnh Mẫu').notComparable ?? '', /kỳ này chưa có số của xã Mới/u)
  assert.equal(lacking.beside('Xã Bốn').value, 8)
  assert.equal(lacking.accepted, 3)
  const lacked = byStructure(known(JUNE_26, now), [known(JUNE_25, [leaf('Xã Một', null), ...then.slice(1)])], today, TODAY)
  assert.match(lacked.beside('Xã Mới').notComparable ?? '', /cùng kỳ chưa có số của xã Một \(nay thuộc xã Mới\)/u)
  const before = byStructure(known(JUNE_26, now), [], today, TODAY)
  assert.match(before.beside('Xã Bốn').notComparable ?? '', /chưa có kỳ cùng kỳ/u)
})

test('another definition under the same code is not set beside this one', () => {
  const shown = byStructure(known(JUNE_26, now, { breakNote: 'đổi cách đếm' }), [known(JUNE_25, then, { id: 'DT01 bản 0' })], today, TODAY)
  assert.equal(shown.beside('Xã Bốn').notComparable, 'đổi cách đếm')
})

test('a ratio is Σ numerators by Σ denominators on every structure, and what was counted twice is taken off every total', () => {
  const ratio = (unitId: string, numerator: number, denominator: number) => leaf(unitId, 50, { numerator, denominator })
  const rates = [ratio('Xã Một', 1, 2), ratio('Xã Hai', 9, 10), ratio('Xã Ba', 0, 4), ratio('Xã Bốn', 4, 4)]
  const shown = byStructure(known(JUNE_25, rates, { kind: 'ratio', decimals: 1 }), [], today, TODAY)
  assert.equal(figureOf(shown.now.units.get('Xã Mới'), { kind: 'ratio' }), 83.3333)
  assert.equal(figureOf(shown.now.total, { kind: 'ratio' }), 70)
  const counted = byStructure(known(JUNE_25, then, {}, 2), [], today, TODAY)
  assert.equal(counted.now.total.value, 13)
  assert.equal(counted.now.units.get('Tỉnh Mẫu')?.value, 13)
})

test('the year before is that of the same series, or of a receiver that this one took over', () => {
  const others = [JUNE_25, window('2025-06-01', '2025-06-30', 'Tỉnh Bạn'), window('2025-05-01', '2025-05-31')]
  assert.deepEqual(windowsLastYear(JUNE_26, others, TODAY), [JUNE_25])
})
