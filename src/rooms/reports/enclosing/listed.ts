// Which lines of a form have the list of their records with the report. Pure.
import type { Indicator } from '../figures.ts'

type Line = Pick<Indicator, 'counter' | 'kind' | 'depth'>

/** A line that counts records by itself; “trong đó” lines would only repeat the list of their whole. */
export const mayList = (one: Line): boolean => one.counter !== null && one.depth === 0

/** What a form of before lists, which does not say: a stock is all there is. */
export const listsUnsaid = (one: Line): boolean => mayList(one) && one.kind === 'flow'

/** The lines that have a list, in the order of the form. `lists` is null in a form of before. */
export const listedLines = <T extends Line & { readonly code: string }>(
  lines: readonly T[],
  lists: readonly string[] | null,
): readonly T[] => lines.filter(one => (lists === null ? listsUnsaid(one) : lists.includes(one.code)))

/** A longer list is no annex of a paper any more: only how many there are stands in it. */
export const MOST_LISTED = 500
