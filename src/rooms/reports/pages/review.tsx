// One edition under review: its figures beside those of before, and the two things its receiver may do with it.
import { randomUUID } from 'node:crypto'
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { Fault, isRefusal } from '../../../ground/faults.ts'
import { capital, formatNumber } from '../../../ground/vietnamese.ts'
import { each, form, longText, optional, type Typed, text, uuid, whole } from '../../../web/input.ts'
import { ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { TypedLine } from '../../../web/parts/figure-input.tsx'
import { Filter } from '../../../web/parts/filter.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { type Row, Table, Void } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { accept, giveBack } from '../acts.ts'
import { actsFor } from '../adding-up.ts'
import type { SaidAgain } from '../again.ts'
import { listsOfEdition, RecordLists } from '../enclosing/lists.tsx'
import { Enclosures } from '../enclosing/pages.tsx'
import { enclosedIn } from '../enclosing/store.ts'
import { change, type Figure, type Indicator, isFarFrom } from '../figures.ts'
import { earlier, findReport } from '../filling.ts'
import type { Finding } from '../oddity.ts'
import { paperHref } from '../papers/routes.ts'
import { lookOver } from '../reviewing.ts'
import * as rules from '../rules.ts'
import { numbering, plainLabel, reasonFieldOf } from '../sheet.ts'
import { figuresOf, findEdition } from '../store-editions.ts'
import { whyUnitHref } from '../totalling/unit-why-page.tsx'
import { againOf, SaidAgainTable } from './again.tsx'
import { saysIn, Told } from './bound.tsx'
import { Deciding, History } from './deciding.tsx'
import { findingRows, findingsSaid, WordFindings } from './findings.tsx'
import { GroupChoice, groupsShown } from './groups.tsx'
import { queueHref } from './queue.tsx'
import { idOf } from './typed.ts'
import { againstBefore, BEFORE, FigureText, Footnotes, handedIn, reportHref, said, WindowDays } from './words.tsx'

async function reviewPage(
  ask: Ask,
  showing: { code: string; edition: string; group?: string | undefined; against?: string | undefined; fault?: Fault; typed?: Typed },
): Promise<Page> {
  const read = await findEdition(ask, showing.code, showing.edition)
  const { owed, edition } = read
  const { window, unitId } = owed
  const report = await findReport(ask, showing.code, unitId)
  const figures = (await figuresOf(ask, [edition.id])).get(edition.id) ?? new Map<string, Figure>()
  const past = await earlier(ask, report)
  const files = await enclosedIn(ask, edition.id)
  const lists = await listsOfEdition(ask, report, edition.id)
  const since = await againOf(ask, read, report.form.indicators, { figures, files })
  const isLast = owed.editions.at(-1)?.id === edition.id
  const looked = isLast ? (await lookOver(ask, window, owed.receiverId, new Set([unitId]))).at(0) : undefined
  const found = looked?.findings ?? []
  const mayJudge = isLast && actsFor(ask, owed.receiverId) && askForOthers(ask)('reports.review')?.grant.units.has(unitId) === true
  const mayAccept = mayJudge && !isRefusal(rules.accept(report.at))
  const mayReturn = mayJudge && report.at !== 'returned'
  const people = await namesOf(ask.tx, [edition.by, ...edition.verdicts.map(one => one.by)])
  const unit = ask.tree.label(unitId, window.until)
  const notes = new Footnotes()
  const names = numbering(report.form.indicators)
  const here = `/bao-cao/${window.code}/xem/${edition.id}`
  const back = `/bao-cao/${window.code}/theo-doi?noi-nhan=${owed.receiverId}`
  const status = said(report.at, window, ask.today)
  const typed = (name: string): string => String(showing.typed?.[name] ?? '')
  const all = report.form.indicators
  const moved = all.filter(({ code }) => differs(figures.get(code), past.previous?.figures.get(code)?.figure))
  const isMoved = showing.against === BEFORE
  const groups = groupsShown(isMoved ? moved : all, { named: showing.group, notable: notableOf(found, figures, since?.of.cells ?? []) })
  const rows = groups.shown.flatMap(({ group, lines }): Row[] => [
    { group },
    ...lines.flatMap((indicator): Row[] => {
      const { code } = indicator
      const figure = figures.get(code)
      const then = past.previous?.figures.get(code)
      const name = `Ô ${names.get(code)}, ${plainLabel(indicator)}`
      const picked = showing.typed !== undefined && typed(`t-${code}`) !== ''
      const error = showing.fault?.fields.find(one => one.field === reasonFieldOf(code))
      return [
        {
          id: `ct-${code}`,
          part: indicator.depth > 0,
          cells: [
            <>
              <span class="num soft">{names.get(code)}</span>&ensp;{indicator.label} <span class="soft small">({indicator.measure})</span>
            </>,
            notes.cell(then, indicator),
            notes.cell(past.lastYear?.figures.get(code), indicator),
            <Sent figure={figure} indicator={indicator} href={`${reportHref(window.code, unitId)}/nguon/${code}?ban=${edition.number}`} />,
            <Moved figure={figure} then={then?.figure} indicator={indicator} href={whyUnitHref(window.code, unitId, code, 'ky-truoc')} />,
            ...(mayReturn
              ? [
                  <label class="pick">
                    <input type="checkbox" name={`t-${code}`} value="1" checked={picked} />
                    <span class="vh">Trả lại {name}</span>
                  </label>,
                ]
              : []),
          ],
        },
        ...under(figure),
        ...findingRows(found.filter(one => one.code === code)),
        ...(picked || error
          ? [
              {
                under: (
                  <TypedLine line={{ name: reasonFieldOf(code), label: `Lý do trả lại ${name}`, value: typed(reasonFieldOf(code)) }} />
                ),
                tone: 'back' as const,
              },
            ]
          : []),
      ]
    }),
  ])
  // A decision is made on the words and the files as well as on the figures: they are read above it.
  const told = (
    <>
      <Section title="Phần lời" id="h-loi">
        <WordFindings findings={found} />
        <Told narrative={read.narrative} says={saysIn(report.form.indicators, figures)} />
      </Section>
      <RecordLists lists={lists} />
      <Enclosures files={files} here={reportHref(window.code, unitId)} />
    </>
  )
  return {
    title: `${showing.fault ? `Lỗi: ${showing.fault.message} ` : ''}Xem xét báo cáo ${window.label}, ${unit}`,
    page: (
      <>
        <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: capital(window.label), href: back }, { label: capital(unit) }]} />
        <PageHead
          title={`${capital(unit)}: báo cáo ${window.label}, bản ${edition.number}`}
          sub={
            <>
              {people.get(edition.by)} nộp lúc {handedIn(owed)}, biên nhận {edition.receipt}.{' '}
              <WindowDays window={window} today={ask.today} /> <Status tone={status.tone}>{status.word}</Status> {findingsSaid(looked)}
            </>
          }
          actions={
            mayReturn ? (
              <ButtonLink small href={mayAccept ? '#h-quyet-dinh' : '#h-tra-lai'}>
                {mayAccept ? 'Xuống phần tiếp nhận, trả lại' : 'Xuống phần trả lại'}
              </ButtonLink>
            ) : undefined
          }
        />
        <ErrorSummary fault={showing.fault && naming(showing.fault, report.form.indicators)} />
        {!isLast && (
          <Note tone="soon">
            <p>
              Đây là bản cũ. <a href={`/bao-cao/${window.code}/xem/${owed.editions.at(-1)?.id}`}>Mở bản {owed.editions.at(-1)?.number}</a>
            </p>
          </Note>
        )}
        <History found={read} people={people} names={names} />
        {since && <SaidAgainTable of={since.of} before={since.number} number={edition.number} indicators={report.form.indicators} />}
        {past.previous && (
          <Filter
            label="Lọc dòng"
            entries={[
              { label: 'Mọi dòng', count: all.length, href: here, current: !isMoved },
              { label: 'Khác kỳ trước', count: moved.length, href: againstBefore(window.code, edition.id), current: isMoved },
            ]}
          />
        )}
        <GroupChoice of={groups} action={here} />
        {mayReturn ? (
          <Form action={`${here}/tra-lai`} errors={showing.fault?.fields}>
            {/* Enter in a reason must never accept. */}
            <button class="vh" type="submit" tabindex={-1}>
              {`Trả lại ${unit}`}
            </button>
            {isMoved && <Hidden name="so" value={BEFORE} />}
            {groups.chosen !== undefined && <Hidden name="nhom" value={groups.chosen} />}
            <Hidden name="id" value={typed('id') || randomUUID()} />
            <Hidden name="seen" value={edition.verdicts.length} />
            <FiguresTable rows={rows} window={window.label} unit={unit} picks />
            {notes.render()}
            {told}
            <Deciding here={here} unit={unit} mayAccept={mayAccept} files={files} typed={showing.typed} />
          </Form>
        ) : (
          <>
            <FiguresTable rows={rows} window={window.label} unit={unit} />
            {notes.render()}
            {told}
          </>
        )}
        <p class="after">
          <ButtonLink kind="plain" href={paperHref(window.code, unitId, edition.number)}>
            Tải văn bản Word
          </ButtonLink>
          <ButtonLink kind="plain" href={back}>
            Về bảng theo dõi
          </ButtonLink>
          {looked && (
            <ButtonLink kind="plain" href={queueHref(window.code, owed.receiverId)}>
              Về hàng chờ xem xét
            </ButtonLink>
          )}
        </p>
      </>
    ),
  }
}

