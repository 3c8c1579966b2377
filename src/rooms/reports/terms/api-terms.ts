// More days and waivers for programs: the acts are those of the pages, and what was done is read where the report is read.
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import type { Day } from '../../../ground/day.ts'
import { Fault } from '../../../ground/faults.ts'
import { type ApiRoute, answer, api, dayOut, instantOut, many, oneOf, orNone, wholeOut, words, yesNo } from '../../../web/api.ts'
import { aDay, each, form, longText, optional, text, uuid, whole } from '../../../web/input.ts'
import { actsFor } from '../adding-up.ts'
import { instant, owedFields, shownOwed } from '../api-answers.ts'
import { findOwed, type Owed } from '../store-editions.ts'
import {
  askForTime,
  endWaiver,
  extendSeveral,
  grantTime,
  refuseTime,
  type ToSeveral,
  termsAt,
  waiveSeveral,
  withdrawAsking,
} from './acts-terms.ts'
import { closedToAsking, LONGEST, TERM_KINDS } from './terms.ts'
import { REASON_MOST } from './unit-page.tsx'

const ofReport = { window: text('Mã kỳ', 40), unit: uuid('Đơn vị') } as const
const ofOne = { ...ofReport, seen: whole('Số việc đã có (terms.seen) mà chương trình đã đọc, 0 khi chưa có việc nào') } as const
const say = optional(longText('Lý do', REASON_MOST))
const until = (title: string) => aDay(`${title}; nhiều nhất ${LONGEST} ngày`)

const termsOut = answer({
  ...owedFields,
  ask: answer({ allowed: yesNo('Ông/bà xin gia hạn cho đơn vị này được không'), say: orNone(words('Vì sao không')) }),
  give: answer({ allowed: yesNo('Ông/bà là nơi nhận, gia hạn và trả lời được') }),
  events: many(
    answer({
      number: wholeOut(),
      kind: oneOf(TERM_KINDS),
      until: orNone(dayOut()),
      say: words('Lý do'),
      at: instantOut(),
      by: words('Người làm'),
    }),
  ),
})

async function shownTermsOf(ask: Ask, owed: Owed) {
  const people = await namesOf(
    ask.tx,
    owed.terms.events.map(one => one.by),
  )
  const others = askForOthers(ask)
  const isOwn = others('reports.ask-time')?.grant.units.has(owed.unitId) === true
  const closed = closedToAsking(termsAt(ask, owed))
  const giving = others('reports.give-time')
  return {
    ...shownOwed(ask, owed),
    ask: {
      allowed: isOwn && closed === undefined,
      say: isOwn ? (closed?.say ?? null) : 'Chỉ cán bộ của đơn vị xin gia hạn được.',
    },
    give: { allowed: giving?.grant.units.has(owed.unitId) === true && actsFor(giving, owed.receiverId) },
    events: owed.terms.events.map(one => ({
      number: one.number,
      kind: one.kind,
      until: one.until,
      say: one.reason,
      at: instant(one.at),
      by: people.get(one.by) ?? 'cán bộ',
    })),
  }
}

const termsNow = async (ask: Ask, { window, unit }: { window: string; unit: string }) =>
  shownTermsOf(ask, (await findOwed(ask, window, unit)).owed)

/** What the pages call otherwise. */
const NAMES: Readonly<Record<string, string>> = { den: 'until', 'ly-do': 'say' }
const fieldHere = (name: string): string => NAMES[name] ?? name.replace(/^dv-/u, 'units.')

interface One {
  readonly window: string
  readonly unit: string
  readonly seen: number
  readonly say?: string
}
const oneOfThem = ({ window, unit, seen, say: reason = '' }: One) => ({ code: window, unitId: unit, seen, reason })

const looking = api({
  at: 'GET /windows/{window}/reports/{unit}/terms',
  id: 'terms.one',
  may: 'reports.read',
  says: 'Gia hạn và miễn của một báo cáo: đang ở đâu, mọi việc đã làm, ông/bà làm được gì. Nhiều báo cáo một lúc: xem terms ở danh sách.',
  input: form(ofReport),
  answers: termsOut,
  run: termsNow,
})

const ofUnit: readonly ApiRoute[] = [
  api({
    at: 'POST /windows/{window}/reports/{unit}/terms/ask',
    id: 'terms.ask',
    may: 'reports.ask-time',
    says: 'Đơn vị xin nộp muộn hơn, đến hết một ngày, có lý do. Gửi lại cùng seen và nội dung vẫn là một lần xin.',
    input: form({ ...ofOne, until: until('Xin nộp đến hết ngày'), say }),
    answers: termsOut,
    example: { seen: 0, until: '2026-11-28', say: 'Mất điện ba ngày vì bão.' },
    field: fieldHere,
    async run(ask, input) {
      await askForTime(ask, { ...oneOfThem(input), until: input.until })
      return await termsNow(ask, input)
    },
  }),
  api({
    at: 'POST /windows/{window}/reports/{unit}/terms/withdraw',
    id: 'terms.withdraw',
    may: 'reports.ask-time',
    says: 'Đơn vị rút đề nghị gia hạn khi nơi nhận chưa trả lời.',
    input: form(ofOne),
    answers: termsOut,
    example: { seen: 1 },
    field: fieldHere,
    async run(ask, input) {
      await withdrawAsking(ask, oneOfThem(input))
      return await termsNow(ask, input)
    },
  }),
]

