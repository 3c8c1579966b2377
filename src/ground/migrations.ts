// Forward-only SQL files, found by reading the folder: each runs once, whole, in the order of its name, and is never edited after.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

/** The role whose rights the application has: it owns nothing and cannot create or alter a table. */
export const APP_ROLE = 'danvan_app'

/** One number for every Dân Vận process on a database: whoever holds the lock migrates, the others wait and find nothing to do. */
const LOCK = 20_261_121

/** A migration that must not run; the sentence says which file and what to do. */
export class MigrationRefused extends Error {}

export interface MigrationFile {
  readonly name: string
  readonly sql: string
  readonly sha256: string
}

const NAME = /^\d{12}-[a-z0-9-]+\.sql$/

/** The files of the folder in the order of their names, each with its SHA-256. */
export async function migrationFiles(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async name => {
      if (!NAME.test(name)) throw new MigrationRefused(`Tệp ${name} sai cách đặt tên. Đặt tên theo mẫu YYYYMMDDHHMM-viec-gi.sql.`)
      const sql = await readFile(join(folder, name), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/**
 * What is still to run, given what already ran.
 * @throws MigrationRefused when a file was edited or removed after it ran, or is older than the last one that ran.
 */
export function pendingMigrations(files: readonly MigrationFile[], ran: ReadonlyMap<string, string>): MigrationFile[] {
  const byName = new Map(files.map(file => [file.name, file]))
  for (const [name, sha256] of ran) {
    const file = byName.get(name)
    if (!file)
      throw new MigrationRefused(
        `Cơ sở dữ liệu đã chạy tệp ${name} nhưng bản cài đặt này không có tệp đó. Có lẽ bản cài đặt cũ hơn cơ sở dữ liệu: hãy dùng bản mới hơn.`,
      )
    if (file.sha256 !== sha256)
      throw new MigrationRefused(`Tệp ${name} đã bị sửa sau khi chạy. Trả lại nội dung cũ, rồi viết thay đổi vào một tệp mới.`)
  }
  const last = [...ran.keys()].sort().at(-1) ?? ''
  const pending = files.filter(file => !ran.has(file.name))
  const late = pending.find(file => file.name <= last)
  if (late) throw new MigrationRefused(`Tệp ${late.name} cũ hơn tệp cuối cùng đã chạy (${last}). Đổi tên tệp theo thời điểm mới hơn.`)
  return pending
}

// Rights go by default privileges, so a migration can take one back in the same file that makes the table. Whoever may not
// make roles (a database given by another body) gets the sentence in roleReady instead.
const PREPARE = `
  create table if not exists migration (
    name text primary key,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    ran_at timestamptz not null default now()
  );
  comment on table migration is 'append-only: which migration files ran, written by the owner alone';
  alter default privileges in schema public grant select, insert, update, delete on tables to ${APP_ROLE};
  alter default privileges in schema public grant usage, select on sequences to ${APP_ROLE};
  grant usage on schema public to ${APP_ROLE};
  grant select on migration to ${APP_ROLE};
  revoke insert, update, delete on migration from ${APP_ROLE};`

// A table whose comment begins with "append-only" keeps what was written, whatever the migration granted.
const KEEP_APPEND_ONLY = `
  do $$
  declare t regclass;
  begin
    for t in
      select c.oid::regclass from pg_class c
      where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
        and obj_description(c.oid, 'pg_class') like 'append-only%'
    loop
      execute format('revoke update, delete, truncate on %s from ${APP_ROLE}', t);
    end loop;
  end $$`

async function roleReady(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean; may: boolean }>(
    `select exists (select from pg_roles where rolname = $1) there,
            (select rolcreaterole or rolsuper from pg_roles where rolname = current_user) may`,
    [APP_ROLE],
  )
  if (rows[0]?.there) return
  if (!rows[0]?.may)
    throw new MigrationRefused(
      `Cơ sở dữ liệu chưa có vai trò ${APP_ROLE}. Người quản trị máy chủ hãy chạy: CREATE ROLE ${APP_ROLE} NOLOGIN; rồi GRANT ${APP_ROLE} TO tài khoản ghi trong DATABASE_URL.`,
    )
  await client.query(`create role ${APP_ROLE} nologin`)
}

/**
 * Brings the database up to the folder's last file and answers the names that ran now.
 * Two processes that start together migrate once: the second waits at the lock.
 */
export async function migrate(ownerUrl: string, folder: string): Promise<string[]> {
  const files = await migrationFiles(folder)
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await roleReady(client)
    await client.query("set client_min_messages = 'warning'")
    await client.query(PREPARE)
    const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from migration')
    const pending = pendingMigrations(files, new Map(rows.map(row => [row.name, row.sha256])))
    for (const file of pending) await runOne(client, file)
    return pending.map(file => file.name)
  } finally {
    await client.end()
  }
}

async function runOne(client: pg.Client, file: MigrationFile): Promise<void> {
  await client.query('begin')
  try {
    await client.query(file.sql)
    await client.query(KEEP_APPEND_ONLY)
    await client.query('insert into migration (name, sha256) values ($1, $2)', [file.name, file.sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new MigrationRefused(`Tệp ${file.name} không chạy được: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
