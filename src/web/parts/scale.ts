// Axes and classes that a person can read: ends at round numbers, few of them. Pure.

/** 1, 2, 2.5 or 5 by a power of ten: the smallest that is at least this. */
export function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  const step = [1, 2, 2.5, 5, 10].find(one => one * power >= least * (1 - 1e-9)) ?? 10
  return step * power
}

const exact = (value: number): number => Number(value.toPrecision(12))

/** Round numbers from zero (or below it) to at least the largest, about `most` of them; whole ones where figures are counted. */
export function ticks(smallest: number, largest: number, options: { most?: number; whole?: boolean } = {}): number[] {
  const { most = 5, whole = true } = options
  const [low, high] = [Math.min(0, smallest), Math.max(0, largest)]
  if (high === low) return [0, whole ? 1 : niceStep(0.1)]
  let step = niceStep((high - low) / Math.max(1, most - 1))
  if (whole) step = Math.max(1, Number.isInteger(exact(step)) ? step : Math.ceil(step))
  const [from, to] = [Math.floor(exact(low / step)), Math.ceil(exact(high / step))]
  return Array.from({ length: to - from + 1 }, (_, i) => exact((from + i) * step))
}

/** A class of values: from `from` up to `to`, its own upper end only for the last. */
export interface ValueClass {
  readonly from: number
  readonly to: number
}

/** At most `most` classes of one width between round ends that hold every value: for shades, which need not begin at zero. */
export function classesOf(values: readonly number[], most = 5, options: { whole?: boolean } = {}): ValueClass[] {
  if (values.length === 0) return []
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const least = options.whole === false ? 1e-4 : 1
  for (let step = niceStep(Math.max(least, (high - low) / most)); ; step = niceStep(step * 1.01)) {
    if (options.whole !== false && !Number.isInteger(exact(step))) continue
    const from = Math.floor(exact(low / step))
    const count = Math.max(1, Math.ceil(exact(high / step)) - from)
    if (count <= most)
      return Array.from({ length: count }, (_, i) => ({ from: exact((from + i) * step), to: exact((from + i + 1) * step) }))
  }
}

/** Which class a value belongs to; the last takes its own upper end. */
export const classOf = (value: number, classes: readonly ValueClass[]): number => {
  const at = classes.findIndex(one => value >= one.from && value < one.to)
  return at >= 0 ? at : classes.length - 1
}
