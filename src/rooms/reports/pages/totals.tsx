// Adding up: every total with who is not in it; then sent up, or at the top put before a leader to be signed.
import { randomUUID } from 'node:crypto'
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { yearOf } from '../../../ground/day.ts'
import { type Fault, isRefusal, type Refusal } from '../../../ground/faults.ts'
import { capital } from '../../../ground/vietnamese.ts'
import { each, form, optional, type Typed, text, uuid } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Coverage } from '../../../web/parts/coverage.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Sheet } from '../../../web/parts/section.tsx'
import { Table } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { sendUp } from '../acts-totals.ts'
import { type AddedUp, addUp } from '../adding-up.ts'
import { NobodySigns, type Presentable, PresentedNote, presentable, SignerField, textBefore } from '../approving/presenting.tsx'
import { standingOf } from '../filling.ts'
import { daysOf, writtenWhen } from '../naming.ts'
import { YearPlans } from '../planning/beside.tsx'
import { plansOfTotal } from '../planning/beside-totals.ts'
import { mayConsolidate, mayPublish, maySubmit } from '../rules.ts'
import type { Section as Words } from '../sheet.ts'
import { Released, ReleasedBelow } from '../terms/parts.tsx'
import { releasedBelow } from '../terms/released.ts'
import { fits } from '../totalling/adjusting.ts'
import { adjustmentsHref } from '../totalling/adjusting-page.tsx'
import { pendingHref } from '../totalling/pending.tsx'
import { takenNow, takenThen } from '../totalling/taken.ts'
import { LONGEST, type TotalWords, wordsOfTotal } from '../totalling/total-words.ts'
import { wordsHref } from '../totalling/words-page.tsx'
import { Codes, codedTotals } from './bound.tsx'
import { GroupChoice, type GroupsShown, groupsShown } from './groups.tsx'
import { missingUnits, totalRows } from './totals-table.tsx'
import { idOf } from './typed.ts'
import { ComparedAmong } from './words.tsx'

interface Showing {
  readonly code: string
  readonly receiver: string | undefined
  readonly group?: string | undefined
  readonly line?: string | undefined
  /** Whom the page of review had asked to sign. */
  readonly signer?: string | undefined
  readonly fault?: Fault
  readonly typed?: Typed
}

/** Why nothing can be handed up or presented now, whatever is written. */
export function inTheWay(ask: Ask, added: AddedUp, signing: Presentable | undefined): Refusal | undefined {
  const { window, accepted, publications, own } = added
  const last = publications.at(-1)
  return [
    mayConsolidate(window, accepted.length, ask.today),
    last && mayPublish(takenNow(added), takenThen(last)),
    own && maySubmit(own.window, standingOf(own), ask.today),
    fits(added.unfit, added.form.indicators),
    signing?.blocked,
  ].find(isRefusal)
}

