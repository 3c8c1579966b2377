// Sends what waits: taken by one worker, sent outside any transaction, marked after. A break in between sends it again under the same id.
import { unseal } from '../../access/sealed.ts'
import { type Database, transact } from '../../ground/db.ts'
import type { FileStore } from '../../ground/files.ts'
import { call } from './calling.ts'
import { letterText, type MailSettings, type Outcome, type Post } from './mail.ts'
import { isGivenUp, nextAttempt } from './rules.ts'
import { markDead, markSent, putOff, putOffHook, type Taken, type TakenMail, takeCall, takeMail } from './store-outbox.ts'

export interface Sender {
  readonly db: Database
  readonly files: FileStore
  readonly now: () => Date
  readonly mail: { readonly settings: MailSettings; readonly post: Post } | undefined
  readonly mayBePrivate: boolean
  readonly signal: AbortSignal
}

/** The key that seals the secrets of hooks. */
export const HOOK_KEY = 'hooks'

const LANES = 4

/** Some at a time, until nothing is due, the other side is down, or the worker is to stop. */
async function lanes(signal: AbortSignal, next: () => Promise<'more' | 'enough'>): Promise<number> {
  let done = 0
  let isEnough = false
  const lane = async (): Promise<void> => {
    while (!isEnough && !signal.aborted) {
      if ((await next()) === 'enough') isEnough = true
      else done++
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return done
}

async function putAside(sender: Sender, way: 'mail' | 'hook', taken: Taken, answer: string, hookId?: string): Promise<void> {
  const at = sender.now()
  const until = nextAttempt(taken.attempts, at)
  await transact(sender.db, async tx => {
    if (isGivenUp({ way, attempts: taken.attempts, madeAt: taken.madeAt }, at)) return await markDead(tx, taken.id, answer, at)
    await putOff(tx, taken.id, answer, until)
    if (hookId !== undefined) await putOffHook(tx, hookId, until)
  })
}

/** Sends the mail that is due. Answers how many were handed to the server or given up. */
export async function sendMail(sender: Sender): Promise<number> {
  const { mail, db, now, signal } = sender
  if (!mail) return 0
  return await lanes(signal, async () => {
    const taken = await transact(db, tx => takeMail(tx, now()))
    if (!taken) return 'enough'
    const outcome = await sendOne(mail, taken)
    if (outcome.is === 'later') {
      await putAside(sender, 'mail', taken, outcome.answer)
      // A server that is not there is not there for the others either: they wait, and no attempt of theirs is used up.
      return outcome.down ? 'enough' : 'more'
    }
    await transact(db, tx => (outcome.is === 'sent' ? markSent : markDead)(tx, taken.id, outcome.answer, now()))
    return 'more'
  })
}

async function sendOne({ settings, post }: NonNullable<Sender['mail']>, { id, body, address, confirmed }: TakenMail): Promise<Outcome> {
  if (address === null || (!confirmed && body.code === undefined)) return { is: 'never', answer: 'người nhận đã bỏ hoặc đổi địa chỉ thư' }
  return await post.send({ id, to: address, subject: `Dân Vận: ${body.subject}`, text: letterText(body, settings.publicUrl) })
}

/** Calls the hooks that are due. Answers how many calls succeeded or were given up. */
export async function callDue(sender: Sender): Promise<number> {
  const { db, files, now, mayBePrivate, signal } = sender
  return await lanes(signal, async () => {
    const taken = await transact(db, tx => takeCall(tx, now()))
    if (!taken) return 'enough'
    const secret = unseal(await files.key(HOOK_KEY), taken.secret, taken.hookId)
    const called = taken.stopped
      ? ({ is: 'never', answer: 'địa chỉ nhận tin đã dừng' } as const)
      : secret
        ? await call({
            id: taken.id,
            url: taken.url,
            secret,
            body: JSON.stringify({ id: taken.id, ...taken.body }),
            at: now(),
            mayBePrivate,
            signal,
          })
        : ({ is: 'later', answer: 'không mở được khóa ký: thiếu tệp khóa trong DATA_DIR/keys' } as const)
    if (called.is === 'later') await putAside(sender, 'hook', taken, called.answer, taken.hookId)
    else await transact(db, tx => (called.is === 'done' ? markSent : markDead)(tx, taken.id, called.answer, now()))
    return 'more'
  })
}
