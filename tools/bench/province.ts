// A second province, for measuring only: three hundred communes, a signed-in officer in each, and monthly reports of 250 typed lines.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { csrfOf } from '../../src/access/sessions.ts'
import { addDays, addMonths, civil, type Day, day, monthOf, yearOf } from '../../src/ground/day.ts'
import { openDatabase, type Tx, transact } from '../../src/ground/db.ts'
import { addUnits, type NewUnit } from '../../src/org/store.ts'
import { cookieName } from '../../src/web/cookie.ts'

export const FIGURES = 250
const COMMUNES = 300
const MONTHS = 12
const SINCE: Day = day('2020-01-01')

export interface Officer {
  readonly unitId: string
  readonly cookie: string
  readonly csrf: string
}

/** Who reports, and in which windows; each officer owes one report in each window. */
export interface Owing {
  readonly officers: readonly Officer[]
  readonly windows: readonly string[]
}

export const codes: readonly string[] = Array.from({ length: FIGURES }, (_, i) => `B${String(i + 1).padStart(3, '0')}`)

/** Makes the province with room for so many first submissions. */
export async function makeProvince(ownerUrl: string, submissions: number): Promise<Owing> {
  const { db, close } = openDatabase(ownerUrl, { size: 1 })
  const now = new Date()
  const regimes = Math.ceil(submissions / COMMUNES / MONTHS)
  const top = randomUUID()
  const area = (more: Pick<NewUnit, 'level' | 'kind' | 'name'> & Partial<NewUnit>): NewUnit => ({ line: 'area', from: SINCE, ...more })
  const communes = Array.from({ length: COMMUNES }, (_, i) => area({ level: 'commune', kind: 'xã', name: `Đo ${i + 1}`, parentId: top }))
  try {
    return await transact(db, async tx => {
      await sql`set local statement_timeout = 0`.execute(tx)
      const [, ...units] = await addUnits(tx, [area({ id: top, level: 'province', kind: 'tỉnh', name: 'Đo' }), ...communes])
      const people = units.map(unitId => ({ id: randomUUID(), unitId, token: randomBytes(32).toString('base64url') }))
      const rows = people.map(one => ({ ...one, sha: createHash('sha256').update(one.token).digest('hex') }))
      await sql`
        with given as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, "unitId" uuid, sha text)),
        people as (insert into person (id, name) select id, 'Cán bộ đo' from given),
        accounts as (insert into account (person_id, login, password_hash) select id, 'do.' || left(id::text, 8), 'none' from given),
        posts as (insert into post (id, person_id, unit_id, role, title, valid)
          select gen_random_uuid(), id, "unitId", 'officer', 'chuyên viên', daterange(${SINCE}::date, null) from given)
        insert into session (token_sha256, person_id, started_at, seen_at, expires_at)
        select sha, id, now(), now(), now() + interval '8 hours' from given`.execute(tx)
      await sql`
        insert into report_indicator (id, code, valid, label, measure, group_name, position, kind)
        select gen_random_uuid(), code, daterange(null, null), 'Chỉ tiêu đo ' || n, 'việc', 'Nhóm ' || (n - 1) / 25 + 1, n, 'flow'
          from unnest(${[...codes]}::text[]) with ordinality as c (code, n)`.execute(tx)
      const windows = await makeWindows(tx, civil(now).day, regimes, top, people[0]?.id ?? '')
      await sql`insert into report_obligation (window_id, unit_id, receiver_id)
        select w.id, u, ${top}::uuid from report_window w, unnest(${units}::uuid[]) as u where w.opened_for = ${top}::uuid`.execute(tx)
      const officers = people.map(({ unitId, token }) => ({ unitId, cookie: `${cookieName}=${token}`, csrf: csrfOf(token) }))
      return { officers, windows }
    })
  } finally {
    await close()
  }
}

/** The twelve whole months before this one, in as many regimes as are needed; by month, as real reports come in. */
async function makeWindows(tx: Tx, today: Day, regimes: number, top: string, by: string): Promise<string[]> {
  const firstOfMonth = day(`${today.slice(0, 8)}01`)
  const months = Array.from({ length: MONTHS }, (_, i) => addMonths(firstOfMonth, i - MONTHS))
  const regimeIds = Array.from({ length: regimes }, () => randomUUID())
  await sql`insert into report_regime (id, code, name, rhythm)
    select id, 'DO-' || n, 'Chế độ đo ' || n, 'month' from unnest(${regimeIds}::uuid[]) with ordinality as r (id, n)`.execute(tx)
  await sql`insert into report_form (regime_id, version, valid, lines, sections)
    select id, 1, daterange(null, null), ${[...codes]}::text[], '{}' from unnest(${regimeIds}::uuid[]) as id`.execute(tx)
  const windows = months.flatMap(from =>
    regimeIds.map((regimeId, i) => ({
      regimeId,
      code: `DO-${yearOf(from)}-${monthOf(from)}.${i}`,
      from,
      until: addDays(addMonths(from, 1), -1),
      due: addDays(addMonths(from, 1), 4),
    })),
  )
  await sql`insert into report_window (id, regime_id, code, label, from_on, until_on, due_on, opened_by, opened_for, opened_at)
    select gen_random_uuid(), "regimeId", code, code, "from", until, due, ${by}::uuid, ${top}::uuid, now()
      from jsonb_to_recordset(${JSON.stringify(windows)}::jsonb) as w ("regimeId" uuid, code text, "from" date, until date, due date)`.execute(
    tx,
  )
  return windows.map(one => one.code)
}
