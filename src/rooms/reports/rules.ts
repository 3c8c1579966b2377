// Regimes, windows, who owes what to whom, where a report stands, and what may be done with it. Pure.
import { addMonths, type Day, dateOf, daysBetween, monthOf, yearOf } from '../../ground/day.ts'
import { type Refusal, refuse } from '../../ground/faults.ts'
import { formatDay } from '../../ground/vietnamese.ts'
import type { OrgTree } from '../../org/tree.ts'

export type Rhythm = 'month' | 'quarter' | 'half' | 'nine' | 'year' | 'phase'

export interface Regime {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly rhythm: Rhythm
}

/** from and until are both inside: until is the cut-off, due the last day to hand in, locks the last day of all. */
export interface Window {
  readonly id: string
  readonly regimeId: string
  readonly code: string
  readonly label: string
  readonly from: Day
  readonly until: Day
  readonly due: Day
  readonly locks: Day | null
}

export interface Obligation {
  readonly unitId: string
  readonly receiverId: string
}

/**
 * Who owes whom under `top`, by the tree of the window's last day: every area that stands that day owes to the area above it.
 * Until 30 June 2025 that is commune → district → province, since then commune → province. Hamlets owe nothing.
 */
export function obligations(tree: OrgTree, top: string): Obligation[] {
  const owing: Obligation[] = []
  for (const id of tree.below(top)) {
    const unit = tree.unit(id)
    if (id === top || unit?.line !== 'area' || unit.level === 'hamlet' || unit.parentId === null) continue
    owing.push({ unitId: id, receiverId: unit.parentId })
  }
  return owing
}

/** One who owes in an open window, and whether anything was handed in for it. */
export interface Owing extends Obligation {
  readonly sent: boolean
}

/** How the obligations of an open window follow a change of structure that took effect by its cut-off. */
export interface Rearrangement {
  /** Stand at the cut-off and were not asked. */
  readonly asked: readonly Obligation[]
  /** Owe to another receiver than was asked. */
  readonly moved: readonly Obligation[]
  /** Do not stand under the receiver at the cut-off; nothing was handed in for their land by the structure of before. */
  readonly relieved: readonly string[]
  /** Of the structure of before, kept because a report for their land is in: figures of both structures would count it twice. */
  readonly kept: readonly string[]
}

const UNCHANGED: Rearrangement = { asked: [], moved: [], relieved: [], kept: [] }

/**
 * Obligations stay with the structure at the window's cut-off. Units whose land met through the change are rearranged together, and
 * only while none of them has handed in: the land of each is reported once, by one structure. `tree` is that of the cut-off.
 */
export function rearrange(owing: readonly Owing[], tree: OrgTree, top: string): Rearrangement {
  if (!tree.unit(top)) return UNCHANGED
  const have = new Map(owing.map(one => [one.unitId, one]))
  const want = new Map(obligations(tree, top).map(one => [one.unitId, one]))
  const leaving = owing.filter(one => !want.has(one.unitId))
  const coming = [...want.values()].filter(one => !have.has(one.unitId))
  const root = new Map<string, string>()
  const find = (id: string): string => {
    let at = id
    for (let up = root.get(at); up !== undefined; up = root.get(at)) at = up
    return at
  }
  const meet = (a: string, b: string): void => {
    if (find(a) !== find(b)) root.set(find(a), find(b))
  }
  for (const { unitId } of leaving) for (const now of tree.successors(unitId)) if (now !== top) meet(unitId, now)
  for (const { unitId } of coming) for (const { fromId } of tree.history.arriving(unitId)) if (have.has(fromId)) meet(unitId, fromId)
  const closed = new Set(owing.filter(one => one.sent).map(one => find(one.unitId)))
  const relieved = leaving.filter(one => !closed.has(find(one.unitId))).map(one => one.unitId)
  const gone = new Set(relieved)
  const moved = owing.flatMap((one): Obligation[] => {
    if (gone.has(one.unitId)) return []
    const now = want.get(one.unitId)?.receiverId ?? (gone.has(one.receiverId) ? tree.keeper(one.receiverId) : undefined)
    const isIn = have.get(one.receiverId)?.sent === true
    return now === undefined || now === one.receiverId || now === one.unitId || isIn ? [] : [{ unitId: one.unitId, receiverId: now }]
  })
  return {
    asked: coming.filter(one => !closed.has(find(one.unitId))),
    moved,
    relieved,
    kept: leaving.filter(one => closed.has(find(one.unitId))).map(one => one.unitId),
  }
}

export const isRearranged = ({ asked, moved, relieved }: Rearrangement): boolean => asked.length + moved.length + relieved.length > 0

export interface NewWindow {
  readonly code: string
  readonly label: string
  readonly from: Day
  readonly until: Day
  readonly due: Day
  readonly locks: Day | null
}

/**
 * Whether a window may be opened: its days in order, beginning on 1 January for six months, nine months and the year, and sharing no
 * day with another window of its regime. @returns the refusals: `reports.window-…`
 */
