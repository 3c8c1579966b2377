// Tokens with which a program acts for a person: made once, shown once, kept as SHA-256. What one reaches is what its person reaches today.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Day } from '../ground/day.ts'
import type { Database, Tx } from '../ground/db.ts'
import { type Refusal, refuse } from '../ground/faults.ts'
import { type Row, type SignedIn, signedIn, signedInColumns } from './sessions.ts'

/** read: looking only · write: looking and doing. */
export const SCOPES = ['read', 'write'] as const
export type Scope = (typeof SCOPES)[number]

export const DAYS_GIVEN = 90
export const MOST_DAYS = 365
/** More than a person can tell apart. */
const MOST_TOKENS = 20
const DAY_LONG = 86_400_000

/** The beginning by which a token that lies about in a file is recognised. */
export const TOKEN_MARK = 'dv1_'
export const TOKEN_SHAPE = /^dv1_[A-Za-z0-9_-]{43}$/u

export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

export interface NewToken {
  readonly personId: string
  readonly name: string
  readonly scope: Scope
  readonly days: number
  readonly at: Date
}

export interface MadeToken {
  readonly id: string
  /** Seen by nobody again. */
  readonly token: string
  readonly expires: Date
}

/** Makes a token. @returns it, or `token.days` · `token.name` · `token.many` */
export async function makeToken(tx: Tx, of: NewToken): Promise<MadeToken | Refusal> {
  if (!Number.isInteger(of.days) || of.days < 1 || of.days > MOST_DAYS)
    return refuse('token.days', `Số ngày dùng: ghi số nguyên từ 1 đến ${MOST_DAYS}.`, 'days')
  const name = of.name.trim().normalize('NFC')
  if (name === '' || [...name].length > 80)
    return refuse('token.name', 'Tên: ghi từ 1 đến 80 ký tự, để sau này biết mã dùng ở đâu.', 'name')
  if ((await tokensOf(tx, of.personId)).filter(one => standsAt(one, of.at)).length >= MOST_TOKENS)
    return refuse('token.many', `Đang có ${MOST_TOKENS} mã còn hiệu lực. Thu hồi mã không dùng nữa rồi tạo mã mới.`, 'name')
  const made = { id: randomUUID(), token: TOKEN_MARK + randomBytes(32).toString('base64url') }
  const expires = new Date(of.at.getTime() + of.days * DAY_LONG)
  await tx
    .insertInto('account_token')
    .values({
      id: made.id,
      person_id: of.personId,
      name,
      scope: of.scope,
      token_sha256: tokenHash(made.token),
      made_at: of.at,
      expires_at: expires,
    })
    .execute()
  return { ...made, expires }
}

export interface Token {
  readonly id: string
  readonly name: string
  readonly scope: Scope
  readonly madeAt: Date
  readonly expiresAt: Date
  readonly usedAt: Date | null
  readonly revokedAt: Date | null
}

/** A person's tokens, those of the past too, the newest first. */
export async function tokensOf(tx: Tx, personId: string): Promise<readonly Token[]> {
  const { rows } = await sql<Token>`
    select id, name, scope, made_at as "madeAt", expires_at as "expiresAt", used_at as "usedAt", revoked_at as "revokedAt"
      from account_token where person_id = ${personId}::uuid order by made_at desc, id`.execute(tx)
  return rows
}

export const standsAt = (token: Token, at: Date): boolean => token.revokedAt === null && token.expiresAt > at

/** Ends one of a person's tokens from this instant. Answers false when there is none that still stands. */
export async function revokeToken(tx: Tx, personId: string, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('account_token')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export interface ByToken extends SignedIn {
  readonly scope: Scope
}

/** The person for whom a token acts, with the posts of today; undefined: revoked, expired, unknown, or the account is closed. */
export async function personOfToken(tx: Tx, token: string, today: Day, at: Date): Promise<ByToken | undefined> {
  const { rows } = await sql<Row & { scope: Scope; token: string }>`
    select ${signedInColumns(today)}, t.id as token, t.scope, t.used_at as seen_at
      from account_token t join person p on p.id = t.person_id join account a on a.person_id = p.id
     where t.token_sha256 = ${tokenHash(token)} and t.revoked_at is null and t.expires_at > ${at.toISOString()}::timestamptz
       and (a.closed_on is null or a.closed_on > ${today}::date)`.execute(tx)
  const row = rows[0]
  if (!row) return undefined
  const found = signedIn(row)
  return { ...found, person: { ...found.person, token: row.token }, scope: row.scope }
}

/** Notes that a token is in use, never in the way of an answer. */
export const tokenSeen = async (db: Database, id: string, at: Date): Promise<void> => {
  await db.updateTable('account_token').set({ used_at: at }).where('id', '=', id).execute()
}