const differs = (now: Figure | undefined, then: Figure | undefined): boolean =>
  now !== undefined && then !== undefined && (now.value !== then.value || (now.value === null && now.state !== then.state))

/** A reason that is missing is said with its cell: what stands in the row need not say it, the summary must. */
function naming(fault: Fault, indicators: readonly Indicator[]): Fault {
  const names = numbering(indicators)
  const cells = new Map(indicators.map(one => [reasonFieldOf(one.code), `Ô ${names.get(one.code)}, ${plainLabel(one)}`]))
  const fields = fault.fields.map(one => (cells.has(one.field) ? { ...one, say: `${cells.get(one.field)}: ${small(one.say)}` } : one))
  return new Fault(fault.kind, fault.code, fault.message, fields)
}

const small = (say: string): string => say.charAt(0).toLocaleLowerCase('vi') + say.slice(1)

/** Lines with a finding, an estimate, a figure other than the count, or other than in the edition before. */
const notableOf = (found: readonly Finding[], figures: ReadonlyMap<string, Figure>, changed: readonly SaidAgain[]): ReadonlySet<string> =>
  new Set([
    ...found.flatMap(one => one.code ?? []),
    ...changed.map(one => one.indicator.code),
    ...[...figures.values()]
      .filter(one => one.state === 'estimated' || (one.counted !== null && one.value !== null && one.counted !== one.value))
      .map(one => one.code),
  ])

