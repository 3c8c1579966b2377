// Lending a post for some days: what one has lent, what one was lent, and a new one.
import { randomUUID } from 'node:crypto'
import { type Ask, askForOthers } from '../../access/ask.ts'
import { type Delegation, delegationsOf } from '../../access/delegations.ts'
import { peopleAt } from '../../access/held-posts.ts'
import type { Fault } from '../../ground/faults.ts'
import { formatDay, searchKey } from '../../ground/vietnamese.ts'
import { aDay, form, optional, type Typed, text, uuid } from '../../web/input.ts'
import { Button } from '../../web/parts/button.tsx'
import { Crumb } from '../../web/parts/crumb.tsx'
import { Empty } from '../../web/parts/empty.tsx'
import { ErrorSummary } from '../../web/parts/error-summary.tsx'
import { Field } from '../../web/parts/field.tsx'
import { Form, Hidden } from '../../web/parts/form.tsx'
import { PageHead } from '../../web/parts/page-head.tsx'
import { Section } from '../../web/parts/section.tsx'
import { Status } from '../../web/parts/status.tsx'
import { Table } from '../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../web/route.ts'
import { delegate, postsToLend, takeBack } from './own-acts.ts'

const PATH = '/tai-khoan/uy-quyen'
const OFFERED = 20

const isOver = (one: Delegation, today: string): boolean => one.takenBackAt !== null || one.until < today
const runs = (one: Delegation, today: string): boolean => !isOver(one, today) && one.from <= today

function stateOf(one: Delegation, today: string) {
  if (one.takenBackAt !== null) return <Status tone="none">đã thôi</Status>
  if (one.until < today) return <Status tone="none">đã hết hạn</Status>
  return one.from > today ? <Status tone="soon">chưa đến ngày</Status> : <Status tone="ok">đang có hiệu lực</Status>
}

const days = (one: Delegation): string => `${formatDay(one.from)} đến ${formatDay(one.until)}`

/** Who may be lent a post: colleagues of the same units first; with a name typed, also those below. */
async function offered(ask: Ask<'posts.delegate'>, typed: Typed | undefined) {
  const key = searchKey(String(typed?.['nguoi'] ?? ''))
  const seats = postsToLend(ask.person, ask).map(post => post.unitId)
  const units = key === '' ? seats : seats.flatMap(seat => [...ask.tree.inCare(seat)])
  const found = await peopleAt(ask.tx, { units: [...new Set(units)], on: ask.today, key, limit: OFFERED + 1 })
  return found.filter(one => one.id !== ask.person.id).slice(0, OFFERED)
}

async function NewDelegation({ ask, typed, fault }: { ask: Ask<'posts.delegate'>; typed: Typed | undefined; fault: Fault | undefined }) {
  const posts = postsToLend(ask.person, ask)
  const people = await offered(ask, typed)
  const [only, ...more] = posts
  return (
    <Section title="Ủy quyền mới" id="moi">
      <Form action={PATH} class="narrow" values={typed} errors={fault?.fields}>
        <p>
          Người được ủy quyền làm được mọi việc của chức vụ trong những ngày ấy, trừ việc ủy quyền tiếp. Nhật ký ghi rõ là làm theo ủy quyền
          của ông/bà.
        </p>
        <Hidden name="id" value={String(typed?.['id'] ?? randomUUID())} />
        <Field
          kind="radio"
          name="post"
          label="Chức vụ"
          options={posts.map(post => ({ value: post.id, label: [post.title, ask.tree.label(post.unitId)].join(', ') }))}
          {...(only && more.length === 0 ? { value: only.id } : {})}
        />
        <div class="find">
          <Field name="nguoi" label="Tìm người theo tên" hint="Người cùng đơn vị hoặc cấp dưới; không cần dấu." optional width={16} />
          <button class="btn" type="submit" name="_find" value="to">
            Tìm
          </button>
        </div>
        {people.length > 0 ? (
          <Field
            kind="radio"
            name="to"
            label="Người được ủy quyền"
            options={people.map(one => ({ value: one.id, label: one.name, hint: `${one.title}, ${ask.tree.label(one.unitId)}` }))}
          />
        ) : (
          <p id="to">Không có ai như vậy. Gõ một phần của tên rồi bấm Tìm.</p>
        )}
        <Field kind="day" name="from" label="Từ ngày" hint="ngày/tháng/năm" value={ask.today} />
        <Field kind="day" name="until" label="Đến ngày" hint="Ngày cuối, nhiều nhất 90 ngày." />
        <Field name="paper" label="Số, ngày văn bản ủy quyền" optional width={24} />
        <Button kind="main">Ủy quyền</Button>
      </Form>
    </Section>
  )
}

