// Who is reminded when, how a notice goes by mail, and when what could not be sent is tried again. Pure.
import { addDays, type Day, daysBetween } from '../../ground/day.ts'
import { sha256 } from '../../ground/files.ts'
import type { MailWay, NoticeKind } from '../../web/room.ts'

/** The same id for the same parts, in the shape of a UUID (version 8): what is told or sent twice is one. */
export function idOf(...parts: readonly (string | number)[]): string {
  const hash = sha256(JSON.stringify(parts))
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

export const AUDIENCES = ['officers', 'head', 'receiver'] as const
export type Audience = (typeof AUDIENCES)[number]

/** Days from the due day (before it negative), and who is told then. */
export interface Rung {
  readonly days: number
  readonly tells: Audience
}

/** A server that stood still over a weekend still says on Monday what it should have said on Saturday; later than that it is no news. */
const STILL_NEWS = 3

/** The rungs on which someone stands today: for each audience the last one reached, and only while it is news. */
export function rungsOn(due: Day, today: Day, ladder: readonly Rung[]): Rung[] {
  return AUDIENCES.flatMap(tells => {
    const [last] = ladder.filter(rung => rung.tells === tells && addDays(due, rung.days) <= today).sort((a, b) => b.days - a.days)
    return last && daysBetween(addDays(due, last.days), today) <= STILL_NEWS ? [last] : []
  })
}

/** How a notice of this kind goes to a person by mail: as chosen, else as its room proposes; not at all without a confirmed address. */
export const wayOf = (kind: NoticeKind | undefined, chosen: MailWay | null, hasAddress: boolean): MailWay =>
  hasAddress ? (chosen ?? kind?.mail ?? 'none') : 'none'

const MINUTES = [1, 5, 15, 30, 60] as const

/** When to try again after so many attempts: soon at first, then every hour. */
export const nextAttempt = (attempts: number, at: Date): Date =>
  new Date(at.getTime() + (MINUTES[Math.min(Math.max(attempts, 1), MINUTES.length) - 1] ?? 60) * 60_000)

const DAYS_TRIED = { mail: 7, hook: 3 } as const
const LEAST_ATTEMPTS = 5

/** Whether to give up: it was tried for days, mail over a long holiday; and never after a few attempts alone. */
export const isGivenUp = (of: { way: 'mail' | 'hook'; attempts: number; madeAt: Date }, at: Date): boolean =>
  of.attempts >= LEAST_ATTEMPTS && at.getTime() - of.madeAt.getTime() > DAYS_TRIED[of.way] * 86_400_000
