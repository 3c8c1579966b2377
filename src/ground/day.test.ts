import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { addDays, addMonths, civil, day, daysBetween, lookForDay, weekdayOf } from './day.ts'

test('a day is read as it is typed, and only when the calendar has it', () => {
  assert.equal(lookForDay('21/11/2026'), '2026-11-21')
  assert.equal(lookForDay('5.3.2019'), '2019-03-05')
  assert.equal(lookForDay('05-03-2019'), '2019-03-05')
  assert.equal(lookForDay('29/02/2024'), '2024-02-29')
  for (const never of ['31/11/2026', '29/02/2026', '00/01/2026', '01/13/2026', '2026-02-30', '1/1/26', '', 'hôm qua'])
    assert.equal(lookForDay(never), undefined)
})

test('the civil day is that of Việt Nam, to the second', () => {
  assert.deepEqual(civil(new Date('2026-11-20T16:59:59Z')), { day: '2026-11-20', time: '23:59:59' })
  assert.deepEqual(civil(new Date('2026-11-20T17:00:00Z')), { day: '2026-11-21', time: '00:00:00' })
})

test('a month later is the same date, or the last one of a shorter month', () => {
  assert.equal(addMonths(day('2026-01-31'), 1), '2026-02-28')
  assert.equal(addMonths(day('2024-01-31'), 1), '2024-02-29')
  assert.equal(addMonths(day('2026-03-15'), -15), '2024-12-15')
  assert.equal(weekdayOf(day('2026-11-21')), 6)
})

const anyDay = fc.integer({ min: -200_000, max: 200_000 }).map(n => addDays(day('2026-01-01'), n))
test('adding days and counting them are each other’s reverse', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (at, n) => daysBetween(at, addDays(at, n)) === n && lookForDay(at) === at),
    { seed: 20_261_121 },
  )
})
