// The rules go along with the sheet: the script says what the server would say, while it is typed and without asking it.
import { usePage } from '../../../web/page-context.ts'
import type { Figures, Indicator } from '../figures.ts'
import type { Past, SheetView } from '../filling.ts'
import { amountOf, type InOwnTime } from '../oddity.ts'
import type { Before } from './as-typed.ts'
import { pack } from './on-page.ts'

const ofThen = (past: Past | undefined): InOwnTime | undefined =>
  past && {
    label: past.window.label,
    amount(code, kind) {
      const figure = past.figures.get(code)?.figure
      return figure && amountOf(figure, kind)
    },
  }

/** The figures of the window before and of the same of last year, for what is only noticed. */
export const beforeOf = ({ earlier }: Pick<SheetView, 'earlier'>): Before => ({
  previous: ofThen(earlier.previous),
  lastYear: ofThen(earlier.lastYear),
})

export function RulesHere({ view, lines, figures }: { view: SheetView; lines: readonly Indicator[]; figures: Figures }) {
  const page = usePage()
  return (
    <>
      <div hidden data-rules={JSON.stringify(pack(view.asked, beforeOf(view), { lines, cells: view.cells, filled: figures }))} />
      <script type="module" src={page.assets('sheet.js')} />
    </>
  )
}
