// Units and years on one base: a table, charts, and for the centre the tile map of provinces. The address is the whole question.
import Type from 'typebox'
import type { Ask } from '../../../access/ask.ts'
import { capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { form, optional, type Typed } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { ChartStyles } from '../../../web/parts/chart.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import type { ChoiceGroup } from '../../../web/parts/field.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import type { Indicator } from '../figures.ts'
import { byGroup } from '../pages/words.tsx'
import { plainLabel } from '../sheet.ts'
import { type Compared, compareUnits } from './acts-comparing.ts'
import { type AskedComparison, addressOf, isLong, MOST_INDICATORS, MOST_STRETCHES, offered, readAsked, sought } from './asked.ts'
import { csvOf, workbookOf } from './files.ts'
import { structureSays, valueText } from './said.ts'
import { OneIndicator } from './shown.tsx'
import { tablesOf } from './tables.ts'

const HERE = '/bao-cao/so-sanh'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function comparingPage(ask: Ask, typed: Typed): Promise<Page> {
  const { asked, told } = readAsked(typed)
  const compared = await compareUnits(ask, asked)
  const crumb = <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: 'So sánh' }]} />
  if ('nothing' in compared)
    return {
      title: 'So sánh đơn vị, các kỳ',
      page: (
        <>
          {crumb}
          <PageHead title="So sánh đơn vị, các kỳ" />
          <Empty act={{ label: 'Về trang báo cáo.', href: '/bao-cao' }}>{compared.nothing}</Empty>
        </>
      ),
    }
  const said = [...told, ...compared.told]
  const { now, top, comparisons } = compared
  const [first] = comparisons
  const total = first?.total.now
  const title = first
    ? `${capital(plainLabel(first.indicator))}, ${now.label}: ${total?.value == null ? 'chưa có số' : valueText(total.value, first.indicator)}`
    : `So sánh ${now.label}`
  return {
    title,
    page: (
      <>
        <ChartStyles />
        {crumb}
        <PageHead
          over={compared.regime.name}
          title={title}
          sub={`${capital(top.fullName)}. Số của các báo cáo đã được tiếp nhận, ${structureSays(compared)}. Chỉ so với kỳ có cùng địa bàn, cùng cách tính.`}
          actions={
            <>
              <ButtonLink small href={addressOf(`${HERE}.xlsx`, compared.asked)}>
                Tải Excel
              </ButtonLink>
              <ButtonLink small href={addressOf(`${HERE}.csv`, compared.asked)}>
                Tải CSV
              </ButtonLink>
              <ButtonLink small href={`/bao-cao/ke-hoach?nam=${compared.year}&noi-nhan=${top.id}`}>
                Kế hoạch giao
              </ButtonLink>
            </>
          }
        />
        {said.length > 0 && (
          <Note tone="soon">
            {said.map(one => (
              <p>{one}</p>
            ))}
          </Note>
        )}
        <Asking compared={compared} search={asked.search} today={formatDay(ask.today)} />
        {comparisons.map((one, i) => (
          <OneIndicator compared={compared} comparison={one} i={i} />
        ))}
      </>
    ),
  }
}

const optionsOf = (indicators: readonly Indicator[]): ChoiceGroup[] =>
  byGroup(indicators).map(({ group, lines }) => ({
    group,
    options: lines.map(one => ({ value: one.code, label: `${capital(plainLabel(one))} (${one.measure})` })),
  }))

