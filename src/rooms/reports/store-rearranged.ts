// Who owes in a window that is open while the structure changes, and the drafts of those who owe no more.

import { sql } from 'kysely'
import { type Ask, inReach } from '../../access/ask.ts'
import type { Day } from '../../ground/day.ts'
import { civilOf } from '../../ground/db.ts'
import { sha256 } from '../../ground/files.ts'
import type { Obligation, OpenedWindow, Owing, Rearrangement } from './rules.ts'
import type { Section, TypedCell } from './sheet.ts'
import { windowColumns } from './store-asked.ts'
import { type When, whenOf } from './store-editions.ts'
import { dueExtended } from './terms/store-terms.ts'

/** Everyone who owes in these windows now, and whether anything was handed in for them. */
export async function owingIn(ask: Ask, windows: readonly string[]): Promise<ReadonlyMap<string, readonly Owing[]>> {
  const all = new Map<string, Owing[]>(windows.map(id => [id, []]))
  if (windows.length === 0) return all
  const { rows } = await sql<Owing & { windowId: string }>`
    select o.window_id as "windowId", o.unit_id as "unitId", o.receiver_id as "receiverId",
           exists (select from report_edition e where e.window_id = o.window_id and e.unit_id = o.unit_id) as sent
      from report_owing o where o.window_id = any(${[...windows]}::uuid[])`.execute(ask.tx)
  for (const { windowId, ...one } of rows) all.get(windowId)?.push(one)
  return all
}

/** Who owes whom in each of these windows, in one mark: markOfOwing makes the same of a structure. */
export async function owingMarks(ask: Ask, windows: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; mark: string }>`
    select o.window_id as id, encode(sha256(string_agg(uuid_send(o.unit_id) || uuid_send(o.receiver_id), ''::bytea order by o.unit_id)), 'hex') as mark
      from report_owing o where o.window_id = any(${[...windows]}::uuid[]) group by o.window_id`.execute(ask.tx)
  return new Map(rows.map(one => [one.id, one.mark]))
}

export const markOfOwing = (owing: readonly Obligation[]): string => {
  const inOrder = [...owing].sort((a, b) => (a.unitId < b.unitId ? -1 : 1))
  return sha256(Buffer.from(inOrder.map(one => `${one.unitId}${one.receiverId}`.replaceAll('-', '')).join(''), 'hex'))
}

/** Windows opened for these units, not published and cut off on or after that day, the latest first. */
export const openWindowsFor = async (ask: Ask, openedFor: readonly string[], since: Day): Promise<readonly OpenedWindow[]> =>
  (
    await sql<OpenedWindow>`select ${windowColumns} from report_window w
     where w.opened_for = any(${[...openedFor]}::uuid[]) and w.until_on >= ${since}
       and not exists (select from report_publication p where p.window_id = w.id and p.unit_id = w.opened_for)
     order by w.until_on desc`.execute(ask.tx)
  ).rows

/** Writes a rearrangement: new obligations, other receivers, and reliefs; a unit relieved before owes again by its next row. */
export async function putRearrangement(ask: Ask, windowId: string, { asked, moved, relieved }: Rearrangement): Promise<void> {
  const rows: readonly { unitId: string; receiverId: string | null }[] = [
    ...asked,
    ...moved,
    ...relieved.map(unitId => ({ unitId, receiverId: null })),
  ]
  await sql`insert into report_obligation (window_id, unit_id, receiver_id)
    select ${windowId}::uuid, a.* from unnest(${asked.map(one => one.unitId)}::uuid[], ${asked.map(one => one.receiverId)}::uuid[]) as a
    on conflict do nothing`.execute(ask.tx)
  await sql`
    insert into report_rearranged (window_id, unit_id, number, receiver_id, at, by_person)
    select ${windowId}::uuid, r.unit, coalesce((select max(b.number) from report_rearranged b where b.window_id = ${windowId}::uuid and b.unit_id = r.unit), 0) + 1,
           r.receiver, ${ask.at.toISOString()}::timestamptz, ${ask.person.id}::uuid
      from unnest(${rows.map(one => one.unitId)}::uuid[], ${rows.map(one => one.receiverId)}::uuid[]) as r (unit, receiver)`.execute(ask.tx)
}

