import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { PROJECT } from './binaries.ts'
import { isAlive } from './lock.ts'
import { type Server, startServer } from './postgres.ts'

let folder: string
const held: ChildProcess[] = []
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'danvan-postgres-'))
})
after(() => {
  for (const child of held) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function until(sure: () => Promise<boolean> | boolean, seconds = 20): Promise<void> {
  const end = performance.now() + seconds * 1000
  while (!(await sure())) {
    assert.ok(performance.now() < end, 'waited too long')
    await pause(20)
  }
}

interface Holder {
  readonly child: ChildProcess
  readonly pid: number
  readonly ownerUrl: string
}

/** Another Node process that started the server of the folder. */
async function hold(dataDir: string): Promise<Holder> {
  const child = spawn(process.execPath, ['--import=tsx', join(PROJECT, 'test', 'hold-server.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: PROJECT,
  })
  held.push(child)
  const [line] = await once(child.stdout!, 'data')
  return { child, ...JSON.parse(String(line)) }
}

const with18 = async (dataDir: string, work: (server: Server) => Promise<void>): Promise<void> => {
  const server = await startServer(dataDir, { fsync: false })
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

test('a first start makes the server, its three roles with passwords of their own, and a database that only they enter', async () => {
  const dataDir = join(folder, 'first')
  await with18(dataDir, async server => {
    assert.deepEqual(await ask(server.appUrl, 'select current_user::text as who, current_database()::text as at'), [
      { who: 'danvan_app', at: 'danvan' },
    ])
    assert.deepEqual(
      await ask(server.ownerUrl, 'select rolsuper or rolcreaterole or rolcreatedb as mighty from pg_roles where rolname = current_user'),
      [{ mighty: false }],
    )
    await assert.rejects(ask(server.appUrl, 'create table mine (id int)'), { code: '42501' })
    await assert.rejects(ask(server.appUrl.replace(/:[0-9a-f]+@/, ':wrong@'), 'select 1'), { code: '28P01' })
    assert.deepEqual(await ask(server.superUrl, 'show listen_addresses'), [{ listen_addresses: '127.0.0.1' }])
    assert.deepEqual(await ask(server.superUrl, 'show unix_socket_directories'), [{ unix_socket_directories: '' }])
    assert.deepEqual(
      await ask(server.superUrl, "select distinct auth_method from pg_hba_file_rules where auth_method <> 'scram-sha-256'"),
      [],
    )
    const secret = join(dataDir, 'postgres', 'secret.json')
    assert.equal(statSync(secret).mode & 0o777, 0o600)
    assert.equal(statSync(join(dataDir, 'postgres', '18')).mode & 0o777, 0o700)
    assert.equal(new Set(Object.values(JSON.parse(readFileSync(secret, 'utf8')))).size, 3)
  })
  assert.equal(existsSync(join(dataDir, 'postgres', '18', 'postmaster.pid')), false, 'the last to leave stops the server')
})

test('Vietnamese letters fold and sort as they should', async () => {
  await with18(join(folder, 'first'), async server => {
    assert.deepEqual(await ask(server.appUrl, "select lower('ĐẶNG ƯỚC') as small"), [{ small: 'đặng ước' }])
    const sorted = await ask(server.appUrl, `select w from unnest(array['đò','dò','ạ','à','ơ','ô','o']) w order by w collate "vi-x-icu"`)
    assert.deepEqual(
      sorted.map(row => row['w']),
      ['à', 'ạ', 'dò', 'đò', 'o', 'ô', 'ơ'],
    )
  })
})

test('a start that was broken off while making the data folder begins again', async () => {
  const dataDir = join(folder, 'half')
  const half = join(dataDir, 'postgres', '18.new')
  mkdirSync(half, { recursive: true })
  writeFileSync(join(half, 'PG_VERSION'), '18\n')
  await with18(dataDir, async server => assert.deepEqual(await ask(server.appUrl, 'select 1 as one'), [{ one: 1 }]))
  assert.equal(existsSync(half), false)
})

test('a server whose Node was killed is adopted, and stopped by whoever leaves last', async () => {
  const dataDir = join(folder, 'first')
  const holder = await hold(dataDir)
  await with18(dataDir, async server => {
    assert.equal(server.pid(), holder.pid)
    holder.child.kill('SIGKILL')
    await once(holder.child, 'exit')
    assert.equal(server.ownerUrl, holder.ownerUrl)
    assert.deepEqual(await ask(server.ownerUrl, 'select 1 as one'), [{ one: 1 }])
  })
  assert.equal(isAlive(holder.pid), false)
})

test('two processes together start one server, and it stays as long as one of them does', async () => {
  const dataDir = join(folder, 'first')
  const [one, two] = await Promise.all([startServer(dataDir, { fsync: false }), hold(dataDir)])
  assert.equal(one.pid(), two.pid)
  await one.close()
  assert.deepEqual(await ask(two.ownerUrl, 'select 1 as one'), [{ one: 1 }])
  two.child.kill('SIGKILL')
  await once(two.child, 'exit')
  await with18(dataDir, async server => assert.equal(server.pid(), two.pid))
})

test('a postmaster killed while Node lives is started again at the same address, and what was committed is there', async () => {
  await with18(join(folder, 'first'), async server => {
    await ask(server.ownerUrl, 'create table kept (id int); insert into kept values (7)')
    const pool = new pg.Pool({ connectionString: server.ownerUrl, max: 2 })
    pool.on('error', () => {})
    await pool.query('select 1')
    const before = server.pid()
    process.kill(before, 'SIGKILL')
    await until(() => server.pid() !== before)
    await until(async () => (await pool.query('select id from kept').catch(() => undefined))?.rows[0]?.id === 7)
    await pool.end()
  })
})

test('a zombie of a postmaster counts as dead, and a long query that outlived it does not keep the next one out', async () => {
  const dataDir = join(folder, 'first')
  const holder = await hold(dataDir)
  const busy = ask(holder.ownerUrl, 'select count(*) from generate_series(1, 2000000000)').catch(() => {})
  // Stopped, it cannot reap its child: the dead postmaster stays in the process table.
  await until(
    async () =>
      (
        await ask(
          holder.ownerUrl,
          "select 1 from pg_stat_activity where state = 'active' and query like '%2000000000%' and pid <> pg_backend_pid()",
        )
      ).length > 0,
  )
  holder.child.kill('SIGSTOP')
  process.kill(holder.pid, 'SIGKILL')
  await until(() => !isAlive(holder.pid))
  assert.equal(existsSync(`/proc/${holder.pid}`), existsSync('/proc/self'), 'it is a zombie, not gone')
  await with18(dataDir, async server => {
    assert.notEqual(server.pid(), holder.pid)
    assert.deepEqual(await ask(server.ownerUrl, 'select id from kept'), [{ id: 7 }])
    await busy
    holder.child.kill('SIGKILL')
    await once(holder.child, 'exit')
  })
})

test('a pid file that names another program does not keep the server from starting', async () => {
  const dataDir = join(folder, 'first')
  const pidFile = join(dataDir, 'postgres', '18', 'postmaster.pid')
  writeFileSync(pidFile, [process.pid, join(dataDir, 'postgres', '18'), 1, 5432, '', '127.0.0.1', '', 'ready', ''].join('\n'), {
    mode: 0o600,
  })
  await with18(dataDir, async server => assert.deepEqual(await ask(server.appUrl, 'select 1 as one'), [{ one: 1 }]))
})

test('a lost password file is said in words, and the data is left alone', async () => {
  const dataDir = join(folder, 'half')
  const secret = join(dataDir, 'postgres', 'secret.json')
  const kept = readFileSync(secret)
  rmSync(secret)
  await assert.rejects(startServer(dataDir, { fsync: false }), /Mất tệp mật khẩu/)
  writeFileSync(secret, kept, { mode: 0o600 })
  await with18(dataDir, async server => assert.deepEqual(await ask(server.appUrl, 'select 1 as one'), [{ one: 1 }]))
})
