// How this room writes instants, and what it calls the ways of mail.
import { civil } from '../../../ground/day.ts'
import { formatDay } from '../../../ground/vietnamese.ts'
import type { MailWay } from '../../../web/room.ts'

/** "10:05 21/11/2026" */
export function instantWords(at: Date): string {
  const { day, time } = civil(at)
  return `${time.slice(0, 5)} ${formatDay(day)}`
}

export const WAYS: readonly MailWay[] = ['now', 'digest', 'none']

export const wayWords = (way: MailWay, digestHour: number): string =>
  way === 'now' ? 'gửi thư ngay' : way === 'digest' ? `thư tổng hợp ${digestHour} giờ sáng` : 'không gửi thư'
