// Two forms of the administrator: which body plays the focal role in a unit, and whether a body follows its area.
import type { Ask } from '../../../access/ask.ts'
import { within } from '../../../access/ask.ts'
import type { Fault } from '../../../ground/faults.ts'
import { missing } from '../../../ground/faults.ts'
import type { Unit } from '../../../org/tree.ts'
import type { Typed } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form } from '../../../web/parts/form.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Two } from '../../../web/parts/section.tsx'
import { Table } from '../../../web/parts/table.tsx'
import type { Page } from '../../../web/route.ts'
import { focalsOf, followingOf } from '../store-focal.ts'
import { daysOf, LINES, nameAt, title } from '../words.ts'
import { HOME } from './starting.tsx'

type Keeping = Ask<'units.keep'>

const DECISION = 'Số, ký hiệu, ngày của quyết định hoặc quy chế.'

/** The bodies that serve this very area today: those at the top of each line, and those under them. */
function bodiesOf(ask: Keeping, id: string): readonly { readonly group: string; readonly units: readonly Unit[] }[] {
  return LINES.slice(1).flatMap(([line, group]) => {
    const units: Unit[] = []
    const add = (unit: Unit): void => {
      units.push(unit)
      for (const child of ask.tree.children(unit.id)) if (ask.tree.areaOf(child.id) === id) add(child)
    }
    for (const unit of ask.tree.children(id, line)) add(unit)
    return units.length === 0 ? [] : [{ group, units }]
  })
}

export async function focalPage(ask: Keeping, id: string, typed?: Typed, fault?: Fault): Promise<Page> {
  const unit = ask.tree.unit(within(ask, id))
  if (unit?.line !== 'area') throw missing('đơn vị này')
  const [current, ...before] = await focalsOf(ask.tx, id)
  const bodies = bodiesOf(ask, id)
  const heading = `Đầu mối công tác dân vận của ${unit.fullName}`
  return {
    title: fault ? `Lỗi: ${heading}` : heading,
    page: (
      <>
        <Crumb steps={[HOME, { label: title(ask.tree, id, ask.today), href: `/don-vi/${id}` }, { label: 'Đầu mối công tác dân vận' }]} />
        <PageHead
          title={current && current.until === null ? `${heading}: ${nameAt(ask.tree, current.bodyId, ask.today)}` : `${heading}: chưa ghi`}
          sub="Mỗi nơi một cơ quan làm đầu mối, theo quy chế của địa phương. Cơ quan trước kết thúc vai trò vào ngày liền trước."
        />
        <ErrorSummary fault={fault} />
        <Two
          main={
            bodies.length === 0 ? (
              <Empty>Địa bàn chưa có tổ chức nào được ghi. Ghi tổ chức trước.</Empty>
            ) : (
              <Form action={`/don-vi/${id}/dau-moi`} class="narrow" values={typed} errors={fault?.fields}>
                <Field
                  kind="select"
                  name="body"
                  label="Cơ quan làm đầu mối"
                  options={bodies.map(({ group, units }) => ({ group, options: units.map(one => ({ value: one.id, label: one.name })) }))}
                  prompt="Chọn cơ quan"
                />
                <Field kind="day" name="from" label="Từ ngày" value={ask.today} />
                <Field name="decision" label="Căn cứ" hint={DECISION} optional />
                <Actions>
                  <Button kind="main">Ghi cơ quan làm đầu mối</Button>
                  <ButtonLink kind="plain" href={`/don-vi/${id}`}>
                    Thôi
                  </ButtonLink>
                </Actions>
              </Form>
            )
          }
          aside={
            <Section title="Đã ghi" id="da-ghi" first>
              {current ? (
                <Table
                  caption="Cơ quan làm đầu mối qua thời gian"
                  hideCaption
                  columns={[{ label: 'Cơ quan' }, { label: 'Thời gian' }]}
                  rows={[current, ...before].map(one => ({
                    cells: [nameAt(ask.tree, one.bodyId, ask.today), daysOf(one.from, one.until)],
                  }))}
                />
              ) : (
                <Empty>Chưa ghi cơ quan nào.</Empty>
              )}
            </Section>
          }
        />
      </>
    ),
  }
}

export async function followingPage(ask: Keeping, id: string, typed?: Typed, fault?: Fault): Promise<Page> {
  const body = ask.tree.unit(within(ask, id))
  if (!body || body.line === 'area') throw missing('tổ chức này')
  const records = await followingOf(ask.tx, id)
  const heading = `${body.fullName}: khi địa bàn sắp xếp`
  return {
    title: fault ? `Lỗi: ${heading}` : heading,
    page: (
      <>
        <Crumb steps={[HOME, { label: body.name, href: `/don-vi/${id}` }, { label: 'Đi theo địa bàn' }]} />
        <PageHead
          title={heading}
          sub="Chưa ghi thì tổ chức vẫn hoạt động khi địa bàn kết thúc, đến khi có quyết định riêng. Hệ thống không tự giải thể tổ chức nào."
        />
        <ErrorSummary fault={fault} />
        <Two
          main={
            <Form action={`/don-vi/${id}/di-theo`} class="narrow" values={typed} errors={fault?.fields}>
              <Field
                kind="radio"
                name="follows"
                label="Khi địa bàn nhập, chia, đổi tên hoặc kết thúc"
                options={[
                  { value: 'yes', label: 'Đi theo địa bàn', hint: 'Cùng nhập, chia, đổi tên, kết thúc vào ngày ấy.' },
                  { value: 'no', label: 'Không đi theo', hint: 'Hoạt động tiếp đến khi có quyết định riêng.' },
                ]}
              />
              <Field kind="day" name="from" label="Từ ngày" value={ask.today} />
              <Field name="decision" label="Căn cứ" hint={DECISION} optional />
              <Actions>
                <Button kind="main">Ghi</Button>
                <ButtonLink kind="plain" href={`/don-vi/${id}`}>
                  Thôi
                </ButtonLink>
              </Actions>
            </Form>
          }
          aside={
            <Section title="Đã ghi" id="da-ghi" first>
              {records.length === 0 ? (
                <Empty>Chưa ghi lần nào.</Empty>
              ) : (
                <Table
                  caption="Việc đi theo địa bàn qua thời gian"
                  hideCaption
                  columns={[{ label: 'Đi theo' }, { label: 'Thời gian' }]}
                  rows={records.map(one => ({ cells: [one.follows ? 'Đi theo' : 'Không đi theo', daysOf(one.from, one.until)] }))}
                />
              )}
            </Section>
          }
        />
      </>
    ),
  }
}
