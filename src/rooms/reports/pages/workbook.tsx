// The sheet as a workbook: taken home, filled there, brought back.
import type { Ask } from '../../../access/ask.ts'
import type { Fault } from '../../../ground/faults.ts'
import { capital } from '../../../ground/vietnamese.ts'
import { form, text, uuid } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form } from '../../../web/parts/form.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Sheet } from '../../../web/parts/section.tsx'
import { type Page, type Route, route, type Upload } from '../../../web/route.ts'
import { openSheet, sheetForWorkbook, workbookOf } from '../bringing/acts-incoming.ts'
import { placeOf, putBrought } from '../bringing/store-brought.ts'
import { readWorkbook } from '../bringing/workbook-back.ts'
import { readCells } from '../bringing/workbook-cells.ts'
import { MAX_BYTES, openParts, refusedFile } from '../bringing/workbook-parts.ts'
import { workbookFile } from '../bringing/workbook-write.ts'
import type { Wiring } from '../counting.ts'
import type { SheetView } from '../filling.ts'
import { idOf } from './typed.ts'
import { reportHref } from './words.tsx'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const which = form({ window: text('Kỳ báo cáo', 40), unit: uuid('Đơn vị') })

function workbookPage(ask: Ask, view: SheetView, fault?: Fault): Page {
  const { window, unitId } = view.owed
  const here = reportHref(window.code, unitId)
  const title = `Biểu Excel, báo cáo ${window.label}`
  return {
    title: fault ? `Lỗi: ${fault.message}` : title,
    page: (
      <>
        <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: capital(window.label), href: here }, { label: 'Biểu Excel' }]} />
        {fault && <ErrorSummary fault={fault} />}
        <PageHead
          title={title}
          sub={`${capital(ask.tree.label(unitId, window.until))}. Ghi ở máy khác hay khi mất mạng, rồi nạp lên; xem từng ô trước khi ghi vào bản nháp.`}
        />
        <Section
          id="h-tai"
          title="1. Tải biểu về"
          foot="Ghi vào các ô nền trắng. Không thêm, xóa, ẩn dòng hay đổi cột Mã. Ô trống là chưa nhập; có rà mà bằng không thì ghi 0."
        >
          <Sheet>
            <p>
              <ButtonLink href={`${here}/bieu.xlsx`} download={fileName(view)}>
                Tải biểu Excel
              </ButtonLink>
            </p>
          </Sheet>
        </Section>
        <Section id="h-nap" title="2. Nạp biểu đã ghi" foot="Tệp .xlsx, nhiều nhất 5 MB. Chưa có gì được ghi trước khi ông/bà bấm áp dụng.">
          <Sheet>
            <Form action={`${here}/bieu-excel`} upload errors={fault?.fields} label="Nạp biểu đã ghi">
              <Field kind="file" name="tep" label="Tệp biểu đã ghi" accept=".xlsx" />
              <Actions>
                <Button kind="main">Xem từng ô</Button>
              </Actions>
            </Form>
          </Sheet>
        </Section>
        <p class="after">
          Số ở bảng tính khác: <a href={`${here}/dan-excel`}>Dán từ Excel</a>. <a href={here}>Về biểu số liệu</a>
        </p>
      </>
    ),
  }
}

const fileName = ({ owed: { window } }: Pick<SheetView, 'owed'>): string => `bieu-${window.code}.xlsx`

function onlyFile(files: readonly Upload[]): Upload {
  const file = files.find(one => one.field === 'tep')
  if (!file) throw refusedFile('none', 'Chưa chọn tệp. Chọn biểu .xlsx đã ghi rồi bấm lại.')
  return file
}

export function workbookRoutes(wiring: Wiring): Route[] {
  return [
    route({
      at: 'GET /bao-cao/:window/:unit/bieu.xlsx',
      may: 'reports.read',
      input: which,
      async run(ask, { window, unit }) {
        const made = await sheetForWorkbook(ask, wiring, window, unit)
        return { file: workbookFile(made), name: `Biểu ${made.window.code} ${made.unit.name}.xlsx`, type: XLSX }
      },
    }),
    route({
      at: 'GET /bao-cao/:window/:unit/bieu-excel',
      may: 'reports.fill',
      input: which,
      run: async (ask, { window, unit }) => workbookPage(ask, await openSheet(ask, wiring, window, unit)),
    }),
    route({
      at: 'POST /bao-cao/:window/:unit/bieu-excel',
      may: 'reports.fill',
      input: which,
      uploads: { maxBytes: MAX_BYTES + 1, maxFiles: 1 },
      async run(ask, { window, unit }, files) {
        const view = await openSheet(ask, wiring, window, unit)
        const file = onlyFile(files)
        const book = readCells(openParts(file.name, file.bytes))
        const read = readWorkbook(book, workbookOf(ask, view), id =>
          ask.tree.unit(id) ? ask.tree.label(id, view.owed.window.until) : undefined,
        )
        const name = file.name.split(/[/\\]/u).at(-1) ?? ''
        const { cells, texts, notes } = read
        const said = { is: 'workbook', name: [...name].slice(-80).join(''), cells, texts, notes } as const
        return { seeOther: `${reportHref(window, unit)}/nap/${await putBrought(ask, placeOf(view), said)}` }
      },
      again: async (ask, typed, fault) =>
        workbookPage(ask, await openSheet(ask, wiring, String(typed['window'] ?? ''), idOf(typed, 'unit')), fault),
    }),
  ]
}
