// Writing some cells and sections of a draft, joined with the rest of it as a page's save is.
import type { Ask } from '../../../access/ask.ts'
import { toWriteOn } from '../acts.ts'
import type { Wiring } from '../counting.ts'
import { type Report, viewSheet } from '../filling.ts'
import { type Kept, keep } from './keeping.ts'
import { type Base, type Contents, contentsOf, type Pick } from './merge.ts'
import { mustBeOfForm } from './named.ts'

export interface SomePlaces {
  readonly code: string
  readonly unitId: string
  readonly after: number
  /** Names who writes: what it wrote itself last it may write over. */
  readonly page: string
  readonly mine: Contents
  /** The marks of what it saw; a place without one was empty. */
  readonly base: Base
  readonly picks: ReadonlyMap<string, Pick>
  /** The fields by which all of this was sent. */
  readonly named: readonly string[]
}

/**
 * Saves these places alone: what others wrote in the rest stays, and what they wrote in these is kept beside. Where nobody has begun the
 * next edition, the draft begins with the last one, as the sheet shows it. @throws missing · refused (see rules.mayEdit) · stale
 */
export async function saveSome(
  ask: Ask<'reports.fill'>,
  wiring: Wiring,
  some: SomePlaces,
): Promise<{ readonly report: Report; readonly kept: Kept }> {
  const report = await toWriteOn(ask, some)
  mustBeOfForm(report.form, some.named)
  const hasBegun = some.after === 0 || report.draft?.after === some.after
  const start: Contents = hasBegun ? new Map() : await shownContents(ask, wiring, report)
  return { report, kept: await keep(ask, report, { ...some, start }) }
}

async function shownContents(ask: Ask, wiring: Wiring, report: Report): Promise<Contents> {
  const { cells, narrative } = await viewSheet(ask, wiring, report)
  return contentsOf(cells, narrative)
}
