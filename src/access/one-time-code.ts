// Codes that are good once: six digits that an authenticator shows for half a minute, and recovery codes on paper.
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const PERIOD = 30
// A telephone's clock may be half a minute off.
const WINDOW = 1
export const RECOVERY_CODES = 10
// Without letters and digits that are taken for one another.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const LETTERS_OF_A_CODE = 10

export const newSecret = (): Buffer => randomBytes(20)

const authenticator = (secret: Uint8Array, login = ''): TOTP =>
  new TOTP({
    issuer: 'Dân Vận',
    label: login,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
  })

/** What an authenticator reads from the picture: otpauth://totp/… */
export const authenticatorUri = (secret: Uint8Array, login: string): string => authenticator(secret, login).toString()

/** The secret as a person types it where the picture cannot be read: groups of four. */
export const secretWritten = (secret: Uint8Array): string =>
  (new Secret({ buffer: new Uint8Array(secret).buffer }).base32.match(/.{1,4}/gu) ?? []).join(' ')

/** The step whose code was typed, when it is later than the last one taken; undefined for a wrong, old or repeated code. */
export function stepOf(secret: Uint8Array, typed: string, at: Date, lastStep: number): number | undefined {
  const token = typed.replace(/\s/gu, '')
  if (!/^\d{6}$/u.test(token)) return undefined
  const delta = authenticator(secret).validate({ token, timestamp: at.getTime(), window: WINDOW })
  if (delta === null) return undefined
  const step = Math.floor(at.getTime() / (PERIOD * 1000)) + delta
  return step > lastStep ? step : undefined
}

/** Recovery codes to show once: "k7m2q-9xw4t", fifty bits each. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => {
    const letters = Array.from({ length: LETTERS_OF_A_CODE }, () => LETTERS[randomInt(LETTERS.length)]).join('')
    return `${letters.slice(0, 5)}-${letters.slice(5)}`
  })

/** What is kept of a recovery code, however it was typed; undefined when it cannot be one. */
export function recoveryHash(typed: string): string | undefined {
  const letters = typed.toLowerCase().replace(/[\s-]/gu, '')
  return letters.length === LETTERS_OF_A_CODE && [...letters].every(one => LETTERS.includes(one))
    ? createHash('sha256').update(`recovery:${letters}`).digest('hex')
    : undefined
}
