// The database of a command: the embedded one, started or joined, or the one that the body gives; always migrated before use.
import { join } from 'node:path'
import pg from 'pg'
import { APP_ROLE, migrate } from '../ground/migrations.ts'
import { PROJECT } from './binaries.ts'
import { startServer } from './postgres.ts'
import type { Settings } from './settings.ts'
import { reasonOf, Trouble } from './trouble.ts'

export interface Opened {
  readonly appUrl: string
  readonly ownerUrl: string
  /** Where files are kept. */
  readonly dataDir: string
  /** The migrations that ran now. */
  readonly ran: readonly string[]
  close(): Promise<void>
}

export const MIGRATIONS = join(PROJECT, 'migrations')

/** Opens the database of the settings and brings it up to date. */
export async function openMigrated(settings: Settings): Promise<Opened> {
  const server = settings.given ? { ...settings.given, close: async () => {} } : await startServer(settings.dataDir)
  try {
    if (settings.given) await checkGiven(settings.given)
    const ran = await migrate(server.ownerUrl, MIGRATIONS)
    if (settings.given) await checkAppRole(settings.given.appUrl)
    return { appUrl: server.appUrl, ownerUrl: server.ownerUrl, dataDir: settings.dataDir, ran, close: () => server.close() }
  } catch (error) {
    await server.close()
    throw error
  }
}

/** Asks one row of a database, then leaves it. */
export async function askOne<T extends pg.QueryResultRow>(url: string, sql: string, values: unknown[] = []): Promise<T | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<T>(sql, values)).rows[0]
  } finally {
    await client.end()
  }
}

async function checkGiven(given: NonNullable<Settings['given']>): Promise<void> {
  const seen: string[] = []
  for (const [name, url] of [
    ['DATABASE_URL', given.appUrl],
    ['DATABASE_OWNER_URL', given.ownerUrl],
  ] as const) {
    const row = await askOne<{ version: number; written: string; place: string }>(
      url,
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as written,
              pg_postmaster_start_time()::text || '/' || current_database() as place`,
    ).catch((error: unknown) => {
      throw new Trouble(
        `Không vào được cơ sở dữ liệu ghi trong ${name}: ${reasonOf(error) || 'không có máy chủ trả lời'}. Kiểm tra địa chỉ, tài khoản và mật khẩu.`,
      )
    })
    if (row && row.version < 150_000) throw new Trouble(`Máy chủ trong ${name} là PostgreSQL ${row.written}; cần bản 15 trở lên.`)
    if (row) seen.push(row.place)
  }
  if (seen[0] !== seen[1])
    throw new Trouble('DATABASE_URL và DATABASE_OWNER_URL trỏ tới hai cơ sở dữ liệu khác nhau. Đặt cả hai tới cùng một cơ sở dữ liệu.')
}

/** The application must hold no more than its rights, even where a body made the roles. */
async function checkAppRole(appUrl: string): Promise<void> {
  const row = await askOne<{ login: string; member: boolean; owns: boolean; makes: boolean }>(
    appUrl,
    `select current_user as login, pg_has_role(current_user, $1, 'usage') as member, has_schema_privilege('public', 'create') as makes,
            exists (select from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and pg_has_role(current_user, c.relowner, 'usage')) as owns`,
    [APP_ROLE],
  )
  if (!row?.member) throw new Trouble(`Tài khoản trong DATABASE_URL chưa có quyền của ứng dụng. Chạy: GRANT ${APP_ROLE} TO ${row?.login};`)
  if (row.owns || row.makes)
    throw new Trouble(
      `Tài khoản ${row.login} trong DATABASE_URL sở hữu bảng hoặc tạo được bảng. Dùng một tài khoản riêng cho ứng dụng, không phải chủ sở hữu.`,
    )
}
