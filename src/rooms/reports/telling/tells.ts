// Whom this room tells of its deeds, after they are committed: the one whose turn it is, with where to go on. What is told is read anew,
// so it is true when it is read; nothing that a person typed goes out of the room with it.
import type { DoneDeed } from '../../../access/deeds.ts'
import { missing } from '../../../ground/faults.ts'
import { capital, formatDay } from '../../../ground/vietnamese.ts'
import type { Addressed, NotYetIn, Telling, Tells } from '../../../web/room.ts'
import { returnedFor } from '../enclosing/returned.ts'
import { standingOf } from '../filling.ts'
import { reportName, writtenWhen } from '../naming.ts'
import { findWindow } from '../store-asked.ts'
import { type FoundEdition, findEdition, owedBy } from '../store-editions.ts'
import { owingIn } from '../store-rearranged.ts'
import { writing } from '../waiting.ts'
import { here, nameOn, reading, sheetOf, textOf } from './seen-through.ts'
import { whatCameIn } from './store-told.ts'
import { turnDeeds, turnKinds } from './turns.ts'

const edition = (telling: Telling, deed: DoneDeed): Promise<FoundEdition> =>
  findEdition(reading(telling), textOf(deed, 'window'), deed.subject)

const allThatCameIn = (telling: Telling, deeds: readonly DoneDeed[]): ReturnType<typeof whatCameIn> =>
  whatCameIn(
    reading(telling),
    deeds.map(one => one.subject),
  )

async function handedIn(telling: Telling, deed: DoneDeed): Promise<readonly Addressed[]> {
  const sent = (await telling.together(allThatCameIn)).get(deed.subject)
  if (sent?.window.code !== textOf(deed, 'window') || !reading(telling).grant.units.has(sent.unitId)) throw missing('bản báo cáo này')
  const { window, regime, unitId, receiverId, reviewer } = sent
  const name = reportName(regime, window)
  const again = sent.number > 1 ? ' lại' : ''
  return [
    {
      kind: 'reports.handed-in',
      to: reviewer === null ? await telling.people([here(telling, receiverId)], 'officer', 'head') : [reviewer],
      title: `${capital(nameOn(telling, unitId, window))} đã nộp${again} ${name}`,
      why: `Biên nhận ${sent.receipt}, lúc ${writtenWhen(sent.at)}.`,
      href: `/bao-cao/${window.code}/xem/${deed.subject}`,
      fold: { key: `handed-in ${window.id} ${receiverId}`, many: `{n} báo cáo mới nộp: ${name}` },
    },
  ]
}

async function returned(telling: Telling, deed: DoneDeed): Promise<readonly Addressed[]> {
  const { owed, edition: sent } = await edition(telling, deed)
  const named = (what: string): readonly unknown[] => (Array.isArray(deed.detail[what]) ? deed.detail[what] : [])
  return [
    {
      kind: 'reports.returned',
      to: await telling.people([here(telling, owed.unitId)], 'officer', 'head'),
      title: `${reportName(owed.regime, owed.window)} bị trả lại, ${returnedFor({ cells: named('cells'), files: named('files') })} cần sửa`,
      why: `${capital(nameOn(telling, owed.receiverId, owed.window))} trả lại bản nộp ${sent.receipt}. Mở báo cáo để xem lý do của từng chỗ, sửa và nộp lại.`,
      href: sheetOf(owed.window, owed.unitId),
    },
  ]
}

async function accepted(telling: Telling, deed: DoneDeed): Promise<readonly Addressed[]> {
  const { owed, edition: sent } = await edition(telling, deed)
  return [
    {
      kind: 'reports.accepted',
      to: await telling.people([here(telling, owed.unitId)], 'officer', 'head'),
      title: `${reportName(owed.regime, owed.window)} đã được tiếp nhận`,
      why: `${capital(nameOn(telling, owed.receiverId, owed.window))} tiếp nhận bản nộp ${sent.receipt}.`,
      href: sheetOf(owed.window, owed.unitId),
    },
  ]
}

/** The window of a deed, and who owes in it, each with the people who write for it. */
async function toThoseOwing(
  telling: Telling,
  of: { code: string; receiver?: string },
  words: (window: Awaited<ReturnType<typeof findWindow>>['window'], name: string) => Pick<Addressed, 'kind' | 'title' | 'why'>,
): Promise<readonly Addressed[]> {
  const { window, regime } = await findWindow(reading(telling), of.code)
  const owing = ((await owingIn(reading(telling), [window.id])).get(window.id) ?? []).filter(
    one => of.receiver === undefined || one.receiverId === of.receiver,
  )
  const said = words(window, reportName(regime, window))
  await telling.people([...new Set(owing.map(one => here(telling, one.unitId)))], 'officer', 'head')
  const all: Addressed[] = []
  for (const one of owing)
    all.push({ ...said, to: await telling.people([here(telling, one.unitId)], 'officer', 'head'), href: sheetOf(window, one.unitId) })
  return all
}

