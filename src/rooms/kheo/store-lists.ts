// The SQL of many models: lists by filter, what waits, the year's identity, the coverage of fields.
import { type RawBuilder, sql } from 'kysely'
import { type Ask, inReach } from '../../access/ask.ts'
import type { Day } from '../../ground/day.ts'
import { addDays, day } from '../../ground/day.ts'
import type { Tx } from '../../ground/db.ts'
import { searchKey } from '../../ground/vietnamese.ts'
import { registered, standing, stopped } from './counters.ts'
import type { Kind } from './registration.ts'
import type { Rating } from './rules.ts'

export const STAGES = ['registered', 'appraised', 'recognised', 'not_recognised', 'withdrawn', 'stopped'] as const
export type Stage = (typeof STAGES)[number]

export interface Seen {
  readonly id: string
  readonly unit_id: string
  readonly registered_on: Day
  readonly kind: Kind
  readonly field_code: string
  readonly field_name: string
  readonly title: string
  readonly stage: Stage
  readonly praised: boolean
  readonly registered_up: boolean
  readonly stopped_on: Day | null
}

/** What waits: for the appraisal or the recognition of these bodies, or for the confirmation of a year. */
export type Waiting =
  | { readonly for: 'appraisal' | 'recognition'; readonly bodies: readonly string[] }
  | { readonly for: 'confirmation'; readonly year: number; readonly units: readonly string[] }

export interface Filter {
  readonly stage?: Stage | 'praised' | 'standing' | undefined
  readonly field?: string | undefined
  readonly kind?: Kind | undefined
  /** The year of registration. */
  readonly year?: number | undefined
  /** Words of the title, marks or none. */
  readonly words?: string | undefined
  readonly units?: readonly string[] | undefined
  readonly waiting?: Waiting | undefined
}

/** Where a page of a list ends: the next begins after it. */
export interface Mark {
  readonly on: Day
  readonly id: string
}

const uuids = (ids: readonly string[]) => sql`${[...ids]}::uuid[]`
const literal = (words: string): string => searchKey(words).replace(/[\\%_]/gu, '\\$&')

function waits(waiting: Waiting): RawBuilder<unknown> {
  if (waiting.for === 'confirmation')
    return sql`k.stopped_on is null and k.unit_id = any(${uuids(waiting.units)}) and extract(year from k.registered_on) <= ${waiting.year}
      and not exists (select from kheo_confirmation c where c.model_id = k.id and c.year = ${waiting.year})`
  const step = waiting.for === 'appraisal' ? 'registered' : 'appraised'
  return sql`k.stopped_on is null and exists (
    select from kheo_step s where s.model_id = k.id and s.step = ${step} and s.body_id = any(${uuids(waiting.bodies)})
       and not exists (select from kheo_step n where n.model_id = s.model_id and n.follows = s.seq))`
}

function wanted(ask: Ask, filter: Filter): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [inReach(ask, 'k.unit_id')]
  if (filter.stage === 'praised') all.push(sql`k.praised`)
  else if (filter.stage === 'standing') all.push(sql`k.stopped_on is null`)
  else if (filter.stage) all.push(sql`k.stage = ${filter.stage}`)
  if (filter.field) all.push(sql`k.field_code = ${filter.field}`)
  if (filter.kind) all.push(sql`k.kind = ${filter.kind}`)
  if (filter.year !== undefined)
    all.push(sql`k.registered_on between make_date(${filter.year}, 1, 1) and make_date(${filter.year}, 12, 31)`)
  if (filter.words) all.push(sql`k.title_key like ${`%${literal(filter.words)}%`}`)
  if (filter.units) all.push(sql`k.unit_id = any(${uuids(filter.units)})`)
  if (filter.waiting) all.push(waits(filter.waiting))
  return sql.join(all, sql` and `)
}

/** Models in reach that the filter wants, the latest registered first, one page from a mark on. */
export async function list(ask: Ask<'kheo.read'>, filter: Filter, size: number, after?: Mark): Promise<Seen[]> {
  const { rows } = await sql<Seen>`
    select k.id, k.unit_id, k.registered_on, k.kind, k.field_code, k.field_name, k.title, k.stage, k.praised, k.registered_up, k.stopped_on
      from kheo_seen k where ${wanted(ask, filter)}
      ${after ? sql`and (k.registered_on, k.id) < (${after.on}::date, ${after.id}::uuid)` : sql``}
     order by k.registered_on desc, k.id desc limit ${size}`.execute(ask.tx)
  return rows
}