export function openWindow(
  regime: Regime,
  window: NewWindow,
  others: readonly { readonly label: string; readonly from: Day; readonly until: Day }[],
): Refusal[] {
  const refusals: Refusal[] = []
  const { from, until, due, locks } = window
  if (until < from)
    refusals.push(
      refuse(
        'reports.window-turned',
        `Ngày chốt ${formatDay(until)} trước ngày đầu kỳ ${formatDay(from)}. Sửa một trong hai ngày.`,
        'until',
      ),
    )
  if (due < until)
    refusals.push(
      refuse(
        'reports.window-due-early',
        `Hạn nộp ${formatDay(due)} trước ngày chốt số liệu ${formatDay(until)}. Chọn hạn nộp từ ngày chốt trở đi.`,
        'due',
      ),
    )
  if (locks !== null && locks < due)
    refusals.push(refuse('reports.window-locks-early', `Ngày khóa ${formatDay(locks)} trước hạn nộp ${formatDay(due)}.`, 'locks'))
  if (['half', 'nine', 'year'].includes(regime.rhythm) && (monthOf(from) !== 1 || dateOf(from) !== 1))
    refusals.push(refuse('reports.window-january', `${regime.name} tính lũy kế từ đầu năm: kỳ bắt đầu từ ngày 01/01.`, 'from'))
  if (regime.rhythm !== 'phase' && daysBetween(from, until) > 366)
    refusals.push(refuse('reports.window-long', 'Kỳ này dài hơn một năm. Kiểm tra lại năm của hai ngày.', 'until'))
  if (yearOf(from) < 2000 || yearOf(until) > 2100) refusals.push(refuse('reports.window-year', 'Năm của kỳ báo cáo không hợp lệ.', 'from'))
  const met = others.find(other => other.from <= until && from <= other.until)
  if (met)
    refusals.push(
      refuse(
        'reports.window-overlaps',
        `Kỳ này trùng ngày với ${met.label} (${formatDay(met.from)} đến ${formatDay(met.until)}) của cùng chế độ báo cáo.`,
        'from',
      ),
    )
  return refusals
}

export interface Verdict {
  readonly id: string
  readonly number: number
  readonly kind: 'returned' | 'accepted'
}

/** What happened to one edition. */
export interface Happened {
  readonly number: number
  readonly verdicts: readonly Verdict[]
  readonly included: boolean
  readonly published: boolean
}

export type Standing = 'not-begun' | 'drafting' | 'submitted' | 'returned' | 'accepted' | 'included' | 'published'

/** Where a report stands: a fold over what happened, in order; nobody stores it. */
export function standing(
  editions: readonly (Pick<Happened, 'included' | 'published'> & { readonly verdicts: readonly Pick<Verdict, 'kind'>[] })[],
  isDrafted: boolean,
): Standing {
  const last = editions.at(-1)
  if (!last) return isDrafted ? 'drafting' : 'not-begun'
  const verdict = last.verdicts.at(-1)
  if (verdict?.kind === 'returned') return 'returned'
  if (!verdict) return 'submitted'
  return last.published ? 'published' : last.included ? 'included' : 'accepted'
}

/** Handed in and not sent back: only such an edition is a figure of its window. */
export const isHandedIn = (at: Standing): boolean => at !== 'not-begun' && at !== 'drafting' && at !== 'returned'
/** Judged good: only such an edition is added up. */
export const isAccepted = (at: Standing): boolean => at === 'accepted' || at === 'included' || at === 'published'

/** Days past the due day, which is the whole day until 23:59:59; 0 when there is time. Handed in is measured on its own day. */
export const daysLate = (window: Pick<Window, 'due'>, handedInOn: Day): number => Math.max(0, daysBetween(window.due, handedInOn))

export type Permission = { readonly until: Day | null } | Refusal

/** Whether the sheet may be written on, until when, and if not why: the only lock there is. */
export function mayEdit(window: Window, at: Standing, today: Day): Permission {
  if (today < window.from)
    return refuse('reports.not-begun', `Kỳ này bắt đầu từ ngày ${formatDay(window.from)}. Đến ngày đó ông/bà ghi được biểu.`)
  if (at === 'submitted') return refuse('reports.awaiting', 'Báo cáo đã nộp và đang chờ xem xét. Cần sửa thì đề nghị nơi nhận trả lại.')
  if (isAccepted(at))
    return refuse('reports.accepted', 'Báo cáo đã được tiếp nhận. Cần sửa thì đề nghị nơi nhận trả lại, nêu rõ ô cần sửa.')
  if (window.locks !== null && today > window.locks)
    return refuse('reports.locked', `Kỳ này đã khóa từ hết ngày ${formatDay(window.locks)}. Xin gia hạn để nơi nhận mở lại.`)
  return { until: window.locks }
}

/** Handing in begins on the cut-off day: before it the figures are not whole. */
export function maySubmit(window: Window, at: Standing, today: Day): Permission {
  const permission = mayEdit(window, at, today)
  if ('refused' in permission) return permission
  if (today < window.until)
    return refuse('reports.before-cut-off', `Số liệu chốt hết ngày ${formatDay(window.until)}. Nộp được từ ngày đó; lúc này lưu bản nháp.`)
  return permission
}

