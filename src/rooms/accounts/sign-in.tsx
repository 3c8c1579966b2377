// The door: coming in, going out, and what was typed before the session ended.
import { demoAccounts } from '../../access/people.ts'
import { signIn, signOut } from '../../access/sessions.ts'
import { missing } from '../../ground/faults.ts'
import { loadTree } from '../../org/store.ts'
import { form, longText, optional, text } from '../../web/input.ts'
import { Kept, uncarried } from '../../web/kept.tsx'
import { Note } from '../../web/parts/note.tsx'
import { PageHead } from '../../web/parts/page-head.tsx'
import { Table } from '../../web/parts/table.tsx'
import { type Route, route } from '../../web/route.ts'
import { signInPage } from '../../web/sign-in-page.tsx'

/** Only a path of ours, so that signing in never leads to another site. */
const homePath = (path: string | undefined): string => (path !== undefined && /^\/(?![/\\])[^\r\n]*$/u.test(path) ? path : '/')

const entering = form({
  login: text('Tên đăng nhập', 60),
  password: text('Mật khẩu', 200),
  back: optional(text('Trang', 2000)),
  resend: optional(longText('Nội dung đã gõ', 800_000)),
})

/** The first page of a session when a form was waiting for it: shown whole, sent by the person, never by us. */
const waitingForm = (kept: { action: string; typed: Parameters<typeof Kept>[0]['typed'] }, token: { value: string; expires: Date }) => ({
  title: 'Gửi lại',
  token,
  page: (
    <>
      <PageHead title="Đã đăng nhập lại, còn một việc chưa gửi" />
      <Note tone="soon">Phiên trước hết trong lúc ông/bà đang gõ. Nội dung chưa được ghi; gửi lại để ghi.</Note>
      <Kept {...kept} />
    </>
  ),
})

const enter = [
  route({ at: 'GET /dang-nhap', may: 'anyone', run: async visit => signInPage({ demo: visit.demo }) }),
  route({
    at: 'POST /dang-nhap',
    may: 'anyone',
    input: entering,
    perMinute: 10,
    async run(visit, input) {
      const token = await signIn(visit.tx, input.login, input.password, visit.today, visit.at).then(one => ({
        value: one.token,
        expires: one.expires,
      }))
      const kept = input.resend === undefined ? undefined : uncarried(input.resend)
      return kept ? waitingForm(kept, token) : { seeOther: homePath(input.back), token }
    },
    again: async (visit, typed, fault) =>
      signInPage({
        demo: visit.demo,
        fault,
        login: String(typed['login'] ?? ''),
        ...(typeof typed['resend'] === 'string' ? { carried: typed['resend'] } : {}),
        ...(typeof typed['back'] === 'string' ? { back: homePath(typed['back']) } : {}),
      }),
  }),
] as const

const leave = route({
  at: 'POST /dang-xuat',
  may: 'anyone',
  async run(visit) {
    if (visit.token !== undefined) await signOut(visit.tx, visit.token, visit.at)
    return { seeOther: '/dang-nhap', token: null }
  },
})

const demoPage = (password: string) =>
  route({
    at: 'GET /tai-khoan-minh-hoa',
    may: 'anyone',
    async run(visit) {
      if (!visit.demo) throw missing('trang này')
      const people = await demoAccounts(visit.tx, visit.today)
      const tree = await loadTree(visit.tx, visit.today)
      return {
        title: 'Tài khoản minh họa',
        page: (
          <>
            <PageHead
              title={`${people.length} tài khoản minh họa, cùng một mật khẩu: ${password}`}
              sub="Chỉ có khi nạp dữ liệu minh họa. Hệ thống dùng thật không có các tài khoản này."
            />

            <Table
              caption="Người dùng minh họa"
              hideCaption
              columns={[{ label: 'Tên đăng nhập' }, { label: 'Họ và tên' }, { label: 'Chức vụ' }, { label: 'Đơn vị' }]}
              rows={people.map(one => ({ cells: [<strong>{one.login}</strong>, one.name, one.title, tree.label(one.unitId)] }))}
            />

            <p class="after">
              <a class="btn main" href="/dang-nhap">
                Đăng nhập
              </a>
            </p>
          </>
        ),
      }
    },
  })

export const signInRoutes = (demoPassword: string): readonly Route[] => [...enter, leave, demoPage(demoPassword)]
