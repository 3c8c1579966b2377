// The organisation as the database keeps it: one truth a day, nothing rewritten, found by any name it ever had.
import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { addDays, day } from '../../src/ground/day.ts'
import { openDatabase, sql, type Tx, transact } from '../../src/ground/db.ts'
import { searchKey } from '../../src/ground/vietnamese.ts'
import { brokenTrees } from '../../src/org/doctor.ts'
import { fullName } from '../../src/org/history.ts'
import { searchUnits } from '../../src/org/search.ts'
import {
  addLaw,
  addPastUnit,
  addUnit,
  addUnits,
  addVersion,
  close,
  lawById,
  loadTree,
  move,
  type NewUnit,
  rename,
  succeed,
} from '../../src/org/store.ts'
import { freshDatabase } from '../database.ts'

const database = await freshDatabase('bare')
const opened = openDatabase(database.appUrl)
after(async () => {
  await opened.close()
  await database.drop()
})

class RolledBack extends Error {}
/** Does it as the application's role, in a transaction that is rolled back. */
const inDatabase = (name: string, work: (tx: Tx) => Promise<void>): void => {
  test(name, () =>
    transact(opened.db, async tx => {
      await work(tx)
      throw new RolledBack()
    }).catch(error => {
      if (!(error instanceof RolledBack)) throw error
    }),
  )
}

const [REFORM, TODAY] = [day('2025-07-01'), day('2026-11-21')]
const area = (level: NewUnit['level'], kind: string, name: string, more: Partial<NewUnit> = {}): NewUnit => ({
  line: 'area',
  level,
  kind,
  name,
  ...more,
})

async function province(tx: Tx): Promise<Record<'top' | 'district' | 'one' | 'two' | 'made', string>> {
  await addLaw(tx, { id: 'nq-mau', title: 'Nghị quyết về sắp xếp', effectiveOn: REFORM })
  const top = await addUnit(tx, area('province', 'tỉnh', 'Mẫu', { code: '01' }))
  const district = await addUnit(tx, area('district', 'huyện', 'Đồng Sậy', { parentId: top }))
  const [one = '', two = ''] = await addUnits(tx, [
    area('commune', 'xã', 'Khe Trầm', { parentId: district, code: '00004' }),
    area('commune', 'thị xã', 'Bình Điền', { parentId: district }),
  ])
  await close(tx, one, REFORM, 'nq-mau')
  const made = await addUnit(tx, area('commune', 'phường', 'Bến Sen', { parentId: top, from: REFORM, code: '00004', lawId: 'nq-mau' }))
  await succeed(
    tx,
    [one, two].map(from => ({ from, to: made, on: REFORM, kind: 'merged' as const, lawId: 'nq-mau' })),
  )
  await close(tx, district, REFORM, 'nq-mau')
  return { top, district, one, two, made }
}

/** Runs it in a savepoint, so that the refusal leaves the transaction whole. */
async function refused(tx: Tx, what: RegExp, work: () => Promise<unknown>): Promise<void> {
  await sql`savepoint before`.execute(tx)
  await assert.rejects(work, what)
  await sql`rollback to savepoint before`.execute(tx)
}

inDatabase('a reform written by succeed is read back as the tree of each day', async tx => {
  const { top, district, one, two, made } = await province(tx)
  const tree = await loadTree(tx, TODAY)
  assert.equal(tree.keeper(two), made)
  assert.equal(tree.keeper(district), top)
  assert.equal(tree.label(one), 'xã Khe Trầm (nay thuộc phường Bến Sen)')
  assert.equal(tree.on(addDays(REFORM, -1)).unit(two)?.fullName, 'thị xã Bình Điền')
  assert.equal(tree.on(addDays(REFORM, -1)).byCode('00004')?.id, one)
  assert.equal(tree.byCode('00004')?.id, made)
  assert.equal(tree.life(two)?.versions[0]?.endLawId, 'nq-mau')
  assert.equal(tree.life(two)?.laws.get('nq-mau')?.effectiveOn, REFORM)
  assert.deepEqual(await brokenTrees(tx), [])
  assert.equal((await lawById(tx, 'nq-mau'))?.title, 'Nghị quyết về sắp xếp')
})

inDatabase('the database keeps one truth a day for each unit', async tx => {
  const { top, made } = await province(tx)
  const again = sql`insert into unit_version (unit_id, valid, line, level, kind, name, parent_id)
    values (${made}::uuid, '[2026-01-01,2026-02-01)', 'area', 'commune', 'xã', 'Khác', ${top}::uuid)`
  await refused(tx, /unit_version_one_truth_a_day/u, () => again.execute(tx))
})

inDatabase('no two units of a line bear one code on one day', async tx => {
  const { top } = await province(tx)
  await refused(tx, /unit_version_one_unit_a_code/u, () => addUnit(tx, area('commune', 'xã', 'Khác', { parentId: top, code: '00004' })))
  await addUnit(tx, { line: 'party', level: 'body', kind: 'đảng bộ', name: 'Đảng ủy phường Bến Sen', code: '00004' })
})

