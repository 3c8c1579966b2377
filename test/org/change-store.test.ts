// Sets of changes in the database: applied whole or not at all, read back as they were told, taken back only while still to come.
import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import fc from 'fast-check'
import { addPerson, addPost } from '../../src/access/people.ts'
import { addDays, type Day, day } from '../../src/ground/day.ts'
import { openDatabase, sql, type Tx, transact } from '../../src/ground/db.ts'
import { Fault } from '../../src/ground/faults.ts'
import type { ChangeSet, Step } from '../../src/org/change-set.ts'
import { appliedBefore, applyChange, changesOf, digestOf, findChange, takeBack, unitsOfChange } from '../../src/org/change-store.ts'
import type { Succession, Version } from '../../src/org/history.ts'
import { loadTree, readHistory } from '../../src/org/store.ts'
import { freshDatabase } from '../database.ts'
import { changeHistories, idFor } from './change-histories.ts'

const database = await freshDatabase('bare')
const opened = openDatabase(database.appUrl)
const owner = openDatabase(database.ownerUrl, { size: 1 })
after(async () => {
  await opened.close()
  await owner.close()
  await database.drop()
})

class RolledBack extends Error {}
const rolledBack = (work: (tx: Tx) => Promise<void>, db = opened.db): Promise<void> =>
  transact(db, async tx => {
    await work(tx)
    throw new RolledBack()
  }).catch(error => {
    if (!(error instanceof RolledBack)) throw error
  })
const inDatabase = (name: string, work: (tx: Tx) => Promise<void>): void => {
  test(name, () => rolledBack(work))
}

async function refused(tx: Tx, what: RegExp, work: () => Promise<unknown>): Promise<void> {
  await sql`savepoint before`.execute(tx)
  await assert.rejects(work, what)
  await sql`rollback to savepoint before`.execute(tx)
}

const TODAY = day('2026-11-22')
const BY = { personId: null, at: new Date('2026-11-22T08:00:00+07:00') }
const SHA = 'b'.repeat(64)
const setOf = (word: string, on: Day, steps: readonly Step[], more: Partial<ChangeSet> = {}): ChangeSet => ({
  id: idFor(word),
  kind: 'reform',
  title: `Sắp xếp ${word}`,
  effectiveOn: on,
  sourceName: 'nghị quyết',
  sourceSha256: SHA,
  steps,
  ...more,
})
const create = (word: string, level: 'province' | 'commune', parent?: string, code?: string): Step => ({
  step: 'create',
  unit: {
    id: idFor(word),
    line: 'area',
    level,
    kind: level === 'province' ? 'tỉnh' : 'xã',
    name: word,
    ...(parent ? { parentId: idFor(parent) } : {}),
    ...(code ? { code } : {}),
  },
})
const pass = (from: string, to: string): Step => ({ step: 'pass', from: idFor(from), to: idFor(to), kind: 'merged' })

/** A province with two communes since 2020, and their merger on the day that is given. */
const base = setOf('base', day('2020-01-01'), [
  create('Tinh', 'province'),
  create('Mot', 'commune', 'Tinh', '00004'),
  create('Hai', 'commune', 'Tinh', '00007'),
])
const merger = (on: Day, more: Partial<ChangeSet> = {}): ChangeSet =>
  setOf('merger', on, [create('Moi', 'commune', 'Tinh', '00004'), pass('Mot', 'Moi'), pass('Hai', 'Moi')], more)

/** Every row of the organisation, as text in one order. */
async function everyRow(tx: Tx): Promise<string> {
  const { rows } = await sql<{ all: string }>`select
    (select coalesce(jsonb_agg(to_jsonb(u) order by id), '[]') from unit u)::text
    || (select coalesce(jsonb_agg(to_jsonb(v) order by unit_id, valid), '[]') from unit_version v)::text
    || (select coalesce(jsonb_agg(to_jsonb(s) order by from_id, to_id, on_day), '[]') from unit_succession s)::text as all`.execute(tx)
  return rows[0]?.all ?? ''
}

const ordered = (rows: readonly (Version | Succession)[]): string[] => rows.map(row => JSON.stringify(Object.entries(row).sort())).sort()