async function delegationPage(ask: Ask<'self'>, typed?: Typed, fault?: Fault): Promise<Page> {
  const all = await delegationsOf(ask.tx, ask.person.id)
  const given = all.filter(one => one.giverId === ask.person.id)
  const received = all.filter(one => one.toId === ask.person.id)
  const lending = askForOthers(ask)('posts.delegate')
  const now = new Set(given.filter(one => runs(one, ask.today)).map(one => one.toId)).size
  const acting = received.filter(one => runs(one, ask.today) && ask.person.posts.some(post => post.delegation === one.id)).length
  const title = [
    now > 0 ? `đang ủy quyền cho ${now} người` : 'không ủy quyền chức vụ nào',
    ...(acting > 0 ? [`đang làm thay ${acting} chức vụ`] : []),
  ]
  const form = lending && postsToLend(ask.person, lending).length > 0 ? await NewDelegation({ ask: lending, typed, fault }) : null
  return {
    title: fault ? 'Lỗi: Ủy quyền' : 'Ủy quyền',
    page: (
      <>
        <Crumb steps={[{ label: 'Tài khoản', href: '/tai-khoan' }, { label: 'Ủy quyền' }]} />
        <PageHead
          title={`Hôm nay ông/bà ${title.join(', ')}`}
          sub="Ủy quyền có ngày đầu, ngày cuối, và hết khi người giao thôi giữ chức vụ."
        />
        <ErrorSummary fault={fault} />
        {given.length > 0 ? (
          <Section title="Đã ủy quyền" id="da-giao" first>
            <Table
              caption="Đã ủy quyền cho người khác"
              hideCaption
              columns={[
                { label: 'Người được ủy quyền' },
                { label: 'Chức vụ' },
                { label: 'Thời gian' },
                { label: 'Văn bản' },
                { label: 'Trạng thái' },
                { label: 'Thôi', hideLabel: true },
              ]}
              rows={given.map(one => ({
                cells: [
                  one.to,
                  `${one.title}, ${ask.tree.label(one.unitId)}`,
                  days(one),
                  one.paper === '' ? 'không ghi' : one.paper,
                  stateOf(one, ask.today),
                  isOver(one, ask.today) ? (
                    ''
                  ) : (
                    <Form action={`${PATH}/${one.id}/thoi`} class="row">
                      <Button small of={`cho ${one.to}`}>
                        Thôi ủy quyền
                      </Button>
                    </Form>
                  ),
                ],
              }))}
            />
          </Section>
        ) : null}
        {received.length > 0 ? (
          <Section title="Được ủy quyền" id="da-nhan" first={given.length === 0}>
            <Table
              caption="Được người khác ủy quyền"
              hideCaption
              columns={[
                { label: 'Người ủy quyền' },
                { label: 'Chức vụ' },
                { label: 'Thời gian' },
                { label: 'Văn bản' },
                { label: 'Trạng thái' },
              ]}
              rows={received.map(one => ({
                cells: [
                  one.giver,
                  `${one.title}, ${ask.tree.label(one.unitId)}`,
                  days(one),
                  one.paper === '' ? 'không ghi' : one.paper,
                  stateOf(one, ask.today),
                ],
              }))}
            />
          </Section>
        ) : null}
        {all.length === 0 && !form ? <Empty>Chưa có ủy quyền nào. Chức vụ của ông/bà không có phần việc để ủy quyền.</Empty> : null}
        {form}
      </>
    ),
  }
}

const selfOf = (ask: Ask<'posts.delegate'>): Ask<'self'> => askForOthers(ask)('self') ?? (ask as unknown as Ask<'self'>)

export const delegationRoutes: readonly Route[] = [
  route({ at: `GET ${PATH}`, may: 'self', run: ask => delegationPage(ask) }),
  route({
    at: `POST ${PATH}`,
    may: 'posts.delegate',
    input: form({
      id: uuid('Mã'),
      post: uuid('Chức vụ'),
      to: uuid('Người được ủy quyền'),
      from: aDay('Từ ngày'),
      until: aDay('Đến ngày'),
      paper: optional(text('Văn bản ủy quyền', 200)),
    }),
    async run(ask, input) {
      await delegate(ask, input)
      return { seeOther: PATH }
    },
    again: (ask, typed, fault) => delegationPage(selfOf(ask), typed, fault),
    find: (ask, typed) => delegationPage(selfOf(ask), typed),
  }),
  route({
    at: `POST ${PATH}/:id/thoi`,
    may: 'posts.delegate',
    input: form({ id: uuid('Ủy quyền') }),
    async run(ask, input) {
      await takeBack(ask, input.id)
      return { seeOther: PATH }
    },
  }),
]
