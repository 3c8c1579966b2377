// A plan worked out on the organisation of the moment: what its lists or measures make of it, and what stands against it. Pure.

import { addDays, type Day } from '../../ground/day.ts'
import { type Refusal, refuse } from '../../ground/faults.ts'
import { listed } from '../../ground/vietnamese.ts'
import { type AreaLine, planImport, type Rejected } from '../../org/area-lists.ts'
import { type ChangeEffect, type ChangeLaw, type ChangeSet, checkChange, effectOf, type Step } from '../../org/change-set.ts'
import { fullName } from '../../org/history.ts'
import { type Link, planReform } from '../../org/reform-lists.ts'
import type { OrgTree } from '../../org/tree.ts'
import { followed } from './following.ts'
import { checkMeasure, checkTogether, gathered, type KeptMeasure, stepsOf } from './resolution.ts'

/** Of files: what was read, what could not be, what was put right in reading. */
interface ReadInput {
  readonly lines: readonly AreaLine[]
  readonly unread: readonly Rejected[]
  readonly notes: readonly string[]
}

export type PlanInput = ReadInput | (ReadInput & { readonly links: readonly Link[] }) | { readonly measures: readonly KeptMeasure[] }

export interface Plan {
  readonly id: string
  readonly unitId: string
  readonly way: 'list' | 'files' | 'resolution'
  readonly title: string
  readonly effectiveOn: Day
  /** The change that this one sets right. */
  readonly corrects: string | null
  readonly law: { readonly id: string | null; readonly title: string; readonly issuedOn: Day | null }
  readonly sourceName: string
  readonly sourceSha256: string
  readonly input: PlanInput
  readonly version: number
  readonly changeId: string | null
}

export interface Worked {
  readonly set: ChangeSet
  /** Lines of the file that cannot be taken, with the remedy. */
  readonly rejected: readonly Rejected[]
  /** Units of the list that stand as it says. */
  readonly same: readonly string[]
  /** Units that stand and are not in the list; they stand on. */
  readonly absent: readonly string[]
  /** What was put right in reading and understanding the files, in sentences. */
  readonly notes: readonly string[]
  /** What must be mended before it can be applied. */
  readonly refusals: readonly Refusal[]
  readonly effect: ChangeEffect | undefined
  /** Bodies that go with their area, and bodies on ending areas that stand on until a decision of their own. */
  readonly going: readonly string[]
  readonly staying: readonly string[]
}

export const measuresOf = (plan: Plan): readonly KeptMeasure[] => ('measures' in plan.input ? plan.input.measures : [])

/** The organisation that the measures speak of: as it stands the day before. */
export const eveOf = (tree: OrgTree, plan: Pick<Plan, 'effectiveOn'>): OrgTree => tree.on(addDays(plan.effectiveOn, -1))

/** The law under an id of its own: two bodies issue papers of the same number. */
export function lawOf(tree: OrgTree, plan: Plan): ChangeLaw | undefined {
  const { id, title, issuedOn } = plan.law
  if (id === null || title === '') return undefined
  const known = tree.history.laws.get(id)
  const isOther = known !== undefined && known.issuedOn !== null && known.issuedOn !== issuedOn
  return {
    id: isOther ? `${id} (${issuedOn ?? title})` : id,
    title,
    effectiveOn: plan.effectiveOn,
    ...(issuedOn === null ? {} : { issuedOn }),
  }
}

interface Planned {
  readonly steps: readonly Step[]
  readonly rejected: readonly Rejected[]
  readonly same: readonly string[]
  readonly absent: readonly string[]
  readonly notes: readonly string[]
}

