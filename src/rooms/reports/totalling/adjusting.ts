// What a receiver adds to a total of its own accord, or takes off it: each a visible row with its reason, a part of the total like
// any other. Pure.
import { type Refusal, refuse } from '../../../ground/faults.ts'
import { formatNumber, readNumber } from '../../../ground/vietnamese.ts'
import { type Before, type Contribution, exact, type Figure, type Indicator, percent, type Total } from '../figures.ts'
import { numbering, plainLabel } from '../sheet.ts'

/** own: what the receiver's own body did · twice: taken off, for several units reported the same thing. */
export type AdjustmentKind = 'own' | 'twice'

/** Of a ratio the numerator and the denominator; of all others the value. */
export interface Amount {
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
}

export interface Adjustment {
  readonly id: string
  readonly number: number
  readonly kind: AdjustmentKind
  readonly reason: string
  readonly undoes: string | null
  readonly lines: ReadonlyMap<string, Amount>
}

/** Those that stand: neither undone nor undoing. A pair leaves no trace in a total. */
export function standingOnes<T extends Pick<Adjustment, 'id' | 'undoes'>>(all: readonly T[]): readonly T[] {
  const undone = new Set(all.map(one => one.undoes))
  return all.filter(one => one.undoes === null && !undone.has(one.id))
}

/** A ratio that is computed from two lines follows them: it is not adjusted by itself. */
export const follows = ({ kind, numerator, denominator }: Indicator): boolean =>
  kind === 'ratio' && numerator !== null && denominator !== null

/** What an adjustment means for one indicator; undefined where nothing. */
export function amountFor(indicator: Indicator, lines: ReadonlyMap<string, Amount>): Amount | undefined {
  if (!follows(indicator)) return lines.get(indicator.code)
  const [over, under] = [lines.get(indicator.numerator ?? ''), lines.get(indicator.denominator ?? '')]
  return over || under ? { value: null, numerator: over?.value ?? 0, denominator: under?.value ?? 0 } : undefined
}

export interface Adjusted {
  readonly totals: readonly Total[]
  /** Codes whose total would fall below zero, or whose ratio would pass 100 %: there the total stands without adjustments. */
  readonly unfit: readonly string[]
}

/** The totals with what stands of the adjustments, each as a contribution of its own: Σ contributions stays the value. */
export function adjust(indicators: readonly Indicator[], totals: readonly Total[], adjustments: readonly Adjustment[]): Adjusted {
  const standing = standingOnes(adjustments)
  if (standing.length === 0) return { totals, unfit: [] }
  const of = new Map(indicators.map(one => [one.code, one]))
  const unfit: string[] = []
  const made = totals.map(total => {
    const indicator = of.get(total.code)
    const parts = indicator
      ? standing.flatMap((one): Contribution[] => {
          const amount = amountFor(indicator, one.lines)
          return amount ? [{ editionId: null, unitId: null, adjustmentId: one.id, ...amount }] : []
        })
      : []
    const whole = parts.length === 0 ? total : withParts(total, parts, indicator?.kind === 'ratio')
    if (!whole) unfit.push(total.code)
    return whole ?? total
  })
  return { totals: made, unfit }
}

const sum = (parts: readonly Contribution[], of: (part: Contribution) => number | null): number =>
  exact(parts.reduce((all, part) => all + (of(part) ?? 0), 0))

function withParts(total: Total, added: readonly Contribution[], isRatio: boolean): Total | undefined {
  const contributions = [...total.contributions, ...added]
  const stateOf = (value: number): Total['state'] => (total.estimated.length > 0 ? 'estimated' : value === 0 ? 'zero' : 'reported')
  if (!isRatio) {
    const value = sum(contributions, part => part.value)
    return value < 0 ? undefined : { ...total, state: stateOf(value), value, contributions }
  }
  const numerator = sum(contributions, part => part.numerator)
  const denominator = sum(contributions, part => part.denominator)
  if (numerator < 0 || numerator > denominator) return undefined
  if (denominator === 0)
    return {
      ...total,
      state: total.value === null ? total.state : 'none',
      value: null,
      numerator: null,
      denominator: null,
      contributions: [],
    }
  const value = percent(numerator, denominator)
  return { ...total, state: stateOf(value), value, numerator, denominator, contributions }
}

