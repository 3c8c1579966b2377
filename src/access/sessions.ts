// Signing in and staying so. The browser holds a random token; we hold its SHA-256.
import { randomBytes, randomUUID } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { sql } from 'kysely'
import type { Day } from '../ground/day.ts'
import type { Database, Tx } from '../ground/db.ts'
import { Fault } from '../ground/faults.ts'
import { type FileStore, sha256 } from '../ground/files.ts'
import { orgMark } from '../org/store.ts'
import type { Person, Post, Role } from './grants.ts'
import { postsOfPerson } from './held-posts.ts'
import { type Tried, tryCode } from './second-factor.ts'

const HOURS = 8
const MINUTES_FOR_A_CODE = 10

/** argon2id, 19 MiB, two passes: what OWASP asks as the least. */
export const hashPassword = (password: string): Promise<string> =>
  hash(password.normalize('NFC'), { memoryCost: 19_456, timeCost: 2, parallelism: 1 })

/** The token against forged forms: bound to the session, worthless without its cookie. */
export const csrfOf = (token: string): string => sha256(`csrf:${token}`).slice(0, 32)

// Verified against when the login is unknown, so that a wrong login takes as long as a wrong password.
const decoy = hashPassword(randomUUID())

export interface Opened {
  readonly token: string
  readonly expires: Date
  /** The second factor is still to come: until then the session opens only the page that asks for it. */
  readonly awaitsCode: boolean
}

const KEPT_DAYS = 30

/** Opens a session. @throws refused sign-in.wrong: one sentence for a wrong login and a wrong password */
export async function signIn(tx: Tx, from: { login: string; password: string; device: string }, today: Day, at: Date): Promise<Opened> {
  const account = await tx
    .selectFrom('account')
    .leftJoin('account_totp', 'account_totp.person_id', 'account.person_id')
    .select(['account.person_id', 'password_hash', 'closed_on', 'confirmed_at'])
    .where('login', '=', from.login.trim().toLowerCase())
    .executeTakeFirst()
  const right = await verify(account?.password_hash ?? (await decoy), from.password.normalize('NFC'))
  if (!account || !right || account.password_hash === null || (account.closed_on !== null && account.closed_on <= today))
    throw new Fault(
      'refused',
      'sign-in.wrong',
      'Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra lại, chú ý chữ hoa và bộ gõ tiếng Việt.',
      [{ field: 'login', say: 'Tên đăng nhập hoặc mật khẩu không đúng.' }],
    )
  await forget(tx, account.person_id, at)
  return await open(tx, { personId: account.person_id, device: from.device, at, awaitsCode: account.confirmed_at !== null })
}

async function open(tx: Tx, of: { personId: string; device: string; at: Date; awaitsCode: boolean }): Promise<Opened> {
  const token = randomBytes(32).toString('base64url')
  const expires = new Date(of.at.getTime() + (of.awaitsCode ? MINUTES_FOR_A_CODE * 60_000 : HOURS * 3_600_000))
  await tx
    .insertInto('session')
    .values({
      token_sha256: sha256(token),
      person_id: of.personId,
      started_at: of.at,
      seen_at: of.at,
      expires_at: expires,
      device: of.device,
      awaits_code: of.awaitsCode,
    })
    .execute()
  return { token, expires, awaitsCode: of.awaitsCode }
}

/** Sessions are kept thirty days after their end. */
const forget = (tx: Tx, personId: string, at: Date): Promise<unknown> =>
  sql`delete from session where person_id = ${personId}::uuid
         and least(ended_at, expires_at) < ${at.toISOString()}::timestamptz - make_interval(days => ${KEPT_DAYS})`.execute(tx)

export const signOut = async (tx: Tx, token: string, at: Date): Promise<void> => {
  await tx.updateTable('session').set({ ended_at: at }).where('token_sha256', '=', sha256(token)).where('ended_at', 'is', null).execute()
}

/** Who has given the right password and not yet a code, by the token of that session. */
export async function awaitedBy(tx: Tx, token: string, at: Date): Promise<{ personId: string; login: string; device: string } | undefined> {
  const { rows } = await sql<{ personId: string; login: string; device: string }>`
    select s.person_id as "personId", a.login, s.device from session s join account a on a.person_id = s.person_id
     where s.token_sha256 = ${sha256(token)} and s.awaits_code and s.ended_at is null and s.expires_at > ${at.toISOString()}::timestamptz`.execute(
    tx,
  )
  return rows[0]
}

/** The second step of signing in: a right code ends the waiting session and opens a whole one with a token of its own. */
export async function enterCode(
  tx: Tx,
  files: FileStore,
  token: string,
  code: string,
  at: Date,
): Promise<{ is: 'in'; by: 'totp' | 'recovery'; login: string; opened: Opened } | Exclude<Tried, { is: 'right' }>> {
  const waiting = await awaitedBy(tx, token, at)
  if (!waiting) return { is: 'off' }
  const tried = await tryCode(tx, files, waiting.personId, code, at)
  if (tried.is !== 'right') return tried
  await signOut(tx, token, at)
  const opened = await open(tx, { personId: waiting.personId, device: waiting.device, at, awaitsCode: false })
  return { is: 'in', by: tried.by, login: waiting.login, opened }
}

