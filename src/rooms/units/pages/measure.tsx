// The form of one measure of a resolution: which units, what becomes of them, where their hamlets go.
import { randomUUID } from 'node:crypto'
import type { Ask } from '../../../access/ask.ts'
import type { Fault } from '../../../ground/faults.ts'
import { missing } from '../../../ground/faults.ts'
import { capital, formatDay } from '../../../ground/vietnamese.ts'
import type { OrgTree, Unit } from '../../../org/tree.ts'
import type { Typed } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { UnitPicker } from '../../../web/parts/unit-picker.tsx'
import type { Page } from '../../../web/route.ts'
import { DEED_WORDS, DEEDS, type Deed, PARTS, typedOf } from '../measure-form.ts'
import { eveOf, measuresOf, type Plan } from '../plan.ts'
import { findPlan } from '../store-plans.ts'
import { choicesFor, many, one, UnitsPicker } from './picking.tsx'
import { HOME, REFORM } from './starting.tsx'

type Reforming = Ask<'units.reform'>

export const deedIn = (text: string): Deed => {
  const found = DEEDS.find(deed => deed === text)
  if (!found) throw missing('việc này')
  return found
}

const SUBS: Readonly<Record<Deed, string>> = {
  merge: 'Thôn, tổ dân phố của các đơn vị nhập đi theo về đơn vị nhận. Hồ sơ cũ giữ nguyên đơn vị cũ, do đơn vị nhận giữ.',
  split: 'Nghị quyết không nêu nơi kế thừa thì hồ sơ do đơn vị cấp trên giữ, số liệu cũ không cộng cho bên nào.',
  rename: 'Đơn vị vẫn là một; hồ sơ cũ hiện tên cũ và tên mới.',
  move: 'Đơn vị giữ nguyên địa bàn, tên và mã.',
  abolish: 'Thôn, tổ dân phố của đơn vị cũng kết thúc. Hồ sơ do đơn vị cấp trên giữ.',
}

const NEW_NAME = 'Ghi đủ loại và tên như trong nghị quyết, ví dụ: xã Khe Trầm.'

/** Which form stands open: of a kept measure, of a new one, or one that came back. */
export async function measurePage(
  ask: Reforming,
  planId: string,
  asked: { deed?: string | undefined; edit?: string | undefined },
  typed?: Typed,
  fault?: Fault,
): Promise<Page> {
  const plan = await findPlan(ask, planId)
  if (plan.changeId !== null) throw missing('bản dự kiến này')
  const tree = eveOf(ask.tree, plan)
  const kept = measuresOf(plan).find(measure => measure.id === asked.edit)
  const deed = deedIn(kept?.measure.do ?? asked.deed ?? '')
  const values = typed ?? (kept ? typedOf(tree, kept.measure) : {})
  const title = `${DEED_WORDS[deed]}, từ ngày ${formatDay(plan.effectiveOn)}`
  return {
    title: fault ? `Lỗi: ${title}` : title,
    page: (
      <>
        <Crumb steps={[HOME, REFORM, { label: plan.title, href: `/don-vi/sap-xep/${plan.id}` }, { label: DEED_WORDS[deed] }]} />
        <PageHead title={title} sub={SUBS[deed]} />
        <ErrorSummary fault={fault} />
        <Form action={`/don-vi/sap-xep/${plan.id}/viec`} values={values} errors={fault?.fields} label={DEED_WORDS[deed]}>
          <Hidden name="viec" value={deed} />
          <Hidden name="measure" value={kept?.id ?? (one(typed, 'measure') || randomUUID())} />
          <Hidden name="version" value={fault?.kind === 'stale' ? plan.version : one(typed, 'version') || plan.version} />
          {await fieldsOf(ask, plan, tree, deed, values)}
          <Actions>
            <Button kind="main">{kept ? 'Lưu việc này' : 'Thêm việc này'}</Button>
            <ButtonLink kind="plain" href={`/don-vi/sap-xep/${plan.id}`}>
              Thôi
            </ButtonLink>
          </Actions>
        </Form>
      </>
    ),
  }
}

