// The only SQL on report_plan: what holds, what was before, and the next row.

import { sql } from 'kysely'
import { type Ask, inReach } from '../../../access/ask.ts'
import type { Day } from '../../../ground/day.ts'
import { civilOf } from '../../../ground/db.ts'
import { type When, whenOf } from '../store-editions.ts'
import type { Plan, PlanFigure, PlanPart } from './plan-rules.ts'

interface Row {
  unitId: string
  part: PlanPart
  code: string
  number: number
  kind: PlanFigure['kind'] | 'withdrawn'
  value: number | null
  numerator: number | null
  denominator: number | null
  givenBy: string
  decision: string
  decidedOn: Day | null
  at: string
  by: string
}

const columns = sql`p.unit_id as "unitId", p.part, p.indicator as code, p.number, p.kind, p.value, p.numerator, p.denominator, p.given_by as "givenBy",
  p.decision, p.decided_on as "decidedOn", ${civilOf('p.at')} as at, p.by_person as by`

const figureOf = ({ kind, value, numerator, denominator }: Row): PlanFigure | undefined =>
  kind === 'withdrawn'
    ? undefined
    : kind === 'parts'
      ? { kind, numerator: numerator ?? 0, denominator: denominator ?? 1 }
      : { kind, value: value ?? 0 }

/** One row of the history of a plan; without a figure it was taken back. */
export interface Given extends Omit<Plan, 'figure' | 'on'> {
  readonly part: PlanPart
  readonly figure: PlanFigure | undefined
  readonly at: When
  readonly by: string
}

const givenOf = (row: Row): Given => ({
  unitId: row.unitId,
  part: row.part,
  code: row.code,
  number: row.number,
  figure: figureOf(row),
  givenBy: row.givenBy,
  decision: row.decision,
  decidedOn: row.decidedOn,
  at: whenOf(row.at),
  by: row.by,
})

/** The last row of every plan of the year, or of a part of it, within reach; also those taken back, for the next number follows theirs. */
export const lastGiven = async (ask: Ask, year: number, part: PlanPart, codes?: readonly string[]): Promise<readonly Given[]> =>
  (
    await sql<Row>`select distinct on (p.unit_id, p.indicator) ${columns} from report_plan p
     where p.year = ${year} and p.part = ${part} ${codes ? sql`and p.indicator = any(${[...codes]}::text[])` : sql``} and ${inReach(ask, 'p.unit_id')}
     order by p.unit_id, p.indicator, p.number desc`.execute(ask.tx)
  ).rows.map(givenOf)

/** The plans that hold in a year or in a part of it, by indicator and then by unit. */
export async function plansOf(
  ask: Ask,
  year: number,
  part: PlanPart,
  codes?: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Plan>>> {
  const plans = new Map<string, Map<string, Plan>>()
  for (const { figure, at, by: _by, part: _part, ...one } of await lastGiven(ask, year, part, codes)) {
    if (!figure) continue
    const ofCode = plans.get(one.code) ?? new Map<string, Plan>()
    plans.set(one.code, ofCode.set(one.unitId, { ...one, figure, on: one.decidedOn ?? at.day }))
  }
  return plans
}

/** What was given, changed and taken back in a year for these units, the latest first. */
export const plansGiven = async (ask: Ask, year: number, units: readonly string[], limit: number): Promise<readonly Given[]> =>
  (
    await sql<Row>`select ${columns} from report_plan p where p.year = ${year} and p.unit_id = any(${[...units]}::uuid[]) and ${inReach(ask, 'p.unit_id')}
     order by p.at desc, p.indicator, p.unit_id limit ${limit}`.execute(ask.tx)
  ).rows.map(givenOf)

export interface NewPlan {
  readonly unitId: string
  readonly code: string
  readonly number: number
  readonly figure: PlanFigure | undefined
}

export interface Giving {
  readonly year: number
  readonly part: PlanPart
  readonly givenBy: string
  readonly decision: string
  readonly decidedOn: Day | null
  readonly plans: readonly NewPlan[]
}

/** Writes the next rows. False when another person wrote one of these numbers meanwhile: then nothing was written. */
export async function putPlans(ask: Ask, { year, part, givenBy, decision, decidedOn, plans }: Giving): Promise<boolean> {
  const of = <T>(value: (one: NewPlan) => T): T[] => plans.map(value)
  const { rows } = await sql`
    insert into report_plan (unit_id, year, part, indicator, number, kind, value, numerator, denominator, given_by, decision, decided_on, at, by_person)
    select n.unit_id, ${year}, ${part}, n.code, n.number, n.kind, n.value, n.numerator, n.denominator, ${givenBy}::uuid,
           ${decision}, ${decidedOn}::date, ${ask.at.toISOString()}::timestamptz, ${ask.person.id}::uuid
      from unnest(${of(one => one.unitId)}::uuid[], ${of(one => one.code)}::text[], ${of(one => one.number)}::int[],
                  ${of(one => one.figure?.kind ?? 'withdrawn')}::text[],
                  ${of(one => (one.figure && one.figure.kind !== 'parts' ? one.figure.value : null))}::numeric[],
                  ${of(one => (one.figure?.kind === 'parts' ? one.figure.numerator : null))}::numeric[],
                  ${of(one => (one.figure?.kind === 'parts' ? one.figure.denominator : null))}::numeric[])
             as n (unit_id, code, number, kind, value, numerator, denominator)
     where ${inReach(ask, 'n.unit_id')}
    on conflict do nothing returning unit_id`.execute(ask.tx)
  return rows.length === plans.length
}
