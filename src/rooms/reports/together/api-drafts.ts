// Drafts for programs: a whole one over the one that was seen, or some cells joined with what people write meanwhile.
import { randomUUID } from 'node:crypto'
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { Fault, type FieldError } from '../../../ground/faults.ts'
import { type ApiRoute, answer, api, many, oneOf, orNone, wholeOut, words, yesNo } from '../../../web/api.ts'
import { each, form, text, uuid, whole } from '../../../web/input.ts'
import { save } from '../acts.ts'
import type { Wiring } from '../counting.ts'
import type { SheetView } from '../filling.ts'
import { cellsOf, TYPED_STATES } from '../pages/typed.ts'
import type { TypedCell } from '../sheet.ts'
import { type Beside, besideOf } from './keeping.ts'
import { type Contents, contentsOf, EMPTY, isText, markOfSaid, type Pick } from './merge.ts'
import { inWords, placeName } from './shown.tsx'
import { saveSome } from './some-places.ts'

export const ofReport = { window: text('Mã kỳ', 40), unit: uuid('Đơn vị') } as const

export const sheetFields = {
  ...ofReport,
  after: whole('Số của bản đã nộp gần nhất mà chương trình đã thấy, 0 khi chưa nộp'),
  values: each('Giá trị theo mã chỉ tiêu: số, hoặc chữ như gõ ở ô; tỷ lệ ghi “41/48”', 40),
  states: each('Cách ghi theo mã chỉ tiêu: estimated, none, not_applicable', 20),
  reasons: each('Lý do theo mã chỉ tiêu', 500),
  sections: each('Phần lời theo thứ tự mục: “1”, “2”…', 8000),
} as const

export interface SentSheet {
  readonly values: Readonly<Record<string, string>>
  readonly states: Readonly<Record<string, string>>
  readonly reasons: Readonly<Record<string, string>>
  readonly sections: Readonly<Record<string, string>>
}

const amiss = (fields: readonly FieldError[]): Fault =>
  new Fault('invalid', 'input.invalid', fields.length === 1 ? (fields[0]?.say ?? '') : `Cần sửa ${fields.length} chỗ.`, fields)

const STATE = 'Cách ghi: dùng estimated, none hoặc not_applicable; ghi số thì bỏ trống.'

/** The cells that were sent, each whole: value, state and reason together. @throws invalid where a state is none of ours */
export function typedCells({ values, states, reasons }: SentSheet): TypedCell[] {
  const wrong = Object.entries(states).flatMap(([code, state]) =>
    TYPED_STATES.has(state) ? [] : [{ field: `states.${code}`, say: STATE }],
  )
  if (wrong.length > 0) throw amiss(wrong.slice(0, 50))
  return cellsOf({ o: values, s: states, l: reasons, p: {} })
}

const keysOf = (group: string, of: Readonly<Record<string, string>>): string[] => Object.keys(of).map(key => `${group}.${key}`)
/** Every field by which something was sent. */
export const namedIn = ({ values, states, reasons, sections }: SentSheet): readonly string[] => [
  ...keysOf('values', values),
  ...keysOf('states', states),
  ...keysOf('reasons', reasons),
  ...keysOf('sections', sections),
]

const NAMES: Readonly<Record<string, string>> = { o: 'values', s: 'states', l: 'reasons', p: 'sections' }
/** A refusal names the box of the page, `o-TD01`; a program sent `values.TD01`. */
export const fieldHere = (name: string): string => name.replace(/^([oslp])-/u, (_all, box: string) => `${NAMES[box]}.`)

/** "p-1" of the join is "sections.1" here; a cell goes by its code. */
const placeOut = (place: string): string => (isText(place) ? `sections.${place.slice(2)}` : place)
const placeIn = (name: string): string => name.replace(/^sections\./u, 'p-')
const fieldOfPlace = (place: string): string => (isText(place) ? placeOut(place) : `values.${place}`)

export const markOut = () => words('Dấu của nội dung này; gửi lại ở marks khi ghi đè lên nó')

