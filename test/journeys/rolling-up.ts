// What the reports below add up to by now: kept by the worker for a window of three levels, counted at once for one of two, and as a file.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { refreshAll } from '../../src/rooms/reports/rolling-up/upkeep.ts'
import type { Province } from './province.ts'

const OPEN = 'T2026-11'
const THREE_LEVELS = 'T2025-06'

export async function fromBelow(province: Province): Promise<void> {
  const binh = await province.as('binh')
  await binh.go(`/bao-cao/${OPEN}/theo-doi`)
  await binh.follow('Số từ cơ sở')
  assert.match(await binh.heading(), /Số từ cơ sở tháng 11\/2026, tỉnh Mẫu: \d+ trên 12 đơn vị đã được tiếp nhận/u)
  assert.match(await binh.text(), /Cộng ngay lúc này/u)
  await binh.look('Số từ cơ sở, kỳ đang mở')
  await binh.go(`/bao-cao/${THREE_LEVELS}/tu-co-so`)
  assert.match(await binh.text(), /Cộng ngay lúc này từ báo cáo của từng đơn vị/u)
  await refreshAll(province.db)
  await binh.go(`/bao-cao/${THREE_LEVELS}/tu-co-so`)
  assert.match(await binh.text(), /Số tính lúc \d\d:\d\d ngày/u)
  assert.match(await binh.text(), /Báo cáo ở cấp dưới đến đâu[\s\S]*Huyện Khe Sơn/u)
  await binh.look('Số từ cơ sở, ba cấp')
  await binh.follow('Buổi tuyên truyền, vận động')
  assert.match(await binh.text(), /Huyện Khe Sơn[\s\S]*Cộng/u)
  await binh.look('Một chỉ tiêu theo nơi nhận')
  await binh.follow('Huyện Khe Sơn')
  assert.match(await binh.text(), /Xã Khe Trầm/u)
  await binh.look('Một chỉ tiêu theo xã')
  const [saved] = await Promise.all([binh.page.waitForEvent('download'), binh.follow('Tải số liệu từng đơn vị (CSV)')])
  const csv = await readFile((await saved.path()) ?? '', 'utf8')
  assert.match(csv, /^\uFEFFMã đơn vị,Đơn vị,Nơi nhận,Trạng thái/u)
  assert.equal(csv.trimEnd().split('\r\n').length, 1 + 10)
  await binh.leave()
}
