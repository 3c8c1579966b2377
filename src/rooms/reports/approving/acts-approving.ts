// An officer presents what is to be published; a leader signs it or sends it back; its author withdraws it.
import { type Ask, record } from '../../../access/ask.ts'
import { type Head, headsAt, holdsAt } from '../../../access/held-posts.ts'
import { standingOf as secondFactorOf, type Tried, tryCode } from '../../../access/second-factor.ts'
import { Fault, settle, stale } from '../../../ground/faults.ts'
import { sha256 } from '../../../ground/files.ts'
import { tidy } from '../../../ground/vietnamese.ts'
import type { ReportSnapshot } from '../../../web/room.ts'
import { type Prepared, prepare, publishSigned, takenMark } from '../acts-totals.ts'
import type { Wiring } from '../counting.ts'
import type { Texts } from '../sheet.ts'
import { canonical, sealOf } from '../snapshot.ts'
import { findWindow, formOn } from '../store-asked.ts'
import { holdWindow } from '../store-totals.ts'
import { changedSince, mayPresent, maySendBack, maySign, mayWithdraw, signerOf } from './presented.ts'
import {
  course,
  findPresented,
  lookForPresented,
  type Presented,
  presentedIn,
  putEnd,
  putPresented,
  unitsOfEditions,
  type WholePresented,
} from './store-presented.ts'

/** Names one way of signing: a person in a post of their own, or by a delegation. */
export const keyOf = (head: Pick<Head, 'postId' | 'delegation'>): string => head.delegation ?? head.postId

/** Who may sign for a unit today: its heads, also by delegation; of a unit that is no more, those who keep its papers. */
export const signersFor = (ask: Ask, unitId: string): Promise<readonly Head[]> =>
  headsAt(ask.tx, [...new Set([unitId, ask.tree.keeper(unitId) ?? unitId])], ask.today)

export interface Presenting {
  readonly id: string
  readonly code: string
  readonly receiverId: string
  readonly seen: string
  readonly texts: Texts
  /** keyOf the leader who is asked to sign. */
  readonly signer: string
}

/**
 * Puts the report of a window before a leader of the unit: text, figures and signer are frozen as they are to be published. What the same
 * author put before it and still waits is withdrawn. The same presenting again is the same; the same id with another content is a conflict.
 * @throws missing · forbidden · conflict · stale · refused (see presented.mayPresent, acts-totals.prepare)
 */
export async function present(ask: Ask<'reports.present'>, presenting: Presenting): Promise<string> {
  await holdWindow(ask, presenting.code)
  const { id, code, receiverId, seen, texts } = presenting
  const hash = sha256(JSON.stringify([code, receiverId, seen, texts, presenting.signer]))
  const before = await lookForPresented(ask, id)
  if (before && before.contentSha256 !== hash)
    throw new Fault('conflict', 'reports.other-content', 'Bản này đã trình với nội dung khác. Mở lại trang để xem bản đã trình.')
  if (before) return id
  const signer = (await signersFor(ask, receiverId)).find(one => keyOf(one) === presenting.signer)
  const prepared = await prepare(ask, { id, code, receiverId, texts, signer: signer ? signerOf(signer) : { name: '', title: '' } })
  if (!signer) throw new Fault('refused', 'reports.no-signer', NO_SIGNER, [{ field: 'ky', say: NO_SIGNER }])
  const { window } = prepared.added
  const all = await presentedIn(ask, window.id, receiverId)
  settle(mayPresent(await withdrawn(ask, all), ask.person.id, signer.personId))
  if (seen !== takenMark(prepared.added)) throw stale('Có báo cáo vừa được tiếp nhận hoặc trả lại. Xem tổng mới dưới đây rồi trình ký.')
  const number = all.length + 1
  const wrote = await putPresented(ask, {
    id,
    windowId: window.id,
    unitId: receiverId,
    number,
    signer,
    contentSha256: hash,
    taken: prepared.taken,
    snapshot: prepared.snapshot,
    snapshotSha256: sealOf(prepared.snapshot),
  })
  if (!wrote) throw stale('Báo cáo này vừa được người khác trình ký. Xem bản ấy rồi làm tiếp.')
  await record(ask, { unit: receiverId, subject: id, detail: { window: window.code, number, signer: signer.personId } })
  return id
}

