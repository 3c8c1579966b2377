// ./danvan doctor: looks at everything the system stands on, and says in words what is wrong and what to do.
import { existsSync, readFileSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { openDatabase, snapshot } from '../ground/db.ts'
import { APP_ROLE, migrationFiles } from '../ground/migrations.ts'
import { brokenTrees } from '../org/doctor.ts'
import { PROJECT } from './binaries.ts'
import { MIGRATIONS, type Opened, openMigrated } from './open.ts'
import { readSettings, type Settings } from './settings.ts'
import { reasonOf, say } from './trouble.ts'

/** One thing looked at: how it stands, and when it is wrong what to do. */
export interface Finding {
  readonly what: string
  readonly seen: string
  readonly todo?: string
}

const LOW_DISK = 2_000_000_000
const CLOCK_MAY_DIFFER = 5

export async function run(): Promise<number | undefined> {
  const settings = readSettings()
  const findings = [versionOfNode(), ...diskOf(settings)]
  try {
    const opened = await openMigrated(settings)
    try {
      findings.push(...(await databaseFindings(opened)))
    } finally {
      await opened.close()
    }
  } catch (error) {
    findings.push({ what: 'Cơ sở dữ liệu', seen: 'không mở được', todo: reasonOf(error) })
  }
  for (const finding of findings) say(line(finding))
  const wrong = findings.filter(finding => finding.todo !== undefined).length
  say(wrong === 0 ? '\nHệ thống tốt: không có gì phải sửa.' : `\nCó ${wrong} việc phải làm.`)
  return wrong === 0 ? 0 : 1
}

const line = ({ what, seen, todo }: Finding): string =>
  todo === undefined ? `  tốt   ${what}: ${seen}` : `  LỖI   ${what}: ${seen}\n        Việc cần làm: ${todo}`

const versionOfNode = (): Finding => {
  const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'))
  return { what: 'Phiên bản', seen: `Dân Vận ${version}, Node.js ${process.versions.node}` }
}

function diskOf({ dataDir }: Settings): Finding[] {
  const path = existsSync(dataDir) ? dataDir : PROJECT
  const { bavail, bsize } = statfsSync(path)
  const gigabytes = ((bavail * bsize) / 1e9).toFixed(1).replace('.', ',')
  const seen = `còn ${gigabytes} GB tại ${path}`
  if (bavail * bsize >= LOW_DISK) return [{ what: 'Ổ đĩa', seen }]
  return [{ what: 'Ổ đĩa', seen, todo: 'Dọn bớt tệp hoặc chuyển DATA_DIR sang ổ lớn hơn; dưới 2 GB cơ sở dữ liệu có thể dừng ghi.' }]
}

/** What only the database can tell; every question is asked with the owner's rights, and changes nothing. */
export async function databaseFindings(opened: Opened): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: opened.ownerUrl })
  await client.connect()
  try {
    return [
      await serverVersion(client),
      await extensions(client),
      await collation(client),
      await clock(client),
      await appRights(client),
      ...(await appendOnly(client)),
      await totpKey(client, opened.dataDir),
      await outbox(client),
      await reconciliation(client),
      ...(await trees(opened.appUrl)),
    ]
  } finally {
    await client.end()
  }
}

async function serverVersion(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ n: number; v: string; files: number }>(
    `select current_setting('server_version_num')::int n, current_setting('server_version') v, (select count(*)::int from migration) files`,
  )
  const { n = 0, v = '?', files = 0 } = rows[0] ?? {}
  const seen = `PostgreSQL ${v}, đã chạy ${files} tệp nâng cấp`
  return n >= 150_000 ? { what: 'Cơ sở dữ liệu', seen } : { what: 'Cơ sở dữ liệu', seen, todo: 'Nâng máy chủ lên PostgreSQL 15 trở lên.' }
}

async function extensions(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ extname: string }>('select extname from pg_extension')
  const sql = (await migrationFiles(MIGRATIONS)).map(file => file.sql).join('\n')
  const wanted = [...sql.matchAll(/^create extension (?:if not exists )?(\w+)/gim)].map(found => found[1] ?? '')
  const missing = wanted.filter(name => !rows.some(row => row.extname === name))
  if (missing.length === 0) return { what: 'Phần mở rộng', seen: wanted.join(', ') }
  const todo = `Người quản trị máy chủ chạy: ${missing.map(name => `CREATE EXTENSION ${name};`).join(' ')}`
  return { what: 'Phần mở rộng', seen: `thiếu ${missing.join(', ')}`, todo }
}

