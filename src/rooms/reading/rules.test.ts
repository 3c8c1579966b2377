// The rules of the room: what is read from a form, what may be kept, what is doubted, what follows.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { addDays, day } from '../../ground/day.ts'
import { isRefusal, type Refusal } from '../../ground/faults.ts'
import * as framing from './framing.ts'
import { issuerIn, presentedBy, proposalsOf } from './proposals.ts'
import type { FigureFact, Reading } from './reader/types.ts'
import * as rules from './rules.ts'
import type { FactOf, FigureSaid } from './said.ts'
import { shownText } from './shown.ts'
import { type Fields, readHappened, readPeriod, readPeriods, writeHappened, writePeriod } from './typed.ts'

const TODAY = day('2026-11-21')
const codes = (outcome: unknown): string[] =>
  Array.isArray(outcome) ? outcome.filter(isRefusal).map((one: Refusal) => one.refused) : isRefusal(outcome) ? [outcome.refused] : []

const figure = (n: number, more: Partial<FigureSaid> = {}, standing: Partial<FactOf<'figure'>> = {}): FactOf<'figure'> => ({
  id: `f${n}`,
  textId: 't',
  kind: 'figure',
  n,
  start: 0,
  quote: '',
  doubt: null,
  seq: 0,
  verdict: 'undo',
  decidedBy: null,
  decidedAt: null,
  decided: null,
  payload: {
    measure: 'models_registered_total',
    name: null,
    value: 10,
    unit: 'mô hình',
    scope: null,
    period: null,
    qualifier: null,
    partOf: null,
    relation: null,
    numerator: null,
    denominator: null,
    decidedBy: null,
    presentedBy: null,
    unitId: null,
    ...more,
  },
  ...standing,
})

const read = (
  text: string,
  figures: readonly (Partial<FigureFact> & { measure: FigureFact['measure']; value: number; quote: string })[],
  more: Partial<Reading> = {},
): Reading => ({
  event: { type: 'annual_summary', date: null, period: null, host: null, place: null, quote: '', start: 0 },
  people: [],
  documents: [],
  tasks: [],
  figures: figures.map(one => ({ unit: 'mô hình', scope: null, period: null, qualifier: null, start: text.indexOf(one.quote), ...one })),
  ...more,
})

// ── Typed days and times ────────────────────────────────────────────────────────────────────────

test('a day may be a day, a month, a year or not known, and an impossible one is not a day', () => {
  assert.deepEqual(readHappened('20/1/2021'), { from: '2021-01-20', precision: 'day' })
  assert.deepEqual(readHappened('tháng 5/2020'), { from: '2020-05-01', precision: 'month' })
  assert.deepEqual(readHappened('2020'), { from: '2020-01-01', precision: 'year' })
  assert.deepEqual(readHappened('  '), { from: null, precision: 'unknown' })
  for (const impossible of ['31/11/2020', '30/02/2021', '13/2020', '0/5/2020', '99', 'hôm qua', '20/1/0021'])
    assert.equal(readHappened(impossible), undefined, impossible)
  for (const words of ['20/01/2021', '05/2020', '2020', '']) {
    const happened = readHappened(words)
    assert.ok(happened)
    assert.equal(writeHappened({ happenedFrom: happened.from, precision: happened.precision }), words)
  }
})

test('a time reviewed is read in the words officers use', () => {
  assert.deepEqual(readPeriod('Giai đoạn 2016 – 2020'), { from: '2016-01-01', to: '2020-12-31' })
  assert.deepEqual(readPeriod('6 tháng đầu năm 2021'), { from: '2021-01-01', to: '2021-06-30' })
  assert.deepEqual(readPeriod('quý II/2022'), { from: '2022-04-01', to: '2022-06-30' })
  assert.deepEqual(readPeriod('tháng 2/2024'), { from: '2024-02-01', to: '2024-02-29' })
  assert.deepEqual(readPeriod('từ 15/12/2019 đến 14/9/2020'), { from: '2019-12-15', to: '2020-09-14' })
  assert.deepEqual(readPeriod('từ năm 2016 đến nay'), { from: '2016-01-01', to: null })
  for (const impossible of ['2020-2016', 'năm 99', 'tháng 13/2020', 'quý V/2020', '31/02/2020–01/3/2020', 'lâu rồi'])
    assert.equal(readPeriod(impossible), undefined, impossible)
})

