// The posts of a day: held in person, or acted for by delegation. Access and every page that names a holder ask here.
import { sql } from 'kysely'
import type { Day } from '../ground/day.ts'
import type { Tx } from '../ground/db.ts'
import type { Role } from './grants.ts'

/** quyền: named until the post is filled · phụ trách: in charge without the title. */
export type Acting = 'acting' | 'in-charge'

/** A post's title as it is written, for a statement in which the post is called `o`. */
export const titleOfPost = sql<string>`case o.acting when 'acting' then 'quyền ' || o.title when 'in-charge' then o.title || ' phụ trách' else o.title end`

/**
 * The posts of a person on a day as JSON, the person's own first, for a statement in which the person is called `p`. A delegation gives
 * its post while the giver holds it, and only to someone who holds a post of their own.
 */
export const postsOfPerson = (on: Day) => sql`
  coalesce((select json_agg(held order by held.delegation is not null, held.id) from (
    select o.id, o.unit_id as "unitId", o.role, ${titleOfPost} as title, o.body, null::uuid as delegation
      from post o where o.person_id = p.id and o.valid @> ${on}::date
    union all
    select o.id, o.unit_id, o.role, 'thừa ủy quyền ' || ${titleOfPost}, o.body, d.id
      from post_delegation d join post o on o.id = d.post_id
     where d.to_person = p.id and d.taken_back_at is null and d.valid @> ${on}::date and o.valid @> ${on}::date
       and exists (select from post own where own.person_id = p.id and own.valid @> ${on}::date)) held), '[]')`

export interface Holder {
  readonly personId: string
  readonly name: string
  readonly unitId: string
  readonly role: Role
  readonly title: string
  readonly body: string
  readonly from: Day
  /** The last day, inside; null while open. */
  readonly until: Day | null
}

/** Who holds a post of their own at these units on that day, heads first. */
export async function holdersAt(tx: Tx, units: readonly string[], on: Day): Promise<readonly Holder[]> {
  if (units.length === 0) return []
  const { rows } = await sql<Holder>`
    select p.id as "personId", p.name, o.unit_id as "unitId", o.role, ${titleOfPost} as title, o.body, lower(o.valid) as "from", upper(o.valid) - 1 as "until"
      from post o join person p on p.id = o.person_id
     where o.unit_id = any(${[...units]}::uuid[]) and o.valid @> ${on}::date
     order by o.role <> 'head', o.unit_id, p.name, o.id`.execute(tx)
  return rows
}

export interface Head {
  readonly personId: string
  readonly name: string
  readonly unitId: string
  readonly postId: string
  /** The post's title as it is written, also where another acts for it. */
  readonly title: string
  /** By which delegation the person acts for the post; null where it is their own. */
  readonly delegation: string | null
  /** Who acts by delegation keeps a post of their own: its title. */
  readonly ownTitle: string | null
}

/** Who may sign for these units on that day: the heads themselves, then those to whom a head delegated. */
export async function headsAt(tx: Tx, units: readonly string[], on: Day): Promise<readonly Head[]> {
  if (units.length === 0) return []
  const at = sql`o.unit_id = any(${[...units]}::uuid[]) and o.role = 'head' and o.valid @> ${on}::date`
  const { rows } = await sql<Head>`
    select * from (
      select p.id as "personId", p.name, o.unit_id as "unitId", o.id as "postId", ${titleOfPost} as title, null::uuid as delegation, null as "ownTitle"
        from post o join person p on p.id = o.person_id where ${at}
      union all
      select p.id, p.name, o.unit_id, o.id, ${titleOfPost}, d.id, held.title
        from post_delegation d join post o on o.id = d.post_id join person p on p.id = d.to_person
        cross join lateral (
          select ${titleOfPost} as title from post o where o.person_id = p.id and o.valid @> ${on}::date
           order by o.unit_id <> all(${[...units]}::uuid[]), o.role <> 'head', o.id limit 1) held
       where ${at} and d.taken_back_at is null and d.valid @> ${on}::date) heads
     order by delegation is not null, title like 'Phó %', name, "postId"`.execute(tx)
  return rows
}

/** Who holds a post of their own at these units on that day, by a part of the name; each person once. */
export async function peopleAt(
  tx: Tx,
  search: { units: readonly string[]; on: Day; key: string; limit: number },
): Promise<readonly { id: string; name: string; unitId: string; title: string }[]> {
  const { rows } = await sql<{ id: string; name: string; unitId: string; title: string }>`
    select distinct on (p.name, p.id) p.id, p.name, o.unit_id as "unitId", ${titleOfPost} as title
      from post o join person p on p.id = o.person_id
     where o.unit_id = any(${[...search.units]}::uuid[]) and o.valid @> ${search.on}::date
       and p.name_key like ${`%${search.key.replace(/[\\%_]/gu, '\\$&')}%`}
     order by p.name, p.id, lower(o.valid) desc limit ${search.limit}`.execute(tx)
  return rows
}

/** The last day on which an account that holds no post today held one, or undefined. */
export async function lastDayHeld(tx: Tx, personId: string, today: Day): Promise<Day | undefined> {
  const { rows } = await sql<{ last: Day | null }>`
    select max(upper(valid) - 1) as last from post where person_id = ${personId}::uuid and upper(valid) <= ${today}::date`.execute(tx)
  return rows[0]?.last ?? undefined
}

/** Whether a person holds a post of their own at one of these units on that day. */
export async function holdsAt(tx: Tx, personId: string, units: readonly string[], on: Day): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`
    select exists (select from post where person_id = ${personId}::uuid and unit_id = any(${[...units]}::uuid[]) and valid @> ${on}::date) as holds`.execute(
    tx,
  )
  return rows[0]?.holds ?? false
}

/** The last day of a post, inside; null while open. */
export async function lastDayOfPost(tx: Tx, postId: string): Promise<Day | null> {
  const { rows } = await sql<{ until: Day | null }>`select upper(valid) - 1 as "until" from post where id = ${postId}::uuid`.execute(tx)
  return rows[0]?.until ?? null
}
