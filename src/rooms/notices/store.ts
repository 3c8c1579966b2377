// Notices, what people chose, their addresses, the ladder of reminders: the only SQL on these tables.
import { sql } from 'kysely'
import type { Ask } from '../../access/ask.ts'
import type { DoneDeed } from '../../access/deeds.ts'
import type { Day } from '../../ground/day.ts'
import type { Tx } from '../../ground/db.ts'
import type { Addressed, MailWay, NoticeKind } from '../../web/room.ts'
import { idOf, type Rung, wayOf } from './rules.ts'

export interface Notice {
  readonly id: string
  readonly kind: string
  readonly at: Date
  readonly title: string
  readonly why: string
  readonly href: string
  readonly readAt: Date | null
}

/** A place in the list: unread above read, the newest first. */
export interface Place {
  readonly unread: boolean
  readonly at: Date
  readonly id: string
}

const columns = sql`n.id, n.kind, n.at, n.title, n.why, n.href, n.read_at as "readAt"`

/** One page of a person's own notices. */
export const ownNotices = async (ask: Ask<'self'>, limit: number, after?: Place): Promise<readonly Notice[]> =>
  (
    await sql<Notice>`
    select ${columns} from notice n where n.person_id = ${ask.person.id}::uuid
       ${after ? sql`and ((n.read_at is null), n.at, n.id) < (${after.unread}, ${after.at.toISOString()}::timestamptz, ${after.id}::uuid)` : sql``}
     order by (n.read_at is null) desc, n.at desc, n.id desc limit ${limit}`.execute(ask.tx)
  ).rows

const MOST_COUNTED = 100

/** How many are unread, counted no further than is shown. */
export const unreadOf = async (tx: Tx, personId: string): Promise<number> =>
  (
    await sql<{ n: number }>`
    select count(*)::int as n from (select from notice where person_id = ${personId}::uuid and read_at is null limit ${MOST_COUNTED}) as unread`.execute(
      tx,
    )
  ).rows[0]?.n ?? 0

/** Marks one of the person's own notices read and answers where it leads; undefined when it is not theirs. */
export const markRead = async (ask: Ask<'self'>, id: string): Promise<string | undefined> =>
  (
    await sql<{ href: string }>`
    update notice set read_at = coalesce(read_at, ${ask.at.toISOString()}::timestamptz), digest = false
     where id = ${id}::uuid and person_id = ${ask.person.id}::uuid returning href`.execute(ask.tx)
  ).rows[0]?.href

/** Marks the person's own notices read, up to the newest that stood on the page: what came since stays unread. */
export async function markAllRead(ask: Ask<'self'>, until: Date): Promise<void> {
  await sql`
    update notice set read_at = ${ask.at.toISOString()}::timestamptz, digest = false
     where person_id = ${ask.person.id}::uuid and read_at is null and at <= ${until.toISOString()}::timestamptz`.execute(ask.tx)
}

/** What a person chose, by kind. */
export const choicesOf = async (tx: Tx, personId: string): Promise<ReadonlyMap<string, MailWay>> =>
  new Map(
    (await tx.selectFrom('notice_choice').select(['kind', 'mail']).where('person_id', '=', personId).execute()).map(row => [
      row.kind,
      row.mail as MailWay,
    ]),
  )

/** Writes what the person chose for each kind. */
export async function putChoices(ask: Ask<'self'>, chosen: ReadonlyMap<string, MailWay>): Promise<void> {
  await sql`
    insert into notice_choice (person_id, kind, mail)
    select ${ask.person.id}::uuid, c.* from unnest(${[...chosen.keys()]}::text[], ${[...chosen.values()]}::text[]) as c
    on conflict (person_id, kind) do update set mail = excluded.mail`.execute(ask.tx)
}

export interface Address {
  readonly address: string
  readonly codeSha256: string | null
  readonly codeUntil: Date | null
  readonly wrong: number
  readonly confirmedAt: Date | null
}

/** Where a person's mail goes; locked until the act ends when the person is about to change it. */
export const addressOf = async (tx: Tx, personId: string, isChanging = false): Promise<Address | undefined> =>
  (
    await sql<Address>`
    select address, code_sha256 as "codeSha256", code_until as "codeUntil", wrong, confirmed_at as "confirmedAt"
      from notice_address where person_id = ${personId}::uuid ${isChanging ? sql`for update` : sql``}`.execute(tx)
  ).rows[0]

