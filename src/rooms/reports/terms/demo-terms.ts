// In the demo's open window: one commune asks for more days, one was given them, one is released.
import { addDays, type Day } from '../../../ground/day.ts'
import type { DemoWorld } from '../../../web/room.ts'
import { askForTime, grantTime, waiveSeveral } from './acts-terms.ts'

const ASKS = { unit: 'HL', login: 'dung', days: 3, reason: 'Cán bộ phụ trách đi tập huấn; còn chờ số liệu hòa giải của ba thôn.' } as const
const GIVEN = { unit: 'CM', login: 'caumay', days: 2, reason: 'Đối chiếu lại biên bản đối thoại của các tổ dân phố.' } as const
const RELEASED = { unit: 'YT', reason: 'Xã tập trung khắc phục hậu quả lũ quét theo chỉ đạo của Tỉnh ủy.' } as const

/** The three states that a board and a start page show, in the window that is open on the day of the load. */
export async function demoTerms(world: DemoWorld, window: { readonly code: string; readonly due: Day }, receiverId: string): Promise<void> {
  const until = (days: number): Day => addDays(window.due, days)
  const one = (code: string, seen: number) => ({ code: window.code, unitId: world.unit(code), seen })
  for (const { unit, login, days, reason } of [ASKS, GIVEN])
    await askForTime(await world.as(login, 'reports.ask-time'), { ...one(unit, 0), until: until(days), reason })
  await grantTime(await world.as('binh', 'reports.give-time'), { ...one(GIVEN.unit, 1), until: until(GIVEN.days), reason: '' })
  await waiveSeveral(await world.as('binh', 'reports.waive'), {
    code: window.code,
    receiverId,
    picked: [{ unitId: world.unit(RELEASED.unit), seen: 0 }],
    reason: RELEASED.reason,
  })
}
