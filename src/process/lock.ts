// One process at a time in a folder, for as long as a piece of work lasts; a holder that died does not hold.
import { randomUUID } from 'node:crypto'
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { Trouble } from './trouble.ts'

/** When the process began, from Linux: a number given again to a new process is then not taken for the old one. */
export function bornAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

/** A zombie answers to signals but does nothing any more: it counts as dead. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))
  } catch {
    // No /proc on this system, or gone between the two looks.
    return !existsSync('/proc/self/stat')
  }
}

/** A process named so that it can be recognised later: its number and its birth. */
export const mark = (pid: number): string => `${pid} ${bornAt(pid)}`

/** Whether the process of a mark still lives. */
export function markLives(text: string): boolean {
  const [pid = '', born = ''] = text.trim().split(' ')
  return /^\d+$/.test(pid) && isAlive(Number(pid)) && bornAt(Number(pid)) === born
}

const readOr = (path: string, otherwise: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return otherwise
  }
}

function take(path: string): boolean {
  const own = `${path}.${randomUUID()}`
  writeFileSync(own, mark(process.pid))
  try {
    linkSync(own, path)
    return true
  } catch {
    const holder = readOr(path, '')
    if (holder !== '' && !markLives(holder)) {
      // Moved aside and looked at again, since another process may have taken it meanwhile.
      const aside = `${own}.old`
      try {
        renameSync(path, aside)
        if (markLives(readOr(aside, ''))) linkSync(aside, path)
      } catch {
        // Someone else moved it first.
      }
      rmSync(aside, { force: true })
    }
    return false
  } finally {
    rmSync(own, { force: true })
  }
}

/** Does the work while holding the lock file; waits for whoever holds it, at most the given seconds. */
export async function withLock<T>(path: string, work: () => Promise<T>, seconds = 120): Promise<T> {
  const until = performance.now() + seconds * 1000
  while (!take(path)) {
    if (performance.now() > until)
      throw new Trouble(
        `Một tiến trình khác (${readOr(path, '?').split(' ')[0]}) giữ ${path} quá lâu. Chờ nó xong, hoặc dừng nó rồi chạy lại.`,
      )
    await pause(25)
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}
