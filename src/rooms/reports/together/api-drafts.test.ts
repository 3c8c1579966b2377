// Programs that write some cells of a draft, beside people on the page and beside each other; and those that wish it ill.
import assert from 'node:assert/strict'
import test from 'node:test'
import { FILLED_BODY, type Program, programOf, programWith } from '../../../../test/api/program.ts'
import { inHouse, type TestHouse } from '../../../../test/house.ts'
import { CODE, handIn, hidden, openWindow, returnIt, sheetOf } from '../../../../test/reports/steps.ts'
import { sql } from '../../../ground/db.ts'

const reportOf = (house: TestHouse, code = 'KT'): string => `/windows/${CODE}/reports/${house.unit(code)}`

interface Cell {
  readonly code: string
  readonly mark: string
  readonly typed: { readonly value: string; readonly state: string; readonly reason: string } | null
}

/** The sheet as a program reads it: its cells by code. */
async function read(house: TestHouse, program: Program) {
  const { json } = await program.get(reportOf(house))
  const cells = new Map<string, Cell>(json.cells.map((one: Cell) => [one.code, one]))
  return { json, mark: (code: string) => cells.get(code)?.mark ?? '', value: (code: string) => cells.get(code)?.typed?.value ?? '' }
}

const drafts = async (house: TestHouse) =>
  (
    await sql<{ version: number; xmin: string; asides: unknown[] }>`select version, xmin::text as xmin, asides from report_draft`.execute(
      house.db,
    )
  ).rows

test(
  'a program writes some cells while a person writes others: both stand, and the page says whose they are',
  inHouse(async house => {
    await openWindow(house)
    const program = await programOf(house, 'an')
    const draft = `${reportOf(house)}/draft`
    const giang = await house.as('giang')
    const { text } = await giang.get(sheetOf(house, 'KT'))
    const page = { after: '0', version: '0', page: hidden(text, 'page'), goc: hidden(text, 'goc') }
    const first = await program.patch(draft, { after: 0, values: { TD01: 2, TD02: '31' }, sections: { 1: 'Tình hình ổn định.' } })
    assert.equal(first.status, 200, JSON.stringify(first.json))
    assert.deepEqual([first.json.version, first.json.changed, first.json.overlaps], [1, true, []])
    assert.deepEqual(
      first.json.places.map((one: { field: string; outcome: string; value: string; by: string }) => [
        one.field,
        one.outcome,
        one.value,
        one.by,
      ]),
      [
        ['values.TD01', 'saved', '2', 'Lương Thị An'],
        ['values.TD02', 'saved', '31', 'Lương Thị An'],
        ['sections.1', 'saved', 'Tình hình ổn định.', 'Lương Thị An'],
      ],
    )
    const saved = await giang.post(`${sheetOf(house, 'KT')}/luu`, { ...page, 'o-DT01': '4', 'o-TD01': '', 'o-TD02': '', 'p-1': '' })
    assert.match(saved.location ?? '', /gop=TD01_TD02_p-1/u)
    const now = await read(house, program)
    assert.deepEqual(
      [now.value('TD01'), now.value('TD02'), now.value('DT01'), now.json.sections[0].text],
      ['2', '31', '4', 'Tình hình ổn định.'],
    )
    const next = await program.patch(draft, { after: 0, values: { DT01: 5 }, marks: { DT01: now.mark('DT01') } })
    assert.deepEqual([next.json.places[0].outcome, (await read(house, program)).value('DT01')], ['saved', '5'])
  }),
)

test(
  'what both wrote differently is kept twice, told with both values and who wrote the other, and settled by a choice',
  inHouse(async house => {
    await openWindow(house)
    const [program, other] = [await programOf(house, 'an'), await programOf(house, 'giang')]
    const draft = `${reportOf(house)}/draft`
    await other.patch(draft, { after: 0, values: { TT01: 6 } })
    const met = await program.patch(draft, { after: 0, values: { TT01: 9, TD01: 2 } })
    assert.equal(met.status, 200)
    assert.deepEqual(
      met.json.places.map((one: { field: string; outcome: string; value: string }) => [one.field, one.outcome, one.value]),
      [
        ['values.TD01', 'saved', '2'],
        ['values.TT01', 'overlap', '6'],
      ].reverse(),
    )
    const [overlap] = met.json.overlaps
    assert.deepEqual([overlap.code, overlap.field], ['reports.cell-two-ways', 'values.TT01'])
    assert.match(overlap.say, /^Ô 17, Buổi tuyên truyền, vận động: có hai cách ghi, .+ ghi 6; Lương Thị An ghi 9\. Chọn cách được giữ\.$/u)
    assert.deepEqual(
      overlap.ways.map((one: { value: string; stands: boolean }) => [one.value, one.stands]),
      [
        ['6', true],
        ['9', false],
      ],
    )
    assert.deepEqual((await read(house, other)).json.overlaps, met.json.overlaps, 'the other program reads the same')
    assert.match((await (await house.as('an')).get(sheetOf(house, 'KT'))).text, /1 ô có hai cách ghi/u)
    assert.deepEqual((await read(house, await programOf(house, 'binh'))).json.overlaps, [], 'only those who may write choose')
    const elsewhere = await program.patch(draft, { after: 0, values: { TD02: 31 } })
    assert.equal(elsewhere.json.overlaps.length, 1, 'writing elsewhere loses nothing')
    for (let i = 0; i < 3; i++) await program.patch(draft, { after: 0, values: { TT01: 10 + i } })
    assert.equal((await drafts(house))[0]?.asides.length, 1, 'one token has one word beside')
    const chosen = (await read(house, program)).json.overlaps[0].ways[1].choice
    const settled = await program.patch(draft, { after: 0, choices: { TT01: chosen } })
    assert.deepEqual([settled.json.overlaps, settled.json.places[0].outcome, settled.json.places[0].value], [[], 'saved', '12'])
    assert.equal((await read(house, other)).value('TT01'), '12')
  }),
)

