import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { addDays, type Day, day } from '../../ground/day.ts'
import { isRefusal } from '../../ground/faults.ts'
import { OrgTree, type Version } from '../../org/tree.ts'
import { type Around, edit, missingParts, ownBody, type Registration, register } from './registration.ts'
import type { KheoModel, Step, Taking } from './rules.ts'
import * as rules from './rules.ts'

const unit = (unitId: string, level: Version['level'], parentId: string | null, from: string, until: string | null = null): Version => ({
  unitId,
  level,
  parentId,
  from: day(from),
  until: until === null ? null : day(until),
  line: 'area',
  kind: level,
  name: unitId,
  code: unitId,
  areaId: null,
  lawId: null,
  endLawId: null,
})

// A province with one district until 30 June 2025; the commune "cũ" merges into "mới", "chia" is divided between "mới" and "bên".
const REFORM = day('2025-07-01')
const history = OrgTree.of(
  {
    versions: [
      unit('tỉnh', 'province', null, '2011-01-01'),
      unit('huyện', 'district', 'tỉnh', '2011-01-01', '2025-06-30'),
      unit('cũ', 'commune', 'huyện', '2011-01-01', '2025-06-30'),
      unit('chia', 'commune', 'huyện', '2011-01-01', '2025-06-30'),
      unit('mới', 'commune', 'tỉnh', '2025-07-01'),
      unit('bên', 'commune', 'tỉnh', '2011-01-01'),
      unit('thôn', 'hamlet', 'cũ', '2011-01-01', '2025-06-30'),
      { ...unit('thôn', 'hamlet', 'mới', '2025-07-01') },
    ],
    successions: [
      { fromId: 'cũ', toId: 'mới', onDay: REFORM, kind: 'merged', share: null, heir: false, lawId: null },
      { fromId: 'chia', toId: 'mới', onDay: REFORM, kind: 'split', share: null, heir: false, lawId: null },
      { fromId: 'chia', toId: 'bên', onDay: REFORM, kind: 'split', share: null, heir: false, lawId: null },
    ],
  },
  day('2026-11-21'),
)
const today = history.day

const form: Registration = {
  unitId: 'thôn',
  kind: 'collective',
  fieldCode: 'KINH_TE',
  title: 'Góp công mở ngõ',
  registeredOn: day('2026-02-03'),
  situation: 'Ngõ hẹp.',
  aims: 'Mở rộng toàn tuyến.',
  content: 'Bàn trong xóm, góp ngày công.',
  scope: 'Cả thôn',
  forces: 'Chi bộ, Mặt trận',
  resources: 'Ngày công',
  outputs: 'Ngõ rộng ba mét',
  upkeep: 'Xóm tự giữ',
}
const around = (more: Partial<Around> = {}, on: Day = form.registeredOn): Around => ({
  today,
  tree: history.on(on),
  alike: [],
  another: false,
  fields: ['KINH_TE'],
  ...more,
})
const model = (more: Partial<KheoModel> = {}): KheoModel => ({
  ...form,
  id: 'm',
  bodyId: 'mới',
  version: 1,
  steps: [],
  stop: null,
  confirmations: [],
  ...more,
})
const at = (on: string, more: Partial<Taking> = {}): Taking => ({ id: `d ${on}`, on: day(on), note: '', decision: '', ...more })
const times = (on: Day = today): rules.Times => ({ today, tree: history, thatDay: history.on(on) })

const codes = (outcome: unknown): string[] =>
  (Array.isArray(outcome) ? outcome : [outcome]).flatMap(one => (isRefusal(one) ? [one.refused] : []))
/** The model after each of these deeds was accepted. */
function after(start: KheoModel, ...deeds: ((now: KheoModel) => unknown)[]): KheoModel {
  let now = start
  for (const deed of deeds) {
    const step = deed(now)
    assert.ok(!isRefusal(step), JSON.stringify(step))
    now = { ...now, version: now.version + 1, steps: [...now.steps, { ...(step as Step), seq: now.version + 1 }] }
  }
  return now
}
const appraising = (seat: string, on: string) => (now: KheoModel) => rules.appraise(now, seat, at(on), times(day(on)))
const recognising = (seat: string, on: string) => (now: KheoModel) => rules.recognise(now, seat, at(on), times(day(on)))

