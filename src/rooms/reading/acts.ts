// What officers do with texts: find, decide, write, record. Each act is one transaction.
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type Ask, askForOthers, record, seatFor } from '../../access/ask.ts'
import { Fault, missing, settle, stale } from '../../ground/faults.ts'
import { sha256 } from '../../ground/files.ts'
import { searchKey } from '../../ground/vietnamese.ts'
import { searchUnits } from '../../org/search.ts'
import { addUnit } from '../../org/store.ts'
import { fileRefusal, nameOfFile } from './files.ts'
import * as framing from './framing.ts'
import { proposalsOf } from './proposals.ts'
import { decode } from './reader/files.ts'
import { read } from './reader/read.ts'
import * as rules from './rules.ts'
import { type Fact, type FactOf, type FigureSaid, type Frame, isClear, isOf, isTaken, type Verdict } from './said.ts'
import * as stated from './stated.ts'
import * as store from './store.ts'
import type { Fields } from './typed.ts'

// ── Bringing texts ──────────────────────────────────────────────────────────────────────────────

export interface Incoming {
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * Takes the files of one upload: the good ones are kept and read once, each other gets its sentence. The same id sent again is
 * answered with the same receipt. @throws refused reading.no-file when none can be read · conflict when the id came with other files
 */
export async function upload(
  ask: Ask<'reading.upload'>,
  input: { id: string; seat?: string | undefined },
  files: readonly Incoming[],
): Promise<store.Receipt> {
  const unitId = seatFor(ask.grant, input.seat)
  const before = await store.findReceipt(ask, input.id)
  if (before) return sameUpload(before, files)
  const received: store.Received[] = []
  for (const file of files) received.push(await takeIn(ask, unitId, file))
  if (received.every(one => one.outcome === 'refused'))
    throw new Fault(
      'refused',
      'reading.no-file',
      received.length === 0 ? 'Chưa chọn tệp nào. Chọn tệp .txt hoặc .html.' : 'Không đọc được tệp nào.',
      received.length === 0
        ? [{ field: 'files', say: 'Chưa chọn tệp nào. Chọn tệp .txt hoặc .html.' }]
        : received.map(one => ({ field: 'files', say: `${one.name}: ${one.say}` })),
    )
  if (await store.keepReceipt(ask, input.id, unitId, received)) return { id: input.id, at: ask.at, files: received }
  // The same form sent from another tab was faster; its answer is ours.
  const faster = await store.findReceipt(ask, input.id)
  if (faster) return sameUpload(faster, files)
  throw stale('Lần tải này vừa được ghi. Mở lại danh sách để xem kết quả.')
}

function sameUpload(before: store.Receipt, files: readonly Incoming[]): store.Receipt {
  const same = before.files.length === files.length && files.every((file, i) => sha256(file.bytes) === before.files[i]?.sha256)
  if (same) return before
  throw new Fault('conflict', 'reading.other-files', 'Biểu mẫu này đã được gửi với những tệp khác. Mở lại trang rồi chọn tệp lần nữa.')
}

async function takeIn(ask: Ask<'reading.upload'>, unitId: string, file: Incoming): Promise<store.Received> {
  const name = nameOfFile(file.name)
  const file256 = sha256(file.bytes)
  const answer = (outcome: store.Received['outcome'], textId: string | null, say: string): store.Received => ({
    name,
    sha256: file256,
    outcome,
    textId,
    say,
  })
  const refused = (say: string): store.Received => answer('refused', null, say)
  const refusal = fileRefusal(name, file.bytes)
  if (refusal) return refused(refusal.say)
  const decoded = decode(file.bytes)
  if ('refused' in decoded) return refused(decoded.say)
  if (decoded.text.trim() === '') return refused('Tệp không có chữ nào.')
  await ask.files.put(file.bytes)
  const text = { id: randomUUID(), unitId, sha256: file256, bytes: file.bytes.length, name, content: decoded.text }
  const kept = await store.keepText(ask, text)
  if (!kept.fresh) return answer('known', kept.id, 'Tệp này đã được đọc trước đây, không đọc lại.')
  const proposals = proposalsOf(read(decoded.text), decoded.text)
  await store.keepProposals(ask, kept.id, proposals)
  await record(ask, { unit: unitId, subject: kept.id, detail: { sha256: file256, facts: proposals.length } })
  return answer('read', kept.id, saidOf(proposals.length - 1, proposals.filter(one => one.n > 0 && one.doubt !== null).length))
}

const saidOf = (facts: number, doubtful: number): string =>
  facts === 0 ? 'Đã đọc, không thấy dữ kiện nào.' : `Đã đọc: ${facts} dữ kiện${doubtful > 0 ? `, ${doubtful} cần xem kỹ` : ''}.`

/** Takes a pasted text, as a file of its own. */
export const paste = (
  ask: Ask<'reading.upload'>,
  input: { id: string; seat?: string | undefined; name: string; text: string },
): Promise<store.Receipt> => upload(ask, input, [{ name: `${input.name}.txt`, bytes: new TextEncoder().encode(input.text) }])

// ── Deciding ────────────────────────────────────────────────────────────────────────────────────

interface Held {
  readonly text: store.TextRow
  readonly event: stated.StatedEvent
  readonly facts: readonly Fact[]
}

/** The text with its facts, held so that decisions on it are made one after another. @throws missing */
async function hold(ask: Ask<'reading.decide'>, textId: string): Promise<Held> {
  const text = await store.findText(ask, textId)
  const event = await stated.holdEvent(ask, text)
  return { text, event, facts: await store.factsOf(ask, text) }
}

export interface Decision {
  readonly id: string
  readonly n: number
  /** How many decisions on this fact the person had seen. */
  readonly seen: number
}

const VERDICT_WORDS: Readonly<Record<Verdict, string>> = { accept: 'nhận', correct: 'sửa', reject: 'loại', undo: 'hoàn tác' }

const overtaken = (fact: Fact): Fault =>
  stale(`Dữ kiện ${fact.n} vừa được người khác ${VERDICT_WORDS[fact.verdict]}. Xem lại bên dưới rồi quyết định.`)

/** The fact to decide upon, and whether the very same decision stands already. @throws missing · stale · refused */
function ruled(ask: Ask, held: Held, input: Decision, verdict: Verdict): { fact: Fact; already: boolean } {
  const fact = held.facts.find(one => one.n === input.n)
  if (!fact) throw missing('dữ kiện này')
  const ruling = settle(rules.mayDecide(fact, verdict, input.seen, ask.person.id))
  if (ruling === 'stale') throw overtaken(fact)
  return { fact, already: ruling === 'already' }
}

/** Takes a fact as the machine proposed it; with `dropName`, a person without the name. @throws missing · stale · refused */
export async function accept(ask: Ask<'reading.decide'>, input: Decision & { dropName?: boolean }): Promise<void> {
  const held = await hold(ask, input.id)
  const { fact, already } = ruled(ask, held, input, 'accept')
  if (already) return
  const payload =
    fact.kind === 'event'
      ? framing.frameOf(fact.payload)
      : fact.kind === 'person' && input.dropName
        ? rules.withoutName(fact.payload)
        : fact.payload
  await keep(ask, held, [{ fact, payload }], 'accept')
}

/** Takes all facts that wait and raise no doubt, as many as the person saw. @throws missing · stale · refused */
export async function acceptClear(ask: Ask<'reading.decide'>, input: { id: string; count: number }): Promise<void> {
  const held = await hold(ask, input.id)
  const clear = held.facts.filter(isClear)
  if (clear.length === 0 && held.facts.some(isTaken)) return
  if (clear.length !== input.count) throw stale(`Số dữ kiện rõ vừa đổi từ ${input.count} thành ${clear.length}. Xem lại rồi bấm lần nữa.`)
  await keep(
    ask,
    held,
    clear.map(fact => ({ fact, payload: fact.payload })),
    'accept',
  )
}

/** Takes a fact as the officer corrected it; what the machine proposed stays beside it. @throws missing · stale · refused (see rules.correct…) */
export async function correct(ask: Ask<'reading.decide'>, input: Decision, fields: Fields): Promise<void> {
  const held = await hold(ask, input.id)
  const { fact, already } = ruled(ask, held, input, 'correct')
  const payload = settle(corrected(fact, fields, held.facts))
  if ('unitId' in payload && payload.unitId !== null && !ask.tree.known(payload.unitId)) throw noSuchUnit('own')
  if (!already) await keep(ask, held, [{ fact, payload }], 'correct')
  else if (!isDeepStrictEqual(fact.decided, payload)) throw overtaken(fact)
}

function corrected(fact: Fact, fields: Fields, facts: readonly Fact[]) {
  switch (fact.kind) {
    case 'figure':
      return rules.correctFigure(fields, fact, facts.filter(isOf('figure')))
    case 'person':
      return rules.correctPerson(fields)
    case 'document':
      return rules.correctDocument(fields)
    case 'task':
      return rules.correctTask(fields)
    case 'event':
      throw missing('dữ kiện này')
  }
}

/** Turns a fact away: nothing of it is kept but the decision. @throws missing · stale · refused */
export async function reject(ask: Ask<'reading.decide'>, input: Decision): Promise<void> {
  const held = await hold(ask, input.id)
  const { fact, already } = ruled(ask, held, input, 'reject')
  if (already) return
  await decideAll(ask, held, [{ fact, verdict: 'reject' }])
}

/** Undoes the last decision on a fact: it waits again, and what was kept of it goes. @throws missing · stale · refused reading.not-decided */
export async function undo(ask: Ask<'reading.decide'>, input: Decision): Promise<void> {
  const held = await hold(ask, input.id)
  const { fact, already } = ruled(ask, held, input, 'undo')
  if (already) return
  await decideAll(ask, held, [{ fact, verdict: 'undo' }])
  if (fact.kind === 'event') await stated.writeFrame(ask, held.event, null)
  else await stated.withdraw(ask, fact)
}

interface Taken {
  readonly fact: Fact
  readonly payload: unknown
}

/** Writes the decisions, then what the text is kept to state. */
async function keep(ask: Ask<'reading.decide'>, held: Held, taken: readonly Taken[], verdict: 'accept' | 'correct'): Promise<void> {
  await decideAll(
    ask,
    held,
    taken.map(one => ({ ...one, verdict })),
  )
  const figures = held.facts.filter(isOf('figure'))
  for (const { fact, payload } of taken) {
    if (fact.kind === 'figure') {
      const said = payload as FigureSaid
      settle(rules.partRefusals(fact.n, said, figures))
      await stated.addFigure(
        ask,
        held.event,
        fact,
        said,
        figures.find(one => one.n === said.partOf),
      )
    } else if (fact.kind === 'person') await keepPerson(ask, held.event, fact, payload as FactOf<'person'>['payload'])
    else if (fact.kind === 'document') await stated.addCitation(ask, held.event, fact, payload as FactOf<'document'>['payload'])
    else if (fact.kind === 'task') await stated.addTask(ask, held.event, fact, payload as FactOf<'task'>['payload'])
    else await stated.writeFrame(ask, held.event, payload as Frame)
  }
}

async function keepPerson(
  ask: Ask<'reading.decide'>,
  event: stated.StatedEvent,
  fact: FactOf<'person'>,
  said: FactOf<'person'>['payload'],
): Promise<void> {
  await stated.addPerson(ask, event, fact, said)
  if (said.name === null) await store.forgetName(ask, fact.id)
}

async function decideAll(ask: Ask<'reading.decide'>, held: Held, decisions: readonly store.NewDecision[]): Promise<void> {
  if ((await store.addDecisions(ask, decisions)) !== decisions.length) throw stale()
  const detail = { facts: decisions.map(one => ({ n: one.fact.n, kind: one.fact.kind, verdict: one.verdict })) }
  await record(ask, { unit: held.text.unitId, subject: held.text.id, detail })
}

const noSuchUnit = (field: string): Fault =>
  new Fault('invalid', 'reading.no-such-unit', 'Đơn vị: không tìm thấy. Chọn lại.', [{ field, say: 'Đơn vị: không tìm thấy. Chọn lại.' }])

// ── The frame ───────────────────────────────────────────────────────────────────────────────────

/**
 * Settles for the whole text what it speaks of: unit, day, times reviewed. The unit may be one of the past that the officer adds now.
 * @throws missing · stale · forbidden · refused (see framing.ts)
 */
export async function setEvent(ask: Ask<'reading.decide'>, input: { id: string; version: number }, fields: Fields): Promise<void> {
  const held = await hold(ask, input.id)
  if (held.event.version !== input.version)
    throw stale('Đơn vị, ngày, thời kỳ của văn bản vừa được người khác lưu. Xem bản mới bên dưới rồi lưu lại.')
  const fact = held.facts.find(isOf('event'))
  if (!fact) throw missing('văn bản này')
  const wanted = fields['unit'] ?? ''
  if (wanted !== '' && wanted !== 'new' && !ask.tree.known(wanted)) throw noSuchUnit('unit')
  const settled = settle(framing.frame(fields, wanted === 'new' || wanted === '' ? null : wanted, ask.today))
  const unitId = wanted === 'new' ? await addPastUnit(ask, held.text, fields) : settled.unitId
  const frame = { ...settled, unitId }
  await decideAll(ask, held, [{ fact, verdict: 'correct', payload: frame }])
  await stated.writeFrame(ask, held.event, frame)
}

/** Adds a past unit that the text speaks of and the list does not have, marked "do cán bộ bổ sung". */
async function addPastUnit(ask: Ask<'reading.decide'>, text: store.TextRow, fields: Fields): Promise<string> {
  if (!askForOthers(ask)('units.add-past'))
    throw new Fault('forbidden', 'reading.may-not-add', 'Chức vụ hiện nay của ông/bà không có quyền bổ sung đơn vị cũ.')
  const past = settle(framing.pastUnit(fields, ask.today))
  const parentId = await parentOf(ask, fields['pastParent'] ?? '')
  const unitId = await addUnit(ask.tx, {
    line: 'area',
    level: past.level,
    kind: past.kind,
    name: past.name,
    until: past.until,
    addedByOfficer: true,
    ...(past.from ? { from: past.from } : {}),
    ...(parentId === undefined ? {} : { parentId }),
  })
  await record(ask, {
    act: 'units.add-past',
    unit: text.unitId,
    subject: unitId,
    detail: { name: past.name, until: past.until, text: text.id },
  })
  return unitId
}

/** The area that was typed as the one above; left out it stays unknown. @throws invalid when none or several fit */
async function parentOf(ask: Ask, typed: string): Promise<string | undefined> {
  if (typed.trim() === '') return undefined
  const found = (await searchUnits(ask.tx, typed, 8)).filter(one => one.line === 'area' && one.level !== 'hamlet')
  const exact = found.filter(one => searchKey(one.name) === searchKey(typed))
  const [only, ...more] = exact.length > 0 ? exact : found
  if (only && more.length === 0) return only.id
  const say = only
    ? `Thuộc đơn vị: có ${more.length + 1} đơn vị như vậy (${[only, ...more].map(one => one.name).join(', ')}). Ghi rõ hơn.`
    : `Thuộc đơn vị: không có đơn vị nào tên như “${typed.slice(0, 60)}”. Kiểm tra lại, hoặc để trống.`
  throw new Fault('invalid', 'reading.no-parent', say, [{ field: 'pastParent', say }])
}

// ── Inferring ───────────────────────────────────────────────────────────────────────────────────

/** Keeps an opening stock that follows from two stated figures, marked as inferred. @throws missing · refused reading.not-offered */
export async function infer(ask: Ask<'reading.decide'>, input: { id: string; closing: string; added: string }): Promise<void> {
  const { text, event } = await hold(ask, input.id)
  const offer = rules
    .openings(await stated.figuresOfText(ask, text.id))
    .find(one => one.closingId === input.closing && one.addedId === input.added)
  if (!offer) throw new Fault('refused', 'reading.not-offered', 'Không còn suy ra được số này: một trong hai số đã đổi. Xem lại bên dưới.')
  await stated.addOpening(ask, event, offer)
  await record(ask, {
    unit: text.unitId,
    subject: text.id,
    detail: { inferred: offer.value, closing: offer.closingId, added: offer.addedId },
  })
}

/** Takes an inferred figure back. @throws missing */
export async function dropInferred(ask: Ask<'reading.decide'>, input: { id: string; figure: string }): Promise<void> {
  const { text, event } = await hold(ask, input.id)
  if (!(await stated.dropOpening(ask, event, input.figure))) throw missing('số suy ra này')
  await record(ask, { unit: text.unitId, subject: text.id, detail: { dropped: input.figure } })
}
