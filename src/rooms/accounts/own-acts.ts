// What a person does with their own account: password, second factor, sessions, and the posts they lend.
import { type Ask, record } from '../../access/ask.ts'
import { addDelegation, findDelegation, type NewDelegation, takeBackDelegation } from '../../access/delegations.ts'
import { grantFor, type Person } from '../../access/grants.ts'
import { holdsAt, lastDayOfPost } from '../../access/held-posts.ts'
import { type Invited, takeInvitation, withdrawInvitation } from '../../access/invitations.ts'
import { personByLogin } from '../../access/people.ts'
import { beginTotp, confirmTotp, newRecovery, removeTotp, rolesWithTotp, type Tried, tryCode } from '../../access/second-factor.ts'
import { changePassword, endSessions, enterCode, isPassword, type Opened } from '../../access/sessions.ts'
import { Fault, missing, settle } from '../../ground/faults.ts'
import { loadTree } from '../../org/store.ts'
import type { Visit } from '../../web/route.ts'
import * as rules from './rules.ts'

const inOwnChain = async (ask: Ask, act: string, detail: Readonly<Record<string, unknown>> = {}): Promise<void> => {
  const [unit] = ask.grant.seats
  if (unit !== undefined) await record(ask, { unit, act, subject: ask.person.id, detail })
}

/** Writes what someone at the door did to their own account, once it is known who they are. */
async function recordAtDoor(visit: Visit, login: string, act: string): Promise<void> {
  const person = await personByLogin(visit.tx, login, visit.today)
  const tree = await loadTree(visit.tx, visit.today)
  const grant = person && grantFor(person, 'self.log', tree)
  if (person && grant) await inOwnChain({ ...visit, grant, person, tree }, act)
}

/** Changes one's own password; every session of the person ends, and a link that was open is dead. @throws refused password.* */
export async function changeOwnPassword(ask: Ask<'self'>, input: { current: string; password: string; repeat: string }): Promise<void> {
  const { person } = ask
  settle(
    [rules.checkPassword(input.password, person.login, person.name), rules.checkRepeat(input.password, input.repeat)].filter(
      one => one !== undefined,
    ),
  )
  await changePassword(ask.tx, person.id, input.current, input.password, ask.at)
  await withdrawInvitation(ask.tx, person.id, ask.at)
  await inOwnChain(ask, 'accounts.password')
}

/** Sets the password that an invitation asks for. @throws refused password.* · missing when the link was used in between */
export async function accept(visit: Visit, invited: Invited, input: { password: string; repeat: string }): Promise<void> {
  settle(
    [rules.checkPassword(input.password, invited.login, invited.name), rules.checkRepeat(input.password, input.repeat)].filter(
      one => one !== undefined,
    ),
  )
  if (!(await takeInvitation(visit.tx, invited, input.password, visit.at))) throw missing('lời mời này')
  await recordAtDoor(visit, invited.login, 'accounts.taken')
}

/** The second step of signing in. A wrong code is counted, so it is answered and not thrown. */
export async function enter(
  visit: Visit,
  code: string,
): Promise<{ is: 'in'; opened: Opened } | Exclude<Tried, { is: 'right' } | { is: 'off' }> | { is: 'off' }> {
  if (visit.token === undefined) return { is: 'off' }
  const entered = await enterCode(visit.tx, visit.files, visit.token, code, visit.at)
  if (entered.is === 'in' && entered.by === 'recovery') await recordAtDoor(visit, entered.login, 'accounts.totp-recovery')
  return entered
}

/** Makes the secret of a second factor; the password is asked again, so that a session left open cannot shut its owner out. @throws refused */
export async function beginSecondFactor(ask: Ask<'self.totp'>, password: string): Promise<void> {
  if (!(await isPassword(ask.tx, ask.person.id, password)))
    throw new Fault('refused', 'password.current', 'Mật khẩu không đúng.', [{ field: 'password', say: 'Mật khẩu: không đúng. Gõ lại.' }])
  await beginTotp(ask.tx, ask.files, ask.person.id)
}

/** Turns the second factor on; answers the recovery codes, shown this once. Every other session ends. @throws refused totp.code */
export async function confirmSecondFactor(ask: Ask<'self.totp'>, code: string): Promise<readonly string[]> {
  const codes = await confirmTotp(ask.tx, ask.files, ask.person.id, code, ask.at)
  if (!codes)
    throw new Fault('refused', 'totp.code', 'Mã chưa đúng.', [
      { field: 'code', say: 'Mã 6 số: chưa đúng. Đợi ứng dụng hiện mã mới rồi gõ lại; kiểm tra giờ của điện thoại.' },
    ])
  await endSessions(ask.tx, ask.person.id, ask.at, { but: ask.person.session })
  await inOwnChain(ask, 'accounts.totp-on')
  return codes
}

