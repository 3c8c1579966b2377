// A figure as it stood somewhere, with its parts: in a total of now, in a publication, in an edition sent up.
import type { Ask } from '../../../access/ask.ts'
import { type AddedUp, addUp } from '../adding-up.ts'
import { type Contribution, exact, type Figure, type Indicator, readState, type Total } from '../figures.ts'
import { isReleased, standingOf } from '../filling.ts'
import { isAccepted, type OpenedWindow } from '../rules.ts'
import { formOn } from '../store-asked.ts'
import { type Edition, figuresOf, owedInWindows, owedTo, receiversIn } from '../store-editions.ts'
import { findPublication, type Publication, publicationsOf } from '../store-totals.ts'
import type { Side } from './differing.ts'
import { broughtInto, childrenOf, reportedInto } from './store-sides.ts'

export interface Stood {
  readonly side: Side
  readonly window: OpenedWindow
  readonly indicator: Indicator | undefined
  /** Silent states, in words, have no value. */
  readonly state: Total['state']
  /** Where it stood: "bản công bố số 2", "tổng của lúc này". */
  readonly where: string
  readonly href: string | undefined
  /** The numbers of its editions, by id. */
  readonly numbers: ReadonlyMap<string, number>
}

/** The total as it is added up now. */
export function liveStood(added: AddedUp, code: string): Stood {
  const total = added.totals.find(one => one.code === code)
  return {
    side: sideOf(
      total,
      total?.contributions ?? [],
      added.parts.map(part => part.unitId),
      added.waived,
    ),
    window: added.window,
    indicator: added.form.indicators.find(one => one.code === code),
    state: total ? readState(total) : 'missing',
    where: 'tổng của lúc này',
    href: `/bao-cao/${added.window.code}/tong-hop?noi-nhan=${added.receiverId}&chi-tieu=${code}#ct-${code}`,
    numbers: new Map(added.accepted.flatMap(({ edition }) => (edition ? [[edition.id, edition.number] as const] : []))),
  }
}

const sideOf = (
  figure: Pick<Figure, 'value' | 'numerator' | 'denominator'> | undefined,
  parts: readonly Contribution[],
  reported: readonly string[],
  released: readonly string[],
): Side => ({
  value: figure?.value ?? null,
  numerator: figure?.numerator ?? null,
  denominator: figure?.denominator ?? null,
  parts: figure?.value == null ? [] : parts,
  reported: new Set(reported),
  released: new Set(released),
})

/** The figure as it was published. */
export async function publishedStood(
  ask: Ask,
  { id, number, unitId }: Pick<Publication, 'id' | 'number' | 'unitId'>,
  window: OpenedWindow,
  code: string,
): Promise<Stood> {
  const { snapshot } = await findPublication(ask, id, 'ours')
  const row = snapshot.rows.find(one => one.code === code)
  const parts = await broughtInto(ask, id, code)
  return {
    side: sideOf(
      row,
      parts,
      (await reportedInto(ask, id)).map(one => one.unitId),
      await releasedThen(ask, window, unitId, snapshot.coverage.waived ?? []),
    ),
    window,
    indicator: await indicatorIn(ask, window, code),
    state: row?.state ?? 'missing',
    where: `bản công bố số ${number}`,
    href: `/bao-cao/cong-bo/${id}#ct-${code}`,
    numbers: numbersOf(parts),
  }
}

/** Who was released when it was published: it keeps their names, as they were on the window's last day. */
async function releasedThen(ask: Ask, window: OpenedWindow, unitId: string, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0) return []
  const tree = ask.tree.on(window.until)
  const nameThen = (id: string): string => tree.nameOn(id, tree.day) ?? tree.label(id)
  return (await owedTo(ask, window.id, unitId)).map(one => one.unitId).filter(id => names.includes(nameThen(id)))
}

const numbersOf = (parts: readonly { readonly editionId: string | null; readonly number: number | null }[]): ReadonlyMap<string, number> =>
  new Map(parts.flatMap(({ editionId, number }) => (editionId !== null && number !== null ? [[editionId, number] as const] : [])))

const indicatorIn = async (ask: Ask, window: OpenedWindow, code: string): Promise<Indicator | undefined> =>
  (await formOn(ask, window.regimeId, window.until)).indicators.find(one => one.code === code)

/** The figure of one edition; of one that was added up, its parts are those of the units below it. */
export async function editionStood(
  ask: Ask,
  edition: Pick<Edition, 'id' | 'number'>,
  unitId: string,
  window: OpenedWindow,
  code: string,
): Promise<Stood> {
  const figure = (await figuresOf(ask, [edition.id])).get(edition.id)?.get(code)
  const stood: Stood = {
    side: sideOf(figure, figure ? [{ ...figure, editionId: edition.id, unitId }] : [], [unitId], []),
    window,
    indicator: await indicatorIn(ask, window, code),
    state: figure?.state ?? 'missing',
    where: `bản ${edition.number} đã nộp`,
    href: `/bao-cao/${window.code}/xem/${edition.id}`,
    numbers: new Map([[edition.id, edition.number]]),
  }
  return opened(ask, stood, code)
}

