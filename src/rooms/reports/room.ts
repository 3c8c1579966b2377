import type { Composer, Counter, Room } from '../../web/room.ts'
import { aboutUnit } from './about.tsx'
import { reportsApi } from './api.ts'
import type { Wiring } from './counting.ts'
import { demo } from './demo.ts'
import { loadCatalogue } from './designing/store-catalogue.ts'
import { boardRoutes } from './pages/board.tsx'
import { byStructureRoutes } from './pages/by-structure.tsx'
import { catalogueRoutes } from './pages/catalogue.tsx'
import { catalogueFormRoutes } from './pages/catalogue-form.tsx'
import { designerLineRoutes } from './pages/designer-lines.tsx'
import { designerListRoutes } from './pages/designer-list.tsx'
import { designerStepRoutes } from './pages/designer-steps.tsx'
import { fillingRoutes } from './pages/filling.tsx'
import { incomingRoutes } from './pages/incoming.tsx'
import { mineRoutes } from './pages/mine.tsx'
import { openWindowRoutes } from './pages/open-window.tsx'
import { pasteRoutes } from './pages/paste.tsx'
import { publishedRoutes } from './pages/published.tsx'
import { queueRoutes } from './pages/queue.tsx'
import { rearrangingRoutes } from './pages/rearranging.tsx'
import { reviewRoutes } from './pages/review.tsx'
import { sourceRoutes } from './pages/sources.tsx'
import { totalsRoutes } from './pages/totals.tsx'
import { workbookRoutes } from './pages/workbook.tsx'
import { exportRoutes } from './rolling-up/exporting.ts'
import { fromBelowRoutes } from './rolling-up/page.tsx'
import { underReform } from './under-reform.ts'
import { today } from './waiting.ts'

export { rebuild, reconcile } from './rolling-up/command.ts'
export { keepRollups } from './rolling-up/keeping.ts'

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
      'report_window_rule',
      'report_window_days',
      'report_design',
      'report_obligation',
      'report_rearranged',
      'report_owing',
      'report_draft',
      'report_edition',
      'report_figure',
      'report_source',
      'report_gap',
      'report_reviewer',
      'report_verdict',
      'report_verdict_cell',
      'report_publication',
      'report_inclusion',
      'report_published_figure',
      'report_contribution',
      'report_rollup',
      'report_rollup_mark',
      'report_reconciliation',
    ],
    routes: [
      ...mineRoutes,
      ...openWindowRoutes,
      ...publishedRoutes(wiring),
      ...boardRoutes(wiring),
      ...totalsRoutes(wiring),
      ...byStructureRoutes(wiring),
      ...fromBelowRoutes,
      ...exportRoutes,
      ...queueRoutes,
      ...reviewRoutes,
      ...rearrangingRoutes,
      ...fillingRoutes(wiring),
      ...workbookRoutes(wiring),
      ...pasteRoutes(wiring),
      ...incomingRoutes(wiring),
      ...sourceRoutes(wiring),
      ...designerListRoutes(wiring),
      ...designerStepRoutes(wiring),
      ...designerLineRoutes(wiring),
      ...catalogueRoutes(wiring),
      ...catalogueFormRoutes(wiring),
    ],
    api: reportsApi(wiring),
    menu: [{ label: 'Báo cáo', href: '/bao-cao', may: 'reports.read', order: 10 }],
    today,
    aboutUnit,
    underReform,
    install: loadCatalogue,
    demo: async world => {
      await loadCatalogue(world.tx)
      await demo(world, wiring)
    },
  }
}
