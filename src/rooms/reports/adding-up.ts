// What a receiver adds up: the accepted reports of one window, who is missing from each total, and what stood there before.
import type { Ask } from '../../access/ask.ts'
import { missing } from '../../ground/faults.ts'
import { alphabetical } from '../../ground/vietnamese.ts'
import type { OrgTree } from '../../org/tree.ts'
import { type Before, before, consolidate, type Part, type Total } from './figures.ts'
import { isReleased, standingOf } from './filling.ts'
import { isAccepted, type OpenedWindow, type Regime, type Standing, windowBefore, windowLastYear } from './rules.ts'
import { figureOfRow } from './snapshot.ts'
import { type Form, findWindow, formOn, windowsOfSeries } from './store-asked.ts'
import { type Edition, type Owed, owedInWindows, owedTo, partsOf, receiversIn } from './store-editions.ts'
import { findPublication, type Publication, publicationsOf } from './store-totals.ts'
import { adjust, adjustBefore } from './totalling/adjusting.ts'
import { adjustmentsOf, type Recorded } from './totalling/store-adjustments.ts'

export interface OnBoard {
  readonly owed: Owed
  readonly at: Standing
  readonly edition: Edition | undefined
}

export interface Board {
  readonly window: OpenedWindow
  readonly regime: Regime
  readonly form: Form
  readonly receiverId: string
  /** Everyone in reach to whom something is owed in this window. */
  readonly receivers: readonly string[]
  readonly rows: readonly OnBoard[]
  /** Those of them that are expected: all but the released. The denominator of every "n trên N". */
  readonly owing: readonly OnBoard[]
  /** This person sits where the reports arrive: may judge and add up. */
  readonly isOurs: boolean
}

/** Whether a person acts for this unit: holds a post there, or where its papers are kept now. */
export const actsFor = (ask: Ask, unitId: string): boolean =>
  ask.grant.seats.has(unitId) || ask.grant.seats.has(ask.tree.keeper(unitId) ?? '')

/** The board of a window for one receiver; for the person's own seat unless another within reach is named. @throws missing */
export async function findBoard(ask: Ask, code: string, named?: string): Promise<Board> {
  const { window, regime } = await findWindow(ask, code)
  const receivers = [...(await receiversIn(ask, window.id))].sort(
    (a, b) => rank(ask, a, window) - rank(ask, b, window) || alphabetical(ask.tree.label(a), ask.tree.label(b)),
  )
  const receiverId = named ?? receivers.find(id => ask.grant.seats.has(id)) ?? receivers[0]
  if (receiverId === undefined || !receivers.includes(receiverId)) throw missing('bảng theo dõi của kỳ này')
  const tree = ask.tree.on(window.until)
  const owed = await owedTo(ask, window.id, receiverId)
  const rows = owed
    .map((one): OnBoard => ({ owed: one, at: standingOf(one), edition: one.editions.at(-1) }))
    .sort((a, b) => alphabetical(nameOf(tree, a.owed.unitId), nameOf(tree, b.owed.unitId)))
  // Those who owe to one receiver have the same days, which may be earlier than those of the window, before any extension of one of them.
  return {
    window: { ...window, ...rows[0]?.owed.first },
    regime,
    form: await formOn(ask, regime.id, window.until),
    receiverId,
    receivers,
    rows,
    owing: rows.filter(row => !isReleased(row.owed)),
    isOurs: actsFor(ask, receiverId),
  }
}

/** The name without its kind, by which units are put in order. */
const nameOf = (tree: OrgTree, id: string): string => tree.history.lastOn(id, tree.day)?.name ?? tree.label(id)

const rank = (ask: Ask, id: string, window: OpenedWindow): number => ask.tree.on(window.until).path(id).length

export interface Compared {
  readonly window: OpenedWindow
  readonly figures: ReadonlyMap<string, Before>
}

export interface AddedUp extends Board {
  readonly accepted: readonly OnBoard[]
  readonly parts: readonly Part[]
  /** With what the receiver adjusted, in so far as it fits. */
  readonly totals: readonly Total[]
  /** Of the units alone. */
  readonly bare: readonly Total[]
  readonly adjustments: readonly Recorded[]
  /** Codes that an adjustment does not fit any more. */
  readonly unfit: readonly string[]
  readonly absent: readonly string[]
  /** Released from this report: neither in a total nor missing from it. */
  readonly waived: readonly string[]
  readonly previous: Compared | undefined
  readonly lastYear: Compared | undefined
  readonly publications: readonly Publication[]
  /** What the receiver itself owes further up; undefined at the top, where reports are published. */
  readonly own: Owed | undefined
}

/** How many units a total should have: those that owe here, and those further down that are missing from what was taken in. */
export const owedFor = ({ owing, rows }: Pick<AddedUp, 'owing' | 'rows'>, total: Total): number =>
  owing.length + total.missing.filter(id => !rows.some(row => row.owed.unitId === id)).length