test('several times stand in one field, each once, and the one that cannot be read is named', () => {
  assert.deepEqual(readPeriods('năm 2020; 2016–2020; năm 2020'), [
    { from: '2020-01-01', to: '2020-12-31' },
    { from: '2016-01-01', to: '2020-12-31' },
  ])
  assert.deepEqual(readPeriods('năm 2020; hồi đó'), { unread: 'hồi đó' })
  assert.deepEqual(readPeriods(' ; '), [])
})

test('every stretch of days is read back from its own words', () => {
  const days = fc.integer({ min: 0, max: 40_000 }).map(n => addDays(day('1940-01-01'), n))
  fc.assert(
    fc.property(days, days, fc.boolean(), (a, b, open) => {
      const [from, to] = a <= b ? [a, b] : [b, a]
      const period = { from, to: open ? null : to }
      assert.deepEqual(readPeriod(writePeriod(period)), period)
    }),
    { seed: 20261121, numRuns: 500 },
  )
})

// ── Deciding ────────────────────────────────────────────────────────────────────────────────────

test('a decision over an older state is stale, the same one again is the same, and only what stands is undone', () => {
  const taken = figure(4, {}, { seq: 1, verdict: 'accept', decidedBy: 'an' })
  assert.equal(rules.mayDecide(figure(4), 'accept', 0, 'an'), 'write')
  assert.equal(rules.mayDecide(taken, 'accept', 0, 'an'), 'already')
  assert.equal(rules.mayDecide(taken, 'accept', 0, 'binh'), 'stale')
  assert.equal(rules.mayDecide(taken, 'reject', 0, 'an'), 'stale')
  assert.deepEqual(codes(rules.mayDecide(taken, 'reject', 1, 'an')), ['reading.decided'])
  assert.equal(rules.mayDecide(taken, 'undo', 1, 'binh'), 'write')
  assert.deepEqual(codes(rules.mayDecide(figure(4), 'undo', 0, 'an')), ['reading.not-decided'])
})

test('four and four cannot be parts of three', () => {
  const whole = figure(1, { value: 3 })
  const four = (n: number, measure: FigureSaid['measure']) => figure(n, { measure, value: 4, partOf: 1, relation: 'phần của' })
  const all = [whole, four(2, 'models_registered_collective'), four(3, 'models_registered_individual')]
  assert.deepEqual(codes(rules.partRefusals(2, all[1]!.payload, all)), ['reading.part-over', 'reading.parts-over'])
  assert.deepEqual(codes(rules.partRefusals(1, whole.payload, all)), ['reading.part-over', 'reading.parts-over'])
  const two = all.map(one => (one.n === 1 ? one : { ...one, payload: { ...one.payload, value: 2 } }))
  assert.deepEqual(codes(rules.partRefusals(2, two[1]!.payload, two)), ['reading.parts-over'])
  assert.deepEqual(codes(rules.partRefusals(2, { ...two[1]!.payload, value: 1 }, two)), [])
})

test('a rejected whole holds nothing back, and a number is no part of itself', () => {
  const part = figure(2, { value: 40, partOf: 1, relation: 'trong đó của' })
  assert.deepEqual(codes(rules.partRefusals(2, part.payload, [figure(1, { value: 3 }, { verdict: 'reject' }), part])), [])
  assert.deepEqual(codes(rules.partRefusals(2, { ...part.payload, partOf: 2 }, [part])), ['reading.part-loop'])
})

const typedFigure = (more: Fields): Fields => ({
  measure: 'models_registered_total',
  value: '52',
  unitWord: 'mô hình',
  ...more,
})

test('a figure below zero, without digits or without a number is refused at its field', () => {
  const refused = (value: string): readonly Refusal[] => rules.correctFigure(typedFigure({ value }), figure(1), []) as readonly Refusal[]
  assert.deepEqual(
    refused('-3').map(one => [one.refused, one.field]),
    [['reading.negative', 'value']],
  )
  assert.deepEqual(codes(refused('năm mươi')), ['reading.not-a-number'])
  assert.deepEqual(codes(rules.correctFigure({ measure: 'models_registered_total' }, figure(1), [])), ['reading.no-value'])
  assert.deepEqual(codes(rules.correctFigure(typedFigure({ period: '31/02/2020–01/3/2020' }), figure(1), [])), ['reading.no-such-period'])
})

