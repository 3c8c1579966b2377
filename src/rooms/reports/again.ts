// What a later edition of a report says otherwise than the one before it, beside what the receiver had sent back. Pure.
import type { Figure, Figures, Indicator } from './figures.ts'
import type { Section } from './sheet.ts'

export interface SaidAgain {
  readonly indicator: Indicator
  readonly was: Figure | undefined
  readonly now: Figure | undefined
  /** Why the receiver sent this cell back; undefined where the unit changed it by itself. */
  readonly asked: string | undefined
}

export interface EditionBefore {
  readonly figures: Figures
  readonly narrative: readonly Section[]
  /** By cell, what it was sent back with. */
  readonly asked: ReadonlyMap<string, string>
  readonly files: readonly { readonly name: string; readonly sha256: string }[]
}

export interface Again {
  readonly cells: readonly SaidAgain[]
  /** The headings whose words are others now. */
  readonly headings: readonly string[]
  readonly filesAdded: readonly string[]
  readonly filesGone: readonly string[]
}

const KEPT = ['state', 'value', 'counted', 'numerator', 'denominator'] as const
const isSame = (then: Figure | undefined, now: Figure | undefined): boolean =>
  then && now ? KEPT.every(key => then[key] === now[key]) : then === now

/** Every cell that was sent back, also when its figure stands, and every other that changed; the words and files that are others. */
export function saidAgain(indicators: readonly Indicator[], before: EditionBefore, now: Omit<EditionBefore, 'asked'>): Again {
  const textThen = new Map(before.narrative.map(one => [one.heading, one.text]))
  const textNow = new Map(now.narrative.map(one => [one.heading, one.text]))
  const headings = [...new Set([...textThen.keys(), ...textNow.keys()])]
  const notIn = (those: EditionBefore['files'], these: EditionBefore['files']): string[] =>
    these.filter(one => those.every(other => other.sha256 !== one.sha256)).map(one => one.name)
  return {
    cells: indicators.flatMap(indicator => {
      const [old, figure] = [before.figures.get(indicator.code), now.figures.get(indicator.code)]
      const asked = before.asked.get(indicator.code)
      return asked === undefined && isSame(old, figure) ? [] : [{ indicator, was: old, now: figure, asked }]
    }),
    headings: headings.filter(one => (textThen.get(one) ?? '') !== (textNow.get(one) ?? '')),
    filesAdded: notIn(before.files, now.files),
    filesGone: notIn(now.files, before.files),
  }
}
