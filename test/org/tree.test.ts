import assert from 'node:assert/strict'
import test from 'node:test'
import { day } from '../../src/ground/day.ts'
import { troublesOf } from '../../src/org/doctor.ts'
import { fullName, History } from '../../src/org/history.ts'
import { searchWords } from '../../src/org/search.ts'
import { OrgTree } from '../../src/org/tree.ts'
import { became, country, stood } from './small-country.ts'

const now = OrgTree.of(country, day('2026-03-01'))
const then = now.on(day('2025-06-30'))
const same = (ids: Iterable<string>, expected: readonly string[]): void => assert.deepEqual([...ids].sort(), [...expected].sort())

test('a unit stands through its last day and not on the day after', () => {
  assert.equal(then.unit('Xã Một')?.name, 'Xã Một')
  assert.equal(then.on(day('2025-07-01')).unit('Xã Một'), undefined)
  assert.equal(then.unit('Xã Mới'), undefined)
  assert.equal(then.known('Xã Mới'), false)
  assert.equal(now.known('Xã Một'), true)
  assert.equal(now.known('Xã Nào'), false)
})

test('the way up is that of the day', () => {
  assert.deepEqual(
    then.path('Thôn Một').map(unit => unit.name),
    ['Nước', 'Tỉnh Mẫu', 'Huyện Thượng', 'Xã Một', 'Thôn Một'],
  )
  assert.deepEqual(
    now.path('Thôn Một').map(unit => unit.name),
    ['Nước', 'Tỉnh Mẫu', 'Xã Mới', 'Thôn Một'],
  )
  assert.equal(now.parent('Xã Bốn')?.id, 'Tỉnh Mẫu')
  assert.deepEqual(now.path('Xã Một'), [])
})

test('below an area are its areas and the bodies that serve them, each line by itself below a body', () => {
  const below = now.below('Tỉnh Mẫu')
  for (const id of ['Xã Mới', 'Thôn Một', 'Tỉnh ủy', 'Ban Dân vận Tỉnh ủy', 'Mặt trận xã Mới']) assert.ok(below.has(id), id)
  assert.equal(!below.has('Xã Xa') && !below.has('Xã Một'), true)
  same(now.below('Tỉnh ủy'), ['Ban Dân vận Tỉnh ủy', 'Tỉnh ủy'])
  assert.deepEqual(
    now.children('Tỉnh Mẫu', 'party').map(unit => unit.id),
    ['Tỉnh ủy'],
  )
  assert.equal(now.areaOf('Ban Dân vận Tỉnh ủy'), 'Tỉnh Mẫu')
})

test('a body recorded right under an area serves it and is no area in it', () => {
  const club = stood('Hội', { line: 'farmers', level: 'body', kind: 'hội', parentId: 'Xã Mới', from: '2025-07-01' })
  const tree = OrgTree.of({ ...country, versions: [...country.versions, club] }, now.day)
  assert.deepEqual(
    tree.children('Xã Mới').map(unit => unit.id),
    ['Thôn Một'],
  )
  assert.equal(tree.below('Xã Mới').has('Hội'), true)
})

test('a body whose area merged before it serves what the area became', () => {
  const between = now.on(day('2025-07-15'))
  assert.equal(between.areaOf('Mặt trận xã Một'), 'Xã Mới')
  assert.equal(between.below('Xã Mới').has('Mặt trận xã Một'), true)
})

test('papers are kept by what a unit merged into; of a divided or abolished one by its last parent', () => {
  assert.equal(now.keeper('Xã Một'), 'Xã Mới')
  assert.equal(now.keeper('Xã Ba'), 'Tỉnh Mẫu')
  assert.equal(now.keeper('Huyện Thượng'), 'Tỉnh Mẫu')
  assert.equal(now.keeper('Huyện ủy'), 'Tỉnh ủy')
  assert.equal(now.keeper('Xã Mới'), 'Xã Mới')
  assert.equal(now.keeper('Xã Nào'), undefined)
  same(now.inCare('Xã Mới'), ['Mặt trận xã Mới', 'Mặt trận xã Một', 'Thôn Một', 'Xã Hai', 'Xã Mới', 'Xã Một'])
  assert.equal(now.inCare('Tỉnh Mẫu').has('Huyện ủy'), true)
})

