// The routes by which the organisation is changed: brought in, looked at, applied, taken back.
import { each, form, optional, type Typed, text, uuid, uuids, whole } from '../../web/input.ts'
import type { Room } from '../../web/room.ts'
import { type Route, route } from '../../web/route.ts'
import { amend, apply, bring, dropMeasure, keepMeasure, planAnew, putAway, takeBackChange } from './acts-reform.ts'
import { measureIn } from './measure-form.ts'
import { changePage } from './pages/changes.tsx'
import { effectPage } from './pages/effect.tsx'
import { generalInput } from './pages/general.tsx'
import { deedIn, measurePage } from './pages/measure.tsx'
import { one } from './pages/picking.tsx'
import { planPage } from './pages/plan.tsx'
import { reformPage, startPage } from './pages/starting.tsx'
import { eveOf } from './plan.ts'
import { filesInput, listInput, MAX_BYTES } from './reading-files.ts'
import { findPlan } from './store-plans.ts'

const version = whole('Lần sửa', 1, 999_999)
const brought = form({ id: uuid('Bản dự kiến'), seat: optional(uuid('Đơn vị')), corrects: optional(uuid('Lần thay đổi')), ...generalInput })
const uploads = (maxFiles: number) => ({ maxBytes: MAX_BYTES + 1, maxFiles })
const idOf = (typed: Typed): string => one(typed, 'id')

const starting: readonly Route[] = [
  route({ at: 'GET /don-vi/sap-xep', may: 'units.reform', run: ask => reformPage(ask) }),
  route({ at: 'GET /don-vi/sap-xep/danh-sach', may: 'units.reform', run: ask => startPage(ask, 'list') }),
  route({
    at: 'POST /don-vi/sap-xep/danh-sach',
    may: 'units.reform',
    input: brought,
    uploads: uploads(1),
    async run(ask, input, files) {
      const { input: lines, source } = await listInput(files)
      await bring(ask, input, 'list', lines, source)
      return { seeOther: `/don-vi/sap-xep/${input.id}` }
    },
    again: (ask, typed, fault) => startPage(ask, 'list', typed, fault),
  }),
  route({ at: 'GET /don-vi/sap-xep/hai-tep', may: 'units.reform', run: ask => startPage(ask, 'files') }),
  route({
    at: 'POST /don-vi/sap-xep/hai-tep',
    may: 'units.reform',
    input: brought,
    uploads: uploads(2),
    async run(ask, input, files) {
      const { input: lines, source } = await filesInput(files)
      await bring(ask, input, 'files', lines, source)
      return { seeOther: `/don-vi/sap-xep/${input.id}` }
    },
    again: (ask, typed, fault) => startPage(ask, 'files', typed, fault),
  }),
  route({
    at: 'GET /don-vi/sap-xep/nghi-quyet',
    may: 'units.reform',
    input: form({ corrects: optional(text('Lần thay đổi', 40)) }),
    run: (ask, input) => startPage(ask, 'resolution', input),
  }),
  route({
    at: 'POST /don-vi/sap-xep/nghi-quyet',
    may: 'units.reform',
    input: brought,
    async run(ask, input) {
      await bring(ask, input, 'resolution', { measures: [] })
      return { seeOther: `/don-vi/sap-xep/${input.id}` }
    },
    again: (ask, typed, fault) => startPage(ask, 'resolution', typed, fault),
  }),
]

