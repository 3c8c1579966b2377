// Replays the list of guards: takes each one out of a copy of the tree, runs the test that must go red, and puts it back.
//   node --import tsx tools/guards.ts [number…]
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { testServer } from '../test/server.ts'

export interface Guard {
  /** What it keeps out. */
  readonly guard: string
  readonly file: string
  /** The text that is the guard, exactly once in the file. */
  readonly take: string
  /** What stands there when it is removed. */
  readonly put: string
  readonly test: string
  /** The one test of the file that goes red, by a part of its name. */
  readonly name?: string
}

const ROOT = resolve(import.meta.dirname, '..')
const COPY = join(ROOT, '.test', 'guards')

export const guards = (): readonly Guard[] => JSON.parse(readFileSync(join(ROOT, 'test', 'guards.json'), 'utf8')) as Guard[]

function copyTree(): void {
  rmSync(COPY, { recursive: true, force: true })
  mkdirSync(COPY, { recursive: true })
  for (const part of ['src', 'data', 'test', 'migrations', 'docs', 'tools', 'package.json', 'tsconfig.json'])
    cpSync(join(ROOT, part), join(COPY, part), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(COPY, 'node_modules'))
}

/** Whether the test passes in the copy. */
function passes({ test, name }: Guard, server: string): boolean {
  const only = name === undefined ? [] : [`--test-name-pattern=${name}`]
  const run = spawnSync(process.execPath, ['--import', 'tsx', '--test', ...only, test], {
    cwd: COPY,
    env: { ...process.env, TEST_SERVER_URL: server },
    encoding: 'utf8',
    timeout: 240_000,
  })
  return run.status === 0
}

async function replay(only: readonly number[]): Promise<number> {
  const server = await testServer()
  copyTree()
  const list = guards().map((guard, i) => ({ ...guard, number: i + 1 }))
  const chosen = only.length === 0 ? list : list.filter(one => only.includes(one.number))
  const green = new Set<string>()
  let wrong = 0
  for (const one of chosen) {
    const path = join(COPY, one.file)
    const whole = readFileSync(path, 'utf8')
    const say = (verdict: string): boolean => process.stdout.write(`${verdict}  ${one.number}. ${one.guard} (${one.file} → ${one.test})\n`)
    if (whole.split(one.take).length !== 2) {
      wrong++
      say('LOST ')
      continue
    }
    const key = `${one.test} ${one.name ?? ''}`
    if (!green.has(key)) {
      if (!passes(one, server)) {
        wrong++
        say('BROKE')
        continue
      }
      green.add(key)
    }
    writeFileSync(
      path,
      whole.replace(one.take, () => one.put),
    )
    const red = !passes(one, server)
    writeFileSync(path, whole)
    if (!red) wrong++
    say(red ? 'red  ' : 'GREEN')
  }
  process.stdout.write(`${chosen.length - wrong} of ${chosen.length} guards go red when removed\n`)
  return wrong === 0 ? 0 : 1
}

process.exitCode = await replay(process.argv.slice(2).map(Number))
