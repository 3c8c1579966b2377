// What a reviewer should look at first: each report beside the unit's own windows, beside the other units of its receiver, and its
// words beside theirs. The queue and the page of one report ask here, so that they say the same.
import type { Ask } from '../../access/ask.ts'
import { fullName } from '../../org/history.ts'
import type { Comparison, OrgTree } from '../../org/tree.ts'
import { before, type Indicator, type Part } from './figures.ts'
import { amountOf, cellFindings, type Finding, type InOwnTime, type OwnTime, peersOf, WINDOWS_BACK } from './oddity.ts'
import { Library, type Place, type WordsOfBefore, wordFindings } from './oddity-words.ts'
import { type OpenedWindow, windowBefore, windowLastYear } from './rules.ts'
import { formOn, markNow, windowsOfSeries } from './store-asked.ts'
import { partsOf } from './store-editions.ts'
import { type Stood, standingTo, stoodIn } from './store-reviewing.ts'

export interface LookedOver {
  readonly unitId: string
  readonly editionId: string
  readonly findings: readonly Finding[]
}

/**
 * The reports handed in to a receiver in a window and not sent back, each with what in it asks for a second look; only those of `units`
 * when they are named. Nothing for a person who may not see what the receiver receives: findings name other units and their figures.
 */
export async function lookOver(
  ask: Ask,
  window: OpenedWindow,
  receiverId: string,
  units?: ReadonlySet<string>,
): Promise<readonly LookedOver[]> {
  if (!ask.grant.units.has(receiverId)) return []
  const all = await standingTo(ask, window.id, receiverId)
  const asked = units ? all.filter(one => units.has(one.unitId)) : all
  if (asked.length === 0) return []
  const mark = await markNow(ask)
  const { indicators } = await formOn(ask, window.regimeId, window.until, mark)
  const tree = ask.tree.on(window.until)
  const past = await ownTimes(ask, window, {
    indicators,
    tree,
    mark,
    units: asked.map(one => one.unitId),
  })
  const peers = peersOf(
    indicators,
    all.map(one => one.figures),
  )
  const library = new Library(all)
  const borne = new Set(tree.units('area').map(one => one.fullName))
  const nameOf = (id: string): string => ask.tree.label(id, window.until)
  return asked.map(one => {
    const { time, words } = past.get(one.unitId) ?? { time: NO_TIME, words: [] }
    return {
      unitId: one.unitId,
      editionId: one.editionId,
      findings: [
        ...cellFindings(indicators, one.figures, time, peers),
        ...wordFindings(one, placeOf(tree, one.unitId, borne), words, library, nameOf),
      ],
    }
  })
}

const NO_TIME: OwnTime = { windows: [], previous: undefined, lastYear: undefined }

interface OwnPast {
  readonly time: OwnTime
  readonly words: readonly WordsOfBefore[]
}