/**
 * The same figure with each added-up edition opened to the editions it took in. What these do not explain (records taken off, what a
 * receiver below adjusted) is a part without a unit, so that the parts still add up.
 */
export async function opened(ask: Ask, stood: Stood, code: string): Promise<Stood> {
  const { side } = stood
  const children = await childrenOf(
    ask,
    side.parts.flatMap(part => part.editionId ?? []),
    code,
  )
  if (children.length === 0) return stood
  const parts = side.parts.flatMap((part): Contribution[] => {
    const below = children.filter(one => one.parent === part.editionId)
    if (below.length === 0) return [part]
    const said = below
      .filter(one => one.value !== null)
      .map((one): Contribution => (part.denominator === null ? one : { ...one, value: null }))
    const left = (of: (one: Contribution) => number | null): number =>
      exact((of(part) ?? 0) - said.reduce((all, one) => all + (of(one) ?? 0), 0))
    const rest: Contribution = {
      editionId: null,
      unitId: null,
      value: part.denominator === null ? left(one => one.value) : null,
      numerator: part.denominator === null ? null : left(one => one.numerator),
      denominator: part.denominator === null ? null : left(one => one.denominator),
    }
    return (rest.value ?? 0) === 0 && (rest.numerator ?? 0) === 0 && (rest.denominator ?? 0) === 0 ? said : [...said, rest]
  })
  const above = new Set(side.parts.filter(part => children.some(one => one.parent === part.editionId)).map(part => part.unitId))
  return {
    ...stood,
    side: {
      ...side,
      parts,
      reported: new Set([...[...side.reported].filter(unit => !above.has(unit)), ...children.map(one => one.unitId)]),
      released: new Set([...side.released, ...(await releasedBelow(ask, stood.window, [...above]))]),
    },
    numbers: new Map([...stood.numbers, ...numbersOf(children)]),
  }
}

/** Who is released of those that owe to these units. */
async function releasedBelow(ask: Ask, window: OpenedWindow, receivers: readonly (string | null)[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const receiver of receivers)
    if (receiver !== null) for (const one of await owedTo(ask, window.id, receiver)) if (isReleased(one)) found.push(one.unitId)
  return found
}

/** The figure of this land in an earlier window: as published, else as sent up, else as it is added up. Undefined where nothing is there. */
export async function stoodThen(ask: Ask, window: OpenedWindow, units: readonly string[], code: string): Promise<Stood | undefined> {
  const owed = await owedInWindows(ask, units, [window.id])
  const receivers = new Set(await receiversIn(ask, window.id))
  const all: Stood[] = []
  for (const unit of units) {
    const last = (await publicationsOf(ask, [window.id], unit)).at(-1)
    const mine = owed.find(one => one.unitId === unit)
    const edition = mine && isAccepted(standingOf(mine)) ? mine.editions.at(-1) : undefined
    if (last) all.push(await publishedStood(ask, last, window, code))
    else if (edition) all.push(await editionStood(ask, edition, unit, window, code))
    else if (receivers.has(unit)) all.push(liveStood(await addUp(ask, window.code, unit), code))
    else return undefined
  }
  const [first, ...more] = all
  if (!first || more.length === 0) return first
  return together(first, more)
}

/** Several units that are one land now. */
function together(first: Stood, more: readonly Stood[]): Stood {
  const all = [first, ...more]
  const valued = all.filter(one => one.side.value !== null)
  const plus = (of: (side: Side) => number | null): number | null =>
    valued.some(one => of(one.side) !== null) ? exact(valued.reduce((sum, one) => sum + (of(one.side) ?? 0), 0)) : null
  const [numerator, denominator] = [plus(side => side.numerator), plus(side => side.denominator)]
  const value = denominator === null ? plus(side => side.value) : denominator === 0 ? null : exact(((numerator ?? 0) / denominator) * 100)
  return {
    ...first,
    side: {
      value,
      numerator,
      denominator,
      parts: valued.flatMap(one => one.side.parts),
      reported: new Set(all.flatMap(one => [...one.side.reported])),
      released: new Set(all.flatMap(one => [...one.side.released])),
    },
    state: value === null ? first.state : 'reported',
    where: all.map(one => one.where).join(', '),
    href: undefined,
    numbers: new Map(all.flatMap(one => [...one.numbers])),
  }
}
