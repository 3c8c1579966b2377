// Bugs of other systems that must not be ours: those of the fifteen that no other test held. The list of all is in README.md here.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import test from 'node:test'
import fc from 'fast-check'
import { OrgTree } from '../../src/org/tree.ts'
import { obligations } from '../../src/rooms/reports/rules.ts'
import { FILLED_BODY, programOf } from '../api/program.ts'
import { type Fields, inHouse } from '../house.ts'
import { histories } from '../org/histories.ts'
import { merge } from './changes.ts'
import { acceptIt, CODE, confirm, FILLED, handIn, hidden, OFFICERS, openWindow, publishIt, returnIt, sheetOf, summaryOf } from './steps.ts'

const LISTED = /^\| (\d+) \| (.+?) \| `([^`]+)` \| (.+?) \|$/u

test('each of the fifteen, and each piece of bad luck, has a test of its own, in the file and under the name that the list says', () => {
  const rows = readFileSync(new URL('README.md', import.meta.url), 'utf8')
    .split('\n')
    .flatMap(line => {
      const [, n, bug, file, name] = LISTED.exec(line) ?? []
      return n === undefined ? [] : [{ n: Number(n), bug: bug ?? '', file: file ?? '', name: name ?? '' }]
    })
  assert.deepEqual(
    [...new Set(rows.map(row => row.n))],
    Array.from({ length: 28 }, (_, i) => i + 1),
  )
  for (const { n, bug, file, name } of rows) {
    const path = new URL(`../../${file}`, import.meta.url)
    assert.ok(existsSync(path), `${n} (${bug}): there is no ${file}`)
    assert.ok(readFileSync(path, 'utf8').includes(`'${name}'`), `${n} (${bug}): ${file} has no test “${name}”`)
  }
})

/** The edges of one window: from 22/10, cut off on 21/11, due on 25/11, locked after 30/11. */
const EDGES: readonly (readonly [clock: string, saving: string, handing: string])[] = [
  ['2026-10-21T23:59:59+07:00', 'reports.not-begun', 'reports.not-begun'],
  ['2026-10-22T00:00:00+07:00', 'saved', 'reports.before-cut-off'],
  ['2026-11-20T23:59:59+07:00', 'saved', 'reports.before-cut-off'],
  ['2026-11-21T00:00:00+07:00', 'saved', 'in'],
  ['2026-11-25T23:59:59+07:00', 'saved', 'in'],
  ['2026-11-26T00:00:00+07:00', 'saved', 'in'],
  ['2026-11-30T23:59:59+07:00', 'saved', 'in'],
  ['2026-12-01T00:00:00+07:00', 'reports.locked', 'reports.locked'],
  // The same instants as a server that keeps another time of day would write them.
  ['2026-11-30T16:59:59Z', 'saved', 'in'],
  ['2026-11-30T17:00:00Z', 'reports.locked', 'reports.locked'],
]

test(
  'a window opens, takes reports and locks to the second in Việt Nam, and each refusal says why and since when',
  inHouse(async house => {
    await openWindow(house, { locks: '30/11/2026' })
    const officers = Object.entries(OFFICERS)
    for (const [i, [clock, saving, handing]] of EDGES.entries()) {
      const [code, login] = officers[i] ?? assert.fail('more edges than communes')
      house.setClock(clock)
      const program = await programOf(house, login)
      const here = `/windows/${CODE}/reports/${house.unit(code)}`
      const saved = await program.put(`${here}/draft`, { after: 0, version: 0, values: { TD01: 2 } })
      assert.equal(saved.status === 200 ? 'saved' : saved.json.code, saving, clock)
      const sent = await program.post(`${here}/editions`, { id: randomUUID(), after: 0, ...FILLED_BODY })
      assert.equal(sent.status === 200 ? 'in' : sent.json.code, handing, clock)
      if (handing === 'reports.locked') assert.match(sent.json.say, /đã khóa từ hết ngày 30\/11\/2026/u)
      if (handing === 'reports.not-begun') assert.match(sent.json.say, /bắt đầu từ ngày 22\/10\/2026/u)
      if (handing === 'reports.before-cut-off') assert.match(sent.json.say, /chốt hết ngày 21\/11\/2026/u)
      const shown = (await program.get(here)).json.edit
      assert.equal(shown.until, saving === 'saved' && handing !== 'in' ? '2026-11-30' : null, clock)
    }
  }),
)

test(
  'a lock that falls between two requests of one page ends writing at once, and what was typed comes back',
  inHouse(async house => {
    await openWindow(house, { locks: '30/11/2026' })
    house.setClock('2026-11-30T23:59:59+07:00')
    const an = await house.as('an')
    const form = await confirm(an, sheetOf(house, 'KT'))
    house.setClock('2026-12-01T00:00:00+07:00')
    const answer = await an.post(`${sheetOf(house, 'KT')}/nop`, form)
    assert.equal(answer.status, 422)
    assert.match(answer.text, /đã khóa từ hết ngày 30\/11\/2026/u)
    assert.match(answer.text, /1\.240/u)
    assert.equal((await house.db.selectFrom('report_edition').select('id').execute()).length, 0)
  }),
)

/** What was published of one line, as programs read it. */
async function published(house: Parameters<Parameters<typeof inHouse>[0]>[0], login = 'an') {
  const program = await programOf(house, login)
  const list = (await program.get('/publications')).json.items
  const whole = (await program.get(`/publications/${list[0].id}`)).json
  return {
    coverage: whole.coverage,
    row: (code: string) => whole.figures.find((one: { code: string }) => one.code === code),
  }
}

test(
  'zero counts, what does not occur adds nothing, what was not sent is missing: in sums, in rates and in who is covered',
  inHouse(async house => {
    const binh = await openWindow(house)
    const { 'o-DT01': _dialogues, 'o-YK01': _asked, 'o-YK02': _content, ...rest } = FILLED
    const without = (code: string): Fields => ({ [`s-${code}`]: 'none', [`l-${code}`]: 'đã rà' })
    const sent = [
      await handIn(house, 'an', 'KT', { ...rest, 'o-DT01': '0', 'o-YK01': '48', 'o-YK02': '0' }),
      await handIn(house, 'dung', 'HL', { ...rest, 'o-DT01': '5', ...without('YK01'), ...without('YK02') }),
      await handIn(house, 'bensen', 'BS', { ...rest, ...without('DT01'), 'o-YK01': '52', 'o-YK02': '25' }),
    ]
    const empty = await (await house.as('mydong')).post(`${sheetOf(house, 'MD')}/nop`, { id: randomUUID(), after: '0', ...rest })
    assert.equal(empty.status, 422, 'an empty cell is not taken for zero')
    for (const edition of sent) assert.equal((await acceptIt(binh, edition)).status, 303)
    assert.equal((await publishIt(house, binh)).status, 303)
    const { coverage, row } = await published(house)
    assert.deepEqual([coverage.accepted, coverage.owed], [3, 12])
    assert.deepEqual([row('DT01').value, row('DT01').missing.length], [5, 9])
    // 0 of 48 and 25 of 52 are 25 of 100; the commune that asked nobody moves nothing and is no zero.
    assert.deepEqual([row('YK03').numerator, row('YK03').denominator, row('YK03').value], [25, 100, 25])
    assert.equal(row('DC03').state, 'zero')
    const of = (code: string) => house.db.selectFrom('report_figure').select(['state', 'value']).where('indicator', '=', code).execute()
    const by = (a: { state: string | null }, b: { state: string | null }): number => ((a.state ?? '') < (b.state ?? '') ? -1 : 1)
    assert.deepEqual((await of('DT01')).sort(by), [
      { state: 'none', value: null },
      { state: 'reported', value: 5 },
      { state: 'zero', value: 0 },
    ])
  }),
)

test(
  'a unit that ended before the cut-off is in no denominator, one that ended after it still is, and no rate is above 100 %',
  inHouse(async house => {
    await merge(house, '2026-11-20')
    const binh = await openWindow(house)
    await merge(house, '2026-11-23', 'KT', 'HL')
    assert.match((await binh.get(`/bao-cao/${CODE}/theo-doi`)).text, /đã nộp 0 trên 11 đơn vị/u)
    house.setClock('2026-11-24T09:00:00+07:00')
    const keeper = await house.as('dung')
    const handed = await keeper.post(`${sheetOf(house, 'KT')}/nop`, await confirm(keeper, sheetOf(house, 'KT')))
    assert.equal(handed.status, 303, summaryOf(handed))
    const receiver = await house.as('binh')
    for (const edition of [handed.location?.split('/').at(-1) ?? '', await handIn(house, 'mydong', 'MD')])
      assert.equal((await acceptIt(receiver, edition)).status, 303)
    assert.equal((await publishIt(house, receiver)).status, 303)
    const { coverage } = await published(house, 'dung')
    assert.deepEqual([coverage.accepted, coverage.owed, coverage.missing.length], [2, 11, 9])
    const board = await receiver.get(`/bao-cao/${CODE}/theo-doi`)
    assert.match(board.text, /đã nộp 2 trên 11 đơn vị/u)
    assert.doesNotMatch(board.text, /Suối Lúa/u)
  }),
)

test('whatever happens to units, who owes on a day are those who stand on it, each once: nobody can send what is not in the denominator', () => {
  fc.assert(
    fc.property(histories({ late: true, named: false }), history => {
      const last = history.days.at(-1) ?? assert.fail('a history has days')
      const known = OrgTree.of(history.rows, last)
      for (const on of history.days) {
        const tree = known.on(on)
        for (const top of tree.units('area').filter(one => one.parentId === null)) {
          const owing = obligations(tree, top.id)
          assert.equal(new Set(owing.map(one => one.unitId)).size, owing.length)
          for (const { unitId, receiverId } of owing) {
            assert.ok(tree.unit(unitId), `${unitId} owes on ${on} and does not stand`)
            assert.equal(tree.unit(unitId)?.parentId, receiverId)
          }
          const standing = [...tree.below(top.id)].filter(
            id => id !== top.id && tree.unit(id)?.line === 'area' && tree.unit(id)?.level !== 'hamlet',
          )
          assert.equal(owing.length, standing.length)
        }
      }
    }),
    { seed: 20_260_711, numRuns: 60 },
  )
})

test(
  'two people, other cells and the same: nothing of either is lost, and the second is shown both',
  inHouse(async house => {
    await openWindow(house)
    const [one, other] = [await house.as('an'), await house.as('an')]
    const sheet = sheetOf(house, 'KT')
    const first = await one.get(sheet)
    const open = { after: hidden(first.text, 'after'), version: hidden(first.text, 'version') }
    assert.equal((await one.post(`${sheet}/luu`, { ...open, page: randomUUID(), 'o-TD01': '7', 'o-DT01': '3' })).status, 303)
    const late = await other.post(`${sheet}/luu`, { ...open, page: randomUUID(), 'o-TD02': '9', 'o-DT01': '4' })
    assert.equal(late.status, 409)
    for (const kept of ['value="9"', 'value="4"']) assert.ok(late.text.includes(kept), `${kept} was typed and is gone`)
    assert.match(late.text, /vừa được người khác lưu/u)
    const kept = await one.get(sheet)
    assert.match(kept.text, /name="o-TD01"[^>]*value="7"/u)
    assert.match(kept.text, /name="o-DT01"[^>]*value="3"/u)
  }),
)

const registration = (unit: string, kind: string, title: string) => ({
  id: randomUUID(),
  unit,
  kind,
  title,
  field: 'KINH_TE',
  registeredOn: '2026-11-02',
  another: 'yes',
  situation: 'Đường xóm lầy lội.',
  aims: 'Đi lại được quanh năm.',
  content: 'Góp công, góp đá.',
})

test(
  'nineteen models by groups and six by people, of which three and two go up too, are 25: another figure is refused until it says why, and both stay',
  inHouse(async house => {
    const binh = await openWindow(house)
    const program = await programOf(house, 'an')
    const models = [...Array.from({ length: 19 }, () => 'collective'), ...Array.from({ length: 6 }, () => 'individual')]
    const an = await house.as('an')
    for (const [i, kind] of models.entries()) {
      const form = registration(house.unit('KT'), kind, `Đường hoa số ${i + 1}`)
      assert.equal((await program.post('/models', form)).status, 200)
      if (i >= 3 && i !== 19 && i !== 20) continue
      const up = { version: '1', deed: randomUUID(), on: '05/11/2026', body: house.unit('MAU') }
      const answer = await an.post(`/kheo/${form.id}/dang-ky-cap-tren`, up)
      assert.equal(answer.status, 303, summaryOf(answer))
    }
    const here = `/windows/${CODE}/reports/${house.unit('KT')}`
    const counted = new Map<string, number>(
      (await program.get(here)).json.cells.map((one: { code: string; counted: number }) => [one.code, one.counted]),
    )
    assert.deepEqual(
      ['DVK01', 'DVK02', 'DVK03', 'DVK04', 'DVK05'].map(code => counted.get(code)),
      [25, 19, 6, 3, 2],
    )
    const send = (more: { values?: object; reasons?: object }) =>
      program.post(`${here}/editions`, {
        id: randomUUID(),
        after: 0,
        ...FILLED_BODY,
        values: { ...FILLED_BODY.values, ...more.values },
        reasons: { ...FILLED_BODY.reasons, ...more.reasons },
      })
    // 25 + 3 + 2: parts of parts added to the whole once more.
    const wrong = await send({ values: { DVK01: 30 } })
    assert.deepEqual([wrong.status, wrong.json.code], [422, 'reports.cell-override-reason'])
    assert.match(wrong.json.fields[0].say, /ghi 30, đếm được 25/u)
    const parts = await send({ values: { DVK01: 30 }, reasons: { DVK01: 'cộng cả mô hình đăng ký lên tỉnh' } })
    assert.deepEqual([parts.status, parts.json.code], [422, 'reports.cell-parts-differ'])
    const said = { DVK01: 'một mô hình chưa kịp ghi sổ', DVK03: 'một mô hình chưa kịp ghi sổ' }
    const sent = await send({ values: { DVK01: 26, DVK03: 7 }, reasons: said })
    assert.equal(sent.status, 200, JSON.stringify(sent.json))
    const figures = (await program.get(`${here}/editions/${sent.json.id}`)).json.figures
    const figure = figures.find((one: { code: string }) => one.code === 'DVK01')
    assert.deepEqual([figure.value, figure.counted, figure.reason], [26, 25, said.DVK01])
    assert.equal((await program.get(`${here}/figures/DVK01?edition=1`)).json.records.length, 25)
    assert.equal((await returnIt(binh, sent.json.id)).status, 303)
  }),
)