test('a percentage stays within a hundred for voters and is what its base gives', () => {
  const turnout = (more: Fields) =>
    rules.correctFigure({ measure: 'voter_turnout_pct', unitWord: '%', value: '98,6', ...more }, figure(1), [])
  assert.deepEqual(codes(turnout({ value: '104' })), ['reading.percent-over'])
  assert.deepEqual(codes(turnout({ numerator: '1.240' })), ['reading.base-half'])
  assert.deepEqual(codes(turnout({ numerator: '10', denominator: '0' })), ['reading.base-zero'])
  assert.deepEqual(codes(turnout({ numerator: '12', denominator: '10' })), ['reading.base-over'])
  assert.deepEqual(codes(turnout({ numerator: '50', denominator: '100' })), ['reading.base-differs'])
  const sound = turnout({ numerator: '986', denominator: '1.000' }) as FigureSaid
  assert.deepEqual([sound.value, sound.numerator, sound.denominator], [98.6, 986, 1000])
})

test('a dropped name takes the posts with it, and a person without a name must be said to be so', () => {
  assert.deepEqual(rules.correctPerson({ name: 'Trần Thị Bưởi', part: 'other', roles: 'Trưởng thôn', drop: '1' }), {
    name: null,
    roles: [],
    part: 'other',
  })
  assert.deepEqual(codes(rules.correctPerson({ part: 'other' })), ['reading.no-name'])
  assert.deepEqual(rules.correctPerson({ name: 'Lê A', part: 'chair', roles: 'Bí thư\n Chủ tịch HĐND' }), {
    name: 'Lê A',
    roles: ['Bí thư', 'Chủ tịch HĐND'],
    part: 'chair',
  })
})

test('the frame of a text names each field to mend, and takes no day that has not come', () => {
  const typed = { type: 'award', happened: '20/01/2021', periods: 'năm 2020; 2016–2020' }
  assert.deepEqual(codes(framing.frame({ ...typed, happened: '31/11/2020' }, null, TODAY)), ['reading.no-such-day'])
  assert.deepEqual(codes(framing.frame({ ...typed, happened: '22/11/2026' }, null, TODAY)), ['reading.future'])
  assert.deepEqual(codes(framing.frame({ ...typed, type: 'họp', periods: 'x', figurePeriod: '2019; 2020' }, null, TODAY)), [
    'reading.no-type',
    'reading.no-such-period',
    'reading.one-period',
  ])
  assert.deepEqual(codes(framing.frame({ ...typed, type: 'toString' }, null, TODAY)), ['reading.no-type'])
  const frame = framing.frame(typed, 'u', TODAY)
  assert.ok(!Array.isArray(frame) && 'periods' in frame && frame.periods.length === 2 && frame.precision === 'day')
})

test('a past unit has a name, a kind and an end that has come', () => {
  const typed = { pastName: 'Thị trấn Ba Sao', pastKind: 'thị trấn', pastUntil: '30/6/2025' }
  assert.deepEqual(framing.pastUnit(typed, TODAY), { kind: 'thị trấn', level: 'commune', name: 'Ba Sao', from: null, until: '2025-06-30' })
  assert.deepEqual(codes(framing.pastUnit({ ...typed, pastUntil: '21/11/2026' }, TODAY)), ['reading.past-standing'])
  assert.deepEqual(codes(framing.pastUnit({ ...typed, pastFrom: '01/7/2025' }, TODAY)), ['reading.past-turned'])
  assert.deepEqual(codes(framing.pastUnit({ pastKind: 'làng' }, TODAY)), ['reading.past-name', 'reading.past-kind', 'reading.past-until'])
})

// ── Doubts and relations ────────────────────────────────────────────────────────────────────────

