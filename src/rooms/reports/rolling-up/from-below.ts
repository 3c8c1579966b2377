// What the reports below a receiver add up to, as it is read: kept for those above others, from the cells for the lowest.
import type { Ask } from '../../../access/ask.ts'
import { missing } from '../../../ground/faults.ts'
import { alphabetical } from '../../../ground/vietnamese.ts'
import type { Indicator } from '../figures.ts'
import type { OpenedWindow, Regime } from '../rules.ts'
import { findWindow, formOn } from '../store-asked.ts'
import { figureAt, type RolledUp, type Rollup, type Sums } from './rollup.ts'
import { leafFigures, type Progress, progressIn } from './store-progress.ts'
import { placeOf, type Receiver, receiversOf, rollupsOf } from './store-rollups.ts'
import { codesOf, computeFromCells } from './summing.ts'

/** A receiver in a window, and what is around it. */
export interface Place {
  readonly window: OpenedWindow
  readonly regime: Regime
  readonly indicators: readonly Indicator[]
  readonly receiver: Receiver
  /** Those in reach above it, the highest first. */
  readonly above: readonly string[]
  /** Those right under it that receive themselves. */
  readonly below: readonly string[]
  /** Where each code stands in the form, from 0. */
  readonly places: ReadonlyMap<string, number>
}

export interface FromBelow extends Place {
  /** Undefined where nobody owes. */
  readonly rollup: Sums | undefined
  /** When what is shown was made and whether something came since; undefined when it is of now. */
  readonly kept: Pick<Rollup, 'computedAt' | 'isMarked'> | undefined
}

/** The sums of a receiver, as findPlace finds it: kept where others receive below it, else from the cells. @throws missing */
export async function findFromBelow(ask: Ask, code: string, named?: string): Promise<FromBelow> {
  const place = await findPlace(ask, code, named)
  const { window, receiver } = place
  const [kept] = receiver.isUpper ? await rollupsOf(ask, window.id, [receiver.id]) : []
  return { ...place, rollup: kept ?? (await computeFromCells(ask.tx, window.id, [receiver.id]))[0], kept }
}

/** A receiver within reach; the person's own seat, or the highest in reach, unless another is named. @throws missing */
export async function findPlace(ask: Ask, code: string, named?: string): Promise<Place> {
  const { window, regime } = await findWindow(ask, code)
  const receivers = new Map((await receiversOf(ask.tx, window.id)).map(one => [one.id, one]))
  const inReach = [...receivers.values()].filter(one => ask.grant.units.has(one.id))
  const climb = (id: string | null): string[] => (id === null || !receivers.has(id) ? [] : [...climb(receivers.get(id)?.above ?? null), id])
  const receiver =
    named === undefined
      ? (inReach.find(one => ask.grant.seats.has(one.id)) ?? inReach.sort((a, b) => climb(a.id).length - climb(b.id).length)[0])
      : inReach.find(one => one.id === named)
  if (!receiver) throw missing('số liệu từ cơ sở của kỳ này')
  const label = (id: string): string => ask.tree.nameOn(id, window.until) ?? ask.tree.label(id)
  return {
    window,
    regime,
    indicators: (await formOn(ask, regime.id, window.until)).indicators,
    receiver,
    above: climb(receiver.above).filter(id => ask.grant.units.has(id)),
    below: [...receivers.values()]
      .filter(one => one.above === receiver.id)
      .map(one => one.id)
      .sort((a, b) => alphabetical(label(a), label(b))),
    places: new Map((await codesOf(ask.tx, window.id)).map((one, place) => [one, place])),
  }
}

export interface UnitFigure {
  readonly unitId: string
  /** Undefined where nothing was accepted or the report has no such figure. */
  readonly figure: Pick<RolledUp, 'state' | 'value' | 'numerator' | 'denominator'> | undefined
  /** Of a unit that receives itself. */
  readonly reported?: number
  readonly owing?: number
}

/** One figure unit by unit: of those right under the receiver. */
export async function unitFigures(ask: Ask, of: FromBelow, indicator: Indicator): Promise<UnitFigure[]> {
  const place = of.places.get(indicator.code) ?? -1
  const rollups = await placeOf(ask, of.window.id, of.below, place)
  const uppers = of.below.map((unitId): UnitFigure => {
    const rollup = rollups.find(one => one.receiverId === unitId)
    const figure = rollup && figureAt(rollup, indicator, 0)
    return { unitId, figure, reported: figure?.reported ?? 0, owing: figure?.owing ?? 0 }
  })
  const leaves = (await leafFigures(ask, of.window.id, of.receiver.id, indicator.code)).map(
    ({ unitId, state, value, numerator, denominator }): UnitFigure => ({
      unitId,
      figure: state === null ? undefined : { state, value, numerator, denominator },
    }),
  )
  const name = (id: string): string => ask.tree.nameOn(id, of.window.until) ?? ask.tree.label(id)
  return [...uppers, ...leaves.sort((a, b) => alphabetical(name(a.unitId), name(b.unitId)))]
}

export interface ProgressOf extends Progress {
  readonly unitId: string
}

/** How far each of those right under the receiver has come with the reports below it; of a lowest receiver, itself. */
export async function progressBelow(ask: Ask, of: FromBelow): Promise<{ rows: readonly ProgressOf[]; all: Progress }> {
  const all = await progressIn(ask, of.window.id)
  const receivers = await receiversOf(ask.tx, of.window.id)
  const under = (id: string): string[] => [id, ...receivers.filter(one => one.above === id).flatMap(one => under(one.id))]
  const sum = (unitId: string, ids: readonly string[]): ProgressOf => {
    const inside = new Set(ids)
    const these = all.filter(one => inside.has(one.receiverId))
    const total = (pick: (one: Progress) => number): number => these.reduce((n, one) => n + pick(one), 0)
    return {
      unitId,
      receiverId: unitId,
      owing: total(one => one.owing),
      accepted: total(one => one.accepted),
      waiting: total(one => one.waiting),
      returned: total(one => one.returned),
    }
  }
  return { rows: of.below.map(id => sum(id, under(id))), all: sum(of.receiver.id, under(of.receiver.id)) }
}
