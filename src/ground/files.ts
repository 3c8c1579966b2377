// Blobs by their SHA-256, on disk under DATA_DIR/files: equal content is kept once, and a file can prove that it did not change.
import { hash, randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from './faults.ts'

export interface FileStore {
  /** Keeps the bytes, durable before it returns, and answers their SHA-256. */
  put(bytes: Uint8Array): Promise<string>
  /** The bytes kept under this SHA-256; throws when they are not here or no longer match it. */
  get(sha256: string): Promise<Uint8Array>
  /** A key of 32 bytes of this installation, made when first asked for: beside the database, so that a copy of the database alone opens nothing. */
  key(name: string): Promise<Uint8Array>
}

export const sha256 = (content: Uint8Array | string): string => hash('sha256', content)

export function fileStore(dataDir: string): FileStore {
  const place = (hash: string): string => {
    if (!/^[0-9a-f]{64}$/u.test(hash)) throw new Error('not a SHA-256')
    return join(dataDir, 'files', hash.slice(0, 2), hash)
  }
  const keys = new Map<string, Promise<Uint8Array>>()
  return {
    key(name) {
      const known = keys.get(name)
      if (known) return known
      const reading = keyAt(join(dataDir, 'keys'), name)
      keys.set(name, reading)
      reading.catch(() => keys.delete(name))
      return reading
    },
    async put(bytes) {
      const hash = sha256(bytes)
      const path = place(hash)
      if (await stat(path).catch(() => undefined)) return hash
      await mkdir(join(path, '..'), { recursive: true })
      // Written aside and renamed, so that a crash never leaves half a file under a whole name.
      const aside = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`
      try {
        const handle = await open(aside, 'wx')
        try {
          await handle.writeFile(bytes)
          await handle.sync()
        } finally {
          await handle.close()
        }
        await rename(aside, path)
      } catch (error) {
        // What a full disk cut off must not fill it further.
        await unlink(aside).catch(() => {})
        throw isFull(error) ? noRoom() : error
      }
      return hash
    },
    async get(hash) {
      const bytes = await readFile(place(hash))
      if (sha256(bytes) !== hash) throw new Error(`file ${hash} changed on disk`)
      return bytes
    },
  }
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const isFull = (error: unknown): boolean => error instanceof Error && 'code' in error && FULL.has(String(error.code))
const noRoom = (): Fault =>
  new Fault('unavailable', 'files.full', 'Máy chủ hết chỗ lưu tệp, việc này chưa được ghi. Báo quản trị viên; có chỗ rồi thì gửi lại.')

const KEY_BYTES = 32

async function keyAt(folder: string, name: string): Promise<Uint8Array> {
  if (!/^[a-z]+$/u.test(name)) throw new Error('not the name of a key')
  const path = join(folder, name)
  const known = await readFile(path).catch(() => undefined)
  if (known) {
    if (known.length !== KEY_BYTES) throw new Error(`key ${name} is not whole`)
    return known
  }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const aside = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`
  const handle = await open(aside, 'wx', 0o600)
  try {
    await handle.writeFile(randomBytes(KEY_BYTES))
    await handle.sync()
  } finally {
    await handle.close()
  }
  // A link, unlike a rename, never takes the place of a key that another process made in between.
  await link(aside, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(aside)
  return await readFile(path)
}
