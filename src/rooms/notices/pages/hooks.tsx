// What leaves the house, for administrators: whether mail is on, and the hooks of the units in reach with how their calls fared.
import { randomUUID } from 'node:crypto'
import type { Ask } from '../../../access/ask.ts'
import type { Fault } from '../../../ground/faults.ts'
import { form, type Typed, text, texts, uuid } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { ConfirmPage } from '../../../web/parts/confirm.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Defs, Section } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { Table } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { registerHook, rotateSecret, stopOwnHook, tryHook } from '../acts-hooks.ts'
import { type Delivered, deliveriesOf, findHook, hooksInReach } from '../store-hooks.ts'
import { standing, workerSays } from '../store-outbox.ts'
import { instantWords } from './words.ts'

const PATH = '/thong-bao/gui-di'
const SHOWN = 100
const CALLS_SHOWN = 30

/** The deeds that hooks may be told of, by act, in words. */
export type Outward = ReadonlyMap<string, string>

const crumb = (label: string) => <Crumb steps={[{ label: 'Tin gửi đi', href: PATH }, { label }]} />

async function overviewPage(ask: Ask<'notices.hooks'>): Promise<Page> {
  const hooks = await hooksInReach(ask, SHOWN)
  const says = await workerSays(ask.tx)
  const all = await standing(ask.tx)
  const mail = all.find(one => one.way === 'mail')
  const receiving = hooks.filter(one => one.stoppedAt === null).length
  const counts = (of: { waiting: number; dead: number } | undefined): string =>
    `${of?.waiting ?? 0} đang chờ, ${of?.dead ?? 0} không gửi được`
  return {
    title: 'Tin gửi đi',
    page: (
      <>
        <PageHead
          title={`${says?.mailHost ? 'Thư điện tử đang bật' : 'Thư điện tử chưa bật'}, ${receiving} hệ thống khác đang nhận tin`}
          sub="Tin được gửi sau khi việc đã ghi xong; máy chủ thư hoặc hệ thống kia hỏng thì tin chờ, không việc nào bị chặn."
          actions={
            <ButtonLink href={`${PATH}/them`} kind="main">
              Thêm địa chỉ nhận tin
            </ButtonLink>
          }
        />
        <Section title="Thư điện tử" id="thu" first>
          <Defs
            entries={[
              { term: 'Máy chủ thư', says: says?.mailHost ?? 'chưa đặt; người giữ máy chủ đặt MAIL_URL, MAIL_FROM và PUBLIC_URL' },
              { term: 'Thư', says: counts(mail) },
              { term: 'Thư tổng hợp', says: `mỗi ngày từ ${says?.digestHour ?? 7} giờ, giờ Việt Nam` },
              { term: 'Lần gửi gần nhất', says: says ? instantWords(says.at) : 'chưa chạy lần nào' },
            ]}
          />
        </Section>
        <Section title="Hệ thống khác nhận tin (webhook)" id="webhook">
          {hooks.length === 0 ? (
            <Empty>Chưa có hệ thống nào nhận tin từ các đơn vị trong phạm vi của ông/bà.</Empty>
          ) : (
            <Table
              caption="Các địa chỉ nhận tin"
              hideCaption
              columns={[{ label: 'Hệ thống' }, { label: 'Đơn vị' }, { label: 'Trạng thái' }, { label: 'Tin' }]}
              rows={hooks.map(one => ({
                cells: [
                  <a href={`${PATH}/${one.id}`}>{one.name}</a>,
                  ask.tree.label(one.unitId),
                  one.stoppedAt === null ? (
                    <Status tone={one.dead > 0 ? 'late' : 'ok'}>{one.dead > 0 ? 'có tin không gửi được' : 'đang nhận'}</Status>
                  ) : (
                    <Status tone="none">{`đã dừng ${instantWords(one.stoppedAt)}`}</Status>
                  ),
                  counts(one),
                ],
              }))}
            />
          )}
        </Section>
      </>
    ),
  }
}

