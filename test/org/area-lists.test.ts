// The official list and a reform's two lists, planned over a small country of our own.
import assert from 'node:assert/strict'
import test from 'node:test'
import { addDays, day } from '../../src/ground/day.ts'
import { type ImportPlan, planImport, readAreaLines } from '../../src/org/area-lists.ts'
import { isLikeName, nameKey } from '../../src/org/area-names.ts'
import { checkAreas } from '../../src/org/areas-check.ts'
import { checkChange, effectOf, historyAfter } from '../../src/org/change-set.ts'
import { History, type Version } from '../../src/org/history.ts'
import { readList } from '../../src/org/list-files.ts'
import { planReform, type ReformPlan, readLinks } from '../../src/org/reform-lists.ts'
import { OrgTree } from '../../src/org/tree.ts'
import { FIGURES, LINKS, NEW, OLD } from './own-lists.ts'
import { stood } from './small-country.ts'

const [EVE, REFORM] = [day('2025-06-30'), day('2025-07-01')]
const SOURCE = { id: 'thay-doi', sourceName: 'danh-sach.csv', sourceSha256: 'c'.repeat(64) }
const file = (text: string) => readList('danh-sach.csv', new TextEncoder().encode(text))
const empty = new History({ versions: [], successions: [] })

async function imported(history: History, text = OLD, on = EVE): Promise<ImportPlan> {
  const { lines, rejected } = readAreaLines(await file(text))
  assert.deepEqual(rejected, [])
  return planImport(new OrgTree(history, on), lines, on, SOURCE)
}

async function reformed(history: History, links = LINKS, list = NEW, on = REFORM): Promise<ReformPlan> {
  const [{ lines }, linked] = [readAreaLines(await file(list)), readLinks(await file(links))]
  const plan = planReform(new OrgTree(history, on), lines, linked.links, on, SOURCE)
  return { ...plan, rejected: [...linked.rejected, ...plan.rejected] }
}

/** The plan laid on, after it was judged. */
const laidOn = (history: History, { set }: { set: ImportPlan['set'] }): History => {
  assert.deepEqual(checkChange(new OrgTree(history, set.effectiveOn), set), [])
  return historyAfter(history, set)
}

const before = laidOn(empty, await imported(empty))
const now = laidOn(before, await reformed(before))
const tree = new OrgTree(now, REFORM)
const eve = tree.on(EVE)
const of = (code: string, at = tree) => at.byCode(code)!

test('the first import stands as if it had always stood, under the one unit above all provinces', async () => {
  const plan = await imported(empty)
  assert.deepEqual(
    [plan.fresh.length, plan.same.length, plan.changed.length, plan.rejected.length, plan.absent.length],
    [FIGURES.old.provinces + FIGURES.old.districts + FIGURES.old.communes, 0, 0, 0, 0],
  )
  assert.equal(new OrgTree(before, day('2010-01-01')).byCode('00007')?.fullName, 'xã Cầu Mây')
  assert.deepEqual(
    eve.path(of('00007', eve).id).map(unit => unit.fullName),
    ['nước Việt Nam', 'thành phố Mẫu', 'huyện Hạ', 'xã Cầu Mây'],
  )
})

test('a second time, and after the reform, both change nothing', async () => {
  for (const history of [before, now]) {
    const plan = await imported(history)
    assert.deepEqual([plan.fresh, plan.changed, plan.rejected, plan.set.steps], [[], [], [], []])
  }
  const again = await reformed(now)
  assert.deepEqual([again.rejected, again.set.steps], [[], []])
  assert.equal(again.same.length, FIGURES.now.provinces + FIGURES.now.communes)
  const list = await imported(now, NEW, REFORM)
  assert.deepEqual([list.fresh, list.changed, list.rejected, list.set.steps], [[], [], [], []])
})

test('the reform keeps identities by land, not by code or name', () => {
  assert.equal(of('03').id, of('03', eve).id, 'a province that keeps its land')
  assert.notEqual(of('01').id, of('01', eve).id, 'one that took another in is a new unit')
  assert.equal(of('00013').id, of('00013', eve).id)
  assert.equal(of('00016').id, of('00016', eve).id)
  assert.equal(tree.label(of('00016').id, EVE), 'xã Lâm Trà (nay là xã Tân Ước)')
  assert.notEqual(of('00001').id, of('00001', eve).id)
  assert.equal(tree.label(of('00001', eve).id), 'phường Khe Trầm (nay thuộc phường Bến Sen)')
  assert.equal(of('00099').level, 'commune')
  assert.equal(tree.on(EVE).unit(of('00099').id)?.fullName, 'huyện Hòn Khói')
})

