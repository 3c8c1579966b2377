// The embedded PostgreSQL: started or adopted, watched, started again when it dies, stopped by the last process that uses it.
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { APP_ROLE } from '../ground/migrations.ts'
import { type Account, chooseAccount, spawnAs } from './account.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import {
  type Cluster,
  endStragglers,
  enterUsers,
  findRunning,
  initialise,
  leaveUsers,
  prepareCluster,
  type Running,
  readSecret,
  type Secret,
} from './cluster.ts'
import { isAlive, withLock } from './lock.ts'
import { reasonOf, Trouble, warn } from './trouble.ts'

export const OWNER_ROLE = 'danvan_owner'
export const DATABASE = 'danvan'

export interface Server {
  readonly superUrl: string
  readonly ownerUrl: string
  readonly appUrl: string
  readonly port: number
  /** The number of the postmaster that serves now. */
  pid(): number
  /** Leaves the server; the last to leave stops it. */
  close(): Promise<void>
}

export interface ServerOptions {
  readonly major?: number
  /** Tests only: nothing of theirs has to outlive the machine. */
  readonly fsync?: boolean
}

interface Watched {
  readonly cluster: Cluster
  readonly binaries: Binaries
  readonly account: Account
  readonly options: ServerOptions
  readonly superUrl: (port: number) => string
  running: Running
  closing: boolean
}

/** Starts the server of a data folder, or joins the one that runs there. */
export async function startServer(dataDir: string, options: ServerOptions = {}): Promise<Server> {
  const binaries = findBinaries(options.major)
  const cluster = prepareCluster(dataDir, binaries.major)
  return withLock(cluster.lock, async () => {
    const secret = readSecret(cluster)
    const account = chooseAccount(binaries, cluster.home)
    await initialise(cluster, binaries, account, secret)
    const url = (role: keyof typeof secret, port: number, database: string): string =>
      `postgresql://${role}:${secret[role]}@127.0.0.1:${port}/${database}`
    const superUrl = (port: number): string => url('postgres', port, 'postgres')
    const rest = { cluster, binaries, account, options, superUrl }
    const watched: Watched = { ...rest, running: await adoptOrStart(rest), closing: false }
    await ensureRoles(superUrl(watched.running.port), secret)
    enterUsers(cluster)
    const timer = watch(watched)
    const leaveAtExit = (): void => {
      // Tests and tools just end: a forgotten close must not leave a server behind.
      if (leaveUsers(cluster)) stopSignal(watched.running.pid)
    }
    process.once('exit', leaveAtExit)
    const { port } = watched.running
    return {
      superUrl: superUrl(port),
      ownerUrl: url(OWNER_ROLE, port, DATABASE),
      appUrl: url(APP_ROLE, port, DATABASE),
      port,
      pid: () => watched.running.pid,
      async close() {
        if (watched.closing) return
        watched.closing = true
        clearInterval(timer)
        process.off('exit', leaveAtExit)
        await withLock(cluster.lock, async () => {
          if (leaveUsers(cluster)) await stop(watched.running.pid)
        })
      },
    }
  })
}

type Start = Omit<Watched, 'running' | 'closing'>

async function adoptOrStart(start: Start, port?: number): Promise<Running> {
  const until = performance.now() + 30_000
  let wanted = port ?? (await freePort(start.cluster))
  for (;;) {
    const there = findRunning(start.cluster)
    if (there && (await answers(start.superUrl(there.port), () => isAlive(there.pid)))) return there
    const tried = there ? 'Máy chủ PostgreSQL đang chạy nhưng không trả lời.' : await startOnce(start, wanted)
    if (typeof tried !== 'string') return tried
    if (performance.now() > until) throw new Trouble(`Không khởi động được PostgreSQL (nhật ký: ${start.cluster.log}).\n${tried}`)
    endStragglers(start.cluster)
    await pause(200)
    if (port === undefined) wanted = await freePort(start.cluster)
  }
}

