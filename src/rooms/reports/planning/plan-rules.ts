// Plan figures: what may be given to whom, what is typed, and the plan of a unit on the land of now. Pure.
import type { Day } from '../../../ground/day.ts'
import { day, monthOf } from '../../../ground/day.ts'
import { type Refusal, refuse } from '../../../ground/faults.ts'
import { formatNumber, listed, readNumber } from '../../../ground/vietnamese.ts'
import type { OrgTree } from '../../../org/tree.ts'
import { exact, type Indicator, percent } from '../figures.ts'
import type { Rhythm } from '../rules.ts'

/** Of which part of a year a plan is. */
export const PLAN_PARTS = {
  ...{ year: 'cả năm', Q1: 'quý I', Q2: 'quý II', Q3: 'quý III', Q4: 'quý IV' },
  ...{ H1: '6 tháng đầu năm', N9: '9 tháng đầu năm' },
} as const
export type PlanPart = keyof typeof PLAN_PARTS
export const isPlanPart = (text: string): text is PlanPart => Object.hasOwn(PLAN_PARTS, text)

const QUARTERS = ['Q1', 'Q2', 'Q3', 'Q4'] as const
/** The part that a window reports; months and phases are steps towards the plan of the year. */
export function partOfWindow(rhythm: Rhythm, until: Day): PlanPart {
  if (rhythm === 'quarter') return QUARTERS[Math.ceil(monthOf(until) / 3) - 1] ?? 'year'
  return rhythm === 'half' ? 'H1' : rhythm === 'nine' ? 'N9' : 'year'
}

/** "năm 2026", "quý I năm 2026", "6 tháng đầu năm 2026" */
export const partName = (part: PlanPart, year: number): string =>
  part === 'year' ? `năm ${year}` : `${PLAN_PARTS[part].replace(/ năm$/u, '')} năm ${year}`

/** parts: the numerator and denominator of a ratio. target: a percentage without its parts, which adds up with nothing. */
export type PlanFigure =
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'parts'; readonly numerator: number; readonly denominator: number }
  | { readonly kind: 'target'; readonly value: number }

/** The plan that holds for a unit, a year and an indicator, with who gave it by which decision. */
export interface Plan {
  readonly unitId: string
  readonly code: string
  readonly number: number
  readonly figure: PlanFigure
  /** The unit itself, where none above gave one. */
  readonly givenBy: string
  readonly decision: string
  readonly decidedOn: Day | null
  /** The day whose land it was given for: of the decision, else of writing it down. */
  readonly on: Day
}

const LARGEST = 999_999_999_999

/** A plan as it is typed: "1.200", "41/48" or "90%"; undefined where nothing is typed. @returns or why not: `reports.plan-…` */
export function readPlan(
  typed: string,
  { kind, decimals }: Pick<Indicator, 'kind' | 'decimals'>,
  field: string,
): PlanFigure | undefined | Refusal {
  const text = typed.trim()
  const quoted = `“${text.slice(0, 30)}”`
  const no = (what: string, say: string): Refusal => refuse(`reports.plan-${what}`, say, field)
  if (text === '') return undefined
  if (kind !== 'ratio') {
    const value = readNumber(text)
    if (value === undefined) return no('not-a-number', `${quoted} không phải là số. Ghi bằng chữ số, ví dụ 1.200.`)
    if (value < 0) return no('negative', 'Kế hoạch không nhỏ hơn 0.')
    if (value > LARGEST) return no('large', 'Số quá lớn. Kiểm tra lại số.')
    if (value !== Number(value.toFixed(decimals)))
      return no('decimals', decimals === 0 ? 'Chỉ tiêu này ghi số nguyên.' : `Ghi nhiều nhất ${decimals} chữ số thập phân.`)
    return { kind: 'count', value }
  }
  if (text.endsWith('%')) {
    const value = readNumber(text.slice(0, -1).trim())
    if (value === undefined || value < 0 || value > 100) return no('percent', `${quoted}: tỷ lệ phải từ 0% đến 100%.`)
    return { kind: 'target', value }
  }
  const [over, under, ...more] = text.split('/').map(one => readNumber(one.trim()))
  if (over === undefined || under === undefined || more.length > 0)
    return no('ratio', `${quoted}: chỉ tiêu tỷ lệ ghi tử/mẫu, ví dụ 41/48, hoặc mức phấn đấu, ví dụ 90%.`)
  if (over < 0 || under <= 0 || over > under || under > LARGEST)
    return no('parts', `${quoted}: tử số không lớn hơn mẫu số, mẫu số lớn hơn 0.`)
  return { kind: 'parts', numerator: over, denominator: under }
}

/** As it is typed again. */
export function planTyped(figure: PlanFigure | undefined): string {
  if (!figure) return ''
  if (figure.kind === 'parts') return `${formatNumber(figure.numerator)}/${formatNumber(figure.denominator)}`
  return figure.kind === 'target' ? `${formatNumber(figure.value)}%` : formatNumber(figure.value)
}

export const samePlan = (a: PlanFigure | undefined, b: PlanFigure | undefined): boolean => planTyped(a) === planTyped(b)

/**
 * Whether `seat` may set the plan of a unit: any unit above it; the unit itself only while none above has given one.
 * @returns the refusal `reports.plan-given` · `reports.plan-not-above`
 */
export function mayGive(seat: string, unitId: string, standing: Pick<Plan, 'givenBy'> | undefined, tree: OrgTree): true | Refusal {
  if (seat === unitId)
    return standing && standing.givenBy !== unitId
      ? refuse('reports.plan-given', 'Kế hoạch này do cấp trên giao; đơn vị không tự sửa. Đề nghị nơi giao điều chỉnh.')
      : true
  return tree.path(unitId).some(one => one.id === seat)
    ? true
    : refuse('reports.plan-not-above', 'Chỉ đơn vị cấp trên giao kế hoạch cho đơn vị này.')
}

