// One function per verb: find, decide, write, record. The pages do nothing else, and nothing else writes.
import { randomUUID } from 'node:crypto'
import { type Ask, record, seatFor, within } from '../../access/ask.ts'
import { type Day, day } from '../../ground/day.ts'
import { Fault, type FieldError, settle } from '../../ground/faults.ts'
import * as registration from './registration.ts'
import { PARTS, type Registration } from './registration.ts'
import type { Answer, KheoModel, Step, Taking } from './rules.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'
import { alike, fields } from './store-lists.ts'

export interface Registering extends Registration {
  readonly id: string
  /** The person has seen the models that read alike: this is another. */
  readonly another: boolean
}

async function around(ask: Ask<'kheo.register'>, form: Registering): Promise<registration.Around> {
  const [tree, likes, known] = [ask.tree.on(form.registeredOn), await alike(ask, form.unitId, form.title, form.id), await fields(ask.tx)]
  return { today: ask.today, tree, alike: likes.map(one => one.title), another: form.another, fields: known.map(field => field.code) }
}

const sameForm = (a: Registration, b: Registration): boolean =>
  a.unitId === b.unitId &&
  a.kind === b.kind &&
  a.fieldCode === b.fieldCode &&
  a.title === b.title &&
  a.registeredOn === b.registeredOn &&
  PARTS.every(part => a[part] === b[part])

/** Registers a model of a unit in the person's own care with the body of its own level. Sent twice it is one. @throws missing · refused (see registration.register) · conflict */
export async function register(ask: Ask<'kheo.register'>, form: Registering): Promise<void> {
  within(ask, form.unitId)
  if (await store.isTaken(ask, form.id)) {
    const [known] = await store.findAll(ask, [form.id])
    if (known && sameForm(known, form)) return
    throw store.idTaken()
  }
  const { bodyId } = settle(registration.register(form, await around(ask, form))) as { readonly bodyId: string }
  await store.add(ask, form.id, bodyId, form)
  await record(ask, {
    unit: form.unitId,
    subject: form.id,
    detail: { title: form.title, kind: form.kind, on: form.registeredOn, body: bodyId },
  })
}

/** Mends a registration that nobody has appraised. @throws missing · stale · refused (see registration.edit) */
export async function edit(ask: Ask<'kheo.register'>, form: Omit<Registering, 'unitId'> & { readonly version: number }): Promise<void> {
  const model = await store.find(ask, form.id)
  const whole = { ...form, unitId: model.unitId }
  const mended = settle(registration.edit(model, whole, await around(ask, whole))) as Registration
  await store.change(ask, { id: model.id, version: form.version }, mended)
  await record(ask, { unit: model.unitId, subject: model.id, act: 'kheo.edit', detail: { changed: changes(model, mended) } })
}

/** From what to what, field by field. */
const changes = (from: Registration, to: Registration): Record<string, readonly [string, string]> =>
  Object.fromEntries(
    (['registeredOn', 'kind', 'fieldCode', 'title', ...PARTS] as const).flatMap(name =>
      from[name] === to[name] ? [] : [[name, [from[name], to[name]]]],
    ),
  )

export interface Deed {
  readonly model: string
  readonly version: number
  /** The id of the deed, made where its form was opened: sent twice it is one. */
  readonly id: string
  readonly on: string
  readonly note?: string | undefined
  readonly decision?: string | undefined
  readonly seat?: string | undefined
}

type Stepping = Ask<'kheo.register' | 'kheo.appraise' | 'kheo.recognise' | 'kheo.praise'>
type Decide = (model: KheoModel, taking: Taking, times: rules.Times) => Step | ReturnType<typeof rules.recognise>

async function step(ask: Stepping, deed: Deed, act: string, decide: Decide): Promise<void> {
  const model = await store.find(ask, deed.model)
  const taking = { id: deed.id, on: day(deed.on), note: deed.note ?? '', decision: deed.decision ?? '' }
  if (
    isDone(
      model.steps.find(one => one.id === deed.id),
      taking,
    )
  )
    return
  const times = { today: ask.today, tree: ask.tree, thatDay: ask.tree.on(taking.on) }
  const taken = settle(decide(model, taking, times)) as Step
  await store.addStep(ask, { id: model.id, version: deed.version }, taken)
  await record(ask, {
    unit: model.unitId,
    subject: model.id,
    act,
    detail: { body: taken.bodyId, on: taken.on, note: taken.note, decision: taken.decision },
  })
}

/** Whether the deed is written already. @throws conflict when another deed bears its id */
function isDone(
  written: { readonly on: Day; readonly note: string; readonly decision?: string } | undefined,
  taking: Omit<Taking, 'decision'> & { decision?: string },
): boolean {
  if (!written) return false
  if (written.on === taking.on && written.note === taking.note && (written.decision ?? '') === (taking.decision ?? '')) return true
  throw store.idTaken()
}

/** Registers the model with an upper body too. @throws missing · stale · refused (see rules.registerAt) */
export const registerAt = (ask: Ask<'kheo.register'>, deed: Deed & { readonly body: string }): Promise<void> =>
  step(ask, deed, 'kheo.register-at', (model, taking, times) => rules.registerAt(model, deed.body, taking, times))

/** The seat's body appraises the model. @throws missing · stale · refused (see rules.appraise) */
export const appraise = (ask: Ask<'kheo.appraise'>, deed: Deed): Promise<void> =>
  step(ask, deed, 'kheo.appraise', (model, taking, times) => rules.appraise(model, seatFor(ask.grant, deed.seat), taking, times))

