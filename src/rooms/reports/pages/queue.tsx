// The queue of review: what was handed in and not judged, the oddest first, with what was found, who looks, and the plain ones at once.
import { randomUUID } from 'node:crypto'
import Type from 'typebox'
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import type { Fault } from '../../../ground/faults.ts'
import { capital } from '../../../ground/vietnamese.ts'
import { form, optional, type Typed, text, uuid } from '../../../web/input.ts'
import { Actions, Button } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Filter, Pager } from '../../../web/parts/filter.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Sheet } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { Pick, type Row, Table, Void } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { acceptPlain, assign, reviewersOf } from '../acts-reviewing.ts'
import { type Board, findBoard } from '../adding-up.ts'
import { type Finding, type InQueue, LEAST_UNITS, LEAST_WINDOWS, queueOrder, SIGNS, scoreOf, WINDOWS_BACK } from '../oddity.ts'
import { lookOver } from '../reviewing.ts'
import { numbering, plainLabel } from '../sheet.ts'
import { reviewersIn } from '../store-reviewing.ts'
import { mustAllBeAccepted, pickedIn } from './accepting.ts'
import { FindingList } from './findings.tsx'
import { Receivers } from './receivers.tsx'
import { idOf } from './typed.ts'
import { againstBefore, WindowDays } from './words.tsx'

const PAGE = 25
const NOBODY = 'khong-giao'
const WAYS = ['cua-toi', 'chua-giao'] as const
type Way = (typeof WAYS)[number]

export const queueHref = (code: string, receiverId: string, more: Readonly<Record<string, string | undefined>> = {}): string => {
  const rest = Object.entries(more).flatMap(([name, value]) => (value === undefined ? [] : [`&${name}=${encodeURIComponent(value)}`]))
  return `/bao-cao/${code}/xem-xet?noi-nhan=${receiverId}${rest.join('')}`
}

interface Waiting extends InQueue {
  readonly editionId: string
  readonly findings: readonly Finding[]
  readonly reviewer: string | undefined
}

/** All that wait for this receiver, the oddest first. */
async function waitingOn(ask: Ask, board: Board): Promise<readonly Waiting[]> {
  const submitted = new Set(board.rows.filter(row => row.at === 'submitted').map(row => row.owed.unitId))
  const reviewers = await reviewersIn(ask, board.window.id)
  const looked = submitted.size === 0 ? [] : await lookOver(ask, board.window, board.receiverId, submitted)
  return looked
    .map(
      (one): Waiting => ({
        ...one,
        score: scoreOf(one.findings),
        name: ask.tree.label(one.unitId, board.window.until),
        reviewer: reviewers.get(one.unitId),
      }),
    )
    .sort(queueOrder)
}

interface Showing {
  readonly code: string
  readonly receiver: string | undefined
  readonly way: string | undefined
  readonly after: string | undefined
  readonly fault?: Fault
  readonly typed?: Typed
}

/** The page after a report: `score.unit`. */
function afterMark(ask: Ask, board: Board, mark: string | undefined): InQueue | undefined {
  const [, score, unitId] = /^(\d{1,6})\.([0-9a-f-]{36})$/u.exec(mark ?? '') ?? []
  if (score === undefined || unitId === undefined) return undefined
  return { score: Number(score), unitId, name: ask.tree.label(unitId, board.window.until) }
}

