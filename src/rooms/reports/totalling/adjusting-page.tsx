// The receiver's adjustments: what stands beside the units' figures, why, by whom; a new one, and undoing one.
import { randomUUID } from 'node:crypto'
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { type Fault, isRefusal } from '../../../ground/faults.ts'
import { capital, formatNumber } from '../../../ground/vietnamese.ts'
import { choice, each, form, optional, type Typed, text, uuid, whole } from '../../../web/input.ts'
import { Actions, Button } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { figureCell } from '../../../web/parts/figure.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Sheet } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { type Row, Table, Void } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { type AddedUp, addUp } from '../adding-up.ts'
import type { Wiring } from '../counting.ts'
import { readState } from '../figures.ts'
import { standingOf } from '../filling.ts'
import { daysOf, writtenWhen } from '../naming.ts'
import { GroupChoice, groupsShown } from '../pages/groups.tsx'
import { idOf } from '../pages/typed.ts'
import { figureText } from '../pages/words.tsx'
import { mayEdit } from '../rules.ts'
import { numbering, plainLabel } from '../sheet.ts'
import { adjustTotal, judgeAdjusting, undoAdjustment } from './acts-adjusting.ts'
import { adjustmentFieldOf, fits, follows, standingOnes } from './adjusting.ts'
import { uncountedOwn } from './own-records.ts'
import type { Recorded } from './store-adjustments.ts'
import { amountText, KINDS } from './words.ts'

export const adjustmentsHref = (code: string, receiverId: string): string => `/bao-cao/${code}/dieu-chinh?noi-nhan=${receiverId}`

interface Showing {
  readonly code: string
  readonly receiver: string | undefined
  readonly group: string | undefined
  readonly fault?: Fault
  readonly typed?: Typed
}

async function adjustingPage(ask: Ask, wiring: Wiring, { code, receiver, group, fault, typed }: Showing): Promise<Page> {
  const added = await addUp(ask, code, receiver)
  const { window, receiverId, adjustments, own, form: asked, unfit } = added
  const unit = ask.tree.label(receiverId, window.until)
  const people = await namesOf(
    ask.tx,
    adjustments.map(one => one.by),
  )
  const closed = own ? mayEdit(own.window, standingOf(own), ask.today) : undefined
  const mayAct = added.isOurs && askForOthers(ask)('reports.consolidate') !== undefined
  const doubt = fits(unfit, asked.indicators)
  const title = `Điều chỉnh tổng số ${window.label}`
  const undoing = typed?.['undoes'] !== undefined
  return {
    title: fault ? `Lỗi: ${fault.message} ${title}` : title,
    page: (
      <>
        <Crumb
          steps={[
            { label: 'Báo cáo', href: '/bao-cao' },
            { label: `Tổng hợp ${window.label}`, href: `/bao-cao/${window.code}/tong-hop?noi-nhan=${receiverId}` },
            { label: 'Điều chỉnh' },
          ]}
        />
        <PageHead
          title={title}
          sub={`${capital(unit)}, số liệu ${daysOf(window)}. Báo cáo của các đơn vị giữ nguyên; mỗi điều chỉnh là một phần riêng của tổng số, ghi rõ lý do.`}
        />
        <ErrorSummary fault={fault} />
        {isRefusal(doubt) && <Note tone="late">{doubt.say}</Note>}
        {adjustments.length === 0 ? (
          <Empty>Kỳ này chưa có điều chỉnh nào: tổng số là số của các đơn vị.</Empty>
        ) : (
          <Recordeds
            added={added}
            people={people}
            mayUndo={mayAct && !isRefusal(closed)}
            typed={undoing ? typed : undefined}
            fault={undoing ? fault : undefined}
          />
        )}
        {!mayAct ? (
          <Note>Chỉ nơi nhận báo cáo được điều chỉnh tổng số của mình.</Note>
        ) : isRefusal(closed) ? (
          <Note tone="soon">Bản tổng hợp đã nộp cho cấp trên. Cần điều chỉnh thì đề nghị nơi nhận trả lại.</Note>
        ) : (
          <NewAdjustment
            added={added}
            uncounted={await uncountedOwn(ask, wiring, added)}
            group={group}
            typed={undoing ? undefined : typed}
            fault={undoing ? undefined : fault}
          />
        )}
      </>
    ),
  }
}

interface Again {
  readonly typed: Typed | undefined
  readonly fault: Fault | undefined
}

