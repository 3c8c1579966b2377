// Who was released from the report of a window, where only units and figures are known.
import type { Ask } from '../../../access/ask.ts'
import { isReleased } from '../filling.ts'
import type { OpenedWindow } from '../rules.ts'
import { owedInWindows } from '../store-editions.ts'
import { everWaived } from './store-terms.ts'

/** Those of these units that are released from this window now: neither in its totals nor missing from them. */
export async function releasedOf(ask: Ask, windowId: string, units: readonly string[]): Promise<ReadonlySet<string>> {
  const asked = new Set(units)
  const waived = (await everWaived(ask, windowId)).filter(id => asked.has(id))
  const owed = await owedInWindows(ask, waived, [windowId])
  return new Set(owed.filter(isReleased).map(one => one.unitId))
}

/** Who was released further down than right under this receiver, by the receiver that released them: missing from what these sent up, and named by none of it. */
export async function releasedBelow(ask: Ask, window: OpenedWindow, receiverId: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const waived = await everWaived(ask, window.id)
  const tree = ask.tree.on(window.until)
  const found = new Map<string, string[]>()
  for (const one of await owedInWindows(ask, waived, [window.id]))
    if (isReleased(one) && one.receiverId !== receiverId && tree.path(one.receiverId).some(above => above.id === receiverId))
      found.set(one.receiverId, [...(found.get(one.receiverId) ?? []), one.unitId])
  return found
}
