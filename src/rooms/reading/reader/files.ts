/** From the bytes of a file to its text, or to a sentence that says why it is not read. */

/** An article is a few kilobytes; a report with annexes a few hundred. */
export const LARGEST_FILE = 8 * 1024 * 1024

export type Decoded = { text: string } | { refused: 'too-large' | 'binary' | 'encoding' | 'empty'; say: string }

const SIGNATURES: readonly { bytes: readonly number[]; name: string }[] = [
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: 'ảnh PNG' },
  { bytes: [0xff, 0xd8, 0xff], name: 'ảnh JPEG' },
  { bytes: [0x47, 0x49, 0x46, 0x38], name: 'ảnh GIF' },
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'tệp PDF' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], name: 'tệp nén hoặc tệp Word, Excel' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], name: 'tệp Word, Excel đời cũ' },
  { bytes: [0x1f, 0x8b], name: 'tệp nén' },
  { bytes: [0x52, 0x61, 0x72, 0x21], name: 'tệp nén' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], name: 'tệp nén' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], name: 'chương trình máy tính' },
  { bytes: [0x42, 0x4d, 0x00], name: 'ảnh BMP' },
]

/** Reads UTF-8 (with or without mark), UTF-16 with its mark, and Windows-1258; everything else is refused with a sentence. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.length > LARGEST_FILE) {
    return {
      refused: 'too-large',
      say: `Tệp lớn hơn ${LARGEST_FILE / 1024 / 1024} MB, vượt giới hạn cho phép. Hãy tách thành các tệp nhỏ hơn.`,
    }
  }
  if (starts(bytes, [0xff, 0xfe]) || starts(bytes, [0xfe, 0xff])) return utf16(bytes)
  const known = SIGNATURES.find(s => starts(bytes, s.bytes))
  if (known) return { refused: 'binary', say: `Đây là ${known.name}, không phải văn bản. Hãy lưu nội dung thành tệp .txt hoặc .html.` }
  if (bytes.includes(0))
    return { refused: 'binary', say: 'Tệp có ký tự rỗng (NUL), không phải văn bản. Hãy lưu nội dung thành tệp .txt hoặc .html.' }
  const text = strictly('utf-8', starts(bytes, [0xef, 0xbb, 0xbf]) ? bytes.subarray(3) : bytes)
  if (text !== null) return written(text)
  return windows1258(bytes)
}

const starts = (bytes: Uint8Array, head: readonly number[]): boolean => head.every((b, i) => bytes[i] === b)

function strictly(encoding: string, bytes: Uint8Array): string | null {
  try {
    // the mark at the head was cut already: a second one is text, and is kept
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

const UNREADABLE = 'Không nhận ra bảng mã của tệp. Hãy lưu lại tệp với bảng mã Unicode UTF-8.'

function utf16(bytes: Uint8Array): Decoded {
  const text = strictly(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be', bytes.subarray(2))
  return text === null ? { refused: 'encoding', say: UNREADABLE } : written(text)
}

/** Vietnamese letters of the old Windows code page; a text that has none of them was written in something else. */
const VIETNAMESE = /[ăâđêôơưĂÂĐÊÔƠƯ\u0300\u0301\u0303\u0309\u0323àáèéìíòóùúãõ]/g
function windows1258(bytes: Uint8Array): Decoded {
  const text = strictly('windows-1258', bytes)
  if (text === null) return { refused: 'encoding', say: UNREADABLE }
  const high = bytes.reduce((n, b) => n + (b >= 0x80 ? 1 : 0), 0)
  const ours = text.match(VIETNAMESE)?.length ?? 0
  // cut or damaged UTF-8 is mostly well-formed pairs; read as 1258 it would be noise such as "Ä‘"
  const broken = new TextDecoder('utf-8').decode(bytes)
  const lost = broken.match(/\ufffd/g)?.length ?? 0
  if (lost * 12 < high) return written(broken)
  return ours * 4 >= high * 3 ? written(text) : { refused: 'encoding', say: UNREADABLE }
}

const CONTROL = /[\u0001-\u0008\u000e-\u001a\u001c-\u001f]/g
function written(text: string): Decoded {
  if (text.includes('\u0000'))
    return { refused: 'binary', say: 'Tệp có ký tự rỗng (NUL), không phải văn bản. Hãy lưu nội dung thành tệp .txt hoặc .html.' }
  const control = text.match(CONTROL)?.length ?? 0
  if (control > 8 && control * 50 > text.length)
    return { refused: 'binary', say: 'Nội dung tệp không phải văn bản. Hãy lưu nội dung thành tệp .txt hoặc .html.' }
  return { text }
}
