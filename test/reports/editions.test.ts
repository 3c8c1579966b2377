// What the database itself keeps of editions, should the code above it ever forget.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { sql } from '../../src/ground/db.ts'
import { inHouse } from '../house.ts'

test(
  'a figure that is no figure is refused by the database, whichever way it comes',
  inHouse(async house => {
    const sound = async (codes: string, states: string, values: string, reasons = '{}') => {
      const { rows } = await sql<{
        sound: boolean
      }>`select report_figures_are_sound(${codes}::text[], ${states}::text[], ${values}::numeric[],
        '{}'::numeric[], '{}'::numeric[], '{}'::numeric[], ${reasons}::text[], '{}'::text[]) as sound`.execute(house.db)
      return rows[0]?.sound
    }
    assert.equal(await sound('{A,B,C,D}', '{reported,zero,none,estimated}', '{1,0,null,3}'), true)
    assert.equal(await sound('{}', '{}', '{}'), true)
    assert.equal(await sound('{A,A}', '{reported,reported}', '{1,2}'), false, 'one indicator twice')
    assert.equal(await sound('{A,null}', '{reported,reported}', '{1,2}'), false, 'an indicator without a code')
    assert.equal(await sound('{A,""}', '{reported,reported}', '{1,2}'), false, 'an indicator with an empty code')
    assert.equal(await sound('{A,B}', '{reported}', '{1}'), false, 'a figure without a state')
    assert.equal(await sound('{A}', '{reported}', '{1,2}'), false, 'a value of no figure')
    assert.equal(await sound('{A}', '{reported}', '{null}'), false, 'reported without a value')
    assert.equal(await sound('{A}', '{reported}', '{}'), false, 'reported without any value')
    assert.equal(await sound('{A}', '{zero}', '{1}'), false, 'zero that is one')
    assert.equal(await sound('{A}', '{none}', '{1}'), false, 'none with a value')
    assert.equal(await sound('{A}', '{missing}', '{1}'), false, 'no such state')
    assert.equal(await sound('{A}', '{reported}', '{1}', '{""}'), false, 'an empty reason')
    assert.equal(await sound('{A}', '{reported}', '{1}', '{"Xã"}'), true)
    assert.equal(await sound('{A}', '{reported}', '{1}', `{"${'Xã'.normalize('NFD')}"}`), false, 'a reason in loose marks')
  }),
)

test(
  'figures are sound exactly when each is, however many are silent or zero',
  inHouse(async house => {
    const figure = fc.record({
      state: fc.constantFrom('reported', 'zero', 'none', 'not_applicable', 'estimated', 'missing'),
      value: fc.constantFrom(null, 0, 1, 2.5),
    })
    const isSound = ({ state, value }: { state: string; value: number | null }): boolean =>
      state === 'zero' ? value === 0 : ['none', 'not_applicable'].includes(state) ? value === null : state !== 'missing' && value !== null
    await fc.assert(
      fc.asyncProperty(fc.array(figure, { maxLength: 6 }), async figures => {
        const { rows } = await sql<{ sound: boolean }>`
          select report_figures_are_sound(${figures.map((_, i) => `A${i}`)}::text[], ${figures.map(one => one.state)}::text[],
            ${figures.map(one => one.value)}::numeric[], '{}'::numeric[], '{}'::numeric[], '{}'::numeric[], '{}'::text[], '{}'::text[]) as sound`.execute(
          house.db,
        )
        assert.equal(rows[0]?.sound, figures.every(isSound), JSON.stringify(figures))
      }),
      { seed: 20_261_122, numRuns: 300 },
    )
  }),
)

test(
  'a record of no edition is refused by the database',
  inHouse(async house => {
    await assert.rejects(
      house.inTx(tx =>
        sql`insert into report_source (edition_id, indicator, record_id, unit_id, on_day, title, href)
          values (${randomUUID()}::uuid, 'DVK01', ${randomUUID()}::uuid, ${house.unit('KT')}::uuid, '2026-11-01', 'x', '/x')`.execute(tx),
      ),
      { code: '23503' },
    )
  }),
)