type WithCode<T> = { is: 'done'; with: T } | Exclude<Tried, { is: 'right' }>

/** Ten new recovery codes, for a code of the authenticator or one of the old ones. */
export async function renewRecovery(ask: Ask<'self.totp'>, code: string): Promise<WithCode<readonly string[]>> {
  const tried = await tryCode(ask.tx, ask.files, ask.person.id, code, ask.at)
  if (tried.is !== 'right') return tried
  const codes = await newRecovery(ask.tx, ask.person.id)
  await inOwnChain(ask, 'accounts.totp-codes')
  return { is: 'done', with: codes }
}

/** Whether a post of this person asks for a second factor. */
export async function mustHaveTotp(ask: Ask): Promise<boolean> {
  const roles = await rolesWithTotp(ask.tx)
  return ask.person.posts.some(post => roles.has(post.role))
}

/** Turns the second factor off, for a code. Whose role must have one sets it up again before anything else. */
export async function turnOff(ask: Ask<'self.totp'>, code: string): Promise<WithCode<null>> {
  const tried = await tryCode(ask.tx, ask.files, ask.person.id, code, ask.at)
  if (tried.is !== 'right') return tried
  await removeTotp(ask.tx, ask.person.id)
  await inOwnChain(ask, 'accounts.totp-off')
  return { is: 'done', with: null }
}

/** Ends one of one's own sessions, or, where none is named, all but this one. */
export const endOwnSessions = async (ask: Ask<'self'>, session: string | undefined): Promise<void> => {
  await endSessions(ask.tx, ask.person.id, ask.at, session === undefined ? { but: ask.person.session } : { only: session })
}

/** The posts that a person may lend: their own, never one that was lent to them. */
export const postsToLend = (person: Person, ask: Ask<'posts.delegate'>) =>
  person.posts.filter(post => !post.delegation && post.role !== 'inspector' && ask.grant.seats.has(post.unitId))

/** Lets someone of the same unit or below act for one's post on certain days. @throws missing · refused delegation.* */
export async function delegate(ask: Ask<'posts.delegate'>, input: Omit<NewDelegation, 'at'>): Promise<void> {
  const post = postsToLend(ask.person, ask).find(one => one.id === input.post)
  if (!post) throw missing('chức vụ này trong các chức vụ của ông/bà')
  const { from, until } = input
  settle(
    [
      rules.notToOneself(ask.person.id, input.to),
      rules.checkDelegation({ from, until, postUntil: await lastDayOfPost(ask.tx, post.id), today: ask.today }),
    ].filter(one => one !== undefined),
  )
  if (!(await holdsAt(ask.tx, input.to, [...ask.tree.inCare(post.unitId)], ask.today)))
    throw new Fault(
      'refused',
      'delegation.elsewhere',
      'Người được ủy quyền phải đang giữ chức vụ ở cùng đơn vị với chức vụ ấy, hoặc ở cấp dưới.',
      [{ field: 'to', say: 'Người được ủy quyền: chọn người đang giữ chức vụ ở cùng đơn vị với chức vụ ấy, hoặc ở cấp dưới.' }],
    )
  if (!(await addDelegation(ask.tx, { ...input, at: ask.at })))
    throw new Fault('refused', 'delegation.twice', 'Người này đã được ủy quyền chức vụ ấy trong những ngày ấy.', [
      { field: 'to', say: 'Người này đã được ủy quyền chức vụ ấy trong những ngày ấy. Xem danh sách ở trên.' },
    ])
  await record(ask, { unit: post.unitId, subject: input.id, detail: { post: post.id, to: input.to, from, until } })
}

/** Takes a delegation of one's own back, from this moment. @throws missing */
export async function takeBack(ask: Ask<'posts.delegate'>, id: string): Promise<void> {
  const found = await findDelegation(ask.tx, id)
  if (found?.giverId !== ask.person.id) throw missing('ủy quyền này')
  if (found.takenBackAt !== null) return
  await takeBackDelegation(ask.tx, id, ask.at)
  await record(ask, { unit: found.unitId, act: 'posts.delegate-back', subject: id })
}
