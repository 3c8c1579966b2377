// What asks for a second look, said beside the cell, beside the words and in the queue.
import type { Row } from '../../../web/parts/table.tsx'
import { type Finding, heaviestFirst, scoreOf, weightOf } from '../oddity.ts'
import type { LookedOver } from '../reviewing.ts'

/** "+3" beside each finding, so that the place in the queue can be added up by hand. */
const Points = ({ finding }: { finding: Finding }) => <span class="soft small nowrap"> +{weightOf(finding)}</span>

/** The rows under a figure. */
export const findingRows = (findings: readonly Finding[]): Row[] =>
  findings.map(one => ({
    tone: 'over',
    under: (
      <>
        <strong>Cần xem:</strong> {one.say}.<Points finding={one} />
      </>
    ),
  }))

/** Above the words of a report: what was found in each section. */
export function WordFindings({ findings }: { findings: readonly Finding[] }) {
  const found = findings.filter(one => one.heading !== null)
  if (found.length === 0) return null
  return (
    <ul class="sheet pad">
      {found.map(one => (
        <li>
          <strong>{one.heading}:</strong> {one.say}.<Points finding={one} />
        </li>
      ))}
    </ul>
  )
}

/** One line of the head of a report: how many things, and what they add up to. */
export const findingsSaid = (looked: LookedOver | undefined): string =>
  looked === undefined
    ? ''
    : looked.findings.length === 0
      ? 'Không có điểm cần xem.'
      : `${looked.findings.length} điểm cần xem, trọng số ${scoreOf(looked.findings)}.`

const SHOWN = 5

/** In the queue: the heaviest first, and how many more there are. */
export function FindingList({ findings, nameOf }: { findings: readonly Finding[]; nameOf: (code: string) => string }) {
  const more = findings.length - SHOWN
  return (
    <ul>
      {heaviestFirst(findings)
        .slice(0, SHOWN)
        .map(one => (
          <li>
            <strong>{one.code === null ? one.heading : nameOf(one.code)}:</strong> {one.say}.<Points finding={one} />
          </li>
        ))}
      {more > 0 && <li class="soft">{`Còn ${more} điểm cần xem, mở báo cáo để xem hết.`}</li>}
    </ul>
  )
}
