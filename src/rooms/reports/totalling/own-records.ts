// What the receiver's own body has on record and no unit counted: what its own part may hold.
import type { Ask } from '../../../access/ask.ts'
import type { AddedUp } from '../adding-up.ts'
import { records, type Wiring } from '../counting.ts'

/** How many records of the receiver's own desk each counted indicator has beyond those that the units' reports counted. */
export async function uncountedOwn(
  ask: Ask,
  wiring: Wiring,
  { receiverId, window, form, parts }: AddedUp,
): Promise<ReadonlyMap<string, number>> {
  const own = await records(ask, wiring, form.indicators, { units: [receiverId], from: window.from, until: window.until })
  const left = own.filter(({ code, record_id }) => !parts.some(part => part.records.get(code)?.has(record_id)))
  return new Map(left.map(({ code }) => [code, left.filter(one => one.code === code).length]))
}
