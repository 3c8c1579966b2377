// The receiver's page of a window: askings to answer, and more days or a waiver for one or several units.

import Type from 'typebox'
import { type Ask, askForOthers } from '../../../access/ask.ts'
import type { Fault } from '../../../ground/faults.ts'
import { capital, formatDay } from '../../../ground/vietnamese.ts'
import { aDay, form, longText, optional, type Typed, text, uuid } from '../../../web/input.ts'
import { Actions, Button } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Sheet } from '../../../web/parts/section.tsx'
import { Dash, Pick, type Row, Table } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { findBoard, type OnBoard } from '../adding-up.ts'
import { isReleased } from '../filling.ts'
import { writtenWhen } from '../naming.ts'
import { Receivers } from '../pages/receivers.tsx'
import { idOf } from '../pages/typed.ts'
import { StandingStatus, WindowDays } from '../pages/words.tsx'
import { isHandedIn } from '../rules.ts'
import { extendSeveral, judgeSeveral, type ToSeveral, waiveSeveral } from './acts-terms.ts'
import { Timely, termsHref, termsInBrief, termsListHref, unitIn } from './parts.tsx'
import { REASON_MOST } from './unit-page.tsx'

interface Showing {
  readonly code: string
  readonly receiver: string | undefined
  /** Boxes that are ticked: a unit, or a unit with what was seen of it. */
  readonly picked: readonly string[]
  readonly fault?: Fault
  readonly typed?: Typed
}

const ID = 36
/** Each box carries the unit and how many things had happened when it was shown. */
const boxOf = ({ owed }: OnBoard): string => `${owed.unitId}:${owed.terms.events.length}`

async function listPage(ask: Ask, showing: Showing): Promise<Page> {
  const board = await findBoard(ask, showing.code, showing.receiver)
  const { window, receiverId, rows } = board
  const asking = askForOthers(ask)
  const mayGive = board.isOurs && asking('reports.give-time') !== undefined
  const mayWaive = board.isOurs && asking('reports.waive') !== undefined
  const asked = rows.filter(row => row.owed.terms.asking)
  const open = rows.filter(row => !isHandedIn(row.at))
  const picked = new Set(showing.picked.map(one => one.slice(0, ID)))
  const boardHref = `/bao-cao/${window.code}/theo-doi?noi-nhan=${receiverId}`
  const title =
    asked.length > 0
      ? `Gia hạn, miễn báo cáo ${window.label}: ${asked.length} đề nghị chờ trả lời`
      : `Gia hạn, miễn báo cáo ${window.label}: không có đề nghị nào chờ trả lời`
  return {
    title: showing.fault ? `Lỗi: ${showing.fault.message} ${title}` : title,
    page: (
      <>
        <Crumb
          steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: capital(window.label), href: boardHref }, { label: 'Gia hạn, miễn' }]}
        />
        <PageHead
          over={board.regime.name}
          title={title}
          sub={
            <>
              <WindowDays window={window} today={ask.today} />
              {window.locks !== null && ` Khóa sau ngày ${formatDay(window.locks)}.`}
              <Timely owed={rows.map(row => row.owed)} />
            </>
          }
        />
        <ErrorSummary fault={showing.fault} />
        <Receivers ask={ask} board={board} href={id => termsListHref(window.code, id)} />
        {!board.isOurs && (
          <Note>{`Báo cáo gửi ${ask.tree.label(receiverId, window.until)}; ông/bà xem được, nơi nhận mới gia hạn hoặc miễn.`}</Note>
        )}
        {asked.length > 0 && (
          <Section title="Chờ trả lời" id="h-cho">
            <Table
              caption={`${asked.length} đề nghị gia hạn chờ trả lời`}
              hideCaption
              columns={[{ label: 'Đơn vị' }, { label: 'Xin đến hết ngày' }, { label: 'Lý do' }, { label: 'Gửi lúc' }]}
              rows={asked.map(row => askedRow(ask, row))}
            />
          </Section>
        )}
        <Section title="Đơn vị chưa nộp" id="h-nhieu">
          {open.length === 0 ? (
            <Empty act={{ label: 'Về bảng theo dõi.', href: boardHref }}>Mọi đơn vị đã nộp; không còn gì để gia hạn hay miễn.</Empty>
          ) : (
            <Form
              action={`/bao-cao/${window.code}/gia-han`}
              label="Gia hạn hoặc miễn cho nhiều đơn vị"
              values={showing.typed}
              errors={showing.fault?.fields}
            >
              <Hidden name="noi-nhan" value={receiverId} />
              <Table
                caption={`${open.length} đơn vị chưa nộp báo cáo ${window.label}`}
                hideCaption
                narrow="board"
                head={1}
                columns={[
                  { label: 'Chọn', hideLabel: true, width: 3 },
                  { label: 'Đơn vị' },
                  { label: 'Trạng thái' },
                  { label: 'Hạn nộp' },
                  { label: 'Gia hạn, miễn' },
                ]}
                rows={open.map(row => openRow(ask, row, mayGive || mayWaive, picked.has(row.owed.unitId)))}
              />
              {(mayGive || mayWaive) && (
                <div class="after">
                  <Sheet>
                    {mayGive && (
                      <Field
                        kind="day"
                        name="den"
                        label="Gia hạn đến hết ngày"
                        hint={`Để trống khi miễn.${window.locks === null ? '' : ' Ngày sau ngày khóa cũng được: kỳ mở lại cho riêng đơn vị đã chọn.'}`}
                        width={12}
                      />
                    )}
                    <Field
                      kind="area"
                      name="ly-do"
                      label="Lý do"
                      rows={2}
                      hint={`Đơn vị đọc được lý do này. Nhiều nhất ${REASON_MOST} ký tự.`}
                    />
                    <Actions>
                      {mayGive && <Button kind="main">Gia hạn cho đơn vị đã chọn</Button>}
                      {mayWaive && <Button action={`/bao-cao/${window.code}/mien`}>Miễn cho đơn vị đã chọn</Button>}
                    </Actions>
                  </Sheet>
                </div>
              )}
            </Form>
          )}
        </Section>
      </>
    ),
  }
}

