// The structure changed inside an open window: who owes now, who no more, and the drafts that were begun for units of before.
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { addDays } from '../../../ground/day.ts'
import { type Fault, missing } from '../../../ground/faults.ts'
import { alphabetical, capital, formatDay } from '../../../ground/vietnamese.ts'
import { form, type Typed, text, uuid } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { type Row, Table, Void } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { planRearrangement, rearrangeWindow } from '../acts-rearranging.ts'
import type { Indicator } from '../figures.ts'
import { writtenWhen } from '../naming.ts'
import { isRearranged, type OpenedWindow } from '../rules.ts'
import { plainLabel } from '../sheet.ts'
import { formOn } from '../store-asked.ts'
import { type LeftDraft, leftDrafts } from '../store-rearranged.ts'
import { byGroup, Prose } from './words.tsx'

export const rearrangingHref = (code: string): string => `/bao-cao/${code}/co-cau`
export const leftDraftHref = ({ window, unitId }: LeftDraft): string => `/bao-cao/${window.code}/${unitId}/nhap-cu`

const SHOWN = 200

async function rearrangingPage(ask: Ask<'reports.open'>, code: string, fault?: Fault): Promise<Page> {
  const { window, plan, mark } = await planRearrangement(ask, code)
  const tree = ask.tree.on(window.until)
  const label = (id: string): string => capital(tree.label(id))
  const board = `/bao-cao/${code}/theo-doi`
  const lines = [
    ...plan.asked.map(one => ({ id: one.unitId, becomes: 'Thêm vào danh sách', says: `Nộp cho ${tree.label(one.receiverId)}.` })),
    ...plan.relieved.map(id => ({
      id,
      becomes: 'Thôi phải nộp',
      says: `Không hoạt động vào ngày chốt; bản nháp đã ghi vẫn giữ, ${keeperOf(ask, id)} xem được.`,
    })),
    ...plan.moved.map(one => ({ id: one.unitId, becomes: 'Đổi nơi nhận', says: `Nộp cho ${tree.label(one.receiverId)}.` })),
    ...plan.kept.map(id => ({
      id,
      becomes: 'Giữ nguyên',
      says: 'Đã có báo cáo của địa bàn này theo cơ cấu cũ; không hỏi lại để khỏi tính hai lần.',
    })),
  ].sort((a, b) => alphabetical(a.becomes, b.becomes) || alphabetical(label(a.id), label(b.id)))
  const title = isRearranged(plan)
    ? `Kỳ ${window.label}: cập nhật đơn vị phải nộp theo cơ cấu ngày ${formatDay(window.until)}`
    : `Kỳ ${window.label}: danh sách đơn vị phải nộp đã đúng cơ cấu`
  return {
    title: fault ? `Lỗi: ${fault.message} ${title}` : title,
    page: (
      <>
        <Crumb
          steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: capital(window.label), href: board }, { label: 'Cơ cấu thay đổi' }]}
        />
        <PageHead
          title={title}
          sub={`Cơ cấu tổ chức đã thay đổi sau khi mở kỳ. Nghĩa vụ báo cáo theo cơ cấu của ngày chốt số liệu ${formatDay(window.until)}.`}
        />
        <ErrorSummary fault={fault} />
        {lines.length === 0 ? (
          <Empty act={{ label: 'Về bảng theo dõi.', href: board }}>Không có gì phải cập nhật.</Empty>
        ) : (
          <Table
            caption={`${lines.length} đơn vị của kỳ ${window.label} thay đổi theo cơ cấu ngày ${formatDay(window.until)}`}
            columns={[{ label: 'Đơn vị' }, { label: 'Thay đổi', width: 12 }, { label: 'Nghĩa là' }]}
            rows={lines.slice(0, SHOWN).map((one): Row => ({ cells: [label(one.id), one.becomes, one.says] }))}
          />
        )}
        {lines.length > SHOWN && <p class="small soft after">{`Còn ${lines.length - SHOWN} đơn vị nữa, cùng cách xử lý.`}</p>}
        {isRearranged(plan) && (
          <>
            <Note>Báo cáo đã nộp không thay đổi. Nếu cơ cấu lại thay đổi trước ngày chốt, trang này cho cập nhật lần nữa.</Note>
            <Form action={rearrangingHref(code)} label="Cập nhật danh sách đơn vị phải nộp">
              <Hidden name="seen" value={mark} />
              <Actions>
                <Button kind="main">Cập nhật danh sách</Button>
                <ButtonLink href={board}>Để sau</ButtonLink>
              </Actions>
            </Form>
          </>
        )}
      </>
    ),
  }
}

const keeperOf = (ask: Ask, id: string): string => {
  const keeper = ask.tree.unit(ask.tree.keeper(id) ?? '')
  return keeper ? keeper.fullName : 'đơn vị tiếp nhận hồ sơ'
}

/** On the board, when others should owe than do. */
export const RearrangingNote = ({ window }: { window: OpenedWindow }) => (
  <div class="above">
    <Note tone="soon">
      <p>
        Cơ cấu tổ chức đã thay đổi trước ngày chốt số liệu của kỳ này.{' '}
        <a href={rearrangingHref(window.code)}>Xem và cập nhật danh sách đơn vị phải nộp</a>
      </p>
    </Note>
  </div>
)

