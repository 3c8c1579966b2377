// ./danvan areas on a database: our own lists always, and the real ones of ../shared/areas when they are there.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'
import pg from 'pg'
import { PROJECT } from '../../src/process/binaries.ts'
import { freshDatabase, type TestDatabase } from '../database.ts'
import { FIGURES, LINKS, NEW, OLD } from './own-lists.ts'

const AREAS = join(PROJECT, '..', 'shared', 'areas')
const folder = mkdtempSync(join(tmpdir(), 'danvan-areas-'))
const made: TestDatabase[] = []
after(async () => {
  for (const database of made) await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

const at = (name: string): string => join(folder, name)
for (const [name, text] of [
  ['cu.csv', OLD],
  ['moi.csv', NEW],
  ['ke-thua.csv', LINKS],
  ['sai.csv', LINKS.replace('Xã Cầu Mây', 'Xã Lạ Hoắc')],
] as const)
  writeFileSync(at(name), text)

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

class Installed {
  readonly database: TestDatabase
  constructor(database: TestDatabase) {
    this.database = database
    made.push(database)
  }

  start(args: readonly string[]): ChildProcess {
    const env = { ...process.env, DATABASE_URL: this.database.appUrl, DATABASE_OWNER_URL: this.database.ownerUrl, DATA_DIR: folder }
    return spawn(process.execPath, [join(PROJECT, 'danvan'), 'areas', ...args], { env })
  }

  async areas(...args: string[]): Promise<Ran> {
    const child = this.start(args)
    let [out, err] = ['', '']
    child.stdout?.on('data', text => {
      out += text
    })
    child.stderr?.on('data', text => {
      err += text
    })
    const code = await new Promise<number | null>(done => child.once('close', done))
    return { code, out, err }
  }

  async counts(): Promise<Record<'units' | 'changes', number>> {
    const client = new pg.Client({ connectionString: this.database.ownerUrl })
    await client.connect()
    try {
      const { rows } = await client.query('select (select count(*)::int from unit) units, (select count(*)::int from org_change) changes')
      return rows[0]
    } finally {
      await client.end()
    }
  }
}
const installed = async (): Promise<Installed> => new Installed(await freshDatabase('bare'))

test('a list and a reform are seen first, then applied, then there is nothing left to change', async () => {
  const system = await installed()
  const list = ['import', at('cu.csv'), '--day', '2025-06-30']
  const dry = await system.areas(...list, '--dry-run')
  assert.deepEqual([dry.code, dry.err], [0, ''])
  assert.match(dry.out, /15 mới, 0 như cũ, 0 thay đổi, 0 bị loại\nChạy thử: chưa ghi gì/u)
  assert.equal((await system.counts()).units, 0)
  assert.match((await system.areas(...list)).out, /Đã áp dụng: Danh sách đơn vị hành chính ngày 30\/6\/2025/u)
  const twice = await system.areas(...list)
  assert.deepEqual([twice.code, twice.out.split('\n').at(-2)], [0, 'Không có gì thay đổi.'])

  const reform = ['reform', at('moi.csv'), at('ke-thua.csv'), '--effective', '2025-07-01']
  assert.match((await system.areas(...reform, '--dry-run')).out, /1 bị chia\nChạy thử/u)
  const wrong = await system.areas('reform', at('moi.csv'), at('sai.csv'), '--effective', '2025-07-01')
  assert.equal(wrong.code, 1)
  assert.match(wrong.err, /^Bị loại 2 dòng, chưa ghi gì vào hệ thống:\n {2}dòng 5: \(sai\.csv\) Xã Lạ Hoắc/u)
  assert.match((await system.areas(...reform)).out, /Đã áp dụng: Sắp xếp đơn vị hành chính từ ngày 01\/7\/2025/u)
  const before = await system.counts()
  assert.match((await system.areas(...reform)).out, /Không có gì thay đổi/u)
  assert.match((await system.areas(...list)).out, /Không có gì thay đổi/u)
  assert.deepEqual(await system.counts(), before)

  const checked = await system.areas('check', '--json', '--on', '2025-06-30', '--on', '2025-07-01')
  assert.deepEqual(JSON.parse(checked.out), {
    days: [
      { on: '2025-06-30', provinces: FIGURES.old.provinces, districts: FIGURES.old.withIslands, communes: FIGURES.old.communes },
      { on: '2025-07-01', provinces: FIGURES.now.provinces, districts: 0, communes: FIGURES.now.communes },
    ],
    keepersMissing: 0,
    keepersDoubled: 0,
    divided: FIGURES.divided,
    comparableAreas: FIGURES.comparableAreas,
    withExactlyOneNewCommune: FIGURES.withExactlyOneNewCommune,
    orphans: 0,
    cycles: 0,
  })
  assert.match((await system.areas('check')).out, /Vùng so sánh được: 5, trong đó 4 vùng là đúng một xã mới; 1 xã cũ bị chia/u)
})

test('a reform that is killed in the middle leaves nothing half done, and runs whole the next time', async () => {
  const system = await installed()
  await system.areas('import', at('cu.csv'), '--day', '2025-06-30')
  const before = await system.counts()
  const holder = new pg.Client({ connectionString: system.database.ownerUrl })
  await holder.connect()
  await holder.query('begin')
  // The set and its units are written by then; the next statement waits here.
  await holder.query('lock table unit_succession in share mode')
  const child = system.start(['reform', at('moi.csv'), at('ke-thua.csv'), '--effective', '2025-07-01'])
  const waits = async (): Promise<boolean> =>
    (
      await holder.query(
        `select from pg_locks l join pg_database d on d.oid = l.database where not granted and d.datname = current_database()`,
      )
    ).rowCount! > 0
  for (let i = 0; i < 200 && !(await waits()); i++) await new Promise(done => setTimeout(done, 50))
  assert.equal(await waits(), true)
  child.kill('SIGKILL')
  await new Promise(done => child.once('close', done))
  await holder.query('rollback')
  // Its server process finds nobody to answer and rolls back.
  const lives = async (): Promise<boolean> =>
    (await holder.query('select from pg_stat_activity where datname = current_database() and usename <> current_user')).rowCount! > 0
  for (let i = 0; i < 200 && (await lives()); i++) await new Promise(done => setTimeout(done, 50))
  await holder.end()
  assert.deepEqual(await system.counts(), before)
  const again = await system.areas('reform', at('moi.csv'), at('ke-thua.csv'), '--effective', '2025-07-01')
  assert.match(again.out, /Đã áp dụng/u)
})

test('what cannot be understood is answered with a sentence on the error side, and nothing beside it', async () => {
  const system = await installed()
  writeFileSync(at('xau.csv'), Buffer.from('M\xe3,T\xean\r\n1,X\xe3', 'latin1'))
  for (const [args, sentence] of [
    [[], /^Cách dùng:/u],
    [['import'], /^Cách dùng:/u],
    [['import', at('cu.csv')], /^Thiếu --day/u],
    [['import', at('cu.csv'), '--day', '2025-02-30'], /^--day: “2025-02-30” không phải là một ngày/u],
    [['import', at('khong-co.csv'), '--day', '2025-06-30'], /^Không có tệp .*khong-co\.csv/u],
    [['import', at('xau.csv'), '--day', '2025-06-30'], /^Tệp xau\.csv dùng bảng mã cũ/u],
    [['import', at('ke-thua.csv'), '--day', '2025-06-30'], /^Tệp ke-thua\.csv: thiếu cột/u],
    [['check', '--on', 'hôm nay'], /^--on: “hôm nay” không phải là một ngày/u],
    [['reform', at('moi.csv'), '--effective', '2025-07-01'], /^Cách dùng:/u],
  ] as const) {
    const { code, out, err } = await system.areas(...args)
    assert.deepEqual([code, out], [1, ''], err)
    assert.match(err, sentence)
  }
})

test('the real lists of the reform of 2025', {
  skip: existsSync(AREAS) ? false : '../shared/areas is absent; our own lists above ask the same',
}, async t => {
  const system = await installed()
  const list = ['import', join(AREAS, 'official-three-tier-2025-06.csv'), '--day', '2025-06-30']
  const reform = ['reform', join(AREAS, 'two-tier-2025-07.csv'), join(AREAS, 'succession-2025.csv'), '--effective', '2025-07-01']
  const timed = async (...args: string[]): Promise<Ran> => {
    const start = performance.now()
    const ran = await system.areas(...args)
    t.diagnostic(`${args[0]}: ${((performance.now() - start) / 1000).toFixed(1)} s with the start of the command`)
    assert.equal(ran.code, 0, ran.err)
    return ran
  }
  await timed(...list)
  const first = JSON.parse((await timed('check', '--json', '--on', '2025-06-30')).out)
  assert.deepEqual(first.days, [{ on: '2025-06-30', provinces: 63, districts: 691, communes: 10_035 }])
  await timed(...reform)
  assert.match((await timed(...reform)).out, /Không có gì thay đổi/u)
  assert.match((await timed(...list)).out, /Không có gì thay đổi/u)
  assert.deepEqual(JSON.parse((await timed('check', '--json', '--on', '2025-06-30', '--on', '2025-07-01')).out), {
    days: [
      { on: '2025-06-30', provinces: 63, districts: 696, communes: 10_035 },
      { on: '2025-07-01', provinces: 34, districts: 0, communes: 3321 },
    ],
    keepersMissing: 0,
    keepersDoubled: 0,
    divided: 471,
    comparableAreas: 3012,
    withExactlyOneNewCommune: 2880,
    orphans: 0,
    cycles: 0,
  })
})
