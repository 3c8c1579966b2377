// The board of a receiver: who has handed in, who is late, what awaits review; several accepted at once.
import { randomUUID } from 'node:crypto'
import Type from 'typebox'
import { type Ask, askForOthers } from '../../../access/ask.ts'
import type { Fault } from '../../../ground/faults.ts'
import { capital, formatNumber } from '../../../ground/vietnamese.ts'
import { form, optional, text, uuid } from '../../../web/input.ts'
import { Bar, Picked } from '../../../web/parts/bar.tsx'
import { Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Full, type TileGroup, Tiles } from '../../../web/parts/coverage.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Filter } from '../../../web/parts/filter.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { Dash, Pick, type Row, Table, Void } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { acceptSeveral } from '../acts.ts'
import { type Board, findBoard, type OnBoard } from '../adding-up.ts'
import { comparingHref } from '../comparing/pages.tsx'
import { counterOf, type Wiring } from '../counting.ts'
import type { Indicator } from '../figures.ts'
import { shortWhen } from '../naming.ts'
import { fromBelowHref } from '../rolling-up/page.tsx'
import { isAccepted, isHandedIn, isRearranged, rearrange } from '../rules.ts'
import { numbering } from '../sheet.ts'
import { type EditionMarks, marksOf } from '../store-editions.ts'
import { owingIn } from '../store-rearranged.ts'
import { GROUP, GROUPS, groupOf, hasMark, keeps, MARK, MARKS } from '../terms/on-board.ts'
import { ReleasedBelow, Timely, termsHref, termsInBrief, termsListHref } from '../terms/parts.tsx'
import { releasedBelow } from '../terms/released.ts'
import { mustAllBeAccepted, pickedIn } from './accepting.ts'
import { byStructureHref } from './by-structure.tsx'
import { queueHref } from './queue.tsx'
import { RearrangingNote } from './rearranging.tsx'
import { Receivers } from './receivers.tsx'
import { idOf } from './typed.ts'
import { handedIn, reportHref, saidOf, WindowDays } from './words.tsx'

const TILED = 30

