import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { PROJECT } from './binaries.ts'
import { askOne } from './open.ts'
import { startServer } from './postgres.ts'

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function run(
  script: string,
  args: readonly string[],
  options: { env?: Record<string, string>; input?: string; node?: string[] } = {},
): Promise<Ran> {
  const { DATABASE_URL: _app, DATABASE_OWNER_URL: _owner, ...rest } = process.env
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [...(options.node ?? []), script, ...args], { env: { ...rest, ...options.env }, cwd: tmpdir() })
    let [out, err] = ['', '']
    child.stdout.on('data', text => {
      out += text
    })
    child.stderr.on('data', text => {
      err += text
    })
    child.once('error', fail)
    child.once('close', code => done({ code, out, err }))
    child.stdin.end(options.input ?? '')
  })
}

const danvan = (args: readonly string[], env: Record<string, string> = {}, input = ''): Promise<Ran> =>
  run(join(PROJECT, 'danvan'), args, { env, input })

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'danvan-command-'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

test('without a command it helps, and an unknown one is named', async () => {
  const helped = await danvan([])
  assert.equal(helped.code, 0)
  for (const name of ['start', 'test', 'init', 'migrate', 'demo', 'doctor', 'read', 'print', 'areas', 'token', 'help'])
    assert.match(helped.out, new RegExp(`^  ${name} `, 'm'))
  const unknown = await danvan(['strat'])
  assert.equal(unknown.code, 2)
  assert.match(unknown.err, /Không có lệnh “strat”/)
})

test('a Node that is too old is told which one is needed, before anything is installed', async () => {
  const old = join(folder, 'old.cjs')
  writeFileSync(old, "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } })")
  const { code, err } = await run(join(PROJECT, 'danvan'), ['start'], { node: ['--require', old] })
  assert.equal(code, 1)
  assert.match(err, /cần Node\.js từ bản 20\.19; máy này có bản 18\.20\.4/)
})

test('one database address without the other, a wrong one and a silent server are each said in a sentence', async () => {
  const silent = 'postgresql://someone:secret-word@127.0.0.1:9/danvan'
  for (const [env, sentence] of [
    [{ DATABASE_URL: silent }, /^Có DATABASE_URL mà thiếu DATABASE_OWNER_URL/],
    [{ DATABASE_OWNER_URL: silent }, /^Có DATABASE_OWNER_URL mà thiếu DATABASE_URL/],
    [{ DATABASE_URL: 'mysql://x', DATABASE_OWNER_URL: silent }, /^DATABASE_URL sai dạng/],
    [{ DATABASE_URL: silent, DATABASE_OWNER_URL: silent }, /^Không vào được cơ sở dữ liệu ghi trong DATABASE_URL/],
    [{ PORT: 'tám nghìn' }, /^PORT phải là số/],
  ] as const) {
    const { code, err } = await danvan(['migrate'], env)
    assert.equal(code, 1)
    assert.match(err, sentence)
    assert.equal(err.trim().split('\n').length, 1, err)
    assert.doesNotMatch(err, /secret-word/)
  }
})

test('a first administrator is made once; then neither another one nor the demo', async () => {
  const dataDir = join(folder, 'data')
  const env = { DATA_DIR: dataDir }
  // Held here, so that the commands join it and do not each start and stop one.
  const server = await startServer(dataDir, { fsync: false })
  const lines = (password: string): string => ['quan-tri', 'Nguyễn Thị Mẫu', 'Tỉnh Mẫu', password, ''].join('\n')
  assert.match((await danvan(['init'], env, lines('ngắn'))).err, /ít nhất 10 ký tự/)
  assert.match((await danvan(['init', '--login', 'Quản Trị'], env)).err, /chữ thường không dấu/)
  assert.match((await danvan(['init', '--name', 'Nguyễn Thị Mẫu'], env)).err, /Thiếu thông tin/)
  const made = await danvan(['init'], env, lines('một câu dài dễ nhớ'))
  assert.equal(made.code, 0, made.err)
  assert.match(made.out, /Đã tạo quản trị viên quan-tri/)
  assert.doesNotMatch(made.out + made.err, /dễ nhớ/)
  assert.match((await danvan(['init'], env, lines('một câu dài dễ nhớ'))).err, /đã có quản trị viên/)
  assert.match((await danvan(['demo'], env)).err, /đang dùng thật/)
  assert.match((await danvan(['demo', '--reload'], env)).err, /đang dùng thật/)
  assert.match((await danvan(['migrate'], env)).out, /đã ở bản mới nhất/)
  // A token for a program: refused in a sentence until its person could use it, then alone on standard output.
  const token = (...more: string[]) => danvan(['token', '--user', 'quan-tri', ...more], env)
  assert.match((await danvan(['token', '--user', 'khong-co'], env)).err, /Không tìm thấy tài khoản có tên đăng nhập “khong-co”/)
  assert.match((await token('--scope', 'all')).err, /--scope chỉ nhận read hoặc write/)
  assert.match((await token('--days', '400')).err, /từ 1 đến 365/)
  assert.match((await token()).err, /phải có xác thực hai bước/)
  await askOne(server.ownerUrl, 'update account_rule set totp = false')
  const given = await token('--name', 'máy chủ', '--days', '7', '--scope', 'write')
  assert.equal(given.code, 0, given.err)
  assert.match(given.out, /^dv1_[\w-]{43}\n$/u)
  assert.match(given.err, /Nguyễn Thị Mẫu, phạm vi write/)
  await server.close()
})

