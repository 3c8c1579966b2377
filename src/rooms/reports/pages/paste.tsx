// A block copied from Excel or Google Sheets, pasted on a page of its own or into the sheet.
import type { Ask } from '../../../access/ask.ts'
import type { Fault } from '../../../ground/faults.ts'
import { capital } from '../../../ground/vietnamese.ts'
import { block, choice, form, optional, type Typed, text, uuid, whole } from '../../../web/input.ts'
import { Actions, Button } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Sheet } from '../../../web/parts/section.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { judge, openSheet } from '../bringing/acts-incoming.ts'
import { MOST_COLUMNS, type Pasted, readPasted } from '../bringing/pasted.ts'
import { placeOf, putBrought } from '../bringing/store-brought.ts'
import type { Wiring } from '../counting.ts'
import type { SheetView } from '../filling.ts'
import { numbering, plainLabel } from '../sheet.ts'
import { incomingPage } from './incoming.tsx'
import { idOf } from './typed.ts'
import { reportHref } from './words.tsx'

const MARKS = ['vi', 'en'] as const

const pasting = form({
  window: text('Kỳ báo cáo', 40),
  unit: uuid('Đơn vị'),
  khoi: block('Khối dán từ bảng tính', 100_000),
  'bat-dau': optional(text('Ô đầu tiên', 12)),
  cot: optional(whole('Cột số liệu', 1, MOST_COLUMNS)),
  dau: optional(choice('Dấu trong số', MARKS)),
})

interface Asking {
  readonly typed: Typed
  readonly asks?: Pasted['asks'] | undefined
  readonly notes?: readonly string[]
  readonly fault?: Fault | undefined
}

/** The form of a block: the questions it left open stand above it. */
function BlockForm({ view, asking, again }: { view: SheetView; asking: Asking; again: boolean }) {
  const { typed, asks, fault } = asking
  const names = numbering(view.form.indicators)
  const said = (name: string): boolean => String([typed[name]].flat()[0] ?? '') !== ''
  const columns = asks?.columns ?? []
  return (
    <Form
      action={`${reportHref(view.owed.window.code, view.owed.unitId)}/dan-excel`}
      values={typed}
      errors={fault?.fields}
      label="Dán từ Excel"
    >
      {columns.length > 0 ? (
        <Field
          kind="select"
          name="cot"
          label="Lấy số ở cột nào?"
          prompt="Chọn cột"
          options={columns.map(one => ({ value: String(one.column), label: one.label.slice(0, 120) }))}
        />
      ) : (
        said('cot') && <Field name="cot" label="Lấy số ở cột (đếm từ trái)" width={6} optional />
      )}
      {(asks?.marks || said('dau')) && (
        <Field
          kind="radio"
          name="dau"
          label="Dấu trong số của khối này"
          options={[
            { value: 'vi', label: '1.234,5: dấu chấm ngăn hàng nghìn' },
            { value: 'en', label: '1,234.5: dấu phẩy ngăn hàng nghìn' },
          ]}
        />
      )}
      <Field
        kind="area"
        name="khoi"
        label="Khối đã chép từ bảng tính"
        rows={again ? 8 : 14}
        hint="Chép cả cột mã hoặc tên chỉ tiêu, kèm dòng tiêu đề, rồi dán vào đây."
      />
      <Field
        kind="select"
        name="bat-dau"
        label="Nếu khối chỉ có số: ô đầu tiên"
        optional
        prompt="Khối có mã hoặc tên chỉ tiêu"
        options={view.form.indicators.map(one => ({ value: one.code, label: `${names.get(one.code)}  ${plainLabel(one)}` }))}
      />
      <Actions>
        <Button kind={again ? 'normal' : 'main'}>{again ? 'Đọc lại' : 'Xem từng ô'}</Button>
      </Actions>
    </Form>
  )
}

const questions = ({ marks, start, columns }: Pasted['asks']): string[] => [
  ...(columns.length > 0 ? ['Khối có nhiều cột số: chọn cột lấy số.'] : []),
  ...(start ? ['Khối không có mã hay tên chỉ tiêu: chọn ô đầu tiên, hoặc chép thêm cột tên.'] : []),
  ...(marks ? ['Chưa rõ dấu chấm, dấu phẩy trong khối ngăn hàng nghìn hay phần thập phân: chọn một cách đọc.'] : []),
]

