// The leader's page: what waits to be signed, what came and is late, the five figures that moved most and why. Made for a phone.
import type { Ask } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { alphabetical, capital, formatDay, listed } from '../../../ground/vietnamese.ts'
import { Actions, ButtonLink } from '../../../web/parts/button.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, SheetList, Two } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import type { Received } from '../boards.ts'
import { returnedFor } from '../enclosing/returned.ts'
import { bind } from '../figures.ts'
import { standingOf } from '../filling.ts'
import { reportName, writtenWhen } from '../naming.ts'
import { saysOf } from '../pages/published.tsx'
import { dueIn, handedIn, reportHref, StandingStatus } from '../pages/words.tsx'
import { daysLate, isHandedIn } from '../rules.ts'
import type { Owed } from '../store-editions.ts'
import { type FiguresMoved, type ForLeader, forLeader } from './leader.ts'
import type { Moved } from './moved.ts'
import { capacityOf } from './presented.ts'
import { presentedHref } from './presented-page.tsx'
import type { Presented, WholePresented } from './store-presented.ts'

const FIRST_LINES = 220
const NAMED = 8

/** The beginning of the text, cut at a word. */
export function firstLines(text: string, length = FIRST_LINES): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  if (line.length <= length) return line
  const cut = line.slice(0, length)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), length / 2))}…`
}

async function leaderPage(ask: Ask<'reports.publish'>): Promise<Page> {
  const found = await forLeader(ask)
  const names = await namesOf(ask.tx, [...new Set([...found.toSign, ...found.sentBack].map(one => one.by))])
  const isReceiver = found.boards.length > 0 || found.toSign.length > 0
  const title = conclusion(ask, found)
  return {
    title: 'Trang của lãnh đạo',
    page: (
      <>
        <PageHead
          title={title}
          sub={`${[...ask.grant.seats].map(id => capital(ask.tree.label(id))).join(', ')}, ngày ${formatDay(ask.today)}.`}
        />
        <Two
          main={
            <>
              {isReceiver && <ToSign found={found} names={names} />}
              {found.boards.length > 0 && <Came ask={ask} boards={found.boards} />}
              {found.own.length > 0 && <Own ask={ask} own={found.own} first={!isReceiver} />}
              {!isReceiver && found.own.length === 0 && (
                <Empty act={{ label: 'Mở mục Báo cáo.', href: '/bao-cao' }}>Chưa có kỳ báo cáo nào của đơn vị.</Empty>
              )}
            </>
          }
          aside={found.figures && <Figures figures={found.figures} />}
        />
      </>
    ),
  }
}

const isLate = (one: Owed, today: Ask['today']): boolean => !isHandedIn(standingOf(one)) && daysLate(one.window, today) > 0

/** What the leader should know before anything else. */
function conclusion(ask: Ask, { toSign, boards, own }: ForLeader): string {
  const late = boards.reduce((all, one) => all + one.late.length, 0)
  const ownLate = own.filter(one => isLate(one, ask.today)).length
  const next = own.find(one => !isHandedIn(standingOf(one)) && !isLate(one, ask.today) && standingOf(one) !== 'returned')
  const ownBack = own.filter(one => standingOf(one) === 'returned').length
  const parts = [
    toSign.length > 0 && `${toSign.length} văn bản chờ ông/bà ký`,
    late > 0 && `${late} đơn vị quá hạn`,
    ownBack > 0 && `${ownBack} báo cáo bị trả lại`,
    ownLate > 0 && `${ownLate} báo cáo của đơn vị quá hạn`,
    next && `báo cáo ${next.window.label} chưa nộp, hạn ${formatDay(next.window.due)}`,
  ].filter(Boolean)
  return parts.length === 0 ? 'Không có việc nào chờ ông/bà' : capital(parts.join(', '))
}

function ToSign({ found: { toSign, sentBack }, names }: { found: ForLeader; names: ReadonlyMap<string, string> }) {
  return (
    <Section title="Chờ ông/bà ký" id="h-cho-ky" first>
      {toSign.length === 0 ? (
        <Empty>Chưa có văn bản nào trình ông/bà ký.</Empty>
      ) : (
        <SheetList entries={toSign.map((one, i) => <OneToSign one={one} author={names.get(one.by) ?? ''} main={i === 0} />)} />
      )}
      {sentBack.length > 0 && (
        <p class="small soft after">
          Đã trả lại, người soạn chưa trình lại:{' '}
          {sentBack.map((one, i) => (
            <>
              {i > 0 && ', '}
              <Back one={one} />
            </>
          ))}
          .
        </p>
      )}
    </Section>
  )
}

const Back = ({ one }: { one: Presented }) => <a href={presentedHref(one.id)}>{`báo cáo ${one.label}`}</a>

function OneToSign({ one, author, main }: { one: WholePresented; author: string; main: boolean }) {
  const { snapshot } = one
  const [first] = snapshot.sections
  const { coverage } = snapshot
  return (
    <div class="thumb">
      <h3>{reportName(snapshot.regime, snapshot.window)}</h3>
      <p class="small soft">
        {`${author} trình lúc ${writtenWhen(one.at)}. ${coverage.accepted}/${coverage.owed} đơn vị${coverage.missing.length > 0 ? `; thiếu ${listed(coverage.missing)}` : ''}. Ký với tư cách ${capacityOf(snapshot.signer)}.`}
      </p>
      {first && <p>{firstLines(bind(first.text, saysOf(snapshot)))}</p>}
      <Actions>
        <ButtonLink href={presentedHref(one.id)} kind={main ? 'main' : 'normal'} of={snapshot.window.label}>
          Đọc và ký
        </ButtonLink>
      </Actions>
    </div>
  )
}

const Figures = ({ figures }: { figures: FiguresMoved }) => (
  <Section
    title={figures.moved.length === 0 ? 'Số liệu không đổi đáng kể' : `${figures.moved.length} số đổi nhiều nhất`}
    id="h-so-doi"
    first
    foot={`So ${figures.label} với ${figures.before ?? 'kỳ trước'}, trên cùng địa bàn; ${figures.coverage}.`}
  >
    {figures.moved.length > 0 && <SheetList entries={figures.moved.map(one => <OneMoved one={one} href={figures.href(one.code)} />)} />}
  </Section>
)

const OneMoved = ({ one, href }: { one: Moved; href: string }) => (
  <div>
    <p>
      <a href={href}>{one.label}</a>: <span class="soft num">{one.before}</span> → <strong class="num">{one.now}</strong>{' '}
      <span class="soft">{one.measure === '%' ? '' : one.measure}</span>{' '}
      <span class="nowrap">
        ({one.isUp ? 'tăng' : 'giảm'} {one.change.replace(/^[+−]/u, '')})
      </span>
    </p>
    <p class="small soft">{one.why}</p>
  </div>
)

const Came = ({ ask, boards }: { ask: Ask; boards: readonly Received[] }) => (
  <Section title="Báo cáo gửi đến" id="h-den">
    <SheetList entries={boards.map(one => <OneBoard ask={ask} one={one} />)} />
  </Section>
)

/** What came of one window, and by name who is late. */
function OneBoard({ ask, one }: { ask: Ask; one: Received }) {
  const { window, receiverId, returned, late } = one
  const board = `/bao-cao/${window.code}/theo-doi?noi-nhan=${receiverId}`
  const names = late.map(id => ask.tree.label(id, window.until)).sort(alphabetical)
  return (
    <div>
      <p>
        <a href={board}>{capital(window.label)}</a>: <strong class="num">{`${one.handedIn}/${one.owing}`}</strong> đơn vị đã nộp
      </p>
      <p class="small soft">
        {[
          `đã tiếp nhận ${one.accepted}`,
          one.waiting.length > 0 && `chờ xem ${one.waiting.length}`,
          returned > 0 && `trả lại ${returned}`,
          late.length === 0 && `hạn ${formatDay(window.due)}, ${dueIn(window.due, ask.today)}`,
        ]
          .filter(Boolean)
          .join('; ')}
        .
      </p>
      {late.length > 0 && (
        <p>
          <Status tone="late">{`Quá hạn ${late.length} đơn vị`}</Status> <span class="small">{listed(names, NAMED)}</span>
        </p>
      )}
    </div>
  )
}

const Own = ({ ask, own, first }: { ask: Ask; own: readonly Owed[]; first: boolean }) => (
  <Section title="Báo cáo của đơn vị" id="h-cua-don-vi" first={first}>
    <SheetList entries={own.map(one => <OneOwn ask={ask} one={one} />)} />
  </Section>
)

function OneOwn({ ask, one }: { ask: Ask; one: Owed }) {
  const { window } = one
  const at = standingOf(one)
  const verdict = at === 'returned' ? one.editions.at(-1)?.verdicts.at(-1) : undefined
  return (
    <div>
      <p>
        <a href={reportHref(window.code, one.unitId)}>{reportName(one.regime, window)}</a>
      </p>
      <p class="small">
        <StandingStatus owed={one} today={ask.today} />{' '}
        <span class="soft">
          {isHandedIn(at) ? `nộp ${handedIn(one)}` : `hạn ${formatDay(window.due)}, ${dueIn(window.due, ask.today)}`}
        </span>
      </p>
      {verdict && <p class="small soft">{`Trả lại ${returnedFor(verdict)}: ${[...verdict.cells, ...verdict.files][0]?.reason ?? ''}`}</p>}
    </div>
  )
}

export const leaderRoutes: readonly Route[] = [route({ at: 'GET /lanh-dao', may: 'reports.publish', run: ask => leaderPage(ask) })]
