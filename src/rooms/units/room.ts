// The front door of the units room.
import type { Room } from '../../web/room.ts'
import { unitApi } from './api.ts'
import { demo } from './demo.ts'
import { unitRoutes } from './pages.tsx'
import { today } from './waiting.ts'

/** Receives the other rooms, to show what each holds about a unit and what a change of the organisation would do to it. */
export const makeUnits = (rooms: readonly Room[]): Room => ({
  name: 'units',
  tables: ['unit_plan', 'unit_focal', 'unit_following', 'unit_hand_over', 'unit_hand_over_line', 'unit_hand_over_signatory'],
  routes: unitRoutes(rooms),
  api: unitApi,
  menu: [{ label: 'Đơn vị', href: '/don-vi', may: 'units.read', order: 70 }],
  today,
  demo,
})
