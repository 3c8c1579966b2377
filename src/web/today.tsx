// The start page: what awaits this person today, in the order in which to do it.
import type { Ask } from '../access/ask.ts'
import { askForOthers } from '../access/ask.ts'
import { type Day, daysBetween } from '../ground/day.ts'
import { formatDay, formatWeekday } from '../ground/vietnamese.ts'
import { ButtonLink } from './parts/button.tsx'
import { Empty } from './parts/empty.tsx'
import { PageHead } from './parts/page-head.tsx'
import { Section } from './parts/section.tsx'
import { Status } from './parts/status.tsx'
import { Table } from './parts/table.tsx'
import type { Awaiting, Room } from './room.ts'
import { type Route, route } from './route.ts'

const URGENCY: Readonly<Record<Awaiting['status'], number>> = { back: 0, late: 1, soon: 2, draft: 2, sent: 4, ok: 5 }

const inOrder = (all: readonly Awaiting[]): Awaiting[] =>
  [...all].sort((a, b) => URGENCY[a.status] - URGENCY[b.status] || (a.due ?? '9').localeCompare(b.due ?? '9'))

/** "còn 4 ngày", "hôm nay", "đã qua 1 ngày": the date always stands before it. */
export function dueNote(due: Day, today: Day): string {
  const left = daysBetween(today, due)
  if (left === 0) return 'hạn hôm nay'
  return left > 0 ? `còn ${left} ngày` : `đã qua ${-left} ngày`
}

const headline = (all: readonly Awaiting[]): string => {
  const count = (status: Awaiting['status'], isDue?: boolean): number =>
    all.filter(one => one.status === status && (isDue === undefined || (one.due !== undefined) === isDue)).length
  const parts = [
    [count('back'), 'việc bị trả lại'],
    [count('late'), 'việc quá hạn'],
    [count('soon', true), 'việc sắp đến hạn'],
    [count('soon', false), 'việc chờ ông/bà quyết định'],
    [count('draft'), 'việc đang soạn'],
    [count('sent'), 'việc chờ xem xét'],
  ].flatMap(([n, what]) => (n ? [`${n} ${what}`] : []))
  return parts.length === 0 ? 'Không có việc nào đang chờ.' : `${parts.join(', ')}.`
}

async function today(ask: Ask<'self'>, rooms: readonly Room[]) {
  const asking = askForOthers(ask)
  const found: Awaiting[] = []
  for (const room of rooms) if (room.today) found.push(...(await room.today(asking)))
  const all = inOrder(found)
  const seats = [...ask.grant.seats].map(id => ask.tree.label(id))
  const main = all.findIndex(one => one.status !== 'ok')
  return {
    title: 'Hôm nay',
    page: (
      <>
        <PageHead
          title={seats.length === 0 ? 'Hôm nay ông/bà không giữ chức vụ nào' : `Việc của ${seats.join(' và ')} hôm nay`}
          sub={`${formatWeekday(ask.today).replace(/^./u, first => first.toUpperCase())}. ${headline(all)}`}
        />
        <Section title="Cần làm, theo thứ tự nên làm" id="can-lam" first>
          {all.length === 0 ? (
            <Empty>Chưa có việc nào chờ ông/bà. Việc mới hiện ở đây khi có hạn, có báo cáo trả lại hoặc có báo cáo cần xem.</Empty>
          ) : (
            <Table
              caption="Việc cần làm"
              hideCaption
              columns={[
                { label: 'Trạng thái', width: 10 },
                { label: 'Việc và lý do' },
                { label: 'Hạn', width: 9 },
                { label: 'Việc làm', hideLabel: true },
              ]}
              head={1}
              rows={all.map((one, i) => ({
                cells: [
                  <Status tone={one.status}>{one.word}</Status>,
                  <>
                    <strong>{one.title}</strong>
                    <br />
                    <span class="soft">{one.why}</span>
                  </>,
                  one.due ? (
                    <>
                      <strong>{formatDay(one.due)}</strong>
                      <br />
                      <span class="small soft">{one.dueNote ?? dueNote(one.due, ask.today)}</span>
                    </>
                  ) : (
                    (one.dueNote ?? '')
                  ),
                  <ButtonLink href={one.href} kind={i === main ? 'main' : 'normal'} of={one.title}>
                    {one.act}
                  </ButtonLink>,
                ],
              }))}
            />
          )}
        </Section>
      </>
    ),
  }
}

export const todayRoute = (rooms: readonly Room[]): Route => route({ at: 'GET /', may: 'self', run: ask => today(ask, rooms) })
