// What leaves the house and how it fared: mail and calls of hooks that wait, were sent or were given up.
import { sql } from 'kysely'
import type { Tx } from '../../ground/db.ts'

export interface MailBody {
  readonly subject: string
  readonly notices: readonly { readonly title: string; readonly why: string; readonly href: string }[]
  /** How many more stand on the page. */
  readonly more: number
  /** The code that proves an address: only such a mail goes to one that is not confirmed. */
  readonly code?: string
}

export interface Taken {
  readonly id: string
  readonly attempts: number
  readonly madeAt: Date
}

export interface TakenMail extends Taken {
  readonly personId: string
  readonly body: MailBody
  readonly address: string | null
  readonly confirmed: boolean
}

export interface TakenCall extends Taken {
  readonly hookId: string
  readonly body: Readonly<Record<string, unknown>>
  readonly url: string
  readonly secret: Uint8Array
  readonly stopped: boolean
}

/** Whoever takes something has so long to send it and say so; then another may take it. */
export const LEASE_SECONDS = 120

const taking = (way: 'person_id' | 'hook_id', at: Date) => sql`
  update notice_delivery d set attempts = d.attempts + 1, due_at = ${new Date(at.getTime() + LEASE_SECONDS * 1000).toISOString()}::timestamptz
    from (select id from notice_delivery where state = 'waiting' and due_at <= ${at.toISOString()}::timestamptz and ${sql.ref(way)} is not null
           order by due_at, id limit 1 for update skip locked) next
   where d.id = next.id returning d.id, d.attempts, d.made_at, d.body, d.person_id, d.hook_id`

/** Takes the next mail that is due, so that nobody else does. */
export const takeMail = async (tx: Tx, at: Date): Promise<TakenMail | undefined> =>
  (
    await sql<TakenMail>`
    with taken as (${taking('person_id', at)})
    select t.id, t.attempts, t.made_at as "madeAt", t.body, t.person_id as "personId", a.address, a.confirmed_at is not null as confirmed
      from taken t left join notice_address a on a.person_id = t.person_id`.execute(tx)
  ).rows[0]

/** Takes the next call of a hook that is due. */
export const takeCall = async (tx: Tx, at: Date): Promise<TakenCall | undefined> =>
  (
    await sql<TakenCall>`
    with taken as (${taking('hook_id', at)})
    select t.id, t.attempts, t.made_at as "madeAt", t.body, h.id as "hookId", h.url, h.secret, h.stopped_at is not null as stopped
      from taken t join notice_hook h on h.id = t.hook_id`.execute(tx)
  ).rows[0]

export async function markSent(tx: Tx, id: string, answer: string, at: Date): Promise<void> {
  await sql`update notice_delivery set state = 'sent', answer = ${answer.slice(0, 300)}, ended_at = ${at.toISOString()}::timestamptz where id = ${id}::uuid`.execute(
    tx,
  )
}

export async function markDead(tx: Tx, id: string, answer: string, at: Date): Promise<void> {
  await sql`update notice_delivery set state = 'dead', answer = ${answer.slice(0, 300)}, ended_at = ${at.toISOString()}::timestamptz where id = ${id}::uuid`.execute(
    tx,
  )
}

export async function putOff(tx: Tx, id: string, answer: string, until: Date): Promise<void> {
  await sql`update notice_delivery set answer = ${answer.slice(0, 300)}, due_at = ${until.toISOString()}::timestamptz where id = ${id}::uuid and state = 'waiting'`.execute(
    tx,
  )
}

/** While one call of a hook is put off, what else waits for the hook waits too: a system that is down is asked once, not for every deed. */
export async function putOffHook(tx: Tx, hookId: string, until: Date): Promise<void> {
  await sql`
    update notice_delivery set due_at = ${until.toISOString()}::timestamptz
     where hook_id = ${hookId}::uuid and state = 'waiting' and due_at < ${until.toISOString()}::timestamptz`.execute(tx)
}

