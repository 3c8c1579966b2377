// One compared indicator on the page: what it concludes, its charts, the tile map, the table, and the figures behind the charts.
import type { ComponentChildren } from 'preact'
import { alphabetical, capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { Chart, MOST_LINES, Multiples } from '../../../web/parts/chart.tsx'
import { Key, Section } from '../../../web/parts/section.tsx'
import { type Column, type Row, Table, Void } from '../../../web/parts/table.tsx'
import { reached } from '../planning/plan-rules.ts'
import { plainLabel } from '../sheet.ts'
import type { BesidePlan, Compared, Comparison } from './acts-comparing.ts'
import { addressOf } from './asked.ts'
import { type CompareRow, isThere, type Point, ranks, shareOf } from './compare.ts'
import { ProvinceMap } from './province-map.tsx'
import { coverageText, decimalsOf, differenceText, shortLabel, silentText, structureSays, suffixOf, valueText } from './said.ts'
import { notesOf } from './tables.ts'

interface Showing {
  readonly compared: Compared
  readonly comparison: Comparison
}

/** More figures than this are read by few: they are a page of their own. */
const MANY_FIGURES = 300

export function OneIndicator({ compared, comparison, i }: Showing & { i: number }) {
  const { indicator, total, rows } = comparison
  const { now, earlier, chain, shown, asked, comparisons } = compared
  const more = comparisons.length > 1
  const isMuch = !asked.full && shown.length * chain.length * comparisons.length > MANY_FIGURES
  const every = [...rows.ranked, ...rows.partial, ...rows.silent, ...rows.missing]
  const id = `ct-${i + 1}`
  const label = capital(plainLabel(indicator))
  const of = more ? `${label}. ` : ''
  return (
    <>
      <Section title={more ? `${label}, ${now.label}` : `${capital(compared.top.fullName)}, ${now.label}`} id={`h-${id}`}>
        <p>
          {total.now.state === 'value' && total.now.value !== null ? (
            <>
              <strong class="num">
                {baseText(total.now)}
                {valueText(total.now.value, indicator)}
              </strong>{' '}
              {indicator.kind !== 'ratio' && indicator.measure}
            </>
          ) : (
            <Void>{capital(silentText(total.now))}</Void>
          )}
          {`; ${coverageText(total.now)} báo cáo có số`}
          {earlier &&
            (typeof total.difference === 'string'
              ? `; chưa so với ${earlier.label} được: ${total.difference}`
              : `; so với ${earlier.label}: ${differenceText(total.difference, total.earlier, indicator)}`)}
          .
        </p>
        <Trend compared={compared} comparison={comparison} id={id} />
      </Section>
      <ProvinceMap compared={compared} comparison={comparison} id={id} of={of} />
      {(every.length > 1 || every[0]?.unitId !== total.unitId) && <Units compared={compared} comparison={comparison} id={id} of={of} />}
      {isMuch && (
        <p>
          <a href={`${addressOf('/bao-cao/so-sanh', { ...asked, full: true })}#h-${id}-bang`}>
            {`Xem từng đơn vị qua ${formatNumber(chain.length)} kỳ: biểu đồ nhỏ và bảng số`}
            {of && <span class="vh">{` của ${label}`}</span>}
          </a>
        </p>
      )}
      {!isMuch && shown.length > 1 && chain.length > 2 && (
        <Section title={`${of}Từng đơn vị qua ${formatNumber(chain.length)} kỳ, cùng một thang`} id={`h-${id}-nho`}>
          <Multiples
            labels={chain.map(one => one.label)}
            decimals={decimalsOf(indicator)}
            suffix={suffixOf(indicator)}
            units={[...every]
              .sort((a, b) => alphabetical(a.name, b.name))
              .map(row => ({ name: capital(row.name), points: pointsOf(row), says: silentText(row.now) }))}
          />
        </Section>
      )}
      {!isMuch && <Behind compared={compared} comparison={comparison} id={id} every={every} />}
    </>
  )
}

const pointsOf = (row: CompareRow) => row.points.map(point => ({ value: point.value, partial: point.have < point.all }))
const baseText = (point: Point): string =>
  point.denominator === null ? '' : `${formatNumber(point.numerator ?? 0)} trên ${formatNumber(point.denominator)}, `

/** The total along the windows; with two to four units picked, a line for each of them. */
function Trend({ compared, comparison, id }: Showing & { id: string }) {
  const { chain, asked, top } = compared
  const { indicator, total, rows } = comparison
  const picked = asked.picked.length > 1 && asked.picked.length <= MOST_LINES
  const lines = picked
    ? [...rows.ranked, ...rows.partial, ...rows.silent, ...rows.missing].sort((a, b) => alphabetical(a.name, b.name))
    : [total]
  const kind = picked || indicator.kind !== 'flow' || chain.length > 18 ? 'line' : 'columns'
  return (
    <Chart
      id={`bd-${id}`}
      kind={kind}
      title={`${capital(plainLabel(indicator))} qua ${formatNumber(chain.length)} kỳ, ${picked ? `${lines.length} đơn vị` : top.fullName}`}
      says={`${capital(indicator.kind === 'ratio' ? 'phần trăm, tử số trên mẫu số ở bảng dưới' : indicator.measure)}. ${capital(structureSays(compared))}.`}
      labels={chain.map(one => shortLabel(one.label))}
      series={lines.map(row => ({ name: capital(row.name), points: pointsOf(row) }))}
      decimals={decimalsOf(indicator)}
      suffix={suffixOf(indicator)}
    />
  )
}

const Bar = ({ point, largest }: { point: Point; largest: number }) => (
  <svg class="bars" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect
      class={point.have < point.all ? 'partial' : undefined}
      width={largest > 0 ? Math.round((1000 * Math.max(point.value ?? 0, 0)) / largest) / 10 : 0}
      height="10"
    />
  </svg>
)

function Units({ compared, comparison, id, of }: Showing & { id: string; of: string }) {
  const { indicator, rows, total, plans } = comparison
  const { earlier, asked } = compared
  const places = ranks(rows.ranked)
  const largest = Math.max(0, ...[...rows.ranked, ...rows.partial].map(row => row.now.value ?? 0))
  const isShare = asked.way === 'ty-trong' && indicator.kind !== 'ratio'
  const columns: Column[] = [
    { label: 'Đơn vị' },
    { label: isShare ? 'Kỳ này, % của tổng số' : 'Kỳ này', short: 'Kỳ này', numeric: true, width: 12 },
    { label: earlier ? `So với ${earlier.label}` : 'Kỳ so', short: 'Kỳ so', numeric: true, width: 11 },
    { label: 'Tăng, giảm', numeric: true, width: 11 },
    { label: 'Có số', numeric: true, width: 6 },
    ...(plans.size > 0 ? [{ label: `Kế hoạch năm ${compared.year}`, short: 'Kế hoạch', width: 16 as const }] : []),
  ]
  const row = (one: CompareRow, more: { sum?: boolean } = {}): Row => ({
    ...more,
    id: `${id}-dv-${one.unitId}`,
    cells: [
      <>
        {places.has(one.unitId) && (
          <span class="num soft">
            <span class="vh">Hạng </span>
            {`${places.get(one.unitId)}. `}
          </span>
        )}
        {capital(one.name)}
      </>,
      <Now row={one} comparison={comparison} isShare={isShare} largest={more.sum ? 0 : largest} />,
      one.earlier === undefined ? (
        <Void>không có kỳ</Void>
      ) : isThere(one.earlier) && one.earlier.value !== null ? (
        <span class="num">{`${baseText(one.earlier)}${valueText(one.earlier.value, indicator)}`}</span>
      ) : (
        <span class="void wrap-void">{silentText(one.earlier)}</span>
      ),
      typeof one.difference === 'string' ? (
        <span class="soft">
          <span aria-hidden="true">–</span>
          <span class="vh">{one.difference}</span>
        </span>
      ) : (
        differenceText(one.difference, one.earlier, indicator)
      ),
      <span class="num">{coverageText(one.now)}</span>,
      ...(plans.size > 0 ? [<PlanCell beside={plans.get(one.unitId)} />] : []),
    ],
  })
  const group = (name: string, some: readonly CompareRow[]): Row[] =>
    some.length === 0 ? [] : [{ group: `${name}: ${formatNumber(some.length)} đơn vị` }, ...some.map(one => row(one))]
  const isSplit = rows.partial.length + rows.silent.length + rows.missing.length > 0
  return (
    <Section
      title={`${of}Từng đơn vị: ${formatNumber(rows.ranked.length)} ${isSplit ? 'đủ số để xếp hạng' : 'đơn vị đủ số'}`}
      id={`h-${id}-bang`}
      foot={<Foot comparison={comparison} />}
    >
      <Table
        caption={`${capital(plainLabel(indicator))}, ${compared.now.label}, ${structureSays(compared)}`}
        columns={columns}
        narrow="pair"
        rows={[
          ...(isSplit ? group('Đủ số', rows.ranked) : rows.ranked.map(one => row(one))),
          ...group('Còn thiếu đơn vị hoặc chưa tách được, không xếp hạng', rows.partial),
          ...group('Không phát sinh, không áp dụng', rows.silent),
          ...group('Chưa có số liệu', rows.missing),
          row(total, { sum: true }),
        ]}
      />
      <Key
        entries={[
          { word: 'Có số', says: 'báo cáo được tiếp nhận có số này trên báo cáo phải có' },
          { word: 'chưa có số liệu', says: 'chưa ai báo cáo, không phải số 0' },
        ]}
      />
    </Section>
  )
}

function Now({
  row,
  comparison,
  isShare,
  largest,
}: {
  row: CompareRow
  comparison: Comparison
  isShare: boolean
  largest: number
}): ComponentChildren {
  const { indicator, total } = comparison
  const { now } = row
  if (now.value === null) return <span class="void wrap-void">{silentText(now)}</span>
  const share = isShare ? shareOf(now, total.now) : null
  return (
    <>
      {share === null ? (
        <strong class="num">{`${baseText(now)}${valueText(now.value, indicator)}`}</strong>
      ) : (
        <>
          <strong class="num">{`${formatNumber(share, 1)}%`}</strong>
          <span class="small soft">{` (${formatNumber(now.value, indicator.decimals)} trên ${formatNumber(total.now.value ?? 0, indicator.decimals)})`}</span>
        </>
      )}
      {now.why !== null && <small class="soft"> {now.why}</small>}
      {largest > 0 && <Bar point={now} largest={largest} />}
    </>
  )
}

export function PlanCell({ beside }: { beside: BesidePlan | undefined }) {
  if (!beside) return <Void>chưa giao</Void>
  const { plan, done } = beside
  if (!plan.figure) return <span class="void wrap-void">{plan.why}</span>
  return (
    <>
      {reached(plan.figure, done).says}
      {plan.of.length > 1 && <small class="soft">{` (cộng kế hoạch của ${formatNumber(plan.of.length)} đơn vị)`}</small>}
      {done && done.missing.length > 0 && <small class="soft">{`; lũy kế chưa đủ: ${done.missing.join(', ')}`}</small>}
    </>
  )
}

function Foot({ comparison: { twice, unplaced } }: { comparison: Comparison }) {
  if (twice + unplaced === 0) return null
  return (
    <>
      {twice > 0 && `${formatNumber(twice)} hồ sơ do hai đơn vị cùng đếm; tổng số tính một lần. `}
      {unplaced > 0 &&
        `Số của ${formatNumber(unplaced)} đơn vị chưa phân bổ được đến đơn vị dưới: có trong tổng số, không có ở từng đơn vị.`}
    </>
  )
}

/** The figures behind the charts: every window of every unit shown, with why a cell has none. */
function Behind({ compared, comparison, id, every }: Showing & { id: string; every: readonly CompareRow[] }) {
  const { chain } = compared
  const { indicator, total } = comparison
  const lines = every.length === 1 && every[0]?.unitId === total.unitId ? every : [...every, total]
  const cell = (point: Point) =>
    point.value === null ? (
      <span class="void wrap-void">{silentText(point)}</span>
    ) : (
      <span class="num">{`${baseText(point)}${valueText(point.value, indicator)}${point.have < point.all ? ` (${coverageText(point)})` : ''}`}</span>
    )
  return (
    <details class="frame">
      <summary>{`Bảng số của biểu đồ: ${formatNumber(chain.length)} kỳ`}</summary>
      <Table
        narrow="scroll"
        caption={`${capital(plainLabel(indicator))} qua các kỳ, ${structureSays(compared)}`}
        columns={[
          { label: 'Đơn vị' },
          ...chain.map(one => ({ label: `${capital(one.label)} (đến ${formatDay(one.until)})`, numeric: true })),
        ]}
        rows={lines.map(row => ({ sum: row === total, cells: [capital(row.name), ...row.points.map(cell)] }))}
      />
      {every.some(row => notesOf(row).length > 0) && (
        <ul class="small soft after">
          {every.flatMap(row =>
            notesOf(row).length === 0 ? [] : [<li id={`${id}-gc-${row.unitId}`}>{`${capital(row.name)}: ${notesOf(row).join('; ')}.`}</li>],
          )}
        </ul>
      )}
    </details>
  )
}
