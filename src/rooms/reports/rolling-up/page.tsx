// "Số từ cơ sở": how far the reports below have come, what they add up to by now, and one figure unit by unit.
import type { Ask } from '../../../access/ask.ts'
import { missing } from '../../../ground/faults.ts'
import { capital, formatNumber } from '../../../ground/vietnamese.ts'
import { form, optional, text, uuid } from '../../../web/input.ts'
import { ButtonLink } from '../../../web/parts/button.tsx'
import { Full } from '../../../web/parts/coverage.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { type Row, Table, Void } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import type { Indicator } from '../figures.ts'
import { daysOf, writtenWhen } from '../naming.ts'
import { GroupChoice, groupsShown } from '../pages/groups.tsx'
import { FigureText, figureText } from '../pages/words.tsx'
import { numbering, plainLabel } from '../sheet.ts'
import { whenOf } from '../store-editions.ts'
import { type FromBelow, findFromBelow, type ProgressOf, progressBelow, unitFigures } from './from-below.ts'
import { figureAt, type RolledUp } from './rollup.ts'

export const fromBelowHref = (code: string, receiverId?: string, more: Readonly<Record<string, string>> = {}): string =>
  `/bao-cao/${code}/tu-co-so${receiverId ? `?${new URLSearchParams({ 'noi-nhan': receiverId, ...more })}` : ''}`

interface Asked {
  readonly window: string
  readonly 'noi-nhan'?: string | undefined
  readonly nhom?: string | undefined
  readonly 'chi-tieu'?: string | undefined
}

/** Of which moment the sums are: whoever reads a number must know what may not be in it yet. */
export function momentOf({ kept, receiver }: Pick<FromBelow, 'kept' | 'receiver'>): string {
  if (!kept) return receiver.isUpper ? 'Cộng ngay lúc này từ báo cáo của từng đơn vị.' : 'Cộng ngay lúc này.'
  const at = whenOf(kept.computedAt)
  return kept.isMarked
    ? `Số tính lúc ${writtenWhen(at)}; từ đó có báo cáo vừa được tiếp nhận hoặc trả lại, đang tính lại, mở lại trang sau ít giây.`
    : `Số tính lúc ${writtenWhen(at)}; từ đó chưa có báo cáo nào được tiếp nhận hay trả lại thêm.`
}

async function fromBelowPage(ask: Ask, asked: Asked): Promise<Page> {
  const of = await findFromBelow(ask, asked.window, asked['noi-nhan'])
  const { window, receiver, rollup } = of
  const place = ask.tree.label(receiver.id, window.until)
  const indicator = asked['chi-tieu'] === undefined ? undefined : of.indicators.find(one => one.code === asked['chi-tieu'])
  if (asked['chi-tieu'] !== undefined && !indicator) throw missing('chỉ tiêu này trong biểu')
  const [accepted, owing] = [rollup?.accepted ?? 0, rollup?.owing ?? 0]
  const title = `Số từ cơ sở ${window.label}, ${place}: ${formatNumber(accepted)} trên ${formatNumber(owing)} đơn vị đã được tiếp nhận`
  return {
    title: indicator ? `${capital(plainLabel(indicator))}: ${title}` : title,
    page: (
      <>
        <Crumb
          steps={[
            { label: 'Báo cáo', href: '/bao-cao' },
            { label: capital(window.label), href: `/bao-cao/${window.code}/theo-doi?noi-nhan=${receiver.id}` },
            ...of.above.map(id => ({ label: capital(ask.tree.label(id, window.until)), href: fromBelowHref(window.code, id) })),
            ...(indicator
              ? [{ label: capital(place), href: fromBelowHref(window.code, receiver.id) }, { label: plainLabel(indicator) }]
              : [{ label: `Số từ cơ sở: ${place}` }]),
          ]}
        />
        <PageHead
          over={of.regime.name}
          title={title}
          sub={`Số liệu ${daysOf(window)}, cộng thẳng từ báo cáo đã được tiếp nhận của các đơn vị tự ghi số, không chờ cấp trên của họ tổng hợp. ${momentOf(of)}`}
          actions={
            <ButtonLink href={`/bao-cao/${window.code}/so-lieu.csv?noi-nhan=${receiver.id}`}>Tải số liệu từng đơn vị (CSV)</ButtonLink>
          }
        />
        {!rollup || rollup.accepted === 0 ? (
          <Empty>Chưa tiếp nhận báo cáo nào ở cấp dưới nên chưa có số để cộng.</Empty>
        ) : indicator ? (
          <UnitTable of={of} indicator={indicator} rows={await unitRows(ask, of, indicator)} />
        ) : (
          <Figures of={of} named={asked.nhom} />
        )}
        {!indicator && of.below.length > 0 && <ProgressTable ask={ask} of={of} progress={await progressBelow(ask, of)} />}
      </>
    ),
  }
}

const Value = ({ figure, indicator, strong }: { figure: RolledUp; indicator: Indicator; strong?: boolean }) => {
  if (figure.value === null)
    return <Void>{figureText(figure.state === 'missing' ? undefined : { state: figure.state, value: null }, indicator)}</Void>
  const written = figureText({ state: 'reported', value: figure.value }, indicator)
  return (
    <>
      {figure.denominator !== null && (
        <span class="small soft">{`${formatNumber(figure.numerator ?? 0)} trên ${formatNumber(figure.denominator)} `}</span>
      )}
      {strong ? <strong class="num">{written}</strong> : <span class="num">{written}</span>}
    </>
  )
}

