// The figure sheet: what was typed, counted and computed becomes figures, or sentences that say which cell to mend. Pure.
import { type Refusal, refuse } from '../../ground/faults.ts'
import { formatNumber, readNumber, tidy } from '../../ground/vietnamese.ts'
import { compute, divide, made } from './computing.ts'
import { exact, type Figure, type Figures, type Indicator, percent } from './figures.ts'

/** '' is a figure, typed or counted. */
export type TypedState = '' | 'estimated' | 'none' | 'not_applicable'

/** A cell as the officer left it, right or wrong: nothing typed is lost. */
export interface TypedCell {
  readonly code: string
  readonly state: TypedState
  readonly value: string
  readonly reason: string
}

export interface Section {
  readonly heading: string
  readonly text: string
}

/** Texts by the place of their section in the form, from 1. */
export type Texts = Readonly<Record<string, string>>

export const placed = (headings: readonly string[], texts: Texts): Section[] =>
  headings.map((heading, i) => ({ heading, text: texts[String(i + 1)] ?? '' }))

/** How a cell comes by its figure. */
export type Origin = 'counted' | 'computed' | 'ratio' | 'typed'

export interface Asked {
  readonly indicators: readonly Indicator[]
  /** How many records each counted indicator has; an indicator without an entry is not counted in this house. */
  readonly counted: ReadonlyMap<string, number>
  /** The figure at the end of the window before, for formulas that begin with it. */
  readonly opening: ReadonlyMap<string, number>
  /** Cells the last edition was returned for, with what it said in them. */
  readonly returned: ReadonlyMap<string, Figure | undefined>
  /** What that edition said in its other cells: they stay, or say why they do not. */
  readonly kept?: Figures | undefined
}

export const originOf = (indicator: Indicator, counted: ReadonlyMap<string, number>): Origin =>
  counted.has(indicator.code)
    ? 'counted'
    : indicator.formula
      ? 'computed'
      : indicator.kind === 'ratio' && indicator.numerator !== null
        ? 'ratio'
        : 'typed'

/** Where the error summary leads: the input of the cell. */
export const fieldOf = (code: string): string => `o-${code}`
export const reasonFieldOf = (code: string): string => `l-${code}`

export interface Sheet {
  readonly figures: Figures
  readonly refusals: readonly Refusal[]
}

const EMPTY: TypedCell = { code: '', state: '', value: '', reason: '' }

/**
 * Reads the sheet. Zero is typed as 0 and nothing else is zero; "không phát sinh", "không áp dụng", an estimate and a figure other
 * than the count each need a reason; no figure is negative; a part is never more than its whole; a ratio shows what it divides.
 * @returns the figures that could be read, and for each cell to mend a refusal: `reports.cell-…`
 */
export function readSheet(asked: Asked, typed: readonly TypedCell[]): Sheet {
  const cells = new Map(typed.map(cell => [cell.code, cell]))
  const figures = new Map<string, Figure>()
  const refusals: Refusal[] = []
  const names = numbering(asked.indicators)
  const spoken = spokenNames(asked.indicators)
  for (const indicator of asked.indicators) {
    const cell = cells.get(indicator.code) ?? { ...EMPTY, code: indicator.code }
    const name = spoken.get(indicator.code) ?? ''
    const origin = originOf(indicator, asked.counted)
    if (origin === 'computed' || origin === 'ratio') continue
    const outcome =
      origin === 'counted' ? readCounted(indicator, cell, asked.counted.get(indicator.code) ?? 0, name) : readTyped(indicator, cell, name)
    if ('refused' in outcome) refusals.push(outcome)
    else figures.set(indicator.code, outcome)
  }
  for (const indicator of asked.indicators) {
    if (figures.has(indicator.code)) continue
    const origin = originOf(indicator, asked.counted)
    const figure =
      origin === 'computed' ? compute(indicator, figures, asked.opening) : origin === 'ratio' ? divide(indicator, figures) : undefined
    // A computed cell is not typed, but the reviewer may be answered in its line.
    if (figure) figures.set(indicator.code, { ...figure, reason: figure.reason ?? (tidy(cells.get(indicator.code)?.reason ?? '') || null) })
    if (origin !== 'computed' || !figure || (figure.value ?? 0) >= 0) continue
    refusals.push(
      refuse(
        'reports.cell-negative',
        `Ô ${names.get(indicator.code)}, ${plainLabel(indicator)}: tính ra ${formatNumber(figure.value ?? 0)}, không thể nhỏ hơn 0. Xem lại các ô cộng và trừ.`,
        fieldOf(indicator.code),
      ),
    )
  }
  refusals.push(
    ...wholeAndParts(asked.indicators, figures, names),
    ...unanswered(asked, cells, figures, names),
    ...beyond(asked, cells, figures, spoken),
  )
  return { figures, refusals: refusals.length > 1 ? inOrder(asked.indicators, refusals) : refusals }
}

