// The second factor of an account: set up, asked for, lost and found again.
import { sql } from 'kysely'
import type { Tx } from '../ground/db.ts'
import { Fault } from '../ground/faults.ts'
import type { FileStore } from '../ground/files.ts'
import type { Role } from './grants.ts'
import { authenticatorUri, newRecoveryCodes, newSecret, recoveryHash, secretWritten, stepOf } from './one-time-code.ts'
import { seal, unseal } from './sealed.ts'

const WRONG_BEFORE_WAITING = 5
const WAIT_MINUTES = 15
const KEY = 'totp'

export interface Standing {
  /** on since when; begun: the secret is made and its first code has not come back yet. */
  readonly is: 'off' | 'begun' | 'on'
  readonly since: Date | null
  readonly recoveryLeft: number
}

/** How a person's second factor stands. */
export async function standingOf(tx: Tx, personId: string): Promise<Standing> {
  const { rows } = await sql<{ since: Date | null; left: number }>`
    select t.confirmed_at as since, (select count(*) from account_recovery r where r.person_id = t.person_id and r.used_at is null) as left
      from account_totp t where t.person_id = ${personId}::uuid`.execute(tx)
  const row = rows[0]
  return { is: row ? (row.since ? 'on' : 'begun') : 'off', since: row?.since ?? null, recoveryLeft: row?.left ?? 0 }
}

async function secretOf(files: FileStore, personId: string, sealed: Uint8Array): Promise<Buffer> {
  const secret = unseal(await files.key(KEY), sealed, personId)
  if (secret) return secret
  throw new Fault(
    'unavailable',
    'totp.key',
    'Không mở được khóa xác thực hai bước: tệp khóa trong DATA_DIR/keys không phải của cơ sở dữ liệu này. Báo người giữ máy chủ.',
  )
}

/** Makes a new secret to be confirmed; one that was begun is thrown away, one that is on stays. */
export async function beginTotp(tx: Tx, files: FileStore, personId: string): Promise<void> {
  const sealed = seal(await files.key(KEY), newSecret(), personId)
  await tx
    .insertInto('account_totp')
    .values({ person_id: personId, secret: sealed })
    .onConflict(on => on.column('person_id').doUpdateSet({ secret: sealed }).where('account_totp.confirmed_at', 'is', null))
    .execute()
}

/** What is shown while the second factor is being set up; undefined at any other time. */
export async function begun(
  tx: Tx,
  files: FileStore,
  person: { id: string; login: string },
): Promise<{ uri: string; written: string } | undefined> {
  const row = await tx
    .selectFrom('account_totp')
    .select('secret')
    .where('person_id', '=', person.id)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const secret = await secretOf(files, person.id, row.secret)
  return { uri: authenticatorUri(secret, person.login), written: secretWritten(secret) }
}

/** Turns the second factor on when the first code is right; answers the recovery codes, which nobody will see again. */
export async function confirmTotp(tx: Tx, files: FileStore, personId: string, code: string, at: Date): Promise<string[] | undefined> {
  const row = await tx
    .selectFrom('account_totp')
    .select('secret')
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  const step = row && stepOf(await secretOf(files, personId, row.secret), code, at, 0)
  if (step === undefined) return undefined
  await tx
    .updateTable('account_totp')
    .set({ confirmed_at: at, last_step: step, wrong: 0, wait_until: null })
    .where('person_id', '=', personId)
    .execute()
  return newRecovery(tx, personId)
}

/** Ten new recovery codes in place of those there were. */
export async function newRecovery(tx: Tx, personId: string): Promise<string[]> {
  const codes = newRecoveryCodes()
  await tx.deleteFrom('account_recovery').where('person_id', '=', personId).execute()
  await tx
    .insertInto('account_recovery')
    .values(codes.map(code => ({ person_id: personId, code_sha256: recoveryHash(code) ?? '' })))
    .execute()
  return codes
}

/** off: the account has no second factor. */
export type Tried = { is: 'right'; by: 'totp' | 'recovery' } | { is: 'wrong'; left: number } | { is: 'waits'; until: Date } | { is: 'off' }

/**
 * Tries a code of the authenticator or a recovery code. What is wrong is counted, so the act must commit and not throw; the fifth wrong
 * code makes every other one, right or wrong, wait.
 */
export async function tryCode(tx: Tx, files: FileStore, personId: string, typed: string, at: Date): Promise<Tried> {
  // Locked: two browsers that try at once are counted one after the other.
  const row = await tx
    .selectFrom('account_totp')
    .select(['secret', 'last_step', 'wrong', 'wait_until'])
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return { is: 'off' }
  if (row.wait_until !== null && row.wait_until > at) return { is: 'waits', until: row.wait_until }
  const by = await taken(tx, files, personId, row, typed, at)
  if (by) {
    await tx.updateTable('account_totp').set({ wrong: 0, wait_until: null }).where('person_id', '=', personId).execute()
    return { is: 'right', by }
  }
  const wrong = row.wrong + 1
  const until = wrong < WRONG_BEFORE_WAITING ? null : new Date(at.getTime() + WAIT_MINUTES * 60_000)
  await tx
    .updateTable('account_totp')
    .set({ wrong: until ? 0 : wrong, wait_until: until })
    .where('person_id', '=', personId)
    .execute()
  return until ? { is: 'waits', until } : { is: 'wrong', left: WRONG_BEFORE_WAITING - wrong }
}

async function taken(
  tx: Tx,
  files: FileStore,
  personId: string,
  row: { secret: Uint8Array; last_step: number },
  typed: string,
  at: Date,
): Promise<'totp' | 'recovery' | undefined> {
  const hash = recoveryHash(typed)
  if (hash !== undefined) {
    const { numUpdatedRows } = await tx
      .updateTable('account_recovery')
      .set({ used_at: at })
      .where('person_id', '=', personId)
      .where('code_sha256', '=', hash)
      .where('used_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows === 1n ? 'recovery' : undefined
  }
  const step = stepOf(await secretOf(files, personId, row.secret), typed, at, row.last_step)
  if (step === undefined) return undefined
  await tx.updateTable('account_totp').set({ last_step: step }).where('person_id', '=', personId).execute()
  return 'totp'
}

/** Takes the second factor away, recovery codes with it. Answers whether there was one. */
export async function removeTotp(tx: Tx, personId: string): Promise<boolean> {
  await tx.deleteFrom('account_recovery').where('person_id', '=', personId).execute()
  const { numDeletedRows } = await tx.deleteFrom('account_totp').where('person_id', '=', personId).executeTakeFirst()
  return numDeletedRows > 0n
}

/** The roles that must have a second factor. */
export const rolesWithTotp = async (tx: Tx): Promise<ReadonlySet<Role>> =>
  new Set((await tx.selectFrom('account_rule').select('role').where('totp', '=', true).execute()).map(row => row.role as Role))

export const requireTotp = async (tx: Tx, roles: readonly Role[]): Promise<void> => {
  await sql`update account_rule set totp = role = any(${[...roles]}::text[])`.execute(tx)
}
