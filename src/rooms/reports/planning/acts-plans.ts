// Plans as a matrix of units and indicators: found, read from what was typed or pasted, and given.
import { type Ask, record } from '../../../access/ask.ts'
import { type Day, day, yearOf } from '../../../ground/day.ts'
import { Fault, isRefusal, missing, type Refusal, refuse, settle, stale } from '../../../ground/faults.ts'
import { sha256 } from '../../../ground/files.ts'
import { searchKey } from '../../../ground/vietnamese.ts'
import type { Unit } from '../../../org/tree.ts'
import { tableOf } from '../bringing/pasted.ts'
import type { Indicator } from '../figures.ts'
import type { Regime } from '../rules.ts'
import { formOn, regimes } from '../store-asked.ts'
import { mayGive, type Plan, type PlanFigure, type PlanPart, planTyped, readPlan, samePlan } from './plan-rules.ts'
import { type Given, lastGiven, type NewPlan, putPlans } from './store-plans.ts'

export interface AskedMatrix {
  readonly year: number
  readonly part: PlanPart
  readonly unitId: string | undefined
  readonly regime: string | undefined
  readonly codes: readonly string[]
}

export interface Matrix {
  readonly year: number
  readonly part: PlanPart
  /** Whose units these are; itself is the first row. */
  readonly top: Unit
  readonly rows: readonly Unit[]
  readonly regime: Regime
  readonly regimes: readonly Regime[]
  /** The columns. */
  readonly indicators: readonly Indicator[]
  readonly all: readonly Indicator[]
  /** The last row of each plan, also of those taken back, by keyOf. */
  readonly given: ReadonlyMap<string, Given>
  /** Of what was shown: another person's plan since then gives another mark. */
  readonly mark: string
  /** This person sits where these plans are given. */
  readonly isOurs: boolean
}

export const MOST_COLUMNS = 8
const FIRST_COLUMNS = 4
/** With so many units the matrix begins narrower; which columns it has is chosen. */
const MANY_ROWS = 60
const FIRST_OF_MANY = 3
export const keyOf = (unitId: string, code: string): string => `${unitId}_${code}`
export const cellField = (unitId: string, code: string): string => `k-${keyOf(unitId, code)}`

/** The day whose form and structure a plan year is read by: today within it, else its nearest end. */
export const dayOfYear = (year: number, today: Day): Day =>
  year === yearOf(today) ? today : year < yearOf(today) ? day(`${year}-12-31`) : today

/** The plans of the areas right under a unit within reach, and of itself. @throws missing */
export async function findMatrix(ask: Ask, asked: AskedMatrix): Promise<Matrix> {
  const on = dayOfYear(asked.year, ask.today)
  const tree = ask.tree.on(on)
  const seat = [...ask.grant.seats].find(id => tree.unit(id)?.line === 'area')
  const unitId = asked.unitId ?? seat ?? [...ask.grant.seats][0] ?? ''
  const top = ask.grant.units.has(unitId) ? tree.unit(unitId) : undefined
  if (!top) throw missing('đơn vị này trong năm đã chọn')
  const every = await regimes(ask)
  const regime = every.find(one => one.code === asked.regime) ?? every[0]
  if (!regime) throw missing('chế độ báo cáo')
  const all = (await formOn(ask, regime.id, on)).indicators
  const rows = [top, ...tree.children(top.id).filter(one => one.level !== 'hamlet' && ask.grant.units.has(one.id))]
  const units = new Set(rows.map(one => one.id))
  const last = (await lastGiven(ask, asked.year, asked.part)).filter(one => units.has(one.unitId))
  const planned = new Set(last.flatMap(one => (one.figure ? [one.code] : [])))
  const picked = all.filter(one => asked.codes.includes(one.code))
  const shown = picked.length > 0 ? picked : all.filter(one => planned.has(one.code))
  const indicators = (
    shown.length > 0 ? shown : all.filter(one => one.kind === 'flow').slice(0, rows.length > MANY_ROWS ? FIRST_OF_MANY : FIRST_COLUMNS)
  ).slice(0, MOST_COLUMNS)
  const codes = new Set(indicators.map(one => one.code))
  const given = new Map(last.filter(one => codes.has(one.code)).map(one => [keyOf(one.unitId, one.code), one]))
  const mark = sha256(JSON.stringify([...given].map(([key, { number }]) => [key, number]).sort())).slice(0, 32)
  const { year, part } = asked
  return { year, part, top, rows, regime, regimes: every, indicators, all, given, mark, isOurs: ask.grant.seats.has(top.id) }
}

const standing = (given: Given | undefined): Pick<Plan, 'givenBy'> | undefined => (given?.figure ? given : undefined)

/** What a person at this seat may not type in, and why. */
export const closedTo = (ask: Ask, matrix: Matrix, unitId: string, code: string): Refusal | undefined => {
  const may = mayGive(
    matrix.top.id,
    unitId,
    standing(matrix.given.get(keyOf(unitId, code))),
    ask.tree.on(dayOfYear(matrix.year, ask.today)),
  )
  return isRefusal(may) ? may : undefined
}

export interface Typing extends AskedMatrix {
  readonly unitId: string
  readonly cells: Readonly<Record<string, string>>
  readonly decision: string
  readonly decidedOn: Day | undefined
  readonly seen: string
}

/**
 * Gives, changes and takes back plans: what was typed otherwise than it stands. Needs the decision where a unit below is given one.
 * @throws missing · forbidden · stale · refused 'reports.plan-…'
 */