/** One try; the server, or the last words of its log. */
async function startOnce(start: Start, port: number): Promise<Running | string> {
  const { cluster, binaries, account, options } = start
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 120,
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    cluster_name: 'danvan',
    // After a crash one call for the whole disk, not one for each of a thousand files: back in a second, not in five.
    ...(process.platform === 'linux' && { recovery_init_sync_method: 'syncfs' }),
    ...(options.fsync === false && { fsync: 'off', full_page_writes: 'off', max_wal_size: '2GB' }),
  }
  const log = openSync(cluster.log, 'a', 0o600)
  const before = existsSync(cluster.log) ? readFileSync(cluster.log).length : 0
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawnAs(account, binaries.postgres, ['-D', cluster.pgdata, ...args], { stdio: ['ignore', log, log] })
  closeSync(log)
  let gone = ''
  child.once('error', error => {
    gone = reasonOf(error)
  })
  child.once('exit', () => {
    gone ||= 'exit'
  })
  child.unref()
  const pid = child.pid
  if (pid !== undefined && (await answers(start.superUrl(port), () => gone === ''))) {
    writeFileSync(join(cluster.home, 'port'), String(port))
    return { pid, port }
  }
  if (pid !== undefined && gone === '') child.kill('SIGQUIT')
  return readFileSync(cluster.log).subarray(before).toString('utf8').trim().split('\n').slice(-6).join('\n') || gone
}

/** Waits until the server takes a connection: while it recovers from a crash it refuses them. */
async function answers(url: string, alive: () => boolean): Promise<boolean> {
  const until = performance.now() + 60_000
  while (performance.now() < until && alive()) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.end()
      return true
    } catch (error) {
      await client.end().catch(() => {})
      if (error instanceof Error && 'code' in error && error.code === '28P01')
        throw new Trouble('Mật khẩu trong secret.json không mở được cơ sở dữ liệu. Lấy lại tệp này từ bản sao lưu của thư mục dữ liệu.')
      // While it recovers, each try would take a process of the server away from the recovering.
      await pause(error instanceof Error && 'code' in error && error.code === '57P03' ? 60 : 15)
    }
  }
  return false
}

const portIsFree = (port: number): Promise<number | undefined> =>
  new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
    })
  })

/** The port of last time when it is free, so that addresses noted down stay right. */
async function freePort(cluster: Cluster): Promise<number> {
  const path = join(cluster.home, 'port')
  const last = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0
  const port = (last > 0 ? await portIsFree(last) : undefined) ?? (await portIsFree(0))
  if (port === undefined) throw new Trouble('Máy không còn cổng trống cho PostgreSQL.')
  return port
}

async function ensureRoles(superUrl: string, secret: Secret): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl })
  await client.connect()
  try {
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (rows.length > 0) return
    for (const role of [OWNER_ROLE, APP_ROLE] as const) {
      const { rows: there } = await client.query('select 1 from pg_roles where rolname = $1', [role])
      if (there.length === 0) await client.query(`create role ${role} login nosuperuser nocreatedb nocreaterole`)
      await client.query(`alter role ${role} password '${secret[role]}'`)
    }
    await makeDatabase(client, DATABASE)
  } finally {
    await client.end()
  }
}

/** An empty database of the owner, where the application may sign in and make nothing, not even a passing table. */
export async function makeDatabase(client: pg.Client, name: string, template?: string): Promise<void> {
  await client.query(`create database ${name} owner ${OWNER_ROLE}${template ? ` template ${template} strategy file_copy` : ''}`)
  await client.query(`revoke all on database ${name} from public`)
  await client.query(`grant connect on database ${name} to ${APP_ROLE}`)
}

function watch(watched: Watched): NodeJS.Timeout {
  let healing = false
  const look = async (): Promise<void> => {
    if (healing || watched.closing || isAlive(watched.running.pid)) return
    healing = true
    try {
      warn('PostgreSQL đã dừng ngoài ý muốn; đang khởi động lại…')
      const { port } = watched.running
      await withLock(watched.cluster.lock, async () => {
        if (!watched.closing) watched.running = await adoptOrStart(watched, port)
      })
      warn('PostgreSQL đã chạy lại.')
    } catch (error) {
      warn(`Chưa khởi động lại được PostgreSQL: ${reasonOf(error)}`)
    } finally {
      healing = false
    }
  }
  return setInterval(() => void look(), 100).unref()
}

const stopSignal = (pid: number): void => {
  try {
    process.kill(pid, 'SIGINT')
  } catch {
    // Gone already.
  }
}

async function stop(pid: number): Promise<void> {
  const until = performance.now() + 30_000
  stopSignal(pid)
  while (isAlive(pid)) {
    if (performance.now() > until) process.kill(pid, 'SIGQUIT')
    await pause(10)
  }
}
