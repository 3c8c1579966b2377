// What arrives after a publication: shown with its delta, taken in as the next number or put off; and why two figures differ.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { type Browsing, type Fields, inHouse, type TestHouse } from '../../../../test/house.ts'
import {
  acceptIt,
  CODE,
  FILLED,
  handIn,
  hidden,
  openWindow,
  publishIt,
  returnIt,
  sheetOf,
  summaryOf,
} from '../../../../test/reports/steps.ts'
import { sql } from '../../../ground/db.ts'
import { type Contribution, exact } from '../figures.ts'
import { arrivals, changedFigures, isDeferred, type Stand, standsOf } from './changed.ts'

const page = (house: TestHouse): string => `/bao-cao/${CODE}/sau-cong-bo?noi-nhan=${house.unit('MAU')}`
const plain = (text: string): string => text.replace(/<[^>]*>/gu, ' ').replace(/\s+/gu, ' ')
const frozen = async (house: TestHouse): Promise<string | undefined> =>
  (await sql<{ all: string }>`select snapshot::text || snapshot_sha256 as all from report_publication where number = 1`.execute(house.db))
    .rows[0]?.all

async function published(house: TestHouse): Promise<{ binh: Browsing; edition: string; first: string }> {
  const binh = await openWindow(house)
  const edition = await handIn(house, 'an', 'KT')
  assert.equal((await acceptIt(binh, edition)).status, 303)
  return { binh, edition, first: (await publishIt(house, binh)).location ?? '' }
}

async function late(house: TestHouse, binh: Browsing, more: Fields = {}): Promise<void> {
  assert.equal((await acceptIt(binh, await handIn(house, 'dung', 'HL', { ...FILLED, 'o-TD02': '10', ...more }))).status, 303)
}

const putOff = async (house: TestHouse, who: Browsing, more: Fields = {}) => {
  const text = (await who.get(page(house))).text
  return who.post(`/bao-cao/${CODE}/hoan`, {
    id: randomUUID(),
    'noi-nhan': house.unit('MAU'),
    ban: hidden(text, 'ban'),
    seen: hidden(text, 'seen'),
    'ly-do': 'Đợi xã Bến Sen nộp rồi đính chính một lần.',
    ...more,
  })
}

test(
  'a late unit is shown as a delta, taken in as the next number, and the first publication stays as it was',
  inHouse(async house => {
    const { binh, first } = await published(house)
    assert.match((await binh.get(page(house))).text, /không có gì mới/u)
    const before = await frozen(house)
    await late(house, binh)
    assert.match((await binh.get('/')).text, /Số đến sau công bố[\s\S]*xã Hạ Lang được tiếp nhận sau khi công bố/u)
    assert.match((await binh.get(first)).text, /có báo cáo hoặc điều chỉnh mới, chưa có trong bản này/u)
    const shown = plain((await binh.get(page(house))).text)
    assert.match(shown, /Đơn vị đến sau xã Hạ Lang/u)
    assert.match(shown, /Lượt người được tiếp 31 41 \+10 , vì sao xã Hạ Lang \(đến sau\) \+10/u)
    const second = await publishIt(house, binh)
    assert.equal(second.status, 303, summaryOf(second))
    const page2 = plain((await binh.get(second.location ?? '')).text)
    assert.match(page2, /Bản này đính chính bản 1/u)
    assert.match(page2, /Thay đổi so với bản 1[\s\S]*Lượt người được tiếp 31 41 \+10/u)
    assert.equal(await frozen(house), before)
    assert.match((await binh.get(page(house))).text, /Sau bản công bố số 2 không có gì mới/u)
    // A commune sees which figures changed, and no other commune.
    const an = await house.as('an')
    const theirs = plain((await an.get(second.location ?? '')).text)
    assert.match(theirs, /Lượt người được tiếp 31 41 \+10/u)
    assert.doesNotMatch(theirs, /Hạ Lang \(đến sau\)/u)
    assert.equal((await an.get(`${second.location}/vi-sao/TD02?so-voi=ban-truoc`)).status, 404)
    const why = plain((await binh.get(`${second.location}/vi-sao/TD02?so-voi=ban-truoc`)).text)
    assert.match(why, /Tăng 10 so với bản công bố số 1/u)
    assert.match(why, /Lần trước thiếu, lần này có: xã Hạ Lang \+10\./u)
  }),
)

test(
  'what arrived may be put off with a reason, which is shown with the publication and lapses when something newer arrives',
  inHouse(async house => {
    const { binh, first } = await published(house)
    const nothing = await binh.post(`/bao-cao/${CODE}/hoan`, {
      id: randomUUID(),
      'noi-nhan': house.unit('MAU'),
      ban: first.split('/').at(-1) ?? '',
      seen: 'x',
      'ly-do': 'Vì sao không.',
    })
    assert.equal(nothing.status, 422)
    await late(house, binh)
    assert.doesNotMatch((await binh.get(page(house))).text, /Vụ việc phức tạp/u, 'nothing occurred, then as now: that is no change')
    assert.equal((await putOff(house, binh, { 'ly-do': '' })).status, 400)
    const done = await putOff(house, binh)
    assert.equal(done.status, 303, summaryOf(done))
    assert.match((await binh.get(first)).text, /Đợi xã Bến Sen nộp rồi đính chính một lần/u)
    assert.doesNotMatch((await binh.get('/')).text, /Số đến sau công bố/u)
    const bensen = await handIn(house, 'bensen', 'BS')
    assert.equal((await acceptIt(binh, bensen)).status, 303)
    assert.match((await binh.get(page(house))).text, /đã hết hiệu lực vì có số mới hơn/u)
    assert.match((await binh.get('/')).text, /Số đến sau công bố/u)
    await assert.rejects(sql`delete from report_deferral`.execute(house.db), /permission denied/u)
  }),
)

