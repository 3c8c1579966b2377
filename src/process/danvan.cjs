#!/usr/bin/env node
// ./danvan: looks at Node, installs what is missing, then hands over to src/process/<command>.ts. Until the packages are there
// it stands on Node's own modules, and it is plain old script so that an old Node can say that it is old.
'use strict'

const fs = require('node:fs')
const path = require('node:path')
const { createHash } = require('node:crypto')
const { spawnSync } = require('node:child_process')
const { pathToFileURL } = require('node:url')

const ROOT = path.resolve(__dirname, '..', '..')
const MODULES = path.join(ROOT, 'node_modules')
const MARK = path.join(MODULES, '.danvan-installed')
const LOCK = path.join(ROOT, '.installing')
const COMMANDS = [
  'start',
  'test',
  'init',
  'migrate',
  'demo',
  'doctor',
  'read',
  'print',
  'areas',
  'invite',
  'token',
  'reconcile',
  'rebuild',
  'notices',
  'bench',
]

const HELP = `Dân Vận: hệ thống thông tin công tác dân vận

Cách dùng: ./danvan LỆNH [THAM SỐ]

  start      chạy hệ thống; cơ sở dữ liệu chưa dùng lần nào thì nạp dữ liệu mẫu Tỉnh Mẫu
  init       tạo quản trị viên đầu tiên trên hệ thống trống, không nạp dữ liệu mẫu
               --login TÊN --name "HỌ VÀ TÊN" --unit "TỈNH …"; mật khẩu hỏi trên
               màn hình, đọc từ đầu vào chuẩn hoặc từ biến DANVAN_ADMIN_PASSWORD
  demo       nạp dữ liệu mẫu; --reload nạp lại từ đầu theo ngày hôm nay (dừng hệ thống trước)
  migrate    nâng cấu trúc cơ sở dữ liệu lên bản mới nhất
  doctor     kiểm tra hệ thống và chỉ cách sửa
  read       đọc văn bản: read ĐƯỜNG_DẪN… --out THƯ_MỤC (không cần cơ sở dữ liệu)
  print      xuất báo cáo đã công bố: print --window MÃ_KỲ --unit MÃ_ĐƠN_VỊ --out TỆP.docx
  areas      danh mục đơn vị hành chính (một giao dịch; --dry-run chỉ xem trước)
               areas import TỆP --day YYYY-MM-DD: nhập danh sách của ngày ấy
               areas reform DANH_SÁCH_MỚI KẾ_THỪA --effective YYYY-MM-DD: sắp xếp lại
               areas check --json [--on YYYY-MM-DD]…: kiểm tra
  invite     liên kết đặt lại mật khẩu khi không còn quản trị viên nào vào được:
               --login TÊN; thêm --totp off để gỡ cả xác thực hai bước
  token      mã để một chương trình làm việc thay một người qua API
               --user TÊN [--name "DÙNG CHO"] [--days SỐ_NGÀY] [--scope read|write]
  notices    tin gửi đi (thư, webhook): notices chỉ xem số đang chờ
               notices send: gửi ngay những gì đến hạn; notices dead: xem tin không
               gửi được; notices retry [MÃ]: thử lại một tin, hoặc tất cả
  reconcile  đối chiếu mọi số cộng dồn đã lưu với báo cáo gốc, đến từng đơn vị
  rebuild    tính lại mọi số cộng dồn đã lưu, hệ thống vẫn chạy
  test       chạy mọi kiểm thử, hoặc chỉ các tệp nêu tên
  bench      đo tốc độ
  help       in hướng dẫn này

Biến môi trường:
  PORT                cổng của trang web (8080)
  HOST                địa chỉ nghe (127.0.0.1: chỉ máy này)
  MAIL_URL            máy chủ thư, ví dụ smtp://tài_khoản:mật_khẩu@máy_chủ:587; không đặt thì không gửi
                      thư. Kèm MAIL_FROM (địa chỉ gửi) và PUBLIC_URL (địa chỉ mở hệ thống)
  DIGEST_HOUR         giờ gửi thư tổng hợp và nhắc hạn (7)
  DATA_DIR            thư mục dữ liệu (.data)
  DATABASE_URL        PostgreSQL có sẵn, tài khoản của ứng dụng (không sở hữu bảng nào)
  DATABASE_OWNER_URL  cùng cơ sở dữ liệu đó, tài khoản sở hữu (dùng để nâng cấp)
`

