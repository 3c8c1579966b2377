// Keeping people, accounts and posts: for administrators, seen by inspectors.
import { randomUUID } from 'node:crypto'
import type { Ask } from '../../access/ask.ts'
import { askForOthers } from '../../access/ask.ts'
import { type Colleague, findPerson, listPeople, type PostRow } from '../../access/people.ts'
import type { Fault } from '../../ground/faults.ts'
import { capital, formatDay, searchKey } from '../../ground/vietnamese.ts'
import { searchUnits } from '../../org/search.ts'
import { aDay, choice, form, optional, type Typed, text, uuid } from '../../web/input.ts'
import { Button, ButtonLink } from '../../web/parts/button.tsx'
import { Crumb } from '../../web/parts/crumb.tsx'
import { Empty } from '../../web/parts/empty.tsx'
import { ErrorSummary } from '../../web/parts/error-summary.tsx'
import { Field } from '../../web/parts/field.tsx'
import { Form, Hidden } from '../../web/parts/form.tsx'
import { PageHead } from '../../web/parts/page-head.tsx'
import { Section } from '../../web/parts/section.tsx'
import { Table } from '../../web/parts/table.tsx'
import { UnitPicker } from '../../web/parts/unit-picker.tsx'
import { type Page, type Route, route } from '../../web/route.ts'
import { addColleague, addPost, endPost } from './acts.ts'
import { ROLES } from './words.ts'

const PER_PAGE = 50
const roleWords = ['officer', 'head', 'inspector', 'administrator'] as const

