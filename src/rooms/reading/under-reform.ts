// What a change of the organisation would do to texts and what they state, told before it is applied.
import { sql } from 'kysely'
import { type Ask, inReach } from '../../access/ask.ts'
import { capital, formatNumber } from '../../ground/vietnamese.ts'
import type { Reform, ReformEffect } from '../../web/room.ts'

const EXAMPLES = 5

/** Texts brought by units that end, and who will keep them; within the asker's reach. */
export async function underReform(ask: Ask, { ending, after }: Reform): Promise<readonly ReformEffect[]> {
  const { rows } = await sql<{ unit: string; n: number; open: number }>`
    select t.unit_id as unit, count(*)::int as n,
           (count(*) filter (where exists (select from reading_fact f where f.text_id = t.id and f.n > 0 and f.verdict = 'undo')))::int as open
      from reading_text t where t.unit_id = any(${[...ending]}::uuid[]) and ${inReach(ask, 't.unit_id')}
     group by t.unit_id order by n desc, t.unit_id`.execute(ask.tx)
  if (rows.length === 0) return []
  const [all, open] = [rows.reduce((sum, one) => sum + one.n, 0), rows.reduce((sum, one) => sum + one.open, 0)]
  const keeper = (id: string): string => after.unit(after.keeper(id) ?? '')?.fullName ?? 'đơn vị tiếp nhận hồ sơ'
  return [
    {
      heading: 'Văn bản đã đưa vào đọc của đơn vị kết thúc',
      count: all,
      say: `Văn bản và các sự việc đã ghi nhận chuyển cho đơn vị tiếp nhận hồ sơ.${open > 0 ? ` ${formatNumber(open)} văn bản còn đề xuất chưa quyết định; đơn vị đó quyết định tiếp.` : ''}`,
      examples: rows.slice(0, EXAMPLES).map(one => ({
        label: `${capital(ask.tree.label(one.unit))}: ${formatNumber(one.n)} văn bản, ${keeper(one.unit)} giữ`,
      })),
    },
  ]
}
