import type { ComponentChildren } from 'preact'
import { formatNumber } from '../../ground/vietnamese.ts'

export interface TrailStep {
  label: string
  value: number | string
  says?: ComponentChildren
}

/** A figure back to its papers: value, units, editions, records, documents, each with how many. */
export function Trail({ steps }: { steps: readonly TrailStep[] }) {
  return (
    <ol class="trail">
      {steps.map(s => (
        <li>
          {s.label}
          <b class="num">{typeof s.value === 'number' ? formatNumber(s.value) : s.value}</b>
          {s.says}
        </li>
      ))}
    </ol>
  )
}
