// The log of what officials did: everyone's for those who inspect, and one's own, which stays open after the last post.
import type { Ask } from '../../access/ask.ts'
import { giversOf } from '../../access/delegations.ts'
import { lastDayHeld } from '../../access/held-posts.ts'
import { type Entry, entriesInReach, ownEntries, type Place } from '../../access/log.ts'
import { namesOf } from '../../access/people.ts'
import { formatDay } from '../../ground/vietnamese.ts'
import { OWN_LOG_PATH } from '../../web/closed-door.ts'
import { form, optional, text } from '../../web/input.ts'
import { Empty } from '../../web/parts/empty.tsx'
import { Note } from '../../web/parts/note.tsx'
import { PageHead } from '../../web/parts/page-head.tsx'
import { Table } from '../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../web/route.ts'
import { actWords, instantWords } from './words.ts'

const PER_PAGE = 100

const placed = (one: Entry): string => `${one.at.toISOString()}_${one.unitId}_${one.seq}`

/** Where the page before ended, as its link says; what is no such place is the beginning. */
export function readPlace(written: string | undefined): Place | undefined {
  const [, at = '', unitId = '', seq = ''] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_(\d{1,15})$/u.exec(written ?? '') ?? []
  const instant = new Date(at)
  return Number.isNaN(instant.getTime()) ? undefined : { at: instant, unitId, seq: Number(seq) }
}

const Next = ({ path, entries }: { path: string; entries: readonly Entry[] }) => {
  const last = entries.at(-1)
  return last && entries.length === PER_PAGE ? (
    <p class="after">
      <a href={`${path}?truoc=${encodeURIComponent(placed(last))}`}>Trang sau</a>
    </p>
  ) : null
}

/** What was done, and for whom when by delegation. */
const deed = (one: Entry, givers: ReadonlyMap<string, string>) =>
  one.delegation === null
    ? actWords(one.act)
    : `${actWords(one.act)}, theo ủy quyền của ${givers.get(one.delegation) ?? 'người giữ chức vụ'}`

const givers = (ask: Ask, entries: readonly Entry[]) =>
  giversOf(
    ask.tx,
    entries.flatMap(one => one.delegation ?? []),
  )

/** One's own deeds as a table. */
export async function OwnDeeds(ask: Ask<'self' | 'self.log'>, entries: readonly Entry[]) {
  const by = await givers(ask, entries)
  return entries.length === 0 ? (
    <Empty>Chưa có việc nào được ghi. Mỗi lần đăng ký, nộp, trả lại hay công bố đều hiện ở đây.</Empty>
  ) : (
    <Table
      caption="Nhật ký của tôi"
      hideCaption
      columns={[{ label: 'Lúc', width: 10 }, { label: 'Việc' }, { label: 'Ghi ở sổ của đơn vị' }]}
      rows={entries.map(one => ({
        cells: [<span class="num">{instantWords(one.at)}</span>, deed(one, by), ask.tree.label(one.unitId)],
      }))}
    />
  )
}

async function ownLogPage(ask: Ask<'self.log'>, after: Place | undefined): Promise<Page> {
  const entries = await ownEntries(ask, PER_PAGE, after)
  const isOut = ask.person.posts.length === 0
  const last = isOut ? await lastDayHeld(ask.tx, ask.person.id, ask.today) : undefined
  return {
    title: 'Nhật ký của tôi',
    page: (
      <>
        <PageHead title="Việc ông/bà đã làm trong hệ thống" sub="Nhật ký không sửa, không xóa được." />
        {isOut ? (
          <Note
            tone="soon"
            title={
              last
                ? `Chức vụ cuối cùng của ông/bà kết thúc ngày ${formatDay(last)}.`
                : 'Hôm nay ông/bà không giữ chức vụ nào trong hệ thống.'
            }
          >
            Ông/bà chỉ còn xem được nhật ký này. Cần làm việc tiếp thì hỏi quản trị viên của đơn vị.
          </Note>
        ) : null}
        {await OwnDeeds(ask, entries)}
        <Next path={OWN_LOG_PATH} entries={entries} />
      </>
    ),
  }
}

async function logPage(ask: Ask<'act-log.read'>, after: Place | undefined): Promise<Page> {
  const entries = await entriesInReach(ask, PER_PAGE, after)
  const names = await namesOf(
    ask.tx,
    entries.map(one => one.personId),
  )
  const by = await givers(ask, entries)
  return {
    title: 'Nhật ký',
    page: (
      <>
        <PageHead
          title="Ai đã làm gì, trên hồ sơ nào"
          sub="Mỗi đơn vị một sổ, mỗi dòng nối với dòng trước; bớt hay sửa một dòng là thấy."
        />
        {entries.length === 0 ? (
          <Empty>Chưa có việc nào trong phạm vi của ông/bà.</Empty>
        ) : (
          <Table
            caption="Nhật ký"
            hideCaption
            columns={[
              { label: 'Lúc', width: 10 },
              { label: 'Người làm' },
              { label: 'Việc' },
              { label: 'Sổ của đơn vị' },
              { label: 'Dòng', numeric: true },
            ]}
            rows={entries.map(one => ({
              cells: [
                <span class="num">{instantWords(one.at)}</span>,
                names.get(one.personId) ?? '',
                deed(one, by),
                ask.tree.label(one.unitId),
                one.seq,
              ],
            }))}
          />
        )}
        <Next path="/nhat-ky" entries={entries} />
      </>
    ),
  }
}

const place = form({ truoc: optional(text('Trước dòng', 120)) })

export const logRoutes: readonly Route[] = [
  route({ at: 'GET /nhat-ky', may: 'act-log.read', input: place, run: (ask, input) => logPage(ask, readPlace(input.truoc)) }),
  route({ at: `GET ${OWN_LOG_PATH}`, may: 'self.log', input: place, run: (ask, input) => ownLogPage(ask, readPlace(input.truoc)) }),
]