async function addPage(ask: Ask<'notices.hooks'>, outward: Outward, typed?: Typed, fault?: Fault): Promise<Page> {
  const seats = [...ask.grant.seats].map(id => ({ value: id, label: ask.tree.label(id) }))
  return {
    title: fault ? 'Lỗi: Thêm địa chỉ nhận tin' : 'Thêm địa chỉ nhận tin',
    page: (
      <>
        {crumb('Thêm địa chỉ nhận tin')}
        <PageHead
          title="Thêm một hệ thống nhận tin"
          sub="Mỗi việc được báo bằng một yêu cầu POST có chữ ký. Tin chỉ có mã của việc, đơn vị và hồ sơ; không có tên người, không có số liệu."
        />
        <ErrorSummary fault={fault} />
        <Form action={`${PATH}/them`} class="narrow" values={typed} errors={fault?.fields}>
          <Hidden name="id" value={String(typed?.['id'] ?? randomUUID())} />
          <Field name="name" label="Tên hệ thống nhận tin" maxlength={80} width={24} />
          <Field name="url" label="Địa chỉ" hint="Bắt đầu bằng https://" maxlength={500} />
          {seats.length === 1 ? (
            <Hidden name="unit" value={seats[0]?.value ?? ''} />
          ) : (
            <Field kind="select" name="unit" label="Việc của đơn vị này và các đơn vị bên dưới" options={seats} />
          )}
          <Field kind="checks" name="acts" label="Báo những việc nào" options={[...outward].map(([value, label]) => ({ value, label }))} />
          <Button kind="main">Thêm địa chỉ nhận tin</Button>
        </Form>
      </>
    ),
  }
}

const secretPage = (id: string, secret: string): Page => ({
  title: 'Khóa ký của địa chỉ nhận tin',
  page: (
    <>
      {crumb('Khóa ký')}
      <PageHead title="Chép khóa này ngay: hệ thống không hiện lại" sub="Hệ thống nhận tin dùng khóa để kiểm tra chữ ký của từng tin." />
      <Note tone="ok" announce title="Đã lập khóa ký.">
        Trao khóa cho người giữ hệ thống kia bằng đường riêng; không gửi qua tin nhắn.
      </Note>
      <p class="sheet pad">
        <code id="khoa">{secret}</code>
      </p>
      <p class="after">
        <ButtonLink href={`${PATH}/${id}`}>Đã chép khóa</ButtonLink>
      </p>
    </>
  ),
})

async function hookPage(ask: Ask<'notices.hooks'>, outward: Outward, id: string): Promise<Page> {
  const hook = await findHook(ask, id)
  const calls = await deliveriesOf(ask, hook, CALLS_SHOWN)
  const isStopped = hook.stoppedAt !== null
  return {
    title: hook.name,
    page: (
      <>
        {crumb(hook.name)}
        <PageHead title={isStopped ? `${hook.name} đã dừng nhận tin` : `${hook.name} đang nhận tin`} sub={ask.tree.label(hook.unitId)} />
        <Defs
          entries={[
            { term: 'Địa chỉ', says: <span class="break">{hook.url}</span> },
            { term: 'Báo những việc', says: hook.acts.map(act => outward.get(act) ?? act).join(', ') },
            { term: 'Đăng ký lúc', says: instantWords(hook.madeAt) },
          ]}
        />
        {isStopped ? null : (
          <Actions>
            <Form action={`${PATH}/${id}/thu`}>
              <Button kind="main">Gửi tin thử</Button>
            </Form>
            <ButtonLink href={`${PATH}/${id}/doi-khoa`}>Đổi khóa ký</ButtonLink>
            <ButtonLink kind="plain" href={`${PATH}/${id}/dung`}>
              Dừng nhận tin
            </ButtonLink>
          </Actions>
        )}
        <Section
          title="Các tin gần đây"
          id="tin"
          foot="Tin không gửi được được thử lại trong ba ngày, lúc đầu sau một phút, về sau mỗi giờ. Tải lại trang để xem kết quả mới."
        >
          {calls.length === 0 ? (
            <Empty>Chưa có tin nào. Bấm “Gửi tin thử” để biết địa chỉ có nhận được không.</Empty>
          ) : (
            <Table
              caption="Các tin gần đây, mới nhất ở trên"
              hideCaption
              columns={[
                { label: 'Việc' },
                { label: 'Lúc', width: 9 },
                { label: 'Trạng thái' },
                { label: 'Số lần gửi', numeric: true },
                { label: 'Trả lời' },
              ]}
              rows={calls.map(one => ({
                cells: [
                  one.deed === 'ping' ? 'tin thử' : (outward.get(one.deed) ?? one.deed),
                  instantWords(one.madeAt),
                  <CallStatus call={one} />,
                  one.attempts,
                  one.answer === '' ? <span class="soft">chưa có</span> : one.answer,
                ],
              }))}
            />
          )}
        </Section>
      </>
    ),
  }
}

