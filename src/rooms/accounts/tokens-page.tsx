// Tokens with which programs act for a person: listed, made and shown once, taken back.
import { DAYS_GIVEN, MOST_DAYS, SCOPES, type Scope, standsAt, type Token, tokensOf } from '../../access/api-tokens.ts'
import type { Ask } from '../../access/ask.ts'
import { standingOf } from '../../access/second-factor.ts'
import type { Fault, FieldError } from '../../ground/faults.ts'
import { choice, form, optional, type Typed, text, uuid, whole } from '../../web/input.ts'
import { Button, ButtonLink } from '../../web/parts/button.tsx'
import { Crumb } from '../../web/parts/crumb.tsx'
import { Empty } from '../../web/parts/empty.tsx'
import { ErrorSummary } from '../../web/parts/error-summary.tsx'
import { Field } from '../../web/parts/field.tsx'
import { Form, Hidden } from '../../web/parts/form.tsx'
import { Note } from '../../web/parts/note.tsx'
import { PageHead } from '../../web/parts/page-head.tsx'
import { Section } from '../../web/parts/section.tsx'
import { Status } from '../../web/parts/status.tsx'
import { Table } from '../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../web/route.ts'
import { codeError } from './code-words.ts'
import { makeOwnToken, revokeOwnToken } from './token-acts.ts'
import { instantWords } from './words.ts'

export const TOKENS_PATH = '/tai-khoan/ma-truy-cap'
const SHOWN = 30

const SCOPE_WORDS: Readonly<Record<Scope, string>> = { read: 'chỉ xem', write: 'xem và ghi' }

const crumb = <Crumb steps={[{ label: 'Tài khoản', href: '/tai-khoan' }, { label: 'Mã truy cập' }]} />

interface Showing {
  readonly typed?: Typed
  readonly errors?: readonly FieldError[]
}

/** What was typed comes back without what must not stand in a page. */
const safe = (typed: Typed | undefined): Typed | undefined => typed && { ...typed, password: undefined, code: undefined }

async function tokensPage(ask: Ask<'self.tokens'>, { typed, errors }: Showing = {}): Promise<Page> {
  const all = await tokensOf(ask.tx, ask.person.id)
  const standing = all.filter(one => standsAt(one, ask.at)).length
  const withCode = (await standingOf(ask.tx, ask.person.id)).is === 'on'
  return {
    title: errors ? 'Lỗi: Mã truy cập' : 'Mã truy cập',
    ...(errors ? { status: 422 } : {}),
    page: (
      <>
        {crumb}
        <PageHead
          title={standing === 0 ? 'Không có chương trình nào làm thay ông/bà' : `${standing} mã truy cập đang còn hiệu lực`}
          sub="Mã truy cập để một chương trình của ông/bà lấy và gửi số liệu qua API. Chương trình làm được đúng những gì chức vụ hôm nay của ông/bà cho phép; hết chức vụ thì mã không mở được gì."
        />
        <ErrorSummary errors={errors} />
        <Section title="Các mã đã tạo" id="da-tao" first>
          {all.length === 0 ? (
            <Empty>Ông/bà chưa tạo mã nào.</Empty>
          ) : (
            <Table
              caption="Các mã truy cập, mới nhất ở trên"
              hideCaption
              columns={[
                { label: 'Dùng cho' },
                { label: 'Phạm vi' },
                { label: 'Trạng thái' },
                { label: 'Dùng lần cuối' },
                { label: 'Thu hồi', hideLabel: true },
              ]}
              rows={all.slice(0, SHOWN).map(one => ({
                cells: [
                  one.name,
                  SCOPE_WORDS[one.scope],
                  <TokenStatus token={one} at={ask.at} />,
                  one.usedAt === null ? <span class="soft">chưa dùng</span> : <span class="num">{instantWords(one.usedAt)}</span>,
                  standsAt(one, ask.at) ? (
                    <Form action={`${TOKENS_PATH}/thu-hoi`} class="row">
                      <Hidden name="id" value={one.id} />
                      <Button small of={one.name}>
                        Thu hồi
                      </Button>
                    </Form>
                  ) : (
                    ''
                  ),
                ],
              }))}
            />
          )}
        </Section>
        <Section title="Tạo mã mới" id="tao">
          <Form action={TOKENS_PATH} class="narrow" values={safe(typed)} errors={errors}>
            <Field name="name" label="Dùng cho" hint="Chương trình nào, ở máy nào; để sau này biết mã nào cần thu hồi." maxlength={80} />
            <Field
              kind="radio"
              name="scope"
              label="Phạm vi"
              value="read"
              options={SCOPES.map(scope => ({ value: scope, label: SCOPE_WORDS[scope] }))}
            />
            <Field
              kind="number"
              name="days"
              label="Dùng trong bao nhiêu ngày"
              hint={`Nhiều nhất ${MOST_DAYS} ngày.`}
              value={DAYS_GIVEN}
              width={6}
              unit="ngày"
            />
            <Field kind="password" name="password" label="Mật khẩu hiện nay" autocomplete="current-password" />
            {withCode ? (
              <Field
                name="code"
                label="Mã 6 số đang hiện, hoặc một mã dự phòng"
                autocomplete="one-time-code"
                inputmode="numeric"
                maxlength={20}
                width={12}
              />
            ) : null}
            <Button kind="main">Tạo mã truy cập</Button>
          </Form>
        </Section>
        <p class="small soft after">
          Đổi mật khẩu thì mọi mã hết hiệu lực. Mỗi việc chương trình làm ghi vào nhật ký bằng tên ông/bà, kèm mã đã dùng.
        </p>
      </>
    ),
  }
}

