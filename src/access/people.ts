// People, their accounts and the posts they hold over time.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Day } from '../ground/day.ts'
import type { Tx } from '../ground/db.ts'
import { Fault, missing } from '../ground/faults.ts'
import { type Ask, inReach } from './ask.ts'
import type { Person, Role } from './grants.ts'
import { type Acting, postsOfPerson, titleOfPost } from './held-posts.ts'

export interface NewPerson {
  readonly id?: string
  readonly name: string
  readonly login?: string
  readonly passwordHash?: string
  readonly demo?: boolean
}

/** Adds a person; with a login an account too, which opens nothing until it has a password. Returns the person's id. */
export async function addPerson(tx: Tx, person: NewPerson): Promise<string> {
  const id = person.id ?? randomUUID()
  await tx
    .insertInto('person')
    .values({ id, name: person.name.normalize('NFC') })
    .execute()
  if (person.login !== undefined)
    await tx
      .insertInto('account')
      .values({ person_id: id, login: person.login, password_hash: person.passwordHash ?? null, demo: person.demo ?? false })
      .execute()
  return id
}

export interface NewPost {
  readonly personId: string
  readonly unitId: string
  readonly role: Role
  readonly title: string
  readonly body?: string
  readonly acting?: Acting | undefined
  readonly from: Day
  /** The last day of the post; open when not known. */
  readonly until?: Day
}

const heldTwice = (): Fault =>
  new Fault('refused', 'post.twice', 'Người này đã giữ đúng chức vụ ấy ở đơn vị ấy trong những ngày ấy.', [
    { field: 'title', say: 'Chức danh: người này đã giữ đúng chức vụ ấy ở đơn vị ấy trong những ngày ấy. Kiểm tra lại.' },
  ])

/** Gives a person a post at a unit, from one day until another, both inside. @throws refused post.twice */
export async function addPost(tx: Tx, post: NewPost): Promise<string> {
  const id = randomUUID()
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('post')
    .values({
      id,
      person_id: post.personId,
      unit_id: post.unitId,
      role: post.role,
      title: post.title.normalize('NFC'),
      body: (post.body ?? '').normalize('NFC'),
      acting: post.acting ?? null,
      valid: sql<string>`daterange(${post.from}::date, ${post.until ?? null}::date, '[]')`,
    })
    .onConflict(on => on.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) throw heldTwice()
  return id
}

/** Ends a post: its last day is the one given. @throws refused post.twice when the same post begins again before it */
export const endPost = async (tx: Tx, postId: string, lastDay: Day): Promise<void> => {
  await tx
    .updateTable('post')
    .set({ valid: sql<string>`daterange(lower(valid), ${lastDay}::date, '[]')` })
    .where('id', '=', postId)
    .execute()
    .catch((error: unknown) => {
      throw error instanceof Error && 'code' in error && error.code === '23P01' ? heldTwice() : error
    })
}

export interface PersonRow {
  readonly id: string
  readonly name: string
}

export interface PostRow {
  readonly id: string
  readonly personId: string
  readonly unitId: string
  readonly role: Role
  /** As it is written, "quyền" or "phụ trách" with it. */
  readonly title: string
  readonly body: string
  readonly from: Day
  /** The last day, inside; null while open. */
  readonly until: Day | null
}

const posts = (ask: Ask) =>
  ask.tx
    .selectFrom('post as o')
    .where(inReach(ask, 'o.unit_id'))
    .select([
      'o.id',
      'o.person_id as personId',
      'o.unit_id as unitId',
      'o.role',
      titleOfPost.as('title'),
      'o.body',
      sql<Day>`lower(o.valid)`.as('from'),
      sql<Day | null>`upper(o.valid) - 1`.as('until'),
    ])

/** A post within reach. @throws missing */
export async function findPost(ask: Ask, id: string): Promise<PostRow> {
  const row = await posts(ask).where('o.id', '=', id).executeTakeFirst()
  if (!row) throw missing('chức vụ này')
  return row as PostRow
}

export interface Colleague extends PersonRow {
  readonly login: string | null
  /** Nobody can sign in to an account that has none yet. */
  readonly hasPassword: boolean
  readonly posts: readonly PostRow[]
}

const personRows = (ask: Ask) =>
  ask.tx
    .selectFrom('person')
    .leftJoin('account', 'account.person_id', 'person.id')
    .select(['person.id', 'person.name', 'account.login', sql<boolean>`account.password_hash is not null`.as('hasPassword')])
    .where(eb =>
      eb.exists(eb.selectFrom('post').select('post.id').whereRef('post.person_id', '=', 'person.id').where(inReach(ask, 'post.unit_id'))),
    )

