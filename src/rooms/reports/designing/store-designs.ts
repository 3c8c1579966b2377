// Designs in the making, and what they become when they go live.

import { sql } from 'kysely'
import { type Ask, inReach } from '../../../access/ask.ts'
import type { Day } from '../../../ground/day.ts'
import { civilOf } from '../../../ground/db.ts'
import { missing } from '../../../ground/faults.ts'
import type { Formula } from '../figures.ts'
import { type When, whenOf } from '../store-editions.ts'
import type { WindowRule } from './catalogue.ts'
import type { IndicatorDesign, RegimeDesign } from './design.ts'

export interface DesignHead {
  readonly id: string
  readonly kind: 'regime' | 'indicator'
  readonly unitId: string
  readonly regimeId: string | null
  readonly title: string
  readonly version: number
  readonly savedAt: When
}

export interface KeptDesign<T> extends DesignHead {
  readonly content: T
}

type Row<T> = Omit<KeptDesign<T>, 'savedAt'> & { savedAt: string }
const columns = sql`d.id, d.kind, d.unit_id as "unitId", d.regime_id as "regimeId", d.title, d.version,
  ${civilOf('d.saved_at')} as "savedAt"`

/** The designs of the person's bodies that are not done, the latest first. */
export const openDesigns = async (ask: Ask<'reports.design'>): Promise<readonly DesignHead[]> =>
  (
    await sql<Row<unknown>>`select ${columns} from report_design d
      where ${inReach(ask, 'd.unit_id')} and d.live_at is null and d.dropped_at is null order by d.saved_at desc, d.id`.execute(ask.tx)
  ).rows.map(({ savedAt, ...row }) => ({ ...row, savedAt: whenOf(savedAt) }))

/** A design that is not done; for an act it is held until the act ends. @throws missing, also when it is done or out of reach */
export async function findDesign<T>(
  ask: Ask<'reports.design'>,
  id: string,
  kind: DesignHead['kind'],
  isHeld = false,
): Promise<KeptDesign<T>> {
  const { rows } = await sql<Row<T>>`select ${columns}, d.content from report_design d
    where d.id = ${id}::uuid and d.kind = ${kind} and ${inReach(ask, 'd.unit_id')} and d.live_at is null and d.dropped_at is null ${isHeld ? sql`for update` : sql``}`.execute(
    ask.tx,
  )
  const row = rows[0]
  if (!row) throw missing('bản thiết kế này')
  return { ...row, savedAt: whenOf(row.savedAt) }
}

/** Keeps a new design; the same id again is the same design. */
export const putDesign = async (
  ask: Ask<'reports.design'>,
  design: {
    id: string
    kind: DesignHead['kind']
    unitId: string
    regimeId: string | null
    title: string
    content: RegimeDesign | IndicatorDesign
  },
): Promise<boolean> =>
  (
    await sql`
      insert into report_design (id, kind, unit_id, regime_id, title, content, made_at, made_by, saved_at, saved_by)
      values (${design.id}::uuid, ${design.kind}, ${design.unitId}::uuid, ${design.regimeId}::uuid, ${design.title}, ${JSON.stringify(design.content)}::jsonb,
              ${ask.at.toISOString()}::timestamptz, ${ask.person.id}::uuid, ${ask.at.toISOString()}::timestamptz, ${ask.person.id}::uuid)
      on conflict do nothing returning id`.execute(ask.tx)
  ).rows.length > 0

export const saveDesign = async (
  ask: Ask<'reports.design'>,
  id: string,
  title: string,
  content: RegimeDesign | IndicatorDesign,
): Promise<void> => {
  await sql`update report_design set title = ${title}, content = ${JSON.stringify(content)}::jsonb, version = version + 1,
      saved_at = ${ask.at.toISOString()}::timestamptz, saved_by = ${ask.person.id}::uuid where id = ${id}::uuid`.execute(ask.tx)
}

/** Sets a design aside, or marks that it is live: either way it is done. */
export const endDesign = async (
  ask: Ask<'reports.design'>,
  id: string,
  how: 'live' | 'dropped',
  regimeId: string | null = null,
): Promise<void> => {
  await sql`update report_design set ${how === 'live' ? sql`live_at` : sql`dropped_at`} = ${ask.at.toISOString()}::timestamptz,
      regime_id = coalesce(${regimeId}::uuid, regime_id) where id = ${id}::uuid`.execute(ask.tx)
}

const maker = (ask: Ask, unitId: string) => sql`${unitId}::uuid, ${ask.person.id}::uuid, ${ask.at.toISOString()}::timestamptz`

