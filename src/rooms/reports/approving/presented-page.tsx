// The report as it will be published, before the one who signs it: text, figures, and at the end sign or send back.
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { standingOf as secondFactorOf } from '../../../access/second-factor.ts'
import { Fault } from '../../../ground/faults.ts'
import { capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import type { Typed } from '../../../web/input.ts'
import { Bar } from '../../../web/parts/bar.tsx'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note, Quote } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Sheet } from '../../../web/parts/section.tsx'
import { type Row, Table, Void } from '../../../web/parts/table.tsx'
import type { ReportSnapshot, SnapshotRow } from '../../../web/room.ts'
import type { Page } from '../../../web/route.ts'
import { listsIn, RecordLists } from '../enclosing/lists.tsx'
import { daysOf, reportName, writtenWhen } from '../naming.ts'
import { saysOf, valueText } from '../pages/published.tsx'
import { byGroup, ComparedAmong, Prose } from '../pages/words.tsx'
import { sealOf } from '../snapshot.ts'
import { WaivedBelow } from '../terms/parts.tsx'
import { check, isStranded, toSign } from './acts-approving.ts'
import { capacityOf, mayWithdraw } from './presented.ts'
import { course, findPresented, presentedIn, type WholePresented } from './store-presented.ts'

export const presentedHref = (id: string): string => `/bao-cao/trinh-ky/${id}`

export interface Showing {
  readonly fault?: Fault
  readonly typed?: Typed
}

/** The page of what was presented: read by whoever reads the unit's reports, ended by the one asked and by its author. */
export async function presentedPage(ask: Ask, id: string, showing: Showing = {}): Promise<Page> {
  const presented = await findPresented(ask, id)
  const { snapshot, unitId, windowCode, windowId, end } = presented
  const asking = askForOthers(ask)
  const mine = course((await presentedIn(ask, windowId, unitId)).filter(one => one.number <= presented.number))
  const mayAct = end === null && asking('reports.publish')?.grant.units.has(unitId) === true && presented.signer === ask.person.id
  const changed = end === null ? await changedNow(ask, presented) : []
  const withdrawing =
    asking('reports.present')?.grant.units.has(unitId) === true &&
    mayWithdraw(mine, ask.person.id, end === null && (await isStranded(ask, presented))) === true
  const names = await namesOf(ask.tx, [presented.by, presented.signer])
  const name = reportName(snapshot.regime, snapshot.window)
  const heading = mayAct ? `${name}: chờ ông/bà ký` : `${name}: ${headings[end?.kind ?? 'waiting']}`
  return {
    title: showing.fault ? `Lỗi: ${showing.fault.message} ${heading}` : heading,
    ...(showing.fault ? { status: showing.fault.status } : {}),
    page: (
      <>
        <Crumb
          steps={[
            { label: 'Báo cáo', href: '/bao-cao' },
            { label: capital(snapshot.window.label), href: `/bao-cao/${windowCode}/tong-hop?noi-nhan=${unitId}` },
            { label: `Trình ký lần ${presented.number}` },
          ]}
        />
        <PageHead
          title={heading}
          sub={`${capital(snapshot.unit.name)}, số liệu ${daysOf(snapshot.window)}. ${names.get(presented.by) ?? ''} trình lúc ${writtenWhen(presented.at)}; người ký: ${snapshot.signer.name}, ${capacityOf(snapshot.signer)}.`}
        />
        <ErrorSummary fault={showing.fault} />
        <Ended presented={presented} name={names.get(presented.signer) ?? ''} />
        {changed.length > 0 && (
          <Note tone="soon" title="Chưa ký được: có thay đổi sau khi trình">
            <ul>
              {changed.map(one => (
                <li>{one}</li>
              ))}
            </ul>
            <p>Trả lại để người soạn trình bản mới.</p>
          </Note>
        )}
        <SnapshotText snapshot={snapshot} />
        <SnapshotFigures snapshot={snapshot} />
        <RecordLists lists={listsIn(snapshot)} />
        {mayAct && <Deciding presented={presented} ask={ask} showing={showing} stale={changed.length > 0} code={await hasCode(ask)} />}
        {withdrawing && (
          <Section title="Rút bản trình ký" id="h-rut">
            <Form action={`${presentedHref(id)}/rut`}>
              <Sheet>
                <p>Rút thì lãnh đạo không còn thấy bản này trong phần chờ ký; ông/bà sửa rồi trình lại được.</p>
                <Actions>
                  <Button>Rút bản trình ký</Button>
                </Actions>
              </Sheet>
            </Form>
          </Section>
        )}
      </>
    ),
  }
}