const planning: readonly Route[] = [
  route({
    at: 'GET /don-vi/sap-xep/:id',
    may: 'units.reform',
    input: form({ id: uuid('Bản dự kiến'), xem: optional(text('Xem', 20)) }),
    run: (ask, input) => planPage(ask, input.id, { open: input.xem }),
  }),
  route({
    at: 'POST /don-vi/sap-xep/:id/chung',
    may: 'units.reform',
    input: form({ id: uuid('Bản dự kiến'), version, ...generalInput }),
    async run(ask, { id, version: seen, ...general }) {
      await amend(ask, id, seen, general)
      return { seeOther: `/don-vi/sap-xep/${id}` }
    },
    again: (ask, typed, fault) => planPage(ask, idOf(typed), { typed, fault }),
  }),
  route({
    at: 'GET /don-vi/sap-xep/:id/viec',
    may: 'units.reform',
    input: form({ id: uuid('Bản dự kiến'), viec: optional(text('Việc', 20)), sua: optional(text('Việc', 40)) }),
    run: (ask, input) => measurePage(ask, input.id, { deed: input.viec, edit: input.sua }),
  }),
  route({
    at: 'POST /don-vi/sap-xep/:id/viec',
    may: 'units.reform',
    input: form({
      id: uuid('Bản dự kiến'),
      version,
      viec: text('Việc', 20),
      measure: uuid('Việc'),
      from: uuids('Đơn vị'),
      into: optional(uuid('Nhập thành')),
      unit: optional(uuid('Đơn vị')),
      parent: optional(uuid('Đơn vị cấp trên')),
      name: optional(text('Tên', 160)),
      code: optional(text('Mã', 20)),
      stays: optional(text('Phần còn lại', 5)),
      heir: optional(text('Kế thừa', 2)),
      part: each('Nơi nhận', 160),
      ma: each('Mã', 20),
      share: each('Tỷ lệ', 20),
      h: each('Thôn, tổ dân phố', 2),
    }),
    async run(ask, { id, version: seen, viec, measure: measureId, part, ma, share, h, ...fields }) {
      const plan = await findPlan(ask, id)
      const typed: Record<string, string | readonly string[] | undefined> = { ...fields }
      for (const [name, group] of Object.entries({ part, ma, share, h }))
        for (const [key, value] of Object.entries(group)) typed[`${name}-${key}`] = value
      const measure = measureIn(eveOf(ask.tree, plan), deedIn(viec), typed)
      await keepMeasure(ask, id, seen, { id: measureId, measure })
      return { seeOther: `/don-vi/sap-xep/${id}#viec` }
    },
    again: (ask, typed, fault) => measurePage(ask, idOf(typed), { deed: one(typed, 'viec'), edit: one(typed, 'measure') }, typed, fault),
    find: (ask, typed) => measurePage(ask, idOf(typed), { deed: one(typed, 'viec'), edit: one(typed, 'measure') }, typed),
  }),
  route({
    at: 'POST /don-vi/sap-xep/:id/bo-viec',
    may: 'units.reform',
    input: form({ id: uuid('Bản dự kiến'), version, measure: uuid('Việc') }),
    async run(ask, input) {
      await dropMeasure(ask, input.id, input.version, input.measure)
      return { seeOther: `/don-vi/sap-xep/${input.id}#viec` }
    },
    again: (ask, typed, fault) => planPage(ask, idOf(typed), { fault }),
  }),
  route({
    at: 'POST /don-vi/sap-xep/:id/bo',
    may: 'units.reform',
    input: form({ id: uuid('Bản dự kiến'), version }),
    async run(ask, input) {
      await putAway(ask, input.id, input.version)
      return { seeOther: '/don-vi/sap-xep' }
    },
    again: (ask, typed, fault) => planPage(ask, idOf(typed), { fault }),
  }),
]

const anew = route({
  at: 'POST /don-vi/sap-xep/:id/lap-lai',
  may: 'units.reform',
  input: form({ id: uuid('Bản dự kiến'), new: uuid('Bản dự kiến mới') }),
  async run(ask, input) {
    await planAnew(ask, input.id, input.new)
    return { seeOther: `/don-vi/sap-xep/${input.new}` }
  },
  again: (ask, typed, fault) => planPage(ask, idOf(typed), { fault }),
})

const applying = (rooms: readonly Room[]): readonly Route[] => [
  route({
    at: 'GET /don-vi/sap-xep/:id/tac-dong',
    may: 'units.reform',
    input: form({ id: uuid('Bản dự kiến'), xem: optional(text('Xem', 20)) }),
    run: (ask, input) => effectPage(ask, rooms, input.id, input.xem),
  }),
  route({
    at: 'POST /don-vi/sap-xep/:id/ap-dung',
    may: 'units.reform',
    input: form({ id: uuid('Bản dự kiến'), version, mark: text('Dấu của tổ chức', 40) }),
    async run(ask, input) {
      return { seeOther: `/don-vi/thay-doi/${await apply(ask, input.id, { version: input.version, mark: input.mark })}` }
    },
    again: (ask, typed, fault) => effectPage(ask, rooms, idOf(typed), undefined, fault),
  }),
  route({
    at: 'POST /don-vi/thay-doi/:id/rut-lai',
    may: 'units.reform',
    input: form({ id: uuid('Lần thay đổi') }),
    async run(ask, input) {
      await takeBackChange(ask, input.id)
      return { seeOther: `/don-vi/thay-doi/${input.id}` }
    },
    again: (ask, typed, fault) => changePage(ask as never, idOf(typed), fault),
  }),
]

export const reformRoutes = (rooms: readonly Room[]): readonly Route[] => [...starting, ...planning, anew, ...applying(rooms)]
