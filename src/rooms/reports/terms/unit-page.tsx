// The days of one unit's report: what was asked and given; the unit asks or takes back, the receiver answers or ends a waiver.
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import type { Fault } from '../../../ground/faults.ts'
import { capital, formatDay, formatWeekday } from '../../../ground/vietnamese.ts'
import { aDay, choice, form, longText, optional, type Typed, text, uuid, whole } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { type CameBack, Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Sheet } from '../../../web/parts/section.tsx'
import { Table } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { actsFor } from '../adding-up.ts'
import { writtenWhen } from '../naming.ts'
import { idOf } from '../pages/typed.ts'
import { dueIn, reportHref, StandingStatus } from '../pages/words.tsx'
import { findOwed, type Owed } from '../store-editions.ts'
import { askForTime, endWaiver, grantTime, judgeAsking, judgeGiving, refuseTime, termsAt, withdrawAsking } from './acts-terms.ts'
import { HAPPENED, termsHref, termsInWords, termsListHref } from './parts.tsx'
import { closedToAsking, type TermEvent } from './terms.ts'

export const REASON_MOST = 1000

interface Showing {
  readonly code: string
  readonly unitId: string
  readonly fault?: Fault
  readonly typed?: Typed
}

async function unitPage(ask: Ask, showing: Showing): Promise<Page> {
  const { owed } = await findOwed(ask, showing.code, showing.unitId)
  const { window, terms, first } = owed
  const asking = askForOthers(ask)
  const isOwn = asking('reports.ask-time')?.grant.units.has(owed.unitId) === true
  const isReceiver = actsFor(ask, owed.receiverId)
  const mayGive = isReceiver && asking('reports.give-time') !== undefined
  const mayWaive = isReceiver && asking('reports.waive') !== undefined
  const people = await namesOf(
    ask.tx,
    terms.events.map(one => one.by),
  )
  const unit = ask.tree.label(owed.unitId, window.until)
  const receiver = ask.tree.label(owed.receiverId, window.until)
  const found = termsInWords(ask, owed)
  const closed = closedToAsking(termsAt(ask, owed))
  const title = `Gia hạn, miễn báo cáo ${window.label}, ${unit}`
  const moved = window.due !== first.due
  const back: CameBack = { values: showing.typed, errors: showing.fault?.fields }
  return {
    title: showing.fault ? `Lỗi: ${showing.fault.message} ${title}` : title,
    page: (
      <>
        <Crumb
          steps={[
            { label: 'Báo cáo', href: '/bao-cao' },
            { label: capital(window.label), href: reportHref(window.code, owed.unitId) },
            { label: 'Gia hạn, miễn' },
          ]}
        />
        <PageHead
          over={owed.regime.name}
          title={title}
          sub={
            <>
              Gửi {receiver}. Hạn nộp {moved ? 'của đơn vị' : ''} <strong class="num">{formatWeekday(window.due)}</strong> (
              {dueIn(window.due, ask.today)}){moved && `, hạn ban đầu ${formatDay(first.due)}`}
              {window.locks !== null && `; khóa sau ngày ${formatDay(window.locks)}`}. <StandingStatus owed={owed} today={ask.today} />
            </>
          }
          actions={
            mayGive || mayWaive ? (
              <ButtonLink small href={termsListHref(window.code, owed.receiverId, owed.unitId)}>
                Gia hạn hoặc miễn
              </ButtonLink>
            ) : undefined
          }
        />
        <ErrorSummary fault={showing.fault} />
        {found && (
          <Note tone={found.tone}>
            {found.says.map(one => (
              <p>{one}</p>
            ))}
          </Note>
        )}
        {terms.asking && mayGive && <Answering owed={owed} asking={terms.asking} back={back} />}
        {terms.asking && isOwn && <TakingBack owed={owed} />}
        {isOwn && !closed && <Asking owed={owed} receiver={receiver} back={back} />}
        {isOwn && closed && !terms.asking && !terms.waiver && <Note>{closed.say}</Note>}
        {terms.waiver && mayWaive && <Ending owed={owed} back={back} />}
        <Happened owed={owed} people={people} />
      </>
    ),
  }
}

