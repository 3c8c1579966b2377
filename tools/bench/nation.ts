// The size of the nation: its lists through a grant, and one indicator by three structures. The real lists when they lie beside the
// project, else a country of our own of the same size.
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import type { Ask } from '../../src/access/ask.ts'
import { type Action, grantFor, type Person } from '../../src/access/grants.ts'
import { addDays, civil, type Day, day } from '../../src/ground/day.ts'
import { type Database, openDatabase, snapshot, type Tx, transact } from '../../src/ground/db.ts'
import { migrate } from '../../src/ground/migrations.ts'
import { planImport, readAreaLines } from '../../src/org/area-lists.ts'
import { onBasis, type UnitFigure } from '../../src/org/bases.ts'
import { applyChange } from '../../src/org/change-store.ts'
import { readList } from '../../src/org/list-files.ts'
import { loadProvinces } from '../../src/org/provinces.ts'
import { planReform, readLinks } from '../../src/org/reform-lists.ts'
import { addUnits, close, loadTree, type NewSuccession, type NewUnit, succeed } from '../../src/org/store.ts'
import type { OrgTree } from '../../src/org/tree.ts'
import { PROJECT } from '../../src/process/binaries.ts'
import { MIGRATIONS } from '../../src/process/open.ts'
import { makeDatabase } from '../../src/process/postgres.ts'
import { countStages, list } from '../../src/rooms/kheo/store-lists.ts'
import { obligations } from '../../src/rooms/reports/rules.ts'
import { leavesOf } from '../../src/rooms/reports/store-bases.ts'
import type { Bench } from './bench.ts'
import { median, type Row } from './table.ts'

const DATABASE = 'danvan_nation'
const AREAS = join(PROJECT, '..', 'shared', 'areas')
const EVE: Day = day('2025-06-30')
const REFORM: Day = day('2025-07-01')
const MODELS = 50_000
const INDICATOR = 'TD02'
const ROUNDS = 15

/** Lists of kheo models through a grant, and the total of one indicator over the nation by three structures. */
export async function benchNation(bench: Bench): Promise<Row[]> {
  const { superUrl, ownerUrl, appUrl } = await bench.database()
  const owner = openDatabase(await ownDatabase(superUrl, ownerUrl), { size: 1 })
  const nation = await transact(owner.db, tx => makeNation(tx, bench.tell)).finally(() => owner.close())
  await analyse(inNation(ownerUrl))
  const { db, close: leave } = openDatabase(inNation(appUrl), { size: 2 })
  try {
    return [
      await listRow(db, 'kheo list of a province', nation.person(nation.province), 20),
      await listRow(db, 'kheo list of the centre', nation.person(nation.centre), 60),
      await stagesRow(db, nation.person(nation.province)),
      await basesRow(db, nation),
    ]
  } finally {
    await leave()
  }
}

const inNation = (url: string): string => {
  const address = new URL(url)
  address.pathname = `/${DATABASE}`
  return address.href
}

async function ownDatabase(superUrl: string, ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: superUrl })
  await client.connect()
  try {
    await client.query(`drop database if exists ${DATABASE} with (force)`)
    await makeDatabase(client, DATABASE)
  } finally {
    await client.end()
  }
  await migrate(inNation(ownerUrl), MIGRATIONS)
  return inNation(ownerUrl)
}

async function analyse(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('vacuum analyze')
  await client.end()
}

interface Nation {
  readonly centre: string
  readonly province: string
  readonly window: string
  person(unitId: string): Person
}

async function makeNation(tx: Tx, tell: (line: string) => void): Promise<Nation> {
  if (existsSync(AREAS)) await realAreas(tx)
  else await ownAreas(tx)
  const today = civil(new Date()).day
  const tree = await loadTree(tx, today)
  const [centre] = tree.units('area', 'centre')
  const [province] = [...tree.units('area', 'province')].sort((a, b) => tree.below(b.id).size - tree.below(a.id).size)
  if (!centre || !province) throw new Error('the nation has no centre or no province')
  const id = randomUUID()
  await sql`insert into person (id, name) values (${id}::uuid, 'Cán bộ đo')`.execute(tx)
  await makeModels(tx, tree, id)
  const window = await makeWindow(tx, tree, centre.id, id)
  tell(
    `nation: ${tree.units('area').length} areas stand, ${tree.everything().size} in all; ${tree.below(province.id).size} below ${province.fullName}`,
  )
  const person = (unitId: string): Person => ({
    id,
    name: 'Cán bộ đo',
    login: 'do',
    posts: [{ id: randomUUID(), unitId, role: 'officer', title: 'chuyên viên', body: 'ban' }],
  })
  return { centre: centre.id, province: province.id, window, person }
}

