// Setting units and windows side by side: what may be ranked, what may be subtracted, and how it is written to a file.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import layout from '../../../../data/province-tiles.json' with { type: 'json' }
import provinces from '../../../../data/provinces.json' with { type: 'json' }
import { country } from '../../../../test/org/small-country.ts'
import { day } from '../../../ground/day.ts'
import { alphabetical } from '../../../ground/vietnamese.ts'
import { OrgTree } from '../../../org/tree.ts'
import { classesOf, classOf, niceStep, ticks } from '../../../web/parts/scale.ts'
import type { FigureState, Indicator } from '../figures.ts'
import type { OpenedWindow } from '../rules.ts'
import type { Leaf } from '../store-bases.ts'
import { addressOf, readAsked, sought } from './asked.ts'
import {
  type CompareRow,
  chainOf,
  differenceOf,
  isUnchanged,
  ordered,
  type Point,
  place,
  pointOf,
  ranks,
  rowOf,
  type Stretch,
  stretchesOf,
} from './compare.ts'
import { columnName, csvOf, harmless, workbookOf } from './files.ts'
import { shortLabel } from './said.ts'
import { doneInYear, gapsOfYear, yearStretches } from './year.ts'

const seed = { seed: 20261122, numRuns: 300 }
const today = OrgTree.of(country, day('2026-11-21'))
const TOP = 'Tỉnh Mẫu'
const indicator = (more: Partial<Indicator> = {}): Indicator =>
  ({
    id: 'i',
    code: 'DT01',
    label: 'Cuộc đối thoại',
    kind: 'flow',
    decimals: 0,
    from: null,
    breakNote: '',
    counter: null,
    ...more,
  }) as Indicator

const windowOf = (from: string, until: string): OpenedWindow => ({
  id: until,
  regimeId: 'r',
  code: `T${until.slice(0, 7)}`,
  label: `tháng ${Number(until.slice(5, 7))}/${until.slice(0, 4)}`,
  from: day(from),
  until: day(until),
  due: day(until),
  locks: null,
  openedFor: TOP,
})
const leaf = (unitId: string, state: FigureState | null, value: number | null, more: Partial<Leaf> = {}): Leaf => ({
  unitId,
  accepted: true,
  state,
  value,
  numerator: null,
  denominator: null,
  ...more,
})
const stretchOf = (window: OpenedWindow): Stretch => ({ ...window, windows: [window] })
const placed = (window: OpenedWindow, leaves: readonly Leaf[], of = indicator()) => ({
  ...place(stretchOf(window), [{ window, indicator: of, leaves, twice: 0 }], { as: 'reported' }, today),
  indicator: of,
})
const communes = today.children(TOP).filter(one => one.level !== 'hamlet')
const september = windowOf('2026-09-01', '2026-09-30')
const october = windowOf('2026-10-01', '2026-10-31')

test('missing, none, not applicable and zero are four things, and only a whole figure is ranked', () => {
  const [a, b, c, d] = communes
  assert.ok(a && b && c && d, 'four communes')
  const now = placed(october, [
    leaf(a.id, 'zero', 0),
    leaf(b.id, 'none', null),
    leaf(c.id, 'not_applicable', null),
    leaf(d.id, null, null, { accepted: false }),
  ])
  const point = (id: string): Point => pointOf([id], now, now.indicator, today)
  assert.deepEqual(
    [a, b, c, d].map(one => [point(one.id).state, point(one.id).value]),
    [
      ['value', 0],
      ['none', null],
      ['not_applicable', null],
      ['missing', null],
    ],
  )
  const total = point(TOP)
  assert.deepEqual([total.state, total.value, total.have, total.all], ['value', 0, 3, 4])
  const rows = [a, b, c, d].map(one => rowOf(one.id, one.fullName, { now, chain: [now], earlier: undefined, basis: 'reported', today }))
  const order = ordered(
    [...rows, rowOf(TOP, TOP, { now, chain: [now], earlier: undefined, basis: 'reported', today })],
    'giam',
    alphabetical,
  )
  assert.deepEqual(
    [order.ranked, order.partial, order.silent, order.missing].map(some => some.map(one => one.unitId)),
    [[a.id], [TOP], [b.id, c.id].sort((x, y) => alphabetical(today.label(x), today.label(y))), [d.id]],
  )
})

