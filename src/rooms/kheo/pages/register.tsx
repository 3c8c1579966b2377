import { randomUUID } from 'node:crypto'
import type { Ask } from '../../../access/ask.ts'
import { day } from '../../../ground/day.ts'
import type { Fault } from '../../../ground/faults.ts'
import { alphabetical, capital, formatDay } from '../../../ground/vietnamese.ts'
import { aDay, choice, form, longText, optional, type Typed, text, uuid, whole } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { type Page, route } from '../../../web/route.ts'
import * as acts from '../acts.ts'
import { KIND_WORDS, KINDS, type Kind, PART_WORDS, PARTS, type Parts } from '../registration.ts'
import type { KheoModel } from '../rules.ts'
import * as store from '../store.ts'
import { alike, fields } from '../store-lists.ts'
import { link } from './wording.ts'

const PART_LENGTH = 4000
const written = {
  kind: choice('Chủ thể', KINDS),
  field: optional(text('Lĩnh vực', 40)),
  title: text('1. Tên mô hình', 200),
  on: aDay('Ngày đăng ký'),
  another: optional(text('Mô hình khác', 5)),
  ...Object.fromEntries(PARTS.map(part => [part, optional(longText(PART_WORDS[part].label, PART_LENGTH))])),
}
const registering = form({ id: uuid('Biểu mẫu'), unit: uuid('Đơn vị'), ...written })
const editing = form({ id: uuid('Mô hình'), version: whole('Phiên bản', 1, 1_000_000), ...written })

interface Written {
  readonly id: string
  readonly kind: Kind
  readonly field?: string
  readonly title: string
  readonly on: string
  readonly another?: string
}

const partsOf = (input: Partial<Record<string, unknown>>): Parts =>
  Object.fromEntries(PARTS.map(part => [part, String(input[part] ?? '')])) as unknown as Parts

const formOf = (input: Written) => ({
  ...partsOf(input as unknown as Record<string, unknown>),
  id: input.id,
  kind: input.kind,
  fieldCode: input.field ?? '',
  title: input.title.replaceAll('\n', ' '),
  registeredOn: day(input.on),
  another: input.another !== undefined,
})

/** The units in the person's own care: those that stand, then the past ones that they keep. */
function unitOptions(ask: Ask<'kheo.register'>) {
  const option = (id: string) => ({ value: id, label: capital(ask.tree.label(id)) })
  const seats = [...ask.grant.seats]
  const rest = [...ask.grant.units]
    .filter(id => !ask.grant.seats.has(id))
    .sort((a, b) => alphabetical(ask.tree.label(a), ask.tree.label(b)))
  const past = rest.filter(id => !ask.tree.unit(id))
  return [
    { group: 'Đơn vị của ông/bà', options: seats.map(option) },
    { group: 'Trực thuộc', options: rest.filter(id => ask.tree.unit(id)).map(option) },
    { group: 'Đơn vị trước đây, cho mô hình đăng ký khi đơn vị còn hoạt động', options: past.map(option) },
  ].filter(group => group.options.length > 0)
}

interface FormPage {
  readonly typed?: Typed
  readonly fault?: Fault
}

async function registerPage(ask: Ask<'kheo.register'>, { typed, fault }: FormPage = {}): Promise<Page> {
  const title = 'Đăng ký mô hình “Dân vận khéo”'
  const groups = unitOptions(ask)
  const only = ask.grant.seats.size === 1 ? [...ask.grant.seats][0] : undefined
  return {
    title: fault ? `Lỗi: ${title}` : title,
    page: (
      <>
        <Crumb steps={[{ label: 'Dân vận khéo', href: '/kheo' }, { label: 'Đăng ký' }]} />
        <PageHead title={title} sub="Đăng ký với cơ quan cấp mình trước; đăng ký lên cấp trên ở trang của mô hình." />
        <ErrorSummary
          fault={fault}
          title={fault && fault.fields.length > 0 ? `Chưa đăng ký được: còn ${fault.fields.length} chỗ cần sửa` : undefined}
        />
        <Form action="/kheo/dang-ky" values={typed} errors={fault?.fields} save>
          <Hidden name="id" value={String(typed?.['id'] ?? randomUUID())} />
          <Field kind="select" name="unit" label="Đơn vị có mô hình" width={24} prompt="Chọn đơn vị" value={only} options={groups} />
          <Questions ask={ask} fields={await fields(ask.tx)} />
          <Alike likes={await likesOf(ask, typed, fault)} />
          <Actions>
            <Button kind="main">Đăng ký mô hình</Button>
            <ButtonLink kind="plain" href="/kheo">
              Thôi, không đăng ký
            </ButtonLink>
          </Actions>
        </Form>
      </>
    ),
  }
}

