// Hard luck against a server in a process of its own: uploads cut off, clients that send a byte at a time, a disk that is full.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { csrfOf } from '../../src/access/sessions.ts'
import { DEMO_PASSWORD } from '../../src/demo/names.ts'
import { cookieName } from '../../src/web/cookie.ts'
import { freshDatabase } from '../database.ts'
import { MORNING } from '../house.ts'

const SERVING = join(import.meta.dirname, 'serving.ts')

interface Alone {
  readonly port: number
  readonly child: ChildProcess
  readonly dataDir: string
  /** What Linux says of the process; undefined on other systems. */
  readonly openFiles: () => number | undefined
  readonly memory: () => number | undefined
}

/** Runs a server by itself; `limited` to files of so many kilobytes. */
async function alone(work: (server: Alone) => Promise<void>, { patience = 60_000, limited = 0 } = {}): Promise<void> {
  const database = await freshDatabase('world')
  const dataDir = mkdtempSync(join(tmpdir(), 'danvan-alone-'))
  const args = ['--import', 'tsx', SERVING, database.appUrl, dataDir, String(patience), MORNING]
  // A process that ignores the signal is told by an error that its file is too large, as by a full disk.
  const child =
    limited > 0
      ? spawn('bash', ['-c', `trap '' XFSZ; ulimit -f ${limited}; exec "$@"`, 'bash', process.execPath, ...args], {
          env: { ...process.env, TSX_DISABLE_CACHE: '1' },
          stdio: ['ignore', 'pipe', 'inherit'],
        })
      : spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout?.on('data', text => {
    said += text
  })
  try {
    while (!said.includes('\n')) {
      assert.equal(child.exitCode, null, 'the server ended before it served')
      await pause(20)
    }
    const proc = `/proc/${child.pid}`
    const isLinux = existsSync(proc)
    await work({
      port: Number(said.split(' ')[1]),
      child,
      dataDir,
      openFiles: () => (isLinux ? readdirSync(`${proc}/fd`).length : undefined),
      memory: () => (isLinux ? Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`${proc}/status`, 'utf8'))?.[1]) * 1024 : undefined),
    })
    assert.equal(child.exitCode, null, 'the server ended')
  } finally {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    await database.drop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function signIn(port: number, login: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/dang-nhap`, {
    method: 'POST',
    body: new URLSearchParams({ login, password: DEMO_PASSWORD }),
    redirect: 'manual',
  })
  return new RegExp(`${cookieName}=([^;]+)`, 'u').exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? assert.fail(`${answer.status}`)
}

const head = (port: number, token: string, length: number): string =>
  `POST /doc-van-ban HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncookie: ${cookieName}=${token}\r\n` +
  `content-type: multipart/form-data; boundary=x\r\ncontent-length: ${length}\r\n\r\n` +
  `--x\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${csrfOf(token)}\r\n--x\r\n` +
  'content-disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'

/** Sends a megabyte of an upload of nearly two, and hangs up: in good order or by cutting the line. */
const abort = (port: number, token: string, isHard: boolean): Promise<void> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(head(port, token, 1_900_000))
      socket.write(Buffer.alloc(1_000_000, 97), () => (isHard ? socket.resetAndDestroy() : socket.destroy()))
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve())
  })

const served = async (port: number): Promise<number> => {
  const began = performance.now()
  const answer = await fetch(`http://127.0.0.1:${port}/dang-nhap`)
  await answer.text()
  assert.equal(answer.status, 200)
  return performance.now() - began
}

/** The files that were open before are open again within five seconds, give or take three; nothing to count but on Linux. */
async function closes(openFiles: Alone['openFiles'], before: number | undefined): Promise<void> {
  if (before === undefined) return
  for (let waited = 0; waited < 5000 && (openFiles() ?? 0) > before + 3; waited += 100) await pause(100)
  assert.ok((openFiles() ?? 0) <= before + 3, `${before} files were open, now ${openFiles()}`)
}

test('a hundred uploads of a megabyte cut off in a row: the process lives, and gives back its memory and its open files', () =>
  alone(async ({ port, child, openFiles, memory }) => {
    const token = await signIn(port, 'binh')
    for (let i = 0; i < 20; i++) await abort(port, token, i % 2 === 0)
    await pause(300)
    const [files, bytes] = [openFiles(), memory()]
    for (let i = 0; i < 100; i++) await abort(port, token, i % 2 === 0)
    for (let i = 0; i < 3; i++) await served(port)
    await closes(openFiles, files)
    assert.equal(child.exitCode, null)
    // A hundred megabytes came; a tenth of it may wait for the collector.
    if (bytes !== undefined) assert.ok((memory() ?? 0) - bytes < 60_000_000, `${bytes} bytes were held, now ${memory()}`)
  }))

/** Sends one byte of its head, or of its body, ten times a second, and says how long it was let. */
async function trickle(port: number, token: string, inHead: boolean): Promise<number> {
  const began = performance.now()
  const socket: Socket = connect(port, '127.0.0.1')
  const isShownOut = new Promise(resolve => socket.once('close', resolve))
  // A line that is cut is as good an end as one that is closed.
  socket.on('error', () => {})
  socket.resume()
  if (!inHead) socket.write(head(port, token, 100_000))
  const text = 'GET /dang-nhap HTTP/1.1\r\nx: '
  let sent = 0
  const drip = setInterval(() => socket.write(inHead && sent < text.length ? (text[sent++] ?? 'a') : 'a'), 100)
  await isShownOut
  clearInterval(drip)
  return performance.now() - began
}

test('clients that send a byte at a time are shown out, and everyone else is served meanwhile', () =>
  alone(
    async ({ port, openFiles }) => {
      const token = await signIn(port, 'binh')
      const before = openFiles()
      let within = 80
      const slow = Array.from({ length: within }, (_, i) => trickle(port, token, i % 2 === 0).finally(() => within--))
      const began = performance.now()
      let times = 0
      for (; within > 0; times++) {
        assert.ok(performance.now() - began < 60_000, `${within} were never shown out`)
        assert.ok((await served(port)) < 8000, 'others wait')
        await pause(50)
      }
      assert.ok(times > 3, `others were served ${times} times`)
      for (const milliseconds of await Promise.all(slow)) assert.ok(milliseconds < 30_000, `one was let for ${milliseconds} ms`)
      await closes(openFiles, before)
    },
    { patience: 3000 },
  ))

const PAPER = 'Ngày 12/3/2021, Ban Dân vận Huyện ủy tổng kết công tác dân vận năm 2020. Các xã đăng ký 14 mô hình.\n'

async function bring(port: number, token: string, text: string): Promise<{ status: number; text: string }> {
  const body = new FormData()
  body.set('_csrf', csrfOf(token))
  body.set('id', '0f9a4c3e-2b57-4d1c-8a06-5b7e9d3c1a2f')
  body.append('files', new Blob([text]), 'bao-cao.txt')
  const answer = await fetch(`http://127.0.0.1:${port}/doc-van-ban`, {
    method: 'POST',
    body,
    headers: { cookie: `${cookieName}=${token}` },
    redirect: 'manual',
  })
  return { status: answer.status, text: await answer.text() }
}

test('when the disk is full the person is told, nothing half stays on it, and what needs no room goes on', () =>
  alone(
    async ({ port, dataDir }) => {
      const token = await signIn(port, 'binh')
      const large = await bring(port, token, PAPER.repeat(200))
      assert.equal(large.status, 503)
      assert.match(large.text, /hết chỗ lưu tệp, việc này chưa được ghi/u)
      const left = existsSync(join(dataDir, 'files')) ? readdirSync(join(dataDir, 'files'), { recursive: true, withFileTypes: true }) : []
      assert.deepEqual(
        left.filter(entry => entry.isFile()).map(entry => entry.name),
        [],
      )
      await served(port)
      assert.equal((await bring(port, token, PAPER)).status, 303, 'a small one still finds room')
    },
    { limited: 8 },
  ))