test('what was told is what is read back, and taking back what is still to come leaves every row as it was before', async () => {
  await fc.assert(
    fc.asyncProperty(changeHistories({ heirs: true, most: 6 }), fc.nat(6), async (told, kept) => {
      await rolledBack(async tx => {
        await startWith(
          tx,
          [...told.start.ids()].flatMap(id => told.start.versions(id)),
        )
        const states = [await everyRow(tx)]
        for (const [i, set] of told.sets.entries()) {
          await applyChange(tx, set, { personId: null, at: new Date('1999-12-31T00:00:00Z') })
          states.push(await everyRow(tx))
          const { history } = await readHistory(tx)
          const pure = told.histories[i]!
          assert.deepEqual(
            ordered([...history.ids()].flatMap(id => history.versions(id))),
            ordered([...pure.ids()].flatMap(id => pure.versions(id))),
          )
          assert.deepEqual(ordered(history.successions), ordered(pure.successions))
        }
        const past = kept % (told.sets.length + 1)
        const today = told.sets[past - 1]?.effectiveOn ?? day('1999-12-31')
        for (const [i, set] of [...told.sets.entries()].reverse()) {
          if (i < past) {
            await refused(tx, /không rút lại được nữa/u, () => takeBack(tx, set.id, BY, today))
            continue
          }
          await takeBack(tx, set.id, { ...BY, personId: null }, today)
          assert.equal(await everyRow(tx), states[i])
        }
      })
    }),
    { seed: 20_270_101, numRuns: 25 },
  )
})

async function startWith(tx: Tx, versions: readonly Version[]): Promise<void> {
  await sql`insert into unit (id) select distinct unnest(${versions.map(one => one.unitId)}::uuid[])`.execute(tx)
  await sql`insert into unit_version (unit_id, valid, line, level, kind, name, code, parent_id, area_id)
    select "unitId", daterange(null, null), line, level, kind, name, code, "parentId", "areaId"
      from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb)
        as r ("unitId" uuid, line text, level text, kind text, name text, code text, "parentId" uuid, "areaId" uuid)`.execute(tx)
}

inDatabase('a set is kept with its law, its file, who brought it in and what it did', async tx => {
  const personId = await addPerson(tx, { name: 'Nguyễn Thị Mẫu', login: 'mau', passwordHash: 'x' })
  const law = { id: 'nq-mau', title: 'Nghị quyết về sắp xếp', effectiveOn: day('2025-07-01') }
  await applyChange(tx, base, BY)
  await applyChange(tx, merger(day('2025-07-01'), { law }), { ...BY, personId })
  const kept = (await findChange(tx, idFor('merger')))!
  assert.deepEqual(
    [kept.title, kept.lawTitle, kept.effectiveOn, kept.sourceName, kept.personId, kept.takenBackOn, kept.at.toISOString()],
    ['Sắp xếp merger', law.title, '2025-07-01', 'nghị quyết', personId, null, BY.at.toISOString()],
  )
  assert.deepEqual(kept.counts, { created: 1, renamed: 0, moved: 0, recoded: 0, ended: 2, divided: 0 })
  assert.deepEqual(await unitsOfChange(tx, kept.id), { created: [idFor('Moi')], changed: [], ended: [idFor('Mot'), idFor('Hai')].sort() })
  assert.equal((await loadTree(tx, TODAY)).life(idFor('Mot'))?.versions[0]?.endLawId, 'nq-mau')
  assert.equal((await appliedBefore(tx, SHA, day('2025-07-01')))?.id, kept.id)
  assert.equal(await findChange(tx, idFor('nothing')), undefined)
})

inDatabase('sets are listed by when they were brought in, page by page, none lost at one instant', async tx => {
  for (let i = 0; i < 7; i++) await applyChange(tx, setOf(`p${i}`, day('2020-01-01'), [create(`P${i}`, 'province')]), BY)
  const seen: string[] = []
  for (let before: { at: Date; id: string } | undefined; ; ) {
    const page = await changesOf(tx, { limit: 3, before })
    seen.push(...page.map(one => one.id))
    before = page.at(-1)
    if (page.length < 3) break
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 7 }, (_, i) => idFor(`p${i}`))
      .sort()
      .reverse(),
  )
})

inDatabase('a set that is refused writes nothing, and says every reason', async tx => {
  await applyChange(tx, base, BY)
  const rows = await everyRow(tx)
  const wrong = setOf('wrong', day('2021-01-01'), [create('X', 'commune', 'Khong'), pass('Mot', 'Mot'), create('Y', 'province')])
  await refused(tx, /Cần sửa 2 chỗ/u, () => applyChange(tx, wrong, BY))
  assert.equal(await everyRow(tx), rows)
  assert.equal(await findChange(tx, wrong.id), undefined)
})