test('a difference stands only between whole figures, and its percentage only where then was not zero', () => {
  const point = (value: number | null, have = 1, all = 1, state: Point['state'] = 'value'): Point => ({
    state,
    value,
    numerator: null,
    denominator: null,
    have,
    all,
    why: null,
  })
  assert.deepEqual(differenceOf(point(45), point(40), false), { by: 5, percent: 12.5 })
  assert.deepEqual(differenceOf(point(5), point(0), false), { by: 5, percent: null })
  assert.deepEqual(differenceOf(point(85.4), point(80), true), { by: 5.4, percent: null })
  assert.match(String(differenceOf(point(5, 11, 12), point(4), false)), /còn thiếu 1 đơn vị/u)
  assert.match(String(differenceOf(point(5), point(4, 9, 12), false)), /thiếu 3 đơn vị/u)
  assert.match(String(differenceOf(point(null, 0, 1, 'missing'), point(4), false)), /chưa có số/u)
  assert.match(String(differenceOf(point(5), { ...point(null, 1, 1, 'incomparable'), why: 'địa bàn khác' }, false)), /địa bàn khác/u)
})

test('an earlier figure by another definition is not set beside', () => {
  const [a] = communes
  assert.ok(a)
  const now = placed(october, [leaf(a.id, 'reported', 5)])
  const then = placed(september, [leaf(a.id, 'reported', 4)], indicator({ id: 'khác' }))
  const row = rowOf(a.id, a.fullName, { now, chain: [then, now], earlier: then, basis: 'reported', today })
  assert.equal(row.earlier?.state, 'incomparable')
  assert.equal(typeof row.difference, 'string')
  assert.deepEqual(
    row.points.map(one => one.value),
    [null, 5],
  )
})

test('whatever is reported, the parts that are there add up to the total, and the ranks follow the figures', () => {
  const figures = fc.array(fc.record({ value: fc.nat(1000), is: fc.constantFrom('reported', 'none', 'missing') }), {
    minLength: communes.length,
    maxLength: communes.length,
  })
  fc.assert(
    fc.property(figures, each => {
      const leaves = each.map(({ value, is }, i) =>
        is === 'missing'
          ? leaf(communes[i]?.id ?? '', null, null, { accepted: false })
          : leaf(communes[i]?.id ?? '', is === 'none' ? 'none' : 'reported', is === 'none' ? null : value),
      )
      const now = placed(october, leaves)
      const rows = communes.map(one => rowOf(one.id, one.fullName, { now, chain: [now], earlier: undefined, basis: 'reported', today }))
      const total = pointOf([TOP], now, now.indicator, today)
      assert.equal(
        rows.reduce((all, one) => all + (one.now.value ?? 0), 0),
        total.value ?? 0,
      )
      assert.equal(
        rows.reduce((all, one) => all + one.now.have, 0),
        total.have,
      )
      const { ranked, partial, silent, missing } = ordered(rows, 'giam', alphabetical)
      assert.equal(ranked.length + partial.length + silent.length + missing.length, rows.length)
      const places = ranks(ranked)
      for (const [i, one] of ranked.entries()) {
        const next: CompareRow | undefined = ranked[i + 1]
        if (next)
          assert.ok((one.now.value ?? 0) >= (next.now.value ?? 0) && (places.get(one.unitId) ?? 0) <= (places.get(next.unitId) ?? 0))
      }
    }),
    seed,
  )
})

