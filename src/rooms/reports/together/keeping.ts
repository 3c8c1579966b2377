// Saving a sheet that others may write at the same time: read, join, write over exactly what was read; else once more.
import type { Ask } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { civil } from '../../../ground/day.ts'
import { type Fault, stale } from '../../../ground/faults.ts'
import type { Report } from '../filling.ts'
import type { Section, TypedCell } from '../sheet.ts'
import type { When } from '../store-editions.ts'
import {
  type Aside,
  alike,
  type Base,
  baseOf,
  type Coming,
  type Contents,
  cellsIn,
  contentsOf,
  type Drafted,
  EMPTY,
  isSame,
  join,
  markOfSaid,
  NOTHING,
  type Pick,
  type Said,
  sectionsIn,
} from './merge.ts'
import { type DraftNow, draftNow, putJoined } from './store-drafts.ts'

/** The draft of the edition that is to be written next; one of an earlier edition stands for nothing any more. */
const current = (draft: DraftNow | undefined, after: number): DraftNow | undefined => (draft?.after === after ? draft : undefined)

const draftedOf = (draft: DraftNow | undefined): Drafted => ({
  contents: draft ? contentsOf(draft.cells, draft.narrative) : new Map(),
  hands: new Map(Object.entries(draft?.hands ?? {})),
  asides: draft?.asides ?? [],
})

export interface Keeping {
  readonly after: number
  readonly page: string
  readonly base: Base
  readonly mine: Contents
  readonly picks: ReadonlyMap<string, Pick>
  /** What the sheet shows while there is no draft, when only some of its places are sent; a page sends them all. */
  readonly start?: Contents | undefined
}

export interface Kept {
  readonly version: number
  /** Nothing was written: all of it stood there already. */
  readonly isSame: boolean
  /** Places that this save wrote in. */
  readonly wrote: readonly string[]
  /** When what is kept was written; undefined when nothing ever was. */
  readonly savedAt: When | undefined
  readonly cells: readonly TypedCell[]
  readonly narrative: readonly Section[]
  readonly asides: readonly Aside[]
  readonly base: Base
  /** Places taken over from others, each with who wrote it and what. */
  readonly theirs: readonly { readonly place: string; readonly by: string; readonly said: Said }[]
  /** Places where another value is kept beside the one that stands. */
  readonly both: readonly string[]
}

const MOST_TRIES = 12

const alreadyThere = ({ mine, base }: Coming): boolean =>
  [...mine].every(([place, said]) => markOfSaid(said) === (base.get(place) ?? NOTHING))

/**
 * Joins what this page has into the draft; each try that fails means that someone else's save came through. What stands there already is
 * not written again. @throws stale
 */
export async function keep(ask: Ask, report: Report, keeping: Keeping): Promise<Kept> {
  const { window, unitId } = report.owed
  const codes = report.form.indicators.map(one => one.code)
  const coming: Coming = {
    base: keeping.base,
    mine: keeping.mine,
    picks: keeping.picks,
    by: ask.person.id,
    page: keeping.page,
  }
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const found = await draftNow(ask, window.id, unitId)
    const draft = current(found, keeping.after)
    const before: Drafted = draft || !keeping.start ? draftedOf(draft) : { ...draftedOf(undefined), contents: keeping.start }
    // Without a draft a page began with the last edition, and nobody has written since.
    const isWhole = !draft && !keeping.start
    const joined = join(before, isWhole ? { ...coming, base: new Map() } : coming)
    const same = isWhole ? alreadyThere(coming) : isSame(before, joined.drafted)
    const { contents, hands, asides } = joined.drafted
    const cells = cellsIn(contents, codes)
    const narrative = sectionsIn(contents, report.form.sections)
    const version = found?.version ?? 0
    const put = { windowId: window.id, unitId, after: keeping.after, version, from: keeping.page }
    if (!same && !(await putJoined(ask, { ...put, cells, narrative, hands: Object.fromEntries(hands), asides }))) continue
    return {
      version: same ? version : version + 1,
      isSame: same,
      wrote: [...contents].flatMap(([place, said]) => (alike(said, before.contents.get(place) ?? EMPTY) ? [] : [place])),
      savedAt: same ? draft?.savedAt : civil(ask.at),
      ...{ cells, narrative, asides, base: joined.base },
      theirs: joined.theirs.map(place => ({
        place,
        by: hands.get(place)?.by ?? found?.savedBy ?? '',
        said: contents.get(place) ?? EMPTY,
      })),
      both: [...new Set(asides.map(one => one.place))],
    }
  }
  throw busy()
}

const busy = (): Fault => stale('Nhiều người đang lưu biểu này cùng lúc. Những gì ông/bà gõ vẫn ở dưới đây; bấm lưu lần nữa.')

/** One of the values that stand beside one another in a place. */
export interface Way extends Said {
  readonly mark: string
  readonly by: string
}

/** A place that people wrote differently, with every value: the first is the one in the sheet. */
export interface BothWrote {
  readonly place: string
  readonly ways: readonly Way[]
}

export interface Beside {
  readonly version: number
  readonly base: Base
  readonly both: readonly BothWrote[]
  readonly writers: ReadonlyMap<string, string>
  readonly names: ReadonlyMap<string, string>
}

/** What others wrote in the draft that this sheet shows: who wrote which place, and where two values stand. */
export async function besideOf(
  ask: Ask,
  report: Report,
  shown: { readonly cells: readonly TypedCell[]; readonly narrative: readonly Section[] },
): Promise<Beside> {
  const after = report.owed.editions.at(-1)?.number ?? 0
  const draft = current(await draftNow(ask, report.owed.window.id, report.owed.unitId), after)
  const contents = contentsOf(shown.cells, shown.narrative)
  const writers = new Map(Object.entries(draft?.hands ?? {}).map(([place, hand]) => [place, hand.by]))
  const places = [...new Set((draft?.asides ?? []).map(one => one.place))]
  const both = places.map((place): BothWrote => {
    const now = contents.get(place) ?? EMPTY
    const standing: Way = { ...now, mark: markOfSaid(now), by: writers.get(place) ?? draft?.savedBy ?? '' }
    const others = (draft?.asides ?? []).filter(one => one.place === place)
    return {
      place,
      ways: [
        standing,
        ...others.map(({ by, state, value, reason }) => ({ state, value, reason, by, mark: markOfSaid({ state, value, reason }) })),
      ],
    }
  })
  const people = new Set([...writers.values(), draft?.savedBy ?? '', ...both.flatMap(one => one.ways.map(way => way.by))])
  people.delete('')
  const names = await namesOf(ask.tx, [...people])
  return { version: draft?.version ?? 0, base: baseOf(contents), both, writers, names }
}
