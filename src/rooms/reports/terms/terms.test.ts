// Extensions and waivers as a fold: every edge of a day, every order of acts, and what the rates may never do.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { addDays, civil, type Day, day, daysBetween } from '../../../ground/day.ts'
import { isRefusal } from '../../../ground/faults.ts'
import { mayEdit, maySubmit, type Standing, type Window } from '../rules.ts'
import { GROUPS, groupOf, keeps } from './on-board.ts'
import {
  ask,
  closedToAsking,
  type Due,
  daysLateWhen,
  daysUnder,
  endWaiver,
  extend,
  isExcused,
  LONGEST,
  type OfReport,
  refuseAsking,
  TERM_KINDS,
  type TermEvent,
  type TermKind,
  type Terms,
  termsOf,
  timeliness,
  waive,
  whyExtended,
  withdraw,
} from './terms.ts'

const SEED = { seed: 20261122, numRuns: 300 }
const FIRST = { due: day('2026-11-25'), locks: day('2026-11-30') }
const window: Window = { id: 'w', regimeId: 'r', code: 'T', label: 't', from: day('2026-10-22'), until: day('2026-11-21'), ...FIRST }
const AN = '0d000000-0000-4000-8000-00000000000a'

let clock = 0
const event = (kind: TermKind, until: string | null = null, at = '2026-11-24 08:00:00', reason = 'bão'): TermEvent => ({
  number: ++clock,
  kind,
  until: until === null ? null : day(until),
  reason,
  at: { day: day(at.slice(0, 10)), time: at.slice(11) },
  by: AN,
})
const of = (terms: Terms, today: string, at: Standing = 'drafting'): OfReport => ({ first: FIRST, terms, at, today: day(today), window })
const codes = (refusals: readonly { refused: string }[]): string[] => refusals.map(one => one.refused)
/** The window as this unit has it. */
const under = (terms: Terms): Window => ({ ...window, ...daysUnder(FIRST, terms) })
/** The day in Việt Nam at an instant of the world. */
const on = (instant: string): Day => civil(new Date(instant)).day

test('an extension lasts until midnight in Việt Nam, on the due day, on the locking day and on its own day', () => {
  const plain = under(termsOf([]))
  const open = (which: Window, instant: string): boolean => !isRefusal(maySubmit(which, 'drafting', on(instant)))
  assert.equal(open(plain, '2026-11-30T23:59:59+07:00'), true)
  assert.equal(open(plain, '2026-12-01T00:00:00+07:00'), false)
  const beyond = under(termsOf([event('extended', '2026-12-05')]))
  assert.deepEqual([beyond.due, beyond.locks], ['2026-12-05', '2026-12-05'])
  assert.deepEqual(mayEdit(beyond, 'drafting', on('2026-12-01T00:00:00+07:00')), { until: '2026-12-05' })
  assert.equal(open(beyond, '2026-12-05T16:59:59Z'), true)
  assert.equal(open(beyond, '2026-12-05T17:00:00Z'), false)
  const ended = mayEdit(beyond, 'drafting', day('2026-12-06'))
  assert.ok(isRefusal(ended) && ended.refused === 'reports.locked' && /05\/12\/2026/u.test(ended.say))
  const before = under(termsOf([event('extended', '2026-11-28')]))
  assert.deepEqual([before.due, before.locks], ['2026-11-28', '2026-11-30'], 'a lock that is later stays')
  const late = (which: Window, handedIn: string) => groupOf({ at: 'drafting', owed: { window: which, terms: termsOf([]) } }, on(handedIn))
  assert.equal(late(plain, '2026-11-25T23:59:59+07:00'), 'dang-soan')
  assert.equal(late(plain, '2026-11-26T00:00:00+07:00'), 'qua-han')
  assert.equal(late(before, '2026-11-28T23:59:59+07:00'), 'dang-soan')
  assert.equal(late(before, '2026-11-29T00:00:00+07:00'), 'qua-han')
})

test('a window without a lock stays without one, and an extension before the due day moves nothing', () => {
  assert.deepEqual(daysUnder({ due: FIRST.due, locks: null }, termsOf([event('extended', '2027-01-01')])), {
    due: '2027-01-01',
    locks: null,
  })
  assert.deepEqual(daysUnder(FIRST, termsOf([event('extended', '2026-11-20')])), FIRST)
})

const anyDay = fc.integer({ min: -40, max: 200 }).map(n => addDays(FIRST.due, n))
const anyEvents = fc
  .array(fc.record({ kind: fc.constantFrom(...TERM_KINDS), until: anyDay, at: fc.integer({ min: 0, max: 60 }) }), { maxLength: 12 })
  .map(all =>
    all
      .sort((a, b) => a.at - b.at)
      .map(
        ({ kind, until, at }, i): TermEvent => ({
          number: i + 1,
          kind,
          until: kind === 'asked' || kind === 'extended' ? until : null,
          reason: 'bão',
          at: { day: addDays(window.from, at), time: '08:00:00' },
          by: AN,
        }),
      ),
  )

