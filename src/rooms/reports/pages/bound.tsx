// The words of a report with the figures they call: which codes there are, and how the words read once they are bound.
import { type Figure, type Figures, type Indicator, readState, type Total } from '../figures.ts'
import { numbering, plainLabel, type Section as Words } from '../sheet.ts'
import { figureText, Prose } from './words.tsx'

/** How a code reads in the words of this report; undefined where the sheet has no such line. */
export const saysIn = (indicators: readonly Indicator[], figures: Figures): ((code: string) => string | undefined) => {
  const byCode = new Map(indicators.map(one => [one.code, one]))
  return code => {
    const indicator = byCode.get(code)
    return indicator && figureText(figures.get(code), indicator)
  }
}

/** The words as they read, each called figure in its place. */
export const Told = ({ narrative, says }: { narrative: readonly Words[]; says: (code: string) => string | undefined }) => {
  const there = narrative.filter(one => one.text !== '')
  if (there.length === 0) return <p class="soft">Đơn vị không viết phần lời.</p>
  return <Prose sections={there} says={says} />
}

export const codedTotals = (totals: readonly Total[]): ReadonlyMap<string, Pick<Figure, 'state' | 'value'>> =>
  new Map(
    totals.flatMap(total => {
      const state = readState(total)
      return state === 'missing' ? [] : [[total.code, { state, value: total.value }] as const]
    }),
  )

/** Which code calls which figure. With a script a code is put where one writes; without it, it is typed. */
export function Codes({
  indicators,
  all = indicators,
  figures,
}: {
  indicators: readonly Indicator[]
  /** The whole sheet, when only some of its lines are shown: lines keep their numbers. */
  all?: readonly Indicator[]
  figures: ReadonlyMap<string, Pick<Figure, 'state' | 'value'>>
}) {
  const names = numbering(all)
  const first = indicators[0]?.code ?? ''
  return (
    <>
      <p class="small screen">
        {`Muốn gọi một số của biểu vào lời thì ghi mã trong ngoặc nhọn, ví dụ {${first}}: số trong biểu đổi thì lời đổi theo, bảng và lời luôn là một số.`}
      </p>
      <details class="screen">
        <summary>Mã của từng số</summary>
        <ul class="small">
          {indicators.map(one => (
            <li>
              <code data-code={`{${one.code}}`}>{`{${one.code}}`}</code>{' '}
              {`${names.get(one.code)} ${plainLabel(one)}: ${figureText(figures.get(one.code), one)}`}
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