test('parts that follow "trong đó" hang on the whole of their own kind', () => {
  const text =
    'Trong năm đăng ký được 18 mô hình tập thể và 7 mô hình cá nhân; trong đó, đã đăng ký 3 mô hình tập thể, 2 mô hình cá nhân về huyện.'
  const all = proposalsOf(
    read(text, [
      { measure: 'models_registered_collective', value: 18, quote: 'đăng ký được 18 mô hình tập thể và 7 mô hình cá nhân' },
      { measure: 'models_registered_individual', value: 7, quote: 'đăng ký được 18 mô hình tập thể và 7 mô hình cá nhân' },
      { measure: 'models_registered_collective', value: 3, quote: 'đã đăng ký 3 mô hình tập thể, 2 mô hình cá nhân về huyện' },
      { measure: 'models_registered_individual', value: 2, quote: 'đã đăng ký 3 mô hình tập thể, 2 mô hình cá nhân về huyện' },
    ]),
    text,
  )
  assert.deepEqual(
    all.flatMap(one => (one.kind === 'figure' ? [[one.n, one.payload.value, one.payload.partOf, one.doubt]] : [])),
    [
      [1, 18, null, null],
      [2, 7, null, null],
      [3, 3, 1, null],
      [4, 2, 2, null],
    ],
  )
})

test('commended models are a part of those registered, and what a later sentence counts is not', () => {
  const text = 'Toàn huyện đăng ký 90 mô hình, trong đó có 40 mô hình được khen. Các xã có 12 mô hình hay.'
  const other = { measure: 'other', name: 'models_commended' } as const
  const all = proposalsOf(
    read(text, [
      { measure: 'models_registered_total', value: 90, quote: 'đăng ký 90 mô hình' },
      { ...other, value: 40, quote: '40 mô hình được khen' },
      { measure: 'other', value: 12, quote: '12 mô hình hay' },
    ]),
    text,
  )
  assert.deepEqual(
    all.flatMap(one => (one.kind === 'figure' ? [[one.payload.value, one.payload.partOf]] : [])),
    [
      [90, null],
      [40, 1],
      [12, null],
    ],
  )
})

test('a total that its kinds do not make up is doubted first, with the difference', () => {
  const text = 'Có 58 mô hình được đăng ký (41 của tập thể, 16 của cá nhân), 34 cuộc đối thoại.'
  const quote = '58 mô hình được đăng ký (41 của tập thể, 16 của cá nhân)'
  const all = proposalsOf(
    read(text, [
      { measure: 'dialogues_held', value: 34, unit: 'cuộc', quote: '34 cuộc đối thoại' },
      { measure: 'models_registered_total', value: 58, quote },
      { measure: 'models_registered_collective', value: 41, quote },
      { measure: 'models_registered_individual', value: 16, quote },
    ]),
    text,
  )
  assert.match(all[1]?.doubt ?? '', /tổng 58, nhưng 41 tập thể \+ 16 cá nhân = 57, thiếu 1/u)
  assert.deepEqual(
    all.map(one => one.doubt === null),
    [true, false, false, false, true],
  )
  assert.equal(all.at(-1)?.n, 4)
})

test('a percentage without its base is doubted; one whose words hold the base takes it', () => {
  const text = 'Cử tri đi bầu đạt 99% và 50% (120/240 hộ) đồng thuận.'
  const all = proposalsOf(
    read(text, [
      { measure: 'voter_turnout_pct', value: 99, unit: '%', quote: 'bầu đạt 99%' },
      { measure: 'other', value: 50, unit: '%', quote: '50% (120/240 hộ)' },
    ]),
    text,
  )
  assert.match(all[1]?.doubt ?? '', /Thiếu tử số, mẫu số/u)
  const based = all.find(one => one.kind === 'figure' && one.payload.value === 50)
  assert.ok(based?.kind === 'figure' && based.payload.numerator === 120 && based.payload.denominator === 240 && based.doubt === null)
})

test('who decided an award stands apart from who handed it over', () => {
  const text = 'Lãnh đạo Huyện ủy Khe Sơn trao tặng giấy khen cho các tập thể.\nDịp này, 9 tập thể được UBND huyện Khe Sơn khen thưởng.'
  const [, award] = proposalsOf(
    read(text, [
      {
        measure: 'commended_collectives',
        value: 9,
        unit: 'tập thể',
        scope: 'UBND huyện Khe Sơn',
        quote: '9 tập thể được UBND huyện Khe Sơn khen thưởng',
      },
    ]),
    text,
  )
  assert.ok(award?.kind === 'figure')
  assert.equal(award.payload.decidedBy, 'UBND huyện Khe Sơn')
  assert.equal(award.payload.presentedBy, 'Lãnh đạo Huyện ủy Khe Sơn')
  assert.equal(presentedBy([{ name: 'Lê A', roles: ['Bí thư'], part: 'award_presenter' }], text), 'Lê A, Bí thư')
})

