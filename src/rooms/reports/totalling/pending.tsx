// What arrived after a publication: each figure as published and as it would be now, who brought it, and what the officer does with it.
import { randomUUID } from 'node:crypto'
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import type { Fault } from '../../../ground/faults.ts'
import { capital, formatNumber } from '../../../ground/vietnamese.ts'
import { form, optional, type Typed, text, uuid } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note, Quote } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Defs, Section, Sheet } from '../../../web/parts/section.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { type AddedUp, addUp } from '../adding-up.ts'
import { readState } from '../figures.ts'
import { writtenWhen } from '../naming.ts'
import { idOf } from '../pages/typed.ts'
import { findPublication, type Publication } from '../store-totals.ts'
import { defer } from './acts-deferring.ts'
import { arrivals, changedFigures, isDeferred, standsOf } from './changed.ts'
import { ChangedTable } from './changed-table.tsx'
import { type Deferral, deferralsOf } from './store-pending.ts'
import { broughtInto, reportedInto } from './store-sides.ts'
import { markOf, takenNow } from './taken.ts'
import { whyTotalHref } from './why-page.tsx'

export const pendingHref = (code: string, receiverId: string): string => `/bao-cao/${code}/sau-cong-bo?noi-nhan=${receiverId}`

interface Showing {
  readonly code: string
  readonly receiver: string | undefined
  readonly fault?: Fault
  readonly typed?: Typed
}

async function pendingPage(ask: Ask, { code, receiver, fault, typed }: Showing): Promise<Page> {
  const added = await addUp(ask, code, receiver)
  const { window, receiverId, publications } = added
  const last = publications.at(-1)
  const crumb = (
    <Crumb
      steps={[
        { label: 'Báo cáo', href: '/bao-cao' },
        { label: `Tổng hợp ${window.label}`, href: `/bao-cao/${window.code}/tong-hop?noi-nhan=${receiverId}` },
        { label: 'Sau công bố' },
      ]}
    />
  )
  const unit = capital(ask.tree.label(receiverId, window.until))
  if (!last)
    return {
      title: `Sau công bố, ${window.label}`,
      page: (
        <>
          {crumb}
          <PageHead title={`Kỳ ${window.label} chưa công bố`} sub={`${unit}.`} />
          <Empty act={{ label: 'Mở trang tổng hợp.', href: `/bao-cao/${window.code}/tong-hop?noi-nhan=${receiverId}` }}>
            Chưa có bản công bố nào nên chưa có số đến sau.
          </Empty>
        </>
      ),
    }
  const { snapshot } = await findPublication(ask, last.id, 'ours')
  const [parts, reported] = [await broughtInto(ask, last.id), await reportedInto(ask, last.id)]
  const changes = changedFigures(
    added.form.indicators,
    standsOf(
      snapshot.rows,
      parts,
      reported.map(one => one.unitId),
    ),
    standsOf(
      added.totals.map(total => ({ ...total, state: readState(total) })),
      added.totals.flatMap(total => total.contributions.map(part => ({ ...part, code: total.code }))),
      added.parts.map(part => part.unitId),
    ),
  )
  const mark = markOf(takenNow(added))
  const isNew = mark !== markOf([...last.editions, ...last.adjustments])
  const deferrals = (await deferralsOf(ask, [last.id])).get(last.id) ?? []
  const title = isNew
    ? `Sau bản công bố số ${last.number}: ${changes.length} số thay đổi`
    : `Sau bản công bố số ${last.number} không có gì mới`
  const name = (id: string): string => ask.tree.nameOn(id, window.until) ?? ask.tree.label(id)
  const mayAct = added.isOurs && askForOthers(ask)('reports.consolidate') !== undefined
  return {
    title: fault ? `Lỗi: ${fault.message} ${title}` : title,
    page: (
      <>
        {crumb}
        <PageHead
          title={title}
          sub={
            <>
              {`${unit}, ${window.label}. Bản ${last.number} công bố lúc ${writtenWhen(last.at)} giữ nguyên. `}
              <a href={`/bao-cao/cong-bo/${last.id}`}>Xem bản đã công bố</a>
            </>
          }
        />
        <ErrorSummary fault={fault} />
        {isNew && <WhoCame added={added} reported={reported} last={last} name={name} />}
        <Deferred
          deferrals={deferrals}
          mark={isNew ? mark : undefined}
          people={
            await namesOf(
              ask.tx,
              deferrals.map(one => one.by),
            )
          }
        />
        {isNew && changes.length > 0 && (
          <ChangedTable
            caption={`${changes.length} số thay đổi so với bản ${last.number}`}
            before={`Bản ${last.number}`}
            now="Bây giờ"
            indicators={added.form.indicators}
            changes={changes}
            name={name}
            why={one => whyTotalHref(window.code, receiverId, one, 'ban-truoc')}
          />
        )}
        {isNew && changes.length === 0 && <Empty>Có bản mới nhưng không số nào thay đổi.</Empty>}
        {isNew && mayAct && (
          <Deciding added={added} last={last} mark={mark} held={isDeferred(deferrals, mark)} fault={fault} typed={typed} />
        )}
      </>
    ),
  }
}