function Recordeds({
  added,
  people,
  mayUndo,
  typed,
  fault,
}: Again & { added: AddedUp; people: ReadonlyMap<string, string>; mayUndo: boolean }) {
  const { adjustments, form: asked, window, receiverId } = added
  const names = new Map(asked.indicators.map(one => [one.code, plainLabel(one)]))
  const standing = new Set(standingOnes<Recorded>(adjustments).map(one => one.id))
  const undoneBy = new Map(adjustments.flatMap(one => (one.undoes ? [[one.undoes, one.number] as const] : [])))
  const numberOf = new Map(adjustments.map(one => [one.id, one.number]))
  return (
    <Table
      caption={`${adjustments.length} điều chỉnh đã ghi`}
      columns={[
        { label: 'Số', width: 3 },
        { label: 'Loại' },
        { label: 'Các dòng' },
        { label: 'Lý do' },
        { label: 'Người ghi' },
        { label: 'Hủy', hideLabel: true },
      ]}
      rows={adjustments.map(one => ({
        id: `dc-${one.number}`,
        cells: [
          String(one.number),
          one.undoes ? `Hủy số ${numberOf.get(one.undoes) ?? ''}` : KINDS[one.kind],
          [...one.lines].map(([code, amount], i) => (
            <>
              {i > 0 && '; '}
              {names.get(code) ?? code} <strong class="num nowrap">{amountText(amount)}</strong>
            </>
          )),
          one.reason,
          <span class="small">{`${people.get(one.by) ?? ''}, ${writtenWhen(one.at)}`}</span>,
          undoneBy.has(one.id) ? (
            <Status tone="none">{`đã hủy bằng số ${undoneBy.get(one.id)}`}</Status>
          ) : standing.has(one.id) && mayUndo ? (
            <details open={typed?.['undoes'] === one.id}>
              <summary>{`Hủy số ${one.number}`}</summary>
              <Form
                action={`/bao-cao/${window.code}/dieu-chinh/huy`}
                values={typed?.['undoes'] === one.id ? typed : undefined}
                errors={typed?.['undoes'] === one.id ? fault?.fields : undefined}
              >
                <Hidden name="id" value={randomUUID()} />
                <Hidden name="noi-nhan" value={receiverId} />
                <Hidden name="undoes" value={one.id} />
                <Field name="ly-do-huy" id={`ly-do-huy-${one.number}`} label="Lý do hủy" maxlength={500} />
                <Button small of={`số ${one.number}`}>
                  Hủy điều chỉnh
                </Button>
              </Form>
            </details>
          ) : (
            ''
          ),
        ],
      }))}
    />
  )
}

function NewAdjustment({
  added,
  uncounted,
  group,
  typed,
  fault,
}: Again & { added: AddedUp; uncounted: ReadonlyMap<string, number>; group: string | undefined }) {
  const { window, receiverId, form: asked, adjustments } = added
  const names = numbering(asked.indicators)
  const totals = new Map(added.totals.map(one => [one.code, one]))
  const groups = groupsShown(asked.indicators, { named: group })
  const rows = groups.shown.flatMap(({ group, lines }): Row[] => [
    { group },
    ...lines.map((indicator): Row => {
      const { code } = indicator
      const total = totals.get(code)
      const more = uncounted.get(code)
      const label = `${names.get(code)}, ${plainLabel(indicator)}: điều chỉnh`
      return {
        part: indicator.depth > 0,
        cells: [
          <>
            <span class="num soft">{names.get(code)}</span>&ensp;{indicator.label} <span class="soft small">({indicator.measure})</span>
            {more !== undefined && <span class="small soft">{` Sổ của cơ quan có ${formatNumber(more)} hồ sơ chưa đơn vị nào đếm.`}</span>}
          </>,
          <span class="num">{figureText(total && { state: readState(total), value: total.value }, indicator)}</span>,
          follows(indicator) ? (
            <Void>theo hai dòng trên</Void>
          ) : (
            figureCell({ is: 'typed', entry: { name: adjustmentFieldOf(code), label } })
          ),
        ],
      }
    }),
  ])
  return (
    <Section title="Thêm một điều chỉnh" id="h-them">
      <GroupChoice of={groups} action={`/bao-cao/${window.code}/dieu-chinh`} receiver={receiverId} />
      <Form action={`/bao-cao/${window.code}/dieu-chinh`} values={typed} errors={fault?.fields} save>
        <Hidden name="id" value={typed?.['id'] === undefined || fault?.kind === 'conflict' ? randomUUID() : String(typed['id'])} />
        <Hidden name="noi-nhan" value={receiverId} />
        <Hidden name="seen" value={adjustments.length} />
        {groups.chosen !== undefined && <Hidden name="nhom" value={groups.chosen} />}
        <Sheet>
          <Field
            kind="radio"
            name="loai"
            label="Loại điều chỉnh"
            options={[
              { value: 'own', label: `${KINDS.own}: cộng thêm`, hint: 'Việc chính cơ quan tổng hợp làm, không đơn vị nào báo cáo.' },
              {
                value: 'twice',
                label: `${KINDS.twice}: bớt đi`,
                hint: 'Nhiều đơn vị cùng báo cáo một việc; hồ sơ trùng trong sổ thì hệ thống đã tự trừ.',
              },
            ]}
          />
          <Field kind="area" name="ly-do" label="Lý do" hint="Ai đọc tổng số cũng thấy lý do này." rows={2} maxlength={500} />
        </Sheet>
        <Table
          caption="Ghi số vào những dòng cần điều chỉnh, để trống các dòng khác"
          narrow="figures"
          columns={[
            { label: 'Chỉ tiêu' },
            { label: 'Tổng đang là', numeric: true, width: 9 },
            { label: 'Cộng thêm hoặc bớt', numeric: true, width: 11 },
          ]}
          rows={rows}
        />
        <Actions>
          <Button kind="main">Ghi điều chỉnh</Button>
        </Actions>
      </Form>
    </Section>
  )
}

