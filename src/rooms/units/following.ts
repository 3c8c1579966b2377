// What a change of the areas means for the bodies that serve them: pure. A body recorded as following its area merges, divides,
// ends, moves and is renamed with it on the same day; any other stands until a decision of its own.
import { capital } from '../../ground/vietnamese.ts'
import { endedBy, type Step } from '../../org/change-set.ts'
import { fullName, type Version } from '../../org/history.ts'
import type { OrgTree, Unit } from '../../org/tree.ts'
import { idFor } from './resolution.ts'
import { LINES } from './words.ts'

export interface Followed {
  readonly steps: readonly Step[]
  /** Bodies that go with their area. */
  readonly going: readonly string[]
  /** Bodies on ending areas without such a record: they stand on. */
  readonly staying: readonly string[]
}

type Named = Pick<Version, 'line' | 'kind' | 'name'>
type Pass = Extract<Step, { step: 'pass' }>
type Changed = Extract<Step, { step: 'version' }>['change']

/** "Đảng ủy xã Khe Ngoài" → "Đảng ủy xã Khe Trầm"; unchanged where the area's name does not stand in it. */
export function renamedFor(body: string, before: Named, after: Named): string {
  const [old, now] = [fullName(before), fullName(after)]
  const pairs: readonly (readonly [string, string])[] = [
    [old, now],
    [capital(old), capital(now)],
    [before.name, after.name],
  ]
  const found = pairs.find(([was]) => body.includes(was))
  return found ? body.replace(found[0], found[1]) : body
}

class Following {
  readonly planId: string
  readonly tree: OrgTree
  readonly follows: ReadonlySet<string>
  readonly founded = new Map<string, Named & { readonly parentId: string | undefined }>()
  readonly passes = new Map<string, Pass[]>()
  readonly changes = new Map<string, Changed>()
  readonly ended: ReadonlySet<string>
  /** Units that the plan itself decides on. */
  readonly decided: Set<string>
  readonly #made = new Map<string, string>()
  readonly out: Step[] = []

  constructor(planId: string, tree: OrgTree, steps: readonly Step[], follows: ReadonlySet<string>) {
    this.planId = planId
    this.tree = tree
    this.follows = follows
    this.ended = endedBy({ steps })
    this.decided = new Set(this.ended)
    for (const step of steps) {
      if (step.step === 'create') this.founded.set(step.unit.id, { ...step.unit, parentId: step.unit.parentId })
      else if (step.step === 'pass') this.passes.set(step.from, [...(this.passes.get(step.from) ?? []), step])
      else if (step.step === 'version') this.changes.set(step.id, step.change)
      if (step.step === 'version') this.decided.add(step.id)
    }
  }

  /** An area as it is called and placed after the change. */
  #after(area: string): (Named & { readonly parentId: string | undefined }) | undefined {
    const founded = this.founded.get(area)
    if (founded) return founded
    const unit = this.tree.unit(area)
    const change = this.changes.get(area)
    return (
      unit && {
        line: unit.line,
        kind: change?.kind ?? unit.kind,
        name: change?.name ?? unit.name,
        parentId: change?.parentId ?? unit.parentId ?? undefined,
      }
    )
  }

  /** The body of this line above the bodies of an area: that of the area above. */
  #parentFor(body: Unit, area: string): string | undefined {
    const above = this.#after(area)?.parentId
    const standing = above === undefined || this.ended.has(above) ? undefined : this.tree.children(above, body.line)[0]?.id
    return standing ?? body.parentId ?? undefined
  }

  /** The body of the same line and kind on an area that stands afterwards; founded where there is none. */
  #counterpart(body: Unit, area: string): string {
    const standing = this.ended.has(area)
      ? undefined
      : this.tree.children(area, body.line).find(one => one.kind === body.kind && !this.ended.has(one.id))
    if (standing) return standing.id
    const key = `${body.line} ${body.kind} ${area}`
    const known = this.#made.get(key)
    if (known) return known
    const id = idFor(this.planId, key)
    this.#made.set(key, id)
    const before = this.tree.unit(body.areaId ?? '')
    const after = this.#after(area)
    const parentId = this.#parentFor(body, area)
    this.out.push({
      step: 'create',
      unit: {
        id,
        line: body.line,
        level: body.level,
        kind: body.kind,
        name: before && after ? renamedFor(body.name, before, after) : body.name,
        areaId: area,
        ...(parentId === undefined ? {} : { parentId }),
      },
    })
    return id
  }

  /** A body whose area ends: it passes to the bodies of what the area becomes, or ends with it. */
  end(body: Unit): void {
    const passes = this.passes.get(body.areaId ?? '') ?? []
    const first = passes.map(pass => {
      const to = this.#counterpart(body, pass.to)
      this.out.push({ ...pass, from: body.id, to })
      return to
    })[0]
    if (first === undefined) this.out.push({ step: 'end', id: body.id })
    for (const child of this.tree.children(body.id))
      if (first !== undefined && !this.decided.has(child.id) && !(this.follows.has(child.id) && this.ended.has(child.areaId ?? '')))
        this.out.push({ step: 'version', id: child.id, change: { parentId: first } })
  }

  /** A body whose area is renamed or stands elsewhere. */
  change(body: Unit): void {
    const before = this.tree.unit(body.areaId ?? '')
    const after = this.#after(body.areaId ?? '')
    if (!before || !after) return
    const name = renamedFor(body.name, before, after)
    const parentId = after.parentId === before.parentId ? undefined : this.#parentFor(body, before.id)
    const change = {
      ...(name === body.name ? {} : { name }),
      ...(parentId === undefined || parentId === body.parentId ? {} : { parentId }),
    }
    if (Object.keys(change).length > 0) this.out.push({ step: 'version', id: body.id, change })
  }
}

/** The steps of the bodies that follow, to be applied together with those of the areas. */
export function followed(planId: string, tree: OrgTree, steps: readonly Step[], follows: ReadonlySet<string>): Followed {
  const following = new Following(planId, tree, steps, follows)
  const going: string[] = []
  const staying: string[] = []
  for (const [line] of LINES) {
    if (line === 'area') continue
    for (const body of tree.units(line)) {
      const area = body.areaId
      if (area === null || following.decided.has(body.id)) continue
      const ends = following.ended.has(area)
      if (!ends && !following.changes.has(area)) continue
      if (!follows.has(body.id)) {
        if (ends) staying.push(body.id)
        continue
      }
      if (ends) {
        following.end(body)
        going.push(body.id)
      } else following.change(body)
    }
  }
  return { steps: following.out, going, staying }
}
