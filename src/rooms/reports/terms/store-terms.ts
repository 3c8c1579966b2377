// The only SQL on report_term: what was asked, given and ended about the days of a report.

import { sql } from 'kysely'
import { type Ask, inReach } from '../../../access/ask.ts'
import type { Day } from '../../../ground/day.ts'
import { civilOf } from '../../../ground/db.ts'
import type { TermEvent, TermKind } from './terms.ts'

export type TermRow = Omit<TermEvent, 'at'> & { readonly at: string }

/** What happened to the days of the obligation `o`, in order; null when nothing did, as for nearly all. */
export const termRows = sql`(
  select json_agg(json_build_object('number', t.number, 'kind', t.kind, 'until', t.until_on, 'reason', t.reason,
           'at', ${civilOf('t.at')}, 'by', t.by_person) order by t.number)
    from report_term t where t.window_id = o.window_id and t.unit_id = o.unit_id)`

/** The due day of the obligation `o` in window `w`, moved by its last extension: for lists that read no more of it than days. */
export const dueExtended = sql`greatest(w.due_on, (select t.until_on from report_term t
  where t.window_id = o.window_id and t.unit_id = o.unit_id and t.kind = 'extended' order by t.number desc limit 1))`

export interface NewTerm {
  readonly unitId: string
  /** The place after what was seen: whoever comes second finds it taken. */
  readonly number: number
}

/** Writes the same for several units of a window. @returns the units it was written for: one is missing where another was faster */
export async function putTerms(
  ask: Ask,
  windowId: string,
  units: readonly NewTerm[],
  what: { readonly kind: TermKind; readonly until: Day | null; readonly reason: string },
): Promise<readonly string[]> {
  const { rows } = await sql<{ unit: string }>`
    insert into report_term (window_id, unit_id, number, kind, until_on, reason, at, by_person)
    select ${windowId}::uuid, u.id, u.number, ${what.kind}, ${what.until}::date, ${what.reason}, ${ask.at.toISOString()}::timestamptz, ${ask.person.id}::uuid
      from unnest(${units.map(one => one.unitId)}::uuid[], ${units.map(one => one.number)}::smallint[]) as u (id, number)
     where ${inReach(ask, 'u.id')}
    on conflict do nothing returning unit_id as unit`.execute(ask.tx)
  return rows.map(row => row.unit)
}

export interface Asked {
  readonly code: string
  readonly label: string
  readonly cutOff: Day
  readonly receiverId: string
  readonly unitId: string
  readonly until: Day
  readonly reason: string
}

/** Askings of units in reach that wait for one of these receivers, the oldest first. */
export const askingsTo = async (ask: Ask, receivers: readonly string[]): Promise<readonly Asked[]> =>
  (
    await sql<Asked>`
    select w.code, w.label, w.until_on as "cutOff", o.receiver_id as "receiverId", o.unit_id as "unitId", t.until_on as until, t.reason
      from report_term t join report_owing o on o.window_id = t.window_id and o.unit_id = t.unit_id join report_window w on w.id = t.window_id
     where t.kind = 'asked' and o.receiver_id = any(${[...receivers]}::uuid[]) and ${inReach(ask, 'o.unit_id')}
       and not exists (select from report_term n where n.window_id = t.window_id and n.unit_id = t.unit_id and n.number > t.number)
     order by t.at, o.unit_id`.execute(ask.tx)
  ).rows

/** Units in reach that were waived in this window at some time; whether they still are is said by the fold. */
export const everWaived = async (ask: Ask, windowId: string): Promise<readonly string[]> =>
  (
    await sql<{ unit: string }>`
    select distinct t.unit_id as unit from report_term t
     where t.window_id = ${windowId}::uuid and t.kind = 'waived' and ${inReach(ask, 't.unit_id')}`.execute(ask.tx)
  ).rows.map(row => row.unit)