test('the issuing body is what the citation names, and nothing is guessed from a symbol', () => {
  assert.equal(issuerIn('Quyết định 61-QĐ/TU, ngày 05/4/2017 của Tỉnh ủy Mẫu về Quy định trách nhiệm'), 'Tỉnh ủy Mẫu')
  assert.equal(issuerIn('Chỉ thị số 12-CT/TU của Ban Thường vụ Tỉnh ủy Mẫu'), 'Ban Thường vụ Tỉnh ủy Mẫu')
  assert.equal(issuerIn('Quyết định số 290-QĐ/TW về “Quy chế công tác”'), null)
})

test('hostile letters never reach a value', () => {
  const [, person] = proposalsOf(
    read('', [], { people: [{ name: 'Lê\u202e A\u0000', roles: ['Bí\u200f thư\ud800'], part: 'chair', quote: 'x', start: 0 }] }),
    'x',
  )
  assert.ok(person?.kind === 'person')
  assert.deepEqual(person.payload, { name: 'Lê A', roles: ['Bí thư'], part: 'chair' })
})

// ── Inference ───────────────────────────────────────────────────────────────────────────────────

const stated = (more: Partial<rules.Stated>): rules.Stated => ({
  id: 'x',
  unitId: 'u',
  measure: 'models_cumulative',
  value: 158,
  period: null,
  partOf: null,
  inferred: false,
  ...more,
})
const added = stated({ id: 'a', measure: 'models_registered_total', value: 46, period: { from: '2016-01-01', to: '2020-12-31' } })

test('an opening stock is offered when standing and registered are stated for one unit', () => {
  const [offer, ...more] = rules.openings([added, stated({ id: 'c' })])
  assert.equal(more.length, 0)
  assert.deepEqual(
    [offer?.value, offer?.sum, offer?.assumption, offer?.qualifier],
    [112, '158 − 46', 'giả định không có mô hình dừng', 'trước 2016–2020'],
  )
})

test('no opening stock is offered without a unit, across units, from more registered than stand, or from two registrations', () => {
  const closing = stated({ id: 'c' })
  assert.deepEqual(
    rules.openings([
      { ...added, unitId: null },
      { ...closing, unitId: null },
    ]),
    [],
  )
  assert.deepEqual(rules.openings([added, { ...closing, unitId: 'v' }]), [])
  assert.deepEqual(rules.openings([added, { ...closing, value: 45 }]), [])
  assert.deepEqual(rules.openings([added, { ...added, id: 'b', value: 9 }, closing]), [])
  assert.deepEqual(rules.openings([added, { ...closing, inferred: true }]), [])
})

test('a stock takes no time of its text, a flow without one does', () => {
  const year = { from: '2020-01-01', to: '2020-12-31' }
  assert.equal(rules.periodOf('models_cumulative', null, year), null)
  assert.deepEqual(rules.periodOf('dialogues_held', null, year), year)
})

// ── Showing ─────────────────────────────────────────────────────────────────────────────────────

test('a page is shown without its tags and a mark finds its place; in a plain text a tag is just words', () => {
  const page = '<html><body><script>alert(1)</script><p>Có <b>40</b> m&ocirc; h&#236;nh &amp; 3 tổ</p></body></html>'
  const shown = shownText(page)
  assert.doesNotMatch(shown.text, /alert|<b>/u)
  const at = page.indexOf('40')
  assert.equal(shown.text.slice(shown.at(at), shown.at(at + 2)), '40')
  assert.match(shownText('xin <script>alert(1)</script>').text, /<script>alert/u)
})

test('places in the shown text never run backward, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom('<p>', '<b', '>', '&amp;', '&#xd800;', 'ế', '\u202e', '\u0000', '<!--', '-->', '\n', '😀', '<script>', '</script>'),
      ),
      pieces => {
        const text = `<html>${pieces.join('')}`
        const shown = shownText(text)
        let before = 0
        for (let i = 0; i <= text.length; i++) {
          const at = shown.at(i)
          assert.ok(at >= before && at <= shown.text.length)
          before = at
        }
        assert.doesNotMatch(shown.text, /[\u0000\u202e]/u)
      },
    ),
    { seed: 20261121, numRuns: 300 },
  )
})
