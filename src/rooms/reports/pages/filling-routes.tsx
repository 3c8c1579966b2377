// What is done with the figure sheet: opened, saved, kept while typing, looked over and handed in.
import { randomUUID } from 'node:crypto'
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { type Fault, isRefusal, stale } from '../../../ground/faults.ts'
import { form, optional, type Typed, text, uuid, whole } from '../../../web/input.ts'
import { type Page, type Route, route } from '../../../web/route.ts'
import { refusedSheet, type Saved, type Saving, save, submit } from '../acts.ts'
import type { Wiring } from '../counting.ts'
import { wordsAmiss } from '../designing/required-parts.ts'
import { unansweredFiles } from '../enclosing/returned.ts'
import { enclosuresOf } from '../enclosing/store.ts'
import { askedWithRecords, earlier, findReport, returnedFiles, seenMark, viewSheet } from '../filling.ts'
import { savedWhen } from '../naming.ts'
import { maySubmit } from '../rules.ts'
import { placed, readSheet } from '../sheet.ts'
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

export function fillingRoutes(wiring: Wiring): Route[] {
  const again =
    (confirmed: boolean) =>
    (ask: Ask, typed: Typed, fault: Fault): Promise<Page> =>
      sheetPage(ask, wiring, { code: String(typed['window'] ?? ''), unitId: idOf(typed, 'unit'), fault, typed, confirmed })
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
      may: 'reports.submit',
      input: savingForm,
      async run(ask, input) {
        const filling = askForOthers(ask)('reports.fill')
        const kept = filling && (await saveTyped(filling, wiring, input)).kept
        const report = await findReport(ask, input.window, input.unit)
        const permission = maySubmit(report.owed.window, report.at, ask.today)
        const isAgain = report.owed.editions.length > 0
        const taken = kept?.theirs.map(one => one.place) ?? []
        const files = await enclosuresOf(ask, { windowId: report.owed.window.id, unitId: report.owed.unitId })
        const { asked } = await askedWithRecords(ask, wiring, report)
        // A leaf is not the sheet: who may only hand in, hands in what is kept.
        const drafted = kept ?? (input.nhom === undefined ? undefined : await viewSheet(ask, wiring, report))
        const cells = drafted?.cells ?? cellsOf(input)
        const sheet = readSheet(asked, cells)
        const narrative = drafted?.narrative ?? placed(report.form.sections, input.p)
        const amiss = isRefusal(permission)
          ? [permission]
          : [
              ...undecided(report.form, kept?.both ?? []),
              ...sheet.refusals,
              ...wordsAmiss(report.form, narrative),
              ...unansweredFiles(returnedFiles(report), files),
            ]
        if (amiss.length > 0) {
          const fault = refusedSheet(amiss, isAgain)
          // What was joined is kept though it cannot be handed in yet: the page shows the draft as it is now.
          if (!kept) throw fault
          const showing = { code: input.window, unitId: input.unit, fault, taken, leaf: input.nhom }
          return { ...(await sheetPage(ask, wiring, showing)), status: fault.status }
        }
        if (input.after !== (report.owed.editions.at(-1)?.number ?? 0)) throw stale()
        const sending = { id: randomUUID(), seen: seenMark(sheet), after: input.after, version: report.draft?.version, cells, narrative }
        const before = beforeOf({ earlier: await earlier(ask, report) })
        const far = new Map(farFigures(asked.indicators, sheet.figures, before).map(one => [one.field, one.say]))
        const beside = kept && taken.length > 0 ? await besideOf(ask, report, kept) : undefined
        const here = reportHref(input.window, input.unit)
        const hrefOf = (place: string, anchor: string) => leafHref(here, place, anchor)
        const above = beside && <TakenOver form={report.form} places={taken} beside={beside} me={ask.person.id} hrefOf={hrefOf} />
        return confirmPage(ask, report, sheet.figures, sending, { far, files, ...(above ? { above } : {}) })
      },
      again: again(false),
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
