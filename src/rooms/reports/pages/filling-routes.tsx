// What is done with the figure sheet: opened, saved, kept while typing, looked over and handed in.
import { randomUUID } from 'node:crypto'
import { type Ask, within } from '../../../access/ask.ts'
import { type Fault, isRefusal } from '../../../ground/faults.ts'
import { form, optional, type Typed, text, uuid, whole } from '../../../web/input.ts'
import { type Page, type Route, route } from '../../../web/route.ts'
import { refusedSheet, type Saved, type Saving, save, submit } from '../acts.ts'
import type { Wiring } from '../counting.ts'
import { wordsAmiss } from '../designing/required-parts.ts'
import { unansweredFiles } from '../enclosing/returned.ts'
import { enclosuresOf } from '../enclosing/store.ts'
import { findReport, type Report, returnedFiles, seenMark, viewSheet } from '../filling.ts'
import { savedWhen } from '../naming.ts'
import { maySubmit } from '../rules.ts'
import { readSheet } from '../sheet.ts'
import { farFigures } from '../together/as-typed.ts'
import { besideOf } from '../together/keeping.ts'
import { baseFrom, picksOf } from '../together/merge.ts'
import { beforeOf } from '../together/rules-here.tsx'
import { TakenOver, toldTo, undecided } from '../together/shown.tsx'
import { saveLeaf } from '../together/some-places.ts'
import { confirmPage } from './confirm.tsx'
import { sheetPage } from './filling.tsx'
import { leafHref } from './leaves.tsx'
import { cellsOf, idOf, savingForm, sendingForm, type TypedSheet } from './typed.ts'
import { reportHref } from './words.tsx'

/** The sheet as it would be handed in now, and what stands in the way. */
async function lookOver(ask: Ask, wiring: Wiring, report: Report) {
  const { owed } = report
  const view = await viewSheet(ask, wiring, report)
  const [sheet, beside] = [readSheet(view.asked, view.cells), await besideOf(ask, report, view)]
  const files = await enclosuresOf(ask, { windowId: owed.window.id, unitId: owed.unitId })
  const permission = maySubmit(owed.window, report.at, ask.today)
  const both = beside.both.map(one => one.place)
  const amiss = isRefusal(permission)
    ? [permission]
    : [
        ...undecided(report.form, both),
        ...sheet.refusals,
        ...wordsAmiss(report.form, view.narrative),
        ...unansweredFiles(returnedFiles(report), files, owed.editions.at(-1)?.id),
      ]
  return { view, sheet, beside, files, fault: amiss.length > 0 ? refusedSheet(amiss, owed.editions.length > 0) : undefined }
}

