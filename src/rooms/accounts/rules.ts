// Accounts and posts: what a login, a password and the days of a post must be.
import { addDays, type Day, daysBetween } from '../../ground/day.ts'
import { type Refusal, refuse } from '../../ground/faults.ts'
import { formatDay, searchKey } from '../../ground/vietnamese.ts'

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

/** Who acts for a post by delegation may not give posts to themselves: what was lent for some days would stay for ever. */
export const notForOneself = (actor: string, receiver: string, byDelegation: boolean): Refusal | undefined =>
  byDelegation && actor === receiver
    ? refuse('post.by-delegation', 'Ông/bà đang làm theo ủy quyền, không tự giao chức vụ cho mình. Nhờ người giữ chức vụ giao.', 'role')
    : undefined

/** The longest that a post is lent at a time. */
const DELEGATION_DAYS = 90

/** A delegation: not for days past, at most ninety days, and not beyond the giver's own post. */
export function checkDelegation(of: { from: Day; until: Day; postUntil: Day | null; today: Day }): Refusal | undefined {
  const { from, until, postUntil, today } = of
  if (from < today) return refuse('delegation.past', 'Từ ngày: không ủy quyền cho ngày đã qua. Chọn hôm nay hoặc ngày sau.', 'from')
  if (from > addDays(today, 366)) return refuse('delegation.far', 'Từ ngày: xa quá một năm. Kiểm tra lại ngày.', 'from')
  if (until < from) return refuse('delegation.backwards', 'Đến ngày: trước ngày bắt đầu. Kiểm tra lại hai ngày.', 'until')
  if (daysBetween(from, until) + 1 > DELEGATION_DAYS)
    return refuse(
      'delegation.long',
      `Đến ngày: ủy quyền nhiều nhất ${DELEGATION_DAYS} ngày, tức là đến ${formatDay(addDays(from, DELEGATION_DAYS - 1))}. Hết hạn thì ủy quyền lại.`,
      'until',
    )
  if (postUntil !== null && until > postUntil)
    return refuse(
      'delegation.beyond-post',
      `Đến ngày: chức vụ của ông/bà kết thúc ngày ${formatDay(postUntil)}; ủy quyền không kéo dài hơn thế.`,
      'until',
    )
  return undefined
}

/** Nobody acts for their own post. */
export const notToOneself = (giver: string, receiver: string): Refusal | undefined =>
  giver === receiver ? refuse('delegation.oneself', 'Người được ủy quyền: chọn một người khác, không phải chính ông/bà.', 'to') : undefined

/** An account is opened anew only by someone whose reach covers all that it opens: else a commune could take over the province. */
export const whollyInReach = (isWhole: boolean): Refusal | undefined =>
  isWhole
    ? undefined
    : refuse(
        'account.beyond',
        'Người này còn giữ hoặc làm thay chức vụ ở đơn vị ngoài phạm vi của ông/bà. Việc này do quản trị viên cấp trên làm.',
      )

/** Nobody resets their own second factor as an administrator: the recovery codes are for that. */
export const notOwnAccount = (actor: string, holder: string): Refusal | undefined =>
  actor === holder ? refuse('account.own', 'Tài khoản của chính ông/bà: dùng mã dự phòng, hoặc nhờ quản trị viên khác.') : undefined

/** The rule holds for the whole installation: only the administrator whom no other stands above sets it. */
export const mayRule = (isHighest: boolean): Refusal | undefined =>
  isHighest
    ? undefined
    : refuse('rule.not-highest', 'Quy định này áp dụng cho toàn hệ thống, do quản trị viên ở đơn vị cao nhất đặt. Ông/bà chỉ xem được.')
