/** `./danvan read PATH… --out DIR`: files and folders in, one NAME.json each out; no database. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { decode, LARGEST_FILE } from './files.ts'
import { read } from './read.ts'

export type Io = { out: (line: string) => void; err: (line: string) => void }

const READABLE = new Set(['.txt', '.html', '.htm'])

/**
 * Reads files, and the .txt and .html files of folders (not of folders in them), and writes NAME.json into `outDir`.
 * Two inputs with one NAME stop everything before anything is written; a file that cannot be read is named, and the rest go on.
 * Returns the exit code.
 */
export function readPaths(paths: string[], outDir: string, io: Io): number {
  if (paths.length === 0) {
    io.err('Chưa chỉ ra tệp hoặc thư mục cần đọc.')
    return 1
  }
  let code = 0
  const fail = (file: string, reason: string): void => {
    io.err(`${file}: ${reason}`)
    code = 1
  }
  const files = paths.flatMap(p => listed(p, fail))
  const twice = sameName(files)
  if (twice.length > 0) {
    for (const [a, b] of twice) io.err(`Hai tệp cùng cho ra ${name(a)}.json: ${a} và ${b}. Hãy đổi tên một tệp.`)
    return 1
  }
  try {
    mkdirSync(outDir, { recursive: true })
  } catch (e) {
    io.err(`${outDir}: không tạo được thư mục kết quả (${why(e)})`)
    return 1
  }
  let done = 0
  for (const file of files) {
    try {
      if (statSync(file).size > LARGEST_FILE) {
        fail(file, `tệp lớn hơn ${LARGEST_FILE / 1024 / 1024} MB, vượt giới hạn cho phép.`)
        continue
      }
      const decoded = decode(readFileSync(file))
      if ('refused' in decoded) {
        fail(file, decoded.say)
        continue
      }
      writeFileSync(join(outDir, `${name(file)}.json`), `${JSON.stringify(read(decoded.text), null, 1)}\n`)
      done++
    } catch (e) {
      fail(file, `không đọc được (${why(e)})`)
    }
  }
  io.out(`Đã đọc ${done}/${files.length} tệp, kết quả ở ${outDir}`)
  return code
}

const name = (file: string): string => basename(file, extname(file))

function listed(path: string, fail: (file: string, reason: string) => void): string[] {
  try {
    if (!statSync(path).isDirectory()) {
      if (READABLE.has(extname(path).toLowerCase())) return [path]
      fail(path, 'chỉ đọc tệp .txt và .html')
      return []
    }
    return readdirSync(path, { withFileTypes: true })
      .filter(e => !e.isDirectory() && READABLE.has(extname(e.name).toLowerCase()))
      .map(e => join(path, e.name))
      .sort()
  } catch (e) {
    fail(path, `không đọc được (${why(e)})`)
    return []
  }
}

function sameName(files: readonly string[]): [string, string][] {
  const first = new Map<string, string>()
  const out: [string, string][] = []
  for (const f of files) {
    const known = first.get(name(f))
    if (known === undefined) first.set(name(f), f)
    else out.push([known, f])
  }
  return out
}

const REASONS: Record<string, string> = {
  ENOENT: 'không tìm thấy',
  EACCES: 'không có quyền đọc hoặc ghi',
  EPERM: 'không có quyền đọc hoặc ghi',
  EISDIR: 'là một thư mục',
  ENOTDIR: 'đường dẫn đi qua một tệp',
  EEXIST: 'đã có tệp cùng tên',
  ENOSPC: 'hết chỗ trên đĩa',
}
const why = (e: unknown): string => {
  const code = e instanceof Error && 'code' in e ? String(e.code) : ''
  return REASONS[code] ?? (code || 'lỗi không rõ')
}
