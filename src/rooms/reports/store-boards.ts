// The boards of a receiver, counted: one row for each report with how it stands, and nothing of what is in it.
import { sql } from 'kysely'
import type { Ask } from '../../access/ask.ts'
import type { Day } from '../../ground/day.ts'
import type { OpenedWindow } from './rules.ts'
import { windowColumns } from './store-asked.ts'
import { whenOf } from './store-editions.ts'
import { type TermRow, termRows } from './terms/store-terms.ts'
import { type FirstDays, type Terms, termsOf } from './terms/terms.ts'

/** A window in which others owe, or once owed, to this receiver. */
export interface BoardOf {
  readonly window: OpenedWindow
  readonly receiverId: string
  /** Added up once: published, or sent further up. */
  readonly published: boolean
}

export interface Place {
  readonly until: Day
  readonly windowId: string
  readonly receiverId: string
}

export interface WhichBoards {
  readonly receivers: readonly string[]
  /** Only windows whose cut-off is on or after this day. */
  readonly since?: Day | undefined
  /** Only those that were, or were not yet, added up. */
  readonly published?: boolean | undefined
  readonly after?: Place | undefined
  readonly limit: number
}

/** The boards of these receivers whose windows have begun, the latest first: one page, from a mark on. It costs by receivers, not by reach. */
export async function boardsOf(ask: Ask, { receivers, since, published, after, limit }: WhichBoards): Promise<BoardOf[]> {
  const ids = receivers.filter(id => ask.grant.units.has(id))
  if (ids.length === 0) return []
  const { rows } = await sql<OpenedWindow & { receiverId: string; published: boolean }>`
    with owed_to as (
      select distinct window_id, receiver_id from report_obligation where receiver_id = any(${ids}::uuid[])
      union select window_id, receiver_id from report_rearranged where receiver_id = any(${ids}::uuid[])),
    boards as (
      select b.*, exists (select from report_publication p where p.window_id = b.window_id and p.unit_id = b.receiver_id)
               or exists (select from report_edition e where e.window_id = b.window_id and e.unit_id = b.receiver_id and e.consolidated) as published
        from owed_to b)
    select ${windowColumns}, b.receiver_id as "receiverId", b.published
      from boards b join report_window w on w.id = b.window_id
     where w.from_on <= ${ask.today} ${since ? sql`and w.until_on >= ${since}` : sql``} ${published === undefined ? sql`` : sql`and b.published = ${published}`}
       ${after ? sql`and (w.until_on, w.id, b.receiver_id) < (${after.until}::date, ${after.windowId}::uuid, ${after.receiverId}::uuid)` : sql``}
     order by w.until_on desc, w.id desc, b.receiver_id desc limit ${limit}`.execute(ask.tx)
  return rows.map(({ receiverId, published: isPublished, ...window }) => ({ window, receiverId, published: isPublished }))
}

/** How the report of one unit stands on a board. */
export interface Come extends FirstDays {
  readonly windowId: string
  readonly receiverId: string
  readonly unitId: string
  readonly drafted: boolean
  readonly sent: boolean
  /** The last verdict on its last edition. */
  readonly verdict: 'returned' | 'accepted' | null
  readonly terms: Terms
}

/** Every report owed on these boards, within reach. */
export async function comeTo(ask: Ask, boards: readonly BoardOf[]): Promise<Come[]> {
  if (boards.length === 0) return []
  // Who owes is found by both tables' own keys: the view asked for a receiver would read every obligation of the window.
  const { rows } = await sql<Omit<Come, 'terms'> & { terms: TermRow[] | null }>`
    with boards as materialized (
      select * from unnest(${boards.map(one => one.window.id)}::uuid[], ${boards.map(one => one.receiverId)}::uuid[]) as b (window_id, receiver_id)),
    ever as materialized (
      select c.window_id, c.unit_id from boards b join report_obligation c on c.window_id = b.window_id and c.receiver_id = b.receiver_id
      union select c.window_id, c.unit_id from boards b join report_rearranged c on c.window_id = b.window_id and c.receiver_id = b.receiver_id)
    select o.window_id as "windowId", o.receiver_id as "receiverId", o.unit_id as "unitId", coalesce(y.due_on, w.due_on) as due, coalesce(y.locks_on, w.locks_on) as locks,
           exists (select from report_draft d where d.window_id = o.window_id and d.unit_id = o.unit_id) as drafted,
           e.id is not null as sent, v.kind as verdict, ${termRows} as terms
      from ever cross join lateral (select n.* from report_owing n where n.window_id = ever.window_id and n.unit_id = ever.unit_id offset 0) o
      join boards b on b.window_id = o.window_id and b.receiver_id = o.receiver_id
      join report_window w on w.id = o.window_id
      left join report_window_days y on y.window_id = o.window_id and y.receiver_id = o.receiver_id
      left join lateral (select n.id from report_edition n where n.window_id = o.window_id and n.unit_id = o.unit_id order by n.number desc limit 1) e on true
      left join lateral (select n.kind from report_verdict n where n.edition_id = e.id order by n.number desc limit 1) v on true`.execute(
    ask.tx,
  )
  return rows
    .filter(row => ask.grant.units.has(row.unitId))
    .map(row => ({ ...row, terms: termsOf((row.terms ?? []).map(one => ({ ...one, at: whenOf(one.at) }))) }))
}