test('a chain goes window by window or year by year, and the year so far names what is not in it', () => {
  const months = Array.from({ length: 26 }, (_, k) => {
    const [y, m] = [2026 - Math.floor((k + 2) / 12), 12 - ((k + 2) % 12)]
    const last = new Date(Date.UTC(y, m, 0)).getUTCDate()
    return windowOf(`${y}-${String(m).padStart(2, '0')}-01`, `${y}-${String(m).padStart(2, '0')}-${last}`)
  })
  const [now] = months
  assert.ok(now)
  const stretches = stretchesOf(now, months, today)
  const latest = stretches[0]
  assert.ok(latest)
  assert.deepEqual(
    chainOf(latest, stretches, 'lien', 3).map(one => one.label),
    ['tháng 8/2026', 'tháng 9/2026', 'tháng 10/2026'],
  )
  assert.deepEqual(
    chainOf(latest, stretches, 'nam', 3).map(one => one.label),
    ['tháng 10/2024', 'tháng 10/2025', 'tháng 10/2026'],
  )
  assert.equal(yearStretches(latest, stretches).length, 10)
  const [a] = communes
  assert.ok(a)
  const year = yearStretches(latest, stretches).map(one =>
    placed(
      one.windows[0] ?? now,
      one.until === day('2026-03-31') ? [leaf(a.id, null, null, { accepted: false })] : [leaf(a.id, 'reported', 2)],
    ),
  )
  const atNow = year.at(-1)
  assert.ok(atNow)
  const done = doneInYear(a.id, { now: atNow, basis: 'reported', today }, year)
  assert.equal(done?.value, 18)
  assert.deepEqual(done?.missing, ['tháng 3/2026'])
})

test('days of the year that no window covers are named; a year that begins a few days askew is whole', () => {
  const chain = (...days: [string, string][]) =>
    days.map(([from, until]) => ({ regimeId: 'r', label: until, from: day(from), until: day(until) }))
  assert.deepEqual(gapsOfYear(chain(['2026-01-01', '2026-01-31'], ['2026-02-01', '2026-02-28'])), [])
  assert.deepEqual(gapsOfYear(chain(['2025-12-22', '2026-01-21'])), [])
  assert.deepEqual(gapsOfYear(chain(['2026-01-05', '2026-02-04'])), [])
  assert.deepEqual(gapsOfYear(chain(['2026-03-01', '2026-03-31'], ['2026-05-01', '2026-05-31'])), [
    '01/01/2026–28/02/2026 (không có kỳ báo cáo)',
    '01/4/2026–30/4/2026 (không có kỳ báo cáo)',
  ])
})

test('between two days of no change every land is what it was; an end, a beginning and a merger are changes', () => {
  const { history } = today
  assert.equal(isUnchanged(history, day('2026-09-30'), day('2026-10-31')), true)
  assert.equal(isUnchanged(history, day('2025-06-30'), day('2025-07-01')), false)
  for (const one of communes) {
    const comparison = today.comparable(one.id, day('2026-09-30'))
    assert.deepEqual(comparison.same && comparison.units, [one.id])
  }
})

test('axes end at round numbers that hold every value, and each value is in exactly one class', () => {
  const numbers = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(numbers, values => {
      const marks = ticks(Math.min(...values), Math.max(...values))
      assert.ok((marks[0] ?? 1) <= Math.min(0, ...values) && (marks.at(-1) ?? -1) >= Math.max(0, ...values), `${marks}`)
      assert.ok(marks.includes(0) && marks.length >= 2 && marks.length <= 8, `${marks}`)
      assert.ok(marks.every(Number.isInteger), 'whole where figures are counted')
      const classes = classesOf(values)
      assert.ok(classes.length >= 1 && classes.length <= 5)
      for (const value of values) {
        const one = classes[classOf(value, classes)]
        assert.ok(one && value >= one.from && value <= one.to, `${value} in ${JSON.stringify(classes)}`)
      }
    }),
    seed,
  )
  assert.equal(niceStep(13), 20)
  assert.deepEqual(ticks(0, 0.4, { whole: false }), [0, 0.1, 0.2, 0.3, 0.4])
})

