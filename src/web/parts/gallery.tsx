import type { VNode } from 'preact'
import { bars, pickers } from './bar.examples.tsx'
import { examples as buttons } from './button.examples.tsx'
import { examples as charts } from './chart.examples.tsx'
import { examples as evidence } from './evidence.examples.tsx'
import type { Examples } from './example.ts'
import { examples as figures } from './figure.examples.tsx'
import { examples as forms } from './form.examples.tsx'
import { examples as notes } from './note.examples.tsx'
import { examples as heads } from './page-head.examples.tsx'
import { PageHead } from './page-head.tsx'
import { examples as statuses } from './status.examples.tsx'
import { origin, through } from './steps.examples.tsx'
import { examples as tables } from './table.examples.tsx'

export const EXAMPLES: readonly Examples[] = [
  heads,
  statuses,
  buttons,
  notes,
  forms,
  pickers,
  tables,
  figures,
  bars,
  origin,
  through,
  charts,
  evidence,
]

/** Every part in every state, grouped, on one page. */
export function gallery(): VNode {
  return (
    <>
      <PageHead title="Các phần của một trang" sub="Mỗi phần ở mọi trạng thái. Trang này và phép thử dùng chung một nguồn." />
      {EXAMPLES.map((group, g) => (
        <section aria-labelledby={`phan-${g}`}>
          <h2 id={`phan-${g}`}>{group.part}</h2>
          <p class="soft">{group.says}</p>
          {group.states.map(state => (
            <div class="state">
              <p class="small soft">{state.is}</p>
              {state.view}
            </div>
          ))}
        </section>
      ))}
    </>
  )
}