async function queuePage(ask: Ask, showing: Showing): Promise<Page> {
  const board = await findBoard(ask, showing.code, showing.receiver)
  const { window, receiverId } = board
  const all = await waitingOn(ask, board)
  const way = WAYS.find(one => one === showing.way)
  const ways: Readonly<Record<Way, readonly Waiting[]>> = {
    'cua-toi': all.filter(one => one.reviewer === ask.person.id),
    'chua-giao': all.filter(one => one.reviewer === undefined),
  }
  const chosen = way ? ways[way] : all
  const mark = afterMark(ask, board, showing.after)
  const rest = mark ? chosen.filter(one => queueOrder(mark, one) < 0) : chosen
  const shown = rest.slice(0, PAGE)
  const last = rest.length > PAGE ? shown.at(-1) : undefined
  const plain = all.filter(one => one.findings.length === 0)
  const mayReview = board.isOurs && askForOthers(ask)('reports.review') !== undefined
  const names = await namesOf(
    ask.tx,
    all.flatMap(one => one.reviewer ?? []),
  )
  const at = (to?: Way, after?: string): string => queueHref(window.code, receiverId, { loc: to, sau: after })
  const title = `Xem xét báo cáo ${window.label}: ${all.length} chờ xem, ${all.length - plain.length} có điểm cần xem`
  return {
    title: showing.fault ? `Lỗi: ${showing.fault.message} ${title}` : title,
    page: (
      <>
        <Crumb
          steps={[
            { label: 'Báo cáo', href: '/bao-cao' },
            { label: capital(window.label), href: `/bao-cao/${window.code}/theo-doi?noi-nhan=${receiverId}` },
            { label: 'Xem xét' },
          ]}
        />
        <PageHead over={board.regime.name} title={title} sub={<WindowDays window={window} today={ask.today} />} />
        <ErrorSummary fault={showing.fault} />
        <Receivers ask={ask} board={board} href={id => queueHref(window.code, id)} />
        <Filter
          label="Lọc theo người xem"
          entries={[
            { label: 'Tất cả', count: all.length, href: at(), current: !way },
            { label: 'Của tôi', count: ways['cua-toi'].length, href: at('cua-toi'), current: way === 'cua-toi' },
            { label: 'Chưa giao', count: ways['chua-giao'].length, href: at('chua-giao'), current: way === 'chua-giao' },
          ]}
        />
        {!board.isOurs && <Note>{`Báo cáo gửi ${ask.tree.label(receiverId, window.until)}; ông/bà xem được, nơi nhận mới xem xét.`}</Note>}
        {mayReview && plain.length > 0 && <PlainOnes board={board} plain={plain} />}
        {shown.length === 0 ? (
          <Empty act={{ label: 'Về bảng theo dõi.', href: `/bao-cao/${window.code}/theo-doi?noi-nhan=${receiverId}` }}>
            {all.length === 0 ? 'Không còn báo cáo nào chờ xem.' : 'Không có báo cáo nào như vậy đang chờ xem.'}
          </Empty>
        ) : (
          <Form action={`/bao-cao/${window.code}/xem-xet/giao`} label="Giao người xem" errors={showing.fault?.fields}>
            <Hidden name="noi-nhan" value={receiverId} />
            {way && <Hidden name="loc" value={way} />}
            <Table
              caption={`Báo cáo ${window.label} chờ xem, điểm cao đứng trước`}
              hideCaption
              narrow="board"
              head={1}
              columns={[
                { label: 'Chọn', hideLabel: true, width: 3 },
                { label: 'Đơn vị' },
                { label: 'Điểm cần xem', short: 'Cần xem' },
                { label: 'Người xem' },
                { label: 'Việc tiếp theo', short: 'Việc tiếp' },
              ]}
              rows={shown.flatMap(one => queueRows(board, one, { mayReview, names, picked: pickedOf(showing.typed) }))}
            />
            {(last || mark) && (
              <Pager
                shown={shown.length}
                noun="báo cáo"
                next={last && at(way, `${last.score}.${last.unitId}`)}
                first={mark ? at(way) : undefined}
              />
            )}
            {mayReview && <Giving reviewers={await reviewersOf(ask, receiverId)} typed={showing.typed} />}
          </Form>
        )}
        <HowRanked />
      </>
    ),
  }
}

const pickOf = ({ unitId, editionId }: Waiting): string => `${unitId}:${editionId}`
const pickedOf = (typed: Typed | undefined): readonly string[] => (typed?.['dv'] === undefined ? [] : [typed['dv']].flat().map(String))

function queueRows(
  board: Board,
  one: Waiting,
  of: { mayReview: boolean; names: ReadonlyMap<string, string>; picked: readonly string[] },
): Row[] {
  const { indicators } = board.form
  const numbers = numbering(indicators)
  const labels = new Map(indicators.map(each => [each.code, `Ô ${numbers.get(each.code)}, ${plainLabel(each)}`]))
  const found = one.findings.length
  return [
    {
      id: `dv-${one.unitId}`,
      cells: [
        of.mayReview ? <Pick name="dv" value={one.unitId} of={one.name} checked={of.picked.includes(one.unitId)} /> : '',
        capital(one.name),
        found === 0 ? <Status tone="ok">không có</Status> : <Status tone="soon">{`${found} điểm, trọng số ${one.score}`}</Status>,
        one.reviewer === undefined ? <Void>chưa giao</Void> : (of.names.get(one.reviewer) ?? ''),
        <>
          <a href={`/bao-cao/${board.window.code}/xem/${one.editionId}`}>
            Xem xét<span class="vh"> báo cáo của {one.name}</span>
          </a>
          {' · '}
          <a href={againstBefore(board.window.code, one.editionId)}>
            So kỳ trước<span class="vh">, các dòng {one.name} ghi khác</span>
          </a>
        </>,
      ],
    },
    ...(found === 0 ? [] : [{ under: <FindingList findings={one.findings} nameOf={code => labels.get(code) ?? code} /> }]),
  ]
}

