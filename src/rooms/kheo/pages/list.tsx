import { type Ask, askForOthers } from '../../../access/ask.ts'
import { lookForDay, yearOf } from '../../../ground/day.ts'
import { Fault } from '../../../ground/faults.ts'
import { alphabetical, capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { choice, form, optional, text, uuid, whole } from '../../../web/input.ts'
import { Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Filter, Pager } from '../../../web/parts/filter.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { Table } from '../../../web/parts/table.tsx'
import { type Page, route } from '../../../web/route.ts'
import { KIND_WORDS, KINDS } from '../registration.ts'
import * as lists from '../store-lists.ts'
import { STAGES, type Stage } from '../store-lists.ts'
import { WAITS, type Wait, waitingFor } from '../waiting.ts'
import { link, STAGE_WORDS } from './wording.ts'

const SIZE = 50
const SLUGS = ['dang-duy-tri', 'duoc-khen', ...STAGES.map(stage => STAGE_WORDS[stage].slug)]

const query = form({
  'giai-doan': optional(choice('Giai đoạn', SLUGS)),
  'linh-vuc': optional(text('Lĩnh vực', 40)),
  loai: optional(choice('Chủ thể', KINDS)),
  nam: optional(whole('Năm đăng ký', 1990, 2200)),
  tim: optional(text('Tên mô hình', 100)),
  'don-vi': optional(uuid('Đơn vị')),
  cu: optional(choice('Hồ sơ tiếp nhận', ['1'])),
  cho: optional(choice('Việc chờ', WAITS)),
  sau: optional(text('Trang', 60)),
})

interface Asked {
  readonly 'giai-doan'?: string
  readonly 'linh-vuc'?: string
  readonly loai?: (typeof KINDS)[number]
  readonly nam?: number
  readonly tim?: string
  readonly 'don-vi'?: string
  readonly cu?: '1'
  readonly cho?: Wait
  readonly sau?: string
}

const WAIT_WORDS: Readonly<Record<Wait, string>> = {
  'tham-dinh': 'chờ đơn vị của ông/bà thẩm định',
  'cong-nhan': 'chờ đơn vị của ông/bà quyết định công nhận',
  'xac-nhan': 'chưa xác nhận còn duy trì năm nay',
}

function stageOf(slug: string | undefined): lists.Filter['stage'] {
  if (slug === 'dang-duy-tri') return 'standing'
  if (slug === 'duoc-khen') return 'praised'
  return STAGES.find(stage => STAGE_WORDS[stage].slug === slug)
}

/** The place in the list that the last page ended at. @throws invalid when an address was changed by hand */
function markOf(sau: string | undefined): lists.Mark | undefined {
  if (sau === undefined) return undefined
  const [on, id] = [lookForDay(sau.slice(0, 10)), sau.slice(11)]
  if (!on || !/^[0-9a-f-]{36}$/u.test(id))
    throw new Fault('invalid', 'kheo.mark', 'Địa chỉ trang này không đọc được. Mở lại danh sách từ đầu.')
  return { on, id }
}

function filterOf(ask: Ask<'kheo.read'>, asked: Asked): lists.Filter {
  const wait = asked.cho ? waitingFor(askForOthers(ask), asked.cho) : undefined
  const unit = asked['don-vi']
  return {
    stage: stageOf(asked['giai-doan']),
    field: asked['linh-vuc'],
    kind: asked.loai,
    year: asked.nam,
    words: asked.tim,
    units: ofUnits(ask, unit, asked.cu === '1'),
    waiting: asked.cho ? (wait?.waiting ?? { for: 'appraisal', bodies: [] }) : undefined,
  }
}

/** The models of a unit and of all whose papers it keeps; of units that are no more when only these are wanted. */
function ofUnits(ask: Ask, unit: string | undefined, ofThePast: boolean): readonly string[] | undefined {
  const units = unit === undefined ? undefined : [unit, ...ask.tree.inCare(unit)]
  return ofThePast ? (units ?? [...ask.grant.units]).filter(id => ask.tree.unit(id) === undefined) : units
}

async function page(ask: Ask<'kheo.read'>, asked: Asked): Promise<Page> {
  const filter = filterOf(ask, asked)
  const counts = await lists.countStages(ask, filter)
  const found = await lists.list(ask, filter, SIZE + 1, markOf(asked.sau))
  const shown = found.slice(0, SIZE)
  const last = shown.at(-1)
  const next = found.length > SIZE && last ? link('/kheo', { ...asked, sau: `${last.registered_on}_${last.id}` }) : undefined
  const narrowed = Object.entries(asked).some(([name, value]) => name !== 'sau' && name !== 'giai-doan' && value !== undefined)
  const title = asked.cho
    ? `${formatNumber(counts.all)} mô hình ${WAIT_WORDS[asked.cho]}`
    : `${formatNumber(counts.standing)} mô hình “Dân vận khéo” đang duy trì${narrowed ? ' theo điều kiện lọc' : ''}`
  return {
    title: 'Dân vận khéo',
    page: (
      <>
        <PageHead title={title} sub={await thisYear(ask)} actions={<Doors ask={ask} />} />
        {!asked.cho && <Waits ask={ask} waits={await waits(ask)} />}
        <Filters
          ask={ask}
          asked={asked}
          fields={await lists.fields(ask.tx)}
          years={await lists.years(ask)}
          narrowed={narrowed || asked['giai-doan'] !== undefined}
        />
        <Section title="Danh sách mô hình" id="danh-sach" hideTitle>
          <Filter label="Giai đoạn" entries={stageTabs(asked, counts)} />
          {shown.length === 0 ? (
            <None ask={ask} narrowed={narrowed || asked['giai-doan'] !== undefined} />
          ) : (
            <Rows ask={ask} shown={shown} />
          )}
          {shown.length > 0 && (
            <Pager
              shown={shown.length}
              noun="mô hình"
              next={next}
              first={asked.sau ? link('/kheo', { ...asked, sau: undefined }) : undefined}
            />
          )}
        </Section>
      </>
    ),
  }
}

async function thisYear(ask: Ask<'kheo.read'>): Promise<string> {
  const year = yearOf(ask.today)
  const { fresh, stopped } = await lists.sinceNewYear(ask.tx, [...ask.grant.units], ask.today)
  return `Từ đầu năm ${year}: đăng ký mới ${formatNumber(fresh)}, dừng ${formatNumber(stopped)}. Tính đến ${formatDay(ask.today)}, trong phạm vi ông/bà phụ trách.`
}

function Doors({ ask }: { ask: Ask<'kheo.read'> }) {
  const asking = askForOthers(ask)
  return (
    <>
      <ButtonLink href="/kheo/ma-tran">Lĩnh vực theo đơn vị</ButtonLink>
      {asking('kheo.confirm') && <ButtonLink href="/kheo/xac-nhan">{`Xác nhận năm ${yearOf(ask.today)}`}</ButtonLink>}
      {asking('kheo.register') && (
        <ButtonLink href="/kheo/dang-ky" kind="main">
          Đăng ký mô hình
        </ButtonLink>
      )}
    </>
  )
}

/** How many models wait for this person, of each kind; confirmations only in their season. */
async function waits(ask: Ask<'kheo.read'>): Promise<{ wait: Wait; n: number; due?: string }[]> {
  const season = await lists.rhythm(ask.tx, ask.today)
  const all: { wait: Wait; n: number; due?: string }[] = []
  for (const wait of WAITS) {
    if (wait === 'xac-nhan' && ask.today < season.from) continue
    const found = waitingFor(askForOthers(ask), wait)
    const n = found ? await lists.countWaiting(found.ask, found.waiting) : 0
    if (n > 0) all.push(wait === 'xac-nhan' ? { wait, n, due: formatDay(season.due) } : { wait, n })
  }
  return all
}

function Waits({ waits }: { ask: Ask<'kheo.read'>; waits: readonly { wait: Wait; n: number; due?: string }[] }) {
  if (waits.length === 0) return null
  return (
    <Note tone="soon" title="Đang chờ ông/bà">
      <ul>
        {waits.map(({ wait, n, due }) => (
          <li>
            <a href={link('/kheo', { cho: wait })}>{`${formatNumber(n)} mô hình ${WAIT_WORDS[wait]}`}</a>
            {due ? `, hạn ${due}` : ''}.
          </li>
        ))}
      </ul>
    </Note>
  )
}

function stageTabs(asked: Asked, counts: lists.StageCount) {
  const tab = (label: string, slug: string | undefined, count: number) => ({
    label,
    count,
    href: link('/kheo', { ...asked, 'giai-doan': slug, sau: undefined }),
    current: asked['giai-doan'] === slug,
  })
  return [
    tab('Tất cả', undefined, counts.all),
    tab('Đang duy trì', 'dang-duy-tri', counts.standing),
    ...STAGES.flatMap((stage: Stage) => {
      const n = counts.stages[stage] ?? 0
      const { label, slug } = STAGE_WORDS[stage]
      return n > 0 || asked['giai-doan'] === slug ? [tab(label, slug, n)] : []
    }),
    ...(counts.praised > 0 || asked['giai-doan'] === 'duoc-khen' ? [tab('Được khen', 'duoc-khen', counts.praised)] : []),
  ]
}

// More are no list to choose from: whoever sees the nation begins with a province.
const MANY_UNITS = 400

function Filters({
  ask,
  asked,
  fields,
  years,
  narrowed,
}: {
  ask: Ask<'kheo.read'>
  asked: Asked
  fields: readonly lists.Field[]
  years: readonly number[]
  narrowed: boolean
}) {
  const hasPast = [...ask.grant.units].some(id => ask.tree.unit(id) === undefined)
  const at = (level: 'province' | 'commune'): string[] => [...ask.grant.units].filter(id => ask.tree.unit(id)?.level === level)
  const communes = at('commune')
  const offered = communes.length > MANY_UNITS ? at('province') : communes
  const units = [...new Set([...offered, ...(asked['don-vi'] ? [asked['don-vi']] : [])])]
    .map(id => ({ value: id, label: capital(ask.tree.label(id)) }))
    .sort((a, b) => alphabetical(a.label, b.label))
  return (
    <Form action="/kheo" method="get" label="Lọc danh sách" class="sheet pad">
      {asked['giai-doan'] && <Hidden name="giai-doan" value={asked['giai-doan']} />}
      {asked.cho && <Hidden name="cho" value={asked.cho} />}
      <div class="find">
        <Field name="tim" label="Tên mô hình" width={16} value={asked.tim} maxlength={100} />
        <Field
          kind="select"
          name="linh-vuc"
          label="Lĩnh vực"
          width={16}
          prompt="Mọi lĩnh vực"
          value={asked['linh-vuc']}
          options={fields.map(field => ({ value: field.code, label: field.name }))}
        />
        <Field
          kind="select"
          name="nam"
          label="Năm đăng ký"
          width={8}
          prompt="Mọi năm"
          value={asked.nam === undefined ? undefined : String(asked.nam)}
          options={years.map(year => ({ value: String(year), label: String(year) }))}
        />
        <Field
          kind="select"
          name="loai"
          label="Chủ thể"
          width={8}
          prompt="Cả hai"
          value={asked.loai}
          options={KINDS.map(kind => ({ value: kind, label: KIND_WORDS[kind] }))}
        />
        {units.length > 1 && (
          <Field kind="select" name="don-vi" label="Đơn vị" width={12} prompt="Mọi đơn vị" value={asked['don-vi']} options={units} />
        )}
        {hasPast && (
          <Field
            kind="select"
            name="cu"
            label="Nguồn hồ sơ"
            width={12}
            prompt="Mọi hồ sơ"
            value={asked.cu}
            options={[{ value: '1', label: 'Của đơn vị cũ' }]}
          />
        )}
        <Button>Lọc</Button>
        {narrowed && (
          <ButtonLink kind="plain" href="/kheo">
            Bỏ lọc
          </ButtonLink>
        )}
      </div>
    </Form>
  )
}

function Rows({ ask, shown }: { ask: Ask<'kheo.read'>; shown: readonly lists.Seen[] }) {
  return (
    <Table
      caption="Mô hình Dân vận khéo, mới đăng ký ở trên"
      hideCaption
      columns={[
        { label: 'Mô hình' },
        { label: 'Đơn vị', width: 12 },
        { label: 'Lĩnh vực', width: 12 },
        { label: 'Chủ thể', width: 7 },
        { label: 'Đăng ký', width: 8 },
        { label: 'Giai đoạn', width: 16 },
      ]}
      rows={shown.map(model => ({
        cells: [
          <a href={`/kheo/${model.id}`}>{model.title}</a>,
          capital(ask.tree.label(model.unit_id, model.registered_on)),
          model.field_name,
          KIND_WORDS[model.kind],
          <span class="num">{formatDay(model.registered_on)}</span>,
          <span>
            <Status tone={STAGE_WORDS[model.stage].tone}>{STAGE_WORDS[model.stage].label}</Status>
            {model.praised && <small class="soft nowrap"> được khen</small>}
          </span>,
        ],
      }))}
    />
  )
}

function None({ ask, narrowed }: { ask: Ask<'kheo.read'>; narrowed: boolean }) {
  if (narrowed) return <Empty act={{ label: 'Xem tất cả.', href: '/kheo' }}>Không có mô hình nào theo điều kiện lọc này.</Empty>
  const mayRegister = askForOthers(ask)('kheo.register') !== undefined
  return (
    <Empty act={mayRegister ? { label: 'Đăng ký mô hình đầu tiên.', href: '/kheo/dang-ky' } : undefined}>
      Chưa có mô hình nào trong phạm vi ông/bà phụ trách.
    </Empty>
  )
}

export const listRoutes = [route({ at: 'GET /kheo', may: 'kheo.read', input: query, run: (ask, asked) => page(ask, asked as Asked) })]
