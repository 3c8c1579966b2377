// Invitations: a link, good once and for 72 hours, by which a person sets the password of their own account.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../ground/db.ts'
import { endAllWays, hashPassword } from './sessions.ts'

const HOURS = 72
const sha = (token: string): string => createHash('sha256').update(`invitation:${token}`).digest('hex')

/** first: the account is new · password: the person has lost the password. */
export type Purpose = 'first' | 'password'

export interface Invitation {
  readonly id: string
  readonly purpose: Purpose
  readonly madeAt: Date
  readonly expiresAt: Date
}

/** Makes an invitation in place of any that is open. Answers what its link carries, which is kept nowhere. */
export async function invite(tx: Tx, of: { personId: string; purpose: Purpose; by: string; at: Date }): Promise<string> {
  await withdrawInvitation(tx, of.personId, of.at)
  const token = randomBytes(32).toString('base64url')
  await tx
    .insertInto('account_invitation')
    .values({
      id: randomUUID(),
      person_id: of.personId,
      token_sha256: sha(token),
      purpose: of.purpose,
      made_by: of.by,
      made_at: of.at,
      expires_at: new Date(of.at.getTime() + HOURS * 3_600_000),
    })
    .execute()
  return token
}

/** The person's open invitation, also one whose time has passed; undefined when there is none. */
export const openInvitation = async (tx: Tx, personId: string): Promise<Invitation | undefined> =>
  (await tx
    .selectFrom('account_invitation')
    .select(['id', 'purpose', 'made_at as madeAt', 'expires_at as expiresAt'])
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()) as Invitation | undefined

/** The link opens nothing from now on. Answers whether there was one. */
export async function withdrawInvitation(tx: Tx, personId: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('account_invitation')
    .set({ withdrawn_at: at })
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export interface Invited extends Invitation {
  readonly personId: string
  readonly name: string
  readonly login: string
}

/** Whom a link invites, when it still opens something; used, withdrawn, overdue and unknown links look alike. */
export async function invitedBy(tx: Tx, token: string, at: Date): Promise<Invited | undefined> {
  const { rows } = await sql<Invited>`
    select i.id, i.purpose, i.made_at as "madeAt", i.expires_at as "expiresAt", p.id as "personId", p.name, a.login
      from account_invitation i join person p on p.id = i.person_id join account a on a.person_id = p.id
     where i.token_sha256 = ${sha(token)} and i.used_at is null and i.withdrawn_at is null and i.expires_at > ${at.toISOString()}::timestamptz`.execute(
    tx,
  )
  return rows[0]
}

/** Sets the password and uses the link up; every session and token of the person ends. Answers false when another was faster. */
export async function takeInvitation(tx: Tx, invited: Invited, password: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('account_invitation')
    .set({ used_at: at })
    .where('id', '=', invited.id)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  await tx
    .updateTable('account')
    .set({ password_hash: await hashPassword(password) })
    .where('person_id', '=', invited.personId)
    .execute()
  await endAllWays(tx, invited.personId, at)
  return true
}
