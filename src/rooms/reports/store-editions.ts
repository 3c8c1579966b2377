// What was drafted, sent and judged: drafts, editions with their figures and the records behind them, verdicts.

import { sql } from 'kysely'
import { type Ask, inReach } from '../../access/ask.ts'
import { type Day, day } from '../../ground/day.ts'
import { civilOf } from '../../ground/db.ts'
import { missing } from '../../ground/faults.ts'
import type { Counted } from '../../web/room.ts'
import type { ReturnedFile } from './enclosing/returned.ts'
import type { Figure, Figures, Part } from './figures.ts'
import type { Happened, OpenedWindow, Regime, ReturnedCell, Rhythm } from './rules.ts'
import type { Section, TypedCell } from './sheet.ts'
import { windowColumns } from './store-asked.ts'
import { isAsking, type TermRow, termRows } from './terms/store-terms.ts'
import { daysUnder, type FirstDays, type Terms, termsOf } from './terms/terms.ts'

/** An instant as Việt Nam reads it. */
export interface When {
  readonly day: Day
  readonly time: string
}

export const whenOf = (text: string): When => ({ day: day(text.slice(0, 10)), time: text.slice(11) })

export interface Judged {
  readonly id: string
  readonly number: number
  readonly kind: 'returned' | 'accepted'
  readonly at: When
  readonly by: string
  readonly body: string
  readonly cells: readonly ReturnedCell[]
  readonly files: readonly ReturnedFile[]
}

export interface Edition extends Happened {
  readonly id: string
  readonly receipt: string
  readonly at: When
  readonly by: string
  readonly contentSha256: string
  readonly consolidated: boolean
  readonly verdicts: readonly Judged[]
}

export interface Draft {
  readonly after: number
  readonly version: number
  readonly savedFrom: string
  readonly savedAt: When
  readonly savedBy: string
  readonly filled: number
  /** The cells that have something in them. */
  readonly codes: readonly string[]
}

export interface WholeDraft extends Draft {
  readonly cells: readonly TypedCell[]
  readonly narrative: readonly Section[]
}

/** What one unit owes in one window, and all that happened to it. */
export interface Owed {
  /** With the unit's own due and locking day: those of its level, moved by an extension. */
  readonly window: OpenedWindow
  /** The days before any extension. */
  readonly first: FirstDays
  readonly terms: Terms
  readonly regime: Regime
  /** What asks for it, as papers cite it; empty when nobody wrote it down. */
  readonly law: string
  readonly unitId: string
  readonly receiverId: string
  /** Others owe to it in this window: its report is added up, not typed. */
  readonly receives: boolean
  readonly editions: readonly Edition[]
  readonly draft: Draft | undefined
}

interface OwedRow extends Omit<OpenedWindow, never> {
  regimeCode: string
  regimeName: string
  law: string
  rhythm: Rhythm
  unitId: string
  receiverId: string
  receives: boolean
  mark: string
  terms: TermRow[] | null
  enclosed?: boolean
  editions: (Omit<Edition, 'at' | 'verdicts'> & { at: string; verdicts: (Omit<Judged, 'at'> & { at: string })[] })[]
  draft:
    | (Omit<Draft, 'savedAt' | 'filled' | 'codes'> & { savedAt: string } & Partial<Pick<WholeDraft, 'codes' | 'cells' | 'narrative'>>)
    | null
}

const editionsOf = sql`(
  select coalesce(json_agg(json_build_object('id', e.id, 'number', e.number, 'receipt', e.receipt, 'at', ${civilOf('e.at')}, 'by', e.by_person,
      'contentSha256', e.content_sha256, 'consolidated', e.consolidated,
      'verdicts', (select coalesce(json_agg(json_build_object('id', v.id, 'number', v.number, 'kind', v.kind, 'at', ${civilOf('v.at')},
          'by', v.by_person, 'body', v.body,
          'cells', (select coalesce(json_agg(json_build_object('code', c.indicator, 'reason', c.reason) order by c.indicator), '[]')
                      from report_verdict_cell c where c.verdict_id = v.id),
          'files', (select coalesce(json_agg(json_build_object('id', f.file_id, 'name', g.name, 'sha256', g.sha256, 'reason', f.reason) order by g.place), '[]')
                      from report_verdict_file f join report_edition_enclosure g on g.edition_id = f.edition_id and g.id = f.file_id
                     where f.verdict_id = v.id)) order by v.number), '[]')
          from report_verdict v where v.edition_id = e.id),
      'included', exists (select from report_inclusion i where i.child_id = e.id),
      'published', exists (select from report_inclusion i left join report_inclusion up on up.child_id = i.parent_edition
          where i.child_id = e.id and coalesce(i.publication_id, up.publication_id) is not null)) order by e.number), '[]')
    from report_edition e where e.window_id = o.window_id and e.unit_id = o.unit_id)`

