// One person: posts through time, the account, and what an administrator does with them.

import { standsAt, tokensOf } from '../../access/api-tokens.ts'
import type { Ask } from '../../access/ask.ts'
import { askForOthers } from '../../access/ask.ts'
import { type Delegation, delegationsOf } from '../../access/delegations.ts'
import { openInvitation } from '../../access/invitations.ts'
import { type Colleague, findPerson, isWhollyInReach, type PostRow } from '../../access/people.ts'
import { standingOf } from '../../access/second-factor.ts'
import { openSessions } from '../../access/sessions.ts'
import type { Fault, FieldError } from '../../ground/faults.ts'
import { aDay, form, optional, type Typed, text, uuid } from '../../web/input.ts'
import { Button } from '../../web/parts/button.tsx'
import { Crumb } from '../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../web/parts/error-summary.tsx'
import { Field } from '../../web/parts/field.tsx'
import { Form, Hidden } from '../../web/parts/form.tsx'
import { PageHead } from '../../web/parts/page-head.tsx'
import { Defs, Section } from '../../web/parts/section.tsx'
import { Table } from '../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../web/route.ts'
import { addPost, endPost, endSessionsOf, inviteAgain, resetTotp, withdraw } from './acts.ts'
import { invitedPage } from './invitation-pages.tsx'
import { actingOf, PostFields, postFields } from './post-fields.tsx'
import { daysWords, instantWords, ROLES } from './words.ts'

/** Three kinds of form share the page: what is wrong stands in the one that was sent. */
interface CameBack {
  readonly from: 'end' | 'post' | 'account'
  readonly typed: Typed
  readonly errors: readonly FieldError[] | undefined
}

const EndForm = ({ id, post, today, back }: { id: string; post: PostRow; today: string; back: CameBack | undefined }) => {
  const isBack = back?.from === 'end' && back.typed['post'] === post.id
  return (
    <Form action={`/can-bo/${id}/ket-thuc`} class="row" {...(isBack ? { values: back.typed, errors: back.errors } : {})}>
      <Hidden name="post" value={post.id} />
      <Field kind="day" name="until" id={`until-${post.id}`} label="Ngày cuối" value={today} />
      <Button small of={post.title}>
        Kết thúc
      </Button>
    </Form>
  )
}

async function personPage(
  ask: Ask<'accounts.read' | 'accounts.keep'>,
  id: string,
  sent?: CameBack['from'],
  typed: Typed = {},
  fault?: Fault,
): Promise<Page> {
  const person = await findPerson(ask, id)
  const keeping = askForOthers(ask)('accounts.keep')
  const errors = sent === 'end' ? fault?.fields.map(one => ({ ...one, field: `${one.field}-${typed['post']}` })) : fault?.fields
  const back = sent === undefined ? undefined : { from: sent, typed, errors }
  return {
    title: fault ? `Lỗi: ${person.name}` : person.name,
    page: (
      <>
        <Crumb steps={[{ label: 'Cán bộ và tài khoản', href: '/can-bo' }, { label: person.name }]} />
        <PageHead
          title={`${person.name}: ${person.posts.length} chức vụ trong phạm vi của ông/bà`}
          sub={`Tên đăng nhập ${person.login ?? 'chưa có'}.`}
        />
        <ErrorSummary fault={fault} errors={errors} />

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
              daysWords(post),
              ...(keeping
                ? [post.until === null || post.until >= ask.today ? <EndForm id={id} post={post} today={ask.today} back={back} /> : '']
                : []),
            ],
          }))}
        />

        <Lent ask={ask} delegations={(await delegationsOf(ask.tx, id)).filter(one => ask.grant.units.has(one.unitId))} />
        {keeping ? await Account({ ask: keeping, person, back }) : null}
        {keeping ? (
          <Section title="Giao thêm chức vụ" id="giao-them">
            <Form action={`/can-bo/${id}/chuc-vu`} class="narrow" {...(back?.from === 'post' ? { values: typed, errors } : {})}>
              {await PostFields(keeping, back?.from === 'post' ? typed : undefined)}
              <Button kind="main">Giao chức vụ</Button>
            </Form>
          </Section>
        ) : null}
      </>
    ),
  }
}

/** Posts lent and borrowed, of the units in reach. */
const Lent = ({ ask, delegations }: { ask: Ask; delegations: readonly Delegation[] }) =>
  delegations.length === 0 ? null : (
    <Section title="Ủy quyền" id="uy-quyen">
      <Table
        caption="Ủy quyền đã giao và đã nhận"
        hideCaption
        columns={[
          { label: 'Người ủy quyền' },
          { label: 'Người được ủy quyền' },
          { label: 'Chức vụ' },
          { label: 'Thời gian' },
          { label: 'Văn bản' },
        ]}
        rows={delegations.map(one => ({
          cells: [
            one.giver,
            one.to,
            `${one.title}, ${ask.tree.label(one.unitId)}`,
            `${daysWords(one)}${one.takenBackAt === null ? '' : `, đã thôi lúc ${instantWords(one.takenBackAt)}`}`,
            one.paper === '' ? 'không ghi' : one.paper,
          ],
        }))}
      />
    </Section>
  )

