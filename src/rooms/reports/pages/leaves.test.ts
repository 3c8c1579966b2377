// A sheet of hundreds of lines, a leaf at a time: nothing of the others is lost, asked twice or left unchecked.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { type Fields, inHouse, type TestHouse } from '../../../../test/house.ts'
import { CODES, FIRST, openLong, SECOND, THIRD } from '../../../../test/reports/long-form.ts'
import { confirmed, hidden, landed, returnIt, sheetOf, summaryOf } from '../../../../test/reports/steps.ts'
import { sql } from '../../../ground/db.ts'
import type { Indicator } from '../figures.ts'
import { indicator } from '../indicator.examples.ts'
import { readSheet, type TypedCell } from '../sheet.ts'
import { judge } from '../together/as-typed.ts'
import { pack, unpack } from '../together/on-page.ts'
import { leafShown, leavesOf } from './leaves.tsx'

const grouped = (sizes: readonly number[], depth: (i: number) => 0 | 1 = () => 0): Indicator[] =>
  sizes.flatMap((size, g) => Array.from({ length: size }, (_, i) => indicator(`G${g}N${i}`, { group: `nhóm ${g}`, depth: depth(i) })))

test('a form of sixty lines is one sheet', () => {
  assert.deepEqual(leavesOf(grouped([20, 40])), [])
  assert.equal(leafShown(grouped([60]), { named: '2' }).lines.length, 60)
})

test('leaves of a longer form hold every line once, in order, at most sixty each, and no group is cut that need not be', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 130 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 7 }), (each, family) => {
      const form = grouped(each, i => (i % family === 0 ? 0 : 1))
      if (form.length <= 60) return
      const leaves = leavesOf(form)
      const lines = leaves.flatMap(leaf => leaf.lines.map(one => one.code))
      assert.deepEqual(
        lines,
        form.map(one => one.code),
      )
      assert.ok(
        leaves.every(leaf => leaf.lines.length <= 60),
        'no leaf is longer than a page',
      )
      assert.equal(leaves.at(-1)?.key, 'loi')
      each.forEach((size, g) => {
        const on = leaves.filter(leaf => leaf.lines.some(one => one.group === `nhóm ${g}`))
        if (size <= 60) assert.equal(on.length, 1, 'a group that fits is on one leaf')
      })
      for (const leaf of leaves.slice(0, -1)) assert.equal(leaf.lines[0]?.depth, 0, 'a leaf never begins within an indicator')
    }),
    { seed: 20261122, numRuns: 200 },
  )
})

test('a page shows the leaf that is named, else that of the first line asked for, else the first; everything when everything is asked for', () => {
  const form = grouped([50, 50, 50])
  const first = (...asked: Parameters<typeof leafShown>[1][]) => asked.map(one => leafShown(form, one).lines[0]?.code)
  assert.deepEqual(first({}, { named: '2', codes: ['G2N1'] }, { codes: [undefined, 'KHONG', 'G2N1', 'G1N1'] }, { named: '99' }), [
    ...['G0N0', 'G1N0', 'G2N0', 'G0N0'],
  ])
  const whole = leafShown(form, { named: 'tat-ca' })
  assert.deepEqual([whole.lines.length, whole.at, whole.hasWords], [150, undefined, true])
  assert.deepEqual([leafShown(form, { named: 'loi' }).lines.length, leafShown(form, { named: '3' }).next?.key], [0, 'loi'])
})

test('the rules of a leaf say of its cells what those of the whole sheet say, and count the whole sheet', () => {
  const form = [
    ...grouped([60]),
    indicator('A1', { group: 'sau' }),
    indicator('A2', { group: 'sau', subsetOf: 'A1', addsUp: true, depth: 1 }),
    indicator('A3', { group: 'sau', subsetOf: 'A1', addsUp: true, depth: 1 }),
    indicator('A4', { group: 'sau', formula: { opening: false, plus: ['G0N0', 'A1'], minus: ['G0N1'] } }),
    indicator('A5', { group: 'sau', kind: 'ratio', numerator: 'A2', denominator: 'G0N2' }),
    indicator('A6', { group: 'sau', subsetOf: 'G0N5', depth: 1 }),
  ]
  const asked = { indicators: form, counted: new Map([['G0N3', 4]]), opening: new Map(), returned: new Map() }
  const before = { previous: undefined, lastYear: undefined }
  const number = fc.constantFrom('', '0', '3', '7', '12', 'x')
  fc.assert(
    fc.property(fc.constantFrom('1', '2'), fc.array(number, { minLength: form.length, maxLength: form.length }), (key, values) => {
      const cells = form.map(({ code }, i): TypedCell => ({ code, state: '', value: values[i] ?? '', reason: '' }))
      const { lines } = leafShown(form, { named: key })
      const codes = new Set(lines.map(one => one.code))
      const { figures } = readSheet(asked, cells)
      const page = JSON.parse(JSON.stringify(pack(asked, before, { lines, cells, filled: figures })))
      const there = unpack(page)
      const typed = [...cells.filter(one => codes.has(one.code)), ...page.leaf.elsewhere]
      const [onLeaf, onSheet] = [judge(there.asked, there.before, typed), judge(asked, before, cells)]
      const ofLeaf = <T extends { field: string }>(all: readonly T[]) => all.filter(one => codes.has(one.field.slice(2)))
      assert.deepEqual(ofLeaf(onLeaf.remarks), ofLeaf(onSheet.remarks))
      const computed = (all: typeof onSheet.computed) => all.filter(one => codes.has(one.code))
      assert.deepEqual(computed(onLeaf.computed), computed(onSheet.computed))
      assert.equal(onLeaf.filled + page.leaf.others.filled, onSheet.filled)
    }),
    { seed: 20261122, numRuns: 150 },
  )
})

