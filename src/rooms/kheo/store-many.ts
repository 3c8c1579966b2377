// Writing many models at once: the demo, and later what is brought in from other systems. Whoever calls this answers for the rules.
import type { Day } from '../../ground/day.ts'
import type { Tx } from '../../ground/db.ts'
import type { Registration } from './registration.ts'
import type { Confirmation, WrittenStep } from './rules.ts'

export interface WholeModel extends Registration {
  readonly id: string
  readonly bodyId: string
  readonly steps: readonly WrittenStep[]
  readonly stop: { readonly id: string; readonly on: Day; readonly reason: string } | null
  readonly confirmations: readonly Confirmation[]
  readonly by: string
}

const CHUNK = 500
const chunks = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, i) => rows.slice(i * CHUNK, (i + 1) * CHUNK))
const at = (on: Day): string => `${on}T03:00:00Z`

/** A field of the province's own, counted nationally under one of the four. */
export const addField = async (tx: Tx, field: { code: string; name: string; national: string; place: number }): Promise<void> => {
  await tx
    .insertInto('kheo_field')
    .values({ code: field.code, name: field.name, national_code: field.national, place: field.place })
    .onConflict(conflict => conflict.column('code').doNothing())
    .execute()
}

/** Writes whole models with all that happened to them, a few statements for any number. */
export async function addMany(tx: Tx, models: readonly WholeModel[]): Promise<void> {
  for (const some of chunks(models))
    await tx
      .insertInto('kheo_model')
      .values(
        some.map(({ unitId, bodyId, registeredOn, fieldCode, by, steps, stop, confirmations: _, ...texts }) => ({
          ...texts,
          unit_id: unitId,
          body_id: bodyId,
          registered_on: registeredOn,
          field_code: fieldCode,
          created_by: by,
          created_at: at(registeredOn),
          version: Math.max(1, ...steps.map(step => step.seq)) + (stop ? 1 : 0),
        })),
      )
      .execute()
  const steps = models.flatMap(model =>
    model.steps.map(step => ({
      id: step.id,
      model_id: model.id,
      seq: step.seq,
      follows: step.follows,
      step: step.step,
      body_id: step.bodyId,
      on_day: step.on,
      note: step.note,
      decision: step.decision,
      created_by: model.by,
      created_at: at(step.on),
    })),
  )
  for (const some of chunks(steps)) await tx.insertInto('kheo_step').values(some).execute()
  const stops = models.flatMap(({ id, stop, by }) =>
    stop ? [{ model_id: id, id: stop.id, on_day: stop.on, reason: stop.reason, created_by: by, created_at: at(stop.on) }] : [],
  )
  for (const some of chunks(stops)) await tx.insertInto('kheo_stop').values(some).execute()
  const confirmations = models.flatMap(({ id, confirmations: all, by }) =>
    all.map(one => ({
      model_id: id,
      year: one.year,
      running: one.running,
      rating: one.rating,
      on_day: one.on,
      confirmed_by: by,
      confirmed_at: at(one.on),
    })),
  )
  for (const some of chunks(confirmations)) await tx.insertInto('kheo_confirmation').values(some).execute()
}