test('own care is the unit with its hamlets and what it keeps, not the communes under it', () => {
  same(now.ownCare('Tỉnh Mẫu'), ['Huyện Thượng', 'Tỉnh Mẫu', 'Xã Ba'])
  same(now.ownCare('Xã Mới'), ['Thôn Một', 'Xã Hai', 'Xã Mới', 'Xã Một'])
  same(now.ownCare('Tỉnh ủy'), ['Ban Dân vận Tỉnh ủy', 'Huyện ủy', 'Tỉnh ủy'])
})

test('own care of a body leaves out the bodies of other areas under it', () => {
  const under = stood('Đảng ủy xã Mới', {
    line: 'party',
    level: 'body',
    kind: 'đảng bộ',
    parentId: 'Tỉnh ủy',
    areaId: 'Xã Mới',
    from: '2025-07-01',
  })
  const tree = OrgTree.of({ ...country, versions: [...country.versions, under] }, now.day)
  assert.equal(tree.ownCare('Tỉnh ủy').has('Đảng ủy xã Mới'), false)
  assert.equal(tree.inCare('Tỉnh ủy').has('Đảng ủy xã Mới'), true)
})

test('a unit left under a parent that ended stands under the keeper of that parent', () => {
  const tree = OrgTree.of({ ...country, versions: [...country.versions, stood('Xã Quên', { parentId: 'Huyện Thượng' })] }, now.day)
  assert.equal(tree.parent('Xã Quên')?.id, 'Tỉnh Mẫu')
  assert.equal(tree.below('Tỉnh Mẫu').has('Xã Quên'), true)
})

test('figures pass to an heir through a merger, to none through a division, and to the one a decision names', () => {
  assert.equal(now.heir('Xã Một'), 'Xã Mới')
  assert.equal(now.heir('Xã Ba'), undefined)
  same(now.successors('Xã Ba'), ['Phường Ba', 'Phường Tư'])
  const named = country.successions.map(step => (step.toId === 'Phường Tư' ? { ...step, heir: true } : step))
  const decided = OrgTree.of({ ...country, successions: named }, now.day)
  assert.equal(decided.heir('Xã Ba'), 'Phường Tư')
  assert.equal(decided.keeper('Xã Ba'), 'Phường Tư')
  assert.equal(decided.countedUnder('Phường Tư').has('Xã Ba'), true)
})

test('a unit that gave a part away stands, but its figures of before have no heir', () => {
  const tree = OrgTree.of(
    { ...country, successions: [...country.successions, became('Xã Bốn', 'Xã Xa', '2026-01-01', 'transferred')] },
    now.day,
  )
  assert.equal(tree.heir('Xã Bốn'), 'Xã Bốn')
  assert.equal(tree.heir('Xã Bốn', day('2025-12-31')), undefined)
  same(tree.successors('Xã Bốn', day('2025-12-31')), ['Xã Bốn', 'Xã Xa'])
  assert.equal(tree.keeper('Xã Bốn'), 'Xã Bốn')
})

test('figures of a unit part of which ended without successor have no heir, though one successor stands', () => {
  const versions = country.versions.map(one => (one.unitId === 'Phường Tư' ? { ...one, until: day('2025-12-31') } : one))
  const tree = OrgTree.of({ ...country, versions }, now.day)
  same(tree.successors('Xã Ba'), ['Phường Ba'])
  assert.equal(tree.heir('Xã Ba'), undefined)
  assert.equal(tree.countedUnder('Tỉnh Mẫu').has('Xã Ba') && !tree.countedUnder('Phường Ba').has('Xã Ba'), true)
})

test('what passed through a unit that lasted no day is found where it went on the same day', () => {
  const versions = [...country.versions, stood('Xã Thoáng', { parentId: 'Tỉnh Mẫu', until: '2025-03-31' })]
  const steps = [became('Xã Thoáng', 'Xã Qua', '2025-04-01'), became('Xã Qua', 'Xã Xa', '2025-04-01')]
  const tree = OrgTree.of({ versions, successions: [...country.successions, ...steps] }, now.day)
  assert.equal(tree.heir('Xã Thoáng'), 'Xã Xa')
})

