// Reports for programs: windows, what is owed, the sheet, its draft, handing in, and where a figure comes from. The acts are those of the pages.
import { randomUUID } from 'node:crypto'
import { type Ask, within } from '../../access/ask.ts'
import { addDays, lookForDay } from '../../ground/day.ts'
import { isRefusal, missing } from '../../ground/faults.ts'
import { type ApiRoute, answer, api, badMark, idOut, limitOf, many, oneOf, paged, pageOf, paging, wholeOut, words } from '../../web/api.ts'
import { aDay, each, form, optional, text, uuid, whole } from '../../web/input.ts'
import { save, submit } from './acts.ts'
import {
  lineageOut,
  ORIGINS,
  owedOut,
  publicationOut,
  recordOut,
  reportOut,
  shownOwed,
  shownPublication,
  shownRecord,
  shownRow,
  shownSnapshot,
  shownWholeEdition,
  shownWindow,
  wholeEditionOut,
  wholePublicationOut,
  windowOut,
} from './api-answers.ts'
import { receivingApi } from './api-receiving.ts'
import { presentingApi } from './approving/api-presenting.ts'
import { counterOf, records, type Wiring } from './counting.ts'
import { enclosedIn } from './enclosing/store.ts'
import { findReport, type Past, viewSheet } from './filling.ts'
import { cellsOf } from './pages/typed.ts'
import { mayEdit } from './rules.ts'
import { numbering, originOf, plainLabel } from './sheet.ts'
import { findWindow, windowsInReach } from './store-asked.ts'
import { figuresOf, findEdition, findOwed, owedBy, owedInWindow, sourcesOf } from './store-editions.ts'
import { findPublication, partsOfPublished, publicationsForOwing, takenInto } from './store-totals.ts'
import { adjustmentsOf } from './totalling/store-adjustments.ts'

const YEARS_BACK = 800
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u

const ofReport = { window: text('Mã kỳ', 40), unit: uuid('Đơn vị') } as const

const sheetFields = {
  ...ofReport,
  after: whole('Số của bản đã nộp gần nhất mà chương trình đã thấy, 0 khi chưa nộp'),
  values: each('Giá trị theo mã chỉ tiêu: số, hoặc chữ như gõ ở ô; tỷ lệ ghi “41/48”', 40),
  states: each('Cách ghi theo mã chỉ tiêu: estimated, none, not_applicable', 20),
  reasons: each('Lý do theo mã chỉ tiêu', 500),
  sections: each('Phần lời theo thứ tự mục: “1”, “2”…', 8000),
} as const

interface Sheet {
  readonly values: Readonly<Record<string, string>>
  readonly states: Readonly<Record<string, string>>
  readonly reasons: Readonly<Record<string, string>>
  readonly sections: Readonly<Record<string, string>>
}

const typedCells = ({ values, states, reasons }: Sheet) => cellsOf({ o: values, s: states, l: reasons, p: {} })

const NAMES: Readonly<Record<string, string>> = { o: 'values', s: 'states', l: 'reasons', p: 'sections' }
/** A refusal names the box of the page, `o-TD01`; a program sent `values.TD01`. */
const fieldHere = (name: string): string => name.replace(/^([oslp])-/u, (_all, box: string) => `${NAMES[box]}.`)

function markOf(after: string | undefined) {
  if (after === undefined) return undefined
  const [on, id] = [lookForDay(after.slice(0, 10)), after.slice(11)]
  if (on === undefined || !UUID.test(id)) throw badMark()
  return { until: on, id }
}

const unitMark = (after: string | undefined): string | undefined => {
  if (after !== undefined && !UUID.test(after)) throw badMark()
  return after
}

