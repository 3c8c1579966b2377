// The real server over a copy of the national data, and officers who are signed in to it.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { csrfOf } from '../../../src/access/sessions.ts'
import { PROJECT } from '../../../src/process/binaries.ts'
import { cookieName } from '../../../src/web/cookie.ts'
import { type Serving, startSystem } from '../processes.ts'
import type { Officer } from '../province.ts'

export interface At {
  readonly appUrl: string
  readonly ownerUrl: string
}

/** Starts the server of ./danvan start on this database; its files go when it stops. */
export async function serveOn({ appUrl, ownerUrl }: At, port = '0'): Promise<Serving> {
  const dataDir = mkdtempSync(join(tmpdir(), 'danvan-national-'))
  const env = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, DATA_DIR: dataDir, PORT: port }
  const serving = await startSystem(PROJECT, [process.execPath, join(PROJECT, 'danvan'), 'start'], env)
  return {
    ...serving,
    async stop() {
      await serving.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The person with this login, signed in without asking for a password. */
export async function signedIn(ownerUrl: string, login: string): Promise<Officer> {
  const token = randomBytes(32).toString('base64url')
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ unit: string }>(
      `with given as (insert into session (token_sha256, person_id, started_at, seen_at, expires_at)
         select $1, person_id, now(), now(), now() + interval '8 hours' from account where login = $2 returning person_id)
       select p.unit_id as unit from post p join given using (person_id) limit 1`,
      [createHash('sha256').update(token).digest('hex'), login],
    )
    return { unitId: rows[0]?.unit ?? '', cookie: `${cookieName}=${token}`, csrf: csrfOf(token) }
  } finally {
    await client.end()
  }
}

/** An officer in every commune, signed in; with a token each to write by over the API. */
export async function officersEverywhere(ownerUrl: string): Promise<readonly (Officer & { bearer: string })[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string }>(
      "select unit_id as id from unit_version where level = 'commune' and upper_inf(valid) and line = 'area' order by code",
    )
    const sha = (text: string): string => createHash('sha256').update(text).digest('hex')
    const people = rows.map(({ id }) => ({ person: randomUUID(), unitId: id, token: randomBytes(32).toString('base64url') }))
    const given = people.map(one => ({ ...one, session: sha(one.token), bearer: sha(`dv1_${one.token}`) }))
    await client.query(
      `with given as materialized (select * from jsonb_to_recordset($1::jsonb) as r (person uuid, "unitId" uuid, session text, bearer text)),
        people as (insert into person (id, name) select person, 'Cán bộ đo' from given),
        accounts as (insert into account (person_id, login, password_hash) select person, 'do.' || left(person::text, 8) || right(person::text, 4), 'none' from given),
        posts as (insert into post (id, person_id, unit_id, role, title, valid)
          select gen_random_uuid(), person, "unitId", 'officer', 'chuyên viên', daterange('2025-07-01', null) from given),
        tokens as (insert into account_token (id, person_id, name, scope, token_sha256, made_at, expires_at)
          select gen_random_uuid(), person, 'đo', 'write', bearer, now(), now() + interval '1 day' from given)
       insert into session (token_sha256, person_id, started_at, seen_at, expires_at) select session, person, now(), now(), now() + interval '8 hours' from given`,
      [JSON.stringify(given)],
    )
    return people.map(({ unitId, token }) => ({ unitId, cookie: `${cookieName}=${token}`, csrf: csrfOf(token), bearer: `dv1_${token}` }))
  } finally {
    await client.end()
  }
}

/** Opens one more window of the country, owed by every commune, with its cut-off today. */
export async function openAnother(ownerUrl: string, code: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string }>(
      `with last as (select * from report_window where code like 'QG-%' order by until_on desc limit 1),
        put as (
          insert into report_window (id, regime_id, code, label, from_on, until_on, due_on, opened_by, opened_for, opened_at)
          select gen_random_uuid(), regime_id, $1, 'tháng đang đo', until_on + 1, greatest(until_on + 1, (now() at time zone 'Asia/Ho_Chi_Minh')::date), current_date + 5, opened_by, opened_for, now() from last returning id)
       insert into report_obligation (window_id, unit_id, receiver_id) select put.id, o.unit_id, o.receiver_id from put, last, report_obligation o where o.window_id = last.id
       returning window_id as id`,
      [code],
    )
    return rows[0]?.id ?? ''
  } finally {
    await client.end()
  }
}