test('papers go to the one successor, of the divided and of the districts to the province', () => {
  assert.equal(tree.keeper(of('00007', eve).id), of('00004').id)
  assert.equal(tree.keeper(of('00004', eve).id), of('01').id)
  assert.equal(tree.heir(of('00004', eve).id), undefined)
  assert.equal(tree.keeper(of('003', eve).id), of('01').id)
})

test('the figures of both days are those of the lists', () => {
  assert.deepEqual(checkAreas(now, [EVE, REFORM], REFORM), {
    days: [
      { on: EVE, provinces: FIGURES.old.provinces, districts: FIGURES.old.withIslands, communes: FIGURES.old.communes },
      { on: REFORM, provinces: FIGURES.now.provinces, districts: 0, communes: FIGURES.now.communes },
    ],
    keepersMissing: 0,
    keepersDoubled: 0,
    divided: FIGURES.divided,
    comparableAreas: FIGURES.comparableAreas,
    withExactlyOneNewCommune: FIGURES.withExactlyOneNewCommune,
    orphans: 0,
    cycles: 0,
  })
  assert.deepEqual(
    checkAreas(now, [], REFORM).days.map(one => one.on),
    [EVE, REFORM],
  )
  assert.equal(checkAreas(before, [EVE], EVE).days[0]?.districts, FIGURES.old.districts)
})

test('the effect of the reform is told in its figures', async () => {
  const { set } = await reformed(before)
  const effect = effectOf(new OrgTree(before, REFORM), set)
  assert.deepEqual(effect.renamed.map(one => `${one.from} → ${one.to}`).sort(), [
    'huyện Hòn Khói → đặc khu Hòn Khói',
    'xã Lâm Trà → xã Tân Ước',
  ])
  assert.equal(effect.divided.length, FIGURES.divided)
  assert.deepEqual(effect.troubles, [])
})

test('a list of the new structure over the old one shows no code as a new name: it asks for the succession', async () => {
  const { lines } = readAreaLines(await file(NEW))
  const plan = planImport(new OrgTree(before, REFORM), lines, REFORM, SOURCE)
  assert.deepEqual(
    plan.changed.map(one => one.to.split(' (')[0]),
    plan.changed.map(one => one.from.split(' (')[0]),
  )
  assert.ok(plan.rejected.some(one => /còn cấp huyện. Nhập danh sách mới cùng bảng kế thừa/u.test(one.say)))
  assert.ok(plan.rejected.some(one => /Mã 00001 ngày 01\/7\/2025 là phường Khe Trầm, danh sách ghi phường Bến Sen/u.test(one.say)))
})

test('an old list is not laid under a new structure that has its codes', async () => {
  const { lines } = readAreaLines(await file(NEW))
  const first = planImport(new OrgTree(empty, REFORM), lines, REFORM, SOURCE)
  const history = laidOn(empty, first)
  assert.equal(new OrgTree(history, EVE).units('area', 'commune').length, 0, 'two tiers stand since their day')
  const plan = planImport(new OrgTree(history, EVE), readAreaLines(await file(OLD)).lines, EVE, SOURCE)
  assert.ok(plan.rejected.some(one => /phải nhập trước danh sách và sắp xếp của ngày sau/u.test(one.say)))
})

test('a later list adds what is new from its day, changes kind, place and spelling, and leaves what it does not name', async () => {
  const later = OLD.replace('Xã Cầu Mây,,Xã', 'Thị trấn Cầu Mây,,Thị trấn')
    .replace('00010,Thị trấn Đồng Sậy,,Thị trấn,002,Huyện Hạ', '00010,Thị trấn Đồng Sậy,,Thị trấn,001,Quận Thượng')
    .replace('Xã Nam Giồng', 'Xã Nam Dồng')
    .replace('00016,Xã Lâm Trà', '00025,Xã Mới')
  const plan = await imported(before, later, day('2025-03-01'))
  assert.deepEqual(plan.rejected, [])
  assert.deepEqual(
    plan.changed.map(one => `${one.from} → ${one.to}`),
    [
      'xã Cầu Mây (mã 00007) → thị trấn Cầu Mây (mã 00007)',
      'thị trấn Đồng Sậy (mã 00010) → thị trấn Đồng Sậy (mã 00010), trực thuộc quận Thượng',
      'xã Nam Giồng (mã 00022) → xã Nam Dồng (mã 00022)',
    ],
  )
  assert.deepEqual([plan.fresh.length, plan.absent.map(id => eve.unit(id)?.fullName)], [1, ['xã Lâm Trà']])
  const history = laidOn(before, plan)
  assert.equal(new OrgTree(history, day('2025-02-28')).byCode('00025'), undefined)
  assert.equal(new OrgTree(history, day('2025-03-01')).byCode('00025')?.fullName, 'xã Mới')
})

