// Several people on one draft: nothing typed is ever lost, whatever the order of their saves.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import {
  type Base,
  baseFrom,
  baseOf,
  baseText,
  type Coming,
  type Contents,
  type Drafted,
  join,
  markOfSaid,
  picksOf,
  type Said,
} from './merge.ts'

const said = (value: string): Said => ({ state: '', value, reason: '' })
const sheet = (of: Readonly<Record<string, string>>): Contents => new Map(Object.entries(of).map(([place, value]) => [place, said(value)]))
const draft = (contents: Contents): Drafted => ({ contents, hands: new Map(), asides: [] })
const from = (page: string, base: Base, mine: Contents, picks: Coming['picks'] = new Map()): Coming => ({
  by: `person-${page}`,
  page,
  base,
  mine,
  picks,
})
const shown = (contents: Contents): Record<string, string> =>
  Object.fromEntries(
    [...contents].filter(([, one]) => markOfSaid(one) !== markOfSaid(said(''))).map(([place, one]) => [place, markOfSaid(one)]),
  )

const BEGAN = sheet({ TD01: '1', TD02: '20', 'p-1': 'Ổn định.' })

test('cells that only one side wrote are joined without a word', () => {
  const a = join(draft(BEGAN), from('a', baseOf(BEGAN), new Map([...BEGAN, ['TD01', said('2')]])))
  const b = join(a.drafted, from('b', baseOf(BEGAN), new Map([...BEGAN, ['TD02', said('21')]])))
  assert.deepEqual(shown(b.drafted.contents), shown(sheet({ TD01: '2', TD02: '21', 'p-1': 'Ổn định.' })))
  assert.deepEqual([b.theirs, b.both, b.drafted.asides], [['TD01'], [], []])
})

test('one number in two spellings is not two opinions', () => {
  const a = join(draft(BEGAN), from('a', baseOf(BEGAN), new Map([...BEGAN, ['TD02', said('1460')]])))
  const b = join(a.drafted, from('b', baseOf(BEGAN), new Map([...BEGAN, ['TD02', said('1.460')]])))
  assert.deepEqual([b.both, b.theirs], [[], []])
})

test('two values for one cell stand beside each other until someone chooses, and what was not shown stays', () => {
  const a = join(draft(BEGAN), from('a', baseOf(BEGAN), new Map([...BEGAN, ['TD01', said('6')]])))
  const b = join(a.drafted, from('b', baseOf(BEGAN), new Map([...BEGAN, ['TD01', said('9')]])))
  assert.equal(b.drafted.contents.get('TD01')?.value, '6')
  assert.deepEqual(
    b.drafted.asides.map(one => [one.place, one.value, one.by]),
    [['TD01', '9', 'person-b']],
  )
  const [six, nine] = [markOfSaid(said('6')), markOfSaid(said('9'))]
  const c = join(b.drafted, from('c', baseOf(BEGAN), new Map([...BEGAN, ['TD01', said('12')]])))
  assert.equal(c.drafted.asides.length, 2)
  const chosen = join(
    c.drafted,
    from('d', baseOf(c.drafted.contents), c.drafted.contents, picksOf({ TD01: nine }, { TD01: `${six}.${nine}` })),
  )
  assert.equal(chosen.drafted.contents.get('TD01')?.value, '9')
  assert.deepEqual(
    chosen.drafted.asides.map(one => one.value),
    ['12'],
    'nobody chose against a value that was not shown',
  )
})

test('a choice between values that have changed since is not made', () => {
  const a = join(draft(BEGAN), from('a', baseOf(BEGAN), new Map([...BEGAN, ['TD01', said('6')]])))
  const b = join(a.drafted, from('b', baseOf(BEGAN), new Map([...BEGAN, ['TD01', said('9')]])))
  const later = join(b.drafted, from('a', baseOf(b.drafted.contents), new Map([...b.drafted.contents, ['TD01', said('7')]])))
  const [six, nine] = [markOfSaid(said('6')), markOfSaid(said('9'))]
  const chosen = join(
    later.drafted,
    from('e', baseOf(b.drafted.contents), b.drafted.contents, picksOf({ TD01: six }, { TD01: `${six}.${nine}` })),
  )
  assert.deepEqual([chosen.drafted.contents.get('TD01')?.value, chosen.drafted.asides.map(one => one.value)], ['7', ['9']])
})

