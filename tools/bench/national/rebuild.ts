// W10: everything derived made anew while readers go on, beside the bare sums of the same cells.
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { openDatabase } from '../../../src/ground/db.ts'
import { rollupsOf } from '../../../src/rooms/reports/rolling-up/store-rollups.ts'
import { rebuildAll, reconcileAll } from '../../../src/rooms/reports/rolling-up/upkeep.ts'
import type { Row } from '../table.ts'
import { LOGINS } from './country.ts'
import { p95, reading } from './measure.ts'
import { placesOf } from './reads.ts'

const TARGET = 500_000
const READER_WAITS = 40

/** Rebuilds all windows once and compares them with the cells; a reader asks for the nation's sums all the while. */
export async function benchRebuild(url: string, tell: (line: string) => void): Promise<Row[]> {
  const { centre, over, windows } = await placesOf(url)
  const { db, close } = openDatabase(url, { size: 3 })
  const raw = new pg.Client({ connectionString: url })
  await raw.connect()
  const times: number[] = []
  let isOver = false
  const read = async (): Promise<void> => {
    while (!isOver) {
      const began = performance.now()
      const found = await reading(db, LOGINS.centre, 'reports.read', ask => rollupsOf(ask, over.id, [centre]))
      if (found.length !== 1) throw new Error('a reader found nothing')
      times.push(performance.now() - began)
      await pause(READER_WAITS)
    }
  }
  try {
    let began = performance.now()
    for (const { id } of windows)
      await raw.query(
        `select ord, sum(v), count(v) from (select generate_subscripts(e.figure_values, 1) as ord, unnest(e.figure_values) as v from report_edition e
          where e.window_id = $1 and not e.consolidated) c group by 1`,
        [id],
      )
    const bare = (performance.now() - began) / 1000
    const readers = read()
    began = performance.now()
    const { figures, rollups } = await rebuildAll(db)
    const seconds = (performance.now() - began) / 1000
    isOver = true
    await readers
    const { wrong } = await reconcileAll(db, new Date())
    if (wrong.length > 0) throw new Error(`${wrong.length} roll-ups are wrong: ${JSON.stringify(wrong[0])}`)
    tell(
      `${rollups} roll-ups from ${figures} cells in ${seconds.toFixed(1)} s, all right to the unit; ${times.length} readings meanwhile, p95 ${p95(times).toFixed(0)} ms`,
    )
    const rate = figures / seconds
    const floor = figures / bare
    return [
      {
        name: 'W10 rebuild while readers go on',
        value: Math.round(rate),
        unit: 'cells/s',
        floor: Math.round(floor),
        ratio: Number((rate / floor).toPrecision(4)),
        target: TARGET,
        ok: rate >= TARGET,
      },
    ]
  } finally {
    isOver = true
    await raw.end()
    await close()
  }
}
