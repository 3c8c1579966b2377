// A database of its own for each test file: a copy of a template that was migrated, and filled with the small world, once.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { APP_ROLE, migrate } from '../src/ground/migrations.ts'
import { PROJECT } from '../src/process/binaries.ts'
import { isAlive } from '../src/process/lock.ts'
import { makeDatabase, OWNER_ROLE } from '../src/process/postgres.ts'
import { testServer } from './server.ts'

export interface TestDatabase {
  readonly appUrl: string
  readonly ownerUrl: string
  /** Ends whatever is still connected and removes the database. */
  drop(): Promise<void>
}

/** Migrated and nothing more, or with the people and units of test/world.ts. */
export type Template = 'bare' | 'world'

const MIGRATIONS = join(PROJECT, 'migrations')
const WORLD = join(PROJECT, 'test', 'world.ts')
// What fills the small world; a change of anything else leaves the template as it is.
const WORLD_CODE = ['ground', 'org', 'access', 'demo']
const LOCK = 20_261_122
const PASSWORD = 'test'

const addressed = (server: string, role: string, database: string): string => {
  const url = new URL(server)
  url.username = role
  url.password = PASSWORD
  url.pathname = `/${database}`
  return url.href
}

async function asSuperuser<T>(server: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap(entry => (entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort()
}

/** What a template is made of: any change of a migration, and for the world of our code, makes another template. */
function templateName(template: Template): string {
  const files = [
    ...filesUnder(MIGRATIONS),
    ...(template === 'world' ? [...WORLD_CODE.flatMap(folder => filesUnder(join(PROJECT, 'src', folder))), WORLD] : []),
  ]
  const hash = createHash('sha256')
  for (const file of files) if (/\.(sql|tsx?|json)$/.test(file)) hash.update(file).update(readFileSync(file))
  return `template_${template}_${hash.digest('hex').slice(0, 12)}`
}

const isThere = async (client: pg.Client, name: string): Promise<boolean> =>
  (await client.query('select 1 from pg_database where datname = $1', [name])).rows.length > 0

async function ensureTemplate(server: string, template: Template): Promise<string> {
  const name = templateName(template)
  await asSuperuser(server, async client => {
    if (await isThere(client, name)) return
    await client.query('select pg_advisory_lock($1)', [LOCK])
    if (await isThere(client, name)) return
    await ensureTestRoles(client)
    await dropLeftovers(client, template)
    const making = `making_${template}`
    await client.query(`drop database if exists ${making} with (force)`)
    await makeDatabase(client, making)
    const ownerUrl = addressed(server, OWNER_ROLE, making)
    await migrate(ownerUrl, MIGRATIONS)
    if (template === 'world') await (await import('./world.ts')).fillTemplate(ownerUrl)
    await client.query(`alter database ${making} rename to ${name}`)
  })
  return name
}

async function ensureTestRoles(client: pg.Client): Promise<void> {
  for (const role of [OWNER_ROLE, APP_ROLE]) {
    const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [role])
    if (rows.length === 0) await client.query(`create role ${role}`)
    await client.query(`alter role ${role} login nosuperuser password '${PASSWORD}'`)
  }
}

/** Databases of tests that were killed, and all but the newest templates of the kind. */
async function dropLeftovers(client: pg.Client, template: Template): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select datname as name from pg_database order by oid')
  const names = rows.map(row => row.name)
  const dead = names.filter(name => /^t_\d+_\d+$/.test(name) && !isAlive(Number(name.split('_')[1])))
  const old = names.filter(name => name.startsWith(`template_${template}_`)).slice(0, -2)
  for (const name of [...dead, ...old]) await client.query(`drop database if exists ${name} with (force)`).catch(() => {})
}

let made = 0

/** A fresh database, 30 to 60 ms; the small world is in it unless a bare one is asked for. */
export async function freshDatabase(template: Template = 'world'): Promise<TestDatabase> {
  const server = await testServer()
  const name = `t_${process.pid}_${++made}`
  const from = await ensureTemplate(server, template)
  await asSuperuser(server, async client => {
    await client.query(`drop database if exists ${name} with (force)`)
    await makeDatabase(client, name, from)
  })
  return {
    appUrl: addressed(server, APP_ROLE, name),
    ownerUrl: addressed(server, OWNER_ROLE, name),
    drop: () => asSuperuser(server, async client => void (await client.query(`drop database if exists ${name} with (force)`))),
  }
}
