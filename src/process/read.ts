// ./danvan read: facts out of papers, written as JSON beside each other; no database is needed.
import { readPaths } from '../rooms/reading/reader/command.ts'
import { readOptions, required } from './options.ts'
import { say, Trouble, warn } from './trouble.ts'

export async function run(args: readonly string[]): Promise<number | undefined> {
  const options = readOptions(args, ['out'])
  const out = required(options, 'out')
  if (options.rest.length === 0) throw new Trouble('Thiếu đường dẫn tới văn bản cần đọc. Cách dùng: ./danvan read ĐƯỜNG_DẪN… --out THƯ_MỤC')
  return readPaths([...options.rest], out, { out: say, err: warn })
}
