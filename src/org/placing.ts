// Where the land of a unit went by a day, or came from: the parts that surely went to one unit, and those that lie among several.
import { addDays, type Day } from '../ground/day.ts'
import type { History, Succession } from './history.ts'
import type { OrgTree } from './tree.ts'

/** Where a figure goes: parts of it to units, and parts that lie somewhere among units. The shares add up to one. */
export interface Spread {
  readonly sure: ReadonlyMap<string, number>
  readonly open: readonly { readonly share: number; readonly among: ReadonlySet<string> }[]
}

const NOWHERE: Spread = { sure: new Map(), open: [{ share: 1, among: new Set() }] }
const HAIR = 1e-9
// A history that goes in circles is told by the doctor; here it only must not hold anybody up.
export const MOST_LEVELS = 32

/** Follows land through time to the day of a tree: forward by what units passed on, backward by what they came from. */
export class Placing {
  readonly #tree: OrgTree
  readonly #history: History
  readonly #known = new Map<string, Spread>()

  constructor(tree: OrgTree) {
    this.#tree = tree
    this.#history = tree.history
  }

  of(id: string, day: Day): Spread {
    return day <= this.#tree.day ? this.#onward(id, day) : this.#backward(id, day)
  }

  /** The one unit that a figure goes to whole, where nothing was divided on the way; most figures, at a fraction of the cost. */
  single(id: string, day: Day): string | undefined {
    const until = this.#tree.day
    if (day > until) {
      const stood =
        this.#history.on(id, until) !== undefined && this.#history.spell(id, day)?.until === this.#history.spell(id, until)?.until
      return stood && !this.#history.arriving(id).some(step => step.onDay > until) ? id : undefined
    }
    let [at, since] = [id, day]
    for (let guard = 0; guard < MOST_LEVELS; guard++) {
      const [step, other] = this.#history.stepsAfter(at, since, until)
      if (!step) {
        const end = this.#history.spell(at, since)?.until
        return end === null || (end !== undefined && end >= until) ? at : undefined
      }
      if (other?.onDay === step.onDay || this.#history.on(at, step.onDay)) return undefined
      at = step.toId
      since = this.#history.on(at, step.onDay) ? step.onDay : addDays(step.onDay, -1)
    }
    return undefined
  }

  #once(key: string, make: () => Spread): Spread {
    const known = this.#known.get(key)
    if (known) return known
    this.#known.set(key, NOWHERE)
    const spread = make()
    this.#known.set(key, spread)
    return spread
  }

  #forward(id: string, since: Day): Spread {
    return this.#once(`> ${id} ${since}`, () => this.#onward(id, since))
  }

  #onward(id: string, since: Day): Spread {
    const until = this.#tree.day
    const steps = this.#history.stepsAfter(id, since, until)
    const [first] = steps
    if (first) return this.#divided(id, steps, first.onDay)
    const end = this.#history.spell(id, since)?.until
    return end === null || (end !== undefined && end >= until) ? { sure: new Map([[id, 1]]), open: [] } : this.#toAbove(id, since)
  }

  /** A unit that ended and left no successor: its figures stay with whatever was above it. */
  #toAbove(id: string, since: Day): Spread {
    const end = this.#history.spell(id, since)?.until ?? since
    const last = this.#history.lastOn(id, end)
    const above = last?.parentId ?? last?.areaId
    return above ? opened(1, [this.#forward(above, end)]) : NOWHERE
  }

  #divided(id: string, steps: readonly Succession[], on: Day): Spread {
    const together = steps.filter(step => step.onDay === on)
    const [only] = together
    const stands = this.#history.on(id, on) !== undefined
    const named = stands ? undefined : together.find(step => step.heir)
    if (only && together.length === 1 && !stands) return this.#taken(only.toId, on)
    const takers = (named ? [named] : together).map(step => ({
      share: step.share,
      spread: this.#taken(step.toId, on),
    }))
    const parties = stands ? [...takers, { share: null, spread: this.#forward(id, on) }] : takers
    return parties.length === 1 && parties[0] ? parties[0].spread : given(parties)
  }

  #taken(id: string, on: Day): Spread {
    return this.#forward(id, this.#history.on(id, on) ? on : addDays(on, -1))
  }

  #backward(id: string, at: Day): Spread {
    return this.#once(`< ${id} ${at}`, () => {
      const until = this.#tree.day
      const spell = this.#history.spell(id, at)
      const stood = spell !== undefined && (spell.from ?? '') <= until
      const came = this.#history
        .arriving(id)
        .filter(step => step.onDay > until && step.onDay <= at && step.onDay >= (spell?.from ?? step.onDay))
        .map(step => this.#backward(step.fromId, addDays(step.onDay, -1)))
      const origins = stood ? [...came, { sure: new Map([[id, 1]]), open: [] }] : came
      if (origins.length > 0) return opened(1, origins, true)
      const first = spell?.from ? this.#history.on(id, spell.from) : undefined
      const above = first?.parentId ?? first?.areaId
      return above && spell?.from ? opened(1, [this.#backward(above, spell.from)]) : NOWHERE
    })
  }
}

/** The parts whose share is known go where they go; one that is not is the rest; the rest of several lies among them. */
function given(parties: readonly { share: number | null; spread: Spread }[]): Spread {
  const rest = 1 - parties.reduce((sum, one) => sum + (one.share ?? 0), 0)
  const unknown = parties.filter(one => one.share === null)
  if (rest < -HAIR)
    return opened(
      1,
      parties.map(one => one.spread),
      true,
    )
  const weighed = parties.flatMap(({ share, spread }) => (share === null ? [] : [{ share, spread }]))
  if (rest <= HAIR) return together(weighed)
  const [only, ...more] = unknown
  if (only && more.length === 0) return together([...weighed, { share: rest, spread: only.spread }])
  const left = opened(
    1,
    (unknown.length > 0 ? unknown : parties).map(one => one.spread),
    true,
  )
  return together([...weighed, { share: rest, spread: left }])
}

function together(parts: readonly { share: number; spread: Spread }[]): Spread {
  const sure = new Map<string, number>()
  for (const { share, spread } of parts) for (const [id, part] of spread.sure) sure.set(id, (sure.get(id) ?? 0) + share * part)
  return { sure, open: parts.flatMap(({ share, spread }) => spread.open.map(one => ({ ...one, share: one.share * share }))) }
}

/** Somewhere among all that these reach; sure after all when `mayBeSure` and they meet again in one unit. */
function opened(share: number, spreads: readonly Spread[], mayBeSure = false): Spread {
  const among = new Set(spreads.flatMap(one => [...one.sure.keys(), ...one.open.flatMap(each => [...each.among])]))
  const [only] = among
  if (mayBeSure && only !== undefined && among.size === 1 && spreads.every(one => one.open.length === 0))
    return { sure: new Map([[only, share]]), open: [] }
  return { sure: new Map(), open: [{ share, among }] }
}
