// What a unit that an administrator adds must be, and what makes a record of the focal role, of following and of a hand-over sound.
import type { Day } from '../../ground/day.ts'
import { type Refusal, refuse } from '../../ground/faults.ts'
import { formatDay, searchKey } from '../../ground/vietnamese.ts'
import type { Level, OrgTree, Unit } from '../../org/tree.ts'

/** Which levels may stand directly under which; districts ended on 30 June 2025. @law 72/2025/QH15 */
const UNDER: Partial<Record<Level, readonly Level[]>> = { centre: ['province'], province: ['commune'], commune: ['hamlet'] }

/** An area under its parent: of the next level down, under a name that no sister bears. */
export function addUnder(tree: OrgTree, parent: Unit, level: Level, name: string): Refusal | undefined {
  if (!UNDER[parent.level]?.includes(level))
    return refuse(
      'unit.level',
      'Cấp: đơn vị ở cấp này không đứng trực tiếp dưới đơn vị đã chọn. Chọn lại cấp hoặc đơn vị cấp trên.',
      'level',
    )
  if (tree.children(parent.id, 'area').some(one => searchKey(one.name) === searchKey(name)))
    return refuse('unit.twice', 'Tên: đã có đơn vị tên này trong cùng đơn vị cấp trên. Kiểm tra lại tên.', 'name')
  return undefined
}

/** Which body plays the focal role: one that stands and serves this very area, from a day after the last change of it. */
export function setFocal(
  tree: OrgTree,
  unitId: string,
  focal: { readonly bodyId: string; readonly from: Day },
  current: { readonly from: Day } | undefined,
): readonly Refusal[] | true {
  const on = tree.on(focal.from)
  const refusals: Refusal[] = []
  if (!on.unit(unitId))
    refusals.push(refuse('unit.focal-day', `Từ ngày: đơn vị không hoạt động vào ngày ${formatDay(focal.from)}. Chọn ngày khác.`, 'from'))
  else if (!tree.known(focal.bodyId) || !on.unit(focal.bodyId) || on.areaOf(focal.bodyId) !== unitId || focal.bodyId === unitId)
    refusals.push(
      refuse(
        'unit.focal-body',
        `Cơ quan: không hoạt động trên địa bàn này vào ngày ${formatDay(focal.from)}. Chọn cơ quan khác hoặc sửa ngày.`,
        'body',
      ),
    )
  if (current && focal.from <= current.from)
    refusals.push(
      refuse('unit.focal-days', `Từ ngày: phải sau ngày ${formatDay(current.from)}, ngày bắt đầu của cơ quan đang làm đầu mối.`, 'from'),
    )
  return refusals.length === 0 ? true : refusals
}

/** Whether a body follows its area, from a day after the last word on it. */
export function setFollowing(
  tree: OrgTree,
  bodyId: string,
  from: Day,
  current: { readonly from: Day; readonly follows: boolean } | undefined,
  follows: boolean,
): readonly Refusal[] | true {
  const body = tree.on(from).unit(bodyId)
  if (!body || body.line === 'area' || body.areaId === null)
    return [
      refuse(
        'unit.following-body',
        `Từ ngày: tổ chức không hoạt động trên địa bàn nào vào ngày ${formatDay(from)}. Chọn ngày khác.`,
        'from',
      ),
    ]
  if (current && from <= current.from)
    return [refuse('unit.following-days', `Từ ngày: phải sau ngày ${formatDay(current.from)}, ngày ghi gần nhất.`, 'from')]
  return current?.follows === follows ? [refuse('unit.following-same', 'Tổ chức đang được ghi đúng như vậy.', 'follows')] : true
}

export interface HandingOver {
  readonly fromId: string
  readonly toId: string
  readonly onDay: Day
  readonly lines: readonly { readonly what: string }[]
  readonly signatories: readonly { readonly side: 'from' | 'to' | 'witness'; readonly name: string; readonly title: string }[]
}

/** A hand-over: from a unit that was there to one that stands on that day, of something, signed by both sides. */
export function handOver(
  tree: OrgTree,
  today: Day,
  one: HandingOver,
  corrected: { readonly by: string | null } | undefined,
): readonly Refusal[] | true {
  const refusals: Refusal[] = []
  const on = tree.on(one.onDay)
  if (one.onDay > today) refusals.push(refuse('hand-over.day', 'Ngày bàn giao: chưa đến. Lập biên bản khi đã bàn giao.', 'day'))
  if (!tree.known(one.fromId) || !on.known(one.fromId))
    refusals.push(refuse('hand-over.from', `Ngày bàn giao: bên giao chưa hoạt động vào ngày ${formatDay(one.onDay)}.`, 'day'))
  if (one.toId === one.fromId || !on.unit(one.toId))
    refusals.push(refuse('hand-over.to', `Bên nhận: chọn một đơn vị khác, đang hoạt động vào ngày ${formatDay(one.onDay)}.`, 'to'))
  if (one.lines.length === 0) refusals.push(refuse('hand-over.lines', 'Nội dung bàn giao: ghi ít nhất một dòng.', 'what-1'))
  for (const [side, say] of [
    ['from', 'bên giao'],
    ['to', 'bên nhận'],
  ] as const)
    if (!one.signatories.some(signatory => signatory.side === side))
      refusals.push(refuse('hand-over.signatories', `Người ký: ghi ít nhất một người ký ${say}.`, 'name-1'))
  if (corrected && corrected.by !== null)
    refusals.push(refuse('hand-over.corrected', 'Biên bản này đã có biên bản đính chính. Đính chính biên bản mới nhất.'))
  return refusals.length === 0 ? true : refusals
}
