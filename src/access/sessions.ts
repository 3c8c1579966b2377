// Signing in and staying so. The browser holds a random token; we hold its SHA-256.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { sql } from 'kysely'
import type { Day } from '../ground/day.ts'
import type { Database, Tx } from '../ground/db.ts'
import { Fault } from '../ground/faults.ts'
import { orgMark } from '../org/store.ts'
import type { Person, Role } from './grants.ts'

const HOURS = 8
const sha = (text: string): string => createHash('sha256').update(text).digest('hex')

/** argon2id, 19 MiB, two passes: what OWASP asks as the least. */
export const hashPassword = (password: string): Promise<string> =>
  hash(password.normalize('NFC'), { memoryCost: 19_456, timeCost: 2, parallelism: 1 })

/** The token against forged forms: bound to the session, worthless without its cookie. */
export const csrfOf = (token: string): string => sha(`csrf:${token}`).slice(0, 32)

// Verified against when the login is unknown, so that a wrong login takes as long as a wrong password.
const decoy = hashPassword(randomUUID())

/** Opens a session. @throws refused sign-in.wrong: one sentence for a wrong login and a wrong password */
export async function signIn(tx: Tx, login: string, password: string, today: Day, at: Date): Promise<{ token: string; expires: Date }> {
  const account = await tx
    .selectFrom('account')
    .select(['person_id', 'password_hash', 'closed_on'])
    .where('login', '=', login.trim().toLowerCase())
    .executeTakeFirst()
  const right = await verify(account?.password_hash ?? (await decoy), password.normalize('NFC'))
  if (!account || !right || (account.closed_on !== null && account.closed_on <= today))
    throw new Fault(
      'refused',
      'sign-in.wrong',
      'Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra lại, chú ý chữ hoa và bộ gõ tiếng Việt.',
      [{ field: 'login', say: 'Tên đăng nhập hoặc mật khẩu không đúng.' }],
    )
  const token = randomBytes(32).toString('base64url')
  const expires = new Date(at.getTime() + HOURS * 3_600_000)
  await tx
    .insertInto('session')
    .values({ token_sha256: sha(token), person_id: account.person_id, started_at: at, seen_at: at, expires_at: expires })
    .execute()
  return { token, expires }
}

export const signOut = async (tx: Tx, token: string, at: Date): Promise<void> => {
  await tx.updateTable('session').set({ ended_at: at }).where('token_sha256', '=', sha(token)).where('ended_at', 'is', null).execute()
}

interface Row {
  id: string
  name: string
  login: string
  seen_at: Date
  mark: string
  posts: { id: string; unitId: string; role: Role; title: string; body: string }[]
}

export interface SignedIn {
  readonly person: Person
  readonly seenAt: Date
  /** Of the organisation, read along: every request needs both. */
  readonly mark: string
}

/** The person behind the token with the posts they hold today, or undefined: ended, expired or unknown. */
export async function personOf(tx: Tx, token: string, today: Day, at: Date): Promise<SignedIn | undefined> {
  const { rows } = await sql<Row>`
    select p.id, p.name, a.login, s.seen_at, ${orgMark} as mark,
           coalesce((select json_agg(json_build_object('id', o.id, 'unitId', o.unit_id, 'role', o.role, 'title', o.title, 'body', o.body) order by o.id)
                       from post o where o.person_id = p.id and o.valid @> ${today}::date), '[]') as posts
      from session s join person p on p.id = s.person_id join account a on a.person_id = p.id
     where s.token_sha256 = ${sha(token)} and s.ended_at is null and s.expires_at > ${at.toISOString()}::timestamptz
       and (a.closed_on is null or a.closed_on > ${today}::date)`.execute(tx)
  const row = rows[0]
  return row
    ? { person: { id: row.id, name: row.name, login: row.login, posts: row.posts }, seenAt: row.seen_at, mark: row.mark }
    : undefined
}

/** Keeps a session that is in use alive; at most once a minute, and never in the way of an answer. */
export const stayIn = async (db: Database, token: string, at: Date): Promise<void> => {
  await db
    .updateTable('session')
    .set({ seen_at: at, expires_at: new Date(at.getTime() + HOURS * 3_600_000) })
    .where('token_sha256', '=', sha(token))
    .where('ended_at', 'is', null)
    .execute()
}

/** Sets a new password when the current one is right, and ends the person's sessions. @throws refused password.current */
export async function changePassword(tx: Tx, personId: string, current: string, password: string, at: Date): Promise<void> {
  const account = await tx.selectFrom('account').select('password_hash').where('person_id', '=', personId).executeTakeFirstOrThrow()
  if (!(await verify(account.password_hash, current.normalize('NFC'))))
    throw new Fault('refused', 'password.current', 'Mật khẩu hiện nay không đúng.', [
      { field: 'current', say: 'Mật khẩu hiện nay: không đúng. Gõ lại.' },
    ])
  await tx
    .updateTable('account')
    .set({ password_hash: await hashPassword(password) })
    .where('person_id', '=', personId)
    .execute()
  await tx.updateTable('session').set({ ended_at: at }).where('person_id', '=', personId).where('ended_at', 'is', null).execute()
}