test('a divided commune counts under its province and under none of the communes that have its land', () => {
  assert.equal(now.countedUnder('Tỉnh Mẫu').has('Xã Ba'), true)
  assert.equal(now.countedUnder('Phường Ba').has('Xã Ba'), false)
  assert.equal(now.countedUnder('Xã Mới').has('Xã Một'), true)
  assert.equal(now.countedUnder('Tỉnh Mẫu').has('Huyện Thượng'), true)
  assert.equal(now.countedUnder('Tỉnh Bạn').has('Huyện Thượng'), false)
  const across = became('Xã Ba', 'Xã Xa', '2025-07-01', 'split')
  const tree = OrgTree.of({ ...country, successions: [...country.successions, across] }, now.day)
  assert.ok(!tree.countedUnder('Tỉnh Mẫu').has('Xã Ba'), 'divided between two provinces it counts under neither')
  assert.equal(tree.countedUnder('Nước').has('Xã Ba'), true)
})

test('a later unit counts on an older tree where it came from', () => {
  assert.equal(then.countedUnder('Huyện Thượng').has('Xã Mới'), true)
  assert.equal(then.countedUnder('Xã Một').has('Xã Mới'), false)
  assert.equal(then.inCare('Huyện Thượng').has('Xã Mới'), false)
})

test('a name is that of its day, with what it belongs to now', () => {
  assert.equal(now.label('Xã Một'), 'xã Một (nay thuộc xã Mới)')
  assert.equal(now.label('Huyện Thượng'), 'huyện Thượng (nay thuộc tỉnh Mẫu)')
  assert.equal(now.label('Xã Mới'), 'xã Mới')
  const namesake = country.versions.map(one => (one.unitId === 'Xã Mới' ? { ...one, name: 'Xã Hai' } : one))
  assert.equal(OrgTree.of({ ...country, versions: namesake }, now.day).label('Xã Hai'), 'xã Hai cũ (nay thuộc xã Hai)')
  assert.equal(now.label('Xã Bốn', day('2024-01-01')), 'xã Bốn (nay là phường Bốn)')
  assert.equal(then.label('Xã Một'), 'xã Một')
  assert.equal(now.nameOn('Xã Bốn', day('2025-06-30')), 'xã Bốn')
})

test('a unit is called by its kind and name, whichever way the name was given', () => {
  const called = (kind: string, name: string, line: 'area' | 'party' = 'area') => fullName({ line, kind, name })
  assert.equal(called('xã', 'Khe Trầm'), 'xã Khe Trầm')
  assert.equal(called('xã', 'Xã Khe Trầm'), 'xã Khe Trầm')
  assert.equal(called('đặc khu', 'Đặc khu Bến Sen'), 'đặc khu Bến Sen')
  assert.equal(called('tổ dân phố', 'Tổ dân phố 1'), 'tổ dân phố 1')
  assert.equal(called('xã', 'Xã Tân'), 'xã Tân')
  assert.equal(called('bản', 'Bản'), 'bản')
  assert.equal(called('xã', 'Xanh'), 'xã Xanh')
  assert.equal(called('đảng bộ', 'Đảng ủy xã Khe Trầm', 'party'), 'Đảng ủy xã Khe Trầm')
})

test('a code maps to the unit of the day', () => {
  assert.equal(then.byCode('00004')?.id, 'Xã Một')
  assert.equal(now.byCode('00004')?.id, 'Xã Mới')
  assert.equal(now.byCode('99999'), undefined)
})

test('figures of a merged commune stand beside the sum of its predecessors, those of a divided one beside none', () => {
  const from = then.day
  assert.deepEqual(now.comparable('Xã Mới', from), { same: true, units: ['Xã Hai', 'Xã Một'] })
  assert.deepEqual(now.comparable('Xã Bốn', from), { same: true, units: ['Xã Bốn'] })
  assert.deepEqual(now.comparable('Tỉnh Mẫu', from), { same: true, units: ['Tỉnh Mẫu'] })
  assert.deepEqual(now.comparable('Thôn Một', from), { same: true, units: ['Thôn Một'] })
  assert.deepEqual(now.comparable('Phường Ba', from), {
    same: false,
    say: 'trước 01/7/2025 địa bàn khác: một phần xã Ba nay thuộc phường Tư',
  })
  assert.deepEqual(now.comparable('Mặt trận xã Mới', day('2025-08-31')), { same: true, units: ['Mặt trận xã Một'] })
  assert.deepEqual(now.comparable('Mặt trận tỉnh', from), { same: true, units: ['Mặt trận tỉnh'] })
  assert.match(JSON.stringify(now.comparable('Xã Một', from)), /không hoạt động/u)
})