/** Another address: it is not confirmed, and nothing goes to the one before. */
export async function putAddress(ask: Ask<'self'>, address: string, code: { sha256: string; until: Date }): Promise<void> {
  await sql`
    insert into notice_address (person_id, address, code_sha256, code_until)
    values (${ask.person.id}::uuid, ${address}, ${code.sha256}, ${code.until.toISOString()}::timestamptz)
    on conflict (person_id) do update set address = excluded.address, code_sha256 = excluded.code_sha256, code_until = excluded.code_until,
      wrong = 0, confirmed_at = null`.execute(ask.tx)
}

/** A wrong code is counted. */
export const countWrong = async (ask: Ask<'self'>): Promise<void> => {
  await sql`update notice_address set wrong = wrong + 1 where person_id = ${ask.person.id}::uuid`.execute(ask.tx)
}

export const confirmAddress = async (ask: Ask<'self'>): Promise<void> => {
  await sql`
    update notice_address set confirmed_at = ${ask.at.toISOString()}::timestamptz, code_sha256 = null, code_until = null, wrong = 0
     where person_id = ${ask.person.id}::uuid`.execute(ask.tx)
}

/** The address goes, and with it the mail that waits for it. */
export async function dropAddress(ask: Ask<'self'>): Promise<void> {
  await sql`delete from notice_delivery where person_id = ${ask.person.id}::uuid and state = 'waiting'`.execute(ask.tx)
  await sql`update notice set digest = false where person_id = ${ask.person.id}::uuid and digest`.execute(ask.tx)
  await sql`delete from notice_address where person_id = ${ask.person.id}::uuid`.execute(ask.tx)
}

/** How each of these people wants this kind by mail. */
async function waysOf(tx: Tx, people: readonly string[], kind: string, of: NoticeKind | undefined): Promise<ReadonlyMap<string, MailWay>> {
  const { rows } = await sql<{ person: string; chosen: MailWay | null; has: boolean }>`
    select p.id as person, c.mail as chosen, a.confirmed_at is not null as has
      from unnest(${[...people]}::uuid[]) as p (id) left join notice_choice c on c.person_id = p.id and c.kind = ${kind}
      left join notice_address a on a.person_id = p.id`.execute(tx)
  return new Map(rows.map(row => [row.person, wayOf(of, row.chosen, row.has)]))
}

export interface Puts {
  /** What makes its ids its own: the deed, or the rung of a reminder. */
  readonly from: readonly (string | number)[]
  readonly at: Date
  readonly kind: NoticeKind | undefined
  /** No mail server is set: nothing is laid up for one. */
  readonly mailOn: boolean
}

/** Writes a notice for each person, once, and the mail for those who want it at once. Answers how many are new. */
export async function putNotices(tx: Tx, one: Omit<Addressed, 'alsoDoer'>, puts: Puts): Promise<number> {
  const people = [...new Set(one.to)]
  if (people.length === 0) return 0
  const ways = puts.mailOn ? await waysOf(tx, people, one.kind, puts.kind) : new Map<string, MailWay>()
  const folded = one.fold ? await foldInto(tx, people, one, one.fold, puts.at, ways) : new Set<string>()
  const fresh = people.filter(person => !folded.has(person))
  const ids = fresh.map(person => idOf('notice', ...puts.from, one.kind, person))
  const { rows } = await sql<{ id: string; person: string }>`
    insert into notice (id, person_id, kind, at, title, why, href, fold, digest)
    select n.id, n.person, ${one.kind}, ${puts.at.toISOString()}::timestamptz, ${one.title.normalize('NFC')}, ${one.why.normalize('NFC')}, ${one.href}, ${one.fold?.key ?? ''}, n.digest
      from unnest(${ids}::uuid[], ${fresh}::uuid[], ${fresh.map(person => ways.get(person) === 'digest')}::boolean[]) as n (id, person, digest)
    on conflict do nothing returning id, person_id as person`.execute(tx)
  const now = rows.filter(row => ways.get(row.person) === 'now')
  if (now.length > 0)
    await sql`
      insert into notice_delivery (id, person_id, body, made_at, due_at)
      select d.id, d.person, ${JSON.stringify({ subject: one.title, notices: [{ title: one.title, why: one.why, href: one.href }], more: 0 })}::jsonb, ${puts.at.toISOString()}::timestamptz, ${puts.at.toISOString()}::timestamptz
        from unnest(${now.map(row => idOf('mail', row.id))}::uuid[], ${now.map(row => row.person)}::uuid[]) as d (id, person)
      on conflict do nothing`.execute(tx)
  return rows.length
}