export async function givePlans(ask: Ask<'reports.plan'>, typing: Typing): Promise<number> {
  const matrix = await findMatrix(ask, typing)
  if (!matrix.isOurs) throw new Fault('forbidden', 'reports.plan-not-above', 'Chỉ đơn vị cấp trên giao kế hoạch cho đơn vị này.')
  if (matrix.mark !== typing.seen) throw stale('Người khác vừa sửa kế hoạch này. Dưới đây là số ông/bà đã ghi; xem lại rồi lưu lần nữa.')
  const { refusals, changed } = judged(ask, matrix, typing)
  settle(refusals)
  const giving = {
    year: typing.year,
    part: typing.part,
    givenBy: matrix.top.id,
    decision: typing.decision,
    decidedOn: typing.decidedOn ?? null,
    plans: changed,
  }
  if (!(await putPlans(ask, giving))) throw stale('Người khác vừa sửa kế hoạch này. Xem lại rồi lưu lần nữa.')
  await record(ask, {
    unit: matrix.top.id,
    subject: `ke-hoach ${typing.year}`,
    detail: {
      year: typing.year,
      part: typing.part,
      decision: typing.decision,
      plans: changed.map(one => [one.unitId, one.code, planTyped(one.figure)]),
    },
  })
  return changed.length
}

/** What is amiss with plans, whatever else of the form could not be read. @throws missing */
export async function judgePlans(ask: Ask<'reports.plan'>, typing: Omit<Typing, 'seen'>): Promise<readonly Refusal[]> {
  const matrix = await findMatrix(ask, typing)
  return matrix.isOurs ? judged(ask, matrix, typing).refusals : []
}

/** What would be written, and every cell and field to mend: a figure that cannot be read asks for its decision too. */
function judged(
  ask: Ask,
  matrix: Matrix,
  typing: Pick<Typing, 'cells' | 'decision' | 'decidedOn'>,
): { readonly refusals: Refusal[]; readonly changed: NewPlan[] } {
  const refusals: Refusal[] = []
  let isGiving = false
  const changed: NewPlan[] = []
  for (const { id: unitId } of matrix.rows)
    for (const indicator of matrix.indicators) {
      const key = keyOf(unitId, indicator.code)
      const text = typing.cells[key]
      if (text === undefined) continue
      const before = matrix.given.get(key)
      const figure = readPlan(text, indicator, cellField(unitId, indicator.code))
      if (isRefusal(figure)) {
        refusals.push(figure)
        isGiving ||= unitId !== matrix.top.id
      } else if (!samePlan(figure, before?.figure)) {
        const closed = closedTo(ask, matrix, unitId, indicator.code)
        if (closed) refusals.push({ ...closed, field: cellField(unitId, indicator.code) })
        else changed.push({ unitId, code: indicator.code, number: (before?.number ?? 0) + 1, figure })
      }
    }
  isGiving ||= changed.some(one => one.unitId !== matrix.top.id && one.figure !== undefined)
  if (isGiving && typing.decision === '')
    refusals.push(refuse('reports.plan-decision', 'Số, ký hiệu văn bản giao: chưa nhập. Kế hoạch giao cho cấp dưới cần văn bản.', 'so-qd'))
  if (isGiving && typing.decidedOn === undefined)
    refusals.push(refuse('reports.plan-decided-on', 'Ngày văn bản giao: chưa nhập. Ghi theo dạng ngày/tháng/năm.', 'ngay-qd'))
  if (refusals.length === 0 && changed.length === 0)
    refusals.push(refuse('reports.plan-nothing', 'Chưa có ô nào thay đổi. Sửa ít nhất một ô rồi lưu.'))
  return { refusals, changed }
}

export interface PastedPlans {
  readonly cells: Readonly<Record<string, string>>
  readonly taken: number
  /** Lines whose first cell is no unit of the matrix. */
  readonly unknown: readonly string[]
}

/** A block copied from a spreadsheet: a unit's name, then its figures in the order of the columns shown. Nothing is written. @throws invalid */
export function pastedPlans(matrix: Pick<Matrix, 'rows' | 'indicators'>, block: string): PastedPlans {
  const units = new Map<string, string>()
  for (const one of matrix.rows)
    for (const name of [one.fullName, one.name]) if (!units.has(searchKey(name))) units.set(searchKey(name), one.id)
  const cells: Record<string, string> = {}
  const unknown: string[] = []
  for (const row of tableOf(block)) {
    // A running number often stands before the name.
    const at = /^\d*\.?$/u.test(row[0]?.trim() ?? '') ? 1 : 0
    const name = row[at]?.trim() ?? ''
    const unitId = units.get(searchKey(name))
    if (unitId === undefined) {
      if (name !== '' && row.slice(at + 1).some(one => /\d/u.test(one))) unknown.push(name)
      continue
    }
    for (const [i, { code }] of matrix.indicators.entries()) {
      const text = row[at + 1 + i]?.trim()
      if (text) cells[keyOf(unitId, code)] = text
    }
  }
  return { cells, taken: Object.keys(cells).length, unknown }
}

/** What each cell shows: typed, else as it stands. */
export const cellText = (matrix: Matrix, unitId: string, code: string, typed: Readonly<Record<string, string>> | undefined): string =>
  typed?.[keyOf(unitId, code)] ?? planTyped(matrix.given.get(keyOf(unitId, code))?.figure as PlanFigure | undefined)
