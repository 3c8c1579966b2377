// A secret at rest: AES-256-GCM, bound to what it belongs to, so that a row copied to another person opens nothing.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const NONCE = 12
const TAG = 16

/** Nonce, tag and cipher text in one. */
export function seal(key: Uint8Array, secret: Uint8Array, of: string): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(of))
  const closed = Buffer.concat([cipher.update(secret), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), closed])
}

/** What `seal` closed; undefined when the key, the owner or a byte of it is another. */
export function unseal(key: Uint8Array, sealed: Uint8Array, of: string): Buffer | undefined {
  try {
    const opener = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG })
      .setAAD(Buffer.from(of))
      .setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
    return Buffer.concat([opener.update(sealed.subarray(NONCE + TAG)), opener.final()])
  } catch {
    return undefined
  }
}