test('another name under a known code is refused by its line, and so is what stands under a refused one', async () => {
  const wrong = OLD.replace('Phường Khe Trầm', 'Phường Yên Trạch').replaceAll('Huyện Trung', 'Huyện Đông Bắc')
  const plan = planImport(new OrgTree(before, EVE), readAreaLines(await file(wrong)).lines, EVE, SOURCE)
  assert.deepEqual(
    plan.rejected.map(one => one.line),
    [2, 6, 6, 7],
  )
  assert.match(plan.rejected[0]!.say, /Mã không phải là đơn vị: nếu đơn vị được đổi tên/u)
})

test('a line twice, and two names for one code, are refused by their lines', async () => {
  const { lines } = readAreaLines(
    await file(
      `${OLD}\n00001,Phường Khe Trầm,,Phường,001,Quận Thượng,01,Thành phố Mẫu\n00004,Phường Khác,,Phường,001,Quận Thượng,01,Thành phố Mẫu`,
    ),
  )
  assert.deepEqual(
    planImport(new OrgTree(empty, EVE), lines, EVE, SOURCE).rejected.map(one => [one.line, /^Trùng với dòng 2/u.test(one.say)]),
    [
      [10, true],
      [11, false],
    ],
  )
})

test('demo units are never matched and never counted', async () => {
  const demo: Version[] = [
    stood('demo-1', { level: 'province', kind: 'thành phố', name: 'Mẫu' }),
    stood('demo-2', { name: 'Khe Trầm', kind: 'phường', parentId: 'demo-1' }),
  ]
  const history = new History({ versions: demo, successions: [], demo: ['demo-1', 'demo-2'] })
  const plan = await imported(history)
  assert.deepEqual([plan.same, plan.changed], [[], []])
  assert.equal(checkAreas(laidOn(history, plan), [EVE], EVE).days[0]?.provinces, FIGURES.old.provinces)
})

test('the province that the first administrator made by its name is matched, and takes the others in', async () => {
  const made = new History({ versions: [stood('cua-toi', { level: 'province', kind: 'thành phố', name: 'Mẫu' })], successions: [] })
  const plan = await imported(made)
  assert.equal(plan.changed.length, 1)
  const old = laidOn(made, plan)
  assert.equal(new OrgTree(old, EVE).units('area', 'province').length, FIGURES.old.provinces)
  const history = laidOn(old, await reformed(old))
  const after = new OrgTree(history, REFORM)
  assert.equal(after.unit('cua-toi')?.fullName, 'thành phố Mẫu')
  assert.equal(after.units('area', 'province').length, FIGURES.now.provinces)
  assert.equal(after.keeper(after.on(EVE).byCode('02')!.id), 'cua-toi')
  assert.deepEqual((await reformed(history)).set.steps, [])
})

test('a reform whose lists do not agree with each other or with the day is refused by its lines', async () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    [
      LINKS.replace('00007,Xã Cầu Mây', '00008,Xã Lạ Hoắc'),
      NEW,
      /Xã Lạ Hoắc \(mã 00008\), huyện Hạ: không có trong tổ chức ngày 30\/6\/2025/u,
    ],
    [LINKS.replace(/^.*Xã Cầu Mây.*\n/mu, ''), NEW, /Xã Cầu Mây \(mã 00007\), huyện Hạ: không có dòng nào trong bảng kế thừa/u],
    [LINKS.replaceAll('Xã Suối Lúa', 'Xã Khác Hẳn'), NEW, /không có như vậy trong danh sách mới/u],
    [LINKS, `${NEW}03,Tỉnh Riêng,00500,Xã Trên Trời,Xã,1,,,\n`, /bảng kế thừa không nói xã này từ đâu mà có/u],
    [LINKS, `${NEW}03,Tỉnh Riêng,00019,Xã Yên Trạch,Xã,1,,,\n`, /Mã 00019 trùng với dòng 7/u],
    [LINKS.replace(/^.*00004,Phường Bình Điền.*00004,Xã Suối Lúa.*\n/mu, ''), NEW, /ghi là bị chia nhưng chỉ có một nơi nhận/u],
    [LINKS.replaceAll('true,true', 'true,false'), NEW, /ghi là không bị chia nhưng có nhiều nơi nhận/u],
    [LINKS.replace('Tỉnh Bạn,003', 'Tỉnh Lạ,003'), NEW, /Tỉnh Lạ \(mã 02\): không có trong tổ chức/u],
    [LINKS.replace('004,Huyện Xa', '044,Huyện Gần'), NEW, /Huyện Gần \(mã 044\), tỉnh Riêng: không có trong tổ chức/u],
  ]
  for (const [links, list, say] of cases) {
    const { rejected } = await reformed(before, links, list)
    assert.ok(
      rejected.some(one => say.test(one.say)),
      `${say}: ${JSON.stringify(rejected)}`,
    )
    assert.ok(rejected.every(one => one.line > 1))
  }
})

