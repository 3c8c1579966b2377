// What a page says of others' writing in the same sheet: what it took over, and where two values stand.
import { type Refusal, refuse } from '../../../ground/faults.ts'
import { capital } from '../../../ground/vietnamese.ts'
import { Field } from '../../../web/parts/field.tsx'
import { Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { Section, Sheet } from '../../../web/parts/section.tsx'
import { numbering, plainLabel } from '../sheet.ts'
import type { Form } from '../store-asked.ts'
import type { Beside, Kept, Way } from './keeping.ts'
import { baseText, isText, type Said } from './merge.ts'

const STATE = { '': '', estimated: 'ước tính', none: 'không phát sinh', not_applicable: 'không áp dụng' } as const

/** A cell as it was left, in one line: "12, ước tính, theo sổ trực". */
export const inWords = ({ value, state, reason }: Said): string => [value, STATE[state], reason].filter(Boolean).join(', ') || 'để trống'

const FEW = 3
const names = (all: readonly string[]): string => (all.length <= 1 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} và ${all.at(-1)}`)

/** "Ô 12, Buổi tuyên truyền" or "Phần lời “I. Tình hình”". */
export function placeName(form: Pick<Form, 'indicators' | 'sections'>, place: string): string {
  if (isText(place)) return `Phần lời “${form.sections[Number(place.slice(2)) - 1] ?? ''}”`
  const indicator = form.indicators.find(one => one.code === place)
  return indicator ? `Ô ${numbering(form.indicators).get(place)}, ${plainLabel(indicator)}` : place
}

const anchorOf = (place: string): string => (isText(place) ? place : `ct-${place}`)

/** "3 ô và 1 phần lời" */
export function howMany(places: readonly string[]): string {
  const texts = places.filter(isText).length
  const cells = places.length - texts
  return [cells > 0 && `${cells} ô`, texts > 0 && `${texts} phần lời`].filter(Boolean).join(' và ')
}

const shortName = (form: Pick<Form, 'indicators' | 'sections'>, place: string): string =>
  isText(place) ? (form.sections[Number(place.slice(2)) - 1] ?? place) : `ô ${numbering(form.indicators).get(place) ?? place}`

/** Who wrote these, in words: a colleague by name, oneself in another tab. */
export function writersOf(places: readonly string[], beside: Pick<Beside, 'writers' | 'names'>, me: string): string {
  const ids = [...new Set(places.map(place => beside.writers.get(place) ?? ''))]
  const people = ids.filter(id => id !== me).map(id => beside.names.get(id) || 'đồng nghiệp')
  return names([...people, ...(ids.includes(me) ? ['ông/bà ở trang khác'] : [])])
}

/** "Đã nhập thêm 3 ô của Trần Giang: ô 10, ô 12, ô 13." */
export function TakenOver(of: {
  form: Pick<Form, 'indicators' | 'sections'>
  places: readonly string[]
  beside: Beside
  me: string
  /** Where a place is found, when it is not on this page. */
  hrefOf?: (place: string, anchor: string) => string
}) {
  const { form, beside, me, hrefOf = (_, anchor) => `#${anchor}` } = of
  const places = of.places.filter(place =>
    isText(place) ? form.sections[Number(place.slice(2)) - 1] : numbering(form.indicators).has(place),
  )
  if (places.length === 0) return null
  return (
    <Note tone="sent" announce>
      <p>
        {`Đã nhập thêm ${howMany(places)} của ${writersOf(places, beside, me)}: `}
        {places.map((place, i) => (
          <>
            {i > 0 && ', '}
            <a href={hrefOf(place, anchorOf(place))}>{shortName(form, place)}</a>
          </>
        ))}
        .
      </p>
    </Note>
  )
}

const who = (way: Way, beside: Beside, me: string): string => (way.by === me ? 'ông/bà' : beside.names.get(way.by) || 'đồng nghiệp')

/** Places that people wrote differently: every value is there, and one of them is chosen. Stands inside the form of the sheet. */
export function BothValues({ form, beside, me }: { form: Pick<Form, 'indicators' | 'sections'>; beside: Beside; me: string }) {
  if (beside.both.length === 0) return null
  return (
    <Section
      id="h-hai-nguoi"
      title={`${capital(howMany(beside.both.map(one => one.place)))} có hai cách ghi: chọn một`}
      foot="Cả hai cách ghi đều còn. Đánh dấu cách được giữ rồi lưu; chọn xong mới nộp được."
    >
      <Sheet>
        {beside.both.map(({ place, ways }) => (
          <>
            <Field
              kind="radio"
              name={`c-${place}`}
              label={placeName(form, place)}
              options={ways.map((way, i) => ({
                value: way.mark,
                label: inWords(way),
                hint: `${capital(who(way, beside, me))} ghi${i === 0 ? ', đang ở trong biểu' : ''}.`,
              }))}
            />
            <Hidden name={`d-${place}`} value={ways.map(way => way.mark).join('.')} />
          </>
        ))}
      </Sheet>
    </Section>
  )
}

/** Before handing in, someone says which of two values stays. */
export const undecided = (form: Pick<Form, 'indicators' | 'sections'>, places: readonly string[]): Refusal[] =>
  places.map(place => refuse('reports.cell-two-ways', `${placeName(form, place)}: có hai cách ghi. Chọn cách được giữ.`, `c-${place}`))

/** What the open page is told of a save: what it begins with now, what others wrote and where two values stand. */
export function toldTo({
  kept,
  form,
  beside,
  me,
}: {
  kept: Kept
  form: Pick<Form, 'indicators' | 'sections'>
  beside: Beside
  me: string
}) {
  const by = (id: string): string => (id === me ? 'ông/bà, ở trang khác' : beside.names.get(id) || 'đồng nghiệp')
  const [taken, both] = [kept.theirs, beside.both]
  return {
    hidden: { version: String(kept.version), goc: baseText(kept.base) },
    theirs: taken.map(one => ({ place: one.place, name: placeName(form, one.place), by: by(one.by), ...one.said })),
    both: both.map(one => ({
      place: one.place,
      says: one.ways.map(way => `${who(way, beside, me)} ghi ${inWords(way)}`).join('; '),
    })),
    says: [
      taken.length > 0 &&
        `đã nhập thêm ${howMany(taken.map(one => one.place))} của ${names([...new Set(taken.map(one => by(one.by)))].slice(0, FEW))}`,
      both.length > 0 && `${howMany(both.map(one => one.place))} có hai cách ghi, bấm Lưu bản nháp để chọn`,
    ]
      .filter(Boolean)
      .join('; '),
  }
}
