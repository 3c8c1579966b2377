// The processes of a measurement: the system as ./danvan starts it, the floor beside it, and the load.
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { PROJECT } from '../../src/process/binaries.ts'
import type { Paced } from './line.ts'
import type { Done, Task } from './load.ts'

const TSX = import.meta.resolve('tsx')

export interface Serving {
  readonly address: string
  /** From the start of the process to its first good answer. */
  readonly seconds: number
  stop(): Promise<void>
}

/** Ends a process with all it started, and waits until it is gone. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const gone = once(child, 'exit')
  process.kill(-child.pid, 'SIGTERM')
  await gone
}

/** Starts the system by a command in a folder, and waits until it says that it is well. */
export async function startSystem(folder: string, command: readonly string[], env: NodeJS.ProcessEnv): Promise<Serving> {
  const { DATABASE_URL: _app, DATABASE_OWNER_URL: _owner, ...inherited } = process.env
  const began = performance.now()
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...inherited, HOST: '127.0.0.1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', text => {
      said += text
    })
  for (;;) {
    const address = /đang chạy tại (\S+)/u.exec(said)?.[1]
    const answer = address === undefined ? undefined : await fetch(`${address}/healthz`).catch(() => undefined)
    if (address !== undefined && answer?.status === 200) {
      await answer.text()
      return { address, seconds: (performance.now() - began) / 1000, stop: () => end(child) }
    }
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${command.join(' ')} did not serve:\n${said}`)
    if (performance.now() - began > 300_000) {
      await end(child)
      throw new Error(`${command.join(' ')} did not serve within five minutes:\n${said}`)
    }
    await pause(5)
  }
}

/** `profile`: where V8 writes how the server spent its time. */
export const startOurs = (dataDir: string, profile: string | undefined): Promise<Serving> => {
  const profiled = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  return startSystem(PROJECT, [process.execPath, ...profiled, join(PROJECT, 'danvan'), 'start'], { DATA_DIR: dataDir })
}

/** A TypeScript file beside this one as a process that is talked to over IPC. */
export class Told<In extends object, Out> {
  readonly #child: ChildProcess

  constructor(file: string) {
    this.#child = fork(join(import.meta.dirname, file), { execArgv: ['--import', TSX], detached: true })
  }

  ask(task: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error('the process ended'))
      this.#child.once('exit', gone)
      this.#child.once('message', answer => {
        this.#child.off('exit', gone)
        resolve(answer as Out)
      })
      this.#child.send(task)
    })
  }

  stop(): Promise<void> {
    return end(this.#child)
  }
}

export class Load {
  readonly #told = new Told<Task, Done>('load.ts')

  async #done(task: Task): Promise<Exclude<Done, { failed: string }>> {
    const done = await this.#told.ask(task)
    if ('failed' in done) throw new Error(done.failed)
    return done
  }

  /** Works for some seconds and answers how many a second were done. */
  async rate(task: Extract<Task, { seconds: number }>): Promise<number> {
    const done = await this.#done(task)
    const { count, seconds }: Paced = 'paced' in done ? done.paced : { count: 0, seconds: 1 }
    return count / seconds
  }

  async tell(task: Extract<Task, { do: 'owe' }>): Promise<void> {
    await this.#done(task)
  }

  async receipts(): Promise<{ receipts: readonly string[]; repeated: number }> {
    const done = await this.#done({ do: 'receipts' })
    if (!('receipts' in done)) throw new Error('no receipts')
    return done
  }

  stop(): Promise<void> {
    return this.#told.stop()
  }
}