async function editPage(ask: Ask<'kheo.register'>, model: KheoModel, { typed, fault }: FormPage = {}): Promise<Page> {
  const title = `Sửa bản đăng ký: ${model.title}`
  return {
    title: fault ? `Lỗi: ${title}` : title,
    page: (
      <>
        <Crumb
          steps={[
            { label: 'Dân vận khéo', href: '/kheo' },
            { label: model.title, href: `/kheo/${model.id}` },
            { label: 'Sửa bản đăng ký' },
          ]}
        />
        <PageHead
          title={title}
          sub={`${capital(ask.tree.label(model.unitId, model.registeredOn))}. Sửa được đến khi có cơ quan thẩm định; mỗi lần sửa ghi lại từ gì thành gì.`}
        />
        <ErrorSummary
          fault={fault}
          title={fault && fault.fields.length > 0 ? `Chưa lưu được: còn ${fault.fields.length} chỗ cần sửa` : undefined}
        />
        {fault?.kind === 'stale' && (
          <Note tone="back" title="Bản đang lưu">
            {`“${model.title}”, đăng ký ngày ${formatDay(model.registeredOn)}. Những gì ông/bà đã gõ vẫn ở bên dưới; gửi lại thì thay bản đang lưu.`}
          </Note>
        )}
        <Form action={`/kheo/${model.id}/sua`} values={typed} errors={fault?.fields} save>
          <Hidden name="version" value={model.version} />
          <Questions ask={ask} fields={await fields(ask.tx)} model={model} />
          <Alike likes={await likesOf(ask, typed && { ...typed, unit: model.unitId }, fault)} />
          <Actions>
            <Button kind="main">Lưu bản đăng ký</Button>
            <ButtonLink kind="plain" href={`/kheo/${model.id}`}>
              Thôi, không sửa
            </ButtonLink>
          </Actions>
        </Form>
      </>
    ),
  }
}

function Questions({ ask, fields, model }: { ask: Ask; fields: readonly { code: string; name: string }[]; model?: KheoModel }) {
  return (
    <>
      <Field
        kind="radio"
        name="kind"
        label="Chủ thể"
        value={model?.kind}
        options={KINDS.map(kind => ({ value: kind, label: KIND_WORDS[kind] }))}
      />
      <Field
        kind="select"
        name="field"
        label="Lĩnh vực"
        width={16}
        prompt="Chọn lĩnh vực"
        value={model?.fieldCode}
        options={fields.map(field => ({ value: field.code, label: field.name }))}
      />
      <Field
        name="title"
        label="1. Tên mô hình"
        hint="Ngắn, dễ nhớ. Không ghi tên riêng của người dân."
        value={model?.title}
        maxlength={200}
      />
      <Field
        kind="day"
        name="on"
        label="Ngày đăng ký"
        hint="Ngày/tháng/năm; sửa lại nếu đăng ký từ hôm trước."
        width={8}
        value={model?.registeredOn ?? ask.today}
      />
      {PARTS.map(part => (
        <Field
          kind="area"
          name={part}
          label={PART_WORDS[part].label}
          hint={PART_WORDS[part].atOnce ? PART_WORDS[part].hint : `${PART_WORDS[part].hint} Cần có trước khi thẩm định.`}
          optional={!PART_WORDS[part].atOnce}
          value={model?.[part]}
          rows={3}
          maxlength={PART_LENGTH}
        />
      ))}
    </>
  )
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u

/** The models that read alike, asked for again only when the rule stumbled over one. */
async function likesOf(
  ask: Ask<'kheo.register'>,
  typed: Typed | undefined,
  fault: Fault | undefined,
): Promise<{ id: string; title: string }[]> {
  const [unit, title, id] = [typed?.['unit'], typed?.['title'], typed?.['id']].map(value => (typeof value === 'string' ? value : ''))
  const stumbled = fault?.fields.some(field => field.field === 'another') || typed?.['another'] !== undefined
  return stumbled && unit && title && id && UUID.test(unit) && UUID.test(id) ? alike(ask, unit, title, id) : []
}

function Alike({ likes }: { likes: readonly { id: string; title: string }[] }) {
  if (likes.length === 0) return null
  return (
    <>
      <Note tone="soon" title="Có thể trùng với mô hình đang duy trì của cùng đơn vị">
        <ul>
          {likes.map(one => (
            <li>
              <a href={`/kheo/${one.id}`}>{one.title}</a>
            </li>
          ))}
        </ul>
        <p>Nếu là cùng một mô hình thì không đăng ký lại: mở mô hình đã có để đăng ký lên cấp trên hoặc xác nhận còn duy trì.</p>
      </Note>
      <Field kind="tick" name="another" label="Đây là mô hình khác" hint="Đã xem mô hình nêu trên; nội dung hoặc địa bàn không trùng." />
    </>
  )
}

export const registerRoutes = [
  route({ at: 'GET /kheo/dang-ky', may: 'kheo.register', run: ask => registerPage(ask) }),
  route({
    at: 'POST /kheo/dang-ky',
    may: 'kheo.register',
    input: registering,
    async run(ask, input) {
      const typed = input as unknown as Written & { unit: string }
      await acts.register(ask, { ...formOf(typed), unitId: typed.unit })
      return { seeOther: link(`/kheo/${typed.id}`, { 'da-ghi': 'dang-ky' }) }
    },
    again: (ask, typed, fault) => registerPage(ask, { typed, fault }),
  }),
  route({
    at: 'GET /kheo/:id/sua',
    may: 'kheo.register',
    input: form({ id: uuid('Mô hình') }),
    run: async (ask, { id }) => editPage(ask, await store.find(ask, id)),
  }),
  route({
    at: 'POST /kheo/:id/sua',
    may: 'kheo.register',
    input: editing,
    async run(ask, input) {
      const typed = input as unknown as Written & { version: number }
      await acts.edit(ask, { ...formOf(typed), version: typed.version })
      return { seeOther: link(`/kheo/${typed.id}`, { 'da-ghi': 'sua' }) }
    },
    again: async (ask, typed, fault) => editPage(ask, await store.find(ask, String(typed['id'])), { typed, fault }),
  }),
]