test('a hamlet registers with its commune, a commune with itself, each as the organisation stood that day', () => {
  assert.equal(ownBody(history, 'thôn'), 'mới')
  assert.equal(ownBody(history.on(day('2024-05-01')), 'thôn'), 'cũ')
  assert.equal(ownBody(history, 'bên'), 'bên')
  assert.deepEqual(register(form, around()), { bodyId: 'mới' })
})

test('a registration says all that must be mended at once', () => {
  const empty = { ...form, registeredOn: day('1989-12-31'), situation: ' ', aims: '', content: '', fieldCode: 'KHONG_CO' }
  assert.deepEqual(codes(register(empty, around())), [
    'kheo.before-1990',
    'kheo.part-missing',
    'kheo.part-missing',
    'kheo.part-missing',
    'kheo.field-unknown',
  ])
  assert.deepEqual(codes(register({ ...form, registeredOn: addDays(today, 1) }, around())), ['kheo.day-ahead'])
})

test('a unit that did not stand that day registers nothing', () => {
  const early = { ...form, unitId: 'mới', registeredOn: day('2025-06-30') }
  assert.deepEqual(codes(register(early, around({}, early.registeredOn))), ['kheo.unit-not-standing'])
  const late = { ...form, unitId: 'cũ', registeredOn: REFORM }
  assert.deepEqual(codes(register(late, around({}, late.registeredOn))), ['kheo.unit-not-standing'])
})

test('a title that reads like a running one needs the word that it is another model', () => {
  assert.deepEqual(codes(register(form, around({ alike: ['Góp công mở ngõ xóm'] }))), ['kheo.alike'])
  assert.deepEqual(register(form, around({ alike: ['Góp công mở ngõ xóm'], another: true })), { bodyId: 'mới' })
})

test('a registration may be mended until a body has appraised it, and not past its next step', () => {
  assert.deepEqual(codes(edit(model(), { ...form, title: 'Tên khác' }, around())), [])
  const appraised = after(model(), appraising('mới', '2026-03-01'))
  assert.deepEqual(codes(edit(appraised, form, around())), ['kheo.appraised-already'])
  const stopped = model({ stop: { id: 's', on: day('2026-03-01'), reason: 'Xong' } })
  assert.deepEqual(codes(edit(stopped, form, around())), ['kheo.stopped-no-edit'])
  const up = after(model(), now => rules.registerAt(now, 'tỉnh', at('2026-02-10'), times()))
  assert.deepEqual(codes(edit(up, { ...form, registeredOn: day('2026-02-11') }, around())), ['kheo.after-step'])
})

test('a body recognises only what it has appraised itself, and once', () => {
  assert.deepEqual(codes(rules.recognise(model(), 'mới', at('2026-03-01'), times())), ['kheo.unappraised'])
  const appraised = after(model(), appraising('mới', '2026-03-05'))
  assert.deepEqual(codes(rules.recognise(appraised, 'tỉnh', at('2026-03-06'), times())), ['kheo.unappraised'])
  assert.deepEqual(codes(rules.recognise(appraised, 'mới', at('2026-03-04'), times())), ['kheo.early'])
  const recognised = after(appraised, recognising('mới', '2026-03-05'))
  assert.deepEqual(codes(rules.recognise(recognised, 'mới', at('2026-03-09'), times())), ['kheo.already'])
})

test('a body appraises only what is registered with it, whole, and once', () => {
  assert.deepEqual(codes(rules.appraise(model(), 'tỉnh', at('2026-03-01'), times())), ['kheo.not-here'])
  assert.deepEqual(codes(rules.appraise(model({ upkeep: '' }), 'mới', at('2026-03-01'), times())), ['kheo.incomplete'])
  assert.deepEqual(missingParts({ ...form, upkeep: ' ', aims: '' }), ['aims', 'upkeep'])
  const appraised = after(model(), appraising('mới', '2026-03-01'))
  assert.deepEqual(codes(rules.appraise(appraised, 'mới', at('2026-03-02'), times())), ['kheo.appraised'])
})