const opened = (telling: Telling, deed: DoneDeed): Promise<readonly Addressed[]> =>
  toThoseOwing(telling, { code: textOf(deed, 'window') }, (window, name) => ({
    kind: 'reports.opened',
    title: `Kỳ mới: ${name}`,
    why: `Số liệu chốt hết ngày ${formatDay(window.until)}. Hạn nộp của đơn vị xem ở trang Hôm nay.`,
  }))

const rearranged = (telling: Telling, deed: DoneDeed): Promise<readonly Addressed[]> =>
  toThoseOwing(telling, { code: textOf(deed, 'window') }, (window, name) => ({
    kind: 'reports.opened',
    title: `Danh sách đơn vị phải nộp đã cập nhật: ${name}`,
    why: `Theo cơ cấu tổ chức của ngày chốt ${formatDay(window.until)}. Mở báo cáo để xem đơn vị ông/bà nộp cho nơi nào.`,
  }))

const published = (telling: Telling, deed: DoneDeed): Promise<readonly Addressed[]> =>
  toThoseOwing(telling, { code: textOf(deed, 'window'), receiver: deed.unit }, (window, name) => {
    const number = Number(deed.detail['number'] ?? 1)
    return {
      kind: 'reports.published',
      title: `${capital(nameOn(telling, deed.unit, window))} đã công bố ${name}${number > 1 ? `, bản đính chính số ${number}` : ''}`,
      why: 'Số liệu của kỳ này đã đóng băng. Cần sửa thì đề nghị nơi nhận trả lại báo cáo.',
    }
  })

async function assigned(telling: Telling, deed: DoneDeed): Promise<readonly Addressed[]> {
  const reviewer = textOf(deed, 'reviewer')
  const units = Array.isArray(deed.detail['units']) ? deed.detail['units'].length : 0
  if (reviewer === '' || units === 0) return []
  const { window, regime } = await findWindow(reading(telling), textOf(deed, 'window'))
  return [
    {
      kind: 'reports.assigned',
      to: [reviewer],
      title: `Ông/bà được giao xem ${units} báo cáo: ${reportName(regime, window)}`,
      why: 'Các báo cáo ấy ở mục “Của tôi” của hàng chờ xem xét.',
      href: `/bao-cao/${window.code}/xem-xet?noi-nhan=${deed.unit}`,
    },
  ]
}

/** What is not in yet, by the very function that puts it on the start page: who is freed or given more time there is so here. */
async function notYetIn(telling: Telling, from: NotYetIn['due'], until: NotYetIn['due']): Promise<readonly NotYetIn[]> {
  const ask = reading(telling)
  const owed = await owedBy(ask, [...ask.grant.units], from, until)
  return owed.flatMap(one => {
    const waiting = writing(ask, one)
    if (!waiting) return []
    const { window, regime, unitId, receiverId } = one
    return {
      key: `${window.id} ${unitId}`,
      unitId,
      receiverId,
      due: waiting.due ?? window.due,
      title: reportName(regime, window),
      href: waiting.href,
      receiverHref: `/bao-cao/${window.code}/theo-doi?noi-nhan=${receiverId}&loc=qua-han`,
      group: `${window.id} ${receiverId}`,
      isBack: standingOf(one) === 'returned',
    }
  })
}

const editionPage = (deed: DoneDeed): string => `/bao-cao/${textOf(deed, 'window')}/xem/${deed.subject}`
const boardPage = (deed: DoneDeed): string => `/bao-cao/${textOf(deed, 'window')}/theo-doi`

export const tells: Tells = {
  kinds: {
    'reports.due': { label: 'Nhắc hạn nộp báo cáo', mail: 'digest' },
    'reports.returned': { label: 'Báo cáo của đơn vị bị trả lại', mail: 'now' },
    'reports.accepted': { label: 'Báo cáo của đơn vị được tiếp nhận', mail: 'none' },
    'reports.published': { label: 'Nơi nhận công bố báo cáo', mail: 'digest' },
    'reports.opened': { label: 'Kỳ báo cáo mở, đơn vị phải nộp thay đổi', mail: 'digest' },
    'reports.handed-in': { label: 'Đơn vị nộp báo cáo cho nơi ông/bà làm việc', mail: 'digest' },
    'reports.assigned': { label: 'Được giao xem báo cáo', mail: 'digest' },
    ...turnKinds,
  },
  deeds: {
    'reports.submit': { outward: { label: 'nộp báo cáo', href: editionPage }, tell: handedIn },
    'reports.consolidate': { outward: { label: 'nộp bản tổng hợp lên cấp trên', href: editionPage }, tell: handedIn },
    'reports.return': { outward: { label: 'trả lại báo cáo', href: editionPage }, tell: returned },
    'reports.accept': { outward: { label: 'tiếp nhận báo cáo', href: editionPage }, tell: accepted },
    'reports.publish': { outward: { label: 'công bố báo cáo', href: deed => `/bao-cao/cong-bo/${deed.subject}` }, tell: published },
    'reports.open': { outward: { label: 'mở kỳ báo cáo', href: boardPage }, tell: opened },
    'reports.rearrange': { outward: { label: 'cập nhật đơn vị phải nộp', href: boardPage }, tell: rearranged },
    'reports.assign': { tell: assigned },
    ...turnDeeds,
  },
  notYetIn: { kind: 'reports.due', list: notYetIn },
}
