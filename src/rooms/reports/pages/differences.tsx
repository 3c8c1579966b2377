// One sheet that two people wrote: what each has, side by side.
import type { Fault } from '../../../ground/faults.ts'
import { Table } from '../../../web/parts/table.tsx'
import type { SheetView } from '../filling.ts'
import { numbering, plainLabel, type TypedCell } from '../sheet.ts'
import { inWords } from '../together/shown.tsx'

/** Two people, one sheet: what each wrote, cell by cell, before either is lost. */
export function Differences(two: { fault: Fault; stored: SheetView; mine: SheetView; by: string; here: string; locked: boolean }) {
  const { fault, stored, mine, by, here, locked } = two
  const names = numbering(stored.form.indicators)
  const of = (cells: readonly TypedCell[], code: string): string => {
    const found = cells.find(one => one.code === code)
    return found && (found.value || found.state || found.reason) ? inWords(found) : ''
  }
  const differ = stored.form.indicators.filter(one => of(stored.cells, one.code) !== of(mine.cells, one.code))
  const texts = stored.narrative.filter((one, i) => one.text !== (mine.narrative[i]?.text ?? ''))
  return (
    <div class="errs" role="alert" tabindex={-1} id="tom-tat-loi">
      <h2>{fault.message}</h2>
      <p>
        {locked
          ? 'Những gì ông/bà vừa gõ không vào biểu. Chép lại từ bảng dưới đây nếu cần.'
          : 'Trong biểu dưới đây là những gì ông/bà đã gõ. Lưu hoặc nộp lại thì bản của ông/bà được giữ.'}
      </p>
      {differ.length > 0 && (
        <Table
          caption="Những ô hai bản ghi khác nhau"
          columns={[{ label: 'Ô' }, { label: `Bản đã lưu (${by})` }, { label: 'Bản của ông/bà' }]}
          rows={differ.map(one => ({
            cells: [
              <a href={`#ct-${one.code}`}>{`${names.get(one.code)}, ${plainLabel(one)}`}</a>,
              of(stored.cells, one.code) || 'để trống',
              of(mine.cells, one.code) || 'để trống',
            ],
          }))}
        />
      )}
      {texts.map(one => (
        <p>
          Phần lời “{one.heading}” cũng khác: bản đã lưu viết “{one.text || 'để trống'}”
          {locked && `; ông/bà viết “${mine.narrative.find(each => each.heading === one.heading)?.text || 'để trống'}”`}.
        </p>
      ))}
      <p>
        <a href={here}>{locked ? 'Mở biểu đã nộp' : 'Bỏ bản của tôi, mở bản đã lưu'}</a>
      </p>
    </div>
  )
}