function planned(plan: Plan, tree: OrgTree): Planned {
  const { input, effectiveOn } = plan
  if ('measures' in input)
    return { steps: input.measures.flatMap(one => stepsOf(eveOf(tree, plan), one)), rejected: [], same: [], absent: [], notes: [] }
  const source = { id: plan.id, sourceName: plan.sourceName, sourceSha256: plan.sourceSha256 }
  if ('links' in input) {
    const { set, rejected, same, notes } = planReform(tree, input.lines, input.links, effectiveOn, source)
    return { steps: set.steps, rejected: [...input.unread, ...rejected], same, absent: [], notes: [...input.notes, ...notes] }
  }
  const { set, rejected, same, absent } = planImport(tree, input.lines, effectiveOn, source)
  return { steps: set.steps, rejected: [...input.unread, ...rejected], same, absent, notes: input.notes }
}

/** What the plan makes of the organisation now, for a person whose reach is these units. */
export function workOut(plan: Plan, tree: OrgTree, follows: ReadonlySet<string>, reach: ReadonlySet<string>): Worked {
  const eve = eveOf(tree, plan)
  const measures = measuresOf(plan)
  const { steps, rejected, same, absent, notes } = planned(plan, tree)
  const bodies = followed(plan.id, eve, steps, follows)
  const law = lawOf(tree, plan)
  const set: ChangeSet = {
    id: plan.id,
    kind: plan.corrects === null ? (plan.way === 'list' ? 'import' : 'reform') : 'correction',
    title: plan.title,
    effectiveOn: plan.effectiveOn,
    sourceName: plan.sourceName === '' ? 'Ghi theo nghị quyết' : plan.sourceName,
    sourceSha256: plan.sourceSha256,
    steps: gathered([...steps, ...bodies.steps]),
    ...(law === undefined ? {} : { law }),
    ...(plan.corrects === null ? {} : { corrects: plan.corrects }),
    ...(tree.history.demo.has(plan.unitId) ? { demo: true } : {}),
  }
  const own = measures.flatMap(({ measure }, i) => checkMeasure(eve, measure).map(one => ({ ...one, say: `Việc ${i + 1}: ${one.say}` })))
  const refusals = [...own, ...checkTogether(eve, measures)]
  const outside = outsideOf(tree, set, reach)
  if (outside) refusals.push(outside)
  if (refusals.length === 0 && set.steps.length > 0) refusals.push(...checkChange(tree, set))
  const { going, staying } = bodies
  return { set, rejected, same, absent, notes, refusals, going, staying, effect: refusals.length === 0 ? effectOf(tree, set) : undefined }
}

/** Every unit that a change touches lies in the reach of who applies it; what it founds stands under such a unit. */
export function outsideOf(tree: OrgTree, set: Pick<ChangeSet, 'steps' | 'effectiveOn'>, reach: ReadonlySet<string>): Refusal | undefined {
  const founded = new Set(set.steps.flatMap(step => (step.step === 'create' ? [step.unit.id] : [])))
  const names = new Map<string, string>()
  const add = (id: string | undefined): void => {
    if (id !== undefined && !founded.has(id) && !reach.has(id)) names.set(id, tree.nameOn(id, set.effectiveOn) ?? tree.label(id))
  }
  for (const step of set.steps) {
    if (step.step === 'create') {
      const above = step.unit.parentId ?? step.unit.areaId
      if (above === undefined) names.set(step.unit.id, fullName(step.unit))
      else add(above)
      if (tree.known(step.unit.id)) names.set(step.unit.id, fullName(step.unit))
    } else if (step.step === 'pass') {
      add(step.from)
      add(step.to)
    } else {
      add(step.id)
      if (step.step === 'version') {
        add(step.change.parentId)
        add(step.change.areaId)
      }
    }
  }
  if (names.size === 0) return undefined
  return refuse(
    'unit.reform-outside',
    `${names.size} đơn vị nằm ngoài phạm vi quản trị của ông/bà: ${listed([...names.values()], 5)}. Chỉ giữ những đơn vị thuộc phạm vi của mình, hoặc đề nghị quản trị viên cấp trên thực hiện.`,
  )
}
