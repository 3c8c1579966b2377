// Changing the organisation: a plan is brought or typed, looked at with all that it does, and applied in one transaction to the very
// organisation that was shown. One still to come is taken back; a past one is set right by another that names it.
import { sql } from 'kysely'
import type { Ask } from '../../access/ask.ts'
import { record, seatFor } from '../../access/ask.ts'
import type { Day } from '../../ground/day.ts'
import { Fault, missing, type Refusal, settle } from '../../ground/faults.ts'
import { sha256 } from '../../ground/files.ts'
import { tidy } from '../../ground/vietnamese.ts'
import { applyChange, type ChangeRow, findChange, takeBack, unitsOfChange } from '../../org/change-store.ts'
import { holdOrg } from '../../org/hold.ts'
import { orgMark, treeAt } from '../../org/store.ts'
import { eveOf, measuresOf, type Plan, type PlanInput, type Worked, workOut } from './plan.ts'
import { checkMeasure, type KeptMeasure, type Measure } from './resolution.ts'
import { followersOn } from './store-focal.ts'
import { addPlan, changePlan, dropPlan, findPlan, isPlanned, settlePlan } from './store-plans.ts'

type Reforming = Ask<'units.reform'>

export interface General {
  readonly title: string
  readonly day: Day
  readonly law?: string | undefined
  readonly lawTitle?: string | undefined
  readonly lawDay?: Day | undefined
}

export interface Brought extends General {
  readonly id: string
  readonly seat?: string | undefined
  readonly corrects?: string | undefined
}

const lawIn = (general: General): Plan['law'] => ({
  id: general.law ?? null,
  title: general.lawTitle ?? '',
  issuedOn: general.lawDay ?? null,
})

const digest = (input: PlanInput): string => sha256(JSON.stringify(input))

/** Keeps what was brought as a plan of the person's seat: the lines of files as read, or no measure yet. */
export async function bring(
  ask: Reforming,
  brought: Brought,
  way: Plan['way'],
  input: PlanInput,
  source?: { name: string; sha256: string },
): Promise<void> {
  if (brought.corrects !== undefined && !(await findChange(ask.tx, brought.corrects))) throw missing('lần thay đổi cần đính chính')
  const plan: Plan = {
    id: brought.id,
    unitId: seatFor(ask.grant, brought.seat),
    way,
    title: brought.title,
    effectiveOn: brought.day,
    corrects: brought.corrects ?? null,
    law: lawIn(brought),
    sourceName: tidy(source?.name ?? ''),
    sourceSha256: source?.sha256 ?? digest(input),
    input,
    version: 1,
    changeId: null,
  }
  if (await addPlan(ask, plan)) return
  // The same form sent twice is one plan; another one sent under its id must not be lost behind it.
  const known = await findPlan(ask, plan.id)
  const isSame =
    known.way === way &&
    known.title === plan.title &&
    known.effectiveOn === plan.effectiveOn &&
    (way === 'resolution' || known.sourceSha256 === plan.sourceSha256)
  if (!isSame)
    throw new Fault('conflict', 'unit.plan-twice', 'Biểu mẫu này đã lập thành một bản dự kiến khác. Gửi lần nữa để lập thành bản mới.')
}

/** The plan as it would act on the organisation of this moment, with the mark of that moment. */
export async function worked(ask: Reforming, plan: Plan): Promise<Worked & { readonly mark: string }> {
  const { rows } = await sql<{ mark: string }>`select ${orgMark} as mark`.execute(ask.tx)
  return { ...(await workedAt(ask, plan, rows[0]?.mark ?? '')), mark: rows[0]?.mark ?? '' }
}

async function workedAt(ask: Reforming, plan: Plan, mark: string): Promise<Worked> {
  const tree = await treeAt(ask.tx, mark, plan.effectiveOn)
  return workOut(plan, tree, await followersOn(ask.tx, eveOf(tree, plan).day), ask.grant.units)
}

/** What was taken back is planned anew, with all that was typed. @throws missing · conflict while the change stands */
export async function planAnew(ask: Reforming, id: string, newId: string): Promise<void> {
  const plan = await findPlan(ask, id)
  const change = plan.changeId === null ? undefined : await findChange(ask.tx, plan.changeId)
  if (!change || change.takenBackOn === null)
    throw new Fault('conflict', 'unit.plan-stands', 'Chỉ lập lại được bản dự kiến của một lần thay đổi đã rút lại.')
  await addPlan(ask, { ...plan, id: newId, version: 1, changeId: null })
}

/** Changes the title, the day and the law of an open plan. @throws stale */
export async function amend(ask: Reforming, id: string, version: number, general: General): Promise<void> {
  const plan = await openPlan(ask, id)
  await changePlan(ask, { ...plan, title: general.title, effectiveOn: general.day, law: lawIn(general), version })
}

/** Adds a measure of the resolution, or puts another in its place. @throws refused unit.* · stale */
export async function keepMeasure(ask: Reforming, id: string, version: number, kept: KeptMeasure): Promise<void> {
  const plan = await openPlan(ask, id)
  settle(refusalsOf(ask, plan, kept.measure))
  const known = measuresOf(plan)
  const measures = known.some(one => one.id === kept.id) ? known.map(one => (one.id === kept.id ? kept : one)) : [...known, kept]
  await changeMeasures(ask, { ...plan, version }, measures)
}

