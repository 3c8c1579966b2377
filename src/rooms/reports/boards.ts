// What came to a receiver in each window: how many, from whom not yet, and what waits for it.
import type { Ask } from '../../access/ask.ts'
import type { Day } from '../../ground/day.ts'
import { daysLate, isAccepted, isHandedIn, type OpenedWindow, standing } from './rules.ts'
import { type BoardOf, boardsOf, type Come, comeTo, type Place, type WhichBoards } from './store-boards.ts'
import { daysUnder, isExcused } from './terms/terms.ts'

export interface Received {
  /** With the days of those who owe here, before any extension. */
  readonly window: OpenedWindow
  readonly receiverId: string
  /** All but the released: the denominator of every "n trên N". */
  readonly owing: number
  readonly asking: number
  readonly handedIn: number
  readonly accepted: number
  readonly returned: number
  /** The units whose reports wait to be looked at. */
  readonly waiting: readonly string[]
  /** The units whose day is over and who handed nothing in. */
  readonly late: readonly string[]
  /** Added up once: published, or sent further up. */
  readonly published: boolean
}

/** Counts a board from how each report stands; undefined when everyone on it was moved to another receiver. Pure. */
export function counted(board: BoardOf, come: readonly Come[], today: Day): Received | undefined {
  const [first] = come
  if (!first) return undefined
  const all = come.map(one => {
    // Taken in or published, it is still one that was accepted: the board counts no finer.
    const happened = { verdicts: one.verdict ? [{ kind: one.verdict }] : [], included: false, published: false }
    const at = standing(one.sent ? [happened] : [], one.drafted)
    return { unitId: one.unitId, at, terms: one.terms, due: daysUnder(one, one.terms).due, isReleased: isExcused(one.terms, at) }
  })
  const owing = all.filter(one => !one.isReleased)
  return {
    window: { ...board.window, due: first.due, locks: first.locks },
    receiverId: board.receiverId,
    owing: owing.length,
    asking: all.filter(one => one.terms.asking).length,
    handedIn: all.filter(one => isHandedIn(one.at)).length,
    accepted: all.filter(one => isAccepted(one.at)).length,
    returned: all.filter(one => one.at === 'returned').length,
    waiting: all.filter(one => one.at === 'submitted').map(one => one.unitId),
    late: owing.filter(one => !isHandedIn(one.at) && one.at !== 'returned' && daysLate(one, today) > 0).map(one => one.unitId),
    published: board.published,
  }
}

/** One page of boards as their receivers see them, the latest first. `next` is the mark of the page after it. */
export async function received(ask: Ask, which: WhichBoards): Promise<{ boards: Received[]; next: Place | undefined }> {
  const found = await boardsOf(ask, { ...which, limit: which.limit + 1 })
  const page = found.slice(0, which.limit)
  const last = page.at(-1)
  const come = new Map<string, Come[]>(page.map(one => [`${one.window.id} ${one.receiverId}`, []]))
  for (const one of await comeTo(ask, page)) come.get(`${one.windowId} ${one.receiverId}`)?.push(one)
  return {
    boards: page.flatMap(one => counted(one, come.get(`${one.window.id} ${one.receiverId}`) ?? [], ask.today) ?? []),
    next:
      found.length > page.length && last ? { until: last.window.until, windowId: last.window.id, receiverId: last.receiverId } : undefined,
  }
}
