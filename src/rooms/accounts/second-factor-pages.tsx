// The second factor of one's own account: set up, new recovery codes, turned off.
import type { Ask } from '../../access/ask.ts'
import { begun, standingOf } from '../../access/second-factor.ts'
import type { Fault, FieldError } from '../../ground/faults.ts'
import { TOTP_PATH } from '../../web/closed-door.ts'
import { form, text } from '../../web/input.ts'
import { Button, ButtonLink } from '../../web/parts/button.tsx'
import { Crumb } from '../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../web/parts/error-summary.tsx'
import { Field } from '../../web/parts/field.tsx'
import { Form } from '../../web/parts/form.tsx'
import { Note } from '../../web/parts/note.tsx'
import { PageHead } from '../../web/parts/page-head.tsx'
import { Section } from '../../web/parts/section.tsx'
import { type Page, type Route, route } from '../../web/route.ts'
import { codeError } from './code-words.ts'
import { beginSecondFactor, confirmSecondFactor, mustHaveTotp, renewRecovery, turnOff } from './own-acts.ts'
import { QrCode } from './qr-code.tsx'
import { instantWords } from './words.ts'

const crumb = <Crumb steps={[{ label: 'Tài khoản', href: '/tai-khoan' }, { label: 'Xác thực hai bước' }]} />
const titled = (title: string, errors: readonly FieldError[] | undefined): string => (errors && errors.length > 0 ? `Lỗi: ${title}` : title)

const CodeField = ({ label, hint }: { label: string; hint?: string }) => (
  <Field name="code" label={label} hint={hint} autocomplete="one-time-code" inputmode="numeric" maxlength={20} width={12} />
)

/** Two forms of the page ask for a code: what is wrong stands in the one that was sent. */
type Sent = 'begin' | 'confirm' | 'renew' | 'off'

async function totpPage(ask: Ask<'self.totp'>, errors?: readonly FieldError[], sent?: Sent): Promise<Page> {
  const standing = await standingOf(ask.tx, ask.person.id)
  const required = ask.person.owesTotp === true
  const shown = standing.is === 'begun' ? await begun(ask.tx, ask.files, ask.person) : undefined
  const wrongIn = (one: Sent) => (sent === one ? errors : undefined)
  return {
    title: titled('Xác thực hai bước', errors),
    ...(errors ? { status: 422 } : {}),
    page: (
      <>
        {crumb}
        <PageHead
          title={standing.is === 'on' ? 'Xác thực hai bước đang bật' : 'Xác thực hai bước chưa bật'}
          sub={
            standing.is === 'on' && standing.since
              ? `Bật lúc ${instantWords(standing.since)}; còn ${standing.recoveryLeft} mã dự phòng chưa dùng.`
              : 'Khi đăng nhập, ngoài mật khẩu còn phải gõ mã 6 số hiện trên điện thoại. Ai biết mật khẩu của ông/bà cũng không vào được.'
          }
        />
        <ErrorSummary errors={errors} />
        {required ? (
          <Note tone="soon" title="Vai trò của ông/bà phải có xác thực hai bước.">
            Thiết lập xong mới làm được việc khác. Mất khoảng hai phút.
          </Note>
        ) : null}
        {standing.is === 'on' ? <WhenOn left={standing.recoveryLeft} must={await mustHaveTotp(ask)} wrongIn={wrongIn} /> : null}
        {shown ? (
          <Section title="Bước 2: quét mã, rồi gõ mã 6 số" id="quet-ma" first>
            <ol class="numbered">
              <li>Mở ứng dụng xác thực trên điện thoại, chọn thêm tài khoản, quét mã dưới đây.</li>
              <li>Ứng dụng hiện mã 6 số, đổi sau mỗi 30 giây. Gõ mã ấy vào ô bên dưới.</li>
            </ol>
            <p class="after">
              <QrCode text={shown.uri} label="Mã để quét bằng ứng dụng xác thực" />
            </p>
            <Form action={`${TOTP_PATH}/xac-nhan`} class="narrow after" errors={wrongIn('confirm')}>
              <p>
                Không quét được thì chọn “nhập khóa” trong ứng dụng và gõ: <strong id="khoa">{shown.written}</strong>
              </p>
              <CodeField label="Mã 6 số" />
              <Button kind="main">Bật xác thực hai bước</Button>
            </Form>
          </Section>
        ) : null}
        {standing.is === 'on' ? null : (
          <Section title={shown ? 'Làm lại từ đầu' : 'Bước 1: chuẩn bị điện thoại'} id="bat-dau" first={!shown}>
            <Form action={`${TOTP_PATH}/bat-dau`} class="narrow" errors={wrongIn('begin')}>
              {shown ? (
                <p>Đổi điện thoại hoặc quét nhầm thì tạo mã khác; mã trên không dùng được nữa.</p>
              ) : (
                <p>
                  Cài một ứng dụng xác thực (Google Authenticator, Microsoft Authenticator, FreeOTP…) trên điện thoại của ông/bà. Ứng dụng
                  không cần mạng và không biết ông/bà dùng hệ thống nào.
                </p>
              )}
              <Field kind="password" name="password" label="Mật khẩu hiện nay" autocomplete="current-password" />
              <Button kind={shown ? 'normal' : 'main'}>{shown ? 'Tạo mã khác' : 'Tiếp tục'}</Button>
            </Form>
          </Section>
        )}
      </>
    ),
  }
}

