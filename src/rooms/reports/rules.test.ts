import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { civil, day } from '../../ground/day.ts'
import { isRefusal } from '../../ground/faults.ts'
import {
  accept,
  daysLate,
  giveBack,
  type Happened,
  isAccepted,
  isHandedIn,
  mayConsolidate,
  mayEdit,
  mayPublish,
  maySubmit,
  openWindow,
  type Regime,
  standing,
  type Window,
} from './rules.ts'

const window: Window = {
  id: 'w',
  regimeId: 'r',
  code: 'T2026-11',
  label: 'Tháng 11/2026',
  from: day('2026-10-16'),
  until: day('2026-11-15'),
  due: day('2026-11-20'),
  locks: day('2026-11-30'),
}
const month: Regime = { id: 'r', code: 'T', name: 'Báo cáo tháng', rhythm: 'month' }
const codeOf = (value: unknown): string | undefined => (isRefusal(value) ? value.refused : undefined)

test('the sheet opens on the first day of the window and closes after its lock', () => {
  assert.equal(codeOf(mayEdit(window, 'not-begun', day('2026-10-15'))), 'reports.not-begun')
  assert.deepEqual(mayEdit(window, 'not-begun', day('2026-10-16')), { until: window.locks })
  assert.deepEqual(mayEdit(window, 'returned', day('2026-11-30')), { until: window.locks })
  assert.equal(codeOf(mayEdit(window, 'returned', day('2026-12-01'))), 'reports.locked')
})

test('handing in begins on the cut-off day, not before', () => {
  assert.equal(codeOf(maySubmit(window, 'drafting', day('2026-11-14'))), 'reports.before-cut-off')
  assert.equal(codeOf(maySubmit(window, 'drafting', day('2026-11-15'))), undefined)
})

test('what awaits review or was accepted cannot be written on, and the reason is said', () => {
  assert.equal(codeOf(mayEdit(window, 'submitted', day('2026-11-16'))), 'reports.awaiting')
  for (const at of ['accepted', 'included', 'published'] as const)
    assert.equal(codeOf(mayEdit(window, at, day('2026-11-16'))), 'reports.accepted')
})

test('the due day lasts until 23:59:59 in Việt Nam, whatever the clock of the server says', () => {
  const before = civil(new Date('2026-11-20T16:59:59Z'))
  const after = civil(new Date('2026-11-20T17:00:00Z'))
  assert.equal(before.time, '23:59:59')
  assert.equal(daysLate(window, before.day), 0)
  assert.equal(daysLate(window, after.day), 1)
})

test('the lock ends at 23:59:59 of its day in Việt Nam', () => {
  assert.equal(codeOf(mayEdit(window, 'drafting', civil(new Date('2026-11-30T16:59:59Z')).day)), undefined)
  assert.equal(codeOf(mayEdit(window, 'drafting', civil(new Date('2026-11-30T17:00:00Z')).day)), 'reports.locked')
})

test('a window has its days in order and shares none with its regime', () => {
  const codes = (more: object, others: Parameters<typeof openWindow>[2] = []) =>
    openWindow(month, { ...window, ...more }, others).map(one => one.refused)
  assert.deepEqual(codes({}), [])
  assert.deepEqual(codes({ until: day('2026-10-15') }), ['reports.window-turned'])
  assert.deepEqual(codes({ due: day('2026-11-14') }), ['reports.window-due-early'])
  assert.deepEqual(codes({ locks: day('2026-11-19') }), ['reports.window-locks-early'])
  assert.deepEqual(codes({}, [{ label: 'Tháng 10', from: day('2026-09-16'), until: day('2026-10-16') }]), ['reports.window-overlaps'])
  assert.deepEqual(codes({}, [{ label: 'Tháng 10', from: day('2026-09-16'), until: day('2026-10-15') }]), [])
})

test('six months, nine months and the year begin on 1 January', () => {
  for (const rhythm of ['half', 'nine', 'year'] as const) {
    const regime = { ...month, rhythm }
    assert.deepEqual(
      openWindow(regime, window, []).map(one => one.refused),
      ['reports.window-january'],
    )
    assert.deepEqual(openWindow(regime, { ...window, from: day('2026-01-01'), locks: null }, []), [])
  }
})