test('the tile map has one tile for each of the 34 provinces, no two in one place', () => {
  assert.deepEqual(layout.tiles.map(one => one.code).sort(), provinces.after.map((one: { code: string }) => one.code).sort())
  const at = [...layout.tiles, ...layout.islands].map(one => `${one.column} ${one.row}`)
  assert.equal(new Set(at).size, at.length)
  assert.ok(layout.tiles.every(one => one.column >= 1 && one.column <= 6 && one.row >= 1 && one.row <= 17))
  for (const one of layout.islands) assert.ok(layout.tiles.some(tile => tile.code === one.of))
})

test('an address that is nonsense is read as usual, with what was not understood', () => {
  const { asked, told } = readAsked({
    'so-ky': '-3',
    'cach-ky': 'x',
    xep: '<script>',
    'don-vi': ['a', 'b'],
    'noi-nhan': "' or 1=1",
    'chi-tieu': ['A', 'B', 'C', 'D'],
  })
  assert.deepEqual(
    [asked.count, asked.along, asked.order, asked.picked, asked.unit, asked.codes],
    [12, 'lien', 'giam', [], undefined, ['A', 'B', 'C']],
  )
  assert.equal(told.length, 6)
  assert.equal(readAsked({}).told.length, 0)
  const text = fc.string({ maxLength: 40 })
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom(
          'che-do',
          'den',
          'cach-ky',
          'so-ky',
          'so-voi',
          'chi-tieu',
          'tim',
          'noi-nhan',
          'don-vi',
          'cach',
          'ngay',
          'dang',
          'xep',
        ),
        fc.oneof(text, fc.array(text)),
      ),
      typed => {
        const first = readAsked(typed).asked
        const query = new URL(addressOf('https://x/y', first)).searchParams
        const again = readAsked(Object.fromEntries([...new Set(query.keys())].map(key => [key, query.getAll(key)]))).asked
        assert.deepEqual({ ...again, search: '' }, { ...first, search: '', day: first.structure === 'ngay' ? first.day.trim() : '' })
      },
    ),
    seed,
  )
})

test('indicators are found by part of a name, without marks', () => {
  const some = [
    indicator({ code: 'DT01', label: 'Cuộc đối thoại trực tiếp', group: 'II' }),
    indicator({ code: 'TD02', label: 'Lượt người được tiếp', group: 'II' }),
  ]
  assert.deepEqual(
    sought(some, 'doi thoai').map(one => one.code),
    ['DT01'],
  )
  assert.deepEqual(
    sought(some, 'TD02').map(one => one.code),
    ['TD02'],
  )
  assert.equal(sought(some, '').length, 2)
})

test('in files numbers are numbers, no text is a formula, and nothing is zero that is not there', () => {
  for (const text of ['=1+1', '+cmd', '-2', '@SUM(A1)', '\t=1', '\r=1']) assert.ok(harmless(text).startsWith("'"), text)
  assert.equal(harmless('Xã Một'), 'Xã Một')
  const table = {
    name: 'DT01',
    above: ['=HYPERLINK("x")'],
    heads: ['Đơn vị', 'Số'],
    rows: [
      ['@x, "y"', -5.5],
      ['Xã Một', null],
    ],
  } as const
  const csv = Buffer.from(csvOf([table])).toString('utf8')
  assert.equal(csv, '\ufeff"\'=HYPERLINK(""x"")"\r\nĐơn vị,Số\r\n"\'@x, ""y""",-5.5\r\nXã Một,\r\n')
  const sheet = strFromU8(unzipSync(workbookOf([table]))['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
  assert.match(sheet, /<c r="B3" s="3"><v>-5\.5<\/v><\/c>/u)
  assert.ok(!sheet.includes('<f>') && !/r="B4"/u.test(sheet))
  assert.deepEqual([0, 25, 26, 51, 52].map(columnName), ['A', 'Z', 'AA', 'AZ', 'BA'])
  assert.deepEqual(Buffer.from(workbookOf([table])), Buffer.from(workbookOf([table])))
})

test('labels under an axis are short and say the year', () => {
  assert.deepEqual(['tháng 10/2026', 'quý III/2026', 'năm 2026', 'đợt hè'].map(shortLabel), ['T10/26', 'QIII/26', '2026', 'đợt hè'])
})
