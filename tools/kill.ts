// Kills Node and the postmaster with -9 under load, starts again by ./danvan start, and looks for every receipt that was given.
//   node --import tsx tools/kill.ts [--rounds 50] [--keep]
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { PROJECT } from '../src/process/binaries.ts'
import { isAlive } from '../src/process/lock.ts'
import { DATABASE, OWNER_ROLE } from '../src/process/postgres.ts'
import { type Load, lookFor, makeLoad, type Receipt } from './kill-load.ts'

export interface KillResult {
  readonly rounds: number
  readonly receipts: number
  readonly lost: readonly Receipt[]
  /** Editions without all their figures, or without their line in the act log. */
  readonly halves: number
  /** From the start of the process to the first good answer, per round. */
  readonly restarts: readonly number[]
  /** From the death of the postmaster alone to the next acknowledged write. */
  readonly heals: readonly number[]
}

const WORKERS = [0, 1, 2, 3, 4, 5, 6, 7] as const
/** More reports than eight officers hand in between two kills, on the average of the rounds. */
const A_ROUND = 300

interface Serving {
  readonly child: ChildProcess
  readonly said: () => string
  readonly address: string
  readonly milliseconds: number
}

async function start(dataDir: string): Promise<Serving> {
  const began = performance.now()
  const { DATABASE_URL: _app, DATABASE_OWNER_URL: _owner, ...env } = process.env
  const child = spawn(process.execPath, [join(PROJECT, 'danvan'), 'start'], {
    env: { ...env, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [said, complained] = ['', '']
  child.stdout?.on('data', text => {
    said += text
  })
  child.stderr?.on('data', text => {
    complained += text
  })
  const until = began + 120_000
  for (;;) {
    const address = /đang chạy tại (\S+)/.exec(said)?.[1]
    if (address && (await fetch(`${address}/healthz`).catch(() => undefined))?.ok)
      return { child, said: () => said + complained, address, milliseconds: performance.now() - began }
    if (child.exitCode !== null || performance.now() > until) throw new Error(`./danvan start did not serve:\n${said}${complained}`)
    await pause(5)
  }
}

/** 0 while a server that starts writes the file anew. */
function postmasterOf(dataDir: string): number {
  try {
    return Number(readFileSync(join(dataDir, 'postgres', '18', 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return 0
  }
}

function ownerUrlOf(dataDir: string): string {
  const home = join(dataDir, 'postgres')
  const secret = JSON.parse(readFileSync(join(home, 'secret.json'), 'utf8'))
  return `postgresql://${OWNER_ROLE}:${secret[OWNER_ROLE]}@127.0.0.1:${readFileSync(join(home, 'port'), 'utf8')}/${DATABASE}`
}

/** Hands in until told to stop; a line that breaks in the middle is no receipt and no failure. */
async function handInOn(
  load: Load,
  worker: number,
  address: string,
  going: () => boolean,
  keep: (receipt: Receipt) => void,
): Promise<void> {
  while (going()) {
    try {
      const receipt = await load.handIn(address, worker)
      if (receipt !== undefined) keep(receipt)
      else await pause(20)
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('unexpected answer')) throw error
      await pause(20)
    }
  }
}

/** A server that only tried to start may be gone already. */
function killHard(pid: number | undefined): void {
  try {
    if (pid) process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

async function until(sure: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 60_000
  while (!sure()) {
    if (performance.now() > end) throw new Error(`waited a minute for ${what}`)
    await pause(5)
  }
}

/** Runs the rounds; every fifth kills the postmaster alone first, and expects Node to heal it while people go on. */
export async function killRounds(rounds: number, dataDir: string, tell: (line: string) => void = () => {}): Promise<KillResult> {
  const receipts: Receipt[] = []
  const [restarts, heals]: number[][] = [[], []]
  let serving = await start(dataDir)
  try {
    const load = await makeLoad(ownerUrlOf(dataDir), rounds * A_ROUND)
    for (let round = 1; round <= rounds; round++) {
      let going = true
      const { child, address } = serving
      const [before, began] = [receipts.length, new Date()]
      const keep = (receipt: Receipt): void => void receipts.push(receipt)
      const work = Promise.all(WORKERS.map(worker => handInOn(load, worker, address, () => going, keep)))
      await Promise.race([until(() => receipts.length >= before + 5, 'the first receipts of the round'), work])
      await pause(50 + Math.random() * 500)
      if (round % 5 === 0) {
        const healed = killPostmasterAlone(dataDir, () => receipts.length)
        heals?.push(await healed.catch(error => Promise.reject(new Error(`${error.message}:\n${serving.said()}`))))
      }
      const postmaster = postmasterOf(dataDir)
      for (const pid of round % 2 === 0 ? [postmaster, child.pid] : [child.pid, postmaster]) killHard(pid)
      going = false
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      await work
      serving = await start(dataDir)
      restarts?.push(serving.milliseconds)
      // Every receipt ever given is looked for now and then and at the end; in between those of the round, so that a thousand rounds end.
      const isWhole = round % 50 === 0 || round === rounds
      const ownerUrl = ownerUrlOf(dataDir)
      const { lost, halves } = await (isWhole ? lookFor(ownerUrl, receipts) : lookFor(ownerUrl, receipts.slice(before), began))
      tell(
        `round ${round}: ${receipts.length - before} receipts, back in ${serving.milliseconds.toFixed(0)} ms, ${lost.length} lost, ${halves} half written`,
      )
      if (lost.length > 0 || halves > 0)
        return { rounds: round, receipts: receipts.length, lost, halves, restarts: restarts ?? [], heals: heals ?? [] }
    }
    return { rounds, receipts: receipts.length, lost: [], halves: 0, restarts: restarts ?? [], heals: heals ?? [] }
  } finally {
    serving.child.kill('SIGTERM')
    if (serving.child.exitCode === null && serving.child.signalCode === null) await once(serving.child, 'exit')
  }
}

async function killPostmasterAlone(dataDir: string, count: () => number): Promise<number> {
  const postmaster = postmasterOf(dataDir)
  const began = performance.now()
  process.kill(postmaster, 'SIGKILL')
  await until(() => !isAlive(postmaster) && ![0, postmaster].includes(postmasterOf(dataDir)), 'another postmaster')
  const then = count()
  // Each officer may still get one answer from a process of the old server.
  await until(() => count() > then + WORKERS.length, 'a receipt after the postmaster came back')
  return performance.now() - began
}

const middle = (values: readonly number[]): string =>
  values.length === 0
    ? '–'
    : `${[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]?.toFixed(0)} ms, most ${Math.max(...values).toFixed(0)} ms`

if (process.argv[1] === import.meta.filename) {
  const at = process.argv.indexOf('--rounds')
  const dataDir = mkdtempSync(join(tmpdir(), 'danvan-kill-'))
  const result = await killRounds(at > 0 ? Number(process.argv[at + 1]) : 50, dataDir, line => process.stdout.write(`${line}\n`))
  process.stdout.write(
    `${result.rounds} rounds, ${result.rounds} kills of Node and ${result.rounds + Math.floor(result.rounds / 5)} of the postmaster, ${result.receipts} receipts, ${result.lost.length} lost, ${result.halves} half written; restart ${middle(result.restarts)}; ` +
      `postmaster alone to the next receipt ${middle(result.heals)}\n`,
  )
  if (!process.argv.includes('--keep')) rmSync(dataDir, { recursive: true, force: true })
  process.exitCode = result.lost.length > 0 || result.halves > 0 ? 1 : 0
}
