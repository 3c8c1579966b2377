// Everyone with a post in reach, and a new colleague: for administrators, seen by inspectors.
import { randomUUID } from 'node:crypto'
import type { Ask } from '../../access/ask.ts'
import { askForOthers } from '../../access/ask.ts'
import { listPeople } from '../../access/people.ts'
import type { Fault } from '../../ground/faults.ts'
import { searchKey } from '../../ground/vietnamese.ts'
import { form, optional, type Typed, text, uuid } from '../../web/input.ts'
import { Button, ButtonLink } from '../../web/parts/button.tsx'
import { Crumb } from '../../web/parts/crumb.tsx'
import { Empty } from '../../web/parts/empty.tsx'
import { ErrorSummary } from '../../web/parts/error-summary.tsx'
import { Field } from '../../web/parts/field.tsx'
import { Form, Hidden } from '../../web/parts/form.tsx'
import { PageHead } from '../../web/parts/page-head.tsx'
import { Table } from '../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../web/route.ts'
import { inviteColleague } from './acts.ts'
import { invitedPage } from './invitation-pages.tsx'
import { actingOf, PostFields, postFields } from './post-fields.tsx'
import { daysWords } from './words.ts'

const PER_PAGE = 50

async function listPage(ask: Ask<'accounts.read'>, input: { tim?: string | undefined; sau?: string | undefined }): Promise<Page> {
  const people = await listPeople(ask, { key: searchKey(input.tim ?? ''), after: input.sau, limit: PER_PAGE + 1 })
  const shown = people.slice(0, PER_PAGE)
  const last = shown.at(-1)
  const keeps = askForOthers(ask)('accounts.keep') !== undefined
  const query = input.tim === undefined ? '' : `&tim=${encodeURIComponent(input.tim)}`
  return {
    title: 'Cán bộ và tài khoản',
    page: (
      <>
        <PageHead
          title="Cán bộ và tài khoản"
          sub="Quyền đi theo chức vụ, đến đúng ngày. Chức vụ kết thúc hôm qua thì hôm nay không xem được gì."
          actions={
            keeps ? (
              <>
                <ButtonLink href="/can-bo/xac-thuc">Quy định xác thực</ButtonLink>
                <ButtonLink href="/can-bo/them" kind="main">
                  Thêm cán bộ
                </ButtonLink>
              </>
            ) : null
          }
        />
        <Form action="/can-bo" method="get" class="find" label="Tìm cán bộ">
          <Field name="tim" label="Tìm theo tên, không cần dấu" value={input.tim ?? ''} width={24} />
          <Button>Tìm</Button>
        </Form>
        {shown.length === 0 ? (
          <Empty>Không có cán bộ nào như vậy trong phạm vi của ông/bà. Thử một phần của tên.</Empty>
        ) : (
          <Table
            caption="Cán bộ"
            hideCaption
            columns={[{ label: 'Họ và tên' }, { label: 'Tên đăng nhập' }, { label: 'Chức vụ, đơn vị, thời gian' }]}
            rows={shown.map(one => ({
              cells: [
                <a href={`/can-bo/${one.id}`}>{one.name}</a>,
                one.login === null ? 'không có tài khoản' : one.hasPassword ? one.login : `${one.login}, chưa đặt mật khẩu`,
                <ul>
                  {one.posts.map(post => (
                    <li>
                      {[post.title, post.body, ask.tree.label(post.unitId)].filter(Boolean).join(', ')}{' '}
                      <span class="soft">{daysWords(post)}</span>
                    </li>
                  ))}
                </ul>,
              ],
            }))}
          />
        )}
        {people.length > PER_PAGE && last ? (
          <p class="after">
            <a href={`/can-bo?sau=${last.id}${query}`}>Trang sau</a>
          </p>
        ) : null}
      </>
    ),
  }
}

async function addPage(ask: Ask<'accounts.keep'>, typed?: Typed, fault?: Fault): Promise<Page> {
  return {
    title: fault ? 'Lỗi: Thêm cán bộ' : 'Thêm cán bộ',
    page: (
      <>
        <Crumb steps={[{ label: 'Cán bộ và tài khoản', href: '/can-bo' }, { label: 'Thêm cán bộ' }]} />
        <PageHead
          title="Thêm cán bộ và chức vụ đầu tiên"
          sub="Thêm xong có một liên kết, dùng một lần trong 72 giờ, để người ấy tự đặt mật khẩu."
        />
        <ErrorSummary fault={fault} />
        <Form action="/can-bo/them" class="narrow" values={typed} errors={fault?.fields}>
          <Hidden name="id" value={String(typed?.['id'] ?? randomUUID())} />
          <Field name="name" label="Họ và tên" width={24} />
          <Field name="login" label="Tên đăng nhập" hint="Chữ thường không dấu, số, dấu chấm." width={16} />
          {await PostFields(ask, typed)}
          <Button kind="main">Thêm cán bộ</Button>
        </Form>
      </>
    ),
  }
}

export const peopleRoutes: readonly Route[] = [
  route({
    at: 'GET /can-bo',
    may: 'accounts.read',
    input: form({ tim: optional(text('Tìm', 100)), sau: optional(uuid('Trang')) }),
    run: listPage,
  }),
  route({ at: 'GET /can-bo/them', may: 'accounts.keep', run: ask => addPage(ask) }),
  route({
    at: 'POST /can-bo/them',
    may: 'accounts.keep',
    input: form({ id: uuid('Mã'), name: text('Họ và tên', 100), login: text('Tên đăng nhập', 60), ...postFields }),
    async run(ask, input) {
      const token = await inviteColleague(ask, { ...input, acting: actingOf(input.acting) })
      return invitedPage({ personId: input.id, name: input.name, token, at: ask.at })
    },
    again: addPage,
    find: addPage,
  }),
]
