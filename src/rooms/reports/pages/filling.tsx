// The figure sheet: filled, saved, checked, confirmed and handed in.
import { randomUUID } from 'node:crypto'
import type { Ask } from '../../../access/ask.ts'
import { askForOthers } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { type Fault, type FieldError, isRefusal } from '../../../ground/faults.ts'
import { capital } from '../../../ground/vietnamese.ts'
import type { Typed } from '../../../web/input.ts'
import { Bar, SaveState } from '../../../web/parts/bar.tsx'
import { Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Key, Section } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { Table } from '../../../web/parts/table.tsx'
import type { Page } from '../../../web/route.ts'
import { counterOf, type Wiring } from '../counting.ts'
import { listsNow, listsOfEdition, RecordLists } from '../enclosing/lists.tsx'
import { Enclosures } from '../enclosing/pages.tsx'
import { FilesReturned } from '../enclosing/returning.tsx'
import { enclosedIn, enclosuresOf } from '../enclosing/store.ts'
import type { Figures } from '../figures.ts'
import { findReport, type Report, type SheetView, soFar, viewSheet } from '../filling.ts'
import { savedWhen, writtenWhen } from '../naming.ts'
import { isOfDraft } from '../papers/own-paper.ts'
import { paperHref } from '../papers/routes.ts'
import { plansOfUnit } from '../planning/beside-totals.ts'
import { mayEdit } from '../rules.ts'
import { numbering, readSheet } from '../sheet.ts'
import { figuresOf } from '../store-editions.ts'
import { mayAskForTime, TermsNote, termsHref } from '../terms/parts.tsx'
import { farFigures, sayInItsCell } from '../together/as-typed.ts'
import { besideOf } from '../together/keeping.ts'
import { type Base, baseText } from '../together/merge.ts'
import { beforeOf, RulesHere } from '../together/rules-here.tsx'
import { BothValues, TakenOver } from '../together/shown.tsx'
import { Codes, saysIn, Told } from './bound.tsx'
import { Differences } from './differences.tsx'
import { firstWaiting, LeafChoice, leafShown, placeHref, placesOn, SheetErrors, WORDS, withTyped } from './leaves.tsx'
import { type Filling, sheetRows } from './sheet-cells.tsx'
import { sheetAsTyped } from './typed.ts'
import { reportHref, saidOf, WindowDays } from './words.tsx'

export interface Showing {
  readonly code: string
  readonly unitId: string
  readonly opened?: string | undefined
  /** How many cells a workbook or a pasted block just brought. */
  readonly brought?: number | undefined
  /** A save found everything there already. */
  readonly nothingNew?: boolean
  readonly fault?: Fault | undefined
  /** What was typed, when the sheet came back. */
  readonly typed?: Typed | undefined
  /** It came back from the page of confirming: the draft has all of it, and perhaps more. */
  readonly confirmed?: boolean
  /** The leaf of a long sheet that was asked for, or a line of it. */
  readonly leaf?: string | undefined
  readonly line?: string | undefined
  /** Places that a save just took over from others. */
  readonly taken?: readonly string[] | undefined
}

/** What the reviewer wrote in each cell of the last verdict that sent the report back. */
function reviewersWords(report: Report): ReadonlyMap<string, string> {
  const verdict = report.at === 'returned' ? report.owed.editions.at(-1)?.verdicts.at(-1) : undefined
  return new Map(verdict?.cells.map(cell => [cell.code, cell.reason]))
}

/** The row itself names the cell: in it only what to do is said; the summary at the top keeps the whole sentence. */
const inItsCell = ({ field, say }: FieldError): FieldError => ({ field, say: sayInItsCell(say) })

