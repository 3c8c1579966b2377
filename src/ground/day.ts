// A civil day in Asia/Ho_Chi_Minh, kept as 'YYYY-MM-DD': it compares as text and never drifts with a time zone.

declare const dayMark: unique symbol
export type Day = string & { readonly [dayMark]: true }

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/

const utc = (year: number, month: number, date: number): number => Date.UTC(year, month - 1, date)

const fromParts = (year: number, month: number, date: number): Day | undefined => {
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || date < 1) return undefined
  const at = new Date(utc(year, month, date))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === date ? (at.toISOString().slice(0, 10) as Day) : undefined
}

/** The day that the text names in ISO form; throws on an impossible one, for text that we wrote ourselves. */
export function day(text: string): Day {
  const found = lookForDay(text)
  if (!found) throw new Error(`not a day: ${text}`)
  return found
}

/** The day that a person typed, as 21/11/2026, 21-11-2026, 21.11.2026 or 2026-11-21; undefined when the calendar has no such day. */
export function lookForDay(text: string): Day | undefined {
  const iso = SHAPE.exec(text)
  if (iso) return fromParts(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const typed = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$/.exec(text.trim())
  return typed ? fromParts(Number(typed[3]), Number(typed[2]), Number(typed[1])) : undefined
}

const parts = (at: Day): [number, number, number] => [Number(at.slice(0, 4)), Number(at.slice(5, 7)), Number(at.slice(8, 10))]
const fromUtc = (ms: number): Day => new Date(ms).toISOString().slice(0, 10) as Day

export const addDays = (at: Day, days: number): Day => fromUtc(utc(...parts(at)) + days * 86_400_000)

/** Same date some months later or earlier; the last of the month where the month is shorter. */
export function addMonths(at: Day, months: number): Day {
  const [year, month, date] = parts(at)
  const first = new Date(utc(year, month + months, 1))
  const last = new Date(utc(first.getUTCFullYear(), first.getUTCMonth() + 2, 0)).getUTCDate()
  return fromUtc(utc(first.getUTCFullYear(), first.getUTCMonth() + 1, Math.min(date, last)))
}

export const daysBetween = (from: Day, to: Day): number => (utc(...parts(to)) - utc(...parts(from))) / 86_400_000

export const yearOf = (at: Day): number => parts(at)[0]
export const monthOf = (at: Day): number => parts(at)[1]
export const dateOf = (at: Day): number => parts(at)[2]

/** 0 = chủ nhật … 6 = thứ bảy. */
export const weekdayOf = (at: Day): number => new Date(utc(...parts(at))).getUTCDay()

// Sài Gòn time has stood at UTC+7 since 13 June 1975, before any instant of ours; the calendar of the time zone costs twenty times as much.
const AHEAD = 7 * 3_600_000

/** The civil day and the clock time of an instant, as Việt Nam reads them. */
export function civil(instant: Date): { day: Day; time: string } {
  const iso = new Date(instant.getTime() + AHEAD).toISOString()
  return { day: iso.slice(0, 10) as Day, time: iso.slice(11, 19) }
}
