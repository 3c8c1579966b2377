// Charts on paper and on screen: SVG written by the server, axes at round numbers, a gap where nothing is known.
import type { ComponentChildren } from 'preact'
import { formatNumber } from '../../ground/vietnamese.ts'
import { usePage } from '../page-context.ts'
import { ticks } from './scale.ts'

export interface ChartPoint {
  /** Null: no figure. The line breaks there and a cross stands on the axis. */
  value: number | null
  /** Some of those asked are missing from it: drawn hollow. */
  partial?: boolean | undefined
}

export interface ChartSeries {
  name: string
  points: readonly ChartPoint[]
}

interface ChartProps {
  /** Unique on the page. */
  id: string
  title: ComponentChildren
  /** What is counted, in which measure. */
  says?: ComponentChildren
  /** Oldest first; one for each point of a series. */
  labels: readonly string[]
  /** One; of lines at most four, each with its own mark and dashes. */
  series: readonly ChartSeries[]
  /** Columns for what is counted in each window, a line for what stands at its end and for rates. */
  kind: 'columns' | 'line'
  decimals?: number | undefined
  /** "%" after each figure. */
  suffix?: string | undefined
}

/** The style sheet of charts; a page that has one asks for it once. */
export const ChartStyles = () => <link rel="stylesheet" href={usePage().assets('charts.css')} />

const SIZES = { wide: { width: 760, height: 270, right: 130 }, narrow: { width: 300, height: 230, right: 16 } } as const
const TOP = 22
const FOOT = 30
const LETTER = 6.6
const DASHES = [undefined, '7 4', '2 3', '10 3 2 3'] as const
export const MOST_LINES = 4

/** A chart with its key; the same figures must stand in a table on the page. */
export function Chart(props: ChartProps) {
  const { id, title, says, series } = props
  const points = series.flatMap(one => one.points)
  const hasGone = points.some(one => one.value === null)
  const hasPartial = points.some(one => one.value !== null && one.partial)
  if (!points.some(one => one.value !== null))
    return (
      <figure class="chart">
        <Caption title={title} says={says} />
        <p class="small void">Chưa có kỳ nào có số.</p>
      </figure>
    )
  return (
    <figure class="chart">
      <Caption title={title} says={says} />
      {(['wide', 'narrow'] as const).map(size => (
        <Drawing {...props} size={size} id={`${id}-${size === 'wide' ? 'r' : 'h'}`} />
      ))}
      {(series.length > 1 || hasGone || hasPartial) && (
        <p class="chart-key">
          {series.length > 1 &&
            series.map((one, i) => (
              <span>
                <svg viewBox="0 0 34 12" width="34" height="12" class="mark" aria-hidden="true">
                  <path class={`line s${i}`} d="M0 6H34" stroke-dasharray={DASHES[i]} />
                  <Mark x={17} y={6} i={i} />
                </svg>{' '}
                {one.name}
              </span>
            ))}
          {hasPartial && <span>{props.kind === 'columns' ? 'Cột viền nét đứt' : 'Dấu rỗng'}: còn thiếu đơn vị</span>}
          {hasGone && <span>×: không có số (chưa báo cáo, không phát sinh hoặc không so sánh được), khác số 0</span>}
        </p>
      )}
    </figure>
  )
}

const Caption = ({ title, says }: { title: ComponentChildren; says: ComponentChildren }) => (
  <figcaption>
    <strong>{title}</strong>
    {says && (
      <>
        <br />
        <small class="soft">{says}</small>
      </>
    )}
  </figcaption>
)