export function fillingRoutes(wiring: Wiring): Route[] {
  const again =
    (confirmed: boolean) =>
    (ask: Ask, typed: Typed, fault: Fault): Promise<Page> =>
      sheetPage(ask, wiring, { code: String(typed['window'] ?? ''), unitId: idOf(typed, 'unit'), fault, typed, confirmed })
  const refusedPage = async (
    ask: Ask,
    of: { window: string; unit: string; nhom?: string | undefined },
    fault: Fault,
    taken?: readonly string[],
  ): Promise<Page> => ({
    ...(await sheetPage(ask, wiring, { code: of.window, unitId: of.unit, fault, taken, leaf: of.nhom })),
    status: fault.status,
  })
  return [
    route({
      at: 'GET /bao-cao/:window/:unit',
      may: 'reports.read',
      input: form({
        window: text('Kỳ báo cáo', 40),
        unit: uuid('Đơn vị'),
        khac: optional(text('Ô', 12)),
        nhan: optional(whole('Số ô')),
        gop: optional(text('Ô', 6000)),
        nhom: optional(text('Phần', 8)),
        'chi-tieu': optional(text('Ô', 20)),
        'nhu-cu': optional(text('Không có gì mới', 1)),
      }),
      run: (ask, { window, unit, khac, nhan, gop, nhom, 'chi-tieu': line, 'nhu-cu': same }) =>
        sheetPage(ask, wiring, {
          ...{ code: window, unitId: unit, opened: khac, brought: nhan, taken: gop?.split('_'), nothingNew: same !== undefined },
          ...{ leaf: nhom, line },
        }),
    }),
    route({
      at: 'POST /bao-cao/:window/:unit/luu',
      may: 'reports.fill',
      input: savingForm,
      async run(ask, input) {
        const { kept, isSame } = await saveTyped(ask, wiring, input)
        const theirs = kept?.theirs ?? []
        const leaf = input.sang ?? input.nhom
        const told = new URLSearchParams({
          ...(leaf === undefined ? {} : { nhom: leaf }),
          ...(input.khac === undefined ? {} : { khac: input.khac }),
          ...(theirs.length > 0 ? { gop: theirs.map(one => one.place).join('_') } : {}),
          ...(isSame && theirs.length === 0 && input.khac === undefined && input.sang === undefined ? { 'nhu-cu': '1' } : {}),
        })
        const place = input.khac !== undefined ? `#o-${encodeURIComponent(input.khac)}` : kept && kept.both.length > 0 ? '#h-hai-nguoi' : ''
        return { seeOther: `${reportHref(input.window, input.unit)}${told.size > 0 ? `?${told}` : ''}${place}` }
      },
      again: again(false),
    }),
    route({
      at: 'POST /bao-cao/:window/:unit/nhap',
      may: 'reports.fill',
      input: savingForm,
      async run(ask, input) {
        const { kept, savedAt } = await saveTyped(ask, wiring, input)
        // The hour of what is kept, which is not now where nothing new was written.
        const at = savedAt && (savedAt.day === ask.today ? savedAt.time : savedWhen(savedAt))
        if (!kept) return { json: { at } }
        const report = await findReport(ask, input.window, input.unit)
        return { json: { at, ...toldTo({ kept, form: report.form, beside: await besideOf(ask, report, kept), me: ask.person.id }) } }
      },
    }),
    route({
      at: 'POST /bao-cao/:window/:unit/xem-lai',
      may: 'reports.fill',
      input: savingForm,
      async run(ask, input) {
        const { kept } = await saveTyped(ask, wiring, input)
        const taken = kept?.theirs.map(one => one.place) ?? []
        const looked = await lookOver(ask, wiring, await findReport(ask, input.window, input.unit))
        // What was joined is kept though it cannot be handed in yet: the page shows the draft as it is now.
        if (looked.fault && kept) return refusedPage(ask, input, looked.fault, taken)
        if (looked.fault) throw looked.fault
        return { seeOther: `${reportHref(input.window, input.unit)}/xem-lai${taken.length > 0 ? `?gop=${taken.join('_')}` : ''}` }
      },
      again: again(false),
    }),
    // What would be handed in has an address of its own: going back to it from the receipt asks for nothing to be sent again.
    route({
      at: 'GET /bao-cao/:window/:unit/xem-lai',
      may: 'reports.submit',
      input: form({ window: text('Kỳ báo cáo', 40), unit: uuid('Đơn vị'), gop: optional(text('Ô', 6000)) }),
      async run(ask, { window, unit, gop }) {
        const report = await findReport(ask, window, within(ask, unit))
        const here = reportHref(window, unit)
        if (report.owed.receives || isRefusal(maySubmit(report.owed.window, report.at, ask.today))) return { seeOther: here }
        const { view, sheet, beside, files, fault } = await lookOver(ask, wiring, report)
        if (fault) return refusedPage(ask, { window, unit }, fault, gop?.split('_'))
        const sending = {
          ...{ id: randomUUID(), seen: seenMark(sheet), after: report.owed.editions.at(-1)?.number ?? 0, version: report.draft?.version },
          ...{ cells: view.cells, narrative: view.narrative },
        }
        const far = new Map(farFigures(view.asked.indicators, sheet.figures, beforeOf(view)).map(one => [one.field, one.say]))
        const hrefOf = (place: string, anchor: string) => leafHref(here, place, anchor)
        const taken = gop?.split('_') ?? []
        const above = <TakenOver form={report.form} places={taken} beside={beside} me={ask.person.id} hrefOf={hrefOf} />
        return confirmPage(ask, report, sheet.figures, sending, { far, files, above })
      },
    }),
    route({
      at: 'POST /bao-cao/:window/:unit/nop',
      may: 'reports.submit',
      input: sendingForm,
      async run(ask, input) {
        const { editionId } = await submit(ask, wiring, {
          id: input.id,
          code: input.window,
          unitId: input.unit,
          after: input.after,
          seen: input.seen,
          draft: input.version,
          enclosed: input.tep,
          cells: cellsOf(input),
          texts: input.p,
        })
        return { seeOther: `${reportHref(input.window, input.unit)}/bien-nhan/${editionId}` }
      },
      again: again(true),
    }),
  ]
}

type SavingInput = TypedSheet & {
  readonly window: string
  readonly unit: string
  readonly after: number
  readonly version: number
  readonly page: string
  readonly goc?: string
  readonly nhom?: string
  readonly c: Readonly<Record<string, string>>
  readonly d: Readonly<Record<string, string>>
}

function saveTyped(ask: Ask<'reports.fill'>, wiring: Wiring, input: SavingInput): Promise<Saved> {
  const saving: Saving = {
    code: input.window,
    unitId: input.unit,
    after: input.after,
    version: input.version,
    page: input.page,
    cells: cellsOf(input),
    texts: input.p,
    base: input.goc === undefined ? undefined : baseFrom(input.goc),
    picks: picksOf(input.c, input.d),
  }
  return input.nhom === undefined ? save(ask, saving) : saveLeaf(ask, wiring, { key: input.nhom, saving })
}
