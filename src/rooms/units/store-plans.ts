// The SQL of plans: what an administrator brought or typed, kept until it is applied or put away.
import { sql } from 'kysely'
import { type Ask, inReach } from '../../access/ask.ts'
import type { Day } from '../../ground/day.ts'
import { missing, stale } from '../../ground/faults.ts'
import type { Plan, PlanInput } from './plan.ts'

export interface PlanRow {
  readonly id: string
  readonly unitId: string
  readonly way: Plan['way']
  readonly title: string
  readonly effectiveOn: Day
  readonly changedAt: Date
  readonly createdBy: string
}

type Reforming = Ask<'units.reform'>

/** The plans in reach that are still open, the one worked on last first. */
export async function openPlans(ask: Reforming, limit: number): Promise<readonly PlanRow[]> {
  const { rows } = await sql<PlanRow>`
    select id, unit_id "unitId", way, title, effective_on "effectiveOn", changed_at "changedAt", created_by "createdBy"
      from unit_plan where ${inReach(ask, 'unit_id')} and change_id is null order by changed_at desc, id limit ${limit}`.execute(ask.tx)
  return rows
}

interface Row extends Omit<Plan, 'input' | 'law'> {
  readonly input: PlanInput
  readonly lawId: string | null
  readonly lawTitle: string
  readonly lawIssuedOn: Day | null
}

/** A plan in reach. With `hold` it is held until the transaction ends, so that two people cannot apply it. @throws missing */
export async function findPlan(ask: Reforming, id: string, more: { hold?: boolean } = {}): Promise<Plan> {
  const { rows } = await sql<Row>`
    select id, unit_id "unitId", way, title, effective_on "effectiveOn", corrects, law_id "lawId", law_title "lawTitle",
           law_issued_on "lawIssuedOn", source_name "sourceName", source_sha256 "sourceSha256", input, version, change_id "changeId"
      from unit_plan where id = ${id}::uuid and ${inReach(ask, 'unit_id')} ${more.hold ? sql`for update` : sql``}`.execute(ask.tx)
  const row = rows[0]
  if (!row) throw missing('bản dự kiến này')
  const { lawId, lawTitle, lawIssuedOn, ...plan } = row
  return { ...plan, law: { id: lawId, title: lawTitle, issuedOn: lawIssuedOn } }
}

/** Keeps a new plan; false when there is one under this id already. */
export async function addPlan(ask: Reforming, plan: Plan): Promise<boolean> {
  const { numAffectedRows } =
    await sql`insert into unit_plan (id, unit_id, way, title, effective_on, corrects, law_id, law_title, law_issued_on, source_name,
      source_sha256, input, created_by, created_at, changed_at)
    values (${plan.id}::uuid, ${plan.unitId}::uuid, ${plan.way}, ${plan.title}, ${plan.effectiveOn}::date, ${plan.corrects}::uuid,
            ${plan.law.id}, ${plan.law.title}, ${plan.law.issuedOn}::date, ${plan.sourceName}, ${plan.sourceSha256},
            ${JSON.stringify(plan.input)}::jsonb, ${ask.person.id}::uuid, ${ask.at.toISOString()}::timestamptz,
            ${ask.at.toISOString()}::timestamptz)
    on conflict (id) do nothing`.execute(ask.tx)
  return numAffectedRows === 1n
}

/** Writes what changed of an open plan. @throws stale when someone else changed it since it was shown */
export async function changePlan(ask: Reforming, plan: Plan): Promise<void> {
  const { numAffectedRows } = await sql`
    update unit_plan set title = ${plan.title}, effective_on = ${plan.effectiveOn}::date, law_id = ${plan.law.id}, law_title = ${plan.law.title},
           law_issued_on = ${plan.law.issuedOn}::date, source_name = ${plan.sourceName}, source_sha256 = ${plan.sourceSha256},
           input = ${JSON.stringify(plan.input)}::jsonb, version = version + 1, changed_at = ${ask.at.toISOString()}::timestamptz
     where id = ${plan.id}::uuid and version = ${plan.version} and change_id is null`.execute(ask.tx)
  if (numAffectedRows !== 1n) throw stale('Bản dự kiến này vừa được người khác sửa. Xem lại bên dưới rồi làm tiếp.')
}

/** The plan became a change: from here on it is never touched again. */
export async function settlePlan(ask: Reforming, id: string, changeId: string): Promise<void> {
  await sql`update unit_plan set change_id = ${changeId}::uuid, changed_at = ${ask.at.toISOString()}::timestamptz where id = ${id}::uuid`.execute(
    ask.tx,
  )
}

/** Puts an open plan away: nothing of it was ever in force. */
export async function dropPlan(ask: Reforming, id: string, version: number): Promise<void> {
  const { numAffectedRows } =
    await sql`delete from unit_plan where id = ${id}::uuid and version = ${version} and change_id is null`.execute(ask.tx)
  if (numAffectedRows !== 1n) throw stale('Bản dự kiến này vừa được người khác sửa hoặc áp dụng. Xem lại rồi làm tiếp.')
}

/** Whether the change was made by a plan in reach. */
export async function isPlanned(ask: Reforming, changeId: string): Promise<boolean> {
  const { rows } = await sql`select from unit_plan where change_id = ${changeId}::uuid and ${inReach(ask, 'unit_id')}`.execute(ask.tx)
  return rows.length > 0
}
