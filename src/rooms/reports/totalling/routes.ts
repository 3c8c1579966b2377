// The pages of what a receiver does with its totals.
import type { Route } from '../../../web/route.ts'
import type { Wiring } from '../counting.ts'
import { adjustingRoutes } from './adjusting-page.tsx'
import { pendingRoutes } from './pending.tsx'
import { unitWhyRoutes } from './unit-why-page.tsx'
import { whyRoutes } from './why-page.tsx'
import { wordsRoutes } from './words-page.tsx'

export const totallingRoutes = (wiring: Wiring): Route[] => [
  ...adjustingRoutes(wiring),
  ...pendingRoutes,
  ...wordsRoutes,
  ...whyRoutes,
  ...unitWhyRoutes(wiring),
]
