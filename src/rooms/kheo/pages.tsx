// The screens of this room, one file each.
import type { Route } from '../../web/route.ts'
import { listRoutes } from './pages/list.tsx'
import { matrixRoutes } from './pages/matrix.tsx'
import { modelRoutes } from './pages/model.tsx'
import { registerRoutes } from './pages/register.tsx'
import { sheetRoutes } from './pages/sheet.tsx'

export const routes: readonly Route[] = [...listRoutes, ...registerRoutes, ...sheetRoutes, ...matrixRoutes, ...modelRoutes]
