// Whom to tell, and the house itself as a reader: what is told after a deed is read with nobody at the door.
import { sql } from 'kysely'
import type { Day } from '../ground/day.ts'
import type { Tx } from '../ground/db.ts'
import type { FileStore } from '../ground/files.ts'
import type { OrgTree } from '../org/tree.ts'
import type { Ask, AskFor } from './ask.ts'
import { type Action, type Grant, grantFor, type Person, type Role } from './grants.ts'

export interface Acting {
  readonly unitId: string
  readonly role: Role
  readonly personId: string
}

/** Who acts at these units that day, by a post of their own or by delegation, and has an account that is open. */
export async function actingAt(tx: Tx, units: readonly string[], roles: readonly Role[], on: Day): Promise<readonly Acting[]> {
  if (units.length === 0) return []
  const { rows } = await sql<Acting>`
    select distinct held.unit_id as "unitId", held.role, held.person as "personId" from (
      select o.unit_id, o.role, o.person_id as person from post o where o.unit_id = any(${[...units]}::uuid[]) and o.valid @> ${on}::date
      union all
      select o.unit_id, o.role, d.to_person from post o join post_delegation d on d.post_id = o.id
       where o.unit_id = any(${[...units]}::uuid[]) and o.valid @> ${on}::date and d.valid @> ${on}::date and d.taken_back_at is null) held
      join account a on a.person_id = held.person and (a.closed_on is null or a.closed_on > ${on}::date)
     where held.role = any(${[...roles]}::text[]) order by 1, 2, 3`.execute(tx)
  return rows
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * Asks of a reader with an inspector's reach at these units and below. It is made by the table of rights like everyone's, so it may look
 * and may do nothing; and it cannot write in the log, for it is no person.
 */
export function watcherAt(units: readonly string[], of: { tx: Tx; today: Day; at: Date; tree: OrgTree; files: FileStore }): AskFor {
  const posts = units.map(unitId => ({ id: NOBODY, unitId, role: 'inspector' as const, title: '', body: '' }))
  const person: Person = { id: NOBODY, name: '', login: '', posts }
  const made = new Map<Action, Grant | undefined>()
  return <A extends Action>(action: A): Ask<A> | undefined => {
    if (!made.has(action)) made.set(action, grantFor(person, action, of.tree))
    const grant = made.get(action) as Grant<A> | undefined
    return grant && { ...of, grant, person }
  }
}
