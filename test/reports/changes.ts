// Changes of the organisation in the tests: applied by the real act, for a day, to the communes of Tỉnh Mẫu.
import { randomUUID } from 'node:crypto'
import { day } from '../../src/ground/day.ts'
import type { Step } from '../../src/org/change-set.ts'
import { applyChange, digestOf } from '../../src/org/change-store.ts'
import type { TestHouse } from '../house.ts'

/** Applies a change as the command would. */
export const change = async (house: TestHouse, on: string, steps: readonly Step[]): Promise<string> => {
  const id = randomUUID()
  const set = {
    id,
    kind: 'reform',
    title: 'Sắp xếp thử',
    effectiveOn: day(on),
    sourceName: 'bài thử',
    sourceSha256: digestOf(steps),
    steps,
    demo: true,
  } as const
  await house.inTx(tx => applyChange(tx, set, { personId: null, at: new Date(`${house.today()}T02:00:00Z`) }))
  return id
}

export const hamletsOf = (house: TestHouse, code: string, to: string): Promise<Step[]> =>
  house.inTx(async (_tx, world) =>
    (await world.treeOn(house.today()))
      .children(house.unit(code))
      .map((one): Step => ({ step: 'version', id: one.id, change: { parentId: to } })),
  )

export const bodiesOf = (house: TestHouse, code: string): Promise<string[]> =>
  house.inTx(async (_tx, world) => {
    const tree = await world.treeOn(house.today())
    return [...tree.below(house.unit(code))].filter(id => tree.unit(id)?.line !== 'area')
  })

/** Xã Suối Lúa goes whole into xã Mỹ Đông, with its hamlets and bodies. */
export const merge = async (house: TestHouse, on: string, from = 'SL', to = 'MD'): Promise<string> => {
  const bodies = await bodiesOf(house, from)
  return change(house, on, [
    ...(await hamletsOf(house, from, house.unit(to))),
    ...bodies.map((id): Step => ({ step: 'end', id })),
    { step: 'pass', from: house.unit(from), to: house.unit(to), kind: 'merged' },
  ])
}
