// Above an edition that was handed in again: what the receiver had sent back, what the unit changed and what it answered.
import type { Ask } from '../../../access/ask.ts'
import { formatNumber, listed } from '../../../ground/vietnamese.ts'
import { Section } from '../../../web/parts/section.tsx'
import { Table, Void } from '../../../web/parts/table.tsx'
import { type Again, saidAgain } from '../again.ts'
import { enclosedIn } from '../enclosing/store.ts'
import type { Figures, Indicator } from '../figures.ts'
import { numbering, plainLabel } from '../sheet.ts'
import { type FoundEdition, figuresOf, findEdition } from '../store-editions.ts'
import { figureText } from './words.tsx'

/** Undefined for a first edition. */
export async function againOf(
  ask: Ask,
  { owed, edition, narrative }: FoundEdition,
  indicators: readonly Indicator[],
  now: { readonly figures: Figures; readonly files: Awaited<ReturnType<typeof enclosedIn>> },
): Promise<{ readonly of: Again; readonly number: number } | undefined> {
  const before = owed.editions.findLast(one => one.number < edition.number)
  if (!before) return undefined
  const read = await findEdition(ask, owed.window.code, before.id)
  const figures = (await figuresOf(ask, [before.id])).get(before.id) ?? new Map()
  const asked = new Map(before.verdicts.flatMap(one => one.cells.map(cell => [cell.code, cell.reason] as const)))
  const then = { figures, narrative: read.narrative, asked, files: await enclosedIn(ask, before.id) }
  return { of: saidAgain(indicators, then, { ...now, narrative }), number: before.number }
}

interface ComparedProps {
  readonly of: Again
  /** The number of the edition before. */
  readonly before: number
  readonly number: number
  readonly indicators: readonly Indicator[]
}

export function SaidAgainTable({ of, before, number, indicators }: ComparedProps) {
  const names = numbering(indicators)
  const words = [
    of.headings.length > 0 && `Phần lời đã sửa: ${of.headings.join('; ')}.`,
    of.filesGone.length > 0 && `Tệp đã bỏ: ${listed(of.filesGone, 10)}.`,
    of.filesAdded.length > 0 && `Tệp mới: ${listed(of.filesAdded, 10)}.`,
  ].filter(one => one !== false)
  const title = of.cells.length > 0 ? `So với bản ${before}: ${formatNumber(of.cells.length)} ô` : `So với bản ${before}: không ô nào khác`
  return (
    <Section title={title} id="h-nop-lai">
      {of.cells.length > 0 && (
        <Table
          caption={`Ô bị trả lại hoặc khác bản ${before}`}
          hideCaption
          columns={[
            { label: 'Ô' },
            { label: `Bản ${before}`, numeric: true, width: 8 },
            { label: `Bản ${number}`, numeric: true, width: 8 },
            { label: 'Nơi nhận nêu' },
            { label: 'Đơn vị giải trình' },
          ]}
          rows={of.cells.map(({ indicator, was, now, asked }) => ({
            cells: [
              <a href={`#ct-${indicator.code}`}>{`${names.get(indicator.code)} ${plainLabel(indicator)}`}</a>,
              was ? figureText(was, indicator) : <Void>không có</Void>,
              <strong>{now ? figureText(now, indicator) : 'không có'}</strong>,
              asked ?? <Void>không nêu ô này</Void>,
              now?.reason ?? <Void>–</Void>,
            ],
          }))}
        />
      )}
      {words.map(one => (
        <p class="small">{one}</p>
      ))}
    </Section>
  )
}