function pastePage(ask: Ask, view: SheetView, asking: Asking): Page {
  const { window, unitId } = view.owed
  const here = reportHref(window.code, unitId)
  const { fault, asks } = asking
  const open = asks ? questions(asks) : []
  const title = `Dán từ Excel, báo cáo ${window.label}`
  return {
    title: fault ? `Lỗi: ${fault.message}` : title,
    page: (
      <>
        <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: capital(window.label), href: here }, { label: 'Dán từ Excel' }]} />
        {fault && <ErrorSummary fault={fault} />}
        <PageHead
          title={title}
          sub={`${capital(ask.tree.label(unitId, window.until))}. Chép từ Excel hay Google Sheets, dán vào đây; xem từng ô trước khi ghi vào bản nháp.`}
        />
        {[...open, ...(asking.notes ?? [])].length > 0 && (
          <Note tone="soon" title={open.length > 0 ? 'Cần ông/bà nói thêm' : undefined} announce>
            {[...open, ...(asking.notes ?? [])].map(one => (
              <p>{one}</p>
            ))}
          </Note>
        )}
        <Sheet>
          <BlockForm view={view} asking={asking} again={false} />
        </Sheet>
        <p class="after">
          Ghi cả biểu ở máy khác: <a href={`${here}/bieu-excel`}>Biểu Excel</a>. <a href={here}>Về biểu số liệu</a>
        </p>
      </>
    ),
  }
}

/** How the head of a column may name this window or this unit. */
function ownNames(ask: Ask, { owed: { window, unitId } }: SheetView): string[] {
  const full = ask.tree.label(unitId, window.until)
  return [
    window.label,
    window.label.replace(/\/\d{4}$/u, ''),
    window.code,
    full,
    full.replace(/^(?:xã|phường|đặc khu|thị trấn|huyện|tỉnh|thành phố)\s+/iu, ''),
  ]
}

/** The block as it is read now: a verdict for each cell, or what it leaves open. */
export function blockPage(ask: Ask, view: SheetView, typed: Readonly<Record<string, string>>): Page {
  const into = { indicators: view.form.indicators, kept: view.cells, names: ownNames(ask, view) }
  const { cells, strays, asks, notes } = readPasted(typed['khoi'] ?? '', into, {
    marks: MARKS.find(one => one === typed['dau']),
    column: typed['cot'] === undefined ? undefined : Number(typed['cot']),
    start: typed['bat-dau'],
  })
  const asking: Asking = { typed, asks, notes }
  if (cells.length + strays.length === 0 || asks.start || asks.columns.length > 0) return pastePage(ask, view, asking)
  return incomingPage(view, {
    judged: judge(view, { cells, texts: [] }),
    from: 'Khối đã dán',
    step: 'Dán từ Excel',
    strays,
    notes: [...questions(asks), ...notes],
    below: (
      <Section title="Sửa khối đã dán" id="h-sua-khoi">
        <Sheet>
          <BlockForm view={view} asking={asking} again />
        </Sheet>
      </Section>
    ),
  })
}

export function pasteRoutes(wiring: Wiring): Route[] {
  return [
    route({
      at: 'GET /bao-cao/:window/:unit/dan-excel',
      may: 'reports.fill',
      input: form({ window: text('Kỳ báo cáo', 40), unit: uuid('Đơn vị') }),
      run: async (ask, { window, unit }) => pastePage(ask, await openSheet(ask, wiring, window, unit), { typed: {} }),
    }),
    route({
      at: 'POST /bao-cao/:window/:unit/dan-excel',
      may: 'reports.fill',
      input: pasting,
      async run(ask, input) {
        const view = await openSheet(ask, wiring, input.window, input.unit)
        const typed = {
          khoi: input.khoi,
          ...(input['bat-dau'] === undefined ? {} : { 'bat-dau': input['bat-dau'] }),
          ...(input.cot === undefined ? {} : { cot: String(input.cot) }),
          ...(input.dau === undefined ? {} : { dau: input.dau }),
        }
        return { seeOther: `${reportHref(input.window, input.unit)}/nap/${await putBrought(ask, placeOf(view), { is: 'block', typed })}` }
      },
      again: async (ask, typed, fault) =>
        pastePage(ask, await openSheet(ask, wiring, String(typed['window'] ?? ''), idOf(typed, 'unit')), { typed, fault }),
    }),
  ]
}