/** What each unit said in the windows before, as far as land and definitions are those of now. */
async function ownTimes(
  ask: Ask,
  window: OpenedWindow,
  of: { indicators: readonly Indicator[]; tree: OrgTree; mark: string; units: readonly string[] },
): Promise<ReadonlyMap<string, OwnPast>> {
  const { indicators, tree, mark, units } = of
  const series = await windowsOfSeries(ask, window.regimeId, window.openedFor)
  const [previous, lastYear] = [windowBefore(window, series), windowLastYear(window, series)]
  const back = series.filter(one => one.until < window.from).slice(0, WINDOWS_BACK)
  const windows = [...new Map([...back, ...(lastYear ? [lastYear] : [])].map(one => [one.id, one])).values()].reverse()
  const lands = new Map(windows.map(one => [one.id, new Map(units.map(unit => [unit, tree.comparable(unit, one.until)]))]))
  const whose = new Set([...lands.values()].flatMap(land => [...land.values()].flatMap(one => (one.same ? one.units : []))))
  const withWords = [previous, lastYear].flatMap(one => one?.id ?? [])
  const stood = await stoodIn(
    ask,
    [...whose],
    windows.map(one => one.id),
    withWords,
  )
  const at = new Map(stood.map(one => [`${one.windowId} ${one.unitId}`, one]))
  const summed = await partsOfSums(ask, windows, lands, at)
  const kept = new Map<string, { all: readonly Indicator[]; same: ReadonlySet<string> }>()
  for (const one of windows) {
    const all = (await formOn(ask, one.regimeId, one.until, mark)).indicators
    const ids = new Set(all.map(then => then.id))
    kept.set(one.id, { all, same: new Set(indicators.flatMap(now => (ids.has(now.id) ? [now.code] : []))) })
  }
  const label = (id: string): string => tree.label(id)
  const said = (then: OpenedWindow, unit: string): InOwnTime | undefined => {
    const comparison = lands.get(then.id)?.get(unit)
    const form = kept.get(then.id)
    if (!comparison?.same || !form) return undefined
    const sum = comparison.units.flatMap(one => summed.get(`${then.id} ${one}`) ?? [])
    const alone = sum.length === 0 && comparison.units.length === 1 ? at.get(`${then.id} ${comparison.units[0]}`) : undefined
    if (!alone && sum.length === 0) return undefined
    const added = alone
      ? undefined
      : before(indicators, { comparison, indicators: form.all, parts: new Map(sum.map(part => [part.unitId, part])), label })
    return {
      label: then.label,
      amount: (code, kind) => {
        const figure = added ? added.get(code)?.figure : form.same.has(code) ? alone?.figure(code) : undefined
        return figure && amountOf(figure, kind)
      },
    }
  }
  return new Map(
    units.map((unit): [string, OwnPast] => {
      const times = new Map(
        windows.flatMap(one => {
          const then = said(one, unit)
          return then ? [[one.id, then] as const] : []
        }),
      )
      const words = [previous, lastYear].flatMap((one): WordsOfBefore[] => {
        const narrative = one && at.get(`${one.id} ${unit}`)?.narrative
        return narrative ? [{ label: one.label, narrative }] : []
      })
      const time: OwnTime = {
        windows: [...times.values()],
        previous: previous && times.get(previous.id),
        lastYear: lastYear && times.get(lastYear.id),
      }
      return [unit, { time, words }]
    }),
  )
}

/**
 * Where the land of a unit was that of several then, their figures are added and a record that two of them counted is taken off, so these
 * are read with their records; those that were added up themselves, with who was missing from them.
 */
async function partsOfSums(
  ask: Ask,
  windows: readonly OpenedWindow[],
  lands: ReadonlyMap<string, ReadonlyMap<string, Comparison>>,
  at: ReadonlyMap<string, Stood>,
): Promise<ReadonlyMap<string, Part>> {
  const keys = windows.flatMap(one =>
    [...(lands.get(one.id)?.values() ?? [])].flatMap(land =>
      land.same ? land.units.map(unit => `${one.id} ${unit}`).filter(key => land.units.length > 1 || at.get(key)?.consolidated) : [],
    ),
  )
  const there = [...new Set(keys)].flatMap(key => {
    const one = at.get(key)
    return one ? [{ key, id: one.editionId, unitId: one.unitId }] : []
  })
  const parts = await partsOf(ask, there)
  return new Map(there.flatMap(({ key }, i) => (parts[i] ? [[key, parts[i]] as const] : [])))
}

/** How the area of a unit may be called that day, and how it was called before. */
function placeOf(tree: OrgTree, unitId: string, borne: ReadonlySet<string>): Place {
  const unit = tree.unit(unitId)
  const kinds = [...tree.path(unitId), ...tree.children(unitId)].filter(one => one.level !== 'hamlet').map(one => one.kind)
  const name = unit?.fullName ?? tree.label(unitId)
  const old = new Set<string>()
  for (const { fromId, onDay } of tree.history.arriving(unitId)) {
    const was = onDay <= tree.day ? tree.nameOn(fromId, onDay) : undefined
    if (was) old.add(was)
  }
  for (const version of tree.history.versions(unitId)) if ((version.from ?? '') <= tree.day) old.add(fullName(version))
  old.delete(name)
  // A name that another unit bears that day is that unit's.
  return { name, kinds: new Set(kinds), oldNames: [...old].filter(one => !borne.has(one)).map(one => ({ name: one, now: name })) }
}
