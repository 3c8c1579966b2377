// What an administrator does with hooks: register, try, give another secret, stop.
import { randomBytes, randomUUID } from 'node:crypto'
import { type Ask, record, within } from '../../access/ask.ts'
import { seal } from '../../access/sealed.ts'
import { Fault } from '../../ground/faults.ts'
import { isAddress, isPublic } from './addresses.ts'
import { HOOK_KEY } from './delivering.ts'
import { findHook, putHook, putSecret, stopHook } from './store-hooks.ts'
import { putDelivery } from './store-outbox.ts'

export interface Registering {
  readonly id: string
  readonly unitId: string
  readonly name: string
  readonly url: string
  readonly acts: readonly string[]
}

const refused = (code: string, field: string, say: string): Fault => new Fault('refused', code, say, [{ field, say }])

async function newSecret(ask: Ask<'notices.hooks'>, id: string): Promise<{ shown: string; sealed: Uint8Array }> {
  const shown = `dvh_${randomBytes(32).toString('base64url')}`
  return { shown, sealed: seal(await ask.files.key(HOOK_KEY), Buffer.from(shown), id) }
}

/**
 * Registers an address that is told of deeds of a unit and those below it. Answers the secret, which is not shown again.
 * @throws missing · refused notices.hook-url notices.hook-acts notices.hook-known
 */
export async function registerHook(ask: Ask<'notices.hooks'>, hook: Registering, known: ReadonlySet<string>): Promise<string> {
  const unitId = within(ask, hook.unitId)
  const url = URL.canParse(hook.url) ? new URL(hook.url) : undefined
  if (!url || !/^https?:$/u.test(url.protocol) || url.username !== '' || url.password !== '')
    throw refused('notices.hook-url', 'url', 'Địa chỉ: ghi theo dạng https://máy-chủ/đường-dẫn, không kèm tên đăng nhập.')
  if (url.protocol === 'https:' && isAddress(url.hostname) && !isPublic(url.hostname))
    throw refused('notices.hook-url', 'url', 'Địa chỉ: đây là địa chỉ nội bộ. Ghi tên miền của hệ thống nhận tin.')
  const acts = hook.acts.filter(act => known.has(act))
  if (acts.length === 0) throw refused('notices.hook-acts', 'acts', 'Báo những việc nào: chọn ít nhất một việc.')
  const { shown, sealed } = await newSecret(ask, hook.id)
  if (!(await putHook(ask, { ...hook, unitId, url: url.href, acts, secret: sealed })))
    throw new Fault('refused', 'notices.hook-known', 'Địa chỉ này vừa được đăng ký. Cần khóa mới thì mở trang của nó, bấm “Đổi khóa”.')
  await record(ask, { unit: unitId, act: 'notices.hook', subject: hook.id, detail: { host: url.host, acts } })
  return shown
}

/** Sends a trial call by the same way as all others. @throws missing · refused notices.hook-stopped */
export async function tryHook(ask: Ask<'notices.hooks'>, id: string): Promise<void> {
  const hook = await findHook(ask, id, true)
  if (hook.stoppedAt !== null) throw new Fault('refused', 'notices.hook-stopped', 'Địa chỉ nhận tin này đã dừng.')
  const body = { deed: 'ping', at: ask.at.toISOString(), unit: hook.unitId, subject: hook.id, href: '/thong-bao' }
  await putDelivery(ask.tx, { id: randomUUID(), to: { hook: id }, body, at: ask.at })
}

/** Another secret from now on; the one before signs nothing any more. @throws missing */
export async function rotateSecret(ask: Ask<'notices.hooks'>, id: string): Promise<string> {
  const hook = await findHook(ask, id, true)
  const { shown, sealed } = await newSecret(ask, id)
  await putSecret(ask, id, sealed)
  await record(ask, { unit: hook.unitId, act: 'notices.hook-secret', subject: id })
  return shown
}

/** Stops a hook for good; what waited for it is not sent. @throws missing */
export async function stopOwnHook(ask: Ask<'notices.hooks'>, id: string): Promise<void> {
  const hook = await findHook(ask, id, true)
  if (hook.stoppedAt !== null) return
  await stopHook(ask, id)
  await record(ask, { unit: hook.unitId, act: 'notices.hook-stop', subject: id })
}
