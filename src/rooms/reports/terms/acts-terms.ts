// What people do with the days of a report: the unit asks and takes back, the receiver gives, refuses, waives and ends a waiver.
import { type Ask, record, within } from '../../../access/ask.ts'
import type { Day } from '../../../ground/day.ts'
import { Fault, type FieldError, missing, type Refusal, refuse, settle, stale } from '../../../ground/faults.ts'
import { tidy } from '../../../ground/vietnamese.ts'
import { actsFor } from '../adding-up.ts'
import { standingOf } from '../filling.ts'
import { isHandedIn } from '../rules.ts'
import { findWindow } from '../store-asked.ts'
import { findOwed, type Owed, owedTo } from '../store-editions.ts'
import { putTerms } from './store-terms.ts'
import * as rules from './terms.ts'

/** What a page shows of one report and its days, as the rules read it. */
export const termsAt = (ask: Ask, owed: Owed): rules.OfReport => ({
  first: owed.first,
  terms: owed.terms,
  at: standingOf(owed),
  today: ask.today,
  window: owed.window,
})

interface ToOne {
  readonly code: string
  readonly unitId: string
  /** How many things had happened when the page was opened. */
  readonly seen: number
}

interface Writing {
  readonly kind: rules.TermKind
  readonly until: Day | null
  readonly reason: string
}

const FASTER = 'Đề nghị hoặc hạn nộp này vừa được người khác xử lý. Xem kết quả dưới đây rồi làm tiếp.'

/** The same button pressed twice: what it wrote already stands last. */
const isDone = (ask: Ask, { terms }: Owed, seen: number, { kind, until, reason }: Writing): boolean => {
  const last = terms.events.at(-1)
  return (
    last !== undefined &&
    last.number === seen + 1 &&
    last.by === ask.person.id &&
    last.kind === kind &&
    last.until === until &&
    last.reason === reason
  )
}

/** Writes one act about one report and records it, unless the same was just done. @throws stale when another was faster · refused */
async function write(ask: Ask, owed: Owed, seen: number, act: string, writing: Writing, amiss: readonly Refusal[]): Promise<void> {
  if (isDone(ask, owed, seen, writing)) return
  if (owed.terms.events.length !== seen) throw stale(FASTER)
  settle(amiss)
  const wrote = await putTerms(ask, owed.window.id, [{ unitId: owed.unitId, number: seen + 1 }], writing)
  if (wrote.length === 0) throw stale(FASTER)
  await recordTerm(ask, owed, act, writing)
}

const recordTerm = (ask: Ask, owed: Owed, act: string, { until }: Writing): Promise<void> =>
  record(ask, {
    unit: owed.unitId,
    subject: owed.window.id,
    act,
    detail: { window: owed.window.code, ...(until === null ? {} : { until }) },
  })

const ownOf = async (ask: Ask<'reports.ask-time'>, { code, unitId }: Pick<ToOne, 'code' | 'unitId'>): Promise<Owed> =>
  (await findOwed(ask, code, within(ask, unitId))).owed

async function owedToUs(ask: Ask, { code, unitId }: Pick<ToOne, 'code' | 'unitId'>): Promise<Owed> {
  const { owed } = await findOwed(ask, code, unitId)
  mustReceive(ask, owed.receiverId)
  return owed
}

function mustReceive(ask: Ask, receiverId: string): void {
  if (!actsFor(ask, receiverId)) throw new Fault('forbidden', 'reports.not-receiver', 'Chỉ nơi nhận báo cáo được gia hạn hoặc miễn.')
}

/** What is amiss with an asking as far as it could be read. @throws missing */
export const judgeAsking = async (
  ask: Ask<'reports.ask-time'>,
  asking: { readonly code: string; readonly unitId: string; readonly until: Day | undefined; readonly reason: string },
): Promise<readonly Refusal[]> => rules.ask(termsAt(ask, await ownOf(ask, asking)), { until: asking.until, reason: tidy(asking.reason) })

/** What is amiss with giving days to one report as far as it could be read. @throws missing · forbidden */
export const judgeGiving = async (
  ask: Ask<'reports.give-time'>,
  giving: { readonly code: string; readonly unitId: string; readonly until: Day | undefined; readonly reason: string },
): Promise<readonly Refusal[]> =>
  rules.extend(termsAt(ask, await owedToUs(ask, giving)), { until: giving.until, reason: tidy(giving.reason) })

