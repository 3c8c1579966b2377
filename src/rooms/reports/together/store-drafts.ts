// The draft with who wrote each place of it; written only over what was read.
import { sql } from 'kysely'
import { type Ask, inReach, isInReach } from '../../../access/ask.ts'
import type { Section, TypedCell } from '../sheet.ts'
import type { Aside, Hand } from './merge.ts'

export interface DraftNow {
  readonly after: number
  readonly version: number
  readonly savedBy: string
  readonly cells: readonly TypedCell[]
  readonly narrative: readonly Section[]
  readonly hands: Readonly<Record<string, Hand>>
  readonly asides: readonly Aside[]
}

/** The draft as it is committed now; undefined when there is none within reach. */
export async function draftNow(ask: Ask, windowId: string, unitId: string): Promise<DraftNow | undefined> {
  const { rows } = await sql<DraftNow>`
    select after_number as after, version, saved_by as "savedBy", cells, narrative, hands, asides from report_draft
     where window_id = ${windowId}::uuid and unit_id = ${unitId}::uuid and ${inReach(ask, 'unit_id')}`.execute(ask.tx)
  return rows[0]
}

export interface JoinedDraft {
  readonly windowId: string
  readonly unitId: string
  readonly after: number
  /** The version it was joined with, 0 when there was none. */
  readonly version: number
  readonly from: string
  readonly cells: readonly TypedCell[]
  readonly narrative: readonly Section[]
  readonly hands: Readonly<Record<string, Hand>>
  readonly asides: readonly Aside[]
}

/** Keeps the joined draft. False, and nothing written, when another was saved since it was read: it is to be joined again. */
export async function putJoined(ask: Ask, draft: JoinedDraft): Promise<boolean> {
  const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`
  const { rows } = await sql`
    insert into report_draft as d (window_id, unit_id, after_number, version, saved_from, cells, narrative, hands, asides, saved_at, saved_by)
    select ${draft.windowId}::uuid, ${draft.unitId}::uuid, ${draft.after}, 1, ${draft.from}::uuid, ${json(draft.cells)}, ${json(draft.narrative)},
           ${json(draft.hands)}, ${json(draft.asides)}, ${ask.at.toISOString()}::timestamptz, ${ask.person.id}::uuid
     where ${isInReach(ask, draft.unitId)}
    on conflict (window_id, unit_id) do update set after_number = excluded.after_number, version = d.version + 1, saved_from = excluded.saved_from,
      cells = excluded.cells, narrative = excluded.narrative, hands = excluded.hands, asides = excluded.asides,
      saved_at = excluded.saved_at, saved_by = excluded.saved_by
      where d.version = ${draft.version}
    returning version`.execute(ask.tx)
  return rows.length > 0
}
