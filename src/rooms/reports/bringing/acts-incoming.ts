// What comes in a workbook or a pasted block: looked at without writing, and put into the draft when the officer says so.
import { type Ask, askForOthers, within } from '../../../access/ask.ts'
import { isRefusal, settle, stale } from '../../../ground/faults.ts'
import { save, typedSheet } from '../acts.ts'
import type { Wiring } from '../counting.ts'
import { findReport, type SheetView, viewSheet } from '../filling.ts'
import { mayEdit } from '../rules.ts'
import { readSheet, type TypedCell } from '../sheet.ts'
import { baseOf, contentsOf, EMPTY } from '../together/merge.ts'
import {
  type CellVerdict,
  type IncomingCell,
  type IncomingText,
  judgeCells,
  judgeTexts,
  markOf,
  markOfText,
  overlaid,
  type TextVerdict,
} from './incoming.ts'
import type { ForWorkbook } from './workbook.ts'

/** The sheet of a report that may be written on now. @throws missing · refused (see rules.mayEdit) */
export async function openSheet(ask: Ask<'reports.fill'>, wiring: Wiring, code: string, unitId: string): Promise<SheetView> {
  const report = await findReport(ask, code, within(ask, unitId))
  typedSheet(report)
  settle(mayEdit(report.owed.window, report.at, ask.today))
  return await viewSheet(ask, wiring, report)
}

/** The sheet of a report as a workbook is made of it; whoever may read the report may have it. @throws missing · refused */
export async function sheetForWorkbook(ask: Ask, wiring: Wiring, code: string, unitId: string): Promise<ForWorkbook> {
  const report = await findReport(ask, code, unitId)
  typedSheet(report)
  return workbookOf(ask, await viewSheet(ask, wiring, report))
}

export function workbookOf(ask: Ask, view: SheetView): ForWorkbook {
  const { owed, at, form, asked, cells, narrative } = view
  const { window } = owed
  const mayWrite = askForOthers(ask)('reports.fill')?.grant.units.has(owed.unitId) === true
  const verdict = at === 'returned' ? owed.editions.at(-1)?.verdicts.at(-1) : undefined
  return {
    window,
    unit: { id: owed.unitId, name: ask.tree.label(owed.unitId, window.until) },
    receiver: ask.tree.label(owed.receiverId, window.until),
    formVersion: form.version,
    asked,
    cells,
    figures: readSheet(asked, cells).figures,
    narrative,
    words: new Map(verdict?.cells.map(one => [one.code, one.reason])),
    isOpen: mayWrite && !isRefusal(mayEdit(window, at, ask.today)),
  }
}

export interface Judged {
  readonly cells: readonly CellVerdict[]
  readonly texts: readonly TextVerdict[]
}

export const judge = (view: SheetView, incoming: { cells: readonly IncomingCell[]; texts: readonly IncomingText[] }): Judged => ({
  cells: judgeCells(view.asked, view.cells, incoming.cells),
  texts: judgeTexts(view.narrative, incoming.texts),
})

/** Cells and texts that a person saw the verdict of, each with the mark of what was kept then. */
export interface Bringing {
  readonly code: string
  readonly unitId: string
  /** Names this bringing, as an open page names itself. */
  readonly page: string
  readonly cells: readonly { readonly cell: TypedCell; readonly seen: string }[]
  readonly texts: readonly { readonly place: number; readonly text: string; readonly seen: string }[]
}

/**
 * Puts what came into the draft, cell by cell, as if typed: other cells stay as they are. What someone wrote in one of them since the
 * verdict was seen is not overwritten. @returns how many of them were not there yet @throws missing · stale · refused (see rules.mayEdit)
 */
export async function bringIn(ask: Ask<'reports.fill'>, wiring: Wiring, bringing: Bringing): Promise<number> {
  const view = await openSheet(ask, wiring, bringing.code, bringing.unitId)
  const kept = new Map(view.cells.map(one => [one.code, one]))
  const met =
    bringing.cells.some(({ cell, seen }) => {
      const now = markOf(kept.get(cell.code) ?? EMPTY)
      return now !== seen && now !== markOf(cell)
    }) ||
    bringing.texts.some(({ place, text, seen }) => {
      const now = markOfText(view.narrative[place - 1]?.text ?? '')
      return now !== seen && now !== markOfText(text)
    })
  if (met) throw stale('Bản nháp vừa được sửa ở chính những ô này. Chưa ghi gì; xem lại từng ô dưới đây rồi áp dụng.')
  const news =
    bringing.cells.filter(({ cell }) => markOf(kept.get(cell.code) ?? EMPTY) !== markOf(cell)).length +
    bringing.texts.filter(({ place, text }) => markOfText(view.narrative[place - 1]?.text ?? '') !== markOfText(text)).length
  const texts = new Map(bringing.texts.map(one => [one.place, one.text]))
  await save(ask, {
    code: bringing.code,
    unitId: bringing.unitId,
    after: view.owed.editions.at(-1)?.number ?? 0,
    version: view.draft?.version ?? 0,
    page: bringing.page,
    base: baseOf(contentsOf(view.cells, view.narrative)),
    cells: overlaid(
      view.cells,
      bringing.cells.map(one => one.cell),
    ),
    texts: Object.fromEntries(view.narrative.map((one, i) => [String(i + 1), texts.get(i + 1) ?? one.text])),
  })
  return news
}
