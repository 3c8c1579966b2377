// The list of composed documents, and their bytes.
import type { Ask } from '../../access/ask.ts'
import { day, lookForDay } from '../../ground/day.ts'
import { formatDay, formatNumber } from '../../ground/vietnamese.ts'
import { choice, form, optional, text, uuid } from '../../web/input.ts'
import { Empty } from '../../web/parts/empty.tsx'
import { Filter, Pager } from '../../web/parts/filter.tsx'
import { PageHead } from '../../web/parts/page-head.tsx'
import { Table } from '../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../web/route.ts'
import { download } from './acts.ts'
import { list } from './store.ts'

const PER_PAGE = 50
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** "2026-11-21.<uuid>": where the page before ended. */
function readMark(mark: string | undefined) {
  const found = /^(\d{4}-\d{2}-\d{2})\.([0-9a-f-]{36})$/u.exec(mark ?? '')
  return found?.[1] && found[2] && lookForDay(found[1]) ? { on: day(found[1]), id: found[2] } : undefined
}

async function listPage(ask: Ask<'documents.read'>, mark: string | undefined, ofThePast: boolean): Promise<Page> {
  const after = readMark(mark)
  const past = [...ask.grant.units].filter(id => ask.tree.unit(id) === undefined)
  const found = await list(ask, PER_PAGE + 1, after, ofThePast ? past : undefined)
  const shown = found.slice(0, PER_PAGE)
  const last = shown.at(-1)
  return {
    title: 'Văn bản',
    page: (
      <>
        <PageHead
          title="Văn bản đã lập, mới nhất ở trên"
          sub="Mỗi văn bản lập một lần từ báo cáo đã công bố; sửa hồ sơ về sau không làm văn bản đổi."
        />
        {past.length > 0 && (
          <Filter
            label="Lọc văn bản"
            entries={[
              { label: 'Tất cả', href: '/van-ban', current: !ofThePast },
              { label: 'Của đơn vị cũ', href: '/van-ban?cu=1', current: ofThePast },
            ]}
          />
        )}
        {shown.length === 0 && ofThePast ? (
          <Empty act={{ label: 'Xem tất cả.', href: '/van-ban' }}>Không có văn bản nào của đơn vị cũ.</Empty>
        ) : shown.length === 0 ? (
          <Empty act={{ label: 'Xem các kỳ báo cáo.', href: '/bao-cao' }}>
            Chưa có văn bản nào. Văn bản được lập khi công bố một báo cáo.
          </Empty>
        ) : (
          <Table
            caption="Văn bản"
            hideCaption
            columns={[
              { label: 'Ngày', width: 7 },
              { label: 'Trích yếu' },
              { label: 'Đơn vị' },
              { label: 'Cỡ, KB', numeric: true },
              { label: 'Tệp Word' },
            ]}
            head={1}
            rows={shown.map(one => ({
              cells: [
                <span class="num">{formatDay(one.datedOn)}</span>,
                one.title,
                ask.tree.label(one.unitId, one.datedOn),
                formatNumber(one.sizeBytes / 1024, 1),
                <a href={`/van-ban/${one.id}/tai-ve`}>
                  Tải về<span class="vh"> {one.title}</span>
                </a>,
              ],
            }))}
          />
        )}
        {shown.length > 0 ? (
          <Pager
            shown={shown.length}
            noun="văn bản"
            next={found.length > PER_PAGE && last ? `/van-ban?${ofThePast ? 'cu=1&' : ''}sau=${last.datedOn}.${last.id}` : undefined}
            first={after ? `/van-ban${ofThePast ? '?cu=1' : ''}` : undefined}
          />
        ) : null}
      </>
    ),
  }
}

export const documentRoutes: readonly Route[] = [
  route({
    at: 'GET /van-ban',
    may: 'documents.read',
    input: form({ sau: optional(text('Trang', 60)), cu: optional(choice('Nguồn văn bản', ['1'])) }),
    run: (ask, input) => listPage(ask, input.sau, input.cu !== undefined),
  }),
  route({
    at: 'GET /van-ban/:id/tai-ve',
    may: 'documents.read',
    input: form({ id: uuid('Văn bản') }),
    async run(ask, input) {
      const { bytes, name } = await download(ask, input.id)
      return { file: bytes, name, type: WORD }
    },
  }),
]