/** The seat's body recognises what it has appraised. @throws missing · stale · refused (see rules.recognise) */
export const recognise = (ask: Ask<'kheo.recognise'>, deed: Deed): Promise<void> =>
  step(ask, deed, 'kheo.recognise', (model, taking, times) => rules.recognise(model, seatFor(ask.grant, deed.seat), taking, times))

/** The seat's body does not recognise the model, and says why. @throws missing · stale · refused (see rules.refuseRecognition) */
export const refuseRecognition = (ask: Ask<'kheo.recognise'>, deed: Deed): Promise<void> =>
  step(ask, deed, 'kheo.refuse', (model, taking, times) => rules.refuseRecognition(model, seatFor(ask.grant, deed.seat), taking, times))

/** The seat's body takes its recognition back, and says why. @throws missing · stale · refused (see rules.withdraw) */
export const withdraw = (ask: Ask<'kheo.recognise'>, deed: Deed): Promise<void> =>
  step(ask, deed, 'kheo.withdraw', (model, taking, times) => rules.withdraw(model, seatFor(ask.grant, deed.seat), taking, times))

/** The seat's level commends the model. @throws missing · stale · refused (see rules.praise) */
export const praise = (ask: Ask<'kheo.praise'>, deed: Deed): Promise<void> =>
  step(ask, deed, 'kheo.praise', (model, taking, times) => rules.praise(model, seatFor(ask.grant, deed.seat), taking, times))

/** The model stops. @throws missing · stale · refused (see rules.stop) */
export async function stop(ask: Ask<'kheo.stop'>, deed: Deed): Promise<void> {
  const model = await store.find(ask, deed.model)
  const taking = { id: deed.id, on: day(deed.on), note: deed.note ?? '' }
  if (model.stop?.id === deed.id && isDone({ on: model.stop.on, note: model.stop.reason }, taking)) return
  const stopped = settle(rules.stop(model, taking, ask.today)) as { id: string; on: Day; reason: string }
  await store.addStop(ask, { id: model.id, version: deed.version }, stopped)
  await record(ask, { unit: model.unitId, subject: model.id, detail: { on: stopped.on, reason: stopped.reason } })
}

export interface Confirming {
  readonly year: number
  readonly on: Day
  /** One entry for each row answered; `row` names the row of the sheet in what is refused. */
  readonly answers: readonly { readonly row: number; readonly model: string; readonly answer: Answer }[]
}

/**
 * Confirms a sheet of models at once: all of it is written, or nothing. What no longer runs stops that day, for the reason given.
 * @returns how many answers were new. @throws refused, naming each row to mend (see rules.confirm, rules.stop)
 */
export async function confirm(ask: Ask<'kheo.confirm'>, sheet: Confirming): Promise<number> {
  const models = new Map(
    (
      await store.findAll(
        ask,
        sheet.answers.map(one => one.model),
      )
    ).map(model => [model.id, model]),
  )
  const decided = sheet.answers.map(({ row, model: id, answer }) => decide(models.get(id), row, answer, sheet, ask.today))
  const errors = decided.flatMap(one => ('errors' in one ? one.errors : []))
  if (errors.length > 0) throw new Fault('refused', errors[0]?.code ?? 'kheo.sheet', `Cần sửa ${errors.length} chỗ.`, errors)
  let fresh = 0
  for (const one of decided) {
    if (
      'errors' in one ||
      isSame(
        one.model.confirmations.find(before => before.year === sheet.year),
        one.confirmation,
      )
    )
      continue
    await store.putConfirmation(ask, one.model.id, one.confirmation)
    if (one.stop) await store.addStop(ask, one.model, one.stop)
    const { year, rating, on } = one.confirmation
    const before = one.model.confirmations.find(each => each.year === year)?.rating ?? null
    await record(ask, {
      unit: one.model.unitId,
      subject: one.model.id,
      detail: { year, on, rating: [before, rating], stopped: one.stop?.reason ?? null },
    })
    fresh++
  }
  return fresh
}

type Decided =
  | {
      readonly model: KheoModel
      readonly confirmation: rules.Confirmation
      readonly stop: { id: string; on: Day; reason: string } | undefined
    }
  | { readonly errors: readonly (FieldError & { code: string })[] }

function decide(model: KheoModel | undefined, row: number, answer: Answer, { year, on }: Confirming, today: Day): Decided {
  if (!model) return { errors: [{ code: 'missing', field: `s${row}`, say: `Dòng ${row}: không tìm thấy mô hình này.` }] }
  const said = (refusal: { refused: string; say: string; field?: string }): Decided => ({
    errors: [
      {
        code: refusal.refused,
        field: FIELD_OF[refusal.field ?? ''] ?? `${refusal.field === 'note' ? 'r' : 's'}${row}`,
        say: `${model.title}: ${refusal.say}`,
      },
    ],
  })
  const confirmation = rules.confirm(model, year, answer, on, today)
  if ('refused' in confirmation) return said(confirmation)
  if (answer.running) return { model, confirmation, stop: undefined }
  const stopped = rules.stop(model, { id: randomUUID(), on, note: answer.reason }, today)
  return 'refused' in stopped ? said(stopped) : { model, confirmation, stop: stopped }
}

const FIELD_OF: Readonly<Record<string, string>> = { on: 'on', year: 'year' }

const isSame = (before: rules.Confirmation | undefined, now: rules.Confirmation): boolean =>
  before !== undefined && before.running === now.running && before.rating === now.rating
