// A unit's whole life as events in words: pure, from its versions and successions.
import { addDays, type Day } from '../../ground/day.ts'
import { capital, formatDay } from '../../ground/vietnamese.ts'
import { fullName } from '../../org/history.ts'
import type { OrgTree, Version } from '../../org/tree.ts'
import { nameAt } from './words.ts'

export interface LifeEntry {
  readonly day: Day | null
  readonly title?: string
  /** A change after which figures of before can no longer be set beside it without more. */
  readonly big: boolean
  readonly what: string
  readonly source: string
  readonly added: boolean
}

const changes = (before: Version, after: Version, tree: OrgTree): string => {
  const on = after.from ?? tree.day
  const parts: string[] = []
  if (fullName(before) !== fullName(after)) parts.push(`đổi tên từ ${fullName(before)} thành ${fullName(after)}`)
  if (before.parentId !== after.parentId && after.parentId !== null) parts.push(`về trực thuộc ${nameAt(tree, after.parentId, on)}`)
  if (before.code !== after.code && after.code !== null) parts.push(`mang mã ${after.code}`)
  return parts.length === 0 ? 'Thông tin của đơn vị thay đổi.' : `${capital(parts.join('; '))}.`
}

/** Everything that befell the unit, the newest first. */
export function lifeOf(tree: OrgTree, id: string): LifeEntry[] {
  const life = tree.life(id)
  if (!life) return []
  const source = (lawId: string | null): string => (lawId === null ? '' : (life.laws.get(lawId)?.title ?? lawId))
  const entries: LifeEntry[] = []
  const formed = new Set<Day | null>()
  for (const [i, version] of life.versions.entries()) {
    const before = life.versions[i - 1]
    const joins = before?.until !== undefined && before.until !== null && version.from === addDays(before.until, 1)
    if (before && joins)
      entries.push({ day: version.from, big: false, what: changes(before, version, tree), source: source(version.lawId), added: false })
    else {
      formed.add(version.from)
      const from = life.cameFrom.filter(one => one.onDay === version.from)
      const under = version.parentId === null ? '' : `, trực thuộc ${nameAt(tree, version.parentId, version.from ?? tree.day)}`
      const namesOf = (steps: typeof from): string[] => [...new Set(steps.map(one => nameAt(tree, one.fromId, addDays(one.onDay, -1))))]
      const gavePart = (one: (typeof from)[number]): boolean => one.kind === 'split' || one.kind === 'transferred'
      const whole = namesOf(from.filter(one => !gavePart(one)))
      const parts = namesOf(from.filter(gavePart)).map((name, i) => (i === 0 ? `một phần ${name}` : name))
      const origin = from.length === 0 ? '' : ` từ ${[...whole, ...parts].join(', ')}`
      entries.push({
        day: version.from,
        ...(from.length > 0 ? { title: 'Sắp xếp đơn vị' } : {}),
        big: from.length > 0,
        what: version.from === null ? `Có từ trước, chưa rõ ngày${under}.` : `${capital(fullName(version))} hình thành${origin}${under}.`,
        source: source(version.lawId),
        added: life.addedByOfficer,
      })
    }
    const next = life.versions[i + 1]
    const ends = version.until !== null && (next?.from ?? null) !== addDays(version.until, 1)
    if (ends && version.until !== null) {
      const on = addDays(version.until, 1)
      const became = life.became.filter(one => one.onDay === on)
      const keeper = tree.keeper(id)
      const into = became.map(one => nameAt(tree, one.toId, on)).join(', ')
      entries.push({
        day: on,
        title: 'Kết thúc hoạt động',
        big: true,
        what:
          became.length === 0
            ? `${capital(fullName(version))} kết thúc hoạt động${keeper === undefined || keeper === id ? '' : `; hồ sơ do ${tree.label(keeper)} giữ`}.`
            : became.length === 1
              ? `${capital(fullName(version))} nhập vào ${into}.`
              : `${capital(fullName(version))} chia về ${into}.`,
        source: source(version.endLawId),
        added: false,
      })
    }
  }
  // Parts of other units that came to it while it stood.
  for (const one of life.cameFrom)
    if (!formed.has(one.onDay))
      entries.push({
        day: one.onDay,
        title: 'Sắp xếp đơn vị',
        big: true,
        what: `Nhận ${one.kind === 'split' || one.kind === 'transferred' ? 'một phần' : 'toàn bộ'} ${nameAt(tree, one.fromId, addDays(one.onDay, -1))}.`,
        source: source(one.lawId),
        added: false,
      })
  return entries.sort((a, b) => (b.day ?? '').localeCompare(a.day ?? ''))
}

export const dayOf = (entry: LifeEntry): string => (entry.day === null ? 'Chưa rõ ngày' : formatDay(entry.day))

/** What became of a unit, in words before the units it came to; say is left out while it stands. */
export interface Became {
  readonly say?: string
  /** Units of today. */
  readonly units: readonly string[]
  readonly note?: string
}

/** Where a unit is to be found today: what it passed to, and who keeps its papers when that is someone else. */
export function becameOf(tree: OrgTree, id: string): Became {
  if (tree.unit(id)) return { units: [id] }
  if (!tree.known(id)) return { say: `chưa hoạt động vào ngày ${formatDay(tree.day)}`, units: [] }
  const units = [...tree.successors(id)]
  const keeper = tree.keeper(id)
  if (units.length === 0)
    return keeper === undefined ? { say: 'đã kết thúc hoạt động', units } : { say: 'đã kết thúc, nay thuộc', units: [keeper] }
  const note = keeper !== undefined && !units.includes(keeper) ? `hồ sơ do ${nameAt(tree, keeper, tree.day)} giữ` : undefined
  const say = units.length === 1 ? 'nay thuộc' : 'đã chia về'
  return note === undefined ? { say, units } : { say, units, note }
}
