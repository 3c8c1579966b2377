// npm run bench: how fast the system is, beside the floor of the same work without it, in one run on a normal server.
//   npm run bench -- [--only NAME] [--seconds N] [--json FILE] [--profile DIR]
//   npm run bench -- --only national [--size full] [--rows NAME] [--deadline SECONDS] [--explain]; --serve national to look at it by hand
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Server, startServer } from '../../src/process/postgres.ts'
import { say, warn } from '../../src/process/trouble.ts'
import { benchNation } from './nation.ts'
import { benchNational, NATIONAL_ROWS, type NationalOptions, serveNational } from './national/national.ts'
import { SIZES, type Size } from './national/open.ts'
import { benchOrganisation } from './organisation.ts'
import { benchPages } from './pages.ts'
import { Load, type Serving, startOurs } from './processes.ts'
import { benchReading } from './reading.ts'
import { benchStarting } from './starting.ts'
import { benchSubmissions } from './submissions.ts'
import { type Row, tableOf } from './table.ts'

/** What every measurement stands on; made when first asked for. */
export interface Bench {
  readonly dataDir: string
  readonly rounds: number
  readonly seconds: number
  readonly load: Load
  /** The system as ./danvan starts it, with the demo in it. */
  ours(): Promise<Serving>
  database(): Promise<Server>
  tell(line: string): void
  readonly national: NationalOptions
}

const PARTS = {
  start: benchStarting,
  pages: benchPages,
  submissions: benchSubmissions,
  reading: benchReading,
  organisation: benchOrganisation,
  nation: benchNation,
  national: (bench: Bench) => benchNational(bench.national, bench.tell),
} as const
type Part = keyof typeof PARTS

const USAGE = `npm run bench -- [--only ${Object.keys(PARTS).join('|')}] [--seconds N] [--json FILE] [--profile DIR]
  national: [--size ${Object.keys(SIZES).join('|')}] [--rows ${NATIONAL_ROWS.join('|')}] [--deadline SECONDS] [--explain]
npm run bench -- --serve national [--size full]`

/** Measures, prints the table, and answers 1 when a target was missed. */
export async function bench(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      seconds: { type: 'string' },
      json: { type: 'string' },
      profile: { type: 'string' },
      size: { type: 'string' },
      rows: { type: 'string' },
      deadline: { type: 'string' },
      explain: { type: 'boolean' },
      serve: { type: 'string' },
    },
  })
  const seconds = Number(values.seconds ?? 5)
  const parts = (values.only === undefined ? Object.keys(PARTS) : [values.only]) as Part[]
  const size = (values.size ?? 'national') as Size
  const [deadline, only] = [Number(values.deadline ?? 60), values.rows]
  const isNational =
    size in SIZES &&
    deadline > 0 &&
    (only === undefined || NATIONAL_ROWS.some(one => one === only)) &&
    [undefined, 'national'].includes(values.serve)
  if (!isNational || !(seconds > 0) || !parts.every(part => part in PARTS)) {
    warn(USAGE)
    return 2
  }
  if (values.serve !== undefined) {
    await serveNational(size, warn)
    return 0
  }
  const rows: Row[] = []
  let failed = false
  const standing = stand(seconds, values.profile, { size, deadline, explain: values.explain ?? false, only, seconds })
  try {
    for (const part of parts) {
      warn(`${part}…`)
      try {
        rows.push(...(await PARTS[part](standing.bench)))
      } catch (error) {
        failed = true
        warn(`${part}: ${error instanceof Error ? error.stack : String(error)}`)
      }
    }
  } finally {
    await standing.close()
  }
  say(tableOf(rows).trimEnd())
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ rows }, null, 2)}\n`)
  return failed || rows.some(row => !row.ok) ? 1 : 0
}

function stand(seconds: number, profile: string | undefined, national: NationalOptions): { bench: Bench; close(): Promise<void> } {
  const dataDir = mkdtempSync(join(tmpdir(), 'danvan-bench-'))
  chmodSync(dataDir, 0o755)
  const load = new Load()
  let server: Promise<Server> | undefined
  let serving: Promise<Serving> | undefined
  const database = (): Promise<Server> => {
    server ??= startServer(dataDir)
    return server
  }
  const ours = async (): Promise<Serving> => {
    await database()
    serving ??= startOurs(dataDir, profile)
    return serving
  }
  return {
    bench: { dataDir, rounds: 3, seconds, load, ours, database, tell: warn, national },
    async close() {
      await load.stop()
      await (await serving?.catch(() => undefined))?.stop()
      await (await server?.catch(() => undefined))?.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
