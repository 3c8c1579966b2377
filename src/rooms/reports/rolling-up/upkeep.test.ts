// Whatever comes in whatever order, what is kept is what the cells add up to; and what is not is found.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { inHouse, type TestHouse } from '../../../../test/house.ts'
import { REGIME } from '../../../../test/reports/steps.ts'
import type { Ask } from '../../../access/ask.ts'
import { addDays, addMonths, day } from '../../../ground/day.ts'
import { snapshot, sql, transact } from '../../../ground/db.ts'
import { consolidate, type Figure, type Indicator } from '../figures.ts'
import { standingOf } from '../filling.ts'
import { isAccepted, obligations } from '../rules.ts'
import { formOn } from '../store-asked.ts'
import { leavesOf } from '../store-bases.ts'
import { owedInWindow, partsOf } from '../store-editions.ts'
import { addWindows } from '../store-many.ts'
import { putRearrangement } from '../store-rearranged.ts'
import { putEdition, putVerdict } from '../store-writing.ts'
import { isDue } from './keeping.ts'
import { figureAt } from './rollup.ts'
import { beginAnew, mark, receiversOf, rollupsOf } from './store-rollups.ts'
import { codesOf, computeFromCells } from './summing.ts'
import { rebuildAll, reconcileAll, refreshAll, refreshNext } from './upkeep.ts'

const UNTIL = day('2025-06-30')

type Deed =
  | { readonly do: 'hand-in' | 'accept' | 'return' | 'replay'; readonly unit: number; readonly value: number }
  | { readonly do: 'rearrange'; readonly unit: number; readonly to: number }
  | { readonly do: 'refresh'; readonly times: number }

interface Working {
  readonly house: TestHouse
  readonly windowId: string
  readonly units: readonly string[]
  readonly districts: readonly string[]
  readonly form: readonly Indicator[]
  /** The last edition of each unit: id, number, how many verdicts, the last of them. */
  readonly last: Map<string, { id: string; number: number; verdicts: number; kind: string | undefined }>
}

const doing = <T>({ house }: Working, act: (ask: Ask<'reports.review'>) => Promise<T>): Promise<T> =>
  house.doing('binh', 'reports.review', act)

/** A month before July 2025: communes owe districts, districts the province. */
async function openMonth(house: TestHouse, ago = 0): Promise<Working> {
  const windowId = randomUUID()
  const from = addMonths(day('2025-06-01'), -ago)
  const working = await house.inTx(async (tx, world) => {
    const tree = await world.treeOn(UNTIL)
    const owing = obligations(tree, house.unit('MAU'))
    const ask = await world.as('binh', 'reports.review')
    await addWindows(tx, [
      {
        id: windowId,
        regimeId: REGIME,
        code: `T${from.slice(0, 7)}`,
        label: `tháng ${from}`,
        from,
        until: addDays(addMonths(from, 1), -1),
        due: UNTIL,
        openedBy: ask.person.id,
        openedFor: house.unit('MAU'),
        openedAt: '2025-06-01T00:00:00Z',
        owing,
      },
    ])
    const receivers = new Set(owing.map(one => one.receiverId))
    return {
      units: owing.filter(one => !receivers.has(one.unitId)).map(one => one.unitId),
      districts: [...receivers].filter(one => one !== house.unit('MAU')),
      form: (await formOn(ask, REGIME, UNTIL)).indicators,
    }
  })
  return { house, windowId, last: new Map(), ...working }
}

const figure = (code: string, more: Partial<Figure>): Figure => ({
  code,
  state: 'reported',
  value: null,
  counted: null,
  numerator: null,
  denominator: null,
  reason: null,
  note: null,
  ...more,
})

/**
 * A sheet with every kind of cell: a sum, a decimal, one that counts records (some also counted next door), a ratio, silence, an estimate.
 * Some are the whole form in its order, and in some of these the first line that counts was typed instead.
 */