const headings = { waiting: 'đang chờ ký', signed: 'đã ký ban hành', returned: 'đã trả lại', withdrawn: 'đã rút' } as const

const hasCode = async (ask: Ask): Promise<boolean> => (await secondFactorOf(ask.tx, ask.person.id)).is === 'on'

/** What a leader would be told when signing now, told when the page opens. */
async function changedNow(ask: Ask, presented: WholePresented): Promise<readonly string[]> {
  const reading = askForOthers(ask)('reports.publish') ?? askForOthers(ask)('reports.present')
  if (!reading?.grant.units.has(presented.unitId)) return []
  try {
    return (await check(reading, presented)).changed
  } catch (fault) {
    if (fault instanceof Fault && fault.kind === 'refused') return [fault.message]
    throw fault
  }
}

function Ended({ presented: { id, end }, name }: { presented: WholePresented; name: string }) {
  if (end === null) return null
  if (end.kind === 'signed')
    return (
      <Note tone="ok">
        <p>
          {name} ký ban hành lúc {writtenWhen(end.at)}. <a href={`/bao-cao/cong-bo/${id}`}>Xem bản đã công bố</a>
        </p>
      </Note>
    )
  if (end.kind === 'withdrawn') return <Note tone="none">{`Bản này được rút lúc ${writtenWhen(end.at)}, chưa ký.`}</Note>
  return (
    <Note tone="back" title={`${name} trả lại lúc ${writtenWhen(end.at)}`}>
      <Quote>{end.reason}</Quote>
    </Note>
  )
}

/** The text of the paper with its figures in it. */
function SnapshotText({ snapshot }: { snapshot: ReportSnapshot }) {
  return (
    <Section title="Lời báo cáo" id="h-loi" first>
      {snapshot.sections.length === 0 ? (
        <p class="soft">Bản này chưa có phần lời, chỉ có số liệu.</p>
      ) : (
        <Prose sections={snapshot.sections} says={saysOf(snapshot)} />
      )}
    </Section>
  )
}

const before = (value: number | null, row: SnapshotRow) =>
  value === null ? (
    <Void>{row.notComparable === null ? 'không có số' : 'không so được'}</Void>
  ) : (
    <span class="num">{`${formatNumber(value, row.kind === 'ratio' ? 1 : undefined)}${row.kind === 'ratio' ? '%' : ''}`}</span>
  )

/** The figures with what stood before; on a phone each is one line with its figure. */
function SnapshotFigures({ snapshot }: { snapshot: ReportSnapshot }) {
  const { coverage } = snapshot
  return (
    <Section title="Số liệu" id="h-so">
      <p class="after">
        <strong class="num">{`${coverage.accepted}/${coverage.owed}`}</strong> đơn vị có trong bản này
        {coverage.missing.length > 0 && `; thiếu ${coverage.missing.join(', ')}`}
        {coverage.waived && `; được miễn: ${coverage.waived.join(', ')}`}.
      </p>
      <WaivedBelow by={coverage.waivedBelow ?? []} />
      <Table
        caption={`Số liệu ${snapshot.window.label}`}
        hideCaption
        narrow="pair"
        columns={[
          { label: 'Chỉ tiêu' },
          { label: 'Kỳ này', numeric: true, width: 10 },
          { label: 'Kỳ trước; cùng kỳ năm trước', short: 'Kỳ trước', width: 16 },
          { label: 'Ghi chú' },
        ]}
        rows={byGroup(snapshot.rows).flatMap(({ group, lines }): Row[] => [
          { group },
          ...lines.map(row => ({
            part: row.depth > 0,
            cells: [
              <>
                {row.label} <span class="soft small">({row.unit})</span>
              </>,
              row.value === null ? <Void>{valueText(row)}</Void> : <strong class="num">{valueText(row)}</strong>,
              <>
                {before(row.previous, row)}; <span class="soft">cùng kỳ</span> {before(row.sameLastYear, row)}
              </>,
              notesOf(row, coverage.missing),
            ],
          })),
        ])}
      />
      <ComparedAmong outside={coverage.missing.length + (coverage.waived?.length ?? 0)} />
    </Section>
  )
}

