import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { freshDatabase } from '../../test/database.ts'
import { column, openDatabase, snapshot, sql, type Tx, transact } from './db.ts'

const database = await freshDatabase('bare')
const { db, pool, close } = openDatabase(database.appUrl, { size: 1 })
test.after(async () => {
  await close()
  await database.drop()
})

const read = async (text: string, type: 'text' | 'numeric'): Promise<unknown[]> => {
  const { rows } = await sql<{ one: unknown }>`select one from unnest(${text}::${sql.raw(type)}[]) as one`.execute(db)
  return rows.map(row => row.one)
}

test('a column of texts is read back as it was, whatever stands in it', async () => {
  const texts = fc.array(fc.record({ one: fc.option(fc.string({ unit: 'binary' }).map(text => text.replaceAll('\0', ''))) }), {
    minLength: 1,
  })
  await fc.assert(
    fc.asyncProperty(texts, async rows => {
      const silent = rows.every(row => row.one === null)
      assert.deepEqual(
        await read(
          column(rows, row => row.one),
          'text',
        ),
        silent ? [] : rows.map(row => row.one),
      )
    }),
    { seed: 20_261_121, numRuns: 60, examples: [[[{ one: 'null' }, { one: 'NULL' }, { one: '' }, { one: '{"a",\\b}' }, { one: null }]]] },
  )
})

test('a column of figures is read back to the last digit, and nulls alone are left to unnest', async () => {
  assert.deepEqual(
    await read(
      column([{ n: 0.1 }, { n: -3 }, { n: null }, { n: 1e13 }], row => row.n),
      'numeric',
    ),
    [0.1, -3, null, 1e13],
  )
  assert.equal(
    column([{ n: null }, { n: null }], row => row.n),
    '{}',
  )
})

test('a statement is planned once for a connection, and a list in its text is never kept', async () => {
  for (let i = 0; i < 3; i++) await transact(db, tx => sql`select ${randomUUID()}::uuid as id, 'kept' as mark`.execute(tx))
  await sql`select 'listed' as mark where 1 in (${sql.join([1, 2, 3])})`.execute(db)
  const { rows } = await pool.query<{ statement: string }>('select statement from pg_prepared_statements')
  assert.equal(rows.filter(row => row.statement.includes("'kept'")).length, 1)
  assert.equal(rows.filter(row => row.statement.includes("'listed'")).length, 0)
})

test('a transaction begins with its first statement, whole or not at all, and one that asks nothing leaves no trace', async () => {
  const set = (tx: Tx | typeof db, name: string) => sql`select set_config(${name}, 'yes', false)`.execute(tx)
  const isSet = async (name: string) =>
    (await sql<{ is: string | null }>`select current_setting(${name}, true) as is`.execute(db)).rows[0]?.is === 'yes'
  const throwing = (work: (tx: Tx) => Promise<unknown>) =>
    assert.rejects(
      transact(db, async tx => {
        await work(tx)
        throw new Error('enough')
      }),
      /enough/u,
    )
  await throwing(tx => set(tx, 'danvan.undone'))
  assert.equal(await isSet('danvan.undone'), false)
  await set(db, 'danvan.done')
  await throwing(async () => {})
  assert.equal(await isSet('danvan.done'), true)
  const { rows } = await snapshot(db, tx => sql`select current_setting('transaction_isolation') as level`.execute(tx))
  assert.deepEqual(rows, [{ level: 'repeatable read' }])
})