/** What is known of whoever asks, by a session or by a token. */
export interface Row {
  id: string
  name: string
  login: string
  seen_at: Date | null
  mark: string
  posts: Post[]
  lacks_totp: boolean
  roles_with_totp: Role[]
}

export interface SignedIn {
  readonly person: Person
  readonly seenAt: Date | null
  /** Of the organisation, read along: every request needs both. */
  readonly mark: string
}

/** For a statement in which the person is called `p` and the account `a`. */
export const signedInColumns = (today: Day) => sql`
  p.id, p.name, a.login, ${orgMark} as mark, ${postsOfPerson(today)} as posts,
  not a.demo and not exists (select from account_totp t where t.person_id = p.id and t.confirmed_at is not null) as lacks_totp,
  array(select role from account_rule where totp) as roles_with_totp`

/** A token owes what a session owes: whose role must have a second factor opens nothing without one, whatever they hold in hand. */
export const signedIn = (row: Row): SignedIn => ({
  person: {
    id: row.id,
    name: row.name,
    login: row.login,
    posts: row.posts,
    owesTotp: row.lacks_totp && row.posts.some(post => row.roles_with_totp.includes(post.role)),
  },
  seenAt: row.seen_at,
  mark: row.mark,
})

/** The person behind the token with the posts of today, or undefined: ended, expired, unknown, or still to give a code. */
export async function personOf(tx: Tx, token: string, today: Day, at: Date): Promise<SignedIn | undefined> {
  const { rows } = await sql<Row & { session: string }>`
    select ${signedInColumns(today)}, s.id as session, s.seen_at
      from session s join person p on p.id = s.person_id join account a on a.person_id = p.id
     where s.token_sha256 = ${sha256(token)} and not s.awaits_code and s.ended_at is null and s.expires_at > ${at.toISOString()}::timestamptz
       and (a.closed_on is null or a.closed_on > ${today}::date)`.execute(tx)
  const row = rows[0]
  if (!row) return undefined
  const found = signedIn(row)
  return { ...found, person: { ...found.person, session: row.session } }
}

/** When something is in wrong hands, whatever opens the account without its password ends. Answers how many sessions and tokens ended. */
export async function endAllWays(tx: Tx, personId: string, at: Date): Promise<number> {
  const sessions = await endSessions(tx, personId, at)
  const tokens = await tx
    .updateTable('account_token')
    .set({ revoked_at: at })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return sessions + Number(tokens.numUpdatedRows)
}

export interface Session {
  readonly id: string
  readonly startedAt: Date
  readonly seenAt: Date
  readonly device: string
}

/** A person's sessions that are open now, the one last seen first. */
export const openSessions = (tx: Tx, personId: string, at: Date): Promise<Session[]> =>
  tx
    .selectFrom('session')
    .select(['id', 'started_at as startedAt', 'seen_at as seenAt', 'device'])
    .where('person_id', '=', personId)
    .where('awaits_code', '=', false)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .execute()

/** Ends sessions of a person: one, all but one, or all. Answers how many ended. */
export async function endSessions(
  tx: Tx,
  personId: string,
  at: Date,
  which: { only?: string; but?: string | undefined } = {},
): Promise<number> {
  let ending = tx.updateTable('session').set({ ended_at: at }).where('person_id', '=', personId).where('ended_at', 'is', null)
  if (which.only !== undefined) ending = ending.where('id', '=', which.only)
  if (which.but !== undefined) ending = ending.where('id', '<>', which.but)
  const { numUpdatedRows } = await ending.executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Keeps a session that is in use alive; at most once a minute, and never in the way of an answer. */
export const stayIn = async (db: Database, token: string, at: Date): Promise<void> => {
  await db
    .updateTable('session')
    .set({ seen_at: at, expires_at: new Date(at.getTime() + HOURS * 3_600_000) })
    .where('token_sha256', '=', sha256(token))
    .where('ended_at', 'is', null)
    .execute()
}

/** Whether this is the person's password. */
export async function isPassword(tx: Tx, personId: string, password: string): Promise<boolean> {
  const account = await tx.selectFrom('account').select('password_hash').where('person_id', '=', personId).executeTakeFirst()
  return (await verify(account?.password_hash ?? (await decoy), password.normalize('NFC'))) && account?.password_hash != null
}

/** Sets a new password when the current one is right, and ends the person's sessions and tokens. @throws refused password.current */
export async function changePassword(tx: Tx, personId: string, current: string, password: string, at: Date): Promise<void> {
  if (!(await isPassword(tx, personId, current)))
    throw new Fault('refused', 'password.current', 'Mật khẩu hiện nay không đúng.', [
      { field: 'current', say: 'Mật khẩu hiện nay: không đúng. Gõ lại.' },
    ])
  await tx
    .updateTable('account')
    .set({ password_hash: await hashPassword(password) })
    .where('person_id', '=', personId)
    .execute()
  await endAllWays(tx, personId, at)
}
