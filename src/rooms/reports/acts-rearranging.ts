// The structure changed while a window was open: who owes follows the structure of its cut-off, and no draft is lost.
import { type Ask, record } from '../../access/ask.ts'
import { addDays } from '../../ground/day.ts'
import { Fault, stale } from '../../ground/faults.ts'
import { sha256 } from '../../ground/files.ts'
import type { OrgTree } from '../../org/tree.ts'
import { actsFor } from './adding-up.ts'
import { isRearranged, type OpenedWindow, obligations, type Rearrangement, type Regime, rearrange } from './rules.ts'
import { findWindow } from './store-asked.ts'
import { handDraftOver, markOfOwing, openWindowsFor, owingIn, owingMarks, putRearrangement } from './store-rearranged.ts'
import { holdWindow } from './store-totals.ts'

const SINCE = 400

export interface PlannedWindow {
  readonly window: OpenedWindow
  readonly plan: Rearrangement
}

const byStructure = new WeakMap<OrgTree, Map<string, string>>()

/** Who should owe under this unit by a structure, in one mark. A structure never changes, and the start page asks for each open window. */
function markBy(tree: OrgTree, top: string): string {
  const known = byStructure.get(tree) ?? new Map<string, string>()
  byStructure.set(tree, known)
  const mark = known.get(top) ?? markOfOwing(obligations(tree, top))
  known.set(top, mark)
  return mark
}

/** The open windows of the person's own seats in which others should owe than do, by the structure of their cut-off. */
export async function windowsToRearrange(ask: Ask<'reports.open'>): Promise<PlannedWindow[]> {
  const own = [...ask.grant.units].filter(id => actsFor(ask, id))
  const windows = await openWindowsFor(ask, own, addDays(ask.today, -SINCE))
  const marks = await owingMarks(
    ask,
    windows.map(one => one.id),
  )
  const changed = windows.filter(one => marks.get(one.id) !== markBy(ask.tree.on(one.until), one.openedFor))
  const owing = await owingIn(
    ask,
    changed.map(one => one.id),
  )
  return changed
    .map(window => ({ window, plan: rearrange(owing.get(window.id) ?? [], ask.tree.on(window.until), window.openedFor) }))
    .filter(one => isRearranged(one.plan))
}

export interface Planned extends PlannedWindow {
  readonly regime: Regime
  /** What the plan says; another change since then gives another mark. */
  readonly mark: string
}

/** How the obligations of this window would follow the structure of its cut-off. @throws missing · forbidden */
export async function planRearrangement(ask: Ask<'reports.open'>, code: string): Promise<Planned> {
  const { window, regime } = await findWindow(ask, code)
  if (!actsFor(ask, window.openedFor))
    throw new Fault('forbidden', 'reports.not-opener', 'Chỉ nơi mở kỳ báo cáo cập nhật được danh sách đơn vị phải nộp.')
  const isOpen = (await openWindowsFor(ask, [window.openedFor], window.until)).some(one => one.id === window.id)
  const owing = isOpen ? ((await owingIn(ask, [window.id])).get(window.id) ?? []) : []
  const plan = rearrange(owing, ask.tree.on(window.until), isOpen ? window.openedFor : '')
  return { window, regime, plan, mark: sha256(JSON.stringify(plan)).slice(0, 32) }
}

/** Writes the plan that the person has seen. @throws missing · forbidden · refused `reports.nothing-to-rearrange` · stale */
export async function rearrangeWindow(ask: Ask<'reports.open'>, { code, seen }: { code: string; seen: string }): Promise<void> {
  await holdWindow(ask, code)
  const { window, plan, mark } = await planRearrangement(ask, code)
  if (!isRearranged(plan))
    throw new Fault(
      'refused',
      'reports.nothing-to-rearrange',
      'Danh sách đơn vị phải nộp đã đúng cơ cấu ngày chốt số liệu; không có gì phải cập nhật.',
    )
  if (seen !== mark) throw stale('Cơ cấu hoặc báo cáo của kỳ này vừa thay đổi. Xem lại danh sách rồi cập nhật.')
  await putRearrangement(ask, window.id, plan)
  const drafts = await handDraftOver(ask, window.id, wholePasses(ask, plan, window))
  await record(ask, {
    unit: window.openedFor,
    subject: window.id,
    act: 'reports.rearrange',
    detail: { window: code, asked: plan.asked.length, moved: plan.moved.length, relieved: plan.relieved.length, drafts },
  })
}

/** Units that became one other whole, and that other came from nothing else that owed: its draft is simply theirs. */
function wholePasses(ask: Ask, { asked, relieved }: Rearrangement, { until }: OpenedWindow): { from: string; to: string }[] {
  const tree = ask.tree.on(until)
  const takers = new Set(asked.map(one => one.unitId))
  const passes = relieved.flatMap(from => [...tree.successors(from)].map(to => ({ from, to })))
  return passes.filter(
    ({ from, to }) =>
      takers.has(to) && passes.filter(one => one.to === to).length === 1 && passes.filter(one => one.from === from).length === 1,
  )
}
