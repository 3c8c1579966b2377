// Extensions and waivers of one unit's report: where they stand is a fold over what happened; and what may be asked, given and refused. Pure.
import { addDays, type Day, daysBetween } from '../../../ground/day.ts'
import { type Refusal, refuse } from '../../../ground/faults.ts'
import { formatDay } from '../../../ground/vietnamese.ts'
import { daysLate, isAccepted, isHandedIn, type Standing, type Window } from '../rules.ts'

export const TERM_KINDS = ['asked', 'withdrawn', 'refused', 'extended', 'waived', 'waiver-ended'] as const
export type TermKind = (typeof TERM_KINDS)[number]

/** An instant as Việt Nam reads it. */
interface Civil {
  readonly day: Day
  readonly time: string
}

/** One thing that happened to the days of a unit's report. */
export interface TermEvent {
  readonly number: number
  readonly kind: TermKind
  /** The last day wanted or given, itself inside; null where the act has none. */
  readonly until: Day | null
  readonly reason: string
  readonly at: Civil
  readonly by: string
}

/** The days a window was opened with, for those who owe to this receiver. */
export type FirstDays = Pick<Window, 'due' | 'locks'>

export interface Terms {
  readonly events: readonly TermEvent[]
  /** Waits for its answer. */
  readonly asking: TermEvent | undefined
  /** The last asking that was refused, until something else happens. */
  readonly refused: { readonly asking: TermEvent; readonly answer: TermEvent } | undefined
  /** The extension that holds; its last day may be over. */
  readonly extension: TermEvent | undefined
  readonly waiver: TermEvent | undefined
}

const NONE: Terms = { events: [], asking: undefined, refused: undefined, extension: undefined, waiver: undefined }

/** Where extensions and waivers stand after these events, in their order; nobody stores it. Being given something answers an asking. */
export function termsOf(events: readonly TermEvent[]): Terms {
  let { asking, refused, extension, waiver } = NONE
  for (const event of events) {
    const open = asking
    asking = event.kind === 'asked' ? event : event.kind === 'waiver-ended' ? asking : undefined
    refused = event.kind === 'refused' && open ? { asking: open, answer: event } : undefined
    if (event.kind === 'extended') extension = event
    if (event.kind === 'waived') waiver = event
    if (event.kind === 'waiver-ended') waiver = undefined
  }
  return { events, asking, refused, extension, waiver }
}

const later = (a: Day, b: Day): Day => (a < b ? b : a)

/**
 * The unit's own due and locking day: an extension moves both, and only forward, so that a unit may always hand in to the end of the
 * day it was given and no window is locked before it is due.
 */
export function daysUnder(first: FirstDays, { extension }: Pick<Terms, 'extension'>): FirstDays {
  const until = extension?.until ?? null
  if (until === null) return { due: first.due, locks: first.locks }
  return { due: later(first.due, until), locks: first.locks === null ? null : later(first.locks, until) }
}

/** Released from this report: nothing is expected of it. What it hands in all the same counts like any other, and then it is not released. */
export const isExcused = (terms: Pick<Terms, 'waiver'>, at: Standing): boolean => terms.waiver !== undefined && !isHandedIn(at)

/** Days past the due day that held when it was handed in: what is given afterwards does not make a late report timely. */
export function daysLateWhen(first: FirstDays, terms: Terms, handedIn: Civil): number {
  const then = termsOf(terms.events.filter(one => civilOf(one.at) <= civilOf(handedIn)))
  return then.waiver ? 0 : daysLate(daysUnder(first, then), handedIn.day)
}

const civilOf = ({ day, time }: Civil): string => `${day} ${time}`

/** What is owed, as far as days and being there are concerned. */
export interface Due {
  readonly first: FirstDays
  readonly terms: Terms
  readonly at: Standing
  /** When its first edition was handed in; a correction later on does not make it late. */
  readonly firstIn: Civil | undefined
}

/** Both ways of counting, and who is not counted: byFirst ≤ byExtended ≤ handedIn ≤ owing. */
export interface Timeliness {
  /** The denominator: all who owe but those released. */
  readonly owing: number
  readonly waived: number
  readonly extended: number
  readonly handedIn: number
  /** Handed in by the due day the window was opened with. */
  readonly byFirst: number
  /** Handed in by the due day that held for the unit. */
  readonly byExtended: number
}

/** How many handed in, and how many in time, by the due day of before and by the one extended. */
export function timeliness(all: readonly Due[]): Timeliness {
  const owing = all.filter(one => !isExcused(one.terms, one.at))
  const timely = owing.flatMap(one => (isHandedIn(one.at) && one.firstIn ? [{ ...one, firstIn: one.firstIn }] : []))
  return {
    owing: owing.length,
    waived: all.length - owing.length,
    extended: owing.filter(one => one.terms.extension !== undefined).length,
    handedIn: owing.filter(one => isHandedIn(one.at)).length,
    byFirst: timely.filter(one => daysLate(one.first, one.firstIn.day) === 0).length,
    byExtended: timely.filter(one => daysLateWhen(one.first, one.terms, one.firstIn) === 0).length,
  }
}

/** What is given or asked is given by day, never for longer than a quarter beyond the due day or, when that is over, beyond today. */
export const LONGEST = 92

/** What is asked or given about one report on a day. */
export interface OfReport {
  readonly first: FirstDays
  readonly terms: Terms
  readonly at: Standing
  readonly today: Day
  readonly window: Pick<Window, 'from'>
}

const days = (of: OfReport): FirstDays => daysUnder(of.first, of.terms)

