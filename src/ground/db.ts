// PostgreSQL through Kysely: one pool, one transaction per act, days and numbers as we use them.
import { Kysely, PostgresDialect, type PostgresPoolClient, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { Fault } from './faults.ts'
import type { DB } from './tables.ts'

pg.types.setTypeParser(pg.types.builtins.DATE, text => text)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

export type Database = Kysely<DB>
/** Every query runs in one: an act cannot forget its transaction. */
export type Tx = Transaction<DB>

export interface OpenDatabase {
  readonly db: Database
  readonly pool: pg.Pool
  close(): Promise<void>
}

export function openDatabase(url: string, options: { size?: number } = {}): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.size ?? 10,
    // Several statements may be on their way at once; see planningOnce.
    pipeline: true,
    // A server that is down is said at once, not after a minute of silence.
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
    // No act of a person takes longer; what does is a fault of ours and must not hold a connection for ever.
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
  })
  // Without this a server that stops kills the process; the next query says what is wrong.
  pool.on('error', () => {})
  // The pool hears only its idle connections: one that breaks between two queries of an act must not kill the process either.
  pool.on('connect', client => client.on('error', () => {}))
  const planning = { connect: async () => planningOnce(await pool.connect()), end: () => pool.end() }
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: planning }) })
  return { db, pool, close: () => db.destroy() }
}

const NAMES_KEPT = 400
const names = new Map<string, string>()
// A text that grows with a list has no end of forms, and BEGIN needs no plan.
const KEPT = /^\s*(select|with|insert|update|delete)\b(?![\s\S]*( in \(\$\d+,|\), \(\$))/u

/** The name under which a connection keeps the plan of a statement: to plan the greater ones takes longer than to run them. */
function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= NAMES_KEPT || !KEPT.test(text)) return known
  const name = `s${names.size}`
  names.set(text, name)
  return name
}

const planners = new WeakMap<pg.PoolClient, PostgresPoolClient>()
const BEGINS = /^(begin|start transaction)/u
const NOTHING: Pick<pg.QueryResult, 'command' | 'rowCount' | 'rows'> = { command: '', rowCount: 0, rows: [] }

/** The begin of a transaction waits for its first statement and goes with it: alone it costs every request one more round trip. */
function planningOnce(client: pg.PoolClient): PostgresPoolClient {
  const known = planners.get(client)
  if (known) return known
  let beginning: string | undefined
  const send = (text: string, values: unknown[]) => {
    const name = nameOf(text)
    return client.query(name === undefined ? { text, values } : { name, text, values })
  }
  const query = (text: string, values: unknown[]) => {
    if (BEGINS.test(text)) {
      beginning = text
      return Promise.resolve(NOTHING)
    }
    if (beginning === undefined) return send(text, values)
    const begin = beginning
    beginning = undefined
    // Nothing was asked in it.
    if (text === 'commit' || text === 'rollback') return Promise.resolve(NOTHING)
    const { stream } = client.connection
    stream.cork()
    // A begin that fails has lost its connection, and so has what follows it.
    client.query(begin).catch(() => {})
    const answer = send(text, values)
    stream.uncork()
    return answer
  }
  const planner = { query, release: () => client.release() } as unknown as PostgresPoolClient
  planners.set(client, planner)
  return planner
}

const CONNECTION_LOST = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '08001',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
])
const BUSY = new Set(['40001', '40P01', '55P03'])

/** The database's own refusals, by code and constraint name: the last guard speaks as clearly as the first. */
export function faultOfDatabase(error: unknown): Fault | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  if (
    CONNECTION_LOST.has(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/u.test(error.message)
  )
    return new Fault(
      'unavailable',
      'database.unavailable',
      'Cơ sở dữ liệu tạm thời không trả lời. Việc này chưa được ghi; gửi lại sau ít phút.',
    )
  if (code === '53100')
    return new Fault(
      'unavailable',
      'database.full',
      'Ổ đĩa của cơ sở dữ liệu đã đầy, việc này chưa được ghi. Báo quản trị viên; có chỗ rồi thì gửi lại.',
    )
  if (BUSY.has(code)) return new Fault('stale', 'database.busy', 'Có người vừa sửa cùng nội dung này. Việc này chưa được ghi; gửi lại.')
  if (code === '22001' || code === '22003')
    return new Fault('invalid', 'database.too-long', 'Nội dung hoặc số vừa nhập vượt quá giới hạn lưu trữ. Rút ngắn rồi gửi lại.')
  return undefined
}

/** Runs one act: it commits whole, or nothing of it stays. */
export const transact = <T>(db: Database, act: (tx: Tx) => Promise<T>): Promise<T> => db.transaction().execute(act)

/** Runs a reading in one snapshot, so that every figure of a page is of the same moment. */
export const snapshot = <T>(db: Database, read: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)

/**
 * One column of many rows as PostgreSQL writes an array, for unnest. A column of nulls alone is left empty: beside longer columns unnest
 * fills it with nulls, and neither side has to read them.
 */
export function column<T>(rows: readonly T[], read: (row: T) => string | number | null): string {
  if (rows.every(row => read(row) === null)) return '{}'
  const values = rows.map(read)
  // Figures alone, or words without a mark of their own, as nearly all columns are, need no look at each.
  if (values.every(value => typeof value === 'number')) return `{${values.join()}}`
  if (values.every(value => typeof value === 'string') && !/["\\]/u.test(values.join(''))) return `{"${values.join('","')}"}`
  return `{${values.map(elementOf).join()}}`
}

const elementOf = (value: string | number | null): string | number =>
  value === null ? 'null' : typeof value === 'number' ? value : `"${/["\\]/u.test(value) ? value.replace(/["\\]/gu, '\\$&') : value}"`

/** An instant as the clocks of Việt Nam show it: '2025-11-21 09:42:00'. */
export const civilOf = (column: string) => sql<string>`to_char(${sql.ref(column)} at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI:SS')`

export { sql }
