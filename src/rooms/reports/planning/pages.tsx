// The plans of a year: a matrix of the units under a receiver and the indicators, typed or pasted, with who gave what by which decision.
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { lookForDay, yearOf } from '../../../ground/day.ts'
import type { Fault } from '../../../ground/faults.ts'
import { capital, formatNumber } from '../../../ground/vietnamese.ts'
import { aDay, block, choice, each, form, optional, type Typed, text, texts, uuid, whole } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { FigureInput } from '../../../web/parts/figure-input.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Sheet } from '../../../web/parts/section.tsx'
import { cell, type Row, Table, Void } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { findBrought, putBrought } from '../bringing/store-brought.ts'
import { isLong, offered } from '../comparing/asked.ts'
import { idOf } from '../pages/typed.ts'
import { plainLabel } from '../sheet.ts'
import {
  type AskedMatrix,
  cellField,
  cellText,
  closedTo,
  findMatrix,
  givePlans,
  judgePlans,
  keyOf,
  type Matrix,
  MOST_COLUMNS,
  type PastedPlans,
  pastedPlans,
} from './acts-plans.ts'
import { Past } from './past.tsx'
import { isPlanPart, PLAN_PARTS, type PlanPart, partName, planTyped } from './plan-rules.ts'
import { type Given, plansGiven } from './store-plans.ts'

const HERE = '/bao-cao/ke-hoach'
const PAST_READ = 600

interface Showing extends AskedMatrix {
  readonly fault?: Fault | undefined
  /** What was typed or pasted, by cell. */
  readonly cells?: Readonly<Record<string, string>> | undefined
  readonly typed?: Typed | undefined
  readonly pasted?: PastedPlans | undefined
  readonly saved?: number | undefined
  /** Words of the indicators looked for. */
  readonly search?: string | undefined
}

const hrefOf = (
  matrix: Pick<Matrix, 'year' | 'part' | 'top' | 'regime' | 'indicators'>,
  more: Readonly<Record<string, string>> = {},
): string => {
  const query = new URLSearchParams({ nam: String(matrix.year), ky: matrix.part, 'noi-nhan': matrix.top.id, 'che-do': matrix.regime.code })
  for (const { code } of matrix.indicators) query.append('chi-tieu', code)
  for (const [name, value] of Object.entries(more)) query.set(name, value)
  return `${HERE}?${query}`
}

async function plansPage(ask: Ask, showing: Showing): Promise<Page> {
  const matrix = await findMatrix(ask, showing)
  const { year, part, top, rows } = matrix
  const mayGive = matrix.isOurs && askForOthers(ask)('reports.plan') !== undefined
  const past = await plansGiven(
    ask,
    year,
    rows.map(one => one.id),
    PAST_READ,
  )
  const people = await namesOf(ask.tx, [...new Set(past.map(one => one.by))])
  const title = `Kế hoạch ${partName(part, year)}, ${top.fullName}`
  return {
    title: showing.fault ? `Lỗi: ${showing.fault.message} ${title}` : title,
    page: (
      <>
        <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: 'Kế hoạch giao' }]} />
        <PageHead
          title={title}
          sub={
            part === 'year'
              ? 'Chỉ tiêu giao của cả năm cho từng đơn vị, có văn bản giao. Số này đứng cạnh số đã làm ở biểu, bản tổng hợp và trang so sánh.'
              : `Chỉ tiêu giao riêng cho ${PLAN_PARTS[part]}, đứng cạnh số của đúng kỳ báo cáo ấy; chỗ nào không giao riêng thì dùng kế hoạch năm.`
          }
          actions={<ButtonLink href="/bao-cao/so-sanh">So sánh đơn vị, các kỳ</ButtonLink>}
        />
        <ErrorSummary fault={showing.fault} />
        {showing.saved !== undefined && (
          <Note tone="ok" announce>{`Đã lưu ${formatNumber(showing.saved)} ô kế hoạch. Bản trước vẫn xem được ở dưới.`}</Note>
        )}
        {showing.pasted && <PastedNote pasted={showing.pasted} />}
        <Choosing matrix={matrix} today={yearOf(ask.today)} search={showing.search ?? ''} />
        {mayGive && <PasteForm matrix={matrix} />}
        <Cells ask={ask} matrix={matrix} showing={showing} mayGive={mayGive} />
        <Past ask={ask} matrix={matrix} given={past} people={people} />
      </>
    ),
  }
}