test('a page may write over what it saved itself, though the answer to that was lost', () => {
  const one = join(draft(BEGAN), from('a', baseOf(BEGAN), new Map([...BEGAN, ['TD01', said('2')]])))
  const two = join(one.drafted, from('a', baseOf(BEGAN), new Map([...BEGAN, ['TD01', said('3')]])))
  assert.deepEqual([two.drafted.contents.get('TD01')?.value, two.both, two.drafted.asides], ['3', [], []])
})

test('a place that was not on the page stays as it is', () => {
  const { drafted } = join(draft(BEGAN), from('a', new Map(), sheet({ TD05: '5' })))
  assert.deepEqual([...drafted.contents.keys()], ['TD01', 'TD02', 'p-1', 'TD05'])
})

test('what a page began with travels as text, and any other text is none', () => {
  assert.deepEqual(baseFrom(baseText(baseOf(BEGAN))), baseOf(BEGAN))
  assert.deepEqual(baseFrom(baseText(new Map())), new Map())
  for (const text of ['', 'TD01', 'g1 TD01:xyz', 'g1 TD01:0123456789ab extra']) assert.equal(baseFrom(text), undefined, text)
})

const PLACES = ['A1', 'A2', 'A3', 'A4', 'p-1']
const value = fc.constantFrom('', '0', '1', '2', '1.000', '1000', 'mười', '3/4')
const contents = fc.record(Object.fromEntries(PLACES.map(place => [place, value]))).map(sheet)
const edits = fc.dictionary(fc.constantFrom(...PLACES), value)
const edited = (began: Contents, of: Readonly<Record<string, string>>): Contents =>
  new Map([...began, ...Object.entries(of).map(([place, one]) => [place, said(one)] as const)])
const SEEDED = { seed: 20261122, numRuns: 400 }

test('where no place is written by both, the order of two saves does not matter', () => {
  fc.assert(
    fc.property(contents, edits, edits, (began, a, b) => {
      const apart = Object.fromEntries(Object.entries(b).filter(([place]) => !(place in a)))
      const base = baseOf(began)
      const [one, two] = [from('a', base, edited(began, a)), from('b', base, edited(began, apart))]
      const ab = join(join(draft(began), one).drafted, two)
      const ba = join(join(draft(began), two).drafted, one)
      assert.deepEqual(shown(ab.drafted.contents), shown(ba.drafted.contents))
      assert.deepEqual([ab.drafted.asides, ba.drafted.asides, ab.both, ba.both], [[], [], [], []])
    }),
    SEEDED,
  )
})

test('the same save again changes nothing', () => {
  fc.assert(
    fc.property(contents, edits, edits, (began, a, b) => {
      const base = baseOf(began)
      const first = join(draft(began), from('a', base, edited(began, a)))
      const coming = from('b', base, edited(began, b))
      const once = join(first.drafted, coming)
      const twice = join(once.drafted, coming)
      assert.deepEqual(shown(twice.drafted.contents), shown(once.drafted.contents))
      assert.deepEqual(twice.drafted.asides, once.drafted.asides)
    }),
    SEEDED,
  )
})

test('whoever saves in whatever order, every value that someone typed stands in the sheet or beside it', () => {
  const saver = fc.record({ page: fc.constantFrom('a', 'b', 'c', 'd', 'e'), edits })
  fc.assert(
    fc.property(contents, fc.uniqueArray(saver, { selector: one => one.page, minLength: 2, maxLength: 5 }), (began, savers) => {
      const base = baseOf(began)
      const end = savers.reduce((now, one) => join(now, from(one.page, base, edited(began, one.edits))).drafted, draft(began))
      for (const one of savers)
        for (const [place, typed] of Object.entries(one.edits)) {
          const mark = markOfSaid(said(typed))
          if (mark === (base.get(place) ?? markOfSaid(said('')))) continue
          const stands = [end.contents.get(place) ?? said(''), ...end.asides.filter(aside => aside.place === place)].map(markOfSaid)
          assert.ok(stands.includes(mark), `${place} ${typed} of ${one.page} is lost`)
        }
      assert.deepEqual(
        end.asides.filter(one => !PLACES.includes(one.place)),
        [],
      )
    }),
    SEEDED,
  )
})

test('what a page began with comes back from it, split lines too', () => {
  const base = new Map(['TD01', 'p-2', 'KT09.CTTT', 'ABCDEFGHIJ.DDABCDE'].map((place, i) => [place, String(i).repeat(12)]))
  assert.deepEqual(baseFrom(baseText(base)), base)
})
