// What is known of one indicator in a stretch of time.
import type { Ask } from '../../../access/ask.ts'
import type { Known } from '../by-structure.ts'
import { formOn } from '../store-asked.ts'
import { countedTwice, leavesOf } from '../store-bases.ts'
import type { Stretch } from './compare.ts'

/** What everyone in reach reported in the windows of a stretch; `mark` is that of what is asked now. */
export async function knownIn(ask: Ask, stretch: Stretch, code: string, mark: string): Promise<readonly Known[]> {
  const known: Known[] = []
  for (const window of stretch.windows) {
    const indicator = (await formOn(ask, window.regimeId, window.until, mark)).indicators.find(one => one.code === code)
    known.push({
      window,
      indicator,
      leaves: await leavesOf(ask, window.id, code),
      twice: indicator && indicator.counter !== null ? await countedTwice(ask, window.id, code) : 0,
    })
  }
  return known
}
