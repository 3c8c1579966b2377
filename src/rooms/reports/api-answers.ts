// What programs are answered about reports: shapes, and how what the room knows is put into them.
import type { Ask } from '../../access/ask.ts'
import { answer, dayOut, idOut, instantOut, many, numberOut, oneOf, orNone, unitOut, wholeOut, words, yesNo } from '../../web/api.ts'
import type { Counted, ReportSnapshot, SnapshotRow } from '../../web/room.ts'
import { capacityOf } from './approving/presented.ts'
import type { Enclosure } from './enclosing/store.ts'
import type { Figure } from './figures.ts'
import { isReleased, standingOf } from './filling.ts'
import type { OpenedWindow } from './rules.ts'
import type { Edition, Owed, When } from './store-editions.ts'
import { whyExtended } from './terms/terms.ts'
import { markOut, overlapOut } from './together/api-drafts.ts'

const STANDINGS = ['not-begun', 'drafting', 'submitted', 'returned', 'accepted', 'included', 'published'] as const
export const STATES = ['reported', 'zero', 'none', 'not_applicable', 'estimated'] as const
const KINDS = ['flow', 'stock', 'ratio'] as const
export const ORIGINS = ['counted', 'computed', 'ratio', 'typed'] as const

export const instant = ({ day, time }: When): string => `${day}T${time}+07:00`

export const windowOut = answer({
  id: idOut(),
  code: words('Mã kỳ'),
  label: words(),
  regime: answer({ code: words(), name: words() }),
  from: dayOut(),
  until: dayOut('Ngày chốt số liệu, tính cả ngày ấy'),
  due: dayOut('Hạn nộp'),
  locks: orNone(dayOut('Ngày khóa')),
})

export const shownWindow = (window: OpenedWindow, regime: { code: string; name: string }) => ({
  id: window.id,
  code: window.code,
  label: window.label,
  regime: { code: regime.code, name: regime.name },
  from: window.from,
  until: window.until,
  due: window.due,
  locks: window.locks,
})

const editionOut = answer({
  id: idOut(),
  number: wholeOut(),
  receipt: words('Mã biên nhận'),
  at: instantOut(),
  contentSha256: words(),
  consolidated: yesNo('Do tổng hợp mà có'),
  verdicts: many(
    answer({
      kind: oneOf(['returned', 'accepted']),
      at: instantOut(),
      say: words(),
      cells: many(answer({ code: words(), reason: words() })),
      files: many(answer({ id: idOut(), name: words(), reason: words() })),
    }),
  ),
})

const shownEdition = (one: Edition) => ({
  id: one.id,
  number: one.number,
  receipt: one.receipt,
  at: instant(one.at),
  contentSha256: one.contentSha256,
  consolidated: one.consolidated,
  verdicts: one.verdicts.map(each => ({
    kind: each.kind,
    at: instant(each.at),
    say: each.body,
    cells: each.cells.map(({ code, reason }) => ({ code, reason })),
    files: each.files.map(({ id, name, reason }) => ({ id, name, reason })),
  })),
})

export const owedFields = {
  /** With the unit's own due and locking day. */
  window: windowOut,
  terms: answer({
    firstDue: dayOut('Hạn nộp ban đầu; hạn riêng của đơn vị, kể cả gia hạn, ở window.due'),
    expected: yesNo('Có trong số đơn vị phải nộp; đơn vị được miễn mà chưa nộp thì không'),
    asked: orNone(answer({ until: dayOut('Xin gia hạn đến hết ngày'), at: instantOut(), say: words('Lý do') })),
    extended: orNone(answer({ until: dayOut('Được gia hạn đến hết ngày'), at: instantOut(), say: words('Lý do') })),
    refused: orNone(
      answer({ until: dayOut('Đã xin gia hạn đến hết ngày'), at: instantOut('Lúc trả lời'), say: words('Lý do không gia hạn') }),
    ),
    waived: orNone(answer({ at: instantOut(), say: words('Lý do miễn') })),
    seen: wholeOut('Đã có bao nhiêu việc xin, cho, miễn; gửi lại khi làm việc tiếp theo'),
  }),
  unit: unitOut(),
  receiver: unitOut(),
  addsUp: yesNo('Báo cáo do tổng hợp mà có, không nhập từng ô'),
  standing: oneOf(STANDINGS),
  editions: many(editionOut),
}