/** Lays up one mail or call; the same id is the same. */
export async function putDelivery(
  tx: Tx,
  one: { id: string; to: { person: string } | { hook: string }; body: unknown; at: Date },
): Promise<void> {
  const [person, hook] = 'person' in one.to ? [one.to.person, null] : [null, one.to.hook]
  await sql`
    insert into notice_delivery (id, person_id, hook_id, body, made_at, due_at)
    values (${one.id}::uuid, ${person}::uuid, ${hook}::uuid, ${JSON.stringify(one.body)}::jsonb, ${one.at.toISOString()}::timestamptz, ${one.at.toISOString()}::timestamptz)
    on conflict do nothing`.execute(tx)
}

export interface Waiting {
  readonly way: 'mail' | 'hook'
  readonly waiting: number
  readonly dead: number
}

/** How much waits and how much was given up. */
export const standing = async (tx: Tx): Promise<readonly Waiting[]> =>
  (
    await sql<Waiting>`
    select way, count(d.id) filter (where d.state = 'waiting')::int as waiting, count(d.id) filter (where d.state = 'dead')::int as dead
      from (values ('mail'), ('hook')) as w (way) left join notice_delivery d on d.state <> 'sent' and (d.person_id is not null) = (w.way = 'mail')
     group by way order by way desc`.execute(tx)
  ).rows

export interface DeadLetter {
  readonly id: string
  readonly way: 'mail' | 'hook' | 'deed'
  readonly what: string
  readonly madeAt: Date
  readonly attempts: number
  readonly answer: string
}

/** What was given up, and deeds that could not be told, the oldest first. */
export const deadLetters = async (tx: Tx, limit: number): Promise<readonly DeadLetter[]> =>
  (
    await sql<DeadLetter>`
    select id::text, case when person_id is null then 'hook' else 'mail' end as way, coalesce(body ->> 'subject', body ->> 'deed', '') as what,
           made_at as "madeAt", attempts, answer from notice_delivery where state = 'dead'
    union all select unit_id || ':' || seq, 'deed', act, at, 1, error from notice_untold
    order by 4, 1 limit ${limit}`.execute(tx)
  ).rows

/** What was given up is tried again from now on; one, or all. Answers how many. */
export const retryDead = async (tx: Tx, id: string | undefined, at: Date): Promise<number> =>
  Number(
    (
      await sql`
      update notice_delivery set state = 'waiting', ended_at = null, attempts = 0, due_at = ${at.toISOString()}::timestamptz, made_at = ${at.toISOString()}::timestamptz
       where state = 'dead' and ${id === undefined ? sql`true` : sql`id::text = ${id}`}`.execute(tx)
    ).numAffectedRows ?? 0n,
  )

/** Takes out the deeds that could not be told, to be told again. */
export const takeUntold = async (tx: Tx, id: string | undefined): Promise<readonly { unit: string; seq: number }[]> =>
  (
    await sql<{ unit: string; seq: number }>`
    delete from notice_untold where ${id === undefined ? sql`true` : sql`unit_id || ':' || seq = ${id}`} returning unit_id as unit, seq`.execute(
      tx,
    )
  ).rows

export interface WorkerSays {
  readonly mailHost: string | null
  readonly digestHour: number
  readonly at: Date
}

/** What the worker last said of itself; undefined when none has run yet. */
export const workerSays = async (tx: Tx): Promise<WorkerSays | undefined> =>
  (await sql<WorkerSays>`select mail_host as "mailHost", digest_hour as "digestHour", at from notice_worker`.execute(tx)).rows[0]

export async function sayOfWorker(tx: Tx, says: WorkerSays): Promise<void> {
  await sql`
    insert into notice_worker (mail_host, digest_hour, at) values (${says.mailHost}, ${says.digestHour}, ${says.at.toISOString()}::timestamptz)
    on conflict (only_one) do update set mail_host = excluded.mail_host, digest_hour = excluded.digest_hour, at = excluded.at`.execute(tx)
}
