// What I owe, what I receive, what was published: the room's first page.
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { addDays } from '../../../ground/day.ts'
import { capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { choice, form, optional, text } from '../../../web/input.ts'
import { ButtonLink } from '../../../web/parts/button.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { Filter } from '../../../web/parts/filter.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { type Row, Table, Void } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { isReleased, standingOf } from '../filling.ts'
import { reportName } from '../naming.ts'
import { isAccepted, isHandedIn } from '../rules.ts'
import type { Place } from '../store-boards.ts'
import { type Owed, owedBy } from '../store-editions.ts'
import { publicationsForOwing } from '../store-totals.ts'
import { termsHref, termsInBrief } from '../terms/parts.tsx'
import { Boards, keptBoards, readPlace } from './boards.tsx'
import { draftsLeftTo, LeftDrafts } from './rearranging.tsx'
import { dueIn, handedIn, reportHref, StandingStatus } from './words.tsx'

const BACK = 800
const DONE_SHOWN = 12
const PUBLISHED_SHOWN = 12

const order = (a: Owed, b: Owed): number => (a.window.due < b.window.due ? -1 : 1)

function mineRow(ask: Ask, one: Owed, { several, fills }: { several: boolean; fills: boolean }): Row {
  const { window } = one
  const at = standingOf(one)
  const terms = termsInBrief(one, ask.today)
  const act = !fills
    ? 'Xem'
    : at === 'returned'
      ? 'Sửa và nộp lại'
      : at === 'drafting'
        ? 'Soạn tiếp'
        : at === 'not-begun'
          ? 'Bắt đầu ghi'
          : 'Xem'
  return {
    cells: [
      <>
        <strong>{reportName(one.regime, window)}</strong>
        {several && <span class="soft"> {ask.tree.label(one.unitId, window.until)}</span>}
        {fills && !ask.tree.unit(one.unitId) && !isAccepted(at) && (
          <small class="soft"> Đơn vị ông/bà tiếp nhận hồ sơ nên soạn và nộp thay.</small>
        )}
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

interface Showing {
  readonly showAll: boolean
  readonly ofThePast: boolean
  readonly after: Place | undefined
}

async function minePage(ask: Ask<'reports.read'>, { showAll, ofThePast, after }: Showing): Promise<Page> {
  const asking = askForOthers(ask)
  const filling = asking('reports.fill')
  const since = addDays(ask.today, -BACK)
  const until = addDays(ask.today, 400)
  const kept = await keptBoards(ask, { since, all: showAll, after })
  const { boards, isReceiver } = kept
  // Who inspects a unit that receives nothing reads what it hands in.
  const owing = filling ? [...filling.grant.units] : isReceiver ? [] : [...ask.grant.seats]
  const own = (await owedBy(filling ?? ask, owing, since, until)).filter(one => one.window.from <= ask.today)
  const units = new Set(own.map(one => one.unitId))
  // Released, and its day is over: nobody waits for it any more.
  const isOver = (one: Owed): boolean => isReleased(one) && one.window.due < ask.today
  const open = own.filter(one => !isAccepted(standingOf(one)) && !isOver(one)).sort(order)
  // A receiver keeps the papers of units that are no more; what those handed in is history, not its own work.
  const isPast = (one: Owed): boolean => ask.tree.unit(one.unitId) === undefined
  const hasPast = own.some(isPast)
  const done = own.filter(one => isAccepted(standingOf(one)) && (ofThePast ? isPast(one) : !isReceiver))
  const published = await publicationsForOwing(ask, PUBLISHED_SHOWN)
  const left = await draftsLeftTo(ask)
  const mayOpen = asking('reports.open')
  const waiting = boards.reduce((all, one) => all + one.waiting.length, 0)
  const late = boards.reduce((all, one) => all + one.late.length, 0)
  const toDo = filling ? open.filter(one => standingOf(one) !== 'submitted' && !isReleased(one)).length : 0
  const title =
    showAll || after
      ? 'Báo cáo của mọi kỳ'
      : toDo > 0
        ? `${formatNumber(toDo)} báo cáo cần làm`
        : waiting > 0
          ? `${formatNumber(waiting)} báo cáo chờ xem xét`
          : isReceiver
            ? late > 0
              ? `${formatNumber(late)} báo cáo quá hạn chưa nộp`
              : 'Không có báo cáo nào chờ xem xét'
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
          <Section title={filling ? 'Đơn vị phải nộp' : 'Báo cáo của đơn vị'} id="h-phai-nop" first>
            {open.length === 0 ? (
              <Empty>Mọi báo cáo đã được tiếp nhận.</Empty>
            ) : (
              <Table
                caption="Báo cáo phải nộp, hạn gần nhất ở trên"
                hideCaption
                columns={MINE}
                rows={open.map(one => mineRow(ask, one, { several: units.size > 1, fills: filling !== undefined }))}
              />
            )}
          </Section>
        )}
        <LeftDrafts ask={ask} drafts={left} />
        <Boards
          ask={ask}
          kept={kept}
          here={showAll ? '/bao-cao?tat-ca=1' : '/bao-cao'}
          after={after !== undefined}
          first={open.length === 0 && isReceiver}
        />
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
                rows={done
                  .slice(0, showAll ? done.length : DONE_SHOWN)
                  .map(one => mineRow(ask, one, { several: units.size > 1, fills: filling !== undefined }))}
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

export const mineRoutes: Route[] = [
  route({
    at: 'GET /bao-cao',
    may: 'reports.read',
    input: form({ 'tat-ca': optional(text('Tất cả', 2)), cu: optional(choice('Nguồn báo cáo', ['1'])), sau: optional(text('Trang', 90)) }),
    run: (ask, input) =>
      minePage(ask, { showAll: input['tat-ca'] !== undefined, ofThePast: input.cu !== undefined, after: readPlace(input.sau) }),
  }),
]
