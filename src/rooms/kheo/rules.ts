// What happens to a registered model, step by step before each body. Pure: who may act is decided elsewhere.
import type { Day } from '../../ground/day.ts'
import { yearOf } from '../../ground/day.ts'
import { type Refusal, refuse } from '../../ground/faults.ts'
import { formatDay } from '../../ground/vietnamese.ts'
import type { OrgTree } from '../../org/tree.ts'
import { missingParts, PART_WORDS, type Registration } from './registration.ts'

export const STEPS = ['registered', 'appraised', 'recognised', 'not_recognised', 'praised', 'withdrawn'] as const
export type StepWord = (typeof STEPS)[number]

export interface Step {
  readonly id: string
  readonly step: StepWord
  /** The unit before which the step is taken. */
  readonly bodyId: string
  readonly on: Day
  readonly note: string
  readonly decision: string
  /** The step of the same body's path that it comes after; null after the registration itself, and for what is no path. */
  readonly follows: number | null
}

export interface WrittenStep extends Step {
  readonly seq: number
}

export const RATINGS = ['effective', 'ordinary', 'ineffective'] as const
export type Rating = (typeof RATINGS)[number]

export interface Confirmation {
  readonly year: number
  readonly running: boolean
  readonly rating: Rating | null
  readonly on: Day
}

export interface KheoModel extends Registration {
  readonly id: string
  /** The body of its own level, before which it was registered first. */
  readonly bodyId: string
  readonly version: number
  /** What came after the registration, in the order in which it was written. */
  readonly steps: readonly WrittenStep[]
  readonly stop: { readonly id: string; readonly on: Day; readonly reason: string } | null
  readonly confirmations: readonly Confirmation[]
}

/** What a person writes when they take a step. */
export interface Taking {
  readonly id: string
  readonly on: Day
  readonly note: string
  readonly decision: string
}

/** Today's organisation, and that of the day of the step. */
export interface Times {
  readonly today: Day
  readonly tree: OrgTree
  readonly thatDay: OrgTree
}

/** A seat stands for itself and for past bodies of its own level whose papers it keeps; never for those of another level. */
export function standsFor(tree: OrgTree, seat: string, body: string): boolean {
  if (body === seat) return true
  return tree.keeper(body) === seat && tree.history.lastOn(body, tree.day)?.level === tree.unit(seat)?.level
}

export interface Standing {
  readonly step: Exclude<StepWord, 'praised'>
  readonly bodyId: string
  readonly on: Day
  /** Null for the registration at the body of its own level, which is the model itself. */
  readonly seq: number | null
}

/** How far the model has come before the body of this seat; undefined when it was never registered there. */
export function standingBefore(model: KheoModel, tree: OrgTree, seat: string): Standing | undefined {
  const path: Standing[] = [{ step: 'registered', bodyId: model.bodyId, on: model.registeredOn, seq: null }]
  for (const { step, bodyId, on, seq } of model.steps) if (step !== 'praised') path.push({ step, bodyId, on, seq })
  return path.findLast(step => standsFor(tree, seat, step.bodyId))
}

/** The bodies above the model's unit that stood on a day and before which it is not registered yet, the nearest first. */
export function upperBodies(model: KheoModel, { tree, thatDay }: Omit<Times, 'today'>): string[] {
  const base = thatDay.unit(model.bodyId) ? model.bodyId : thatDay.keeper(model.bodyId)
  const above = base === undefined ? [] : [...thatDay.path(base)].reverse()
  return above.map(each => each.id).filter(id => standingBefore(model, tree, id) === undefined && !standsFor(thatDay, id, model.bodyId))
}

/**
 * Registers the model with a body above its unit too; it stays one model.
 * @returns the step, or `kheo.registered-there` · `kheo.not-above`, and what no step may do (see impossible)
 */