const FiguresTable = ({ rows, window, unit, picks }: { rows: readonly Row[]; window: string; unit: string; picks?: boolean }) => (
  <Table
    caption={`Số liệu ${window} của ${unit}`}
    hideCaption
    columns={[
      { label: 'Chỉ tiêu' },
      { label: 'Kỳ trước', numeric: true, width: 8 },
      { label: 'Cùng kỳ', numeric: true, width: 8 },
      { label: 'Kỳ này', numeric: true, width: 12 },
      { label: 'So kỳ trước', numeric: true, width: 8 },
      ...(picks ? [{ label: 'Trả lại', width: 6 as const }] : []),
    ]}
    rows={rows}
  />
)

function Sent({ figure, indicator, href }: { figure: Figure | undefined; indicator: Indicator; href: string }) {
  if (!figure) return <Void>không có trong bản này</Void>
  const source =
    figure.counted === null ? null : figure.counted === figure.value ? (
      <a href={href}>{`đếm từ ${formatNumber(figure.counted)} hồ sơ`}</a>
    ) : (
      <a href={href}>
        đếm được <s>{formatNumber(figure.counted)}</s>
      </a>
    )
  return (
    <>
      {source && <span class="small">{source} </span>}
      {figure.denominator !== null && (
        <span class="small soft">{`${formatNumber(figure.numerator ?? 0)} trên ${formatNumber(figure.denominator)} `}</span>
      )}
      {figure.state === 'estimated' && <Status tone="soon">ước tính</Status>}{' '}
      <strong>{<FigureText figure={figure} indicator={indicator} />}</strong>
    </>
  )
}

interface MovedProps {
  readonly figure: Figure | undefined
  readonly then: Figure | undefined
  readonly indicator: Indicator
  /** What makes the two differ. */
  readonly href: string
}

