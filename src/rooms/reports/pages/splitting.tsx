// Splitting a line of a form by a dimension; the list of dimensions, and making one.
import type { Ask } from '../../../access/ask.ts'
import type { Fault } from '../../../ground/faults.ts'
import { form, longText, optional, type Typed, text, uuid, whole } from '../../../web/input.ts'
import { Actions, Button } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { Table } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { designSeats, mayChange } from '../designing/acts-design.ts'
import type { Definition } from '../designing/catalogue.ts'
import { nameAlone } from '../designing/catalogue.ts'
import { judgeDimension, makeDimension } from '../splitting/acts-splitting.ts'
import { type Dimension, isDescribed, partOf } from '../splitting/dimensions.ts'
import { dimensionsNow } from '../splitting/store-dimensions.ts'
import { titled } from './designer-words.tsx'

const HREF = '/bao-cao/cach-chia'
const membersOf = (one: Dimension): string => one.members.map(member => member.name).join(', ')

interface Splitting {
  readonly lines: readonly string[]
  readonly known: ReadonlyMap<string, Definition>
  readonly dimensions: readonly Dimension[]
  readonly action: string
  readonly version: number
  readonly fault: Fault | undefined
}

/** Under the lines of the form: which line, by what. What the catalogue says a line may be split by is said. */
export function SplitLine({ lines, known, dimensions, action, version, fault }: Splitting) {
  const may = lines.flatMap(code => {
    const one = known.get(code)
    return one && one.kind !== 'ratio' && !partOf(code) ? [one] : []
  })
  if (may.length === 0) return null
  const described = may.flatMap(one => {
    const by = dimensions.filter(dimension => isDescribed(one.dimensions, dimension))
    return by.length === 0 ? [] : [`${one.code} theo ${by.map(dimension => dimension.name).join(', ')}`]
  })
  return (
    <Section
      title="Chia nhỏ một dòng"
      id="h-chia"
      foot={described.length === 0 ? undefined : `Danh mục gợi ý: ${described.slice(0, 6).join('; ')}.`}
    >
      <Form action={action} class="find" errors={fault?.fields ?? []}>
        <Hidden name="version" value={version} />
        <Field
          kind="select"
          name="dong"
          label="Dòng"
          prompt="Chọn một dòng"
          options={may.map(one => ({ value: one.code, label: `${one.code} ${nameAlone(one, known)}` }))}
        />
        <Field
          kind="select"
          name="cach-chia"
          label="Chia theo"
          prompt="Chọn cách chia"
          options={dimensions.map(one => ({ value: one.code, label: `${one.name}: ${membersOf(one)}` }))}
        />
        <Button>Chia dòng</Button>
      </Form>
      <p class="soft">
        Mỗi thành phần thành một dòng “trong đó” và phải cộng bằng dòng chung. Một dòng chia theo hai cách thì mỗi cách cộng riêng.{' '}
        <a href={HREF}>Xem và đặt cách chia</a>
      </p>
    </Section>
  )
}

interface Showing {
  readonly of?: string | undefined
  readonly just?: string | undefined
  readonly typed?: Typed
  readonly fault?: Fault
}

async function dimensionsPage(ask: Ask<'reports.design'>, { of, just, typed, fault }: Showing): Promise<Page> {
  const all = await dimensionsNow(ask)
  const seats = designSeats(ask)
  const chosen = all.find(one => one.code === of && mayChange(ask.tree, one.madeFor, seats))
  return {
    title: titled('Cách chia số liệu', fault),
    page: (
      <>
        <Crumb
          steps={[
            { label: 'Báo cáo', href: '/bao-cao' },
            { label: 'Chế độ báo cáo', href: '/bao-cao/che-do' },
            { label: 'Cách chia số liệu' },
          ]}
        />
        <PageHead
          title="Cách chia số liệu"
          sub="Một dòng của biểu chia nhỏ theo danh sách ở đây; số liệu của từng thành phần đứng dưới dòng ấy."
        />
        {fault && <ErrorSummary fault={fault} />}
        {just !== undefined && !fault && (
          <Note tone="ok" announce>
            {`Đã lưu cách chia “${all.find(one => one.code === just)?.name ?? just}”. Biểu đang áp dụng giữ cách chia cũ.`}
          </Note>
        )}
        <Table
          caption="Các cách chia"
          hideCaption
          columns={[{ label: 'Chia theo' }, { label: 'Thành phần' }, { label: 'Việc làm', hideLabel: true }]}
          rows={all.map(one => ({
            id: `cc-${one.code}`,
            cells: [
              <>
                {one.name} <span class="soft small">{one.code}</span>
              </>,
              <>
                {membersOf(one)} {one.version > 1 && <span class="soft small">bản {one.version}</span>}
              </>,
              mayChange(ask.tree, one.madeFor, seats) ? (
                <a href={`${HREF}?cua=${one.code}#h-ghi`}>
                  Lập bản mới<span class="vh"> của {one.name}</span>
                </a>
              ) : (
                ''
              ),
            ],
          }))}
        />
        <Section title={chosen ? `Bản mới của “${chosen.name}”` : 'Thêm một cách chia'} id="h-ghi">
          <Form action={HREF} values={typed} errors={fault?.fields ?? []}>
            <Hidden name="seen" value={chosen?.version ?? String(typed?.['seen'] ?? '0')} />
            {chosen ? (
              <Hidden name="code" value={chosen.code} />
            ) : (
              <Field name="code" label="Mã" hint="Hai chữ hoa không dấu, ví dụ CT." maxlength={2} width={6} />
            )}
            <Field name="name" label="Chia theo" hint="Ví dụ “chủ thể”, “lĩnh vực”." value={chosen?.name ?? ''} maxlength={60} />
            <Field
              kind="area"
              name="members"
              label="Thành phần"
              hint="Mỗi dòng một thành phần: mã 1 đến 4 chữ hoa hoặc số, dấu cách, tên. Ví dụ “TT tập thể”. Mã đã dùng không đổi tên được."
              value={chosen?.members.map(one => `${one.code} ${one.name}`).join('\n') ?? ''}
              rows={6}
            />
            <Actions>
              <Button kind="main">Lưu cách chia</Button>
            </Actions>
          </Form>
        </Section>
      </>
    ),
  }
}

export const splittingRoutes: Route[] = [
  route({
    at: 'GET /bao-cao/cach-chia',
    may: 'reports.design',
    input: form({ cua: optional(text('Cách chia', 2)), moi: optional(text('Vừa lưu', 2)) }),
    run: (ask, { cua, moi }) => dimensionsPage(ask, { of: cua, just: moi }),
  }),
  route({
    at: 'POST /bao-cao/cach-chia',
    may: 'reports.design',
    input: form({
      code: text('Mã', 4),
      name: text('Chia theo', 60),
      members: longText('Thành phần', 2000),
      seen: whole('Bản', 0, 9999),
      seat: optional(uuid('Đơn vị')),
    }),
    async run(ask, { seat, ...typed }) {
      await makeDimension(ask, typed, seat)
      return { seeOther: `${HREF}?moi=${typed.code}` }
    },
    amiss: (ask, { code = '', name = '', members = '' }) => judgeDimension(ask, { code, name, members }),
    again: (ask, typed, fault) => dimensionsPage(ask, { of: Number(typed['seen']) > 0 ? String(typed['code']) : undefined, typed, fault }),
  }),
]
