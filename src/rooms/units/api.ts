// Units for programs: those of a day, and the whole life of one with what became of it.
import { missing } from '../../ground/faults.ts'
import { fullName } from '../../org/history.ts'
import type { OrgTree, Succession, Unit, Version } from '../../org/tree.ts'
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
  words,
  yesNo,
} from '../../web/api.ts'
import { aDay, choice, form, optional, uuid } from '../../web/input.ts'
import { lineWords } from './words.ts'

const LEVELS = ['centre', 'province', 'district', 'commune', 'hamlet', 'body'] as const

const standingUnit = answer({
  id: idOut(),
  name: words('Tên đầy đủ vào ngày ấy: “xã Khe Trầm”'),
  line: oneOf(lineWords),
  level: oneOf(LEVELS),
  code: orNone(words('Mã vào ngày ấy; mã không phải định danh, có thể chuyển cho đơn vị khác')),
  parent: orNone(idOut()),
  area: orNone(idOut()),
})

const shownUnit = (unit: Unit) => ({
  id: unit.id,
  name: unit.fullName,
  line: unit.line,
  level: unit.level,
  code: unit.code,
  parent: unit.parentId,
  area: unit.areaId,
})

const stretch = answer({
  from: orNone(dayOut('Ngày đầu; null là chưa rõ')),
  until: orNone(dayOut('Ngày cuối, tính cả ngày ấy; null là đến nay')),
  name: words(),
  kind: words(),
  line: oneOf(lineWords),
  level: oneOf(LEVELS),
  code: orNone(words()),
  parent: orNone(idOut()),
  law: orNone(words('Văn bản làm căn cứ')),
})

const step = answer({
  unit: unitOut(),
  on: dayOut('Ngày đầu của tổ chức mới'),
  kind: oneOf(['merged', 'split', 'transferred', 'renamed', 'abolished']),
  heir: yesNo('Quyết định nêu đơn vị này là nơi kế thừa'),
  law: orNone(words()),
})

const life = answer({
  id: idOut(),
  name: words('Tên hôm nay, hoặc tên cuối cùng'),
  addedByOfficer: yesNo('Do cán bộ bổ sung'),
  standing: yesNo('Hôm nay còn hoạt động'),
  keeper: orNone(unitOut()),
  heir: orNone(unitOut()),
  successors: many(unitOut()),
  versions: many(stretch),
  cameFrom: many(step),
  became: many(step),
})

function lifeFor(tree: OrgTree, id: string) {
  const found = tree.life(id)
  if (!found) throw missing('đơn vị này')
  const unit = (one: string) => ({ id: one, name: tree.label(one) })
  const maybe = (one: string | undefined) => (one === undefined ? null : unit(one))
  const law = (lawId: string | null) => (lawId === null ? null : (found.laws.get(lawId)?.title ?? lawId))
  const version = (one: Version) => ({
    from: one.from,
    until: one.until,
    name: fullName(one),
    kind: one.kind,
    line: one.line,
    level: one.level,
    code: one.code,
    parent: one.parentId,
    law: law(one.lawId),
  })
  const passed = (one: Succession, other: string) => ({
    unit: unit(other),
    on: one.onDay,
    kind: one.kind,
    heir: one.heir,
    law: law(one.lawId),
  })
  return {
    id,
    name: tree.nameOn(id, tree.day) ?? '',
    addedByOfficer: found.addedByOfficer,
    standing: tree.unit(id) !== undefined,
    keeper: maybe(tree.keeper(id)),
    heir: maybe(tree.heir(id)),
    successors: [...tree.successors(id)].map(unit),
    versions: found.versions.map(version),
    cameFrom: found.cameFrom.map(one => passed(one, one.fromId)),
    became: found.became.map(one => passed(one, one.toId)),
  }
}

export const unitApi: readonly ApiRoute[] = [
  api({
    at: 'GET /units',
    id: 'units.list',
    may: 'units.read',
    says: 'Các đơn vị của một hệ thống tổ chức vào một ngày, cấp cao trước, rồi theo tên.',
    input: form({
      day: optional(aDay('Ngày; không ghi là hôm nay')),
      line: optional(choice('Hệ thống tổ chức; không ghi là địa bàn', lineWords)),
      level: optional(choice('Cấp', LEVELS)),
      below: optional(uuid('Chỉ những đơn vị dưới đơn vị này')),
      ...paging,
    }),
    answers: answer({ day: dayOut(), units: pageOf(standingUnit) }),
    async run(ask, { day = ask.today, line = 'area', level, below, ...page }) {
      const tree = ask.tree.on(day)
      const under = below === undefined ? undefined : tree.below(below)
      const all = tree.units(line, level).filter(one => under === undefined || (under.has(one.id) && one.id !== below))
      const start = page.after === undefined ? 0 : all.findIndex(one => one.id === page.after) + 1
      if (page.after !== undefined && start === 0) throw badMark()
      const limit = limitOf(page)
      return { day, units: paged(all.slice(start, start + limit + 1), limit, shownUnit, one => one.id) }
    },
  }),
  api({
    at: 'GET /units/{unit}',
    id: 'units.life',
    may: 'units.read',
    says: 'Một đơn vị qua thời gian: tên, mã, cấp trên, hình thành từ đâu, nay ở đâu, ai giữ hồ sơ, ai kế thừa số liệu.',
    input: form({ unit: uuid('Đơn vị') }),
    answers: life,
    run: async (ask, { unit }) => lifeFor(ask.tree, unit),
  }),
]
