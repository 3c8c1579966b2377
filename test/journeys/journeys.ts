// What officers do, from the first page to the last, in a browser. The same with JavaScript and without, each in a process of its own.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { accounts } from './accounts.ts'
import { bringSheet } from './bringing.ts'
import { compareAndPlan } from './comparing.ts'
import { designing } from './designing.ts'
import { communeMonth, sessionEnds } from './filling.ts'
import { lookAround } from './looking.ts'
import { noticing } from './noticing.ts'
import { findings, openProvince, type Province } from './province.ts'
import { quarterCycle } from './quarter.ts'
import { readTexts } from './reading.ts'
import { rearrange } from './rearranging.ts'
import { reformUnits } from './reforming.ts'
import { provinceMonth } from './reviewing.ts'
import { fromBelow } from './rolling-up.ts'
import { askAndGive } from './terms.ts'
import { workTogether } from './together.ts'
import { totalling } from './totalling.ts'

const MORNING = '2026-11-21T09:42:00+07:00'
// What waits for ever fails by itself, and the journeys after it still go.
const patience = { timeout: 240_000 }

export function journeys(script: boolean): void {
  let province: Province
  describe(script ? 'with JavaScript' : 'without JavaScript', () => {
    before(async () => {
      province = await openProvince(MORNING, script)
    })
    after(() => province.close())

    test('units and years are compared, taken away as files, and plans are given', patience, () => compareAndPlan(province))

    test('a unit asks for more days and takes it back, the province gives, refuses, waives and ends it', patience, () =>
      askAndGive(province),
    )

    test('two colleagues fill one sheet at once, with the files that go with it', patience, () => workTogether(province))

    test('a commune officer registers a model, fills the report and hands it in once', patience, async () => {
      const an = await province.as('an')
      await communeMonth(an)
      await sessionEnds(an, 'an')
      await an.leave()
    })

    test('a province officer looks through the queue, adds up with the gaps named, publishes what was signed', patience, () =>
      provinceMonth(province),
    )

    test('a province officer adjusts a total, puts off what came late, writes its words and sees why a figure differs', patience, () =>
      totalling(province),
    )

    test('a sheet is filled as a workbook and by a pasted block', patience, async () => {
      const caumay = await province.as('caumay')
      await bringSheet(caumay, `/bao-cao/T2026-11/${province.unit('CM')}`)
      await caumay.leave()
    })

    test('a regime is made from nothing, checked and set going', patience, () => designing(province))

    test('texts are brought, read beside their facts, settled for a unit of that time and decided', patience, () => readTexts(province))

    test('the organisation is changed by a resolution, a list and two files, taken back and handed over', patience, () =>
      reformUnits(province),
    )

    test('the figures below are added up by level, unit by unit and as a file', patience, () => fromBelow(province))

    if (script)
      test('units, accounts, the log, the guide and the closed doors are looked at, part of it by keyboard', patience, () =>
        lookAround(province),
      )

    test('a report is sent back: its officer is told, opens the notice and goes on; ways of being told are chosen', patience, () =>
      noticing(province),
    )

    test('a commune ends inside an open window, and figures of before stand on three bases', patience, () => rearrange(province))

    // It changes passwords and ends posts.
    test('people are invited, sign in by a second factor, lend a post and end sessions', patience, () => accounts(province))

    // The last: time goes on into January.
    test(
      'a quarter is opened, handed in, returned and answered, added up with its gaps, signed by another and published as a paper; a late unit and a correction make the next two',
      { timeout: 360_000 },
      () => quarterCycle(province),
    )
  })

  test('no state visited is wider than its window, breaks a rule of accessibility or needs what the content policy refuses', () => {
    assert.deepEqual(findings, [])
  })

  if (script)
    test('every GET route was visited', () => {
      assert.deepEqual(
        province.routes.filter(route => !province.visited.has(route)),
        [],
      )
    })
}
