// Models for programs: the list, one whole, and registering one.
import { day, lookForDay } from '../../ground/day.ts'
import {
  type ApiRoute,
  answer,
  api,
  badMark,
  dayOut,
  idOut,
  limitOf,
  many,
  oneOf,
  orNone,
  paged,
  pageOf,
  paging,
  unitOut,
  wholeOut,
  words,
  yesNo,
} from '../../web/api.ts'
import { aDay, choice, form, longText, optional, text, uuid, whole } from '../../web/input.ts'
import { register } from './acts.ts'
import { KINDS, PART_WORDS, PARTS, type Parts } from './registration.ts'
import { RATINGS, STEPS } from './rules.ts'
import { find } from './store.ts'
import { list, STAGES } from './store-lists.ts'

const PART_LENGTH = 4000

const seen = answer({
  id: idOut(),
  title: words(),
  unit: unitOut(),
  kind: oneOf(KINDS),
  field: words('Mã lĩnh vực'),
  registeredOn: dayOut(),
  stage: oneOf(STAGES),
  praised: yesNo(),
  stoppedOn: orNone(dayOut()),
})

const parts = answer(
  Object.fromEntries(PARTS.map(part => [part, words(PART_WORDS[part].label)])) as Record<(typeof PARTS)[number], ReturnType<typeof words>>,
)

const wholeModel = answer({
  id: idOut(),
  version: wholeOut(),
  title: words(),
  unit: unitOut(),
  body: unitOut(),
  kind: oneOf(KINDS),
  field: words(),
  registeredOn: dayOut(),
  parts,
  steps: many(answer({ id: idOut(), step: oneOf(STEPS), body: unitOut(), on: dayOut(), note: words(), decision: words() })),
  confirmations: many(answer({ year: wholeOut(), running: yesNo(), rating: orNone(oneOf(RATINGS)), on: dayOut() })),
  stop: orNone(answer({ on: dayOut(), reason: words() })),
})

const partFields = Object.fromEntries(PARTS.map(part => [part, optional(longText(PART_WORDS[part].label, PART_LENGTH))]))

const MARK = /^(\d{4}-\d{2}-\d{2})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u

function markOf(after: string | undefined) {
  if (after === undefined) return undefined
  const [, on, id] = MARK.exec(after) ?? []
  const onDay = lookForDay(on ?? '')
  if (onDay === undefined || id === undefined) throw badMark()
  return { on: onDay, id }
}

/** What the page calls otherwise. */
const FIELDS: Readonly<Record<string, string>> = { on: 'registeredOn' }

export const kheoApi: readonly ApiRoute[] = [
  api({
    at: 'GET /models',
    id: 'models.list',
    may: 'kheo.read',
    says: 'Các mô hình “Dân vận khéo” trong phạm vi của ông/bà, đăng ký sau đứng trước.',
    input: form({
      unit: optional(uuid('Đơn vị, cùng những đơn vị nó giữ hồ sơ')),
      stage: optional(choice('Giai đoạn', STAGES)),
      field: optional(text('Mã lĩnh vực', 40)),
      year: optional(whole('Năm đăng ký', 1990, 2200)),
      words: optional(text('Chữ trong tên, có dấu hoặc không', 100)),
      ...paging,
    }),
    answers: pageOf(seen),
    async run(ask, { unit, stage, field, year, words: typed, ...page }) {
      const limit = limitOf(page)
      const units = unit === undefined ? undefined : [unit, ...ask.tree.inCare(unit)]
      const found = await list(ask, { stage, field, year, words: typed, units }, limit + 1, markOf(page.after))
      const shown = (one: (typeof found)[number]) => ({
        id: one.id,
        title: one.title,
        unit: { id: one.unit_id, name: ask.tree.label(one.unit_id, one.registered_on) },
        kind: one.kind,
        field: one.field_code,
        registeredOn: one.registered_on,
        stage: one.stage,
        praised: one.praised,
        stoppedOn: one.stopped_on,
      })
      return paged(found, limit, shown, one => `${one.registered_on}_${one.id}`)
    },
  }),
  api({
    at: 'GET /models/{model}',
    id: 'models.one',
    may: 'kheo.read',
    says: 'Một mô hình: bản đăng ký, các bước trước từng cơ quan, xác nhận từng năm, việc dừng.',
    input: form({ model: uuid('Mô hình') }),
    answers: wholeModel,
    async run(ask, input) {
      const model = await find(ask, input.model)
      const unit = (id: string, on: string) => ({ id, name: ask.tree.label(id, day(on)) })
      return {
        id: model.id,
        version: model.version,
        title: model.title,
        unit: unit(model.unitId, model.registeredOn),
        body: unit(model.bodyId, model.registeredOn),
        kind: model.kind,
        field: model.fieldCode,
        registeredOn: model.registeredOn,
        parts: Object.fromEntries(PARTS.map(part => [part, model[part]])) as Parts,
        steps: model.steps.map(({ id, step, bodyId, on, note, decision }) => ({ id, step, body: unit(bodyId, on), on, note, decision })),
        confirmations: model.confirmations.map(({ year, running, rating, on }) => ({ year, running, rating, on })),
        stop: model.stop && { on: model.stop.on, reason: model.stop.reason },
      }
    },
  }),
  api({
    at: 'POST /models',
    id: 'models.register',
    may: 'kheo.register',
    says: 'Đăng ký một mô hình của đơn vị mình. Gửi hai lần cùng id và nội dung vẫn là một mô hình.',
    input: form({
      id: uuid('Mã do chương trình đặt, mỗi mô hình một mã'),
      unit: uuid('Đơn vị'),
      kind: choice('Chủ thể', KINDS),
      field: text('Mã lĩnh vực', 40),
      title: text('Tên mô hình', 200),
      registeredOn: aDay('Ngày đăng ký'),
      another: optional(choice('yes: đã xem mô hình tương tự, đây là mô hình khác', ['yes'])),
      ...partFields,
    }),
    answers: answer({ id: idOut() }),
    example: {
      id: '7b1f0b52-5f0e-4a55-9d0e-3f6a1c2b4d01',
      unit: '00000000-0000-4000-8000-000000000001',
      kind: 'collective',
      field: 'KINH_TE',
      title: 'Tổ giúp nhau thu hoạch',
      registeredOn: '2026-11-20',
      situation: 'Vụ mùa thiếu người gặt.',
      aims: 'Mọi hộ gặt xong trước mưa.',
      content: 'Lập tổ đổi công theo xóm.',
    },
    field: name => FIELDS[name] ?? name,
    async run(ask, input) {
      const given = input as typeof input & Partial<Parts>
      await register(ask, {
        ...(Object.fromEntries(PARTS.map(part => [part, given[part] ?? ''])) as Parts),
        id: input.id,
        unitId: input.unit,
        kind: input.kind,
        fieldCode: input.field,
        title: input.title.replaceAll('\n', ' '),
        registeredOn: input.registeredOn,
        another: input.another !== undefined,
      })
      return { id: input.id }
    },
  }),
]