test('a reform laid on a day on which another has begun is refused, not done by half', async () => {
  const { lines } = readAreaLines(await file(NEW))
  const plan = planReform(new OrgTree(now, addDays(REFORM, 1)), lines, readLinks(await file(LINKS)).links, addDays(REFORM, 1), SOURCE)
  assert.ok(plan.rejected.length > 0)
})

const LATER = day('2026-03-01')
const LATER_HEAD = 'old_province_code,old_province,old_commune_code,old_commune,new_province_code,new_province,new_commune_code,new_commune'
/** Communes alone, and only those that change: two merge, one is renamed, one goes over to the other province. */
const LATER_LINKS = `${LATER_HEAD}
01,Thành phố Mẫu,00013,Xã Hạ Lang,01,Thành phố Mẫu,00013,Xã Hạ Ước
01,Thành phố Mẫu,00016,Xã Tân Ước,01,Thành phố Mẫu,00013,Xã Hạ Ước
01,Thành phố Mẫu,00004,Xã Suối Lúa,01,Thành phố Mẫu,00004,Xã Suối Mới
01,Thành phố Mẫu,00001,Phường Bến Sen,03,Tỉnh Riêng,00001,Phường Bến Sen
`
const LATER_NEW = NEW.replace('01,Thành phố Mẫu,00001', '03,Tỉnh Riêng,00001')
  .replace('Xã Suối Lúa', 'Xã Suối Mới')
  .replace('Xã Hạ Lang', 'Xã Hạ Ước')
  .replace(/^.*Xã Tân Ước.*\n/mu, '')

test('a later reform knows no districts and tells only what changes; provinces that give or take a commune stand on', async () => {
  const plan = await reformed(now, LATER_LINKS, LATER_NEW, LATER)
  assert.deepEqual(plan.rejected, [])
  const history = laidOn(now, plan)
  const after = new OrgTree(history, LATER)
  const was = after.on(addDays(LATER, -1))
  assert.deepEqual(
    after.units('area', 'province').map(unit => unit.id),
    was.units('area', 'province').map(unit => unit.id),
  )
  assert.equal(after.units('area', 'commune').length, FIGURES.now.communes - 1)
  assert.equal(after.path(of('00001', was).id).at(-2)?.fullName, 'tỉnh Riêng')
  assert.equal(after.label(of('00004', was).id, REFORM), 'xã Suối Lúa (nay là xã Suối Mới)')
  assert.equal(after.keeper(of('00016', was).id), of('00013', after).id)
  assert.deepEqual((await reformed(history, LATER_LINKS, LATER_NEW, LATER)).set.steps, [])
  assert.deepEqual(checkAreas(history, [REFORM, LATER], LATER).orphans, 0)
})

test('a province made of a part of another takes what it is given, and the other stands on', async () => {
  const links = LATER_LINKS.replace('03,Tỉnh Riêng,00001', '05,Tỉnh Mới,00001')
  const plan = await reformed(now, links, LATER_NEW.replace('03,Tỉnh Riêng,00001', '05,Tỉnh Mới,00001'), LATER)
  assert.deepEqual(plan.rejected, [])
  const history = laidOn(now, plan)
  const after = new OrgTree(history, LATER)
  assert.equal(after.units('area', 'province').length, FIGURES.now.provinces + 1)
  assert.equal(after.unit(of('01').id)?.fullName, 'thành phố Mẫu')
  assert.deepEqual(
    history.leaving(of('01').id).map(step => [step.kind, after.unit(step.toId)?.fullName]),
    [['transferred', 'tỉnh Mới']],
  )
  assert.deepEqual((await reformed(history, links, LATER_NEW.replace('03,Tỉnh Riêng,00001', '05,Tỉnh Mới,00001'), LATER)).set.steps, [])
})

test('two spellings of one name are one, two names are two', () => {
  for (const [one, other] of [
    ['Bến Hòa', 'Bến Hoà'],
    ['Đồng Sậy Hạ Lang', 'Đồng Sậy - Hạ Lang'],
  ] as const)
    assert.equal(nameKey(one), nameKey(other))
  for (const [one, other] of [
    ['Cầu Mây', 'Cầu Mâý'],
    ['NT Suối Lúa', 'Nông trường Suối Lúa'],
    ['Xà Lúa', 'Sà Lúa'],
    ['Quí Lang', 'Quý Lang'],
  ] as const)
    assert.ok(isLikeName(one, other), `${one}, ${other}`)
  for (const [one, other] of [
    ['Phường 1', 'Phường 2'],
    ['Khe Trầm', 'Bến Sen'],
    ['Tân Ước', 'Yên Trạch'],
  ] as const)
    assert.ok(!isLikeName(one, other), `${one}, ${other}`)
})
