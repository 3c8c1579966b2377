// Writing some cells and sections of a draft, joined with the rest of it as a page's save is.
import type { Ask } from '../../../access/ask.ts'
import { type Saved, type Saving, toWriteOn } from '../acts.ts'
import type { Wiring } from '../counting.ts'
import { type Report, viewSheet } from '../filling.ts'
import { leafShown, placesOn } from '../pages/leaves.tsx'
import { type Keeping, type Kept, keep } from './keeping.ts'
import { type Base, type Contents, contentsOf, EMPTY, type Pick } from './merge.ts'
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
  return { report, kept: await keepSome(ask, wiring, report, some) }
}

async function keepSome(ask: Ask, wiring: Wiring, report: Report, some: Omit<Keeping, 'start'>): Promise<Kept> {
  const hasBegun = some.after === 0 || report.draft?.after === some.after
  const start: Contents = hasBegun ? new Map() : await shownContents(ask, wiring, report)
  return keep(ask, report, { ...some, start })
}

/** One leaf of a long sheet, saved: what stands on the others is neither touched nor told of. @throws as saveSome */
export async function saveLeaf(
  ask: Ask<'reports.fill'>,
  wiring: Wiring,
  { key, saving }: { readonly key: string; readonly saving: Saving },
): Promise<Saved> {
  const report = await toWriteOn(ask, saving)
  const { indicators, sections } = report.form
  const codes = new Set(indicators.map(one => one.code))
  const texts = Object.entries(saving.texts).filter(([at]) => sections[Number(at) - 1] !== undefined)
  const mine: Contents = new Map([
    ...contentsOf(
      saving.cells.filter(one => codes.has(one.code)),
      [],
    ),
    ...texts.map(([at, text]) => [`p-${Number(at)}`, { ...EMPTY, value: text }] as const),
  ])
  const { after, page, base = new Map(), picks = new Map() } = saving
  const kept = await keepSome(ask, wiring, report, { after, page, base, mine, picks })
  const places = placesOn(leafShown(indicators, { named: key }), sections)
  const isHere = (place: string): boolean => places.has(place) || mine.has(place)
  const own: Kept = {
    ...kept,
    theirs: kept.theirs.filter(one => isHere(one.place)),
    base: new Map([...kept.base].filter(([place]) => isHere(place))),
  }
  return { version: own.version, isSame: own.isSame, savedAt: own.savedAt, kept: own }
}

async function shownContents(ask: Ask, wiring: Wiring, report: Report): Promise<Contents> {
  const { cells, narrative } = await viewSheet(ask, wiring, report)
  return contentsOf(cells, narrative)
}
