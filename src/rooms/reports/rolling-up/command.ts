// What ./danvan reconcile, ./danvan rebuild and the measuring ask of the roll-ups, on a database of their own.
import { openDatabase } from '../../../ground/db.ts'
import { type Rebuilt, type Reconciled, rebuildAll, reconcileAll, refreshAll } from './upkeep.ts'

interface At {
  readonly appUrl: string
}

async function on<T>({ appUrl }: At, work: (db: ReturnType<typeof openDatabase>['db']) => Promise<T>): Promise<T> {
  const { db, close } = openDatabase(appUrl, { size: 1 })
  try {
    return await work(db)
  } finally {
    await close()
  }
}

/** Makes every roll-up anew. */
export const rebuild = (at: At, onWindow?: (code: string) => void): Promise<Rebuilt> => on(at, db => rebuildAll(db, onWindow))

/** Sees to what is marked, then compares every roll-up with the cells. */
export const reconcile = (at: At, now: Date): Promise<Reconciled> =>
  on(at, async db => {
    await refreshAll(db)
    return await reconcileAll(db, now)
  })
