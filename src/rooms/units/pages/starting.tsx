// Where a change of the organisation begins: three ways in, and the plans that are still open.
import { randomUUID } from 'node:crypto'
import type { Ask } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { civil } from '../../../ground/day.ts'
import type { Fault } from '../../../ground/faults.ts'
import { missing } from '../../../ground/faults.ts'
import { formatDay } from '../../../ground/vietnamese.ts'
import { findChange } from '../../../org/change-store.ts'
import type { Typed } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Defs, Section } from '../../../web/parts/section.tsx'
import { Table } from '../../../web/parts/table.tsx'
import type { Page } from '../../../web/route.ts'
import { openPlans } from '../store-plans.ts'
import { ID } from '../words.ts'
import { GeneralFields, SeatField } from './general.tsx'
import { one } from './picking.tsx'

type Reforming = Ask<'units.reform'>

export const WAYS = {
  list: { name: 'Nạp danh mục đơn vị hành chính', path: '/don-vi/sap-xep/danh-sach' },
  files: { name: 'Sắp xếp theo hai tệp', path: '/don-vi/sap-xep/hai-tep' },
  resolution: { name: 'Sắp xếp theo nghị quyết', path: '/don-vi/sap-xep/nghi-quyet' },
} as const
export type Way = keyof typeof WAYS

export const HOME = { label: 'Đơn vị', href: '/don-vi' }
export const REFORM = { label: 'Sắp xếp đơn vị', href: '/don-vi/sap-xep' }

const OPEN = 100

export async function reformPage(ask: Reforming): Promise<Page> {
  const plans = await openPlans(ask, OPEN)
  const names = await namesOf(
    ask.tx,
    plans.map(plan => plan.createdBy),
  )
  return {
    title: 'Sắp xếp đơn vị',
    page: (
      <>
        <Crumb steps={[HOME, { label: REFORM.label }]} />
        <PageHead
          title="Sắp xếp đơn vị: xem trước mọi tác động, rồi áp dụng một lần"
          sub="Chưa áp dụng thì chưa có gì thay đổi. Lần thay đổi chưa đến ngày có hiệu lực còn rút lại được; đã đến ngày thì chỉ đính chính bằng một lần thay đổi mới."
        />
        <Section title="Chọn cách làm" id="cach-lam" first>
          <Defs
            entries={[
              {
                term: <a href={WAYS.resolution.path}>{WAYS.resolution.name}</a>,
                says: 'Có nghị quyết trong tay: ghi từng việc nhập, chia, đổi tên, chuyển, giải thể.',
              },
              {
                term: <a href={WAYS.list.path}>{WAYS.list.name}</a>,
                says: 'Có tệp danh mục tải từ cơ quan thống kê (CSV hoặc XLSX): thêm đơn vị mới, cập nhật tên, mã, cấp trên.',
              },
              {
                term: <a href={WAYS.files.path}>{WAYS.files.name}</a>,
                says: 'Có danh mục mới và tệp chuyển tiếp từ đơn vị cũ sang đơn vị mới: sắp xếp cả tỉnh hoặc cả nước.',
              },
            ]}
          />
        </Section>
        <Section title="Bản dự kiến đang làm" id="du-kien">
          {plans.length === 0 ? (
            <Empty>Không có bản dự kiến nào đang làm.</Empty>
          ) : (
            <Table
              caption="Bản dự kiến đang làm"
              hideCaption
              columns={[
                { label: 'Tên' },
                { label: 'Cách làm' },
                { label: 'Có hiệu lực' },
                { label: 'Người lập' },
                { label: 'Sửa gần nhất' },
              ]}
              rows={plans.map(plan => ({
                cells: [
                  <a href={`/don-vi/sap-xep/${plan.id}`}>{plan.title}</a>,
                  WAYS[plan.way].name,
                  formatDay(plan.effectiveOn),
                  names.get(plan.createdBy) ?? '',
                  formatDay(civil(plan.changedAt).day),
                ],
              }))}
            />
          )}
        </Section>
        <p class="row after">
          <a href="/don-vi/thay-doi">Các lần thay đổi đã áp dụng</a>
          <a href="/don-vi/ban-giao">Biên bản bàn giao</a>
        </p>
      </>
    ),
  }
}

