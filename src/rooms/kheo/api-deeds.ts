// What bodies do with models, for programs: registering upward, appraising, recognising, commending, stopping, mending, confirming the year.
import type { Static } from 'typebox'
import { Fault } from '../../ground/faults.ts'
import { type ApiRoute, answer, api, idOut, wholeOut } from '../../web/api.ts'
import { aDay, choice, each, form, longText, optional, text, uuid, whole } from '../../web/input.ts'
import * as acts from './acts.ts'
import { KINDS, PART_WORDS, PARTS, type Parts } from './registration.ts'
import { type Answer, RATINGS } from './rules.ts'

const deedFields = {
  model: uuid('Mô hình'),
  id: uuid('Mã do chương trình đặt, mỗi việc một mã'),
  version: whole('Phiên bản của mô hình mà chương trình đã thấy', 1, 1_000_000),
  on: aDay('Ngày'),
  seat: optional(uuid('Đơn vị làm việc này, khi ông/bà giữ chức vụ ở nhiều đơn vị')),
  decision: optional(text('Số, ký hiệu quyết định', 100)),
  note: optional(longText('Ghi chú, lý do', 2000)),
} as const
const deedForm = form(deedFields)

const EXAMPLE = { id: '7b1f0b52-5f0e-4a55-9d0e-3f6a1c2b4d02', version: 1, on: '2026-11-20', note: 'Hồ sơ đủ, đã xem tại chỗ.' }
const done = answer({ id: idOut() })
type Deed = Static<typeof deedForm>

/** The same act as the button of the page; sent twice it is one. */
async function did({ id }: Deed, act: Promise<void>): Promise<{ id: string }> {
  await act
  return { id }
}

const TWICE = 'Gửi hai lần cùng id và nội dung vẫn là một việc.'

const ANSWERS = [...RATINGS, 'stopped'] as const

/** What a program says of each model of a year. @throws invalid */
function answersOf(given: Readonly<Record<string, string>>, reasons: Readonly<Record<string, string>>): acts.Confirming['answers'] {
  const said = Object.entries(given)
  const wrong = said.find(([, one]) => !(ANSWERS as readonly string[]).includes(one))
  const stray = Object.keys(reasons).find(model => given[model] !== 'stopped')
  const bad = (field: string, say: string): Fault => new Fault('invalid', 'input.invalid', say, [{ field, say }])
  if (wrong) throw bad(`answers.${wrong[0]}`, `Trả lời là một trong: ${ANSWERS.join(', ')}.`)
  if (stray !== undefined) throw bad(`reasons.${stray}`, 'Lý do chỉ ghi cho mô hình đã dừng.')
  return said.map(([model, one], i) => ({
    row: i + 1,
    model,
    answer: (one === 'stopped' ? { running: false, reason: reasons[model] ?? '' } : { running: true, rating: one }) as Answer,
  }))
}

