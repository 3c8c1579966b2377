// What people do with reports: open a window, fill, submit, return, accept. One function per verb of the regulation.
import { type Ask, record, within } from '../../access/ask.ts'
import { civil } from '../../ground/day.ts'
import { Fault, isRefusal, missing, type Refusal, settle, stale } from '../../ground/faults.ts'
import { tidy } from '../../ground/vietnamese.ts'
import { actsFor } from './adding-up.ts'
import type { Wiring } from './counting.ts'
import { wordsAmiss } from './designing/required-parts.ts'
import { hasFormOn, putWindowDays, rulesOn } from './designing/store-catalogue.ts'
import { daysBelow, type ReceiverDays } from './designing/window-days.ts'
import { markOfFiles } from './enclosing/kinds.ts'
import { unansweredFiles } from './enclosing/returned.ts'
import { enclosedIn, enclosuresOf, freezeEnclosures } from './enclosing/store.ts'
import { askedWithRecords, contentHash, findReport, type Report, returnedFiles, type Sending, seenMark, standingOf } from './filling.ts'
import * as rules from './rules.ts'
import { placed, readSheet, type Section, type Texts, type TypedCell } from './sheet.ts'
import { codeTaken, putWindow, regimes, windowsAround } from './store-asked.ts'
import { figuresOf, findEdition, lookForSent, type Owed, owedTo, type When } from './store-editions.ts'
import { putDraft, putEdition, putVerdict } from './store-writing.ts'
import { handedInInstead } from './terms/acts-terms.ts'
import { type Kept, keep } from './together/keeping.ts'
import { type Base, contentsOf, isSameSheet, type Pick } from './together/merge.ts'
import { mustBeOfForm } from './together/named.ts'

export interface Opening extends rules.NewWindow {
  readonly id: string
  readonly regimeId: string
  readonly openedFor: string
}

export interface Plan {
  readonly owing: rules.Obligation[]
  readonly refusals: Refusal[]
  /** Those who owe to receivers below the top, and hand in earlier. */
  readonly below: readonly ReceiverDays[]
}

const WINDOW_CODE = /^[A-Z0-9][A-Z0-9.-]*$/u

/** What opening this window would mean: who owes whom, by when, and what stands against it. @throws forbidden · missing */
export async function planWindow(ask: Ask<'reports.open'>, opening: Opening): Promise<Plan> {
  if (!ask.grant.seats.has(opening.openedFor)) throw new Fault('forbidden', 'seat.not-yours', 'Ông/bà không giữ chức vụ ở đơn vị này.')
  const regime = (await regimes(ask)).find(one => one.id === opening.regimeId)
  if (!regime) throw missing('chế độ báo cáo này')
  const around = await windowsAround(ask, opening.regimeId, opening.openedFor, opening)
  const refusals = rules.openWindow(regime, opening, around)
  const owing = opening.until < opening.from ? [] : rules.obligations(ask.tree.on(opening.until), opening.openedFor)
  if (owing.length === 0 && refusals.length === 0)
    refusals.push({ refused: 'reports.nobody-owes', say: 'Không có đơn vị nào báo cáo cho nơi này vào ngày chốt số liệu.', field: 'until' })
  if (!(await hasFormOn(ask, opening.regimeId, opening.until)))
    refusals.push({
      refused: 'reports.no-form',
      say: 'Chế độ báo cáo này chưa áp dụng vào ngày chốt số liệu. Chọn kỳ sau ngày áp dụng.',
      field: 'until',
    })
  if (!WINDOW_CODE.test(opening.code)) {
    const say = 'Mã kỳ chỉ gồm chữ hoa không dấu, số, gạch nối và dấu chấm, ví dụ T2026-11.'
    refusals.push({ refused: 'reports.window-code-shape', say, field: 'ma' })
  } else if (await codeTaken(ask, opening.code))
    refusals.push({ refused: 'reports.window-code', say: `Mã kỳ ${opening.code} đã dùng. Đặt mã khác.`, field: 'ma' })
  const of = { rules: await rulesOn(ask, opening.regimeId, opening.until), tree: ask.tree.on(opening.until), owing, top: opening.openedFor }
  return { owing, refusals, below: daysBelow(opening, of) }
}

/** Opens a window of a regime; who owes in it follows the tree of its cut-off. @throws forbidden · missing · refused (see rules.openWindow) */
export async function openWindow(ask: Ask<'reports.open'>, opening: Opening): Promise<void> {
  const { owing, refusals, below } = await planWindow(ask, opening)
  if (refusals.length > 0) settle(refusals)
  await putWindow(ask, opening, owing)
  await putWindowDays(ask, opening.id, below)
  await record(ask, {
    unit: opening.openedFor,
    subject: opening.id,
    detail: { window: opening.code, until: opening.until, due: opening.due, owing: owing.length },
  })
}