/** Figures of before that were added up from units, with what the receiver had adjusted then: set beside a total that is adjusted too. */
export function adjustBefore(
  indicators: readonly Indicator[],
  figures: ReadonlyMap<string, Before>,
  adjustments: readonly Adjustment[],
): ReadonlyMap<string, Before> {
  const bare = indicators.flatMap(({ code }): Total[] => {
    const figure = figures.get(code)?.figure
    if (!figure) return []
    const { state, value, counted, numerator, denominator } = figure
    const none = { missing: [], none: [], notApplicable: [], estimated: state === 'estimated' ? [''] : [] }
    return [
      {
        code,
        state,
        value,
        counted,
        numerator,
        denominator,
        ...none,
        contributions: value === null ? [] : [{ editionId: '', unitId: null, value, numerator, denominator }],
      },
    ]
  })
  const { totals } = adjust(indicators, bare, adjustments)
  const changed = new Map(totals.map(one => [one.code, one]))
  return new Map(
    [...figures].map(([code, before]): [string, Before] => {
      const total = changed.get(code)
      if (!total || !before.figure) return [code, before]
      const { state, value, numerator, denominator } = total
      const figure: Figure = { ...before.figure, state: state === 'missing' ? before.figure.state : state, value, numerator, denominator }
      return [code, { ...before, figure }]
    }),
  )
}

export const adjustmentFieldOf = (code: string): string => `d-${code}`

export interface TypedAdjustment {
  readonly kind: AdjustmentKind
  readonly reason: string
  /** What was typed, by code: always more than zero; the kind says whether it is added or taken off. */
  readonly typed: Readonly<Record<string, string>>
}

/**
 * Reads an adjustment: at least one line, each more than zero; parts that add up move with their whole; no total falls below zero,
 * no part rises above its whole. `totals` are those of now, adjusted by what stands already.
 * @returns its lines, or `reports.adjust-…` for each line to mend
 */
export function readAdjustment(
  indicators: readonly Indicator[],
  totals: readonly Total[],
  { kind, typed }: TypedAdjustment,
): ReadonlyMap<string, Amount> | Refusal[] {
  const names = numbering(indicators)
  const nameOf = (one: Indicator): string => `Dòng ${names.get(one.code)}, ${plainLabel(one)}`
  const lines = new Map<string, Amount>()
  const refusals: Refusal[] = []
  for (const indicator of indicators) {
    const text = (typed[indicator.code] ?? '').trim()
    if (text === '') continue
    const read = follows(indicator)
      ? refuse(
          'reports.adjust-follows',
          `${nameOf(indicator)}: tỷ lệ này tính theo hai dòng khác. Điều chỉnh hai dòng ấy.`,
          adjustmentFieldOf(indicator.code),
        )
      : readAmount(indicator, text, nameOf(indicator), kind)
    if ('refused' in read) refusals.push(read)
    else lines.set(indicator.code, read)
  }
  if (refusals.length > 0) return refusals
  if (lines.size === 0)
    return [
      refuse(
        'reports.adjust-nothing',
        'Chưa ghi số ở dòng nào. Ghi ít nhất một dòng.',
        adjustmentFieldOf(indicators.find(one => !follows(one))?.code ?? ''),
      ),
    ]
  refusals.push(...partsApart(indicators, lines, nameOf), ...outOfBounds(indicators, totals, lines, nameOf))
  return refusals.length > 0 ? refusals : lines
}