const seenOf = ({ terms }: Owed) => <Hidden name="seen" value={terms.events.length} />

const Asking = ({ owed, receiver, back }: { owed: Owed; receiver: string; back: CameBack }) => (
  <Section title="Xin gia hạn" id="h-xin">
    <Form action={termsHref(owed.window.code, owed.unitId)} label="Xin gia hạn" {...back}>
      {seenOf(owed)}
      <Sheet>
        <Field
          kind="day"
          name="den"
          label="Xin nộp đến hết ngày"
          hint={`Ghi ngày/tháng/năm, sau hạn ${formatDay(owed.window.due)}.`}
          width={12}
        />
        <Field
          kind="area"
          name="ly-do"
          label="Lý do"
          rows={3}
          hint={`Nói ngắn việc gì chưa xong và vì sao. Nhiều nhất ${REASON_MOST} ký tự.`}
        />
        <Actions>
          <Button kind="main">Gửi đề nghị</Button>
          <ButtonLink kind="plain" href={reportHref(owed.window.code, owed.unitId)}>
            Về biểu
          </ButtonLink>
        </Actions>
      </Sheet>
    </Form>
    <p class="small soft after">{`${capital(receiver)} trả lời ngay trên trang này. Trong khi chờ, ông/bà vẫn ghi và nộp được nếu kỳ chưa khóa.`}</p>
  </Section>
)

const TakingBack = ({ owed }: { owed: Owed }) => (
  <Form action={`${termsHref(owed.window.code, owed.unitId)}/rut`} label="Rút đề nghị">
    {seenOf(owed)}
    <Actions>
      <Button>Rút đề nghị gia hạn</Button>
    </Actions>
  </Form>
)

const Answering = ({ owed, asking, back }: { owed: Owed; asking: TermEvent; back: CameBack }) => (
  <Section title="Trả lời đề nghị" id="h-tra-loi">
    <Form action={`${termsHref(owed.window.code, owed.unitId)}/tra-loi`} label="Trả lời đề nghị gia hạn" {...back}>
      {seenOf(owed)}
      <Sheet>
        <Field
          kind="day"
          name="den"
          label="Gia hạn đến hết ngày"
          value={asking.until ?? ''}
          hint={owed.first.locks === null ? undefined : 'Ngày sau ngày khóa cũng được: kỳ mở lại cho riêng đơn vị này đến hết ngày đó.'}
          width={12}
        />
        <Field
          kind="area"
          name="ly-do"
          label="Lời trả lời"
          rows={3}
          hint="Cần ghi khi không gia hạn. Gia hạn mà để trống thì lấy lý do đơn vị nêu."
        />
        <Actions>
          <Button kind="main" name="y" value="co">
            Gia hạn
          </Button>
          <Button name="y" value="khong">
            Không gia hạn
          </Button>
        </Actions>
      </Sheet>
    </Form>
  </Section>
)

const Ending = ({ owed, back }: { owed: Owed; back: CameBack }) => (
  <Section title="Chấm dứt miễn" id="h-het-mien">
    <Form action={`/bao-cao/${owed.window.code}/${owed.unitId}/mien/het`} label="Chấm dứt miễn" {...back}>
      {seenOf(owed)}
      <Sheet>
        <Field kind="area" name="ly-do" label="Lý do chấm dứt miễn" rows={2} />
        <Actions>
          <Button>Chấm dứt miễn, đơn vị lại phải nộp</Button>
        </Actions>
      </Sheet>
    </Form>
  </Section>
)