function sheet(form: readonly Indicator[], unit: number, value: number): { figures: Figure[]; records: string[] } {
  const records = Array.from({ length: value % 4 }, (_, i) => `00000000-0000-4000-8000-${String((unit + i) % 9).padStart(12, '0')}`)
  const figures = [
    figure('DVK01', { value: records.length + (value % 2), counted: records.length }),
    figure('DT01', { state: value === 0 ? 'zero' : 'reported', value }),
    figure('AS01', { state: 'estimated', value: value / 10 }),
    value % 3 === 0
      ? figure('TG01', { state: 'none', reason: 'không có' })
      : figure('TG01', { state: 'not_applicable', reason: 'không có' }),
    figure('YK03', { value: 50, numerator: value, denominator: 2 * value + 1 }),
  ]
  if (value % 3 === 2) return { figures: value % 5 === 0 ? figures.slice(0, 3) : figures, records }
  const isTyped = value % 4 === 3
  const given = new Map((isTyped ? [figure('DVK01', { value: 5 }), ...figures.slice(1)] : figures).map(one => [one.code, one]))
  const rest = ({ code, kind, counter, position }: Indicator & { position: number }): Figure => {
    if (kind === 'ratio')
      return position % 2 === 0
        ? figure(code, { state: 'none', reason: 'không có' })
        : figure(code, { value: 25, numerator: 1 + unit, denominator: 4 + 4 * unit })
    if (counter !== null) return figure(code, isTyped ? { value: 2, counted: 2 } : { state: 'zero', value: 0, counted: 0 })
    return figure(code, { value: (unit + value * position) / 8 })
  }
  return { figures: form.map((one, position) => given.get(one.code) ?? rest({ ...one, position })), records: isTyped ? [] : records }
}

async function handIn(working: Working, unit: number, value: number, id: string = randomUUID()): Promise<void> {
  const unitId = working.units[unit] ?? ''
  const before = working.last.get(unitId)
  if (before && before.kind !== 'returned') return
  const { figures, records } = sheet(working.form, unit, value)
  const number = (before?.number ?? 0) + 1
  const sources = records.map(record_id => ({
    code: 'DVK01',
    record_id,
    unit_id: unitId,
    on_day: UNTIL,
    title: 'Mô hình',
    href: '/dan-van-kheo',
  }))
  const edition = {
    id,
    windowId: working.windowId,
    unitId,
    number,
    contentSha256: '0'.repeat(64),
    formVersion: 1,
    treeOn: UNTIL,
    narrative: [],
    figures,
    sources,
  }
  const deed = { unit: unitId, subject: id, act: 'reports.submit' }
  await doing(working, ask => putEdition(ask, edition, deed))
  // The same sending once more is the same edition.
  await doing(working, ask => putEdition(ask, edition, deed))
  working.last.set(unitId, { id, number, verdicts: 0, kind: undefined })
}

async function judge(working: Working, unit: number, kind: 'accepted' | 'returned'): Promise<void> {
  const last = working.last.get(working.units[unit] ?? '')
  if (!last || last.kind === kind || (last.kind === 'returned' && kind === 'accepted')) return
  const verdict = { id: randomUUID(), editionId: last.id, number: last.verdicts + 1, kind, body: '', cells: [], files: [] }
  assert.ok(await doing(working, ask => putVerdict(ask, verdict)))
  last.verdicts += 1
  last.kind = kind
}

async function run(working: Working, deed: Deed): Promise<void> {
  if (deed.do === 'refresh') for (let i = 0; i < deed.times; i++) await refreshNext(working.house.db)
  else if (deed.do === 'rearrange') {
    const unitId = working.units[deed.unit] ?? ''
    const receiverId = working.districts[deed.to]
    const rearrangement = receiverId
      ? { asked: [], moved: [{ unitId, receiverId }], relieved: [], kept: [] }
      : { asked: [], moved: [], relieved: [unitId], kept: [] }
    await doing(working, ask => putRearrangement(ask, working.windowId, rearrangement))
  } else if (deed.do === 'hand-in') await handIn(working, deed.unit, deed.value)
  else await judge(working, deed.unit, deed.do === 'return' ? 'returned' : 'accepted')
}

