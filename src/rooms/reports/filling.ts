// One unit's report in one window, as it stands: what is asked, what was typed, what is counted, and what stood there before.
import type { Ask } from '../../access/ask.ts'
import { sha256 } from '../../ground/files.ts'
import type { Counted } from '../../web/room.ts'
import { gapsOfYear } from './comparing/year.ts'
import { count, countedFor, countOpening, type Of, records, type Wiring } from './counting.ts'
import type { ReturnedFile } from './enclosing/returned.ts'
import { accumulate, type Before, before, type Figures, type Indicator, type InTime, type OverTime, type Part } from './figures.ts'
import { isHandedIn, type OpenedWindow, type Standing, standing, windowBefore, windowLastYear, windowsOfYear } from './rules.ts'
import { type Asked, cellOf, originOf, type Section, type Sheet, type Texts, type TypedCell } from './sheet.ts'
import { type Form, formOn, windowsOfSeries } from './store-asked.ts'
import { figuresOf, findEdition, findOwed, type Owed, owedInWindows, partsOf, type WholeDraft } from './store-editions.ts'
import { isExcused } from './terms/terms.ts'

export const standingOf = (owed: Owed): Standing => standing(owed.editions, owed.draft !== undefined)
/** Released from this report and not in: it is expected of nobody, so it is not in the denominator. */
export const isReleased = (owed: Owed): boolean => isExcused(owed.terms, standingOf(owed))

/** The last edition that counts as the figure of its window: handed in, and not sent back. */
export const standingEdition = (owed: Owed) => (isHandedIn(standingOf(owed)) ? owed.editions.at(-1) : undefined)

export interface Report {
  readonly owed: Owed
  readonly at: Standing
  readonly form: Form
  readonly of: Of
  readonly draft: WholeDraft | undefined
  /** Of what is asked, as it was when this was read. */
  readonly mark: string
  /** Files go with the draft. */
  readonly enclosed: boolean
}

/** The report of a unit within reach; `isFirst` as for findOwed. @throws missing */
export async function findReport(ask: Ask, code: string, unitId: string, isFirst = false): Promise<Report> {
  const { owed, draft, mark, enclosed } = await findOwed(ask, code, unitId, isFirst)
  const form = await formOn(ask, owed.regime.id, owed.window.until, mark)
  const { from, until } = owed.window
  return { owed, at: standingOf(owed), form, of: { units: countedFor(ask, unitId, until), from, until }, draft, mark, enclosed }
}

/** What the last edition said: in the cells it was returned for, and in the others. */
async function returnedCells(ask: Ask, { owed, at }: Report): Promise<Pick<Asked, 'returned' | 'kept'>> {
  const last = owed.editions.at(-1)
  const verdict = at === 'returned' ? last?.verdicts.at(-1) : undefined
  if (!last || !verdict || verdict.cells.length === 0) return { returned: new Map() }
  const figures = (await figuresOf(ask, [last.id])).get(last.id)
  return { returned: new Map(verdict.cells.map(cell => [cell.code, figures?.get(cell.code)])), kept: figures }
}

/** The files that the last edition was returned for. */
export const returnedFiles = ({ owed, at }: Report): readonly ReturnedFile[] =>
  (at === 'returned' ? owed.editions.at(-1)?.verdicts.at(-1)?.files : undefined) ?? []

/** Whether some formula begins with the figure of the window before, and nothing counts it. */
const needsOpening = (indicators: readonly Indicator[], counted: ReadonlyMap<string, number>): boolean =>
  indicators.some(one => one.formula?.opening && !counted.has(one.code))

const openingOf = (previous: ReadonlyMap<string, Before> | undefined): ReadonlyMap<string, number> =>
  new Map([...(previous ?? [])].flatMap(([code, { figure }]) => (figure?.value == null ? [] : [[code, figure.value] as const])))

/** What is asked of the report now, with the records its counted cells count; for sending it. */
export async function askedWithRecords(
  ask: Ask,
  wiring: Wiring,
  report: Report,
): Promise<{ asked: Asked; sources: readonly (Counted & { code: string })[] }> {
  const { indicators } = report.form
  const sources = await records(ask, wiring, indicators, report.of)
  const counted = new Map<string, number>(
    indicators.filter(one => one.counter !== null && one.counter in wiring.counters).map(one => [one.code, 0]),
  )
  for (const { code } of sources) counted.set(code, (counted.get(code) ?? 0) + 1)
  const opening = needsOpening(indicators, counted) ? openingOf((await earlier(ask, report)).previous?.figures) : new Map()
  return { asked: { indicators, counted, opening, ...(await returnedCells(ask, report)) }, sources }
}

export interface Past {
  readonly window: OpenedWindow
  readonly figures: ReadonlyMap<string, Before>
}

export interface EarlierFigures {
  readonly previous: Past | undefined
  readonly lastYear: Past | undefined
  /** The windows of this year before this one. */
  readonly thisYear: readonly Past[]
}

