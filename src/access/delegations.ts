// Delegations: for certain days a holder lets someone else act for a post.
import { sql } from 'kysely'
import type { Day } from '../ground/day.ts'
import type { Tx } from '../ground/db.ts'
import { titleOfPost } from './held-posts.ts'

export interface NewDelegation {
  readonly id: string
  readonly post: string
  readonly to: string
  readonly from: Day
  /** The last day, inside. */
  readonly until: Day
  readonly paper?: string | undefined
  readonly at: Date
}

/** Writes a delegation; answers false when the person already acts for the post on one of those days. */
export async function addDelegation(tx: Tx, made: NewDelegation): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into post_delegation (id, post_id, to_person, valid, paper, given_at)
    values (${made.id}, ${made.post}, ${made.to}, daterange(${made.from}::date, ${made.until}::date, '[]'), ${(made.paper ?? '').normalize('NFC')},
            ${made.at.toISOString()}::timestamptz)
    on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

export interface Delegation {
  readonly id: string
  readonly postId: string
  readonly unitId: string
  readonly title: string
  readonly giverId: string
  readonly giver: string
  readonly toId: string
  readonly to: string
  readonly from: Day
  /** The last day on which it gives anything: its own or that of the giver's post, whichever comes first. */
  readonly until: Day
  readonly paper: string
  readonly takenBackAt: Date | null
}

const delegations = (where: ReturnType<typeof sql>) => sql<Delegation>`
  select d.id, o.id as "postId", o.unit_id as "unitId", ${titleOfPost} as title, g.id as "giverId", g.name as giver, t.id as "toId", t.name as "to",
         lower(d.valid) as "from", least(upper(d.valid), upper(o.valid)) - 1 as "until", d.paper, d.taken_back_at as "takenBackAt"
    from post_delegation d join post o on o.id = d.post_id join person g on g.id = o.person_id join person t on t.id = d.to_person
   where ${where} order by lower(d.valid) desc, d.id`

/** What a person has given and received, the newest first. */
export const delegationsOf = async (tx: Tx, personId: string): Promise<readonly Delegation[]> =>
  (await delegations(sql`${personId}::uuid in (o.person_id, d.to_person)`).execute(tx)).rows

/** One delegation with its giver, locked until the act ends; undefined when there is none. */
export async function findDelegation(tx: Tx, id: string): Promise<Delegation | undefined> {
  await sql`select from post_delegation where id = ${id}::uuid for update`.execute(tx)
  return (await delegations(sql`d.id = ${id}::uuid`).execute(tx)).rows[0]
}

/** From now on it gives nothing; what was done by it stays in the log. */
export const takeBackDelegation = async (tx: Tx, id: string, at: Date): Promise<void> => {
  await tx.updateTable('post_delegation').set({ taken_back_at: at }).where('id', '=', id).where('taken_back_at', 'is', null).execute()
}

/** Whose post each delegation lets its holder act for: for the log. */
export async function giversOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await delegations(sql`d.id = any(${[...new Set(ids)]}::uuid[])`).execute(tx)
  return new Map(rows.map(row => [row.id, row.giver]))
}