const days = (post: PostRow): string =>
  post.until === null ? `từ ${formatDay(post.from)}` : `${formatDay(post.from)} đến ${formatDay(post.until)}`

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
              <ButtonLink href="/can-bo/them" kind="main">
                Thêm cán bộ
              </ButtonLink>
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
                one.login ?? 'không có tài khoản',
                <ul>
                  {one.posts.map(post => (
                    <li>
                      {[post.title, post.body, ask.tree.label(post.unitId)].filter(Boolean).join(', ')}{' '}
                      <span class="soft">{days(post)}</span>
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

/** Units offered for a post: what the search found within reach, else the seats' own. */
async function offered(ask: Ask, typed: Typed | undefined): Promise<{ id: string; name: string; says: string }[]> {
  const search = String(typed?.['unit-tim'] ?? '')
  const found = search.trim() === '' ? [...ask.grant.seats] : (await searchUnits(ask.tx, search, 20)).map(one => one.id)
  return found
    .filter(id => ask.grant.units.has(id) && ask.tree.unit(id) !== undefined)
    .map(id => ({
      id,
      name: capital(ask.tree.label(id)),
      says: ask.tree
        .path(id)
        .slice(1)
        .map(one => one.name)
        .join(', '),
    }))
}

async function PostFields(ask: Ask, typed: Typed | undefined) {
  return (
    <>
      <UnitPicker name="unit" label="Đơn vị" hint="Tìm theo tên, rồi chọn." found={await offered(ask, typed)} />
      <Field kind="radio" name="role" label="Vai trò trong hệ thống" options={roleWords.map(value => ({ value, label: ROLES[value] }))} />
      <Field name="title" label="Chức danh" hint="Ví dụ: chuyên viên, Trưởng ban." width={24} />
      <Field name="body" label="Cơ quan, ban" optional width={24} />
      <Field kind="day" name="from" label="Từ ngày" hint="ngày/tháng/năm" value={ask.today} />
      <Field kind="day" name="until" label="Đến ngày" hint="Ngày cuối giữ chức vụ, nếu đã biết." optional />
    </>
  )
}

const addingFields = {
  unit: uuid('Đơn vị'),
  role: choice('Vai trò', roleWords),
  title: text('Chức danh', 120),
  body: optional(text('Cơ quan, ban', 200)),
  from: aDay('Từ ngày'),
  until: optional(aDay('Đến ngày')),
}

async function addPage(ask: Ask<'accounts.keep'>, typed?: Typed, fault?: Fault): Promise<Page> {
  return {
    title: fault ? 'Lỗi: Thêm cán bộ' : 'Thêm cán bộ',
    page: (
      <>
        <Crumb steps={[{ label: 'Cán bộ và tài khoản', href: '/can-bo' }, { label: 'Thêm cán bộ' }]} />
        <PageHead title="Thêm cán bộ, tài khoản và chức vụ đầu tiên" />
        <ErrorSummary errors={fault?.fields} />
        <Form action="/can-bo/them" class="narrow" values={typed} errors={fault?.fields}>
          <Hidden name="id" value={String(typed?.['id'] ?? randomUUID())} />
          <Field name="name" label="Họ và tên" width={24} />
          <Field name="login" label="Tên đăng nhập" hint="Chữ thường không dấu, số, dấu chấm." width={16} />
          <Field
            kind="password"
            name="password"
            label="Mật khẩu đầu tiên"
            hint="Ít nhất 10 ký tự. Trao tận tay; người dùng đổi ngay sau khi đăng nhập."
            autocomplete="new-password"
          />
          {await PostFields(ask, typed)}
          <Button kind="main">Thêm cán bộ</Button>
        </Form>
      </>
    ),
  }
}

async function personPage(ask: Ask<'accounts.read' | 'accounts.keep'>, id: string, typed?: Typed, fault?: Fault): Promise<Page> {
  const person: Colleague = await findPerson(ask, id)
  const keeping = askForOthers(ask)('accounts.keep')
  // Two kinds of form share the page: what is wrong stands in the one that was sent.
  const ended = typed?.['post']
  const errors = ended === undefined ? fault?.fields : fault?.fields.map(one => ({ ...one, field: `${one.field}-${ended}` }))
  return {
    title: fault ? `Lỗi: ${person.name}` : person.name,
    page: (
      <>
        <Crumb steps={[{ label: 'Cán bộ và tài khoản', href: '/can-bo' }, { label: person.name }]} />
        <PageHead
          title={`${person.name}: ${person.posts.length} chức vụ trong phạm vi của ông/bà`}
          sub={`Tên đăng nhập ${person.login ?? 'chưa có'}.`}
        />
        <ErrorSummary errors={errors} />

        <Table
          caption="Chức vụ qua thời gian"
          columns={[
            { label: 'Chức vụ' },
            { label: 'Đơn vị' },
            { label: 'Vai trò' },
            { label: 'Thời gian' },
            ...(keeping ? [{ label: 'Kết thúc', hideLabel: true }] : []),
          ]}
          rows={person.posts.map(post => ({
            cells: [
              [post.title, post.body].filter(Boolean).join(', '),
              ask.tree.label(post.unitId),
              ROLES[post.role],
              days(post),
              ...(keeping
                ? [
                    post.until === null || post.until >= ask.today ? (
                      <Form action={`/can-bo/${id}/ket-thuc`} class="row" {...(ended === post.id ? { values: typed, errors } : {})}>
                        <Hidden name="post" value={post.id} />
                        <Field kind="day" name="until" id={`until-${post.id}`} label="Ngày cuối" value={ask.today} />
                        <Button small of={post.title}>
                          Kết thúc
                        </Button>
                      </Form>
                    ) : (
                      ''
                    ),
                  ]
                : []),
            ],
          }))}
        />

        {keeping ? (
          <Section title="Giao thêm chức vụ" id="giao-them">
            <Form action={`/can-bo/${id}/chuc-vu`} class="narrow" {...(ended === undefined ? { values: typed, errors } : {})}>
              {await PostFields(keeping, typed)}
              <Button kind="main">Giao chức vụ</Button>
            </Form>
          </Section>
        ) : null}
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
    input: form({
      id: uuid('Mã'),
      name: text('Họ và tên', 100),
      login: text('Tên đăng nhập', 60),
      password: text('Mật khẩu', 200),
      ...addingFields,
    }),
    async run(ask, input) {
      await addColleague(ask, input)
      return { seeOther: `/can-bo/${input.id}` }
    },
    again: addPage,
    find: addPage,
  }),
  route({
    at: 'GET /can-bo/:id',
    may: 'accounts.read',
    input: form({ id: uuid('Cán bộ') }),
    run: (ask, input) => personPage(ask, input.id),
  }),
  route({
    at: 'POST /can-bo/:id/chuc-vu',
    may: 'accounts.keep',
    input: form({ id: uuid('Cán bộ'), ...addingFields }),
    async run(ask, input) {
      await addPost(ask, { ...input, person: input.id })
      return { seeOther: `/can-bo/${input.id}` }
    },
    again: (ask, typed, fault) => personPage(ask, String(typed['id']), typed, fault),
    find: (ask, typed) => personPage(ask, String(typed['id']), typed),
  }),
  route({
    at: 'POST /can-bo/:id/ket-thuc',
    may: 'accounts.keep',
    input: form({ id: uuid('Cán bộ'), post: uuid('Chức vụ'), until: aDay('Ngày cuối') }),
    async run(ask, input) {
      await endPost(ask, input)
      return { seeOther: `/can-bo/${input.id}` }
    },
    again: (ask, typed, fault) => personPage(ask, String(typed['id']), typed, fault),
  }),
]