async function sheet(ask: Ask, wiring: Wiring, code: string, unitId: string) {
  const view = await viewSheet(ask, wiring, await findReport(ask, code, unitId))
  const permission = mayEdit(view.owed.window, view.at, ask.today)
  const names = numbering(view.form.indicators)
  const typed = new Map(view.cells.map(one => [one.code, one]))
  const before = (past: Past | undefined, indicator: string) => {
    const found = past?.figures.get(indicator)
    return found ? { value: found.figure?.value ?? null, notComparable: found.notComparable ?? null } : null
  }
  return {
    ...shownOwed(ask, view.owed),
    edit: isRefusal(permission)
      ? { allowed: false, until: null, say: permission.say }
      : { allowed: !view.owed.receives, until: permission.until, say: null },
    after: view.owed.editions.at(-1)?.number ?? 0,
    version: view.draft?.version ?? 0,
    cells: view.form.indicators.map(one => ({
      code: one.code,
      place: names.get(one.code) ?? '',
      label: plainLabel(one),
      group: one.group,
      measure: one.measure,
      kind: one.kind,
      origin: originOf(one, view.asked.counted),
      counted: view.asked.counted.get(one.code) ?? null,
      previous: before(view.earlier.previous, one.code),
      lastYear: before(view.earlier.lastYear, one.code),
      typed: typed.get(one.code) ?? null,
    })),
    sections: view.narrative.map(({ heading, text: written }, i) => ({
      place: String(i + 1),
      heading,
      required: view.form.required.includes(heading),
      text: written,
    })),
  }
}