export interface Saving {
  readonly code: string
  readonly unitId: string
  readonly after: number
  readonly version: number
  /** Names the open page: it may save again and again without being told its own version. */
  readonly page: string
  readonly cells: readonly TypedCell[]
  readonly texts: Texts
  /** What the page began with: then only what it changed is written. Without it the whole draft is replaced. */
  readonly base?: Base | undefined
  /** Which of two values stay, where people wrote differently. */
  readonly picks?: ReadonlyMap<string, Pick>
  /** The fields that a program sent: each must name a place of the form. */
  readonly named?: readonly string[]
}

/** A report that is added up is not typed. @throws refused 'reports.added-up' */
export const typedSheet = ({ owed }: Report): void => {
  if (owed.receives) throw new Fault('refused', 'reports.added-up', 'Báo cáo của đơn vị này do tổng hợp mà có, không nhập từng ô.')
}

/** Only cells and sections of the form are kept; what a form did not ask for is not. Texts come by the place of their section. */
function ofForm(
  report: Report,
  typed: { cells: readonly TypedCell[]; texts: Texts },
): { cells: readonly TypedCell[]; narrative: readonly Section[] } {
  const { indicators } = report.form
  const isWhole = typed.cells.length === indicators.length && indicators.every((one, i) => typed.cells[i]?.code === one.code)
  const byCode = isWhole ? undefined : new Map(typed.cells.map(cell => [cell.code, cell]))
  const cells = byCode ? indicators.map(one => byCode.get(one.code)).filter(one => one !== undefined) : typed.cells
  return { cells, narrative: placed(report.form.sections, typed.texts) }
}

const FILES_CHANGED = 'Tệp đính kèm vừa thay đổi sau khi ông/bà xem lại. Xem lại biểu và các tệp rồi nộp.'
const WRITTEN_SINCE = 'Đồng nghiệp vừa ghi thêm vào biểu sau khi ông/bà xem lại. Biểu dưới đây đã có phần đó; xem lại rồi nộp.'
const TWO_TABS = 'Báo cáo này vừa được nộp từ một trang khác. Xem bản đã nộp trước khi làm tiếp.'

/** The report of a unit that may be written on now, by someone who saw its last edition. @throws missing · refused · stale */
export async function toWriteOn(ask: Ask<'reports.fill'>, of: { code: string; unitId: string; after: number }): Promise<Report> {
  const report = await findReport(ask, of.code, within(ask, of.unitId))
  typedSheet(report)
  settle(rules.mayEdit(report.owed.window, report.at, ask.today))
  if (of.after !== (report.owed.editions.at(-1)?.number ?? 0)) throw stale(TWO_TABS)
  return report
}

export interface Saved {
  readonly version: number
  /** Nothing was written: all of it stood there already. */
  readonly isSame: boolean
  readonly savedAt: When | undefined
  /** What it was joined into, when it said what it began with. */
  readonly kept?: Kept
}

/**
 * Saves the sheet as it is, right or wrong: joined with what others saved since the page began, place by place. A save that does not say
 * what it began with replaces the whole draft it saw. What stands there already is not written again, whatever was seen of it.
 * @throws missing · refused (see rules.mayEdit) · stale
 */
export async function save(ask: Ask<'reports.fill'>, saving: Saving): Promise<Saved> {
  const report = await toWriteOn(ask, saving)
  mustBeOfForm(report.form, saving.named ?? [])
  const { cells, narrative } = ofForm(report, saving)
  const { window, unitId } = report.owed
  const { after, page, base, picks = new Map() } = saving
  if (base) {
    const mine = contentsOf(cells, narrative)
    const kept = await keep(ask, report, { after, page, base, mine, picks })
    return { version: kept.version, isSame: kept.isSame, savedAt: kept.savedAt, kept }
  }
  const { draft } = report
  const there =
    draft?.after === after ? draft : after === 0 && !draft ? { cells: [], narrative: [], version: 0, savedAt: undefined } : undefined
  if (there && isSameSheet(there, { cells, narrative })) return { version: there.version, isSame: true, savedAt: there.savedAt }
  const version = await putDraft(ask, { windowId: window.id, unitId, after, version: saving.version, from: page, cells, narrative })
  if (version === undefined)
    throw stale('Bản nháp này vừa được người khác lưu. Bản của họ và bản của ông/bà đều ở dưới đây; chọn giữ bản nào.')
  return { version, isSame: false, savedAt: civil(ask.at) }
}

export interface Receipt {
  readonly editionId: string
  readonly receipt: string
}

