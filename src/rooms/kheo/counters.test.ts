// The algebra of Dân vận khéo counts, by records: what a report prints is what the list opens. The sizes are those of published
// reports (61 and 12, 187 and 52, 91 and 47); the models are invented here.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { inHouse } from '../../../test/house.ts'
import { addDays, type Day, day } from '../../ground/day.ts'
import { sql, type Tx } from '../../ground/db.ts'
import type { Counted, DemoWorld } from '../../web/room.ts'
import { counters } from './counters.ts'
import type { Kind } from './registration.ts'
import type { StepWord, WrittenStep } from './rules.ts'
import { ledger } from './store-lists.ts'
import { addMany, type WholeModel } from './store-many.ts'

const uuid = (key: string): string => {
  const hex = createHash('sha256').update(key).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

interface Sketch {
  readonly unitId: string
  readonly on: string
  readonly kind?: Kind
  readonly stop?: string
  readonly steps?: readonly { readonly step: StepWord; readonly body: string; readonly on: string; readonly follows?: number }[]
}

const sketched = (by: string, key: string, one: Sketch): WholeModel => ({
  id: uuid(key),
  unitId: one.unitId,
  bodyId: one.unitId,
  kind: one.kind ?? 'collective',
  fieldCode: 'KINH_TE',
  title: `Mô hình thử ${key}`,
  registeredOn: day(one.on),
  situation: '',
  aims: '',
  content: '',
  scope: '',
  forces: '',
  resources: '',
  outputs: '',
  upkeep: '',
  steps: (one.steps ?? []).map(
    (step, i): WrittenStep => ({
      id: uuid(`${key} ${i}`),
      seq: i + 2,
      follows: step.follows ?? null,
      step: step.step,
      bodyId: step.body,
      on: day(step.on),
      note: 'vì',
      decision: '',
    }),
  ),
  stop: one.stop === undefined ? null : { id: uuid(`${key} stop`), on: day(one.stop), reason: 'Đã xong.' },
  confirmations: [],
  by,
})

const author = async (world: DemoWorld): Promise<string> => (await world.as('binh', 'kheo.read')).person.id
const fill = async (world: DemoWorld, name: string, sketches: readonly Sketch[]): Promise<void> =>
  addMany(
    world.tx,
    sketches.map((one, i) => sketched(byOf.get(world) ?? '', `${name} ${i}`, one)),
  )
const byOf = new WeakMap<DemoWorld, string>()

/** The figure as a report counts it, after seeing that the list it opens has exactly that many rows. */
async function count(tx: Tx, name: string, of: { units: readonly string[]; from?: string; until: string }): Promise<number> {
  const records = counters[name]?.records({ units: of.units, from: day(of.from ?? of.until), until: day(of.until) })
  assert.ok(records, name)
  const { rows: list } = await records.execute(tx)
  const { rows } = await sql<{ n: number }>`select count(distinct record_id) as n from (${records}) counted`.execute(tx)
  assert.equal(list.length, rows[0]?.n, `${name}: the list has as many rows as the figure`)
  for (const row of list as Counted[]) {
    assert.ok(of.units.includes(row.unit_id) && row.href === `/kheo/${row.record_id}` && row.title !== '')
    assert.ok(day(row.on_day) <= of.until)
  }
  return rows[0]?.n ?? 0
}

const inWorld = (work: (world: DemoWorld) => Promise<void>) =>
  inHouse(house =>
    house.inTx(async (_tx, world) => {
      byOf.set(world, await author(world))
      await work(world)
    }),
  )

const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i))

