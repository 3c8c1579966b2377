// The provinces that come with the system, and the first administrator among them.
import assert from 'node:assert/strict'
import test from 'node:test'
import { makeFirstAdministrator } from '../../src/access/first-admin.ts'
import { addDays, day } from '../../src/ground/day.ts'
import { openDatabase, sql, type Tx, transact } from '../../src/ground/db.ts'
import { checkAreas } from '../../src/org/areas-check.ts'
import { changesOf } from '../../src/org/change-store.ts'
import { brokenTrees } from '../../src/org/doctor.ts'
import { loadProvinces, PROVINCES_MERGED, provinceNamed } from '../../src/org/provinces.ts'
import { addUnit, loadTree, readHistory } from '../../src/org/store.ts'
import { freshDatabase } from '../database.ts'

const TODAY = day('2026-11-22')
const BY = { personId: null, at: new Date('2026-11-22T08:00:00+07:00') }
const EVE = addDays(PROVINCES_MERGED, -1)

const onFresh = (name: string, work: (db: ReturnType<typeof openDatabase>, appUrl: string) => Promise<void>): void => {
  test(name, async () => {
    const database = await freshDatabase('bare')
    const opened = openDatabase(database.appUrl, { size: 1 })
    try {
      await work(opened, database.appUrl)
    } finally {
      await opened.close()
      await database.drop()
    }
  })
}
const provinces = async (tx: Tx) => {
  const checked = checkAreas((await readHistory(tx)).history, [EVE, PROVINCES_MERGED], TODAY)
  return { ...checked, days: checked.days.map(one => one.provinces) }
}
const SOUND = {
  days: [63, 34],
  keepersMissing: 0,
  keepersDoubled: 0,
  divided: 0,
  comparableAreas: 34,
  withExactlyOneNewCommune: 34,
  orphans: 0,
  cycles: 0,
}

onFresh('sixty-three provinces become thirty-four, eleven of them the same units, and loading twice changes nothing', ({ db }) =>
  transact(db, async tx => {
    await loadProvinces(tx, BY)
    assert.deepEqual(await provinces(tx), SOUND)
    assert.deepEqual(await brokenTrees(tx), [])
    const tree = await loadTree(tx, TODAY)
    const kept = tree.units('area', 'province').filter(({ id }) => tree.on(EVE).unit(id))
    assert.equal(kept.length, 11)
    const merged = tree.units('area', 'province').filter(({ id }) => !kept.some(one => one.id === id))
    assert.equal(merged.length, 23)
    assert.equal(
      merged.reduce((sum, { id }) => sum + tree.history.arriving(id).length, 0),
      52,
    )
    assert.equal(tree.life(merged[0]!.id)?.laws.get('202/2025/QH15')?.effectiveOn, PROVINCES_MERGED)
    assert.equal(tree.units('area', 'centre').length, 1)
    assert.ok(tree.units('area', 'province').every(({ parentId }) => parentId === tree.units('area', 'centre')[0]?.id))
    const { mark } = await readHistory(tx)
    await loadProvinces(tx, { ...BY, at: new Date('2026-12-01T08:00:00+07:00') })
    assert.equal((await readHistory(tx)).mark, mark)
    assert.equal((await changesOf(tx, { limit: 9 })).length, 2)
  }),
)

onFresh('a province is found by its name of today however it is typed, and one that has ended is told', ({ db }) =>
  transact(db, async tx => {
    await loadProvinces(tx, BY)
    const tree = await loadTree(tx, TODAY)
    assert.equal(provinceNamed(tree, ' tỉnh  PHÚ THỌ ').standing?.from, PROVINCES_MERGED)
    assert.equal(provinceNamed(tree, 'Thành phố Hà Nội').standing?.from, null)
    assert.equal(provinceNamed(tree, 'Trung ương').standing?.level, 'centre')
    const { standing, endedId } = provinceNamed(tree, 'Tỉnh Vĩnh Phúc')
    assert.equal(standing, undefined)
    assert.equal(tree.label(endedId!), 'tỉnh Vĩnh Phúc (nay thuộc tỉnh Phú Thọ)')
    assert.deepEqual(provinceNamed(tree, 'Tỉnh Mẫu'), {})
  }),
)

onFresh('the province that was made by its name before is matched, not doubled', ({ db }) =>
  transact(db, async tx => {
    const id = await addUnit(tx, { line: 'area', level: 'province', kind: 'tỉnh', name: 'Phú Thọ' })
    await loadProvinces(tx, BY)
    assert.deepEqual(await provinces(tx), SOUND)
    const tree = await loadTree(tx, TODAY)
    assert.equal(tree.unit(id)?.code, '25')
    assert.equal(provinceNamed(tree, 'Tỉnh Phú Thọ').standing?.id, id)
  }),
)

const admin = (unit: string) => ({ login: 'quan-tri', name: 'Nguyễn Thị Mẫu', password: 'một câu dài dễ nhớ', unit })

onFresh('the first administrator holds the post in the province of today', async ({ db }, appUrl) => {
  await makeFirstAdministrator(appUrl, admin('Tỉnh Phú Thọ'))
  await transact(db, async tx => {
    const { rows } = await sql<{ unit_id: string }>`select unit_id from post`.execute(tx)
    assert.equal((await loadTree(tx, TODAY)).unit(rows[0]!.unit_id)?.fullName, 'tỉnh Phú Thọ')
    assert.deepEqual(await provinces(tx), SOUND)
  })
})

onFresh(
  'a first administrator of a unit of another name gets it made; one of a past province is told, and nothing is left',
  async ({ db }, appUrl) => {
    await assert.rejects(
      makeFirstAdministrator(appUrl, admin('Tỉnh Vĩnh Phúc')),
      /Tỉnh Vĩnh Phúc nay không còn: .* \(nay thuộc tỉnh Phú Thọ\)/u,
    )
    await transact(db, async tx =>
      assert.deepEqual([(await loadTree(tx, TODAY)).everything().size, (await changesOf(tx, { limit: 9 })).length], [0, 0]),
    )
    await makeFirstAdministrator(appUrl, admin('Tỉnh Mẫu'))
    await transact(db, async tx => {
      const tree = await loadTree(tx, TODAY)
      assert.equal(tree.units('area', 'province').filter(unit => unit.fullName === 'tỉnh Mẫu').length, 1)
      assert.equal(tree.units('area', 'province').length, 35)
    })
  },
)