/** Whose unread notice of the same key takes this one in. */
async function foldInto(
  tx: Tx,
  people: readonly string[],
  one: Omit<Addressed, 'alsoDoer'>,
  fold: NonNullable<Addressed['fold']>,
  at: Date,
  ways: ReadonlyMap<string, MailWay>,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ person: string }>`
    update notice n set times = n.times + 1, title = replace(${fold.many.normalize('NFC')}::text, '{n}', (n.times + 1)::text), why = ${one.why.normalize('NFC')}, href = ${one.href},
           at = greatest(n.at, ${at.toISOString()}::timestamptz), digest = n.digest or p.digest
      from unnest(${[...people]}::uuid[], ${people.map(person => ways.get(person) === 'digest')}::boolean[]) as p (id, digest)
     where n.person_id = p.id and n.fold = ${fold.key} and n.kind = ${one.kind} and n.read_at is null returning n.person_id as person`.execute(
    tx,
  )
  return new Set(rows.map(row => row.person))
}

export const ladder = async (tx: Tx): Promise<readonly Rung[]> =>
  (await sql<Rung>`select days, tells from notice_ladder order by days, tells`.execute(tx)).rows

/** Whether this is the first to ask for the morning of that day. */
export const takeMorning = async (tx: Tx, on: Day, at: Date): Promise<boolean> =>
  (
    await sql`insert into notice_morning (day, at) values (${on}, ${at.toISOString()}::timestamptz) on conflict do nothing returning day`.execute(
      tx,
    )
  ).rows.length === 1

const SHOWN_IN_DIGEST = 20

/** One mail for each person with unread notices that wait for the digest. The same morning is the same mail. */
export async function makeDigests(tx: Tx, on: Day, at: Date): Promise<number> {
  const { rows } = await sql<{ person: string; total: number; notices: { title: string; why: string; href: string }[] }>`
    select person_id as person, count(*)::int as total, json_agg(json_build_object('title', title, 'why', why, 'href', href) order by at desc, id) as notices
      from notice where digest and read_at is null group by person_id`.execute(tx)
  const bodies = rows.map(({ total, notices }) => ({
    subject: `${total} thông báo mới`,
    notices: notices.slice(0, SHOWN_IN_DIGEST),
    more: Math.max(0, total - SHOWN_IN_DIGEST),
  }))
  await sql`
    insert into notice_delivery (id, person_id, body, made_at, due_at)
    select d.id, d.person, d.body, ${at.toISOString()}::timestamptz, ${at.toISOString()}::timestamptz
      from unnest(${rows.map(row => idOf('digest', on, row.person))}::uuid[], ${rows.map(row => row.person)}::uuid[], ${bodies.map(body => JSON.stringify(body))}::jsonb[]) as d (id, person, body)
    on conflict do nothing`.execute(tx)
  await sql`update notice set digest = false where digest`.execute(tx)
  return rows.length
}

/** Takes away what has been kept as long as the migration says. */
export async function forget(tx: Tx, at: Date): Promise<void> {
  const ago = (days: number) => sql`${new Date(at.getTime() - days * 86_400_000).toISOString()}::timestamptz`
  await sql`delete from notice where read_at < ${ago(180)} or at < ${ago(730)}`.execute(tx)
  await sql`delete from notice_delivery where ended_at < ${ago(30)}`.execute(tx)
  await sql`delete from notice_address where confirmed_at is null and code_until < ${ago(7)}`.execute(tx)
}

/** A deed that could not be told, kept to be seen and retried. */
export async function putUntold(tx: Tx, deed: Pick<DoneDeed, 'unit' | 'seq' | 'act'>, error: string, at: Date): Promise<void> {
  await sql`
    insert into notice_untold (unit_id, seq, act, error, at) values (${deed.unit}::uuid, ${deed.seq}, ${deed.act}, ${error.slice(0, 500)}, ${at.toISOString()}::timestamptz)
    on conflict (unit_id, seq) do update set error = excluded.error, at = excluded.at`.execute(tx)
}
