// An invitation as both sides see it: the link, shown once to whoever invites; and the page that it opens for the person invited.
import { type Invited, invitedBy } from '../../access/invitations.ts'
import type { Fault } from '../../ground/faults.ts'
import { missing } from '../../ground/faults.ts'
import { form, text } from '../../web/input.ts'
import { usePage } from '../../web/page-context.ts'
import { Button, ButtonLink } from '../../web/parts/button.tsx'
import { Crumb } from '../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../web/parts/error-summary.tsx'
import { Field } from '../../web/parts/field.tsx'
import { Form } from '../../web/parts/form.tsx'
import { Note } from '../../web/parts/note.tsx'
import { PageHead } from '../../web/parts/page-head.tsx'
import { type Page, type Route, route, type Visit } from '../../web/route.ts'
import { signInPage } from '../../web/sign-in-page.tsx'
import { accept } from './own-acts.ts'
import { instantWords } from './words.ts'

const pathOf = (token: string): string => `/loi-moi/${token}`

/** The whole address, ready to be copied: the page knows under which name it was asked for. */
function Link({ token }: { token: string }) {
  const { origin = '' } = usePage()
  return (
    <div class="field">
      <label for="lien-ket">Liên kết</label>
      <input type="text" id="lien-ket" readonly value={`${origin}${pathOf(token)}`} />
    </div>
  )
}

/** Shown once: what the link carries is kept nowhere. */
export const invitedPage = (to: { personId: string; name: string; token: string; at: Date }): Page => ({
  title: 'Liên kết mời',
  page: (
    <>
      <Crumb
        steps={[
          { label: 'Cán bộ và tài khoản', href: '/can-bo' },
          { label: to.name, href: `/can-bo/${to.personId}` },
          { label: 'Liên kết mời' },
        ]}
      />
      <PageHead
        title={`Trao liên kết này cho ${to.name}`}
        sub={`Dùng được một lần, đến ${instantWords(new Date(to.at.getTime() + 72 * 3_600_000))}. Người nhận mở liên kết và tự đặt mật khẩu.`}
      />
      <Note tone="soon">
        Liên kết chỉ hiện lần này. Gửi riêng cho đúng người, không gửi vào nhóm chung; ai mở trước thì người ấy đặt được mật khẩu. Lỡ mất
        thì mở trang của người ấy, bấm “Mời lại”.
      </Note>
      <Link token={to.token} />
      <p class="after">
        <ButtonLink href={`/can-bo/${to.personId}`} kind="main">
          Đã chép liên kết
        </ButtonLink>
      </p>
    </>
  ),
})

const gone = (): Page => ({
  title: 'Lời mời không còn dùng được',
  status: 404,
  page: (
    <>
      <PageHead title="Lời mời này không còn dùng được" />
      <p>Liên kết đã dùng, đã quá 72 giờ, đã rút, hoặc chép thiếu. Hỏi quản trị viên của đơn vị để nhận liên kết mới.</p>
      <p>
        <a href="/dang-nhap">Đến trang đăng nhập</a>
      </p>
    </>
  ),
})

const acceptingPage = (invited: Invited, token: string, fault?: Fault): Page => ({
  title: fault ? 'Lỗi: Đặt mật khẩu' : 'Đặt mật khẩu',
  page: (
    <>
      <PageHead
        title={`${invited.name}: đặt mật khẩu`}
        sub={
          invited.purpose === 'first'
            ? `Tên đăng nhập của ông/bà là ${invited.login}. Không phải tên của ông/bà thì đóng trang này và báo quản trị viên.`
            : `Tên đăng nhập của ông/bà là ${invited.login}. Đặt xong, mật khẩu cũ không dùng được nữa.`
        }
      />
      <ErrorSummary fault={fault} />
      <Form action={pathOf(token)} class="narrow" errors={fault?.fields}>
        <input type="hidden" name="username" autocomplete="username" value={invited.login} />
        <Field
          kind="password"
          name="password"
          label="Mật khẩu mới"
          hint="Ít nhất 10 ký tự; một câu ngắn dễ nhớ là tốt nhất."
          autocomplete="new-password"
        />
        <Field kind="password" name="repeat" label="Gõ lại mật khẩu mới" autocomplete="new-password" />
        <Button kind="main">Đặt mật khẩu</Button>
      </Form>
    </>
  ),
})

const opened = (visit: Visit, token: string): Promise<Invited | undefined> => invitedBy(visit.tx, token, visit.at)

export const invitationRoutes: readonly Route[] = [
  route({
    at: 'GET /loi-moi/:token',
    may: 'anyone',
    input: form({ token: text('Lời mời', 100) }),
    async run(visit, { token }) {
      const invited = await opened(visit, token)
      return invited ? acceptingPage(invited, token) : gone()
    },
  }),
  route({
    at: 'POST /loi-moi/:token',
    may: 'anyone',
    input: form({ token: text('Lời mời', 100), password: text('Mật khẩu mới', 200), repeat: text('Gõ lại mật khẩu', 200) }),
    perMinute: 10,
    async run(visit, input) {
      const invited = await opened(visit, input.token)
      if (!invited) return gone()
      await accept(visit, invited, input)
      return signInPage({ demo: visit.demo, login: invited.login, says: 'Đã đặt mật khẩu. Đăng nhập bằng mật khẩu vừa đặt.' })
    },
    async again(visit, typed, fault) {
      const token = String(typed['token'] ?? '')
      const invited = await opened(visit, token)
      if (!invited) throw missing('lời mời này')
      return acceptingPage(invited, token, fault)
    },
  }),
]
