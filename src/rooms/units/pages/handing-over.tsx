// The form of a hand-over record, with what the rooms know of the dissolved unit proposed as its lines.
import { randomUUID } from 'node:crypto'
import type { Ask } from '../../../access/ask.ts'
import { within } from '../../../access/ask.ts'
import type { Fault } from '../../../ground/faults.ts'
import { missing } from '../../../ground/faults.ts'
import { capital, readNumber, tidy } from '../../../ground/vietnamese.ts'
import type { Typed } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { UnitPicker } from '../../../web/parts/unit-picker.tsx'
import type { Room } from '../../../web/room.ts'
import type { Page } from '../../../web/route.ts'
import { findHandOver, type HandedLine, LINE_KINDS, type LineKind, SIDES, type Signatory } from '../store-hand-over.ts'
import { nameAt } from '../words.ts'
import { HAND_OVERS, LINE_WORDS, SIDE_WORDS } from './hand-over.tsx'
import { choicesFor, one } from './picking.tsx'
import { HOME } from './starting.tsx'

type Handing = Ask<'units.hand-over'>

export const MOST_LINES = 40
export const MOST_SIGNATORIES = 8
const ROWS = 6

const OF_ROOM: Readonly<Record<string, LineKind>> = {
  kheo: 'models',
  reports: 'reports',
  reading: 'papers',
  documents: 'papers',
  accounts: 'staff',
}

/** What the rooms hold of the unit, as lines to begin with: the person counts again before signing. */
async function proposed(ask: Handing, rooms: readonly Room[], id: string): Promise<Typed> {
  const typed: Record<string, string> = {}
  let n = 0
  for (const room of rooms)
    for (const effect of (await room.underReform?.(ask, { ending: new Set([id]), after: ask.tree, on: ask.today })) ?? []) {
      if (effect.count === 0 || n >= MOST_LINES) continue
      n += 1
      typed[`kind-${n}`] = OF_ROOM[room.name] ?? 'other'
      typed[`what-${n}`] = effect.heading
      typed[`amount-${n}`] = String(effect.count)
    }
  return typed
}

const typedOf = (record: Awaited<ReturnType<typeof findHandOver>>): Typed => {
  const typed: Record<string, string> = {
    to: record.toId,
    decision: record.decision,
    place: record.place,
    note: record.note,
    day: record.onDay,
  }
  for (const [i, line] of record.lines.entries()) {
    typed[`kind-${i + 1}`] = line.kind
    typed[`what-${i + 1}`] = line.what
    typed[`amount-${i + 1}`] = line.amount === null ? '' : String(line.amount).replace('.', ',')
    typed[`measure-${i + 1}`] = line.measure
    typed[`remark-${i + 1}`] = line.note
  }
  for (const [i, signatory] of record.signatories.entries()) {
    typed[`side-${i + 1}`] = signatory.side
    typed[`name-${i + 1}`] = signatory.name
    typed[`post-${i + 1}`] = signatory.title
  }
  return typed
}

/** The lines that were typed; those without content are left out. An amount that is no number is told. */
export function linesIn(typed: Typed): { lines: HandedLine[]; wrong: readonly { field: string; say: string }[] } {
  const lines: HandedLine[] = []
  const wrong: { field: string; say: string }[] = []
  for (let n = 1; n <= MOST_LINES; n++) {
    const what = tidy(one(typed, `what-${n}`))
    const amount = one(typed, `amount-${n}`)
    const read = amount === '' ? null : readNumber(amount)
    if (read === undefined || (read !== null && read < 0))
      wrong.push({ field: `amount-${n}`, say: `Dòng ${n}: số lượng “${amount.slice(0, 40)}” không phải là số. Ghi bằng chữ số.` })
    if (what === '') {
      if (amount !== '') wrong.push({ field: `what-${n}`, say: `Dòng ${n}: chưa ghi nội dung.` })
      continue
    }
    const kind = LINE_KINDS.find(known => known === one(typed, `kind-${n}`)) ?? 'other'
    lines.push({ kind, what, amount: read ?? null, measure: tidy(one(typed, `measure-${n}`)), note: tidy(one(typed, `remark-${n}`)) })
  }
  return { lines, wrong }
}

export function signatoriesIn(typed: Typed): { signatories: Signatory[]; wrong: readonly { field: string; say: string }[] } {
  const signatories: Signatory[] = []
  const wrong: { field: string; say: string }[] = []
  for (let n = 1; n <= MOST_SIGNATORIES; n++) {
    const [name, post] = [tidy(one(typed, `name-${n}`)), tidy(one(typed, `post-${n}`))]
    if (name === '' && post === '') continue
    if (name === '' || post === '')
      wrong.push({ field: name === '' ? `name-${n}` : `post-${n}`, say: `Người ký ${n}: ghi đủ họ tên và chức vụ.` })
    signatories.push({ side: SIDES.find(side => side === one(typed, `side-${n}`)) ?? 'witness', name, title: post })
  }
  return { signatories, wrong }
}

const filledUpTo = (typed: Typed, names: readonly string[], most: number): number => {
  for (let n = most; n > 0; n--) if (names.some(name => one(typed, `${name}-${n}`) !== '')) return n
  return 0
}