// In step with codesIn: whoever reads the cells need not have them looked through here too.
const codesOfDraft = sql`'codes', (select coalesce(json_agg(c->>'code'), '[]') from jsonb_array_elements(d.cells) c
  where c->>'value' <> '' or c->>'state' in ('none', 'not_applicable'))`
const codesIn = (cells: readonly TypedCell[]): string[] =>
  cells.flatMap(one => (one.value !== '' || one.state === 'none' || one.state === 'not_applicable' ? [one.code] : []))

const draftOf = (isWhole: boolean) => sql`(
  select json_build_object('after', d.after_number, 'version', d.version, 'savedFrom', d.saved_from, 'savedAt', ${civilOf('d.saved_at')}, 'savedBy', d.saved_by,
      ${isWhole ? sql`'cells', d.cells, 'narrative', d.narrative` : codesOfDraft})
    from report_draft d where d.window_id = o.window_id and d.unit_id = o.unit_id)`

// In step with the view report_owing, which asked for a receiver would read every obligation of the window for each row: it says who by CASE.
const receives = sql`(
  exists (select from report_obligation c where c.window_id = o.window_id and c.receiver_id = o.unit_id
    and not exists (select from report_rearranged n where n.window_id = c.window_id and n.unit_id = c.unit_id))
  or exists (select from report_rearranged c where c.window_id = o.window_id and c.receiver_id = o.unit_id
    and not exists (select from report_rearranged n where n.window_id = c.window_id and n.unit_id = c.unit_id and n.number > c.number)))`

// The second due and locks are those of the unit's own level, and win over the window's.
const owed = (ask: Ask, where: ReturnType<typeof sql>, isWhole = false) => sql<OwedRow>`
  select ${windowColumns}, coalesce(y.due_on, w.due_on) as due, coalesce(y.locks_on, w.locks_on) as locks, r.code as "regimeCode", r.name as "regimeName", r.law_text as law, r.rhythm, o.unit_id as "unitId", o.receiver_id as "receiverId",
         ${receives} as receives,
         (select mark from report_catalogue) as mark, ${termRows} as terms, ${editionsOf} as editions, ${draftOf(isWhole)} as draft
         ${isWhole ? sql`, exists (select from report_enclosure f where f.window_id = o.window_id and f.unit_id = o.unit_id) as enclosed` : sql``}
    from report_owing o join report_window w on w.id = o.window_id join report_regime r on r.id = w.regime_id
    left join report_window_days y on y.window_id = o.window_id and y.receiver_id = o.receiver_id
   where ${inReach(ask, 'o.unit_id')} and ${where}`

/**
 * The same where nothing has happened to a typed report but that it is drafted, which is so for nearly all when they are handed in: to make
 * ready the great statement above takes longer than to run it. No row says nothing; then the great one is asked.
 */
const owedUntouched = (ask: Ask, code: string, unitId: string) => sql<OwedRow>`
  select ${windowColumns}, coalesce(y.due_on, w.due_on) as due, coalesce(y.locks_on, w.locks_on) as locks, r.code as "regimeCode", r.name as "regimeName", r.law_text as law, r.rhythm,
         o.unit_id as "unitId", o.receiver_id as "receiverId", false as receives, (select mark from report_catalogue) as mark, null as terms, '[]'::json as editions, ${draftOf(true)} as draft,
         exists (select from report_enclosure f where f.window_id = o.window_id and f.unit_id = o.unit_id) as enclosed
    from report_obligation o join report_window w on w.id = o.window_id join report_regime r on r.id = w.regime_id
    left join report_window_days y on y.window_id = o.window_id and y.receiver_id = o.receiver_id
   where ${inReach(ask, 'o.unit_id')} and w.code = ${code} and o.unit_id = ${unitId}::uuid
     and (select true from report_edition e where e.window_id = o.window_id and e.unit_id = o.unit_id limit 1) is null
     and (select true from report_term t where t.window_id = o.window_id and t.unit_id = o.unit_id limit 1) is null
     and (select true from report_rearranged n where n.window_id = o.window_id limit 1) is null
     and (select true from report_obligation c where c.receiver_id = o.unit_id and c.window_id = o.window_id limit 1) is null`

function owedOf(row: OwedRow): Owed {
  const {
    regimeCode,
    regimeName,
    law,
    rhythm,
    unitId,
    receiverId,
    receives,
    editions,
    draft,
    id,
    regimeId,
    code,
    label,
    from,
    until,
    due,
    locks,
    openedFor,
  } = row
  const first = { due, locks }
  const terms = termsOf((row.terms ?? []).map(one => ({ ...one, at: whenOf(one.at) })))
  return {
    window: { id, regimeId, code, label, from, until, ...daysUnder(first, terms), openedFor },
    first,
    terms,
    regime: { id: regimeId, code: regimeCode, name: regimeName, rhythm },
    law,
    unitId,
    receiverId,
    receives,
    editions: editions.map(one => ({ ...one, at: whenOf(one.at), verdicts: one.verdicts.map(each => ({ ...each, at: whenOf(each.at) })) })),
    draft: draft ? draftIn(draft) : undefined,
  }
}

