// The receiver's own words: what was saved, else the draft assembled of the units' words; and saving them.
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { stale } from '../../../ground/faults.ts'
import { tidy } from '../../../ground/vietnamese.ts'
import type { AddedUp } from '../adding-up.ts'
import { figureText } from '../pages/words.tsx'
import { placed, type Texts } from '../sheet.ts'
import { addUpOwn } from './acts-adjusting.ts'
import { type Assembled, assemble, inserted, suggested } from './assembling.ts'
import { lookForText, putText, type TotalText, wordsOf } from './store-texts.ts'

/** Longer than a unit's section: it begins with the words of all of them. */
export const LONGEST = 20_000

export interface TotalWords {
  readonly assembled: readonly Assembled[]
  readonly saved: TotalText | undefined
  /** What each section begins with, by its place from 1. */
  readonly texts: Texts
}

/** The words of the receiver's report as they stand. */
export async function wordsOfTotal(ask: Ask, added: AddedUp): Promise<TotalWords> {
  const { window, receiverId, form, accepted, parts, totals } = added
  const words = await wordsOf(
    ask,
    accepted.flatMap(({ edition }) => (edition ? [edition.id] : [])),
  )
  const indicators = new Map(form.indicators.map(one => [one.code, one]))
  const figures = new Map(parts.map(part => [part.editionId, part.figures]))
  const assembled = assemble(
    form.sections,
    accepted.flatMap(({ owed, edition }) => {
      if (!edition) return []
      const says = (code: string): string | undefined => {
        const [figure, indicator] = [figures.get(edition.id)?.get(code), indicators.get(code)]
        return figure && indicator ? figureText(figure, indicator) : undefined
      }
      return [{ unitId: owed.unitId, name: ask.tree.nameOn(owed.unitId, window.until) ?? '', narrative: words.get(edition.id) ?? [], says }]
    }),
  )
  const saved = await lookForText(ask, window.id, receiverId)
  const texts = form.sections.map((heading, i): [string, string] => [
    String(i + 1),
    saved
      ? (saved.narrative.find(one => one.heading === heading)?.text ?? '')
      : inserted(suggested(heading, totals), assembled[i]?.text ?? ''),
  ])
  return { assembled, saved, texts: Object.fromEntries(texts) }
}

export interface SavingWords {
  readonly code: string
  readonly receiverId: string
  readonly version: number
  /** Names the open page: it may save again and again without being told its own version. */
  readonly page: string
  readonly texts: Texts
  /** The place of the section after which the units' words are put. */
  readonly insert?: string | undefined
}

/** Saves the receiver's words as they are typed. @throws forbidden · missing · stale when another page saved meanwhile */
export async function saveWords(ask: Ask<'reports.consolidate'>, saving: SavingWords): Promise<void> {
  const added = await addUpOwn(ask, saving.code, saving.receiverId)
  const { assembled } =
    saving.insert === undefined ? { assembled: [] } : await wordsOfTotal(askForOthers(ask)('reports.read') ?? ask, added)
  const narrative = placed(added.form.sections, saving.texts).map((one, i) => ({
    ...one,
    text: tidy(saving.insert === String(i + 1) ? inserted(one.text, assembled[i]?.text ?? '') : one.text),
  }))
  const kept = await putText(ask, {
    windowId: added.window.id,
    unitId: added.receiverId,
    version: saving.version,
    from: saving.page,
    narrative,
  })
  if (!kept) throw stale('Phần lời này vừa được người khác lưu. Bản của họ ở dưới từng phần; lưu lại thì bản của ông/bà được giữ.')
}
