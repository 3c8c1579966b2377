// What programs do: the same acts, rules and refusals as the pages, and each sending once.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { inHouse } from '../house.ts'
import { CODE, confirm, openWindow, sheetOf } from '../reports/steps.ts'
import { FILLED_BODY, programOf } from './program.ts'

test(
  'a program saves a draft and hands the report in; sent twice it is one edition with one receipt, and the page shows it',
  inHouse(async house => {
    await openWindow(house)
    const program = await programOf(house, 'an')
    const here = `/windows/${CODE}/reports/${house.unit('KT')}`
    const before = await program.get(here)
    assert.equal(before.status, 200)
    assert.equal(before.json.standing, 'not-begun')
    const saved = await program.put(`${here}/draft`, { after: 0, version: 0, values: { TD01: 2 } })
    assert.deepEqual([saved.status, saved.json], [200, { version: 1, changed: true }])
    const drafted = await program.get(here)
    assert.equal(drafted.json.version, 1)
    assert.deepEqual(drafted.json.cells.find((one: { code: string }) => one.code === 'TD01').typed, {
      code: 'TD01',
      value: '2',
      state: '',
      reason: '',
    })
    const sending = { id: randomUUID(), after: 0, ...FILLED_BODY }
    const [first, second] = [await program.post(`${here}/editions`, sending), await program.post(`${here}/editions`, sending)]
    assert.equal(first.status, 200, JSON.stringify(first.json))
    assert.deepEqual(second, { ...first, headers: second.headers })
    const editions = await house.db.selectFrom('report_edition').select(['id', 'receipt']).execute()
    assert.deepEqual(editions, [{ id: sending.id, receipt: first.json.receipt }])
    const page = await (await house.as('an')).get(`${sheetOf(house, 'KT')}/bien-nhan/${sending.id}`)
    assert.match(page.text, new RegExp(first.json.receipt, 'u'))
    const edition = await program.get(`${here}/editions/${sending.id}`)
    const figures = new Map(edition.json.figures.map((one: { code: string; value: number }) => [one.code, one.value]))
    assert.deepEqual([figures.get('TT02'), figures.get('AS01'), figures.get('HV01')], [1240, 12.5, 6798])
    const other = await program.post(`${here}/editions`, { ...sending, values: { ...sending.values, TD01: 3 } })
    assert.deepEqual([other.status, other.json.code], [409, 'reports.other-content'])
  }),
)

test(
  'the log says that a token was used for the act, and which; a page says none',
  inHouse(async house => {
    await openWindow(house)
    const program = await programOf(house, 'an')
    await program.post(`/windows/${CODE}/reports/${house.unit('KT')}/editions`, { id: randomUUID(), after: 0, ...FILLED_BODY })
    const dung = await house.as('dung')
    await dung.post(`${sheetOf(house, 'HL')}/nop`, await confirm(dung, sheetOf(house, 'HL')))
    const token = await house.db.selectFrom('account_token').select('id').executeTakeFirstOrThrow()
    const rows = await house.db.selectFrom('act_log').select('entry').where('act', '=', 'reports.submit').execute()
    assert.deepEqual(rows.map(one => JSON.parse(one.entry).detail.token ?? 'none').sort(), [token.id, 'none'].sort())
  }),
)

test(
  'what a rule refuses is refused by cell, with the code, the sentence and the name that the program sent',
  inHouse(async house => {
    await openWindow(house)
    const program = await programOf(house, 'an')
    const here = `/windows/${CODE}/reports/${house.unit('KT')}`
    const { status, json } = await program.post(`${here}/editions`, {
      id: randomUUID(),
      after: 0,
      ...FILLED_BODY,
      values: { ...FILLED_BODY.values, TD01: 'hai', YK02: 49 },
      reasons: { TG02: 'đã rà' },
    })
    assert.equal(status, 422)
    assert.deepEqual(json.fields.map((one: { field: string }) => one.field).sort(), ['reasons.TG01', 'values.TD01', 'values.YK02'])
    assert.match(json.fields.find((one: { field: string }) => one.field === 'values.TD01').say, /“hai” không phải là số/u)
    assert.equal(json.code, 'reports.cell-not-a-number')
    assert.equal((await house.db.selectFrom('report_edition').select('id').execute()).length, 0)
  }),
)

test(
  'a draft that someone else saved meanwhile is not overwritten',
  inHouse(async house => {
    await openWindow(house)
    const program = await programOf(house, 'an')
    const here = `/windows/${CODE}/reports/${house.unit('KT')}`
    assert.equal((await program.put(`${here}/draft`, { after: 0, version: 0, values: { TD01: 2 } })).status, 200)
    const again = await program.put(`${here}/draft`, { after: 0, version: 0, values: { TD01: 9 } })
    assert.deepEqual([again.status, again.json.code], [409, 'stale'])
    assert.equal((await program.put(`${here}/draft`, { after: 0, version: 1, values: { TD01: 9 } })).json.version, 2)
  }),
)

test(
  'a model is registered once however often it is sent, and found by its words',
  inHouse(async house => {
    const program = await programOf(house, 'an')
    const model = {
      id: randomUUID(),
      unit: house.unit('KT'),
      kind: 'collective',
      field: 'KINH_TE',
      title: 'Tổ đổi công vụ mùa',
      registeredOn: '2026-11-20',
      situation: 'Vụ mùa thiếu người gặt.',
      aims: 'Mọi hộ gặt xong trước mưa.',
      content: 'Lập tổ đổi công theo xóm.',
    }
    assert.deepEqual((await program.post('/models', model)).json, { id: model.id })
    assert.deepEqual((await program.post('/models', model)).json, { id: model.id })
    const found = await program.get(`/models?words=${encodeURIComponent('to doi cong')}`)
    assert.deepEqual(
      found.json.items.map((one: { id: string }) => one.id),
      [model.id],
    )
    const ahead = await program.post('/models', { ...model, id: randomUUID(), title: 'Khác hẳn', registeredOn: '2027-01-01' })
    assert.deepEqual([ahead.status, ahead.json.code, ahead.json.fields[0].field], [422, 'kheo.day-ahead', 'registeredOn'])
  }),
)

test(
  'lists are read page by page and leave nothing out',
  inHouse(async house => {
    const program = await programOf(house, 'binh')
    const whole = (await program.get('/units?limit=200')).json.units
    assert.equal(whole.next, null)
    const read: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const page: { items: { id: string }[]; next: string | null } = (
        await program.get(`/units?limit=7${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`)
      ).json.units
      read.push(...page.items.map(one => one.id))
      after = page.next
    }
    assert.deepEqual(
      read,
      whole.items.map((one: { id: string }) => one.id),
    )
    assert.equal((await program.get('/units?after=khong-co')).json.code, 'api.after')
    const life = (await program.get(`/units/${house.unit('KN0')}`)).json
    assert.equal(life.standing, false)
    assert.deepEqual([life.keeper.id, life.successors.map((one: { id: string }) => one.id)], [house.unit('KT'), [house.unit('KT')]])
  }),
)
