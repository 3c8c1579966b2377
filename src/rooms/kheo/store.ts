// The SQL of one model: finding it, writing what happens to it. Lists and counts are in store-lists.ts and counters.ts.
import { sql } from 'kysely'
import { type Ask, inReach } from '../../access/ask.ts'
import type { Action } from '../../access/grants.ts'
import type { Day } from '../../ground/day.ts'
import { Fault, missing, stale } from '../../ground/faults.ts'
import type { Kind, Registration } from './registration.ts'
import type { Confirmation, KheoModel, Step, WrittenStep } from './rules.ts'

interface Row {
  id: string
  unit_id: string
  body_id: string
  registered_on: Day
  kind: Kind
  field_code: string
  title: string
  situation: string
  aims: string
  content: string
  scope: string
  forces: string
  resources: string
  outputs: string
  upkeep: string
  version: number
  steps: WrittenStep[]
  stop: { id: string; on: Day; reason: string } | null
  confirmations: Confirmation[]
}

const toModel = ({ unit_id, body_id, registered_on, field_code, ...row }: Row): KheoModel => ({
  ...row,
  unitId: unit_id,
  bodyId: body_id,
  registeredOn: registered_on,
  fieldCode: field_code,
})

/** The models with these ids that are in reach, whole: registration, steps, confirmations, stop. */
export async function findAll(ask: Ask, ids: readonly string[]): Promise<KheoModel[]> {
  const { rows } = await sql<Row>`
    select m.id, m.unit_id, m.body_id, m.registered_on, m.kind, m.field_code, m.title, m.situation, m.aims, m.content, m.scope,
           m.forces, m.resources, m.outputs, m.upkeep, m.version,
           coalesce((select json_agg(json_build_object('id', s.id, 'seq', s.seq, 'follows', s.follows, 'step', s.step, 'bodyId', s.body_id,
                                                       'on', s.on_day, 'note', s.note, 'decision', s.decision) order by s.seq)
                       from kheo_step s where s.model_id = m.id), '[]') as steps,
           (select json_build_object('id', t.id, 'on', t.on_day, 'reason', t.reason) from kheo_stop t where t.model_id = m.id) as stop,
           coalesce((select json_agg(json_build_object('year', c.year, 'running', c.running, 'rating', c.rating, 'on', c.on_day) order by c.year)
                       from kheo_confirmation c where c.model_id = m.id), '[]') as confirmations
      from kheo_model m where m.id = any(${[...ids]}::uuid[]) and ${inReach(ask, 'm.unit_id')}`.execute(ask.tx)
  return rows.map(toModel)
}

/** The model, if it is in reach. @throws missing */
export async function find(ask: Ask, id: string): Promise<KheoModel> {
  const [model] = await findAll(ask, [id])
  if (!model) throw missing('mô hình này')
  return model
}

/** Whether a model stands under this id, in reach or not: the id of a form is used once. */
export const isTaken = async (ask: Ask, id: string): Promise<boolean> =>
  (await ask.tx.selectFrom('kheo_model').select('id').where('id', '=', id).executeTakeFirst()) !== undefined

const columnsOf = (form: Registration) => ({
  registered_on: form.registeredOn,
  kind: form.kind,
  field_code: form.fieldCode,
  title: form.title,
  situation: form.situation,
  aims: form.aims,
  content: form.content,
  scope: form.scope,
  forces: form.forces,
  resources: form.resources,
  outputs: form.outputs,
  upkeep: form.upkeep,
})

/** Writes a registration. @throws conflict when its id was used at the same moment */
export async function add(ask: Ask<'kheo.register'>, id: string, bodyId: string, form: Registration): Promise<void> {
  const { numInsertedOrUpdatedRows } = await ask.tx
    .insertInto('kheo_model')
    .values({ id, unit_id: form.unitId, body_id: bodyId, ...columnsOf(form), created_by: ask.person.id, created_at: ask.at })
    .onConflict(conflict => conflict.column('id').doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) throw idTaken()
}

/** The id of a form was used for something else. */
export const idTaken = (): Fault =>
  new Fault('conflict', 'kheo.id-taken', 'Biểu mẫu này đã được gửi với nội dung khác. Mở lại trang rồi ghi phần còn thiếu.')

/** Takes the model's next version, or refuses a page that is no longer the newest. @throws stale */
async function turn(ask: Ask<Action>, model: { readonly id: string; readonly version: number }, form?: Registration): Promise<number> {
  const turned = await ask.tx
    .updateTable('kheo_model')
    .set({ ...(form ? columnsOf(form) : {}), version: model.version + 1 })
    .where('id', '=', model.id)
    .where('version', '=', model.version)
    .where(inReach(ask, 'unit_id'))
    .executeTakeFirst()
  if (turned.numUpdatedRows !== 1n) throw stale('Mô hình này vừa có người ghi thêm hoặc sửa. Xem lại bên dưới rồi gửi lại.')
  return model.version + 1
}

/** Mends a registration. @throws stale */
export const change = async (ask: Ask<'kheo.register'>, model: { id: string; version: number }, form: Registration): Promise<void> => {
  await turn(ask, model, form)
}

/** Writes a step as the model's next version. @throws stale */
export async function addStep(
  ask: Ask<'kheo.register' | 'kheo.appraise' | 'kheo.recognise' | 'kheo.praise'>,
  model: { id: string; version: number },
  step: Step,
): Promise<void> {
  const seq = await turn(ask, model)
  await ask.tx
    .insertInto('kheo_step')
    .values({
      id: step.id,
      model_id: model.id,
      seq,
      follows: step.follows,
      step: step.step,
      body_id: step.bodyId,
      on_day: step.on,
      note: step.note,
      decision: step.decision,
      created_by: ask.person.id,
      created_at: ask.at,
    })
    .execute()
}

/** Writes that the model stopped. @throws stale */
export async function addStop(
  ask: Ask<'kheo.stop' | 'kheo.confirm'>,
  model: { id: string; version: number },
  stop: { id: string; on: Day; reason: string },
): Promise<void> {
  await turn(ask, model)
  await ask.tx
    .insertInto('kheo_stop')
    .values({ id: stop.id, model_id: model.id, on_day: stop.on, reason: stop.reason, created_by: ask.person.id, created_at: ask.at })
    .execute()
}

/** Writes the year's answer; a later answer of the same year takes its place. */
export async function putConfirmation(ask: Ask<'kheo.confirm'>, modelId: string, one: Confirmation): Promise<void> {
  const answer = { running: one.running, rating: one.rating, on_day: one.on, confirmed_by: ask.person.id, confirmed_at: ask.at }
  await ask.tx
    .insertInto('kheo_confirmation')
    .values({ model_id: modelId, year: one.year, ...answer })
    .onConflict(conflict => conflict.columns(['model_id', 'year']).doUpdateSet(answer))
    .execute()
}