const ofReceiver: readonly ApiRoute[] = [
  api({
    at: 'POST /windows/{window}/reports/{unit}/terms/extend',
    id: 'terms.extend',
    may: 'reports.give-time',
    says: 'Nơi nhận gia hạn cho một đơn vị, được xin hay không; được xin mà không ghi lý do thì lấy lý do của đơn vị.',
    input: form({ ...ofOne, until: until('Gia hạn đến hết ngày'), say }),
    answers: termsOut,
    example: { seen: 1, until: '2026-11-28' },
    field: fieldHere,
    async run(ask, input) {
      await grantTime(ask, { ...oneOfThem(input), until: input.until })
      return await termsNow(ask, input)
    },
  }),
  api({
    at: 'POST /windows/{window}/reports/{unit}/terms/refuse',
    id: 'terms.refuse',
    may: 'reports.give-time',
    says: 'Nơi nhận không chấp nhận đề nghị gia hạn, có lý do.',
    input: form({ ...ofOne, say }),
    answers: termsOut,
    example: { seen: 1, say: 'Kỳ trước đã gia hạn.' },
    field: fieldHere,
    async run(ask, input) {
      await refuseTime(ask, oneOfThem(input))
      return await termsNow(ask, input)
    },
  }),
  api({
    at: 'POST /windows/{window}/reports/{unit}/terms/end-waiver',
    id: 'terms.endWaiver',
    may: 'reports.waive',
    says: 'Nơi nhận chấm dứt miễn, đơn vị lại phải nộp; có lý do.',
    input: form({ ...ofOne, say }),
    answers: termsOut,
    example: { seen: 1, say: 'Đường đã thông.' },
    field: fieldHere,
    async run(ask, input) {
      await endWaiver(ask, oneOfThem(input))
      return await termsNow(ask, input)
    },
  }),
]

const MOST_UNITS = 500
const SEEN = /^\d{1,4}$/u
const severalFields = {
  window: ofReport.window,
  receiver: uuid('Nơi nhận'),
  units: each('Theo mã đơn vị: số việc đã có (terms.seen) mà chương trình đã đọc', 4),
  say,
} as const

/** @throws invalid where a unit has no number beside it, or there are too many for one sending */
function severalOf(of: { window: string; receiver: string; units: Readonly<Record<string, string>>; say?: string }): ToSeveral {
  const all = Object.entries(of.units)
  const wrong = all.filter(([, seen]) => !SEEN.test(seen)).slice(0, 50)
  const many = `Một lần nhiều nhất ${MOST_UNITS} đơn vị. Chia thành nhiều lần gửi.`
  const fields = [
    ...(all.length > MOST_UNITS ? [{ field: 'units', say: many }] : []),
    ...wrong.map(([unit]) => ({ field: `units.${unit}`, say: 'Ghi số việc đã có của báo cáo này, như đã đọc ở terms.seen.' })),
  ]
  if (fields.length > 0)
    throw new Fault('invalid', 'input.invalid', fields.length === 1 ? (fields[0]?.say ?? '') : `Cần sửa ${fields.length} chỗ.`, fields)
  return {
    code: of.window,
    receiverId: of.receiver,
    picked: all.map(([unitId, seen]) => ({ unitId, seen: Number(seen) })),
    reason: of.say ?? '',
  }
}

const UNITS = { '00000000-0000-4000-8000-000000000002': 0, '00000000-0000-4000-8000-000000000003': 2 }
const RECEIVER = '00000000-0000-4000-8000-000000000001'
const doneOut = answer({ units: wholeOut('Số đơn vị') })

const several: readonly ApiRoute[] = [
  api({
    at: 'POST /windows/{window}/terms/extend',
    id: 'terms.extendSeveral',
    may: 'reports.give-time',
    says: 'Nơi nhận gia hạn cho nhiều đơn vị cùng một ngày: được tất cả, hoặc không ghi gì và nêu từng đơn vị chưa được.',
    input: form({ ...severalFields, until: until('Gia hạn đến hết ngày') }),
    answers: doneOut,
    example: { receiver: RECEIVER, units: UNITS, until: '2026-11-28', say: 'Bão số 9, xã bị cô lập.' },
    field: fieldHere,
    async run(ask, input) {
      const to = severalOf(input)
      await extendSeveral(ask, { ...to, until: input.until as Day })
      return { units: to.picked.length }
    },
  }),
  api({
    at: 'POST /windows/{window}/terms/waive',
    id: 'terms.waiveSeveral',
    may: 'reports.waive',
    says: 'Nơi nhận miễn báo cáo kỳ này cho một hoặc nhiều đơn vị, có lý do: được tất cả, hoặc không ghi gì.',
    input: form(severalFields),
    answers: doneOut,
    example: { receiver: RECEIVER, units: UNITS, say: 'Đang sắp xếp lại, chưa có bộ máy.' },
    field: fieldHere,
    async run(ask, input) {
      const to = severalOf(input)
      await waiveSeveral(ask, to)
      return { units: to.picked.length }
    },
  }),
]

export const termsApi: readonly ApiRoute[] = [looking, ...ofUnit, ...ofReceiver, ...several]
