// The organisation at the size of the nation: the list of communes, the whole reform, the tree of a day, the search. The real lists when
// they lie beside the project, else a made-up country of the same size. Floors: the same rows by SQL alone, under the same constraints.
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { addDays, day } from '../../src/ground/day.ts'
import { openDatabase, type Tx, transact } from '../../src/ground/db.ts'
import { migrate } from '../../src/ground/migrations.ts'
import { planImport, readAreaLines } from '../../src/org/area-lists.ts'
import { type ChangeSet, checkChange } from '../../src/org/change-set.ts'
import { applyChange } from '../../src/org/change-store.ts'
import { readList } from '../../src/org/list-files.ts'
import { planReform, readLinks } from '../../src/org/reform-lists.ts'
import { searchUnits } from '../../src/org/search.ts'
import { loadTree, readHistory } from '../../src/org/store.ts'
import { OrgTree } from '../../src/org/tree.ts'
import { PROJECT } from '../../src/process/binaries.ts'
import { MIGRATIONS } from '../../src/process/open.ts'
import { makeDatabase } from '../../src/process/postgres.ts'
import type { Bench } from './bench.ts'
import { median, type Row } from './table.ts'

const AREAS = join(PROJECT, '..', 'shared', 'areas')
const REFORM = day('2025-07-01')
const EVE = addDays(REFORM, -1)
const SEARCHES = 20
const ASKED = [
  'song lo',
  'co do can tho',
  'tx binh long',
  'ba dinh',
  'phuong 5',
  'trung ha',
  'h binh lieu',
  'xã tân an',
  'hoa',
  'khong co dau',
  'do 12',
]

interface Lists {
  readonly old: Uint8Array
  readonly now: Uint8Array
  readonly links: Uint8Array
}

export interface Nation {
  readonly appUrl: string
  readonly ownerUrl: string
  drop(): Promise<void>
}

/** The lists of the reform of 2025, or of a country as large: three communes become one, every twentieth is divided. */
export function nationalLists(): Lists {
  const files = ['official-three-tier-2025-06.csv', 'two-tier-2025-07.csv', 'succession-2025.csv'].map(name => join(AREAS, name))
  if (files.every(existsSync)) {
    const [old, now, links] = files.map(path => readFileSync(path))
    return { old: old!, now: now!, links: links! }
  }
  const two = (n: number): string => String(n).padStart(2, '0')
  const five = (n: number): string => String(n).padStart(5, '0')
  const place = (i: number) => {
    const district = i % 691
    return { district, province: district % 63, after: (district % 63) % 34 }
  }
  const old = ['Mã,Tên,Cấp,Mã QH,Quận Huyện,Mã TP,Tỉnh / Thành Phố']
  const now = ['province_code,province,commune_code,commune']
  const links = [
    'old_province_code,old_province,old_district_code,old_district,old_commune_code,old_commune,new_province_code,new_province,new_commune_code,new_commune,merged,divided',
  ]
  for (let after = 0; after < 34; after++) {
    const seats = Array.from({ length: 10_035 }, (_, i) => i).filter(i => place(i).after === after)
    // A new commune bears the code of the first of the three that become it.
    const to = (chunk: number): string => `${two(after + 1)},Tỉnh Đo ${after},${five(seats[chunk * 3]!)},Xã Mới ${seats[chunk * 3]}`
    const chunks = Math.floor(seats.length / 3)
    for (const [seat, i] of seats.entries()) {
      const { district, province } = place(i)
      const was = `Tỉnh Đo ${province}`
      const [districtCode, chunk] = [five(district).slice(2), Math.min(Math.floor(seat / 3), chunks - 1)]
      old.push(`${five(i)},Xã Đo ${i},Xã,${districtCode},Huyện Đo ${district},${two(province + 1)},${was}`)
      const from = `${two(province + 1)},${was},${districtCode},Huyện Đo ${district},${five(i)},Xã Đo ${i}`
      const isDivided = seat % 60 === 0 && chunk + 1 < chunks
      links.push(`${from},${to(chunk)},true,${isDivided}`)
      if (isDivided) links.push(`${from},${to(chunk + 1)},true,true`)
    }
    for (let chunk = 0; chunk < chunks; chunk++) now.push(to(chunk))
  }
  const bytes = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join('\n'))
  return { old: bytes(old), now: bytes(now), links: bytes(links) }
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const start = performance.now()
  const result = await work()
  return [(performance.now() - start) / 1000, result]
}

const BY = { personId: null, at: new Date() }
const source = (name: string, sourceSha256: string) => ({ id: randomUUID(), sourceName: name, sourceSha256 })

async function importList(tx: Tx, bytes: Uint8Array): Promise<ChangeSet> {
  const file = await readList('cu.csv', bytes)
  const { set } = planImport(await loadTree(tx, EVE), readAreaLines(file).lines, EVE, source(file.name, file.sha256))
  await applyChange(tx, set, BY)
  return set
}

async function reform(tx: Tx, lists: Lists): Promise<ChangeSet> {
  const [now, links] = [await readList('moi.csv', lists.now), await readList('ke-thua.csv', lists.links)]
  const tree = await loadTree(tx, EVE)
  const { set, rejected } = planReform(tree, readAreaLines(now).lines, readLinks(links).links, REFORM, source(links.name, links.sha256))
  const against = [...rejected, ...checkChange(tree, set)]
  if (against.length > 0) throw new Error(`${against.length} lines refused: ${against[0]?.say}`)
  await applyChange(tx, set, BY)
  return set
}

