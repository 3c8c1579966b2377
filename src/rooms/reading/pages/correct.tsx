// The form that corrects one fact, inside its card. What the machine proposed is filled in; what was typed comes back.
import type { Fault } from '../../../ground/faults.ts'
import { formatNumber } from '../../../ground/vietnamese.ts'
import type { Typed } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { type UnitChoice, UnitPicker } from '../../../web/parts/unit-picker.tsx'
import { MEASURES, PARTS } from '../reader/wording.ts'
import { figureNow } from '../rules.ts'
import { type DocumentSaid, type Fact, type FactOf, type FigureSaid, isPercent, measureLabel, type PersonSaid } from '../said.ts'
import { writePeriod } from '../typed.ts'
import { amount } from './words.ts'

interface CorrectProps {
  fact: Exclude<Fact, { kind: 'event' }>
  figures: readonly FactOf<'figure'>[]
  textId: string
  typed: Typed | undefined
  fault: Fault | undefined
  units: { readonly found: readonly UnitChoice[]; readonly search: string | undefined; readonly chosen: UnitChoice | undefined }
}

export function Correct({ fact, figures, textId, typed, fault, units }: CorrectProps) {
  return (
    <Form action={`/doc-van-ban/${textId}/sua`} label={`Sửa dữ kiện ${fact.n}`} values={typed} errors={fault?.fields}>
      <Hidden name="n" value={fact.n} />
      <Hidden name="seen" value={fact.seq} />
      {fact.kind === 'figure' && <FigureFields said={fact.payload} n={fact.n} figures={figures} units={units} />}
      {fact.kind === 'person' && <PersonFields said={fact.payload} />}
      {fact.kind === 'document' && <DocumentFields said={fact.payload} />}
      {fact.kind === 'task' && <Field kind="area" name="text" label="Nhiệm vụ" rows={3} maxlength={2000} value={fact.payload.text} />}
      <Actions>
        <Button small kind="main">
          Lưu và nhận
        </Button>
        <ButtonLink small kind="plain" href={`/doc-van-ban/${textId}#d${fact.n}`}>
          Thôi
        </ButtonLink>
      </Actions>
    </Form>
  )
}

interface FigureFieldsProps {
  said: FigureSaid
  n: number
  figures: readonly FactOf<'figure'>[]
  units: CorrectProps['units']
}

function FigureFields({ said, n, figures, units }: FigureFieldsProps) {
  const wholes = figures.flatMap(one => {
    const now = one.n === n ? undefined : figureNow(one)
    return now ? [{ value: String(one.n), label: `${one.n}. ${measureLabel(now)}: ${amount(now)}` }] : []
  })
  return (
    <>
      <Field
        kind="select"
        name="measure"
        label="Số liệu về"
        value={said.measure}
        options={Object.entries(MEASURES).map(([value, { label }]) => ({ value, label }))}
      />
      <Field kind="number" name="value" label="Giá trị" value={said.value} />
      <Field name="unitWord" label="Đơn vị tính" width={12} maxlength={60} value={said.unit} />
      {isPercent(said) && (
        <>
          <Field
            kind="number"
            name="numerator"
            label="Tử số"
            optional
            hint="Ví dụ: số cử tri đã bầu."
            value={said.numerator === null ? '' : formatNumber(said.numerator)}
          />
          <Field
            kind="number"
            name="denominator"
            label="Mẫu số"
            optional
            hint="Ví dụ: tổng số cử tri. Thiếu một trong hai thì tỷ lệ không được cộng, không được so sánh."
            value={said.denominator === null ? '' : formatNumber(said.denominator)}
          />
        </>
      )}
      <Field
        name="period"
        label="Thời kỳ"
        optional
        hint="Như: năm 2020; 2016–2020; 6 tháng đầu năm 2021."
        value={said.period ? writePeriod(said.period) : ''}
      />
      <Field name="scope" label="Của ai, ở đâu" optional maxlength={500} value={said.scope ?? ''} />
      <Field name="qualifier" label="Nói rõ thêm" optional maxlength={500} value={said.qualifier ?? ''} />
      <Field
        kind="select"
        name="partOf"
        label="Là một phần của"
        prompt="Không, đứng riêng"
        value={said.partOf === null ? '' : String(said.partOf)}
        options={wholes}
      />
      <Field
        name="decidedBy"
        label="Cấp quyết định"
        optional
        hint="Với khen thưởng: cấp ra quyết định, không phải người trao."
        maxlength={500}
        value={said.decidedBy ?? ''}
      />
      <Field name="presentedBy" label="Người trao" optional maxlength={500} value={said.presentedBy ?? ''} />
      <UnitPicker
        name="own"
        label="Đơn vị của riêng số này"
        hint="Chỉ chọn khi số này là của đơn vị khác với đơn vị của cả văn bản."
        none="Như cả văn bản"
        found={units.found}
        {...(units.search === undefined ? {} : { search: units.search })}
        {...(units.chosen ? { chosen: units.chosen } : {})}
      />
    </>
  )
}

const PersonFields = ({ said }: { said: PersonSaid }) => (
  <>
    <Field name="name" label="Họ và tên" maxlength={100} value={said.name ?? ''} />
    <Field
      kind="tick"
      name="drop"
      label="Bỏ tên"
      hint="Người dân được nêu làm ví dụ: chỉ giữ việc đã làm, tên và chức vụ không được lưu."
    />
    <Field
      kind="select"
      name="part"
      label="Việc đã làm"
      value={said.part}
      options={Object.entries(PARTS).map(([value, label]) => ({ value, label }))}
    />
    <Field
      kind="area"
      name="roles"
      label="Chức vụ lúc đó"
      optional
      hint="Mỗi chức vụ một dòng."
      rows={3}
      maxlength={1000}
      value={said.roles.join('\n')}
    />
  </>
)

const DocumentFields = ({ said }: { said: DocumentSaid }) => (
  <>
    <Field name="symbol" label="Số, ký hiệu" width={16} maxlength={60} value={said.symbol ?? ''} />
    <Field
      name="issuer"
      label="Cơ quan ban hành"
      optional
      hint="Cần có để nhập chung với văn bản cùng số, ký hiệu; thiếu thì để riêng."
      maxlength={200}
      value={said.issuer ?? ''}
    />
    <Field kind="day" name="date" label="Ngày ban hành" optional value={said.date ?? ''} />
    <Field name="kind" label="Loại văn bản (viết tắt)" width={8} maxlength={20} value={said.kind} />
    <Field name="title" label="Trích yếu" optional maxlength={1000} value={said.title ?? ''} />
  </>
)
