// What receivers do with what they accepted: send it up added together, or, at the top, publish it as it was signed.
import { type Ask, askForOthers, record } from '../../access/ask.ts'
import { Fault, settle, stale } from '../../ground/faults.ts'
import { sha256 } from '../../ground/files.ts'
import { tidy } from '../../ground/vietnamese.ts'
import type { Counted, ReportSnapshot } from '../../web/room.ts'
import type { Receipt } from './acts.ts'
import { type AddedUp, actsFor, addUp } from './adding-up.ts'
import type { Wiring } from './counting.ts'
import { listsToPublish } from './enclosing/freezing-lists.ts'
import { boundCodes, figureOfTotal } from './figures.ts'
import { standingOf } from './filling.ts'
import { nameThen, placeThen } from './naming.ts'
import * as rules from './rules.ts'
import { placed, type Section, type Texts } from './sheet.ts'
import { adjustedNote, freeze, sealOf } from './snapshot.ts'
import { lookForSent, sourcesOf } from './store-editions.ts'
import { putPublication } from './store-totals.ts'
import { putEdition } from './store-writing.ts'
import { releasedBelow } from './terms/released.ts'
import { fits } from './totalling/adjusting.ts'
import { putTaken } from './totalling/store-adjustments.ts'
import { markOf, standingIds, takenNow, takenThen } from './totalling/taken.ts'

/** What the receiver would take in now: another acceptance, return or adjustment since then gives another mark. */
export const takenMark = (added: AddedUp): string => markOf(takenNow(added))

/** What is added up is read as a reader of those below; the act itself reaches only the person's own unit. @throws forbidden · missing */
async function addUpOurs(ask: Ask, code: string, receiverId: string): Promise<{ added: AddedUp; reading: Ask }> {
  const reading = askForOthers(ask)('reports.read')
  if (!reading) throw new Fault('forbidden', 'reports.not-reader', 'Ông/bà không có quyền xem báo cáo của các đơn vị.')
  const added = await addUp(reading, code, receiverId)
  if (!actsFor(ask, added.receiverId))
    throw new Fault('forbidden', 'reports.not-receiver', 'Chỉ nơi nhận báo cáo được tổng hợp và công bố.')
  return { added, reading }
}

/** Every bound figure must be one of this report. @returns refusal `reports.bound-unknown` as a Fault */
function boundToReport(added: AddedUp, sections: readonly Section[]): void {
  const known = new Set(added.totals.map(total => total.code))
  const wrong = sections.flatMap((one, i) =>
    boundCodes(one.text)
      .filter(code => !known.has(code))
      .map(code => ({ field: `p-${i + 1}`, say: `Phần “${one.heading}” gọi chỉ tiêu ${code}, biểu này không có.` })),
  )
  if (wrong.length > 0) throw new Fault('refused', 'reports.bound-unknown', wrong[0]?.say ?? '', wrong)
}

export interface SendingUp {
  readonly id: string
  readonly code: string
  readonly receiverId: string
  readonly seen: string
  readonly texts: Texts
}

/**
 * Adds the accepted reports up and hands the sum in, as the receiver's own edition to the level above it. The records of the parts
 * go with it, so that the level above counts each once. @throws missing · forbidden · conflict · stale · refused
 */
export async function sendUp(ask: Ask<'reports.consolidate'>, sending: SendingUp): Promise<Receipt> {
  const { added, reading } = await addUpOurs(ask, sending.code, sending.receiverId)
  const { own, window, parts } = added
  if (!own) throw new Fault('refused', 'reports.top', 'Nơi này không có cấp trên để nộp. Báo cáo tổng hợp được trình ký và công bố.')
  const hash = sha256(JSON.stringify([sending.code, sending.receiverId, sending.seen, sending.texts]))
  const before = await lookForSent(ask, sending.id)
  if (before && before.contentSha256 !== hash)
    throw new Fault('conflict', 'reports.other-content', `Bản này đã nộp với nội dung khác, biên nhận ${before.receipt}.`)
  if (before) return { editionId: sending.id, receipt: before.receipt }
  settle(rules.mayConsolidate(window, added.accepted.length, ask.today))
  // Its own days to the level above, not those of the units below it.
  settle(rules.maySubmit(own.window, standingOf(own), ask.today))
  settle(fits(added.unfit, added.form.indicators))
  if (sending.seen !== takenMark(added)) throw stale('Có báo cáo vừa được tiếp nhận hoặc trả lại. Xem tổng mới dưới đây rồi nộp.')
  const figures = added.totals.flatMap(total => {
    const figure = figureOfTotal(total)
    return figure ? [{ ...figure, note: adjustedNote(total) || null }] : []
  })
  const number = (own.editions.at(-1)?.number ?? 0) + 1
  const edition = {
    id: sending.id,
    windowId: window.id,
    unitId: added.receiverId,
    number,
    contentSha256: hash,
    formVersion: added.form.version,
    treeOn: window.until,
    narrative: placed(added.form.sections, sending.texts).filter(one => one.text !== ''),
    figures,
    sources: await distinctSources(
      reading,
      added,
      figures.filter(one => one.counted !== null).map(one => one.code),
    ),
    children: parts.map(part => part.editionId),
    gaps: added.totals.flatMap(total => total.missing.map(unitId => ({ code: total.code, unitId }))),
  }
  const deed = { unit: added.receiverId, subject: sending.id, detail: { window: window.code, number, taken: parts.length } }
  const receipt = await putEdition(ask, edition, deed)
  if (receipt === undefined) throw stale()
  await putTaken(ask, standingIds(added), { edition: sending.id })
  return { editionId: sending.id, receipt }
}

