// Cells that nobody types: a formula over other cells, and a ratio of two. Pure.
import { exact, type Figure, type FigureState, type Figures, type Indicator, percent } from './figures.ts'

/** A figure of the sheet: what is not named is not there. */
export const made = (code: string, state: FigureState, value: number | null, more: Partial<Figure> = {}): Figure => {
  const { counted = null, numerator = null, denominator = null, reason = null, note = null } = more
  return { code, state, value, counted, numerator, denominator, reason, note }
}

/** Opening + new − stopped. Undefined while a cell it needs has no figure yet; what did not occur adds nothing. */
export function compute(indicator: Indicator, figures: Figures, opening: ReadonlyMap<string, number>): Figure | undefined {
  const { formula, code } = indicator
  if (!formula) return undefined
  const start = formula.opening ? opening.get(code) : 0
  if (start === undefined) return undefined
  let value = start
  let estimated = false
  for (const [codes, sign] of [
    [formula.plus, 1],
    [formula.minus, -1],
  ] as const)
    for (const one of codes) {
      const figure = figures.get(one)
      if (!figure) return undefined
      value = exact(value + sign * (figure.value ?? 0))
      estimated ||= figure.state === 'estimated'
    }
  return made(code, estimated ? 'estimated' : value === 0 ? 'zero' : 'reported', value, estimated ? { reason: 'tính từ số ước tính' } : {})
}

/** The quotient in per cent, with what it divides. Where a part says why it has no figure, so does the ratio. */
export function divide(indicator: Indicator, figures: Figures): Figure | undefined {
  const over = figures.get(indicator.numerator ?? '')
  const under = figures.get(indicator.denominator ?? '')
  if (!over || !under) return undefined
  const quiet = [over, under].find(figure => figure.value === null)
  if (quiet) return made(indicator.code, quiet.state, null, { reason: quiet.reason })
  if (!under.value) return made(indicator.code, 'none', null, { reason: 'mẫu số bằng 0' })
  const value = percent(over.value ?? 0, under.value)
  const estimated = over.state === 'estimated' || under.state === 'estimated'
  return made(indicator.code, estimated ? 'estimated' : value === 0 ? 'zero' : 'reported', value, {
    numerator: over.value,
    denominator: under.value,
    reason: estimated ? 'tính từ số ước tính' : null,
  })
}