test(
  'the same sent again writes nothing, whatever was seen; a lost answer does no harm',
  inHouse(async house => {
    await openWindow(house)
    const program = await programOf(house, 'an')
    const draft = `${reportOf(house)}/draft`
    const sending = { after: 0, values: { TD01: 2 }, states: { TG02: 'none' }, reasons: { TG02: 'đã rà' } }
    await program.patch(draft, sending)
    const [before] = await drafts(house)
    const again = await program.patch(draft, sending)
    assert.deepEqual([again.json.version, again.json.changed], [1, false])
    assert.deepEqual(
      again.json.places.map((one: { outcome: string }) => one.outcome),
      ['same', 'same'],
    )
    assert.deepEqual((await program.patch(draft, { after: 0 })).json, { version: 1, changed: false, places: [], overlaps: [] })
    assert.deepEqual(await drafts(house), [before])
    const mended = await program.patch(draft, { ...sending, values: { TD01: 3 } })
    assert.deepEqual([mended.json.places[0].outcome, mended.json.overlaps], ['saved', []], 'what it wrote itself it may write over')
    const blind = (await program.patch(draft, { after: 0, values: { TD01: '' } })).json
    assert.deepEqual([blind.changed, blind.places[0].outcome, blind.places[0].value], [false, 'theirs', '3'], 'who saw it empty leaves it')
    const emptied = await program.patch(draft, { after: 0, values: { TD01: '' }, marks: { TD01: blind.places[0].mark } })
    assert.deepEqual([emptied.json.places[0].outcome, emptied.json.places[0].value], ['saved', ''])
  }),
)

test(
  'after a return the draft begins with what was sent: a program that mends one cell keeps the others',
  inHouse(async house => {
    const binh = await openWindow(house)
    const edition = await handIn(house, 'an', 'KT')
    await returnIt(binh, edition)
    const program = await programOf(house, 'an')
    const draft = `${reportOf(house)}/draft`
    const sheet = await read(house, program)
    assert.equal((await program.patch(draft, { after: 0, values: { DT01: 3 } })).status, 409, 'it did not see the return')
    const blind = await program.patch(draft, { after: 1, values: { DT01: 3 } })
    assert.equal(blind.json.places[0].outcome, 'overlap', 'it did not say what it saw')
    const mark = sheet.mark('DT01')
    const mended = await program.patch(draft, {
      after: 1,
      values: { DT01: 3 },
      reasons: { DT01: 'đếm lại theo sổ' },
      marks: { DT01: mark },
    })
    assert.deepEqual([mended.json.places[0].outcome, mended.json.overlaps], ['saved', []])
    const now = await read(house, program)
    assert.deepEqual([now.value('DT01'), now.value('TD02'), now.json.sections[0].text], ['3', '31', 'Tình hình ổn định.'])
  }),
)

