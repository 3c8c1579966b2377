// What every change of the organisation states about itself: its title, its first day, its law.

import type { Ask } from '../../../access/ask.ts'
import { capital } from '../../../ground/vietnamese.ts'
import { aDay, optional, text } from '../../../web/input.ts'
import { Field } from '../../../web/parts/field.tsx'
import type { Plan } from '../plan.ts'

export const generalInput = {
  title: text('Tên của lần thay đổi', 300),
  day: aDay('Ngày có hiệu lực'),
  law: optional(text('Số, ký hiệu của căn cứ', 60)),
  lawTitle: optional(text('Trích yếu của căn cứ', 300)),
  lawDay: optional(aDay('Ngày ban hành căn cứ')),
}

export function GeneralFields({ plan, titleHint }: { plan?: Plan; titleHint: string }) {
  return (
    <>
      <Field name="title" label="Tên của lần thay đổi" hint={titleHint} value={plan?.title ?? ''} />
      <Field
        kind="day"
        name="day"
        label="Ngày có hiệu lực"
        hint="Ngày đầu tiên của tổ chức mới, theo nghị quyết. Có thể là ngày sắp tới."
        value={plan?.effectiveOn ?? ''}
      />
      <Field
        name="law"
        label="Căn cứ: số, ký hiệu"
        hint="Ví dụ: 1656/NQ-UBTVQH15. Có thể ghi sau, trước khi áp dụng."
        value={plan?.law.id ?? ''}
        width={16}
        optional
      />
      <Field name="lawTitle" label="Căn cứ: cơ quan ban hành và trích yếu" value={plan?.law.title ?? ''} optional />
      <Field kind="day" name="lawDay" label="Căn cứ: ngày ban hành" value={plan?.law.issuedOn ?? ''} optional />
    </>
  )
}

/** For who administers several units: which one they act for. */
export function SeatField({ ask }: { ask: Ask }) {
  if (ask.grant.seats.size < 2) return null
  const options = [...ask.grant.seats].map(value => ({ value, label: capital(ask.tree.label(value)) }))
  return <Field kind="select" name="seat" label="Đơn vị ông/bà làm thay" options={options} prompt="Chọn đơn vị" />
}