export const overlapOut = answer({
  code: oneOf(['reports.cell-two-ways']),
  say: words(),
  field: words('values.TD01, sections.1'),
  ways: many(
    answer({
      value: words(),
      state: words(),
      reason: words(),
      by: orNone(words('Người ghi')),
      stands: yesNo('Đang ở trong biểu'),
      choice: words('Gửi lại ở choices để giữ cách ghi này'),
    }),
  ),
})

type FormNames = Parameters<typeof placeName>[0]

const nameOf = (beside: Beside, id: string | undefined): string | null => (id && beside.names.get(id)) || null

/** Places where two values stand, each with who wrote it and with what chooses it. */
export const shownOverlaps = (form: FormNames, beside: Beside) =>
  beside.both.map(({ place, ways }) => {
    const marks = ways.map(one => one.mark).join('.')
    const said = ways.map(one => {
      const by = nameOf(beside, one.by) ?? 'đồng nghiệp'
      return isText(place) ? `của ${by}` : `${by} ghi ${inWords(one)}`
    })
    return {
      code: 'reports.cell-two-ways' as const,
      say: `${placeName(form, place)}: có hai cách ghi, ${said.join(isText(place) ? ' và ' : '; ')}. Chọn cách được giữ.`,
      field: fieldOfPlace(place),
      ways: ways.map(({ value, state, reason, by, mark }, i) => ({
        ...{ value, state, reason },
        by: nameOf(beside, by),
        stands: i === 0,
        choice: `${mark}.${marks}`,
      })),
    }
  })

/** For the sheet: what may be written there, with its marks and its two ways. Shown to who may write in it, as on the page. */
export async function overlapsIn(ask: Ask, view: SheetView) {
  const mayWrite = askForOthers(ask)('reports.fill')?.grant.units.has(view.owed.unitId) === true
  return mayWrite && view.draft ? shownOverlaps(view.form, await besideOf(ask, view, view)) : []
}

const MARK = /^[0-9a-f]{12}$/u
const CHOICE = /^[0-9a-f]{12}(\.[0-9a-f]{12}){1,30}$/u

/** What was sent under names of places, each in its shape. @throws invalid */
function shaped(group: string, of: Readonly<Record<string, string>>, shape: RegExp, say: string): [string, string][] {
  const wrong = Object.entries(of).filter(([, one]) => one !== '' && !shape.test(one))
  if (wrong.length > 0) throw amiss(wrong.slice(0, 50).map(([name]) => ({ field: `${group}.${name}`, say })))
  return Object.entries(of).flatMap(([name, one]) => (one === '' ? [] : [[placeIn(name), one]]))
}

function picksFrom(choices: Readonly<Record<string, string>>): ReadonlyMap<string, Pick> {
  const found = shaped('choices', choices, CHOICE, 'Gửi đúng choice của cách ghi được giữ, như đã đọc ở overlaps.')
  return new Map(
    found.map(([place, choice]) => {
      const [mark = '', ...shown] = choice.split('.')
      return [place, { mark, shown }]
    }),
  )
}

/** Only what was sent: a section that is not there is not an empty one. */
const contentsSent = (sent: SentSheet): Contents =>
  new Map([
    ...contentsOf(typedCells(sent), []),
    ...Object.entries(sent.sections).map(([at, value]) => [`p-${at}`, { ...EMPTY, value }] as const),
  ])

const OUTCOMES = ['saved', 'same', 'theirs', 'overlap'] as const
const MARK_SAY = 'Gửi đúng mark đã đọc ở ô hoặc mục ấy.'

