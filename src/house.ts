// The only place where the house is built and rooms are introduced to one another.
import type { FastifyInstance } from 'fastify'
import { DEMO_PASSWORD } from './demo/names.ts'
import type { Database } from './ground/db.ts'
import type { FileStore } from './ground/files.ts'
import { makeAccounts } from './rooms/accounts/room.ts'
import { documents } from './rooms/documents/room.ts'
import { kheo } from './rooms/kheo/room.ts'
import { makeNotices, type OutboxSettings, outboxWorker, type Worker } from './rooms/notices/room.ts'
import { reading } from './rooms/reading/room.ts'
import { makeReports } from './rooms/reports/room.ts'
import { makeUnits } from './rooms/units/room.ts'
import { guideRoutes } from './web/guide.tsx'
import { partsRoute } from './web/parts-page.tsx'
import type { Composer, Counter, Room } from './web/room.ts'
import { webServer } from './web/server.ts'
import { todayRoute } from './web/today.tsx'

/** Rooms that count offer their counters; reports receives them, and knows no rooms. */
function rooms(): readonly Room[] {
  const counting = [kheo, reading]
  const counters: Record<string, Counter> = Object.assign({}, ...counting.map(room => room.counters ?? {}))
  const composer: Composer | undefined = documents.composes
  if (!composer) throw new Error('no room composes documents')
  const reports = makeReports({ counters, composer })
  // In the order in which the demo is made: papers need their letterheads, reports the models they count.
  const described = [kheo, documents, reports, reading]
  const accounts = makeAccounts(DEMO_PASSWORD)
  const telling = [...described, makeUnits([...described, accounts]), accounts]
  // The last: it tells what the others did, in the demo too.
  return [...telling, makeNotices(telling)]
}

export const ROOMS: readonly Room[] = rooms()

export interface HouseSettings {
  readonly db: Database
  readonly files: FileStore
  readonly now: () => Date
  readonly demo: boolean
  readonly secure?: boolean
  readonly log?: boolean
  readonly patience?: number
}

export const buildHouse = (settings: HouseSettings): Promise<FastifyInstance> =>
  webServer({ ...settings, rooms: ROOMS, routes: [todayRoute(ROOMS), partsRoute, ...guideRoutes] })

/** What is told and sent after commit, for the process that serves and for ./danvan notices. */
export const buildOutbox = (
  settings: OutboxSettings & Pick<HouseSettings, 'db' | 'files' | 'now'> & { complain?: (say: string) => void },
): Worker => outboxWorker({ ...settings, rooms: ROOMS })
