// The cells of the figure sheet: each in exactly one state, each counted one open to the records behind it.

import type { FieldError } from '../../../ground/faults.ts'
import { formatNumber, readNumber } from '../../../ground/vietnamese.ts'
import { Button } from '../../../web/parts/button.tsx'
import { figureCell, figureRows, type Figure as Shown } from '../../../web/parts/figure.tsx'
import { TypedLine } from '../../../web/parts/figure-input.tsx'
import { Hidden } from '../../../web/parts/form.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { Cell, type Row, type Slot, cell as tableCell, Void } from '../../../web/parts/table.tsx'
import type { Figure, Figures, Indicator, OverTime } from '../figures.ts'
import type { SheetView } from '../filling.ts'
import { withPlan } from '../planning/beside.tsx'
import type { PlanOnLand } from '../planning/plan-rules.ts'
import {
  cellOf,
  fieldOf,
  numbering,
  type Origin,
  originOf,
  plainLabel,
  readSheet,
  reasonFieldOf,
  reopened,
  type Sheet,
  type TypedCell,
} from '../sheet.ts'
import { howComputed, WAITS } from '../together/as-typed.ts'
import { whyUnitHref } from '../totalling/unit-why-page.tsx'
import type { Against } from '../totalling/why-page.tsx'
import { byGroup, FigureText, Footnotes, reportHref } from './words.tsx'

export const stateFieldOf = (code: string): string => `s-${code}`

const WAYS = [
  { value: '', label: 'có số' },
  { value: 'estimated', label: 'ước tính' },
  { value: 'none', label: 'không phát sinh' },
  { value: 'not_applicable', label: 'không áp dụng' },
] as const

export interface Filling {
  readonly view: SheetView
  /** The lines on this page. */
  readonly lines: readonly Indicator[]
  /** The sheet may be written on. */
  readonly isOpen: boolean
  /** The edition that is shown when it may not. */
  readonly frozen: { readonly number: number; readonly figures: Figures } | undefined
  readonly errors: readonly FieldError[]
  /** The counted cell a person asked to write another figure in. */
  readonly opened: string | undefined
  /** What the reviewer said, by cell. */
  readonly words: ReadonlyMap<string, string>
  readonly reviewer: string
  readonly nouns: ReadonlyMap<string, string>
  readonly soFar: ReadonlyMap<string, OverTime>
  /** Figures that ask for a second look, by the field of their cell; nothing stops them. */
  readonly far: ReadonlyMap<string, string>
  readonly plans: ReadonlyMap<string, PlanOnLand>
}

interface Line {
  readonly indicator: Indicator
  readonly name: string
  readonly origin: Origin
  readonly cell: TypedCell
  readonly figure: Figure | undefined
  readonly href: string
}

/** The rows of the sheet with what stood before beside each, and the foot of the table. */
export function sheetRows(filling: Filling): { rows: Row[]; notes: Footnotes; sheet: Sheet } {
  const { view } = filling
  const here = new Set(filling.lines)
  const { indicators } = view.form
  const read = readSheet(view.asked, view.cells)
  const sheet = filling.frozen ? { ...read, figures: filling.frozen.figures } : read
  const edition = filling.frozen ? `?ban=${filling.frozen.number}` : ''
  const names = numbering(indicators)
  const cells = new Map(view.cells.map(one => [one.code, one]))
  const notes = new Footnotes()
  const groups = byGroup(indicators).map(({ group, lines }) => ({ group, lines: lines.filter(one => here.has(one)) }))
  const rows = groups.flatMap(({ group, lines }): Row[] => [
    ...(lines.length > 0 ? [{ group }] : []),
    ...lines.flatMap(indicator => {
      const { code } = indicator
      const line: Line = {
        indicator,
        name: names.get(code) ?? '',
        origin: originOf(indicator, view.asked.counted),
        cell: cells.get(code) ?? { code, state: '', value: '', reason: '' },
        figure: sheet.figures.get(code),
        href: `${reportHref(view.owed.window.code, view.owed.unitId)}/nguon/${code}${edition}`,
      }
      const why = (against: Against): string => whyUnitHref(view.owed.window.code, view.owed.unitId, code, against)
      const before = [
        notes.cell(view.earlier.previous?.figures.get(code), indicator, why('ky-truoc')),
        notes.cell(view.earlier.lastYear?.figures.get(code), indicator, why('cung-ky')),
      ]
      return lineRows(
        filling,
        line,
        before,
        [withPlan(total(indicator, filling.soFar.get(code), notes), filling, indicator, sheet.figures.get(code))],
        sheet.figures,
      )
    }),
  ])
  return { rows, notes, sheet }
}

function total(indicator: Indicator, over: OverTime | undefined, notes: Footnotes): Slot {
  if (indicator.kind === 'stock') return <Void>số cuối kỳ</Void>
  if (!over || over.value === null) return <Void>chưa có số</Void>
  const shown = <FigureText figure={{ state: 'reported', value: over.value }} indicator={indicator} />
  if (over.missing.length === 0) return shown
  return (
    <>
      {shown}
      <sup>{notes.mark(`lũy kế chưa có số của ${over.missing.join(', ')}`)}</sup>
    </>
  )
}