export const refusalsOf = (ask: Reforming, plan: Plan, measure: Measure): readonly Refusal[] => checkMeasure(eveOf(ask.tree, plan), measure)

/** Leaves a measure out of the plan. @throws stale */
export async function dropMeasure(ask: Reforming, id: string, version: number, measureId: string): Promise<void> {
  const plan = await openPlan(ask, id)
  await changeMeasures(
    ask,
    { ...plan, version },
    measuresOf(plan).filter(one => one.id !== measureId),
  )
}

async function changeMeasures(ask: Reforming, plan: Plan, measures: readonly KeptMeasure[]): Promise<void> {
  const input = { measures }
  await changePlan(ask, { ...plan, input, sourceSha256: digest(input) })
}

async function openPlan(ask: Reforming, id: string): Promise<Plan> {
  const plan = await findPlan(ask, id)
  if (plan.changeId !== null) throw new Fault('conflict', 'unit.plan-applied', 'Bản dự kiến này đã được áp dụng, không sửa được nữa.')
  return plan
}

/** Puts an open plan away. @throws stale */
export const putAway = (ask: Reforming, id: string, version: number): Promise<void> => dropPlan(ask, id, version)

/** Shown and applied are the same, or nothing is applied. */
const shownAnew = (): Fault =>
  new Fault(
    'stale',
    'unit.plan-stale',
    'Tổ chức hoặc bản dự kiến vừa có thay đổi khác kể từ khi ông/bà xem. Chưa áp dụng gì; xem lại tác động bên dưới rồi áp dụng.',
  )

/**
 * Applies the plan as one change of the organisation, with its law, in this transaction.
 * @throws refused unit.* · change.* · unit.law-missing · stale when the organisation or the plan is not what was shown
 */
export async function apply(ask: Reforming, id: string, seen: { version: number; mark: string }): Promise<string> {
  const mark = await holdOrg(ask.tx)
  const plan = await findPlan(ask, id, { hold: true })
  // Sent twice, it was applied once.
  if (plan.changeId !== null) return plan.changeId
  if (plan.version !== seen.version || mark !== seen.mark) throw shownAnew()
  const { set, rejected, refusals } = await workedAt(ask, plan, mark)
  settle(mayApply(plan, set.law !== undefined, rejected.length, refusals))
  await applyChange(ask.tx, set, { personId: ask.person.id, at: ask.at })
  await settlePlan(ask, plan.id, set.id)
  await record(ask, {
    unit: plan.unitId,
    subject: set.id,
    detail: { title: set.title, on: set.effectiveOn, law: set.law?.id, steps: set.steps.length },
  })
  return set.id
}

/** What is missing before a plan may be applied, beside what its steps themselves must mend. */
export function mayApply(plan: Plan, hasLaw: boolean, rejected: number, refusals: readonly Refusal[]): readonly Refusal[] | true {
  const found = [...refusals]
  if (!hasLaw)
    found.push({
      refused: 'unit.law-missing',
      say: 'Căn cứ: chưa ghi số, ký hiệu và trích yếu của nghị quyết, quyết định. Ghi ở mục “Thông tin chung”.',
      field: 'law',
    })
  // The part of a reform that could be read may not come into force without the rest of it.
  if (plan.way === 'files' && rejected > 0)
    found.push({
      refused: 'unit.lines-rejected',
      say: `Còn ${rejected} dòng không nhận được. Sửa tệp rồi nạp lại; sắp xếp chỉ áp dụng trọn vẹn.`,
      field: 'file',
    })
  return found.length === 0 ? true : found
}

/** Whether this person may take the change back: a plan of their reach made it, or all that it touched lies in their reach. */
export async function mayTakeBack(ask: Reforming, change: ChangeRow): Promise<boolean> {
  if (change.takenBackOn !== null || change.effectiveOn <= ask.today) return false
  if (await isPlanned(ask, change.id)) return true
  const { changed, ended } = await unitsOfChange(ask.tx, change.id)
  const touched = [...changed, ...ended]
  return touched.length > 0 && touched.every(id => ask.grant.units.has(id))
}

/** Takes back a change that is still to come. @throws missing · refused org.change-past · org.change-built-on */
export async function takeBackChange(ask: Reforming, id: string): Promise<void> {
  const change = await findChange(ask.tx, id)
  if (!change) throw missing('lần thay đổi này')
  // What is past is refused by the organisation itself, with its reason.
  if (change.takenBackOn === null && change.effectiveOn > ask.today && !(await mayTakeBack(ask, change))) throw missing('lần thay đổi này')
  await takeBack(ask.tx, id, { personId: ask.person.id, at: ask.at }, ask.today)
  await record(ask, {
    unit: [...ask.grant.seats][0] ?? '',
    subject: id,
    act: 'units.take-back',
    detail: { title: change.title, on: change.effectiveOn },
  })
}