test('however days are moved, no window is locked before it is due, and no extension takes days away', () => {
  fc.assert(
    fc.property(anyEvents, anyDay, fc.option(fc.integer({ min: 0, max: 30 }), { nil: null }), (events, due, lock) => {
      const first = { due, locks: lock === null ? null : addDays(due, lock) }
      const now = daysUnder(first, termsOf(events))
      assert.ok(now.due >= first.due)
      assert.equal(now.locks === null, first.locks === null)
      if (now.locks !== null && first.locks !== null) assert.ok(now.locks >= now.due && now.locks >= first.locks)
    }),
    SEED,
  )
})

test('at most one asking is open, and whatever is given answers it', () => {
  fc.assert(
    fc.property(anyEvents, events => {
      const { asking, refused, waiver } = termsOf(events)
      const after = asking ? events.filter(one => one.number > asking.number) : []
      assert.ok(after.every(one => one.kind === 'waiver-ended'))
      assert.ok(!(asking && refused))
      if (waiver) assert.ok(events.some(one => one.kind === 'waived'))
    }),
    SEED,
  )
})

/** Acts as people do them, each only when the rules let it: what is refused changes nothing. */
interface Try {
  readonly kind: TermKind
  readonly plus: number
  readonly pass: number
}
const tries = fc.array(
  fc.record({ kind: fc.constantFrom(...TERM_KINDS), plus: fc.integer({ min: -5, max: 120 }), pass: fc.integer({ min: 0, max: 4 }) }),
  { maxLength: 30 },
)
function lived(all: readonly Try[]): { terms: Terms; today: Day } {
  let today = addDays(window.until, -3)
  let events: TermEvent[] = []
  for (const { kind, plus, pass } of all) {
    today = addDays(today, pass)
    const terms = termsOf(events)
    const here: OfReport = { first: FIRST, terms, at: 'drafting', today, window }
    const until = addDays(today, plus)
    const amiss = {
      asked: () => ask(here, { until, reason: 'bão' }),
      withdrawn: () => withdraw(here),
      refused: () => refuseAsking(here, 'đã đủ thời gian'),
      extended: () => extend(here, { until, reason: 'bão' }),
      waived: () => waive(here, 'xã sắp giải thể'),
      'waiver-ended': () => endWaiver(here, 'xã còn hoạt động'),
    }[kind]()
    if (amiss.length > 0) continue
    const day = kind === 'asked' || kind === 'extended' ? until : null
    events = [...events, { number: events.length + 1, kind, until: day, reason: 'bão', at: { day: today, time: '08:00:00' }, by: AN }]
  }
  return { terms: termsOf(events), today }
}

test('in every life that the rules allow: no second asking, no day in the past, none beyond a quarter, nothing given to the released', () => {
  fc.assert(
    fc.property(tries, all => {
      const { terms } = lived(all)
      let asking = false
      let released = false
      for (const one of terms.events) {
        if (one.kind === 'asked') assert.ok(!asking && !released)
        if (one.kind === 'withdrawn' || one.kind === 'refused') assert.ok(asking)
        if (one.kind === 'extended' || one.kind === 'waived') assert.ok(!released)
        if (one.kind === 'waiver-ended') assert.ok(released)
        asking = one.kind === 'asked'
        if (one.kind === 'waived' || one.kind === 'waiver-ended') released = one.kind === 'waived'
        if (one.until !== null) {
          assert.ok(one.until >= one.at.day && one.until > FIRST.due)
          assert.ok(daysBetween(one.at.day, one.until) <= LONGEST * 3)
        }
      }
    }),
    SEED,
  )
})

const anyDue = fc
  .record({
    events: anyEvents,
    at: fc.constantFrom<Standing>('not-begun', 'drafting', 'submitted', 'returned', 'accepted', 'included', 'published'),
    sent: fc.integer({ min: 0, max: 60 }),
  })
  .map(
    ({ events, at, sent }): Due => ({
      first: FIRST,
      terms: termsOf(events),
      at,
      firstIn: at === 'not-begun' || at === 'drafting' ? undefined : { day: addDays(window.from, sent), time: '09:00:00' },
    }),
  )

test('rates never exceed 100 %: by the first day ≤ by the extended day ≤ handed in ≤ owing, and who is released is counted apart', () => {
  fc.assert(
    fc.property(fc.array(anyDue, { maxLength: 20 }), all => {
      const found = timeliness(all)
      assert.ok(found.byFirst <= found.byExtended && found.byExtended <= found.handedIn && found.handedIn <= found.owing)
      assert.equal(found.owing + found.waived, all.length)
    }),
    SEED,
  )
})

test('every report stands in exactly one group of the board, whatever happened to its days', () => {
  fc.assert(
    fc.property(anyDue, anyDay, ({ terms, at }, today) => {
      const row = { at, owed: { window: { ...window, ...daysUnder(FIRST, terms) }, terms } }
      assert.equal(GROUPS.filter(group => keeps(group, today)(row)).length, 1)
      assert.equal(groupOf(row, today) === 'mien', isExcused(terms, at))
      assert.ok(keeps(undefined, today)(row) && keeps('không có', today)(row))
    }),
    SEED,
  )
})