function Drawing({ id, labels, series, kind, decimals, suffix = '', title, size }: ChartProps & { size: keyof typeof SIZES }) {
  const { width, height, right } = SIZES[size]
  const values = series.flatMap(one => one.points.flatMap(point => point.value ?? []))
  const marks = ticks(Math.min(...values), Math.max(...values), { whole: !decimals && suffix === '', most: size === 'wide' ? 6 : 5 })
  const [low, high] = [marks[0] ?? 0, marks.at(-1) ?? 1]
  const places = marks.some(one => !Number.isInteger(one)) ? Math.max(...marks.map(one => (String(one).split('.')[1] ?? '').length)) : 0
  const text = (value: number): string => `${formatNumber(value, places)}${suffix}`
  const left = 8 + Math.max(...marks.map(one => text(one).length)) * LETTER
  const end = width - (series.length > 1 && size === 'wide' ? right : 16)
  const step = (end - left) / labels.length
  const x = (i: number): number => left + step * (i + 0.5)
  const base = height - FOOT
  const y = (value: number): number => base - ((base - TOP) * (value - low)) / (high - low)
  const longest = Math.max(...labels.map(one => one.length)) * LETTER + 8
  const every = Math.max(1, Math.ceil(longest / step))
  // The last window is the one people look for: labels are counted back from it.
  const isLabelled = (i: number): boolean => (labels.length - 1 - i) % every === 0
  return (
    <svg class={size} viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={`${id}-t ${id}-d`}>
      <title id={`${id}-t`}>{title}</title>
      <desc id={`${id}-d`}>{series.map(one => inWords(one, labels, decimals, suffix)).join(' ')}</desc>
      {marks.map(one => (
        <>
          <path class={one === 0 ? 'base' : 'grid'} d={`M${left.toFixed(1)} ${y(one).toFixed(1)}H${end}`} />
          <text class="tick" x={(left - 6).toFixed(1)} y={(y(one) + 4).toFixed(1)} text-anchor="end">
            {text(one)}
          </text>
        </>
      ))}
      {labels.map(
        (label, i) =>
          isLabelled(i) && (
            <text class="tick" x={x(i).toFixed(1)} y={height - 8} text-anchor="middle">
              {label}
            </text>
          ),
      )}
      {kind === 'columns' ? (
        <Columns {...{ points: series[0]?.points ?? [], x, y, step, decimals, suffix }} zero={y(0)} />
      ) : (
        series.map((one, i) => (
          <Line {...{ one, i, x, y, decimals, suffix }} zero={y(Math.max(0, low))} named={series.length > 1 && size === 'wide'} />
        ))
      )}
    </svg>
  )
}

interface Placing {
  readonly x: (i: number) => number
  readonly y: (value: number) => number
  readonly zero: number
  readonly decimals: number | undefined
  readonly suffix: string
}

const Gone = ({ x, y }: { x: number; y: number }) => <path class="gone" d={`M${(x - 4).toFixed(1)} ${(y - 4).toFixed(1)}l8 8m0 -8l-8 8`} />

function Columns({ points, x, y, zero, step, decimals, suffix }: Placing & { points: readonly ChartPoint[]; step: number }) {
  const width = Math.min(44, step * 0.68)
  const written = points.map(one => (one.value === null ? '' : `${formatNumber(one.value, decimals)}${suffix}`))
  const fits = Math.max(...written.map(one => one.length)) * LETTER <= step
  const lastThere = points.findLastIndex(one => one.value !== null)
  return (
    <>
      {points.map((one, i) => {
        if (one.value === null) return <Gone x={x(i)} y={zero - 7} />
        const [top, foot] = [Math.min(y(one.value), zero), Math.max(y(one.value), zero)]
        return (
          <>
            <rect
              class={one.partial ? 'col partial' : 'col'}
              x={(x(i) - width / 2).toFixed(1)}
              y={top.toFixed(1)}
              width={width.toFixed(1)}
              // A zero is a figure: a hair of it is seen.
              height={Math.max(1, foot - top).toFixed(1)}
            />
            {(fits || i === lastThere) && (
              <text class={i === lastThere ? 'of' : undefined} x={x(i).toFixed(1)} y={(top - 5).toFixed(1)} text-anchor="middle">
                {written[i]}
              </text>
            )}
          </>
        )
      })}
    </>
  )
}

function Line({ one, i, x, y, zero, decimals, suffix, named }: Placing & { one: ChartSeries; i: number; named: boolean }) {
  const known = one.points.flatMap((point, at) => (point.value === null ? [] : [{ ...point, value: point.value, at }]))
  const last = known.at(-1)
  const path = known.map((p, k) => `${known[k - 1]?.at === p.at - 1 ? 'L' : 'M'}${x(p.at).toFixed(1)} ${y(p.value).toFixed(1)}`).join('')
  return (
    <>
      <path class={`line s${i}`} d={path} stroke-dasharray={DASHES[i]} />
      {known.map(p => (
        <Mark x={x(p.at)} y={y(p.value)} i={i} hollow={p.partial} />
      ))}
      {i === 0 && one.points.map((point, at) => point.value === null && <Gone x={x(at)} y={zero - 7} />)}
      {last && !named && (
        <text class="of" x={(x(last.at) + 6).toFixed(1)} y={(y(last.value) - 9).toFixed(1)} text-anchor="end">
          {`${formatNumber(last.value, decimals)}${suffix}`}
        </text>
      )}
      {last && named && (
        <text class="of" x={(x(last.at) + 9).toFixed(1)} y={(y(last.value) + 4).toFixed(1)}>
          {`${formatNumber(last.value, decimals)}${suffix} ${one.name}`}
        </text>
      )}
    </>
  )
}