interface Coming {
  readonly added: AddedUp
  readonly reported: Awaited<ReturnType<typeof reportedInto>>
  readonly last: Publication
  readonly name: (id: string) => string
}

/** Who brought it, in a line for each way of coming. */
function WhoCame({ added, reported, last, name }: Coming) {
  const { came, corrected, out } = arrivals(reported, added.parts)
  const adjusted = added.adjustments.filter(one => takenNow(added).includes(one.id) && !last.adjustments.includes(one.id)).length
  const undone = last.adjustments.filter(id => !takenNow(added).includes(id)).length
  const names = (ids: readonly string[]): string => ids.map(name).join(', ')
  return (
    <Defs
      entries={[
        { term: 'Đơn vị đến sau', says: names(came), has: came.length > 0 },
        { term: 'Đơn vị sửa báo cáo', says: names(corrected), has: corrected.length > 0 },
        { term: 'Đang bị trả lại', says: `${names(out)}: số của đơn vị này tạm ra khỏi tổng`, has: out.length > 0 },
        { term: 'Điều chỉnh mới', says: formatNumber(adjusted), has: adjusted > 0 },
        { term: 'Điều chỉnh đã hủy', says: formatNumber(undone), has: undone > 0 },
      ].filter(one => one.has)}
    />
  )
}

/** What was put off and why; what no longer holds says so. `mark` is of what is there now. */
export function Deferred({
  deferrals,
  mark,
  people,
}: {
  deferrals: readonly Deferral[]
  mark: string | undefined
  people: ReadonlyMap<string, string>
}) {
  if (deferrals.length === 0) return null
  return (
    <Note tone={mark !== undefined && isDeferred(deferrals, mark) ? 'soon' : 'none'}>
      {deferrals.map(one => (
        <Quote by={`${people.get(one.by) ?? ''}, ${writtenWhen(one.at)}${one.mark === mark ? '' : '; đã hết hiệu lực vì có số mới hơn'}`}>
          Hoãn nhận số đến sau: {one.reason}
        </Quote>
      ))}
    </Note>
  )
}

interface Decision {
  readonly added: AddedUp
  readonly last: Publication
  readonly mark: string
  readonly held: Deferral | undefined
  readonly fault: Fault | undefined
  readonly typed: Typed | undefined
}

function Deciding({ added: { window, receiverId }, last, mark, held, fault, typed }: Decision) {
  return (
    <Section title="Nhận vào bản đính chính, hoặc hoãn" id="h-quyet">
      <Sheet>
        <p>{`Nhận vào thì lập bản ${last.number + 1}, ghi là đính chính cho bản ${last.number}; bản ${last.number} vẫn xem được.`}</p>
        <Actions>
          <ButtonLink kind="main" href={`/bao-cao/${window.code}/tong-hop?noi-nhan=${receiverId}#h-cong-bo`}>
            {`Lập bản ${last.number + 1}`}
          </ButtonLink>
        </Actions>
      </Sheet>
      {!held && (
        <Form action={`/bao-cao/${window.code}/hoan`} values={typed} errors={fault?.fields}>
          <Hidden name="id" value={randomUUID()} />
          <Hidden name="noi-nhan" value={receiverId} />
          <Hidden name="ban" value={last.id} />
          <Hidden name="seen" value={mark} />
          <Sheet>
            <Field
              kind="area"
              name="ly-do"
              label="Lý do hoãn"
              hint="Hiện cùng bản đã công bố. Có số mới hơn thì lần hoãn này hết hiệu lực."
              rows={2}
              maxlength={500}
            />
            <Actions>
              <Button>Hoãn, chưa nhận</Button>
            </Actions>
          </Sheet>
        </Form>
      )}
    </Section>
  )
}

const again = (ask: Ask, typed: Typed, fault: Fault): Promise<Page> =>
  pendingPage(askForOthers(ask)('reports.read') ?? ask, {
    code: String(typed['window'] ?? ''),
    receiver: idOf(typed, 'noi-nhan'),
    fault,
    typed,
  })

export const pendingRoutes: Route[] = [
  route({
    at: 'GET /bao-cao/:window/sau-cong-bo',
    may: 'reports.read',
    input: form({ window: text('Kỳ báo cáo', 40), 'noi-nhan': optional(uuid('Nơi nhận')) }),
    run: (ask, input) => pendingPage(ask, { code: input.window, receiver: input['noi-nhan'] }),
  }),
  route({
    at: 'POST /bao-cao/:window/hoan',
    may: 'reports.consolidate',
    input: form({
      window: text('Kỳ báo cáo', 40),
      'noi-nhan': uuid('Nơi nhận'),
      id: uuid('Lần hoãn'),
      ban: uuid('Bản công bố'),
      seen: text('Số đã xem', 64),
      'ly-do': text('Lý do hoãn', 500),
    }),
    async run(ask, input) {
      await defer(ask, {
        id: input.id,
        code: input.window,
        receiverId: input['noi-nhan'],
        publicationId: input.ban,
        seen: input.seen,
        reason: input['ly-do'],
      })
      return { seeOther: pendingHref(input.window, input['noi-nhan']) }
    },
    again,
  }),
]
