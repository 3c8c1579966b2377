// ./danvan demo: the small fictional province, made for today. Never on a database that is in real use.
import { civil, type Day } from '../ground/day.ts'
import { type Installation, type Installer, whileInstalling } from './installation.ts'
import { type Opened, openMigrated } from './open.ts'
import { readSettings } from './settings.ts'
import { say, Trouble } from './trouble.ts'

export const today = (): Day => civil(new Date()).day

/** Loads the demo where nothing was ever loaded; one that was broken off is thrown away first. Answers whether it loaded. */
export async function loadDemoOnce(opened: Opened, found: Installation | undefined, install: Installer): Promise<boolean> {
  if (found?.ready) return false
  if (found?.kind === 'init') throw new Trouble('Lần khởi tạo trước bị dừng giữa chừng. Chạy lại ./danvan init để làm xong.')
  if (found) await install.empty()
  await install.begin('demo')
  const { loadDemo } = await import('../demo/load.ts')
  await loadDemo({ ownerUrl: opened.ownerUrl, appUrl: opened.appUrl, today: today(), dataDir: opened.dataDir })
  await install.finish()
  return true
}

export async function run(args: readonly string[]): Promise<number | undefined> {
  const opened = await openMigrated(readSettings())
  try {
    return await whileInstalling(opened.ownerUrl, async (found, install) => {
      if (found?.kind === 'init')
        throw new Trouble('Cơ sở dữ liệu này đang dùng thật; không nạp dữ liệu mẫu vào đó. Dùng một DATA_DIR khác.')
      if (found?.ready && !args.includes('--reload')) {
        say('Dữ liệu mẫu đã có. Để nạp lại từ đầu theo ngày hôm nay: ./danvan demo --reload')
        return undefined
      }
      if (found) await install.empty()
      await loadDemoOnce(opened, undefined, install)
      say('Đã nạp dữ liệu mẫu Tỉnh Mẫu. Chạy ./danvan start để xem.')
      return undefined
    })
  } finally {
    await opened.close()
  }
}
