// How long something takes beside its floor, turn by turn, so that what disturbs the machine disturbs both.
import type { Ask } from '../../../src/access/ask.ts'
import { type Action, grantFor } from '../../../src/access/grants.ts'
import { personByLogin } from '../../../src/access/people.ts'
import { civil } from '../../../src/ground/day.ts'
import { type Database, snapshot, type Tx } from '../../../src/ground/db.ts'
import { fileStore } from '../../../src/ground/files.ts'
import { loadTree } from '../../../src/org/store.ts'
import { median, type Row } from '../table.ts'

const WARM = 2

export function p95(times: readonly number[]): number {
  const order = [...times].sort((a, b) => a - b)
  return order[Math.min(order.length - 1, Math.ceil(order.length * 0.95) - 1)] ?? 0
}

const rounded = (value: number): number => Number(value.toPrecision(4))

async function taken(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** The 95th percentile of so many turns in ms, at most the target; beside it that of the floor and the median of the turns' own ratios. */
export async function latency(
  name: string,
  target: number,
  turns: number,
  ours: () => Promise<unknown>,
  floor: () => Promise<unknown>,
): Promise<Row> {
  const [mine, beside, ratios]: [number[], number[], number[]] = [[], [], []]
  for (let i = -WARM; i < turns; i++) {
    const [a, b] = [await taken(ours), await taken(floor)]
    if (i < 0) continue
    mine.push(a)
    beside.push(b)
    ratios.push(a / b)
  }
  const value = p95(mine)
  return {
    name,
    value: rounded(value),
    unit: 'ms p95',
    floor: rounded(p95(beside)),
    ratio: rounded(median(ratios)),
    target,
    ok: value <= target,
  }
}

/** Reads as this person, in one snapshot, as a page does. */
export const reading = <A extends Action, T>(db: Database, login: string, action: A, read: (ask: Ask<A>) => Promise<T>): Promise<T> =>
  snapshot(db, async tx => read(await askOf(tx, login, action)))

async function askOf<A extends Action>(tx: Tx, login: string, action: A): Promise<Ask<A>> {
  const at = new Date()
  const today = civil(at).day
  const tree = await loadTree(tx, today)
  const person = await personByLogin(tx, login, today)
  const grant = person && grantFor(person, action, tree)
  if (!person || !grant) throw new Error(`${login} may not ${action}`)
  return { tx, grant, person, today, at, tree, files: fileStore('/nonexistent') }
}