/** From the top of the sheet down, as whoever mends them goes; what is amiss with a line beside its figure stands there too. */
function inOrder(indicators: readonly Indicator[], refusals: readonly Refusal[]): Refusal[] {
  const line = new Map(indicators.flatMap((one, i) => [fieldOf(one.code), reasonFieldOf(one.code)].map(field => [field, i] as const)))
  const place = ({ field }: Refusal): number => line.get(field ?? '') ?? indicators.length
  return [...refusals].sort((a, b) => place(a) - place(b))
}

// A form is read many thousand times on the day it is due, and its lines bear the same names each time.
const numbered = new WeakMap<readonly Indicator[], ReadonlyMap<string, string>>()
const named = new WeakMap<readonly Indicator[], ReadonlyMap<string, string>>()

/** "1", "1.1", "2" … by the order of the form. */
export function numbering(indicators: readonly Indicator[]): ReadonlyMap<string, string> {
  const known = numbered.get(indicators) ?? numberingOf(indicators)
  numbered.set(indicators, known)
  return known
}

/** Some lines of a form, with the numbers they have in it. */
export const numberedAs = (some: readonly Indicator[], names: ReadonlyMap<string, string>) => void numbered.set(some, names)

/** "Ô 1.1, tập thể": how a sentence names each cell. */
function spokenNames(indicators: readonly Indicator[]): ReadonlyMap<string, string> {
  const names = numbering(indicators)
  const known = named.get(indicators) ?? new Map(indicators.map(one => [one.code, `Ô ${names.get(one.code)}, ${plainLabel(one)}`]))
  named.set(indicators, known)
  return known
}

function numberingOf(indicators: readonly Indicator[]): ReadonlyMap<string, string> {
  let line = 0
  let part = 0
  return new Map(
    indicators.map(({ code, depth }): [string, string] => {
      if (depth === 0 || line === 0) {
        line += 1
        part = 0
        return [code, String(line)]
      }
      part += 1
      return [code, `${line}.${part}`]
    }),
  )
}

export const plainLabel = ({ label }: Indicator): string => label.replace(/^trong đó: /u, '')

const reasonOf = (cell: TypedCell): string | null => (cell.reason === '' ? null : tidy(cell.reason) || null)

function readTyped(indicator: Indicator, cell: TypedCell, name: string): Figure | Refusal {
  const { code } = indicator
  const reason = reasonOf(cell)
  if (cell.state === 'none' || cell.state === 'not_applicable') return silent(cell, cell.state, name)
  if (cell.value.trim() === '')
    return refuse(
      'reports.cell-empty',
      `${name}: chưa nhập. Nếu không có, ghi 0; nếu kỳ này không phát sinh, chọn “không phát sinh”.`,
      fieldOf(code),
    )
  if (indicator.kind === 'ratio') return readRatio(cell, name, reason)
  const value = readNumber(cell.value)
  const wrong = notAFigure(indicator, cell.value, value, name)
  if (wrong || value === undefined) return wrong ?? refuse('reports.cell-not-a-number', name, fieldOf(code))
  if (cell.state === 'estimated' && reason === null)
    return refuse('reports.cell-estimate-reason', `${name}: số ước tính cần ghi cách ước.`, reasonFieldOf(code))
  return made(code, cell.state === 'estimated' ? 'estimated' : value === 0 ? 'zero' : 'reported', value, { reason })
}

