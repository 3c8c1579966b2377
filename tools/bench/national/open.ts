// The national data: made once, kept under .bench, and copied for whatever writes in it.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { openDatabase, transact } from '../../../src/ground/db.ts'
import { migrate } from '../../../src/ground/migrations.ts'
import { PROJECT } from '../../../src/process/binaries.ts'
import { MIGRATIONS } from '../../../src/process/open.ts'
import { makeDatabase, type Server, startServer } from '../../../src/process/postgres.ts'
import { rebuild } from '../../../src/rooms/reports/rolling-up/command.ts'
import { makeCountry } from './country.ts'
import { makeRegime, writeCommunes } from './reports.ts'
import { writeProvinces } from './upward.ts'

/** Windows of each size: nine months, or two and a half years. */
export const SIZES = { national: 9, full: 30 } as const
export type Size = keyof typeof SIZES

export interface Made {
  readonly appUrl: string
  readonly ownerUrl: string
  readonly superUrl: string
  readonly dataDir: string
  /** A copy of its own, to write in. */
  copy(name: string): Promise<{ appUrl: string; ownerUrl: string; superUrl: string }>
  close(): Promise<void>
}

/** What the data is made of: another migration or another maker makes it anew. */
function keyOf(size: Size): string {
  const hash = createHash('sha256').update(size)
  for (const folder of [MIGRATIONS, import.meta.dirname])
    for (const name of readdirSync(folder).sort())
      if (/^(\d|country|lines|reports|upward)/u.test(name)) hash.update(readFileSync(join(folder, name)))
  return hash.digest('hex')
}

const at = (url: string, database: string): string => {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

async function ask(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const one of statements) await client.query(one)
  } finally {
    await client.end()
  }
}

/** Opens the national data, making it when it is not there or was made by an older version. */
export async function openNational(size: Size, tell: (line: string) => void): Promise<Made> {
  const dataDir = join(PROJECT, '.bench', size)
  const mark = join(dataDir, 'made')
  const key = keyOf(size)
  const isMade = existsSync(mark) && readFileSync(mark, 'utf8') === key
  if (!isMade) rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir, { recursive: true })
  const server = await startServer(dataDir)
  try {
    if (!isMade) {
      await fill(server, SIZES[size], tell)
      writeFileSync(mark, key)
    }
  } catch (error) {
    await server.close()
    throw error
  }
  const { appUrl, ownerUrl, superUrl } = server
  return {
    appUrl,
    ownerUrl,
    superUrl: at(superUrl, new URL(ownerUrl).pathname.slice(1)),
    dataDir,
    async copy(name) {
      const database = `danvan_${name}`
      await ask(superUrl, `drop database if exists ${database} with (force)`, 'checkpoint')
      const client = new pg.Client({ connectionString: superUrl })
      await client.connect()
      try {
        await makeDatabase(client, database, new URL(ownerUrl).pathname.slice(1))
      } finally {
        await client.end()
      }
      return { appUrl: at(appUrl, database), ownerUrl: at(ownerUrl, database), superUrl: at(superUrl, database) }
    },
    close: () => server.close(),
  }
}

async function fill({ ownerUrl, appUrl }: Server, windows: number, tell: (line: string) => void): Promise<void> {
  const began = performance.now()
  const since = (): string => `${((performance.now() - began) / 1000).toFixed(0)} s`
  await migrate(ownerUrl, MIGRATIONS)
  const { db, close } = openDatabase(ownerUrl, { size: 2 })
  try {
    const country = await transact(db, makeCountry)
    const made = await transact(db, tx => makeRegime(tx, country, windows))
    tell(`national: ${country.communes.length} communes and ${made.length} windows stand (${since()}); writing reports…`)
    // Two at a time, as there are two cores.
    const left = [...made]
    const work = async (): Promise<void> => {
      for (let window = left.shift(); window !== undefined; window = left.shift()) {
        const one = window
        await transact(db, tx => writeCommunes(tx, country, one))
        tell(`national: ${one.code} (${since()})`)
      }
    }
    await Promise.all([work(), work()])
    await ask(ownerUrl, 'vacuum (analyze, freeze)')
    const { figures } = await rebuild({ appUrl })
    tell(`national: ${figures} figures rolled up (${since()})`)
    for (const one of made) if (one.ago > 0) await transact(db, tx => writeProvinces(tx, country, one))
  } finally {
    await close()
  }
  await ask(ownerUrl, 'vacuum (analyze, freeze)')
  tell(`national: made in ${since()}`)
}
