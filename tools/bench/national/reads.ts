// W3 to W7: sums of a province and of the nation, where a figure comes from, the national board, and everything as a file.
import type { RawBuilder } from 'kysely'
import pg from 'pg'
import type { Ask } from '../../../src/access/ask.ts'
import { openDatabase, sql } from '../../../src/ground/db.ts'
import { findFromBelow, unitFigures } from '../../../src/rooms/reports/rolling-up/from-below.ts'
import { figureAt } from '../../../src/rooms/reports/rolling-up/rollup.ts'
import { leafFigures, progressIn, progressQuery } from '../../../src/rooms/reports/rolling-up/store-progress.ts'
import { rollupsOf } from '../../../src/rooms/reports/rolling-up/store-rollups.ts'
import { cellsQuery, codesOf, computeFromCells } from '../../../src/rooms/reports/rolling-up/summing.ts'
import { sourcesOf } from '../../../src/rooms/reports/store-editions.ts'
import type { Row } from '../table.ts'
import { LOGINS } from './country.ts'
import { CELLS, LINES } from './lines.ts'
import { latency, reading } from './measure.ts'

export interface Places {
  readonly centre: string
  readonly province: string
  /** The last window that is over, and the one being handed in. */
  readonly over: { readonly id: string; readonly code: string }
  readonly open: { readonly id: string; readonly code: string }
  readonly windows: readonly { readonly id: string; readonly code: string }[]
}

/** Where the people of the country sit, and its windows. */
export async function placesOf(url: string): Promise<Places> {
  const { db, close } = openDatabase(url, { size: 1 })
  try {
    const seat = (login: string) => reading(db, login, 'reports.read', async ask => [...ask.grant.seats][0] ?? '')
    const windows = await reading(
      db,
      LOGINS.centre,
      'reports.read',
      async ask => (await sql<{ id: string; code: string }>`select id, code from report_window order by until_on`.execute(ask.tx)).rows,
    )
    const [open, over] = [windows.at(-1), windows.at(-2)]
    if (!open || !over) throw new Error('the country has no windows')
    return { centre: await seat(LOGINS.centre), province: await seat(LOGINS.province), open, over, windows }
  } finally {
    await close()
  }
}

const summed = (window: string, receiver?: string): string => `
  select ord, sum(v), count(v) from (
    select generate_subscripts(e.figure_values, 1) as ord, unnest(e.figure_values) as v from report_edition e
     where e.window_id = '${window}' and not e.consolidated
       ${receiver ? `and e.unit_id in (select unit_id from report_obligation where window_id = '${window}' and receiver_id = '${receiver}')` : ''}) c group by 1`

/** The sums and the board, asked as the pages ask. */
export async function benchReads(url: string): Promise<Row[]> {
  const places = await placesOf(url)
  const { centre, province, over, open } = places
  const { db, close } = openDatabase(url, { size: 2 })
  const raw = new pg.Client({ connectionString: url })
  await raw.connect()
  const counted = LINES.find(one => one.counts)?.code ?? ''
  try {
    const mustBeWhole = (found: readonly { values: readonly number[] }[]): void => {
      if (found.length !== 1 || found[0]?.values.length !== CELLS) throw new Error('not all cells came')
    }
    return [
      await latency(
        'W3 province, all cells, live',
        100,
        20,
        () => reading(db, LOGINS.province, 'reports.read', async ask => mustBeWhole(await computeFromCells(ask.tx, over.id, [province]))),
        () => raw.query(summed(over.id, province)),
      ),
      await latency(
        'W4 nation, all cells, kept',
        50,
        40,
        () =>
          reading(db, LOGINS.centre, 'reports.read', async ask => {
            const found = await rollupsOf(ask, over.id, [centre])
            mustBeWhole(found)
            for (const [place, one] of LINES.entries())
              if (found[0] && figureAt(found[0], one, place).reported === 0) throw new Error('a line is empty')
          }),
        () => raw.query('select * from report_rollup where window_id = $1 and receiver_id = $2', [over.id, centre]),
      ),
      await latency(
        'W4 nation, all cells, live',
        400,
        5,
        () => reading(db, LOGINS.centre, 'reports.read', async ask => mustBeWhole(await computeFromCells(ask.tx, over.id, [centre]))),
        () => raw.query(summed(over.id)),
      ),
      await latency(
        'W5 a national figure to its records',
        50,
        20,
        () =>
          reading(db, LOGINS.centre, 'reports.read', async ask => {
            const nation = await findFromBelow(ask, over.code, centre)
            const indicator = nation.indicators.find(one => one.code === counted)
            if (!indicator) throw new Error('no counted line')
            if ((await unitFigures(ask, nation, indicator)).length !== 34) throw new Error('not every province')
            const [one] = await leafFigures(ask, over.id, province, counted)
            const id = one?.editionId ?? ''
            if ((await sourcesOf(ask, [id], counted)).length === 0) throw new Error('no records')
          }),
        async () => {
          await raw.query('select receiver_id, totals[$3] from report_rollup where window_id = $1 and receiver_id <> $2', [
            over.id,
            centre,
            9,
          ])
          const { rows } = await raw.query(
            'select e.id from report_edition e join report_obligation o on o.window_id = e.window_id and o.unit_id = e.unit_id where o.window_id = $1 and o.receiver_id = $2',
            [over.id, province],
          )
          await raw.query('select * from report_source where edition_id = $1 and indicator = $2', [rows[0]?.id, counted])
        },
      ),
      await latency(
        'W6 national board, counted',
        100,
        20,
        () =>
          reading(db, LOGINS.centre, 'reports.read', async ask => {
            const found = await progressIn(ask, open.id)
            if (found.length !== 34) throw new Error('not every province')
          }),
        () =>
          raw.query(
            'select o.receiver_id, count(*), count(e.id) from report_obligation o left join report_edition e on e.window_id = o.window_id and e.unit_id = o.unit_id where o.window_id = $1 group by 1',
            [open.id],
          ),
      ),
    ]
  } finally {
    await raw.end()
    await close()
  }
}

/** Lists of thousands of ids tell nobody anything. */
const shortened = (text: string): string => text.replace(/\{[0-9a-f-]{36}(,[0-9a-f-]{36})+\}/gu, '{…}')

/** EXPLAIN (ANALYZE, BUFFERS) of the three hottest queries. */
export async function explained(url: string): Promise<string> {
  const { centre, province, over, open } = await placesOf(url)
  const { db, close } = openDatabase(url, { size: 1 })
  try {
    const texts: string[] = []
    const explain = (name: string, query: (ask: Ask) => Promise<RawBuilder<unknown>>): Promise<void> =>
      reading(db, LOGINS.centre, 'reports.read', async ask => {
        const { rows } = await sql<Record<string, string>>`explain (analyze, buffers) ${await query(ask)}`.execute(ask.tx)
        texts.push(`-- ${name}\n${rows.map(row => shortened(row['QUERY PLAN'] ?? '')).join('\n')}\n`)
      })
    await explain('every cell of the nation, to be added up', async ask =>
      cellsQuery(over.id, [centre], await codesOf(ask.tx, over.id), 'all'),
    )
    await explain('every cell of a province', async ask => cellsQuery(over.id, [province], await codesOf(ask.tx, over.id), 'all'))
    await explain('how far every province has come', async () => progressQuery(open.id))
    return texts.join('\n')
  } finally {
    await close()
  }
}
