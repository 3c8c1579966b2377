// What a file that goes with a report is, by its bytes and never by its name; and the name it is shown under. Pure.
import { archiveParts } from '../../../ground/archive.ts'
import { sha256 } from '../../../ground/files.ts'
import { tidy } from '../../../ground/vietnamese.ts'

export const MAX_BYTES = 20_000_000
export const MOST_FILES = 10

export const TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jpg: 'image/jpeg',
  png: 'image/png',
} as const
export type FileKind = keyof typeof TYPES

const starts = (bytes: Uint8Array, ...head: readonly number[]): boolean => head.every((one, i) => bytes[i] === one)
const ascii = (bytes: Uint8Array, from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1')

const TAKEN = 'Chỉ nhận PDF, Word (.docx), Excel (.xlsx), ảnh JPG, PNG.'

/** What the file is, or why it does not go with a report. */
export function kindOf(bytes: Uint8Array): FileKind | { readonly say: string } {
  if (bytes.length === 0) return { say: 'Tệp rỗng. Chọn lại tệp.' }
  if (bytes.length > MAX_BYTES) return { say: 'Tệp lớn hơn 20 MB. Quét ở độ phân giải thấp hơn hoặc chia thành nhiều tệp.' }
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) return 'pdf'
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'jpg'
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return { say: 'Tệp Word hoặc Excel kiểu cũ, hoặc có mật khẩu. Mở ra, lưu thành .docx, .xlsx hoặc PDF rồi gửi lại.' }
  if (ascii(bytes, 4, 8) === 'ftyp' && /^(heic|heix|mif1|msf1|hevc)/u.test(ascii(bytes, 8, 12)))
    return { say: 'Ảnh HEIC của điện thoại, nhiều máy không mở được. Đổi sang JPG rồi gửi lại.' }
  return starts(bytes, 0x50, 0x4b) ? officeKind(bytes) : { say: TAKEN }
}

/** Only the names in the archive are read; nothing is unpacked. */
function officeKind(bytes: Uint8Array): FileKind | { readonly say: string } {
  const names = new Set<string>()
  try {
    for (const part of archiveParts(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) names.add(part.path)
  } catch {
    return { say: 'Tệp hỏng hoặc chưa tải lên đủ. Mở thử trên máy rồi gửi lại.' }
  }
  if ([...names].some(name => /vbaProject\.bin$/iu.test(name)))
    return { say: 'Tệp có macro nên không nhận. Lưu thành tệp không macro rồi gửi lại.' }
  if (!names.has('[Content_Types].xml')) return { say: TAKEN }
  if (names.has('word/document.xml')) return 'docx'
  return names.has('xl/workbook.xml') ? 'xlsx' : { say: TAKEN }
}

/** What a person saw to go with the report when they confirmed it, with what is said of a file that stays. */
export const markOfFiles = (files: readonly { readonly id: string; readonly keptReason: string | null }[]): string =>
  sha256(files.map(one => `${one.id}${one.keptReason ?? ''}`).join(' ')).slice(0, 16)

const MOST_LETTERS = 100
const ENDS: Readonly<Record<FileKind, RegExp>> = {
  pdf: /\.pdf$/iu,
  docx: /\.docx$/iu,
  xlsx: /\.xlsx$/iu,
  jpg: /\.jpe?g$/iu,
  png: /\.png$/iu,
}

/** The name as it is shown and downloaded: tidied, without folders, without letters that turn others round, ending as what the file is. */
export function shownName(given: string, kind: FileKind): string {
  const last = given.split(/[/\\]/u).at(-1) ?? ''
  const plain = tidy(last.replace(/[\p{Cc}\p{Cf}\p{Cs}"<>|:*?]/gu, ' '))
    .replace(/\s+/gu, ' ')
    .trim()
  const stem = plain.replace(ENDS[kind], '').replace(/^\.+/u, '')
  const end = ENDS[kind].exec(plain)?.[0].toLowerCase() ?? `.${kind}`
  return `${[...(stem || 'tệp')].slice(0, MOST_LETTERS).join('').trim()}${end}`
}

/** "1,4 MB", "310 KB" */
export const sizeSaid = (bytes: number): string =>
  bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} MB` : `${Math.max(1, Math.round(bytes / 1000))} KB`
