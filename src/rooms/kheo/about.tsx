// What this room says on a unit's page.
import type { VNode } from 'preact'
import type { AskFor } from '../../access/ask.ts'
import { yearOf } from '../../ground/day.ts'
import { formatDay, formatNumber } from '../../ground/vietnamese.ts'
import { ledgerOfYear } from './store-lists.ts'

/** The running models of a unit, with those of past units that it keeps; nothing when the unit is out of the person's reach. */
export async function aboutUnit(asking: AskFor, unitId: string): Promise<readonly { readonly heading: string; readonly body: VNode }[]> {
  const ask = asking('kheo.read')
  if (!ask?.grant.units.has(unitId)) return []
  const units = [...new Set([unitId, ...ask.tree.inCare(unitId)])].filter(id => ask.grant.units.has(id))
  const year = yearOf(ask.today)
  const rows = await ledgerOfYear(ask.tx, units, year, ask.today)
  const sum = (part: 'fresh' | 'stopped' | 'closing') => rows.reduce((total, row) => total + row[part], 0)
  const body = (
    <p>
      <strong class="num">{formatNumber(sum('closing'))}</strong>
      {` mô hình đang duy trì đến ${formatDay(ask.today)}; năm ${year} đăng ký mới ${formatNumber(sum('fresh'))}, dừng ${formatNumber(sum('stopped'))}. `}
      <a href={`/kheo?don-vi=${unitId}`}>Xem các mô hình</a>
    </p>
  )
  return [{ heading: 'Dân vận khéo', body }]
}