function notAFigure(indicator: Indicator, typed: string, value: number | undefined, name: string): Refusal | undefined {
  const field = fieldOf(indicator.code)
  if (value === undefined)
    return refuse('reports.cell-not-a-number', `${name}: “${typed.slice(0, 40)}” không phải là số. Ghi bằng chữ số, ví dụ 1.234.`, field)
  if (value < 0) return refuse('reports.cell-negative', `${name}: không được nhỏ hơn 0.`, field)
  if (value > 1e13) return refuse('reports.cell-too-large', `${name}: số quá lớn. Kiểm tra lại số.`, field)
  const scale = 10 ** indicator.decimals
  if (Math.abs(value * scale - Math.round(value * scale)) > 1e-6)
    return refuse(
      'reports.cell-decimals',
      indicator.decimals === 0
        ? `${name}: ghi số nguyên, không có phần thập phân.`
        : `${name}: nhiều nhất ${indicator.decimals} chữ số sau dấu phẩy.`,
      field,
    )
  return undefined
}

function silent(cell: TypedCell, state: 'none' | 'not_applicable', name: string): Figure | Refusal {
  const word = state === 'none' ? 'không phát sinh' : 'không áp dụng'
  const reason = tidy(cell.reason)
  if (cell.value.trim() !== '')
    return refuse(
      'reports.cell-both',
      `${name}: đang vừa ghi ${cell.value.trim().slice(0, 20)} vừa chọn “${word}”. Giữ một trong hai.`,
      fieldOf(cell.code),
    )
  if (reason === '') return refuse('reports.cell-silent-reason', `${name}: chọn “${word}” thì ghi lý do.`, reasonFieldOf(cell.code))
  return made(cell.code, state, null, { reason })
}

/** A ratio is typed as "41/48": a percentage alone cannot be added to another. */
function readRatio(cell: TypedCell, name: string, reason: string | null): Figure | Refusal {
  const [over, under, ...more] = cell.value.split(/\/|trên/u)
  const numerator = readNumber((over ?? '').trim())
  const denominator = readNumber((under ?? '').trim())
  const field = fieldOf(cell.code)
  if (numerator === undefined || denominator === undefined || more.length > 0)
    return refuse('reports.cell-ratio-alone', `${name}: tỷ lệ phải ghi cả tử và mẫu, ví dụ 41/48.`, field)
  if (denominator <= 0 || numerator < 0)
    return refuse('reports.cell-ratio-zero', `${name}: mẫu phải lớn hơn 0. Nếu không có gì để tính, chọn “không phát sinh”.`, field)
  if (numerator > denominator)
    return refuse('reports.cell-ratio-above', `${name}: tử ${formatNumber(numerator)} lớn hơn mẫu ${formatNumber(denominator)}.`, field)
  if (cell.state === 'estimated' && reason === null)
    return refuse('reports.cell-estimate-reason', `${name}: số ước tính cần ghi cách ước.`, reasonFieldOf(cell.code))
  const value = percent(numerator, denominator)
  return made(cell.code, cell.state === 'estimated' ? 'estimated' : value === 0 ? 'zero' : 'reported', value, {
    numerator,
    denominator,
    reason,
  })
}

