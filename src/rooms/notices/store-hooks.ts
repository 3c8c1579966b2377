// Hooks: addresses of other systems, registered for a unit and those below it.
import { sql } from 'kysely'
import { type Ask, inReach } from '../../access/ask.ts'
import type { Tx } from '../../ground/db.ts'
import { missing } from '../../ground/faults.ts'

export interface Hook {
  readonly id: string
  readonly unitId: string
  readonly name: string
  readonly url: string
  readonly acts: readonly string[]
  readonly madeAt: Date
  readonly stoppedAt: Date | null
}

const columns = sql`h.id, h.unit_id as "unitId", h.name, h.url, h.acts, h.made_at as "madeAt", h.stopped_at as "stoppedAt"`

/** Every hook that is not stopped, for the worker. */
export const hooksStanding = async (tx: Tx): Promise<readonly Hook[]> =>
  (await sql<Hook>`select ${columns} from notice_hook h where h.stopped_at is null order by h.id`.execute(tx)).rows

/** The hooks of units in reach, those that stand first. */
export const hooksInReach = async (
  ask: Ask<'notices.hooks'>,
  limit: number,
): Promise<readonly (Hook & { dead: number; waiting: number })[]> =>
  (
    await sql<Hook & { dead: number; waiting: number }>`
    select ${columns}, count(d.id) filter (where d.state = 'dead')::int as dead, count(d.id) filter (where d.state = 'waiting')::int as waiting
      from notice_hook h left join notice_delivery d on d.hook_id = h.id and d.state <> 'sent'
     where ${inReach(ask, 'h.unit_id')} group by h.id order by h.stopped_at is not null, h.made_at desc, h.id limit ${limit}`.execute(
      ask.tx,
    )
  ).rows

/** A hook within reach, locked when it is about to be changed. @throws missing */
export async function findHook(ask: Ask<'notices.hooks'>, id: string, isChanging = false): Promise<Hook> {
  const { rows } = await sql<Hook>`
    select ${columns} from notice_hook h where h.id = ${id}::uuid and ${inReach(ask, 'h.unit_id')} ${isChanging ? sql`for update` : sql``}`.execute(
    ask.tx,
  )
  if (!rows[0]) throw missing('địa chỉ nhận tin này')
  return rows[0]
}

export interface NewHook {
  readonly id: string
  readonly unitId: string
  readonly name: string
  readonly url: string
  readonly acts: readonly string[]
  readonly secret: Uint8Array
}

/** Writes a hook. False when its id is there already. */
export const putHook = async (ask: Ask<'notices.hooks'>, hook: NewHook): Promise<boolean> =>
  (
    await sql`
    insert into notice_hook (id, unit_id, name, url, acts, secret, made_by, made_at)
    values (${hook.id}::uuid, ${hook.unitId}::uuid, ${hook.name}, ${hook.url}, ${[...hook.acts]}::text[], ${hook.secret}, ${ask.person.id}::uuid, ${ask.at.toISOString()}::timestamptz)
    on conflict do nothing returning id`.execute(ask.tx)
  ).rows.length === 1

export const putSecret = async (ask: Ask<'notices.hooks'>, id: string, secret: Uint8Array): Promise<void> => {
  await sql`update notice_hook set secret = ${secret} where id = ${id}::uuid`.execute(ask.tx)
}

/** Stops a hook; what waited for it is not sent any more. */
export async function stopHook(ask: Ask<'notices.hooks'>, id: string): Promise<void> {
  await sql`update notice_hook set stopped_at = ${ask.at.toISOString()}::timestamptz where id = ${id}::uuid`.execute(ask.tx)
  await sql`delete from notice_delivery where hook_id = ${id}::uuid and state = 'waiting'`.execute(ask.tx)
}

export interface Delivered {
  readonly id: string
  readonly deed: string
  readonly madeAt: Date
  readonly attempts: number
  readonly state: 'waiting' | 'sent' | 'dead'
  readonly answer: string
  readonly endedAt: Date | null
}

/** The last calls of a hook, the newest first. */
export const deliveriesOf = async (ask: Ask<'notices.hooks'>, hook: Hook, limit: number): Promise<readonly Delivered[]> =>
  (
    await sql<Delivered>`
    select id, coalesce(body ->> 'deed', '') as deed, made_at as "madeAt", attempts, state, answer, ended_at as "endedAt"
      from notice_delivery where hook_id = ${hook.id}::uuid order by made_at desc, id desc limit ${limit}`.execute(ask.tx)
  ).rows
