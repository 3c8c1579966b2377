import type { ComponentChildren } from 'preact'
import { formatNumber } from '../../ground/vietnamese.ts'
import { type Entry, FigureInput, type Line, TypedLine, type Ways, WaysSelect } from './figure-input.tsx'
import { Status } from './status.tsx'
import { Cell, type Row, type Slot, Void } from './table.tsx'

interface Counted {
  value: number
  /** How many records it counts; the list at `href` has exactly as many rows. */
  records: number
  href: string
  /** What the records are; "hồ sơ" unless told. */
  noun?: string | undefined
  /** Leads to writing another figure, with a reason. */
  change?: { href: string; of: string } | undefined
}

/** One figure of a window in exactly one state. Without an `entry` it is locked: shown, never typed. */
export type Figure =
  | ({ is: 'counted' } & Counted)
  | { is: 'computed'; value: number; how: string; decimals?: number | undefined }
  | { is: 'plain'; value: number; decimals?: number | undefined; says?: ComponentChildren }
  | { is: 'typed'; entry: Entry; says?: ComponentChildren; ways?: Ways | undefined; reason?: Line | undefined }
  | {
      is: 'overridden'
      value: number
      counted: number
      href: string
      reason: string
      by?: ComponentChildren
      entry?: Entry | undefined
      line?: Line | undefined
    }
  | {
      is: 'returned'
      entry?: Entry | undefined
      value?: number | undefined
      counted?: { value: number; href: string } | undefined
      words: string
      by: ComponentChildren
      line?: Line | undefined
      reply?: string | undefined
    }
  | { is: 'missing'; entry?: Entry | undefined; ways?: Ways | undefined; reason?: Line | undefined }
  | { is: 'zero'; says?: string | undefined; href?: string | undefined; change?: Counted['change'] }
  | { is: 'none'; says?: ComponentChildren }
  | { is: 'inapplicable'; why: string }
  | {
      is: 'estimated'
      value?: number | undefined
      entry?: Entry | undefined
      how?: string | undefined
      ways?: Ways | undefined
      reason?: Line | undefined
    }
  | { is: 'incomparable'; mark?: string | undefined; why?: string | undefined }
  | { is: 'stated'; value: number; href: string; doubt?: string | undefined }

const CELL: Partial<Record<Figure['is'], string>> = {
  typed: 'typed',
  estimated: 'typed',
  overridden: 'over',
  returned: 'back',
  missing: 'miss',
}

/** The figure with what stands before it: where it is counted, how it is computed, what is missing. */
export function FigureCell({ figure: f }: { figure: Figure }) {
  switch (f.is) {
    case 'counted':
      return (
        <Value says={<a href={f.href}>{`đếm từ ${formatNumber(f.records)} ${f.noun ?? 'hồ sơ'}`}</a>} change={f.change}>
          <Bold value={f.value} />
        </Value>
      )
    case 'computed':
      return (
        <Value says={f.how}>
          <Bold value={f.value} decimals={f.decimals} />
        </Value>
      )
    case 'plain':
      return (
        <Value says={f.says}>
          <Bold value={f.value} decimals={f.decimals} />
        </Value>
      )
    case 'typed':
      return (
        <Value says={f.says} ways={f.ways}>
          <FigureInput entry={f.entry} />
        </Value>
      )
    case 'overridden':
      return (
        <Value
          says={
            <a href={f.href}>
              đếm được <s>{formatNumber(f.counted)}</s>
            </a>
          }
        >
          {f.entry ? <FigureInput entry={f.entry} stored={f.value} /> : <Bold value={f.value} />}
        </Value>
      )
    case 'returned':
      return (
        <Value says={f.counted && <a href={f.counted.href}>{`đếm được ${formatNumber(f.counted.value)}`}</a>}>
          {f.entry ? (
            <FigureInput entry={f.entry} stored={f.value} bad describedBy={`${f.entry.id ?? f.entry.name}-tra-lai`} />
          ) : (
            f.value !== undefined && <Bold value={f.value} />
          )}
        </Value>
      )
    case 'missing':
      return (
        <Value
          says={
            <span id={f.entry && `${f.entry.id ?? f.entry.name}-thieu`}>
              <Status tone="late">Chưa nhập</Status>
            </span>
          }
          ways={f.ways}
        >
          {f.entry && <FigureInput entry={f.entry} describedBy={`${f.entry.id ?? f.entry.name}-thieu`} />}
        </Value>
      )
    case 'zero': {
      const says = f.says ?? 'đã rà, không có hồ sơ nào'
      return (
        <Value says={f.href ? <a href={f.href}>{says}</a> : says} change={f.change}>
          <b class="num">0</b>
        </Value>
      )
    }
    case 'none':
      return (
        <Value says={f.says}>
          <Void>không phát sinh</Void>
        </Value>
      )
    case 'inapplicable':
      return (
        <Value>
          <span class="void wrap-void">{`không áp dụng: ${f.why}`}</span>
        </Value>
      )
    case 'estimated':
      return (
        <Value says={f.ways ? undefined : <Status tone="soon">ước tính</Status>} ways={f.ways}>
          {f.entry ? <FigureInput entry={f.entry} stored={f.value} /> : f.value !== undefined && <Bold value={f.value} />}
        </Value>
      )
    case 'incomparable':
      return <Incomparable mark={f.mark} why={f.why} />
    case 'stated':
      return (
        <Value says={<a href={f.href}>theo văn bản nêu</a>}>
          <b class="num stated">{formatNumber(f.value)}</b>
        </Value>
      )
  }
}