test(
  '61 collective and 12 individual models, of which 4 and 4 are registered upward too, are 73 and never 81',
  inWorld(async world => {
    const [commune, district, other] = [world.unit('HL'), world.unit('D1'), world.unit('DS')]
    const up = [{ step: 'registered' as const, body: district, on: '2024-11-20' }]
    await fill(world, 'a', [
      ...times(61, i => ({ unitId: commune, on: '2024-02-10', ...(i < 4 ? { steps: up } : {}) })),
      ...times(12, i => ({ unitId: commune, on: '2024-03-10', kind: 'individual' as const, ...(i < 4 ? { steps: up } : {}) })),
      ...times(5, () => ({ unitId: other, on: '2024-03-10' })),
      ...times(3, () => ({ unitId: commune, on: '2023-12-31' })),
      ...times(2, () => ({ unitId: commune, on: '2025-01-01' })),
    ])
    const year = { units: [commune], from: '2024-01-01', until: '2024-12-31' }
    assert.equal(await count(world.tx, 'kheo.registered', year), 73)
    assert.equal(await count(world.tx, 'kheo.registered.collective', year), 61)
    assert.equal(await count(world.tx, 'kheo.registered.individual', year), 12)
    assert.equal(await count(world.tx, 'kheo.registered-up', year), 8)
    assert.equal(await count(world.tx, 'kheo.registered-up.collective', year), 4)
    assert.equal(await count(world.tx, 'kheo.registered-up.individual', year), 4)
    assert.equal(await count(world.tx, 'kheo.registered-up', { ...year, until: '2024-11-19' }), 0, 'not yet registered upward then')
    assert.equal(
      await count(world.tx, 'kheo.registered-up', { ...year, from: '2024-11-01' }),
      0,
      'never more than were registered in the window',
    )
    assert.equal(await count(world.tx, 'kheo.registered', { ...year, units: [commune, other] }), 78)
    assert.equal(await count(world.tx, 'kheo.registered', { ...year, units: [] }), 0)
  }),
)

test(
  '187 standing and 52 new, none stopped, make 239; one that stops makes it 238 from that day on',
  inWorld(async world => {
    const [commune, hamlet] = [world.unit('HL'), world.unit('HL.01')]
    await fill(world, 'b', [
      ...times(180, () => ({ unitId: commune, on: '2023-05-01' })),
      ...times(7, i => ({ unitId: hamlet, on: '2023-12-31', ...(i === 0 ? { stop: '2025-01-01' } : {}) })),
      ...times(40, () => ({ unitId: commune, on: '2024-01-01', kind: 'individual' as const })),
      ...times(12, () => ({ unitId: hamlet, on: '2024-12-31' })),
      { unitId: hamlet, on: '2022-01-01', stop: '2023-12-31' },
    ])
    const units = [commune, hamlet]
    const year = { units, from: '2024-01-01', until: '2024-12-31' }
    assert.equal(
      await count(world.tx, 'kheo.standing', { units, until: '2023-12-31' }),
      187,
      'one that stopped on that day no longer stands',
    )
    assert.equal(await count(world.tx, 'kheo.registered', year), 52)
    assert.equal(await count(world.tx, 'kheo.stopped', year), 0)
    assert.equal(await count(world.tx, 'kheo.standing', year), 239)
    assert.equal(await count(world.tx, 'kheo.standing.collective', year), 199)
    assert.equal(await count(world.tx, 'kheo.standing.individual', year), 40)
    assert.equal(await count(world.tx, 'kheo.standing', { units, until: '2025-01-01' }), 238)
    assert.equal(await count(world.tx, 'kheo.stopped', { units, from: '2025-01-01', until: '2025-01-31' }), 1)
    const rows = await ledger(world.tx, units, day('2024-01-01'), day('2024-12-31'))
    const sum = (part: 'opening' | 'fresh' | 'stopped' | 'closing') => rows.reduce((total, row) => total + row[part], 0)
    assert.deepEqual([sum('opening'), sum('fresh'), sum('stopped'), sum('closing')], [187, 52, 0, 239])
    assert.equal(rows.length, 2)
  }),
)

