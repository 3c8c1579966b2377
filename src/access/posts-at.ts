// Who holds which post at a unit on a day.
import { sql } from 'kysely'
import type { Day } from '../ground/day.ts'
import { type Ask, inReach } from './ask.ts'
import { titleOfPost } from './held-posts.ts'

export interface HeldPost {
  readonly name: string
  readonly title: string
  readonly body: string
  readonly from: Day
  /** The last day, inside; null while open. */
  readonly until: Day | null
}

/** The posts of one unit on that day, with the names of the officials; nothing of a unit out of reach. */
export async function postsAt(ask: Ask<'units.posts'>, unitId: string, day: Day): Promise<readonly HeldPost[]> {
  const { rows } = await sql<HeldPost>`
    select p.name, ${titleOfPost} as title, o.body, lower(o.valid) "from", upper(o.valid) - 1 "until"
      from post o join person p on p.id = o.person_id
     where o.unit_id = ${unitId}::uuid and ${inReach(ask, 'o.unit_id')} and o.valid @> ${day}::date
     order by o.role = 'head' desc, lower(o.valid), p.name limit 200`.execute(ask.tx)
  return rows
}