const PastedNote = ({ pasted: { taken, unknown } }: { pasted: PastedPlans }) => (
  <Note tone={unknown.length > 0 ? 'soon' : 'ok'} announce>
    <p>{`Khối đã dán: ${formatNumber(taken)} ô được điền vào bảng dưới đây. Chưa lưu; xem lại rồi bấm Lưu kế hoạch.`}</p>
    {unknown.length > 0 && <p>{`Không rõ đơn vị nên bỏ qua: ${unknown.slice(0, 5).join(', ')}${unknown.length > 5 ? '…' : ''}.`}</p>}
  </Note>
)

function Choosing({ matrix, today, search }: { matrix: Matrix; today: number; search: string }) {
  const chosen = matrix.indicators.map(one => one.code)
  return (
    <details class="frame sheet pad" open={search !== ''}>
      <summary>{`Chọn năm, kỳ và chỉ tiêu (đang xem ${chosen.length})`}</summary>
      <Form action={HERE} method="get" label="Chọn năm, kỳ và chỉ tiêu">
        <Hidden name="noi-nhan" value={matrix.top.id} />
        <Field
          kind="select"
          name="nam"
          label="Năm"
          value={String(matrix.year)}
          options={[...new Set([matrix.year, today + 1, today, today - 1, today - 2])]
            .sort((a, b) => b - a)
            .map(one => ({ value: String(one), label: String(one) }))}
        />
        <Field
          kind="select"
          name="ky"
          label="Kế hoạch của"
          value={matrix.part}
          options={Object.entries(PLAN_PARTS).map(([value, label]) => ({ value, label: capital(label) }))}
        />
        <Field
          kind="select"
          name="che-do"
          label="Biểu của chế độ báo cáo"
          value={matrix.regime.code}
          options={matrix.regimes.map(one => ({ value: one.code, label: one.name }))}
        />
        {isLong(matrix.all) && (
          <Field
            name="tim"
            label="Tìm chỉ tiêu"
            hint="Ghi một phần tên hay mã rồi bấm Xem. Dòng “trong đó” hiện khi đã chọn dòng chung của nó, hoặc khi tìm theo tên."
            value={search}
            optional
          />
        )}
        <Field
          kind="checks"
          name="chi-tieu"
          label={`Chỉ tiêu, nhiều nhất ${MOST_COLUMNS}`}
          value={chosen}
          options={offered(matrix.all, { chosen, search }).map(one => ({
            value: one.code,
            label: `${capital(plainLabel(one))} (${one.measure})`,
          }))}
        />
        <Actions>
          <Button kind="main">Xem</Button>
        </Actions>
      </Form>
    </details>
  )
}

interface Shown {
  readonly ask: Ask
  readonly matrix: Matrix
  readonly showing: Showing
  readonly mayGive: boolean
}

