// A report frozen as a value: what is published, shown and composed into a paper for ever. Pure.
import type { Day } from '../../ground/day.ts'
import { sha256 } from '../../ground/files.ts'
import { capital, formatNumber } from '../../ground/vietnamese.ts'
import type { ReportSnapshot, SnapshotRow } from '../../web/room.ts'
import { type Before, type Contribution, exact, type Figure, type Indicator, readState, type Total } from './figures.ts'
import type { Regime, Window } from './rules.ts'
import { plainLabel, type Section } from './sheet.ts'

export interface Freezing {
  readonly publicationId: string
  readonly regime: Regime
  readonly window: Window
  readonly unit: ReportSnapshot['unit']
  readonly on: Day
  readonly corrects?: ReportSnapshot['corrects'] | undefined
  readonly accepted: number
  readonly owed: readonly string[]
  readonly absent: readonly string[]
  readonly waived: readonly string[]
  /** By the receiver further down that released them. */
  readonly waivedBelow: ReadonlyMap<string, readonly string[]>
  readonly indicators: readonly Indicator[]
  readonly totals: readonly Total[]
  readonly previous: ReadonlyMap<string, Before> | undefined
  readonly lastYear: ReadonlyMap<string, Before> | undefined
  readonly lists: ReportSnapshot['lists'] | null
  readonly sections: readonly Section[]
  readonly signer: { readonly name: string; readonly title: string }
  /** What the report says beside a figure; without it, what a reader of the total must know. */
  readonly noted?: (code: string) => string | null
  /** Names as on the window's last day. */
  readonly label: (unitId: string) => string
}

/** The snapshot of a report at its publication. Figures bound in the text stay bound: text and table cannot disagree. */
export function freeze(of: Freezing): ReportSnapshot {
  const totals = new Map(of.totals.map(total => [total.code, total]))
  return {
    publicationId: of.publicationId,
    regime: { code: of.regime.code, name: of.regime.name },
    window: { code: of.window.code, label: of.window.label, from: of.window.from, until: of.window.until },
    unit: of.unit,
    publishedOn: of.on,
    ...(of.corrects ? { corrects: of.corrects } : {}),
    coverage: {
      accepted: of.accepted,
      owed: of.owed.length,
      missing: of.absent.map(of.label),
      ...(of.waived.length > 0 ? { waived: of.waived.map(of.label) } : {}),
      ...(of.waivedBelow.size > 0 ? { waivedBelow: below(of) } : {}),
    },
    rows: of.indicators.flatMap(indicator => {
      const total = totals.get(indicator.code)
      return total ? [row(indicator, total, of)] : []
    }),
    ...(of.lists ? { lists: of.lists } : {}),
    sections: of.sections.filter(one => one.text !== ''),
    signer: of.signer,
  }
}

/** In an order of their own: the seal must not hang on the order in which they were read. */
const below = ({ waivedBelow, label }: Freezing) =>
  [...waivedBelow].map(([by, units]) => ({ by: label(by), units: units.map(label).sort() })).sort((a, b) => (a.by < b.by ? -1 : 1))

function row(indicator: Indicator, total: Total, of: Freezing): SnapshotRow {
  const [previous, lastYear] = [of.previous?.get(indicator.code), of.lastYear?.get(indicator.code)]
  return {
    code: indicator.code,
    label: capital(plainLabel(indicator)),
    group: indicator.group,
    depth: indicator.depth,
    unit: indicator.measure,
    kind: indicator.kind,
    state: readState(total),
    value: total.value,
    numerator: total.numerator,
    denominator: total.denominator,
    previous: previous?.figure?.value ?? null,
    sameLastYear: lastYear?.figure?.value ?? null,
    notComparable: notComparable(previous, lastYear),
    note: of.noted ? of.noted(indicator.code) : noteOf(total, of.label),
    missing: total.missing.map(of.label),
  }
}

/** One sentence when both are for one reason; else each with its name. */
function notComparable(previous: Before | undefined, lastYear: Before | undefined): string | null {
  const [a, b] = [previous?.notComparable ?? null, lastYear?.notComparable ?? null]
  if (a === b) return a
  return [a && `Kỳ trước: ${a}`, b && `Cùng kỳ: ${b}`].filter(Boolean).join('. ')
}

/** What a reader must know of a total beside its value. */
export function noteOf(total: Total, label: (unitId: string) => string): string | null {
  const twice = total.contributions.find(part => part.editionId === null && !part.adjustmentId)?.value
  const notes = [
    total.estimated.length > 0 && `Có số ước tính của ${total.estimated.map(label).join(', ')}`,
    twice && `Trừ ${-twice} hồ sơ nhiều đơn vị cùng đếm`,
    adjustedNote(total),
    total.notApplicable.length > 0 && total.state !== 'not_applicable' && `Không áp dụng ở ${total.notApplicable.map(label).join(', ')}`,
  ].filter(one => one !== false && one !== undefined && one !== 0)
  return notes.length > 0 ? notes.join('. ') : null
}

/** "Điều chỉnh +2": for who reads the total; why stands on the receiver's own page. */
export function adjustedNote({ contributions, denominator }: Total): string | false {
  const parts = contributions.filter(part => part.adjustmentId)
  if (parts.length === 0) return false
  const sum = (of: (part: Contribution) => number | null): number => exact(parts.reduce((all, part) => all + (of(part) ?? 0), 0))
  const signed = (value: number): string => `${value > 0 ? '+' : ''}${formatNumber(value)}`
  return denominator === null
    ? `Đã điều chỉnh ${signed(sum(part => part.value))}`
    : `Đã điều chỉnh tử ${signed(sum(part => part.numerator))}, mẫu ${signed(sum(part => part.denominator))}`
}

/** A frozen row as a figure, to be set beside later ones. */
export const figureOfRow = (one: SnapshotRow): Figure | undefined =>
  one.state === 'missing'
    ? undefined
    : {
        code: one.code,
        state: one.state,
        value: one.value,
        counted: null,
        numerator: one.numerator,
        denominator: one.denominator,
        reason: null,
        note: one.note,
      }

/** One text for one value, whatever the order of its keys: the database keeps jsonb in an order of its own. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`
}

/** The seal printed beside a published report: what is read back must still have it. */
export const sealOf = (snapshot: ReportSnapshot): string => sha256(canonical(snapshot))
