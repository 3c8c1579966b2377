// The receiver's own words in the making, and the words of the editions it begins with.

import { sql } from 'kysely'
import { type Ask, inReach, isInReach } from '../../../access/ask.ts'
import { civilOf } from '../../../ground/db.ts'
import type { Section } from '../sheet.ts'
import { type When, whenOf } from '../store-editions.ts'

export interface TotalText {
  readonly version: number
  readonly narrative: readonly Section[]
  readonly at: When
  readonly by: string
}

/** What the receiver has written for its report of this window; undefined before it was saved. */
export async function lookForText(ask: Ask, windowId: string, unitId: string): Promise<TotalText | undefined> {
  const { rows } = await sql<Omit<TotalText, 'at'> & { at: string }>`
    select version, narrative, saved_by as by, ${civilOf('saved_at')} as at
      from report_total_text where window_id = ${windowId}::uuid and unit_id = ${unitId}::uuid and ${inReach(ask, 'unit_id')}`.execute(
    ask.tx,
  )
  const row = rows[0]
  return row && { ...row, at: whenOf(row.at) }
}

/** Keeps the words. False when another page saved them since this one was opened: nothing was written. */
export async function putText(
  ask: Ask,
  text: { windowId: string; unitId: string; version: number; from: string; narrative: readonly Section[] },
): Promise<boolean> {
  const { rows } = await sql`
    insert into report_total_text as t (window_id, unit_id, version, saved_from, narrative, saved_at, saved_by)
    select ${text.windowId}::uuid, ${text.unitId}::uuid, 1, ${text.from}::uuid, ${JSON.stringify(text.narrative)}::jsonb,
           ${ask.at.toISOString()}::timestamptz, ${ask.person.id}::uuid
     where ${isInReach(ask, text.unitId)}
    on conflict (window_id, unit_id) do update set version = t.version + 1, saved_from = excluded.saved_from, narrative = excluded.narrative,
      saved_at = excluded.saved_at, saved_by = excluded.saved_by
      where t.version = ${text.version} or t.saved_from = excluded.saved_from
    returning version`.execute(ask.tx)
  return rows.length > 0
}

/** The words of these editions, by id. */
export const wordsOf = async (ask: Ask, editions: readonly string[]): Promise<ReadonlyMap<string, readonly Section[]>> =>
  editions.length === 0
    ? new Map()
    : new Map(
        (
          await sql<{ id: string; narrative: Section[] }>`
        select e.id, e.narrative from report_edition e where e.id = any(${[...editions]}::uuid[]) and ${inReach(ask, 'e.unit_id')}`.execute(
            ask.tx,
          )
        ).rows.map(row => [row.id, row.narrative]),
      )
