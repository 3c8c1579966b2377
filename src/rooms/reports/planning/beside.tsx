// The plan of the year beside the figure so far: in the sheet under the cumulative figure, under a total as a table of its own.
import { capital } from '../../../ground/vietnamese.ts'
import { Section } from '../../../web/parts/section.tsx'
import { Cell, type Slot, Table, Void } from '../../../web/parts/table.tsx'
import type { Figure, Indicator } from '../figures.ts'
import type { Filling } from '../pages/sheet-cells.tsx'
import { plainLabel } from '../sheet.ts'
import type { YearPlan } from './beside-totals.ts'
import { PLAN_PARTS, reached } from './plan-rules.ts'

/** The cumulative cell with the plan under it; as it is where nothing is planned. */
export function withPlan(total: Slot, filling: Pick<Filling, 'plans' | 'soFar'>, { code, kind }: Indicator, now: Figure | undefined): Slot {
  const plan = filling.plans.get(code)
  if (!plan || (!plan.figure && !plan.why) || total instanceof Cell) return total
  const done = kind === 'stock' || plan.part !== 'year' ? now : filling.soFar.get(code)
  return (
    <>
      {total}
      <small class="soft planned">{plan.figure ? reached(plan.figure, done, plan.part).brief : `kế hoạch: ${plan.why}`}</small>
    </>
  )
}

/** Under a receiver's totals: what the year is to reach and how far it is; nothing where nothing is planned. */
export function YearPlans({ plans, year }: { plans: readonly YearPlan[]; year: number }) {
  if (plans.length === 0) return null
  return (
    <Section
      title={`Kế hoạch năm ${year}`}
      id="h-ke-hoach"
      foot={
        <>
          Lũy kế của các báo cáo đã được tiếp nhận. <a href={`/bao-cao/ke-hoach?nam=${year}`}>Xem kế hoạch của từng đơn vị</a>
        </>
      }
    >
      <Table
        caption={`Kế hoạch năm ${year} và lũy kế`}
        hideCaption
        columns={[
          { label: 'Chỉ tiêu' },
          { label: 'Kế hoạch', numeric: true, width: 12 },
          { label: 'Đã làm so với kế hoạch' },
          { label: 'Chưa gồm' },
        ]}
        rows={plans.map(({ indicator, plan, done }) => ({
          cells: [
            <>
              {capital(plainLabel(indicator))} <span class="soft small">({indicator.measure})</span>
            </>,
            plan.figure ? (
              <>
                <span class="num">{reached(plan.figure, undefined).plan}</span>
                {plan.part !== 'year' && <span class="soft small">{` (${PLAN_PARTS[plan.part]})`}</span>}
              </>
            ) : (
              <span class="void wrap-void">{plan.why}</span>
            ),
            plan.figure ? reached(plan.figure, done, plan.part).says : <Void>chưa có kế hoạch chung</Void>,
            done && done.missing.length > 0 ? done.missing.join(', ') : plan.part === 'year' ? 'đủ các kỳ' : 'chỉ tính kỳ này',
          ],
        }))}
      />
    </Section>
  )
}