function TokenStatus({ token, at }: { token: Token; at: Date }) {
  if (token.revokedAt !== null) return <Status tone="none">{`đã thu hồi ${instantWords(token.revokedAt)}`}</Status>
  if (token.expiresAt <= at) return <Status tone="none">{`hết hạn ${instantWords(token.expiresAt)}`}</Status>
  return <Status tone="ok">{`còn đến ${instantWords(token.expiresAt)}`}</Status>
}

const madePage = (token: string, expires: Date): Page => ({
  title: 'Mã truy cập mới',
  page: (
    <>
      {crumb}
      <PageHead title="Chép mã này ngay: hệ thống không hiện lại" sub={`Dùng được đến ${instantWords(expires)}.`} />
      <Note tone="ok" announce title="Đã tạo mã truy cập.">
        Cất ở nơi chỉ chương trình ấy đọc được; không gửi qua tin nhắn, không chép vào tệp mã nguồn.
      </Note>
      <p class="sheet pad">
        <code id="ma">{token}</code>
      </p>
      <p class="after">
        <ButtonLink href={TOKENS_PATH}>Đã chép mã</ButtonLink>
      </p>
    </>
  ),
})

export const tokenRoutes: readonly Route[] = [
  route({ at: `GET ${TOKENS_PATH}`, may: 'self.tokens', run: ask => tokensPage(ask) }),
  route({
    at: `POST ${TOKENS_PATH}`,
    may: 'self.tokens',
    perMinute: 20,
    input: form({
      name: text('Dùng cho', 80),
      scope: choice('Phạm vi', SCOPES),
      days: whole('Số ngày dùng', 1, MOST_DAYS),
      password: text('Mật khẩu hiện nay', 200),
      code: optional(text('Mã', 20)),
    }),
    async run(ask, input) {
      const done = await makeOwnToken(ask, input)
      if (done.is === 'made') return madePage(done.made.token, done.made.expires)
      return tokensPage(ask, { typed: { name: input.name, scope: input.scope, days: String(input.days) }, errors: [codeError(done)] })
    },
    again: (ask, typed, fault: Fault) => tokensPage(ask, { typed, errors: fault.fields }),
  }),
  route({
    at: `POST ${TOKENS_PATH}/thu-hoi`,
    may: 'self.tokens',
    input: form({ id: uuid('Mã truy cập') }),
    async run(ask, input) {
      await revokeOwnToken(ask, input.id)
      return { seeOther: TOKENS_PATH }
    },
  }),
]
