// Many windows, editions and publications at once: how the demo fills two and a half years in a few statements.
import { sql } from 'kysely'
import type { Day } from '../../ground/day.ts'
import { column, type Tx } from '../../ground/db.ts'
import type { Counted, ReportSnapshot } from '../../web/room.ts'
import type { Figure, Total } from './figures.ts'
import type { Obligation, ReturnedCell } from './rules.ts'
import type { Section } from './sheet.ts'

export interface WholeWindow {
  readonly id: string
  readonly regimeId: string
  readonly code: string
  readonly label: string
  readonly from: Day
  readonly until: Day
  readonly due: Day
  readonly openedBy: string
  readonly openedFor: string
  readonly openedAt: string
  readonly owing: readonly Obligation[]
}

export interface WholeEdition {
  readonly id: string
  readonly windowId: string
  readonly unitId: string
  readonly at: string
  readonly by: string
  readonly sha256: string
  readonly formVersion: number
  readonly treeOn: Day
  readonly narrative: readonly Section[]
  readonly figures: readonly Figure[]
  readonly sources: readonly (Counted & { code: string })[]
  /** Editions it added up. */
  readonly children: readonly string[] | undefined
  readonly verdict:
    | {
        readonly id: string
        readonly kind: 'returned' | 'accepted'
        readonly at: string
        readonly by: string
        readonly body: string
        readonly cells: readonly ReturnedCell[]
      }
    | undefined
}

export interface WholePublication {
  readonly id: string
  readonly windowId: string
  readonly unitId: string
  readonly at: string
  readonly by: string
  readonly contentSha256: string
  readonly snapshot: ReportSnapshot
  readonly snapshotSha256: string
  readonly documentId: string | null
  readonly totals: readonly Total[]
  readonly editions: readonly string[]
}

const json = (rows: readonly unknown[]) => sql`${JSON.stringify(rows)}::jsonb`

export async function addWindows(tx: Tx, windows: readonly WholeWindow[]): Promise<void> {
  await sql`
    with opened as (
      insert into report_window (id, regime_id, code, label, from_on, until_on, due_on, opened_by, opened_for, opened_at)
      select id, "regimeId", code, label, "from", "until", due, "openedBy", "openedFor", "openedAt"
        from jsonb_to_recordset(${json(windows)}) as w (id uuid, "regimeId" uuid, code text, label text, "from" date, "until" date, due date, "openedBy" uuid, "openedFor" uuid, "openedAt" timestamptz)
      returning id)
    insert into report_obligation (window_id, unit_id, receiver_id)
    select "windowId", "unitId", "receiverId"
      from jsonb_to_recordset(${json(windows.flatMap(window => window.owing.map(one => ({ ...one, windowId: window.id }))))}) as o ("windowId" uuid, "unitId" uuid, "receiverId" uuid)
     where exists (select from opened where opened.id = "windowId")`.execute(tx)
}

/** First editions of many units with their figures, records and verdicts; receipts follow the order given. */
export async function addEditions(tx: Tx, editions: readonly WholeEdition[]): Promise<void> {
  await sql`
    insert into report_edition (id, window_id, unit_id, number, receipt, at, by_person, content_sha256, form_version, tree_on, consolidated, narrative,
      figure_codes, figure_states, figure_values, figure_counted, figure_numerators, figure_denominators, figure_reasons, figure_notes)
    select id, "windowId", "unitId", 1,
           'BN-' || to_char(at at time zone 'Asia/Ho_Chi_Minh', 'YYMM') || '-' || (select lpad(n::text, greatest(5, length(n::text)), '0') from (select nextval('report_receipt') + 0 * place as n) as next),
           at, by, sha256, "formVersion", "treeOn", consolidated, narrative,
           codes, states, vals, counted, numerators, denominators, reasons, notes
      from jsonb_to_recordset(${json(
        editions.map(({ figures, sources: _s, verdict: _v, children, ...one }, place) => ({
          ...one,
          place,
          consolidated: children !== undefined,
          codes: column(figures, one => one.code),
          states: column(figures, one => one.state),
          vals: column(figures, one => one.value),
          counted: column(figures, one => one.counted),
          numerators: column(figures, one => one.numerator),
          denominators: column(figures, one => one.denominator),
          reasons: column(figures, one => one.reason),
          notes: column(figures, one => one.note),
        })),
      )})
        as e (id uuid, place int, "windowId" uuid, "unitId" uuid, at timestamptz, by uuid, sha256 text, "formVersion" smallint, "treeOn" date, consolidated boolean, narrative jsonb,
          codes text[], states text[], vals numeric[], counted numeric[], numerators numeric[], denominators numeric[], reasons text[], notes text[])
     order by place`.execute(tx)
  const sources = editions.flatMap(edition => edition.sources.map(one => ({ ...one, edition: edition.id })))
  await sql`
    insert into report_source (edition_id, indicator, record_id, unit_id, on_day, title, href)
    select s.* from unnest(${sources.map(one => one.edition)}::uuid[], ${sources.map(one => one.code)}::text[], ${sources.map(one => one.record_id)}::uuid[],
      ${sources.map(one => one.unit_id)}::uuid[], ${sources.map(one => one.on_day)}::date[], ${sources.map(one => one.title)}::text[], ${sources.map(one => one.href)}::text[]) as s`.execute(
    tx,
  )
  const children = editions.flatMap(edition => (edition.children ?? []).map(child => ({ child, parent: edition.id })))
  await sql`
    insert into report_inclusion (child_id, parent_edition)
    select c.* from unnest(${children.map(one => one.child)}::uuid[], ${children.map(one => one.parent)}::uuid[]) as c`.execute(tx)
  const verdicts = editions.flatMap(edition => (edition.verdict ? [{ ...edition.verdict, edition: edition.id }] : []))
  await sql`
    insert into report_verdict (id, edition_id, number, kind, at, by_person, body)
    select id, edition, 1, kind, at, by, body from jsonb_to_recordset(${json(verdicts)}) as v (id uuid, edition uuid, kind text, at timestamptz, by uuid, body text)`.execute(
    tx,
  )
  const cells = verdicts.flatMap(verdict => verdict.cells.map(cell => ({ ...cell, verdict: verdict.id })))
  await sql`
    insert into report_verdict_cell (verdict_id, indicator, reason)
    select verdict, code, reason from jsonb_to_recordset(${json(cells)}) as c (verdict uuid, code text, reason text)`.execute(tx)
}

