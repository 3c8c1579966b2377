// One draft that several people write at once: joined cell by cell and section by section, from what each page began with. Pure.
import { markOf } from '../bringing/incoming.ts'
import type { Section, TypedCell, TypedState } from '../sheet.ts'

/** What stands in one place: a cell, or a section of the narrative, whose text is its value. */
export interface Said {
  readonly state: TypedState
  readonly value: string
  readonly reason: string
}

/** By place: the code of a cell, or "p-2" for the second section. A place that is not there was not on the page. */
export type Contents = ReadonlyMap<string, Said>
/** The marks of what a page began with; a place without one was empty. */
export type Base = ReadonlyMap<string, string>

/** Whose writing stands in a place, and from which open page it came. */
export interface Hand {
  readonly by: string
  readonly page: string
}

/** What another wrote in a place that had changed meanwhile: kept beside it until someone says which of them stays. */
export interface Aside extends Said, Hand {
  readonly place: string
}

export interface Drafted {
  readonly contents: Contents
  readonly hands: ReadonlyMap<string, Hand>
  readonly asides: readonly Aside[]
}

/** What a person chose for a place, out of those that the page showed; each by its mark. */
export interface Pick {
  readonly mark: string
  readonly shown: readonly string[]
}

export interface Coming extends Hand {
  readonly base: Base
  readonly mine: Contents
  readonly picks: ReadonlyMap<string, Pick>
}

export interface Joined {
  readonly drafted: Drafted
  /** Places that others wrote since this page began, and that it takes over. */
  readonly theirs: readonly string[]
  /** Places that both wrote, differently. */
  readonly both: readonly string[]
  /** What the page begins with from now on. */
  readonly base: Base
}

export const EMPTY: Said = { state: '', value: '', reason: '' }
const LENGTH = 12
export const markOfSaid = (said: Said): string => markOf(said).slice(0, LENGTH)
export const NOTHING = markOfSaid(EMPTY)

export const isText = (place: string): boolean => place.startsWith('p-')

/** The sheet by its places. */
export const contentsOf = (cells: readonly TypedCell[], narrative: readonly Section[]): Contents =>
  new Map<string, Said>([
    ...cells.map(({ code, state, value, reason }) => [code, { state, value, reason }] as const),
    ...narrative.map(({ text }, i) => [`p-${i + 1}`, { ...EMPTY, value: text }] as const),
  ])

/** The cells of a sheet again, in the order of its form. */
export const cellsIn = (contents: Contents, codes: readonly string[]): TypedCell[] =>
  codes.flatMap(code => {
    const said = contents.get(code)
    return said ? [{ code, state: said.state, value: said.value, reason: said.reason }] : []
  })

export const sectionsIn = (contents: Contents, headings: readonly string[]): Section[] =>
  headings.map((heading, i) => ({ heading, text: contents.get(`p-${i + 1}`)?.value ?? '' }))

/** What a page that shows this begins with; empty places need no mark. */
export const baseOf = (contents: Contents): Base =>
  new Map([...contents].map(([place, said]) => [place, markOfSaid(said)] as const).filter(([, mark]) => mark !== NOTHING))

const WRITTEN = /^g1((?: [A-Za-z0-9.-]{1,20}:[0-9a-f]{12})*)$/u
/** As a field of the form; never empty, since an empty field would be a page that does not say what it began with. */
export const baseText = (base: Base): string => ['g1', ...[...base].map(([place, mark]) => `${place}:${mark}`)].join(' ')
/** Undefined when the text is none of ours: it comes back from a browser. */
export function baseFrom(text: string): Base | undefined {
  const found = WRITTEN.exec(text)
  if (!found) return undefined
  const pairs = (found[1] ?? '').trim().split(' ')
  return new Map(pairs.filter(one => one !== '').map(one => one.split(':') as [string, string]))
}

/** "9" chosen out of "6" and "9": the marks that the page showed travel with the choice. */
export const picksOf = (chosen: Readonly<Record<string, string>>, shown: Readonly<Record<string, string>>): ReadonlyMap<string, Pick> =>
  new Map(
    Object.entries(chosen)
      .filter(([, mark]) => mark !== '')
      .map(([place, mark]) => [place, { mark, shown: (shown[place] ?? '').split('.') }]),
  )

/**
 * Joins what a page sends into the draft. A place that only one side wrote is that side's; a place that both wrote alike stays; one that
 * they wrote differently keeps what was saved first, and the other value beside it. What the page itself saved last it may write over.
 * Joining the same again changes nothing, and no value that was typed is lost.
 */
