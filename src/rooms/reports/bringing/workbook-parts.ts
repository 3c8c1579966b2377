// What a workbook is made of: the named parts of its archive, unpacked within bounds. What an archive says of its own size is not believed.
import { inflateRawSync } from 'node:zlib'
import { Fault } from '../../../ground/faults.ts'

export const MAX_BYTES = 5_000_000
const MOST_PARTS = 500
/** A sheet of 500 lines with its texts is about 1 MB; whoever pads it needs not be read. */
const MOST_OF_ONE = 4_000_000
const MOST_OF_ALL = 8_000_000

export const refusedFile = (code: string, say: string): Fault => new Fault('invalid', `reports.file-${code}`, say, [{ field: 'tep', say }])

export interface Parts {
  has(path: string): boolean
  /** The text of a part, or undefined when there is none. @throws invalid when it does not unpack within bounds */
  text(path: string): string | undefined
}

interface Entry {
  readonly method: number
  readonly packed: number
  readonly said: number
  readonly from: number
}

const AGAIN = 'Tải biểu từ trang này, ghi vào đó rồi nạp lại.'
const broken = (): Fault =>
  refusedFile('broken', `Tệp hỏng hoặc chưa tải lên đủ. Mở bằng Excel, lưu lại thành .xlsx rồi nạp lại; không được thì tải biểu mới.`)
const tooLarge = (): Fault =>
  refusedFile(
    'unpacks-large',
    'Tệp giải nén ra quá lớn, trong khi biểu chỉ có vài chục dòng. Xóa hình, trang và dòng thừa, hoặc chép số sang biểu mới tải.',
  )

const starts = (bytes: Uint8Array, ...head: readonly number[]): boolean => head.every((one, i) => bytes[i] === one)

/** Why these bytes cannot be a workbook of ours, by their beginning. */
function otherKind(name: string, file: Buffer): Fault | undefined {
  if (file.length === 0) return refusedFile('empty', 'Tệp rỗng, không có nội dung. Chọn lại tệp.')
  if (file.length > MAX_BYTES)
    return refusedFile('large', 'Tệp lớn hơn 5 MB. Biểu chỉ khoảng 30 kB: xóa hình và trang thừa, hoặc chép số sang biểu mới tải.')
  if (/\.xlsm$/iu.test(name)) return withMacros()
  if (starts(file, 0xd0, 0xcf, 0x11, 0xe0))
    return file.includes(Buffer.from('EncryptedPackage', 'utf16le'))
      ? refusedFile('password', 'Tệp có mật khẩu nên không đọc được. Mở bằng Excel, bỏ mật khẩu, lưu lại rồi nạp.')
      : refusedFile(
          'old-excel',
          'Tệp là bảng tính kiểu cũ (.xls). Mở bằng Excel, lưu thành .xlsx rồi nạp; hoặc chép số và dùng trang Dán từ Excel.',
        )
  const images: readonly (readonly [string, readonly number[]])[] = [
    ['ảnh PNG', [0x89, 0x50, 0x4e, 0x47]],
    ['ảnh JPEG', [0xff, 0xd8, 0xff]],
    ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ]
  const image = images.find(([, head]) => starts(file, ...head))
  if (image) return refusedFile('not-a-workbook', `Tệp là ${image[0]}, không phải bảng tính, dù tên là gì. ${AGAIN}`)
  if (!starts(file, 0x50, 0x4b))
    return refusedFile('not-a-workbook', `Tệp không phải bảng tính .xlsx. ${AGAIN} Tệp CSV thì mở ra, chép và dùng trang Dán từ Excel.`)
  return undefined
}

const withMacros = (): Fault =>
  refusedFile('macros', 'Tệp có macro nên không nhận. Mở bằng Excel, lưu thành “Excel Workbook (.xlsx)” không macro rồi nạp lại.')

/** The parts of an uploaded workbook. @throws invalid `reports.file-…`, saying what the file is instead */
export function openParts(name: string, bytes: Uint8Array): Parts {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const other = otherKind(name, file)
  if (other) throw other
  const entries = entriesOf(file)
  if (entries.has('xl/vbaProject.bin')) throw withMacros()
  if (entries.has('word/document.xml')) throw refusedFile('not-a-workbook', `Tệp là văn bản Word, không phải bảng tính. ${AGAIN}`)
  if (entries.has('content.xml') && entries.has('mimetype'))
    throw refusedFile('not-xlsx', 'Tệp ở dạng OpenDocument (.ods). Lưu thành .xlsx rồi nạp lại.')
  if (entries.has('xl/workbook.bin')) throw refusedFile('not-xlsx', 'Tệp ở dạng nhị phân (.xlsb). Lưu thành .xlsx rồi nạp lại.')
  let left = MOST_OF_ALL
  return {
    has: path => entries.has(path),
    text(path) {
      const entry = entries.get(path)
      if (!entry) return undefined
      const unpacked = unpack(file, entry, Math.min(left, MOST_OF_ONE))
      left -= unpacked.length
      return unpacked.toString('utf8').replace(/^\ufeff/u, '')
    },
  }
}

function entriesOf(file: Buffer): ReadonlyMap<string, Entry> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + 22 > file.length) throw broken()
  const count = file.readUInt16LE(end + 10)
  if (count > MOST_PARTS) throw tooLarge()
  const entries = new Map<string, Entry>()
  let [at, all] = [file.readUInt32LE(end + 16), 0]
  for (let i = 0; i < count; i++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) throw broken()
    const nameEnd = at + 46 + file.readUInt16LE(at + 28)
    const path = file.toString('utf8', at + 46, nameEnd)
    if (file.readUInt16LE(at + 8) & 1) throw refusedFile('password', 'Tệp có mật khẩu nên không đọc được. Bỏ mật khẩu, lưu lại rồi nạp.')
    const entry = {
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      said: file.readUInt32LE(at + 24),
      from: file.readUInt32LE(at + 42),
    }
    all += entry.said
    if (entry.said > MOST_OF_ONE || all > MOST_OF_ALL) throw tooLarge()
    // Two parts of one name are read differently by different programs.
    if (entries.has(path)) throw broken()
    entries.set(path, entry)
    at = nameEnd + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return entries
}

function unpack(file: Buffer, { method, packed, from }: Entry, most: number): Buffer {
  if (from + 30 > file.length || file.readUInt32LE(from) !== 0x04034b50) throw broken()
  const start = from + 30 + file.readUInt16LE(from + 26) + file.readUInt16LE(from + 28)
  if (start + packed > file.length || (method !== 0 && method !== 8)) throw broken()
  const held = file.subarray(start, start + packed)
  if (method === 0) {
    if (held.length > most) throw tooLarge()
    return held
  }
  try {
    return inflateRawSync(held, { maxOutputLength: Math.max(most, 1) })
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : broken()
  }
}