inDatabase('the same set a second time finds the days taken', async tx => {
  await applyChange(tx, base, BY)
  await applyChange(tx, merger(day('2025-07-01')), BY)
  await refused(tx, /Cần sửa|đã có trong tổ chức|đã có thay đổi khác/u, () =>
    applyChange(tx, { ...merger(day('2025-07-01')), id: idFor('again') }, BY),
  )
})

inDatabase('a past set is not taken back, not on its day, not a day after, not twice', async tx => {
  await applyChange(tx, base, BY)
  const on = addDays(TODAY, 1)
  await applyChange(tx, merger(on), BY)
  await refused(tx, /không rút lại được nữa. Lập một thay đổi đính chính/u, () => takeBack(tx, idFor('merger'), BY, on))
  await refused(tx, /không rút lại được nữa/u, () => takeBack(tx, idFor('base'), BY, TODAY))
  await refused(tx, /Không tìm thấy thay đổi này/u, () => takeBack(tx, idFor('none'), BY, TODAY))
  await takeBack(tx, idFor('merger'), BY, TODAY)
  await refused(tx, /đã được rút lại ngày 22\/11\/2026/u, () => takeBack(tx, idFor('merger'), BY, TODAY))
  assert.equal((await findChange(tx, idFor('merger')))?.takenBackOn, TODAY)
  assert.deepEqual(await unitsOfChange(tx, idFor('merger')), { created: [], changed: [], ended: [] })
  await applyChange(tx, { ...merger(on), id: idFor('again') }, BY)
})

inDatabase('the database itself takes back nothing whose day has come', async tx => {
  await applyChange(tx, base, BY)
  await applyChange(tx, merger(addDays(TODAY, 1)), BY)
  const take = (on: Day, word: string) => () => sql`select take_back_change(${idFor(word)}::uuid, ${on}::date, null)`.execute(tx)
  await refused(tx, /only a change still to come/u, take(addDays(TODAY, 1), 'merger'))
  await refused(tx, /only a change still to come/u, take(TODAY, 'base'))
  await refused(tx, /violates check constraint/u, take(addDays(TODAY, -1), 'merger'))
  for (const statement of [
    sql`delete from unit`,
    sql`delete from unit_version`,
    sql`delete from unit_succession`,
    sql`delete from org_change`,
    sql`update org_change set title = 'Khác'`,
    sql`update org_change set taken_back_on = '2026-11-22'`,
  ])
    await refused(tx, /permission denied/u, () => statement.execute(tx))
})

test('not even the owner rewrites a set, deletes what it made or opens what it closed', () =>
  rolledBack(async tx => {
    await applyChange(tx, base, BY)
    await applyChange(tx, merger(addDays(TODAY, 5)), BY)
    await refused(tx, /never rewritten/u, () => sql`update org_change set title = 'Khác'`.execute(tx))
    await refused(tx, /never rewritten/u, () => sql`delete from org_change`.execute(tx))
    await refused(tx, /never taken away/u, () => sql`delete from unit`.execute(tx))
    await refused(tx, /never taken away/u, () => sql`update unit set change_id = null`.execute(tx))
    await refused(tx, /can only be closed/u, () => sql`delete from unit_version where change_id = ${idFor('merger')}::uuid`.execute(tx))
    await refused(tx, /can only be closed/u, () =>
      sql`update unit_version set valid = daterange(lower(valid), null), end_law_id = null, end_change_id = null where end_change_id is not null`.execute(
        tx,
      ),
    )
    await refused(tx, /can only be closed/u, () => sql`update unit_version set change_id = null`.execute(tx))
    await refused(tx, /never changed/u, () => sql`delete from unit_succession`.execute(tx))
    await refused(tx, /taken_back_on|check constraint/u, () =>
      sql`update org_change set taken_back_on = effective_on where id = ${idFor('merger')}::uuid`.execute(tx),
    )
  }, owner.db))

inDatabase('what another change stands on is not taken back before it', async tx => {
  await applyChange(tx, base, BY)
  await applyChange(tx, merger(addDays(TODAY, 5)), BY)
  await applyChange(tx, setOf('rename', addDays(TODAY, 9), [{ step: 'version', id: idFor('Moi'), change: { name: 'Mới Nữa' } }]), BY)
  const rows = await everyRow(tx)
  await refused(tx, /Đã có thay đổi khác dựa trên thay đổi này/u, () => takeBack(tx, idFor('merger'), BY, TODAY))
  assert.equal(await everyRow(tx), rows)
  await takeBack(tx, idFor('rename'), BY, TODAY)
  await takeBack(tx, idFor('merger'), BY, TODAY)
})