async function fieldsOf(ask: Reforming, plan: Plan, tree: OrgTree, deed: Deed, typed: Typed) {
  const choose = (name: string, fits?: (unit: Unit) => boolean) => choicesFor(ask, typed, name, fits, tree)
  const chosen = async (name: string) => (await choose(name)).find(unit => unit.id === one(typed, name))
  switch (deed) {
    case 'merge': {
      const from = await choose('from', unit => unit.level !== 'centre')
      const ticked = new Set(many(typed, 'from'))
      const receivers = [...from.filter(unit => ticked.has(unit.id)), ...(await choose('into'))]
      const unique = [...new Map(receivers.map(unit => [unit.id, unit])).values()]
      return (
        <>
          <UnitsPicker name="from" label="Những đơn vị nhập với nhau" hint="Tìm rồi đánh dấu từng đơn vị." found={from} />
          <UnitPicker
            name="into"
            label="Nhập thành"
            hint="Đơn vị mới, hoặc một đơn vị đang có giữ nguyên tên và nhận các đơn vị kia. Đã đánh dấu ở trên thì bấm Tìm để hiện ở đây."
            found={unique}
            none="Đơn vị mới, tên ghi dưới đây"
          />
          <Field name="name" label="Tên đơn vị mới" hint={NEW_NAME} width={24} optional />
          <Field name="code" label="Mã đơn vị mới" width={8} optional />
        </>
      )
    }
    case 'split':
      return <SplitFields plan={plan} tree={tree} typed={typed} found={await choose('from')} />
    case 'rename': {
      const unit = await chosen('unit')
      return (
        <>
          <UnitPicker name="unit" label="Đơn vị đổi tên" found={await choose('unit')} chosen={unit} />
          <Field name="name" label="Tên mới" hint={NEW_NAME} width={24} />
          <Field name="code" label="Mã mới" hint="Để trống khi mã không đổi." width={8} optional />
        </>
      )
    }
    case 'move':
      return (
        <>
          <UnitPicker name="unit" label="Đơn vị chuyển" found={await choose('unit')} />
          <UnitPicker name="parent" label="Về trực thuộc" found={await choose('parent', unit => unit.level !== 'hamlet')} />
        </>
      )
    case 'abolish':
      return <UnitPicker name="unit" label="Đơn vị giải thể" found={await choose('unit', unit => unit.level !== 'centre')} />
  }
}

interface SplitProps {
  plan: Plan
  tree: OrgTree
  typed: Typed
  found: Awaited<ReturnType<typeof choicesFor>>
}

function SplitFields({ tree, typed, found }: SplitProps) {
  const unit = tree.unit(one(typed, 'from'))
  const sisters = unit?.parentId ? tree.children(unit.parentId, unit.line).filter(sister => sister.id !== unit.id) : []
  const places = Array.from({ length: PARTS }, (_, i) => i + 1)
  const named = places.filter(n => one(typed, `part-${n}`) !== '')
  const shown = places.slice(0, Math.max(3, (named.at(-1) ?? 0) + 1))
  const hamlets = unit ? tree.children(unit.id) : []
  const partName = (n: number): string => one(typed, `part-${n}`) || `phần ${n}`
  return (
    <>
      <UnitPicker name="from" label="Đơn vị bị chia" hint="Chọn rồi bấm Tìm để hiện thôn, tổ dân phố của đơn vị." found={found} />
      <Field kind="tick" name="stays" label="Đơn vị vẫn tồn tại với phần còn lại (chỉ chuyển một phần về nơi khác)" />
      <p class="small soft">
        Ghi nơi nhận từng phần bằng tên đủ cả loại. Trùng tên một đơn vị đang có cùng cấp trên thì là đơn vị ấy; tên khác là đơn vị mới. Mã
        và tỷ lệ để trống khi nghị quyết không nêu; phần để trống không tính.
      </p>
      {shown.map(n => (
        <fieldset class="field">
          <legend>{`Phần ${n}`}</legend>
          <div class="row">
            <Field name={`part-${n}`} label="Nơi nhận" suggest={sisters.map(sister => capital(sister.fullName))} width={16} />
            <Field name={`ma-${n}`} label="Mã (đơn vị mới)" width={8} />
            <Field kind="number" name={`share-${n}`} label="Tỷ lệ" unit="%" width={6} />
          </div>
        </fieldset>
      ))}
      <Field
        kind="select"
        name="heir"
        label="Nghị quyết giao nơi nào kế thừa hồ sơ, số liệu"
        options={shown.map(n => ({ value: String(n), label: capital(partName(n)) }))}
        prompt="Không nêu"
        optional
      />
      {hamlets.length > 0 ? (
        <fieldset class="field" id="hamlets" tabIndex={-1}>
          <legend>{`${hamlets.length} thôn, tổ dân phố của ${unit?.fullName} về đâu`}</legend>
          {hamlets.map(hamlet => (
            <Field
              kind="select"
              name={`h-${hamlet.id}`}
              label={capital(hamlet.fullName)}
              options={[
                ...shown.map(n => ({ value: String(n), label: capital(partName(n)) })),
                ...(typed['stays'] === undefined ? [] : [{ value: '0', label: `Ở lại ${unit?.fullName}` }]),
              ]}
              prompt={typed['stays'] === undefined ? 'Chọn nơi nhận' : 'Ở lại'}
            />
          ))}
        </fieldset>
      ) : null}
    </>
  )
}