const NO_SIGNER = 'Người ký: chưa chọn, hoặc không còn giữ chức vụ này hôm nay. Chọn lãnh đạo ký.'

/** The course once what this person may withdraw is withdrawn. */
async function withdrawn(ask: Ask<'reports.present'>, all: readonly Presented[]) {
  const now = course(all)
  const last = all.at(-1)
  if (!last || !now.waiting || mayWithdraw(now, ask.person.id, await isStranded(ask, last)) !== true) return now
  await withdrawIt(ask, last)
  return { ...now, waiting: undefined, ended: 'withdrawn' as const }
}

async function withdrawIt(ask: Ask<'reports.present'>, presented: Presented): Promise<void> {
  if (!(await putEnd(ask, presented, { kind: 'withdrawn' }))) throw stale(ENDED_MEANWHILE)
  await record(ask, { unit: presented.unitId, subject: presented.id, act: 'reports.withdraw', detail: { window: presented.windowCode } })
}

const ENDED_MEANWHILE = 'Báo cáo này vừa được ký, trả lại hoặc rút. Xem kết quả rồi làm tiếp.'

/** Nobody is left who could end it: its author holds no post there, or the one asked no longer signs for the unit. */
export async function isStranded(ask: Ask, presented: Presented): Promise<boolean> {
  const keeper = ask.tree.keeper(presented.unitId) ?? presented.unitId
  if (!(await holdsAt(ask.tx, presented.by, [presented.unitId, keeper], ask.today))) return true
  return !(await signersFor(ask, presented.unitId)).some(one => one.personId === presented.signer)
}

/** Takes back what waits to be signed. @throws missing · stale · refused (see presented.mayWithdraw) */
export async function withdraw(ask: Ask<'reports.present'>, id: string): Promise<Presented> {
  const presented = await held(ask, id)
  if (presented.end?.kind === 'withdrawn' && presented.end.by === ask.person.id) return presented
  settle(mayWithdraw(await courseUpTo(ask, presented), ask.person.id, await isStranded(ask, presented)))
  await withdrawIt(ask, presented)
  return presented
}

/** The leader sends it back to who wrote it. @throws missing · stale · refused (see presented.maySendBack) */
export async function sendBack(ask: Ask<'reports.publish'>, id: string, reason: string): Promise<void> {
  const presented = await held(ask, id)
  const said = tidy(reason)
  if (presented.end?.kind === 'returned' && presented.end.reason === said) return
  settle(maySendBack(await courseUpTo(ask, presented), ask.person.id, said))
  if (!(await putEnd(ask, presented, { kind: 'returned', reason: said }))) throw stale(ENDED_MEANWHILE)
  await record(ask, { unit: presented.unitId, subject: id, act: 'reports.send-back', detail: { window: presented.windowCode } })
}

/** Read while the window is held: nobody ends it at the same time. */
async function held(ask: Ask, id: string): Promise<WholePresented> {
  await holdWindow(ask, (await findPresented(ask, id)).windowCode)
  return await findPresented(ask, id)
}

const courseUpTo = async (ask: Ask, presented: Presented) =>
  course((await presentedIn(ask, presented.windowId, presented.unitId)).filter(one => one.number <= presented.number))

/** What is signed today: what was presented, with the day of the signature. */
export const toSign = (ask: Ask, { snapshot }: WholePresented): ReportSnapshot => ({ ...snapshot, publishedOn: ask.today })

export interface Checked {
  readonly prepared: Prepared
  /** What is no longer as it was presented; none when what was presented may be signed. */
  readonly changed: readonly string[]
}