/** What is kept of every receiver beside what the rule of totals makes of the reports themselves. */
async function mustBeRight(working: Working): Promise<number> {
  const { house, windowId } = working
  return await house.doing('binh', 'reports.read', async ask => {
    const { indicators } = await formOn(ask, REGIME, UNTIL)
    const places = new Map((await codesOf(ask.tx, windowId)).map((code, place) => [code, place]))
    const receivers = await receiversOf(ask.tx, windowId)
    const owed = await owedInWindow(ask, windowId, 1000)
    const receives = new Set(receivers.map(one => one.id))
    const kept = new Map((await rollupsOf(ask, windowId, [...receives])).map(one => [one.receiverId, one]))
    assert.equal(kept.size, receivers.length)
    let compared = 0
    for (const { id } of receivers) {
      const under = (top: string): string[] =>
        owed.filter(one => one.receiverId === top).flatMap(one => (receives.has(one.unitId) ? under(one.unitId) : [one.unitId]))
      const units = under(id)
      const accepted = owed.filter(one => units.includes(one.unitId) && isAccepted(standingOf(one)))
      const parts = await partsOf(
        ask,
        accepted.map(one => ({ id: one.editions.at(-1)?.id ?? '', unitId: one.unitId })),
      )
      const rollup = kept.get(id)
      assert.ok(rollup && !rollup.isMarked)
      assert.deepEqual([rollup.owing, rollup.accepted], [units.length, accepted.length])
      for (const total of consolidate(indicators, parts, units)) {
        const indicator = indicators.find(one => one.code === total.code)
        assert.ok(indicator)
        const { state, value, numerator, denominator, counted, missing } = total
        assert.deepEqual(
          figureAt(rollup, indicator, places.get(total.code) ?? -1),
          { state, value, numerator, denominator, counted, reported: units.length - missing.length, owing: units.length },
          total.code,
        )
        compared += 1
      }
    }
    return compared
  })
}

const deed = (units: number, districts: number): fc.Arbitrary<Deed> => {
  const unit = fc.nat(units - 1)
  return fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('hand-in' as const), unit, value: fc.nat(20) }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('accept' as const), unit, value: fc.constant(0) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('return' as const), unit, value: fc.constant(0) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('rearrange' as const), unit, to: fc.nat(districts) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('refresh' as const), times: fc.integer({ min: 1, max: 3 }) }) },
  )
}

test(
  'whatever arrives, is returned, corrected, sent twice or rearranged, in whatever order, what is kept is what the reports add up to',
  inHouse(async house => {
    let months = 0
    const { units, districts } = await openMonth(house)
    await fc.assert(
      fc.asyncProperty(fc.array(deed(units.length, districts.length), { minLength: 25, maxLength: 70 }), async deeds => {
        const working = await openMonth(house, ++months)
        for (const one of deeds) await run(working, one)
        await refreshAll(house.db)
        assert.ok((await mustBeRight(working)) > 50)
        const { wrong, rollups } = await reconcileAll(house.db, new Date('2026-11-21T02:00:00Z'))
        assert.deepEqual(wrong, [])
        assert.ok(rollups >= 3)
      }),
      { seed: 20_261_122, numRuns: 8 },
    )
  }),
)

/** The first two counted one record both. */
async function someAccepted(house: TestHouse): Promise<Working> {
  const working = await openMonth(house)
  for (const [unit, value] of [6, 6, 7, 8, 9, 12].entries()) {
    await handIn(working, unit, value)
    await judge(working, unit, 'accepted')
  }
  await refreshAll(house.db)
  await mustBeRight(working)
  return working
}

test(
  'one number that is off by one is found, told, kept in the record and made right',
  inHouse(async house => {
    const { windowId } = await someAccepted(house)
    const corrupt = async (column: string): Promise<void> => {
      await sql`update report_rollup set ${sql.raw(column)}[20] = ${sql.raw(column)}[20] + 1 where window_id = ${windowId}::uuid and receiver_id = ${house.unit('MAU')}::uuid`.execute(
        house.db,
      )
    }
    for (const [column, side] of [
      ['totals', 'totals'],
      ['n_values', 'values'],
    ] as const) {
      await corrupt(column)
      const { wrong } = await reconcileAll(house.db, new Date('2026-11-21T02:00:00Z'))
      assert.deepEqual(
        wrong.map(one => [one.receiver, one.n, one.differing[0]?.side, one.differing[0]?.place]),
        [[house.unit('MAU'), 1, side, 19]],
      )
      await refreshAll(house.db)
      assert.deepEqual((await reconcileAll(house.db, new Date('2026-11-21T02:05:00Z'))).wrong, [])
    }
    const { rows } = await sql<{ n: number }>`select jsonb_array_length(wrong) as n from report_reconciliation order by at, n desc`.execute(
      house.db,
    )
    assert.deepEqual(rows.map(one => one.n).sort(), [0, 0, 1, 1])
  }),
)

