// How a comparison is said: values, differences, coverage, bases. The page and its files say the same. Pure.
import { formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import type { Indicator } from '../figures.ts'
import { SILENT } from '../figures.ts'
import type { Compared } from './acts-comparing.ts'
import type { Difference, Point } from './compare.ts'

export const suffixOf = ({ kind }: Pick<Indicator, 'kind'>): string => (kind === 'ratio' ? '%' : '')
export const decimalsOf = ({ kind, decimals }: Pick<Indicator, 'kind' | 'decimals'>): number =>
  kind === 'ratio' ? Math.max(1, decimals) : decimals

export const valueText = (value: number, indicator: Pick<Indicator, 'kind' | 'decimals'>): string =>
  `${formatNumber(value, decimalsOf(indicator))}${suffixOf(indicator)}`

/** What a point is when it is no figure. */
export function silentText({ state, why, all }: Point): string {
  if (state === 'none') return why ?? SILENT.none
  if (state === 'not_applicable') return SILENT.not_applicable
  if (state === 'incomparable') return `không so sánh: ${why ?? 'khác địa bàn'}`
  if (state === 'absent') return why ?? 'không phải báo cáo'
  return all > 1 ? `chưa có số liệu (0/${formatNumber(all)} đơn vị)` : 'chưa có số liệu'
}

export function differenceText(difference: Difference, then: Point | undefined, indicator: Pick<Indicator, 'kind' | 'decimals'>): string {
  const sign = difference.by > 0 ? '+' : ''
  if (indicator.kind === 'ratio') return `${sign}${formatNumber(difference.by, decimalsOf(indicator))} điểm %`
  const by = `${sign}${formatNumber(difference.by, decimalsOf(indicator))}`
  if (difference.percent === null || then?.value == null) return by
  return `${by} (${difference.percent > 0 ? '+' : ''}${formatNumber(difference.percent, 1)}% của ${formatNumber(then.value, decimalsOf(indicator))})`
}

/** The structure in words: it stands in the heading, in every caption and in every file. */
export function structureSays({ structure, now, day }: Pick<Compared, 'structure' | 'now' | 'day'>): string {
  if (structure.as === 'reported') return `như đã báo cáo, cơ cấu ngày chốt ${formatDay(now.until)}`
  return `theo cơ cấu ${structure.as === 'today' ? 'hôm nay, ' : ''}ngày ${formatDay(day)}`
}

export const coverageText = ({ have, all }: Pick<Point, 'have' | 'all'>): string => `${formatNumber(have)}/${formatNumber(all)}`

/** "T10/26" under a column: short, and the year is said. */
export function shortLabel(label: string): string {
  const [, kind = '', rest = ''] = /^(tháng|quý|6 tháng|9 tháng|năm)\s*(.*)$/iu.exec(label) ?? []
  const short = { tháng: 'T', quý: 'Q', '6 tháng': '6T ', '9 tháng': '9T ', năm: '' }[kind.toLocaleLowerCase('vi')]
  return short === undefined ? label : `${short}${rest.replace(/\/20(\d\d)$/u, '/$1')}`
}
