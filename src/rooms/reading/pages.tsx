// The routes of the room.
import { randomUUID } from 'node:crypto'
import type { Ask } from '../../access/ask.ts'
import { Fault, missing } from '../../ground/faults.ts'
import type { Typed } from '../../web/input.ts'
import { form, longText, optional, text, uuid, whole } from '../../web/input.ts'
import { type Page, type Route, route } from '../../web/route.ts'
import * as acts from './acts.ts'
import { MAX_BYTES, MAX_FILES } from './files.ts'
import { textPage } from './pages/text.tsx'
import { type TextsView, textsPage, whichOf } from './pages/texts.tsx'
import { waits } from './said.ts'
import * as store from './store.ts'

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u
/** A path that names no text is a text that is not there. */
const idIn = (typed: string): string => {
  if (ID.test(typed)) return typed
  throw missing('văn bản này')
}

const typedText = (typed: Typed, name: string): string | undefined => {
  const value = typed[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

const afterOf = (typed: string | undefined): store.After | undefined => {
  const found = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_(.+)$/u.exec(typed ?? '')
  if (!found?.[1] || !found[2] || !ID.test(found[2]) || Number.isNaN(Date.parse(found[1]))) return undefined
  return { at: found[1], id: found[2] }
}

const fresh = (): Pick<TextsView, 'uploadId' | 'pasteId'> => ({ uploadId: randomUUID(), pasteId: randomUUID() })
const plain = { which: 'all', after: undefined, receipt: undefined } as const

/** After an upload: to the one text, or to the list that says what became of each file. */
const afterUpload = (receipt: store.Receipt): { seeOther: string } => {
  const [only, ...more] = receipt.files
  return only?.textId && more.length === 0 ? { seeOther: `/doc-van-ban/${only.textId}` } : { seeOther: `/doc-van-ban?lan=${receipt.id}` }
}

const listing = route({
  at: 'GET /doc-van-ban',
  may: 'reading.read',
  input: form({ xem: optional(text('Lọc')), sau: optional(text('Trang')), lan: optional(text('Lần tải')) }),
  async run(ask, input) {
    const receipt = input.lan && ID.test(input.lan) ? await store.findReceipt(ask, input.lan) : undefined
    return textsPage(ask, { which: whichOf(input.xem), after: afterOf(input.sau), receipt, ...fresh() })
  },
})

const uploading = route({
  at: 'POST /doc-van-ban',
  may: 'reading.upload',
  input: form({ id: uuid('Lần tải'), seat: optional(uuid('Đơn vị')) }),
  // One byte more than is read, so that a larger file is known to be larger.
  uploads: { maxBytes: MAX_BYTES + 1, maxFiles: MAX_FILES },
  run: async (ask, input, uploads) => afterUpload(await acts.upload(ask, input, uploads)),
  again: (ask, typed, fault) => textsPage(ask, { ...plain, ...fresh(), back: { form: 'upload', typed, fault: ofUpload(fault) } }),
})

const ofUpload = (fault: Fault): Fault =>
  fault.kind === 'too-large'
    ? new Fault('too-large', 'reading.files-large', 'Có tệp lớn hơn 2 MB, hoặc nhiều hơn 20 tệp; chưa tệp nào được nhận.', [
        { field: 'files', say: 'Bỏ tệp lớn hơn 2 MB ra, chia thành từng lần 20 tệp rồi gửi lại.' },
      ])
    : fault

const pasting = route({
  at: 'POST /doc-van-ban/dan',
  may: 'reading.upload',
  input: form({
    id: uuid('Lần dán'),
    seat: optional(uuid('Đơn vị')),
    title: optional(text('Tên bài', 150)),
    body: longText('Nội dung bài', 200_000),
  }),
  async run(ask, input) {
    const name = input.title ?? ([...(input.body.split('\n')[0] ?? '')].slice(0, 80).join('').trim() || 'Bài dán')
    return afterUpload(await acts.paste(ask, { id: input.id, seat: input.seat, name, text: input.body }))
  },
  again: (ask, typed, fault) =>
    textsPage(ask, {
      ...plain,
      ...fresh(), // What was sent under this id stays; other words are another text.
      pasteId: fault.kind === 'conflict' ? randomUUID() : (typedText(typed, 'id') ?? randomUUID()),
      back: { form: 'paste', typed, fault },
    }),
})

const one = route({
  at: 'GET /doc-van-ban/:id',
  may: 'reading.read',
  input: form({ id: text('Văn bản'), sua: optional(text('Dữ kiện')) }),
  run: (ask, input) => textPage(ask, idIn(input.id), { editing: /^\d{1,4}$/u.test(input.sua ?? '') ? Number(input.sua) : undefined }),
})

const original = route({
  at: 'GET /doc-van-ban/:id/tep-goc',
  may: 'reading.read',
  input: form({ id: text('Văn bản') }),
  async run(ask, input) {
    const found = await store.findText(ask, idIn(input.id))
    return { file: await ask.files.get(found.sha256), name: found.name, type: 'application/octet-stream' }
  },
})

// ── Decisions ───────────────────────────────────────────────────────────────────────────────────

/** "4:0": fact 4, of which the person had seen no decision. */
const seenIn = (id: string, value: string): acts.Decision => {
  const found = /^(\d{1,4}):(\d{1,6})$/u.exec(value)
  if (!found) throw missing('dữ kiện này')
  return { id, n: Number(found[1]), seen: Number(found[2]) }
}

const pairIn = (value: string): [string, string] => {
  const [closing, added] = value.split(':')
  if (!closing || !added || !ID.test(closing) || !ID.test(added)) throw missing('số suy ra này')
  return [closing, added]
}

const mark = (title: string) => optional(text(title, 100))

const deciding = route({
  at: 'POST /doc-van-ban/:id/quyet-dinh',
  may: 'reading.decide',
  input: form({
    id: text('Văn bản'),
    accept: mark('Nhận'),
    acceptNameless: mark('Nhận, bỏ tên'),
    acceptClear: optional(whole('Số dữ kiện rõ')),
    reject: mark('Loại'),
    undo: mark('Hoàn tác'),
    infer: mark('Số suy ra'),
    dropInferred: mark('Số suy ra'),
  }),
  async run(ask, input) {
    const id = idIn(input.id)
    if (input.acceptClear !== undefined) await acts.acceptClear(ask, { id, count: input.acceptClear })
    else if (input.accept) await acts.accept(ask, seenIn(id, input.accept))
    else if (input.acceptNameless) await acts.accept(ask, { ...seenIn(id, input.acceptNameless), dropName: true })
    else if (input.reject) await acts.reject(ask, seenIn(id, input.reject))
    else if (input.undo) await acts.undo(ask, seenIn(id, input.undo))
    else if (input.infer) {
      const [closing, added] = pairIn(input.infer)
      await acts.infer(ask, { id, closing, added })
    } else if (input.dropInferred)
      await acts.dropInferred(ask, { id, figure: ID.test(input.dropInferred) ? input.dropInferred : randomUUID() })
    else throw new Fault('invalid', 'reading.no-decision', 'Chưa chọn việc nào. Bấm Nhận, Sửa hoặc Loại ở một dữ kiện.')
    const decided = Number((input.accept ?? input.acceptNameless ?? input.reject ?? input.undo ?? '').split(':')[0] || 0)
    return { seeOther: `/doc-van-ban/${id}${await nextFact(ask, id, input.undo ? decided : undefined)}` }
  },
  again: (ask, typed, fault) => textPage(ask, idIn(typedText(typed, 'id') ?? ''), { back: { form: 'decision', typed, fault } }),
})

/** The place of the page to go on at: the fact given, else the first that still waits. */
async function nextFact(ask: Ask, id: string, n: number | undefined): Promise<string> {
  if (n !== undefined) return n === 0 ? '#chung' : `#d${n}`
  const facts = await store.factsOf(ask, await store.findText(ask, id))
  const next = facts.find(fact => fact.n > 0 && waits(fact))
  return next ? `#d${next.n}` : '#h-dk'
}

/** A field of a form whose sentences the rules write: anything typed passes, up to a length. */
const free = (title: string, max = 2500) => optional(longText(title, max))

const correcting = route({
  at: 'POST /doc-van-ban/:id/sua',
  may: 'reading.decide',
  input: form({
    id: text('Văn bản'),
    n: whole('Dữ kiện', 1, 9999),
    seen: whole('Dữ kiện', 0, 999_999),
    _find: mark('Tìm'),
    measure: free('Số liệu về'),
    value: free('Giá trị'),
    unitWord: free('Đơn vị tính'),
    period: free('Thời kỳ'),
    scope: free('Của ai, ở đâu'),
    qualifier: free('Nói rõ thêm'),
    partOf: free('Là một phần của'),
    numerator: free('Tử số'),
    denominator: free('Mẫu số'),
    decidedBy: free('Cấp quyết định'),
    presentedBy: free('Người trao'),
    own: free('Đơn vị của riêng số này'),
    'own-tim': free('Tìm đơn vị'),
    name: free('Họ và tên'),
    drop: free('Bỏ tên'),
    part: free('Việc đã làm'),
    roles: free('Chức vụ'),
    symbol: free('Số, ký hiệu'),
    issuer: free('Cơ quan ban hành'),
    date: free('Ngày ban hành'),
    kind: free('Loại văn bản'),
    title: free('Trích yếu'),
    text: free('Nhiệm vụ'),
  }),
  async run(ask, { id, n, seen, _find, ...fields }) {
    if (_find !== undefined) return await textPage(ask, idIn(id), { editing: n, back: { form: 'fact', typed: fields } })
    await acts.correct(ask, { id: idIn(id), n, seen }, fields)
    return { seeOther: `/doc-van-ban/${id}${await nextFact(ask, id, undefined)}` }
  },
  again: (ask, typed, fault) =>
    textPage(ask, idIn(typedText(typed, 'id') ?? ''), {
      editing: Number(typedText(typed, 'n') ?? 0),
      back: { form: 'fact', typed, fault },
    }),
})

const framing = route({
  at: 'POST /doc-van-ban/:id/chung',
  may: 'reading.decide',
  input: form({
    id: text('Văn bản'),
    version: whole('Lần sửa', 1, 999_999),
    _find: mark('Tìm'),
    unit: free('Đơn vị'),
    'unit-tim': free('Tìm đơn vị'),
    happened: free('Ngày diễn ra'),
    periods: free('Thời kỳ nói đến'),
    figurePeriod: free('Thời kỳ của số liệu'),
    type: free('Loại sự kiện'),
    host: free('Cơ quan tổ chức'),
    place: free('Địa điểm'),
    pastName: free('Tên đơn vị cũ'),
    pastKind: free('Loại đơn vị'),
    pastParent: free('Thuộc đơn vị'),
    pastFrom: free('Ngày bắt đầu'),
    pastUntil: free('Ngày kết thúc'),
  }),
  async run(ask, { id, version, _find, ...fields }) {
    if (_find !== undefined) return await textPage(ask, idIn(id), { back: { form: 'frame', typed: fields } })
    await acts.setEvent(ask, { id: idIn(id), version }, fields)
    return { seeOther: `/doc-van-ban/${id}#chung` }
  },
  again: (ask, typed, fault): Promise<Page> => textPage(ask, idIn(typedText(typed, 'id') ?? ''), { back: { form: 'frame', typed, fault } }),
})

export const pages: readonly Route[] = [listing, uploading, pasting, one, original, deciding, correcting, framing]
