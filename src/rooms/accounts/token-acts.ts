// Tokens of one's own account: made, and taken back.
import { type MadeToken, makeToken, revokeToken, type Scope } from '../../access/api-tokens.ts'
import { type Ask, record } from '../../access/ask.ts'
import { standingOf, type Tried, tryCode } from '../../access/second-factor.ts'
import { isPassword } from '../../access/sessions.ts'
import { Fault, missing, settle } from '../../ground/faults.ts'

export interface Making {
  readonly name: string
  readonly scope: Scope
  readonly days: number
  readonly password: string
  readonly code?: string | undefined
}

/**
 * Makes a token. It opens the account for months, so it is made as one signs in: the password again, and a code where the account has a
 * second factor. A wrong code is counted, so it is answered and not thrown. @throws refused password.current · token.*
 */
export async function makeOwnToken(
  ask: Ask<'self.tokens'>,
  making: Making,
): Promise<{ is: 'made'; made: MadeToken } | Exclude<Tried, { is: 'right' }>> {
  const { tx, person, at } = ask
  if (!(await isPassword(tx, person.id, making.password)))
    throw new Fault('refused', 'password.current', 'Mật khẩu không đúng.', [{ field: 'password', say: 'Mật khẩu: không đúng. Gõ lại.' }])
  if ((await standingOf(tx, person.id)).is === 'on') {
    const tried = await tryCode(tx, ask.files, person.id, making.code ?? '', at)
    if (tried.is !== 'right') return tried
  }
  const made = settle<MadeToken>(
    await makeToken(tx, { personId: person.id, name: making.name, scope: making.scope, days: making.days, at }),
  )
  await inOwnChain(ask, 'tokens.make', made.id, { scope: making.scope, days: making.days })
  return { is: 'made', made }
}

/** Ends a token of one's own from this instant. @throws missing */
export async function revokeOwnToken(ask: Ask<'self.tokens'>, id: string): Promise<void> {
  if (!(await revokeToken(ask.tx, ask.person.id, id, ask.at))) throw missing('mã truy cập này')
  await inOwnChain(ask, 'tokens.revoke', id)
}

async function inOwnChain(
  ask: Ask<'self.tokens'>,
  act: string,
  subject: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const [unit] = ask.grant.seats
  if (unit !== undefined) await record(ask, { unit, act, subject, detail })
}