/** The draft of a unit becomes that of the one unit which took it over, where that has none of its own; the old one stays as it was. */
export async function handDraftOver(ask: Ask, windowId: string, passes: readonly { from: string; to: string }[]): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into report_draft (window_id, unit_id, after_number, version, saved_from, cells, narrative, hands, asides, saved_at, saved_by)
    select d.window_id, p.taker, 0, 1, d.saved_from, d.cells, d.narrative, d.hands, d.asides, d.saved_at, d.saved_by
      from unnest(${passes.map(one => one.from)}::uuid[], ${passes.map(one => one.to)}::uuid[]) as p (giver, taker)
      join report_draft d on d.window_id = ${windowId}::uuid and d.unit_id = p.giver
    on conflict (window_id, unit_id) do nothing`.execute(ask.tx)
  return Number(numAffectedRows ?? 0n)
}

export interface LeftDraft {
  readonly window: OpenedWindow
  readonly unitId: string
  readonly cells: readonly TypedCell[]
  readonly narrative: readonly Section[]
  readonly savedAt: When
  readonly savedBy: string
}

type LeftRow = OpenedWindow & Omit<LeftDraft, 'window' | 'savedAt'> & { savedAt: string }

/** Drafts in reach whose unit owes no report any more, the latest first; of one window and unit when these are named. */
export async function leftDrafts(ask: Ask, since: Day, of?: { code: string; unitId: string }): Promise<readonly LeftDraft[]> {
  const { rows } = await sql<LeftRow>`
    select ${windowColumns}, d.unit_id as "unitId", d.cells, d.narrative, d.saved_by as "savedBy",
           ${civilOf('d.saved_at')} as "savedAt"
      from report_draft d join report_window w on w.id = d.window_id
     where ${inReach(ask, 'd.unit_id')} and w.until_on >= ${since}
       and not exists (select from report_owing o where o.window_id = d.window_id and o.unit_id = d.unit_id)
       ${of ? sql`and w.code = ${of.code} and d.unit_id = ${of.unitId}::uuid` : sql``}
     order by d.saved_at desc limit 50`.execute(ask.tx)
  return rows.map(({ unitId, cells, narrative, savedBy, savedAt, ...window }) => ({
    window,
    unitId,
    cells,
    narrative,
    savedBy,
    savedAt: whenOf(savedAt),
  }))
}

/** Everything these units have open: drafts not handed in, and windows still to be handed in; for the effects of a reform. */
export interface OpenAt extends Obligation {
  readonly code: string
  readonly label: string
  readonly until: Day
  readonly due: Day
  readonly drafted: boolean
  readonly sent: boolean
}

/** What these units owe in windows not published whose due day is on or after that day. */
export const openOf = async (ask: Ask, units: readonly string[], since: Day): Promise<readonly OpenAt[]> =>
  units.length === 0
    ? []
    : (
        await sql<OpenAt>`
    select o.unit_id as "unitId", o.receiver_id as "receiverId", w.code, w.label, w.until_on as until, ${dueExtended} as due,
           exists (select from report_draft d where d.window_id = o.window_id and d.unit_id = o.unit_id) as drafted,
           exists (select from report_edition e where e.window_id = o.window_id and e.unit_id = o.unit_id) as sent
      from report_owing o join report_window w on w.id = o.window_id
     where (o.unit_id = any(${[...units]}::uuid[]) or o.receiver_id = any(${[...units]}::uuid[])) and ${dueExtended} >= ${since}
       and not exists (select from report_publication p where p.window_id = w.id)
     order by w.until_on, w.code, o.unit_id`.execute(ask.tx)
      ).rows