const label = (indicator: Indicator) => (
  <>
    {indicator.label}
    {indicator.kind !== 'ratio' && <span class="soft small"> ({indicator.measure})</span>}
    {indicator.kind === 'ratio' && ', %'}
  </>
)

function lineRows(filling: Filling, line: Line, before: readonly Slot[], after: readonly Slot[], figures: Figures): Row[] {
  const { indicator, name } = line
  const common = { code: name, label: label(indicator), part: indicator.depth > 0, id: `ct-${indicator.code}`, before, after }
  const words = filling.words.get(indicator.code)
  if (words !== undefined && filling.isOpen) return returnedRows(filling, line, common, words, figures)
  const shown = filling.isOpen ? openFigure(filling, line, figures) : lockedFigure(line, figures, filling)
  if (shown instanceof Cell) return [{ cells: [nameOf(line), ...before, shown, ...after], part: common.part, id: common.id }]
  return figureRows({ ...common, figure: shown })
}

const nameOf = ({ name, indicator }: Line) => (
  <>
    <span class="num soft">{name}</span>&ensp;{label(indicator)}
  </>
)

const spoken = ({ name, indicator }: Line): string => `Ô ${name}, ${plainLabel(indicator)}, kỳ này`
const entryOf = (line: Line) => ({ name: fieldOf(line.cell.code), label: spoken(line), value: line.cell.value })
const waysOf = (line: Line) => ({
  name: stateFieldOf(line.cell.code),
  label: `${spoken(line)}: cách ghi`,
  value: line.cell.state,
  options: WAYS,
})

function reasonOf(line: Line, asks: string, hint?: string) {
  return { name: reasonFieldOf(line.cell.code), label: asks, value: line.cell.reason, ...(hint === undefined ? {} : { hint }) }
}

const hasError = (filling: Filling, field: string): boolean => filling.errors.some(one => one.field === field)

/** A cell that may be typed, counted or computed. */
function openFigure(filling: Filling, line: Line, figures: Figures): Shown | Cell {
  const { origin, cell, indicator } = line
  const { code } = indicator
  if (origin === 'counted') return openCounted(filling, line)
  if (origin === 'computed' || origin === 'ratio') return computedFigure(line, figures, filling)
  if (isLeft(filling, line)) return leftAsItWas(line)
  const far = filling.far.get(fieldOf(code))
  // Who is told to say why must find the place to say it in.
  const asksReason =
    filling.opened === code || cell.state !== '' || cell.reason !== '' || far !== undefined || hasError(filling, reasonFieldOf(code))
  const reason = asksReason
    ? reasonOf(line, cell.state === 'estimated' ? 'Cách ước tính' : cell.state === '' ? 'Ghi chú, giải trình' : 'Lý do')
    : undefined
  const entry = entryOf(line)
  const ways = waysOf(line)
  if (cell.state === 'estimated') return { is: 'estimated', entry, ways, reason }
  if (cell.state === '' && cell.value === '') return { is: 'missing', entry, ways, reason }
  const isZero = cell.state === '' && readNumber(cell.value) === 0
  const says = isZero ? 'số không' : far && <Noticed id={`${fieldOf(code)}-loi`} say={far} />
  return { is: 'typed', entry, ways, reason, says }
}

/** A return did not name this cell and nobody asked to change it: it is shown, and opens when asked. */
function isLeft({ view: { asked }, opened, errors }: Filling, { cell, indicator: { code }, origin }: Line): boolean {
  const then = asked.kept?.get(code)
  if (!then || asked.returned.size === 0 || opened === code || reopened(asked)(code)) return false
  if (errors.some(one => one.field === fieldOf(code) || one.field === reasonFieldOf(code))) return false
  const was = cellOf(then, origin)
  return cell.state === was.state && cell.value === was.value && cell.reason === was.reason
}

function leftAsItWas(line: Line): Cell {
  const { cell, figure, indicator } = line
  return tableCell(
    <div class="val">
      <span class="src">
        <Hidden name={fieldOf(cell.code)} value={cell.value} />
        <Hidden name={stateFieldOf(cell.code)} value={cell.state} />
        <Hidden name={reasonFieldOf(cell.code)} value={cell.reason} />
        <Button small name="khac" value={cell.code} of={spoken(line)}>
          sửa thêm
        </Button>
      </span>
      <b>
        <FigureText figure={figure} indicator={indicator} />
      </b>
    </div>,
    { kind: 'cell' },
  )
}

const Noticed = ({ id, say }: { id: string; say: string }) => (
  <span class="st soon small" id={id}>
    {say}
  </span>
)

