// Every figure of every unit of a window, read in pieces: the whole country is more than a process should hold.
import { sql } from 'kysely'
import type { Ask } from '../../../access/ask.ts'

export interface ExportedRow {
  readonly unitId: string
  readonly receiverId: string
  readonly number: number | null
  readonly receipt: string | null
  readonly at: string | null
  readonly verdict: 'accepted' | 'returned' | null
  /** As PostgreSQL writes arrays, by the places of the form: {12,NULL,3}. */
  readonly values: string | null
  readonly states: string | null
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
    return sql`case when e.figure_codes = ${lines} then ${part}::text
      else (select array_agg(f.part order by l.place)::text from unnest(${lines}) with ordinality as l (code, place) left join unnest(e.figure_codes, ${part}) as f (code, part) on f.code = l.code) end`
  }
  await sql`declare exported no scroll cursor for
    with owing as materialized (select unit_id, receiver_id from report_owing where window_id = ${windowId}::uuid)
    select o.unit_id as "unitId", o.receiver_id as "receiverId", e.number, e.receipt, to_char(e.at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI:SS') as at,
           (select v.kind from report_verdict v where v.edition_id = e.id order by v.number desc limit 1) as verdict,
           ${inOrder('values')} as "values", ${inOrder('states')} as states, ${inOrder('numerators')} as numerators, ${inOrder('denominators')} as denominators
      from owing o
      left join lateral (select * from report_edition e where e.window_id = ${windowId}::uuid and e.unit_id = o.unit_id order by e.number desc limit 1) e on true
     where o.receiver_id = any(${[...receivers]}::uuid[]) and o.unit_id not in (select receiver_id from owing)
     order by o.receiver_id, o.unit_id`.execute(ask.tx)
  for (;;) {
    const { rows } = await sql<ExportedRow>`${sql.raw(`fetch ${AT_ONCE} from exported`)}`.execute(ask.tx)
    if (rows.length === 0) break
    yield rows.filter(one => ask.grant.units.has(one.unitId))
  }
  await sql`close exported`.execute(ask.tx)
}
