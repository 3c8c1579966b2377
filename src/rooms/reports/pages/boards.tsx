// The boards a person keeps, as the room's first page lists them.
import type { Ask } from '../../../access/ask.ts'
import { lookForDay } from '../../../ground/day.ts'
import { capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { ButtonLink } from '../../../web/parts/button.tsx'
import { Full } from '../../../web/parts/coverage.tsx'
import { Pager } from '../../../web/parts/filter.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { Table } from '../../../web/parts/table.tsx'
import { type Received, received } from '../boards.ts'
import { boardsOf, type Place } from '../store-boards.ts'

const PAGE = 20
const PAST_SHOWN = 6

/** The mark of a page of boards, as it stands in an address. */
export const writtenPlace = ({ until, windowId, receiverId }: Place): string => `${until}_${windowId}_${receiverId}`

export function readPlace(written: string | undefined): Place | undefined {
  const [, on = '', windowId = '', receiverId = ''] = /^(\d{4}-\d\d-\d\d)_([0-9a-f-]{36})_([0-9a-f-]{36})$/u.exec(written ?? '') ?? []
  const until = lookForDay(on)
  return until && { until, windowId, receiverId }
}

export interface Kept {
  readonly boards: readonly Received[]
  /** One of the person's own seats receives. */
  readonly isReceiver: boolean
  readonly next: Place | undefined
  /** Boards that are left out here: those of windows that are over. */
  readonly hasOlder: boolean
}

/**
 * The boards of the person's own seats and of past units whose papers these keep; never those of every unit below, which are as many as
 * the reach. What is not added up yet first, and the last few that were.
 */
export async function keptBoards(
  ask: Ask,
  { since, all, after }: { since: Ask['today']; all: boolean; after: Place | undefined },
): Promise<Kept> {
  const seats = [...ask.grant.seats]
  const receivers = [...new Set(seats.flatMap(id => [...ask.tree.ownCare(id)]))]
  const isReceiver = (await boardsOf(ask, { receivers: seats, limit: 1 })).length > 0
  if (all) return { ...(await received(ask, { receivers, after, limit: PAGE })), isReceiver, hasOlder: false }
  const open = await received(ask, { receivers, since, published: false, after, limit: PAGE })
  if (after) return { ...open, isReceiver, hasOlder: true }
  const past = await received(ask, { receivers: isReceiver ? seats : receivers, published: true, limit: PAST_SHOWN })
  const hasOlder = past.next !== undefined || (isReceiver && receivers.length > seats.length)
  return { boards: [...open.boards, ...past.boards], next: open.next, isReceiver, hasOlder }
}

interface BoardsProps {
  ask: Ask
  kept: Kept
  /** The address of this list, without its mark. */
  here: string
  after: boolean
  first: boolean
}

export function Boards({ ask, kept: { boards, next, hasOlder }, here, after, first }: BoardsProps) {
  if (boards.length === 0) return null
  const several = new Set(boards.map(one => one.receiverId)).size > 1
  const sau = (place: Place): string => `${here}${here.includes('?') ? '&' : '?'}sau=${writtenPlace(place)}`
  return (
    <Section
      title="Báo cáo gửi về"
      id="h-gui-ve"
      first={first}
      foot={hasOlder ? <a href="/bao-cao?tat-ca=1">Xem tất cả các kỳ đã nhận</a> : undefined}
    >
      <Table
        caption="Các kỳ nhận báo cáo, kỳ mới nhất ở trên"
        hideCaption
        columns={[
          { label: 'Kỳ' },
          ...(several ? [{ label: 'Nơi nhận' }] : []),
          { label: 'Đã nộp' },
          { label: 'Cần chú ý' },
          { label: 'Hạn nộp' },
          { label: 'Việc làm', hideLabel: true },
        ]}
        rows={boards.map(one => ({
          cells: [
            <strong>{capital(one.window.label)}</strong>,
            ...(several ? [capital(ask.tree.label(one.receiverId, one.window.until))] : []),
            <Full have={one.handedIn} all={one.owing} />,
            <BoardSays one={one} />,
            <span class="num">{formatDay(one.window.due)}</span>,
            <ButtonLink small href={`/bao-cao/${one.window.code}/theo-doi?noi-nhan=${one.receiverId}`} of={one.window.label}>
              Theo dõi
            </ButtonLink>,
          ],
        }))}
      />
      {(next || after) && <Pager shown={boards.length} noun="bảng" next={next && sau(next)} first={after ? here : undefined} />}
    </Section>
  )
}

function BoardSays({ one }: { one: Received }) {
  if (one.asking > 0) return <Status tone="soon">{`${formatNumber(one.asking)} đề nghị gia hạn`}</Status>
  if (one.waiting.length > 0) return <Status tone="sent">{`${formatNumber(one.waiting.length)} báo cáo chờ xem`}</Status>
  if (one.late.length > 0) return <Status tone="late">{`${formatNumber(one.late.length)} đơn vị quá hạn`}</Status>
  if (one.published) return <Status tone="ok">Đã tổng hợp</Status>
  if (one.accepted > 0 && one.accepted === one.owing) return <Status tone="soon">Đủ để tổng hợp</Status>
  return <Status tone="none">Đang nhận</Status>
}
