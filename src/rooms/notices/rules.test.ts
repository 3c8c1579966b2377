import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { addDays, day } from '../../ground/day.ts'
import { AUDIENCES, idOf, isGivenUp, nextAttempt, rungsOn, wayOf } from './rules.ts'

const LADDER = [
  { days: -7, tells: 'officers' },
  { days: -2, tells: 'officers' },
  { days: 0, tells: 'officers' },
  { days: 2, tells: 'head' },
  { days: 5, tells: 'receiver' },
] as const
const DUE = day('2026-11-25')
const on = (days: number) => rungsOn(DUE, addDays(DUE, days), LADDER).map(rung => `${rung.tells} ${rung.days}`)

test('the ladder: the officers before the due day and on it, the head after two days, the receiver after five', () => {
  assert.deepEqual(on(-8), [])
  assert.deepEqual(on(-7), ['officers -7'])
  assert.deepEqual(on(-2), ['officers -2'])
  assert.deepEqual(on(0), ['officers 0'])
  assert.deepEqual(on(2), ['officers 0', 'head 2'])
  assert.deepEqual(on(5), ['head 2', 'receiver 5'])
  // A server that was down over the weekend says it on Monday; weeks later it is no news.
  assert.deepEqual(on(8), ['receiver 5'])
  assert.deepEqual(on(9), [])
})

test('on any day each audience stands on at most one rung, one that was reached not more than three days ago', () => {
  const rung = fc.record({ days: fc.integer({ min: -20, max: 20 }), tells: fc.constantFrom(...AUDIENCES) })
  fc.assert(
    fc.property(fc.array(rung, { maxLength: 8 }), fc.integer({ min: -30, max: 30 }), (ladder, offset) => {
      const rungs = rungsOn(DUE, addDays(DUE, offset), ladder)
      assert.equal(new Set(rungs.map(one => one.tells)).size, rungs.length)
      for (const one of rungs) {
        assert.ok(one.days <= offset && offset - one.days <= 3)
        assert.ok(ladder.every(other => other.tells !== one.tells || other.days > offset || other.days <= one.days))
      }
    }),
    { seed: 20261122, numRuns: 300 },
  )
})

test('another try comes later and later, at most an hour, and ends after days, never after a few tries', () => {
  const at = new Date('2026-11-21T02:00:00Z')
  const minutes = [1, 2, 3, 4, 5, 6, 70].map(n => (nextAttempt(n, at).getTime() - at.getTime()) / 60_000)
  assert.deepEqual(minutes, [1, 5, 15, 30, 60, 60, 60])
  const later = (days: number) => new Date(at.getTime() + days * 86_400_000)
  assert.equal(isGivenUp({ way: 'hook', attempts: 50, madeAt: at }, later(2.9)), false)
  assert.equal(isGivenUp({ way: 'hook', attempts: 50, madeAt: at }, later(3.1)), true)
  // The system itself stood still for a month: what waited is not given up after its first try.
  assert.equal(isGivenUp({ way: 'hook', attempts: 1, madeAt: at }, later(30)), false)
  assert.equal(isGivenUp({ way: 'mail', attempts: 50, madeAt: at }, later(6.9)), false)
  assert.equal(isGivenUp({ way: 'mail', attempts: 50, madeAt: at }, later(7.1)), true)
})

test('a notice goes by mail as chosen, else as its room proposes, and never without a confirmed address', () => {
  const kind = { label: '', mail: 'digest' } as const
  assert.equal(wayOf(kind, null, true), 'digest')
  assert.equal(wayOf(kind, 'now', true), 'now')
  assert.equal(wayOf(kind, 'none', true), 'none')
  assert.equal(wayOf(kind, 'now', false), 'none')
  assert.equal(wayOf(undefined, null, true), 'none')
})

test('an id follows from what it is of, and has the shape of a UUID', () => {
  assert.equal(idOf('a', 1), idOf('a', 1))
  assert.notEqual(idOf('a', 1), idOf('a 1'))
  assert.match(idOf('x'), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/u)
})