async function realAreas(tx: Tx): Promise<void> {
  const by = { personId: null, at: new Date() }
  await loadProvinces(tx, by)
  const read = (name: string) => readList(name, readFileSync(join(AREAS, name)))
  const source = ({ name, sha256 }: { name: string; sha256: string }) => ({ id: randomUUID(), sourceName: name, sourceSha256: sha256 })
  const before = await read('official-three-tier-2025-06.csv')
  await applyChange(tx, planImport(await loadTree(tx, EVE), readAreaLines(before).lines, EVE, source(before)).set, by)
  const [after, links] = [await read('two-tier-2025-07.csv'), await read('succession-2025.csv')]
  const tree = await loadTree(tx, REFORM)
  await applyChange(tx, planReform(tree, readAreaLines(after).lines, readLinks(links).links, REFORM, source(after)).set, by)
}

/** 63 provinces, 693 districts and 10,080 communes; then 34 provinces and 3,360 communes, every tenth of the old ones divided. */
async function ownAreas(tx: Tx): Promise<void> {
  const centre = randomUUID()
  const unit = (more: Pick<NewUnit, 'level' | 'kind' | 'name'> & Partial<NewUnit> & { id: string }): NewUnit & { id: string } => ({
    line: 'area',
    ...more,
  })
  const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i))
  const provinces = many(63, i => unit({ id: randomUUID(), level: 'province', kind: 'tỉnh', name: `Đo ${i + 1}`, parentId: centre }))
  const districts = many(693, i =>
    unit({ id: randomUUID(), level: 'district', kind: 'huyện', name: `Đo ${i + 1}`, parentId: provinces[i % 63]?.id ?? centre }),
  )
  const communes = many(10_080, i =>
    unit({ id: randomUUID(), level: 'commune', kind: 'xã', name: `Đo ${i + 1}`, parentId: districts[i % 693]?.id ?? centre }),
  )
  await addUnits(tx, [unit({ id: centre, level: 'centre', kind: 'nước', name: 'Đo' }), ...provinces, ...districts, ...communes])
  const merged = many(34, i =>
    unit({ id: randomUUID(), level: 'province', kind: 'tỉnh', name: `Mới ${i + 1}`, parentId: centre, from: REFORM }),
  )
  const made = many(3360, i =>
    unit({ id: randomUUID(), level: 'commune', kind: 'xã', name: `Mới ${i + 1}`, parentId: merged[i % 34]?.id ?? centre, from: REFORM }),
  )
  for (const one of districts) await close(tx, one.id, REFORM)
  await addUnits(tx, [...merged, ...made])
  const target = (i: number): string => made[i % 3360]?.id ?? centre
  const steps = communes.flatMap((one, i): NewSuccession[] =>
    (i % 10 === 0 ? [target(i), target(i + 34)] : [target(i)]).map(to => ({
      from: one.id,
      to,
      on: REFORM,
      kind: i % 10 === 0 ? 'split' : 'merged',
    })),
  )
  await succeed(tx, [
    ...steps,
    ...provinces.map((one, i): NewSuccession => ({ from: one.id, to: merged[i % 34]?.id ?? centre, on: REFORM, kind: 'merged' })),
  ])
}

/** Fifty thousand models, two in five of communes that are no more; half with the steps of a body. */
async function makeModels(tx: Tx, tree: OrgTree, person: string): Promise<void> {
  const past = tree
    .on(EVE)
    .units('area', 'commune')
    .map(unit => unit.id)
  const now = tree.units('area', 'commune').map(unit => unit.id)
  await sql`
    insert into kheo_model (id, unit_id, body_id, registered_on, kind, field_code, title, created_by, created_at)
    select gen_random_uuid(), unit, unit, case when i % 5 < 2 then date '2018-01-01' + (i * 7) % 2700 else date '2025-07-01' + (i * 7) % 500 end,
           case when i % 3 = 0 then 'individual' else 'collective' end,
           (array['KINH_TE', 'VAN_HOA_XA_HOI', 'QUOC_PHONG_AN_NINH', 'XAY_DUNG_HTCT'])[1 + i % 4], 'Mô hình đo số ' || i, ${person}::uuid, now()
      from (select i, case when i % 5 < 2 then (${past}::uuid[])[1 + i % ${past.length}::int] else (${now}::uuid[])[1 + i % ${now.length}::int] end as unit
              from generate_series(1, ${MODELS}::int) as i) as made`.execute(tx)
  await sql`
    insert into kheo_step (id, model_id, seq, follows, step, body_id, on_day, created_by, created_at)
    select gen_random_uuid(), m.id, s.seq, s.follows, s.step, m.body_id, m.registered_on + s.seq * 10, m.created_by, now()
      from kheo_model m, (values (2, null::int, 'appraised'), (3, 2, 'recognised')) as s (seq, follows, step)
     where m.kind = 'collective'`.execute(tx)
}

