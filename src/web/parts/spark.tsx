import type { ComponentChildren } from 'preact'
import { formatNumber } from '../../ground/vietnamese.ts'

interface SparkProps {
  title: string
  /** What is counted and what is not: "Cuối mỗi kỳ. Đếm từ hồ sơ." The axis is told before it. */
  says?: string | undefined
  /** Oldest first. A window without a figure is null: the line breaks there. */
  points: readonly { label: string; value: number | null }[]
  /** Where the axis begins; 0 unless a rate would be a flat line. */
  from?: number | undefined
  /** Where it ends; the largest value unless told. */
  to?: number | undefined
  decimals?: number | undefined
  children?: ComponentChildren
}

const LEFT = 6
const RIGHT = 196
const TOP = 14
const BASE = 62

/** A small line through the windows: axis stated, first and last figure written, nothing smoothed, nothing filled. */
export function Spark({ title, says, points, from = 0, to, decimals, children }: SparkProps) {
  const known = points.flatMap((p, i) => (p.value === null ? [] : [{ ...p, value: p.value, i }]))
  const first = known[0]
  const last = known.at(-1)
  const top = Math.max(to ?? from, ...known.map(p => p.value), from + 1)
  const x = (i: number) => (points.length < 2 ? RIGHT : LEFT + ((RIGHT - LEFT) * i) / (points.length - 1))
  const y = (value: number) => BASE - ((BASE - TOP) * (value - from)) / (top - from)
  const at = (p: { i: number; value: number }) => `${x(p.i).toFixed(1)} ${y(p.value).toFixed(1)}`
  const path = known.map((p, k) => (known[k - 1]?.i === p.i - 1 ? `L${at(p)}` : `M${at(p)}`)).join('')
  const alone = known.filter((p, k) => known[k - 1]?.i !== p.i - 1 && known[k + 1]?.i !== p.i + 1)
  const axis = to === undefined ? `Trục từ ${formatNumber(from)}.` : `Trục từ ${formatNumber(from)} đến ${formatNumber(to)}.`
  return (
    <figure class="pad split">
      <figcaption>
        <strong>{title}</strong>
        <br />
        <small class="soft">
          {axis} {says}
        </small>
      </figcaption>
      {first && last ? (
        <svg class="spark" viewBox="0 0 264 82" role="img" aria-label={inWords(points, first, last, decimals)}>
          <path class="ax" d={`M${LEFT} ${BASE}H${RIGHT}`} />
          <path d={path} />
          {alone.map(p => (
            <circle cx={x(p.i).toFixed(1)} cy={y(p.value).toFixed(1)} r="2.5" />
          ))}
          <circle cx={x(last.i).toFixed(1)} cy={y(last.value).toFixed(1)} r="3.5" />
          <text class="last" x={(x(last.i) + 9).toFixed(1)} y={(y(last.value) + 4).toFixed(1)}>
            {formatNumber(last.value, decimals)}
          </text>
          <text x={LEFT} y="78">{`${first.label}: ${formatNumber(first.value, decimals)}`}</text>
          {points.length > 1 && (
            <text x={RIGHT} y="78" text-anchor="end">
              {points.at(-1)?.label}
            </text>
          )}
          {y(last.value) < 46 && (
            <text x={RIGHT + 9} y="66">
              {formatNumber(from)}
            </text>
          )}
        </svg>
      ) : (
        <p class="small void">Chưa có kỳ nào có số.</p>
      )}
      {children && <p class="small">{children}</p>}
    </figure>
  )
}

function inWords(
  points: SparkProps['points'],
  first: { label: string; value: number },
  last: { label: string; value: number },
  decimals: number | undefined,
): string {
  const missing = points.filter(p => p.value === null).map(p => p.label)
  const way = `${first.label} ${formatNumber(first.value, decimals)}, ${last.label} ${formatNumber(last.value, decimals)}`
  return missing.length > 0 ? `${way}; thiếu ${missing.join(', ')}` : way
}
