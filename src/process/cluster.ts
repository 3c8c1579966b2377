// The files of an embedded server: its folder, its passwords, who uses it now, and what its pid file says.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Account, giveTo, spawnAs } from './account.ts'
import type { Binaries } from './binaries.ts'
import { isAlive, mark, markLives } from './lock.ts'
import { Trouble } from './trouble.ts'

export interface Cluster {
  /** Everything of the server, open to whoever runs it. */
  readonly home: string
  /** PostgreSQL's own data folder, named by its major version. */
  readonly pgdata: string
  readonly log: string
  readonly lock: string
  readonly users: string
}

export interface Secret {
  readonly postgres: string
  readonly danvan_owner: string
  readonly danvan_app: string
}

const LOG_LIMIT = 10_000_000

/** Makes the folders; those that are there keep their rights. */
export function prepareCluster(dataDir: string, major: number): Cluster {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const home = join(dataDir, 'postgres')
  const cluster = {
    home,
    pgdata: join(home, String(major)),
    log: join(home, 'server.log'),
    lock: join(home, 'lock'),
    users: join(home, 'users'),
  }
  mkdirSync(home, { recursive: true, mode: 0o711 })
  mkdirSync(cluster.users, { recursive: true, mode: 0o700 })
  if (existsSync(cluster.log) && statSync(cluster.log).size > LOG_LIMIT) renameSync(cluster.log, `${cluster.log}.1`)
  return cluster
}

/** The passwords of the three roles: made once, kept where only the owner of the folder reads. */
export function readSecret(cluster: Cluster): Secret {
  const path = join(cluster.home, 'secret.json')
  if (!existsSync(path)) {
    if (existsSync(cluster.pgdata))
      throw new Trouble(`Mất tệp mật khẩu ${path} trong khi dữ liệu vẫn còn. Lấy lại tệp này từ bản sao lưu của thư mục dữ liệu.`)
    const password = (): string => randomBytes(24).toString('hex')
    writeDurably(path, JSON.stringify({ postgres: password(), danvan_owner: password(), danvan_app: password() }))
  }
  return JSON.parse(readFileSync(path, 'utf8'))
}

function writeDurably(path: string, text: string): void {
  const fresh = `${path}.new`
  const file = openSync(fresh, 'w', 0o600)
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(fresh, path)
}

/** Makes the data folder. Killed half way it leaves only `*.new`, which the next start throws away. */
export async function initialise(cluster: Cluster, binaries: Binaries, account: Account, secret: Secret): Promise<void> {
  if (existsSync(join(cluster.pgdata, 'PG_VERSION'))) return giveTo(account, cluster.pgdata)
  const fresh = `${cluster.pgdata}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  giveTo(account, fresh)
  // PostgreSQL 17 and later know C.UTF-8 without help of the system: letters fold alike on every machine.
  const locale = binaries.major >= 17 ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale=C.UTF-8']
  const password = `${fresh}.password`
  writeFileSync(password, secret.postgres, { mode: 0o600 })
  giveTo(account, password)
  const child = spawnAs(
    account,
    binaries.initdb,
    ['-D', fresh, '--username=postgres', `--pwfile=${password}`, '--auth=scram-sha-256', '--encoding=UTF8', '--no-instructions', ...locale],
    { stdio: ['ignore', 'pipe', 'pipe'], detached: false },
  )
  let said = ''
  child.stdout?.on('data', text => {
    said += text
  })
  child.stderr?.on('data', text => {
    said += text
  })
  const [code] = await once(child, 'close')
  rmSync(password, { force: true })
  if (code !== 0) throw new Trouble(`Không tạo được cơ sở dữ liệu trong ${cluster.home}:\n${said.trim()}`)
  renameSync(fresh, cluster.pgdata)
}

export interface Running {
  readonly pid: number
  readonly port: number
}

const NO_PROCESS = 2_147_483_646

/** The server that runs on this folder, if one does; a dead one's pid file is made harmless. */
export function findRunning(cluster: Cluster): Running | undefined {
  const path = join(cluster.pgdata, 'postmaster.pid')
  const lines = linesOf(path)
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (pid > 0 && isAlive(pid) && isServerOf(pid, cluster.pgdata)) return port > 0 ? { pid, port } : undefined
  // A zombie, or another program that got the number, would make PostgreSQL refuse to start. Only the number is replaced:
  // the line of the shared memory must stay, by it a new server knows that processes of the old one still write.
  if (pid > 0 && pid !== NO_PROCESS && existsSync(`/proc/${pid}`))
    writeFileSync(path, [String(NO_PROCESS), ...lines.slice(1)].join('\n'), { mode: 0o600, flag: 'r+' })
  return undefined
}

/** Nothing while there is no file: a server that starts takes an old one away and writes its own. */
function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return []
  }
}

function isServerOf(pid: number, pgdata: string): boolean {
  if (!existsSync('/proc/self/stat')) return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(pgdata)
  } catch {
    return false
  }
}

/** Ends what a dead server left behind: a process still busy with a long query keeps the next server from starting. */
export function endStragglers(cluster: Cluster): void {
  if (!existsSync('/proc/self/stat')) return
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      if (readlinkSync(`/proc/${name}/cwd`) === cluster.pgdata) process.kill(Number(name), 'SIGQUIT')
    } catch {
      // Not ours to see, or gone.
    }
  }
}

export const enterUsers = (cluster: Cluster): void => writeFileSync(join(cluster.users, String(process.pid)), mark(process.pid))

/** Takes this process off the list; answers whether nobody is left. */
export function leaveUsers(cluster: Cluster): boolean {
  rmSync(join(cluster.users, String(process.pid)), { force: true })
  return readdirSync(cluster.users).every(name => {
    const path = join(cluster.users, name)
    try {
      if (markLives(readFileSync(path, 'utf8'))) return false
    } catch {
      return true
    }
    rmSync(path, { force: true })
    return true
  })
}
