// A ZIP archive from a stranger, its parts unpacked within bounds. What an archive says of its own size is not believed: readers that
// are made for friends fill the memory with it.
import { inflateRawSync } from 'node:zlib'

/** The bytes are no whole archive, or hold more than the bound. */
export class BadArchive extends Error {
  readonly isTooLarge: boolean

  constructor(isTooLarge: boolean) {
    super(isTooLarge ? 'the archive unpacks beyond its bound' : 'no whole archive')
    this.isTooLarge = isTooLarge
  }
}

export interface ArchivePart {
  readonly path: string
  readonly isLocked: boolean
  /** How many bytes it says it unpacks to. */
  readonly said: number
  /** Its bytes. @throws BadArchive when they are not there, or more than `most` */
  unpack(most: number): Buffer
}

const MOST_COUNTED = 65_535
const [STORED, DEFLATED] = [0, 8]

/** The parts in the order of the archive's own list. @throws BadArchive when it is not whole, or lists more parts than `mostParts` */
export function* archiveParts(file: Buffer, mostParts = MOST_COUNTED): Generator<ArchivePart> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + 22 > file.length) throw new BadArchive(false)
  const count = file.readUInt16LE(end + 10)
  if (count > mostParts) throw new BadArchive(true)
  let at = file.readUInt32LE(end + 16)
  for (let i = 0; i < count; i++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) throw new BadArchive(false)
    const [method, packed, from] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt32LE(at + 42)]
    const pathEnd = at + 46 + file.readUInt16LE(at + 28)
    yield {
      path: file.toString('utf8', at + 46, pathEnd),
      isLocked: (file.readUInt16LE(at + 8) & 1) === 1,
      said: file.readUInt32LE(at + 24),
      unpack: most => unpacked(file, { method, packed, from }, most),
    }
    at = pathEnd + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
}

function unpacked(file: Buffer, part: { method: number; packed: number; from: number }, most: number): Buffer {
  const { method, packed, from } = part
  if (from + 30 > file.length || file.readUInt32LE(from) !== 0x04034b50) throw new BadArchive(false)
  const start = from + 30 + file.readUInt16LE(from + 26) + file.readUInt16LE(from + 28)
  if (start + packed > file.length || (method !== STORED && method !== DEFLATED)) throw new BadArchive(false)
  const held = file.subarray(start, start + packed)
  if (method === STORED) {
    if (held.length > most) throw new BadArchive(true)
    return held
  }
  try {
    return inflateRawSync(held, { maxOutputLength: Math.max(most, 1) })
  } catch (error) {
    throw new BadArchive((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
  }
}
