// A pasted list names lines of the catalogue: by name or code, in its order, or says which line does not.
import assert from 'node:assert/strict'
import test from 'node:test'
import { definition } from '../indicator.examples.ts'
import type { Definition } from './catalogue.ts'
import { linesPasted } from './pasted-lines.ts'

const line = (code: string, label: string, more: Partial<Definition> = {}): Definition =>
  definition(code, { label, group: 'Giám sát', ...more })
const known = new Map(
  [
    line('GS01', 'Cuộc giám sát do Mặt trận chủ trì'),
    line('GS04', 'Kiến nghị sau giám sát'),
    line('GS04A', 'trong đó: được trả lời', { depth: 1, subsetOf: 'GS04' }),
    line('GS05', 'Ý kiến góp ý'),
    line('GS05A', 'trong đó: được trả lời', { depth: 1, subsetOf: 'GS05' }),
  ].map(one => [one.code, one]),
)
const saysOf = (block: string): readonly string[] =>
  linesPasted(block, known).map(one => (typeof one === 'string' ? one : `${one.refused}: ${one.say}`))

test('names and codes, numbered or in a table with its head and group, are the lines in the order of the list', () => {
  assert.deepEqual(
    saysOf(
      'TT\tChỉ tiêu\tĐVT\nI\tGiám sát\n1\tKiến nghị sau giám sát\tkiến nghị\n1.1\tTrong đó: được trả lời\n2\tCuộc giám sát do mặt trận chủ trì\n',
    ),
    ['GS04', 'GS04A', 'GS01'],
  )
  assert.deepEqual(saysOf('gs05\n\n- GS05A\nGS05'), ['GS05', 'GS05A'])
  assert.deepEqual(saysOf('II. GIÁM SÁT\n3. Ý kiến góp ý:'), ['GS05'])
})

test('a line that no indicator or several bear is named with its number, and nothing is taken by half', () => {
  assert.deepEqual(saysOf('GS01\nSố cuộc họp chi bộ\nĐược trả lời'), [
    'reports.lines-unknown: Dòng 2 “Số cuộc họp chi bộ”: danh mục không có chỉ tiêu tên như vậy. Bỏ dòng này, hoặc thêm chỉ tiêu mới vào danh mục.',
    'reports.lines-several: Dòng 3 “Được trả lời”: nhiều chỉ tiêu mang tên này. Ghi mã thay cho tên, ví dụ GS04A, GS05A.',
  ])
  assert.deepEqual(saysOf(' \n'), ['reports.lines-nothing: Chưa dán dòng nào. Mỗi dòng một tên hoặc một mã chỉ tiêu.'])
  assert.equal(linesPasted('y\n'.repeat(40), known).length, 5, 'the first five are enough to begin with')
})
