// What receivers adjusted, and where it was taken in.

import { sql } from 'kysely'
import { type Ask, inReach, isInReach } from '../../../access/ask.ts'
import { civilOf } from '../../../ground/db.ts'
import { type When, whenOf } from '../store-editions.ts'
import type { Adjustment, AdjustmentKind, Amount } from './adjusting.ts'

export interface Recorded extends Adjustment {
  readonly windowId: string
  readonly unitId: string
  readonly at: When
  readonly by: string
}

type Row = Omit<Recorded, 'at' | 'lines'> & { at: string; lines: (Amount & { code: string })[] }

/** Everything these receivers, or all in reach, adjusted in this window, in the order it was done. */
export const adjustmentsOf = async (ask: Ask, windowId: string, units?: readonly string[]): Promise<readonly Recorded[]> =>
  units?.length === 0
    ? []
    : (
        await sql<Row>`
    select a.id, a.number, a.kind, a.reason, a.undoes, a.window_id as "windowId", a.unit_id as "unitId", a.by_person as by,
           ${civilOf('a.at')} as at,
           (select json_agg(json_build_object('code', l.indicator, 'value', l.value, 'numerator', l.numerator, 'denominator', l.denominator) order by l.indicator)
              from report_adjustment_line l where l.adjustment_id = a.id) as lines
      from report_adjustment a
     where a.window_id = ${windowId}::uuid ${units ? sql`and a.unit_id = any(${[...units]}::uuid[])` : sql``} and ${inReach(ask, 'a.unit_id')}
     order by a.unit_id, a.number`.execute(ask.tx)
      ).rows.map(({ lines, at, ...row }) => ({
        ...row,
        at: whenOf(at),
        lines: new Map(lines.map(({ code, ...amount }) => [code, amount])),
      }))

/** The number and content of the adjustment that was already made under this id; undefined when there is none within reach. */
export const lookForAdjustment = async (ask: Ask, id: string): Promise<{ number: number; contentSha256: string } | undefined> =>
  (
    await sql<{ number: number; contentSha256: string }>`
    select number, content_sha256 as "contentSha256" from report_adjustment where id = ${id}::uuid and ${inReach(ask, 'unit_id')}`.execute(
      ask.tx,
    )
  ).rows[0]

export interface NewAdjustment {
  readonly id: string
  readonly windowId: string
  readonly unitId: string
  readonly number: number
  readonly kind: AdjustmentKind
  readonly reason: string
  readonly undoes: string | null
  readonly contentSha256: string
  readonly lines: ReadonlyMap<string, Amount>
}

/** Writes an adjustment whole. False, and nothing written, when its id or number is there already, or what it undoes was undone. */
export async function putAdjustment(ask: Ask, one: NewAdjustment): Promise<boolean> {
  const lines = [...one.lines]
  const { rows } = await sql`
    insert into report_adjustment (id, window_id, unit_id, number, kind, reason, undoes, content_sha256, at, by_person)
    select ${one.id}::uuid, ${one.windowId}::uuid, ${one.unitId}::uuid, ${one.number}, ${one.kind}, ${one.reason}, ${one.undoes}::uuid, ${one.contentSha256},
           ${ask.at.toISOString()}::timestamptz, ${ask.person.id}::uuid
     where ${isInReach(ask, one.unitId)}
    on conflict do nothing returning id`.execute(ask.tx)
  if (rows.length === 0) return false
  await sql`
    insert into report_adjustment_line (adjustment_id, indicator, value, numerator, denominator)
    select ${one.id}::uuid, l.* from unnest(${lines.map(([code]) => code)}::text[], ${lines.map(([, amount]) => amount.value)}::numeric[],
      ${lines.map(([, amount]) => amount.numerator)}::numeric[], ${lines.map(([, amount]) => amount.denominator)}::numeric[]) as l`.execute(
    ask.tx,
  )
  return true
}

/** Names the adjustments that stand in an edition sent up, or in a publication. */
export async function putTaken(
  ask: Ask,
  adjustments: readonly string[],
  into: { edition: string } | { publication: string },
): Promise<void> {
  if (adjustments.length === 0) return
  const [edition, publication] = 'edition' in into ? [into.edition, null] : [null, into.publication]
  await sql`
    insert into report_adjustment_taken (adjustment_id, parent_edition, publication_id)
    select a.id, ${edition}::uuid, ${publication}::uuid from report_adjustment a
     where a.id = any(${[...adjustments]}::uuid[]) and ${inReach(ask, 'a.unit_id')}`.execute(ask.tx)
}