export function adjustingRoutes(wiring: Wiring): Route[] {
  const again = (ask: Ask, typed: Typed, fault: Fault): Promise<Page> =>
    adjustingPage(askForOthers(ask)('reports.read') ?? ask, wiring, {
      code: String(typed['window'] ?? ''),
      receiver: idOf(typed, 'noi-nhan'),
      group: typed['nhom'] === undefined ? undefined : String(typed['nhom']),
      fault,
      typed,
    })
  return [
    route({
      at: 'GET /bao-cao/:window/dieu-chinh',
      may: 'reports.read',
      input: form({
        window: text('Kỳ báo cáo', 40),
        'noi-nhan': optional(uuid('Nơi nhận')),
        nhom: optional(text('Nhóm chỉ tiêu', 200)),
      }),
      run: (ask, input) => adjustingPage(ask, wiring, { code: input.window, receiver: input['noi-nhan'], group: input.nhom }),
    }),
    route({
      at: 'POST /bao-cao/:window/dieu-chinh',
      may: 'reports.consolidate',
      input: form({
        window: text('Kỳ báo cáo', 40),
        'noi-nhan': uuid('Nơi nhận'),
        id: uuid('Điều chỉnh'),
        seen: whole('Số đã xem'),
        nhom: optional(text('Nhóm chỉ tiêu', 200)),
        loai: choice('Loại điều chỉnh', ['own', 'twice']),
        'ly-do': text('Lý do', 500),
        d: each('Số điều chỉnh', 40),
      }),
      async run(ask, input) {
        await adjustTotal(ask, {
          id: input.id,
          code: input.window,
          receiverId: input['noi-nhan'],
          seen: input.seen,
          kind: input.loai,
          reason: input['ly-do'],
          typed: input.d,
        })
        return { seeOther: adjustmentsHref(input.window, input['noi-nhan']) }
      },
      amiss: async (ask, { window: code, 'noi-nhan': receiverId, loai: kind, d: typed = {} }) =>
        code && receiverId ? await judgeAdjusting(ask, { code, receiverId, kind, typed }) : [],
      again,
    }),
    route({
      at: 'POST /bao-cao/:window/dieu-chinh/huy',
      may: 'reports.consolidate',
      input: form({
        window: text('Kỳ báo cáo', 40),
        'noi-nhan': uuid('Nơi nhận'),
        id: uuid('Điều chỉnh'),
        undoes: uuid('Điều chỉnh cần hủy'),
        'ly-do-huy': text('Lý do hủy', 500),
      }),
      async run(ask, input) {
        await undoAdjustment(ask, {
          id: input.id,
          code: input.window,
          receiverId: input['noi-nhan'],
          undoes: input.undoes,
          reason: input['ly-do-huy'],
        })
        return { seeOther: adjustmentsHref(input.window, input['noi-nhan']) }
      },
      again,
    }),
  ]
}
