// What a leader's page is read from: what waits to be signed, what came and is late, which figures moved.
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { addDays } from '../../../ground/day.ts'
import { type AddedUp, addUp } from '../adding-up.ts'
import { type Received, received } from '../boards.ts'
import { figureOfTotal } from '../figures.ts'
import { earlier, findReport, standingEdition, standingOf } from '../filling.ts'
import { isAccepted, windowBefore } from '../rules.ts'
import { windowsOfSeries } from '../store-asked.ts'
import { figuresOf, type Owed, owedBy, owedInWindows, partsOf } from '../store-editions.ts'
import { type Moved, movedMost, type PartOf } from './moved.ts'
import { lastPresented, type Presented, type WholePresented, waitingFor } from './store-presented.ts'

const BACK = 120
const BOARDS = 3
const LOOKED_AT = 12
const FIVE = 5

export interface FiguresMoved {
  readonly label: string
  readonly before: string | undefined
  /** How much of the window is in the figures: "11/12 đơn vị". */
  readonly coverage: string
  readonly moved: readonly Moved[]
  /** Where a figure is explained further. */
  readonly href: (code: string) => string
}

export interface ForLeader {
  readonly toSign: readonly WholePresented[]
  /** What was sent back and waits for its author. */
  readonly sentBack: readonly Presented[]
  /** The windows in which others owe to this leader's unit and that are not published yet, or the last one. */
  readonly boards: readonly Received[]
  /** What the unit itself owes further up. */
  readonly own: readonly Owed[]
  readonly figures: FiguresMoved | undefined
}

/** Everything of the leader's page, in the reach of a reader. */
export async function forLeader(ask: Ask<'reports.publish'>): Promise<ForLeader> {
  const reading = askForOthers(ask)('reports.read') ?? ask
  const since = addDays(ask.today, -BACK)
  const seats = [...ask.grant.seats]
  // Nothing is handed in before the cut-off day.
  const all = (await received(reading, { receivers: seats, since, limit: LOOKED_AT })).boards.filter(one => one.window.until <= ask.today)
  const open = all.filter(one => !one.published)
  const boards = (open.length > 0 ? open : all).slice(0, BOARDS)
  const own = (await owedBy(ask, seats, since, addDays(ask.today, BACK))).filter(one => one.window.from <= ask.today && !one.receives)
  const toSign = await waitingFor(ask, ask.person.id)
  return {
    toSign,
    sentBack: (await lastPresented(ask, [...ask.grant.units])).filter(one => one.end !== null && one.signer === ask.person.id),
    boards,
    own: shownOwn(own),
    figures: (await figuresBelow(reading, toSign[0], all)) ?? (await figuresOwn(reading, own)),
  }
}

/** What is still to do, and the last one that is done. */
function shownOwn(own: readonly Owed[]): Owed[] {
  const open = own.filter(one => !isAccepted(standingOf(one)))
  const done = own.find(one => isAccepted(standingOf(one)))
  return [...open.sort((a, b) => (a.window.due < b.window.due ? -1 : 1)), ...(done ? [done] : [])]
}

/** The figures of what waits to be signed, else of the latest window in which something was accepted. */
async function figuresBelow(reading: Ask, first: Presented | undefined, all: readonly Received[]): Promise<FiguresMoved | undefined> {
  const chosen = all.find(one => one.accepted > 0)
  const of = first ? { code: first.windowCode, unit: first.unitId } : chosen && { code: chosen.window.code, unit: chosen.receiverId }
  if (!of) return undefined
  const added = await addUp(reading, of.code, of.unit)
  if (added.parts.length === 0 || !added.previous) return undefined
  const { window, form } = added
  return {
    label: window.label,
    before: added.previous.window.label,
    coverage: `${added.parts.length}/${added.owing.length} đơn vị`,
    moved: movedMost(
      {
        indicators: form.indicators,
        now: new Map(added.totals.flatMap(total => figureOfTotal(total) ?? []).map(one => [one.code, one])),
        previous: added.previous.figures,
        lastYear: added.lastYear?.figures,
        parts: await partsThenAndNow(reading, added),
      },
      FIVE,
    ),
    href: code => `/bao-cao/${window.code}/tong-hop?noi-nhan=${of.unit}&chi-tieu=${code}#ct-${code}`,
  }
}

/** The units of the total with what each said in the window before; a unit of another land then has no step of its own. */
async function partsThenAndNow(reading: Ask, { window, parts }: AddedUp): Promise<PartOf[]> {
  const then = windowBefore(window, await windowsOfSeries(reading, window.regimeId, window.openedFor))
  if (!then) return []
  const units = parts.map(part => part.unitId)
  const stood = (await owedInWindows(reading, units, [then.id])).flatMap(one => {
    const edition = standingEdition(one)
    return edition ? [{ id: edition.id, unitId: one.unitId }] : []
  })
  const before = new Map((await partsOf(reading, stood)).map(part => [part.unitId, part.figures]))
  const tree = reading.tree.on(window.until)
  return parts.map(({ unitId, figures }) => {
    const same = tree.comparable(unitId, then.until)
    const isSame = same.same && same.units.length === 1 && same.units[0] === unitId
    return { name: tree.label(unitId), now: figures, before: (isSame ? before.get(unitId) : undefined) ?? new Map() }
  })
}

/** The figures of the unit's own last report. */
async function figuresOwn(reading: Ask, own: readonly Owed[]): Promise<FiguresMoved | undefined> {
  const last = own.find(one => standingEdition(one) !== undefined)
  const edition = last && standingEdition(last)
  if (!last || !edition) return undefined
  const report = await findReport(reading, last.window.code, last.unitId)
  const past = await earlier(reading, report)
  const now = (await figuresOf(reading, [edition.id])).get(edition.id)
  if (!past.previous || !now) return undefined
  return {
    label: last.window.label,
    before: past.previous.window.label,
    coverage: 'báo cáo của đơn vị',
    moved: movedMost(
      { indicators: report.form.indicators, now, previous: past.previous.figures, lastYear: past.lastYear?.figures, parts: [] },
      FIVE,
    ),
    href: code => `/bao-cao/${last.window.code}/${last.unitId}?chi-tieu=${code}#ct-${code}`,
  }
}