const looking = (wiring: Wiring): readonly ApiRoute[] => [
  api({
    at: 'GET /windows',
    id: 'windows.list',
    may: 'reports.read',
    says: 'Các kỳ báo cáo trong phạm vi của ông/bà, ngày chốt số liệu gần nhất trước.',
    input: form({ ...paging }),
    answers: pageOf(windowOut),
    async run(ask, page) {
      const limit = limitOf(page)
      const found = await windowsInReach(ask, limit + 1, markOf(page.after))
      const shown = (one: (typeof found)[number]) => shownWindow(one, { code: one.regimeCode, name: one.regimeName })
      return paged(found, limit, shown, one => `${one.until}_${one.id}`)
    },
  }),
  api({
    at: 'GET /windows/{window}/reports',
    id: 'reports.list',
    may: 'reports.read',
    says: 'Trong một kỳ: đơn vị nào phải nộp cho nơi nào, đang ở đâu, đã nộp những bản nào.',
    input: form({ window: ofReport.window, ...paging }),
    answers: pageOf(owedOut),
    async run(ask, input) {
      const limit = limitOf(input)
      const { window } = await findWindow(ask, input.window)
      const found = await owedInWindow(ask, window.id, limit + 1, unitMark(input.after))
      return paged(
        found,
        limit,
        one => shownOwed(ask, one),
        one => one.unitId,
      )
    },
  }),
  api({
    at: 'GET /units/{unit}/reports',
    id: 'reports.owed',
    may: 'reports.read',
    says: 'Một đơn vị phải nộp những báo cáo nào, kỳ có ngày chốt gần nhất trước.',
    input: form({
      unit: uuid('Đơn vị'),
      since: optional(aDay('Ngày chốt số liệu từ; không ghi là 800 ngày trước')),
      until: optional(aDay('Ngày chốt số liệu đến')),
    }),
    answers: answer({ items: many(owedOut) }),
    async run(ask, { unit, since = addDays(ask.today, -YEARS_BACK), until = addDays(ask.today, 400) }) {
      return { items: (await owedBy(ask, [within(ask, unit)], since, until)).map(one => shownOwed(ask, one)) }
    },
  }),
  api({
    at: 'GET /windows/{window}/reports/{unit}',
    id: 'reports.sheet',
    may: 'reports.read',
    says: 'Biểu của một đơn vị: từng ô với số đếm lúc này, kỳ trước, cùng kỳ, bản nháp; các mục phần lời; còn sửa được không, đến khi nào.',
    input: form(ofReport),
    answers: reportOut,
    run: (ask, input) => sheet(ask, wiring, input.window, input.unit),
  }),
  api({
    at: 'GET /windows/{window}/reports/{unit}/editions/{edition}',
    id: 'reports.edition',
    may: 'reports.read',
    says: 'Một bản đã nộp, với mọi số liệu và phần lời; không bao giờ đổi.',
    input: form({ ...ofReport, edition: uuid('Bản báo cáo') }),
    answers: wholeEditionOut,
    async run(ask, input) {
      const { owed, edition, narrative } = await findEdition(ask, input.window, input.edition)
      if (owed.unitId !== input.unit) throw missing('bản báo cáo này')
      const figures = (await figuresOf(ask, [edition.id])).get(edition.id) ?? new Map()
      return shownWholeEdition(ask, owed, edition, [...figures.values()], narrative, await enclosedIn(ask, edition.id))
    },
  }),
  api({
    at: 'GET /windows/{window}/reports/{unit}/figures/{indicator}',
    id: 'figures.records',
    may: 'reports.read',
    says: 'Một ô từ đâu ra: đúng những hồ sơ mà nó đếm, lúc này hoặc như ở một bản đã nộp.',
    input: form({ ...ofReport, indicator: text('Mã chỉ tiêu', 20), edition: optional(whole('Số của bản đã nộp', 1, 9999)) }),
    answers: answer({ code: words(), label: words(), origin: oneOf(ORIGINS), records: many(recordOut) }),
    async run(ask, input) {
      const report = await findReport(ask, input.window, input.unit)
      const indicator = report.form.indicators.find(one => one.code === input.indicator)
      if (!indicator) throw missing('chỉ tiêu này trong biểu')
      const edition = report.owed.editions.find(one => one.number === input.edition)
      if (input.edition !== undefined && !edition) throw missing('bản báo cáo này')
      const isCounted = counterOf(wiring, indicator) !== undefined
      const found = edition ? await sourcesOf(ask, [edition.id], indicator.code) : await records(ask, wiring, [indicator], report.of)
      return {
        code: indicator.code,
        label: plainLabel(indicator),
        origin: originOf(indicator, new Map(isCounted ? [[indicator.code, 0]] : [])),
        records: found.map(one => shownRecord(ask, one)),
      }
    },
  }),
  api({
    at: 'GET /publications',
    id: 'publications.list',
    may: 'reports.read',
    says: 'Các báo cáo đã công bố mà đơn vị trong phạm vi của ông/bà có phần, gần nhất trước.',
    input: form({ limit: paging.limit }),
    answers: answer({ items: many(publicationOut) }),
    async run(ask, input) {
      return { items: (await publicationsForOwing(ask, limitOf(input))).map(shownPublication) }
    },
  }),
  api({
    at: 'GET /publications/{publication}',
    id: 'publications.one',
    may: 'reports.read',
    says: 'Một báo cáo đã công bố, đúng như lúc công bố.',
    input: form({ publication: uuid('Báo cáo đã công bố') }),
    answers: wholePublicationOut,
    async run(ask, input) {
      const found = await findPublication(ask, input.publication, 'owing')
      return { publication: shownPublication(found), ...shownSnapshot(found.snapshot) }
    },
  }),
  api({
    at: 'GET /publications/{publication}/figures/{indicator}',
    id: 'figures.lineage',
    may: 'reports.read',
    says: 'Một số đã công bố từ đâu ra: từng đơn vị góp bao nhiêu, bằng bản nào, những hồ sơ nào. Các phần cộng lại đúng bằng số ấy.',
    input: form({ publication: uuid('Báo cáo đã công bố'), indicator: text('Mã chỉ tiêu', 20) }),
    answers: lineageOut,
    run: (ask, input) => lineage(ask, input.publication, input.indicator),
  }),
]

