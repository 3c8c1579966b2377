// What was put before a leader: how it stands, who may end it and how, and what changed since. Pure.
import { type Refusal, refuse } from '../../../ground/faults.ts'
import { capital, formatNumber, listed } from '../../../ground/vietnamese.ts'
import type { ReportSnapshot, SnapshotRow } from '../../../web/room.ts'
import { readState, SILENT, type Total } from '../figures.ts'
import { canonical } from '../snapshot.ts'
import { markOf } from '../totalling/taken.ts'

export type Ending = 'signed' | 'returned' | 'withdrawn'

/** What happened to the report of one window and unit, in order. */
export type Happening =
  | { readonly what: 'presented'; readonly id: string; readonly author: string; readonly signer: string }
  | { readonly what: Ending; readonly by: string; readonly reason?: string }

export interface Waiting {
  readonly id: string
  readonly author: string
  readonly signer: string
}

export interface Course {
  /** What waits for its signature; undefined when nothing does. */
  readonly waiting: Waiting | undefined
  /** How many were presented. */
  readonly number: number
  /** How the last one ended, while nothing waits. */
  readonly ended: Ending | undefined
  readonly signed: readonly string[]
}

const NOTHING: Course = { waiting: undefined, number: 0, ended: undefined, signed: [] }

/** Where the report of a window stands: a fold over what happened, never a column. */
export const courseOf = (happened: readonly Happening[]): Course => happened.reduce(after, NOTHING)

function after(course: Course, one: Happening): Course {
  if (one.what === 'presented')
    return { ...course, waiting: { id: one.id, author: one.author, signer: one.signer }, number: course.number + 1, ended: undefined }
  const { waiting } = course
  return {
    ...course,
    waiting: undefined,
    ended: one.what,
    signed: one.what === 'signed' && waiting ? [...course.signed, waiting.id] : course.signed,
  }
}

const ENDED: Readonly<Record<Ending, string>> = {
  signed: 'Bản này đã được ký ban hành.',
  returned: 'Bản này đã được trả lại người soạn.',
  withdrawn: 'Bản này đã được rút.',
}

const notWaiting = (ended: Ending | undefined): Refusal => refuse('reports.not-waiting', ENDED[ended ?? 'withdrawn'])

/** Who is asked to sign is a leader other than the one who presents; a second text waits until the first has ended. */
export function mayPresent(course: Course, author: string, signer: string): true | Refusal {
  if (signer === author) return refuse('reports.signs-own', 'Người soạn không tự ký. Chọn lãnh đạo khác của đơn vị.', 'ky')
  if (course.waiting) return refuse('reports.already-waiting', 'Một bản của kỳ này đang chờ ký. Rút bản ấy rồi trình bản mới.')
  return true
}

/** Only the leader who was asked signs, and never what they wrote themselves. */
export function maySign({ waiting, ended }: Course, person: string): true | Refusal {
  if (!waiting) return notWaiting(ended)
  if (waiting.author === person) return refuse('reports.signs-own', 'Người soạn không tự ký báo cáo của mình.')
  if (waiting.signer !== person) return refuse('reports.not-signer', 'Báo cáo này được trình lãnh đạo khác ký.')
  return true
}

/** The leader who was asked sends it back, and says why. */
export function maySendBack({ waiting, ended }: Course, person: string, reason: string): true | Refusal {
  if (!waiting) return notWaiting(ended)
  if (waiting.signer !== person) return refuse('reports.not-signer', 'Báo cáo này được trình lãnh đạo khác ký.')
  if (reason === '')
    return refuse('reports.send-back-reason', 'Lý do trả lại: chưa nhập. Viết một câu để người soạn sửa được ngay.', 'ly-do')
  return true
}

/**
 * Its author withdraws it. `stranded`: the author or the leader who was asked holds no such post any more; then whoever presents for the
 * unit may, so that a window is never held by somebody who left.
 */
export function mayWithdraw({ waiting, ended }: Course, person: string, stranded: boolean): true | Refusal {
  if (!waiting) return notWaiting(ended)
  if (waiting.author !== person && !stranded)
    return refuse('reports.not-author', 'Chỉ người trình được rút. Cần sửa thì đề nghị người ấy rút, hoặc lãnh đạo trả lại.')
  return true
}

/** The capacity in which someone signs: "Trưởng ban", "quyền Trưởng ban", "thừa ủy quyền Trưởng ban". */
export const capacityOf = ({ title, delegated }: ReportSnapshot['signer']): string =>
  delegated === undefined ? title : `Thừa ủy quyền ${delegated}`

export interface AskedToSign {
  readonly name: string
  readonly title: string
  readonly delegation: string | null
  readonly ownTitle: string | null
}

/** Name and title as the paper bears them: from the post, never typed. */
export const signerOf = ({ name, title, delegation, ownTitle }: AskedToSign): ReportSnapshot['signer'] =>
  delegation === null ? { name, title: capital(title) } : { name, title: capital(ownTitle ?? ''), delegated: capital(title) }

const saidOf = (row: SnapshotRow | undefined): string =>
  row?.value == null ? SILENT[row?.state === 'none' || row?.state === 'not_applicable' ? row.state : 'missing'] : formatNumber(row.value)

const NAMED = 4

/** Whether what waits is no longer the total of now: other reports are in it, or other figures. Whoever presented it is told before the leader is. */
export function isOvertaken(
  { taken, snapshot }: { readonly taken: readonly string[]; readonly snapshot: Pick<ReportSnapshot, 'rows'> },
  now: { readonly taken: readonly string[]; readonly totals: readonly Total[] },
): boolean {
  const rows = new Map(snapshot.rows.map(row => [row.code, row]))
  const isMoved = (total: Total): boolean => {
    const row = rows.get(total.code)
    return row?.state !== readState(total) || row.value !== total.value
  }
  return markOf(taken) !== markOf(now.taken) || now.totals.some(isMoved)
}

/** What is no longer as it was presented, a sentence each; none when the same would be published today. */
export function changedSince(
  then: ReportSnapshot,
  now: ReportSnapshot,
  taken: { readonly added: readonly string[]; readonly gone: readonly string[] },
): string[] {
  const before = new Map(then.rows.map(row => [row.code, row]))
  const moved = now.rows.filter(row => {
    const past = before.get(row.code)
    return past?.value !== row.value || past?.state !== row.state
  })
  return [
    ...(taken.added.length > 0 ? [`Vừa tiếp nhận: ${listed(taken.added)}.`] : []),
    ...(taken.gone.length > 0 ? [`Không còn trong bản tổng hợp như lúc trình: ${listed(taken.gone)}.`] : []),
    ...moved.slice(0, NAMED).map(row => `${row.label}: ${saidOf(before.get(row.code))} nay là ${saidOf(row)}.`),
    ...(now.lists ?? [])
      .filter(list => canonical(list) !== canonical(then.lists?.find(one => one.code === list.code)))
      .map(list => `Danh mục ${now.rows.find(row => row.code === list.code)?.label ?? list.code} đã đổi.`),
    ...(moved.length > NAMED ? [`${moved.length - NAMED} số khác cũng đổi.`] : []),
  ]
}