export async function sheetPage(ask: Ask, wiring: Wiring, showing: Showing): Promise<Page> {
  const report = await findReport(ask, showing.code, showing.unitId)
  const stored = await viewSheet(ask, wiring, report)
  const { owed, at } = report
  const { window } = owed
  const asking = askForOthers(ask)
  const permission = mayEdit(window, at, ask.today)
  const mayWrite = asking('reports.fill')?.grant.units.has(owed.unitId) === true && !owed.receives
  const isOpen = mayWrite && !isRefusal(permission)
  const last = owed.editions.at(-1)
  const isDrafted = report.draft !== undefined && report.draft.after === (last?.number ?? 0)
  const isKept = showing.confirmed && isOpen && isDrafted
  const came = isKept ? undefined : showing.typed
  const typed = came && sheetAsTyped(came)
  const onLeaf = came?.['nhom'] === undefined ? undefined : String(came['nhom'])
  const view: SheetView = typed ? withTyped(stored, typed, onLeaf !== undefined) : stored
  const files = isOpen || !last ? await enclosuresOf(ask, { windowId: window.id, unitId: owed.unitId }) : await enclosedIn(ask, last.id)
  const beside = isOpen ? await besideOf(ask, report, view) : undefined
  const verdict = at === 'returned' ? last?.verdicts.at(-1) : undefined
  const people = await namesOf(ask.tx, [
    ...owed.editions.flatMap(one => [one.by, ...one.verdicts.map(each => each.by)]),
    ...(report.draft ? [report.draft.savedBy] : []),
  ])
  const name = (id: string | undefined): string => (id && people.get(id)) || 'cán bộ'
  const frozen = !isOpen && last ? await frozenFigures(ask, last.id, last.number) : undefined
  const current = readSheet(view.asked, view.cells)
  // Who was led here from the page that named what is amiss reads it again in its cell.
  const amiss = showing.line !== undefined && isOpen ? current.refusals.filter(one => one.refused !== 'reports.cell-empty') : []
  const errors = showing.fault?.fields ?? amiss.map(one => ({ field: one.field ?? '', say: one.say }))
  const words = reviewersWords(report)
  const shown = leafShown(report.form.indicators, {
    named: showing.leaf ?? onLeaf,
    codes: [showing.line, showing.opened, ...words.keys(), isOpen ? firstWaiting(view.asked, current.figures) : undefined],
  })
  const lists = !shown.hasWords ? [] : isOpen || !last ? await listsNow(ask, wiring, report) : await listsOfEdition(ask, report, last.id)
  const filling: Filling = {
    view,
    lines: shown.lines,
    isOpen,
    frozen,
    errors,
    opened: showing.opened,
    words,
    reviewer: verdict ? `${name(verdict.by)}, ${writtenWhen(verdict.at)}` : '',
    nouns: new Map(
      report.form.indicators.flatMap(one => (counterOf(wiring, one) ? [[one.code, counterOf(wiring, one)?.noun ?? ''] as const] : [])),
    ),
    far: new Map(farFigures(shown.lines, current.figures, beforeOf(view)).map(one => [one.field, sayInItsCell(one.say)])),
    plans: await plansOfUnit(ask, owed.unitId, window.until),
    soFar: soFar(shown.lines, window, frozen?.figures ?? current.figures, view.earlier.thisYear),
  }
  const { rows, notes, sheet } = sheetRows(filling)
  const names = numbering(report.form.indicators)
  const returned = report.form.indicators.filter(one => verdict?.cells.some(cell => cell.code === one.code))
  // Someone else was faster, or the sheet is closed by now: what was typed here is set beside what is kept.
  const apart = came !== undefined && (showing.fault?.kind === 'stale' || !isOpen)
  const unit = ask.tree.label(owed.unitId, window.until)
  const receiver = ask.tree.label(owed.receiverId, window.until)
  const filled = sheet.figures.size
  const places = placesOn(shown, report.form.sections)
  const baseHere = (base: Base): Base => new Map([...base].filter(([place]) => shown.at === undefined || places.has(place)))
  const status = saidOf(owed, ask.today)
  const keptAt = isDrafted && report.draft ? savedWhen(report.draft.savedAt) : undefined
  const here = reportHref(window.code, owed.unitId)
  const hrefOf = (place: string, anchor: string) => placeHref(shown, here, place, anchor)
  const title = `Báo cáo ${window.label}, ${unit}`
  const table = (
    <>
      <Table
        caption={`Biểu số liệu ${window.label} của ${unit}`}
        hideCaption
        narrow="figures"
        columns={[
          { label: 'Chỉ tiêu' },
          { label: 'Kỳ trước', numeric: true, width: 9 },
          { label: 'Cùng kỳ', numeric: true, width: 9 },
          { label: 'Kỳ này', numeric: true },
          { label: 'Lũy kế', numeric: true, width: 7 },
        ]}
        rows={rows}
      />
      {notes.render()}
      <Key
        entries={[
          { word: 'đếm từ …', says: 'hệ thống đếm, bấm để xem hồ sơ' },
          { word: '0', says: 'có rà, bằng không' },
          { word: 'Chưa nhập', says: 'chưa có số' },
          { word: 'không phát sinh', says: 'kỳ này không có việc' },
          { word: 'không áp dụng', says: 'việc này không có ở đơn vị' },
        ]}
      />
      <p class="small">
        <a href={`/bao-cao/che-do/${window.regimeId}`}>Cách tính và nguồn của từng chỉ tiêu</a>
      </p>
    </>
  )
  const told = (
    <Section title="Phần lời" id="h-loi">
      {isOpen ? (
        <>
          <Codes indicators={report.form.indicators} figures={sheet.figures} />
          {view.narrative.map((one, i) => (
            <Field
              kind="area"
              name={`p-${i + 1}`}
              label={one.heading}
              value={one.text}
              rows={4}
              optional={!report.form.required.includes(one.heading)}
            />
          ))}
        </>
      ) : (
        <Told narrative={view.narrative} says={saysIn(report.form.indicators, sheet.figures)} />
      )}
    </Section>
  )
  const body = (
    <>
      <LeafChoice
        shown={shown}
        here={here}
        isOpen={isOpen}
        unfolded={showing.leaf === undefined && showing.line === undefined && !came}
        standing={{ sheet, narrative: view.narrative, returned: words }}
      />
      {shown.lines.length > 0 && table}
      {shown.hasWords && told}
    </>
  )
  return {
    title: showing.fault ? `Lỗi: ${showing.fault.message}. ${title}` : title,
    page: (
      <>
        <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: capital(window.label) }]} />
        <PageHead
          over={owed.regime.name}
          title={`Biểu số liệu, báo cáo ${window.label}`}
          sub={
            <>
              {capital(unit)}, gửi {receiver}. <WindowDays window={window} today={ask.today} />{' '}
              <Status tone={status.tone}>{status.word}</Status>
              {verdict && ` lần ${owed.editions.filter(one => one.verdicts.at(-1)?.kind === 'returned').length}`}
            </>
          }
          actions={
            <>
              {isOpen && (
                <ButtonLink small href={`${here}/bieu-excel`}>
                  Biểu Excel
                </ButtonLink>
              )}
              {isOpen && (
                <ButtonLink small href={`${here}/dan-excel`}>
                  Dán từ Excel
                </ButtonLink>
              )}
              {mayAskForTime(ask, owed) && (
                <ButtonLink small href={termsHref(window.code, owed.unitId)}>
                  Xin gia hạn
                </ButtonLink>
              )}
              {(last || !owed.receives) && (
                <ButtonLink small href={paperHref(window.code, owed.unitId)}>
                  {!owed.receives && isOfDraft(report) ? 'Dự thảo Word' : 'Văn bản Word'}
                </ButtonLink>
              )}
              {last && (
                <ButtonLink small href={`${here}/bien-nhan/${last.id}`}>
                  Biên nhận {last.receipt}
                </ButtonLink>
              )}
              {owed.receives && (
                <ButtonLink small kind="main" href={`/bao-cao/${window.code}/tong-hop?noi-nhan=${owed.unitId}`}>
                  Mở bản tổng hợp
                </ButtonLink>
              )}
            </>
          }
        />
        {showing.fault && !apart && <SheetErrors fault={showing.fault} refusals={sheet.refusals} shown={shown} here={here} />}
        {showing.fault && apart && (
          <Differences
            fault={showing.fault}
            stored={stored}
            mine={view}
            by={name(isOpen ? report.draft?.savedBy : last?.by)}
            here={here}
            locked={!isOpen}
          />
        )}
        {beside && <TakenOver form={report.form} places={showing.taken ?? []} beside={beside} me={ask.person.id} hrefOf={hrefOf} />}
        {showing.nothingNew && isOpen && (
          <Note tone="none" announce>
            {`Không có gì mới để lưu: biểu vẫn như ${isDrafted ? `lần lưu lúc ${keptAt}` : last ? 'bản đã nộp' : 'lúc chưa ghi gì'}.`}
          </Note>
        )}
        {showing.brought !== undefined && isOpen && (
          <Note tone={showing.brought > 0 ? 'ok' : 'none'} announce>
            {showing.brought > 0
              ? `Đã ghi ${showing.brought} ô vào bản nháp. Xem lại rồi nộp.`
              : 'Không có gì mới để ghi: bản nháp đã có đúng những ô này.'}
          </Note>
        )}
        {verdict && (
          <Note tone="back" title={`${name(verdict.by)} trả lại lúc ${writtenWhen(verdict.at)}`}>
            {verdict.body !== '' && <p>{verdict.body}</p>}
            {returned.length > 0 && (
              <p>
                Ô cần sửa:{' '}
                {returned.map(({ code }, i) => (
                  <>
                    {i > 0 && ', '}
                    <a href={hrefOf(code, `ct-${code}`)}>{names.get(code)}</a>
                  </>
                ))}
                .
              </p>
            )}
            <FilesReturned files={verdict.files} window={window.code} unitId={owed.unitId} />
          </Note>
        )}
        {mayWrite && !ask.tree.unit(owed.unitId) && (
          <Note>{`${capital(unit)} không còn hoạt động; đơn vị ông/bà tiếp nhận hồ sơ nên soạn và nộp thay.`}</Note>
        )}
        <TermsNote ask={ask} owed={owed} />
        {isRefusal(permission) && mayWrite && !apart && <Note tone="sent">{permission.say}</Note>}
        {!mayWrite && (
          <Note>
            {owed.receives
              ? 'Báo cáo của nơi này do tổng hợp các đơn vị dưới mà có.'
              : 'Ông/bà xem được báo cáo này; chỉ cán bộ của đơn vị mới ghi được.'}
          </Note>
        )}
        {isOpen ? (
          <Form action={`${here}/luu`} save autosave={`${here}/nhap`} errors={errors.map(inItsCell)}>
            {/* Enter in a box must save, never press the first button that happens to stand in the table. */}
            <button class="vh" type="submit" tabindex={-1}>
              Lưu bản nháp
            </button>
            <Hidden name="after" value={last?.number ?? 0} />
            <Hidden name="version" value={report.draft?.version ?? 0} />
            <Hidden name="page" value={randomUUID()} />
            {shown.at && <Hidden name="nhom" value={shown.at.key} />}
            {/* A page that came back began with what it began with then, not with what is kept by now. */}
            <Hidden name="goc" value={String(came?.['goc'] ?? baseText(baseHere(beside?.base ?? new Map())))} />
            {beside && <BothValues form={report.form} beside={beside} me={ask.person.id} />}
            {body}
            <RulesHere view={view} lines={shown.lines} figures={sheet.figures} />
            <Bar
              actions={
                <>
                  <Button>Lưu bản nháp</Button>
                  {shown.next && (
                    <Button name="sang" value={shown.next.key}>
                      {shown.next.key === WORDS ? 'Lưu, sang phần lời' : 'Lưu, sang phần sau'}
                    </Button>
                  )}
                  <Button kind="main" action={`${here}/xem-lai`}>
                    {last ? 'Xem lại và nộp lại' : 'Xem lại và nộp'}
                  </Button>
                </>
              }
            >
              <SaveState at={keptAt} says={`${filled} trên ${report.form.indicators.length} ô có số`} />
            </Bar>
          </Form>
        ) : (
          body
        )}
        <RecordLists lists={lists} />
        {shown.hasWords && <Enclosures files={files} here={here} mayChange={isOpen} />}
      </>
    ),
  }
}

async function frozenFigures(ask: Ask, id: string, number: number): Promise<{ number: number; figures: Figures }> {
  return { number, figures: (await figuresOf(ask, [id])).get(id) ?? new Map() }
}