test('a report is returned for named cells with a reason each', () => {
  const cells = new Set(['A1', 'A2'])
  const codes = (outcome: unknown) => (Array.isArray(outcome) ? outcome : []).filter(isRefusal).map(one => one.refused)
  assert.deepEqual(codes(giveBack('submitted', [], cells)), ['reports.no-cell'])
  assert.deepEqual(codes(giveBack('submitted', [{ code: 'A1', reason: '' }], cells)), ['reports.return-reason'])
  assert.deepEqual(codes(giveBack('submitted', [{ code: 'B9', reason: 'sai' }], cells)), ['reports.cell-unknown'])
  assert.deepEqual(codes(giveBack('returned', [{ code: 'A1', reason: 'sai' }], cells)), ['reports.already-returned'])
  assert.deepEqual(giveBack('published', [{ code: 'A1', reason: 'sai' }], cells), { cells: [{ code: 'A1', reason: 'sai' }], files: [] })
})

test('only what was handed in and not judged is accepted', () => {
  assert.equal(accept('submitted'), 'accepted')
  assert.equal(codeOf(accept('returned')), 'reports.accept-returned')
  assert.equal(codeOf(accept('accepted')), 'reports.accept-again')
  assert.equal(codeOf(accept('drafting')), 'reports.accept-nothing')
})

test('a correction takes in something that the published report did not', () => {
  assert.equal(mayPublish(['a'], undefined), true)
  assert.equal(codeOf(mayPublish(['a', 'b'], { number: 1, editions: ['b', 'a'] })), 'reports.nothing-new')
  assert.equal(mayPublish(['a', 'b', 'c'], { number: 1, editions: ['b', 'a'] }), true)
  assert.equal(mayPublish(['a', 'd'], { number: 1, editions: ['b', 'a'] }), true)
})

test('nothing is added up before the cut-off or without an accepted report', () => {
  assert.equal(codeOf(mayConsolidate(window, 3, day('2026-11-14'))), 'reports.consolidate-early')
  assert.equal(codeOf(mayConsolidate(window, 0, day('2026-11-15'))), 'reports.nothing-accepted')
  assert.equal(mayConsolidate(window, 1, day('2026-11-15')), true)
})

// The machine: what each act does to what has happened, when the rules let it.
type Act = 'draft' | 'submit' | 'return' | 'accept' | 'publish'
interface World {
  editions: Happened[]
  drafted: boolean
  receipts: string[]
  published: number[]
}

function act(world: World, what: Act): World {
  const at = standing(world.editions, world.drafted)
  const today = day('2026-11-16')
  const last = world.editions.at(-1)
  const judged = (kind: 'returned' | 'accepted'): World =>
    last
      ? {
          ...world,
          editions: [
            ...world.editions.slice(0, -1),
            { ...last, verdicts: [...last.verdicts, { id: '', number: last.verdicts.length + 1, kind }] },
          ],
        }
      : world
  if (what === 'draft') return isRefusal(mayEdit(window, at, today)) ? world : { ...world, drafted: true }
  if (what === 'submit') {
    if (isRefusal(maySubmit(window, at, today))) return world
    const number = (last?.number ?? 0) + 1
    return {
      ...world,
      editions: [...world.editions, { number, verdicts: [], included: false, published: false }],
      receipts: [...world.receipts, `BN-${number}`],
    }
  }
  if (what === 'return')
    return last && isHandedIn(at) && 'cells' in giveBack(at, [{ code: 'A', reason: 'x' }], new Set(['A'])) ? judged('returned') : world
  if (what === 'accept') return isRefusal(accept(at)) ? world : judged('accepted')
  if (!last || !isAccepted(at) || last.published) return world
  return {
    ...world,
    editions: [...world.editions.slice(0, -1), { ...last, included: true, published: true }],
    published: [...world.published, last.number],
  }
}

test('whatever is done in whatever order: nothing is accepted unsent, what is published stays, every receipt is another', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom<Act>('draft', 'submit', 'return', 'accept', 'publish'), { maxLength: 60 }), acts => {
      let world: World = { editions: [], drafted: false, receipts: [], published: [] }
      for (const what of acts) {
        const before = standing(world.editions, world.drafted)
        const next = act(world, what)
        const after = standing(next.editions, next.drafted)
        if (isAccepted(after) && !isAccepted(before)) assert.equal(before, 'submitted')
        if (before !== 'submitted' && after === 'submitted') assert.ok(!isAccepted(before))
        // What was published is among what is published, edition by edition, and is not touched by a later edition.
        for (const number of world.published) assert.equal(next.editions[number - 1]?.published, true)
        assert.deepEqual(
          next.editions.map(one => one.number),
          next.editions.map((_, i) => i + 1),
        )
        assert.equal(new Set(next.receipts).size, next.receipts.length)
        assert.equal(next.receipts.length, next.editions.length)
        for (const edition of next.editions.slice(0, -1)) assert.equal(edition.verdicts.at(-1)?.kind, 'returned')
        world = next
      }
    }),
    { seed: 2026, numRuns: 500 },
  )
})
