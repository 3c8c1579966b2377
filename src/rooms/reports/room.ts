import type { Composer, Counter, Room } from '../../web/room.ts'
import { aboutUnit } from './about.tsx'
import type { Wiring } from './counting.ts'
import { demo } from './demo.ts'
import { boardRoutes } from './pages/board.tsx'
import { fillingRoutes } from './pages/filling.tsx'
import { mineRoutes } from './pages/mine.tsx'
import { openWindowRoutes } from './pages/open-window.tsx'
import { publishedRoutes } from './pages/published.tsx'
import { reviewRoutes } from './pages/review.tsx'
import { sourceRoutes } from './pages/sources.tsx'
import { totalsRoutes } from './pages/totals.tsx'
import { today } from './waiting.ts'

/** Periodic reports. The counters of other rooms and the composer of papers come from the house; this room knows no other. */
export function makeReports(given: { counters: Readonly<Record<string, Counter>>; composer: Composer }): Room {
  const wiring: Wiring = given
  return {
    name: 'reports',
    tables: [
      'report_regime',
      'report_indicator',
      'report_form',
      'report_catalogue',
      'report_window',
      'report_obligation',
      'report_draft',
      'report_edition',
      'report_figure',
      'report_source',
      'report_gap',
      'report_verdict',
      'report_verdict_cell',
      'report_publication',
      'report_inclusion',
      'report_published_figure',
      'report_contribution',
    ],
    routes: [
      ...mineRoutes,
      ...openWindowRoutes,
      ...publishedRoutes(wiring),
      ...boardRoutes(wiring),
      ...totalsRoutes(wiring),
      ...reviewRoutes,
      ...fillingRoutes(wiring),
      ...sourceRoutes(wiring),
    ],
    menu: [{ label: 'Báo cáo', href: '/bao-cao', may: 'reports.read', order: 10 }],
    today,
    aboutUnit,
    demo: world => demo(world, wiring),
  }
}