async function totalsPage(ask: Ask, showing: Showing): Promise<Page> {
  const added = await addUp(ask, showing.code, showing.receiver)
  const { window, receiverId, accepted, owing, absent, waived, publications, own } = added
  const unit = ask.tree.label(receiverId, window.until)
  const boardHref = `/bao-cao/${window.code}/theo-doi?noi-nhan=${receiverId}`
  const last = publications.at(-1)
  const asking = askForOthers(ask)
  const mayAct = added.isOurs && asking(own ? 'reports.consolidate' : 'reports.present') !== undefined
  const news = last ? mayPublish(takenNow(added), takenThen(last)) : true
  const signing = await presentable(ask, added)
  const blocked = inTheWay(ask, added, signing)
  const groups = groupsShown(added.form.indicators, { named: showing.group, code: showing.line })
  const { rows, notes } = totalRows(ask, added, groups)
  const plans = await plansOfTotal(ask, {
    window,
    rhythm: added.regime.rhythm,
    receiverId,
    below: owing.map(one => one.owed.unitId),
    indicators: added.form.indicators,
  })
  const title = `Tổng hợp ${window.label}: ${accepted.length} trên ${owing.length} đơn vị`
  return {
    title: showing.fault ? `Lỗi: ${showing.fault.message} ${title}` : title,
    page: (
      <>
        <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: capital(window.label), href: boardHref }, { label: 'Tổng hợp' }]} />
        <PageHead
          title={title}
          actions={
            <ButtonLink small href={adjustmentsHref(window.code, receiverId)}>
              {added.adjustments.length === 0 ? 'Điều chỉnh' : `Điều chỉnh (${added.adjustments.length})`}
            </ButtonLink>
          }
          sub={`${capital(unit)}, số liệu ${daysOf(window)}. ${absent.length === 0 ? 'Đủ các đơn vị.' : 'Đơn vị thiếu được ghi cạnh mọi tổng số; không ước tính thay.'}`}
        />
        <ErrorSummary fault={showing.fault} />
        {last && (
          <Note tone="ok">
            <p>
              Đã công bố bản {last.number} lúc {writtenWhen(last.at)}. <a href={`/bao-cao/cong-bo/${last.id}`}>Xem bản đã công bố</a>
              {!isRefusal(news) && (
                <>
                  {' · '}
                  <a href={pendingHref(window.code, receiverId)}>Xem số nào thay đổi từ đó</a>
                </>
              )}
            </p>
          </Note>
        )}
        <PresentedNote of={signing} />
        <div class="above" id="thieu">
          <Coverage
            submitted={accepted.length}
            all={owing.length}
            verb="đã nộp và được tiếp nhận"
            missing={missingUnits(ask, added, absent)}
            open
          />
          <Released ask={ask} units={waived} window={window} />
          <ReleasedBelow ask={ask} by={await releasedBelow(ask, window, receiverId)} window={window} />
        </div>
        {accepted.length === 0 ? (
          <Empty act={{ label: 'Mở bảng theo dõi.', href: boardHref }}>Chưa tiếp nhận báo cáo nào nên chưa có gì để tổng hợp.</Empty>
        ) : (
          <>
            <GroupChoice of={groups} action={`/bao-cao/${window.code}/tong-hop`} receiver={receiverId} />
            <Table
              caption={`Số liệu tổng hợp ${window.label}`}
              hideCaption
              columns={[
                { label: 'Chỉ tiêu' },
                {
                  label: added.previous ? `Kỳ trước (${added.previous.window.label})` : 'Kỳ trước',
                  short: 'Kỳ trước',
                  numeric: true,
                  width: 9,
                },
                {
                  label: added.lastYear ? `Cùng kỳ (${added.lastYear.window.label})` : 'Cùng kỳ',
                  short: 'Cùng kỳ',
                  numeric: true,
                  width: 9,
                },
                { label: 'Kỳ này', numeric: true, width: 11 },
                { label: 'Đơn vị có số', width: 16 },
              ]}
              rows={rows}
            />
            {notes.render()}
            <YearPlans plans={plans} year={yearOf(window.until)} />
            <ComparedAmong outside={absent.length + waived.length} />
          </>
        )}
        {isRefusal(blocked)
          ? mayAct && accepted.length > 0 && <Note tone="soon">{blocked.say}</Note>
          : mayAct && (
              <PublishForm
                ask={ask}
                added={added}
                signing={signing}
                showing={showing}
                words={await wordsOfTotal(ask, added)}
                groups={groups}
              />
            )}
        {!added.isOurs && <Note>Chỉ nơi nhận báo cáo được tổng hợp và công bố.</Note>}
      </>
    ),
  }
}

const field = (typed: Typed | undefined, name: string): string | undefined =>
  typed?.[name] === undefined ? undefined : String(typed[name])

interface Preparing {
  readonly ask: Ask
  readonly added: AddedUp
  readonly signing: Presentable | undefined
  readonly showing: Showing
  readonly words: TotalWords
  readonly groups: GroupsShown
}

