// Why a page is closed to a person who has signed in, and where they are led when something else comes first.
import type { Person } from '../access/grants.ts'
import { Fault } from '../ground/faults.ts'

/** Where the second factor is set up. */
export const TOTP_PATH = '/tai-khoan/xac-thuc'
/** What is left to an account without a post. */
export const OWN_LOG_PATH = '/tai-khoan/nhat-ky'

/** The sentence for a person whose posts do not give what they asked for. */
export function closedTo(person: Person): Fault {
  if (person.owesTotp)
    return new Fault(
      'forbidden',
      'totp.owed',
      'Vai trò của ông/bà phải có xác thực hai bước. Thiết lập ở trang Tài khoản, mục Xác thực hai bước, rồi làm tiếp.',
    )
  if (person.posts.length === 0)
    return new Fault(
      'forbidden',
      'post.none',
      'Hôm nay ông/bà không giữ chức vụ nào, nên chỉ xem được nhật ký việc mình đã làm. Cần làm việc tiếp thì hỏi quản trị viên của đơn vị.',
    )
  return new Fault('forbidden', 'grant.none', 'Chức vụ hiện nay của ông/bà không có quyền làm việc này. Hỏi quản trị viên của đơn vị.')
}

/** Where a closed page leads instead of saying no: enrolment before anything else; without a post, from the start page to one's log. */
export function leadsTo(fault: Fault, url: string): string | undefined {
  if (fault.code === 'totp.owed') return TOTP_PATH
  return fault.code === 'post.none' && /^\/(tai-khoan)?(\?|$)/u.test(url) ? OWN_LOG_PATH : undefined
}
