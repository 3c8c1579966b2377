// The log of what officials did, for those who inspect.
import { entriesInReach } from '../../access/log.ts'
import { namesOf } from '../../access/people.ts'
import { civil } from '../../ground/day.ts'
import { formatDay } from '../../ground/vietnamese.ts'
import { form, optional, text } from '../../web/input.ts'
import { Empty } from '../../web/parts/empty.tsx'
import { PageHead } from '../../web/parts/page-head.tsx'
import { Table } from '../../web/parts/table.tsx'
import { type Route, route } from '../../web/route.ts'
import { actWords } from './words.ts'

const PER_PAGE = 100

export const logRoute: Route = route({
  at: 'GET /nhat-ky',
  may: 'act-log.read',
  input: form({ truoc: optional(text('Trước lúc', 40)) }),
  async run(ask, input) {
    const before = input.truoc === undefined ? undefined : new Date(input.truoc)
    const entries = await entriesInReach(ask, PER_PAGE, before && !Number.isNaN(before.getTime()) ? before : undefined)
    const names = await namesOf(
      ask.tx,
      entries.map(one => one.personId),
    )
    const last = entries.at(-1)
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
              rows={entries.map(one => {
                const { day, time } = civil(one.at)
                return {
                  cells: [
                    <span class="num">{`${time.slice(0, 5)} ${formatDay(day)}`}</span>,
                    names.get(one.personId) ?? '',
                    actWords(one.act),
                    ask.tree.label(one.unitId),
                    one.seq,
                  ],
                }
              })}
            />
          )}
          {last && entries.length === PER_PAGE ? (
            <p class="after">
              <a href={`/nhat-ky?truoc=${encodeURIComponent(last.at.toISOString())}`}>Trang sau</a>
            </p>
          ) : null}
        </>
      ),
    }
  },
})
