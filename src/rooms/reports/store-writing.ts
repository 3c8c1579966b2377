// What is written of a report: drafts over themselves, editions and verdicts once and for ever.
import { sql } from 'kysely'
import { type Ask, type Deed, inReach, isInReach, recording } from '../../access/ask.ts'
import type { Day } from '../../ground/day.ts'
import { column } from '../../ground/db.ts'
import type { Counted } from '../../web/room.ts'
import type { Figure } from './figures.ts'
import type { NamedFile, ReturnedCell } from './rules.ts'
import type { Section, TypedCell } from './sheet.ts'

/** Keeps the draft. @returns its version; undefined, and nothing written, when another page wrote it since this one was opened */
export async function putDraft(
  ask: Ask,
  draft: {
    windowId: string
    unitId: string
    after: number
    version: number
    from: string
    cells: readonly TypedCell[]
    narrative: readonly Section[]
  },
): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    insert into report_draft as d (window_id, unit_id, after_number, version, saved_from, cells, narrative, saved_at, saved_by)
    select ${draft.windowId}::uuid, ${draft.unitId}::uuid, ${draft.after}, 1, ${draft.from}::uuid, ${JSON.stringify(draft.cells)}::jsonb, ${JSON.stringify(draft.narrative)}::jsonb,
           ${ask.at.toISOString()}::timestamptz, ${ask.person.id}::uuid where ${isInReach(ask, draft.unitId)}
    on conflict (window_id, unit_id) do update set after_number = excluded.after_number, version = d.version + 1, saved_from = excluded.saved_from,
      cells = excluded.cells, narrative = excluded.narrative, hands = '{}', saved_at = excluded.saved_at, saved_by = excluded.saved_by
      where d.version = ${draft.version} or d.saved_from = excluded.saved_from
    returning version`.execute(ask.tx)
  return rows[0]?.version
}

export interface NewEdition {
  readonly id: string
  readonly windowId: string
  readonly unitId: string
  readonly number: number
  readonly contentSha256: string
  readonly formVersion: number
  readonly treeOn: Day
  readonly narrative: readonly Section[]
  readonly figures: readonly Figure[]
  readonly sources: readonly (Counted & { code: string })[]
  /** Of an edition that was added up. */
  readonly children?: readonly string[]
  readonly gaps?: readonly { code: string; unitId: string }[]
}

/**
 * Writes an edition with all that belongs to it and the deed that made it, in one statement. Undefined, and nothing written, when its id or its number is
 * already there: then it was sent before, or another was sent meanwhile.
 */
export async function putEdition(ask: Ask, edition: NewEdition, deed: Deed): Promise<string | undefined> {
  const { figures, sources, children, gaps = [] } = edition
  const at = ask.at.toISOString()
  const { rows } = await sql<{ receipt: string }>`
    with put as (
      insert into report_edition (id, window_id, unit_id, number, receipt, at, by_person, content_sha256, form_version, tree_on, consolidated, narrative,
        figure_codes, figure_states, figure_values, figure_counted, figure_numerators, figure_denominators, figure_reasons, figure_notes)
      select ${edition.id}::uuid, ${edition.windowId}::uuid, ${edition.unitId}::uuid, ${edition.number}, ${receiptAt(at)}, ${at}::timestamptz, ${ask.person.id}::uuid,
             ${edition.contentSha256}, ${edition.formVersion}, ${edition.treeOn}, ${children !== undefined}, ${JSON.stringify(edition.narrative)}::jsonb,
             ${column(figures, one => one.code)}::text[], ${column(figures, one => one.state)}::text[], ${column(figures, one => one.value)}::numeric[], ${column(figures, one => one.counted)}::numeric[],
             ${column(figures, one => one.numerator)}::numeric[], ${column(figures, one => one.denominator)}::numeric[], ${column(figures, one => one.reason)}::text[], ${column(figures, one => one.note)}::text[]
       where ${isInReach(ask, edition.unitId)}
      on conflict do nothing returning id, receipt),
    ${recording(ask, deed, sql`from put`)}
    ${
      sources.length === 0
        ? sql``
        : sql`, sources as (
      insert into report_source (edition_id, indicator, record_id, unit_id, on_day, title, href)
      select put.id, s.* from put, unnest(${sources.map(one => one.code)}::text[], ${sources.map(one => one.record_id)}::uuid[], ${sources.map(one => one.unit_id)}::uuid[],
        ${sources.map(one => one.on_day)}::date[], ${sources.map(one => one.title)}::text[], ${sources.map(one => one.href)}::text[]) as s)`
    }
    ${
      gaps.length === 0
        ? sql``
        : sql`, gaps as (
      insert into report_gap (edition_id, indicator, unit_id)
      select put.id, g.* from put, unnest(${gaps.map(one => one.code)}::text[], ${gaps.map(one => one.unitId)}::uuid[]) as g)`
    }
    ${
      !children || children.length === 0
        ? sql``
        : sql`, children as (
      insert into report_inclusion (child_id, parent_edition) select c, put.id from put, unnest(${[...children]}::uuid[]) as c)`
    }
    select receipt from put`.execute(ask.tx)
  return rows[0]?.receipt
}

/** BN-2611-00042: the month it was given in, and a number that never comes back. */
const receiptAt = (at: string) => sql`'BN-' || to_char(${at}::timestamptz at time zone 'Asia/Ho_Chi_Minh', 'YYMM') || '-' ||
  (select lpad(n::text, greatest(5, length(n::text)), '0') from nextval('report_receipt') as n)`

export interface NewVerdict {
  readonly id: string
  readonly editionId: string
  readonly number: number
  readonly kind: 'returned' | 'accepted'
  readonly body: string
  readonly cells: readonly ReturnedCell[]
  readonly files: readonly NamedFile[]
}

/** Writes a verdict. False, and nothing written, when someone judged the edition meanwhile. */
export async function putVerdict(ask: Ask, verdict: NewVerdict): Promise<boolean> {
  const { rows } = await sql`
    with put as (
      insert into report_verdict (id, edition_id, number, kind, at, by_person, body)
      select ${verdict.id}::uuid, e.id, ${verdict.number}, ${verdict.kind}, ${ask.at.toISOString()}::timestamptz, ${ask.person.id}::uuid, ${verdict.body}
        from report_edition e where e.id = ${verdict.editionId}::uuid and ${inReach(ask, 'e.unit_id')}
      on conflict do nothing returning id),
    cells as (
      insert into report_verdict_cell (verdict_id, indicator, reason)
      select put.id, c.* from put, unnest(${verdict.cells.map(one => one.code)}::text[], ${verdict.cells.map(one => one.reason)}::text[]) as c),
    files as (
      insert into report_verdict_file (verdict_id, edition_id, file_id, reason)
      select put.id, g.edition_id, g.id, f.reason from put, unnest(${verdict.files.map(one => one.id)}::uuid[], ${verdict.files.map(one => one.reason)}::text[]) as f (id, reason)
        join report_edition_enclosure g on g.edition_id = ${verdict.editionId}::uuid and g.id = f.id)
    select id from put`.execute(ask.tx)
  return rows.length > 0
}