inDatabase('what was is never rewritten: a version can only be closed, a succession not even that', async tx => {
  const { one, made } = await province(tx)
  const only = /can only be closed/u
  await refused(tx, only, () => sql`update unit_version set name = 'Khác' where unit_id = ${made}::uuid`.execute(tx))
  await refused(tx, only, () => sql`update unit_version set valid = '[2020-01-01,)' where unit_id = ${one}::uuid`.execute(tx))
  await refused(tx, only, () =>
    sql`update unit_version set valid = daterange(lower(valid), '2025-01-01') where unit_id = ${one}::uuid`.execute(tx),
  )
  for (const table of ['unit', 'unit_version', 'unit_succession', 'law', 'org_edition'])
    await refused(tx, /permission denied/u, () => sql`delete from ${sql.table(table)}`.execute(tx))
  await refused(tx, /permission denied/u, () => sql`update unit_succession set share = 1`.execute(tx))
  await refused(tx, /permission denied/u, () => sql`update org_edition set edition = 1`.execute(tx))
})

test('not even the owner of the tables rewrites a version or a succession', async () => {
  const owner = openDatabase(database.ownerUrl, { size: 1 })
  try {
    await transact(owner.db, async tx => {
      await province(tx)
      await refused(tx, /can only be closed/u, () => sql`delete from unit_version`.execute(tx))
      await refused(tx, /never changed/u, () => sql`update unit_succession set kind = 'split'`.execute(tx))
      await refused(tx, /never changed/u, () => sql`delete from unit_succession`.execute(tx))
      throw new RolledBack()
    }).catch(error => assert.ok(error instanceof RolledBack, String(error)))
  } finally {
    await owner.close()
  }
})

inDatabase('a unit renamed and moved keeps what it was, on the days it was that', async tx => {
  const { top, made } = await province(tx)
  const other = await addUnit(tx, area('province', 'tỉnh', 'Bạn'))
  await rename(tx, made, day('2026-01-01'), '  Bến  Sen Mới ')
  await move(tx, made, day('2026-02-01'), other)
  await addVersion(tx, made, day('2026-03-01'), { kind: 'Đặc khu', code: '00005' })
  const tree = await loadTree(tx, TODAY)
  const told = ['2025-12-31', '2026-01-01', '2026-02-01', '2026-03-01'].map(on => tree.on(day(on)).unit(made))
  assert.deepEqual(
    told.map(unit => unit?.fullName),
    ['phường Bến Sen', 'phường Bến Sen Mới', 'phường Bến Sen Mới', 'đặc khu Bến Sen Mới'],
  )
  assert.deepEqual(
    told.map(unit => unit?.parentId),
    [top, top, other, other],
  )
  assert.deepEqual(
    told.map(unit => unit?.code),
    ['00004', '00004', '00004', '00005'],
  )
})

inDatabase('a unit that gives a part away stands on', async tx => {
  const { top, made } = await province(tx)
  const other = await addUnit(tx, area('commune', 'xã', 'Hạ Lang', { parentId: top }))
  await succeed(tx, [{ from: made, to: other, on: TODAY, kind: 'transferred', share: 0.25 }])
  const tree = await loadTree(tx, TODAY)
  assert.equal(tree.unit(made)?.until, null)
  assert.deepEqual([...tree.successors(made, REFORM)].sort(), [made, other].sort())
  assert.equal(tree.life(made)?.became[0]?.share, 0.25)
})

inDatabase('a unit that does not stand is not closed, and none ends before it began', async tx => {
  const { one, made } = await province(tx)
  await refused(tx, /không hoạt động đến ngày này/u, () => close(tx, one, TODAY))
  await refused(tx, /không hoạt động đến ngày này/u, () => close(tx, made, REFORM))
  await refused(tx, /Ngày kết thúc trước ngày bắt đầu/u, () => addUnit(tx, area('commune', 'xã', 'Lạ', { from: TODAY, until: REFORM })))
})

inDatabase('a parent is of the same line, and an area is an area', async tx => {
  const { top } = await province(tx)
  const body = { line: 'party', level: 'body', kind: 'đảng bộ', name: 'Tỉnh ủy' } as const
  await refused(tx, /cùng hệ thống tổ chức/u, () => addUnit(tx, { ...body, parentId: top }))
  const committee = await addUnit(tx, { ...body, areaId: top })
  await refused(tx, /cùng hệ thống tổ chức/u, () => addUnit(tx, { ...body, name: 'Ban', areaId: committee }))
  await refused(tx, /cùng hệ thống tổ chức/u, () => move(tx, committee, TODAY, top))
})

