// What is known of one indicator in one window: what units reported, what was counted twice, what receivers adjusted.
import type { Ask } from '../../access/ask.ts'
import type { Known } from './by-structure.ts'
import type { OpenedWindow } from './rules.ts'
import { formOn } from './store-asked.ts'
import { countedTwice, leavesOf } from './store-bases.ts'
import { amountFor, standingOnes } from './totalling/adjusting.ts'
import { adjustmentsOf } from './totalling/store-adjustments.ts'

/** `mark` is that of what is asked now, for reading several windows by. */
export async function knownOf(ask: Ask, window: OpenedWindow, code: string, mark?: string): Promise<Known> {
  const indicator = (await formOn(ask, window.regimeId, window.until, mark)).indicators.find(one => one.code === code)
  return {
    window,
    indicator,
    leaves: await leavesOf(ask, window.id, code),
    twice: indicator && indicator.counter !== null ? await countedTwice(ask, window.id, code) : 0,
    adjusted: standingOnes(await adjustmentsOf(ask, window.id)).flatMap(({ unitId, lines }) => {
      const amount = indicator && amountFor(indicator, lines)
      return amount ? [{ unitId, day: window.until, ...amount }] : []
    }),
  }
}