export const owedOut = answer(owedFields)

const shownTerms = (owed: Owed) => {
  const { asking, refused, extension, waiver, events } = owed.terms
  return {
    firstDue: owed.first.due,
    expected: !isReleased(owed),
    asked: asking?.until ? { until: asking.until, at: instant(asking.at), say: asking.reason } : null,
    extended: extension?.until ? { until: extension.until, at: instant(extension.at), say: whyExtended(owed.terms) } : null,
    refused: refused?.asking.until ? { until: refused.asking.until, at: instant(refused.answer.at), say: refused.answer.reason } : null,
    waived: waiver ? { at: instant(waiver.at), say: waiver.reason } : null,
    seen: events.length,
  }
}

export const shownOwed = (ask: Ask, owed: Owed) => ({
  window: shownWindow(owed.window, owed.regime),
  terms: shownTerms(owed),
  unit: { id: owed.unitId, name: ask.tree.label(owed.unitId, owed.window.until) },
  receiver: { id: owed.receiverId, name: ask.tree.label(owed.receiverId, owed.window.until) },
  addsUp: owed.receives,
  standing: standingOf(owed),
  editions: owed.editions.map(shownEdition),
})

const cellOut = answer({
  code: words(),
  value: words('Như đã gõ'),
  state: oneOf(['', 'estimated', 'none', 'not_applicable']),
  reason: words(),
})

const beforeOut = orNone(answer({ value: orNone(numberOut()), notComparable: orNone(words('Vì sao không đặt cạnh được')) }))

export const reportOut = answer({
  ...owedFields,
  edit: answer({ allowed: yesNo(), until: orNone(dayOut()), say: orNone(words('Vì sao không')) }),
  after: wholeOut('Số của bản đã nộp gần nhất, 0 khi chưa nộp; gửi lại khi lưu và khi nộp'),
  version: wholeOut('Bản nháp đang ở lần lưu thứ mấy, 0 khi chưa có; gửi lại khi lưu'),
  cells: many(
    answer({
      code: words('Mã chỉ tiêu'),
      place: words('Số thứ tự trong biểu'),
      label: words(),
      group: words(),
      measure: words('Đơn vị tính'),
      kind: oneOf(KINDS),
      origin: oneOf(ORIGINS),
      counted: orNone(wholeOut('Số hồ sơ đếm được lúc này')),
      previous: beforeOut,
      lastYear: beforeOut,
      typed: orNone(cellOut),
      mark: markOut(),
    }),
  ),
  sections: many(answer({ place: words(), heading: words(), required: yesNo(), text: words(), mark: markOut() })),
  overlaps: many(overlapOut),
})

export const figureOut = answer({
  code: words('Mã chỉ tiêu'),
  state: oneOf(STATES),
  value: orNone(numberOut()),
  counted: orNone(wholeOut()),
  numerator: orNone(numberOut()),
  denominator: orNone(numberOut()),
  reason: orNone(words()),
})

const sectionsOut = many(answer({ heading: words(), text: words() }))

export const wholeEditionOut = answer({
  window: words('Mã kỳ'),
  unit: unitOut(),
  edition: editionOut,
  figures: many(figureOut),
  sections: sectionsOut,
  files: many(
    answer({
      ...{ id: idOut(), name: words(), bytes: wholeOut(), sha256: words() },
      kept: orNone(words('Vì sao giữ tệp đã bị trả lại')),
    }),
  ),
})

export const shownFigure = ({ code, state, value, counted, numerator, denominator, reason }: Figure) => ({
  code,
  state,
  value,
  counted,
  numerator,
  denominator,
  reason,
})

export const shownWholeEdition = (
  ask: Ask,
  owed: Owed,
  edition: Edition,
  figures: readonly Figure[],
  narrative: readonly { heading: string; text: string }[],
  files: readonly Enclosure[],
) => ({
  window: owed.window.code,
  unit: { id: owed.unitId, name: ask.tree.label(owed.unitId, owed.window.until) },
  edition: shownEdition(edition),
  figures: figures.map(shownFigure),
  sections: narrative.map(({ heading, text }) => ({ heading, text })),
  files: files.map(({ id, name, bytes, sha256, keptReason }) => ({ id, name, bytes, sha256, kept: keptReason })),
})