const HEADS: Readonly<Record<Way, { title: string; sub: string; hint: string }>> = {
  list: {
    title: 'Nạp danh mục đơn vị hành chính',
    sub: 'Tệp như tải về: CSV (UTF-8) hoặc XLSX, dòng đầu là tên cột. Hệ thống đọc, cho xem trước đơn vị mới, đơn vị thay đổi và dòng không nhận được.',
    hint: 'Ví dụ: Danh mục đơn vị hành chính tỉnh, xã đến 01/7/2025.',
  },
  files: {
    title: 'Sắp xếp theo hai tệp: danh mục mới và tệp chuyển tiếp',
    sub: 'Mỗi dòng của tệp chuyển tiếp nêu một đơn vị cũ, đơn vị mới nhận nó, có sáp nhập hay bị chia. Cả hai tệp là CSV hoặc XLSX.',
    hint: 'Ví dụ: Sắp xếp đơn vị hành chính hai cấp từ 01/7/2025.',
  },
  resolution: {
    title: 'Sắp xếp theo nghị quyết',
    sub: 'Ghi thông tin chung trước; sau đó thêm từng việc mà nghị quyết quyết định. Bản dự kiến được giữ trên máy chủ, làm tiếp lúc nào cũng được.',
    hint: 'Ví dụ: Nhập xã Khe Ngoài vào xã Khe Trầm.',
  },
}

/** The first form of each way; a correction carries the change that it sets right. */
export async function startPage(ask: Reforming, way: Way, typed?: Typed, fault?: Fault): Promise<Page> {
  const head = HEADS[way]
  const corrects = one(typed, 'corrects')
  const mistaken = ID.test(corrects) ? await findChange(ask.tx, corrects) : undefined
  if (corrects !== '' && !mistaken) throw missing('lần thay đổi cần đính chính')
  const came = fault ? typed : undefined
  return {
    title: fault ? `Lỗi: ${head.title}` : head.title,
    page: (
      <>
        <Crumb steps={[HOME, REFORM, { label: WAYS[way].name }]} />
        <PageHead title={head.title} sub={head.sub} />
        <ErrorSummary fault={fault} />
        {mistaken ? (
          <Note title={`Đính chính: ${mistaken.title}`}>
            {`Lần thay đổi này có hiệu lực từ ${formatDay(mistaken.effectiveOn)}, không sửa hay xóa được. Ghi dưới đây những việc đưa tổ chức về đúng, có hiệu lực từ một ngày sau đó.`}
          </Note>
        ) : null}
        <Form action={WAYS[way].path} class="narrow" upload={way !== 'resolution'} values={came} errors={fault?.fields}>
          <Hidden name="id" value={fault?.kind === 'conflict' ? randomUUID() : one(typed, 'id') || randomUUID()} />
          {mistaken ? <Hidden name="corrects" value={mistaken.id} /> : null}
          <SeatField ask={ask} />
          {way === 'resolution' ? null : (
            <Field
              kind="file"
              name="file"
              label={way === 'list' ? 'Tệp danh mục' : 'Tệp danh mục mới'}
              hint={
                way === 'list'
                  ? 'Các cột: Mã, Tên, Cấp, Mã QH, Quận Huyện, Mã TP, Tỉnh / Thành Phố; từ 01/7/2025 không còn cột quận, huyện. Nhiều nhất 8 MB.'
                  : 'Danh mục sau khi sắp xếp: mã, tên, tỉnh. Nhiều nhất 8 MB.'
              }
              accept=".csv,.xlsx"
            />
          )}
          {way === 'files' ? (
            <Field
              kind="file"
              name="links"
              label="Tệp chuyển tiếp"
              hint="Mỗi dòng: đơn vị cũ, đơn vị mới nhận nó. Nhiều nhất 8 MB."
              accept=".csv,.xlsx"
            />
          ) : null}
          <GeneralFields titleHint={head.hint} />
          <Actions>
            <Button kind="main">{way === 'resolution' ? 'Lập bản dự kiến' : 'Đọc tệp và xem trước'}</Button>
            <ButtonLink kind="plain" href={REFORM.href}>
              Thôi
            </ButtonLink>
          </Actions>
        </Form>
      </>
    ),
  }
}
