// What a change of the organisation would do to the models in care, told before it is applied.
import type { Ask } from '../../access/ask.ts'
import { capital, formatNumber } from '../../ground/vietnamese.ts'
import type { Reform, ReformEffect } from '../../web/room.ts'
import { modelsAt, waitingBefore } from './store-lists.ts'

const EXAMPLES = 5

/** Running models of the units that end and who will keep them, and what waits for a body that ends; within the asker's reach. */
export async function underReform(ask: Ask, { ending, after }: Reform): Promise<readonly ReformEffect[]> {
  const units = [...ending].filter(id => ask.grant.units.has(id))
  if (units.length === 0) return []
  const models = await modelsAt(ask, units)
  const waiting = await waitingBefore(ask, units)
  const all = models.reduce((sum, one) => sum + one.n, 0)
  const keeper = (id: string): string => after.unit(after.keeper(id) ?? '')?.fullName ?? 'đơn vị tiếp nhận hồ sơ'
  const effects: ReformEffect[] = []
  if (all > 0)
    effects.push({
      heading: 'Mô hình “Dân vận khéo” của đơn vị kết thúc',
      count: all,
      say: 'Hồ sơ giữ nguyên tên đơn vị lúc đăng ký và chuyển cho đơn vị tiếp nhận; đơn vị đó xác nhận hằng năm và ghi tiếp.',
      examples: models.slice(0, EXAMPLES).map(one => ({
        label: `${capital(ask.tree.label(one.unit_id))}: ${formatNumber(one.n)} mô hình, ${keeper(one.unit_id)} giữ`,
        href: `/kheo?don-vi=${one.unit_id}`,
      })),
    })
  if (waiting > 0)
    effects.push({
      heading: 'Mô hình đang chờ cơ quan kết thúc thẩm định hoặc công nhận',
      count: waiting,
      say: 'Cơ quan kế thừa thẩm định, công nhận tiếp; các bước đã làm vẫn có giá trị.',
      examples: [],
    })
  return effects
}