/** The unit asks for more days, with why. @throws missing · stale · refused (see terms.ask) */
export async function askForTime(
  ask: Ask<'reports.ask-time'>,
  asking: ToOne & { readonly until: Day; readonly reason: string },
): Promise<void> {
  const owed = await ownOf(ask, asking)
  const reason = tidy(asking.reason)
  const amiss = rules.ask(termsAt(ask, owed), { until: asking.until, reason })
  await write(ask, owed, asking.seen, 'reports.ask-time', { kind: 'asked', until: asking.until, reason }, amiss)
}

/** The unit takes its asking back while nobody has answered. @throws missing · stale · refused */
export async function withdrawAsking(ask: Ask<'reports.ask-time'>, one: ToOne): Promise<void> {
  const owed = await ownOf(ask, one)
  await write(ask, owed, one.seen, 'reports.withdraw-asking', { kind: 'withdrawn', until: null, reason: '' }, rules.withdraw(owed))
}

/** A report that is handed in needs no more days: an asking that waits ends with it, unless the receiver answers at this moment. */
export async function handedInInstead(ask: Ask, owed: Owed): Promise<void> {
  if (!owed.terms.asking) return
  const ending: Writing = { kind: 'withdrawn', until: null, reason: 'Đã nộp báo cáo.' }
  const wrote = await putTerms(ask, owed.window.id, [{ unitId: owed.unitId, number: owed.terms.events.length + 1 }], ending)
  if (wrote.length > 0) await recordTerm(ask, owed, 'reports.withdraw-asking', ending)
}

/** The receiver gives what was asked, or other days. @throws missing · forbidden · stale · refused (see terms.extend) */
export async function grantTime(
  ask: Ask<'reports.give-time'>,
  giving: ToOne & { readonly until: Day | undefined; readonly reason: string },
): Promise<void> {
  const owed = await owedToUs(ask, giving)
  const { until = null } = giving
  const reason = tidy(giving.reason)
  const amiss = rules.extend(termsAt(ask, owed), { until: giving.until, reason })
  await write(ask, owed, giving.seen, 'reports.give-time', { kind: 'extended', until, reason }, amiss)
}

/** The receiver refuses an asking, with why. @throws missing · forbidden · stale · refused */
export async function refuseTime(ask: Ask<'reports.give-time'>, refusing: ToOne & { readonly reason: string }): Promise<void> {
  const owed = await owedToUs(ask, refusing)
  const reason = tidy(refusing.reason)
  const amiss = rules.refuseAsking(owed, reason)
  await write(ask, owed, refusing.seen, 'reports.refuse-time', { kind: 'refused', until: null, reason }, amiss)
}

/** The receiver ends a waiver: the report is expected again. @throws missing · forbidden · stale · refused */
export async function endWaiver(ask: Ask<'reports.waive'>, ending: ToOne & { readonly reason: string }): Promise<void> {
  const owed = await owedToUs(ask, ending)
  const reason = tidy(ending.reason)
  const amiss = rules.endWaiver(owed, reason)
  await write(ask, owed, ending.seen, 'reports.end-waiver', { kind: 'waiver-ended', until: null, reason }, amiss)
}

export interface ToSeveral {
  readonly code: string
  readonly receiverId: string
  readonly picked: readonly { readonly unitId: string; readonly seen: number }[]
  readonly reason: string
}

async function pickedBy(ask: Ask, several: Omit<ToSeveral, 'reason'>) {
  const { window } = await findWindow(ask, several.code)
  mustReceive(ask, several.receiverId)
  const known = await owedTo(ask, window.id, several.receiverId)
  const units = [...new Map(several.picked.map(one => [one.unitId, one])).values()].map(({ unitId, seen }) => {
    const owed = known.find(one => one.unitId === unitId)
    if (!owed) throw missing('đơn vị này trong kỳ báo cáo')
    return { owed, seen }
  })
  return { window, known, units }
}

/** Nobody is picked; what was typed is judged all the same, as far as it is amiss for everyone who could be. */
function noneIsPicked(ask: Ask, known: readonly Owed[], amissOf: (of: rules.OfReport) => readonly Refusal[]): Refusal[] {
  const all = known.filter(one => !isHandedIn(standingOf(one))).map(one => amissOf(termsAt(ask, one)))
  // Who is refused whatever is typed could not be picked for this.
  const open = all.filter(one => one.every(each => each.field))
  const forAll = (open[0] ?? []).filter(one => open.every(each => each.some(other => other.field === one.field && other.say === one.say)))
  return [refuse('reports.nothing-picked', 'Chưa chọn đơn vị nào. Đánh dấu các đơn vị cần gia hạn hoặc miễn.'), ...forAll]
}

