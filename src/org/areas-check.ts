// The organisation of areas in figures, for whoever imported it: what stood on which day, and what must never be otherwise than nought.
import { addDays, type Day } from '../ground/day.ts'
import { circles, orphans } from './doctor.ts'
import { History } from './history.ts'
import { OrgTree } from './tree.ts'

export interface AreasChecked {
  readonly days: readonly { readonly on: Day; readonly provinces: number; readonly districts: number; readonly communes: number }[]
  /** Past units whose papers nobody keeps. */
  readonly keepersMissing: number
  /** Units in the care of two provinces at once. */
  readonly keepersDoubled: number
  /** Areas divided among several, without an heir that a decision names. */
  readonly divided: number
  readonly comparableAreas: number
  readonly withExactlyOneNewCommune: number
  readonly orphans: number
  readonly cycles: number
}

/** Real units only. Compared are the first and the last of the days; with one day or none, the eve and the day of the greatest reform. */
export function checkAreas(whole: History, asked: readonly Day[], today: Day): AreasChecked {
  const history = withoutDemo(whole)
  const reform = greatestReform(history)
  const days = asked.length > 0 ? asked : reform ? [addDays(reform, -1), reform] : [today]
  const ordered = [...new Set(days)].sort()
  const [first, last] = ordered.length > 1 ? [ordered[0]!, ordered.at(-1)!] : reform ? [addDays(reform, -1), reform] : [today, today]
  const tree = new OrgTree(history, last)
  const before = tree.on(first)
  const areas = tree.comparableAreas(first)
  const land = areas.flatMap(area => area.before)
  const provinces = tree.units('area', 'province').map(({ id }) => tree.inCare(id))
  const inCare = provinces.reduce((sum, care) => sum + care.size, 0)
  return {
    days: days.map(on => ({
      on,
      provinces: count(tree, on, 'province'),
      districts: count(tree, on, 'district'),
      communes: count(tree, on, 'commune'),
    })),
    keepersMissing: [...tree.everything()].filter(id => tree.keeper(id) === undefined).length,
    keepersDoubled: inCare - new Set(provinces.flatMap(care => [...care])).size,
    divided: land.filter(id => before.unit(id) && tree.successors(id, first).size > 1 && tree.heir(id, first) === undefined).length,
    comparableAreas: areas.length,
    withExactlyOneNewCommune: areas.filter(area => area.after.length === 1).length,
    orphans: orphans(history).length,
    cycles: circles(history).length,
  }
}

const count = (tree: OrgTree, on: Day, level: 'province' | 'district' | 'commune'): number => tree.on(on).units('area', level).length

function withoutDemo(history: History): History {
  if (history.demo.size === 0) return history
  const real = (id: string): boolean => !history.demo.has(id)
  return new History({
    versions: [...history.ids()].filter(real).flatMap(id => history.versions(id)),
    successions: history.successions.filter(step => real(step.fromId) && real(step.toId)),
    addedByOfficer: [...history.addedByOfficer],
  })
}

/** The day on which most areas ended or passed on. */
function greatestReform(history: History): Day | undefined {
  const steps = new Map<Day, number>()
  for (const { onDay } of history.successions) steps.set(onDay, (steps.get(onDay) ?? 0) + 1)
  return [...steps].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? 1 : -1))[0]?.[0]
}