export const recordOut = answer({ id: idOut(), unit: unitOut(), on: dayOut(), title: words(), href: words('Trang của hồ sơ') })

export const shownRecord = (ask: Ask, one: Counted) => ({
  id: one.record_id,
  unit: { id: one.unit_id, name: ask.tree.label(one.unit_id) },
  on: one.on_day,
  title: one.title,
  href: one.href,
})

const rowOut = answer({
  code: words(),
  label: words(),
  group: words(),
  depth: wholeOut(),
  measure: words(),
  kind: oneOf(KINDS),
  state: oneOf([...STATES, 'missing']),
  value: orNone(numberOut()),
  numerator: orNone(numberOut()),
  denominator: orNone(numberOut()),
  previous: orNone(numberOut()),
  sameLastYear: orNone(numberOut()),
  notComparable: orNone(words()),
  note: orNone(words()),
  missing: many(words('Đơn vị chưa có trong số này')),
})

export const shownRow = ({ unit, ...row }: SnapshotRow) => ({ ...row, measure: unit, missing: [...row.missing] })

export const publicationOut = answer({
  id: idOut(),
  window: words('Mã kỳ'),
  unit: idOut(),
  number: wholeOut('1 là bản đầu, sau đó là đính chính'),
  corrects: orNone(idOut('Bản mà bản này đính chính')),
  at: instantOut(),
  seal: words('SHA-256 của nội dung đã công bố'),
})

export const shownPublication = (one: {
  id: string
  windowCode: string
  unitId: string
  number: number
  corrects: string | null
  at: When
  snapshotSha256: string
}) => ({
  id: one.id,
  window: one.windowCode,
  unit: one.unitId,
  number: one.number,
  corrects: one.corrects,
  at: instant(one.at),
  seal: one.snapshotSha256,
})

export const wholePublicationOut = answer({
  publication: publicationOut,
  coverage: answer({
    accepted: wholeOut(),
    owed: wholeOut('Số đơn vị phải nộp, không kể đơn vị được miễn'),
    missing: many(words()),
    waived: many(words('Đơn vị được miễn')),
    waivedBelow: many(answer({ by: words('Nơi nhận cấp dưới đã miễn'), units: many(words()) })),
  }),
  figures: many(rowOut),
  lists: many(
    answer({
      indicator: words('Mã chỉ tiêu mà danh mục liệt kê hồ sơ'),
      count: wholeOut(),
      records: many(answer({ title: words(), place: words(), on: dayOut() })),
    }),
  ),
  sections: sectionsOut,
  signer: answer({ name: words(), title: words(), capacity: words('Tư cách ký, như “Thừa ủy quyền Trưởng ban”') }),
})

export const shownSnapshot = (snapshot: ReportSnapshot) => ({
  coverage: {
    accepted: snapshot.coverage.accepted,
    owed: snapshot.coverage.owed,
    missing: [...snapshot.coverage.missing],
    waived: [...(snapshot.coverage.waived ?? [])],
    waivedBelow: (snapshot.coverage.waivedBelow ?? []).map(({ by, units }) => ({ by, units: [...units] })),
  },
  figures: snapshot.rows.map(shownRow),
  lists: (snapshot.lists ?? []).map(({ code, count, records }) => ({ indicator: code, count, records: records.map(one => ({ ...one })) })),
  sections: snapshot.sections.map(({ heading, text }) => ({ heading, text })),
  signer: { name: snapshot.signer.name, title: snapshot.signer.title, capacity: capacityOf(snapshot.signer) },
})

export const lineageOut = answer({
  figure: rowOut,
  contributions: many(
    answer({
      edition: orNone(idOut('null: điều chỉnh của nơi tổng hợp, hoặc phần trừ đi vì nhiều đơn vị cùng đếm một hồ sơ')),
      adjustment: orNone(
        answer({
          id: idOut(),
          number: wholeOut(),
          kind: words('own: phần của chính cơ quan; twice: trừ phần trùng'),
          reason: words(),
        }),
      ),
      unit: orNone(unitOut()),
      number: orNone(wholeOut()),
      receipt: orNone(words()),
      value: orNone(numberOut()),
      numerator: orNone(numberOut()),
      denominator: orNone(numberOut()),
      records: many(recordOut),
    }),
  ),
})
