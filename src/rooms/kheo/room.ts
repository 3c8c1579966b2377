import type { Room } from '../../web/room.ts'
import { aboutUnit } from './about.tsx'
import { kheoApi } from './api.ts'
import { deedsApi } from './api-deeds.ts'
import { counters } from './counters.ts'
import { demo } from './demo.ts'
import { routes } from './pages.tsx'
import { tells } from './tells.ts'
import { underReform } from './under-reform.ts'
import { today } from './waiting.ts'

/** Dân vận khéo: models registered, appraised, recognised, commended, confirmed every year, stopped. */
export const kheo: Room = {
  name: 'kheo',
  tables: ['kheo_field', 'kheo_rhythm', 'kheo_model', 'kheo_step', 'kheo_confirmation', 'kheo_stop', 'kheo_path', 'kheo_seen'],
  routes,
  api: [...kheoApi, ...deedsApi],
  menu: [{ label: 'Dân vận khéo', href: '/kheo', may: 'kheo.read', order: 20 }],
  counters,
  today,
  aboutUnit,
  underReform,
  tells,
  demo,
}
