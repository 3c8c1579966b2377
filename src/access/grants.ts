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
  'self.log': { officer: 'own', head: 'own', inspector: 'own', administrator: 'own' },
  'self.tokens': { officer: 'own', head: 'own', inspector: 'own', administrator: 'own' },
  'self.totp': { officer: 'own', head: 'own', inspector: 'own', administrator: 'own' },
  'posts.delegate': { officer: 'own', head: 'own', administrator: 'own' },
  'units.read': { officer: 'everywhere', head: 'everywhere', inspector: 'everywhere', administrator: 'everywhere' },
  'units.add-past': { officer: 'everywhere' },
  'units.keep': { administrator: 'below' },
  'units.reform': { administrator: 'below' },
  'units.posts': { officer: 'below', head: 'below', inspector: 'below', administrator: 'below' },
  'units.hand-over': { officer: 'own', head: 'own', administrator: 'below' },
  'units.hand-over-read': { officer: 'below', head: 'below', inspector: 'below', administrator: 'below' },
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
  'reports.ask-time': { officer: 'own', head: 'own' },
  'reports.give-time': { officer: 'below', head: 'below' },
  'reports.waive': { officer: 'below', head: 'below' },
  'reports.review': { officer: 'below', head: 'below' },
  'reports.consolidate': { officer: 'own', head: 'own' },
  'reports.present': { officer: 'own', head: 'own' },
  // What leaves under a unit's name is signed by its head; that it is not their own text is a rule and a constraint.
  'reports.publish': { head: 'own' },
  'reports.open': { officer: 'own' },
  'reports.plan': { officer: 'below', head: 'below' },
  'reports.design': { officer: 'own', head: 'own' },
  'documents.read': { officer: 'below', head: 'below', inspector: 'below' },
  'reading.read': { officer: 'below', head: 'below', inspector: 'below' },
  'reading.upload': { officer: 'own' },
  'reading.decide': { officer: 'own' },
  'accounts.read': { inspector: 'below', administrator: 'below' },
  'accounts.keep': { administrator: 'below' },
  'accounts.rule': { administrator: 'below' },
  'notices.hooks': { administrator: 'below' },
  'act-log.read': { inspector: 'below', administrator: 'below' },
} as const satisfies Record<string, Partial<Record<Role, Reach>>>

export type Action = keyof typeof GRANTS

/** What stays open to an account whose last post has ended. */
const WITHOUT_POST: ReadonlySet<Action> = new Set<Action>(['self.log'])
/** All that is open to a person whose role asks for a second factor that is not set up yet. */
const BEFORE_TOTP: ReadonlySet<Action> = new Set<Action>(['self.totp'])
/** What a holder does in person: who acts for a post by delegation may not hand it on. */
const IN_PERSON: ReadonlySet<Action> = new Set<Action>(['posts.delegate'])

export interface Post {
  readonly id: string
  readonly unitId: string
  readonly role: Role
  /** As it is written: "Trưởng ban", "quyền Trưởng ban", "thừa ủy quyền Trưởng ban". */
  readonly title: string
  readonly body: string
  /** The delegation by which the person acts for this post; without one the post is the person's own. */
  readonly delegation?: string | null
}

export interface Person {
  readonly id: string
  readonly name: string
  readonly login: string
  /** The posts held today, the person's own first, then those acted for by delegation. */
  readonly posts: readonly Post[]
  /** A post held today asks for a second factor, and the account has none. */
  readonly owesTotp?: boolean
  /** The session behind this request. */
  readonly session?: string
  /** The id of the token behind this request, when a program asks for the person. */
  readonly token?: string
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

/** What one post gives for an action, or undefined. */
function reachOfPost(post: Post, action: Action, tree: OrgTree): ReadonlySet<string> | undefined {
  if (post.delegation && IN_PERSON.has(action)) return undefined
  const reach = (GRANTS[action] as Partial<Record<Role, Reach>>)[post.role]
  return reach && reachOf(tree, post.unitId, reach)
}

/** The grant for this action, or undefined: an absent cell of the table is a no. Reaches of several posts add up. */
export function grantFor<A extends Action>(person: Person, action: A, tree: OrgTree): Grant<A> | undefined {
  if (person.owesTotp && !BEFORE_TOTP.has(action)) return undefined
  const seats = new Set<string>()
  const reaches: ReadonlySet<string>[] = []
  for (const post of person.posts) {
    const reach = reachOfPost(post, action, tree)
    if (!reach) continue
    seats.add(post.unitId)
    reaches.push(reach)
  }
  if (seats.size === 0 && !(person.posts.length === 0 && WITHOUT_POST.has(action))) return undefined
  const units = reaches.length === 1 && reaches[0] ? reaches[0] : new Set(reaches.flatMap(reach => [...reach]))
  return { action, seats, units } as unknown as Grant<A>
}

/** The delegation by which alone a person may do this to a unit: none when a post of their own gives it too. */
export function delegationFor(person: Person, action: Action, unitId: string, tree: OrgTree): string | undefined {
  if (!person.posts.some(post => post.delegation)) return undefined
  const giving = person.posts.filter(post => reachOfPost(post, action, tree))
  const reaching = giving.filter(post => reachOfPost(post, action, tree)?.has(unitId))
  const by = reaching.length > 0 ? reaching : giving
  return by.some(post => !post.delegation) ? undefined : (by[0]?.delegation ?? undefined)
}