inDatabase('a change whose renaming another one ended is not taken back from under it', async tx => {
  await applyChange(tx, base, BY)
  await applyChange(tx, setOf('rename', addDays(TODAY, 2), [{ step: 'version', id: idFor('Mot'), change: { name: 'Một Mới' } }]), BY)
  await applyChange(tx, setOf('end', addDays(TODAY, 4), [{ step: 'end', id: idFor('Mot') }]), BY)
  await refused(tx, /Đã có thay đổi khác dựa trên thay đổi này/u, () => takeBack(tx, idFor('rename'), BY, TODAY))
})

inDatabase('what people already hold posts in is not taken back', async tx => {
  await applyChange(tx, base, BY)
  await applyChange(tx, merger(addDays(TODAY, 5)), BY)
  const personId = await addPerson(tx, { name: 'Nguyễn Văn Mẫu', login: 'mau', passwordHash: 'x' })
  await addPost(tx, { personId, unitId: idFor('Moi'), role: 'officer', title: 'chuyên viên', from: addDays(TODAY, 5) })
  await refused(tx, /Đã có hồ sơ, chức vụ hoặc báo cáo ghi cho đơn vị mới/u, () => takeBack(tx, idFor('merger'), BY, TODAY))
})

inDatabase('a correction names a set that was applied and came before it', async tx => {
  await applyChange(tx, base, BY)
  await applyChange(tx, merger(day('2025-07-01')), BY)
  const steps: Step[] = [{ step: 'version', id: idFor('Moi'), change: { name: 'Đúng Tên' } }]
  const correction = (word: string, corrects: string, on: Day) => setOf(word, on, steps, { kind: 'correction', corrects: idFor(corrects) })
  await refused(tx, /phải đã áp dụng và có hiệu lực trước/u, () => applyChange(tx, correction('c1', 'none', TODAY), BY))
  await applyChange(tx, setOf('later', addDays(TODAY, 9), [create('Sau', 'province')]), BY)
  await refused(tx, /phải đã áp dụng và có hiệu lực trước/u, () => applyChange(tx, correction('c2', 'later', TODAY), BY))
  await applyChange(tx, correction('c3', 'merger', TODAY), BY)
  assert.deepEqual((await findChange(tx, idFor('merger')))?.correctedBy, [idFor('c3')])
  const tree = await loadTree(tx, TODAY)
  assert.equal(tree.unit(idFor('Moi'))?.fullName, 'xã Đúng Tên')
  assert.equal(tree.on(addDays(TODAY, -1)).unit(idFor('Moi'))?.fullName, 'xã Moi')
})

test('two at once come one after the other, and the second is judged on what the first left', async () => {
  const all = await freshDatabase('bare')
  const db = openDatabase(all.appUrl)
  try {
    await transact(db.db, tx => applyChange(tx, base, BY))
    const apply = (tx: Tx, word: string) => applyChange(tx, { ...merger(day('2025-07-01')), id: idFor(word) }, BY)
    let applied = (): void => {}
    let open = (): void => {}
    const isApplied = new Promise<void>(done => {
      applied = done
    })
    const gate = new Promise<void>(done => {
      open = done
    })
    const first = transact(db.db, async tx => {
      await apply(tx, 'a')
      applied()
      await gate
    })
    await isApplied
    const second = transact(db.db, tx => apply(tx, 'b')).then(
      () => undefined,
      (error: unknown) => error,
    )
    const waits = () => transact(db.db, async tx => (await sql`select from pg_locks where not granted`.execute(tx)).rows.length > 0)
    for (let i = 0; i < 100 && !(await waits()); i++) await new Promise(done => setTimeout(done, 20))
    open()
    await first
    const refusal = await second
    assert.ok(refusal instanceof Fault, String(refusal))
    assert.match(refusal.code, /^change\./u)
    const { changes, communes } = await transact(db.db, async tx => ({
      changes: await changesOf(tx, { limit: 9 }),
      communes: (await loadTree(tx, TODAY)).units('area', 'commune'),
    }))
    assert.deepEqual([changes.length, communes.length], [2, 1])
  } finally {
    await db.close()
    await all.drop()
  }
})

inDatabase('units of a demo set are marked, and a set made by hand has a digest of its steps', async tx => {
  await applyChange(tx, { ...base, demo: true }, BY)
  assert.deepEqual([...(await readHistory(tx)).history.demo].sort(), [idFor('Tinh'), idFor('Mot'), idFor('Hai')].sort())
  assert.match(digestOf(base.steps), /^[0-9a-f]{64}$/u)
  assert.notEqual(digestOf(base.steps), digestOf(merger(TODAY).steps))
})
