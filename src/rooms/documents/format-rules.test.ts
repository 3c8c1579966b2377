import assert from 'node:assert/strict'
import test from 'node:test'
import data from '../../../data/format-rules.json' with { type: 'json' }
import { day } from '../../ground/day.ts'
import { isRefusal } from '../../ground/faults.ts'
import { faultsOf, formatOn } from './format-rules.ts'

type Data = typeof data
const changed = (change: (copy: Data) => void): string[] => {
  const copy = structuredClone(data)
  change(copy)
  return faultsOf(copy)
}
const setOf = (issuer: 'state' | 'party' | 'front', on: string): string => {
  const format = formatOn(issuer, day(on))
  return isRefusal(format) ? format.refused : format.setId
}

test('the file of format rules is sound', () => {
  assert.deepEqual(faultsOf(data), [])
})

test('a fault in the file of format rules is named with its place', () => {
  const rules = (copy: Data, id: string): { element: string; set: object }[] => copy.sets.find(set => set.id === id)?.rules ?? []
  assert.deepEqual(changed(copy => rules(copy, 'nd-30-2020').splice(0, 1)).slice(0, 1), ['nd-30-2020: thiếu quy tắc page'])
  assert.match(
    changed(copy => Object.assign(rules(copy, 'nd-30-2020')[0]?.set ?? {}, { topMm: { min: 20, max: 25, chosen: 26 } })).join(),
    /page: giá trị chọn ngoài khoảng/u,
  )
  assert.match(
    changed(copy => Object.assign(rules(copy, 'mttq')[0] ?? {}, { element: 'sealing' })).join(),
    /mttq\/sealing: không có thành phần này/u,
  )
  assert.match(changed(copy => Object.assign(copy.sets[2] ?? {}, { validTo: null })).join(), /trùng ngày/u)
  assert.match(changed(copy => Object.assign(copy.sets[1] ?? {}, { basedOn: 'nd-99' })).join(), /không có bộ nd-99/u)
  assert.match(changed(copy => Object.assign(rules(copy, 'mttq')[0] ?? {}, { source: '' })).join(), /source/u)
  assert.match(changed(copy => void rules(copy, 'mttq').push(...rules(copy, 'mttq').slice(0, 1))).join(), /ghi hai lần/u)
  assert.ok(changed(copy => Object.assign(copy, { sets: 'none' })).length > 0, 'a file of another shape is refused')
})

test('the format is the one in force on the day of the document', () => {
  assert.equal(setOf('state', '2026-07-05'), 'nd-30-2020')
  assert.equal(setOf('front', '2026-07-05'), 'mttq')
  assert.equal(setOf('party', '2018-04-03'), 'hd-36-vptw-2018')
  assert.equal(setOf('party', '2026-05-26'), 'hd-36-vptw-2018')
  assert.equal(setOf('party', '2026-05-27'), 'hd-05-vptw-2026')
  assert.equal(setOf('state', '2020-03-04'), 'documents.no-format')
  assert.equal(setOf('party', '2018-04-02'), 'documents.no-format')
})

test('every rule of a format says what it asks, where it comes from, since when, and who confirmed it', () => {
  for (const issuer of ['state', 'party', 'front'] as const) {
    const format = formatOn(issuer, day('2026-11-21'))
    assert.ok(!isRefusal(format), issuer)
    for (const rule of format.rules) {
      assert.ok(rule.says.length > 10 && rule.source.length > 5, `${rule.setId}/${rule.element}`)
      assert.ok(
        rule.validFrom <= day('2026-11-21') && (rule.validTo === null || rule.validTo >= rule.validFrom || rule.setId !== format.setId),
      )
      assert.equal(rule.confirmedBy, null, 'no clerk has yet confirmed a rule against the original')
    }
    const { page } = format
    assert.ok(page.leftMm.chosen + page.rightMm.chosen < page.widthMm / 2, 'text is wider than its margins')
  }
})

test('a Party format has no Quốc hiệu and a state format no name of the Party', () => {
  const elements = (issuer: 'state' | 'party' | 'front'): string[] => {
    const format = formatOn(issuer, day('2026-11-21'))
    assert.ok(!isRefusal(format), issuer)
    return format.rules.map(rule => rule.element)
  }
  assert.ok(!elements('party').includes('nationalName') && elements('party').includes('partyName'), 'Party')
  assert.ok(!elements('state').includes('partyName') && elements('front').includes('motto'), 'state and Front')
})