/** A person who holds or held a post within reach, with those posts. @throws missing */
export async function findPerson(ask: Ask, id: string): Promise<Colleague> {
  const row = await personRows(ask).where('person.id', '=', id).executeTakeFirst()
  if (!row) throw missing('người này')
  const held = await posts(ask).where('o.person_id', '=', id).orderBy('from', 'desc').execute()
  return { ...row, posts: held as PostRow[] }
}

/** People with a post within reach, in the order of their ids: `after` is the last one of the page before. */
export async function listPeople(
  ask: Ask,
  search: { key: string; after?: string | undefined; limit: number },
): Promise<readonly Colleague[]> {
  let query = personRows(ask).orderBy('person.id').limit(search.limit)
  if (search.key !== '') query = query.where('person.name_key', 'like', `%${search.key.replace(/[\\%_]/gu, '\\$&')}%`)
  if (search.after !== undefined) query = query.where('person.id', '>', search.after)
  const rows = await query.execute()
  if (rows.length === 0) return []
  const held = (await posts(ask)
    .where(
      'o.person_id',
      'in',
      rows.map((row: PersonRow) => row.id),
    )
    .execute()) as PostRow[]
  return rows.map((row: Omit<Colleague, 'posts'>) => ({ ...row, posts: held.filter(post => post.personId === row.id) }))
}

/** The person of a login with the posts they hold on that day; undefined when there is none. */
export async function personByLogin(tx: Tx, login: string, on: Day): Promise<Person | undefined> {
  const { rows } = await sql<Person>`
    select p.id, p.name, a.login, ${postsOfPerson(on)} as posts
      from person p join account a on a.person_id = p.id where a.login = ${login}`.execute(tx)
  return rows[0]
}

/** Whether every post that a person holds today or later lies within reach: only then may their account be opened anew from here. */
export async function isWhollyInReach(ask: Ask, personId: string): Promise<boolean> {
  const { rows } = await sql<{ outside: boolean }>`
    select exists (
      select from post where person_id = ${personId}::uuid and (upper_inf(valid) or upper(valid) > ${ask.today}::date) and not ${inReach(ask, 'unit_id')}
      union all
      select from post_delegation d join post o on o.id = d.post_id
       where d.to_person = ${personId}::uuid and d.taken_back_at is null and upper(d.valid) > ${ask.today}::date and not ${inReach(ask, 'o.unit_id')}
    ) as outside`.execute(ask.tx)
  return rows[0]?.outside === false
}

export const isKnown = async (tx: Tx, personId: string): Promise<boolean> =>
  (await tx.selectFrom('person').select('id').where('id', '=', personId).executeTakeFirst()) !== undefined

/** Gives a person an account without a password, or one that never had a password another login. Answers false when the login is taken. */
export async function openAccount(tx: Tx, personId: string, login: string): Promise<boolean> {
  const made = await tx
    .insertInto('account')
    .values({ person_id: personId, login })
    .onConflict(on => on.doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows === 1n) return true
  const { numAffectedRows } = await sql`
    update account a set login = ${login} where person_id = ${personId}::uuid and password_hash is null
       and not exists (select from account other where other.login = ${login} and other.person_id <> a.person_id)`.execute(tx)
  return numAffectedRows === 1n
}

/** Whether someone keeps accounts at one of these units on that day, by a post of their own. */
export async function administratorAt(tx: Tx, units: readonly string[], on: Day): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (select from post where role = 'administrator' and unit_id = any(${[...units]}::uuid[]) and valid @> ${on}::date) as there`.execute(
    tx,
  )
  return rows[0]?.there ?? false
}

/** Accounts that the demo made, for the page that lists them. */
export const demoAccounts = async (
  tx: Tx,
  today: Day,
): Promise<readonly { login: string; name: string; title: string; unitId: string }[]> => {
  const { rows } = await sql<{ login: string; name: string; title: string; unitId: string }>`
    select a.login, p.name, ${titleOfPost} || case when o.body = '' then '' else ', ' || o.body end as title, o.unit_id as "unitId"
      from account a join person p on p.id = a.person_id join post o on o.person_id = p.id and o.valid @> ${today}::date
     where a.demo order by o.role = 'officer' desc, a.login`.execute(tx)
  return rows
}

export const namesOf = async (tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row: PersonRow) => [row.id, row.name]))
}
