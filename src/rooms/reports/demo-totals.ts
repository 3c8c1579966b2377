// What the demo's districts and province added up and published.
import { randomUUID } from 'node:crypto'
import { addDays } from '../../ground/day.ts'
import { sha256 } from '../../ground/files.ts'
import type { OrgTree } from '../../org/tree.ts'
import { instant, isReceiver, type Making, type Month, owes } from './demo.ts'
import { frozenLists } from './enclosing/freezing-lists.ts'
import { type Before, before, consolidate, figureOfTotal, type Indicator, type Part } from './figures.ts'
import { placeThen } from './naming.ts'
import { freeze, sealOf } from './snapshot.ts'
import type { WholeEdition, WholePublication } from './store-many.ts'
import { adjust } from './totalling/adjusting.ts'
import { adjustedIn, comesLate, type DemoAdjustment } from './totalling/demo-totalling.ts'

/** Of so many months the papers lie ready; older ones are read as figures. */
const COMPOSED = 3

const partOf = ({ id, unitId, figures, sources }: WholeEdition): Part => {
  const found = new Map<string, Set<string>>()
  for (const { code, record_id } of sources) found.set(code, (found.get(code) ?? new Set()).add(record_id))
  return { editionId: id, unitId, figures: new Map(figures.map(one => [one.code, one])), records: found, gaps: new Map() }
}

export interface Upward {
  readonly districts: readonly WholeEdition[]
  readonly parts: readonly Part[]
  /** The records behind each part, by its unit. */
  readonly sources: ReadonlyMap<string, WholeEdition['sources']>
}

/** Until 30 June 2025 districts add their communes up; the province takes what comes to it. */
export function upward(making: Making, month: Month, editions: readonly WholeEdition[]): Upward {
  const { form, province, people } = making
  const { window } = month
  const accepted = editions.filter(one => one.verdict?.kind === 'accepted')
  const districts = window.owing
    .filter(one => one.receiverId === province && isReceiver(month, one.unitId))
    .map(({ unitId }): WholeEdition => {
      const below = accepted.filter(one => owes(month, one.unitId)?.receiverId === unitId)
      const totals = consolidate(
        form.indicators,
        below.map(partOf),
        below.map(one => one.unitId),
      )
      const seen = new Set<string>()
      const sources = below
        .flatMap(one => one.sources)
        .filter(one => {
          const key = `${one.code} ${one.record_id}`
          return seen.has(key) ? false : seen.add(key) !== undefined
        })
      const figures = totals.flatMap(total => figureOfTotal(total) ?? [])
      return {
        id: randomUUID(),
        windowId: window.id,
        unitId,
        at: instant(addDays(window.until, 8), '10:00:00'),
        by: people.officer.get(unitId) ?? people.reviewer,
        sha256: sha256(JSON.stringify([window.code, unitId, figures])),
        formVersion: form.version,
        treeOn: window.until,
        narrative: [],
        figures,
        sources,
        children: below.map(one => one.id),
        verdict: {
          id: randomUUID(),
          kind: 'accepted',
          at: instant(addDays(window.until, 9), '08:30:00'),
          by: people.reviewer,
          body: '',
          cells: [],
        },
      }
    })
  const taken = [...accepted.filter(one => owes(month, one.unitId)?.receiverId === province), ...districts]
  return { districts, parts: taken.map(partOf), sources: new Map(taken.map(one => [one.unitId, one.sources])) }
}

const TEXT =
  'Trong kỳ, các đơn vị đăng ký mới {DVK01} mô hình “Dân vận khéo” (tập thể {DVK02}, cá nhân {DVK03}); cuối kỳ đang duy trì {DVK09} mô hình. Người đứng đầu cấp ủy tiếp {TD02} lượt người, tổ chức {DT01} cuộc đối thoại trực tiếp với Nhân dân.'

export async function publishedMonth(
  making: Making,
  month: Month,
  all: Upward,
  published: Map<number, Part>,
): Promise<{ publication: WholePublication; adjustments: readonly DemoAdjustment[] }> {
  const { world, wiring, form, regime, province, people } = making
  const { window, tree, k } = month
  const owed = window.owing.filter(one => one.receiverId === province).map(one => one.unitId)
  const parts = all.parts.filter(part => !comesLate(k, making.codes.get(part.unitId) ?? ''))
  const behind = parts.flatMap(part => all.sources.get(part.unitId) ?? [])
  const listed = new Map(behind.map(one => [`${one.code} ${one.record_id}`, one] as const))
  const at = instant(addDays(window.until, 9), '10:20:00')
  const adjustments = adjustedIn(k, { windowId: window.id, unitId: province, at, by: people.reviewer })
  const { totals } = adjust(form.indicators, consolidate(form.indicators, parts, owed), adjustments)
  const past = (then: number): ReadonlyMap<string, Before> | undefined => beside(form.indicators, tree, province, published.get(then))
  const id = randomUUID()
  const on = addDays(window.until, 10)
  const unit = tree.unit(province)
  const name = (unitId: string): string => tree.label(unitId)
  const snapshot = freeze({
    publicationId: id,
    regime,
    window: { ...window, locks: null },
    unit: { id: province, name: name(province), level: unit?.level ?? 'province', code: unit?.code ?? null },
    on,
    accepted: parts.length,
    owed,
    waived: [],
    waivedBelow: new Map(),
    absent: owed.filter(one => !parts.some(part => part.unitId === one)),
    indicators: form.indicators,
    totals,
    previous: past(k + 1),
    lastYear: past(k + 12),
    lists: frozenLists(form.lists ?? [], [...listed.values()], id => placeThen(tree, id)),
    sections: form.sections.map((heading, i) => ({
      heading,
      text:
        i === 1
          ? TEXT
          : i === 3
            ? 'Tiếp tục nắm tình hình Nhân dân; đôn đốc các đơn vị rà mô hình đã đăng ký, chuẩn bị đối thoại quý tới.'
            : '',
    })),
    signer: { name: 'Hoàng Thị Chi', title: 'Trưởng ban' },
    label: name,
  })
  published.set(k, {
    unitId: province,
    editionId: id,
    figures: new Map(totals.flatMap(total => figureOfTotal(total) ?? []).map(one => [one.code, one])),
    records: new Map(),
    gaps: new Map(totals.filter(total => total.missing.length > 0).map(total => [total.code, total.missing])),
  })
  const document =
    k < 2 + COMPOSED ? await wiring.composer.composeReport(await world.as('chi', 'reports.publish', on), snapshot) : undefined
  const publication = {
    id,
    windowId: window.id,
    unitId: province,
    at: instant(on, '15:00:00'),
    by: people.head,
    contentSha256: sha256(id),
    snapshot,
    snapshotSha256: sealOf(snapshot),
    documentId: document?.documentId ?? null,
    totals,
    editions: parts.map(part => part.editionId),
  }
  return { publication, adjustments }
}

/** The figures of an earlier month beside those of this one: the province is the same land on both days. */
function beside(
  indicators: readonly Indicator[],
  tree: OrgTree,
  province: string,
  part: Part | undefined,
): ReadonlyMap<string, Before> | undefined {
  return (
    part &&
    before(indicators, {
      comparison: { same: true, units: [province] },
      indicators,
      parts: new Map([[province, part]]),
      label: id => tree.label(id),
    })
  )
}
