// What a set of changes is refused for: each reason, named with its unit, and the sound one beside it.
import assert from 'node:assert/strict'
import test from 'node:test'
import { addDays, day } from '../../src/ground/day.ts'
import { type ChangeSet, checkChange, deedsOf, effectOf, followers, historyAfter, type Step } from '../../src/org/change-set.ts'
import { OrgTree } from '../../src/org/tree.ts'
import { country, stood } from './small-country.ts'

const ON = day('2027-01-01')
const tree = OrgTree.of({ versions: [...country.versions], successions: [...country.successions] }, ON)

const setOf = (steps: readonly Step[], more: Partial<ChangeSet> = {}): ChangeSet => ({
  id: 'thay-doi',
  kind: 'reform',
  title: 'Sắp xếp xã',
  effectiveOn: ON,
  sourceName: 'nghị quyết',
  sourceSha256: 'a'.repeat(64),
  steps,
  ...more,
})
const commune = (id: string, parentId = 'Tỉnh Mẫu', more: object = {}): Step => ({
  step: 'create',
  unit: { id, line: 'area', level: 'commune', kind: 'xã', name: id, parentId, ...more },
})
const merged = (from: string, to: string): Step => ({ step: 'pass', from, to, kind: 'merged' })
const codes = (steps: readonly Step[], more: Partial<ChangeSet> = {}, of: OrgTree = tree): string[] =>
  checkChange(of, setOf(steps, more)).map(one => one.refused)

test('a merger, a division, a renaming and an end that say all they must are taken', () => {
  const split = (to: string, share?: number, heir?: boolean): Step => ({
    step: 'pass',
    from: 'Phường Ba',
    to,
    kind: 'split',
    ...(share ? { share } : {}),
    ...(heir ? { heir } : {}),
  })
  assert.deepEqual(codes([commune('Xã Chung'), merged('Xã Mới', 'Xã Chung'), merged('Phường Tư', 'Xã Chung')]), [])
  assert.deepEqual(codes([commune('Xã Đông'), commune('Xã Tây'), split('Xã Đông', 0.6, true), split('Xã Tây', 0.4)]), [])
  assert.deepEqual(codes([commune('Xã Đông'), split('Xã Đông'), split('Xã Xa', 0.4)]), [])
  assert.deepEqual(codes([{ step: 'version', id: 'Xã Mới', change: { name: 'Mới Nữa', parentId: 'Tỉnh Bạn' } }]), [])
  assert.deepEqual(codes([{ step: 'end', id: 'Xã Mới' }]), [])
  assert.deepEqual(codes([{ step: 'pass', from: 'Xã Mới', to: 'Xã Xa', kind: 'transferred', share: 0.2 }]), [])
})