/** What is amiss with giving days to several as far as it could be read, in the words of the units it is amiss for. @throws missing · forbidden */
export async function judgeSeveral(
  ask: Ask<'reports.give-time'>,
  several: ToSeveral & { readonly until: Day | undefined },
): Promise<readonly Refusal[]> {
  const { until } = several
  const reason = tidy(several.reason)
  const amissOf = (of: rules.OfReport): readonly Refusal[] => rules.extend(of, { until, reason })
  const { known, units } = await pickedBy(ask, several)
  if (units.length === 0) return noneIsPicked(ask, known, amissOf)
  return amissOfSeveral(
    ask,
    units.map(({ owed }) => ({ owed, amiss: amissOf(termsAt(ask, owed)) })),
  ).map(one => ({ refused: 'reports.term', ...one }))
}

/** Several units at once: all of them, or nothing and each that stands in the way named. @throws missing · forbidden · stale · refused */
async function toSeveral(
  ask: Ask,
  several: ToSeveral,
  act: string,
  writing: Writing,
  amissOf: (of: rules.OfReport) => readonly Refusal[],
): Promise<void> {
  const { window, known, units } = await pickedBy(ask, several)
  if (units.length === 0) settle(noneIsPicked(ask, known, amissOf))
  const todo = units.filter(({ owed, seen }) => !isDone(ask, owed, seen, writing))
  if (todo.some(({ owed, seen }) => owed.terms.events.length !== seen)) throw stale(FASTER)
  settleSeveral(
    ask,
    todo.map(({ owed }) => ({ owed, amiss: amissOf(termsAt(ask, owed)) })),
  )
  const rows = todo.map(({ owed, seen }) => ({ unitId: owed.unitId, number: seen + 1 }))
  if (rows.length === 0) return
  if ((await putTerms(ask, window.id, rows, writing)).length !== rows.length) throw stale(FASTER)
  for (const { owed } of todo) await recordTerm(ask, owed, act, writing)
}

type Found = readonly { readonly owed: Owed; readonly amiss: readonly Refusal[] }[]

/** What is amiss with what was typed is said once, at its field; what is amiss with a unit is said with its name. */
function amissOfSeveral(ask: Ask, found: Found): readonly FieldError[] {
  const typed = new Map(found.flatMap(({ amiss }) => amiss.flatMap(one => (one.field ? [[`${one.field} ${one.say}`, one] as const] : []))))
  const units = found.flatMap(({ owed, amiss }) =>
    amiss.flatMap(one =>
      one.field ? [] : [{ field: `dv-${owed.unitId}`, say: `${ask.tree.label(owed.unitId, owed.window.until)}: ${one.say}` }],
    ),
  )
  return [...units, ...[...typed.values()].map(one => ({ field: one.field ?? '', say: one.say }))]
}

function settleSeveral(ask: Ask, found: Found): void {
  const fields = amissOfSeveral(ask, found)
  if (fields.length === 0) return
  const units = fields.filter(one => one.field.startsWith('dv-'))
  const code = found.flatMap(one => one.amiss)[0]?.refused ?? 'reports.term'
  const say = units.length > 0 ? `Chưa ghi gì: ${units.length} trên ${found.length} đơn vị chưa được.` : (fields[0]?.say ?? '')
  throw new Fault('refused', code, fields.length > 1 && units.length === 0 ? `Cần sửa ${fields.length} chỗ.` : say, fields)
}

/** The receiver gives one or several units more days, asked for or not. @throws missing · forbidden · stale · refused (see terms.extend) */
export async function extendSeveral(ask: Ask<'reports.give-time'>, several: ToSeveral & { readonly until: Day }): Promise<void> {
  const { until } = several
  const reason = tidy(several.reason)
  await toSeveral(ask, several, 'reports.give-time', { kind: 'extended', until, reason }, of => rules.extend(of, { until, reason }))
}

/** The receiver releases one or several units from this report. @throws missing · forbidden · stale · refused (see terms.waive) */
export async function waiveSeveral(ask: Ask<'reports.waive'>, several: ToSeveral): Promise<void> {
  const reason = tidy(several.reason)
  await toSeveral(ask, several, 'reports.waive', { kind: 'waived', until: null, reason }, of => rules.waive(of, reason))
}
