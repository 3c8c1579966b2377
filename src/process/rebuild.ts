// ./danvan rebuild: makes everything derived anew from the reports. Pages go on meanwhile with what stands.
import { formatNumber } from '../ground/vietnamese.ts'
import { rebuild } from '../rooms/reports/room.ts'
import { openMigrated } from './open.ts'
import { readSettings } from './settings.ts'
import { say, warn } from './trouble.ts'

export async function run(): Promise<number | undefined> {
  const opened = await openMigrated(readSettings())
  try {
    const began = performance.now()
    const { windows, rollups, figures } = await rebuild(opened, code => warn(`kỳ ${code} xong`))
    const seconds = (performance.now() - began) / 1000
    say(
      `Đã tính lại ${formatNumber(rollups)} bảng cộng dồn của ${formatNumber(windows)} kỳ từ ${formatNumber(figures)} ô số liệu trong ${formatNumber(seconds, 1)} giây.`,
    )
    return undefined
  } finally {
    await opened.close()
  }
}
