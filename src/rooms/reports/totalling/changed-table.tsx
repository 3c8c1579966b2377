// The figures that changed: before, now, by how much, and who brought it.
import { capital, formatNumber } from '../../../ground/vietnamese.ts'
import { type Row, Table, Void } from '../../../web/parts/table.tsx'
import { type Indicator, SILENT } from '../figures.ts'
import { plainLabel } from '../sheet.ts'
import type { Changed, Stand } from './changed.ts'
import type { Moved } from './differing.ts'
import { byText } from './words.ts'

type Line = Pick<Indicator, 'code' | 'kind' | 'label'>

interface ChangedProps {
  readonly caption: string
  readonly before: string
  readonly now: string
  readonly indicators: readonly Line[]
  readonly changes: readonly Changed[]
  /** Units are named only to those who may see them. */
  readonly name?: (unitId: string) => string
  readonly why?: (code: string) => string
}

const FEW = 4

export function ChangedTable({ caption, before, now, indicators, changes, name, why }: ChangedProps) {
  const lines = new Map(indicators.map(one => [one.code, one]))
  return (
    <Table
      caption={caption}
      columns={[
        { label: 'Chỉ tiêu' },
        { label: before, numeric: true, width: 9 },
        { label: now, numeric: true, width: 9 },
        { label: 'Chênh lệch', numeric: true, width: 10 },
        ...(name ? [{ label: 'Do đâu' }] : []),
      ]}
      rows={changes.flatMap((one): Row[] => {
        const line = lines.get(one.code)
        if (!line) return []
        const by = one.by === null ? <Void>không trừ được</Void> : <strong class="num">{byText(one.by, line)}</strong>
        return [
          {
            id: `tt-${one.code}`,
            cells: [
              capital(plainLabel(line as Indicator)),
              figure(one.was, line),
              figure(one.is, line),
              why && one.by !== null ? (
                <a href={why(one.code)}>
                  {by}
                  <span class="vh">, vì sao</span>
                </a>
              ) : (
                by
              ),
              ...(name ? [<span class="small">{causes(one.moved, line, name)}</span>] : []),
            ],
          },
        ]
      })}
    />
  )
}

function figure(stand: Stand, { kind }: Line) {
  if (stand.value === null)
    return <Void>{SILENT[stand.state === 'none' || stand.state === 'not_applicable' ? stand.state : 'missing']}</Void>
  const value = `${formatNumber(stand.value, kind === 'ratio' ? 1 : undefined)}${kind === 'ratio' ? '%' : ''}`
  return (
    <>
      {stand.denominator !== null && (
        <span class="small soft">{`${formatNumber(stand.numerator ?? 0)} trên ${formatNumber(stand.denominator)} `}</span>
      )}
      <span class="num">{value}</span>
    </>
  )
}

/** "xã Hạ Lang +5, xã Khe Trầm −1 (bản mới), trừ trùng −1". */
function causes(moved: readonly Moved[], line: Line, name: (unitId: string) => string): string {
  // In a ratio every unit moves a little when one does: only those who brought something are named.
  const brought =
    line.kind === 'ratio'
      ? moved.filter(one => one.missing !== null || one.corrected || one.what === 'adjusted' || one.what === 'twice')
      : moved
  const said = brought.map(one => `${causeOf(one, name)} ${byText(one.by, line)}`)
  return said.length <= FEW ? said.join(', ') : `${said.slice(0, FEW).join(', ')} và ${formatNumber(said.length - FEW)} phần khác`
}

function causeOf(one: Moved, name: (unitId: string) => string): string {
  if (one.what === 'adjusted') return 'điều chỉnh'
  if (one.what === 'twice') return 'phần trừ vì trùng'
  if (one.what === 'rest') return 'làm tròn'
  const units = (one.now.length > 0 ? one.now : one.past).map(name).join(', ')
  return one.missing === 'past'
    ? `${units} (đến sau)`
    : one.missing === 'now'
      ? `${units} (đang bị trả lại)`
      : one.corrected
        ? `${units} (sửa)`
        : units
}