test('a body is compared where it came whole from others and its area kept its outline', () => {
  const union = (id: string, areaId: string, from?: string) =>
    stood(id, { line: 'women', level: 'body', kind: 'hội', areaId, ...(from === undefined ? { until: '2025-06-30' } : { from }) })
  const versions = [
    ...country.versions,
    union('Hội Ba', 'Xã Ba'),
    union('Hội Mới', 'Phường Ba', '2025-07-01'),
    union('Hội Khác', 'Phường Tư', '2025-07-01'),
  ]
  const compared = (...to: string[]) =>
    OrgTree.of(
      { versions, successions: [...country.successions, ...to.map(id => became('Hội Ba', id, '2025-07-01'))] },
      now.day,
    ).comparable('Hội Mới', then.day)
  assert.deepEqual(compared('Hội Mới', 'Hội Khác'), {
    same: false,
    say: 'trước 01/7/2025 địa bàn khác: một phần Hội Ba nay thuộc Hội Khác',
  })
  assert.deepEqual(compared('Hội Mới'), { same: false, say: 'trước 01/7/2025 địa bàn khác: một phần xã Ba nay thuộc phường Tư' })
})

test('a province that gave a commune away is compared with what is left of its land', () => {
  const moved = [
    ...country.versions.filter(version => version.unitId !== 'Xã Xa'),
    stood('Xã Xa', { parentId: 'Tỉnh Bạn', until: '2025-12-31' }),
    stood('Xã Xa', { parentId: 'Tỉnh Mẫu', from: '2026-01-01' }),
    stood('Xã Còn', { parentId: 'Tỉnh Bạn' }),
  ]
  const tree = OrgTree.of({ ...country, versions: moved }, now.day)
  assert.deepEqual(tree.comparable('Tỉnh Bạn', then.day), { same: true, units: ['Xã Còn'] })
  assert.deepEqual(tree.comparable('Xã Xa', then.day), { same: true, units: ['Xã Xa'] })
  const answer = tree.comparable('Tỉnh Mẫu', then.day)
  same(answer.same ? answer.units : [], ['Tỉnh Mẫu', 'Xã Xa'])
})

test('a hamlet that moves between two communes moves their outline', () => {
  const versions = [
    ...country.versions,
    stood('Thôn Lẻ', { level: 'hamlet', parentId: 'Xã Bốn', until: '2025-12-31' }),
    stood('Thôn Lẻ', { level: 'hamlet', parentId: 'Xã Mới', from: '2026-01-01' }),
  ]
  const tree = OrgTree.of({ ...country, versions }, now.day)
  assert.deepEqual(tree.comparable('Xã Mới', then.day), {
    same: false,
    say: 'trước 01/01/2026 địa bàn khác: một phần xã Bốn nay thuộc xã Mới',
  })
  assert.equal(tree.comparable('Tỉnh Mẫu', then.day).same, true)
})

test('land of a commune that ended without successor stays with the province that had it', () => {
  const gone = stood('Xã Hết', { parentId: 'Tỉnh Mẫu', until: '2025-12-31' })
  const tree = OrgTree.of({ ...country, versions: [...country.versions, gone] }, now.day)
  assert.deepEqual(tree.comparable('Tỉnh Mẫu', then.day), { same: true, units: ['Tỉnh Mẫu'] })
})

test('a commune is compared with communes, also where they were a whole province', () => {
  const versions = country.versions.map(one => (one.unitId === 'Xã Xa' ? { ...one, until: day('2025-12-31') } : one))
  const made = stood('Xã Gần', { parentId: 'Tỉnh Bạn', from: '2026-01-01' })
  const tree = OrgTree.of({ versions: [...versions, made], successions: [became('Xã Xa', 'Xã Gần', '2026-01-01')] }, now.day)
  assert.deepEqual(tree.comparable('Xã Gần', then.day), { same: true, units: ['Xã Xa'] })
})

test('a commune founded on no land that is known is compared with nothing', () => {
  const tree = OrgTree.of(
    { ...country, versions: [...country.versions, stood('Xã Lạ', { parentId: 'Tỉnh Mẫu', from: '2026-01-15' })] },
    now.day,
  )
  assert.deepEqual(tree.comparable('Xã Lạ', then.day), {
    same: false,
    say: 'thành lập từ 15/01/2026, chưa có số liệu kỳ trước trên cùng địa bàn',
  })
})

