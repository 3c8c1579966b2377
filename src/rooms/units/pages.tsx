// The routes of the room: looking at the organisation, adding to it, the dated records beside it, hand-overs. Reforms have a file of
// their own.

import { Fault } from '../../ground/faults.ts'
import { aDay, choice, each, form, longText, optional, type Typed, text, uuid } from '../../web/input.ts'
import type { Room } from '../../web/room.ts'
import { type Page, type Route, route } from '../../web/route.ts'
import { add, keepHandOver, nameFocal, sayFollowing } from './acts.ts'
import { ADD_LEVELS, addPage } from './pages/adding.tsx'
import { changePage, changesPage } from './pages/changes.tsx'
import { focalPage, followingPage } from './pages/focal.tsx'
import { handOverPage, handOversPage } from './pages/hand-over.tsx'
import { handingOverPage, linesIn, signatoriesIn } from './pages/handing-over.tsx'
import { overview } from './pages/overview.tsx'
import { one } from './pages/picking.tsx'
import { unitPage } from './pages/unit.tsx'
import { reformRoutes } from './reform-routes.ts'
import { AREA_KINDS, lineWords } from './words.ts'

const looking = (rooms: readonly Room[]): readonly Route[] => [
  route({
    at: 'GET /don-vi',
    may: 'units.read',
    input: form({ ngay: optional(aDay('Ngày')), he: optional(choice('Hệ thống', lineWords)), tim: optional(text('Tìm', 100)) }),
    run: (ask, input) => overview(ask, input),
    again: (ask, typed, fault) => overview(ask, {}, { typed, fault }),
  }),
  route({
    at: 'GET /don-vi/thay-doi',
    may: 'units.read',
    input: form({ truoc: optional(text('Trang', 100)) }),
    run: (ask, input) => changesPage(ask, input.truoc),
  }),
  route({
    at: 'GET /don-vi/thay-doi/:id',
    may: 'units.read',
    input: form({ id: uuid('Lần thay đổi') }),
    run: (ask, input) => changePage(ask, input.id),
  }),
  route({
    at: 'GET /don-vi/:id',
    may: 'units.read',
    input: form({ id: uuid('Đơn vị'), ngay: optional(aDay('Ngày')) }),
    run: (ask, input) => unitPage(ask, rooms, input.id, input.ngay),
    again: (ask, typed, fault) => unitPage(ask, rooms, String(typed['id']), undefined, { typed, fault }),
  }),
]

const keeping: readonly Route[] = [
  route({ at: 'GET /don-vi/them', may: 'units.keep', run: ask => addPage(ask) }),
  route({
    at: 'POST /don-vi/them',
    may: 'units.keep',
    input: form({
      id: uuid('Mã'),
      parent: uuid('Đơn vị cấp trên'),
      level: choice('Cấp', ADD_LEVELS),
      kind: choice('Loại', AREA_KINDS),
      name: text('Tên', 120),
      code: optional(text('Mã', 20)),
      from: aDay('Từ ngày'),
    }),
    async run(ask, input) {
      await add(ask, input)
      return { seeOther: `/don-vi/${input.id}` }
    },
    again: (ask, typed, fault) => addPage(ask, typed, fault),
    find: (ask, typed) => addPage(ask, typed),
  }),
  route({
    at: 'GET /don-vi/:id/dau-moi',
    may: 'units.keep',
    input: form({ id: uuid('Đơn vị') }),
    run: (ask, input) => focalPage(ask, input.id),
  }),
  route({
    at: 'POST /don-vi/:id/dau-moi',
    may: 'units.keep',
    input: form({ id: uuid('Đơn vị'), body: uuid('Cơ quan làm đầu mối'), from: aDay('Từ ngày'), decision: optional(text('Căn cứ', 300)) }),
    async run(ask, { id, body, from, decision = '' }) {
      await nameFocal(ask, { unit: id, body, from, decision })
      return { seeOther: `/don-vi/${id}#dau-moi` }
    },
    again: (ask, typed, fault) => focalPage(ask, String(typed['id']), typed, fault),
  }),
  route({
    at: 'GET /don-vi/:id/di-theo',
    may: 'units.keep',
    input: form({ id: uuid('Tổ chức') }),
    run: (ask, input) => followingPage(ask, input.id),
  }),
  route({
    at: 'POST /don-vi/:id/di-theo',
    may: 'units.keep',
    input: form({
      id: uuid('Tổ chức'),
      follows: choice('Đi theo địa bàn', ['yes', 'no']),
      from: aDay('Từ ngày'),
      decision: optional(text('Căn cứ', 300)),
    }),
    async run(ask, { id, follows, from, decision = '' }) {
      await sayFollowing(ask, { body: id, follows: follows === 'yes', from, decision })
      return { seeOther: `/don-vi/${id}#di-theo` }
    },
    again: (ask, typed, fault) => followingPage(ask, String(typed['id']), typed, fault),
  }),
]