function Moved({ figure, then, indicator, href }: MovedProps) {
  const moved = change(figure, then)
  if (moved === undefined) return <Void>–</Void>
  const written = formatNumber(moved, indicator.decimals)
  const said = `${moved > 0 ? '+' : ''}${written}${indicator.kind === 'ratio' ? ' điểm %' : ''}`
  const shown =
    moved === 0 ? (
      <span class="num">{said}</span>
    ) : (
      <a class="num" href={href}>
        {said}
        <span class="vh">, vì sao {plainLabel(indicator)} khác kỳ trước</span>
      </a>
    )
  return isFarFrom(figure, then) ? (
    <>
      <Status tone="soon">lệch xa</Status> {shown}
    </>
  ) : (
    shown
  )
}

function under(figure: Figure | undefined): Row[] {
  if (!figure?.reason) return []
  const overridden = figure.counted !== null && figure.value !== null && figure.counted !== figure.value
  const lead = overridden
    ? 'Ghi khác số đếm. Lý do:'
    : figure.state === 'estimated'
      ? 'Cách ước tính:'
      : figure.value === null
        ? 'Lý do:'
        : 'Đơn vị giải trình:'
  return [
    {
      under: (
        <>
          <strong>{lead}</strong> {figure.reason}
        </>
      ),
      ...(overridden ? { tone: 'over' as const } : {}),
    },
  ]
}

const editionFields = { window: text('Kỳ báo cáo', 40), edition: uuid('Bản báo cáo') } as const
const nhom = optional(text('Nhóm chỉ tiêu', 200))
const judging = { ...editionFields, id: uuid('Lần xem xét'), seen: whole('Lần xem xét trước') } as const

const again = (ask: Ask, typed: Typed, fault: Fault): Promise<Page> =>
  reviewPage(ask, {
    code: String(typed['window'] ?? ''),
    edition: idOf(typed, 'edition'),
    group: typed['nhom'] === undefined ? undefined : String(typed['nhom']),
    against: typed['so'] === undefined ? undefined : String(typed['so']),
    fault,
    typed,
  })

export const reviewRoutes: Route[] = [
  route({
    at: 'GET /bao-cao/:window/xem/:edition',
    may: 'reports.read',
    input: form({ ...editionFields, nhom, so: optional(text('So với', 10)) }),
    run: (ask, input) => reviewPage(ask, { code: input.window, edition: input.edition, group: input.nhom, against: input.so }),
  }),
  route({
    at: 'POST /bao-cao/:window/xem/:edition/tiep-nhan',
    may: 'reports.review',
    input: form(judging),
    async run(ask, input) {
      const { owed } = await findEdition(ask, input.window, input.edition)
      await accept(ask, { id: input.id, code: input.window, editionId: input.edition, seen: input.seen })
      return { seeOther: `/bao-cao/${input.window}/theo-doi?noi-nhan=${owed.receiverId}#dv-${owed.unitId}` }
    },
    again,
  }),
  route({
    at: 'POST /bao-cao/:window/xem/:edition/tra-lai',
    may: 'reports.review',
    input: form({
      ...judging,
      nhom,
      t: each('Ô trả lại', 5),
      l: each('Lý do', 500),
      f: each('Tệp trả lại', 5),
      lf: each('Lý do', 500),
      'ly-do': optional(longText('Lý do chung', 1000)),
      'loi-nhan': optional(longText('Lời nhắn', 2000)),
    }),
    async run(ask, input) {
      const { owed } = await findEdition(ask, input.window, input.edition)
      const cells = Object.entries(input.t).flatMap(([code, tick]) =>
        tick === '' ? [] : [{ code, reason: input.l[code] || (input['ly-do'] ?? '') }],
      )
      const files = Object.entries(input.f).flatMap(([id, tick]) =>
        tick === '' ? [] : [{ id, reason: input.lf[id] || (input['ly-do'] ?? '') }],
      )
      await giveBack(ask, {
        id: input.id,
        code: input.window,
        editionId: input.edition,
        seen: input.seen,
        cells,
        files,
        body: input['loi-nhan'] ?? '',
      })
      return { seeOther: `/bao-cao/${input.window}/theo-doi?noi-nhan=${owed.receiverId}#dv-${owed.unitId}` }
    },
    again,
  }),
]