export async function addPublications(tx: Tx, publications: readonly WholePublication[]): Promise<void> {
  await sql`
    insert into report_publication (id, window_id, unit_id, number, at, by_person, content_sha256, snapshot, snapshot_sha256, document_id)
    select id, "windowId", "unitId", 1, at, by, "contentSha256", snapshot, "snapshotSha256", "documentId"
      from jsonb_to_recordset(${json(publications.map(({ totals: _t, editions: _e, ...one }) => one))})
        as p (id uuid, "windowId" uuid, "unitId" uuid, at timestamptz, by uuid, "contentSha256" text, snapshot jsonb, "snapshotSha256" text, "documentId" uuid)`.execute(
    tx,
  )
  const figures = publications.flatMap(one => one.totals.map(total => ({ ...total, publication: one.id })))
  const parts = figures.flatMap(total => total.contributions.map(part => ({ ...part, code: total.code, publication: total.publication })))
  const taken = publications.flatMap(one => one.editions.map(child => ({ child, publication: one.id })))
  await sql`
    with figures as (
      insert into report_published_figure (publication_id, indicator, state, value, numerator, denominator)
      select f.* from unnest(${figures.map(one => one.publication)}::uuid[], ${figures.map(one => one.code)}::text[], ${figures.map(one => one.state)}::text[],
        ${figures.map(one => one.value)}::numeric[], ${figures.map(one => one.numerator)}::numeric[], ${figures.map(one => one.denominator)}::numeric[]) as f),
    parts as (
      insert into report_contribution (publication_id, indicator, edition_id, adjustment_id, value, numerator, denominator)
      select c.* from unnest(${parts.map(one => one.publication)}::uuid[], ${parts.map(one => one.code)}::text[], ${parts.map(one => one.editionId)}::uuid[], ${parts.map(one => one.adjustmentId ?? null)}::uuid[],
        ${parts.map(one => one.value)}::numeric[], ${parts.map(one => one.numerator)}::numeric[], ${parts.map(one => one.denominator)}::numeric[]) as c)
    insert into report_inclusion (child_id, publication_id)
    select t.* from unnest(${taken.map(one => one.child)}::uuid[], ${taken.map(one => one.publication)}::uuid[]) as t`.execute(tx)
}

export async function addDraft(
  tx: Tx,
  draft: {
    windowId: string
    unitId: string
    from: string
    cells: readonly unknown[]
    narrative: readonly Section[]
    at: string
    by: string
  },
): Promise<void> {
  await sql`
    insert into report_draft (window_id, unit_id, after_number, version, saved_from, cells, narrative, saved_at, saved_by)
    values (${draft.windowId}::uuid, ${draft.unitId}::uuid, 0, 1, ${draft.from}::uuid, ${json(draft.cells)}, ${json(draft.narrative)}, ${draft.at}::timestamptz, ${draft.by}::uuid)`.execute(
    tx,
  )
}
