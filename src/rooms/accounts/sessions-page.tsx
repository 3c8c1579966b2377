// One's own sessions: where one is signed in, and ending it.
import type { Ask } from '../../access/ask.ts'
import { openSessions } from '../../access/sessions.ts'
import { form, optional, uuid } from '../../web/input.ts'
import { Button } from '../../web/parts/button.tsx'
import { Crumb } from '../../web/parts/crumb.tsx'
import { Form, Hidden } from '../../web/parts/form.tsx'
import { PageHead } from '../../web/parts/page-head.tsx'
import { Table } from '../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../web/route.ts'
import { endOwnSessions } from './own-acts.ts'
import { instantWords } from './words.ts'

const PATH = '/tai-khoan/phien'

async function sessionsPage(ask: Ask<'self'>): Promise<Page> {
  const open = await openSessions(ask.tx, ask.person.id, ask.at)
  const others = open.filter(one => one.id !== ask.person.session).length
  return {
    title: 'Các phiên đang mở',
    page: (
      <>
        <Crumb steps={[{ label: 'Tài khoản', href: '/tai-khoan' }, { label: 'Các phiên đang mở' }]} />
        <PageHead
          title={others === 0 ? 'Ông/bà chỉ đang đăng nhập ở đây' : `Ông/bà đang đăng nhập ở đây và ${others} nơi khác`}
          sub="Phiên tự hết sau 8 giờ không dùng. Thấy phiên lạ thì kết thúc ngay, rồi đổi mật khẩu."
        />
        <Table
          caption="Các phiên đang mở"
          hideCaption
          columns={[
            { label: 'Thiết bị' },
            { label: 'Đăng nhập lúc', width: 11 },
            { label: 'Dùng lần cuối', width: 11 },
            { label: 'Kết thúc', hideLabel: true },
          ]}
          rows={open.map(one => ({
            cells: [
              one.device === '' ? 'thiết bị không rõ' : one.device,
              <span class="num">{instantWords(one.startedAt)}</span>,
              <span class="num">{instantWords(one.seenAt)}</span>,
              one.id === ask.person.session ? (
                <strong>phiên này</strong>
              ) : (
                <Form action={PATH} class="row">
                  <Hidden name="session" value={one.id} />
                  <Button small of={`phiên ${one.device}, đăng nhập lúc ${instantWords(one.startedAt)}`}>
                    Kết thúc
                  </Button>
                </Form>
              ),
            ],
          }))}
        />
        {others > 0 ? (
          <Form action={PATH} class="after">
            <Button kind="main">Kết thúc mọi phiên khác</Button>
          </Form>
        ) : null}
      </>
    ),
  }
}

export const sessionRoutes: readonly Route[] = [
  route({ at: `GET ${PATH}`, may: 'self', run: sessionsPage }),
  route({
    at: `POST ${PATH}`,
    may: 'self',
    input: form({ session: optional(uuid('Phiên')) }),
    async run(ask, input) {
      await endOwnSessions(ask, input.session)
      return { seeOther: PATH }
    },
  }),
]
