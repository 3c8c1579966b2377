// A comparison as tables for files: exactly what the page shows, numbers as numbers, the base said above. Pure.
import { capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { partName, reached } from '../planning/plan-rules.ts'
import { plainLabel } from '../sheet.ts'
import type { Compared, Comparison } from './acts-comparing.ts'
import { type CompareRow, type Point, ranks, shareOf } from './compare.ts'
import { silentText, structureSays } from './said.ts'

export type FileCell = string | number | null

export interface FileTable {
  readonly name: string
  /** Above the heading: what, when, on which base. */
  readonly above: readonly string[]
  readonly heads: readonly string[]
  readonly rows: readonly (readonly FileCell[])[]
}

interface FileColumn {
  readonly head: string
  readonly of: (row: CompareRow) => FileCell
}

const figure = (point: Point | undefined): FileCell => (point?.state === 'value' ? point.value : null)

function pointColumns(label: string, of: (row: CompareRow) => Point | undefined, isRatio: boolean): FileColumn[] {
  if (!isRatio) return [{ head: label, of: row => figure(of(row)) }]
  return [
    { head: `${label}: tử số`, of: row => of(row)?.numerator ?? null },
    { head: `${label}: mẫu số`, of: row => of(row)?.denominator ?? null },
    { head: `${label}: %`, of: row => figure(of(row)) },
  ]
}

function columnsOf(compared: Compared, comparison: Comparison): FileColumn[] {
  const { indicator, rows, total, plans, planPart } = comparison
  const { now, earlier, chain, asked } = compared
  const isRatio = indicator.kind === 'ratio'
  const places = ranks(rows.ranked)
  const planOf = (row: CompareRow) => plans.get(row.unitId)
  const shareOfPlan = (row: CompareRow): FileCell => {
    const { plan, done } = planOf(row) ?? {}
    return plan?.figure ? (reached(plan.figure, done).share ?? null) : null
  }
  return [
    { head: 'Hạng', of: row => places.get(row.unitId) ?? null },
    { head: 'Đơn vị', of: row => capital(row.name) },
    ...pointColumns(`Kỳ này (${now.label})`, row => row.now, isRatio),
    ...(asked.way === 'ty-trong' && !isRatio
      ? [
          {
            head: `% của tổng số ${total.now.value === null ? 'chưa có' : formatNumber(total.now.value, indicator.decimals)}`,
            of: (row: CompareRow) => shareOf(row.now, total.now),
          },
        ]
      : []),
    ...(earlier ? pointColumns(`So với ${earlier.label}`, row => row.earlier, isRatio) : []),
    { head: isRatio ? 'Tăng, giảm (điểm %)' : 'Tăng, giảm', of: row => (typeof row.difference === 'string' ? null : row.difference.by) },
    ...(isRatio
      ? []
      : [
          {
            head: 'Tăng, giảm (% của kỳ so)',
            of: (row: CompareRow) => (typeof row.difference === 'string' ? null : row.difference.percent),
          },
        ]),
    { head: 'Báo cáo đã có số', of: row => row.now.have },
    { head: 'Báo cáo phải có', of: row => row.now.all },
    ...(plans.size > 0
      ? [
          { head: `Kế hoạch ${partName(planPart, compared.year)}`, of: (row: CompareRow): FileCell => planCell(planOf(row)) },
          {
            head: planPart === 'year' ? `Lũy kế năm ${compared.year}` : 'Đã làm trong kỳ',
            of: (row: CompareRow): FileCell => planOf(row)?.done?.value ?? null,
          },
          { head: '% kế hoạch', of: shareOfPlan },
        ]
      : []),
    { head: 'Ghi chú', of: row => notesOf(row).join('; ') },
    ...chain.slice(0, -1).flatMap((one, i) => pointColumns(`Qua các kỳ: ${one.label}`, row => row.points[i], isRatio)),
  ]
}

function planCell(beside: ReturnType<Comparison['plans']['get']>): FileCell {
  const planned = beside?.plan.figure
  if (!planned) return beside?.plan.why ?? null
  return planned.kind === 'count' ? planned.value : reached(planned, undefined).plan
}

/** Why a row has no figure, or is not set beside then. */
export function notesOf(row: CompareRow): string[] {
  const notes: string[] = []
  if (row.now.state !== 'value') notes.push(silentText(row.now))
  else if (row.now.have < row.now.all) notes.push(`còn thiếu ${formatNumber(row.now.all - row.now.have)} đơn vị, không xếp hạng`)
  if (row.now.why !== null && row.now.state === 'value') notes.push(row.now.why)
  if (typeof row.difference === 'string' && row.now.state === 'value') notes.push(`không tính tăng, giảm: ${row.difference}`)
  return notes
}

/** One table for each indicator, its total last. */
export const tablesOf = (compared: Compared): FileTable[] =>
  compared.comparisons.map((comparison): FileTable => {
    const { indicator, rows, total } = comparison
    const columns = columnsOf(compared, comparison)
    const { now, earlier, top } = compared
    const shown = [...rows.ranked, ...rows.partial, ...rows.silent, ...rows.missing]
    const isAlone = shown.length === 1 && shown[0]?.unitId === total.unitId
    return {
      name: indicator.code,
      above: [
        `${capital(plainLabel(indicator))} (${indicator.measure}), mã ${indicator.code}`,
        `${capital(top.fullName)}, ${now.label}, số liệu từ ${formatDay(now.from)} đến hết ${formatDay(now.until)}`,
        `Cơ sở so sánh: ${structureSays(compared)}`,
        earlier ? `So với ${earlier.label} (đến hết ${formatDay(earlier.until)})` : 'Không có kỳ để so',
        `Báo cáo được tiếp nhận có số: ${formatNumber(total.now.have)} trên ${formatNumber(total.now.all)}. Ô trống là chưa có số, không phải số 0.`,
        ...(comparison.twice > 0 ? [`${formatNumber(comparison.twice)} hồ sơ do hai đơn vị cùng đếm; tổng số tính một lần.`] : []),
      ],
      heads: columns.map(one => one.head),
      rows: (isAlone ? shown : [...shown, total]).map(row => columns.map(column => column.of(row))),
    }
  })