/** The account: how it stands, and what may be done with it from here. */
async function Account({ ask, person, back }: { ask: Ask<'accounts.keep'>; person: Colleague; back: CameBack | undefined }) {
  const invitation = await openInvitation(ask.tx, person.id)
  const standing = await standingOf(ask.tx, person.id)
  const sessions = (await openSessions(ask.tx, person.id, ask.at)).length
  const tokens = (await tokensOf(ask.tx, person.id)).filter(one => standsAt(one, ask.at)).length
  const isWhole = await isWhollyInReach(ask, person.id)
  const at = (what: string): string => `/can-bo/${person.id}/${what}`
  const isOverdue = invitation !== undefined && invitation.expiresAt <= ask.at
  return (
    <Section title="Tài khoản" id="tai-khoan">
      <Defs
        entries={[
          {
            term: 'Mật khẩu',
            says: person.hasPassword ? 'đã đặt' : person.login === null ? 'chưa có tài khoản' : 'chưa đặt, chưa đăng nhập được',
          },
          {
            term: 'Lời mời đặt mật khẩu',
            says: !invitation
              ? 'không có'
              : isOverdue
                ? `đã quá hạn lúc ${instantWords(invitation.expiresAt)}`
                : `mời lúc ${instantWords(invitation.madeAt)}, dùng được đến ${instantWords(invitation.expiresAt)}`,
          },
          {
            term: 'Xác thực hai bước',
            says: standing.is === 'on' ? `đang bật; còn ${standing.recoveryLeft} mã dự phòng` : 'chưa bật',
          },
          { term: 'Phiên đang mở', says: sessions },
          ...(tokens > 0 ? [{ term: 'Mã truy cập còn hiệu lực', says: tokens }] : []),
        ]}
      />
      {isWhole ? (
        <>
          <Form action={at('moi')} class="narrow after" {...(back?.from === 'account' ? { values: back.typed, errors: back.errors } : {})}>
            {person.hasPassword ? (
              <p>Quên mật khẩu: mời đặt lại. Mật khẩu đang có vẫn dùng được cho đến khi người ấy mở liên kết mới.</p>
            ) : (
              <Field name="login" label="Tên đăng nhập" hint="Chữ thường không dấu, số, dấu chấm." value={person.login ?? ''} width={16} />
            )}
            <Button>{person.hasPassword ? 'Mời đặt lại mật khẩu' : invitation ? 'Mời lại' : 'Mời đặt mật khẩu'}</Button>
          </Form>
          {invitation && !isOverdue ? (
            <Form action={at('rut-loi-moi')}>
              <Button>Rút lời mời</Button>
            </Form>
          ) : null}
          {standing.is === 'on' && person.id !== ask.person.id ? (
            <Form action={at('go-xac-thuc')}>
              <p>
                Mất điện thoại và hết mã dự phòng: gỡ xác thực hai bước. Xác minh đúng người trước khi gỡ; mọi phiên của người ấy kết thúc.
              </p>
              <Button>Gỡ xác thực hai bước</Button>
            </Form>
          ) : null}
        </>
      ) : (
        <p class="after">
          Người này còn giữ hoặc làm thay chức vụ ở đơn vị ngoài phạm vi của ông/bà: mật khẩu và xác thực hai bước do quản trị viên cấp trên
          lo.
        </p>
      )}
      {sessions + tokens > 0 ? (
        <Form action={at('ket-thuc-phien')}>
          <Button>Kết thúc mọi phiên và mã truy cập của người này</Button>
        </Form>
      ) : null}
    </Section>
  )
}

const onlyId = form({ id: uuid('Cán bộ') })
const backTo =
  (sent: CameBack['from']) =>
  (ask: Ask<'accounts.keep'>, typed: Typed, fault: Fault): Promise<Page> =>
    personPage(ask, String(typed['id']), sent, typed, fault)

export const personRoutes: readonly Route[] = [
  route({ at: 'GET /can-bo/:id', may: 'accounts.read', input: onlyId, run: (ask, input) => personPage(ask, input.id) }),
  route({
    at: 'POST /can-bo/:id/chuc-vu',
    may: 'accounts.keep',
    input: form({ id: uuid('Cán bộ'), ...postFields }),
    async run(ask, input) {
      await addPost(ask, { ...input, person: input.id, acting: actingOf(input.acting) })
      return { seeOther: `/can-bo/${input.id}` }
    },
    again: backTo('post'),
    find: (ask, typed) => personPage(ask, String(typed['id']), 'post', typed),
  }),
  route({
    at: 'POST /can-bo/:id/ket-thuc',
    may: 'accounts.keep',
    input: form({ id: uuid('Cán bộ'), post: uuid('Chức vụ'), until: aDay('Ngày cuối') }),
    async run(ask, input) {
      await endPost(ask, input)
      return { seeOther: `/can-bo/${input.id}` }
    },
    again: backTo('end'),
  }),
  route({
    at: 'POST /can-bo/:id/moi',
    may: 'accounts.keep',
    input: form({ id: uuid('Cán bộ'), login: optional(text('Tên đăng nhập', 60)) }),
    async run(ask, input) {
      const token = await inviteAgain(ask, input)
      const { name } = await findPerson(ask, input.id)
      return invitedPage({ personId: input.id, name, token, at: ask.at })
    },
    again: backTo('account'),
  }),
  route({
    at: 'POST /can-bo/:id/rut-loi-moi',
    may: 'accounts.keep',
    input: onlyId,
    async run(ask, input) {
      await withdraw(ask, input.id)
      return { seeOther: `/can-bo/${input.id}` }
    },
    again: backTo('account'),
  }),
  route({
    at: 'POST /can-bo/:id/ket-thuc-phien',
    may: 'accounts.keep',
    input: onlyId,
    async run(ask, input) {
      await endSessionsOf(ask, input.id)
      return { seeOther: `/can-bo/${input.id}` }
    },
  }),
  route({
    at: 'POST /can-bo/:id/go-xac-thuc',
    may: 'accounts.keep',
    input: onlyId,
    async run(ask, input) {
      await resetTotp(ask, input.id)
      return { seeOther: `/can-bo/${input.id}` }
    },
    again: backTo('account'),
  }),
]