export function registerAt(model: KheoModel, bodyId: string, taking: Taking, times: Times): Step | Refusal {
  const no = impossible(model, taking, times)
  if (no) return no
  if (standingBefore(model, times.tree, bodyId)) return refuse('kheo.registered-there', 'Mô hình đã đăng ký với cơ quan này.', 'body')
  if (!upperBodies(model, times).includes(bodyId))
    return refuse(
      'kheo.not-above',
      `Ngày ${formatDay(taking.on)} cơ quan này không phải cấp trên của đơn vị có mô hình. Chọn lại cơ quan hoặc sửa ngày.`,
      'body',
    )
  return { ...taking, step: 'registered', bodyId, follows: null }
}

/**
 * The body of the seat appraises a model registered with it, from the nine fields of the form.
 * @returns the step, or `kheo.not-here` · `kheo.appraised` · `kheo.incomplete` · `kheo.early` · `kheo.body-not-standing`
 */
export function appraise(model: KheoModel, seat: string, taking: Taking, times: Times): Step | Refusal {
  const no = impossible(model, taking, times)
  if (no) return no
  const last = standingBefore(model, times.tree, seat)
  if (!last) return refuse('kheo.not-here', 'Mô hình chưa đăng ký với đơn vị của ông/bà nên đơn vị chưa thẩm định được.')
  if (last.step === 'appraised' || last.step === 'recognised')
    return refuse('kheo.appraised', `Đơn vị đã thẩm định mô hình này; bước gần nhất ngày ${formatDay(last.on)}.`)
  const missing = missingParts(model)
  if (missing.length > 0)
    return refuse(
      'kheo.incomplete',
      `Bản đăng ký còn thiếu mục ${missing.map(part => PART_WORDS[part].label).join('; ')}. Bổ sung rồi thẩm định.`,
    )
  return next(model, 'appraised', seat, last, taking, times)
}

/**
 * The body of the seat recognises a model that it has appraised itself.
 * @returns the step, or `kheo.already` · `kheo.unappraised` · `kheo.early` · `kheo.body-not-standing`
 */
export function recognise(model: KheoModel, seat: string, taking: Taking, times: Times): Step | Refusal {
  const last = appraisedBefore(model, seat, taking, times)
  return 'refused' in last ? last : next(model, 'recognised', seat, last, taking, times)
}

/** Does not recognise, for a reason; the model may be appraised again later. @returns the step, or `kheo.reason`, and what recognise refuses */
export function refuseRecognition(model: KheoModel, seat: string, taking: Taking, times: Times): Step | Refusal {
  const last = appraisedBefore(model, seat, taking, times)
  return 'refused' in last ? last : (reasonless(taking.note) ?? next(model, 'not_recognised', seat, last, taking, times))
}

/** Takes a recognition back, for a reason; that it was given stays written. @returns the step, or `kheo.unrecognised` · `kheo.reason` · `kheo.early` */
export function withdraw(model: KheoModel, seat: string, taking: Taking, times: Times): Step | Refusal {
  const no = impossible(model, taking, times)
  if (no) return no
  const last = standingBefore(model, times.tree, seat)
  if (last?.step !== 'recognised')
    return refuse('kheo.unrecognised', 'Đơn vị của ông/bà chưa công nhận mô hình này nên không có gì để thu hồi.')
  return reasonless(taking.note) ?? next(model, 'withdrawn', seat, last, taking, times)
}

/** Commends the model at the level of the seat, once a year; another level may commend the same model. @returns the step, or `kheo.praised` · `kheo.body-not-standing` */
export function praise(model: KheoModel, seat: string, taking: Taking, times: Times): Step | Refusal {
  const no = impossible(model, taking, times)
  if (no) return no
  const year = yearOf(taking.on)
  if (model.steps.some(step => step.step === 'praised' && standsFor(times.tree, seat, step.bodyId) && yearOf(step.on) === year))
    return refuse('kheo.praised', `Đơn vị đã khen mô hình này trong năm ${year}.`, 'on')
  return next(model, 'praised', seat, undefined, taking, times)
}

