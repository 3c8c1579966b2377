// What in the words of a report asks for a second look: said before, said by another unit, or said of another place. Pure.
import { searchKey } from '../../ground/vietnamese.ts'
import { type Finding, inWords } from './oddity.ts'
import type { Section } from './sheet.ts'

// Short sections ("Tiếp tục thực hiện kế hoạch năm.") are alike in honest reports too.
const LEAST_WORDS = 25
const NEARLY = 0.8
const RUN = 3

interface Shape {
  readonly key: string
  readonly runs: ReadonlySet<string>
}

/** A text by its runs of three words; nothing for one too short to tell. */
function shapeOf(text: string): Shape | undefined {
  const words = searchKey(text).match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length < LEAST_WORDS) return undefined
  return { key: words.join(' '), runs: new Set(words.slice(RUN - 1).map((_, i) => words.slice(i, i + RUN).join(' '))) }
}

const share = (shared: number, a: Shape, b: Shape): number => shared / (a.runs.size + b.runs.size - shared)

/** How much of two texts is the same, from 0 to 1; 0 where one is too short to tell. */
export function alike(one: string, other: string): number {
  const [a, b] = [shapeOf(one), shapeOf(other)]
  if (!a || !b) return 0
  return a.key === b.key ? 1 : share([...a.runs].filter(run => b.runs.has(run)).length, a, b)
}

export interface Written {
  readonly unitId: string
  readonly narrative: readonly Section[]
}

interface Kept {
  readonly shape: Shape
  readonly units: string[]
}

/** The words of all units in one window, by section, so that the likest of another unit is found without comparing each with each. */
export class Library {
  readonly #texts = new Map<string, Map<string, Kept>>()
  readonly #byRun = new Map<string, Map<string, Kept[]>>()

  constructor(all: readonly Written[]) {
    for (const { unitId, narrative } of all)
      for (const { heading, text } of narrative) {
        const shape = shapeOf(text)
        if (shape) this.#keep(unitId, heading, shape)
      }
  }

  #keep(unitId: string, heading: string, shape: Shape): void {
    const texts = this.#texts.get(heading) ?? new Map<string, Kept>()
    this.#texts.set(heading, texts)
    const known = texts.get(shape.key)
    if (known) {
      known.units.push(unitId)
      return
    }
    const kept: Kept = { shape, units: [unitId] }
    texts.set(shape.key, kept)
    const byRun = this.#byRun.get(heading) ?? new Map<string, Kept[]>()
    this.#byRun.set(heading, byRun)
    for (const run of shape.runs) {
      const there = byRun.get(run)
      if (there) there.push(kept)
      else byRun.set(run, [kept])
    }
  }

  /** The other unit whose section is the likest, when it is nearly the same. */
  likest(unitId: string, { heading, text }: Section): { readonly unitId: string; readonly share: number } | undefined {
    const shape = shapeOf(text)
    if (!shape) return undefined
    const same = this.#texts
      .get(heading)
      ?.get(shape.key)
      ?.units.find(one => one !== unitId)
    if (same !== undefined) return { unitId: same, share: 1 }
    const shared = new Map<Kept, number>()
    for (const run of shape.runs) for (const kept of this.#byRun.get(heading)?.get(run) ?? []) shared.set(kept, (shared.get(kept) ?? 0) + 1)
    let best: { unitId: string; share: number } | undefined
    for (const [kept, runs] of shared) {
      const other = kept.units.find(one => one !== unitId)
      const part = share(runs, shape, kept.shape)
      if (other !== undefined && part >= NEARLY && part > (best?.share ?? 0)) best = { unitId: other, share: part }
    }
    return best
  }
}

export interface WordsOfBefore {
  readonly label: string
  readonly narrative: readonly Section[]
}

/** How a place may be called in the report of a unit. */
export interface Place {
  /** "xã Khe Trầm" */
  readonly name: string
  /** What a report of it may call an area: its own kind, those above it, those under it. */
  readonly kinds: ReadonlySet<string>
  /** Full names that ended in a reform, with what they are now. */
  readonly oldNames: readonly { readonly name: string; readonly now: string }[]
}

const KINDS = ['thành phố', 'thị trấn', 'thị xã', 'đặc khu', 'phường', 'huyện', 'quận', 'tỉnh', 'xã'] as const
// Only where a report speaks of its own area: another place may well be visited, praised or written to. "Toàn xã hội" is no commune.
const ENDS = '(?![\\p{L}\\p{M}]|\\s+hội)'
const OF_ITSELF = new RegExp(
  `(?:trên địa bàn|địa bàn|(?<!an |hoàn )toàn|khắp|đảng bộ|chính quyền|(?:ủy|uỷ) ban nhân dân|ubnd)\\s+(?:toàn\\s+)?(${KINDS.join('|')})${ENDS}`,
  'giu',
)
// "Từ thành phố đến cơ sở": its own ladder, of which the report of a district has no city.
const ITS_LADDER = new RegExp(`từ\\s+(${KINDS.join('|')})\\s+(?:đến|tới|xuống)\\s+(?:cơ sở|xã|phường|thôn|bản|tổ|khu)${ENDS}`, 'giu')

/** Words for an area that is not the unit's. */
export function otherPlaces(text: string, place: Place): string[] {
  const found = [...text.matchAll(OF_ITSELF), ...text.matchAll(ITS_LADDER)].filter(
    match => !place.kinds.has((match[1] ?? '').toLocaleLowerCase('vi')),
  )
  return [...new Set(found.map(match => match[0].replace(/\s+/gu, ' ').toLocaleLowerCase('vi')))]
}

/** Names of before a reform, where they stand whole: "xã Khe" is not in "xã Khe Trầm". */
export const oldNamesIn = (text: string, place: Place): Place['oldNames'] =>
  place.oldNames.filter(({ name }) => {
    const first = `[${name.charAt(0)}${name.charAt(0).toLocaleUpperCase('vi')}]`
    return new RegExp(`(?<![\\p{L}\\p{M}])${first}${escaped(name.slice(1))}(?![\\p{L}\\p{M}]|\\s+\\p{Lu})`, 'u').test(text)
  })

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')

const percentOf = (part: number): string => `${Math.floor(part * 100)}%`

/** What in the words of one report asks for a second look, section by section. */
export function wordFindings(
  one: Written,
  place: Place,
  before: readonly WordsOfBefore[],
  library: Library,
  nameOf: (unitId: string) => string,
): Finding[] {
  return one.narrative.flatMap((section): Finding[] => {
    const { heading, text } = section
    const found: Finding[] = []
    const other = library.likest(one.unitId, section)
    if (other) found.push(inWords('copied', heading, `giống ${percentOf(other.share)} phần này của ${nameOf(other.unitId)} trong cùng kỳ`))
    const again = before.find(past => alike(text, past.narrative.find(then => then.heading === heading)?.text ?? '') >= NEARLY)
    if (again) {
      const share = alike(text, again.narrative.find(then => then.heading === heading)?.text ?? '')
      found.push(inWords('repeated', heading, `giống ${percentOf(share)} phần này của chính đơn vị ở báo cáo ${again.label}`))
    }
    const strange = otherPlaces(text, place)
    if (strange.length > 0)
      found.push(inWords('other-place', heading, `có ${strange.map(said => `“${said}”`).join(', ')} trong báo cáo của ${place.name}`))
    for (const { name, now } of oldNamesIn(text, place)) found.push(inWords('old-name', heading, `nêu tên cũ “${name}”, nay là ${now}`))
    return found
  })
}
