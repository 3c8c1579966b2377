// People, their accounts and the posts they hold over time.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Day } from '../ground/day.ts'
import type { Tx } from '../ground/db.ts'
import { missing } from '../ground/faults.ts'
import { type Ask, inReach } from './ask.ts'
import type { Person, Role } from './grants.ts'

export interface NewPerson {
  readonly id?: string
  readonly name: string
  readonly login?: string
  readonly passwordHash?: string
  readonly demo?: boolean
}

/** Adds a person; with a login and a hash, an account too. Returns the person's id. */
export async function addPerson(tx: Tx, person: NewPerson): Promise<string> {
  const id = person.id ?? randomUUID()
  await tx
    .insertInto('person')
    .values({ id, name: person.name.normalize('NFC') })
    .execute()
  if (person.login !== undefined && person.passwordHash !== undefined)
    await tx
      .insertInto('account')
      .values({ person_id: id, login: person.login, password_hash: person.passwordHash, demo: person.demo ?? false })
      .execute()
  return id
}

export interface NewPost {
  readonly personId: string
  readonly unitId: string
  readonly role: Role
  readonly title: string
  readonly body?: string
  readonly from: Day
  /** The last day of the post; open when not known. */
  readonly until?: Day
}

/** Gives a person a post at a unit, from one day until another, both inside. */
export async function addPost(tx: Tx, post: NewPost): Promise<string> {
  const id = randomUUID()
  await tx
    .insertInto('post')
    .values({
      id,
      person_id: post.personId,
      unit_id: post.unitId,
      role: post.role,
      title: post.title.normalize('NFC'),
      body: (post.body ?? '').normalize('NFC'),
      valid: sql<string>`daterange(${post.from}::date, ${post.until ?? null}::date, '[]')`,
    })
    .execute()
  return id
}

/** Ends a post: its last day is the one given. */
export const endPost = async (tx: Tx, postId: string, lastDay: Day): Promise<void> => {
  await tx
    .updateTable('post')
    .set({ valid: sql<string>`daterange(lower(valid), ${lastDay}::date, '[]')` })
    .where('id', '=', postId)
    .execute()
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
  readonly title: string
  readonly body: string
  readonly from: Day
  /** The last day, inside; null while open. */
  readonly until: Day | null
}

const posts = (ask: Ask) =>
  ask.tx
    .selectFrom('post')
    .where(inReach(ask, 'post.unit_id'))
    .select([
      'post.id',
      'post.person_id as personId',
      'post.unit_id as unitId',
      'post.role',
      'post.title',
      'post.body',
      sql<Day>`lower(post.valid)`.as('from'),
      sql<Day | null>`upper(post.valid) - 1`.as('until'),
    ])

/** A post within reach. @throws missing */
export async function findPost(ask: Ask, id: string): Promise<PostRow> {
  const row = await posts(ask).where('post.id', '=', id).executeTakeFirst()
  if (!row) throw missing('chức vụ này')
  return row as PostRow
}

export interface Colleague extends PersonRow {
  readonly login: string | null
  readonly posts: readonly PostRow[]
}

const personRows = (ask: Ask) =>
  ask.tx
    .selectFrom('person')
    .leftJoin('account', 'account.person_id', 'person.id')
    .select(['person.id', 'person.name', 'account.login'])
    .where(eb =>
      eb.exists(eb.selectFrom('post').select('post.id').whereRef('post.person_id', '=', 'person.id').where(inReach(ask, 'post.unit_id'))),
    )

/** A person who holds or held a post within reach, with those posts. @throws missing */
export async function findPerson(ask: Ask, id: string): Promise<Colleague> {
  const row = await personRows(ask).where('person.id', '=', id).executeTakeFirst()
  if (!row) throw missing('người này')
  const held = await posts(ask).where('post.person_id', '=', id).orderBy('from', 'desc').execute()
  return { id: row.id, name: row.name, login: row.login, posts: held as PostRow[] }
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
      'post.person_id',
      'in',
      rows.map((row: PersonRow) => row.id),
    )
    .execute()) as PostRow[]
  return rows.map((row: PersonRow & { login: string | null }) => ({ ...row, posts: held.filter(post => post.personId === row.id) }))
}

/** The person of a login with the posts they hold on that day; undefined when there is none. */
export async function personByLogin(tx: Tx, login: string, on: Day): Promise<Person | undefined> {
  const { rows } = await sql<Person>`
    select p.id, p.name, a.login,
           coalesce((select json_agg(json_build_object('id', o.id, 'unitId', o.unit_id, 'role', o.role, 'title', o.title, 'body', o.body) order by o.id)
                       from post o where o.person_id = p.id and o.valid @> ${on}::date), '[]') as posts
      from person p join account a on a.person_id = p.id where a.login = ${login}`.execute(tx)
  return rows[0]
}

export const loginTaken = async (tx: Tx, login: string): Promise<boolean> =>
  (await tx.selectFrom('account').select('login').where('login', '=', login).executeTakeFirst()) !== undefined

/** Accounts that the demo made, for the page that lists them. */
export const demoAccounts = async (
  tx: Tx,
  today: Day,
): Promise<readonly { login: string; name: string; title: string; unitId: string }[]> => {
  const { rows } = await sql<{ login: string; name: string; title: string; unitId: string }>`
    select a.login, p.name, o.title || case when o.body = '' then '' else ', ' || o.body end as title, o.unit_id as "unitId"
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