function stop(sentence, code) {
  process.stderr.write(`${sentence}\n`)
  process.exit(code === undefined ? 1 : code)
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    stop(`Dân Vận cần Node.js từ bản 20.19; máy này có bản ${process.versions.node}. Cài bản mới tại https://nodejs.org rồi chạy lại.`)
}

const lockHash = () =>
  createHash('sha256')
    .update(fs.readFileSync(path.join(ROOT, 'package-lock.json')))
    .digest('hex')

/** A province's server leaves the tools of the developers out; a full install serves both. */
const isLean = command => process.env.NODE_ENV === 'production' && command !== 'test' && command !== 'bench'

function isInstalled(hash, lean) {
  try {
    const mark = fs.readFileSync(MARK, 'utf8').trim()
    return mark === hash || (lean && mark === `${hash} production`)
  } catch {
    return false
  }
}

function lives(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Two starts at once install once: the second waits, then finds everything there. */
function takeLock() {
  let told = false
  for (;;) {
    try {
      fs.writeFileSync(LOCK, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if (error.code !== 'EEXIST') stop(`Không ghi được vào thư mục ${ROOT}: ${error.message}. Hãy chạy bằng tài khoản được ghi vào đó.`)
    }
    try {
      const holder = Number(fs.readFileSync(LOCK, 'utf8'))
      const age = Date.now() - fs.statSync(LOCK).mtimeMs
      // After a restart of the machine the number may be another program's: no install takes a quarter of an hour.
      if (holder > 0 ? !lives(holder) || age > 900000 : age > 2000) fs.rmSync(LOCK, { force: true })
      else if (!told) process.stderr.write(`Tiến trình ${holder || ''} đang cài các gói; chờ nó xong…\n`)
      told = true
    } catch {
      // Given back between the two looks.
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  }
}

function npm(args) {
  const own = process.env.npm_execpath
  const [program, first] = own && /npm-cli\.js$/.test(own) ? [process.execPath, [own]] : ['npm', []]
  return spawnSync(program, first.concat(args), { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 1e8 })
}

function install(command) {
  const lean = isLean(command)
  if (isInstalled(lockHash(), lean)) return
  takeLock()
  try {
    const hash = lockHash()
    if (isInstalled(hash, lean)) return
    process.stderr.write('Đang cài các gói cần thiết (lần đầu khoảng nửa phút)…\n')
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'].concat(lean ? ['--omit=dev'] : ['--include=dev'])
    const done = npm(args)
    if (done.error) stop(`Không chạy được npm: ${done.error.message}. npm đi kèm Node.js; hãy cài lại Node.js.`)
    if (done.status !== 0) stop(`${done.stdout}${done.stderr}\nKhông cài được các gói. Kiểm tra kết nối tới kho gói npm rồi chạy lại.`)
    fs.writeFileSync(MARK, lean ? `${hash} production` : hash)
  } finally {
    fs.rmSync(LOCK, { force: true })
  }
}

async function load() {
  // Tests and measurements live outside src and read it as it is written.
  if (command !== 'test' && command !== 'bench') {
    const bundle = await require('./bundle.cjs').bundled(ROOT)
    if (bundle) {
      process.setSourceMapsEnabled(true)
      return import(bundle)
    }
  }
  const { register } = await import('tsx/esm/api')
  register({ tsconfig: path.join(ROOT, 'tsconfig.json') })
  return import(pathToFileURL(path.join(ROOT, 'src', 'process', 'command.ts')).href)
}

const [command = 'help', ...args] = process.argv.slice(2)
if (['help', '--help', '-h'].includes(command)) {
  process.stdout.write(HELP)
} else if (!COMMANDS.includes(command)) {
  stop(`Không có lệnh “${command}”.\n\n${HELP}`, 2)
} else {
  checkNode()
  install(command)
  load()
    .then(({ runCommand }) => runCommand(command, args))
    .catch(error => stop(error.stack))
}
