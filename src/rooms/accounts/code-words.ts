// What is said when a code was not taken.
import type { Tried } from '../../access/second-factor.ts'
import { civil } from '../../ground/day.ts'
import type { FieldError } from '../../ground/faults.ts'

/** One sentence for the field of the code, or nothing when the code was right. */
export function codeError(tried: Exclude<Tried, { is: 'right' }>): FieldError {
  if (tried.is === 'waits')
    return {
      field: 'code',
      say: `Mã: đã sai 5 lần. Đợi đến ${civil(tried.until).time.slice(0, 5)} rồi thử lại; mã dự phòng cũng phải đợi.`,
    }
  if (tried.is === 'wrong')
    return {
      field: 'code',
      say: `Mã: không đúng hoặc đã dùng. Đợi ứng dụng hiện mã mới rồi gõ lại; còn ${tried.left} lần thử.`,
    }
  return { field: 'code', say: 'Mã: tài khoản chưa bật xác thực hai bước.' }
}
