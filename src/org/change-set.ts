// A change of the organisation as one value: the steps that come into force together on a day, and what they write. Pure; the same
// deeds are shown beforehand (change-effect.ts), judged (change-check.ts) and written (change-store.ts).
import { addDays, type Day } from '../ground/day.ts'
import { tidy } from '../ground/vietnamese.ts'
import { History, type Succession, type Version } from './history.ts'
import type { Change, NewUnit } from './store.ts'
import type { OrgTree } from './tree.ts'

export { checkChange } from './change-check.ts'
export { type ChangeEffect, effectOf } from './change-effect.ts'

export type ChangeKind = 'import' | 'reform' | 'correction'

/** One step of a change of the organisation; units are named by id, new ones by the id they will have. */
export type Step =
  /**
   * Stands from the effective day, whatever days the unit carries; a unit that ended may be created again under its id.
   * sinceUnknown: it stood before, nobody knows since when (the first import of a list).
   */
  | { readonly step: 'create'; readonly unit: NewUnit & { readonly id: string }; readonly sinceUnknown?: boolean }
  /** Renamed, moved, re-ranked, gets a code, on the effective day. */
  | { readonly step: 'version'; readonly id: string; readonly change: Change }
  /** Its land, papers and business pass on. All but `transferred` end the unit that gives: no `end` is needed beside it. */
  | {
      readonly step: 'pass'
      readonly from: string
      readonly to: string
      readonly kind: 'merged' | 'split' | 'transferred' | 'renamed'
      /** The part that passed, 0 < share ≤ 1; left out when it is not known. */
      readonly share?: number
      /** The decision names this successor the one that takes over papers and figures. */
      readonly heir?: boolean
    }
  /** Ends the day before; where it passed, the passes say. Without them its parent's keeper keeps the papers. */
  | { readonly step: 'end'; readonly id: string }

export interface ChangeLaw {
  readonly id: string
  readonly title: string
  readonly issuedOn?: Day
  readonly effectiveOn?: Day
}

export interface ChangeSet {
  readonly id: string
  readonly kind: ChangeKind
  readonly title: string
  readonly law?: ChangeLaw
  /** The first day of the new state. */
  readonly effectiveOn: Day
  /** The set that a correction corrects. */
  readonly corrects?: string
  readonly sourceName: string
  readonly sourceSha256: string
  readonly steps: readonly Step[]
  readonly demo?: boolean
}

/** What a set writes: the rows that begin, the units whose standing version closes, and what passed. */
export interface Deeds {
  readonly units: readonly (NewUnit & { readonly id: string })[]
  readonly begun: readonly Version[]
  readonly closed: readonly string[]
  readonly passed: readonly Succession[]
}

/** The units that end by a set: those that say so, and those that pass wholly. */
export function endedBy(set: Pick<ChangeSet, 'steps'>): Set<string> {
  const ended = new Set<string>()
  for (const step of set.steps) {
    if (step.step === 'end') ended.add(step.id)
    else if (step.step === 'pass' && step.kind !== 'transferred') ended.add(step.from)
  }
  return ended
}

