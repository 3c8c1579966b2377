import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import pg from 'pg'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { MigrationRefused, migrate, migrationFiles, pendingMigrations } from './migrations.ts'

const one = { name: '202601010000-one.sql', sql: 'create table one (id int)', sha256: 'a' }
const two = { name: '202601020000-two.sql', sql: 'create table two (id int)', sha256: 'b' }

test('only files that did not run are pending, in the order of their names', () => {
  assert.deepEqual(pendingMigrations([one, two], new Map([[one.name, 'a']])), [two])
  assert.deepEqual(pendingMigrations([one, two], new Map()), [one, two])
})

test('a file edited after it ran is refused by name', () => {
  assert.throws(() => pendingMigrations([one, two], new Map([[one.name, 'other']])), /202601010000-one\.sql đã bị sửa sau khi chạy/)
})

test('a file older than the last one that ran is refused by name', () => {
  assert.throws(() => pendingMigrations([one, two], new Map([[two.name, 'b']])), /202601010000-one\.sql cũ hơn tệp cuối cùng/)
})

test('a database that ran a file this copy does not have is refused', () => {
  assert.throws(() => pendingMigrations([one], new Map([[two.name, 'b']])), /không có tệp đó/)
})

// On a database that has run the real folder, a folder of our own would be refused: these tests begin from before it.
let database: TestDatabase
let folder: string

before(async () => {
  database = await freshDatabase('bare')
  folder = mkdtempSync(join(tmpdir(), 'danvan-migrations-'))
  await asOwner('drop table migration')
})

after(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
const asOwner = (sql: string) => ask(database.ownerUrl, sql)
const asApp = (sql: string) => ask(database.appUrl, sql)
const write = (name: string, sql: string): void => writeFileSync(join(folder, name), sql)

test('two processes together migrate once, and the checksum is recorded', async () => {
  write('202001010000-first.sql', 'select pg_sleep(0.1); create table sample (id int primary key)')
  const ran = await Promise.all([migrate(database.ownerUrl, folder), migrate(database.ownerUrl, folder)])
  assert.deepEqual(ran.flat(), ['202001010000-first.sql'])
  const [file] = await migrationFiles(folder)
  assert.deepEqual(await asOwner('select name, sha256 from migration'), [{ name: file?.name, sha256: file?.sha256 }])
})

test('a migration that fails leaves nothing of itself, and the next run tries it again', async () => {
  write('202001020000-second.sql', 'create table half (id int); select 1/0')
  await assert.rejects(migrate(database.ownerUrl, folder), MigrationRefused)
  assert.deepEqual(await asOwner("select to_regclass('half') there"), [{ there: null }])
  write('202001020000-second.sql', 'create table half (id int)')
  assert.deepEqual(await migrate(database.ownerUrl, folder), ['202001020000-second.sql'])
})

test('the application reads and writes rows, and makes, alters and drops no table, not even a temporary one', async () => {
  await asApp('insert into sample values (1); update sample set id = 2; delete from sample')
  for (const sql of [
    'create table mine (id int)',
    'create temporary table mine (id int)',
    'alter table sample add column more int',
    'drop table sample',
    'truncate sample',
    "insert into migration (name, sha256) values ('x', repeat('0', 64))",
    'delete from migration',
  ])
    await assert.rejects(asApp(sql), { code: '42501' }, sql)
})

test('a table whose comment says append-only keeps what was written, whatever the application tries', async () => {
  write('202001030000-log.sql', "create table log_of_acts (id int); comment on table log_of_acts is 'append-only: a test'")
  await migrate(database.ownerUrl, folder)
  await asApp('insert into log_of_acts values (1)')
  await assert.rejects(asApp('update log_of_acts set id = 2'), { code: '42501' })
  await assert.rejects(asApp('delete from log_of_acts'), { code: '42501' })
  assert.deepEqual(await asApp('select id from log_of_acts'), [{ id: 1 }])
})

test('a migration may take a right back in the file that makes the table', async () => {
  write('202001040000-sealed.sql', 'create table sealed (id int); revoke delete on sealed from danvan_app')
  await migrate(database.ownerUrl, folder)
  await asApp('insert into sealed values (1); update sealed set id = 2')
  await assert.rejects(asApp('delete from sealed'), { code: '42501' })
})

test('a file that is not named by its minute is refused', async () => {
  write('rename-me.sql', 'select 1')
  await assert.rejects(migrate(database.ownerUrl, folder), /rename-me\.sql sai cách đặt tên/)
})
