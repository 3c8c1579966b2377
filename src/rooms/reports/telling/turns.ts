// Whose turn it is when a report is put before a leader or sent back by one, and when a unit asks for days and is answered.
import type { DoneDeed } from '../../../access/deeds.ts'
import { lookForDay } from '../../../ground/day.ts'
import { capital, formatDay } from '../../../ground/vietnamese.ts'
import type { Addressed, NoticeKind, Telling, ToldDeed } from '../../../web/room.ts'
import { findPresented } from '../approving/store-presented.ts'
import { reportName } from '../naming.ts'
import { findWindow } from '../store-asked.ts'
import { findOwed } from '../store-editions.ts'
import { here, nameOn, reading, sheetOf, textOf } from './seen-through.ts'

async function presented(telling: Telling, deed: DoneDeed): Promise<readonly Addressed[]> {
  const { window, regime } = await findWindow(reading(telling), textOf(deed, 'window'))
  return [
    {
      kind: 'reports.to-sign',
      to: [textOf(deed, 'signer')],
      title: `Chờ ông/bà ký: ${reportName(regime, window)}`,
      why: 'Mở để đọc đúng bản sẽ ban hành, ký hoặc trả lại người soạn.',
      href: `/bao-cao/trinh-ky/${deed.subject}`,
    },
  ]
}

async function sentBack(telling: Telling, deed: DoneDeed): Promise<readonly Addressed[]> {
  const { by, windowCode, unitId } = await findPresented(reading(telling), deed.subject)
  const { window, regime } = await findWindow(reading(telling), windowCode)
  return [
    {
      kind: 'reports.sent-back',
      to: [by],
      title: `Lãnh đạo trả lại bản trình: ${reportName(regime, window)}`,
      why: 'Lý do ở đầu trang Tổng hợp. Lời đã viết còn nguyên; sửa rồi trình lại.',
      href: `/bao-cao/${windowCode}/tong-hop?noi-nhan=${unitId}`,
    },
  ]
}

async function timeAsked(telling: Telling, deed: DoneDeed): Promise<readonly Addressed[]> {
  const { owed } = await findOwed(reading(telling), textOf(deed, 'window'), deed.unit)
  const until = lookForDay(textOf(deed, 'until'))
  return [
    {
      kind: 'reports.time-asked',
      to: await telling.people([here(telling, owed.receiverId)], 'officer', 'head'),
      title: `${capital(nameOn(telling, owed.unitId, owed.window))} xin gia hạn ${reportName(owed.regime, owed.window)}`,
      why: until ? `Xin nộp đến hết ngày ${formatDay(until)}. Mở để xem lý do và trả lời.` : 'Mở để xem lý do và trả lời.',
      href: `${sheetOf(owed.window, owed.unitId)}/gia-han`,
    },
  ]
}

/** An answer about the days of a unit's report, in the words of the deed. */
const answered =
  (words: (name: string, until: string) => string): ToldDeed['tell'] =>
  async (telling, deed) => {
    const { owed } = await findOwed(reading(telling), textOf(deed, 'window'), deed.unit)
    const until = lookForDay(textOf(deed, 'until'))
    return [
      {
        kind: 'reports.time-answered',
        to: await telling.people([here(telling, owed.unitId)], 'officer', 'head'),
        title: words(reportName(owed.regime, owed.window), until ? formatDay(until) : ''),
        why: `${capital(nameOn(telling, owed.receiverId, owed.window))} đã quyết định; lý do ghi ở trang của báo cáo.`,
        href: `${sheetOf(owed.window, owed.unitId)}/gia-han`,
      },
    ]
  }

export const turnKinds: Readonly<Record<string, NoticeKind>> = {
  'reports.to-sign': { label: 'Báo cáo chờ ông/bà ký', mail: 'now' },
  'reports.sent-back': { label: 'Lãnh đạo trả lại bản trình của ông/bà', mail: 'now' },
  'reports.time-asked': { label: 'Đơn vị xin gia hạn', mail: 'now' },
  'reports.time-answered': { label: 'Gia hạn, miễn báo cáo của đơn vị', mail: 'now' },
}

export const turnDeeds: Readonly<Record<string, ToldDeed>> = {
  'reports.present': { tell: presented },
  'reports.send-back': { tell: sentBack },
  'reports.ask-time': { tell: timeAsked },
  'reports.give-time': { tell: answered((name, until) => `Được gia hạn đến hết ngày ${until}: ${name}`) },
  'reports.refuse-time': { tell: answered(name => `Không được gia hạn: ${name}`) },
  'reports.waive': { tell: answered(name => `Được miễn: ${name}`) },
  'reports.end-waiver': { tell: answered(name => `Thôi miễn, đơn vị phải nộp: ${name}`) },
}