/** Whether what was presented is still what would be published: the same editions, figures, names and signer. @throws refused (see prepare) */
export async function check(ask: Ask, presented: WholePresented): Promise<Checked> {
  const { snapshot } = presented
  const posts = (await signersFor(ask, presented.unitId)).filter(one => one.personId === presented.signer).map(signerOf)
  const texts = await textsOf(ask, presented)
  const prepared = await prepare(ask, {
    id: presented.id,
    code: presented.windowCode,
    receiverId: presented.unitId,
    texts,
    signer: posts.find(one => canonical(one) === canonical(snapshot.signer)) ?? posts[0] ?? { name: '', title: '' },
  })
  const now = { ...prepared.snapshot, publishedOn: snapshot.publishedOn }
  if (sealOf(now) === presented.snapshotSha256) return { prepared, changed: [] }
  const names = (ids: readonly string[]): string[] => ids.map(unit => ask.tree.label(unit, prepared.added.window.until))
  const [taken, before] = [new Set(prepared.taken), new Set(presented.taken)]
  const changed = changedSince(snapshot, now, {
    added: names(prepared.added.parts.filter(part => !before.has(part.editionId)).map(part => part.unitId)),
    gone: names(
      await unitsOfEditions(
        ask,
        presented.taken.filter(one => !taken.has(one)),
      ),
    ),
  })
  if (canonical(now.signer) !== canonical(snapshot.signer)) changed.push(`Chức vụ của ${snapshot.signer.name} đã đổi so với lúc trình.`)
  return { prepared, changed: changed.length > 0 ? changed : ['Tên đơn vị, số so sánh hoặc ghi chú đã đổi so với lúc trình.'] }
}

/** The texts as they were typed, by the place of their section in the form. */
async function textsOf(ask: Ask, { snapshot, windowCode }: WholePresented): Promise<Texts> {
  const { window } = await findWindow(ask, windowCode)
  const { sections } = await formOn(ask, window.regimeId, window.until)
  return Object.fromEntries(
    sections.map((heading, i) => [String(i + 1), snapshot.sections.find(one => one.heading === heading)?.text ?? '']),
  )
}

export interface Signing {
  readonly id: string
  /** The seal of what was read on the page: what is signed is that, and nothing else. */
  readonly seal: string
  /** Of the second factor, where the account has one. */
  readonly code?: string | undefined
}

export type Signed = { readonly is: 'signed' } | Exclude<Tried, { is: 'right' }>

/**
 * The leader signs what was presented, and it is published in the same transaction: what was read, what is signed and what is published
 * have one seal. A wrong code of the second factor is counted, so it is answered and not thrown. Signing again is the same.
 * @throws missing · stale, naming what changed · refused (see presented.maySign)
 */
export async function sign(ask: Ask<'reports.publish'>, wiring: Wiring, signing: Signing): Promise<Signed> {
  const presented = await held(ask, signing.id)
  if (presented.end?.kind === 'signed' && presented.end.by === ask.person.id) return { is: 'signed' }
  settle(maySign(await courseUpTo(ask, presented), ask.person.id))
  const { prepared, changed } = await check(ask, presented)
  if (changed.length > 0) throw stale(`${STALE} ${changed.join(' ')}`)
  const snapshot = toSign(ask, presented)
  const seal = sealOf(snapshot)
  if (seal !== signing.seal) throw stale('Trang ông/bà đọc không phải bản đang trình hôm nay. Xem lại dưới đây rồi ký.')
  const tried = await secondFactor(ask, signing.code)
  if (tried.is !== 'right') return tried
  if (!(await putEnd(ask, presented, { kind: 'signed', signedSha256: seal }))) throw stale(ENDED_MEANWHILE)
  await publishSigned(ask, wiring, prepared, { snapshot, contentSha256: presented.contentSha256 })
  return { is: 'signed' }
}

export const STALE = 'Chưa ký được: số liệu đã đổi sau khi trình, trả lại để người soạn trình bản mới.'

/** Asked once more at the signature, as at the door, where the account has a second factor. */
async function secondFactor(ask: Ask, code: string | undefined): Promise<Tried> {
  if ((await secondFactorOf(ask.tx, ask.person.id)).is !== 'on') return { is: 'right', by: 'totp' }
  return await tryCode(ask.tx, ask.files, ask.person.id, code ?? '', ask.at)
}
