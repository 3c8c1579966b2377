// Every figure of every unit of a window, read in pieces: the whole country is more than a process should hold.

import { sql } from 'kysely'
import type { Ask } from '../../../access/ask.ts'
import { civilOf } from '../../../ground/db.ts'

export interface ExportedRow {
  readonly unitId: string
  readonly receiverId: string
  readonly number: number | null
  readonly receipt: string | null
  readonly at: string | null
  readonly verdict: 'accepted' | 'returned' | null
  /** As PostgreSQL writes arrays: the values by the places of the form, {12,NULL,3}; */
  readonly values: string | null
  /** the places, from 1, of what is silent or estimated; */
  readonly none: string | null
  readonly notApplicable: string | null
  readonly estimated: string | null
  /** the two numbers of each ratio that has a value, in order. */
  readonly numerators: string | null
  readonly denominators: string | null
}

const AT_ONCE = 200

/** The last edition of each unit below a receiver that writes its own report, handed in or not; within reach. */
export async function* exportedRows(
  ask: Ask,
  windowId: string,
  receivers: readonly string[],
  codes: readonly string[],
): AsyncGenerator<readonly ExportedRow[]> {
  const lines = sql`${[...codes]}::text[]`
  const inOrder = (name: string) => {
    const part = sql.ref(`e.figure_${name}`)
    return sql`case when e.is_placed then ${part}
      else (select array_agg(f.part order by l.place) from unnest(${lines}) with ordinality as l (code, place) left join unnest(e.figure_codes, ${part}) as f (code, part) on f.code = l.code) end as ${sql.ref(name)}`
  }
  await sql`declare exported no scroll cursor for
    with owing as materialized (select unit_id, receiver_id from report_owing where window_id = ${windowId}::uuid)
    select o.unit_id as "unitId", o.receiver_id as "receiverId", e.number, e.receipt, ${civilOf('e.at')} as at,
           (select v.kind from report_verdict v where v.edition_id = e.id order by v.number desc limit 1) as verdict,
           a."values"::text as "values", array_positions(a.states, 'none')::text as "none", array_positions(a.states, 'not_applicable')::text as "notApplicable",
           array_positions(a.states, 'estimated')::text as estimated, array_remove(a.numerators, null)::text as numerators, array_remove(a.denominators, null)::text as denominators
      from owing o
      left join lateral (
        select e.*, e.figure_codes = ${lines} as is_placed from report_edition e where e.window_id = ${windowId}::uuid and e.unit_id = o.unit_id order by e.number desc limit 1) e on true
      left join lateral (select ${inOrder('values')}, ${inOrder('states')}, ${inOrder('numerators')}, ${inOrder('denominators')}) a on true
     where o.receiver_id = any(${[...receivers]}::uuid[]) and o.unit_id not in (select receiver_id from owing)
     order by o.receiver_id, o.unit_id`.execute(ask.tx)
  for (;;) {
    const { rows } = await sql<ExportedRow>`${sql.raw(`fetch ${AT_ONCE} from exported`)}`.execute(ask.tx)
    if (rows.length === 0) break
    yield rows.filter(one => ask.grant.units.has(one.unitId))
  }
  await sql`close exported`.execute(ask.tx)
}
