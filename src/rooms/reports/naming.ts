// How this room writes units and windows.
import type { Day } from '../../ground/day.ts'
import { formatDay, formatShortDay } from '../../ground/vietnamese.ts'
import type { OrgTree } from '../../org/tree.ts'
import type { When } from './store-editions.ts'

/** "Báo cáo công tác dân vận tháng 11/2026": the label says the rhythm already. */
export const reportName = (regime: { readonly name: string }, window: { readonly label: string }): string =>
  `${regime.name.replace(/ (tháng|quý|6 tháng|9 tháng|năm)$/u, '')} ${window.label}`

/** What is frozen bears the names of its own day, whatever became of the units since. */
export const nameThen = (tree: OrgTree, id: string): string => tree.nameOn(id, tree.day) ?? tree.label(id)

/** Where a record of a report is: a hamlet with its commune, unless that is whose report it is. */
export function placeThen(tree: OrgTree, id: string, named: (id: string) => string = one => nameThen(tree, one), own?: string): string {
  const unit = tree.unit(id)
  const above = unit?.level === 'hamlet' ? unit.parentId : null
  return above === null || above === own ? named(id) : `${named(id)}, ${named(above)}`
}

/** "16:20 ngày 20/11/2026" */
export const writtenWhen = ({ day, time }: When): string => `${time.slice(0, 5)} ngày ${formatDay(day)}`
/** "16:20:05 ngày 20/11/2026": of a save, where a minute may hold several. */
export const savedWhen = ({ day, time }: When): string => `${time} ngày ${formatDay(day)}`
/** "16:20 20/11" */
export const shortWhen = ({ day, time }: When): string => `${time.slice(0, 5)} ${formatShortDay(day)}`

export const daysOf = ({ from, until }: { from: Day; until: Day }): string => `từ ${formatDay(from)} đến hết ${formatDay(until)}`
