// The catalogue and the regimes as rows: definitions by day, versions of forms, rules of windows; and loading what comes with the system.
import { sql } from 'kysely'
import type { Ask } from '../../../access/ask.ts'
import type { Day } from '../../../ground/day.ts'
import type { Tx } from '../../../ground/db.ts'
import { missing } from '../../../ground/faults.ts'
import type { Formula } from '../figures.ts'
import type { Regime } from '../rules.ts'
import { type Basis, type Definition, STARTER_INDICATORS, STARTER_REGIMES, type WindowRule } from './catalogue.ts'
import type { LastWindow } from './design-rules.ts'
import type { ReceiverDays } from './window-days.ts'

const STARTER_POSITION = 100
const DAYS_SOURCE = 'mức gợi ý của hệ thống'

/**
 * Brings what comes with the system: indicators and regimes whose code is not there yet. What a body made or changed is never touched;
 * to the first 28 only explanations and sources are added. Safe to run again and again.
 */
export async function loadCatalogue(tx: Tx): Promise<void> {
  const lines = JSON.stringify(STARTER_INDICATORS.map((one, i) => ({ ...one, position: STARTER_POSITION + i })))
  await sql`
    insert into report_indicator (id, code, valid, label, measure, group_name, position, depth, kind, numerator, denominator, formula, subset_of,
      adds_up, decimals, means, numerator_means, denominator_means, dimensions, rhythms, source, source_url, basis, to_check)
    select gen_random_uuid(), l.code, daterange(null, null), l.label, l.measure, l."group", l.position, coalesce(l.depth, 0), l.kind, l.numerator, l.denominator,
           l.formula, l."subsetOf", coalesce(l."addsUp", false), coalesce(l.decimals, 0), coalesce(l.means, ''), coalesce(l."numeratorMeans", ''),
           coalesce(l."denominatorMeans", ''), coalesce(l.dimensions, '{}'), l.rhythms, l.source, coalesce(l."sourceUrl", ''), l.basis, coalesce(l."toCheck", false)
      from jsonb_to_recordset(${lines}::jsonb) as l (code text, kept boolean, label text, measure text, "group" text, position smallint, depth smallint, kind text,
        numerator text, denominator text, formula jsonb, "subsetOf" text, "addsUp" boolean, decimals smallint, means text, "numeratorMeans" text,
        "denominatorMeans" text, dimensions text[], rhythms text[], source text, "sourceUrl" text, basis text, "toCheck" boolean)
     where l.kept is not true and not exists (select from report_indicator i where i.code = l.code)
    on conflict do nothing`.execute(tx)
  await sql`
    update report_indicator i set means = coalesce(l.means, ''), rhythms = l.rhythms, dimensions = coalesce(l.dimensions, '{}'),
           source = case when i.source = '' then l.source else i.source end, source_url = coalesce(l."sourceUrl", ''), to_check = coalesce(l."toCheck", false)
      from jsonb_to_recordset(${lines}::jsonb) as l (code text, kept boolean, means text, rhythms text[], dimensions text[], source text, "sourceUrl" text, "toCheck" boolean)
     where l.kept and i.code = l.code and i.made_for is null and i.rhythms = '{}'`.execute(tx)
  const regimes = JSON.stringify(STARTER_REGIMES)
  const columns = sql`code text, name text, rhythm text, kept boolean, "lawText" text, receiver text, source text, basis text, note text, "toCheck" boolean,
    lines text[], sections text[], required text[], rules jsonb`
  await sql`
    update report_regime r set law_text = g."lawText", receiver = g.receiver, source = g.source, basis = g.basis, note = g.note, to_check = coalesce(g."toCheck", false)
      from jsonb_to_recordset(${regimes}::jsonb) as g (${columns})
     where g.kept and r.code = g.code and r.made_for is null and r.receiver = ''`.execute(tx)
  await sql`
    with given as (select * from jsonb_to_recordset(${regimes}::jsonb) as g (${columns})),
    made as (
      insert into report_regime (id, code, name, rhythm, law_text, receiver, source, basis, note, to_check)
      select gen_random_uuid(), code, name, rhythm, "lawText", receiver, source, basis, note, coalesce("toCheck", false) from given
       where kept is not true on conflict do nothing returning id, code)
    insert into report_form (regime_id, version, valid, lines, sections, required)
    select made.id, 1, daterange(null, null), g.lines, g.sections, coalesce(g.required, '{}') from made join given g on g.code = made.code`.execute(
    tx,
  )
  await sql`
    insert into report_window_rule (regime_id, version, level, until_days, due_days, locks_days, source, to_check)
    select r.id, 1, x.level, x."untilDays", x."dueDays", null, ${DAYS_SOURCE}, true
      from jsonb_to_recordset(${regimes}::jsonb) as g (code text, rules jsonb) join report_regime r on r.code = g.code and r.made_for is null,
           jsonb_to_recordset(g.rules) as x (level text, "untilDays" smallint, "dueDays" smallint)
     where exists (select from report_form f where f.regime_id = r.id and f.version = 1)
    on conflict do nothing`.execute(tx)
}