/** Adds the accepted reports of a window up for a receiver. @throws missing */
export async function addUp(ask: Ask, code: string, named?: string): Promise<AddedUp> {
  const board = await findBoard(ask, code, named)
  const { window, form, receiverId, rows } = board
  const accepted = rows.filter(row => isAccepted(row.at))
  const parts = await partsOf(
    ask,
    accepted.flatMap(({ owed, edition }) => (edition ? [{ id: edition.id, unitId: owed.unitId }] : [])),
  )
  const owed = board.owing.map(row => row.owed.unitId)
  const there = new Set(parts.map(part => part.unitId))
  const absent = owed.filter(id => !there.has(id))
  const waived = rows.filter(row => isReleased(row.owed)).map(row => row.owed.unitId)
  const series = await windowsOfSeries(ask, window.regimeId, window.openedFor)
  const compared = async (then: OpenedWindow | undefined): Promise<Compared | undefined> =>
    then && { window: then, figures: await beforeOf(ask, board, then, there.size === rows.length ? undefined : [...there]) }
  const [own] = await owedInWindows(ask, [receiverId], [window.id])
  const bare = consolidate(form.indicators, parts, owed)
  const adjustments = await adjustmentsOf(ask, window.id, [receiverId])
  return {
    ...board,
    accepted,
    parts,
    ...adjust(form.indicators, bare, adjustments),
    bare,
    adjustments,
    absent,
    waived,
    previous: await compared(windowBefore(window, series)),
    lastYear: await compared(windowLastYear(window, series)),
    publications: own ? [] : await publicationsOf(ask, [window.id], receiverId),
    own,
  }
}

/**
 * What stood there then. With everyone in, the receiver's own report of then; with some missing or released, the sum over the land of those
 * who are in, so that nine units are never set beside twelve.
 */
async function beforeOf(
  ask: Ask,
  { window, form, receiverId }: Board,
  then: OpenedWindow,
  only: readonly string[] | undefined,
): Promise<ReadonlyMap<string, Before>> {
  const tree = ask.tree.on(window.until)
  const indicators = (await formOn(ask, then.regimeId, then.until)).indicators
  // What was missing from a published report is frozen as names.
  const label = (id: string): string => (tree.known(id) ? tree.label(id) : id)
  if (!only) {
    const comparison = tree.comparable(receiverId, then.until)
    const published =
      comparison.same && comparison.units.length === 1 ? await publishedThen(ask, then, comparison.units[0] ?? '') : undefined
    if (published) return before(form.indicators, { comparison, indicators, label, parts: new Map([[published.unitId, published]]) })
  }
  const units = only ?? (await owedTo(ask, window.id, receiverId)).map(one => one.unitId)
  const made = new Set<string>()
  for (const unit of units) {
    const comparison = tree.comparable(unit, then.until)
    if (!comparison.same)
      return before(form.indicators, {
        comparison: { same: false, say: `${label(unit)}: ${comparison.say}` },
        indicators,
        parts: new Map(),
        label,
      })
    for (const one of comparison.units) made.add(one)
  }
  const stood = (await owedInWindows(ask, [...made], [then.id])).flatMap(one => {
    const edition = isAccepted(standingOf(one)) ? one.editions.at(-1) : undefined
    return edition ? [{ id: edition.id, unitId: one.unitId }] : []
  })
  const parts = new Map((await partsOf(ask, stood)).map(part => [part.unitId, part]))
  const figures = before(form.indicators, { comparison: { same: true, units: [...made] }, indicators, parts, label })
  // The total of now holds what the receiver adjusted, and so does what it is set beside.
  const comparison = tree.comparable(receiverId, then.until)
  return adjustBefore(form.indicators, figures, comparison.same ? await adjustmentsOf(ask, then.id, comparison.units) : [])
}

/** The last publication of a unit in a window, as a part of a total; the gaps it was published with go with it. */
async function publishedThen(ask: Ask, window: OpenedWindow, unitId: string): Promise<Part | undefined> {
  const last = (await publicationsOf(ask, [window.id], unitId)).at(-1)
  if (!last) return undefined
  const { snapshot } = await findPublication(ask, last.id, 'ours')
  const figures = new Map(
    snapshot.rows.flatMap(row => {
      const figure = figureOfRow(row)
      return figure ? [[row.code, figure] as const] : []
    }),
  )
  // Nobody waited for the released, but their part is not in the figure either.
  const released = snapshot.coverage.waived ?? []
  const gaps = new Map(snapshot.rows.map(row => [row.code, [...row.missing, ...released]] as const).filter(([, names]) => names.length > 0))
  return { unitId, editionId: last.id, figures, records: new Map(), gaps }
}
