// A list as a person downloads or saves it (CSV, XLSX) as rows of text, each with its line. What cannot be read is said in a sentence
// that tells how to save it again.
import { createHash } from 'node:crypto'
import { archiveParts, BadArchive } from '../ground/archive.ts'
import { Fault } from '../ground/faults.ts'
import { searchKey, tidy } from '../ground/vietnamese.ts'

export interface ListRow {
  /** As the spreadsheet or an editor counts it, the heading being line 1. */
  readonly line: number
  readonly cells: readonly string[]
}

export interface ListFile {
  readonly name: string
  readonly sha256: string
  readonly rows: readonly ListRow[]
  /** What was put right in reading, in sentences. */
  readonly notes: readonly string[]
}

const MOST_BYTES = 20_000_000
const MOST_UNPACKED = 80_000_000
const MOST_ROWS = 100_000
const MOST_COLUMNS = 'AZ'

const refused = (code: string, say: string): Fault => new Fault('invalid', `list.${code}`, say, [{ field: 'file', say }])

/** @throws invalid 'list.…' with what to do */
export async function readList(name: string, bytes: Uint8Array): Promise<ListFile> {
  if (bytes.length === 0) throw refused('empty', `Tệp ${name} không có nội dung.`)
  if (bytes.length > MOST_BYTES)
    throw refused(
      'too-large',
      `Tệp ${name} lớn hơn 20 MB. Danh sách cả nước chỉ khoảng 1 MB: xóa hình ảnh và các trang khác trong tệp rồi tải lên lại.`,
    )
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const notes: string[] = []
  const raw = startsWith(bytes, 'PK') ? await sheetRows(name, bytes) : await csvRows(name, textOf(name, bytes), notes)
  if (raw.length > MOST_ROWS) throw refused('too-long', `Tệp ${name} có hơn 100.000 dòng. Tải lên từng tỉnh một.`)
  let isDecomposed = false
  // Most cells repeat the name of a province or a district.
  const seen = new Map<string, string>()
  const tidied = (cell: string): string => {
    const known = seen.get(cell)
    if (known !== undefined) return known
    isDecomposed ||= cell !== cell.normalize('NFC')
    const text = tidy(cell).replace(/\s+/gu, ' ')
    seen.set(cell, text)
    return text
  }
  const rows = raw.map(({ line, cells }) => ({ line, cells: cells.map(tidied) }))
  if (isDecomposed) notes.push('Tệp dùng dấu tiếng Việt tổ hợp; đã đổi sang dựng sẵn.')
  const filled = rows.filter(row => row.cells.some(cell => cell !== ''))
  if (filled.length < 2) throw refused('empty', `Tệp ${name} không có dòng nào ngoài tiêu đề.`)
  return { name, sha256, rows: filled, notes }
}

const startsWith = (bytes: Uint8Array, text: string): boolean => [...text].every((letter, i) => bytes[i] === letter.charCodeAt(0))

function textOf(name: string, bytes: Uint8Array): string {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    throw refused(
      'old-excel',
      `Tệp ${name} là bảng tính kiểu cũ hoặc có mật khẩu. Mở bằng Excel, bỏ mật khẩu, lưu lại thành .xlsx hoặc CSV UTF-8.`,
    )
  if (startsWith(bytes, '%PDF')) throw refused('not-a-list', `Tệp ${name} là PDF. Cần danh sách dạng CSV hoặc XLSX.`)
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    if (text.includes('\0')) throw refused('not-a-list', `Tệp ${name} không phải là danh sách dạng CSV hoặc XLSX.`)
    return text
  } catch (error) {
    if (error instanceof Fault) throw error
    throw refused(
      'encoding',
      `Tệp ${name} dùng bảng mã cũ (như Windows-1258, VNI, TCVN3). Mở bằng Excel, chọn Lưu thành “CSV UTF-8”, rồi tải lên lại.`,
    )
  }
}