/**
 * Hands a report in, with the figures as they are counted now, and gives its receipt. The same sending again is the same edition;
 * the same id with another content is a conflict.
 * @throws missing · conflict · stale · refused (see rules.maySubmit and readSheet)
 */
export async function submit(ask: Ask<'reports.submit'>, wiring: Wiring, sending: Sending): Promise<Receipt> {
  const report = await findReport(ask, sending.code, within(ask, sending.unitId), sending.after === 0)
  const { owed, form } = report
  const { cells, narrative } = ofForm(report, sending)
  const hash = contentHash({ ...sending, cells, narrative })
  const before = owed.editions.find(one => one.id === sending.id)
  if (before) return again(sending.id, hash, before)
  mustBeOfForm(form, sending.named ?? [])
  typedSheet(report)
  settle(rules.maySubmit(owed.window, report.at, ask.today))
  const last = owed.editions.at(-1)?.number ?? 0
  if (sending.after !== last) throw stale(TWO_TABS)
  if (sending.draft !== undefined && report.draft?.after === last && report.draft.version !== sending.draft) throw stale(WRITTEN_SINCE)
  const { asked, sources } = await askedWithRecords(ask, wiring, report)
  const sheet = readSheet(asked, cells)
  const files = report.enclosed ? await enclosuresOf(ask, { windowId: owed.window.id, unitId: owed.unitId }) : []
  const amiss = [
    ...sheet.refusals,
    ...wordsAmiss(form, narrative),
    ...unansweredFiles(returnedFiles(report), files, owed.editions.at(-1)?.id),
  ]
  if (amiss.length > 0) throw refusedSheet(amiss, last > 0)
  if (sending.seen !== undefined && sending.seen !== seenMark(sheet))
    throw stale('Số đếm vừa thay đổi sau khi ông/bà xem lại. Xem số mới dưới đây rồi nộp.')
  if (sending.enclosed !== undefined && sending.enclosed !== markOfFiles(files)) throw stale(FILES_CHANGED)
  const edition = {
    id: sending.id,
    windowId: owed.window.id,
    unitId: owed.unitId,
    number: last + 1,
    contentSha256: hash,
    formVersion: form.version,
    treeOn: owed.window.until,
    narrative: narrative.map(one => ({ ...one, text: tidy(one.text) })).filter(one => one.text !== ''),
    figures: [...sheet.figures.values()],
    sources: sources.filter(one => sheet.figures.get(one.code)?.counted !== null),
  }
  const deed = { unit: owed.unitId, subject: sending.id, detail: { window: owed.window.code, number: last + 1 } }
  const receipt = await putEdition(ask, edition, deed)
  if (receipt === undefined) {
    const sent = await lookForSent(ask, sending.id)
    if (sent) return again(sending.id, hash, sent)
    throw stale(TWO_TABS)
  }
  await freezeEnclosures(ask, sending.id, files)
  await handedInInstead(ask, owed)
  return { editionId: sending.id, receipt }
}

function again(id: string, hash: string, sent: { receipt: string; contentSha256: string }): Receipt {
  if (sent.contentSha256 === hash) return { editionId: id, receipt: sent.receipt }
  throw new Fault(
    'conflict',
    'reports.other-content',
    `Bản này đã nộp với nội dung khác, biên nhận ${sent.receipt}. Mở lại biểu để xem bản đã nộp.`,
  )
}

export const refusedSheet = (refusals: readonly Refusal[], isAgain: boolean): Fault =>
  new Fault(
    'refused',
    refusals[0]?.refused ?? 'reports.cell',
    `Chưa ${isAgain ? 'nộp lại' : 'nộp'} được: còn ${refusals.length} ${refusals.some(one => one.refused === 'reports.file-unanswered') ? 'chỗ' : 'ô'} cần sửa`,
    refusals.map(one => ({ field: one.field ?? '', say: one.say })),
  )

export interface Returning {
  readonly id: string
  readonly code: string
  readonly editionId: string
  /** How many verdicts the edition had when the page was opened. */
  readonly seen: number
  readonly cells: readonly rules.ReturnedCell[]
  /** By the id of each in the edition. */
  readonly files?: readonly rules.NamedFile[]
  readonly body: string
}

async function judged(ask: Ask<'reports.review'>, code: string, editionId: string): Promise<{ owed: Owed; number: number }> {
  const { owed, edition } = await findEdition(ask, code, editionId)
  if (!actsFor(ask, owed.receiverId))
    throw new Fault('forbidden', 'reports.not-receiver', 'Chỉ nơi nhận báo cáo được tiếp nhận hoặc trả lại.')
  if (owed.editions.at(-1)?.id !== edition.id) throw stale('Đơn vị đã nộp bản mới hơn. Mở bản mới rồi xem xét.')
  return { owed, number: edition.verdicts.length }
}