function draftIn({ cells = [], narrative: _narrative, ...draft }: NonNullable<OwedRow['draft']>): Draft {
  const codes = draft.codes ?? codesIn(cells)
  return { ...draft, codes, filled: codes.length, savedAt: whenOf(draft.savedAt) }
}

/**
 * What this unit owes in this window, with its draft and the mark of what is asked. `isFirst`: whoever asks believes that nothing was handed
 * in yet; the answer is the same, sooner where they are right. @throws missing, also when out of reach
 */
export async function findOwed(
  ask: Ask,
  code: string,
  unitId: string,
  isFirst = false,
): Promise<{ owed: Owed; draft: WholeDraft | undefined; mark: string; enclosed: boolean }> {
  const untouched = isFirst ? (await owedUntouched(ask, code, unitId).execute(ask.tx)).rows[0] : undefined
  const row = untouched ?? (await owed(ask, sql`w.code = ${code} and o.unit_id = ${unitId}::uuid`, true).execute(ask.tx)).rows[0]
  if (!row) throw missing('báo cáo này')
  const found = owedOf(row)
  const draft =
    row.draft && found.draft ? { ...found.draft, cells: row.draft.cells ?? [], narrative: row.draft.narrative ?? [] } : undefined
  return { owed: found, draft, mark: row.mark, enclosed: row.enclosed ?? false }
}

/** What is owed to this receiver in this window, within reach. */
export const owedTo = async (ask: Ask, windowId: string, receiverId: string): Promise<Owed[]> =>
  (await owed(ask, sql`o.window_id = ${windowId}::uuid and o.receiver_id = ${receiverId}::uuid`).execute(ask.tx)).rows.map(owedOf)

/** What is owed in this window within reach, in the order of the units' ids: one page of it, from a mark on; all, or those that asked for days. */
export const owedInWindow = async (
  ask: Ask,
  windowId: string,
  limit: number,
  { after, asking = false }: { after?: string | undefined; asking?: boolean } = {},
): Promise<Owed[]> =>
  (
    await owed(
      ask,
      sql`o.window_id = ${windowId}::uuid ${after === undefined ? sql`` : sql`and o.unit_id > ${after}::uuid`} ${asking ? sql`and ${isAsking}` : sql``} order by o.unit_id limit ${limit}`,
    ).execute(ask.tx)
  ).rows.map(owedOf)

/** What these units owe in windows whose cut-off is in these days, the latest first. */
export const owedBy = async (ask: Ask, units: readonly string[], since: Day, until: Day): Promise<Owed[]> =>
  (await owed(ask, sql`o.unit_id = any(${[...units]}::uuid[]) and w.until_on between ${since} and ${until}`).execute(ask.tx)).rows
    .map(owedOf)
    .sort((a, b) => (a.window.until < b.window.until ? 1 : -1))

/** What these units owe in these windows. */
export const owedInWindows = async (ask: Ask, units: readonly string[], windows: readonly string[]): Promise<Owed[]> =>
  windows.length === 0 || units.length === 0
    ? []
    : (
        await owed(ask, sql`o.unit_id = any(${[...units]}::uuid[]) and o.window_id = any(${[...windows]}::uuid[])`).execute(ask.tx)
      ).rows.map(owedOf)

/** Units to whom something within reach is owed in this window. */
export const receiversIn = async (ask: Ask, windowId: string): Promise<readonly string[]> =>
  (
    await sql<{ id: string }>`select distinct o.receiver_id as id from report_owing o
    where o.window_id = ${windowId}::uuid and (${inReach(ask, 'o.unit_id')} or ${inReach(ask, 'o.receiver_id')}) and ${inReach(ask, 'o.receiver_id')}`.execute(
      ask.tx,
    )
  ).rows.map(row => row.id)

export interface FoundEdition {
  readonly owed: Owed
  readonly edition: Edition
  readonly narrative: readonly Section[]
}

/** The edition with this id in this window, with what it answers. @throws missing, also when out of reach */
export async function findEdition(ask: Ask, code: string, id: string): Promise<FoundEdition> {
  const { rows } = await sql<{ unit: string; narrative: Section[] }>`
    select e.unit_id as unit, e.narrative from report_edition e join report_window w on w.id = e.window_id
     where e.id = ${id}::uuid and w.code = ${code} and ${inReach(ask, 'e.unit_id')}`.execute(ask.tx)
  const row = rows[0]
  if (!row) throw missing('bản báo cáo này')
  const { owed: found } = await findOwed(ask, code, row.unit)
  const edition = found.editions.find(one => one.id === id)
  if (!edition) throw missing('bản báo cáo này')
  return { owed: found, edition, narrative: row.narrative }
}

