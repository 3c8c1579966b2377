// The lines of a form in the making: picked from the catalogue by words or by group, put in order, taken out.
import type { Ask } from '../../../access/ask.ts'
import { type Fault, settle } from '../../../ground/faults.ts'
import { alphabetical } from '../../../ground/vietnamese.ts'
import { block, form, optional, type Typed, text, texts, uuid, whole } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { Pick, type Row, Table } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import type { Wiring } from '../counting.ts'
import { checkedRegime, listsIn, saveRegime } from '../designing/acts-design.ts'
import { type Definition, nameAlone, seek } from '../designing/catalogue.ts'
import type { Finding } from '../designing/design-rules.ts'
import { added, moved } from '../designing/form-lines.ts'
import { linesPasted } from '../designing/pasted-lines.ts'
import { numbering } from '../sheet.ts'
import { splitLine } from '../splitting/acts-splitting.ts'
import { without } from '../splitting/dimensions.ts'
import { dimensionsNow } from '../splitting/store-dimensions.ts'
import { designerListsRoute, ListedLines } from './designer-lists.tsx'
import { DesignSteps, designHref, howFilled, indicatorHref, KIND_WORDS, ToCheck, titled } from './designer-words.tsx'
import { GroupChoice, groupsShown } from './groups.tsx'
import { SplitLine } from './splitting.tsx'

const MOST_FOUND = 80

interface Looking {
  readonly tim?: string | undefined
  readonly nhom?: string | undefined
  /** The group of the form that is shown, where it is long. */
  readonly bieu?: string | undefined
}

const queryOf = ({ tim, nhom, bieu, dong }: Looking & { dong?: string | undefined }): string => {
  const query = new URLSearchParams()
  if (tim) query.set('tim', tim)
  if (nhom) query.set('nhom', nhom)
  if (bieu) query.set('bieu', bieu)
  if (dong) query.set('dong', dong)
  return query.size === 0 ? '' : `?${query}`
}

export const groupsOf = (all: readonly Definition[]): readonly string[] => [...new Set(all.map(one => one.group))].sort(alphabetical)

/** Looking in the catalogue by words and by group. */
export function Look({ at, all, looking, hint }: { at: string; all: readonly Definition[]; looking: Looking; hint: string }) {
  return (
    <Form action={at} method="get" class="find" values={{ tim: looking.tim ?? '', nhom: looking.nhom ?? '' }}>
      <Field name="tim" label="Tìm chỉ tiêu" hint={hint} inputmode="search" />
      <Field
        kind="select"
        name="nhom"
        label="Nhóm"
        prompt="Mọi nhóm"
        options={groupsOf(all).map(group => ({ value: group, label: group }))}
      />
      <Button>Tìm</Button>
    </Form>
  )
}