const JUDGED = 'Bản này vừa được người khác xem xét. Xem kết quả rồi làm tiếp.'

/** The receiver sends a report back, naming cells and files with their reasons. @throws missing · forbidden · stale · refused (see rules.giveBack) */
export async function giveBack(ask: Ask<'reports.review'>, returning: Returning): Promise<void> {
  const { owed, number } = await judged(ask, returning.code, returning.editionId)
  if (owed.editions.at(-1)?.verdicts.some(one => one.id === returning.id)) return
  const figures = (await figuresOf(ask, [returning.editionId])).get(returning.editionId)
  const named = returning.files ?? []
  const outcome = rules.giveBack(
    standingOf(owed),
    returning.cells.map(cell => ({ ...cell, reason: tidy(cell.reason) })),
    new Set(figures?.keys()),
    named.map(one => ({ ...one, reason: tidy(one.reason) })),
    new Set(named.length > 0 ? (await enclosedIn(ask, returning.editionId)).map(one => one.id) : []),
  )
  const { cells, files } = settle<{ readonly cells: readonly rules.ReturnedCell[]; readonly files: readonly rules.NamedFile[] }>(outcome)
  const wrote =
    number === returning.seen &&
    (await putVerdict(ask, {
      id: returning.id,
      editionId: returning.editionId,
      number: number + 1,
      kind: 'returned',
      body: tidy(returning.body),
      cells,
      files,
    }))
  if (!wrote) throw stale(JUDGED)
  await record(ask, {
    unit: owed.unitId,
    subject: returning.editionId,
    act: 'reports.return',
    detail: {
      window: owed.window.code,
      cells: cells.map(cell => cell.code),
      ...(files.length > 0 ? { files: files.map(one => one.id) } : {}),
    },
  })
}

/** The receiver accepts a report. @throws missing · forbidden · stale · refused (see rules.accept) */
export async function accept(
  ask: Ask<'reports.review'>,
  accepting: { id: string; code: string; editionId: string; seen: number },
): Promise<void> {
  const { owed, number } = await judged(ask, accepting.code, accepting.editionId)
  if (owed.editions.at(-1)?.verdicts.some(one => one.id === accepting.id)) return
  const outcome = rules.accept(standingOf(owed))
  if (isRefusal(outcome)) throw new Fault('refused', outcome.refused, `Báo cáo này ${outcome.say}`)
  await writeAccepted(ask, owed, accepting.id, accepting.editionId, number, accepting.seen)
}

async function writeAccepted(
  ask: Ask<'reports.review'>,
  owed: Owed,
  id: string,
  editionId: string,
  number: number,
  seen: number,
): Promise<void> {
  const wrote =
    number === seen && (await putVerdict(ask, { id, editionId, number: number + 1, kind: 'accepted', body: '', cells: [], files: [] }))
  if (!wrote) throw stale(JUDGED)
  await record(ask, { unit: owed.unitId, subject: editionId, act: 'reports.accept', detail: { window: owed.window.code } })
}

/** What could not be accepted of what was picked, and why. */
export interface NotAccepted {
  readonly unitId: string
  readonly why: string
}

/**
 * The receiver accepts the reports of several units: all of them, or nothing and the list of those that cannot be, each with why.
 * `picked` names unit and edition as they were on the page. @throws missing · forbidden · stale
 */
export async function acceptSeveral(
  ask: Ask<'reports.review'>,
  several: {
    windowId: string
    receiverId: string
    picked: readonly { unitId: string; editionId: string | undefined }[]
    newId: () => string
  },
): Promise<readonly NotAccepted[]> {
  if (!actsFor(ask, several.receiverId))
    throw new Fault('forbidden', 'reports.not-receiver', 'Chỉ nơi nhận báo cáo được tiếp nhận hoặc trả lại.')
  const owed = new Map((await owedTo(ask, several.windowId, several.receiverId)).map(one => [one.unitId, one]))
  const not: NotAccepted[] = []
  const good: { owed: Owed; editionId: string; number: number }[] = []
  for (const { unitId, editionId } of several.picked) {
    const one = owed.get(unitId)
    const last = one?.editions.at(-1)
    const outcome = one && rules.accept(standingOf(one))
    if (!one || !outcome) throw missing('đơn vị này trong kỳ báo cáo')
    if (isRefusal(outcome)) not.push({ unitId, why: outcome.say })
    else if (!last || last.id !== editionId) not.push({ unitId, why: 'vừa nộp bản khác, mở ra xem trước.' })
    else good.push({ owed: one, editionId: last.id, number: last.verdicts.length })
  }
  if (not.length > 0) return not
  for (const { owed: one, editionId, number } of good) await writeAccepted(ask, one, several.newId(), editionId, number, number)
  return []
}
