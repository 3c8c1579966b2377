// One's own account: posts, password, and what one did.
import type { Ask } from '../../access/ask.ts'
import { ownEntries } from '../../access/log.ts'
import { civil } from '../../ground/day.ts'
import type { Fault } from '../../ground/faults.ts'
import { formatDay } from '../../ground/vietnamese.ts'
import { form, text } from '../../web/input.ts'
import { Button } from '../../web/parts/button.tsx'
import { Empty } from '../../web/parts/empty.tsx'
import { ErrorSummary } from '../../web/parts/error-summary.tsx'
import { Field } from '../../web/parts/field.tsx'
import { Form } from '../../web/parts/form.tsx'
import { PageHead } from '../../web/parts/page-head.tsx'
import { Section } from '../../web/parts/section.tsx'
import { Table } from '../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../web/route.ts'
import { changeOwnPassword } from './acts.ts'
import { actWords, ROLES } from './words.ts'

async function ownPage(ask: Ask<'self'>, fault?: Fault): Promise<Page> {
  const done = await ownEntries(ask, 50)
  const { person, tree } = ask
  return {
    title: fault ? 'Lỗi: Tài khoản' : 'Tài khoản',
    page: (
      <>
        <PageHead title={`${person.name} đang giữ ${person.posts.length} chức vụ`} sub={`Tên đăng nhập ${person.login}.`} />
        <ErrorSummary errors={fault?.fields} />
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
            <p class="small soft">Đổi xong, mọi phiên làm việc của ông/bà kết thúc; đăng nhập lại bằng mật khẩu mới.</p>
            <Button kind="main">Đổi mật khẩu</Button>
          </Form>
        </Section>
        <Section title="Việc ông/bà đã làm gần đây" id="nhat-ky" foot="Nhật ký không sửa, không xóa được.">
          {done.length === 0 ? (
            <Empty>Chưa có việc nào được ghi. Mỗi lần đăng ký, nộp, trả lại hay công bố đều hiện ở đây.</Empty>
          ) : (
            <Table
              caption="Nhật ký của tôi"
              hideCaption
              columns={[{ label: 'Lúc', width: 10 }, { label: 'Việc' }, { label: 'Ghi ở sổ của đơn vị' }]}
              rows={done.map(one => {
                const { day, time } = civil(one.at)
                return {
                  cells: [<span class="num">{`${time.slice(0, 5)} ${formatDay(day)}`}</span>, actWords(one.act), tree.label(one.unitId)],
                }
              })}
            />
          )}
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
