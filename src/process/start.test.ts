import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { PROJECT } from './binaries.ts'
import { isAlive } from './lock.ts'

let folder: string
const started: ChildProcess[] = []
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'danvan-start-'))
})
after(() => {
  for (const child of started) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

interface Started {
  readonly child: ChildProcess
  /** What it has said so far, both streams together. */
  readonly said: () => string
  readonly ended: Promise<number | null>
}

function start(dataDir: string, env: Record<string, string> = {}): Started {
  const { DATABASE_URL: _app, DATABASE_OWNER_URL: _owner, ...rest } = process.env
  const child = spawn(process.execPath, [join(PROJECT, 'danvan'), 'start'], { env: { ...rest, DATA_DIR: dataDir, PORT: '0', ...env } })
  started.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', text => {
      said += text
    })
  return { child, said: () => said, ended: once(child, 'close').then(([code]) => code as number | null) }
}

async function until<T>(look: () => T | undefined | Promise<T | undefined>, seconds = 90): Promise<T> {
  const end = performance.now() + seconds * 1000
  for (;;) {
    const found = await look()
    if (found) return found
    assert.ok(performance.now() < end, 'waited too long')
    await pause(20)
  }
}

const addressOf = ({ said, child }: Started): Promise<string> =>
  until(() => {
    assert.equal(child.exitCode, null, said())
    return /đang chạy tại (\S+)/.exec(said())?.[1]
  })

const postmasterOf = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgres', '18', 'postmaster.pid'), 'utf8').split('\n')[0])

async function asOwner(dataDir: string, sql: string): Promise<Record<string, unknown>[]> {
  const secret = JSON.parse(readFileSync(join(dataDir, 'postgres', 'secret.json'), 'utf8'))
  const port = Number(readFileSync(join(dataDir, 'postgres', 'port'), 'utf8'))
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'danvan_owner', password: secret.danvan_owner, database: 'danvan' })
  client.on('error', () => {})
  await client.connect()
  return client
    .query(sql)
    .then(
      result => result.rows,
      () => [],
    )
    .finally(() => client.end())
}

test('a first start loads the demo, serves, and closes cleanly when asked; a second one serves the same data soon', async () => {
  const dataDir = join(folder, 'data')
  const first = start(dataDir)
  const health = await fetch(`${await addressOf(first)}/healthz`)
  assert.equal(health.status, 200)
  assert.match(health.headers.get('content-type') ?? '', /application\/json/)
  assert.match(first.said(), /đang nạp dữ liệu mẫu/)
  const loaded = await asOwner(dataDir, 'select kind, ready, initialised_at::text as since from installation')
  const postmaster = postmasterOf(dataDir)
  first.child.kill('SIGTERM')
  assert.equal(await first.ended, 0)
  assert.equal(isAlive(postmaster), false)
  assert.equal(existsSync(join(dataDir, 'postgres', '18', 'postmaster.pid')), false)

  const second = start(dataDir)
  await addressOf(second)
  assert.doesNotMatch(second.said(), /dữ liệu mẫu/)
  assert.deepEqual(await asOwner(dataDir, 'select kind, ready, initialised_at::text as since from installation'), loaded)
  second.child.kill('SIGINT')
  assert.equal(await second.ended, 0)
})

test('a start killed while it loads the demo is made good by the next one', async () => {
  const dataDir = join(folder, 'broken')
  const broken = start(dataDir)
  await until(async () =>
    existsSync(join(dataDir, 'postgres', 'port')) ? (await asOwner(dataDir, 'select from installation').catch(() => []))[0] : undefined,
  )
  broken.child.kill('SIGKILL')
  await broken.ended
  const next = start(dataDir)
  const address = await addressOf(next)
  assert.equal((await fetch(`${address}/healthz`)).status, 200)
  assert.deepEqual(await asOwner(dataDir, 'select kind, ready from installation'), [{ kind: 'demo', ready: true }])
  next.child.kill('SIGTERM')
  assert.equal(await next.ended, 0)
})

test('a port that another program holds is said in a sentence, with the way out', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const refused = start(join(folder, 'data'), { PORT: String(port) })
  assert.equal(await refused.ended, 1)
  assert.match(refused.said(), new RegExp(`Cổng ${port} đang có chương trình khác dùng.*PORT=${port + 1} npm start`))
  other.close()
})
