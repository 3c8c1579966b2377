// What a unit that an administrator adds must be.
import { type Refusal, refuse } from '../../ground/faults.ts'
import { searchKey } from '../../ground/vietnamese.ts'
import type { Level, OrgTree, Unit } from '../../org/tree.ts'

/** Which levels may stand directly under which; districts ended on 30 June 2025. @law 72/2025/QH15 §1 */
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
