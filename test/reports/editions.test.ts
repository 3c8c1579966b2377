// What the database itself keeps of editions, should the code above it ever forget.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { sql } from '../../src/ground/db.ts'
import { inHouse } from '../house.ts'

test(
  'a figure or a record of no edition is refused by the database',
  inHouse(async house => {
    const refusal = { code: '23503' }
    await assert.rejects(
      house.inTx(tx =>
        sql`insert into report_figure (edition_id, indicator, state, value) values (${randomUUID()}::uuid, 'DVK01', 'reported', 1)`.execute(
          tx,
        ),
      ),
      refusal,
    )
    await assert.rejects(
      house.inTx(tx =>
        sql`insert into report_source (edition_id, indicator, record_id, unit_id, on_day, title, href)
          values (${randomUUID()}::uuid, 'DVK01', ${randomUUID()}::uuid, ${house.unit('KT')}::uuid, '2026-11-01', 'x', '/x')`.execute(tx),
      ),
      refusal,
    )
  }),
)
