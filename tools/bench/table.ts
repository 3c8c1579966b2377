// What was measured: rows, their medians, the table people read and the JSON machines read.
export interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The same work without us, measured in the same minute. */
  readonly floor: number | null
  /** value / floor. */
  readonly ratio: number | null
  readonly target: number | null
  readonly ok: boolean
}

export function median(values: readonly number[]): number {
  const order = [...values].sort((a, b) => a - b)
  const [low, high] = [order[Math.floor((order.length - 1) / 2)], order[Math.floor(order.length / 2)]]
  if (low === undefined || high === undefined) throw new Error('the median of nothing')
  return (low + high) / 2
}

const rounded = (value: number): number => Number(value.toPrecision(4))

/** Something that should take at most so long. */
export const atMost = (name: string, seconds: readonly number[], target: number): Row => {
  const value = rounded(median(seconds))
  return { name, value, unit: 's', floor: null, ratio: null, target, ok: value <= target }
}

/** Something that should go at least so fast. */
export const atLeast = (name: string, rates: readonly number[], unit: string, target: number): Row => {
  const value = rounded(median(rates))
  return { name, value, unit, floor: null, ratio: null, target, ok: value >= target }
}

export interface Round {
  readonly ours: number
  readonly floor: number
}

/** Our rate beside the floor's. The ratio is the median of the rounds' own: what disturbs the machine disturbs both halves of a round. */
export const besideFloor = (name: string, rounds: readonly Round[], unit: string, target: number): Row => {
  const ratio = rounded(median(rounds.map(one => one.ours / one.floor)))
  const value = rounded(median(rounds.map(one => one.ours)))
  return { name, value, unit, floor: rounded(median(rounds.map(one => one.floor))), ratio, target, ok: ratio >= target }
}

const written = (value: number | null): string => (value === null ? '–' : String(value))

export function tableOf(rows: readonly Row[]): string {
  const lines = [
    ['', 'value', 'unit', 'floor', 'ratio', 'target', ''],
    ...rows.map(row => [
      row.name,
      written(row.value),
      row.unit,
      written(row.floor),
      written(row.ratio),
      written(row.target),
      row.ok ? 'ok' : 'MISSED',
    ]),
  ]
  const widths = lines[0]?.map((_, at) => Math.max(...lines.map(line => line[at]?.length ?? 0))) ?? []
  const isText = (at: number): boolean => at === 0 || at === 2 || at === 6
  return lines
    .map(line => line.map((cell, at) => (isText(at) ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '))
    .map(line => `${line.trimEnd()}\n`)
    .join('')
}