/** Reports in which nothing was found, by name, with the one button that accepts them. */
const PlainOnes = ({ board, plain }: { board: Board; plain: readonly Waiting[] }) => (
  <Section title={`Không có điểm cần xem: ${plain.length} báo cáo`} id="h-khong-diem">
    <Form action={`/bao-cao/${board.window.code}/xem-xet/tiep-nhan`} label="Tiếp nhận các báo cáo không có điểm cần xem">
      <Hidden name="noi-nhan" value={board.receiverId} />
      {plain.map(one => (
        <Hidden name="chon" value={pickOf(one)} />
      ))}
      <Sheet>
        <p>{capital(plain.map(one => one.name).join(', '))}.</p>
        <Actions>
          <Button>{`Tiếp nhận ${plain.length} báo cáo này`}</Button>
        </Actions>
      </Sheet>
    </Form>
  </Section>
)

const Giving = ({ reviewers, typed }: { reviewers: Awaited<ReturnType<typeof reviewersOf>>; typed: Typed | undefined }) => (
  <Section title="Giao người xem" id="h-giao">
    <Sheet>
      <Field
        kind="select"
        name="nguoi-xem"
        label="Giao các đơn vị đã đánh dấu cho"
        value={String(typed?.['nguoi-xem'] ?? '')}
        prompt="Chọn người"
        options={[
          ...reviewers.map(one => ({ value: one.personId, label: `${one.name}, ${one.title}` })),
          { value: NOBODY, label: 'Không giao riêng cho ai' },
        ]}
        width={24}
      />
      <Actions>
        <Button>Giao</Button>
      </Actions>
    </Sheet>
  </Section>
)

const HowRanked = () => (
  <Section title="Thứ tự này tính thế nào" id="h-thu-tu">
    <p class="small">
      {`Mức thường lấy từ số ở giữa và độ lệch ở giữa, nên một số sai không kéo theo. Cần ít nhất ${LEAST_WINDOWS} kỳ so sánh được của chính đơn vị (nhìn lại ${WINDOWS_BACK} kỳ và cùng kỳ năm trước), hoặc ${LEAST_UNITS} đơn vị cùng kỳ. Điểm cần xem không phải là lỗi; báo cáo không bị từ chối vì chúng.`}
    </p>
    <Table
      caption="Trọng số của từng dấu hiệu"
      narrow="pair"
      columns={[{ label: 'Dấu hiệu' }, { label: 'Trọng số', numeric: true, width: 8 }, { label: 'Vì sao' }]}
      rows={Object.values(SIGNS).map(({ name, weight, because }) => ({ cells: [name, weight, because] }))}
    />
  </Section>
)

const again = (ask: Ask, typed: Typed, fault: Fault): Promise<Page> =>
  queuePage(ask, {
    code: String(typed['window'] ?? ''),
    receiver: idOf(typed, 'noi-nhan'),
    way: typed['loc'] === undefined ? undefined : String(typed['loc']),
    after: undefined,
    fault,
    typed,
  })

const list = (max: number) => Type.Array(Type.String({ maxLength: max }), { title: 'Đơn vị', kind: 'list', maxItems: 1000 })
const place = { window: text('Kỳ báo cáo', 40), 'noi-nhan': uuid('Nơi nhận') } as const

export const queueRoutes: Route[] = [
  route({
    at: 'GET /bao-cao/:window/xem-xet',
    may: 'reports.read',
    input: form({
      window: text('Kỳ báo cáo', 40),
      'noi-nhan': optional(uuid('Nơi nhận')),
      loc: optional(text('Lọc', 20)),
      sau: optional(text('Trang', 60)),
    }),
    run: (ask, input) => queuePage(ask, { code: input.window, receiver: input['noi-nhan'], way: input.loc, after: input.sau }),
  }),
  route({
    at: 'POST /bao-cao/:window/xem-xet/giao',
    may: 'reports.review',
    input: form({ ...place, dv: list(36), 'nguoi-xem': text('Người xem', 40), loc: optional(text('Lọc', 20)) }),
    async run(ask, input) {
      const person = input['nguoi-xem'] === NOBODY ? null : input['nguoi-xem']
      await assign(ask, { code: input.window, receiverId: input['noi-nhan'], units: input.dv, personId: person })
      return { seeOther: queueHref(input.window, input['noi-nhan'], { loc: input.loc }) }
    },
    again,
  }),
  route({
    at: 'POST /bao-cao/:window/xem-xet/tiep-nhan',
    may: 'reports.review',
    input: form({ ...place, chon: list(80) }),
    async run(ask, input) {
      const picked = pickedIn(input.chon)
      const not = await acceptPlain(ask, { code: input.window, receiverId: input['noi-nhan'], picked, newId: randomUUID })
      mustAllBeAccepted(not, picked.length, unitId => ask.tree.label(unitId))
      return { seeOther: queueHref(input.window, input['noi-nhan']) }
    },
    again,
  }),
]
