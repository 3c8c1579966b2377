// Accepting several reports at once, from the board and from the queue: what was picked, and what is said when not all can be.
import { Fault } from '../../../ground/faults.ts'
import type { NotAccepted } from '../acts.ts'

export interface PickedReport {
  readonly unitId: string
  /** The edition that stood on the page. */
  readonly editionId: string | undefined
}

/** Each box carries the unit and the edition that was seen. @throws refused when none is ticked */
export function pickedIn(boxes: readonly string[]): readonly PickedReport[] {
  if (boxes.length === 0) throw new Fault('refused', 'reports.nothing-picked', 'Chưa chọn đơn vị nào. Đánh dấu các đơn vị cần tiếp nhận.')
  return boxes.map(one => ({ unitId: one.slice(0, 36), editionId: one.slice(37) || undefined }))
}

/** All or none: each unit that stands in the way is named, with why. @throws refused */
export function mustAllBeAccepted(not: readonly NotAccepted[], picked: number, label: (unitId: string) => string): void {
  if (not.length === 0) return
  throw new Fault(
    'refused',
    'reports.some-not-accepted',
    `Chưa tiếp nhận báo cáo nào: ${not.length} trên ${picked} đơn vị chưa được.`,
    not.map(({ unitId, why }) => ({ field: `dv-${unitId}`, say: `${label(unitId)}: ${why}` })),
  )
}