async function linesPage(
  ask: Ask<'reports.design'>,
  id: string,
  looking: Looking,
  counters: ReadonlySet<string>,
  { fault, pasted = '', line }: { fault?: Fault; pasted?: string; line?: string | undefined } = {},
): Promise<Page> {
  const { design, known, findings } = await checkedRegime(ask, id)
  const { lines, name } = design.content
  const dimensions = await dimensionsNow(ask)
  const all = [...known.values()]
  const isLooking = Boolean(looking.tim ?? looking.nhom)
  const byWords = isLooking ? seek(all, looking.tim ?? '') : []
  const inGroup = byWords.filter(one => !looking.nhom || one.group === looking.nhom)
  // The group chosen for the search before is still chosen: what only other groups have is shown all the same.
  const elsewhere = inGroup.length === 0 && Boolean(looking.tim) && byWords.length > 0
  const found = elsewhere ? byWords : inGroup
  const here = designHref(id, 'chi-tieu')
  return {
    title: titled('Chỉ tiêu của biểu', fault),
    page: (
      <>
        <DesignSteps id={id} at="chi-tieu" title={name} />
        <PageHead
          title={lines.length === 0 ? 'Biểu chưa có chỉ tiêu nào' : `Biểu có ${lines.length} chỉ tiêu`}
          sub="Tìm trong danh mục theo tên, mã hoặc nhóm, đánh dấu rồi thêm. Chỉ tiêu cùng nhóm đứng liền nhau."
          actions={
            <ButtonLink kind={lines.length > 0 && !isLooking ? 'main' : 'normal'} href={designHref(id, 'phan-loi')}>
              Sang phần lời
            </ButtonLink>
          }
        />
        {fault && <ErrorSummary fault={fault} />}
        <Section title="Thêm từ danh mục" id="h-them" first>
          <Look at={here} all={all} looking={looking} hint="Gõ không dấu cũng được: “doi thoai”, “hoa giai thanh”." />
          {elsewhere && <Note>{`Nhóm “${looking.nhom}” không có chỉ tiêu nào như vậy; dưới đây là của các nhóm khác.`}</Note>}
          {isLooking && (
            <Found
              found={found}
              lines={lines}
              known={known}
              counters={counters}
              action={`${here}/them`}
              version={design.version}
              looking={looking}
            />
          )}
          <Paste action={`${here}/dan`} version={design.version} pasted={pasted} fault={fault} isOpen={lines.length === 0 && !isLooking} />
        </Section>
        {lines.length > 0 && (
          <Lines
            lines={lines}
            known={known}
            findings={findings}
            here={here}
            line={line}
            action={`${here}/xep`}
            version={design.version}
            looking={looking}
          />
        )}
        {lines.length > 0 && (
          <SplitLine lines={lines} known={known} dimensions={dimensions} action={`${here}/chia`} version={design.version} fault={fault} />
        )}
        <ListedLines
          lines={lines}
          lists={listsIn(design.content, known)}
          known={known}
          findings={findings}
          action={`${here}/danh-muc`}
          version={design.version}
        />
        <p>
          Không thấy chỉ tiêu cần dùng? <a href="/bao-cao/danh-muc">Thêm chỉ tiêu mới vào danh mục</a>, rồi quay lại đây.
        </p>
      </>
    ),
  }
}

interface Pasting {
  readonly action: string
  readonly version: number
  readonly pasted: string
  readonly fault: Fault | undefined
  readonly isOpen: boolean
}

/** A list that is there already, in a document or a sheet, taken in at once. */
const Paste = ({ action, version, pasted, fault, isOpen }: Pasting) => (
  <details open={isOpen || pasted !== ''}>
    <summary>Dán danh sách từ Word, Excel</summary>
    <Form action={action} values={{ 'danh-sach': pasted }} errors={fault?.fields}>
      <Hidden name="version" value={version} />
      <Field
        kind="area"
        name="danh-sach"
        label="Danh sách chỉ tiêu"
        hint="Mỗi dòng một tên như trong danh mục, hoặc một mã; chép cả bảng cũng được."
        rows={5}
        maxlength={20000}
      />
      <Actions>
        <Button>Thêm các dòng đã dán</Button>
      </Actions>
    </Form>
  </details>
)

interface Shared {
  readonly lines: readonly string[]
  readonly known: ReadonlyMap<string, Definition>
  readonly action: string
  readonly version: number
  readonly looking: Looking
}

const Travelling = ({ version, looking }: Pick<Shared, 'version' | 'looking'>) => (
  <>
    <Hidden name="version" value={version} />
    {looking.tim && <Hidden name="tim" value={looking.tim} />}
    {looking.nhom && <Hidden name="nhom" value={looking.nhom} />}
    {looking.bieu && <Hidden name="bieu" value={looking.bieu} />}
  </>
)