/** Who is missing from all is said above the table; beside a figure stand only those missing from it alone. */
function notesOf(row: SnapshotRow, absent: readonly string[]) {
  const missing = row.missing.filter(one => !absent.includes(one))
  const ratio = row.denominator === null ? '' : `${formatNumber(row.numerator ?? 0)} trên ${formatNumber(row.denominator)}`
  const notes = [
    ratio,
    missing.length > 0 && `thiếu ${missing.join(', ')}`,
    row.state === 'estimated' && row.note === null && 'có ước tính',
    row.note,
  ].filter(Boolean)
  return notes.length === 0 ? '' : <span class="small">{capital(notes.join('. '))}</span>
}

interface DecidingProps {
  readonly ask: Ask
  readonly presented: WholePresented
  readonly showing: Showing
  readonly stale: boolean
  /** The account has a second factor: its code is asked for. */
  readonly code: boolean
}

/** Sign or send back, at the end of what was read; the bar at the foot leads there with a thumb. */
function Deciding({ ask, presented, showing: { typed, fault }, stale, code }: DecidingProps) {
  const { id } = presented
  const snapshot = toSign(ask, presented)
  const values = typed ? { 'ly-do': typed['ly-do'] } : undefined
  return (
    <>
      {!stale && (
        <Section title="Ký ban hành" id="h-ky">
          <Form action={`${presentedHref(id)}/ky`} errors={fault?.fields} class="thumb">
            <Hidden name="seal" value={sealOf(snapshot)} />
            <Sheet>
              <p>
                Ông/bà ký với tư cách <strong>{capacityOf(snapshot.signer)}</strong>. Văn bản mang tên{' '}
                <strong>{snapshot.signer.name}</strong> và ngày {formatDay(ask.today)}. Ký xong là công bố: không sửa được, muốn sửa phải
                lập bản đính chính.
              </p>
              {code && (
                <Field
                  name="code"
                  label="Mã xác thực hai bước"
                  hint="Mã 6 số trong ứng dụng xác thực, hoặc một mã dự phòng."
                  inputmode="numeric"
                  autocomplete="one-time-code"
                  width={12}
                />
              )}
              <Actions>
                <Button kind="main">Ký ban hành báo cáo</Button>
              </Actions>
            </Sheet>
          </Form>
        </Section>
      )}
      <Section title="Trả lại người soạn" id="h-tra">
        <Form action={`${presentedHref(id)}/tra-lai`} values={values} errors={fault?.fields} class="thumb">
          <Sheet>
            <Field kind="area" name="ly-do" label="Lý do trả lại" hint="Một, hai câu để người soạn sửa được ngay." rows={3} />
            <Actions>
              <Button>Trả lại người soạn</Button>
            </Actions>
          </Sheet>
        </Form>
      </Section>
      <Bar
        thumb
        actions={
          <>
            {!stale && <ButtonLink href="#h-ky">Đến chỗ ký</ButtonLink>}
            <ButtonLink kind="plain" href="#h-tra">
              Trả lại
            </ButtonLink>
          </>
        }
      >
        {capacityOf(snapshot.signer)} {snapshot.signer.name}
      </Bar>
    </>
  )
}