/** A database of its own on the server of the bench, migrated. */
async function freshNation(bench: Bench, name: string): Promise<Nation> {
  const server = await bench.database()
  const asSuperuser = async (work: (client: pg.Client) => Promise<unknown>): Promise<void> => {
    const client = new pg.Client({ connectionString: server.superUrl })
    await client.connect()
    await work(client).finally(() => client.end())
  }
  const named = (url: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href
  await asSuperuser(client => makeDatabase(client, name))
  const [appUrl, ownerUrl] = [named(server.appUrl), named(server.ownerUrl)]
  await migrate(ownerUrl, MIGRATIONS)
  return { appUrl, ownerUrl, drop: () => asSuperuser(client => client.query(`drop database ${name} with (force)`)) }
}

const COLUMNS = 'unit_id, valid, line, level, kind, name, code, parent_id, area_id, law_id, end_law_id, change_id, end_change_id'
/** The rows that we wrote, once more into tables with the same indexes and exclusions, but no rule, plan, trigger or foreign key. */
const FLOOR_TABLES =
  'create table floor_version (like unit_version including all); create table floor_succession (like unit_succession including all)'

async function measured(
  bench: Bench,
  lists: Lists,
  round: number,
  seconds: Record<'import' | 'importFloor' | 'reform' | 'reformFloor', number[]>,
): Promise<Nation> {
  const nation = await freshNation(bench, `bench_org_${round}`)
  const { db, close } = openDatabase(nation.appUrl, { size: 1 })
  const owner = new pg.Client({ connectionString: nation.ownerUrl })
  await owner.connect()
  const whole = (sql: string): Promise<unknown> => owner.query(`begin; ${sql}; commit`)
  try {
    await owner.query(FLOOR_TABLES)
    const [imported] = await timed(() => transact(db, tx => importList(tx, lists.old)))
    const [importFloor] = await timed(() => whole(`insert into floor_version (${COLUMNS}) select ${COLUMNS} from unit_version`))
    const [reformed, { id }] = await timed(() => transact(db, tx => reform(tx, lists)))
    const [reformFloor] = await timed(() =>
      whole(`
        update floor_version f set valid = v.valid, end_change_id = v.end_change_id from unit_version v
         where v.unit_id = f.unit_id and lower(v.valid) is not distinct from lower(f.valid) and v.end_change_id = '${id}';
        insert into floor_version (${COLUMNS}) select ${COLUMNS} from unit_version v
         where change_id = '${id}' and not exists (select from floor_version f where f.unit_id = v.unit_id and f.valid && v.valid);
        insert into floor_succession select * from unit_succession where change_id = '${id}'`),
    )
    await owner.query('drop table floor_version, floor_succession; analyze')
    if (round >= 0) {
      seconds.import.push(imported)
      seconds.importFloor.push(importFloor)
      seconds.reform.push(reformed)
      seconds.reformFloor.push(reformFloor)
    }
    return nation
  } finally {
    await owner.end()
    await close()
  }
}

const rounded = (value: number): number => Number(value.toPrecision(4))
const row = (name: string, unit: string, ours: readonly number[], floors: readonly number[], target: number): Row => {
  const [value, floor] = [rounded(median(ours)), rounded(median(floors))]
  return { name, value, unit, floor, ratio: rounded(value / floor), target, ok: value <= target }
}

export async function benchOrganisation(bench: Bench): Promise<Row[]> {
  const lists = nationalLists()
  const seconds = { import: [] as number[], importFloor: [] as number[], reform: [] as number[], reformFloor: [] as number[] }
  let nation: Nation | undefined
  for (let round = 0; round < bench.rounds; round++) {
    await nation?.drop()
    nation = await measured(bench, lists, round, seconds)
  }
  if (!nation) throw new Error('no round')
  try {
    return [
      row('import of the communes of the nation', 's', seconds.import, seconds.importFloor, 5),
      row('the whole reform of 2025, one transaction', 's', seconds.reform, seconds.reformFloor, 20),
      ...(await reading(nation)),
    ]
  } finally {
    await nation.drop()
  }
}

/** Reading: milliseconds, beside the bare statements that the same answer needs at least. */
async function reading(nation: Nation): Promise<Row[]> {
  const { db, close } = openDatabase(nation.appUrl, { size: 1 })
  const owner = new pg.Client({ connectionString: nation.appUrl })
  await owner.connect()
  const ms = async (work: () => Promise<unknown>): Promise<number> => (await timed(work))[0] * 1000
  const times = async (n: number, work: (i: number) => Promise<unknown>): Promise<number[]> => {
    const all: number[] = []
    for (let i = -3; i < n; i++) {
      const took = await ms(() => work(Math.max(i, 0)))
      if (i >= 0) all.push(took)
    }
    return all
  }
  const p95 = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length * 0.95)] ?? 0
  try {
    return await transact(db, async tx => {
      const loaded = await times(9, async () => new OrgTree((await readHistory(tx)).history, REFORM).units('area', 'province'))
      const bare = await times(9, () =>
        owner.query(
          'select json_agg(json_build_array(unit_id, lower(valid), upper(valid), line, level, kind, name, code, parent_id, area_id, law_id, end_law_id)) from unit_version',
        ),
      )
      const cached = await times(99, () => loadTree(tx, REFORM))
      const mark = await times(99, () => owner.query('select mark from org_edition'))
      const found = await times(SEARCHES * ASKED.length, i => searchUnits(tx, ASKED[i % ASKED.length]!, 20))
      const like = await times(SEARCHES * ASKED.length, i =>
        owner.query('select unit_id from unit_version where name_key like $1 limit 20', [`%${ASKED[i % ASKED.length]}%`]),
      )
      return [
        row('tree of a day, loaded', 'ms', loaded, bare, 150),
        row('tree of a day, kept', 'ms', cached, mark, 1),
        row('unit search, 95 of 100', 'ms', [p95(found)], [p95(like)], 20),
      ]
    })
  } finally {
    await owner.end()
    await close()
  }
}