test('our files are bundled once, two at once agree, and the bundle runs like the files it was made of', async () => {
  const { bundled } = createRequire(import.meta.url)('./bundle.cjs') as { bundled(root: string): Promise<string | undefined> }
  const [one, two] = await Promise.all([bundled(PROJECT), bundled(PROJECT)])
  assert.match(one ?? '', /^file:.*command\.js$/)
  assert.equal(one, two)
  const { err, code } = await danvan(['read'], { DANVAN_BUNDLE: '1' })
  assert.match(err, /Thiếu --out/)
  assert.equal(code, 1)
})

test('two starts at once install once, a third installs nothing, and a changed lock file installs again', async () => {
  const root = join(folder, 'project')
  const script = join(root, 'src', 'process', 'danvan.cjs')
  mkdirSync(join(root, 'src', 'process'), { recursive: true })
  for (const name of ['danvan.cjs', 'bundle.cjs']) copyFileSync(join(PROJECT, 'src', 'process', name), join(root, 'src', 'process', name))
  // A stand-in for the one package that the launcher hands over to: what is looked at here is the installing.
  mkdirSync(join(root, 'stand-in'))
  writeFileSync(
    join(root, 'stand-in', 'package.json'),
    '{"name":"tsx","version":"1.0.0","type":"module","exports":{"./esm/api":"./api.js"}}',
  )
  writeFileSync(join(root, 'stand-in', 'api.js'), "export const register = () => { console.log('installed'); process.exit(0) }")
  const described = { name: 'sample', version: '1.0.0', dependencies: { tsx: 'file:stand-in' } }
  writeFileSync(join(root, 'package.json'), JSON.stringify(described))
  const packages = {
    '': described,
    'node_modules/tsx': { resolved: 'stand-in', link: true },
    'stand-in': { name: 'tsx', version: '1.0.0' },
  }
  const lock = JSON.stringify({ name: 'sample', version: '1.0.0', lockfileVersion: 3, requires: true, packages })
  writeFileSync(join(root, 'package-lock.json'), lock)

  const installs = (ran: readonly Ran[]): number => ran.filter(({ err }) => err.includes('Đang cài các gói')).length
  const together = await Promise.all([run(script, ['bench']), run(script, ['bench']), run(script, ['bench'])])
  assert.deepEqual(
    together.map(({ out }) => out),
    ['installed\n', 'installed\n', 'installed\n'],
    together.map(({ err }) => err).join('\n'),
  )
  assert.equal(installs(together), 1)
  assert.equal(installs([await run(script, ['bench'])]), 0)
  writeFileSync(join(root, 'package-lock.json'), `${lock}\n`)
  assert.equal(installs([await run(script, ['bench'])]), 1)
  writeFileSync(join(root, '.installing'), '999999999')
  assert.equal(installs([await run(script, ['bench'])]), 0, 'the lock of a dead installer stands in nobody’s way')
  writeFileSync(join(root, 'package-lock.json'), lock.replace('1.0.0', '1.0.1'))
  assert.equal(installs([await run(script, ['bench'])]), 1)
  assert.throws(() => readFileSync(join(root, '.installing')), { code: 'ENOENT' })
})
