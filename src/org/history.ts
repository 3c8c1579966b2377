// The rows of all days, in the order of time: what a unit was, what came of it, what it came from.
import { addDays, type Day } from '../ground/day.ts'

export type Line = 'area' | 'party' | 'front' | 'trade_union' | 'farmers' | 'youth' | 'women' | 'veterans' | 'force'
export type Level = 'centre' | 'province' | 'district' | 'commune' | 'hamlet' | 'body'

/** How far below the centre a level is. */
export const DEPTH: Readonly<Record<Level, number>> = { centre: 0, province: 1, district: 2, commune: 3, hamlet: 4, body: 5 }

export interface Version {
  readonly unitId: string
  /** First day; null when it is not known since when. */
  readonly from: Day | null
  /** Last day, inside; null while it stands. */
  readonly until: Day | null
  readonly line: Line
  readonly level: Level
  /** The official word: tỉnh, xã, phường, đảng bộ, mttq, hội … */
  readonly kind: string
  /** Of an area without its kind: "Khe Trầm"; fullName() gives "xã Khe Trầm". */
  readonly name: string
  readonly code: string | null
  readonly parentId: string | null
  readonly areaId: string | null
  readonly lawId: string | null
  readonly endLawId: string | null
}

export interface Succession {
  readonly fromId: string
  readonly toId: string
  /** First day of the new state. */
  readonly onDay: Day
  readonly kind: 'merged' | 'split' | 'transferred' | 'renamed' | 'abolished'
  readonly share: number | null
  /** A decision names this successor the one that takes over papers and figures. */
  readonly heir: boolean
  readonly lawId: string | null
}

export interface Law {
  readonly id: string
  readonly title: string
  readonly issuedOn: Day | null
  readonly effectiveOn: Day | null
  readonly note: string
}

export interface OrgRows {
  readonly versions: readonly Version[]
  readonly successions: readonly Succession[]
  readonly laws?: readonly Law[]
  /** Units marked "do cán bộ bổ sung". */
  readonly addedByOfficer?: readonly string[]
  /** Units of the demo: never counted among the real ones, never matched by an import. */
  readonly demo?: readonly string[]
}

/** A stretch of days without a gap in which a unit stood; both ends inside. */
export interface Spell {
  readonly from: Day | null
  readonly until: Day | null
}

/** All that befell a unit, in the order of time, with the laws it cites. */
export interface Life {
  readonly id: string
  readonly addedByOfficer: boolean
  readonly versions: readonly Version[]
  readonly cameFrom: readonly Succession[]
  readonly became: readonly Succession[]
  readonly laws: ReadonlyMap<string, Law>
}

/** How a unit is called in a sentence: "xã Khe Trầm", "Đảng ủy xã Khe Trầm". In step with unit_full_name() in the database. */
export function fullName({ line, kind, name }: Pick<Version, 'line' | 'kind' | 'name'>): string {
  if (line !== 'area') return name
  const lowered = name.charAt(0).toLowerCase() + name.slice(1)
  if (`${lowered} `.startsWith(`${kind} `)) return lowered
  return `${kind} ${name}`
}

const none: readonly never[] = []
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byStart = (a: Version, b: Version): number => compare(a.from ?? '', b.from ?? '')
const byDay = (a: Succession, b: Succession): number => compare(a.onDay, b.onDay) || compare(a.fromId, b.fromId) || compare(a.toId, b.toId)

function grouped<T>(rows: readonly T[], key: (row: T) => string, order: (a: T, b: T) => number): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  for (const group of groups.values()) if (group.length > 1) group.sort(order)
  return groups
}

export class History {
  readonly laws: ReadonlyMap<string, Law>
  readonly addedByOfficer: ReadonlySet<string>
  readonly demo: ReadonlySet<string>
  readonly successions: readonly Succession[]
  readonly #versions: Map<string, Version[]>
  readonly #leaving: Map<string, Succession[]>
  readonly #arriving: Map<string, Succession[]>

  constructor(rows: OrgRows) {
    this.#versions = grouped(rows.versions, version => version.unitId, byStart)
    this.#leaving = grouped(rows.successions, step => step.fromId, byDay)
    this.#arriving = grouped(rows.successions, step => step.toId, byDay)
    this.successions = rows.successions
    this.laws = new Map(rows.laws?.map(law => [law.id, law]))
    this.addedByOfficer = new Set(rows.addedByOfficer)
    this.demo = new Set(rows.demo)
  }

  ids(): IterableIterator<string> {
    return this.#versions.keys()
  }

  versions(id: string): readonly Version[] {
    return this.#versions.get(id) ?? none
  }

  leaving(id: string): readonly Succession[] {
    return this.#leaving.get(id) ?? none
  }

  arriving(id: string): readonly Succession[] {
    return this.#arriving.get(id) ?? none
  }

  /** The unit as the law had it on that day; undefined when it did not stand. */
  on(id: string, day: Day): Version | undefined {
    return this.versions(id).findLast(version => (version.from ?? '') <= day && (version.until === null || day <= version.until))
  }

  /** The last version that began on or before the day, still standing or not. */
  lastOn(id: string, day: Day): Version | undefined {
    return this.versions(id).findLast(version => (version.from ?? '') <= day)
  }

  /** The stretch in which the unit stood on that day, else the last one before it, else its first. */
  spell(id: string, day: Day): Spell | undefined {
    const versions = this.versions(id)
    let at = versions.findLastIndex(version => (version.from ?? '') <= day)
    if (at < 0) at = 0
    let [first, last] = [versions[at], versions[at]]
    if (!first || !last) return undefined
    for (let i = at - 1; i >= 0 && follows(versions[i], first); i--) first = versions[i] ?? first
    for (let i = at + 1; i < versions.length && follows(last, versions[i]); i++) last = versions[i] ?? last
    return { from: first.from, until: last.until }
  }

  life(id: string): Life | undefined {
    const versions = this.versions(id)
    if (versions.length === 0) return undefined
    const [cameFrom, became] = [this.arriving(id), this.leaving(id)]
    const cited = new Set([
      ...versions.flatMap(version => [version.lawId, version.endLawId]),
      ...[...cameFrom, ...became].map(step => step.lawId),
    ])
    const laws = new Map([...this.laws].filter(([lawId]) => cited.has(lawId)))
    return { id, addedByOfficer: this.addedByOfficer.has(id), versions, cameFrom, became, laws }
  }

  /** What left the unit after that day, in the life it then led: steps of a later life under the same id are not among them. */
  stepsAfter(id: string, from: Day, until: Day): readonly Succession[] {
    const steps = this.leaving(id)
    if (steps.length === 0) return steps
    const { until: end } = this.spell(id, from) ?? { until: null }
    const last = end !== null && end < from ? end : from
    const again =
      end === null ? undefined : this.versions(id).find(version => version.from !== null && version.from > addDays(end, 1))?.from
    return steps.filter(step => step.onDay > last && step.onDay <= until && (!again || step.onDay < again))
  }
}

const follows = (before: Version | undefined, after: Version | undefined): boolean =>
  before !== undefined && after !== undefined && before.until !== null && after.from !== null && addDays(before.until, 1) >= after.from
