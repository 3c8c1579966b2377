// What a person does with their own notices: read them, choose how they come, prove where mail may go.
import { randomInt } from 'node:crypto'
import type { Ask } from '../../access/ask.ts'
import { Fault, missing } from '../../ground/faults.ts'
import { sha256 } from '../../ground/files.ts'
import type { MailWay } from '../../web/room.ts'
import { idOf } from './rules.ts'
import { addressOf, confirmAddress, countWrong, markRead, putAddress, putChoices } from './store.ts'
import { putDelivery } from './store-outbox.ts'

/** Opens one of one's own notices: it is read from now on. Answers where it leads. @throws missing */
export async function openNotice(ask: Ask<'self'>, id: string): Promise<string> {
  const href = await markRead(ask, id)
  if (href === undefined) throw missing('thông báo này')
  return href
}

/** Writes how the person wants each kind by mail; kinds that nobody tells of are left out. */
export async function choose(ask: Ask<'self'>, chosen: Readonly<Record<string, MailWay>>, kinds: ReadonlySet<string>): Promise<void> {
  await putChoices(ask, new Map(Object.entries(chosen).filter(([kind]) => kinds.has(kind))))
}

const HOURS_OF_CODE = 24
const WRONG_ALLOWED = 5
const SHAPE = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\.]+$/u
const codeHash = (personId: string, code: string): string => sha256(`${personId} ${code.replace(/\D/gu, '')}`)

/** Gives an address for mail; the code that proves it is sent there, and nothing else until it has come back. @throws refused notices.address */
export async function giveAddress(ask: Ask<'self'>, address: string): Promise<void> {
  const written = address.trim().toLowerCase()
  if (!SHAPE.test(written) || written.length > 254)
    throw new Fault('refused', 'notices.address', 'Địa chỉ thư chưa đúng dạng.', [
      { field: 'address', say: 'Địa chỉ thư: ghi theo dạng ten@tinh.gov.vn.' },
    ])
  const known = await addressOf(ask.tx, ask.person.id, true)
  if (known?.address === written && known.confirmedAt !== null) return
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  const until = new Date(ask.at.getTime() + HOURS_OF_CODE * 3_600_000)
  await putAddress(ask, written, { sha256: codeHash(ask.person.id, code), until })
  await putDelivery(ask.tx, {
    id: idOf('code', ask.person.id, ask.at.toISOString(), written),
    to: { person: ask.person.id },
    body: { subject: 'mã xác nhận địa chỉ thư', notices: [], more: 0, code },
    at: ask.at,
  })
}

/** Confirms the address by the code that was sent there. A wrong code is counted, so it is answered and not thrown. */
export async function confirmOwnAddress(ask: Ask<'self'>, code: string): Promise<'confirmed' | 'wrong' | 'too-late'> {
  const known = await addressOf(ask.tx, ask.person.id, true)
  if (!known || known.codeSha256 === null || known.codeUntil === null || known.codeUntil <= ask.at || known.wrong >= WRONG_ALLOWED)
    return 'too-late'
  if (codeHash(ask.person.id, code) !== known.codeSha256) {
    await countWrong(ask)
    return 'wrong'
  }
  await confirmAddress(ask)
  return 'confirmed'
}
