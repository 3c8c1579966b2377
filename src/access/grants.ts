// Who may do what, where: one table, one function that reads it, and a proof that only this function can make.
import type { OrgTree } from '../org/tree.ts'

/** officer: chuyên viên, cán bộ · head: lãnh đạo · inspector: kiểm tra · administrator: quản trị tài khoản. */
export type Role = 'officer' | 'head' | 'inspector' | 'administrator'

/**
 * own: the unit of the post and its hamlets, with the papers of past units that they keep;
 * below: the unit and all under it, likewise; everywhere: the whole organisation.
 */
export type Reach = 'own' | 'below' | 'everywhere'

export const GRANTS = {
  self: { officer: 'own', head: 'own', inspector: 'own', administrator: 'own' },
  'units.read': { officer: 'everywhere', head: 'everywhere', inspector: 'everywhere', administrator: 'everywhere' },
  'units.add-past': { officer: 'everywhere' },
  'units.keep': { administrator: 'below' },
  'kheo.read': { officer: 'below', head: 'below', inspector: 'below' },
  'kheo.register': { officer: 'own' },
  'kheo.appraise': { officer: 'below' },
  'kheo.recognise': { head: 'below' },
  'kheo.praise': { head: 'below' },
  'kheo.confirm': { officer: 'own' },
  'kheo.stop': { officer: 'own' },
  'reports.read': { officer: 'below', head: 'below', inspector: 'below' },
  'reports.fill': { officer: 'own', head: 'own' },
  'reports.submit': { officer: 'own', head: 'own' },
  'reports.review': { officer: 'below', head: 'below' },
  'reports.consolidate': { officer: 'own', head: 'own' },
  'reports.publish': { officer: 'own', head: 'own' },
  'reports.open': { officer: 'own' },
  'documents.read': { officer: 'below', head: 'below', inspector: 'below' },
  'reading.read': { officer: 'below', head: 'below', inspector: 'below' },
  'reading.upload': { officer: 'own' },
  'reading.decide': { officer: 'own' },
  'accounts.read': { inspector: 'below', administrator: 'below' },
  'accounts.keep': { administrator: 'below' },
  'act-log.read': { inspector: 'below', administrator: 'below' },
} as const satisfies Record<string, Partial<Record<Role, Reach>>>

export type Action = keyof typeof GRANTS

export interface Post {
  readonly id: string
  readonly unitId: string
  readonly role: Role
  readonly title: string
  readonly body: string
}

export interface Person {
  readonly id: string
  readonly name: string
  readonly login: string
  /** The posts held today. */
  readonly posts: readonly Post[]
}

declare const proof: unique symbol
/** The proof that a person may do A: for which seats, over the records of which units. Every query looks through it. */
export interface Grant<A extends Action = Action> {
  readonly [proof]: A
  readonly action: A
  readonly seats: ReadonlySet<string>
  readonly units: ReadonlySet<string>
}

function reachOf(tree: OrgTree, unitId: string, reach: Reach): ReadonlySet<string> {
  if (reach === 'everywhere') return tree.everything()
  if (reach === 'below') return tree.inCare(unitId)
  return tree.ownCare(unitId)
}

/** The grant for this action, or undefined: an absent cell of the table is a no. Reaches of several posts add up. */
export function grantFor<A extends Action>(person: Person, action: A, tree: OrgTree): Grant<A> | undefined {
  const row: Partial<Record<Role, Reach>> = GRANTS[action]
  const seats = new Set<string>()
  const reaches: ReadonlySet<string>[] = []
  for (const post of person.posts) {
    const reach = row[post.role]
    if (!reach) continue
    seats.add(post.unitId)
    reaches.push(reachOf(tree, post.unitId, reach))
  }
  if (seats.size === 0) return undefined
  const units = reaches.length === 1 && reaches[0] ? reaches[0] : new Set(reaches.flatMap(reach => [...reach]))
  return { action, seats, units } as unknown as Grant<A>
}
