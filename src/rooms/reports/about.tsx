// What this room holds about a unit: its last reports.
import type { VNode } from 'preact'
import type { AskFor } from '../../access/ask.ts'
import { addDays } from '../../ground/day.ts'
import { capital, formatDay } from '../../ground/vietnamese.ts'
import { Empty } from '../../web/parts/empty.tsx'
import { Table, Void } from '../../web/parts/table.tsx'
import { handedIn, reportHref, StandingStatus } from './pages/words.tsx'
import { owedBy } from './store-editions.ts'

const SHOWN = 8

export async function aboutUnit(asking: AskFor, unitId: string): Promise<readonly { heading: string; body: VNode }[]> {
  const ask = asking('reports.read')
  const unit = ask?.tree.on(ask.today).history.lastOn(unitId, ask.today)
  if (!ask?.grant.units.has(unitId) || unit?.line !== 'area' || unit.level === 'hamlet') return []
  const last = unit.until !== null && unit.until < ask.today ? unit.until : ask.today
  const owed = await owedBy(ask, [unitId], addDays(last, -800), addDays(last, 60))
  if (owed.length === 0) return [{ heading: 'Báo cáo định kỳ', body: <Empty>Đơn vị này chưa phải nộp báo cáo nào.</Empty> }]
  const body = (
    <Table
      caption="Báo cáo gần nhất"
      hideCaption
      columns={[{ label: 'Kỳ' }, { label: 'Trạng thái' }, { label: 'Nộp lúc' }, { label: 'Hạn nộp', numeric: true }]}
      rows={owed.slice(0, SHOWN).map(one => ({
        cells: [
          <a href={reportHref(one.window.code, one.unitId)}>{capital(one.window.label)}</a>,
          <StandingStatus owed={one} today={ask.today} />,
          handedIn(one) || <Void>chưa nộp</Void>,
          <span class="num">{formatDay(one.window.due)}</span>,
        ],
      }))}
    />
  )
  return [{ heading: `Báo cáo định kỳ: ${owed.length} kỳ gần đây`, body }]
}
