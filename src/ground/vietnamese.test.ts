import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { day } from './day.ts'
import { dayInWords, formatDay, formatNumber, nameOrder, numberInWords, readNumber, searchKey, tidy, tonePlaced } from './vietnamese.ts'

test('names are found without marks, in any composition', () => {
  for (const typed of ['Cờ Đỏ', 'co do', 'CỜ ĐỎ', 'Cờ Ðỏ', 'Cờ Đỏ'.normalize('NFD')]) assert.equal(searchKey(typed), 'co do')
})

test('two placings of a tone mark are one word', () => {
  assert.equal(tonePlaced('hoà thuỷ khoẻ'), tonePlaced('hòa thủy khỏe'))
  assert.equal(tonePlaced('hoàn toàn'), 'hoàn toàn')
})

test('text is kept in one composition, without invisible characters', () => {
  assert.equal(tidy('  Khe\u00a0 Trầm\u200b '.normalize('NFD')), 'Khe Trầm')
})

test('people are ordered by given name', () => {
  assert.deepEqual(['Trần Văn Bình', 'Lê Ân', 'Đỗ An', 'Bùi An'].sort(nameOrder), ['Bùi An', 'Đỗ An', 'Lê Ân', 'Trần Văn Bình'])
})

test('numbers are written and read the Vietnamese way', () => {
  assert.equal(formatNumber(1234.5), '1.234,5')
  assert.equal(formatNumber(-1), '−1')
  assert.equal(readNumber('1.234,5'), 1234.5)
  assert.equal(readNumber('12 875'), 12_875)
  for (const unclear of ['1,234.5', '1.23', 'mười', '', '1.2345', '--1', '12a']) assert.equal(readNumber(unclear), undefined)
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), n => readNumber(formatNumber(n)) === n),
    { seed: 20_261_121 },
  )
})

test('days are written as papers write them', () => {
  assert.equal(formatDay(day('2025-07-01')), '01/7/2025')
  assert.equal(formatDay(day('2026-02-05')), '05/02/2026')
  assert.equal(dayInWords(day('2026-01-05')), 'ngày 05 tháng 01 năm 2026')
})

test('numbers are written in words', () => {
  const words: Record<number, string> = {
    0: 'không',
    5: 'năm',
    15: 'mười lăm',
    21: 'hai mươi mốt',
    105: 'một trăm linh năm',
    239: 'hai trăm ba mươi chín',
    1005: 'một nghìn không trăm linh năm',
    12000000: 'mười hai triệu',
  }
  for (const [n, said] of Object.entries(words)) assert.equal(numberInWords(Number(n)), said)
})
