// The lists of a report as they are published with it.
import type { Ask } from '../../../access/ask.ts'
import { alphabetical } from '../../../ground/vietnamese.ts'
import type { Counted, ReportSnapshot } from '../../../web/room.ts'
import type { AddedUp } from '../adding-up.ts'
import { listedLines, MOST_LISTED } from './listed.ts'
import { recordsIn } from './store.ts'

/** The records that were handed in behind the lines its form lists, each once; null in a form of before, whose paper has no lists. */
export async function listsToPublish(
  reading: Ask,
  { form, parts }: AddedUp,
  label: (unitId: string) => string,
): Promise<ReportSnapshot['lists'] | null> {
  if (form.lists === null) return null
  const codes = listedLines(form.indicators, form.lists).map(one => one.code)
  const found = await recordsIn(
    reading,
    parts.map(part => part.editionId),
    codes,
    MOST_LISTED,
  )
  return frozenLists(codes, found, label)
}

/** "xã Bình Điền" of "ấp An Tây, xã Bình Điền": hamlets of one commune stand together. */
const under = (place: string): string => place.split(', ').at(-1) ?? place

type Found = Counted & { readonly code: string; readonly all?: number }

/** Records as the lists of a paper, by place and day; `all` where not every one was read. */
export const frozenLists = (
  codes: readonly string[],
  found: readonly Found[],
  label: (unitId: string) => string,
): NonNullable<ReportSnapshot['lists']> =>
  codes.map(code => {
    const own = found.filter(one => one.code === code)
    const count = own[0]?.all ?? own.length
    if (count > MOST_LISTED) return { code, count, records: [] }
    const records = own.map(one => ({ title: one.title, place: label(one.unit_id), on: one.on_day }))
    return {
      code,
      count,
      records: records.sort(
        (a, b) =>
          alphabetical(under(a.place), under(b.place)) ||
          alphabetical(a.place, b.place) ||
          a.on.localeCompare(b.on) ||
          alphabetical(a.title, b.title),
      ),
    }
  })