test(
  '47 of 91 models are commended, though one of them is commended at two levels and 48 times in all',
  inWorld(async world => {
    const [commune, district] = [world.unit('HL'), world.unit('D1')]
    const praise = (body: string, on: string) => ({ step: 'praised' as const, body, on })
    await fill(
      world,
      'c',
      times(91, i => ({
        unitId: commune,
        on: '2024-02-01',
        ...(i < 47
          ? { steps: i === 0 ? [praise(commune, '2024-12-20'), praise(district, '2024-12-28')] : [praise(commune, '2024-12-20')] }
          : {}),
      })),
    )
    const year = { units: [commune], from: '2024-01-01', until: '2024-12-31' }
    assert.equal(await count(world.tx, 'kheo.registered', year), 91)
    assert.equal(await count(world.tx, 'kheo.praised', year), 47)
    assert.equal(await count(world.tx, 'kheo.praised', { ...year, from: '2024-12-21' }), 1)
    assert.equal(await count(world.tx, 'kheo.praised', { ...year, until: '2024-12-19' }), 0)
  }),
)

test(
  'a recognition counts once whatever body gave it, and not once it is taken back by the end of the window',
  inWorld(async world => {
    const [commune, district] = [world.unit('HL'), world.unit('D1')]
    const path = (body: string, from: number | undefined, at: number) => [
      { step: 'appraised' as const, body, on: '2024-09-01', ...(from === undefined ? {} : { follows: from }) },
      { step: 'recognised' as const, body, on: '2024-10-01', follows: at },
    ]
    await fill(world, 'd', [
      { unitId: commune, on: '2024-02-01', steps: path(commune, undefined, 2) },
      {
        unitId: commune,
        on: '2024-02-01',
        steps: [...path(commune, undefined, 2), { step: 'registered', body: district, on: '2024-03-01' }, ...path(district, 4, 5)],
      },
      {
        unitId: commune,
        on: '2024-02-01',
        steps: [...path(commune, undefined, 2), { step: 'withdrawn', body: commune, on: '2024-12-15', follows: 3 }],
      },
      { unitId: commune, on: '2024-02-01', steps: path(commune, undefined, 2).slice(0, 1) },
    ])
    const year = { units: [commune], from: '2024-01-01', until: '2024-12-31' }
    assert.equal(await count(world.tx, 'kheo.recognised', year), 2)
    assert.equal(await count(world.tx, 'kheo.recognised', { ...year, until: '2024-12-14' }), 3)
    assert.equal(await count(world.tx, 'kheo.recognised', { ...year, from: '2024-10-02' }), 0)
    const { rows } = await sql<{ stage: string }>`select stage from kheo_seen where unit_id = ${commune}::uuid order by stage`.execute(
      world.tx,
    )
    assert.deepEqual(
      rows.map(row => row.stage),
      ['appraised', 'recognised', 'recognised', 'withdrawn'],
    )
  }),
)

test(
  'for any history and any chain of windows, opening + new − stopped is closing, and the next opening is this closing',
  inWorld(async world => {
    const unit = world.unit('HL')
    const start = day('2024-01-01')
    const lives = fc.array(fc.record({ from: fc.nat(400), for: fc.option(fc.nat(300)) }), { maxLength: 25 })
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 })
    let run = 0
    await fc.assert(
      fc.asyncProperty(lives, cuts, async (models, days) => {
        run++
        const sketches = models.map((one): Sketch => {
          const on = addDays(start, one.from)
          return { unitId: unit, on, ...(one.for === null ? {} : { stop: addDays(on, one.for) }) }
        })
        await sql`savepoint one_history`.execute(world.tx)
        await fill(world, `p ${run}`, sketches)
        let from: Day = start
        let opening = 0
        for (const cut of [...days].sort((a, b) => a - b)) {
          const until = addDays(start, cut)
          const window = { units: [unit], from, until }
          const [fresh, stopped, closing] = [
            await count(world.tx, 'kheo.registered', window),
            await count(world.tx, 'kheo.stopped', window),
            await count(world.tx, 'kheo.standing', window),
          ]
          assert.equal(opening + fresh - stopped, closing)
          const [row] = await ledger(world.tx, [unit], from, until)
          assert.deepEqual([row?.opening ?? 0, row?.fresh ?? 0, row?.stopped ?? 0, row?.closing ?? 0], [opening, fresh, stopped, closing])
          from = addDays(until, 1)
          opening = closing
        }
        await sql`rollback to savepoint one_history`.execute(world.tx)
      }),
      { seed: 20261121, numRuns: 25 },
    )
  }),
)
