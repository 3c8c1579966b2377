// ./danvan reconcile: compares every stored roll-up with the reports it was made from, to the unit. Exit code 1 when one is wrong.
import { formatNumber } from '../ground/vietnamese.ts'
import { reconcile } from '../rooms/reports/room.ts'
import { openMigrated } from './open.ts'
import { readSettings } from './settings.ts'
import { say } from './trouble.ts'

const TOLD = 20

export async function run(): Promise<number | undefined> {
  const opened = await openMigrated(readSettings())
  try {
    const { windows, rollups, figures, wrong } = await reconcile(opened, new Date())
    const looked = `${formatNumber(rollups)} bảng cộng dồn của ${formatNumber(windows)} kỳ báo cáo, ${formatNumber(figures)} chỉ tiêu`
    if (wrong.length === 0) {
      say(`Đã đối chiếu ${looked}: khớp đến từng đơn vị.`)
      return undefined
    }
    say(`Đã đối chiếu ${looked}: ${formatNumber(wrong.length)} bảng LỆCH với báo cáo.`)
    for (const { window, receiver, n, differing } of wrong.slice(0, TOLD)) {
      const [first] = differing
      const where = first?.place == null ? 'cả bảng' : `dòng ${first.place + 1}`
      say(
        `  kỳ ${window}, nơi nhận ${receiver}: ${formatNumber(n)} số; ${where} (${first?.side}) đang lưu ${first?.kept}, đúng là ${first?.made}`,
      )
    }
    say('Các bảng này đã được đánh dấu; hệ thống đang chạy sẽ tự tính lại, hoặc chạy ./danvan rebuild.')
    return 1
  } finally {
    await opened.close()
  }
}
