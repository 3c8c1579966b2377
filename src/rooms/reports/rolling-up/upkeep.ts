// Keeping the roll-ups right: what is marked is made anew and replaced, never moved by differences; all of them made anew on request;
// and all of them compared with the cells.
import { randomUUID } from 'node:crypto'
import { type Database, snapshot, type Tx, transact } from '../../../ground/db.ts'
import { differences } from './rollup.ts'
import { putReconciliation, type Wrong } from './store-reconciling.ts'
import {
  beginAnew,
  keptBelow,
  mark,
  type Receiver,
  receiversOf,
  replaceRollups,
  takeMarked,
  unmarkedOf,
  windowsRolledUp,
} from './store-rollups.ts'
import { computeFromBelow, computeFromCells } from './summing.ts'

async function fromBelow(tx: Tx, windowId: string, receiverId: string): Promise<void> {
  const made = await computeFromBelow(tx, windowId, receiverId, await keptBelow(tx, windowId, receiverId))
  await replaceRollups(tx, windowId, [receiverId], made ? [made] : [])
}

/** Makes one marked roll-up anew, with whatever has come until now, and marks the one above it. False when none is marked. */
export const refreshNext = (db: Database): Promise<boolean> =>
  transact(db, async tx => {
    const taken = await takeMarked(tx)
    if (!taken) return false
    const { windowId, receiverId } = taken
    await beginAnew(tx, windowId, [receiverId])
    const receiver = (await receiversOf(tx, windowId)).find(one => one.id === receiverId)
    if (receiver?.isUpper) await fromBelow(tx, windowId, receiverId)
    else await replaceRollups(tx, windowId, [receiverId], await computeFromCells(tx, windowId, [receiverId]))
    if (receiver?.above) await mark(tx, windowId, [receiver.above])
    return true
  })

/** Makes every marked roll-up anew until none is left. Answers how many were made. */
export async function refreshAll(db: Database, stop: () => boolean = () => false): Promise<number> {
  let made = 0
  while (!stop() && (await refreshNext(db))) made += 1
  return made
}

/** From the lowest up: none comes before those below it. */
function inOrder(receivers: readonly Receiver[]): Receiver[] {
  const byId = new Map(receivers.map(one => [one.id, one]))
  const depth = (one: Receiver): number => {
    let n = 0
    for (
      let at = one.above === null ? undefined : byId.get(one.above);
      at && n < 9;
      at = at.above === null ? undefined : byId.get(at.above)
    )
      n += 1
    return n
  }
  return receivers.filter(one => one.isUpper).sort((a, b) => depth(b) - depth(a))
}

export interface Rebuilt {
  readonly windows: number
  readonly rollups: number
  /** How many cells were read. */
  readonly figures: number
}

/** Makes every roll-up anew, a window at a time; readers see the old one until the new one stands. */
export async function rebuildAll(db: Database, onWindow: (code: string) => void = () => {}): Promise<Rebuilt> {
  const windows = await snapshot(db, windowsRolledUp)
  let [rollups, figures] = [0, 0]
  for (const { id, code } of windows) {
    await transact(db, async tx => {
      const receivers = await receiversOf(tx, id)
      const lowest = receivers.filter(one => !one.isUpper).map(one => one.id)
      await beginAnew(
        tx,
        id,
        receivers.map(one => one.id),
      )
      const made = await computeFromCells(tx, id, lowest)
      await replaceRollups(tx, id, lowest, made)
      for (const one of made) figures += one.accepted * one.totals.length
      for (const one of inOrder(receivers)) await fromBelow(tx, id, one.id)
      rollups += receivers.length
    })
    onWindow(code)
  }
  return { windows: windows.length, rollups, figures }
}

export interface Reconciled {
  readonly windows: number
  readonly rollups: number
  readonly figures: number
  readonly wrong: readonly Wrong[]
}

const TOLD = 20

/**
 * Compares every roll-up that nobody has marked with the cells, to the unit, and keeps what came of it. What is wrong is marked, so that it
 * is made anew; but it stays in the record.
 */
export async function reconcileAll(db: Database, at: Date): Promise<Reconciled> {
  const windows = await snapshot(db, windowsRolledUp)
  const wrong: Wrong[] = []
  let [rollups, figures] = [0, 0]
  for (const { id, code } of windows) {
    const found = await snapshot(db, async tx => {
      const kept = await unmarkedOf(tx, id)
      const receivers = await receiversOf(tx, id)
      const uppers = new Set(receivers.filter(one => one.isUpper).map(one => one.id))
      const ids = kept.map(one => one.receiverId)
      const lowest = await computeFromCells(
        tx,
        id,
        ids.filter(one => !uppers.has(one)),
      )
      const upper = await computeFromCells(
        tx,
        id,
        ids.filter(one => uppers.has(one)),
      )
      const made = new Map([...lowest, ...upper].map(one => [one.receiverId, one]))
      return kept.flatMap((one): Wrong[] => {
        rollups += 1
        figures += one.totals.length
        const now = made.get(one.receiverId)
        const differing = now ? differences(one, now) : [{ place: null, side: 'owing', kept: one.owing, made: 0 }]
        return differing.length === 0
          ? []
          : [{ window: code, receiver: one.receiverId, n: differing.length, differing: differing.slice(0, TOLD) }]
      })
    })
    if (found.length > 0)
      await transact(db, tx =>
        mark(
          tx,
          id,
          found.map(one => one.receiver),
        ),
      )
    wrong.push(...found)
  }
  const done = { windows: windows.length, rollups, figures, wrong }
  await transact(db, tx => putReconciliation(tx, { id: randomUUID(), at, ...done }))
  return done
}
