// What I owe, what I receive, what was published: the room's first page.
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { addDays } from '../../../ground/day.ts'
import { capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { choice, form, optional, text } from '../../../web/input.ts'
import { ButtonLink } from '../../../web/parts/button.tsx'
import { Full } from '../../../web/parts/coverage.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { Filter } from '../../../web/parts/filter.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { type Row, Table, Void } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { isReleased, standingOf } from '../filling.ts'
import { reportName } from '../naming.ts'
import { daysLate, isAccepted, isHandedIn } from '../rules.ts'
import { type Owed, owedBy, owedToReceivers } from '../store-editions.ts'
import { publicationsForOwing } from '../store-totals.ts'
import { termsHref, termsInBrief } from '../terms/parts.tsx'
import { draftsLeftTo, LeftDrafts } from './rearranging.tsx'
import { dueIn, handedIn, reportHref, StandingStatus } from './words.tsx'

const BACK = 800
const DONE_SHOWN = 12
const PAST_SHOWN = 6
const PUBLISHED_SHOWN = 12

export interface Received {
  readonly window: Owed['window']
  readonly receiverId: string
  readonly all: readonly Owed[]
  /** All but the released. */
  readonly owing: readonly Owed[]
  readonly asking: number
  readonly handedIn: number
  readonly waiting: number
  readonly accepted: number
  readonly late: readonly Owed[]
  readonly published: boolean
}

/** What is owed to each receiver in each window, the latest first. */
export function received(owed: readonly Owed[], today: Ask['today']): Received[] {
  const groups = new Map<string, Owed[]>()
  for (const one of owed) {
    const key = `${one.window.until} ${one.window.id} ${one.receiverId}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .flatMap(([, all]) => {
      const [first] = all
      if (!first) return []
      const at = all.map(standingOf)
      return {
        window: { ...first.window, ...first.first },
        receiverId: first.receiverId,
        all,
        owing: all.filter(one => !isReleased(one)),
        asking: all.filter(one => one.terms.asking).length,
        handedIn: at.filter(isHandedIn).length,
        waiting: at.filter(one => one === 'submitted').length,
        accepted: at.filter(isAccepted).length,
        late: all.filter(
          (one, i) => !isHandedIn(at[i] ?? 'not-begun') && at[i] !== 'returned' && !isReleased(one) && daysLate(one.window, today) > 0,
        ),
        published: at.some(one => one === 'published' || one === 'included'),
      }
    })
}

const order = (a: Owed, b: Owed): number => (a.window.due < b.window.due ? -1 : 1)

function mineRow(ask: Ask, one: Owed, several: boolean): Row {
  const { window } = one
  const at = standingOf(one)
  const terms = termsInBrief(one, ask.today)
  const act = at === 'returned' ? 'Sửa và nộp lại' : at === 'drafting' ? 'Soạn tiếp' : at === 'not-begun' ? 'Bắt đầu ghi' : 'Xem'
  return {
    cells: [
      <>
        <strong>{reportName(one.regime, window)}</strong>
        {several && <span class="soft"> {ask.tree.label(one.unitId, window.until)}</span>}
        {!ask.tree.unit(one.unitId) && !isAccepted(at) && <small class="soft"> Đơn vị ông/bà tiếp nhận hồ sơ nên soạn và nộp thay.</small>}
      </>,
      <StandingStatus owed={one} today={ask.today} />,
      `${formatDay(window.from)} – ${formatDay(window.until)}`,
      <>
        <span class="num">{formatDay(window.due)}</span>
        {!isHandedIn(at) && !isReleased(one) && <small class="soft"> {dueIn(window.due, ask.today)}</small>}
        {terms !== '' && (
          <small class="soft">
            {' '}
            <a href={termsHref(window.code, one.unitId)}>{terms}</a>
          </small>
        )}
      </>,
      handedIn(one) || <Void>chưa nộp</Void>,
      <ButtonLink small href={reportHref(window.code, one.unitId)} of={window.label}>
        {act}
      </ButtonLink>,
    ],
  }
}

const MINE = [
  { label: 'Báo cáo' },
  { label: 'Trạng thái' },
  { label: 'Số liệu' },
  { label: 'Hạn nộp' },
  { label: 'Nộp lúc' },
  { label: 'Việc làm', hideLabel: true },
]

async function minePage(ask: Ask<'reports.read'>, showAll: boolean, ofThePast: boolean): Promise<Page> {
  const asking = askForOthers(ask)
  const filling = asking('reports.fill')
  const since = addDays(ask.today, -BACK)
  const until = addDays(ask.today, 400)
  const own = filling ? (await owedBy(filling, [...filling.grant.units], since, until)).filter(one => one.window.from <= ask.today) : []
  const units = new Set(own.map(one => one.unitId))
  const boards = received(await owedToReceivers(ask, [...ask.grant.units], since, until), ask.today).filter(
    one => one.window.from <= ask.today,
  )
  const isReceiver = boards.some(one => ask.grant.seats.has(one.receiverId))
  // Released, and its day is over: nobody waits for it any more.
  const isOver = (one: Owed): boolean => isReleased(one) && one.window.due < ask.today
  const open = own.filter(one => !isAccepted(standingOf(one)) && !isOver(one)).sort(order)
  // A receiver keeps the papers of units that are no more; what those handed in is history, not its own work.
  const isPast = (one: Owed): boolean => ask.tree.unit(one.unitId) === undefined
  const hasPast = own.some(isPast)
  const done = own.filter(one => isAccepted(standingOf(one)) && (ofThePast ? isPast(one) : !isReceiver))
  const past = boards.filter(one => one.published)
  const mine = past.filter(one => !isReceiver || ask.grant.seats.has(one.receiverId))
  const shown = showAll ? boards : [...boards.filter(one => !one.published), ...mine.slice(0, PAST_SHOWN)]
  const published = await publicationsForOwing(ask, PUBLISHED_SHOWN)
  const left = await draftsLeftTo(ask)
  const mayOpen = asking('reports.open')
  const waiting = boards.reduce((all, one) => all + one.waiting, 0)
  const toDo = open.filter(one => standingOf(one) !== 'submitted' && !isReleased(one)).length
  const title =
    toDo > 0
      ? `${toDo} báo cáo cần làm`
      : waiting > 0
        ? `${waiting} báo cáo chờ xem xét`
        : isReceiver
          ? 'Không có báo cáo nào chờ xem xét'
          : own.length > 0
            ? 'Không còn báo cáo nào phải nộp'
            : 'Báo cáo định kỳ'
  return {
    title: 'Báo cáo',
    page: (
      <>
        <PageHead
          title={title}
          actions={
            <>
              <ButtonLink kind="plain" href="/bao-cao/so-sanh">
                So sánh
              </ButtonLink>
              <ButtonLink kind="plain" href="/bao-cao/ke-hoach">
                Kế hoạch giao
              </ButtonLink>
              <ButtonLink kind="plain" href="/bao-cao/che-do">
                Chế độ báo cáo
              </ButtonLink>
              {mayOpen && (isReceiver || boards.length + own.length === 0) && <ButtonLink href="/bao-cao/mo-ky">Mở kỳ báo cáo</ButtonLink>}
            </>
          }
        />
        {(open.length > 0 || (own.length > 0 && !isReceiver)) && (
          <Section title="Đơn vị phải nộp" id="h-phai-nop" first>
            {open.length === 0 ? (
              <Empty>Mọi báo cáo đã được tiếp nhận.</Empty>
            ) : (
              <Table
                caption="Báo cáo phải nộp, hạn gần nhất ở trên"
                hideCaption
                columns={MINE}
                rows={open.map(one => mineRow(ask, one, units.size > 1))}
              />
            )}
          </Section>
        )}
        <LeftDrafts ask={ask} drafts={left} />
        {boards.length > 0 && (
          <Section
            title="Báo cáo gửi về"
            id="h-gui-ve"
            first={open.length === 0 && isReceiver}
            foot={<BoardsFoot all={boards.length} shown={shown.length} />}
          >
            <Table
              caption="Các kỳ nhận báo cáo, kỳ mới nhất ở trên"
              hideCaption
              columns={[
                { label: 'Kỳ' },
                { label: 'Nơi nhận' },
                { label: 'Đã nộp' },
                { label: 'Cần chú ý' },
                { label: 'Hạn nộp' },
                { label: 'Việc làm', hideLabel: true },
              ]}
              rows={shown.map(one => ({
                cells: [
                  <strong>{capital(one.window.label)}</strong>,
                  capital(ask.tree.label(one.receiverId, one.window.until)),
                  <Full have={one.handedIn} all={one.owing.length} />,
                  <BoardSays one={one} />,
                  <span class="num">{formatDay(one.window.due)}</span>,
                  <ButtonLink small href={`/bao-cao/${one.window.code}/theo-doi?noi-nhan=${one.receiverId}`} of={one.window.label}>
                    Theo dõi
                  </ButtonLink>,
                ],
              }))}
            />
          </Section>
        )}
        {(done.length > 0 || hasPast) && (
          <Section
            title={ofThePast ? 'Báo cáo của đơn vị cũ đã được tiếp nhận' : isReceiver ? 'Báo cáo của đơn vị cũ' : 'Đã được tiếp nhận'}
            id="h-xong"
            foot={
              done.length > DONE_SHOWN && !showAll ? (
                <>
                  {`Còn ${formatNumber(done.length - DONE_SHOWN)} báo cáo cũ hơn. `}
                  <a href={`/bao-cao?tat-ca=1${ofThePast ? '&cu=1' : ''}`}>Xem tất cả</a>
                </>
              ) : undefined
            }
          >
            {hasPast && (
              <div class="above">
                <Filter
                  label="Lọc báo cáo đã được tiếp nhận"
                  entries={[
                    { label: isReceiver ? 'Thu gọn' : 'Tất cả', href: '/bao-cao#h-xong', current: !ofThePast },
                    { label: 'Của đơn vị cũ', href: '/bao-cao?cu=1#h-xong', current: ofThePast },
                  ]}
                />
              </div>
            )}
            {done.length > 0 && (
              <Table
                caption="Báo cáo đã được tiếp nhận, mới nhất ở trên"
                hideCaption
                columns={MINE}
                rows={done.slice(0, showAll ? done.length : DONE_SHOWN).map(one => mineRow(ask, one, units.size > 1))}
              />
            )}
          </Section>
        )}
        <Section title="Đã công bố" id="h-cong-bo">
          {published.length === 0 ? (
            <Empty>Chưa có báo cáo tổng hợp nào được công bố.</Empty>
          ) : (
            <Table
              caption="Báo cáo đã công bố, mới nhất ở trên"
              hideCaption
              columns={[{ label: 'Báo cáo' }, { label: 'Nơi công bố' }, { label: 'Bản' }, { label: 'Ngày', numeric: true }]}
              rows={published.map(one => ({
                cells: [
                  <a href={`/bao-cao/cong-bo/${one.id}`}>{capital(one.label)}</a>,
                  capital(ask.tree.label(one.unitId, one.at.day)),
                  one.number === 1 ? 'Bản đầu' : `Đính chính lần ${one.number - 1}`,
                  <span class="num">{formatDay(one.at.day)}</span>,
                ],
              }))}
            />
          )}
        </Section>
        {own.length + boards.length === 0 && (
          <Empty {...(mayOpen ? { act: { label: 'Mở kỳ báo cáo đầu tiên.', href: '/bao-cao/mo-ky' } } : {})}>
            Chưa có kỳ báo cáo nào của đơn vị ông/bà.
          </Empty>
        )}
      </>
    ),
  }
}

const BoardsFoot = ({ all, shown }: { all: number; shown: number }) =>
  shown < all ? (
    <>
      {`Còn ${formatNumber(all - shown)} bảng của các kỳ cũ. `}
      <a href="/bao-cao?tat-ca=1">Xem tất cả</a>
    </>
  ) : null

function BoardSays({ one }: { one: Received }) {
  if (one.asking > 0) return <Status tone="soon">{`${one.asking} đề nghị gia hạn`}</Status>
  if (one.waiting > 0) return <Status tone="sent">{`${one.waiting} báo cáo chờ xem`}</Status>
  if (one.late.length > 0) return <Status tone="late">{`${one.late.length} đơn vị quá hạn`}</Status>
  if (one.published) return <Status tone="ok">Đã tổng hợp</Status>
  if (one.accepted > 0 && one.accepted === one.owing.length) return <Status tone="soon">Đủ để tổng hợp</Status>
  return <Status tone="none">Đang nhận</Status>
}

export const mineRoutes: Route[] = [
  route({
    at: 'GET /bao-cao',
    may: 'reports.read',
    input: form({ 'tat-ca': optional(text('Tất cả', 2)), cu: optional(choice('Nguồn báo cáo', ['1'])) }),
    run: (ask, input) => minePage(ask, input['tat-ca'] !== undefined, input.cu !== undefined),
  }),
]