async function csvRows(name: string, text: string, notes: string[]): Promise<ListRow[]> {
  const { parse } = await import('csv-parse/sync')
  const head = /^[^\r\n]*/u.exec(text)?.[0] ?? ''
  const delimiter = [',', ';', '\t'].reduce((best, one) => (head.split(one).length > head.split(best).length ? one : best))
  if (delimiter !== ',') notes.push(delimiter === ';' ? 'Các cột ngăn bằng dấu chấm phẩy.' : 'Các cột ngăn bằng dấu tab.')
  try {
    const found = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 20_000,
      record_delimiter: ['\r\n', '\n', '\r'],
      to: MOST_ROWS + 1,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return found.map(({ record, info }) => ({ line: info.lines, cells: record }))
  } catch (error) {
    const line = (error as { lines?: number }).lines
    throw refused(
      'quotes',
      `Tệp ${name}${line ? `, dòng ${line}` : ''}: dấu ngoặc kép không đóng hoặc dòng quá dài. Sửa dòng này rồi tải lên lại.`,
    )
  }
}

async function sheetRows(name: string, bytes: Uint8Array): Promise<ListRow[]> {
  boundedUnpacking(name, bytes)
  const { readSheet } = await import('read-excel-file/node')
  const rows = await readSheet(Buffer.from(bytes)).catch(() => {
    throw refused('not-a-list', `Tệp ${name} không phải là bảng tính XLSX đọc được. Mở bằng Excel rồi lưu lại thành .xlsx.`)
  })
  return rows.map((cells, i) => ({ line: i + 1, cells: cells.map(cell => (cell === null ? '' : String(cell))) }))
}

/** Unpacks every part once with a bound, before a reader that has none. */
function boundedUnpacking(name: string, bytes: Uint8Array): void {
  let left = MOST_UNPACKED
  try {
    for (const part of archiveParts(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) {
      const whole = part.unpack(left)
      left -= whole.length
      if (reachesFar(whole)) throw far(name)
    }
  } catch (error) {
    if (!(error instanceof BadArchive)) throw error
    throw error.isTooLarge
      ? refused('too-large', `Tệp ${name} giải nén ra quá lớn, không phải là danh sách đơn vị.`)
      : refused('not-a-list', `Tệp ${name} hỏng hoặc không phải là bảng tính XLSX.`)
  }
}

const far = (name: string): Fault =>
  refused('too-large', `Tệp ${name} có ô nằm quá xa (cột hoặc dòng cuối của bảng tính). Chép danh sách sang một trang mới rồi lưu lại.`)

/** One cell in the last corner of a sheet makes a reader fill all the empty ones before it: seventeen thousand million. */
function reachesFar(part: Buffer): boolean {
  for (const [, letters = '', digits = ''] of part
    .toString('latin1')
    .matchAll(/[\s:"'](?:r=["']|ref=["'](?:[A-Z]+\d+:)?)\$?([A-Z]*)\$?(\d+)/gu))
    if (letters.length > 2 || (letters.length === 2 && letters > MOST_COLUMNS) || Number(digits) > MOST_ROWS) return true
  return false
}

// ── Columns by their headings ───────────────────────────────────────────────────────────────────

export interface Row<F extends string> {
  readonly line: number
  get(field: F): string
}

const headingKey = (text: string): string =>
  searchKey(text)
    .replace(/[^a-z0-9]+/gu, ' ')
    .trim()

/** The rows under the headings that the file uses, whichever of the known ones they are; the first of each is how it is asked for. @throws invalid when a needed column is missing */
export function underHeadings<F extends string>(
  file: ListFile,
  known: Readonly<Record<F, readonly string[]>>,
  needed: readonly NoInfer<F>[],
): { rows: Row<F>[]; has(field: F): boolean } {
  const heads = (file.rows[0]?.cells ?? []).map(headingKey)
  const place = new Map<F, number>()
  for (const field of Object.keys(known) as F[]) {
    const names = known[field].map(headingKey)
    const at = heads.findIndex(head => names.includes(head))
    if (at >= 0) place.set(field, at)
  }
  const lacking = needed.filter(field => !place.has(field))
  if (lacking.length > 0) {
    const say = `Tệp ${file.name}: thiếu cột ${lacking.map(field => `“${known[field][0]}”`).join(', ')}. Dòng đầu của tệp phải là tiêu đề các cột; tệp này có: ${(file.rows[0]?.cells ?? []).filter(Boolean).slice(0, 12).join(', ')}.`
    throw refused('headings', say)
  }
  const rows = file.rows.slice(1).map(({ line, cells }) => ({ line, get: (field: F) => cells[place.get(field) ?? -1] ?? '' }))
  return { rows, has: field => place.has(field) }
}