/** What is said in the row under the figure: the reason, the reviewer's words, the method of the estimate. */
export function figureUnder(figure: Figure): Row | undefined {
  switch (figure.is) {
    case 'overridden':
      return { under: <Overridden figure={figure} />, tone: 'over' }
    case 'returned':
      return { under: <ReturnedWords figure={figure} />, tone: 'back' }
    case 'estimated':
      if (figure.reason) return { under: <TypedLine line={figure.reason} /> }
      return figure.how === undefined
        ? undefined
        : {
            under: (
              <>
                <strong>Ước tính.</strong> {figure.how}
              </>
            ),
          }
    case 'typed':
    case 'missing':
      return figure.reason && { under: <TypedLine line={figure.reason} /> }
    case 'stated':
      return figure.doubt === undefined
        ? undefined
        : {
            under: (
              <>
                <Status tone="soon">cần xem kỹ</Status> {figure.doubt}
              </>
            ),
          }
    default:
      return undefined
  }
}

export const figureCell = (figure: Figure): Cell =>
  new Cell(<FigureCell figure={figure} />, 1, ['cell', CELL[figure.is]].filter(Boolean).join(' '), false)

export interface FigureRow {
  /** "7.2" */
  code: string
  label: ComponentChildren
  /** "trong đó" of the row above. */
  part?: boolean | undefined
  id?: string | undefined
  /** The windows before it: last window, same window of last year, plan. */
  before: readonly Slot[]
  figure: Figure
  after?: readonly Slot[] | undefined
}

/** The rows of one indicator in a figure form: the figure, and under it what must be said about it. */
export function figureRows({ code, label, part, id, before, figure, after = [] }: FigureRow): Row[] {
  const name = (
    <>
      <span class="num soft">{code}</span>&ensp;{label}
    </>
  )
  if (figure.is === 'inapplicable') {
    return [{ cells: [name, new Cell(<FigureCell figure={figure} />, before.length + 1 + after.length, 'r', false)], part, id }]
  }
  const under = figureUnder(figure)
  const main: Row = { cells: [name, ...before, figureCell(figure), ...after], part, id }
  return under ? [main, under] : [main]
}

/** Two windows that cannot be set side by side, and why. */
export function Incomparable({ mark, why }: { mark?: string | undefined; why?: string | undefined }) {
  return (
    <span class={why ? 'void wrap-void' : 'void'}>
      không so sánh được{why && `: ${why}`}
      {mark && <sup>&nbsp;{mark}</sup>}
    </span>
  )
}

interface ValueProps {
  says?: ComponentChildren
  ways?: Ways | undefined
  change?: Counted['change']
  children: ComponentChildren
}

function Value({ says, ways, change, children }: ValueProps) {
  return (
    <div class="val">
      {(says || change) && (
        <span class="src">
          {says}
          {change && (
            <>
              {' · '}
              <a href={change.href}>
                ghi khác<span class="vh"> {change.of}</span>
              </a>
            </>
          )}
        </span>
      )}
      {ways && <WaysSelect ways={ways} />}
      {children}
    </div>
  )
}

const Bold = ({ value, decimals }: { value: number; decimals?: number | undefined }) => <b class="num">{formatNumber(value, decimals)}</b>

function Overridden({ figure: f }: { figure: Extract<Figure, { is: 'overridden' }> }) {
  return (
    <>
      <strong>{`Ghi khác số đếm (${formatNumber(f.value)}, đếm được ${formatNumber(f.counted)}).`}</strong>{' '}
      {f.line ? (
        <TypedLine line={{ ...f.line, value: f.line.value ?? f.reason }} />
      ) : (
        <>
          Lý do: {f.reason} <span class="soft">{f.by && <>{f.by}. </>}Cả hai số đều được giữ.</span>
        </>
      )}
    </>
  )
}

function ReturnedWords({ figure: f }: { figure: Extract<Figure, { is: 'returned' }> }) {
  return (
    <div class="reply">
      <p id={f.entry && `${f.entry.id ?? f.entry.name}-tra-lai`}>
        <Status tone="back">Bị trả lại</Status>&ensp;“{f.words}” <span class="soft">{f.by}</span>
      </p>
      {f.line ? (
        <TypedLine line={f.line} />
      ) : (
        f.reply && (
          <p>
            <strong>Trả lời:</strong> {f.reply}
          </p>
        )
      )}
    </div>
  )
}
