// How official lists write the names and codes of areas, and when two spellings are one name.
import { createHash } from 'node:crypto'
import { searchKey, tidy, tonePlaced } from '../ground/vietnamese.ts'
import { fullName, type Level } from './history.ts'

/** "Xã Khe Trầm" as its kind and its name. */
export interface AreaName {
  readonly kind: string
  readonly name: string
}

const KINDS = /^(thành phố|thị xã|thị trấn|đặc khu|tỉnh|quận|huyện|xã|phường|nước)\s+(.+)$/iu
export const KINDS_AT: Readonly<Partial<Record<Level, readonly string[]>>> = {
  province: ['tỉnh', 'thành phố'],
  district: ['quận', 'huyện', 'thị xã', 'thành phố'],
  commune: ['xã', 'phường', 'thị trấn', 'đặc khu'],
}

/** The kind stands before the name, or in a column of its own; undefined when neither says it. */
export function areaName(text: string, kind = ''): AreaName | undefined {
  const found = KINDS.exec(tidy(text))
  if (found?.[1] && found[2]) return { kind: found[1].toLowerCase(), name: found[2] }
  const told = tidy(kind).toLowerCase()
  return told !== '' && text !== '' && KINDS.test(`${told} x`) ? { kind: told, name: tidy(text) } : undefined
}

export const written = ({ kind, name }: AreaName): string => fullName({ line: 'area', kind, name })

// The lists of a reform name each province and district thousands of times.
const KEYS_KEPT = 50_000
const keys = new Map<string, string>()

/** Equal for spellings that differ in letter case, in where the tone stands, and in dashes and spaces alone. */
export function nameKey(text: string): string {
  const known = keys.get(text)
  if (known !== undefined) return known
  const key = tonePlaced(text.toLowerCase())
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  if (keys.size >= KEYS_KEPT) keys.clear()
  keys.set(text, key)
  return key
}

const squeezed = (text: string): string =>
  searchKey(text)
    .replace(/\bn\.?\s?t\b/gu, 'nong truong')
    .replace(/y/gu, 'i')
    .replace(/x/gu, 's')
    .replace(/[^a-z0-9]/gu, '')

/**
 * Whether two names are likely one, written by two offices: "Xà Lúa" and "Sà Lúa", "NT Suối Lúa" and "Nông trường Suối Lúa".
 * Only asked where code and district already agree; "Trúc Bạch" and "Ba Đình" are two.
 */
export function isLikeName(one: string, other: string): boolean {
  const [a, b] = [squeezed(one), squeezed(other)]
  if (a === b) return true
  // "Phường 1" and "Phường 2" are as like as two names can be, and are not one.
  const [numberOfA, numberOfB] = [a.replace(/\D/gu, ''), b.replace(/\D/gu, '')]
  if (numberOfA !== numberOfB && numberOfA !== '' && numberOfB !== '') return false
  return distance(a, b) <= Math.max(1, Math.floor(Math.max(a.length, b.length) * 0.4))
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length] ?? 0
}

const DIGITS: Readonly<Partial<Record<Level, number>>> = { province: 2, district: 3, commune: 5 }

/** A spreadsheet takes the zeros off: 4 is 00004 for a commune. Codes that are no numbers stay as they are. */
export const areaCode = (text: string, level: Level): string => (/^\d+$/u.test(text) ? text.padStart(DIGITS[level] ?? 0, '0') : text)

/** The same id for the same line of the same list: a preview and what is applied after it name the same units. */
export function idOf(...parts: readonly string[]): string {
  const hex = createHash('sha256')
    .update(`danvan area ${JSON.stringify(parts)}`)
    .digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
