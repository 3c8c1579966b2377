// The files that go with a report: their list wherever the report is shown, and the page where they are put with it.
import type { Ask } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import type { Fault } from '../../../ground/faults.ts'
import { capital, formatDay } from '../../../ground/vietnamese.ts'
import { each, form, optional, type Typed, text, uuid, uuids, whole } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Sheet } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { Table } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { returnedFiles } from '../filling.ts'
import { idOf } from '../pages/typed.ts'
import { reportHref } from '../pages/words.tsx'
import { enclose, keepWithReason, type Outcome, openEnclosure, openForFiles, unenclose } from './acts.ts'
import { MAX_BYTES, MOST_FILES, sizeSaid } from './kinds.ts'
import { stillThere } from './returned.ts'
import { type Enclosure, enclosuresOf } from './store.ts'

const AT_ONCE = 4
const WORD = { pdf: 'PDF', docx: 'Word', xlsx: 'Excel', jpg: 'ảnh', png: 'ảnh' } as const

/** The list of files on the sheet, the receipt and the page of review; nothing when there is none and none may be put. */
export function Enclosures({ files, here, mayChange }: { files: readonly Enclosure[]; here: string; mayChange?: boolean }) {
  if (files.length === 0 && !mayChange) return null
  return (
    <Section title={files.length === 0 ? 'Tệp đính kèm' : `Tệp đính kèm (${files.length})`} id="h-tep">
      {files.length === 0 ? (
        <p class="soft">Chưa có tệp nào: bản quét có chữ ký, ảnh, phụ lục.</p>
      ) : (
        <ul class="sheet pad effects">
          {files.map(one => (
            <li>
              <a href={`${here}/tep/${one.id}`}>{one.name}</a> <span class="soft small">{`${WORD[one.kind]}, ${sizeSaid(one.bytes)}`}</span>
              {one.keptReason !== null && (
                <p class="small">
                  <strong>Giữ tệp đã bị trả lại. Đơn vị giải trình:</strong> {one.keptReason}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayChange && (
        <p class="after">
          <ButtonLink small href={`${here}/tep-dinh-kem`}>
            {files.length === 0 ? 'Kèm tệp' : 'Thêm, bỏ tệp'}
          </ButtonLink>
        </p>
      )}
    </Section>
  )
}

async function filesPage(
  ask: Ask<'reports.fill'>,
  of: {
    readonly code: string
    readonly unitId: string
    readonly outcomes?: readonly Outcome[]
    /** How many files just came, and how many of those sent were there already. */
    readonly came?: number | undefined
    readonly known?: number | undefined
    readonly fault?: Fault
    readonly typed?: Typed
  },
): Promise<Page> {
  const report = await openForFiles(ask, of.code, of.unitId)
  const { window, unitId } = report.owed
  const files = await enclosuresOf(ask, { windowId: window.id, unitId })
  const returned = returnedFiles(report)
  const wrong = stillThere(files, returned)
  const people = await namesOf(ask.tx, [...new Set(files.map(one => one.by))])
  const here = reportHref(window.code, unitId)
  const title = `Tệp đính kèm, báo cáo ${window.label}`
  const refused = (of.outcomes ?? []).filter(one => !one.taken)
  const editionId = report.owed.editions.at(-1)?.id
  // A file that stays with words for the receiver is not the one that the next replaces.
  const unanswered = wrong.filter(one => one.keptFor !== editionId)
  const done = [
    of.came !== undefined && of.came > 0 && `Đã kèm ${of.came} tệp.`,
    of.known !== undefined &&
      of.known > 0 &&
      (of.known === 1 ? 'Đã có tệp này, không thêm lần nữa.' : `${of.known} tệp đã có, không thêm lần nữa.`),
  ].filter(one => one !== false)
  return {
    title: of.fault || refused.length > 0 ? `Lỗi: ${title}` : title,
    page: (
      <>
        <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: capital(window.label), href: here }, { label: 'Tệp đính kèm' }]} />
        {of.fault && <ErrorSummary fault={of.fault} />}
        <PageHead
          title={title}
          sub={`${capital(ask.tree.label(unitId, window.until))}. Khi nộp, các tệp này đi cùng đúng bản đã nộp và không đổi nữa.`}
        />
        {(of.outcomes ?? []).length > 0 && (
          <Note tone={refused.length > 0 ? 'late' : 'ok'} announce>
            {of.outcomes?.map(one => (
              <p>
                <strong>{one.name}</strong>: {one.say}
              </p>
            ))}
          </Note>
        )}
        {done.length > 0 && (
          <Note tone="ok" announce>
            {done.join(' ')}
          </Note>
        )}
        <Section title={`Đang kèm ${files.length} trên ${MOST_FILES} tệp`} id="h-dang-kem">
          {files.length === 0 ? (
            <Empty>Chưa có tệp nào.</Empty>
          ) : (
            <Table
              caption="Các tệp kèm theo bản nháp"
              hideCaption
              columns={[
                { label: 'Tệp' },
                { label: 'Cỡ', numeric: true, width: 7 },
                { label: 'Người kèm' },
                { label: 'Việc làm', hideLabel: true },
              ]}
              rows={files.map(one => ({
                cells: [
                  <>
                    <a href={`${here}/tep/${one.id}`}>{one.name}</a>
                    {returned
                      .filter(each => each.sha256 === one.sha256)
                      .map(each => (
                        <span class="small">
                          {' '}
                          <Status tone="back">Bị trả lại</Status> {each.reason}
                        </span>
                      ))}
                    {one.keptFor !== null && one.keptFor === editionId && (
                      <p class="small">
                        <strong>Giữ tệp, giải trình:</strong> {one.keptReason}
                      </p>
                    )}
                  </>,
                  <span class="num">{sizeSaid(one.bytes)}</span>,
                  `${people.get(one.by) ?? ''}, ${one.at.time.slice(0, 5)} ngày ${formatDay(one.at.day)}`,
                  <Form action={`${here}/tep-dinh-kem/bo`} class="row">
                    <Hidden name="tep" value={one.id} />
                    <Button small of={one.name}>
                      Bỏ
                    </Button>
                  </Form>,
                ],
              }))}
            />
          )}
        </Section>
        {wrong.map(one => (
          <Keeping file={one} here={here} isKept={!unanswered.includes(one)} of={of} />
        ))}
        {files.length < MOST_FILES && (
          <Section
            title="Kèm thêm tệp"
            id="h-them"
            foot="PDF, Word (.docx), Excel (.xlsx), ảnh JPG, PNG; mỗi tệp nhiều nhất 20 MB, mỗi lần gửi nhiều nhất 4 tệp."
          >
            <Sheet>
              <Form action={`${here}/tep-dinh-kem`} upload errors={of.fault?.fields} label="Kèm thêm tệp">
                <Field kind="file" name="tep" label="Tệp" accept=".pdf,.docx,.xlsx,.jpg,.jpeg,.png" multiple />
                {wrong.length > 0 && (
                  <Field
                    kind="checks"
                    name="thay"
                    label="Thay cho tệp bị trả lại"
                    value={wrong.length === 1 ? unanswered.map(one => one.id) : []}
                    options={wrong.map(one => ({ value: one.id, label: one.name }))}
                  />
                )}
                <Actions>
                  <Button kind="main">Kèm tệp</Button>
                </Actions>
              </Form>
            </Sheet>
          </Section>
        )}
        <p class="after">
          <a href={here}>Về biểu số liệu</a>
        </p>
      </>
    ),
  }
}

/** The other answer to a file that was sent back: it stays, and its unit says why. */
function Keeping({ file, here, isKept, of }: { file: Enclosure; here: string; isKept: boolean; of: { fault?: Fault; typed?: Typed } }) {
  const isThis = of.typed?.['tep'] === file.id
  return (
    <Section title={`Giữ tệp “${file.name}”`} id={`giu-${file.id}`}>
      <Sheet>
        <Form
          action={`${here}/tep-dinh-kem/giu`}
          label={`Giữ tệp ${file.name}`}
          values={isThis ? of.typed : undefined}
          errors={isThis ? of.fault?.fields : undefined}
        >
          <Hidden name="tep" value={file.id} />
          <Field
            kind="area"
            name={`gt-${file.id}`}
            label="Giải trình với nơi nhận"
            hint="Tệp đúng mà bị trả lại thì không phải thay: nói vì sao. Nơi nhận đọc lời này cạnh tệp."
            value={isKept ? (file.keptReason ?? '') : ''}
            rows={2}
          />
          <Actions>
            <Button of={file.name}>{isKept ? 'Sửa giải trình' : 'Giữ tệp này'}</Button>
          </Actions>
        </Form>
      </Sheet>
    </Section>
  )
}

const which = { window: text('Kỳ báo cáo', 40), unit: uuid('Đơn vị') }

export const enclosingRoutes: Route[] = [
  route({
    at: 'GET /bao-cao/:window/:unit/tep-dinh-kem',
    may: 'reports.fill',
    input: form({ ...which, kem: optional(whole('Số tệp')), co: optional(whole('Số tệp')) }),
    run: (ask, { window, unit, kem, co }) => filesPage(ask, { code: window, unitId: unit, came: kem, known: co }),
  }),
  route({
    at: 'POST /bao-cao/:window/:unit/tep-dinh-kem',
    may: 'reports.fill',
    input: form({ ...which, thay: uuids('Thay cho tệp') }),
    uploads: { maxBytes: MAX_BYTES + 1, maxFiles: AT_ONCE },
    async run(ask, { window, unit, thay }, uploads) {
      const outcomes = await enclose(
        ask,
        window,
        unit,
        uploads.filter(one => one.field === 'tep'),
        thay,
      )
      if (!outcomes.every(one => one.taken)) return { ...(await filesPage(ask, { code: window, unitId: unit, outcomes })), status: 422 }
      const came = outcomes.filter(one => one.isNew).length
      return { seeOther: `${reportHref(window, unit)}/tep-dinh-kem?kem=${came}&co=${outcomes.length - came}` }
    },
    again: (ask, typed, fault) => filesPage(ask, { code: String(typed['window'] ?? ''), unitId: idOf(typed, 'unit'), fault }),
  }),
  route({
    at: 'POST /bao-cao/:window/:unit/tep-dinh-kem/giu',
    may: 'reports.fill',
    input: form({ ...which, tep: uuid('Tệp'), gt: each('Giải trình', 500) }),
    async run(ask, { window, unit, tep, gt }) {
      await keepWithReason(ask, window, unit, { id: tep, reason: gt[tep] ?? '' })
      return { seeOther: `${reportHref(window, unit)}/tep-dinh-kem` }
    },
    again: (ask, typed, fault) => filesPage(ask, { code: String(typed['window'] ?? ''), unitId: idOf(typed, 'unit'), fault, typed }),
  }),
  route({
    at: 'POST /bao-cao/:window/:unit/tep-dinh-kem/bo',
    may: 'reports.fill',
    input: form({ ...which, tep: uuid('Tệp') }),
    async run(ask, { window, unit, tep }) {
      await unenclose(ask, window, unit, tep)
      return { seeOther: `${reportHref(window, unit)}/tep-dinh-kem` }
    },
  }),
  route({
    at: 'GET /bao-cao/:window/:unit/tep/:tep',
    may: 'reports.read',
    input: form({ ...which, tep: uuid('Tệp') }),
    run: (ask, { window, unit, tep }) => openEnclosure(ask, window, unit, tep),
  }),
]