/** Circle, square, triangle, diamond: lines are told apart without colour. */
function Mark({ x, y, i, hollow }: { x: number; y: number; i: number; hollow?: boolean | undefined }) {
  const name = `dot s${i}${hollow ? ' hollow' : ''}`
  const at = (dx: number, dy: number): string => `${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`
  if (i === 1) return <path class={name} d={`M${at(-3.5, -3.5)}h7v7h-7z`} />
  if (i === 2) return <path class={name} d={`M${at(0, -4.5)}L${at(4.5, 3.5)}L${at(-4.5, 3.5)}z`} />
  if (i === 3) return <path class={name} d={`M${at(0, -5)}L${at(5, 0)}L${at(0, 5)}L${at(-5, 0)}z`} />
  return <circle class={name} cx={x.toFixed(1)} cy={y.toFixed(1)} r="3.5" />
}

function inWords({ name, points }: ChartSeries, labels: readonly string[], decimals: number | undefined, suffix: string): string {
  const said = points.flatMap((one, i) =>
    one.value === null ? [] : [`${labels[i]} ${formatNumber(one.value, decimals)}${suffix}${one.partial ? ' còn thiếu đơn vị' : ''}`],
  )
  const missing = points.flatMap((one, i) => (one.value === null ? [labels[i]] : []))
  return `${name}: ${said.join(', ')}${missing.length > 0 ? `; chưa có số ${missing.join(', ')}` : ''}.`
}

interface MultiplesProps {
  /** The same scale for all, so that heights may be compared. */
  units: readonly { name: string; points: readonly ChartPoint[]; says?: string | undefined }[]
  labels: readonly string[]
  decimals?: number | undefined
  suffix?: string | undefined
}

/** A small line for each unit, all on one scale from zero: for how units go, beside a table that says how much. */
export function Multiples({ units, labels, decimals, suffix = '' }: MultiplesProps) {
  const values = units.flatMap(one => one.points.flatMap(point => point.value ?? []))
  const top = Math.max(1e-9, ...values)
  const low = Math.min(0, ...values)
  return (
    <ul class="many">
      {units.map(({ name, points, says = 'chưa có số' }) => {
        const x = (i: number): number => 4 + (112 * i) / Math.max(1, points.length - 1)
        const y = (value: number): number => 38 - (34 * (value - low)) / (top - low)
        const known = points.flatMap((point, at) => (point.value === null ? [] : [{ value: point.value, at }]))
        const last = known.at(-1)
        const path = known.map((p, k) => `${known[k - 1]?.at === p.at - 1 ? 'L' : 'M'}${x(p.at).toFixed(1)} ${y(p.value).toFixed(1)}`)
        return (
          <li>
            {name}
            <br />
            {last ? (
              <>
                <strong class="num">{`${formatNumber(last.value, decimals)}${suffix}`}</strong>
                {last.at < points.length - 1 && <span class="soft">{` (${labels[last.at]})`}</span>}
              </>
            ) : (
              <span class="void wrap-void">{says}</span>
            )}
            <svg viewBox="0 0 120 42" aria-hidden="true">
              <path class="base" d={`M0 ${y(0).toFixed(1)}H120`} />
              <path d={path.join('')} />
              {last && <circle cx={x(last.at).toFixed(1)} cy={y(last.value).toFixed(1)} r="3" />}
              {known
                .filter((p, k) => known[k - 1]?.at !== p.at - 1 && known[k + 1]?.at !== p.at + 1 && p !== last)
                .map(p => (
                  <circle cx={x(p.at).toFixed(1)} cy={y(p.value).toFixed(1)} r="2" />
                ))}
            </svg>
          </li>
        )
      })}
    </ul>
  )
}
