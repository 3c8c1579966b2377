// Deeds after they are committed, for whoever tells others of them. The log of a unit is a chain: its links are committed in their order,
// since act_chain is locked until the act ends. So a mark for each chain misses nothing, however late another transaction commits.
import { sql } from 'kysely'
import type { Tx } from '../ground/db.ts'

export interface DoneDeed {
  readonly unit: string
  readonly seq: number
  readonly at: Date
  readonly personId: string
  readonly act: string
  readonly subject: string
  readonly detail: Readonly<Record<string, unknown>>
}

const columns = sql`l.unit_id as unit, l.seq, l.at, l.person_id as "personId", l.act, l.subject, l.entry::json -> 'detail' as detail`

/** The next deeds not told yet, chain by chain, each chain in its order. */
export const nextDeeds = async (tx: Tx, limit: number): Promise<readonly DoneDeed[]> =>
  (
    await sql<DoneDeed>`
    select ${columns} from act_chain c left join act_told t on t.unit_id = c.unit_id
      join lateral (select * from act_log o where o.unit_id = c.unit_id and o.seq > coalesce(t.seq, 0) order by o.seq limit ${limit}) l on true
     where c.length > coalesce(t.seq, 0) order by l.unit_id, l.seq limit ${limit}`.execute(tx)
  ).rows

/** These deeds are told; the mark of a chain only moves forward. */
export async function markTold(tx: Tx, deeds: readonly Pick<DoneDeed, 'unit' | 'seq'>[]): Promise<void> {
  await sql`
    insert into act_told as told (unit_id, seq)
    select d.unit, max(d.seq) from unnest(${deeds.map(one => one.unit)}::uuid[], ${deeds.map(one => one.seq)}::bigint[]) as d (unit, seq) group by d.unit
    on conflict (unit_id) do update set seq = greatest(told.seq, excluded.seq)`.execute(tx)
}

/** One deed of the log, to tell it again. */
export const deedAt = async (tx: Tx, unit: string, seq: number): Promise<DoneDeed | undefined> =>
  (await sql<DoneDeed>`select ${columns} from act_log l where l.unit_id = ${unit}::uuid and l.seq = ${seq}::bigint`.execute(tx)).rows[0]
