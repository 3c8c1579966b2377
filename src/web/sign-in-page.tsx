// The door: signing in, with nothing lost of what was typed or where one was going.
import type { Fault, FieldError } from '../ground/faults.ts'
import type { Typed } from './input.ts'
import { carried } from './kept.tsx'
import { Button } from './parts/button.tsx'
import { ErrorSummary } from './parts/error-summary.tsx'
import { Field } from './parts/field.tsx'
import { Form } from './parts/form.tsx'
import { Note } from './parts/note.tsx'
import { PageHead } from './parts/page-head.tsx'
import type { Page } from './route.ts'

export interface SigningIn {
  readonly demo: boolean
  readonly login?: string
  readonly fault?: Fault
  /** What has just happened, or why the person stands here again. */
  readonly says?: string
  /** A form that was sent after the session had ended. */
  readonly kept?: { action: string; typed: Typed }
  /** The same, as it came back from the browser. */
  readonly carried?: string
  readonly back?: string
  /** Demo people, when demo data is loaded. */
  readonly people?: readonly { login: string; name: string; title: string }[]
}

export function signInPage(to: SigningIn): Page {
  const resend = to.kept ? carried(to.kept) : to.carried
  const errors = to.fault ? (to.fault.fields.length > 0 ? to.fault.fields : [{ field: 'login', say: to.fault.message }]) : []
  return {
    title: errors.length > 0 ? 'Lỗi: Đăng nhập' : 'Đăng nhập',
    page: (
      <>
        <PageHead title="Đăng nhập" sub="Dành cho cán bộ làm công tác dân vận." />
        <ErrorSummary errors={errors} />
        {to.says ? <Note announce>{to.says}</Note> : null}
        {resend ? <Note tone="soon">Phiên làm việc đã hết. Đăng nhập lại, những gì ông/bà đã gõ vẫn còn.</Note> : null}
        <Form action="/dang-nhap" class="narrow">
          {resend ? <input type="hidden" name="resend" value={resend} /> : null}
          {to.back ? <input type="hidden" name="back" value={to.back} /> : null}
          <Field
            kind="text"
            name="login"
            label="Tên đăng nhập"
            value={to.login ?? ''}
            autocomplete="username"
            error={errors.find(one => one.field === 'login')?.say}
          />
          <Field
            kind="password"
            name="password"
            label="Mật khẩu"
            autocomplete="current-password"
            error={errors.find(one => one.field === 'password')?.say}
          />
          <Button kind="main">Đăng nhập</Button>
        </Form>
        {to.demo ? (
          <section>
            <h2>Tài khoản minh họa</h2>
            <p>
              Dữ liệu này để xem thử. Danh sách người và mật khẩu ở trang <a href="/tai-khoan-minh-hoa">tài khoản minh họa</a>.
            </p>
          </section>
        ) : null}
      </>
    ),
  }
}

export interface AskingForCode {
  /** Where the code is sent. */
  readonly action: string
  readonly back?: string | undefined
  /** A form that waits for the session. */
  readonly carried?: string | undefined
  readonly errors?: readonly FieldError[] | undefined
}

/** The second step: the password was right, the code of the authenticator is still to come. */
export const codePage = ({ action, back, carried: resend, errors }: AskingForCode): Page => ({
  title: errors ? 'Lỗi: Mã xác thực' : 'Mã xác thực',
  ...(errors ? { status: 422 } : {}),
  page: (
    <>
      <PageHead title="Còn một bước: mã xác thực" sub="Mở ứng dụng xác thực trên điện thoại, gõ mã 6 số đang hiện." />
      <ErrorSummary errors={errors} />
      <Form action={action} class="narrow" errors={errors}>
        {resend ? <input type="hidden" name="resend" value={resend} /> : null}
        {back ? <input type="hidden" name="back" value={back} /> : null}
        <Field
          name="code"
          label="Mã 6 số"
          hint="Mất điện thoại thì gõ một mã dự phòng. Hết mã dự phòng thì nhờ quản trị viên của đơn vị."
          autocomplete="one-time-code"
          maxlength={20}
          width={12}
        />
        <Button kind="main">Đăng nhập</Button>
      </Form>
    </>
  ),
})