interface DefinitionRow extends Omit<Definition, 'formula'> {
  readonly formula: Partial<Formula> | null
}

const definitionColumns = sql`i.id, i.code, lower(i.valid) as "from", upper(i.valid) - 1 as until, i.label, i.measure, i.group_name as "group", i.position, i.depth, i.kind,
  i.counter, i.numerator, i.denominator, i.formula, i.subset_of as "subsetOf", i.adds_up as "addsUp", i.decimals, i.break_note as "breakNote", i.means,
  i.numerator_means as "numeratorMeans", i.denominator_means as "denominatorMeans", i.dimensions, i.rhythms, i.source, i.source_url as "sourceUrl",
  i.basis, i.to_check as "toCheck", i.made_for as "madeFor"`

const definitionOf = ({ formula, ...row }: DefinitionRow): Definition => ({
  ...row,
  formula: formula ? { opening: formula.opening ?? false, plus: formula.plus ?? [], minus: formula.minus ?? [] } : null,
})

const KEPT = 6
/** Keyed by the mark of report_catalogue, as the forms are. */
const catalogues = new Map<string, readonly Definition[]>()

/** The catalogue as it is defined on a day, in its own order. */
export async function definitionsOn(ask: Ask, on: Day): Promise<readonly Definition[]> {
  const mark = (await sql<{ mark: string }>`select mark from report_catalogue`.execute(ask.tx)).rows[0]?.mark ?? ''
  const key = `${mark} ${on}`
  const known = catalogues.get(key)
  if (known) return known
  const { rows } = await sql<DefinitionRow>`
    select ${definitionColumns} from report_indicator i where i.valid @> ${on}::date order by i.position, i.code`.execute(ask.tx)
  const found = rows.map(definitionOf)
  catalogues.set(key, found)
  for (const oldest of [...catalogues.keys()].slice(0, -KEPT)) catalogues.delete(oldest)
  return found
}

export const byCode = (all: readonly Definition[]): ReadonlyMap<string, Definition> => new Map(all.map(one => [one.code, one]))

/** Every definition an indicator had, the latest first. @throws missing */
export async function versionsOf(ask: Ask, code: string): Promise<readonly Definition[]> {
  const { rows } = await sql<DefinitionRow>`
    select ${definitionColumns} from report_indicator i where i.code = ${code} order by i.valid desc`.execute(ask.tx)
  if (rows.length === 0) throw missing('chỉ tiêu này')
  return rows.map(definitionOf)
}

export const indicatorCodes = async (ask: Ask): Promise<ReadonlySet<string>> =>
  new Set((await sql<{ code: string }>`select distinct code from report_indicator`.execute(ask.tx)).rows.map(row => row.code))

export interface WholeRegime extends Regime {
  readonly lawText: string
  readonly receiver: string
  readonly source: string
  readonly basis: Basis
  readonly note: string
  readonly toCheck: boolean
  readonly madeFor: string | null
}

export interface FormVersion {
  readonly version: number
  readonly from: Day | null
  readonly until: Day | null
  readonly lines: readonly string[]
  readonly sections: readonly string[]
  readonly required: readonly string[]
  readonly lists: readonly string[] | null
  readonly rules: readonly WindowRule[]
}

const regimeColumns = sql`r.id, r.code, r.name, r.rhythm, r.law_text as "lawText", r.receiver, r.source, r.basis, r.note, r.to_check as "toCheck", r.made_for as "madeFor"`

/** Whose regimes a person sees: those that came with the system, and those of the bodies above or within reach. */
export const regimeInSight = (ask: Ask) => {
  const seen = new Set(ask.grant.units)
  for (const seat of ask.grant.seats) for (const one of ask.tree.path(seat)) seen.add(one.id)
  return sql<boolean>`(r.made_for is null or r.made_for = any(${[...seen]}::uuid[]))`
}

export interface RegimeOverview extends WholeRegime {
  readonly lines: number
  readonly version: number
  readonly windows: number
}