test('what is given after a report was handed in does not make it timely', () => {
  const handedIn = { day: day('2026-11-28'), time: '10:00:00' }
  const before = termsOf([event('extended', '2026-11-29', '2026-11-24 08:00:00')])
  const after = termsOf([event('extended', '2026-12-05', '2026-11-28 10:00:01')])
  assert.equal(daysLateWhen(FIRST, termsOf([]), handedIn), 3)
  assert.equal(daysLateWhen(FIRST, before, handedIn), 0)
  assert.equal(daysLateWhen(FIRST, after, handedIn), 3)
  const of = (terms: Terms): Due => ({ first: FIRST, terms, at: 'accepted', firstIn: handedIn })
  assert.deepEqual(timeliness([of(before), of(after)]), { owing: 2, waived: 0, extended: 2, handedIn: 2, byFirst: 0, byExtended: 1 })
})

test('who was released and hands in all the same is in the denominator again, and is not late', () => {
  const terms = termsOf([event('waived')])
  const handedIn = { day: day('2026-12-20'), time: '10:00:00' }
  assert.equal(isExcused(terms, 'drafting'), true)
  assert.equal(isExcused(terms, 'returned'), true)
  assert.equal(isExcused(terms, 'submitted'), false)
  assert.equal(daysLateWhen(FIRST, terms, handedIn), 0)
  assert.deepEqual(timeliness([{ first: FIRST, terms, at: 'accepted', firstIn: handedIn }]), {
    owing: 1,
    waived: 0,
    extended: 0,
    handedIn: 1,
    byFirst: 0,
    byExtended: 1,
  })
})

test('a day in the past, not after the due day or a year away, and a missing reason are each said at their field', () => {
  const none = termsOf([])
  const asked = (until: string, reason = 'bão', today = '2026-11-23') => ask(of(none, today), { until: day(until), reason })
  assert.deepEqual(codes(asked('2026-11-20')), ['reports.term-past'])
  assert.deepEqual(codes(asked('2026-11-24')), ['reports.term-not-later'])
  assert.deepEqual(codes(asked('2026-11-25')), ['reports.term-not-later'])
  assert.deepEqual(codes(asked('2026-11-26')), [])
  assert.deepEqual(codes(asked('2027-11-26')), ['reports.term-far'])
  assert.deepEqual(codes(asked(addDays(FIRST.due, LONGEST))), [])
  assert.deepEqual(codes(asked(addDays(FIRST.due, LONGEST + 1))), ['reports.term-far'])
  assert.deepEqual(codes(asked('2026-11-28', '')), ['reports.term-reason'])
  assert.deepEqual(
    asked('2026-11-20', '').map(one => one.field),
    ['den', 'ly-do'],
  )
  assert.deepEqual(codes(asked('2026-12-10', 'bão', '2026-12-10')), [], 'after the lock one asks to be let in again, for today even')
  assert.deepEqual(codes(ask(of(none, '2026-10-21'), { until: day('2026-11-28'), reason: 'bão' })), ['reports.term-early'])
})

test('nothing is asked, given or waived for a report that is in; returned it may be', () => {
  const none = termsOf([])
  for (const at of ['submitted', 'accepted', 'included', 'published'] as const) {
    assert.ok(closedToAsking(of(none, '2026-11-23', at)))
    assert.equal(extend(of(none, '2026-11-23', at), { until: day('2026-11-28'), reason: 'bão' }).length, 1)
    assert.equal(waive(of(none, '2026-11-23', at), 'bão').length, 1)
  }
  assert.deepEqual(ask(of(none, '2026-11-23', 'returned'), { until: day('2026-11-28'), reason: 'bão' }), [])
})

test('an extension says why: in the receiver’s words, else in those of the asking it answered', () => {
  const asked = event('asked', '2026-11-28', undefined, 'mất điện ba ngày')
  assert.equal(whyExtended(termsOf([asked, event('extended', '2026-11-28', undefined, '')])), 'mất điện ba ngày')
  assert.equal(whyExtended(termsOf([asked, event('extended', '2026-11-28', undefined, 'đồng ý')])), 'đồng ý')
  assert.deepEqual(codes(extend(of(termsOf([asked]), '2026-11-24'), { until: day('2026-11-27'), reason: '' })), [])
  assert.deepEqual(codes(extend(of(termsOf([]), '2026-11-24'), { until: day('2026-11-27'), reason: '' })), ['reports.term-reason'])
})

test('days given by mistake are brought forward again, but not before today nor to the first due day', () => {
  const terms = termsOf([event('extended', '2027-01-20')])
  assert.deepEqual(codes(extend(of(terms, '2026-11-26'), { until: day('2026-11-28'), reason: 'ghi nhầm tháng' })), [])
  assert.deepEqual(codes(extend(of(terms, '2026-11-24'), { until: day('2026-11-25'), reason: 'ghi nhầm' })), ['reports.term-not-later'])
  assert.deepEqual(codes(extend(of(terms, '2026-11-29'), { until: day('2026-11-28'), reason: 'ghi nhầm' })), ['reports.term-past'])
})
