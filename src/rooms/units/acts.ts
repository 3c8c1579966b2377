// Adding units to an installation that begins empty, and the dated records beside them. Reforms are in acts-reform.ts.
import { isDeepStrictEqual } from 'node:util'
import type { Ask } from '../../access/ask.ts'
import { record, within } from '../../access/ask.ts'
import type { Day } from '../../ground/day.ts'
import { Fault, missing, settle } from '../../ground/faults.ts'
import { tidy } from '../../ground/vietnamese.ts'
import { addUnit } from '../../org/store.ts'
import type { Level } from '../../org/tree.ts'
import { addUnder, handOver, setFocal, setFollowing } from './rules.ts'
import { addFocal, addFollowing, focalsOf, followingOf } from './store-focal.ts'
import { addHandOver, findHandOver, type HandOver, isThere } from './store-hand-over.ts'

export interface AddedUnit {
  readonly id: string
  readonly parent: string
  readonly level: Level
  readonly kind: string
  readonly name: string
  readonly code?: string | undefined
  readonly from: Day
}

/** Adds an area under one in reach, from a day on. @throws missing · refused unit.* */
export async function add(ask: Ask<'units.keep'>, input: AddedUnit): Promise<void> {
  const parent = ask.tree.unit(within(ask, input.parent))
  if (!parent) throw missing('đơn vị cấp trên')
  settle(addUnder(ask.tree, parent, input.level, input.name) ?? true)
  await addUnit(ask.tx, {
    id: input.id,
    line: 'area',
    level: input.level,
    kind: input.kind,
    name: input.name,
    parentId: parent.id,
    from: input.from,
    ...(input.code === undefined ? {} : { code: input.code }),
  })
  await record(ask, { unit: parent.id, subject: input.id, detail: { name: input.name, level: input.level, from: input.from } })
}

/** Writes which body plays the dân vận focal role in a unit from a day on. @throws missing · refused unit.focal-* */
export async function nameFocal(ask: Ask<'units.keep'>, input: { unit: string; body: string; from: Day; decision: string }): Promise<void> {
  const unit = within(ask, input.unit)
  const focal = { bodyId: input.body, from: input.from, decision: tidy(input.decision) }
  settle(setFocal(ask.tree, unit, focal, (await focalsOf(ask.tx, unit))[0]))
  await addFocal(ask, unit, focal).catch(asFault)
  await record(ask, { unit, subject: input.body, act: 'units.focal', detail: { from: input.from, decision: focal.decision } })
}

/** Writes whether a body follows its area from a day on. @throws missing · refused unit.following-* */
export async function sayFollowing(
  ask: Ask<'units.keep'>,
  input: { body: string; follows: boolean; from: Day; decision: string },
): Promise<void> {
  const body = within(ask, input.body)
  settle(setFollowing(ask.tree, body, input.from, (await followingOf(ask.tx, body))[0], input.follows))
  await addFollowing(ask, body, { follows: input.follows, from: input.from, decision: tidy(input.decision) }).catch(asFault)
  await record(ask, { unit: body, subject: body, act: 'units.following', detail: { follows: input.follows, from: input.from } })
}

/** Two people wrote of the same days at a time: the second sees what the first wrote. */
function asFault(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === '23P01')
    throw new Fault('stale', 'unit.days-taken', 'Vừa có người ghi việc này. Xem lại dòng mới nhất rồi ghi tiếp.')
  throw error
}

const contentOf = ({ toId, onDay, decision, place, note, lines, signatories }: HandOver) => ({
  toId,
  onDay,
  decision,
  place,
  note,
  lines,
  signatories,
})

/** Keeps a hand-over record; the same id twice is one. @throws missing · refused hand-over.* */
export async function keepHandOver(ask: Ask<'units.hand-over'>, one: HandOver): Promise<void> {
  within(ask, one.fromId)
  if (await isThere(ask, one.id)) {
    if (isDeepStrictEqual(contentOf(await findHandOver(ask, one.id)), contentOf(one))) return
    throw new Fault('conflict', 'hand-over.twice', 'Biểu mẫu này đã lập thành một biên bản khác. Gửi lần nữa để lập thành biên bản mới.')
  }
  const mistaken = one.corrects === null ? undefined : await findHandOver(ask, one.corrects)
  if (mistaken && mistaken.fromId !== one.fromId) throw missing('biên bản cần đính chính')
  settle(handOver(ask.tree, ask.today, one, mistaken && { by: mistaken.correctedBy }))
  await addHandOver(ask, one)
  await record(ask, {
    unit: one.fromId,
    subject: one.id,
    detail: { to: one.toId, on: one.onDay, lines: one.lines.length, corrects: one.corrects },
  })
}