/** The model stops, for a reason, not before anything that is written of it. @returns the stop, or `kheo.stopped-before-step` · `kheo.reason` */
export function stop(model: KheoModel, taking: Omit<Taking, 'decision'>, today: Day): { id: string; on: Day; reason: string } | Refusal {
  const no = impossible(model, taking, { today })
  if (no) return no
  const last = model.steps
    .map(step => step.on)
    .sort()
    .at(-1)
  if (last !== undefined && taking.on < last)
    return refuse('kheo.stopped-before-step', `Ngày dừng trước ngày ${formatDay(last)}: hôm đó mô hình còn có việc đã ghi.`, 'on')
  return reasonless(taking.note) ?? { id: taking.id, on: taking.on, reason: taking.note }
}

/** What no deed on a model may be. `kheo.stopped` · `kheo.deed-ahead` · `kheo.before-registration` */
function impossible(model: KheoModel, taking: { readonly on: Day }, { today }: { readonly today: Day }): Refusal | undefined {
  if (model.stop) return refuse('kheo.stopped', `Mô hình đã dừng ngày ${formatDay(model.stop.on)}, không ghi thêm việc mới.`)
  if (taking.on > today) return refuse('kheo.deed-ahead', 'Ngày này chưa đến. Ghi ngày việc đã diễn ra.', 'on')
  if (taking.on < model.registeredOn)
    return refuse('kheo.before-registration', `Ngày này trước ngày đăng ký ${formatDay(model.registeredOn)}. Kiểm tra lại ngày.`, 'on')
  return undefined
}

function appraisedBefore(model: KheoModel, seat: string, taking: Taking, times: Times): Standing | Refusal {
  const no = impossible(model, taking, times)
  if (no) return no
  const last = standingBefore(model, times.tree, seat)
  if (last?.step === 'recognised') return refuse('kheo.already', `Đơn vị đã công nhận mô hình này ngày ${formatDay(last.on)}.`)
  return last?.step === 'appraised'
    ? last
    : refuse('kheo.unappraised', 'Đơn vị của ông/bà chưa thẩm định mô hình này. Thẩm định trước, công nhận sau.')
}

const reasonless = (note: string): Refusal | undefined => (note.trim() === '' ? refuse('kheo.reason', 'Ghi lý do.', 'note') : undefined)

/** The step before the body of that day: the seat, or the past body it stands for. Never before the step that it follows. */
function next(model: KheoModel, step: StepWord, seat: string, last: Standing | undefined, taking: Taking, times: Times): Step | Refusal {
  if (last && taking.on < last.on)
    return refuse('kheo.early', `Ngày này trước bước liền trước của đơn vị, ngày ${formatDay(last.on)}. Kiểm tra lại ngày.`, 'on')
  const bodies = [seat, model.bodyId, ...model.steps.map(each => each.bodyId)].filter(body => standsFor(times.tree, seat, body))
  const bodyId = bodies.find(body => times.thatDay.unit(body))
  if (bodyId === undefined)
    return refuse('kheo.body-not-standing', `Ngày ${formatDay(taking.on)} đơn vị của ông/bà chưa thành lập. Kiểm tra lại ngày.`, 'on')
  return { ...taking, step, bodyId, follows: last?.seq ?? null }
}

/** What the yearly confirmation says of one model. */
export type Answer = { readonly running: true; readonly rating: Rating } | { readonly running: false; readonly reason: string }

/**
 * Confirms whether a model still runs and how well, for this year or, late, for the last.
 * @returns the confirmation, or `kheo.confirm-year` · `kheo.confirm-later`, and what no deed may be; what stops is for `stop` to judge
 */
export function confirm(model: KheoModel, year: number, answer: Answer, on: Day, today: Day): Confirmation | Refusal {
  const no = impossible(model, { on }, { today })
  if (no) return no
  if (year !== yearOf(today) && year !== yearOf(today) - 1)
    return refuse('kheo.confirm-year', `Chỉ xác nhận cho năm ${yearOf(today)} hoặc năm ${yearOf(today) - 1}.`, 'year')
  if (yearOf(model.registeredOn) > year) return refuse('kheo.confirm-later', `Năm ${year} mô hình này chưa đăng ký.`)
  return { year, running: answer.running, rating: answer.running ? answer.rating : null, on }
}