/** The form: new, a correction of an earlier record, or one that came back. */
export async function handingOverPage(
  ask: Handing,
  rooms: readonly Room[],
  asked: { unit: string; corrects?: string | undefined },
  typed?: Typed,
  fault?: Fault,
): Promise<Page> {
  const id = within(ask, asked.unit)
  if (!ask.tree.known(id)) throw missing('đơn vị này')
  const mistaken = asked.corrects === undefined || asked.corrects === '' ? undefined : await findHandOver(ask, asked.corrects)
  const values = typed ?? (mistaken ? typedOf(mistaken) : await proposed(ask, rooms, id))
  const everywhere = { ...ask, grant: { ...ask.grant, units: ask.tree.everything() } } as Ask
  const near = [ask.tree.keeper(id), ...ask.tree.successors(id)].flatMap(unit =>
    unit === undefined || unit === id ? [] : (ask.tree.unit(unit) ?? []),
  )
  const receivers = [...new Map(near.map(unit => [unit.id, { id: unit.id, name: capital(unit.fullName) }])).values()]
  const searched = await choicesFor(everywhere, values, 'to', unit => unit.id !== id)
  const found = [...new Map([...receivers, ...searched].map(unit => [unit.id, unit])).values()]
  const more = typed?.['_find'] === 'them' ? ROWS : 0
  const rows = Math.min(MOST_LINES, Math.max(ROWS, filledUpTo(values, ['what', 'amount'], MOST_LINES) + 1 + more))
  const heading = `Lập biên bản bàn giao của ${nameAt(ask.tree, id, ask.today)}`
  return {
    title: fault ? `Lỗi: ${heading}` : heading,
    page: (
      <>
        <Crumb steps={[HOME, HAND_OVERS, { label: 'Lập biên bản' }]} />
        <PageHead
          title={heading}
          sub={`${capital(ask.tree.label(id))}. Lập xong thì không sửa, không xóa được; sai thì lập biên bản đính chính.`}
        />
        <ErrorSummary fault={fault} />
        {mistaken ? <Note>Biên bản này sẽ thay cho biên bản trước; biên bản trước vẫn được giữ, ghi rõ là đã đính chính.</Note> : null}
        <Form action="/don-vi/ban-giao/lap" values={values} errors={fault?.fields} save label="Biên bản bàn giao">
          <Hidden name="id" value={fault?.kind === 'conflict' ? randomUUID() : one(typed, 'id') || randomUUID()} />
          <Hidden name="from" value={id} />
          {mistaken ? <Hidden name="corrects" value={mistaken.id} /> : null}
          <UnitPicker name="to" label="Bên nhận" found={found} />
          <Field kind="day" name="day" label="Ngày bàn giao" />
          <Field name="decision" label="Theo quyết định nào" hint="Số, ký hiệu, ngày, cơ quan ban hành." />
          <Field name="place" label="Địa điểm" optional />
          <Section title="Nội dung bàn giao" id="noi-dung-ban-giao">
            <p class="soft small">
              Những dòng có sẵn do hệ thống đếm từ hồ sơ; kiểm đếm lại trước khi ký. Không ghi tên công dân. Dòng để trống không tính.
            </p>
            {Array.from({ length: rows }, (_, i) => i + 1).map(n => (
              <fieldset class="field">
                <legend>{`Dòng ${n}`}</legend>
                <div class="row">
                  <Field
                    kind="select"
                    name={`kind-${n}`}
                    label="Loại"
                    options={LINE_KINDS.map(kind => ({ value: kind, label: LINE_WORDS[kind] }))}
                    prompt="Chọn loại"
                  />
                  <Field name={`what-${n}`} label="Nội dung" width={16} maxlength={500} />
                  <Field kind="number" name={`amount-${n}`} label="Số lượng" width={6} />
                  <Field name={`measure-${n}`} label="Đơn vị tính" width={8} maxlength={60} />
                  <Field name={`remark-${n}`} label="Ghi chú" width={16} maxlength={500} />
                </div>
              </fieldset>
            ))}
            {rows < MOST_LINES ? (
              <Button small name="_find" value="them">
                Thêm dòng
              </Button>
            ) : null}
          </Section>
          <Section title="Người ký" id="nguoi-ky">
            {Array.from(
              { length: Math.min(MOST_SIGNATORIES, Math.max(4, filledUpTo(values, ['name', 'post'], MOST_SIGNATORIES) + 1)) },
              (_, i) => i + 1,
            ).map(n => (
              <fieldset class="field">
                <legend>{`Người ký ${n}`}</legend>
                <div class="row">
                  <Field
                    kind="select"
                    name={`side-${n}`}
                    label="Bên"
                    value={n % 2 === 1 ? 'from' : 'to'}
                    options={SIDES.map(side => ({ value: side, label: SIDE_WORDS[side] }))}
                  />
                  <Field name={`name-${n}`} label="Họ và tên" width={12} maxlength={120} />
                  <Field name={`post-${n}`} label="Chức vụ" width={16} maxlength={200} />
                </div>
              </fieldset>
            ))}
          </Section>
          <Field kind="area" name="note" label="Ghi chú chung" rows={3} optional />
          <Actions>
            <Button kind="main">{mistaken ? 'Lập biên bản đính chính' : 'Lập biên bản'}</Button>
            <ButtonLink kind="plain" href={HAND_OVERS.href}>
              Thôi
            </ButtonLink>
          </Actions>
        </Form>
      </>
    ),
  }
}
