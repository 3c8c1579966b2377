// Keeping people, accounts and posts.
import type { Ask } from '../../access/ask.ts'
import { record, within } from '../../access/ask.ts'
import { delegationFor, type Role } from '../../access/grants.ts'
import type { Acting } from '../../access/held-posts.ts'
import { invite, type Purpose, withdrawInvitation } from '../../access/invitations.ts'
import * as people from '../../access/people.ts'
import { removeTotp, requireTotp } from '../../access/second-factor.ts'
import { endAllWays } from '../../access/sessions.ts'
import type { Day } from '../../ground/day.ts'
import { Fault, settle } from '../../ground/faults.ts'
import * as rules from './rules.ts'

export interface NewPost {
  readonly person: string
  readonly unit: string
  readonly role: Role
  readonly title: string
  readonly body?: string | undefined
  readonly acting?: Acting | undefined
  readonly from: Day
  readonly until?: Day | undefined
}

const postOf = (input: Omit<NewPost, 'person' | 'unit'>) => ({
  role: input.role,
  title: input.title,
  body: input.body ?? '',
  acting: input.acting,
  from: input.from,
  ...(input.until === undefined ? {} : { until: input.until }),
})

export interface NewColleague extends Omit<NewPost, 'person'> {
  readonly id: string
  readonly name: string
  readonly login: string
}

const loginTaken = (): Fault =>
  new Fault('refused', 'login.taken', 'Tên đăng nhập này đã có người dùng.', [
    { field: 'login', say: 'Tên đăng nhập này đã có người dùng. Thêm số hoặc tên đơn vị.' },
  ])

/** Makes a person with a first post and invites them to their account. Answers what the link carries. @throws refused login.* post.* */
export async function inviteColleague(ask: Ask<'accounts.keep'>, input: NewColleague): Promise<string> {
  const unit = within(ask, input.unit)
  settle([rules.checkLogin(input.login), rules.checkPostDays(input.from, input.until, ask.today)].filter(one => one !== undefined))
  if (await people.isKnown(ask.tx, input.id))
    throw new Fault(
      'refused',
      'person.known',
      'Người này vừa được mời. Tìm tên ở trang Cán bộ; cần liên kết mới thì bấm “Mời lại” ở trang của người ấy.',
    )
  await people.addPerson(ask.tx, { id: input.id, name: input.name })
  if (!(await people.openAccount(ask.tx, input.id, input.login))) throw loginTaken()
  await people.addPost(ask.tx, { ...postOf(input), personId: input.id, unitId: unit })
  await record(ask, { unit, act: 'accounts.add', subject: input.id, detail: { role: input.role, from: input.from } })
  return await invite(ask.tx, { personId: input.id, purpose: 'first', by: ask.person.id, at: ask.at })
}

/** A person in reach all of whose posts are, with the unit in whose chain a deed on their account is written. @throws missing · refused account.beyond */
async function accountInReach(ask: Ask<'accounts.keep'>, personId: string): Promise<{ person: people.Colleague; unit: string }> {
  const person = await people.findPerson(ask, personId)
  settle(rules.whollyInReach(await people.isWhollyInReach(ask, personId)) ?? true)
  const [seat] = ask.grant.seats
  return { person, unit: person.posts[0]?.unitId ?? seat ?? '' }
}

/**
 * Invites a person to set their password: again, for the first time, or because it was lost. A link that was open is dead; the password
 * there is holds until the new link is used. Answers what the link carries. @throws missing · refused account.beyond login.*
 */
export async function inviteAgain(ask: Ask<'accounts.keep'>, input: { id: string; login?: string | undefined }): Promise<string> {
  const { person, unit } = await accountInReach(ask, input.id)
  const login = person.hasPassword ? undefined : (input.login ?? person.login ?? undefined)
  if (!person.hasPassword) {
    settle(rules.checkLogin(login ?? '') ?? true)
    if (login !== undefined && !(await people.openAccount(ask.tx, person.id, login))) throw loginTaken()
  }
  const purpose: Purpose = person.hasPassword ? 'password' : 'first'
  const token = await invite(ask.tx, { personId: person.id, purpose, by: ask.person.id, at: ask.at })
  await record(ask, { unit, act: 'accounts.invite', subject: person.id, detail: { purpose } })
  return token
}

