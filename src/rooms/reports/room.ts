import type { Composer, Counter, Room } from '../../web/room.ts'
import { aboutUnit } from './about.tsx'
import { reportsApi } from './api.ts'
import { approvingRoutes } from './approving/approving-routes.tsx'
import { leaderRoutes } from './approving/leader-page.tsx'
import { comparingRoutes } from './comparing/pages.tsx'
import type { Wiring } from './counting.ts'
import { demo } from './demo.ts'
import { loadCatalogue } from './designing/store-catalogue.ts'
import { demoEnclosures } from './enclosing/demo-enclosures.ts'
import { enclosingRoutes } from './enclosing/pages.tsx'
import { boardRoutes } from './pages/board.tsx'
import { broughtRoute } from './pages/brought.ts'
import { byStructureRoutes } from './pages/by-structure.tsx'
import { catalogueRoutes } from './pages/catalogue.tsx'
import { catalogueFormRoutes } from './pages/catalogue-form.tsx'
import { designerLineRoutes } from './pages/designer-lines.tsx'
import { designerListRoutes } from './pages/designer-list.tsx'
import { designerStepRoutes } from './pages/designer-steps.tsx'
import { fillingRoutes } from './pages/filling-routes.tsx'
import { incomingRoutes } from './pages/incoming.tsx'
import { totalOriginRoute } from './pages/lineage.tsx'
import { mineRoutes } from './pages/mine.tsx'
import { openWindowRoutes } from './pages/open-window.tsx'
import { pasteRoutes } from './pages/paste.tsx'
import { publishedRoutes } from './pages/published.tsx'
import { queueRoutes } from './pages/queue.tsx'
import { rearrangingRoutes } from './pages/rearranging.tsx'
import { reviewRoutes } from './pages/review.tsx'
import { sourceRoutes } from './pages/sources.tsx'
import { splittingRoutes } from './pages/splitting.tsx'
import { totalsRoutes } from './pages/totals.tsx'
import { totalReviewRoutes } from './pages/totals-review.tsx'
import { workbookRoutes } from './pages/workbook.tsx'
import { paperRoutes } from './papers/routes.ts'
import { demoPlans } from './planning/demo-plans.ts'
import { planRoutes } from './planning/pages.tsx'
import { exportRoutes } from './rolling-up/exporting.ts'
import { fromBelowRoutes } from './rolling-up/page.tsx'
import { demoSplitting } from './splitting/demo-splitting.ts'
import { tells } from './telling/tells.ts'
import { listTermsRoutes } from './terms/list-page.tsx'
import { unitTermsRoutes } from './terms/unit-page.tsx'
import { totallingRoutes } from './totalling/routes.ts'
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
      'report_dimension',
      'report_dimension_member',
      'report_obligation',
      'report_rearranged',
      'report_owing',
      'report_draft',
      'report_enclosure',
      'report_edition',
      'report_edition_enclosure',
      'report_figure',
      'report_source',
      'report_gap',
      'report_reviewer',
      'report_term',
      'report_verdict',
      'report_verdict_cell',
      'report_verdict_file',
      'report_brought',
      'report_publication',
      'report_presented',
      'report_presented_end',
      'report_inclusion',
      'report_published_figure',
      'report_contribution',
      'report_adjustment',
      'report_adjustment_line',
      'report_adjustment_taken',
      'report_deferral',
      'report_total_text',
      'report_plan',
      'report_rollup',
      'report_rollup_mark',
      'report_reconciliation',
    ],
    routes: [
      ...mineRoutes,
      ...comparingRoutes,
      ...planRoutes,
      ...openWindowRoutes,
      ...publishedRoutes(wiring),
      totalOriginRoute(wiring),
      ...boardRoutes(wiring),
      ...totalsRoutes,
      ...totalReviewRoutes,
      ...approvingRoutes(wiring),
      ...leaderRoutes,
      ...totallingRoutes(wiring),
      ...byStructureRoutes,
      ...fromBelowRoutes,
      ...exportRoutes,
      ...queueRoutes,
      ...reviewRoutes,
      ...rearrangingRoutes,
      ...listTermsRoutes,
      ...unitTermsRoutes,
      ...fillingRoutes(wiring),
      ...enclosingRoutes,
      ...workbookRoutes(wiring),
      ...paperRoutes(wiring),
      ...pasteRoutes(wiring),
      ...incomingRoutes(wiring),
      broughtRoute(wiring),
      ...sourceRoutes(wiring),
      ...designerListRoutes(wiring),
      ...designerStepRoutes(wiring),
      ...designerLineRoutes(wiring),
      ...splittingRoutes,
      ...catalogueRoutes(wiring),
      ...catalogueFormRoutes(wiring),
    ],
    api: reportsApi(wiring),
    menu: [
      { label: 'Lãnh đạo', href: '/lanh-dao', may: 'reports.publish', order: 5 },
      { label: 'Báo cáo', href: '/bao-cao', may: 'reports.read', order: 10 },
    ],
    today,
    aboutUnit,
    underReform,
    tells,
    install: loadCatalogue,
    demo: async world => {
      await loadCatalogue(world.tx)
      await demo(world, wiring)
      await demoEnclosures(world)
      await demoPlans(world)
      await demoSplitting(world)
    },
  }
}