function readCounted(indicator: Indicator, cell: TypedCell, counted: number, name: string): Figure | Refusal {
  const { code } = indicator
  const reason = reasonOf(cell)
  const typed = cell.value.trim()
  if (cell.state === 'none' || cell.state === 'not_applicable') {
    if (counted > 0)
      return refuse(
        'reports.cell-records-exist',
        `${name}: có ${counted} hồ sơ, không thể chọn “${cell.state === 'none' ? 'không phát sinh' : 'không áp dụng'}”.`,
        fieldOf(code),
      )
    const figure = silent(cell, cell.state, name)
    return 'refused' in figure ? figure : { ...figure, counted: 0 }
  }
  if (typed === '') return made(code, counted === 0 ? 'zero' : 'reported', counted, { counted, reason })
  const value = readNumber(typed)
  const wrong = notAFigure(indicator, typed, value, name)
  if (wrong || value === undefined) return wrong ?? refuse('reports.cell-not-a-number', name, fieldOf(code))
  if (value !== counted && reason === null)
    return refuse(
      'reports.cell-override-reason',
      `${name}: ghi ${formatNumber(value)}, đếm được ${counted}. Ghi khác số đếm cần một lý do.`,
      reasonFieldOf(code),
    )
  const estimated = cell.state === 'estimated' && value !== counted
  return made(code, estimated ? 'estimated' : value === 0 ? 'zero' : 'reported', value, { counted, reason })
}

/** A part is never more than its whole; parts that make up the whole add up to it. */
function wholeAndParts(indicators: readonly Indicator[], figures: Figures, names: ReadonlyMap<string, string>): Refusal[] {
  const refusals: Refusal[] = []
  const inside = indicators.filter(one => one.subsetOf !== null)
  if (inside.length === 0) return refusals
  const byCode = new Map(indicators.map(one => [one.code, one]))
  const parts = new Map<string, Indicator[]>()
  for (const indicator of inside) {
    const whole = byCode.get(indicator.subsetOf ?? '')
    const [value, all] = [figures.get(indicator.code)?.value, figures.get(whole?.code ?? '')?.value]
    // The parts of one dimension make up the whole by themselves, beside those of another: "KT09.CT" of KT09.CTTT, else the whole alone.
    const group = whole && (indicator.code.startsWith(`${whole.code}.`) ? indicator.code.slice(0, whole.code.length + 3) : whole.code)
    if (group !== undefined && indicator.addsUp) parts.set(group, [...(parts.get(group) ?? []), indicator])
    if (!whole || value == null) continue
    if (all != null && value > all)
      refusals.push(
        refuse(
          'reports.cell-part-above',
          `Ô ${names.get(indicator.code)}, ${plainLabel(indicator)}: ghi ${formatNumber(value)}, nhiều hơn ô ${names.get(whole.code)} là ${formatNumber(all)}.`,
          fieldOf(indicator.code),
        ),
      )
  }
  for (const [code, of] of parts) {
    const whole = byCode.get(code.replace(/\..*$/u, ''))
    const all = figures.get(whole?.code ?? '')?.value
    // A part without a figure is refused on its own line; one said not to occur adds nothing.
    if (!whole || all == null || of.some(one => !figures.has(one.code))) continue
    const values = of.map(one => figures.get(one.code)?.value ?? 0)
    const total = exact(values.reduce((sum, one) => sum + one, 0))
    if (total === all) continue
    const said = of.map((one, i) => `${plainLabel(one)} ${formatNumber(values[i] ?? 0)}`).join(' và ')
    refusals.push(
      refuse(
        'reports.cell-parts-differ',
        `${said.replace(/^./u, first => first.toUpperCase())} phải cộng bằng ${formatNumber(all)} ở ô ${names.get(whole.code)}; đang là ${formatNumber(total)}.`,
        fieldOf(of[0]?.code ?? whole.code),
      ),
    )
  }
  return refusals
}