export interface StageCount {
  readonly all: number
  readonly standing: number
  readonly praised: number
  readonly stages: Readonly<Partial<Record<Stage, number>>>
}

/** How many models of each stage the filter would show, whatever stage it names. */
export async function countStages(ask: Ask, filter: Filter): Promise<StageCount> {
  const { rows } = await sql<{ stage: Stage; n: number; praised: number }>`
    select k.stage, count(*) as n, count(*) filter (where k.praised) as praised
      from kheo_seen k where ${wanted(ask, { ...filter, stage: undefined })} group by k.stage`.execute(ask.tx)
  const sum = (of: (row: { stage: Stage; n: number; praised: number }) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    all: sum(row => row.n),
    standing: sum(row => (row.stage === 'stopped' ? 0 : row.n)),
    praised: sum(row => row.praised),
    stages: Object.fromEntries(rows.map(row => [row.stage, row.n])),
  }
}

/** How many models wait. */
export async function countWaiting(ask: Ask, waiting: Waiting): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from kheo_seen k where ${wanted(ask, { waiting })}`.execute(ask.tx)
  return rows[0]?.n ?? 0
}

/** Running models of the unit whose title reads like this one: the same search key, or most of its letters in the same order. */
export async function alike(ask: Ask, unitId: string, title: string, except: string): Promise<{ id: string; title: string }[]> {
  const { rows } = await sql<{ id: string; title: string }>`
    select m.id, m.title from kheo_model m
     where m.unit_id = ${unitId}::uuid and m.id <> ${except}::uuid and ${inReach(ask, 'm.unit_id')}
       and (m.title_key = vn_key(${title}) or similarity(m.title_key, vn_key(${title})) >= 0.6)
       and not exists (select from kheo_stop t where t.model_id = m.id)
     order by similarity(m.title_key, vn_key(${title})) desc, m.id limit 3`.execute(ask.tx)
  return rows
}

export interface Field {
  readonly code: string
  readonly name: string
  /** Of the national four under which it counts; itself for these. */
  readonly national: string
}

/** The catalogue of fields: the national four, and the province's own after them. */
export async function fields(tx: Tx): Promise<Field[]> {
  const { rows } = await sql<Field>`select code, name, national_code as national from kheo_field order by place, code`.execute(tx)
  return rows
}

/** From when the year's confirmation is asked for and until when, as the rule in force on that day has it. */
export async function rhythm(tx: Tx, on: Day): Promise<{ from: Day; due: Day }> {
  const { rows } = await sql<{ from: string; due: string }>`
    select confirm_from as from, confirm_due as due from kheo_rhythm where valid_from <= ${on}::date order by valid_from desc limit 1`.execute(
    tx,
  )
  const year = on.slice(0, 4)
  const [row] = rows
  if (!row) throw new Error(`no rhythm in force on ${on}`)
  return { from: day(`${year}-${row.from}`), due: day(`${year}-${row.due}`) }
}

export interface Ledger {
  readonly unit_id: string
  readonly opening: number
  readonly fresh: number
  readonly stopped: number
  readonly closing: number
}

/**
 * What stood before `from`, what was registered and what stopped from…until (both inside), what stands at `until`: four counts,
 * each of its own records, unit by unit. That opening + fresh − stopped = closing is seen, not made.
 */
export async function ledger(tx: Tx, units: readonly string[], from: Day, until: Day): Promise<Ledger[]> {
  const counted = [
    sql`select 'opening' as part, r.* from (${standing()({ units, from, until: addDays(from, -1) })}) r`,
    sql`select 'fresh' as part, r.* from (${registered()({ units, from, until })}) r`,
    sql`select 'stopped' as part, r.* from (${stopped({ units, from, until })}) r`,
    sql`select 'closing' as part, r.* from (${standing()({ units, from, until })}) r`,
  ]
  const part = (name: string) => sql`count(distinct record_id) filter (where part = ${sql.lit(name)})`
  const { rows } = await sql<Ledger>`
    select unit_id, ${part('opening')} as opening, ${part('fresh')} as fresh, ${part('stopped')} as stopped, ${part('closing')} as closing
      from (${sql.join(counted, sql` union all `)}) counted group by unit_id order by unit_id`.execute(tx)
  return rows
}

/** The ledger of a calendar year: until its last day, or today while it runs. */
export const ledgerOfYear = (tx: Tx, units: readonly string[], year: number, today: Day): Promise<Ledger[]> => {
  const end = day(`${year}-12-31`)
  return ledger(tx, units, day(`${year}-01-01`), end < today ? end : today)
}

/** How many were registered and how many stopped since the first day of the year of `today`. */
export async function sinceNewYear(tx: Tx, units: readonly string[], today: Day): Promise<{ fresh: number; stopped: number }> {
  const of = { units, from: day(`${today.slice(0, 4)}-01-01`), until: today }
  const { rows } = await sql<{ fresh: number; stopped: number }>`
    select (select count(distinct record_id) from (${registered()(of)}) r)::int as fresh,
           (select count(distinct record_id) from (${stopped(of)}) r)::int as stopped`.execute(tx)
  return rows[0] ?? { fresh: 0, stopped: 0 }
}

export interface ToConfirm {
  readonly id: string
  readonly unit_id: string
  readonly title: string
  readonly registered_on: Day
  readonly rating: Rating | null
  /** The last rating of the years before. */
  readonly before: Rating | null
}

/** The running models of the units that were registered by the end of the year, with the year's answer where there is one. */
export async function toConfirm(ask: Ask<'kheo.confirm'>, year: number, only?: readonly string[]): Promise<ToConfirm[]> {
  const { rows } = await sql<ToConfirm>`
    select m.id, m.unit_id, m.title, m.registered_on, c.rating,
           (select p.rating from kheo_confirmation p where p.model_id = m.id and p.year < ${year} order by p.year desc limit 1) as before
      from kheo_model m left join kheo_confirmation c on c.model_id = m.id and c.year = ${year}
     where ${inReach(ask, 'm.unit_id')} and m.registered_on <= make_date(${year}, 12, 31)
       and not exists (select from kheo_stop t where t.model_id = m.id)
       ${only ? sql`and m.id = any(${uuids(only)})` : sql``}
     order by (c.model_id is not null), m.title_key, m.id`.execute(ask.tx)
  return rows
}

/** Running models of the units, by unit and field. */
export async function coverage(ask: Ask<'kheo.read'>): Promise<{ unit_id: string; field_code: string; n: number }[]> {
  const { rows } = await sql<{ unit_id: string; field_code: string; n: number }>`
    select m.unit_id, m.field_code, count(*) as n from kheo_model m
     where ${inReach(ask, 'm.unit_id')} and not exists (select from kheo_stop t where t.model_id = m.id)
     group by m.unit_id, m.field_code`.execute(ask.tx)
  return rows
}

/** The years in which models in reach were registered, the latest first. */
export async function years(ask: Ask<'kheo.read'>): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select distinct extract(year from m.registered_on)::int as year from kheo_model m where ${inReach(ask, 'm.unit_id')} order by 1 desc`.execute(
    ask.tx,
  )
  return rows.map(row => row.year)
}

/** How many models run at each of these units, the most first; within the asker's reach. */
export async function modelsAt(ask: Ask, units: readonly string[]): Promise<{ unit_id: string; n: number }[]> {
  const { rows } = await sql<{ unit_id: string; n: number }>`
    select m.unit_id, count(*)::int as n from kheo_model m
     where m.unit_id = any(${uuids(units)}) and ${inReach(ask, 'm.unit_id')} and not exists (select from kheo_stop t where t.model_id = m.id)
     group by m.unit_id order by n desc, m.unit_id`.execute(ask.tx)
  return rows
}

/** How many running models wait for one of these bodies to appraise or to decide. */
export async function waitingBefore(ask: Ask, bodies: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct s.model_id)::int as n from kheo_step s join kheo_model m on m.id = s.model_id
     where s.body_id = any(${uuids(bodies)}) and s.step in ('registered', 'appraised') and ${inReach(ask, 'm.unit_id')}
       and not exists (select from kheo_step n where n.model_id = s.model_id and n.follows = s.seq)
       and not exists (select from kheo_stop t where t.model_id = s.model_id)`.execute(ask.tx)
  return rows[0]?.n ?? 0
}