export const deedsApi: readonly ApiRoute[] = [
  api({
    at: 'PUT /models/{model}',
    id: 'models.mend',
    may: 'kheo.register',
    says: 'Sửa bản đăng ký chưa cơ quan nào thẩm định. Người khác vừa sửa thì bị từ chối bằng 409.',
    input: form({
      model: deedFields.model,
      version: deedFields.version,
      kind: choice('Chủ thể', KINDS),
      field: text('Mã lĩnh vực', 40),
      title: text('Tên mô hình', 200),
      registeredOn: aDay('Ngày đăng ký'),
      another: optional(choice('yes: đã xem mô hình tương tự, đây là mô hình khác', ['yes'])),
      ...Object.fromEntries(PARTS.map(part => [part, optional(longText(PART_WORDS[part].label, 4000))])),
    }),
    answers: done,
    example: {
      version: 1,
      kind: 'collective',
      field: 'KINH_TE',
      title: 'Tổ giúp nhau thu hoạch và phơi sấy',
      registeredOn: '2026-11-20',
      situation: 'Vụ mùa thiếu người gặt.',
      aims: 'Mọi hộ gặt xong trước mưa.',
      content: 'Lập tổ đổi công theo xóm.',
      scope: 'Các hộ trong xóm.',
      forces: 'Chi hội nông dân chủ trì.',
      resources: 'Ngày công, trong vụ mùa.',
      outputs: 'Tám tổ đổi công.',
      upkeep: 'Giữ tổ qua các vụ.',
    },
    field: name => (name === 'on' ? 'registeredOn' : name),
    async run(ask, input) {
      const given = input as typeof input & Partial<Parts>
      await acts.edit(ask, {
        ...(Object.fromEntries(PARTS.map(part => [part, given[part] ?? ''])) as Parts),
        id: input.model,
        version: input.version,
        kind: input.kind,
        fieldCode: input.field,
        title: input.title.replaceAll('\n', ' '),
        registeredOn: input.registeredOn,
        another: input.another !== undefined,
      })
      return { id: input.model }
    },
  }),
  api({
    at: 'POST /models/{model}/registrations',
    id: 'models.registerAt',
    may: 'kheo.register',
    says: `Đăng ký mô hình với cơ quan cấp trên. ${TWICE}`,
    input: form({ ...deedFields, body: uuid('Cơ quan nhận đăng ký') }),
    answers: done,
    example: { ...EXAMPLE, body: '00000000-0000-4000-8000-000000000001' },
    run: (ask, input) => did(input, acts.registerAt(ask, { ...input, body: input.body })),
  }),
  api({
    at: 'POST /models/{model}/appraisals',
    id: 'models.appraise',
    may: 'kheo.appraise',
    says: `Thẩm định mô hình đã đăng ký với đơn vị mình. ${TWICE}`,
    input: deedForm,
    answers: done,
    example: EXAMPLE,
    run: (ask, input) => did(input, acts.appraise(ask, input)),
  }),
  api({
    at: 'POST /models/{model}/recognitions',
    id: 'models.recognise',
    may: 'kheo.recognise',
    says: `Công nhận mô hình mà đơn vị mình đã thẩm định. ${TWICE}`,
    input: deedForm,
    answers: done,
    example: { ...EXAMPLE, decision: '12-QĐ/BTGDV' },
    run: (ask, input) => did(input, acts.recognise(ask, input)),
  }),
  api({
    at: 'POST /models/{model}/refusals',
    id: 'models.refuse',
    may: 'kheo.recognise',
    says: `Chưa công nhận, nêu lý do ở note. ${TWICE}`,
    input: deedForm,
    answers: done,
    example: EXAMPLE,
    run: (ask, input) => did(input, acts.refuseRecognition(ask, input)),
  }),
  api({
    at: 'POST /models/{model}/withdrawals',
    id: 'models.withdraw',
    may: 'kheo.recognise',
    says: `Thu hồi quyết định công nhận, nêu lý do ở note. ${TWICE}`,
    input: deedForm,
    answers: done,
    example: EXAMPLE,
    run: (ask, input) => did(input, acts.withdraw(ask, input)),
  }),
  api({
    at: 'POST /models/{model}/praises',
    id: 'models.praise',
    may: 'kheo.praise',
    says: `Khen thưởng mô hình, mỗi cấp một lần một năm. ${TWICE}`,
    input: deedForm,
    answers: done,
    example: { ...EXAMPLE, decision: '15-QĐ/UBND' },
    run: (ask, input) => did(input, acts.praise(ask, input)),
  }),
  api({
    at: 'POST /models/{model}/stop',
    id: 'models.stop',
    may: 'kheo.stop',
    says: `Dừng mô hình, nêu lý do ở note. ${TWICE}`,
    input: deedForm,
    answers: done,
    example: EXAMPLE,
    run: (ask, input) => did(input, acts.stop(ask, input)),
  }),
  api({
    at: 'POST /models/confirmations',
    id: 'models.confirm',
    may: 'kheo.confirm',
    says: 'Xác nhận nhiều mô hình của một năm: ghi tất cả, hoặc không ghi gì và nêu từng mô hình phải sửa. Trả lời cũ gửi lại không ghi thêm.',
    input: form({
      year: whole('Năm', 1990, 2200),
      on: aDay('Ngày xác nhận'),
      answers: each('Theo mã mô hình: effective, ordinary, ineffective, stopped', 20),
      reasons: each('Lý do dừng, theo mã mô hình', 2000),
    }),
    answers: answer({ written: wholeOut('Số trả lời mới được ghi') }),
    example: { year: 2026, on: '2026-11-20', answers: { '00000000-0000-4000-8000-000000000001': 'effective' }, reasons: {} },
    async run(ask, { year, on, answers, reasons }) {
      const given = answersOf(answers, reasons)
      try {
        return { written: await acts.confirm(ask, { year, on, answers: given }) }
      } catch (error) {
        throw error instanceof Fault ? byModel(error, given) : error
      }
    },
  }),
]

/** A refusal names a line of the sheet, s1 or r1; a program sent the id of a model. */
const byModel = (fault: Fault, given: acts.Confirming['answers']): Fault =>
  new Fault(
    fault.kind,
    fault.code,
    fault.message,
    fault.fields.map(({ field, say }) => {
      const model = given[Number(field.slice(1)) - 1]?.model
      return { say, field: model === undefined ? field : `${field.startsWith('r') ? 'reasons' : 'answers'}.${model}` }
    }),
  )