function Figures({ of, named }: { of: FromBelow; named: string | undefined }) {
  const { rollup, window, receiver, indicators } = of
  if (!rollup) return null
  const groups = groupsShown(indicators, { named })
  const names = numbering(indicators)
  return (
    <Section title="Cộng từ cơ sở" id="h-so" first>
      <GroupChoice of={groups} action={fromBelowHref(window.code)} receiver={receiver.id} />
      <Table
        caption={`Số cộng từ cơ sở ${window.label}`}
        hideCaption
        columns={[
          { label: 'Chỉ tiêu' },
          { label: 'Cộng đến lúc này', short: 'Cộng', numeric: true, width: 11 },
          { label: 'Đơn vị có số', numeric: true, width: 10 },
        ]}
        rows={groups.shown.flatMap(({ group, lines }): Row[] => [
          { group },
          ...lines.map((indicator): Row => {
            const figure = figureAt(rollup, indicator, of.places.get(indicator.code) ?? -1)
            return {
              id: `ct-${indicator.code}`,
              part: indicator.depth > 0,
              cells: [
                <>
                  <span class="num soft">{names.get(indicator.code)}</span>&ensp;
                  <a href={fromBelowHref(window.code, receiver.id, { 'chi-tieu': indicator.code })}>{indicator.label}</a>{' '}
                  <span class="soft small">({indicator.measure})</span>
                </>,
                <Value figure={figure} indicator={indicator} strong />,
                <span class="num">{`${formatNumber(figure.reported)}/${formatNumber(figure.owing)}`}</span>,
              ],
            }
          }),
        ])}
      />
    </Section>
  )
}

async function unitRows(ask: Ask, of: FromBelow, indicator: Indicator): Promise<Row[]> {
  const { window } = of
  return (await unitFigures(ask, of, indicator)).map(({ unitId, figure, reported, owing }): Row => {
    const name = capital(ask.tree.label(unitId, window.until))
    return {
      id: `dv-${unitId}`,
      cells: [
        owing === undefined ? name : <a href={fromBelowHref(window.code, unitId, { 'chi-tieu': indicator.code })}>{name}</a>,
        <FigureText
          figure={figure && figure.state !== 'missing' ? { state: figure.state, value: figure.value } : undefined}
          indicator={indicator}
        />,
        owing === undefined ? '' : <span class="num">{`${formatNumber(reported ?? 0)}/${formatNumber(owing)}`}</span>,
      ],
    }
  })
}

function UnitTable({ of, indicator, rows }: { of: FromBelow; indicator: Indicator; rows: readonly Row[] }) {
  const { rollup, window } = of
  if (!rollup) return null
  const total = figureAt(rollup, indicator, of.places.get(indicator.code) ?? -1)
  const isUpper = of.below.length > 0
  return (
    <Section
      title={`${capital(plainLabel(indicator))}, từng đơn vị`}
      id="h-don-vi"
      first
      foot={
        total.counted !== null && isUpper
          ? 'Hồ sơ được nhiều đơn vị cùng đếm chỉ tính một lần trong số cộng, nên số cộng có thể nhỏ hơn tổng các dòng.'
          : undefined
      }
    >
      <Table
        caption={`${capital(plainLabel(indicator))} ${window.label}, từng đơn vị`}
        hideCaption
        narrow="pair"
        columns={[
          { label: 'Đơn vị' },
          { label: 'Số', numeric: true, width: 11 },
          { label: 'Đơn vị có số', numeric: true, width: 10, hideLabel: !isUpper },
        ]}
        rows={[
          ...rows,
          {
            sum: true,
            cells: [
              'Cộng',
              <Value figure={total} indicator={indicator} strong />,
              <span class="num">{`${formatNumber(total.reported)}/${formatNumber(total.owing)}`}</span>,
            ],
          },
        ]}
      />
    </Section>
  )
}

function ProgressTable({
  ask,
  of,
  progress: { rows, all },
}: {
  ask: Ask
  of: FromBelow
  progress: { rows: readonly ProgressOf[]; all: Omit<ProgressOf, 'unitId'> }
}) {
  const { window } = of
  const cells = (one: Omit<ProgressOf, 'unitId'>) => [
    <Full have={one.accepted} all={one.owing} />,
    formatNumber(one.waiting),
    formatNumber(one.returned),
    formatNumber(one.owing - one.accepted - one.waiting - one.returned),
  ]
  return (
    <Section title="Báo cáo ở cấp dưới đến đâu" id="h-tien-do" foot="Đếm ngay lúc mở trang, trên các đơn vị tự ghi số.">
      <Table
        caption={`Tiến độ ${window.label} theo nơi nhận`}
        hideCaption
        columns={[
          { label: 'Nơi nhận' },
          { label: 'Đã tiếp nhận', width: 12 },
          { label: 'Chờ xem', numeric: true, width: 7 },
          { label: 'Trả lại', numeric: true, width: 7 },
          { label: 'Chưa nộp', numeric: true, width: 7 },
        ]}
        rows={[
          ...rows.map(
            (one): Row => ({
              cells: [
                <a href={`/bao-cao/${window.code}/theo-doi?noi-nhan=${one.unitId}`}>{capital(ask.tree.label(one.unitId, window.until))}</a>,
                ...cells(one),
              ],
            }),
          ),
          { sum: true, cells: [`Cộng ${formatNumber(rows.length)} nơi nhận`, ...cells(all)] },
        ]}
      />
    </Section>
  )
}

export const fromBelowRoutes: Route[] = [
  route({
    at: 'GET /bao-cao/:window/tu-co-so',
    may: 'reports.read',
    input: form({
      window: text('Kỳ báo cáo', 40),
      'noi-nhan': optional(uuid('Nơi nhận')),
      nhom: optional(text('Nhóm chỉ tiêu', 200)),
      'chi-tieu': optional(text('Chỉ tiêu', 12)),
    }),
    run: (ask, input) => fromBelowPage(ask, input),
  }),
]