/** The person's open link opens nothing from now on. @throws missing · refused account.beyond */
export async function withdraw(ask: Ask<'accounts.keep'>, personId: string): Promise<void> {
  const { person, unit } = await accountInReach(ask, personId)
  if (await withdrawInvitation(ask.tx, person.id, ask.at)) await record(ask, { unit, act: 'accounts.invite-back', subject: person.id })
}

/** Gives a person in reach one more post. @throws missing · refused post.* */
export async function addPost(ask: Ask<'accounts.keep'>, input: NewPost): Promise<void> {
  const unit = within(ask, input.unit)
  const person = await people.findPerson(ask, input.person)
  const byDelegation = delegationFor(ask.person, 'accounts.keep', unit, ask.tree) !== undefined
  settle(rules.notForOneself(ask.person.id, person.id, byDelegation) ?? rules.checkPostDays(input.from, input.until, ask.today) ?? true)
  await people.addPost(ask.tx, { ...postOf(input), personId: person.id, unitId: unit })
  await record(ask, { unit, act: 'accounts.post', subject: person.id, detail: { role: input.role, from: input.from } })
}

/** Ends a post on a day, the last on which it gives anything. @throws missing · refused post.* */
export async function endPost(ask: Ask<'accounts.keep'>, input: { post: string; until: Day }): Promise<void> {
  const post = await people.findPost(ask, input.post)
  settle(rules.notOneself(ask.person.id, post.personId) ?? rules.endPost(post.from, input.until, ask.today) ?? true)
  await people.endPost(ask.tx, post.id, input.until)
  await record(ask, { unit: post.unitId, act: 'accounts.post-end', subject: post.personId, detail: { post: post.id, until: input.until } })
}

/** Signs a person in reach out everywhere, programs too. @throws missing */
export async function endSessionsOf(ask: Ask<'accounts.keep'>, personId: string): Promise<void> {
  const person = await people.findPerson(ask, personId)
  const ended = await endAllWays(ask.tx, person.id, ask.at)
  const unit = person.posts[0]?.unitId
  if (unit !== undefined && ended > 0) await record(ask, { unit, act: 'accounts.sessions-end', subject: person.id, detail: { ended } })
}

/** Takes the second factor off a person who has lost it, and signs them out everywhere. @throws missing · refused account.* */
export async function resetTotp(ask: Ask<'accounts.keep'>, personId: string): Promise<void> {
  settle(rules.notOwnAccount(ask.person.id, personId) ?? true)
  const { person, unit } = await accountInReach(ask, personId)
  if (!(await removeTotp(ask.tx, person.id))) return
  await endAllWays(ask.tx, person.id, ask.at)
  await record(ask, { unit, act: 'accounts.totp-reset', subject: person.id })
}

/** Whether no administrator stands above one of the seats for which this one keeps accounts. */
export async function isHighest(ask: Ask): Promise<boolean> {
  for (const seat of ask.grant.seats) {
    const above = ask.tree
      .path(seat)
      .slice(1)
      .map(unit => unit.id)
    if (!(await people.administratorAt(ask.tx, above, ask.today))) return true
  }
  return false
}

/** Says which roles must have a second factor. @throws refused rule.not-highest */
export async function setRule(ask: Ask<'accounts.rule'>, roles: readonly Role[]): Promise<void> {
  settle(rules.mayRule(await isHighest(ask)) ?? true)
  await requireTotp(ask.tx, roles)
  const [unit] = ask.grant.seats
  if (unit !== undefined) await record(ask, { unit, act: 'accounts.rule', subject: 'totp', detail: { roles: [...roles].sort() } })
}
