// What a told deed is seen through: the reach of its unit, the words of its detail, names as they were.
import type { Ask } from '../../../access/ask.ts'
import type { DoneDeed } from '../../../access/deeds.ts'
import { Fault } from '../../../ground/faults.ts'
import type { Telling } from '../../../web/room.ts'

export const reading = ({ asking }: Telling): Ask<'reports.read'> => {
  const ask = asking('reports.read')
  if (!ask) throw new Fault('forbidden', 'reports.unread', 'không có quyền xem báo cáo')
  return ask
}

export const textOf = ({ detail }: DoneDeed, name: string): string => (typeof detail[name] === 'string' ? detail[name] : '')

export const sheetOf = (window: { readonly code: string }, unitId: string): string => `/bao-cao/${window.code}/${unitId}`
export const nameOn = ({ tree }: Telling, unitId: string, window: { readonly until: Parameters<Telling['tree']['label']>[1] }): string =>
  tree.label(unitId, window.until)
/** The papers of a unit that is no more are in the hands of its keeper. */
export const here = ({ tree }: Telling, unitId: string): string => tree.keeper(unitId) ?? unitId