function PublishForm({ ask, added, signing, showing: { typed, fault, signer }, words, groups }: Preparing) {
  const { window, form: asked, own, publications } = added
  const last = publications.at(-1)
  const up = own && `${own.editions.length > 0 ? 'Nộp lại' : 'Nộp'} bản tổng hợp cho ${ask.tree.label(own.receiverId, window.until)}`
  const begins = wordsBefore(added, signing, words)
  if (signing && signing.signers.length === 0) return <NobodySigns ask={ask} of={signing} />
  return (
    <Section title={up ?? (last ? `Trình ký bản đính chính cho bản ${last.number}` : 'Trình ký')} id="h-cong-bo">
      <Form action={`/bao-cao/${window.code}/tong-hop/xem-lai`} values={typed} errors={fault?.fields} save>
        <Hidden name="noi-nhan" value={added.receiverId} />
        <Hidden name="version" value={words.saved?.version ?? 0} />
        <Hidden name="page" value={randomUUID()} />
        <Sheet>
          <p>
            <a href={wordsHref(window.code, added.receiverId)}>Soạn và lưu phần lời, xem bản ghép từ báo cáo các đơn vị</a>
          </p>
          <Codes indicators={groups.shown.flatMap(group => group.lines)} all={asked.indicators} figures={codedTotals(added.totals)} />
          {asked.sections.map((heading, i) => (
            <Field
              kind="area"
              name={`p-${i + 1}`}
              label={heading}
              value={field(typed, `p-${i + 1}`) ?? begins[i]?.text}
              rows={6}
              optional
            />
          ))}
          {signing && <SignerField of={signing} chosen={field(typed, 'ky') ?? signer} />}
          <Actions>
            <Button kind="main">{own ? 'Xem lại trước khi nộp' : 'Xem lại trước khi trình ký'}</Button>
          </Actions>
        </Sheet>
      </Form>
    </Section>
  )
}

export const totalFields = {
  window: text('Kỳ báo cáo', 40),
  'noi-nhan': uuid('Nơi nhận'),
  p: each('Phần lời', LONGEST),
  ky: optional(uuid('Người ký')),
} as const
export const finalFields = { ...totalFields, id: uuid('Bản'), seen: text('Số đã xem', 64) } as const

/** What each section says before anything is typed here: what was presented, unless words were saved since. */
export const wordsBefore = (added: AddedUp, signing: Presentable | undefined, words: TotalWords): Words[] =>
  added.form.sections.map((heading, i) => ({
    heading,
    text: textBefore(signing, heading, words.saved?.at) ?? words.texts[String(i + 1)] ?? '',
  }))

/** The page is read with the reach of a reader: who may present for a seat still sees all that is added up. */
export const again = (ask: Ask, typed: Typed, fault: Fault): Promise<Page> =>
  totalsPage(askForOthers(ask)('reports.read') ?? ask, {
    code: String(typed['window'] ?? ''),
    receiver: idOf(typed, 'noi-nhan'),
    fault,
    typed,
  })

export const totalsRoutes: readonly Route[] = [
  route({
    at: 'GET /bao-cao/:window/tong-hop',
    may: 'reports.read',
    input: form({
      window: text('Kỳ báo cáo', 40),
      'noi-nhan': optional(uuid('Nơi nhận')),
      nhom: optional(text('Nhóm chỉ tiêu', 200)),
      'chi-tieu': optional(text('Chỉ tiêu', 12)),
      ky: totalFields.ky,
    }),
    run: (ask, input) =>
      totalsPage(ask, {
        ...{ code: input.window, receiver: input['noi-nhan'], group: input.nhom, line: input['chi-tieu'], signer: input.ky },
      }),
  }),
  route({
    at: 'POST /bao-cao/:window/gui-len',
    may: 'reports.consolidate',
    input: form(finalFields),
    async run(ask, input) {
      const { editionId } = await sendUp(ask, {
        id: input.id,
        code: input.window,
        receiverId: input['noi-nhan'],
        seen: input.seen,
        texts: input.p,
      })
      return { seeOther: `/bao-cao/${input.window}/${input['noi-nhan']}/bien-nhan/${editionId}` }
    },
    again,
  }),
]
