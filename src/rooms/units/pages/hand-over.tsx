// Hand-over records: who has not made one yet, the form with what the rooms know proposed, and the record as a paper.
import type { Ask } from '../../../access/ask.ts'
import { askForOthers } from '../../../access/ask.ts'
import { addDays, type Day } from '../../../ground/day.ts'
import { capital, dayInWords, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import type { OrgTree } from '../../../org/tree.ts'
import { ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { Pager } from '../../../web/parts/filter.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Sheet } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { Table } from '../../../web/parts/table.tsx'
import type { Page } from '../../../web/route.ts'
import { findHandOver, handedOver, handOvers, type LineKind, type Side } from '../store-hand-over.ts'
import { ID, nameAt, title } from '../words.ts'
import { HOME } from './starting.tsx'

export const HAND_OVERS = { label: 'Biên bản bàn giao', href: '/don-vi/ban-giao' }

export const LINE_WORDS: Readonly<Record<LineKind, string>> = {
  papers: 'Hồ sơ, văn bản',
  models: 'Mô hình Dân vận khéo',
  reports: 'Báo cáo đang làm',
  matters: 'Việc, đơn thư đang giải quyết',
  property: 'Tài sản, trang thiết bị',
  money: 'Kinh phí',
  staff: 'Cán bộ, chức vụ',
  other: 'Nội dung khác',
}
export const SIDE_WORDS: Readonly<Record<Side, string>> = { from: 'Bên giao', to: 'Bên nhận', witness: 'Chứng kiến' }

const PAGE = 50
const SHOWN = 50

/** The last day of a past unit. */
const endOf = (tree: OrgTree, id: string): Day => tree.history.lastOn(id, tree.day)?.until ?? tree.day

const cursorIn = (typed: string | undefined): { day: Day; id: string } | undefined => {
  const [on, id] = (typed ?? '').split('_')
  return on && id && /^\d{4}-\d{2}-\d{2}$/u.test(on) && ID.test(id) ? { day: on as Day, id } : undefined
}

export async function handOversPage(ask: Ask<'units.hand-over-read'>, after: string | undefined): Promise<Page> {
  const from = cursorIn(after)
  const writing = askForOthers(ask)('units.hand-over')
  const past = writing
    ? [...writing.grant.units].filter(
        id => ask.tree.known(id) && !ask.tree.unit(id) && ask.tree.history.lastOn(id, ask.today)?.level !== 'hamlet',
      )
    : []
  const done = await handedOver(ask, past)
  const waiting = past.filter(id => !done.has(id)).sort((a, b) => endOf(ask.tree, b).localeCompare(endOf(ask.tree, a)))
  const found = await handOvers(ask, PAGE + 1, from)
  const shown = found.slice(0, PAGE)
  const last = shown.at(-1)
  return {
    title: HAND_OVERS.label,
    page: (
      <>
        <Crumb steps={[HOME, { label: HAND_OVERS.label }]} />
        <PageHead
          title={
            writing && waiting.length > 0
              ? `Biên bản bàn giao: ${formatNumber(waiting.length)} đơn vị đã kết thúc chưa lập`
              : 'Biên bản bàn giao'
          }
          sub="Đơn vị, tổ chức kết thúc hoạt động thì bàn giao hồ sơ, việc đang làm, tài sản cho bên nhận. Biên bản không sửa, không xóa; sai thì lập biên bản đính chính."
        />
        {writing && waiting.length > 0 ? (
          <Section
            title="Chưa lập biên bản"
            id="chua-lap"
            first
            foot={
              waiting.length > SHOWN
                ? `Đang xem ${SHOWN} đơn vị kết thúc gần đây nhất; còn ${formatNumber(waiting.length - SHOWN)} đơn vị.`
                : undefined
            }
          >
            <Table
              caption="Đơn vị đã kết thúc chưa lập biên bản"
              hideCaption
              columns={[{ label: 'Đơn vị' }, { label: 'Ngày cuối cùng' }, { label: 'Hồ sơ nay do' }, { label: 'Việc', hideLabel: true }]}
              rows={waiting.slice(0, SHOWN).map(id => ({
                cells: [
                  <a href={`/don-vi/${id}`}>{title(ask.tree, id, ask.today)}</a>,
                  <span class="num">{formatDay(endOf(ask.tree, id))}</span>,
                  capital(nameAt(ask.tree, ask.tree.keeper(id) ?? '', ask.today)),
                  <ButtonLink small href={`/don-vi/ban-giao/lap?don-vi=${id}`} of={nameAt(ask.tree, id, ask.today)}>
                    Lập biên bản
                  </ButtonLink>,
                ],
              }))}
            />
          </Section>
        ) : null}
        <Section title="Biên bản đã lập" id="da-lap">
          {shown.length === 0 ? (
            <Empty>Chưa có biên bản nào trong phạm vi của ông/bà.</Empty>
          ) : (
            <Table
              caption="Biên bản bàn giao, mới nhất ở trên"
              hideCaption
              columns={[{ label: 'Bên giao' }, { label: 'Bên nhận' }, { label: 'Ngày' }, { label: 'Căn cứ' }, { label: 'Tình trạng' }]}
              rows={shown.map(one => ({
                cells: [
                  <a href={`/don-vi/ban-giao/${one.id}`}>{title(ask.tree, one.fromId, one.onDay)}</a>,
                  title(ask.tree, one.toId, one.onDay),
                  <span class="num">{formatDay(one.onDay)}</span>,
                  one.decision,
                  one.correctedBy ? <Status tone="back">Đã đính chính</Status> : <Status tone="ok">Đang dùng</Status>,
                ],
              }))}
            />
          )}
          {found.length > PAGE || from ? (
            <Pager
              shown={shown.length}
              noun="biên bản"
              first={from ? HAND_OVERS.href : undefined}
              next={found.length > PAGE && last ? `${HAND_OVERS.href}?sau=${last.onDay}_${last.id}` : undefined}
            />
          ) : null}
        </Section>
      </>
    ),
  }
}

/** The record as it is signed; printed, it stands alone on its page. */
export async function handOverPage(ask: Ask<'units.hand-over-read'>, id: string): Promise<Page> {
  const one = await findHandOver(ask, id)
  const eve = addDays(one.onDay, -1)
  const [from, to] = [
    nameAt(ask.tree, one.fromId, ask.tree.on(one.onDay).unit(one.fromId) ? one.onDay : eve),
    nameAt(ask.tree, one.toId, one.onDay),
  ]
  const writing = askForOthers(ask)('units.hand-over')?.grant.units.has(one.fromId) ?? false
  const heading = `Biên bản bàn giao giữa ${from} và ${to}`
  return {
    title: heading,
    page: (
      <>
        <Crumb steps={[HOME, HAND_OVERS, { label: `${capital(from)}, ${formatDay(one.onDay)}` }]} />
        <PageHead
          title={heading}
          sub={`${capital(dayInWords(one.onDay))}${one.place === '' ? '' : `, tại ${one.place}`}. Căn cứ: ${one.decision}.`}
          actions={
            writing && one.correctedBy === null ? (
              <ButtonLink href={`/don-vi/ban-giao/lap?don-vi=${one.fromId}&sua=${one.id}`}>Lập biên bản đính chính</ButtonLink>
            ) : undefined
          }
        />
        {one.corrects ? (
          <Note>
            <p>
              Biên bản này đính chính <a href={`/don-vi/ban-giao/${one.corrects}`}>biên bản trước</a>.
            </p>
          </Note>
        ) : null}
        {one.correctedBy ? (
          <Note tone="back">
            <p>
              Đã có <a href={`/don-vi/ban-giao/${one.correctedBy}`}>biên bản đính chính</a>; dùng biên bản ấy.
            </p>
          </Note>
        ) : null}
        <Section title="Nội dung bàn giao" id="noi-dung-ban-giao" first>
          <Table
            caption="Nội dung bàn giao"
            hideCaption
            columns={[
              { label: 'Loại' },
              { label: 'Nội dung' },
              { label: 'Số lượng', numeric: true, width: 7 },
              { label: 'Đơn vị tính' },
              { label: 'Ghi chú' },
            ]}
            rows={one.lines.map(line => ({
              cells: [LINE_WORDS[line.kind], line.what, line.amount ?? '', line.measure, line.note],
              head: 1,
            }))}
          />
        </Section>
        {one.note === '' ? null : (
          <Section title="Ghi chú chung" id="ghi-chu">
            <Sheet>
              <p>{one.note}</p>
            </Sheet>
          </Section>
        )}
        <Section
          title="Người ký"
          id="nguoi-ky"
          foot={<span class="screen">Ký tên, đóng dấu trên bản in: dùng lệnh in của trình duyệt.</span>}
        >
          <Table
            caption="Người ký"
            hideCaption
            columns={[{ label: 'Bên' }, { label: 'Họ và tên' }, { label: 'Chức vụ' }, { label: 'Chữ ký' }]}
            rows={one.signatories.map(signatory => ({ cells: [SIDE_WORDS[signatory.side], signatory.name, signatory.title, ''], head: 1 }))}
          />
        </Section>
      </>
    ),
  }
}
