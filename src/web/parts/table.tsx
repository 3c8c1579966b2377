import type { ComponentChildren } from 'preact'
import { formatNumber } from '../../ground/vietnamese.ts'

export interface Column {
  label: ComponentChildren
  /** The label in front of the value below 640 px, when `label` is not plain text or is too long. */
  short?: string | undefined
  /** Right-aligned, figures of one width. */
  numeric?: boolean | undefined
  /** In rem. */
  width?: 3 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 16 | undefined
  hideLabel?: boolean | undefined
  /** Left out below 640 px. */
  wideOnly?: boolean | undefined
}

/** A cell that needs more than its content. Made by cell(). */
export class Cell {
  readonly content: ComponentChildren
  readonly span: number
  readonly kind: string
  readonly wideOnly: boolean
  constructor(content: ComponentChildren, span: number, kind: string, wideOnly: boolean) {
    this.content = content
    this.span = span
    this.kind = kind
    this.wideOnly = wideOnly
  }
}

/** `span` columns wide; `kind` is a class of look.css ("num", "cell over"…); `wideOnly` hides it below 640 px. */
export const cell = (content: ComponentChildren, more: { span?: number; kind?: string; wideOnly?: boolean } = {}) =>
  new Cell(content, more.span ?? 1, more.kind ?? '', more.wideOnly ?? false)

/** A number is written the Vietnamese way. */
export type Slot = ComponentChildren | Cell

export type Row =
  | {
      cells: readonly Slot[]
      /** The column whose cell names the row; the table's own `head` unless told. */
      head?: number | undefined
      id?: string | undefined
      sum?: boolean | undefined
      /** Belongs under the row above ("trong đó"). */
      part?: boolean | undefined
    }
  | { group: ComponentChildren; aside?: ComponentChildren; id?: string | undefined }
  | { under: ComponentChildren; tone?: 'over' | 'back' | undefined; id?: string | undefined }
  | { open: ComponentChildren; id?: string | undefined }

export interface TableProps {
  /** Always there; `hideCaption` leaves it to those who listen. */
  caption: ComponentChildren
  hideCaption?: boolean | undefined
  columns: readonly Column[]
  rows: readonly Row[]
  /** The column that names a row, the first unless told. */
  head?: number | undefined
  /** Below 640 px: each row a block (`stack`), with a box and a status on its first line (`board`), with its figure on its first line (`pair`), as a figure form (`figures`), or as it is, to be scrolled (`scroll`). */
  narrow?: 'stack' | 'board' | 'pair' | 'figures' | 'scroll' | undefined
}

// Changing `display` takes the meaning of a table away from those who listen to it; the explicit roles keep it.
/** A table: caption, sticky head, groups, sums, rows under rows. Put it on a sheet of its own. */
export function Table({ caption, hideCaption, columns, rows, head = 0, narrow = 'stack' }: TableProps) {
  const table = (
    <table role="table" class={TABLE_CLASS[narrow]}>
      <caption class={hideCaption ? 'vh' : undefined}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(c => (
            <th role="columnheader" scope="col" class={join(c.numeric && 'r', c.width && `w${c.width}`)}>
              {c.hideLabel ? <span class="vh">{c.label}</span> : c.label}
            </th>
          ))}
        </tr>
      </thead>
      {bodies(rows).map(body => (
        <tbody role="rowgroup">{body.map(row => tableRow(row, columns, head, narrow))}</tbody>
      ))}
    </table>
  )
  if (narrow === 'scroll') {
    return (
      <section class="sheet scroll" tabindex={0} aria-label={typeof caption === 'string' ? caption : 'Bảng, cuộn ngang được'}>
        {table}
      </section>
    )
  }
  return <div class={hideCaption ? 'sheet' : 'sheet captioned'}>{table}</div>
}

const TABLE_CLASS = { stack: 'stack', board: 'stack board', pair: 'stack pair', figures: 'stack fig', scroll: undefined } as const

/** A heading of a group holds for its own tbody, so each group opens one. */
function bodies(rows: readonly Row[]): Row[][] {
  const out: Row[][] = []
  for (const row of rows) {
    if ('group' in row || out.length === 0) out.push([])
    out.at(-1)?.push(row)
  }
  return out.length ? out : [[]]
}

function tableRow(row: Row, columns: readonly Column[], tableHead: number, narrow: TableProps['narrow']) {
  const all = columns.length
  if ('group' in row) {
    return (
      <tr role="row" class="grp" id={row.id}>
        <th role="rowheader" scope="rowgroup" colspan={all}>
          {row.group}
          {row.aside && <span class="aside">{row.aside}</span>}
        </th>
      </tr>
    )
  }
  if ('under' in row || 'open' in row) {
    return (
      <tr role="row" class={'open' in row ? 'open' : join('under', row.tone)} id={row.id}>
        <td role="cell" colspan={all}>
          {'open' in row ? row.open : row.under}
        </td>
      </tr>
    )
  }
  const head = row.head ?? tableHead
  let at = 0
  return (
    <tr role="row" id={row.id} class={join(row.sum && 'sum', narrow === 'board' && 'bt', narrow === 'pair' && 'lt')}>
      {row.cells.map(slot => {
        const column = columns[at]
        const given = slot instanceof Cell ? slot : new Cell(slot, 1, '', false)
        const first = at === head
        at += given.span
        const content = typeof given.content === 'number' ? formatNumber(given.content) : given.content
        if (first) {
          return (
            <th role="rowheader" scope="row" class={join(given.kind, row.part && 'in1')} colspan={given.span > 1 ? given.span : undefined}>
              {content}
            </th>
          )
        }
        const labelled = given.span === 1 && !column?.hideLabel
        return (
          <td
            role="cell"
            class={join(given.kind, column?.numeric && !/\bcell\b/.test(given.kind) && 'r', (given.wideOnly || column?.wideOnly) && 'm0')}
            colspan={given.span > 1 ? given.span : undefined}
            data-l={labelled ? (column?.short ?? (typeof column?.label === 'string' ? column.label : undefined)) : undefined}
          >
            {content}
          </td>
        )
      })}
    </tr>
  )
}

const join = (...classes: (string | false | 0 | undefined)[]) => classes.filter(Boolean).join(' ') || undefined

/** A dash for what does not exist here, with the words for those who listen. Never for a missing figure. */
export function Dash({ means }: { means: string }) {
  return (
    <span class="soft">
      <span aria-hidden="true">–</span>
      <span class="vh">{means}</span>
    </span>
  )
}

/** What cannot stand as a figure, said in words: "không so sánh được", "chưa nộp", "số cuối kỳ". */
export function Void({ children }: { children: ComponentChildren }) {
  return <span class="void">{children}</span>
}

/** The tick box of a row, with its own target of 28 × 24. */
export function Pick({ name, value, of, checked }: { name: string; value: string; of: string; checked?: boolean | undefined }) {
  return (
    <label class="pick">
      <input type="checkbox" name={name} value={value} checked={checked} data-name={of} />
      <span class="vh">Chọn {of}</span>
    </label>
  )
}