test('the life of a unit has its versions and successions in order, with their laws', () => {
  const laws = [{ id: 'nq-1', title: 'Nghị quyết', issuedOn: null, effectiveOn: null, note: '' }]
  const versions = country.versions.map(version => (version.unitId === 'Xã Mới' ? { ...version, lawId: 'nq-1' } : version))
  const life = OrgTree.of({ ...country, versions, laws, addedByOfficer: ['Xã Hai'] }, now.day)
  assert.deepEqual(
    life.life('Xã Mới')?.cameFrom.map(step => step.fromId),
    ['Xã Một', 'Xã Hai'].sort(),
  )
  assert.equal(life.life('Xã Mới')?.laws.get('nq-1')?.title, 'Nghị quyết')
  assert.deepEqual(
    life.life('Xã Bốn')?.versions.map(version => version.name),
    ['Xã Bốn', 'Phường Bốn'],
  )
  assert.equal(life.life('Xã Hai')?.addedByOfficer, true)
  assert.equal(life.life('Xã Nào'), undefined)
})

const told = (...versions: ReturnType<typeof stood>[]): string => troublesOf(new History({ versions, successions: [] })).join('\n')

test('the doctor names each kind of trouble', () => {
  const root = stood('Tỉnh Mẫu', { level: 'province' })
  assert.deepEqual(
    troublesOf(new History(country)).filter(say => !say.startsWith('Mặt trận xã Một')),
    [],
  )
  assert.match(
    told(root, stood('H', { until: '2025-06-30', parentId: 'Tỉnh Mẫu' }), stood('X', { parentId: 'H' })),
    /cấp trên xã H không hoạt động từ 01\/7\/2025/u,
  )
  assert.match(told(stood('A', { parentId: 'B' }), stood('B', { parentId: 'A' })), /lại gặp chính nó/u)
  assert.match(told(root, stood('Đ', { line: 'party', parentId: 'Tỉnh Mẫu' })), /hệ thống tổ chức khác/u)
  const gap = [stood('X', { until: '2020-01-01', parentId: 'Tỉnh Mẫu' }), stood('X', { from: '2021-01-01', parentId: 'Tỉnh Mẫu' })]
  assert.match(told(root, ...gap), /không có thông tin từ 02\/01\/2020 đến hết 31\/12\/2020/u)
  assert.match(told(root, stood('Y', { until: '2020-01-01' }), stood('Z', { from: '2021-01-01' })), /không có đơn vị nào giữ hồ sơ/u)
  const late = {
    versions: [root, stood('X', { until: '2020-01-01', parentId: 'Tỉnh Mẫu' })],
    successions: [became('X', 'Tỉnh Mẫu', '2022-01-01')],
  }
  assert.match(troublesOf(new History(late)).join(), /chuyển giao ngày 01\/01\/2022 khi không hoạt động/u)
  const shares = ['Tỉnh Mẫu', 'W'].map(to => ({ ...became('X', to, '2020-01-02', 'split'), share: 0.6 }))
  assert.match(troublesOf(new History({ ...late, versions: [...late.versions, stood('W')], successions: shares })).join(), /quá 100%/u)
})

test('a circle in what is above what does not hang the tree', () => {
  const tree = OrgTree.of({ versions: [stood('A', { parentId: 'B' }), stood('B', { parentId: 'A' })], successions: [] }, now.day)
  assert.equal(tree.path('A').length, 2)
  assert.equal(tree.below('A').size, 2)
  const gone = OrgTree.of(
    { versions: [stood('A', { parentId: 'B', until: '2020-01-01' }), stood('B', { parentId: 'A', until: '2020-01-01' })], successions: [] },
    now.day,
  )
  assert.equal(gone.keeper('A'), undefined)
})

test('short forms of search words are written out, but not a word alone', () => {
  assert.deepEqual(searchWords('TX Bình Điền'), ['thi', 'xa', 'binh', 'dien'])
  assert.deepEqual(searchWords('  Đồng Sậy, tỉnh Mẫu '), ['dong', 'say', 'tinh', 'mau'])
  assert.deepEqual(searchWords('X'), ['x'])
})
