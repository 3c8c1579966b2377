// What is known of one indicator in a stretch of time.
import type { Ask } from '../../../access/ask.ts'
import type { Known } from '../by-structure.ts'
import { knownOf } from '../known.ts'
import type { Stretch } from './compare.ts'

/** What everyone in reach reported in the windows of a stretch; `mark` is that of what is asked now. */
export async function knownIn(ask: Ask, stretch: Stretch, code: string, mark: string): Promise<readonly Known[]> {
  const known: Known[] = []
  for (const window of stretch.windows) known.push(await knownOf(ask, window, code, mark))
  return known
}
