// What receivers do by program: the acts of the pages, with the names that the program sent.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { inHouse, type TestHouse } from '../house.ts'
import { CODE, openWindow } from '../reports/steps.ts'
import { FILLED_BODY, type Program, programOf } from './program.ts'

const here = (house: TestHouse, code: string): string => `/windows/${CODE}/reports/${house.unit(code)}`
async function sent(house: TestHouse, program: Program, code: string, more: { after?: number; values?: object } = {}): Promise<string> {
  const id = randomUUID()
  const values = { ...FILLED_BODY.values, ...more.values }
  const answer = await program.post(`${here(house, code)}/editions`, { ...FILLED_BODY, id, after: more.after ?? 0, values })
  assert.equal(answer.status, 200, JSON.stringify(answer.json))
  return id
}

test(
  'a report is returned by cell, answered, accepted once however often it is sent, and read in figures page by page',
  inHouse(async house => {
    await openWindow(house)
    const [commune, other, province] = [await programOf(house, 'an'), await programOf(house, 'dung'), await programOf(house, 'binh')]
    const first = await sent(house, commune, 'KT')
    const at = (what: string, edition = first): string => `${here(house, 'KT')}/editions/${edition}/${what}`
    const none = await province.post(at('return'), { id: randomUUID(), seen: 0, reasons: {} })
    assert.deepEqual([none.status, none.json.code, none.json.fields[0].field], [422, 'reports.no-cell', 'reasons'])
    const silent = await province.post(at('return'), { id: randomUUID(), seen: 0, reasons: { DT01: '' } })
    assert.deepEqual([silent.status, silent.json.fields[0].field], [422, 'reasons.DT01'])
    const returning = { id: randomUUID(), seen: 0, reasons: { DT01: 'xem lại số cuộc' } }
    for (let i = 0; i < 2; i++) assert.deepEqual((await province.post(at('return'), returning)).json, { id: returning.id })
    const back = (await commune.get(here(house, 'KT'))).json
    assert.equal(back.standing, 'returned')
    assert.deepEqual(back.editions[0].verdicts[0].cells, [{ code: 'DT01', reason: 'xem lại số cuộc' }])
    const second = await sent(house, commune, 'KT', { after: 1, values: { DT01: 3 } })
    assert.equal((await commune.post(at('accept', second), { id: randomUUID(), seen: 0 })).status, 403, 'nobody accepts their own')
    const accepting = { id: randomUUID(), seen: 0 }
    for (let i = 0; i < 2; i++) assert.equal((await province.post(at('accept', second), accepting)).status, 200)
    await sent(house, other, 'HL')
    const read: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const page: { items: { unit: { id: string }; code: string; value: number | null; accepted: boolean }[]; next: string | null } = (
        await province.get(`/windows/${CODE}/figures?limit=19${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`)
      ).json
      read.push(...page.items.map(one => `${one.unit.id} ${one.code}`))
      after = page.next
    }
    assert.equal(read.length, new Set(read).size)
    assert.equal(read.length, 2 * 28)
    const only = (await province.get(`/windows/${CODE}/figures?indicator=DT01&only=accepted`)).json.items
    assert.deepEqual(
      only.map((one: { value: number; number: number }) => [one.value, one.number]),
      [[3, 2]],
    )
    assert.deepEqual((await commune.get(`/windows/${CODE}/figures?unit=${house.unit('HL')}`)).json.items, [], 'out of reach')
    assert.equal((await province.get(`/windows/${CODE}/figures?after=khong-co`)).json.code, 'api.after')
    const totals = (await province.get(`/windows/${CODE}/totals`)).json
    assert.deepEqual([totals.accepted, totals.owed, totals.absent.length, totals.sendUp.allowed], [1, 12, 11, false])
    assert.equal(totals.figures.find((one: { code: string }) => one.code === 'DT01').value, 3)
  }),
)

test(
  'an edition is judged at the address of its own unit',
  inHouse(async house => {
    await openWindow(house)
    const [commune, province] = [await programOf(house, 'an'), await programOf(house, 'binh')]
    const edition = await sent(house, commune, 'KT')
    for (const what of ['accept', 'return']) {
      const body = { id: randomUUID(), seen: 0, ...(what === 'return' ? { reasons: { DT01: 'xem lại' } } : {}) }
      assert.equal((await province.post(`${here(house, 'HL')}/editions/${edition}/${what}`, body)).status, 404)
    }
    assert.equal((await commune.get(here(house, 'KT'))).json.standing, 'submitted')
  }),
)

test(
  'several are accepted together or not at all, each that cannot be by the id of its unit; a window is planned before it is opened',
  inHouse(async house => {
    await openWindow(house)
    const [commune, other, province] = [await programOf(house, 'an'), await programOf(house, 'dung'), await programOf(house, 'binh')]
    const editions = { [house.unit('KT')]: await sent(house, commune, 'KT'), [house.unit('HL')]: await sent(house, other, 'HL') }
    const asking = { receiver: house.unit('MAU'), editions: { ...editions, [house.unit('BS')]: randomUUID() } }
    const not = await province.post(`/windows/${CODE}/accept`, asking)
    assert.deepEqual(
      [not.status, not.json.code, not.json.fields[0].field],
      [422, 'reports.some-not-accepted', `editions.${house.unit('BS')}`],
    )
    assert.deepEqual((await province.post(`/windows/${CODE}/accept`, { ...asking, editions })).json, { accepted: 2 })
    const opening = {
      regime: '0d000000-0000-4000-8000-000000000001',
      code: 'T2026-12',
      label: 'tháng 12/2026',
      from: '2026-11-20',
      until: '2026-12-21',
      due: '2026-12-20',
    }
    const plan = (await province.post('/windows/plan', opening)).json
    assert.equal(plan.owing.length, 12)
    assert.deepEqual(plan.refusals.map((one: { code: string; field: string }) => [one.code, one.field]).sort(), [
      ['reports.window-due-early', 'due'],
      ['reports.window-overlaps', 'from'],
    ])
    const refused = await province.post('/windows', { id: randomUUID(), ...opening })
    assert.equal(refused.status, 422)
    const good = { id: randomUUID(), ...opening, from: '2026-11-22', due: '2026-12-25' }
    assert.deepEqual((await province.post('/windows', good)).json, { id: good.id, code: 'T2026-12' })
    const elsewhere = { ...good, id: randomUUID(), code: 'T2027-01', receiver: house.unit('MAU') }
    assert.equal((await commune.post('/windows', elsewhere)).json.code, 'seat.not-yours')
  }),
)
