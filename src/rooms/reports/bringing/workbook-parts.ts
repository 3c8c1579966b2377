// What a workbook is made of: the named parts of its archive, unpacked within bounds.
import { type ArchivePart, archiveParts, BadArchive } from '../../../ground/archive.ts'
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
  const entries = said(() => entriesOf(file))
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
      const unpacked = said(() => entry.unpack(Math.min(left, MOST_OF_ONE)))
      left -= unpacked.length
      return unpacked.toString('utf8').replace(/^\ufeff/u, '')
    },
  }
}

/** What is wrong with an archive, in words. */
function said<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof BadArchive)) throw error
    throw error.isTooLarge ? tooLarge() : broken()
  }
}

function entriesOf(file: Buffer): ReadonlyMap<string, ArchivePart> {
  const entries = new Map<string, ArchivePart>()
  let all = 0
  for (const part of archiveParts(file, MOST_PARTS)) {
    if (part.isLocked) throw refusedFile('password', 'Tệp có mật khẩu nên không đọc được. Bỏ mật khẩu, lưu lại rồi nạp.')
    all += part.said
    if (part.said > MOST_OF_ONE || all > MOST_OF_ALL) throw tooLarge()
    // Two parts of one name are read differently by different programs.
    if (entries.has(part.path)) throw broken()
    entries.set(part.path, part)
  }
  return entries
}
