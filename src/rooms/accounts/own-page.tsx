// One's own account: posts, ways in, password, and what one did.
import type { Ask } from '../../access/ask.ts'
import { ownEntries } from '../../access/log.ts'
import { standingOf } from '../../access/second-factor.ts'
import { openSessions } from '../../access/sessions.ts'
import type { Fault } from '../../ground/faults.ts'
import { OWN_LOG_PATH, TOTP_PATH } from '../../web/closed-door.ts'
import { form, text } from '../../web/input.ts'
import { Button } from '../../web/parts/button.tsx'
import { ErrorSummary } from '../../web/parts/error-summary.tsx'
import { Field } from '../../web/parts/field.tsx'
import { Form } from '../../web/parts/form.tsx'
import { PageHead } from '../../web/parts/page-head.tsx'
import { Defs, Section } from '../../web/parts/section.tsx'
import { Table } from '../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../web/route.ts'
import { OwnDeeds } from './log-page.tsx'
import { changeOwnPassword } from './own-acts.ts'
import { TOKENS_PATH } from './tokens-page.tsx'
import { ROLES } from './words.ts'

const LATEST = 20

async function ownPage(ask: Ask<'self'>, fault?: Fault): Promise<Page> {
  const done = await ownEntries(ask, LATEST)
  const { person, tree } = ask
  const own = person.posts.filter(post => !post.delegation).length
  const lent = person.posts.length - own
  const standing = await standingOf(ask.tx, person.id)
  const sessions = (await openSessions(ask.tx, person.id, ask.at)).length
  return {
    title: fault ? 'Lỗi: Tài khoản' : 'Tài khoản',
    page: (
      <>
        <PageHead
          title={`${person.name} đang giữ ${own} chức vụ${lent > 0 ? `, làm thay ${lent} chức vụ theo ủy quyền` : ''}`}
          sub={`Tên đăng nhập ${person.login}.`}
        />
        <ErrorSummary fault={fault} />
        <Section title="Chức vụ" id="chuc-vu" first>
          <Table
            caption="Chức vụ đang giữ"
            hideCaption
            columns={[{ label: 'Chức vụ' }, { label: 'Đơn vị' }, { label: 'Vai trò trong hệ thống' }]}
            rows={person.posts.map(post => ({
              cells: [[post.title, post.body].filter(Boolean).join(', '), tree.label(post.unitId), ROLES[post.role]],
            }))}
          />
        </Section>
        <Section title="Ra vào hệ thống" id="ra-vao">
          <Defs
            entries={[
              {
                term: <a href={TOTP_PATH}>Xác thực hai bước</a>,
                says: standing.is === 'on' ? `đang bật; còn ${standing.recoveryLeft} mã dự phòng` : 'chưa bật',
              },
              { term: <a href="/tai-khoan/phien">Các phiên đang mở</a>, says: `${sessions} phiên, kể cả phiên này` },
              { term: <a href={TOKENS_PATH}>Mã truy cập</a>, says: 'để một chương trình của ông/bà lấy và gửi số liệu' },
              { term: <a href="/tai-khoan/uy-quyen">Ủy quyền</a>, says: 'giao người khác làm thay chức vụ trong một thời gian' },
            ]}
          />
        </Section>
        <Section title="Đổi mật khẩu" id="doi-mat-khau">
          <Form action="/tai-khoan/mat-khau" class="narrow" errors={fault?.fields}>
            <Field kind="password" name="current" label="Mật khẩu hiện nay" autocomplete="current-password" />
            <Field
              kind="password"
              name="password"
              label="Mật khẩu mới"
              hint="Ít nhất 10 ký tự; một câu ngắn dễ nhớ là tốt nhất."
              autocomplete="new-password"
            />
            <Field kind="password" name="repeat" label="Gõ lại mật khẩu mới" autocomplete="new-password" />
            <p class="small soft">Đổi xong, mọi phiên làm việc và mã truy cập của ông/bà kết thúc; đăng nhập lại bằng mật khẩu mới.</p>
            <Button kind="main">Đổi mật khẩu</Button>
          </Form>
        </Section>
        <Section
          title="Việc ông/bà đã làm gần đây"
          id="nhat-ky"
          foot={
            <>
              Nhật ký không sửa, không xóa được. <a href={OWN_LOG_PATH}>Xem toàn bộ nhật ký của tôi</a>
            </>
          }
        >
          {await OwnDeeds(ask, done)}
        </Section>
      </>
    ),
  }
}

export const ownRoutes: readonly Route[] = [
  route({ at: 'GET /tai-khoan', may: 'self', run: ask => ownPage(ask) }),
  route({
    at: 'POST /tai-khoan/mat-khau',
    may: 'self',
    input: form({ current: text('Mật khẩu hiện nay', 200), password: text('Mật khẩu mới', 200), repeat: text('Gõ lại mật khẩu', 200) }),
    async run(ask, input) {
      await changeOwnPassword(ask, input)
      return { seeOther: '/dang-nhap', token: null }
    },
    // Passwords never come back with the page; what is wrong with them does.
    again: (ask, _typed, fault) => ownPage(ask, fault),
  }),
]
