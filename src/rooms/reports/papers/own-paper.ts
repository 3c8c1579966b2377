// A unit's own report as a Word file, to be signed and filed: of one edition as it was handed in, or of the draft as it stands.
import type { Ask } from '../../../access/ask.ts'
import { holdersAt } from '../../../access/held-posts.ts'
import { missing } from '../../../ground/faults.ts'
import type { Counted, ReportSnapshot } from '../../../web/room.ts'
import { records, type Wiring } from '../counting.ts'
import { frozenLists } from '../enclosing/freezing-lists.ts'
import { listedLines, MOST_LISTED } from '../enclosing/listed.ts'
import { enclosedIn, enclosuresOf, recordsIn } from '../enclosing/store.ts'
import { bind, consolidate, type Part } from '../figures.ts'
import { type EarlierFigures, earlier, findReport, isReleased, type Report, viewSheet } from '../filling.ts'
import { nameThen, placeThen, savedWhen, writtenWhen } from '../naming.ts'
import { readSheet, type Section } from '../sheet.ts'
import { freeze } from '../snapshot.ts'
import { type Edition, findEdition, owedTo, partsOf } from '../store-editions.ts'
import { noteOfOwn } from './noted.ts'

interface Told {
  readonly part: Part
  readonly narrative: readonly Section[]
  readonly past: EarlierFigures
  readonly files: readonly { readonly name: string }[]
  readonly lists: readonly (Counted & { readonly code: string; readonly all?: number })[]
}

const listed = ({ form }: Report): string[] => listedLines(form.indicators, form.lists).map(one => one.code)

async function handedIn(ask: Ask, report: Report, { id }: Edition): Promise<Told> {
  const [part] = await partsOf(ask, [{ id, unitId: report.owed.unitId }])
  if (!part) throw missing('bản báo cáo này')
  return {
    part,
    narrative: (await findEdition(ask, report.owed.window.code, id)).narrative,
    past: await earlier(ask, report),
    files: await enclosedIn(ask, id),
    lists: await recordsIn(ask, [id], listed(report), MOST_LISTED),
  }
}

/** Cells that are wrong or empty have no figure yet, and the paper says so. */
async function drafted(ask: Ask, wiring: Wiring, report: Report): Promise<Told> {
  const { owed, form, of } = report
  const view = await viewSheet(ask, wiring, report)
  const found = await records(ask, wiring, form.indicators, of)
  const counted = new Map<string, Set<string>>()
  for (const { code, record_id } of found) counted.set(code, (counted.get(code) ?? new Set()).add(record_id))
  return {
    part: { unitId: owed.unitId, editionId: '', figures: readSheet(view.asked, view.cells).figures, records: counted, gaps: new Map() },
    narrative: view.narrative,
    past: view.earlier,
    files: await enclosuresOf(ask, { windowId: owed.window.id, unitId: owed.unitId }),
    lists: found,
  }
}

/** Who owes to the unit, where it adds up instead of typing; a unit's own figures are its own alone. */
async function coverageOf(ask: Ask, { owed, form }: Report, { gaps, unitId }: Part) {
  const below = owed.receives ? (await owedTo(ask, owed.window.id, unitId)).filter(one => !isReleased(one)).map(one => one.unitId) : []
  if (below.length === 0) return { accepted: 1, owed: [unitId], absent: [] }
  const absent = below.filter(id => form.indicators.every(one => gaps.get(one.code)?.includes(id)))
  return { accepted: below.length - absent.length, owed: below, absent }
}

/** Which paper it is, for whoever finds it in a file years later. */
function saysWhich(report: Report, edition: Edition | undefined): string {
  const { owed, draft } = report
  if (!edition) return draft ? `Bản thảo lưu lúc ${savedWhen(draft.savedAt)}, chưa nộp.` : 'Bản thảo chưa lưu lần nào, chưa nộp.'
  const after = owed.editions.find(one => one.number === edition.number + 1)
  const isBack = edition.verdicts.at(-1)?.kind === 'returned'
  const since = after ? `; đã có bản ${after.number} nộp lúc ${writtenWhen(after.at)}` : isBack ? '; nơi nhận đã trả lại để sửa' : ''
  return `Lập từ bản ${edition.number} đã nộp lúc ${writtenWhen(edition.at)}, biên nhận ${edition.receipt}${since}.`
}

/** What the sheet shows: a draft begun after the last edition, else that edition. */
export const isOfDraft = ({ owed, draft }: Pick<Report, 'owed' | 'draft'>): boolean =>
  owed.editions.length === 0 || draft?.after === owed.editions.length

/** The edition named, or what the sheet shows. A total that was never sent up is no paper of its unit. */
function editionOf(report: Report, number: number | undefined): Edition | undefined {
  const { editions, receives } = report.owed
  if (number === undefined && !receives && isOfDraft(report)) return undefined
  const found = number === undefined ? editions.at(-1) : editions.find(one => one.number === number)
  if (!found) throw missing('bản báo cáo này')
  return found
}

/** The paper of a report within reach. @throws missing · refused documents.* */
export async function ownPaper(
  ask: Ask<'reports.read'>,
  wiring: Wiring,
  named: { readonly code: string; readonly unitId: string; readonly number?: number | undefined },
): Promise<{ readonly bytes: Uint8Array; readonly name: string }> {
  const report = await findReport(ask, named.code, named.unitId)
  const { owed, form } = report
  const { window, unitId } = owed
  const edition = editionOf(report, named.number)
  const told = edition ? await handedIn(ask, report, edition) : await drafted(ask, wiring, report)
  const on = edition?.at.day ?? ask.today
  const tree = ask.tree.on(window.until)
  const label = (id: string): string => nameThen(tree, id)
  const holders = await holdersAt(ask.tx, [unitId], on)
  const head = holders.find(one => one.role === 'head')
  const writer = holders.find(one => one.personId === (edition?.by ?? report.draft?.savedBy)) ?? holders[0]
  const codes = listed(report)
  const known = new Set(form.indicators.map(one => one.code))
  const snapshot: ReportSnapshot = freeze({
    publicationId: edition?.id ?? '',
    regime: owed.regime,
    window,
    unit: { id: unitId, name: label(unitId), level: tree.unit(unitId)?.level ?? 'commune', code: tree.unit(unitId)?.code ?? null },
    on,
    ...(await coverageOf(ask, report, told.part)),
    waived: [],
    waivedBelow: new Map(),
    indicators: form.indicators,
    totals: consolidate(form.indicators, [told.part], [unitId]),
    previous: told.past.previous?.figures,
    lastYear: told.past.lastYear?.figures,
    lists:
      form.lists === null
        ? null
        : frozenLists(
            codes,
            told.lists.filter(one => codes.includes(one.code)),
            id => placeThen(tree, id, label, unitId),
          ),
    sections: told.narrative.map(one => ({
      ...one,
      text: bind(one.text, code => (known.has(code) ? undefined : `[${code}: biểu không có số này]`)),
    })),
    signer: { name: head?.name ?? '', title: head?.title ?? '' },
    noted: code => noteOfOwn(told.part.figures.get(code)),
    label,
  })
  const bytes = await wiring.composer.composeOwn(ask, snapshot, {
    receiver: { id: owed.receiverId, name: label(owed.receiverId) },
    body: head?.body || writer?.body || '',
    isDraft: edition === undefined,
    says: saysWhich(report, edition),
    files: told.files.map(one => one.name),
  })
  const which = edition ? `bản ${edition.number}` : 'dự thảo'
  return { bytes, name: `${window.code} Báo cáo ${label(unitId)}, ${which}.docx` }
}
