// What is wrong with the organisation as it is kept, in sentences for the administrator.
import { addDays, type Day } from '../ground/day.ts'
import type { Tx } from '../ground/db.ts'
import { formatDay } from '../ground/vietnamese.ts'
import { fullName, type History, type Version } from './history.ts'
import { readHistory } from './store.ts'
import { OrgTree } from './tree.ts'

/** Every trouble of the organisation on any day: units without parent, circles, gaps, parents of another line, keepers missing. */
export async function brokenTrees(tx: Tx): Promise<string[]> {
  return troublesOf((await readHistory(tx)).history)
}

const SAID = 20

/** The same, over rows already read. Each kind of trouble is told up to twenty times. */
export const troublesOf = (history: History): string[] =>
  everyTrouble(history).flatMap(say => (say.length > SAID ? [...say.slice(0, SAID), `… và ${say.length - SAID} lỗi cùng loại.`] : say))

/** All of them, kind by kind. */
export const everyTrouble = (history: History): string[][] => [
  orphans(history),
  otherLines(history),
  circles(history),
  gaps(history),
  strangers(history),
  keepersMissing(history),
]

const versionsOf = (history: History): Version[] => [...history.ids()].flatMap(id => [...history.versions(id)])
const nameOf = (version: Version | undefined, id: string): string => (version ? fullName(version) : id)
const ofDay = (day: Day | null): string => (day === null ? 'trước đến nay' : `từ ${formatDay(day)}`)

/** The first day of this version on which the other unit, known by then, does not stand; undefined when it stands throughout. */
function firstDayWithout(history: History, version: Version, otherId: string): Day | undefined {
  const others = history.versions(otherId)
  // Since when a past unit existed is often not known, nor what was above it so long ago: that is no trouble.
  let at = version.from ?? others[0]?.from ?? others[0]?.until ?? null
  for (let guard = others.length; guard >= 0 && at !== null; guard--) {
    if (version.until !== null && at > version.until) return undefined
    const other = history.on(otherId, at)
    if (!other) return at
    at = other.until === null ? null : addDays(other.until, 1)
  }
  return undefined
}

/** Units whose parent or area does not stand on some day on which they do. */
export function orphans(history: History): string[] {
  return versionsOf(history).flatMap(version =>
    [version.parentId, version.areaId].flatMap((above, i) => {
      const since = above === null ? undefined : firstDayWithout(history, version, above)
      if (above === null || since === undefined) return []
      const what = `${i === 0 ? 'đơn vị cấp trên' : 'địa bàn'} ${nameOf(history.versions(above).at(-1), above)}`
      return [`${fullName(version)}: ${what} không hoạt động từ ${formatDay(since)}. Chuyển đơn vị này về nơi đang hoạt động.`]
    }),
  )
}

function otherLines(history: History): string[] {
  return versionsOf(history).flatMap(version => {
    const parent = version.parentId === null ? undefined : history.versions(version.parentId)[0]
    const area = version.areaId === null ? undefined : history.versions(version.areaId)[0]
    const first = history.versions(version.unitId)[0]
    return [
      ...(parent && parent.line !== version.line
        ? [`${fullName(version)}: cấp trên ${fullName(parent)} thuộc hệ thống tổ chức khác.`]
        : []),
      ...(area && area.line !== 'area' ? [`${fullName(version)}: địa bàn ${fullName(area)} không phải đơn vị hành chính.`] : []),
      ...(first && first.line !== version.line ? [`${fullName(version)}: đổi sang hệ thống tổ chức khác ${ofDay(version.from)}.`] : []),
    ]
  })
}

/** On each day on which a parent changed, every way up must end. */
export function circles(history: History): string[] {
  const days = [...new Set(versionsOf(history).map(version => version.from))]
  return days.flatMap(day => {
    const told: string[] = []
    const sound = new Set<string>()
    const dayAt = day ?? ('1000-01-01' as Day)
    for (const id of history.ids()) {
      const way = new Set<string>()
      for (let at: string | null = id; at !== null && !sound.has(at); at = history.on(at, dayAt)?.parentId ?? null) {
        if (way.has(at)) {
          told.push(`${nameOf(history.on(at, dayAt), at)}: đi lên cấp trên lại gặp chính nó ${ofDay(day)}.`)
          break
        }
        way.add(at)
      }
      for (const at of way) sound.add(at)
    }
    return told
  })
}

/** A life broken off without a word on what became of it, and taken up again. */
function gaps(history: History): string[] {
  return [...history.ids()].flatMap(id =>
    history.versions(id).flatMap((version, i, all) => {
      const next = all[i + 1]
      if (!next?.from || version.until === null) return []
      const gone = addDays(version.until, 1)
      if (gone >= next.from || history.leaving(id).some(step => step.onDay === gone)) return []
      return [`${fullName(version)}: không có thông tin từ ${formatDay(gone)} đến hết ${formatDay(addDays(next.from, -1))}.`]
    }),
  )
}

/** Successions that do not fit the lives of their units, or that share out more than there was. */
function strangers(history: History): string[] {
  const shared = new Map<string, number>()
  const say = history.successions.flatMap(step => {
    const name = nameOf(history.lastOn(step.fromId, step.onDay) ?? history.versions(step.fromId)[0], step.fromId)
    const key = `${step.fromId} ${step.onDay}`
    const before = shared.get(key) ?? 0
    shared.set(key, before + (step.share ?? 0))
    return [
      ...(history.on(step.fromId, addDays(step.onDay, -1))
        ? []
        : [`${name}: chuyển giao ngày ${formatDay(step.onDay)} khi không hoạt động.`]),
      ...(history.on(step.toId, step.onDay)
        ? []
        : [`${name}: bên nhận ${nameOf(history.versions(step.toId)[0], step.toId)} không hoạt động ngày ${formatDay(step.onDay)}.`]),
      ...(before <= 1 && before + (step.share ?? 0) > 1 + 1e-9
        ? [`${name}: các phần chia ngày ${formatDay(step.onDay)} cộng lại quá 100%.`]
        : []),
    ]
  })
  return say
}

/** After the last change, every past unit must have someone who keeps its papers. */
function keepersMissing(history: History): string[] {
  const days = [...versionsOf(history).flatMap(version => [version.from, version.until && addDays(version.until, 1)])].filter(
    day => day !== null,
  )
  const last = days.reduce<Day | undefined>((latest, day) => (latest && latest > day ? latest : day), undefined)
  if (!last) return []
  const tree = new OrgTree(history, last)
  // Of a past unit that an officer named, what was above it may not be known; then it is in nobody's care and counts nowhere.
  const isUnplaced = (id: string): boolean =>
    history.addedByOfficer.has(id) && history.versions(id).every(version => version.parentId === null && version.areaId === null)
  return [...tree.everything()].flatMap(id =>
    tree.keeper(id) === undefined && !isUnplaced(id)
      ? [`${tree.nameOn(id, last) ?? id}: không còn hoạt động và không có đơn vị nào giữ hồ sơ. Ghi đơn vị kế thừa.`]
      : [],
  )
}
