// What receivers do, for programs: opening windows, figures, returning, accepting one or several, totals, sending up. The acts are those of the pages.
import { randomUUID } from 'node:crypto'
import { type Ask, seatFor } from '../../access/ask.ts'
import { Fault, isRefusal, missing } from '../../ground/faults.ts'
import {
  type ApiRoute,
  answer,
  api,
  badMark,
  dayOut,
  idOut,
  limitOf,
  many,
  numberOut,
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
import { aDay, choice, each, form, longText, optional, text, uuid, whole } from '../../web/input.ts'
import { accept, acceptSeveral, giveBack, type Opening, openWindow, planWindow } from './acts.ts'
import { sendUp, takenMark } from './acts-totals.ts'
import { addUp } from './adding-up.ts'
import { figureOut, STATES, shownFigure } from './api-answers.ts'
import { RHYTHMS } from './designing/catalogue.ts'
import { standingOf } from './filling.ts'
import { mustAllBeAccepted } from './pages/accepting.ts'
import { mayConsolidate, maySubmit, type Permission } from './rules.ts'
import { plainLabel } from './sheet.ts'
import { findWindow, regimes } from './store-asked.ts'
import { findEdition } from './store-editions.ts'
import { standingFigures } from './store-figures.ts'
import { fits } from './totalling/adjusting.ts'

const MARK = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_([A-Z0-9._]{1,40})$/u

const openingFields = {
  regime: uuid('Chế độ báo cáo'),
  receiver: optional(uuid('Nơi nhận; không ghi khi ông/bà chỉ giữ chức vụ ở một nơi')),
  code: text('Mã kỳ', 40),
  label: text('Tên kỳ', 60),
  from: aDay('Số liệu từ ngày'),
  until: aDay('Chốt hết ngày'),
  due: aDay('Hạn nộp'),
  locks: optional(aDay('Khóa hẳn sau ngày')),
} as const

const OPENING = {
  regime: '0d000000-0000-4000-8000-000000000001',
  code: 'T2026-12',
  label: 'tháng 12/2026',
  from: '2026-11-22',
  until: '2026-12-21',
  due: '2026-12-25',
}

type Asked = { regime: string; receiver?: string; code: string; label: string } & Record<'from' | 'until' | 'due', Opening['from']> & {
    locks?: Opening['from']
  }

const openingOf = (ask: Ask<'reports.open'>, id: string, asked: Asked): Opening => ({
  id,
  regimeId: asked.regime,
  openedFor: seatFor(ask.grant, asked.receiver),
  code: asked.code,
  label: asked.label,
  from: asked.from,
  until: asked.until,
  due: asked.due,
  locks: asked.locks ?? null,
})

/** What the page calls otherwise. */
const OPENING_NAMES: Readonly<Record<string, string>> = { ma: 'code', ten: 'label', 'che-do': 'regime', seat: 'receiver' }
const openingField = (name: string): string => OPENING_NAMES[name] ?? name

const windowsApi: readonly ApiRoute[] = [
  api({
    at: 'GET /regimes',
    id: 'regimes.list',
    may: 'reports.read',
    says: 'Các chế độ báo cáo mà ông/bà thấy được.',
    answers: answer({ items: many(answer({ id: idOut(), code: words(), name: words(), rhythm: oneOf(RHYTHMS as readonly string[]) })) }),
    async run(ask) {
      return { items: (await regimes(ask)).map(({ id, code, name, rhythm }) => ({ id, code, name, rhythm })) }
    },
  }),
  api({
    at: 'POST /windows/plan',
    id: 'windows.plan',
    may: 'reports.open',
    says: 'Xem trước khi mở kỳ: ai sẽ phải nộp cho ai, hạn của từng nơi nhận cấp dưới, còn gì phải sửa. Không ghi gì.',
    input: form(openingFields),
    answers: answer({
      owing: many(answer({ unit: unitOut(), receiver: unitOut() })),
      below: many(answer({ receiver: unitOut(), due: dayOut(), locks: orNone(dayOut()) })),
      refusals: many(answer({ code: words(), say: words(), field: words() })),
    }),
    example: OPENING,
    field: openingField,
    async run(ask, input) {
      const opening = openingOf(ask, randomUUID(), input)
      const { owing, refusals, below } = await planWindow(ask, opening)
      const tree = ask.tree.on(opening.until)
      const unit = (id: string) => ({ id, name: tree.label(id) })
      return {
        owing: owing.map(one => ({ unit: unit(one.unitId), receiver: unit(one.receiverId) })),
        below: below.map(one => ({ receiver: unit(one.receiverId), due: one.due, locks: one.locks })),
        refusals: refusals.map(({ refused, say, field = '' }) => ({ code: refused, say, field: openingField(field) })),
      }
    },
  }),
  api({
    at: 'POST /windows',
    id: 'windows.open',
    may: 'reports.open',
    says: 'Mở một kỳ báo cáo. Ai phải nộp theo cơ cấu tổ chức của ngày chốt số liệu.',
    input: form({ ...openingFields, id: uuid('Mã do chương trình đặt') }),
    answers: answer({ id: idOut(), code: words() }),
    example: { id: '5b0e6c1e-7d0a-4f3c-9c55-1a2b3c4d5e6f', ...OPENING },
    field: openingField,
    async run(ask, input) {
      await openWindow(ask, openingOf(ask, input.id, input))
      return { id: input.id, code: input.code }
    },
  }),
]

const ofEdition = { window: text('Mã kỳ', 40), unit: uuid('Đơn vị'), edition: uuid('Bản báo cáo') } as const
const verdictFields = {
  ...ofEdition,
  id: uuid('Mã do chương trình đặt, mỗi lần xem xét một mã'),
  seen: whole('Bản này đã có bao nhiêu kết quả xem xét khi chương trình đọc'),
} as const
const VERDICT = '1c9e4a52-0b7d-4c5e-8f11-2d3e4f5a6b7c'
const judged = answer({ id: idOut() })

/** The edition must be of the unit that the address names. @throws missing */
async function mustBeOf(ask: Ask, { window, unit, edition }: { window: string; unit: string; edition: string }): Promise<void> {
  const { owed } = await findEdition(ask, window, edition)
  if (owed.unitId !== unit) throw missing('bản báo cáo này')
}

const judgingApi: readonly ApiRoute[] = [
  api({
    at: 'POST /windows/{window}/reports/{unit}/editions/{edition}/return',
    id: 'reports.return',
    may: 'reports.review',
    says: 'Trả lại một bản, nêu từng ô hoặc tệp và lý do. Gửi hai lần cùng id vẫn là một lần trả lại.',
    input: form({
      ...verdictFields,
      reasons: each('Lý do theo mã chỉ tiêu; ít nhất một ô hoặc một tệp', 500),
      files: each('Lý do theo mã tệp của bản', 500),
      say: optional(longText('Lời chung', 2000)),
    }),
    answers: judged,
    example: { id: VERDICT, seen: 0, reasons: { DT01: 'Đề nghị xem lại số cuộc đối thoại.' } },
    field: name => (name === 'o' ? 'reasons' : name.replace(/^l-/u, 'reasons.').replace(/^lf-/u, 'files.')),
    async run(ask, input) {
      await mustBeOf(ask, input)
      await giveBack(ask, {
        id: input.id,
        code: input.window,
        editionId: input.edition,
        seen: input.seen,
        cells: Object.entries(input.reasons).map(([code, reason]) => ({ code, reason })),
        files: Object.entries(input.files).map(([id, reason]) => ({ id, reason })),
        body: input.say ?? '',
      })
      return { id: input.id }
    },
  }),
  api({
    at: 'POST /windows/{window}/reports/{unit}/editions/{edition}/accept',
    id: 'reports.accept',
    may: 'reports.review',
    says: 'Tiếp nhận một bản. Gửi hai lần cùng id vẫn là một lần tiếp nhận.',
    input: form(verdictFields),
    answers: judged,
    example: { id: VERDICT, seen: 0 },
    async run(ask, input) {
      await mustBeOf(ask, input)
      await accept(ask, { id: input.id, code: input.window, editionId: input.edition, seen: input.seen })
      return { id: input.id }
    },
  }),
  api({
    at: 'POST /windows/{window}/accept',
    id: 'reports.acceptSeveral',
    may: 'reports.review',
    says: 'Tiếp nhận nhiều báo cáo một lần: nhận tất cả, hoặc không nhận bản nào và nêu từng đơn vị chưa được.',
    input: form({
      window: ofEdition.window,
      receiver: uuid('Nơi nhận'),
      editions: each('Theo mã đơn vị: bản mà chương trình đã xem', 36),
    }),
    answers: answer({ accepted: wholeOut() }),
    example: {
      receiver: '00000000-0000-4000-8000-000000000001',
      editions: { '00000000-0000-4000-8000-000000000002': '00000000-0000-4000-8000-000000000003' },
    },
    field: name => name.replace(/^dv-/u, 'editions.'),
    async run(ask, { window: code, receiver, editions }) {
      const picked = Object.entries(editions).map(([unitId, editionId]) => ({ unitId, editionId }))
      if (picked.length === 0)
        throw new Fault('refused', 'reports.nothing-picked', 'Chưa nêu đơn vị nào.', [{ field: 'editions', say: 'Chưa nêu đơn vị nào.' }])
      const { window } = await findWindow(ask, code)
      const not = await acceptSeveral(ask, { windowId: window.id, receiverId: receiver, picked, newId: randomUUID })
      mustAllBeAccepted(not, picked.length, id => ask.tree.label(id, window.until))
      return { accepted: picked.length }
    },
  }),
]

const totalOut = answer({
  code: words('Mã chỉ tiêu'),
  label: words(),
  measure: words(),
  state: oneOf([...STATES, 'missing']),
  value: orNone(numberOut()),
  counted: orNone(wholeOut('Số hồ sơ khác nhau')),
  numerator: orNone(numberOut()),
  denominator: orNone(numberOut()),
  missing: many(unitOut()),
  estimated: many(unitOut()),
})

const totalsApi: readonly ApiRoute[] = [
  api({
    at: 'GET /windows/{window}/figures',
    id: 'figures.list',
    may: 'reports.read',
    says: 'Số liệu của một kỳ, từng ô của từng đơn vị trong phạm vi của ông/bà: bản đã nộp gần nhất, chưa bị trả lại. Xếp theo đơn vị rồi mã chỉ tiêu.',
    input: form({
      window: ofEdition.window,
      unit: optional(uuid('Chỉ của đơn vị này')),
      indicator: optional(text('Chỉ một chỉ tiêu', 20)),
      only: optional(choice('accepted: chỉ những bản đã tiếp nhận', ['accepted'])),
      ...paging,
    }),
    answers: pageOf(answer({ ...figureOut.properties, unit: unitOut(), edition: idOut(), number: wholeOut(), accepted: yesNo() })),
    async run(ask, input) {
      const limit = limitOf(input)
      const { window } = await findWindow(ask, input.window)
      const [, unitId, code] = MARK.exec(input.after ?? '') ?? []
      if (input.after !== undefined && (unitId === undefined || code === undefined)) throw badMark()
      const filter = { unit: input.unit, indicator: input.indicator, accepted: input.only !== undefined }
      const after = unitId === undefined || code === undefined ? undefined : { unitId, code }
      const found = await standingFigures(ask, window.id, filter, limit + 1, after)
      const shown = (one: (typeof found)[number]) => ({
        ...shownFigure(one),
        unit: { id: one.unitId, name: ask.tree.label(one.unitId, window.until) },
        edition: one.editionId,
        number: one.number,
        accepted: one.accepted,
      })
      return paged(found, limit, shown, one => `${one.unitId}_${one.code}`)
    },
  }),
  api({
    at: 'GET /windows/{window}/totals',
    id: 'totals.now',
    may: 'reports.read',
    says: 'Tổng của những báo cáo đã tiếp nhận trong một kỳ, kèm đơn vị còn thiếu ở từng số; seen gửi lại khi nộp lên cấp trên.',
    input: form({ window: ofEdition.window, receiver: optional(uuid('Nơi nhận; không ghi là nơi của ông/bà')) }),
    answers: answer({
      receiver: unitOut(),
      seen: words('Dấu của những báo cáo đang được cộng'),
      accepted: wholeOut(),
      owed: wholeOut(),
      absent: many(unitOut()),
      waived: many(unitOut()),
      sendUp: answer({ allowed: yesNo(), say: orNone(words('Vì sao không')) }),
      figures: many(totalOut),
    }),
    async run(ask, input) {
      const added = await addUp(ask, input.window, input.receiver)
      const { window, own } = added
      const unit = (id: string) => ({ id, name: ask.tree.label(id, window.until) })
      const consolidating = mayConsolidate(window, added.accepted.length, ask.today)
      const no = isRefusal(consolidating)
        ? consolidating.say
        : own === undefined
          ? 'Nơi này không có cấp trên để nộp. Báo cáo tổng hợp được trình ký và công bố.'
          : (saidNo(maySubmit(own.window, standingOf(own), ask.today)) ?? saidNo(fits(added.unfit, added.form.indicators)))
      const names = new Map(added.form.indicators.map(one => [one.code, one]))
      return {
        receiver: unit(added.receiverId),
        seen: takenMark(added),
        accepted: added.parts.length,
        owed: added.owing.length,
        absent: added.absent.map(unit),
        waived: added.waived.map(unit),
        sendUp: { allowed: no === null, say: no },
        figures: added.totals.map(total => {
          const indicator = names.get(total.code)
          return {
            code: total.code,
            label: indicator ? plainLabel(indicator) : total.code,
            measure: indicator?.measure ?? '',
            state: total.state,
            value: total.value,
            counted: total.counted,
            numerator: total.numerator,
            denominator: total.denominator,
            missing: total.missing.map(unit),
            estimated: total.estimated.map(unit),
          }
        }),
      }
    },
  }),
  api({
    at: 'POST /windows/{window}/totals/editions',
    id: 'totals.sendUp',
    may: 'reports.consolidate',
    says: 'Nộp tổng lên cấp trên, như báo cáo chính thức của nơi nhận: từ đó khóa đến khi được trả lại. Gửi lại cùng id và nội dung nhận đúng biên nhận cũ.',
    input: form({
      window: ofEdition.window,
      receiver: uuid('Nơi nhận, cũng là nơi nộp lên'),
      id: uuid('Mã do chương trình đặt, mỗi lần nộp một mã'),
      seen: text('Dấu seen đã đọc ở totals', 64),
      sections: each('Phần lời theo thứ tự mục: “1”, “2”…', 8000),
    }),
    answers: answer({ id: idOut(), receipt: words('Mã biên nhận') }),
    example: {
      receiver: '00000000-0000-4000-8000-000000000001',
      id: '2f8b1d3e-6c5a-4b9d-8e7f-0a1b2c3d4e5f',
      seen: '4f2a9c',
      sections: { 1: 'Tình hình ổn định.' },
    },
    field: name => name.replace(/^p-/u, 'sections.'),
    async run(ask, input) {
      const { editionId, receipt } = await sendUp(ask, {
        id: input.id,
        code: input.window,
        receiverId: input.receiver,
        seen: input.seen,
        texts: input.sections,
      })
      return { id: editionId, receipt }
    },
  }),
]

const saidNo = (permission: Permission | true): string | null => (isRefusal(permission) ? permission.say : null)

export const receivingApi: readonly ApiRoute[] = [...windowsApi, ...judgingApi, ...totalsApi]