test('what was not recognised may be appraised and recognised later', () => {
  const no = after(model(), appraising('mới', '2026-03-01'), now =>
    rules.refuseRecognition(now, 'mới', at('2026-03-02', { note: 'Chưa rõ' }), times()),
  )
  assert.equal(rules.standingBefore(no, history, 'mới')?.step, 'not_recognised')
  const yes = after(no, appraising('mới', '2026-09-01'), recognising('mới', '2026-09-02'))
  assert.equal(rules.standingBefore(yes, history, 'mới')?.step, 'recognised')
})

test('refusing a recognition and taking one back need a reason', () => {
  const appraised = after(model(), appraising('mới', '2026-03-01'))
  assert.deepEqual(codes(rules.refuseRecognition(appraised, 'mới', at('2026-03-02', { note: '  ' }), times())), ['kheo.reason'])
  assert.deepEqual(codes(rules.withdraw(appraised, 'mới', at('2026-03-02', { note: 'Sai' }), times())), ['kheo.unrecognised'])
  const recognised = after(appraised, recognising('mới', '2026-03-02'))
  assert.deepEqual(codes(rules.withdraw(recognised, 'mới', at('2026-03-03'), times())), ['kheo.reason'])
  assert.deepEqual(codes(rules.withdraw(recognised, 'mới', at('2026-03-03', { note: 'Sai' }), times())), [])
})

test('a model is registered upward with a body above it that day, and once with each', () => {
  assert.deepEqual(rules.upperBodies(model(), times()), ['tỉnh'])
  const before = model({ bodyId: 'cũ', registeredOn: day('2024-02-03') })
  assert.deepEqual(rules.upperBodies(before, times(day('2024-03-01'))), ['huyện', 'tỉnh'])
  assert.deepEqual(rules.upperBodies(before, times()), ['tỉnh'])
  assert.deepEqual(codes(rules.registerAt(before, 'huyện', at('2026-03-01'), times())), ['kheo.not-above'])
  assert.deepEqual(codes(rules.registerAt(model(), 'bên', at('2026-03-01'), times())), ['kheo.not-above'])
  const up = after(model(), now => rules.registerAt(now, 'tỉnh', at('2026-03-01'), times()))
  assert.deepEqual(codes(rules.registerAt(up, 'tỉnh', at('2026-03-02'), times())), ['kheo.registered-there'])
})

test('after the reform the new commune goes on from the steps of the old one; the province does not stand for a district', () => {
  const old = after(model({ bodyId: 'cũ', registeredOn: day('2025-02-03') }), now =>
    rules.registerAt(now, 'huyện', at('2025-03-01'), times(day('2025-03-01'))),
  )
  assert.equal(rules.standsFor(history, 'mới', 'cũ'), true)
  assert.equal(rules.standsFor(history, 'tỉnh', 'huyện'), false)
  assert.deepEqual(codes(rules.appraise(old, 'tỉnh', at('2025-09-01'), times(day('2025-09-01')))), ['kheo.not-here'])
  const appraised = after(old, appraising('mới', '2025-09-01'))
  assert.equal(appraised.steps.at(-1)?.bodyId, 'mới')
  const late = rules.appraise(old, 'mới', at('2025-04-01'), times(day('2025-04-01'))) as Step
  assert.equal(late.bodyId, 'cũ', 'a step of before the reform is written before the body of that day')
  assert.deepEqual(
    codes(rules.praise(model({ registeredOn: day('2025-02-03'), bodyId: 'bên' }), 'mới', at('2025-03-01'), times(day('2025-03-01')))),
    ['kheo.body-not-standing'],
  )
})

test('one level commends a model once a year; another level may too', () => {
  const praised = after(model(), now => rules.praise(now, 'mới', at('2026-03-01'), times()))
  assert.deepEqual(codes(rules.praise(praised, 'mới', at('2026-04-01'), times())), ['kheo.praised'])
  assert.deepEqual(codes(rules.praise(praised, 'tỉnh', at('2026-04-01'), times())), [])
})

