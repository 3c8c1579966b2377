import type { Ask } from '../../../access/ask.ts'
import { day, yearOf } from '../../../ground/day.ts'
import { Fault } from '../../../ground/faults.ts'
import { alphabetical, capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { aDay, choice, form, optional, type Typed, text, uuid, whole } from '../../../web/input.ts'
import { Bar } from '../../../web/parts/bar.tsx'
import { Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Filter } from '../../../web/parts/filter.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { type Row, Table } from '../../../web/parts/table.tsx'
import { type Page, route } from '../../../web/route.ts'
import * as acts from '../acts.ts'
import { type Answer, RATINGS } from '../rules.ts'
import type { Ledger, ToConfirm } from '../store-lists.ts'
import * as lists from '../store-lists.ts'
import { RATING_WORDS } from './wording.ts'

/** Rows of one sheet: more models than any commune has; what is over comes on the next sheet, since what is confirmed moves down. */
const ROWS = 300
const ANSWERS = [...RATINGS, 'stopped'] as const
const WORDS = { ...RATING_WORDS, stopped: 'Đã dừng' } as const

// A row's fields bear its number: m the model, s the answer, r the reason of a stop.
const rows = Object.fromEntries(
  Array.from({ length: ROWS }, (_, i) => i + 1).flatMap(row => [
    [`m${row}`, optional(uuid(`Dòng ${row}`))],
    [`s${row}`, optional(choice(`Dòng ${row}`, ANSWERS))],
    [`r${row}`, optional(text(`Dòng ${row}, lý do dừng`, 500))],
  ]),
)
const sheetForm = form({ ...rows, year: whole('Năm', 1990, 2200), on: aDay('Ngày xác nhận') })

const answerOf = (said: string, reason: string | undefined): Answer => {
  const rating = RATINGS.find(one => one === said)
  return rating ? { running: true, rating } : { running: false, reason: reason ?? '' }
}

/** The rows that were answered. */
function answersOf(input: Readonly<Record<string, unknown>>): acts.Confirming['answers'] {
  return Array.from({ length: ROWS }, (_, i) => i + 1).flatMap(row => {
    const [model, said, reason] = [input[`m${row}`], input[`s${row}`], input[`r${row}`]]
    return typeof model === 'string' && typeof said === 'string'
      ? [{ row, model, answer: answerOf(said, reason as string | undefined) }]
      : []
  })
}

/** A reason beside any other answer is a slip that the person must see. @throws invalid */
function refuseStrayReasons(input: Readonly<Record<string, unknown>>): void {
  const stray = Array.from({ length: ROWS }, (_, i) => i + 1).filter(
    row => input[`r${row}`] !== undefined && input[`s${row}`] !== 'stopped',
  )
  if (stray.length === 0) return
  const say = 'Có lý do dừng nhưng chưa chọn “Đã dừng”. Chọn “Đã dừng” hoặc xóa lý do.'
  throw new Fault(
    'invalid',
    'kheo.stray-reason',
    say,
    stray.map(row => ({ field: `s${row}`, say: `Dòng ${row}: ${say}` })),
  )
}

interface Shown {
  readonly year: number
  readonly written?: number | undefined
  readonly back?: { readonly typed: Typed; readonly fault: Fault } | undefined
}

async function sheetPage(ask: Ask<'kheo.confirm'>, { year, written, back }: Shown): Promise<Page> {
  const models = await lists.toConfirm(ask, year)
  const left = models.filter(model => model.rating === null).length
  const season = await lists.rhythm(ask.tx, ask.today)
  const seats = [...ask.grant.seats].map(id => ask.tree.label(id)).join(', ')
  const title =
    models.length === 0
      ? `Năm ${year}: ${seats} không có mô hình nào để xác nhận`
      : `Xác nhận năm ${year}: đã xong ${formatNumber(models.length - left)} trên ${formatNumber(models.length)} mô hình`
  const now = yearOf(ask.today)
  return {
    title: back ? `Lỗi: Xác nhận năm ${year}` : `Xác nhận năm ${year}`,
    page: (
      <>
        <Crumb steps={[{ label: 'Dân vận khéo', href: '/kheo' }, { label: `Xác nhận năm ${year}` }]} />
        <PageHead
          title={title}
          sub={`${capital(seats)}. Mỗi mô hình một năm trả lời một lần: còn duy trì không, hiệu quả đến đâu.${year === now ? ` Hạn ${formatDay(season.due)}.` : ''}`}
        />
        {back && (
          <ErrorSummary
            fault={back.fault}
            title={back.fault.fields.length > 0 ? `Chưa ghi được: còn ${back.fault.fields.length} chỗ cần sửa` : undefined}
          />
        )}
        {written !== undefined && (
          <Note tone="ok" announce>
            {written === 0
              ? 'Không có câu trả lời nào mới để ghi.'
              : `Đã ghi ${formatNumber(written)} câu trả lời.${left > 0 ? ` Còn ${formatNumber(left)} mô hình.` : ' Đã đủ.'}`}
          </Note>
        )}
        <Filter
          label="Năm"
          entries={[now, now - 1].map(one => ({ label: `Năm ${one}`, href: `/kheo/xac-nhan?nam=${one}`, current: one === year }))}
        />
        <Identity ask={ask} year={year} rows={await lists.ledgerOfYear(ask.tx, [...ask.grant.units], year, ask.today)} />
        {models.length === 0 ? (
          <Empty
            act={{ label: 'Xem các mô hình.', href: '/kheo' }}
          >{`Không có mô hình nào đang duy trì đăng ký đến hết năm ${year}.`}</Empty>
        ) : (
          <SheetForm ask={ask} year={year} models={inTheirRows(models, back?.typed)} left={left} back={back} />
        )}
      </>
    ),
  }
}

/** What came back keeps the order in which it was sent: row 3 is still row 3. */
function inTheirRows(models: readonly ToConfirm[], typed: Typed | undefined): readonly ToConfirm[] {
  if (!typed) return models.slice(0, ROWS)
  const byId = new Map(models.map(model => [model.id, model]))
  return Array.from({ length: ROWS }, (_, i) => byId.get(String(typed[`m${i + 1}`] ?? ''))).flatMap(model => model ?? [])
}

function Identity({ ask, year, rows }: { ask: Ask<'kheo.confirm'>; year: number; rows: readonly Ledger[] }) {
  const sum = (part: 'opening' | 'fresh' | 'stopped' | 'closing') => rows.reduce((total, row) => total + row[part], 0)
  const end = year === yearOf(ask.today) ? `đến hết ${formatDay(ask.today)}` : 'cuối năm'
  const named = [...rows].sort((a, b) => alphabetical(ask.tree.label(a.unit_id), ask.tree.label(b.unit_id)))
  return (
    <Section
      title={`Đầu năm ${formatNumber(sum('opening'))} + đăng ký mới ${formatNumber(sum('fresh'))} − dừng ${formatNumber(sum('stopped'))} = ${formatNumber(sum('closing'))} ${end}`}
      id="can-doi"
      foot="Bốn số đếm riêng từ hồ sơ, không số nào suy ra từ ba số kia."
    >
      {named.length > 1 && (
        <details>
          <summary>Xem theo từng đơn vị</summary>
          <Table
            caption={`Số mô hình năm ${year} theo đơn vị`}
            hideCaption
            columns={[
              { label: 'Đơn vị' },
              ...['Đầu năm', 'Đăng ký mới', 'Dừng', year === yearOf(ask.today) ? 'Hiện nay' : 'Cuối năm'].map(label => ({
                label,
                numeric: true,
              })),
            ]}
            rows={[
              ...named.map(
                (row): Row => ({ cells: [capital(ask.tree.label(row.unit_id)), row.opening, row.fresh, row.stopped, row.closing] }),
              ),
              { cells: ['Cộng', sum('opening'), sum('fresh'), sum('stopped'), sum('closing')], sum: true },
            ]}
          />
        </details>
      )}
    </Section>
  )
}

interface SheetProps {
  readonly ask: Ask<'kheo.confirm'>
  readonly year: number
  readonly models: readonly ToConfirm[]
  readonly left: number
  readonly back: Shown['back']
}

function SheetForm({ ask, year, models, left, back }: SheetProps) {
  const errors = back?.fault.fields ?? []
  const body = models.flatMap((model, i): Row[] => {
    const row = i + 1
    const wrong = errors.filter(error => error.field === `s${row}` || error.field === `r${row}`)
    const cells = [
      <>
        <Hidden name={`m${row}`} value={model.id} />
        <a href={`/kheo/${model.id}`}>{model.title}</a>
        <br />
        <small class="soft">
          {capital(ask.tree.label(model.unit_id, model.registered_on))}
          {model.before && `; năm trước: ${RATING_WORDS[model.before].toLowerCase()}`}
        </small>
      </>,
      ...ANSWERS.map((answer, k) => <Choose row={row} at={k} answer={answer} model={model} typed={back?.typed} />),
      <div class="find">
        <Field name={`r${row}`} label={`Lý do dừng: ${model.title}`} hideLabel maxlength={500} />
      </div>,
    ]
    return [{ cells }, ...wrong.map((error): Row => ({ under: <span class="error">{error.say}</span>, tone: 'back' }))]
  })
  return (
    <Form action="/kheo/xac-nhan" values={back?.typed} errors={back?.fault.fields} save label={`Xác nhận năm ${year}`}>
      <Hidden name="year" value={year} />
      <Field kind="day" name="on" label="Ngày xác nhận" hint="Mô hình đã dừng được ghi dừng từ ngày này." width={8} value={ask.today} />
      <Section title="Từng mô hình, chưa xác nhận ở trên" id="tung-mo-hinh">
        <Table
          caption={`Mô hình đang duy trì, xác nhận năm ${year}`}
          hideCaption
          columns={[
            { label: 'Mô hình' },
            ...ANSWERS.map(answer => ({ label: WORDS[answer], width: 6 as const })),
            { label: 'Lý do dừng', width: 16 },
          ]}
          rows={body}
        />
      </Section>
      <Bar
        actions={
          <>
            <ButtonLink kind="plain" href="/kheo">
              Thôi
            </ButtonLink>
            <Button kind="main">{`Ghi xác nhận năm ${year}`}</Button>
          </>
        }
      >
        {left > 0
          ? `Còn ${formatNumber(left)} mô hình chưa trả lời. Trả lời đến đâu ghi đến đó.`
          : 'Mọi mô hình đã có câu trả lời; có thể sửa đến khi hết năm sau.'}
      </Bar>
    </Form>
  )
}

function Choose({
  row,
  at,
  answer,
  model,
  typed,
}: {
  row: number
  at: number
  answer: (typeof ANSWERS)[number]
  model: ToConfirm
  typed: Typed | undefined
}) {
  const chosen = typed ? typed[`s${row}`] : (model.rating ?? undefined)
  return (
    <label class="pick">
      <input type="radio" name={`s${row}`} value={answer} id={at === 0 ? `s${row}` : `s${row}-${answer}`} checked={chosen === answer} />
      <span class="vh">{`${WORDS[answer]}: ${model.title}`}</span>
    </label>
  )
}

const askedFor = form({ nam: optional(whole('Năm', 1990, 2200)), 'da-ghi': optional(whole('Đã ghi', 0, ROWS)) })

export const sheetRoutes = [
  route({
    at: 'GET /kheo/xac-nhan',
    may: 'kheo.confirm',
    input: askedFor,
    run: (ask, { nam, 'da-ghi': written }) => sheetPage(ask, { year: inUse(ask, nam), written }),
  }),
  route({
    at: 'POST /kheo/xac-nhan',
    may: 'kheo.confirm',
    input: sheetForm,
    async run(ask, input) {
      const { year, on } = input as unknown as { year: number; on: string }
      refuseStrayReasons(input)
      const written = await acts.confirm(ask, { year, on: day(on), answers: answersOf(input) })
      return { seeOther: `/kheo/xac-nhan?nam=${year}&da-ghi=${written}` }
    },
    again: (ask, typed, fault) => sheetPage(ask, { year: inUse(ask, Number(typed['year'])), back: { typed, fault } }),
  }),
]

/** This year or the one before: the years that may be confirmed. */
function inUse(ask: Ask, year: number | undefined): number {
  const now = yearOf(ask.today)
  return year === now - 1 ? now - 1 : now
}