/** A cell that was returned is changed, or the reviewer is answered. */
function unanswered(asked: Asked, cells: ReadonlyMap<string, TypedCell>, figures: Figures, names: ReadonlyMap<string, string>): Refusal[] {
  if (asked.returned.size === 0) return []
  return asked.indicators.flatMap(indicator => {
    const { code } = indicator
    if (!asked.returned.has(code)) return []
    const [now, then] = [figures.get(code), asked.returned.get(code)]
    const answer = tidy(cells.get(code)?.reason ?? '')
    const kept = now && then && now.state === then.state && now.value === then.value
    if (!kept || (answer !== '' && answer !== (then.reason ?? ''))) return []
    // A computed cell has no input of its own: it changes with the cells it is made of, or is answered in its line.
    const said = now.value === null ? 'nội dung' : `số ${formatNumber(now.value)}`
    return [
      refuse(
        'reports.cell-unanswered',
        `Ô ${names.get(code)}, ${plainLabel(indicator)}: ${said} chưa thay đổi so với bản bị trả lại. Sửa, hoặc giải trình vì sao giữ nguyên.`,
        reasonFieldOf(code),
      ),
    ]
  })
}

/** Cells a return leaves to its officer: the returned ones and those bound to them by a rule of the sheet. */
export function reopened(asked: Asked): (code: string) => boolean {
  const wholeOf = new Map(asked.indicators.map(one => [one.code, one.subsetOf ?? one.code]))
  const open = new Set(asked.returned.keys())
  for (const one of asked.indicators) {
    if (!asked.returned.has(one.code)) continue
    for (const code of [one.numerator, one.denominator, ...(one.formula?.plus ?? []), ...(one.formula?.minus ?? [])])
      if (code) open.add(code)
  }
  const wholes = new Set([...open].map(code => wholeOf.get(code)))
  return code => open.has(code) || wholes.has(wholeOf.get(code))
}

/** A return is answered in the cells it names: another one stays as it was handed in, or says why it does not. */
function beyond(asked: Asked, cells: ReadonlyMap<string, TypedCell>, figures: Figures, spoken: ReadonlyMap<string, string>): Refusal[] {
  const { kept, returned } = asked
  if (!kept || returned.size === 0) return []
  const isOpen = reopened(asked)
  return asked.indicators.flatMap(one => {
    const [now, then] = [figures.get(one.code), kept.get(one.code)]
    const origin = originOf(one, asked.counted)
    // What is counted or computed changes by itself; what was written instead of a count is the officer's.
    const isOwn = origin === 'typed' || (origin === 'counted' && now !== undefined && now.value !== now.counted)
    if (!now || !then || !isOwn || isOpen(one.code)) return []
    if (now.state === then.state && now.value === then.value && now.denominator === then.denominator) return []
    const why = tidy(cells.get(one.code)?.reason ?? '')
    if (why !== '' && why !== (then.reason ?? '')) return []
    const was = then.value === null ? 'không ghi số' : `ghi ${formatNumber(then.value)}`
    const say = `${spoken.get(one.code)}: bản bị trả lại ${was}, và ô này không bị trả lại. Để như cũ, hoặc ghi vì sao đổi.`
    return [refuse('reports.cell-beyond', say, reasonFieldOf(one.code))]
  })
}

/** A figure of an edition, as the cell it was typed in: what the sheet of the next edition begins with. */
export function cellOf(figure: Figure, origin: Origin): TypedCell {
  const { code, state, value, counted, reason } = figure
  const typedState: TypedState = state === 'reported' || state === 'zero' ? '' : state
  if (origin === 'computed' || origin === 'ratio') return { code, state: '', value: '', reason: '' }
  if (value === null) return { code, state: typedState, value: '', reason: reason ?? '' }
  if (origin === 'counted' && value === counted) return { code, state: '', value: '', reason: reason ?? '' }
  const shown =
    figure.denominator !== null ? `${formatNumber(figure.numerator ?? 0)}/${formatNumber(figure.denominator)}` : formatNumber(value)
  return { code, state: typedState, value: shown, reason: reason ?? '' }
}