async function collation(client: pg.Client): Promise<Finding> {
  const what = 'Thứ tự chữ cái tiếng Việt'
  const { rows } = await client.query<{ there: boolean; utf8: boolean }>(
    `select exists (select from pg_collation where collname = 'vi-x-icu') there, pg_encoding_to_char(encoding) = 'UTF8' utf8
     from pg_database where datname = current_database()`,
  )
  if (!rows[0]?.utf8) return { what, seen: 'cơ sở dữ liệu không dùng bảng mã UTF8', todo: 'Tạo lại cơ sở dữ liệu với ENCODING UTF8.' }
  if (!rows[0].there)
    return { what, seen: 'máy chủ không có vi-x-icu', todo: 'Dùng bản PostgreSQL có ICU (các gói của Debian, Ubuntu, Red Hat đều có).' }
  const { rows: sorted } = await client.query<{ w: string }>(
    `select w from unnest(array['đò', 'dò', 'ơ', 'ô', 'o']) w order by w collate "vi-x-icu"`,
  )
  const order = sorted.map(row => row.w).join(' ')
  return order === 'dò đò o ô ơ'
    ? { what, seen: 'vi-x-icu' }
    : { what, seen: `xếp sai: ${order}`, todo: 'Cập nhật thư viện ICU của máy chủ.' }
}