function Asking({ compared, search, today }: { compared: Compared; search: string; today: string }) {
  const { asked, indicators, regimes, windows, below, top } = compared
  const found = sought(indicators, search)
  const choices = (own: string | undefined): ChoiceGroup[] =>
    optionsOf(offered(indicators, { chosen: own === undefined ? [] : [own], search }))
  const ordinal = ['Chỉ tiêu', 'Chỉ tiêu thứ hai', 'Chỉ tiêu thứ ba']
  return (
    <Form action={HERE} method="get" label="Chọn chỉ tiêu, kỳ, đơn vị và cơ cấu" class="sheet pad">
      <Hidden name="noi-nhan" value={top.id} />
      <Field
        kind="select"
        name="chi-tieu"
        label="Chỉ tiêu"
        hint={
          isLong(indicators) && search === '' ? 'Dòng “trong đó” hiện khi đã chọn dòng chung của nó, hoặc khi tìm theo tên.' : undefined
        }
        value={asked.codes[0]}
        options={choices(asked.codes[0])}
      />
      <Field
        kind="select"
        name="den"
        label="Kỳ này"
        value={asked.until}
        options={windows.map(one => ({ value: one.code, label: `${capital(one.label)} (đến ${formatDay(one.until)})` }))}
      />
      <details>
        <summary>{`Chọn thêm: tìm chỉ tiêu, các kỳ, đơn vị, cơ cấu, cách xem${search ? ` · đang tìm “${search}”` : ''}`}</summary>
        <Field
          name="tim"
          label="Tìm chỉ tiêu"
          hint={
            search === ''
              ? 'Ghi một phần tên hay mã, không cần dấu, rồi bấm Xem: danh sách chỉ tiêu ngắn lại.'
              : `${formatNumber(found.length)} trên ${formatNumber(indicators.length)} chỉ tiêu có “${search}”.`
          }
          value={search}
          width={24}
          optional
        />
        {Array.from({ length: MOST_INDICATORS - 1 }, (_, i) => (
          <Field
            kind="select"
            name="chi-tieu"
            id={`chi-tieu-${i + 2}`}
            label={ordinal[i + 1]}
            value={asked.codes[i + 1] ?? ''}
            options={[{ value: '', label: 'không xem thêm' }, ...choices(asked.codes[i + 1])]}
            optional
          />
        ))}
        {regimes.length > 1 && (
          <Field
            kind="select"
            name="che-do"
            label="Chế độ báo cáo"
            value={asked.regime}
            options={regimes.map(one => ({ value: one.code, label: one.name }))}
          />
        )}
        <Field
          kind="radio"
          name="cach-ky"
          label="Biểu đồ qua các kỳ"
          value={asked.along}
          options={[
            { value: 'lien', label: 'Các kỳ liền nhau' },
            { value: 'nam', label: 'Cùng kỳ của từng năm' },
          ]}
        />
        <Field kind="number" name="so-ky" label={`Số kỳ, từ 1 đến ${MOST_STRETCHES}`} value={asked.count} width={6} />
        <Field
          kind="radio"
          name="so-voi"
          label="So với"
          value={asked.against}
          options={[
            { value: 'cung-ky', label: 'Cùng kỳ năm trước' },
            { value: 'ky-truoc', label: 'Kỳ liền trước' },
          ]}
        />
        <Field
          kind="radio"
          name="cach"
          label="Cộng theo cơ cấu"
          value={asked.structure}
          options={[
            { value: 'bao-cao', label: 'Như đã báo cáo: cơ cấu của ngày chốt số liệu' },
            { value: 'hom-nay', label: `Hôm nay, ${today}` },
            { value: 'ngay', label: 'Một ngày khác' },
          ]}
        />
        <Field kind="day" name="ngay" label="Ngày khác" hint="Chỉ dùng khi chọn “Một ngày khác”." value={asked.day} optional />
        <Field
          kind="radio"
          name="dang"
          label="Cách xem"
          value={asked.way}
          options={[
            { value: 'so', label: 'Số' },
            { value: 'ty-trong', label: 'Tỷ trọng trong tổng số, ghi kèm tổng số' },
          ]}
        />
        <Field
          kind="radio"
          name="xep"
          label="Xếp theo"
          value={asked.order}
          options={[
            { value: 'giam', label: 'Số lớn trước' },
            { value: 'tang', label: 'Số nhỏ trước' },
            { value: 'ten', label: 'Tên đơn vị' },
          ]}
        />
        {below.length > 1 && (
          <details>
            <summary>
              {asked.picked.length > 0 ? `Đang chọn ${asked.picked.length} đơn vị` : `Chọn đơn vị (đang xem cả ${below.length})`}
            </summary>
            <Field
              kind="checks"
              name="don-vi"
              label="Đơn vị"
              hint="Chọn 2 đến 4 đơn vị thì mỗi đơn vị có một đường trên biểu đồ. Không chọn là xem tất cả."
              value={asked.picked}
              options={below.map(one => ({ value: one.id, label: capital(one.fullName) }))}
              optional
            />
          </details>
        )}
      </details>
      <Actions>
        <Button kind="main">Xem</Button>
      </Actions>
    </Form>
  )
}

// Every part may be left out or be nonsense: readAsked says so on the page, an address is never turned away.
const part = (title: string) => optional(Type.Array(Type.String({ maxLength: 300 }), { title, kind: 'list', maxItems: 300 }))
const query = form({
  'che-do': part('Chế độ báo cáo'),
  den: part('Kỳ này'),
  'cach-ky': part('Các kỳ'),
  'so-ky': part('Số kỳ'),
  'so-voi': part('So với'),
  'chi-tieu': part('Chỉ tiêu'),
  tim: part('Tìm chỉ tiêu'),
  'noi-nhan': part('Nơi tổng hợp'),
  'don-vi': part('Đơn vị'),
  cach: part('Cơ cấu'),
  ngay: part('Ngày khác'),
  dang: part('Cách xem'),
  xep: part('Xếp theo'),
  du: part('Đủ mọi kỳ'),
})

async function forFiles(ask: Ask, typed: Typed) {
  const compared = await compareUnits(ask, readAsked(typed).asked)
  return 'nothing' in compared ? undefined : { compared, tables: tablesOf(compared) }
}

const fileName = (compared: Compared): string => `so-sanh-${compared.now.windows[0]?.code ?? ''}`
/** The page as a link from elsewhere. */
export const comparingHref = (asked: Partial<AskedComparison> = {}): string => addressOf(HERE, { ...readAsked({}).asked, ...asked })

export const comparingRoutes: Route[] = [
  route({ at: 'GET /bao-cao/so-sanh', may: 'reports.read', input: query, run: (ask, input) => comparingPage(ask, input as Typed) }),
  route({
    at: 'GET /bao-cao/so-sanh.xlsx',
    may: 'reports.read',
    input: query,
    async run(ask, input) {
      const found = await forFiles(ask, input as Typed)
      if (!found) return { seeOther: HERE }
      return { file: workbookOf(found.tables), name: `${fileName(found.compared)}.xlsx`, type: XLSX }
    },
  }),
  route({
    at: 'GET /bao-cao/so-sanh.csv',
    may: 'reports.read',
    input: query,
    async run(ask, input) {
      const found = await forFiles(ask, input as Typed)
      if (!found) return { seeOther: HERE }
      return { file: csvOf(found.tables), name: `${fileName(found.compared)}.csv`, type: 'text/csv; charset=utf-8' }
    },
  }),
]