async function lineage(ask: Ask, id: string, code: string) {
  const found = await findPublication(ask, id, 'ours')
  const { snapshot } = found
  const row = snapshot.rows.find(one => one.code === code)
  if (!row) throw missing('chỉ tiêu này trong báo cáo')
  const parts = await partsOfPublished(ask, id, code)
  const taken = new Map((await takenInto(ask, id)).map(one => [one.editionId, one]))
  const editions = parts.flatMap(one => (one.editionId === null ? [] : [one.editionId]))
  const sources = await sourcesOf(ask, editions, code)
  const adjustments = new Map(
    (await adjustmentsOf(ask, found.windowId, [found.unitId])).map(({ id: of, number, kind, reason }) => [
      of,
      { id: of, number, kind, reason },
    ]),
  )
  return {
    figure: shownRow(row),
    contributions: parts.map(part => {
      const edition = taken.get(part.editionId ?? '')
      return {
        edition: part.editionId,
        adjustment: adjustments.get(part.adjustmentId ?? '') ?? null,
        unit: edition ? { id: edition.unitId, name: ask.tree.label(edition.unitId, snapshot.window.until) } : null,
        number: edition?.number ?? null,
        receipt: edition?.receipt ?? null,
        value: part.value,
        numerator: part.numerator,
        denominator: part.denominator,
        records: sources.filter(one => one.edition === part.editionId).map(one => shownRecord(ask, one)),
      }
    }),
  }
}

const doing = (wiring: Wiring): readonly ApiRoute[] => [
  api({
    at: 'PUT /windows/{window}/reports/{unit}/draft',
    id: 'reports.save',
    may: 'reports.fill',
    says: 'Lưu bản nháp, đúng hay sai đều giữ. Thay cả bản nháp; người khác vừa lưu thì bị từ chối bằng 409.',
    input: form({ ...sheetFields, version: whole('Bản nháp mà chương trình đã thấy, 0 khi chưa có') }),
    answers: answer({ version: wholeOut('Gửi lại ở lần lưu sau') }),
    example: { after: 0, version: 0, values: { TD01: 2, TD02: 31 }, reasons: {}, sections: { 1: 'Tình hình ổn định.' } },
    field: fieldHere,
    async run(ask, input) {
      // A program is told its version each time, so no two savings of it are one page.
      await save(ask, {
        code: input.window,
        unitId: input.unit,
        after: input.after,
        version: input.version,
        page: randomUUID(),
        cells: typedCells(input),
        texts: input.sections,
      })
      const { draft } = await findOwed(ask, input.window, input.unit)
      return { version: draft?.version ?? 0 }
    },
  }),
  api({
    at: 'POST /windows/{window}/reports/{unit}/editions',
    id: 'reports.submit',
    may: 'reports.submit',
    says: 'Nộp báo cáo, với số đếm lúc này. Gửi lại cùng id và nội dung nhận đúng biên nhận cũ; cùng id mà nội dung khác bị từ chối bằng 409.',
    input: form({ ...sheetFields, id: uuid('Mã do chương trình đặt, mỗi lần nộp một mã') }),
    answers: answer({ id: idOut(), receipt: words('Mã biên nhận') }),
    example: {
      id: '0f9a4c3e-2b57-4d1c-8a06-5b7e9d3c1a20',
      after: 0,
      values: { TD01: 2, TD02: '31', YK01: 48, YK02: 41, DT01: 1, AS01: 12.5 },
      states: { TG02: 'none' },
      reasons: { TG02: 'đã rà' },
      sections: { 1: 'Tình hình ổn định.' },
    },
    field: fieldHere,
    async run(ask, input) {
      const { editionId, receipt } = await submit(ask, wiring, {
        id: input.id,
        code: input.window,
        unitId: input.unit,
        after: input.after,
        seen: undefined,
        cells: typedCells(input),
        texts: input.sections,
      })
      return { id: editionId, receipt }
    },
  }),
]

export const reportsApi = (wiring: Wiring): readonly ApiRoute[] => [...looking(wiring), ...doing(wiring), ...receivingApi, ...presentingApi]
