// The lists that the demo's reports of dân vận work carry: models registered, recognised and praised, as annexes of each paper.
import type { Day } from '../../../ground/day.ts'
import { formatDay } from '../../../ground/vietnamese.ts'
import type { DemoWorld } from '../../../web/room.ts'
import { beginRegime, goLiveRegime, saveRegime } from '../designing/acts-design.ts'
import { regimes } from '../store-asked.ts'

const LISTS = ['DVK01', 'DVK06', 'DVK07']

/** The month's and the quarter's form ask for them from that day on, as the designer would have them do. */
export async function demoLists(world: DemoWorld, from: Day): Promise<void> {
  const ask = await world.as('binh', 'reports.design')
  const found = await regimes(await world.as('binh', 'reports.read'))
  for (const code of ['DV-THANG', 'DV-QUY']) {
    const of = found.find(one => one.code === code)?.id
    if (of === undefined) throw new Error(`there is no regime ${code}`)
    const id = world.unit(`danh mục kèm ${code}`)
    await beginRegime(ask, { id, of })
    await saveRegime(ask, id, 1, () => ({ lists: LISTS, from: formatDay(from) }))
    await goLiveRegime(ask, id, 2, of)
  }
}
