// The frame of a text: what an officer settles once for all its facts. Pure.
import { type Day, lookForDay } from '../../ground/day.ts'
import { type Refusal, refuse } from '../../ground/faults.ts'
import type { Level } from '../../org/tree.ts'
import { EVENT_TYPES, type EventType } from './reader/wording.ts'
import type { EventSaid, Frame } from './said.ts'
import { type Fields, happenedOf, noDay, noPeriod, readHappened, readPeriods, tooLong, typed } from './typed.ts'

/** What the machine read of the event, as the frame it would make: the unit stays open, for only an officer names it. */
export function frameOf(event: EventSaid): Frame {
  const happened = happenedOf(event.date) ?? { from: null, precision: 'unknown' as const }
  return {
    type: event.type,
    unitId: null,
    happenedFrom: happened.from,
    precision: happened.precision,
    host: event.host,
    place: event.place,
    periods: event.period ? [event.period] : [],
    figurePeriod: null,
  }
}

/** The frame as an officer settles it for the whole text. @returns `reading.no-such-day` · `reading.future` · `reading.no-such-period` · `reading.no-type` */
export function frame(fields: Fields, unitId: string | null, today: Day): Frame | readonly Refusal[] {
  const refusals: Refusal[] = []
  const type = Object.hasOwn(EVENT_TYPES, fields['type'] ?? '') ? (fields['type'] as EventType) : undefined
  if (!type) refusals.push(refuse('reading.no-type', 'Loại sự kiện: chưa chọn. Chọn một mục.', 'type'))
  const happened = readHappened(fields['happened'] ?? '')
  if (!happened) refusals.push(noDay('Ngày diễn ra', fields['happened'] ?? '', 'happened'))
  else if (happened.from !== null && happened.from > today)
    refusals.push(refuse('reading.future', 'Ngày diễn ra: ngày này chưa tới. Kiểm tra lại ngày.', 'happened'))
  const periods = readPeriods(fields['periods'] ?? '')
  if ('unread' in periods) refusals.push(noPeriod('Thời kỳ nói đến', periods.unread, 'periods'))
  const own = readPeriods(fields['figurePeriod'] ?? '')
  if ('unread' in own) refusals.push(noPeriod('Thời kỳ của số liệu', own.unread, 'figurePeriod'))
  else if (own.length > 1)
    refusals.push(
      refuse(
        'reading.one-period',
        'Thời kỳ của số liệu: chỉ ghi một thời kỳ. Số liệu thuộc thời kỳ khác thì bấm “Sửa” ở dữ kiện đó.',
        'figurePeriod',
      ),
    )
  refusals.push(...tooLong(fields, 'Cơ quan tổ chức', 'host', 300), ...tooLong(fields, 'Địa điểm', 'place', 300))
  if (refusals.length > 0 || !type || !happened || 'unread' in periods || 'unread' in own) return refusals
  return {
    type,
    unitId,
    happenedFrom: happened.from,
    precision: happened.precision,
    host: typed(fields, 'host'),
    place: typed(fields, 'place'),
    periods,
    figurePeriod: own[0] ?? null,
  }
}

/** Kinds of unit that a paper of the past may speak of, with their level. */
export const PAST_KINDS = {
  'thị trấn': 'commune',
  xã: 'commune',
  phường: 'commune',
  huyện: 'district',
  quận: 'district',
  'thị xã': 'district',
  'thành phố': 'district',
  tỉnh: 'province',
  thôn: 'hamlet',
} as const satisfies Record<string, Level>
export type PastKind = keyof typeof PAST_KINDS

export interface PastUnit {
  readonly kind: PastKind
  readonly level: Level
  readonly name: string
  readonly from: Day | null
  readonly until: Day
}

/** A unit of the past that an officer adds while reading: named, and ended. @returns `reading.past-name` · `reading.past-kind` · `reading.past-until` · `reading.past-standing` */
export function pastUnit(fields: Fields, today: Day): PastUnit | readonly Refusal[] {
  const refusals: Refusal[] = []
  const name = typed(fields, 'pastName')
  if (name === null) refusals.push(refuse('reading.past-name', 'Tên đơn vị cũ: chưa nhập. Ghi vào ô này.', 'pastName'))
  refusals.push(...tooLong(fields, 'Tên đơn vị cũ', 'pastName', 120))
  const kind = Object.hasOwn(PAST_KINDS, fields['pastKind'] ?? '') ? (fields['pastKind'] as PastKind) : undefined
  if (!kind) refusals.push(refuse('reading.past-kind', 'Loại đơn vị: chưa chọn. Chọn một mục.', 'pastKind'))
  const [fromText, untilText] = [typed(fields, 'pastFrom'), typed(fields, 'pastUntil')]
  const from = fromText === null ? null : lookForDay(fromText)
  if (from === undefined)
    refusals.push(
      refuse('reading.no-such-day', `Ngày bắt đầu: “${(fromText ?? '').slice(0, 40)}” không có trong lịch. Kiểm tra lại ngày.`, 'pastFrom'),
    )
  const until = untilText === null ? undefined : lookForDay(untilText)
  if (!until)
    refusals.push(refuse('reading.past-until', 'Ngày kết thúc: ghi ngày cuối cùng đơn vị hoạt động, ví dụ 30/6/2025.', 'pastUntil'))
  else if (until >= today)
    refusals.push(
      refuse(
        'reading.past-standing',
        'Ngày kết thúc: đơn vị phải kết thúc trước hôm nay. Đơn vị đang hoạt động thì tìm trong danh sách.',
        'pastUntil',
      ),
    )
  else if (from && from > until)
    refusals.push(refuse('reading.past-turned', 'Ngày bắt đầu: sau ngày kết thúc. Kiểm tra lại hai ngày.', 'pastFrom'))
  if (refusals.length > 0 || name === null || !kind || from === undefined || !until) return refusals
  // Areas are kept without their kind: "thị trấn Ba Sao" is Ba Sao.
  const bare = name.toLowerCase().startsWith(`${kind} `) ? name.slice(kind.length + 1) : name
  return { kind, level: PAST_KINDS[kind], name: bare.charAt(0).toUpperCase() + bare.slice(1), from, until }
}