function Found({ found, lines, known, counters, ...rest }: Shared & { found: readonly Definition[]; counters: ReadonlySet<string> }) {
  const there = new Set(lines)
  const fresh = found.filter(one => !there.has(one.code))
  if (found.length === 0) return <Empty>Danh mục không có chỉ tiêu nào như vậy. Thử ít chữ hơn, hoặc chọn một nhóm.</Empty>
  return (
    <Form action={rest.action}>
      <Travelling {...rest} />
      <Table
        caption={`${found.length} chỉ tiêu tìm thấy${found.length > MOST_FOUND ? `, xem ${MOST_FOUND} chỉ tiêu đầu` : ''}`}
        narrow="board"
        head={1}
        columns={[
          { label: 'Chọn', hideLabel: true, width: 3 },
          { label: 'Chỉ tiêu' },
          { label: 'Đơn vị tính' },
          { label: 'Loại' },
          { label: 'Cách có số' },
        ]}
        rows={found.slice(0, MOST_FOUND).map(one => ({
          cells: [
            there.has(one.code) ? <Status tone="ok">có</Status> : <Pick name="ma" value={one.code} of={nameAlone(one, known)} />,
            <>
              {nameAlone(one, known)} <span class="soft small">{one.code}</span> <ToCheck is={one.toCheck} />
              {one.means !== '' && <span class="soft small"> {one.means}</span>}
            </>,
            one.measure,
            KIND_WORDS[one.kind],
            howFilled(one, counters),
          ],
        }))}
      />
      {fresh.length > 0 && (
        <Actions>
          <Button kind="main">Thêm các chỉ tiêu đã chọn</Button>
        </Actions>
      )}
    </Form>
  )
}

interface Showing {
  readonly findings: readonly Finding[]
  readonly here: string
  readonly line: string | undefined
}

function Lines({ lines, known, findings, here, line, ...rest }: Shared & Showing) {
  const indicators = lines.flatMap(code => known.get(code) ?? [])
  const names = numbering(indicators)
  const amiss = findings.flatMap(one => (one.step === 'chi-tieu' && one.field?.startsWith('dong-') ? [one.field.slice(5)] : []))
  const groups = groupsShown(indicators, { named: rest.looking.bieu, code: line, notable: new Set(amiss) })
  // What no catalogue knows stands in no group: it is shown wherever one looks, for it has to go.
  const shown = new Set(groups.shown.flatMap(one => one.lines.map(each => each.code)))
  let group = ''
  const rows = lines.flatMap((code, i): Row[] => {
    if (known.has(code) && !shown.has(code)) return []
    const one = known.get(code)
    const wrong = findings.filter(finding => finding.step === 'chi-tieu' && finding.field === `dong-${code}`)
    const heading: Row[] = one && one.group !== group ? [{ group: one.group }] : []
    group = one?.group ?? group
    const name = one ? nameAlone(one, known) : code
    return [
      ...heading,
      {
        id: `dong-${code}`,
        part: (one?.depth ?? 0) > 0,
        cells: [
          <>
            <span class="num soft">{names.get(code)}</span>&ensp;{/* A part that only this design names has no page yet. */}
            {one?.id ? <a href={indicatorHref(code)}>{one.label}</a> : (one?.label ?? code)} <span class="soft small">{code}</span>
            {wrong.map(finding => (
              <span class="error"> {finding.say}</span>
            ))}
          </>,
          one?.measure ?? '',
          <span class="row">
            {i > 0 && (
              <Button small name="len" value={code} of={name}>
                Lên
              </Button>
            )}
            {i < lines.length - 1 && (
              <Button small name="xuong" value={code} of={name}>
                Xuống
              </Button>
            )}
            <Button small name="bo" value={code} of={name}>
              Bỏ
            </Button>
          </span>,
        ],
      },
    ]
  })
  return (
    <Section title="Biểu đang có" id="h-bieu" foot="Lên, xuống ở mép nhóm là chuyển cả nhóm.">
      <GroupChoice of={groups} action={`${here}#h-bieu`} name="bieu" keep={{ tim: rest.looking.tim, nhom: rest.looking.nhom }} />
      <Form action={rest.action}>
        <Travelling {...rest} looking={{ ...rest.looking, bieu: groups.chosen }} />
        <Table
          caption="Các dòng của biểu theo thứ tự"
          hideCaption
          columns={[{ label: 'Chỉ tiêu' }, { label: 'Đơn vị tính' }, { label: 'Việc làm', hideLabel: true }]}
          rows={rows}
        />
      </Form>
    </Section>
  )
}