const REFUSED: readonly (readonly [string, string, readonly Step[], Partial<ChangeSet>?])[] = [
  ['an empty set', 'change.empty', []],
  ['a set without a title', 'change.title-missing', [{ step: 'end', id: 'Xã Mới' }], { title: ' ' }],
  ['a correction of nothing', 'change.corrects-missing', [{ step: 'end', id: 'Xã Mới' }], { kind: 'correction' }],
  ['a reform that says it corrects', 'change.corrects-missing', [{ step: 'end', id: 'Xã Mới' }], { corrects: 'thay-doi-cu' }],
  ['a unit created twice', 'change.twice', [commune('Xã Chung'), commune('Xã Chung')]],
  ['a unit changed and ended', 'change.both', [{ step: 'version', id: 'Xã Mới', change: { name: 'Khác' } }, merged('Xã Mới', 'Xã Xa')]],
  ['a unit without a name', 'change.name-missing', [commune('Xã Chung', 'Tỉnh Mẫu', { name: ' ' })]],
  ['a unit that stands already', 'change.already-stands', [commune('Xã Mới')]],
  ['a unit that changes its line', 'change.other-line', [commune('Huyện ủy')]],
  ['a parent that has ended', 'change.parent-not-standing', [commune('Xã Chung', 'Huyện Thượng')]],
  ['a parent that this set ends', 'change.parent-not-standing', [commune('Xã Chung', 'Tỉnh Bạn'), merged('Tỉnh Bạn', 'Tỉnh Mẫu')]],
  ['a parent of another line', 'change.other-line', [commune('Xã Chung', 'Tỉnh ủy')]],
  ['a parent of no higher level', 'change.parent-level', [commune('Xã Chung', 'Xã Mới')]],
  ['an area that serves an area', 'change.other-line', [commune('Xã Chung', 'Tỉnh Mẫu', { areaId: 'Tỉnh Bạn' })]],
  [
    'a body whose area has ended',
    'change.area-not-standing',
    [{ step: 'create', unit: { id: 'Ban', line: 'party', level: 'body', kind: 'ban', name: 'Ban', areaId: 'Xã Một' } }],
  ],
  ['a change of what does not stand', 'change.not-standing', [{ step: 'end', id: 'Xã Một' }]],
  ['a change that changes nothing', 'change.empty', [{ step: 'version', id: 'Xã Mới', change: { name: 'Xã Mới' } }]],
  ['a new name of nothing', 'change.name-missing', [{ step: 'version', id: 'Xã Mới', change: { name: '' } }]],
  ['land that passes to itself', 'change.to-itself', [merged('Xã Mới', 'Xã Mới')]],
  ['land that passes to what has ended', 'change.to-not-standing', [merged('Xã Mới', 'Xã Hai')]],
  ['an area that passes to a body', 'change.other-line', [merged('Xã Mới', 'Tỉnh ủy')]],
  ['more than the whole', 'change.share', [{ step: 'pass', from: 'Xã Mới', to: 'Xã Xa', kind: 'transferred', share: 1.2 }]],
  [
    'shares above the whole',
    'change.share',
    [
      { step: 'pass', from: 'Xã Mới', to: 'Xã Xa', kind: 'split', share: 0.7 },
      { step: 'pass', from: 'Xã Mới', to: 'Phường Ba', kind: 'split', share: 0.7 },
    ],
  ],
  [
    'parts given away above the whole',
    'change.share',
    [
      { step: 'pass', from: 'Xã Mới', to: 'Xã Xa', kind: 'transferred', share: 0.7 },
      { step: 'pass', from: 'Xã Mới', to: 'Phường Ba', kind: 'transferred', share: 0.7 },
    ],
  ],
  [
    'shares of an ending unit below the whole',
    'change.share',
    [
      { step: 'pass', from: 'Xã Mới', to: 'Xã Xa', kind: 'split', share: 0.3 },
      { step: 'pass', from: 'Xã Mới', to: 'Phường Ba', kind: 'split', share: 0.3 },
    ],
  ],
  [
    'two heirs',
    'change.heirs',
    [
      { step: 'pass', from: 'Xã Mới', to: 'Xã Xa', kind: 'split', heir: true },
      { step: 'pass', from: 'Xã Mới', to: 'Phường Ba', kind: 'split', heir: true },
    ],
  ],
  ['the same taker twice', 'change.twice', [merged('Xã Mới', 'Xã Xa'), merged('Xã Mới', 'Xã Xa')]],
  ['a merger into two', 'change.divided', [merged('Xã Mới', 'Xã Xa'), merged('Xã Mới', 'Phường Ba')]],
  ['a division into one', 'change.divided', [{ step: 'pass', from: 'Xã Mới', to: 'Xã Xa', kind: 'split' }]],
  [
    'a part given away and the end',
    'change.both',
    [
      { step: 'pass', from: 'Xã Mới', to: 'Xã Xa', kind: 'transferred' },
      { step: 'end', id: 'Xã Mới' },
    ],
  ],
  ['a code that another bears', 'change.code-taken', [commune('Xã Chung', 'Tỉnh Mẫu', { code: '00004' })]],
  ['papers that nobody would keep', 'change.no-keeper', [{ step: 'end', id: 'Nước' }]],
  [
    'a circle',
    'change.circle',
    [
      { step: 'create', unit: { id: 'Ban Một', line: 'party', level: 'body', kind: 'ban', name: 'Ban Một', parentId: 'Ban Hai' } },
      { step: 'create', unit: { id: 'Ban Hai', line: 'party', level: 'body', kind: 'ban', name: 'Ban Hai', parentId: 'Ban Một' } },
    ],
  ],
]

