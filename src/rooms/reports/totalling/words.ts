// How amounts, differences and their causes are said.
import { formatNumber } from '../../../ground/vietnamese.ts'
import type { Indicator } from '../figures.ts'
import type { AdjustmentKind, Amount } from './adjusting.ts'

/** "+3", "−2": a difference always shows which way. */
export const signed = (value: number, decimals?: number): string => `${value > 0 ? '+' : ''}${formatNumber(value, decimals)}`

export const KINDS: Readonly<Record<AdjustmentKind, string>> = {
  own: 'Phần của chính cơ quan',
  twice: 'Trừ phần trùng',
}

/** "+2", or of a ratio "tử +3, mẫu +5". */
export const amountText = ({ value, numerator, denominator }: Amount): string =>
  value === null ? `tử ${signed(numerator ?? 0)}, mẫu ${signed(denominator ?? 0)}` : signed(value)

/** The sign and unit of a figure's difference: points for a ratio. */
export const byText = (by: number, { kind }: Pick<Indicator, 'kind'>): string =>
  kind === 'ratio' ? `${signed(by, Math.abs(by) < 0.05 ? 2 : 1)} điểm %` : signed(by)
