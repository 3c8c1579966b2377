// The lists that go with a report: the records behind its counted lines, as an annex. What was handed in keeps the list of that day.
import type { Ask } from '../../../access/ask.ts'
import type { Day } from '../../../ground/day.ts'
import { capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { Section } from '../../../web/parts/section.tsx'
import { Table } from '../../../web/parts/table.tsx'
import type { Counted, ReportSnapshot } from '../../../web/room.ts'
import { counterOf, records, type Wiring } from '../counting.ts'
import type { Report } from '../filling.ts'
import { placeThen } from '../naming.ts'
import { listedLines } from './listed.ts'
import { recordsIn } from './store.ts'

export interface RecordList {
  readonly label: string
  /** Its form says that it wants this list: it is there also while it is empty. */
  readonly isAsked: boolean
  readonly count: number
  /** The first of them. */
  readonly records: readonly { readonly title: string; readonly href?: string; readonly place: string; readonly on: Day }[]
}

const MOST_SHOWN = 300

type Named = (unitId: string) => string
const shownRecord = (one: Counted, label: Named) => ({ title: one.title, href: one.href, place: label(one.unit_id), on: one.on_day })

const placeAt = (ask: Ask, id: string, on: Day, own?: string): string => placeThen(ask.tree.on(on), id, one => ask.tree.label(one, on), own)

/** The lists of a draft, as they stand now. */
export async function listsNow(ask: Ask, wiring: Wiring, { form, of, owed }: Report): Promise<readonly RecordList[]> {
  const listed = listedLines(form.indicators, form.lists).filter(one => counterOf(wiring, one))
  const found = await records(ask, wiring, listed, of)
  return listed.map(({ code, label }) => {
    const own = found.filter(one => one.code === code)
    const shown = own.slice(0, MOST_SHOWN).map(one => shownRecord(one, id => placeAt(ask, id, owed.window.until, owed.unitId)))
    return { label, isAsked: form.lists !== null, count: own.length, records: shown }
  })
}

/** The lists that were handed in with these editions, every record once; units by their names of that day. */
export async function listsOf(
  ask: Ask,
  lines: readonly { readonly code: string; readonly label: string }[],
  of: { readonly editions: readonly string[]; readonly until: Day; readonly isAsked: boolean; readonly unitId?: string },
): Promise<readonly RecordList[]> {
  const codes = lines.map(one => one.code)
  const found = await recordsIn(ask, of.editions, codes, MOST_SHOWN)
  return lines.map(({ code, label }) => {
    const own = found.filter(one => one.code === code)
    const shown = own.map(one => shownRecord(one, id => placeAt(ask, id, of.until, of.unitId)))
    return { label, isAsked: of.isAsked, count: own[0]?.all ?? 0, records: shown }
  })
}

/** The lists of one edition, by the form of its window. */
export const listsOfEdition = (ask: Ask, { form, owed }: Report, edition: string): Promise<readonly RecordList[]> =>
  listsOf(ask, listedLines(form.indicators, form.lists), {
    editions: [edition],
    unitId: owed.unitId,
    until: owed.window.until,
    isAsked: form.lists !== null,
  })

/** The lists as they are frozen with a report. */
export const listsIn = ({ lists, rows }: ReportSnapshot): readonly RecordList[] =>
  (lists ?? []).map(({ code, count, records: frozen }) => ({
    label: rows.find(row => row.code === code)?.label ?? code,
    isAsked: true,
    count,
    records: frozen.slice(0, MOST_SHOWN),
  }))

/** Under the report: one list for each such line, closed until it is wanted. */
export function RecordLists({ lists }: { lists: readonly RecordList[] }) {
  const there = lists.filter(one => one.count > 0 || one.isAsked)
  if (there.length === 0) return null
  return (
    <Section title="Danh mục kèm báo cáo" id="h-danh-muc">
      {there.map(({ label, count, records: shown }) => (
        <details class="after">
          <summary>
            {capital(label)} <span class="soft num">({formatNumber(count)})</span>
          </summary>
          {shown.length > 0 && (
            <Table
              caption={`Danh mục: ${label}`}
              hideCaption
              columns={[
                { label: 'TT', numeric: true, width: 3 },
                { label: 'Tên' },
                { label: 'Nơi' },
                { label: 'Ngày tính', numeric: true, width: 9 },
              ]}
              head={1}
              rows={shown.map((each, i) => ({
                cells: [
                  <span class="num">{i + 1}</span>,
                  each.href === undefined ? each.title : <a href={each.href}>{each.title}</a>,
                  each.place,
                  <span class="num">{formatDay(each.on)}</span>,
                ],
              }))}
            />
          )}
          {count === 0 && <p class="small soft">Kỳ này không có hồ sơ nào để lập danh mục.</p>}
          {count > shown.length && (
            <p class="small soft">{`${shown.length === 0 ? 'Có' : 'Còn'} ${formatNumber(count - shown.length)} hồ sơ; mở số của chỉ tiêu để xem đủ.`}</p>
          )}
        </details>
      ))}
    </Section>
  )
}
