// One's own notices: what is unread on top, each leading to where one goes on.
import type { Ask } from '../../../access/ask.ts'
import { Fault } from '../../../ground/faults.ts'
import { form, optional, text, uuid } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { cell, Table } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { openNotice } from '../acts.ts'
import { markAllRead, type Notice, ownNotices, type Place, unreadOf } from '../store.ts'
import { instantWords } from './words.ts'

export const PATH = '/thong-bao'
const PER_PAGE = 30

/** The place where a page ends, as an address carries it. */
const written = (notice: Notice): string => `${notice.readAt === null ? 'm' : 'd'}.${notice.at.getTime()}.${notice.id}`

function placeOf(text: string | undefined): Place | undefined {
  if (text === undefined) return undefined
  const [, unread, at, id] = /^([md])\.(\d{1,15})\.([0-9a-f-]{36})$/u.exec(text) ?? []
  if (unread === undefined || at === undefined || id === undefined) throw new Fault('missing', 'page.missing', 'Không tìm thấy trang này.')
  return { unread: unread === 'm', at: new Date(Number(at)), id }
}

async function listPage(ask: Ask<'self'>, input: { sau?: string | undefined }): Promise<Page> {
  const after = placeOf(input.sau)
  const found = await ownNotices(ask, PER_PAGE + 1, after)
  const shown = found.slice(0, PER_PAGE)
  const last = shown.at(-1)
  const unread = await unreadOf(ask.tx, ask.person.id)
  const [newest] = shown.filter(one => one.readAt === null)
  return {
    title: 'Thông báo',
    page: (
      <>
        <PageHead
          title={unread === 0 ? 'Không có thông báo nào chưa đọc' : `${unread > 99 ? 'Hơn 99' : unread} thông báo chưa đọc`}
          sub="Thông báo cho biết việc đã xảy ra. Việc phải làm vẫn ở trang Hôm nay cho đến khi làm xong."
          actions={<ButtonLink href={`${PATH}/nhan-thu`}>Chọn cách nhận</ButtonLink>}
        />
        {shown.length === 0 ? (
          <Empty>Chưa có thông báo nào. Thông báo hiện ở đây khi có báo cáo nộp, trả lại, công bố, kỳ mới hoặc sắp đến hạn.</Empty>
        ) : (
          <Section title="Các thông báo" id="cac-thong-bao" hideTitle first>
            <Table
              caption="Thông báo, chưa đọc ở trên, mới nhất trước"
              hideCaption
              head={1}
              columns={[
                { label: 'Trạng thái', width: 8 },
                { label: 'Việc gì' },
                { label: 'Lúc', width: 9 },
                { label: 'Mở', hideLabel: true },
              ]}
              rows={shown.map(one => ({
                cells: [
                  one.readAt === null ? <Status tone="sent">Chưa đọc</Status> : <Status tone="none">Đã đọc</Status>,
                  <>
                    {one.readAt === null ? <strong>{one.title}</strong> : one.title}
                    {one.why === '' ? null : (
                      <>
                        <br />
                        <span class="soft">{one.why}</span>
                      </>
                    )}
                  </>,
                  cell(instantWords(one.at), { kind: 'num' }),
                  <Form action={`${PATH}/mo`} class="row">
                    <Hidden name="id" value={one.id} />
                    <Button small of={one.title}>
                      Mở
                    </Button>
                  </Form>,
                ],
              }))}
            />
          </Section>
        )}
        {newest || (found.length > PER_PAGE && last) ? (
          <Actions>
            {found.length > PER_PAGE && last ? <ButtonLink href={`${PATH}?sau=${written(last)}`}>Trang sau</ButtonLink> : null}
            {newest ? (
              <Form action={`${PATH}/da-doc`}>
                <Hidden name="den" value={newest.at.getTime()} />
                <Button>Đánh dấu đã đọc tất cả</Button>
              </Form>
            ) : null}
          </Actions>
        ) : null}
      </>
    ),
  }
}

export const listRoutes: readonly Route[] = [
  route({ at: `GET ${PATH}`, may: 'self', input: form({ sau: optional(text('Trang', 80)) }), run: listPage }),
  route({
    at: `POST ${PATH}/mo`,
    may: 'self',
    input: form({ id: uuid('Thông báo') }),
    run: async (ask, { id }) => ({ seeOther: await openNotice(ask, id) }),
  }),
  route({
    at: `POST ${PATH}/da-doc`,
    may: 'self',
    input: form({ den: text('Đến lúc', 15) }),
    async run(ask, { den }) {
      // A second more: the instant of the page is cut to milliseconds, that of the row is not.
      if (/^\d+$/u.test(den)) await markAllRead(ask, new Date(Number(den) + 1))
      return { seeOther: PATH }
    },
  }),
]
