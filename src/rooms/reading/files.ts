// What may come as a text, before anything is made of its bytes. Pure.
import { type Refusal, refuse } from '../../ground/faults.ts'
import { clean } from './proposals.ts'

export const MAX_BYTES = 2_000_000
export const MAX_FILES = 20

/** The name of a file as it is shown and kept: no path, nothing invisible, 200 characters at most. */
export function nameOfFile(name: string): string {
  const own = clean(name.split(/[/\\]/u).at(-1) ?? '')
  return [...own].slice(-200).join('').trim() || 'Tệp không tên'
}

/** Why a file cannot be a text, by its name and size. @returns `reading.file-empty` · `reading.file-large` · `reading.file-kind` */
export function fileRefusal(name: string, bytes: Uint8Array): Refusal | undefined {
  if (bytes.length === 0) return refuse('reading.file-empty', 'Tệp rỗng, không có nội dung.')
  if (bytes.length > MAX_BYTES) return refuse('reading.file-large', 'Tệp lớn hơn 2 MB. Chỉ giữ phần bài viết rồi gửi lại.')
  if (!/\.(?:txt|html?)$/iu.test(name))
    return refuse('reading.file-kind', 'Chỉ đọc được tệp .txt và .html. Lưu văn bản theo một trong hai dạng đó rồi gửi lại.')
  return undefined
}
