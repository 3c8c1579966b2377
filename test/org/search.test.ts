// Finding a unit by any name it ever had, as officers type it.
import assert from 'node:assert/strict'
import test from 'node:test'
import { History } from '../../src/org/history.ts'
import { searchHistory, searchWords } from '../../src/org/search.ts'
import { stood } from './small-country.ts'

const history = new History({
  versions: [
    stood('tỉnh', { level: 'province', kind: 'tỉnh', name: 'Mẫu' }),
    stood('tỉnh khác', { level: 'province', kind: 'tỉnh', name: 'Bạn' }),
    stood('huyện', { level: 'district', kind: 'huyện', name: 'Cờ Lau', parentId: 'tỉnh', until: '2025-06-30' }),
    stood('thị xã', { level: 'district', kind: 'thị xã', name: 'Bến Sen', parentId: 'tỉnh', until: '2025-06-30' }),
    stood('cũ', { kind: 'xã', name: 'Suối Lúa', parentId: 'huyện', until: '2025-06-30' }),
    stood('cũ', { kind: 'phường', name: 'Tân Ước', parentId: 'tỉnh', from: '2025-07-01' }),
    stood('mới', { kind: 'xã', name: 'Cờ Lau', parentId: 'tỉnh', from: '2025-07-01' }),
    stood('xa', { kind: 'xã', name: 'Cổ Láu', parentId: 'tỉnh khác' }),
    stood('đảng', { line: 'party', level: 'province', kind: 'đảng bộ', name: 'Tỉnh ủy Mẫu', areaId: 'tỉnh' }),
  ],
  successions: [],
})
const found = (text: string, limit = 9): string[] => searchHistory(history, text, limit).map(one => `${one.name} (${one.above[0] ?? ''})`)

test('names are found without marks, what still stands first, and then the higher level', () => {
  assert.deepEqual(found('co lau'), ['xã Cờ Lau (tỉnh Mẫu)', 'xã Cổ Láu (tỉnh Bạn)', 'huyện Cờ Lau (tỉnh Mẫu)'])
})

test('whoever types the marks means them', () => {
  assert.deepEqual(found('Cờ Lau').slice(0, 2), ['xã Cờ Lau (tỉnh Mẫu)', 'huyện Cờ Lau (tỉnh Mẫu)'])
})

test('short forms are understood, a name once borne finds the unit, and the beginning of a word is enough', () => {
  assert.deepEqual(found('TX Bến Sen'), ['thị xã Bến Sen (tỉnh Mẫu)'])
  assert.deepEqual(found('H. Cờ Lau'), ['huyện Cờ Lau (tỉnh Mẫu)'])
  assert.deepEqual(
    searchHistory(history, 'suoi lua', 9).map(one => [one.id, one.until]),
    [['cũ', '2025-06-30']],
  )
  assert.deepEqual(found('suoi l'), ['xã Suối Lúa (huyện Cờ Lau)'])
  assert.deepEqual(found('uoi lua'), [])
  assert.deepEqual(searchWords('P. 5, Q. 3'), ['phuong', '5', 'quan', '3'])
})

test('the words behind a name are looked for in the names above it on its days', () => {
  assert.deepEqual(found('suoi lua co lau mau'), ['xã Suối Lúa (huyện Cờ Lau)'])
  assert.deepEqual(found('co lau ban'), ['xã Cổ Láu (tỉnh Bạn)'])
  assert.deepEqual(found('co lau khong dau'), [])
  assert.deepEqual(found('tinh uy mau'), ['Tỉnh ủy Mẫu (tỉnh Mẫu)'])
})

test('nothing typed finds nothing, and the list is no longer than asked', () => {
  assert.deepEqual(found('  '), [])
  assert.equal(found('co lau', 2).length, 2)
})