async function boardPage(
  ask: Ask,
  wiring: Wiring,
  showing: { code: string; receiver: string | undefined; only: string | undefined; fault?: Fault; picked?: readonly string[] },
): Promise<Page> {
  const board = await findBoard(ask, showing.code, showing.receiver)
  const { window, rows, owing, receiverId } = board
  const marks = await marksOf(
    ask,
    rows.flatMap(row => row.edition?.id ?? []),
  )
  const here = `/bao-cao/${window.code}/theo-doi`
  const at = (group?: string): string => `${here}?noi-nhan=${receiverId}${group ? `&loc=${group}` : ''}`
  const only = [...GROUPS, ...MARKS].find(one => one === showing.only)
  const shown = rows.filter(keeps(only, ask.today))
  const asking = rows.filter(row => row.owed.terms.asking).length
  const done = rows.filter(row => isHandedIn(row.at)).length
  const accepted = rows.filter(row => isAccepted(row.at)).length
  const waiting = rows.filter(row => row.at === 'submitted').length
  const mustRearrange = receiverId === window.openedFor && (await isToRearrange(ask, board))
  const mayReview = board.isOurs && askForOthers(ask)('reports.review') !== undefined
  const title = `Báo cáo ${window.label}: đã nộp ${done} trên ${owing.length} đơn vị`
  const filled = owing.reduce((all, row) => all + filledOf(wiring, board, row, marks), 0)
  const every = owing.length * board.form.indicators.length
  return {
    title: showing.fault ? `Lỗi: ${showing.fault.message} ${title}` : title,
    page: (
      <>
        <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: capital(window.label) }]} />
        <PageHead
          over={board.regime.name}
          title={title}
          sub={
            <>
              <WindowDays window={window} today={ask.today} /> Ô có số:{' '}
              <strong class="num">{`${formatNumber(filled)}/${formatNumber(every)}`}</strong>
              {every > 0 && ` (${formatNumber((100 * filled) / every, 1)}%)`}.
              <Timely owed={rows.map(row => row.owed)} />
            </>
          }
          actions={
            accepted > 0 || waiting > 0 || board.isOurs || asking > 0 ? (
              <>
                {(board.isOurs || asking > 0) && (
                  <ButtonLink href={termsListHref(window.code, receiverId)}>
                    {asking > 0 ? `Gia hạn, miễn (${asking} đề nghị)` : 'Gia hạn, miễn'}
                  </ButtonLink>
                )}
                {waiting > 0 && <ButtonLink href={queueHref(window.code, receiverId)}>{`Hàng chờ xem xét (${waiting})`}</ButtonLink>}
                {accepted > 0 && (
                  <>
                    <ButtonLink href={fromBelowHref(window.code, receiverId)}>Số từ cơ sở</ButtonLink>
                    <ButtonLink href={byStructureHref(window.code)}>Cộng theo cơ cấu khác</ButtonLink>
                    <ButtonLink href={comparingHref({ until: window.code, unit: receiverId, regime: board.regime.code })}>
                      So sánh đơn vị
                    </ButtonLink>
                    <ButtonLink kind="main" href={`/bao-cao/${window.code}/tong-hop?noi-nhan=${receiverId}`}>
                      {`Tổng hợp với ${accepted} đơn vị`}
                    </ButtonLink>
                  </>
                )}
              </>
            ) : undefined
          }
        />
        <ErrorSummary fault={showing.fault} />
        {mustRearrange && <RearrangingNote window={window} />}
        <Receivers ask={ask} board={board} href={id => `${here}?noi-nhan=${id}`} />
        <div class="row above">
          <Filter
            label="Lọc theo trạng thái"
            entries={[
              { label: 'Tất cả', count: rows.length, href: at(), current: !only },
              ...GROUPS.map(group => ({
                label: GROUP[group].label,
                count: rows.filter(row => groupOf(row, ask.today) === group).length,
                href: at(group),
                current: only === group,
              })),
              ...MARKS.map(mark => ({
                label: MARK[mark],
                count: rows.filter(row => hasMark(row, mark)).length,
                href: at(mark),
                current: only === mark,
              })),
            ].filter(entry => entry.count > 0 || entry.current)}
          />
        </div>
        <ReleasedBelow ask={ask} by={await releasedBelow(ask, window, receiverId)} window={window} />
        {!board.isOurs && (
          <Note>{`Báo cáo gửi ${ask.tree.label(receiverId, window.until)}; ông/bà xem được, nơi nhận mới tiếp nhận hoặc trả lại.`}</Note>
        )}
        {shown.length === 0 ? (
          <Empty act={{ label: 'Xem tất cả.', href: at() }}>Không có đơn vị nào ở trạng thái này.</Empty>
        ) : (
          <Form action={`/bao-cao/${window.code}/tiep-nhan`} label="Tiếp nhận nhiều báo cáo">
            <Hidden name="noi-nhan" value={receiverId} />
            <Table
              caption={`Tình hình nộp báo cáo ${window.label} của ${shown.length} đơn vị, xếp theo tên`}
              hideCaption
              narrow="board"
              head={1}
              columns={[
                { label: 'Chọn', hideLabel: true, width: 3 },
                { label: 'Đơn vị' },
                { label: 'Trạng thái' },
                { label: 'Ô có số' },
                { label: 'Nộp lúc' },
                { label: 'Bản', wideOnly: true },
                { label: 'Điều cần chú ý', short: 'Chú ý' },
                { label: 'Việc tiếp theo', short: 'Việc tiếp' },
              ]}
              rows={shown.map(row => boardRow(ask, wiring, board, row, marks, mayReview, showing.picked ?? []))}
            />
            {mayReview && shown.some(row => row.at === 'submitted') && (
              <Bar actions={<Button>Tiếp nhận các báo cáo đã chọn</Button>}>
                <Picked names={namesOfPicked(ask, rows, showing.picked ?? [])} clear={at(only)} />
              </Bar>
            )}
          </Form>
        )}
        {rows.length > TILED && (
          <Section title="Xem gọn" id="h-gon">
            <Tiles
              groups={GROUPS.map(
                (group): TileGroup => ({
                  ...GROUP[group],
                  units: rows
                    .filter(row => groupOf(row, ask.today) === group)
                    .map(row => ({ name: ask.tree.label(row.owed.unitId, window.until), href: `#dv-${row.owed.unitId}` })),
                }),
              )}
            />
          </Section>
        )}
      </>
    ),
  }
}

async function isToRearrange(ask: Ask, { window, isOurs, rows }: Board): Promise<boolean> {
  if (!isOurs || rows.some(row => row.at === 'published') || !askForOthers(ask)('reports.open')) return false
  const owing = (await owingIn(ask, [window.id])).get(window.id) ?? []
  return isRearranged(rearrange(owing, ask.tree.on(window.until), window.openedFor))
}

const pickOf = ({ owed, edition }: OnBoard): string => `${owed.unitId}:${edition?.id ?? ''}`

const namesOfPicked = (ask: Ask, rows: readonly OnBoard[], picked: readonly string[]): string[] =>
  rows.filter(row => picked.includes(pickOf(row))).map(row => ask.tree.label(row.owed.unitId))

function filledOf(wiring: Wiring, board: Board, { owed, edition, at }: OnBoard, marks: ReadonlyMap<string, EditionMarks>): number {
  if (edition && at !== 'returned') return marks.get(edition.id)?.figures ?? 0
  if (!owed.draft) return edition ? (marks.get(edition.id)?.figures ?? 0) : 0
  // As the sheet counts: what counts itself, what is typed, and each ratio whose two figures are there.
  const has = new Set(owed.draft.codes)
  for (const one of board.form.indicators) if (counterOf(wiring, one)) has.add(one.code)
  const filled = (one: Indicator): boolean =>
    has.has(one.code) || (one.numerator !== null && has.has(one.numerator) && has.has(one.denominator ?? ''))
  return board.form.indicators.filter(filled).length
}

