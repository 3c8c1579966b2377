// Finding a unit by a name it has or once had, typed with or without marks: "song lo", "co do can tho", "TX Bình Long".
import { type Day, day } from '../ground/day.ts'
import type { Tx } from '../ground/db.ts'
import { searchKey, tidy, tonePlaced } from '../ground/vietnamese.ts'
import { DEPTH, fullName, type History, type Level, type Line, type Version } from './history.ts'
import { loadHistory } from './store.ts'

export interface FoundUnit {
  readonly id: string
  /** The name that was found, which may be a past one: "xã Khe Trầm". */
  readonly name: string
  readonly line: Line
  readonly level: Level
  readonly code: string | null
  /** The days on which it bore that name; null when not known, or still. */
  readonly from: Day | null
  readonly until: Day | null
  /** The names above it on the last of those days, the nearest first. */
  readonly above: readonly string[]
}

const SHORT: Readonly<Record<string, string>> = {
  tx: 'thi xa',
  tp: 'thanh pho',
  tt: 'thi tran',
  t: 'tinh',
  h: 'huyen',
  q: 'quan',
  x: 'xa',
  p: 'phuong',
  tdp: 'to dan pho',
  mttq: 'mat tran to quoc',
}
const WORDS_READ = 10
/** After all days: what stands on it has no end yet. */
const ANY_DAY = day('9999-12-31')

/** The words of a search as keys, with the short forms that officers type written out. */
export function searchWords(text: string): string[] {
  const words = searchKey(text.slice(0, 200).replace(/[.,;:()"'/\\-]+/gu, ' '))

    .split(' ')
    .filter(word => word !== '')
  return words.flatMap(word => (words.length > 1 && SHORT[word] ? SHORT[word].split(' ') : [word])).slice(0, WORDS_READ)
}

/** A name that a unit bears or bore, with its key. */
interface Named {
  readonly version: Version
  readonly name: string
  readonly key: string
  /** The key without the kind: marks fall away from letters, letters do not, so the kind is as long in its key as in itself. */
  readonly bare: string
}

interface Hit {
  readonly named: Named
  /** 0: the whole name; 1: the whole name without its kind; 2: its beginning; 3: within it. */
  readonly rank: number
}

const kept = new WeakMap<History, readonly Named[]>()

/** Every name of every day, made once for each state of the organisation: fourteen thousand are looked through in a millisecond or two. */
function namesOf(history: History): readonly Named[] {
  const made = kept.get(history)
  if (made) return made
  const names = [...history.ids()].flatMap(id =>
    history.versions(id).map((version): Named => {
      const name = fullName(version)
      const key = searchKey(name)
      return { version, name, key, bare: key.slice(version.kind.length + 1) }
    }),
  )
  kept.set(history, names)
  return names
}

/**
 * Units by a present or past name. The first words must stand together in the unit's own name, the rest in the names above it:
 * the longest such beginning wins. Names as typed and equal names first, then those that still stand, then the higher level.
 */
export async function searchUnits(tx: Tx, text: string, limit: number): Promise<FoundUnit[]> {
  return searchHistory(await loadHistory(tx), text, limit)
}

/** The same over an organisation already read. */
export function searchHistory(history: History, text: string, limit: number): FoundUnit[] {
  const words = searchWords(text)
  for (let own = words.length; own > 0; own--) {
    const found = named(history, words.slice(0, own).join(' '), words.slice(own), limit * 3)
    if (found.length > 0) return asTyped(found, text).slice(0, limit)
  }
  return []
}

/** Whoever typed the marks means them: "Cờ Đỏ" comes before "Cổ Đô". */
function asTyped(found: readonly FoundUnit[], text: string): FoundUnit[] {
  const typed = tonePlaced(tidy(text).toLowerCase())
  const isTyped = (unit: FoundUnit): number => Number(tonePlaced(unit.name.toLowerCase()).includes(typed))
  return [...found].sort((a, b) => isTyped(b) - isTyped(a))
}

function named(history: History, own: string, rest: readonly string[], limit: number): FoundUnit[] {
  const best = new Map<string, Hit>()
  for (const name of namesOf(history)) {
    const at = name.key.indexOf(own)
    if (at < 0 || !(at === 0 || name.key.includes(` ${own}`))) continue
    const hit = { named: name, rank: rankOf(name, own) }
    const before = best.get(name.version.unitId)
    if (before && !isBetter(hit, before)) continue
    if (rest.length > 0) {
      const keys = ` ${above(history, name.version).map(searchKey).join(' ')} `
      if (!rest.every(word => keys.includes(` ${word} `))) continue
    }
    best.set(name.version.unitId, hit)
  }
  return [...best.values()]
    .sort(byWorth)
    .slice(0, limit)
    .map(({ named: { name, version } }) => {
      const { unitId, line, level, code, from, until } = version
      return { id: unitId, name, line, level, code, from, until, above: above(history, version) }
    })
}

function rankOf({ key, bare }: Named, own: string): number {
  if (key === own) return 0
  if (bare === own) return 1
  return key.startsWith(`${own} `) || bare.startsWith(`${own} `) ? 2 : 3
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const lastDay = ({ named }: Hit): string => named.version.until ?? '9999'

/** Of the names of one unit: the one that fits best, then the latest. */
const isBetter = (one: Hit, other: Hit): boolean => one.rank < other.rank || (one.rank === other.rank && lastDay(one) > lastDay(other))

function byWorth(a: Hit, b: Hit): number {
  const [one, other] = [a.named, b.named]
  return (
    a.rank - b.rank ||
    Number(other.version.until === null) - Number(one.version.until === null) ||
    DEPTH[one.version.level] - DEPTH[other.version.level] ||
    compare(one.key, other.key) ||
    compare(one.version.unitId, other.version.unitId)
  )
}

const MOST_ABOVE = 8

/** The names above a version on its last day, the nearest first. */
function above(history: History, { parentId, areaId, until }: Version): string[] {
  const day = until ?? ANY_DAY
  const names: string[] = []
  for (let at = parentId ?? areaId; at !== null && names.length < MOST_ABOVE; ) {
    const version = history.on(at, day)
    if (!version) break
    names.push(fullName(version))
    at = version.parentId ?? version.areaId
  }
  return names
}
