// The small form that shows the organisation of another day.
import type { Day } from '../../../ground/day.ts'
import type { Fault } from '../../../ground/faults.ts'
import type { Line } from '../../../org/tree.ts'
import type { Typed } from '../../../web/input.ts'
import { Button } from '../../../web/parts/button.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'

/** The page that comes back when what was typed must be mended. */
export interface CameBack {
  readonly typed: Typed
  readonly fault: Fault
}

export function DayForm({ at, day, line, back }: { at: string; day: Day; line?: Line; back?: CameBack | undefined }) {
  return (
    <Form action={at} method="get" class="row" label="Xem tổ chức vào một ngày" values={back?.typed} errors={back?.fault.fields}>
      {line ? <Hidden name="he" value={line} /> : null}
      <Field kind="day" name="ngay" label="Xem tổ chức vào ngày" value={day} />
      <Button>Xem</Button>
    </Form>
  )
}
