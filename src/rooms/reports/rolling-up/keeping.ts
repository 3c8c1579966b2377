// The worker inside the server: makes marked roll-ups anew within a second or so, and compares all of them with the cells every night.
import { setTimeout as pause } from 'node:timers/promises'
import { civil } from '../../../ground/day.ts'
import { type Database, snapshot } from '../../../ground/db.ts'
import { lastReconciled } from './store-reconciling.ts'
import { reconcileAll, refreshAll } from './upkeep.ts'

const EVERY = 500
const AFTER_TROUBLE = 10_000
const NIGHT = { from: '02', until: '05' } as const
const A_DAY_NEARLY = 20 * 3_600_000

export interface Keeper {
  stop(): Promise<void>
}

interface Settings {
  readonly db: Database
  readonly now: () => Date
  readonly complain?: (say: string) => void
}

/** Whether the night's comparing is due: between two and five in Việt Nam, and not done since the evening. */
export function isDue(at: Date, last: Date | undefined): boolean {
  const hour = civil(at).time.slice(0, 2)
  return hour >= NIGHT.from && hour < NIGHT.until && (last === undefined || at.getTime() - last.getTime() > A_DAY_NEARLY)
}

/** Begins to keep the roll-ups; several servers on one database share the work. */
export function keepRollups({ db, now, complain = () => {} }: Settings): Keeper {
  const stopping = new AbortController()
  const isStopping = (): boolean => stopping.signal.aborted
  let looked = 0
  const round = async (): Promise<void> => {
    await refreshAll(db, isStopping)
    if (isStopping() || now().getTime() - looked < 60_000) return
    looked = now().getTime()
    if (!isDue(now(), await snapshot(db, lastReconciled))) return
    const { wrong } = await reconcileAll(db, now())
    if (wrong.length > 0) complain(`${wrong.length} bảng cộng dồn lệch với báo cáo; đã đánh dấu để tính lại. Xem ./danvan doctor.`)
  }
  const work = async (): Promise<void> => {
    while (!isStopping()) {
      const wait = await round().then(
        () => EVERY,
        error => {
          if (!isStopping()) complain(error instanceof Error ? (error.stack ?? error.message) : String(error))
          return AFTER_TROUBLE
        },
      )
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const done = work()
  return {
    async stop() {
      stopping.abort()
      await done
    },
  }
}
