// What a total is made of: the editions it takes in and the adjustments that stand in it. Pure.
import { sha256 } from '../../../ground/files.ts'
import type { Part } from '../figures.ts'
import type { Publication } from '../store-totals.ts'
import { type Adjustment, standingOnes } from './adjusting.ts'

interface Made {
  readonly parts: readonly Part[]
  readonly adjustments: readonly Adjustment[]
}

/** Ids of all that a total made now would take in. */
export const takenNow = ({ parts, adjustments }: Made): readonly string[] => [
  ...parts.map(part => part.editionId),
  ...standingIds({ adjustments }),
]

export const standingIds = ({ adjustments }: Pick<Made, 'adjustments'>): readonly string[] => standingOnes(adjustments).map(one => one.id)

/** The last publication as what it took in, for rules.mayPublish. */
export const takenThen = (last: Publication | undefined): { readonly number: number; readonly editions: readonly string[] } | undefined =>
  last && { number: last.number, editions: [...last.editions, ...last.adjustments] }

/** One mark for one set of what is taken in. */
export const markOf = (ids: readonly string[]): string => sha256(JSON.stringify([...ids].sort())).slice(0, 32)
