// A sheet of hundreds of lines is filled a leaf at a time: whole groups, as many as are read at once. A sheet of a few is one leaf, as on paper.
import type { Fault, Refusal } from '../../../ground/faults.ts'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Status } from '../../../web/parts/status.tsx'
import type { Figures, Indicator } from '../figures.ts'
import type { SheetView } from '../filling.ts'
import { type Asked, originOf, placed, type Section, type Sheet } from '../sheet.ts'
import { isText } from '../together/merge.ts'
import { cellsOf, type TypedSheet } from './typed.ts'
import { byGroup } from './words.tsx'

/** As long as the longest form that people fill on one page. */
const MOST = 60
/** The leaf after the lines: words, files, lists. */
export const WORDS = 'loi'
/** All on one page, for who wants to search or print it. */
const WHOLE = 'tat-ca'

export interface Leaf {
  readonly key: string
  readonly name: string
  readonly lines: readonly Indicator[]
}

export interface LeafShown {
  /** None where the sheet is short. */
  readonly all: readonly Leaf[]
  /** Undefined: all of it is on the page. */
  readonly at: Leaf | undefined
  readonly next: Leaf | undefined
  /** The lines on the page. */
  readonly lines: readonly Indicator[]
  readonly hasWords: boolean
}

/** A group that is too long by itself, cut where an indicator begins: a part never stands apart from its whole while it need not. */
function cut(lines: readonly Indicator[]): readonly (readonly Indicator[])[] {
  const pieces: Indicator[][] = [[]]
  lines.forEach((line, i) => {
    const family = lines.findIndex((one, j) => j > i && one.depth === 0)
    const size = line.depth === 0 ? (family < 0 ? lines.length : family) - i : 1
    const last = pieces.at(-1) ?? []
    if (last.length > 0 && last.length + Math.min(size, MOST) > MOST) pieces.push([line])
    else last.push(line)
  })
  return pieces
}

/** The leaves of a form, in its order, each line on exactly one; none of a short form. */
export function leavesOf(indicators: readonly Indicator[]): readonly Leaf[] {
  if (indicators.length <= MOST) return []
  const pieces = byGroup(indicators).flatMap(({ group, lines }) => {
    const all = cut(lines)
    return all.map((piece, i) => ({ names: [all.length > 1 ? `${group} (đoạn ${i + 1})` : group], lines: [...piece] }))
  })
  const packed: { names: string[]; lines: Indicator[] }[] = []
  for (const one of pieces) {
    const last = packed.at(-1)
    if (last && last.lines.length + one.lines.length <= MOST) {
      last.names.push(...one.names)
      last.lines.push(...one.lines)
    } else packed.push(one)
  }
  return [
    ...packed.map(({ names, lines }, i) => ({ key: String(i + 1), name: names.join('; '), lines })),
    { key: WORDS, name: 'Phần lời, tệp và danh mục kèm theo', lines: [] },
  ]
}

interface Choosing {
  readonly named?: string | undefined
  /** A line that was asked for, then those that come first where nothing is. */
  readonly codes?: readonly (string | undefined)[]
}

/** The leaf that a page shows: the one named, else that of the first of these lines, else the first. */
export function leafShown(indicators: readonly Indicator[], { named, codes = [] }: Choosing): LeafShown {
  const all = leavesOf(indicators)
  if (all.length === 0 || named === WHOLE) return { all, at: undefined, next: undefined, lines: indicators, hasWords: true }
  const holds = (code: string | undefined) => all.find(leaf => leaf.lines.some(line => line.code === code))
  const wanted = codes.find(code => holds(code))
  const at = all.find(leaf => leaf.key === named) ?? (wanted === undefined ? undefined : holds(wanted)) ?? all[0]
  const next = at && all[all.indexOf(at) + 1]
  return { all, at, next, lines: at?.lines ?? [], hasWords: at?.key === WORDS }
}

/** The places of the sheet that are on the page. */
export const placesOn = ({ lines, hasWords }: LeafShown, sections: readonly string[]): ReadonlySet<string> =>
  new Set([...lines.map(one => one.code), ...(hasWords ? sections.map((_, i) => `p-${i + 1}`) : [])])

/** Where a place of the sheet is found from another page. */
export const leafHref = (here: string, place: string, anchor: string): string =>
  `${here}?${isText(place) ? `nhom=${WORDS}` : `chi-tieu=${place}`}#${anchor}`

/** Where a place of the sheet is found from this page: on it, or on its own leaf. */
export const placeHref = ({ lines, hasWords }: LeafShown, here: string, place: string, anchor: string): string =>
  (isText(place) ? hasWords : lines.some(one => one.code === place)) ? `#${anchor}` : leafHref(here, place, anchor)

/** The first line that waits for a figure. */
export const firstWaiting = (asked: Asked, figures: Figures): string | undefined =>
  asked.indicators.find(one => originOf(one, asked.counted) === 'typed' && !figures.has(one.code))?.code

