// What is asked: regimes, forms and the definitions of indicators; windows and who owes a report in them.
import { sql } from 'kysely'
import { type Ask, inReach } from '../../access/ask.ts'
import { addDays, type Day } from '../../ground/day.ts'
import { missing } from '../../ground/faults.ts'
import { regimeInSight } from './designing/store-catalogue.ts'
import type { Formula, Indicator, Kind } from './figures.ts'
import type { NewWindow, Obligation, OpenedWindow, Regime } from './rules.ts'

export interface Form {
  readonly version: number
  readonly indicators: readonly Indicator[]
  readonly sections: readonly string[]
  /** Sections that may not be left empty. */
  readonly required: readonly string[]
  /** Codes of the lines whose records are listed with the report; null in a form of before (enclosing/listed.ts). */
  readonly lists: readonly string[] | null
}

// What stands above and below the line of a ratio that is typed belongs to its name.
const spokenLabel = sql`i.label || case when i.numerator is null and i.numerator_means <> '' then ' (' || i.numerator_means || ' / ' || i.denominator_means || ')' else '' end`

const KEPT = 60
/** Keyed by the mark of report_catalogue, which changes with every definition and is never the same twice. */
const forms = new Map<string, Form>()

/** The mark of what is asked, for reading several forms by. */
export const markNow = async (ask: Ask): Promise<string> => {
  const { rows } = await sql<{ mark: string }>`select mark from report_catalogue`.execute(ask.tx)
  return rows[0]?.mark ?? ''
}

interface FormRow {
  version: number
  sections: string[]
  required: string[]
  lists: string[] | null
  lines: {
    id: string
    code: string
    from: Day | null
    label: string
    measure: string
    group_name: string
    depth: number
    kind: Kind
    counter: string | null
    numerator: string | null
    denominator: string | null
    formula: Partial<Formula> | null
    subset_of: string | null
    adds_up: boolean
    decimals: number
    break_note: string
  }[]
}

/** The form of a regime with its indicators as they are defined on that day. @throws missing */
export async function formOn(ask: Ask, regimeId: string, on: Day, knownMark?: string): Promise<Form> {
  const mark = knownMark ?? (await markNow(ask))
  const key = `${mark} ${regimeId} ${on}`
  const known = forms.get(key)
  if (known) return known
  const { rows } = await sql<FormRow>`
    select f.version, f.sections, f.required, f.lists,
      (select coalesce(json_agg(json_build_object('id', i.id, 'code', i.code, 'from', lower(i.valid), 'label', ${spokenLabel}, 'measure', i.measure,
          'group_name', i.group_name, 'depth', i.depth, 'kind', i.kind, 'counter', i.counter, 'numerator', i.numerator,
          'denominator', i.denominator, 'formula', i.formula, 'subset_of', i.subset_of, 'adds_up', i.adds_up, 'decimals', i.decimals,
          'break_note', i.break_note) order by l.at), '[]')
         from unnest(f.lines) with ordinality as l (code, at) join report_indicator i on i.code = l.code and i.valid @> ${on}::date) as lines
      from report_form f where f.regime_id = ${regimeId}::uuid and f.valid @> ${on}::date`.execute(ask.tx)
  const row = rows[0]
  if (!row) throw missing('biểu của chế độ báo cáo này')
  const { lines, ...of } = row
  const form: Form = { ...of, indicators: lines.map(indicatorOf) }
  forms.set(key, form)
  for (const oldest of [...forms.keys()].slice(0, -KEPT)) forms.delete(oldest)
  return form
}

const indicatorOf = ({ group_name, subset_of, adds_up, break_note, formula, ...row }: FormRow['lines'][number]): Indicator => ({
  ...row,
  group: group_name,
  subsetOf: subset_of,
  addsUp: adds_up,
  breakNote: break_note,
  formula: formula ? { opening: formula.opening ?? false, plus: formula.plus ?? [], minus: formula.minus ?? [] } : null,
})

export const regimes = async (ask: Ask): Promise<readonly Regime[]> =>
  (
    await sql<Regime>`select id, code, name, rhythm from report_regime r where ${regimeInSight(ask)} order by array_position(array['month','quarter','half','nine','year','phase'], rhythm), code`.execute(
      ask.tx,
    )
  ).rows

