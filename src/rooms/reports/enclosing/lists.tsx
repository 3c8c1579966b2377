// The lists that go with a report: the records behind its counted lines, as an annex. What was handed in keeps the list of that day.
import type { Ask } from '../../../access/ask.ts'
import { capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { Section } from '../../../web/parts/section.tsx'
import { Table } from '../../../web/parts/table.tsx'
import type { Counted } from '../../../web/room.ts'
import { counterOf, records, type Wiring } from '../counting.ts'
import type { Indicator } from '../figures.ts'
import type { Report } from '../filling.ts'
import { plainLabel } from '../sheet.ts'
import { recordsIn } from './store.ts'

export interface RecordList {
  readonly label: string
  readonly records: readonly Counted[]
}

/** A line of its own that counts what happened in the window has its list; "trong đó" lines would only repeat it, and a stock is all there is. */
const hasList = (one: Indicator): boolean => one.counter !== null && one.kind === 'flow' && one.depth === 0

/** The lists of a draft, as they stand now. */
export async function listsNow(ask: Ask, wiring: Wiring, report: Report): Promise<readonly RecordList[]> {
  const listed = report.form.indicators.filter(one => hasList(one) && counterOf(wiring, one))
  const found = await records(ask, wiring, listed, report.of)
  return listed.map(one => ({ label: plainLabel(one), records: found.filter(each => each.code === one.code) }))
}

/** The lists that were handed in with these editions, every record once. A line that nobody counted has none. */
export async function listsOf(
  ask: Ask,
  lines: readonly { readonly code: string; readonly label: string; readonly kind: string; readonly depth: number }[],
  editions: readonly string[],
): Promise<readonly RecordList[]> {
  const listed = lines.filter(one => one.kind === 'flow' && one.depth === 0)
  const found = await recordsIn(
    ask,
    editions,
    listed.map(one => one.code),
  )
  return listed.map(one => ({ label: one.label.replace(/^trong đó: /u, ''), records: found.filter(each => each.code === one.code) }))
}

const MOST_SHOWN = 300

/** Under the report: one list for each such line that has records, closed until it is wanted. */
export function RecordLists({ lists, label }: { lists: readonly RecordList[]; label: (unitId: string) => string }) {
  const there = lists.filter(one => one.records.length > 0)
  if (there.length === 0) return null
  return (
    <Section title="Danh mục kèm báo cáo" id="h-danh-muc">
      {there.map(one => (
        <details class="after">
          <summary>
            {capital(one.label)} <span class="soft num">({formatNumber(one.records.length)})</span>
          </summary>
          <Table
            caption={`Danh mục: ${one.label}`}
            hideCaption
            columns={[
              { label: 'TT', numeric: true, width: 3 },
              { label: 'Tên' },
              { label: 'Nơi' },
              { label: 'Ngày tính', numeric: true, width: 9 },
            ]}
            head={1}
            rows={one.records.slice(0, MOST_SHOWN).map((each, i) => ({
              cells: [
                <span class="num">{i + 1}</span>,
                <a href={each.href}>{each.title}</a>,
                label(each.unit_id),
                <span class="num">{formatDay(each.on_day)}</span>,
              ],
            }))}
          />
          {one.records.length > MOST_SHOWN && (
            <p class="small soft">{`Còn ${formatNumber(one.records.length - MOST_SHOWN)} hồ sơ; mở số của chỉ tiêu để xem đủ.`}</p>
          )}
        </details>
      ))}
    </Section>
  )
}
