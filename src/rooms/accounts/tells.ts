// Whom this room tells of its deeds, after they are committed: the person whose account or post it is, whoever did it, for it may have
// been someone else. None of it leaves the house by a hook.
import { findDelegation } from '../../access/delegations.ts'
import { formatDay } from '../../ground/vietnamese.ts'
import type { Addressed, Tells, ToldDeed } from '../../web/room.ts'
import { instantWords } from './words.ts'

const SECURITY = 'accounts.security'
const POSTS = 'accounts.posts'

/** Told to the person whose account it is. `of` picks that person: the subject of the deed, or who did it. */
const ofAccount = (title: string, href: string, of: 'subject' | 'doer' = 'subject'): ToldDeed => ({
  tell: async (_telling, deed): Promise<readonly Addressed[]> => [
    {
      kind: SECURITY,
      to: [of === 'doer' ? deed.personId : deed.subject],
      alsoDoer: true,
      title,
      why: `Lúc ${instantWords(deed.at)}. Nếu không phải ông/bà hoặc không phải việc ông/bà biết, báo ngay quản trị viên của đơn vị.`,
      href,
    },
  ],
})

const delegated: ToldDeed = {
  async tell(telling, deed) {
    const found = await findDelegation(telling.tx, deed.subject)
    if (!found) return []
    const isBack = deed.act === 'posts.delegate-back'
    const seat = `${found.title}, ${telling.tree.label(found.unitId)}`
    return [
      {
        kind: POSTS,
        to: [found.toId],
        title: isBack ? `Ông/bà thôi được ủy quyền chức vụ ${seat}` : `Ông/bà được ủy quyền chức vụ ${seat}`,
        why: isBack
          ? 'Người ủy quyền đã thôi ủy quyền, có hiệu lực ngay.'
          : `Từ ${formatDay(found.from)} đến hết ${formatDay(found.until)}. Nhật ký ghi rõ việc làm theo ủy quyền.`,
        href: '/tai-khoan/uy-quyen',
      },
    ]
  },
}

export const tells: Tells = {
  kinds: {
    [SECURITY]: { label: 'Mật khẩu, xác thực hai bước, mã truy cập của ông/bà', mail: 'now' },
    [POSTS]: { label: 'Được ủy quyền, thôi được ủy quyền', mail: 'now' },
  },
  deeds: {
    'accounts.password': ofAccount('Mật khẩu của ông/bà đã đổi', '/tai-khoan'),
    'accounts.taken': ofAccount('Mật khẩu của ông/bà đã đặt theo lời mời', '/tai-khoan'),
    'accounts.way-back': ofAccount('Một lời mời đặt lại mật khẩu của ông/bà đã được lập ở máy chủ', '/tai-khoan'),
    'accounts.invite': ofAccount('Một lời mời đặt mật khẩu của ông/bà đã được lập', '/tai-khoan'),
    'accounts.totp-off': ofAccount('Xác thực hai bước của ông/bà đã tắt', '/tai-khoan/xac-thuc'),
    'accounts.totp-reset': ofAccount('Xác thực hai bước của ông/bà đã được gỡ', '/tai-khoan/xac-thuc'),
    'accounts.totp-recovery': ofAccount('Có người đăng nhập tài khoản của ông/bà bằng một mã dự phòng', '/tai-khoan/phien'),
    'tokens.make': ofAccount('Một mã truy cập của ông/bà đã được tạo', '/tai-khoan/ma-truy-cap', 'doer'),
    'tokens.make-by-command': ofAccount('Một mã truy cập của ông/bà đã được tạo ở máy chủ', '/tai-khoan/ma-truy-cap', 'doer'),
    'posts.delegate': delegated,
    'posts.delegate-back': delegated,
  },
}