export interface ReturnedCell {
  readonly code: string
  readonly reason: string
}

/** A file that goes with an edition, and why it is sent back. */
export interface NamedFile {
  readonly id: string
  readonly reason: string
}

/**
 * The receiver sends an edition back, naming at least one cell or file and for each a reason. Also one accepted before: that is how it is
 * corrected.
 */
export function giveBack(
  at: Standing,
  cells: readonly ReturnedCell[],
  inEdition: ReadonlySet<string>,
  files: readonly NamedFile[] = [],
  filesInEdition: ReadonlySet<string> = new Set(),
): { readonly cells: readonly ReturnedCell[]; readonly files: readonly NamedFile[] } | Refusal[] {
  if (at === 'returned') return [refuse('reports.already-returned', 'Bản này đã được trả lại. Đợi đơn vị nộp bản mới.')]
  if (cells.length + files.length === 0)
    return [
      refuse(
        'reports.no-cell',
        'Chưa chọn ô nào hay tệp nào. Đánh dấu ít nhất một ô hoặc một tệp và ghi lý do để đơn vị sửa được ngay.',
        'o',
      ),
    ]
  const strangers = cells.filter(cell => !inEdition.has(cell.code))
  if (strangers.length > 0) return [refuse('reports.cell-unknown', 'Có ô không thuộc biểu này. Mở lại trang rồi chọn lại.', 'o')]
  if (files.some(one => !filesInEdition.has(one.id)))
    return [refuse('reports.file-unknown', 'Có tệp không đi cùng bản này. Mở lại trang rồi chọn lại.', 'o')]
  const silent = [
    ...cells
      .filter(one => one.reason === '')
      .map(one => refuse('reports.return-reason', 'Đã đánh dấu thì cần một lý do.', `l-${one.code}`)),
    ...files.filter(one => one.reason === '').map(one => refuse('reports.return-reason', 'Tệp đã đánh dấu cần một lý do.', `lf-${one.id}`)),
  ]
  return silent.length > 0 ? silent : { cells, files }
}

/** The receiver accepts an edition that was handed in and not judged. */
export function accept(at: Standing): 'accepted' | Refusal {
  if (at === 'submitted') return 'accepted'
  if (at === 'returned') return refuse('reports.accept-returned', 'đã trả lại, chưa nộp bản mới.')
  if (isAccepted(at)) return refuse('reports.accept-again', 'đã được tiếp nhận rồi.')
  return refuse('reports.accept-nothing', 'chưa nộp báo cáo.')
}

/** Adding up begins when the cut-off has come and something was accepted; who is missing is named, and holds nobody up. */
export function mayConsolidate(window: Window, accepted: number, today: Day): true | Refusal {
  if (today < window.until)
    return refuse('reports.consolidate-early', `Số liệu chốt hết ngày ${formatDay(window.until)}; từ ngày đó mới tổng hợp.`)
  if (accepted === 0) return refuse('reports.nothing-accepted', 'Chưa tiếp nhận báo cáo nào của kỳ này nên chưa có gì để tổng hợp.')
  return true
}

/** A published report is never changed: a correction is the next number, and takes in something that the last one did not. */
export function mayPublish(
  now: readonly string[],
  last: { readonly number: number; readonly editions: readonly string[] } | undefined,
): true | Refusal {
  if (!last) return true
  const before = new Set(last.editions)
  if (now.length === before.size && now.every(id => before.has(id)))
    return refuse(
      'reports.nothing-new',
      `Bản công bố số ${last.number} đã có đúng các báo cáo này. Chỉ lập bản đính chính khi có báo cáo mới hoặc báo cáo sửa được tiếp nhận.`,
    )
  return true
}

export interface OpenedWindow extends Window {
  /** The top of the tree it was opened for. */
  readonly openedFor: string
}

const sameSeries = (a: OpenedWindow, b: OpenedWindow): boolean => a.regimeId === b.regimeId && a.openedFor === b.openedFor

/** The window before this one in its series; a series that skipped a stretch still has one, and its label says which. */
export function windowBefore(window: OpenedWindow, all: readonly OpenedWindow[]): OpenedWindow | undefined {
  return all.filter(one => sameSeries(one, window) && one.until < window.from).sort((a, b) => (a.until < b.until ? 1 : -1))[0]
}

const WEEK = 7

/** The window of the same stretch a year before: cut-offs move by days, not by weeks. */
export function windowLastYear(window: OpenedWindow, all: readonly OpenedWindow[]): OpenedWindow | undefined {
  const near = (now: Day, then: Day): boolean => Math.abs(daysBetween(addMonths(now, -12), then)) <= WEEK
  return all.find(one => sameSeries(one, window) && near(window.from, one.from) && near(window.until, one.until))
}

/** The windows of the year up to this one, itself among them: the year a window belongs to is that of its last day. */
export function windowsOfYear(window: OpenedWindow, all: readonly OpenedWindow[]): OpenedWindow[] {
  const year = yearOf(window.until)
  return all
    .filter(one => sameSeries(one, window) && yearOf(one.until) === year && one.until <= window.until)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
}