const Happened = ({ owed, people }: { owed: Owed; people: ReadonlyMap<string, string> }) => (
  <Section title="Diễn biến" id="h-dien-bien">
    {owed.terms.events.length === 0 ? (
      <Empty>Chưa có đề nghị, gia hạn hay miễn nào cho báo cáo này.</Empty>
    ) : (
      <Table
        caption="Đề nghị, gia hạn và miễn của báo cáo này, mới nhất ở trên"
        hideCaption
        columns={[{ label: 'Việc' }, { label: 'Đến hết ngày' }, { label: 'Lý do' }, { label: 'Người làm' }, { label: 'Lúc' }]}
        rows={owed.terms.events.toReversed().map(one => ({
          cells: [
            HAPPENED[one.kind],
            one.until === null ? '' : <span class="num">{formatDay(one.until)}</span>,
            one.reason,
            people.get(one.by) ?? 'cán bộ',
            writtenWhen(one.at),
          ],
        }))}
      />
    )}
  </Section>
)

const ofReport = { window: text('Kỳ báo cáo', 40), unit: uuid('Đơn vị') } as const
const seen = whole('Trang đã xem')
const reason = optional(longText('Lý do', REASON_MOST))
const again = (ask: Ask, typed: Typed, fault: Fault): Promise<Page> =>
  unitPage(ask, { code: String(typed['window'] ?? ''), unitId: idOf(typed, 'unit'), fault, typed })

export const unitTermsRoutes: Route[] = [
  route({
    at: 'GET /bao-cao/:window/:unit/gia-han',
    may: 'reports.read',
    input: form(ofReport),
    run: (ask, input) => unitPage(ask, { code: input.window, unitId: input.unit }),
  }),
  route({
    at: 'POST /bao-cao/:window/:unit/gia-han',
    may: 'reports.ask-time',
    input: form({ ...ofReport, seen, den: aDay('Xin nộp đến hết ngày'), 'ly-do': reason }),
    async run(ask, input) {
      const { window, unit } = input
      await askForTime(ask, { code: window, unitId: unit, seen: input.seen, until: input.den, reason: input['ly-do'] ?? '' })
      return { seeOther: termsHref(window, unit) }
    },
    amiss: async (ask, { window: code, unit: unitId, den: until, 'ly-do': reason = '' }) =>
      code && unitId ? await judgeAsking(ask, { code, unitId, until, reason }) : [],
    again,
  }),
  route({
    at: 'POST /bao-cao/:window/:unit/gia-han/rut',
    may: 'reports.ask-time',
    input: form({ ...ofReport, seen }),
    async run(ask, { window, unit, seen }) {
      await withdrawAsking(ask, { code: window, unitId: unit, seen })
      return { seeOther: termsHref(window, unit) }
    },
    again,
  }),
  route({
    at: 'POST /bao-cao/:window/:unit/gia-han/tra-loi',
    may: 'reports.give-time',
    input: form({ ...ofReport, seen, y: choice('Trả lời', ['co', 'khong']), den: optional(aDay('Gia hạn đến hết ngày')), 'ly-do': reason }),
    async run(ask, input) {
      const one = { code: input.window, unitId: input.unit, seen: input.seen, reason: input['ly-do'] ?? '' }
      if (input.y === 'khong') await refuseTime(ask, one)
      else await grantTime(ask, { ...one, until: input.den })
      return { seeOther: termsHref(input.window, input.unit) }
    },
    amiss: async (ask, { window: code, unit: unitId, y, den: until, 'ly-do': reason = '' }) =>
      code && unitId && y === 'co' ? await judgeGiving(ask, { code, unitId, until, reason }) : [],
    again,
  }),
  route({
    at: 'POST /bao-cao/:window/:unit/mien/het',
    may: 'reports.waive',
    input: form({ ...ofReport, seen, 'ly-do': reason }),
    async run(ask, input) {
      await endWaiver(ask, { code: input.window, unitId: input.unit, seen: input.seen, reason: input['ly-do'] ?? '' })
      return { seeOther: termsHref(input.window, input.unit) }
    },
    again,
  }),
]
