// What may be set beside an earlier day: only land whose outline did not move. The land is that of the lowest areas above the
// hamlets: communes, and the districts that have none.
import type { Day } from '../ground/day.ts'
import { formatDay } from '../ground/vietnamese.ts'
import { DEPTH, type Version } from './history.ts'
import type { OrgTree } from './tree.ts'

/** Areas of the earlier day that together are, to the outline, the areas of the later one. */
export interface ComparableArea {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/**
 * same: the figures of `units`, as they stood on the earlier day, add up to the same land as the unit's figures now
 * (only itself where its outline did not move). Otherwise a sentence says why not.
 */
export type Comparison = { readonly same: true; readonly units: readonly string[] } | { readonly same: false; readonly say: string }

/** Old area → the new areas that have land of it, with the day that land came to them. */
type Links = Map<string, Map<string, Day | undefined>>

interface Areas {
  readonly list: readonly ComparableArea[]
  readonly ofAfter: ReadonlyMap<string, ComparableArea>
  readonly links: Links
  /** Old areas of which nothing stands. */
  readonly vanished: readonly string[]
  /** New unit that is no such area (a body, a hamlet) → the units of the earlier day that came to it. */
  readonly cameFrom: () => ReadonlyMap<string, ReadonlySet<string>>
}

const kept = new WeakMap<OrgTree, WeakMap<OrgTree, Areas>>()

const isUpper = (version: Version | undefined): boolean => version?.line === 'area' && version.level !== 'hamlet'
const upperChildren = (tree: OrgTree, id: string) => tree.children(id).filter(child => child.level !== 'hamlet')
const isBase = (tree: OrgTree, id: string): boolean => isUpper(tree.unit(id)) && upperChildren(tree, id).length === 0

/** The base areas of a tree under an area: itself when it is one. */
function basesUnder(tree: OrgTree, id: string): string[] {
  const bases: string[] = []
  for (const at of tree.below(id)) if (isBase(tree, at)) bases.push(at)
  return bases
}

/** The base area that has this hamlet. */
const baseAbove = (tree: OrgTree, id: string): string | undefined => tree.path(id).findLast(unit => isBase(tree, unit.id))?.id

/** The comparable areas between two days, worked out once for each pair of trees. */
export function areasBetween(before: OrgTree, after: OrgTree): Areas {
  if (before.day > after.day) throw new Error(`an earlier day was asked for: ${before.day} is after ${after.day}`)
  const made = kept.get(before)?.get(after)
  if (made) return made
  const areas = workOut(before, after)
  const others = kept.get(before) ?? new WeakMap<OrgTree, Areas>()
  kept.set(before, others.set(after, areas))
  return areas
}

function workOut(before: OrgTree, after: OrgTree): Areas {
  const links = linksBetween(before, after)
  const root = new Map<string, string>()
  const find = (node: string): string => {
    let top = node
    for (let up = root.get(top); up !== undefined && up !== top; up = root.get(top)) top = up
    root.set(node, top)
    return top
  }
  for (const [old, news] of links) for (const now of news.keys()) root.set(find(`< ${old}`), find(`> ${now}`))

  const groups = new Map<string, { before: string[]; after: string[] }>()
  const groupOf = (node: string) => {
    const group = groups.get(find(node)) ?? { before: [], after: [] }
    groups.set(find(node), group)
    return group
  }
  const ofAfter = new Map<string, ComparableArea>()
  for (const old of links.keys()) groupOf(`< ${old}`).before.push(old)
  for (const { id } of after.units('area')) {
    if (!isBase(after, id)) continue
    const group = groupOf(`> ${id}`)
    group.after.push(id)
    ofAfter.set(id, group)
  }
  const vanished = [...links].filter(([, news]) => news.size === 0).map(([old]) => old)
  let cameFrom: ReadonlyMap<string, ReadonlySet<string>> | undefined
  return { list: [...groups.values()], ofAfter, links, vanished, cameFrom: () => (cameFrom ??= originsBetween(before, after)) }
}

function linksBetween(before: OrgTree, after: OrgTree): Links {
  const links: Links = new Map()
  const areas = before.units('area')
  for (const { id } of areas) if (isBase(before, id)) links.set(id, new Map())
  for (const { id, level } of areas) {
    const old = level === 'hamlet' ? baseAbove(before, id) : id
    const news = old === undefined ? undefined : links.get(old)
    if (!news) continue
    for (const [now, reached] of after.reached(id, before.day)) {
      const unit = after.unit(now)
      // A hamlet that moved takes its land along, though no succession of its commune says so.
      if (level === 'hamlet' && unit?.level === 'hamlet') link(news, baseAbove(after, now), reached ?? unit.from ?? undefined)
      else if (level === 'hamlet') continue
      else if (isBase(after, now)) link(news, now, reached)
    }
  }
  // A district without communes that founded some is still the same land; those that came from elsewhere bring their own.
  const reached = new Set([...links.values()].flatMap(news => [...news.keys()]))
  for (const [old, news] of links)
    if (after.unit(old) && !isBase(after, old))
      for (const base of basesUnder(after, old)) if (!reached.has(base)) link(news, base, after.unit(base)?.from ?? undefined)
  return links
}

function link(news: Map<string, Day | undefined>, now: string | undefined, reached: Day | undefined): void {
  if (now !== undefined && !news.has(now)) news.set(now, reached)
}

function originsBetween(before: OrgTree, after: OrgTree): ReadonlyMap<string, ReadonlySet<string>> {
  const origins = new Map<string, Set<string>>()
  for (const id of before.everything()) {
    if (!before.unit(id)) continue
    for (const now of after.successors(id, before.day)) origins.set(now, (origins.get(now) ?? new Set()).add(id))
  }
  return origins
}

/** Whether a unit's figures of the earlier tree's day may stand beside those of the later tree's day. */
export function comparison(id: string, before: OrgTree, after: OrgTree): Comparison {
  const areas = areasBetween(before, after)
  const unit = after.unit(id)
  if (!unit) return no(`${after.label(id)}: đơn vị không hoạt động vào ngày ${formatDay(after.day)}`)
  return isUpper(unit) ? ofArea(id, before, after, areas) : ofOther(id, before, after, areas)
}

function ofArea(id: string, before: OrgTree, after: OrgTree, areas: Areas): Comparison {
  const bases = new Set(basesUnder(after, id))
  const touched = new Set([...bases].map(base => areas.ofAfter.get(base)!))
  const old = new Set<string>()
  const crossing: string[] = []
  for (const area of touched) {
    for (const one of area.before) old.add(one)
    if (area.after.some(now => !bases.has(now))) crossing.push(...area.before.filter(one => crosses(areas.links.get(one), bases)))
  }
  if (crossing.length > 0) return no(saysWhy(crossing, bases, before, after, areas.links))
  if (old.size === 0) return newcomer(id, after)
  const below = after.below(id)
  for (const gone of areas.vanished) {
    const anchors = [...after.anchors(gone)]
    if (anchors.length > 0 && anchors.every(anchor => below.has(anchor))) old.add(gone)
  }
  return { same: true, units: covering(old, id, DEPTH[after.unit(id)!.level], before) }
}

/** A body or a hamlet: what came to it came whole, and the area it serves has kept its outline. */
function ofOther(id: string, before: OrgTree, after: OrgTree, areas: Areas): Comparison {
  const then = [...(areas.cameFrom().get(id) ?? [])]
  if (then.length === 0) return newcomer(id, after)
  const divided = then.find(old => after.heir(old, before.day) !== id)
  if (divided !== undefined) {
    const parts = new Map(after.reached(divided, before.day))
    return no(saysWhy([divided], new Set([id]), before, after, new Map([[divided, parts]])))
  }
  const area = after.areaOf(id)
  if (area !== undefined && area !== id && isUpper(after.unit(area))) {
    const ofItsArea = ofArea(area, before, after, areas)
    if (!ofItsArea.same) return ofItsArea
  }
  return { same: true, units: then }
}

/** The largest units of the earlier day, none above this level, that together are exactly these base areas. */
function covering(bases: ReadonlySet<string>, id: string, depth: number, before: OrgTree): string[] {
  const covered = new Map<string, boolean>()
  const isCovered = (at: string): boolean => {
    const known = covered.get(at) ?? basesUnder(before, at).every(base => bases.has(base))
    covered.set(at, known)
    return known
  }
  if (before.unit(id) && isCovered(id) && basesUnder(before, id).length === bases.size) return [id]
  const then = new Set<string>()
  for (const base of bases)
    then.add(before.path(base).find(unit => unit.id === base || (DEPTH[unit.level] >= depth && isCovered(unit.id)))?.id ?? base)
  return [...then]
}

const crosses = (news: ReadonlyMap<string, unknown> | undefined, inside: ReadonlySet<string>): boolean => {
  const ids = [...(news?.keys() ?? [])]
  return ids.some(now => inside.has(now)) && ids.some(now => !inside.has(now))
}

const no = (say: string): Comparison => ({ same: false, say })

const newcomer = (id: string, after: OrgTree): Comparison => {
  const since = after.history.spell(id, after.day)?.from
  return no(`${since ? `thành lập từ ${formatDay(since)}` : 'mới thành lập'}, chưa có số liệu kỳ trước trên cùng địa bàn`)
}

const SAID = 2
/** "trước 01/7/2025 địa bàn khác: một phần xã Một nay thuộc phường Ba" */
function saysWhy(divided: readonly string[], inside: ReadonlySet<string>, before: OrgTree, after: OrgTree, links: Links): string {
  let day: Day | undefined
  const parts = divided.slice(0, SAID).map(old => {
    const news = [...(links.get(old) ?? [])]
    // What went elsewhere is the reason; when the divided unit itself stands elsewhere, the reason is what came from it.
    const away = news.filter(([now]) => now !== old && !inside.has(now))
    const moved = away.length > 0 ? away : news.filter(([now]) => now !== old && inside.has(now))
    for (const [, reached] of moved) if (reached && (!day || reached > day)) day = reached
    return `một phần ${before.nameOn(old, before.day)} nay thuộc ${joined(moved.map(([now]) => after.unit(now)?.fullName ?? ''))}`
  })
  if (divided.length > SAID) parts.push(`và ${divided.length - SAID} nơi khác bị chia`)
  return `trước ${formatDay(day ?? after.day)} địa bàn khác: ${parts.join('; ')}`
}

const joined = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} và ${names.at(-1)}`