/** The sheet with what was typed on a page that came back: on all of it, or on one leaf. */
export function withTyped(stored: SheetView, typed: TypedSheet, isLeaf: boolean): SheetView {
  const cells = cellsOf(typed)
  const { sections } = stored.form
  if (!isLeaf) return { ...stored, cells, narrative: placed(sections, typed.p) }
  const mine = new Set(cells.map(one => one.code))
  const narrative = stored.narrative.map((one, i) => ({ ...one, text: typed.p[String(i + 1)] ?? one.text }))
  return { ...stored, cells: [...stored.cells.filter(one => !mine.has(one.code)), ...cells], narrative }
}

/** What is amiss, each line leading to its place. Of another leaf the cells that are only empty are counted: it shows them itself. */
export function SheetErrors(of: { fault: Fault; refusals: readonly Refusal[]; shown: LeafShown; here: string }) {
  const { all, at, lines } = of.shown
  const isEmpty = new Set(of.refusals.flatMap(one => (one.refused === 'reports.cell-empty' ? [one.field] : [])))
  const isHere = new Set(lines.map(one => one.code))
  const leafOf = new Map(all.flatMap(leaf => leaf.lines.map(one => [one.code, leaf] as const)))
  const counted = (leaf: Leaf) =>
    of.fault.fields.filter(({ field }) => {
      const code = field.slice(2)
      return at !== undefined && isEmpty.has(field) && !isHere.has(code) && leafOf.get(code) === leaf
    })
  const waiting = all.map(leaf => ({ leaf, cells: counted(leaf) }))
  const said = [
    ...of.fault.fields.filter(one => !waiting.some(({ cells }) => cells.includes(one))),
    ...waiting.flatMap(({ leaf, cells: [first, ...more] }) =>
      first ? [{ field: first.field, say: `${leaf.name}: ${more.length + 1} ô chưa nhập` }] : [],
    ),
  ]
  const hrefOf = (field: string): string =>
    field.startsWith('p-')
      ? placeHref(of.shown, of.here, field, field)
      : /^[ol]-/u.test(field)
        ? placeHref(of.shown, of.here, field.slice(2), field)
        : `#${field}`
  return <ErrorSummary errors={said} fault={of.fault} title={of.fault.message} hrefOf={hrefOf} />
}

interface Standing {
  readonly sheet: Sheet
  readonly narrative: readonly Section[]
  readonly returned: ReadonlyMap<string, unknown>
}

/** How far a leaf has come, and what on it waits for someone. */
function Says({ leaf: { key, lines }, of }: { leaf: Leaf; of: Standing }) {
  if (key === WORDS) {
    const written = of.narrative.filter(one => one.text !== '').length
    return <span class="small soft">{`${written} trên ${of.narrative.length} mục đã viết`}</span>
  }
  const codes = new Set(lines.map(one => one.code))
  const filled = lines.filter(one => of.sheet.figures.has(one.code)).length
  const wrong = new Set(
    of.sheet.refusals
      .flatMap(one => (one.refused !== 'reports.cell-empty' && one.field ? [one.field.slice(2)] : []))
      .filter(one => codes.has(one)),
  )
  const returned = [...of.returned.keys()].filter(one => codes.has(one)).length
  return (
    <>
      {filled === lines.length ? (
        <Status tone="ok">{`đủ ${filled} ô`}</Status>
      ) : (
        <span class="small soft">{`${filled} trên ${lines.length} ô có số`}</span>
      )}
      {returned > 0 && (
        <>
          {' '}
          <Status tone="back">{`${returned} ô bị trả lại`}</Status>
        </>
      )}
      {wrong.size > 0 && (
        <>
          {' '}
          <Status tone="soon">{`${wrong.size} ô cần sửa`}</Status>
        </>
      )}
    </>
  )
}

/** The leaves with how far each has come. On an open sheet going to another one saves this one, so nothing typed is left behind. */
export function LeafChoice(of: { shown: LeafShown; here: string; isOpen: boolean; unfolded: boolean; standing: Standing }) {
  const { all, at } = of.shown
  if (all.length === 0) return null
  const number = at ? all.indexOf(at) + 1 : 0
  const go = (key: string, name: string) =>
    of.isOpen ? (
      <button class="as-link" type="submit" name="sang" value={key}>
        {name}
      </button>
    ) : (
      <a href={`${of.here}?nhom=${key}`}>{name}</a>
    )
  return (
    <nav class="sheet pad leaves" aria-label="Các phần của biểu">
      <details open={of.unfolded}>
        <summary>
          <strong>{at ? `Phần ${number} trên ${all.length}` : `Cả ${all.length} phần`}</strong>
          {at && (
            <>
              {`: ${at.name} `}
              <Says leaf={at} of={of.standing} />
            </>
          )}
        </summary>
        <ol>
          {all.map(leaf => (
            <li>
              {leaf === at ? <strong aria-current="page">{leaf.name}</strong> : go(leaf.key, leaf.name)}{' '}
              <Says leaf={leaf} of={of.standing} />
            </li>
          ))}
        </ol>
        {at && <p class="small">{go(WHOLE, 'Mọi phần trên một trang')}</p>}
      </details>
    </nav>
  )
}
