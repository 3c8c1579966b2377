// Who was released from the report of a window, where only units and figures are known.
import type { Ask } from '../../../access/ask.ts'
import { isReleased } from '../filling.ts'
import { owedInWindows } from '../store-editions.ts'
import { everWaived } from './store-terms.ts'

/** Those of these units that are released from this window now: neither in its totals nor missing from them. */
export async function releasedOf(ask: Ask, windowId: string, units: readonly string[]): Promise<ReadonlySet<string>> {
  const asked = new Set(units)
  const waived = (await everWaived(ask, windowId)).filter(id => asked.has(id))
  const owed = await owedInWindows(ask, waived, [windowId])
  return new Set(owed.filter(isReleased).map(one => one.unitId))
}
