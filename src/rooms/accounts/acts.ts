// Keeping people, accounts and posts.
import type { Ask } from '../../access/ask.ts'
import { record, within } from '../../access/ask.ts'
import type { Role } from '../../access/grants.ts'
import * as people from '../../access/people.ts'
import { changePassword, hashPassword } from '../../access/sessions.ts'
import type { Day } from '../../ground/day.ts'
import { Fault, settle } from '../../ground/faults.ts'
import * as rules from './rules.ts'

/** Changes one's own password; every other session of the person ends. @throws refused password.* */
export async function changeOwnPassword(ask: Ask<'self'>, input: { current: string; password: string; repeat: string }): Promise<void> {
  const { person } = ask
  settle(
    [rules.checkPassword(input.password, person.login, person.name), rules.checkRepeat(input.password, input.repeat)].filter(
      one => one !== undefined,
    ),
  )
  await changePassword(ask.tx, person.id, input.current, input.password, ask.at)
  const [seat] = ask.grant.seats
  if (seat !== undefined) await record(ask, { unit: seat, act: 'accounts.password', subject: person.id })
}

export interface NewColleague {
  readonly id: string
  readonly name: string
  readonly login: string
  readonly password: string
  readonly unit: string
  readonly role: Role
  readonly title: string
  readonly body?: string | undefined
  readonly from: Day
  readonly until?: Day | undefined
}

/** Makes a person, an account and a first post. @throws refused login.* password.* post.* · invalid login.taken */
export async function addColleague(ask: Ask<'accounts.keep'>, input: NewColleague): Promise<void> {
  const unit = within(ask, input.unit)
  settle(
    [
      rules.checkLogin(input.login),
      rules.checkPassword(input.password, input.login, input.name),
      rules.checkPostDays(input.from, input.until, ask.today),
    ].filter(one => one !== undefined),
  )
  if (await people.loginTaken(ask.tx, input.login))
    throw new Fault('refused', 'login.taken', 'Tên đăng nhập này đã có người dùng.', [
      { field: 'login', say: 'Tên đăng nhập này đã có người dùng. Thêm số hoặc tên đơn vị.' },
    ])
  await people.addPerson(ask.tx, { id: input.id, name: input.name, login: input.login, passwordHash: await hashPassword(input.password) })
  await people.addPost(ask.tx, { ...postOf(input), personId: input.id, unitId: unit })
  await record(ask, { unit, act: 'accounts.add', subject: input.id, detail: { role: input.role, from: input.from } })
}

export interface NewPost {
  readonly person: string
  readonly unit: string
  readonly role: Role
  readonly title: string
  readonly body?: string | undefined
  readonly from: Day
  readonly until?: Day | undefined
}

const postOf = (input: Omit<NewPost, 'person' | 'unit'>) => ({
  role: input.role,
  title: input.title,
  body: input.body ?? '',
  from: input.from,
  ...(input.until === undefined ? {} : { until: input.until }),
})

/** Gives a person in reach one more post. @throws missing · refused post.* */
export async function addPost(ask: Ask<'accounts.keep'>, input: NewPost): Promise<void> {
  const unit = within(ask, input.unit)
  const person = await people.findPerson(ask, input.person)
  settle(rules.checkPostDays(input.from, input.until, ask.today) ?? true)
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