function readAmount(indicator: Indicator, text: string, name: string, kind: AdjustmentKind): Amount | Refusal {
  const field = adjustmentFieldOf(indicator.code)
  const sign = kind === 'own' ? 1 : -1
  const number = (typed: string): number | undefined => readNumber(typed.trim())
  if (indicator.kind === 'ratio') {
    const [over, under, ...more] = text.split(/\/|trên/u)
    const [numerator, denominator] = [number(over ?? ''), number(under ?? '')]
    if (numerator === undefined || denominator === undefined || more.length > 0)
      return refuse('reports.adjust-ratio-alone', `${name}: ghi cả tử và mẫu, ví dụ 3/5. Không điều chỉnh riêng con số phần trăm.`, field)
    if (numerator < 0 || denominator < numerator || denominator === 0)
      return refuse('reports.adjust-ratio', `${name}: tử không được lớn hơn mẫu, mẫu phải lớn hơn 0.`, field)
    return { value: null, numerator: sign * numerator || 0, denominator: sign * denominator }
  }
  const value = number(text)
  if (value === undefined)
    return refuse('reports.adjust-not-a-number', `${name}: “${text.slice(0, 40)}” không phải là số. Ghi bằng chữ số, ví dụ 12.`, field)
  if (value <= 0) return refuse('reports.adjust-sign', `${name}: ghi số lớn hơn 0; cộng hay trừ do ông/bà chọn ở trên.`, field)
  if (value > 1e13) return refuse('reports.adjust-too-large', `${name}: số quá lớn. Kiểm tra lại số.`, field)
  if (exact(value) !== value || Number(value.toFixed(indicator.decimals)) !== value)
    return refuse(
      'reports.adjust-decimals',
      indicator.decimals === 0 ? `${name}: ghi số nguyên.` : `${name}: nhiều nhất ${indicator.decimals} chữ số sau dấu phẩy.`,
      field,
    )
  return { value: sign * value, numerator: null, denominator: null }
}

/** Lines that make their whole up move with it, or the total says two things. */
function partsApart(indicators: readonly Indicator[], lines: ReadonlyMap<string, Amount>, nameOf: (one: Indicator) => string): Refusal[] {
  return indicators.flatMap((whole): Refusal[] => {
    const parts = indicators.filter(one => one.subsetOf === whole.code && one.addsUp)
    if (parts.length === 0 || ![whole, ...parts].some(one => lines.has(one.code))) return []
    const of = (one: Indicator): number => Math.abs(lines.get(one.code)?.value ?? 0)
    const inParts = exact(parts.reduce((all, one) => all + of(one), 0))
    if (inParts === of(whole)) return []
    return [
      refuse(
        'reports.adjust-parts-differ',
        `${nameOf(whole)}: ghi ${formatNumber(of(whole))}, các dòng “trong đó” cộng lại ${formatNumber(inParts)}. Ghi cho khớp.`,
        adjustmentFieldOf(whole.code),
      ),
    ]
  })
}

