// ./danvan migrate: brings the database up to date and says what ran.
import { openMigrated } from './open.ts'
import { readSettings } from './settings.ts'
import { say } from './trouble.ts'

export async function run(): Promise<number | undefined> {
  const opened = await openMigrated(readSettings())
  await opened.close()
  say(
    opened.ran.length === 0
      ? 'Cơ sở dữ liệu đã ở bản mới nhất.'
      : `Đã chạy ${opened.ran.length} tệp nâng cấp:\n  ${opened.ran.join('\n  ')}`,
  )
  return undefined
}
