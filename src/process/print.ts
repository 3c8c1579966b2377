// ./danvan print: a published report as a Word document, without a browser.
import { openMigrated } from './open.ts'
import { readOptions, required } from './options.ts'
import { readSettings } from './settings.ts'
import { say } from './trouble.ts'

export async function run(args: readonly string[]): Promise<number | undefined> {
  const options = readOptions(args, ['window', 'unit', 'out'])
  const [window, unit, out] = [required(options, 'window'), required(options, 'unit'), required(options, 'out')]
  const settings = readSettings()
  const opened = await openMigrated(settings)
  try {
    const { printReport } = await import('../rooms/documents/print.ts')
    await printReport({ appUrl: opened.appUrl, dataDir: settings.dataDir, window, unit, out })
    say(`Đã ghi báo cáo vào ${out}`)
    return undefined
  } finally {
    await opened.close()
  }
}