/** The figures of the window before, of the same window last year, and of this year so far, on the land of now. */
export async function earlier(ask: Ask, { owed, form, mark }: Report): Promise<EarlierFigures> {
  const { window, unitId } = owed
  const series = await windowsOfSeries(ask, window.regimeId, window.openedFor)
  const [previous, lastYear] = [windowBefore(window, series), windowLastYear(window, series)]
  const year = windowsOfYear(window, series).filter(one => one.id !== window.id)
  const windows = new Map([previous, lastYear, ...year].flatMap(one => (one ? [[one.id, one] as const] : [])))
  const tree = ask.tree.on(window.until)
  const comparisons = new Map([...windows.values()].map(one => [one.id, tree.comparable(unitId, one.until)]))
  const units = new Set([...comparisons.values()].flatMap(one => (one.same ? one.units : [])))
  const stood = (await owedInWindows(ask, [...units], [...windows.keys()])).flatMap(one => {
    const edition = standingEdition(one)
    return edition ? [{ id: edition.id, unitId: one.unitId, windowId: one.window.id }] : []
  })
  const parts = await partsOf(ask, stood)
  const past = async (one: OpenedWindow): Promise<Past> => {
    const ofWindow = new Map<string, Part>(
      stood.flatMap((edition, i) => (edition.windowId === one.id && parts[i] ? [[edition.unitId, parts[i]] as const] : [])),
    )
    const indicators = (await formOn(ask, one.regimeId, one.until, mark)).indicators
    const comparison = comparisons.get(one.id) ?? { same: false, say: 'không có kỳ này' }
    return { window: one, figures: before(form.indicators, { comparison, indicators, parts: ofWindow, label: id => tree.label(id) }) }
  }
  const pasts = new Map<string, Past>()
  for (const one of windows.values()) pasts.set(one.id, await past(one))
  return {
    previous: previous && pasts.get(previous.id),
    lastYear: lastYear && pasts.get(lastYear.id),
    thisYear: year.flatMap(one => pasts.get(one.id) ?? []),
  }
}

/** The year so far with this window: flows added, the last stock, ratios over both. */
export function soFar(
  indicators: readonly Indicator[],
  window: OpenedWindow,
  figures: Figures,
  thisYear: readonly Past[],
): ReadonlyMap<string, OverTime> {
  return new Map(
    indicators.flatMap((indicator): [string, OverTime][] => {
      const chain: InTime[] = [
        ...thisYear.map(past => ({ ...past.window, figure: past.figures.get(indicator.code)?.figure })),
        { ...window, figure: figures.get(indicator.code) },
      ]
      const total = accumulate(indicator.kind, chain)
      const gaps = indicator.kind === 'stock' ? [] : gapsOfYear(chain)
      return 'refused' in total ? [] : [[indicator.code, { ...total, missing: [...total.missing, ...gaps] }]]
    }),
  )
}

export interface SheetView extends Report {
  readonly asked: Asked
  readonly openingCounts: ReadonlyMap<string, number>
  readonly cells: readonly TypedCell[]
  readonly narrative: readonly Section[]
  readonly earlier: EarlierFigures
}

/** Everything the sheet shows. Cells begin with the draft, else with what the last edition said. */
export async function viewSheet(ask: Ask, wiring: Wiring, report: Report): Promise<SheetView> {
  const { form, of, owed, draft } = report
  const counted = await count(ask, wiring, form.indicators, of)
  const openingCounts = await countOpening(ask, wiring, form.indicators, of)
  const past = await earlier(ask, report)
  const opening = needsOpening(form.indicators, counted) ? openingOf(past.previous?.figures) : new Map()
  const asked: Asked = { indicators: form.indicators, counted, opening, ...(await returnedCells(ask, report)) }
  const last = owed.editions.at(-1)
  const isCurrent = draft !== undefined && draft.after === (last?.number ?? 0)
  const figures = isCurrent || !last ? undefined : (await figuresOf(ask, [last.id])).get(last.id)
  const cells = isCurrent
    ? draft.cells
    : figures
      ? form.indicators.flatMap(one => {
          const figure = figures.get(one.code)
          return figure ? [cellOf(figure, originOf(one, counted))] : []
        })
      : []
  const written = isCurrent ? draft.narrative : last ? await narrativeOf(ask, owed) : []
  const narrative = form.sections.map(heading => ({ heading, text: written.find(one => one.heading === heading)?.text ?? '' }))
  return { ...report, asked, openingCounts, cells, narrative, earlier: past }
}

async function narrativeOf(ask: Ask, owed: Owed): Promise<readonly Section[]> {
  const last = owed.editions.at(-1)
  if (!last) return []
  return (await findEdition(ask, owed.window.code, last.id)).narrative
}

/** The figures a person saw when they confirmed: another count since then gives another mark. */
export const seenMark = (sheet: Sheet): string =>
  sha256(
    JSON.stringify([...sheet.figures.values()].map(one => [one.code, one.state, one.value, one.counted, one.numerator, one.denominator])),
  ).slice(0, 32)

export interface Sending {
  readonly id: string
  readonly code: string
  readonly unitId: string
  /** The number of the last edition when the page was opened. */
  readonly after: number
  /** seenMark of what was confirmed; without it nothing is compared. */
  readonly seen: string | undefined
  /** The version of the draft that was confirmed; without it nothing is compared. */
  readonly draft?: number | undefined
  /** markOfFiles of what was confirmed to go with it. */
  readonly enclosed?: string | undefined
  readonly cells: readonly TypedCell[]
  readonly texts: Texts
  /** The fields that a program sent: each must name a place of the form. */
  readonly named?: readonly string[]
}

/** Of what was sent, its cells in the order of the form: the same sending has the same hash whatever was counted meanwhile. */
export function contentHash(sending: Omit<Sending, 'texts'> & { readonly narrative: readonly Section[] }): string {
  const cells = sending.cells
    .filter(one => one.value !== '' || one.state !== '' || one.reason !== '')
    .map(one => [one.code, one.state, one.value, one.reason])
  const narrative = sending.narrative.filter(one => one.text !== '').map(one => [one.heading, one.text])
  return sha256(JSON.stringify([sending.code, sending.unitId, sending.after, sending.seen ?? '', cells, narrative]))
}
