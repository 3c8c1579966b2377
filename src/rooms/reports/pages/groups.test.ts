// Which lines of a form a page shows: all of a short one, of a long one what is chosen or asks for a second look.
import assert from 'node:assert/strict'
import test from 'node:test'
import { indicator } from '../indicator.examples.ts'
import { groupsShown } from './groups.tsx'

const lines = (count: number) => Array.from({ length: count }, (_, i) => indicator(`L${i}`, { group: `nhóm ${Math.floor(i / 40)}` }))
const shown = (...asked: Parameters<typeof groupsShown>): string[] =>
  groupsShown(...asked).shown.flatMap(one => one.lines.map(line => line.code))

test('a form of eighty lines is shown whole, whatever is chosen, and offers no choice', () => {
  assert.equal(shown(lines(80), { named: 'nhóm 1', notable: new Set(['L3']) }).length, 80)
  assert.equal(groupsShown(lines(80), {}).chosen, undefined)
})

test('a longer form shows one group: the one named, else the one that holds the line asked for, else the first; all when all are asked for', () => {
  const form = lines(120)
  assert.deepEqual([shown(form, {})[0], shown(form, {}).length], ['L0', 40])
  assert.deepEqual([shown(form, { code: 'L95' })[0], shown(form, { named: 'nhóm 1', code: 'L95' })[0]], ['L80', 'L40'])
  assert.equal(shown(form, { named: 'tat-ca' }).length, 120)
  assert.equal(shown(form, { named: 'nhóm không có' })[0], 'L0')
})

test('a longer form begins with the lines that ask for a second look, and every line stays within reach', () => {
  const form = lines(120)
  const notable = new Set(['L5', 'L119', 'KHONG'])
  assert.deepEqual(shown(form, { notable }), ['L5', 'L119'])
  assert.deepEqual(groupsShown(form, { notable }).notable, 2)
  const every = groupsShown(form, { notable }).all.flatMap(group => shown(form, { named: group.lines[0]?.group, notable }))
  assert.deepEqual(
    every,
    form.map(line => line.code),
  )
})