test('nothing is written of a stopped model, before its registration, or of a day to come', () => {
  const all = [
    (m: KheoModel, t: Taking) => rules.registerAt(m, 'tỉnh', t, times()),
    (m: KheoModel, t: Taking) => rules.appraise(m, 'mới', t, times()),
    (m: KheoModel, t: Taking) => rules.recognise(m, 'mới', t, times()),
    (m: KheoModel, t: Taking) => rules.refuseRecognition(m, 'mới', t, times()),
    (m: KheoModel, t: Taking) => rules.withdraw(m, 'mới', t, times()),
    (m: KheoModel, t: Taking) => rules.praise(m, 'mới', t, times()),
    (m: KheoModel, t: Taking) => rules.stop(m, t, today),
    (m: KheoModel, t: Taking) => rules.confirm(m, 2026, { running: true, rating: 'effective' }, t.on, today),
  ]
  const stopped = model({ stop: { id: 's', on: day('2026-05-01'), reason: 'Xong' } })
  for (const deed of all) {
    assert.deepEqual(codes(deed(stopped, at('2026-06-01'))), ['kheo.stopped'])
    assert.deepEqual(codes(deed(model(), at('2026-02-02'))), ['kheo.before-registration'])
    assert.deepEqual(codes(deed(model(), at('2026-11-22'))), ['kheo.deed-ahead'])
  }
})

test('a model stops for a reason, and not before what was written of it', () => {
  const appraised = after(model(), appraising('mới', '2026-03-05'))
  assert.deepEqual(codes(rules.stop(appraised, at('2026-03-04', { note: 'Xong' }), today)), ['kheo.stopped-before-step'])
  assert.deepEqual(codes(rules.stop(appraised, at('2026-03-05'), today)), ['kheo.reason'])
  assert.deepEqual(codes(rules.stop(appraised, at('2026-03-05', { note: 'Xong' }), today)), [])
})

test('a model is confirmed for this year or the last, not for a year before it was registered', () => {
  const say = (year: number) => codes(rules.confirm(model(), year, { running: true, rating: 'ordinary' }, today, today))
  assert.deepEqual(say(2026), [])
  assert.deepEqual(say(2025), ['kheo.confirm-later'])
  assert.deepEqual(say(2024), ['kheo.confirm-year'])
  assert.deepEqual(say(2027), ['kheo.confirm-year'])
})

test('whatever is tried, a recognition always follows an appraisal by the same body, on a day not before it', () => {
  const deed = fc.record({ kind: fc.nat(6), seat: fc.constantFrom('mới', 'tỉnh', 'bên'), day: fc.nat(290) })
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 30 }), deeds => {
      let now = model()
      for (const one of deeds) {
        const on = addDays(form.registeredOn, one.day)
        const taking = at(on, { note: 'vì' })
        const outcome = [
          () => rules.registerAt(now, one.seat, taking, times(on)),
          () => rules.appraise(now, one.seat, taking, times(on)),
          () => rules.recognise(now, one.seat, taking, times(on)),
          () => rules.refuseRecognition(now, one.seat, taking, times(on)),
          () => rules.withdraw(now, one.seat, taking, times(on)),
          () => rules.praise(now, one.seat, taking, times(on)),
          () => rules.recognise(now, one.seat, taking, times(on)),
        ][one.kind]?.()
        if (outcome && !isRefusal(outcome))
          now = { ...now, version: now.version + 1, steps: [...now.steps, { ...outcome, seq: now.version + 1 }] }
      }
      for (const step of now.steps) {
        const before = now.steps.find(one => one.seq === step.follows)
        if (step.step === 'recognised' || step.step === 'not_recognised') {
          assert.equal(before?.step, 'appraised')
          assert.equal(before?.bodyId, step.bodyId)
        }
        if (step.step === 'withdrawn') assert.equal(before?.step, 'recognised')
        if (before) assert.ok(before.on <= step.on)
        assert.equal(now.steps.filter(one => one.follows !== null && one.follows === step.seq).length <= 1, true)
      }
    }),
    { seed: 20261121, numRuns: 300 },
  )
})