export const draftsApi = (wiring: Wiring): readonly ApiRoute[] => [
  api({
    at: 'PUT /windows/{window}/reports/{unit}/draft',
    id: 'reports.save',
    may: 'reports.fill',
    says: 'Lưu bản nháp, đúng hay sai đều giữ. Thay cả bản nháp; người khác vừa lưu thì bị từ chối bằng 409. Chỉ ghi vài ô thì dùng PATCH.',
    input: form({ ...sheetFields, version: whole('Bản nháp mà chương trình đã thấy, 0 khi chưa có') }),
    answers: answer({
      version: wholeOut('Gửi lại ở lần lưu sau'),
      changed: yesNo('false: đã có đúng như vậy từ trước, không ghi gì'),
    }),
    example: { after: 0, version: 0, values: { TD01: 2, TD02: 31 }, reasons: {}, sections: { 1: 'Tình hình ổn định.' } },
    field: fieldHere,
    async run(ask, input) {
      // A program is told its version each time, so no two savings of it are one page.
      const { version, isSame } = await save(ask, {
        code: input.window,
        unitId: input.unit,
        after: input.after,
        version: input.version,
        page: randomUUID(),
        cells: typedCells(input),
        texts: input.sections,
        named: namedIn(input),
      })
      return { version, changed: !isSame }
    },
  }),
  api({
    at: 'PATCH /windows/{window}/reports/{unit}/draft',
    id: 'reports.saveSome',
    may: 'reports.fill',
    says: 'Ghi vài ô, vài mục vào bản nháp, những chỗ khác giữ nguyên. Chỗ người khác vừa ghi khác thì giữ cả hai cách, nêu ở overlaps; chọn bằng choices.',
    input: form({
      ...sheetFields,
      marks: each('Dấu (mark) của nội dung mà chương trình đã thấy: “TD01”, “sections.1”; không gửi là đã thấy chỗ trống', 12),
      choices: each('Chỗ có hai cách ghi: choice của cách được giữ, theo “TD01”, “sections.1”', 420),
    }),
    answers: answer({
      version: wholeOut('Bản nháp đang ở lần lưu thứ mấy'),
      changed: yesNo('false: đã có đúng như vậy từ trước, không ghi gì'),
      places: many(
        answer({
          field: words('values.TD01, sections.1'),
          outcome: oneOf(OUTCOMES),
          mark: markOut(),
          value: words('Đang ở trong biểu'),
          state: words(),
          reason: words(),
          by: orNone(words('Người ghi sau cùng')),
        }),
      ),
      overlaps: many(overlapOut),
    }),
    example: { after: 0, values: { TD01: 2 }, reasons: { TG02: 'đã rà' }, states: { TG02: 'none' }, marks: { TD01: '0123456789ab' } },
    field: fieldHere,
    async run(ask, input) {
      const mine = contentsSent(input)
      const picks = picksFrom(input.choices)
      const { report, kept } = await saveSome(ask, wiring, {
        ...{ code: input.window, unitId: input.unit, after: input.after },
        // One token is one writer: what it wrote itself last it may write over, whichever answer was lost on the way.
        page: ask.person.token ?? randomUUID(),
        ...{ mine, picks, base: new Map(shaped('marks', input.marks, MARK, MARK_SAY)) },
        named: [...namedIn(input), ...keysOf('marks', input.marks), ...keysOf('choices', input.choices)],
      })
      const beside = await besideOf(ask, report, kept)
      const stands = contentsOf(kept.cells, kept.narrative)
      const theirs = new Set(kept.theirs.map(one => one.place))
      const outcome = (place: string): (typeof OUTCOMES)[number] =>
        kept.both.includes(place) ? 'overlap' : kept.wrote.includes(place) ? 'saved' : theirs.has(place) ? 'theirs' : 'same'
      return {
        version: kept.version,
        changed: !kept.isSame,
        places: [...new Set([...mine.keys(), ...picks.keys()])].map(place => {
          const { value, state, reason } = stands.get(place) ?? EMPTY
          const mark = kept.base.get(place) ?? markOfSaid(EMPTY)
          return {
            field: fieldOfPlace(place),
            outcome: outcome(place),
            mark,
            value,
            state,
            reason,
            by: nameOf(beside, beside.writers.get(place)),
          }
        }),
        overlaps: shownOverlaps(report.form, beside),
      }
    },
  }),
]