function Cells({ ask, matrix, showing, mayGive }: Shown) {
  const { rows, indicators, top, year, regime } = matrix
  const table = (
    <Table
      caption={`Kế hoạch ${partName(matrix.part, year)} của ${rows.length} đơn vị`}
      hideCaption
      columns={[
        { label: 'Đơn vị' },
        ...indicators.map(one => ({
          label: `${capital(plainLabel(one))} (${one.measure})`,
          short: capital(plainLabel(one)),
          numeric: true,
        })),
      ]}
      rows={rows.map(
        (unit): Row => ({
          cells: [
            unit.id === top.id && rows.length > 1 ? `${capital(unit.fullName)}, cả đơn vị` : capital(unit.fullName),
            ...indicators.map(({ code, label, kind }) => {
              const given = matrix.given.get(keyOf(unit.id, code))
              const closed = mayGive ? closedTo(ask, matrix, unit.id, code) : undefined
              if (!mayGive || closed) return <Standing ask={ask} given={given} />
              return cell(
                <FigureInput
                  entry={{
                    name: cellField(unit.id, code),
                    label: `${unit.fullName}, ${label}${kind === 'ratio' ? ', ghi tử/mẫu hoặc mức phấn đấu %' : ''}`,
                    value: cellText(matrix, unit.id, code, showing.cells),
                  }}
                />,
                { kind: 'cell' },
              )
            }),
          ],
        }),
      )}
    />
  )
  if (!mayGive) return table
  const isAbove = rows.length > 1
  return (
    <Form action={HERE} values={showing.typed} errors={showing.fault?.fields} label="Kế hoạch của từng đơn vị">
      <Hidden name="nam" value={year} />
      <Hidden name="ky" value={matrix.part} />
      <Hidden name="noi-nhan" value={top.id} />
      <Hidden name="che-do" value={regime.code} />
      <Hidden name="cot" value={indicators.map(one => one.code).join(' ')} />
      <Hidden name="seen" value={matrix.mark} />
      {table}
      <p class="small soft after">
        Để trống là không giao. Chỉ tiêu tỷ lệ ghi tử/mẫu, ví dụ 41/48; chỉ có mức phấn đấu thì ghi kèm dấu %, ví dụ 90%.
        {isAbove && ' Ô của xã, phường do đơn vị đó tự đặt thì cấp trên giao lại được.'}
      </p>
      <Sheet>
        <Field
          name="so-qd"
          label="Số, ký hiệu văn bản giao"
          hint="Ví dụ 15-KH/BTGDVTU. Ghi cho các ô thay đổi lần này."
          value={fieldOf(showing.typed, 'so-qd')}
          width={24}
          optional={!isAbove}
        />
        <Field kind="day" name="ngay-qd" label="Ngày văn bản giao" value={fieldOf(showing.typed, 'ngay-qd')} optional={!isAbove} />
        <Actions>
          <Button kind="main">Lưu kế hoạch</Button>
        </Actions>
      </Sheet>
    </Form>
  )
}

const fieldOf = (typed: Typed | undefined, name: string): string | undefined =>
  typed?.[name] === undefined ? undefined : String(typed[name])

function Standing({ ask, given }: { ask: Ask; given: Given | undefined }) {
  if (!given?.figure) return <Void>chưa giao</Void>
  const by = given.givenBy === given.unitId ? 'tự đặt' : `${ask.tree.label(given.givenBy)} giao`
  return (
    <>
      <span class="num">{planTyped(given.figure)}</span>
      {given.figure.kind === 'target' && <span class="small soft"> mức phấn đấu</span>}
      <br />
      <span class="small soft">{by}</span>
    </>
  )
}

const PasteForm = ({ matrix }: { matrix: Matrix }) => (
  <details class="frame sheet pad">
    <summary>Dán cả bảng từ Excel</summary>
    <Form action={`${HERE}/dan`} label="Dán kế hoạch từ Excel">
      <Hidden name="nam" value={matrix.year} />
      <Hidden name="ky" value={matrix.part} />
      <Hidden name="noi-nhan" value={matrix.top.id} />
      <Hidden name="che-do" value={matrix.regime.code} />
      <Hidden name="cot" value={matrix.indicators.map(one => one.code).join(' ')} />
      <Field
        kind="area"
        name="khoi"
        label="Khối đã chép từ bảng tính"
        hint={`Mỗi dòng: tên đơn vị, rồi ${matrix.indicators.map(one => plainLabel(one).toLocaleLowerCase('vi')).join('; ')}. Số được điền vào bảng để xem lại, chưa lưu.`}
        rows={6}
      />
      <Actions>
        <Button>Điền vào bảng</Button>
      </Actions>
    </Form>
  </details>
)

const ky = optional(choice('Kỳ kế hoạch', Object.keys(PLAN_PARTS).filter(isPlanPart)))
const fields = {
  nam: whole('Năm', 2000, 2100),
  ky,
  'noi-nhan': uuid('Đơn vị'),
  'che-do': text('Chế độ báo cáo', 20),
  cot: text('Chỉ tiêu', 200),
}
const codesIn = (text: string): string[] => text.split(' ').filter(Boolean)
const codesOf = (typed: Typed[string]): string[] => [typed ?? []].flat().map(String).slice(0, 60)

const cellsIn = (typed: Typed): Record<string, string> =>
  Object.fromEntries(Object.entries(typed).flatMap(([name, value]) => (name.startsWith('k-') ? [[name.slice(2), String(value)]] : [])))

