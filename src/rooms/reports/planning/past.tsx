// Who gave which plan by which decision, changed it or took it back: what was given together stands together.
import type { Ask } from '../../../access/ask.ts'
import { capital, formatDay } from '../../../ground/vietnamese.ts'
import { Empty } from '../../../web/parts/empty.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { Table } from '../../../web/parts/table.tsx'
import { writtenWhen } from '../naming.ts'
import { plainLabel } from '../sheet.ts'
import type { Matrix } from './acts-plans.ts'
import { PLAN_PARTS, planTyped } from './plan-rules.ts'
import type { Given } from './store-plans.ts'

const PAST_SHOWN = 20
const FEW = 3

interface PastShown {
  readonly ask: Ask
  readonly matrix: Matrix
  readonly given: readonly Given[]
  readonly people: ReadonlyMap<string, string>
}

/** What was given together: at one time, by one decision, of one indicator. */
function together(given: readonly Given[]): readonly (readonly Given[])[] {
  const groups = new Map<string, Given[]>()
  for (const one of given) {
    const key = `${one.at.day} ${one.at.time} ${one.givenBy} ${one.decision} ${one.code} ${one.part}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

export function Past({ ask, matrix, given, people }: PastShown) {
  const names = new Map(matrix.all.map(one => [one.code, capital(plainLabel(one))]))
  const groups = together(given)
  const of = (one: Given): string => {
    const figure = one.figure ? planTyped(one.figure) : 'thôi giao'
    return `${matrix.rows.length > 1 ? `${capital(ask.tree.label(one.unitId))}: ` : ''}${figure}${one.number > 1 ? ` (lần ${one.number})` : ''}`
  }
  return (
    <Section title="Các lần giao, điều chỉnh" id="h-cac-lan">
      {groups.length === 0 ? (
        <Empty>{`Năm ${matrix.year} chưa giao kế hoạch nào.`}</Empty>
      ) : (
        <Table
          caption={`Các lần giao, điều chỉnh kế hoạch năm ${matrix.year}, mới nhất ở trên`}
          hideCaption
          columns={[{ label: 'Chỉ tiêu' }, { label: 'Kế hoạch' }, { label: 'Nơi giao, văn bản' }, { label: 'Ghi lúc' }]}
          rows={groups.slice(0, PAST_SHOWN).flatMap(group => {
            const [one] = group
            if (!one) return []
            const from = [
              one.givenBy === one.unitId ? 'Tự đặt' : capital(ask.tree.label(one.givenBy)),
              one.decision && `số ${one.decision}`,
              one.decidedOn && `ngày ${formatDay(one.decidedOn)}`,
            ]
            return {
              cells: [
                `${names.get(one.code) ?? one.code}${one.part === 'year' ? '' : `, ${PLAN_PARTS[one.part]}`}`,
                group.length <= FEW ? (
                  group.map(of).join('; ')
                ) : (
                  <details>
                    <summary>{`${group.length} đơn vị`}</summary>
                    {group.map(of).join('; ')}
                  </details>
                ),
                from.filter(Boolean).join(', '),
                `${writtenWhen(one.at)}, ${people.get(one.by) ?? 'cán bộ'}`,
              ],
            }
          })}
        />
      )}
      {groups.length > PAST_SHOWN && <p class="small soft after">{`Đang xem ${PAST_SHOWN} lần gần nhất.`}</p>}
    </Section>
  )
}