/** The receipt of an edition that was already sent under this id; undefined when there is none within reach. */
export async function lookForSent(
  ask: Ask,
  id: string,
): Promise<{ receipt: string; contentSha256: string; unitId: string; windowId: string } | undefined> {
  const { rows } = await sql<{ receipt: string; contentSha256: string; unitId: string; windowId: string }>`
    select receipt, content_sha256 as "contentSha256", unit_id as "unitId", window_id as "windowId" from report_edition
     where id = ${id}::uuid and ${inReach(ask, 'unit_id')}`.execute(ask.tx)
  return rows[0]
}

type FigureRow = Omit<Figure, never> & { edition: string }

/** The figures of these editions, in no order. */
export async function figuresOf(ask: Ask, editions: readonly string[]): Promise<ReadonlyMap<string, Figures>> {
  const all = new Map<string, Map<string, Figure>>(editions.map(id => [id, new Map()]))
  if (editions.length === 0) return all
  const { rows } = await sql<FigureRow>`
    select f.edition_id as edition, f.indicator as code, f.state, f.value, f.counted, f.numerator, f.denominator, f.reason, f.note
      from report_figure f join report_edition e on e.id = f.edition_id
     where f.edition_id = any(${[...editions]}::uuid[]) and ${inReach(ask, 'e.unit_id')}`.execute(ask.tx)
  for (const { edition, ...figure } of rows) all.get(edition)?.set(figure.code, figure)
  return all
}

/** These editions as parts of a total: their figures, the records behind them and the units already missing from them. */
export async function partsOf(ask: Ask, editions: readonly { id: string; unitId: string }[]): Promise<Part[]> {
  if (editions.length === 0) return []
  const ids = editions.map(one => one.id)
  const figures = await figuresOf(ask, ids)
  const { rows } = await sql<{ edition: string; code: string; records: string[] | null; gaps: string[] | null }>`
    select edition_id as edition, indicator as code, array_agg(record_id::text) as records, null::text[] as gaps
      from report_source where edition_id = any(${ids}::uuid[]) group by 1, 2
    union all
    select edition_id, indicator, null, array_agg(unit_id::text) from report_gap where edition_id = any(${ids}::uuid[]) group by 1, 2`.execute(
    ask.tx,
  )
  const records = new Map<string, Map<string, ReadonlySet<string>>>()
  const gaps = new Map<string, Map<string, readonly string[]>>()
  for (const row of rows) {
    if (row.records) inner(records, row.edition).set(row.code, new Set(row.records))
    if (row.gaps) inner(gaps, row.edition).set(row.code, row.gaps)
  }
  return editions.map(({ id, unitId }) => ({
    editionId: id,
    unitId,
    figures: figures.get(id) ?? new Map(),
    records: inner(records, id),
    gaps: inner(gaps, id),
  }))
}

function inner<T>(all: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const made = all.get(key) ?? new Map<string, T>()
  all.set(key, made)
  return made
}

/** The records that a figure of these editions counted, each once. */
export const sourcesOf = async (ask: Ask, editions: readonly string[], code: string): Promise<readonly (Counted & { edition: string })[]> =>
  (
    await sql<Counted & { edition: string }>`
    select s.edition_id as edition, s.record_id, s.unit_id, s.on_day, s.title, s.href from report_source s join report_edition e on e.id = s.edition_id
     where s.edition_id = any(${[...editions]}::uuid[]) and s.indicator = ${code} and ${inReach(ask, 'e.unit_id')} order by s.on_day, s.title, s.record_id`.execute(
      ask.tx,
    )
  ).rows

export interface EditionMarks {
  readonly figures: number
  readonly overridden: number
  readonly estimated: number
}

/** How many figures these editions have, how many differ from their count, how many are estimates: for the board. */
export async function marksOf(ask: Ask, editions: readonly string[]): Promise<ReadonlyMap<string, EditionMarks>> {
  if (editions.length === 0) return new Map()
  const { rows } = await sql<EditionMarks & { edition: string }>`
    select f.edition_id as edition, count(*)::int as figures, count(*) filter (where f.counted is not null and f.value is not null and f.value <> f.counted)::int as overridden,
           count(*) filter (where f.state = 'estimated')::int as estimated
      from report_figure f join report_edition e on e.id = f.edition_id
     where f.edition_id = any(${[...editions]}::uuid[]) and ${inReach(ask, 'e.unit_id')} group by 1`.execute(ask.tx)
  return new Map(rows.map(({ edition, ...marks }) => [edition, marks]))
}
