// An edition handed in again, beside the one before it.
import assert from 'node:assert/strict'
import test from 'node:test'
import { type EditionBefore, saidAgain } from './again.ts'
import type { Figure, FigureState } from './figures.ts'
import { indicator } from './indicator.examples.ts'

const figure = (code: string, value: number | null, state: FigureState = 'reported', reason: string | null = null): [string, Figure] => [
  code,
  { code, state, value, counted: null, numerator: null, denominator: null, reason, note: null },
]
const FORM = ['A', 'B', 'C'].map(code => indicator(code))
const edition = (figures: readonly [string, Figure][], more: Partial<EditionBefore> = {}): EditionBefore => ({
  figures: new Map(figures),
  narrative: [],
  asked: new Map(),
  files: [],
  ...more,
})

test('a cell that was sent back is there though its figure stands, with what the unit answers; others only where they changed', () => {
  const before = edition([figure('A', 1), figure('B', 2), figure('C', 3)], { asked: new Map([['A', 'Xem lại.']]) })
  const now = edition([figure('A', 1, 'reported', 'Đã đối chiếu sổ.'), figure('B', 2), figure('C', 4)])
  assert.deepEqual(
    saidAgain(FORM, before, now).cells.map(one => [one.indicator.code, one.was?.value, one.now?.value, one.asked, one.now?.reason]),
    [
      ['A', 1, 1, 'Xem lại.', 'Đã đối chiếu sổ.'],
      ['C', 3, 4, undefined, null],
    ],
  )
})

test('zero that becomes an estimate of zero, and a figure that came or went, are changes', () => {
  const before = edition([figure('A', 0, 'zero'), figure('B', 2)])
  const now = edition([figure('A', 0, 'estimated'), figure('C', 1)])
  assert.deepEqual(
    saidAgain(FORM, before, now).cells.map(one => one.indicator.code),
    ['A', 'B', 'C'],
  )
})

test('words are compared by heading and files by what is in them, whatever they are called', () => {
  const [scan, list, photo] = ['a', 'b', 'c'].map(sha256 => ({ name: `${sha256}.pdf`, sha256 }))
  assert.ok(scan && list && photo, 'three files')
  const before = edition([], {
    narrative: [
      { heading: 'I', text: 'Một.' },
      { heading: 'II', text: 'Hai.' },
    ],
    files: [scan, list],
  })
  const now = edition([], {
    narrative: [
      { heading: 'I', text: 'Một.' },
      { heading: 'III', text: 'Ba.' },
    ],
    files: [{ ...scan, name: 'đổi tên.pdf' }, photo],
  })
  const { headings, filesAdded, filesGone } = saidAgain(FORM, before, now)
  assert.deepEqual([headings, filesAdded, filesGone], [['II', 'III'], ['c.pdf'], ['b.pdf']])
})