function boardRow(
  ask: Ask,
  wiring: Wiring,
  board: Board,
  row: OnBoard,
  marks: ReadonlyMap<string, EditionMarks>,
  mayReview: boolean,
  picked: readonly string[],
): Row {
  const { owed, at, edition } = row
  const { window } = board
  const unit = ask.tree.on(window.until).unit(owed.unitId)
  const name = ask.tree.label(owed.unitId, window.until)
  const { tone, word } = saidOf(owed, ask.today)
  const href = edition ? `/bao-cao/${window.code}/xem/${edition.id}` : reportHref(window.code, owed.unitId)
  return {
    id: `dv-${owed.unitId}`,
    cells: [
      mayReview && at === 'submitted' ? <Pick name="chon" value={pickOf(row)} of={name} checked={picked.includes(pickOf(row))} /> : '',
      <>
        <a href={href}>{capital(name)}</a>{' '}
        <span class="soft">{unit && !name.toLocaleLowerCase('vi').startsWith(unit.kind) ? unit.kind : ''}</span>
      </>,
      <Status tone={tone}>{word}</Status>,
      <Full have={filledOf(wiring, board, row, marks)} all={board.form.indicators.length} />,
      edition ? <span class="num">{handedIn(owed)}</span> : <Void>chưa nộp</Void>,
      at === 'drafting' ? 'nháp' : String(edition?.number ?? ''),
      <Attention board={board} row={row} marks={edition && marks.get(edition.id)} terms={termsInBrief(owed, ask.today)} />,
      owed.terms.asking && board.isOurs ? (
        <a href={termsHref(window.code, owed.unitId)}>
          Trả lời<span class="vh"> đề nghị gia hạn của {name}</span>
        </a>
      ) : at === 'submitted' && mayReview ? (
        <a href={href}>
          Xem xét<span class="vh"> báo cáo của {name}</span>
        </a>
      ) : (
        <span class="soft">{GROUP[groupOf(row, ask.today)].next}</span>
      ),
    ],
  }
}

function Attention({
  board,
  row: { owed, at, edition },
  marks,
  terms,
}: {
  board: Board
  row: OnBoard
  marks: EditionMarks | undefined
  terms: string
}) {
  const names = numbering(board.form.indicators)
  const verdict = edition?.verdicts.at(-1)
  const back = [
    verdict && verdict.cells.length > 0 && `ô ${verdict.cells.map(cell => names.get(cell.code)).join(', ')}`,
    verdict && verdict.files.length > 0 && `${verdict.files.length} tệp`,
  ].filter(Boolean)
  const notes = [
    at === 'returned' && back.length > 0 && `trả lại ${back.join(' và ')}`,
    at === 'drafting' && owed.draft && `sửa lần cuối ${shortWhen(owed.draft.savedAt)}`,
    at !== 'returned' && marks && marks.overridden > 0 && `${marks.overridden} ô ghi khác số đếm`,
    at !== 'returned' && marks && marks.estimated > 0 && `${marks.estimated} ô ước tính`,
    terms,
  ].filter(Boolean)
  return notes.length > 0 ? notes.join('; ') : <Dash means="không có" />
}

const picking = Type.Array(Type.String({ maxLength: 80 }), { title: 'Đơn vị', kind: 'list', maxItems: 1000 })

export const boardRoutes = (wiring: Wiring): Route[] => [
  route({
    at: 'GET /bao-cao/:window/theo-doi',
    may: 'reports.read',
    input: form({ window: text('Kỳ báo cáo', 40), 'noi-nhan': optional(uuid('Nơi nhận')), loc: optional(text('Lọc', 20)) }),
    run: (ask, input) => boardPage(ask, wiring, { code: input.window, receiver: input['noi-nhan'], only: input.loc }),
  }),
  route({
    at: 'POST /bao-cao/:window/tiep-nhan',
    may: 'reports.review',
    input: form({ window: text('Kỳ báo cáo', 40), 'noi-nhan': uuid('Nơi nhận'), chon: picking }),
    async run(ask, input) {
      const { window } = await findBoard(ask, input.window, input['noi-nhan'])
      const picked = pickedIn(input.chon)
      const not = await acceptSeveral(ask, { windowId: window.id, receiverId: input['noi-nhan'], picked, newId: randomUUID })
      mustAllBeAccepted(not, picked.length, unitId => ask.tree.label(unitId, window.until))
      return { seeOther: `/bao-cao/${input.window}/theo-doi?noi-nhan=${input['noi-nhan']}` }
    },
    again: (ask, typed, fault) =>
      boardPage(ask, wiring, {
        code: String(typed['window'] ?? ''),
        receiver: idOf(typed, 'noi-nhan'),
        only: undefined,
        fault,
        picked: typed['chon'] === undefined ? [] : [typed['chon']].flat().map(String),
      }),
  }),
]