test(
  'codes, sections, states, marks and choices that are none are refused by name, and nothing is written',
  inHouse(async house => {
    await openWindow(house)
    const program = await programOf(house, 'an')
    const here = reportOf(house)
    const refused = async (body: object, path = `${here}/draft`) => {
      const { status, json } = await program.patch(path, { after: 0, ...body })
      return [status, json.code, json.fields.map((one: { field: string }) => one.field).join(' ')]
    }
    assert.deepEqual(await refused({ values: { TDO1: 2, TD01: 2 } }), [422, 'reports.not-in-form', 'values.TDO1'])
    assert.deepEqual(await refused({ states: { XX: 'none' }, reasons: { YY: 'x' } }), [422, 'reports.not-in-form', 'states.XX reasons.YY'])
    assert.deepEqual(await refused({ values: { 'p-1': 'x' } }), [422, 'reports.not-in-form', 'values.p-1'])
    for (const at of ['0', '9', 'x', '01', '1e1'])
      assert.deepEqual(await refused({ sections: { [at]: 'x' } }), [422, 'reports.not-in-form', `sections.${at}`])
    assert.deepEqual(await refused({ marks: { 'sections.9': '0'.repeat(12) } }), [422, 'reports.not-in-form', 'marks.sections.9'])
    assert.deepEqual(await refused({ states: { TG02: 'nonee' } }), [400, 'input.invalid', 'states.TG02'])
    assert.deepEqual(await refused({ values: { TD01: 2 }, marks: { TD01: 'khác' } }), [400, 'input.invalid', 'marks.TD01'])
    assert.deepEqual(await refused({ choices: { TD01: '1' } }), [400, 'input.invalid', 'choices.TD01'])
    assert.deepEqual(await refused({ values: { TD01: '1'.repeat(41) } }), [400, 'input.invalid', 'values.TD01'])
    assert.deepEqual(await refused({ values: { TD01: null } }), [400, 'input.invalid', 'values'])
    assert.deepEqual(await refused({ values: 'TD01' }), [400, 'input.invalid', 'values'])
    assert.deepEqual(await refused({ version: 0 }), [400, 'input.invalid', 'version'])
    assert.deepEqual(await refused({ after: '0' }), [400, 'input.invalid', 'after'])
    assert.deepEqual(await refused({ sections: { 1: 'a'.repeat(1_100_000) } }), [413, 'request.too-large', ''])
    const many = await program.patch(`${here}/draft`, {
      after: 0,
      values: Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`X${i}`, 1])),
    })
    assert.deepEqual([many.status, many.json.fields.length], [422, 50], 'an answer does not grow with what was sent')
    const whole = await program.put(`${here}/draft`, { after: 0, version: 0, values: { TDO1: 2 } })
    assert.deepEqual([whole.status, whole.json.fields[0].field], [422, 'values.TDO1'])
    const filled = { ...FILLED_BODY, values: { ...FILLED_BODY.values, TDO1: 2 }, id: crypto.randomUUID(), after: 0 }
    assert.equal((await program.post(`${here}/editions`, filled)).json.code, 'reports.not-in-form')
    assert.equal(
      (await program.patch(`${here}/draft`, { after: 0, choices: { TD01: `${'0'.repeat(12)}.${'0'.repeat(12)}` } })).json.changed,
      false,
    )
    assert.deepEqual(await drafts(house), [])
  }),
)

test(
  'another unit, a token to look with, one that ended and a closed window are refused as everywhere',
  inHouse(async house => {
    await openWindow(house)
    const [program, looks] = [await programOf(house, 'an'), await programOf(house, 'dung', { scope: 'read' })]
    const body = { after: 0, values: { TD01: 2 } }
    assert.equal((await program.patch(`${reportOf(house, 'HL')}/draft`, body)).status, 404)
    assert.equal(
      (await (await programOf(house, 'binh')).patch(`${reportOf(house)}/draft`, body)).status,
      404,
      'the receiver writes in no report',
    )
    assert.deepEqual((await looks.patch(`${reportOf(house, 'HL')}/draft`, body)).json.code, 'api.scope')
    assert.equal((await programWith(house, `dv1_${'A'.repeat(43)}`).patch(`${reportOf(house)}/draft`, body)).status, 401)
    await sql`update account_token set revoked_at = made_at`.execute(house.db)
    assert.equal((await program.patch(`${reportOf(house)}/draft`, body)).json.code, 'api.token')
    const again = await programOf(house, 'an')
    assert.equal((await again.post(`${reportOf(house)}/editions`, { id: crypto.randomUUID(), after: 0, ...FILLED_BODY })).status, 200)
    const late = await again.patch(`${reportOf(house)}/draft`, { ...body, after: 1 })
    assert.equal(late.status, 422)
    assert.match(late.json.say, /đã nộp và đang chờ xem xét/u)
    assert.deepEqual(await drafts(house), [])
  }),
)

for (const savers of [2, 6])
  test(
    `${savers} programs that write at the same moment lose nothing`,
    inHouse(async house => {
      await openWindow(house)
      const codes = ['TD01', 'TD02', 'DT01', 'DC01', 'DC04', 'TT02'].slice(0, savers)
      const programs = await Promise.all(codes.map((_, i) => programOf(house, i % 2 === 0 ? 'an' : 'giang', { name: `máy ${i}` })))
      const answers = await Promise.all(
        programs.map((one, i) => one.patch(`${reportOf(house)}/draft`, { after: 0, values: { [codes[i] ?? '']: i + 1, TT01: 50 + i } })),
      )
      assert.deepEqual([...new Set(answers.map(one => one.status))], [200])
      const now = await read(house, programs[0] ?? assert.fail('no program'))
      assert.deepEqual(
        codes.map(code => now.value(code)),
        codes.map((_, i) => String(i + 1)),
      )
      assert.deepEqual(
        now.json.overlaps[0].ways.map((one: { value: string }) => one.value).sort(),
        codes.map((_, i) => String(50 + i)),
      )
    }),
  )
