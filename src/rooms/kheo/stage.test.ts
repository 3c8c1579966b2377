// How far a model has come is kept in its row: never anything else than its steps say.
import assert from 'node:assert/strict'
import test from 'node:test'
import { inHouse } from '../../../test/house.ts'
import { sql } from '../../ground/db.ts'
import { kheo } from './room.ts'

test(
  'the stage kept with each model is the one its steps give, for every model of the demo',
  inHouse(async house => {
    await house.inTx((_tx, world) => kheo.demo?.(world) ?? Promise.resolve())
    const { rows } = await house.inTx(tx =>
      sql<{ stage: string; n: number; wrong: number }>`
        select p.stage, count(*)::int as n, (count(*) filter (where (m.stage, m.praised, m.registered_up, m.stopped_on)
               is distinct from (p.stage, p.praised, p.registered_up, p.stopped_on)))::int as wrong
          from kheo_model m join kheo_path p on p.id = m.id group by p.stage`.execute(tx),
    )
    assert.ok(rows.length >= 5, `stages: ${rows.map(row => row.stage).join(', ')}`)
    assert.deepEqual(
      rows.filter(row => row.wrong > 0),
      [],
    )
  }),
)