function askedRow(ask: Ask, { owed }: OnBoard): Row {
  const { asking } = owed.terms
  return {
    cells: [
      <a href={termsHref(owed.window.code, owed.unitId)}>{unitIn(ask, owed)}</a>,
      <span class="num">{asking?.until ? formatDay(asking.until) : ''}</span>,
      asking?.reason ?? '',
      asking ? writtenWhen(asking.at) : '',
    ],
  }
}

const openRow = (ask: Ask, row: OnBoard, mayPick: boolean, isPicked: boolean): Row => ({
  id: `dv-${row.owed.unitId}`,
  cells: [
    mayPick ? <Pick name="chon" value={boxOf(row)} of={ask.tree.label(row.owed.unitId, row.owed.window.until)} checked={isPicked} /> : '',
    <a href={termsHref(row.owed.window.code, row.owed.unitId)}>{unitIn(ask, row.owed)}</a>,
    <StandingStatus owed={row.owed} today={ask.today} />,
    isReleased(row.owed) ? <Dash means="không phải nộp" /> : <span class="num">{formatDay(row.owed.window.due)}</span>,
    termsInBrief(row.owed, ask.today) || <Dash means="không có" />,
  ],
})

const several = {
  window: text('Kỳ báo cáo', 40),
  'noi-nhan': uuid('Nơi nhận'),
  chon: Type.Array(Type.String({ pattern: '^[0-9a-f-]{36}:\\d{1,5}$' }), { title: 'Đơn vị', kind: 'list', maxItems: 4000 }),
  'ly-do': optional(longText('Lý do', REASON_MOST)),
} as const

interface Several {
  readonly window: string
  readonly 'noi-nhan': string
  readonly chon: readonly string[]
  readonly 'ly-do'?: string
}

const toSeveral = (input: Several): ToSeveral => ({
  code: input.window,
  receiverId: input['noi-nhan'],
  picked: input.chon.map(one => ({ unitId: one.slice(0, ID), seen: Number(one.slice(ID + 1)) })),
  reason: input['ly-do'] ?? '',
})

const again = (ask: Ask, typed: Typed, fault: Fault): Promise<Page> =>
  listPage(ask, {
    code: String(typed['window'] ?? ''),
    receiver: idOf(typed, 'noi-nhan'),
    picked: typed['chon'] === undefined ? [] : [typed['chon']].flat().map(String),
    fault,
    typed,
  })

export const listTermsRoutes: Route[] = [
  route({
    at: 'GET /bao-cao/:window/gia-han',
    may: 'reports.read',
    input: form({ window: several.window, 'noi-nhan': optional(several['noi-nhan']), chon: optional(uuid('Đơn vị')) }),
    run: (ask, input) =>
      listPage(ask, { code: input.window, receiver: input['noi-nhan'], picked: input.chon === undefined ? [] : [input.chon] }),
  }),
  route({
    at: 'POST /bao-cao/:window/gia-han',
    may: 'reports.give-time',
    input: form({ ...several, den: aDay('Gia hạn đến hết ngày') }),
    async run(ask, input) {
      await extendSeveral(ask, { ...toSeveral(input), until: input.den })
      return { seeOther: termsListHref(input.window, input['noi-nhan']) }
    },
    async amiss(ask, { window, 'noi-nhan': receiver, chon = [], den: until, ...rest }) {
      if (!window || !receiver) return []
      return await judgeSeveral(ask, { ...toSeveral({ window, 'noi-nhan': receiver, chon, ...rest }), until })
    },
    again,
  }),
  route({
    at: 'POST /bao-cao/:window/mien',
    may: 'reports.waive',
    input: form(several),
    async run(ask, input) {
      await waiveSeveral(ask, toSeveral(input))
      return { seeOther: termsListHref(input.window, input['noi-nhan']) }
    },
    again,
  }),
]
