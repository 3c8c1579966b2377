// The door: coming in by one step or two, going out, and what was typed before the session ended.
import { demoAccounts } from '../../access/people.ts'
import { awaitedBy, type Opened, signIn, signOut } from '../../access/sessions.ts'
import type { FieldError } from '../../ground/faults.ts'
import { missing } from '../../ground/faults.ts'
import { loadTree } from '../../org/store.ts'
import { form, longText, optional, text } from '../../web/input.ts'
import { Kept, uncarried } from '../../web/kept.tsx'
import { Note } from '../../web/parts/note.tsx'
import { PageHead } from '../../web/parts/page-head.tsx'
import { Table } from '../../web/parts/table.tsx'
import { type Answer, type Page, type Route, route } from '../../web/route.ts'
import { codePage, signInPage } from '../../web/sign-in-page.tsx'
import { codeError } from './code-words.ts'
import { enter as enterWithCode } from './own-acts.ts'

/** Only a path of ours, so that signing in never leads to another site. */
const homePath = (path: string | undefined): string => (path !== undefined && /^\/(?![/\\])[^\r\n]*$/u.test(path) ? path : '/')

const onTheWay = {
  back: optional(text('Trang', 2000)),
  resend: optional(longText('Nội dung đã gõ', 800_000)),
}
type OnTheWay = { back?: string | undefined; resend?: string | undefined }

const CODE_PATH = '/dang-nhap/ma'

/** The first page of a session when a form was waiting for it: shown whole, sent by the person, never by us. */
const waitingForm = (kept: { action: string; typed: Parameters<typeof Kept>[0]['typed'] }, token: Page['token']): Page => ({
  title: 'Gửi lại',
  ...(token ? { token } : {}),
  page: (
    <>
      <PageHead title="Đã đăng nhập lại, còn một việc chưa gửi" />
      <Note tone="soon">Phiên trước hết trong lúc ông/bà đang gõ. Nội dung chưa được ghi; gửi lại để ghi.</Note>
      <Kept {...kept} />
    </>
  ),
})

/** Inside: to where one was going, or to the form that waited. */
function inside(opened: Opened, way: OnTheWay): Answer {
  const token = { value: opened.token, expires: opened.expires }
  const kept = way.resend === undefined ? undefined : uncarried(way.resend)
  return kept ? waitingForm(kept, token) : { seeOther: homePath(way.back), token }
}

const asked = (way: OnTheWay, errors?: readonly FieldError[]): Page =>
  codePage({ action: CODE_PATH, back: way.back === undefined ? undefined : homePath(way.back), carried: way.resend, errors })

const enter = [
  route({ at: 'GET /dang-nhap', may: 'anyone', run: async visit => signInPage({ demo: visit.demo }) }),
  route({
    at: 'POST /dang-nhap',
    may: 'anyone',
    input: form({ login: text('Tên đăng nhập', 60), password: text('Mật khẩu', 200), ...onTheWay }),
    perMinute: 10,
    async run(visit, input) {
      const opened = await signIn(visit.tx, { ...input, device: visit.device }, visit.today, visit.at)
      if (!opened.awaitsCode) return inside(opened, input)
      return { ...asked(input), token: { value: opened.token, expires: opened.expires } }
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
  route({
    at: `GET ${CODE_PATH}`,
    may: 'anyone',
    async run(visit) {
      const waiting = visit.token === undefined ? undefined : await awaitedBy(visit.tx, visit.token, visit.at)
      return waiting ? asked({}) : { seeOther: '/dang-nhap' }
    },
  }),
  route({
    at: `POST ${CODE_PATH}`,
    may: 'anyone',
    input: form({ code: text('Mã', 20), ...onTheWay }),
    async run(visit, input) {
      const entered = await enterWithCode(visit, input.code)
      if (entered.is === 'in') return inside(entered.opened, input)
      if (entered.is !== 'off') return asked(input, [codeError(entered)])
      return {
        ...signInPage({
          demo: visit.demo,
          says: 'Đã quá 10 phút hoặc lần đăng nhập này không còn. Đăng nhập lại từ đầu.',
          ...(input.back === undefined ? {} : { back: homePath(input.back) }),
          ...(input.resend === undefined ? {} : { carried: input.resend }),
        }),
        status: 401,
      }
    },
    again: async (_visit, typed, fault) =>
      asked(
        {
          ...(typeof typed['back'] === 'string' ? { back: typed['back'] } : {}),
          ...(typeof typed['resend'] === 'string' ? { resend: typed['resend'] } : {}),
        },
        fault.fields.length > 0 ? fault.fields : [{ field: '', say: fault.message }],
      ),
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