function openCounted(filling: Filling, line: Line): Shown {
  const { cell, href, indicator, figure } = line
  const counted = filling.view.asked.counted.get(indicator.code) ?? 0
  const isOpened =
    cell.value !== '' ||
    cell.state !== '' ||
    cell.reason !== '' ||
    filling.opened === indicator.code ||
    hasError(filling, reasonFieldOf(indicator.code))
  if (isOpened)
    return {
      is: 'overridden',
      value: figure?.value ?? readNumber(cell.value) ?? counted,
      counted,
      href,
      reason: cell.reason,
      entry: entryOf(line),
      line: reasonOf(line, 'Lý do ghi khác số đếm', 'Để trống ô số thì dùng số đếm'),
    }
  const noun = filling.nouns.get(indicator.code) ?? 'hồ sơ'
  return {
    is: 'plain',
    value: counted,
    says: (
      <>
        <a href={href}>{counted === 0 ? 'đã rà, không có hồ sơ nào' : `đếm từ ${formatNumber(counted)} ${noun}`}</a>
        {check(filling, line)}
        <Button small name="khac" value={indicator.code} of={spoken(line)}>
          ghi khác
        </Button>
      </>
    ),
  }
}

/** "61 + 5 − 0": what the count should be by the cells it is made of, and a word when it is not. */
function check(filling: Filling, { indicator }: Line) {
  const opening = filling.view.openingCounts.get(indicator.code)
  const { formula } = indicator
  if (!formula || opening === undefined) return null
  const value = (code: string): number => filling.view.asked.counted.get(code) ?? 0
  const sum = opening + formula.plus.reduce((all, code) => all + value(code), 0) - formula.minus.reduce((all, code) => all + value(code), 0)
  const counted = filling.view.asked.counted.get(indicator.code) ?? 0
  const how = [
    formatNumber(opening),
    ...formula.plus.map(code => `+ ${formatNumber(value(code))}`),
    ...formula.minus.map(code => `− ${formatNumber(value(code))}`),
  ].join(' ')
  return (
    <>
      {' · '}
      {how}
      {sum !== counted && <Status tone="soon">{`cộng ra ${formatNumber(sum)}`}</Status>}
    </>
  )
}

function computedFigure(line: Line, figures: Figures, filling: Filling): Shown | Cell {
  const { indicator, figure } = line
  if (!figure) return tableCell(<Void>{WAITS}</Void>, { kind: 'cell' })
  if (figure.state === 'not_applicable') return { is: 'inapplicable', why: figure.reason ?? '' }
  if (figure.value === null) return { is: 'none', says: figure.reason ?? undefined }
  const how = howComputed(indicator, figure, figures, filling.view.asked.opening)
  return { is: 'computed', value: figure.value, how, decimals: indicator.decimals }
}

interface Shared {
  readonly part: boolean
  readonly id: string
  readonly before: readonly Slot[]
  readonly after: readonly Slot[]
}

/** A returned cell: its input, the reviewer's words, and the place to answer them. */
function returnedRows(filling: Filling, line: Line, shared: Shared, words: string, figures: Figures): Row[] {
  const { origin, href, indicator } = line
  const counted = filling.view.asked.counted.get(indicator.code)
  const ownInput = origin === 'typed' || origin === 'counted'
  const shown: Shown | Cell = ownInput
    ? {
        is: 'typed',
        entry: entryOf(line),
        says: counted === undefined ? undefined : <a href={href}>{`đếm được ${formatNumber(counted)}`}</a>,
        ...(origin === 'typed' ? { ways: waysOf(line) } : {}),
      }
    : computedFigure(line, figures, filling)
  const content = shown instanceof Cell ? shown.content : figureCell(shown).content
  return [
    {
      cells: [nameOf(line), ...shared.before, new Cell(content, 1, 'cell back', false), ...shared.after],
      part: shared.part,
      id: shared.id,
    },
    {
      tone: 'back',
      under: (
        <div class="reply">
          <p id={`${fieldOf(indicator.code)}-tra-lai`}>
            <Status tone="back">Bị trả lại</Status>&ensp;“{words}” <span class="soft">{filling.reviewer}</span>
          </p>
          <TypedLine line={reasonOf(line, 'Trả lời người xem xét', 'bắt buộc nếu giữ nguyên số')} />
        </div>
      ),
    },
  ]
}

/** A cell of an edition that was handed in: shown, never typed. */
function lockedFigure(line: Line, figures: Figures, filling: Filling): Shown | Cell {
  const { figure, indicator, href, origin } = line
  if (!figure) return tableCell(<Void>chưa có số</Void>, { kind: 'cell' })
  if (figure.state === 'not_applicable') return { is: 'inapplicable', why: figure.reason ?? '' }
  if (figure.state === 'none') return { is: 'none', says: figure.reason ?? undefined }
  const value = figure.value ?? 0
  if (figure.counted !== null && figure.counted !== figure.value)
    return { is: 'overridden', value, counted: figure.counted, href, reason: figure.reason ?? '' }
  if (figure.counted !== null && value === 0) return { is: 'zero', href }
  if (figure.counted !== null) return { is: 'counted', value, records: figure.counted, href, noun: filling.nouns.get(indicator.code) }
  if (origin === 'computed' || origin === 'ratio') return computedFigure(line, figures, filling)
  if (figure.state === 'estimated') return { is: 'estimated', value, how: figure.reason ?? '' }
  return { is: 'plain', value, decimals: indicator.decimals, says: value === 0 ? 'số không' : (figure.reason ?? undefined) }
}
