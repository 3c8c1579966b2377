// ./danvan start: database, migrations, the demo on a database never used, then the pages; closes cleanly on SIGTERM or Ctrl-C.
import { loadDemoOnce } from './demo.ts'
import { whileInstalling } from './installation.ts'
import { openMigrated } from './open.ts'
import { readSettings, type Settings } from './settings.ts'
import { say, Trouble, warn } from './trouble.ts'

/** A browser gets a page within this; a request that still runs at the end of it is cut. */
const CLOSE_WITHIN = 15_000

export async function run(): Promise<number | undefined> {
  const settings = readSettings()
  const opened = await openMigrated(settings)
  try {
    const loaded = await whileInstalling(opened.ownerUrl, async (found, install) => {
      if (!found) say('Cơ sở dữ liệu chưa dùng lần nào: đang nạp dữ liệu mẫu Tỉnh Mẫu…')
      return loadDemoOnce(opened, found, install)
    })
    if (loaded) say('Đã nạp dữ liệu mẫu. Để dùng thật, dừng lại và chạy ./danvan init với một DATA_DIR mới.')
    const { serve } = await import('../main.ts')
    const { port, host, dataDir, secure, mail, digestHour, privateHooks } = settings
    const served = await serve({ appUrl: opened.appUrl, host, port, dataDir, secure, mail, digestHour, privateHooks }).catch(
      (error: unknown) => {
        throw portTrouble(error, settings)
      },
    )
    say(`Dân Vận đang chạy tại ${served.address}`)
    await stopAsked()
    setTimeout(() => {
      warn('Có yêu cầu chưa xong sau 15 giây; dừng hẳn.')
      process.exit(1)
    }, CLOSE_WITHIN).unref()
    await served.close()
    return undefined
  } finally {
    await opened.close()
  }
}

const stopAsked = (): Promise<void> =>
  new Promise(resolve => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })

function portTrouble(error: unknown, { host, port }: Settings): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return new Trouble(
      `Cổng ${port} đang có chương trình khác dùng, có thể là Dân Vận đã chạy từ trước. Dừng chương trình đó hoặc đặt cổng khác, ví dụ PORT=${port + 1} npm start`,
    )
  if (code === 'EACCES') return new Trouble(`Không được phép nghe ở cổng ${port}. Đặt PORT lớn hơn 1023.`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Trouble(`Máy này không có địa chỉ ${host}. Đặt HOST=127.0.0.1 hoặc HOST=0.0.0.0.`)
  return error
}
