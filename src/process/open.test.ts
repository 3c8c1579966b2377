import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import pg from 'pg'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { testServer } from '../../test/server.ts'
import { openMigrated } from './open.ts'

let one: TestDatabase
let other: TestDatabase
before(async () => {
  one = await freshDatabase('bare')
  other = await freshDatabase('bare')
})
after(() => Promise.all([one.drop(), other.drop()]))

const open = (appUrl: string, ownerUrl: string) =>
  openMigrated({ port: 0, host: '', dataDir: '/nowhere', secure: false, given: { appUrl, ownerUrl } })

test('a database of the body’s own is used with its two accounts, and no embedded server is started', async () => {
  const opened = await open(one.appUrl, one.ownerUrl)
  assert.deepEqual([opened.appUrl, opened.ownerUrl, opened.ran], [one.appUrl, one.ownerUrl, []])
  await opened.close()
})

test('two addresses of different databases are refused', async () => {
  await assert.rejects(open(one.appUrl, other.ownerUrl), /hai cơ sở dữ liệu khác nhau/)
})

test('an application that would sign in as the owner is refused', async () => {
  await assert.rejects(open(one.ownerUrl, one.ownerUrl), /sở hữu bảng hoặc tạo được bảng|chưa có quyền của ứng dụng/)
})

test('an account without the rights of the application is refused with the words that give them', async () => {
  const server = new pg.Client({ connectionString: await testServer() })
  await server.connect()
  const role = `stranger_${process.pid}`
  const { pathname } = new URL(one.appUrl)
  await server.query(`create role ${role} login password 'test'; grant connect on database ${pathname.slice(1)} to ${role}`)
  const url = new URL(one.appUrl)
  url.username = role
  try {
    await assert.rejects(open(url.href, one.ownerUrl), new RegExp(`GRANT danvan_app TO ${role};`))
    await server.query(`grant danvan_app to ${role}`)
    await (await open(url.href, one.ownerUrl)).close()
  } finally {
    await server.query(`revoke all on database ${pathname.slice(1)} from ${role}; drop role ${role}`)
    await server.end()
  }
})
