// The worker: after commit, in the server's own process, it tells, reminds and sends. Several processes may run it at once.
import { civil } from '../../ground/day.ts'
import { type Database, transact } from '../../ground/db.ts'
import type { FileStore } from '../../ground/files.ts'
import type { Room } from '../../web/room.ts'
import { callDue, type Sender, sendMail } from './delivering.ts'
import { type MailSettings, mailHost, openPost } from './mail.ts'
import { sayOfWorker } from './store-outbox.ts'
import { AT_ONCE, isOurTurn, morning, type Now, tellNext, tellUntold, toldBy } from './telling.ts'

export interface OutboxSettings {
  /** Without it no mail is sent. */
  readonly mail?: MailSettings | undefined
  /** The hour of the day, in Việt Nam, from which reminders and digests are made. */
  readonly digestHour?: number | undefined
  /** Hooks may lead to addresses inside the body's own network. */
  readonly privateHooks?: boolean | undefined
}

export const DIGEST_HOUR = 7

export interface Round {
  readonly told: number
  readonly reminded: number
  readonly digests: number
  readonly mails: number
  readonly calls: number
}

export interface Worker {
  /** Everything that is due now, once. */
  round(): Promise<Round>
  /** Tells again what could not be told. */
  retell(id?: string): Promise<number>
  /** Goes round by itself until it is stopped. */
  start(everyMs?: number): void
  /** Ends the round it is in; what a slow server still holds is sent again later, under the same id. */
  stop(): Promise<void>
}

const EVERY = 3_000
const STOPS_WITHIN = 3_000
const SAYS_EVERY = 60_000

export function outboxWorker(
  of: OutboxSettings & { db: Database; files: FileStore; rooms: readonly Room[]; now: () => Date; complain?: (say: string) => void },
): Worker {
  const { db, files, now, mail } = of
  const told = toldBy(of.rooms)
  const digestHour = of.digestHour ?? DIGEST_HOUR
  const stopping = new AbortController()
  const post = mail && openPost(mail)
  const sender: Sender = {
    db,
    files,
    now,
    mail: mail && post ? { settings: mail, post } : undefined,
    mayBePrivate: of.privateHooks ?? false,
    signal: stopping.signal,
  }
  let lastMorning = ''
  let saidAt = 0
  let timer: NodeJS.Timeout | undefined
  let current: Promise<unknown> = Promise.resolve()

  /** Runs when no other process does the same; undefined when one does. */
  const inTurn = <T>(work: (now: Now) => Promise<T>): Promise<T | undefined> =>
    transact(db, async tx => {
      if (!(await isOurTurn(tx))) return undefined
      const at = now()
      return work({ tx, at, today: civil(at).day, files, told, mailOn: mail !== undefined })
    })

  async function round(): Promise<Round> {
    const { day, time } = civil(now())
    if (now().getTime() - saidAt >= SAYS_EVERY) {
      await transact(db, tx => sayOfWorker(tx, { mailHost: mail ? mailHost(mail) : null, digestHour, at: now() }))
      saidAt = now().getTime()
    }
    let deeds = 0
    // Only a full batch is followed at once by another: when everyone hands in, what is told by twos and threes costs more than what it tells of.
    for (let took = AT_ONCE; took >= AT_ONCE && !stopping.signal.aborted; deeds += took) took = (await inTurn(tellNext)) ?? 0
    const isMorning = lastMorning !== day && Number(time.slice(0, 2)) >= digestHour
    const made = isMorning ? await inTurn(async at => (await morning(at)) ?? { reminded: 0, digests: 0 }) : undefined
    if (made) lastMorning = day
    const [mails, calls] = await Promise.all([sendMail(sender), callDue(sender)])
    return { told: deeds, reminded: made?.reminded ?? 0, digests: made?.digests ?? 0, mails, calls }
  }

  return {
    round,
    retell: async id => (await inTurn(at => tellUntold(at, id))) ?? 0,
    start(everyMs = EVERY) {
      const again = (): void => {
        current = round()
          .catch((error: unknown) => of.complain?.(error instanceof Error ? (error.stack ?? error.message) : String(error)))
          .finally(() => {
            if (!stopping.signal.aborted) timer = setTimeout(again, everyMs).unref()
          })
      }
      again()
    },
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      post?.close()
      let waiting: NodeJS.Timeout | undefined
      const patience = new Promise(resolve => {
        waiting = setTimeout(resolve, STOPS_WITHIN)
      })
      await Promise.race([current, patience])
      clearTimeout(waiting)
    },
  }
}