async function distinctSources(ask: Ask, added: AddedUp, codes: readonly string[]) {
  const editions = added.parts.map(part => part.editionId)
  const all: (Counted & { code: string })[] = []
  for (const code of codes) {
    const seen = new Set<string>()
    for (const { edition: _edition, ...one } of await sourcesOf(ask, editions, code)) {
      if (seen.has(one.record_id)) continue
      seen.add(one.record_id)
      all.push({ ...one, code })
    }
  }
  return all
}

export interface Publishing {
  readonly id: string
  readonly code: string
  readonly receiverId: string
  readonly texts: Texts
  readonly signer: ReportSnapshot['signer']
}

/** The snapshot that publishing now would freeze. */
export async function snapshotNow(
  reading: Ask,
  added: AddedUp,
  publishing: Pick<Publishing, 'id' | 'texts' | 'signer'>,
): Promise<ReportSnapshot> {
  const { window, receiverId } = added
  const tree = reading.tree.on(window.until)
  const label = (id: string): string => nameThen(tree, id)
  const unit = tree.unit(receiverId)
  const last = added.publications.at(-1)
  return freeze({
    publicationId: publishing.id,
    regime: added.regime,
    window,
    unit: { id: receiverId, name: nameThen(tree, receiverId), level: unit?.level ?? 'province', code: unit?.code ?? null },
    on: reading.today,
    corrects: last && { number: last.number, publishedOn: last.at.day },
    accepted: added.parts.length,
    owed: added.owing.map(row => row.owed.unitId),
    absent: added.absent,
    waived: added.waived,
    waivedBelow: await releasedBelow(reading, window, receiverId),
    indicators: added.form.indicators,
    totals: added.totals,
    previous: added.previous?.figures,
    lastYear: added.lastYear?.figures,
    lists: await listsToPublish(reading, added, id => placeThen(tree, id)),
    sections: placed(added.form.sections, publishing.texts).map(one => ({ ...one, text: tidy(one.text) })),
    signer: publishing.signer,
    label,
  })
}

export interface Prepared {
  readonly added: AddedUp
  /** As it would be published today. */
  readonly snapshot: ReportSnapshot
  readonly taken: readonly string[]
}

/** What publishing would freeze now. @throws missing · forbidden · refused (see rules.mayConsolidate, rules.mayPublish) */
export async function prepare(ask: Ask, publishing: Publishing): Promise<Prepared> {
  const { added, reading } = await addUpOurs(ask, publishing.code, publishing.receiverId)
  if (added.own) throw new Fault('refused', 'reports.not-top', 'Nơi này còn cấp trên: bản tổng hợp được nộp cho cấp trên, không công bố.')
  const taken = added.parts.map(part => part.editionId)
  settle(rules.mayConsolidate(added.window, added.accepted.length, ask.today))
  settle(rules.mayPublish(takenNow(added), takenThen(added.publications.at(-1))))
  settle(fits(added.unfit, added.form.indicators))
  boundToReport(added, placed(added.form.sections, publishing.texts))
  return { added, snapshot: await snapshotNow(reading, added, publishing), taken }
}

/**
 * Publishes what was signed, with its paper composed in the same transaction. What was published stays; a correction is the next
 * number, and names the one before. @throws stale · refused (what keeps the paper from being composed)
 */
export async function publishSigned(
  ask: Ask<'reports.publish'>,
  wiring: Wiring,
  { added, taken }: Prepared,
  signed: { snapshot: ReportSnapshot; contentSha256: string },
): Promise<void> {
  const { window, receiverId, publications } = added
  const { snapshot } = signed
  const last = publications.at(-1)
  const number = (last?.number ?? 0) + 1
  const document = await wiring.composer.composeReport(ask, snapshot)
  const wrote = await putPublication(ask, {
    id: snapshot.publicationId,
    windowId: window.id,
    unitId: receiverId,
    number,
    corrects: last?.id ?? null,
    contentSha256: signed.contentSha256,
    snapshot,
    snapshotSha256: sealOf(snapshot),
    documentId: document.documentId,
    totals: added.totals,
    editions: taken,
  })
  if (!wrote) throw stale('Báo cáo này vừa được người khác công bố. Xem bản đã công bố rồi làm tiếp.')
  await putTaken(ask, standingIds(added), { publication: snapshot.publicationId })
  await record(ask, {
    unit: receiverId,
    subject: snapshot.publicationId,
    detail: { window: window.code, number, taken: taken.length, missing: added.absent.length, waived: added.waived.length },
  })
}