const LINE_FIELDS = ['kind', 'what', 'amount', 'measure', 'remark'] as const
const SIGNATORY_FIELDS = ['side', 'name', 'post'] as const

/** The fields NAME-1, NAME-2 … of a form as they were typed. */
export function flat(groups: Readonly<Record<string, Readonly<Record<string, string>>>>): Typed {
  return Object.fromEntries(
    Object.entries(groups).flatMap(([name, of]) => Object.entries(of).map(([key, value]) => [`${name}-${key}`, value])),
  )
}

const unitIn = (typed: Typed): { unit: string; corrects: string } => ({
  unit: one(typed, 'from') || one(typed, 'don-vi'),
  corrects: one(typed, 'corrects'),
})

const handing = (rooms: readonly Room[]): readonly Route[] => [
  route({
    at: 'GET /don-vi/ban-giao',
    may: 'units.hand-over-read',
    input: form({ sau: optional(text('Trang', 100)) }),
    run: (ask, input) => handOversPage(ask, input.sau),
  }),
  route({
    at: 'GET /don-vi/ban-giao/lap',
    may: 'units.hand-over',
    input: form({ 'don-vi': uuid('Đơn vị'), sua: optional(uuid('Biên bản')) }),
    run: (ask, input) => handingOverPage(ask, rooms, { unit: input['don-vi'], corrects: input.sua }),
  }),
  route({
    at: 'POST /don-vi/ban-giao/lap',
    may: 'units.hand-over',
    input: form({
      id: uuid('Biên bản'),
      from: uuid('Bên giao'),
      to: uuid('Bên nhận'),
      day: aDay('Ngày bàn giao'),
      decision: text('Theo quyết định nào', 300),
      place: optional(text('Địa điểm', 200)),
      note: optional(longText('Ghi chú chung', 5000)),
      corrects: optional(uuid('Biên bản')),
      kind: each('Loại', 20),
      what: each('Nội dung', 500),
      amount: each('Số lượng', 40),
      measure: each('Đơn vị tính', 60),
      remark: each('Ghi chú', 500),
      side: each('Bên', 20),
      name: each('Họ và tên', 120),
      post: each('Chức vụ', 200),
    }),
    async run(ask, input) {
      const typed = flat(Object.fromEntries([...LINE_FIELDS, ...SIGNATORY_FIELDS].map(name => [name, input[name]])))
      const [{ lines, wrong }, signed] = [linesIn(typed), signatoriesIn(typed)]
      const mend = [...wrong, ...signed.wrong]
      if (mend.length > 0) throw new Fault('invalid', 'input.invalid', `Cần sửa ${mend.length} chỗ.`, mend)
      await keepHandOver(ask, {
        id: input.id,
        fromId: input.from,
        toId: input.to,
        onDay: input.day,
        decision: input.decision,
        place: input.place ?? '',
        note: input.note ?? '',
        corrects: input.corrects ?? null,
        lines,
        signatories: signed.signatories,
      })
      return { seeOther: `/don-vi/ban-giao/${input.id}` }
    },
    again: (ask, typed, fault): Promise<Page> => handingOverPage(ask, rooms, unitIn(typed), typed, fault),
    find: (ask, typed) => handingOverPage(ask, rooms, unitIn(typed), typed),
  }),
  route({
    at: 'GET /don-vi/ban-giao/:id',
    may: 'units.hand-over-read',
    input: form({ id: uuid('Biên bản') }),
    run: (ask, input) => handOverPage(ask, input.id),
  }),
]

export const unitRoutes = (rooms: readonly Room[]): readonly Route[] => [
  ...looking(rooms),
  ...keeping,
  ...handing(rooms),
  ...reformRoutes(rooms),
]