test(
  'two officers put off at once: it is put off once; what arrives meanwhile is not put off unseen',
  inHouse(async house => {
    const { binh } = await published(house)
    await late(house, binh)
    const chi = await house.as('chi')
    const answers = await Promise.all([putOff(house, binh), putOff(house, chi)])
    assert.deepEqual(answers.map(one => one.status).sort(), [303, 422])
    assert.equal((await sql`select from report_deferral`.execute(house.db)).rows.length, 1)
    const ban = (await sql<{ id: string }>`select id from report_publication`.execute(house.db)).rows[0]?.id ?? ''
    const stale = await binh.post(`/bao-cao/${CODE}/hoan`, {
      id: randomUUID(),
      'noi-nhan': house.unit('MAU'),
      ban,
      seen: '0123456789abcdef0123456789abcdef',
      'ly-do': 'Lý do.',
    })
    assert.equal(stale.status, 409)
  }),
)

test(
  'a corrected report shows which edition replaced which; one that is returned is out of the total and says so',
  inHouse(async house => {
    const { binh, edition } = await published(house)
    assert.equal((await returnIt(binh, edition, {}, 1)).status, 303)
    await late(house, binh)
    assert.match(plain((await binh.get(page(house))).text), /Đang bị trả lại xã Khe Trầm/u)
    const mended = await handIn(house, 'an', 'KT', { ...FILLED, 'o-DT01': '3', 's-TG01': '', 'l-TG01': 'đã rà lại', 'o-TG01': '2' })
    assert.equal((await acceptIt(binh, mended)).status, 303)
    const shown = plain((await binh.get(page(house))).text)
    assert.match(shown, /Đơn vị sửa báo cáo xã Khe Trầm/u)
    assert.match(shown, /xã Khe Trầm \(sửa\) \+2/u)
    assert.match(shown, /chức việc tôn giáo chưa có số 2 không trừ được/u, 'what was no figure is not taken from one')
    const why = plain((await binh.get(`/bao-cao/${CODE}/vi-sao/DT01?noi-nhan=${house.unit('MAU')}&so-voi=ban-truoc`)).text)
    assert.match(why, /Sửa lại báo cáo: xã Khe Trầm \+2 \(bản 1 → bản 2\)/u)
  }),
)

test(
  'a window before the first has nothing to stand against, and says so; a unit sees why its own figure differs',
  inHouse(async house => {
    const { binh } = await published(house)
    const none = await binh.get(`/bao-cao/${CODE}/vi-sao/TD02`)
    assert.equal(none.status, 200)
    assert.match(none.text, /Chưa có kỳ để so/u)
    assert.equal((await binh.get(`/bao-cao/${CODE}/vi-sao/ZZZ`)).status, 404)
    assert.equal((await binh.get(`/bao-cao/${CODE}/vi-sao/TD02?so-voi=khac`)).status, 400)
    const an = await house.as('an')
    assert.match((await an.get(`${sheetOf(house, 'KT')}/vi-sao/TD02`)).text, /Chưa có kỳ để so/u)
    assert.equal((await an.get(`${sheetOf(house, 'HL')}/vi-sao/TD02`)).status, 404)
  }),
)

// ── What changed, for all figures ──
const UNITS = ['a', 'b', 'c', 'd']
const values = fc.dictionary(fc.constantFrom(...UNITS), fc.nat(20))
const stand = (of: Readonly<Record<string, number>>): ReadonlyMap<string, Stand> => {
  const parts = Object.entries(of).map(([unitId, value]): Contribution & { code: string } => ({
    code: 'T',
    editionId: `e-${unitId}-${value}`,
    unitId,
    value,
    numerator: null,
    denominator: null,
  }))
  const value = parts.length === 0 ? null : exact(parts.reduce((all, one) => all + (one.value ?? 0), 0))
  return standsOf(
    [{ code: 'T', state: value === null ? 'missing' : value === 0 ? 'zero' : 'reported', value, numerator: null, denominator: null }],
    parts,
    Object.keys(of),
  )
}

test('a changed figure is told with who moved it, and one that did not change is not told', () => {
  fc.assert(
    fc.property(values, values, (before, after) => {
      const [was, is] = [stand(before), stand(after)]
      const [changed] = changedFigures([{ code: 'T', kind: 'flow' }], was, is)
      const moved = UNITS.some(unit => (before[unit] ?? 0) !== (after[unit] ?? 0))
      const state = was.get('T')?.state !== is.get('T')?.state
      assert.equal(changed !== undefined, moved || state)
      if (!changed) return
      const sum = exact(changed.moved.reduce((all, one) => all + one.by, 0))
      assert.equal(sum, exact((is.get('T')?.value ?? 0) - (was.get('T')?.value ?? 0)))
      if (changed.by !== null) assert.equal(changed.by, sum)
      assert.ok(changed.moved.every(one => one.what === 'units'))
    }),
    { seed: 922 },
  )
})

test('who came, who mended and who is out are told apart; a deferral holds for one set of what is there', () => {
  const of = (...all: readonly string[]) => all.map(one => ({ unitId: one.charAt(0), editionId: one }))
  assert.deepEqual(arrivals(of('a1', 'b1', 'c1'), of('a1', 'b2', 'd1')), { came: ['d'], corrected: ['b'], out: ['c'] })
  assert.equal(isDeferred([{ mark: 'x' }], 'y'), undefined)
  assert.deepEqual(isDeferred([{ mark: 'x' }], 'x'), { mark: 'x' })
})