const lookingFields = {
  tim: optional(text('Tìm chỉ tiêu', 100)),
  nhom: optional(text('Nhóm', 200)),
  bieu: optional(text('Nhóm của biểu', 200)),
}
const typedLooking = (typed: Typed): Looking => ({
  tim: String(typed['tim'] ?? ''),
  nhom: String(typed['nhom'] ?? ''),
  bieu: String(typed['bieu'] ?? ''),
})

export function designerLineRoutes(wiring: Wiring): Route[] {
  const counters = new Set(Object.keys(wiring.counters))
  const again = (ask: Ask<'reports.design'>, typed: Typed, fault: Fault): Promise<Page> =>
    linesPage(ask, String(typed['id'] ?? ''), typedLooking(typed), counters, { fault, pasted: String(typed['danh-sach'] ?? '') })
  const fields = { id: uuid('Bản thiết kế'), version: whole('Lần lưu', 1), ...lookingFields }
  return [
    route({
      at: 'GET /bao-cao/thiet-ke/:id/chi-tieu',
      may: 'reports.design',
      input: form({ id: uuid('Bản thiết kế'), ...lookingFields, dong: optional(text('Dòng', 20)) }),
      run: (ask, { id, dong, ...looking }) => linesPage(ask, id, looking, counters, { line: dong }),
    }),
    route({
      at: 'POST /bao-cao/thiet-ke/:id/chi-tieu/them',
      may: 'reports.design',
      input: form({ ...fields, ma: texts('Chỉ tiêu', 20) }),
      async run(ask, { id, version, ma, tim, nhom }) {
        const { known } = await checkedRegime(ask, id)
        await saveRegime(ask, id, version, ({ lines }) => ({
          lines: added(
            lines,
            ma.filter(code => known.has(code)),
            known,
          ),
        }))
        return { seeOther: `${designHref(id, 'chi-tieu')}${queryOf({ tim, nhom, dong: ma[0] })}` }
      },
      again,
    }),
    route({
      at: 'POST /bao-cao/thiet-ke/:id/chi-tieu/dan',
      may: 'reports.design',
      input: form({ ...fields, 'danh-sach': optional(block('Danh sách chỉ tiêu', 20_000)) }),
      async run(ask, { id, version, 'danh-sach': pasted = '' }) {
        const { known } = await checkedRegime(ask, id)
        const codes = settle<readonly string[]>(linesPasted(pasted, known) as readonly string[])
        await saveRegime(ask, id, version, ({ lines }) => ({ lines: added(lines, codes, known) }))
        return { seeOther: `${designHref(id, 'chi-tieu')}${queryOf({ dong: codes[0] })}` }
      },
      again,
    }),
    route({
      at: 'POST /bao-cao/thiet-ke/:id/chi-tieu/chia',
      may: 'reports.design',
      input: form({ ...fields, dong: text('Dòng', 12), 'cach-chia': text('Cách chia', 2) }),
      async run(ask, { id, version, dong, 'cach-chia': dimension }) {
        await splitLine(ask, id, version, { line: dong, dimension })
        return { seeOther: `${designHref(id, 'chi-tieu')}${queryOf({ dong })}#dong-${dong}` }
      },
      again,
    }),
    designerListsRoute(again),
    route({
      at: 'POST /bao-cao/thiet-ke/:id/chi-tieu/xep',
      may: 'reports.design',
      input: form({ ...fields, len: optional(text('Lên', 20)), xuong: optional(text('Xuống', 20)), bo: optional(text('Bỏ', 20)) }),
      async run(ask, { id, version, len, xuong, bo, tim, nhom, bieu }) {
        const { known } = await checkedRegime(ask, id)
        await saveRegime(ask, id, version, ({ lines, lists }) => ({
          ...(bo !== undefined && lists ? { lists: lists.filter(code => code !== bo) } : {}),
          lines: bo !== undefined ? without(lines, bo) : moved(lines, len ?? xuong ?? '', len === undefined ? 1 : -1, known),
        }))
        return { seeOther: `${designHref(id, 'chi-tieu')}${queryOf({ tim, nhom, bieu })}#dong-${bo ?? len ?? xuong ?? ''}` }
      },
      again,
    }),
  ]
}
