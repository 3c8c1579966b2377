// The front door of the units room.
import type { Room } from '../../web/room.ts'
import { unitRoutes } from './pages.tsx'

/** Receives the other rooms, to show on a unit's page what each holds about it. */
export const makeUnits = (rooms: readonly Room[]): Room => ({
  name: 'units',
  tables: [],
  routes: unitRoutes(rooms),
  menu: [{ label: 'Đơn vị', href: '/don-vi', may: 'units.read', order: 70 }],
})