const again = (ask: Ask, typed: Typed, fault: Fault): Promise<Page> =>
  plansPage(askForOthers(ask)('reports.read') ?? ask, {
    year: yearIn(typed['nam'], yearOf(ask.today)),
    part: partIn(typed['ky']),
    unitId: idOf(typed, 'noi-nhan'),
    regime: String(typed['che-do'] ?? ''),
    codes: codesIn(String(typed['cot'] ?? '')),
    cells: cellsIn(typed),
    typed,
    fault,
  })

const partIn = (typed: Typed[string]): PlanPart => (isPlanPart(String(typed)) ? (String(typed) as PlanPart) : 'year')

const yearIn = (typed: Typed[string], other: number): number => (/^20\d\d$|^2100$/u.test(String(typed)) ? Number(typed) : other)

export const planRoutes: Route[] = [
  route({
    at: 'GET /bao-cao/ke-hoach',
    may: 'reports.read',
    input: form({
      nam: optional(whole('Năm', 2000, 2100)),
      ky,
      'noi-nhan': optional(uuid('Đơn vị')),
      'che-do': optional(text('Chế độ báo cáo', 20)),
      'chi-tieu': optional(texts('Chỉ tiêu', 12)),
      luu: optional(whole('Số ô')),
      tim: optional(text('Tìm chỉ tiêu', 60)),
      dan: optional(uuid('Khối đã dán')),
    }),
    async run(ask, input) {
      const asked = {
        ...{ year: input.nam ?? yearOf(ask.today), part: input.ky ?? 'year', unitId: input['noi-nhan'] },
        ...{ regime: input['che-do'], codes: codesOf(input['chi-tieu']) },
      }
      if (input.dan === undefined) return plansPage(ask, { ...asked, saved: input.luu, search: input.tim })
      const matrix = await findMatrix(ask, asked)
      const { block: came } = await findBrought(ask, input.dan, { unitId: matrix.top.id, windowId: null }, ['plans'])
      const pasted = pastedPlans(matrix, came)
      return plansPage(ask, { ...asked, cells: pasted.cells, pasted })
    },
  }),
  route({
    at: 'POST /bao-cao/ke-hoach',
    may: 'reports.plan',
    input: form({
      ...fields,
      k: each('Ô kế hoạch', 40),
      seen: text('Kế hoạch đã xem', 64),
      'so-qd': optional(text('Số, ký hiệu văn bản giao', 200)),
      'ngay-qd': optional(aDay('Ngày văn bản giao')),
    }),
    async run(ask, input) {
      const codes = codesIn(input.cot)
      const asked = { year: input.nam, part: input.ky ?? 'year', unitId: input['noi-nhan'], regime: input['che-do'], codes }
      const saved = await givePlans(ask, {
        ...asked,
        cells: input.k,
        decision: input['so-qd'] ?? '',
        decidedOn: input['ngay-qd'] === undefined ? undefined : lookForDay(input['ngay-qd']),
        seen: input.seen,
      })
      return { seeOther: hrefOf(await findMatrix(ask, asked), { luu: String(saved) }) }
    },
    async amiss(
      ask,
      { nam: year, ky: part = 'year', 'noi-nhan': unitId, 'che-do': regime, cot, k: cells = {}, 'so-qd': decision = '', 'ngay-qd': on },
    ) {
      if (year === undefined || !unitId || !regime || cot === undefined) return []
      return await judgePlans(ask, {
        year,
        part,
        unitId,
        regime,
        codes: codesIn(cot),
        cells,
        decision,
        decidedOn: on === undefined ? undefined : lookForDay(on),
      })
    },
    again,
  }),
  route({
    at: 'POST /bao-cao/ke-hoach/dan',
    may: 'reports.plan',
    input: form({ ...fields, khoi: block('Khối đã chép', 100_000) }),
    async run(ask, input) {
      const asked = {
        ...{ year: input.nam, part: input.ky ?? 'year', unitId: input['noi-nhan'] },
        ...{ regime: input['che-do'], codes: codesIn(input.cot) },
      }
      const matrix = await findMatrix(ask, asked)
      const id = await putBrought(ask, { unitId: matrix.top.id, windowId: null }, { is: 'plans', block: input.khoi })
      pastedPlans(matrix, input.khoi)
      return { seeOther: hrefOf(matrix, { dan: id }) }
    },
    again,
  }),
]