export const windowColumns = sql`w.id, w.regime_id as "regimeId", w.code, w.label, w.from_on as "from", w.until_on as until, w.due_on as due,
  w.locks_on as locks, w.opened_for as "openedFor"`

/** The window of this code, when someone within reach owes or receives in it. @throws missing */
export async function findWindow(ask: Ask, code: string): Promise<{ window: OpenedWindow; regime: Regime }> {
  const { rows } = await sql<OpenedWindow & { regimeCode: string; regimeName: string; rhythm: Regime['rhythm'] }>`
    select ${windowColumns}, r.code as "regimeCode", r.name as "regimeName", r.rhythm
      from report_window w join report_regime r on r.id = w.regime_id
     where w.code = ${code} and exists (
       select from report_obligation o cross join lateral (values (o.unit_id), (o.receiver_id)) as s (unit_id) where o.window_id = w.id and ${inReach(ask, 's.unit_id')})`.execute(
    ask.tx,
  )
  const row = rows[0]
  if (!row) throw missing('kỳ báo cáo này')
  const { regimeCode, regimeName, rhythm, ...window } = row
  return { window, regime: { id: window.regimeId, code: regimeCode, name: regimeName, rhythm } }
}

/** The windows of a series, the latest first. */
export const windowsOfSeries = async (ask: Ask, regimeId: string, openedFor: string): Promise<readonly OpenedWindow[]> =>
  (
    await sql<OpenedWindow>`select ${windowColumns} from report_window w
    where w.regime_id = ${regimeId}::uuid and w.opened_for = ${openedFor}::uuid order by w.until_on desc`.execute(ask.tx)
  ).rows

/** Windows that share a day with this stretch, or touch it, in a series. */
export const windowsAround = async (
  ask: Ask,
  regimeId: string,
  openedFor: string,
  of: { from: Day; until: Day },
): Promise<readonly OpenedWindow[]> =>
  (await windowsOfSeries(ask, regimeId, openedFor)).filter(one => one.from <= addDays(of.until, 1) && addDays(of.from, -1) <= one.until)

export const codeTaken = async (ask: Ask, code: string): Promise<boolean> =>
  (await sql`select from report_window where code = ${code}`.execute(ask.tx)).rows.length > 0

/** Opens a window for a unit, with who owes in it. */
export async function putWindow(
  ask: Ask,
  window: NewWindow & { id: string; regimeId: string; openedFor: string },
  owing: readonly Obligation[],
): Promise<void> {
  await sql`
    with opened as (
      insert into report_window (id, regime_id, code, label, from_on, until_on, due_on, locks_on, opened_by, opened_for, opened_at)
      values (${window.id}::uuid, ${window.regimeId}::uuid, ${window.code}, ${window.label}, ${window.from}, ${window.until}, ${window.due}, ${window.locks},
              ${ask.person.id}::uuid, ${window.openedFor}::uuid, ${ask.at.toISOString()}::timestamptz)
      returning id)
    insert into report_obligation (window_id, unit_id, receiver_id)
    select opened.id, o.unit, o.receiver from opened, unnest(${owing.map(one => one.unitId)}::uuid[], ${owing.map(one => one.receiverId)}::uuid[]) as o (unit, receiver)`.execute(
    ask.tx,
  )
}

/** Windows in which someone within reach owes or receives, the latest cut-off first: one page, from a mark on. */
export const windowsInReach = async (
  ask: Ask,
  limit: number,
  after?: { until: Day; id: string },
): Promise<readonly (OpenedWindow & { regimeCode: string; regimeName: string })[]> =>
  (
    await sql<OpenedWindow & { regimeCode: string; regimeName: string }>`
    select ${windowColumns}, r.code as "regimeCode", r.name as "regimeName"
      from report_window w join report_regime r on r.id = w.regime_id
     where exists (select from report_owing o where o.window_id = w.id and (${inReach(ask, 'o.unit_id')} or ${inReach(ask, 'o.receiver_id')}))
       ${after ? sql`and (w.until_on, w.id) < (${after.until}::date, ${after.id}::uuid)` : sql``}
     order by w.until_on desc, w.id desc limit ${limit}`.execute(ask.tx)
  ).rows