async function clock(client: pg.Client): Promise<Finding> {
  const before = Date.now()
  const { rows } = await client.query<{ ms: number }>('select (extract(epoch from clock_timestamp()) * 1000)::float8 ms')
  const ours = (before + Date.now()) / 2
  const apart = Math.abs((rows[0]?.ms ?? ours) - ours) / 1000
  const now = new Intl.DateTimeFormat('vi-VN', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Asia/Ho_Chi_Minh' }).format(ours)
  if (apart <= CLOCK_MAY_DIFFER) return { what: 'Đồng hồ', seen: `${now}, giờ Việt Nam` }
  return {
    what: 'Đồng hồ',
    seen: `máy này và cơ sở dữ liệu lệch ${apart.toFixed(0)} giây`,
    todo: 'Bật đồng bộ giờ (NTP) trên cả hai máy; hạn nộp tính theo đồng hồ.',
  }
}

async function appRights(client: pg.Client): Promise<Finding> {
  const what = 'Quyền của ứng dụng'
  const { rows } = await client.query<{ owns: number; makes: boolean }>(
    `select (select count(*)::int from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')
             and relowner = (select oid from pg_roles where rolname = $1)) owns, has_schema_privilege($1, 'public', 'create') makes`,
    [APP_ROLE],
  )
  const { owns = 0, makes = false } = rows[0] ?? {}
  if (owns === 0 && !makes) return { what, seen: 'không sở hữu bảng nào, không tạo được bảng' }
  return {
    what,
    seen: makes ? 'tạo được bảng' : `sở hữu ${owns} bảng`,
    todo: `Chạy: REVOKE CREATE ON SCHEMA public FROM ${APP_ROLE}, PUBLIC; và trả các bảng về tài khoản sở hữu.`,
  }
}

async function appendOnly(client: pg.Client): Promise<Finding[]> {
  const what = 'Sổ chỉ ghi thêm'
  const { rows } = await client.query<{ name: string; open: boolean }>(
    `select c.oid::regclass::text as name, has_table_privilege($1, c.oid, 'update, delete, truncate') as open
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and obj_description(c.oid, 'pg_class') like 'append-only%'
     order by 1`,
    [APP_ROLE],
  )
  const open = rows.filter(row => row.open).map(row => row.name)
  if (open.length === 0) return [{ what, seen: `${rows.length} bảng, ứng dụng không sửa hay xóa được dòng nào` }]
  return [
    {
      what,
      seen: `ứng dụng sửa hoặc xóa được ${open.join(', ')}`,
      todo: `Chạy: REVOKE UPDATE, DELETE, TRUNCATE ON ${open.join(', ')} FROM ${APP_ROLE};`,
    },
  ]
}

/** The secrets of the second factor open only with the key that lies beside the database. */
async function totpKey(client: pg.Client, dataDir: string): Promise<Finding> {
  const what = 'Khóa xác thực hai bước'
  const { rows } = await client.query<{ people: number }>('select count(*)::int people from account_totp')
  const people = rows[0]?.people ?? 0
  const seen = people === 0 ? 'chưa ai dùng' : `mở được cho ${people} người`
  if (people === 0 || existsSync(join(dataDir, 'keys', 'totp'))) return { what, seen }
  return {
    what,
    seen: `thiếu tệp ${join(dataDir, 'keys', 'totp')}; ${people} người không đăng nhập được`,
    todo: 'Chép lại thư mục keys từ bản sao lưu; không còn thì chạy ./danvan invite --login TÊN --totp off cho một quản trị viên, rồi gỡ cho từng người.',
  }
}

/** What leaves the house: whether mail is on is said by the worker that last ran; what was given up asks for a person. */
async function outbox(client: pg.Client): Promise<Finding> {
  const what = 'Thư và tin gửi đi'
  const { rows } = await client.query<{ host: string | null; waiting: number; dead: number; untold: number }>(
    `select (select mail_host from notice_worker) host, count(*) filter (where state = 'waiting')::int waiting, count(*) filter (where state = 'dead')::int dead,
            (select count(*)::int from notice_untold) untold from notice_delivery`,
  )
  const { host = null, waiting = 0, dead = 0, untold = 0 } = rows[0] ?? {}
  const seen = `${host === null ? 'thư chưa bật (không đặt MAIL_URL)' : `thư qua ${host}`}; ${waiting} tin đang chờ, ${dead + untold} tin không gửi được`
  return dead + untold === 0
    ? { what, seen }
    : { what, seen, todo: 'Xem lý do: ./danvan notices dead. Sửa xong thì ./danvan notices retry.' }
}

/** What came of the last comparing of stored sums with the reports. */
async function reconciliation(client: pg.Client): Promise<Finding> {
  const what = 'Số cộng dồn đã lưu'
  const { rows } = await client.query<{ at: string; rollups: number; wrong: number; marked: number; since: string | null }>(
    `select to_char(r.at at time zone 'Asia/Ho_Chi_Minh', 'HH24:MI DD/MM/YYYY') as at, r.rollups, jsonb_array_length(r.wrong) as wrong, m.marked, m.since
       from (select count(*)::int as marked, to_char(min(at) filter (where at < now() - interval '10 minutes') at time zone 'Asia/Ho_Chi_Minh', 'HH24:MI DD/MM/YYYY') as since from report_rollup_mark) m
       left join (select * from report_reconciliation order by at desc limit 1) r on true`,
  )
  const { at = null, rollups = 0, wrong = 0, since = null } = rows[0] ?? {}
  const seen =
    at === null
      ? 'chưa đối chiếu lần nào; tự đối chiếu lúc 2 giờ sáng'
      : `đối chiếu lúc ${at}: ${rollups} bảng, ${wrong ? `${wrong} bảng lệch` : 'khớp'}`
  if (wrong > 0) return { what, seen, todo: 'Chạy ./danvan rebuild rồi ./danvan reconcile; gửi nhật ký cho người phát triển.' }
  if (since !== null)
    return { what, seen: `${seen}; có phần chờ tính lại từ ${since}`, todo: 'Khởi động lại hệ thống; vẫn còn thì chạy ./danvan rebuild.' }
  return { what, seen }
}

async function trees(appUrl: string): Promise<Finding[]> {
  const { db, close } = openDatabase(appUrl, { size: 1 })
  try {
    const broken = await snapshot(db, brokenTrees)
    if (broken.length === 0) return [{ what: 'Cây đơn vị', seen: 'mọi ngày đều liền mạch' }]
    return broken.map(seen => ({
      what: 'Cây đơn vị',
      seen,
      todo: 'Mở trang Đơn vị, sửa đơn vị nêu trên theo quyết định của cấp có thẩm quyền.',
    }))
  } finally {
    await close()
  }
}