test(
  'what is marked is not called wrong; it says that something came since',
  inHouse(async house => {
    const working = await someAccepted(house)
    await judge(working, 0, 'returned')
    assert.deepEqual((await reconcileAll(house.db, new Date('2026-11-21T02:00:00Z'))).wrong, [])
    const marked = await house.doing('binh', 'reports.read', ask =>
      rollupsOf(ask, working.windowId, [house.unit('MAU'), ...working.districts]),
    )
    assert.deepEqual(marked.map(one => one.isMarked).sort(), [false, true, true])
    assert.equal(marked.find(one => one.receiverId === house.unit('MAU'))?.isMarked, true)
    await refreshAll(house.db)
    await mustBeRight(working)
  }),
)

test(
  'an acceptance that comes while the roll-up is being made anew is not lost, and never waits',
  inHouse(async house => {
    const working = await someAccepted(house)
    await handIn(working, 5, 11)
    await handIn(working, 6, 13)
    await judge(working, 5, 'accepted')
    let judged = 0
    await transact(house.db, async tx => {
      await beginAnew(tx, working.windowId, [...working.districts, house.unit('MAU')])
      // Another transaction judges and commits meanwhile.
      await judge(working, 6, 'accepted')
      judged += 1
      await sql`select 1`.execute(tx)
    })
    assert.equal(judged, 1)
    await transact(house.db, tx => mark(tx, working.windowId, working.districts))
    await refreshAll(house.db)
    await mustBeRight(working)
  }),
)

test(
  'everything derived can be thrown away and is made anew, while readers go on with what stands',
  inHouse(async house => {
    const working = await someAccepted(house)
    const before = await snapshot(house.db, tx => computeFromCells(tx, working.windowId, working.districts))
    await sql`delete from report_rollup`.execute(house.db)
    const { rollups, windows } = await rebuildAll(house.db)
    assert.deepEqual([windows, rollups], [1, 3])
    await mustBeRight(working)
    await sql`update report_rollup set totals = '{}'`.execute(house.db)
    await house.doing('binh', 'reports.read', async ask => {
      const read = () => rollupsOf(ask, working.windowId, [house.unit('MAU')])
      const rebuilding = rebuildAll(house.db)
      for (let i = 0; i < 20; i++) assert.equal((await read()).length, 1)
      await rebuilding
    })
    await mustBeRight(working)
    assert.deepEqual(await snapshot(house.db, tx => computeFromCells(tx, working.windowId, working.districts)), before)
  }),
)

test(
  'what is remembered of a report is never shown for the one that corrects it',
  inHouse(async house => {
    const working = await openMonth(house)
    const shown = () =>
      house.doing('binh', 'reports.read', async ask => {
        const leaf = (await leavesOf(ask, working.windowId, 'DT01')).find(one => one.unitId === working.units[0])
        return [leaf?.accepted, leaf?.state, leaf?.value]
      })
    await handIn(working, 0, 8)
    assert.deepEqual(await shown(), [false, null, null])
    await judge(working, 0, 'accepted')
    assert.deepEqual(await shown(), [true, 'reported', 8])
    await judge(working, 0, 'returned')
    assert.deepEqual(await shown(), [false, null, null])
    await handIn(working, 0, 11)
    await judge(working, 0, 'accepted')
    assert.deepEqual(await shown(), [true, 'reported', 11])
  }),
)

test('the night’s comparing is due once, between two and five in Việt Nam', () => {
  const at = (time: string) => new Date(`2026-11-22T${time}:00+07:00`)
  assert.deepEqual(
    ['01:59', '02:00', '04:59', '05:00'].map(time => isDue(at(time), undefined)),
    [false, true, true, false],
  )
  assert.equal(isDue(at('02:30'), at('02:10')), false)
  assert.equal(isDue(at('02:30'), new Date('2026-11-21T02:10:00+07:00')), true)
})