/** A new regime and its first form. Undefined, and nothing written, when its code was taken meanwhile. */
export async function putRegime(ask: Ask<'reports.design'>, id: string, unitId: string, design: RegimeDesign): Promise<boolean> {
  const { rows } = await sql`
    insert into report_regime (id, code, name, rhythm, law_text, receiver, source, basis, note, made_for, made_by, made_at)
    values (${id}::uuid, ${design.code}, ${design.name}, ${design.rhythm}, ${design.lawText}, ${design.receiver}, ${design.lawText},
            ${design.lawText === '' ? 'proposed' : 'law'}, ${design.note}, ${maker(ask, unitId)})
    on conflict do nothing returning id`.execute(ask.tx)
  return rows.length > 0
}

/** Holds a regime against windows being opened in it, until the act ends. */
export const holdRegime = async (ask: Ask<'reports.design'>, id: string): Promise<void> => {
  await sql`select from report_regime where id = ${id}::uuid for update`.execute(ask.tx)
}

/** The next form of a regime from a day on; the one before it ends the day before. */
export async function putForm(
  ask: Ask<'reports.design'>,
  regimeId: string,
  from: Day | null,
  form: {
    lines: readonly string[]
    sections: readonly string[]
    required: readonly string[]
    lists: readonly string[]
    rules: readonly WindowRule[]
  },
): Promise<number> {
  if (from !== null)
    await sql`update report_form set valid = daterange(lower(valid), ${from}::date) where regime_id = ${regimeId}::uuid and upper_inf(valid)`.execute(
      ask.tx,
    )
  const { rows } = await sql<{ version: number }>`
    insert into report_form (regime_id, version, valid, lines, sections, required, lists)
    select ${regimeId}::uuid, coalesce(max(version), 0) + 1, daterange(${from}::date, null), ${[...form.lines]}::text[], ${[...form.sections]}::text[], ${[...form.required]}::text[],
           ${[...form.lists]}::text[]
      from report_form where regime_id = ${regimeId}::uuid
    returning version`.execute(ask.tx)
  const version = rows[0]?.version ?? 1
  await sql`
    insert into report_window_rule (regime_id, version, level, until_days, due_days, locks_days)
    select ${regimeId}::uuid, ${version}, x.* from unnest(${form.rules.map(one => one.level)}::text[], ${form.rules.map(one => one.untilDays)}::smallint[],
      ${form.rules.map(one => one.dueDays)}::smallint[], ${form.rules.map(one => one.locksDays)}::smallint[]) as x`.execute(ask.tx)
  return version
}

export interface NewDefinition
  extends Omit<IndicatorDesign, 'plus' | 'minus' | 'opening' | 'decimals' | 'dimensions' | 'from' | 'isNewVersion'> {
  readonly id: string
  readonly position: number
  readonly depth: number
  readonly formula: Formula | null
  readonly decimals: number
  readonly dimensions: readonly string[]
  readonly from: Day | null
}

/** A definition from a day on; the one before it under the same code ends the day before. */
export async function putDefinition(ask: Ask<'reports.design'>, unitId: string, one: NewDefinition): Promise<boolean> {
  if (one.from !== null)
    await sql`update report_indicator set valid = daterange(lower(valid), ${one.from}::date) where code = ${one.code} and upper_inf(valid)`.execute(
      ask.tx,
    )
  const orNull = (text: string) => (text === '' ? null : text)
  const { rows } = await sql`
    insert into report_indicator (id, code, valid, label, measure, group_name, position, depth, kind, counter, numerator, denominator, formula, subset_of, adds_up,
      decimals, break_note, means, numerator_means, denominator_means, dimensions, rhythms, source, source_url, basis, to_check, made_for, made_by, made_at)
    values (${one.id}::uuid, ${one.code}, daterange(${one.from}::date, null), ${one.label}, ${one.measure}, ${one.group}, ${one.position}, ${one.depth}, ${one.kind},
      ${orNull(one.counter)}, ${orNull(one.numerator)}, ${orNull(one.denominator)}, ${one.formula ? JSON.stringify(one.formula) : null}::jsonb, ${orNull(one.subsetOf)},
      ${one.addsUp}, ${one.decimals}, ${one.breakNote}, ${one.means}, ${one.numeratorMeans}, ${one.denominatorMeans}, ${[...one.dimensions]}::text[],
      ${[...one.rhythms]}::text[], ${one.source}, ${one.sourceUrl}, ${one.basis}, ${one.toCheck}, ${maker(ask, unitId)})
    on conflict do nothing returning id`.execute(ask.tx)
  return rows.length > 0
}