const fieldsOf = (text: string): Fields => ({
  ...Object.fromEntries(['after', 'version', 'page', 'goc', 'nhom'].map(name => [name, hidden(text, name)])),
})
const filled = (codes: readonly string[], value: string): Fields => Object.fromEntries(codes.map(code => [`o-${code}`, value]))

const drafted = async (house: TestHouse): Promise<Record<string, string>> => {
  const { rows } = await sql<{ cells: TypedCell[] }>`select cells from report_draft`.execute(house.db)
  return Object.fromEntries((rows[0]?.cells ?? []).filter(one => one.value !== '').map(one => [one.code, one.value]))
}

test(
  'a long sheet is filled leaf by leaf: each save keeps the others, goes on to the next, and handing in checks and sends all of it',
  inHouse(async house => {
    await openLong(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const first = await an.get(sheet)
    assert.match(first.text, /Phần 1 trên 4/u)
    assert.ok(!first.text.includes(`name="o-${SECOND[0]}"`) && !first.text.includes('name="p-1"'), 'one leaf is on the page')
    const gone = await an.post(`${sheet}/luu`, { ...fieldsOf(first.text), ...filled(FIRST, '1'), sang: '2' })
    assert.equal(gone.location, `${sheet}?nhom=2`)
    const second = await an.get(gone.location ?? '')
    assert.match(second.text, /Phần 2 trên 4/u)
    const early = await an.post(`${sheet}/xem-lai`, { ...fieldsOf(second.text), ...filled(SECOND.slice(1), '2'), [`o-${SECOND[0]}`]: 'x' })
    assert.equal(early.status, 422, summaryOf(early))
    assert.match(early.text, new RegExp(`<a href="#o-${SECOND[0]}">`, 'u'), 'what is amiss here is led to here')
    assert.match(early.text, new RegExp(`<a href="[^"]*chi-tieu=${THIRD[0]}#o-${THIRD[0]}">III\\. Nhóm 2: 30 ô chưa nhập</a>`, 'u'))
    assert.equal(Object.keys(await drafted(house)).length, 90, 'what was typed is kept though it cannot be handed in')
    const asked = await an.get(`${sheet}?chi-tieu=${THIRD[0]}`)
    assert.match(asked.text, /Phần 3 trên 4/u)
    const wrong = await an.get(`${sheet}?chi-tieu=${SECOND[0]}`)
    assert.match(wrong.text, /“x” không phải là số/u, 'who is led there reads it again')
    await an.post(`${sheet}/luu`, { ...fieldsOf(asked.text), ...filled(THIRD, '3') })
    const waiting = await an.get(`${sheet}?chi-tieu=${SECOND[0]}`)
    await an.post(`${sheet}/luu`, { ...fieldsOf(waiting.text), ...filled(SECOND, '2') })
    const words = await an.get(`${sheet}?nhom=loi`)
    const told = { ...fieldsOf(words.text), 'p-1': 'Tình hình ổn định.', 'p-2': '' }
    const confirm = await landed(an, await an.post(`${sheet}/xem-lai`, told))
    assert.equal(confirm.status, 200, summaryOf(confirm))
    const sent = await an.post(`${sheet}/nop`, confirmed(confirm.text))
    assert.equal(sent.status, 303, summaryOf(sent))
    const { rows } = await sql<{ n: number; sum: number; words: string }>`
      select cardinality(figure_codes) as n, (select sum(v) from unnest(figure_values) v)::int as sum, narrative -> 0 ->> 'text' as words
        from report_edition`.execute(house.db)
    assert.deepEqual(rows, [{ n: 120, sum: 45 + 90 + 90, words: 'Tình hình ổn định.' }])
  }),
)

test(
  'two colleagues on two leaves take nothing from each other, and on one leaf they are joined as on any sheet',
  inHouse(async house => {
    await openLong(house)
    const [an, giang] = [await house.as('an'), await house.as('giang')]
    const sheet = sheetOf(house, 'KT')
    const [one, two, same] = [await an.get(sheet), await giang.get(`${sheet}?nhom=2`), await giang.get(sheet)]
    await an.post(`${sheet}/luu`, { ...fieldsOf(one.text), ...filled(FIRST, '1') })
    const saved = await giang.post(`${sheet}/luu`, { ...fieldsOf(two.text), ...filled(SECOND, '2'), [`o-${SECOND[44]}`]: '' })
    assert.equal(saved.location, `${sheet}?nhom=2`, 'nothing of another leaf is told of')
    assert.equal(Object.keys(await drafted(house)).length, 89)
    const late = JSON.parse((await giang.post(`${sheet}/nhap`, { ...fieldsOf(same.text), ...filled(FIRST, '') })).text)
    assert.deepEqual([late.theirs.length, late.theirs[0]?.by, late.hidden.goc.includes(SECOND[0])], [45, 'Lương Thị An', false])
    const other = await giang.post(`${sheet}/luu`, { ...fieldsOf(same.text), ...filled(FIRST, ''), [`o-${FIRST[0]}`]: '9' })
    assert.match((await giang.get(other.location ?? '')).text, /1 ô có hai cách ghi: chọn một/u)
    assert.equal(Object.keys(await drafted(house)).length, 89)
    const blind = { after: '0', version: '0', page: crypto.randomUUID(), nhom: '3', ...filled(THIRD, '3') }
    await an.post(`${sheet}/luu`, blind)
    assert.equal(Object.keys(await drafted(house)).length, 119, 'a leaf that does not say what it began with clears nothing either')
  }),
)

test(
  'after a return a leaf that is mended leaves the other leaves as they were handed in, and the sheet opens at the cell that was sent back',
  inHouse(async house => {
    const binh = await openLong(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const whole = await an.get(`${sheet}?nhom=tat-ca`)
    const all = { ...filled(CODES, '5'), 'p-1': 'Tình hình ổn định.', 'p-2': '' }
    const fields = Object.fromEntries(['after', 'version', 'page', 'goc'].map(name => [name, hidden(whole.text, name)]))
    const confirm = await landed(an, await an.post(`${sheet}/xem-lai`, { ...fields, ...all }))
    const sent = await an.post(`${sheet}/nop`, confirmed(confirm.text))
    const edition = sent.location?.split('/').at(-1) ?? ''
    await returnIt(binh, edition, { 't-DT01': '', 'l-DT01': '', [`t-${SECOND[3]}`]: '1', [`l-${SECOND[3]}`]: 'Xem lại số này.' })
    const back = await an.get(sheet)
    assert.match(back.text, /Phần 2 trên 4/u)
    assert.match(back.text, /1 ô bị trả lại/u)
    await an.post(`${sheet}/luu`, { ...fieldsOf(back.text), [`o-${SECOND[3]}`]: '6', [`l-${SECOND[3]}`]: 'đếm lại' })
    const now = await drafted(house)
    assert.deepEqual([Object.keys(now).length, now[SECOND[3] ?? ''], now[FIRST[0] ?? ''], now[SECOND[2] ?? '']], [120, '6', '5', '5'])
    const again = await an.get(`${sheet}?nhom=loi`)
    assert.equal((await landed(an, await an.post(`${sheet}/xem-lai`, fieldsOf(again.text)))).status, 200)
  }),
)

test(
  'what was typed on a leaf comes back when it cannot be read, beside what the others hold, and a leaf that is locked is only shown',
  inHouse(async house => {
    await openLong(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    await an.post(`${sheet}/luu`, { ...fieldsOf((await an.get(sheet)).text), ...filled(FIRST, '1') })
    const page = await an.get(`${sheet}?nhom=2`)
    const refused = await an.post(`${sheet}/luu`, { ...fieldsOf(page.text), [`o-${SECOND[0]}`]: '7', [`o-${SECOND[1]}`]: '1'.repeat(41) })
    assert.equal(refused.status, 400)
    assert.match(refused.text, /Phần 2 trên 4/u)
    assert.match(refused.text, /46 trên 120 ô có số/u)
    assert.match(refused.text, new RegExp(`name="o-${SECOND[0]}" value="7"`, 'u'))
    const shown = await (await house.as('binh')).get(sheet)
    assert.ok(shown.text.includes('href="') && shown.text.includes('?nhom=2'), 'who only reads goes from leaf to leaf by links')
    assert.ok(!shown.text.includes('name="sang"'), 'and saves nothing')
  }),
)