/** What a unit is to reach, and of whose plans it is made; or why no figure can stand. */
export interface PlanOnLand {
  readonly figure: PlanFigure | undefined
  /** The plans that make it up: one, or those of the units of before. */
  readonly of: readonly Plan[]
  /** Where some plan is there and no figure can be made of it. */
  readonly why: string | null
}

const NONE: PlanOnLand = { figure: undefined, of: [], why: null }

/** Σ of plans: counts are added, parts by parts; percentages are never added. @returns undefined when they cannot be */
export function sumOfPlans(figures: readonly PlanFigure[]): PlanFigure | undefined {
  const [first] = figures
  if (!first || figures.length === 1) return first
  const counts = figures.flatMap(one => (one.kind === 'count' ? [one.value] : []))
  if (counts.length === figures.length) return { kind: 'count', value: exact(counts.reduce((all, one) => all + one, 0)) }
  const parts = figures.flatMap(one => (one.kind === 'parts' ? [one] : []))
  if (parts.length !== figures.length) return undefined
  const [numerator, denominator] = [
    parts.reduce((all, one) => all + one.numerator, 0),
    parts.reduce((all, one) => all + one.denominator, 0),
  ]
  return { kind: 'parts', numerator: exact(numerator), denominator: exact(denominator) }
}

/**
 * The plan of a unit as its land is on the tree's day. A plan given for another land is not its own: then the plans of the units that
 * were this land are added, and only when every one of them has one. `plans` are those of one indicator and one year, by unit.
 */
export function planOn(unitId: string, plans: ReadonlyMap<string, Plan>, year: number, tree: OrgTree): PlanOnLand {
  const own = plans.get(unitId)
  const start = day(`${year}-01-01`)
  const on = own?.on ?? start
  if (on > tree.day) return own ? { figure: own.figure, of: [own], why: null } : NONE
  const comparison = tree.comparable(unitId, on)
  if (!comparison.same) return own ? { figure: undefined, of: [own], why: comparison.say } : NONE
  const parts = comparison.units.flatMap(id => plans.get(id) ?? [])
  if (parts.length === 0) return NONE
  const without = comparison.units.filter(id => !plans.has(id))
  if (without.length > 0) {
    const names = listed(without.map(id => tree.label(id, on)))
    return { figure: undefined, of: parts, why: `chưa cộng được: ${names} không có kế hoạch` }
  }
  const figure = sumOfPlans(parts.map(one => one.figure))
  return { figure, of: parts, why: figure ? null : 'các mức phấn đấu ghi bằng % không cộng với nhau' }
}

/** Of a receiver: what was given to it, else the sum of those right under it when all of them have one. */
export function planOfAll(
  unitId: string,
  below: readonly string[],
  plans: ReadonlyMap<string, Plan>,
  year: number,
  tree: OrgTree,
): PlanOnLand {
  const own = planOn(unitId, plans, year, tree)
  if (own.figure || own.why || below.length === 0) return own
  const parts = below.map(id => planOn(id, plans, year, tree))
  const made = parts.flatMap(one => one.figure ?? [])
  if (made.length === 0) return NONE
  const of = parts.flatMap(one => one.of)
  if (made.length < below.length)
    return { figure: undefined, of, why: `mới ${formatNumber(made.length)} trên ${formatNumber(below.length)} đơn vị có kế hoạch` }
  const figure = sumOfPlans(made)
  return { figure, of, why: figure ? null : 'các mức phấn đấu ghi bằng % không cộng với nhau' }
}

/** What was reached, beside its plan: never a percentage without what it is of. */
export interface Reached {
  readonly plan: string
  /** "45% (27 trên 60)"; null for a ratio, whose own percentage stands beside the planned one. */
  readonly share: number | null
  readonly says: string
  /** The same in a narrow cell: the plan, then how much of it. */
  readonly brief: string
}

/** `done` is the figure of the year so far; against the plan of a part of the year, that of its window. */
export function reached(
  figure: PlanFigure,
  done: { readonly value: number | null; readonly numerator?: number | null; readonly denominator?: number | null } | undefined,
  part: PlanPart = 'year',
): Reached {
  const named = part === 'year' ? 'kế hoạch năm' : `kế hoạch ${PLAN_PARTS[part]}`
  const short = part === 'year' ? 'kế hoạch' : named
  if (figure.kind === 'count') {
    const plan = formatNumber(figure.value)
    if (done?.value == null) return { plan, share: null, says: `${named} ${plan}`, brief: `${short} ${plan}` }
    if (figure.value === 0) return { plan, share: null, says: `${named} 0, đã có ${formatNumber(done.value)}`, brief: `${short} 0` }
    const share = percent(done.value, figure.value)
    const shown = `${formatNumber(Math.round(share * 10) / 10)}%`
    return {
      plan,
      share,
      says: `${shown} ${named} (${formatNumber(done.value)} trên ${plan})`,
      brief: `${short} ${plan}, đạt ${shown}`,
    }
  }
  const wanted = figure.kind === 'target' ? figure.value : percent(figure.numerator, figure.denominator)
  const shown = `${formatNumber(Math.round(wanted * 10) / 10)}%`
  const base = figure.kind === 'target' ? ', mức phấn đấu' : ` (${formatNumber(figure.numerator)} trên ${formatNumber(figure.denominator)})`
  return {
    plan: figure.kind === 'target' ? `${shown} (mức phấn đấu)` : `${shown}${base}`,
    share: null,
    says: `${named} ${shown}${base}`,
    brief: `${short} ${shown}${base}`,
  }
}
