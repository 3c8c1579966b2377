// The form by which an administrator adds one unit.
import { randomUUID } from 'node:crypto'
import type { Ask } from '../../../access/ask.ts'
import type { Fault } from '../../../ground/faults.ts'
import { capital } from '../../../ground/vietnamese.ts'
import type { Typed } from '../../../web/input.ts'
import { Button } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { UnitPicker } from '../../../web/parts/unit-picker.tsx'
import type { Page } from '../../../web/route.ts'
import { AREA_KINDS, LEVEL_WORDS } from '../words.ts'
import { choicesFor } from './picking.tsx'

export const ADD_LEVELS = ['province', 'commune', 'hamlet'] as const
/** So many parents are chosen from a list; more are searched by name. */
const LISTED = 60

export async function addPage(ask: Ask<'units.keep'>, typed?: Typed, fault?: Fault): Promise<Page> {
  const parents = [...ask.grant.units].flatMap(id => {
    const unit = ask.tree.unit(id)
    return unit && unit.line === 'area' && unit.level !== 'hamlet' ? [{ value: id, label: capital(ask.tree.label(id)) }] : []
  })
  return {
    title: fault ? 'Lỗi: Thêm đơn vị' : 'Thêm đơn vị',
    page: (
      <>
        <Crumb steps={[{ label: 'Đơn vị', href: '/don-vi' }, { label: 'Thêm đơn vị' }]} />
        <PageHead title="Thêm một đơn vị hành chính hoặc thôn" sub="Đơn vị chỉ được thêm, không xóa: hồ sơ gắn với đơn vị còn mãi." />
        <ErrorSummary fault={fault} />
        <Form action="/don-vi/them" class="narrow" values={typed} errors={fault?.fields}>
          <Hidden name="id" value={String(typed?.['id'] ?? randomUUID())} />
          {parents.length > LISTED ? (
            <UnitPicker
              name="parent"
              label="Đơn vị cấp trên"
              found={await choicesFor(ask, typed, 'parent', unit => unit.line === 'area' && unit.level !== 'hamlet')}
            />
          ) : (
            <Field kind="select" name="parent" label="Đơn vị cấp trên" options={parents} prompt="Chọn đơn vị" />
          )}
          <Field kind="radio" name="level" label="Cấp" options={ADD_LEVELS.map(value => ({ value, label: LEVEL_WORDS[value] }))} />
          <Field kind="select" name="kind" label="Loại" options={AREA_KINDS.map(value => ({ value, label: value }))} prompt="Chọn loại" />
          <Field name="name" label="Tên, không kèm loại" hint="Ví dụ: Khe Trầm." width={24} />
          <Field name="code" label="Mã" hint="Mã của cơ quan thống kê, nếu có." optional width={8} />
          <Field kind="day" name="from" label="Từ ngày" value={ask.today} />
          <Button kind="main">Thêm đơn vị</Button>
        </Form>
      </>
    ),
  }
}