for (const [name, code, steps, more] of REFUSED)
  test(`${name} is refused`, () => {
    const refusals = checkChange(tree, setOf(steps, more))
    assert.deepEqual(refusals.map(one => one.refused).slice(0, 1), [code], JSON.stringify(refusals))
    for (const { say } of refusals) assert.match(say, /^\p{Lu}.*\.$/u)
  })

test('a code passes on the day its bearer ends, and two may exchange theirs', () => {
  assert.deepEqual(codes([commune('Xã Chung', 'Tỉnh Mẫu', { code: '00004' }), merged('Xã Mới', 'Xã Chung')]), [])
  const coded = OrgTree.of(
    { versions: [...country.versions, stood('Xã Mã', { parentId: 'Tỉnh Bạn', code: '00009' })], successions: [] },
    ON,
  )
  const swap: Step[] = [
    { step: 'version', id: 'Xã Mã', change: { code: '00004' } },
    { step: 'version', id: 'Xã Mới', change: { code: '00009' } },
  ]
  assert.deepEqual(codes(swap, {}, coded), [])
  assert.deepEqual(codes(swap.slice(0, 1), {}, coded), ['change.code-taken'])
})

test('a unit that another set changes later is not changed before it', () => {
  const later = new OrgTree(
    historyAfter(tree.history, setOf([{ step: 'version', id: 'Xã Mới', change: { name: 'Khác' } }], { effectiveOn: addDays(ON, 10) })),
    ON,
  )
  assert.deepEqual(codes([{ step: 'end', id: 'Xã Mới' }], {}, later), ['change.later-change'])
  assert.deepEqual(codes([{ step: 'end', id: 'Xã Mới' }], { effectiveOn: addDays(ON, 10) }, later), ['change.later-change'])
  assert.deepEqual(codes([{ step: 'end', id: 'Xã Mới' }], { effectiveOn: addDays(ON, 11) }, later), [])
})

test('a unit that is made on a day is not changed again on that day', () => {
  const made = new OrgTree(historyAfter(tree.history, setOf([commune('Xã Chung')])), ON)
  assert.deepEqual(codes([{ step: 'end', id: 'Xã Chung' }], {}, made), ['change.same-day'])
  assert.deepEqual(codes([{ step: 'end', id: 'Xã Chung' }], { effectiveOn: addDays(ON, 1) }, made), [])
})

test('a unit is not ended where a later set counts on it', () => {
  const child = new OrgTree(historyAfter(tree.history, setOf([commune('Xã Sau', 'Tỉnh Bạn')], { effectiveOn: addDays(ON, 10) })), ON)
  assert.deepEqual(codes([{ step: 'version', id: 'Xã Xa', change: { parentId: 'Tỉnh Mẫu' } }, merged('Tỉnh Bạn', 'Tỉnh Mẫu')], {}, child), [
    'change.later-change',
  ])
  const taker = new OrgTree(historyAfter(tree.history, setOf([merged('Xã Mới', 'Xã Xa')], { effectiveOn: addDays(ON, 10) })), ON)
  assert.deepEqual(codes([merged('Xã Xa', 'Phường Ba')], {}, taker), ['change.later-change'])
})

test('what stands under a unit that ends follows it where one takes it, and is named where several do', () => {
  const whole = setOf([commune('Xã Chung'), merged('Xã Mới', 'Xã Chung')])
  assert.deepEqual(followers(tree, whole), [{ step: 'version', id: 'Thôn Một', change: { parentId: 'Xã Chung' } }])
  const parts = ['Xã Xa', 'Phường Ba'].map((to): Step => ({ step: 'pass', from: 'Xã Mới', to, kind: 'split' }))
  assert.deepEqual(followers(tree, setOf(parts)), [])
  assert.ok(
    effectOf(tree, setOf(parts)).troubles.some(say => /thôn Một: đơn vị cấp trên xã Mới không hoạt động từ 01\/01\/2027/u.test(say)),
  )
})