/** Whether a day may be the last one of an extension. `current` is the due day it must move. */
function untilRefusal(until: Day | undefined, current: Day, today: Day): Refusal | undefined {
  if (until === undefined) return refuse('reports.term-no-day', 'Ghi ngày mà đơn vị được nộp đến hết ngày đó.', 'den')
  if (until < today)
    return refuse('reports.term-past', `Ngày ${formatDay(until)} đã qua. Chọn từ hôm nay, ${formatDay(today)}, trở đi.`, 'den')
  if (until <= current) return refuse('reports.term-not-later', `Hạn nộp đang là ${formatDay(current)}. Chọn ngày sau ngày đó.`, 'den')
  const last = addDays(later(current, today), LONGEST)
  if (until > last)
    return refuse(
      'reports.term-far',
      `Ngày ${formatDay(until)} quá xa hạn nộp; gia hạn nhiều nhất ${LONGEST} ngày. Chọn đến ${formatDay(last)}, hoặc kiểm tra lại năm.`,
      'den',
    )
  return undefined
}

const reasonRefusal = (reason: string, say: string): Refusal | undefined =>
  reason === '' ? refuse('reports.term-reason', say, 'ly-do') : undefined

/** What is amiss whoever asks or gives: the window has not begun, or the report is in. */
function openRefusal({ at, today, window }: OfReport): Refusal | undefined {
  if (today < window.from)
    return refuse('reports.term-early', `Kỳ này bắt đầu từ ngày ${formatDay(window.from)}; đến lúc đó mới gia hạn hoặc miễn.`)
  if (isAccepted(at))
    return refuse('reports.term-accepted', 'Báo cáo đã được tiếp nhận, không cần gia hạn hay miễn. Cần sửa thì đề nghị trả lại.')
  if (at === 'submitted') return refuse('reports.term-submitted', 'Báo cáo đã nộp và đang chờ xem xét, không cần gia hạn hay miễn.')
  return undefined
}

const sure = (...refusals: readonly (Refusal | undefined)[]): Refusal[] => refusals.filter(one => one !== undefined)

/** Why the unit has nothing to ask for now, whatever the day. One asking at a time. */
export function closedToAsking(of: OfReport): Refusal | undefined {
  if (of.terms.waiver) return refuse('reports.term-waived', 'Đơn vị được miễn báo cáo kỳ này nên không cần xin gia hạn.')
  if (of.terms.asking) return refuse('reports.term-asked', 'Đề nghị trước đang chờ trả lời. Rút đề nghị đó rồi gửi đề nghị khác.')
  return openRefusal(of)
}

/** The unit asks for more days: before and after the due day, also when its window is locked. */
export function ask(of: OfReport, asking: { readonly until: Day | undefined; readonly reason: string }): Refusal[] {
  const closed = closedToAsking(of)
  if (closed) return [closed]
  return sure(
    untilRefusal(asking.until, days(of).due, of.today),
    reasonRefusal(asking.reason, 'Ghi lý do xin gia hạn để nơi nhận xem xét được.'),
  )
}

/** The unit takes its asking back while nobody has answered. */
export const withdraw = ({ terms }: Pick<OfReport, 'terms'>): Refusal[] =>
  terms.asking ? [] : [refuse('reports.term-nothing-asked', 'Không có đề nghị nào đang chờ trả lời.')]

/** The receiver refuses an asking, with why. */
export const refuseAsking = ({ terms }: Pick<OfReport, 'terms'>, reason: string): Refusal[] =>
  terms.asking
    ? sure(reasonRefusal(reason, 'Ghi lý do không gia hạn để đơn vị biết.'))
    : [refuse('reports.term-nothing-asked', 'Đề nghị này đã được rút hoặc đã trả lời.')]

/**
 * The receiver gives days until the end of `until`: asked for or not, also beyond the lock. A day given before may be brought forward
 * again, but not before today nor to the due day of all. Where nothing was asked it says why.
 */
export function extend(of: OfReport, giving: { readonly until: Day | undefined; readonly reason: string }): Refusal[] {
  const closed = openRefusal(of)
  if (closed) return [closed]
  if (of.terms.waiver) return [refuse('reports.term-waived', 'Đơn vị đang được miễn báo cáo kỳ này. Chấm dứt miễn trước rồi gia hạn.')]
  return sure(
    untilRefusal(giving.until, of.first.due, of.today),
    of.terms.asking ? undefined : reasonRefusal(giving.reason, 'Ghi lý do gia hạn; đơn vị và người xem sau này đọc được.'),
  )
}

/** The receiver releases a unit from this report, with why. */
export function waive(of: OfReport, reason: string): Refusal[] {
  const closed = openRefusal(of)
  if (closed) return [closed]
  if (of.terms.waiver) return [refuse('reports.term-waived-already', 'Đơn vị đã được miễn báo cáo kỳ này.')]
  return sure(reasonRefusal(reason, 'Ghi lý do miễn; lý do này đứng cạnh số tổng hợp khi được hỏi.'))
}

/** The receiver asks for the report again, with why. */
export const endWaiver = ({ terms }: Pick<OfReport, 'terms'>, reason: string): Refusal[] =>
  terms.waiver
    ? sure(reasonRefusal(reason, 'Ghi lý do chấm dứt miễn để đơn vị biết.'))
    : [refuse('reports.term-not-waived', 'Đơn vị không được miễn báo cáo kỳ này.')]

/** Why the extension was given: in the receiver's words, else in those of the asking that it answered. */
export function whyExtended({ events, extension }: Pick<Terms, 'events' | 'extension'>): string {
  if (extension === undefined) return ''
  if (extension.reason !== '') return extension.reason
  return events.findLast(one => one.kind === 'asked' && one.number < extension.number)?.reason ?? ''
}

/** Whether days are left of an extension, today among them. */
export const extensionHolds = ({ extension }: Pick<Terms, 'extension'>, today: Day): boolean =>
  extension?.until != null && daysBetween(today, extension.until) >= 0
