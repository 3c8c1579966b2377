// The days of a window by the rules of its regime: for those who owe to the top, and earlier ones for the levels below. Pure.
import { addDays, addMonths, type Day } from '../../../ground/day.ts'
import type { OrgTree } from '../../../org/tree.ts'
import type { Obligation } from '../rules.ts'
import type { ReporterLevel, WindowRule } from './catalogue.ts'
import { LEVELS } from './catalogue.ts'

export const endOfMonth = (at: Day): Day => addDays(addMonths(`${at.slice(0, 8)}01` as Day, 1), -1)

/** The last day of the period that a cut-off belongs to, which the rules count from. Three days allow for months of other lengths. */
export const periodEnd = (until: Day, rule: Pick<WindowRule, 'untilDays'>): Day =>
  endOfMonth(rule.untilDays === 0 ? until : addDays(until, -rule.untilDays - 3))

export interface Days {
  readonly until: Day
  readonly due: Day
  readonly locks: Day | null
}

/** The days of a window whose period ends that day. */
export const daysBy = (rule: WindowRule, end: Day): Days => ({
  until: addDays(end, rule.untilDays),
  due: addDays(end, rule.dueDays),
  locks: rule.locksDays === null ? null : addDays(end, rule.locksDays),
})

const levelOf = (tree: OrgTree, owing: readonly Obligation[], receiver: string): ReporterLevel | undefined => {
  const one = owing.find(each => each.receiverId === receiver)
  return LEVELS.find(level => one !== undefined && tree.unit(one.unitId)?.level === level)
}

/** The rule for those who owe to this receiver, by the level at which they stand. */
export function ruleFor(
  rules: readonly WindowRule[],
  tree: OrgTree,
  owing: readonly Obligation[],
  receiver: string,
): WindowRule | undefined {
  const level = levelOf(tree, owing, receiver)
  return rules.find(rule => rule.level === level)
}

export interface ReceiverDays {
  readonly receiverId: string
  readonly due: Day
  readonly locks: Day | null
}

const earlier = (a: Day | null, b: Day | null): Day | null => (a === null ? b : b === null ? a : a < b ? a : b)

/**
 * The days of those who owe to receivers below the top: by the rule of their level, never before the cut-off and never after the days of
 * the window. Receivers without a rule have the days of the window.
 */
export function daysBelow(
  window: Days,
  of: { readonly rules: readonly WindowRule[]; readonly tree: OrgTree; readonly owing: readonly Obligation[]; readonly top: string },
): ReceiverDays[] {
  const { rules, tree, owing, top } = of
  const own = ruleFor(rules, tree, owing, top)
  if (!own) return []
  const end = periodEnd(window.until, own)
  return [...new Set(owing.map(one => one.receiverId))].flatMap((receiverId): ReceiverDays[] => {
    const rule = receiverId === top ? undefined : ruleFor(rules, tree, owing, receiverId)
    if (!rule) return []
    const days = daysBy(rule, end)
    const due = days.due < window.until ? window.until : days.due > window.due ? window.due : days.due
    const locks = earlier(days.locks, window.locks)
    return [{ receiverId, due, locks: locks !== null && locks < due ? due : locks }]
  })
}