test('the communes of a district that ends go to its province, or to what the province becomes', () => {
  const old = OrgTree.of(
    {
      versions: [
        stood('Nước', { level: 'centre' }),
        stood('Tỉnh', { level: 'province', parentId: 'Nước' }),
        stood('Tỉnh Bạn', { level: 'province', parentId: 'Nước' }),
        stood('Huyện', { level: 'district', parentId: 'Tỉnh' }),
        stood('Xã', { parentId: 'Huyện' }),
      ],
      successions: [],
    },
    ON,
  )
  const moves = (steps: Step[]) =>
    followers(old, setOf(steps)).map(step => (step.step === 'version' ? `${step.id} → ${step.change.parentId}` : ''))
  assert.deepEqual(moves([{ step: 'end', id: 'Huyện' }]), ['Xã → Tỉnh'])
  assert.deepEqual(moves([{ step: 'end', id: 'Huyện' }, merged('Tỉnh', 'Tỉnh Bạn')]), ['Xã → Tỉnh Bạn'])
})

test('the effect tells names, moves, codes, ends with their keepers, and divisions', () => {
  const steps: Step[] = [
    commune('Xã Chung'),
    merged('Xã Mới', 'Xã Chung'),
    { step: 'version', id: 'Xã Xa', change: { name: 'Gần', kind: 'Phường', code: '00011', parentId: 'Tỉnh Mẫu' } },
    { step: 'pass', from: 'Phường Ba', to: 'Xã Chung', kind: 'split' },
    { step: 'pass', from: 'Phường Ba', to: 'Phường Tư', kind: 'split' },
  ]
  assert.deepEqual(codes(steps), [])
  const effect = effectOf(tree, setOf(steps))
  assert.deepEqual(effect.created, ['Xã Chung'])
  assert.deepEqual(effect.renamed, [{ id: 'Xã Xa', from: 'xã Xa', to: 'phường Gần' }])
  assert.deepEqual(effect.moved, [{ id: 'Xã Xa', from: 'Tỉnh Bạn', to: 'Tỉnh Mẫu' }])
  assert.deepEqual(effect.recoded, [{ id: 'Xã Xa', from: undefined, to: '00011' }])
  assert.deepEqual(effect.ended, [
    { id: 'Xã Mới', to: ['Xã Chung'], keeper: 'Xã Chung' },
    { id: 'Phường Ba', to: ['Xã Chung', 'Phường Tư'], keeper: 'Tỉnh Mẫu' },
  ])
  assert.deepEqual(effect.divided, ['Phường Ba'])
  assert.equal(effect.after.label('Xã Mới'), 'xã Mới (nay thuộc xã Chung)')
})

test('a unit that ended is created again under its id, and stood all its days before', () => {
  const again = setOf([commune('Xã Hai'), { step: 'pass', from: 'Xã Mới', to: 'Xã Hai', kind: 'transferred' }])
  assert.deepEqual(checkChange(tree, again), [])
  assert.deepEqual(deedsOf(tree.history, again).units, [], 'it is no new unit')
  assert.equal(effectOf(tree, again).after.unit('Xã Hai')?.from, ON)
})

test('a unit that stood before anybody told of it is created and passes on in one set', () => {
  const island = setOf([
    { ...(commune('Huyện Đảo', 'Tỉnh Mẫu', { level: 'district', kind: 'huyện' }) as Step & { step: 'create' }), sinceUnknown: true },
    { step: 'version', id: 'Huyện Đảo', change: { level: 'commune', kind: 'đặc khu', parentId: 'Tỉnh Bạn' } },
  ])
  assert.deepEqual(checkChange(tree, island), [])
  const { after } = effectOf(tree, island)
  assert.equal(after.on(addDays(ON, -1)).unit('Huyện Đảo')?.level, 'district')
  assert.equal(after.unit('Huyện Đảo')?.level, 'commune')
  assert.equal(after.unit('Huyện Đảo')?.parentId, 'Tỉnh Bạn')
})
