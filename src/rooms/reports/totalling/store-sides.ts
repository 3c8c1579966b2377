// The parts of figures as they were frozen or sent up, each with the unit that brought it.
import { sql } from 'kysely'
import { type Ask, inReach } from '../../../access/ask.ts'
import type { Contribution } from '../figures.ts'

export interface Brought extends Contribution {
  readonly code: string
  /** The number of the edition; null where there is none. */
  readonly number: number | null
}

/** Every part of a publication's figures, or of one of them. */
export const broughtInto = async (ask: Ask, publicationId: string, code?: string): Promise<readonly Brought[]> =>
  (
    await sql<Brought>`
    select c.indicator as code, c.edition_id as "editionId", e.unit_id as "unitId", e.number, c.adjustment_id as "adjustmentId", c.value, c.numerator, c.denominator
      from report_contribution c join report_publication p on p.id = c.publication_id left join report_edition e on e.id = c.edition_id
     where c.publication_id = ${publicationId}::uuid and ${inReach(ask, 'p.unit_id')} ${code === undefined ? sql`` : sql`and c.indicator = ${code}`}`.execute(
      ask.tx,
    )
  ).rows

/** The units with the editions a publication took in. */
export const reportedInto = async (
  ask: Ask,
  publicationId: string,
): Promise<readonly { readonly unitId: string; readonly editionId: string }[]> =>
  (
    await sql<{ unitId: string; editionId: string }>`
    select e.unit_id as "unitId", e.id as "editionId" from report_inclusion i join report_publication p on p.id = i.publication_id join report_edition e on e.id = i.child_id
     where i.publication_id = ${publicationId}::uuid and ${inReach(ask, 'p.unit_id')}`.execute(ask.tx)
  ).rows

export interface Child {
  readonly parent: string
  readonly editionId: string
  readonly unitId: string
  readonly number: number
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
}

/** Of editions that were added up, the editions they took in with what each said of one indicator. */
export const childrenOf = async (ask: Ask, editions: readonly string[], code: string): Promise<readonly Child[]> =>
  editions.length === 0
    ? []
    : (
        await sql<Child>`
    select i.parent_edition as parent, e.id as "editionId", e.unit_id as "unitId", e.number, f.value, f.numerator, f.denominator
      from report_inclusion i join report_edition p on p.id = i.parent_edition join report_edition e on e.id = i.child_id
      left join report_figure f on f.edition_id = e.id and f.indicator = ${code}
     where i.parent_edition = any(${[...editions]}::uuid[]) and ${inReach(ask, 'p.unit_id')}`.execute(ask.tx)
      ).rows
