// The start page: what a leader has to sign, and what came back to who wrote it.
import type { Ask, AskFor } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import type { Awaiting } from '../../../web/room.ts'
import { reportName, writtenWhen } from '../naming.ts'
import { lastPresented, type Presented, type WholePresented, waitingFor } from './store-presented.ts'

/** What waits for a signature, and what was sent back. */
export async function toSignToday(asking: AskFor): Promise<Awaiting[]> {
  const [signing, presenting] = [asking('reports.publish'), asking('reports.present')]
  return [...(signing ? await toSign(signing) : []), ...(presenting ? await presented(presenting) : [])]
}

async function toSign(ask: Ask<'reports.publish'>): Promise<Awaiting[]> {
  const all = await waitingFor(ask, ask.person.id)
  const names = await namesOf(ask.tx, [...new Set(all.map(one => one.by))])
  return all.map(one => signing(one, names.get(one.by) ?? ''))
}

const signing = ({ id, at, snapshot }: WholePresented, author: string): Awaiting => ({
  status: 'soon',
  word: 'Chờ ký',
  title: reportName(snapshot.regime, snapshot.window),
  why: `${author} trình ông/bà ký lúc ${writtenWhen(at)}.`,
  href: `/bao-cao/trinh-ky/${id}`,
  act: 'Đọc và ký',
})

async function presented(ask: Ask<'reports.present'>): Promise<Awaiting[]> {
  const all = (await lastPresented(ask, [...ask.grant.units])).filter(one => one.signer !== ask.person.id)
  const names = await namesOf(ask.tx, [...new Set(all.map(one => one.signer))])
  return all.map(one => (one.end ? sentBack(one, one.end, names.get(one.signer) ?? '') : waiting(one, names.get(one.signer) ?? '')))
}

const sentBack = (one: Presented, end: NonNullable<Presented['end']>, signer: string): Awaiting => ({
  status: 'back',
  word: 'Lãnh đạo trả lại',
  title: `Bản trình ký báo cáo ${one.label}`,
  why: `${signer} trả lại lúc ${writtenWhen(end.at)}: ${end.reason}`,
  href: `/bao-cao/${one.windowCode}/tong-hop?noi-nhan=${one.unitId}`,
  act: 'Sửa và trình lại',
})

const waiting = (one: Presented, signer: string): Awaiting => ({
  status: 'ok',
  word: 'Đã trình ký',
  title: `Bản trình ký báo cáo ${one.label}`,
  why: `Trình lúc ${writtenWhen(one.at)}, đang chờ ${signer} ký.`,
  href: `/bao-cao/trinh-ky/${one.id}`,
  act: 'Xem bản trình ký',
})

/** Windows and receivers whose report is added up already and on its way to be signed. */
export const beingSigned = async (ask: Ask): Promise<ReadonlySet<string>> =>
  new Set((await lastPresented(ask, [...ask.grant.seats])).map(one => `${one.windowId} ${one.unitId}`))
