// How this room writes units and windows.
import type { Day } from '../../ground/day.ts'
import { formatDay, formatShortDay } from '../../ground/vietnamese.ts'
import type { OrgTree } from '../../org/tree.ts'
import type { When } from './store-editions.ts'

/** "Báo cáo công tác dân vận tháng 11/2026": the label says the rhythm already. */
export const reportName = (regime: { readonly name: string }, window: { readonly label: string }): string =>
  `${regime.name.replace(/ (tháng|quý|6 tháng|9 tháng|năm)$/u, '')} ${window.label}`

export const upperFirst = (text: string): string => text.replace(/^./u, first => first.toLocaleUpperCase('vi'))

/** "xã Khe Trầm", as on that day. */
export function fullName(tree: OrgTree, id: string, on: Day = tree.day): string {
  const version = tree.history.lastOn(id, on) ?? tree.history.versions(id)[0]
  if (!version) return tree.label(id, on)
  const begins = version.name.toLocaleLowerCase('vi').startsWith(version.kind.toLocaleLowerCase('vi'))
  return begins ? version.name.replace(/^./u, first => first.toLocaleLowerCase('vi')) : `${version.kind} ${version.name}`
}

/** "Khe Trầm": the name alone, by which units are put in order. */
export function bareName(tree: OrgTree, id: string): string {
  const version = tree.history.lastOn(id, tree.day) ?? tree.history.versions(id)[0]
  if (!version) return tree.label(id)
  return version.name.toLocaleLowerCase('vi').startsWith(`${version.kind.toLocaleLowerCase('vi')} `)
    ? version.name.slice(version.kind.length + 1)
    : version.name
}

/** "16:20 ngày 20/11/2026" */
export const writtenWhen = ({ day, time }: When): string => `${time.slice(0, 5)} ngày ${formatDay(day)}`
/** "16:20 20/11" */
export const shortWhen = ({ day, time }: When): string => `${time.slice(0, 5)} ${formatShortDay(day)}`

export const daysOf = ({ from, until }: { from: Day; until: Day }): string => `từ ${formatDay(from)} đến hết ${formatDay(until)}`