export function join(kept: Drafted, coming: Coming): Joined {
  const contents = new Map(kept.contents)
  const hands = new Map(kept.hands)
  const base = new Map<string, string>()
  let asides = [...kept.asides]
  const theirs: string[] = []
  const both: string[] = []
  const ofPage = (one: Aside, place: string): boolean => one.place === place && one.page === coming.page
  for (const place of new Set([...kept.contents.keys(), ...coming.mine.keys()])) {
    const now = kept.contents.get(place) ?? EMPTY
    const mine = coming.mine.get(place)
    const began = coming.base.get(place) ?? NOTHING
    const [stands, said] = [markOfSaid(now), mine ? markOfSaid(mine) : began]
    // What this page insisted on before it says anew, or no more.
    if (mine) asides = asides.filter(one => !ofPage(one, place))
    if (!mine || said === began || said === stands) {
      if (stands !== began && said !== stands) theirs.push(place)
    } else if (stands === began || kept.hands.get(place)?.page === coming.page) {
      contents.set(place, mine)
      hands.set(place, { by: coming.by, page: coming.page })
    } else {
      asides.push({ place, ...mine, by: coming.by, page: coming.page })
      both.push(place)
      if (began !== NOTHING) base.set(place, began)
      continue
    }
    const mark = markOfSaid(contents.get(place) ?? EMPTY)
    if (mark !== NOTHING) base.set(place, mark)
  }
  const joined = settled({ contents, hands, asides }, coming)
  for (const place of joined.settled) {
    const mark = markOfSaid(joined.drafted.contents.get(place) ?? EMPTY)
    if (mark === NOTHING) base.delete(place)
    else base.set(place, mark)
  }
  return { drafted: joined.drafted, theirs, both: both.filter(place => !joined.settled.has(place)), base }
}

export const alike = (a: Said, b: Said): boolean => a.value === b.value && a.state === b.state && a.reason === b.reason

/** Letter by letter: whoever saves this again writes nothing. A place that is not there is an empty one. */
export function isSame(a: Omit<Drafted, 'hands'>, b: Omit<Drafted, 'hands'>): boolean {
  const within = (x: Contents, y: Contents): boolean => [...x].every(([place, said]) => alike(said, y.get(place) ?? EMPTY))
  const has = (one: Aside): boolean => b.asides.some(each => each.place === one.place && each.page === one.page && alike(one, each))
  return within(a.contents, b.contents) && within(b.contents, a.contents) && a.asides.length === b.asides.length && a.asides.every(has)
}

interface Written {
  readonly cells: readonly TypedCell[]
  readonly narrative: readonly Section[]
}

/** The same of two sheets. Both are in the order of the form nearly always: then nothing need be looked up, for some have many hundred cells. */
export function isSameSheet(a: Written, b: Written): boolean {
  const inOrder =
    a.cells.length === b.cells.length &&
    a.cells.every((one, i) => b.cells[i]?.code === one.code && alike(one, b.cells[i])) &&
    a.narrative.length === b.narrative.length &&
    a.narrative.every((one, i) => b.narrative[i]?.text === one.text)
  const drafted = ({ cells, narrative }: Written) => ({ contents: contentsOf(cells, narrative), asides: [] })
  return inOrder || isSame(drafted(a), drafted(b))
}

/** What was chosen stands; what the page did not show stays beside it. A value written twice is said once. */
function settled(drafted: Drafted, { picks, by, page }: Coming): { readonly drafted: Drafted; readonly settled: ReadonlySet<string> } {
  const contents = new Map(drafted.contents)
  const hands = new Map(drafted.hands)
  const done = new Set<string>()
  let asides = drafted.asides
  for (const [place, pick] of picks) {
    const now = contents.get(place) ?? EMPTY
    const chosen = [now, ...asides.filter(one => one.place === place)].find(one => markOfSaid(one) === pick.mark)
    // Someone wrote another value since the page was shown: nobody chose against that one.
    if (!chosen || !pick.shown.includes(markOfSaid(now))) continue
    if (chosen !== now) {
      contents.set(place, { state: chosen.state, value: chosen.value, reason: chosen.reason })
      hands.set(place, { by, page })
    }
    asides = asides.filter(one => one.place !== place || !pick.shown.includes(markOfSaid(one)))
    done.add(place)
  }
  const seen = new Set<string>()
  asides = asides.filter(one => {
    const key = `${one.place} ${markOfSaid(one)}`
    const again = seen.has(key) || markOfSaid(one) === markOfSaid(contents.get(one.place) ?? EMPTY)
    seen.add(key)
    return !again
  })
  return { drafted: { contents, hands, asides }, settled: done }
}
