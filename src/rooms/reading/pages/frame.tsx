// One form for the whole text: the unit it speaks of, the day, the times reviewed.
import type { Fault } from '../../../ground/faults.ts'
import type { Typed } from '../../../web/input.ts'
import { Actions, Button } from '../../../web/parts/button.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Quote } from '../../../web/parts/note.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { type UnitChoice, UnitPicker } from '../../../web/parts/unit-picker.tsx'
import { PAST_KINDS } from '../framing.ts'
import { EVENT_TYPES } from '../reader/wording.ts'
import type { FactOf, Frame } from '../said.ts'
import { writeHappened, writePeriod, writePeriods } from '../typed.ts'

export interface FrameView {
  readonly textId: string
  readonly event: FactOf<'event'>
  /** As settled by an officer, else what the machine read. */
  readonly frame: Frame
  readonly settled: boolean
  readonly version: number
  readonly unitName: string | undefined
  readonly mayDecide: boolean
  readonly mayAddPast: boolean
  readonly typed: Typed | undefined
  readonly fault: Fault | undefined
  readonly units: { readonly found: readonly UnitChoice[]; readonly search: string | undefined; readonly chosen: UnitChoice | undefined }
  /** Times that figures of the text count, other than the time reviewed. */
  readonly otherPeriods: readonly string[]
}

export function FrameForm(view: FrameView) {
  return (
    // Asked first and folded once answered: it decides where every fact below counts.
    <details class="frame" open={!view.settled || view.fault !== undefined || view.typed !== undefined}>
      <summary>
        <h2 id="chung">Áp dụng cho mọi dữ kiện của văn bản này</h2>
      </summary>
      <div class="sheet pad">
        <p>
          {view.settled ? <Status tone="ok">Đã lưu</Status> : <Status tone="soon">Chưa lưu: máy đọc được như dưới đây</Status>}{' '}
          <span class="soft">
            {view.unitName ? `Đơn vị: ${view.unitName}.` : 'Đơn vị chưa xác định: dữ kiện của văn bản này không được tính vào đơn vị nào.'}
          </span>
        </p>
        {view.event.quote && <Quote by="Câu máy dựa vào">{view.event.quote}</Quote>}
        {view.event.doubt && !view.settled && <p class="small">{view.event.doubt}</p>}
        {view.mayDecide ? <Questions {...view} /> : <Said {...view} />}
      </div>
      {view.mayDecide && view.settled && (
        <p class="small soft after">
          <Button small kind="plain" form="quyet-dinh" name="undo" value={`0:${view.event.seq}`} of="đơn vị, ngày, thời kỳ">
            Hoàn tác
          </Button>{' '}
          Văn bản trở lại chưa xác định đơn vị và ngày.
        </p>
      )}
    </details>
  )
}

const Said = ({ frame }: FrameView) => (
  <p>{`${EVENT_TYPES[frame.type]}. Ngày: ${writeHappened(frame) || 'không rõ'}. Thời kỳ: ${writePeriods(frame.periods) || 'không rõ'}.`}</p>
)

function Questions(view: FrameView) {
  const { frame, typed } = view
  const wantsNew = typed?.['unit'] === 'new'
  const found = view.mayAddPast
    ? [
        ...view.units.found,
        { id: 'new', name: 'Đơn vị cũ chưa có trong danh sách', says: '(ghi bên dưới, sẽ mang chữ “do cán bộ bổ sung”)' },
      ]
    : view.units.found
  return (
    <Form
      action={`/doc-van-ban/${view.textId}/chung`}
      values={typed}
      errors={view.fault?.fields}
      save
      label="Đơn vị, ngày và thời kỳ của văn bản"
    >
      <Hidden name="version" value={view.version} />
      <UnitPicker
        name="unit"
        label="Đơn vị"
        hint="Đơn vị mà văn bản nói về, kể cả đơn vị đã kết thúc. Gõ tên có dấu hay không dấu đều được."
        none="Chưa xác định"
        found={found}
        {...(view.units.search === undefined ? {} : { search: view.units.search })}
        {...(view.units.chosen ? { chosen: view.units.chosen } : {})}
      />
      {view.mayAddPast && (
        <details open={wantsNew}>
          <summary>Bổ sung đơn vị cũ</summary>
          <Field name="pastName" label="Tên đơn vị cũ" optional maxlength={120} />
          <Field
            kind="select"
            name="pastKind"
            label="Loại đơn vị"
            prompt="Chọn loại"
            options={Object.keys(PAST_KINDS).map(kind => ({ value: kind, label: kind }))}
          />
          <Field
            name="pastParent"
            label="Thuộc đơn vị"
            optional
            hint="Huyện hoặc tỉnh của đơn vị cũ; để trống khi không rõ."
            maxlength={200}
          />
          <Field kind="day" name="pastFrom" label="Ngày bắt đầu" optional />
          <Field
            kind="day"
            name="pastUntil"
            label="Ngày kết thúc"
            hint="Cấp huyện và thị trấn kết thúc ngày 30/6/2025."
            value="2025-06-30"
          />
        </details>
      )}
      <Field
        name="happened"
        label="Ngày diễn ra"
        optional
        hint="Ngày/tháng/năm, hoặc tháng/năm, hoặc năm; để trống khi không rõ."
        width={12}
        value={writeHappened(frame)}
      />
      <Field
        name="periods"
        label="Thời kỳ nói đến"
        optional
        hint={`Nhiều thời kỳ thì ngăn bằng dấu chấm phẩy, như: năm 2020; 2016–2020.${view.otherPeriods.length > 0 ? ` Số liệu trong bài còn nói đến: ${view.otherPeriods.join('; ')}.` : ''}`}
        value={writePeriods(frame.periods)}
      />
      <Field
        name="figurePeriod"
        label="Thời kỳ của số liệu, nếu khác"
        optional
        hint="Dùng cho số liệu mà bài không nói rõ thời kỳ."
        value={frame.figurePeriod ? writePeriod(frame.figurePeriod) : ''}
      />
      <Field
        kind="select"
        name="type"
        label="Loại sự kiện"
        value={frame.type}
        options={Object.entries(EVENT_TYPES).map(([value, label]) => ({ value, label }))}
      />
      <Field name="host" label="Cơ quan tổ chức" optional maxlength={300} value={frame.host ?? ''} />
      <Field name="place" label="Địa điểm" optional maxlength={300} value={frame.place ?? ''} />
      <Actions>
        <Button kind="main">Lưu cho cả văn bản</Button>
      </Actions>
    </Form>
  )
}
