// The deeds of the demo's open window, written in the log as their acts would have written them: what was opened, handed in, returned and
// accepted these weeks is then told like anything else. Older months have no deeds, so that nobody of the demo begins with a thousand notices.
import { record } from '../../../access/ask.ts'
import type { DemoWorld } from '../../../web/room.ts'
import type { WholeEdition, WholeWindow } from '../store-many.ts'

export async function demoDeeds(
  world: DemoWorld,
  window: WholeWindow,
  editions: readonly WholeEdition[],
  loginOf: (unitId: string) => string,
): Promise<void> {
  const [opening, reviewing] = [await world.as('binh', 'reports.open'), await world.as('binh', 'reports.review')]
  const detail = { window: window.code }
  const opened = {
    unit: window.openedFor,
    subject: window.id,
    detail: { ...detail, until: window.until, due: window.due, owing: window.owing.length },
  }
  await record({ ...opening, at: new Date(window.openedAt) }, opened)
  for (const { id, unitId, at, verdict } of editions.filter(one => one.windowId === window.id)) {
    const sending = await world.as(loginOf(unitId), 'reports.submit')
    await record({ ...sending, at: new Date(at) }, { unit: unitId, subject: id, detail: { ...detail, number: 1 } })
    if (!verdict) continue
    const said = verdict.kind === 'accepted' ? detail : { ...detail, cells: verdict.cells.map(cell => cell.code) }
    const act = verdict.kind === 'accepted' ? 'reports.accept' : 'reports.return'
    await record({ ...reviewing, at: new Date(verdict.at) }, { unit: unitId, subject: id, act, detail: said })
  }
}
