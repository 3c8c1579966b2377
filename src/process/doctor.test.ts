import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import pg from 'pg'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { databaseFindings } from './doctor.ts'

let database: TestDatabase
before(async () => {
  database = await freshDatabase()
})
after(() => database.drop())

const look = async () => databaseFindings({ ...database, dataDir: '', ran: [], close: async () => {} })

async function asOwner(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

test('a sound database is found sound in everything that is looked at', async () => {
  const findings = await look()
  assert.deepEqual(
    findings.filter(finding => finding.todo !== undefined),
    [],
  )
  assert.ok(findings.length >= 7)
})

test('a right that the application must not have is found, with the words that take it back', async () => {
  await asOwner('grant update on act_log to danvan_app')
  const [wrong, ...others] = (await look()).filter(finding => finding.todo !== undefined)
  assert.match(wrong?.seen ?? '', /act_log/)
  assert.match(wrong?.todo ?? '', /^Chạy: REVOKE UPDATE, DELETE, TRUNCATE ON act_log FROM danvan_app;$/)
  assert.deepEqual(others, [])
  await asOwner(wrong?.todo?.replace('Chạy: ', '') ?? '')
  assert.equal((await look()).filter(finding => finding.todo !== undefined).length, 0)
})

test('a second factor whose key is lost is found', async () => {
  await asOwner("insert into account_totp (person_id, secret) select person_id, 'x' from account limit 1")
  const [wrong, ...others] = (await look()).filter(finding => finding.todo !== undefined)
  assert.match(wrong?.seen ?? '', /keys\/totp; 1 người không đăng nhập được/)
  assert.deepEqual(others, [])
  await asOwner('delete from account_totp')
})

test('what was given up on its way out is found, with the commands that show it and send it again', async () => {
  const person = '(select person_id from account limit 1)'
  await asOwner(
    `insert into notice_delivery (id, person_id, body, made_at, due_at, state, ended_at) values (gen_random_uuid(), ${person}, '{}', now(), now(), 'dead', now())`,
  )
  const [wrong, ...others] = (await look()).filter(finding => finding.todo !== undefined)
  assert.match(wrong?.seen ?? '', /thư chưa bật .*1 tin không gửi được/)
  assert.match(wrong?.todo ?? '', /notices dead.*notices retry/)
  assert.deepEqual(others, [])
  await asOwner('delete from notice_delivery')
})

test('a missing extension is found', async () => {
  await asOwner('drop extension pg_trgm cascade')
  const findings = (await look().catch(() => [])).filter(finding => finding.what === 'Phần mở rộng')
  assert.match(findings[0]?.todo ?? '', /CREATE EXTENSION pg_trgm;/)
})
