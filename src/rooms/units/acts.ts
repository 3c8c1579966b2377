// Adding units to an installation that begins empty. Reforms are change sets of their own.
import type { Ask } from '../../access/ask.ts'
import { record, within } from '../../access/ask.ts'
import type { Day } from '../../ground/day.ts'
import { missing, settle } from '../../ground/faults.ts'
import { addUnit } from '../../org/store.ts'
import type { Level } from '../../org/tree.ts'
import { addUnder } from './rules.ts'

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