/** Neither deed is taken back, and the other system notices at once: asked before. */
const DEEDS = {
  'doi-khoa': {
    title: 'Đổi khóa ký của',
    doing: 'Đổi khóa ký',
    effects: ['Mọi tin gửi từ lúc ấy, kể cả tin đang chờ, được ký bằng khóa mới.', 'Khóa mới hiện một lần ngay sau khi đổi.'],
    warning: 'Hệ thống nhận tin không nhận ra chữ ký nữa cho đến khi được đặt khóa mới.',
  },
  dung: {
    title: 'Dừng gửi tin cho',
    doing: 'Dừng gửi tin',
    effects: ['Không tin nào được gửi tới địa chỉ này nữa; tin đang chờ được bỏ đi.', 'Các tin đã gửi vẫn xem được trong 30 ngày.'],
    warning: 'Không mở lại được. Muốn gửi tiếp thì thêm địa chỉ mới, với khóa mới.',
  },
} as const

async function askFirst(ask: Ask<'notices.hooks'>, id: string, deed: keyof typeof DEEDS): Promise<Page> {
  const hook = await findHook(ask, id)
  const { title, doing, effects, warning } = DEEDS[deed]
  return {
    title: doing,
    page: (
      <>
        {crumb(doing)}
        <ConfirmPage
          title={`${title} ${hook.name}?`}
          sub={hook.url}
          effects={effects}
          warning={warning}
          action={`${PATH}/${id}/${deed}`}
          doing={doing}
          back={{ label: 'Trở lại', href: `${PATH}/${id}` }}
        />
      </>
    ),
  }
}

function CallStatus({ call }: { call: Delivered }) {
  if (call.state === 'sent') return <Status tone="ok">đã nhận</Status>
  if (call.state === 'dead') return <Status tone="late">không gửi được</Status>
  return <Status tone="draft">{call.attempts === 0 ? 'chờ gửi' : 'sẽ gửi lại'}</Status>
}

export const hookRoutes = (outward: Outward): readonly Route[] => {
  const one = form({ id: uuid('Địa chỉ nhận tin') })
  const known = new Set(outward.keys())
  const back = (id: string) => ({ seeOther: `${PATH}/${id}` })
  return [
    route({ at: `GET ${PATH}`, may: 'notices.hooks', run: ask => overviewPage(ask) }),
    route({ at: `GET ${PATH}/them`, may: 'notices.hooks', run: ask => addPage(ask, outward) }),
    route({
      at: `POST ${PATH}/them`,
      may: 'notices.hooks',
      input: form({
        id: uuid('Mã'),
        name: text('Tên hệ thống nhận tin', 80),
        url: text('Địa chỉ', 500),
        unit: uuid('Đơn vị'),
        acts: texts('Báo những việc nào', 60),
      }),
      run: async (ask, { unit, ...input }) => secretPage(input.id, await registerHook(ask, { ...input, unitId: unit }, known)),
      again: (ask, typed, fault) => addPage(ask, outward, typed, fault),
    }),
    route({ at: `GET ${PATH}/:id`, may: 'notices.hooks', input: one, run: (ask, { id }) => hookPage(ask, outward, id) }),
    route({
      at: `POST ${PATH}/:id/thu`,
      may: 'notices.hooks',
      perMinute: 20,
      input: one,
      run: async (ask, { id }) => {
        await tryHook(ask, id)
        return back(id)
      },
    }),
    route({ at: `GET ${PATH}/:id/doi-khoa`, may: 'notices.hooks', input: one, run: (ask, { id }) => askFirst(ask, id, 'doi-khoa') }),
    route({ at: `GET ${PATH}/:id/dung`, may: 'notices.hooks', input: one, run: (ask, { id }) => askFirst(ask, id, 'dung') }),
    route({
      at: `POST ${PATH}/:id/doi-khoa`,
      may: 'notices.hooks',
      input: one,
      run: async (ask, { id }) => secretPage(id, await rotateSecret(ask, id)),
    }),
    route({
      at: `POST ${PATH}/:id/dung`,
      may: 'notices.hooks',
      input: one,
      run: async (ask, { id }) => {
        await stopOwnHook(ask, id)
        return back(id)
      },
    }),
  ]
}
