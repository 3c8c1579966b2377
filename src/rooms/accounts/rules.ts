// Accounts and posts: what a login, a password and the days of a post must be.
import { addDays, type Day } from '../../ground/day.ts'
import { type Refusal, refuse } from '../../ground/faults.ts'
import { searchKey } from '../../ground/vietnamese.ts'

/** Passwords that stand first in every list of tries, and those that a province would think of. */
const COMMON = [
  '123456789',
  '1234567890',
  'matkhau',
  'matkhau123',
  'danvan',
  'danvan123',
  'password',
  'password123',
  'qwertyuiop',
  'vietnam123',
]

/** A password: at least ten characters, not a common one, not the login or the name. */
export function checkPassword(password: string, login: string, name: string): Refusal | undefined {
  const plain = searchKey(password).replace(/\s/gu, '')
  if ([...password].length < 10)
    return refuse('password.short', 'Mật khẩu mới: cần ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất.', 'password')
  if ([...password].length > 200) return refuse('password.long', 'Mật khẩu mới: nhiều nhất 200 ký tự.', 'password')
  const asLogin = plain === searchKey(login) || plain === searchKey(name).replace(/\s/gu, '')
  if (asLogin || COMMON.includes(plain) || new Set(plain).size < 4)
    return refuse('password.common', 'Mật khẩu mới: quá dễ đoán. Chọn một câu không ai biết.', 'password')
  return undefined
}

/** The new password typed twice alike. */
export const checkRepeat = (password: string, repeat: string): Refusal | undefined =>
  password === repeat ? undefined : refuse('password.repeat', 'Gõ lại mật khẩu: khác với mật khẩu mới. Gõ lại cho giống.', 'repeat')

/** A login: two to forty small letters, digits, dots and hyphens. */
export const checkLogin = (login: string): Refusal | undefined =>
  /^[a-z0-9][a-z0-9.-]{1,39}$/u.test(login)
    ? undefined
    : refuse('login.shape', 'Tên đăng nhập: dùng chữ thường không dấu, số, dấu chấm; từ 2 đến 40 ký tự.', 'login')

/** The days of a post: it may begin up to a year ahead, and ends on or after its first day. */
export function checkPostDays(from: Day, until: Day | undefined, today: Day): Refusal | undefined {
  if (from > addDays(today, 366)) return refuse('post.far', 'Từ ngày: xa quá một năm. Kiểm tra lại ngày.', 'from')
  if (until !== undefined && until < from) return refuse('post.backwards', 'Đến ngày: trước ngày bắt đầu. Kiểm tra lại hai ngày.', 'until')
  return undefined
}

/** A post ends on a day from its first day on, and not far in the past: history is not rewritten. */
export function endPost(from: Day, lastDay: Day, today: Day): Refusal | undefined {
  if (lastDay < from) return refuse('post.end-before', 'Ngày cuối: trước ngày bắt đầu giữ chức vụ.', 'until')
  if (lastDay < addDays(today, -31))
    return refuse(
      'post.end-past',
      'Ngày cuối: quá 31 ngày trước. Việc đã làm trong thời gian đó không thể mất căn cứ; chọn ngày gần hơn.',
      'until',
    )
  return undefined
}

/** Nobody ends their own administrator's post: a unit must not lock itself out by one press. */
export const notOneself = (actor: string, holder: string): Refusal | undefined =>
  actor === holder ? refuse('post.own', 'Ông/bà không tự kết thúc chức vụ của mình. Nhờ quản trị viên khác.', 'until') : undefined