/** June 2025, owed by every commune through districts and provinces; all accepted. */
async function makeWindow(tx: Tx, tree: OrgTree, centre: string, person: string): Promise<string> {
  const [id, then] = [randomUUID(), tree.on(EVE)]
  const owing = obligations(then, centre)
  const receivers = new Set(owing.map(one => one.receiverId))
  const leaves = owing.filter(one => !receivers.has(one.unitId)).map(one => one.unitId)
  await sql`insert into report_window (id, regime_id, code, label, from_on, until_on, due_on, opened_by, opened_for, opened_at)
    select ${id}::uuid, r.id, 'DO-2025-06', 'tháng 6/2025', ${day('2025-06-01')}::date, ${EVE}::date, ${addDays(EVE, 5)}::date, ${person}::uuid, ${centre}::uuid, now()
      from report_regime r where r.rhythm = 'month'`.execute(tx)
  await sql`insert into report_obligation (window_id, unit_id, receiver_id) select ${id}::uuid, o.* from unnest(
    ${owing.map(one => one.unitId)}::uuid[], ${owing.map(one => one.receiverId)}::uuid[]) as o`.execute(tx)
  await sql`
    with form as (select array_agg(code order by code) as codes, count(*)::int as n from (select distinct code from report_indicator where kind <> 'ratio') c)
    insert into report_edition (id, window_id, unit_id, number, receipt, at, by_person, content_sha256, form_version, tree_on,
      figure_codes, figure_states, figure_values, figure_counted, figure_numerators, figure_denominators, figure_reasons, figure_notes)
    select gen_random_uuid(), ${id}::uuid, unit, 1, 'BN-2506-' || lpad(i::text, 5, '0'), now(), ${person}::uuid, repeat('0', 64), 1, ${EVE}::date,
           form.codes, array_fill('reported'::text, array[form.n]), array_fill((1 + i % 90)::numeric, array[form.n]), '{}', '{}', '{}', '{}', '{}'
      from form, unnest(${leaves}::uuid[]) with ordinality as l (unit, i)`.execute(tx)
  await sql`insert into report_verdict (id, edition_id, number, kind, at, by_person)
    select gen_random_uuid(), id, 1, 'accepted', now(), ${person}::uuid from report_edition where window_id = ${id}::uuid`.execute(tx)
  return id
}

async function asking<A extends Action>(tx: Tx, person: Person, action: A): Promise<Ask<A>> {
  const at = new Date()
  const today = civil(at).day
  const tree = await loadTree(tx, today)
  const grant = grantFor(person, action, tree)
  if (!grant) throw new Error(`no grant to ${action}`)
  return { tx, grant, person, today, at, tree, files: undefined as never }
}

/** Times both halves of each round in milliseconds, after two rounds that are not counted. */
async function timed(name: string, target: number, ours: () => Promise<unknown>, floor: () => Promise<unknown>): Promise<Row> {
  const [mine, theirs, ratios]: [number[], number[], number[]] = [[], [], []]
  const one = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now()
    await work()
    return performance.now() - began
  }
  for (let round = -2; round < ROUNDS; round++) {
    const [a, b] = [await one(ours), await one(floor)]
    if (round < 0) continue
    mine.push(a)
    theirs.push(b)
    ratios.push(a / b)
  }
  const rounded = (value: number): number => Number(value.toPrecision(4))
  const value = rounded(median(mine))
  return { name, value, unit: 'ms', floor: rounded(median(theirs)), ratio: rounded(median(ratios)), target, ok: value <= target }
}

const PAGE = 51

/** Beside the same page of rows by SQL alone, for who may see everything. */
const listRow = (db: Database, name: string, person: Person, target: number): Promise<Row> =>
  timed(
    name,
    target,
    () =>
      snapshot(db, async tx => {
        const found = await list(await asking(tx, person, 'kheo.read'), {}, PAGE)
        if (found.length !== PAGE) throw new Error(`${name}: ${found.length} models`)
      }),
    () => snapshot(db, tx => sql`select * from kheo_seen order by registered_on desc, id desc limit ${PAGE}`.execute(tx)),
  )

/** How many models stand at each stage, over all that the province sees. */
const stagesRow = (db: Database, person: Person): Promise<Row> =>
  timed(
    'kheo counts of a province',
    60,
    () => snapshot(db, async tx => countStages(await asking(tx, person, 'kheo.read'), {})),
    () => snapshot(db, tx => sql`select kind, count(*) from kheo_model group by kind`.execute(tx)),
  )

/** Beside one sum over the same reports. */
const basesRow = (db: Database, nation: Nation): Promise<Row> =>
  timed(
    'one indicator by three structures',
    300,
    () =>
      snapshot(db, async tx => {
        const ask = await asking(tx, nation.person(nation.centre), 'reports.read')
        const figures: UnitFigure[] = (await leavesOf(ask, nation.window, INDICATOR)).map(({ unitId, value, numerator, denominator }) => ({
          unitId,
          day: EVE,
          value,
          numerator,
          denominator,
        }))
        const totals = [
          onBasis(figures, 'reported', ask.tree.on(EVE)),
          onBasis(figures, 'standing', ask.tree),
          onBasis(figures, 'standing', ask.tree.on(day('2024-12-31'))),
        ].map(of => of.total.value)
        if (figures.length < 9000 || new Set(totals).size !== 1 || totals[0] === 0) throw new Error(`three totals: ${totals.join(', ')}`)
      }),
    () =>
      snapshot(db, tx =>
        sql`select sum(e.figure_values[array_position(e.figure_codes, ${INDICATOR}::text)]) from report_edition e where e.window_id = ${nation.window}::uuid`.execute(
          tx,
        ),
      ),
  )