inDatabase('a past unit that an officer adds is marked, does not stand today, and has a keeper', async tx => {
  const { top } = await province(tx)
  const past = await addPastUnit(tx, TODAY, area('district', 'huyện', 'Suối Lúa', { parentId: top }) as NewUnit & { parentId: string })
  const ended = await addPastUnit(tx, TODAY, { ...area('commune', 'thị trấn', 'Cầu Mây'), parentId: top, until: day('2024-12-31') })
  const tree = await loadTree(tx, TODAY)
  assert.equal(tree.unit(past), undefined)
  assert.equal(tree.life(past)?.addedByOfficer, true)
  assert.equal(tree.on(day('2020-06-01')).unit(past)?.addedByOfficer, true)
  assert.equal(tree.label(past), 'huyện Suối Lúa (nay thuộc tỉnh Mẫu)')
  assert.equal(tree.on(day('2025-01-01')).unit(ended), undefined)
  assert.equal(tree.inCare(top).has(past) && tree.countedUnder(top).has(ended), true)
  assert.deepEqual(await brokenTrees(tx), [])
})

inDatabase('a tree that was loaded is used again until the organisation changes', async tx => {
  const { made } = await province(tx)
  const first = await loadTree(tx, TODAY)
  assert.equal(await loadTree(tx, TODAY), first)
  assert.equal((await loadTree(tx, REFORM)).history, first.history)
  await rename(tx, made, TODAY, 'Tân Ước')
  const second = await loadTree(tx, TODAY)
  assert.notEqual(second, first)
  assert.equal(second.label(made), 'phường Tân Ước')
})

test('a change that is rolled back leaves no tree behind', async () => {
  const change = (name: string, keep: boolean) =>
    transact(opened.db, async tx => {
      const id = await addUnit(tx, area('province', 'tỉnh', name, { code: name }))
      assert.equal((await loadTree(tx, TODAY)).byCode(name)?.id, id)
      if (!keep) throw new RolledBack()
    }).catch(error => assert.ok(error instanceof RolledBack, String(error)))
  await change('Bị Bỏ', false)
  await change('Ở Lại', true)
  const tree = await transact(opened.db, tx => loadTree(tx, TODAY))
  assert.deepEqual(
    tree.units('area').map(unit => unit.name),
    ['Ở Lại'],
  )
})

inDatabase('units are found by present and past names, without marks, and by what is above them', async tx => {
  const { top, district, one, two, made } = await province(tx)
  await rename(tx, made, day('2026-01-01'), 'Tân Ước')
  const found = async (text: string) => (await searchUnits(tx, text, 10)).map(unit => unit.id)
  assert.deepEqual(await found('khe tram'), [one])
  assert.deepEqual(await found('Khe Trầm'.normalize('NFD')), [one])
  assert.deepEqual(await found('xã KHE TRẦM'), [one])
  assert.deepEqual(await found('TX Bình Điền'), [two])
  assert.deepEqual(await found('khe tram dong say'), [one])
  assert.deepEqual(await found('khe tram, tỉnh mẫu'), [one])
  assert.deepEqual(await found('ben sen'), [made])
  assert.deepEqual(await found('tan uoc'), [made])
  assert.deepEqual(await found('huyện đồng sậy'), [district])
  assert.deepEqual(await found('mẫu'), [top])
  assert.deepEqual(await found('khe tram huyen khac'), [], 'another district than the one it was in')
  const [trang] = await addUnits(tx, [area('commune', 'xã', 'Trạng', { parentId: top }), area('commune', 'xã', 'Tráng', { parentId: top })])
  assert.deepEqual([(await found('Trạng'))[0], (await found('Tráng'))[1]], [trang, trang], 'whoever types the marks means them')
  for (const nothing of ['', '  ', '%', '_', '\\', "'", 'không có']) assert.deepEqual(await found(nothing), [], nothing)
  const [past] = await searchUnits(tx, 'khe trầm', 1)
  assert.deepEqual(past, {
    id: one,
    name: 'xã Khe Trầm',
    line: 'area',
    level: 'commune',
    code: '00004',
    from: null,
    until: addDays(REFORM, -1),
    above: ['huyện Đồng Sậy', 'tỉnh Mẫu'],
  })
})

inDatabase('the database and the program give the same keys and full names', async tx => {
  const texts = [
    'Đắk Lắk',
    'Thừa Thiên – Huế',
    'Hòa  Bình',
    'hoà bình',
    'XÃ ƯỚC',
    'Ấp Kênh Mới',
    'Bản Thượng'.normalize('NFD'),
    'QUỲNH Lưu',
    '“Dân vận khéo” ½',
    'Đ\u00a0ð',
    'Ủy ban MTTQ',
  ]
  for (const text of texts) {
    const { rows } = await sql<{ key: string }>`select vn_key(${text}) key`.execute(tx)
    assert.equal(rows[0]?.key, searchKey(text), text)
  }
  const units = [
    ['xã', 'Khe Trầm'],
    ['xã', 'Xã Khe Trầm'],
    ['ấp', 'Ấp Sậy'],
    ['bản', 'Ban Mai'],
    ['bản', 'Bản'],
    ['xã', 'Xanh'],
    ['đặc khu', 'Đặc khu Bến Sen'],
    ['mttq', 'Ủy ban'],
  ] as const
  for (const [kind, name] of units)
    for (const line of ['area', 'front'] as const) {
      const { rows } = await sql<{ called: string }>`select unit_full_name(${line}, ${kind}, ${name}) called`.execute(tx)
      assert.equal(rows[0]?.called, fullName({ line, kind, name }), name)
    }
})