const DRAFTS_SINCE = 400

/** Drafts of units that owe no more, in the person's own care: nobody's work is lost. */
export async function draftsLeftTo(ask: Ask): Promise<readonly LeftDraft[]> {
  const filling = askForOthers(ask)('reports.fill')
  return filling ? await leftDrafts(filling, addDays(ask.today, -DRAFTS_SINCE)) : []
}

export function LeftDrafts({ ask, drafts }: { ask: Ask; drafts: readonly LeftDraft[] }) {
  if (drafts.length === 0) return null
  return (
    <Section
      title="Bản nháp của đơn vị cũ"
      id="h-nhap-cu"
      foot="Các đơn vị này không hoạt động vào ngày chốt số liệu nên thôi phải nộp. Bản nháp còn nguyên để ông/bà ghi vào báo cáo của đơn vị mới."
    >
      <Table
        caption="Bản nháp của đơn vị cũ do đơn vị ông/bà tiếp nhận"
        hideCaption
        columns={[{ label: 'Đơn vị' }, { label: 'Kỳ' }, { label: 'Lưu lần cuối' }]}
        rows={drafts.map(one => ({
          cells: [
            <a href={leftDraftHref(one)}>{capital(ask.tree.label(one.unitId, one.window.from))}</a>,
            capital(one.window.label),
            writtenWhen(one.savedAt),
          ],
        }))}
      />
    </Section>
  )
}

async function leftDraftPage(ask: Ask, code: string, unitId: string): Promise<Page> {
  const [draft] = await leftDrafts(ask, addDays(ask.today, -DRAFTS_SINCE * 10), { code, unitId })
  if (!draft) throw missing('bản nháp này')
  const { window } = draft
  const people = await namesOf(ask.tx, [draft.savedBy])
  const { indicators } = await formOn(ask, window.regimeId, window.until)
  const cells = new Map(draft.cells.map(cell => [cell.code, cell]))
  const name = ask.tree.label(unitId, window.from)
  const title = `Bản nháp ${window.label} của ${name}`
  const texts = draft.narrative.filter(one => one.text !== '')
  return {
    title,
    page: (
      <>
        <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: capital(window.label) }, { label: 'Bản nháp của đơn vị cũ' }]} />
        <PageHead
          title={title}
          sub={`${people.get(draft.savedBy) ?? 'Cán bộ'} lưu lúc ${writtenWhen(draft.savedAt)}. Đơn vị không hoạt động vào ngày chốt ${formatDay(window.until)} nên thôi phải nộp; ${keeperOf(ask, unitId)} tiếp nhận hồ sơ và giữ bản này.`}
        />
        <Table
          caption={`Số đã ghi trong bản nháp ${window.label} của ${name}`}
          hideCaption
          narrow="pair"
          columns={[{ label: 'Chỉ tiêu' }, { label: 'Đã ghi', numeric: true, width: 10 }, { label: 'Cách ghi, lý do' }]}
          rows={byGroup(indicators).flatMap(({ group, lines }): Row[] => [
            { group },
            ...lines.map((one): Row => {
              const cell = cells.get(one.code)
              const says = [cell?.state === 'estimated' && STATE_WORDS['estimated'], cell?.reason].filter(Boolean).join(': ')
              return {
                part: one.depth > 0,
                cells: [
                  capital(plainLabel(one)),
                  cell?.value ? <span class="num">{cell.value}</span> : <Void>{silence(one, cell?.state)}</Void>,
                  says,
                ],
              }
            }),
          ])}
        />
        {texts.length > 0 && (
          <Section title="Phần lời" id="h-loi">
            <Prose sections={texts} />
          </Section>
        )}
      </>
    ),
  }
}

const silence = (one: Indicator, state: string | undefined): string =>
  state === 'none' || state === 'not_applicable'
    ? (STATE_WORDS[state] ?? '')
    : one.counter !== null
      ? 'hệ thống đếm'
      : one.numerator !== null
        ? 'tự tính'
        : 'chưa ghi'

const STATE_WORDS: Readonly<Record<string, string>> = {
  none: 'không phát sinh',
  not_applicable: 'không áp dụng',
  estimated: 'ước tính',
}

export const rearrangingRoutes: Route[] = [
  route({
    at: 'GET /bao-cao/:window/co-cau',
    may: 'reports.open',
    input: form({ window: text('Kỳ báo cáo', 40) }),
    run: (ask, input) => rearrangingPage(ask, input.window),
  }),
  route({
    at: 'POST /bao-cao/:window/co-cau',
    may: 'reports.open',
    input: form({ window: text('Kỳ báo cáo', 40), seen: text('Danh sách đã xem', 64) }),
    async run(ask, input) {
      await rearrangeWindow(ask, { code: input.window, seen: input.seen })
      return { seeOther: `/bao-cao/${input.window}/theo-doi` }
    },
    again: (ask, typed: Typed, fault: Fault) => rearrangingPage(ask as Ask<'reports.open'>, String(typed['window'] ?? ''), fault),
  }),
  route({
    at: 'GET /bao-cao/:window/:unit/nhap-cu',
    may: 'reports.read',
    input: form({ window: text('Kỳ báo cáo', 40), unit: uuid('Đơn vị') }),
    run: (ask, input) => leftDraftPage(ask, input.window, input.unit),
  }),
]
