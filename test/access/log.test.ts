// The log of what officials did: written with the deed, chained per unit, and not to be changed by the application.
import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { brokenLink, record } from '../../src/access/ask.ts'
import { inHouse, type TestHouse } from '../house.ts'

const write = (house: TestHouse, unit: string, subject: string) =>
  house.doing('an', 'self', ask => record(ask, { unit: house.unit(unit), subject, detail: { from: 1, to: 2 } }))

const asOwner = async (house: TestHouse, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: house.database.ownerUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}

test(
  'a chain of deeds is whole, one chain for each unit',
  inHouse(async house => {
    for (const subject of ['một', 'hai', 'ba']) await write(house, 'KT', subject)
    await write(house, 'HL', 'khác')
    await house.inTx(async tx => {
      assert.equal(await brokenLink(tx, house.unit('KT')), undefined)
      const { rows } = await sql<{ seq: number }>`select seq from act_log where unit_id = ${house.unit('KT')}::uuid order by seq`.execute(
        tx,
      )
      assert.deepEqual(
        rows.map(row => row.seq),
        [1, 2, 3],
      )
    })
  }),
)

test(
  'an entry that was changed, taken out or cut off the end is seen',
  inHouse(async house => {
    const KT = house.unit('KT')
    const found = () => house.inTx(tx => brokenLink(tx, KT))
    for (const subject of ['một', 'hai', 'ba', 'bốn']) await write(house, 'KT', subject)
    await asOwner(house, `update act_log set entry = replace(entry, 'hai', 'HAI') where unit_id = '${KT}' and seq = 2`)
    assert.equal(await found(), 2)
    await asOwner(house, `update act_log set entry = replace(entry, 'HAI', 'hai') where unit_id = '${KT}' and seq = 2`)
    assert.equal(await found(), undefined)
    await asOwner(house, `delete from act_log where unit_id = '${KT}' and seq = 4`)
    assert.equal(await found(), 4)
    await asOwner(house, `delete from act_log where unit_id = '${KT}' and seq = 2`)
    assert.ok((await found()) !== undefined)
  }),
)

test(
  'the application may add to the log and not change it',
  inHouse(async house => {
    await write(house, 'KT', 'một')
    await assert.rejects(house.db.updateTable('act_log').set({ entry: 'khác' }).execute(), /permission denied/)
    await assert.rejects(house.db.deleteFrom('act_log').execute(), /permission denied/)
    await assert.rejects(sql`alter table act_log add column x int`.execute(house.db), /must be owner/)
  }),
)

test(
  'a deed that is rolled back leaves no entry, and the next one follows the last that stands',
  inHouse(async house => {
    await write(house, 'KT', 'một')
    await assert.rejects(
      house.doing('an', 'self', async ask => {
        await record(ask, { unit: house.unit('KT'), subject: 'bỏ dở' })
        throw new Error('the deed failed')
      }),
    )
    await write(house, 'KT', 'hai')
    await house.inTx(async tx => {
      assert.equal(await brokenLink(tx, house.unit('KT')), undefined)
      const rows = await tx.selectFrom('act_log').select('subject').orderBy('seq').execute()
      assert.deepEqual(
        rows.map(row => row.subject),
        ['một', 'hai'],
      )
    })
  }),
)

test(
  'many people write into one chain at once, and it stays whole',
  inHouse(async house => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => write(house, 'KT', `cùng lúc ${i}`)))
    await house.inTx(async tx => {
      assert.equal(await brokenLink(tx, house.unit('KT')), undefined)
      assert.equal((await tx.selectFrom('act_log').select('seq').execute()).length, 20)
    })
  }),
)

test(
  'a log of many deeds of one instant is read to its end, page by page, each line once',
  inHouse(async house => {
    await house.inTx(async (tx, world) => {
      const ask = await world.as('an', 'self')
      for (let i = 1; i <= 130; i++) await record({ ...ask, tx }, { unit: house.unit(i % 2 ? 'KT' : 'HL'), subject: `việc ${i}` })
    })
    for (const [login, path] of [
      ['khoa', '/nhat-ky'],
      ['an', '/tai-khoan/nhat-ky'],
    ] as const) {
      const reader = await house.as(login)
      let next: string | undefined = path
      const seen: string[] = []
      for (let page = 0; next !== undefined && page < 5; page++) {
        const { text } = await reader.get(next)
        seen.push(...[...text.matchAll(/<tr role="row"><th role="rowheader"/gu)].map(row => row[0]))
        next = /href="([^"]+)">Trang sau/u.exec(text)?.[1]?.replaceAll('&amp;', '&')
      }
      assert.equal(seen.length, 130, login)
    }
    const khoa = await house.as('khoa')
    for (const odd of ['hôm qua', '2026-11-21T02:42:00.000Z_x_1', "'; drop table act_log; --"])
      assert.equal((await khoa.get(`/nhat-ky?truoc=${encodeURIComponent(odd)}`)).status, 200)
  }),
)