function outOfBounds(
  indicators: readonly Indicator[],
  totals: readonly Total[],
  lines: ReadonlyMap<string, Amount>,
  nameOf: (one: Indicator) => string,
): Refusal[] {
  const after = adjust(indicators, totals, [{ id: 'new', number: 0, kind: 'own', reason: '', undoes: null, lines }])
  const byCode = new Map(indicators.map(one => [one.code, one]))
  const value = (of: readonly Total[], code: string): number => of.find(one => one.code === code)?.value ?? 0
  const below = after.unfit.flatMap((code): Refusal[] => {
    const one = byCode.get(code)
    if (!one) return []
    // What is computed from two lines is mended in one of them.
    const at = [code, one.denominator, one.numerator].find(each => each !== null && lines.has(each)) ?? code
    const say =
      one.kind === 'ratio'
        ? `${nameOf(one)}: sau điều chỉnh tử lớn hơn mẫu hoặc nhỏ hơn 0.`
        : `${nameOf(one)}: tổng đang là ${formatNumber(value(totals, code))}, không trừ được ${formatNumber(-(lines.get(code)?.value ?? 0))}.`
    return [refuse('reports.adjust-below-zero', say, adjustmentFieldOf(at))]
  })
  const above = indicators.flatMap((part): Refusal[] => {
    const whole = byCode.get(part.subsetOf ?? '')
    if (!whole || !(lines.has(part.code) || lines.has(whole.code)) || part.addsUp) return []
    const [now, all] = [value(after.totals, part.code), value(after.totals, whole.code)]
    // A total that was at odds before is not this adjustment's doing.
    if (now <= all || now - all <= value(totals, part.code) - value(totals, whole.code)) return []
    return [
      refuse(
        'reports.adjust-part-above',
        `${nameOf(part)}: sau điều chỉnh là ${formatNumber(now)}, lớn hơn ${formatNumber(all)} của dòng ${plainLabel(whole)}.`,
        adjustmentFieldOf(lines.has(part.code) ? part.code : whole.code),
      ),
    ]
  })
  return [...below, ...above]
}

/** The lines that undo an adjustment. */
export const opposite = (lines: ReadonlyMap<string, Amount>): ReadonlyMap<string, Amount> =>
  new Map(
    [...lines].map(([code, { value, numerator, denominator }]) => [
      code,
      {
        value: value === null ? null : -value,
        numerator: numerator === null ? null : -numerator || 0,
        denominator: denominator === null ? null : -denominator,
      },
    ]),
  )

/** Taking an own part back may leave what was taken off for doubles larger than what is there: then that one is undone first. */
export function mayUndo(indicators: readonly Indicator[], bare: readonly Total[], all: readonly Adjustment[], id: string): true | Refusal {
  const one = all.find(each => each.id === id)
  if (!one) return refuse('reports.adjust-unknown', 'Không tìm thấy điều chỉnh này. Mở lại trang.')
  if (one.undoes !== null)
    return refuse('reports.adjust-is-undoing', 'Dòng này là một lần hủy. Muốn điều chỉnh lại thì lập điều chỉnh mới.')
  if (!standingOnes(all).includes(one)) return refuse('reports.adjust-undone', `Điều chỉnh số ${one.number} đã được hủy rồi.`)
  const now = atOdds(indicators, bare, all)
  const after = atOdds(
    indicators,
    bare,
    all.filter(each => each.id !== id),
  )
  if (after.some(code => !now.includes(code)))
    return refuse(
      'reports.adjust-undo-below',
      'Hủy điều chỉnh này thì có tổng số nhỏ hơn 0, hoặc dòng “trong đó” lớn hơn dòng trên. Hủy lần điều chỉnh kia trước.',
    )
  return true
}

/** Totals that adjustments make impossible: below zero, or a part above its whole. */
function atOdds(indicators: readonly Indicator[], bare: readonly Total[], all: readonly Adjustment[]): string[] {
  const { totals, unfit } = adjust(indicators, bare, all)
  const values = new Map(totals.map(one => [one.code, one.value ?? 0]))
  const above = indicators.filter(one => one.subsetOf !== null && (values.get(one.code) ?? 0) > (values.get(one.subsetOf) ?? 0))
  return [...unfit, ...above.map(one => one.code)]
}

/** A total that an adjustment makes impossible is neither sent up nor published. */
export const fits = (unfit: readonly string[], indicators: readonly Indicator[]): true | Refusal =>
  unfit.length === 0
    ? true
    : refuse(
        'reports.adjust-unfit',
        `Báo cáo của đơn vị đã thay đổi nên có điều chỉnh không còn khớp: ${unfit.map(code => plainLabel(indicators.find(one => one.code === code) ?? ({ label: code } as Indicator))).join(', ')}. Hủy điều chỉnh ấy rồi lập lại.`,
      )
