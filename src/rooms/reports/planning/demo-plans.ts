// The demo's plans of the year: a few indicators for every commune, one set by a commune itself, one changed in the middle of the year.
import { addDays, type Day, day, yearOf } from '../../../ground/day.ts'
import type { DemoWorld } from '../../../web/room.ts'
import type { PlanFigure } from './plan-rules.ts'
import { type NewPlan, putPlans } from './store-plans.ts'

const COMMUNES = ['BS', 'BD', 'CM', 'DS', 'HL', 'KT', 'LT', 'MD', 'NG', 'SL', 'TU', 'YT']
const LARGE = new Set(['KT', 'LT', 'CM', 'BD', 'BS'])
const GIVEN: Readonly<Record<string, { small: PlanFigure; large: PlanFigure }>> = {
  DT01: { small: { kind: 'count', value: 6 }, large: { kind: 'count', value: 8 } },
  TD02: { small: { kind: 'count', value: 180 }, large: { kind: 'count', value: 380 } },
  TT02: { small: { kind: 'count', value: 6000 }, large: { kind: 'count', value: 12_000 } },
  HG03: { small: { kind: 'target', value: 85 }, large: { kind: 'target', value: 85 } },
}

export async function demoPlans(world: DemoWorld): Promise<void> {
  const year = yearOf(world.today)
  const start = day(`${year}-01-01`)
  const inYear = (days: number): Day => {
    const on = addDays(start, days)
    return on < world.today ? on : world.today
  }
  const province = await world.as('binh', 'reports.plan', world.today)
  const plans = Object.entries(GIVEN).flatMap(([code, { small, large }]) =>
    COMMUNES.map((unit): NewPlan => ({ unitId: world.unit(unit), code, number: 1, figure: LARGE.has(unit) ? large : small })),
  )
  const by = { year, part: 'year', givenBy: world.unit('MAU') } as const
  await putPlans(province, { ...by, decision: '15-KH/BTGDVTU', decidedOn: inYear(14), plans })
  await putPlans(province, {
    ...by,
    decision: '42-CV/BTGDVTU',
    decidedOn: inYear(190),
    plans: [{ unitId: world.unit('HL'), code: 'TD02', number: 2, figure: { kind: 'count', value: 150 } }],
  })
  const commune = await world.as('an', 'reports.plan', world.today)
  const quarters = COMMUNES.map(
    (unit): NewPlan => ({ unitId: world.unit(unit), code: 'DT01', number: 1, figure: { kind: 'count', value: 2 } }),
  )
  await putPlans(province, { ...by, part: 'Q4', decision: '61-KH/BTGDVTU', decidedOn: inYear(270), plans: quarters })
  const own = { year, part: 'year', givenBy: world.unit('KT'), decision: '', decidedOn: null } as const
  await putPlans(commune, { ...own, plans: [{ unitId: world.unit('KT'), code: 'TT01', number: 1, figure: { kind: 'count', value: 90 } }] })
}