/** The rows of a sound set. Rows of a set that checkChange refuses mean nothing. */
export function deedsOf(history: History, set: ChangeSet): Deeds {
  const { effectiveOn } = set
  const [eve, lawId] = [addDays(effectiveOn, -1), set.law?.id ?? null]
  const ended = endedBy(set)
  const changes = new Map(set.steps.flatMap(step => (step.step === 'version' ? [[step.id, step.change] as const] : [])))
  const units: (NewUnit & { id: string })[] = []
  const begun: Version[] = []
  const closed: string[] = []
  for (const step of set.steps) {
    if (step.step !== 'create') continue
    const { unit } = step
    const isPast = step.sinceUnknown === true && (ended.has(unit.id) || changes.has(unit.id))
    const version: Version = {
      unitId: unit.id,
      from: step.sinceUnknown ? null : effectiveOn,
      until: isPast ? eve : null,
      line: unit.line,
      level: unit.level,
      kind: tidy(unit.kind).toLowerCase(),
      name: tidy(unit.name),
      code: unit.code ?? null,
      parentId: unit.parentId ?? null,
      areaId: unit.areaId ?? null,
      lawId: step.sinceUnknown ? null : (unit.lawId ?? lawId),
      endLawId: isPast ? lawId : null,
    }
    if (history.versions(unit.id).length === 0) units.push(unit)
    begun.push(version)
    const change = changes.get(unit.id)
    if (change) begun.push(changed(version, change, effectiveOn, lawId))
  }
  for (const [id, change] of changes) {
    const version = history.on(id, eve)
    if (!version) continue
    closed.push(id)
    begun.push(changed(version, change, effectiveOn, lawId))
  }
  for (const id of ended) if (history.on(id, eve)) closed.push(id)
  const passed = set.steps.flatMap((step): Succession[] =>
    step.step === 'pass'
      ? [
          {
            fromId: step.from,
            toId: step.to,
            onDay: effectiveOn,
            kind: step.kind,
            share: step.share ?? null,
            heir: step.heir ?? false,
            lawId,
          },
        ]
      : [],
  )
  return { units, begun, closed, passed }
}

function changed(version: Version, change: Change, from: Day, lawId: string | null): Version {
  return {
    ...version,
    from,
    until: null,
    level: change.level ?? version.level,
    kind: change.kind === undefined ? version.kind : tidy(change.kind).toLowerCase(),
    name: change.name === undefined ? version.name : tidy(change.name),
    code: change.code ?? version.code,
    parentId: change.parentId ?? version.parentId,
    areaId: change.areaId ?? version.areaId,
    lawId: change.lawId ?? lawId,
    endLawId: null,
  }
}

/** The history with a set in it, as it will be read back. */
export function historyAfter(history: History, set: ChangeSet): History {
  const deeds = deedsOf(history, set)
  const [closed, eve] = [new Set(deeds.closed), addDays(set.effectiveOn, -1)]
  const endLawId = set.law?.id ?? null
  const kept = [...history.ids()].flatMap(id => {
    const versions = history.versions(id)
    return closed.has(id) ? versions.map(one => (one.until === null ? { ...one, until: eve, endLawId } : one)) : versions
  })
  const law = set.law && { issuedOn: null, effectiveOn: null, note: '', ...set.law }
  return new History({
    versions: [...kept, ...deeds.begun],
    successions: [...history.successions, ...deeds.passed],
    laws: [...history.laws.values(), ...(law && !history.laws.has(law.id) ? [law] : [])],
    addedByOfficer: [...history.addedByOfficer],
    demo: [...history.demo, ...(set.demo ? deeds.units.map(unit => unit.id) : [])],
  })
}

/**
 * What must move because the unit above it ends: to the one unit that takes it over, or for a district to what stood above it.
 * Where the land was divided, nobody but the decision knows; those stay, and effectOf names them.
 */
export function followers(tree: OrgTree, set: ChangeSet): Step[] {
  const before = tree.on(addDays(set.effectiveOn, -1))
  const ended = endedBy(set)
  const told = new Set(set.steps.map(step => (step.step === 'create' ? step.unit.id : step.step === 'pass' ? step.from : step.id)))
  const targets = new Map<string, { all: Set<string>; heir?: string }>()
  for (const step of set.steps) {
    if (step.step !== 'pass') continue
    const to = targets.get(step.from) ?? { all: new Set<string>() }
    to.all.add(step.to)
    if (step.heir) to.heir = step.to
    targets.set(step.from, to)
  }
  const takerOf = (id: string): string | undefined => {
    const to = targets.get(id)
    if (to) return to.heir ?? (to.all.size === 1 ? [...to.all][0] : undefined)
    const unit = before.unit(id)
    const above = unit?.level === 'district' ? (unit.parentId ?? undefined) : undefined
    return above !== undefined && ended.has(above) ? takerOf(above) : above
  }
  return [...ended].flatMap(id => {
    const parentId = takerOf(id)
    if (parentId === undefined) return []
    return before
      .children(id)
      .filter(child => !told.has(child.id))
      .map((child): Step => ({ step: 'version', id: child.id, change: { parentId } }))
  })
}
