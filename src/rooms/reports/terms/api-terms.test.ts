// More days and waivers by programs: the acts, rules and sentences of the pages, found again where the report is read.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { FILLED_BODY, programOf } from '../../../../test/api/program.ts'
import { inHouse, type TestHouse } from '../../../../test/house.ts'
import { CODE, openWindow, sheetOf } from '../../../../test/reports/steps.ts'
import { sql } from '../../../ground/db.ts'

const termsOf = (house: TestHouse, code: string, what = ''): string => `/windows/${CODE}/reports/${house.unit(code)}/terms${what}`
const ASKED = { seen: 0, until: '2026-11-28', say: 'Mất điện ba ngày vì bão.' }
const written = async (house: TestHouse): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from report_term`.execute(house.db)).rows[0]?.n ?? 0

interface Listed {
  readonly unit: { readonly id: string }
}

test(
  'a unit asks and takes back, the receiver finds the asking in the list, refuses and gives; sent twice each is done once',
  inHouse(async house => {
    await openWindow(house)
    const [commune, province] = [await programOf(house, 'an'), await programOf(house, 'binh')]
    const waiting = async () => {
      const { json } = await province.get(`/windows/${CODE}/reports?terms=asked`)
      return json.items.map((one: Listed) => one.unit.id)
    }
    assert.deepEqual(await waiting(), [])
    for (let i = 0; i < 2; i++) {
      const { status, json } = await commune.post(termsOf(house, 'KT', '/ask'), ASKED)
      assert.equal(status, 200, JSON.stringify(json))
      assert.deepEqual(
        [json.terms.seen, json.terms.asked.until, json.terms.asked.say, json.ask.allowed],
        [1, '2026-11-28', ASKED.say, false],
      )
      assert.match(json.ask.say, /đang chờ trả lời/u)
    }
    assert.deepEqual(await waiting(), [house.unit('KT')])
    const seen = (await province.get(termsOf(house, 'KT'))).json
    assert.deepEqual([seen.ask.allowed, seen.give.allowed, seen.events[0].by], [false, true, 'Lương Thị An'])
    const silent = await province.post(termsOf(house, 'KT', '/refuse'), { seen: 1 })
    assert.deepEqual([silent.status, silent.json.code, silent.json.fields[0].field], [422, 'reports.term-reason', 'say'])
    const no = await province.post(termsOf(house, 'KT', '/refuse'), { seen: 1, say: 'Kỳ trước đã gia hạn.' })
    assert.deepEqual(
      [no.json.terms.asked, no.json.terms.refused.say, no.json.terms.refused.until],
      [null, 'Kỳ trước đã gia hạn.', '2026-11-28'],
    )
    await commune.post(termsOf(house, 'KT', '/ask'), { ...ASKED, seen: 2 })
    const back = await commune.post(termsOf(house, 'KT', '/withdraw'), { seen: 3 })
    assert.deepEqual([back.json.terms.seen, back.json.terms.asked], [4, null])
    await commune.post(termsOf(house, 'KT', '/ask'), { ...ASKED, seen: 4 })
    const given = await province.post(termsOf(house, 'KT', '/extend'), { seen: 5, until: '2026-11-27' })
    assert.deepEqual(
      [given.json.window.due, given.json.terms.firstDue, given.json.terms.extended.until, given.json.terms.extended.say],
      ['2026-11-27', '2026-11-25', '2026-11-27', ASKED.say],
    )
    assert.deepEqual(await waiting(), [])
    assert.match((await (await house.as('an')).get(sheetOf(house, 'KT'))).text, /Được gia hạn đến hết ngày 27\/11\/2026/u)
    const log = await sql<{ act: string; token: string }>`
      select act, entry::json -> 'detail' ->> 'token' as token from act_log where act like 'reports.%time' or act like '%asking' order by at, seq`.execute(
      house.db,
    )
    assert.deepEqual(
      log.rows.map(one => one.act),
      ['reports.ask-time', 'reports.refuse-time', 'reports.ask-time', 'reports.withdraw-asking', 'reports.ask-time', 'reports.give-time'],
    )
    assert.ok(
      log.rows.every(one => one.token !== null),
      'the log names the token of every deed',
    )
    assert.equal(await written(house), 6)
  }),
)

test(
  'several are given days or released together or not at all, each that stands in the way by its id; a released one is asked for again',
  inHouse(async house => {
    await openWindow(house)
    const [commune, province] = [await programOf(house, 'an'), await programOf(house, 'binh')]
    const [kt, hl, bs] = [house.unit('KT'), house.unit('HL'), house.unit('BS')]
    const sent = await commune.post(`/windows/${CODE}/reports/${kt}/editions`, { id: randomUUID(), after: 0, ...FILLED_BODY })
    assert.equal(sent.status, 200)
    const to = { receiver: house.unit('MAU'), say: 'Bão số 9, xã bị cô lập.' }
    const not = await province.post(`/windows/${CODE}/terms/waive`, { ...to, units: { [kt]: 0, [hl]: 0 } })
    assert.deepEqual(
      [not.status, not.json.code, not.json.fields.map((one: { field: string }) => one.field)],
      [422, 'reports.term-submitted', [`units.${kt}`]],
    )
    assert.equal(await written(house), 0)
    for (let i = 0; i < 2; i++)
      assert.deepEqual((await province.post(`/windows/${CODE}/terms/waive`, { ...to, units: { [hl]: 0, [bs]: '0' } })).json, { units: 2 })
    assert.equal(await written(house), 2)
    const released = (await province.get(termsOf(house, 'HL'))).json
    assert.deepEqual([released.terms.expected, released.terms.waived.say], [false, to.say])
    const again = await province.post(termsOf(house, 'HL', '/end-waiver'), { seen: 1, say: 'Đường đã thông.' })
    assert.deepEqual([again.json.terms.expected, again.json.terms.waived], [true, null])
    const extended = { ...to, units: { [hl]: 2 }, until: '2026-11-29' }
    const faster = await province.post(`/windows/${CODE}/terms/extend`, { ...extended, units: { [hl]: 1 } })
    assert.deepEqual([faster.status, faster.json.code], [409, 'stale'])
    assert.equal((await province.post(`/windows/${CODE}/terms/extend`, extended)).status, 200)
    const early = await province.post(`/windows/${CODE}/terms/extend`, { ...extended, units: { [hl]: 3 }, until: '2026-11-20' })
    assert.deepEqual([early.status, early.json.fields[0].field], [422, 'until'])
    assert.equal((await province.post(`/windows/${CODE}/terms/extend`, { ...extended, units: {} })).json.code, 'reports.nothing-picked')
  }),
)

test(
  'who may not is refused as on the pages: not the unit itself, not a neighbour, not a token to look with',
  inHouse(async house => {
    await openWindow(house)
    const [commune, neighbour, province] = [await programOf(house, 'an'), await programOf(house, 'dung'), await programOf(house, 'binh')]
    const looks = await programOf(house, 'giang', { scope: 'read' })
    const status = async (asking: Promise<{ status: number; json: { code: string } }>) => {
      const answer = await asking
      return `${answer.status} ${answer.json.code}`
    }
    const give = { seen: 0, until: '2026-11-28', say: 'bão' }
    const several = { receiver: house.unit('MAU'), units: { [house.unit('KT')]: 0 }, say: 'bão' }
    assert.equal(await status(commune.post(termsOf(house, 'KT', '/extend'), give)), '403 reports.not-receiver')
    assert.equal(await status(commune.post(termsOf(house, 'KT', '/refuse'), { seen: 0, say: 'x' })), '403 reports.not-receiver')
    assert.equal(await status(commune.post(`/windows/${CODE}/terms/waive`, several)), '403 reports.not-receiver')
    assert.equal((await neighbour.post(termsOf(house, 'KT', '/ask'), ASKED)).status, 404)
    assert.equal((await neighbour.get(termsOf(house, 'KT'))).status, 404)
    assert.equal((await province.post(termsOf(house, 'KT', '/ask'), ASKED)).status, 404, 'nobody asks for another')
    assert.equal(
      await status(province.post(`/windows/${CODE}/terms/waive`, { ...several, receiver: house.unit('HL') })),
      '403 reports.not-receiver',
    )
    assert.equal(await status(looks.post(termsOf(house, 'KT', '/ask'), ASKED)), '403 api.scope')
    assert.equal((await looks.get(termsOf(house, 'KT'))).json.ask.allowed, true)
    assert.equal(await written(house), 0)
  }),
)

test(
  'what cannot be read is named: days, numbers, units that are none, too many, unknown fields; nothing is written',
  inHouse(async house => {
    await openWindow(house)
    const [commune, province] = [await programOf(house, 'an'), await programOf(house, 'binh')]
    const asked = async (body: unknown, program = commune, path = termsOf(house, 'KT', '/ask')) => {
      const { status, json } = await program.post(path, body)
      return `${status} ${json.code} ${json.fields.map((one: { field: string }) => one.field).join(' ')}`.trim()
    }
    assert.equal(await asked({}), '400 input.invalid seen until')
    assert.equal(await asked({ ...ASKED, until: '2026-02-30' }), '400 input.invalid until')
    assert.equal(await asked({ ...ASKED, until: 20261128 }), '400 input.invalid until')
    assert.equal(await asked({ ...ASKED, seen: '0' }), '400 input.invalid seen')
    assert.equal(await asked({ ...ASKED, seen: -1 }), '400 input.invalid seen')
    assert.equal(await asked({ ...ASKED, seen: 1e12 + 1 }), '400 input.invalid seen')
    assert.equal(await asked({ ...ASKED, say: 'a'.repeat(1001) }), '400 input.invalid say')
    assert.equal(await asked({ ...ASKED, reason: 'x' }), '400 input.invalid reason')
    assert.equal(await asked({ ...ASKED, unit: house.unit('HL') }), '400 api.twice unit')
    assert.equal(await asked({ ...ASKED, seen: 7 }), '409 stale')
    assert.equal(await asked({ ...ASKED, until: '2026-11-20' }), '422 reports.term-past until')
    assert.equal(await asked({ ...ASKED, until: '2026-11-25' }), '422 reports.term-not-later until')
    assert.equal(await asked({ ...ASKED, until: '2027-11-28' }), '422 reports.term-far until')
    assert.equal(await asked({ ...ASKED, say: ' ' }), '422 reports.term-reason say')
    assert.equal(await asked({ seen: 0 }, commune, termsOf(house, 'KT', '/withdraw')), '422 reports.term-nothing-asked')
    const waive = (units: unknown) => asked({ receiver: house.unit('MAU'), units, say: 'bão' }, province, `/windows/${CODE}/terms/waive`)
    assert.equal(await waive([house.unit('KT')]), '400 input.invalid units')
    assert.equal(await waive({ [house.unit('KT')]: -1 }), `400 input.invalid units.${house.unit('KT')}`)
    assert.equal(await waive({ [house.unit('KT')]: 'x' }), `400 input.invalid units.${house.unit('KT')}`)
    assert.equal(await waive({ 'khong-phai-ma': 0 }), '404 missing')
    assert.equal(await waive({ [randomUUID()]: 0 }), '404 missing')
    assert.equal(await waive(Object.fromEntries(Array.from({ length: 501 }, () => [randomUUID(), 0]))), '400 input.invalid units')
    assert.equal((await province.get(`/windows/${CODE}/reports?terms=all`)).json.fields[0].field, 'terms')
    assert.equal((await commune.get(`/windows/T1999-01/reports/${house.unit('KT')}/terms`)).status, 404)
    assert.equal(await written(house), 0)
  }),
)