function WhenOn({ left, must, wrongIn }: { left: number; must: boolean; wrongIn: (one: Sent) => readonly FieldError[] | undefined }) {
  return (
    <>
      {left <= 3 ? (
        <Note tone="soon">{`Chỉ còn ${left} mã dự phòng. Lập mã mới trước khi hết: mất điện thoại mà hết mã thì phải nhờ quản trị viên.`}</Note>
      ) : null}
      <Section title="Lập mười mã dự phòng mới" id="ma-moi" first>
        <Form action={`${TOTP_PATH}/ma-moi`} class="narrow" errors={wrongIn('renew')}>
          <p>Mã dự phòng dùng khi mất điện thoại, mỗi mã một lần. Lập mã mới thì mọi mã cũ không dùng được nữa.</p>
          <CodeField label="Mã 6 số đang hiện, hoặc một mã dự phòng" />
          <Button>Lập mã dự phòng mới</Button>
        </Form>
      </Section>
      <Section title="Đổi điện thoại, hoặc tắt" id="tat">
        <Form action={`${TOTP_PATH}/tat`} class="narrow" errors={wrongIn('off')}>
          <p>
            {must
              ? 'Tắt rồi thiết lập ngay trên điện thoại mới: vai trò của ông/bà phải có xác thực hai bước, chưa thiết lập lại thì chưa làm được việc khác.'
              : 'Tắt rồi thiết lập lại trên điện thoại mới. Từ lúc tắt, chỉ cần mật khẩu là đăng nhập được.'}
          </p>
          <Field
            name="code"
            id="code-tat"
            label="Mã 6 số đang hiện, hoặc một mã dự phòng"
            autocomplete="one-time-code"
            maxlength={20}
            width={12}
          />
          <Button>Tắt xác thực hai bước</Button>
        </Form>
      </Section>
    </>
  )
}

const codesPage = (codes: readonly string[], title: string): Page => ({
  title: 'Mã dự phòng',
  page: (
    <>
      {crumb}
      <PageHead title={title} sub="In ra hoặc chép lại, cất ở nơi khác với điện thoại. Hệ thống không hiện lại các mã này." />
      <Note tone="ok" announce title="Mười mã dự phòng, mỗi mã dùng một lần:" />
      <ol class="sheet pad">
        {codes.map(code => (
          <li>
            <strong class="num">{code}</strong>
          </li>
        ))}
      </ol>
      <p class="after">
        <ButtonLink href="/" kind="main">
          Đã cất mã, về trang Hôm nay
        </ButtonLink>
      </p>
    </>
  ),
})

const code = text('Mã', 20)
const again =
  (sent: Sent) =>
  (ask: Ask<'self.totp'>, _typed: unknown, fault: Fault): Promise<Page> =>
    totpPage(ask, fault.fields.length > 0 ? fault.fields : [{ field: '', say: fault.message }], sent)

export const secondFactorRoutes: readonly Route[] = [
  route({ at: `GET ${TOTP_PATH}`, may: 'self.totp', run: ask => totpPage(ask) }),
  route({
    at: `POST ${TOTP_PATH}/bat-dau`,
    may: 'self.totp',
    input: form({ password: text('Mật khẩu', 200) }),
    perMinute: 10,
    async run(ask, input) {
      await beginSecondFactor(ask, input.password)
      return { seeOther: TOTP_PATH }
    },
    again: again('begin'),
  }),
  route({
    at: `POST ${TOTP_PATH}/xac-nhan`,
    may: 'self.totp',
    input: form({ code }),
    async run(ask, input) {
      return codesPage(await confirmSecondFactor(ask, input.code), 'Đã bật xác thực hai bước')
    },
    again: again('confirm'),
  }),
  route({
    at: `POST ${TOTP_PATH}/ma-moi`,
    may: 'self.totp',
    input: form({ code }),
    async run(ask, input) {
      const done = await renewRecovery(ask, input.code)
      return done.is === 'done'
        ? codesPage(done.with, 'Đã lập mã dự phòng mới; mã cũ không dùng được nữa')
        : totpPage(ask, [codeError(done)], 'renew')
    },
    again: again('renew'),
  }),
  route({
    at: `POST ${TOTP_PATH}/tat`,
    may: 'self.totp',
    input: form({ code }),
    async run(ask, input) {
      const done = await turnOff(ask, input.code)
      return done.is === 'done' ? { seeOther: TOTP_PATH } : totpPage(ask, [{ ...codeError(done), field: 'code-tat' }], 'off')
    },
    again: again('off'),
  }),
]