/** The regimes in sight with the size of their form on a day; those not in force yet have version 0. */
export const regimesInSight = async (ask: Ask, on: Day): Promise<readonly RegimeOverview[]> =>
  (
    await sql<RegimeOverview>`
      select ${regimeColumns}, coalesce(cardinality(f.lines), 0) as lines, coalesce(f.version, 0) as version,
             (select count(*) from report_window w where w.regime_id = r.id)::int as windows
        from report_regime r left join report_form f on f.regime_id = r.id and f.valid @> ${on}::date
       where ${regimeInSight(ask)}
       order by split_part(r.code, '-', 1), array_position(array['month','quarter','half','nine','year','phase'], r.rhythm), r.code`.execute(
      ask.tx,
    )
  ).rows

/** A regime with all its forms, the latest first. @throws missing, also when it is out of sight */
export async function findRegime(ask: Ask, id: string): Promise<{ regime: WholeRegime; forms: readonly FormVersion[] }> {
  const { rows } =
    await sql<WholeRegime>`select ${regimeColumns} from report_regime r where r.id = ${id}::uuid and ${regimeInSight(ask)}`.execute(ask.tx)
  const regime = rows[0]
  if (!regime) throw missing('chế độ báo cáo này')
  const forms = await sql<FormVersion>`
    select f.version, lower(f.valid) as "from", upper(f.valid) - 1 as until, f.lines, f.sections, f.required, f.lists,
           (select coalesce(json_agg(json_build_object('level', x.level, 'untilDays', x.until_days, 'dueDays', x.due_days, 'locksDays', x.locks_days,
              'source', x.source, 'toCheck', x.to_check)
              order by array_position(array['commune', 'district', 'province'], x.level)), '[]')
              from report_window_rule x where x.regime_id = f.regime_id and x.version = f.version) as rules
      from report_form f where f.regime_id = ${id}::uuid order by f.version desc`.execute(ask.tx)
  return { regime, forms: forms.rows }
}

/** The rules of the windows of a regime on a day. */
export const rulesOn = async (ask: Ask, regimeId: string, on: Day): Promise<readonly WindowRule[]> =>
  (
    await sql<WindowRule>`
      select x.level, x.until_days as "untilDays", x.due_days as "dueDays", x.locks_days as "locksDays"
        from report_form f join report_window_rule x on x.regime_id = f.regime_id and x.version = f.version
       where f.regime_id = ${regimeId}::uuid and f.valid @> ${on}::date
       order by array_position(array['commune', 'district', 'province'], x.level)`.execute(ask.tx)
  ).rows

/** Whether a regime asks for anything on a day: a window may not end before its first form. */
export const hasFormOn = async (ask: Ask, regimeId: string, on: Day): Promise<boolean> =>
  (await sql`select from report_form f where f.regime_id = ${regimeId}::uuid and f.valid @> ${on}::date`.execute(ask.tx)).rows.length > 0

export const regimeCodes = async (ask: Ask): Promise<ReadonlySet<string>> =>
  new Set((await sql<{ code: string }>`select code from report_regime`.execute(ask.tx)).rows.map(row => row.code))

/** The regimes in sight whose form of that day asks for this indicator. */
export const regimesAsking = async (ask: Ask, code: string, on: Day): Promise<readonly { id: string; name: string }[]> =>
  (
    await sql<{ id: string; name: string }>`
      select r.id, r.name from report_regime r join report_form f on f.regime_id = r.id
       where f.valid @> ${on}::date and ${code} = any(f.lines) and ${regimeInSight(ask)} order by r.name`.execute(ask.tx)
  ).rows

/** The window of a regime with the latest cut-off, whoever opened it. */
export const lastWindowOf = async (ask: Ask, regimeId: string): Promise<LastWindow | undefined> =>
  (
    await sql<LastWindow>`select label, until_on as until from report_window where regime_id = ${regimeId}::uuid order by until_on desc limit 1`.execute(
      ask.tx,
    )
  ).rows[0]

/** The window with the latest cut-off whose form asks for this indicator. */
export const lastWindowAsking = async (ask: Ask, code: string): Promise<LastWindow | undefined> =>
  (
    await sql<LastWindow>`
      select w.label, w.until_on as until from report_window w join report_form f on f.regime_id = w.regime_id and f.valid @> w.until_on
       where ${code} = any(f.lines) order by w.until_on desc limit 1`.execute(ask.tx)
  ).rows[0]

/** The days of those who owe to receivers below the top of a window. */
export const putWindowDays = async (ask: Ask, windowId: string, days: readonly ReceiverDays[]): Promise<void> => {
  if (days.length === 0) return
  await sql`
    insert into report_window_days (window_id, receiver_id, due_on, locks_on)
    select ${windowId}::uuid, d.* from unnest(${days.map(one => one.receiverId)}::uuid[], ${days.map(one => one.due)}::date[], ${days.map(one => one.locks)}::date[]) as d`.execute(
    ask.tx,
  )
}
