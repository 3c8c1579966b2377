// What a change of the organisation does, told before it is applied.
import { addDays } from '../ground/day.ts'
import { type ChangeSet, endedBy, historyAfter } from './change-set.ts'
import { everyTrouble } from './doctor.ts'
import { fullName, type History, type Level } from './history.ts'
import { OrgTree } from './tree.ts'

export interface Moved {
  readonly id: string
  readonly from: string | undefined
  readonly to: string | undefined
}

export interface ChangeEffect {
  /** Units that the set creates, those that stood unknown to us before among them. */
  readonly created: readonly string[]
  /** Names as in a sentence: "xã Khe Trầm". */
  readonly renamed: readonly { readonly id: string; readonly from: string; readonly to: string }[]
  /** Ids of the units above. */
  readonly moved: readonly Moved[]
  readonly recoded: readonly Moved[]
  readonly ranked: readonly { readonly id: string; readonly from: Level; readonly to: Level }[]
  readonly ended: readonly { readonly id: string; readonly to: readonly string[]; readonly keeper: string | undefined }[]
  /** Units whose land went to several. */
  readonly divided: readonly string[]
  /** The organisation of the effective day with the change in it. */
  readonly after: OrgTree
  /** What will have to be put right afterwards; nothing that stood wrong before. */
  readonly troubles: readonly string[]
}

/** What a sound set does to units: `history` is that of afterwards. */
export function unitChanges(history: History, set: ChangeSet) {
  const eve = addDays(set.effectiveOn, -1)
  const renamed: { id: string; from: string; to: string }[] = []
  const [moved, recoded]: [Moved[], Moved[]] = [[], []]
  const ranked: { id: string; from: Level; to: Level }[] = []
  const targets = new Map<string, string[]>()
  const gave = new Set<string>()
  for (const step of set.steps) {
    if (step.step === 'pass') {
      targets.set(step.from, [...(targets.get(step.from) ?? []), step.to])
      if (step.kind === 'transferred') gave.add(step.from)
    }
    if (step.step !== 'version') continue
    const { id } = step
    const [old, now] = [history.on(id, eve), history.on(id, set.effectiveOn)]
    if (!old || !now) continue
    if (fullName(old) !== fullName(now)) renamed.push({ id, from: fullName(old), to: fullName(now) })
    if (old.parentId !== now.parentId) moved.push({ id, from: old.parentId ?? undefined, to: now.parentId ?? undefined })
    if (old.code !== now.code) recoded.push({ id, from: old.code ?? undefined, to: now.code ?? undefined })
    if (old.level !== now.level) ranked.push({ id, from: old.level, to: now.level })
  }
  return {
    created: set.steps.flatMap(step => (step.step === 'create' ? [step.unit.id] : [])),
    renamed,
    moved,
    recoded,
    ranked,
    ended: [...endedBy(set)].map(id => ({ id, to: targets.get(id) ?? [] })),
    divided: [...targets].flatMap(([id, to]) => (to.length > 1 || gave.has(id) ? [id] : [])),
  }
}

/** What a sound set does, on a tree of afterwards that is built in memory. */
export function effectOf(tree: OrgTree, set: ChangeSet): ChangeEffect {
  const history = historyAfter(tree.history, set)
  const after = new OrgTree(history, set.effectiveOn)
  const changes = unitChanges(history, set)
  const stoodWrong = new Set(everyTrouble(tree.history).flat())
  return {
    ...changes,
    ended: changes.ended.map(one => ({ ...one, keeper: after.keeper(one.id) })),
    after,
    troubles: everyTrouble(history)
      .flat()
      .filter(say => !stoodWrong.has(say)),
  }
}

/** The figures of an effect, as the list of changes keeps and shows them. */
export interface ChangeCounts {
  readonly created: number
  readonly renamed: number
  readonly moved: number
  readonly recoded: number
  readonly ended: number
  readonly divided: number
}

export const countsOf = (of: Readonly<Record<keyof ChangeCounts, readonly unknown[]>>): ChangeCounts => ({
  created: of.created.length,
  renamed: of.renamed.length,
  moved: of.moved.length,
  recoded: of.recoded.length,
  ended: of.ended.length,
  divided: of.divided.length,
})
